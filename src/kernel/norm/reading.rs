//! Reads a text from its beginning to its end and finds what it cites.

use chrono::NaiveDate;

use super::agreements;
use super::cursor::Cursor;
use super::dates::{self, Year};
use super::forms::{self, Called};
use super::known;
use super::model::{Norm, Region, RegionalAct, Source, StateAct};
use super::offices;
use super::places::{self, Place};
use super::tokens::{Kind, tokens};
use super::union;
use super::{Citation, places::of_the};

/// Acts of the State have at most so many digits.
const DIGITS: usize = 4;
/// Those of the regions and of offices.
const MORE_DIGITS: usize = 6;
/// So near before an act the region stands of which it is.
const NEAR: usize = 4;

/// What a text cites, as far as it says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// An act.
    Act(Citation),
    /// A number and a year, of whatever kind.
    Pair { year: u16, number: u32 },
    /// The number of a law or decree, of whatever year.
    Number(u32),
}

impl Found {
    pub(super) fn citation(self) -> Option<Citation> {
        match self {
            Self::Act(citation) => Some(citation),
            Self::Pair { .. } | Self::Number(_) => None,
        }
    }

    pub(super) fn keys(&self) -> Vec<String> {
        match self {
            Self::Act(citation) => {
                let key = citation.norm.key();
                let mut keys: Vec<String> =
                    citation.places.iter().map(|place| format!("{key}~{}", place.article)).collect();
                keys.push(key);
                if let Some((year, number)) = citation.norm.year_and_number() {
                    keys.extend([format!("{number}/{year}"), number.to_string()]);
                }
                keys
            }
            Self::Pair { year, number } => vec![format!("{number}/{year}")],
            Self::Number(number) => vec![number.to_string()],
        }
    }
}

/// Everything that a text cites, in its order.
pub(super) fn read(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut cursor = Cursor::new(&tokens);
    let mut found = Vec::new();
    while cursor.peek().is_some() {
        let from = cursor.at;
        let may_begin =
            !matches!(cursor.peek().map(|token| token.kind), Some(Kind::Mark(mark)) if mark != '№');
        if may_begin && cursor.begins_word() {
            step(&mut cursor, &mut found);
        }
        if cursor.at == from {
            cursor.skip();
        }
    }
    found
}

/// What is cited from here on, with the articles before it.
fn step(cursor: &mut Cursor<'_>, found: &mut Vec<Found>) {
    let start = cursor.start();
    let places = places::articles(cursor).or_else(|| places::articles_behind_paragraphs(cursor));
    let Some(places) = places else {
        acts(cursor, found, false);
        return;
    };
    let first = found.len();
    let mut ahead = *cursor;
    let _ = ahead.mark(',') || ahead.mark('(') || ahead.mark('-');
    ahead.short_word(&["ex"]);
    of_the(&mut ahead);
    ahead.short_word(&["citato", "citata", "predetto", "predetta", "suddetto", "suddetta", "cit"]);
    acts(&mut ahead, found, true);
    if let Some(Found::Act(citation)) = found.get_mut(first) {
        citation.range.start = start;
        citation.places.splice(0..0, places);
        *cursor = ahead;
    }
}

/// The acts named from here on: several when the kind is said once for all. What was read in vain is gone past.
fn acts(cursor: &mut Cursor<'_>, found: &mut Vec<Found>, has_article: bool) {
    let start = cursor.start();
    if let Some((norm, at)) = known::by_number_alone(cursor) {
        found.push(act(cursor, at, norm, None, false));
    } else if let Some(norm) = known::named(cursor) {
        found.push(act(cursor, start, norm, None, true));
    } else if let Some(agreement) = agreements::agreement(cursor) {
        found.push(act(cursor, start, Norm::Agreement(agreement), None, true));
    } else if named_with_article(cursor, found, has_article)
        || papers(cursor, found)
        || of_union(cursor, found)
        || of_state(cursor, found)
    {
        // Each has put down what it found.
    } else {
        without_kind(cursor, found);
    }
}

/// An act that was read, with the articles behind it.
fn act(
    cursor: &mut Cursor<'_>,
    start: usize,
    norm: Norm,
    date: Option<NaiveDate>,
    is_explicit: bool,
) -> Found {
    let places = articles_behind(cursor);
    Found::Act(Citation { range: start..cursor.end(), norm, date, places, is_explicit })
}

