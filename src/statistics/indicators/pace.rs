//! Where a year stands on the way to its target.

use chrono::{Datelike, NaiveDate};

use crate::kernel::wilson::Rate;
use crate::platform::i18n::{Arg, Lang, Texts};

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// The year has not begun.
    NotBegun,
    /// The target is reached.
    Reached,
    /// By today at least so many were to be reached, and are.
    OnTime { needed: u64 },
    /// By today so many were to be reached, and so many are missing.
    Behind { needed: u64, missing: u64 },
    /// So many are missing, of what does not grow with the days.
    Missing { missing: u64 },
    /// The year is over, and so many are missing.
    Missed { missing: u64 },
    /// The share is not below the target, so far.
    Above,
    /// The share is below the target, but it may be chance.
    PerhapsBelow,
    /// The share is below the target.
    Below,
}

impl Pace {
    /// The same in words.
    pub(super) fn words(self, lang: Lang, texts: &Texts) -> String {
        let (key, args): (&str, Vec<(&str, Arg<'_>)>) = match self {
            Self::NotBegun => ("indicators-pace-not-begun", Vec::new()),
            Self::Reached => ("indicators-pace-reached", Vec::new()),
            Self::OnTime { needed } => ("indicators-pace-on-time", vec![("needed", needed.into())]),
            Self::Behind { needed, missing } => {
                ("indicators-pace-behind", vec![("needed", needed.into()), ("missing", missing.into())])
            }
            Self::Missing { missing } => ("indicators-pace-missing", vec![("missing", missing.into())]),
            Self::Missed { missing } => ("indicators-pace-missed", vec![("missing", missing.into())]),
            Self::Above => ("indicators-pace-above", Vec::new()),
            Self::PerhapsBelow => ("indicators-pace-perhaps-below", Vec::new()),
            Self::Below => ("indicators-pace-below", Vec::new()),
        };
        texts.get(lang, key, &args)
    }
}

/// Days of the year up to a day, and in all.
fn days(year: i32, today: NaiveDate) -> (u64, u64) {
    let all = NaiveDate::from_ymd_opt(year, 12, 31).map_or(365, |last| last.ordinal());
    let gone = match today.year() {
        of_today if of_today < year => 0,
        of_today if of_today > year => all,
        _ => today.ordinal(),
    };
    (u64::from(gone), u64::from(all))
}

/// How much of the year has gone by at the end of a day, from 0 to 1.
pub(super) fn gone(year: i32, today: NaiveDate) -> f64 {
    let (gone, all) = days(year, today);
    #[expect(clippy::cast_precision_loss, reason = "days of a year")]
    let share = gone as f64 / all as f64;
    share
}

/// Of a count, as if the days of a year were all alike.
pub(super) fn of_count(actual: u64, target: u64, year: i32, today: NaiveDate) -> Pace {
    let (gone, all) = days(year, today);
    let needed = (target * gone).div_ceil(all);
    match () {
        () if gone == 0 => Pace::NotBegun,
        () if actual >= target => Pace::Reached,
        () if gone == all && today.year() > year => Pace::Missed { missing: target - actual },
        () if actual >= needed => Pace::OnTime { needed },
        () => Pace::Behind { needed, missing: needed - actual },
    }
}

/// Of the bodies of the network: each counts once, most are there soon and the last ones late, so none is
/// due by a day.
pub(super) fn of_bodies(actual: u64, target: u64, year: i32, today: NaiveDate) -> Pace {
    match of_count(actual, target, year, today) {
        Pace::OnTime { .. } | Pace::Behind { .. } => Pace::Missing { missing: target.saturating_sub(actual) },
        pace => pace,
    }
}

/// Of a share, which may fall again as long as the year is not over.
pub(super) fn of_share(actual: &Rate, percent: u64, year: i32, today: NaiveDate) -> Pace {
    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    let target = percent as f64 / 100.0;
    match () {
        () if actual.share >= target && today.year() > year => Pace::Reached,
        () if actual.share >= target => Pace::Above,
        () if actual.high >= target => Pace::PerhapsBelow,
        () => Pace::Below,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_year_is_measured_by_its_days() {
        let of = |actual, today| of_count(actual, 365, 2026, day(today));
        assert_eq!(of(0, "2025-12-31"), Pace::NotBegun);
        assert_eq!(of(100, "2026-04-10"), Pace::OnTime { needed: 100 });
        assert_eq!(of(90, "2026-04-10"), Pace::Behind { needed: 100, missing: 10 });
        assert_eq!(of(365, "2026-04-10"), Pace::Reached);
        assert_eq!(of(364, "2026-12-31"), Pace::Behind { needed: 365, missing: 1 }, "a day is left");
        assert_eq!(of(364, "2027-01-01"), Pace::Missed { missing: 1 });
        assert!((gone(2028, day("2028-12-30")) - 365.0 / 366.0).abs() < 1e-9);
    }

    #[test]
    fn of_bodies_it_is_told_only_how_many_are_missing() {
        let of = |actual, today| of_bodies(actual, 8, 2026, day(today));
        assert_eq!(of(0, "2025-12-31"), Pace::NotBegun);
        assert_eq!(of(1, "2026-01-02"), Pace::Missing { missing: 7 }, "on time by the days");
        assert_eq!(of(6, "2026-11-28"), Pace::Missing { missing: 2 }, "behind by the days");
        assert_eq!(of(8, "2026-11-28"), Pace::Reached);
        assert_eq!(of(6, "2027-01-01"), Pace::Missed { missing: 2 });
    }

    #[test]
    fn a_share_below_its_target_may_be_chance() {
        let rate = |hits, total| Rate::of(hits, total).expect("cases");
        let of = |hits, total, today| of_share(&rate(hits, total), 95, 2026, day(today));
        assert_eq!(of(95, 100, "2027-01-01"), Pace::Reached);
        assert_eq!(of(1, 1, "2026-01-02"), Pace::Above, "the year is not over");
        assert_eq!(of(93, 100, "2026-12-31"), Pace::PerhapsBelow);
        assert_eq!(of(80, 100, "2026-12-31"), Pace::Below);
    }
}
