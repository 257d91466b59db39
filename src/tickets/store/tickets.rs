//! Rows of tickets.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::accounts::RequesterKind;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CycleId, GroupId, TicketId, TopicId};
use crate::kernel::text::Subject;
use crate::platform::db::schema::{events, merges, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::tickets::listing::Place;
use crate::tickets::model::{Channel, Priority, Stage, Ticket, TicketState};

/// A ticket about to be inserted.
pub struct NewTicket<'a> {
    pub requester: AccountId,
    pub channel: Channel,
    pub topic: Option<TopicId>,
    /// Whether the program guessed the topic and nobody confirmed it.
    pub topic_proposed: bool,
    /// As of [`Ticket::approval_kept_for`].
    pub approval_kept_for: Option<AccountId>,
    pub group: Option<GroupId>,
    /// Who gets it at once.
    pub assignee: Option<AccountId>,
    pub priority: Priority,
    pub subject: &'a Subject,
    pub municipality: Option<&'a str>,
    pub kind: RequesterKind,
    pub lang: Lang,
    pub submission_key: Option<&'a str>,
    pub content_hash: &'a str,
    pub reference: Option<&'a str>,
    pub due_at: Instant,
}

#[derive(Queryable)]
pub(super) struct Row {
    id: TicketId,
    requester_id: AccountId,
    channel: Channel,
    state: TicketState,
    topic_id: Option<TopicId>,
    group_id: Option<GroupId>,
    assignee_id: Option<AccountId>,
    subject: Subject,
    municipality: Option<String>,
    kind: RequesterKind,
    lang: Lang,
    created_at: Instant,
    updated_at: Instant,
    due_at: Option<Instant>,
    answered_at: Option<Instant>,
    closed_at: Option<Instant>,
    helpful: Option<bool>,
    version: i32,
    cycle_id: Option<CycleId>,
    priority: Priority,
    topic_proposed: bool,
    approval_kept_for: Option<AccountId>,
}

pub(super) type Columns = (
    tickets::id,
    tickets::requester_id,
    tickets::channel,
    tickets::state,
    tickets::topic_id,
    tickets::group_id,
    tickets::assignee_id,
    tickets::subject,
    tickets::municipality,
    tickets::kind,
    tickets::lang,
    tickets::created_at,
    tickets::updated_at,
    tickets::due_at,
    tickets::answered_at,
    tickets::closed_at,
    tickets::helpful,
    tickets::version,
    tickets::cycle_id,
    tickets::priority,
    tickets::topic_proposed,
    tickets::approval_kept_for,
);
pub(super) const COLUMNS: Columns = (
    tickets::id,
    tickets::requester_id,
    tickets::channel,
    tickets::state,
    tickets::topic_id,
    tickets::group_id,
    tickets::assignee_id,
    tickets::subject,
    tickets::municipality,
    tickets::kind,
    tickets::lang,
    tickets::created_at,
    tickets::updated_at,
    tickets::due_at,
    tickets::answered_at,
    tickets::closed_at,
    tickets::helpful,
    tickets::version,
    tickets::cycle_id,
    tickets::priority,
    tickets::topic_proposed,
    tickets::approval_kept_for,
);

pub(super) fn ticket(row: Row) -> Ticket {
    Ticket {
        id: row.id,
        requester: row.requester_id,
        channel: row.channel,
        state: row.state,
        topic: row.topic_id,
        group: row.group_id,
        assignee: row.assignee_id,
        subject: row.subject,
        municipality: row.municipality,
        kind: row.kind,
        lang: row.lang,
        created_at: row.created_at,
        updated_at: row.updated_at,
        due_at: row.due_at,
        answered_at: row.answered_at,
        closed_at: row.closed_at,
        helpful: row.helpful,
        version: row.version,
        cycle: row.cycle_id,
        priority: row.priority,
        topic_proposed: row.topic_proposed,
        approval_kept_for: row.approval_kept_for,
    }
}

