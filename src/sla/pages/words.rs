//! Policies and calendars in words, and what changed from one revision to the next.

use std::collections::HashMap;

use chrono::Weekday;

use crate::kernel::event::Reminded;
use crate::kernel::ids::{AccountId, CalendarId, GroupId};
use crate::platform::i18n::{Arg, Lang, Texts, date, days, hours, the_percent};
use crate::sla::calendar::{Closure, LocalHoliday, SpecialDay, WorkingCalendar, YearlyDay};
use crate::sla::plan::{PlannedStep, When};
use crate::sla::terms::{NamedCalendar, Terms};
use crate::sla::timetable::Span;

/// Says things in one language, knowing whom and what the numbers mean.
pub(super) struct Speaker<'a> {
    pub(super) texts: &'a Texts,
    pub(super) lang: Lang,
    pub(super) people: &'a HashMap<AccountId, String>,
    pub(super) groups: &'a [(GroupId, String)],
    pub(super) calendars: &'a [(CalendarId, String)],
}

/// The weekdays with the ends of their keys.
pub(super) const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Mon, "mon"),
    (Weekday::Tue, "tue"),
    (Weekday::Wed, "wed"),
    (Weekday::Thu, "thu"),
    (Weekday::Fri, "fri"),
    (Weekday::Sat, "sat"),
    (Weekday::Sun, "sun"),
];

