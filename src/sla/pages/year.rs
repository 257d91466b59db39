//! A year of a calendar, so that somebody can check it: what is off and why, month by month.

use chrono::{Datelike, Duration, NaiveDate};
use serde::Serialize;

use super::words::{Speaker, minutes};
use crate::platform::i18n::{month_and_year, weekday_date};
use crate::sla::calendar::{Because, WorkingCalendar};

/// A month of the view.
#[derive(Serialize)]
pub(super) struct Month {
    name: String,
    /// Hours of work, and the days on which there are any.
    hours: String,
    days: usize,
    /// What is not like every week.
    lines: Vec<String>,
}

/// Every month of a year.
pub(super) fn months(speaker: &Speaker<'_>, calendar: &WorkingCalendar, year: i32) -> Vec<Month> {
    (1..=12)
        .filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1))
        .map(|first| {
            let days: Vec<NaiveDate> =
                first.iter_days().take_while(|day| day.month() == first.month()).collect();
            let worked: Vec<i64> =
                days.iter().map(|day| minutes(calendar, *day)).filter(|minutes| *minutes > 0).collect();
            Month {
                name: capital(&month_and_year(speaker.lang, first)),
                hours: hours(worked.iter().sum()),
                days: worked.len(),
                lines: days.iter().filter_map(|day| line(speaker, calendar, *day)).collect(),
            }
        })
        .collect()
}

/// A heading begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Hours, and quarters where there are any, as `152` or `7:30`.
fn hours(minutes: i64) -> String {
    if minutes % 60 == 0 {
        (minutes / 60).to_string()
    } else {
        format!("{}:{:02}", minutes / 60, minutes % 60)
    }
}

fn line(speaker: &Speaker<'_>, calendar: &WorkingCalendar, day: NaiveDate) -> Option<String> {
    let because = calendar.because(day)?;
    // A holiday on a Sunday changes nothing, but whoever checks the list looks for it.
    let (key, name) = match because {
        Because::Special(special) => {
            let args = [
                ("day", weekday_date(speaker.lang, day).into()),
                ("hours", speaker.spans(&special.spans).into()),
            ];
            let line = speaker.say("sla-year-special", &args);
            let name = special.name.as_str();
            return Some(if name.is_empty() { line } else { format!("{line} ({name})") });
        }
        Because::National(rule) => {
            let name = speaker.say(&format!("sla-holiday-{}", rule.key), &[]);
            ("sla-year-national", format!("{name}, {}", rule.law))
        }
        Because::Local(holiday) => ("sla-year-local", speaker.holiday_name(holiday)),
        Because::Closed(closure) => ("sla-year-closed", closure.name.clone()),
    };
    let has_name = if name.is_empty() { "no" } else { "yes" };
    let args = [
        ("day", weekday_date(speaker.lang, day).into()),
        ("name", name.into()),
        ("has_name", has_name.into()),
    ];
    Some(speaker.say(key, &args))
}

/// Weeks without any work among the next eight, this one included; each by its Monday.
pub(super) fn closed_weeks(calendar: &WorkingCalendar, today: NaiveDate) -> Vec<NaiveDate> {
    let monday = today - Duration::days(today.weekday().num_days_from_monday().into());
    let weeks = (0..8).map(|week| monday + Duration::weeks(week));
    weeks.filter(|monday| calendar.is_closed_week(*monday)).collect()
}
