//! Commands that are killed halfway: what they leave is never taken for a desk or a copy, and whoever comes next is told what
//! to do.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use dialoga::platform::db::schema::attachments;
use dialoga::platform::db::{Conn, DbError};
use diesel::connection::SimpleConnection;
use diesel::{QueryDsl, RunQueryDsl};

use crate::support::databases::{Kind, Place};
use crate::support::desk::Desk;
use crate::support::program::{Process, dialoga, run, said};
use crate::support::{on_both_databases, on_postgres};

/// A question with a file; the key under which the file is kept.
fn desk_with_a_file(desk: &Desk) -> String {
    let topic = desk.topic_slug("Servizi territoriali");
    let anna = desk.worker("Anna Bianchi");
    let form = anna.open("/domande/nuova").form("/domande/nuova").with("topic", &topic);
    let form = form.with("subject", "Nido").with("body", "Quale nido è aperto in agosto?");
    let form = form.with_file("attachments", "nota.txt", b"testo della nota");
    form.with("action", "send").send(&anna.browser).is(200);
    desk.settle();
    desk.read::<_, DbError>(|conn| Ok(attachments::table.select(attachments::storage_key).first(conn)?))
}

/// Whoever opens this file waits until somebody opens its other end, which nobody does.
fn make_a_trap(path: &Path) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn begin(place: &Place, arguments: &[&str]) -> Child {
    dialoga(place, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn wait_for(what: &str, mut there: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(60);
    while !there() {
        assert!(Instant::now() < until, "{what} does not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None, "it was still at work");
}

/// The command fails and says this.
fn refused(place: &Place, arguments: &[&str], words: &[&str]) {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let output = dialoga(place, arguments).env("DIALOGA__SERVER__BIND", address).output().unwrap();
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {text}");
    for words in words {
        assert!(text.contains(words), "{arguments:?}: {words} is not in {text}");
    }
}

fn good(place: &Place, arguments: &[&str]) -> String {
    let output = run(place, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

/// A copy of the desk, in a folder of another place that is empty otherwise.
fn copied(desk: &Desk) -> (Place, PathBuf) {
    let there = Place::new(if desk.is_postgres() { Kind::Postgres } else { Kind::Sqlite }).unwrap();
    if desk.is_postgres() {
        there.empty();
    }
    let copy = there.folder.join("copy");
    good(desk.place(), &["backup", copy.to_str().unwrap()]);
    (there, copy)
}

on_both_databases! {
    fn a_copy_without_end_does_not_look_like_one(desk: &Desk) {
        let file = desk.app.config.storage.attachments().join(desk_with_a_file(desk));
        let aside = desk.place().folder.join("aside");
        std::fs::rename(&file, &aside).unwrap();
        make_a_trap(&file);
        let copy = desk.place().folder.join("copy");
        let (backup, restore) = (["backup", copy.to_str().unwrap()], ["restore", copy.to_str().unwrap()]);
        let child = begin(desk.place(), &backup);
        let database = if desk.is_postgres() { "database.pgdump" } else { "database.sqlite" };
        wait_for("the copied database", || copy.join(database).exists());
        kill(child);

        let names = std::fs::read_dir(&copy).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(names.into_iter().any(|name| name == "UNFINISHED.txt"));
        assert!(!copy.join("manifest.json").exists());
        refused(desk.place(), &backup, &["a copy that is not finished", "delete it and try again"]);
        refused(desk.place(), &restore, &["holds no complete copy"]);

        std::fs::remove_dir_all(&copy).unwrap();
        std::fs::rename(&aside, &file).unwrap();
        good(desk.place(), &backup);
        assert!(copy.join("manifest.json").exists() && !copy.join("UNFINISHED.txt").exists());
    }

    fn a_place_that_was_half_restored_is_no_desk_until_it_is_restored(desk: &Desk) {
        let key = desk_with_a_file(desk);
        let (there, copy) = copied(desk);
        let trap = there.folder.join("attachments").join(&key).with_extension("partial");
        make_a_trap(&trap);
        let restore = ["restore", copy.to_str().unwrap()];
        let child = begin(&there, &restore);
        wait_for("the mark", || said(&run(&there, &["check"])).contains("is not finished"));
        if !desk.is_postgres() {
            refused(&there, &restore, &["another restore into", "is running; wait for it"]);
        }
        kill(child);

        let words = ["a restore into", "is not finished", "give `dialoga restore DIR` again"];
        for command in [&["check"][..], &["serve"], &["demo"], &["search", "rebuild"], &["backup", "elsewhere"]] {
            refused(&there, command, &words);
        }
        std::fs::remove_file(&trap).unwrap();
        good(&there, &restore);
        let text = good(&there, &["check"]);
        assert!(text.contains("ok     database: ") && text.contains("ok     migrations: "), "{text}");
        drop(Process::start(&there));
        good(&there, &["check"]);
    }

    fn half_a_demonstration_is_no_desk(place: &Place) {
        let child = begin(place, &["demo", "--tickets", "20000"]);
        wait_for("the mark", || said(&run(place, &["check"])).contains("the demonstration in"));
        kill(child);
        let way = if place.url.starts_with("sqlite") { "delete the files " } else { "dropdb and createdb" };
        for command in ["check", "demo", "serve"] {
            refused(place, &[command], &["is not finished", way, "give `dialoga demo` again"]);
        }
        if place.url.starts_with("sqlite") {
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(place.folder.join(format!("desk.db{ending}")));
            }
        } else {
            place.empty();
        }
        good(place, &["demo", "--tickets", "3"]);
        good(place, &["check"]);
    }
}

on_postgres! {
    fn the_tool_of_the_database_does_not_outlive_its_restore(desk: &Desk) {
        // More than fits into a pipe.
        desk.write(|conn: &mut Conn| {
            let ballast = "CREATE TABLE ballast AS SELECT md5(random()::text) FROM generate_series(1, 20000)";
            Ok::<_, DbError>(conn.batch_execute(ballast)?)
        });
        let (there, copy) = copied(desk);
        let restore = ["restore", copy.to_str().unwrap()];
        let mut other = there.database_url().establish().unwrap();
        other.batch_execute("BEGIN; CREATE TABLE ballast ()").unwrap();
        let child = begin(&there, &restore);
        wait_for("the tool", || there.sessions_of("pg_restore") > 0);
        kill(child);
        other.batch_execute("ROLLBACK").unwrap();
        wait_for("the end of the tool", || there.sessions_of("pg_restore") == 0);
        refused(&there, &["serve"], &["a restore into"]);
        good(&there, &restore);
        good(&there, &["check"]);

        // What nobody put there for certain is not thrown away.
        other.batch_execute("CREATE TABLE dialoga_restoring ()").unwrap();
        refused(&there, &restore, &["has put something there", "dropdb and createdb"]);
    }
}
