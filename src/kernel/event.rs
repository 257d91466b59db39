//! Everything that can happen, as one closed list.
//!
//! An event is written in the transaction that changes the rows; mails, the search index and the history shown on
//! a ticket follow from it. Payloads hold ids and closed words, never texts or personal data.

use serde::{Deserialize, Serialize};

use super::ids::{AccountId, CycleId, EntryId, MessageId, TicketId};

/// Who caused an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A person, signed in or named on the command line.
    Person(AccountId),
    /// The program itself: a schedule, an import, a rule.
    System,
}

impl Actor {
    /// The person, if it was one.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Person(id) => Some(id),
            Self::System => None,
        }
    }
}

/// Something that happened. Stored as its [`Event::kind`] and a JSON payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A person registered and must confirm the address.
    AccountRegistered { account: AccountId },
    /// Somebody tried to register an address that already has an account.
    RegistrationRepeated { account: AccountId },
    /// The address was confirmed.
    AccountConfirmed { account: AccountId },
    /// Staff was invited, and sets a password through the mailed link.
    AccountInvited { account: AccountId },
    /// The account may no longer sign in.
    AccountDisabled { account: AccountId },
    /// The account may sign in again.
    AccountEnabled { account: AccountId },
    /// Somebody asked for a new password for this account.
    PasswordRecoveryRequested { account: AccountId },
    /// The password was changed; every session ended.
    PasswordChanged { account: AccountId },
    /// A question was received; its first cycle started.
    TicketSubmitted { ticket: TicketId, message: MessageId, cycle: CycleId },
    /// The requester wrote again while the ticket was open.
    RequesterReplied { ticket: TicketId, message: MessageId },
    /// An expert took the ticket.
    TicketClaimed { ticket: TicketId, expert: AccountId },
    /// The expert gave the ticket back to the queue.
    TicketReleased { ticket: TicketId, expert: AccountId },
    /// The ticket passed to another expert, by a colleague or a coordinator.
    TicketHandedOver { ticket: TicketId, from: Option<AccountId>, to: AccountId },
    /// The requester was asked for details; the clock pauses.
    ClarificationAsked { ticket: TicketId, message: MessageId },
    /// The desk still waits for those details: the requester is reminded.
    ClarificationReminded { ticket: TicketId },
    /// The answer was sent; the clock stops.
    TicketAnswered { ticket: TicketId, message: MessageId, cycle: Option<CycleId> },
    /// A colleague wrote an internal note.
    NoteAdded { ticket: TicketId, message: MessageId },
    /// The topic was changed, and with it perhaps the group.
    TicketTopicChanged { ticket: TicketId },
    /// The requester said whether the answer helped.
    TicketRated { ticket: TicketId, helpful: bool },
    /// The ticket was closed.
    TicketClosed { ticket: TicketId },
    /// The ticket was opened again with a cycle of its own.
    TicketReopened { ticket: TicketId, message: Option<MessageId>, cycle: CycleId },
    /// The ticket was put aside as spam.
    TicketMarkedSpam { ticket: TicketId },
    /// A spam mark was taken back.
    TicketUnmarkedSpam { ticket: TicketId },
    /// A step of the deadline was reached: percent of the time, 100 and above are overdue.
    DeadlineStepReached { ticket: TicketId, cycle: CycleId, step: u32, late: bool },
    /// A catalogue draft was created, from a ticket or anew.
    EntryDrafted { entry: EntryId, ticket: Option<TicketId> },
    /// The draft waits for a second person.
    EntrySubmitted { entry: EntryId },
    /// The reviewer gave it back to the author.
    EntryReturned { entry: EntryId },
    /// The entry, or a new version of it, became public.
    EntryPublished { entry: EntryId },
    /// The entry is no longer public.
    EntryWithdrawn { entry: EntryId },
}

