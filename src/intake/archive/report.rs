//! What an import did, in numbers.

use super::note::{LeftOut, LeftOutCounts};

/// So many places that could not be read are told one by one.
const TOLD: usize = 20;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Messages that were read.
    pub messages: u64,
    /// Of these, those that were there twice, or had been imported before.
    pub doubles: u64,
    /// Of these, those that are part of a conversation now.
    pub taken: u64,
    /// Of these, those that are no part of one, by reason.
    pub left_out: LeftOutCounts,
    /// Conversations that are questions now.
    pub threads: u64,
    /// Of these, those that the desk answered.
    pub answered: u64,
    /// Questions of earlier imports to which more was added.
    pub continued: u64,
    /// Files that are kept.
    pub files: u64,
    /// Files that are not: of another type, too large.
    pub refused_files: u64,
    /// Messages longer than is read, which were taken as far as that.
    pub cut: u64,
    /// How many places of the files could not be read.
    pub unreadable: u64,
    /// The first of these.
    pub unreadable_places: Vec<String>,
}

impl Report {
    pub(super) fn leave_out(&mut self, why: LeftOut, messages: u64) {
        *self.left_out.entry(why).or_default() += messages;
    }

    pub(super) fn cannot_read(&mut self, place: String) {
        self.unreadable += 1;
        if self.unreadable_places.len() < TOLD {
            self.unreadable_places.push(place);
        }
    }
}
