//! What the mails speak of, read when they are sent, so that they tell how things stand then.

use chrono::{Duration, NaiveDate};

use crate::accounts::{self, Absence, AwayNow, Person};
use crate::catalogue::{self, ChecksDue, Draft};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Addressed, Event};
use crate::kernel::ids::{AccountId, AttachmentId, CycleId, FrozenReportId, MessageId, Position, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::i18n::{Lang, Texts};
use crate::sla::{self, Moved};
use crate::statistics::frozen::{self, Found, Kept, Told, mailing};
use crate::tickets::{Channel, MessageKind, Ticket, TicketState, Writers};
use crate::{tickets, topics};

/// Everything a letter may need.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Who gets it.
    pub(super) person: Person,
    /// When the event happened that it follows from.
    pub(super) caused_at: Instant,
    /// Who caused it; nobody when time did.
    pub(super) caused_by: Option<Person>,
    /// The one-time secret of its link.
    pub(super) token: Option<String>,
    /// The question it is about.
    pub(super) ticket: Option<TicketFacts>,
    /// How the deadline was moved that it tells of.
    pub(super) moved: Option<MoveFacts>,
    /// The catalogue entry it is about.
    pub(super) entry: Option<Draft>,
    /// The questions of a digest, the most urgent first.
    pub(super) due: Vec<DueQuestion>,
    /// What the day brings.
    pub(super) day: Option<Day>,
    /// Whose mails wait because they are too many.
    pub(super) too_many: Option<Addressed>,
    /// Who is away now.
    pub(super) away: AwayNow,
    /// The absence in which the reader stands in for somebody, with her name.
    pub(super) stands_in: Option<(Absence, String)>,
    /// Where the reader stood in until now.
    pub(super) stood_in: Option<StoodIn>,
    /// Entries that have to be checked.
    pub(super) checks: Option<Checks>,
    /// The report that was frozen.
    pub(super) report: Option<ReportFacts>,
    /// The body outside the desk that it is written to.
    pub(super) outside: Option<mailing::Body>,
    /// The path at which that ends the mails.
    pub(super) leave: Option<String>,
    /// What else the reader asked that the mail is about as well.
    pub(super) also_about: Vec<Ticket>,
}

impl Facts {
    /// Whether all that is known of its reader was said by a mail that names her address as its sender.
    pub(super) fn is_by_stranger(&self) -> bool {
        let by_mail = self.ticket.as_ref().is_some_and(|facts| facts.ticket.channel == Channel::Email);
        by_mail
            && self.person.state.is_unconfirmed()
            && self.ticket.as_ref().is_some_and(|facts| facts.ticket.requester == self.person.id)
    }

    /// How many questions the mail lists.
    pub(super) fn listed(&self) -> usize {
        self.day.as_ref().map_or(self.due.len(), |day| day.questions.len())
    }
}

/// What a day brings somebody of the desk.
#[derive(Debug, Clone)]
pub(super) struct Day {
    /// What she holds and owes before its end, the most urgent first.
    pub(super) questions: Vec<DueQuestion>,
    /// How many of hers wait for their requesters.
    pub(super) waiting: i64,
    /// How many she may take.
    pub(super) free: i64,
}

/// An absence in which somebody else stands in from now on, or nobody, or which is none any more.
#[derive(Debug, Clone)]
pub(super) struct StoodIn {
    /// The name of whoever is away.
    pub(super) name: String,
    /// As it is now; none when it was taken back.
    pub(super) absence: Option<Absence>,
    /// The name of whoever stands in now.
    pub(super) instead: Option<String>,
}

/// Entries that have to be checked.
#[derive(Debug, Clone)]
pub(super) struct Checks {
    /// Whether the reader answers for them; otherwise nobody who is still at the desk does.
    pub(super) own: bool,
    pub(super) due: ChecksDue,
}

/// A frozen report.
#[derive(Debug, Clone)]
pub(super) struct ReportFacts {
    pub(super) id: FrozenReportId,
    /// First and last day.
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    /// SHA-256 of what is kept.
    pub(super) digest: String,
    /// Its main figures.
    pub(super) told: Vec<Told>,
}

impl ReportFacts {
    /// What a mail in this language says of a report.
    pub(super) fn of(found: &Found, lang: Lang, texts: &Texts) -> Self {
        let period = found.frozen.period();
        Self {
            id: found.listed.id,
            from: period.from,
            to: period.to,
            digest: found.listed.digest.clone(),
            told: frozen::told(&found.frozen, lang, texts),
        }
    }
}

