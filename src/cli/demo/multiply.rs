//! A large desk: what happened to some thousands of questions is played, and copied until there are as many as wanted.
//!
//! Copied are the questions, whoever asked them, and all that hangs on either; the staff, the topics and the catalogue stay as they
//! are. A copy happens at the same instants as what it was copied from. So it is as consistent as that, nothing of it came before the
//! desk was opened, and what is still open is due when the original is.

use std::collections::HashMap;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::DemoError;
use crate::notifications;
use crate::platform::db::portable::{self, Cell};
use crate::platform::db::schema::{accounts, counters, events, tickets};
use crate::platform::db::{Conn, DatabaseUrl, DbResult, bulk};

/// What is copied, and the question that each row hangs on: rows without one are not copied.
pub(super) const COPIED: [(&str, &str); 10] = [
    ("accounts", "(SELECT MIN(t.id) FROM tickets t WHERE t.requester_id = x.id)"),
    ("consents", "(SELECT MIN(t.id) FROM tickets t WHERE t.requester_id = x.account_id)"),
    ("tickets", "x.id"),
    ("ticket_profiles", "x.ticket_id"),
    ("messages", "x.ticket_id"),
    ("cycles", "x.ticket_id"),
    ("clock_events", "(SELECT c.ticket_id FROM cycles c WHERE c.id = x.cycle_id)"),
    ("deadline_steps", "(SELECT c.ticket_id FROM cycles c WHERE c.id = x.cycle_id)"),
    ("rating_requests", "x.ticket_id"),
    ("ratings", "x.ticket_id"),
];

/// Columns that hold the number of a row of a copied table.
const REFERENCES: [(&str, &str); 8] = [
    ("ticket_id", "tickets"),
    ("cycle_id", "cycles"),
    ("requester_id", "accounts"),
    ("account_id", "accounts"),
    ("author_id", "accounts"),
    ("actor_id", "accounts"),
    ("assignee_id", "accounts"),
    ("answered_by", "accounts"),
];

/// Fields of an event that hold the number of a row of a copied table.
pub(super) const FIELDS: [(&str, &str); 5] = [
    ("ticket", "tickets"),
    ("message", "messages"),
    ("note", "messages"),
    ("cycle", "cycles"),
    ("account", "accounts"),
];

/// So many events that were played are written anew, with their copies, in one transaction.
const PIECE: i64 = 2000;

/// Copies what was played until there are `wanted` questions. On a connection of its own; nothing else may write meanwhile.
pub(super) fn multiply(url: &DatabaseUrl, wanted: usize) -> Result<(), DemoError> {
    let mut conn = url.establish()?;
    bulk::prepare(&mut conn)?;
    let played = Played::look(&mut conn)?;
    let lasts = played.lasts(wanted);
    let mut aside: Option<bulk::SetAside> = None;
    let tables: Vec<&str> = COPIED.iter().map(|(table, _)| *table).chain(["events"]).collect();
    conn.transaction::<_, DemoError, _>(|conn| {
        keep_apart(conn, &played, &lasts)?;
        aside = Some(bulk::set_aside(conn, &tables)?);
        Ok(())
    })?;
    for (copy, last) in (1..).zip(&lasts) {
        conn.transaction::<_, DemoError, _>(|conn| {
            for (table, _) in COPIED {
                let statement = played.copy(conn, table, copy, *last)?;
                conn.batch_execute(&statement)?;
            }
            Ok(())
        })?;
    }
    write_events(&mut conn, &played)?;
    if let Some(aside) = aside {
        bulk::put_back(&mut conn, &aside)?;
    }
    conn.transaction(|conn| Ok(notifications::ignore_so_far(conn)?))
}

/// What was played.
struct Played {
    /// Numbers of the questions, in order.
    tickets: Vec<i64>,
    /// By how much the numbers of each copy are larger than those of the one before.
    spans: HashMap<&'static str, i64>,
    /// Accounts up to this one are the staff's.
    staff: i64,
    /// The place of the last event.
    events: i64,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    value: i64,
}

fn number(conn: &mut Conn, sql: &str) -> DbResult<i64> {
    Ok(diesel::sql_query(sql).get_result::<Number>(conn)?.value)
}

impl Played {
    fn look(conn: &mut Conn) -> DbResult<Self> {
        let mut spans = HashMap::new();
        for (table, _) in COPIED {
            if bulk::columns(conn, table)?.iter().any(|column| column == "id") {
                spans.insert(
                    table,
                    number(conn, &format!("SELECT COALESCE(MAX(id), 0) AS value FROM {table}"))?,
                );
            }
        }
        let of_staff = accounts::table.filter(accounts::role.ne("requester"));
        let staff: Option<i64> = of_staff.select(diesel::dsl::max(accounts::id)).first(conn)?;
        let last: Option<i64> = events::table.select(diesel::dsl::max(events::position)).first(conn)?;
        Ok(Self {
            tickets: tickets::table.order(tickets::id).select(tickets::id).load(conn)?,
            spans,
            staff: staff.unwrap_or(0),
            events: last.unwrap_or(0),
        })
    }

