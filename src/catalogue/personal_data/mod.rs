//! Points at what looks like personal data in a text that is to become public. It points, a person decides.
//!
//! Four ways of looking, each in a file of its own: by shape ([`codes`]), by the names of whoever asked ([`Parties`]), by what
//! names of people, firms and places look like, and by what is said of a birth. A text that says where the law is found, or where an
//! office is, says nothing of a person: `tests/data/personal_data/cases.txt` holds what has to be pointed at and what must not.

mod births;
mod codes;
mod firms;
mod parties;
mod people;
mod places;
mod words;

use std::ops::Range;

use serde::Serialize;

pub use parties::Parties;
pub use people::is_first_name;

use words::Words;

/// What a passage looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspicion {
    /// An address of mail.
    Email,
    /// A number of telephone.
    Phone,
    /// A codice fiscale.
    TaxCode,
    /// An Italian IBAN.
    Iban,
    /// A partita IVA.
    VatNumber,
    /// A name of whoever asked the question, or of her firm.
    Party,
    /// The name of a person.
    Person,
    /// The name of a firm.
    Firm,
    /// Street and number.
    Address,
    /// The plate of a car.
    Plate,
    /// A date of birth.
    Birth,
}

/// A passage worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it looks like.
    pub what: Suspicion,
    /// The passage as written, with single blanks.
    pub text: String,
    /// The words before it.
    pub before: String,
    /// The words after it.
    pub after: String,
}

/// Where something is in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    what: Suspicion,
    range: Range<usize>,
}

/// About so many characters are shown on each side of a passage.
const SURROUNDINGS: usize = 60;

/// Passages of `text` that look like personal data, in their order, each once; `parties` are those of the question that it comes
/// from.
pub fn findings(text: &str, parties: &Parties) -> Vec<Finding> {
    shown(text, spans_of(text, parties))
}

/// The text with a line's end in place of all that looks like personal data.
pub fn without(text: &str, parties: &Parties) -> String {
    let (mut left, mut from) = (String::with_capacity(text.len()), 0);
    for span in spans_of(text, parties) {
        left.push_str(text.get(from..span.range.start).unwrap_or_default());
        left.push('\n');
        from = span.range.end;
    }
    left.push_str(text.get(from..).unwrap_or_default());
    left
}

fn spans_of(text: &str, parties: &Parties) -> Vec<Span> {
    let mut spans = codes::spans(text);
    let words = Words::of(text);
    spans.extend(parties.spans(&words));
    spans.extend(places::addresses(&words));
    spans.extend(places::plates(&words));
    spans.extend(births::spans(&words));
    spans.extend(firms::spans(&words));
    spans.extend(people::spans(&words));
    joined(spans)
}

/// Passages that are known by their shape alone, in their order, each once.
pub fn codes(text: &str) -> Vec<Finding> {
    shown(text, joined(codes::spans(text)))
}

/// One passage in place of several that overlap; it looks like what the longest of them looks like.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    let mut apart: Vec<Span> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.range.start < last.range.end => {
                if span.range.len() > last.range.len() {
                    last.what = span.what;
                }
                last.range.end = last.range.end.max(span.range.end);
            }
            _ => apart.push(span),
        }
    }
    apart
}

fn shown(text: &str, spans: Vec<Span>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for Span { what, range } in spans {
        let passage = single_blanks(text.get(range.clone()).unwrap_or_default());
        if found.iter().any(|known| known.text == passage) {
            continue;
        }
        let before = text.get(..range.start).unwrap_or_default();
        let after = text.get(range.end..).unwrap_or_default();
        found.push(Finding { what, text: passage, before: last_of(before), after: first_of(after) });
    }
    found
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last words of a text, of its last line.
fn last_of(text: &str) -> String {
    let line = text.rsplit('\n').next().unwrap_or_default();
    let Some((cut, _)) = line.char_indices().rev().nth(SURROUNDINGS) else {
        return line.trim_start().to_owned();
    };
    let tail = line.get(cut..).unwrap_or_default();
    let whole = tail.find(' ').and_then(|at| tail.get(at + 1..)).unwrap_or(tail);
    format!("… {whole}")
}

/// The first words of a text, of its first line.
fn first_of(text: &str) -> String {
    let line = text.split('\n').next().unwrap_or_default();
    let Some((cut, _)) = line.char_indices().nth(SURROUNDINGS) else { return line.trim_end().to_owned() };
    let head = line.get(..cut).unwrap_or_default();
    let whole = head.rfind(' ').and_then(|at| head.get(..at)).unwrap_or(head);
    format!("{whole} …")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `is PASSAGE | text` has to be pointed at, as this and nothing else; of `not | text` nothing is.
    const CASES: &str = include_str!("../../../tests/data/personal_data/cases.txt");

    fn passages(text: &str) -> Vec<String> {
        findings(text, &Parties::default())
            .into_iter()
            .map(|found| {
                format!("{} «{}»", serde_json::to_value(found.what).unwrap().as_str().unwrap(), found.text)
            })
            .collect()
    }

    #[test]
    fn the_table_of_cases_holds() {
        let mut wrong = Vec::new();
        let mut count = 0;
        for line in CASES.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let (expected, text) = line.split_once(" | ").unwrap_or_else(|| panic!("no bar in: {line}"));
            let expected: Vec<String> = match expected.trim() {
                "not" => Vec::new(),
                some => some.split(" + ").map(|one| one.trim().to_owned()).collect(),
            };
            let found = passages(text);
            if found != expected {
                wrong.push(format!("{text}\n   expected {expected:?}\n   found    {found:?}"));
            }
            count += 1;
        }
        assert!(count >= 80, "{count} cases");
        assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn a_passage_is_shown_with_its_surroundings() {
        let long = format!(
            "{} ne parli con la signora\u{a0}Rossi prima di {}",
            "parola ".repeat(30),
            "domani ".repeat(30)
        );
        let found = findings(&long, &Parties::default());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "signora Rossi");
        assert!(
            found[0].before.starts_with("… parola") && found[0].before.ends_with("ne parli con la "),
            "{found:?}"
        );
        assert!(found[0].after.starts_with(" prima di") && found[0].after.ends_with("domani …"), "{found:?}");
    }

    #[test]
    fn what_is_pointed_at_can_be_left_out() {
        let parties = Parties::of(&["Anna Bo"], &["Bo srl"]);
        let text = "Chiedo per la signora Rossi, tel. 333 1234567.\nAnna Bo";
        assert_eq!(without(text, &parties), "Chiedo per la \n, tel. \n.\n\n");
        assert_eq!(without("Nessun nome: però è lungo.", &parties), "Nessun nome: però è lungo.");
    }

    #[test]
    fn any_text_ends() {
        for text in [
            "",
            "è",
            "S.r.l.",
            "via",
            "nata il",
            "signora ",
            "'''",
            &"Anna ".repeat(4_000),
            &"via Roma ".repeat(2_000),
        ] {
            let _ = findings(text, &Parties::of(&["Anna Bo"], &["Bo srl"]));
        }
    }
}
