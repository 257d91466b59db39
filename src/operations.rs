//! What watches the desk: alive (`/healthz`), ready (`/readyz`), figures (`/metrics`).

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::app::App;
use crate::intake;
use crate::platform::db::DbError;
use crate::platform::events;
use crate::platform::mail::outbox;
use crate::platform::telemetry::metrics;
use crate::platform::web::{Problem, WebResult, client};

/// The process answers.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// The database answers too, and the catalogue can be searched. A load balancer sends nobody here while it is not so; it
/// does while a follower of events stands still, which is told all the same: pages do without it.
pub async fn ready(app: web::Data<App>) -> HttpResponse {
    if let Err(error) = app.db.probe(events::last_position).await {
        tracing::error!(%error, "not ready: the database does not answer");
        return not_ready("the database does not answer\n");
    }
    if !app.search.is_ready() {
        return not_ready("the search index is being built\n");
    }
    let mut answer = "ready\n".to_owned();
    for follower in app.stumbles.followers() {
        answer.push_str(&format!("the follower {follower} stands still, the log says why\n"));
    }
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(answer)
}

fn not_ready(why: &'static str) -> HttpResponse {
    HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body(why)
}

/// Figures for Prometheus, for the networks that the configuration names; for others there is no such page.
///
/// # Errors
/// 404, or a fault when the database does not answer.
pub async fn figures(request: HttpRequest, app: web::Data<App>) -> WebResult {
    let (trusted, allowed) = (&app.config.server.trusted_proxies, &app.config.telemetry.metrics_networks);
    let from = client::address(&request, trusted);
    if client::is_relayed(&request, trusted) || !allowed.iter().any(|network| network.contains(from)) {
        return Err(Problem::NotFound);
    }
    let desk = app.clone();
    let (mails, position, ill) = app
        .db
        .read::<_, DbError, _>(move |conn| {
            Ok((outbox::counts(conn)?, events::last_position(conn)?, intake::imap::ill(conn, &desk)?))
        })
        .await
        .map_err(Problem::fault)?;
    metrics().set_outbox(mails.queued, mails.failed);
    metrics().set_events_position(position.0);
    metrics().set_unread_mailboxes(ill.len());
    metrics().set_standing_followers(app.stumbles.followers().len());
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .body(metrics().text()))
}
