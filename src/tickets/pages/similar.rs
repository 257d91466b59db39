//! What was answered before, beside the editor: similar questions, and entries of the catalogue.

use std::collections::HashSet;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web;
use serde::{Deserialize, Serialize};
use tera::context;

use super::editor;
use super::view::Names;
use super::work::{self, Typed};
use crate::accounts::permissions::{TicketAction, may};
use crate::accounts::{self, Person, Visit};
use crate::app::App;
use crate::catalogue::{self, AlikeEntry};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, TicketId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::tickets::model::{MessageKind, Ticket};
use crate::tickets::similar::{Similar, similar};
use crate::tickets::{TicketError, TicketResult, store};

/// Characters of a text to search for: a sentence.
const LONGEST_SEARCH: usize = 300;

/// What was found, with who is named in it.
pub(super) struct Found {
    questions: Vec<Similar>,
    entries: Arc<[AlikeEntry]>,
    names: Names,
}

/// What speaks of the same as `text`, for whoever answers `ticket`.
pub(super) fn find(
    app: &App,
    conn: &mut Conn,
    person: &Person,
    ticket: &Ticket,
    text: &str,
    now: Instant,
) -> DbResult<Found> {
    let mut questions = similar(app, conn, text, ticket.topic, ticket.id, now)?;
    questions.retain(|similar| may(person, TicketAction::ReadInternal, &similar.ticket.facts()));
    let named =
        questions.iter().flat_map(|similar| [Some(similar.ticket.requester), similar.ticket.assignee]);
    let named: Vec<_> = named.flatten().collect();
    let names = accounts::people(conn, &named)?.into_iter().map(|person| (person.id, person)).collect();
    Ok(Found { questions, entries: catalogue::alike(app, conn, text, ticket.topic, now)?, names })
}

/// The text that a question is compared by; what its subject says counts twice.
pub(super) fn text_of(ticket: &Ticket, messages: &[crate::tickets::model::Message]) -> String {
    let asked = messages.iter().filter(|message| message.kind == MessageKind::Question);
    asked.fold(format!("{0}\n{0}", ticket.subject), |text, message| text + "\n" + &message.body)
}

#[derive(Serialize)]
struct ShownQuestion {
    number: TicketId,
    subject: String,
    answered_at: Option<Instant>,
    who: Option<String>,
    helpful: bool,
    words: String,
    question: String,
    answer: String,
    /// What is put into the answer.
    insert: String,
    /// What may name somebody, to be looked at before it is sent.
    personal: Vec<String>,
}

#[derive(Serialize)]
struct ShownEntry {
    id: EntryId,
    slug: String,
    title: String,
    brief: String,
    language: Option<Lang>,
    words: String,
    insert: String,
}

/// What was found, as the page shows it.
#[derive(Serialize)]
pub(super) struct Shown {
    questions: Vec<ShownQuestion>,
    entries: Vec<ShownEntry>,
}

pub(super) fn shown(visit: &Visit, found: &Found) -> Shown {
    let words = |words: &[String]| words.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
    let question = |similar: &Similar| {
        let insert = without_greeting(&similar.answer);
        ShownQuestion {
            number: similar.ticket.id,
            subject: similar.ticket.subject.to_string(),
            answered_at: similar.ticket.answered_at,
            who: similar
                .ticket
                .assignee
                .and_then(|id| found.names.get(&id))
                .map(|person| person.name.to_string()),
            helpful: similar.ticket.helpful == Some(true),
            words: words(&similar.words),
            question: similar.question.clone(),
            answer: similar.answer.clone(),
            personal: personal(&insert, found.names.get(&similar.ticket.requester)),
            insert,
        }
    };
    let entry = |alike: &AlikeEntry| ShownEntry {
        id: alike.card.id,
        slug: alike.card.slug.clone(),
        title: alike.card.title.clone(),
        brief: alike.card.brief.clone(),
        language: (alike.card.language != visit.lang()).then_some(alike.card.language),
        words: words(&alike.words),
        insert: reference(&alike.card.title, &alike.card.slug),
    };
    Shown {
        questions: found.questions.iter().map(question).collect(),
        entries: found.entries.iter().map(entry).collect(),
    }
}

/// The way to an entry, as Markdown. A local address: the mail gives it the name of the site.
fn reference(title: &str, slug: &str) -> String {
    let plain: String = title.chars().filter(|c| !matches!(c, '[' | ']' | '\\')).collect();
    format!("[{plain}](/catalogo/{slug})")
}

/// An answer without the line that greets somebody else.
fn without_greeting(answer: &str) -> String {
    const GREETINGS: [&str; 9] =
        ["gentile", "gentili", "buongiorno", "buonasera", "salve", "ciao", "cara", "caro", "dear"];
    let (first, rest) = answer.trim_start().split_once('\n').unwrap_or((answer, ""));
    let word = first.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let greets = first.chars().count() < 60 && GREETINGS.contains(&word.as_str());
    if greets && !rest.trim().is_empty() { rest.trim_start().to_owned() } else { answer.to_owned() }
}

