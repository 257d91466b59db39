//! The copy that a person takes away (GDPR art. 15 and 20).

use serde::Serialize;

use crate::accounts::{self, OwnAccount, Person};
use crate::kernel::clock::Instant;
use crate::platform::config::PublicUrl;
use crate::platform::db::Conn;
use crate::tickets::{
    self, OwnAnswerDraft, OwnDeflection, OwnDraft, OwnMail, OwnQuestion, TicketResult, WhyLeftOut,
};

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
    /// What the catalogue said and was enough, so that the person did not ask: of the last week.
    pub answered_by_the_catalogue: Vec<OwnDeflection>,
    /// Answers and notes that a person of the desk typed and has not sent.
    pub answer_drafts: Vec<OwnAnswerDraft>,
    /// What the person wrote to the desk by mail and is part of no question, oldest first.
    pub mails: Vec<OwnMail>,
    /// How many mails bear the person's address and are not among them, and why.
    pub mails_left_out: Vec<LeftOut>,
}

/// Mails that are not given.
#[derive(Debug, Serialize)]
pub struct LeftOut {
    /// Why.
    pub why: WhyLeftOut,
    /// The same in words, with what the person can do.
    pub in_words: String,
    /// How many.
    pub count: i64,
}

/// Collects it, but for mails, which lie in the file store.
///
/// # Errors
/// When the database fails.
pub fn collect(conn: &mut Conn, person: &Person, site: &PublicUrl, now: Instant) -> TicketResult<Copy> {
    Ok(Copy {
        mails: Vec::new(),
        mails_left_out: Vec::new(),
        made_at: now,
        account: accounts::own_account(conn, person)?,
        questions: tickets::own_questions(conn, person, site)?,
        draft: tickets::own_draft(conn, person)?,
        answered_by_the_catalogue: tickets::own_deflections(conn, person, site)?,
        answer_drafts: tickets::own_answer_drafts(conn, person)?,
    })
}
