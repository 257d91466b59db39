//! The worker: leases due mails, has them composed, sends several at once outside any transaction, notes the outcome.

use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;

use super::pauses;
use super::store::{self, Fate, Leased, Patience};
use crate::kernel::clock::{Clock, Instant};
use crate::kernel::ids::OutboxId;
use crate::platform::config::Mail as MailConfig;
use crate::platform::db::{Conn, Db, DbResult};
use crate::platform::mail::compose::Outgoing;
use crate::platform::mail::failure::{Consequence, Failure, SendProblem};
use crate::platform::mail::transport::Mailer;

/// Mails taken at once. Their number bounds what is sent again after a crash, together with the concurrency.
const BATCH: i64 = 100;
/// Outcomes noted in one transaction.
const NOTE_AT_ONCE: usize = 32;
/// A node that stops loses its mails after so many seconds.
const LEASE_SECONDS: i64 = 60;
/// A node at work keeps them by renewing the lease at this pace.
const RENEWAL: Duration = Duration::from_secs(20);

/// What a composer found in the database for a mail.
#[derive(Debug)]
pub enum Gathered<T> {
    /// Everything that its text needs.
    Ready(T),
    /// It is not needed any more.
    Needless,
    /// It cannot be written: a fault of the program, told as text without personal data.
    Faulty(String),
}

/// Writes the mails: knows the desk, which the outbox does not.
pub trait Composer: Send + Sync + 'static {
    /// What a text is made of.
    type Data: Send + 'static;

    /// Whether [`Composer::gather`] writes for this mail (a one-time link), so that it needs a writing transaction.
    fn writes(&self, mail: &Leased) -> bool;

    /// Reads what the text needs, as it stands now.
    ///
    /// # Errors
    /// When the database fails.
    fn gather(&self, conn: &mut Conn, mail: &Leased, now: Instant) -> DbResult<Gathered<Self::Data>>;

    /// Writes the text, outside any transaction.
    ///
    /// # Errors
    /// When it cannot be written: a fault of the program.
    fn write(&self, mail: &Leased, data: Self::Data, now: Instant) -> Result<Outgoing, String>;
}

/// What a round of the worker did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Mails taken by the mail server.
    pub sent: usize,
    /// Mails that no longer were needed.
    pub dropped: usize,
    /// Mails that failed and will be tried again, or were given up.
    pub failed: usize,
    /// Mails that went back because no mail can leave now.
    pub waiting: usize,
}

/// The outbox of this node.
pub struct Outbox<C> {
    db: Db,
    clock: Clock,
    mailer: Mailer,
    composer: Arc<C>,
    owner: String,
    concurrency: usize,
    patience: Patience,
    trouble: Mutex<Trouble>,
    /// One round at a time: the lease is held by the node as a whole.
    round: tokio::sync::Mutex<()>,
    stopping: AtomicBool,
}

/// Whether the mail server turned us away lately: then one mail at a time tries it, with growing pauses.
#[derive(Debug, Clone, Copy, Default)]
struct Trouble {
    times: u32,
    until: Option<Instant>,
}

