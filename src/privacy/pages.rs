//! `/profilo/dati`: what the desk holds about a person, to see and to take away.

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentType};
use serde::Serialize;
use tera::context;

use super::copy::{self, Copy, LeftOut};
use crate::accounts::{Municipality, OwnAccount, Visit};
use crate::platform::i18n::date_time;
use crate::platform::web::{Problem, WebResult};
use crate::tickets::{OwnMails, WhyLeftOut};

#[derive(Serialize)]
struct Fact {
    label: String,
    value: String,
}

/// `GET /profilo/dati`: whoever has signed in.
///
/// # Errors
/// When the database fails.
pub async fn page(visit: Visit) -> WebResult {
    let Copy { account, questions, .. } = collect(&visit).await?;
    let context = context! {
        facts => &facts(&visit, &account),
        notices => &account.privacy_notices_read,
        questions => &questions.len(),
    };
    visit.render("privacy/own_data.html", context)
}

/// `GET /profilo/dati.json`: everything, as a file that programs can read.
///
/// # Errors
/// When the database fails.
pub async fn download(visit: Visit) -> WebResult {
    let mut copy = collect(&visit).await?;
    let (app, person) = (visit.app().clone().into_inner(), visit.signed_in()?.clone());
    let OwnMails { mails, left_out } = (visit.app().own_mails)(app, person).await?;
    let left_out = left_out.into_iter().map(|(why, count)| {
        let in_words = visit.text(match why {
            WhyLeftOut::Unproved => "privacy-mails-unproved",
            WhyLeftOut::TooMuch => "privacy-mails-too-much",
            WhyLeftOut::Unreadable => "privacy-mails-unreadable",
        });
        LeftOut { why, in_words, count }
    });
    (copy.mails, copy.mails_left_out) = (mails, left_out.collect());
    let body = serde_json::to_string_pretty(&copy).map_err(Problem::fault)?;
    Ok(HttpResponse::Ok()
        .insert_header(ContentType::json())
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"dati-dialoga.json\""))
        .body(body))
}

async fn collect(visit: &Visit) -> Result<Copy, Problem> {
    let person = visit.signed_in()?.clone();
    let (site, now) = (visit.app().config.server.public_url.clone(), visit.now());
    Ok(visit.app().db.read(move |conn| copy::collect(conn, &person, &site, now)).await?)
}

/// The account in words, in the order of the form that asked for it.
fn facts(visit: &Visit, account: &OwnAccount) -> Vec<Fact> {
    let text = |key: String| visit.text(&key);
    let none = || visit.text("privacy-none");
    let mut facts = Vec::new();
    let mut add = |label: &str, value: String| facts.push(Fact { label: visit.text(label), value });
    add("accounts-field-name", account.name.clone());
    add("accounts-field-email", account.email.clone());
    if let Some(phone) = &account.phone {
        add("desk-requester-phone", phone.to_string());
    }
    add("privacy-registered", date_time(visit.lang(), account.registered_at));
    add("accounts-field-lang", text(format!("accounts-lang-{}", account.language)));
    let Some(kind) = account.kind else {
        add("privacy-role", text(format!("accounts-role-{}", account.role)));
        return facts;
    };
    add("privacy-kind", text(format!("privacy-kind-{kind}")));
    let answers = if account.answers_in_mail { "privacy-yes" } else { "privacy-no" };
    add("privacy-answers-in-mail", visit.text(answers));
    let details = &account.details;
    add("accounts-field-municipality", details.municipality.map_or_else(none, |one| name_of(visit, one)));
    if let Some(company) = &details.company {
        add("accounts-field-company", company.name.to_string());
        let number = company.vat_number.as_ref();
        add("accounts-field-vat-number", number.map_or_else(none, ToString::to_string));
        add("accounts-field-company-size", text(format!("accounts-size-{}", company.size)));
        let sector = company.sector.as_str().to_lowercase();
        add("accounts-field-sector", text(format!("accounts-sector-{sector}")));
    }
    let gender = details.gender.map(|gender| text(format!("accounts-gender-{gender}")));
    add("accounts-field-gender", gender.unwrap_or_else(none));
    let number = |value: Option<i32>| value.map_or_else(none, |value| value.to_string());
    add("accounts-field-birth-year", number(details.birth_year));
    add("accounts-field-children", number(details.children));
    facts
}

fn name_of(visit: &Visit, municipality: Municipality) -> String {
    match municipality.name() {
        Some(name) => name.to_owned(),
        None => visit.text(&format!("accounts-municipality-{}", municipality.code())),
    }
}
