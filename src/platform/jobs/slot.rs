//! Which slot of a pace is the latest at an instant.

use chrono::{Duration, LocalResult, TimeZone};
use chrono_tz::Europe::Rome;

use crate::kernel::clock::Instant;
use crate::platform::config::Pace;

/// The latest slot that is not after `now`, the same on every node; `None` for a job that is off.
///
/// A daily hour that the change to summer time skips (02:30 in March) falls an hour later; one that comes twice in
/// October counts the first time.
pub(super) fn latest(pace: Pace, now: Instant) -> Option<Instant> {
    match pace {
        Pace::Off => None,
        Pace::Every(span) => {
            let step = i64::try_from(span.as_micros()).ok()?;
            Some(Instant::from_micros(now.micros() - now.micros().rem_euclid(step)))
        }
        Pace::Daily(hour) => {
            let today = now.rome().date_naive();
            [today, today.pred_opt()?].into_iter().find_map(|day| {
                let local = day.and_time(hour);
                let slot = match Rome.from_local_datetime(&local) {
                    LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => time,
                    LocalResult::None => {
                        Rome.from_local_datetime(&(local + Duration::hours(1))).earliest()?
                    }
                };
                let slot = Instant::from_utc(slot.to_utc());
                (slot <= now).then_some(slot)
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).expect("RFC 3339")
    }

    fn pace(text: &str) -> Pace {
        text.parse().expect("a pace")
    }

    #[test]
    fn a_pace_counts_from_the_same_origin_on_every_node() {
        assert_eq!(latest(pace("30s"), at("2026-11-24T10:00:44Z")), Some(at("2026-11-24T10:00:30Z")));
        assert_eq!(latest(pace(""), at("2026-11-24T10:00:44Z")), None);
    }

    #[test]
    fn a_daily_hour_is_the_hour_of_milan() {
        assert_eq!(latest(pace("03:30"), at("2026-11-24T10:00:00Z")), Some(at("2026-11-24T02:30:00Z")));
        assert_eq!(latest(pace("03:30"), at("2026-07-01T01:00:00Z")), Some(at("2026-06-30T01:30:00Z")));
    }

    #[test]
    fn an_hour_that_is_skipped_or_doubled_still_comes_once() {
        assert_eq!(latest(pace("02:30"), at("2026-03-29T12:00:00Z")), Some(at("2026-03-29T01:30:00Z")));
        assert_eq!(latest(pace("02:30"), at("2026-10-25T12:00:00Z")), Some(at("2026-10-25T00:30:00Z")));
    }
}
