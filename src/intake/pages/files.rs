//! The files of a mail that waits for a person: she may look at them before she says what becomes of it.

use actix_web::web;

use super::readable_by;
use crate::accounts::Visit;
use crate::accounts::permissions::MailAction;
use crate::intake::{by_hand, files};
use crate::kernel::ids::IncomingId;
use crate::platform::web::{Problem, WebResult, saved_as};

/// `GET /coda/posta/{id}/allegati/{place}`: the file at this place of the mail.
///
/// # Errors
/// 404 when there is no such file, it is of a kind that no question may have, or the mail is settled; when the database or the file
/// store fails.
pub async fn send(visit: Visit, path: web::Path<(i64, usize)>) -> WebResult {
    let (id, place) = path.into_inner();
    let kept = readable_by(&visit, IncomingId(id), MailAction::TakeIn).await?;
    if kept.raw_key.is_none() {
        return Err(Problem::NotFound);
    }
    let mail = by_hand::message(visit.app(), &kept).await?;
    let limits = &visit.app().config.tickets;
    let file = mail.attachments.get(place).and_then(|file| files::judged(file, limits).ok());
    let file = file.ok_or(Problem::NotFound)?;
    Ok(saved_as(&file.name, file.content_type, file.content))
}
