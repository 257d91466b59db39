//! The clock in words: the badge of a question in a list, and the story of its clock on its page.

use chrono::Duration;
use serde::Serialize;

use super::clock_event::{Cause, ClockEvent, ClockEventKind};
use super::cycle::{Cycle, Outcome};
use super::evaluation::{CycleState, Evaluation};
use super::meter::Meter;
use super::policy::{HoursKind, Policy};
use super::step::Step;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::i18n::{Lang, Texts, date_time, on_day_short, span};

/// Less than this before the deadline a question is about to be late.
const SOON: Duration = Duration::hours(8);

/// What a badge says by its colour and icon, beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// In time.
    OnTime,
    /// Less than eight hours to the deadline.
    Soon,
    /// Past the deadline.
    Overdue,
    /// Waiting for the requester.
    Paused,
    /// Answered in time.
    Answered,
    /// Answered after the deadline.
    AnsweredLate,
    /// Closed without an answer, or spam.
    Ended,
}

/// A short sign of where a promise stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// Its colour and icon.
    pub tone: Tone,
    /// Its words.
    pub text: String,
    /// The instant it speaks of, for `<time>`: the deadline, or the end.
    pub at: Instant,
}

/// The badge of a cycle at `now`.
pub fn badge(cycle: &Cycle, texts: &Texts, lang: Lang, now: Instant) -> Badge {
    let words = |key: &str, name: &str, value: String| texts.get(lang, key, &[(name, value.into())]);
    let late = cycle.is_overdue(now);
    match cycle.state {
        CycleState::Running if late => {
            let text = words("sla-badge-overdue", "late", span(lang, whole_hours(now - cycle.due_at)));
            Badge { tone: Tone::Overdue, text, at: cycle.due_at }
        }
        CycleState::Running if cycle.due_at - now < SOON => {
            let text = words("sla-badge-soon", "left", span(lang, whole_hours(cycle.due_at - now)));
            Badge { tone: Tone::Soon, text, at: cycle.due_at }
        }
        CycleState::Running => {
            let text = words("sla-badge-on-time", "due", on_day_short(lang, cycle.due_at, now));
            Badge { tone: Tone::OnTime, text, at: cycle.due_at }
        }
        CycleState::Paused => {
            let text = texts.get(lang, "sla-badge-paused", &[]);
            Badge { tone: Tone::Paused, text, at: cycle.paused_at.unwrap_or(cycle.due_at) }
        }
        CycleState::Stopped => {
            let at = cycle.stopped_at.unwrap_or(cycle.due_at);
            let took = span(lang, whole_hours(at - cycle.started_at));
            let (tone, text) = match cycle.outcome {
                Some(Outcome::Answered) if late => {
                    (Tone::AnsweredLate, words("sla-badge-answered-late", "took", took))
                }
                Some(Outcome::Answered) => (Tone::Answered, words("sla-badge-answered", "took", took)),
                Some(Outcome::Merged) => (Tone::Ended, texts.get(lang, "sla-badge-merged", &[])),
                Some(Outcome::Spam) => (Tone::Ended, texts.get(lang, "sla-badge-spam", &[])),
                Some(Outcome::Imported) => (Tone::Ended, texts.get(lang, "sla-badge-imported", &[])),
                Some(Outcome::Solved) => (Tone::Ended, texts.get(lang, "sla-badge-solved", &[])),
                Some(Outcome::Closed) | None => (Tone::Ended, texts.get(lang, "sla-badge-closed", &[])),
            };
            Badge { tone, text, at }
        }
    }
}

/// From an hour on, minutes say nothing in a badge.
fn whole_hours(length: Duration) -> Duration {
    if length < Duration::hours(1) { length } else { Duration::hours(length.num_hours()) }
}

/// One line of the story of a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryLine {
    /// When it happened.
    pub at: Instant,
    /// Who did it; nobody when time did.
    pub actor: Option<AccountId>,
    /// What happened and what it meant for the deadline.
    pub text: String,
}

/// What happened to a clock until `now`, oldest first. `events` in the order of writing.
pub fn story(
    events: &[ClockEvent],
    policy: &Policy,
    texts: &Texts,
    lang: Lang,
    now: Instant,
) -> Vec<StoryLine> {
    let Some((first, rest)) = events.split_first() else { return Vec::new() };
    let Some(mut meter) = Meter::start(policy, first) else { return Vec::new() };
    let speaker = Speaker { policy, texts, lang };
    let started = meter.read(first.at);
    let mut lines = vec![speaker.line(first, &started, &started)];
    for event in rest {
        let before = meter.read(event.at);
        meter.apply(event);
        if !waits_on(event, rest) {
            lines.push(speaker.line(event, &before, &meter.read(event.at)));
        }
    }
    let passed = meter.read(now).reached.into_iter().find(|step| step.step == Step::DUE);
    if let Some(passed) = passed.filter(|passed| passed.at < now) {
        let text = texts.get(lang, "sla-story-passed", &[]);
        let place = lines.iter().position(|line| line.at > passed.at).unwrap_or(lines.len());
        lines.insert(place, StoryLine { at: passed.at, actor: None, text });
    }
    lines
}