    /// The last question of each copy: all are whole but the last one.
    fn lasts(&self, wanted: usize) -> Vec<i64> {
        let mut left = wanted.saturating_sub(self.tickets.len());
        let mut lasts = Vec::new();
        while let Some(last) = self.tickets.get(left.min(self.tickets.len()).wrapping_sub(1)) {
            lasts.push(*last);
            left = left.saturating_sub(self.tickets.len());
        }
        lasts
    }

    fn span(&self, table: &str) -> i64 {
        self.spans.get(table).copied().unwrap_or(0)
    }

    /// The statement that copies a table.
    fn copy(&self, conn: &mut Conn, table: &str, copy: i64, last: i64) -> DbResult<String> {
        let columns = bulk::columns(conn, table)?;
        let value = |column: &String| {
            let of = match column.as_str() {
                "id" => table,
                name => REFERENCES.iter().find(|(known, _)| *known == name).map_or("", |(_, of)| *of),
            };
            match (of, column.as_str()) {
                // Addresses are each somebody's.
                ("", "email") => format!("replace(p.email, '@', '-{copy}@')"),
                ("", _) => format!("p.{column}"),
                ("accounts", _) => {
                    let (staff, more) = (self.staff, copy * self.span("accounts"));
                    format!("CASE WHEN p.{column} > {staff} THEN p.{column} + {more} ELSE p.{column} END")
                }
                (of, _) => format!("p.{column} + {}", copy * self.span(of)),
            }
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        Ok(format!(
            "INSERT INTO {table} ({}) SELECT {} FROM played_{table} p WHERE p.of_ticket <= {last}",
            columns.join(", "),
            values.join(", ")
        ))
    }
}

/// Puts what was played beside the tables, so that it is not looked for among its copies.
fn keep_apart(conn: &mut Conn, played: &Played, lasts: &[i64]) -> Result<(), DemoError> {
    for (table, of_ticket) in COPIED {
        conn.batch_execute(&format!(
            "CREATE TEMPORARY TABLE played_{table} AS SELECT x.*, {of_ticket} AS of_ticket FROM {table} x"
        ))?;
    }
    conn.batch_execute("CREATE TEMPORARY TABLE copies (copy BIGINT NOT NULL, last_ticket BIGINT NOT NULL)")?;
    // The original is the first of them.
    let copies = (0..).zip(std::iter::once(&0).chain(lasts));
    let copies: Vec<Vec<Cell>> =
        copies.map(|(copy, last)| vec![Cell::Big(Some(copy)), Cell::Big(Some(*last))]).collect();
    portable::with_rows(conn, "INSERT INTO copies (copy, last_ticket)", &copies, "")?;
    keep_events_apart(conn, played)
}

/// Events are told apart by what stands around their numbers.
fn keep_events_apart(conn: &mut Conn, played: &Played) -> Result<(), DemoError> {
    conn.batch_execute(
        "CREATE TEMPORARY TABLE played_events (position BIGINT PRIMARY KEY, at TIMESTAMP, kind TEXT, actor_id BIGINT, \
         ticket_id BIGINT, entry_id BIGINT, of_ticket BIGINT, \
         text0 TEXT, number1 BIGINT, span1 BIGINT, text1 TEXT, number2 BIGINT, span2 BIGINT, text2 TEXT, \
         number3 BIGINT, span3 BIGINT, text3 TEXT)",
    )?;
    let asked: Vec<(i64, i64)> =
        tickets::table.order(tickets::id.desc()).select((tickets::requester_id, tickets::id)).load(conn)?;
    let first_of: HashMap<i64, i64> = asked.into_iter().collect();
    let mut after = 0;
    loop {
        type Row =
            (i64, crate::kernel::clock::Instant, String, Option<i64>, Option<i64>, Option<i64>, String);
        let rows: Vec<Row> = events::table
            .filter(events::position.gt(after))
            .order(events::position)
            .limit(1000)
            .select((
                events::position,
                events::at,
                events::kind,
                events::actor_id,
                events::ticket_id,
                events::entry_id,
                events::payload,
            ))
            .load(conn)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.0;
        let cells = rows.into_iter().map(|(position, at, kind, actor, ticket, entry, payload)| {
            let Taken { texts, numbers } = Taken::apart(&payload);
            let account = numbers.iter().find(|(of, _)| *of == "accounts").map(|(_, number)| number);
            let of_ticket = match (entry, ticket) {
                (Some(_), _) => None,
                (None, None) => account.and_then(|account| first_of.get(account).copied()),
                (None, ticket) => ticket,
            };
            let mut row = vec![
                Cell::Big(Some(position)),
                Cell::Time(Some(at)),
                Cell::Text(kind),
                Cell::Big(actor),
                Cell::Big(ticket),
                Cell::Big(entry),
                Cell::Big(of_ticket),
            ];
            let mut texts = texts.into_iter();
            row.push(Cell::Text(texts.next().unwrap_or_default()));
            for place in 0..Taken::MOST {
                let number = numbers.get(place);
                row.push(Cell::Big(number.map(|(_, number)| *number)));
                row.push(Cell::Big(number.map(|(of, _)| played.span(of))));
                row.push(Cell::Text(texts.next().unwrap_or_default()));
            }
            row
        });
        let cells: Vec<Vec<Cell>> = cells.collect();
        let columns = "position, at, kind, actor_id, ticket_id, entry_id, of_ticket, text0, number1, span1, text1, \
                       number2, span2, text2, number3, span3, text3";
        portable::with_rows(conn, &format!("INSERT INTO played_events ({columns})"), &cells, "")?;
    }
}

/// What an event says, taken apart.
struct Taken {
    /// What stands before, between and after the numbers.
    texts: Vec<String>,
    /// Each with the table it is of.
    numbers: Vec<(&'static str, i64)>,
}

impl Taken {
    /// No event that is played has more numbers of copied rows.
    const MOST: usize = 3;

