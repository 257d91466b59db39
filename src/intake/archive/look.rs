//! The first time through all messages: what is kept of each.

use std::collections::HashSet;

use super::note::{Key, Note, Own, note};
use super::report::Report;
use super::source::{Source, read_all};
use super::{ArchiveError, Progress};
use crate::accounts;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::text::EmailAddress;
use crate::platform::db::DbError;
use crate::platform::mail::incoming::limits::MESSAGE_BYTES;
use crate::platform::mail::{EnvelopeSender, understand};

/// It is told after so many messages.
const TOLD_EVERY: u64 = 200;

/// Who the desk is: its address, its people, and `more`.
pub(super) async fn own(app: &App, more: &[EmailAddress]) -> Result<Own, ArchiveError> {
    let mut own = Own::default();
    let ours = app.config.mail.from.parse::<lettre::message::Mailbox>().ok();
    let ours = ours.and_then(|ours| EmailAddress::parse(ours.email.as_ref()).ok());
    own.addresses.extend(ours.into_iter().chain(more.iter().cloned()).map(|address| (address, None)));
    let staff = app.db.read::<_, DbError, _>(accounts::staff).await?;
    own.addresses.extend(staff.into_iter().filter_map(|member| {
        let person = member.person;
        Some((person.email?, Some((person.id, person.role))))
    }));
    Ok(own)
}

/// Looks through all messages. Those that are there twice and those that are no part of a conversation are counted.
pub(super) fn look(
    sources: &[Source],
    own: &Own,
    now: Instant,
    report: &mut Report,
    told: &mut (dyn FnMut(Progress) + Send),
) -> Result<Vec<Note>, ArchiveError> {
    let all: u64 = sources.iter().map(|source| source.size).sum();
    let (mut notes, mut seen, mut before) = (Vec::new(), HashSet::new(), 0);
    for (number, source) in sources.iter().enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let mut last_came = now;
        let read = read_all(number, source, |found| {
            report.messages += 1;
            if report.messages.is_multiple_of(TOLD_EVERY) {
                let bytes = before + found.place.offset;
                told(Progress::Looking { messages: report.messages, bytes, of: all });
            }
            if found.bytes.iter().all(u8::is_ascii_whitespace) {
                report.cannot_read(format!(
                    "{}: an empty message at byte {}",
                    source.path.display(),
                    found.place.offset
                ));
                return;
            }
            report.cut += u64::from(found.bytes.len() > MESSAGE_BYTES);
            let mail = understand(&found.bytes, EnvelopeSender::Unknown);
            // Without any date it came after the one before it.
            last_came = found.came.filter(|came| *came <= now).unwrap_or(last_came);
            match note(&mail, found.place, last_came, own, now) {
                Ok(note) => {
                    last_came = note.at;
                    // Each is looked for under both, also by those that come later.
                    let keys = keys(&note);
                    let is_double = keys.iter().any(|key| seen.contains(key));
                    seen.extend(keys);
                    match is_double {
                        true => report.doubles += 1,
                        false => notes.push(note),
                    }
                }
                Err(why) => report.leave_out(why, 1),
            }
        });
        match read {
            Ok(0) => {}
            Ok(stray) => report.cannot_read(format!(
                "{}: {stray} bytes at its beginning belong to no message",
                source.path.display()
            )),
            // One file of many must not keep the others out.
            Err(error) => report.cannot_read(format!("{}: {error}", source.path.display())),
        }
        before += source.size;
    }
    told(Progress::Looking { messages: report.messages, bytes: all, of: all });
    Ok(notes)
}

/// What a message is known by.
pub(super) fn keys(note: &Note) -> Vec<Key> {
    note.id.into_iter().chain([note.content]).collect()
}
