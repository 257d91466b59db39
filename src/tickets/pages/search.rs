//! `/coda/ricerca`: every question of the desk, by its words.

use std::collections::HashMap;

use actix_web::web;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use tera::context;

use super::view::{self, Names};
use crate::accounts::permissions::{TicketAction, TicketScope, may, ticket_scope};
use crate::accounts::{self, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::{Conn, DbError};
use crate::platform::search::{self, Request};
use crate::platform::web::{Problem, WebResult};
use crate::tickets::index;
use crate::tickets::model::{MessageKind, Stage, TicketState};
use crate::tickets::store;
use crate::tickets::store::texts::{Said, said};
use crate::topics::{self, TopicTree};

const PER_PAGE: usize = 20;
/// Nobody turns so many pages.
const LAST_PAGE: usize = 50;
/// About so many characters of a text are shown.
const PASSAGE: usize = 220;

/// Lists that can be searched alone, as the address says them.
const STAGES: [Stage; 4] = [Stage::Todo, Stage::Waiting, Stage::Answered, Stage::Closed];

/// The address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    stato: String,
    #[serde(default)]
    pagina: String,
}

#[derive(Serialize)]
struct Choice {
    href: String,
    label: String,
    current: bool,
}

#[derive(Serialize)]
struct Row {
    number: TicketId,
    /// HTML.
    subject: String,
    /// HTML.
    passage: String,
    state: TicketState,
    state_label: String,
    topic: Option<String>,
    holder: Option<String>,
    received_at: Instant,
}

struct Loaded {
    total: usize,
    corrected: Option<String>,
    highlighter: Option<search::Highlighter>,
    said: Vec<Said>,
    names: Names,
    tree: TopicTree,
    /// The question of the number that was typed.
    of_number: Option<TicketId>,
    unavailable: bool,
}

/// `GET /coda/ricerca?q=&stato=&pagina=`.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit, asked: web::Query<Asked>) -> WebResult {
    let person = visit.signed_in()?.clone();
    if ticket_scope(&person) != TicketScope::Desk {
        return Err(Problem::NotFound);
    }
    let words: String = asked.q.trim().chars().take(search::LONGEST_QUERY).collect();
    let stage = STAGES.into_iter().find(|stage| stage.as_str() == asked.stato);
    let page = asked.pagina.parse().unwrap_or(1).clamp(1, LAST_PAGE);
    let (app, text) = (visit.app().clone(), words.clone());
    let load = move |conn: &mut Conn| -> Result<Loaded, DbError> {
        let of_number = match number(&text) {
            Some(number) => store::tickets::find(conn, number)?
                .filter(|ticket| may(&person, TicketAction::ReadInternal, &ticket.facts()))
                .map(|ticket| ticket.id),
            None => None,
        };
        let tree = topics::tree(conn)?;
        let mut loaded = Loaded {
            total: 0,
            corrected: None,
            highlighter: None,
            said: Vec::new(),
            names: Names::new(),
            tree,
            of_number,
            unavailable: false,
        };
        if text.is_empty() {
            return Ok(loaded);
        }
        let request = Request {
            text: &text,
            filters: stage.map(index::stage).into_iter().collect(),
            skip: (page - 1) * PER_PAGE,
            limit: PER_PAGE,
            ..Request::default()
        };
        match app.ticket_search.search(&request) {
            Ok(found) => {
                let ids: Vec<TicketId> = found.hits.iter().map(|hit| TicketId(hit.id)).collect();
                let mut by_id: HashMap<TicketId, Said> =
                    said(conn, &ids)?.into_iter().map(|said| (said.ticket.id, said)).collect();
                loaded.said = ids.iter().filter_map(|id| by_id.remove(id)).collect();
                loaded.said.retain(|said| may(&person, TicketAction::ReadInternal, &said.ticket.facts()));
                (loaded.total, loaded.corrected) = (found.total, found.corrected);
                loaded.highlighter = Some(found.highlighter);
            }
            Err(error) => {
                tracing::warn!(%error, "the questions cannot be searched");
                loaded.unavailable = true;
            }
        }
        let holders: Vec<_> = loaded.said.iter().filter_map(|said| said.ticket.assignee).collect();
        loaded.names =
            accounts::people(conn, &holders)?.into_iter().map(|person| (person.id, person)).collect();
        Ok(loaded)
    };
    let mut loaded = visit.app().db.read(load).await?;
    let said = std::mem::take(&mut loaded.said);
    let rows: Vec<Row> = said.iter().map(|said| row(&visit, &mut loaded, said)).collect();
    let states: Vec<Choice> = std::iter::once(None)
        .chain(STAGES.map(Some))
        .map(|of| Choice {
            href: address(&words, of),
            label: view::text(&visit, of.map_or("tickets-search-all", label)),
            current: of == stage,
        })
        .collect();
    let title = match words.is_empty() {
        true => view::text(&visit, "tickets-search-title"),
        false => view::text_with(&visit, "tickets-search-title-words", "words", &words),
    };
    let context = context! {
        title => &title,
        words => &words,
        stage => &stage,
        states => &states,
        rows => &rows,
        total => &loaded.total,
        corrected => &loaded.corrected,
        of_number => &loaded.of_number,
        unavailable => &loaded.unavailable,
        page => &page,
        pages => &loaded.total.div_ceil(PER_PAGE).min(LAST_PAGE),
        href_of_pages => &format!("{}&pagina=", address(&words, stage)),
    };
    visit.render("tickets/search.html", context)
}

