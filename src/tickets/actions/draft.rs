//! What a requester typed and has not sent: kept until it is, across lost connections and expired sessions.

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, AttachmentId, TopicId};
use crate::platform::db::{Conn, portable};
use crate::tickets::error::TicketResult;
use crate::tickets::store;
use crate::tickets::store::attachments::{Owner, StoredFile};
use crate::tickets::store::drafts::Draft;

/// Keeps everything else of this requester's asking out until the transaction ends: a draft that is being saved, thrown
/// away or sent, and its files, are one thing.
pub(super) fn hold(conn: &mut Conn, account: AccountId) -> TicketResult<()> {
    Ok(portable::exclusive(conn, &format!("asking:{account}"))?)
}

/// The draft of a requester.
///
/// # Errors
/// When the database fails.
pub fn draft_of(conn: &mut Conn, account: AccountId) -> TicketResult<Option<Draft>> {
    Ok(store::drafts::of(conn, account)?)
}

/// Writes the draft over the one before and adds files to it.
///
/// Texts are kept as typed, mistakes and all; they are judged when they are sent.
///
/// # Errors
/// When the database fails.
pub fn save_draft(
    conn: &mut Conn,
    account: AccountId,
    topic: Option<TopicId>,
    texts: (&str, &str),
    submission_key: &str,
    files: &[StoredFile],
    now: Instant,
) -> TicketResult<()> {
    hold(conn, account)?;
    let draft = store::drafts::save(conn, account, topic, texts, submission_key, now)?;
    for file in files {
        store::attachments::insert(conn, Owner::Draft(draft), file, now)?;
    }
    Ok(())
}

/// Removes one file of the draft; answers where it lies, to be deleted after the commit.
///
/// # Errors
/// When the database fails.
pub fn remove_draft_file(
    conn: &mut Conn,
    account: AccountId,
    file: AttachmentId,
) -> TicketResult<Option<String>> {
    hold(conn, account)?;
    match store::drafts::of(conn, account)? {
        Some(draft) => Ok(store::attachments::remove_from_draft(conn, draft.id, file)?),
        None => Ok(None),
    }
}

/// Throws the draft away; answers where its files lie, to be deleted after the commit.
///
/// # Errors
/// When the database fails.
pub fn discard_draft(conn: &mut Conn, account: AccountId) -> TicketResult<Vec<String>> {
    discard_if(conn, account, |_| true)
}

/// Throws the draft away if nobody touched it since `before`; answers where its files lie.
///
/// # Errors
/// When the database fails.
pub fn discard_untouched(conn: &mut Conn, account: AccountId, before: Instant) -> TicketResult<Vec<String>> {
    discard_if(conn, account, |draft| draft.updated_at < before)
}

fn discard_if(
    conn: &mut Conn,
    account: AccountId,
    wanted: impl FnOnce(&Draft) -> bool,
) -> TicketResult<Vec<String>> {
    hold(conn, account)?;
    let Some(draft) = store::drafts::of(conn, account)?.filter(wanted) else { return Ok(Vec::new()) };
    let files = store::attachments::clear_draft(conn, draft.id)?;
    store::drafts::delete(conn, account)?;
    Ok(files)
}
