//! Two questions of one person become one.

use super::approval;
use super::change;
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::{Conn, portable};
use crate::platform::events;
use crate::sla;
use crate::tickets::error::{TicketError, TicketResult, demand};
use crate::tickets::model::{LinkKind, Ticket, TicketState};
use crate::tickets::rules::Move;
use crate::tickets::store;
use crate::tickets::store::answer_drafts::DraftRow;
use crate::topics;

/// Two questions as the page showed them that asks whether to merge them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merging {
    /// One of them, and its version.
    pub one: (TicketId, i32),
    /// The other.
    pub other: (TicketId, i32),
}

/// Makes one question of two open ones of the same person; answers which stays: the older, whose number she has known longer. No
/// circle can come of it. The earliest promise stands; the younger is closed, counts for nothing, and its words are read in the
/// older. The same two merged a second time are no error.
///
/// # Errors
/// `NotFound` for questions of two people, whatever the reason: one would read the other's words; `MovedOn` when one of them is
/// not open, or held by a colleague; `Stale` when one changed since the page was shown; `AnswerWaits` when an answer to the
/// younger waits for approval: whoever wrote it, or may approve it, decides about it first.
pub fn merge(conn: &mut Conn, merging: &Merging, person: &Person, now: Instant) -> TicketResult<TicketId> {
    let Merging { one, other } = *merging;
    let ((kept, seen), (merged, merged_seen)) = if one.0 < other.0 { (one, other) } else { (other, one) };
    let of = store::tickets::find(conn, kept)?.ok_or(TicketError::NotFound)?;
    // One after the other, so that of two who merge the same questions none waits for a lock that the other holds.
    portable::exclusive(conn, &format!("merge:{}", of.requester))?;
    if store::merges::into(conn, merged)? == Some(kept) {
        demand(person, TicketAction::ReadInternal, &of.facts())?;
        return Ok(kept);
    }
    let mut kept = change::load(conn, kept, person, TicketAction::Merge, now)?;
    let mut merged = change::load(conn, merged, person, TicketAction::Merge, now)?;
    if kept.requester != merged.requester {
        return Err(TicketError::NotFound);
    }
    if kept.id == merged.id || !kept.state.is_open() || !merged.state.is_open() {
        return Err(TicketError::MovedOn);
    }
    if (kept.version, merged.version) != (seen, merged_seen) {
        return Err(TicketError::Stale);
    }
    if store::proposed::waiting(conn, merged.id)?.is_some() {
        return Err(TicketError::AnswerWaits);
    }
    let actor = Actor::Person(person.id);
    let holder = merged.assignee.filter(|holder| Some(*holder) != kept.assignee);
    let (kept_cycle, merged_cycle) = (change::cycle(conn, &kept)?, change::cycle(conn, &merged)?);
    let (mut kept_cycle, merged_cycle) =
        sla::actions::merge(conn, kept_cycle.id, merged_cycle.id, actor, now)?;
    if take_over(conn, &mut kept, &merged)? {
        let approval = approval::share(conn, &kept)?;
        sla::actions::set_approval(conn, &[kept.id], approval, now)?;
        kept_cycle = change::cycle(conn, &kept)?;
    }
    change::step(&mut merged, Move::Merge)?;
    merged.closed_at = Some(now);
    move_links(conn, kept.id, merged.id, person.id, now)?;
    store::merges::insert(conn, merged.id, kept.id, person.id, now)?;
    for author in store::merges::move_unfinished(conn, merged.id, kept.id)? {
        join_drafts(conn, kept.id, merged.id, author, now)?;
    }
    change::write(conn, &mut merged, &merged_cycle, now)?;
    change::write(conn, &mut kept, &kept_cycle, now)?;
    let happened = [
        Event::TicketMerged { ticket: merged.id, into: kept.id },
        Event::TicketTookIn { ticket: kept.id, merged: merged.id, holder },
    ];
    events::append_all(conn, now, actor, &happened)?;
    Ok(kept.id)
}

/// What the question that stays has from the other: somebody who holds it, and a topic, where it had none; true when the topic
/// came. It waits for the requester only while both do.
fn take_over(conn: &mut Conn, kept: &mut Ticket, merged: &Ticket) -> TicketResult<bool> {
    let both_wait = [kept.state, merged.state] == [TicketState::Waiting; 2];
    kept.assignee = kept.assignee.or(merged.assignee);
    if !both_wait {
        change::step(kept, Move::TakeIn)?;
    }
    kept.priority = kept.priority.max(merged.priority);
    let gets_topic = kept.topic.is_none() && merged.topic.is_some();
    if let Some(topic) = merged.topic.filter(|_| gets_topic) {
        kept.topic = Some(topic);
        kept.topic_proposed = merged.topic_proposed;
        kept.group = topics::group_for(conn, topic)?;
    }
    Ok(gets_topic)
}

/// What one has to do with is what the other has to do with from now on. That a question was asked in a message of another is
/// told by the order of their numbers: where the older number turns that round, they are related.
fn move_links(
    conn: &mut Conn,
    kept: TicketId,
    merged: TicketId,
    by: AccountId,
    now: Instant,
) -> TicketResult<()> {
    for (other, kind) in store::links::of_ticket(conn, merged)? {
        let same_order = (other < merged) == (other < kept);
        let kind = if same_order { kind } else { LinkKind::Related };
        if other != kept {
            store::links::insert(conn, (kept, other), kind, by, now)?;
        }
    }
    Ok(store::links::delete_all(conn, merged)?)
}

/// Of what somebody typed at both, one draft holds both texts.
fn join_drafts(
    conn: &mut Conn,
    kept: TicketId,
    merged: TicketId,
    author: AccountId,
    now: Instant,
) -> TicketResult<()> {
    let drafts =
        store::answer_drafts::of(conn, kept, author)?.zip(store::answer_drafts::of(conn, merged, author)?);
    let Some((here, there)) = drafts else { return Ok(()) };
    let both = |one: &str, other: &str| format!("{one}\n\n{other}").trim().to_owned();
    let (answer, note) = (both(&here.answer, &there.answer), both(&here.note, &there.note));
    let row =
        DraftRow { answer: &answer, note: &note, ticket_version: here.ticket_version, page: &here.page };
    store::answer_drafts::update(conn, &here, row, now)?;
    Ok(store::answer_drafts::delete(conn, there.id)?)
}
