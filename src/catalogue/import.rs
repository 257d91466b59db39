//! The lines of `dialoga import catalogue`: read one by one, so that a file of any size needs little memory.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

use serde::Deserialize;

use super::actions::Import;
use super::details::{Details, Wrong};
use super::forms::{SOURCES_MAX, SUMMARY_MAX, TERRITORY_MAX, day, optional};
use super::model::{Audience, Content, EntryKind};
use crate::kernel::ids::TopicId;
use crate::kernel::text::{Body, Name, Subject, TextProblem};
use crate::platform::i18n::Lang;

/// A line longer than this holds no entry: the body alone may have 20,000 characters, each escaped.
const LONGEST_LINE: u64 = 1_000_000;

/// A line as it is written; what else it holds is not read.
#[derive(Deserialize)]
struct Line {
    reference: String,
    kind: String,
    title: String,
    body: String,
    topic: String,
    #[serde(default)]
    language: Option<String>,
    #[serde(default = "public")]
    published: bool,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    audience: Option<String>,
    #[serde(default)]
    sources: String,
    #[serde(default)]
    territory: String,
    #[serde(default)]
    verified_on: Option<String>,
    #[serde(default)]
    review_by: Option<String>,
    #[serde(default)]
    valid_from: Option<String>,
    #[serde(default)]
    valid_to: Option<String>,
    #[serde(default)]
    details: BTreeMap<String, Words>,
}

/// A field of the kind's own: a text, or a list of them in place of one a line.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    Many(Vec<String>),
}

fn public() -> bool {
    true
}

/// The entries of a file with the numbers of their lines; for a bad line, what is wrong with it. Blank lines are
/// passed over.
pub fn read_lines(
    mut file: impl BufRead,
) -> impl Iterator<Item = io::Result<(usize, Result<Import, String>)>> {
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            let mut line = Vec::new();
            match file.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
            number += 1;
            if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE {
                if let Err(error) = skip_line(&mut file) {
                    return Some(Err(error));
                }
                return Some(Ok((number, Err("it is longer than a million bytes".to_owned()))));
            }
            if number == 1 && line.starts_with("\u{feff}".as_bytes()) {
                line.drain(..3);
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            return Some(Ok((number, parse(&line))));
        }
    })
}

/// Reads on to the end of a line without keeping it.
fn skip_line(file: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = file.fill_buf()?;
        match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => {
                file.consume(at + 1);
                return Ok(());
            }
            None if buffer.is_empty() => return Ok(()),
            None => {
                let length = buffer.len();
                file.consume(length);
            }
        }
    }
}

fn parse(line: &[u8]) -> Result<Import, String> {
    let line: Line =
        serde_json::from_slice(line).map_err(|error| format!("it is no such object: {error}"))?;
    let reference = text("reference", Subject::parse(&line.reference))?.to_string();
    let topic = text("topic", Name::parse(&line.topic))?.to_string();
    if crate::kernel::text::slug(&topic).is_empty() {
        return Err("topic has neither letters nor digits".to_owned());
    }
    let kind = EntryKind::parse(&line.kind).ok_or("kind is answer, practice or service")?;
    let valid_from =
        day(line.valid_from.as_deref().unwrap_or_default()).ok_or("valid_from is a day as 2026-11-24")?;
    let valid_to =
        day(line.valid_to.as_deref().unwrap_or_default()).ok_or("valid_to is a day as 2026-11-24")?;
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to < from
    {
        return Err("valid_to is before valid_from".to_owned());
    }
    let content = Content {
        // Set when the topic is known.
        topic: TopicId(0),
        audience: match line.audience.as_deref() {
            None | Some("") => Audience::All,
            Some(word) => Audience::parse(word).ok_or("audience is all, worker or enterprise")?,
        },
        language: match line.language.as_deref() {
            None | Some("") => Lang::It,
            Some(word) => Lang::parse(word).ok_or("language is it or en")?,
        },
        title: text("title", Subject::parse(&line.title))?,
        summary: text("summary", optional(&line.summary, SUMMARY_MAX))?,
        body: text("body", Body::parse(&line.body))?,
        sources: text("sources", optional(&line.sources, SOURCES_MAX))?,
        territory: text("territory", optional(&line.territory, TERRITORY_MAX))?.replace('\n', " "),
        verified_on: day(line.verified_on.as_deref().unwrap_or_default())
            .ok_or("verified_on is a day as 2026-11-24")?,
        review_by: day(line.review_by.as_deref().unwrap_or_default())
            .ok_or("review_by is a day as 2026-11-24")?,
        valid_from,
        valid_to,
        details: details(kind, line.details)?,
    };
    Ok(Import { reference, topic, public: line.published, content })
}

