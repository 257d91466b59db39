//! The index of this process: changed, searched, and built anew when it has to be.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tantivy::{Index, IndexWriter, Term};

use super::SearchError;
use super::alike::Alike;
use super::collector::Hit;
use super::directory::Reading;
use super::folder::{self, Folder};
use super::matching::Matching;
use super::reader::{Found, Live, Request};
use super::schema::{self, Document, Fields};
use super::synonyms::Synonyms;
use crate::kernel::ids::Position;
use crate::kernel::kept::Kept;

/// Memory for documents that are not yet committed: tantivy's least. A hundred changes fit many times over.
const WRITER_MEMORY: usize = 15_000_000;

/// Bytes for what texts match.
const MATCHING: usize = 8_000_000;

/// A change of the index.
#[derive(Debug, Clone)]
pub enum Change {
    /// Adds a document, or replaces the one of its id.
    Put(Document),
    /// Removes the document of this id, if it is there.
    Remove(i64),
}

/// The index. One process writes and reads its own; several processes over one folder do not meet.
pub struct SearchIndex {
    folder: Folder,
    fields: Fields,
    reading: Reading,
    /// Id of the database that it is made from.
    database: String,
    /// What searches read; `None` until there is something.
    live: RwLock<Option<Arc<Live>>>,
    writing: Mutex<Writing>,
    /// A search failed: what there is cannot be trusted.
    unreadable: AtomicBool,
    /// How often it was built anew.
    builds: AtomicU64,
    /// What texts match, by text: filters ask for the same again and again.
    matching: Kept<String, Arc<Matching>>,
}

struct Writing {
    index: Option<Index>,
    /// Started at the first change: a process that changes nothing needs no writer.
    writer: Option<IndexWriter>,
    /// The last event that the index knows; `None` when it has to be built anew.
    position: Option<Position>,
}

impl SearchIndex {
    /// Opens the index under `root` of the database with this id. Damage is no error, nor is the index of another
    /// database: [`SearchIndex::position`] then is `None`.
    ///
    /// # Errors
    /// When the folder cannot be made or is taken by too many processes.
    pub fn open(root: &Path, database: &str, reading: Reading) -> Result<Self, SearchError> {
        let folder = Folder::take(root, reading)?;
        let (_, fields) = schema::schema();
        let mut live = None;
        let mut writing = Writing { index: None, writer: None, position: None };
        if let Some((index, position)) = folder.open(database) {
            match Live::new(&index, reading, fields) {
                Ok(opened) => {
                    live = Some(Arc::new(opened));
                    writing = Writing { index: Some(index), writer: None, position: Some(position) };
                }
                Err(error) => {
                    tracing::warn!(%error, "the search index cannot be read and will be built anew")
                }
            }
        }
        Ok(Self {
            folder,
            fields,
            reading,
            database: database.to_owned(),
            live: RwLock::new(live),
            writing: Mutex::new(writing),
            unreadable: AtomicBool::new(false),
            builds: AtomicU64::new(0),
            matching: Kept::new(MATCHING),
        })
    }

    /// The last event that the index knows. `None`: call [`SearchIndex::rebuild`].
    pub fn position(&self) -> Option<Position> {
        let start_over = self.unreadable.load(Ordering::SeqCst) || self.folder.request().exists();
        if start_over { None } else { self.writing().position }
    }

    /// Whether searches can be answered.
    pub fn is_ready(&self) -> bool {
        self.live().is_some()
    }

    /// Number of documents, 0 when it is not ready.
    pub fn count(&self) -> u64 {
        self.live().map_or(0, |live| live.count())
    }

    /// Changes whenever what can be found changes: for caches of what was found.
    pub fn state(&self) -> u64 {
        let builds = self.builds.load(Ordering::SeqCst);
        self.live().map_or(0, |live| (builds << 32) + 1 + live.state())
    }

    /// Applies changes in their order; with them the index knows every event up to `position`.
    ///
    /// # Errors
    /// When it is not ready or cannot be written; it then has to be built anew.
    pub fn apply(&self, changes: Vec<Change>, position: Position) -> Result<(), SearchError> {
        let mut writing = self.writing();
        let applied = self.try_apply(&mut writing, changes, position);
        if applied.is_err() {
            writing.writer = None;
            writing.position = None;
        }
        applied
    }

    fn try_apply(
        &self,
        writing: &mut Writing,
        changes: Vec<Change>,
        position: Position,
    ) -> Result<(), SearchError> {
        let Writing { index: Some(index), writer, position: Some(known) } = writing else {
            return Err(SearchError::NotReady);
        };
        let writer = match writer {
            Some(writer) => writer,
            None => writer.insert(index.writer_with_num_threads(1, WRITER_MEMORY)?),
        };
        for change in changes {
            let id = match &change {
                Change::Put(document) => document.id,
                Change::Remove(id) => *id,
            };
            writer.delete_term(Term::from_field_i64(self.fields.id, id));
            if let Change::Put(document) = change {
                writer.add_document(schema::to_stored(&self.fields, &document))?;
            }
        }
        commit(writer, &self.database, position)?;
        *known = position;
        if let Some(live) = self.live() {
            live.reload()?;
        }
        self.rest(writing)
    }

    /// A writer holds threads and memory. An index that is searched now and then, and changed now and then, gives them
    /// back after each change, once what it merges is merged.
    fn rest(&self, writing: &mut Writing) -> Result<(), SearchError> {
        if self.reading == Reading::InParts
            && let Some(writer) = writing.writer.take()
        {
            writer.wait_merging_threads()?;
            if let Some(live) = self.live() {
                live.reload()?;
            }
        }
        Ok(())
    }

