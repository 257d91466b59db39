//! Whom a mail goes to.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromStaticSqlRow, Queryable};
use diesel::sql_types::{BigInt, Nullable};

use crate::kernel::ids::{AccountId, OutsideId};
use crate::platform::db::schema::outbox;

/// Somebody with an account, or a body outside the desk without one. Only accounts have a bound of mails an hour, digests and a place
/// in the threads of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// Somebody with an account.
    Account(AccountId),
    /// A body outside the desk.
    Outside(OutsideId),
}

/// The columns that say so, of which one is filled.
pub(super) type Columns = (outbox::recipient_id, outbox::outside_id);
pub(super) const COLUMNS: Columns = (outbox::recipient_id, outbox::outside_id);

type Row = (Option<AccountId>, Option<OutsideId>);
type Types = (Nullable<BigInt>, Nullable<BigInt>);

impl Recipient {
    /// The account, if it has one.
    pub fn account(self) -> Option<AccountId> {
        self.row().0
    }

    /// The body outside the desk, if it is one.
    pub fn outside(self) -> Option<OutsideId> {
        self.row().1
    }

    fn row(self) -> Row {
        match self {
            Self::Account(account) => (Some(account), None),
            Self::Outside(outside) => (None, Some(outside)),
        }
    }
}

impl From<AccountId> for Recipient {
    fn from(account: AccountId) -> Self {
        Self::Account(account)
    }
}

impl<DB: Backend> Queryable<Types, DB> for Recipient
where
    Row: FromStaticSqlRow<Types, DB>,
{
    type Row = Row;

    fn build(row: Row) -> deserialize::Result<Self> {
        match row {
            (Some(account), None) => Ok(Self::Account(account)),
            (None, Some(outside)) => Ok(Self::Outside(outside)),
            _ => Err("a mail goes to an account or to a body outside the desk".into()),
        }
    }
}
