//! What people wrote in place of the program's texts, tried and put into mails.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::passages::{self, Part};
use crate::kernel::placeholders;
use crate::kernel::text::{Body, TextProblem};
use crate::notifications::mail::Mail;
use crate::platform::i18n::{Arg, Case, Lang, Piece, Texts};

/// The variables of the texts under the words that people use for them, and whether a text that has one must keep it: a mail
/// without what was promised, or until when, would be no mail. Several variables may share a word, never in one text.
const WORDS: [(&str, &str, bool); 24] = [
    ("number", "numero", false),
    ("name", "nome", false),
    ("office", "ufficio", false),
    ("count", "quante", false),
    ("hours", "ore", false),
    ("waiting", "attesa", false),
    ("free", "libere", false),
    ("most", "massimo", false),
    ("today", "quante", false),
    ("late", "quante", false),
    ("holder", "incaricato", false),
    ("until", "periodo", false),
    ("period", "periodo", false),
    ("days", "giorni", true),
    ("due", "scadenza", true),
    ("date", "data", true),
    ("from", "precedente", true),
    ("left", "tempo", true),
    ("time", "tempo", true),
    ("remaining", "tempo", true),
    ("validity", "durata", true),
    ("reason", "motivo", true),
    ("when", "quando", true),
    ("title", "titolo", true),
];
/// What somebody wrote in place of one wording, and what the program said there then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::notifications) struct Edit {
    pub(super) text: String,
    pub(super) program: String,
}

/// The edits of a mail in a language, by the names of their places.
pub(in crate::notifications) type Edits = BTreeMap<String, Edit>;

/// One wording that may be written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Its name, also of the field on the page: the key of the text, and its case.
    pub(super) name: String,
    pub(super) part: Part,
    pub(super) key: String,
    /// The variable that chooses between the wordings of the text and its value for this one.
    pub(super) case: Option<(String, String)>,
    /// What the program says, with placeholders.
    pub(super) program: String,
    /// The placeholders that the text knows.
    pub(super) known: Vec<&'static str>,
    /// Those that must stay.
    pub(super) kept: Vec<&'static str>,
}

/// Why a text does not fit its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misfit {
    Text(TextProblem),
    /// Words in braces that are no placeholder of this place.
    Unknown(Vec<String>),
    /// Braces that hold no word.
    Braces,
    /// Placeholders that must stay and are missing.
    Missing(Vec<&'static str>),
}

/// The places of a mail in a language. A text that tells more apart than can be shown is none.
pub(super) fn places(texts: &Texts, mail: Mail, lang: Lang) -> Vec<Place> {
    let subject = (Part::Subject, format!("mail-subject-{mail}"));
    let body = passages::body(mail).iter().map(|(part, key)| (*part, (*key).to_owned()));
    let cases = |(part, key): (Part, String)| {
        let cases = texts.cases(lang, &key).unwrap_or_default();
        let known: Option<Vec<_>> = cases.iter().flat_map(variables).map(word_of).collect();
        let mut known: Vec<&'static str> =
            known.unwrap_or_default().into_iter().map(|(word, _)| word).collect();
        known.sort_unstable();
        known.dedup();
        cases.iter().filter_map(|case| place(part, &key, case, &known)).collect::<Vec<_>>()
    };
    std::iter::once(subject).chain(body).flat_map(cases).collect()
}

fn place(part: Part, key: &str, case: &Case<'_>, known: &[&'static str]) -> Option<Place> {
    let name = match case.of {
        Some((_, value)) => format!("{key}--{value}"),
        None => key.to_owned(),
    };
    let (mut program, mut kept) = (String::new(), Vec::new());
    for piece in &case.pieces {
        match piece {
            Piece::Words(words) => program.push_str(words),
            Piece::Variable(variable) => {
                let (word, must_stay) = word_of(variable)?;
                program.push_str(&format!("{{{word}}}"));
                // People quote the number of a question: it is where they look first.
                if (must_stay || (part == Part::Subject && *variable == "number")) && !kept.contains(&word) {
                    kept.push(word);
                }
            }
        }
    }
    Some(Place {
        name,
        part,
        key: key.to_owned(),
        case: case.of.map(|(variable, value)| (variable.to_owned(), value.to_owned())),
        program: line(&program),
        known: known.to_vec(),
        kept,
    })
}

fn variables<'a>(case: &Case<'a>) -> Vec<&'a str> {
    let variable = |piece: &Piece<'a>| match piece {
        Piece::Variable(name) => Some(*name),
        Piece::Words(_) => None,
    };
    case.pieces.iter().filter_map(variable).collect()
}

fn word_of(variable: &str) -> Option<(&'static str, bool)> {
    WORDS.into_iter().find(|(known, ..)| *known == variable).map(|(_, word, must_stay)| (word, must_stay))
}

