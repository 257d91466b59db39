use super::{closure, office, planned, working};
use crate::sla::{HoursKind, PlannedStep, Policy, PolicyProblem, Quiet, Span, Timetable, When};

#[test]
fn the_default_is_what_the_plan_promises() {
    assert_eq!(
        Policy::default().to_json(),
        r#"{"hours":48,"clock":"calendar","steps":[50,75,100],"overdue_every_hours":24}"#
    );
}

#[test]
fn a_stored_policy_is_read_back_the_same() {
    for policy in [Policy::default(), working(16, office())] {
        let read = Policy::from_json(&policy.to_json());
        assert_eq!(read.as_ref(), Ok(&policy));
        assert_eq!(read.map(|policy| policy.fingerprint()), Ok(policy.fingerprint()));
    }
}

#[test]
fn two_policies_have_two_fingerprints() {
    let longer = Policy { hours: 72, ..Policy::default() };
    assert_ne!(longer.fingerprint(), Policy::default().fingerprint());
    assert_eq!(longer.fingerprint().len(), 64);
}

#[test]
fn a_policy_that_cannot_work_is_refused() {
    let with = |change: fn(&mut Policy)| {
        let mut policy = Policy::default();
        change(&mut policy);
        policy.checked().map(|_| ())
    };
    assert_eq!(with(|p| p.hours = 0), Err(PolicyProblem::Hours(0)));
    assert_eq!(with(|p| p.hours = 8761), Err(PolicyProblem::Hours(8761)));
    use When::{After, Before, Every, Percent};
    for whens in [
        vec![],
        vec![Percent(50)],
        vec![Percent(0), When::DUE],
        vec![Percent(50), Percent(50), When::DUE],
        vec![When::DUE, Percent(1001)],
        // A reminder before the question came.
        vec![Before(48), When::DUE],
        vec![Before(0), When::DUE],
        vec![When::DUE, After(9000)],
        vec![When::DUE, Every(9000)],
        vec![When::DUE, Every(12), Every(24)],
        (80..=100).map(Percent).collect(),
    ] {
        let policy = Policy { steps: planned(whens.clone()), ..Policy::default() };
        assert_eq!(policy.checked(), Err(PolicyProblem::Steps), "{whens:?}");
    }
    let nobody = PlannedStep { when: Before(4), to: Vec::new() };
    let steps = planned([When::DUE]).into_iter().chain([nobody]).collect();
    assert_eq!(Policy { steps, ..Policy::default() }.checked(), Err(PolicyProblem::Steps));
    let quiet = Some(Quiet { night: None, days_off: None });
    assert_eq!(Policy { quiet, ..Policy::default() }.checked(), Err(PolicyProblem::Quiet));
}

#[test]
fn a_calendar_without_working_time_is_refused() {
    let mut calendar = office();
    calendar.timetable = Timetable::weekdays(&[]);
    assert_eq!(calendar.check(), Err(PolicyProblem::NoHours));

    let span = |text: &str| text.parse::<Span>().expect("a valid span");
    let mut calendar = office();
    calendar.timetable = Timetable::weekdays(&[span("09:00-13:00"), span("12:00-18:00")]);
    assert_eq!(calendar.check(), Err(PolicyProblem::Spans("09:00-13:00, 12:00-18:00".into())));

    let (from, to) = ("2026-08-20".parse().expect("a date"), "2026-08-10".parse().expect("a date"));
    let mut calendar = office();
    calendar.closures = vec![closure(from, to)];
    assert_eq!(calendar.check(), Err(PolicyProblem::Closure { from, to }));
    assert!(Policy { clock: HoursKind::Working(Box::new(calendar)), ..Policy::default() }.checked().is_err());
}

#[test]
fn a_span_is_written_as_on_the_door() {
    assert_eq!("09:00-13:00".parse::<Span>().map(|span| span.to_string()), Ok("09:00-13:00".into()));
    assert!("00:00-24:00".parse::<Span>().is_ok());
    for wrong in
        ["9-13", "09:00", "13:00-09:00", "09:00-09:00", "09:60-10:00", "09:00-24:01", "+9:00-13:00", ""]
    {
        assert!(wrong.parse::<Span>().is_err(), "{wrong:?}");
    }
}

#[test]
fn text_that_is_no_policy_is_refused() {
    for text in ["", "{}", r#"{"hours":48,"clock":"lunar","steps":[100],"overdue_every_hours":24}"#] {
        assert!(matches!(Policy::from_json(text), Err(PolicyProblem::Unreadable(_))), "{text}");
    }
}
