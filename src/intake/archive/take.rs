//! The second time: a conversation at a time is read again and written, several in one transaction.

use super::look::keys;
use super::note::{Key, LeftOut, Note, Own};
use super::report::Report;
use super::source::{Reader, Source};
use super::{ArchiveError, Progress, Unanswered, Wanted, store, words};
use crate::accounts;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::kernel::text::{EmailAddress, Name, Subject};
use crate::platform::db::{Conn, DbError, portable};
use crate::platform::i18n::Lang;
use crate::platform::mail::incoming::{Incoming, Mailbox};
use crate::platform::mail::{EnvelopeSender, understand};
use crate::platform::uploads::{self, StoredFile};
use crate::tickets::TicketError;
use crate::tickets::actions::{OldAuthor, OldConversation, OldMessage, take_over, take_over_more};

/// Conversations in one transaction: whoever writes at the desk waits for no more than these.
const BATCH: usize = 40;

/// A conversation, ready to be written.
struct Ready {
    party: EmailAddress,
    name: Name,
    lang: Lang,
    subject: Subject,
    messages: Vec<OldMessage>,
    /// Of each message, in the same order.
    keys: Vec<Vec<Key>>,
    /// The question that it goes on with.
    into: Option<TicketId>,
}

/// What became of it.
enum Taken {
    New,
    More,
    /// Somebody else imported it meanwhile, or its address is one of staff by now.
    Not(Vec<OldMessage>),
}

/// Writes conversations.
pub(super) struct Taker<'a> {
    pub(super) app: &'a App,
    pub(super) sources: &'a [Source],
    pub(super) own: &'a Own,
    pub(super) notes: &'a [Note],
    pub(super) wanted: &'a Wanted,
}

