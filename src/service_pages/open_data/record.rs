//! A published entry as the files of the open data say it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::catalogue::files::{EntryFile, Offered, as_cell, offered};
use crate::catalogue::{Audience, Details, Elsewhere, EntryKind, PublicEntry};
use crate::kernel::clock::Instant;
use crate::platform::config::PublicUrl;
use crate::platform::i18n::Lang;
use crate::topics::TopicTree;

/// An entry; the names are those of `dialoga export catalogue` where both say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The import's own id, else the name in the address.
    reference: String,
    /// Where people read it.
    url: String,
    /// Answer, practice or service.
    kind: EntryKind,
    title: String,
    /// In brief; may be empty.
    summary: String,
    /// Markdown.
    body: String,
    /// Slug of its topic.
    topic: String,
    /// Name of its topic.
    topic_name: String,
    language: Lang,
    /// Where people read the same in another language.
    translation_url: Option<String>,
    audience: Audience,
    /// One a line.
    sources: String,
    /// Where it holds; empty: in the whole Provincia.
    territory: String,
    /// From which day what it says holds; nothing when it held already.
    valid_from: Option<NaiveDate>,
    /// Up to and with which day; nothing when it goes on.
    valid_to: Option<NaiveDate>,
    /// When what it says became public.
    published_at: Instant,
    /// When it was last checked.
    verified_on: Option<NaiveDate>,
    /// When it has to be checked again.
    review_by: Option<NaiveDate>,
    /// The fields of its kind that say something.
    details: Details,
    /// The files that come with it.
    attachments: Vec<Offered>,
}

const COMMON: [&str; 19] = [
    "reference",
    "url",
    "kind",
    "title",
    "summary",
    "body",
    "topic",
    "topic_name",
    "language",
    "translation_url",
    "audience",
    "sources",
    "territory",
    "valid_from",
    "valid_to",
    "published_at",
    "verified_on",
    "review_by",
    "attachments",
];

/// The names of the columns of a table: the fields of every kind have their own.
pub fn columns() -> Vec<String> {
    let common = COMMON.iter().map(|name| (*name).to_owned());
    let of_kinds = EntryKind::ALL
        .iter()
        .flat_map(|kind| Details::fields(*kind).iter().map(move |field| format!("{kind}_{}", field.name)));
    common.chain(of_kinds).collect()
}

impl Record {
    /// An entry as the public reads it, with its files, and where it is read in another language.
    pub fn of(
        entry: PublicEntry,
        files: &[EntryFile],
        elsewhere: Option<&Elsewhere>,
        tree: &TopicTree,
        site: &PublicUrl,
    ) -> Self {
        let content = entry.content;
        let topic = tree.get(content.topic);
        Self {
            attachments: offered(files, &entry.slug, site),
            url: site.join(&format!("/catalogo/{}", entry.slug)),
            kind: content.kind(),
            title: content.title.to_string(),
            summary: content.summary,
            body: content.body.to_string(),
            topic: topic.map_or_else(String::new, |topic| topic.slug.clone()),
            topic_name: topic.map_or_else(String::new, |topic| topic.name(content.language).to_owned()),
            language: content.language,
            translation_url: elsewhere.map(|other| site.join(&format!("/catalogo/{}", other.slug))),
            audience: content.audience,
            sources: content.sources,
            territory: content.territory,
            valid_from: content.valid_from,
            valid_to: content.valid_to,
            published_at: entry.published_at,
            verified_on: content.verified_on,
            review_by: content.review_by,
            details: content.details,
            reference: entry.reference.unwrap_or(entry.slug),
        }
    }

    /// Its cells, as [`columns`] names them.
    pub fn cells(&self) -> Vec<String> {
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let common = [
            self.reference.clone(),
            self.url.clone(),
            self.kind.to_string(),
            self.title.clone(),
            self.summary.clone(),
            self.body.clone(),
            self.topic.clone(),
            self.topic_name.clone(),
            self.language.to_string(),
            self.translation_url.clone().unwrap_or_default(),
            self.audience.to_string(),
            self.sources.clone(),
            self.territory.clone(),
            day(self.valid_from),
            day(self.valid_to),
            self.published_at.rfc3339(),
            day(self.verified_on),
            day(self.review_by),
            as_cell(&self.attachments),
        ];
        let of_kinds = EntryKind::ALL.iter().flat_map(|kind| match *kind == self.kind {
            true => self.details.written().map(|(_, text)| text).collect(),
            false => vec![String::new(); Details::fields(*kind).len()],
        });
        common.into_iter().chain(of_kinds).collect()
    }
}
