//! One connection type over SQLite and PostgreSQL, and the two doors to it: [`Db::read`] and [`Db::write`].
//!
//! SQLite has one writer thread that commits many callers' work in one transaction (group commit); PostgreSQL has
//! a pool. Callers see the same: a closure that runs in a transaction, whose result is told only after the commit.

pub mod bulk;
mod connection;
mod instant;
pub mod migrations;
#[cfg(test)]
pub(crate) mod plans;
pub mod portable;
pub mod schema;
pub mod stretches;
#[cfg(test)]
mod tests;
pub mod unfinished;
mod writer;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use diesel::{Connection, PgConnection, SqliteConnection};
use tokio::sync::{Mutex, Semaphore, watch};
use tokio::time::timeout;

use connection::Manager;
pub use connection::{Backend, Conn, DatabaseUrl, UrlProblem};
use writer::Writer;

/// What can go wrong beneath a use case. The cause is for the log, never for the page.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database refused or failed a statement.
    #[error("the database refused a statement: {0}")]
    Query(#[from] diesel::result::Error),
    /// No connection could be had.
    #[error("no connection to the database: {0}")]
    Connection(String),
    /// Something that fills this database was interrupted, or is still at work; says what to do.
    #[error("{0}")]
    Unfinished(String),
    /// The transaction that the work shared with others failed; nothing of it was kept.
    #[error("nothing was kept, because the common transaction failed: {0}")]
    NotKept(String),
    /// The work panicked; nothing of it was kept.
    #[error("the work on the database panicked")]
    Panicked,
    /// The program is stopping.
    #[error("the database is closed: the program is stopping")]
    Closed,
}

impl DbError {
    /// Whether a unique index refused the row.
    pub fn is_unique_violation(&self) -> bool {
        matches!(
            self,
            Self::Query(diesel::result::Error::DatabaseError(
                diesel::result::DatabaseErrorKind::UniqueViolation,
                _
            ))
        )
    }

    /// Whether the same work may succeed in a moment: the database is busy, full, out of reach or closing.
    ///
    /// diesel tells neither database's code of an error; on a PostgreSQL server that speaks another language some are
    /// not recognised, and are faults.
    pub fn is_passing(&self) -> bool {
        use diesel::result::{DatabaseErrorKind as Kind, Error};
        const PASSING: [&str; 6] = [
            "database is locked",
            "database or disk is full",
            "disk I/O error",
            "lock timeout",
            "deadlock detected",
            "No space left on device",
        ];
        match self {
            Self::Connection(_) | Self::NotKept(_) | Self::Closed => true,
            Self::Query(Error::DatabaseError(
                Kind::SerializationFailure | Kind::ClosedConnection | Kind::ReadOnlyTransaction,
                _,
            )) => true,
            Self::Query(Error::DatabaseError(_, told)) => {
                PASSING.iter().any(|words| told.message().contains(words))
            }
            Self::Query(_) | Self::Unfinished(_) | Self::Panicked => false,
        }
    }
}

/// Result of a statement.
pub type DbResult<T> = Result<T, DbError>;

/// The database: cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    backend: Backend,
    readers: Pool<Manager>,
    writing: Writing,
    committed: watch::Sender<u64>,
    /// Whose turn it is to probe.
    probing: Arc<Mutex<()>>,
}

/// How writes get their turn.
enum Writing {
    /// SQLite: one thread.
    Thread(Writer),
    /// PostgreSQL: so many of the pool's connections at once. Writers that wait for each other's locks leave the rest to
    /// those who only read.
    Pool(Semaphore),
}

/// So many callers that wait for SQLite's writer are many.
const CROWD: usize = 8;

/// How long a caller waits for a connection, a turn or a lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long [`Db::probe`] waits: monitors and load balancers ask every few seconds.
const PATIENCE_OF_A_PROBE: Duration = Duration::from_secs(2);

impl Db {
    /// Opens the database and brings it to the newest schema.
    ///
    /// `connections` is the number of reading connections (SQLite) or of all connections (PostgreSQL).
    ///
    /// # Errors
    /// When it cannot be reached, a migration fails, or something that fills it is not finished.
    pub fn open(url: &DatabaseUrl, connections: u32) -> DbResult<Self> {
        unfinished::refuse_restoring(url)?;
        let mut first = url.establish()?;
        migrations::run(&mut first)?;
        unfinished::refuse_half_a_demonstration(&mut first, url)?;
        drop(first);
        Self::open_migrated(url, connections)
    }

