//! What the fields for answer and note hold when a page of a question is shown.

use serde::Serialize;

use super::history;
use super::history::HistoryLine;
use super::preview::{self, Reading};
use super::work::{DeskPage, Part, Typed};
use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::random_hex;
use crate::platform::web::PostForm;
use crate::tickets::actions::Origin;
use crate::tickets::store::answer_drafts::DraftMark;

/// The two texts and what the page knows of their draft.
#[derive(Serialize)]
pub(super) struct Editor {
    answer: String,
    note: String,
    /// The saving that the fields show; empty when there is no draft.
    mark: String,
    /// The name of this page.
    page: String,
    /// The page that saved the draft last.
    saved_by: String,
    saved_at: Option<Instant>,
    /// The fields hold what is not saved: something was wrong with it.
    is_unsaved: bool,
    /// What another page of the same person saved instead.
    other: Option<Other>,
    /// What was typed belonged to a draft that is no longer there.
    is_gone: bool,
    /// What somebody else did since the draft was saved.
    news: Option<HistoryLine>,
    /// How easily the answer reads.
    reading: Option<Reading>,
    /// Whether to show the answer as its reader will see it.
    preview: bool,
    /// Whether files were chosen, which a preview without a script takes out again.
    files_again: bool,
}

#[derive(Serialize)]
struct Other {
    text: String,
    saved_at: Instant,
}

/// The page that a form comes from.
pub(super) fn origin(form: &PostForm) -> Origin {
    Origin { page: form.get("page").chars().take(64).collect(), seen: DraftMark::parse(form.get("draft")) }
}

/// The draft, or what was typed over it.
pub(super) fn shown(visit: &Visit, page: &DeskPage, typed: &Typed, me: AccountId) -> Editor {
    let draft = page.draft.as_ref();
    let mut editor = Editor {
        answer: draft.map(|draft| draft.answer.clone()).unwrap_or_default(),
        note: draft.map(|draft| draft.note.clone()).unwrap_or_default(),
        mark: draft.map(|draft| draft.mark().to_string()).unwrap_or_default(),
        page: random_hex(8),
        saved_by: draft.map(|draft| draft.page.clone()).unwrap_or_default(),
        saved_at: draft.map(|draft| draft.updated_at),
        is_unsaved: false,
        other: None,
        is_gone: false,
        news: None,
        reading: None,
        preview: typed.preview,
        files_again: typed.files_again,
    };
    let Some(origin) = &typed.origin else {
        if let Some(draft) = draft.filter(|draft| draft.ticket_version != page.ticket.version) {
            let since = page.events.partition_point(|recorded| recorded.at <= draft.updated_at);
            editor.news = history::meanwhile(visit, &page.events[since..], &page.names, me);
        }
        editor.reading = preview::reading(visit, &editor.answer, page.ticket.lang);
        return editor;
    };
    let field = if typed.part == Part::Note { &mut editor.note } else { &mut editor.answer };
    let saved = std::mem::replace(field, typed.body.clone());
    let differs = saved.trim() != typed.body.replace("\r\n", "\n").trim();
    editor.is_unsaved = differs;
    editor.is_gone = draft.is_none() && origin.seen.is_some();
    let is_other = differs && !saved.trim().is_empty();
    editor.other = draft
        .filter(|draft| is_other && !origin.knows(draft))
        .map(|draft| Other { text: saved, saved_at: draft.updated_at });
    editor.reading = preview::reading(visit, &editor.answer, page.ticket.lang);
    editor
}
