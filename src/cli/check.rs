//! `dialoga check`: what is wrong, in plain words.

use std::path::{Path, PathBuf};

use chrono::Duration;

use super::failure::{Failure, chain};
use super::say;
use crate::intake;
use crate::intake::imap::Looked;
use crate::kernel::clock::{Clock, Instant};
use crate::notifications;
use crate::platform::config::{Config, MailTransport};
use crate::platform::db::{Backend, Conn, DbError, DbResult, migrations, portable, unfinished};
use crate::platform::i18n::{Lang, file_size};
use crate::platform::jobs::{self, RunOutcome};
use crate::platform::mail::imap::{Account, ImapProblem};
use crate::platform::mail::{Checked, Mailer, SendProblem, outbox};
use crate::platform::search::{self, Examined, Reading};
use crate::platform::{events, keys};
use crate::{sla, statistics};

/// Less free space than this is a fault: the desk needs room for its next mails, attachments and index.
const LEAST_SPACE: u64 = 200_000_000;

/// A running desk queues the mails of an event within seconds.
const LATEST: Duration = Duration::minutes(10);

/// One line of the answer.
enum Finding {
    Good(String),
    /// Worth knowing, not a fault.
    Note(String),
    Wrong(String),
}

use Finding::{Good, Note, Wrong};

pub(super) fn run(config: &Config) -> Result<(), Failure> {
    let mut findings = vec![Good("configuration: every key is known and every value valid".to_owned())];
    findings.extend(public_address(config));
    findings.extend(database(config));
    findings.extend(mail(config));
    findings.extend(mailboxes(config));
    findings.extend(disk(config));
    let mut faults = 0;
    for finding in &findings {
        match finding {
            Good(text) => say(&format!("ok     {text}")),
            Note(text) => say(&format!("note   {text}")),
            Wrong(text) => {
                faults += 1;
                say(&format!("WRONG  {text}"));
            }
        }
    }
    match faults {
        0 => Ok(()),
        1 => Err(Failure::new("One thing is wrong.")),
        _ => Err(Failure::new(format!("{faults} things are wrong."))),
    }
}

fn public_address(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let url = &config.server.public_url;
    let loopback = ["127.0.0.1", "localhost", "[::1]"].contains(&url.host().as_str());
    if loopback {
        findings.push(Note(format!(
            "address: server.public_url is {url}, so only this machine can follow links in mails"
        )));
    } else if url.is_https() {
        findings.push(Good(format!("address: people reach the desk at {url}")));
    } else {
        findings.push(Wrong(format!(
            "address: server.public_url is {url} without https, so cookies are not protected"
        )));
    }
    if !loopback && config.mail.from.contains(".example") {
        findings.push(Wrong(
            "address: mail.from is still the example, so answers to mails go nowhere".to_owned(),
        ));
    }
    findings
}

fn database(config: &Config) -> Vec<Finding> {
    let url = &config.database.url;
    if let Err(unfinished @ DbError::Unfinished(_)) = unfinished::refuse_restoring(url) {
        return vec![Wrong(format!("database: {unfinished}"))];
    }
    if let Some(path) = url.sqlite_path().filter(|path| !path.exists()) {
        return vec![Note(format!(
            "database: {} does not exist yet, the first start creates it",
            path.display()
        ))];
    }
    let mut conn = match url.establish() {
        Ok(conn) => conn,
        Err(error) => return vec![Wrong(format!("database: {url:?} cannot be used: {}", chain(&error)))],
    };
    let kind = match url.backend() {
        Backend::Sqlite => "SQLite",
        Backend::Postgres => "PostgreSQL",
    };
    let mut findings = match portable::damage(&mut conn) {
        Ok(None) => vec![Good(format!("database: {kind} at {url:?} answers"))],
        Ok(Some(damage)) => vec![Wrong(format!("database: the file at {url:?} is damaged: {damage}"))],
        Err(error) => vec![Wrong(format!("database: {url:?} cannot be read: {}", chain(&error)))],
    };
    if let Err(error) = portable::try_to_write(&mut conn) {
        findings.push(Wrong(format!("database: {url:?} cannot be written by this user: {}", chain(&error))));
    }
    if let Ok(Some(version)) = migrations::unknown(&mut conn) {
        findings.push(Wrong(format!(
            "migrations: {version} is of a newer version of this program, and this one will not start"
        )));
        return findings;
    }
    match migrations::pending(&mut conn) {
        Ok(names) if names.is_empty() => {
            findings.push(Good("migrations: all are done".to_owned()));
            if let Err(half) = unfinished::refuse_half_a_demonstration(&mut conn, url) {
                findings.push(Wrong(format!("database: {}", chain(&half))));
            }
            findings.extend(background_work(&mut conn, config, Clock::system().now()).unwrap_or_else(
                |error| vec![Wrong(format!("database: it cannot be read: {}", chain(&error)))],
            ));
        }
        Ok(names) => {
            findings.push(Note(format!("migrations: the next start runs {}", names.join(", "))));
        }
        Err(error) => {
            findings.push(Wrong(format!("migrations: their list cannot be read: {}", chain(&error))));
        }
    }
    findings
}