fn row(visit: &Visit, loaded: &mut Loaded, said: &Said) -> Row {
    let ticket = &said.ticket;
    let everything = [
        MessageKind::Question,
        MessageKind::Answer,
        MessageKind::Clarification,
        MessageKind::Closing,
        MessageKind::Notice,
        MessageKind::Note,
    ];
    let text = said.of(&everything);
    let (subject, passage) = match &mut loaded.highlighter {
        Some(highlighter) => (highlighter.mark(ticket.subject.as_str()), highlighter.passage(&text, PASSAGE)),
        None => (String::new(), String::new()),
    };
    Row {
        number: ticket.id,
        subject,
        passage,
        state: ticket.state,
        state_label: view::state_word(visit, ticket.state),
        topic: ticket
            .topic
            .and_then(|id| loaded.tree.get(id))
            .map(|topic| topic.name(visit.lang()).to_owned()),
        holder: ticket.assignee.and_then(|id| loaded.names.get(&id)).map(|person| person.name.to_string()),
        received_at: ticket.created_at,
    }
}

fn label(stage: Stage) -> &'static str {
    match stage {
        Stage::Todo => "tickets-stage-todo",
        Stage::Waiting => "tickets-stage-waiting",
        Stage::Answered => "tickets-stage-answered",
        Stage::Closed => "tickets-stage-closed",
        Stage::Spam => "tickets-stage-spam",
    }
}

fn address(words: &str, stage: Option<Stage>) -> String {
    let words = utf8_percent_encode(words, NON_ALPHANUMERIC);
    let stage = stage.map_or("", Stage::as_str);
    format!("/coda/ricerca?q={words}&stato={stage}")
}

/// The number of a question, as people quote it: `1234`, `n. 1234`, `#1234`.
fn number(text: &str) -> Option<TicketId> {
    let digits = text.trim().trim_start_matches(['n', 'N', '#', '.', '°', ' ']);
    digits.parse().ok().filter(|number| *number > 0).map(TicketId)
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::kernel::ids::TicketId;

    #[test]
    fn a_number_is_read_as_people_quote_it() {
        for text in ["1234", "n. 1234", "N.1234", "#1234", " n° 1234 "] {
            assert_eq!(number(text), Some(TicketId(1234)), "{text}");
        }
        for text in ["", "n.", "104/92", "-3", "congedo 104", "99999999999999999999"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
