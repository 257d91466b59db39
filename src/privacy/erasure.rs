//! Erasing a person (GDPR art. 17): one transaction, after which nothing in the database tells who she was or what she wrote.
//!
//! Each domain erases what it keeps and says in its own file what stays: `accounts::actions::erasure` the account,
//! `tickets::erasure` the questions, `notifications::erasure` the mails to her, `intake::erasure` those from her,
//! `norms::store::erasure` the acts that her answers cite. Files are deleted after the commit, by the job `erasures`: their keys
//! are written down with the rest, so that a program which stops in between deletes them when it starts again. The events go to
//! the indexes, the lists of the queue and the figures, as any other change does.
//!
//! What is not hers to erase: mails that have left, copies that the office took with `dialoga backup`, and what the public
//! catalogue says, which is nobody's question any more.

use std::collections::HashSet;

use crate::accounts::{self, AccountState, AskedBy, Erased, NewErasure, Person, Role};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::text::Reason;
use crate::platform::db::{Conn, DbError};
use crate::platform::events;
use crate::tickets::{self, Forget, Gone, Residue, TicketError};

use super::store;

/// On whose wish.
#[derive(Debug, Clone)]
pub(super) enum Wish {
    /// The person, signed in.
    Own,
    /// The person, on paper or by mail; this member of the desk does it, for a reason that is kept.
    Noted(AccountId, Reason),
}

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub(super) enum ErasureError {
    /// The desk owes answers, or waits for hers; these questions are open.
    #[error("there are open questions")]
    Open(Vec<TicketId>),
    /// There is no such person, or she is of the staff, whose accounts are closed and not erased.
    #[error("not to be erased")]
    Nobody,
    /// The program's fault.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<TicketError> for ErasureError {
    fn from(error: TicketError) -> Self {
        match error {
            TicketError::Db(error) => Self::Db(error),
            _ => Self::Nobody,
        }
    }
}

/// Whether the data of this person can be erased at all.
pub(super) fn can_be_erased(person: &Person) -> bool {
    person.role == Role::Requester && person.state != AccountState::Erased
}

/// Erases a person. What she, or a mail of hers, does at the same moment comes before, and is erased with the rest or keeps it
/// from being done; or it comes after, and finds nobody.
///
/// # Errors
/// See [`ErasureError`]; then nothing was done.
pub(super) fn erase(
    conn: &mut Conn,
    account: AccountId,
    wish: Wish,
    forgets: &[Forget],
    residue: &Residue,
    now: Instant,
) -> Result<Erased, ErasureError> {
    let held = accounts::hold_to_erase(conn, account)?.filter(can_be_erased).ok_or(ErasureError::Nobody)?;
    let questions = tickets::actions::hold_to_erase(conn, account)?;
    // As it stands now that nobody else changes it.
    let person = accounts::person(conn, held.id)?.filter(can_be_erased).ok_or(ErasureError::Nobody)?;
    let open: Vec<TicketId> =
        questions.iter().filter(|ticket| ticket.state.is_open()).map(|ticket| ticket.id).collect();
    if !open.is_empty() {
        return Err(ErasureError::Open(open));
    }
    let (asked_by, by_desk, actor) = match wish {
        Wish::Own => (AskedBy::Herself, None, account),
        Wish::Noted(by, reason) => (AskedBy::Desk, Some((by, reason)), by),
    };
    let actor = Actor::Person(actor);
    let ids: Vec<TicketId> = questions.iter().map(|ticket| ticket.id).collect();
    let gone = tickets::actions::erase(conn, account, questions, residue, actor, now)?;
    let mut files = gone.files;
    let whose = Gone { account, email: person.email.as_ref(), tickets: &ids };
    for forget in forgets {
        files.extend(forget(conn, &whose, now)?);
    }
    store::insert(conn, &files)?;
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let different: HashSet<&String> = files.iter().collect();
    let erased =
        Erased { questions: count(ids.len()), messages: gone.messages, files: count(different.len()) };
    let record = NewErasure { asked_by, by_desk, erased };
    let mut happened = gone.events;
    happened.extend(accounts::erase(conn, &person, &residue.name, &record, now)?);
    happened.push(Event::AccountErased { account });
    events::append_all(conn, now, actor, &happened)?;
    Ok(erased)
}