/// Whether a clock ran again for no time, when a question that waits took in another that does: that it waits says the next.
fn waits_on(event: &ClockEvent, events: &[ClockEvent]) -> bool {
    let by_merge = |other: &ClockEvent, kind| other.cause == Cause::Merged && other.kind == kind;
    by_merge(event, ClockEventKind::Resume)
        && events.iter().any(|next| by_merge(next, ClockEventKind::Pause) && next.at == event.at)
}

struct Speaker<'a> {
    policy: &'a Policy,
    texts: &'a Texts,
    lang: Lang,
}

impl Speaker<'_> {
    /// The line of an event; `before` and `after` are where the clock stands around it.
    fn line(&self, event: &ClockEvent, before: &Evaluation, after: &Evaluation) -> StoryLine {
        let text = match event.kind {
            ClockEventKind::Start => self.started(event, after),
            ClockEventKind::Pause if event.cause == Cause::Merged => self.say("sla-story-merged-paused", &[]),
            ClockEventKind::Pause if after.is_overdue() => {
                self.say("sla-story-paused-late", &[("late", self.span(after.overdue))])
            }
            ClockEventKind::Pause => self.say("sla-story-paused", &[("left", self.span(after.remaining))]),
            ClockEventKind::Resume => {
                let key = match event.cause {
                    Cause::RequesterReplied => "sla-story-replied",
                    Cause::Merged => "sla-story-merged-resumed",
                    _ => "sla-story-resumed",
                };
                self.say(key, &[("due", date_time(self.lang, after.due_at))])
            }
            ClockEventKind::Stop => self.stopped(event, after),
            ClockEventKind::Correction => self.moved(event, before, after),
        };
        StoryLine { at: event.at, actor: event.actor.account(), text }
    }

    /// From when to when, and why.
    fn moved(&self, event: &ClockEvent, before: &Evaluation, after: &Evaluation) -> String {
        let [from, due] = [before, after].map(|moment| date_time(self.lang, moment.due_at));
        if event.cause == Cause::Merged {
            return self.say("sla-story-merged", &[("from", from), ("due", due)]);
        }
        let reason = event.reason.as_ref().map(ToString::to_string).unwrap_or_default();
        self.say("sla-story-moved", &[("from", from), ("due", due), ("reason", reason)])
    }

    fn started(&self, event: &ClockEvent, after: &Evaluation) -> String {
        if event.cause == Cause::Imported {
            return self.say("sla-story-imported", &[]);
        }
        let key = match (event.cause, &self.policy.clock) {
            (Cause::Reopened, HoursKind::Calendar) => "sla-story-reopened",
            (Cause::Reopened, HoursKind::Working(_)) => "sla-story-reopened-working",
            (_, HoursKind::Calendar) => "sla-story-received",
            (_, HoursKind::Working(_)) => "sla-story-received-working",
        };
        let due = date_time(self.lang, after.due_at);
        self.texts.get(self.lang, key, &[("hours", self.policy.hours.into()), ("due", due.into())])
    }

    fn stopped(&self, event: &ClockEvent, after: &Evaluation) -> String {
        let took = self.span(after.gross);
        match event.cause {
            Cause::Answered if after.is_overdue() => {
                self.say("sla-story-answered-late", &[("took", took), ("late", self.span(after.overdue))])
            }
            Cause::Answered if after.paused > Duration::zero() => {
                self.say("sla-story-answered-paused", &[("took", took), ("paused", self.span(after.paused))])
            }
            Cause::Answered => self.say("sla-story-answered", &[("took", took)]),
            Cause::Spam => self.say("sla-story-spam", &[]),
            Cause::Merged => self.say("sla-story-merged-ended", &[]),
            Cause::Solved => self.say("sla-story-solved", &[]),
            Cause::Imported => self.say("sla-story-imported-over", &[]),
            _ => self.say("sla-story-closed", &[]),
        }
    }

    fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        self.texts.get(self.lang, key, &values)
    }

    fn span(&self, length: Duration) -> String {
        span(self.lang, length)
    }
}
