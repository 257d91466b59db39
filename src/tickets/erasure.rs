//! What is kept of the questions of somebody whose data are erased.
//!
//! | table | goes | stays |
//! | --- | --- | --- |
//! | `tickets` | subject, key and hash of the form, id of the import, links | number, topic, territory, kind, channel, language, times, who held it, state (closed), verdict |
//! | `messages` | the words of all of them, notes of the desk too; the mail they came by | that they were, whose side wrote them, when |
//! | `attachments`, `question_drafts`, `answer_drafts`, `ticket_presence`, `ticket_links` | the rows | |
//! | `ratings` | her words | verdict, reason, way, time |
//! | `deflections` | whose it was | that an entry was enough, and that she asked within a week all the same, if she has by then |
//! | `clock_events` | the reasons that people wrote | the clock |
//! | `entries` that began as her answer | every text that nobody approved to be public | what was public, or waits for its hour: it was rewritten without personal data, and approved by a second person |
//! | `ticket_profiles` | | classes of size, sector, gender, age and children: what the figures are made of |
//! | `opinions`, `proposed_answers`, `merges`, `message_sources`, `entry_sources`, `rating_requests`, `ticket_routes`, `events` | | numbers and times, no words |
//!
//! Words that were searched for and votes on entries are nobody's from the beginning, and not hers to find.

use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::text::{Body, EmailAddress, Name, Subject};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Lang, Texts};

/// What stands where a person's words were: the same for all, in the language of the office.
#[derive(Debug, Clone)]
pub struct Residue {
    /// In place of a name.
    pub name: Name,
    /// In place of a subject.
    pub subject: Subject,
    /// In place of a text.
    pub body: Body,
}

impl Residue {
    /// The words of the texts; none when a text is broken, which a test would find.
    pub fn of(texts: &Texts) -> Option<Self> {
        let text = |key: &str| texts.get(Lang::It, key, &[]);
        Some(Self {
            name: Name::parse(&text("privacy-erased-name")).ok()?,
            subject: Subject::parse(&text("privacy-erased-subject")).ok()?,
            body: Body::parse(&text("privacy-erased-body")).ok()?,
        })
    }
}

/// Whose traces are to go, for whoever keeps some of them.
#[derive(Debug, Clone, Copy)]
pub struct Gone<'a> {
    /// The account.
    pub account: AccountId,
    /// The address that it had.
    pub email: Option<&'a EmailAddress>,
    /// Her questions.
    pub tickets: &'a [TicketId],
}

/// Lets a domain forget a person, within the transaction that erases her data; answers where the files lie that go with it.
pub type Forget = fn(&mut Conn, &Gone<'_>, Instant) -> DbResult<Vec<String>>;
