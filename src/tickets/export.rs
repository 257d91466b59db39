//! The lines of `dialoga export tickets`: for whoever runs the desk, since questions say what people wrote of themselves. Who they
//! are is not among it.

use std::collections::HashMap;

use serde::Serialize;

use super::model::{Channel, MessageKind, TicketState};
use super::store::export::{self, Leaving, Said};
use crate::accounts::{Municipality, RequesterKind, Role};
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::{Conn, DbResult};
use crate::sla::{self, Cycle};
use crate::topics;

/// Questions read at once.
const PIECE: i64 = 200;

/// A question as a line says it; instants in UTC.
#[derive(Debug, Serialize)]
pub struct Line {
    number: TicketId,
    /// The import's own id, when it was imported.
    reference: Option<String>,
    channel: Channel,
    state: TicketState,
    /// Slug of its topic; none before somebody chose one.
    topic: Option<String>,
    kind: RequesterKind,
    /// Its name.
    municipality: Option<String>,
    subject: String,
    messages: Vec<LineMessage>,
    cycles: Vec<LineCycle>,
}

#[derive(Debug, Serialize)]
struct LineMessage {
    at: Instant,
    author_role: Role,
    visibility: Visibility,
    body: String,
    #[serde(skip)]
    kind: MessageKind,
}

/// Who reads a message.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Visibility {
    /// Whoever asked, and the desk.
    Public,
    /// The desk alone.
    Note,
}

#[derive(Debug, Serialize)]
struct LineCycle {
    started_at: Instant,
    due_at: Instant,
    answered_at: Option<Instant>,
    /// Of the pauses that ended.
    paused_seconds: i64,
}

/// The next lines after that question, and the last question that they speak of; no lines when there are no more.
///
/// # Errors
/// When the database fails.
pub fn lines_after(conn: &mut Conn, after: TicketId) -> DbResult<(Vec<Line>, TicketId)> {
    let tree = topics::tree(conn)?;
    let leaving = export::page(conn, after, PIECE)?;
    let ids: Vec<TicketId> = leaving.iter().map(|ticket| ticket.id).collect();
    let mut messages: HashMap<TicketId, Vec<LineMessage>> = HashMap::new();
    for said in export::messages(conn, &ids)? {
        messages.entry(said.ticket).or_default().push(message(said));
    }
    let mut cycles: HashMap<TicketId, Vec<LineCycle>> = HashMap::new();
    for cycle in sla::actions::cycles_of_several(conn, &ids)? {
        cycles.entry(cycle.ticket).or_default().push(cycle_of(&cycle));
    }
    let line = |ticket: Leaving| Line {
        topic: ticket.topic.and_then(|id| tree.get(id)).map(|topic| topic.slug.clone()),
        messages: messages.remove(&ticket.id).unwrap_or_default(),
        cycles: cycles.remove(&ticket.id).unwrap_or_default(),
        number: ticket.id,
        reference: ticket.reference,
        channel: ticket.channel,
        state: ticket.state,
        kind: ticket.kind,
        municipality: ticket.municipality.map(place),
        subject: ticket.subject,
    };
    let last = ids.last().copied().unwrap_or(after);
    Ok((leaving.into_iter().map(line).collect(), last))
}

/// The name of a municipality that is stored by its code.
fn place(stored: String) -> String {
    Municipality::parse(&stored).and_then(Municipality::name).map_or(stored, str::to_owned)
}

fn message(said: Said) -> LineMessage {
    let visibility = if said.kind == MessageKind::Note { Visibility::Note } else { Visibility::Public };
    LineMessage { at: said.at, author_role: said.role, visibility, body: said.body, kind: said.kind }
}

fn cycle_of(cycle: &Cycle) -> LineCycle {
    LineCycle {
        started_at: cycle.started_at,
        due_at: cycle.due_at,
        answered_at: cycle.answered_at,
        paused_seconds: cycle.paused_seconds,
    }
}

/// The columns of the table: of the messages the questions and the answers, of the promises the newest.
pub const COLUMNS: [&str; 15] = [
    "number",
    "reference",
    "channel",
    "state",
    "topic",
    "kind",
    "municipality",
    "subject",
    "questions",
    "answers",
    "cycles",
    "started_at",
    "due_at",
    "answered_at",
    "paused_seconds",
];

impl Line {
    /// Its cells, as [`COLUMNS`] names them.
    pub fn cells(&self) -> Vec<String> {
        let said = |kind: MessageKind| {
            let bodies: Vec<&str> = self
                .messages
                .iter()
                .filter(|message| message.kind == kind)
                .map(|message| message.body.as_str())
                .collect();
            bodies.join("\n\n")
        };
        let newest = self.cycles.last();
        let at = |at: Option<Instant>| at.map_or_else(String::new, Instant::rfc3339);
        vec![
            self.number.to_string(),
            self.reference.clone().unwrap_or_default(),
            self.channel.to_string(),
            self.state.to_string(),
            self.topic.clone().unwrap_or_default(),
            self.kind.to_string(),
            self.municipality.clone().unwrap_or_default(),
            self.subject.clone(),
            said(MessageKind::Question),
            said(MessageKind::Answer),
            self.cycles.len().to_string(),
            at(newest.map(|cycle| cycle.started_at)),
            at(newest.map(|cycle| cycle.due_at)),
            at(newest.and_then(|cycle| cycle.answered_at)),
            newest.map_or_else(String::new, |cycle| cycle.paused_seconds.to_string()),
        ]
    }
}
