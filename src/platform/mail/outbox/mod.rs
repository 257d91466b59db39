//! The outbox: mails that the follower of events queues, sent by a worker that holds them under a lease.
//!
//! A mail leaves at least once. It leaves twice only when the program stops, or the connection breaks, between the
//! server's taking it and our noting so, or when the database takes no note of it until its lease has run out and another node can
//! write again before this one; each time it has the same Message-ID, by which mail programs see one mail.
//!
//! What somebody asked for and waits for (a link to sign in, to confirm, to follow) leaves before all others that are due, has places of
//! its own among what is leased, is never put off because its receiver is slow or its reader had many, and has its one-time link made at
//! the moment that it leaves: so no other valid link of it lies about, and the link holds for as long as it says.
mod alarm;
mod composer;
mod erase;
mod fetch;
mod flow;
mod gathering;
mod lanes;
mod lists;
mod note;
mod pauses;
mod prepare;
mod purge;
mod recipient;
mod room;
mod round;
mod send;
mod settle;
mod store;
mod undeliverable;
mod worker;

pub use composer::{Composer, Gathered, Link};
pub use erase::{forget_outside, forget_reader, is_done_with};
pub use gathering::{Gathering, awaited_by, begins_after, is_followed_already, take_place};
pub use lists::{Counts, Listed, counts, is_told_already, list, send_again, send_all_again};
pub use purge::purge;
pub use recipient::Recipient;
pub use round::Round;
pub use store::{Leased, NewMail, OutboxState, enqueue, thread_before};
pub use undeliverable::{
    SentMail, Undeliverable, came_back, is_reached_again, outside_is_reached_again, outside_undeliverable_of,
    sent_as, undeliverable_of, undeliverable_since,
};
pub use worker::Outbox;
