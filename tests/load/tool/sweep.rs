//! How long the desk takes to look through many open questions for reminders that are due.

use std::time::Instant as Moment;

use chrono::Duration;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::Actor;
use dialoga::kernel::ids::AccountId;
use dialoga::platform::db::schema::{accounts, tickets};
use dialoga::platform::db::{Conn, DatabaseUrl, Db, DbError};
use dialoga::sla::{self, Asked};
use diesel::prelude::*;

use super::{Outcome, say};

/// Prints three lengths in milliseconds: of a sweep while nothing is due, while one of a hundred open questions is, and
/// while each is. The database at `url` is empty before.
pub fn sweep(url: &str, open: usize) -> Outcome<()> {
    let db = Db::open(&DatabaseUrl::parse(url)?, 2)?;
    let now = Instant::parse_rfc3339("2026-11-24T10:00:00+01:00").ok_or("a time")?;
    let asker = db.write_blocking(move |conn| somebody(conn, now))?;
    for begin in (0..open).step_by(1000) {
        let batch = begin..(begin + 1000).min(open);
        db.write_blocking(move |conn| {
            for number in batch {
                // One of a hundred was asked a day before the others.
                let asked_at = if number % 100 == 0 { now - Duration::hours(24) } else { now };
                question(conn, asker, asked_at)?;
            }
            Ok::<_, DbError>(())
        })?;
    }
    let run = |at: Instant| -> Outcome<(usize, u128)> {
        let (began, mut found) = (Moment::now(), 0);
        loop {
            match db.write_blocking(move |conn| sla::sweep(conn, at))? {
                0 => return Ok((found, began.elapsed().as_millis())),
                some => found += some,
            }
        }
    };
    let minute = Duration::minutes(1);
    let (none, idle) = run(now - minute)?;
    let (some, few) = run(now + minute)?;
    let (each, all) = run(now + Duration::hours(24) + minute)?;
    if (none, some) != (0, open.div_ceil(100)) || each < open {
        return Err(format!("{none}, {some} and {each} reminders were due").into());
    }
    say(&format!("{idle} {few} {all}"));
    Ok(())
}

fn somebody(conn: &mut Conn, now: Instant) -> Result<AccountId, DbError> {
    let values = (
        accounts::email.eq("anna@posta.example"),
        accounts::name.eq("Anna"),
        accounts::role.eq("requester"),
        accounts::state.eq("active"),
        accounts::lang.eq("it"),
        accounts::mail_answer_text.eq(false),
        accounts::created_at.eq(now),
    );
    Ok(diesel::insert_into(accounts::table).values(values).returning(accounts::id).get_result(conn)?)
}

fn question(conn: &mut Conn, asker: AccountId, at: Instant) -> Result<(), DbError> {
    let values = (
        tickets::requester_id.eq(asker),
        tickets::channel.eq("web"),
        tickets::state.eq("new"),
        tickets::stage.eq("open"),
        tickets::queue_at.eq(at),
        tickets::subject.eq("Part-time"),
        tickets::kind.eq("worker"),
        tickets::lang.eq("it"),
        tickets::created_at.eq(at),
        tickets::updated_at.eq(at),
        tickets::content_hash.eq(""),
    );
    let id = diesel::insert_into(tickets::table).values(values).returning(tickets::id).get_result(conn)?;
    sla::actions::start_cycle(conn, id, Asked::default(), Actor::System, at)?;
    Ok(())
}
