//! The fields of an entry's kind as pages show them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::services;
use super::view::text;
use crate::accounts::Visit;
use crate::catalogue::details::{Details, Field, Shape};
use crate::catalogue::model::EntryKind;
use crate::kernel::text::Phone;

/// What stays as it is in an address of mail; a question mark would begin its headers.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_');

/// The fields that say something.
#[derive(Debug, Default, Serialize)]
pub struct Shown {
    /// Of few words, to be looked up at once: they stand before the text.
    facts: Vec<Fact>,
    /// Paragraphs, which go on after it.
    texts: Vec<Paragraphs>,
}

/// A field of few words.
#[derive(Debug, Serialize)]
pub struct Fact {
    label: String,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    text: String,
    href: Option<String>,
}

#[derive(Debug, Serialize)]
struct Paragraphs {
    label: String,
    /// Markdown.
    text: String,
}

/// The fields of an entry, without those that are empty.
pub fn shown(visit: &Visit, details: &Details) -> Shown {
    let texts = said(details).filter(|(field, _)| field.shape == Shape::Text);
    let paragraphs = |(field, text): (Field, String)| {
        let label = label(visit, details.kind(), field.name);
        Paragraphs { label, text }
    };
    Shown { facts: facts(visit, details, |_| true), texts: texts.map(paragraphs).collect() }
}

/// The fields of few words whose names are wanted, without those that are empty.
pub fn facts(visit: &Visit, details: &Details, wanted: impl Fn(&str) -> bool) -> Vec<Fact> {
    let short = said(details).filter(|(field, _)| field.shape != Shape::Text && wanted(field.name));
    let fact = |(field, text): (Field, String)| Fact {
        label: label(visit, details.kind(), field.name),
        lines: lines(visit, field.shape, &text),
    };
    short.map(fact).collect()
}

fn said(details: &Details) -> impl Iterator<Item = (Field, String)> + use<> {
    details.written().filter(|(_, text)| !text.is_empty())
}

/// What a field is called.
pub fn label(visit: &Visit, kind: EntryKind, field: &str) -> String {
    text(visit, &format!("catalogue-detail-{kind}-{}", field.replace('_', "-")))
}

/// A field as one text.
pub fn as_text(visit: &Visit, shape: Shape, value: String) -> String {
    if shape == Shape::Size && !value.is_empty() { size_word(visit, &value) } else { value }
}

/// A size of firms, in words.
pub fn size_word(visit: &Visit, size: &str) -> String {
    text(visit, &format!("accounts-size-{size}"))
}

fn lines(visit: &Visit, shape: Shape, value: &str) -> Vec<Line> {
    let one = |text: &str, href: Option<String>| Line { text: text.to_owned(), href };
    match shape {
        Shape::Line | Shape::Text => vec![one(value, None)],
        Shape::List => value.lines().map(|thing| one(thing, None)).collect(),
        Shape::Size => vec![one(&size_word(visit, value), None)],
        Shape::Phones => {
            let called = |shown: &str| Phone::parse(shown).map(|number| format!("tel:{number}"));
            value.split(", ").map(|shown| one(shown, called(shown))).collect()
        }
        Shape::Mail => vec![one(value, Some(format!("mailto:{}", utf8_percent_encode(value, ADDRESS))))],
        Shape::Site => vec![one(value, Some(value.to_owned()))],
        Shape::Municipality => vec![one(value, Some(services::address_of(value)))],
    }
}
