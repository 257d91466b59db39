//! What grew or faded from one period to another, the best supported first: a topic that doubled from 2 to 4 stands below one that
//! rose from 100 to 150.

use crate::kernel::wilson::Rate;
use crate::statistics::methods::counts::{Ratio, ratio};

/// With fewer cases in both periods together nothing is tested.
pub const ENOUGH: u64 = Rate::ENOUGH;

/// Below it a difference is told from chance, once all comparisons are taken into account.
pub const LEVEL: f64 = 0.05;

/// Something counted in both periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Grown<K> {
    /// What.
    pub key: K,
    /// How often before.
    pub before: u64,
    /// How often now.
    pub now: u64,
    /// How many times as often; nothing where there are too few cases.
    pub ratio: Option<Ratio>,
    /// How likely chance alone makes as much of a difference, all comparisons taken into account.
    pub p: Option<f64>,
}

/// What is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// More than before.
    Grows,
    /// Less than before.
    Fades,
    /// Not told from chance.
    Unclear,
    /// Not tested.
    TooFew,
}

impl<K> Grown<K> {
    /// What is said of it.
    pub fn verdict(&self) -> Verdict {
        match (self.p, self.ratio) {
            (Some(p), Some(ratio)) if p < LEVEL && ratio.ratio > 1.0 => Verdict::Grows,
            (Some(p), Some(_)) if p < LEVEL => Verdict::Fades,
            (Some(_), Some(_)) => Verdict::Unclear,
            _ => Verdict::TooFew,
        }
    }
}

/// Everything counted `before` and `now`, of so many days, seconds or questions each; `correct` takes into account that there are many. What has
/// too few cases comes last, the most cases first.
pub fn ranked<K>(
    counted: Vec<(K, u64, u64)>,
    of: (u32, u32),
    correct: fn(&[f64]) -> Vec<f64>,
) -> Vec<Grown<K>> {
    let compared = |(key, before, now): (K, u64, u64)| {
        let ratio = (before + now >= ENOUGH).then(|| ratio((before, of.0), (now, of.1))).flatten();
        Grown { key, before, now, ratio, p: None }
    };
    let mut all: Vec<Grown<K>> = counted.into_iter().map(compared).collect();
    let chance = |grown: &Grown<K>| grown.ratio.map_or(f64::INFINITY, |ratio| ratio.p);
    all.sort_by(|one, other| {
        let cases = |grown: &Grown<K>| grown.before + grown.now;
        chance(one).total_cmp(&chance(other)).then(cases(other).cmp(&cases(one)))
    });
    let ps: Vec<f64> = all.iter().filter_map(|grown| grown.ratio.map(|ratio| ratio.p)).collect();
    for (grown, p) in all.iter_mut().zip(correct(&ps)) {
        grown.p = Some(p);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::methods::several::holm;

    #[test]
    fn evidence_goes_before_size() {
        let counted =
            vec![("doubled", 4, 8), ("risen", 100, 160), ("few", 1, 5), ("gone", 30, 4), ("same", 40, 40)];
        let found = ranked(counted, (365, 365), holm);
        let order: Vec<(&str, Verdict)> = found.iter().map(|one| (one.key, one.verdict())).collect();
        assert_eq!(
            order,
            [
                ("gone", Verdict::Fades),
                ("risen", Verdict::Grows),
                ("doubled", Verdict::Unclear),
                ("same", Verdict::Unclear),
                ("few", Verdict::TooFew),
            ]
        );
        assert_eq!(found[4].p, None);
        assert!(found[3].p.expect("tested") > 0.999);
    }

    #[test]
    fn periods_of_other_lengths_are_compared_by_what_they_hold() {
        let found = ranked(vec![((), 20, 20)], (20, 40), holm);
        assert!((found[0].ratio.expect("a ratio").ratio - 0.5).abs() < 1e-12);
        assert!(ranked(Vec::<((), u64, u64)>::new(), (0, 0), holm).is_empty());
        assert_eq!(ranked(vec![((), 20, 20)], (0, 40), holm)[0].verdict(), Verdict::TooFew);
    }
}