/// Inserts a new ticket in its place in the queue; [`set_first_cycle`] follows.
pub fn insert(conn: &mut Conn, new: &NewTicket<'_>, now: Instant) -> DbResult<TicketId> {
    let state = if new.assignee.is_some() { TicketState::Assigned } else { TicketState::New };
    let id = diesel::insert_into(tickets::table)
        .values((
            tickets::requester_id.eq(new.requester),
            tickets::channel.eq(new.channel),
            tickets::state.eq(state),
            tickets::topic_id.eq(new.topic),
            tickets::topic_proposed.eq(new.topic_proposed),
            tickets::approval_kept_for.eq(new.approval_kept_for),
            tickets::group_id.eq(new.group),
            tickets::assignee_id.eq(new.assignee),
            tickets::priority.eq(new.priority),
            tickets::subject.eq(new.subject),
            tickets::municipality.eq(new.municipality),
            tickets::kind.eq(new.kind),
            tickets::lang.eq(new.lang),
            tickets::created_at.eq(now),
            tickets::updated_at.eq(now),
            tickets::submission_key.eq(new.submission_key),
            tickets::content_hash.eq(new.content_hash),
            tickets::reference.eq(new.reference),
            tickets::stage.eq(Stage::Todo),
            tickets::due_at.eq(new.due_at),
            tickets::queue_at.eq(new.due_at),
        ))
        .returning(tickets::id)
        .get_result(conn)?;
    Ok(id)
}

/// Notes the cycle that a new ticket was promised with. No index holds this column, so that the row alone is written.
pub fn set_first_cycle(conn: &mut Conn, id: TicketId, cycle: CycleId) -> DbResult<()> {
    diesel::update(tickets::table.filter(tickets::id.eq(id)))
        .set(tickets::cycle_id.eq(cycle))
        .execute(conn)?;
    Ok(())
}

/// The ticket of a number.
pub fn find(conn: &mut Conn, id: TicketId) -> DbResult<Option<Ticket>> {
    let row = tickets::table.filter(tickets::id.eq(id)).select(COLUMNS).first(conn).optional()?;
    Ok(row.map(ticket))
}

/// The ticket of a number as it stands: the one that it became part of, if it did.
///
/// # Errors
/// When the database fails.
pub fn standing(conn: &mut Conn, id: TicketId) -> DbResult<Option<Ticket>> {
    let id = super::merges::into(conn, id)?.unwrap_or(id);
    find(conn, id)
}

/// The ticket that one became part of, if it did. What is open needs no look.
pub fn survivor(conn: &mut Conn, ticket: &Ticket) -> DbResult<Option<Ticket>> {
    if ticket.state != TicketState::Closed {
        return Ok(None);
    }
    match super::merges::into(conn, ticket.id)? {
        Some(into) => find(conn, into),
        None => Ok(None),
    }
}

/// The tickets of these numbers, in no particular order.
pub fn several(conn: &mut Conn, ids: &[TicketId]) -> DbResult<Vec<Ticket>> {
    let rows: Vec<Row> = tickets::table.filter(tickets::id.eq_any(ids)).select(COLUMNS).load(conn)?;
    Ok(rows.into_iter().map(ticket).collect())
}

