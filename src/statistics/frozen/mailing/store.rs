//! The rows of bodies outside the desk, and what happens to them.

use std::collections::HashMap;

use chrono::Duration;
use diesel::prelude::*;

use super::{ASKED_JUST_NOW, LINK_DAYS, MOST, PATIENCE_DAYS};
use crate::accounts::{digest, new_secret};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, FrozenReportId, OutsideId};
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::schema::{outside_addresses as bodies, outside_spans as spans};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::platform::mail::outbox;
use crate::statistics::frozen::Span;

/// A body as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its row.
    pub id: OutsideId,
    /// What it is called.
    pub name: Name,
    /// Where reports are mailed to.
    pub address: EmailAddress,
    /// In which language.
    pub lang: Lang,
    /// The reports of which lengths.
    pub spans: Vec<Span>,
    /// Who wrote it down.
    pub added_by: AccountId,
    /// When it was last asked whether it wants them.
    pub asked_at: Instant,
    /// When it said yes; none while it did not.
    pub confirmed_at: Option<Instant>,
}

/// A body to be written down.
#[derive(Debug, Clone)]
pub struct NewBody {
    /// What it is called.
    pub name: Name,
    /// Where it is written to.
    pub address: EmailAddress,
    /// In which language.
    pub lang: Lang,
    /// The reports of which lengths; at least one.
    pub spans: Vec<Span>,
}

/// Why a body was not written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdded {
    /// Its address is on the list.
    Known,
    /// There are as many as there may be.
    TooMany,
}

type Row = (OutsideId, Name, Option<EmailAddress>, Lang, AccountId, Instant, Option<Instant>);
type Columns = (
    bodies::id,
    bodies::body,
    bodies::address,
    bodies::lang,
    bodies::added_by,
    bodies::asked_at,
    bodies::confirmed_at,
);
const COLUMNS: Columns = (
    bodies::id,
    bodies::body,
    bodies::address,
    bodies::lang,
    bodies::added_by,
    bodies::asked_at,
    bodies::confirmed_at,
);

/// Those with an address, which one that was removed has not.
fn with_spans(conn: &mut Conn, rows: Vec<Row>) -> DbResult<Vec<Body>> {
    let ids: Vec<OutsideId> = rows.iter().map(|row| row.0).collect();
    let chosen: Vec<(OutsideId, Span)> = spans::table
        .filter(spans::outside_id.eq_any(ids))
        .select((spans::outside_id, spans::span))
        .load(conn)?;
    let mut of: HashMap<OutsideId, Vec<Span>> = HashMap::new();
    for (id, span) in chosen {
        of.entry(id).or_default().push(span);
    }
    let body = |(id, name, address, lang, added_by, asked_at, confirmed_at): Row| {
        let chosen = of.remove(&id).unwrap_or_default();
        let spans = Span::ALL.iter().copied().filter(|span| chosen.contains(span)).collect();
        Some(Body { id, name, address: address?, lang, spans, added_by, asked_at, confirmed_at })
    };
    Ok(rows.into_iter().filter_map(body).collect())
}

/// All that were not removed, by name.
///
/// # Errors
/// When the database fails.
pub fn list(conn: &mut Conn) -> DbResult<Vec<Body>> {
    let rows = bodies::table
        .filter(bodies::address.is_not_null())
        .order((bodies::body.asc(), bodies::id.asc()))
        .select(COLUMNS)
        .load(conn)?;
    with_spans(conn, rows)
}

/// Those of these that were not removed.
///
/// # Errors
/// When the database fails.
pub fn several(conn: &mut Conn, ids: &[OutsideId]) -> DbResult<Vec<Body>> {
    let rows = bodies::table.filter(bodies::id.eq_any(ids)).select(COLUMNS).load(conn)?;
    with_spans(conn, rows)
}

/// One, unless it was removed.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, id: OutsideId) -> DbResult<Option<Body>> {
    Ok(several(conn, &[id])?.pop())
}

