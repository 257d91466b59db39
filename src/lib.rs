//! The online desk of the *Sportello Conciliazione lavoro-famiglia – Dialoga con noi*: people ask, experts answer within a
//! promised time, good answers become entries of a public catalogue.
//!
//! # Who knows whom
//! Leftward only; `tests/it/architecture.rs` holds it:
//! `kernel ← platform ← accounts ← topics ← sla ← catalogue ← tickets ← {statistics, privacy, intake, norms} ← notifications ←
//! {service_pages, operations} ← app ← {routes, schedule} ← server ← cli ← main`.
//! One exception: pages, jobs and followers are handed [`app::App`], a struct of handles.
//!
//! # A domain, file by file
//! `mod` what others may call · `model` its words · `rules` which action leads from which state to which (pure) · `actions`
//! one function per thing that happens, inside one transaction, time given · `store` the only SQL, and the only writer of its
//! tables · `forms` what was typed, checked · `pages`, `api` HTTP · `error` what may go wrong, in words.
//!
//! # Central lists: where to look first
//! [`routes`] every address and who may enter · [`schedule`] every job and follower · [`kernel::event`] everything that is
//! ever recorded · `notifications::rules` which event mails whom · [`accounts::permissions`] who may do what ·
//! `tickets::rules`, `catalogue::rules` the states · [`platform::db::schema`] the tables · `config/default.toml` every setting.
//!
//! # The way of a question
//! `POST /domande/nuova` → `tickets::pages::ask` → `tickets::forms` → `db.write(actions::submit)`: the rules of
//! `tickets::routing` say where it goes; ticket, message, promise, clock and the event `TicketSubmitted` in one transaction → 303. From there on followers read the events: `notifications`
//! (one cursor for all nodes) queues mails, the job `outbox` leases them, sends outside any transaction and settles;
//! `search_index` and `ticket_index` (each node for itself, its place in the index's own commit) take in what was published,
//! and for the desk alone what was asked and answered. The job
//! `sla_steps` turns passed steps of deadlines into events, `ticket_times` reminds, closes what waited too long and gives back
//! what nobody works on; the job `publication` makes public what was approved for an hour, `check_reminders` tells
//! whoever answers for an entry that it has to be checked. Pages are rendered from the database.
//!
//! `norm_register` writes down which acts of law are cited by what was published and answered, and puts on a list what is to be
//! looked at again when one of them changed; the job `norm_notices` tells those who were answered, where somebody decided so.
//!
//! `privacy` erases a person: each domain takes her words out of its tables in one transaction, the events `TicketErased` bring the
//! indexes and lists after it, the job `erasures` deletes the files.
//!
//! A mail comes in by [`intake`]: stored as it is, then read, then part of the question that it belongs to, or held.
//!
//! The lists of the queue alone are taken from what the desk has in hand, which `tickets::worklist` keeps in memory and brings up to
//! date by the events before each look; what is over is read from the database. Open pages of them are told by
//! `tickets::watchers` that something happened, and ask what.
//!
//! # What always holds
//! - Time is an argument; only [`kernel::clock`] asks the system. Stored in UTC, shown in Europe/Rome.
//! - Positions of events have no gaps and follow the order of commits; the event is the last row a transaction writes.
//! - SQLite: one writer thread that commits several jobs together; PostgreSQL: a pool and advisory locks. No network and no
//!   file is touched inside a transaction.
//! - Every action may come twice (a second press, a second node): the second changes nothing.
//! - No words for people in the code: they are in `templates/texts`.
//!
//! # To change something
//! A page: [`routes`], a handler in `pages`, a template. A mail: `notifications::rules` and `letters`, texts, and
//! `notifications::texts` for those that people may write anew. A state move: the
//! table in `rules`, an action, an event. A setting: `config/default.toml` and [`platform::config`]; an unknown key stops the
//! start. Then `tests/all`.
#![cfg_attr(not(test), warn(unused_crate_dependencies))]

// Of two only the features are wanted, which tell how C code is built; the allocator is chosen in `main`.
use libsqlite3_sys as _;
use mimalloc as _;
use pq_sys as _;

pub mod accounts;
pub mod app;
pub mod catalogue;
pub mod cli;
pub mod intake;
pub mod kernel;
pub mod norms;
pub mod notifications;
pub mod operations;
pub mod platform;
pub mod privacy;
pub mod routes;
pub mod schedule;
pub mod server;
pub mod service_pages;
pub mod sla;
pub mod statistics;
pub mod tickets;
pub mod topics;
