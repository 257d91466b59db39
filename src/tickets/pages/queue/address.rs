//! What a list of the queue shows, as its address says it. Words that are not known are as if they were not there.

use std::sync::Arc;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::accounts::{Municipality, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, OrganisationId, TicketId};
use crate::platform::search::{LONGEST_QUERY, Matching};
use crate::tickets::listing::{Filter, List, Order, Place, Whose};
use crate::tickets::model::Channel;
use crate::tickets::saved_views::ViewWords;
use crate::topics::TopicTree;

/// The words of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Words {
    pub vista: String,
    pub chi: String,
    pub testo: String,
    pub argomento: String,
    pub territorio: String,
    pub tipo: String,
    pub canale: String,
    pub ente: String,
    pub ordina: String,
    pub dopo: String,
}

/// Whose questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Mine, and what I may take: the beginning of every day.
    Work,
    Mine,
    Unheld,
    Groups,
    All,
}

impl Who {
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Work, "per-me", "tickets-queue-who-work"),
        (Self::Mine, "mie", "tickets-queue-who-mine"),
        (Self::Unheld, "libere", "tickets-queue-who-unheld"),
        (Self::Groups, "gruppi", "tickets-queue-who-groups"),
        (Self::All, "tutte", "tickets-queue-who-all"),
    ];

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map(|(who, ..)| who)
    }

    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(who, ..)| *who == self).map_or("", |(_, word, _)| word)
    }

    /// Whether it says anything to a person of these groups: without a group, hers are everybody's.
    pub fn is_for(self, groups: &[GroupId]) -> bool {
        !groups.is_empty() || !matches!(self, Self::Work | Self::Groups)
    }

    pub fn whose(self, me: &Me) -> Whose {
        match self {
            Self::Work => Whose::WorkOf(me.id, me.groups.clone()),
            Self::Mine => Whose::HeldBy(me.id),
            Self::Unheld => Whose::Unheld,
            Self::Groups => Whose::Groups(me.groups.clone()),
            Self::All => Whose::All,
        }
    }
}

/// The reader, as far as it decides what "mine" is.
#[derive(Debug, Clone)]
pub struct Me {
    pub id: AccountId,
    pub groups: Vec<GroupId>,
    /// Whoever answers for the desk begins with all of it.
    pub sees_all: bool,
}

impl Order {
    /// The orders that a reader may choose, in the words of the address.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Own, "scadenza"),
        (Self::Priority, "priorita"),
        (Self::Newest, "recenti"),
        (Self::Oldest, "vecchie"),
        (Self::Moved, "movimento"),
    ];

    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(order, _)| *order == self).map_or("", |(_, word)| word)
    }
}

/// An address, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub list: List,
    pub who: Who,
    /// Words that a question holds.
    pub text: Option<String>,
    /// Slug of a topic that exists.
    pub topic: Option<String>,
    pub place: Option<Municipality>,
    pub kind: Option<RequesterKind>,
    pub channel: Option<Channel>,
    /// One that exists.
    pub organisation: Option<OrganisationId>,
    pub order: Order,
    pub after: Option<Place>,
}

impl Wanted {
    pub fn read(words: &Words, me: &Me, tree: &TopicTree, partners: &[(OrganisationId, String)]) -> Self {
        let default = if me.groups.is_empty() || me.sees_all { Who::All } else { Who::Work };
        let list = List::parse(&words.vista).unwrap_or(List::Todo);
        let known = |id: &OrganisationId| partners.iter().any(|(partner, _)| partner == id);
        let order = Order::ALL.into_iter().find(|(_, word)| *word == words.ordina).map(|(order, _)| order);
        Self {
            list,
            who: Who::parse(&words.chi).filter(|who| who.is_for(&me.groups)).unwrap_or(default),
            // What was put aside is not searched.
            text: text(&words.testo).filter(|_| list != List::Spam),
            topic: tree.by_slug(&words.argomento).map(|topic| topic.slug.clone()),
            place: Municipality::parse(&words.territorio),
            kind: RequesterKind::parse(&words.tipo),
            channel: Channel::parse(&words.canale),
            organisation: words.ente.parse().ok().map(OrganisationId).filter(known),
            // What is over is shown the latest first.
            order: order.filter(|_| list.archive().is_none()).unwrap_or_default(),
            after: place(&words.dopo),
        }
    }

    /// The same from its beginning, without filters.
    pub fn unfiltered(&self) -> Self {
        Self {
            text: None,
            topic: None,
            place: None,
            kind: None,
            channel: None,
            organisation: None,
            order: Order::Own,
            after: None,
            ..self.clone()
        }
    }

