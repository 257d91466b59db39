//! Writing: an entry begun anew or from a question, and its versions.

use chrono::Duration;

use super::{Change, free_slug};
use crate::accounts::permissions::{EntryAction, EntryFacts};
use crate::accounts::{Person, RequesterKind};
use crate::catalogue::details::Details;
use crate::catalogue::error::{CatalogueError, CatalogueResult, demand};
use crate::catalogue::files::EntryFile;
use crate::catalogue::model::{Audience, Checked, Content, Entry, EntryKind, EntryState, Version};
use crate::catalogue::store;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{EntryId, TicketId, TopicId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::{Conn, portable};
use crate::platform::events;
use crate::platform::i18n::Lang;

/// The same words within this time are the same form, sent again.
const SENT_TWICE: Duration = Duration::minutes(10);

/// A question and its answer, offered for the catalogue. Nothing of it is public before it is rewritten and reviewed.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The question it comes from.
    pub ticket: TicketId,
    /// Its subject, the draft's title.
    pub title: Subject,
    /// What was answered. What was asked stays where it is: its words are a person's own.
    pub answer: Body,
    /// The question's topic.
    pub topic: TopicId,
    /// Who asked, as a kind.
    pub asked_by: RequesterKind,
    /// The language of the question.
    pub language: Lang,
}

/// Makes a draft of a proposal; the one that there is already, when the question was proposed before.
///
/// # Errors
/// `NotFound` when `author` is not of the desk.
pub fn propose(
    conn: &mut Conn,
    proposal: &Proposal,
    author: &Person,
    now: Instant,
) -> CatalogueResult<EntryId> {
    if let Some(before) = store::sources::entry_of(conn, proposal.ticket)? {
        return Ok(before);
    }
    let content = Content {
        topic: proposal.topic,
        audience: match proposal.asked_by {
            RequesterKind::Worker => Audience::Worker,
            RequesterKind::Enterprise => Audience::Enterprise,
        },
        language: proposal.language,
        title: proposal.title.clone(),
        summary: String::new(),
        body: proposal.answer.clone(),
        sources: String::new(),
        territory: String::new(),
        verified_on: None,
        review_by: None,
        valid_from: None,
        valid_to: None,
        details: Details::none(EntryKind::Answer),
    };
    begin(conn, content, Some(proposal.ticket), author, now)
}

/// Begins an entry that comes from no question. What its author began a moment ago with the same words is the same entry:
/// the button was pressed twice.
///
/// # Errors
/// `NotFound` when `author` is not of the desk.
pub fn create(conn: &mut Conn, content: Content, author: &Person, now: Instant) -> CatalogueResult<EntryId> {
    portable::exclusive(conn, &format!("writing:{}", author.id))?;
    match store::entries::begun_since(conn, author.id, &content, now - SENT_TWICE)? {
        Some(before) => Ok(before),
        None => begin(conn, content, None, author, now),
    }
}

fn begin(
    conn: &mut Conn,
    content: Content,
    ticket: Option<TicketId>,
    author: &Person,
    now: Instant,
) -> CatalogueResult<EntryId> {
    let id = begin_unsaid(conn, content, ticket, author, now)?;
    events::append(conn, now, Actor::Person(author.id), &Event::EntryDrafted { entry: id, ticket })?;
    Ok(id)
}

/// [`begin`] without the event, which is appended when all is written.
pub(super) fn begin_unsaid(
    conn: &mut Conn,
    content: Content,
    ticket: Option<TicketId>,
    author: &Person,
    now: Instant,
) -> CatalogueResult<EntryId> {
    demand(author, EntryAction::Edit, &EntryFacts { written_by: Some(author.id), public: false })?;
    let entry = Entry {
        id: EntryId(0),
        reference: None,
        slug: free_slug(conn, content.title.as_str(), None)?,
        state: EntryState::Draft,
        draft_version: 1,
        published_version: None,
        source_ticket: ticket,
        author: Some(author.id),
        created_at: now,
        updated_at: now,
        published_at: None,
        withdrawn_at: None,
        owner: None,
        checked: Checked::default(),
        publish_at: None,
    };
    let id = store::entries::insert(conn, &entry)?;
    let version = Version { number: 1, content, files: Vec::new(), editor: Some(author.id), created_at: now };
    store::entries::add_version(conn, id, &version)?;
    if let Some(ticket) = ticket {
        store::sources::insert(conn, id, ticket, author.id, now)?;
    }
    Ok(id)
}

/// Adds a version that says `content` and answers its number. `seen` is the version that the editor's form was made
/// from. The same text again adds nothing, but takes the entry back from the review all the same.
///
/// # Errors
/// `Stale` when somebody changed it since.
pub fn edit(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    content: Content,
    editor: &Person,
    now: Instant,
) -> CatalogueResult<i32> {
    let (number, drafted) = write(conn, id, seen, |said| Said { content, ..said }, editor, now)?;
    events::append_all(conn, now, Actor::Person(editor.id), drafted.as_slice())?;
    Ok(number)
}

/// Writes the text of a former version anew, with the files that it had, as a draft that goes through the review.
///
/// # Errors
/// `NotFound` when there is no such version; else as [`edit`].
pub fn restore(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    number: i32,
    editor: &Person,
    now: Instant,
) -> CatalogueResult<i32> {
    let former = store::entries::version_of(conn, id, number)?.ok_or(CatalogueError::NotFound)?;
    let as_then = |_| Said { content: former.content, files: former.files };
    let (number, drafted) = write(conn, id, seen, as_then, editor, now)?;
    events::append_all(conn, now, Actor::Person(editor.id), drafted.as_slice())?;
    Ok(number)
}

/// What changes from one version to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub content: Content,
    pub files: Vec<EntryFile>,
}

/// [`edit`] without the event, which is appended when all is written; there is none when nothing changed.
pub(super) fn write(
    conn: &mut Conn,
    id: EntryId,
    seen: i32,
    revised: impl FnOnce(Said) -> Said,
    editor: &Person,
    now: Instant,
) -> CatalogueResult<(i32, Option<Event>)> {
    let mut change = Change::begin(conn, id, seen, editor, EntryAction::Edit)?;
    let entry = &mut change.draft.entry;
    let before =
        Said { content: change.draft.version.content.clone(), files: change.draft.version.files.clone() };
    let said = revised(before.clone());
    if said == before && change.from == EntryState::Draft {
        return Ok((seen, None));
    }
    if said != before {
        let Said { content, files } = said;
        if entry.published_at.is_none() && before.content.title != content.title {
            entry.slug = free_slug(conn, content.title.as_str(), Some(id))?;
        }
        entry.draft_version += 1;
        let version =
            Version { number: entry.draft_version, content, files, editor: Some(editor.id), created_at: now };
        store::entries::add_version(conn, id, &version)?;
    }
    entry.updated_at = now;
    // What becomes public at a date is what was approved, and nothing else.
    entry.publish_at = None;
    let number = entry.draft_version;
    change.save(conn)?;
    Ok((number, Some(Event::EntryDrafted { entry: id, ticket: None })))
}
