//! The fields that requesters fill in about themselves, at registration and in the profile.

use crate::accounts::details::{Company, Details, Gender};
use crate::accounts::model::{CompanySize, RequesterKind};
use crate::accounts::municipality::Municipality;
use crate::accounts::sector::Sector;
use crate::accounts::vat::VatNumber;
use crate::kernel::text::Name;
use crate::platform::web::{FieldErrors, PostForm};

/// The earliest believable year of birth.
const OLDEST: i32 = 1900;
/// Nobody works, or runs a firm, before this age (l. 296/2006, art. 1, c. 622: sixteen; apprentices fifteen).
const YOUNGEST_AGE: i32 = 15;
const MOST_CHILDREN: i32 = 20;

/// What is for statistics only.
pub struct Statistics {
    gender: Option<Gender>,
    birth_year: Option<i32>,
    children: Option<i32>,
}

impl Statistics {
    /// All of the details.
    pub fn with(self, municipality: Municipality, company: Option<Company>) -> Details {
        let Self { gender, birth_year, children } = self;
        Details { municipality: Some(municipality), company, gender, birth_year, children }
    }
}

/// Parses the municipality.
pub fn municipality(form: &PostForm, errors: &mut FieldErrors) -> Option<Municipality> {
    let municipality = Municipality::parse(form.get("municipality"));
    errors.require("municipality", "accounts-error-municipality", municipality)
}

/// Parses what is for statistics.
pub fn statistics(form: &PostForm, this_year: i32, errors: &mut FieldErrors) -> Option<Statistics> {
    let gender = optional(form.get("gender"), Gender::parse)
        .or_else(|| refuse(errors, "gender", "accounts-error-gender"));
    let years = OLDEST..=this_year - YOUNGEST_AGE;
    let birth_year =
        optional(form.get("birth_year"), |text| text.parse().ok().filter(|year| years.contains(year)))
            .or_else(|| refuse(errors, "birth_year", "accounts-error-birth-year"));
    let children = optional(form.get("children"), |text| {
        text.parse().ok().filter(|count| (0..=MOST_CHILDREN).contains(count))
    })
    .or_else(|| refuse(errors, "children", "accounts-error-children"));
    Some(Statistics { gender: gender?, birth_year: birth_year?, children: children? })
}

/// Parses the firm: `Some(None)` for a worker, who has none.
pub fn company(form: &PostForm, kind: RequesterKind, errors: &mut FieldErrors) -> Option<Option<Company>> {
    if kind == RequesterKind::Worker {
        return Some(None);
    }
    let name = errors.keep("company", "accounts-error-company-", Name::parse(form.get("company")));
    let vat_number = optional(form.get("vat_number"), VatNumber::parse)
        .or_else(|| refuse(errors, "vat_number", "accounts-error-vat-number"));
    let size = errors.require(
        "company_size",
        "accounts-error-company-size",
        CompanySize::parse(form.get("company_size")),
    );
    let sector = errors.require("sector", "accounts-error-sector", Sector::parse(form.get("sector")));
    Some(Some(Company { name: name?, vat_number: vat_number?, size: size?, sector: sector? }))
}

/// `Some(None)` for an empty field, `None` for one that says something impossible.
fn optional<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    match text.trim() {
        "" => Some(None),
        text => parse(text).map(Some),
    }
}

fn refuse<T>(errors: &mut FieldErrors, field: &str, key: &str) -> Option<T> {
    errors.add(field, key);
    None
}