/// ", art. 27-bis" behind an act, unless it is of the act that follows it ("L. 104/1992, art. 8 del D.Lgs. 81/2015").
fn articles_behind(cursor: &mut Cursor<'_>) -> Vec<Place> {
    let mut ahead = *cursor;
    let _ = ahead.mark(',') || ahead.mark('(') || ahead.mark('-') || ahead.mark(':');
    if ahead.word(&["all", "l", "agli", "al"]) {
        ahead.apostrophe();
    }
    let Some(places) = places::articles(&mut ahead) else { return Vec::new() };
    let mut next = ahead;
    next.mark(',');
    of_the(&mut next);
    if begins_act(next) {
        return Vec::new();
    }
    *cursor = ahead;
    places
}

/// Whether what follows is called as acts are.
fn begins_act(cursor: Cursor<'_>) -> bool {
    let mut copies = [cursor; 5];
    let [form, name, article, office, union] = &mut copies;
    forms::called(form).is_some()
        || known::named(name).is_some()
        || known::named_with_article(article).is_some()
        || offices::paper(office).is_some()
        || union::kind(union).is_some()
}

fn named_with_article(cursor: &mut Cursor<'_>, found: &mut Vec<Found>, has_article: bool) -> bool {
    let start = cursor.start();
    let mut ahead = *cursor;
    let Some(norm) = known::named_with_article(&mut ahead) else { return false };
    let mut behind = ahead;
    if !has_article && articles_behind(&mut behind).is_empty() {
        return false;
    }
    *cursor = ahead;
    found.push(act(cursor, start, norm, None, true));
    true
}

fn papers(cursor: &mut Cursor<'_>, found: &mut Vec<Found>) -> bool {
    let (start, before) = (cursor.start(), *cursor);
    let is_plural = cursor.peek_word().is_some_and(forms::is_plural);
    let mut ahead = before;
    let Some(paper) = offices::paper(&mut ahead) else { return false };
    let named_first = offices::office(&mut ahead);
    ahead.short_word(&["prot"]);
    let Some(numbering) = numbering(&mut ahead, MORE_DIGITS) else { return false };
    let office =
        named_first.or_else(|| offices::office(&mut ahead)).or_else(|| offices::office_before(&before));
    let (Some(office), Numbering::Numbered { year, number, date }) = (office, numbering) else {
        return false;
    };
    *cursor = ahead;
    let source = Source::Office(office, paper);
    found.push(act(cursor, start, of(source, year, number), date, year.in_full));
    others(cursor, found, source, is_plural);
    true
}

fn of_union(cursor: &mut Cursor<'_>, found: &mut Vec<Found>) -> bool {
    let start = cursor.start();
    let mut ahead = *cursor;
    let Some(kind) = union::kind(&mut ahead) else { return false };
    let Some((norm, in_full)) = union::act(&mut ahead, kind) else { return false };
    *cursor = ahead;
    found.push(act(cursor, start, norm, None, in_full));
    true
}

fn of_state(cursor: &mut Cursor<'_>, found: &mut Vec<Found>) -> bool {
    let (start, before) = (cursor.start(), *cursor);
    let is_plural = cursor.peek_word().is_some_and(forms::is_plural);
    let Some(mut called) = forms::called(cursor) else { return false };
    if let Called::Region(RegionalAct::Resolution, _) = called {
        legislature(cursor);
    }
    let digits = if matches!(called, Called::Region(..)) { MORE_DIGITS } else { DIGITS };
    let Some(numbering) = numbering(cursor, digits) else { return true };
    if called == Called::State(StateAct::Law)
        && let Some(region) = forms::of_region(cursor).or_else(|| region_before(&before))
    {
        match region {
            Some(region) => called = Called::Region(RegionalAct::Law, Some(region)),
            // Of a region that nobody names: its numbers are those of other laws too.
            None => return true,
        }
    }
    let source = match called {
        Called::State(act) => Some(Source::State(act)),
        Called::Region(act, region) => {
            // The desk is in Milan: a regional law of no named region is Lombardy's.
            let region = region.or_else(|| forms::region(cursor)).unwrap_or(Region::Lombardia);
            Some(Source::Region(region, act))
        }
        Called::Decree | Called::Consolidated => None,
    };
    match (source, numbering) {
        (Some(source), Numbering::Numbered { year, number, date }) => {
            found.push(act(cursor, start, of(source, year, number), date, year.in_full));
            others(cursor, found, source, is_plural);
        }
        (None, Numbering::Numbered { year, number, date }) => {
            let norm = known::by_number_and_year(number, year.year, called == Called::Decree);
            found.push(match norm {
                Some(norm) => act(cursor, start, norm, date, year.in_full),
                None => Found::Pair { year: year.year, number },
            });
        }
        (Some(source), Numbering::Dated(date)) if cited_by_day(source) => {
            found.push(act(cursor, start, Norm::Dated { source, date }, Some(date), true));
        }
        (Some(Source::State(StateAct::Law)), Numbering::Number(number)) => {
            found.push(match known::law_of_number(number) {
                Some(norm) => act(cursor, start, norm, None, false),
                None => Found::Number(number),
            });
        }
        (_, Numbering::Number(number)) => found.push(Found::Number(number)),
        (_, Numbering::Dated(_)) => {}
    }
    true
}

