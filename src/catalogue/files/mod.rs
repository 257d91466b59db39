//! Files that come with entries: forms to fill in, leaflets.
//!
//! A version has its own list, so that nobody reads a file before a second person approved it, and a former version still
//! has what it had. A file is stored once, and never changes. Who may have it is asked in [`readable`] alone.

pub mod desk;
pub mod download;
pub(super) mod store;

use serde::Serialize;

use super::error::{CatalogueError, CatalogueResult};
use super::store::{entries, public, publications};
use crate::accounts::Person;
use crate::accounts::permissions::{EntryAction, EntryFacts, may_with_entry};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryFileId, EntryId};
use crate::kernel::text::Subject;
use crate::platform::config::PublicUrl;
use crate::platform::db::Conn;

/// A file of a version of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryFile {
    /// The same in each version that has it.
    pub id: EntryFileId,
    /// What it is, in plain words.
    pub label: Subject,
    /// The name under which it is saved.
    pub name: String,
    /// Its type, by its content.
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    /// Digest of its content.
    #[serde(skip)]
    pub sha256: String,
    /// Where it lies.
    #[serde(skip)]
    pub storage_key: String,
    /// When it came.
    pub created_at: Instant,
}

impl EntryFile {
    /// What people call its type: the name ends as its content says.
    pub fn kind(&self) -> String {
        self.name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_uppercase())
    }

    /// Where everybody fetches it while it is of what is public of the entry of this name.
    pub fn address(&self, slug: &str) -> String {
        format!("/catalogo/{slug}/allegati/{}", self.id)
    }
}

/// A file as a page lists it.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    href: String,
    label: String,
    kind: String,
    size: i64,
}

/// The files as a page lists them; they are fetched under `address`.
pub fn shown(files: &[EntryFile], address: &str) -> Vec<Shown> {
    let shown = |file: &EntryFile| Shown {
        href: format!("{address}/allegati/{}", file.id),
        label: file.label.to_string(),
        kind: file.kind(),
        size: file.size,
    };
    files.iter().map(shown).collect()
}

/// A file of what is public, as other programs are told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// What it is, in plain words.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// Its type, by its content.
    pub media_type: String,
    /// How long it is.
    pub bytes: i64,
}

/// The files of the public entry of this name.
pub fn offered(files: &[EntryFile], slug: &str, site: &PublicUrl) -> Vec<Offered> {
    let offered = |file: &EntryFile| Offered {
        title: file.label.to_string(),
        url: site.join(&file.address(slug)),
        media_type: file.content_type.clone(),
        bytes: file.size,
    };
    files.iter().map(offered).collect()
}

/// The same in one cell of a table: addresses, one a line.
pub fn as_cell(files: &[Offered]) -> String {
    files.iter().map(|file| file.url.as_str()).collect::<Vec<_>>().join("\n")
}

/// Where somebody asks for a file.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// At the page of the public entry of this name.
    Entry(&'a str),
    /// At the page of what that entry said before.
    Former(&'a str, i32),
    /// At the desk, in whatever version of an entry.
    Desk(EntryId, &'a Person),
}

/// The file, if whoever asks there may have it: everybody what is of the public version, and of a former one that everybody may
/// still read while another is public; the desk what is of any.
///
/// # Errors
/// `NotFound`.
pub fn readable(conn: &mut Conn, place: Place, id: EntryFileId) -> CatalogueResult<EntryFile> {
    let files = match place {
        Place::Entry(slug) => {
            let entry = public::by_slug(conn, slug)?.ok_or(CatalogueError::NotFound)?;
            store::of_version(conn, entry.id, entry.version)?
        }
        Place::Former(slug, version) => {
            let entry = public::by_slug(conn, slug)?.ok_or(CatalogueError::NotFound)?;
            let known = publications::find(conn, entry.id, version)?.filter(|known| known.readable);
            known.ok_or(CatalogueError::NotFound)?;
            store::of_version(conn, entry.id, version)?
        }
        Place::Desk(entry, person) => {
            let draft = entries::find(conn, entry)?.ok_or(CatalogueError::NotFound)?;
            let unpublished = EntryFacts { public: false, ..draft.facts() };
            if !may_with_entry(Some(person), EntryAction::Read, &unpublished) {
                return Err(CatalogueError::NotFound);
            }
            store::of_entry(conn, entry, id)?.into_iter().collect()
        }
    };
    files.into_iter().find(|file| file.id == id).ok_or(CatalogueError::NotFound)
}
