//! Messages of a mailbox, brought here before they are looked through: each a file, in the form of a Maildir. What lies here already
//! is not fetched again, so that an import goes on where it was interrupted, and follows a dry run without fetching anything.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::{ArchiveError, Progress};
use crate::app::App;
use crate::kernel::hex;
use crate::platform::mail::imap::{Account, Fetched, ImapFault, ImapProblem, Session, Uid, Which};
use crate::platform::mail::incoming::limits::MESSAGE_BYTES;
use crate::platform::make_private_folder;

/// A connection that breaks is made anew so often without a message in between.
const ATTEMPTS: u32 = 3;
/// After so long.
const PAUSE: Duration = Duration::from_secs(5);
/// It is told after so many messages.
const TOLD_EVERY: u64 = 20;

/// Fetches all messages of a folder, but drafts and what was thrown away; answers where they lie.
pub(super) async fn fetch_all(
    app: &App,
    url: &str,
    told: &mut (dyn FnMut(Progress) + Send),
) -> Result<PathBuf, ArchiveError> {
    let account = Account::of_url(url, &app.config).map_err(ArchiveError::Url)?;
    let name = account.folders.first().cloned().unwrap_or_default();
    let unread = |fault: ImapFault| {
        let said = format!("{} ({})", fault.problem.as_str(), account.words_of(&fault));
        ArchiveError::Mailbox(format!("folder {name} of {}", account.name()), said)
    };
    let mut attempts = 0;
    loop {
        match fetched(app, &account, &name, &mut attempts, told).await {
            Ok(folder) => return Ok(folder),
            Err(Stopped::Here(error)) => return Err(error),
            Err(Stopped::There(fault)) => {
                let is_passing = matches!(
                    fault.problem,
                    ImapProblem::Unreachable | ImapProblem::Silent | ImapProblem::Refused
                );
                attempts += 1;
                if !is_passing || attempts >= ATTEMPTS {
                    return Err(unread(fault));
                }
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// What ended the fetching.
enum Stopped {
    There(ImapFault),
    Here(ArchiveError),
}

impl From<ImapFault> for Stopped {
    fn from(fault: ImapFault) -> Self {
        Self::There(fault)
    }
}

async fn fetched(
    app: &App,
    account: &Account,
    name: &str,
    attempts: &mut u32,
    told: &mut (dyn FnMut(Progress) + Send),
) -> Result<PathBuf, Stopped> {
    let mut session = account.sign_in(app.clock.now()).await?;
    let opened = session.examine(name).await?;
    let folder = place(app, account, name, opened.uid_validity);
    let here = |error| Stopped::Here(ArchiveError::File(folder.clone(), error));
    make_private_folder(&folder.join("cur")).map_err(here)?;
    let known = known(&folder).map_err(here)?;
    let uids = session.uids(1, None, Which::Letters).await?;
    let (mut messages, of) = (0, uids.len() as u64);
    for uid in uids {
        messages += 1;
        if !known.contains(&uid) {
            if let Some(message) = fetch(&mut session, uid).await? {
                let came = message.came.unwrap_or_else(|| app.clock.now()).micros() / 1_000_000;
                keep(&folder, &format!("{came}.{uid}.imap:2,"), &message).map_err(here)?;
            }
            *attempts = 0;
        }
        if messages % TOLD_EVERY == 0 || messages == of {
            told(Progress::Fetching { messages, of });
        }
    }
    session.log_out().await;
    Ok(folder)
}

/// One byte more than is read of a message shows that there was more.
async fn fetch(session: &mut Session, uid: Uid) -> Result<Option<Fetched>, ImapFault> {
    session.beginning(uid, MESSAGE_BYTES + 1).await
}

/// Another folder for each folder of each mailbox, and another one when its messages have other numbers.
fn place(app: &App, account: &Account, name: &str, uid_validity: u32) -> PathBuf {
    let named = format!("{}\n{name}\n{uid_validity}", account.name());
    let digest = hex(&Sha256::digest(named.as_bytes()));
    app.config.storage.imports().join(digest.get(..24).unwrap_or_default())
}

/// The messages that lie here whole.
fn known(folder: &Path) -> io::Result<BTreeSet<Uid>> {
    let mut known = BTreeSet::new();
    for entry in fs::read_dir(folder.join("cur"))? {
        let entry = entry?;
        let name = entry.file_name();
        let uid = name.to_str().filter(|name| !name.starts_with('.')).and_then(|name| name.split('.').nth(1));
        // A loss of power may leave a name without what it names.
        if let Some(uid) = uid.and_then(|uid| uid.parse().ok())
            && entry.metadata()?.len() > 0
        {
            known.insert(uid);
        }
    }
    Ok(known)
}

fn keep(folder: &Path, name: &str, message: &Fetched) -> io::Result<()> {
    let draft = folder.join("cur/.part");
    fs::write(&draft, &message.bytes)?;
    fs::rename(draft, folder.join("cur").join(name))
}

/// Removes what was fetched.
pub(super) fn forget(folder: &Path) -> Result<(), ArchiveError> {
    fs::remove_dir_all(folder).map_err(|error| ArchiveError::File(folder.to_owned(), error))
}
