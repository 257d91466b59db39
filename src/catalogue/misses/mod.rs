//! What visitors search for and do not find: a list of work for whoever edits the catalogue.
//!
//! Words are kept, never who typed them, when exactly, or from where; not what looks like personal data, and nothing for longer than
//! 90 days. A search writes nothing: it is counted in memory, and a job writes the counts down. What a node that stops has not
//! written yet is lost, which hurts nobody.

pub mod page;
mod store;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Days, NaiveDate};

use super::personal_data;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::DbResult;
use crate::platform::jobs::Running;

/// For so many days.
const KEPT: Days = Days::new(90);
/// Different words that are counted until the next writing: who types at random fills this and no more.
const MOST: usize = 500;
/// Characters of what was typed; who types more writes a letter, not a search.
const LONGEST: usize = 100;

/// What was not found since the last writing, and how often.
#[derive(Default)]
pub(super) struct Misses(Mutex<HashMap<String, i32>>);

impl Misses {
    /// Counts words that found nothing.
    pub fn count(&self, typed: &str) {
        let Some(words) = kept(typed) else { return };
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() < MOST || counted.contains_key(&words) {
            let times = counted.entry(words).or_default();
            *times = times.saturating_add(1);
        }
    }

    fn take(&self) -> HashMap<String, i32> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put_back(&self, taken: HashMap<String, i32>) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (words, times) in taken {
            let counted = counted.entry(words).or_default();
            *counted = counted.saturating_add(times);
        }
    }
}

/// The words as they are counted: in small letters, with single blanks. None for what must not be kept.
fn kept(typed: &str) -> Option<String> {
    let words = typed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let is_short = (2..=LONGEST).contains(&words.chars().count());
    // Numbers of people, of telephones, of cards: no search for an entry needs so many digits.
    let digits = words.chars().filter(char::is_ascii_digit).count();
    // Codes of people are looked for in the letters that they are written in.
    let is_of_nobody = personal_data::codes(&words.to_uppercase()).is_empty();
    (is_short && digits < 8 && is_of_nobody).then_some(words)
}

/// The job `search_misses`, on every node: writes down what was counted.
pub fn write_down(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let taken = app.catalogue.misses.take();
        if taken.is_empty() {
            return Ok(());
        }
        let (day, rows) = (now.rome().date_naive(), taken.clone());
        let written = app.db.write(move |conn| store::add(conn, day, &rows)).await;
        if let Err(error) = written {
            app.catalogue.misses.put_back(taken);
            return Err(error.into());
        }
        Ok(())
    })
}

/// Forgets what was searched for too long ago; answers how much.
///
/// # Errors
/// When the database fails.
pub async fn forget_old(app: &App, now: Instant) -> DbResult<usize> {
    let first = first_day(now);
    app.db.write(move |conn| store::delete_before(conn, first)).await
}

fn first_day(now: Instant) -> NaiveDate {
    now.rome().date_naive().checked_sub_days(KEPT).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_what_may_be_about_somebody_is_not() {
        assert_eq!(kept("  Nido\tAZIENDALE  notturno ").as_deref(), Some("nido aziendale notturno"));
        assert_eq!(kept("legge 104/1992").as_deref(), Some("legge 104/1992"));
        let of_somebody =
            ["anna.rossi@esempio.it", "rssmra80a01h501u", "chiama 333 1234567", "carta 4929 1234"];
        for typed in of_somebody.into_iter().chain(["", " a ", &"parola ".repeat(20)]) {
            assert_eq!(kept(typed), None, "{typed}");
        }
    }

    #[test]
    fn who_types_at_random_fills_no_more_than_its_place() {
        let misses = Misses::default();
        for number in 0..MOST + 100 {
            misses.count(&format!("parola {number}"));
        }
        misses.count("parola 1");
        let taken = misses.take();
        assert_eq!((taken.len(), taken.get("parola 1")), (MOST, Some(&2)));
        assert!(misses.take().is_empty());
        misses.put_back(taken);
        assert_eq!(misses.take().len(), MOST);
    }
}
