//! How acts of the State and of regions are called before their number.

use super::cursor::Cursor;
use super::model::{Region, RegionalAct, StateAct};
use super::places::of_the;

/// What an act is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Called {
    /// An act of the State.
    State(StateAct),
    /// An act of a region, which may be named here or later.
    Region(RegionalAct, Option<Region>),
    /// "Decreto", of whatever kind.
    Decree,
    /// "Testo unico", which laws and decrees alike are called.
    Consolidated,
}

const LAW: Called = Called::State(StateAct::Law);
const COSTITUTIONAL: Called = Called::State(StateAct::ConstitutionalLaw);
const LEGISLATIVE: Called = Called::State(StateAct::LegislativeDecree);
const DECREE_LAW: Called = Called::State(StateAct::DecreeLaw);
const PRESIDENTIAL: Called = Called::State(StateAct::PresidentialDecree);
const PREMIER: Called = Called::State(StateAct::PremierDecree);
const MINISTERIAL: Called = Called::State(StateAct::MinisterialDecree);
const ROYAL: Called = Called::State(StateAct::RoyalDecree);
const REGIONAL: Called = Called::Region(RegionalAct::Law, None);
const RESOLUTION: Called = Called::Region(RegionalAct::Resolution, None);

/// The longer before those that they begin with. Points, hyphens and capitals do not matter.
const FORMS: [(&[&str], Called); 72] = [
    (&["decreto", "legislativo"], LEGISLATIVE),
    (&["decreti", "legislativi"], LEGISLATIVE),
    (&["legislative", "decree"], LEGISLATIVE),
    (&["decreto", "legisl"], LEGISLATIVE),
    (&["decreto", "lgs"], LEGISLATIVE),
    (&["decr", "lgs"], LEGISLATIVE),
    (&["dec", "lgs"], LEGISLATIVE),
    (&["d", "lgs", "vo"], LEGISLATIVE),
    (&["d", "lgs"], LEGISLATIVE),
    (&["d", "leg", "vo"], LEGISLATIVE),
    (&["d", "leg"], LEGISLATIVE),
    (&["d", "l", "vo"], LEGISLATIVE),
    (&["d", "l", "gs"], LEGISLATIVE),
    (&["d", "l", "g", "s"], LEGISLATIVE),
    (&["d", "lvo"], LEGISLATIVE),
    (&["dl", "vo"], LEGISLATIVE),
    (&["dl", "gs"], LEGISLATIVE),
    (&["dlgs", "vo"], LEGISLATIVE),
    (&["dlgs"], LEGISLATIVE),
    (&["dlgsl"], LEGISLATIVE),
    (&["dlvo"], LEGISLATIVE),
    (&["dlg"], LEGISLATIVE),
    (&["lgs"], LEGISLATIVE),
    (&["decreto", "del", "presidente", "della", "repubblica"], PRESIDENTIAL),
    (&["decreto", "presidente", "della", "repubblica"], PRESIDENTIAL),
    (&["d", "p", "r"], PRESIDENTIAL),
    (&["dpr"], PRESIDENTIAL),
    (&["decreto", "del", "presidente", "del", "consiglio", "dei", "ministri"], PREMIER),
    (&["decreto", "del", "presidente", "del", "consiglio"], PREMIER),
    (&["d", "p", "c", "m"], PREMIER),
    (&["dpcm"], PREMIER),
    (&["decreto", "ministeriale"], MINISTERIAL),
    (&["decreti", "ministeriali"], MINISTERIAL),
    (&["decreto", "interministeriale"], MINISTERIAL),
    (&["decreto", "del", "ministero", "del", "lavoro"], MINISTERIAL),
    (&["decreto", "del", "ministro", "del", "lavoro"], MINISTERIAL),
    (&["decr", "min"], MINISTERIAL),
    (&["d", "m"], MINISTERIAL),
    (&["dm"], MINISTERIAL),
    (&["decreto", "legge"], DECREE_LAW),
    (&["decreti", "legge"], DECREE_LAW),
    (&["d", "l"], DECREE_LAW),
    (&["dl"], DECREE_LAW),
    (&["regio", "decreto", "legge"], LAW_OF_THE_KINGDOM),
    (&["regio", "decreto"], ROYAL),
    (&["r", "d", "l"], LAW_OF_THE_KINGDOM),
    (&["rdl"], LAW_OF_THE_KINGDOM),
    (&["r", "d"], ROYAL),
    (&["rd"], ROYAL),
    (&["decreto"], Called::Decree),
    (&["legge", "costituzionale"], COSTITUTIONAL),
    (&["legge", "cost"], COSTITUTIONAL),
    (&["l", "cost"], COSTITUTIONAL),
    (&["leggi", "regionali"], REGIONAL),
    (&["legge", "regionale"], REGIONAL),
    (&["legge", "reg"], REGIONAL),
    (&["l", "reg"], REGIONAL),
    (&["l", "r"], REGIONAL),
    (&["ll", "rr"], REGIONAL),
    (&["lr"], REGIONAL),
    (&["deliberazione", "della", "giunta", "regionale"], RESOLUTION),
    (&["delibera", "di", "giunta", "regionale"], RESOLUTION),
    (&["d", "g", "r"], RESOLUTION),
    (&["dgr"], RESOLUTION),
    (&["legge"], LAW),
    (&["leggi"], LAW),
    (&["law"], LAW),
    (&["ll"], LAW),
    (&["lg"], LAW),
    (&["l"], LAW),
    (&["testo", "unico"], Called::Consolidated),
    (&["t", "u"], Called::Consolidated),
];

