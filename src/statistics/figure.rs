//! The figures, each defined once: what it is counted over, what is counted, by which clock, and when it is true. The definition
//! opens beside the figure on every page and stands in every file.

use serde::{Deserialize, Serialize};

crate::text_enum! {
    /// A figure. The word is the name of its column in files for programs.
    pub enum Figure {
        /// Cycles that started.
        Received = "ricevute",
        /// Share of a group in all of them.
        Share = "quota",
        /// Share of the decided that were answered within the deadline.
        Within = "entro_scadenza",
        /// The same, as the files of the overview have always had it: the cases first, each in a column with a name of its own.
        Kept = "quota_entro_scadenza",
        /// Answered.
        Answered = "risposte",
        /// Open.
        Open = "aperte",
        /// Open past the deadline.
        Overdue = "in_ritardo_ora",
        /// Closed without an answer.
        Closed = "chiuse_senza_risposta",
        /// Open and not past the deadline.
        OpenInTime = "aperte_nei_tempi",
        /// Questions that an entry of the catalogue spared.
        Spared = "schede_bastate",
        /// Of these, those of which the week is not over.
        SparedOpen = "da_verificare",
        /// Of the others, those who asked within the week.
        AskedAnyway = "chieste_lo_stesso",
        /// What an indicator of the plan stands at.
        Actual = "valore",
        /// Its target.
        Target = "obiettivo",
        /// Where it stands on the way there.
        Pace = "a_che_punto",
        /// What it means.
        Definition = "definizione",
        /// Median of the answered, every hour counted.
        Median = "ore_mediana",
        /// 90th percentile of the answered, every hour counted.
        P90 = "ore_90_percentile",
        /// Median of the answered without pauses.
        NetMedian = "ore_nette_mediana",
        /// 90th percentile of the answered without pauses.
        NetP90 = "ore_nette_90_percentile",
        /// Share answered after so many hours, open ones counted as far as they were seen.
        AnsweredAfter = "risposta_entro",
        /// Cycles that an answer is or was waited for.
        Waits = "attese",
        /// Still unanswered and seen at least so long.
        AtRisk = "in_attesa",
        /// Time after which half have an answer, open ones counted as far as they were seen.
        CensoredMedian = "attesa_mediana",
        /// The same of nine in ten.
        CensoredP90 = "attesa_90_percentile",
        /// How a group's rate differs from that of all others.
        DifferenceFromOthers = "differenza_dagli_altri",
        /// How likely chance alone makes so much of a difference, many comparisons taken into account.
        Chance = "probabilita_del_caso",
        /// What that means, in words.
        Verdict = "esito",
        /// Open at the end of a week.
        OpenThen = "arretrato",
        /// Open now, whenever they came.
        OpenNow = "aperte_ora",
        /// Of these, past the deadline.
        OverdueNow = "aperte_in_ritardo",
        /// Whether a week is unlike the others.
        Signal = "segnale",
        /// As it was in the other period.
        Before = "prima",
        /// As it is in this one.
        Now = "adesso",
        /// By how much it changed.
        Change = "variazione",
        /// The test by which chance is told apart.
        Test = "prova",
        /// The median wait without pauses, open ones counted as far as they were seen.
        NetCensoredMedian = "attesa_netta_mediana",
        /// Times that a question passed to somebody.
        Taken = "prese_in_carico",
        /// Of these, given by a colleague or a coordinator.
        HandedTo = "avute_da_altri",
        /// Times that a question passed from somebody to another.
        HandedOn = "passate_ad_altri",
        /// Median time to where she took it herself.
        OwnClaim = "sua_presa_mediana",
        /// In hand at the end of a week.
        HeldThen = "in_carico",
        /// Share of an area in what one expert has.
        MixShare = "quota_delle_sue",
        /// Questions asked for the first time.
        FirstReceived = "arrivate",
        /// Of these, those that somebody has or had.
        FirstTaken = "prese",
        /// Of these, given by a rule when they came in.
        RoutedAtOnce = "assegnate_da_regole",
        /// Time after which half are somebody's, those that are nobody's counted.
        TakingMedian = "presa_mediana",
        /// The same of nine in ten.
        TakingP90 = "presa_90_percentile",
        /// Questions answered for the first time.
        FirstAnswered = "prime_risposte",
        /// Median of first answers, every hour counted.
        FirstMedian = "prima_risposta_mediana",
        /// 90th percentile of first answers, every hour counted.
        FirstP90 = "prima_risposta_90_percentile",
        /// Median wait for a first answer, open ones counted as far as they were seen.
        FirstWait = "attesa_prima_risposta",
        /// Median of first answers without pauses.
        FirstNetMedian = "prima_risposta_netta_mediana",
        /// 90th percentile of first answers without pauses.
        FirstNetP90 = "prima_risposta_netta_90_percentile",
        /// Median wait for a first answer without pauses, open ones counted.
        FirstNetWait = "attesa_netta_prima_risposta",
        /// Texts handed to a colleague.
        Proposed = "proposte",
        /// Of these, approved.
        Approved = "approvate",
        /// Of these, given back.
        Returned = "rimandate",
        /// Of these, taken back, changed or not needed any more before anybody decided.
        Undecided = "non_decise",
        /// Of these, still waiting.
        ForApproval = "in_approvazione",
        /// Share of the decided that were given back.
        ReturnedShare = "quota_rimandate",
        /// Median time to the decision.
        DecisionMedian = "decisione_mediana",
        /// 90th percentile of the time to the decision.
        DecisionP90 = "decisione_90_percentile",
        /// Median wait for the decision, those that wait counted.
        DecisionWait = "attesa_decisione",
        /// Answers of which it was asked whether they helped.
        RatingsAsked = "valutazioni_chieste",
        /// Share of the asked who said something.
        Response = "tasso_di_risposta",
        /// Said without having been asked.
        Volunteered = "valutazioni_spontanee",
        /// Share whom it helped.
        Helped = "utili",
        /// Share whom it helped in part.
        HelpedPartly = "utili_in_parte",
        /// Share whom it did not help.
        HelpedNot = "non_utili",
        /// Share whom it helped of those who were asked and said something.
        HelpedAsked = "utili_tra_le_chieste",
        /// Had all who said nothing said no.
        HelpedAtLeast = "utili_almeno",
        /// Had all who said nothing said yes.
        HelpedAtMost = "utili_al_massimo",
        /// How a share differs from that of the others.
        ShareDifference = "differenza_quota",
        /// How likely chance alone makes so much of one difference.
        SingleChance = "probabilita_singola",
        /// Of the questions answered for the first time, those asked again.
        Reopened = "riaperte",
        /// Their share.
        ReopenedShare = "quota_riaperte",
        /// Of these, those asked again more than once.
        ReopenedTwice = "riaperte_piu_volte",
        /// Median time from the answer to where it was asked again.
        ReopenedMedian = "riapertura_mediana",
        /// 90th percentile of that time.
        ReopenedP90 = "riapertura_90_percentile",
        /// Share asked again after so many days, those answered a short while ago counted.
        ReopenedAfter = "riaperte_entro",
        /// Not asked again and seen for longer.
        ReopenedAtRisk = "ancora_osservate",
        /// How many times as many a day as in the other period.
        Growth = "crescita",
        /// By how much the share of all changed.
        ShareMoved = "variazione_quota",
        /// How many times as many questions a day were received as in the years before.
        ReceivedGrowth = "crescita_ricevute",
        /// By how much the share of all received changed.
        ReceivedShareMoved = "variazione_quota_ricevute",
        /// Share of the questions of the other period that say a word.
        WordBefore = "con_la_parola_prima",
        /// Share of the questions of this one that say it.
        WordNow = "con_la_parola_adesso",
        /// How many times as large that share is.
        WordGrowth = "crescita_della_parola",
        /// How likely chance alone makes as much of a difference, with few false alarms among all finds.
        FalseAlarms = "probabilita_corretta",
        /// Entries that say a word.
        Entries = "schede",
        /// How often something was searched for in vain.
        SearchedInVain = "ricerche_senza_esito",
        /// On how many days.
        SearchedOnDays = "giorni",
        /// Questions about a theme from a place.
        Demand = "domande",
        /// Services that the catalogue knows there.
        Services = "servizi_conosciuti",
        /// Whether there are services for those questions.
        Gap = "lacuna",
        /// Searches in the catalogue.
        Searches = "ricerche",
        /// Those that found nothing.
        WithoutResult = "senza_risultato",
        /// How often entries were read.
        Readings = "letture",
        /// Votes that found an entry useful.
        Useful = "voti_utili",
        /// How often an answer leads to an entry.
        Reuses = "richiami",
        /// People to whom an entry was enough and who asked nothing within the week.
        Avoided = "domande_evitate",
        /// Mails that the mail server took.
        MailsLeft = "partite",
        /// Mails that were given up.
        MailsFailed = "non_partite",
        /// Mails that came back.
        MailsReturned = "tornate_indietro",
        /// Mails given up or come back.
        MailsLost = "non_arrivate",
        /// Mails that wait to leave.
        MailsWaiting = "in_coda",
        /// Mails that came in.
        MailsCame = "mail_arrivate",
        /// Those that became part of a question.
        MailsTaken = "accolte",
        /// Those that wait for a person or to be read.
        MailsHeld = "in_sospeso",
        /// Those that were put aside.
        MailsDiscarded = "scartate",
        /// Those that the program could not read.
        MailsUnread = "illeggibili",
    }
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A whole number.
    Count,
    /// A share with its interval and its cases.
    Rate,
    /// A share with its interval and its cases, in columns that the overview names.
    Kept,
    /// A share with its interval.
    Share,
    /// Hours with their interval.
    Hours,
    /// A difference of shares with its interval, in percentage points.
    Points,
    /// A probability.
    Probability,
    /// Words.
    Words,
    /// Of another unit in each row.
    Mixed,
}

