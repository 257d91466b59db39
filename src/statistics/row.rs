//! The figures of a group as one reader may see them, and the cells that every table makes of them.

use serde::Serialize;

use super::disclosure::Withheld;
use super::figure::Figure;
use super::figures::{Figures, Times};
use super::quantile::Quantile;
use super::sheet::{self, Cell};
use super::shown::Shown;
use super::told_times::{self, Grain};
use crate::kernel::wilson::Rate;

/// What a row says.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Questions received: answered, open and closed together.
    pub received: Shown<u64>,
    /// Answered.
    pub answered: Shown<u64>,
    /// Open.
    pub open: Shown<u64>,
    /// Of these, past the deadline.
    pub overdue: Shown<u64>,
    /// Of the open, not past the deadline.
    pub open_in_time: Shown<u64>,
    /// Closed without an answer.
    pub closed: Shown<u64>,
    /// Share answered within the deadline.
    pub rate: Shown<Rate>,
    /// Whether there are enough cases to speak of a rate.
    pub firm: bool,
    /// Hours from the question to the answer.
    pub gross: Hours,
    /// The same without pauses.
    pub net: Hours,
    /// Whether anything of it is withheld.
    #[serde(skip)]
    pub withheld: bool,
}

/// Median and 90th percentile in hours.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Hours {
    /// Half were at most this long.
    pub median: Shown<Quantile>,
    /// Nine of ten were at most this long.
    pub p90: Shown<Quantile>,
    /// So many decimals of an hour are told.
    pub decimals: u8,
}

/// The figures of a row, in the order of [`Row::cells`].
pub const COLUMNS: [Figure; 10] = [
    Figure::Received,
    Figure::Kept,
    Figure::Answered,
    Figure::Open,
    Figure::Overdue,
    Figure::Closed,
    Figure::Median,
    Figure::P90,
    Figure::NetMedian,
    Figure::NetP90,
];

impl Row {
    /// The figures of a group of which so much is withheld, with times of this grain.
    pub fn of(figures: &Figures, withheld: Withheld, grain: Grain) -> Self {
        let counts = &figures.counts;
        let shown = |count, level| Shown::or_hidden(Some(count), withheld >= level);
        let hours = |times: &Times| {
            let own = |quantile: Option<Quantile>| match grain {
                Grain::Exact => Shown::or_hidden(quantile, withheld >= Withheld::Outcome),
                // That nobody was answered is seen like other counts.
                Grain::WholeHours if counts.answered == 0 && withheld < Withheld::Standing => Shown::Nothing,
                Grain::WholeHours => {
                    let told = quantile.and_then(|quantile| told_times::quantile(quantile, counts, withheld));
                    Shown::or_hidden(told, withheld >= Withheld::Outcome || told.is_none())
                }
            };
            Hours {
                median: own(times.median),
                p90: own(times.p90),
                decimals: u8::from(grain == Grain::Exact),
            }
        };
        let gross = hours(&figures.gross);
        Self {
            received: shown(counts.received, Withheld::Row),
            answered: shown(counts.answered, Withheld::Standing),
            open: shown(counts.open, Withheld::Standing),
            overdue: shown(counts.overdue, Withheld::Standing),
            open_in_time: shown(counts.open_in_time(), Withheld::Outcome),
            closed: shown(counts.closed, Withheld::Outcome),
            rate: Shown::or_hidden(counts.rate(), withheld >= Withheld::Outcome),
            firm: counts.rate().is_some_and(|rate| rate.is_firm()),
            gross,
            net: hours(&figures.net),
            withheld: withheld > Withheld::Nothing || gross.median == Shown::Hidden,
        }
    }

    /// Whether this reader may not see how many are decided.
    pub fn decided_is_hidden(&self) -> bool {
        self.rate == Shown::Hidden
    }

    /// What stands under [`COLUMNS`].
    pub fn cells(&self) -> Vec<Cell> {
        vec![
            self.received.into(),
            self.rate.into(),
            self.answered.into(),
            self.open.into(),
            self.overdue.into(),
            self.closed.into(),
            self.gross.median.into(),
            self.gross.p90.into(),
            self.net.median.into(),
            self.net.p90.into(),
        ]
    }
}

impl From<Quantile> for Cell {
    fn from(quantile: Quantile) -> Self {
        let (low, high) = quantile.interval.unzip();
        Self::Hours(sheet::Hours { hours: Some(quantile.value), low, high })
    }
}
