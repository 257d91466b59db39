//! One type per kind of row, so that a ticket's id cannot be passed where an account's is wanted.

crate::id_type! {
    /// A person with an account.
    AccountId,
    /// A secret with which a program acts for a person.
    PersonalTokenId,
    /// The days on which somebody of the desk is away.
    AbsenceId,
    /// A partner of the network.
    OrganisationId,
    /// A node of the topic tree.
    TopicId,
    /// A rule that decides where questions go.
    RuleId,
    /// A group of experts.
    GroupId,
    /// A question with its conversation; also the number that people quote (`n. 1234`).
    TicketId,
    /// One post of a ticket.
    MessageId,
    /// A file that belongs to a message or to a draft.
    AttachmentId,
    /// A question not yet sent.
    DraftId,
    /// What somebody at the desk typed on a question and has not sent.
    AnswerDraftId,
    /// An answer that is kept ready to be put into others.
    CannedAnswerId,
    /// A second opinion that a colleague was asked for.
    OpinionId,
    /// An answer that waits for a colleague's approval, or did.
    ProposedAnswerId,
    /// One promise: from a start or a reopening to its answer.
    CycleId,
    /// Something that happened to the clock of a cycle.
    ClockEventId,
    /// A version of the rules that a cycle was promised under.
    PolicyVersionId,
    /// A policy as people keep it.
    PolicyId,
    /// A calendar of working time.
    CalendarId,
    /// A catalogue entry.
    EntryId,
    /// A file that comes with an entry.
    EntryFileId,
    /// A mail in the outbox.
    OutboxId,
    /// A mail that came in.
    IncomingId,
    /// A folder of a mailbox that is read.
    ImapFolderId,
    /// A view of the queue under a name.
    SavedViewId,
    /// That an act changed.
    NormChangeId,
    /// That an entry or an answer is to be looked at because an act changed.
    NormReviewId,
    /// What the desk tells those whose answers cite an act that changed.
    NormNoticeId,
    /// Something that somebody of the desk is told on the page.
    NoticeId,
    /// The figures of a period that is over, kept as they were.
    FrozenReportId,
    /// What turned out to be wrong in them.
    ErratumId,
    /// A body outside the desk that frozen reports are mailed to; nobody's account.
    OutsideId,
}

/// Place of an event in the order of commits; 0 is before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Position(pub i64);

impl Position {
    /// Before every event.
    pub const START: Self = Self(0);
}
