//! Mails that are part of no question, as the copy of a person's data tells them: who reads mails knows them, and stands on this side's
//! right.

use std::pin::Pin;
use std::sync::Arc;

use serde::Serialize;

use crate::accounts::Person;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::DbResult;

/// A mail that somebody wrote to the desk and that is part of no question.
#[derive(Debug, Clone, Serialize)]
pub struct OwnMail {
    /// When it came.
    pub received_at: Instant,
    /// Where it stands, as stored.
    pub state: &'static str,
    /// Its subject.
    pub subject: Option<String>,
    /// Its words.
    pub text: String,
}

/// Why a mail that bears somebody's address is not given to her.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeftOut {
    /// Anybody could have written it.
    Unproved,
    /// The newer ones are as much as is given at once.
    TooMuch,
    /// It cannot be read now.
    Unreadable,
}

/// Those of a person, the oldest first, and how many are not given to her.
#[derive(Debug, Clone, Default)]
pub struct OwnMails {
    /// What is given.
    pub mails: Vec<OwnMail>,
    /// What is not.
    pub left_out: Vec<(WhyLeftOut, i64)>,
}

impl OwnMails {
    /// Counts mails that are not given.
    pub fn leave_out(&mut self, why: WhyLeftOut, count: i64) {
        match self.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, known)) => *known += count,
            None if count > 0 => self.left_out.push((why, count)),
            None => {}
        }
    }
}

/// The search for them.
pub type FindingOwnMails = Pin<Box<dyn Future<Output = DbResult<OwnMails>> + Send>>;
/// Finds those of a person.
pub type FindOwnMails = fn(Arc<App>, Person) -> FindingOwnMails;
