//! The pages of questions: asking, the requester's own, the desk's.

pub mod ask;
pub mod attachment;
pub mod own;
pub mod queue;
mod standing;
mod view;
pub mod work;

use crate::accounts::{Counted, Limit, Visit};
use crate::kernel::ids::AccountId;
use crate::platform::web::Problem;

/// Slows down an account that floods the desk with writings.
fn admit_writing(visit: &Visit, account: AccountId) -> Result<(), Problem> {
    let writing = Counted::subject(Limit::Writing, account);
    visit.app().limits.admit(&[writing], visit.now()).map_err(|wait| Problem::TooMany {
        retry_after: u64::try_from(wait.num_seconds()).unwrap_or(1).max(1),
    })
}
