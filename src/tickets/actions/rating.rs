//! Whoever asked says whether the answer helped, is asked for it, and reminded once.

use chrono::Duration;

use super::change::{self, load, step};
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{CycleId, TicketId};
use crate::kernel::rating::{RatingReason, Verdict};
use crate::kernel::text::Body;
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;
use crate::sla;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::listing::Place;
use crate::tickets::model::{Rating, Ticket, TicketState, Way};
use crate::tickets::rules::Move;
use crate::tickets::store;

/// Nobody is asked again before this time has passed since she was asked or reminded, whatever number of questions she has; a
/// reminder that did not leave within it leaves no more. So in any such time a person gets one request at most, with the
/// reminder of it.
const PAUSE: Duration = Duration::days(30);

/// What somebody says of an answer.
#[derive(Debug, Clone)]
pub struct Said {
    /// Whether it helped.
    pub verdict: Verdict,
    /// Why not, or not wholly.
    pub reason: Option<RatingReason>,
    /// The same in her words.
    pub words: Option<Body>,
    /// Where she says it.
    pub way: Way,
    /// The answer that she speaks of, by the promise that it ended; none speaks of the newest.
    pub answer: Option<CycleId>,
}

impl Said {
    /// A verdict without reasons, on the page behind the sign-in.
    pub fn just(verdict: Verdict) -> Self {
        Self { verdict, reason: None, words: None, way: Way::Page, answer: None }
    }
}

/// The requester says whether the newest answer helped; the last word counts. The same once more changes nothing, nor does
/// the verdict alone when it has its reasons already.
///
/// # Errors
/// `MovedOn` when there is no answer yet, or another is owed; `Stale` when a later answer was sent than the one that she speaks
/// of.
pub fn rate(conn: &mut Conn, id: TicketId, said: &Said, person: &Person, now: Instant) -> TicketResult<()> {
    let id = change::of_requester(conn, id, person)?;
    let mut ticket = load(conn, id, person, TicketAction::Rate, now)?;
    step(&mut ticket, Move::Rate)?;
    let answered = answered_cycle(conn, id)?.ok_or(TicketError::MovedOn)?;
    if said.answer.is_some_and(|answer| answer != answered) {
        return Err(TicketError::Stale);
    }
    let before = store::ratings::of_ticket(conn, id)?.into_iter().find(|rating| rating.cycle == answered);
    // Whoever is content has nothing to explain.
    let unhappy = said.verdict != Verdict::Yes;
    let rating = Rating {
        cycle: answered,
        verdict: said.verdict,
        reason: said.reason.filter(|_| unhappy),
        words: said.words.as_ref().filter(|_| unhappy).map(ToString::to_string),
        way: said.way,
        at: now,
    };
    let says_nothing_new = |known: &Rating| {
        let no_reasons = rating.reason.is_none() && rating.words.is_none();
        let same_reasons = (rating.reason, &rating.words) == (known.reason, &known.words);
        known.verdict == rating.verdict && (no_reasons || same_reasons)
    };
    if before.as_ref().is_some_and(says_nothing_new) {
        return Ok(());
    }
    store::ratings::put(conn, id, &rating)?;
    ticket.helpful = Some(!unhappy);
    let cycle = change::cycle(conn, &ticket)?;
    let event = Event::TicketRated {
        ticket: id,
        helpful: !unhappy,
        verdict: Some(rating.verdict),
        reason: rating.reason,
        by_link: said.way.by_link(),
    };
    change::save(conn, &mut ticket, &cycle, Actor::Person(person.id), &event, now)
}

/// The newest cycle that ended with an answer.
fn answered_cycle(conn: &mut Conn, id: TicketId) -> DbResult<Option<CycleId>> {
    let cycles = sla::actions::cycles_of(conn, id)?;
    Ok(cycles.iter().rev().find(|cycle| cycle.answered_at.is_some()).map(|cycle| cycle.id))
}

/// Asks the requester whether the answer that ends this cycle helped, with the mail that tells of it: unless she was asked not
/// long ago, or the question was imported. Within the use case that answers, which appends its event.
pub(super) fn ask_for_rating(conn: &mut Conn, ticket: &Ticket, cycle: CycleId, now: Instant) -> DbResult<()> {
    if store::tickets::is_imported(conn, ticket.id)? {
        return Ok(());
    }
    // Two of her questions that are answered at the same moment are one occasion.
    portable::exclusive(conn, &format!("rating:{}", ticket.requester))?;
    let last = store::ratings::last_asked(conn, ticket.requester)?;
    if last.is_none_or(|last| last + PAUSE <= now) {
        store::ratings::insert_request(conn, cycle, ticket.id, ticket.requester, now)?;
    }
    Ok(())
}

/// The tickets after a place whose requester was asked before `before` whether the answer helped, and neither said it nor was
/// reminded.
///
/// # Errors
/// When the database fails.
pub fn to_remind_of_rating(
    conn: &mut Conn,
    before: Instant,
    after: Option<Place>,
    limit: i64,
    now: Instant,
) -> DbResult<Vec<Place>> {
    store::ratings::unreminded(conn, now - PAUSE, before, after, limit)
}

/// Lets nobody be reminded of what was asked so far: for demonstrations.
///
/// # Errors
/// When the database fails.
pub fn waive_reminders_of_rating(conn: &mut Conn) -> DbResult<()> {
    store::ratings::waive_reminders(conn)
}

/// Reminds the requester of that, once, unless she said it or the ticket was opened again meanwhile. The ticket itself does not
/// change.
///
/// # Errors
/// When the database fails.
pub fn remind_of_rating(conn: &mut Conn, id: TicketId, before: Instant, now: Instant) -> TicketResult<()> {
    change::hold(conn, id)?;
    let Some(ticket) = store::tickets::find(conn, id)? else { return Ok(()) };
    let is_over = matches!(ticket.state, TicketState::Answered | TicketState::Closed);
    // What became part of another question is answered there.
    if !is_over || ticket.helpful.is_some() || store::merges::into(conn, id)?.is_some() {
        return Ok(());
    }
    let Some(cycle) = answered_cycle(conn, id)? else { return Ok(()) };
    if store::ratings::remind(conn, cycle, now - PAUSE, before, now)? {
        events::append(conn, now, Actor::System, &Event::RatingReminded { ticket: id, cycle })?;
    }
    Ok(())
}
