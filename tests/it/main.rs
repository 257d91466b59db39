//! All integration tests in one binary, so that they link once.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod accounts;
mod architecture;
mod catalogue;
mod cli;
mod demo;
mod groups;
mod look;
mod mail_delivery;
mod mail_outbox;
mod notifications;
mod operations;
mod routes;
mod service_pages;
mod sla;
mod sources;
mod statistics;
mod story;
mod support;
mod templates;
mod texts;
mod ticket_pages;
mod tickets;