    /// Opens a database that already has the newest schema.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub fn open_migrated(url: &DatabaseUrl, connections: u32) -> DbResult<Self> {
        let readers = Pool::builder()
            .max_size(connections.max(1))
            .min_idle(Some(1))
            .connection_timeout(PATIENCE)
            .test_on_check_out(url.backend() == Backend::Postgres)
            .build(Manager::new(url.clone()))
            .map_err(|error| DbError::Connection(error.to_string()))?;
        let (committed, _) = watch::channel(0);
        let writing = match url.backend() {
            Backend::Sqlite => Writing::Thread(Writer::start(url, committed.clone())?),
            Backend::Postgres => Writing::Pool(Semaphore::new(writers_of(connections))),
        };
        let probing = Arc::default();
        Ok(Self { inner: Arc::new(Inner { backend: url.backend(), readers, writing, committed, probing }) })
    }

    /// How many connections can be used at the same time, the one that writes on SQLite left out.
    pub fn connections(&self) -> usize {
        usize::try_from(self.inner.readers.max_size()).unwrap_or(1)
    }

    /// Which of the two databases it is.
    pub fn backend(&self) -> Backend {
        self.inner.backend
    }

    /// Runs `work` on a reading connection, off the asynchronous threads.
    ///
    /// # Errors
    /// What `work` answers, or that no connection could be had.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let inner = self.inner.clone();
        run_blocking(move || {
            let mut conn = inner.checkout()?;
            work(&mut conn)
        })
        .await
    }

    /// [`Db::read`] for who asks whether the database answers at all, and is told within two seconds. While one look hangs,
    /// no other is begun, so that those who ask hold one connection at most.
    ///
    /// # Errors
    /// What `look` answers, that no connection could be had, or that the answer is late.
    pub async fn probe<T, F>(&self, look: F) -> DbResult<T>
    where
        F: FnOnce(&mut Conn) -> DbResult<T> + Send + 'static,
        T: Send + 'static,
    {
        let inner = self.inner.clone();
        let looking = async move {
            // Held by the look until it ends, even after nobody waits for it any more.
            let turn = inner.probing.clone().lock_owned().await;
            run_blocking(move || {
                let _turn = turn;
                let conn = inner.readers.get_timeout(PATIENCE_OF_A_PROBE);
                look(&mut *conn.map_err(|error| DbError::Connection(error.to_string()))?)
            })
            .await
        };
        let late = |_| Err(DbError::Connection("it does not answer in time".to_owned()));
        timeout(PATIENCE_OF_A_PROBE, looking).await.unwrap_or_else(late)
    }

    /// [`Db::read`] for a look at a row by its key or at a table of a few dozen rows: on SQLite it is done on the spot, since it
    /// takes less time than its hand-over to another thread would. While the disk stalls, it stalls its thread. When all
    /// connections are in use, and on PostgreSQL, it waits its turn off the asynchronous threads like every other.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn read_briefly<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        if self.inner.backend == Backend::Sqlite
            && let Some(mut conn) = self.inner.readers.try_get()
        {
            return catch_unwind(AssertUnwindSafe(|| work(&mut conn)))
                .unwrap_or_else(|_| Err(E::from(DbError::Panicked)));
        }
        self.read(work).await
    }

    /// Runs `work` in one writing transaction and answers after it is durable.
    ///
    /// An error rolls back everything `work` did. Nothing outside the database may be done inside `work`: its commit
    /// may still fail, on SQLite together with that of its neighbours.
    ///
    /// # Errors
    /// What `work` answers, or that the commit failed.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let turns = match &self.inner.writing {
            Writing::Thread(writer) => return writer.submit(work).await,
            Writing::Pool(turns) => turns,
        };
        let Ok(Ok(_turn)) = timeout(PATIENCE, turns.acquire()).await else {
            return Err(E::from(DbError::Connection("too many writes wait for each other".to_owned())));
        };
        let inner = self.inner.clone();
        let result = run_blocking(move || {
            let mut conn = inner.checkout()?;
            in_transaction(&mut conn, work)
        })
        .await;
        if result.is_ok() {
            self.inner.committed.send_modify(|count| *count += 1);
        }
        result
    }

    /// [`Db::read`] for commands and start-up, which have no asynchronous runtime to spare.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub fn read_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E>,
        E: From<DbError>,
    {
        work(&mut *self.inner.checkout()?)
    }

    /// [`Db::write`] for commands and start-up.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        if let Writing::Thread(writer) = &self.inner.writing {
            return writer.submit_blocking(work);
        }
        let result = in_transaction(&mut *self.inner.checkout()?, work);
        if result.is_ok() {
            self.inner.committed.send_modify(|count| *count += 1);
        }
        result
    }

    /// Whether many callers wait for their writes: what nobody waits for may let them pass.
    pub fn is_crowded(&self) -> bool {
        match &self.inner.writing {
            Writing::Thread(writer) => writer.waiting() >= CROWD,
            Writing::Pool(turns) => turns.available_permits() == 0,
        }
    }

    /// Waits while it is crowded, for a second at most: what nobody waits for gives way to those who wait for a page.
    pub async fn let_people_pass(&self) {
        for _ in 0..20 {
            if !self.is_crowded() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Tells when this process committed something: a follower need not wait for its next look.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.inner.committed.subscribe()
    }
}

