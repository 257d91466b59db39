//! The policy and the calendar that the configuration asks for.

use chrono::{NaiveTime, Timelike, Weekday};

use super::calendar::{Closure, LocalHoliday, WorkingCalendar, YearlyDay};
use super::plan::PlannedStep;
use super::policy::PolicyProblem;
use super::terms::Terms;
use super::timetable::{Span, Timetable};
use crate::kernel::ids::CalendarId;
use crate::platform::config;

/// What the configuration asks for.
#[derive(Debug, Clone)]
pub struct Configured {
    /// The general policy's terms; which calendar they name is known where calendars are kept.
    pub terms: Terms,
    /// The desk's own calendar.
    pub calendar: WorkingCalendar,
}

impl Configured {
    /// The policy and the calendar of the `[sla]` section. The deadline itself is a step even where it is not listed.
    ///
    /// # Errors
    /// What the section's own checks let through and a policy does not allow.
    pub fn of(sla: &config::Sla) -> Result<Self, PolicyProblem> {
        let mut steps = sla.steps.clone();
        if steps.last() != Some(&100) {
            steps.push(100);
        }
        let working = sla.clock == config::SlaClock::Working;
        let calendar = calendar_of(sla)?;
        // A desk that counts every hour need not say when it works.
        let calendar = match calendar.check() {
            Err(PolicyProblem::NoHours) if !working => {
                WorkingCalendar { timetable: Timetable::default(), ..calendar }
            }
            Err(problem) => return Err(problem),
            Ok(()) => calendar,
        };
        let terms = Terms {
            hours: sla.hours,
            working,
            calendar: CalendarId(0),
            steps: PlannedStep::usual_steps(&steps, sla.repeat_hours),
            night: None,
            quiet_days_off: false,
        };
        terms.with(&calendar)?;
        Ok(Self { terms, calendar })
    }
}

fn calendar_of(sla: &config::Sla) -> Result<WorkingCalendar, PolicyProblem> {
    let spans = |day: Weekday| -> Result<Vec<Span>, PolicyProblem> {
        let written = sla.timetable.of(day);
        written.iter().map(|span| span_of(span.from, span.until)).collect()
    };
    Ok(WorkingCalendar {
        timetable: Timetable {
            mon: spans(Weekday::Mon)?,
            tue: spans(Weekday::Tue)?,
            wed: spans(Weekday::Wed)?,
            thu: spans(Weekday::Thu)?,
            fri: spans(Weekday::Fri)?,
            sat: spans(Weekday::Sat)?,
            sun: spans(Weekday::Sun)?,
        },
        national_holidays: true,
        local_holidays: sla
            .local_holidays
            .iter()
            .map(|day| LocalHoliday::every_year(YearlyDay::of(day.month, day.day)))
            .collect(),
        closures: sla
            .closures
            .iter()
            .map(|day| Closure { from: *day, to: *day, name: String::new() })
            .collect(),
        special_days: Vec::new(),
    })
}

/// The configuration says 23:59:59 for the end of the day, which it writes 24:00.
fn span_of(from: NaiveTime, until: NaiveTime) -> Result<Span, PolicyProblem> {
    let minute = |time: NaiveTime| time.num_seconds_from_midnight().div_ceil(60);
    Span::of_minutes(minute(from), minute(until))
        .ok_or_else(|| PolicyProblem::Spans(format!("{from}-{until}")))
}