impl Taker<'_> {
    pub(super) async fn take_all(
        &self,
        threads: &[Vec<usize>],
        report: &mut Report,
        told: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), ArchiveError> {
        let mut reader = Reader::new(self.sources);
        let (mut done, of) = (0, threads.len() as u64);
        for batch in threads.chunks(BATCH) {
            self.take(batch, &mut reader, report).await?;
            done += batch.len() as u64;
            told(Progress::Taking { threads: done, of });
        }
        Ok(())
    }

    async fn take(
        &self,
        batch: &[Vec<usize>],
        reader: &mut Reader<'_>,
        report: &mut Report,
    ) -> Result<(), ArchiveError> {
        let all = batch.iter().flatten().map(|place| &self.notes[*place]);
        let wanted: Vec<Key> =
            all.flat_map(|note| keys(note).into_iter().chain(note.answers.iter().copied())).collect();
        let known = self.app.db.read::<_, DbError, _>(move |conn| store::known(conn, &wanted)).await?;
        let mut ready = Vec::new();
        for thread in batch {
            let is_known = |key: &Key| known.contains_key(&key.hex());
            let (before, new): (Vec<usize>, Vec<usize>) =
                thread.iter().partition(|place| keys(&self.notes[**place]).iter().any(is_known));
            report.doubles += before.len() as u64;
            if new.is_empty() {
                continue;
            }
            let named = thread.iter().flat_map(|place| {
                let note = &self.notes[*place];
                keys(note).into_iter().chain(note.answers.iter().copied())
            });
            let questions = named.filter_map(|key| known.get(&key.hex()));
            let into = |party: &EmailAddress| {
                let theirs = questions.filter(|(_, email)| email.as_ref() == Some(party));
                theirs.map(|(ticket, _)| *ticket).max()
            };
            ready.extend(self.read(&new, reader, into, report).await?);
        }
        if self.wanted.dry_run {
            ready.iter().for_each(|ready| count(ready, ready.into.is_some(), report));
            return Ok(());
        }
        if ready.is_empty() {
            return Ok(());
        }
        let (now, unanswered) = (self.app.clock.now(), self.wanted.unanswered);
        let written = self.app.db.write(move |conn| {
            // Two imports at the same time come one after the other.
            portable::exclusive(conn, "mail-archive")?;
            let mut written = Vec::with_capacity(ready.len());
            for mut ready in ready {
                let taken = write(conn, &mut ready, unanswered, now)?;
                written.push((ready, taken));
            }
            Ok::<_, TicketError>(written)
        });
        let written = written.await?;
        for (ready, taken) in written {
            match taken {
                Taken::New => count(&ready, false, report),
                Taken::More => count(&ready, true, report),
                Taken::Not(messages) => {
                    report.doubles += messages.len() as u64;
                    for message in messages {
                        uploads::remove_all(&self.app.storage, &message.files).await;
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads the messages of a conversation again; none if the desk alone wrote. Their files are stored.
    async fn read(
        &self,
        places: &[usize],
        reader: &mut Reader<'_>,
        into: impl FnOnce(&EmailAddress) -> Option<TicketId>,
        report: &mut Report,
    ) -> Result<Option<Ready>, ArchiveError> {
        let is_asked = places.iter().any(|place| !self.notes[*place].is_ours);
        let (mut ready, mut into, mut is_named): (Option<Ready>, _, bool) = (None, Some(into), false);
        for place in places {
            let note = &self.notes[*place];
            let path = || self.sources.get(note.place.source as usize).map(|source| source.path.clone());
            let bytes = reader
                .read(note.place)
                .map_err(|error| ArchiveError::File(path().unwrap_or_default(), error))?;
            let mail = understand(&bytes, EnvelopeSender::Unknown);
            drop(bytes);
            let Ok((party, _)) = super::note::party(&mail, self.own) else { continue };
            if ready.is_none() {
                let known = into.take().and_then(|into| into(party));
                if known.is_none() && !is_asked {
                    report.leave_out(LeftOut::NoQuestion, places.len() as u64);
                    return Ok(None);
                }
                let lang = language(&mail);
                let Some(name) = words::name(None, party) else { continue };
                let Ok(subject) = Subject::parse("-") else { continue };
                ready = Some(Ready {
                    party: party.clone(),
                    name,
                    lang,
                    subject,
                    messages: Vec::new(),
                    keys: Vec::new(),
                    into: known,
                });
            }
            let Some(ready) = &mut ready else { continue };
            if !is_named && let Some(name) = named(&mail, &ready.party) {
                is_named = true;
                ready.name = name;
            }
            self.add(ready, note, &mail, report).await?;
        }
        Ok(ready.filter(|ready| !ready.messages.is_empty()))
    }

    async fn add(
        &self,
        ready: &mut Ready,
        note: &Note,
        mail: &Incoming,
        report: &mut Report,
    ) -> Result<(), ArchiveError> {
        let (texts, limits) = (&self.app.texts, &self.app.config.tickets);
        let Some(kept) = words::kept(mail, texts, ready.lang, limits.max_attachment_bytes) else {
            return Ok(());
        };
        if ready.messages.is_empty()
            && let Some(subject) = words::subject(&mail.subject, &kept.body)
        {
            ready.subject = subject;
        }
        report.refused_files += kept.refused;
        report.files += kept.files.len() as u64;
        let files: Vec<StoredFile> = match self.wanted.dry_run {
            true => Vec::new(),
            false => uploads::put_all(&self.app.storage, kept.files).await?,
        };
        let sender = mail.from.iter().find_map(|mailbox| mailbox.address.as_ref());
        let author = match sender.and_then(|sender| self.own.addresses.get(sender)) {
            None => OldAuthor::Requester,
            Some(None) => OldAuthor::Desk,
            Some(Some((account, role))) => OldAuthor::Staff(*account, *role),
        };
        ready.messages.push(OldMessage { author, body: kept.body, at: note.at, files });
        ready.keys.push(keys(note));
        Ok(())
    }
}

/// How a message calls the person of this address.
fn named(mail: &Incoming, address: &EmailAddress) -> Option<Name> {
    let all = mail.from.iter().chain(&mail.to).chain(&mail.cc);
    let is_theirs = |mailbox: &&Mailbox| mailbox.address.as_ref() == Some(address);
    let given = all.filter(is_theirs).find_map(|mailbox| mailbox.name.as_deref())?;
    words::name(Some(given), address)
}

fn language(mail: &Incoming) -> Lang {
    mail.language.as_deref().and_then(Lang::parse).unwrap_or(Lang::It)
}

fn count(ready: &Ready, is_more: bool, report: &mut Report) {
    report.taken += ready.messages.len() as u64;
    if is_more {
        report.continued += 1;
    } else {
        report.threads += 1;
        report.answered += u64::from(is_answered(ready));
    }
}

fn is_answered(ready: &Ready) -> bool {
    ready.messages.iter().any(|message| message.author != OldAuthor::Requester)
}

fn write(
    conn: &mut Conn,
    ready: &mut Ready,
    unanswered: Unanswered,
    now: Instant,
) -> Result<Taken, TicketError> {
    let all: Vec<Key> = ready.keys.iter().flatten().copied().collect();
    let messages = std::mem::take(&mut ready.messages);
    let person = accounts::correspondent(conn, &ready.party, &ready.name, ready.lang, now)?;
    let Some(person) = person else { return Ok(Taken::Not(messages)) };
    if !store::known(conn, &all)?.is_empty() {
        return Ok(Taken::Not(messages));
    }
    ready.messages = messages;
    if let Some(ticket) = ready.into {
        take_over_more(conn, ticket, &ready.messages, &person, now)?;
        store::remember(conn, ticket, &all)?;
        return Ok(Taken::More);
    }
    let reference = all.first().map_or_else(String::new, |key| format!("mail:{}", key.hex()));
    let is_open = unanswered == Unanswered::Open && !is_answered(ready);
    let (subject, lang) = (ready.subject.clone(), ready.lang);
    let old = OldConversation { reference, subject, lang, messages: ready.messages.clone(), is_open };
    let (ticket, _) = take_over(conn, &old, &person, now)?;
    store::remember(conn, ticket, &all)?;
    Ok(Taken::New)
}
