//! A database of its own for each test, on SQLite always and on PostgreSQL where `DIALOGA_TEST_POSTGRES_URL` names a
//! server on which databases may be created (`tests/all` starts one).

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use dialoga::platform::db::{DatabaseUrl, Db};
use diesel::connection::SimpleConnection;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A fresh, migrated database that goes away with the test.
pub struct TestDb {
    pub db: Db,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Server { url: String, name: String },
}

impl TestDb {
    pub fn sqlite() -> Self {
        let folder = std::env::temp_dir().join(unique_name());
        let url = DatabaseUrl::parse(&format!("sqlite:{}/desk.db", folder.display())).unwrap();
        Self { db: Db::open(&url, 4).unwrap(), place: Place::Folder(folder) }
    }

    /// `None` when no server is named.
    pub fn postgres() -> Option<Self> {
        let server = std::env::var("DIALOGA_TEST_POSTGRES_URL").ok()?;
        let name = unique_name();
        on_server(&server, &format!("CREATE DATABASE {name}"));
        let (host, _) = server.rsplit_once('/').unwrap();
        let url = DatabaseUrl::parse(&format!("{host}/{name}")).unwrap();
        Some(Self { db: Db::open(&url, 8).unwrap(), place: Place::Server { url: server, name } })
    }
}

/// Runs a test once per database.
pub fn on_each(test: impl Fn(&TestDb)) {
    test(&TestDb::sqlite());
    if let Some(postgres) = TestDb::postgres() {
        test(&postgres);
    }
}

fn unique_name() -> String {
    format!("dialoga_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst))
}

fn on_server(url: &str, sql: &str) {
    DatabaseUrl::parse(url).unwrap().establish().unwrap().batch_execute(sql).unwrap();
}

impl Drop for TestDb {
    fn drop(&mut self) {
        match &self.place {
            Place::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Place::Server { url, name } => {
                on_server(url, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
            }
        }
    }
}
