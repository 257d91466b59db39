//! Rows of tickets, messages, attachments, drafts, saved views and routing rules; the only writer of these tables.

pub mod answer_drafts;
pub mod archive;
#[cfg(test)]
mod archive_plans;
pub mod attachments;
pub mod canned;
pub mod claims;
pub mod day;
pub mod deflections;
pub mod drafts;
pub mod erasure;
pub mod export;
pub mod links;
pub mod merges;
pub mod messages;
pub mod old;
pub mod opinions;
pub mod presence;
pub mod profiles;
pub mod proposed;
pub mod queue;
#[cfg(test)]
mod queue_plans;
pub mod ratings;
pub mod routing;
pub mod saved_views;
pub mod sources;
pub mod texts;
pub mod tickets;
