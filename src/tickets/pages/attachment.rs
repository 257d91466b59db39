//! `/allegati/{id}`: a file, for whoever may see the message it belongs to.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{Person, Visit};
use crate::kernel::ids::{AttachmentId, TicketId};
use crate::platform::db::Conn;
use crate::platform::web::WebResult;
use crate::tickets::model::{Attachment, MessageKind};
use crate::tickets::{TicketError, TicketResult, store};

/// A file is never shown by the browser, only saved, and runs nothing should it be opened all the same.
const SANDBOX: &str = "default-src 'none'; sandbox";

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
    // RFC 6266: a plain name for old browsers, the true one in UTF-8 (RFC 8187).
    let plain: String = file
        .name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' })
        .collect();
    let disposition = format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        utf8_percent_encode(&file.name, NON_ALPHANUMERIC)
    );
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, file.content_type))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(content))
}
