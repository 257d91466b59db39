//! `/coda/quadro`: the coordinator's board.

use serde::Serialize;
use tera::context;

use super::board::{self, Board, LISTED};
use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::ids::TicketId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::WebResult;
use crate::tickets::{AGES, Ticket};

/// A question of a list.
#[derive(Serialize)]
struct Question {
    number: TicketId,
    subject: String,
    /// Since when it is late, or waits.
    since: Instant,
    holder: Option<String>,
}

/// What somebody holds.
#[derive(Serialize)]
struct Person {
    name: String,
    organisation: Option<String>,
    open: usize,
    late: usize,
    today: usize,
    waiting: usize,
    answered: usize,
    away: Option<Away>,
}

/// That somebody is away.
#[derive(Serialize)]
struct Away {
    until: String,
    stand_in: Option<String>,
}

/// How long questions wait for somebody.
#[derive(Serialize)]
struct Age {
    label: String,
    count: usize,
}

/// `GET /coda/quadro`. For coordinators.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit) -> WebResult {
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| -> DbResult<Board> { board::board(&app, conn, now) };
    let board = visit.app().db.read(read).await?;
    let in_hand = &board.in_hand;
    let people: Vec<Person> = board
        .people
        .iter()
        .map(|(member, held)| Person {
            name: member.person.name.to_string(),
            organisation: member.organisation_name.clone(),
            open: held.open,
            late: held.late,
            today: held.today,
            waiting: held.waiting,
            answered: held.answered,
            away: board.away.of(member.person.id).map(|away| Away {
                until: away.until.to_string(),
                stand_in: away.stand_in.as_ref().map(|stand_in| stand_in.name.to_string()),
            }),
        })
        .collect();
    let is_idle = |person: &Person| person.open == 0 && person.answered == 0 && person.away.is_none();
    let (idle, people): (Vec<Person>, Vec<Person>) = people.into_iter().partition(is_idle);
    let idle: Vec<String> = idle.into_iter().map(|person| person.name).collect();
    let absent_hold: usize =
        people.iter().filter(|person| person.away.is_some()).map(|person| person.open).sum();
    let name = |ticket: &Ticket| {
        let of = |id| board.people.iter().find(|(member, _)| member.person.id == id);
        ticket.assignee.and_then(of).map(|(member, _)| member.person.name.to_string())
    };
    let question = |ticket: &Ticket, since: Instant| Question {
        number: ticket.id,
        subject: ticket.subject.to_string(),
        since,
        holder: name(ticket),
    };
    let late: Vec<Question> = in_hand
        .latest
        .iter()
        .map(|ticket| question(ticket, ticket.due_at.unwrap_or(ticket.created_at)))
        .collect();
    let unheld: Vec<Question> =
        in_hand.oldest.iter().map(|ticket| question(ticket, ticket.created_at)).collect();
    let hours = |key: &str, hours: i64| visit.app().texts.get(visit.lang(), key, &[("hours", hours.into())]);
    let mut labels: Vec<String> = AGES.iter().map(|age| hours("statistics-board-age-under", *age)).collect();
    labels.extend(AGES.last().map(|age| hours("statistics-board-age-over", *age)));
    let ages: Vec<Age> =
        labels.into_iter().zip(in_hand.ages).map(|(label, count)| Age { label, count }).collect();
    let answers: Vec<String> = board.forecast.answers.iter().map(ToString::to_string).collect();
    let (least, most) = board.forecast.late().unzip();
    let context = context! {
        now => &now,
        todo => &in_hand.todo,
        late_count => &in_hand.late,
        late => &late,
        today => &in_hand.today,
        waiting => &in_hand.waiting,
        unheld_count => &in_hand.unheld,
        unheld => &unheld,
        ages => &ages,
        people => &people,
        idle => &idle.join(", "),
        absent_hold => &absent_hold,
        listed => &LISTED,
        weekday => &board::weekday(now),
        answers => &answers.join(" · "),
        least => &least,
        most => &most,
        failed_mails => &board.failed_mails,
    };
    visit.render("statistics/board.html", context)
}
