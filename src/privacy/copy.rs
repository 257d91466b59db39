//! The copy that a person takes away (GDPR art. 15 and 20).

use serde::Serialize;

use crate::accounts::{self, OwnAccount, Person};
use crate::kernel::clock::Instant;
use crate::platform::config::PublicUrl;
use crate::platform::db::Conn;
use crate::tickets::{self, OwnAnswerDraft, OwnDraft, OwnQuestion, TicketResult, UntakenMail, UntakenMails};

/// Everything of a person: instants in UTC, codes as the desk stores them. Internal notes and opinions are not the person's,
/// who had a question open is forgotten within days, and colleagues appear as their pages show them, by name alone.
#[derive(Debug, Serialize)]
pub struct Copy {
    /// When the copy was made.
    pub made_at: Instant,
    /// The account, its sessions and the privacy notices acknowledged.
    pub account: OwnAccount,
    /// Every question with its conversation, oldest first.
    pub questions: Vec<OwnQuestion>,
    /// A question typed and not yet sent.
    pub draft: Option<OwnDraft>,
    /// Answers and notes that a person of the desk typed and has not sent.
    pub answer_drafts: Vec<OwnAnswerDraft>,
    /// Mails that bear the person's address and are part of no question, oldest first.
    pub mails: Vec<OwnMail>,
}

/// A mail that waits for a person of the desk, or was put aside.
#[derive(Debug, Serialize)]
pub struct OwnMail {
    received_at: Instant,
    state: &'static str,
    subject: Option<String>,
    /// Its words, while the message is kept and can be read.
    pub text: Option<String>,
    /// Where the message lies.
    #[serde(skip)]
    pub raw_key: Option<String>,
}

/// Collects it, but for what mails say: they lie in the file store.
///
/// # Errors
/// When the database fails.
pub fn collect(
    conn: &mut Conn,
    person: &Person,
    site: &PublicUrl,
    untaken: UntakenMails,
    now: Instant,
) -> TicketResult<Copy> {
    let mails = match &person.email {
        Some(email) => untaken(conn, email)?,
        None => Vec::new(),
    };
    let own = |UntakenMail { received_at, state, subject, raw_key }: UntakenMail| OwnMail {
        received_at,
        state,
        subject,
        text: None,
        raw_key,
    };
    Ok(Copy {
        mails: mails.into_iter().map(own).collect(),
        made_at: now,
        account: accounts::own_account(conn, person)?,
        questions: tickets::own_questions(conn, person, site)?,
        draft: tickets::own_draft(conn, person)?,
        answer_drafts: tickets::own_answer_drafts(conn, person)?,
    })
}
