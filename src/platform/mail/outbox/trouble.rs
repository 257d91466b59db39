//! Whether the mail server turned us away lately: then one mail at a time tries it, with growing pauses.
//!
//! Kept in memory: after a restart the first mail finds out anew.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::pauses;
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
            state.until = Some(now + pauses::after_trouble(state.times));
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
