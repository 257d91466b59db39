//! The lines of `dialoga export catalogue`, which [`super::import`] reads again.

use chrono::NaiveDate;
use serde::Serialize;

use super::details::Details;
use super::files::{EntryFile, Offered, as_cell, offered, store};
use super::model::{Audience, EntryKind, EntryState};
use super::store::export::{self, Leaving};
use crate::kernel::ids::EntryId;
use crate::platform::config::PublicUrl;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::topics::{self, TopicTree};

/// Entries read at once.
const PIECE: i64 = 200;

/// An entry as a line says it; the names are those of the import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The import's own id, else the name in the address.
    pub reference: String,
    /// Its name in the address.
    pub slug: String,
    /// Answer, practice or service.
    pub kind: EntryKind,
    /// Its title.
    pub title: String,
    /// In brief; may be empty.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// Slug of its topic.
    pub topic: String,
    /// The language it is written in.
    pub language: Lang,
    /// Whether the public reads it.
    pub published: bool,
    /// Where it stands at the desk.
    pub state: EntryState,
    /// Whom it is for.
    pub audience: Audience,
    /// One a line.
    pub sources: String,
    /// Where it holds; empty: in the whole Provincia.
    pub territory: String,
    /// When it was last checked.
    pub verified_on: Option<NaiveDate>,
    /// When it has to be checked again.
    pub review_by: Option<NaiveDate>,
    /// The first day on which it is in force.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it is in force.
    pub valid_to: Option<NaiveDate>,
    /// The fields of its kind that say something.
    pub details: Details,
    /// The files that come with it, while the public reads it; an import passes them over.
    pub attachments: Vec<Offered>,
}

/// The next lines after that entry, and the last entry that they speak of; no lines when there are no more. What is not public
/// only with `all`.
///
/// # Errors
/// When the database fails.
pub fn lines_after(
    conn: &mut Conn,
    after: EntryId,
    all: bool,
    site: &PublicUrl,
) -> DbResult<(Vec<Line>, EntryId)> {
    let tree = topics::tree(conn)?;
    let leaving = export::page(conn, after, PIECE, all)?;
    let last = leaving.last().map_or(after, |entry| entry.id);
    let ids: Vec<EntryId> = leaving.iter().map(|entry| entry.id).collect();
    let mut files = store::of_public(conn, &ids)?;
    let line = |entry: Leaving| {
        let files = files.remove(&entry.id).unwrap_or_default();
        line(entry, &files, &tree, site)
    };
    Ok((leaving.into_iter().map(line).collect(), last))
}

fn line(entry: Leaving, files: &[EntryFile], tree: &TopicTree, site: &PublicUrl) -> Line {
    let content = entry.content;
    Line {
        attachments: offered(files, &entry.slug, site),
        reference: entry.reference.unwrap_or_else(|| entry.slug.clone()),
        slug: entry.slug,
        kind: content.kind(),
        title: content.title.to_string(),
        summary: content.summary,
        body: content.body.to_string(),
        topic: tree.get(content.topic).map_or_else(String::new, |topic| topic.slug.clone()),
        language: content.language,
        published: entry.is_public,
        state: entry.state,
        audience: content.audience,
        sources: content.sources,
        territory: content.territory,
        verified_on: content.verified_on,
        review_by: content.review_by,
        valid_from: content.valid_from,
        valid_to: content.valid_to,
        details: content.details,
    }
}

/// The names of the columns of a table of lines: the fields of every kind have their own.
pub fn columns() -> Vec<String> {
    let common = COMMON.iter().map(|name| (*name).to_owned());
    let of_kinds = EntryKind::ALL
        .iter()
        .flat_map(|kind| Details::fields(*kind).iter().map(move |field| format!("{kind}_{}", field.name)));
    common.chain(of_kinds).collect()
}

const COMMON: [&str; 18] = [
    "reference",
    "slug",
    "kind",
    "title",
    "summary",
    "body",
    "topic",
    "language",
    "published",
    "state",
    "audience",
    "sources",
    "territory",
    "verified_on",
    "review_by",
    "valid_from",
    "valid_to",
    "attachments",
];

impl Line {
    /// Its cells, as [`columns`] names them.
    pub fn cells(&self) -> Vec<String> {
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let common = [
            self.reference.clone(),
            self.slug.clone(),
            self.kind.to_string(),
            self.title.clone(),
            self.summary.clone(),
            self.body.clone(),
            self.topic.clone(),
            self.language.to_string(),
            self.published.to_string(),
            self.state.to_string(),
            self.audience.to_string(),
            self.sources.clone(),
            self.territory.clone(),
            day(self.verified_on),
            day(self.review_by),
            day(self.valid_from),
            day(self.valid_to),
            as_cell(&self.attachments),
        ];
        let of_kinds = EntryKind::ALL.iter().flat_map(|kind| match *kind == self.kind {
            true => self.details.written().map(|(_, text)| text).collect(),
            false => vec![String::new(); Details::fields(*kind).len()],
        });
        common.into_iter().chain(of_kinds).collect()
    }
}
