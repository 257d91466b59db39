//! The mails that the desk sends.

crate::text_enum! {
    /// Every mail of the desk: the stored word names its row in the outbox and its texts.
    pub enum Mail {
        /// To a new account: confirm the address.
        Confirmation = "confirmation",
        /// To an account whose address somebody tried to register again.
        ExistingAccount = "existing-account",
        /// To a new member of staff: choose a password.
        Invitation = "invitation",
        /// To whoever asked for a new password.
        Recovery = "recovery",
        /// To whoever's password changed.
        PasswordChanged = "password-changed",
        /// To whoever has a new key for programs.
        TokenMade = "token-made",
        /// To whoever's data were erased: the last mail that she gets.
        Erased = "erased",
        /// To the requester: the question arrived, with its number and deadline.
        Receipt = "receipt",
        /// To the requester: details are needed, the clock is paused.
        Clarification = "clarification",
        /// To the requester: those details are still missing.
        ClarificationReminder = "clarification-reminder",
        /// To the requester: the answer is there.
        Answer = "answer",
        /// To the requester: she was asked whether the answer helped, and said nothing yet.
        RatingReminder = "rating-reminder",
        /// To the requester: the question was closed by the desk or by time.
        Closed = "closed",
        /// To the requester: her question was closed with the link of a mail, perhaps by somebody else.
        ClosedByLink = "closed-by-link",
        /// To the requester: words were added to her question with the link of a mail, perhaps by somebody else.
        WrittenByLink = "written-by-link",
        /// To the requester: another link to follow the question with.
        FollowLink = "follow-link",
        /// To the requester: the question is open again, with a new deadline.
        Reopened = "reopened",
        /// To the requester: what she asked in a message is a question of its own, with its number and deadline.
        SplitOff = "split-off",
        /// To the requester: two questions of hers are one from now on.
        Merged = "merged",
        /// To the requester: the deadline has passed without an answer.
        Late = "late",
        /// To the requester: the deadline was moved.
        DeadlineMoved = "deadline-moved",
        /// To the requester: an act changed which the desk's answer cites.
        ChangeTold = "change-told",
        /// To an expert who was given a question by somebody else.
        Assignment = "assignment",
        /// To the expert who had it before.
        TakenOver = "taken-over",
        /// To the expert who had taken it and did nothing: it is back in the queue.
        ClaimExpired = "claim-expired",
        /// To a colleague who stands in for somebody who is away.
        StandIn = "stand-in",
        /// To a colleague who does not stand in any more: somebody else does, or nobody has to.
        StandInEnded = "stand-in-ended",
        /// To the expert: the requester wrote again.
        RequesterReplied = "requester-replied",
        /// To the expert: whoever asked needs nothing more, and closed the question.
        Solved = "solved",
        /// To the expert: a colleague wrote an internal note.
        NoteAdded = "note-added",
        /// To an expert: what she answered by mail is her draft, and was not sent.
        DraftByMail = "draft-by-mail",
        /// To the expert: a mail to whoever asked came back.
        NotDelivered = "not-delivered",
        /// To a colleague who was called in an internal note.
        Mentioned = "mentioned",
        /// To a colleague: somebody asks for an opinion.
        OpinionAsked = "opinion-asked",
        /// To whoever asked for an opinion, and to the expert: it was given.
        OpinionGiven = "opinion-given",
        /// To those who may approve it: a colleague's answer waits.
        ApprovalAsked = "approval-asked",
        /// To whoever wrote it: it came back with a remark.
        AnswerReturned = "answer-returned",
        /// To whoever wrote it: a colleague approved it, and it was sent.
        AnswerApproved = "answer-approved",
        /// To whoever holds the question, and to those who may approve an answer that waits: by now it should have been approved.
        ApprovalDue = "approval-due",
        /// To the expert, and to whoever held the other: another question became part of hers.
        MergedDesk = "merged-desk",
        /// To the expert or her group: the question was reopened.
        ReopenedDesk = "reopened-desk",
        /// To the expert or her group: the deadline comes nearer.
        DeadlineReminder = "deadline-reminder",
        /// To the expert: a coordinator moved the deadline.
        DeadlineMovedDesk = "deadline-moved-desk",
        /// To the whole group: the deadline of a colleague's question is near.
        GroupReminder = "group-reminder",
        /// To others at the desk whom the policy names: a deadline is near.
        NearDeadline = "near-deadline",
        /// To the expert or her group: the deadline has passed.
        DeadlinePassed = "deadline-passed",
        /// To the coordinators, and to others whom the policy names: the deadline has passed.
        Escalation = "escalation",
        /// To whoever would get many of the reminders of deadlines at once: all of them in one.
        DeadlineDigest = "deadline-digest",
        /// To whoever of the desk wants it, every working day: what the day brings.
        DailyDigest = "daily-digest",
        /// To the coordinators: too many questions come by mail, and wait for a person.
        MailStorm = "mail-storm",
        /// To the coordinators: so many mails were to go to one address that the others wait.
        TooManyToOne = "too-many-to-one",
        /// To the reviewers: a catalogue entry waits for a second person.
        ReviewRequested = "review-requested",
        /// To whoever wrote the entry: it came back from the review.
        EntryReturned = "entry-returned",
        /// To whoever wrote the entry: it is public.
        EntryPublished = "entry-published",
        /// To whoever answers for entries of the catalogue, or the coordinators: they have to be checked soon, or by today.
        ChecksDue = "checks-due",
        /// To whoever reads figures and wants to be told: the report of a period is frozen.
        ReportFrozen = "report-frozen",
        /// To a body outside the desk: whether it wants frozen reports.
        ReportOffered = "report-offered",
        /// To a body outside the desk that wants them: a frozen report.
        ReportSent = "report-sent",
        /// To whoever of the desk writes the texts of mails: another mail of this list, about what never was.
        Trial = "trial",
    }
}

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Its reader's account.
    Account,
    /// A question.
    Question,
    /// An entry of the catalogue.
    Entry,
    /// The work at the desk, and no one question.
    Work,
}

