//! The one SQLite writer: a thread that runs many callers' work in one transaction and commits once (group commit).
//!
//! A pool of writing connections gave a sixth of the throughput and stalls of seconds, because SQLite lets one
//! writer in at a time and the others poll. Here they queue, each in a savepoint of its own, and share one fsync.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use tokio::sync::{oneshot, watch};

use super::{Conn, DatabaseUrl, DbError, DbResult, Transactions, in_transaction, is_broken};
use crate::platform::telemetry::metrics;

/// At most so many callers share a commit, which bounds what one slow disk write delays.
const MAX_BATCH: usize = 256;

/// A caller's work: done in the open transaction, or refused for the error that kept it from opening.
type Job = Box<dyn FnOnce(DbResult<&mut Conn>) -> Done + Send>;

/// Work that was done.
struct Done {
    failed: bool,
    /// Answers the caller, once the fate of the common commit is known.
    answer: Answer,
}

type Answer = Box<dyn FnOnce(DbResult<()>) + Send>;

pub(super) struct Writer {
    jobs: Mutex<Option<Sender<Job>>>,
    /// Callers whose work is not kept yet.
    waiting: Arc<AtomicUsize>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(url: &DatabaseUrl, committed: watch::Sender<u64>) -> DbResult<Self> {
        let (jobs, queue) = channel();
        let (conn, url) = (url.establish()?, url.clone());
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || run(conn, &url, &queue, &committed))
            .map_err(|error| DbError::Connection(error.to_string()))?;
        let waiting = Arc::default();
        Ok(Self { jobs: Mutex::new(Some(jobs)), waiting, thread: Mutex::new(Some(thread)) })
    }

    /// How many callers wait.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
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

    pub(super) fn enqueue<T, E, F>(&self, work: F) -> DbResult<oneshot::Receiver<Result<T, E>>>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (tell, receiver) = oneshot::channel();
        let waiting = (metrics().write_waits(), Waiting::new(&self.waiting));
        let job: Job = Box::new(move |conn: DbResult<&mut Conn>| {
            let result = conn.map_err(E::from).and_then(|conn| in_transaction(conn, work));
            let failed = result.is_err();
            let answer: Answer = Box::new(move |commit| {
                drop(waiting);
                // The caller may have gone away (closed connection): its work stays done.
                let _ = tell.send(result.and_then(|value| commit.map(|()| value).map_err(E::from)));
            });
            Done { failed, answer }
        });
        let jobs = self.jobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        jobs.as_ref().ok_or(DbError::Closed)?.send(job).map_err(|_| DbError::Closed)?;
        Ok(receiver)
    }
}

/// Counts a caller for as long as it exists.
struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(count))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
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

fn run(mut conn: Conn, url: &DatabaseUrl, queue: &Receiver<Job>, committed: &watch::Sender<u64>) {
    while let Ok(first) = queue.recv() {
        let mut answers = Vec::new();
        let outcome = batch(&mut conn, first, queue, &mut answers);
        match &outcome {
            Ok(()) => metrics().writes_committed(answers.len()),
            Err(error) => {
                tracing::error!(%error, batch = answers.len(), "nothing of a batch of writes was kept");
            }
        }
        if is_broken(&mut conn) {
            renew(&mut conn, url);
        }
        let shared = outcome.map_err(|error| error.to_string());
        for answer in answers {
            answer(shared.clone().map_err(DbError::NotKept));
        }
        committed.send_modify(|count| *count += 1);
    }
}

/// Does the work of many callers in one transaction.
fn batch(conn: &mut Conn, first: Job, queue: &Receiver<Job>, answers: &mut Vec<Answer>) -> DbResult<()> {
    if let Err(error) = begin(conn) {
        // Another process holds the database. Whoever waits by now hears so, instead of waiting as long again in turn.
        for job in std::iter::once(first).chain(queue.try_iter().take(MAX_BATCH - 1)) {
            answers.push(job(Err(DbError::NotKept(error.to_string()))).answer);
        }
        return Err(error);
    }
    let mut next = Some(first);
    while let Some(job) = next {
        let done = job(Ok(conn));
        answers.push(done.answer);
        if done.failed && !stands(conn) {
            // What came next would be kept for itself, and its caller told of a failure.
            return Err(DbError::NotKept("SQLite rolled it back by itself".to_owned()));
        }
        next = if answers.len() < MAX_BATCH { queue.try_recv().ok() } else { None };
    }
    Ok(Transactions::commit_transaction(conn)?)
}

/// `BEGIN IMMEDIATE`: a deferred transaction that reads and then writes fails when another process wrote meanwhile.
fn begin(conn: &mut Conn) -> DbResult<()> {
    match conn {
        Conn::Sqlite(inner) => Ok(AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE")?),
        Conn::Postgres(_) => Err(DbError::Connection("the writer thread is for SQLite".to_owned())),
    }
}

/// Whether the common transaction is still open: after a full disk or a failed write SQLite may end it by itself, which
/// diesel finds out when it rolls the savepoint back.
fn stands(conn: &mut Conn) -> bool {
    let depth = Transactions::transaction_manager_status_mut(conn).transaction_depth();
    depth.is_ok_and(|depth| depth.is_some())
}

/// Takes a new connection for one whose transaction could not be ended; until there is one, every batch fails.
fn renew(conn: &mut Conn, url: &DatabaseUrl) {
    match url.establish() {
        Ok(new) => *conn = new,
        Err(error) => tracing::error!(%error, "the writer cannot connect to the database again"),
    }
}