/// Further acts of the same kind: "leggi 104/1992, 53/2000 e 81/2017".
fn others(cursor: &mut Cursor<'_>, found: &mut Vec<Found>, source: Source, is_plural: bool) {
    loop {
        let mut ahead = *cursor;
        let comma = ahead.mark(',');
        let and = ahead.word(&["e", "ed", "o", "and"]);
        if !(and || comma && is_plural) {
            return;
        }
        ahead.short_word(&["n"]);
        let start = ahead.start();
        if ahead.number(DIGITS).is_none() {
            return;
        }
        // A day is no further act: "L. 104/1992 e 5 febbraio 2026".
        let mut from_number = *cursor;
        from_number.at = ahead.at - 1;
        let Some(Numbering::Numbered { year, number, date: None }) = numbering(&mut from_number, DIGITS)
        else {
            return;
        };
        *cursor = from_number;
        found.push(act(cursor, start, of(source, year, number), None, year.in_full));
    }
}

/// A number and year without the kind: "104/92", "n. 151 del 26 marzo 2001".
fn without_kind(cursor: &mut Cursor<'_>, found: &mut Vec<Found>) {
    let start = cursor.start();
    if cursor.behind(1).is_some_and(|token| matches!(token.kind, Kind::Mark('/' | '€' | '+'))) {
        return;
    }
    let mut ahead = *cursor;
    let signed = number_sign(&mut ahead);
    if !signed {
        // A day or a month: "05/02/1992", "2/2026".
        let mut dated = ahead;
        if dates::date(&mut dated).is_some() {
            *cursor = dated;
            return;
        }
        let mut slashed = ahead;
        if slashed.number(DIGITS).is_none() || !slashed.mark('/') {
            return;
        }
    }
    let Some(Numbering::Numbered { year, number, date }) = numbering(&mut ahead, DIGITS) else { return };
    if let Some(norm) = known::by_number_and_year(number, year.year, false) {
        *cursor = ahead;
        found.push(act(cursor, start, norm, date, false));
    } else if year.in_full {
        *cursor = ahead;
        found.push(Found::Pair { year: year.year, number });
    }
}

fn of(source: Source, year: Year, number: u32) -> Norm {
    Norm::Numbered { source, year: year.year, number }
}

/// Whether acts of this kind may have no number.
fn cited_by_day(source: Source) -> bool {
    matches!(source, Source::State(StateAct::MinisterialDecree | StateAct::PremierDecree))
}

/// The legislature in the number of a resolution: "XI/6491".
fn legislature(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    number_sign(&mut ahead);
    let is_roman = |word: &str| word.bytes().all(|letter| b"IVX".contains(&letter));
    if ahead.peek_word().is_some_and(is_roman) {
        ahead.skip();
        if ahead.mark('/') {
            *cursor = ahead;
        }
    }
}

/// The region named shortly before: "Regione Lombardia, L. 19/2007".
fn region_before(cursor: &Cursor<'_>) -> Option<Option<Region>> {
    let word = |back: usize| cursor.behind(back).filter(|token| token.kind == Kind::Word);
    let is_region = |back: &usize| {
        word(*back).is_some_and(|token| {
            ["regione", "regionale", "reg"].iter().any(|name| name.eq_ignore_ascii_case(token.text))
        })
    };
    let back = (1..=NEAR).find(is_region)?;
    let mut named = *cursor;
    named.at -= back;
    Some(forms::region(&mut named))
}

