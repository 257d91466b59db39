//! Somebody of the desk is away for some days.

use chrono::NaiveDate;

use crate::accounts::absences::Absence;
use crate::accounts::model::Person;
use crate::accounts::permissions::{may_hold, may_note_absence};
use crate::accounts::store::{absences, people};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AbsenceId, AccountId};
use crate::platform::db::{Conn, DbError, DbResult, portable};
use crate::platform::events;
use crate::platform::i18n::day_of_rome;

/// Why an absence was not noted.
#[derive(Debug, thiserror::Error)]
pub enum AbsenceProblem {
    /// There is no such person or absence, or it is not this person's to note.
    #[error("not allowed")]
    NotAllowed,
    /// She is away on some of these days already.
    #[error("it overlaps another")]
    Overlaps,
    /// Who is to stand in is not at the desk, or is the person herself.
    #[error("no such colleague")]
    NoStandIn,
    /// Who is to stand in is away on some of these days.
    #[error("the colleague is away herself")]
    StandInAway,
    /// It has begun: its first day is as it is.
    #[error("it has begun")]
    Begun,
    /// Somebody else changed it since the page was shown.
    #[error("it changed meanwhile")]
    Stale,
    /// The program's fault.
    #[error(transparent)]
    Database(#[from] DbError),
}

/// An absence about to be noted, its days checked.
#[derive(Debug, Clone, Copy)]
pub struct NewAbsence {
    /// Who is away.
    pub of: AccountId,
    /// The first day, in Milan.
    pub first: NaiveDate,
    /// The last day, in Milan.
    pub last: NaiveDate,
    /// Who stands in for her.
    pub stand_in: Option<AccountId>,
}

impl NewAbsence {
    fn meets(&self, other: &Absence) -> bool {
        other.first <= self.last && self.first <= other.last
    }
}

/// Notes it. The second time it changes nothing.
///
/// # Errors
/// See [`AbsenceProblem`].
pub fn note(
    conn: &mut Conn,
    new: &NewAbsence,
    by: &Person,
    now: Instant,
) -> Result<AbsenceId, AbsenceProblem> {
    // Who is away, and who stands in for whom, must not change meanwhile.
    portable::exclusive(conn, "absences")?;
    let of = people::person(conn, new.of)?.filter(may_hold).ok_or(AbsenceProblem::NotAllowed)?;
    if !may_note_absence(by, &of) {
        return Err(AbsenceProblem::NotAllowed);
    }
    let today = day_of_rome(now);
    let same =
        |known: &Absence| (known.first, known.last, known.stand_in) == (new.first, new.last, new.stand_in);
    if let Some(known) = absences::from_day(conn, Some(of.id), today)?.into_iter().find(same) {
        return Ok(known.id);
    }
    check(conn, new, None, today)?;
    let id = absences::insert(conn, of.id, (new.first, new.last), new.stand_in, by.id, now)?;
    let event = Event::AbsenceNoted { account: of.id, absence: id, stand_in: new.stand_in, instead_of: None };
    events::append(conn, now, Actor::Person(by.id), &event)?;
    Ok(id)
}

/// Whether it can be noted beside the others, or in place of `instead`.
fn check(
    conn: &mut Conn,
    new: &NewAbsence,
    instead: Option<AbsenceId>,
    today: NaiveDate,
) -> Result<(), AbsenceProblem> {
    let is_away = |conn: &mut Conn, who: AccountId| -> Result<bool, DbError> {
        let mut known = absences::from_day(conn, Some(who), today)?;
        known.retain(|known| Some(known.id) != instead);
        Ok(known.iter().any(|known| new.meets(known)))
    };
    if is_away(conn, new.of)? {
        return Err(AbsenceProblem::Overlaps);
    }
    if let Some(stand_in) = new.stand_in {
        let colleague = people::person(conn, stand_in)?.filter(may_hold);
        if colleague.is_none_or(|colleague| colleague.id == new.of) {
            return Err(AbsenceProblem::NoStandIn);
        }
        if is_away(conn, stand_in)? {
            return Err(AbsenceProblem::StandInAway);
        }
    }
    Ok(())
}

/// Changes one that is not over, noted at the instant `seen`: its last day, who stands in, and as long as it has not begun its
/// first day. Whoever stands in is told as if it were new, and whoever no longer does is told so. The second time it changes
/// nothing.
///
/// # Errors
/// See [`AbsenceProblem`].
pub fn change(
    conn: &mut Conn,
    (id, seen): (AbsenceId, Instant),
    new: &NewAbsence,
    by: &Person,
    now: Instant,
) -> Result<(), AbsenceProblem> {
    portable::exclusive(conn, "absences")?;
    let today = day_of_rome(now);
    let known = absences::find(conn, id)?.filter(|known| known.account == new.of && today <= known.last);
    let known = known.ok_or(AbsenceProblem::NotAllowed)?;
    let of = people::person(conn, known.account)?.filter(may_hold).ok_or(AbsenceProblem::NotAllowed)?;
    if !may_note_absence(by, &of) {
        return Err(AbsenceProblem::NotAllowed);
    }
    if (known.first, known.last, known.stand_in) == (new.first, new.last, new.stand_in) {
        return Ok(());
    }
    if known.noted_at != seen {
        return Err(AbsenceProblem::Stale);
    }
    if known.first <= today && known.first != new.first {
        return Err(AbsenceProblem::Begun);
    }
    check(conn, new, Some(id), today)?;
    absences::update(conn, id, (new.first, new.last), new.stand_in, by.id, now)?;
    let event = Event::AbsenceNoted {
        account: of.id,
        absence: id,
        stand_in: new.stand_in,
        instead_of: known.stand_in.filter(|before| Some(*before) != new.stand_in),
    };
    events::append(conn, now, Actor::Person(by.id), &event)?;
    Ok(())
}

/// Takes back what was noted of somebody who leaves the desk, so that nobody stands in for her any more; answers the events
/// that follow.
///
/// # Errors
/// When the database fails.
pub(super) fn end_all(conn: &mut Conn, of: AccountId, now: Instant) -> DbResult<Vec<Event>> {
    portable::exclusive(conn, "absences")?;
    let mut happened = Vec::new();
    for absence in absences::from_day(conn, Some(of), day_of_rome(now))? {
        absences::delete(conn, absence.id)?;
        let stand_in = absence.stand_in;
        happened.push(Event::AbsenceWithdrawn { account: of, absence: absence.id, stand_in });
    }
    Ok(happened)
}

/// Takes it back: a day that has not come is worked, and whoever is away is there again. The second time it changes nothing.
///
/// # Errors
/// `NotAllowed` for somebody else's; when the database fails.
pub fn withdraw(conn: &mut Conn, id: AbsenceId, by: &Person, now: Instant) -> Result<(), AbsenceProblem> {
    let Some(absence) = absences::find(conn, id)? else { return Ok(()) };
    let of = people::person(conn, absence.account)?.ok_or(AbsenceProblem::NotAllowed)?;
    if !may_note_absence(by, &of) {
        return Err(AbsenceProblem::NotAllowed);
    }
    if absences::delete(conn, id)? {
        // Of days that are over nobody has to be told.
        let stand_in = absence.stand_in.filter(|_| day_of_rome(now) <= absence.last);
        let event = Event::AbsenceWithdrawn { account: of.id, absence: id, stand_in };
        events::append(conn, now, Actor::Person(by.id), &event)?;
    }
    Ok(())
}