/// What the background work of a running desk left undone.
fn background_work(conn: &mut Conn, config: &Config, now: Instant) -> DbResult<Vec<Finding>> {
    let mut findings = indexes(conn, config)?;
    findings.push(following(conn, config, now)?);
    findings.extend(deadlines(conn)?);
    findings.extend(frozen_reports(conn)?);
    let mails = outbox::counts(conn)?;
    if mails.failed > 0 {
        findings.push(Note(format!(
            "mail: {} given up; /amministrazione/posta says why and can send them again",
            mails.failed
        )));
    }
    for run in jobs::last_runs(conn)? {
        let (job, began) = (&run.job, run.started_at);
        findings.push(match (run.outcome, run.finished_at) {
            (Some(RunOutcome::Done), Some(ended)) => Good(format!("job: {job} ended well at {ended}")),
            (Some(RunOutcome::Failed), Some(ended)) => {
                Wrong(format!("job: {job} failed at {ended}, the log of that time says why"))
            }
            _ => Note(format!("job: {job} began at {began} and has not ended yet")),
        });
    }
    Ok(findings)
}

/// Whether every frozen report is still the one that was frozen.
fn frozen_reports(conn: &mut Conn) -> DbResult<Option<Finding>> {
    let (damaged, all) = statistics::frozen::damaged(conn)?;
    let numbers: Vec<String> = damaged.iter().map(ToString::to_string).collect();
    Ok(match (all, numbers.is_empty()) {
        (0, _) => None,
        (_, true) => Some(Good(format!("reports: {all} frozen, each the bytes that its SHA-256 is of"))),
        (_, false) => Some(Wrong(format!(
            "reports: {} of {all} frozen ones are not the bytes that were frozen: {}",
            numbers.len(),
            numbers.join(", ")
        ))),
    })
}

fn following(conn: &mut Conn, config: &Config, now: Instant) -> DbResult<Finding> {
    let Some(backlog) = notifications::backlog(conn)? else {
        return Ok(Good("events: every mail that follows from them is queued".to_owned()));
    };
    let waiting = format!("events: {} wait for their mails since {}", backlog.events, backlog.since);
    Ok(match backlog.stop {
        Some(unreadable) => Wrong(format!("{waiting}: {unreadable}")),
        None if search::is_in_use(&config.storage.index()) && backlog.since + LATEST < now => {
            Wrong(format!("{waiting}, although the desk is running; its log says why"))
        }
        None => Note(format!("{waiting}; the running desk queues them")),
    })
}

/// Who looks for the cause of a deadline in the configuration is told where it is.
fn deadlines(conn: &mut Conn) -> DbResult<Option<Finding>> {
    let general =
        sla::keeping::policies(conn)?.into_iter().find(|policy| policy.scope == sla::Scope::GENERAL);
    Ok(general.filter(|general| general.by_hand).map(|general| {
        Note(format!(
            "deadlines: somebody wrote {} hours at /amministrazione/scadenze; what [sla] says does not hold until it is given back",
            general.terms.hours
        ))
    }))
}

fn mail(config: &Config) -> Vec<Finding> {
    let is_folder = config.mail.transport == MailTransport::File;
    let folder = || format!("folder {}", config.mail.file_dir.display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let (runtime, mailer) = match (runtime.map_err(|e| e.to_string()), Mailer::new(&config.mail)) {
        (Ok(runtime), Ok(mailer)) => (runtime, mailer),
        (Err(cause), _) | (_, Err(cause)) => return vec![Wrong(format!("mail: none can leave: {cause}"))],
    };
    let mut findings = Vec::new();
    for Checked { server, key, found } in runtime.block_on(mailer.check()) {
        let way = match server {
            _ if is_folder => folder(),
            Some(name) => format!("SMTP server {name}"),
            None => "SMTP server".to_owned(),
        };
        findings.push(match found {
            Ok(()) if is_folder => Note(format!("mail: written to the {way}, not sent")),
            Ok(()) => Good(format!("mail: the {way} accepts us")),
            Err(failure) => {
                let cause = plain(failure.problem, key);
                Wrong(format!("mail: the {way} does not work: {cause} ({})", failure.detail))
            }
        });
    }
    if let Some(record) = mailer.dns_record() {
        findings.push(Note(format!(
            "mail: signed with DKIM, which holds once the DNS has for {} a TXT record with {}",
            record.name, record.text
        )));
    }
    findings
}

fn mailboxes(config: &Config) -> Vec<Finding> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let (runtime, accounts) = match (runtime.map_err(|e| e.to_string()), Account::all(config)) {
        (Ok(runtime), Ok(accounts)) => (runtime, accounts),
        (Err(cause), _) | (_, Err(cause)) => {
            return vec![Wrong(format!("mailbox: none can be read: {cause}"))];
        }
    };
    let looked = runtime.block_on(intake::imap::look(&accounts, Clock::system().now()));
    let finding = |look: Looked| {
        let place = match look.folder {
            Some(folder) => format!("folder {folder} of {}", look.mailbox),
            None => look.mailbox,
        };
        match look.found {
            Ok(messages) => Good(format!("mailbox: the {place} can be read, {messages} messages lie there")),
            Err((problem, said)) => {
                let cause = unread(problem, look.key);
                Wrong(format!("mailbox: {place} cannot be read: {cause} ({said})"))
            }
        }
    };
    looked.into_iter().map(finding).collect()
}

