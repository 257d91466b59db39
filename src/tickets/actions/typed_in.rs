//! A question that is asked by voice and typed in by the desk.

use super::submit::{self, By, NewQuestion, Submitted};
use super::{Answering, answer, claim};
use crate::accounts::{self, Caller, CallerProblem, Person};
use crate::kernel::clock::Instant;
use crate::kernel::event::Actor;
use crate::kernel::ids::TicketId;
use crate::platform::db::Conn;
use crate::tickets::Router;
use crate::tickets::error::{TicketError, TicketResult};

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

impl From<crate::platform::db::DbError> for TypeInError {
    fn from(error: crate::platform::db::DbError) -> Self {
        Self::Ticket(error.into())
    }
}

/// Takes in a question of `caller`, whose clock starts now, on the word of `by`, who is of the desk. The same form sent again
/// is the same question.
///
/// # Errors
/// See [`TypeInError`].
pub fn type_in(
    conn: &mut Conn,
    router: &Router,
    caller: &Caller,
    question: &NewQuestion,
    next: &Next,
    by: &Person,
    now: Instant,
) -> Result<TicketId, TypeInError> {
    let requester = accounts::caller(conn, caller, now)?;
    let takes_it = !matches!(next, Next::Queue);
    let received = By { actor: Actor::Person(by.id), takes_it };
    let submitted = submit::receive(conn, router, &requester, question, received, now)?;
    let id = submitted.ticket();
    if matches!(submitted, Submitted::New(_)) {
        follow(conn, id, next, by, now)?;
    }
    Ok(id)
}

fn follow(conn: &mut Conn, id: TicketId, next: &Next, by: &Person, now: Instant) -> TicketResult<()> {
    match next {
        Next::Queue => Ok(()),
        Next::Claim => claim(conn, id, by, now),
        Next::Answered(text) => {
            claim(conn, id, by, now)?;
            answer(conn, id, text, by, now).map(|_| ())
        }
    }
}
