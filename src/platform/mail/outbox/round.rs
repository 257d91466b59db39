//! What a round of the worker did, in numbers.

use super::settle::Fate;
use crate::platform::mail::failure::Consequence;

/// What a round of the worker did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Mails taken by the mail server.
    pub sent: usize,
    /// Mails that no longer were needed.
    pub dropped: usize,
    /// Mails that failed and will be tried again, or were given up.
    pub failed: usize,
    /// Mails that went back because no mail can leave now, or not so many to one reader.
    pub waiting: usize,
}

impl Round {
    pub(super) fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Sent => self.sent += 1,
            Fate::Dropped => self.dropped += 1,
            Fate::Released | Fate::KeptBack(_) | Fate::PutOff => self.waiting += 1,
            Fate::Failed(failure) if failure.problem.consequence() == Consequence::AllWait => {
                self.waiting += 1
            }
            Fate::Failed(_) => self.failed += 1,
        }
    }
}
