//! How long to wait before the next attempt: pure.

use chrono::Duration;

/// The pause of a mail that others would wait for, because its receiver takes long.
pub(super) const FOR_A_SLOW_RECEIVER: Duration = Duration::minutes(1);

/// The pause after `attempts` failed attempts (at least one) of a mail. The last of `minutes` repeats.
pub(super) fn after_failure(minutes: &[u32], attempts: i32) -> Duration {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or_default();
    let minutes = minutes.get(index).or(minutes.last()).copied().unwrap_or(1);
    Duration::minutes(i64::from(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_the_last_repeats() {
        let minutes: Vec<i64> =
            (1..=5).map(|attempts| after_failure(&[1, 5, 60], attempts).num_minutes()).collect();
        assert_eq!(minutes, [1, 5, 60, 60, 60]);
    }
}
