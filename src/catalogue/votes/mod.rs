//! Whether an entry was useful to whoever read it: yes or no, a reason, and a few words for the desk.
//!
//! Nobody signs in for it and nobody is remembered. So that one visitor counts once a day and entry, a mark is kept until the day is
//! over: a keyed hash of the entry, the network and the browser. The key is made anew every day and thrown away with the marks;
//! without it a mark leads back to nobody, and two marks of one visitor, on two entries or on two days, do not look alike.
//! The words are for the desk alone, and are forgotten after 90 days.

pub mod desk;
pub mod page;
mod store;

use chrono::{Days, NaiveDate};
use hmac::{Hmac, Mac};
use serde::Serialize;
use sha2::Sha256;

use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::hex;
use crate::kernel::ids::EntryId;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbResult};

pub(super) use store::of as of_version;

/// Words are kept for so many days.
const KEPT: Days = Days::new(90);
/// Characters of what somebody writes, as the model for municipal sites has it (C.SI.2.5).
const LONGEST: usize = 200;

crate::text_enum! {
    /// What made an entry useful, or less so: one list for both.
    pub enum Reason {
        /// Whether it can be understood.
        Clear = "clear",
        /// Whether all is there.
        Complete = "complete",
        /// Whether one knows how to go on.
        Steps = "steps",
        /// Whether the page works.
        Technical = "technical",
        /// What no other word says.
        Other = "other",
    }
}

/// What somebody says of the version of an entry that she read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// What she read.
    pub entry: EntryId,
    /// Which of its versions.
    pub version: i32,
    /// Whether it was useful.
    pub useful: bool,
    /// What made it so.
    pub reason: Option<Reason>,
    /// A few words for the desk; may be empty.
    pub note: String,
}

/// A few words about an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    useful: bool,
    text: String,
    day: String,
}

/// What was said of a version.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Opinions {
    /// How many found it useful, of how many; nothing when nobody said anything.
    pub rate: Option<Rate>,
    /// How often each reason was given: of those who found it useful, and of the others.
    pub reasons: Vec<(bool, Reason, i64)>,
    /// The newest words.
    pub notes: Vec<Note>,
}

/// Counts a vote, unless this visitor voted on the entry today already; answers whether it counts. The visitor, the lock and the vote are
/// one transaction: two clicks, or two nodes, count once.
///
/// # Errors
/// When the database fails.
pub fn cast(conn: &mut Conn, vote: &Vote, visitor: &str, now: Instant) -> DbResult<bool> {
    let day = now.rome().date_naive();
    let key = store::key_of(conn, day)?;
    if !store::mark(conn, day, &mark(&key, vote.entry, visitor))? {
        return Ok(false);
    }
    store::insert(conn, vote, day)?;
    Ok(true)
}

/// What tells a visitor's votes on an entry apart from others', as long as the key is known.
fn mark(key: &str, entry: EntryId, visitor: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(format!("{entry} {visitor}").as_bytes());
    hex(&mac.finalize().into_bytes())
}

/// Forgets who voted before today, and the words that are too old; answers how much.
///
/// # Errors
/// When the database fails.
pub async fn forget_old(app: &App, now: Instant) -> DbResult<usize> {
    let today = now.rome().date_naive();
    let first = today.checked_sub_days(KEPT).unwrap_or(NaiveDate::MIN);
    app.db
        .write(move |conn| {
            let forgotten = store::forget_visitors_before(conn, today)?;
            Ok(forgotten + store::forget_notes_before(conn, first)?)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_of_one_day_one_entry_and_one_visitor() {
        let one = mark("a", EntryId(1), "192.0.2.1 Firefox");
        assert_eq!(one, mark("a", EntryId(1), "192.0.2.1 Firefox"));
        let others = [
            mark("b", EntryId(1), "192.0.2.1 Firefox"),
            mark("a", EntryId(2), "192.0.2.1 Firefox"),
            mark("a", EntryId(1), "192.0.2.2 Firefox"),
        ];
        assert!(!others.contains(&one));
        assert!(!one.contains("192"));
    }
}
