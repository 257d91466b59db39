//! Acts that a text cites: laws, decrees, regional and European acts, circulars, collective agreements, codes.
//!
//! [`citations`] finds them and says which act each is, so that "legge 5 febbraio 1992, n. 104", "l. n. 104/92" and "la 104" are
//! one [`Norm`] with one [`Norm::key`]. It stands in the kernel because the search, which knows no domain, indexes by it, and
//! the register of norms, on the right of all that cites, is kept by it.
//!
//! A text is read once from its beginning to its end, and what was read as part of a citation, or of what turned out to be none, is not
//! read again: the time grows with the length, whatever the text is.
//!
//! # What is taken for a citation
//! A kind of act with a number and a year, in any of the usual spellings; a year of two digits is one from 1931 to 2030. A code or a
//! collective agreement by its name. A number without a year, or without a kind, only where everybody means one act by it
//! (the table `known`: "legge 104", "81/08"). What remains open is no citation; [`keys`] offers it to the search as a number.
mod agreements;
mod cursor;
mod dates;
mod forms;
mod known;
mod model;
mod names;
mod offices;
mod places;
mod reading;
#[cfg(test)]
mod tests;
mod tokens;
mod union;

use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;

pub use agreements::Agreement;
pub use dates::ITALIAN_MONTHS;
pub use model::{Code, Norm, Office, OfficePaper, Region, RegionalAct, Source, StateAct, UnionAct};
pub use places::Place;

/// So many articles of an act are told apart.
const MOST_PLACES: usize = 20;

/// An act named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Where, in bytes, with the articles named before or behind the act.
    pub range: Range<usize>,
    /// Which act.
    pub norm: Norm,
    /// The day it is of, where the text says it.
    pub date: Option<NaiveDate>,
    /// Which of its articles; none: the act as a whole.
    pub places: Vec<Place>,
    /// Whether the text itself says the whole year, or calls the act by a name of its own.
    pub is_explicit: bool,
}

impl Citation {
    /// The address of what is cited, at the article where one alone is named: see [`Norm::address_of_text`].
    pub fn address_of_text(&self) -> Option<String> {
        let article = match self.places.as_slice() {
            [place] => Some(place.article.as_str()),
            _ => None,
        };
        self.norm.address_of_text(self.date, article)
    }
}

/// Every act that a text cites, in its order, as often as it does.
pub fn citations(text: &str) -> Vec<Citation> {
    let found = reading::read(text);
    found.into_iter().filter_map(|found| found.citation()).collect()
}

/// Every act that a text cites, once, in the order in which they come first; with all the articles that are named of it.
pub fn cited(text: &str) -> Vec<(Norm, Vec<Place>)> {
    let mut cited: Vec<(Norm, Vec<Place>)> = Vec::new();
    let mut places_of: HashMap<Norm, usize> = HashMap::new();
    for citation in citations(text) {
        let at = *places_of.entry(citation.norm).or_insert(cited.len());
        if at == cited.len() {
            cited.push((citation.norm, Vec::new()));
        }
        if let Some((_, places)) = cited.get_mut(at) {
            for place in citation.places {
                if places.len() < MOST_PLACES && !places.contains(&place) {
                    places.push(place);
                }
            }
        }
    }
    cited
}

/// What a text cites, as the words of a search: of each article that is named the key of the
/// act with it ("legge:1992;104~33"), of each act its [`Norm::key`], its number with the year ("104/1992") and its number
/// ("104"); of what remains open, as much of it as the text says. Each once, in the order of the text.
pub fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for found in reading::read(text) {
        for key in found.keys() {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}
