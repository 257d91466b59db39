//! What a message repeats of earlier ones, as mail programs add it below an answer: shown folded, never lost. The rules are
//! those for mail itself.

use serde::Serialize;

use crate::platform::mail::incoming::{self, PassageKind};

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

/// The passages of a message, in its order; all of its words are in one of them. `marks` says whether anything is
/// quoted: what requesters repeat is, while at the desk such lines may cite a law.
pub fn passages(body: &str, marks: bool) -> Vec<Passage> {
    let whole = || vec![incoming::Passage { kind: PassageKind::New, text: body.to_owned() }];
    let mut passages: Vec<Passage> = Vec::new();
    for piece in if marks { incoming::passages(body) } else { whole() } {
        let quoted = piece.kind == PassageKind::Quoted;
        match passages.last_mut().filter(|last| last.quoted == quoted) {
            Some(last) => {
                last.text.push('\n');
                last.text.push_str(&piece.text);
            }
            None => passages.push(Passage { text: piece.text, lines: 0, quoted }),
        }
    }
    for passage in &mut passages {
        passage.text = passage.text.trim_matches('\n').to_owned();
        passage.lines = passage.text.lines().count();
    }
    passages.retain(|passage| !passage.text.trim().is_empty());
    passages
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
