//! The catalogue of information: entries that are proposed, written, reviewed by a second person, published and found.
//!
//! [`actions`] holds one function per use case; which moves an entry can make is the table in `rules`. What the public
//! reads goes through `store::public` alone, whatever the search index says.

pub mod actions;
pub mod api;
mod cache;
pub mod details;
pub mod diff;
mod error;
pub mod evaluation;
pub mod export;
pub mod files;
mod forms;
pub mod import;
pub mod index;
mod labels;
mod listing;
pub mod misses;
mod model;
mod norms;
pub mod pages;
mod passages;
pub mod personal_data;
mod publication;
mod readability;
mod reminders;
mod rules;
pub mod services;
mod store;
pub mod synonyms;
pub mod translations;
pub mod usage;
pub mod votes;

pub use cache::{Cache, Digest, EntryDigest, Snapshot, TopicDigest};
pub use details::Details;
pub use error::{CatalogueError, CatalogueResult};
pub use files::store::{known_keys as known_files, of_public as public_files};
pub use listing::{
    AlikeEntry, Asked, Found, Listing, ListingError, Part, Suggestion, alike, current, related, search,
    suggest, suggestions, topics_alike,
};
pub use model::{
    Audience, Card, Checked, Content, Draft, Entry, EntryKind, EntryState, PublicEntry, Remark, Version,
};
pub use norms::{all_said, cited_acts};
pub use publication::publish_due;
pub use reminders::{ChecksDue, checks_due, remind_of_checks};
pub use store::entries::{at_address, find};
pub use store::public::{
    addresses, by_ids as public, by_slug as public_of_slug, last_id, latest, latest_of, newest_between,
    page as public_page,
};
pub use store::sources::entry_of as of_ticket;
pub use translations::Elsewhere;
pub use translations::store::elsewhere;
