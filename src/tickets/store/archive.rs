//! A page of what is over: what a filter leaves of a list that grows for ever.

use diesel::dsl::not;
use diesel::prelude::*;

use super::tickets::{COLUMNS, Columns, Row, ticket};
use crate::accounts::RequesterKind;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, TicketId, TopicId};
use crate::platform::db::schema::tickets;
use crate::platform::db::{Conn, DbResult};
use crate::tickets::listing::{Filter, Place, Whose};
use crate::tickets::model::{Channel, Stage, Ticket};

/// What a filter leaves of an archive is read by number and sorted, up to so many. With more, the archive is walked in its
/// order, where a page is found soon.
const FEW: i64 = 1000;

/// Where the database does not know which rows of a walk belong, it is asked for as many as are likely to fill the page: at least so
/// many times the page, and so many rows at first, and then as many as were walked before at least, and so many times as many at most.
/// So a hundred thousand rows are walked in ten statements at most, a million in fourteen.
pub(super) const LEAST: i64 = 4;
const MOST_AT_FIRST: i64 = 5000;
const WIDER: i64 = 8;

type Query<Selected> = tickets::BoxedQuery<'static, <Conn as diesel::Connection>::Backend, Selected>;
type Numbers = Query<diesel::dsl::SqlTypeOf<tickets::id>>;
type Rows = Query<diesel::dsl::SqlTypeOf<(tickets::queue_at, Columns)>>;

/// One condition of a filter.
#[derive(Debug, Clone)]
enum Condition {
    Topics(Vec<TopicId>),
    Places(Vec<&'static str>),
    Kind(RequesterKind),
    Channel(Channel),
    Holders(Vec<AccountId>),
    Unheld,
    /// Of these, or of none.
    Groups(Vec<GroupId>),
    OfGroups(Vec<GroupId>),
    OfNoGroup,
}

impl Condition {
    /// Whether an index of this condition has its rows in the order of time.
    fn is_of_one_value(&self) -> bool {
        match self {
            Self::Topics(topics) => topics.len() == 1,
            Self::Places(codes) => codes.len() == 1,
            Self::Holders(accounts) => accounts.len() == 1,
            Self::Kind(_) | Self::Channel(_) | Self::Unheld | Self::OfNoGroup => true,
            Self::Groups(_) | Self::OfGroups(_) => false,
        }
    }

