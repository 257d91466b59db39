//! Searching the catalogue: the index says what matches, the database what may be shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::cache::{Cache, Snapshot};
use super::labels;
use super::model::{Audience, Card, EntryKind, PublicEntry};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, TopicId};
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::Lang;
use crate::platform::search::{Common, Highlighter, Label, Request, SearchError, Sort};
use crate::platform::web::markdown::Section;

/// About so many characters of the text are shown with a hit that says nothing in brief.
const PASSAGE: usize = 220;
/// Entries offered to somebody who writes a question, or its answer.
const MOST_SUGGESTIONS: usize = 3;
/// Entries that are compared with a text.
const COMPARED: usize = 24;
/// With less in common than this share of what a text speaks of, or fewer words, an entry speaks of it by chance.
const LEAST_SHARE: f32 = 0.2;
const LEAST_WORDS: usize = 2;
/// What the topic of the text counts for, as such a share.
const SAME_TOPIC: f32 = 0.1;

/// What a visitor asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Asked {
    /// The words; blank: everything, newest first.
    pub text: String,
    /// Only of this topic or under it.
    pub topic: Option<TopicId>,
    /// Only of this kind.
    pub kind: Option<EntryKind>,
    /// Only for these readers.
    pub audience: Option<Audience>,
    /// Only what names this territory; empty: only what holds in the whole Provincia.
    pub territory: Option<String>,
    /// Newest first, in place of best first.
    pub newest: bool,
    /// From 1.
    pub page: usize,
    /// Entries on a page.
    pub per_page: usize,
    /// Whether to count what each filter would leave.
    pub counts: bool,
}

/// A page of what was found.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Entries in all.
    pub total: usize,
    /// This page's.
    pub results: Vec<Found>,
    /// What was searched in place of unknown words.
    pub corrected: Option<String>,
    counts: BTreeMap<Label, usize>,
}

/// An entry found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The entry.
    pub entry: Arc<Card>,
    /// How well it matches, comparable within one search only.
    pub score: f32,
    /// Its title as HTML with the words marked.
    pub title: String,
    /// Of the part that answers best, or in brief, or else of the whole text: HTML with the words marked.
    pub passage: String,
    /// The part of the text that answers best, when one holds more of the words than what is said in brief.
    pub part: Option<Part>,
}

/// A part of an entry that was found.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Its heading, as HTML with the words marked.
    pub heading: String,
    /// The name of its place on the page of the entry.
    pub anchor: String,
}

/// An entry that may already answer a question.
#[derive(Debug, Clone, Serialize)]
pub struct Suggestion {
    /// Its name in the address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Of the part that answers best, or in brief, or else of the whole text: HTML with the words marked.
    pub passage: String,
    /// The part of the text that answers best.
    pub part: Option<Part>,
}

/// Why nothing could be searched.
#[derive(Debug, thiserror::Error)]
pub enum ListingError {
    /// The index.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Listing {
    /// Entries that a topic in place of the chosen one would leave.
    pub fn of_topic(&self, topic: TopicId) -> usize {
        self.count(labels::topic(topic))
    }

    /// Entries that a kind in place of the chosen one would leave.
    pub fn of_kind(&self, kind: EntryKind) -> usize {
        self.count(labels::kind(kind))
    }

    /// Entries that an audience in place of the chosen one would leave.
    pub fn of_audience(&self, audience: Audience) -> usize {
        self.count(labels::audience(audience))
    }

    /// Entries that a territory in place of the chosen one would leave; of the empty name, those that hold in the whole
    /// Provincia.
    pub fn of_territory(&self, name: &str) -> usize {
        self.count(labels::territory(name))
    }

    fn count(&self, label: Label) -> usize {
        self.counts.get(&label).copied().unwrap_or(0)
    }
}

/// The present state of the catalogue: topics, newest entries, counts.
///
/// # Errors
/// When the database fails.
pub fn current(app: &App, conn: &mut Conn, now: Instant) -> Result<Arc<Snapshot>, DbError> {
    let cache: &Cache = &app.catalogue;
    cache.current(conn, app.search.state(), now)
}

