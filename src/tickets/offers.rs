//! What a person may do with a question now, for the pages that offer it: permission, state and what else it takes. The
//! actions check the same again.

use serde::Serialize;

use super::model::Ticket;
use super::rules::{Move, after};
use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{AwayNow, Person};

/// What a page offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Offers {
    pub claim: bool,
    pub release: bool,
    pub hand_over: bool,
    pub answer: bool,
    pub ask: bool,
    pub close: bool,
    pub reopen: bool,
    /// To ask a colleague for a second opinion.
    pub ask_opinion: bool,
    pub spam: bool,
    pub unspam: bool,
    pub propose: bool,
    /// To make one question of it and another.
    pub merge: bool,
    /// To make a question of its own of a later message.
    pub split: bool,
    /// To move the deadline.
    pub move_deadline: bool,
    /// To write again as the one who asked; opens an ended question again.
    pub reply: bool,
    pub rate: bool,
    /// Closing needs a reason: nobody ever answered.
    pub must_explain: bool,
}

/// What `person` may do with `ticket` while these people are away.
pub fn offers(person: &Person, ticket: &Ticket, away: &AwayNow) -> Offers {
    let facts = ticket.facts_while(away);
    let moves = |step: Move| after(ticket.state, step, ticket.assignee.is_some()).is_some();
    let can = |action: TicketAction, step: Move| may(person, action, &facts) && moves(step);
    let answered = ticket.answered_at.is_some();
    Offers {
        claim: ticket.assignee.is_none() && can(TicketAction::Claim, Move::Claim),
        release: can(TicketAction::Release, Move::Release),
        hand_over: can(TicketAction::HandOver, Move::HandOver),
        answer: can(TicketAction::Answer, Move::Answer),
        ask: can(TicketAction::AskClarification, Move::AskClarification),
        close: can(TicketAction::Close, Move::Close),
        reopen: can(TicketAction::Reopen, Move::Reopen),
        ask_opinion: ticket.state.is_open() && may(person, TicketAction::AskOpinion, &facts),
        spam: can(TicketAction::Spam, Move::MarkSpam),
        unspam: can(TicketAction::Spam, Move::UnmarkSpam),
        // While it is open again the answer is not the last word.
        propose: answered
            && !ticket.state.is_open()
            && ticket.topic.is_some()
            && may(person, TicketAction::Propose, &facts),
        split: ticket.state.can_be_split() && may(person, TicketAction::Split, &facts),
        merge: can(TicketAction::Merge, Move::Merge),
        move_deadline: can(TicketAction::MoveDeadline, Move::Reschedule),
        reply: may(person, TicketAction::Reply, &facts) && (moves(Move::Reply) || moves(Move::Reopen)),
        rate: answered && can(TicketAction::Rate, Move::Rate),
        must_explain: !answered,
    }
}