/// A question whose deadline is near or past.
#[derive(Debug, Clone)]
pub(super) struct DueQuestion {
    pub(super) ticket: TicketId,
    pub(super) due_at: Instant,
    /// Who holds it, if anybody does.
    pub(super) holder: Option<Person>,
}

/// A question, with what is kept elsewhere.
#[derive(Debug, Clone)]
pub(super) struct TicketFacts {
    pub(super) ticket: Ticket,
    pub(super) assignee_name: Option<String>,
    /// The topic's name in the reader's language.
    pub(super) topic: Option<String>,
    /// The deadline told with the receipt.
    pub(super) first_due: Option<Instant>,
    /// Since when the desk waits for details.
    pub(super) waiting_since: Option<Instant>,
    /// The text of the answer or clarification that the mail is about.
    pub(super) message: Option<String>,
    /// The files that came with it.
    pub(super) files: Vec<FileFacts>,
    /// Until when their links are good; nothing where they lead to the sign-in.
    pub(super) files_until: Option<Instant>,
    /// Whether the newest promise ended with an answer.
    pub(super) answered: bool,
    /// Whether the desk wrote why it closed the question.
    pub(super) explained: bool,
    /// Whether the mail is about an internal note.
    pub(super) noted: bool,
    /// Who wrote the answer that waits for approval, if one does.
    pub(super) writers: Option<Writers>,
    /// The answer of which the mail asks if it helped, by the promise that it ended.
    pub(super) rates: Option<CycleId>,
    /// The token with which its reader, who asked, follows it without signing in.
    pub(super) link: Option<String>,
}

/// A file of a message.
#[derive(Debug, Clone)]
pub(super) struct FileFacts {
    pub(super) id: AttachmentId,
    pub(super) name: String,
    pub(super) size: u64,
    /// The path where it is opened: by a link that ends, or behind the sign-in.
    pub(super) path: String,
}

/// The last time that a deadline was moved, while its promise is the newest.
#[derive(Debug, Clone)]
pub(super) struct MoveFacts {
    pub(super) moved: Moved,
    /// The time left for the answer, in hours that count; while the clock is paused, once the details come.
    pub(super) left: Duration,
}

/// Whose mails wait, as the event at a place says.
pub(super) fn too_many(conn: &mut Conn, position: Position) -> DbResult<Option<Addressed>> {
    match events::after(conn, Position(position.0 - 1), 1)?.events.pop().map(|recorded| recorded.event) {
        Some(Event::MailStorm { to, .. }) => Ok(to),
        _ => Ok(None),
    }
}

/// The other questions of which the same is told, as the event at a place says; those put aside are nobody's business.
pub(super) fn also_about(conn: &mut Conn, position: Position) -> DbResult<Vec<Ticket>> {
    match events::after(conn, Position(position.0 - 1), 1)?.events.pop().map(|recorded| recorded.event) {
        Some(Event::ChangeTold { with: Some(others), .. }) if !others.is_empty() => {
            let mut tickets = tickets::several(conn, &others)?;
            tickets.retain(|ticket| ticket.state != TicketState::Spam);
            tickets.sort_by_key(|ticket| std::cmp::Reverse(ticket.id));
            Ok(tickets)
        }
        _ => Ok(Vec::new()),
    }
}

/// The entries to check that the event at a place tells of, as they are now.
pub(super) fn checks(
    conn: &mut Conn,
    position: Position,
    reader: AccountId,
    days: u32,
    now: Instant,
) -> DbResult<Option<Checks>> {
    match events::after(conn, Position(position.0 - 1), 1)?.events.pop().map(|recorded| recorded.event) {
        Some(Event::ChecksDue { owner }) => {
            let due = catalogue::checks_due(conn, owner, days, now)?;
            Ok(Some(Checks { own: owner == Some(reader), due }))
        }
        _ => Ok(None),
    }
}

/// The frozen report that the event at a place tells of.
pub(super) fn report(conn: &mut Conn, position: Position) -> DbResult<Option<Kept>> {
    match events::after(conn, Position(position.0 - 1), 1)?.events.pop().map(|recorded| recorded.event) {
        Some(Event::ReportFrozen { report, .. } | Event::ReportSent { report, .. }) => {
            Kept::find(conn, report)
        }
        _ => Ok(None),
    }
}

