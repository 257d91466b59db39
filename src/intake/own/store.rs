//! Rows of mails that are part of no question, as they concern the person whose address they bear.

use diesel::prelude::*;

use crate::intake::model::{IncomingState, Reason, Stored};
use crate::kernel::clock::Instant;
use crate::kernel::ids::IncomingId;
use crate::kernel::text::EmailAddress;
use crate::platform::db::schema::incoming_mails as rows;
use crate::platform::db::{Conn, DbResult};

/// Mails that bear an address as their sender and are part of no question.
#[derive(Debug)]
pub struct Untaken {
    /// How many.
    pub all: i64,
    /// How many of them may answer a mail of the desk: they name its question, or only their heading was looked at.
    pub answering: i64,
    /// The newest of those.
    pub newest: Vec<UntakenMail>,
}

/// One of them.
#[derive(Debug)]
pub struct UntakenMail {
    /// As it was stored.
    pub stored: Stored,
    /// Where it stands.
    pub state: IncomingState,
    /// Its subject.
    pub subject: Option<String>,
    /// Bytes of the message.
    pub size: i64,
}

/// The mails that bear this address as their sender and are part of no question.
pub fn untaken_of(conn: &mut Conn, sender: &EmailAddress, limit: i64) -> DbResult<Untaken> {
    type Row = (
        (IncomingId, Option<String>, Option<String>, Option<String>, Instant),
        (IncomingState, Option<String>, i64),
    );
    let of_sender = rows::table
        .filter(rows::sender_email.eq(sender.as_str()))
        .filter(rows::state.eq_any(IncomingState::OPEN_TO_PEOPLE));
    let may_answer = rows::ticket_id.is_not_null().or(rows::reason.eq(Reason::TooLarge));
    let answering = of_sender.clone().filter(may_answer);
    let found: Vec<Row> = answering
        .clone()
        .order(rows::id.desc())
        .limit(limit)
        .select((
            (rows::id, rows::raw_key, rows::envelope_from, rows::envelope_to, rows::received_at),
            (rows::state, rows::subject, rows::size),
        ))
        .load(conn)?;
    let mail = |((id, raw_key, envelope_from, envelope_to, received_at), (state, subject, size)): Row| {
        let stored = Stored { id, raw_key, envelope_from, envelope_to, received_at };
        UntakenMail { stored, state, subject, size }
    };
    Ok(Untaken {
        all: of_sender.count().get_result(conn)?,
        answering: answering.count().get_result(conn)?,
        newest: found.into_iter().map(mail).collect(),
    })
}
