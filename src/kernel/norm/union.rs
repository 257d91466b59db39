//! Directives and regulations of the European Union.

use super::cursor::Cursor;
use super::dates;
use super::model::{Norm, Source, UnionAct};
use super::reading::{Numbering, number_sign, numbering};

/// The year of the first Community.
const FIRST_YEAR: u32 = 1952;
const LAST_YEAR: u32 = 2100;
/// Acts of the Union have at most so many digits.
const DIGITS: usize = 4;

/// The kind of act, where one is named here.
pub(super) fn kind(cursor: &mut Cursor<'_>) -> Option<UnionAct> {
    if cursor.short_word(&["direttiva", "direttive", "dir", "directive"]) {
        return Some(UnionAct::Directive);
    }
    cursor.short_word(&["regolamento", "regolamenti", "reg", "regulation"]).then_some(UnionAct::Regulation)
}

/// The rest of the citation, behind the kind; the year, whether in full, and whether anything tells that it is of the Union.
pub(super) fn act(cursor: &mut Cursor<'_>, kind: UnionAct) -> Option<(Norm, bool)> {
    let mut ahead = *cursor;
    let mut of_the_union = mark_of_union(&mut ahead);
    let by_day = ahead;
    let signed = number_sign(&mut ahead);
    let Some((one, other)) = pair(&mut ahead) else {
        // "direttiva UE 20 giugno 2019, n. 1158".
        ahead = by_day;
        let Numbering::Numbered { year, number, .. } = numbering(&mut ahead, DIGITS)? else { return None };
        if !of_the_union {
            return None;
        }
        *cursor = ahead;
        return Some((act_of(kind, year.year, number), year.in_full));
    };
    if ahead.mark('/') {
        if !community(&mut ahead) {
            return None;
        }
        of_the_union = true;
    }
    if !ahead.is_at_end() {
        return None;
    }
    of_the_union |= mark_of_union(&mut ahead);
    let (year, number, in_full) = ordered(kind, one, other, signed)?;
    // "regolamento 12/2020" may be anybody's; the year comes first in those of the Union alone.
    let year_is_first = one.len() == 4 && one.parse() == Ok(u32::from(year)) && other.len() < 5;
    if !of_the_union && !year_is_first {
        return None;
    }
    *cursor = ahead;
    Some((act_of(kind, year, number), in_full))
}

fn act_of(kind: UnionAct, year: u16, number: u32) -> Norm {
    Norm::Numbered { source: Source::Union(kind), year, number }
}

/// "2019/1158".
fn pair<'a>(cursor: &mut Cursor<'a>) -> Option<(&'a str, &'a str)> {
    let mut ahead = *cursor;
    let one = ahead.digits().filter(|digits| digits.len() <= DIGITS)?;
    if !ahead.mark('/') {
        return None;
    }
    let other = ahead.digits().filter(|digits| digits.len() <= DIGITS)?;
    *cursor = ahead;
    Some((one, other))
}

/// Which of the two is the year: that of directives stood first always, that of regulations since 2015.
fn ordered(kind: UnionAct, one: &str, other: &str, signed: bool) -> Option<(u16, u32, bool)> {
    let full = |digits: &str| {
        digits.parse().ok().filter(|year| digits.len() == 4 && (FIRST_YEAR..=LAST_YEAR).contains(year))
    };
    let year_first = match (full(one), full(other)) {
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (Some(_), Some(_)) => kind == UnionAct::Directive || !signed,
        (None, None) => kind == UnionAct::Directive,
    };
    let (year, number) = if year_first { (one, other) } else { (other, one) };
    let number = number.parse().ok().filter(|number| *number > 0)?;
    match full(year) {
        Some(full) => Some((u16::try_from(full).ok()?, number, true)),
        None if year.len() == 2 => {
            let short: u16 = year.parse().ok()?;
            let century = if short <= dates::LAST_SHORT_YEAR { 2000 } else { 1900 };
            Some((century + short, number, false))
        }
        None => None,
    }
}

/// "UE", "(CE)", "dell'Unione europea".
fn mark_of_union(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.mark('(');
    ahead.word(&["dell", "della"]);
    ahead.apostrophe();
    if !community(&mut ahead) && !ahead.words(&["unione", "europea"]) && !ahead.word(&["europea", "europeo"])
    {
        return false;
    }
    ahead.mark(')');
    *cursor = ahead;
    true
}

fn community(cursor: &mut Cursor<'_>) -> bool {
    cursor.word(&["ue", "ce", "cee", "eu", "ec", "eec"]) || cursor.words(&["u", "e"])
}
