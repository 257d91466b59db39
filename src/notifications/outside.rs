//! Mails to bodies outside the desk, which have no account: who they are to a letter.

use super::follower::Letter;
use super::mail::Mail;
use crate::accounts::{AccountState, Person, RequesterKind, Role};
use crate::kernel::ids::{AccountId, OutsideId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events::Recorded;
use crate::platform::mail::outbox::Recipient;
use crate::statistics::frozen::mailing::{self, Body};

/// The mail to a body outside the desk; none when it was removed.
pub(super) fn letter<'a>(
    conn: &mut Conn,
    recorded: &'a Recorded,
    mail: Mail,
    id: OutsideId,
) -> DbResult<Option<Letter<'a>>> {
    let body = mailing::find(conn, id)?;
    Ok(body.map(|body| Letter { recorded, mail, recipient: Recipient::Outside(id), person: reader(&body) }))
}

/// The reader that a letter speaks to: called by its whole name, as firms are. It stands for no row: no account has this number.
pub(super) fn reader(body: &Body) -> Person {
    Person {
        id: AccountId(0),
        name: body.name.clone(),
        email: Some(body.address.clone()),
        phone: None,
        role: Role::Requester,
        kind: Some(RequesterKind::Enterprise),
        lang: body.lang,
        organisation: None,
        state: AccountState::Active,
        mail_answer_text: false,
    }
}
