//! What a person makes of a mail that the program held, put aside or could not read.

use std::sync::Arc;

use super::carry_out::{self, Hand};
use super::files::{self, Files};
use super::model::{IncomingState, Reason, Settled};
use super::store::{self, Kept};
use super::take_in::{self, Trouble};
use super::words;
use crate::accounts::Person;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{IncomingId, TicketId};
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::i18n::date_time;
use crate::platform::mail::incoming::Incoming;
use crate::platform::uploads::{self, StoredFile};
use crate::tickets::actions::{self, Answering, Note};
use crate::tickets::{self, TicketError};

/// What is to become of it.
#[derive(Debug, Clone)]
pub enum Wish {
    /// It is taken in.
    Take(Place),
    /// Nothing.
    PutAside,
    /// The program reads it once more.
    ReadAgain,
}

/// Where a mail is taken in.
#[derive(Debug, Clone)]
pub enum Place {
    /// As a question of this person.
    Question {
        /// Who asks.
        sender: EmailAddress,
        /// What she is called.
        name: Name,
    },
    /// As part of this question: its requester's words if she wrote it, else an internal note.
    PartOf(TicketId),
}

/// What came of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It is so.
    Settled(Settled),
    /// It waits to be read.
    Waits,
    /// There is no such mail, or it is settled by now.
    TooLate,
    /// The question does not exist, or can take nothing in.
    NoSuchQuestion,
    /// Nobody can ask under that address: it is of the staff, or its account was closed.
    NoSuchRequester,
}

/// Does it; `by` is of the desk.
///
/// # Errors
/// When the database or the file store fails, or the mail cannot be read.
pub async fn carry_out(
    app: &Arc<App>,
    id: IncomingId,
    wish: Wish,
    by: Person,
    now: Instant,
) -> Result<Done, Trouble> {
    let Some(kept) = app.db.read(move |conn| store::find(conn, id)).await? else { return Ok(Done::TooLate) };
    match wish {
        Wish::PutAside => {
            let aside = move |conn: &mut Conn| -> DbResult<Done> {
                let settled =
                    Settled { state: IncomingState::Discarded, reason: Reason::ByHand, ticket: None };
                let is_done = store::settle_by_hand(conn, id, settled, by.id, now)?;
                Ok(if is_done { Done::Settled(settled) } else { Done::TooLate })
            };
            Ok(app.db.write(aside).await?)
        }
        Wish::ReadAgain => {
            let again = app.db.write::<_, DbError, _>(move |conn| store::read_again(conn, id, now)).await?;
            Ok(if again { Done::Waits } else { Done::TooLate })
        }
        Wish::Take(place) => take(app, kept, place, by, now).await,
    }
}

async fn take(app: &Arc<App>, kept: Kept, place: Place, by: Person, now: Instant) -> Result<Done, Trouble> {
    let mail = take_in::read(app, &kept.raw_key, kept.envelope_from.clone()).await?;
    let Files { taken, left_out } = files::sort(&mail, &app.config.tickets);
    let files = uploads::put_all(&app.storage, taken).await?;
    let (at_desk, stored) = (Arc::clone(app), files.clone());
    let done = app
        .db
        .write::<_, DbError, _>(move |conn| {
            if !store::hold_for_hand(conn, kept.id)? {
                return Ok(Done::TooLate);
            }
            let hand = Hand {
                app: &at_desk,
                id: kept.id,
                mail: &mail,
                files: Some(&stored),
                left_out: &left_out,
                now,
            };
            let settled = match place {
                Place::Question { sender, name } => {
                    let settled = carry_out::ask(conn, &hand, &sender, Some(name), None)?;
                    if settled.state == IncomingState::Held {
                        return Ok(Done::NoSuchRequester);
                    }
                    settled
                }
                Place::PartOf(ticket) => match part_of(conn, &hand, &kept, ticket, &by, &stored)? {
                    Some(settled) => settled,
                    None => return Ok(Done::NoSuchQuestion),
                },
            };
            let heading = carry_out::heading(&hand, super::facts::sender(&mail));
            store::settle(conn, kept.id, &heading, settled, Some(by.id), now)?;
            Ok(Done::Settled(settled))
        })
        .await?;
    if !matches!(done, Done::Settled(Settled { state: IncomingState::Taken, .. })) {
        uploads::remove_all(&app.storage, &files).await;
    }
    Ok(done)
}

fn part_of(
    conn: &mut Conn,
    hand: &Hand<'_>,
    kept: &Kept,
    ticket: TicketId,
    by: &Person,
    files: &[StoredFile],
) -> DbResult<Option<Settled>> {
    let Some(question) = tickets::standing(conn, ticket)? else { return Ok(None) };
    let writer = match super::facts::sender(hand.mail) {
        Some(sender) => crate::accounts::by_email(conn, &sender)?.map(|(person, _)| person),
        None => None,
    };
    if let Some(writer) = writer.filter(|writer| writer.id == question.requester) {
        let settled = carry_out::reply(conn, hand, question.id, &writer)?;
        return Ok((settled.state == IncomingState::Taken).then_some(settled));
    }
    let from = hand.mail.from.first().map_or("?", |mailbox| mailbox.written.as_str());
    let args = [
        ("from", from.into()),
        ("at", date_time(by.lang, kept.received_at).into()),
        ("subject", words::line(&hand.mail.subject).into()),
    ];
    let before = hand.app.texts.get(by.lang, "intake-note", &args);
    let text = Answering {
        body: words::quoted(&before, hand.mail, by.lang, hand.app),
        files: files.to_vec(),
        seen_version: None,
        sources: Vec::new(),
        site: hand.app.config.server.public_url.as_str().to_owned(),
    };
    let note = Note { text, mentioned: Vec::new(), is_opinion: false };
    match actions::note_to(conn, question.id, &note, by, hand.now) {
        Ok(_) => {}
        Err(TicketError::Db(error)) => return Err(error),
        Err(_) => return Ok(None),
    }
    carry_out::taken(conn, hand, Reason::Note, question.id, by).map(Some)
}

/// The mail as its page shows it, if it can be read.
///
/// # Errors
/// When the file store fails, or reading it ends the reader.
pub async fn message(app: &App, kept: &Kept) -> Result<Incoming, Trouble> {
    take_in::read(app, &kept.raw_key, kept.envelope_from.clone()).await
}
