//! The form of an absence.

use chrono::{Duration, NaiveDate};

use crate::accounts::actions::absence::NewAbsence;
use crate::kernel::clock::typed_day;
use crate::kernel::ids::AccountId;
use crate::platform::web::{FieldErrors, PostForm};

/// Longer than a year is a typing error, or somebody who left.
const MOST_DAYS: i64 = 366;

/// Parses the form; without `of` it names who is away. Nothing is noted of days that are over.
///
/// # Errors
/// Every mistake.
pub fn parse(form: &PostForm, of: Option<AccountId>, today: NaiveDate) -> Result<NewAbsence, FieldErrors> {
    let mut errors = FieldErrors::new();
    let id = |name: &str| form.get(name).parse().ok().map(AccountId);
    let of = of.or_else(|| errors.require("person", "accounts-error-absence-person", id("person")));
    let first = errors.require("first", "accounts-error-absence-day", typed_day(form.get("first")));
    let last = errors.require("last", "accounts-error-absence-day", typed_day(form.get("last")));
    if let (Some(first), Some(last)) = (first, last) {
        let key = match last {
            _ if last < first => Some("accounts-error-absence-order"),
            _ if last < today => Some("accounts-error-absence-over"),
            _ if last - first > Duration::days(MOST_DAYS) => Some("accounts-error-absence-long"),
            _ => None,
        };
        if let Some(key) = key {
            errors.add("last", key);
        }
    }
    let stand_in = match form.get("stand_in") {
        "" => Some(None),
        _ => errors.require("stand_in", "accounts-error-absence-stand-in", id("stand_in")).map(Some),
    };
    let parsed = (|| Some(NewAbsence { of: of?, first: first?, last: last?, stand_in: stand_in? }))();
    errors.into_result(parsed)
}
