//! The form of `/profilo`.

use super::details;
use crate::accounts::actions::profile::ProfileChange;
use crate::accounts::details::Details;
use crate::accounts::model::{Person, RequesterKind, Role};
use crate::kernel::text::Name;
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, PostForm};

/// Parses the form of this person: staff have a name and a language, requesters their details as well.
///
/// # Errors
/// Every mistake, in the order of the page.
pub fn parse(form: &PostForm, person: &Person, this_year: i32) -> Result<ProfileChange, FieldErrors> {
    let mut errors = FieldErrors::new();
    let name = errors.keep("name", "accounts-error-name-", Name::parse(form.get("name")));
    let lang = errors.require("lang", "accounts-error-lang", Lang::parse(form.get("lang")));
    let details = match person.role {
        Role::Requester => {
            let municipality = details::municipality(form, &mut errors);
            let kind = person.kind.unwrap_or(RequesterKind::Worker);
            let company = details::company(form, kind, &mut errors);
            let statistics = details::statistics(form, this_year, &mut errors);
            (|| Some(statistics?.with(municipality?, company?)))()
        }
        _ => Some(Details::default()),
    };
    let mail_answer_text = !form.get("mail_answer_text").is_empty();
    let parsed = (|| Some(ProfileChange { name: name?, lang: lang?, mail_answer_text, details: details? }))();
    errors.into_result(parsed)
}
