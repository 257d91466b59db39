//! `/amministrazione/cancellazioni`: a request that came on paper or by mail is done here, and all that were done are listed,
//! without a word of whose data they were.

use std::collections::HashMap;

use serde::Serialize;
use tera::{Context, context};

use super::erasure::{self, ErasureError, Wish};
use super::erasure_pages::residue;
use crate::accounts::{self, AskedBy, Person, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::text::{EmailAddress, Reason};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::tickets;

const PATH: &str = "/amministrazione/cancellazioni";
const TEMPLATE: &str = "privacy/erasures.html";
/// Erasures listed, the newest.
const LISTED: i64 = 200;

/// An erasure of the list.
#[derive(Debug, Serialize)]
struct Line {
    account: AccountId,
    at: Instant,
    asked_by: AskedBy,
    noted_by: Option<String>,
    reason: Option<String>,
    questions: i64,
    messages: i64,
    files: i64,
}

/// Whoever was found for what was typed, before anything is done: no name, since technicians see none.
#[derive(Debug, Serialize)]
struct Found {
    since: Instant,
    questions: i64,
    messages: i64,
    files: i64,
    open: Vec<TicketId>,
}

/// Whom the form names.
#[derive(Debug, Clone)]
enum Who {
    Address(EmailAddress),
    Question(TicketId),
}

impl Who {
    /// An address, or the number of a question for whoever has none.
    fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let number = || typed.parse().ok().map(|number| Self::Question(TicketId(number)));
        EmailAddress::parse(typed).ok().map(Self::Address).or_else(number)
    }

    fn find(&self, conn: &mut Conn) -> DbResult<Option<Person>> {
        match self {
            Self::Address(email) => Ok(accounts::by_email(conn, email)?.map(|(person, _)| person)),
            Self::Question(number) => match tickets::find(conn, *number)? {
                Some(ticket) => accounts::person(conn, ticket.requester),
                None => Ok(None),
            },
        }
    }
}

/// `GET /amministrazione/cancellazioni`: coordinators and admins.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let context = page(&visit, None, None).await?;
    visit.render(TEMPLATE, context)
}

/// `POST /amministrazione/cancellazioni`: `action=review` says how much it would be, `action=erase` does it. Coordinators and
/// admins.
///
/// # Errors
/// When the database fails.
pub async fn erase(visit: Visit, form: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    let who = errors.require("who", "privacy-erasures-error-who", Who::parse(form.get("who")));
    let reason = errors.keep("reason", "privacy-erasures-error-reason-", Reason::parse(form.get("reason")));
    let person = match &who {
        Some(who) => {
            let who = who.clone();
            visit.app().db.read::<_, DbError, _>(move |conn| who.find(conn)).await?
        }
        None => None,
    };
    match &person {
        None if who.is_some() => errors.add("who", "privacy-erasures-error-nobody"),
        Some(person) if person.role.is_staff() => errors.add("who", "privacy-erasures-error-staff"),
        Some(person) if !erasure::can_be_erased(person) => {
            errors.add("who", "privacy-erasures-error-already");
        }
        _ => {}
    }
    let (person, reason) = match errors.into_result(person.zip(reason)) {
        Ok(parsed) => parsed,
        Err(errors) => {
            let context = page(&visit, Some(&form), None).await?;
            return visit.render_invalid(TEMPLATE, context, &errors);
        }
    };
    let found = found(&visit, &person).await?;
    if form.get("action") != "erase" || !found.open.is_empty() {
        let context = page(&visit, Some(&form), Some(found)).await?;
        return visit.render(TEMPLATE, context);
    }
    let (by, now, account) = (visit.signed_in()?.id, visit.now(), person.id);
    let (residue, forgets) = (residue(visit.app())?, visit.app().forgets);
    let erase =
        move |conn: &mut Conn| erasure::erase(conn, account, Wish::Noted(by, reason), forgets, &residue, now);
    match visit.app().db.write(erase).await {
        Ok(_) => Ok(visit.redirect(PATH, "privacy-erasures-flash")),
        // She wrote meanwhile, or somebody was first.
        Err(ErasureError::Open(_) | ErasureError::Nobody) => Err(Problem::Conflict),
        Err(ErasureError::Db(error)) => Err(error.into()),
    }
}

async fn found(visit: &Visit, person: &Person) -> Result<Found, Problem> {
    let account = person.id;
    let read = move |conn: &mut Conn| -> DbResult<Found> {
        let (questions, messages, files) = tickets::counts_of(conn, account)?;
        let open = tickets::open_of(conn, account)?.into_iter().map(|ticket| ticket.id).collect();
        Ok(Found { since: accounts::created_at(conn, account)?, questions, messages, files, open })
    };
    Ok(visit.app().db.read::<_, DbError, _>(read).await?)
}

async fn page(visit: &Visit, form: Option<&PostForm>, found: Option<Found>) -> Result<Context, Problem> {
    let read = |conn: &mut Conn| -> DbResult<_> {
        let done = accounts::newest_erasures(conn, LISTED)?;
        let ids: Vec<AccountId> = done.iter().filter_map(|one| one.noted_by).collect();
        Ok((done, accounts::people(conn, &ids)?))
    };
    let (done, people) = visit.app().db.read::<_, DbError, _>(read).await?;
    let names: HashMap<AccountId, String> =
        people.into_iter().map(|person| (person.id, person.name.to_string())).collect();
    let lines: Vec<Line> = done
        .into_iter()
        .map(|one| Line {
            account: one.account,
            at: one.at,
            asked_by: one.asked_by,
            noted_by: one.noted_by.and_then(|by| names.get(&by).cloned()),
            reason: one.reason.map(|reason| reason.to_string()),
            questions: one.questions,
            messages: one.messages,
            files: one.files,
        })
        .collect();
    let typed = |name: &str| form.map_or("", |form| form.get(name)).to_owned();
    Ok(context! {
        lines => &lines,
        who => &typed("who"),
        reason => &typed("reason"),
        found => &found,
    })
}
