//! SQL of the policies and calendars as people keep them.

use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{read_policy, unreadable};
use crate::accounts::RequesterKind;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CalendarId, PolicyId, PolicyVersionId, TopicId};
use crate::platform::db::schema::{calendars, policies, policy_versions, promise_revisions, topics};
use crate::platform::db::{Conn, DbResult};
use crate::sla::policy::Policy;
use crate::sla::terms::{KeptCalendar, KeptPolicy, NamedCalendar, Origin, Revision, Scope, Terms};

/// What a revision is of.
#[derive(Debug, Clone, Copy)]
pub(in crate::sla) enum Subject {
    Policy(PolicyId),
    Calendar(CalendarId),
}

impl Subject {
    fn columns(self) -> (&'static str, i64) {
        match self {
            Self::Policy(id) => ("policy", id.0),
            Self::Calendar(id) => ("calendar", id.0),
        }
    }
}

/// A policy in force: whose it is, its version, and that version.
pub(in crate::sla) type InForce = (Scope, PolicyVersionId, Policy);

/// What each policy in force promises: so many hours, and whether only working ones count.
pub(in crate::sla) fn promised(conn: &mut Conn) -> DbResult<Vec<(Scope, u32, bool)>> {
    let rows: Vec<(Option<TopicId>, Option<RequesterKind>, String)> = policies::table
        .filter(policies::version_id.is_not_null())
        .select((policies::topic_id, policies::kind, policies::terms))
        .load(conn)?;
    rows.into_iter()
        .map(|(topic, kind, terms)| {
            let terms: Terms = read(&terms)?;
            Ok((Scope { topic, kind }, terms.hours, terms.working))
        })
        .collect()
}

/// The policies that fit a question: one statement.
pub(in crate::sla) fn fitting(
    conn: &mut Conn,
    topic: Option<TopicId>,
    kind: RequesterKind,
) -> DbResult<Vec<InForce>> {
    // No topic has this id.
    let topic = topic.unwrap_or(TopicId(0));
    let area = topics::table.filter(topics::id.eq(topic)).select(topics::parent_id);
    let rows: Vec<(Option<TopicId>, Option<RequesterKind>, PolicyVersionId, String)> = policies::table
        .inner_join(policy_versions::table)
        .filter(policies::kind.is_null().or(policies::kind.eq(kind)))
        .filter(
            policies::topic_id.is_null().or(policies::topic_id.eq(topic)).or(policies::topic_id.eq_any(area)),
        )
        .select((policies::topic_id, policies::kind, policy_versions::id, policy_versions::definition))
        .load(conn)?;
    rows.into_iter()
        .map(|(topic, kind, id, definition)| Ok((Scope { topic, kind }, id, read_policy(&definition)?)))
        .collect()
}

/// The version in force of a policy; none when it was given up.
pub(in crate::sla) fn version_of(
    conn: &mut Conn,
    id: PolicyId,
) -> DbResult<Option<(PolicyVersionId, Policy)>> {
    let row: Option<(PolicyVersionId, String)> = policies::table
        .inner_join(policy_versions::table)
        .filter(policies::id.eq(id))
        .select((policy_versions::id, policy_versions::definition))
        .first(conn)
        .optional()?;
    row.map(|(id, definition)| Ok((id, read_policy(&definition)?))).transpose()
}

type PolicyRow = (
    PolicyId,
    Option<TopicId>,
    Option<RequesterKind>,
    i32,
    bool,
    String,
    Option<String>,
    Option<PolicyVersionId>,
);

/// Every policy that was ever written, in the order of writing.
pub(in crate::sla) fn kept_policies(conn: &mut Conn) -> DbResult<Vec<KeptPolicy>> {
    let rows: Vec<PolicyRow> = policies::table
        .order(policies::id.asc())
        .select((
            policies::id,
            policies::topic_id,
            policies::kind,
            policies::revision,
            policies::by_hand,
            policies::terms,
            policies::configured,
            policies::version_id,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, topic, kind, revision, by_hand, terms, configured, version)| {
            Ok(KeptPolicy {
                id,
                scope: Scope { topic, kind },
                revision,
                by_hand,
                terms: read(&terms)?,
                configured: configured.as_deref().map(read).transpose()?,
                in_force: version.is_some(),
            })
        })
        .collect()
}

/// Every calendar, in the order of making: the desk's own first.
pub(in crate::sla) fn kept_calendars(conn: &mut Conn) -> DbResult<Vec<KeptCalendar>> {
    let rows: Vec<(CalendarId, i32, bool, String, Option<String>)> = calendars::table
        .order(calendars::id.asc())
        .select((
            calendars::id,
            calendars::revision,
            calendars::by_hand,
            calendars::definition,
            calendars::configured,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, revision, by_hand, definition, configured)| {
            Ok(KeptCalendar {
                id,
                revision,
                by_hand,
                named: read(&definition)?,
                configured: configured.as_deref().map(read).transpose()?,
            })
        })
        .collect()
}

