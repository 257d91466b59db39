//! The whole URL map, grouped by who may enter. A route without an [`Access`] cannot be written.

use actix_web::dev::Handler;
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::{FromRequest, Responder, Route, web};

use crate::accounts::guard;
use crate::accounts::permissions::Access;
use crate::operations;
use crate::platform::web::assets;
use crate::platform::web::server::answer_in_any_case;

/// One line of the map.
pub struct Entry {
    /// GET (and HEAD) or POST.
    pub method: Method,
    /// The path, with parameters in braces.
    pub path: &'static str,
    /// Who may enter.
    pub access: Access,
    make: Box<dyn Fn() -> Route>,
}

/// Every route of the desk.
pub fn table() -> Vec<Entry> {
    use Access::Anyone;
    vec![
        // For anyone.
        get("/assets/{fingerprint}/{path:.*}", Anyone, assets::serve),
        get("/healthz", Anyone, operations::alive),
        get("/readyz", Anyone, operations::ready),
        get("/metrics", Anyone, operations::figures),
    ]
}

/// Puts the table into a server; each route stands behind its guard.
pub fn configure(config: &mut web::ServiceConfig) {
    let mut table = table();
    table.sort_by_key(|entry| entry.path);
    for of_path in table.chunk_by(|one, other| one.path == other.path) {
        let mut resource = web::resource(of_path[0].path);
        for entry in of_path {
            let access = entry.access;
            let guarded = (entry.make)()
                .wrap(from_fn(move |request, next| guard::enter(access, request, next)))
                .wrap(from_fn(answer_in_any_case));
            resource = resource.route(guarded);
        }
        config.service(resource);
    }
}

fn get<F, Args>(path: &'static str, access: Access, handler: F) -> Entry
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let make = move || {
        web::route()
            .guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Head()))
            .to(handler.clone())
    };
    Entry { method: Method::GET, path, access, make: Box::new(make) }
}

#[expect(dead_code, reason = "the first form lands with the accounts")]
fn post<F, Args>(path: &'static str, access: Access, handler: F) -> Entry
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let make = move || web::post().to(handler.clone());
    Entry { method: Method::POST, path, access, make: Box::new(make) }
}
