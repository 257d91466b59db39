//! Whether a mail server turned us away lately, or all did: then it is tried after pauses that grow.
//!
//! Kept in memory: after a restart the first mail finds out anew.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::Duration;

use crate::kernel::clock::Instant;

#[derive(Debug, Default)]
pub(super) struct Trouble(Mutex<State>);

#[derive(Debug, Clone, Copy, Default)]
struct State {
    times: u32,
    until: Option<Instant>,
}

impl Trouble {
    /// Until when no mail should try.
    pub(super) fn until(&self, now: Instant) -> Option<Instant> {
        self.state().until.filter(|until| *until > now)
    }

    /// Whether the next mail goes alone, to see whether the server is back.
    pub(super) fn is_on_trial(&self) -> bool {
        self.state().times > 0
    }

    /// The server turned a mail away that was no better or worse than others. Mails that were under way together count
    /// as one time.
    pub(super) fn turned_away(&self, now: Instant) {
        let mut state = self.state();
        if state.until.is_none_or(|until| until <= now) {
            state.times = state.times.saturating_add(1);
            state.until = Some(now + pause(state.times));
        }
    }

    /// The server took a mail, or judged one for itself.
    pub(super) fn is_over(&self) {
        *self.state() = State::default();
    }

    /// Somebody says that the server is back: the next mail tries at once.
    pub(super) fn try_now(&self) {
        self.state().until = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Two plain fields, whole whatever happened to the thread that held them.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The pause after a server turned us away `times` in a row: 10 s, doubling up to 15 minutes.
pub fn pause(times: u32) -> Duration {
    let seconds =
        10_i64.checked_shl(times.saturating_sub(1)).filter(|s| (10..=900).contains(s)).unwrap_or(900);
    Duration::seconds(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_quarter_of_an_hour() {
        let seconds: Vec<i64> = [1, 2, 3, 6, 7, 8, 40, 63, 64, u32::MAX]
            .into_iter()
            .map(|times| pause(times).num_seconds())
            .collect();
        assert_eq!(seconds, [10, 20, 40, 320, 640, 900, 900, 900, 900, 900]);
    }
}
