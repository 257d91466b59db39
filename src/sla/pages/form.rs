//! The form of a policy: as typed, checked, and shown again.

use serde::Serialize;

use super::Choice;
use crate::kernel::clock::typed_time;
use crate::kernel::event::Reminded;
use crate::kernel::ids::{AccountId, CalendarId, GroupId};
use crate::platform::web::{FieldErrors, PostForm};
use crate::sla::plan::{MOST_HOURS, MOST_PERCENT, PlannedStep, When};
use crate::sla::policy::{MAX_STEPS, Policy};
use crate::sla::quiet::Night;
use crate::sla::terms::Terms;
use chrono::Timelike;

/// A reminder as typed.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct TypedStep {
    amount: String,
    unit: String,
    /// Words of roles.
    to: Vec<String>,
    /// `p` and the id of a person, or `g` and that of a group.
    other: String,
}

/// A policy as typed.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct TypedPolicy {
    pub(super) topic: String,
    pub(super) kind: String,
    hours: String,
    clock: String,
    calendar: String,
    steps: Vec<TypedStep>,
    night_from: String,
    night_until: String,
    quiet_days_off: bool,
}

/// The roles of a reminder, with the ends of the keys of their texts.
const ROLES: [(Reminded, &str); 3] =
    [(Reminded::Holder, "holder"), (Reminded::Group, "group"), (Reminded::Coordinators, "coordinators")];

/// Units of a reminder's time.
pub(super) const UNITS: [&str; 4] = ["percent", "before", "after", "every"];

impl TypedStep {
    fn of(step: &PlannedStep) -> Self {
        let (amount, unit) = match step.when {
            When::Percent(percent) | When::Approval(percent) => (percent, "percent"),
            When::Before(hours) => (hours, "before"),
            When::After(hours) => (hours, "after"),
            When::Every(hours) => (hours, "every"),
        };
        let role = |(role, word): &(Reminded, &str)| step.to.contains(role).then(|| (*word).to_owned());
        let other = step.to.iter().find_map(|to| match to {
            Reminded::Person(id) => Some(format!("p{id}")),
            Reminded::ExpertGroup(id) => Some(format!("g{id}")),
            _ => None,
        });
        Self {
            amount: amount.to_string(),
            unit: unit.to_owned(),
            to: ROLES.iter().filter_map(role).collect(),
            other: other.unwrap_or_default(),
        }
    }

    fn is_empty(&self) -> bool {
        self.amount.trim().is_empty()
    }
}

/// A reminder with everything that can be chosen.
#[derive(Serialize)]
pub(super) struct ShownStep {
    number: usize,
    amount: String,
    unit: String,
    to: Vec<Choice>,
    other: String,
}

impl TypedPolicy {
    pub(super) fn of(terms: &Terms) -> Self {
        let [from, until] = terms.night.map(Night::times).unwrap_or_default();
        Self {
            topic: String::new(),
            kind: String::new(),
            hours: terms.hours.to_string(),
            clock: if terms.working { "working" } else { "calendar" }.to_owned(),
            calendar: terms.calendar.to_string(),
            steps: terms.steps.iter().map(TypedStep::of).collect(),
            night_from: from,
            night_until: until,
            quiet_days_off: terms.quiet_days_off,
        }
    }

    /// What was typed; with one more empty row when that was asked for.
    pub(super) fn read(form: &PostForm) -> Self {
        let text = |name: &str| form.get(name).trim().to_owned();
        let step = |number: usize| -> Option<TypedStep> {
            let field = |end: &str| format!("step{number}_{end}");
            form.has(&field("amount")).then(|| TypedStep {
                amount: text(&field("amount")),
                unit: text(&field("unit")),
                to: form.all(&field("to[]")).map(str::to_owned).collect(),
                other: text(&field("other")),
            })
        };
        let mut steps: Vec<TypedStep> = (1..=MAX_STEPS + 1).map_while(step).collect();
        if form.get("do") == "add" && steps.len() < MAX_STEPS {
            steps.push(TypedStep { unit: "before".to_owned(), ..TypedStep::default() });
        }
        Self {
            topic: text("topic"),
            kind: text("kind"),
            hours: text("hours"),
            clock: text("clock"),
            calendar: text("calendar"),
            steps,
            night_from: text("night_from"),
            night_until: text("night_until"),
            quiet_days_off: form.get("quiet_days_off") == "1",
        }
    }

    /// The rows with what can be chosen; `roles` are the words for the roles.
    pub(super) fn rows(&self, role_words: &dyn Fn(&str) -> String) -> Vec<ShownStep> {
        let row = |(index, step): (usize, &TypedStep)| ShownStep {
            number: index + 1,
            amount: step.amount.clone(),
            unit: step.unit.clone(),
            to: ROLES
                .iter()
                .map(|(_, word)| Choice {
                    value: (*word).to_owned(),
                    label: role_words(word),
                    checked: step.to.iter().any(|to| to == word),
                })
                .collect(),
            other: step.other.clone(),
        };
        self.steps.iter().enumerate().map(row).collect()
    }

