//! Letters to the people who work at the desk: never a word of the question, which they read on its page.

use std::num::NonZeroUsize;

use super::{Block, Desk};
use crate::accounts::{Absence, Person};
use crate::kernel::event::Addressed;
use crate::notifications::facts::{Day, DueQuestion, MoveFacts, StoodIn, TicketFacts};
use crate::platform::i18n::{Arg, days, remaining, span, until};

pub(super) fn assignment(desk: &Desk<'_>, ticket: &TicketFacts, by: Option<&Person>) -> Vec<Block> {
    let first = match by {
        Some(by) => {
            let key = if ticket.noted { "mail-assignment-text-noted" } else { "mail-assignment-text-by" };
            desk.text(key, &[number(ticket), ("name", by.name.as_str().to_owned().into())])
        }
        None => desk.text("mail-assignment-text", &[number(ticket)]),
    };
    about(desk, ticket, first)
}

pub(super) fn taken_over(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    vec![desk.text("mail-taken-over-text", &[number(ticket)]), open(desk, ticket)]
}

pub(super) fn claim_expired(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    let args = [number(ticket), ("hours", desk.settings.tickets.claim_hours.into())];
    about(desk, ticket, desk.text("mail-claim-expired-text", &args))
}

pub(super) fn requester_replied(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    about(desk, ticket, desk.text("mail-requester-replied-text", &[number(ticket), yours(desk, ticket)]))
}

pub(super) fn solved(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    let key = if ticket.answered { "mail-solved-text-answered" } else { "mail-solved-text" };
    vec![desk.text(key, &[number(ticket), yours(desk, ticket)]), open(desk, ticket)]
}

pub(super) fn draft_by_mail(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    about(desk, ticket, desk.text("mail-draft-by-mail-text", &[number(ticket)]))
}

pub(super) fn not_delivered(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    about(desk, ticket, desk.text("mail-not-delivered-text", &[number(ticket)]))
}

pub(super) fn mail_storm(desk: &Desk<'_>) -> Vec<Block> {
    let most = desk.settings.intake.questions_per_hour;
    vec![
        desk.text("mail-storm-text", &[("most", most.into())]),
        desk.text("mail-storm-what", &[]),
        desk.button("mail-storm-button", "/coda/posta"),
    ]
}

/// Whose mails wait is said in a word: who it is stands in the outbox, where what they hold does not.
pub(super) fn too_many_to_one(desk: &Desk<'_>, to: Addressed) -> Vec<Block> {
    let (key, most) = match to {
        Addressed::Requester => ("mail-too-many-to-one-requester", desk.settings.most.0),
        Addressed::Colleague => ("mail-too-many-to-one-colleague", desk.settings.most.1),
    };
    vec![
        desk.text(key, &[("most", most.map_or(0, NonZeroUsize::get).into())]),
        desk.text("mail-too-many-to-one-what", &[]),
        desk.button("mail-too-many-to-one-button", "/amministrazione/posta?stato=in-coda"),
    ]
}

pub(super) fn note_added(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    about(desk, ticket, desk.text("mail-note-added-text", &[number(ticket), yours(desk, ticket)]))
}

/// What a colleague did that is told in one sentence.
pub(super) fn by_colleague(desk: &Desk<'_>, ticket: &TicketFacts, key: &str, by: &Person) -> Vec<Block> {
    let name = by.name.as_str().to_owned();
    about(desk, ticket, desk.text(key, &[number(ticket), ("name", name.into())]))
}

/// By now the answer should have been approved: written it may be, or not.
pub(super) fn approval_due(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    let key = match ticket.writers {
        Some(_) => "mail-approval-due-waiting",
        None => "mail-approval-due-unwritten",
    };
    about(desk, ticket, desk.text(key, &[number(ticket)]))
}

pub(super) fn merged(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    about(desk, ticket, desk.text("mail-merged-desk-text", &[number(ticket)]))
}

