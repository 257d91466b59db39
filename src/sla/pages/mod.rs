//! `/amministrazione/scadenze` and `/amministrazione/calendari`: policies and calendars on screen.

mod calendar_form;
pub mod calendars;
mod form;
pub mod policies;
pub mod trial;
mod words;
mod year;

use serde::Serialize;

use super::keeping::{KeepError, Writing};
use crate::accounts::Visit;
use crate::platform::web::{FieldErrors, Problem};

/// Where the policies and calendars are listed.
const LIST: &str = "/amministrazione/scadenze";

/// A choice of a list.
#[derive(Debug, Clone, Serialize)]
struct Choice {
    value: String,
    label: String,
    checked: bool,
}

impl Choice {
    fn of(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), checked: false }
    }
}

/// Who writes now.
fn writing(visit: &Visit) -> Result<Writing, Problem> {
    Ok(Writing { by: visit.signed_in()?.id, now: visit.now() })
}

/// What could not be kept, as a mistake of the form: all others are faults, or pages that are not there.
fn explain(
    error: KeepError,
    field: &str,
    taken: &'static str,
    errors: &mut FieldErrors,
) -> Result<(), Problem> {
    match error {
        KeepError::Stale => errors.add("", "sla-error-stale"),
        KeepError::Taken => errors.add(field, taken),
        KeepError::Problem(problem) => {
            tracing::info!(%problem, "a policy or calendar was refused");
            errors.add(field, "sla-error-impossible");
        }
        KeepError::NotFound => return Err(Problem::NotFound),
        KeepError::Db(error) => return Err(error.into()),
    }
    Ok(())
}
