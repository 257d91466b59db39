//! Why a use case of the register was refused.

use crate::platform::db::DbError;
use crate::platform::web::Problem;
use crate::tickets::TicketError;

/// Why it was refused.
#[derive(Debug, thiserror::Error)]
pub enum NormError {
    /// There is none.
    #[error("no such norm, or nothing to look at")]
    NotFound,
    /// What was to be told in a question was not.
    #[error(transparent)]
    Ticket(#[from] TicketError),
    /// The program's fault.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<diesel::result::Error> for NormError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<NormError> for Problem {
    #[track_caller]
    fn from(error: NormError) -> Self {
        match error {
            NormError::NotFound => Self::NotFound,
            NormError::Ticket(error) => error.into(),
            NormError::Db(error) => error.into(),
        }
    }
}
