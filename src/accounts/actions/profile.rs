//! A person's own data: changing and handing them out.

use chrono::NaiveDate;
use serde::Serialize;

use crate::accounts::details::Details;
use crate::accounts::model::{Person, RequesterKind, Role};
use crate::accounts::store::{absences, people, sessions};
use crate::kernel::clock::Instant;
use crate::kernel::text::{Name, Phone};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;

/// What a person may change about herself. Role, address and organisation are not among it.
#[derive(Debug, Clone)]
pub struct ProfileChange {
    /// Name.
    pub name: Name,
    /// Language of pages and mails.
    pub lang: Lang,
    /// Whether the text of an answer may be in the mail.
    pub mail_answer_text: bool,
    /// What a requester tells; empty for staff.
    pub details: Details,
}

/// Stores a change.
///
/// # Errors
/// When the database fails.
pub fn update(conn: &mut Conn, person: &Person, change: &ProfileChange) -> DbResult<()> {
    people::update_profile(
        conn,
        person.id,
        &change.name,
        change.lang,
        change.mail_answer_text,
        &change.details,
    )
}

/// Everything held about the account itself, without secrets.
#[derive(Debug, Serialize)]
pub struct OwnAccount {
    /// Address of the account.
    pub email: String,
    /// Telephone that the desk was told.
    pub phone: Option<Phone>,
    /// Name as the person wrote it.
    pub name: String,
    /// The one role.
    pub role: Role,
    /// Worker or enterprise, for requesters.
    pub kind: Option<RequesterKind>,
    /// Language of pages and mails.
    pub language: Lang,
    /// Whether answers come in the mail.
    pub answers_in_mail: bool,
    /// What a requester told.
    pub details: Details,
    /// When the account was made.
    pub registered_at: Instant,
    /// Privacy notices acknowledged.
    pub privacy_notices_read: Vec<NoticeRead>,
    /// When a person of the desk is away, as far as it is kept.
    pub absences: Vec<OwnAbsence>,
    /// Sessions that are still kept, ended ones too, oldest first.
    pub sessions: Vec<OwnSession>,
}

/// A version of the privacy notice, and when the person acknowledged it.
#[derive(Debug, Serialize)]
pub struct NoticeRead {
    version: String,
    at: Instant,
}

/// Days on which a person of the desk is away, both included.
#[derive(Debug, Serialize)]
pub struct OwnAbsence {
    first_day: NaiveDate,
    last_day: NaiveDate,
}

/// When a person signed in, and for how long.
#[derive(Debug, Serialize)]
pub struct OwnSession {
    signed_in_at: Instant,
    last_used_at: Instant,
    ended_at: Option<Instant>,
    device: String,
}

/// Collects what is held about an account.
///
/// # Errors
/// When the database fails.
pub fn own_account(conn: &mut Conn, person: &Person) -> DbResult<OwnAccount> {
    let notices = people::consents_of(conn, person.id)?;
    let sessions = sessions::all_of(conn, person.id)?;
    Ok(OwnAccount {
        email: person.address().to_owned(),
        phone: person.phone.clone(),
        name: person.name.to_string(),
        role: person.role,
        kind: person.kind,
        language: person.lang,
        answers_in_mail: person.mail_answer_text,
        details: people::details(conn, person.id)?,
        registered_at: people::created_at(conn, person.id)?,
        privacy_notices_read: notices.into_iter().map(|(version, at)| NoticeRead { version, at }).collect(),
        absences: absences::all_of(conn, person.id)?
            .into_iter()
            .map(|absence| OwnAbsence { first_day: absence.first, last_day: absence.last })
            .collect(),
        sessions: sessions
            .into_iter()
            .map(|(session, ended_at)| OwnSession {
                signed_in_at: session.created_at,
                last_used_at: session.last_seen_at,
                ended_at,
                device: session.device,
            })
            .collect(),
    })
}
