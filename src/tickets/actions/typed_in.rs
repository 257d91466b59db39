//! A question that is asked by voice and typed in by the desk.

use super::submit::{self, By, NewQuestion, Submitted};
use super::{Answering, Posted, answer, claim, note};
use crate::accounts::{self, Caller, CallerProblem, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::TicketId;
use crate::platform::db::{Conn, DbError, portable};
use crate::tickets::Router;
use crate::tickets::error::{TicketError, TicketResult};
use crate::tickets::store;

/// A question as it was asked.
#[derive(Debug, Clone)]
pub struct TypedIn {
    /// Who asks.
    pub caller: Caller,
    /// What she asks; with the form's key.
    pub question: NewQuestion,
    /// What becomes of it at once.
    pub next: Next,
    /// An internal note with the number to call, for a question of an account that keeps another or none.
    pub number: Option<Answering>,
}

/// What becomes of the question at once.
#[derive(Debug, Clone)]
pub enum Next {
    /// It goes the way of every question.
    Queue,
    /// Whoever typed it in takes it.
    Claim,
    /// It was answered by voice: what was said is its answer.
    Answered(Answering),
}

/// Why it was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum TypeInError {
    /// Nobody can ask under that address.
    #[error(transparent)]
    Caller(#[from] CallerProblem),
    /// As for every question.
    #[error(transparent)]
    Ticket(#[from] TicketError),
}

impl From<DbError> for TypeInError {
    fn from(error: DbError) -> Self {
        Self::Ticket(error.into())
    }
}

/// Takes in a question on the word of `by`, who is of the desk; its clock starts now. The same form sent again is the same
/// question, whatever was changed in it. Says what became of an answer.
///
/// # Errors
/// See [`TypeInError`].
pub fn type_in(
    conn: &mut Conn,
    router: &Router,
    typed: &TypedIn,
    by: &Person,
    now: Instant,
) -> Result<(TicketId, Option<Posted>), TypeInError> {
    let TypedIn { caller, question, next, number } = typed;
    if let Some(key) = question.submission_key.as_deref() {
        portable::exclusive(conn, &format!("typed-in:{key}"))?;
        if let Some(known) = store::tickets::typed_in_with_key(conn, key)? {
            return Ok((known, None));
        }
    }
    let requester = accounts::caller(conn, caller, now)?;
    let received = By {
        actor: Actor::Person(by.id),
        takes_it: !matches!(next, Next::Queue),
        asked_as: Some((caller.kind, caller.municipality)),
    };
    let submitted = submit::receive(conn, router, &requester, question, received, now)?;
    let id = submitted.ticket();
    if matches!(submitted, Submitted::Before(_)) {
        return Ok((id, None));
    }
    if let Some(number) = number
        && requester.phone != caller.phone
    {
        note(conn, id, number, by, now)?;
    }
    Ok((id, follow(conn, id, next, by, now)?))
}

fn follow(
    conn: &mut Conn,
    id: TicketId,
    next: &Next,
    by: &Person,
    now: Instant,
) -> TicketResult<Option<Posted>> {
    match next {
        Next::Queue => Ok(None),
        Next::Claim => claim(conn, id, by, now).map(|()| None),
        Next::Answered(text) => {
            claim(conn, id, by, now)?;
            answer(conn, id, text, by, now).map(Some)
        }
    }
}
