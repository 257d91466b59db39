//! The worker: leases due mails, has them composed, sends several at once outside any transaction, notes the outcome. The three
//! go on side by side, so that none waits for another: `fetch`, `send`, `note`.

use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::mpsc;

use super::composer::Composer;
use super::fetch::LEASED_AT_MOST;
use super::flow::Flow;
use super::note::Unnoted;
use super::round::Round;
use super::settle::Patience;
use crate::kernel::clock::{Clock, Instant};
use crate::platform::config::Mail as MailConfig;
use crate::platform::db::{Db, DbResult};
use crate::platform::mail::transport::Mailer;
use crate::platform::mail::trouble::Trouble;

/// The outbox of this node.
pub struct Outbox<C> {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) mailer: Arc<Mailer>,
    pub(super) composer: Arc<C>,
    /// Tells this process from others, also from itself before a restart.
    name: String,
    /// Rounds that began.
    rounds: AtomicUsize,
    pub(super) concurrency: usize,
    pub(super) patience: Patience,
    pub(super) trouble: Trouble,
    /// What became of mails of earlier rounds, where the database did not take it.
    pub(super) unnoted: Mutex<Vec<Unnoted>>,
    /// One round at a time: the lease is held by the node as a whole.
    round: tokio::sync::Mutex<()>,
    stopping: AtomicBool,
}

impl<C: Composer> Outbox<C> {
    /// The outbox of this process.
    pub fn new(db: Db, clock: Clock, mailer: Mailer, composer: Arc<C>, config: &MailConfig) -> Self {
        let patience = Patience {
            retry_minutes: config.retry_minutes.clone(),
            max_attempts: i32::try_from(config.max_attempts).unwrap_or(i32::MAX),
        };
        Self {
            db,
            clock,
            mailer: Arc::new(mailer),
            composer,
            name: unique_name(),
            rounds: AtomicUsize::new(0),
            concurrency: config.concurrency,
            patience,
            trouble: Trouble::default(),
            unnoted: Mutex::default(),
            round: tokio::sync::Mutex::default(),
            stopping: AtomicBool::new(false),
        }
    }

    /// The way out, for checks.
    pub fn mailer(&self) -> &Mailer {
        &self.mailer
    }

    /// Until when no mail leaves this node, because the mail server turned us away.
    pub fn waits_until(&self) -> Option<Instant> {
        self.trouble.until(self.clock.now())
    }

    /// Lets the next round try the mail server at once: somebody says that it is back.
    pub fn try_now(&self) {
        self.trouble.try_now();
    }

    /// Begins no further mail; what is under way goes on, and what waits for its turn goes back to the queue.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Sends everything that is due, until nothing is left, the mail server turns us away, or the program stops. What falls due
    /// meanwhile leaves too: a mail that takes long holds nothing up.
    ///
    /// # Errors
    /// When the database fails. What became of mails is noted by the next round, before any leaves: of this node none leaves twice
    /// for that.
    pub async fn send_due(&self) -> DbResult<Round> {
        let _round = self.round.lock().await;
        self.note_what_is_left().await?;
        let number = self.rounds.fetch_add(1, Ordering::Relaxed);
        let flow = Flow::of(format!("{}-{number}", self.name));
        let (prepared, waiting) = mpsc::channel(1);
        let (ended, outcomes) = mpsc::channel(LEASED_AT_MOST);
        let noting = async {
            tokio::select! {
                noted = self.note_all(&flow, outcomes) => noted,
                never = self.hold(&flow) => match never {},
            }
        };
        let (fetched, (), noted) =
            futures_util::join!(self.fetch(&flow, prepared), self.send_all(&flow, waiting, ended), noting);
        self.mailer.rest().await;
        fetched.and(noted)
    }
}

/// A name for the leases of this process, unlike that of any other, also after a restart.
fn unique_name() -> String {
    // The standard library seeds its hashers from the system's random source.
    let random = std::hash::RandomState::new().build_hasher().finish();
    format!("{}-{random:016x}", std::process::id())
}
