//! The outbox: mails that the follower of events queues, sent by a worker that holds them under a lease.
//!
//! A mail leaves at least once. It leaves twice only when the program stops, or the connection breaks, between the
//! server's taking it and our noting so; both times it has the same Message-ID, by which mail programs see one mail.
mod alarm;
mod composer;
mod gathering;
mod lanes;
mod lists;
mod pauses;
mod prepare;
mod purge;
mod room;
mod round;
mod settle;
mod store;
mod undeliverable;
mod worker;

pub use composer::{Composer, Gathered};
pub use gathering::{Gathering, awaited_by, begins_after, is_followed_already, take_place};
pub use lists::{Counts, Listed, counts, is_told_already, list, send_again, send_all_again};
pub use purge::purge;
pub use round::Round;
pub use store::{Leased, NewMail, OutboxState, enqueue, thread_before};
pub use undeliverable::{
    SentMail, Undeliverable, came_back, is_reached_again, sent_as, undeliverable_of, undeliverable_since,
};
pub use worker::Outbox;
