//! How much the catalogue is used: searches, those that found nothing, and how often each entry was read, by the day in Milan.
//!
//! - A search is the first page of results for at least one word, on the page or by the interface for programs. Another filter makes
//!   another search; another order, a later page and what is suggested while somebody types do not.
//! - A reading is an answer with the public page of an entry.
//! - Neither counts when it is by somebody of the staff who signed in, by a program that says it is a robot, or ahead of a person who
//!   may never look.
//!
//! Nothing is kept of who searched or read, and no cookie is needed: the same person who comes back counts again.
//!
//! A request writes nothing: it adds to a number in memory, without a lock where the page was made before, and the job
//! `catalogue_use` of each node adds its numbers to those in the database. A node that is stopped writes down what it has; one that
//! crashes loses what it counted since, a minute at most while the database works. Only when the connection breaks before the
//! database has answered a writing may that minute count twice.

mod reader;
mod store;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike, Days, NaiveDate};

pub(super) use reader::counts;
pub use store::{Searches, readings_since, searches_since};

use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::platform::db::DbResult;
use crate::platform::jobs::Running;

/// For so long readings are kept by the day, and by the month afterwards.
const BY_DAY: Days = Days::new(400);

/// How often since the last writing.
pub(super) type Counter = Arc<AtomicU32>;

/// Adds one.
pub(super) fn add(counter: &Counter) {
    counter.fetch_add(1, Ordering::Relaxed);
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Counted {
    Search { found: bool },
    Reading(EntryId),
}

/// What is counted, and on which day.
type Key = (NaiveDate, Counted);

/// What this node counted since the last writing. The lock is for whoever needs a counter; the page of an entry keeps its own.
#[derive(Default)]
pub(super) struct Usage(Mutex<HashMap<Key, Counter>>);

impl Usage {
    /// The counter of the readings of an entry on a day.
    pub fn readings(&self, day: NaiveDate, entry: EntryId) -> Counter {
        self.counter((day, Counted::Reading(entry)))
    }

    /// Counts a search.
    pub fn count_search(&self, day: NaiveDate, found: bool) {
        add(&self.counter((day, Counted::Search { found })));
    }

    fn counter(&self, key: Key) -> Counter {
        let mut counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(counters.entry(key).or_default())
    }

    /// What was counted, in one order on every node. Counters that nobody has any more are forgotten.
    fn take(&self) -> Vec<(Key, u32)> {
        let mut taken = Vec::new();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|key, counter| {
            // Whoever has none gets one only past the lock: what nobody else has is at its end.
            let (count, is_shared) = match Arc::get_mut(counter) {
                Some(own) => (std::mem::take(own.get_mut()), false),
                None => (counter.swap(0, Ordering::Relaxed), true),
            };
            if count > 0 {
                taken.push((*key, count));
            }
            is_shared
        });
        taken.sort_unstable();
        taken
    }

    fn put_back(&self, taken: &[(Key, u32)]) {
        for (key, count) in taken {
            self.counter(*key).fetch_add(*count, Ordering::Relaxed);
        }
    }
}

/// The job `catalogue_use`, on every node, and once more when it stops: adds what was counted to what is in the database.
pub fn write_down(app: Arc<App>, _now: Instant) -> Running {
    Box::pin(async move {
        let taken = app.catalogue.usage.take();
        if taken.is_empty() {
            return Ok(());
        }
        let rows = taken.clone();
        if let Err(error) = app.db.write(move |conn| store::add(conn, &rows)).await {
            app.catalogue.usage.put_back(&taken);
            return Err(error.into());
        }
        Ok(())
    })
}

/// Gathers readings of days of long ago by their month; answers how many days.
///
/// # Errors
/// When the database fails; what was gathered stays so.
pub async fn gather_old(app: &App, now: Instant) -> DbResult<usize> {
    let Some(oldest) = now.rome().date_naive().checked_sub_days(BY_DAY).and_then(|day| day.with_day(1))
    else {
        return Ok(0);
    };
    let mut days = 0;
    while app.db.write(move |conn| store::gather_a_day_before(conn, oldest)).await? {
        days += 1;
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    #[test]
    fn nothing_is_counted_twice_and_nothing_is_forgotten() {
        let usage = Usage::default();
        let (first, second) = (EntryId(1), EntryId(2));
        let kept = usage.readings(day(24), first);
        add(&kept);
        add(&usage.readings(day(24), first));
        add(&usage.readings(day(25), second));
        usage.count_search(day(24), true);
        usage.count_search(day(24), false);
        let taken = usage.take();
        let expected = [
            ((day(24), Counted::Search { found: false }), 1),
            ((day(24), Counted::Search { found: true }), 1),
            ((day(24), Counted::Reading(first)), 2),
            ((day(25), Counted::Reading(second)), 1),
        ];
        assert_eq!(taken, expected);
        assert_eq!(usage.0.lock().expect("free").len(), 1, "the counter that a page has stays");
        // What could not be written is there again, and what is read meanwhile with it.
        usage.put_back(&taken);
        add(&kept);
        drop(kept);
        assert_eq!(usage.take().iter().map(|(_, count)| count).sum::<u32>(), 6);
        assert!(usage.take().is_empty() && usage.0.lock().expect("free").is_empty());
    }

    #[test]
    fn many_who_read_at_once_are_all_counted() {
        let usage = Usage::default();
        let mut taken = 0;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5_000 {
                        add(&usage.readings(day(24), EntryId(1)));
                    }
                });
            }
            for _ in 0..100 {
                taken += usage.take().iter().map(|(_, count)| count).sum::<u32>();
            }
        });
        taken += usage.take().iter().map(|(_, count)| count).sum::<u32>();
        assert_eq!(taken, 20_000);
    }
}
