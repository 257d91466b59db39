//! Policies and calendars as people keep them. What is written makes new versions of the policies concerned; promises
//! already made keep theirs. The general policy and the desk's own calendar follow the configuration until somebody writes
//! them, and again once they are given back.

use chrono::NaiveDate;

use super::actions::Asked;
use super::calendar::WorkingCalendar;
use super::configured::Configured;
use super::policy::{HoursKind, Policy, PolicyProblem};
use super::store;
use super::store::policies::Subject;
use super::terms::{KeptCalendar, KeptPolicy, NamedCalendar, Origin, Revision, Scope, Terms};
use crate::accounts::RequesterKind;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, CalendarId, PolicyId, PolicyVersionId, TopicId};
use crate::platform::db::{Conn, DbError, DbResult, portable};

/// The most closures, and the most days with hours of their own, that somebody may write: ten years of them.
const MAX_CLOSURES: usize = 200;

/// Why something was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// Somebody else wrote it meanwhile.
    #[error("somebody else changed it")]
    Stale,
    /// There is no such policy, calendar or topic.
    #[error("it does not exist")]
    NotFound,
    /// Another has this scope, or this name.
    #[error("another is like it")]
    Taken,
    /// It breaks a rule.
    #[error(transparent)]
    Problem(#[from] PolicyProblem),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Who writes, and when.
#[derive(Debug, Clone, Copy)]
pub struct Writing {
    /// Who.
    pub by: AccountId,
    /// When.
    pub now: Instant,
}

/// Takes note of what the configuration of this start asks for, and follows it where nobody wrote anything else.
///
/// # Errors
/// When the database fails.
pub fn adopt(conn: &mut Conn, configured: &Configured, now: Instant) -> DbResult<PolicyVersionId> {
    lock(conn)?;
    let calendar = own_calendar(conn, &configured.calendar, now)?;
    let terms = Terms { calendar, ..configured.terms.clone() };
    general_policy(conn, &terms, now)?;
    refresh(conn, now).map_err(|problem| match problem {
        KeepError::Db(error) => error,
        other => DbError::Query(diesel::result::Error::DeserializationError(Box::new(other))),
    })?;
    let (id, _) = in_force(conn, Asked::default(), now)?;
    Ok(id)
}

/// [`adopt`] of a policy that brings its own calendar, if it needs one.
///
/// # Errors
/// When the database fails.
pub fn adopt_policy(conn: &mut Conn, policy: &Policy, now: Instant) -> DbResult<PolicyVersionId> {
    let calendar = match &policy.clock {
        HoursKind::Working(calendar) => WorkingCalendar::clone(calendar),
        HoursKind::Calendar => WorkingCalendar::usual(),
    };
    let quiet = policy.quiet.as_ref();
    let terms = Terms {
        hours: policy.hours,
        working: matches!(policy.clock, HoursKind::Working(_)),
        calendar: CalendarId(0),
        steps: policy.steps.clone(),
        night: quiet.and_then(|quiet| quiet.night),
        quiet_days_off: quiet.is_some_and(|quiet| quiet.days_off.is_some()),
    };
    adopt(conn, &Configured { terms, calendar }, now)
}

fn lock(conn: &mut Conn) -> DbResult<()> {
    portable::exclusive(conn, "sla-policies")
}

/// The desk's own calendar as the configuration has it, made when there is none.
fn own_calendar(conn: &mut Conn, configured: &WorkingCalendar, now: Instant) -> DbResult<CalendarId> {
    let kept =
        store::policies::kept_calendars(conn)?.into_iter().find(|calendar| calendar.configured.is_some());
    let start = |number, what| Revision { number, at: now, by: None, origin: Origin::Configured, what };
    let (id, revision, name) = match kept {
        None => {
            let named = NamedCalendar { name: String::new(), calendar: configured.clone() };
            (store::policies::insert_calendar(conn, false, &named)?, 0, named.name)
        }
        Some(kept) if kept.configured.as_ref() == Some(configured) => return Ok(kept.id),
        Some(kept) if kept.by_hand => {
            store::policies::set_configured_calendar(conn, kept.id, configured)?;
            return Ok(kept.id);
        }
        Some(kept) => (kept.id, kept.revision, kept.named.name),
    };
    let named = NamedCalendar { name, calendar: configured.clone() };
    store::policies::set_configured_calendar(conn, id, configured)?;
    store::policies::update_calendar(conn, id, revision + 1, false, &named)?;
    store::policies::add_revision(conn, Subject::Calendar(id), &start(revision + 1, named))?;
    Ok(id)
}

fn general_policy(conn: &mut Conn, configured: &Terms, now: Instant) -> DbResult<()> {
    let kept =
        store::policies::kept_policies(conn)?.into_iter().find(|policy| policy.scope == Scope::GENERAL);
    let (id, revision) = match kept {
        None => (store::policies::insert_policy(conn, Scope::GENERAL, false, configured)?, 0),
        Some(kept) if kept.configured.as_ref() == Some(configured) => return Ok(()),
        Some(kept) if kept.by_hand => {
            return store::policies::set_configured_terms(conn, kept.id, configured);
        }
        Some(kept) => (kept.id, kept.revision),
    };
    store::policies::set_configured_terms(conn, id, configured)?;
    store::policies::update_policy(conn, id, revision + 1, false, configured)?;
    let what = configured.clone();
    let start = Revision { number: revision + 1, at: now, by: None, origin: Origin::Configured, what };
    store::policies::add_revision(conn, Subject::Policy(id), &start)
}

/// Makes the version of every policy in force that is not the one it has: its terms or its calendar changed.
fn refresh(conn: &mut Conn, now: Instant) -> Result<(), KeepError> {
    let calendars = store::policies::kept_calendars(conn)?;
    for policy in store::policies::kept_policies(conn)? {
        if policy.in_force || policy.scope == Scope::GENERAL {
            put_in_force(conn, &policy, &calendars, now)?;
        }
    }
    Ok(())
}

fn put_in_force(
    conn: &mut Conn,
    policy: &KeptPolicy,
    calendars: &[KeptCalendar],
    now: Instant,
) -> Result<(), KeepError> {
    let calendar = calendars.iter().find(|calendar| calendar.id == policy.terms.calendar);
    let calendar = &calendar.ok_or(KeepError::NotFound)?.named.calendar;
    let version = store::adopt_policy(conn, &policy.terms.with(calendar)?, now)?;
    Ok(store::policies::put_in_force(conn, policy.id, Some(version))?)
}

/// The version under which such a question is promised an answer now, and what it says. A policy that was chosen for it and
/// given up since is as if none was chosen.
///
/// # Errors
/// When the database fails.
pub fn in_force(
    conn: &mut Conn,
    Asked { topic, kind, policy }: Asked,
    now: Instant,
) -> DbResult<(PolicyVersionId, Policy)> {
    if let Some(chosen) = policy
        && let Some(version) = store::policies::version_of(conn, chosen)?
    {
        return Ok(version);
    }
    let fitting = store::policies::fitting(conn, topic, kind)?;
    let best = fitting.into_iter().max_by_key(|(scope, ..)| scope.rank(topic));
    match best {
        Some((_, id, policy)) => Ok((id, policy)),
        // Commands that write before the desk was ever served promise what the plan does.
        None => {
            adopt_policy(conn, &Policy::default(), now)?;
            let (_, id, policy) = store::policies::fitting(conn, topic, kind)?.pop().ok_or(gone())?;
            Ok((id, policy))
        }
    }
}

fn gone() -> DbError {
    DbError::Query(diesel::result::Error::NotFound)
}

/// What the desk promises, for pages that speak of it before anybody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Within so many hours.
    pub hours: u32,
    /// Whether only working hours count.
    pub working: bool,
    /// Whether another time may hold once the topic is chosen.
    pub varies: bool,
}