pub(super) fn reopened(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    about(desk, ticket, desk.text("mail-reopened-desk-text", &[number(ticket)]))
}

pub(super) fn deadline_reminder(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Vec<Block>> {
    let left = remaining(desk.texts, desk.lang, ticket.ticket.due_at?, desk.now);
    let key = match ticket.ticket.assignee {
        Some(_) => "mail-deadline-reminder-text",
        None => "mail-deadline-reminder-unassigned",
    };
    Some(about(desk, ticket, desk.text(key, &[number(ticket), ("remaining", left.into())])))
}

pub(super) fn group_reminder(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Vec<Block>> {
    let left = remaining(desk.texts, desk.lang, ticket.ticket.due_at?, desk.now);
    let first = desk.text("mail-group-reminder-text", &[number(ticket), ("remaining", left.into())]);
    Some(about(desk, ticket, first))
}

pub(super) fn deadline_moved(desk: &Desk<'_>, ticket: &TicketFacts, facts: &MoveFacts) -> Vec<Block> {
    let due = desk.at(facts.moved.to);
    about(desk, ticket, desk.text("mail-deadline-moved-desk-text", &[number(ticket), ("due", due.into())]))
}

pub(super) fn deadline_passed(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    let key = match ticket.ticket.assignee {
        Some(_) => "mail-deadline-passed-text",
        None => "mail-deadline-passed-unassigned",
    };
    about(desk, ticket, desk.text(key, &[number(ticket), yours(desk, ticket)]))
}

pub(super) fn near_deadline(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Vec<Block>> {
    let left = remaining(desk.texts, desk.lang, ticket.ticket.due_at?, desk.now);
    let first = desk.text("mail-near-deadline-text", &[number(ticket), ("remaining", left.into())]);
    Some(about(desk, ticket, first))
}

pub(super) fn escalation(desk: &Desk<'_>, ticket: &TicketFacts) -> Vec<Block> {
    about(desk, ticket, desk.text("mail-escalation-text", &[number(ticket)]))
}

/// One line for each question, which leads there.
pub(super) fn deadline_digest(desk: &Desk<'_>, due: &[DueQuestion]) -> Vec<Block> {
    let first = desk.text("mail-digest-text", &[("count", due.len().into())]);
    let queue = desk.button("mail-digest-button", "/coda");
    let lines = due.iter().map(|question| line(desk, question));
    std::iter::once(first).chain(lines).chain([queue]).collect()
}

/// What is late, what falls due today, what waits and what is free.
pub(super) fn daily_digest(desk: &Desk<'_>, day: &Day) -> Vec<Block> {
    let late = day.questions.iter().filter(|question| question.due_at <= desk.now).count();
    let today = day.questions.len() - late;
    let due = desk.t("mail-daily-today", &[("today", today.into())]);
    let overdue = desk.t("mail-daily-late", &[("late", late.into())]);
    let first = Block::Text { text: format!("{due} {overdue}") };
    let lines = day.questions.iter().map(|question| line(desk, question));
    let around = [("waiting", day.waiting.into()), ("free", day.free.into())];
    let rest = [
        desk.note("mail-daily-around", &around),
        desk.button("mail-digest-button", "/coda"),
        desk.link("mail-daily-choose", "/profilo/avvisi"),
    ];
    std::iter::once(first).chain(lines).chain(rest).collect()
}

/// A question of a digest, with the way to it.
fn line(desk: &Desk<'_>, question: &DueQuestion) -> Block {
    let holder = match &question.holder {
        Some(holder) if holder.id == desk.reader => desk.t("mail-digest-yours", &[]),
        Some(holder) => holder.name.to_string(),
        None => desk.t("mail-fact-nobody", &[]),
    };
    let late = desk.now - question.due_at;
    let (key, time) = if late.num_seconds() < 0 {
        ("mail-digest-soon", remaining(desk.texts, desk.lang, question.due_at, desk.now))
    } else {
        ("mail-digest-late", span(desk.lang, late))
    };
    let args = [
        ("number", question.ticket.to_string().into()),
        ("due", desk.at(question.due_at).into()),
        ("time", time.into()),
        ("holder", holder.into()),
    ];
    Block::Link {
        label: desk.t(key, &args),
        url: desk.settings.public_url.join(&format!("/coda/{}", question.ticket)),
    }
}

/// What to know before opening the question.
fn about(desk: &Desk<'_>, ticket: &TicketFacts, first: Block) -> Vec<Block> {
    let mut facts = vec![desk.number(ticket)];
    if let Some(topic) = &ticket.topic {
        facts.push(desk.fact("mail-fact-topic", topic.clone()));
    }
    if let Some(due) = ticket.ticket.due_at {
        facts.push(desk.fact("mail-fact-deadline", desk.at(due)));
        let late = desk.now - due;
        if late.num_minutes() > 0 {
            facts.push(desk.fact("mail-fact-late", span(desk.lang, late)));
        }
    }
    if ticket.ticket.assignee != Some(desk.reader) {
        let nobody = || desk.t("mail-fact-nobody", &[]);
        facts.push(desk.fact("mail-fact-assignee", ticket.assignee_name.clone().unwrap_or_else(nobody)));
    }
    let stands_in = stands_in(desk, ticket);
    [Some(first), stands_in, Some(Block::Facts { facts }), Some(open(desk, ticket))]
        .into_iter()
        .flatten()
        .collect()
}

/// Why somebody who does not hold the question hears of it: whoever does is away.
fn stands_in(desk: &Desk<'_>, ticket: &TicketFacts) -> Option<Block> {
    let holder = ticket.ticket.assignee.filter(|holder| *holder != desk.reader)?;
    let until = until(desk.lang, desk.away.of(holder)?.until, desk.now);
    let args = [("name", ticket.assignee_name.clone()?.into()), ("until", until.into())];
    Some(desk.note("mail-holder-away", &args))
}

/// Whether the reader holds the question, as the texts ask for it.
fn yours(desk: &Desk<'_>, ticket: &TicketFacts) -> (&'static str, Arg<'static>) {
    let yours = if ticket.ticket.assignee == Some(desk.reader) { "yes" } else { "no" };
    ("yours", yours.into())
}

/// Whose questions the reader sees to, and when.
pub(super) fn stand_in(desk: &Desk<'_>, (absence, name): &(Absence, String)) -> Vec<Block> {
    let days = days(desk.lang, absence.first, absence.last);
    let args = [("name", name.clone().into()), ("days", days.into())];
    vec![
        desk.text("mail-stand-in-text", &args),
        desk.text("mail-stand-in-what", &[]),
        desk.button("mail-stand-in-button", "/profilo/assenze"),
    ]
}

/// Whose questions the reader does not see to any more, and who does.
pub(super) fn stand_in_ended(desk: &Desk<'_>, stood_in: &StoodIn) -> Vec<Block> {
    let name = ("name", stood_in.name.clone().into());
    let first = match &stood_in.absence {
        Some(absence) => {
            let days = days(desk.lang, absence.first, absence.last);
            desk.text("mail-stand-in-ended-text", &[name, ("days", days.into())])
        }
        None => desk.text("mail-stand-in-ended-withdrawn", &[name]),
    };
    let instead = stood_in.instead.clone();
    let instead = instead.map(|name| desk.text("mail-stand-in-ended-instead", &[("name", name.into())]));
    let rest =
        [desk.text("mail-stand-in-ended-what", &[]), desk.button("mail-stand-in-button", "/profilo/assenze")];
    std::iter::once(first).chain(instead).chain(rest).collect()
}

fn open(desk: &Desk<'_>, ticket: &TicketFacts) -> Block {
    desk.button("mail-desk-button", &format!("/coda/{}", ticket.ticket.id))
}

fn number(ticket: &TicketFacts) -> (&'static str, Arg<'static>) {
    ("number", ticket.ticket.id.to_string().into())
}
