//! `/statistiche/rapporti/indirizzi`: the bodies outside the desk that reports are mailed to, for coordinators.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use tera::context;

use super::{Body, MOST, NewBody, NotAdded, PATIENCE_DAYS, Removal};
use crate::accounts::{self, Counted, Limit, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OutsideId};
use crate::kernel::text::{EmailAddress, Name, TextProblem};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::platform::mail::outbox::{self, Undeliverable};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::statistics::frozen::Span;

const PATH: &str = "/statistiche/rapporti/indirizzi";

/// A body as it is listed.
#[derive(Serialize)]
struct Line {
    id: OutsideId,
    name: String,
    address: String,
    lang: Lang,
    spans: Vec<Span>,
    by: String,
    asked_at: Instant,
    confirmed_at: Option<Instant>,
    /// Since when no mail reaches it.
    unreached: Option<Undeliverable>,
    /// Whether it can be asked again.
    may_ask: bool,
}

/// A language, or a length of reports, that can be chosen.
#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: String,
    checked: bool,
}

/// `GET /statistiche/rapporti/indirizzi`.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit) -> WebResult {
    page(&visit, StatusCode::OK, &PostForm::default(), &FieldErrors::new()).await
}

/// `POST /statistiche/rapporti/indirizzi`: writes an address down and has it asked.
///
/// # Errors
/// 429 where one address is asked too often; when the database fails.
pub async fn add(visit: Visit, post: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    let name = errors.keep("body", "frozen-address-name-", Name::parse(post.get("body")));
    let address = EmailAddress::parse(post.get("email")).map_err(|problem| match problem {
        TextProblem::Empty => TextProblem::Empty,
        _ => TextProblem::NotAnAddress,
    });
    let address = errors.keep("email", "frozen-address-email-", address);
    let lang = errors.require("lang", "frozen-problem-lang", Lang::parse(post.get("lang")));
    let spans = chosen(&post);
    if spans.is_empty() {
        errors.add("spans[]", "frozen-problem-spans");
    }
    let (Some(name), Some(address), Some(lang), true) = (name, address, lang, errors.is_empty()) else {
        return page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &post, &errors).await;
    };
    visit.admit(&[
        Counted::network(Limit::MailFromNetwork, visit.client()),
        Counted::subject(Limit::RegistrationOf, &address),
    ])?;
    let (new, by, now) = (NewBody { name, address, lang, spans }, visit.signed_in()?.id, visit.now());
    match visit.app().db.write(move |conn| super::add(conn, &new, by, now)).await? {
        Ok(_) => Ok(visit.redirect(PATH, "frozen-flash-asked")),
        Err(problem) => {
            match problem {
                NotAdded::Known => errors.add("email", "frozen-problem-known"),
                NotAdded::TooMany => {
                    errors.add_with("", "frozen-problem-too-many", vec![("max", MOST.to_string())]);
                }
            }
            page(&visit, StatusCode::CONFLICT, &post, &errors).await
        }
    }
}

/// `POST /statistiche/rapporti/indirizzi/{id}/conferma`: asks a body again that did not answer, or that no mail reached.
///
/// # Errors
/// 404 for one that is not to be asked; 429 where it is asked too often; when the database fails.
pub async fn ask_again(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (id, by, now) = (OutsideId(*id), visit.signed_in()?.id, visit.now());
    let found = visit.app().db.read(move |conn| super::find(conn, id)).await?;
    let body = found.ok_or(Problem::NotFound)?;
    visit.admit(&[Counted::subject(Limit::RegistrationOf, &body.address)])?;
    if !visit.app().db.write(move |conn| super::ask_again(conn, id, by, now)).await? {
        return Err(Problem::NotFound);
    }
    Ok(visit.redirect(PATH, "frozen-flash-asked"))
}

/// `POST /statistiche/rapporti/indirizzi/{id}/rimozione`: removes a body. A second press finds it removed, as was wished.
///
/// # Errors
/// When the database fails.
pub async fn remove(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    let (id, by, now) = (OutsideId(*id), visit.signed_in()?.id, visit.now());
    visit.app().db.write(move |conn| super::remove(conn, id, Removal::By(by), now)).await?;
    Ok(visit.redirect(PATH, "frozen-flash-removed"))
}

fn chosen(post: &PostForm) -> Vec<Span> {
    let is_chosen = |span: &Span| post.all("spans[]").any(|one| one == span.as_str());
    Span::ALL.iter().copied().filter(is_chosen).collect()
}

/// The page; `typed` is what was not taken.
async fn page(visit: &Visit, status: StatusCode, typed: &PostForm, errors: &FieldErrors) -> WebResult {
    let read = |conn: &mut Conn| -> DbResult<_> {
        let bodies = super::list(conn)?;
        let ids: Vec<OutsideId> = bodies.iter().map(|body| body.id).collect();
        let unreached = outbox::outside_undeliverable_of(conn, &ids)?;
        let by: Vec<AccountId> = bodies.iter().map(|body| body.added_by).collect();
        Ok((bodies, unreached, accounts::people(conn, &by)?))
    };
    let (bodies, mut unreached, people) = visit.app().db.read(read).await?;
    let names: HashMap<AccountId, String> =
        people.into_iter().map(|person| (person.id, person.name.to_string())).collect();
    let line = |body: Body| {
        let unreached = unreached.remove(&body.id);
        Line {
            id: body.id,
            name: body.name.to_string(),
            address: body.address.to_string(),
            lang: body.lang,
            by: names.get(&body.added_by).cloned().unwrap_or_default(),
            asked_at: body.asked_at,
            confirmed_at: body.confirmed_at,
            may_ask: body.confirmed_at.is_none() || unreached.is_some(),
            spans: body.spans,
            unreached,
        }
    };
    let spans = chosen(typed);
    let span = |span: &Span| Choice {
        value: span.as_str(),
        label: visit.text(&format!("frozen-mail-{span}")),
        checked: spans.contains(span),
    };
    let lang = |lang: &Lang| Choice {
        value: lang.as_str(),
        label: visit.text(&format!("accounts-lang-{lang}")),
        checked: false,
    };
    let context = context! {
        bodies => &bodies.into_iter().map(line).collect::<Vec<Line>>(),
        spans => &Span::ALL.iter().map(span).collect::<Vec<Choice>>(),
        languages => &Lang::ALL.iter().map(lang).collect::<Vec<Choice>>(),
        body => &typed.get("body"),
        email => &typed.get("email"),
        chosen_lang => &Some(typed.get("lang")).filter(|lang| !lang.is_empty()).unwrap_or(Lang::It.as_str()),
        days => &PATIENCE_DAYS,
    };
    visit.render_with(status, "statistics/frozen_addresses.html", context, errors)
}
