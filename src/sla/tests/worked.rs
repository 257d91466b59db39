//! Deadlines worked out by hand, each with its working. Times are those of the wall in Milan, an offset is written only where
//! the wall shows the same time twice. `used` and `left` are hours that count.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Europe::Rome;

use super::{at, closure, event, office, working};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::sla::merging::{Promised, merge};
use crate::sla::{ClockEvent, ClockEventKind, Policy, Timetable, WorkingCalendar, evaluate};

fn wall(text: &str) -> Instant {
    if text.contains('+') {
        return at(text);
    }
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time on the wall");
    Instant::from_utc(time.and_local_timezone(Rome).single().expect("shown once").to_utc())
}

/// `start 2026-03-02 10:00; move 2026-03-03 10:00 to 2026-03-06 18:00; …`
fn history(text: &str) -> Vec<ClockEvent> {
    let one = |(sequence, words): (i64, &str)| {
        let (kind, when) = words.trim().split_once(' ').expect("what and when");
        let (when, new_due_at) = match when.split_once(" to ") {
            Some((when, due)) => (when, Some(wall(due))),
            None => (when, None),
        };
        let kind = match kind {
            "start" => ClockEventKind::Start,
            "pause" => ClockEventKind::Pause,
            "resume" => ClockEventKind::Resume,
            "stop" => ClockEventKind::Stop,
            "move" => ClockEventKind::Correction,
            other => panic!("{other}"),
        };
        ClockEvent { new_due_at, ..event(sequence, kind, wall(when)) }
    };
    (1..).zip(text.split(';')).map(one).collect()
}

fn calendar(hours: u32) -> Policy {
    Policy { hours, ..Policy::default() }.checked().expect("a valid policy")
}

fn spans(texts: &[&str]) -> Vec<crate::sla::Span> {
    texts.iter().map(|text| text.parse().expect("a span")).collect()
}

/// The office, with half a Friday and two closed weeks in August.
fn summer_office() -> WorkingCalendar {
    let day = |day| NaiveDate::from_ymd_opt(2026, 8, day).expect("a day");
    let timetable = Timetable { fri: spans(&["09:00-13:00"]), ..Timetable::default() };
    WorkingCalendar { timetable, closures: vec![closure(day(10), day(21))], ..office() }
}

/// Nobody rests, not even on Sunday.
fn always() -> WorkingCalendar {
    let day = || spans(&["00:00-24:00"]);
    let timetable =
        Timetable { mon: day(), tue: day(), wed: day(), thu: day(), fri: day(), sat: day(), sun: day() };
    WorkingCalendar { timetable, ..office() }
}

/// The small hours of Sunday, in which the clocks change.
fn sunday_night() -> WorkingCalendar {
    let timetable = Timetable { sun: spans(&["01:00-04:00"]), ..Timetable::weekdays(&[]) };
    WorkingCalendar { timetable, ..office() }
}

fn all_are(policy: &Policy, worked: &[(&str, &str)]) {
    for (events, due) in worked {
        let history = history(events);
        let last = history.last().expect("a start").at;
        let evaluation = evaluate(&history, policy, last).expect("started");
        assert_eq!(evaluation.due_at.rome().to_rfc3339(), wall(due).rome().to_rfc3339(), "{events}");
    }
}