    /// The terms, or every mistake in the order of the page. `others` are the people and groups that can be reminded.
    pub(super) fn check(
        &self,
        calendars: &[CalendarId],
        others: &[Choice],
        errors: &mut FieldErrors,
    ) -> Option<Terms> {
        let hours = number(&self.hours).filter(|hours| (1..=Policy::MAX_HOURS).contains(hours));
        let hours = errors.require("hours", "sla-error-hours", hours);
        let working = match self.clock.as_str() {
            "working" => Some(true),
            "calendar" => Some(false),
            _ => None,
        };
        let working = errors.require("clock", "sla-error-clock", working);
        let calendar = self.calendar.parse().ok().map(CalendarId).filter(|id| calendars.contains(id));
        let calendar = errors.require("calendar", "sla-error-calendar", calendar);
        let mut steps: Vec<PlannedStep> = Vec::new();
        let mut all_fine = true;
        for (number, step) in (1..).zip(&self.steps).filter(|(_, step)| !step.is_empty()) {
            match checked_step(step, number, hours, others, &steps, errors) {
                Some(step) => steps.push(step),
                None => all_fine = false,
            }
        }
        if all_fine && !steps.iter().any(|step| step.when == When::DUE) {
            errors.add("step1_amount", "sla-error-due");
            all_fine = false;
        }
        let night = self.night(errors);
        all_fine.then_some(())?;
        Some(Terms {
            hours: hours?,
            working: working?,
            calendar: calendar?,
            steps: sorted(steps, hours?),
            night: night?,
            quiet_days_off: self.quiet_days_off,
        })
    }

    fn night(&self, errors: &mut FieldErrors) -> Option<Option<Night>> {
        if self.night_from.is_empty() && self.night_until.is_empty() {
            return Some(None);
        }
        let minute = |text: &str| {
            typed_time(text).and_then(|time| u16::try_from(time.num_seconds_from_midnight() / 60).ok())
        };
        let from = errors.require("night_from", "sla-error-time", minute(&self.night_from));
        let until = errors.require("night_until", "sla-error-time", minute(&self.night_until));
        let night = Night::of_minutes(from?, until?);
        errors.require("night_until", "sla-error-night", night).map(Some)
    }
}

fn sorted(mut steps: Vec<PlannedStep>, hours: u32) -> Vec<PlannedStep> {
    steps.sort_by_key(|step| step.when.place(hours));
    steps
}

fn checked_step(
    step: &TypedStep,
    number_of_row: usize,
    hours: Option<u32>,
    others: &[Choice],
    before: &[PlannedStep],
    errors: &mut FieldErrors,
) -> Option<PlannedStep> {
    let field = |end: &str| format!("step{number_of_row}_{end}");
    let amount = number(&step.amount);
    let within = |most: u32| amount.filter(|amount| (1..=most).contains(amount));
    let (when, key) = match step.unit.as_str() {
        "percent" => (within(MOST_PERCENT).map(When::Percent), "sla-error-percent"),
        "before" => {
            let most = hours.map_or(MOST_HOURS, |hours| hours.saturating_sub(1));
            (within(most).map(When::Before), "sla-error-before")
        }
        "after" => (within(MOST_HOURS).map(When::After), "sla-error-hours"),
        "every" => (within(MOST_HOURS).map(When::Every), "sla-error-hours"),
        _ => (None, "sla-error-unit"),
    };
    let mut when = errors.require(&field("amount"), key, when);
    if let Some(known) = when {
        let is_same = |other: &PlannedStep| match known {
            When::Every(_) => matches!(other.when, When::Every(_)),
            known => other.when == known,
        };
        if before.iter().any(is_same) {
            errors.add(&field("amount"), "sla-error-twice");
            when = None;
        }
    }
    let roles = ROLES.iter().filter(|(_, word)| step.to.iter().any(|to| to == word)).map(|(role, _)| *role);
    let other =
        others.iter().find(|other| other.value == step.other).and_then(|other| reminded(&other.value));
    let to: Vec<Reminded> = roles.chain(other).collect();
    let to = errors.require(&field("to[]"), "sla-error-to", (!to.is_empty()).then_some(to));
    Some(PlannedStep { when: when?, to: to? })
}

fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn reminded(value: &str) -> Option<Reminded> {
    let (word, id) = value.split_at_checked(1)?;
    let id: i64 = id.parse().ok()?;
    match word {
        "p" => Some(Reminded::Person(AccountId(id))),
        "g" => Some(Reminded::ExpertGroup(GroupId(id))),
        _ => None,
    }
}
