//! What somebody types who notes that an act changed.

use chrono::NaiveDate;

use crate::kernel::clock::typed_day;
use crate::kernel::text::{Body, TextProblem};
use crate::platform::i18n::Lang;
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

/// What is told in a language, in the field `body_it` or that of another. What is left to fill in between brackets, as the words that
/// are offered do, is not told to anybody; links are no such thing.
pub(super) fn words(form: &PostForm, lang: Lang, errors: &mut FieldErrors) -> Option<Body> {
    let field = field(lang);
    let body = errors.keep(&field, "norms-problem-words-", Body::parse(form.get(&field)))?;
    if has_gap(body.as_str()) {
        errors.add(&field, "norms-problem-words-gap");
        return None;
    }
    Some(body)
}

/// The name of the field in which something is told in a language.
pub(super) fn field(lang: Lang) -> String {
    format!("body_{lang}")
}

fn has_gap(text: &str) -> bool {
    text.match_indices('[').any(|(open, _)| {
        let rest = &text[open + 1..];
        rest.find(']').is_some_and(|end| !rest[end + 1..].starts_with('('))
    })
}

fn what(text: &str) -> Result<String, TextProblem> {
    let text = Body::parse(text)?.to_string();
    if text.chars().count() > WHAT_MAX { Err(TextProblem::TooLong { max: WHAT_MAX }) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_what_stands_in_brackets_and_is_no_link() {
        assert!(has_gap("Per te significa che [scrivi qui]."));
        assert!(has_gap("[a](/b) e [c]"));
        assert!(!has_gap("La scheda: [Congedi](/catalogo/congedi). Un [ solo."));
    }
}