/// One mail on its way through a batch.
struct Outcome {
    id: OutboxId,
    attempts: i32,
    fate: Fate,
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
            mailer,
            composer,
            owner: unique_name(),
            concurrency: config.concurrency,
            patience,
            trouble: Mutex::default(),
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
        self.trouble().until.filter(|until| *until > self.clock.now())
    }

    /// Lets the next round try the mail server at once: somebody says that it is back.
    pub fn try_now(&self) {
        self.trouble().until = None;
    }

    /// Begins no further mail; what is under way goes on, and what waits for its turn goes back to the queue.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Sends everything that is due, until nothing is left, the mail server turns us away, or the program stops.
    ///
    /// # Errors
    /// When the database fails; what was under way is taken up again when its lease runs out.
    pub async fn send_due(&self) -> DbResult<Round> {
        let _round = self.round.lock().await;
        let mut total = Round::default();
        while !self.is_stopping() {
            let (limit, trouble) = {
                let trouble = *self.trouble();
                if trouble.until.is_some_and(|until| self.clock.now() < until) {
                    break;
                }
                (if trouble.times > 0 { 1 } else { BATCH }, trouble.times > 0)
            };
            let round = self.batch(limit).await?;
            total.add(round);
            let taken = round.sent + round.dropped + round.failed + round.waiting;
            // After a successful try of one mail the others follow at once.
            if taken == 0 || (!trouble && i64::try_from(taken).is_ok_and(|taken| taken < limit)) {
                break;
            }
        }
        self.mailer.rest();
        Ok(total)
    }

    async fn batch(&self, limit: i64) -> DbResult<Round> {
        let now = self.clock.now();
        // A look first: an idle outbox writes nothing.
        if !self.db.read(move |conn| store::is_any_due(conn, now)).await? {
            return Ok(Round::default());
        }
        let (owner, max) = (self.owner.clone(), self.patience.max_attempts);
        let until = now + chrono::Duration::seconds(LEASE_SECONDS);
        let mails = self.db.write(move |conn| store::lease(conn, &owner, now, until, limit, max)).await?;
        if mails.is_empty() {
            return Ok(Round::default());
        }
        // Where the lease stands, for senders that wait for their turn; it runs out when the database is out of reach.
        let held_until = AtomicI64::new(until.micros());
        let held = || self.clock.now().micros() < held_until.load(Ordering::Relaxed);
        let prepared = self.prepare(mails, now).await?;
        let mut outcomes = stream::iter(prepared)
            .map(|(mail, outgoing)| async move {
                let fate = match outgoing {
                    Err(fate) => fate,
                    Ok(_) if self.is_stopping() || self.is_in_trouble() || !held() => Fate::Released,
                    Ok(outgoing) => self.send(&outgoing).await,
                };
                Outcome { id: mail.id, attempts: mail.attempts, fate }
            })
            .buffer_unordered(self.concurrency)
            .ready_chunks(NOTE_AT_ONCE);
        let mut round = Round::default();
        let mut renewal = tokio::time::interval(RENEWAL);
        // The first tick is at once, and the lease is new.
        renewal.tick().await;
        loop {
            tokio::select! {
                chunk = outcomes.next() => match chunk {
                    Some(chunk) => round.add(self.note(chunk).await?),
                    None => return Ok(round),
                },
                _ = renewal.tick() => match self.renew().await {
                    Ok(until) => held_until.store(until.micros(), Ordering::Relaxed),
                    Err(error) => tracing::warn!(%error, "the lease on the mails under way was not renewed"),
                },
            }
        }
    }

    async fn renew(&self) -> DbResult<Instant> {
        let until = self.clock.now() + chrono::Duration::seconds(LEASE_SECONDS);
        let owner = self.owner.clone();
        self.db.write(move |conn| store::renew(conn, &owner, until)).await?;
        Ok(until)
    }

    /// Composes the batch: most in one read, those with one-time links in one writing transaction.
    async fn prepare(
        &self,
        mails: Vec<Leased>,
        now: Instant,
    ) -> DbResult<Vec<(Leased, Result<Outgoing, Fate>)>> {
        let (writing, reading): (Vec<_>, Vec<_>) =
            mails.into_iter().partition(|mail| self.composer.writes(mail));
        let mut gathered = Vec::new();
        if !reading.is_empty() {
            let composer = self.composer.clone();
            gathered.extend(self.db.read(move |conn| gather(&*composer, conn, reading, now)).await?);
        }
        if !writing.is_empty() {
            let composer = self.composer.clone();
            gathered.extend(self.db.write(move |conn| gather(&*composer, conn, writing, now)).await?);
        }
        let composed = gathered.into_iter().map(|(mail, found)| {
            let outgoing = match found {
                Gathered::Needless => Err(Fate::Dropped),
                Gathered::Faulty(why) => Err(unwritable(&mail, &why)),
                Gathered::Ready(data) => {
                    self.composer.write(&mail, data, now).map_err(|why| unwritable(&mail, &why))
                }
            };
            (mail, outgoing)
        });
        Ok(composed.collect())
    }

    async fn send(&self, mail: &Outgoing) -> Fate {
        let composed = match self.mailer.compose(mail, self.clock.now()) {
            Ok(composed) => composed,
            Err(failure) => return Fate::Failed(failure),
        };
        match self.mailer.deliver(&composed).await {
            Ok(()) => {
                *self.trouble() = Trouble::default();
                Fate::Sent
            }
            Err(failure) => {
                match failure.problem {
                    problem if problem.consequence() == Consequence::AllWait => self.turned_away(),
                    // Nothing was heard that would show the server to be well.
                    SendProblem::Interrupted => {}
                    _ => *self.trouble() = Trouble::default(),
                }
                // The detail may name the address; the page shows it, the log does not.
                tracing::warn!(problem = failure.problem.as_str(), mail = mail.id.as_str(), "mail not sent");
                Fate::Failed(failure)
            }
        }
    }

    async fn note(&self, outcomes: Vec<Outcome>) -> DbResult<Round> {
        let now = self.clock.now();
        let all_wait_until = self.trouble().until.unwrap_or(now);
        let mut round = Round::default();
        for outcome in &outcomes {
            round.count(&outcome.fate);
        }
        let fates: Vec<_> =
            outcomes.into_iter().map(|outcome| (outcome.id, outcome.attempts, outcome.fate)).collect();
        let (owner, patience) = (self.owner.clone(), self.patience.clone());
        self.db
            .write(move |conn| store::settle(conn, &owner, &fates, &patience, all_wait_until, now))
            .await?;
        Ok(round)
    }

    /// Senders that were under way together count as one time.
    fn turned_away(&self) {
        let now = self.clock.now();
        let mut trouble = self.trouble();
        if trouble.until.is_none_or(|until| until <= now) {
            trouble.times = trouble.times.saturating_add(1);
            trouble.until = Some(now + pauses::after_trouble(trouble.times));
        }
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    fn is_in_trouble(&self) -> bool {
        self.waits_until().is_some()
    }

    fn trouble(&self) -> std::sync::MutexGuard<'_, Trouble> {
        // Two plain fields, whole whatever happened to the thread that held them.
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Round {
    fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Sent => self.sent += 1,
            Fate::Dropped => self.dropped += 1,
            Fate::Released => self.waiting += 1,
            Fate::Failed(failure) if failure.problem.consequence() == Consequence::AllWait => {
                self.waiting += 1
            }
            Fate::Failed(_) => self.failed += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.dropped += other.dropped;
        self.failed += other.failed;
        self.waiting += other.waiting;
    }
}

/// A name for the leases of this process, unlike that of any other, also after a restart.
fn unique_name() -> String {
    // The standard library seeds its hashers from the system's random source.
    let random = std::hash::RandomState::new().build_hasher().finish();
    format!("{}-{random:016x}", std::process::id())
}

fn gather<C: Composer>(
    composer: &C,
    conn: &mut Conn,
    mails: Vec<Leased>,
    now: Instant,
) -> DbResult<Vec<(Leased, Gathered<C::Data>)>> {
    mails
        .into_iter()
        .map(|mail| {
            let found = composer.gather(conn, &mail, now)?;
            Ok((mail, found))
        })
        .collect()
}

fn unwritable(mail: &Leased, why: &str) -> Fate {
    tracing::error!(mail = mail.rfc_message_id.as_str(), why, "a mail cannot be written");
    Fate::Failed(Failure::new(SendProblem::Unwritable, why))
}
