//! The follower `norm_register`: keeps the register, and the list of what is to be looked at, by the events.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::Arc;

use super::model::{Change, Cited, Outcome, cited};
use super::store::{changes, register, reviews};
use crate::app::App;
use crate::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, EntryId, MessageId, Position, TicketId};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::events::{self, Unreadable};

/// Name of the cursor. Its number is that of what the recogniser knows: where it learns forms that are in texts already, the next
/// number makes every office read its events anew, and what was cited is written once more, in place of what was there.
const NAME: &str = "norm_register_1";
/// Events read at once.
const BATCH: i64 = 200;

type Step = Pin<Box<dyn Future<Output = Result<bool, Box<dyn std::error::Error + Send + Sync>>> + Send>>;

/// What a batch of events asks for. What was done before is done again without harm.
struct Plan {
    from: Position,
    to: Position,
    entries: Vec<EntryId>,
    cited_by_entries: Vec<(EntryId, i32, Vec<Cited>)>,
    cited_by_answers: Vec<(MessageId, Instant, Vec<Cited>)>,
    changes: Vec<Change>,
    settled: Vec<Settled>,
    more: bool,
    stop: Option<Unreadable>,
}

/// What is off the list by an event.
struct Settled {
    what: Revised,
    by: Option<AccountId>,
    at: Instant,
}

enum Revised {
    Entry(EntryId, Outcome),
    Answers(TicketId, MessageId),
}

/// One batch; true when there may be more. Texts are read and looked through outside the writing transaction, which only writes
/// what was found, if the cursor is still where it was.
pub fn follow(app: Arc<App>, _: Instant) -> Step {
    Box::pin(async move {
        let plan = app.db.read(plan).await?;
        let (more, stop) = (plan.more, plan.stop.clone());
        if plan.to > plan.from {
            app.db.write(move |conn| carry_out(conn, &plan)).await?;
        }
        stop.map_or(Ok(more), |unreadable| Err(unreadable.into()))
    })
}

fn plan(conn: &mut Conn) -> DbResult<Plan> {
    let from = events::cursor(conn, NAME)?;
    let batch = events::after(conn, from, BATCH)?;
    let mut plan = Plan {
        from,
        to: batch.to,
        entries: Vec::new(),
        cited_by_entries: Vec::new(),
        cited_by_answers: Vec::new(),
        changes: Vec::new(),
        settled: Vec::new(),
        more: batch.more,
        stop: batch.stop,
    };
    let mut entries = BTreeSet::new();
    let mut answers = BTreeSet::new();
    let mut imported = BTreeSet::new();
    for recorded in &batch.events {
        let settled = |what| Settled { what, by: recorded.actor, at: recorded.at };
        match recorded.event {
            Event::EntryPublished { entry } => {
                entries.insert(entry);
                plan.settled.push(settled(Revised::Entry(entry, Outcome::Revised)));
            }
            Event::EntryWithdrawn { entry } => {
                entries.insert(entry);
                plan.settled.push(settled(Revised::Entry(entry, Outcome::Withdrawn)));
            }
            Event::TicketAnswered { ticket, message, .. } | Event::AnswerApproved { ticket, message, .. } => {
                answers.insert(message);
                plan.settled.push(settled(Revised::Answers(ticket, message)));
            }
            Event::TicketImported { ticket } => {
                imported.insert(ticket);
            }
            Event::NormChanged { change } => plan.changes.extend(changes::find(conn, change)?),
            _ => {}
        }
    }
    plan.entries = entries.into_iter().collect();
    for entry in catalogue::public(conn, &plan.entries)? {
        let said = catalogue::all_said(&entry.content);
        plan.cited_by_entries.push((entry.id, entry.version, cited(&said)));
    }
    let (answers, imported): (Vec<_>, Vec<_>) =
        (answers.into_iter().collect(), imported.into_iter().collect());
    for answer in register::answers(conn, &answers, &imported)? {
        plan.cited_by_answers.push((answer.message, answer.at, cited(&answer.body)));
    }
    Ok(plan)
}

fn carry_out(conn: &mut Conn, plan: &Plan) -> DbResult<()> {
    // Another node was here meanwhile: its work stands, ours is dropped.
    if portable::lock_cursor(conn, NAME)? != plan.from.0 {
        return Ok(());
    }
    register::replace_entries(conn, &plan.entries, &plan.cited_by_entries)?;
    register::replace_answers(conn, &plan.cited_by_answers)?;
    for change in &plan.changes {
        reviews::open(conn, change)?;
    }
    // Behind what was opened: a change and the revision that follows it may be of one batch.
    for Settled { what, by, at } in &plan.settled {
        match what {
            Revised::Entry(entry, outcome) => reviews::settle_entry(conn, *entry, *outcome, *by, *at)?,
            Revised::Answers(ticket, newest) => reviews::settle_answers(conn, *ticket, *newest, *by, *at)?,
        }
    }
    events::move_cursor(conn, NAME, plan.to)
}
