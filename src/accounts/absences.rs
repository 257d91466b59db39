//! Who of the desk is away, until when, and who stands in for her.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::store::absences as store;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AbsenceId, AccountId};
use crate::kernel::text::Name;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::day_of_rome;

/// The days on which somebody is away, as the calendar in Milan counts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// Who is away.
    pub account: AccountId,
    /// The first day.
    pub first: NaiveDate,
    /// The last day, on which she is still away.
    pub last: NaiveDate,
    /// Who stands in for her.
    pub stand_in: Option<AccountId>,
    /// When it was noted.
    pub noted_at: Instant,
}

/// Somebody who is away now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// The last day of it.
    pub until: NaiveDate,
    /// Who stands in for her: at the desk, with an account in use, and not away herself.
    pub stand_in: Option<StandIn>,
}

/// A colleague who stands in for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// Who.
    pub id: AccountId,
    /// Her name.
    pub name: Name,
}

/// Everybody who is away at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AwayNow(HashMap<AccountId, Away>);

impl AwayNow {
    /// These people, each with her absence.
    pub fn new(away: HashMap<AccountId, Away>) -> Self {
        Self(away)
    }

    /// The absence of a person, if she is away.
    pub fn of(&self, person: AccountId) -> Option<&Away> {
        self.0.get(&person)
    }

    /// Who stands in for a person who is away.
    pub fn stand_in_of(&self, person: AccountId) -> Option<AccountId> {
        self.of(person)?.stand_in.as_ref().map(|stand_in| stand_in.id)
    }

    /// For whom a person stands in, in the order of their ids.
    pub fn stood_in_for_by(&self, person: AccountId) -> Vec<AccountId> {
        let of = |away: &Away| away.stand_in.as_ref().is_some_and(|stand_in| stand_in.id == person);
        let mut found: Vec<AccountId> =
            self.0.iter().filter(|(_, away)| of(away)).map(|(account, _)| *account).collect();
        found.sort_unstable();
        found
    }
}

/// Who is away now: one small statement, for pages that show many people.
///
/// # Errors
/// When the database fails.
pub fn away_at(conn: &mut Conn, now: Instant) -> DbResult<AwayNow> {
    store::away_on(conn, day_of_rome(now))
}

/// One absence.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, id: AbsenceId) -> DbResult<Option<Absence>> {
    store::find(conn, id)
}

/// The absence that somebody was named the stand-in of at this instant, while it stands.
///
/// # Errors
/// When the database fails.
pub fn named_at(conn: &mut Conn, stand_in: AccountId, at: Instant) -> DbResult<Option<Absence>> {
    store::named_at(conn, stand_in, at)
}
