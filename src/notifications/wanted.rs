//! Whether a mail is still worth sending when its time comes: true, and its reader's business.

use super::facts::{Day, Facts, TicketFacts};
use super::mail::Mail;
use crate::accounts::permissions::{self, EntryAction, FIGURES, ProposedAction, TicketAction};
use crate::accounts::{AccountState, AwayNow, Person};
use crate::catalogue::{Draft, EntryState};
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::tickets::{self, Ticket, TicketState, Writers};

/// Whether the mail is still true and still its reader's business.
pub(super) fn is_wanted(mail: Mail, facts: &Facts, now: Instant) -> bool {
    let person = &facts.person;
    if person.state == AccountState::Disabled || person.email.is_none() {
        return false;
    }
    match mail {
        Mail::Confirmation | Mail::Invitation => return person.state.is_unconfirmed(),
        Mail::ExistingAccount | Mail::Recovery | Mail::PasswordChanged | Mail::TokenMade => return true,
        // The address is that of the record, which has none any more once the mail has left.
        Mail::Erased => return true,
        _ if !person.state.hears_of_questions() => return false,
        Mail::MailStorm => return true,
        Mail::TooManyToOne => return facts.too_many.is_some(),
        Mail::DeadlineDigest => return !facts.due.is_empty(),
        Mail::StandIn => return person.role.is_desk() && facts.stands_in.is_some(),
        Mail::StandInEnded => return person.role.is_desk() && facts.stood_in.is_some(),
        Mail::ReportOffered => return facts.outside.as_ref().is_some_and(|body| body.confirmed_at.is_none()),
        Mail::ReportSent => {
            let wants = facts.outside.as_ref().is_some_and(|body| body.confirmed_at.is_some());
            return wants && facts.report.is_some();
        }
        Mail::ReportFrozen => return permissions::may_enter(Some(person), FIGURES) && facts.report.is_some(),
        // By then somebody may have checked them all.
        Mail::ChecksDue => {
            return person.role.is_desk() && facts.checks.as_ref().is_some_and(|checks| checks.due.count > 0);
        }
        // A day that brings nothing is not worth a mail.
        Mail::DailyDigest => {
            let brings = |day: &Day| !day.questions.is_empty() || day.waiting > 0 || day.free > 0;
            return person.role.is_desk() && facts.day.as_ref().is_some_and(brings);
        }
        // Of several moves the last alone is told: the others promise what does not hold any more.
        _ if mail.is_about_a_move()
            && facts.moved.as_ref().map(|facts| facts.moved.at) != Some(facts.caused_at) =>
        {
            return false;
        }
        _ => {}
    }
    match (&facts.ticket, &facts.entry) {
        (Some(TicketFacts { ticket, writers, rates, .. }), _) => {
            // By then somebody may have approved it, or given it back.
            let may_approve = |writers: &Writers| {
                let answer = tickets::proposed_facts(ticket, *writers);
                permissions::may_with_proposed(person, ProposedAction::Approve, &answer)
            };
            (mail != Mail::RatingReminder || rates.is_some())
                && (mail != Mail::ApprovalAsked || writers.as_ref().is_some_and(may_approve))
                && permissions::may(person, TicketAction::Read, &ticket.facts())
                && is_true_of_ticket(mail, ticket, &facts.away, person.id, now)
        }
        (None, Some(entry)) => is_true_of_entry(mail, entry, person),
        (None, None) => false,
    }
}

fn is_true_of_entry(mail: Mail, entry: &Draft, reader: &Person) -> bool {
    let may = |action| permissions::may_with_entry(Some(reader), action, &entry.facts());
    match (mail, entry.entry.state) {
        (Mail::ReviewRequested, EntryState::InReview) => may(EntryAction::Publish),
        (Mail::EntryReturned, EntryState::Draft) | (Mail::EntryPublished, EntryState::Published) => {
            may(EntryAction::Edit) && entry.version.editor == Some(reader.id)
        }
        _ => false,
    }
}

pub(super) fn is_true_of_ticket(
    mail: Mail,
    ticket: &Ticket,
    away: &AwayNow,
    reader: AccountId,
    now: Instant,
) -> bool {
    let state = ticket.state;
    // The holder's business, and while there is none, or she is away, everybody's whom the rules named.
    let is_theirs = ticket.assignee.is_none_or(|assignee| assignee == reader || away.of(assignee).is_some());
    match mail {
        Mail::Receipt | Mail::SplitOff | Mail::Answer | Mail::ChangeTold | Mail::FollowLink => {
            state != TicketState::Spam
        }
        // What happened stays worth a warning, whatever came after it.
        Mail::ClosedByLink | Mail::WrittenByLink => state != TicketState::Spam,
        Mail::Clarification | Mail::ClarificationReminder => state == TicketState::Waiting,
        Mail::Closed => state == TicketState::Closed,
        Mail::Reopened => state.is_open() && ticket.due_at.is_some(),
        Mail::Merged | Mail::MergedDesk => state.is_open(),
        Mail::Assignment => state.is_open() && ticket.assignee == Some(reader),
        Mail::RequesterReplied | Mail::NoteAdded | Mail::DeadlineMovedDesk => {
            state.is_open() && ticket.assignee.is_some() && is_theirs
        }
        Mail::RatingReminder => {
            matches!(state, TicketState::Answered | TicketState::Closed) && ticket.helpful.is_none()
        }
        Mail::Solved => state == TicketState::Closed && ticket.assignee.is_some() && is_theirs,
        Mail::Mentioned | Mail::OpinionGiven | Mail::DraftByMail | Mail::NotDelivered => {
            state != TicketState::Spam
        }
        Mail::ApprovalAsked | Mail::AnswerReturned => {
            !matches!(state, TicketState::Closed | TicketState::Spam)
        }
        Mail::AnswerApproved => state != TicketState::Spam,
        Mail::ApprovalDue => ticket.due_at.is_some(),
        Mail::DeadlineMoved | Mail::OpinionAsked => state.is_open(),
        Mail::TakenOver | Mail::ClaimExpired => state.is_open() && ticket.assignee != Some(reader),
        Mail::ReopenedDesk => state.is_open() && is_theirs,
        Mail::DeadlineReminder => is_theirs && ticket.due_at.is_some_and(|due| now < due),
        Mail::GroupReminder => ticket.assignee.is_some() && ticket.due_at.is_some_and(|due| now < due),
        Mail::NearDeadline => ticket.due_at.is_some_and(|due| now < due),
        Mail::DeadlinePassed => is_theirs && ticket.due_at.is_some_and(|due| due <= now),
        Mail::Late | Mail::Escalation => ticket.due_at.is_some_and(|due| due <= now),
        Mail::Confirmation
        | Mail::ExistingAccount
        | Mail::Invitation
        | Mail::Recovery
        | Mail::PasswordChanged
        | Mail::TokenMade
        | Mail::Erased
        | Mail::DeadlineDigest
        | Mail::DailyDigest
        | Mail::StandIn
        | Mail::StandInEnded
        | Mail::MailStorm
        | Mail::TooManyToOne
        | Mail::ReviewRequested
        | Mail::EntryReturned
        | Mail::EntryPublished
        | Mail::ChecksDue
        | Mail::ReportFrozen
        | Mail::ReportOffered
        | Mail::ReportSent
        | Mail::Trial => false,
    }
}

/// Whether this person still writes the texts of mails, at an address that is hers.
pub(super) fn is_wanted_trial(reader: &Person) -> bool {
    reader.state == AccountState::Active
        && reader.email.is_some()
        && permissions::may_enter(Some(reader), permissions::ADMINISTRATION)
}