/// Inserts a policy that has no version yet. The unique scope refuses a second one.
pub(in crate::sla) fn insert_policy(
    conn: &mut Conn,
    scope: Scope,
    by_hand: bool,
    terms: &Terms,
) -> DbResult<PolicyId> {
    Ok(diesel::insert_into(policies::table)
        .values((
            policies::scope.eq(scope.word()),
            policies::topic_id.eq(scope.topic),
            policies::kind.eq(scope.kind),
            policies::revision.eq(0),
            policies::by_hand.eq(by_hand),
            policies::terms.eq(written(terms)),
        ))
        .returning(policies::id)
        .get_result(conn)?)
}

/// Writes what a policy says from now on, as its next revision.
pub(in crate::sla) fn update_policy(
    conn: &mut Conn,
    id: PolicyId,
    revision: i32,
    by_hand: bool,
    terms: &Terms,
) -> DbResult<()> {
    diesel::update(policies::table.filter(policies::id.eq(id)))
        .set((
            policies::revision.eq(revision),
            policies::by_hand.eq(by_hand),
            policies::terms.eq(written(terms)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes under which version promises are made from now on.
pub(in crate::sla) fn put_in_force(
    conn: &mut Conn,
    id: PolicyId,
    version: Option<PolicyVersionId>,
) -> DbResult<()> {
    diesel::update(policies::table.filter(policies::id.eq(id)))
        .set(policies::version_id.eq(version))
        .execute(conn)?;
    Ok(())
}

/// Writes what the configuration of this start asks for.
pub(in crate::sla) fn set_configured_terms(conn: &mut Conn, id: PolicyId, terms: &Terms) -> DbResult<()> {
    diesel::update(policies::table.filter(policies::id.eq(id)))
        .set(policies::configured.eq(written(terms)))
        .execute(conn)?;
    Ok(())
}

/// Inserts a calendar. The unique name refuses a second one.
pub(in crate::sla) fn insert_calendar(
    conn: &mut Conn,
    by_hand: bool,
    named: &NamedCalendar,
) -> DbResult<CalendarId> {
    Ok(diesel::insert_into(calendars::table)
        .values((
            calendars::name.eq(&named.name),
            calendars::revision.eq(0),
            calendars::by_hand.eq(by_hand),
            calendars::definition.eq(written(named)),
        ))
        .returning(calendars::id)
        .get_result(conn)?)
}

/// Writes what a calendar says from now on, as its next revision.
pub(in crate::sla) fn update_calendar(
    conn: &mut Conn,
    id: CalendarId,
    revision: i32,
    by_hand: bool,
    named: &NamedCalendar,
) -> DbResult<()> {
    diesel::update(calendars::table.filter(calendars::id.eq(id)))
        .set((
            calendars::name.eq(&named.name),
            calendars::revision.eq(revision),
            calendars::by_hand.eq(by_hand),
            calendars::definition.eq(written(named)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes what the configuration of this start asks for.
pub(in crate::sla) fn set_configured_calendar(
    conn: &mut Conn,
    id: CalendarId,
    calendar: &crate::sla::WorkingCalendar,
) -> DbResult<()> {
    diesel::update(calendars::table.filter(calendars::id.eq(id)))
        .set(calendars::configured.eq(written(calendar)))
        .execute(conn)?;
    Ok(())
}

/// Adds to the history. The primary key refuses a second revision of a number.
pub(in crate::sla) fn add_revision(
    conn: &mut Conn,
    subject: Subject,
    revision: &Revision<impl Serialize>,
) -> DbResult<()> {
    let (word, id) = subject.columns();
    diesel::insert_into(promise_revisions::table)
        .values((
            promise_revisions::subject.eq(word),
            promise_revisions::subject_id.eq(id),
            promise_revisions::number.eq(revision.number),
            promise_revisions::at.eq(revision.at),
            promise_revisions::actor_id.eq(revision.by),
            promise_revisions::origin.eq(revision.origin),
            promise_revisions::definition.eq(written(&revision.what)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The history of something, oldest first.
pub(in crate::sla) fn revisions<T: DeserializeOwned>(
    conn: &mut Conn,
    subject: Subject,
) -> DbResult<Vec<Revision<T>>> {
    let (word, id) = subject.columns();
    let rows: Vec<(i32, Instant, Option<AccountId>, Origin, String)> = promise_revisions::table
        .filter(promise_revisions::subject.eq(word).and(promise_revisions::subject_id.eq(id)))
        .order(promise_revisions::number.asc())
        .select((
            promise_revisions::number,
            promise_revisions::at,
            promise_revisions::actor_id,
            promise_revisions::origin,
            promise_revisions::definition,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(number, at, by, origin, what)| Ok(Revision { number, at, by, origin, what: read(&what)? }))
        .collect()
}

fn written(what: &impl Serialize) -> String {
    serde_json::to_string(what).expect("plain data with text keys")
}

/// Only what was checked is stored, so that anything else is damage to the database.
fn read<T: DeserializeOwned>(text: &str) -> DbResult<T> {
    serde_json::from_str(text).map_err(unreadable)
}
