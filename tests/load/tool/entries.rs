//! A large catalogue, and what people look for in it: made of the sentences of a small one.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::{Outcome, say};

/// Words that only a large catalogue has: names, places, firms. Few are common and most are rare, as in any language.
const RARE_WORDS: f64 = 150_000.0;
const SYLLABLES: [&str; 40] = [
    "ba", "be", "bi", "ca", "co", "cu", "da", "de", "di", "fa", "fe", "ga", "gi", "la", "le", "li", "lo",
    "ma", "me", "mi", "mo", "na", "ne", "ni", "pa", "pe", "ra", "re", "ri", "ro", "sa", "se", "si", "ta",
    "te", "ti", "to", "va", "ve", "zo",
];

/// The catalogue that others are made from.
struct Small {
    entries: Vec<Value>,
    sentences: Vec<String>,
}

impl Small {
    fn read(file: &str) -> Outcome<Self> {
        let mut small = Self { entries: Vec::new(), sentences: Vec::new() };
        for line in BufReader::new(File::open(file)?).lines() {
            let entry: Value = serde_json::from_str(&line?)?;
            let text = entry["body"].as_str().unwrap_or_default();
            let sentences = text.split(['\n', '.']).map(|text| text.trim_matches(['-', '#', '*', ' ']));
            small.sentences.extend(sentences.filter(|text| text.len() > 30).map(str::to_owned));
            small.entries.push(entry);
        }
        if small.sentences.is_empty() {
            return Err(format!("{file} holds no entries").into());
        }
        Ok(small)
    }

    fn sentence(&self, dice: &mut Dice) -> &str {
        dice.of::<String>(&self.sentences)
    }
}

/// A word as often as Zipf's law has one of its rank: the logarithm of the rank is as likely here as there.
fn rare_word(dice: &mut Dice) -> String {
    let mut rank = RARE_WORDS.powf(dice.below(1 << 20) as f64 / f64::from(1 << 20)) as u64 + 40;
    let mut word = String::new();
    while rank > 0 {
        word.push_str(SYLLABLES[usize::try_from(rank % 40).unwrap_or_default()]);
        rank /= 40;
    }
    word
}

/// Writes `count` entries, in the lines of `dialoga import catalogue`, that resemble those of the file `from`.
pub fn write(from: &str, to: &str, count: u64) -> Outcome<()> {
    let (small, mut dice) = (Small::read(from)?, Dice::new(151));
    let mut out = BufWriter::new(File::create(to)?);
    for number in 0..count {
        let model = dice.of(&small.entries).clone();
        let mut body = String::new();
        for place in 0..5 + dice.below(8) {
            let sentence = small.sentence(&mut dice).to_owned();
            for word in sentence.split_whitespace() {
                match dice.below(30) {
                    0 => body.push_str(&rare_word(&mut dice)),
                    _ => body.push_str(word),
                }
                body.push(' ');
            }
            body.push_str(if place % 3 == 2 { ".\n\n" } else { ". " });
        }
        let title =
            format!("{} ({} {})", model["title"].as_str().unwrap_or_default(), rare_word(&mut dice), number);
        let entry = json!({
            "reference": format!("prova-{number}"), "kind": "answer", "title": title, "body": body,
            "topic": model["topic"], "summary": model["summary"], "language": "it", "published": true,
        });
        writeln!(out, "{entry}")?;
    }
    out.flush()?;
    say(&count.to_string());
    Ok(())
}

/// Prints `count` different searches of one to ten words, the words of whole sentences; every second one has a slip of the finger.
pub fn searches(from: &str, path: &str, count: u64) -> Outcome<()> {
    let (small, mut dice) = (Small::read(from)?, Dice::new(2026));
    for number in 0..count {
        let sentence = small.sentence(&mut dice).to_owned();
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let most = usize::try_from(1 + dice.below(10))?.min(words.len());
        let from = usize::try_from(dice.below(u64::try_from(words.len() - most + 1)?))?;
        let mut text = words.iter().skip(from).take(most).copied().collect::<Vec<_>>().join(" ");
        if number % 2 == 1 {
            text = mistyped(&text, &mut dice);
        }
        say(&format!("{path}{}", form_encoded(&text)));
    }
    Ok(())
}

/// The text with the longest of its words mistyped: two letters exchanged.
fn mistyped(text: &str, dice: &mut Dice) -> String {
    let Some(word) = text
        .split_whitespace()
        .filter(|word| word.is_ascii() && word.len() > 5)
        .max_by_key(|word| word.len())
    else {
        return text.to_owned();
    };
    let mut letters: Vec<char> = word.chars().collect();
    let at =
        1 + usize::try_from(dice.below(u64::try_from(letters.len() - 3).unwrap_or(1))).unwrap_or_default();
    letters.swap(at, at + 1);
    text.replacen(word, &letters.iter().collect::<String>(), 1)
}

fn form_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded.push(char::from(byte)),
            b' ' => encoded.push('+'),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}
