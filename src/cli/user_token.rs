//! `dialoga user token`

use clap::Args;

use super::failure::{Explain, Failure};
use super::say;
use super::user_add::{email, name};
use crate::accounts;
use crate::kernel::clock::Clock;
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::config::Config;
use crate::platform::db::Db;

/// Whose token, and what for.
#[derive(Debug, Args)]
pub(super) struct UserToken {
    /// Address of the person of the staff for whom the program acts.
    #[arg(long, value_parser = email)]
    email: EmailAddress,
    /// What the token is for, to recognise it by.
    #[arg(long, value_parser = name)]
    name: Name,
}

pub(super) fn run(config: &Config, new: UserToken) -> Result<(), Failure> {
    let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
    let now = Clock::system().now();
    let made = db
        .write_blocking(move |conn| accounts::make_personal_token_for(conn, &new.email, &new.name, now))
        .explain("The token was not made")?;
    // Alone on standard output, for scripts.
    say(&made);
    Ok(())
}
