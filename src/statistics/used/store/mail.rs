//! Mails that left, that did not, that came back, and those that came in.

use std::collections::BTreeMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::{Months, at, number};
use crate::platform::db::schema::{discarded_mails, events, incoming_mails, outbox, sent_mails};
use crate::platform::db::{Conn, DbResult, portable, stretches};

/// Mails of a kind, in a stretch of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// Taken by the mail server.
    pub left: u64,
    /// Given up.
    pub failed: u64,
    /// Waiting to leave.
    pub waiting: u64,
    /// Of those that left, told to be lost by a mail that came back.
    pub returned: u64,
}

impl Sent {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            left: self.left + other.left,
            failed: self.failed + other.failed,
            waiting: self.waiting + other.waiting,
            returned: self.returned + other.returned,
        }
    }
}

/// What became of mails, month by month.
pub struct Mails {
    /// Of those that the desk sends, by kind.
    pub sent: Vec<BTreeMap<String, Sent>>,
    /// Of those that it gets.
    pub received: Vec<Received>,
}

/// What became of the mails of each of these months. Those of long ago are
/// gathered by the day while somebody may read, so all are read as of one moment: else some would be counted twice, or not at all.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Conn, months: &Months) -> DbResult<Mails> {
    portable::at_one_moment(conn, |conn| {
        Ok(Mails { sent: sent(conn, months)?, received: received(conn, months)? })
    })
}

/// What became of the mails of each of these months, by kind: those that left by the day on which they did, those that came back by the day on
/// which they did, the others by the day on which they were queued.
fn sent(conn: &mut Conn, months: &Months) -> DbResult<Vec<BTreeMap<String, Sent>>> {
    let (from, to) = months.whole.instants();
    let (first, last) = (months.whole.from.to_string(), months.whole.to.to_string());
    let mut kinds: Vec<BTreeMap<String, Sent>> = months.each();
    let place = stretches::of_instant("outbox.sent_at", &months.later());
    let left: Vec<(i64, String, i64)> = outbox::table
        .filter(outbox::sent_at.ge(from).and(outbox::sent_at.lt(to)))
        .group_by((place.clone(), outbox::mail))
        .select((place, outbox::mail, count_star()))
        .load(conn)?;
    for (place, mail, count) in left {
        let Some(of) = at(&mut kinds, place) else { continue };
        of.entry(mail).or_default().left += number(count);
    }
    let forgotten: Vec<(String, String, i32)> = sent_mails::table
        .filter(sent_mails::day.ge(first).and(sent_mails::day.le(last)))
        .select((sent_mails::day, sent_mails::mail, sent_mails::number))
        .load(conn)?;
    for (day, mail, count) in forgotten {
        let Some(of) = months.of_day(&mut kinds, &day) else { continue };
        of.entry(mail).or_default().left += number(count.into());
    }
    let place = stretches::of_instant("outbox.created_at", &months.later());
    let stuck: Vec<(i64, String, String, i64)> = outbox::table
        .filter(outbox::state.eq_any(["failed", "queued", "sending"]))
        .filter(outbox::created_at.ge(from).and(outbox::created_at.lt(to)))
        .group_by((place.clone(), outbox::mail, outbox::state))
        .select((place, outbox::mail, outbox::state, count_star()))
        .load(conn)?;
    for (place, mail, state, count) in stuck {
        let Some(of) = at(&mut kinds, place) else { continue };
        let kind = of.entry(mail).or_default();
        if state == "failed" { kind.failed += number(count) } else { kind.waiting += number(count) }
    }
    for (place, mail) in returned(conn, months)? {
        let Some(of) = at(&mut kinds, place) else { continue };
        of.entry(mail).or_default().returned += 1;
    }
    Ok(kinds)
}

