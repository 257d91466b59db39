//! What people of the desk may choose to be told of, and how.

use super::mail::Mail;

crate::text_enum! {
    /// A group of mails that people choose together. What goes to requesters, and what concerns an account, is not chosen.
    pub enum Matter {
        /// A question is given to me, or taken from me, or I stand in for somebody, or no longer do.
        Assignments = "assignments",
        /// Whoever asked writes again.
        Replies = "replies",
        /// A colleague leaves a note, calls me in one, or wants my opinion or gives hers.
        Notes = "notes",
        /// An answer that needs approval: a colleague's waits for mine, mine came back or was sent.
        Approvals = "approvals",
        /// A deadline comes nearer, or was moved.
        Deadlines = "deadlines",
        /// A deadline has passed.
        Overdue = "overdue",
        /// Entries of the catalogue: to review, returned, published, to check again.
        Catalogue = "catalogue",
    }
}

impl Mail {
    /// What it belongs to; nothing for a mail that nobody can do without.
    pub fn matter(self) -> Option<Matter> {
        match self {
            Self::Assignment
            | Self::TakenOver
            | Self::ClaimExpired
            | Self::StandIn
            | Self::StandInEnded => Some(Matter::Assignments),
            Self::RequesterReplied | Self::Solved | Self::MergedDesk | Self::ReopenedDesk => Some(Matter::Replies),
            Self::NoteAdded | Self::Mentioned | Self::OpinionAsked | Self::OpinionGiven => Some(Matter::Notes),
            Self::ApprovalAsked | Self::AnswerReturned | Self::AnswerApproved => Some(Matter::Approvals),
            Self::DeadlineReminder
            | Self::DeadlineMovedDesk
            | Self::GroupReminder
            | Self::NearDeadline
            | Self::ApprovalDue => Some(Matter::Deadlines),
            Self::DeadlinePassed | Self::Escalation => Some(Matter::Overdue),
            Self::ReviewRequested | Self::EntryReturned | Self::EntryPublished | Self::ChecksDue => {
                Some(Matter::Catalogue)
            }
            Self::Confirmation
            | Self::ExistingAccount
            | Self::Invitation
            | Self::Recovery
            | Self::PasswordChanged
            | Self::TokenMade
            | Self::Erased
            | Self::Receipt
            // She believes that it was sent.
            | Self::DraftByMail
            // Neither does anybody know otherwise.
            | Self::NotDelivered
            | Self::Clarification
            | Self::ClarificationReminder
            | Self::Answer
            | Self::RatingReminder
            | Self::Closed
            | Self::ClosedByLink
            | Self::WrittenByLink
            | Self::FollowLink
            | Self::Reopened
            | Self::Merged
            | Self::SplitOff
            | Self::Late
            | Self::DeadlineMoved
            | Self::ChangeTold
            // Made of reminders that were chosen one by one.
            | Self::DeadlineDigest
            // Nobody else looks.
            | Self::MailStorm
            | Self::TooManyToOne
            // Chosen by its hour.
            | Self::DailyDigest
            // Chosen beside the reports.
            | Self::ReportFrozen
            // Chosen by whoever has no account.
            | Self::ReportOffered
            | Self::ReportSent
            // Asked for.
            | Self::Trial => None,
        }
    }
}

impl Matter {
    /// Whether one of the channels must stay open: nobody loses sight of a promise that was broken.
    pub fn must_be_told(self) -> bool {
        self == Self::Overdue
    }
}
