//! What the figures are counted over.

use super::figure::Figure;

crate::text_enum! {
    /// What a figure is counted over. Each has a text `reports-population-…`.
    pub enum Population {
        /// Cycles that started in the period.
        Cycles = "cycles",
        /// Of these, those of which it is decided whether the promise was kept.
        Decided = "decided",
        /// Of these, those that were answered.
        Answered = "answered",
        /// Cycles whenever they started.
        Always = "always",
        /// What the row names.
        Named = "named",
        /// Whoever was writing a question and read an entry that was offered.
        Readers = "readers",
        /// Of the cycles that started in the period, all that an answer was or is owed for.
        Waits = "waits",
        /// Of the cycles that started in the period, those of questions asked for the first time.
        FirstCycles = "first-cycles",
        /// Of these, those that were answered.
        FirstAnswered = "first-answered",
        /// Questions that passed to somebody in the period, whenever they came.
        Taken = "taken",
        /// Questions asked for the first time in the period that an expert took herself, as the first.
        Claimed = "claimed",
        /// Of the cycles that started in the period, those of one expert.
        OfExpert = "of-expert",
        /// Texts handed in in the period.
        Proposed = "proposed",
        /// Of these, those approved or given back.
        DecidedTexts = "decided-texts",
        /// Of the answered, those of which it was asked whether they helped.
        Asked = "asked",
        /// Of these, those of which something was said.
        AskedAndSaid = "asked-and-said",
        /// Of the answered, those of which something was said, asked or not.
        Rated = "rated",
        /// Of those answered for the first time, those asked again.
        Reopened = "reopened",
        /// Questions asked for the first time in both periods.
        Needs = "needs",
        /// Of these, those in Italian whose words were read.
        Said = "said",
        /// What is public in the catalogue.
        Entries = "entries",
        /// Searches of the public in these days.
        Searches = "searches",
        /// Votes of these days.
        Votes = "votes",
        /// Mails of the desk in these days.
        Mails = "mails",
        /// Mails that came in these days.
        MailsIn = "mails-in",
    }
}

impl Figure {
    /// What it is counted over.
    pub fn population(self) -> Population {
        match self {
            Self::Received
            | Self::Share
            | Self::Answered
            | Self::Open
            | Self::Overdue
            | Self::OpenInTime
            | Self::Closed
            | Self::ReceivedGrowth
            | Self::ReceivedShareMoved => Population::Cycles,
            Self::Within | Self::Kept | Self::DifferenceFromOthers => Population::Decided,
            Self::Spared | Self::SparedOpen | Self::AskedAnyway => Population::Readers,
            Self::OpenThen | Self::OpenNow | Self::OverdueNow => Population::Always,
            Self::Chance
            | Self::Verdict
            | Self::Signal
            | Self::Before
            | Self::Now
            | Self::Change
            | Self::Test
            | Self::Gap
            | Self::Actual
            | Self::Target
            | Self::Pace
            | Self::Definition => Population::Named,
            Self::Median | Self::P90 | Self::NetMedian | Self::NetP90 => Population::Answered,
            Self::AnsweredAfter
            | Self::AtRisk
            | Self::Waits
            | Self::CensoredMedian
            | Self::CensoredP90
            | Self::NetCensoredMedian => Population::Waits,
            Self::HeldThen => Population::Always,
            Self::ShareDifference | Self::SingleChance => Population::Named,
            Self::RatingsAsked | Self::Volunteered => Population::Answered,
            Self::FirstReceived
            | Self::FirstTaken
            | Self::RoutedAtOnce
            | Self::TakingMedian
            | Self::TakingP90
            | Self::FirstAnswered
            | Self::FirstWait
            | Self::FirstNetWait => Population::FirstCycles,
            Self::FirstMedian
            | Self::FirstP90
            | Self::FirstNetMedian
            | Self::FirstNetP90
            | Self::Reopened
            | Self::ReopenedShare
            | Self::ReopenedTwice
            | Self::ReopenedAfter
            | Self::ReopenedAtRisk => Population::FirstAnswered,
            Self::Taken | Self::HandedTo | Self::HandedOn => Population::Taken,
            Self::OwnClaim => Population::Claimed,
            Self::MixShare => Population::OfExpert,
            Self::Proposed
            | Self::Approved
            | Self::Returned
            | Self::Undecided
            | Self::ForApproval
            | Self::DecisionWait => Population::Proposed,
            Self::ReturnedShare | Self::DecisionMedian | Self::DecisionP90 => Population::DecidedTexts,
            Self::Response | Self::HelpedAtLeast | Self::HelpedAtMost => Population::Asked,
            Self::HelpedAsked => Population::AskedAndSaid,
            Self::Helped | Self::HelpedPartly | Self::HelpedNot => Population::Rated,
            Self::ReopenedMedian | Self::ReopenedP90 => Population::Reopened,
            Self::Growth | Self::ShareMoved | Self::Demand => Population::Needs,
            Self::WordBefore | Self::WordNow | Self::WordGrowth | Self::FalseAlarms => Population::Said,
            Self::Entries | Self::Services | Self::Readings | Self::Reuses => Population::Entries,
            Self::SearchedInVain | Self::SearchedOnDays | Self::Searches | Self::WithoutResult => {
                Population::Searches
            }
            Self::Useful => Population::Votes,
            Self::Avoided => Population::Readers,
            Self::MailsLeft
            | Self::MailsFailed
            | Self::MailsReturned
            | Self::MailsLost
            | Self::MailsWaiting => Population::Mails,
            Self::MailsCame
            | Self::MailsTaken
            | Self::MailsHeld
            | Self::MailsDiscarded
            | Self::MailsUnread => Population::MailsIn,
        }
    }
}

impl Population {
    /// Key of its text.
    pub fn key(self) -> String {
        format!("reports-population-{self}")
    }
}
