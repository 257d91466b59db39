//! Topics as people see them: two levels, in a fixed order.

use serde::Serialize;

use crate::kernel::ids::{GroupId, TopicId};
use crate::platform::i18n::Lang;

/// One node of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The topic.
    pub id: TopicId,
    /// Its parent; none for the first level.
    pub parent: Option<TopicId>,
    /// Its name in addresses and imports.
    pub slug: String,
    /// Italian name.
    pub name_it: String,
    /// English name.
    pub name_en: String,
    /// One line on what belongs here, in Italian.
    pub summary_it: String,
    /// The same in English.
    pub summary_en: String,
    /// Whether people may still choose it.
    pub active: bool,
    /// The competent group; none means the parent's.
    pub group: Option<GroupId>,
    /// By which share of the time, in percent, an answer that a colleague approved should be ready; 0 when answers need no
    /// approval, none means as the parent.
    pub approval_percent: Option<i32>,
}

impl Topic {
    /// The name in a language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::It => &self.name_it,
            Lang::En => &self.name_en,
        }
    }

    /// What belongs here, in a language.
    pub fn summary(&self, lang: Lang) -> &str {
        match lang {
            Lang::It => &self.summary_it,
            Lang::En => &self.summary_en,
        }
    }
}

crate::text_enum! {
    /// How a group shares out the questions that come to it.
    #[derive(Default)]
    pub enum Distribution {
        /// Whoever wants to takes one.
        #[default]
        None = "none",
        /// To each in turn.
        RoundRobin = "round_robin",
        /// To whoever holds the fewest open questions; of several, to whose last turn is longest ago.
        LeastLoaded = "least_loaded",
    }
}

/// Who is competent for a topic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Competent {
    /// The topic above it.
    pub area: Option<TopicId>,
    /// The group: its own, else that of the topic above; everybody when none.
    pub group: Option<GroupId>,
    /// How that group shares its questions out.
    pub distribution: Distribution,
}

/// All topics, parents before their children, each level in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicTree {
    topics: Vec<Topic>,
}

impl TopicTree {
    /// Of these topics, in this order.
    pub fn new(topics: Vec<Topic>) -> Self {
        Self { topics }
    }

    /// Every topic, parents before their children.
    pub fn all(&self) -> &[Topic] {
        &self.topics
    }

    /// The first level.
    pub fn roots(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(|topic| topic.parent.is_none())
    }

    /// The children of a topic.
    pub fn children(&self, parent: TopicId) -> impl Iterator<Item = &Topic> {
        self.topics.iter().filter(move |topic| topic.parent == Some(parent))
    }

    /// The topic of an id.
    pub fn get(&self, id: TopicId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// The topic of a slug.
    pub fn by_slug(&self, slug: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.slug == slug)
    }

    /// The group that answers a topic: its own, else its parent's.
    pub fn group_for(&self, id: TopicId) -> Option<GroupId> {
        let topic = self.get(id)?;
        topic.group.or_else(|| self.get(topic.parent?)?.group)
    }

    /// By which share of the time an approved answer should be ready: its own word, else its parent's, else 0: none is needed.
    pub fn approval_for(&self, id: TopicId) -> i32 {
        let own = |topic: &Topic| topic.approval_percent;
        let Some(topic) = self.get(id) else { return 0 };
        let of_parent = || topic.parent.and_then(|parent| self.get(parent)).and_then(own);
        own(topic).or_else(of_parent).unwrap_or(0)
    }

    /// Whether answers to questions about some topic need approval.
    pub fn asks_for_approval(&self) -> bool {
        self.topics.iter().any(|topic| topic.approval_percent.is_some_and(|percent| percent > 0))
    }

    /// The first level that a topic belongs to, or is.
    pub fn area_of(&self, id: TopicId) -> Option<TopicId> {
        self.get(id).map(|topic| topic.parent.unwrap_or(topic.id))
    }

    /// A topic and everything under it.
    pub fn with_children(&self, id: TopicId) -> Vec<TopicId> {
        std::iter::once(id).chain(self.children(id).map(|topic| topic.id)).collect()
    }

    /// Whether there is none yet.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_topic_does_not_say_its_parent_says() {
        let topic = |id, parent: Option<i64>, group: Option<i64>| Topic {
            id: TopicId(id),
            parent: parent.map(TopicId),
            slug: format!("t{id}"),
            name_it: String::new(),
            name_en: String::new(),
            summary_it: String::new(),
            summary_en: String::new(),
            active: true,
            group: group.map(GroupId),
            approval_percent: None,
        };
        let tree = TopicTree::new(vec![
            topic(1, None, Some(7)),
            topic(2, Some(1), None),
            topic(3, Some(1), Some(8)),
        ]);
        assert_eq!(tree.group_for(TopicId(2)), Some(GroupId(7)));
        assert_eq!(tree.group_for(TopicId(3)), Some(GroupId(8)));
        assert_eq!(tree.group_for(TopicId(9)), None);
        assert_eq!(tree.with_children(TopicId(1)), [TopicId(1), TopicId(2), TopicId(3)]);
        let approved = TopicTree::new(vec![
            Topic { approval_percent: Some(75), ..topic(1, None, None) },
            topic(2, Some(1), None),
            Topic { approval_percent: Some(0), ..topic(3, Some(1), None) },
        ]);
        assert_eq!([1, 2, 3, 9].map(|id| approved.approval_for(TopicId(id))), [75, 75, 0, 0]);
        let areas = [1, 2, 9].map(|id| tree.area_of(TopicId(id)));
        assert_eq!(areas, [Some(TopicId(1)), Some(TopicId(1)), None]);
    }
}
