//! The worker: leases due mails, has them composed, sends several at once outside any transaction, notes the outcome.

use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;

use super::composer::Composer;
use super::prepare::{compose, gather};
use super::round::Round;
use super::settle::{Fate, Patience, settle};
use super::store::{self, Leased};
use crate::kernel::clock::{Clock, Instant};
use crate::kernel::ids::OutboxId;
use crate::platform::config::Mail as MailConfig;
use crate::platform::db::{Conn, Db, DbError, DbResult};
use crate::platform::mail::compose::Composed;
use crate::platform::mail::failure::{Consequence, SendProblem};
use crate::platform::mail::transport::Mailer;
use crate::platform::mail::trouble::Trouble;

/// Mails taken at once. Their number bounds what is sent again after a crash, together with the concurrency.
const BATCH: i64 = 100;
/// Outcomes noted in one transaction.
const NOTE_AT_ONCE: usize = 32;
/// Further tries, a second apart, to note an outcome: well within the lease.
const NOTE_TRIES: u32 = 10;
/// A node that stops loses its mails after so many seconds.
const LEASE_SECONDS: i64 = 60;
/// A node at work keeps them by renewing the lease at this pace.
const RENEWAL: Duration = Duration::from_secs(20);

/// The outbox of this node.
pub struct Outbox<C> {
    db: Db,
    clock: Clock,
    mailer: Arc<Mailer>,
    composer: Arc<C>,
    owner: String,
    concurrency: usize,
    patience: Patience,
    trouble: Trouble,
    /// One round at a time: the lease is held by the node as a whole.
    round: tokio::sync::Mutex<()>,
    stopping: AtomicBool,
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
            mailer: Arc::new(mailer),
            composer,
            owner: unique_name(),
            concurrency: config.concurrency,
            patience,
            trouble: Trouble::default(),
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

    /// Sends everything that is due, until nothing is left, the mail server turns us away, or the program stops.
    ///
    /// # Errors
    /// When the database fails; what was under way is taken up again when its lease runs out.
    pub async fn send_due(&self) -> DbResult<Round> {
        let _round = self.round.lock().await;
        let mut total = Round::default();
        while !self.is_stopping() {
            if self.waits_until().is_some() {
                break;
            }
            self.let_people_pass().await;
            let on_trial = self.trouble.is_on_trial();
            let limit = if on_trial { 1 } else { BATCH };
            let round = self.batch(limit).await?;
            total.add(round);
            let taken = round.sent + round.dropped + round.failed + round.waiting;
            // After a successful try of one mail the others follow at once.
            if taken == 0 || (!on_trial && i64::try_from(taken).is_ok_and(|taken| taken < limit)) {
                break;
            }
        }
        self.mailer.rest().await;
        Ok(total)
    }

    /// A mail can wait for a second, and those who wait for a page should not wait for mails.
    async fn let_people_pass(&self) {
        for _ in 0..20 {
            if !self.db.is_crowded() || self.is_stopping() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
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
            .map(|(mail, composed)| async move {
                let fate = match composed {
                    Err(fate) => fate,
                    Ok(_) if self.is_stopping() || self.waits_until().is_some() || !held() => Fate::Released,
                    Ok(composed) => self.send(&composed).await,
                };
                Outcome { id: mail.id, attempts: mail.attempts, fate }
            })
            .buffer_unordered(self.concurrency)
            .ready_chunks(NOTE_AT_ONCE);
        let (mut round, mut fault) = (Round::default(), None);
        let mut renewal = tokio::time::interval(RENEWAL);
        // The first tick is at once, and the lease is new.
        renewal.tick().await;
        loop {
            tokio::select! {
                chunk = outcomes.next() => match chunk {
                    Some(chunk) => match self.note(chunk).await {
                        Ok(noted) => round.add(noted),
                        // What is under way is not cut off; what waits is not begun, since it could not be noted.
                        Err(error) => {
                            held_until.store(i64::MIN, Ordering::Relaxed);
                            fault = Some(error);
                        }
                    },
                    None => return fault.map_or(Ok(round), Err),
                },
                _ = renewal.tick() => match self.renew().await {
                    Ok(until) if fault.is_none() => held_until.store(until.micros(), Ordering::Relaxed),
                    Ok(_) => {}
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

    /// Composes the batch off the asynchronous threads: what most mails need is read at once, those with one-time links
    /// share one writing transaction.
    async fn prepare(
        &self,
        mails: Vec<Leased>,
        now: Instant,
    ) -> DbResult<Vec<(Leased, Result<Composed, Fate>)>> {
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
        let (composer, mailer) = (self.composer.clone(), self.mailer.clone());
        let work = move || {
            let written = gathered.into_iter().map(|(mail, found)| {
                let composed = compose(&*composer, &mailer, &mail, found, now);
                (mail, composed)
            });
            written.collect()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| DbError::Panicked)
    }

    async fn send(&self, mail: &Composed) -> Fate {
        match self.mailer.deliver(mail, self.clock.now()).await {
            Ok(()) => {
                self.trouble.is_over();
                Fate::Sent
            }
            Err(failure) => {
                match failure.problem {
                    problem if problem.consequence() == Consequence::AllWait => {
                        self.trouble.turned_away(self.clock.now())
                    }
                    // Nothing was heard that would show the server to be well.
                    SendProblem::Interrupted => {}
                    _ => self.trouble.is_over(),
                }
                // The detail may name the address; the page shows it, the log does not.
                tracing::warn!(problem = failure.problem.as_str(), mail = mail.id.as_str(), "mail not sent");
                Fate::Failed(failure)
            }
        }
    }

    /// Notes what became of mails, with patience: a mail that was sent and not noted would be sent again.
    async fn note(&self, outcomes: Vec<Outcome>) -> DbResult<Round> {
        let now = self.clock.now();
        let all_wait_until = self.waits_until().unwrap_or(now);
        let mut round = Round::default();
        for outcome in &outcomes {
            round.count(&outcome.fate);
        }
        let fates: Vec<_> =
            outcomes.into_iter().map(|outcome| (outcome.id, outcome.attempts, outcome.fate)).collect();
        let mut tries = 0;
        loop {
            let (owner, patience, fates) = (self.owner.clone(), self.patience.clone(), fates.clone());
            let composer = self.composer.clone();
            let settle = move |conn: &mut Conn| {
                settle(&*composer, conn, &owner, &fates, &patience, all_wait_until, now)
            };
            let noted = self.db.write(settle).await;
            match noted {
                Ok(()) => return Ok(round),
                Err(error) if tries < NOTE_TRIES => {
                    tracing::warn!(%error, "what became of some mails was not noted; trying again");
                    tries += 1;
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }
}

/// A name for the leases of this process, unlike that of any other, also after a restart.
fn unique_name() -> String {
    // The standard library seeds its hashers from the system's random source.
    let random = std::hash::RandomState::new().build_hasher().finish();
    format!("{}-{random:016x}", std::process::id())
}
