//! Entries that say in another language what others say.
//!
//! A translation is an entry of its own, with its versions and its review; a link says of which it is one, and of which version. Each
//! names the other where both are public, and nowhere else.

pub(super) mod store;

use serde::Serialize;

use super::error::CatalogueResult;
use super::model::{Draft, EntryState};
use super::store::entries;
use crate::kernel::ids::EntryId;
use crate::kernel::text::Subject;
use crate::platform::db::Conn;
use crate::platform::i18n::Lang;

/// That an entry is the translation of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Who says it again.
    pub translation: EntryId,
    /// Who said it first.
    pub original: EntryId,
    /// The version of the original that it says again.
    pub based_on: i32,
    /// Whether another version of the original became public since the translation last did.
    pub behind: bool,
}

impl Link {
    /// The other of the two.
    pub fn other(&self, than: EntryId) -> EntryId {
        if self.original == than { self.translation } else { self.original }
    }
}

/// What the public reads in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// Its name in the address.
    pub slug: String,
    /// Its language.
    pub language: Lang,
}

/// The other entry, as the desk sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    id: EntryId,
    title: Subject,
    language: Lang,
    /// Where it stands.
    pub state: EntryState,
    /// Whether it is the original of the entry shown.
    is_original: bool,
    /// Where is shown what changed in the original, when the translation does not say it yet.
    changes: Option<String>,
}

/// The entry that says the same in another language.
pub(super) fn other_of(conn: &mut Conn, id: EntryId) -> CatalogueResult<Option<Other>> {
    let Some(link) = store::of(conn, id)? else { return Ok(None) };
    let Some(Draft { entry, version }) = entries::find(conn, link.other(id))? else { return Ok(None) };
    let is_original = link.original == entry.id;
    // The original itself need not be told.
    let public = entry.published_version.filter(|_| is_original && link.behind);
    let changes = public.map(|public| changes(&link, public));
    Ok(Some(Other {
        id: entry.id,
        title: version.content.title,
        language: version.content.language,
        state: entry.state,
        is_original,
        changes,
    }))
}

/// Where the desk reads what the public version of the original changed since the translation.
pub(super) fn changes(link: &Link, public: i32) -> String {
    format!("/redazione/{}/versioni/{public}?con={}", link.original, link.based_on)
}

/// The language into which a text is translated.
pub fn into(language: Lang) -> Lang {
    match language {
        Lang::It => Lang::En,
        Lang::En => Lang::It,
    }
}
