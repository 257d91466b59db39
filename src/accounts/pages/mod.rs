//! Pages of accounts: thin handlers over the use cases.
pub mod absences;
mod choices;
pub mod password;
pub mod personal_tokens;
pub mod profile;
pub mod registration;
pub mod sign_in;
pub mod users;

pub use password::proves_password;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::Datelike;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::time::Instant;

use super::visit::Visit;
use crate::platform::web::{PostForm, local_path};

/// What a form shows in its fields: always every name, so that a template never meets an undefined one.
type Values = BTreeMap<&'static str, String>;

/// The fields as typed, or empty.
fn values(form: Option<&PostForm>, names: &[&'static str]) -> Values {
    names.iter().map(|name| (*name, form.map_or("", |form| form.get(name)).to_owned())).collect()
}

/// The year in Milan.
fn this_year(visit: &Visit) -> i32 {
    visit.now().rome().year()
}

/// The page that was wanted, if it is one of ours and not on the way in, else `home`.
fn destination(next: &str, home: &str) -> String {
    let on_the_way_in = |path: &str| path.starts_with("/accesso") || path.starts_with("/registrazione");
    local_path(next).filter(|path| !on_the_way_in(path)).unwrap_or(home).to_owned()
}

/// A page on the way in, which leads on to `next`.
fn with_next(page: &str, next: &str) -> String {
    match local_path(next) {
        Some(next) => format!("{page}?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC)),
        None => page.to_owned(),
    }
}

/// The answers to a question about an address take the same time whether it is known or not: at least this long,
/// which covers what the database does in either case.
const UNIFORM: Duration = Duration::from_millis(150);

/// Waits until [`UNIFORM`] has passed since `start`.
async fn keep_pace(start: Instant) {
    tokio::time::sleep_until(start + UNIFORM).await;
}

/// Does what must not tell by its time whether it found anything.
pub async fn at_one_pace<T>(work: impl Future<Output = T>) -> T {
    let start = Instant::now();
    let done = work.await;
    keep_pace(start).await;
    done
}