crate::text_enum! {
    /// Questions that a figure counts, for whoever may open the list of them.
    pub enum Behind {
        /// All.
        Received = "ricevute",
        /// Answered within the deadline.
        Within = "entro-scadenza",
        /// Of which it is decided that the promise was not kept.
        Missed = "oltre-scadenza",
        /// Answered.
        Answered = "risposte",
        /// Open.
        Open = "aperte",
        /// Open past the deadline.
        Overdue = "in-ritardo",
        /// Closed without an answer.
        Closed = "chiuse",
        /// All of the days that those of a period are compared with.
        ReceivedBefore = "ricevute-prima",
        /// Open, whenever they came.
        OpenNow = "aperte-adesso",
        /// The same past the deadline.
        OverdueNow = "in-ritardo-adesso",
        /// Open at the end of a day, whenever they came.
        OpenThen = "aperte-allora",
        /// Answered, and said to have helped.
        Helped = "utili",
        /// Said to have helped in part.
        HelpedPartly = "utili-in-parte",
        /// Said not to have helped.
        HelpedNot = "non-utili",
        /// Of which it was asked whether the answer helped.
        RatingsAsked = "chieste",
        /// Of which it was said unasked.
        Volunteered = "spontanee",
        /// Answered for the first time, and asked again.
        Reopened = "riaperte",
        /// The same, more than once.
        ReopenedTwice = "riaperte-piu-volte",
    }
}

