//! What a requester typed and has not sent: kept until it is, across lost connections and expired sessions.

use crate::accounts;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, AttachmentId};
use crate::kernel::text::Body;
use crate::platform::db::{Conn, portable};
use crate::platform::uploads::StoredFile;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::store;
use crate::tickets::store::attachments::Owner;
use crate::tickets::store::drafts::{Draft, DraftTexts};

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

/// Files that come to a draft.
#[derive(Debug, Clone, Copy)]
pub struct DraftFiles<'a> {
    /// Those that are new; they lie in the store already.
    pub new: &'a [StoredFile],
    /// So many a draft may have.
    pub most: usize,
}

/// Writes the draft over the one before and adds files to it. What the page saved by itself while its question was being
/// sent is no draft: it would stay behind as a question that was never sent. Answers where those files lie that the draft
/// has already, by a double press: they are to be deleted after the commit.
///
/// # Errors
/// `MovedOn` when another page added files meanwhile and they are too many now, or when the draft that the page saves
/// by itself is gone; when the database fails.
pub fn save_draft(
    conn: &mut Conn,
    account: AccountId,
    texts: DraftTexts,
    files: DraftFiles,
    now: Instant,
) -> TicketResult<Vec<String>> {
    hold(conn, account)?;
    if accounts::is_erased(conn, account)? {
        return Err(TicketError::NotFound);
    }
    if files.new.is_empty() && was_sent(conn, account, texts)? {
        return Ok(Vec::new());
    }
    if texts.over_itself {
        let before = store::drafts::of(conn, account)?;
        if before.is_none_or(|before| before.submission_key != texts.submission_key) {
            return Err(TicketError::MovedOn);
        }
    }
    let draft = store::drafts::save(conn, account, texts, now)?;
    let known = store::attachments::digests_of_draft(conn, draft)?;
    let (again, new): (Vec<_>, Vec<_>) = files.new.iter().partition(|file| known.contains(&file.sha256));
    if !new.is_empty() && known.len() + new.len() > files.most {
        return Err(TicketError::MovedOn);
    }
    for file in new {
        store::attachments::insert(conn, Owner::Draft(draft), file, now)?;
    }
    Ok(again.into_iter().map(|file| file.storage_key.clone()).collect())
}

/// Whether a question of this form was sent that begins with these words.
fn was_sent(conn: &mut Conn, account: AccountId, texts: DraftTexts) -> TicketResult<bool> {
    let Some((ticket, _)) = store::tickets::sent_with_key(conn, account, texts.submission_key)? else {
        return Ok(false);
    };
    let sent = store::messages::of_ticket(conn, ticket, false)?;
    let question = sent.first().map_or("", |message| &message.body);
    Ok(Body::parse(texts.body)
        .map_or(texts.body.trim().is_empty(), |body| question.starts_with(body.as_str())))
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
