//! What many visitors read, kept in this process as long as nothing about the catalogue changes.
//!
//! Every reading asks the database for the place of the newest event about an entry: what was kept before it is
//! dropped whole. So nothing withdrawn is shown from here, on any node, and nothing has to be told to forget.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::Duration;
use serde::Serialize;
use tera::Context;

use super::listing::{AlikeEntry, Asked, Listing};
use super::misses::Misses;
use super::model::{Card, EntryKind, PublicEntry};
use super::store::public;
use super::synonyms;
use super::usage::{Counter, Usage};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, Position, TopicId};
use crate::kernel::kept::Kept;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::topics::{self, Topic, TopicTree};

/// Topics change without an event of the catalogue: they are looked at again after this.
const LONGEST: Duration = Duration::seconds(30);
/// Memory for entries as lists show them, for searches, for what is alike, for pages of results and for pages of entries, in bytes.
const CARDS: usize = 24_000_000;
const SEARCHES: usize = 8_000_000;
const ALIKE: usize = 4_000_000;
const FRAGMENTS: usize = 12_000_000;
const PAGES: usize = 16_000_000;
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

/// What the frame of a page of an entry is filled with.
pub(super) struct Page {
    pub context: Context,
    /// How often it was read on the day for which it was made.
    pub readings: Counter,
}

/// One state of the catalogue.
pub struct Snapshot {
    revision: Position,
    /// The state of the search index: what it answers changes with it.
    searchable: u64,
    /// Place and time of the last change of what is public; nothing while nothing ever was.
    pub changed: Option<(Position, Instant)>,
    /// When the topics were last found to be these; in microseconds.
    topics_seen_at: AtomicI64,
    /// All topics.
    pub tree: TopicTree,
    digests: [Arc<Digest>; 2],
    /// Territories that entries name.
    pub territories: Vec<String>,
    cards: Kept<EntryId, Arc<Card>>,
    /// By what was asked and the list of synonyms.
    searches: Kept<(Asked, i32), Arc<Listing>>,
    alike: Kept<(String, Option<TopicId>), Arc<[AlikeEntry]>>,
    fragments: Kept<String, Arc<str>>,
    pages: Kept<String, Arc<Page>>,
}

/// Where the newest state is kept.
#[derive(Default)]
pub struct Cache {
    /// What people say for what entries say.
    pub(super) synonyms: synonyms::Cache,
    /// What was searched for and not found.
    pub(super) misses: Misses,
    /// What was searched for and read.
    pub(super) usage: Usage,
    newest: RwLock<Option<Arc<Snapshot>>>,
    /// One at a time makes the next state; the others wait for it rather than make it too.
    making: Mutex<()>,
}

impl Cache {
    /// The present state of the catalogue. `searchable` is the state of the search index.
    ///
    /// # Errors
    /// When the database fails.
    pub fn current(&self, conn: &mut Conn, searchable: u64, now: Instant) -> DbResult<Arc<Snapshot>> {
        let revision = events::last_of_entries(conn)?;
        let is_current =
            |snapshot: &Arc<Snapshot>| snapshot.revision == revision && snapshot.searchable == searchable;
        let fresh = |snapshot: &Arc<Snapshot>| is_current(snapshot) && snapshot.topics_are_fresh(now);
        if let Some(snapshot) = self.newest().filter(fresh) {
            return Ok(snapshot);
        }
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(snapshot) = self.newest().filter(fresh) {
            return Ok(snapshot);
        }
        if let Some(snapshot) = self.newest().filter(is_current)
            && topics::tree(conn)? == snapshot.tree
        {
            snapshot.topics_seen_at.store(now.micros(), Ordering::Relaxed);
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
            changed: events::last_of_public_entries(conn)?,
            topics_seen_at: AtomicI64::new(now.micros()),
            digests,
            tree,
            territories: public::territories(conn)?,
            cards: Kept::new(CARDS),
            searches: Kept::new(SEARCHES),
            alike: Kept::new(ALIKE),
            fragments: Kept::new(FRAGMENTS),
            pages: Kept::new(PAGES),
        })
    }

    /// Tells these topics from others that are called otherwise.
    pub fn names(&self) -> u64 {
        let mut names = DefaultHasher::new();
        for topic in self.tree.all() {
            (&topic.slug, &topic.name_it, &topic.name_en).hash(&mut names);
        }
        names.finish()
    }

    fn topics_are_fresh(&self, now: Instant) -> bool {
        let seen_at = Instant::from_micros(self.topics_seen_at.load(Ordering::Relaxed));
        (now - seen_at).abs() < LONGEST
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
    pub(super) fn cards(&self, conn: &mut Conn, ids: &[EntryId]) -> DbResult<Vec<Arc<Card>>> {
        let mut found: HashMap<EntryId, Arc<Card>> =
            ids.iter().filter_map(|id| Some((*id, self.cards.get(id)?))).collect();
        let missing: Vec<EntryId> = ids.iter().copied().filter(|id| !found.contains_key(id)).collect();
        if !missing.is_empty() {
            for entry in public::by_ids(conn, &missing)? {
                let card = Arc::new(Card::of(entry));
                let parts = card.parts.iter().map(|part| 80 + 2 * part.heading.len() + part.text.len());
                let bytes =
                    400 + card.title.len() + card.brief.len() + card.text.len() + parts.sum::<usize>();
                self.cards.keep(card.id, card.clone(), bytes);
                found.insert(card.id, card);
            }
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// What was found with a list of synonyms.
    pub(super) fn search(&self, asked: &(Asked, i32)) -> Option<Arc<Listing>> {
        self.searches.get(asked)
    }

    pub(super) fn keep_search(&self, asked: (Asked, i32), found: Arc<Listing>) {
        let texts: usize = found.results.iter().map(|hit| hit.title.len() + hit.passage.len() + 200).sum();
        let bytes = 1_000 + asked.0.text.len() + texts;
        self.searches.keep(asked, found, bytes);
    }

    /// What speaks of the same as a text of a topic.
    pub(super) fn alike(&self, text: &(String, Option<TopicId>)) -> Option<Arc<[AlikeEntry]>> {
        self.alike.get(text)
    }

    pub(super) fn keep_alike(&self, text: (String, Option<TopicId>), found: Arc<[AlikeEntry]>) {
        // The cards are kept beside it.
        let bytes =
            400 + text.0.len() + found.iter().map(|entry| 200 + entry.words.len() * 40).sum::<usize>();
        self.alike.keep(text, found, bytes);
    }

    /// A part of a page that was made from this state, under a name that says all it depends on.
    pub fn fragment(&self, name: &str) -> Option<Arc<str>> {
        self.fragments.get(name)
    }

    /// Keeps a part of a page.
    pub fn keep_fragment(&self, name: String, html: Arc<str>) {
        let bytes = 200 + name.len() + html.len();
        self.fragments.keep(name, html, bytes);
    }

    /// The page of an entry, under a name that says all it depends on.
    pub(super) fn page(&self, name: &str) -> Option<Arc<Page>> {
        self.pages.get(name)
    }

    /// Keeps the page of an entry.
    pub(super) fn keep_page(&self, name: String, page: Arc<Page>, bytes: usize) {
        self.pages.keep(name, page, bytes);
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
            kind: entry.content.kind(),
            topic: tree
                .get(entry.content.topic)
                .map_or_else(String::new, |topic| topic.name(lang).to_owned()),
            language: entry.content.language,
            published_at: entry.published_at,
        })
        .collect();
    Digest { topics, latest, total: counts.values().sum() }
}
