//! `dialoga demo`: fills an empty database with a believable Italian desk of two years.

mod cast;
mod conduct;
mod content;
mod course;
mod crowd;
mod hours;
mod library;
mod multiply;
mod random;
#[cfg(test)]
mod ranking;
mod readers;
mod stage;
#[cfg(test)]
mod tests;
mod wording;
mod year;

use chrono::Duration;
use diesel::prelude::*;

use super::failure::{Explain, Failure};
use super::say;
use crate::accounts::{MembershipError, NewPassword, new_secret};
use crate::catalogue::CatalogueError;
use crate::kernel::clock::{Clock, Instant};
use crate::kernel::text::TextProblem;
use crate::platform::config::Config;
use crate::platform::db::schema::{accounts, entries, tickets};
use crate::platform::db::{Conn, Db, DbError, DbResult, unfinished};
use crate::sla;
use crate::tickets::TicketError;
use cast::Cast;
use content::{Content, StaffText};
use library::Library;
use stage::{KNOWN, Setting, Stage};

/// How long the desk has been open.
const LENGTH: Duration = Duration::days(731);
/// So many questions are played at most, when not told otherwise: on PostgreSQL each takes some milliseconds.
const PLAYED: u32 = 10_000;
/// So many things happen in one transaction.
const BATCH: usize = 1000;

/// Size and chance of the demonstration.
#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// Number of questions.
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    tickets: u32,
    /// Questions that are played; more are copies of them, with other people
    #[arg(long, value_name = "N", default_value_t = PLAYED, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    played: u32,
    /// The same seed makes the same desk.
    #[arg(long, value_name = "S", default_value_t = 2013)]
    seed: u64,
}

