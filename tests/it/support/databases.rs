//! A database of its own for each test, on SQLite always and on PostgreSQL where `DIALOGA_TEST_POSTGRES_URL` names a
//! server on which databases may be created (`tests/all` starts one).

use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use dialoga::platform::db::{DatabaseUrl, Db};
use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use sha2::{Digest, Sha256};

use crate::sources::{files_below, root};

/// Names the server.
pub const POSTGRES_VARIABLE: &str = "DIALOGA_TEST_POSTGRES_URL";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// The place of a fresh, migrated database that goes away with the test.
pub struct Place {
    pub url: String,
    /// Files of the test; the SQLite database is among them.
    pub folder: PathBuf,
    /// Server and name, to drop it.
    postgres: Option<(String, String)>,
}

impl Place {
    /// `None` for PostgreSQL when no server is named.
    pub fn new(kind: Kind) -> Option<Self> {
        let name = unique_name();
        let folder = std::env::temp_dir().join(&name);
        let (url, postgres) = match kind {
            Kind::Sqlite => (format!("sqlite:{}/desk.db", folder.display()), None),
            Kind::Postgres => {
                let server = std::env::var(POSTGRES_VARIABLE).ok()?;
                on_server(&server, &format!("CREATE DATABASE {name} TEMPLATE {}", *TEMPLATE));
                (beside(&server, &name), Some((server, name)))
            }
        };
        std::fs::create_dir_all(&folder).unwrap();
        Some(Self { url, folder, postgres })
    }

    /// Makes a PostgreSQL database one without tables.
    pub fn empty(&self) {
        on_server(&self.url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    /// Whether anybody may connect to a PostgreSQL database; who is there already has to go.
    pub fn let_in(&self, allowed: bool) {
        let (server, name) = self.postgres.as_ref().expect("on PostgreSQL");
        on_server(server, &format!("ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {allowed}"));
        if !allowed {
            let all =
                format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            on_server(server, &all);
        }
    }

    /// How many sessions a program of this name has in a PostgreSQL database.
    pub fn sessions_of(&self, program: &str) -> i64 {
        let sql = format!(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{program}'"
        );
        let found: Count = sql_query(sql).get_result(&mut self.database_url().establish().unwrap()).unwrap();
        found.count
    }

    pub fn database_url(&self) -> DatabaseUrl {
        DatabaseUrl::parse(&self.url).unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Some((server, name)) = &self.postgres {
            on_server(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// A database without a desk around it.
pub struct TestDb {
    pub db: Db,
    _place: Place,
}

/// What a test may be given of each database.
pub trait Given: Sized {
    /// `None` for PostgreSQL when no server is named.
    fn on(kind: Kind) -> Option<Self>;
}

impl Given for Kind {
    fn on(kind: Kind) -> Option<Self> {
        (kind == Kind::Sqlite || std::env::var_os(POSTGRES_VARIABLE).is_some()).then_some(kind)
    }
}

impl Given for Place {
    fn on(kind: Kind) -> Option<Self> {
        Self::new(kind)
    }
}

impl Given for TestDb {
    fn on(kind: Kind) -> Option<Self> {
        let place = Place::new(kind)?;
        Some(Self { db: Db::open(&place.database_url(), 8).unwrap(), _place: place })
    }
}

fn unique_name() -> String {
    format!("dialoga_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst))
}

/// The URL of another database of the same server.
fn beside(server: &str, name: &str) -> String {
    let (host, database) = server.rsplit_once('/').unwrap();
    let options = database.split_once('?').map(|(_, options)| format!("?{options}")).unwrap_or_default();
    format!("{host}/{name}{options}")
}

fn on_server(url: &str, sql: &str) {
    DatabaseUrl::parse(url).unwrap().establish().unwrap().batch_execute(sql).unwrap();
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// A migrated database that others are copied from, which is faster than migrating each. Its name follows the
/// migrations' text, and test processes make it one at a time, each under the same advisory lock.
static TEMPLATE: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for path in files_below(&root().join("migrations/postgres"), &["sql"]) {
        hash.update(std::fs::read(path).unwrap());
    }
    let digest: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let (name, draft) = (format!("dialoga_template_{digest}"), format!("dialoga_draft_{digest}"));
    let server = std::env::var(POSTGRES_VARIABLE).unwrap();
    let mut conn = DatabaseUrl::parse(&server).unwrap().establish().unwrap();
    conn.batch_execute("SELECT pg_advisory_lock(20261124)").unwrap();
    let known: Count = sql_query(format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'"))
        .get_result(&mut conn)
        .unwrap();
    if known.count == 0 {
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {draft}")).unwrap();
        conn.batch_execute(&format!("CREATE DATABASE {draft}")).unwrap();
        drop(Db::open(&DatabaseUrl::parse(&beside(&server, &draft)).unwrap(), 1).unwrap());
        // A connection of the pool may take a moment to leave; a database in use cannot be renamed.
        let others =
            format!("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{draft}'");
        conn.batch_execute(&others).unwrap();
        conn.batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {name}")).unwrap();
    }
    conn.batch_execute("SELECT pg_advisory_unlock(20261124)").unwrap();
    name
});
