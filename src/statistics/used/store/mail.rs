//! Mails that left, that did not, that came back, and those that came in.

use std::collections::BTreeMap;

use diesel::dsl::{count_star, sum};
use diesel::prelude::*;

use super::{instants, number};
use crate::kernel::clock::Instant;
use crate::platform::db::schema::{events, incoming_mails, outbox, sent_mails};
use crate::platform::db::{Conn, DbResult};
use crate::statistics::period::Period;

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

/// What became of the mails of these days, by kind: those that left by the day on which they did, those that came back by the day on
/// which they did, the others by the day on which they were queued.
pub fn sent(conn: &mut Conn, period: Period) -> DbResult<BTreeMap<String, Sent>> {
    let (from, to) = instants(period);
    let mut kinds: BTreeMap<String, Sent> = BTreeMap::new();
    let left: Vec<(String, i64)> = outbox::table
        .filter(outbox::sent_at.ge(from).and(outbox::sent_at.lt(to)))
        .group_by(outbox::mail)
        .select((outbox::mail, count_star()))
        .load(conn)?;
    let forgotten: Vec<(String, Option<i64>)> = sent_mails::table
        .filter(sent_mails::day.ge(period.from.to_string()).and(sent_mails::day.le(period.to.to_string())))
        .group_by(sent_mails::mail)
        .select((sent_mails::mail, sum(sent_mails::number)))
        .load(conn)?;
    let forgotten = forgotten.into_iter().map(|(mail, count)| (mail, count.unwrap_or_default()));
    for (mail, count) in left.into_iter().chain(forgotten) {
        kinds.entry(mail).or_default().left += number(count);
    }
    let stuck: Vec<(String, String, i64)> = outbox::table
        .filter(outbox::state.eq_any(["failed", "queued", "sending"]))
        .filter(outbox::created_at.ge(from).and(outbox::created_at.lt(to)))
        .group_by((outbox::mail, outbox::state))
        .select((outbox::mail, outbox::state, count_star()))
        .load(conn)?;
    for (mail, state, count) in stuck {
        let kind = kinds.entry(mail).or_default();
        if state == "failed" { kind.failed += number(count) } else { kind.waiting += number(count) }
    }
    for mail in returned(conn, from, to)? {
        kinds.entry(mail).or_default().returned += 1;
    }
    Ok(kinds)
}

/// The kinds of the mails that came back in this time, and are lost by that.
fn returned(conn: &mut Conn, from: Instant, to: Instant) -> DbResult<Vec<String>> {
    #[derive(serde::Deserialize)]
    struct Reported {
        mail: String,
        fate: crate::kernel::event::MailFate,
        incoming: Option<i64>,
    }
    let told: Vec<String> = events::table
        // As the index says it: with a parameter in its place neither database would know that it holds these rows.
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("kind = 'mail_reported'"))
        .filter(events::at.ge(from).and(events::at.lt(to)))
        .select(events::payload)
        .load(conn)?;
    let reported = told.iter().filter_map(|payload| serde_json::from_str::<Reported>(payload).ok());
    Ok(reported
        .filter(|reported| reported.incoming.is_some() && reported.fate.is_lost())
        .map(|reported| reported.mail)
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

/// What became of the mails that came in these days.
pub fn received(conn: &mut Conn, period: Period) -> DbResult<Received> {
    let (from, to) = instants(period);
    let rows: Vec<(String, i64)> = incoming_mails::table
        .filter(incoming_mails::received_at.ge(from).and(incoming_mails::received_at.lt(to)))
        .group_by(incoming_mails::state)
        .select((incoming_mails::state, count_star()))
        .load(conn)?;
    let mut received = Received::default();
    for (state, count) in rows {
        let count = number(count);
        received.all += count;
        match state.as_str() {
            "taken" => received.taken += count,
            "discarded" => received.discarded += count,
            "failed" => received.unread += count,
            _ => received.held += count,
        }
    }
    Ok(received)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::platform::db::plans::{plan, statements, try_on_postgres, try_on_sqlite};

    fn try_plans(conn: &mut Conn) {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let period = Period { from: day(1), to: day(30) };
        let asked = statements(conn, |conn| {
            sent(conn, period).expect("counted");
            received(conn, period).expect("counted");
        });
        assert_eq!(asked.len(), 5);
        for sql in &asked {
            let plan = plan(conn, sql);
            for table in ["outbox", "sent_mails", "events", "incoming_mails"] {
                let whole = plan.lines().any(|line| line.trim() == format!("SCAN {table}"));
                assert!(!whole && !plan.contains(&format!("Seq Scan on {table}")), "{sql}\n{plan}");
            }
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
