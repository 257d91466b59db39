//! What the three parts of a round know of each other, and what they hand on.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

use super::prepare::Letter;
use super::settle::Fate;
use super::store::Leased;
use crate::kernel::clock::Instant;
use crate::kernel::ids::OutboxId;

/// While mails are under way it is looked so often whether others fall due, and whether one takes long.
pub(super) const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// A mail, or what became of it without a word to the mail server.
pub(super) type Prepared<T> = (Leased, Result<Letter<T>, Fate>);

/// What becomes of a leased mail.
pub(super) struct Outcome {
    pub(super) id: OutboxId,
    pub(super) attempts: i32,
    pub(super) fate: Fate,
}

impl Outcome {
    pub(super) fn with(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }
}

/// A round, as its parts share it.
#[derive(Default)]
pub(super) struct Flow {
    /// In whose name it leases: of no other round, so that none holds on to what another lost.
    pub(super) owner: String,
    /// Mails under a lease whose outcome is not noted yet.
    leased: AtomicUsize,
    /// Of these, those that take long, or wait behind such.
    stuck: AtomicUsize,
    /// Some outcomes were noted.
    noted: Notify,
    /// Until when the oldest lease holds, in microseconds.
    held_until: AtomicI64,
    /// The database failed: no further mail begins.
    is_broken: AtomicBool,
}

impl Flow {
    pub(super) fn of(owner: String) -> Self {
        Self { owner, ..Self::default() }
    }

    pub(super) fn breaks(&self) {
        self.is_broken.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_broken(&self) -> bool {
        self.is_broken.load(Ordering::SeqCst)
    }

    pub(super) fn leased(&self) -> usize {
        self.leased.load(Ordering::SeqCst)
    }

    /// How many of the leased mails go on their way as usual.
    pub(super) fn flowing(&self) -> usize {
        self.leased().saturating_sub(self.stuck.load(Ordering::SeqCst))
    }

    pub(super) fn are_stuck(&self, count: usize) {
        self.stuck.store(count, Ordering::SeqCst);
    }

    /// So many more are under a lease until then.
    pub(super) fn leases(&self, count: usize, until: Instant) {
        if self.leased.fetch_add(count, Ordering::SeqCst) == 0 {
            self.holds_until(until);
        }
    }

    /// What became of so many is noted, or will be by a later round.
    pub(super) fn is_done_with(&self, count: usize) {
        self.leased.fetch_sub(count, Ordering::SeqCst);
        self.noted.notify_one();
    }

    /// Waits until some outcomes were noted, and not for long.
    pub(super) async fn goes_on(&self) {
        let _ = tokio::time::timeout(LOOK_AGAIN, self.noted.notified()).await;
    }

    pub(super) fn holds_until(&self, until: Instant) {
        self.held_until.store(until.micros(), Ordering::SeqCst);
    }

    /// Whether every lease holds, as far as is known.
    pub(super) fn holds(&self, now: Instant) -> bool {
        now.micros() < self.held_until.load(Ordering::SeqCst)
    }
}
