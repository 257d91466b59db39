//! What holds for every history, found by trying many.

use std::collections::BTreeSet;

use chrono::Duration;
use proptest::prelude::*;

use super::{at, event, office, planned, some_steps, working};
use crate::kernel::clock::Instant;
use crate::sla::{ClockEvent, ClockEventKind, CycleState, Meter, Policy, Step, When, evaluate};

fn a_policy() -> impl Strategy<Value = Policy> {
    (1u32..100, any::<bool>(), any::<bool>()).prop_flat_map(|(hours, calendar, half_days)| {
        some_steps(hours).prop_map(move |whens| {
            let mut office = office();
            if half_days {
                office.special_days = super::half_days();
            }
            let policy =
                if calendar { Policy { hours, ..Policy::default() } } else { working(hours, office) };
            Policy { steps: planned(whens), ..policy }.checked().expect("a valid policy")
        })
    })
}

/// A start near both changes of the clocks, Christmas or at any time of four years.
fn a_start() -> impl Strategy<Value = Instant> {
    let near =
        (proptest::sample::select(vec!["2026-03-29", "2026-10-25", "2026-12-24"]), -200_000i64..200_000)
            .prop_map(|(day, seconds)| at(&format!("{day}T01:00:00Z")) + Duration::seconds(seconds));
    let any = (at("2024-01-01T00:00:00Z").micros()..at("2028-01-01T00:00:00Z").micros())
        .prop_map(Instant::from_micros);
    prop_oneof![near, any]
}

/// A start and up to eight events of any kind, sensible or not, each some time after the one before.
fn a_history() -> impl Strategy<Value = Vec<ClockEvent>> {
    use ClockEventKind::{Correction, Pause, Resume, Start, Stop};
    let kind = prop_oneof![4 => Just(Pause), 4 => Just(Resume), 1 => Just(Stop), 1 => Just(Correction), 1 => Just(Start)];
    let next = (kind, 0i64..400_000, -100_000i64..400_000);
    (a_start(), proptest::collection::vec(next, 0..8)).prop_map(|(start, rest)| {
        let mut events = vec![event(1, Start, start)];
        let mut time = start;
        for (sequence, (kind, wait, due_in)) in (2..).zip(rest) {
            time = time + Duration::seconds(wait);
            let mut next = event(sequence, kind, time);
            next.new_due_at = (kind == Correction).then(|| time + Duration::seconds(due_in));
            events.push(next);
        }
        events
    })
}

fn last(events: &[ClockEvent]) -> Instant {
    events.last().expect("a start at least").at
}

