//! Reminders in hours and in percent, before and after the deadline, and whom they remind.

use super::{at, history, hours, office, planned, working};
use crate::kernel::clock::Instant;
use crate::kernel::event::Reminded;
use crate::kernel::ids::{AccountId, GroupId};
use crate::sla::ClockEventKind::{Correction, Pause, Resume, Start};
use crate::sla::{PlannedStep, Policy, Step, StepKind, When, evaluate};

fn monday() -> Instant {
    at("2026-11-23T10:00:00+01:00")
}

fn with(policy: Policy, whens: &[When]) -> Policy {
    Policy { steps: planned(whens.iter().copied()), ..policy }.checked().expect("a valid policy")
}

fn reached(
    policy: &Policy,
    events: &[(crate::sla::ClockEventKind, Instant)],
    now: Instant,
) -> Vec<(Step, Instant)> {
    let mut reached = evaluate(&history(events), policy, now).expect("started").reached;
    reached.sort_by_key(|step| (step.at, policy.rank(step.step)));
    reached.into_iter().map(|step| (step.step, step.at)).collect()
}

#[test]
fn a_number_says_its_step_and_is_never_used_twice() {
    let all = [
        (50, StepKind::Percent(50)),
        (100, StepKind::Percent(100)),
        (101, StepKind::Repeat(1)),
        (1_000_004, StepKind::Before(4)),
        (2_000_002, StepKind::After(2)),
        (3_000_150, StepKind::Percent(150)),
    ];
    let made =
        [Step::percent(50), Step::DUE, Step::overdue(1), Step::before(4), Step::after(2), Step::percent(150)];
    for ((number, kind), step) in all.into_iter().zip(made) {
        assert_eq!((step.number(), step.kind()), (number, kind));
        assert_eq!(Step::from(number), step);
    }
    assert_eq!(made.map(Step::is_ahead), [true, false, false, true, false, false]);
}

#[test]
fn steps_come_in_the_order_of_time_however_they_are_written() {
    let whens =
        [When::Every(24), When::After(2), When::DUE, When::Before(4), When::Percent(50), When::Percent(150)];
    let policy = with(Policy::default(), &whens);
    let order: Vec<When> = policy.steps.iter().map(|step| step.when).collect();
    assert_eq!(
        order,
        [When::Percent(50), When::Before(4), When::DUE, When::After(2), When::Percent(150), When::Every(24)]
    );
    assert_eq!(
        reached(&policy, &[(Start, monday())], monday() + hours(48 + 25)),
        [
            (Step::percent(50), monday() + hours(24)),
            (Step::before(4), monday() + hours(44)),
            (Step::DUE, monday() + hours(48)),
            (Step::after(2), monday() + hours(50)),
            (Step::percent(150), monday() + hours(72)),
            (Step::overdue(1), monday() + hours(72)),
        ]
    );
}

#[test]
fn hours_before_the_deadline_are_those_that_count() {
    // 16 hours of work from Monday 10:00: due on Wednesday at 10:00, four hours earlier is Tuesday at 15:00.
    let policy = with(working(16, office()), &[When::Before(4), When::DUE]);
    let steps = reached(&policy, &[(Start, monday())], monday() + hours(200));
    assert_eq!(steps[0], (Step::before(4), at("2026-11-24T15:00:00+01:00")));
    assert_eq!(steps[1], (Step::DUE, at("2026-11-25T10:00:00+01:00")));
}

#[test]
fn a_pause_carries_the_hours_before_the_deadline_along() {
    let policy = with(Policy::default(), &[When::Before(4), When::DUE]);
    let events = [(Start, monday()), (Pause, monday() + hours(43)), (Resume, monday() + hours(143))];
    assert_eq!(reached(&policy, &events, monday() + hours(144))[0], (Step::before(4), monday() + hours(144)));
}

#[test]
fn a_step_does_not_come_back_with_another_deadline() {
    let policy = with(Policy::default(), &[When::Before(4), When::DUE, When::After(2), When::Every(24)]);
    let mut events = history(&[(Start, monday()), (Correction, monday() + hours(73))]);
    events[1].new_due_at = Some(monday() + hours(100));
    let all = evaluate(&events, &policy, monday() + hours(125)).expect("started").reached;
    let numbers: Vec<u32> = all.iter().map(|step| step.step.number()).collect();
    // The repeated one goes on counting; the others had happened under the first deadline.
    assert_eq!(numbers, [100, 101, 102, 1_000_004, 2_000_002]);
}

#[test]
fn hours_longer_than_a_shortened_time_are_reached_at_once() {
    let policy = with(Policy::default(), &[When::Before(20), When::DUE]);
    let mut events = history(&[(Start, monday()), (Correction, monday() + hours(1))]);
    events[1].new_due_at = Some(monday() + hours(11));
    let first = evaluate(&events, &policy, monday() + hours(1)).expect("started").reached[0];
    assert_eq!((first.step, first.at), (Step::before(20), monday() + hours(1)));
}

#[test]
fn the_usual_steps_remind_whom_they_always_did() {
    use Reminded::{Coordinators, Group, Holder};
    let policy = Policy::default();
    let told = |number: u32| policy.reminded(Step::from(number));
    assert_eq!(told(50), [Holder]);
    assert_eq!(told(75), [Holder, Group]);
    assert_eq!(told(100), [Holder, Coordinators]);
    assert_eq!(told(107), [Holder, Coordinators]);
    // A step that another version of the policy had, or that a program wrote before policies said whom to remind.
    assert_eq!(told(60), [Holder]);
    assert_eq!(PlannedStep::usual_of(Step::before(4)), [Holder, Group]);
}

#[test]
fn whom_a_step_reminds_is_stored_with_it() {
    let to = vec![Reminded::Person(AccountId(7)), Reminded::ExpertGroup(GroupId(3)), Reminded::Coordinators];
    let steps = planned([When::DUE]).into_iter().chain([PlannedStep { when: When::Before(4), to }]).collect();
    let policy = Policy { steps, ..Policy::default() }.checked().expect("a valid policy");
    let stored = r#"{"hours":48,"clock":"calendar","steps":[{"when":{"before":4},"to":[{"person":7},{"expert_group":3},"coordinators"]},100],"overdue_every_hours":0}"#;
    assert_eq!(policy.to_json(), stored);
    assert_eq!(Policy::from_json(stored), Ok(policy));
}
