//! `/profilo/dati`: what the desk holds about a person, to see and to take away.

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentType};
use serde::Serialize;
use tera::context;

use crate::accounts::actions::profile::{OwnData, own_data};
use crate::accounts::municipality::Municipality;
use crate::accounts::visit::Visit;
use crate::platform::i18n::date_time;
use crate::platform::web::{Problem, WebResult};

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

/// `GET /profilo/dati`: whoever has signed in.
pub async fn page(visit: Visit) -> WebResult {
    let data = collect(&visit).await?;
    let notices = &data.privacy_notices_read;
    visit.render("accounts/own_data.html", context! { facts => &facts(&visit, &data), notices => notices })
}

/// `GET /profilo/dati.json`: the same as a file that programs can read (GDPR art. 20).
pub async fn download(visit: Visit) -> WebResult {
    let data = collect(&visit).await?;
    let body = serde_json::to_string_pretty(&data).map_err(Problem::fault)?;
    Ok(HttpResponse::Ok()
        .insert_header(ContentType::json())
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"dati-dialoga.json\""))
        .body(body))
}

async fn collect(visit: &Visit) -> Result<OwnData, Problem> {
    let person = visit.signed_in()?.clone();
    Ok(visit.app().db.read(move |conn| own_data(conn, &person)).await?)
}

/// Everything in words, in the order of the form that asked for it.
fn facts(visit: &Visit, data: &OwnData) -> Vec<Fact> {
    let text = |key: String| visit.text(&key);
    let none = || visit.text("accounts-data-none");
    let mut facts = Vec::new();
    let mut add = |label: &str, value: String| facts.push(Fact { label: visit.text(label), value });
    add("accounts-field-name", data.name.clone());
    add("accounts-field-email", data.email.clone());
    add("accounts-data-role", text(format!("accounts-role-{}", data.role)));
    add("accounts-data-registered", date_time(visit.lang(), data.registered_at));
    add("accounts-field-lang", text(format!("accounts-lang-{}", data.language)));
    let Some(kind) = data.kind else { return facts };
    add("accounts-register-kind", text(format!("accounts-kind-{kind}")));
    let answers = if data.answers_in_mail { "accounts-data-yes" } else { "accounts-data-no" };
    add("accounts-field-mail-answer-text", visit.text(answers));
    let municipality = data.details.municipality.map_or_else(none, |one| name_of(visit, one));
    add("accounts-field-municipality", municipality);
    if let Some(company) = &data.details.company {
        add("accounts-field-company", company.name.to_string());
        let number = company.vat_number.as_ref();
        add("accounts-field-vat-number", number.map_or_else(none, ToString::to_string));
        add("accounts-field-company-size", text(format!("accounts-size-{}", company.size)));
        let sector = company.sector.as_str().to_lowercase();
        add("accounts-field-sector", text(format!("accounts-sector-{sector}")));
    }
    let gender = data.details.gender.map(|gender| text(format!("accounts-gender-{gender}")));
    add("accounts-field-gender", gender.unwrap_or_else(none));
    let number = |value: Option<i32>| value.map_or_else(none, |value| value.to_string());
    add("accounts-field-birth-year", number(data.details.birth_year));
    add("accounts-field-children", number(data.details.children));
    facts
}

fn name_of(visit: &Visit, municipality: Municipality) -> String {
    match municipality.name() {
        Some(name) => name.to_owned(),
        None => visit.text(&format!("accounts-municipality-{}", municipality.code())),
    }
}
