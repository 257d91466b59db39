//! `/amministrazione/posta`: what waits, what was given up and why, and sending it again.

use std::collections::HashMap;

use actix_web::web::{Path, Query};
use serde::{Deserialize, Serialize};
use tera::context;

use crate::accounts::{self, Role, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OutboxId, OutsideId};
use crate::platform::config::MailTransport;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::mail::SendProblem;
use crate::platform::mail::outbox::{self, Counts, Listed, OutboxState, Recipient};
use crate::platform::web::{PostForm, Problem, WebResult};
use crate::statistics::frozen::mailing;

const PATH: &str = "/amministrazione/posta";
const PER_PAGE: usize = 50;

/// A list of the outbox, as its address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Tab {
    NonInviate,
    InCoda,
    Inviate,
    NonPiuNecessarie,
}

impl Tab {
    fn states(self) -> &'static [OutboxState] {
        match self {
            Self::NonInviate => &[OutboxState::Failed],
            Self::InCoda => &[OutboxState::Queued, OutboxState::Sending],
            Self::Inviate => &[OutboxState::Sent],
            Self::NonPiuNecessarie => &[OutboxState::Dropped],
        }
    }
}

/// The query of the page.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    stato: Option<Tab>,
    prima: Option<i64>,
}

/// A mail as a row of the page.
#[derive(Debug, Serialize)]
struct Row {
    id: OutboxId,
    subject: String,
    to_name: String,
    to: String,
    created_at: Instant,
    sent_at: Option<Instant>,
    next_attempt_at: Instant,
    attempts: i32,
    problem: Option<&'static str>,
    detail: Option<String>,
    can_send: bool,
}

/// GET: one list of the outbox, the given-up mails first of all.
///
/// # Errors
/// When the database fails.
pub async fn outbox(visit: Visit, wanted: Query<Wanted>) -> WebResult {
    let (tab, before) = (wanted.stato, wanted.prima.map(OutboxId));
    let app = visit.app();
    let (tab, counts, rows, more) = app.db.read(move |conn| page(conn, tab, before)).await?;
    let older =
        rows.last().filter(|_| more).map(|last| format!("{PATH}?stato={}&prima={}", word(tab), last.id));
    visit.render(
        "notifications/outbox.html",
        context! {
            tab,
            counts => &counts,
            rows => &rows,
            older => &older,
            newest => &before.is_some().then(|| format!("{PATH}?stato={}", word(tab))),
            waits_until => &app.outbox.waits_until(),
            is_admin => &(visit.signed_in()?.role == Role::Admin),
            is_file => &(app.config.mail.transport == MailTransport::File),
        },
    )
}

/// POST: puts one mail at the front of the queue.
///
/// # Errors
/// 404 when there is no such mail, or it was sent.
pub async fn send_again(visit: Visit, id: Path<i64>, _form: PostForm) -> WebResult {
    let (id, now) = (OutboxId(id.into_inner()), visit.now());
    let app = visit.app();
    let found = app.db.write::<_, DbError, _>(move |conn| outbox::send_again(conn, id, now)).await?;
    if !found {
        return Err(Problem::NotFound);
    }
    app.outbox.try_now();
    Ok(visit.redirect(&format!("{PATH}?stato=in-coda"), "mail-outbox-queued-one"))
}

/// POST: puts every given-up mail back into the queue.
///
/// # Errors
/// When the database fails.
pub async fn send_all_again(visit: Visit, _form: PostForm) -> WebResult {
    let now = visit.now();
    let app = visit.app();
    app.db.write::<_, DbError, _>(move |conn| outbox::send_all_again(conn, now)).await?;
    app.outbox.try_now();
    Ok(visit.redirect(&format!("{PATH}?stato=in-coda"), "mail-outbox-queued-all"))
}

fn page(
    conn: &mut Conn,
    wanted: Option<Tab>,
    before: Option<OutboxId>,
) -> DbResult<(Tab, Counts, Vec<Row>, bool)> {
    let counts = outbox::counts(conn)?;
    let tab = match wanted {
        Some(tab) => tab,
        None if counts.failed > 0 => Tab::NonInviate,
        None => Tab::InCoda,
    };
    let limit = i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX);
    let mut mails = outbox::list(conn, tab.states(), before, limit)?;
    let more = mails.len() > PER_PAGE;
    mails.truncate(PER_PAGE);
    let ids: Vec<AccountId> = mails.iter().filter_map(|mail| mail.recipient.account()).collect();
    let outside: Vec<OutsideId> = mails.iter().filter_map(|mail| mail.recipient.outside()).collect();
    let people = accounts::people(conn, &ids)?.into_iter();
    let bodies = mailing::several(conn, &outside)?.into_iter();
    let people =
        people.map(|person| (person.id.into(), (person.name.to_string(), person.address().to_owned())));
    let bodies =
        bodies.map(|body| (Recipient::Outside(body.id), (body.name.to_string(), body.address.to_string())));
    let readers: HashMap<Recipient, (String, String)> = people.chain(bodies).collect();
    let rows = mails.into_iter().map(|mail| row(mail, &readers)).collect();
    Ok((tab, counts, rows, more))
}

/// `readers` are names and addresses; whoever was erased or removed has none.
fn row(mail: Listed, readers: &HashMap<Recipient, (String, String)>) -> Row {
    let (to_name, to) = readers.get(&mail.recipient).cloned().unwrap_or_default();
    Row {
        id: mail.id,
        subject: mail.subject,
        to_name,
        to,
        created_at: mail.created_at,
        sent_at: mail.sent_at,
        next_attempt_at: mail.next_attempt_at,
        attempts: mail.attempts,
        problem: mail.last_problem.map(|problem| problem.as_str()),
        detail: mail.last_error,
        // What waits for a place in the hour of its reader would only wait again.
        can_send: matches!(mail.state, OutboxState::Failed | OutboxState::Queued)
            && mail.last_problem != Some(SendProblem::TooMany),
    }
}

fn word(tab: Tab) -> &'static str {
    match tab {
        Tab::NonInviate => "non-inviate",
        Tab::InCoda => "in-coda",
        Tab::Inviate => "inviate",
        Tab::NonPiuNecessarie => "non-piu-necessarie",
    }
}
