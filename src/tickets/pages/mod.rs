//! The pages of questions: asking, the requester's own, the desk's.

pub mod absence;
pub mod answered;
pub mod approval;
pub mod ask;
pub mod attachment;
pub mod canned;
pub mod deadline;
pub mod deeds;
mod editor;
pub mod follow;
mod history;
pub mod insert;
pub mod links;
pub mod merge;
pub mod opinion;
pub mod own;
pub mod presence;
pub mod preview;
pub mod queue;
pub mod ratings;
pub mod requester;
mod routed;
pub mod routing;
pub mod search;
pub mod similar;
pub mod split;
mod standing;
mod topic_guess;
pub mod topic_rules;
pub mod typed_in;
mod view;
pub mod work;
pub mod writing;

use crate::accounts::{Counted, Limit, Visit};
use crate::kernel::ids::AccountId;
use crate::platform::web::Problem;

/// Slows down an account that floods the desk with writings.
fn admit_writing(visit: &Visit, account: AccountId) -> Result<(), Problem> {
    visit.admit(&[Counted::subject(Limit::Writing, account)])
}

/// Slows down an account that fills the disk with files of drafts.
fn admit_files(visit: &Visit, account: AccountId) -> Result<(), Problem> {
    visit.admit(&[Counted::subject(Limit::Uploading, account)])
}
