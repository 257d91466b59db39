//! Who else has a question open, told to its page.

use actix_web::{HttpResponse, web};
use serde_json::json;

use super::history;
use super::view::{self, Names, text_with};
use crate::accounts::{self, Visit};
use crate::kernel::event::Event;
use crate::kernel::ids::{AccountId, TicketId};
use crate::platform::db::Conn;
use crate::platform::events::{self, Recorded};
use crate::platform::i18n::{at_time, lately};
use crate::platform::web::{PostForm, Problem, WebResult};
use crate::tickets::TicketResult;
use crate::tickets::actions::{self, Around, PRESENT_FOR};
use crate::tickets::store::presence::Presence;

/// `POST /coda/{number}/presenza`: a page's script says that it is still open, and whether its reader is `writing` (`1`);
/// `seen` is the version of the ticket that it shows. Answered in JSON: `others`, in words; `news`, when something happened
/// that the page does not show, in words too.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn speak_up(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let (writing, seen) = (form.get("writing") == "1", form.get("seen").parse().ok());
    let me = person.id;
    let look = move |conn: &mut Conn| -> TicketResult<(Around, Vec<Recorded>, Names)> {
        let around = actions::around(conn, id, &person, now)?;
        let events = if seen == Some(around.version) { Vec::new() } else { events::of_ticket(conn, id)? };
        let mut people: Vec<AccountId> = around.people.iter().map(|present| present.account).collect();
        people.extend(view::people_in(&[], &events));
        let names = accounts::people(conn, &people)?.into_iter().map(|person| (person.id, person)).collect();
        Ok((around, events, names))
    };
    let (around, events, names) = visit.app().db.read(look).await?;
    let known = around.people.iter().find(|present| present.account == me);
    if actions::is_news(known, writing, now) {
        note(&visit, id, writing, false).await?;
    }
    let news = (seen != Some(around.version)).then(|| news(&visit, &events, &names, me));
    Ok(HttpResponse::Ok().json(json!({"others": others(&visit, &around.people, &names, me), "news": news})))
}

/// Notes that the page was opened, for whoever opens it next. Nobody waits for that: the page is shown even where nothing can
/// be written.
pub(super) fn note_opened(visit: &Visit, id: TicketId, present: &[Presence], me: AccountId) {
    let known = present.iter().find(|present| present.account == me);
    if !actions::is_news(known, false, visit.now()) {
        return;
    }
    let visit = visit.clone();
    actix_web::rt::spawn(async move {
        if let Err(problem) = note(&visit, id, false, true).await {
            tracing::warn!(ticket = id.0, ?problem, "who opened a question could not be noted");
        }
    });
}

async fn note(visit: &Visit, id: TicketId, writing: bool, opened: bool) -> Result<(), Problem> {
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let write = move |conn: &mut Conn| actions::be_present(conn, id, writing, opened, &person, now);
    Ok(visit.app().db.write(write).await?)
}

/// The others around a question, each in a sentence, whoever writes first.
pub(super) fn others(visit: &Visit, people: &[Presence], names: &Names, me: AccountId) -> Vec<String> {
    let now = visit.now();
    let is_here = |present: &Presence| present.seen_at + PRESENT_FOR >= now;
    let mut others: Vec<&Presence> = people.iter().filter(|present| present.account != me).collect();
    others.sort_by_key(|present| (!is_here(present), !present.writing));
    let sentence = |present: &Presence| {
        let name = names.get(&present.account)?.name.as_str();
        Some(match (is_here(present), present.writing) {
            (true, true) => text_with(visit, "desk-present-writing", "name", name),
            (true, false) => text_with(visit, "desk-present-reading", "name", name),
            (false, _) => {
                let at = lately(visit.lang(), present.opened_at, now);
                let args = [("name", name.into()), ("at", at.into())];
                visit.app().texts.get(visit.lang(), "desk-present-opened", &args)
            }
        })
    };
    others.into_iter().filter_map(sentence).collect()
}

/// What the page does not show yet.
fn news(visit: &Visit, events: &[Recorded], names: &Names, me: AccountId) -> String {
    let last = events.iter().rev().find(|recorded| recorded.actor != Some(me));
    if let Some(Recorded { event: Event::RequesterReplied { .. }, .. }) = last {
        return view::text(visit, "desk-news-message");
    }
    match history::meanwhile(visit, events, names, me) {
        Some(line) => {
            let at = at_time(visit.lang(), line.at);
            let args = [("who", line.who.into()), ("what", line.text.into()), ("at", at.into())];
            visit.app().texts.get(visit.lang(), "tickets-desk-stale-by", &args)
        }
        None => view::text(visit, "tickets-desk-stale-title"),
    }
}