/// Searches what is public.
///
/// # Errors
/// When the index is not ready, or index or database fail.
pub fn search(app: &App, conn: &mut Conn, asked: Asked, now: Instant) -> Result<Arc<Listing>, ListingError> {
    let snapshot = current(app, conn, now)?;
    let synonyms = app.catalogue.synonyms.current(conn)?;
    let key = (asked, synonyms.version);
    if let Some(kept) = snapshot.search(&key) {
        return Ok(kept);
    }
    let asked = &key.0;
    let mut filters = Vec::new();
    filters.extend(asked.topic.map(labels::topic));
    filters.extend(asked.kind.map(labels::kind));
    filters.extend(asked.audience.filter(|audience| *audience != Audience::All).map(labels::audience));
    filters.extend(asked.territory.as_deref().map(labels::territory));
    let mut found = app.search.search(&Request {
        text: &asked.text,
        filters,
        synonyms: Some(&synonyms.list),
        skip: asked.page.saturating_sub(1).saturating_mul(asked.per_page),
        limit: asked.per_page,
        sort: if asked.newest { Sort::Order } else { Sort::Relevance },
        count_labels: asked.counts,
    })?;
    let ids: Vec<EntryId> = found.hits.iter().map(|hit| EntryId(hit.id)).collect();
    let scores: BTreeMap<i64, f32> = found.hits.iter().map(|hit| (hit.id, hit.score)).collect();
    let results = snapshot
        .cards(conn, &ids)?
        .into_iter()
        .map(|entry| {
            let highlighter = &mut found.highlighter;
            let part = best_part(highlighter, &entry);
            let passage = match part {
                Some(part) => highlighter.passage(&part.text, PASSAGE),
                None if entry.brief.is_empty() => highlighter.passage(&entry.text, PASSAGE),
                None => highlighter.mark(&entry.brief),
            };
            let part = part
                .map(|part| Part { heading: highlighter.mark(&part.heading), anchor: part.anchor.clone() });
            let score = scores.get(&entry.id.0).copied().unwrap_or_default();
            Found { score, title: highlighter.mark(&entry.title), passage, part, entry }
        })
        .collect();
    let listing =
        Arc::new(Listing { total: found.total, results, corrected: found.corrected, counts: found.labels });
    snapshot.keep_search(key, listing.clone());
    Ok(listing)
}

/// The part of an entry that holds most of the words, if that are more than its title and what it says in brief hold; of as
/// many, the one that has them in its heading, then the first.
fn best_part<'a>(highlighter: &mut Highlighter, entry: &'a Card) -> Option<&'a Section> {
    if entry.parts.is_empty() {
        return None;
    }
    let above = highlighter.held(&format!("{}\n{}", entry.title, entry.brief));
    let mut best: Option<((usize, usize), &Section)> = None;
    for part in &entry.parts {
        let of_heading = highlighter.held(&part.heading);
        let of_part = highlighter.held(&format!("{}\n{}", part.heading, part.text));
        let held = (of_part, of_heading);
        if of_part > above && best.is_none_or(|(most, _)| held > most) {
            best = Some((held, part));
        }
    }
    best.map(|(_, part)| part).filter(|part| !part.anchor.is_empty())
}

/// Entries whose title goes on from what is being typed, best first.
///
/// # Errors
/// As [`search`].
pub fn suggest(
    app: &App,
    conn: &mut Conn,
    text: &str,
    limit: usize,
    now: Instant,
) -> Result<Vec<Arc<Card>>, ListingError> {
    let snapshot = current(app, conn, now)?;
    let synonyms = app.catalogue.synonyms.current(conn)?;
    let hits = app.search.suggest(text, &synonyms.list, limit)?;
    let ids: Vec<EntryId> = hits.iter().map(|hit| EntryId(hit.id)).collect();
    Ok(snapshot.cards(conn, &ids)?)
}

/// Up to three entries that hold today and may already answer a question, those in its language first; none when the search is not
/// ready, since a question must never wait for it.
///
/// # Errors
/// When the database fails.
pub fn suggestions(
    app: &App,
    conn: &mut Conn,
    text: &str,
    lang: Lang,
    now: Instant,
) -> Result<Vec<Suggestion>, DbError> {
    let asked = Asked { text: text.to_owned(), page: 1, per_page: MOST_SUGGESTIONS * 2, ..Asked::default() };
    match search(app, conn, asked, now) {
        Ok(listing) => {
            let today = now.rome().date_naive();
            let holds = |found: &&Found| found.entry.valid_to.is_none_or(|last| last >= today);
            let mut found: Vec<&Found> = listing.results.iter().filter(holds).collect();
            found.sort_by_key(|found| found.entry.language != lang);
            let suggestion = |found: &Found| Suggestion {
                slug: found.entry.slug.clone(),
                title: found.entry.title.clone(),
                passage: found.passage.clone(),
                part: found.part.clone(),
            };
            Ok(found.into_iter().take(MOST_SUGGESTIONS).map(suggestion).collect())
        }
        Err(ListingError::Db(error)) => Err(error),
        Err(ListingError::Search(error)) => {
            tracing::warn!(%error, "no suggestions: the search is not ready");
            Ok(Vec::new())
        }
    }
}

