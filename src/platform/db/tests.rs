//! The two doors on SQLite; `tests/it` tries them on PostgreSQL as well.

use diesel::prelude::*;

use super::schema::{counters, events};
use super::{Conn, DatabaseUrl, Db, DbError};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, Position};
use crate::platform::events as event_log;

struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn open() -> (Db, Folder) {
    let folder = Folder(std::env::temp_dir().join(format!("dialoga-db-{}", super::super::random_hex(6))));
    let url = DatabaseUrl::parse(&format!("sqlite:{}/desk.db", folder.0.display())).expect("a URL");
    (Db::open(&url, 2).expect("a new database"), folder)
}

fn append(conn: &mut Conn, account: i64) -> Result<Position, DbError> {
    let event = Event::AccountConfirmed { account: AccountId(account) };
    event_log::append(conn, Instant::from_micros(account), Actor::System, &event)
}

#[actix_web::test]
async fn many_callers_commit_together_and_positions_have_no_gap() {
    let (db, _folder) = open();
    let calls = (1..=200).map(|account| {
        let db = db.clone();
        tokio::spawn(async move { db.write(move |conn| append(conn, account)).await })
    });
    let mut positions = Vec::new();
    for call in futures_util::future::join_all(calls).await {
        positions.push(call.expect("no panic").expect("committed").0);
    }
    positions.sort_unstable();
    assert_eq!(positions, (1..=200).collect::<Vec<i64>>());
}

#[actix_web::test]
async fn a_failed_neighbour_takes_nothing_with_it() {
    let (db, _folder) = open();
    let good = db.write(|conn| append(conn, 1));
    let bad = db.write(|conn| {
        append(conn, 2)?;
        Err::<(), _>(DbError::Query(diesel::result::Error::NotFound))
    });
    let panicking = db.write(|conn| -> Result<(), DbError> {
        append(conn, 3)?;
        panic!("on purpose")
    });
    let after = db.write(|conn| append(conn, 4));
    let (good, bad, panicking, after) = tokio::join!(good, bad, panicking, after);
    assert_eq!(good.expect("kept"), Position(1));
    assert!(matches!(bad, Err(DbError::Query(_))));
    assert!(matches!(panicking, Err(DbError::Panicked(_))));
    assert_eq!(after.expect("kept"), Position(2), "what was rolled back used no number");
    let kept: Vec<i64> = db
        .read(|conn| {
            Ok::<_, DbError>(events::table.order(events::position).select(events::position).load(conn)?)
        })
        .await
        .expect("read");
    assert_eq!(kept, [1, 2]);
}

#[actix_web::test]
async fn what_was_accepted_is_finished_before_the_file_is_closed() {
    let (db, folder) = open();
    let pending = tokio::spawn({
        let db = db.clone();
        async move { db.write(|conn| append(conn, 1)).await }
    });
    pending.await.expect("no panic").expect("committed");
    drop(db);
    let url = DatabaseUrl::parse(&format!("sqlite:{}/desk.db", folder.0.display())).expect("a URL");
    let again = Db::open(&url, 1).expect("migrated before");
    let count: i64 = again
        .read_blocking(|conn| {
            Ok::<_, DbError>(
                counters::table.filter(counters::name.eq("event")).select(counters::value).first(conn)?,
            )
        })
        .expect("read");
    assert_eq!(count, 1);
}
