//! When people write and when the desk works, on the clocks of Milan.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Europe::Rome;

use super::random::Dice;
use crate::kernel::clock::Instant;
use crate::sla::is_national_holiday;

/// Questions by month, January first: the bonuses of the new year, the summer camps of spring, the schools of September.
const MONTHS: [f64; 12] = [1.1, 1.05, 1.1, 1.0, 1.15, 1.35, 0.9, 0.45, 1.5, 1.2, 1.05, 0.75];
/// Questions by hour of the day: workers after dinner and in the breaks, firms in office hours.
const WORKER_HOURS: [f64; 24] = [
    2.0, 0.8, 0.4, 0.2, 0.2, 0.4, 1.0, 2.0, 3.0, 3.5, 4.0, 4.0, 5.0, 6.0, 4.0, 3.5, 3.5, 3.5, 3.0, 3.5, 5.0,
    9.0, 9.5, 5.5,
];
const FIRM_HOURS: [f64; 24] = [
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 1.0, 4.0, 8.0, 10.0, 9.0, 5.0, 3.0, 7.0, 8.5, 8.0, 6.0, 3.0, 1.2, 0.6,
    0.5, 0.3, 0.1,
];

/// The days of the demonstration with how much is asked on each.
pub(super) struct Days {
    first: NaiveDate,
    worker: Vec<f64>,
    firm: Vec<f64>,
}

impl Days {
    /// From `start` to `end`. Over this time the desk becomes known: twice as much is asked at the end.
    pub(super) fn new(start: Instant, end: Instant) -> Self {
        let (first, last) = (start.rome().date_naive(), end.rome().date_naive());
        let length = (last - first).num_days().max(1);
        let mut days = Self { first, worker: Vec::new(), firm: Vec::new() };
        for number in 0..=length {
            let day = first + Duration::days(number);
            let grown = 1.0 + number as f64 / length as f64;
            let month = MONTHS[day.month0() as usize] * grown * if feast(day) { 0.4 } else { 1.0 };
            days.worker.push(month * if weekend(day) { 0.75 } else { 1.0 });
            let closed = weekend(day) || is_national_holiday(day);
            days.firm.push(month * if closed { 0.05 } else { 1.25 });
        }
        for list in [&mut days.worker, &mut days.firm] {
            let mut sum = 0.0;
            for weight in list.iter_mut() {
                sum += *weight;
                *weight = sum;
            }
        }
        days
    }

    /// An instant at which a worker, or a firm, writes.
    pub(super) fn draw(&self, worker: bool, dice: &mut Dice) -> Instant {
        let (sums, hours) = if worker { (&self.worker, &WORKER_HOURS) } else { (&self.firm, &FIRM_HOURS) };
        let wanted = dice.unit() * sums.last().copied().unwrap_or_default();
        let number = sums.partition_point(|sum| *sum <= wanted);
        let day = self.first + Duration::days(number as i64);
        let second = dice.weighted(hours) * 3600 + dice.below(3600);
        in_milan(day.and_time(NaiveTime::MIN) + Duration::seconds(second as i64))
    }
}

fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Days on which few people think of the desk.
fn feast(day: NaiveDate) -> bool {
    is_national_holiday(day) || matches!((day.month(), day.day()), (12, 24..=31) | (8, 8..=22))
}

/// The instant of a time on the wall; of the hour that is skipped in March, the one after.
fn in_milan(time: NaiveDateTime) -> Instant {
    let local = Rome.from_local_datetime(&time);
    let local =
        local.earliest().or_else(|| Rome.from_local_datetime(&(time + Duration::hours(1))).earliest());
    Instant::from_utc(local.map_or_else(|| Utc.from_utc_datetime(&time), |local| local.to_utc()))
}

/// The same day or the next at which a member of the desk is at work: on working days from 8 to 19, at week-ends and
/// feasts a few hours, for the promise is in calendar hours.
pub(super) fn at_work(at: Instant, dice: &mut Dice) -> Instant {
    let local = at.rome().naive_local();
    let (opens, closes) =
        if weekend(local.date()) || is_national_holiday(local.date()) { (10, 18) } else { (8, 19) };
    let open = |day: NaiveDate, dice: &mut Dice| {
        in_milan(day.and_time(NaiveTime::MIN) + Duration::seconds(opens * 3600 + dice.below(5400) as i64))
    };
    match i64::from(local.hour()) {
        early if early < opens => open(local.date(), dice),
        late if late >= closes => open(local.date() + Duration::days(1), dice),
        _ => at,
    }
}

/// The same day or the next at which a person at home writes: not at night.
pub(super) fn awake(at: Instant, dice: &mut Dice) -> Instant {
    let local = at.rome().naive_local();
    match local.hour() {
        0..7 => in_milan(
            local.date().and_time(NaiveTime::MIN) + Duration::seconds(7 * 3600 + dice.below(7200) as i64),
        ),
        _ => at,
    }
}

/// Three in the morning of every day from `start` to `end`: when the desk closes what nobody touches any more.
pub(super) fn nights(start: Instant, end: Instant) -> impl Iterator<Item = Instant> {
    let first = start.rome().date_naive();
    first
        .iter_days()
        .map(|day| in_milan(day.and_time(NaiveTime::MIN) + Duration::minutes(190)))
        .skip_while(move |at| *at < start)
        .take_while(move |at| *at < end)
}

/// A span of hours.
pub(super) fn hours(count: f64) -> Duration {
    Duration::seconds((count * 3600.0) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn workers_write_in_the_evening_and_firms_by_day() {
        let days = Days::new(at("2024-11-24T12:00:00Z"), at("2026-11-24T12:00:00Z"));
        let mut dice = Dice::new(1);
        let mut evenings = |worker| {
            let drawn: Vec<_> = (0..2000).map(|_| days.draw(worker, &mut dice).rome()).collect();
            drawn.iter().filter(|at| (20..24).contains(&at.hour())).count()
        };
        assert!(evenings(true) > 600);
        assert!(evenings(false) < 100);
    }

    #[test]
    fn nobody_answers_at_night() {
        let mut dice = Dice::new(1);
        let answered = at_work(at("2026-03-03T23:30:00Z"), &mut dice).rome();
        assert_eq!(answered.date_naive(), NaiveDate::from_ymd_opt(2026, 3, 4).unwrap());
        assert!((8..10).contains(&answered.hour()), "{answered}");
    }
}
