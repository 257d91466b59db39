//! What the catalogue holds.

use chrono::NaiveDate;
use serde::Serialize;

use super::details::Details;
use super::files::EntryFile;
use crate::accounts::permissions::EntryFacts;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, TicketId, TopicId};
use crate::kernel::text::{Body, Subject};
use crate::platform::i18n::Lang;
use crate::platform::search::looked_at;
use crate::platform::web::markdown::{self, Section, sections};

crate::text_enum! {
    /// What an entry is.
    pub enum EntryKind {
        /// Domanda e risposta.
        Answer = "answer",
        /// Buona pratica.
        Practice = "practice",
        /// Servizio territoriale.
        Service = "service",
    }
}

crate::text_enum! {
    /// Where an entry stands. A public entry whose revision is a draft or in review stays public in its former version.
    pub enum EntryState {
        /// Being written.
        Draft = "draft",
        /// Waits for a second person.
        InReview = "in_review",
        /// Approved by a second person; becomes public at a day and hour.
        Scheduled = "scheduled",
        /// What was written last is public.
        Published = "published",
        /// Not public any more, or put aside before it ever was.
        Withdrawn = "withdrawn",
    }
}

crate::text_enum! {
    /// Whom an entry is for.
    pub enum Audience {
        /// Everybody.
        All = "all",
        /// Lavoratrici e lavoratori.
        Worker = "worker",
        /// Imprese.
        Enterprise = "enterprise",
    }
}

/// What a version of an entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Content {
    /// Where in the tree it belongs.
    pub topic: TopicId,
    /// Whom it is for.
    pub audience: Audience,
    /// The language it is written in.
    pub language: Lang,
    /// The question, or the name of the practice or service.
    pub title: Subject,
    /// In brief, plain text; may be empty.
    pub summary: String,
    /// The answer in Markdown.
    pub body: Body,
    /// Laws, articles and pages it rests on, one a line; may be empty.
    pub sources: String,
    /// Where it holds; empty: in the whole Provincia.
    pub territory: String,
    /// The day somebody last checked it against its sources.
    pub verified_on: Option<NaiveDate>,
    /// The day by which it has to be checked again.
    pub review_by: Option<NaiveDate>,
    /// The first day on which it is in force; none: it always was.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it is in force; none: no end is known.
    pub valid_to: Option<NaiveDate>,
    /// Answer, practice or service, and what only such an entry says.
    pub details: Details,
}

impl Content {
    /// What it says of its checks.
    pub fn checked(&self) -> Checked {
        Checked { on: self.verified_on, next: self.review_by }
    }

    /// The same text as it was checked since.
    pub fn as_checked(self, checked: Checked) -> Self {
        Self { verified_on: checked.on, review_by: checked.next, ..self }
    }

    /// Answer, practice or service.
    pub fn kind(&self) -> EntryKind {
        self.details.kind()
    }

    /// The text and the fields of its kind, without marks: what lists show a passage of, and what is searched.
    pub fn plain_text(&self) -> String {
        let text = markdown::to_plain(self.body.as_str());
        match self.details.words() {
            words if words.is_empty() => text,
            words => format!("{text}\n{words}"),
        }
    }
}

/// An entry without what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The entry.
    pub id: EntryId,
    /// The import's own id, when it was imported.
    pub reference: Option<String>,
    /// Its name in the address; fixed from the first publication on.
    pub slug: String,
    /// Where it stands.
    pub state: EntryState,
    /// The version being edited; also what a form was made from, so that nobody overwrites what they have not seen.
    pub draft_version: i32,
    /// The version that the public reads.
    pub published_version: Option<i32>,
    /// The question it was made from.
    pub source_ticket: Option<TicketId>,
    /// Who began it; nobody when it was imported.
    pub author: Option<AccountId>,
    /// When it was begun.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
    /// When it last became public.
    pub published_at: Option<Instant>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
    /// Who answers for it.
    pub owner: Option<AccountId>,
    /// When what the public reads was last checked, and by when it has to be again: as its version says, until somebody finds that
    /// it is still so.
    pub checked: Checked,
    /// When the approved version becomes public.
    pub publish_at: Option<Instant>,
}

/// When a text was last checked, and by when it has to be again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The day of the last check.
    pub on: Option<NaiveDate>,
    /// The day by which the next is due.
    pub next: Option<NaiveDate>,
}

/// One immutable version of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// 1 is the first.
    pub number: i32,
    /// What it says.
    pub content: Content,
    /// The files that come with it.
    pub files: Vec<EntryFile>,
    /// Who wrote it; nobody when it was imported.
    pub editor: Option<AccountId>,
    /// When.
    pub created_at: Instant,
}

/// An entry with the version being edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// Where it stands.
    pub entry: Entry,
    /// What it says.
    pub version: Version,
}

impl Draft {
    /// What decides who may do what with it.
    pub fn facts(&self) -> EntryFacts {
        EntryFacts { written_by: self.version.editor, public: self.entry.published_version.is_some() }
    }
}

/// An entry as the public reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicEntry {
    /// The entry.
    pub id: EntryId,
    /// The import's own id, when it was imported.
    pub reference: Option<String>,
    /// Its name in the address.
    pub slug: String,
    /// Which of its versions this is.
    pub version: i32,
    /// When this version became public.
    pub published_at: Instant,
    /// What it says.
    pub content: Content,
}

/// A public entry as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The entry.
    pub id: EntryId,
    /// What other programs call it: the import's own id, else its name in the address.
    pub reference: String,
    /// Its name in the address.
    pub slug: String,
    /// Answer, practice or service.
    pub kind: EntryKind,
    /// Where in the tree it belongs.
    pub topic: TopicId,
    /// The language it is written in.
    pub language: Lang,
    /// Its title.
    pub title: String,
    /// In brief, which lists show whole; may be empty.
    pub brief: String,
    /// Without it, the text without marks, of which lists show a passage.
    pub text: String,
    /// The parts of the text, when it has headings.
    pub parts: Vec<Section>,
    /// The day somebody last checked it against its sources.
    pub verified_on: Option<NaiveDate>,
    /// The last day on which it is in force.
    pub valid_to: Option<NaiveDate>,
}

impl Card {
    /// The card of an entry.
    pub fn of(entry: PublicEntry) -> Self {
        let content = entry.content;
        let text = match content.summary.is_empty() {
            true => looked_at(&content.plain_text()).to_owned(),
            false => String::new(),
        };
        let mut parts = sections(looked_at(content.body.as_str()));
        if parts.iter().all(|part| part.heading.is_empty()) {
            parts.clear();
        }
        Self {
            parts,
            id: entry.id,
            reference: entry.reference.unwrap_or_else(|| entry.slug.clone()),
            slug: entry.slug,
            kind: content.kind(),
            topic: content.topic,
            language: content.language,
            title: content.title.to_string(),
            brief: content.summary,
            text,
            verified_on: content.verified_on,
            valid_to: content.valid_to,
        }
    }
}

/// A remark of a reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// On which version.
    pub version: i32,
    /// Who.
    pub author: Option<AccountId>,
    /// What.
    pub text: String,
    /// When.
    pub at: Instant,
}
