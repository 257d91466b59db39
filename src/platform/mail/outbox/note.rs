//! The part of a round that notes what became of mails, and holds what is leased.

use std::convert::Infallible;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;
use std::time::Instant as Started;

use tokio::sync::mpsc;

use super::composer::Composer;
use super::flow::{Flow, Outcome};
use super::round::Round;
use super::settle::{Fate, settle};
use super::store;
use super::worker::Outbox;
use crate::kernel::ids::OutboxId;
use crate::platform::db::{Conn, DbResult};

/// A node that stops loses its mails after so many seconds.
pub(super) const LEASE_SECONDS: i64 = 60;
/// A node at work keeps them by renewing the lease at this pace.
const RENEWAL: Duration = Duration::from_secs(20);
/// Outcomes noted in one transaction.
const NOTE_AT_ONCE: usize = 32;
/// For so long it is tried again to note an outcome, a second apart. One try more takes less than what is left of the lease.
const NOTE_FOR: Duration = Duration::from_secs(30);

/// What became of mails of an earlier round, in whose name they were leased.
pub(super) struct Unnoted {
    owner: String,
    fates: Vec<(OutboxId, i32, Fate)>,
}

impl<C: Composer> Outbox<C> {
    /// Notes what became of mails, while others are on their way.
    pub(super) async fn note_all(
        &self,
        flow: &Flow,
        mut outcomes: mpsc::Receiver<Outcome>,
    ) -> DbResult<Round> {
        let (mut round, mut fault) = (Round::default(), None);
        let mut chunk = Vec::new();
        while outcomes.recv_many(&mut chunk, NOTE_AT_ONCE).await > 0 {
            let fates: Vec<_> =
                chunk.drain(..).map(|outcome| (outcome.id, outcome.attempts, outcome.fate)).collect();
            let count = fates.len();
            // Where the database failed once, the next round tries again.
            let noted = match fault {
                None => self.note(flow, &fates).await,
                Some(_) => self.settle(&flow.owner, &fates).await,
            };
            match noted {
                Ok(()) => fates.iter().for_each(|(_, _, fate)| round.count(fate)),
                // What is under way is not cut off; what waits is not begun, since it could not be noted.
                Err(error) => {
                    flow.breaks();
                    self.unnoted().push(Unnoted { owner: flow.owner.clone(), fates });
                    fault = Some(error);
                }
            }
            flow.is_done_with(count);
        }
        fault.map_or(Ok(round), Err)
    }

    /// Notes it with patience: a mail that was sent and not noted would be sent again.
    async fn note(&self, flow: &Flow, fates: &[(OutboxId, i32, Fate)]) -> DbResult<()> {
        let began = Started::now();
        loop {
            match self.settle(&flow.owner, fates).await {
                Err(error) if error.is_passing() && began.elapsed() < NOTE_FOR => {
                    tracing::warn!(%error, "what became of some mails was not noted; trying again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                noted => return noted,
            }
        }
    }

    /// Notes what earlier rounds could not. While it is not noted that a mail was sent, none leaves: it would be the next to leave,
    /// and again. What became of others is left to the end of their leases where it alone cannot be noted.
    pub(super) async fn note_what_is_left(&self) -> DbResult<()> {
        let left = std::mem::take(&mut *self.unnoted());
        let mut fault = None;
        for Unnoted { owner, fates } in left {
            let noted = self.settle(&owner, &fates).await;
            let Err(error) = noted else { continue };
            if error.is_passing() {
                self.unnoted().push(Unnoted { owner, fates });
                fault = Some(error);
                continue;
            }
            for one in fates {
                let Err(error) = self.settle(&owner, std::slice::from_ref(&one)).await else { continue };
                if error.is_passing() || matches!(one.2, Fate::Sent) {
                    self.unnoted().push(Unnoted { owner: owner.clone(), fates: vec![one] });
                    fault = Some(error);
                } else {
                    tracing::error!(%error, mail = one.0.0, "what became of a mail cannot be noted");
                }
            }
        }
        fault.map_or(Ok(()), Err)
    }

    async fn settle(&self, owner: &str, fates: &[(OutboxId, i32, Fate)]) -> DbResult<()> {
        let now = self.clock.now();
        let all_wait_until = self.waits_until().unwrap_or(now);
        let (composer, patience) = (self.composer.clone(), self.patience.clone());
        let (owner, fates) = (owner.to_owned(), fates.to_vec());
        let settle =
            move |conn: &mut Conn| settle(&*composer, conn, &owner, &fates, &patience, all_wait_until, now);
        self.db.write(settle).await
    }

    /// Renews the lease on the mails under way, for as long as it is asked to: also while an outcome is being noted.
    pub(super) async fn hold(&self, flow: &Flow) -> Infallible {
        loop {
            tokio::time::sleep(RENEWAL).await;
            if flow.leased() == 0 {
                continue;
            }
            if let Err(error) = self.renew(flow).await {
                tracing::warn!(%error, "the lease on the mails under way was not renewed");
            }
        }
    }

    pub(super) async fn renew(&self, flow: &Flow) -> DbResult<()> {
        let until = self.clock.now() + chrono::Duration::seconds(LEASE_SECONDS);
        let owner = flow.owner.clone();
        self.db.write(move |conn| store::renew(conn, &owner, until)).await?;
        flow.holds_until(until);
        Ok(())
    }

    fn unnoted(&self) -> MutexGuard<'_, Vec<Unnoted>> {
        // A list is whole whatever happened to the thread that held it.
        self.unnoted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