/// Passages of an answer that looks as if it named somebody: what is pointed at before publishing, and the names of whoever
/// asked.
fn personal(answer: &str, requester: Option<&Person>) -> Vec<String> {
    let said: HashSet<String> = answer
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    let name = requester.map(|person| person.name.to_string()).unwrap_or_default();
    let names = name
        .split_whitespace()
        .filter(|part| part.chars().count() > 2 && said.contains(&part.to_lowercase()));
    let findings = catalogue::personal_data::codes(answer);
    names.map(str::to_owned).chain(findings.into_iter().map(|finding| finding.text)).collect()
}

/// The words of a search.
#[derive(Debug, Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

/// `GET /coda/{number}/simili?q=`: the part of the page that shows what speaks of `q` (blank: of what the question speaks of),
/// without its frame, for the page to put in its place.
///
/// # Errors
/// 404 for what this person may not see; when the database fails.
pub async fn list(visit: Visit, number: web::Path<i64>, search: web::Query<Search>) -> WebResult {
    let id = TicketId(number.into_inner());
    let (app, person, now) = (visit.app().clone(), visit.signed_in()?.clone(), visit.now());
    let asked: String = search.q.trim().chars().take(LONGEST_SEARCH).collect();
    let load = move |conn: &mut Conn| -> TicketResult<Found> {
        let ticket = store::tickets::find(conn, id)?
            .filter(|ticket| may(&person, TicketAction::ReadInternal, &ticket.facts()))
            .ok_or(TicketError::NotFound)?;
        let text = match asked.is_empty() {
            true => text_of(&ticket, &store::messages::of_ticket(conn, id, false)?),
            false => asked,
        };
        Ok(find(&app, conn, &person, &ticket, &text, now)?)
    };
    let found = visit.app().db.read(load).await?;
    let context = context! { similar => &shown(&visit, &found), searched => &!search.q.trim().is_empty() };
    visit.render("tickets/similar_list.html", context)
}

/// The page with the answer typed so far, and under it what its writer chose to put in: `entry-{id}` or `ticket-{number}`.
/// Pages without scripts come here; the others put it where the cursor is.
pub(super) async fn insert(visit: &Visit, id: TicketId, form: &PostForm, what: &str) -> WebResult {
    let mut page = work::read(visit, id).await?;
    let chosen = page.similar.take().map(|found| {
        let shown = shown(visit, &found);
        page.similar = Some(found);
        shown
    });
    let shown = chosen.ok_or(Problem::NotFound)?;
    let text = match what.split_once('-') {
        Some(("entry", entry)) => {
            shown.entries.iter().find(|shown| shown.id.to_string() == entry).map(|shown| shown.insert.clone())
        }
        Some(("ticket", number)) => shown
            .questions
            .iter()
            .find(|shown| shown.number.to_string() == number)
            .map(|shown| shown.insert.clone()),
        _ => None,
    };
    let mut typed = Typed {
        body: form.get("body").to_owned(),
        sources: sources(form),
        origin: Some(editor::origin(form)),
        files_again: form.files("attachments").next().is_some(),
        ..Typed::default()
    };
    if let Some(text) = text {
        if !typed.body.trim().is_empty() {
            typed.body.push_str("\n\n");
        }
        typed.body.push_str(&text);
        typed
            .sources
            .extend(what.strip_prefix("ticket-").and_then(|number| number.parse().ok()).map(TicketId));
    }
    work::render(visit, page, StatusCode::OK, &typed, false, &FieldErrors::new())
}

/// The questions that an answer says it was written from.
pub(super) fn sources(form: &PostForm) -> Vec<TicketId> {
    let mut sources: Vec<TicketId> =
        form.all("sources[]").filter_map(|number| number.parse().ok()).map(TicketId).collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

#[cfg(test)]
mod tests {
    use super::{reference, without_greeting};

    #[test]
    fn an_answer_is_taken_over_without_its_greeting() {
        assert_eq!(without_greeting("Gentile Anna,\n\nil congedo spetta."), "il congedo spetta.");
        assert_eq!(without_greeting("Buongiorno,\nil congedo spetta."), "il congedo spetta.");
        assert_eq!(without_greeting("Il congedo spetta.\nSempre."), "Il congedo spetta.\nSempre.");
        assert_eq!(without_greeting("Gentile Anna, il congedo spetta."), "Gentile Anna, il congedo spetta.");
        assert_eq!(without_greeting("Ciao,\n \n"), "Ciao,\n \n", "of a greeting alone nothing is left");
    }

    #[test]
    fn a_title_with_brackets_stays_one_link() {
        assert_eq!(reference("Nidi [bando] 2026", "nidi-2026"), "[Nidi bando 2026](/catalogo/nidi-2026)");
    }
}
