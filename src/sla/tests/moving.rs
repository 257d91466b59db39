use chrono::Duration;

use super::{at, history, hours, office, working};
use crate::kernel::clock::Instant;
use crate::kernel::ids::CycleId;
use crate::kernel::text::Reason;
use crate::platform::i18n::{Lang, Texts};
use crate::sla::moving::moves;
use crate::sla::{ClockEvent, ClockEventKind::*, MoveProblem, Policy, check_move, evaluate, story};

fn monday() -> Instant {
    at("2026-11-23T10:00:00+01:00")
}

/// A start, events, and a correction at the hour `moved` to the hour `to`, for a reason.
fn moved(before: &[(crate::sla::ClockEventKind, i64)], moved: i64, to: i64) -> Vec<ClockEvent> {
    let list: Vec<_> = std::iter::once((Start, 0))
        .chain(before.iter().copied())
        .chain([(Correction, moved)])
        .map(|(kind, hour)| (kind, monday() + hours(hour)))
        .collect();
    let mut events = history(&list);
    if let Some(correction) = events.last_mut() {
        correction.new_due_at = Some(monday() + hours(to));
        correction.reason = Reason::parse("Manca un parere.").ok();
    }
    events
}

#[test]
fn a_deadline_is_moved_to_another_minute_that_is_to_come_and_not_far() {
    let (now, due) = (monday(), monday() + hours(48) + Duration::seconds(27));
    let check = |to| check_move(due, to, now);
    assert_eq!(check(now), Err(MoveProblem::Past));
    assert_eq!(check(now + Duration::seconds(1)), Ok(()));
    // People see no seconds: what they would type to keep it is no move.
    assert_eq!(check(monday() + hours(48)), Err(MoveProblem::Same));
    assert_eq!(check(monday() + hours(48) + Duration::minutes(1)), Ok(()));
    assert_eq!(check(monday() + hours(48) - Duration::minutes(1)), Ok(()));
    assert_eq!(check(now + Duration::days(60)), Ok(()));
    assert_eq!(check(now + Duration::days(60) + Duration::microseconds(1)), Err(MoveProblem::TooFar));
}

#[test]
fn a_deadline_moved_while_the_clock_stands_says_what_is_left_from_then_on() {
    let mut events = moved(&[(Pause, 10)], 20, 100);
    let paused = evaluate(&events, &Policy::default(), monday() + hours(45)).expect("started");
    assert_eq!((paused.due_at, paused.remaining), (monday() + hours(100), hours(80)));
    assert_eq!(paused.paused_at, Some(monday() + hours(10)));
    let mut resumed = history(&[(Start, monday()), (Resume, monday() + hours(50))]).remove(1);
    resumed.sequence = 4;
    events.push(resumed);
    let running = evaluate(&events, &Policy::default(), monday() + hours(50)).expect("started");
    assert_eq!((running.due_at, running.used), (monday() + hours(130), hours(10)));
}

#[test]
fn the_steps_to_come_follow_the_new_deadline_and_those_reached_stay() {
    let events = moved(&[], 30, 130);
    let steps = |hour| {
        let evaluation = evaluate(&events, &Policy::default(), monday() + hours(hour)).expect("started");
        evaluation.reached.iter().map(|step| (step.step.number(), step.at - monday())).collect::<Vec<_>>()
    };
    // The whole time is 130 hours now: three quarters of it are 97 and a half.
    assert_eq!(steps(97), [(50, hours(24))]);
    assert_eq!(
        steps(154),
        [(50, hours(24)), (75, Duration::minutes(97 * 60 + 30)), (100, hours(130)), (101, hours(154))]
    );
}

#[test]
fn every_move_is_told_from_when_to_when_and_why() {
    let mut events = moved(&[], 30, 100);
    let mut second = moved(&[(Pause, 40)], 50, 90);
    for (sequence, event) in (3..).zip(second.drain(1..)) {
        events.push(ClockEvent { sequence, ..event });
    }
    let known: Vec<_> = moves(CycleId(1), &events, &Policy::default())
        .into_iter()
        .map(|moved| (moved.correction.0, moved.from - monday(), moved.to - monday(), moved.reason))
        .collect();
    let reason = || "Manca un parere.".to_owned();
    assert_eq!(known, [(2, hours(48), hours(100), reason()), (4, hours(100), hours(90), reason())]);
    let lines = story(&events, &Policy::default(), &Texts::embedded(), Lang::It, monday() + hours(51));
    assert_eq!(
        lines[1].text,
        "Scadenza spostata: era mercoledì 25 novembre 2026, ore 10:00, ora è venerdì 27 novembre 2026, ore 14:00. \
         Motivo: Manca un parere."
    );
}

#[test]
fn a_deadline_moved_out_of_the_working_hours_stays_where_it_was_put() {
    let policy = working(16, office());
    // From Monday at 10 to Saturday noon: 7 hours on Monday and 8 on each of the four days that follow.
    let saturday = at("2026-11-28T12:00:00+01:00");
    let mut events = history(&[(Start, monday()), (Correction, monday())]);
    events[1].new_due_at = Some(saturday);
    let evaluation = evaluate(&events, &policy, monday()).expect("started");
    assert_eq!((evaluation.due_at, evaluation.remaining), (saturday, hours(39)));
}
