//! `/catalogo/{slug}/utile`: where a visitor says whether an entry was useful.
//!
//! The entry itself only leads here: it holds no form, so that whoever reads it is given no cookie.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use tera::context;

use super::{LONGEST, Reason, Vote, cast};
use crate::accounts::{Counted, Limit, Visit};
use crate::catalogue::model::PublicEntry;
use crate::catalogue::personal_data;
use crate::catalogue::store::{addresses, public};
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

/// A reason as the form offers it.
#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: String,
    hint: Option<String>,
}

/// What was typed.
#[derive(Debug, Clone, Default, Serialize)]
struct Typed {
    useful: Option<bool>,
    reason: String,
    note: String,
}

fn answer(word: &str) -> Option<bool> {
    match word {
        "si" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// `GET /catalogo/{slug}/utile?risposta=`: the form. Opening it says nothing yet.
///
/// # Errors
/// 404 for what is not public; when the database fails.
pub async fn form(visit: Visit, name: web::Path<String>) -> WebResult {
    let read = move |conn: &mut Conn| -> DbResult<_> {
        match public::by_slug(conn, &name)? {
            Some(entry) => Ok(Ok(entry)),
            None => Ok(Err(addresses::led_on(conn, &name)?)),
        }
    };
    let typed = Typed { useful: answer(&visit.query("risposta")), ..Typed::default() };
    match visit.app().db.read(read).await? {
        Ok(entry) => render(&visit, &entry, &typed, &FieldErrors::new()),
        Err(Some(slug)) => {
            let place = format!("/catalogo/{slug}/utile");
            Ok(HttpResponse::MovedPermanently().insert_header((header::LOCATION, place)).finish())
        }
        Err(None) => Err(Problem::NotFound),
    }
}

/// `POST /catalogo/{slug}/utile`: counts it.
///
/// # Errors
/// 404 for what is not public; 429; when the database fails.
pub async fn send(visit: Visit, name: web::Path<String>, form: PostForm) -> WebResult {
    visit.admit(&[Counted::network(Limit::Vote, visit.client())])?;
    let slug = name.into_inner();
    let wanted = slug.clone();
    let entry = visit.app().db.read(move |conn| public::by_slug(conn, &wanted)).await?;
    let entry = entry.ok_or(Problem::NotFound)?;
    let note = form.get("note").split_whitespace().collect::<Vec<_>>().join(" ");
    let typed = Typed { useful: answer(form.get("useful")), reason: form.get("reason").to_owned(), note };
    let mut errors = FieldErrors::new();
    if typed.note.chars().count() > LONGEST {
        errors.add_with("note", "votes-problem-long", vec![("max", LONGEST.to_string())]);
    } else if let Some(found) = personal_data::codes(&typed.note).into_iter().next() {
        errors.add_with("note", "votes-problem-personal", vec![("text", found.text)]);
    }
    let Some(useful) = typed.useful else {
        errors.add("useful", "votes-problem-useful");
        return render(&visit, &entry, &typed, &errors);
    };
    if !errors.is_empty() {
        return render(&visit, &entry, &typed, &errors);
    }
    let vote = Vote {
        entry: entry.id,
        version: entry.version,
        useful,
        reason: Reason::parse(&typed.reason),
        note: typed.note,
    };
    let (visitor, now) = (visit.unnamed(), visit.now());
    let counted = visit.app().db.write(move |conn| cast(conn, &vote, &visitor, now)).await?;
    let notice = if counted { "votes-flash-counted" } else { "votes-flash-again" };
    Ok(visit.redirect(&format!("/catalogo/{slug}"), notice))
}

fn render(visit: &Visit, entry: &PublicEntry, typed: &Typed, errors: &FieldErrors) -> WebResult {
    let choice = |reason: &Reason| Choice {
        value: reason.as_str(),
        label: visit.text(&text_key(typed.useful.unwrap_or_default(), *reason)),
        hint: None,
    };
    let language = entry.content.language;
    let context = context! {
        title => &visit.text("votes-title"),
        noindex => &true,
        slug => &entry.slug,
        entry_title => &entry.content.title,
        text_lang => &(language != visit.lang()).then_some(language),
        typed => typed,
        answered => &match typed.useful { Some(true) => "si", Some(false) => "no", None => "" },
        reasons => &Reason::ALL.iter().map(choice).collect::<Vec<_>>(),
        longest => &LONGEST,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.render_with(status, "catalogue/vote.html", context, errors)
}

/// The words for a reason.
pub(super) fn text_key(useful: bool, reason: Reason) -> String {
    format!("votes-{}-{reason}", if useful { "yes" } else { "no" })
}
