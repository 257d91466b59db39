//! Entries that come from elsewhere, known by the reference they have there.

use std::collections::HashMap;

use super::{free_slug, hold};
use crate::catalogue::error::CatalogueResult;
use crate::catalogue::model::{Checked, Content, Entry, Version};
use crate::catalogue::store::publications::Publication;
use crate::catalogue::translations::store as translations;
use crate::catalogue::{rules, store};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{EntryId, TopicId};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;
use crate::topics;

/// An entry to be imported.
#[derive(Debug, Clone)]
pub struct Import {
    /// What it is known by where it comes from.
    pub reference: String,
    /// Slug or name of its topic, made when new.
    pub topic: String,
    /// Whether it is public there.
    pub public: bool,
    /// What it says; its topic is set when it is known.
    pub content: Content,
}

/// How many entries met which fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New ones.
    pub added: usize,
    /// Known ones that say something new.
    pub changed: usize,
    /// Known ones that say the same, or were changed at the desk: the desk's text stays.
    pub kept: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.added += more.added;
        self.changed += more.changed;
        self.kept += more.kept;
    }
}

/// Adds or updates these entries in one transaction; topics are made when they are new. What was imported as public has
/// been reviewed where it comes from.
///
/// Everything is locked in one order (imports, topics, entries by their ids, addresses, and the events last), so that no
/// import and nobody at the desk ever wait for each other in a circle.
///
/// # Errors
/// When the database fails.
pub fn import_all(conn: &mut Conn, imports: Vec<Import>, now: Instant) -> CatalogueResult<Counts> {
    portable::exclusive(conn, "catalogue-import")?;
    let topics = topics_of(conn, &imports)?;
    let references: Vec<&str> = imports.iter().map(|import| import.reference.as_str()).collect();
    let mut known = store::entries::of_references(conn, &references)?;
    let mut ids: Vec<EntryId> = known.values().copied().collect();
    ids.sort_unstable();
    for id in ids {
        hold(conn, id)?;
    }
    let (mut counts, mut happened) = (Counts::default(), Vec::new());
    for (Import { reference, public, content, .. }, topic) in imports.into_iter().zip(topics) {
        let content = Content { topic, ..content };
        match known.get(&reference) {
            Some(id) => match update(conn, *id, content, public, now)? {
                Some(event) => {
                    counts.changed += 1;
                    happened.push(event);
                }
                None => counts.kept += 1,
            },
            None => {
                let id = add(conn, &reference, content, public, now)?;
                known.insert(reference, id);
                counts.added += 1;
                happened.push(announcement(id, public));
            }
        }
    }
    events::append_all(conn, now, Actor::System, &happened)?;
    Ok(counts)
}

/// The topic of each, looked up once.
fn topics_of(conn: &mut Conn, imports: &[Import]) -> DbResult<Vec<TopicId>> {
    let mut seen: HashMap<&str, TopicId> = HashMap::new();
    let mut topics = Vec::with_capacity(imports.len());
    for Import { topic, .. } in imports {
        let id = match seen.get(topic.as_str()) {
            Some(id) => *id,
            None => topics::find_or_create(conn, topic)?,
        };
        seen.insert(topic, id);
        topics.push(id);
    }
    Ok(topics)
}

fn add(
    conn: &mut Conn,
    reference: &str,
    content: Content,
    public: bool,
    now: Instant,
) -> CatalogueResult<EntryId> {
    let entry = Entry {
        id: EntryId(0),
        reference: Some(reference.to_owned()),
        slug: free_slug(conn, content.title.as_str(), None)?,
        state: rules::imported(public),
        draft_version: 1,
        published_version: public.then_some(1),
        source_ticket: None,
        author: None,
        created_at: now,
        updated_at: now,
        published_at: public.then_some(now),
        withdrawn_at: None,
        owner: None,
        checked: if public { content.checked() } else { Checked::default() },
        publish_at: None,
    };
    let id = store::entries::insert(conn, &entry)?;
    let version = Version { number: 1, content, files: Vec::new(), editor: None, created_at: now };
    store::entries::add_version(conn, id, &version)?;
    if public {
        store::publications::insert(conn, id, publication(1, now))?;
    }
    Ok(id)
}

/// Writes what came anew; nothing happens when it says the same, or the desk has changed it since.
fn update(
    conn: &mut Conn,
    id: EntryId,
    content: Content,
    public: bool,
    now: Instant,
) -> CatalogueResult<Option<Event>> {
    let Some(mut draft) = store::entries::find(conn, id)? else { return Ok(None) };
    // What was checked at the desk since is not made older by a file of before.
    let content = match draft.entry.checked {
        checked if content.verified_on < checked.on => content.as_checked(checked),
        _ => content,
    };
    let same = draft.version.content == content && draft.entry.published_version.is_some() == public;
    if same || draft.version.editor.is_some() {
        return Ok(None);
    }
    let (from, seen) = (draft.entry.state, draft.entry.draft_version);
    let Some(state) = rules::after_import(from, public) else { return Ok(None) };
    let entry = &mut draft.entry;
    let checked = content.checked();
    if draft.version.content != content {
        entry.draft_version += 1;
        // An import knows nothing of files: those that there are stay.
        let files = draft.version.files.clone();
        let version = Version { number: entry.draft_version, content, files, editor: None, created_at: now };
        store::entries::add_version(conn, id, &version)?;
    }
    entry.updated_at = now;
    let was_public = entry.published_version.is_some();
    entry.state = state;
    entry.published_version = public.then_some(entry.draft_version);
    if public {
        entry.published_at = Some(now);
        entry.checked = checked;
    }
    if !store::entries::save(conn, entry, from, seen)? {
        return Ok(None);
    }
    if public {
        store::publications::note(conn, id, publication(entry.draft_version, now))?;
        translations::became_public(conn, id, entry.draft_version)?;
    }
    let withdrawn = was_public && !public;
    Ok(Some(if withdrawn { Event::EntryWithdrawn { entry: id } } else { announcement(id, public) }))
}

/// Nobody here decided what in it looks like personal data: when another version is public, this one is read by nobody.
fn publication(version: i32, now: Instant) -> Publication {
    Publication { version, at: now, readable: false }
}

fn announcement(entry: EntryId, public: bool) -> Event {
    if public { Event::EntryPublished { entry } } else { Event::EntryDrafted { entry, ticket: None } }
}