/// Writes a body down and has it asked whether it wants the reports.
///
/// # Errors
/// When the database fails.
pub fn add(
    conn: &mut Conn,
    new: &NewBody,
    by: AccountId,
    now: Instant,
) -> DbResult<Result<OutsideId, NotAdded>> {
    portable::exclusive(conn, "outside-addresses")?;
    let known: Vec<EmailAddress> = bodies::table
        .filter(bodies::address.is_not_null())
        .select(bodies::address.assume_not_null())
        .load(conn)?;
    if known.contains(&new.address) {
        return Ok(Err(NotAdded::Known));
    }
    if known.len() >= MOST {
        return Ok(Err(NotAdded::TooMany));
    }
    let id: OutsideId = diesel::insert_into(bodies::table)
        .values((
            bodies::body.eq(&new.name),
            bodies::address.eq(&new.address),
            bodies::lang.eq(new.lang),
            bodies::added_by.eq(by),
            bodies::added_at.eq(now),
            bodies::asked_at.eq(now),
        ))
        .returning(bodies::id)
        .get_result(conn)?;
    for span in &new.spans {
        diesel::insert_into(spans::table)
            .values((spans::outside_id.eq(id), spans::span.eq(span)))
            .execute(conn)?;
    }
    events::append(conn, now, Actor::Person(by), &Event::OutsideAsked { outside: id })?;
    Ok(Ok(id))
}

/// Lets nobody else decide about a body until the transaction ends.
fn decide_alone(conn: &mut Conn, id: OutsideId) -> DbResult<()> {
    portable::exclusive(conn, &format!("outside:{id}"))
}

/// Asks a body again that did not answer, or that no mail reached: until it answers nothing else is sent to it. False when it wants the
/// reports and they reach it, or it was removed. Whom it has just been asked is not asked twice: the second mail would end the link of the
/// first.
///
/// # Errors
/// When the database fails.
pub fn ask_again(conn: &mut Conn, id: OutsideId, by: AccountId, now: Instant) -> DbResult<bool> {
    decide_alone(conn, id)?;
    let Some(body) = find(conn, id)? else { return Ok(false) };
    let is_unreached = !outbox::outside_undeliverable_of(conn, &[id])?.is_empty();
    if body.confirmed_at.is_some() && !is_unreached {
        return Ok(false);
    }
    if !is_unreached && now < body.asked_at + ASKED_JUST_NOW {
        return Ok(true);
    }
    diesel::update(bodies::table.find(id))
        .set((
            bodies::asked_at.eq(now),
            bodies::confirmed_at.eq(None::<Instant>),
            bodies::secret_hash.eq(None::<String>),
            bodies::secret_until.eq(None::<Instant>),
        ))
        .execute(conn)?;
    outbox::outside_is_reached_again(conn, id)?;
    events::append(conn, now, Actor::Person(by), &Event::OutsideAsked { outside: id })?;
    Ok(true)
}

/// Makes the secret of the link in a mail that asks a body and leaves now, in place of any before it. Only its digest is stored. None
/// when it answered meanwhile, or was removed.
///
/// # Errors
/// When the database fails.
pub fn mint_secret(conn: &mut Conn, id: OutsideId, now: Instant) -> DbResult<Option<String>> {
    let secret = new_secret();
    let asked =
        bodies::table.find(id).filter(bodies::confirmed_at.is_null().and(bodies::address.is_not_null()));
    let set = diesel::update(asked)
        .set((
            bodies::secret_hash.eq(Some(digest(&secret))),
            bodies::secret_until.eq(Some(now + Duration::days(LINK_DAYS))),
        ))
        .execute(conn)?;
    Ok((set == 1).then_some(secret))
}

/// Forgets a secret that surely reached nobody.
///
/// # Errors
/// When the database fails.
pub fn take_back_secret(conn: &mut Conn, secret: &str) -> DbResult<()> {
    diesel::update(bodies::table.filter(bodies::secret_hash.eq(digest(secret))))
        .set((bodies::secret_hash.eq(None::<String>), bodies::secret_until.eq(None::<Instant>)))
        .execute(conn)?;
    Ok(())
}

/// The body that a secret was sent to, while it can be used.
///
/// # Errors
/// When the database fails.
pub fn by_secret(conn: &mut Conn, secret: &str, now: Instant) -> DbResult<Option<Body>> {
    let rows = bodies::table
        .filter(bodies::secret_hash.eq(digest(secret)).and(bodies::secret_until.gt(now)))
        .select(COLUMNS)
        .load(conn)?;
    Ok(with_spans(conn, rows)?.pop())
}

