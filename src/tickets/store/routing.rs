//! Rows of routing rules, and which of them decided about a question.

use std::collections::HashMap;

use diesel::dsl::{count_star, max, sum};
use diesel::prelude::*;

use crate::accounts::{Municipality, RequesterKind};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, GroupId, PolicyId, RuleId, TicketId, TopicId};
use crate::kernel::text::Name;
use crate::platform::db::schema::{routing_rules as rows, ticket_routes as routes, tickets};
use crate::platform::db::{Conn, DbResult};
use crate::tickets::model::{Channel, Priority, Stage};
use crate::tickets::routing::{Conditions, Outcome, Rule, RuleTerms};

type Row = (
    RuleId,
    i32,
    (Name, bool),
    (Option<TopicId>, String, Option<Municipality>, Option<RequesterKind>, Option<Channel>),
    (Option<GroupId>, Option<AccountId>, Option<Priority>, Option<PolicyId>),
);

fn rule((id, revision, (name, active), conditions, outcome): Row) -> Rule {
    let (topic, words, place, kind, channel) = conditions;
    let (group, person, priority, policy) = outcome;
    let terms = RuleTerms {
        name,
        active,
        conditions: Conditions { topic, words, place, kind, channel },
        outcome: Outcome { group, person, priority, policy },
    };
    Rule::new(id, revision, terms)
}

/// A number that grows with every change of any rule.
pub fn change(conn: &mut Conn) -> DbResult<i64> {
    let change: Option<i64> = rows::table.select(sum(rows::changes)).first(conn)?;
    Ok(change.unwrap_or(0))
}

/// The rules, in their order, without those that were deleted.
pub fn rules(conn: &mut Conn) -> DbResult<Vec<Rule>> {
    let found: Vec<Row> = rows::table
        .filter(rows::deleted_at.is_null())
        .order((rows::place.asc(), rows::id.asc()))
        .select((
            rows::id,
            rows::revision,
            (rows::name, rows::active),
            (rows::topic_id, rows::words, rows::municipality, rows::kind, rows::channel),
            (rows::group_id, rows::person_id, rows::priority, rows::policy_id),
        ))
        .load(conn)?;
    Ok(found.into_iter().map(rule).collect())
}

/// What rules are called, those that were deleted as well.
pub fn names(conn: &mut Conn, ids: &[RuleId]) -> DbResult<HashMap<RuleId, Name>> {
    let found: Vec<(RuleId, Name)> =
        rows::table.filter(rows::id.eq_any(ids.to_vec())).select((rows::id, rows::name)).load(conn)?;
    Ok(found.into_iter().collect())
}

/// Inserts a rule behind the others.
pub fn insert(conn: &mut Conn, terms: &RuleTerms, by: AccountId, now: Instant) -> DbResult<RuleId> {
    let last: Option<i32> = rows::table.select(max(rows::place)).first(conn)?;
    let (given, outcome) = (&terms.conditions, &terms.outcome);
    Ok(diesel::insert_into(rows::table)
        .values((
            (
                rows::name.eq(&terms.name),
                rows::active.eq(terms.active),
                rows::place.eq(last.unwrap_or(0) + 1),
            ),
            (rows::revision.eq(1), rows::changes.eq(1), rows::editor_id.eq(by), rows::updated_at.eq(now)),
            (
                rows::topic_id.eq(given.topic),
                rows::words.eq(&given.words),
                rows::municipality.eq(given.place),
                rows::kind.eq(given.kind),
                rows::channel.eq(given.channel),
            ),
            (
                rows::group_id.eq(outcome.group),
                rows::person_id.eq(outcome.person),
                rows::priority.eq(outcome.priority),
                rows::policy_id.eq(outcome.policy),
            ),
        ))
        .returning(rows::id)
        .get_result(conn)?)
}

