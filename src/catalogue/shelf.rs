//! What many visitors read, kept in this process as long as nothing about the catalogue changes.
//!
//! Every reading asks the database for the place of the newest event about an entry: what was kept before it is
//! dropped whole. So nothing withdrawn is shown from here, on any node, and nothing has to be told to forget.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use chrono::Duration;
use serde::Serialize;

use super::listing::{Asked, Listing};
use super::model::{EntryKind, PublicEntry};
use super::store::public;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, Position, TopicId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::topics::{self, Topic, TopicTree};

/// Topics change without an event of the catalogue; their new names are seen after this at the latest.
const LONGEST: Duration = Duration::seconds(30);
/// Entries and searches kept; beyond that all of them are dropped, which costs a moment and bounds the memory.
const MOST_ENTRIES: usize = 2_000;
const MOST_SEARCHES: usize = 1_000;
/// Entries on the home page.
const LATEST: i64 = 6;

/// The home page's part of the catalogue, in one language.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Digest {
    /// The first level of topics, with what is under it.
    pub topics: Vec<TopicDigest>,
    /// The newest entries.
    pub latest: Vec<EntryDigest>,
    /// Public entries in all.
    pub total: i64,
}

/// A topic with its public entries counted, those under it included.
#[derive(Debug, Clone, Serialize)]
pub struct TopicDigest {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What belongs here.
    pub summary: String,
    /// Public entries.
    pub count: i64,
    /// Its children.
    pub children: Vec<TopicDigest>,
}

/// An entry in a few words.
#[derive(Debug, Clone, Serialize)]
pub struct EntryDigest {
    /// Its name in the address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Answer, practice or service.
    pub kind: EntryKind,
    /// Name of its topic.
    pub topic: String,
    /// Language of its text.
    pub language: Lang,
    /// When it became public.
    pub published_at: Instant,
}

/// One state of the catalogue.
pub struct Snapshot {
    revision: Position,
    /// The state of the search index: what it answers changes with it.
    searchable: u64,
    made_at: Instant,
    /// All topics.
    pub tree: TopicTree,
    digests: [Arc<Digest>; 2],
    /// Territories that entries name.
    pub territories: Vec<String>,
    entries: Mutex<HashMap<EntryId, Arc<PublicEntry>>>,
    searches: Mutex<HashMap<Asked, Arc<Listing>>>,
}

/// Where the newest state is kept.
#[derive(Default)]
pub struct Shelf {
    newest: RwLock<Option<Arc<Snapshot>>>,
    /// One at a time makes the next state; the others wait for it rather than make it too.
    making: Mutex<()>,
}

impl Shelf {
    /// The present state of the catalogue. `searchable` is the state of the search index.
    ///
    /// # Errors
    /// When the database fails.
    pub fn current(&self, conn: &mut Conn, searchable: u64, now: Instant) -> DbResult<Arc<Snapshot>> {
        let revision = events::last_of_entries(conn)?;
        let fresh = |snapshot: &Arc<Snapshot>| {
            snapshot.revision == revision
                && snapshot.searchable == searchable
                && (now - snapshot.made_at).abs() < LONGEST
        };
        if let Some(snapshot) = self.newest().filter(fresh) {
            return Ok(snapshot);
        }
        let _making = lock(&self.making);
        if let Some(snapshot) = self.newest().filter(fresh) {
            return Ok(snapshot);
        }
        let snapshot = Arc::new(Snapshot::make(conn, revision, searchable, now)?);
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = Some(snapshot.clone());
        Ok(snapshot)
    }

    fn newest(&self) -> Option<Arc<Snapshot>> {
        self.newest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Snapshot {
    fn make(conn: &mut Conn, revision: Position, searchable: u64, now: Instant) -> DbResult<Self> {
        let tree = topics::tree(conn)?;
        let counts: HashMap<TopicId, i64> = public::counts_by_topic(conn)?.into_iter().collect();
        let latest = public::latest(conn, LATEST)?;
        let digests = [Lang::It, Lang::En].map(|lang| Arc::new(digest(&tree, &counts, &latest, lang)));
        Ok(Self {
            revision,
            searchable,
            made_at: now,
            digests,
            tree,
            territories: public::territories(conn)?,
            entries: Mutex::default(),
            searches: Mutex::default(),
        })
    }

    /// The home page's part in a language.
    pub fn digest(&self, lang: Lang) -> Arc<Digest> {
        let [italian, english] = &self.digests;
        match lang {
            Lang::It => italian.clone(),
            Lang::En => english.clone(),
        }
    }

    /// The public entries among `ids`, in that order.
    pub(super) fn entries(&self, conn: &mut Conn, ids: &[EntryId]) -> DbResult<Vec<Arc<PublicEntry>>> {
        let missing: Vec<EntryId> = {
            let kept = lock(&self.entries);
            ids.iter().copied().filter(|id| !kept.contains_key(id)).collect()
        };
        if !missing.is_empty() {
            let found = public::by_ids(conn, &missing)?;
            let mut kept = lock(&self.entries);
            if kept.len() + found.len() > MOST_ENTRIES {
                kept.retain(|id, _| ids.contains(id));
            }
            kept.extend(found.into_iter().map(|entry| (entry.id, Arc::new(entry))));
        }
        let kept = lock(&self.entries);
        Ok(ids.iter().filter_map(|id| kept.get(id).cloned()).collect())
    }

    pub(super) fn search(&self, asked: &Asked) -> Option<Arc<Listing>> {
        lock(&self.searches).get(asked).cloned()
    }

    pub(super) fn keep_search(&self, asked: Asked, found: Arc<Listing>) {
        let mut kept = lock(&self.searches);
        if kept.len() >= MOST_SEARCHES {
            kept.clear();
        }
        kept.insert(asked, found);
    }
}

fn digest(tree: &TopicTree, counts: &HashMap<TopicId, i64>, latest: &[PublicEntry], lang: Lang) -> Digest {
    let own = |topic: &Topic| counts.get(&topic.id).copied().unwrap_or(0);
    let one = |topic: &Topic, children: Vec<TopicDigest>| TopicDigest {
        slug: topic.slug.clone(),
        name: topic.name(lang).to_owned(),
        summary: topic.summary(lang).to_owned(),
        count: own(topic) + children.iter().map(|child| child.count).sum::<i64>(),
        children,
    };
    let shown = |topic: &&Topic| topic.active || own(topic) > 0;
    let topics = tree
        .roots()
        .map(|root| {
            let children = tree.children(root.id).filter(shown).map(|child| one(child, Vec::new()));
            (root.active, one(root, children.collect()))
        })
        .filter(|(active, topic)| *active || topic.count > 0)
        .map(|(_, topic)| topic)
        .collect();
    let latest = latest
        .iter()
        .map(|entry| EntryDigest {
            slug: entry.slug.clone(),
            title: entry.content.title.to_string(),
            kind: entry.content.kind,
            topic: tree
                .get(entry.content.topic)
                .map_or_else(String::new, |topic| topic.name(lang).to_owned()),
            language: entry.content.language,
            published_at: entry.published_at,
        })
        .collect();
    Digest { topics, latest, total: counts.values().sum() }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