/// Decree-laws of the Kingdom had the numbers of its decrees, under a type that nobody here cites by a certain name.
const LAW_OF_THE_KINGDOM: Called = Called::Decree;

/// What an act is called from here on. What stands between that and the number is gone past.
pub(super) fn called(cursor: &mut Cursor<'_>) -> Option<Called> {
    let word = cursor.peek_word()?;
    // Nearly every word is none of these.
    let first = word.as_bytes().first()?.to_ascii_lowercase();
    if !b"dlrt".contains(&first) {
        return None;
    }
    let (_, called) = FORMS.iter().find(|(words, _)| {
        let mut ahead = *cursor;
        let there = ahead.words(words);
        if there {
            *cursor = ahead;
        }
        there
    })?;
    if *called == LAW {
        // "legge quadro 104/1992", "legge dello Stato n. 104/1992", "legge della Regione Lombardia n. 19/2007".
        cursor.mark('-');
        cursor.word(&["quadro", "delega", "statale", "nazionale"]);
        let mut ahead = *cursor;
        if of_the(&mut ahead) && ahead.word(&["stato"]) {
            *cursor = ahead;
        } else {
            ahead = *cursor;
            if let Some(region) = of_region(&mut ahead) {
                *cursor = ahead;
                return Some(Called::Region(RegionalAct::Law, region));
            }
        }
    }
    if let Called::Region(act, None) = called {
        return Some(Called::Region(*act, region(cursor)));
    }
    Some(*called)
}

/// Whether several acts follow, of which the kind is said once.
pub(super) fn is_plural(word: &str) -> bool {
    ["leggi", "decreti", "ll", "circolari", "messaggi"].iter().any(|plural| plural.eq_ignore_ascii_case(word))
}

/// "della Regione Lombardia": that it is of a region, and of which, if that is known.
pub(super) fn of_region(cursor: &mut Cursor<'_>) -> Option<Option<Region>> {
    let mut ahead = *cursor;
    let _ = ahead.mark(',') || ahead.mark('(');
    of_the(&mut ahead);
    if !ahead.short_word(&["regione", "reg"]) {
        return None;
    }
    let region = region_name(&mut ahead);
    ahead.mark(')');
    *cursor = ahead;
    Some(region)
}

/// "Lombardia", "(Lombardia)", "della Lombardia", "Regione Lombardia".
pub(super) fn region(cursor: &mut Cursor<'_>) -> Option<Region> {
    let mut ahead = *cursor;
    let _ = ahead.mark(',') || ahead.mark('(');
    of_the(&mut ahead);
    ahead.short_word(&["regione", "reg"]);
    let region = region_name(&mut ahead)?;
    ahead.mark(')');
    *cursor = ahead;
    Some(region)
}

fn region_name(cursor: &mut Cursor<'_>) -> Option<Region> {
    Region::ALL.iter().copied().find(|region| {
        let words: Vec<&str> = region.word().split('.').collect();
        cursor.words(&words)
    })
}
