//! What somebody types who notes that an act changed.

use chrono::NaiveDate;

use crate::kernel::clock::typed_day;
use crate::kernel::text::{Body, TextProblem};
use crate::platform::web::{FieldErrors, PostForm};

/// Characters of what changed.
pub(super) const WHAT_MAX: usize = 1000;

/// The day and the word on it.
pub(super) fn change(form: &PostForm) -> Result<(NaiveDate, String), FieldErrors> {
    let mut errors = FieldErrors::new();
    let day = typed_day(form.get("changed_on"));
    if day.is_none() {
        errors.add("changed_on", "norms-problem-day");
    }
    let what = errors.keep("what", "norms-problem-what-", what(form.get("what")));
    match (day, what) {
        (Some(day), Some(what)) => Ok((day, what)),
        _ => Err(errors),
    }
}

fn what(text: &str) -> Result<String, TextProblem> {
    let text = Body::parse(text)?.to_string();
    if text.chars().count() > WHAT_MAX { Err(TextProblem::TooLong { max: WHAT_MAX }) } else { Ok(text) }
}