#[test]
fn every_hour_counts() {
    all_are(
        &calendar(48),
        &[
            // Two days.
            ("start 2026-03-02 10:00", "2026-03-04 10:00"),
            // At night, over the end of a February of 28 days.
            ("start 2026-02-28 23:30", "2026-03-02 23:30"),
            // 29 February is a day.
            ("start 2028-02-28 08:00", "2028-03-01 08:00"),
            // Over the end of the year; holidays count.
            ("start 2026-12-31 09:00", "2027-01-02 09:00"),
            ("start 2026-12-24 18:00", "2026-12-26 18:00"),
            // Sunday 29 March has 23 hours: 14 on Saturday, 23, and 11 on Monday.
            ("start 2026-03-28 10:00", "2026-03-30 11:00"),
            // Sunday 25 October has 25: 14, 25, and 9 on Monday.
            ("start 2026-10-24 10:00", "2026-10-26 09:00"),
            // 01:30 is half an hour before the change: 21.5 on Sunday, 24 on Monday, 2.5 on Tuesday.
            ("start 2026-03-29 01:30", "2026-03-31 02:30"),
            // 02:30 for the first time: 22.5 are left of Sunday, 24, 1.5. For the second: 21.5, 24, 2.5.
            ("start 2026-10-25T02:30:00+02:00", "2026-10-27 01:30"),
            ("start 2026-10-25T02:30:00+01:00", "2026-10-27 02:30"),
        ],
    );
    // 02:30 of the next day is not shown: 21.5 on Saturday, 2 until the change, half an hour from 03:00.
    all_are(&calendar(24), &[("start 2026-03-28 02:30", "2026-03-29 03:30")]);
    // 12 on Thursday, 24, 24, and 12 of a day that shows an hour twice.
    all_are(&calendar(72), &[("start 2026-10-22 12:00", "2026-10-25 11:00")]);
}

#[test]
fn waiting_for_the_requester_does_not_count() {
    all_are(
        &calendar(48),
        &[
            // 24 used, 24 left.
            ("start 2026-03-02 10:00; pause 2026-03-03 10:00; resume 2026-03-05 10:00", "2026-03-06 10:00"),
            // Nothing used, 48 left.
            ("start 2026-03-02 10:00; pause 2026-03-02 10:00; resume 2026-03-09 10:00", "2026-03-11 10:00"),
            // 12 used; then 24 of the 36 that were left; then the last 12.
            (
                "start 2026-03-02 10:00; pause 2026-03-02 22:00; resume 2026-03-03 22:00; pause 2026-03-04 22:00; resume 2026-03-06 22:00",
                "2026-03-07 10:00",
            ),
            // Still waiting: the deadline as it stood.
            ("start 2026-03-02 10:00; pause 2026-03-03 10:00", "2026-03-04 10:00"),
            // Asked two hours too late: nothing left, nothing forgiven. At the very deadline: likewise.
            ("start 2026-03-02 10:00; pause 2026-03-04 12:00; resume 2026-03-06 12:00", "2026-03-04 10:00"),
            ("start 2026-03-02 10:00; pause 2026-03-04 10:00; resume 2026-03-05 10:00", "2026-03-04 10:00"),
            // One minute left.
            ("start 2026-03-02 10:00; pause 2026-03-04 09:59; resume 2026-03-06 09:59", "2026-03-06 10:00"),
            // The clocks change during the pause: 24 used, 24 left.
            ("start 2026-03-27 10:00; pause 2026-03-28 10:00; resume 2026-03-30 10:00", "2026-03-31 10:00"),
            // The clocks change after it: 12 used; 36 left: 2 on Saturday, 23 on Sunday, 11 on Monday.
            ("start 2026-03-27 10:00; pause 2026-03-27 22:00; resume 2026-03-28 22:00", "2026-03-30 11:00"),
            // Answered during the pause: 24 were left.
            ("start 2026-03-02 10:00; pause 2026-03-03 10:00; stop 2026-03-10 10:00", "2026-03-11 10:00"),
            // Answered in time: the promise stays what it was.
            ("start 2026-03-02 10:00; stop 2026-03-03 10:00", "2026-03-04 10:00"),
            // The end of a pause that never began, and a pause within a pause, are nothing.
            ("start 2026-03-02 10:00; resume 2026-03-03 10:00", "2026-03-04 10:00"),
            (
                "start 2026-03-02 10:00; pause 2026-03-03 10:00; pause 2026-03-04 10:00; resume 2026-03-05 10:00",
                "2026-03-06 10:00",
            ),
            // The computer's clock was set back an hour: the pause had no length.
            ("start 2026-03-02 10:00; pause 2026-03-03 10:00; resume 2026-03-03 09:00", "2026-03-04 10:00"),
            // Nothing counts after the answer.
            (
                "start 2026-03-02 10:00; stop 2026-03-03 10:00; pause 2026-03-03 11:00; resume 2026-03-09 11:00",
                "2026-03-04 10:00",
            ),
        ],
    );
}

