//! The command line: one file per command. Exit codes: 0 done, 1 the work failed, 2 wrong usage.
mod backup;
mod check;
mod demo;
mod export;
mod export_catalogue;
mod export_statistics;
mod export_tickets;
mod failure;
mod import_catalogue;
mod import_mbox;
mod import_services;
mod mail_receive;
mod restore;
mod search_evaluate;
mod search_rebuild;
mod serve;
mod topics_evaluate;
mod user_add;
mod user_token;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::platform::config::Config;
use failure::{Explain, Failure};

/// The online desk of the Sportello Conciliazione lavoro-famiglia – Dialoga con noi.
#[derive(Debug, Parser)]
#[command(name = "dialoga", version, about, disable_help_subcommand = true)]
struct Arguments {
    /// Configuration file, instead of config/local.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Starts the desk (the default); it migrates its database first.
    Serve,
    /// Fills an empty database with a believable desk of two years, to look at or to measure.
    Demo(demo::Demo),
    /// Copies database and attachments to an empty folder, consistent even while the desk runs.
    Backup {
        /// Folder to write; it must be empty or not exist.
        dir: PathBuf,
    },
    /// Puts a copy back into an empty place.
    Restore {
        /// Folder that `dialoga backup` wrote.
        dir: PathBuf,
    },
    /// Says in plain words what is wrong with configuration, database, mail, index and disk.
    Check,
    /// Writes what the desk holds to standard output, for other programs.
    Export {
        #[command(subcommand)]
        command: ExportCommand,
    },
    /// Takes over what was kept elsewhere.
    Import {
        #[command(subcommand)]
        command: ImportCommand,
    },
    /// Mails that come in.
    Mail {
        #[command(subcommand)]
        command: MailCommand,
    },
    /// The search index.
    Search {
        #[command(subcommand)]
        command: SearchCommand,
    },
    /// Topics.
    Topics {
        #[command(subcommand)]
        command: TopicsCommand,
    },
    /// Accounts.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Creates an account of staff, or any other.
    Add(user_add::UserAdd),
    /// Makes a personal token, with which a program acts for a person of the staff; prints it, this once.
    Token(user_token::UserToken),
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Adds or updates catalogue entries by their reference, one JSON object a line.
    Catalogue(import_catalogue::ImportCatalogue),
    /// Makes questions of the conversations of the old mailbox; can be repeated without doubling, and mails nobody.
    Mbox(import_mbox::ImportMbox),
    /// Adds or updates the bodies of a table and the services that each offers, by their reference.
    Services(import_services::ImportServices),
}

#[derive(Debug, Subcommand)]
enum ExportCommand {
    /// The entries of the catalogue.
    Catalogue(export_catalogue::ExportCatalogue),
    /// The figures of each calendar year, by month and topic; no count of a few people unless asked for.
    Statistics(export_statistics::ExportStatistics),
    /// The questions with their conversations and promises; who asked is not among it.
    Tickets(export_tickets::ExportTickets),
}

#[derive(Debug, Subcommand)]
enum MailCommand {
    /// Stores one message from standard input, for the pipe of a mail server.
    ///
    /// Ends with 0 when the message is stored (or was before), with 75 when the mail server is to try again, with 1 when the
    /// message is too large or empty, which the mail server tells its sender.
    Receive(mail_receive::MailReceive),
}

#[derive(Debug, Subcommand)]
enum TopicsCommand {
    /// Says how often the guess of a topic is right, on questions that were catalogued already.
    Evaluate(topics_evaluate::TopicsEvaluate),
}

#[derive(Debug, Subcommand)]
enum SearchCommand {
    /// Says how well the catalogue is searched, on queries whose right entries are known.
    Evaluate(search_evaluate::SearchEvaluate),
    /// Builds the search index anew from the database.
    Rebuild,
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(Command::Mail { command: MailCommand::Receive(given) }) = arguments.command {
        return receive(arguments.config.as_deref(), given);
    }
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing can be done when standard error is closed.
            let _ = writeln!(std::io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

/// The exit code of `sysexits.h` for what may succeed later: mail servers keep the message and come again.
const TRY_AGAIN: u8 = 75;

/// Whatever is wrong with the desk itself, its configuration too, is no fault of the message: it waits at the mail server.
fn receive(config: Option<&std::path::Path>, given: mail_receive::MailReceive) -> ExitCode {
    let ended = match Config::load(config).explain("The configuration cannot be used") {
        Ok(config) => mail_receive::run(&config, given),
        Err(failure) => mail_receive::Ended::Later(failure),
    };
    let (code, failure) = match ended {
        mail_receive::Ended::Stored => return ExitCode::SUCCESS,
        mail_receive::Ended::Later(failure) => (ExitCode::from(TRY_AGAIN), failure),
        mail_receive::Ended::Refused(failure) => (ExitCode::FAILURE, failure),
    };
    let _ = writeln!(std::io::stderr(), "{failure}");
    code
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    let config = Config::load(arguments.config.as_deref()).explain("The configuration cannot be used")?;
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(config),
        Command::Demo(demo) => demo::run(config, &demo),
        Command::Backup { dir } => backup::run(&config, &dir),
        Command::Restore { dir } => restore::run(&config, &dir),
        Command::Check => check::run(&config),
        Command::Import { command: ImportCommand::Catalogue(import) } => {
            import_catalogue::run(&config, &import)
        }
        Command::Import { command: ImportCommand::Mbox(import) } => import_mbox::run(config, import),
        Command::Import { command: ImportCommand::Services(import) } => {
            import_services::run(&config, &import)
        }
        Command::Export { command: ExportCommand::Catalogue(asked) } => {
            export_catalogue::run(&config, &asked)
        }
        Command::Export { command: ExportCommand::Statistics(asked) } => {
            export_statistics::run(&config, &asked)
        }
        Command::Export { command: ExportCommand::Tickets(asked) } => export_tickets::run(&config, &asked),
        Command::Mail { command: MailCommand::Receive(given) } => match mail_receive::run(&config, given) {
            mail_receive::Ended::Stored => Ok(()),
            mail_receive::Ended::Later(failure) | mail_receive::Ended::Refused(failure) => Err(failure),
        },
        Command::Search { command: SearchCommand::Evaluate(asked) } => search_evaluate::run(config, &asked),
        Command::Search { command: SearchCommand::Rebuild } => search_rebuild::run(&config),
        Command::Topics { command: TopicsCommand::Evaluate(asked) } => topics_evaluate::run(config, &asked),
        Command::User { command: UserCommand::Add(new) } => user_add::run(&config, new),
        Command::User { command: UserCommand::Token(new) } => user_token::run(&config, new),
    }
}

/// Writes a line for the person who gave the command.
fn say(line: &str) {
    // A closed pipe (`dialoga check | head`) is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{line}");
}
