//! The whole clock against a second one that shares nothing with it: it walks through a history minute by minute, with a
//! tally for each thing that PRODUCT.md promises, and asks the wall clock and a written list of holidays whether the desk
//! works in that minute.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate, Timelike};
use proptest::prelude::*;

use super::working_hours::DAYS_OFF;
use super::{HALF_DAYS, at, closure, event, half_days, office, planned, some_steps, working};
use crate::kernel::clock::Instant;
use crate::sla::{Cause, ClockEvent, ClockEventKind, CycleState, Policy, Span, Timetable, When, evaluate};

/// A minute since 1970 in UTC.
type Minute = i64;

const MINUTE: i64 = 60_000_000;

fn instant(minute: Minute) -> Instant {
    Instant::from_micros(minute * MINUTE)
}

/// The minute that an instant falls on, or the next one.
fn minute_from(instant: Instant) -> Minute {
    (instant.micros() + MINUTE - 1).div_euclid(MINUTE)
}

/// What is promised, in the fewest words.
#[derive(Debug, Clone)]
struct Promise {
    hours: i64,
    /// Minutes of each day from Monday on that count, when not all do.
    week: Option<Vec<Vec<(u32, u32)>>>,
    closed: Option<(NaiveDate, NaiveDate)>,
    half_days: Vec<(NaiveDate, Vec<(u32, u32)>)>,
    whens: Vec<When>,
}

impl Promise {
    /// Whether the minute that begins here counts: always, or when the wall shows a time of the week's, on no day off; a
    /// day with hours of its own has these.
    fn counts(&self, minute: Minute) -> bool {
        let Some(week) = &self.week else { return true };
        let wall = instant(minute).rome();
        let date = wall.date_naive();
        let now = wall.hour() * 60 + wall.minute();
        if let Some((_, spans)) = self.half_days.iter().find(|(day, _)| *day == date) {
            return spans.iter().any(|(from, to)| *from <= now && now < *to);
        }
        let closed = self.closed.is_some_and(|(from, to)| from <= date && date <= to);
        !closed
            && !DAYS_OFF.contains(&(date.year(), date.month(), date.day()))
            && week[date.weekday().num_days_from_monday() as usize]
                .iter()
                .any(|(from, to)| *from <= now && now < *to)
    }

    fn counted(&self, from: Minute, to: Minute) -> i64 {
        (from..to).filter(|minute| self.counts(*minute)).count() as i64
    }

    /// The end of the `n`-th minute that counts.
    fn after(&self, from: Minute, n: i64) -> Minute {
        let mut minute = from;
        let mut left = n;
        while left > 0 {
            left -= i64::from(self.counts(minute));
            minute += 1;
        }
        minute
    }

    fn policy(&self) -> Policy {
        let hours = u32::try_from(self.hours).expect("few hours");
        let policy = match &self.week {
            Some(week) => {
                let mut calendar = office();
                let day = |day: usize| -> Vec<Span> {
                    week[day].iter().map(|(from, to)| Span::of_minutes(*from, *to).expect("a span")).collect()
                };
                calendar.timetable = Timetable {
                    mon: day(0),
                    tue: day(1),
                    wed: day(2),
                    thu: day(3),
                    fri: day(4),
                    sat: day(5),
                    sun: day(6),
                };
                calendar.closures = self.closed.map(|(from, to)| closure(from, to)).into_iter().collect();
                if !self.half_days.is_empty() {
                    calendar.special_days = half_days();
                }
                working(hours, calendar)
            }
            None => Policy { hours, ..Policy::default() },
        };
        let is_approval = |when: &&When| matches!(when, When::Approval(_));
        let approval = self.whens.iter().find(is_approval).map_or(0, |when| match when {
            When::Approval(percent) => *percent,
            _ => 0,
        });
        let steps = planned(self.whens.iter().filter(|when| !is_approval(when)).copied());
        Policy { steps, ..policy }.checked().expect("a valid policy").with_approval(approval)
    }

    fn every(&self) -> Option<i64> {
        self.whens.iter().find_map(|when| match when {
            When::Every(hours) => Some(i64::from(*hours) * 60),
            _ => None,
        })
    }
}

