//! The form of a rule.

use serde::Serialize;

use super::Shelf;
use crate::accounts::{Municipality, RequesterKind};
use crate::kernel::ids::{AccountId, GroupId, PolicyId};
use crate::kernel::text::Name;
use crate::platform::search::Phrase;
use crate::platform::web::{FieldErrors, PostForm};
use crate::tickets::model::{Channel, Priority};
use crate::tickets::routing::{Conditions, Outcome, RuleTerms, phrases};
use crate::topics::TopicTree;

/// So many characters of words: what fits on a screen.
const MOST_WORDS: usize = 2000;

/// A rule as typed.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct TypedRule {
    pub(super) name: String,
    pub(super) active: bool,
    pub(super) topic: String,
    words: String,
    place: String,
    kind: String,
    channel: String,
    pub(super) group: String,
    pub(super) person: String,
    priority: String,
    pub(super) policy: String,
}

impl TypedRule {
    /// That of a rule that nobody has written yet.
    pub(super) fn blank() -> Self {
        Self { active: true, ..Self::default() }
    }

    pub(super) fn read(form: &PostForm) -> Self {
        let text = |name: &str| form.get(name).to_owned();
        Self {
            name: text("name"),
            active: form.get("active") == "1",
            topic: text("topic"),
            words: form.get("words").replace('\r', "").chars().take(2 * MOST_WORDS).collect(),
            place: text("place"),
            kind: text("kind"),
            channel: text("channel"),
            group: text("group"),
            person: text("person"),
            priority: text("priority"),
            policy: text("policy"),
        }
    }

    pub(super) fn of(terms: &RuleTerms, tree: &TopicTree) -> Self {
        let (given, outcome) = (&terms.conditions, &terms.outcome);
        let topic = given.topic.and_then(|topic| tree.get(topic));
        let word = |word: Option<&dyn std::fmt::Display>| word.map(ToString::to_string).unwrap_or_default();
        Self {
            name: terms.name.to_string(),
            active: terms.active,
            topic: topic.map(|topic| topic.slug.clone()).unwrap_or_default(),
            words: given.words.clone(),
            place: given.place.map(|place| place.code().to_owned()).unwrap_or_default(),
            kind: word(given.kind.as_ref().map(|one| one as _)),
            channel: word(given.channel.as_ref().map(|one| one as _)),
            group: word(outcome.group.as_ref().map(|one| one as _)),
            person: word(outcome.person.as_ref().map(|one| one as _)),
            priority: word(outcome.priority.as_ref().map(|one| one as _)),
            policy: word(outcome.policy.as_ref().map(|one| one as _)),
        }
    }

    /// The rule, or its mistakes in the order of the page. What `known` says may stay, though nobody could choose it any more.
    pub(super) fn check(
        &self,
        shelf: &Shelf,
        known: Option<&RuleTerms>,
        errors: &mut FieldErrors,
    ) -> Option<RuleTerms> {
        let kept_topic = known.and_then(|known| known.conditions.topic);
        let kept = known.map(|known| known.outcome).unwrap_or_default();
        let name = errors.keep("name", "desk-routing-error-name-", Name::parse(&self.name));
        let topic = optional(&self.topic, "topic", errors, |slug| {
            let topic = shelf.tree.by_slug(slug)?;
            (topic.active || kept_topic == Some(topic.id)).then_some(topic.id)
        });
        let words = self.words(errors);
        let place = optional(&self.place, "place", errors, Municipality::parse);
        let kind = optional(&self.kind, "kind", errors, RequesterKind::parse);
        let channel = optional(&self.channel, "channel", errors, Channel::parse);
        let group = optional(&self.group, "group", errors, |text| {
            text.parse().ok().map(GroupId).filter(|id| shelf.group(*id).is_some() || kept.group == Some(*id))
        });
        let person = optional(&self.person, "person", errors, |text| {
            text.parse()
                .ok()
                .map(AccountId)
                .filter(|id| shelf.person(*id).is_some() || kept.person == Some(*id))
        });
        let priority = optional(&self.priority, "priority", errors, Priority::parse);
        let policy = optional(&self.policy, "policy", errors, |text| {
            let id = text.parse().ok().map(PolicyId)?;
            let is_known = shelf.policies.iter().any(|policy| policy.id == id) || kept.policy == Some(id);
            is_known.then_some(id)
        });
        let conditions = (|| {
            Some(Conditions { topic: topic?, words: words?, place: place?, kind: kind?, channel: channel? })
        })();
        let outcome =
            (|| Some(Outcome { group: group?, person: person?, priority: priority?, policy: policy? }))();
        if outcome.is_some_and(|outcome| outcome.is_empty()) {
            errors.add("group", "desk-routing-error-nothing");
            return None;
        }
        Some(RuleTerms { name: name?, active: self.active, conditions: conditions?, outcome: outcome? })
    }

    /// The words, each of which can be looked for.
    fn words(&self, errors: &mut FieldErrors) -> Option<String> {
        let words = self.words.trim();
        if words.chars().count() > MOST_WORDS {
            errors.add_with("words", "desk-routing-error-words-long", vec![("max", MOST_WORDS.to_string())]);
            return None;
        }
        if !words.is_empty() && phrases(words).next().is_none() {
            errors.add("words", "desk-routing-error-words-none");
            return None;
        }
        match phrases(words).find(|phrase| Phrase::of(phrase).is_none()) {
            Some(phrase) => {
                errors.add_with("words", "desk-routing-error-words", vec![("word", phrase.to_owned())]);
                None
            }
            None => Some(words.to_owned()),
        }
    }
}

/// `Some(None)` for nothing chosen; `None`, and a mistake, for what cannot be chosen.
fn optional<T>(
    text: &str,
    field: &str,
    errors: &mut FieldErrors,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<Option<T>> {
    match text.trim() {
        "" => Some(None),
        text => errors.require(field, "desk-routing-error-choice", parse(text)).map(Some),
    }
}