    /// What it asks for; `holders` is the staff of its organisation, `said` what its words match.
    pub fn filter(
        &self,
        me: &Me,
        tree: &TopicTree,
        holders: Option<Vec<AccountId>>,
        said: Option<Arc<Matching>>,
    ) -> Filter {
        let topic = self.topic.as_deref().and_then(|slug| tree.by_slug(slug));
        Filter {
            list: self.list,
            whose: self.who.whose(me),
            topics: topic.map(|topic| tree.with_children(topic.id)).unwrap_or_default(),
            place: self.place,
            kind: self.kind,
            channel: self.channel,
            holders: self.organisation.and(holders),
            said: self.text.as_ref().and(said),
            reader: (self.list == List::Review).then_some(me.id),
        }
    }

    /// Names and values of its address.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("vista", self.list.to_string()), ("chi", self.who.word().to_owned())];
        pairs.extend(self.text.clone().map(|text| ("testo", text)));
        pairs.extend(self.topic.clone().map(|topic| ("argomento", topic)));
        pairs.extend(self.place.map(|place| ("territorio", place.code().to_owned())));
        pairs.extend(self.kind.map(|kind| ("tipo", kind.to_string())));
        pairs.extend(self.channel.map(|channel| ("canale", channel.to_string())));
        pairs.extend(self.organisation.map(|organisation| ("ente", organisation.to_string())));
        pairs.extend((self.order != Order::Own).then(|| ("ordina", self.order.word().to_owned())));
        pairs.extend(self.after.map(|Place { at, id }| ("dopo", format!("{}-{id}", at.micros()))));
        pairs
    }

    /// Its query, without a question mark.
    pub fn query(&self) -> String {
        // What may stand in the other values is made of what an address may hold.
        let pairs = self.pairs().into_iter().map(|(name, value)| match name {
            "testo" => format!("{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC)),
            _ => format!("{name}={value}"),
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Its address.
    pub fn href(&self) -> String {
        format!("/coda?{}", self.query())
    }

    /// What is saved of it under a name.
    pub fn words(&self) -> ViewWords {
        ViewWords {
            list: self.list.to_string(),
            whose: self.who.word().to_owned(),
            text: self.text.clone(),
            topic: self.topic.clone(),
            municipality: self.place.map(|place| place.code().to_owned()),
            kind: self.kind.map(|kind| kind.to_string()),
            channel: self.channel.map(|channel| channel.to_string()),
            organisation: self.organisation,
            sorting: self.order.word().to_owned(),
        }
    }
}

impl Words {
    /// The address that was saved.
    pub fn of_view(view: &ViewWords) -> Self {
        let some = |word: &Option<String>| word.clone().unwrap_or_default();
        Self {
            vista: view.list.clone(),
            chi: view.whose.clone(),
            testo: some(&view.text),
            argomento: some(&view.topic),
            territorio: some(&view.municipality),
            tipo: some(&view.kind),
            canale: some(&view.channel),
            ente: view.organisation.map(|organisation| organisation.to_string()).unwrap_or_default(),
            ordina: view.sorting.clone(),
            dopo: String::new(),
        }
    }
}

/// The words as they were typed, one space between two; none of nothing.
fn text(typed: &str) -> Option<String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let text: String = words.join(" ").chars().filter(|one| !one.is_control()).take(LONGEST_QUERY).collect();
    (!text.is_empty()).then_some(text)
}

/// Reads `micros-id`; anything else is the beginning of the list.
fn place(text: &str) -> Option<Place> {
    let (micros, id) = text.split_once('-')?;
    Some(Place { at: Instant::from_micros(micros.parse().ok()?), id: TicketId(id.parse().ok()?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_read_from_it() {
        let me = Me { id: AccountId(1), groups: vec![GroupId(1)], sees_all: false };
        let (tree, partners) = (TopicTree::default(), [(OrganisationId(3), "ATS".to_owned())]);
        let read = |query: &str| {
            let words = actix_web::web::Query::<Words>::from_query(query).expect("a query");
            Wanted::read(&words, &me, &tree, &partners)
        };
        let query = "vista=waiting&chi=gruppi&testo=part%20time%20%26%20l%2E%20104&territorio=015146&tipo=worker&canale=phone&ente=3&ordina=recenti&dopo=5-7";
        assert_eq!(read(query).href(), format!("/coda?{query}"));
        assert_eq!(read("testo=+due++parole%00+").text.as_deref(), Some("due parole"));
        assert_eq!(read("vista=spam&testo=due").text, None);
        // An order of its own is for what is in hand.
        assert_eq!(read("vista=closed&chi=mie&ordina=vecchie").href(), "/coda?vista=closed&chi=mie");
        let nonsense = "vista=x&chi=x&argomento=x&territorio=x&tipo=x&canale=x&ente=9&ordina=x&dopo=x-y";
        assert_eq!(read(nonsense), read(""));
        assert_eq!(read("").href(), "/coda?vista=todo&chi=per-me");
    }
}