/// The kinds of the mails that came back in these months, and are lost by that, each with the place of the month.
fn returned(conn: &mut Conn, months: &Months) -> DbResult<Vec<(i64, String)>> {
    #[derive(serde::Deserialize)]
    struct Reported {
        mail: String,
        fate: crate::kernel::event::MailFate,
        incoming: Option<i64>,
    }
    let (from, to) = months.whole.instants();
    let told: Vec<(i64, String)> = events::table
        // As the index says it: with a parameter in its place neither database would know that it holds these rows.
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("kind = 'mail_reported'"))
        .filter(events::at.ge(from).and(events::at.lt(to)))
        .select((stretches::of_instant("events.at", &months.later()), events::payload))
        .load(conn)?;
    let reported = told
        .iter()
        .filter_map(|(place, payload)| Some((*place, serde_json::from_str::<Reported>(payload).ok()?)));
    Ok(reported
        .filter(|(_, reported)| reported.incoming.is_some() && reported.fate.is_lost())
        .map(|(place, reported)| (place, reported.mail))
        .collect())
}

/// Mails that came in, in a stretch of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Received {
    /// All.
    pub all: u64,
    /// Part of a question.
    pub taken: u64,
    /// Held for a person, or not read yet.
    pub held: u64,
    /// Put aside.
    pub discarded: u64,
    /// That the program could not read.
    pub unread: u64,
}

impl Received {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            taken: self.taken + other.taken,
            held: self.held + other.held,
            discarded: self.discarded + other.discarded,
            unread: self.unread + other.unread,
        }
    }
}

/// What became of the mails that came in each of these months, also of those put aside whose rows are gone.
fn received(conn: &mut Conn, months: &Months) -> DbResult<Vec<Received>> {
    let (from, to) = months.whole.instants();
    let place = stretches::of_instant("incoming_mails.received_at", &months.later());
    let rows: Vec<(i64, String, i64)> = incoming_mails::table
        .filter(incoming_mails::received_at.ge(from).and(incoming_mails::received_at.lt(to)))
        .group_by((place.clone(), incoming_mails::state))
        .select((place, incoming_mails::state, count_star()))
        .load(conn)?;
    let mut received: Vec<Received> = months.each();
    for (place, state, count) in rows {
        let Some(of) = at(&mut received, place) else { continue };
        let count = number(count);
        of.all += count;
        match state.as_str() {
            "taken" => of.taken += count,
            "discarded" => of.discarded += count,
            "failed" => of.unread += count,
            _ => of.held += count,
        }
    }
    let (first, last) = (months.whole.from.to_string(), months.whole.to.to_string());
    let gone: Vec<(String, i32)> = discarded_mails::table
        .filter(discarded_mails::day.ge(first).and(discarded_mails::day.le(last)))
        .select((discarded_mails::day, discarded_mails::number))
        .load(conn)?;
    for (day, count) in gone {
        let Some(of) = months.of_day(&mut received, &day) else { continue };
        let count = number(count.into());
        of.all += count;
        of.discarded += count;
    }
    Ok(received)
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, NaiveDate};

    use super::*;
    use crate::platform::db::plans::{
        is_no_table_read_whole, plan, statements, try_on_postgres, try_on_sqlite,
    };
    use crate::statistics::period::Period;

    fn try_plans(conn: &mut Conn) {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let months = Months::of(Period { from: day(30) - Duration::days(60), to: day(30) });
        let asked = statements(conn, |conn| {
            sent(conn, &months).expect("counted");
            received(conn, &months).expect("counted");
        });
        assert_eq!(asked.len(), 6);
        for sql in &asked {
            is_no_table_read_whole(
                &plan(conn, sql),
                &["outbox", "sent_mails", "events", "incoming_mails", "discarded_mails"],
            );
        }
    }

    #[test]
    fn the_mails_of_days_are_found_by_an_index() {
        try_on_sqlite(try_plans);
    }

    #[test]
    fn the_mails_of_days_are_found_by_an_index_on_postgres() {
        try_on_postgres("used_mail_plans", try_plans);
    }
}
