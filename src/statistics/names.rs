//! What the values of a dimension are called, on the page and in addresses.

use std::collections::HashMap;

use super::dimension::{Dimension, Lookup, Value};
use crate::accounts::{self, AgeClass, CompanySize, Gender, Municipality, RequesterKind, Sector};
use crate::kernel::ids::TopicId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Lang, Texts};
use crate::tickets::Channel;
use crate::topics::{self, TopicTree};

/// The topics, the organisations and the people of the desk as they are called now, read once for a page.
#[derive(Debug)]
pub struct Names {
    /// The topics.
    pub tree: TopicTree,
    organisations: Vec<(Value, String)>,
    experts: Vec<(Value, String)>,
    works_for: HashMap<Value, Value>,
}

/// A word for a value that stays the same whatever becomes of lists and names; empty for the unknown.
pub fn kept_word(dimension: Dimension, value: Value) -> String {
    let word = match dimension {
        Dimension::Kind => value.in_list(RequesterKind::ALL).map(|one| one.to_string()),
        Dimension::Size => value.in_list(CompanySize::ALL).map(|one| one.to_string()),
        Dimension::Sector => value.in_list(Sector::ALL).map(|one| one.to_string()),
        Dimension::Gender => value.in_list(Gender::ALL).map(|one| one.to_string()),
        Dimension::Age => value.in_list(AgeClass::ALL).map(|one| one.to_string()),
        Dimension::Children => value.number().map(|number| number.to_string()),
        Dimension::Territory => place(value).map(|place| place.code().to_owned()),
        Dimension::Topic | Dimension::Area | Dimension::Organisation | Dimension::Expert => {
            value.id().map(|id| id.to_string())
        }
        Dimension::Channel => value.in_list(Channel::ALL).map(|one| one.to_string()),
        Dimension::Language => value.in_list(Lang::ALL).map(|one| one.to_string()),
        Dimension::Turn => {
            value.number().map(|number| if number == 0 { "prima" } else { "riaperta" }.to_owned())
        }
    };
    word.unwrap_or_default()
}

impl Names {
    /// As the database has them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(conn: &mut Conn) -> DbResult<Self> {
        let organisations = accounts::partners(conn)?;
        let staff = accounts::staff(conn)?;
        let of_expert = |organisation: Option<crate::kernel::ids::OrganisationId>| {
            Value::of_id(organisation.map(|organisation| organisation.0))
        };
        Ok(Self {
            tree: topics::tree(conn)?,
            organisations: organisations
                .into_iter()
                .map(|(id, name)| (Value::of_id(Some(id.0)), name))
                .collect(),
            works_for: staff
                .iter()
                .map(|one| (Value::of_id(Some(one.person.id.0)), of_expert(one.person.organisation)))
                .collect(),
            experts: staff
                .into_iter()
                .map(|one| (Value::of_id(Some(one.person.id.0)), one.person.name.to_string()))
                .collect(),
        })
    }

    /// What the values that a record does not hold follow from.
    pub fn lookup(&self) -> Lookup<'_> {
        Lookup::new(&self.tree, &self.works_for)
    }

    /// The organisation that an expert works for now.
    pub fn works_for(&self, expert: Value) -> Value {
        self.works_for.get(&expert).copied().unwrap_or_default()
    }

    /// The value as it stands in addresses and in files for programs; empty where nothing is known.
    pub fn word(&self, dimension: Dimension, value: Value) -> String {
        match dimension {
            Dimension::Topic | Dimension::Area => {
                let topic = value.id().and_then(|id| self.tree.get(TopicId(id)));
                topic.map(|topic| topic.slug.clone()).unwrap_or_default()
            }
            _ => kept_word(dimension, value),
        }
    }

    /// Every value that a dimension has, the unknown last. Those of a list that people keep are as they are now.
    pub fn all(&self, dimension: Dimension) -> Vec<Value> {
        let list =
            |count: usize| (0..count).filter_map(|place| u16::try_from(place).ok()).map(Some).collect();
        let numbers: Vec<Option<u16>> = match dimension {
            Dimension::Kind => list(RequesterKind::ALL.len()),
            Dimension::Size => list(CompanySize::ALL.len()),
            Dimension::Sector => list(Sector::ALL.len()),
            Dimension::Gender => list(Gender::ALL.len()),
            Dimension::Age => list(AgeClass::ALL.len()),
            Dimension::Children => list(4),
            Dimension::Territory => list(Municipality::all().len() + 2),
            Dimension::Channel => list(Channel::ALL.len()),
            Dimension::Language => list(Lang::ALL.len()),
            Dimension::Turn => list(2),
            Dimension::Topic | Dimension::Area | Dimension::Organisation | Dimension::Expert => Vec::new(),
        };
        let topic = |topic: &crate::topics::Topic| Value::of_id(Some(topic.id.0));
        let mut values: Vec<Value> = match dimension {
            Dimension::Topic => self.tree.all().iter().map(topic).collect(),
            Dimension::Area => self.tree.roots().map(topic).collect(),
            Dimension::Organisation => self.organisations.iter().map(|(value, _)| *value).collect(),
            Dimension::Expert => self.experts.iter().map(|(value, _)| *value).collect(),
            _ => numbers.into_iter().map(Value::of_number).collect(),
        };
        values.push(Value::NONE);
        values
    }

    /// The value of a word; the unknown is `-`.
    pub fn parse(&self, dimension: Dimension, word: &str) -> Option<Value> {
        if word == UNKNOWN {
            return Some(Value::NONE);
        }
        self.all(dimension)
            .into_iter()
            .find(|value| *value != Value::NONE && self.word(dimension, *value) == word)
    }

    /// What a value is called.
    pub fn name(&self, dimension: Dimension, value: Value, lang: Lang, texts: &Texts) -> String {
        let t = |key: String| texts.get(lang, &key, &[]);
        let named = |list: &[(Value, String)]| {
            list.iter().find(|(known, _)| *known == value).map(|(_, name)| name.clone())
        };
        let name = match dimension {
            Dimension::Territory => place(value).and_then(Municipality::name).map(str::to_owned),
            Dimension::Topic | Dimension::Area => {
                value.id().and_then(|id| self.tree.get(TopicId(id))).map(|topic| topic.name(lang).to_owned())
            }
            Dimension::Organisation => named(&self.organisations),
            Dimension::Expert => named(&self.experts),
            Dimension::Sector => value
                .in_list(Sector::ALL)
                .map(|sector| t(format!("accounts-sector-{}", sector.as_str().to_lowercase()))),
            _ => None,
        };
        name.unwrap_or_else(|| {
            let word = self.word(dimension, value);
            let word = if word.is_empty() { "unknown".to_owned() } else { word.replace('_', "-") };
            t(format!("reports-value-{dimension}-{word}"))
        })
    }
}

/// Stands in an address for what is not known.
pub const UNKNOWN: &str = "-";

fn place(value: Value) -> Option<Municipality> {
    value.number().and_then(|number| u16::try_from(number).ok()).and_then(Municipality::at)
}
