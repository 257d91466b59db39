//! Why a use case of tickets was refused.

use crate::accounts::Person;
use crate::accounts::permissions::{TicketAction, TicketFacts, may};
use crate::kernel::text::Name;
use crate::platform::db::DbError;
use crate::platform::web::Problem;
use crate::sla::MoveProblem;

/// Result of a use case.
pub type TicketResult<T> = Result<T, TicketError>;

/// Why it was refused.
#[derive(Debug, thiserror::Error)]
pub enum TicketError {
    /// There is none, or this person may not know that there is.
    #[error("no such ticket")]
    NotFound,
    /// A colleague was first.
    #[error("somebody else holds it")]
    HeldBy(Option<Name>),
    /// It moved on: what was wanted is not possible from its present state.
    #[error("not possible in its present state")]
    MovedOn,
    /// Something was written since the page was shown.
    #[error("it changed meanwhile")]
    Stale,
    /// Whom it was to pass to is not at the desk.
    #[error("no such colleague")]
    NoSuchColleague,
    /// The desk closes what it never answered, and says not why.
    #[error("the reason is missing")]
    Unexplained,
    /// An answer to it waits for a colleague's approval, which would be lost.
    #[error("an answer waits for approval")]
    AnswerWaits,
    /// The deadline cannot be moved to this instant.
    #[error("no such deadline: {0:?}")]
    NoDeadline(MoveProblem),
    /// The program's fault.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<diesel::result::Error> for TicketError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<TicketError> for Problem {
    #[track_caller]
    fn from(error: TicketError) -> Self {
        match error {
            TicketError::NotFound | TicketError::NoSuchColleague => Self::NotFound,
            TicketError::HeldBy(_)
            | TicketError::MovedOn
            | TicketError::Stale
            | TicketError::Unexplained
            | TicketError::AnswerWaits
            | TicketError::NoDeadline(_) => Self::Conflict,
            TicketError::Db(error) => error.into(),
        }
    }
}

/// Refuses what this person may not do: as if the ticket did not exist when it may not be read, else as moved on.
///
/// # Errors
/// `NotFound` or `MovedOn`.
pub fn demand(person: &Person, action: TicketAction, ticket: &TicketFacts) -> TicketResult<()> {
    if may(person, action, ticket) {
        Ok(())
    } else if may(person, TicketAction::Read, ticket) {
        Err(TicketError::MovedOn)
    } else {
        Err(TicketError::NotFound)
    }
}
