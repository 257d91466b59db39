//! By what the figures are broken down, and what they can be narrowed to.

use std::collections::HashMap;

use super::facts::{Fact, Standing};
use crate::accounts::RequesterKind;
use crate::kernel::ids::TopicId;
use crate::topics::TopicTree;

crate::text_enum! {
    /// A property of a question, of who asked it, or of who answered. The words stand in addresses and exports.
    pub enum Dimension {
        /// Worker or firm.
        Kind = "chi",
        /// Size class of a firm, as told when asking.
        Size = "dimensione",
        /// Section of ATECO of a firm, as told when asking.
        Sector = "settore",
        /// Sex or gender, as told when asking.
        Gender = "genere",
        /// Class of age when asking.
        Age = "eta",
        /// Number of children, as told when asking.
        Children = "figli",
        /// Municipality, as told when asking.
        Territory = "territorio",
        /// Topic, as it is now.
        Topic = "argomento",
        /// Organisation for which the answer was written, as it was then; of an open question that of its holder now.
        Organisation = "ente",
        /// Who wrote the answer; of an open question who holds it.
        Expert = "esperta",
        /// The way it came in.
        Channel = "canale",
        /// Language of the question.
        Language = "lingua",
        /// Asked for the first time, or again.
        Turn = "giro",
        /// First-level topic, as it is now.
        Area = "area",
    }
}

impl Dimension {
    /// How a page is narrowed to one of its values in an address: by its own word, but where that chooses the language of the page.
    pub fn field(self) -> &'static str {
        if self == Self::Language { "scritta_in" } else { self.as_str() }
    }

    /// Those that a record holds, which come first; the others follow from them.
    pub const STORED: usize = Self::Area as usize;

    /// Those that somebody of the desk can be known by are for coordinators alone.
    pub fn is_of_desk(self) -> bool {
        self == Self::Expert
    }

    /// Who alone is asked about it, workers or firms; nobody where it is known of all questions.
    pub fn only_of(self) -> Option<RequesterKind> {
        match self {
            Self::Size | Self::Sector => Some(RequesterKind::Enterprise),
            Self::Gender | Self::Age | Self::Children => Some(RequesterKind::Worker),
            _ => None,
        }
    }

    /// Whether whoever asked a question is asked about it.
    pub fn is_asked(self, fact: &Fact) -> bool {
        let kind = Value::of_list(RequesterKind::ALL, self.only_of());
        kind == Value::NONE || fact.values[Self::Kind as usize] == kind
    }

    /// Whether a record is without a value because of what became of it: nobody answered it, or nobody holds it. Those are no group to
    /// compare others with.
    pub fn follows_answer(self) -> bool {
        matches!(self, Self::Organisation | Self::Expert)
    }

    /// Key of its name.
    pub fn label(self) -> String {
        format!("reports-dimension-{self}")
    }
}

/// A value of a dimension: an id or the place in a closed list, from 1; 0 where nothing is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Value(u32);

impl Value {
    /// Not known, or not told.
    pub const NONE: Self = Self(0);
    /// A question asked for the first time.
    pub const FIRST: Self = Self(1);
    /// A question asked again.
    pub const AGAIN: Self = Self(2);

    /// A row's id. One that does not fit, of which there would be four thousand million, counts as unknown.
    pub fn of_id(id: Option<i64>) -> Self {
        Self(id.and_then(|id| u32::try_from(id).ok()).unwrap_or(0))
    }

    /// The place of a value in a closed list.
    pub fn of_list<T: PartialEq>(all: &[T], value: Option<T>) -> Self {
        let place = value.and_then(|value| all.iter().position(|one| *one == value));
        Self(place.and_then(|place| u32::try_from(place + 1).ok()).unwrap_or(0))
    }

    /// A number from 0.
    pub fn of_number(number: Option<u16>) -> Self {
        Self(number.map_or(0, |number| u32::from(number) + 1))
    }

    /// Its place among all values of a dimension, from 0 on.
    pub fn place(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    /// The value at a place.
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(0))
    }

    /// The id, if one is known.
    pub fn id(self) -> Option<i64> {
        (self.0 > 0).then_some(i64::from(self.0))
    }

    /// The member of a closed list, if one is known.
    pub fn in_list<T: Copy>(self, all: &[T]) -> Option<T> {
        all.get(self.number()? as usize).copied()
    }

    /// The number, if one is known.
    pub fn number(self) -> Option<u32> {
        self.0.checked_sub(1)
    }
}

/// What the values that a record does not hold follow from.
#[derive(Debug)]
pub struct Lookup<'a> {
    tree: &'a TopicTree,
    organisations: &'a HashMap<Value, Value>,
}

impl<'a> Lookup<'a> {
    /// From the topics, and from where each expert works now.
    pub fn new(tree: &'a TopicTree, organisations: &'a HashMap<Value, Value>) -> Self {
        Self { tree, organisations }
    }

    /// The value of a record.
    pub fn value(&self, dimension: Dimension, fact: &Fact) -> Value {
        let stored = |dimension: Dimension| fact.values.get(dimension as usize).copied().unwrap_or_default();
        match dimension {
            Dimension::Area => {
                let topic = stored(Dimension::Topic).id().map(TopicId);
                Value::of_id(topic.and_then(|topic| self.tree.area_of(topic)).map(|area| area.0))
            }
            Dimension::Organisation if matches!(fact.standing, Standing::Running | Standing::Paused(_)) => {
                self.organisations.get(&stored(Dimension::Expert)).copied().unwrap_or_default()
            }
            _ => stored(dimension),
        }
    }
}