impl Figure {
    /// How it is written.
    pub fn unit(self) -> Unit {
        match self {
            Self::Received
            | Self::Answered
            | Self::Open
            | Self::Overdue
            | Self::Closed
            | Self::AtRisk
            | Self::Waits
            | Self::OpenThen
            | Self::OpenNow
            | Self::OverdueNow
            | Self::OpenInTime
            | Self::Spared
            | Self::SparedOpen
            | Self::Target
            | Self::Entries
            | Self::SearchedInVain
            | Self::SearchedOnDays
            | Self::Demand
            | Self::Services
            | Self::Searches
            | Self::Readings
            | Self::Reuses
            | Self::Avoided
            | Self::MailsLeft
            | Self::MailsFailed
            | Self::MailsReturned
            | Self::MailsWaiting
            | Self::MailsCame
            | Self::MailsHeld
            | Self::MailsDiscarded
            | Self::MailsUnread => Unit::Count,
            Self::Share
            | Self::Within
            | Self::AskedAnyway
            | Self::WordBefore
            | Self::WordNow
            | Self::WithoutResult
            | Self::Useful
            | Self::MailsLost
            | Self::MailsTaken => Unit::Rate,
            Self::Kept => Unit::Kept,
            Self::AnsweredAfter => Unit::Share,
            Self::Median
            | Self::P90
            | Self::NetMedian
            | Self::NetP90
            | Self::CensoredMedian
            | Self::CensoredP90
            | Self::NetCensoredMedian => Unit::Hours,
            Self::DifferenceFromOthers | Self::ShareMoved | Self::ReceivedShareMoved => Unit::Points,
            Self::Chance | Self::FalseAlarms => Unit::Probability,
            Self::Verdict | Self::Signal | Self::Test | Self::Gap | Self::Pace | Self::Definition => {
                Unit::Words
            }
            Self::Before
            | Self::Now
            | Self::Change
            | Self::Growth
            | Self::ReceivedGrowth
            | Self::WordGrowth
            | Self::Actual => Unit::Mixed,
            Self::Taken
            | Self::HandedTo
            | Self::HandedOn
            | Self::HeldThen
            | Self::FirstReceived
            | Self::FirstTaken
            | Self::RoutedAtOnce
            | Self::FirstAnswered
            | Self::Proposed
            | Self::Approved
            | Self::Returned
            | Self::Undecided
            | Self::ForApproval
            | Self::RatingsAsked
            | Self::Volunteered
            | Self::Reopened
            | Self::ReopenedTwice
            | Self::ReopenedAtRisk => Unit::Count,
            Self::MixShare
            | Self::ReturnedShare
            | Self::Response
            | Self::Helped
            | Self::HelpedPartly
            | Self::HelpedNot
            | Self::HelpedAsked
            | Self::HelpedAtLeast
            | Self::HelpedAtMost
            | Self::ReopenedShare => Unit::Rate,
            Self::ReopenedAfter => Unit::Share,
            Self::OwnClaim
            | Self::TakingMedian
            | Self::TakingP90
            | Self::FirstMedian
            | Self::FirstP90
            | Self::FirstWait
            | Self::FirstNetMedian
            | Self::FirstNetP90
            | Self::FirstNetWait
            | Self::DecisionMedian
            | Self::DecisionP90
            | Self::DecisionWait
            | Self::ReopenedMedian
            | Self::ReopenedP90 => Unit::Hours,
            Self::ShareDifference => Unit::Points,
            Self::SingleChance => Unit::Probability,
        }
    }

