//! The lists of the desk: one stage in its order, a page at a time.

use std::collections::HashMap;

use diesel::dsl::{case_when, count, count_star};
use diesel::prelude::*;

use super::tickets::{COLUMNS, Row, ticket};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, TicketId, TopicId};
use crate::platform::db::schema::tickets;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::{Stage, Ticket};

/// Whose tickets a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Those this person holds.
    HeldBy(AccountId),
    /// Those nobody holds.
    Unheld,
    /// Those of these groups, and those of no group.
    Groups(Vec<GroupId>),
    /// Those this person holds, and of those that nobody holds what is of these groups or of none: her own work.
    WorkOf(AccountId, Vec<GroupId>),
    /// Everybody's.
    All,
}

/// Which tickets a list shows.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The list.
    pub stage: Stage,
    /// Of [`Stage::Todo`], only what is due from this instant on, and before that one.
    pub due: (Option<Instant>, Option<Instant>),
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

impl Whose {
    /// Whether the list shows what this person holds of this group: the same that [`page`] asks the database.
    fn takes(&self, holder: Option<AccountId>, group: Option<GroupId>) -> bool {
        let of = |groups: &[GroupId]| group.is_none_or(|group| groups.contains(&group));
        match self {
            Self::HeldBy(account) => holder == Some(*account),
            Self::Unheld => holder.is_none(),
            Self::Groups(groups) => of(groups),
            Self::WorkOf(account, groups) => holder == Some(*account) || (holder.is_none() && of(groups)),
            Self::All => true,
        }
    }
}

/// How many open questions there are, by stage, holder and group, so that every list can be counted.
#[derive(Debug, Clone)]
pub struct Open(Vec<Share>);

/// The open questions of one stage, holder and group.
#[derive(Debug, Clone, Queryable)]
struct Share {
    stage: Stage,
    holder: Option<AccountId>,
    group: Option<GroupId>,
    count: i64,
    /// Of these, past their deadline.
    overdue: i64,
    /// Of these, due in what is left of the day.
    due_today: i64,
}

impl Open {
    /// How many of a stage are whose; none for a stage that is not counted.
    pub fn count(&self, stage: Stage, whose: &Whose) -> Option<i64> {
        matches!(stage, Stage::Todo | Stage::Waiting)
            .then(|| self.of(stage, whose).map(|share| share.count).sum())
    }

    /// How many are past their deadline, and whose.
    pub fn overdue(&self, whose: &Whose) -> i64 {
        self.of(Stage::Todo, whose).map(|share| share.overdue).sum()
    }

    /// How many are due in what is left of today, and whose.
    pub fn due_today(&self, whose: &Whose) -> i64 {
        self.of(Stage::Todo, whose).map(|share| share.due_today).sum()
    }

    fn of<'a>(&'a self, wanted: Stage, whose: &'a Whose) -> impl Iterator<Item = &'a Share> {
        self.0.iter().filter(move |share| share.stage == wanted && whose.takes(share.holder, share.group))
    }
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
        Whose::WorkOf(account, groups) => {
            let of_group = tickets::group_id.is_null().or(tickets::group_id.eq_any(groups.clone()));
            let unheld = tickets::assignee_id.is_null().and(of_group);
            query = query.filter(tickets::assignee_id.eq(*account).or(unheld));
        }
        Whose::All => {}
    }
    if !filter.topics.is_empty() {
        query = query.filter(tickets::topic_id.eq_any(filter.topics.clone()));
    }
    let (due_from, due_before) = filter.due;
    if let Some(due_from) = due_from {
        query = query.filter(tickets::queue_at.ge(due_from));
    }
    if let Some(due_before) = due_before {
        query = query.filter(tickets::queue_at.lt(due_before));
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

/// How many questions are past their deadline.
///
/// # Errors
/// When the database fails.
pub fn overdue(conn: &mut Conn, now: Instant) -> DbResult<i64> {
    let late = tickets::stage.eq(Stage::Todo).and(tickets::queue_at.lt(now));
    Ok(tickets::table.filter(late).count().get_result(conn)?)
}

/// How many open questions each person holds.
pub fn held(conn: &mut Conn) -> DbResult<HashMap<AccountId, i64>> {
    let rows: Vec<(Option<AccountId>, i64)> = tickets::table
        .filter(tickets::stage.eq_any([Stage::Todo, Stage::Waiting]))
        .group_by(tickets::assignee_id)
        .select((tickets::assignee_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(holder, count)| Some((holder?, count))).collect())
}

/// Counts what is open, which stays small whatever the archive holds; of these topics only, where there are any. One
/// statement, however many lists are counted.
pub fn open(conn: &mut Conn, topics: &[TopicId], now: Instant) -> DbResult<Open> {
    // What waits for its requester has no deadline that could pass.
    let overdue = count(case_when(tickets::queue_at.lt(now), tickets::queue_at));
    let today = tickets::queue_at.ge(now).and(tickets::queue_at.lt(now.end_of_day()));
    let due_today = count(case_when(today, tickets::queue_at));
    let mut query = tickets::table
        .filter(tickets::stage.eq_any([Stage::Todo, Stage::Waiting]))
        .group_by((tickets::stage, tickets::assignee_id, tickets::group_id))
        .select((tickets::stage, tickets::assignee_id, tickets::group_id, count_star(), overdue, due_today))
        .into_boxed();
    if !topics.is_empty() {
        query = query.filter(tickets::topic_id.eq_any(topics.to_vec()));
    }
    Ok(Open(query.load(conn)?))
}
