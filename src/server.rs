//! The HTTP server: the routes with the layers around them.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as HttpApp, HttpServer, web};

use crate::accounts;
use crate::app::App;
use crate::platform::web::Problem;
use crate::platform::web::body::UploadLimits;
use crate::platform::web::server::around;
use crate::routes;

/// Sign of life within which a client must send its request's head: slow senders do not hold connections.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);
/// How long what nobody wants to read is read on after the answer, so that the answer arrives.
const LINGER: Duration = Duration::from_secs(2);
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// Starts serving on a bound socket. The caller awaits the server and stops it through its handle; signals are the
/// caller's as well, since background work must stop too.
///
/// # Errors
/// When the socket cannot be used.
pub fn start(app: Arc<App>, listener: TcpListener) -> std::io::Result<Server> {
    let workers = match app.config.server.workers {
        0 => std::thread::available_parallelism().map_or(2, usize::from),
        chosen => chosen,
    };
    let shutdown = app.config.server.shutdown_seconds;
    // More threads than connections would only wait for one, each with memory of its own.
    let blocking = app.db.connections();
    let https = app.config.server.public_url.is_https();
    let uploads = web::Data::new(UploadLimits::new(
        app.config.tickets.max_attachments,
        app.config.tickets.max_attachment_bytes,
    ));
    let csrf = web::Data::new(app.csrf.clone());
    let shared = web::Data::from(app);
    let server =
        HttpServer::new(move || {
            HttpApp::new()
                .app_data(shared.clone())
                .app_data(uploads.clone())
                .app_data(csrf.clone())
                // A number in a path that is none: the page does not exist.
                .app_data(web::PathConfig::default().error_handler(|_, _| Problem::NotFound.into()))
                .app_data(web::QueryConfig::default().error_handler(|_, _| {
                    Problem::BadRequest("a value of the address makes no sense").into()
                }))
                // The last layer is the outermost.
                .wrap(from_fn(accounts::layer))
                .wrap(Compress::default())
                .wrap(from_fn(move |request, next| around(https, request, next)))
                .configure(routes::configure)
        });
    Ok(server
        .workers(workers)
        .worker_max_blocking_threads(blocking)
        // The last piece of a long page does not wait until the browser has acknowledged the others (RFC 896, RFC 1122, 4.2.3.2).
        .tcp_nodelay(true)
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(REQUEST_TIMEOUT)
        .client_disconnect_timeout(LINGER)
        .shutdown_timeout(shutdown)
        .disable_signals()
        .listen(listener)?
        .run())
}
