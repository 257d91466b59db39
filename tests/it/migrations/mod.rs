//! The schema's history on both databases: every migration up, down and up again over filled tables, interrupted ones
//! repeated, several programs that start at once; and the tables are those that the program believes in.

mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::Barrier;

use dialoga::platform::db::{Conn, Db, migrations};
use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationMetadata, MigrationName, MigrationSource};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

use crate::sources::root;
use crate::support::databases::{Kind, Place};
use crate::support::{on_both_databases, on_postgres};
use shape::{Shape, counts, fill};

/// A database without tables.
fn empty(kind: Kind) -> Place {
    let place = Place::new(kind).unwrap();
    if kind == Kind::Postgres {
        place.empty();
    }
    place
}

fn connect(place: &Place) -> Conn {
    place.database_url().establish().unwrap()
}

/// What can be done with the n-th migration.
#[derive(Clone, Copy)]
enum Step {
    Up(usize),
    /// Up, but the power goes off when it is all but done.
    Interrupted(usize),
    Down(usize),
}

fn step(conn: &mut Conn, step: Step) -> Result<(), String> {
    match conn {
        Conn::Sqlite(conn) => take(conn, "sqlite", step),
        Conn::Postgres(conn) => take(conn, "postgres", step),
    }
}

fn take<DB: Backend>(conn: &mut impl MigrationHarness<DB>, database: &str, step: Step) -> Result<(), String> {
    let source = FileBasedMigrations::from_path(root().join("migrations").join(database)).unwrap();
    let mut all = MigrationSource::<DB>::migrations(&source).unwrap();
    all.sort_by_key(|migration| migration.name().version().to_string());
    // Makes the list of what ran, should there be none.
    conn.applied_migrations().unwrap();
    let done = match step {
        Step::Up(n) => conn.run_migration(&all[n]),
        Step::Interrupted(n) => conn.run_migration(&Interrupted(all.remove(n))),
        Step::Down(n) => conn.revert_migration(&all[n]),
    };
    done.map(|_| ()).map_err(|error| error.to_string())
}

struct Interrupted<DB: Backend>(Box<dyn Migration<DB>>);

impl<DB: Backend> Migration<DB> for Interrupted<DB> {
    fn run(&self, conn: &mut dyn diesel::connection::BoxableConnection<DB>) -> diesel::migration::Result<()> {
        self.0.run(conn)?;
        Err("the power went off".into())
    }

    fn revert(
        &self,
        conn: &mut dyn diesel::connection::BoxableConnection<DB>,
    ) -> diesel::migration::Result<()> {
        self.0.revert(conn)
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        self.0.metadata()
    }

    fn name(&self) -> &dyn MigrationName {
        self.0.name()
    }
}

on_both_databases! {
    fn every_migration_goes_up_down_and_up_again_over_filled_tables(kind: &Kind) {
        let kind = *kind;
        let count = migrations::known().len();
        // What the database looks like after each migration, from nothing.
        let fresh = empty(kind);
        let mut conn = connect(&fresh);
        let mut stages = vec![Shape::of(&mut conn)];
        for number in 0..count {
            step(&mut conn, Step::Interrupted(number)).unwrap_err();
            assert_eq!(Shape::of(&mut conn), stages[number], "{kind:?}: {number} was interrupted");
            step(&mut conn, Step::Up(number)).unwrap();
            stages.push(Shape::of(&mut conn));
        }
        assert_eq!(stages[0], Shape::default(), "{kind:?}");

        let place = filled(kind);
        let mut conn = connect(&place);
        assert_eq!(Shape::of(&mut conn), stages[count], "{kind:?}");
        // The newest, and some of the others: from each the way up leads over all that came after it.
        let is_tried = |first: &usize| count - first <= 8 || first.is_multiple_of(8);
        for first in (0..count).rev().filter(is_tried) {
            fill(&mut conn);
            let before = counts(&mut conn);
            for number in (first..count).rev() {
                step(&mut conn, Step::Down(number)).unwrap();
                assert_eq!(Shape::of(&mut conn), stages[number], "{kind:?}: the way down of {number}");
            }
            let kept = counts(&mut conn);
            step(&mut conn, Step::Interrupted(first)).unwrap_err();
            assert_eq!(Shape::of(&mut conn), stages[first], "{kind:?}: {first} was interrupted");
            assert_eq!(counts(&mut conn), kept, "{kind:?}: {first} was interrupted");

            assert_eq!(migrations::run(&mut conn).unwrap(), migrations::known()[first..], "{kind:?}");
            assert_eq!(Shape::of(&mut conn), stages[count], "{kind:?}: from {first} on");
            let after = counts(&mut conn);
            for table in kept.keys().filter(|table| after.contains_key(*table)) {
                assert_eq!(after[table], before[table], "{kind:?}: rows of {table} after {first}");
            }
            assert!(migrations::run(&mut conn).unwrap().is_empty());
        }
    }
}

