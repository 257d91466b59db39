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
/// Every mistake.
pub fn parse(form: &PostForm, person: &Person, this_year: i32) -> Result<ProfileChange, FieldErrors> {
    let mut errors = FieldErrors::new();
    let name = errors.keep("name", "accounts-error-name-", Name::parse(form.get("name")));
    let lang = errors.require("lang", "accounts-error-lang", Lang::parse(form.get("lang")));
    let details = match person.role {
        Role::Requester => {
            details::parse(form, person.kind.unwrap_or(RequesterKind::Worker), this_year, &mut errors)
        }
        _ => Some(Details::default()),
    };
    let mail_answer_text = !form.get("mail_answer_text").is_empty();
    let parsed = (|| Some(ProfileChange { name: name?, lang: lang?, mail_answer_text, details: details? }))();
    errors.into_result(parsed)
}
