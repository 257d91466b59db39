//! The worker: leases due mails, has them composed, sends several at once outside any transaction, notes the outcome. The three
//! go on side by side, so that none waits for another.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, Instant as Started};

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::{Notify, mpsc};

use super::composer::Composer;
use super::lanes::Lanes;
use super::prepare::{compose, gather, given_up};
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

/// Mails that are leased at a time: what waits longer to be written is written as things then stand.
const LEASED_AT_MOST: usize = 100;
/// Of these, so many may wait for receivers that take long.
const HELD_AT_MOST: usize = 25;
/// While mails are under way it is looked so often whether others fall due, and whether one takes long.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
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
    /// Tells this process from others, also from itself before a restart.
    name: String,
    /// Rounds that began.
    rounds: AtomicUsize,
    concurrency: usize,
    patience: Patience,
    trouble: Trouble,
    /// One round at a time: the lease is held by the node as a whole.
    round: tokio::sync::Mutex<()>,
    stopping: AtomicBool,
}

/// A mail, or what became of it without a word to the mail server.
type Prepared = (Leased, Result<Composed, Fate>);

/// What becomes of a leased mail.
struct Outcome {
    id: OutboxId,
    attempts: i32,
    fate: Fate,
}

impl Outcome {
    fn with(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }
}

/// What the three parts of a round know of each other.
#[derive(Default)]
struct Flow {
    /// In whose name it leases: of no other round, so that none holds on to what another lost.
    owner: String,
    /// Mails under a lease whose outcome is not noted yet.
    leased: AtomicUsize,
    /// Some outcomes were noted.
    noted: Notify,
    /// Until when the oldest lease holds, in microseconds.
    held_until: AtomicI64,
    /// The database failed: no further mail begins.
    is_broken: AtomicBool,
}

impl Flow {
    fn breaks(&self) {
        self.is_broken.store(true, Ordering::SeqCst);
    }

    fn is_broken(&self) -> bool {
        self.is_broken.load(Ordering::SeqCst)
    }
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

    /// Sends everything that is due, until nothing is left, the mail server turns us away, or the program stops. What falls due
    /// meanwhile leaves too: a mail that takes long holds nothing up.
    ///
    /// # Errors
    /// When the database fails; what was under way is taken up again when its lease runs out.
    pub async fn send_due(&self) -> DbResult<Round> {
        let _round = self.round.lock().await;
        let number = self.rounds.fetch_add(1, Ordering::Relaxed);
        let flow = Flow { owner: format!("{}-{number}", self.name), ..Flow::default() };
        let (prepared, waiting) = mpsc::channel(1);
        let (ended, outcomes) = mpsc::channel(LEASED_AT_MOST);
        let (fetched, (), noted) = futures_util::join!(
            self.fetch(&flow, prepared),
            self.send_all(&flow, waiting, ended),
            self.note_all(&flow, outcomes)
        );
        self.mailer.rest().await;
        fetched.and(noted)
    }

    /// Leases mails as others leave.
    async fn fetch(&self, flow: &Flow, prepared: mpsc::Sender<Vec<Prepared>>) -> DbResult<()> {
        while !self.is_stopping() && !flow.is_broken() {
            let leased = flow.leased.load(Ordering::SeqCst);
            if self.waits_until().is_some() {
                if leased == 0 {
                    break;
                }
                // What is under way may take longer than the mail server wants to be left alone.
                let _ = tokio::time::timeout(LOOK_AGAIN, flow.noted.notified()).await;
                continue;
            }
            let room = if self.trouble.is_on_trial() { 1 } else { LEASED_AT_MOST }.saturating_sub(leased);
            let is_worth_a_look = leased == 0 || room >= LEASED_AT_MOST / 2;
            let mails = if is_worth_a_look { self.lease(flow, room).await } else { Ok(Vec::new()) };
            let mails = mails.inspect_err(|_| flow.breaks())?;
            if !mails.is_empty() {
                let mails = self.prepare(mails, self.clock.now()).await.inspect_err(|_| flow.breaks())?;
                // Whoever sends ends after whoever fetches.
                let _ = prepared.send(mails).await;
            } else if leased == 0 {
                break;
            } else {
                let _ = tokio::time::timeout(LOOK_AGAIN, flow.noted.notified()).await;
            }
        }
        Ok(())
    }

    async fn lease(&self, flow: &Flow, limit: usize) -> DbResult<Vec<Leased>> {
        self.db.let_people_pass().await;
        let now = self.clock.now();
        // The clock was set forward, or the machine slept: what is under way is not to be taken for abandoned.
        if flow.leased.load(Ordering::SeqCst) > 0 && now.micros() >= flow.held_until.load(Ordering::SeqCst) {
            self.renew(flow).await?;
        }
        // A look first: an idle outbox writes nothing.
        if !self.db.read(move |conn| store::is_any_due(conn, now)).await? {
            return Ok(Vec::new());
        }
        let owner = flow.owner.clone();
        let until = now + chrono::Duration::seconds(LEASE_SECONDS);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mails = self.db.write(move |conn| store::lease(conn, &owner, now, until, limit)).await?;
        if flow.leased.fetch_add(mails.len(), Ordering::SeqCst) == 0 {
            flow.held_until.store(until.micros(), Ordering::SeqCst);
        }
        Ok(mails)
    }