    fn apart(payload: &str) -> Self {
        let mut taken = Self { texts: Vec::new(), numbers: Vec::new() };
        let (mut text, mut rest) = (String::new(), payload);
        while let Some(mark) = rest.find("\":") {
            let (before, after) = rest.split_at(mark + 2);
            text.push_str(before);
            rest = after;
            let digits = after.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(after.len());
            let name = before.trim_end_matches("\":").rsplit('"').next().unwrap_or_default();
            let of = FIELDS.iter().find(|(field, _)| *field == name).map(|(_, of)| *of);
            if let (Some(of), Ok(number)) = (of, after[..digits].parse())
                && taken.numbers.len() < Self::MOST
            {
                taken.numbers.push((of, number));
                taken.texts.push(std::mem::take(&mut text));
                rest = &after[digits..];
            }
        }
        text.push_str(rest);
        taken.texts.push(text);
        taken
    }
}

/// Writes the events anew with their copies, in the order of time.
fn write_events(conn: &mut Conn, played: &Played) -> Result<(), DemoError> {
    let (staff, people, questions) = (played.staff, played.span("accounts"), played.span("tickets"));
    let part = |place: usize| {
        format!("COALESCE(CAST(e.number{place} + c.copy * e.span{place} AS TEXT), '') || e.text{place}")
    };
    let payload: Vec<String> = (1..=Taken::MOST).map(part).collect();
    let payload = payload.join(" || ");
    diesel::delete(events::table).execute(conn)?;
    let (mut from, mut written) = (0, 0);
    while from < played.events {
        let to = from + PIECE;
        let count = conn.transaction::<_, DemoError, _>(|conn| {
            conn.batch_execute(&format!(
                "INSERT INTO events (position, at, kind, actor_id, ticket_id, entry_id, payload) \
                 SELECT {written} + ROW_NUMBER() OVER (ORDER BY e.position, c.copy), e.at, e.kind, \
                   CASE WHEN e.actor_id > {staff} THEN e.actor_id + c.copy * {people} ELSE e.actor_id END, \
                   e.ticket_id + c.copy * {questions}, e.entry_id, e.text0 || {payload} \
                 FROM played_events e JOIN copies c ON c.copy = 0 OR e.of_ticket <= c.last_ticket \
                 WHERE e.position > {from} AND e.position <= {to}"
            ))?;
            Ok(number(conn, "SELECT COALESCE(MAX(position), 0) AS value FROM events")?)
        })?;
        (from, written) = (to, count);
    }
    let counted = diesel::update(counters::table.filter(counters::name.eq("event")));
    counted.set(counters::value.eq(written)).execute(conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_put_together_as_it_was() {
        for (payload, numbers) in [
            (r#"{"kind":"ticket_answered","ticket":11,"message":24,"cycle":null}"#, vec![11, 24]),
            (r#"{"kind":"ticket_submitted","ticket":11,"message":21,"cycle":31}"#, vec![11, 21, 31]),
            (r#"{"kind":"ticket_handed_over","ticket":11,"from":2,"to":3,"note":31}"#, vec![11, 31]),
            (
                r#"{"kind":"deadline_step_reached","ticket":1,"cycle":1,"step":100,"to":["holder"]}"#,
                vec![1, 1],
            ),
            (r#"{"kind":"checks_due","owner":null}"#, vec![]),
        ] {
            let taken = Taken::apart(payload);
            assert_eq!(taken.numbers.iter().map(|(_, number)| *number).collect::<Vec<_>>(), numbers);
            let mut again = taken.texts[0].clone();
            for ((_, number), text) in taken.numbers.iter().zip(&taken.texts[1..]) {
                again.push_str(&format!("{number}{text}"));
            }
            assert_eq!(again, payload);
        }
    }
}
