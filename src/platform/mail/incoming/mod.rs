//! Understanding a mail: from the raw bytes of one message (RFC 5322) to what it says, who or what wrote it, and what lies in
//! it. Pure: no network, no database, no clock; the same bytes are always understood alike.
//!
//! # File by file
//! `model` what comes out · `limits` how much is looked at · `entity` the tree of parts · `fields`, `encoded_words` headers ·
//! `decoding` transfer encodings and charsets · `body` which parts are text and which files · `flowed` `format=flowed` · `html`
//! HTML to safe HTML and to text · `passages` new, quoted, forwarded, signature · `signed` S/MIME · `tnef` `winmail.dat` ·
//! `kind` who wrote it: `reports` for programs, `bounce` in words, `pec` certified mail.
//!
//! # What always holds
//! - Every message gives a result; nothing panics. What is broken is read as far as it goes, what cannot be read as text is an
//!   attachment, and where a bound was met the result says which.
//! - Time and memory are in proportion to the size of the message.
//! - Nothing in the result is proof of anything: senders, dates and signatures are what the message claims.
//!
//! How often the kind is right with real messages is told in `tests/data/mail/README.md`; broken ones are thrown at it by
//! `tests/fuzz`.
mod body;
mod bounce;
mod decoding;
mod encoded_words;
mod entity;
mod fields;
mod flowed;
mod html;
mod kind;
pub mod limits;
mod model;
mod passages;
mod pec;
mod reports;
mod signed;
#[cfg(test)]
mod tests;
mod tnef;

use std::borrow::Cow;

pub use html::in_frame;
pub use limits::Limit;
pub use model::{
    Attachment, Attested, AutomaticSign, Delivery, DeliveryAction, DeliveryReport, EnvelopeSender,
    FeedbackReport, Incoming, Kind, Mailbox, PecEnvelope, PecEvent, PecReceipt, ReadReceipt,
};
pub use passages::{Passage, PassageKind, passages};

use decoding::shortened;
use entity::Entity;
use limits::{DEPTH, MESSAGE_BYTES, Met, SUBJECT_BYTES};

/// Understands one message. `sender` is what the SMTP dialogue named; where it is unknown, a `Return-Path` in the header that
/// the last server wrote is taken for it.
pub fn understand(raw: &[u8], sender: EnvelopeSender<'_>) -> Incoming {
    let mut met = Met::default();
    let raw = raw.get(..MESSAGE_BYTES).inspect(|_| met.note(Limit::MessageBytes)).unwrap_or(raw);
    let raw = with_line_ends(raw);
    let message = Entity::message(&raw, 0, &mut met);
    let mut incoming = read(&message, sender, 0, &mut met);
    incoming.limits = met.into_limits();
    incoming
}

/// Lines that are ended as old Macintoshes did have no other end.
fn with_line_ends(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
}

fn read(message: &Entity<'_>, sender: EnvelopeSender<'_>, depth: usize, met: &mut Met) -> Incoming {
    if let Some(certified) = pec::transport(message)
        && depth + 2 < DEPTH
        && let Some(enclosed) = pec::enclosed(message)
    {
        return opened(message, enclosed, certified, depth, met);
    }
    let fields = &message.fields;
    let body = body::read(message, depth, met);
    let mut incoming = Incoming {
        message_id: fields.id("Message-ID"),
        in_reply_to: fields.ids("In-Reply-To", met),
        references: fields.ids("References", met),
        date: fields.date("Date"),
        from: fields.mailboxes("From", met),
        sender: fields.mailboxes("Sender", met).into_iter().next(),
        reply_to: fields.mailboxes("Reply-To", met),
        to: fields.mailboxes("To", met),
        cc: fields.mailboxes("Cc", met),
        subject: fields
            .text("Subject")
            .map(|text| shortened(&text, SUBJECT_BYTES).to_owned())
            .unwrap_or_default(),
        language: fields.word("Content-Language").and_then(|text| language(&text)),
        passages: passages(&body.text),
        text: body.text,
        html: body.html,
        attachments: body.attachments,
        kind: Kind::Personal,
        by_pec: None,
        limits: Vec::new(),
    };
    let is_from_nobody = match sender {
        EnvelopeSender::Null => true,
        EnvelopeSender::Address(_) => false,
        EnvelopeSender::Unknown => fields.text("Return-Path").is_some_and(|path| path == "<>"),
    };
    incoming.kind = kind::of(message, &incoming, is_from_nobody, met);
    incoming
}

/// What lies in a PEC envelope; the files of the envelope are kept beside those within.
fn opened(
    envelope: &Entity<'_>,
    enclosed: &Entity<'_>,
    certified: bool,
    depth: usize,
    met: &mut Met,
) -> Incoming {
    let content = enclosed.content();
    let within = Entity::message(&content, depth + 1, met);
    let mut incoming = read(&within, EnvelopeSender::Unknown, depth + 1, met);
    let attested = pec::attested(envelope);
    if incoming.from.is_empty() {
        // The provider names the sender in the envelope too.
        incoming.from = envelope.fields.mailboxes("Reply-To", met);
    }
    let beside = envelope.walk().into_iter().skip(1);
    let beside = beside.filter(|part| part.parts.is_empty() && !std::ptr::eq(*part, enclosed));
    let files = beside.filter(|part| part.media.main != "text" || part.file_name().is_some());
    incoming.attachments.extend(files.map(body::attachment));
    incoming.attachments.truncate(limits::ATTACHMENTS);
    let envelope_id = envelope.fields.id("Message-ID");
    incoming.by_pec = Some(PecEnvelope { certified, envelope_id, attested });
    incoming
}

/// `it` of `it-IT`.
fn language(tag: &str) -> Option<String> {
    let main = tag.split(['-', ',', '_']).next()?;
    let is_one = (2..=3).contains(&main.len()) && main.bytes().all(|byte| byte.is_ascii_lowercase());
    is_one.then(|| main.to_owned())
}
