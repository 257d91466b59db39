//! `/allegati/{id}`: a file, for whoever may see the message it belongs to.

use actix_web::web;

use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{Person, Visit};
use crate::kernel::ids::{AttachmentId, TicketId};
use crate::platform::db::Conn;
use crate::platform::web::{WebResult, saved_as};
use crate::tickets::model::{Attachment, MessageKind};
use crate::tickets::{TicketError, TicketResult, store};

/// `GET /allegati/{id}`.
///
/// # Errors
/// 404 for what this person may not see; when the database or the file store fails.
pub async fn download(visit: Visit, id: web::Path<i64>) -> WebResult {
    let person = visit.signed_in()?.clone();
    send(&visit, person, AttachmentId(id.into_inner()), None).await
}

/// The file for this person, if it may see it; of one question alone where that is all it comes for.
pub(super) async fn send(
    visit: &Visit,
    person: Person,
    id: AttachmentId,
    only: Option<TicketId>,
) -> WebResult {
    let find = move |conn: &mut Conn| -> TicketResult<Attachment> {
        let (message, file) = store::attachments::of_a_message(conn, id)?.ok_or(TicketError::NotFound)?;
        let (ticket, kind) = store::messages::place_of(conn, message)?.ok_or(TicketError::NotFound)?;
        // The files of what became part of a question are read in that one.
        if let Some(only) = only
            && store::merges::into(conn, only)?.unwrap_or(only)
                != store::merges::into(conn, ticket)?.unwrap_or(ticket)
        {
            return Err(TicketError::NotFound);
        }
        let ticket = store::tickets::find(conn, ticket)?.ok_or(TicketError::NotFound)?;
        let needed = if kind == MessageKind::Note { TicketAction::ReadInternal } else { TicketAction::Read };
        if may(&person, needed, &ticket.facts()) { Ok(file) } else { Err(TicketError::NotFound) }
    };
    let file = visit.app().db.read(find).await?;
    let content = visit.app().storage.get(&file.storage_key).await?;
    Ok(saved_as(&file.name, &file.content_type, content))
}
