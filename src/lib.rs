//! The online desk of the *Sportello Conciliazione lavoro-famiglia – Dialoga con noi*.
//!
//! Who may know whom, leftward only: `kernel ← platform ← accounts ← topics ← sla ← catalogue ← tickets ←
//! {notifications, statistics} ← routes, schedule, app, cli ← main`.
pub mod accounts;
pub mod app;
pub mod catalogue;
pub mod cli;
pub mod kernel;
pub mod notifications;
pub mod operations;
pub mod platform;
pub mod routes;
pub mod schedule;
pub mod server;
pub mod service_pages;
pub mod sla;
pub mod statistics;
pub mod tickets;
pub mod topics;
