//! The two doors on SQLite; `tests/it` tries them on PostgreSQL as well.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::schema::events;
use super::writer::Writer;
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
    assert!(matches!(panicking, Err(DbError::Panicked)));
    assert_eq!(after.expect("kept"), Position(2), "what was rolled back used no number");
    let kept: Vec<i64> = db
        .read(|conn| {
            Ok::<_, DbError>(events::table.order(events::position).select(events::position).load(conn)?)
        })
        .await
        .expect("read");
    assert_eq!(kept, [1, 2]);
}

/// The accounts of the events that were kept.
fn kept(db: &Db) -> Vec<String> {
    let payloads = events::table.order(events::position).select(events::payload);
    db.read_blocking(|conn| Ok::<_, DbError>(payloads.load(conn)?)).expect("read")
}

/// Three writes in one batch: they queue while the first waits.
async fn together(
    db: &Db,
    second: impl FnOnce(&mut Conn) -> Result<Position, DbError> + Send + 'static,
) -> [Result<Position, DbError>; 3] {
    let (go, gate) = std::sync::mpsc::channel::<()>();
    let first = db.write(move |conn| {
        gate.recv().expect("the others are queued");
        append(conn, 1)
    });
    let all_queued = async move { go.send(()).expect("the first write waits") };
    let (first, second, third, ()) =
        tokio::join!(first, db.write(second), db.write(|conn| append(conn, 3)), all_queued);
    [first, second, third]
}

#[actix_web::test]
async fn many_who_wait_for_the_writer_are_a_crowd() {
    let (db, _folder) = open();
    assert!(!db.is_crowded());
    let (go, gate) = std::sync::mpsc::channel::<()>();
    let first = db.write(move |conn| {
        gate.recv().expect("the others are queued");
        append(conn, 1)
    });
    let others =
        futures_util::future::join_all((2..10).map(|account| db.write(move |conn| append(conn, account))));
    let look = async {
        let crowded = db.is_crowded();
        go.send(()).expect("the first write waits");
        crowded
    };
    let (_, _, crowded) = tokio::join!(first, others, look);
    assert!(crowded && !db.is_crowded());
}

#[actix_web::test]
async fn a_full_disk_fails_its_whole_batch_and_nothing_that_comes_later() {
    let (db, _folder) = open();
    db.write(|conn| Ok::<_, DbError>(conn.batch_execute("PRAGMA max_page_count = 200")?)).await.expect("set");
    let [before, full, after] = together(&db, |conn| {
        // Of one row SQLite keeps no journal for the statement alone: it rolls back everything.
        let row = (events::position.eq(9), events::at.eq(Instant::from_micros(9)), events::kind.eq("x"));
        let payload = events::payload.eq("x".repeat(2_000_000));
        diesel::insert_into(events::table).values((row, payload)).execute(conn)?;
        Ok(Position(9))
    })
    .await;
    assert!(matches!(before, Err(DbError::NotKept(_))), "{before:?}");
    let full = full.expect_err("there is no room").to_string();
    assert!(full.contains("full"), "{full}");
    assert_eq!(after.expect("done for itself"), Position(1));
    assert_eq!(db.write(|conn| append(conn, 4)).await.expect("as ever"), Position(2));
    let kept = kept(&db);
    assert!(kept.len() == 2 && kept[0].contains('3') && kept[1].contains('4'), "{kept:?}");
}

#[actix_web::test]
async fn a_locked_database_is_said_to_be_so_and_used_again_when_it_is_free() {
    let (db, folder) = open();
    db.write(|conn| Ok::<_, DbError>(conn.batch_execute("PRAGMA busy_timeout = 50")?)).await.expect("set");
    let path = folder.0.join("desk.db");
    let mut other = SqliteConnection::establish(&path.to_string_lossy()).expect("another process");
    other.batch_execute("BEGIN IMMEDIATE").expect("it writes");
    let (first, second) = tokio::join!(db.write(|conn| append(conn, 1)), db.write(|conn| append(conn, 2)));
    for refused in [first, second] {
        let why = refused.expect_err("locked").to_string();
        assert!(why.contains("locked"), "{why}");
    }
    other.batch_execute("COMMIT").expect("it is done");
    assert_eq!(db.write(|conn| append(conn, 3)).await.expect("free again"), Position(1));
    assert_eq!(kept(&db).len(), 1);
}

#[actix_web::test]
async fn what_was_accepted_is_finished_before_the_file_is_closed() {
    let (db, folder) = open();
    let url = DatabaseUrl::parse(&format!("sqlite:{}/desk.db", folder.0.display())).expect("a URL");
    drop(db);
    let (committed, _) = tokio::sync::watch::channel(0);
    let writer = Writer::start(&url, committed).expect("migrated before");
    let answers: Vec<_> = (1..=500)
        .map(|account| writer.enqueue(move |conn| append(conn, account)).expect("accepted"))
        .collect();
    drop(writer);
    for answer in answers {
        answer.await.expect("nobody is left without an answer").expect("committed");
    }
    assert_eq!(kept(&Db::open(&url, 1).expect("closed before")).len(), 500);
}
