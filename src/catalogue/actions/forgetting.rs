//! Drafts that began as a copy of what somebody asked and was answered, when her data are erased.

use super::hold;
use crate::catalogue::model::{Content, EntryState, Version};
use crate::catalogue::{Details, store};
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{EntryId, TicketId};
use crate::kernel::text::{Body, Subject};
use crate::platform::db::{Conn, DbResult};

/// Takes the words out of the entries that began as answers to these questions, as far as nobody approved them: all of an entry
/// that never was public, and of another what was written before it first became so. What was public, or waits for its hour to be,
/// was rewritten without personal data and approved by a second person. Answers what is to be told of: that those in review are drafts
/// again.
///
/// # Errors
/// When the database fails.
pub fn forget_drafts_of(
    conn: &mut Conn,
    tickets: &[TicketId],
    subject: &Subject,
    body: &Body,
    now: Instant,
) -> DbResult<Vec<Event>> {
    let mut events = Vec::new();
    for entry in store::erasure::begun_from(conn, tickets)? {
        hold(conn, entry)?;
        if forget(conn, entry, subject, body, now)? == Some(EntryState::InReview) {
            events.push(Event::EntryDrafted { entry, ticket: None });
        }
    }
    Ok(events)
}

/// Answers in which state an entry was of which all words were taken out.
fn forget(
    conn: &mut Conn,
    id: EntryId,
    subject: &Subject,
    body: &Body,
    now: Instant,
) -> DbResult<Option<EntryState>> {
    let Some(draft) = store::entries::find(conn, id)? else { return Ok(None) };
    let (mut entry, said) = (draft.entry, draft.version);
    let (state, version) = (entry.state, entry.draft_version);
    let approved = match store::erasure::first_public(conn, id)? {
        None if state == EntryState::Scheduled => Some(version),
        first => first,
    };
    store::erasure::forget_before(conn, id, approved.unwrap_or(i32::MAX), subject, body)?;
    if approved.is_some() {
        return Ok(None);
    }
    // Whoever has a form open with the words would bring them back, and whoever reviews would publish none: it is a draft of
    // another number.
    entry.draft_version += 1;
    let content = Content {
        title: subject.clone(),
        summary: String::new(),
        body: body.clone(),
        sources: String::new(),
        details: Details::none(said.content.kind()),
        ..said.content
    };
    store::entries::add_version(
        conn,
        id,
        &Version { number: entry.draft_version, content, created_at: now, ..said },
    )?;
    // Its address was made of its first title.
    entry.slug = format!("voce-{id}");
    if state == EntryState::InReview {
        entry.state = EntryState::Draft;
    }
    entry.updated_at = now;
    store::entries::save(conn, &entry, state, version)?;
    store::erasure::forget_names(conn, id)?;
    Ok(Some(state))
}
