//! The search of the catalogue on the sites of partners: what they paste, and the page that is shown in their frames.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use tera::{Context, context};

use super::pages::public;
use crate::accounts::Visit;
use crate::app::App;
use crate::platform::i18n::{Lang, from_accept_language};
use crate::platform::web::WebResult;

/// `GET /dati-aperti/riquadro`: how to put the search on another site. Anyone.
///
/// # Errors
/// A fault of the template.
pub async fn page(visit: Visit) -> WebResult {
    let allowed = &visit.app().config.server.embedded_by;
    let allowed: Vec<&str> = allowed.iter().map(|site| site.as_str()).collect();
    public(&visit, "service/embedding.html", "embed-title", context! { allowed => &allowed })
}

/// `GET /riquadro`: the framed page. It is the same for everybody: whoever shows it in a frame of theirs cannot have anything of a visitor in
/// it, for it knows no session, sets no cookie and holds no token, and what it finds is shown in the whole window.
///
/// # Errors
/// A fault of the template.
pub async fn frame(app: web::Data<App>, request: HttpRequest) -> WebResult {
    let said = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = match request.query_string() {
        "lingua=it" => Lang::It,
        "lingua=en" => Lang::En,
        _ => from_accept_language(said(header::ACCEPT_LANGUAGE)),
    };
    let mut context = Context::new();
    context.insert("lang", &lang);
    context.insert("office", &app.config.office);
    let page = app.templates.render("service/embed.html", &context)?;
    let framers: Vec<&str> = app.config.server.embedded_by.iter().map(|site| site.as_str()).collect();
    let policy = format!(
        "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'self' {}; base-uri 'none'",
        framers.join(" ")
    );
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header(("X-Robots-Tag", "noindex"))
        .content_type("text/html; charset=utf-8")
        .body(page))
}
