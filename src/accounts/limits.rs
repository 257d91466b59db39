//! Limits that slow guessing and flooding down without ever locking anybody out for good.
//!
//! Every attempt is charged when it begins, so that a thousand at once do not all pass; a successful one is given
//! back. Beyond a free number the pause doubles with each attempt up to a bound, charges fade with time, and refused
//! attempts cost nothing: a stranger can delay a person by minutes, and never in a browser where the person signed in
//! before, or has just set a new password (see `visit::device`).
//! The counts are this node's own and forgotten when it stops.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::Duration;

use crate::kernel::clock::Instant;

/// What is limited, and how strictly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Signing in to one account from one network.
    SignInFromHere,
    /// Signing in to one account from anywhere.
    SignInAnywhere,
    /// Signing in to any account from one network.
    SignInFromNetwork,
    /// Registering, asking for a new password or a confirmation from one network.
    MailFromNetwork,
    /// Registering one address, or asking for another link to confirm it: it receives a mail each time.
    RegistrationOf,
    /// Asking for a new password for one address, which receives a mail each time.
    RecoveryOf,
    /// Asking for a new link to a question of one address, which receives a mail each time.
    FollowLinkOf,
    /// Saying that mails reach an account after all, and sending oneself a mail to see how it looks: it receives mails each time.
    MailToOneself,
    /// Opening links with tokens from one network.
    TokenFromNetwork,
    /// Fetching long files from one network.
    Download,
    /// Fetching files of entries from one network.
    PublicFile,
    /// Saying from one network whether entries were useful.
    Vote,
    /// Sending questions and messages from one account.
    Writing,
    /// Keeping files with a draft.
    Uploading,
}

struct Rule {
    /// Attempts without any pause.
    free: u32,
    /// Pause after the first attempt beyond; doubles with each further one.
    first: Duration,
    /// The longest pause.
    longest: Duration,
    /// One charge fades in this time.
    fades: Duration,
}

impl Limit {
    fn rule(self) -> Rule {
        let rule = |free, first_seconds, longest_seconds, fades_seconds| Rule {
            free,
            first: Duration::seconds(first_seconds),
            longest: Duration::seconds(longest_seconds),
            fades: Duration::seconds(fades_seconds),
        };
        match self {
            Self::SignInFromHere => rule(5, 60, 900, 900),
            Self::SignInAnywhere => rule(30, 10, 120, 120),
            Self::SignInFromNetwork => rule(40, 10, 600, 30),
            Self::MailFromNetwork => rule(15, 60, 1800, 240),
            Self::RegistrationOf | Self::RecoveryOf | Self::FollowLinkOf => rule(3, 120, 3600, 1800),
            Self::MailToOneself => rule(10, 60, 900, 360),
            Self::TokenFromNetwork => rule(60, 10, 600, 30),
            Self::Vote => rule(20, 30, 900, 120),
            Self::Download => rule(20, 30, 900, 60),
            Self::PublicFile => rule(120, 10, 300, 15),
            Self::Writing => rule(20, 30, 900, 120),
            Self::Uploading => rule(30, 30, 900, 60),
        }
    }
}

/// Whom a limit counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Counted {
    limit: Limit,
    whom: String,
}

impl Counted {
    /// Counts a network: an IPv4 address, or the /64 that a provider gives to one household.
    pub fn network(limit: Limit, address: IpAddr) -> Self {
        Self { limit, whom: network(address) }
    }

    /// Counts an account or an address as it was typed, known or not.
    pub fn subject(limit: Limit, subject: impl std::fmt::Display) -> Self {
        Self { limit, whom: subject.to_string() }
    }

    /// Counts an account as seen from a network.
    pub fn subject_from(limit: Limit, subject: impl std::fmt::Display, address: IpAddr) -> Self {
        Self { limit, whom: format!("{subject} {}", network(address)) }
    }
}

/// One household, as its addresses tell.
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => format!("{:x}/64", v6.to_bits() >> 64),
    }
}

#[derive(Clone, Copy)]
struct Count {
    charges: u32,
    last: Instant,
}

impl Count {
    fn faded(self, now: Instant, fades: Duration) -> u32 {
        let passed = (now - self.last).num_milliseconds().max(0) / fades.num_milliseconds().max(1);
        self.charges.saturating_sub(u32::try_from(passed).unwrap_or(u32::MAX))
    }
}

/// The counts of one running program.
pub struct Limits {
    on: bool,
    counts: Mutex<HashMap<Counted, Count>>,
}

/// More keys than this are never kept: the least recent are forgotten first.
const MOST: usize = 50_000;

impl Limits {
    /// `on` is false only for load tests on loopback.
    pub fn new(on: bool) -> Self {
        Self { on, counts: Mutex::new(HashMap::new()) }
    }

    /// Charges one attempt to all of `keys`.
    ///
    /// # Errors
    /// When one of them must pause; nothing is charged then. The duration is what remains, at least a second.
    pub fn admit(&self, keys: &[Counted], now: Instant) -> Result<(), Duration> {
        if !self.on {
            return Ok(());
        }
        let mut counts = self.lock();
        // A clock that was set back must not make anybody wait for the time that it showed before.
        for key in keys {
            if let Some(count) = counts.get_mut(key) {
                count.last = count.last.min(now);
            }
        }
        let wait = keys.iter().filter_map(|key| remaining(counts.get(key)?, key.limit, now)).max();
        if let Some(wait) = wait {
            return Err(wait);
        }
        if counts.len() >= MOST {
            make_room(&mut counts, now);
        }
        for key in keys {
            let count = counts.entry(key.clone()).or_insert(Count { charges: 0, last: now });
            *count = Count { charges: count.faded(now, key.limit.rule().fades) + 1, last: now };
        }
        Ok(())
    }

