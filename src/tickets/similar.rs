//! Answered questions that are like one that waits for its answer.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Duration;

use super::model::{MessageKind, Ticket};
use super::store::texts::{self, Said};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{TicketId, TopicId};
use crate::kernel::kept::Kept;
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
/// What was found holds so long, whatever is answered meanwhile.
const LONGEST: Duration = Duration::minutes(10);
/// Memory for it, in bytes.
const REMEMBERED: usize = 4_000_000;

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

/// What was found lately: whoever works on a question comes back to its page, and so do colleagues. Numbers and words alone;
/// what they are is read anew each time, so nothing is shown that has become another person's, or was put aside.
pub struct Found(Kept<Asked, Arc<(Instant, Vec<Alike>)>>);

/// A question that is like another, and the words that both speak of.
type Alike = (TicketId, Vec<String>);

#[derive(PartialEq, Eq, Hash)]
struct Asked {
    text: String,
    topic: Option<TopicId>,
    but: TicketId,
}

impl Default for Found {
    fn default() -> Self {
        Self(Kept::new(REMEMBERED))
    }
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
    now: Instant,
) -> DbResult<Vec<Similar>> {
    let asked = Asked { text: text.to_owned(), topic, but };
    let fresh = |found: &Arc<(Instant, _)>| (now - found.0).abs() < LONGEST;
    let found = match app.similar.0.get(&asked).filter(fresh) {
        Some(found) => found,
        None => {
            let Some(alike) = search(app, conn, &asked)? else { return Ok(Vec::new()) };
            let words: usize = alike.iter().map(|(_, words)| 100 + words.len() * 40).sum();
            let (bytes, found) = (200 + asked.text.len() + words, Arc::new((now, alike)));
            // That there is nothing may change with the next answer.
            if !found.1.is_empty() {
                app.similar.0.keep(asked, found.clone(), bytes);
            }
            found
        }
    };
    let ids: Vec<TicketId> = found.1.iter().map(|(id, _)| *id).collect();
    let mut said = by_number(conn, &ids)?;
    let alike = found.1.iter().filter_map(|(id, words)| {
        let said = said.remove(id)?;
        let (question, answer) = (said.of(&[MessageKind::Question]), said.of(&[MessageKind::Answer]));
        let words = words.clone();
        (!answer.is_empty()).then_some(Similar { ticket: said.ticket, question, answer, words })
    });
    Ok(alike.collect())
}

/// The questions that are most alike; `None` when the index is not ready.
fn search(app: &App, conn: &mut Conn, asked: &Asked) -> DbResult<Option<Vec<Alike>>> {
    let found = match app.ticket_search.alike(&asked.text, COMPARED + 1) {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "no similar questions: the index is not ready");
            return Ok(None);
        }
    };
    let ids = found.hits.iter().map(|hit| TicketId(hit.id)).filter(|id| *id != asked.but);
    let ids: Vec<TicketId> = ids.collect();
    let mut said = by_number(conn, &ids)?;
    let alike = ids.iter().filter_map(|id| said.remove(id)).filter_map(|said| {
        let question = said.of(&[MessageKind::Question]);
        let common = found.telling.in_common(&format!("{}\n{question}", said.ticket.subject));
        let same_topic = asked.topic.is_some() && asked.topic == said.ticket.topic;
        let share = common.share + if same_topic { SAME_TOPIC } else { 0.0 };
        let is_answered = said.texts.iter().any(|(kind, _)| *kind == MessageKind::Answer);
        let enough = share >= LEAST_SHARE && common.words.len() >= LEAST_WORDS && is_answered;
        enough.then_some((share, (said.ticket.id, common.words)))
    });
    let mut alike: Vec<(f32, Alike)> = alike.collect();
    alike.sort_by(|(share, _), (other, _)| other.total_cmp(share));
    Ok(Some(alike.into_iter().map(|(_, alike)| alike).take(OFFERED).collect()))
}

fn by_number(conn: &mut Conn, ids: &[TicketId]) -> DbResult<HashMap<TicketId, Said>> {
    Ok(texts::said(conn, ids)?.into_iter().map(|said| (said.ticket.id, said)).collect())
}
