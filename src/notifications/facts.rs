//! What the mails speak of, read when they are sent, so that they tell how things stand then.

use diesel::prelude::*;

use crate::accounts::{self, Person};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, MessageId, TicketId, TopicId};
use crate::platform::db::schema::{events, messages, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::{sla, topics};

/// Everything a letter may need.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Who gets it.
    pub(super) person: Person,
    /// When the event happened that it follows from.
    pub(super) caused_at: Instant,
    /// The one-time secret of its link.
    pub(super) token: Option<String>,
    /// The question it is about.
    pub(super) ticket: Option<TicketFacts>,
}

/// A question.
#[derive(Debug, Clone)]
pub(super) struct TicketFacts {
    pub(super) id: TicketId,
    pub(super) requester: AccountId,
    pub(super) assignee: Option<AccountId>,
    pub(super) assignee_name: Option<String>,
    pub(super) state: String,
    pub(super) subject: String,
    /// The topic's name in the reader's language.
    pub(super) topic: Option<String>,
    pub(super) received_at: Instant,
    /// The deadline told with the receipt.
    pub(super) first_due: Option<Instant>,
    /// The present deadline; none while the clock does not run.
    pub(super) due: Option<Instant>,
    pub(super) message: Option<MessageFacts>,
}

/// A public message of the desk.
#[derive(Debug, Clone)]
pub(super) struct MessageFacts {
    pub(super) at: Instant,
    pub(super) body: String,
}

/// What decides who hears of a question.
#[derive(Debug, Clone, Copy, Queryable)]
pub(super) struct Parties {
    pub(super) requester: AccountId,
    pub(super) assignee: Option<AccountId>,
    pub(super) group: Option<GroupId>,
}

pub(super) fn parties(conn: &mut Conn, ticket: TicketId) -> DbResult<Option<Parties>> {
    Ok(tickets::table
        .filter(tickets::id.eq(ticket))
        .select((tickets::requester_id, tickets::assignee_id, tickets::group_id))
        .first(conn)
        .optional()?)
}

pub(super) fn caused_at(conn: &mut Conn, position: i64) -> DbResult<Option<Instant>> {
    Ok(events::table.filter(events::position.eq(position)).select(events::at).first(conn).optional()?)
}

pub(super) fn ticket(
    conn: &mut Conn,
    id: TicketId,
    message: Option<MessageId>,
    lang: Lang,
) -> DbResult<Option<TicketFacts>> {
    type Row = (AccountId, Option<AccountId>, String, String, Option<TopicId>, Instant);
    let row: Option<Row> = tickets::table
        .filter(tickets::id.eq(id))
        .select((
            tickets::requester_id,
            tickets::assignee_id,
            tickets::state,
            tickets::subject,
            tickets::topic_id,
            tickets::created_at,
        ))
        .first(conn)
        .optional()?;
    let Some((requester, assignee, state, subject, topic, received_at)) = row else { return Ok(None) };
    let topic = match topic {
        Some(topic) => topics::find(conn, topic)?.map(|topic| topic.name(lang).to_owned()),
        None => None,
    };
    let assignee_name = match assignee {
        Some(assignee) => accounts::person(conn, assignee)?.map(|person| person.name.to_string()),
        None => None,
    };
    let message = match message {
        Some(message) => messages::table
            .filter(messages::id.eq(message))
            .filter(messages::ticket_id.eq(id))
            .select((messages::created_at, messages::body))
            .first(conn)
            .optional()?
            .map(|(at, body)| MessageFacts { at, body }),
        None => None,
    };
    let cycles = sla::actions::cycles_of(conn, id)?;
    Ok(Some(TicketFacts {
        id,
        requester,
        assignee,
        assignee_name,
        state,
        subject,
        topic,
        received_at,
        first_due: cycles.first().map(|cycle| cycle.due_at),
        due: sla::actions::due_of(conn, id)?,
        message,
    }))
}
