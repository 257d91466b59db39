//! What a message repeats of earlier ones, as mail programs add it below an answer: shown folded, never lost.

use serde::Serialize;

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Its lines as written.
    pub text: String,
    /// How many they are.
    pub lines: usize,
    /// Whether it repeats what somebody wrote before.
    pub quoted: bool,
}

/// Beginnings of the line with which a mail program says that a message follows to the end.
const ORIGINALS: [&str; 2] = ["-----Messaggio originale", "-----Original Message"];

/// The passages of a message, in its order; all of its words are in one of them. `marks` says whether anything is
/// quoted: what requesters repeat is, while at the desk such lines may cite a law.
pub fn passages(body: &str, marks: bool) -> Vec<Passage> {
    let lines: Vec<&str> = body.lines().collect();
    let mut quoted = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let (from, begins) = (at, if marks { heading(&lines[at..]) } else { None });
        at += begins.unwrap_or(0);
        let end = end_of_marked(&lines, at);
        let until = match begins {
            // Without marks the rest of the message is what was written before, where a mail program says so; a person
            // too writes that somebody wrote something.
            Some(_) if end == at && lines[from..at].iter().any(|line| is_of_a_program(line)) => lines.len(),
            Some(_) if end == at => from,
            Some(_) => end,
            None if marks => end,
            None => at,
        };
        quoted[from..until].fill(true);
        at = until.max(from + 1);
    }
    if !quoted.iter().zip(&lines).any(|(quoted, line)| !quoted && !line.trim().is_empty()) {
        // Nothing would be left to read.
        quoted.fill(false);
    }
    let mut passages: Vec<Passage> = Vec::new();
    for (line, quoted) in lines.into_iter().zip(quoted) {
        match passages.last_mut().filter(|last| last.quoted == quoted) {
            Some(last) => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            None => passages.push(Passage { text: line.to_owned(), lines: 0, quoted }),
        }
    }
    for passage in &mut passages {
        passage.text = passage.text.trim_matches('\n').to_owned();
        passage.lines = passage.text.lines().count();
    }
    passages.retain(|passage| !passage.text.trim().is_empty());
    passages
}

/// Whether a mail program wrote this line: it names an address, or is a line of dashes.
fn is_of_a_program(line: &str) -> bool {
    line.contains('@') || ORIGINALS.iter().any(|mark| line.trim().starts_with(mark))
}

/// How many lines say here that somebody else's words follow: "Il giorno … ha scritto:", perhaps broken in two.
fn heading(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim();
    if ORIGINALS.iter().any(|mark| first.starts_with(mark)) {
        return Some(1);
    }
    let is_begun = ["Il giorno ", "Il ", "On "].iter().any(|word| first.starts_with(word))
        && first.contains(|letter: char| letter.is_ascii_digit());
    let ends = |line: &str| [" ha scritto:", " wrote:"].iter().any(|words| line.trim_end().ends_with(words));
    if !is_begun {
        return None;
    }
    if ends(first) {
        return Some(1);
    }
    let second = lines.get(1)?;
    let is_end = ends(second) || ["ha scritto:", "wrote:"].contains(&second.trim());
    is_end.then_some(2)
}

/// Where the lines with marks end that begin here, blank ones before and between them included.
fn end_of_marked(lines: &[&str], from: usize) -> usize {
    let mut end = from;
    for (at, line) in lines.iter().enumerate().skip(from) {
        if line.trim_start().starts_with('>') {
            end = at + 1;
        } else if !line.trim().is_empty() {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(body: &str, marks: bool) -> Vec<(bool, String)> {
        passages(body, marks).into_iter().map(|passage| (passage.quoted, passage.text)).collect()
    }

    #[test]
    fn what_mail_programs_add_is_apart_from_what_is_new() {
        let text = "Grazie.\n\nIl giorno mar 24 nov 2026 alle ore 10:30 Sportello <x@y.it> ha scritto:\n\n> Tre giorni.\n>\n> \
                    Cordiali saluti\n\nE il padre?";
        let new = |text: &str| (false, text.to_owned());
        let old = |text: &str| (true, text.to_owned());
        assert_eq!(
            shape(text, true),
            [
                new("Grazie."),
                old(
                    "Il giorno mar 24 nov 2026 alle ore 10:30 Sportello <x@y.it> ha scritto:\n\n> Tre giorni.\n>\n> Cordiali saluti"
                ),
                new("E il padre?"),
            ]
        );
        let broken =
            "Sì.\nIl 24/11/2026 10:30, Sportello Conciliazione\n<x@y.it> ha scritto:\nTre giorni.\nSaluti";
        assert_eq!(
            shape(broken, true),
            [
                new("Sì."),
                old(
                    "Il 24/11/2026 10:30, Sportello Conciliazione\n<x@y.it> ha scritto:\nTre giorni.\nSaluti"
                )
            ]
        );
        assert_eq!(
            shape("Ok\n-----Messaggio originale-----\nDa: x\n\nTesto", true)[1],
            old("-----Messaggio originale-----\nDa: x\n\nTesto")
        );
    }

    #[test]
    fn what_the_desk_cites_is_not_folded_away() {
        let text = "La legge dice:\n> Art. 32\n\nQuindi sì.";
        assert_eq!(shape(text, false), [(false, text.to_owned())]);
        assert_eq!(shape(text, true).len(), 3);
    }

    #[test]
    fn nothing_is_lost_and_a_message_of_nothing_else_is_shown_whole() {
        for text in
            ["> solo\n> citato", "", "Il giorno dopo ho scritto: niente.", "a\n\n\nb", "Il 3 maggio\nnasce"]
        {
            assert!(shape(text, true).iter().all(|(quoted, _)| !quoted), "{text}");
        }
        let text = "a\n> b\nc\n> d";
        let whole: Vec<String> = shape(text, true).into_iter().map(|(_, text)| text).collect();
        assert_eq!(whole.join("\n"), text);
    }
}
