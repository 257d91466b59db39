//! An answer becomes a draft of the catalogue.

use super::change::load;
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::catalogue::actions::{self, Proposal};
use crate::catalogue::{self, CatalogueError};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::MessageKind;
use crate::tickets::store;

/// Copies the answers into a draft, to be rewritten without personal data and reviewed there. The ticket stays as it is;
/// proposing it again leads to the same draft.
///
/// # Errors
/// `MovedOn` when there is no answer yet, or no topic.
pub fn propose(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<EntryId> {
    let ticket = load(conn, id, person, TicketAction::Propose, now)?;
    let topic = ticket.topic.ok_or(TicketError::MovedOn)?;
    let messages = store::messages::of_ticket(conn, id, false)?;
    let answers = messages.iter().filter(|message| message.kind == MessageKind::Answer);
    let whole = answers.map(|message| message.body.as_str()).collect::<Vec<_>>().join("\n\n");
    // Long answers are cut to what an entry may hold; the ticket keeps all of them.
    let answer = Body::parse(&whole.chars().take(Body::MAX).collect::<String>());
    let proposal = Proposal {
        ticket: id,
        title: ticket.subject.clone(),
        answer: answer.map_err(|_| TicketError::MovedOn)?,
        topic,
        asked_by: ticket.kind,
        language: ticket.lang,
    };
    actions::propose(conn, &proposal, person, now).map_err(refused)
}

/// Says that an entry which is there already comes from this question too, so that none is written twice. It is told by its number or
/// by the address of its page.
///
/// # Errors
/// `MovedOn` when there is no such entry.
pub fn add_to_entry(
    conn: &mut Conn,
    id: TicketId,
    entry: &str,
    person: &Person,
    now: Instant,
) -> TicketResult<EntryId> {
    load(conn, id, person, TicketAction::Propose, now)?;
    let entry = catalogue::at_address(conn, entry)?.ok_or(TicketError::MovedOn)?;
    actions::add_source(conn, entry, id, person, now).map_err(refused)?;
    Ok(entry)
}

fn refused(error: CatalogueError) -> TicketError {
    match error {
        CatalogueError::NotFound => TicketError::NotFound,
        CatalogueError::Db(error) => TicketError::Db(error),
        _ => TicketError::MovedOn,
    }
}
