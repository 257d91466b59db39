//! What several pages show in the same way.

use std::collections::HashMap;

use serde::Serialize;

use crate::accounts::{self, Visit};
use crate::catalogue::model::{Audience, EntryKind, EntryState};
use crate::kernel::ids::{AccountId, TopicId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Arg, Lang};
use crate::topics::{Topic, TopicTree};

/// A text without variables in the visitor's language.
pub fn text(visit: &Visit, key: &str) -> String {
    visit.app().texts.get(visit.lang(), key, &[])
}

/// A text with variables.
pub fn text_with(visit: &Visit, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    visit.app().texts.get(visit.lang(), key, args)
}

/// The word for a kind.
pub fn kind_word(visit: &Visit, kind: EntryKind) -> String {
    text(
        visit,
        match kind {
            EntryKind::Answer => "catalogue-kind-answer",
            EntryKind::Practice => "catalogue-kind-practice",
            EntryKind::Service => "catalogue-kind-service",
        },
    )
}

/// The words for an audience.
pub fn audience_word(visit: &Visit, audience: Audience) -> String {
    text(
        visit,
        match audience {
            Audience::All => "catalogue-audience-all",
            Audience::Worker => "catalogue-audience-worker",
            Audience::Enterprise => "catalogue-audience-enterprise",
        },
    )
}

/// The word for a language.
pub fn language_word(visit: &Visit, language: Lang) -> String {
    text(
        visit,
        match language {
            Lang::It => "catalogue-language-it",
            Lang::En => "catalogue-language-en",
        },
    )
}

/// The word for the entries in a state.
pub fn states_word(visit: &Visit, state: EntryState) -> String {
    text(
        visit,
        match state {
            EntryState::Draft => "catalogue-state-draft",
            EntryState::InReview => "catalogue-state-review",
            EntryState::Scheduled => "catalogue-state-scheduled",
            EntryState::Published => "catalogue-state-published",
            EntryState::Withdrawn => "catalogue-state-withdrawn",
        },
    )
}

/// The word for the state of one entry.
pub fn state_word(visit: &Visit, state: EntryState) -> String {
    text(
        visit,
        match state {
            EntryState::Draft => "catalogue-entry-draft",
            EntryState::InReview => "catalogue-entry-review",
            EntryState::Scheduled => "catalogue-entry-scheduled",
            EntryState::Published => "catalogue-entry-published",
            EntryState::Withdrawn => "catalogue-entry-withdrawn",
        },
    )
}

/// A state as the badge of the components knows it.
pub fn state_badge(state: EntryState) -> &'static str {
    match state {
        EntryState::InReview | EntryState::Scheduled => "review",
        other => other.as_str(),
    }
}

/// A choice of a list; a list within the list has `options`.
#[derive(Debug, Serialize)]
pub struct Choice {
    value: String,
    label: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<Choice>,
}

impl Choice {
    /// A single choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), options: Vec::new() }
    }
}

/// The topics an entry may have: first levels with children are headings, and choices of their own at the end.
pub fn topic_choices(visit: &Visit, tree: &TopicTree) -> Vec<Choice> {
    let lang = visit.lang();
    let single = |topic: &Topic| Choice::new(&topic.slug, topic.name(lang));
    tree.roots()
        .filter(|root| root.active)
        .map(|root| {
            let mut options: Vec<Choice> =
                tree.children(root.id).filter(|topic| topic.active).map(single).collect();
            if options.is_empty() {
                return single(root);
            }
            let whole = text_with(visit, "catalogue-topic-general", &[("topic", root.name(lang).into())]);
            options.push(Choice::new(&root.slug, whole));
            Choice { value: String::new(), label: root.name(lang).to_owned(), options }
        })
        .collect()
}

/// A topic's name, empty when it is gone.
pub fn topic_name(tree: &TopicTree, topic: TopicId, lang: Lang) -> String {
    tree.get(topic).map_or_else(String::new, |topic| topic.name(lang).to_owned())
}

/// Names of accounts.
pub struct Names(HashMap<AccountId, String>);

impl Names {
    /// Reads the names of these accounts.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(conn: &mut Conn, ids: impl Iterator<Item = AccountId>) -> DbResult<Self> {
        let mut ids: Vec<AccountId> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self(HashMap::new()));
        }
        let people = accounts::people(conn, &ids)?;
        Ok(Self(people.into_iter().map(|person| (person.id, person.name.to_string())).collect()))
    }

    /// The name of an account, if it is one and is known.
    pub fn of(&self, id: Option<AccountId>) -> Option<&str> {
        self.0.get(&id?).map(String::as_str)
    }
}
