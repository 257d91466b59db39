//! Questions and their conversation: ask, queue, claim, answer, wait, reopen.
//!
//! [`actions`] holds one function per use case; which moves a question can make is the table in `rules`.

pub mod actions;
pub mod api;
mod attachments;
mod beginning;
mod cataloguing;
mod cleanup;
pub mod deflections;
pub mod erasure;
mod error;
pub mod export;
mod file_link;
pub mod follow;
mod forms;
pub mod index;
mod listing;
mod model;
mod offers;
mod own_copy;
mod own_mails;
pub mod pages;
mod quoted;
mod routing;
mod rules;
mod saved_views;
mod similar;
mod store;
mod summary;
pub mod thread;
mod times;
pub mod topic_follower;
pub mod watchers;
mod worklist;

use crate::platform::db::{Conn, DbResult};

pub use actions::{holder, note_mail_fate, proposed_facts};
pub use cataloguing::{TopicGuess, guess_topics, newest_catalogued};
pub use cleanup::{KnownKeys, delete_forgotten, delete_outlived_drafts, forget_presence};
pub use erasure::{Forget, Gone, Residue};
pub use error::{TicketError, TicketResult};
pub use file_link::FileLink;
pub use follow::{FollowKey, FollowLink};
pub use model::{
    Attachment, Channel, Message, MessageKind, Priority, ProposedOutcome, Rating, Stage, Ticket, TicketState,
    Way,
};
pub use own_copy::{
    OwnAnswerDraft, OwnDeflection, OwnDraft, OwnQuestion, own_answer_drafts, own_deflections, own_draft,
    own_questions,
};
pub use own_mails::{FindOwnMails, FindingOwnMails, OwnMail, OwnMails, WhyLeftOut};
pub use routing::{Conditions, Outcome, Router, RuleTerms};
pub use similar::{Found as FoundSimilar, Similar, similar};
pub use store::attachments::{known_keys as known_files, of_messages as files_of};
pub use store::canned::CannedText;
pub use store::day::{around, owed_by};
pub use store::erasure::{count as counts_of, open_of};
pub use store::messages::{body_of, came_by, place_of};
pub use store::proposed::{Writers, writers as writers_of_waiting};
pub use store::queue::overdue;
pub use store::ratings::asked_at as rating_asked_at;
pub use store::tickets::subjects;
pub use store::tickets::{find, several, standing};
pub use summary::{AGES, Held, Summary, summary};
pub use times::{apply_times, closing};
pub use worklist::Worklist;

/// Counts the mails that came in and wait for a person of the desk.
pub type HeldMails = fn(&mut Conn) -> DbResult<i64>;
