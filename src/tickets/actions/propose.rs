//! An answer becomes a draft of the catalogue.

use super::change::load;
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::catalogue::CatalogueError;
use crate::catalogue::actions::{self, Proposal};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::MessageKind;
use crate::tickets::store;

/// Copies question and answers into a draft, to be freed of personal data and reviewed there. The ticket stays as it
/// is; proposing it again leads to the same draft.
///
/// # Errors
/// `MovedOn` when there is no answer yet, or no topic.
pub fn propose(conn: &mut Conn, id: TicketId, person: &Person, now: Instant) -> TicketResult<EntryId> {
    let ticket = load(conn, id, person, TicketAction::Propose)?;
    let topic = ticket.topic.ok_or(TicketError::MovedOn)?;
    let messages = store::messages::of_ticket(conn, id, false)?;
    let of = |kind: MessageKind| {
        let texts =
            messages.iter().filter(|message| message.kind == kind).map(|message| message.body.as_str());
        let whole = texts.collect::<Vec<_>>().join("\n\n");
        // A long exchange is cut to what an entry may hold; the ticket keeps all of it.
        Body::parse(&whole.chars().take(Body::MAX / 2 - 10).collect::<String>())
            .map_err(|_| TicketError::MovedOn)
    };
    let proposal = Proposal {
        ticket: id,
        title: ticket.subject.clone(),
        question: of(MessageKind::Question)?,
        answer: of(MessageKind::Answer)?,
        topic,
        asked_by: ticket.kind,
        language: ticket.lang,
    };
    actions::propose(conn, &proposal, person, now).map_err(|error| match error {
        CatalogueError::NotFound => TicketError::NotFound,
        CatalogueError::Db(error) => TicketError::Db(error),
        _ => TicketError::MovedOn,
    })
}
