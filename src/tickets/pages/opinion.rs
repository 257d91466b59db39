//! Second opinions: asked on the page of a question, listed for whoever owes them.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use tera::context;

use super::deeds;
use super::view::{self, Choice, Names, text_with};
use super::work::{self, DeskPage, Part, Typed};
use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{self, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, TicketId};
use crate::kernel::text::Body;
use crate::platform::db::Conn;
use crate::platform::i18n::lately;
use crate::platform::web::{FieldErrors, PostForm, WebResult};
use crate::tickets::store::opinions::Opinion;
use crate::tickets::{TicketError, TicketResult, actions, store};

/// On the list.
const MOST_SHOWN: i64 = 200;

/// The opinions of a ticket, as its page shows them.
#[derive(Serialize)]
pub(super) struct Opinions {
    /// Those that are still owed, in a sentence each.
    open: Vec<String>,
    /// Who asked the reader, if she owes one.
    asked_by: Option<String>,
}

pub(super) fn shown(visit: &Visit, opinions: &[Opinion], names: &Names, me: AccountId) -> Opinions {
    let name = |id: AccountId| names.get(&id).map(|person| person.name.to_string()).unwrap_or_default();
    let sentence = |opinion: &Opinion| {
        let at = lately(visit.lang(), opinion.asked_at, visit.now());
        let args = [("name", name(opinion.asked_of).into()), ("at", at.into())];
        visit.app().texts.get(visit.lang(), "desk-opinion-open", &args)
    };
    let open = || opinions.iter().filter(|opinion| opinion.given_at.is_none());
    Opinions {
        open: open().filter(|opinion| opinion.asked_of != me).map(sentence).collect(),
        asked_by: open().find(|opinion| opinion.asked_of == me).map(|opinion| name(opinion.asked_by)),
    }
}

/// The colleagues whom the reader may call, without herself.
pub(super) fn colleagues(visit: &Visit, page: &DeskPage, me: AccountId) -> Vec<Choice> {
    let others = page.colleagues.iter().filter(|member| member.person.id != me);
    others
        .map(|member| Choice {
            value: member.person.id.to_string(),
            label: view::with_absence(visit, member.person.name.to_string(), page.away.of(member.person.id)),
            options: Vec::new(),
        })
        .collect()
}

/// `POST /coda/{number}/parere`: asks the colleague `of` for an opinion; `word` says what is asked.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn ask(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let mut errors = FieldErrors::new();
    let of = form.get("of").parse().ok().map(AccountId);
    let of = errors.require("of", "tickets-problem-colleague", of);
    let word = errors.keep("opinion", "desk-problem-opinion-", Body::parse(form.get("word")));
    if let Some((of, word)) = of.zip(word) {
        let (person, now) = (visit.signed_in()?.clone(), visit.now());
        let ask = move |conn: &mut Conn| actions::ask_opinion(conn, id, of, &word, &person, now);
        match visit.app().db.write(ask).await {
            Err(TicketError::NoSuchColleague) => errors.add("of", "tickets-problem-colleague"),
            done => return deeds::settle(&visit, id, done, "desk-notice-opinion-asked"),
        }
    }
    let page = work::read(&visit, id).await?;
    let text = |name: &str| form.get(name).to_owned();
    let typed = Typed { part: Part::Opinion, body: text("word"), to: text("of"), ..Typed::default() };
    work::render(&visit, page, StatusCode::UNPROCESSABLE_ENTITY, &typed, false, &errors)
}

/// A line of the list.
#[derive(Serialize)]
struct Owed {
    number: TicketId,
    subject: String,
    asked: String,
    due_at: Option<Instant>,
}

/// `GET /coda/pareri`: the opinions that the reader owes.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let person = visit.signed_in()?.clone();
    let load = move |conn: &mut Conn| -> TicketResult<_> {
        let mut owed = store::opinions::owed(conn, person.id, MOST_SHOWN)?;
        owed.retain(|(_, ticket)| may(&person, TicketAction::ReadInternal, &ticket.facts()));
        let askers: Vec<AccountId> = owed.iter().map(|(opinion, _)| opinion.asked_by).collect();
        let names: Names =
            accounts::people(conn, &askers)?.into_iter().map(|person| (person.id, person)).collect();
        Ok((owed, names))
    };
    let (owed, names) = visit.app().db.read(load).await?;
    let line = |(opinion, ticket): &(Opinion, crate::tickets::Ticket)| {
        let name = names.get(&opinion.asked_by).map(|person| person.name.to_string()).unwrap_or_default();
        let at = lately(visit.lang(), opinion.asked_at, visit.now());
        let args = [("name", name.into()), ("at", at.into())];
        Owed {
            number: ticket.id,
            subject: ticket.subject.to_string(),
            asked: visit.app().texts.get(visit.lang(), "desk-opinion-asked-by", &args),
            due_at: ticket.due_at,
        }
    };
    let lines: Vec<Owed> = owed.iter().map(line).collect();
    let title = view::text(&visit, "desk-opinions-title");
    visit.render("tickets/opinions.html", context! { title => &title, opinions => &lines })
}

/// Who was called in a note, in words for the history.
pub(super) fn called(
    visit: &Visit,
    key: &str,
    mentioned: Option<&[AccountId]>,
    name: &dyn Fn(Option<AccountId>) -> Option<String>,
) -> String {
    let names: Vec<String> = mentioned.unwrap_or_default().iter().filter_map(|id| name(Some(*id))).collect();
    let text = view::text(visit, key);
    match names.is_empty() {
        true => text,
        false => format!("{text} {}", text_with(visit, "desk-history-called", "names", names.join(", "))),
    }
}
