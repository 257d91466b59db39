//! Everything that can happen, as one closed list.
//!
//! An event is written in the transaction that changes the rows; mails, the search index and the history shown on
//! a ticket follow from it. Payloads hold ids and closed words, never texts or personal data.

use serde::{Deserialize, Serialize};

use super::ids::{
    AbsenceId, AccountId, ClockEventId, CycleId, EntryId, FrozenReportId, GroupId, IncomingId, MessageId,
    NormChangeId, OutsideId, PersonalTokenId, RuleId, TicketId, TopicId,
};
use super::rating::{RatingReason, Verdict};

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

/// Whom a mail of the desk is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressed {
    /// Whoever asks.
    Requester,
    /// Whoever works at the desk.
    Colleague,
}

/// Who at the desk is reminded of a deadline. Whoever asked is none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminded {
    /// The expert who holds the question, else every expert of the competent group.
    Holder,
    /// Every expert of the competent group.
    Group,
    /// Every coordinator.
    Coordinators,
    /// One person.
    Person(AccountId),
    /// Every expert of another group.
    ExpertGroup(GroupId),
}

/// What became of a mail that left, as others say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailFate {
    /// It came back: the address takes no mail.
    NoAddress,
    /// It came back, and is sent again another day.
    Later,
    /// It came back.
    Returned,
    /// It was tried as often as a mail is, and given up; it may have arrived.
    GivenUp,
    /// The desk's provider of certified mail took it.
    PecAccepted,
    /// It lies in the receiver's certified mailbox.
    PecDelivered,
    /// It does not lie there after twelve hours; the provider goes on trying.
    PecDelayed,
}

impl MailFate {
    /// Whether its reader does not have it, as far as is known, and will not without somebody's doing.
    pub fn is_lost(self) -> bool {
        matches!(self, Self::NoAddress | Self::Returned | Self::GivenUp)
    }

    /// Whether a provider of certified mail attests it, which is told once, however often its receipt comes.
    pub fn is_attested(self) -> bool {
        matches!(self, Self::PecAccepted | Self::PecDelivered | Self::PecDelayed)
    }
}

