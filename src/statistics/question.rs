//! What a reader asks of the figures: a period, and to which questions they are narrowed. It stands in the address, so that a
//! page can be sent to somebody else.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::dimension::{Dimension, Lookup, Value};
use super::facts::{Fact, Facts};
use super::names::{Names, UNKNOWN};
use super::period::Period;
use crate::kernel::clock::Instant;

/// To which questions figures are narrowed: at most one value of each dimension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter(Vec<(Dimension, Value)>);

impl Filter {
    /// As it stands in an address; an empty word narrows nothing. Err names the dimension whose word is not known.
    ///
    /// # Errors
    /// A value that does not exist.
    pub fn parse(words: &BTreeMap<String, String>, names: &Names) -> Result<Self, Dimension> {
        let given = Dimension::ALL.iter().filter_map(|dimension| {
            let word =
                words.get(dimension.field()).map(|word| word.trim()).filter(|word| !word.is_empty())?;
            Some((*dimension, word))
        });
        given
            .map(|(dimension, word)| Ok((dimension, names.parse(dimension, word).ok_or(dimension)?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The value of a dimension, if it narrows to one.
    pub fn of(&self, dimension: Dimension) -> Option<Value> {
        self.0.iter().find(|(known, _)| *known == dimension).map(|(_, value)| *value)
    }

    /// What it narrows to.
    pub fn all(&self) -> &[(Dimension, Value)] {
        &self.0
    }

    /// The same, with one value of a dimension in place of any.
    pub fn with(&self, dimension: Dimension, value: Value) -> Self {
        let others = self.0.iter().copied().filter(|(known, _)| *known != dimension);
        let mut all: Vec<_> = others.chain([(dimension, value)]).collect();
        all.sort_unstable();
        Self(all)
    }

    /// Whether a record is among them: a property narrows to those who are asked about it, also where they did not say.
    pub fn matches(&self, lookup: &Lookup<'_>, fact: &Fact) -> bool {
        let is_so = |(dimension, value): &(Dimension, Value)| {
            lookup.value(*dimension, fact) == *value && dimension.is_asked(fact)
        };
        self.0.iter().all(is_so)
    }

    /// As it stands in an address, each pair after an ampersand.
    pub fn query(&self, names: &Names) -> String {
        let word = |dimension, value| match names.word(dimension, value) {
            word if word.is_empty() => UNKNOWN.to_owned(),
            word => word,
        };
        let pair = |(dimension, value): &(Dimension, Value)| {
            format!(
                "&{}={}",
                dimension.field(),
                utf8_percent_encode(&word(*dimension, *value), NON_ALPHANUMERIC)
            )
        };
        self.0.iter().map(pair).collect()
    }
}

/// A period and a filter, at one moment.
#[derive(Debug, Clone)]
pub struct Question {
    /// The cycles that started in these days.
    pub period: Period,
    /// Those of them that are asked about.
    pub filter: Filter,
    /// The instant for which "open" and "overdue" are true.
    pub as_of: Instant,
}

impl Question {
    /// The records asked about.
    pub fn pick<'f>(&self, facts: &'f Facts, lookup: &Lookup<'_>) -> Vec<&'f Fact> {
        let asked = |fact: &&Fact| fact.counts(self.as_of) && self.filter.matches(lookup, fact);
        facts.of(self.period).filter(asked).collect()
    }

    /// The same of any period.
    pub fn pick_always<'f>(&self, facts: &'f Facts, lookup: &Lookup<'_>) -> Vec<&'f Fact> {
        let asked = |fact: &&Fact| fact.counts(self.as_of) && self.filter.matches(lookup, fact);
        facts.iter().filter(asked).collect()
    }

    /// As it stands in an address.
    pub fn query(&self, names: &Names) -> String {
        format!("{}{}", self.period.query(), self.filter.query(names))
    }
}