proptest! {
    #[test]
    fn a_pause_never_shortens_what_is_left(
        policy in a_policy(), start in a_start(), before in 0i64..400_000, length in 0i64..2_000_000,
    ) {
        let running = [event(1, ClockEventKind::Start, start)];
        let pause_at = start + Duration::seconds(before);
        let resume_at = pause_at + Duration::seconds(length);
        let paused = [
            running[0].clone(),
            event(2, ClockEventKind::Pause, pause_at),
            event(3, ClockEventKind::Resume, resume_at),
        ];
        let at_pause = evaluate(&running, &policy, pause_at).expect("started");
        let during = evaluate(&paused[..2], &policy, resume_at).expect("started");
        let after = evaluate(&paused, &policy, resume_at).expect("started");
        prop_assert_eq!(during.remaining, at_pause.remaining);
        prop_assert_eq!(during.used, at_pause.used);
        prop_assert_eq!(after.remaining, at_pause.remaining);
        prop_assert!(after.due_at >= at_pause.due_at);
        prop_assert_eq!(after.net(), at_pause.net());
        prop_assert_eq!(after.gross, resume_at - start);
    }

    #[test]
    fn a_pause_put_into_any_history_never_brings_the_deadline_nearer(
        policy in a_policy(), events in a_history(), wait in 0i64..400_000, length in 0i64..400_000,
    ) {
        let pause_at = last(&events) + Duration::seconds(wait);
        let resume_at = pause_at + Duration::seconds(length);
        let without = evaluate(&events, &policy, resume_at).expect("started");
        let mut paused = events.clone();
        paused.push(event(100, ClockEventKind::Pause, pause_at));
        paused.push(event(101, ClockEventKind::Resume, resume_at));
        let with = evaluate(&paused, &policy, resume_at).expect("started");
        if without.state == CycleState::Running {
            prop_assert!(with.due_at >= without.due_at);
            prop_assert!(with.remaining >= without.remaining);
        }
    }

    #[test]
    fn evaluating_step_by_step_equals_evaluating_the_whole(
        policy in a_policy(), events in a_history(), waits in proptest::collection::vec(0i64..400_000, 9),
    ) {
        let mut meter = Meter::start(&policy, &events[0]).expect("the first is a start");
        for (count, wait) in (1..=events.len()).zip(waits) {
            if count > 1 {
                meter.apply(&events[count - 1]);
            }
            let now = events[count - 1].at + Duration::seconds(wait);
            let whole = evaluate(&events[..count], &policy, now).expect("started");
            prop_assert_eq!(meter.read(now), whole.clone());
            // Reading leaves no trace.
            prop_assert_eq!(meter.read(now), whole);
        }
    }

    #[test]
    fn the_order_in_which_events_are_read_back_is_irrelevant(
        policy in a_policy(),
        (events, shuffled) in a_history().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        wait in 0i64..400_000,
    ) {
        let now = last(&events) + Duration::seconds(wait);
        prop_assert_eq!(evaluate(&events, &policy, now), evaluate(&shuffled, &policy, now));
    }

    #[test]
    fn no_step_happens_twice_and_none_is_taken_back(
        policy in a_policy(), events in a_history(), wait in 0i64..400_000,
    ) {
        let mut known = Vec::new();
        for count in 1..=events.len() {
            let now = events.get(count).map_or(last(&events) + Duration::seconds(wait), |next| next.at);
            let reached = evaluate(&events[..count], &policy, now).expect("started").reached;
            let numbers: BTreeSet<_> = reached.iter().map(|step| step.step).collect();
            prop_assert_eq!(numbers.len(), reached.len());
            for step in &known {
                // At the instant of an event a step is seen, and then belongs to what comes after the event.
                prop_assert!(reached.contains(step) || events[count - 1].at == step.at);
            }
            prop_assert!(reached.iter().all(|step| step.at <= now));
            known = reached;
        }
    }

    #[test]
    fn a_step_is_reached_at_the_instant_that_was_foretold(policy in a_policy(), events in a_history()) {
        let now = last(&events);
        let foretold = evaluate(&events, &policy, now).expect("started");
        match foretold.next_step {
            Some(next) => {
                prop_assert_eq!(foretold.state, CycleState::Running);
                prop_assert!(next.at > now);
                let then = evaluate(&events, &policy, next.at).expect("started");
                prop_assert!(then.reached.contains(&next));
                let just_before = evaluate(&events, &policy, next.at - Duration::microseconds(1)).expect("started");
                prop_assert_eq!(just_before.reached, foretold.reached);
            }
            None => prop_assert!(
                foretold.state != CycleState::Running
                    || !policy.steps.iter().any(|step| matches!(step.when, When::Every(_)))
                        && foretold.reached.iter().any(|step| step.step == Step::DUE)
            ),
        }
    }

    #[test]
    fn nothing_runs_while_paused(
        policy in a_policy(), events in a_history(), one in 0i64..400_000, other in 0i64..4_000_000,
    ) {
        let early = evaluate(&events, &policy, last(&events) + Duration::seconds(one)).expect("started");
        let late = evaluate(&events, &policy, last(&events) + Duration::seconds(one + other)).expect("started");
        if early.state == CycleState::Paused {
            prop_assert_eq!(early.reached, late.reached);
            prop_assert_eq!(early.used, late.used);
            prop_assert_eq!(early.remaining, late.remaining);
            prop_assert_eq!(early.overdue, late.overdue);
            prop_assert_eq!(late.paused - early.paused, Duration::seconds(other));
        }
    }

    #[test]
    fn the_deadline_is_the_instant_at_which_nothing_is_left(policy in a_policy(), events in a_history()) {
        let now = evaluate(&events, &policy, last(&events)).expect("started");
        if now.state == CycleState::Running && !now.is_overdue() {
            let due = evaluate(&events, &policy, now.due_at.max(now.at)).expect("started");
            prop_assert_eq!(due.remaining, Duration::zero());
            prop_assert!(!due.is_overdue());
            let after = evaluate(&events, &policy, now.due_at.max(now.at) + Duration::microseconds(1)).expect("started");
            prop_assert!(after.is_overdue());
        }
    }
}
