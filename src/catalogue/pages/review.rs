//! Review at the desk: give back, publish, withdraw, and look at what changed.

use actix_web::web;
use chrono::NaiveDate;
use serde::Serialize;
use tera::context;

use super::details;
use super::editing::{self, Shown};
use super::view::{self, text_with};
use crate::accounts::Visit;
use crate::catalogue::actions;
use crate::catalogue::details::Details;
use crate::catalogue::diff::{self, Line};
use crate::catalogue::error::{CatalogueError, CatalogueResult};
use crate::catalogue::forms::{self, Typed};
use crate::catalogue::model::{Content, Version};
use crate::catalogue::store::entries;
use crate::kernel::ids::EntryId;
use crate::platform::i18n::date;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::topics::TopicTree;

/// `POST /redazione/{id}/pubblicazione`: makes the reviewed version public, once everything in it that looks like personal data
/// has been decided.
///
/// # Errors
/// 404; when the database fails.
pub async fn publish(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::publish(conn, id, seen, &person, now)).await;
    if matches!(done, Err(CatalogueError::Undecided)) {
        let mut errors = FieldErrors::new();
        errors.add("passages", "catalogue-problem-undecided");
        return again(&visit, id, &errors).await;
    }
    settle(&visit, id, done, "catalogue-flash-published")
}

/// `POST /redazione/{id}/rinvio`: gives the text back with a remark.
///
/// # Errors
/// 404; when the database fails.
pub async fn give_back(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let why = match forms::remark(&form, "remark") {
        Ok(why) => why,
        Err(errors) => return again(&visit, id, &errors).await,
    };
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::give_back(conn, id, seen, &why, &person, now)).await;
    settle(&visit, id, done, "catalogue-flash-returned")
}

/// `POST /redazione/{id}/ritiro`: takes the entry off the catalogue with a remark.
///
/// # Errors
/// 404; when the database fails.
pub async fn withdraw(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let why = match forms::remark(&form, "withdrawal") {
        Ok(why) => why,
        Err(errors) => return again(&visit, id, &errors).await,
    };
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::withdraw(conn, id, seen, &why, &person, now)).await;
    settle(&visit, id, done, "catalogue-flash-withdrawn")
}

/// The version that the page showed, so that nothing is done to a text that nobody has read.
pub(super) fn seen(form: &PostForm) -> i32 {
    form.get("version").parse().unwrap_or(0)
}

/// The page again, with the mistake of its remark.
async fn again(visit: &Visit, id: EntryId, errors: &FieldErrors) -> WebResult {
    let page = editing::read(visit, id).await?;
    let typed = Typed::of(&page.draft.version.content, page.draft.entry.draft_version, &page.tree);
    editing::render(visit, &page, &typed, Shown::AsStored, errors)
}

/// Back to the entry's page, which says what was done or why it was not.
pub(super) fn settle(visit: &Visit, id: EntryId, done: CatalogueResult<()>, notice: &str) -> WebResult {
    let notice = match done {
        Ok(()) => notice,
        Err(CatalogueError::Stale | CatalogueError::MovedOn) => "catalogue-flash-stale",
        Err(CatalogueError::NotByYou) => "catalogue-flash-not-by-you",
        Err(error) => return Err(error.into()),
    };
    Ok(visit.redirect(&format!("/redazione/{id}"), notice))
}

/// A field that two versions do not share.
#[derive(Serialize)]
pub(super) struct Compared {
    label: String,
    lines: Vec<Line>,
}

/// `GET /redazione/{id}/versioni/{number}`: a version, and what it changed in the one before.
///
/// # Errors
/// 404; when the database fails.
pub async fn version(visit: Visit, place: web::Path<(i64, i32)>) -> WebResult {
    let (id, number) = place.into_inner();
    let id = EntryId(id);
    let page = editing::read(&visit, id).await?;
    let (version, before) = visit
        .app()
        .db
        .read(move |conn| {
            let version = entries::version_of(conn, id, number)?;
            let before = entries::version_of(conn, id, number.saturating_sub(1))?;
            Ok::<_, CatalogueError>((version, before))
        })
        .await?;
    let version = version.ok_or(Problem::NotFound)?;
    let title = text_with(&visit, "catalogue-version-title", &[("number", number.to_string().into())]);
    let context = context! {
        title => &title,
        entry => &page.draft.entry,
        entry_title => &page.draft.version.content.title,
        version => &version,
        details => &details::shown(&visit, &version.content.details),
        compared => &before.map(|before| compare(&visit, &page.tree, &before, &version)),
    };
    visit.render("catalogue/desk_version.html", context)
}

/// The fields that `after` changed in `before`, line by line.
pub(super) fn compare(visit: &Visit, tree: &TopicTree, before: &Version, after: &Version) -> Vec<Compared> {
    let (old, new) = (&before.content, &after.content);
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| date(visit.lang(), day));
    let topic = |of: &Content| view::topic_name(tree, of.topic, visit.lang());
    let language = |of: &Content| view::language_word(visit, of.language);
    let kind = |of: &Content| view::kind_word(visit, of.kind());
    let audience = |of: &Content| view::audience_word(visit, of.audience);
    let fields = [
        ("catalogue-field-kind", kind(old), kind(new)),
        ("catalogue-field-topic", topic(old), topic(new)),
        ("catalogue-field-audience", audience(old), audience(new)),
        ("catalogue-field-language", language(old), language(new)),
        ("catalogue-field-title", old.title.to_string(), new.title.to_string()),
        ("catalogue-field-summary", old.summary.clone(), new.summary.clone()),
        ("catalogue-field-body", old.body.to_string(), new.body.to_string()),
        ("catalogue-field-sources", old.sources.clone(), new.sources.clone()),
        ("catalogue-field-territory", old.territory.clone(), new.territory.clone()),
        ("catalogue-field-verified-on", day(old.verified_on), day(new.verified_on)),
        ("catalogue-field-review-by", day(old.review_by), day(new.review_by)),
    ];
    let fields = fields.into_iter().map(|(label, old, new)| (view::text(visit, label), old, new));
    fields
        .chain(compared_details(visit, &old.details, &new.details))
        .filter(|(_, old, new)| old != new)
        .map(|(label, old, new)| Compared { label, lines: diff::lines(&old, &new) })
        .collect()
}

/// The fields of the kind before and after; those of another kind went, or came.
fn compared_details(visit: &Visit, old: &Details, new: &Details) -> Vec<(String, String, String)> {
    let said = |of: &Details| -> Vec<(String, String)> {
        let label = |name| details::label(visit, of.kind(), name);
        of.written()
            .map(|(field, text)| (label(field.name), details::as_text(visit, field.shape, text)))
            .collect()
    };
    let (old_said, new_said) = (said(old), said(new));
    if old.kind() == new.kind() {
        let pairs = old_said.into_iter().zip(new_said);
        return pairs.map(|((label, old), (_, new))| (label, old, new)).collect();
    }
    let went = old_said.into_iter().map(|(label, text)| (label, text, String::new()));
    went.chain(new_said.into_iter().map(|(label, text)| (label, String::new(), text))).collect()
}
