//! The form of `/registrazione`.

use super::details;
use crate::accounts::details::Details;
use crate::accounts::model::RequesterKind;
use crate::accounts::password::{NewPassword, PasswordProblem};
use crate::kernel::text::{EmailAddress, Name, TextProblem};
use crate::platform::web::{FieldErrors, PostForm};

/// A registration that can be stored.
#[derive(Debug)]
pub struct RegistrationForm {
    /// Worker or enterprise.
    pub kind: RequesterKind,
    /// Name of the person.
    pub name: Name,
    /// Address to confirm.
    pub email: EmailAddress,
    /// The chosen password.
    pub password: NewPassword,
    /// Municipality, firm, statistics.
    pub details: Details,
}

/// Parses the form. Fields that it does not have, such as a role, are not looked at.
///
/// # Errors
/// Every mistake, in the order of the page.
pub fn parse(form: &PostForm, this_year: i32) -> Result<RegistrationForm, FieldErrors> {
    let mut errors = FieldErrors::new();
    let kind = errors.require("kind", "accounts-error-kind", RequesterKind::parse(form.get("kind")));
    let company = details::company(form, kind.unwrap_or(RequesterKind::Worker), &mut errors);
    let name = errors.keep("name", "accounts-error-name-", Name::parse(form.get("name")));
    let municipality = details::municipality(form, &mut errors);
    let email = email(form, &mut errors);
    let password = password(form, "password", name.as_ref(), email.as_ref(), &mut errors);
    let statistics = details::statistics(form, this_year, &mut errors);
    if form.get("privacy").is_empty() {
        errors.add("privacy", "accounts-error-privacy");
    }
    let parsed = (|| {
        Some(RegistrationForm {
            kind: kind?,
            name: name?,
            email: email?,
            password: password?,
            details: statistics?.with(municipality?, company?),
        })
    })();
    errors.into_result(parsed)
}

/// Parses the field `email`.
pub fn email(form: &PostForm, errors: &mut FieldErrors) -> Option<EmailAddress> {
    let parsed = EmailAddress::parse(form.get("email")).map_err(|problem| match problem {
        TextProblem::Empty => TextProblem::Empty,
        _ => TextProblem::NotAnAddress,
    });
    errors.keep("email", "accounts-error-email-", parsed)
}

/// Parses a new password; without an address (which has its own mistake) against the rules that need none.
pub fn password(
    form: &PostForm,
    field: &str,
    name: Option<&Name>,
    email: Option<&EmailAddress>,
    errors: &mut FieldErrors,
) -> Option<NewPassword> {
    match NewPassword::parse(form.get(field), name, email) {
        Ok(password) => Some(password),
        Err(problem) => {
            errors.add(
                field,
                match problem {
                    PasswordProblem::TooShort if form.get(field).is_empty() => {
                        "accounts-error-password-empty"
                    }
                    PasswordProblem::TooShort => "accounts-error-password-short",
                    PasswordProblem::TooLong => "accounts-error-password-long",
                    PasswordProblem::Common => "accounts-error-password-common",
                    PasswordProblem::Personal => "accounts-error-password-personal",
                },
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::model::CompanySize;
    use crate::platform::i18n::{Lang, Texts};

    const ANNA: &[(&str, &str)] = &[
        ("kind", "worker"),
        ("name", "Anna Colombo"),
        ("email", " Anna@Esempio.it "),
        ("password", "tre gatti sul tetto"),
        ("municipality", "015209"),
        ("privacy", "on"),
    ];

    fn with(changes: &[(&'static str, &'static str)]) -> Result<RegistrationForm, Vec<(String, String)>> {
        let mut fields: Vec<(&str, &str)> =
            ANNA.iter().filter(|(name, _)| changes.iter().all(|(other, _)| other != name)).copied().collect();
        fields.extend_from_slice(changes);
        parse(&PostForm::of(&fields), 2026).map_err(|errors| {
            errors.shown(&Texts::embedded(), Lang::It).into_iter().map(|e| (e.field, e.message)).collect()
        })
    }

    #[test]
    fn a_worker_needs_six_fields() {
        let parsed = with(&[]).expect("a good form");
        assert_eq!(parsed.email.as_str(), "anna@esempio.it");
        assert_eq!(parsed.details.municipality.and_then(|one| one.name()), Some("Sesto San Giovanni"));
        assert_eq!(parsed.details.company, None);
    }

    #[test]
    fn an_enterprise_tells_name_size_and_sector_of_its_firm() {
        let firm = [
            ("kind", "enterprise"),
            ("company", "Officina Bianchi s.n.c."),
            ("vat_number", "IT 00743110157"),
            ("company_size", "micro"),
            ("sector", "C"),
        ];
        let company = with(&firm).expect("a good form").details.company.expect("a firm");
        assert_eq!(company.size, CompanySize::Micro);
        assert_eq!(company.vat_number.map(|number| number.to_string()), Some("00743110157".into()));
        let fields: Vec<String> = with(&[("kind", "enterprise"), ("vat_number", "00743110158")])
            .expect_err("a bad form")
            .into_iter()
            .map(|e| e.0)
            .collect();
        assert_eq!(fields, ["company", "vat_number", "company_size", "sector"]);
    }

    #[test]
    fn every_mistake_is_told_at_once_and_in_words() {
        let errors = parse(
            &PostForm::of(&[("email", "anna"), ("birth_year", "2020"), ("children", "-1"), ("gender", "x")]),
            2026,
        )
        .expect_err("an empty form");
        let texts = Texts::embedded();
        for lang in [Lang::It, Lang::En] {
            let shown = errors.shown(&texts, lang);
            let fields: Vec<&str> = shown.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(
                fields,
                [
                    "kind",
                    "name",
                    "municipality",
                    "email",
                    "password",
                    "gender",
                    "birth_year",
                    "children",
                    "privacy"
                ]
            );
            assert!(shown.iter().all(|error| !error.message.contains('⟦')), "{shown:?}");
        }
    }

    #[test]
    fn what_is_for_statistics_may_be_left_out_or_given() {
        let parsed =
            with(&[("gender", "female"), ("birth_year", "1985"), ("children", "2")]).expect("a good form");
        assert_eq!((parsed.details.birth_year, parsed.details.children), (Some(1985), Some(2)));
    }
}