fn unread(problem: ImapProblem, key: &str) -> String {
    let words = match problem {
        ImapProblem::Unreachable => "nothing answers at that address and port, or it hangs up",
        ImapProblem::Silent => "it does not answer in time",
        ImapProblem::Insecure => {
            "it offers no TLS, or its certificate is not trusted (for an authority of your own see intake.imap_ca_file)"
        }
        ImapProblem::Credentials => {
            return format!("it does not accept the user and password, or the token, of {key}");
        }
        ImapProblem::Token => "the command in oauth2_command gives no token",
        ImapProblem::NoFolder => "there is no such folder",
        ImapProblem::Refused => "it turns us away",
        ImapProblem::Nonsense | ImapProblem::TooMuch => "it does not answer as a mail server does",
    };
    words.to_owned()
}

fn plain(problem: SendProblem, key: &str) -> String {
    let words = match problem {
        SendProblem::RelayUnreachable => "nothing answers at that address and port",
        SendProblem::RelayInsecure => {
            "it offers no TLS, or its certificate is not trusted (for an authority of your own see mail.smtp_ca_file)"
        }
        SendProblem::RelayCredentials => return format!("it does not accept the user and password in {key}"),
        SendProblem::SenderRefused => "it does not take mails from the address in mail.from",
        SendProblem::RelayRefuses => "it turns us away",
        SendProblem::FolderUnwritable => "nothing can be written there",
        _ => "it did not do as asked",
    };
    words.to_owned()
}

fn indexes(conn: &mut Conn, config: &Config) -> DbResult<Vec<Finding>> {
    let database = keys::database_id_so_far(conn)?.unwrap_or_default();
    let last = events::last_position(conn)?;
    let indexes = [
        (config.storage.index(), Reading::Whole, "catalogue entries"),
        (config.storage.ticket_index(), Reading::InParts, "questions"),
    ];
    let finding = |(folder, reading, what): (PathBuf, Reading, &str)| match search::examine(
        &folder, reading, &database, last,
    ) {
        Examined::Unbuilt => {
            Note(format!("index of {what}: it is not built yet, the running desk or the next start does it"))
        }
        Examined::Good(count) => Good(format!("index of {what}: {count} can be found")),
        Examined::Broken(reason) => Wrong(format!(
            "index of {what}: {reason}; the next start, or dialoga search rebuild, builds it anew"
        )),
    };
    Ok(indexes.into_iter().map(finding).collect())
}

fn disk(config: &Config) -> Vec<Finding> {
    let mut folders = vec![("attachments", config.storage.attachments())];
    if let Some(folder) = config.database.url.sqlite_path().and_then(Path::parent) {
        folders.push(("database", folder.to_owned()));
    }
    let mut findings = Vec::new();
    for (what, folder) in folders {
        let existing = nearest_existing(&folder);
        match fs4::available_space(&existing) {
            Ok(free) if free < LEAST_SPACE => {
                findings.push(Wrong(format!(
                    "disk: only {} left for the {what} in {}",
                    file_size(Lang::En, free),
                    existing.display()
                )));
            }
            Ok(free) => findings.push(Good(format!(
                "disk: {} free for the {what} in {}",
                file_size(Lang::En, free),
                existing.display()
            ))),
            Err(error) => {
                findings.push(Wrong(format!("disk: {} cannot be read: {error}", existing.display())))
            }
        }
        if let Err(error) = try_to_write(&existing) {
            findings.push(Wrong(format!("disk: nothing can be written in {}: {error}", existing.display())));
        }
    }
    findings
}

fn nearest_existing(folder: &Path) -> PathBuf {
    let found = folder.ancestors().find(|path| path.exists()).filter(|path| !path.as_os_str().is_empty());
    found.unwrap_or(Path::new(".")).to_owned()
}

fn try_to_write(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".dialoga-check-{}", std::process::id()));
    std::fs::write(&probe, b"check").and_then(|()| std::fs::remove_file(&probe))
}