/// What follows the name of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Number and year, and the day if that is said.
    Numbered { year: Year, number: u32, date: Option<NaiveDate> },
    /// The day alone.
    Dated(NaiveDate),
    /// The number alone.
    Number(u32),
}

/// "n.", "nn.", "n°", "numero".
pub(super) fn number_sign(cursor: &mut Cursor<'_>) -> bool {
    if cursor.mark('№') {
        return true;
    }
    let mut ahead = *cursor;
    if !ahead.word(&["n", "nn", "nr", "num", "numero", "numeri", "no"]) {
        return false;
    }
    let _ = ahead.mark('.');
    ahead.mark('°');
    ahead.mark('.');
    *cursor = ahead;
    true
}

/// Number and year, day and number, one of them; nothing when it goes on as numbers of acts do not.
pub(super) fn numbering(cursor: &mut Cursor<'_>, digits: usize) -> Option<Numbering> {
    let mut ahead = *cursor;
    ahead.mark(',');
    let result = by_day(&mut ahead, digits)
        .or_else(|| by_year(&mut ahead, digits))
        .or_else(|| by_number(&mut ahead, digits))?;
    *cursor = ahead;
    Some(result)
}

/// "5 febbraio 1992, n. 104", "26-3-2001 n. 151", "del 12 luglio 2007".
fn by_day(cursor: &mut Cursor<'_>, digits: usize) -> Option<Numbering> {
    let mut ahead = *cursor;
    of_the(&mut ahead);
    let (date, year) = dates::date(&mut ahead)?;
    if !ahead.is_at_end() {
        return None;
    }
    let dated = ahead;
    ahead.mark(',');
    if number_sign(&mut ahead)
        && let Some(number) = ahead.number(digits)
        && ahead.is_at_end()
    {
        *cursor = ahead;
        return Some(Numbering::Numbered { year, number, date: Some(date) });
    }
    *cursor = dated;
    Some(Numbering::Dated(date))
}

/// "1992, n. 104".
fn by_year(cursor: &mut Cursor<'_>, digits: usize) -> Option<Numbering> {
    let mut ahead = *cursor;
    of_the(&mut ahead);
    let year = dates::year(&mut ahead).filter(|year| year.in_full)?;
    ahead.mark(',');
    if !number_sign(&mut ahead) {
        return None;
    }
    let number = ahead.number(digits)?;
    if !ahead.is_at_end() {
        return None;
    }
    *cursor = ahead;
    Some(Numbering::Numbered { year, number, date: None })
}

/// "n. 104 del 1992", "104/92", "104 (1992)", "n. 104, 5 febbraio 1992", "104".
fn by_number(cursor: &mut Cursor<'_>, digits: usize) -> Option<Numbering> {
    let mut ahead = *cursor;
    number_sign(&mut ahead);
    let number = ahead.number(digits)?;
    let alone = ahead;
    let numbered = |year, date| Some(Numbering::Numbered { year, number, date });
    if ahead.mark('/') {
        // "circolare n. 23/E del 2023".
        if ahead.word(&["e"]) {
            ahead.mark('/');
        } else {
            let year = dates::year(&mut ahead)?;
            if !ahead.is_at_end() {
                return None;
            }
            *cursor = ahead;
            return numbered(year, None);
        }
    }
    let of_year = ahead;
    ahead.mark(',');
    of_the(&mut ahead);
    ahead.word(&["anno"]);
    if let Some((date, year)) = dates::date(&mut ahead)
        && ahead.is_at_end()
    {
        *cursor = ahead;
        return numbered(year, Some(date));
    }
    ahead = of_year;
    let is_bracketed = ahead.mark('(');
    let is_hyphened = !is_bracketed && ahead.mark('-');
    let is_joined = !is_bracketed && !is_hyphened && of_the(&mut ahead);
    ahead.word(&["anno"]);
    if let Some(year) = dates::year(&mut ahead)
        && (year.in_full || is_joined)
        && (!is_bracketed || ahead.mark(')'))
        && ahead.is_at_end()
    {
        *cursor = ahead;
        return numbered(year, None);
    }
    if !alone.is_at_end() {
        return None;
    }
    *cursor = alone;
    Some(Numbering::Number(number))
}
