//! Exact two-sided p-values at any size: each chance follows from the one before, so that a million of them are added up in
//! milliseconds, and no approximation is needed for large counts.

/// How often chance alone brings a value that is as unlikely as `own`, or more. The values go from `least` to `most`, `likely` is
/// among the likeliest, and `ratio` says of each how many times as likely the next is.
pub(super) fn two_sided(own: u64, (least, most): (u64, u64), likely: u64, ratio: impl Fn(u64) -> f64) -> f64 {
    let likely = likely.clamp(least, most);
    // Against the likeliest, whose chance is 1 here: what is too unlikely to be told from none is none.
    let above = along(likely..most, 1.0, |k, chance| (k + 1, chance * ratio(k)));
    let below = along((least..likely).rev(), 1.0, |k, chance| (k, chance / ratio(k)));
    let all = || std::iter::once((likely, 1.0)).chain(above.iter().copied()).chain(below.iter().copied());
    let bound = all().find(|(k, _)| *k == own).map_or(0.0, |(_, chance)| chance);
    // Equal but for the last bits is equal, as in R's fisher.test and binom.test.
    let unlikely: f64 =
        all().map(|(_, chance)| chance).filter(|chance| *chance <= bound * (1.0 + 1e-7)).sum();
    (unlikely / all().map(|(_, chance)| chance).sum::<f64>()).min(1.0)
}

/// The values on one side of the likeliest, as far as chance goes there.
fn along(
    places: impl Iterator<Item = u64>,
    mut chance: f64,
    next: impl Fn(u64, f64) -> (u64, f64),
) -> Vec<(u64, f64)> {
    let mut all = Vec::new();
    for place in places {
        let value;
        (value, chance) = next(place, chance);
        // Beyond that nothing adds to a sum of which the likeliest alone is 1.
        if chance < 1e-200 {
            break;
        }
        all.push((value, chance));
    }
    all
}