/// A demonstration, and a row in the tables it leaves empty.
fn filled(kind: Kind) -> Place {
    let place = Place::new(kind).unwrap();
    let demo = Command::new(env!("CARGO_BIN_EXE_dialoga"))
        .args(["demo", "--tickets", "20"])
        .env("DIALOGA__DATABASE__URL", &place.url)
        .env("DIALOGA__STORAGE__DIR", &place.folder)
        .current_dir(&place.folder)
        .output()
        .unwrap();
    assert!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));
    place
}

on_both_databases! {
    fn programs_that_start_at_once_on_an_empty_database_migrate_it_once(kind: &Kind) {
        let kind = *kind;
        for _ in 0..5 {
            let (place, ready) = (empty(kind), Barrier::new(4));
            let start = || {
                ready.wait();
                Db::open(&place.database_url(), 1).map(|_| ())
            };
            std::thread::scope(|scope| {
                let starting: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
                for started in starting {
                    started.join().unwrap().unwrap_or_else(|error| panic!("{kind:?}: {error}"));
                }
            });
            assert!(migrations::pending(&mut connect(&place)).unwrap().is_empty());
        }
    }

    fn a_database_of_a_newer_version_is_left_alone(kind: &Kind) {
        let place = Place::new(*kind).unwrap();
        let mut conn = connect(&place);
        migrations::run(&mut conn).unwrap();
        conn.batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('20991231000001')")
            .unwrap();
        let error = Db::open(&place.database_url(), 1).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("newer version of this program (migration 20991231000001)"), "{error}");
    }
}

on_postgres! {
    fn both_databases_have_the_same_tables_and_indexes(postgres: &Place) {
        let place = Place::new(Kind::Sqlite).unwrap();
        let mut conn = connect(&place);
        migrations::run(&mut conn).unwrap();
        let sqlite = Shape::of(&mut conn);
        let postgres = Shape::of(&mut connect(postgres));
        assert_eq!(sqlite.indexes, postgres.indexes);
        assert_eq!(sqlite.references, postgres.references);
        let facts = |shape: &Shape| -> BTreeMap<(String, String), (bool, bool)> {
            let columns = shape.columns.iter();
            columns.map(|(name, column)| (name.clone(), (column.nullable, column.in_key))).collect()
        };
        assert_eq!(facts(&sqlite), facts(&postgres));
    }
}

on_both_databases! {
    fn the_tables_that_the_program_believes_in_are_those_that_exist(place: &Place) {
        let believed = believed();
        assert!(believed.contains_key(&("tickets".to_owned(), "subject".to_owned())), "{believed:?}");
        let mut conn = connect(place);
        migrations::run(&mut conn).unwrap();
        let shape = Shape::of(&mut conn);
        let word = |kind: &str, column: &str| match kind {
            "bigint" => "BigInt",
            // SQLite numbers rows by this type alone; it holds 64 bits.
            "integer" if column == "id" => "BigInt",
            "integer" => "Integer",
            "text" => "Text",
            "boolean" => "Bool",
            "timestamp" | "timestamp without time zone" => "Timestamp",
            other => panic!("a type that no column had so far: {other}"),
        };
        let exist: BTreeMap<_, _> = shape
            .columns
            .into_iter()
            .map(|(name, column)| {
                let kind = word(&column.kind, &name.1).to_owned();
                (name, (kind, column.nullable, column.in_key))
            })
            .collect();
        assert_eq!(exist, believed, "{} and src/platform/db/schema.rs", place.url);
    }
}

/// `src/platform/db/schema.rs`, read: type, nullable and part of the key, by table and column.
fn believed() -> BTreeMap<(String, String), (String, bool, bool)> {
    let text = std::fs::read_to_string(root().join("src/platform/db/schema.rs")).unwrap();
    let mut columns = BTreeMap::new();
    for table in text.split("diesel::table! {").skip(1) {
        let (head, body) = table.split_once('{').unwrap();
        let (name, key) = head.trim().trim_end_matches(')').split_once(" (").unwrap();
        let key: BTreeSet<&str> = key.split(", ").collect();
        for line in body.split('}').next().unwrap().lines().filter(|line| line.contains("->")) {
            let (column, kind) = line.trim().trim_end_matches(',').split_once(" -> ").unwrap();
            let (inner, nullable) = match kind.strip_prefix("Nullable<") {
                Some(inner) => (inner.trim_end_matches('>'), true),
                None => (kind, false),
            };
            let place = (name.to_owned(), column.to_owned());
            columns.insert(place, (inner.to_owned(), nullable, key.contains(column)));
        }
    }
    columns
}
