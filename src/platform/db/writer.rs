//! The one SQLite writer: a thread that runs many callers' work in one transaction and commits once (group commit).
//!
//! A pool of writing connections gave a sixth of the throughput and stalls of seconds, because SQLite lets one
//! writer in at a time and the others poll. Here they queue, each in a savepoint of its own, and share one fsync.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use diesel::SqliteConnection;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use tokio::sync::{oneshot, watch};

use super::{Conn, DbError, DbResult, in_transaction};
use crate::platform::telemetry::metrics;

/// At most so many callers share a commit, which bounds what one slow disk write delays.
const MAX_BATCH: usize = 256;

/// A caller's work. It answers what to do once the fate of the common commit is known.
type Job = Box<dyn FnOnce(&mut Conn) -> Completion + Send>;
type Completion = Box<dyn FnOnce(DbResult<()>) + Send>;

pub(super) struct Writer {
    jobs: Mutex<Option<Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(conn: Conn, committed: watch::Sender<u64>) -> DbResult<Self> {
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || run(conn, &queue, &committed))
            .map_err(|error| DbError::Connection(error.to_string()))?;
        Ok(Self { jobs: Mutex::new(Some(jobs)), thread: Mutex::new(Some(thread)) })
    }

    pub(super) async fn submit<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let answer = self.enqueue(work)?;
        answer.await.unwrap_or_else(|_| Err(E::from(DbError::Closed)))
    }

    pub(super) fn submit_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let answer = self.enqueue(work)?;
        answer.blocking_recv().unwrap_or_else(|_| Err(E::from(DbError::Closed)))
    }

    fn enqueue<T, E, F>(&self, work: F) -> DbResult<oneshot::Receiver<Result<T, E>>>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (tell, answer) = oneshot::channel();
        let job: Job = Box::new(move |conn| {
            let result = in_transaction(conn, work);
            Box::new(move |commit: DbResult<()>| {
                // The caller may have gone away (closed connection): its work stays done.
                let _ = tell.send(result.and_then(|value| commit.map(|()| value).map_err(E::from)));
            })
        });
        let jobs = self.jobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        jobs.as_ref().ok_or(DbError::Closed)?.send(job).map_err(|_| DbError::Closed)?;
        metrics().write_queued();
        Ok(answer)
    }
}

impl Drop for Writer {
    /// Lets the thread finish what was accepted before the file is closed.
    fn drop(&mut self) {
        self.jobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != std::thread::current().id()) {
            let _ = thread.join();
        }
    }
}

fn run(mut conn: Conn, queue: &Receiver<Job>, committed: &watch::Sender<u64>) {
    while let Ok(first) = queue.recv() {
        let mut completions = Vec::new();
        let outcome = begin(&mut conn).and_then(|()| {
            completions.push(first(&mut conn));
            while completions.len() < MAX_BATCH {
                let Ok(next) = queue.try_recv() else { break };
                completions.push(next(&mut conn));
            }
            commit(&mut conn)
        });
        if let Err(error) = &outcome {
            rollback(&mut conn);
            tracing::error!(%error, batch = completions.len(), "commit failed: nothing of the batch was kept");
        }
        metrics().writes_committed(completions.len());
        let shared = outcome.map_err(|error| error.to_string());
        for complete in completions {
            complete(shared.clone().map_err(DbError::Connection));
        }
        committed.send_modify(|count| *count += 1);
    }
}

/// `BEGIN IMMEDIATE`: a deferred transaction that reads and then writes fails when another process wrote meanwhile.
fn begin(conn: &mut Conn) -> DbResult<()> {
    Ok(AnsiTransactionManager::begin_transaction_sql(sqlite(conn)?, "BEGIN IMMEDIATE")?)
}

fn commit(conn: &mut Conn) -> DbResult<()> {
    Ok(AnsiTransactionManager::commit_transaction(sqlite(conn)?)?)
}

fn rollback(conn: &mut Conn) {
    if let Ok(inner) = sqlite(conn) {
        // Already rolled back by SQLite itself after a full disk: then there is nothing left to undo.
        let _ = AnsiTransactionManager::rollback_transaction(inner);
    }
}

fn sqlite(conn: &mut Conn) -> DbResult<&mut SqliteConnection> {
    match conn {
        Conn::Sqlite(inner) => Ok(inner),
        Conn::Postgres(_) => Err(DbError::Connection("the writer thread is for SQLite".to_owned())),
    }
}