#[test]
fn a_deadline_that_was_moved_is_the_deadline() {
    all_are(
        &calendar(48),
        &[
            ("start 2026-03-02 10:00; move 2026-03-03 10:00 to 2026-03-06 18:00", "2026-03-06 18:00"),
            // Nearer than it was.
            ("start 2026-03-02 10:00; move 2026-03-02 11:00 to 2026-03-03 11:00", "2026-03-03 11:00"),
            // Not into the past: then it is now.
            ("start 2026-03-02 10:00; move 2026-03-03 10:00 to 2026-03-01 10:00", "2026-03-03 10:00"),
            // 24 left of the new time.
            (
                "start 2026-03-02 10:00; move 2026-03-03 10:00 to 2026-03-05 10:00; pause 2026-03-04 10:00; resume 2026-03-06 10:00",
                "2026-03-07 10:00",
            ),
            // Moved while waiting: 48 between the move and the new deadline.
            (
                "start 2026-03-02 10:00; pause 2026-03-03 10:00; move 2026-03-04 10:00 to 2026-03-06 10:00; resume 2026-03-08 10:00",
                "2026-03-10 10:00",
            ),
            // After it had passed.
            ("start 2026-03-02 10:00; move 2026-03-05 10:00 to 2026-03-06 10:00", "2026-03-06 10:00"),
            // Twice: the last holds.
            (
                "start 2026-03-02 10:00; move 2026-03-03 10:00 to 2026-03-06 10:00; move 2026-03-04 10:00 to 2026-03-05 12:00",
                "2026-03-05 12:00",
            ),
            // After the answer there is nothing to move.
            (
                "start 2026-03-02 10:00; stop 2026-03-03 10:00; move 2026-03-03 12:00 to 2026-03-10 10:00",
                "2026-03-04 10:00",
            ),
        ],
    );
}

#[test]
fn only_the_hours_of_the_office_count() {
    all_are(
        &working(16, office()),
        &[
            // Monday 8, Tuesday 8: due when Tuesday ends, not when Wednesday begins.
            ("start 2026-03-02 09:00", "2026-03-03 18:00"),
            // Monday 3 + 4, Tuesday 8, Wednesday 1.
            ("start 2026-03-02 10:00", "2026-03-04 10:00"),
            // At lunch: Monday 4, Tuesday 8, Wednesday 4.
            ("start 2026-03-02 13:30", "2026-03-04 13:00"),
            // In the evening: Tuesday 8, Wednesday 8.
            ("start 2026-03-02 22:00", "2026-03-04 18:00"),
            // On Saturday: Monday 8, Tuesday 8.
            ("start 2026-03-07 11:00", "2026-03-10 18:00"),
            // Friday 1, Monday 8, Tuesday 4 + 3.
            ("start 2026-03-06 17:00", "2026-03-10 17:00"),
            // Easter 2026: Thursday 1, Good Friday 8 (no holiday), Monday off, Tuesday 4 + 3.
            ("start 2026-04-02 17:00", "2026-04-07 17:00"),
            // 25 April 2025 is a Friday: Thursday 4, Monday 8, Tuesday 4.
            ("start 2025-04-24 14:00", "2025-04-29 13:00"),
            // 1 May 2026 is a Friday: Thursday 8, Monday 8.
            ("start 2026-04-30 09:00", "2026-05-04 18:00"),
            // 2 June 2026 is a Tuesday: Monday 8, Wednesday 8.
            ("start 2026-06-01 09:00", "2026-06-03 18:00"),
            // 15 August 2026 is a Saturday: Friday 4, Monday 8, Tuesday 4.
            ("start 2026-08-14 14:00", "2026-08-18 13:00"),
            // 4 October is a holiday from 2026: in 2027 a Monday. Friday 4, Tuesday 8, Wednesday 4.
            ("start 2027-10-01 14:00", "2027-10-06 13:00"),
            // In 2024 it was none, and a Friday: Thursday 8, Friday 8.
            ("start 2024-10-03 09:00", "2024-10-04 18:00"),
            // 1 November 2027 is a Monday: Friday 8, Tuesday 8.
            ("start 2027-10-29 09:00", "2027-11-02 18:00"),
            // 7 December (Milan) and 8 December are Monday and Tuesday: Friday 2, Wednesday 8, Thursday 4 + 2.
            ("start 2026-12-04 16:00", "2026-12-10 16:00"),
            // 24 December is a day of work: Wednesday 8, Thursday 8.
            ("start 2026-12-23 09:00", "2026-12-24 18:00"),
            // 25 and 26 December are Friday and Saturday: Thursday 4, Monday 8, Tuesday 4.
            ("start 2026-12-24 14:00", "2026-12-29 13:00"),
            // 1 January 2027 is a Friday: Thursday 8, Monday 8.
            ("start 2026-12-31 09:00", "2027-01-04 18:00"),
            // 6 January 2027 is a Wednesday: Tuesday 4, Thursday 8, Friday 4.
            ("start 2027-01-05 14:00", "2027-01-08 13:00"),
            // The clocks change while nobody works: Friday 4, Monday 8, Tuesday 4.
            ("start 2026-03-27 14:00", "2026-03-31 13:00"),
        ],
    );
}

