//! Both times of a promise in words: as the calendar counts them and as the desk works, with and without the waits.

use chrono::Duration;
use serde::Serialize;

use super::clock_event::ClockEvent;
use super::evaluation::{CycleState, evaluate};
use super::policy::{HoursKind, Policy};
use crate::kernel::clock::Instant;
use crate::platform::i18n::{Lang, Texts, span};

/// A line of the two times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeFact {
    /// Of what.
    pub label: String,
    /// How much.
    pub text: String,
}

/// How much time passed and is left at `now`; nothing where one number says it all, since every hour counts and nobody
/// waited.
pub fn times(
    events: &[ClockEvent],
    policy: &Policy,
    texts: &Texts,
    lang: Lang,
    now: Instant,
) -> Vec<TimeFact> {
    let Some(clock) = evaluate(events, policy, now) else { return Vec::new() };
    let working = matches!(policy.clock, HoursKind::Working(_));
    let waited = clock.paused > Duration::zero();
    if !working && !waited {
        return Vec::new();
    }
    let say = |key: &str, args: &[(&str, String)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        texts.get(lang, key, &args)
    };
    let fact = |label: &str, text: String| TimeFact { label: say(label, &[]), text };
    let mut facts = vec![fact("sla-times-passed", span(lang, clock.gross))];
    if waited {
        facts.push(fact("sla-times-net", span(lang, clock.net())));
    }
    if working {
        facts.push(fact("sla-times-worked", worked(texts, lang, clock.used)));
    }
    let is_ahead = clock.remaining > Duration::zero();
    match clock.state {
        CycleState::Running if is_ahead => {
            facts.push(fact("sla-times-left", span(lang, clock.due_at - clock.at)));
            if working {
                facts.push(fact("sla-times-left-worked", worked(texts, lang, clock.remaining)));
            }
        }
        CycleState::Paused if is_ahead => {
            let left =
                if working { worked(texts, lang, clock.remaining) } else { span(lang, clock.remaining) };
            facts.push(fact("sla-times-left-after", left));
        }
        _ => {}
    }
    facts
}

/// Hours of work: never days, since a day of work has no 24.
fn worked(texts: &Texts, lang: Lang, length: Duration) -> String {
    let (hours, minutes) = (length.num_hours(), length.num_minutes() % 60);
    texts.get(lang, "sla-worked", &[("hours", hours.into()), ("minutes", minutes.into())])
}