/// Notes that the body with this secret wants the reports. Of two at once exactly one is answered with it.
///
/// # Errors
/// When the database fails.
pub fn confirm(conn: &mut Conn, secret: &str, now: Instant) -> DbResult<Option<Body>> {
    let Some(body) = by_secret(conn, secret, now)? else { return Ok(None) };
    decide_alone(conn, body.id)?;
    // It may have been asked anew meanwhile.
    let row = bodies::table.filter(bodies::secret_hash.eq(digest(secret)).and(bodies::secret_until.gt(now)));
    let confirmed: Option<OutsideId> = diesel::update(row)
        .set((
            bodies::confirmed_at.eq(Some(now)),
            bodies::secret_hash.eq(None::<String>),
            bodies::secret_until.eq(None::<Instant>),
        ))
        .returning(bodies::id)
        .get_result(conn)
        .optional()?;
    let Some(id) = confirmed else { return Ok(None) };
    // The mail with the link arrived.
    outbox::outside_is_reached_again(conn, id)?;
    events::append(conn, now, Actor::System, &Event::OutsideConfirmed { outside: id })?;
    find(conn, id)
}

/// Why a body is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// A coordinator wishes so.
    By(AccountId),
    /// It wishes so, and came with a link of its mails.
    ItsOwn,
}

/// Removes a body: who it is and where it is written to go at once, and what waits to leave is not
/// sent. False when it was removed before.
///
/// # Errors
/// When the database fails.
pub fn remove(conn: &mut Conn, id: OutsideId, why: Removal, now: Instant) -> DbResult<bool> {
    if !forget(conn, id, now)? {
        return Ok(false);
    }
    let actor = match why {
        Removal::By(coordinator) => Actor::Person(coordinator),
        Removal::ItsOwn => Actor::System,
    };
    let by_link = why == Removal::ItsOwn;
    events::append(conn, now, actor, &Event::OutsideRemoved { outside: id, by_link })?;
    Ok(true)
}

/// Removes a body without telling of it. False when it was removed before.
fn forget(conn: &mut Conn, id: OutsideId, now: Instant) -> DbResult<bool> {
    let removed = diesel::update(bodies::table.find(id).filter(bodies::address.is_not_null()))
        .set((
            bodies::body.eq(""),
            bodies::address.eq(None::<EmailAddress>),
            bodies::secret_hash.eq(None::<String>),
            bodies::secret_until.eq(None::<Instant>),
            bodies::removed_at.eq(Some(now)),
        ))
        .execute(conn)?;
    if removed == 0 {
        return Ok(false);
    }
    diesel::delete(spans::table.filter(spans::outside_id.eq(id))).execute(conn)?;
    outbox::forget_outside(conn, id)?;
    Ok(true)
}

/// Removes those that did not answer for [`PATIENCE_DAYS`], and have no link that is still good; answers how many.
///
/// # Errors
/// When the database fails.
pub fn forget_unanswered(conn: &mut Conn, now: Instant) -> DbResult<usize> {
    let before = now - Duration::days(PATIENCE_DAYS);
    let silent = || {
        let is_good = bodies::secret_until.is_not_null().and(bodies::secret_until.assume_not_null().ge(now));
        bodies::table
            .filter(bodies::address.is_not_null().and(bodies::confirmed_at.is_null()))
            .filter(bodies::asked_at.lt(before).and(diesel::dsl::not(is_good)))
            .select(bodies::id)
    };
    let mut forgotten = Vec::new();
    for id in silent().order(bodies::id.asc()).load::<OutsideId>(conn)? {
        decide_alone(conn, id)?;
        // It may have answered, or been asked anew, meanwhile.
        if silent().filter(bodies::id.eq(id)).first::<OutsideId>(conn).optional()?.is_some() {
            forget(conn, id, now)?;
            forgotten.push(Event::OutsideRemoved { outside: id, by_link: false });
        }
    }
    events::append_all(conn, now, Actor::System, &forgotten)?;
    Ok(forgotten.len())
}

/// Has a report sent to those who want it, that was frozen in this transaction.
///
/// # Errors
/// When the database fails.
pub fn tell(conn: &mut Conn, report: FrozenReportId, span: Span, now: Instant) -> DbResult<()> {
    let mut told: Vec<OutsideId> = bodies::table
        .inner_join(spans::table.on(spans::outside_id.eq(bodies::id)))
        .filter(spans::span.eq(span).and(bodies::confirmed_at.is_not_null()))
        .filter(bodies::address.is_not_null())
        .order(bodies::id.asc())
        .select(bodies::id)
        .load(conn)?;
    let unreached = outbox::outside_undeliverable_of(conn, &told)?;
    told.retain(|id| !unreached.contains_key(id));
    for outside in told {
        events::append(conn, now, Actor::System, &Event::ReportSent { report, outside })?;
    }
    Ok(())
}