/// What the tickets of these numbers are about.
pub fn subjects(conn: &mut Conn, ids: &[TicketId]) -> DbResult<HashMap<TicketId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(TicketId, String)> =
        tickets::table.filter(tickets::id.eq_any(ids)).select((tickets::id, tickets::subject)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// What a requester sent under a form's key, with the digest of its words.
pub fn sent_with_key(
    conn: &mut Conn,
    requester: AccountId,
    submission_key: &str,
) -> DbResult<Option<(TicketId, String)>> {
    Ok(tickets::table
        .filter(tickets::requester_id.eq(requester).and(tickets::submission_key.eq(submission_key)))
        .select((tickets::id, tickets::content_hash))
        .first(conn)
        .optional()?)
}

/// The question that the desk typed in with this key.
pub fn typed_in_with_key(conn: &mut Conn, submission_key: &str) -> DbResult<Option<TicketId>> {
    Ok(tickets::table
        .filter(tickets::submission_key.eq(submission_key))
        .filter(tickets::channel.eq(Channel::Phone).or(tickets::channel.eq(Channel::Desk)))
        .select(tickets::id)
        .first(conn)
        .optional()?)
}

/// What a requester sent word for word since `since`, the newest first.
pub fn sent_since(
    conn: &mut Conn,
    requester: AccountId,
    content_hash: &str,
    since: Instant,
) -> DbResult<Vec<TicketId>> {
    Ok(tickets::table
        .filter(tickets::requester_id.eq(requester))
        .filter(tickets::content_hash.eq(content_hash).and(tickets::created_at.gt(since)))
        .order(tickets::created_at.desc())
        .select(tickets::id)
        .load(conn)?)
}

/// Writes what a use case changed, if nobody else did since `ticket` was read; answers whether it was written.
///
/// `ticket.version` is the version read; the row gets the next.
pub fn save(conn: &mut Conn, ticket: &Ticket, queue_at: Instant, now: Instant) -> DbResult<bool> {
    let unchanged = tickets::table.filter(tickets::id.eq(ticket.id).and(tickets::version.eq(ticket.version)));
    let written = diesel::update(unchanged)
        .set((
            tickets::state.eq(ticket.state),
            tickets::topic_id.eq(ticket.topic),
            tickets::group_id.eq(ticket.group),
            tickets::assignee_id.eq(ticket.assignee),
            tickets::updated_at.eq(now),
            tickets::due_at.eq(ticket.due_at),
            tickets::answered_at.eq(ticket.answered_at),
            tickets::closed_at.eq(ticket.closed_at),
            tickets::helpful.eq(ticket.helpful),
            tickets::version.eq(ticket.version + 1),
            tickets::cycle_id.eq(ticket.cycle),
            tickets::stage.eq(ticket.state.stage()),
            tickets::queue_at.eq(queue_at),
            tickets::priority.eq(ticket.priority),
            tickets::topic_proposed.eq(ticket.topic_proposed),
            tickets::approval_kept_for.eq(ticket.approval_kept_for),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

/// A requester's tickets, newest first; those that became part of another are left out.
pub fn of_requester(conn: &mut Conn, requester: AccountId, limit: i64) -> DbResult<Vec<Ticket>> {
    let rows = tickets::table
        .filter(tickets::requester_id.eq(requester))
        .filter(is_its_own())
        .order(tickets::id.desc())
        .limit(limit)
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(ticket).collect())
}

/// The same before a number.
pub fn of_requester_before(
    conn: &mut Conn,
    requester: AccountId,
    before: Option<TicketId>,
    limit: i64,
) -> DbResult<Vec<Ticket>> {
    let before = before.unwrap_or(TicketId(i64::MAX));
    let rows = tickets::table
        .filter(tickets::requester_id.eq(requester).and(tickets::id.lt(before)))
        .filter(is_its_own())
        .order(tickets::id.desc())
        .limit(limit)
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(ticket).collect())
}

/// A requester's tickets that wait for a clarification, each with since when, the longest first.
pub fn waiting_for(conn: &mut Conn, requester: AccountId) -> DbResult<Vec<(Ticket, Instant)>> {
    let rows: Vec<(Row, Instant)> = tickets::table
        .filter(tickets::requester_id.eq(requester).and(tickets::stage.eq(Stage::Waiting)))
        .order((tickets::queue_at.asc(), tickets::id.asc()))
        .select((COLUMNS, tickets::queue_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(row, since)| (ticket(row), since)).collect())
}

/// A requester's other tickets, newest first, before a number.
pub fn not_waiting_for(
    conn: &mut Conn,
    requester: AccountId,
    before: Option<TicketId>,
    limit: i64,
) -> DbResult<Vec<Ticket>> {
    let mut query = tickets::table
        .filter(tickets::requester_id.eq(requester).and(tickets::stage.ne(Stage::Waiting)))
        .filter(is_its_own())
        .order(tickets::id.desc())
        .limit(limit)
        .select(COLUMNS)
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(tickets::id.lt(before));
    }
    Ok(query.load(conn)?.into_iter().map(ticket).collect())
}

/// The open tickets about a topic.
pub fn open_of_topic(conn: &mut Conn, topic: TopicId) -> DbResult<Vec<TicketId>> {
    Ok(tickets::table
        .filter(tickets::topic_id.eq(topic).and(tickets::stage.eq_any([Stage::Todo, Stage::Waiting])))
        .order(tickets::id.asc())
        .select(tickets::id)
        .load(conn)?)
}

/// Whether it was taken over from elsewhere.
pub fn is_imported(conn: &mut Conn, id: TicketId) -> DbResult<bool> {
    Ok(tickets::table.find(id).select(tickets::reference.is_not_null()).first(conn)?)
}

/// What the links to this ticket are made with, as far as they are good.
pub fn links_revision(conn: &mut Conn, id: TicketId) -> DbResult<i32> {
    Ok(tickets::table.find(id).select(tickets::links_revision).first(conn)?)
}

/// Ends every link to these tickets. Their versions stay: whoever is writing an answer is not made stale.
pub fn end_links(conn: &mut Conn, ids: &[TicketId]) -> DbResult<()> {
    diesel::update(tickets::table.filter(tickets::id.eq_any(ids)))
        .set(tickets::links_revision.eq(tickets::links_revision + 1))
        .execute(conn)?;
    Ok(())
}

/// The open tickets that somebody holds.
pub fn held_open(conn: &mut Conn, holder: AccountId) -> DbResult<Vec<TicketId>> {
    Ok(tickets::table
        .filter(tickets::assignee_id.eq(holder).and(tickets::stage.eq_any([Stage::Todo, Stage::Waiting])))
        .order(tickets::id.asc())
        .select(tickets::id)
        .load(conn)?)
}

/// Tickets of a stage that they entered before `before`, after a place, the oldest first: what time closes.
pub fn overstayed(
    conn: &mut Conn,
    stage: Stage,
    before: Instant,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<Place>> {
    let mut query = tickets::table
        .filter(tickets::stage.eq(stage).and(tickets::queue_at.lt(before)))
        .order((tickets::queue_at.asc(), tickets::id.asc()))
        .limit(limit)
        .select((tickets::queue_at, tickets::id))
        .into_boxed();
    if let Some(place) = after {
        query = query.filter(comes_after(place));
    }
    Ok(query.load(conn)?.into_iter().map(place).collect())
}

/// Tickets that wait for their requester since before `before`, and no reminder followed, after a place, the longest wait
/// first.
pub fn unreminded(
    conn: &mut Conn,
    before: Instant,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<Place>> {
    let mut query = tickets::table
        .filter(waits_since(before).and(diesel::dsl::not(diesel::dsl::exists(reminders()))))
        .order((tickets::queue_at.asc(), tickets::id.asc()))
        .limit(limit)
        .select((tickets::queue_at, tickets::id))
        .into_boxed();
    if let Some(place) = after {
        query = query.filter(comes_after(place));
    }
    Ok(query.load(conn)?.into_iter().map(place).collect())
}

fn place((at, id): (Instant, TicketId)) -> Place {
    Place { at, id }
}

/// Whether it is one of [`unreminded`].
pub fn is_unreminded(conn: &mut Conn, id: TicketId, before: Instant) -> DbResult<bool> {
    let one = tickets::table
        .filter(tickets::id.eq(id).and(waits_since(before)))
        .filter(diesel::dsl::not(diesel::dsl::exists(reminders())));
    Ok(diesel::select(diesel::dsl::exists(one)).get_result(conn)?)
}

/// A ticket if it is still in a stage that it entered before `before`.
pub fn find_overstayed(
    conn: &mut Conn,
    id: TicketId,
    stage: Stage,
    before: Instant,
) -> DbResult<Option<Ticket>> {
    let row = tickets::table
        .filter(tickets::id.eq(id).and(tickets::stage.eq(stage)).and(tickets::queue_at.lt(before)))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(ticket))
}

/// It did not become part of another.
#[diesel::dsl::auto_type(no_type_alias)]
fn is_its_own() -> _ {
    let merged = merges::table.filter(merges::ticket_id.eq(tickets::id));
    diesel::dsl::not(diesel::dsl::exists(merged))
}

/// The keyset as [`super::archive::page`] writes it, forwards.
#[diesel::dsl::auto_type(no_type_alias)]
fn comes_after(place: Place) -> _ {
    let (at, id): (Instant, TicketId) = (place.at, place.id);
    tickets::queue_at.ge(at).and(tickets::queue_at.gt(at).or(tickets::id.gt(id)))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn waits_since(before: Instant) -> _ {
    let waiting: Stage = Stage::Waiting;
    tickets::stage.eq(waiting).and(tickets::queue_at.lt(before))
}

/// The reminders that followed since a ticket of the outer query began to wait.
#[diesel::dsl::auto_type(no_type_alias)]
fn reminders() -> _ {
    events::table
        .filter(events::ticket_id.eq(tickets::id.nullable()))
        .filter(events::kind.eq("clarification_reminded"))
        .filter(events::at.gt(tickets::queue_at))
}