/// Why the demonstration stopped.
#[derive(Debug, thiserror::Error)]
enum DemoError {
    #[error("the database holds data already; a demonstration needs an empty one")]
    NotEmpty,
    #[error("the embedded content is wrong: {0}")]
    Content(String),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Ticket(#[from] TicketError),
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Member(#[from] MembershipError),
}

impl From<diesel::result::Error> for DemoError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<TextProblem> for DemoError {
    fn from(problem: TextProblem) -> Self {
        Self::Content(format!("{problem:?}"))
    }
}

/// Somebody who can sign in, with a password of this run.
struct Key {
    role: &'static str,
    email: String,
    password: String,
}

pub(super) fn run(config: Config, demo: &Demo) -> Result<(), Failure> {
    let content = Content::embedded().map_err(DemoError::Content).explain("The demonstration is broken")?;
    let db = Db::open(&config.database.url, 2).explain("The database could not be opened")?;
    let now = Clock::system().now();
    // Whole seconds, as everything before it.
    let end = Instant::from_micros(now.micros() - now.micros().rem_euclid(1_000_000));
    let keys = keys(&content);
    let policy = sla::Configured::of(&config.sla).explain("The settings under [sla] cannot be promised")?;
    let extent = (demo.tickets as usize, demo.played as usize);
    let made = fill(&db, config.clone(), content, policy, (extent, demo.seed, end), &keys);
    made.explain("The demonstration was not made")?;
    let counts = db.read_blocking(count).explain("What was made cannot be counted")?;
    report(&config, &counts, &keys);
    Ok(())
}

/// One account of each role, so that every page can be seen.
fn keys(content: &Content) -> Vec<Key> {
    let mut keys = Vec::new();
    for role in ["coordinator", "expert", "analyst", "admin"] {
        if let Some(text) = content.desk.staff.iter().find(|text| text.role == role) {
            keys.push(Key { role, email: cast::address(text), password: password() });
        }
    }
    let (first, last) = KNOWN;
    let email = format!("{}.{}@posta.example", first.to_lowercase(), last.to_lowercase());
    keys.push(Key { role: "requester", email, password: password() });
    keys
}

/// Sixteen characters that nobody could know before: there are no default accounts.
fn password() -> String {
    new_secret().chars().filter(char::is_ascii_alphanumeric).take(16).collect()
}

/// Makes the desk. `((tickets, played), seed, end)` say how much, how much of it is no copy, by which chance, until when.
fn fill(
    db: &Db,
    config: Config,
    content: Content,
    policy: sla::Configured,
    ((tickets, played), seed, end): ((usize, usize), u64, Instant),
    keys: &[Key],
) -> Result<(), DemoError> {
    let hash = |password: &str| {
        let password = NewPassword::parse(password, None, None)
            .map_err(|problem| DemoError::Content(format!("password: {problem:?}")))?;
        password.hash_now().map_err(DemoError::Content)
    };
    let no_password = hash(&password())?;
    let mut hashes = Vec::new();
    for key in keys {
        hashes.push((key.email.clone(), hash(&key.password)?));
    }
    let start = end - LENGTH;
    let nobody = no_password.clone();
    let (staff_hashes, desk, canned) = (hashes.clone(), content.desk, content.canned);
    let (cast, desk, canned) = db.write_blocking(move |conn| {
        if holds_data(conn)? {
            return Err(DemoError::NotEmpty);
        }
        unfinished::begin_demonstration(conn)?;
        sla::keeping::adopt(conn, &policy, start)?;
        let hash = |text: &StaffText| {
            let own = staff_hashes.iter().find(|(email, _)| *email == cast::address(text));
            own.map_or_else(|| nobody.clone(), |(_, hash)| hash.clone())
        };
        let cast = Cast::make(conn, &desk, &hash, start)?;
        cast.keep_ready(conn, &canned, start)?;
        Ok((cast, desk, canned))
    })?;
    let content = Content { desk, canned, ..content };
    let (played, url) = (played.min(tickets), config.database.url.clone());
    let cases = year::cases(&content, played, (seed, start, end));
    let library = Library::new(&content, played / 10);
    let known_password = hashes.pop().map(|(_, hash)| hash).unwrap_or_default();
    let set = Setting { content, config, seed, start, end, no_password, known_password };
    let mut stage = Stage::new(set, cast, cases, library);
    loop {
        let mut playing = stage;
        let more;
        (stage, more) = db.write_blocking(move |conn| {
            let more = playing.play(conn, BATCH)?;
            Ok::<_, DemoError>((playing, more))
        })?;
        if !more {
            break;
        }
    }
    if played < tickets {
        multiply::multiply(&url, tickets)?;
    }
    Ok(db.write_blocking(unfinished::end_demonstration)?)
}

fn holds_data(conn: &mut Conn) -> DbResult<bool> {
    let rows = [
        accounts::table.count().get_result::<i64>(conn)?,
        tickets::table.count().get_result(conn)?,
        entries::table.count().get_result(conn)?,
    ];
    Ok(rows.iter().any(|count| *count > 0))
}

/// What there is now, by state.
struct Counts {
    people: i64,
    tickets: Vec<(String, i64)>,
    entries: Vec<(String, i64)>,
}

fn count(conn: &mut Conn) -> DbResult<Counts> {
    let by_state = tickets::table.group_by(tickets::state).order(tickets::state);
    let of_entries = entries::table.group_by(entries::state).order(entries::state);
    Ok(Counts {
        people: accounts::table.count().get_result(conn)?,
        tickets: by_state.select((tickets::state, diesel::dsl::count_star())).load(conn)?,
        entries: of_entries.select((entries::state, diesel::dsl::count_star())).load(conn)?,
    })
}

fn report(config: &Config, counts: &Counts, keys: &[Key]) {
    let list = |states: &[(String, i64)]| {
        let total: i64 = states.iter().map(|(_, count)| count).sum();
        let words: Vec<String> = states.iter().map(|(state, count)| format!("{count} {state}")).collect();
        format!("{total} ({})", words.join(", "))
    };
    say(&format!("Accounts: {}", counts.people));
    say(&format!("Questions: {}", list(&counts.tickets)));
    say(&format!("Catalogue entries: {}", list(&counts.entries)));
    say("No mail will be sent about any of it.");
    say("");
    say(&format!(
        "Start the desk with `dialoga` and sign in at {}",
        config.server.public_url.join("/accesso")
    ));
    say("with one of these; the passwords were made for this run and are stored nowhere else:");
    for key in keys {
        say(&format!("  {:<12} {:<40} {}", key.role, key.email, key.password));
    }
}