    /// The questions behind it, where it counts some.
    pub fn behind(self) -> Option<Behind> {
        match self {
            // Of some of these the address narrows to questions asked for the first time.
            Self::Received | Self::FirstReceived | Self::Waits | Self::Now | Self::Demand => {
                Some(Behind::Received)
            }
            Self::Before => Some(Behind::ReceivedBefore),
            Self::Within | Self::Kept => Some(Behind::Within),
            Self::Answered | Self::FirstAnswered => Some(Behind::Answered),
            Self::Open => Some(Behind::Open),
            Self::Overdue => Some(Behind::Overdue),
            Self::Closed => Some(Behind::Closed),
            Self::OpenNow => Some(Behind::OpenNow),
            Self::OverdueNow => Some(Behind::OverdueNow),
            Self::OpenThen => Some(Behind::OpenThen),
            Self::Helped => Some(Behind::Helped),
            Self::HelpedPartly => Some(Behind::HelpedPartly),
            Self::HelpedNot => Some(Behind::HelpedNot),
            Self::RatingsAsked => Some(Behind::RatingsAsked),
            Self::Volunteered => Some(Behind::Volunteered),
            Self::Reopened => Some(Behind::Reopened),
            Self::ReopenedTwice => Some(Behind::ReopenedTwice),
            _ => None,
        }
    }

    /// Whether it tells how things are now, whatever days a report is about.
    pub fn is_of_now(self) -> bool {
        matches!(self, Self::OpenNow | Self::OverdueNow)
    }

    /// Key of its heading. What has two names for programs has one for people.
    pub fn label(self) -> String {
        let named = if self == Self::Kept { Self::Within } else { self };
        format!("reports-figure-{}", named.as_str().replace('_', "-"))
    }

    /// Key of what is counted.
    pub fn what(self) -> String {
        format!("{}-what", self.label())
    }
}
