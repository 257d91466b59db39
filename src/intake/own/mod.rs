//! The mails of a person that are part of no question, for the copy of her data.
//!
//! Anybody can write her address into a mail. Hers are those that answer a mail which the desk wrote to her: what lets a mail become
//! part of her question lets her have it.

mod store;

use std::sync::Arc;

use self::store::UntakenMail;
use super::model::Stored;
use super::{facts, take_in};
use crate::accounts::{AccountState, Person};
use crate::app::App;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::tickets::{FindingOwnMails, OwnMail, OwnMails, WhyLeftOut};

/// So many are looked at, the newest.
const LOOKED_AT: i64 = 100;
/// Bytes of the messages that are read.
const BYTES: i64 = 20 * 1024 * 1024;

/// Finds them; none for whoever has not confirmed her address.
pub fn own_mails(app: Arc<App>, person: Person) -> FindingOwnMails {
    Box::pin(async move { gathered(&app, person).await })
}

async fn gathered(app: &App, person: Person) -> DbResult<OwnMails> {
    let email = person.email.clone().filter(|_| person.state == AccountState::Active);
    let Some(email) = email else { return Ok(OwnMails::default()) };
    let look = move |conn: &mut Conn| store::untaken_of(conn, &email, LOOKED_AT);
    let untaken = app.db.read::<_, DbError, _>(look).await?;
    let mut own = OwnMails::default();
    own.leave_out(WhyLeftOut::Unproved, untaken.all - untaken.answering);
    let mut left = BYTES;
    let mut unread = untaken.answering;
    for UntakenMail { stored, state, subject, size } in untaken.newest {
        if size > left {
            continue;
        }
        (left, unread) = (left - size, unread - 1);
        let received_at = stored.received_at;
        match read(app, person.clone(), stored).await? {
            Read::Hers(text) => {
                own.mails.push(OwnMail { received_at, state: state.as_str(), subject, text });
            }
            Read::Anybodys => own.leave_out(WhyLeftOut::Unproved, 1),
            Read::Unreadable => own.leave_out(WhyLeftOut::Unreadable, 1),
        }
    }
    own.leave_out(WhyLeftOut::TooMuch, unread);
    own.mails.reverse();
    Ok(own)
}

/// What a look at a mail found.
enum Read {
    /// What she wrote.
    Hers(String),
    /// Nothing in it shows whose it is.
    Anybodys,
    /// It cannot be read, which keeps nobody from having the rest.
    Unreadable,
}

async fn read(app: &App, person: Person, stored: Stored) -> DbResult<Read> {
    let mail = match take_in::read(app, &stored.raw_key, stored.envelope_from.clone()).await {
        Ok(mail) => mail,
        Err(trouble) => {
            tracing::warn!(mail = stored.id.0, %trouble, "a mail is missing in the copy of a person's data");
            return Ok(Read::Unreadable);
        }
    };
    let signer = app.mail_signer.clone();
    let look = move |conn: &mut Conn| {
        let is_hers = facts::is_of(conn, &stored, &mail, &signer, &person)?;
        Ok(if is_hers { Read::Hers(mail.text) } else { Read::Anybodys })
    };
    app.db.read::<_, DbError, _>(look).await
}