    /// The same as conditions of which each is one search of an index.
    fn searches(self) -> Vec<Self> {
        match self {
            Self::Groups(groups) => vec![Self::OfGroups(groups), Self::OfNoGroup],
            other => vec![other],
        }
    }
}

/// The conditions of a filter; those that commonly leave least come first.
fn conditions(filter: &Filter) -> Vec<Condition> {
    let whose = match &filter.whose {
        Whose::HeldBy(account) | Whose::WorkOf(account, _) => Some(Condition::Holders(vec![*account])),
        Whose::Unheld => Some(Condition::Unheld),
        Whose::Groups(groups) => Some(Condition::Groups(groups.clone())),
        Whose::All => None,
    };
    let topics = (!filter.topics.is_empty()).then(|| Condition::Topics(filter.topics.clone()));
    let place = filter.place.map(|place| Condition::Places(place.stored()));
    let kind = filter.kind.map(Condition::Kind);
    let channel = filter.channel.map(Condition::Channel);
    let holders = filter.holders.clone().map(Condition::Holders);
    [place, channel, holders, topics, whose, kind].into_iter().flatten().collect()
}

/// Up to `limit` tickets of an archive after a place, the latest first, with their own places.
///
/// How much is read does not grow with the archive. The numbers that one condition alone leaves are in an index of its
/// own, which is asked for [`FEW`] of them; when these are all, they are the rows that the page is made of. When each
/// condition leaves more, one of them leads, whose index has its rows in the order of the list, or the list itself does,
/// and the others are looked at row by row.
///
/// The keyset is written `at <= a AND (at < a OR id < i)`, which both planners turn into one range of the index; the
/// plain OR form reads the list from its start.
pub fn page(
    conn: &mut Conn,
    stage: Stage,
    filter: &Filter,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<(Place, Ticket)>> {
    page_of(conn, stage, filter, after, limit, FEW)
}

/// The same where so many are few. Up to one statement for each condition, one for each step of a walk, and one that reads the page.
pub(super) fn page_of(
    conn: &mut Conn,
    stage: Stage,
    filter: &Filter,
    after: Option<Place>,
    limit: i64,
    few: i64,
) -> DbResult<Vec<(Place, Ticket)>> {
    let conditions = conditions(filter);
    let numbers = match filter.said.as_deref() {
        Some(said) if i64::try_from(said.ids().len()).is_ok_and(|count| count <= few) => {
            Some(said.ids().iter().copied().map(TicketId).collect())
        }
        _ => numbers(conn, stage, &conditions, few)?
            .map(|numbers| numbers.into_iter().filter(|id| filter.says(*id)).collect()),
    };
    if numbers.is_some() || filter.said.is_none() {
        return rows(conn, stage, conditions, numbers, after, limit);
    }
    // Words that many questions hold: whoever walks the list finds enough of them soon, or else all of it is soon walked.
    let wanted = usize::try_from(limit).unwrap_or_default();
    let (mut found, mut after): (Vec<TicketId>, _) = (Vec::new(), after);
    let (mut step, mut seen) =
        (filter.said.as_deref().map_or(limit, |said| first_step(said.ids(), limit)), 0);
    loop {
        let query: Numbers = tickets::table.select(tickets::id).filter(tickets::stage.eq(stage)).into_boxed();
        let walked: Vec<TicketId> = walked(query, conditions.clone(), after, step).load(conn)?;
        let ends = i64::try_from(walked.len()).is_ok_and(|count| count < step);
        let last = walked.last().copied();
        found.extend(walked.into_iter().filter(|id| filter.says(*id)));
        match last {
            Some(last) if !ends && found.len() < wanted => after = Some(place_of(conn, last)?),
            _ => {
                found.truncate(wanted);
                return rows(conn, stage, Vec::new(), Some(found), None, limit);
            }
        }
        seen += step;
        step = next_step(step, seen, found.len(), wanted);
    }
}

/// How many rows to read first: as many as hold a page, and a quarter more, if the numbers of those that belong are spread evenly.
pub(super) fn first_step(belonging: &[i64], limit: i64) -> i64 {
    let count = i64::try_from(belonging.len()).unwrap_or(i64::MAX).max(1);
    let of_all = belonging.last().copied().unwrap_or_default();
    let likely = limit.saturating_mul(of_all) / count;
    likely
        .saturating_add(likely / 4)
        .clamp(limit.saturating_mul(LEAST), MOST_AT_FIRST.max(limit.saturating_mul(LEAST)))
}

/// How many rows to read after `step` of them, when of all those `seen` so few were found: as many as hold what is missing, and
/// a quarter more, as far as the step may grow.
pub(super) fn next_step(step: i64, seen: i64, found: usize, wanted: usize) -> i64 {
    let [found, wanted] = [found, wanted].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    let missing = seen.saturating_mul(wanted - found) / found.max(1);
    missing.saturating_add(missing / 4).clamp(seen, step.saturating_mul(WIDER).max(seen))
}

/// Where a ticket stands in its archive.
fn place_of(conn: &mut Conn, id: TicketId) -> DbResult<Place> {
    let at: Instant = tickets::table.find(id).select(tickets::queue_at).first(conn)?;
    Ok(Place { at, id })
}

/// Up to `limit` tickets of an archive after a place: of these numbers, if it is known which they are, and as far as all
/// conditions hold.
fn rows(
    conn: &mut Conn,
    stage: Stage,
    conditions: Vec<Condition>,
    numbers: Option<Vec<TicketId>>,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<(Place, Ticket)>> {
    let query: Rows =
        tickets::table.select((tickets::queue_at, COLUMNS)).filter(tickets::stage.eq(stage)).into_boxed();
    let query = match numbers {
        Some(numbers) => {
            let query = query.filter(tickets::id.eq_any(numbers));
            listed(conditions.into_iter().fold(query, row_by_row), after, limit)
        }
        None => walked(query, conditions, after, limit),
    };
    let rows: Vec<(Instant, Row)> = query.load(conn)?;
    let placed = |(at, row)| {
        let ticket = ticket(row);
        (Place { at, id: ticket.id }, ticket)
    };
    Ok(rows.into_iter().map(placed).collect())
}

/// What all of these conditions leave of an archive, read in its order: one of them leads, whose index has its rows in it, if there
/// is one.
fn walked<Selected>(
    query: Query<Selected>,
    mut conditions: Vec<Condition>,
    after: Option<Place>,
    limit: i64,
) -> Query<Selected> {
    let query = match conditions.iter().position(Condition::is_of_one_value) {
        Some(place) => indexed(query, conditions.remove(place)),
        None => query,
    };
    listed(conditions.into_iter().fold(query, row_by_row), after, limit)
}

/// In the order of an archive, after a place.
fn listed<Selected>(query: Query<Selected>, after: Option<Place>, limit: i64) -> Query<Selected> {
    let query = query.order((tickets::queue_at.desc(), tickets::id.desc())).limit(limit);
    match after {
        Some(Place { at, id }) => {
            query.filter(tickets::queue_at.le(at)).filter(tickets::queue_at.lt(at).or(tickets::id.lt(id)))
        }
        None => query,
    }
}

/// The numbers that the first of the conditions that leaves few of them does leave.
fn numbers(
    conn: &mut Conn,
    stage: Stage,
    conditions: &[Condition],
    few: i64,
) -> DbResult<Option<Vec<TicketId>>> {
    for condition in conditions {
        let mut numbers: Vec<TicketId> = Vec::new();
        for search in condition.clone().searches() {
            let query: Numbers =
                tickets::table.select(tickets::id).filter(tickets::stage.eq(stage)).into_boxed();
            numbers.extend(indexed(query, search).limit(few + 1).load::<TicketId>(conn)?);
        }
        if i64::try_from(numbers.len()).is_ok_and(|count| count <= few) {
            return Ok(Some(numbers));
        }
    }
    Ok(None)
}

/// A condition for an index of its own. What is over has no deadline, and these indexes hold nothing else: a new question does
/// not have to be written into each of them.
fn indexed<Selected>(query: Query<Selected>, condition: Condition) -> Query<Selected> {
    let query = query.filter(tickets::due_at.is_null());
    match condition {
        Condition::Topics(topics) if topics.len() == 1 => query.filter(tickets::topic_id.eq(topics[0])),
        Condition::Topics(topics) => query.filter(tickets::topic_id.eq_any(topics)),
        Condition::Places(codes) if codes.len() == 1 => query.filter(tickets::municipality.eq(codes[0])),
        Condition::Places(codes) => query.filter(tickets::municipality.eq_any(codes)),
        Condition::Kind(kind) => query.filter(tickets::kind.eq(kind)),
        Condition::Channel(channel) => query.filter(tickets::channel.eq(channel)),
        Condition::Holders(accounts) if accounts.len() == 1 => {
            query.filter(tickets::assignee_id.eq(accounts[0]))
        }
        Condition::Holders(accounts) => query.filter(tickets::assignee_id.eq_any(accounts)),
        Condition::Unheld => query.filter(tickets::assignee_id.is_null()),
        Condition::Groups(groups) => {
            query.filter(tickets::group_id.is_null().or(tickets::group_id.eq_any(groups)))
        }
        Condition::OfGroups(groups) => query.filter(tickets::group_id.eq_any(groups)),
        Condition::OfNoGroup => query.filter(tickets::group_id.is_null()),
    }
}

/// A condition, looked at row by row: written so that no planner takes an index for it, whose rows would have to be sorted.
fn row_by_row<Selected>(query: Query<Selected>, condition: Condition) -> Query<Selected> {
    match condition {
        Condition::Topics(topics) => query.filter(not(tickets::topic_id.ne_all(topics))),
        Condition::Places(codes) => query.filter(not(tickets::municipality.ne_all(codes))),
        Condition::Kind(kind) => query.filter(not(tickets::kind.ne(kind))),
        Condition::Channel(channel) => query.filter(not(tickets::channel.ne(channel))),
        Condition::Holders(accounts) => query.filter(not(tickets::assignee_id.ne_all(accounts))),
        Condition::Unheld => query.filter(not(tickets::assignee_id.is_not_null())),
        Condition::Groups(groups) => {
            let others = tickets::group_id.is_not_null().and(tickets::group_id.ne_all(groups));
            query.filter(not(others))
        }
        Condition::OfGroups(groups) => query.filter(not(tickets::group_id.ne_all(groups))),
        Condition::OfNoGroup => query.filter(not(tickets::group_id.is_not_null())),
    }
}
