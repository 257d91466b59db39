//! What happened to a question, in words: the history of its page at the desk, and what happened while somebody wrote.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::opinion;
use super::routed::RouteNames;
use super::view::{Names, text, text_with};
use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Event, MailFate};
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::rating::Verdict;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events::Recorded;
use crate::platform::i18n::{date_time, day_of_rome, the_percent};
use crate::sla::{self, Moved, Step, StepKind};

/// A line of the history.
#[derive(Serialize)]
pub struct HistoryLine {
    pub at: Instant,
    pub who: String,
    pub text: String,
    /// The question that it happened to, where that became part of this one.
    pub number: Option<TicketId>,
}

/// What happened on one day.
#[derive(Serialize)]
pub struct HistoryDay {
    day: NaiveDate,
    lines: Vec<HistoryLine>,
}

/// Everything that happened to a ticket, in words, by day, the newest first; also to what became part of it.
pub fn history(
    visit: &Visit,
    ticket: TicketId,
    events: &[Recorded],
    names: &Names,
    moves: &[Moved],
    routes: &RouteNames,
) -> Vec<HistoryDay> {
    let mut days: Vec<HistoryDay> = Vec::new();
    for recorded in events.iter().rev() {
        let day = day_of_rome(recorded.at);
        let number = recorded.event.ticket().filter(|number| *number != ticket);
        let line = HistoryLine { number, ..history_line(visit, recorded, names, moves, routes) };
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => last.lines.push(line),
            None => days.push(HistoryDay { day, lines: vec![line] }),
        }
    }
    days
}

fn history_line(
    visit: &Visit,
    recorded: &Recorded,
    names: &Names,
    moves: &[Moved],
    routes: &RouteNames,
) -> HistoryLine {
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id)).map(|person| person.name.to_string());
    HistoryLine {
        at: recorded.at,
        number: None,
        who: name(recorded.actor).unwrap_or_else(|| text(visit, "tickets-history-system")),
        text: match moved_by(&recorded.event, moves) {
            Some(moved) => moved_words(visit, "tickets-history-moved-from", moved),
            None if is_typed_in(recorded, names) => text(visit, "desk-history-typed-in"),
            None => by_link(visit, &recorded.event, event_words(visit, recorded, &name, routes)),
        },
    }
}

/// Words of what was done, and that it was done with the link of a mail if it was.
pub(super) fn by_link(visit: &Visit, event: &Event, words: String) -> String {
    match event.is_by_link() {
        true => text_with(visit, "tickets-history-by-link", "what", words),
        false => words,
    }
}

/// Whether a question was received on the word of somebody of the desk.
fn is_typed_in(recorded: &Recorded, names: &Names) -> bool {
    let by_desk = recorded.actor.and_then(|id| names.get(&id)).is_some_and(|person| person.role.is_desk());
    by_desk && matches!(recorded.event, Event::TicketSubmitted { .. })
}

/// Every time that a deadline was moved which these events tell of; looked up only when one was.
pub fn moves(conn: &mut Conn, events: &[Recorded]) -> DbResult<Vec<Moved>> {
    let moved = events.iter().filter_map(|recorded| match recorded.event {
        Event::DeadlineMoved { ticket, .. } => Some(ticket),
        _ => None,
    });
    let tickets: BTreeSet<TicketId> = moved.collect();
    match tickets.is_empty() {
        true => Ok(Vec::new()),
        false => sla::actions::moves_of(conn, &Vec::from_iter(tickets)),
    }
}

/// What an event did to the deadline, if it moved it.
pub(super) fn moved_by<'a>(event: &Event, moves: &'a [Moved]) -> Option<&'a Moved> {
    match event {
        Event::DeadlineMoved { correction, .. } => moves.iter().find(|moved| moved.correction == *correction),
        _ => None,
    }
}

