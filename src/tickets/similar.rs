//! Answered questions that are like one that waits for its answer.

use std::collections::HashMap;

use super::model::{MessageKind, Ticket};
use super::store::texts::{self, Said};
use crate::app::App;
use crate::kernel::ids::{TicketId, TopicId};
use crate::platform::db::{Conn, DbResult};

/// Questions that are read to be compared: enough that some are answered and alike.
const COMPARED: usize = 16;
/// Questions that are offered: more would not be read.
const OFFERED: usize = 4;
/// Less in common than this share of what the question speaks of, or fewer words, is chance.
const LEAST_SHARE: f32 = 0.25;
const LEAST_WORDS: usize = 2;
/// What the topic counts for, as such a share.
const SAME_TOPIC: f32 = 0.1;

/// An answered question.
#[derive(Debug, Clone)]
pub struct Similar {
    /// The question.
    pub ticket: Ticket,
    /// What its requester wrote.
    pub question: String,
    /// What the desk answered, Markdown.
    pub answer: String,
    /// The words that both speak of.
    pub words: Vec<String>,
}

/// Answered questions that speak of what `text` speaks of: those that have most in common with it first, one of its topic
/// before another that has as much; never `but`. None while the index is being
/// built: whoever answers does not wait for it.
///
/// # Errors
/// When the database fails.
pub fn similar(
    app: &App,
    conn: &mut Conn,
    text: &str,
    topic: Option<TopicId>,
    but: TicketId,
) -> DbResult<Vec<Similar>> {
    let found = match app.ticket_search.alike(text, COMPARED + 1) {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "no similar questions: the index is not ready");
            return Ok(Vec::new());
        }
    };
    let ids: Vec<TicketId> = found.hits.iter().map(|hit| TicketId(hit.id)).filter(|id| *id != but).collect();
    let mut said: HashMap<TicketId, Said> =
        texts::said(conn, &ids)?.into_iter().map(|said| (said.ticket.id, said)).collect();
    let alike = ids.iter().filter_map(|id| said.remove(id)).filter_map(|said| {
        let (question, answer) = (said.of(&[MessageKind::Question]), said.of(&[MessageKind::Answer]));
        let common = found.telling.in_common(&format!("{}\n{question}", said.ticket.subject));
        let of_topic = if topic.is_some() && topic == said.ticket.topic { SAME_TOPIC } else { 0.0 };
        let share = common.share + of_topic;
        let enough = share >= LEAST_SHARE && common.words.len() >= LEAST_WORDS && !answer.is_empty();
        enough.then_some((share, Similar { ticket: said.ticket, question, answer, words: common.words }))
    });
    let mut alike: Vec<(f32, Similar)> = alike.collect();
    alike.sort_by(|(share, _), (other, _)| other.total_cmp(share));
    Ok(alike.into_iter().map(|(_, similar)| similar).take(OFFERED).collect())
}