/// The absence that the reader was named the stand-in of at an instant.
pub(super) fn stands_in(
    conn: &mut Conn,
    reader: AccountId,
    at: Instant,
) -> DbResult<Option<(Absence, String)>> {
    let Some(absence) = accounts::absence_named_at(conn, reader, at)? else { return Ok(None) };
    let away = accounts::person(conn, absence.account)?;
    Ok(away.map(|away| (absence, away.name.to_string())))
}

/// Where the reader stood in until the event at a place; none when she does again.
pub(super) fn stood_in(conn: &mut Conn, position: Position, reader: AccountId) -> DbResult<Option<StoodIn>> {
    let event = events::after(conn, Position(position.0 - 1), 1)?.events.pop().map(|recorded| recorded.event);
    let Some(Event::AbsenceNoted { account, absence, .. } | Event::AbsenceWithdrawn { account, absence, .. }) =
        event
    else {
        return Ok(None);
    };
    let absence = accounts::absence(conn, absence)?;
    let stand_in = absence.as_ref().and_then(|absence| absence.stand_in);
    let Some(away) = accounts::person(conn, account)?.filter(|_| stand_in != Some(reader)) else {
        return Ok(None);
    };
    let instead = stand_in.map(|stand_in| accounts::person(conn, stand_in)).transpose()?.flatten();
    let instead = instead.map(|instead| instead.name.to_string());
    Ok(Some(StoodIn { name: away.name.to_string(), absence, instead }))
}

pub(super) fn moved(conn: &mut Conn, id: TicketId, now: Instant) -> DbResult<Option<MoveFacts>> {
    let newest = sla::actions::newest_cycle(conn, id)?.map(|cycle| cycle.id);
    match sla::actions::moves_of(conn, &[id])?.pop().filter(|moved| Some(moved.cycle) == newest) {
        Some(moved) => {
            let left = sla::actions::evaluation_of(conn, moved.cycle, now)?.remaining;
            Ok(Some(MoveFacts { moved, left }))
        }
        None => Ok(None),
    }
}

pub(super) fn ticket(
    conn: &mut Conn,
    id: TicketId,
    message: Option<MessageId>,
    lang: Lang,
) -> DbResult<Option<TicketFacts>> {
    let Some(mut ticket) = tickets::find(conn, id)? else { return Ok(None) };
    let topic = match ticket.topic {
        Some(topic) => topics::find(conn, topic)?.map(|topic| topic.name(lang).to_owned()),
        None => None,
    };
    let holder = tickets::holder(conn, &ticket)?;
    ticket.assignee = holder.as_ref().map(|holder| holder.id);
    let assignee_name = holder.map(|holder| holder.name.to_string());
    let kind = match message {
        Some(message) => tickets::place_of(conn, message)?.filter(|(of, _)| *of == id).map(|(_, kind)| kind),
        None => None,
    };
    // Whatever row a mail was queued with, only words of the desk for the requester are mailed, never an internal note.
    let of_the_desk = message;
    let words = match (kind, message) {
        (Some(MessageKind::Answer | MessageKind::Clarification | MessageKind::Notice), Some(message)) => {
            tickets::body_of(conn, message)?
        }
        _ => None,
    };
    let files = match (of_the_desk, words.is_some()) {
        (Some(message), true) => tickets::files_of(conn, &[message])?.remove(&message).unwrap_or_default(),
        _ => Vec::new(),
    };
    let files = files.into_iter().map(|file| FileFacts {
        path: format!("/allegati/{}", file.id),
        id: file.id,
        name: file.name,
        size: file.size.unsigned_abs(),
    });
    let cycles = sla::actions::cycles_of(conn, id)?;
    let first_due = cycles.first().map(|cycle| cycle.due_at);
    let waiting_since = cycles.last().and_then(|cycle| cycle.paused_at);
    let answered = cycles.last().is_some_and(|cycle| cycle.answered_at.is_some());
    let explained = kind == Some(MessageKind::Closing);
    let noted = kind == Some(MessageKind::Note);
    let writers = tickets::writers_of_waiting(conn, Some(&[id]))?.remove(&id);
    Ok(Some(TicketFacts {
        ticket,
        assignee_name,
        topic,
        first_due,
        waiting_since,
        message: words,
        files: files.collect(),
        files_until: None,
        answered,
        explained,
        noted,
        writers,
        rates: None,
        link: None,
    }))
}