impl Mail {
    /// The mails that have words of their own.
    pub fn with_words() -> impl Iterator<Item = &'static Self> {
        Self::ALL.iter().filter(|mail| **mail != Self::Trial)
    }

    /// What it is about.
    pub fn about(self) -> About {
        match self {
            Self::Confirmation
            | Self::ExistingAccount
            | Self::Invitation
            | Self::Recovery
            | Self::PasswordChanged
            | Self::TokenMade
            | Self::Erased => About::Account,
            Self::ReviewRequested | Self::EntryReturned | Self::EntryPublished => About::Entry,
            Self::DeadlineDigest
            | Self::DailyDigest
            | Self::MailStorm
            | Self::TooManyToOne
            | Self::StandIn
            | Self::StandInEnded
            | Self::ChecksDue
            | Self::ReportFrozen
            | Self::ReportOffered
            | Self::ReportSent
            | Self::Trial => About::Work,
            _ => About::Question,
        }
    }

    /// Whether it is written to people who work at the desk.
    pub fn is_for_staff(self) -> bool {
        matches!(
            self,
            Self::Invitation
                | Self::Assignment
                | Self::TakenOver
                | Self::ClaimExpired
                | Self::StandIn
                | Self::StandInEnded
                | Self::RequesterReplied
                | Self::Solved
                | Self::NoteAdded
                | Self::Mentioned
                | Self::DraftByMail
                | Self::NotDelivered
                | Self::OpinionAsked
                | Self::OpinionGiven
                | Self::ApprovalAsked
                | Self::MergedDesk
                | Self::AnswerReturned
                | Self::AnswerApproved
                | Self::ApprovalDue
                | Self::ReopenedDesk
                | Self::DeadlineMovedDesk
                | Self::DeadlineReminder
                | Self::GroupReminder
                | Self::NearDeadline
                | Self::DeadlinePassed
                | Self::Escalation
                | Self::DeadlineDigest
                | Self::DailyDigest
                | Self::MailStorm
                | Self::TooManyToOne
                | Self::TokenMade
                | Self::ReviewRequested
                | Self::EntryReturned
                | Self::EntryPublished
                | Self::ChecksDue
                | Self::ReportFrozen
        )
    }

    /// Whether it is written to a body outside the desk, which has no account.
    pub fn is_for_outside(self) -> bool {
        matches!(self, Self::ReportOffered | Self::ReportSent)
    }

    /// Whether it reminds somebody at the desk of a deadline.
    pub fn is_reminder(self) -> bool {
        matches!(
            self,
            Self::DeadlineReminder
                | Self::GroupReminder
                | Self::NearDeadline
                | Self::DeadlinePassed
                | Self::Escalation
                | Self::ApprovalDue
        )
    }

    /// Whether it may ask if an answer helped.
    pub fn asks_rating(self) -> bool {
        matches!(self, Self::Answer | Self::RatingReminder)
    }

    /// Whether it says that a deadline was moved.
    pub fn is_about_a_move(self) -> bool {
        matches!(self, Self::DeadlineMoved | Self::DeadlineMovedDesk)
    }

    /// Whether it warns of somebody else who may have a link: it holds none, and leads to where links are cancelled.
    pub fn warns_of_a_link(self) -> bool {
        matches!(self, Self::ClosedByLink | Self::WrittenByLink)
    }

    /// Whether anybody who knows an address can have it sent there: once in a while is enough.
    pub fn is_asked_for_by_anybody(self) -> bool {
        matches!(self, Self::Confirmation | Self::ExistingAccount | Self::FollowLink)
    }

    /// The page where its reader asked for it and can end it, if it comes again and again. What follows from a question is no
    /// such mail: it tells what its reader waits for or owes.
    pub fn is_switched_off_at(self) -> Option<&'static str> {
        match self {
            Self::DailyDigest => Some("/profilo/avvisi"),
            Self::ReportFrozen => Some("/statistiche/rapporti"),
            _ => None,
        }
    }

    /// Whether its reader, or whoever typed her address, asked for it just now: to be answered with nothing helps nobody, so it is tried
    /// even where no mail reached her.
    pub fn is_asked_for(self) -> bool {
        self.has_secret()
            || matches!(self, Self::ExistingAccount | Self::FollowLink | Self::Trial | Self::Erased)
    }

    /// Whether it carries a one-time link, which is made only when it is sent.
    pub fn has_secret(self) -> bool {
        matches!(self, Self::Confirmation | Self::Invitation | Self::Recovery | Self::ReportOffered)
    }
}
