//! Reports of delivery in words alone, as qmail, older servers and some large providers write them.

use std::collections::BTreeSet;

use super::decoding::shortened;
use super::entity::Entity;
use super::fields::address_in;
use super::limits::REPORTED;
use super::model::{Delivery, DeliveryAction, DeliveryReport, Mailbox};
use super::reports::{DIAGNOSTIC, original_message_id};
use crate::kernel::text::EmailAddress;
use crate::platform::mail::failure::status_in;

/// Lines of a report that are looked at: what follows is the message that came back.
const LINES: usize = 300;

/// Who writes reports: parts of addresses and names.
const DAEMONS: [&str; 13] = [
    "mailer-daemon",
    "mailerdaemon",
    "mailer daemon",
    "postmaster",
    "post_master",
    "mail-daemon",
    "maildaemon",
    "mdaemon",
    "mail delivery",
    "mail deliver system",
    "mail system",
    "mail administrator",
    "mail router",
];

/// What their subjects say.
const SUBJECTS: [&str; 37] = [
    "undeliver",
    "undelivered",
    "delivery status notification",
    "returned mail",
    "returned to sender",
    "mail delivery failed",
    "delivery failure",
    "delivery failed",
    "delivery error",
    "delivery report",
    "delivery problem",
    "delivery delayed",
    "delivery has failed",
    "failed delivery",
    "failure notice",
    "failure notification",
    "failure delivery",
    "mail could not be delivered",
    "could not be delivered",
    "cannot be delivered",
    "mail system error",
    "message delivery",
    "message undeliverable",
    "nondeliverable",
    "non-delivery",
    "unable to deliver",
    "unknown address",
    "user unknown",
    "bounced message",
    "mail failed",
    "mail failure",
    "could not send",
    "non recapitabile",
    "mancato recapito",
    "stato del recapito",
    "impossibile recapitare",
    "recapito non riuscito",
];

/// What their words say, within the first lines.
const WORDS: [&str; 8] = [
    "did not reach the following recipient",
    "unable to deliver",
    "had delivery errors",
    "invalid user address",
    "could not be delivered",
    "no valid recipients",
    "non è stato possibile recapitare",
    "non è stato recapitato",
];

/// What a message says by which a report is known.
pub(super) struct Signs<'a> {
    pub(super) from: &'a [Mailbox],
    pub(super) to: &'a [Mailbox],
    pub(super) subject: &'a str,
    pub(super) text: &'a str,
    /// Nobody wants an answer.
    pub(super) is_from_nobody: bool,
}

/// Reads a report in words; `None` of anything that does not look like one.
pub(super) fn read(message: &Entity<'_>, signs: &Signs<'_>) -> Option<DeliveryReport> {
    let subject = signs.subject.to_lowercase();
    let is_answer = ["re:", "r:", "fw:", "fwd:", "i:"].iter().any(|mark| subject.starts_with(mark));
    let is_said = !is_answer && SUBJECTS.iter().any(|words| subject.contains(words));
    let is_daemon = signs.from.iter().any(|own| {
        let name = own.name.as_deref().unwrap_or_default().to_lowercase();
        let written = own.written.to_lowercase();
        DAEMONS.iter().any(|daemon| name.contains(daemon) || written.contains(daemon))
    });
    let lines: Vec<&str> = signs.text.lines().take(LINES).collect();
    let own_words = lines.iter().position(|line| is_returned(line)).unwrap_or(lines.len());
    let (words, returned) = lines.split_at(own_words);
    let is_told = |marks: &[&str]| {
        let mut first = words.iter().take(30).map(|line| line.to_lowercase());
        first.any(|line| marks.iter().any(|mark| line.contains(mark)))
    };
    let has_code = || words.iter().any(|line| !line.trim_start().starts_with('>') && code(line).is_some());
    let named = message.fields.text("X-Failed-Recipients");
    let is_report = named.is_some()
        || is_daemon && (is_said || has_code() || is_told(&WORDS))
        || is_said && signs.is_from_nobody;
    // An absence too comes from nobody, and has telephone numbers.
    let may_be = signs.is_from_nobody
        && !is_answer
        && words.iter().any(|line| status_in(line).is_some_and(|status| !status.starts_with('2')));
    if !is_report && !may_be {
        return None;
    }
    let mut not_meant: BTreeSet<EmailAddress> = BTreeSet::new();
    not_meant.extend(signs.from.iter().chain(signs.to).filter_map(|own| own.address.clone()));
    let mut recipients = told(words, &not_meant);
    if recipients.is_empty() {
        // Somebody wrote to an address of their own.
        recipients = told(words, &BTreeSet::new());
    }
    if recipients.is_empty()
        && let Some(named) = named
    {
        recipients = named.split(',').filter_map(address_in).take(REPORTED).map(|own| (own, 0)).collect();
    }
    if !is_report && recipients.is_empty() {
        return None;
    }
    const DELAYED: [&str; 6] =
        ["delayed", "warning:", "will be retried", "not yet been delivered", "still being retried", "ritard"];
    let is_delay = DELAYED.iter().any(|mark| subject.contains(mark)) || is_told(&DELAYED);
    let action = if is_delay { DeliveryAction::Delayed } else { DeliveryAction::Failed };
    let several = recipients.len() > 1;
    let ends: Vec<usize> = recipients.iter().skip(1).map(|(_, at)| *at).chain([words.len()]).collect();
    let recipients = recipients.into_iter().zip(ends).map(|((recipient, at), end)| {
        // What is said between this name and the next one is about this one.
        let own = if several && at < end { &words[at..end] } else { words };
        let coded = own
            .iter()
            .find(|line| reply(line).is_some())
            .or_else(|| own.iter().find(|line| code(line).is_some()));
        let next = words.iter().skip(at + 1).find(|line| !line.trim().is_empty());
        let diagnostic = coded.or(next).or(words.get(at));
        let status =
            own.iter().find_map(|line| status_in(line)).or_else(|| own.iter().find_map(|line| code(line)));
        Delivery {
            recipient: Some(recipient),
            original_recipient: None,
            action,
            status,
            diagnostic: diagnostic.map(|line| shortened(line.trim(), DIAGNOSTIC).to_owned()),
        }
    });
    let recipients = recipients.collect();
    let original = original_message_id(message).or_else(|| returned.iter().find_map(|line| message_id(line)));
    Some(DeliveryReport {
        standard: false,
        original_message_id: original,
        original_envelope_id: None,
        recipients,
    })
}