#[test]
fn half_days_and_closures_count_for_what_they_are() {
    all_are(
        &working(16, summer_office()),
        &[
            // Thursday 8, Friday 4, Monday 4.
            ("start 2026-03-05 09:00", "2026-03-09 13:00"),
            // Friday 4, closed from the 10th to the 21st, Monday the 24th 8, Tuesday 4.
            ("start 2026-08-07 09:00", "2026-08-25 13:00"),
            // Received while closed: Monday 8, Tuesday 8.
            ("start 2026-08-12 10:00", "2026-08-25 18:00"),
        ],
    );
}

/// The office, with a morning on 24 and 31 December, an afternoon of a holiday, and hours on a Saturday.
fn office_of_half_days() -> WorkingCalendar {
    let day = |date: &str, texts: &[&str]| crate::sla::SpecialDay {
        date: date.parse().expect("a date"),
        spans: spans(texts),
        name: String::new(),
    };
    let special_days = vec![
        day("2026-12-24", &["09:00-13:00"]),
        day("2026-12-31", &["09:00-11:00"]),
        day("2026-12-08", &["14:00-18:00"]),
        day("2026-11-28", &["09:00-12:00"]),
        day("2026-11-30", &[]),
    ];
    WorkingCalendar { special_days, ..office() }
}

#[test]
fn a_day_with_hours_of_its_own_has_these_whatever_else_it_is() {
    all_are(
        &working(16, office_of_half_days()),
        &[
            // Wednesday 8, Thursday the 24th 4; 25 and 26 are holidays; Monday 4.
            ("start 2026-12-23 09:00", "2026-12-28 13:00"),
            // Thursday the 24th after its morning: Monday 8, Tuesday 8.
            ("start 2026-12-24 13:00", "2026-12-29 18:00"),
            // Wednesday 4, Thursday the 31st 2, New Year off, Monday 8, Tuesday 2.
            ("start 2026-12-30 14:00", "2027-01-05 11:00"),
            // Friday 4, Sant'Ambrogio off, the Immaculate 4 in the afternoon, Wednesday 8.
            ("start 2026-12-04 14:00", "2026-12-09 18:00"),
            // Friday 4, Saturday 3, Monday closed, Tuesday 8, Wednesday 1.
            ("start 2026-11-27 14:00", "2026-12-02 10:00"),
            // Asked on that Saturday at ten: 2, Tuesday 8, Wednesday 4 and 2.
            ("start 2026-11-28 10:00", "2026-12-02 16:00"),
            // Waiting over the half day costs nothing: Wednesday 8 used; Monday 8.
            ("start 2026-12-23 09:00; pause 2026-12-23 18:00; resume 2026-12-28 08:00", "2026-12-28 18:00"),
        ],
    );
}