/// A quarter of the connections, and at least one, is kept for reading.
fn writers_of(connections: u32) -> usize {
    let reserved = (connections / 4).max(1);
    usize::try_from(connections.saturating_sub(reserved).max(1)).unwrap_or(1)
}

impl Inner {
    fn checkout(&self) -> DbResult<PooledConnection<Manager>> {
        self.readers.get().map_err(|error| DbError::Connection(error.to_string()))
    }
}

/// Runs `work` in a transaction of its own. A panic is caught inside it, so that it is rolled back like an error; what it
/// says stays out of the error, which may be logged: it may quote what people wrote.
fn in_transaction<T, E, F>(conn: &mut Conn, work: F) -> Result<T, E>
where
    F: FnOnce(&mut Conn) -> Result<T, E>,
    E: From<DbError>,
{
    Transactions::begin_transaction(conn).map_err(DbError::from)?;
    let result =
        catch_unwind(AssertUnwindSafe(|| work(conn))).unwrap_or_else(|_| Err(E::from(DbError::Panicked)));
    match result {
        Ok(value) => {
            Transactions::commit_transaction(conn).map_err(DbError::from)?;
            Ok(value)
        }
        Err(error) => {
            // Where it fails, the database has rolled back by itself, or the connection is broken and not used again.
            let _ = Transactions::rollback_transaction(conn);
            Err(error)
        }
    }
}

/// Whether a transaction is open.
fn is_in_transaction(conn: &mut Conn) -> DbResult<bool> {
    let status = Transactions::transaction_manager_status_mut(conn);
    let depth =
        status.transaction_depth().map_err(|_| DbError::Connection("a transaction broke".to_owned()))?;
    Ok(depth.is_some())
}

async fn run_blocking<T, E, F>(work: F) -> Result<T, E>
where
    F: FnOnce() -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(E::from(DbError::Panicked)),
    }
}

/// Settings of every new SQLite connection: WAL for readers beside the writer, FULL because NORMAL may lose
/// acknowledged commits at power loss, foreign keys because SQLite does not enforce them by itself, and what is deleted or
/// written over is no more in the file, where it would otherwise stay until its place is needed.
fn prepare_sqlite(conn: &mut SqliteConnection) -> diesel::QueryResult<()> {
    conn.batch_execute("PRAGMA busy_timeout = 10000")?;
    // Programs that open a new file at once turn it into WAL at once, for which SQLite does not wait by itself.
    let mut tries = 0;
    while let Err(error) = conn.batch_execute("PRAGMA journal_mode = WAL") {
        tries += 1;
        if tries == 200 || !error.to_string().contains("locked") {
            return Err(error);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    conn.batch_execute(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; \
         PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY;",
    )
}

/// Settings of every new PostgreSQL connection: instants are UTC whatever the server's zone.
fn prepare_postgres(conn: &mut PgConnection) -> diesel::QueryResult<()> {
    conn.batch_execute("SET TIME ZONE 'UTC'; SET client_min_messages = warning; SET idle_in_transaction_session_timeout = '60s';")
}

type Transactions = <Conn as Connection>::TransactionManager;

/// A connection is broken when its last transaction was left open, or could not be ended.
fn is_broken(conn: &mut Conn) -> bool {
    std::thread::panicking() || Transactions::is_broken_transaction_manager(conn)
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = DbError;

    fn connect(&self) -> Result<Conn, DbError> {
        let mut conn = self.url.establish()?;
        if let Conn::Postgres(inner) = &mut conn {
            // Not for connections outside the pool: nodes that start together wait for one another's migrations.
            inner.batch_execute(&format!("SET lock_timeout = '{}s'", PATIENCE.as_secs()))?;
        }
        Ok(conn)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), DbError> {
        Ok(conn.batch_execute("SELECT 1")?)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        is_broken(conn)
    }
}
