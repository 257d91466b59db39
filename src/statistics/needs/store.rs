//! Reads the words of questions, what was searched for in vain, and where services are known. Writes nothing.

use std::collections::BTreeMap;

use diesel::dsl::{count_star, sql, sum};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::accounts::Municipality;
use crate::kernel::ids::{AccountId, Position, TicketId, TopicId};
use crate::platform::db::schema::{
    accounts, entries, entry_translations, entry_versions as versions, events, messages,
    search_misses as misses, tickets,
};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events as log;
use crate::statistics::period::Period;
use crate::tickets::MessageKind;

/// So many ids go into one statement; SQLite allows 32,766 values.
pub const IDS: usize = 500;

/// From so many events on, reading everything anew is quicker than following.
const FOLLOWED: i64 = 20_000;

/// The first words of a question, and whose they are.
#[derive(Debug)]
pub struct Text {
    pub ticket: TicketId,
    pub by: AccountId,
    pub name: String,
    pub company: Option<String>,
    pub subject: String,
    pub body: String,
}

/// What happened since then.
#[derive(Debug)]
pub enum Changes {
    /// Something to these questions.
    Of { tickets: Vec<TicketId>, position: Position },
    /// So much, or an erasure: whatever is known may be out of date.
    All(Position),
}

/// What happened after a place in the events.
pub fn changes(conn: &mut Conn, after: Option<Position>) -> DbResult<Changes> {
    let Some(after) = after else { return Ok(Changes::All(log::last_position(conn)?)) };
    let rows: Vec<(i64, String, Option<TicketId>)> = events::table
        .filter(events::position.gt(after.0))
        .order(events::position.asc())
        .limit(FOLLOWED)
        .select((events::position, events::kind, events::ticket_id))
        .load(conn)?;
    let erased = rows.iter().any(|(_, kind, _)| kind == "ticket_erased" || kind == "account_erased");
    if erased || i64::try_from(rows.len()).is_ok_and(|count| count == FOLLOWED) {
        return Ok(Changes::All(log::last_position(conn)?));
    }
    let position = rows.last().map_or(after, |(position, ..)| Position(*position));
    Ok(Changes::Of { tickets: rows.into_iter().filter_map(|(.., ticket)| ticket).collect(), position })
}

/// What these questions said when they were asked: the subject and the first message.
pub fn texts(conn: &mut Conn, ids: &[TicketId]) -> DbResult<Vec<Text>> {
    let asked: Vec<(TicketId, AccountId, String, String, Option<String>)> = tickets::table
        .inner_join(accounts::table.on(accounts::id.eq(tickets::requester_id)))
        .filter(tickets::id.eq_any(ids))
        .select((tickets::id, tickets::requester_id, tickets::subject, accounts::name, accounts::company))
        .load(conn)?;
    let said: Vec<(TicketId, String)> = messages::table
        .filter(messages::ticket_id.eq_any(ids).and(messages::kind.eq(MessageKind::Question)))
        .order((messages::ticket_id.asc(), messages::id.desc()))
        .select((messages::ticket_id, messages::body))
        .load(conn)?;
    // Of several messages the last of this order is the first that was written.
    let mut first: BTreeMap<TicketId, String> = said.into_iter().collect();
    let text =
        |(ticket, by, subject, name, company): (TicketId, AccountId, String, String, Option<String>)| Text {
            ticket,
            by,
            name,
            company,
            subject,
            body: first.remove(&ticket).unwrap_or_default(),
        };
    Ok(asked.into_iter().map(text).collect())
}

/// Words that were searched for in vain in a period: how often, and on how many days.
pub fn searched_in_vain(conn: &mut Conn, period: Period, limit: i64) -> DbResult<Vec<(String, u64, u64)>> {
    let rows: Vec<(String, Option<i64>, i64)> = misses::table
        .filter(misses::day.ge(period.from.to_string()).and(misses::day.le(period.to.to_string())))
        .group_by(misses::words)
        .order((sum(misses::times).desc(), misses::words.asc()))
        .limit(limit)
        .select((misses::words, sum(misses::times), count_star()))
        .load(conn)?;
    let number = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|(words, times, days)| (words, number(times.unwrap_or_default()), number(days)))
        .collect())
}

/// How many public services there are of each topic in each place, translations not counted twice.
pub fn services(conn: &mut Conn) -> DbResult<Vec<(TopicId, Option<Municipality>, u64)>> {
    let translations = entry_translations::table.select(entry_translations::entry_id);
    let rows: Vec<(TopicId, Option<Municipality>, i64)> = versions::table
        .inner_join(
            entries::table.on(entries::id
                .eq(versions::entry_id)
                .and(entries::published_version.eq(versions::number.nullable()))),
        )
        // As the indexes say it: with a parameter in its place neither database would know that they hold these rows.
        .filter(sql::<Bool>("entry_versions.kind = 'service'"))
        .filter(entries::id.ne_all(translations))
        .group_by((versions::topic_id, versions::municipality))
        .select((versions::topic_id, versions::municipality, count_star()))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(topic, place, count)| (topic, place, u64::try_from(count).unwrap_or_default()))
        .collect())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::platform::db::plans::{plan, statements, try_on_postgres, try_on_sqlite};

    /// Nothing is read from one end to the other but the rows of services, by their own index.
    fn try_plans(conn: &mut Conn) {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let asked = statements(conn, |conn| {
            changes(conn, Some(Position(7))).expect("read");
            texts(conn, &[TicketId(1), TicketId(2)]).expect("read");
            searched_in_vain(conn, Period { from: day(1), to: day(30) }, 10).expect("read");
            services(conn).expect("read");
        });
        assert_eq!(asked.len(), 5);
        let on_sqlite = matches!(conn, Conn::Sqlite(_));
        for sql in asked {
            let plan = plan(conn, &sql);
            let by_index = if on_sqlite {
                plan.lines().all(|line| {
                    !line.starts_with("SCAN ") || line.contains("USING") || line.contains("SUBQUERY")
                })
            } else {
                true
            };
            assert!(by_index, "{sql}\n{plan}");
        }
    }

    #[test]
    fn what_is_read_is_found_by_an_index() {
        try_on_sqlite(try_plans);
        try_on_postgres("needs_plans", try_plans);
    }
}