#[test]
fn the_change_of_the_clocks_is_right_in_hours_of_work_too() {
    // 12 on Saturday; 12 from midnight, of which the wall does not show one.
    all_are(&working(24, always()), &[("start 2026-03-28 12:00", "2026-03-29 13:00")]);
    // 12 on Saturday; 12 from midnight, of which the wall shows one twice.
    all_are(&working(24, always()), &[("start 2026-10-24 12:00", "2026-10-25 11:00")]);
    // 01–02, and 03–04: the hour between does not exist.
    all_are(&working(2, sunday_night()), &[("start 2026-03-28 12:00", "2026-03-29 04:00")]);
    // 01–02, 02–03 twice, 03–04.
    all_are(&working(4, sunday_night()), &[("start 2026-10-24 12:00", "2026-10-25 04:00")]);
}

#[test]
fn waiting_and_moving_are_right_in_hours_of_work_too() {
    all_are(
        &working(16, office()),
        &[
            // Monday 8 used; 8 left on Wednesday.
            ("start 2026-03-02 09:00; pause 2026-03-02 18:00; resume 2026-03-04 09:00", "2026-03-04 18:00"),
            // A pause of a night costs and gives nothing: 8 left on Tuesday.
            ("start 2026-03-02 09:00; pause 2026-03-02 20:00; resume 2026-03-03 07:00", "2026-03-03 18:00"),
            // Thursday 8, Friday 4 used; 4 left on Monday afternoon.
            ("start 2026-03-05 09:00; pause 2026-03-06 13:00; resume 2026-03-09 14:00", "2026-03-09 18:00"),
            // Moved to Friday noon; on Thursday evening 3 are left: Monday 9 to 12.
            (
                "start 2026-03-02 09:00; move 2026-03-03 10:00 to 2026-03-06 12:00; pause 2026-03-05 18:00; resume 2026-03-09 09:00",
                "2026-03-09 12:00",
            ),
            // Thursday 4 used; of the 12 left 4 on Good Friday, Monday off, Tuesday 8.
            ("start 2026-04-02 09:00; pause 2026-04-02 13:00; resume 2026-04-03 14:00", "2026-04-07 18:00"),
        ],
    );
}

/// The deadline of the first after the second became part of it at `now`.
fn merged_is(policy: &Policy, (kept, other, now): (&str, &str, &str), due: &str) {
    let (mut kept_events, other_events) = (history(kept), history(other));
    let (one, two) = (Promised { events: &kept_events, policy }, Promised { events: &other_events, policy });
    let happens = merge(one, two, Actor::System, wall(now));
    for event in happens {
        let sequence = i64::try_from(kept_events.len()).expect("few") + 1;
        kept_events.push(ClockEvent { sequence, ..event });
    }
    let evaluation = evaluate(&kept_events, policy, wall(now)).expect("started");
    assert_eq!(evaluation.due_at.rome().to_rfc3339(), wall(due).rome().to_rfc3339(), "{kept} + {other}");
}