/// What happens at a minute; a correction says the new deadline.
#[derive(Debug, Clone, Copy)]
struct Happens {
    minute: Minute,
    kind: ClockEventKind,
    new_due: Minute,
    /// Another question brings the deadline, which may have passed.
    merged: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Tally {
    state: CycleState,
    due: Minute,
    used: i64,
    paused: i64,
    gross: i64,
    left: i64,
    late: i64,
    /// The minute on which, or within which, a step was reached.
    steps: BTreeMap<u32, Minute>,
}

/// Lives through every minute from the start to `now`.
fn live(promise: &Promise, events: &[Happens], now: Minute) -> Tally {
    let start = events[0].minute;
    let mut allowed = promise.hours * 60;
    let mut tally = Tally {
        state: CycleState::Running,
        due: promise.after(start, allowed),
        used: 0,
        paused: 0,
        gross: 0,
        left: 0,
        late: 0,
        steps: BTreeMap::new(),
    };
    // Counted minutes that were left when the pause began; none when the deadline had come.
    let mut kept: Option<i64> = None;
    // Counted minutes until the deadline, of a running clock.
    let mut ahead = allowed;
    let (mut reminders, mut earlier) = (0, 0);
    let mut next = events[1..].iter().peekable();
    let mut minute = start;
    loop {
        while let Some(happens) = next.next_if(|happens| happens.minute == minute) {
            let left = (tally.due > minute).then(|| promise.counted(minute, tally.due));
            match (tally.state, happens.kind) {
                (CycleState::Running, ClockEventKind::Pause) => {
                    tally.state = CycleState::Paused;
                    kept = left;
                }
                (CycleState::Paused, ClockEventKind::Resume | ClockEventKind::Stop) => {
                    if let Some(kept) = kept {
                        tally.due = tally.due.max(promise.after(minute, kept));
                    }
                    tally.state = match happens.kind {
                        ClockEventKind::Resume => CycleState::Running,
                        _ => CycleState::Stopped,
                    };
                }
                (CycleState::Running, ClockEventKind::Stop) => tally.state = CycleState::Stopped,
                (CycleState::Running | CycleState::Paused, ClockEventKind::Correction) => {
                    tally.due = if happens.merged { happens.new_due } else { happens.new_due.max(minute) };
                    let left = if tally.due > minute { promise.counted(minute, tally.due) } else { 0 };
                    tally.late = (minute - tally.due).max(0);
                    kept = (tally.due > minute).then_some(left);
                    allowed = tally.used + left;
                    earlier += reminders;
                    reminders = 0;
                }
                _ => {}
            }
            ahead = if tally.due > minute { promise.counted(minute, tally.due) } else { 0 };
        }
        if tally.state == CycleState::Stopped {
            tally.left = if tally.due > minute { promise.counted(minute, tally.due) } else { 0 };
            return tally;
        }
        if tally.state == CycleState::Running {
            let passed = minute >= tally.due;
            for when in &promise.whens {
                let (number, its_time) = match *when {
                    When::Percent(percent @ 0..=100) => {
                        let used = percent < 100 && tally.used * 100 >= allowed * i64::from(percent);
                        (percent, used || passed)
                    }
                    When::Percent(percent) => {
                        (3_000_000 + percent, passed && tally.used * 100 >= allowed * i64::from(percent))
                    }
                    When::Before(hours) => (1_000_000 + hours, passed || ahead <= i64::from(hours) * 60),
                    When::After(hours) => (2_000_000 + hours, passed && tally.late >= i64::from(hours) * 60),
                    When::Approval(percent) => {
                        (4_000_000, tally.used * 100 >= allowed * i64::from(percent) || passed)
                    }
                    When::Every(_) => continue,
                };
                if its_time {
                    tally.steps.entry(number).or_insert(minute);
                }
            }
            while let Some(every) = promise.every()
                && tally.steps.contains_key(&100)
                && tally.late >= every * (reminders + 1)
                && passed
            {
                reminders += 1;
                tally.steps.insert(u32::try_from(100 + earlier + reminders).expect("few"), minute);
            }
        }
        if minute == now {
            tally.left = match tally.state {
                CycleState::Running if tally.due > minute => promise.counted(minute, tally.due),
                CycleState::Paused => kept.unwrap_or(0),
                _ => 0,
            };
            return tally;
        }
        tally.gross += 1;
        if tally.state == CycleState::Paused {
            tally.paused += 1;
        } else {
            if promise.counts(minute) {
                // A share of the time may end within a minute.
                for when in &promise.whens {
                    let (percent, number) = match *when {
                        When::Percent(percent @ 0..=99) => (percent, percent),
                        When::Approval(percent) => (percent, 4_000_000),
                        When::Percent(percent @ 101..) if minute >= tally.due => {
                            (percent, 3_000_000 + percent)
                        }
                        _ => continue,
                    };
                    let share = allowed * i64::from(percent);
                    if tally.used * 100 < share && share < (tally.used + 1) * 100 {
                        tally.steps.entry(number).or_insert(minute + 1);
                    }
                }
                tally.used += 1;
                ahead -= 1;
            }
            tally.late += i64::from(minute >= tally.due);
        }
        minute += 1;
    }
}

fn a_promise() -> impl Strategy<Value = Promise> {
    // The office's, or two spans on every weekday, which the end of one and the beginning of the other may join, and
    // sometimes the weekend, up to midnight.
    let day = (0u32..600, 120u32..240, 0u32..120, 60u32..240).prop_map(|(from, morning, noon, evening)| {
        let again = from + morning + noon;
        vec![(from, from + morning), (again, (again + evening).min(1440))]
    });
    let weekday = vec![(540, 780), (840, 1080)];
    let usual = [vec![weekday; 5], vec![Vec::new(); 2]].concat();
    let other = (proptest::collection::vec(day, 7), any::<bool>()).prop_map(|(mut week, weekend)| {
        if !weekend {
            week[5].clear();
            week[6].clear();
        }
        week
    });
    let week = proptest::option::of(prop_oneof![Just(usual), other]);
    let closed = proptest::option::of((0i64..1400, 0i64..9).prop_map(|(day, length)| {
        let from = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day") + Duration::days(day);
        (from, from + Duration::days(length))
    }));
    (1i64..60).prop_flat_map(move |hours| {
        let whens = some_steps(u32::try_from(hours).expect("few hours"));
        let approval = proptest::option::of((1u32..100).prop_map(When::Approval));
        (week.clone(), closed.clone(), any::<bool>(), whens, approval).prop_map(
            move |(week, closed, half_days, mut whens, approval)| {
                whens.extend(approval);
                let half_days = if half_days { minutes_of_half_days() } else { Vec::new() };
                Promise { hours, week, closed, half_days, whens }
            },
        )
    })
}

fn minutes_of_half_days() -> Vec<(NaiveDate, Vec<(u32, u32)>)> {
    let minute = |time: &str| -> u32 {
        let (hour, minute) = time.split_once(':').expect("a time");
        hour.parse::<u32>().expect("an hour") * 60 + minute.parse::<u32>().expect("a minute")
    };
    let span = |span: &&str| {
        let (from, to) = span.split_once('-').expect("from-to");
        (minute(from), minute(to))
    };
    let day =
        |(day, spans): &(&str, &[&str])| (day.parse().expect("a date"), spans.iter().map(span).collect());
    HALF_DAYS.iter().map(day).collect()
}

/// A minute near a change of the clocks, a holiday, or at any time of three years.
fn a_start() -> impl Strategy<Value = Minute> {
    let days =
        ["2024-03-31", "2025-10-26", "2026-03-29", "2026-10-25", "2025-12-24", "2026-04-03", "2026-10-02"];
    let near = (proptest::sample::select(days.to_vec()), -4000i64..4000)
        .prop_map(|(day, minutes)| minute_from(at(&format!("{day}T00:00:00Z"))) + minutes);
    let any = minute_from(at("2024-01-01T00:00:00Z"))..minute_from(at("2026-11-01T00:00:00Z"));
    prop_oneof![near, any]
}

/// Up to seven events of any kind, sensible or not, some at the same minute, one a start put where it makes no sense.
fn a_history() -> impl Strategy<Value = Vec<Happens>> {
    use ClockEventKind::{Correction, Pause, Resume, Start, Stop};
    let kind = prop_oneof![4 => Just(Pause), 4 => Just(Resume), 1 => Just(Stop), 2 => Just(Correction), 1 => Just(Start)];
    let wait = prop_oneof![1 => Just(0i64), 6 => 1i64..3000, 1 => 3000i64..9000];
    let next = (kind, wait, -1000i64..6000, any::<bool>());
    (a_start(), proptest::collection::vec(next, 0..7)).prop_map(|(start, rest)| {
        let mut minute = start;
        let mut events = vec![Happens { minute, kind: Start, new_due: 0, merged: false }];
        for (kind, wait, due_in, merged) in rest {
            minute += wait;
            events.push(Happens { minute, kind, new_due: minute + due_in, merged });
        }
        events
    })
}

fn clock_events(history: &[Happens]) -> Vec<ClockEvent> {
    (1..)
        .zip(history)
        .map(|(sequence, happens)| ClockEvent {
            new_due_at: (happens.kind == ClockEventKind::Correction).then(|| instant(happens.new_due)),
            cause: if happens.merged { Cause::Merged } else { Cause::Decided },
            ..event(sequence, happens.kind, instant(happens.minute))
        })
        .collect()
}

/// The clock's own evaluation, in minutes.
fn evaluated(promise: &Promise, history: &[Happens], now: Minute) -> Tally {
    let evaluation = evaluate(&clock_events(history), &promise.policy(), instant(now)).expect("started");
    let reached = evaluation.reached.iter().map(|step| (step.step.number(), minute_from(step.at)));
    Tally {
        state: evaluation.state,
        due: minute_from(evaluation.due_at),
        used: evaluation.used.num_minutes(),
        paused: evaluation.paused.num_minutes(),
        gross: evaluation.gross.num_minutes(),
        left: evaluation.remaining.num_minutes(),
        late: evaluation.overdue.num_minutes(),
        steps: reached.collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_clock_tells_what_living_through_every_minute_tells(
        promise in a_promise(), history in a_history(), wait in 0i64..6000,
    ) {
        let now = history.last().expect("a start").minute + wait;
        prop_assert_eq!(evaluated(&promise, &history, now), live(&promise, &history, now));
    }
}