/// Whether the message that came back begins at this line.
fn is_returned(line: &str) -> bool {
    let line = line.trim_start_matches(['|', '>', ' ', '\t']);
    ["Return-Path:", "Received: ", "Message-ID:", "Message-Id:", "X-Original-To:"]
        .iter()
        .any(|name| line.starts_with(name))
}

/// `Message-ID: <…>` in a line of the message that came back.
fn message_id(line: &str) -> Option<String> {
    let line = line.trim_start_matches(['|', '>', ' ', '\t']);
    let (name, value) = line.split_once(':')?;
    let id = value.trim().strip_prefix('<')?.split('>').next()?;
    (name.eq_ignore_ascii_case("message-id") && !id.is_empty()).then(|| id.to_owned())
}

/// The code in a line: of RFC 3463, else the class of an SMTP reply.
fn code(line: &str) -> Option<String> {
    match status_in(line) {
        Some(status) => (!status.starts_with('2')).then_some(status),
        None => reply(line).map(|number| number.chars().take(1).collect()),
    }
}

/// The number of an SMTP reply in a line.
fn reply(line: &str) -> Option<&str> {
    const REPLIES: [&str; 26] = [
        "421", "450", "451", "452", "454", "500", "501", "502", "503", "504", "511", "512", "521", "522",
        "523", "530", "535", "541", "550", "551", "552", "553", "554", "555", "556", "571",
    ];
    let mut words = line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
    words.find(|word| REPLIES.contains(&word.trim_end_matches('.')))
}

/// The addresses a report is about, and the lines where they stand: those that begin a line, else the first one.
fn told(words: &[&str], not_meant: &BTreeSet<EmailAddress>) -> Vec<(EmailAddress, usize)> {
    let mut seen = BTreeSet::new();
    let mut leading = Vec::new();
    let mut others = Vec::new();
    for (at, line) in words.iter().enumerate() {
        let line = line.trim_start_matches([' ', '\t', '*', '-', '|']);
        let mut tokens =
            line.split([' ', '\t', ',', ';', '"', '\'', '(', ')', '[', ']']).filter(|word| !word.is_empty());
        let is_meant = |address: &EmailAddress| {
            !not_meant.contains(address) && !DAEMONS.iter().any(|daemon| address.as_str().starts_with(daemon))
        };
        let first = tokens.next().filter(|word| word.contains('@')).and_then(address_in).filter(&is_meant);
        if let Some(address) = first {
            if leading.len() < REPORTED && seen.insert(address.clone()) {
                leading.push((address, at));
            }
        } else if others.is_empty()
            && let Some(address) =
                tokens.filter(|word| word.contains('@')).filter_map(address_in).find(&is_meant)
        {
            others.push((address, at));
        }
    }
    if leading.is_empty() { others } else { leading }
}