/// What is promised for a topic, or before one is chosen; `kind` where it is known.
///
/// # Errors
/// When the database fails.
pub fn told(conn: &mut Conn, topic: Option<TopicId>, kind: Option<RequesterKind>) -> DbResult<Told> {
    let all = store::policies::promised(conn)?;
    // Of a visitor nothing is known, so that only what is promised to everybody holds.
    let best = match kind {
        Some(kind) => {
            let fitting = store::policies::fitting(conn, topic, kind)?;
            let best = fitting.into_iter().max_by_key(|(scope, ..)| scope.rank(topic));
            best.map(|(_, _, policy)| (policy.hours, matches!(policy.clock, HoursKind::Working(_))))
        }
        None => all.iter().find(|(scope, ..)| *scope == Scope::GENERAL).map(|one| (one.1, one.2)),
    };
    let (hours, working) = best.unwrap_or_else(|| (Policy::default().hours, false));
    let may_come = |scope: &Scope| scope.kind.is_none() || kind.is_none() || scope.kind == kind;
    let differs = |one: &(Scope, u32, bool)| may_come(&one.0) && (one.1, one.2) != (hours, working);
    Ok(Told { hours, working, varies: topic.is_none() && all.iter().any(differs) })
}

/// Every policy, the general one first.
///
/// # Errors
/// When the database fails.
pub fn policies(conn: &mut Conn) -> DbResult<Vec<KeptPolicy>> {
    store::policies::kept_policies(conn)
}

