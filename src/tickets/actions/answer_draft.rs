//! What somebody at the desk typed and has not sent: kept while they type, on whatever device they go on.

use super::change::{self, SENT_TWICE, load};
use crate::accounts::Person;
use crate::accounts::permissions::TicketAction;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::Conn;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::model::MessageKind;
use crate::tickets::store;
use crate::tickets::store::answer_drafts::{AnswerDraft, DraftMark, DraftRow};

/// One of the two texts of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the requester will read.
    Answer,
    /// What the desk will read.
    Note,
}

/// The page that words come from. Two pages of one person are two writers: what one saves the other must not undo unseen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its own name.
    pub page: String,
    /// The saving of the draft that it shows; none when it shows no draft.
    pub seen: Option<DraftMark>,
}

impl Origin {
    /// Whether a draft is what this page shows, or what it saved itself.
    pub fn knows(&self, draft: &AnswerDraft) -> bool {
        self.seen == Some(draft.mark()) || (!self.page.is_empty() && self.page == draft.page)
    }
}

/// What a page wants to keep.
#[derive(Debug, Clone)]
pub struct Saving {
    /// For the requester; none leaves what is kept.
    pub answer: Option<String>,
    /// For the desk; the same.
    pub note: Option<String>,
    /// The page.
    pub origin: Origin,
    /// The version of the ticket that the page shows.
    pub ticket_version: i32,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is the draft now.
    Saved(AnswerDraft),
    /// There is nothing to keep, and no draft.
    Blank,
    /// Another page of the same person saved other words; nothing was written.
    Other(AnswerDraft),
    /// The draft that the page shows was sent or thrown away elsewhere; nothing was written.
    Gone,
}

/// Keeps what a page holds over what it knows. The ticket itself does not change: nobody's answer becomes stale by it.
///
/// # Errors
/// `NotFound` for who is not of the desk; when the database fails.
pub fn save_answer_draft(
    conn: &mut Conn,
    id: TicketId,
    saving: &Saving,
    person: &Person,
    now: Instant,
) -> TicketResult<Kept> {
    load(conn, id, person, TicketAction::Note, now)?;
    let before = store::answer_drafts::of(conn, id, person.id)?;
    let (kept_answer, kept_note) =
        before.as_ref().map_or(("", ""), |draft| (draft.answer.as_str(), draft.note.as_str()));
    let mut answer = saving.answer.as_deref().unwrap_or(kept_answer);
    let mut note = saving.note.as_deref().unwrap_or(kept_note);
    match &before {
        // What says the same is no other draft, whoever saved it.
        Some(draft) if !saving.origin.knows(draft) && (kept_answer, kept_note) != (answer, note) => {
            return Ok(Kept::Other(draft.clone()));
        }
        None if saving.origin.seen.is_some() => return Ok(Kept::Gone),
        _ => {}
    }
    // A page saves by itself while its text is being sent: that would stay behind as one that was never sent.
    if kept_answer.is_empty() && was_sent(conn, id, Part::Answer, answer, person.id, now)? {
        answer = "";
    }
    if kept_note.is_empty() && was_sent(conn, id, Part::Note, note, person.id, now)? {
        note = "";
    }
    let row = DraftRow { answer, note, ticket_version: saving.ticket_version, page: &saving.origin.page };
    match (&before, is_blank(answer, note)) {
        (Some(draft), true) => store::answer_drafts::delete(conn, draft.id)?,
        (Some(draft), false) => store::answer_drafts::update(conn, draft, row, now)?,
        (None, true) => {}
        (None, false) => store::answer_drafts::insert(conn, id, person.id, row, now)?,
    }
    Ok(store::answer_drafts::of(conn, id, person.id)?.map_or(Kept::Blank, Kept::Saved))
}

/// Whether the draft of this author says exactly these words.
///
/// # Errors
/// When the database fails.
pub fn is_drafted(conn: &mut Conn, id: TicketId, author: AccountId, answer: &str) -> TicketResult<bool> {
    Ok(store::answer_drafts::of(conn, id, author)?.is_some_and(|draft| draft.answer == answer))
}

/// Throws a draft away, if it is still the one that the page shows.
///
/// # Errors
/// `Stale` when another page saved other words since; `NotFound` for who is not of the desk.
pub fn discard_answer_draft(
    conn: &mut Conn,
    id: TicketId,
    origin: &Origin,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    load(conn, id, person, TicketAction::Note, now)?;
    match store::answer_drafts::of(conn, id, person.id)? {
        Some(draft) if origin.knows(&draft) => Ok(store::answer_drafts::delete(conn, draft.id)?),
        Some(_) => Err(TicketError::Stale),
        None => Ok(()),
    }
}

/// Words are about to be sent: they are no draft any more. What another page saved meanwhile, and says something else,
/// stays.
///
/// # Errors
/// When the database fails.
pub fn forget_sent(
    conn: &mut Conn,
    id: TicketId,
    part: Part,
    words: &str,
    origin: &Origin,
    person: &Person,
    now: Instant,
) -> TicketResult<()> {
    change::hold(conn, id)?;
    let Some(draft) = store::answer_drafts::of(conn, id, person.id)? else { return Ok(()) };
    let kept = match part {
        Part::Answer => &draft.answer,
        Part::Note => &draft.note,
    };
    if !origin.knows(&draft) && kept.trim() != words.trim() {
        return Ok(());
    }
    let (answer, note) = match part {
        Part::Answer => ("", draft.note.as_str()),
        Part::Note => (draft.answer.as_str(), ""),
    };
    if is_blank(answer, note) {
        return Ok(store::answer_drafts::delete(conn, draft.id)?);
    }
    // The page that sends goes on with the rest.
    let page = if origin.knows(&draft) { &origin.page } else { &draft.page };
    let row = DraftRow { answer, note, ticket_version: draft.ticket_version, page };
    Ok(store::answer_drafts::update(conn, &draft, row, now)?)
}

fn is_blank(answer: &str, note: &str) -> bool {
    answer.trim().is_empty() && note.trim().is_empty()
}

/// Whether these words, perhaps not all of them yet, were sent a moment ago.
fn was_sent(
    conn: &mut Conn,
    id: TicketId,
    part: Part,
    words: &str,
    author: AccountId,
    now: Instant,
) -> TicketResult<bool> {
    if words.trim().is_empty() {
        return Ok(false);
    }
    let kinds: &[MessageKind] = match part {
        Part::Answer => &[MessageKind::Answer, MessageKind::Clarification],
        Part::Note => &[MessageKind::Note],
    };
    if part == Part::Answer
        && let Some(waiting) = store::proposed::waiting(conn, id)?
        && waiting.edited_by == author
        && store::messages::body_of(conn, waiting.note)?.is_some_and(|body| body.starts_with(words.trim()))
    {
        return Ok(true);
    }
    let sent = store::messages::bodies_since(conn, id, author, kinds, now - SENT_TWICE)?;
    Ok(sent.iter().any(|body| body.starts_with(words.trim())))
}
