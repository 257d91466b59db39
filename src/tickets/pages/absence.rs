//! `/amministrazione/assenze/{id}/domande`: what somebody holds who is away is passed to a colleague in one go.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use tera::context;

use super::queue::bulk;
use super::view::{self, Choice};
use crate::accounts::permissions::may_hold;
use crate::accounts::{self, Absence, AwayNow, Person, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AbsenceId, AccountId, TicketId};
use crate::platform::db::Conn;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::tickets::model::Ticket;
use crate::tickets::{TicketError, TicketResult, store};

const LIST: &str = "/amministrazione/assenze";

/// What is read for the page.
struct Loaded {
    absence: Absence,
    person: Person,
    tickets: Vec<Ticket>,
    colleagues: Vec<Person>,
    away: AwayNow,
}

/// A question of the list.
#[derive(Serialize)]
struct Held {
    number: TicketId,
    subject: String,
    state_label: String,
    due_at: Option<Instant>,
}

/// `GET /amministrazione/assenze/{id}/domande`: the open questions of whoever is away, and to whom they can pass.
///
/// # Errors
/// 404 for an absence that there is not; when the database fails.
pub async fn show(visit: Visit, id: web::Path<i64>) -> WebResult {
    let loaded = load(&visit, AbsenceId(*id)).await?;
    let to = loaded.absence.stand_in.map(|stand_in| stand_in.to_string()).unwrap_or_default();
    page(&visit, &loaded, &to, &FieldErrors::new())
}

/// `POST /amministrazione/assenze/{id}/domande`: passes what she holds at this moment to `to`; what cannot pass is listed, with
/// why.
///
/// # Errors
/// As [`show`].
pub async fn pass(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let loaded = load(&visit, AbsenceId(*id)).await?;
    let mut errors = FieldErrors::new();
    let to = form.get("to").parse().ok().map(AccountId);
    let to = to.filter(|to| loaded.colleagues.iter().any(|colleague| colleague.id == *to));
    match errors.require("to", "tickets-problem-colleague", to) {
        Some(to) => {
            let numbers: Vec<TicketId> = loaded.tickets.iter().map(|ticket| ticket.id).collect();
            bulk::pass_on(&visit, loaded.person.id, to, &numbers, LIST).await
        }
        None => page(&visit, &loaded, form.get("to"), &errors),
    }
}

async fn load(visit: &Visit, id: AbsenceId) -> Result<Loaded, Problem> {
    let now = visit.now();
    let read = move |conn: &mut Conn| -> TicketResult<Loaded> {
        let absence = accounts::absence(conn, id)?.ok_or(TicketError::NotFound)?;
        let person = accounts::person(conn, absence.account)?.ok_or(TicketError::NotFound)?;
        let held = store::tickets::held_open(conn, person.id)?;
        let mut tickets = store::tickets::several(conn, &held)?;
        tickets.sort_by_key(|ticket| (ticket.due_at.is_none(), ticket.due_at, ticket.id));
        let staff = accounts::staff(conn)?.into_iter().map(|member| member.person);
        let colleagues = staff.filter(|other| may_hold(other) && other.id != person.id).collect();
        Ok(Loaded { absence, person, tickets, colleagues, away: accounts::away_at(conn, now)? })
    };
    Ok(visit.app().db.read(read).await?)
}

fn page(visit: &Visit, loaded: &Loaded, to: &str, errors: &FieldErrors) -> WebResult {
    let held = |ticket: &Ticket| Held {
        number: ticket.id,
        subject: ticket.subject.to_string(),
        state_label: view::state_word(visit, ticket.state),
        due_at: ticket.due_at,
    };
    let choice = |person: &Person| Choice {
        value: person.id.to_string(),
        label: view::with_absence(visit, person.name.to_string(), loaded.away.of(person.id)),
        options: Vec::new(),
    };
    let colleagues: Vec<Choice> = loaded.colleagues.iter().map(choice).collect();
    let context = context! {
        title => &view::text_with(visit, "desk-absence-title", "name", &loaded.person.name),
        id => &loaded.absence.id,
        tickets => &loaded.tickets.iter().map(held).collect::<Vec<_>>(),
        colleagues => &colleagues,
        to => to,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.render_with(status, "tickets/absence.html", context, errors)
}
