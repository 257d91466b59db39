//! How long to wait before the next attempt: pure.

use chrono::Duration;

/// The pause after `attempts` failed attempts (at least one) of a mail. The last of `minutes` repeats.
pub(super) fn after_failure(minutes: &[u32], attempts: i32) -> Duration {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or_default();
    let minutes = minutes.get(index).or(minutes.last()).copied().unwrap_or(1);
    Duration::minutes(i64::from(minutes))
}

/// The pause of all mails after the mail server turned us away `times` in a row: 10 s, doubling up to 15 minutes.
pub(super) fn after_trouble(times: u32) -> Duration {
    let seconds =
        10_i64.checked_shl(times.saturating_sub(1)).filter(|s| (10..=900).contains(s)).unwrap_or(900);
    Duration::seconds(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_the_last_repeats() {
        let minutes: Vec<i64> =
            (1..=5).map(|attempts| after_failure(&[1, 5, 60], attempts).num_minutes()).collect();
        assert_eq!(minutes, [1, 5, 60, 60, 60]);
        let seconds: Vec<i64> = [1, 2, 3, 6, 7, 8, 40, 63, 64, u32::MAX]
            .into_iter()
            .map(|times| after_trouble(times).num_seconds())
            .collect();
        assert_eq!(seconds, [10, 20, 40, 320, 640, 900, 900, 900, 900, 900]);
    }
}
