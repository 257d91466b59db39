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
        /// Answered.
        Answered = "risposte",
        /// Open.
        Open = "aperte",
        /// Open past the deadline.
        Overdue = "in_ritardo_ora",
        /// Closed without an answer.
        Closed = "chiuse_senza_risposta",
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
            | Self::OverdueNow => Unit::Count,
            Self::Share | Self::Within => Unit::Rate,
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
            Self::Verdict | Self::Signal | Self::Test => Unit::Words,
            Self::Before | Self::Now | Self::Change => Unit::Mixed,
        }
    }

    /// What it is counted over.
    pub fn population(self) -> Population {
        match self {
            Self::Received | Self::Share | Self::Answered | Self::Open | Self::Overdue | Self::Closed => {
                Population::Cycles
            }
            Self::Within | Self::DifferenceFromOthers => Population::Decided,
            Self::OpenThen | Self::OpenNow | Self::OverdueNow => Population::Always,
            Self::Chance
            | Self::Verdict
            | Self::Signal
            | Self::Before
            | Self::Now
            | Self::Change
            | Self::Test => Population::Named,
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