/// A move in the words of a text with `$from`, `$due` and `$reason`.
pub(super) fn moved_words(visit: &Visit, key: &str, moved: &Moved) -> String {
    let [from, due] = [moved.from, moved.to].map(|at| date_time(visit.lang(), at));
    let args = [("from", from.into()), ("due", due.into()), ("reason", moved.reason.as_str().into())];
    visit.app().texts.get(visit.lang(), key, &args)
}

fn fate_key(fate: MailFate) -> &'static str {
    match fate {
        MailFate::NoAddress => "desk-history-mail-no-address",
        MailFate::Later => "desk-history-mail-later",
        MailFate::Returned => "desk-history-mail-returned",
        MailFate::GivenUp => "desk-history-mail-given-up",
        MailFate::PecAccepted => "desk-history-mail-pec-accepted",
        MailFate::PecDelivered => "desk-history-mail-pec-delivered",
        MailFate::PecDelayed => "desk-history-mail-pec-delayed",
    }
}

fn event_words(
    visit: &Visit,
    recorded: &Recorded,
    name: &dyn Fn(Option<AccountId>) -> Option<String>,
    routes: &RouteNames,
) -> String {
    let plain = |key: &str| text(visit, key);
    match &recorded.event {
        Event::TicketSubmitted { .. } => plain("tickets-history-submitted"),
        Event::TicketImported { .. } => plain("tickets-history-imported"),
        Event::TicketRouted { rule, group, expert, by_turn, .. } => {
            routes.words(visit, (*rule, *group), name(*expert), *by_turn)
        }
        Event::TicketPriorityChanged { high: true, .. } => plain("desk-history-priority-high"),
        Event::TicketPriorityChanged { high: false, .. } => plain("desk-history-priority-normal"),
        Event::RequesterReplied { .. } => plain("tickets-history-replied"),
        Event::TicketClaimed { .. } => plain("tickets-history-claimed"),
        Event::TicketReleased { .. } => plain("tickets-history-released"),
        Event::ClaimExpired { expert, .. } => {
            text_with(visit, "desk-history-claim-expired", "name", name(Some(*expert)).unwrap_or_default())
        }
        Event::TicketHandedOver { to, .. } => {
            text_with(visit, "tickets-history-handed-over", "name", name(Some(*to)).unwrap_or_default())
        }
        Event::ClarificationAsked { .. } => plain("tickets-history-clarification"),
        Event::ClarificationReminded { .. } => plain("tickets-history-reminded"),
        Event::TicketAnswered { .. } => plain("tickets-history-answered"),
        Event::NoteAdded { mentioned, .. } => {
            opinion::called(visit, "tickets-history-note", mentioned.as_deref(), name)
        }
        Event::DraftByMail { .. } => plain("desk-history-draft-by-mail"),
        Event::MailReported { mail, fate, .. } => text_with(visit, fate_key(*fate), "mail", mail.clone()),
        Event::OpinionAsked { of, .. } => {
            text_with(visit, "desk-history-opinion-asked", "name", name(Some(*of)).unwrap_or_default())
        }
        Event::OpinionGiven { mentioned, .. } => {
            opinion::called(visit, "desk-history-opinion-given", mentioned.as_deref(), name)
        }
        Event::AnswerProposed { author, .. } => match Some(*author) == recorded.actor {
            true => plain("desk-history-answer-proposed"),
            false => {
                let of = name(Some(*author)).unwrap_or_default();
                text_with(visit, "desk-history-answer-changed", "name", of)
            }
        },
        Event::AnswerApproved { author, .. } => {
            text_with(visit, "desk-history-answer-approved", "name", name(Some(*author)).unwrap_or_default())
        }
        Event::AnswerReturned { author, .. } => {
            text_with(visit, "desk-history-answer-returned", "name", name(Some(*author)).unwrap_or_default())
        }
        Event::ProposedAnswerWithdrawn { .. } => plain("desk-history-answer-withdrawn"),
        Event::TicketTopicChanged { .. } => plain("tickets-history-topic"),
        Event::TicketTopicProposed { .. } => plain("desk-history-topic-proposed"),
        Event::TicketTopicConfirmed { .. } => plain("desk-history-topic-confirmed"),
        Event::TicketRated { helpful, verdict, reason, .. } => {
            let said = plain(match (helpful, verdict) {
                (true, _) => "tickets-history-helpful",
                (false, Some(Verdict::Partly)) => "tickets-history-partly",
                (false, _) => "tickets-history-not-helpful",
            });
            let Some(reason) = reason else { return said };
            let reason = plain(&format!("rating-reason-{reason}"));
            let args = [("said", said.into()), ("reason", reason.into())];
            visit.app().texts.get(visit.lang(), "tickets-history-rated-why", &args)
        }
        Event::RatingReminded { .. } => plain("tickets-history-rating-reminded"),
        Event::TicketClosed { solved: Some(true), .. } => plain("tickets-history-solved"),
        Event::TicketClosed { .. } => plain("tickets-history-closed"),
        Event::FollowLinkRequested { .. } => plain("tickets-history-link"),
        Event::TicketReopened { .. } => plain("tickets-history-reopened"),
        Event::TicketSplitOff { from, .. } => text_with(visit, "tickets-history-split-off", "number", from),
        Event::TicketSplit { into, .. } => text_with(visit, "tickets-history-split", "number", into),
        Event::TicketLinked { other, .. } => text_with(visit, "tickets-history-linked", "number", other),
        Event::TicketUnlinked { other, .. } => text_with(visit, "tickets-history-unlinked", "number", other),
        Event::TicketMerged { into, .. } => text_with(visit, "tickets-history-merged", "number", into),
        Event::TicketTookIn { merged, .. } => text_with(visit, "tickets-history-took-in", "number", merged),
        Event::TicketErased { .. } => plain("tickets-history-erased"),
        Event::TicketMarkedSpam { .. } => plain("tickets-history-spam"),
        Event::TicketUnmarkedSpam { .. } => plain("tickets-history-not-spam"),
        Event::DeadlineStepReached { step, .. } => match Step::from(*step).kind() {
            StepKind::Percent(percent @ 0..=100) => {
                text_with(visit, "tickets-history-step", "percent", the_percent(visit.lang(), percent.into()))
            }
            StepKind::Before(hours) => hours_with(visit, "tickets-history-step-before", hours),
            StepKind::After(hours) => hours_with(visit, "tickets-history-step-after", hours),
            StepKind::Approval => plain("desk-history-approval-due"),
            StepKind::Percent(_) | StepKind::Repeat(_) => plain("tickets-history-overdue"),
        },
        Event::DeadlineMoved { .. } => plain("tickets-history-moved"),
        Event::ChangeTold { .. } => plain("norms-history-told"),
        Event::EntryDrafted { .. } => plain("tickets-history-proposed"),
        // The rest is not about tickets and never in this list.
        other => other.kind().to_owned(),
    }
}

/// A text with a number of hours.
fn hours_with(visit: &Visit, key: &str, hours: u32) -> String {
    visit.app().texts.get(visit.lang(), key, &[("hours", hours.into())])
}

/// What somebody else did last, of what makes an answer stale: for whoever was writing meanwhile.
pub fn meanwhile(visit: &Visit, events: &[Recorded], names: &Names, me: AccountId) -> Option<HistoryLine> {
    let matters = |event: &Event| {
        !matches!(
            event,
            Event::DeadlineStepReached { .. }
                | Event::TicketLinked { .. }
                | Event::TicketUnlinked { .. }
                | Event::FollowLinkRequested { .. }
                | Event::RatingReminded { .. }
        )
    };
    let last = events.iter().rev().find(|recorded| recorded.actor != Some(me) && matters(&recorded.event))?;
    // What was moved and why is in the history; here it is one clause of a sentence.
    Some(history_line(visit, last, names, &[], &RouteNames::default()))
}
