//! `dialoga user add`

use std::io::Read;

use clap::Args;

use super::failure::{Explain, Failure};
use super::say;
use crate::accounts::{self, MembershipError, NewMember, NewPassword, PasswordProblem, Role, TokenPurpose};
use crate::kernel::clock::Clock;
use crate::kernel::event::Actor;
use crate::kernel::text::{EmailAddress, Name, TextProblem};
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::i18n::Lang;

/// What the account is made of.
#[derive(Debug, Args)]
pub(super) struct UserAdd {
    /// Address to sign in with.
    #[arg(long, value_parser = email)]
    email: EmailAddress,
    /// First name and surname.
    #[arg(long, value_parser = name)]
    name: Name,
    /// requester, expert, coordinator, analyst or admin.
    #[arg(long, value_parser = role)]
    role: Role,
    /// Partner that the person belongs to; made when new.
    #[arg(long, value_parser = name)]
    organisation: Option<Name>,
    /// Reads the password from standard input. Without it the person is invited to choose one.
    #[arg(long)]
    password_stdin: bool,
}

pub(super) fn email(text: &str) -> Result<EmailAddress, &'static str> {
    EmailAddress::parse(text).map_err(|_| "write an address such as name@example.it")
}

pub(super) fn name(text: &str) -> Result<Name, &'static str> {
    Name::parse(text).map_err(|problem| match problem {
        TextProblem::TooLong { .. } => "it is too long",
        _ => "write a name on one line, without the address of a web page",
    })
}

fn role(text: &str) -> Result<Role, &'static str> {
    Role::parse(text).ok_or("write requester, expert, coordinator, analyst or admin")
}

pub(super) fn run(config: &Config, new: UserAdd) -> Result<(), Failure> {
    let password_hash = if new.password_stdin { Some(read_password(&new)?) } else { None };
    let invited = password_hash.is_none();
    let member = NewMember {
        email: new.email.clone(),
        name: new.name,
        role: new.role,
        organisation: new.organisation,
        lang: Lang::It,
        password_hash,
    };
    let db = Db::open(&config.database.url, 1).explain("The database could not be opened")?;
    let (settings, now) = (config.accounts.clone(), Clock::system().now());
    let link = db
        .write_blocking::<_, MembershipError, _>(move |conn| {
            let account = accounts::add_member(conn, &member, Actor::System, now)?;
            if !invited {
                return Ok(None);
            }
            let token = accounts::mint_token(conn, &settings, account, TokenPurpose::Invite, now)?;
            Ok(Some(TokenPurpose::Invite.path(&token)))
        })
        .explain("The account was not made")?;
    say(&format!("{} is now {} of the desk.", new.email, new.role));
    if let Some(path) = link {
        say(
            "The desk mails an invitation when it runs. Whoever opens this link can choose the password as well:",
        );
        say(&config.server.public_url.join(&path));
    }
    Ok(())
}

/// The first line of standard input, without its end.
fn read_password(new: &UserAdd) -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).explain("The password could not be read")?;
    let typed = text.lines().next().unwrap_or_default();
    let password = NewPassword::parse(typed, Some(&new.name), Some(&new.email)).map_err(|problem| {
        Failure::new(match problem {
            PasswordProblem::TooShort => "The password is too short: at least 12 characters.",
            PasswordProblem::TooLong => "The password is too long: at most 200 characters.",
            PasswordProblem::Common => "The password is easy to guess: choose less common words.",
            PasswordProblem::Personal => "The password is little more than the name or the address.",
        })
    })?;
    password.hash_now().map_err(|cause| Failure::new(format!("The password could not be hashed: {cause}")))
}