/// Writes what a rule says, as its next revision, if it still has the revision `seen`; answers whether it had.
pub fn update(
    conn: &mut Conn,
    (id, seen): (RuleId, i32),
    terms: &RuleTerms,
    by: AccountId,
    now: Instant,
) -> DbResult<bool> {
    let same = rows::id.eq(id).and(rows::revision.eq(seen)).and(rows::deleted_at.is_null());
    let (given, outcome) = (&terms.conditions, &terms.outcome);
    let written = diesel::update(rows::table.filter(same))
        .set((
            (rows::name.eq(&terms.name), rows::active.eq(terms.active)),
            (rows::revision.eq(seen + 1), rows::changes.eq(rows::changes + 1)),
            (rows::editor_id.eq(by), rows::updated_at.eq(now)),
            (
                rows::topic_id.eq(given.topic),
                rows::words.eq(&given.words),
                rows::municipality.eq(given.place),
                rows::kind.eq(given.kind),
                rows::channel.eq(given.channel),
            ),
            (
                rows::group_id.eq(outcome.group),
                rows::person_id.eq(outcome.person),
                rows::priority.eq(outcome.priority),
                rows::policy_id.eq(outcome.policy),
            ),
        ))
        .execute(conn)?;
    Ok(written == 1)
}

/// Writes the order of rules.
pub fn set_order(conn: &mut Conn, ids: &[RuleId]) -> DbResult<()> {
    for (place, id) in ids.iter().enumerate() {
        let place = i32::try_from(place).unwrap_or(i32::MAX);
        diesel::update(rows::table.filter(rows::id.eq(*id).and(rows::place.ne(place))))
            .set((rows::place.eq(place), rows::changes.eq(rows::changes + 1)))
            .execute(conn)?;
    }
    Ok(())
}

/// Deletes a rule; its name stays for the questions that it decided about.
pub fn delete(conn: &mut Conn, id: RuleId, by: AccountId, now: Instant) -> DbResult<bool> {
    let one = rows::table.filter(rows::id.eq(id).and(rows::deleted_at.is_null()));
    let deleted = diesel::update(one)
        .set((rows::deleted_at.eq(now), rows::editor_id.eq(by), rows::changes.eq(rows::changes + 1)))
        .execute(conn)?;
    Ok(deleted == 1)
}

/// How many questions each rule has decided about.
pub fn fired(conn: &mut Conn) -> DbResult<HashMap<RuleId, i64>> {
    let found: Vec<(RuleId, i64)> =
        routes::table.group_by(routes::rule_id).select((routes::rule_id, count_star())).load(conn)?;
    Ok(found.into_iter().collect())
}

/// Notes which rule decided about a question, and under which policy it is promised. Of several the newest rule stays, and the first
/// policy: the promise was made under it.
pub fn note(conn: &mut Conn, ticket: TicketId, rule: RuleId, policy: Option<PolicyId>) -> DbResult<()> {
    let changed = diesel::update(routes::table.filter(routes::ticket_id.eq(ticket)))
        .set(routes::rule_id.eq(rule))
        .execute(conn)?;
    if changed == 0 {
        diesel::insert_into(routes::table)
            .values((routes::ticket_id.eq(ticket), routes::rule_id.eq(rule), routes::policy_id.eq(policy)))
            .execute(conn)?;
    }
    Ok(())
}

/// The policy that a rule chose for a question.
pub fn policy_of(conn: &mut Conn, ticket: TicketId) -> DbResult<Option<PolicyId>> {
    let found: Option<Option<PolicyId>> = routes::table
        .filter(routes::ticket_id.eq(ticket))
        .select(routes::policy_id)
        .first(conn)
        .optional()?;
    Ok(found.flatten())
}

/// How many open questions each of these people holds; who holds none is left out.
pub fn held(conn: &mut Conn, people: &[AccountId]) -> DbResult<HashMap<AccountId, i64>> {
    let found: Vec<(Option<AccountId>, i64)> = tickets::table
        .filter(tickets::assignee_id.eq_any(people.to_vec()))
        .filter(tickets::stage.eq_any([Stage::Todo, Stage::Waiting]))
        .group_by(tickets::assignee_id)
        .select((tickets::assignee_id, count_star()))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(holder, count)| Some((holder?, count))).collect())
}
