//! The whole clock against a second one that shares nothing with it: it walks through a history minute by minute, with a
//! tally for each thing that PRODUCT.md promises, and asks the wall clock and a written list of holidays whether the desk
//! works in that minute.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate, Timelike, Weekday};
use proptest::prelude::*;

use super::working_hours::DAYS_OFF;
use super::{at, event, office, working};
use crate::kernel::clock::Instant;
use crate::sla::{ClockEvent, ClockEventKind, Closure, CycleState, Policy, evaluate};

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
    office: bool,
    closed: Option<(NaiveDate, NaiveDate)>,
    steps: Vec<u32>,
    reminder_hours: i64,
}

impl Promise {
    /// Whether the minute that begins here counts: always, or on weekdays from 9 to 13 and from 14 to 18.
    fn counts(&self, minute: Minute) -> bool {
        if !self.office {
            return true;
        }
        let wall = instant(minute).rome();
        let date = wall.date_naive();
        let closed = self.closed.is_some_and(|(from, to)| from <= date && date <= to);
        !closed
            && !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
            && !DAYS_OFF.contains(&(date.year(), date.month(), date.day()))
            && matches!(wall.hour(), 9..=12 | 14..=17)
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
        let policy = if self.office {
            let mut calendar = office();
            calendar.closures = self.closed.map(|(from, to)| Closure { from, to }).into_iter().collect();
            working(u32::try_from(self.hours).expect("few hours"), calendar)
        } else {
            Policy { hours: u32::try_from(self.hours).expect("few hours"), ..Policy::default() }
        };
        let overdue_every_hours = u32::try_from(self.reminder_hours).expect("few hours");
        Policy { steps: self.steps.clone(), overdue_every_hours, ..policy }
    }
}

/// What happens at a minute; a correction says the new deadline.
#[derive(Debug, Clone, Copy)]
struct Happens {
    minute: Minute,
    kind: ClockEventKind,
    new_due: Minute,
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
                    tally.due = happens.new_due.max(minute);
                    let left = promise.counted(minute, tally.due);
                    kept = (tally.due > minute).then_some(left);
                    allowed = tally.used + left;
                    tally.late = 0;
                    earlier += reminders;
                    reminders = 0;
                }
                _ => {}
            }
        }
        if tally.state == CycleState::Stopped {
            tally.left = if tally.due > minute { promise.counted(minute, tally.due) } else { 0 };
            return tally;
        }
        if tally.state == CycleState::Running {
            for percent in &promise.steps {
                let its_time = *percent < 100 && tally.used * 100 >= allowed * i64::from(*percent);
                if its_time || minute >= tally.due {
                    tally.steps.entry(*percent).or_insert(minute);
                }
            }
            let every = promise.reminder_hours * 60;
            while every > 0
                && tally.steps.contains_key(&100)
                && tally.late >= every * (reminders + 1)
                && minute >= tally.due
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
                for percent in promise.steps.iter().filter(|percent| **percent < 100) {
                    let share = allowed * i64::from(*percent);
                    if tally.used * 100 < share && share < (tally.used + 1) * 100 {
                        tally.steps.entry(*percent).or_insert(minute + 1);
                    }
                }
                tally.used += 1;
            }
            tally.late += i64::from(minute >= tally.due);
        }
        minute += 1;
    }
}

fn a_promise() -> impl Strategy<Value = Promise> {
    let steps = proptest::collection::btree_set(1u32..100, 0..4)
        .prop_map(|set| set.into_iter().chain([100]).collect::<Vec<_>>());
    let closed = proptest::option::of((0i64..1400, 0i64..9).prop_map(|(day, length)| {
        let from = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day") + Duration::days(day);
        (from, from + Duration::days(length))
    }));
    (1i64..60, any::<bool>(), closed, steps, 0i64..30).prop_map(
        |(hours, office, closed, steps, reminder_hours)| Promise {
            hours,
            office,
            closed,
            steps,
            reminder_hours,
        },
    )
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
    let next = (kind, wait, -1000i64..6000);
    (a_start(), proptest::collection::vec(next, 0..7)).prop_map(|(start, rest)| {
        let mut minute = start;
        let mut events = vec![Happens { minute, kind: Start, new_due: 0 }];
        for (kind, wait, due_in) in rest {
            minute += wait;
            events.push(Happens { minute, kind, new_due: minute + due_in });
        }
        events
    })
}

fn clock_events(history: &[Happens]) -> Vec<ClockEvent> {
    (1..)
        .zip(history)
        .map(|(sequence, happens)| ClockEvent {
            new_due_at: (happens.kind == ClockEventKind::Correction).then(|| instant(happens.new_due)),
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
