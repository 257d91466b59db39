//! From what a mail says to the words of a question: typed, within their bounds, and never refused.

use super::mask::without_secrets;
use crate::app::App;
use crate::kernel::text::{Body, EmailAddress, Name, Subject, readable};
use crate::platform::config::PublicUrl;
use crate::platform::i18n::{Lang, Texts};
use crate::platform::mail::incoming::{Incoming, PassageKind};

/// The words of a question that came by mail.
#[derive(Debug, Clone)]
pub struct Words {
    /// One line.
    pub subject: Subject,
    /// All of the text, with what it repeats: the page folds that.
    pub body: Body,
}

/// The words for the conversation.
pub fn of(mail: &Incoming, lang: Lang, texts: &Texts, desk: &PublicUrl) -> Words {
    let text = without_secrets(&mail.text, desk);
    let clean = readable(&text, usize::MAX);
    let said = Body::parse(first_characters(clean.trim(), Body::MAX))
        .or_else(|_| Body::parse(&texts.get(lang, "intake-no-text", &[])));
    Words {
        subject: subject(mail, lang, texts),
        body: said.expect("the text for mails without words is one"),
    }
}

/// Whether the text is longer than a question may be: the rest of it stays in the mail.
pub fn is_too_long(mail: &Incoming) -> bool {
    mail.text.trim().chars().nth(Body::MAX).is_some()
}

fn subject(mail: &Incoming, lang: Lang, texts: &Texts) -> Subject {
    let said = Subject::parse(&one_line(&mail.subject, Subject::MAX));
    said.or_else(|_| Subject::parse(&texts.get(lang, "intake-no-subject", &[])))
        .expect("the text for mails without a subject is one")
}

/// All of the text below a line that says where it is from.
pub fn quoted(before: &str, mail: &Incoming, lang: Lang, app: &App) -> Body {
    let Words { body, .. } = of(mail, lang, &app.texts, &app.config.server.public_url);
    let whole = format!("{before}\n\n{}", body.as_str());
    Body::parse(first_characters(&whole, Body::MAX)).unwrap_or(body)
}

/// What an expert wrote herself, without what her program added.
pub fn answer(mail: &Incoming, desk: &PublicUrl) -> String {
    let own = mail.passages.iter().filter(|passage| passage.kind == PassageKind::New);
    let text: Vec<&str> = own.map(|passage| passage.text.trim()).filter(|text| !text.is_empty()).collect();
    readable(&without_secrets(&text.join("\n\n"), desk), usize::MAX).trim().to_owned()
}

/// What the sender is called: by herself, else by her address.
pub fn name(mail: &Incoming, sender: &EmailAddress) -> Name {
    let written = mail.from.iter().find_map(|mailbox| mailbox.name.as_deref()).unwrap_or_default();
    // Programs that know no name write the address in its place.
    let written = if written.contains('@') { "" } else { written };
    let local = sender.as_str().split('@').next().unwrap_or_default();
    Name::parse(&one_line(written, Name::MAX))
        .or_else(|_| Name::parse(&one_line(local, Name::MAX)))
        .or_else(|_| Name::parse("?"))
        .expect("a question mark is a name")
}

/// In the language that the mail says, else in Italian.
pub fn language(mail: &Incoming) -> Lang {
    mail.language.as_deref().and_then(Lang::parse).unwrap_or_default()
}

/// A subject as lists show it.
pub fn line(text: &str) -> String {
    one_line(text, Subject::MAX)
}

fn one_line(text: &str, most: usize) -> String {
    let text = readable(text, usize::MAX);
    let words: Vec<&str> = text.split_whitespace().collect();
    first_characters(&words.join(" "), most).trim_end().to_owned()
}

fn first_characters(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((at, _)) => text.get(..at).unwrap_or(text),
        None => text,
    }
}