impl Event {
    /// The stored word of this kind of event.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::AccountRegistered { .. } => "account_registered",
            Self::RegistrationRepeated { .. } => "registration_repeated",
            Self::AccountConfirmed { .. } => "account_confirmed",
            Self::AccountInvited { .. } => "account_invited",
            Self::AccountDisabled { .. } => "account_disabled",
            Self::AccountEnabled { .. } => "account_enabled",
            Self::PasswordRecoveryRequested { .. } => "password_recovery_requested",
            Self::PasswordChanged { .. } => "password_changed",
            Self::TicketSubmitted { .. } => "ticket_submitted",
            Self::RequesterReplied { .. } => "requester_replied",
            Self::TicketClaimed { .. } => "ticket_claimed",
            Self::TicketReleased { .. } => "ticket_released",
            Self::TicketHandedOver { .. } => "ticket_handed_over",
            Self::ClarificationAsked { .. } => "clarification_asked",
            Self::ClarificationReminded { .. } => "clarification_reminded",
            Self::TicketAnswered { .. } => "ticket_answered",
            Self::NoteAdded { .. } => "note_added",
            Self::TicketTopicChanged { .. } => "ticket_topic_changed",
            Self::TicketRated { .. } => "ticket_rated",
            Self::TicketClosed { .. } => "ticket_closed",
            Self::TicketReopened { .. } => "ticket_reopened",
            Self::TicketMarkedSpam { .. } => "ticket_marked_spam",
            Self::TicketUnmarkedSpam { .. } => "ticket_unmarked_spam",
            Self::DeadlineStepReached { .. } => "deadline_step_reached",
            Self::EntryDrafted { .. } => "entry_drafted",
            Self::EntrySubmitted { .. } => "entry_submitted",
            Self::EntryReturned { .. } => "entry_returned",
            Self::EntryPublished { .. } => "entry_published",
            Self::EntryWithdrawn { .. } => "entry_withdrawn",
        }
    }

    /// The ticket it is about, if any.
    pub fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::TicketSubmitted { ticket, .. }
            | Self::RequesterReplied { ticket, .. }
            | Self::TicketClaimed { ticket, .. }
            | Self::TicketReleased { ticket, .. }
            | Self::TicketHandedOver { ticket, .. }
            | Self::ClarificationAsked { ticket, .. }
            | Self::ClarificationReminded { ticket }
            | Self::TicketAnswered { ticket, .. }
            | Self::NoteAdded { ticket, .. }
            | Self::TicketTopicChanged { ticket }
            | Self::TicketRated { ticket, .. }
            | Self::TicketClosed { ticket }
            | Self::TicketReopened { ticket, .. }
            | Self::TicketMarkedSpam { ticket }
            | Self::TicketUnmarkedSpam { ticket }
            | Self::DeadlineStepReached { ticket, .. } => Some(*ticket),
            Self::EntryDrafted { ticket, .. } => *ticket,
            Self::AccountRegistered { .. }
            | Self::RegistrationRepeated { .. }
            | Self::AccountConfirmed { .. }
            | Self::AccountInvited { .. }
            | Self::AccountDisabled { .. }
            | Self::AccountEnabled { .. }
            | Self::PasswordRecoveryRequested { .. }
            | Self::PasswordChanged { .. }
            | Self::EntrySubmitted { .. }
            | Self::EntryReturned { .. }
            | Self::EntryPublished { .. }
            | Self::EntryWithdrawn { .. } => None,
        }
    }

    /// The catalogue entry it is about, if any.
    pub fn entry(&self) -> Option<EntryId> {
        match self {
            Self::EntryDrafted { entry, .. }
            | Self::EntrySubmitted { entry }
            | Self::EntryReturned { entry }
            | Self::EntryPublished { entry }
            | Self::EntryWithdrawn { entry } => Some(*entry),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_kind_is_the_tag_of_the_payload() {
        let event = Event::TicketRated { ticket: TicketId(1), helpful: true };
        let json = serde_json::to_value(&event).expect("an event is plain data");
        assert_eq!(json["kind"], event.kind());
    }
}