/// Every calendar, the desk's own first.
///
/// # Errors
/// When the database fails.
pub fn calendars(conn: &mut Conn) -> DbResult<Vec<KeptCalendar>> {
    store::policies::kept_calendars(conn)
}

/// Whether a calendar that a policy in force names has no work in the seven days from `monday` on.
///
/// # Errors
/// When the database fails.
pub fn is_closed_in_week(conn: &mut Conn, monday: NaiveDate) -> DbResult<bool> {
    let policies = store::policies::kept_policies(conn)?;
    let names = |id: CalendarId| {
        let mut in_force = policies.iter().filter(|policy| policy.in_force).map(|policy| &policy.terms);
        in_force.any(|terms| terms.calendar == id && (terms.working || terms.quiet_days_off))
    };
    let calendars = store::policies::kept_calendars(conn)?;
    Ok(calendars.iter().any(|kept| names(kept.id) && kept.named.calendar.is_closed_week(monday)))
}

/// Whether the desk works at this moment, by its own calendar.
///
/// # Errors
/// When the database fails.
pub fn is_open(conn: &mut Conn, now: Instant) -> DbResult<bool> {
    let own = store::policies::kept_calendars(conn)?.into_iter().next();
    let works = |kept: KeptCalendar| {
        let today = kept.named.calendar.stretches(now.rome().date_naive());
        today.into_iter().any(|(open, close)| open <= now && now < close)
    };
    Ok(own.is_none_or(works))
}

/// The history of a policy, oldest first.
///
/// # Errors
/// When the database fails.
pub fn policy_history(conn: &mut Conn, id: PolicyId) -> DbResult<Vec<Revision<Terms>>> {
    store::policies::revisions(conn, Subject::Policy(id))
}

/// The history of a calendar, oldest first.
///
/// # Errors
/// When the database fails.
pub fn calendar_history(conn: &mut Conn, id: CalendarId) -> DbResult<Vec<Revision<NamedCalendar>>> {
    store::policies::revisions(conn, Subject::Calendar(id))
}

/// A policy of its own for a scope that has none in force.
///
/// # Errors
/// `Taken` when it has one; `Problem` for what breaks a rule.
pub fn new_policy(
    conn: &mut Conn,
    scope: Scope,
    terms: &Terms,
    writing: Writing,
) -> Result<PolicyId, KeepError> {
    lock(conn)?;
    let known = store::policies::kept_policies(conn)?.into_iter().find(|policy| policy.scope == scope);
    let (id, revision) = match known {
        Some(known) if known.in_force => return Err(KeepError::Taken),
        // One that was given up once goes on with its history.
        Some(known) => (known.id, known.revision),
        None => (store::policies::insert_policy(conn, scope, true, terms)?, 0),
    };
    write_policy(conn, id, revision, true, terms, Origin::Written, writing)?;
    Ok(id)
}

/// Writes the terms of a policy; `seen` is the revision on the writer's page. The same terms change nothing.
///
/// # Errors
/// `Stale` when somebody else wrote meanwhile; `Problem` for what breaks a rule.
pub fn change_policy(
    conn: &mut Conn,
    id: PolicyId,
    seen: i32,
    terms: &Terms,
    writing: Writing,
) -> Result<(), KeepError> {
    let policy = policy_at(conn, id, seen)?;
    if policy.by_hand && policy.terms == *terms {
        return Ok(());
    }
    write_policy(conn, id, policy.revision, true, terms, Origin::Written, writing)
}

/// Gives the general policy back to the configuration; any other is given up, and a more general one holds.
///
/// # Errors
/// `Stale` when somebody else wrote meanwhile.
pub fn give_back_policy(conn: &mut Conn, id: PolicyId, seen: i32, writing: Writing) -> Result<(), KeepError> {
    let policy = policy_at(conn, id, seen)?;
    match &policy.configured {
        Some(configured) => {
            write_policy(conn, id, policy.revision, false, configured, Origin::GivenBack, writing)
        }
        None => {
            note_policy(conn, id, policy.revision, true, &policy.terms, Origin::GivenBack, writing)?;
            Ok(store::policies::put_in_force(conn, id, None)?)
        }
    }
}

fn policy_at(conn: &mut Conn, id: PolicyId, seen: i32) -> Result<KeptPolicy, KeepError> {
    lock(conn)?;
    let policy = store::policies::kept_policies(conn)?.into_iter().find(|policy| policy.id == id);
    match policy.filter(|policy| policy.in_force) {
        Some(policy) if policy.revision == seen => Ok(policy),
        Some(_) => Err(KeepError::Stale),
        None => Err(KeepError::NotFound),
    }
}

