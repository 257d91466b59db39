//! By which channels each person is told of each matter.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use serde::Serialize;

use crate::kernel::ids::AccountId;
use crate::notifications::mail::Mail;
use crate::notifications::matter::Matter;
use crate::platform::db::schema::notification_choices as rows;
use crate::platform::db::{Conn, DbResult, portable};

/// The channels of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::notifications) struct Channels {
    /// A mail.
    pub(in crate::notifications) mail: bool,
    /// A line in the list of notices.
    pub(in crate::notifications) notice: bool,
}

impl Channels {
    /// As long as somebody chose nothing else.
    pub(in crate::notifications) const USUAL: Self = Self { mail: true, notice: true };
}

/// What several people chose.
#[derive(Debug, Default)]
pub(in crate::notifications) struct Choices(HashMap<AccountId, BTreeMap<Matter, Channels>>);

impl Choices {
    /// Reads what these people chose, in one statement.
    pub(in crate::notifications) fn of(conn: &mut Conn, people: &[AccountId]) -> DbResult<Self> {
        let found: Vec<(AccountId, Matter, bool, bool)> = rows::table
            .filter(rows::account_id.eq_any(people.to_vec()))
            .select((rows::account_id, rows::matter, rows::by_mail, rows::by_notice))
            .load(conn)?;
        let mut choices = Self::default();
        for (account, matter, mail, notice) in found {
            choices.0.entry(account).or_default().insert(matter, Channels { mail, notice });
        }
        Ok(choices)
    }

    /// How this person is told of a matter.
    pub(in crate::notifications) fn channels(&self, person: AccountId, matter: Matter) -> Channels {
        let chosen = self.0.get(&person).and_then(|chosen| chosen.get(&matter));
        chosen.copied().unwrap_or(Channels::USUAL)
    }

    /// How this person gets what a mail says; what nobody chooses is mailed and nothing else.
    pub(in crate::notifications) fn of_mail(&self, person: AccountId, mail: Mail) -> Channels {
        match mail.matter() {
            Some(matter) => self.channels(person, matter),
            None => Channels { mail: true, notice: false },
        }
    }
}

/// Keeps what a person chose, in place of what she chose before.
pub(in crate::notifications) fn save(
    conn: &mut Conn,
    person: AccountId,
    chosen: &[(Matter, Channels)],
) -> DbResult<()> {
    portable::exclusive(conn, &format!("notification-choices:{person}"))?;
    diesel::delete(rows::table.filter(rows::account_id.eq(person))).execute(conn)?;
    for (matter, channels) in chosen.iter().filter(|(_, channels)| *channels != Channels::USUAL) {
        diesel::insert_into(rows::table)
            .values((
                rows::account_id.eq(person),
                rows::matter.eq(*matter),
                rows::by_mail.eq(channels.mail),
                rows::by_notice.eq(channels.notice),
            ))
            .execute(conn)?;
    }
    Ok(())
}
