//! `/domande`: a requester's own questions.

mod list;
mod page;
mod reader;
mod story;

use actix_web::web;

pub use list::list;
pub(super) use reader::Reader;
pub use reader::Shown;

use crate::accounts::Visit;
use crate::kernel::ids::TicketId;
use crate::platform::web::{PostForm, Problem, UploadForm, WebResult};
use crate::tickets::actions;

/// `GET /domande/{number}`: one question with its conversation, without what is internal; with `?stampa` as paper wants it.
///
/// # Errors
/// 404 for another's question; when the database fails.
pub async fn show(visit: Visit, number: web::Path<i64>, shown: web::Query<Shown>) -> WebResult {
    signed_in(&visit, &number)?.show(&visit, &shown).await
}

/// `POST /domande/{number}/messaggi`: the requester writes again.
///
/// # Errors
/// 404 for another's question; when the database or the file store fails.
pub async fn reply(visit: Visit, number: web::Path<i64>, UploadForm(form): UploadForm) -> WebResult {
    signed_in(&visit, &number)?.reply(&visit, &form).await
}

/// `POST /domande/{number}/chiusura`: the requester needs nothing more, perhaps with a word (`word`).
///
/// # Errors
/// 404 for another's question; when the database fails.
pub async fn close(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    signed_in(&visit, &number)?.close(&visit, &form).await
}

/// `POST /domande/{number}/valutazione`: whether the answer helped (`helpful` = `yes`, `partly` or `no`), and why not (`reason`,
/// `why`).
///
/// # Errors
/// 404 for another's question; when the database fails.
pub async fn rate(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    signed_in(&visit, &number)?.rate(&visit, &form).await
}

/// `POST /domande/{number}/link`: the links to this question in mails are of no use any more.
///
/// # Errors
/// 404 for another's question; when the database fails.
pub async fn end_links(visit: Visit, number: web::Path<i64>, _form: PostForm) -> WebResult {
    let reader = signed_in(&visit, &number)?;
    let (id, person, now) = (reader.ticket, reader.person, visit.now());
    visit.app().db.write(move |conn| actions::end_links(conn, id, &person, now)).await?;
    Ok(visit.redirect(&reader.base, "tickets-notice-links-ended"))
}

fn signed_in(visit: &Visit, number: &i64) -> Result<Reader, Problem> {
    let id = TicketId(*number);
    let person = visit.signed_in()?.clone();
    Ok(Reader { person, ticket: id, base: format!("/domande/{id}"), by_link: false })
}
