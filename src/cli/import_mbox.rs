//! `dialoga import mbox FILE…`

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::{Explain, Failure};
use super::say;
use crate::app::App;
use crate::intake::{Progress, Report, Unanswered, Wanted, import};
use crate::kernel::clock::Clock;
use crate::kernel::text::EmailAddress;
use crate::platform::config::Config;

/// What is imported.
#[derive(Debug, Args)]
pub(super) struct ImportMbox {
    /// Files in mbox form, Maildir folders, folders of .eml files, single messages, and folders of mailboxes as
    /// imaps://user@host/Folder, with the password that is in it or in the settings of the same mailbox.
    #[arg(required = true)]
    file: Vec<OsString>,
    /// An address that the desk had: what was written from it is an answer. May be repeated. Those of mail.from and of the
    /// accounts of the staff are known.
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    own: Vec<EmailAddress>,
    /// What becomes of what was never answered: closed, or open, with an answer promised from today on.
    #[arg(long, value_enum, default_value = "closed")]
    unanswered: UnansweredArgument,
    /// Says what would happen and changes nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum UnansweredArgument {
    Closed,
    Open,
}

fn address(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|_| "write an address as name@example.it".to_owned())
}

pub(super) fn run(config: Config, asked: ImportMbox) -> Result<(), Failure> {
    let app = App::open(config, Clock::system()).explain("The desk could not be opened")?;
    let is_url = |name: &OsString| {
        name.to_str().is_some_and(|name| name.starts_with("imap://") || name.starts_with("imaps://"))
    };
    let (mailboxes, files): (Vec<OsString>, Vec<OsString>) = asked.file.into_iter().partition(is_url);
    let wanted = Wanted {
        files: files.into_iter().map(PathBuf::from).collect(),
        mailboxes: mailboxes.into_iter().filter_map(|name| name.into_string().ok()).collect(),
        own: asked.own,
        unanswered: match asked.unanswered {
            UnansweredArgument::Closed => Unanswered::Closed,
            UnansweredArgument::Open => Unanswered::Open,
        },
        dry_run: asked.dry_run,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.explain("The program could not be started")?;
    let is_watched = io::stderr().is_terminal();
    let mut told = |progress: Progress| {
        if is_watched {
            // Nothing can be done when standard error is closed.
            let _ = write!(io::stderr(), "\r{:<70}", line(progress));
        }
    };
    let imported = runtime.block_on(import(&app, &wanted, &mut told));
    if is_watched {
        let _ = write!(io::stderr(), "\r{:70}\r", "");
    }
    let report = imported
        .explain("The import ended early; what was written before is kept, and it can be repeated")?;
    tell(&report, wanted.dry_run);
    match report.unreadable {
        0 => Ok(()),
        1 => Err(Failure::new("One place could not be read.")),
        more => Err(Failure::new(format!("{more} places could not be read."))),
    }
}

fn line(progress: Progress) -> String {
    match progress {
        Progress::Fetching { messages, of } => {
            format!("Fetching: {:3} %, {messages} of {of} messages", percent(messages, of))
        }
        Progress::Looking { messages, bytes, of } => {
            format!("Looking: {:3} %, {messages} messages", percent(bytes, of))
        }
        Progress::Taking { threads, of } => {
            format!("Writing: {:3} %, {threads} of {of} conversations", percent(threads, of))
        }
    }
}

fn percent(part: u64, of: u64) -> u64 {
    part.saturating_mul(100).checked_div(of).unwrap_or(100)
}

fn tell(report: &Report, dry_run: bool) {
    if dry_run {
        say("Nothing was changed; an import would do this:");
    }
    say(&format!("{:>9} messages read", report.messages));
    say(&format!("{:>9} taken over", report.taken));
    say(&format!("{:>9} there twice, or imported before", report.doubles));
    for (why, count) in &report.left_out {
        say(&format!("{count:>9} left out: {why}"));
    }
    say(&format!("{:>9} new questions, {} of them answered", report.threads, report.answered));
    say(&format!("{:>9} questions of earlier imports to which more was added", report.continued));
    say(&format!("{:>9} files kept, {} not (their type, or too large)", report.files, report.refused_files));
    if report.cut > 0 {
        say(&format!("{:>9} messages longer than is read, taken as far as that", report.cut));
    }
    for place in &report.unreadable_places {
        // Nothing can be done when standard error is closed.
        let _ = writeln!(io::stderr(), "{place}");
    }
}