impl Speaker<'_> {
    pub(super) fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.get(self.lang, key, args)
    }

    /// The time for an answer.
    pub(super) fn length(&self, terms: &Terms) -> String {
        let working = if terms.working { "yes" } else { "no" };
        self.say("sla-length", &[("hours", terms.hours.into()), ("working", working.into())])
    }

    pub(super) fn calendar(&self, id: CalendarId) -> String {
        self.calendars
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, name)| name.clone())
            .unwrap_or_default()
    }

    /// A reminder: when, and to whom.
    pub(super) fn step(&self, step: &PlannedStep) -> String {
        let to: Vec<String> = step.to.iter().map(|to| self.reminded(*to)).collect();
        self.say("sla-step", &[("when", self.when(step.when).into()), ("to", to.join(", ").into())])
    }

    fn when(&self, when: When) -> String {
        match when {
            When::DUE => self.say("sla-when-due", &[]),
            When::Percent(percent) | When::Approval(percent) => {
                self.say("sla-when-percent", &[("percent", the_percent(self.lang, percent.into()).into())])
            }
            When::Before(hours) => self.say("sla-when-before", &[("hours", hours.into())]),
            When::After(hours) => self.say("sla-when-after", &[("hours", hours.into())]),
            When::Every(hours) => self.say("sla-when-every", &[("hours", hours.into())]),
        }
    }

    fn reminded(&self, to: Reminded) -> String {
        match to {
            Reminded::Holder => self.say("sla-to-holder", &[]),
            Reminded::Group => self.say("sla-to-group", &[]),
            Reminded::Coordinators => self.say("sla-to-coordinators", &[]),
            Reminded::Person(id) => {
                self.people.get(&id).cloned().unwrap_or_else(|| self.say("sla-to-nobody", &[]))
            }
            Reminded::ExpertGroup(id) => {
                let known = self.groups.iter().find(|(known, _)| *known == id);
                known.map_or_else(|| self.say("sla-to-nobody", &[]), |(_, name)| name.clone())
            }
        }
    }

    /// The quiet hours.
    pub(super) fn quiet(&self, terms: &Terms) -> String {
        let night = terms.night.map(|night| {
            let [from, until] = night.times();
            self.say("sla-quiet-night", &[("hours", hours(self.lang, &from, &until).into())])
        });
        let days = terms.quiet_days_off.then(|| self.say("sla-quiet-days", &[]));
        let all: Vec<String> = night.into_iter().chain(days).collect();
        if all.is_empty() { self.say("sla-quiet-none", &[]) } else { all.join("; ") }
    }

    /// What changed in the terms of a policy.
    pub(super) fn changed_terms(&self, before: &Terms, after: &Terms) -> Vec<String> {
        let mut lines = Vec::new();
        let mut turned = |key: &str, from: String, to: String| {
            if from != to {
                lines.push(self.say(key, &[("from", from.into()), ("to", to.into())]));
            }
        };
        if before.working == after.working {
            turned("sla-changed-hours", before.hours.to_string(), after.hours.to_string());
        } else {
            turned("sla-changed-length", self.length(before), self.length(after));
        }
        turned("sla-changed-calendar", self.calendar(before.calendar), self.calendar(after.calendar));
        turned("sla-changed-quiet", self.quiet(before), self.quiet(after));
        lines.extend(self.list(&before.steps, &after.steps, |step| self.step(step)));
        lines
    }

    /// What went and what came.
    fn list<T: PartialEq>(&self, before: &[T], after: &[T], words: impl Fn(&T) -> String) -> Vec<String> {
        let gone = before.iter().filter(|one| !after.contains(one));
        let come = after.iter().filter(|one| !before.contains(one));
        let gone = gone.map(|one| self.say("sla-changed-gone", &[("what", words(one).into())]));
        let come = come.map(|one| self.say("sla-changed-come", &[("what", words(one).into())]));
        gone.chain(come).collect()
    }

    /// What changed in a calendar.
    pub(super) fn changed_calendar(&self, before: &NamedCalendar, after: &NamedCalendar) -> Vec<String> {
        let mut lines = Vec::new();
        let mut turned = |key: &str, args: &[(&str, Arg<'_>)]| lines.push(self.say(key, args));
        if before.name != after.name {
            turned("sla-changed-name", &[("to", after.name.as_str().into())]);
        }
        let (old, new) = (&before.calendar, &after.calendar);
        for (day, key) in WEEK {
            let (from, to) = (old.timetable.of(day), new.timetable.of(day));
            if from != to {
                let day = self.say(&format!("sla-day-{key}"), &[]);
                let args =
                    [("day", day.into()), ("from", self.spans(from).into()), ("to", self.spans(to).into())];
                turned("sla-changed-day", &args);
            }
        }
        match (old.national_holidays, new.national_holidays) {
            (false, true) => turned("sla-changed-national-on", &[]),
            (true, false) => turned("sla-changed-national-off", &[]),
            _ => {}
        }
        lines.extend(self.list(&old.local_holidays, &new.local_holidays, |day| self.holiday(day)));
        lines.extend(self.list(&old.closures, &new.closures, |closure| self.closure(closure)));
        lines.extend(self.list(&old.special_days, &new.special_days, |day| self.special(day)));
        lines
    }

    /// The hours of a day.
    pub(super) fn spans(&self, spans: &[Span]) -> String {
        match spans {
            [] => self.say("sla-closed", &[]),
            spans => written(spans),
        }
    }

    /// A holiday of the place, with its years.
    pub(super) fn holiday(&self, holiday: &LocalHoliday) -> String {
        let day = match holiday.day {
            YearlyDay::Fixed { month, day } => {
                let month = self.say(&format!("sla-month-{month}"), &[]);
                self.say("sla-day-of-year", &[("day", day.into()), ("month", month.into())])
            }
            YearlyDay::Easter(days) => self.say("sla-day-from-easter", &[("days", days.into())]),
        };
        let named = named(day, &self.holiday_name(holiday));
        match (holiday.from, holiday.until) {
            (None, None) => named,
            (from, until) => {
                let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
                let args = [
                    ("what", named.into()),
                    ("from", year(from).into()),
                    ("until", year(until).into()),
                    ("has_from", if from.is_some() { "yes" } else { "no" }.into()),
                    ("has_until", if until.is_some() { "yes" } else { "no" }.into()),
                ];
                self.say("sla-holiday-years", &args)
            }
        }
    }

    /// What a holiday of the place is called.
    pub(super) fn holiday_name(&self, holiday: &LocalHoliday) -> String {
        match holiday.name.as_str() {
            "" if holiday.day == YearlyDay::SANT_AMBROGIO => self.say("sla-holiday-saint-ambrose", &[]),
            name => name.to_owned(),
        }
    }

    /// A closure: its days, and why.
    pub(super) fn closure(&self, closure: &Closure) -> String {
        named(days(self.lang, closure.from, closure.to), &closure.name)
    }

    /// A day with hours of its own.
    pub(super) fn special(&self, day: &SpecialDay) -> String {
        let args = [("day", date(self.lang, day.date).into()), ("hours", self.spans(&day.spans).into())];
        named(self.say("sla-special-day", &args), &day.name)
    }
}

/// Something, and in brackets what it is called.
fn named(what: String, name: &str) -> String {
    if name.is_empty() { what } else { format!("{what} ({name})") }
}

/// Spans as they are typed.
pub(super) fn written(spans: &[Span]) -> String {
    spans.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The hours of work of a day, in minutes.
pub(super) fn minutes(calendar: &WorkingCalendar, day: chrono::NaiveDate) -> i64 {
    calendar.stretches(day).iter().map(|(from, to)| (*to - *from).num_minutes()).sum()
}
