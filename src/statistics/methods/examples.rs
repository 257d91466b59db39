//! Published data that several methods are checked against.

use super::survival::Wait;

/// Weeks in remission of the patients of E. J. Freireich and others, *Blood* 21 (1963), 699–716, who were given 6-MP, and whether
/// it ended.
pub const SIX_MP: [(f64, bool); 21] = [
    (6.0, true),
    (6.0, true),
    (6.0, true),
    (6.0, false),
    (7.0, true),
    (9.0, false),
    (10.0, true),
    (10.0, false),
    (11.0, false),
    (13.0, true),
    (16.0, true),
    (17.0, false),
    (19.0, false),
    (20.0, false),
    (22.0, true),
    (23.0, true),
    (25.0, false),
    (32.0, false),
    (32.0, false),
    (34.0, false),
    (35.0, false),
];

/// Those of the patients who were given a placebo: all ended.
pub const PLACEBO: [f64; 21] = [
    1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 5.0, 8.0, 8.0, 8.0, 8.0, 11.0, 11.0, 12.0, 12.0, 15.0, 17.0,
    22.0, 23.0,
];

/// The waits of the patients who were given 6-MP.
pub fn six_mp() -> Vec<Wait> {
    SIX_MP.iter().map(|(time, ended)| Wait { time: *time, ended: *ended }).collect()
}

/// The waits of those who were not.
pub fn placebo() -> Vec<Wait> {
    PLACEBO.iter().map(|time| Wait { time: *time, ended: true }).collect()
}

/// That a figure is as published.
pub fn close(found: f64, expected: f64, by: f64) {
    assert!((found - expected).abs() <= by, "{found} is not {expected}");
}
