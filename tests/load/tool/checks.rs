//! What must be true after a trial, read from the database and from the folders of mails.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};

use dialoga::platform::db::schema::{deadline_steps, events, follower_cursors, outbox, tickets};
use dialoga::platform::db::{Conn, DatabaseUrl};
use diesel::connection::SimpleConnection;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use crate::{Outcome, say};

fn connect(url: &str) -> Outcome<Conn> {
    Ok(DatabaseUrl::parse(url)?.establish()?)
}

/// Runs one statement on a PostgreSQL server.
pub fn database(server: &str, sql: &str) -> Outcome<()> {
    Ok(connect(server)?.batch_execute(sql)?)
}

/// Every question that was called received exists exactly once, and its one receipt was sent with one Message-ID.
pub fn receipts(url: &str, told: &str, mail: &str) -> Outcome<()> {
    let mut conn = connect(url)?;
    let stored: Vec<(i64, String)> = tickets::table
        .filter(tickets::subject.like("Prova di carico %"))
        .select((tickets::id, tickets::subject))
        .load(&mut conn)?;
    let mut of_subject: HashMap<&str, Vec<i64>> = HashMap::new();
    for (id, subject) in &stored {
        of_subject.entry(subject).or_default().push(*id);
    }
    let rows: Vec<(Option<i64>, String, String)> = outbox::table
        .filter(outbox::mail.eq("receipt"))
        .select((outbox::ticket_id, outbox::rfc_message_id, outbox::state))
        .load(&mut conn)?;
    let mut of_ticket: HashMap<i64, Vec<(&str, &str)>> = HashMap::new();
    for (ticket, id, state) in &rows {
        of_ticket.entry(ticket.unwrap_or(0)).or_default().push((id, state));
    }
    let sent = message_ids(&[mail])?;
    let told = std::fs::read_to_string(told)?;
    let told: Vec<&str> = told.lines().collect();
    let mut faults = Vec::new();
    for subject in &told {
        match of_subject.get(subject).map(Vec::as_slice) {
            Some([id]) => match of_ticket.get(id).map(Vec::as_slice) {
                Some([(id, "sent")]) if sent.contains_key(*id) => {}
                other => faults.push(format!("{subject}: its receipt is {other:?}")),
            },
            other => faults.push(format!("{subject}: stored as {other:?}")),
        }
    }
    let doubled = of_subject.iter().filter(|(_, ids)| ids.len() > 1).count();
    if doubled > 0 {
        faults.push(format!("{doubled} questions exist more than once"));
    }
    say(&format!(
        "called received: {}; stored: {}; receipts sent: {}; sent twice with the same Message-ID: {}",
        told.len(),
        stored.len(),
        rows.iter().filter(|(_, _, state)| state == "sent").count(),
        sent.values().filter(|count| **count > 1).count(),
    ));
    verdict(&faults)
}

