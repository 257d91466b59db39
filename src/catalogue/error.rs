//! Why a use case of the catalogue was refused.

use crate::accounts::Person;
use crate::accounts::permissions::{EntryAction, EntryFacts, may_with_entry};
use crate::platform::db::DbError;
use crate::platform::web::Problem;

/// Result of a use case.
pub type CatalogueResult<T> = Result<T, CatalogueError>;

/// Why it was refused.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// There is none, or this person may not know that there is.
    #[error("no such entry")]
    NotFound,
    /// Not this person: a text is published by somebody else than who wrote it last.
    #[error("not by this person")]
    NotByYou,
    /// It is not in a state from which this is possible.
    #[error("not possible in its present state")]
    MovedOn,
    /// Somebody changed it since the page was shown.
    #[error("it changed meanwhile")]
    Stale,
    /// Something in it looks like personal data, and nobody has decided whether it may be public.
    #[error("undecided passages")]
    Undecided,
    /// The program's fault.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<diesel::result::Error> for CatalogueError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<CatalogueError> for Problem {
    #[track_caller]
    fn from(error: CatalogueError) -> Self {
        match error {
            CatalogueError::NotFound => Self::NotFound,
            CatalogueError::NotByYou
            | CatalogueError::MovedOn
            | CatalogueError::Stale
            | CatalogueError::Undecided => Self::Conflict,
            CatalogueError::Db(error) => error.into(),
        }
    }
}

/// Refuses what this person may not do: as if the entry did not exist when it may not be read.
///
/// # Errors
/// `NotFound` or `NotByYou`.
pub(super) fn demand(person: &Person, action: EntryAction, entry: &EntryFacts) -> CatalogueResult<()> {
    if may_with_entry(Some(person), action, entry) {
        Ok(())
    } else if may_with_entry(Some(person), EntryAction::Read, entry) {
        Err(CatalogueError::NotByYou)
    } else {
        Err(CatalogueError::NotFound)
    }
}
