//! The services that the catalogue knows, and which questions they are there for.

use std::collections::{BTreeMap, BTreeSet};

use crate::accounts::Municipality;
use crate::kernel::ids::TopicId;
use crate::statistics::dimension::Value;
use crate::topics::TopicTree;

/// An area counts from this part on of the services that the area with the most of them has: who asks about a
/// law wants it explained, even if some office that helps with it is filed there too.
const PART_OF_MOST: u64 = 4;

/// The services that the catalogue knows.
#[derive(Debug)]
pub struct Known<'t> {
    tree: &'t TopicTree,
    filed: Vec<Filed>,
    areas: BTreeSet<Value>,
}

/// Services of one topic in one place.
#[derive(Debug)]
struct Filed {
    topic: Value,
    area: Value,
    /// None where they name no municipality.
    place: Value,
    count: u64,
}

impl<'t> Known<'t> {
    /// From how many there are of each topic in each place.
    pub fn of(services: Vec<(TopicId, Option<Municipality>, u64)>, tree: &'t TopicTree) -> Self {
        let filed = |(topic, place, count): (TopicId, Option<Municipality>, u64)| {
            let topic = Value::of_id(Some(topic.0));
            let place = place.filter(|place| place.name().is_some()).map(Municipality::place);
            Filed { topic, area: area(tree, topic), place: Value::of_number(place), count }
        };
        let filed: Vec<Filed> = services.into_iter().map(filed).collect();
        let mut of_areas: BTreeMap<Value, u64> = BTreeMap::new();
        for one in &filed {
            *of_areas.entry(one.area).or_default() += one.count;
        }
        let most = of_areas.values().copied().max().unwrap_or(0);
        let is_fullest = |count: u64| count == most;
        let counting = of_areas
            .into_iter()
            .filter(|(_, count)| is_fullest(*count) || *count > 1 && count * PART_OF_MOST >= most);
        let areas = counting.map(|(area, _)| area).collect();
        Self { tree, filed, areas }
    }

    /// The areas whose questions services are there for.
    pub fn areas(&self) -> &BTreeSet<Value> {
        &self.areas
    }

    /// Whether services are there for questions about a topic.
    pub fn are_for(&self, topic: Value) -> bool {
        self.areas.contains(&area(self.tree, topic))
    }

    /// How many there are for questions about a topic, in one place or anywhere: what is filed under an area as
    /// a whole answers each of its topics, and a question about the area as a whole is answered by any of it.
    pub fn for_topic(&self, topic: Value, place: Option<Value>) -> u64 {
        let area = area(self.tree, topic);
        let answers = |one: &Filed| {
            let is_of_topic = one.topic == topic || one.topic == area || (topic == area && one.area == area);
            is_of_topic && place.is_none_or(|place| one.place == place)
        };
        self.sum(answers)
    }

    /// How many there are in a place.
    pub fn in_place(&self, place: Value) -> u64 {
        self.sum(|one| one.place == place)
    }

    /// How many of those that count name no municipality.
    pub fn nowhere(&self) -> u64 {
        self.sum(|one| one.place == Value::NONE && self.areas.contains(&one.area))
    }

    /// How many are filed under an area that does not count.
    pub fn elsewhere(&self) -> u64 {
        self.sum(|one| !self.areas.contains(&one.area))
    }

    fn sum(&self, is_meant: impl Fn(&Filed) -> bool) -> u64 {
        self.filed.iter().filter(|one| is_meant(one)).map(|one| one.count).sum()
    }
}

/// The area of a topic, itself where it is one; none where the topic is not known.
pub fn area(tree: &TopicTree, topic: Value) -> Value {
    let area = topic.id().and_then(|id| tree.area_of(TopicId(id)));
    Value::of_id(area.map(|area| area.0))
}

/// Whether a territory is a municipality of the Provincia: services can be there.
pub fn is_municipality(territory: Value) -> bool {
    let at = territory.number().and_then(|number| u16::try_from(number).ok()).and_then(Municipality::at);
    at.and_then(Municipality::name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topics::Topic;

    fn topic(id: i64, parent: Option<i64>) -> Topic {
        Topic {
            id: TopicId(id),
            parent: parent.map(TopicId),
            slug: format!("t{id}"),
            name_it: String::new(),
            name_en: String::new(),
            summary_it: String::new(),
            summary_en: String::new(),
            active: true,
            group: None,
            approval_percent: None,
        }
    }

    fn value(topic: i64) -> Value {
        Value::of_id(Some(topic))
    }

    /// Laws are area 1, local services area 3.
    fn tree() -> TopicTree {
        let parents = [(1, None), (11, Some(1)), (3, None), (31, Some(3)), (32, Some(3))];
        TopicTree::new(parents.map(|(id, parent)| topic(id, parent)).to_vec())
    }

    fn places() -> (Municipality, Value) {
        let first = Municipality::all()[0];
        (first, Value::of_number(Some(first.place())))
    }

    #[test]
    fn a_lone_service_makes_no_gaps_of_its_area() {
        let (tree, (place, _)) = (tree(), places());
        let with = |of_law: u64| {
            let services = [(31, Some(place), 6), (3, None, 2), (11, Some(place), of_law)];
            let services = services.map(|(topic, place, count)| (TopicId(topic), place, count));
            Known::of(services.to_vec(), &tree)
        };
        let known = with(1);
        assert!(known.are_for(value(32)) && known.are_for(value(3)));
        assert!(!known.are_for(value(11)) && !known.are_for(value(1)) && !known.are_for(Value::NONE));
        assert_eq!((known.elsewhere(), known.nowhere()), (1, 2));
        let known = with(2);
        assert!(known.are_for(value(1)) && known.are_for(value(11)));
        assert_eq!(known.elsewhere(), 0);
        assert!(Known::of(Vec::new(), &tree).areas().is_empty());
    }

    #[test]
    fn what_is_filed_under_an_area_answers_all_of_its_topics() {
        let (tree, (place, there)) = (tree(), places());
        let services = [(31, Some(place), 5), (3, Some(place), 1), (32, Some(Municipality::Outside), 2)];
        let services = services.map(|(topic, place, count)| (TopicId(topic), place, count));
        let known = Known::of(services.to_vec(), &tree);
        let told = |topic| (known.for_topic(value(topic), Some(there)), known.for_topic(value(topic), None));
        assert_eq!((told(31), told(32), told(3)), ((6, 6), (1, 3), (6, 8)));
        assert_eq!((known.in_place(there), known.nowhere()), (6, 2));
        assert!(is_municipality(there) && !is_municipality(Value::NONE));
        assert!(!is_municipality(Value::of_number(Some(Municipality::Outside.place()))));
    }
}
