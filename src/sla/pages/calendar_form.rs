//! What is typed about a calendar: its week, and single days.

use chrono::NaiveDate;
use serde::Serialize;

use crate::kernel::clock::typed_day;
use crate::kernel::text::Subject;
use crate::platform::web::{FieldErrors, PostForm};
use crate::sla::calendar::{Closure, LocalHoliday, SpecialDay, YearlyDay};
use crate::sla::timetable::{Span, Timetable};

use super::words::WEEK;

/// The longest name of a day, in characters.
const MAX_NAME: usize = 80;

/// Spans as a person types them: `9-13, 14:30-18`. Nothing is a day off.
pub(super) fn typed_spans(text: &str) -> Option<Vec<Span>> {
    let full = |time: &str| -> Option<String> {
        let (hour, minute) = time.trim().split_once([':', '.']).unwrap_or((time.trim(), "00"));
        let is_short = hour.len() == 1 || hour.len() == 2;
        is_short.then(|| format!("{hour:0>2}:{minute:0>2}"))
    };
    let span = |text: &str| -> Option<Span> {
        let (from, to) = text.split_once(['-', '–'])?;
        format!("{}-{}", full(from)?, full(to)?).parse().ok()
    };
    let spans: Vec<Span> = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(span)
        .collect::<Option<_>>()?;
    let apart = spans.windows(2).all(|pair| matches!(pair, [a, b] if a.to_minute() <= b.from_minute()));
    apart.then_some(spans)
}

/// The hours of the week, each day in its field.
pub(super) fn typed_week(form: &PostForm, errors: &mut FieldErrors) -> Option<Timetable> {
    let mut days = WEEK.map(|(_, key)| {
        errors.require(&format!("day_{key}"), "sla-error-spans", typed_spans(form.get(&format!("day_{key}"))))
    });
    let mut take = |day: usize| days.get_mut(day).and_then(Option::take);
    let week = Timetable {
        mon: take(0)?,
        tue: take(1)?,
        wed: take(2)?,
        thu: take(3)?,
        fri: take(4)?,
        sat: take(5)?,
        sun: take(6)?,
    };
    let works = week.days().iter().any(|spans| !spans.is_empty());
    errors.require("day_mon", "sla-error-no-hours", works.then_some(week))
}

/// What somebody adds to a calendar.
pub(super) enum Added {
    Closure(Closure),
    Special(SpecialDay),
    Holiday(LocalHoliday),
}

/// What was typed into the forms that add, shown again.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct TypedDay {
    add: String,
    from: String,
    to: String,
    name: String,
    date: String,
    hours: String,
    day: String,
    from_year: String,
    until_year: String,
}

impl TypedDay {
    pub(super) fn read(form: &PostForm) -> Self {
        let text = |name: &str| form.get(name).trim().to_owned();
        Self {
            add: text("add"),
            from: text("from"),
            to: text("to"),
            name: text("name"),
            date: text("date"),
            hours: text("hours"),
            day: text("day"),
            from_year: text("from_year"),
            until_year: text("until_year"),
        }
    }

    /// What it adds; the fields of each form have a beginning of their own.
    pub(super) fn check(&self, errors: &mut FieldErrors) -> Option<Added> {
        match self.add.as_str() {
            "closure" => {
                let from = errors.require("closure_from", "sla-error-day", typed_day(&self.from));
                let to = if self.to.is_empty() { from } else { typed_day(&self.to) };
                let to = errors.require("closure_to", "sla-error-day", to);
                let name = self.name("closure_name", errors);
                let in_order = |from: NaiveDate, to: NaiveDate| from <= to && (to - from).num_days() <= 366;
                if let (Some(from), Some(to)) = (from, to)
                    && !in_order(from, to)
                {
                    errors.add("closure_to", "sla-error-closure");
                    return None;
                }
                Some(Added::Closure(Closure { from: from?, to: to?, name: name? }))
            }
            "special" => {
                let date = errors.require("special_date", "sla-error-day", typed_day(&self.date));
                let spans = typed_spans(&self.hours).filter(|spans| !spans.is_empty());
                let spans = errors.require("special_hours", "sla-error-spans", spans);
                let name = self.name("special_name", errors);
                Some(Added::Special(SpecialDay { date: date?, spans: spans?, name: name? }))
            }
            "holiday" => {
                let day = errors.require("holiday_day", "sla-error-yearly", yearly_day(&self.day));
                let name = self.name("holiday_name", errors);
                let from = year(&self.from_year, "holiday_from_year", errors);
                let until = year(&self.until_year, "holiday_until_year", errors);
                let (from, until) = (from?, until?);
                if from.zip(until).is_some_and(|(from, until)| until < from) {
                    errors.add("holiday_until_year", "sla-error-years");
                    return None;
                }
                Some(Added::Holiday(LocalHoliday { day: day?, name: name?, from, until }))
            }
            _ => {
                errors.add("", "sla-error-add");
                None
            }
        }
    }

    fn name(&self, field: &str, errors: &mut FieldErrors) -> Option<String> {
        typed_name(&self.name, field, errors)
    }
}

/// A name that may be missing, on one line.
pub(super) fn typed_name(text: &str, field: &str, errors: &mut FieldErrors) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    let name = Subject::parse(text).ok().map(|name| name.to_string());
    errors.require(field, "sla-error-name", name.filter(|name| name.chars().count() <= MAX_NAME))
}

/// A day of every year as an Italian writes it, `7/12`, or counted from Easter, `pasqua+50`.
fn yearly_day(text: &str) -> Option<YearlyDay> {
    let text = text.to_lowercase().replace(' ', "");
    for easter in ["pasqua", "easter"] {
        if let Some(days) = text.strip_prefix(easter) {
            let days = if days.is_empty() { "+0" } else { days };
            return YearlyDay::try_from(format!("easter{days}")).ok();
        }
    }
    let (day, month) = text.split_once(['/', '.', '-'])?;
    let (day, month): (u32, u32) = (day.parse().ok()?, month.parse().ok()?);
    YearlyDay::try_from(format!("{month:02}-{day:02}")).ok()
}

fn year(text: &str, field: &str, errors: &mut FieldErrors) -> Option<Option<i32>> {
    if text.is_empty() {
        return Some(None);
    }
    let year = text.parse().ok().filter(|year| (1950..=2200).contains(year));
    errors.require(field, "sla-error-year", year).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_typed_as_on_the_door() {
        let read = |text: &str| typed_spans(text).map(|spans| super::super::words::written(&spans));
        assert_eq!(read("9-13, 14:30-18").as_deref(), Some("09:00-13:00, 14:30-18:00"));
        assert_eq!(read("9.15–13").as_deref(), Some("09:15-13:00"));
        assert_eq!(read("").as_deref(), Some(""));
        for wrong in ["9", "13-9", "9-13, 12-18", "nove-tredici", "009-10", "9-25"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_of_every_year_is_typed_day_first() {
        assert_eq!(yearly_day("7/12"), Some(YearlyDay::SANT_AMBROGIO));
        assert_eq!(yearly_day("Pasqua + 50"), Some(YearlyDay::Easter(50)));
        assert_eq!(yearly_day("pasqua"), Some(YearlyDay::Easter(0)));
        assert_eq!(yearly_day("pasqua-2"), Some(YearlyDay::Easter(-2)));
        for wrong in ["", "12", "31/2", "12/31", "pasqua+9999", "pasquetta"] {
            assert_eq!(yearly_day(wrong), None, "{wrong}");
        }
    }
}
