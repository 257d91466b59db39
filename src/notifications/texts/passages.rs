//! The places of each mail whose words may be written anew, in the order in which they are read.

use crate::notifications::mail::Mail;

crate::text_enum! {
    /// What a place is in the letter.
    pub enum Part {
        /// The subject.
        Subject = "subject",
        /// A paragraph.
        Text = "text",
        /// A paragraph of more weight.
        Strong = "strong",
        /// A paragraph of less weight.
        Note = "note",
        /// What the button says.
        Button = "button",
        /// What a further link says.
        Link = "link",
    }
}

impl Part {
    /// Whether it is one line, at most so many characters long; otherwise it may be several paragraphs.
    pub(super) fn is_line(self) -> bool {
        matches!(self, Self::Subject | Self::Button | Self::Link)
    }

    /// The longest text, in characters.
    pub(super) fn max(self) -> usize {
        match self {
            Self::Subject => 120,
            Self::Button => 60,
            Self::Link => 160,
            Self::Text | Self::Strong | Self::Note => 1500,
        }
    }
}

/// The places of the body, by the keys of their texts. What tells strangers' rights and duties (the privacy notice, what a link
/// lets others do, the disclaimer) is not among them.
pub(super) fn body(mail: Mail) -> &'static [(Part, &'static str)] {
    use Part::{Button, Link, Note, Strong, Text};
    match mail {
        Mail::Confirmation => &[
            (Text, "mail-confirmation-text"),
            (Button, "mail-confirmation-button"),
            (Note, "mail-link-validity"),
            (Note, "mail-confirmation-not-you"),
        ],
        Mail::ExistingAccount => &[
            (Text, "mail-existing-account-text"),
            (Button, "mail-existing-account-button"),
            (Link, "mail-existing-account-recovery"),
            (Note, "mail-existing-account-not-you"),
        ],
        Mail::Invitation => &[
            (Text, "mail-invitation-text"),
            (Text, "mail-invitation-text-unsigned"),
            (Button, "mail-invitation-button"),
            (Note, "mail-link-validity"),
            (Note, "mail-invitation-not-you"),
        ],
        Mail::Recovery => &[
            (Text, "mail-recovery-text"),
            (Button, "mail-recovery-button"),
            (Note, "mail-link-validity"),
            (Note, "mail-recovery-not-you"),
        ],
        Mail::PasswordChanged => &[
            (Text, "mail-password-changed-text"),
            (Text, "mail-password-changed-keys"),
            (Text, "mail-password-changed-keys-profile"),
            (Text, "mail-password-changed-not-you"),
            (Button, "mail-password-changed-button"),
        ],
        Mail::TokenMade => &[
            (Text, "mail-token-made-text"),
            (Text, "mail-token-made-not-you"),
            (Button, "mail-password-changed-button"),
        ],
        Mail::Erased => &[
            (Text, "mail-erased-text"),
            (Text, "mail-erased-left"),
            (Note, "mail-erased-last"),
            (Note, "mail-erased-not-you"),
        ],
        Mail::Receipt => &[
            (Text, "mail-receipt-text"),
            (Strong, "mail-promise"),
            (Strong, "mail-promise-passed"),
            (Button, "mail-open-question"),
            (Note, "mail-receipt-more"),
            (Note, "mail-receipt-more-or-reply"),
            (Note, "mail-receipt-not-you"),
        ],
        Mail::Clarification => &[
            (Text, "mail-clarification-text"),
            (Text, "mail-clarification-text-inside"),
            (Text, "mail-files"),
            (Text, "mail-files-sign-in"),
            (Text, "mail-files-there"),
            (Button, "mail-clarification-button"),
            (Text, "mail-clarification-clock"),
        ],
        Mail::ClarificationReminder => &[
            (Text, "mail-clarification-reminder-text"),
            (Button, "mail-clarification-button"),
            (Text, "mail-clarification-clock"),
        ],
        Mail::Answer => &[
            (Text, "mail-answer-text"),
            (Text, "mail-answer-text-inside"),
            (Text, "mail-files"),
            (Text, "mail-files-sign-in"),
            (Text, "mail-files-there"),
            (Button, "mail-answer-button"),
            (Button, "mail-answer-button-inside"),
            (Strong, "mail-answer-rating"),
            (Link, "mail-rating-yes"),
            (Link, "mail-rating-partly"),
            (Link, "mail-rating-no"),
            (Link, "mail-rating-there"),
            (Text, "mail-answer-doubts"),
        ],
        Mail::RatingReminder => &[
            (Text, "mail-rating-reminder-text"),
            (Strong, "mail-answer-rating"),
            (Link, "mail-rating-yes"),
            (Link, "mail-rating-partly"),
            (Link, "mail-rating-no"),
            (Link, "mail-rating-there"),
            (Note, "mail-rating-reminder-once"),
        ],
        Mail::Closed => &[
            (Text, "mail-closed-explained"),
            (Text, "mail-closed-desk"),
            (Text, "mail-closed-answered"),
            (Text, "mail-closed-waiting"),
            (Text, "mail-closed-reopen"),
            (Button, "mail-open-question"),
        ],
        Mail::ClosedByLink => &[
            (Text, "mail-closed-by-link-text"),
            (Text, "mail-by-link-you"),
            (Strong, "mail-by-link-not-you"),
            (Button, "mail-follow-sign-in"),
            (Link, "mail-by-link-password"),
        ],
        Mail::WrittenByLink => &[
            (Text, "mail-written-by-link-text"),
            (Strong, "mail-promise"),
            (Text, "mail-by-link-you"),
            (Strong, "mail-by-link-not-you"),
            (Button, "mail-follow-sign-in"),
            (Link, "mail-by-link-password"),
        ],
        Mail::FollowLink => &[
            (Text, "mail-follow-link-text"),
            (Button, "mail-open-question"),
            (Note, "mail-follow-link-not-you"),
        ],
        Mail::Reopened => {
            &[(Text, "mail-reopened-text"), (Strong, "mail-promise"), (Button, "mail-open-question")]
        }
        Mail::SplitOff => &[
            (Text, "mail-split-off-text"),
            (Strong, "mail-promise"),
            (Strong, "mail-promise-passed"),
            (Button, "mail-open-question"),
        ],
        Mail::Merged => {
            &[(Text, "mail-merged-text"), (Strong, "mail-promise"), (Button, "mail-open-question")]
        }
        Mail::Late => &[
            (Text, "mail-late-text"),
            (Text, "mail-late-next"),
            (Button, "mail-open-question"),
            (Note, "mail-late-urgent"),
        ],
        Mail::DeadlineMoved => &[
            (Text, "mail-deadline-moved-text"),
            (Strong, "mail-promise"),
            (Strong, "mail-deadline-moved-waiting"),
            (Text, "mail-deadline-moved-why"),
            (Text, "mail-deadline-moved-why-there"),
            (Button, "mail-open-question"),
        ],
        Mail::ChangeTold => &[
            (Text, "mail-change-told-text"),
            (Text, "mail-change-told-text-inside"),
            (Button, "mail-open-question"),
            (Text, "mail-answer-doubts"),
        ],
        Mail::Assignment => &[
            (Text, "mail-assignment-text"),
            (Text, "mail-assignment-text-by"),
            (Text, "mail-assignment-text-noted"),
            (Button, "mail-desk-button"),
        ],
        Mail::TakenOver => &[(Text, "mail-taken-over-text"), (Button, "mail-desk-button")],
        Mail::ClaimExpired => &[(Text, "mail-claim-expired-text"), (Button, "mail-desk-button")],
        Mail::StandIn => {
            &[(Text, "mail-stand-in-text"), (Text, "mail-stand-in-what"), (Button, "mail-stand-in-button")]
        }
        Mail::StandInEnded => &[
            (Text, "mail-stand-in-ended-text"),
            (Text, "mail-stand-in-ended-withdrawn"),
            (Text, "mail-stand-in-ended-instead"),
            (Text, "mail-stand-in-ended-what"),
            (Button, "mail-stand-in-button"),
        ],
        Mail::RequesterReplied => {
            &[(Text, "mail-requester-replied-text"), (Note, "mail-holder-away"), (Button, "mail-desk-button")]
        }
        Mail::Solved => {
            &[(Text, "mail-solved-text"), (Text, "mail-solved-text-answered"), (Button, "mail-desk-button")]
        }
        Mail::NoteAdded => {
            &[(Text, "mail-note-added-text"), (Note, "mail-holder-away"), (Button, "mail-desk-button")]
        }
        Mail::DraftByMail => &[(Text, "mail-draft-by-mail-text"), (Button, "mail-desk-button")],
        Mail::NotDelivered => {
            &[(Text, "mail-not-delivered-text"), (Note, "mail-holder-away"), (Button, "mail-desk-button")]
        }
        Mail::Mentioned => &[(Text, "mail-mentioned-text"), (Button, "mail-desk-button")],
        Mail::OpinionAsked => &[(Text, "mail-opinion-asked-text"), (Button, "mail-desk-button")],
        Mail::OpinionGiven => &[(Text, "mail-opinion-given-text"), (Button, "mail-desk-button")],
        Mail::ApprovalAsked => &[(Text, "mail-approval-asked-text"), (Button, "mail-desk-button")],
        Mail::AnswerReturned => &[(Text, "mail-answer-returned-text"), (Button, "mail-desk-button")],
        Mail::AnswerApproved => &[(Text, "mail-answer-approved-text"), (Button, "mail-desk-button")],
        Mail::ApprovalDue => &[
            (Text, "mail-approval-due-waiting"),
            (Text, "mail-approval-due-unwritten"),
            (Button, "mail-desk-button"),
        ],
        Mail::MergedDesk => {
            &[(Text, "mail-merged-desk-text"), (Note, "mail-holder-away"), (Button, "mail-desk-button")]
        }
        Mail::ReopenedDesk => {
            &[(Text, "mail-reopened-desk-text"), (Note, "mail-holder-away"), (Button, "mail-desk-button")]
        }
        Mail::DeadlineReminder => &[
            (Text, "mail-deadline-reminder-text"),
            (Text, "mail-deadline-reminder-unassigned"),
            (Note, "mail-holder-away"),
            (Button, "mail-desk-button"),
        ],
        Mail::DeadlineMovedDesk => &[
            (Text, "mail-deadline-moved-desk-text"),
            (Note, "mail-holder-away"),
            (Button, "mail-desk-button"),
        ],
        Mail::GroupReminder => &[(Text, "mail-group-reminder-text"), (Button, "mail-desk-button")],
        Mail::NearDeadline => &[(Text, "mail-near-deadline-text"), (Button, "mail-desk-button")],
        Mail::DeadlinePassed => &[
            (Text, "mail-deadline-passed-text"),
            (Text, "mail-deadline-passed-unassigned"),
            (Note, "mail-holder-away"),
            (Button, "mail-desk-button"),
        ],
        Mail::Escalation => &[(Text, "mail-escalation-text"), (Button, "mail-desk-button")],
        Mail::DeadlineDigest => &[
            (Text, "mail-digest-text"),
            (Link, "mail-digest-late"),
            (Link, "mail-digest-soon"),
            (Button, "mail-digest-button"),
        ],
        Mail::ChecksDue => &[
            (Text, "mail-checks-due-text"),
            (Text, "mail-checks-due-nobody"),
            (Link, "mail-checks-due-now"),
            (Link, "mail-checks-due-soon"),
            (Text, "mail-checks-due-more"),
            (Button, "mail-checks-due-button"),
        ],
        Mail::ReportFrozen => &[
            (Text, "mail-report-frozen-text"),
            (Button, "mail-report-frozen-button"),
            (Link, "mail-report-frozen-end"),
        ],
        Mail::ReportOffered => &[
            (Text, "mail-report-offered-text"),
            (Button, "mail-report-offered-button"),
            (Note, "mail-report-offered-validity"),
            (Note, "mail-report-offered-not-you"),
        ],
        Mail::ReportSent => &[(Text, "mail-report-sent-text"), (Text, "mail-report-sent-files")],
        Mail::DailyDigest => &[
            (Text, "mail-daily-today"),
            (Text, "mail-daily-late"),
            (Link, "mail-digest-late"),
            (Link, "mail-digest-soon"),
            (Note, "mail-daily-around"),
            (Button, "mail-digest-button"),
            (Link, "mail-daily-choose"),
        ],
        Mail::MailStorm => {
            &[(Text, "mail-storm-text"), (Text, "mail-storm-what"), (Button, "mail-storm-button")]
        }
        Mail::TooManyToOne => &[
            (Text, "mail-too-many-to-one-requester"),
            (Text, "mail-too-many-to-one-colleague"),
            (Text, "mail-too-many-to-one-what"),
            (Button, "mail-too-many-to-one-button"),
        ],
        Mail::ReviewRequested => &[(Text, "mail-review-requested-text"), (Button, "mail-entry-button")],
        Mail::EntryReturned => &[(Text, "mail-entry-returned-text"), (Button, "mail-entry-button")],
        Mail::EntryPublished => {
            &[(Text, "mail-entry-published-text"), (Button, "mail-entry-published-button")]
        }
        Mail::Trial => &[],
    }
}
