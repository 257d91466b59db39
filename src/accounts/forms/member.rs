//! The forms of `/amministrazione/utenti`.

use super::registration::email;
use crate::accounts::actions::membership::NewMember;
use crate::accounts::model::{Person, Role};
use crate::accounts::permissions::may_administer;
use crate::kernel::text::Name;
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, PostForm};

/// Parses an invitation by `by`, who gives only roles that she may give.
///
/// # Errors
/// Every mistake.
pub fn parse_invitation(form: &PostForm, by: &Person) -> Result<NewMember, FieldErrors> {
    let mut errors = FieldErrors::new();
    let name = errors.keep("name", "accounts-error-name-", Name::parse(form.get("name")));
    let email = email(form, &mut errors);
    let role = role(form, by, &mut errors);
    let organisation = organisation(form, &mut errors);
    let parsed = (|| {
        Some(NewMember {
            email: email?,
            name: name?,
            role: role?,
            organisation: organisation?,
            lang: Lang::It,
            password_hash: None,
        })
    })();
    errors.into_result(parsed)
}

/// Parses a change of role and organisation.
///
/// # Errors
/// Every mistake.
pub fn parse_role(form: &PostForm, by: &Person) -> Result<(Role, Option<Name>), FieldErrors> {
    let mut errors = FieldErrors::new();
    let role = role(form, by, &mut errors);
    let organisation = organisation(form, &mut errors);
    let parsed = (|| Some((role?, organisation?)))();
    errors.into_result(parsed)
}

fn role(form: &PostForm, by: &Person, errors: &mut FieldErrors) -> Option<Role> {
    let role = Role::parse(form.get("role")).filter(|role| may_administer(by, *role));
    errors.require("role", "accounts-error-role", role)
}

/// `Some(None)` when the field is empty.
fn organisation(form: &PostForm, errors: &mut FieldErrors) -> Option<Option<Name>> {
    match form.get("organisation").trim() {
        "" => Some(None),
        text => errors.keep("organisation", "accounts-error-organisation-", Name::parse(text)).map(Some),
    }
}