/// Declares the events, each with its stored word: what was written under a word is read for ever, so a word is never
/// changed, and fields that come later are optional.
macro_rules! events {
    ($($(#[$meta:meta])* $name:ident = $kind:literal { $($field:ident: $type:ty),+ },)+) => {
        /// Something that happened. Stored as its [`Event::kind`] and a JSON payload.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        pub enum Event {
            $($(#[$meta])* #[serde(rename = $kind)] $name { $($field: $type),+ },)+
        }

        impl Event {
            /// The stored words of all kinds, in the order of declaration.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The stored word of this kind of event.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $kind,)+
                }
            }
        }
    };
}

events! {
    /// A person registered and must confirm the address.
    AccountRegistered = "account_registered" { account: AccountId },
    /// Somebody tried to register an address that already has an account.
    RegistrationRepeated = "registration_repeated" { account: AccountId },
    /// The address was confirmed.
    AccountConfirmed = "account_confirmed" { account: AccountId },
    /// Staff was invited, and sets a password through the mailed link.
    AccountInvited = "account_invited" { account: AccountId },
    /// The account may no longer sign in.
    AccountDisabled = "account_disabled" { account: AccountId },
    /// The account may sign in again.
    AccountEnabled = "account_enabled" { account: AccountId },
    /// The account has another role or organisation.
    AccountRoleChanged = "account_role_changed" { account: AccountId },
    /// Somebody asked for a new password for this account.
    PasswordRecoveryRequested = "password_recovery_requested" { account: AccountId },
    /// The password was changed; every session ended.
    PasswordChanged = "password_changed" { account: AccountId },
    /// Everything that told who the person was is gone, by her wish.
    AccountErased = "account_erased" { account: AccountId },
    /// A program may act for the person from now on.
    PersonalTokenMade = "personal_token_made" { account: AccountId, token: PersonalTokenId },
    /// It may not any more: by the person's wish, or because every session of hers ended.
    PersonalTokenWithdrawn = "personal_token_withdrawn" { account: AccountId, token: PersonalTokenId },
    /// Somebody of the desk is away for some days, which she or a coordinator noted, or changed afterwards: somebody stands in,
    /// perhaps instead of another who did until then.
    AbsenceNoted = "absence_noted" {
        account: AccountId,
        absence: AbsenceId,
        stand_in: Option<AccountId>,
        instead_of: Option<AccountId>
    },
    /// She is not, or no longer, and whoever would stand in does not.
    AbsenceWithdrawn = "absence_withdrawn" {
        account: AccountId,
        absence: AbsenceId,
        stand_in: Option<AccountId>
    },
    /// A question was received; its first cycle started.
    TicketSubmitted = "ticket_submitted" { ticket: TicketId, message: MessageId, cycle: CycleId },
    /// A conversation that was kept elsewhere was taken over, or more of it.
    TicketImported = "ticket_imported" { ticket: TicketId },
    /// A rule, or the turn of its group, decided who gets a received ticket.
    TicketRouted = "ticket_routed" {
        ticket: TicketId,
        rule: Option<RuleId>,
        group: Option<GroupId>,
        expert: Option<AccountId>,
        by_turn: bool
    },
    /// Somebody of the desk set how urgent the ticket is.
    TicketPriorityChanged = "ticket_priority_changed" { ticket: TicketId, high: bool },
    /// The requester wrote again while the ticket was open; `by_link`, here and below, when she came with the link of a mail and
    /// had not signed in, which was not told until 26 November 2026.
    RequesterReplied = "requester_replied" { ticket: TicketId, message: MessageId, by_link: Option<bool> },
    /// An expert took the ticket.
    TicketClaimed = "ticket_claimed" { ticket: TicketId, expert: AccountId },
    /// The expert gave the ticket back to the queue, or left it there when she left the desk: then, or when it opened again.
    TicketReleased = "ticket_released" { ticket: TicketId, expert: AccountId },
    /// The expert who had taken the ticket did nothing about it for long: it is back in the queue.
    ClaimExpired = "claim_expired" { ticket: TicketId, expert: AccountId },
    /// The ticket passed to another expert, by a colleague or a coordinator, perhaps with a word as an internal note.
    TicketHandedOver = "ticket_handed_over" {
        ticket: TicketId,
        from: Option<AccountId>,
        to: AccountId,
        note: Option<MessageId>
    },
    /// The requester was asked for details; the clock pauses.
    ClarificationAsked = "clarification_asked" { ticket: TicketId, message: MessageId },
    /// The desk still waits for those details: the requester is reminded.
    ClarificationReminded = "clarification_reminded" { ticket: TicketId },
    /// The answer was sent; the clock stops.
    TicketAnswered = "ticket_answered" { ticket: TicketId, message: MessageId, cycle: Option<CycleId> },
    /// An expert answered a mail about the ticket from her own mail program: her words are her draft, which she sends from the page.
    DraftByMail = "draft_by_mail" { ticket: TicketId, expert: AccountId },
    /// A mail server, or a provider of certified mail, said what became of a mail of the ticket to its requester (`mail`: the word of the
    /// outbox): in a mail, `incoming`, or at once, when it was to take it.
    MailReported = "mail_reported" {
        ticket: TicketId,
        mail: String,
        fate: MailFate,
        incoming: Option<IncomingId>
    },
    /// More questions came by mail within an hour than the program takes in by itself: `incoming` and those that follow wait for a person.
    /// Or more mails were to leave within an hour than one address gets, that of such a reader: those that follow wait for the next hour.
    MailStorm = "mail_storm" { incoming: Option<IncomingId>, to: Option<Addressed> },
    /// An answer was written that a colleague has to approve before it is sent. Its text is the note's; `author` is whose answer it
    /// will be, whoever changed it last.
    AnswerProposed = "answer_proposed" { ticket: TicketId, note: MessageId, author: AccountId },
    /// A colleague approved it; the answer itself, `message`, is sent with this.
    AnswerApproved = "answer_approved" { ticket: TicketId, message: MessageId, author: AccountId },
    /// A colleague gave it back with a remark.
    AnswerReturned = "answer_returned" { ticket: TicketId, note: MessageId, author: AccountId },
    /// It is not to be sent any more.
    ProposedAnswerWithdrawn = "proposed_answer_withdrawn" { ticket: TicketId },
    /// A colleague wrote an internal note, and perhaps called others in it.
    NoteAdded = "note_added" { ticket: TicketId, message: MessageId, mentioned: Option<Vec<AccountId>> },
    /// A colleague was asked for a second opinion, with a note.
    OpinionAsked = "opinion_asked" { ticket: TicketId, of: AccountId, note: MessageId },
    /// The colleague gave it with a note, and perhaps called others in it.
    OpinionGiven = "opinion_given" {
        ticket: TicketId,
        message: MessageId,
        to: AccountId,
        mentioned: Option<Vec<AccountId>>
    },
    /// The topic was changed, and with it perhaps the group.
    TicketTopicChanged = "ticket_topic_changed" { ticket: TicketId },
    /// The program found the topic of a ticket whose requester knew none; somebody of the desk is to confirm it.
    TicketTopicProposed = "ticket_topic_proposed" { ticket: TicketId, topic: TopicId },
    /// Somebody of the desk confirmed the topic that the program had found.
    TicketTopicConfirmed = "ticket_topic_confirmed" { ticket: TicketId },
    /// The requester said whether the answer helped: wholly (`helpful`), or not. Until 26 November 2026 there was no more to it;
    /// her words are in her rating.
    TicketRated = "ticket_rated" {
        ticket: TicketId,
        helpful: bool,
        verdict: Option<Verdict>,
        reason: Option<RatingReason>,
        by_link: Option<bool>
    },
    /// The requester was asked before whether the answer of this cycle helped, and is reminded.
    RatingReminded = "rating_reminded" { ticket: TicketId, cycle: CycleId },
    /// The ticket was closed; `message` tells its requester why. Or by the requester herself, who needs nothing more
    /// (`solved`, not told until 26 November 2026), perhaps with a word to the desk.
    TicketClosed = "ticket_closed" {
        ticket: TicketId,
        message: Option<MessageId>,
        solved: Option<bool>,
        by_link: Option<bool>
    },
    /// The ticket was asked in a message of another, and is a question of its own from now on, promised from when that came.
    TicketSplitOff = "ticket_split_off" {
        ticket: TicketId,
        from: TicketId,
        message: MessageId,
        cycle: CycleId
    },
    /// What was asked in a message of the ticket is another from now on.
    TicketSplit = "ticket_split" { ticket: TicketId, into: TicketId },
    /// Somebody of the desk says that the ticket and another have to do with each other.
    TicketLinked = "ticket_linked" { ticket: TicketId, other: TicketId },
    /// They have not, after all.
    TicketUnlinked = "ticket_unlinked" { ticket: TicketId, other: TicketId },
    /// The ticket became part of another of the same requester, where its words are read from now on.
    TicketMerged = "ticket_merged" { ticket: TicketId, into: TicketId },
    /// Another ticket became part of this one; `holder` held that one, and not this.
    TicketTookIn = "ticket_took_in" { ticket: TicketId, merged: TicketId, holder: Option<AccountId> },
    /// Somebody who did not sign in asked for a new link to this ticket, for whoever asked it.
    FollowLinkRequested = "follow_link_requested" { ticket: TicketId },
    /// The ticket was opened again with a cycle of its own.
    TicketReopened = "ticket_reopened" {
        ticket: TicketId,
        message: Option<MessageId>,
        cycle: CycleId,
        by_link: Option<bool>
    },
    /// What was written in the ticket is gone, with all that told who asked; the rest of it stays.
    TicketErased = "ticket_erased" { ticket: TicketId },
    /// The ticket was put aside as spam.
    TicketMarkedSpam = "ticket_marked_spam" { ticket: TicketId },
    /// A spam mark was taken back.
    TicketUnmarkedSpam = "ticket_unmarked_spam" { ticket: TicketId },
    /// A step of the deadline was reached; `sla::Step` tells which by its number. When nobody looked for a while (`late`), or
    /// when quiet hours end, several are found at once: of these the newest supersedes the others. Whom it reminds (`to`)
    /// was not told until 26 November 2026: then it was whom the configuration's steps always remind.
    DeadlineStepReached = "deadline_step_reached" {
        ticket: TicketId,
        cycle: CycleId,
        step: u32,
        late: bool,
        superseded_by: Option<u32>,
        to: Option<Vec<Reminded>>
    },
    /// A coordinator moved the deadline; from when to when, and why, is told by the clock's own event.
    DeadlineMoved = "deadline_moved" { ticket: TicketId, cycle: CycleId, correction: ClockEventId },
    /// The hour came at which somebody of the desk wants to read what the day brings.
    DailyDigestDue = "daily_digest_due" { account: AccountId },
    /// Somebody who writes the texts of mails wants one sent to herself: which one and in what language, in the words of the
    /// notifications.
    MailTried = "mail_tried" { account: AccountId, mail: String, lang: String },
    /// A catalogue draft was created, from a ticket or anew.
    EntryDrafted = "entry_drafted" { entry: EntryId, ticket: Option<TicketId> },
    /// The draft waits for a second person.
    EntrySubmitted = "entry_submitted" { entry: EntryId },
    /// The reviewer gave it back to the author.
    EntryReturned = "entry_returned" { entry: EntryId },
    /// The entry, or a new version of it, became public.
    EntryPublished = "entry_published" { entry: EntryId },
    /// A version was approved, to become public at a day and hour.
    EntryScheduled = "entry_scheduled" { entry: EntryId },
    /// It does not become public then: the entry waits for a second person again.
    EntryUnscheduled = "entry_unscheduled" { entry: EntryId },
    /// Somebody checked what is public, and it is still so.
    EntryChecked = "entry_checked" { entry: EntryId },
    /// Entries have to be checked soon, or by today: whoever answers for them is told, or the coordinators where nobody does.
    ChecksDue = "checks_due" { owner: Option<AccountId> },
    /// The entry is no longer public.
    EntryWithdrawn = "entry_withdrawn" { entry: EntryId },
    /// The address of a public entry followed its title.
    EntryRenamed = "entry_renamed" { entry: EntryId },
    /// What is shown beside its text changed: the questions it comes from, the entries shown with it, its former versions.
    EntryRelated = "entry_related" { entry: EntryId },
    /// Somebody of the desk noted that an act changed: what cites it is to be looked at again.
    NormChanged = "norm_changed" { change: NormChangeId },
    /// The desk told whoever asked, after its answer, that an act changed which that cites. What else she asked that cites it is in
    /// the same mail, and in `with`; there the same is told without one.
    ChangeTold = "change_told" {
        ticket: TicketId,
        message: MessageId,
        change: NormChangeId,
        with: Option<Vec<TicketId>>
    },
    /// The report of a period was frozen, and somebody wants to be told.
    ReportFrozen = "report_frozen" { report: FrozenReportId, account: AccountId },
    /// A body outside the desk was asked whether it wants frozen reports by mail.
    OutsideAsked = "outside_asked" { outside: OutsideId },
    /// It said yes.
    OutsideConfirmed = "outside_confirmed" { outside: OutsideId },
    /// It was removed: by a coordinator, by itself with a link of its mails, or because it never answered.
    OutsideRemoved = "outside_removed" { outside: OutsideId, by_link: bool },
    /// The report of a period was frozen, and a body outside the desk wants it.
    ReportSent = "report_sent" { report: FrozenReportId, outside: OutsideId },
}

impl Event {
    /// The ticket it is about, if any.
    pub fn ticket(&self) -> Option<TicketId> {
        match self {
            Self::TicketSubmitted { ticket, .. }
            | Self::TicketImported { ticket }
            | Self::TicketRouted { ticket, .. }
            | Self::TicketPriorityChanged { ticket, .. }
            | Self::RequesterReplied { ticket, .. }
            | Self::TicketClaimed { ticket, .. }
            | Self::TicketReleased { ticket, .. }
            | Self::ClaimExpired { ticket, .. }
            | Self::TicketHandedOver { ticket, .. }
            | Self::ClarificationAsked { ticket, .. }
            | Self::ClarificationReminded { ticket }
            | Self::TicketAnswered { ticket, .. }
            | Self::DraftByMail { ticket, .. }
            | Self::MailReported { ticket, .. }
            | Self::AnswerProposed { ticket, .. }
            | Self::AnswerApproved { ticket, .. }
            | Self::AnswerReturned { ticket, .. }
            | Self::ProposedAnswerWithdrawn { ticket }
            | Self::NoteAdded { ticket, .. }
            | Self::OpinionAsked { ticket, .. }
            | Self::OpinionGiven { ticket, .. }
            | Self::TicketTopicChanged { ticket }
            | Self::TicketTopicProposed { ticket, .. }
            | Self::TicketTopicConfirmed { ticket }
            | Self::TicketRated { ticket, .. }
            | Self::RatingReminded { ticket, .. }
            | Self::TicketClosed { ticket, .. }
            | Self::FollowLinkRequested { ticket }
            | Self::TicketReopened { ticket, .. }
            | Self::TicketSplitOff { ticket, .. }
            | Self::TicketSplit { ticket, .. }
            | Self::TicketLinked { ticket, .. }
            | Self::TicketUnlinked { ticket, .. }
            | Self::TicketMerged { ticket, .. }
            | Self::TicketTookIn { ticket, .. }
            | Self::TicketMarkedSpam { ticket }
            | Self::TicketUnmarkedSpam { ticket }
            | Self::TicketErased { ticket }
            | Self::DeadlineStepReached { ticket, .. }
            | Self::DeadlineMoved { ticket, .. }
            | Self::ChangeTold { ticket, .. } => Some(*ticket),
            Self::EntryDrafted { ticket, .. } => *ticket,
            Self::AccountRegistered { .. }
            | Self::RegistrationRepeated { .. }
            | Self::AccountConfirmed { .. }
            | Self::AccountInvited { .. }
            | Self::AccountDisabled { .. }
            | Self::AccountEnabled { .. }
            | Self::AccountRoleChanged { .. }
            | Self::PasswordRecoveryRequested { .. }
            | Self::PasswordChanged { .. }
            | Self::AccountErased { .. }
            | Self::PersonalTokenMade { .. }
            | Self::PersonalTokenWithdrawn { .. }
            | Self::AbsenceNoted { .. }
            | Self::AbsenceWithdrawn { .. }
            | Self::DailyDigestDue { .. }
            | Self::ChecksDue { .. }
            | Self::MailStorm { .. }
            | Self::MailTried { .. }
            | Self::EntrySubmitted { .. }
            | Self::EntryReturned { .. }
            | Self::EntryPublished { .. }
            | Self::EntryScheduled { .. }
            | Self::EntryUnscheduled { .. }
            | Self::EntryChecked { .. }
            | Self::EntryWithdrawn { .. }
            | Self::EntryRenamed { .. }
            | Self::EntryRelated { .. }
            | Self::NormChanged { .. }
            | Self::ReportFrozen { .. }
            | Self::OutsideAsked { .. }
            | Self::OutsideConfirmed { .. }
            | Self::OutsideRemoved { .. }
            | Self::ReportSent { .. } => None,
        }
    }

    /// Whether it was done with the link of a mail, by whoever had it.
    pub fn is_by_link(&self) -> bool {
        let by_link = match self {
            Self::RequesterReplied { by_link, .. }
            | Self::TicketRated { by_link, .. }
            | Self::TicketClosed { by_link, .. }
            | Self::TicketReopened { by_link, .. } => *by_link,
            _ => None,
        };
        by_link == Some(true)
    }

    /// The catalogue entry it is about, if any.
    pub fn entry(&self) -> Option<EntryId> {
        match self {
            Self::EntryDrafted { entry, .. }
            | Self::EntrySubmitted { entry }
            | Self::EntryReturned { entry }
            | Self::EntryPublished { entry }
            | Self::EntryScheduled { entry }
            | Self::EntryUnscheduled { entry }
            | Self::EntryChecked { entry }
            | Self::EntryWithdrawn { entry }
            | Self::EntryRenamed { entry }
            | Self::EntryRelated { entry } => Some(*entry),
            _ => None,
        }
    }
}
