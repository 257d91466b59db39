//! The lists of the desk: one stage in its order, a page at a time.

use std::collections::HashMap;

use diesel::prelude::*;

use super::tickets::{COLUMNS, Row, ticket};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, TicketId, TopicId};
use crate::platform::db::schema::tickets;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::{Stage, Ticket, TicketState};

/// Whose tickets a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Those this person holds.
    HeldBy(AccountId),
    /// Those nobody holds.
    Unheld,
    /// Those of these groups, and those of no group.
    Groups(Vec<GroupId>),
    /// Everybody's.
    All,
}

/// Which tickets a list shows.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The list.
    pub stage: Stage,
    /// Whose.
    pub whose: Whose,
    /// Only these topics; empty means any.
    pub topics: Vec<TopicId>,
}

/// Place of a row in a list, from which the next page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The instant the list is ordered by.
    pub queue_at: Instant,
    /// The ticket.
    pub id: TicketId,
}

/// How many are in the lists that matter at a glance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// The clock runs.
    pub todo: i64,
    /// Of these, past the deadline.
    pub overdue: i64,
    /// The requester owes a clarification.
    pub waiting: i64,
    /// Held by this person, clock running.
    pub mine: i64,
    /// Held by nobody.
    pub unheld: i64,
}

/// Up to `limit` tickets after a place, with their own places.
///
/// The keyset is written `at >= a AND (at > a OR id > i)`, which both planners turn into one range of the index; the
/// plain OR form reads the list from its start.
pub fn page(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<(Place, Ticket)>> {
    let mut query = tickets::table
        .filter(tickets::stage.eq(filter.stage))
        .limit(limit)
        .select((tickets::queue_at, COLUMNS))
        .into_boxed();
    match &filter.whose {
        Whose::HeldBy(account) => query = query.filter(tickets::assignee_id.eq(*account)),
        Whose::Unheld => query = query.filter(tickets::assignee_id.is_null()),
        Whose::Groups(groups) => {
            query = query.filter(tickets::group_id.is_null().or(tickets::group_id.eq_any(groups.clone())));
        }
        Whose::All => {}
    }
    if !filter.topics.is_empty() {
        query = query.filter(tickets::topic_id.eq_any(filter.topics.clone()));
    }
    if filter.stage.is_ascending() {
        query = query.order((tickets::queue_at.asc(), tickets::id.asc()));
        if let Some(Place { queue_at, id }) = after {
            query = query
                .filter(tickets::queue_at.ge(queue_at))
                .filter(tickets::queue_at.gt(queue_at).or(tickets::id.gt(id)));
        }
    } else {
        query = query.order((tickets::queue_at.desc(), tickets::id.desc()));
        if let Some(Place { queue_at, id }) = after {
            query = query
                .filter(tickets::queue_at.le(queue_at))
                .filter(tickets::queue_at.lt(queue_at).or(tickets::id.lt(id)));
        }
    }
    let rows: Vec<(Instant, Row)> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(queue_at, row)| {
            let ticket = ticket(row);
            (Place { queue_at, id: ticket.id }, ticket)
        })
        .collect())
}

/// How many open questions each person holds.
pub fn held(conn: &mut Conn) -> DbResult<HashMap<AccountId, i64>> {
    let rows: Vec<(Option<AccountId>, i64)> = tickets::table
        .filter(tickets::stage.eq_any([Stage::Todo, Stage::Waiting]))
        .group_by(tickets::assignee_id)
        .select((tickets::assignee_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(holder, count)| Some((holder?, count))).collect())
}

/// The numbers at the top of the queue: of what is open only, which stays small whatever the archive holds.
pub fn counts(conn: &mut Conn, person: AccountId, now: Instant) -> DbResult<Counts> {
    let todo = || tickets::table.filter(tickets::stage.eq(Stage::Todo));
    let unheld = todo().filter(tickets::state.eq(TicketState::New));
    let waiting = tickets::table.filter(tickets::stage.eq(Stage::Waiting));
    Ok(Counts {
        todo: todo().count().get_result(conn)?,
        overdue: todo().filter(tickets::queue_at.lt(now)).count().get_result(conn)?,
        waiting: waiting.count().get_result(conn)?,
        mine: todo().filter(tickets::assignee_id.eq(person)).count().get_result(conn)?,
        unheld: unheld.count().get_result(conn)?,
    })
}
