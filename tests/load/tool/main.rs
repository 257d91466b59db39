//! What the scripts of this folder cannot do in the shell: sign in, post and look, verify, and measure this machine.
//!
//! `load sign-in BASE EMAIL PASSWORD` prints the cookie and a form token.
//! `load sweep URL OPEN` measures how long reminders are looked for among so many open questions.
//! `load open|views|watch …` fill the queue, save views of it and watch it.
//! `load deliveries URL ADDRESS MILLISECONDS` takes the mails that leave.
//! `load mails URL ADDRESS COUNT CONNECTIONS` hands mails over by LMTP.
//! `load page|inserts|queries …` measure what the machine could do at best, for comparison.
//! `load entries FROM TO COUNT` writes a catalogue of so many entries that resemble those of a small one.
//! `load searches FROM PATH COUNT` prints so many different searches of its words.
//! `load mbox FILE COUNT` writes a mailbox of so many messages.
//! `load post|receipts|doubles|age|publish|database …` serve the trials with `kill -9` and with two nodes.

mod checks;
mod client;
mod deliveries;
mod dice;
mod entries;
mod limits;
mod mailbox;
mod mails;
mod queue;
mod sweep;
mod trial;

use std::io::Write;
use std::process::ExitCode;

/// Why a trial or a measurement failed, in words.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Outcome<()> {
    match words {
        ["sign-in", base, email, password] => {
            let client = client::Client::sign_in(base, email, password)?;
            say(&format!("{}\t{}", client.cookie(), client.token("/profilo")?));
            Ok(())
        }
        ["page", address, file] => limits::page(address, std::fs::read(file)?),
        ["inserts", folder, seconds, callers] => limits::inserts(folder, seconds.parse()?, callers.parse()?),
        ["queries", folder, words, seconds, threads] => {
            limits::queries(folder, words, seconds.parse()?, threads.parse()?)
        }
        ["post", told, stop, bases, accounts @ ..] => trial::post(told, stop, bases, accounts),
        ["publish", at, seen_at, email, password] => trial::publish(at, seen_at, email, password),
        ["receipts", url, told, mail] => checks::receipts(url, told, mail),
        ["doubles", url, mail @ ..] => checks::doubles(url, mail),
        ["quiet", url, seconds] => checks::quiet(url, seconds.parse()?),
        ["age", url, hours] => checks::age(url, hours.parse()?),
        ["sweep", url, open] => sweep::sweep(url, open.parse()?),
        ["mbox", file, count] => mailbox::write(file, count.parse()?),
        ["entries", from, to, count] => entries::write(from, to, count.parse()?),
        ["searches", from, path, count] => entries::searches(from, path, count.parse()?),
        ["deliveries", url, address, slow] => {
            deliveries::take(url, address, std::time::Duration::from_millis(slow.parse()?))
        }
        ["mails", url, address, count, connections] => {
            mails::hand_over(url, address, count.parse()?, connections.parse()?)
        }
        ["open", url, count] => queue::fill(url, count.parse()?),
        ["views", url, email] => queue::views(url, email),
        ["watch", address, sessions, count] => queue::watch(address, sessions, count.parse()?),
        ["create-database", server, name] => checks::database(server, &format!("CREATE DATABASE {name}")),
        ["drop-database", server, name] => {
            checks::database(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        }
        _ => Err("see the head of tests/load/tool/main.rs".into()),
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
