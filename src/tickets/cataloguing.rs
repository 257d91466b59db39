//! Which topic a question belongs to, guessed from those that the desk has catalogued: the nearest of them vote (k nearest
//! neighbours; Cover and Hart, "Nearest Neighbor Pattern Classification", 1967). Nothing is trained: what an expert corrects
//! votes for its new topic as soon as the index knows it.

use std::collections::HashMap;

use super::model::{Ticket, TicketState};
use super::store::texts::{self, Said};
use crate::app::App;
use crate::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{TicketId, TopicId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::search::{Common, SearchError};

/// How many of the nearest questions are looked at, and with `before` how many more to find as many.
const LOOKED_AT: usize = 30;
const LOOKED_AT_BEFORE: usize = 200;
/// A neighbour that has less than this share in common has no vote.
const LEAST_SHARE: f32 = 0.1;
/// What all votes are held against besides each other: a few weak neighbours that agree are not yet sure.
const DOUBT: f32 = 0.08;
/// From this confidence on, a guess is sure.
const SURE: f32 = 0.5;
/// Topics that are worth telling.
const MOST: usize = 5;
/// Words that say why.
const WORDS: usize = 5;

/// A topic that a text may belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicGuess {
    /// The topic.
    pub topic: TopicId,
    /// 0 to 1; of all guesses together less than 1.
    pub confidence: f32,
    /// The words of the text by which the neighbours of this topic were found, the most telling first.
    pub words: Vec<String>,
}

impl TopicGuess {
    /// Whether it may be told without a question mark.
    pub fn is_sure(&self) -> bool {
        self.confidence >= SURE
    }
}

/// Topics that `text` may belong to, the most likely first. With `before`, neither the questions from that
/// one on nor the catalogue have a vote: that is how the past is asked what it would have guessed. None while the index is being built.
///
/// # Errors
/// When the database fails.
pub fn guess_topics(
    app: &App,
    conn: &mut Conn,
    text: &str,
    before: Option<TicketId>,
    now: Instant,
) -> DbResult<Vec<TopicGuess>> {
    match ready_guesses(app, conn, text, before, now)? {
        Ok(guesses) => Ok(guesses),
        Err(error) => {
            tracing::warn!(%error, "no topics are guessed: the index is not ready");
            Ok(Vec::new())
        }
    }
}

/// The same for whoever can wait: an error of the search while the index is not ready.
///
/// # Errors
/// When the database fails.
pub(super) fn ready_guesses(
    app: &App,
    conn: &mut Conn,
    text: &str,
    before: Option<TicketId>,
    now: Instant,
) -> DbResult<Result<Vec<TopicGuess>, SearchError>> {
    match votes(app, conn, text, before, now) {
        Ok(votes) => Ok(Ok(counted(votes?))),
        Err(error) => Ok(Err(error)),
    }
}

type Votes = Vec<(TopicId, Common)>;

fn votes(
    app: &App,
    conn: &mut Conn,
    text: &str,
    before: Option<TicketId>,
    now: Instant,
) -> Result<DbResult<Votes>, SearchError> {
    let found = app.ticket_search.alike(text, if before.is_some() { LOOKED_AT_BEFORE } else { LOOKED_AT })?;
    let ids = found.hits.iter().map(|hit| TicketId(hit.id));
    let ids: Vec<TicketId> =
        ids.filter(|id| before.is_none_or(|before| *id < before)).take(LOOKED_AT).collect();
    let of_questions = texts::said(conn, &ids).map(|said| {
        let catalogued = said.into_iter().filter(|said| is_catalogued(&said.ticket));
        catalogued.filter_map(|said| Some((said.ticket.topic?, found.telling.in_common(&said.text()))))
    });
    // Entries are made of answers: those of later questions would tell the past what it could not know.
    let of_entries = match before {
        Some(_) => Ok(Vec::new()),
        None => catalogue::topics_alike(app, conn, text, now),
    };
    Ok(of_questions.and_then(|questions| {
        let mut votes: Votes = questions.collect();
        votes.extend(of_entries?);
        Ok(votes)
    }))
}

/// The newest questions that an expert has catalogued, newest first: what guesses can be held against.
///
/// # Errors
/// When the database fails.
pub fn newest_catalogued(conn: &mut Conn, most: i64) -> DbResult<Vec<Said>> {
    let ids = texts::newest_with_topic(conn, most)?;
    let mut said = texts::said(conn, &ids)?;
    said.sort_by_key(|said| std::cmp::Reverse(said.ticket.id));
    Ok(said)
}

/// Whether an expert has had this question in her hands, so that its topic is worth following. What was guessed and nobody
/// confirmed teaches nothing: guesses would only find themselves again.
fn is_catalogued(ticket: &Ticket) -> bool {
    ticket.answered_at.is_some() && ticket.state != TicketState::Spam && !ticket.topic_proposed
}

fn counted(votes: Votes) -> Vec<TopicGuess> {
    let mut of_topic: HashMap<TopicId, (f32, HashMap<String, f32>)> = HashMap::new();
    for (topic, common) in votes {
        if common.share < LEAST_SHARE {
            continue;
        }
        // What is near counts much more than what is not quite so near.
        let vote = common.share * common.share;
        let (sum, words) = of_topic.entry(topic).or_default();
        *sum += vote;
        for (place, word) in common.words.into_iter().enumerate() {
            *words.entry(word).or_default() += vote / (1.0 + place as f32);
        }
    }
    let all: f32 = DOUBT + of_topic.values().map(|(sum, _)| sum).sum::<f32>();
    let mut guesses: Vec<TopicGuess> = of_topic
        .into_iter()
        .map(|(topic, (sum, words))| {
            let mut words: Vec<(String, f32)> = words.into_iter().collect();
            words.sort_by(|(word, weight), (other, of_other)| {
                of_other.total_cmp(weight).then_with(|| word.cmp(other))
            });
            let words = words.into_iter().map(|(word, _)| word).take(WORDS).collect();
            TopicGuess { topic, confidence: sum / all, words }
        })
        .collect();
    guesses.sort_by(|one, other| {
        other.confidence.total_cmp(&one.confidence).then_with(|| one.topic.cmp(&other.topic))
    });
    guesses.truncate(MOST);
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(topic: i64, share: f32, words: &[&str]) -> (TopicId, Common) {
        (TopicId(topic), Common { words: words.iter().map(|word| (*word).to_owned()).collect(), share })
    }

    #[test]
    fn neighbours_that_agree_are_sure_and_say_why() {
        let guesses = counted(vec![
            vote(1, 0.6, &["congedo", "parentale"]),
            vote(1, 0.5, &["congedo", "padre"]),
            vote(2, 0.2, &["nido"]),
        ]);
        assert_eq!(guesses[0].topic, TopicId(1));
        assert!(guesses[0].is_sure(), "{guesses:?}");
        assert_eq!(guesses[0].words, ["congedo", "parentale", "padre"]);
        assert!(guesses.iter().map(|guess| guess.confidence).sum::<f32>() < 1.0);
    }

    #[test]
    fn neighbours_that_disagree_or_are_far_away_leave_it_open() {
        let even = counted(vec![vote(1, 0.4, &["a"]), vote(2, 0.4, &["b"])]);
        assert!(!even[0].is_sure(), "{even:?}");
        let far = counted(vec![vote(1, 0.15, &["a"])]);
        assert!(!far[0].is_sure(), "{far:?}");
        assert!(counted(vec![vote(1, 0.05, &["a"])]).is_empty());
        assert!(counted(Vec::new()).is_empty());
    }
}
