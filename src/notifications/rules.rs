//! Which mails follow from which event, and to whom: the one table of all notifications.
//!
//! Nobody is told of what they did themselves, except where the mail is a proof to keep or a warning: the receipts with
//! their promise, and what concerns the security of an account.

use super::mail::Mail;
use crate::kernel::event::Event;
use crate::kernel::ids::AccountId;

/// A recipient as the rules name one; who that is, is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// This account.
    Account(AccountId),
    /// Whoever asked.
    Requester,
    /// The expert who holds the question, if anybody does.
    Assignee,
    /// The expert who holds it, else every expert of the competent group.
    AssigneeOrGroup,
    /// Every expert of the competent group.
    Group,
    /// Every coordinator.
    Coordinators,
    /// Who reviews catalogue entries and may publish this one.
    Reviewers,
    /// Whoever wrote the entry's text last.
    EntryWriter,
}

/// Whether the person who caused the event gets the mail as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A proof or a warning, also for its author.
    Included,
    /// News, which its author knows already.
    Excluded,
}

/// From this share of the time on, in percent, the whole group hears of a question that one of it holds.
const GROUP_FROM: u32 = 75;

/// The deadline itself.
const DUE: u32 = 100;

/// One line of the table.
pub type Rule = (To, Mail, Author);

/// The mails that follow from an event.
pub fn mails(event: &Event) -> Vec<Rule> {
    use Author::{Excluded, Included};
    use To::{Account, Assignee, AssigneeOrGroup, Coordinators, EntryWriter, Group, Requester, Reviewers};
    match event {
        Event::AccountRegistered { account } => vec![(Account(*account), Mail::Confirmation, Included)],
        Event::RegistrationRepeated { account } => vec![(Account(*account), Mail::ExistingAccount, Included)],
        Event::AccountInvited { account } => vec![(Account(*account), Mail::Invitation, Included)],
        Event::PasswordRecoveryRequested { account } => vec![(Account(*account), Mail::Recovery, Included)],
        Event::PasswordChanged { account } => vec![(Account(*account), Mail::PasswordChanged, Included)],
        Event::PersonalTokenMade { account, .. } => vec![(Account(*account), Mail::TokenMade, Included)],
        Event::PersonalTokenWithdrawn { .. }
        | Event::AccountConfirmed { .. }
        | Event::AccountDisabled { .. }
        | Event::AccountEnabled { .. }
        | Event::AccountRoleChanged { .. } => Vec::new(),

        Event::TicketSubmitted { .. } => vec![(Requester, Mail::Receipt, Included)],
        Event::ClarificationAsked { .. } => vec![(Requester, Mail::Clarification, Excluded)],
        Event::ClarificationReminded { .. } => vec![(Requester, Mail::ClarificationReminder, Excluded)],
        Event::TicketAnswered { .. } => vec![(Requester, Mail::Answer, Excluded)],
        Event::TicketClosed { .. } => vec![(Requester, Mail::Closed, Excluded)],
        Event::TicketReopened { .. } => {
            vec![(Requester, Mail::Reopened, Included), (AssigneeOrGroup, Mail::ReopenedDesk, Excluded)]
        }
        Event::RequesterReplied { .. } => vec![(Assignee, Mail::RequesterReplied, Excluded)],
        Event::NoteAdded { .. } => vec![(Assignee, Mail::NoteAdded, Excluded)],
        Event::TicketHandedOver { from, to, .. } => {
            let before = from.map(|from| (Account(from), Mail::TakenOver, Excluded));
            std::iter::once((Account(*to), Mail::Assignment, Excluded)).chain(before).collect()
        }
        // After an outage nobody is told of what is older news by now. But that we are late is told to whoever asked only
        // once, with the deadline itself, and so never is.
        Event::DeadlineStepReached { superseded_by: Some(_), step: DUE, .. } => {
            vec![(Requester, Mail::Late, Excluded)]
        }
        Event::DeadlineStepReached { superseded_by: Some(_), .. } => Vec::new(),
        Event::DeadlineStepReached { step, .. } if *step < GROUP_FROM => {
            vec![(AssigneeOrGroup, Mail::DeadlineReminder, Excluded)]
        }
        Event::DeadlineStepReached { step, .. } if *step < DUE => {
            vec![(AssigneeOrGroup, Mail::DeadlineReminder, Excluded), (Group, Mail::GroupReminder, Excluded)]
        }
        Event::DeadlineStepReached { step, .. } => {
            let late = (*step == DUE).then_some((Requester, Mail::Late, Excluded));
            let desk = [
                (AssigneeOrGroup, Mail::DeadlinePassed, Excluded),
                (Coordinators, Mail::Escalation, Excluded),
            ];
            late.into_iter().chain(desk).collect()
        }
        Event::DeadlineMoved { .. } => {
            vec![(Requester, Mail::DeadlineMoved, Excluded), (Assignee, Mail::DeadlineMovedDesk, Excluded)]
        }
        Event::TicketClaimed { .. }
        | Event::TicketReleased { .. }
        | Event::TicketTopicChanged { .. }
        | Event::TicketRated { .. }
        | Event::TicketMarkedSpam { .. }
        | Event::TicketUnmarkedSpam { .. } => Vec::new(),

        Event::EntrySubmitted { .. } => vec![(Reviewers, Mail::ReviewRequested, Excluded)],
        Event::EntryReturned { .. } => vec![(EntryWriter, Mail::EntryReturned, Excluded)],
        Event::EntryPublished { .. } => vec![(EntryWriter, Mail::EntryPublished, Excluded)],
        Event::EntryDrafted { .. } | Event::EntryWithdrawn { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::{CycleId, TicketId};

    fn step(step: u32) -> Vec<Mail> {
        found(step, None)
    }

    fn found(step: u32, superseded_by: Option<u32>) -> Vec<Mail> {
        let (ticket, cycle) = (TicketId(1), CycleId(1));
        let event = Event::DeadlineStepReached { ticket, cycle, step, late: true, superseded_by };
        mails(&event).into_iter().map(|(_, mail, _)| mail).collect()
    }

    #[test]
    fn the_nearer_the_deadline_the_more_people_hear_of_it() {
        assert_eq!(step(50), [Mail::DeadlineReminder]);
        assert_eq!(step(75), [Mail::DeadlineReminder, Mail::GroupReminder]);
        assert_eq!(step(100), [Mail::Late, Mail::DeadlinePassed, Mail::Escalation]);
        assert_eq!(step(103), [Mail::DeadlinePassed, Mail::Escalation]);
    }

    #[test]
    fn of_the_steps_found_at_once_the_newest_alone_is_mailed() {
        assert_eq!(found(75, Some(101)), []);
        assert_eq!(found(101, None), step(101));
    }

    #[test]
    fn whoever_asked_hears_once_that_we_are_late_however_late_we_notice() {
        assert_eq!(found(100, Some(103)), [Mail::Late]);
        assert!(!found(103, None).contains(&Mail::Late));
    }

    #[test]
    fn a_question_that_changes_hands_is_told_to_both_hands() {
        let (from, to) = (AccountId(2), AccountId(3));
        let event = Event::TicketHandedOver { ticket: TicketId(1), from: Some(from), to, note: None };
        let told: Vec<_> = mails(&event).into_iter().map(|(to, mail, _)| (to, mail)).collect();
        assert_eq!(told, [(To::Account(to), Mail::Assignment), (To::Account(from), Mail::TakenOver)]);
    }
}