fn details(kind: EntryKind, given: BTreeMap<String, Words>) -> Result<Details, String> {
    let known = |name: &str| Details::fields(kind).iter().any(|field| field.name == name);
    if let Some(name) = given.keys().find(|name| !known(name)) {
        return Err(format!("the details of {kind} have no {name}"));
    }
    let texts: BTreeMap<String, String> = given
        .into_iter()
        .map(|(name, words)| match words {
            Words::One(text) => (name, text),
            Words::Many(texts) => (name, texts.join("\n")),
        })
        .collect();
    Details::read(kind, |name| texts.get(name).map_or("", String::as_str)).map_err(|mistakes| {
        let told: Vec<String> = mistakes.into_iter().map(|(name, wrong)| mistake(name, wrong)).collect();
        told.join("; ")
    })
}

/// What is wrong with a field of a kind's own.
pub(super) fn mistake(field: &str, wrong: Wrong) -> String {
    let what = match wrong {
        Wrong::Text(problem) => return problem_of(field, problem),
        Wrong::TooMany => "names too many",
        Wrong::Phone => "is no number of telephone, or several with commas between them",
        Wrong::Mail => "is no address of mail",
        Wrong::Site => "is no address of a page",
        Wrong::Municipality => "is no municipality of the Provincia",
        Wrong::Size => "is micro, small or medium",
    };
    format!("{field} {what}")
}

pub(super) fn text<T>(field: &str, parsed: Result<T, TextProblem>) -> Result<T, String> {
    parsed.map_err(|problem| problem_of(field, problem))
}

fn problem_of(field: &str, problem: TextProblem) -> String {
    match problem {
        TextProblem::Empty => format!("{field} is empty"),
        TextProblem::TooLong { max } => format!("{field} is longer than {max} characters"),
        TextProblem::Unreadable | TextProblem::NotAnAddress | TextProblem::Link => {
            format!("{field} holds characters that are no text")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"reference":"a-1","kind":"answer","title":"Congedo","body":"Testo","topic":"Congedi","language":"it","published":true}"#;

    fn verdicts(file: &[u8]) -> Vec<(usize, Result<String, String>)> {
        read_lines(file)
            .map(|line| line.expect("memory is readable"))
            .map(|(number, entry)| (number, entry.map(|entry| entry.reference)))
            .collect()
    }

    #[test]
    fn each_bad_line_is_told_by_its_number_and_the_others_are_read() {
        let bad_kind = GOOD.replace("answer", "risposta");
        let control = GOOD.replace("Testo", r"a\u0000b");
        let file = format!("\u{feff}{GOOD}\n\n{{\n{bad_kind}\n{control}\n{}", GOOD.replace("a-1", "a-2"));
        let verdicts = verdicts(file.as_bytes());
        let good: Vec<_> = verdicts
            .iter()
            .filter_map(|(number, entry)| Some((*number, entry.as_ref().ok()?.as_str())))
            .collect();
        assert_eq!(good, [(1, "a-1"), (6, "a-2")]);
        let bad: Vec<usize> =
            verdicts.iter().filter(|(_, entry)| entry.is_err()).map(|(number, _)| *number).collect();
        assert_eq!(bad, [3, 4, 5]);
    }

    #[test]
    fn a_field_that_the_kind_does_not_have_or_cannot_hold_is_told() {
        let with = |details: &str| {
            let line = GOOD
                .replace("answer", "service")
                .replace("\"topic\"", &format!("\"details\":{details},\"topic\""));
            parse(line.as_bytes()).map(|entry| entry.content.details.words())
        };
        assert_eq!(
            with(r#"{"services":["Nido","Mensa"],"municipality":"rho","phone":"02 0000 0101"}"#),
            Ok("Rho\n02 0000 0101\nNido\nMensa".to_owned())
        );
        assert_eq!(with(r#"{"for_whom":"x"}"#), Err("the details of service have no for_whom".to_owned()));
        assert_eq!(
            with(r#"{"municipality":"Roma","email":"x"}"#),
            Err("municipality is no municipality of the Provincia; email is no address of mail".to_owned())
        );
        assert!(with(r#"{"ages":3}"#).is_err());
    }

    #[test]
    fn a_line_without_end_costs_no_memory_and_hides_nothing_after_it() {
        let mut file = vec![b'x'; 3_000_000];
        file.extend_from_slice(format!("\n{GOOD}\n").as_bytes());
        file.extend_from_slice(b"\xff\xfe\n");
        let verdicts = verdicts(&file);
        assert_eq!(verdicts.len(), 3);
        assert!(verdicts[0].1.is_err());
        assert_eq!(verdicts[1], (2, Ok("a-1".to_owned())));
        assert!(verdicts[2].1.is_err());
    }
}