/// On one line, with single blanks.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Place {
    /// The text as it is stored and sent, if it fits: paragraphs without line breaks of their own.
    pub(super) fn fit(&self, typed: &str) -> Result<String, Misfit> {
        let body = Body::parse(typed).map_err(Misfit::Text)?;
        let text = if self.part.is_line() {
            line(body.as_str())
        } else {
            let mut paragraphs = vec![Vec::new()];
            for typed in body.as_str().lines().map(line) {
                match (typed.is_empty(), paragraphs.last_mut()) {
                    (false, Some(paragraph)) => paragraph.push(typed),
                    _ => paragraphs.push(Vec::new()),
                }
            }
            let full = paragraphs.into_iter().filter(|lines| !lines.is_empty());
            full.map(|lines| lines.join(" ")).collect::<Vec<_>>().join("\n\n")
        };
        let max = self.part.max();
        if text.chars().count() > max {
            return Err(Misfit::Text(TextProblem::TooLong { max }));
        }
        let unknown = placeholders::unknown(&text, &self.known);
        if !unknown.is_empty() {
            return Err(Misfit::Unknown(unknown));
        }
        if placeholders::fill(&text, |_| String::new()).contains(['{', '}']) {
            return Err(Misfit::Braces);
        }
        // A word that is unknown here is one that the text holds.
        let holds =
            |word: &&'static str| !placeholders::unknown(&text, &without(&self.known, word)).is_empty();
        let missing: Vec<_> = self.kept.iter().copied().filter(|word| !holds(word)).collect();
        if missing.is_empty() { Ok(text) } else { Err(Misfit::Missing(missing)) }
    }
}

fn without(known: &[&'static str], word: &str) -> Vec<&'static str> {
    known.iter().copied().filter(|known| *known != word).collect()
}

/// What is said in place of the program's texts of one mail in one language.
#[derive(Debug, Clone, Default)]
pub struct Wording(HashMap<String, String>);

impl Wording {
    /// The edits that still fit their places.
    pub(in crate::notifications) fn of(texts: &Texts, mail: Mail, lang: Lang, edits: &Edits) -> Self {
        if edits.is_empty() {
            return Self::default();
        }
        let fitting = |place: Place| {
            let text = place.fit(&edits.get(&place.name)?.text).ok()?;
            Some((place.name, text))
        };
        Self(places(texts, mail, lang).into_iter().filter_map(fitting).collect())
    }

    /// The text of `key`, with its variables filled in.
    pub(in crate::notifications) fn text(
        &self,
        texts: &Texts,
        lang: Lang,
        key: &str,
        args: &[(&str, Arg<'_>)],
    ) -> String {
        self.edited(texts, lang, key, args).unwrap_or_else(|| texts.get(lang, key, args))
    }

    fn edited(&self, texts: &Texts, lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let text = match texts.case(lang, key, args) {
            Some(case) => self.0.get(&format!("{key}--{case}"))?,
            None => self.0.get(key)?,
        };
        let known = args.iter().filter_map(|(variable, value)| {
            let (word, _) = word_of(variable)?;
            Some((word, Texts::written(lang, value)?))
        });
        let values: HashMap<&str, String> = known.collect();
        let words: Vec<&str> = values.keys().copied().collect();
        // A value that is not there would leave a hole.
        placeholders::unknown(text, &words)
            .is_empty()
            .then(|| placeholders::fill(text, |word| values.get(word).cloned().unwrap_or_default()))
    }
}

/// The texts of the program that are no place, or do not fit the place that is made of them.
#[cfg(test)]
pub(in crate::notifications) fn unfit(texts: &Texts, mail: Mail, lang: Lang) -> Vec<String> {
    let places = places(texts, mail, lang);
    let no_place = passages::body(mail).iter().map(|(_, key)| (*key).to_owned());
    let no_place = no_place.filter(|key| places.iter().all(|place| place.key != *key));
    let unfit = places.iter().filter(|place| place.fit(&place.program).as_ref() != Ok(&place.program));
    no_place.chain(unfit.map(|place| place.name.clone())).collect()
}

/// The keys of a mail's texts that are said not to be read always, by the words that say so.
#[cfg(test)]
pub(in crate::notifications) fn read_in_cases(texts: &Texts, mail: Mail) -> Vec<&'static str> {
    let is_of_a_case = |key: &&str| {
        let used = format!("mailtexts-use-{}", key.trim_start_matches("mail-"));
        texts.has(Lang::It, &used)
    };
    passages::body(mail).iter().map(|(_, key)| *key).filter(is_of_a_case).collect()
}

/// Every place in the program's words behind a mark.
#[cfg(test)]
pub(in crate::notifications) fn marked(texts: &Texts, mail: Mail, lang: Lang) -> Wording {
    let places = places(texts, mail, lang);
    Wording(
        places.into_iter().map(|place| (place.name, format!("§{}§{}", place.key, place.program))).collect(),
    )
}
