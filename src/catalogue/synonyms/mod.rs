//! What people say for what the catalogue says ("maternità facoltativa" for "congedo parentale"): the list that the desk edits at
//! `/redazione/sinonimi`, with effect on the next search of every node.

pub mod page;
mod store;

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use crate::platform::db::{Conn, DbResult};
use crate::platform::search::Synonyms;

/// The program's own list, until somebody saves another.
const DEFAULT: &str = include_str!("default.txt");

static OF_THE_PROGRAM: LazyLock<Arc<Synonyms>> = LazyLock::new(|| read(DEFAULT));

/// The program's own list, as it is in use until somebody saves another.
pub(crate) fn of_the_program() -> Arc<Synonyms> {
    OF_THE_PROGRAM.clone()
}

/// The list in use.
#[derive(Debug, Clone)]
pub(super) struct InUse {
    /// 0 for the program's own.
    pub version: i32,
    pub list: Arc<Synonyms>,
}

impl Default for InUse {
    fn default() -> Self {
        Self { version: 0, list: of_the_program() }
    }
}

/// Keeps the list in use, as searches need it.
#[derive(Default)]
pub(super) struct Cache(RwLock<InUse>);

impl Cache {
    /// The list in use. One look at the database says whether the one kept still is.
    ///
    /// # Errors
    /// When the database fails.
    pub fn current(&self, conn: &mut Conn) -> DbResult<InUse> {
        let newest = store::newest_version(conn)?;
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if kept.version == newest {
            return Ok(kept);
        }
        let list = store::version(conn, newest)?.map(|saved| read(&saved.text)).unwrap_or_default();
        let in_use = InUse { version: newest, list };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = in_use.clone();
        Ok(in_use)
    }
}

/// A list that was found good when it was saved. Should a later program find a fault in it, the search goes without rather than
/// fail.
fn read(text: &str) -> Arc<Synonyms> {
    let list = Synonyms::read(text).unwrap_or_else(|bad| {
        tracing::error!(?bad, "the list of synonyms cannot be read");
        Synonyms::default()
    });
    Arc::new(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_list_can_be_read() {
        assert_eq!(Synonyms::read(DEFAULT).map(|_| ()), Ok(()));
    }
}
