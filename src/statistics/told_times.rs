//! Times as readers outside the desk are told them.
//!
//! An exact time is that of one question: by it whoever finds it in two tables knows what they say of one person, and by how it was
//! interpolated how many times it was made of. So these readers are told whole hours, and only of as many answers as speak of nobody.

use super::disclosure::Withheld;
use super::figures::Counts;
use super::quantile::Quantile;
use super::sheet::{Cell, Hours};
use crate::kernel::wilson::Rate;

/// How times are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// As they are, to whoever may see everything.
    Exact,
    /// In whole hours.
    WholeHours,
}

/// A quantile of the answers of a group of which so much is withheld; nothing of too few.
pub fn quantile(of: Quantile, counts: &Counts, withheld: Withheld) -> Option<Quantile> {
    has_enough(counts.answered, counts.within, withheld).then(|| Quantile {
        value: of.value.round(),
        // Where it lies tells how many answers there are, which are withheld then.
        interval: of
            .interval
            .filter(|_| withheld < Withheld::Standing)
            .map(|(low, high)| (low.floor(), high.ceil())),
    })
}

/// Whether there are enough answers, by what is seen of them.
pub fn has_enough(answered: u64, within: u64, withheld: Withheld) -> bool {
    let seen = if withheld >= Withheld::Standing { within } else { answered };
    seen >= Rate::ENOUGH
}

/// A cell that says no hours unless they are of enough answers.
pub fn of_enough(cell: Cell, is_enough: bool) -> Cell {
    match cell {
        Cell::Hours(_) | Cell::TooFew if !is_enough => Cell::Hidden,
        cell => cell,
    }
}

/// A cell with its hours, if it has any, in whole ones; without their interval where so much is withheld that this would tell of how many.
pub fn cell(cell: Cell, withheld: Withheld) -> Cell {
    let Cell::Hours(Hours { hours, low, high }) = cell else { return cell };
    let is_seen = |_: &f64| withheld < Withheld::Standing;
    Cell::Hours(Hours {
        hours: hours.map(f64::round),
        low: low.filter(is_seen).map(f64::floor),
        high: high.filter(is_seen).map(f64::ceil),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_whole_hours_and_only_of_enough_answers() {
        let counts = |answered, within| Counts { answered, within, ..Counts::default() };
        let of = Quantile { value: 20.4, interval: Some((11.2, 30.7)) };
        let told = |interval| Some(Quantile { value: 20.0, interval });
        assert_eq!(quantile(of, &counts(10, 4), Withheld::Nothing), told(Some((11.0, 31.0))));
        assert_eq!(quantile(of, &counts(9, 9), Withheld::Nothing), None);
        // Nothing depends on how many were answered where that is withheld.
        assert_eq!(quantile(of, &counts(12, 9), Withheld::Standing), None);
        assert_eq!(quantile(of, &counts(12, 10), Withheld::Standing), told(None));
        let hours = |hours, low, high| Cell::Hours(Hours { hours, low, high });
        let exact = hours(Some(5.6), Some(5.1), None);
        assert_eq!(cell(exact.clone(), Withheld::Nothing), hours(Some(6.0), Some(5.0), None));
        assert_eq!(cell(exact, Withheld::Standing), hours(Some(6.0), None, None));
        assert_eq!(cell(Cell::Count(3), Withheld::Nothing), Cell::Count(3));
    }
}
