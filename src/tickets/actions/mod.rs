//! What can be done with a question: one function per use case, one transaction each, with its events.

mod answer;
mod answer_draft;
mod approval;
mod assignment;
mod canned;
mod change;
mod colleagues;
mod deadline;
mod departure;
mod draft;
mod ending;
mod erasure;
mod expiry;
mod link;
mod links;
mod mail_fate;
mod merge;
mod notice;
mod presence;
mod propose;
mod rating;
mod reminder;
mod reply;
mod routing;
mod split;
mod submit;
mod taking_over;
mod topic_guess;
mod triage;
mod typed_in;

pub use answer::{Answering, answer, ask_clarification, note};
pub use answer_draft::{
    Kept, Origin, Part, Saving, discard_answer_draft, forget_sent, is_drafted, save_answer_draft,
};
pub use approval::{
    Approving, ChangedAnswer, approve, change_proposed, proposed_facts, return_answer, set_topic_approvals,
    withdraw_proposed,
};
pub use assignment::{claim, hand_over, pass_on, release};
pub use canned::{change_canned, create_canned, use_canned, withdraw_canned};
pub use change::{Posted, asked};
pub use colleagues::{Note, ask_opinion, note_to};
pub use deadline::{NewDeadline, move_deadline};
pub use departure::{holder, let_go};
pub use draft::{DraftFiles, discard_draft, discard_untouched, draft_of, remove_draft_file, save_draft};
pub use ending::{close, close_by_time, overstayed, reopen};
pub use erasure::{ErasedQuestions, erase, hold_to_erase};
pub use expiry::{expire_claim, idle_claims};
pub use link::{link, link_to_earlier, unlink};
pub use links::{end_links, end_outlived_links, request_link};
pub use mail_fate::note_mail_fate;
pub use merge::{Merging, merge};
pub use notice::{CanTell, hold_to_tell, of_which_to_tell, tell_of_change};
pub use presence::{Around, PRESENT_FOR, around, be_present, is_news, present};
pub use propose::{add_to_entry, propose};
pub use rating::{Said, rate, remind_of_rating, to_remind_of_rating, waive_reminders_of_rating};
pub use reminder::{remind, to_remind};
pub use reply::{Replied, reply};
pub use routing::{
    Choice, Received, Route, change_rule, create_rule, delete_rule, move_rule, question, route,
};
pub use split::{Splitting, can_split, split};
pub use submit::{NewQuestion, Submitted, submit};
pub use taking_over::{OldAuthor, OldConversation, OldMessage, take_over, take_over_more};
pub use topic_guess::{propose_topic, waits_for_topic};
pub use triage::{change_topic, mark_spam, set_priority, unmark_spam};
pub use typed_in::{Next, TypeInError, TypedIn, type_in};
