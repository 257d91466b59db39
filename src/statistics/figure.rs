//! The figures, each defined once: what it is counted over, what is counted, by which clock, and when it is true. The definition
//! opens beside the figure on every page and stands in every file.

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
    }
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    }
}

crate::text_enum! {
    /// Questions that a figure counts, for whoever may open the list of them.
    pub enum Behind {
        /// All.
        Received = "ricevute",
        /// Answered.
        Answered = "risposte",
        /// Open.
        Open = "aperte",
        /// Open past the deadline.
        Overdue = "in-ritardo",
        /// Closed without an answer.
        Closed = "chiuse",
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
            | Self::Target => Unit::Count,
            Self::Share | Self::Within | Self::AskedAnyway => Unit::Rate,
            Self::Kept => Unit::Kept,
            Self::AnsweredAfter => Unit::Share,
            Self::Median
            | Self::P90
            | Self::NetMedian
            | Self::NetP90
            | Self::CensoredMedian
            | Self::CensoredP90
            | Self::NetCensoredMedian => Unit::Hours,
            Self::DifferenceFromOthers => Unit::Points,
            Self::Chance => Unit::Probability,
            Self::Verdict | Self::Signal | Self::Test | Self::Definition => Unit::Words,
            Self::Before | Self::Now | Self::Change | Self::Actual => Unit::Mixed,
        }
    }

    /// What it is counted over.
    pub fn population(self) -> Population {
        match self {
            Self::Received
            | Self::Share
            | Self::Answered
            | Self::Open
            | Self::Overdue
            | Self::OpenInTime
            | Self::Closed => Population::Cycles,
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
            | Self::Actual
            | Self::Target
            | Self::Definition => Population::Named,
            Self::Median | Self::P90 | Self::NetMedian | Self::NetP90 => Population::Answered,
            Self::AnsweredAfter
            | Self::AtRisk
            | Self::Waits
            | Self::CensoredMedian
            | Self::CensoredP90
            | Self::NetCensoredMedian => Population::Waits,
        }
    }

    /// The questions behind it, where it counts some.
    pub fn behind(self) -> Option<Behind> {
        match self {
            Self::Received => Some(Behind::Received),
            Self::Answered => Some(Behind::Answered),
            Self::Open => Some(Behind::Open),
            Self::Overdue => Some(Behind::Overdue),
            Self::Closed => Some(Behind::Closed),
            _ => None,
        }
    }

    /// Key of its heading.
    pub fn label(self) -> String {
        format!("reports-figure-{}", self.as_str().replace('_', "-"))
    }

    /// Key of what is counted.
    pub fn what(self) -> String {
        format!("{}-what", self.label())
    }
}

impl Population {
    /// Key of its text.
    pub fn key(self) -> String {
        format!("reports-population-{self}")
    }
}
