//! The topic that a question may belong to, on its page.

use serde::Serialize;

use crate::accounts::Visit;
use crate::tickets::cataloguing::TopicGuess;
use crate::tickets::model::Ticket;
use crate::topics::TopicTree;

/// Topics that are proposed where none is sure.
const MOST: usize = 3;

/// A topic that the question may belong to.
#[derive(Serialize)]
pub(super) struct Shown {
    slug: String,
    name: String,
    words: String,
}

/// Whether a guess helps: an open question has no topic, or no more than the first level of one.
pub(super) fn is_wanted(ticket: &Ticket, tree: &TopicTree) -> bool {
    let is_general = |topic| tree.children(topic).next().is_some();
    ticket.topic_proposed || ticket.state.is_open() && ticket.topic.is_none_or(is_general)
}

/// The topic that the program set by itself and nobody confirmed yet, with the words that told it, as far as they still do.
pub(super) fn proposed(
    visit: &Visit,
    ticket: &Ticket,
    tree: &TopicTree,
    guesses: &[TopicGuess],
) -> Option<Shown> {
    let topic = ticket.topic.filter(|_| ticket.topic_proposed).and_then(|topic| tree.get(topic))?;
    let guess = guesses.iter().find(|guess| guess.topic == topic.id);
    Some(Shown {
        slug: topic.slug.clone(),
        name: topic.name(visit.lang()).to_owned(),
        words: guess.map(|guess| guess.words.join(", ")).unwrap_or_default(),
    })
}

/// What is worth proposing: one topic where it is sure, else a few.
pub(super) fn shown(visit: &Visit, ticket: &Ticket, tree: &TopicTree, guesses: &[TopicGuess]) -> Vec<Shown> {
    if ticket.topic_proposed {
        return Vec::new();
    }
    let most = if guesses.first().is_some_and(TopicGuess::is_sure) { 1 } else { MOST };
    let others = guesses.iter().filter(|guess| Some(guess.topic) != ticket.topic);
    let known = others.filter_map(|guess| Some((guess, tree.get(guess.topic).filter(|topic| topic.active)?)));
    known
        .take(most)
        .map(|(guess, topic)| Shown {
            slug: topic.slug.clone(),
            name: topic.name(visit.lang()).to_owned(),
            words: guess.words.join(", "),
        })
        .collect()
}
