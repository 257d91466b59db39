//! The versions of an entry at the desk: one of them, what it changed in another, and its text written anew.

use actix_web::web;
use chrono::NaiveDate;
use serde::Serialize;
use tera::context;

use super::details;
use super::editing;
use super::review::{seen, settle};
use super::view::{self, Choice, text_with};
use crate::accounts::Visit;
use crate::accounts::permissions::{EntryAction, may_with_entry};
use crate::catalogue::actions;
use crate::catalogue::details::Details;
use crate::catalogue::diff::{self, Line};
use crate::catalogue::error::CatalogueError;
use crate::catalogue::files;
use crate::catalogue::model::{Content, Version};
use crate::catalogue::store::entries;
use crate::kernel::ids::EntryId;
use crate::platform::i18n::date;
use crate::platform::web::{PostForm, Problem, WebResult};
use crate::topics::TopicTree;

/// A field that two versions do not share.
#[derive(Serialize)]
pub(super) struct Compared {
    label: String,
    lines: Vec<Line>,
}

/// `GET /redazione/{id}/versioni/{number}`: a version, and what it changed in the one before, or in the one of `con`.
///
/// # Errors
/// 404; when the database fails.
pub async fn show(visit: Visit, place: web::Path<(i64, i32)>) -> WebResult {
    let (id, number) = place.into_inner();
    let id = EntryId(id);
    let page = editing::read(&visit, id).await?;
    let other = visit.query("con").parse().ok().filter(|other| *other != number);
    let other = other.unwrap_or_else(|| number.saturating_sub(1));
    let (version, before) = visit
        .app()
        .db
        .read(move |conn| {
            let version = entries::version_of(conn, id, number)?;
            let before = entries::version_of(conn, id, other)?;
            Ok::<_, CatalogueError>((version, before))
        })
        .await?;
    let version = version.ok_or(Problem::NotFound)?;
    let title = text_with(&visit, "catalogue-version-title", &[("number", number.to_string().into())]);
    let others: Vec<Choice> = page
        .numbers()
        .filter(|known| *known != number)
        .map(|known| {
            let label = text_with(&visit, "catalogue-version-short", &[("number", known.to_string().into())]);
            Choice::new(known.to_string(), label)
        })
        .collect();
    let entry = &page.draft.entry;
    let may_edit = may_with_entry(visit.person(), EntryAction::Edit, &page.draft.facts());
    let context = context! {
        title => &title,
        others => &others,
        other => &before.as_ref().map(|before| before.number.to_string()),
        can_restore => &(may_edit && number != entry.draft_version),
        entry => entry,
        entry_title => &page.draft.version.content.title,
        version => &version,
        details => &details::shown(&visit, &version.content.details),
        files => &files::shown(&version.files, &format!("/redazione/{id}")),
        compared => &before.map(|before| compare(&visit, &page.tree, &before, &version)),
    };
    visit.render("catalogue/desk_version.html", context)
}

/// `POST /redazione/{id}/versioni/{number}/ripristino`: its text becomes a draft again.
///
/// # Errors
/// 404; when the database fails.
pub async fn restore(visit: Visit, place: web::Path<(i64, i32)>, form: PostForm) -> WebResult {
    let (id, number) = place.into_inner();
    let (id, seen) = (EntryId(id), seen(&form));
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::restore(conn, id, seen, number, &person, now)).await;
    settle(&visit, id, done.map(drop), "catalogue-flash-restored")
}

/// The fields that `after` changed in `before`, line by line.
pub(super) fn compare(visit: &Visit, tree: &TopicTree, before: &Version, after: &Version) -> Vec<Compared> {
    let (old, new) = (&before.content, &after.content);
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| date(visit.lang(), day));
    let topic = |of: &Content| view::topic_name(tree, of.topic, visit.lang());
    let language = |of: &Content| view::language_word(visit, of.language);
    let kind = |of: &Content| view::kind_word(visit, of.kind());
    let audience = |of: &Content| view::audience_word(visit, of.audience);
    let files = |of: &Version| -> String {
        let lines = of.files.iter().map(|file| format!("{} ({})", file.label, file.name));
        lines.collect::<Vec<_>>().join("\n")
    };
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
        ("catalogue-field-valid-from", day(old.valid_from), day(new.valid_from)),
        ("catalogue-field-valid-to", day(old.valid_to), day(new.valid_to)),
        ("catalogue-files", files(before), files(after)),
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