    /// Builds the index anew from what `fill` puts into it, which is all there was at `position` and perhaps some of
    /// what came later. Until it is done, searches read the former one.
    ///
    /// # Errors
    /// What `fill` answers, or that the folder cannot be written.
    pub fn rebuild<E: From<SearchError>>(
        &self,
        position: Position,
        fill: impl FnOnce(&mut dyn FnMut(Document) -> Result<(), SearchError>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut writing = self.writing();
        // The former writer goes first: it holds the lock of the folder.
        *writing = Writing { index: None, writer: None, position: None };
        self.unreadable.store(false, Ordering::SeqCst);
        let index = self.folder.start_anew()?;
        let mut writer: IndexWriter =
            index.writer_with_num_threads(1, WRITER_MEMORY).map_err(SearchError::from)?;
        fill(&mut |document| {
            writer.add_document(schema::to_stored(&self.fields, &document))?;
            Ok(())
        })?;
        commit(&mut writer, &self.database, position)?;
        let live = Live::new(&index, self.reading, self.fields).map_err(SearchError::from)?;
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(live));
        self.builds.fetch_add(1, Ordering::SeqCst);
        *writing = Writing { index: Some(index), writer: Some(writer), position: Some(position) };
        self.rest(&mut writing)?;
        if let Err(error) = fs::remove_file(self.folder.request())
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(SearchError::from(error).into());
        }
        Ok(())
    }

    /// Searches.
    ///
    /// # Errors
    /// [`SearchError::NotReady`] until it is built; otherwise it cannot be read, and has to be built anew.
    pub fn search(&self, request: &Request<'_>) -> Result<Found, SearchError> {
        self.reading(|live| live.search(request))
    }

    /// Documents whose title goes on from `text`, best first; when there is none, those that a search finds.
    ///
    /// # Errors
    /// As [`SearchIndex::search`].
    pub fn suggest(&self, text: &str, synonyms: &Synonyms, limit: usize) -> Result<Vec<Hit>, SearchError> {
        self.reading(|live| live.suggest(text, synonyms, limit))
    }

    /// Documents that speak of what `text` speaks of, most alike first.
    ///
    /// # Errors
    /// As [`SearchIndex::search`].
    pub fn alike(&self, text: &str, limit: usize) -> Result<Alike, SearchError> {
        self.reading(|live| live.alike(text, limit))
    }

    /// Which documents hold every word of `text`, of which only the first [`super::LONGEST_QUERY`] characters count.
    ///
    /// # Errors
    /// As [`SearchIndex::search`].
    pub fn matching(&self, text: &str) -> Result<Arc<Matching>, SearchError> {
        // Before it is searched: what is searched is then this new at least.
        let state = self.state();
        if let Some(kept) = self.matching.get(text)
            && kept.is_of(state)
        {
            return Ok(kept);
        }
        let (ids, corrected) = self.reading(|live| live.matching(text))?;
        let bytes = text.len() + size_of_val(ids.as_slice()) + size_of::<Matching>();
        let matching = Arc::new(Matching::new(text, state, ids, corrected));
        self.matching.keep(text.to_owned(), matching.clone(), bytes);
        Ok(matching)
    }

    /// Reads, and on failure has the index built anew.
    fn reading<T>(&self, read: impl FnOnce(&Live) -> tantivy::Result<T>) -> Result<T, SearchError> {
        let live = self.live().ok_or(SearchError::NotReady)?;
        let error = match panic::catch_unwind(AssertUnwindSafe(|| read(&live))) {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(error)) => SearchError::Index(error),
            Err(_) => SearchError::Unreadable,
        };
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.unreadable.store(true, Ordering::SeqCst);
        Err(error)
    }

    fn live(&self) -> Option<Arc<Live>> {
        self.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes what was added durable together with the position.
fn commit(writer: &mut IndexWriter, database: &str, position: Position) -> Result<(), SearchError> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&folder::payload(database, position));
    prepared.commit()?;
    Ok(())
}

/// Asks every running process that has an index under `root` to build it anew; each removes its file from the answer
/// when it has.
///
/// # Errors
/// When the folder cannot be written.
pub fn ask_for_rebuild(root: &Path) -> Result<Vec<PathBuf>, SearchError> {
    let requests = folder::requests(root);
    for request in &requests {
        fs::write(request, "")?;
    }
    Ok(requests)
}

/// Whether a process of this machine, a running desk, has an index under `root`.
pub fn is_in_use(root: &Path) -> bool {
    !folder::requests(root).is_empty()
}

/// What an index that nobody has open looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Examined {
    /// There is none yet, or its building was interrupted: the next start builds it.
    Unbuilt,
    /// It holds so many documents.
    Good(u64),
    /// Why it has to be built anew.
    Broken(String),
}

/// Looks at the index that the desk over this database would open, without touching it. `last` is the newest event it can
/// know.
pub fn examine(root: &Path, reading: Reading, database: &str, last: Position) -> Examined {
    let path = folder::first(root);
    if !path.is_dir() {
        return Examined::Unbuilt;
    }
    match folder::open(&path, reading, database) {
        Err(reason) if reason == folder::UNFINISHED => Examined::Unbuilt,
        Err(reason) => Examined::Broken(reason),
        Ok((_, position)) if position > last => {
            Examined::Broken("it knows more than the database".to_owned())
        }
        Ok((index, _)) => match Live::new(&index, reading, schema::schema().1) {
            Ok(live) => Examined::Good(live.count()),
            Err(error) => Examined::Broken(error.to_string()),
        },
    }
}
