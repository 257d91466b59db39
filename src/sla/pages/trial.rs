//! `/amministrazione/scadenze/prova`: which policy would hold for a question, and when its answer would be due.

use serde::Serialize;
use tera::context;

use super::policies::Shelf;
use super::{Choice, LIST};
use crate::accounts::{RequesterKind, Visit};
use crate::kernel::clock::{Instant, on_wall_of_rome, typed_day, typed_time};
use crate::kernel::event::Actor;
use crate::platform::web::{FieldErrors, WebResult};
use crate::sla::clock_event::{Cause, ClockEvent, ClockEventKind};
use crate::sla::evaluation::evaluate;
use crate::sla::meter::Meter;
use crate::sla::terms::{KeptPolicy, Scope};

/// What would be promised.
#[derive(Serialize)]
struct Trial {
    scope: String,
    policy: i64,
    length: String,
    received_at: Instant,
    due_at: Instant,
    steps: Vec<ShownStep>,
}

/// A reminder, and when it would be sent.
#[derive(Serialize)]
struct ShownStep {
    words: String,
    at: Instant,
    /// Whether quiet hours hold it back until then.
    held: bool,
}

/// `GET /amministrazione/scadenze/prova?argomento=&tipo=&giorno=&ora=`: the answer for a question received then, now when
/// nothing is said.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let mut errors = FieldErrors::new();
    let (slug, kind) = (visit.query("argomento"), visit.query("tipo"));
    let (day, time) = (visit.query("giorno"), visit.query("ora"));
    let topic = shelf.tree.by_slug(&slug).map(|topic| topic.id);
    let requester = RequesterKind::parse(&kind).unwrap_or(RequesterKind::Worker);
    let at = if day.is_empty() && time.is_empty() {
        Some(visit.now())
    } else {
        let typed = errors.require("giorno", "sla-error-day", typed_day(&day));
        let hour = errors.require("ora", "sla-error-time", typed_time(&time));
        let at = typed.zip(hour).map(|(day, hour)| on_wall_of_rome(day, hour));
        at.and_then(|at| errors.require("ora", "sla-error-skipped", at))
    };
    let area = topic.and_then(|topic| shelf.tree.area_of(topic));
    let fits = |scope: Scope| {
        (scope.topic.is_none() || scope.topic == topic || scope.topic == area)
            && (scope.kind.is_none() || scope.kind == Some(requester))
    };
    let holding = shelf.policies.iter().filter(|policy| policy.in_force && fits(policy.scope));
    let holding = holding.max_by_key(|policy| policy.scope.rank(topic));
    let trial = at.zip(holding).and_then(|(at, policy)| tried(&visit, &shelf, policy, at));
    let lang = visit.lang();
    let topics: Vec<Choice> = shelf
        .tree
        .all()
        .iter()
        .filter(|topic| topic.active)
        .map(|topic| Choice::of(topic.slug.as_str(), topic.name(lang)))
        .collect();
    let kinds =
        ["worker", "enterprise"].map(|kind| Choice::of(kind, visit.text(&format!("sla-form-kind-{kind}"))));
    let context = context! {
        topics => &topics,
        kinds => &kinds,
        topic => &slug,
        kind => &requester,
        day => &day,
        time => &time,
        trial => &trial,
        list => &LIST,
    };
    match errors.is_empty() {
        true => visit.render("sla/trial.html", context),
        false => visit.render_invalid("sla/trial.html", context, &errors),
    }
}

fn tried(visit: &Visit, shelf: &Shelf, kept: &KeptPolicy, at: Instant) -> Option<Trial> {
    let calendar = shelf.calendars.iter().find(|calendar| calendar.id == kept.terms.calendar)?;
    let policy = kept.terms.with(&calendar.named.calendar).ok()?;
    let start = ClockEvent {
        sequence: 0,
        kind: ClockEventKind::Start,
        at,
        actor: Actor::System,
        cause: Cause::Received,
        new_due_at: None,
        reason: None,
    };
    let due_at = Meter::start(&policy, &start)?.read(at).due_at;
    let speaker = shelf.speaker(&visit.app().texts, visit.lang());
    // Those after the deadline are far away, and repeated for ever: until the deadline is what one looks for.
    let reached = evaluate(std::slice::from_ref(&start), &policy, due_at)?.reached;
    let mut steps: Vec<ShownStep> = reached
        .iter()
        .filter_map(|step| {
            let words = speaker.step(policy.steps.get(policy.rank(step.step))?);
            let sent = policy.release(step.step, step.at);
            Some(ShownStep { words, at: sent, held: sent > step.at })
        })
        .collect();
    steps.sort_by_key(|step| step.at);
    Some(Trial {
        scope: shelf.scope(visit, kept.scope),
        policy: kept.id.0,
        length: speaker.length(&kept.terms),
        received_at: at,
        due_at,
        steps,
    })
}
