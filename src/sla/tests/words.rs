use super::{at, history, hours, office, working};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, PolicyVersionId, TicketId};
use crate::platform::i18n::{Lang, Texts};
use crate::sla::{Cause, ClockEventKind::*, Cycle, CycleState, Outcome, Policy, Tone, badge, story};

fn started() -> Instant {
    at("2026-11-24T09:30:00Z")
}

fn cycle() -> Cycle {
    Cycle {
        id: CycleId(1),
        ticket: TicketId(1),
        number: 1,
        policy: PolicyVersionId(1),
        state: CycleState::Running,
        started_at: started(),
        due_at: started() + hours(48),
        paused_at: None,
        stopped_at: None,
        outcome: None,
        answered_at: None,
        paused_seconds: 0,
        next_step_at: None,
        approval_percent: 0,
    }
}

fn shown(cycle: &Cycle, after_hours: i64) -> (Tone, String) {
    let badge = badge(cycle, &Texts::embedded(), Lang::It, started() + hours(after_hours));
    (badge.tone, badge.text)
}

#[test]
fn a_running_promise_says_when_it_is_due_and_how_late_it_is() {
    assert_eq!(shown(&cycle(), 1), (Tone::OnTime, "Nei tempi – scade il 26 nov, 10:30".into()));
    assert_eq!(shown(&cycle(), 43), (Tone::Soon, "In scadenza – 5 ore".into()));
    assert_eq!(shown(&cycle(), 50), (Tone::Overdue, "In ritardo di 2 ore".into()));
}

#[test]
fn a_promise_that_does_not_run_says_so() {
    let paused = Cycle { state: CycleState::Paused, paused_at: Some(started() + hours(3)), ..cycle() };
    assert_eq!(shown(&paused, 500), (Tone::Paused, "In pausa – attesa chiarimento".into()));
    let stopped = |outcome, after| Cycle {
        state: CycleState::Stopped,
        stopped_at: Some(started() + hours(after)),
        outcome: Some(outcome),
        ..cycle()
    };
    assert_eq!(shown(&stopped(Outcome::Answered, 31), 500), (Tone::Answered, "Risposta in 31 ore".into()));
    assert_eq!(
        shown(&stopped(Outcome::Answered, 50), 500),
        (Tone::AnsweredLate, "Risposta in 50 ore, oltre la scadenza".into())
    );
    assert_eq!(shown(&stopped(Outcome::Closed, 50), 500), (Tone::Ended, "Chiusa senza risposta".into()));
}

#[test]
fn the_story_of_a_clock_reads_from_the_question_to_the_answer() {
    let mut events = history(&[
        (Start, started()),
        (Pause, started() + hours(10)),
        (Resume, started() + hours(34)),
        (Stop, started() + hours(50)),
    ]);
    for (event, cause) in events.iter_mut().zip([
        Cause::Received,
        Cause::ClarificationAsked,
        Cause::RequesterReplied,
        Cause::Answered,
    ]) {
        event.cause = cause;
    }
    let policy = Policy::default();
    let texts = Texts::embedded();
    let lines = story(&events, &policy, &texts, Lang::It, started() + hours(60));
    let words: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        words,
        [
            "Domanda ricevuta: 48 ore per rispondere, entro giovedì 26 novembre 2026, ore 10:30",
            "Chiesto un chiarimento: il tempo si ferma, ne resta ancora: 38 ore",
            "Arrivato il chiarimento: il tempo riparte, scadenza venerdì 27 novembre 2026, ore 10:30",
            "Risposta inviata dopo 50 ore (in attesa del chiarimento: 24 ore), entro la scadenza",
        ]
    );
}

#[test]
fn the_story_of_a_late_answer_says_when_the_deadline_passed() {
    let mut events = history(&[(Start, started()), (Stop, started() + hours(50))]);
    events[0].cause = Cause::Received;
    events[1].cause = Cause::Answered;
    let lines = story(&events, &Policy::default(), &Texts::embedded(), Lang::En, started() + hours(60));
    let words: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(words[1..], ["Deadline passed", "Answered after 50 hours, 2 hours late"]);

    let lines = story(&events[..1], &working(16, office()), &Texts::embedded(), Lang::En, started());
    assert_eq!(
        lines[0].text,
        "Question received: 16 working hours to answer, by Thursday 26 November 2026 at 10:30"
    );
}

#[test]
fn both_times_are_told_where_they_differ() {
    use crate::sla::{ClockEvent, ClockEventKind, times};
    let texts = Texts::embedded();
    let told = |policy: &Policy, events: &[ClockEvent], now: &str| -> Vec<String> {
        let facts = times(events, policy, &texts, Lang::It, at(now));
        facts.into_iter().map(|fact| format!("{}: {}", fact.label, fact.text)).collect()
    };
    let start = (ClockEventKind::Start, at("2026-11-24T10:00:00+01:00"));
    let asked = (ClockEventKind::Pause, at("2026-11-24T12:30:00+01:00"));
    let replied = (ClockEventKind::Resume, at("2026-11-26T09:00:00+01:00"));
    // Every hour counts and nobody waited: the badge says it all.
    assert!(told(&Policy::default(), &history(&[start]), "2026-11-25T10:00:00+01:00").is_empty());
    assert_eq!(
        told(&Policy::default(), &history(&[start, asked, replied]), "2026-11-26T10:00:00+01:00"),
        [
            "Tempo passato: 48 ore",
            "Senza le attese del chiarimento: 3 ore e 30 minuti",
            "Tempo che resta: 44 ore"
        ]
    );
    // Sixteen hours of work: three on Tuesday before lunch, one and a half after it, until 15:30.
    let working = super::working(16, super::office());
    assert_eq!(
        told(&working, &history(&[start]), "2026-11-24T15:30:00+01:00"),
        [
            "Tempo passato: 5 ore e 30 minuti",
            "Ore lavorative usate: 4 ore e 30 minuti di lavoro",
            "Tempo che resta: 42 ore",
            "Ore lavorative che restano: 11 ore e 30 minuti di lavoro"
        ]
    );
    let paused = told(&working, &history(&[start, asked]), "2026-11-25T12:30:00+01:00");
    assert_eq!(
        paused.last().map(String::as_str),
        Some("Resta, dopo il chiarimento: 13 ore e 30 minuti di lavoro")
    );
}
