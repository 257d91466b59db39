//! The words of somebody's questions go; see [`crate::tickets::erasure`] for what stays.

use super::approval::settle_waiting;
use super::change::{self, hold, step};
use super::draft;
use crate::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::Conn;
use crate::sla;
use crate::tickets::erasure::Residue;
use crate::tickets::model::{ProposedOutcome, Ticket, TicketState};
use crate::tickets::rules::Move;
use crate::tickets::{TicketResult, deflections, store};

/// What was erased.
#[derive(Debug, Clone, Default)]
pub struct ErasedQuestions {
    /// Messages without words.
    pub messages: i64,
    /// Where the files lie.
    pub files: Vec<String>,
    /// What happened, for the end of the use case.
    pub events: Vec<Event>,
}

/// The questions of a person, and nobody else asks in her name or changes one of them until the transaction ends.
///
/// # Errors
/// When the database fails.
pub fn hold_to_erase(conn: &mut Conn, account: AccountId) -> TicketResult<Vec<Ticket>> {
    draft::hold(conn, account)?;
    let mut held: Vec<TicketId> = Vec::new();
    loop {
        let all = store::erasure::of(conn, account)?;
        let new: Vec<TicketId> = all.into_iter().filter(|id| !held.contains(id)).collect();
        if new.is_empty() {
            return Ok(store::tickets::several(conn, &held)?);
        }
        // While this waited for one, another may have been split off from it.
        for id in &new {
            hold(conn, *id)?;
        }
        held.extend(new);
    }
}

/// Takes the words out of these questions, which are held. Those that were answered end with it; none may be open.
///
/// # Errors
/// When the database fails.
pub fn erase(
    conn: &mut Conn,
    account: AccountId,
    questions: Vec<Ticket>,
    residue: &Residue,
    by: Actor,
    now: Instant,
) -> TicketResult<ErasedQuestions> {
    let mut events = Vec::new();
    let ids: Vec<TicketId> = questions.iter().map(|ticket| ticket.id).collect();
    for mut ticket in questions {
        if ticket.state == TicketState::Answered {
            step(&mut ticket, Move::Close)?;
            ticket.closed_at = Some(now);
            settle_waiting(conn, ticket.id, ProposedOutcome::Lapsed, by.account(), now)?;
            let cycle = change::cycle(conn, &ticket)?;
            change::write(conn, &mut ticket, &cycle, now)?;
            events.push(Event::TicketClosed {
                ticket: ticket.id,
                message: None,
                solved: None,
                by_link: None,
            });
        }
    }
    deflections::forget(conn, account)?;
    let (messages, files) = store::erasure::erase(conn, account, &ids, residue)?;
    sla::forget_reasons(conn, &ids, residue.body.as_str())?;
    events.extend(catalogue::actions::forget_drafts_of(conn, &ids, &residue.subject, &residue.body, now)?);
    events.extend(ids.into_iter().map(|ticket| Event::TicketErased { ticket }));
    Ok(ErasedQuestions { messages, files, events })
}
