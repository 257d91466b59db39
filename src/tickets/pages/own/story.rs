//! The way of a question and its end, in the words of whoever asked it.

use serde::Serialize;

use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::MessageId;
use crate::platform::events::Recorded;
use crate::sla::Moved;
use crate::tickets::model::{Ticket, TicketState};
use crate::tickets::pages::history;

/// How a question ended, for whoever asked it.
#[derive(Serialize)]
pub(super) struct Ending {
    at: Instant,
    by: EndedBy,
    /// The message that says why.
    message: Option<MessageId>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum EndedBy {
    Requester,
    Desk,
    /// By time, after the answer.
    Answered,
    /// By time, for want of a clarification.
    Waiting,
}

/// How a closed question ended: the last time, when it was opened again since the first.
pub(super) fn ending(ticket: &Ticket, events: &[Recorded]) -> Option<Ending> {
    if ticket.state != TicketState::Closed {
        return None;
    }
    let (place, closed) = events
        .iter()
        .enumerate()
        .rev()
        .find(|(_, recorded)| matches!(recorded.event, Event::TicketClosed { .. }))?;
    let before = events.iter().take(place).rev().find_map(|recorded| match recorded.event {
        Event::TicketAnswered { .. } => Some(EndedBy::Answered),
        Event::ClarificationAsked { .. } => Some(EndedBy::Waiting),
        _ => None,
    });
    let by = match closed.actor {
        Some(actor) if actor == ticket.requester => EndedBy::Requester,
        Some(_) => EndedBy::Desk,
        None => before.unwrap_or(EndedBy::Desk),
    };
    // What she wrote herself says nothing new to her.
    let message = match closed.event {
        Event::TicketClosed { message, .. } if closed.actor != Some(ticket.requester) => message,
        _ => None,
    };
    Some(Ending { at: closed.at, by, message })
}

/// A step of a question as its requester follows it.
#[derive(Serialize)]
pub(super) struct TimelineStep {
    at: Instant,
    text: String,
}

/// The way of a question in the words of whoever asked it: nothing of what is internal, nobody's name.
pub(super) fn timeline(visit: &Visit, events: &[Recorded], moves: &[Moved]) -> Vec<TimelineStep> {
    let key = |event: &Event| match event {
        Event::TicketSubmitted { .. } | Event::TicketSplitOff { .. } => Some("tickets-timeline-received"),
        Event::TicketImported { .. } => Some("tickets-timeline-imported"),
        Event::TicketClaimed { .. } | Event::TicketRouted { expert: Some(_), .. } => {
            Some("tickets-timeline-claimed")
        }
        Event::ClarificationAsked { .. } => Some("tickets-timeline-asked"),
        Event::RequesterReplied { .. } => Some("tickets-timeline-replied"),
        Event::TicketAnswered { .. } => Some("tickets-timeline-answered"),
        Event::TicketReopened { .. } => Some("tickets-timeline-reopened"),
        Event::TicketClosed { solved: Some(true), .. } => Some("tickets-timeline-solved"),
        Event::TicketClosed { .. } => Some("tickets-timeline-closed"),
        _ => None,
    };
    let step = |recorded: &Recorded| {
        let text = match history::moved_by(&recorded.event, moves) {
            Some(moved) => history::moved_words(visit, "tickets-timeline-moved", moved),
            None => history::by_link(visit, &recorded.event, visit.text(key(&recorded.event)?)),
        };
        Some(TimelineStep { at: recorded.at, text })
    };
    events.iter().filter_map(step).collect()
}