/// No mail was sent twice, in whatever folder, and no step of a deadline happened twice.
pub fn doubles(url: &str, folders: &[&str]) -> Outcome<()> {
    let mut conn = connect(url)?;
    let mut faults = Vec::new();
    let rows: Vec<(String, i32)> = outbox::table
        .filter(outbox::state.eq("sent"))
        .select((outbox::rfc_message_id, outbox::attempts))
        .load(&mut conn)?;
    let sent = message_ids(folders)?;
    for (id, attempts) in &rows {
        // On one node a mail sent twice would overwrite itself; two attempts tell.
        if *attempts > 1 {
            faults.push(format!("{id} took {attempts} attempts"));
        }
        match sent.get(id) {
            Some(1) => {}
            Some(count) => faults.push(format!("{id} was sent {count} times")),
            None => faults.push(format!("{id} is called sent and lies in no folder")),
        }
    }
    let known: HashSet<&String> = rows.iter().map(|(id, _)| id).collect();
    let unknown = sent.keys().filter(|id| !known.contains(id)).count();
    if unknown > 0 {
        faults.push(format!("{unknown} mails were sent that the outbox does not know as sent"));
    }
    let steps: Vec<String> = events::table
        .filter(events::kind.eq("deadline_step_reached"))
        .select(events::payload)
        .load(&mut conn)?;
    let mut once = HashSet::new();
    for payload in &steps {
        let step: serde_json::Value = serde_json::from_str(payload)?;
        if !once.insert((step["cycle"].to_string(), step["step"].to_string())) {
            faults.push(format!("this step happened twice: {payload}"));
        }
    }
    let stored: i64 = deadline_steps::table.select(count_star()).first(&mut conn)?;
    if i64::try_from(steps.len())? != stored {
        faults.push(format!("{} steps in the history, {stored} in the table", steps.len()));
    }
    let by_folder: Vec<String> = folders
        .iter()
        .map(|folder| Ok(message_ids(&[folder])?.len().to_string()))
        .collect::<Outcome<Vec<_>>>()?;
    say(&format!(
        "mails sent: {} ({} by each node); steps: {}",
        sent.len(),
        by_folder.join(" and "),
        steps.len()
    ));
    verdict(&faults)
}

/// Waits until every event was followed and every mail left.
pub fn quiet(url: &str, seconds: u64) -> Outcome<()> {
    let mut conn = connect(url)?;
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        let last: Option<i64> = events::table.select(max(events::position)).first(&mut conn)?;
        let cursor: Option<i64> = follower_cursors::table
            .filter(follower_cursors::name.eq("notifications"))
            .select(follower_cursors::position)
            .first(&mut conn)
            .optional()?;
        // A mail that became pointless before it was sent is dropped.
        let on_their_way = outbox::table.filter(outbox::state.ne_all(["sent", "dropped"]));
        let waiting: i64 = on_their_way.select(count_star()).first(&mut conn)?;
        if waiting == 0 && cursor.unwrap_or(0) >= last.unwrap_or(0) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    Err(format!("after {seconds} s there are still mails on their way").into())
}

/// Puts the clocks of all open questions back by so many hours, so that steps are owed.
pub fn age(url: &str, hours: u32) -> Outcome<()> {
    let by = format!("INTERVAL '{hours} hours'");
    let running = "SELECT id FROM cycles WHERE state = 'running'";
    connect(url)?.batch_execute(&format!(
        "UPDATE clock_events SET at = at - {by} WHERE cycle_id IN ({running}); \
         UPDATE tickets SET due_at = due_at - {by}, queue_at = queue_at - {by} WHERE due_at IS NOT NULL; \
         UPDATE cycles SET started_at = started_at - {by}, due_at = due_at - {by}, \
                next_step_at = next_step_at - {by} WHERE state = 'running';"
    ))?;
    Ok(())
}

/// How often each Message-ID, in its angle brackets, lies in these folders.
fn message_ids(folders: &[&str]) -> Outcome<HashMap<String, u32>> {
    let mut found: HashMap<String, u32> = HashMap::new();
    for folder in folders.iter().filter(|folder| Path::new(folder).exists()) {
        for file in std::fs::read_dir(folder)? {
            let path = file?.path();
            if path.extension().is_none_or(|extension| extension != "eml") {
                continue;
            }
            let raw = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
            let line = raw.lines().find(|line| line.to_ascii_lowercase().starts_with("message-id:"));
            let id = line.and_then(|line| line.split_once('<')).and_then(|(_, rest)| rest.split_once('>'));
            let (id, _) = id.ok_or_else(|| format!("{} has no Message-ID", path.display()))?;
            *found.entry(format!("<{id}>")).or_default() += 1;
        }
    }
    Ok(found)
}

fn verdict(faults: &[String]) -> Outcome<()> {
    for fault in faults.iter().take(20) {
        say(&format!("WRONG  {fault}"));
    }
    if faults.is_empty() { Ok(()) } else { Err(format!("{} things are wrong", faults.len()).into()) }
}
