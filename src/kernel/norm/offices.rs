//! Circulars, messages and notes of offices.

use super::cursor::Cursor;
use super::model::{Office, OfficePaper};
use super::places::of_the;
use super::tokens::Kind;

/// What offices are called, the longer before those that they begin with.
const OFFICES: [(&[&str], Office); 20] = [
    (&["inps"], Office::Inps),
    (&["i", "n", "p", "s"], Office::Inps),
    (&["istituto", "nazionale", "della", "previdenza", "sociale"], Office::Inps),
    (&["inail"], Office::Inail),
    (&["inl"], Office::Inl),
    (&["ispettorato", "nazionale", "del", "lavoro"], Office::Inl),
    (&["ispettorato", "nazionale", "lavoro"], Office::Inl),
    (&["inpdap"], Office::Inpdap),
    (&["ministero", "del", "lavoro", "e", "delle", "politiche", "sociali"], Office::Labour),
    (&["ministero", "del", "lavoro"], Office::Labour),
    (&["ministero", "lavoro"], Office::Labour),
    (&["min", "lavoro"], Office::Labour),
    (&["min", "lav"], Office::Labour),
    (&["mlps"], Office::Labour),
    (&["agenzia", "delle", "entrate"], Office::Revenue),
    (&["agenzia", "entrate"], Office::Revenue),
    (&["ade"], Office::Revenue),
    (&["dipartimento", "della", "funzione", "pubblica"], Office::PublicService),
    (&["dipartimento", "funzione", "pubblica"], Office::PublicService),
    (&["funzione", "pubblica"], Office::PublicService),
];

/// What offices write.
pub(super) fn paper(cursor: &mut Cursor<'_>) -> Option<OfficePaper> {
    if cursor.short_word(&["circolare", "circolari", "circ"]) {
        return Some(OfficePaper::Circular);
    }
    if cursor.short_word(&["messaggio", "messaggi", "mess", "msg"]) {
        return Some(OfficePaper::Message);
    }
    if cursor.word(&["interpello", "interpelli"]) {
        return Some(OfficePaper::Ruling);
    }
    cursor.word(&["nota"]).then_some(OfficePaper::Note)
}

/// "INPS", "dell'INPS", "(INPS)", "del Ministero del lavoro".
pub(super) fn office(cursor: &mut Cursor<'_>) -> Option<Office> {
    let mut ahead = *cursor;
    let _ = ahead.mark(',') || ahead.mark('(') || ahead.mark('-');
    of_the(&mut ahead);
    let (_, office) = OFFICES.iter().find(|(words, _)| ahead.words(words))?;
    ahead.mark(')');
    *cursor = ahead;
    Some(*office)
}

/// The office named right before: "INPS, circolare n. 122/2022".
pub(super) fn office_before(cursor: &Cursor<'_>) -> Option<Office> {
    let back = match cursor.behind(1)?.kind {
        Kind::Mark(',' | '-' | ':' | '(') => 2,
        _ => 1,
    };
    let word = cursor.behind(back).filter(|token| token.kind == Kind::Word)?.text;
    let one_word = |words: &&[&str]| matches!(words, [only] if only.eq_ignore_ascii_case(word));
    OFFICES.iter().find(|(words, _)| one_word(words)).map(|(_, office)| *office)
}
