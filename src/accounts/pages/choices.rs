//! What the fields of forms choose from, in the page's language.

use serde::Serialize;
use tera::{Context, context};

use crate::accounts::details::Gender;
use crate::accounts::model::{CompanySize, Person, RequesterKind, Role};
use crate::accounts::municipality::Municipality;
use crate::accounts::permissions::may_administer;
use crate::accounts::sector::Sector;
use crate::accounts::visit::Visit;
use crate::platform::i18n::Lang;

/// A choice, or with `options` a group of them.
#[derive(Serialize)]
pub struct Choice {
    value: String,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<Choice>,
}

impl Choice {
    fn new(value: &str, label: String) -> Self {
        Self { value: value.to_owned(), label, hint: None, options: Vec::new() }
    }

    fn group(label: String, options: Vec<Self>) -> Self {
        Self { options, ..Self::new("", label) }
    }
}

/// The lists of the fields about a person.
pub fn about_a_person(visit: &Visit) -> Context {
    let mut genders = list(visit, "accounts-gender-", Gender::ALL.iter().map(|one| one.as_str()));
    genders.push(Choice::new("", visit.text("accounts-gender-none")));
    let municipalities = Municipality::all()
        .iter()
        .filter_map(|one| Some(Choice::new(one.code(), one.name()?.to_owned())))
        .collect();
    let others = [Municipality::Outside.code(), Municipality::Undisclosed.code()];
    let others = list(visit, "accounts-municipality-", others.into_iter());
    context! {
        kinds => &list(visit, "accounts-kind-", RequesterKind::ALL.iter().map(|one| one.as_str())),
        company_sizes => &list(visit, "accounts-size-", CompanySize::ALL.iter().map(|one| one.as_str())),
        sectors => &list(visit, "accounts-sector-", Sector::ALL.iter().map(|one| one.as_str())),
        languages => &list(visit, "accounts-lang-", Lang::ALL.iter().map(|one| one.as_str())),
        genders => &genders,
        municipalities => &[
            Choice::group(visit.text("accounts-municipality-others"), others),
            Choice::group(visit.text("accounts-municipality-list"), municipalities),
        ],
    }
}

/// Closed words with their texts, whose keys begin alike.
fn list(visit: &Visit, beginning: &str, words: impl Iterator<Item = &'static str>) -> Vec<Choice> {
    words.map(|word| Choice::new(word, visit.text(&format!("{beginning}{}", word.to_lowercase())))).collect()
}

/// The roles that `by` may give, each with what it is for.
pub fn roles(visit: &Visit, by: &Person) -> Vec<Choice> {
    let may_give = Role::ALL.iter().filter(|role| may_administer(by, **role));
    may_give
        .map(|role| Choice {
            hint: Some(visit.text(&format!("accounts-role-{role}-hint"))),
            ..Choice::new(role.as_str(), visit.text(&format!("accounts-role-{role}")))
        })
        .collect()
}