    /// Gives one charge back.
    pub fn give_back(&self, key: &Counted) {
        if let Some(count) = self.lock().get_mut(key) {
            count.charges = count.charges.saturating_sub(1);
        }
    }

    /// Forgets all charges of a key.
    pub fn forget(&self, key: &Counted) {
        self.lock().remove(key);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Counted, Count>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn remaining(count: &Count, limit: Limit, now: Instant) -> Option<Duration> {
    let rule = limit.rule();
    let beyond = count.faded(now, rule.fades).checked_sub(rule.free)?;
    let pause = rule.longest.min(rule.first * 2_i32.pow(beyond.min(16)));
    let left = count.last + pause - now;
    (left > Duration::zero()).then(|| left.max(Duration::seconds(1)))
}

fn make_room(counts: &mut HashMap<Counted, Count>, now: Instant) {
    counts.retain(|key, count| count.faded(now, key.limit.rule().fades) > 0);
    if counts.len() >= MOST {
        let mut times: Vec<i64> = counts.values().map(|count| count.last.micros()).collect();
        let middle = times.len() / 2;
        let (_, median, _) = times.select_nth_unstable(middle);
        let median = *median;
        counts.retain(|_, count| count.last.micros() > median);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> Instant {
        Instant::parse_rfc3339("2026-11-24T12:00:00Z").expect("an instant")
    }

    fn anna() -> Counted {
        Counted::subject_from(Limit::SignInFromHere, "anna@esempio.it", IpAddr::from([192, 0, 2, 1]))
    }

    #[test]
    fn after_the_free_attempts_pauses_double_up_to_a_bound() {
        let limits = Limits::new(true);
        let mut now = noon();
        for _ in 0..5 {
            assert_eq!(limits.admit(&[anna()], now), Ok(()));
        }
        for minutes in [1, 2, 4, 8, 15, 15, 15] {
            let wait = limits.admit(&[anna()], now).expect_err("a pause");
            assert_eq!(wait, Duration::minutes(minutes));
            now = now + wait;
            assert_eq!(limits.admit(&[anna()], now), Ok(()));
        }
    }

    #[test]
    fn refused_attempts_do_not_lengthen_the_pause() {
        let limits = Limits::new(true);
        for _ in 0..5 {
            assert_eq!(limits.admit(&[anna()], noon()), Ok(()));
        }
        for second in 0..59 {
            assert!(limits.admit(&[anna()], noon() + Duration::seconds(second)).is_err());
        }
        assert_eq!(limits.admit(&[anna()], noon() + Duration::seconds(60)), Ok(()));
    }

    #[test]
    fn another_network_is_not_slowed_by_a_strangers_attempts() {
        let limits = Limits::new(true);
        for _ in 0..5 {
            assert_eq!(limits.admit(&[anna()], noon()), Ok(()));
        }
        let elsewhere =
            Counted::subject_from(Limit::SignInFromHere, "anna@esempio.it", IpAddr::from([192, 0, 2, 2]));
        assert_eq!(limits.admit(&[elsewhere], noon()), Ok(()));
    }

    #[test]
    fn time_and_success_wipe_the_slate() {
        let limits = Limits::new(true);
        for _ in 0..5 {
            assert_eq!(limits.admit(&[anna()], noon()), Ok(()));
        }
        limits.forget(&anna());
        for _ in 0..5 {
            assert_eq!(limits.admit(&[anna()], noon()), Ok(()));
        }
        let later = noon() + Duration::hours(3);
        for _ in 0..5 {
            assert_eq!(limits.admit(&[anna()], later), Ok(()));
        }
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let limits = Limits::new(true);
        for _ in 0..5 {
            assert_eq!(limits.admit(&[anna()], noon() + Duration::days(30)), Ok(()));
        }
        assert_eq!(limits.admit(&[anna()], noon()), Err(Duration::minutes(1)));
        assert_eq!(limits.admit(&[anna()], noon() + Duration::minutes(1)), Ok(()));
    }

    #[test]
    fn one_household_is_one_network() {
        let one = Counted::network(Limit::TokenFromNetwork, "2001:db8:1:2::1".parse().expect("v6"));
        let two = Counted::network(Limit::TokenFromNetwork, "2001:db8:1:2:ffff::9".parse().expect("v6"));
        let mapped = Counted::network(Limit::TokenFromNetwork, "::ffff:192.0.2.1".parse().expect("v6"));
        assert_eq!(one, two);
        assert_eq!(mapped, Counted::network(Limit::TokenFromNetwork, IpAddr::from([192, 0, 2, 1])));
    }

    #[test]
    fn memory_is_bounded() {
        let limits = Limits::new(true);
        for number in 0..(MOST + 10) {
            let at = noon() + Duration::microseconds(i64::try_from(number).expect("small"));
            assert_eq!(limits.admit(&[Counted::subject(Limit::RecoveryOf, number)], at), Ok(()));
        }
        assert!(limits.lock().len() <= MOST);
    }
}
