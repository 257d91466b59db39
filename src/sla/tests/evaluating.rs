use chrono::Duration;

use super::{at, event, history, hours, office, working};
use crate::kernel::clock::Instant;
use crate::sla::{ClockEvent, ClockEventKind::*, CycleState, Evaluation, Policy, Step, evaluate};

const MONDAY: &str = "2026-11-23T10:00:00+01:00";

fn monday() -> Instant {
    at(MONDAY)
}

fn read(events: &[ClockEvent], now: Instant) -> Evaluation {
    evaluate(events, &Policy::default(), now).expect("a started clock")
}

fn reached(evaluation: &Evaluation) -> Vec<(u32, Instant)> {
    evaluation.reached.iter().map(|step| (step.step.number(), step.at)).collect()
}

#[test]
fn nothing_is_evaluated_before_the_start() {
    assert_eq!(evaluate(&[], &Policy::default(), monday()), None);
    assert_eq!(evaluate(&history(&[(Pause, monday())]), &Policy::default(), monday()), None);
}

#[test]
fn a_running_clock_uses_time_and_reaches_its_steps() {
    let events = history(&[(Start, monday())]);
    let now = read(&events, monday() + hours(36));
    assert_eq!(now.state, CycleState::Running);
    assert_eq!(now.due_at, monday() + hours(48));
    assert_eq!((now.used, now.remaining, now.gross, now.net()), (hours(36), hours(12), hours(36), hours(36)));
    assert_eq!(reached(&now), [(50, monday() + hours(24)), (75, monday() + hours(36))]);
    assert_eq!(now.next_step.map(|next| (next.step, next.at)), Some((Step::DUE, monday() + hours(48))));
    assert!(!now.is_overdue());
}

#[test]
fn after_the_deadline_there_is_a_reminder_every_day() {
    let now = read(&history(&[(Start, monday())]), monday() + hours(48 + 49));
    assert_eq!(now.overdue, hours(49));
    assert_eq!(now.remaining, hours(0));
    let last: Vec<_> = reached(&now).split_off(2);
    assert_eq!(last, [(100, monday() + hours(48)), (101, monday() + hours(72)), (102, monday() + hours(96))]);
    assert_eq!(now.next_step.map(|next| next.at), Some(monday() + hours(48 + 72)));
}

#[test]
fn a_pause_moves_the_deadline_by_what_was_left() {
    let pause = (Pause, monday() + hours(30));
    let paused = read(&history(&[(Start, monday()), pause]), monday() + hours(500));
    assert_eq!(paused.state, CycleState::Paused);
    assert_eq!((paused.used, paused.remaining, paused.paused), (hours(30), hours(18), hours(470)));
    assert_eq!(paused.next_step, None);
    assert_eq!(reached(&paused), [(50, monday() + hours(24))]);
    assert!(!paused.is_overdue());

    let resumed = history(&[(Start, monday()), pause, (Resume, monday() + hours(130))]);
    let later = read(&resumed, monday() + hours(131));
    assert_eq!(later.due_at, monday() + hours(148));
    assert_eq!((later.used, later.remaining, later.net()), (hours(31), hours(17), hours(31)));
    assert_eq!(later.next_step.map(|next| next.at), Some(monday() + hours(136)));
}

#[test]
fn an_answer_at_the_deadline_is_in_time_and_one_microsecond_later_is_not() {
    let due = monday() + hours(48);
    let in_time = read(&history(&[(Start, monday()), (Stop, due)]), due + hours(1000));
    assert!(!in_time.is_overdue());
    assert_eq!((in_time.gross, in_time.stopped_at), (hours(48), Some(due)));
    let too_late = read(&history(&[(Start, monday()), (Stop, due + Duration::microseconds(1))]), due);
    assert!(too_late.is_overdue());
}

#[test]
fn an_answer_during_a_pause_has_the_time_that_was_left() {
    let events = history(&[(Start, monday()), (Pause, monday() + hours(40)), (Stop, monday() + hours(100))]);
    let stopped = read(&events, monday() + hours(101));
    assert_eq!(stopped.due_at, monday() + hours(108));
    assert_eq!((stopped.gross, stopped.net(), stopped.remaining), (hours(100), hours(40), hours(8)));
    assert!(!stopped.is_overdue());
}

#[test]
fn a_pause_after_the_deadline_forgives_nothing_and_reminds_of_nothing() {
    let events =
        history(&[(Start, monday()), (Pause, monday() + hours(50)), (Resume, monday() + hours(150))]);
    let paused = read(&events[..2], monday() + hours(149));
    assert_eq!(paused.overdue, hours(2));
    assert_eq!(reached(&paused).last(), Some(&(100, monday() + hours(48))));
    let now = read(&events, monday() + hours(172));
    assert_eq!(now.due_at, monday() + hours(48));
    assert_eq!(now.overdue, hours(24));
    assert_eq!(reached(&now).last(), Some(&(101, monday() + hours(172))));
}

#[test]
fn a_moved_deadline_is_a_new_deadline_and_steps_do_not_come_back() {
    let mut events = history(&[(Start, monday()), (Correction, monday() + hours(80))]);
    events[1].new_due_at = Some(monday() + hours(100));
    let moved = read(&events, monday() + hours(90));
    assert_eq!(moved.due_at, monday() + hours(100));
    assert!(!moved.is_overdue());
    assert_eq!(moved.remaining, hours(10));
    // 50, 75, 100 and the reminder after 72 hours happened under the old deadline.
    let numbers: Vec<u32> = moved.reached.iter().map(|step| step.step.number()).collect();
    assert_eq!(numbers, [50, 75, 100, 101]);
    let later = read(&events, monday() + hours(124));
    assert_eq!(reached(&later).last(), Some(&(102, monday() + hours(124))));
}

#[test]
fn a_deadline_is_never_moved_into_the_past() {
    let mut events = history(&[(Start, monday()), (Correction, monday() + hours(10))]);
    events[1].new_due_at = Some(monday() + hours(5));
    assert_eq!(read(&events, monday() + hours(10)).due_at, monday() + hours(10));
}

#[test]
fn a_clock_set_back_does_not_lose_an_event() {
    let mut events = history(&[(Start, monday()), (Pause, monday() + hours(10))]);
    events.push(event(3, Stop, monday() + hours(8)));
    let stopped = read(&events, monday() + hours(9));
    assert_eq!(stopped.state, CycleState::Stopped);
    assert_eq!((stopped.at, stopped.stopped_at), (monday() + hours(10), Some(monday() + hours(10))));
}

#[test]
fn steps_of_a_working_policy_count_working_time() {
    let policy = working(16, office());
    // Friday noon: 5 hours on Friday, Monday and Tuesday are holidays, 8 on Wednesday, 3 on Thursday.
    let friday = at("2026-12-04T12:00:00+01:00");
    let evaluation =
        evaluate(&history(&[(Start, friday)]), &policy, at("2026-12-12T00:00:00+01:00")).expect("started");
    assert_eq!(
        reached(&evaluation),
        [
            (50, at("2026-12-09T12:00:00+01:00")),
            (75, at("2026-12-09T17:00:00+01:00")),
            (100, at("2026-12-10T12:00:00+01:00")),
            (101, at("2026-12-11T12:00:00+01:00")),
        ]
    );
    assert_eq!(evaluation.due_at, at("2026-12-10T12:00:00+01:00"));
}
