//! The promise of 48 hours: policy, calendar, clock events, evaluation and steps.
//!
//! The clock of a cycle is an append-only list of events; [`evaluate`] computes from it, and from the policy the cycle
//! was promised under, everything else. What the tables keep beside the list is a cache of that evaluation.

pub mod actions;
mod calendar;
mod clock_event;
mod configured;
mod cycle;
mod evaluation;
mod holidays;
mod hours;
mod ical;
pub mod keeping;
mod merging;
mod meter;
mod moving;
pub mod pages;
mod plan;
mod policy;
mod quiet;
mod step;
mod store;
mod sweep;
mod terms;
mod times;
mod timetable;
mod words;

#[cfg(test)]
mod tests;

pub use actions::Asked;
pub use calendar::{Because, Closure, LocalHoliday, SpecialDay, WorkingCalendar, YearlyDay};
pub use clock_event::{Cause, ClockEvent, ClockEventKind};
pub use configured::Configured;
pub use cycle::{Cycle, Outcome};
pub use evaluation::{CycleState, Evaluation, evaluate};
pub use holidays::{NATIONAL, NationalHoliday, easter, is_national_holiday, national_holiday};
pub use keeping::{KeepError, Told, Writing};
pub use meter::Meter;
pub use moving::{MOST_AHEAD_DAYS, MoveProblem, Moved, check_move};
pub use plan::{PlannedStep, When};
pub use policy::{HoursKind, MAX_STEPS, Policy, PolicyProblem};
pub use quiet::{Night, Quiet};
pub use step::{Step, StepAt, StepKind};
pub use store::forget_reasons;
pub use sweep::{sweep, sweep_all, sweep_some};
pub use terms::{KeptCalendar, KeptPolicy, NamedCalendar, Origin, Revision, Scope, Terms};
pub use times::{TimeFact, times};
pub use timetable::{Span, SpanProblem, Timetable};
pub use words::{Badge, StoryLine, Tone, badge, story};