    /// Has mails sent, several at once, until no more come.
    async fn send_all(
        &self,
        flow: &Flow,
        mut prepared: mpsc::Receiver<Vec<Prepared>>,
        ended: mpsc::Sender<Outcome>,
    ) {
        let mut lanes: Lanes<(Outcome, Composed)> = Lanes::new(self.concurrency, HELD_AT_MOST);
        let mut sending = FuturesUnordered::new();
        let mut since: HashMap<OutboxId, (String, Started)> = HashMap::new();
        let mut look = tokio::time::interval(LOOK_AGAIN);
        let mut more_come = true;
        while more_come || !sending.is_empty() || !lanes.is_empty() {
            let put_off = if self.may_send(flow) {
                let surplus = lanes.take_surplus();
                while let Some((receiver, (outcome, composed))) = lanes.next() {
                    since.insert(outcome.id, (receiver, Started::now()));
                    sending.push(self.send(outcome, composed));
                }
                surplus.into_iter().map(|(outcome, _)| outcome.with(Fate::PutOff)).collect()
            } else {
                lanes
                    .take_all()
                    .into_iter()
                    .map(|(outcome, _)| outcome.with(Fate::Released))
                    .collect::<Vec<_>>()
            };
            for outcome in put_off {
                // Whoever notes ends after whoever sends.
                let _ = ended.send(outcome).await;
            }
            if sending.is_empty() && lanes.is_empty() && !more_come {
                break;
            }
            tokio::select! {
                Some(outcome) = sending.next(), if !sending.is_empty() => {
                    if let Some((receiver, started)) = since.remove(&outcome.id) {
                        lanes.ended(&receiver, started.elapsed());
                    }
                    let _ = ended.send(outcome).await;
                }
                mails = prepared.recv(), if more_come => match mails {
                    None => more_come = false,
                    Some(mails) => for (mail, composed) in mails {
                        let outcome = Outcome { id: mail.id, attempts: mail.attempts, fate: Fate::Released };
                        match composed {
                            Ok(composed) => lanes.push(composed.receiver(), (outcome, composed)),
                            Err(fate) => { let _ = ended.send(outcome.with(fate)).await; }
                        }
                    },
                },
                _ = look.tick() => {
                    lanes.last(since.values().map(|(receiver, started)| (receiver.as_str(), started.elapsed())));
                }
            }
        }
    }

    /// Whether a mail may begin its way now. Not without a lease on it, which runs out when the database is out of reach.
    fn may_send(&self, flow: &Flow) -> bool {
        !self.is_stopping()
            && !flow.is_broken()
            && self.waits_until().is_none()
            && self.clock.now().micros() < flow.held_until.load(Ordering::SeqCst)
    }

    /// Notes what became of mails, while others are on their way, and holds what is leased.
    async fn note_all(&self, flow: &Flow, mut outcomes: mpsc::Receiver<Outcome>) -> DbResult<Round> {
        let (mut round, mut fault) = (Round::default(), None);
        let mut renewal = tokio::time::interval(RENEWAL);
        // The first tick is at once, and the lease is new.
        renewal.tick().await;
        let mut chunk = Vec::new();
        loop {
            tokio::select! {
                count = outcomes.recv_many(&mut chunk, NOTE_AT_ONCE) => {
                    if count == 0 {
                        return fault.map_or(Ok(round), Err);
                    }
                    match self.note(flow, std::mem::take(&mut chunk)).await {
                        Ok(noted) => round.add(noted),
                        // What is under way is not cut off; what waits is not begun, since it could not be noted.
                        Err(error) => {
                            flow.breaks();
                            fault = Some(error);
                        }
                    }
                    flow.leased.fetch_sub(count, Ordering::SeqCst);
                    flow.noted.notify_one();
                }
                _ = renewal.tick() => if let Err(error) = self.renew(flow).await {
                    tracing::warn!(%error, "the lease on the mails under way was not renewed");
                },
            }
        }
    }

    async fn renew(&self, flow: &Flow) -> DbResult<()> {
        let until = self.clock.now() + chrono::Duration::seconds(LEASE_SECONDS);
        let owner = flow.owner.clone();
        self.db.write(move |conn| store::renew(conn, &owner, until)).await?;
        flow.held_until.store(until.micros(), Ordering::SeqCst);
        Ok(())
    }

    /// Composes mails off the asynchronous threads: what most mails need is read at once, those with one-time links
    /// share one writing transaction.
    async fn prepare(&self, mails: Vec<Leased>, now: Instant) -> DbResult<Vec<Prepared>> {
        let (stopped, mails): (Vec<_>, Vec<_>) =
            mails.into_iter().partition(|mail| mail.stopped_too_many(self.patience.max_attempts));
        let (writing, reading): (Vec<_>, Vec<_>) =
            mails.into_iter().partition(|mail| self.composer.writes(mail));
        let mut gathered: Vec<_> = stopped.into_iter().map(given_up).collect();
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

    async fn send(&self, outcome: Outcome, mail: Composed) -> Outcome {
        let fate = match self.mailer.deliver(&mail, self.clock.now()).await {
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
        };
        outcome.with(fate)
    }

    /// Notes what became of mails, with patience: a mail that was sent and not noted would be sent again.
    async fn note(&self, flow: &Flow, outcomes: Vec<Outcome>) -> DbResult<Round> {
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
            let (owner, patience, fates) = (flow.owner.clone(), self.patience.clone(), fates.clone());
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