fn note_policy(
    conn: &mut Conn,
    id: PolicyId,
    revision: i32,
    by_hand: bool,
    terms: &Terms,
    origin: Origin,
    writing: Writing,
) -> DbResult<()> {
    let number = revision + 1;
    store::policies::update_policy(conn, id, number, by_hand, terms)?;
    let what = terms.clone();
    let revision = Revision { number, at: writing.now, by: Some(writing.by), origin, what };
    store::policies::add_revision(conn, Subject::Policy(id), &revision)
}

fn write_policy(
    conn: &mut Conn,
    id: PolicyId,
    revision: i32,
    by_hand: bool,
    terms: &Terms,
    origin: Origin,
    writing: Writing,
) -> Result<(), KeepError> {
    note_policy(conn, id, revision, by_hand, terms, origin, writing)?;
    let kept = store::policies::kept_policies(conn)?.into_iter().find(|policy| policy.id == id);
    let calendars = store::policies::kept_calendars(conn)?;
    put_in_force(conn, &kept.ok_or(KeepError::NotFound)?, &calendars, writing.now)
}

/// A calendar that begins as the desk's own.
///
/// # Errors
/// `Taken` when there is one of this name.
pub fn new_calendar(conn: &mut Conn, name: &str, writing: Writing) -> Result<CalendarId, KeepError> {
    lock(conn)?;
    let all = store::policies::kept_calendars(conn)?;
    if all.iter().any(|calendar| calendar.named.name == name) {
        return Err(KeepError::Taken);
    }
    let own = all.into_iter().find(|calendar| calendar.configured.is_some()).ok_or(KeepError::NotFound)?;
    let named = NamedCalendar { name: name.to_owned(), calendar: own.named.calendar };
    let id = store::policies::insert_calendar(conn, true, &named)?;
    note_calendar(conn, id, 0, true, named, Origin::Written, writing)?;
    Ok(id)
}

/// Changes a calendar, and with it the policies that name it; `seen` is the revision on the writer's page.
///
/// # Errors
/// `Stale` when somebody else wrote meanwhile; `Taken` for a name of another; `Problem` for what breaks a rule.
pub fn change_calendar(
    conn: &mut Conn,
    id: CalendarId,
    seen: i32,
    change: impl FnOnce(&mut NamedCalendar),
    writing: Writing,
) -> Result<(), KeepError> {
    let calendar = calendar_at(conn, id, seen)?;
    let mut named = calendar.named.clone();
    change(&mut named);
    if named == calendar.named {
        return Ok(());
    }
    named.calendar.check()?;
    let days = named.calendar.closures.len().max(named.calendar.special_days.len());
    if days > MAX_CLOSURES {
        return Err(PolicyProblem::TooManyClosures { max: MAX_CLOSURES }.into());
    }
    let taken = |other: &KeptCalendar| other.id != id && other.named.name == named.name;
    if store::policies::kept_calendars(conn)?.iter().any(taken) {
        return Err(KeepError::Taken);
    }
    note_calendar(conn, id, calendar.revision, true, named, Origin::Written, writing)?;
    refresh(conn, writing.now)
}

/// Gives the desk's own calendar back to the configuration.
///
/// # Errors
/// `Stale` when somebody else wrote meanwhile; `NotFound` for another calendar.
pub fn give_back_calendar(
    conn: &mut Conn,
    id: CalendarId,
    seen: i32,
    writing: Writing,
) -> Result<(), KeepError> {
    let calendar = calendar_at(conn, id, seen)?;
    let configured = calendar.configured.ok_or(KeepError::NotFound)?;
    let named = NamedCalendar { calendar: configured, ..calendar.named };
    note_calendar(conn, id, calendar.revision, false, named, Origin::GivenBack, writing)?;
    refresh(conn, writing.now)
}

fn calendar_at(conn: &mut Conn, id: CalendarId, seen: i32) -> Result<KeptCalendar, KeepError> {
    lock(conn)?;
    let calendar = store::policies::kept_calendars(conn)?.into_iter().find(|calendar| calendar.id == id);
    match calendar {
        Some(calendar) if calendar.revision == seen => Ok(calendar),
        Some(_) => Err(KeepError::Stale),
        None => Err(KeepError::NotFound),
    }
}

fn note_calendar(
    conn: &mut Conn,
    id: CalendarId,
    revision: i32,
    by_hand: bool,
    named: NamedCalendar,
    origin: Origin,
    writing: Writing,
) -> DbResult<()> {
    let number = revision + 1;
    store::policies::update_calendar(conn, id, number, by_hand, &named)?;
    let revision = Revision { number, at: writing.now, by: Some(writing.by), origin, what: named };
    store::policies::add_revision(conn, Subject::Calendar(id), &revision)
}