/// An entry that speaks of what a text speaks of.
#[derive(Debug, Clone)]
pub struct AlikeEntry {
    /// The entry.
    pub card: Arc<Card>,
    /// The words that both speak of, the most telling first.
    pub words: Vec<String>,
}

/// Up to three entries that speak of what `text` speaks of, however long it is: those that have most in common with it first,
/// one of its topic before another that has as much. None while the index is being built.
///
/// # Errors
/// When the database fails.
pub fn alike(
    app: &App,
    conn: &mut Conn,
    text: &str,
    topic: Option<TopicId>,
    now: Instant,
) -> Result<Arc<[AlikeEntry]>, DbError> {
    let snapshot = current(app, conn, now)?;
    let asked = (text.to_owned(), topic);
    if let Some(kept) = snapshot.alike(&asked) {
        return Ok(kept);
    }
    let Some(compared) = compared(app, conn, &snapshot, text)? else { return Ok(Arc::default()) };
    let with_topic = compared.into_iter().map(|(card, common)| {
        let of_topic = if topic == Some(card.topic) { SAME_TOPIC } else { 0.0 };
        (common.share + of_topic, AlikeEntry { card, words: common.words })
    });
    let mut alike: Vec<(f32, AlikeEntry)> = with_topic
        .filter(|(share, entry)| *share >= LEAST_SHARE && entry.words.len() >= LEAST_WORDS)
        .collect();
    alike.sort_by(|(share, _), (other, _)| other.total_cmp(share));
    let alike: Arc<[AlikeEntry]> = alike.into_iter().map(|(_, entry)| entry).take(MOST_SUGGESTIONS).collect();
    snapshot.keep_alike(asked, alike.clone());
    Ok(alike)
}

/// The topics of entries that have something in common with `text`, and what; none while the index is being built.
///
/// # Errors
/// When the database fails.
pub fn topics_alike(
    app: &App,
    conn: &mut Conn,
    text: &str,
    now: Instant,
) -> Result<Vec<(TopicId, Common)>, DbError> {
    let snapshot = current(app, conn, now)?;
    let compared = compared(app, conn, &snapshot, text)?.unwrap_or_default();
    Ok(compared.into_iter().map(|(card, common)| (card.topic, common)).collect())
}

/// Entries, and what each has in common with a text.
type Compared = Vec<(Arc<Card>, Common)>;

/// Entries that may speak of what `text` speaks of, and what they have in common with it; `None` while the index is being
/// built.
fn compared(
    app: &App,
    conn: &mut Conn,
    snapshot: &Snapshot,
    text: &str,
) -> Result<Option<Compared>, DbError> {
    let found = match app.search.alike(text, COMPARED) {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "no entries are alike: the search is not ready");
            return Ok(None);
        }
    };
    let ids: Vec<EntryId> = found.hits.iter().map(|hit| EntryId(hit.id)).collect();
    let with_common = |card: Arc<Card>| {
        let common = found.telling.in_common(&format!("{}\n{}\n{}", card.title, card.brief, card.text));
        (card, common)
    };
    Ok(Some(snapshot.cards(conn, &ids)?.into_iter().map(with_common).collect()))
}

/// Entries of the same topic that are like this one, the most alike first.
///
/// # Errors
/// When the database fails.
pub fn related(
    app: &App,
    conn: &mut Conn,
    entry: &PublicEntry,
    now: Instant,
) -> Result<Vec<Arc<Card>>, DbError> {
    let asked = Asked {
        text: entry.content.title.to_string(),
        topic: Some(entry.content.topic),
        page: 1,
        per_page: MOST_SUGGESTIONS + 1,
        ..Asked::default()
    };
    match search(app, conn, asked, now) {
        Ok(listing) => Ok(listing
            .results
            .iter()
            .map(|found| found.entry.clone())
            .filter(|found| found.id != entry.id)
            .take(MOST_SUGGESTIONS)
            .collect()),
        Err(ListingError::Db(error)) => Err(error),
        Err(ListingError::Search(_)) => Ok(Vec::new()),
    }
}
