//! Files that were stored before the transaction that refers to them: removed when it did not take them.

use crate::platform::storage::Storage;
use crate::platform::uploads::{self, StoredFile};
use crate::tickets::TicketError;
use crate::tickets::actions::Posted;

/// Removes the files that the message did not take: it was refused, or had been posted before.
pub async fn settle(storage: &Storage, files: &[StoredFile], done: Result<Posted, &TicketError>) {
    match done {
        Ok(Posted::Now | Posted::Proposed) => {}
        Ok(Posted::Before | Posted::ProposedBefore) => uploads::remove_all(storage, files).await,
        Err(error) => remove_refused(storage, files, error).await,
    }
}

/// Removes the files of a use case that was refused. After a fault of the database it is not known whether its rows were
/// kept (a connection can break after the commit), so the files stay; the nightly cleaning finds those without a row.
pub async fn remove_refused(storage: &Storage, files: &[StoredFile], error: &TicketError) {
    if !matches!(error, TicketError::Db(_)) {
        uploads::remove_all(storage, files).await;
    }
}
