//! What older versions of the program wrote is read by this one. The files under `stored/` hold it as it was written: lines
//! are only ever added, since the rows of an office that has been running for years do not change with the program.

use std::collections::BTreeSet;

use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::Position;
use dialoga::platform::db::schema::events as rows;
use dialoga::platform::db::{Conn, DbResult};
use dialoga::platform::events;
use dialoga::sla::Policy;
use diesel::prelude::*;
use serde_json::Value;

use crate::support::on_both_databases;

const EVENTS: &str = include_str!("stored/events.jsonl");
const POLICIES: &str = include_str!("stored/policies.jsonl");

#[test]
fn every_kind_of_event_that_was_ever_written_is_read() {
    let mut known = BTreeSet::new();
    for line in EVENTS.lines() {
        let event: Event = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let written: Value = serde_json::from_str(line).unwrap();
        assert_eq!(written["kind"], event.kind(), "{line}");
        assert_eq!(written["ticket"].as_i64(), event.ticket().map(|id| id.0), "{line}");
        assert_eq!(written["entry"].as_i64(), event.entry().map(|id| id.0), "{line}");
        known.insert(event.kind());
    }
    let kinds: BTreeSet<&str> = Event::KINDS.iter().copied().collect();
    assert_eq!(kinds.len(), Event::KINDS.len(), "two kinds of event share a word");
    let missing: Vec<_> = kinds.difference(&known).collect();
    assert!(missing.is_empty(), "add what this version writes to stored/events.jsonl: {missing:?}");
}

/// The newest line of a kind is what this version writes, to the letter.
#[test]
fn an_event_is_written_as_it_was() {
    for kind in Event::KINDS {
        let newest = EVENTS.lines().rfind(|line| line.contains(&format!("\"{kind}\""))).unwrap();
        let event: Event = serde_json::from_str(newest).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), newest);
    }
}

on_both_databases! {
    /// Through the tables, with the row's other columns.
    fn old_events_come_back_from_both_databases(test: &TestDb) {
        let append = |conn: &mut Conn| -> DbResult<()> {
            for line in EVENTS.lines() {
                let event = serde_json::from_str(line).unwrap();
                events::append(conn, Instant::from_micros(1), Actor::System, &event)?;
            }
            Ok(())
        };
        test.db.write_blocking(append).unwrap();
        let (read, stored) = test
            .db
            .read_blocking(|conn| {
                let read = events::after(conn, Position::START, 1_000)?.events;
                let columns = (rows::kind, rows::ticket_id, rows::entry_id, rows::payload);
                let stored: Vec<(String, Option<i64>, Option<i64>, String)> =
                    rows::table.order(rows::position).select(columns).load(conn)?;
                DbResult::Ok((read, stored))
            })
            .unwrap();
        assert_eq!(read.len(), EVENTS.lines().count());
        for (line, (event, (kind, ticket, entry, payload))) in EVENTS.lines().zip(read.iter().zip(stored)) {
            assert_eq!(event.event, serde_json::from_str(line).unwrap());
            let written: Value = serde_json::from_str(line).unwrap();
            assert_eq!(
                (written["kind"].as_str(), written["ticket"].as_i64(), written["entry"].as_i64()),
                (Some(kind.as_str()), ticket, entry)
            );
            assert_eq!(serde_json::from_str::<Event>(&payload).unwrap(), event.event);
        }
    }
}

/// A promise is kept under the policy it was made under, whatever the policy is now.
#[test]
fn every_policy_that_was_ever_adopted_is_read_and_means_the_same() {
    for line in POLICIES.lines() {
        let policy = Policy::from_json(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(policy.to_json(), line);
    }
}