#[test]
fn of_two_questions_that_become_one_the_earliest_promise_stands() {
    let policy = calendar(48);
    for (questions, due) in [
        // Due on the 4th at 10:00 and on the 5th at 10:00: the first stays as it is.
        (("start 2026-03-02 10:00", "start 2026-03-03 10:00", "2026-03-03 12:00"), "2026-03-04 10:00"),
        // The first was moved to the 9th; the second is due on the 5th at 10:00.
        (
            (
                "start 2026-03-02 10:00; move 2026-03-02 12:00 to 2026-03-09 10:00",
                "start 2026-03-03 10:00",
                "2026-03-03 12:00",
            ),
            "2026-03-05 10:00",
        ),
        // The first used 2 hours, waited two days and is due on the 6th at 10:00; the second on the 5th at 09:00.
        (
            (
                "start 2026-03-02 10:00; pause 2026-03-02 12:00; resume 2026-03-04 12:00",
                "start 2026-03-03 09:00",
                "2026-03-04 13:00",
            ),
            "2026-03-05 09:00",
        ),
        // The second was due on the 4th at 09:00, an hour ago: that stands.
        (
            (
                "start 2026-03-01 10:00; move 2026-03-01 11:00 to 2026-03-09 10:00",
                "start 2026-03-02 09:00",
                "2026-03-04 10:00",
            ),
            "2026-03-04 09:00",
        ),
        // The first waits, with 46 hours left: running again from the 4th at 10:00 it is due on the 6th at 08:00. The second is
        // due on the 6th at 09:00, later.
        (
            ("start 2026-03-02 10:00; pause 2026-03-02 12:00", "start 2026-03-04 09:00", "2026-03-04 10:00"),
            "2026-03-06 08:00",
        ),
        // The same, but the second is due on the 5th at 09:00: earlier.
        (
            ("start 2026-03-02 10:00; pause 2026-03-02 12:00", "start 2026-03-03 09:00", "2026-03-04 10:00"),
            "2026-03-05 09:00",
        ),
        // The second waits, with 1 hour left: from the 4th at 11:00 that is 12:00. The first, which is due on the 5th, runs.
        (
            ("start 2026-03-03 10:00", "start 2026-03-02 11:00; pause 2026-03-04 10:00", "2026-03-04 11:00"),
            "2026-03-04 12:00",
        ),
        // Both wait: 46 and 10 hours left. The 10 count, from the 5th at 08:00, as if the wait ended now.
        (
            (
                "start 2026-03-02 10:00; pause 2026-03-02 12:00",
                "start 2026-03-02 20:00; pause 2026-03-04 10:00",
                "2026-03-05 08:00",
            ),
            "2026-03-05 18:00",
        ),
        // Over the change of the clocks: due on 30 March at 11:00 and, of the second, at 13:00.
        (("start 2026-03-28 10:00", "start 2026-03-28 12:00", "2026-03-28 18:00"), "2026-03-30 11:00"),
    ] {
        merged_is(&policy, questions, due);
    }
    // 8 working hours: Monday 10:00 is due on Tuesday at 10:00; one of Friday 17:00, on Monday at 17:00. The second is earlier.
    let office = working(8, office()).checked().expect("a valid policy");
    merged_is(
        &office,
        ("start 2026-03-09 10:00", "start 2026-03-06 17:00", "2026-03-09 11:00"),
        "2026-03-09 17:00",
    );
}

/// Whoever asked was told of the end of each wait: the later one holds.
#[test]
fn of_two_questions_that_wait_the_wait_begins_anew() {
    let policy = calendar(48);
    let mut kept = history("start 2026-03-02 10:00; pause 2026-03-02 12:00");
    let other = history("start 2026-03-03 10:00; pause 2026-03-04 10:00");
    let now = wall("2026-03-05 08:00");
    let (one, two) =
        (Promised { events: &kept, policy: &policy }, Promised { events: &other, policy: &policy });
    for event in merge(one, two, Actor::System, now) {
        let sequence = i64::try_from(kept.len()).expect("few") + 1;
        kept.push(ClockEvent { sequence, ..event });
    }
    assert_eq!(evaluate(&kept, &policy, now).expect("started").paused_at, Some(now));
}

/// What is over promises nothing to the other.
#[test]
fn an_answered_question_brings_no_deadline() {
    let policy = calendar(48);
    let (kept, over) =
        (history("start 2026-03-03 10:00"), history("start 2026-03-02 10:00; stop 2026-03-03 09:00"));
    let (one, two) =
        (Promised { events: &kept, policy: &policy }, Promised { events: &over, policy: &policy });
    assert_eq!(merge(one, two, Actor::System, wall("2026-03-03 12:00")), []);
}
