//! Rows of what people said of answers, and of whom was asked for it.

use diesel::dsl::{exists, max, not};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CycleId, TicketId};
use crate::kernel::rating::{RatingReason, Verdict};
use crate::kernel::text::Subject;
use crate::platform::db::schema::{cycles, rating_requests, ratings, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::listing::Place;
use crate::tickets::model::{Rating, TicketState, Way};

type Row = (CycleId, Verdict, Option<RatingReason>, Option<String>, Way, Instant);
type Columns =
    (ratings::cycle_id, ratings::verdict, ratings::reason, ratings::words, ratings::way, ratings::rated_at);
const COLUMNS: Columns =
    (ratings::cycle_id, ratings::verdict, ratings::reason, ratings::words, ratings::way, ratings::rated_at);

fn rating((cycle, verdict, reason, words, way, at): Row) -> Rating {
    Rating { cycle, verdict, reason, words, way, at }
}

/// Writes what somebody says of the answer of a cycle, in place of what was said before. Nobody else changes the ticket
/// meanwhile.
pub fn put(conn: &mut Conn, ticket: TicketId, said: &Rating) -> DbResult<()> {
    let known = ratings::table.filter(ratings::cycle_id.eq(said.cycle));
    let changed = diesel::update(known)
        .set((
            ratings::verdict.eq(said.verdict),
            ratings::reason.eq(said.reason),
            ratings::words.eq(&said.words),
            ratings::way.eq(said.way),
            ratings::rated_at.eq(said.at),
        ))
        .execute(conn)?;
    if changed == 0 {
        diesel::insert_into(ratings::table)
            .values((
                ratings::cycle_id.eq(said.cycle),
                ratings::ticket_id.eq(ticket),
                ratings::verdict.eq(said.verdict),
                ratings::reason.eq(said.reason),
                ratings::words.eq(&said.words),
                ratings::way.eq(said.way),
                ratings::rated_at.eq(said.at),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// What was said of the answers to a ticket, in their order.
pub fn of_ticket(conn: &mut Conn, ticket: TicketId) -> DbResult<Vec<Rating>> {
    let rows: Vec<Row> = ratings::table
        .filter(ratings::ticket_id.eq(ticket))
        .order(ratings::cycle_id.asc())
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(rating).collect())
}

/// Somebody whom an answer did not help, or not wholly.
pub struct Unhappy {
    pub ticket: TicketId,
    pub subject: Subject,
    /// Who holds the question.
    pub holder: Option<AccountId>,
    pub rating: Rating,
}

/// Where a list of them goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    pub at: Instant,
    pub cycle: CycleId,
}

/// Those whom answers did not help, the newest first; of the questions of one holder where one is given.
pub fn unhappy(
    conn: &mut Conn,
    holder: Option<AccountId>,
    after: Option<After>,
    limit: i64,
) -> DbResult<Vec<Unhappy>> {
    let mut query = ratings::table
        .inner_join(tickets::table)
        // Literally as the index says it, or it is not used.
        .filter(diesel::dsl::sql::<Bool>("ratings.verdict <> 'yes'"))
        .order((ratings::rated_at.desc(), ratings::cycle_id.desc()))
        .limit(limit)
        .select((COLUMNS, tickets::id, tickets::subject, tickets::assignee_id))
        .into_boxed();
    if let Some(holder) = holder {
        query = query.filter(tickets::assignee_id.eq(holder));
    }
    if let Some(After { at, cycle }) = after {
        query = query
            .filter(ratings::rated_at.le(at).and(ratings::rated_at.lt(at).or(ratings::cycle_id.lt(cycle))));
    }
    let rows: Vec<(Row, TicketId, Subject, Option<AccountId>)> = query.load(conn)?;
    let unhappy = |(row, ticket, subject, holder)| Unhappy { ticket, subject, holder, rating: rating(row) };
    Ok(rows.into_iter().map(unhappy).collect())
}

/// When somebody was last asked whether an answer helped, or reminded of it.
pub fn last_asked(conn: &mut Conn, account: AccountId) -> DbResult<Option<Instant>> {
    let (asked, reminded): (Option<Instant>, Option<Instant>) = rating_requests::table
        .filter(rating_requests::account_id.eq(account))
        .select((max(rating_requests::asked_at), max(rating_requests::reminded_at)))
        .first(conn)?;
    Ok(asked.max(reminded))
}

/// Notes that somebody is asked whether the answer of a cycle helped.
pub fn insert_request(
    conn: &mut Conn,
    cycle: CycleId,
    ticket: TicketId,
    account: AccountId,
    now: Instant,
) -> DbResult<()> {
    diesel::insert_into(rating_requests::table)
        .values((
            rating_requests::cycle_id.eq(cycle),
            rating_requests::ticket_id.eq(ticket),
            rating_requests::account_id.eq(account),
            rating_requests::asked_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// The answer of which a requester was asked at this instant whether it helped, or reminded of that; by the promise that it
/// ended.
pub fn asked_at(conn: &mut Conn, ticket: TicketId, at: Instant) -> DbResult<Option<CycleId>> {
    let asked = rating_requests::asked_at.eq(at).or(rating_requests::reminded_at.eq(at));
    let asked = rating_requests::table.filter(rating_requests::ticket_id.eq(ticket).and(asked));
    Ok(asked
        .order(rating_requests::cycle_id.desc())
        .select(rating_requests::cycle_id)
        .first(conn)
        .optional()?)
}

/// The tickets after a place whose requester was asked between two instants, said nothing, and was not reminded; the longest
/// ago first. What was opened again is answered once more before anybody is reminded of anything, and of an answer that
/// another followed nobody is.
pub fn unreminded(
    conn: &mut Conn,
    from: Instant,
    before: Instant,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<Place>> {
    let answered_since = cycles::table
        .filter(
            cycles::ticket_id.eq(rating_requests::ticket_id).and(cycles::id.gt(rating_requests::cycle_id)),
        )
        .filter(cycles::answered_at.is_not_null());
    let mut query = rating_requests::table
        .inner_join(tickets::table)
        .filter(rating_requests::reminded_at.is_null())
        .filter(rating_requests::asked_at.ge(from).and(rating_requests::asked_at.lt(before)))
        .filter(tickets::helpful.is_null())
        .filter(not(exists(answered_since)))
        // By the state, which no index has: the requests of the last weeks are fewer than what was ever closed.
        .filter(tickets::state.eq_any([TicketState::Answered, TicketState::Closed]))
        .order((rating_requests::asked_at.asc(), tickets::id.asc()))
        .limit(limit)
        .select((rating_requests::asked_at, tickets::id))
        .into_boxed();
    if let Some(Place { at, id }) = after {
        query = query.filter(
            rating_requests::asked_at.ge(at).and(rating_requests::asked_at.gt(at).or(tickets::id.gt(id))),
        );
    }
    let rows: Vec<(Instant, TicketId)> = query.load(conn)?;
    Ok(rows.into_iter().map(|(at, id)| Place { at, id }).collect())
}

/// Notes that the requester is reminded of the request about the answer of a cycle, made between two instants; answers whether
/// there is one that nobody was reminded of.
pub fn remind(
    conn: &mut Conn,
    cycle: CycleId,
    from: Instant,
    before: Instant,
    now: Instant,
) -> DbResult<bool> {
    let due = rating_requests::table
        .filter(rating_requests::cycle_id.eq(cycle).and(rating_requests::reminded_at.is_null()))
        .filter(rating_requests::asked_at.ge(from).and(rating_requests::asked_at.lt(before)));
    Ok(diesel::update(due).set(rating_requests::reminded_at.eq(now)).execute(conn)? == 1)
}

/// Notes of everybody who was asked so far that she was reminded.
pub fn waive_reminders(conn: &mut Conn) -> DbResult<()> {
    diesel::update(rating_requests::table.filter(rating_requests::reminded_at.is_null()))
        .set(rating_requests::reminded_at.eq(rating_requests::asked_at.nullable()))
        .execute(conn)?;
    Ok(())
}
