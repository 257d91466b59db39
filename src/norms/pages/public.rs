//! `/catalogo/norme`: the acts that the catalogue cites, and what cites each.

use actix_web::web;
use serde::Serialize;
use tera::context;

use crate::accounts::Visit;
use crate::accounts::permissions::{TicketScope, ticket_scope};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{EntryId, MessageId, NormChangeId, TicketId};
use crate::kernel::norm::Norm;
use crate::norms::model::{Change, CitingAnswer, CitingEntry};
use crate::norms::store::{changes, citing};
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::{Arg, Lang};
use crate::platform::web::{Problem, WebResult};

/// Lines of each list on a page.
const PAGE: usize = 30;

#[derive(Serialize)]
struct Line {
    address: String,
    shown: String,
    name: Option<&'static str>,
    count: i64,
}

#[derive(Serialize)]
struct EntryLine {
    slug: String,
    title: String,
    language: Option<Lang>,
    places: String,
}

#[derive(Serialize)]
struct AnswerLine {
    ticket: TicketId,
    subject: String,
    at: Instant,
    places: String,
}

#[derive(Serialize)]
struct ChangeLine {
    id: NormChangeId,
    changed_on: String,
    what: String,
}

/// Entries and answers that cite a norm, a page of each with the address of the next.
struct Citing {
    count: i64,
    entries: Vec<CitingEntry>,
    older_entries: Option<EntryId>,
    /// For the desk alone.
    answers: Option<Answers>,
}

struct Answers {
    found: Vec<CitingAnswer>,
    older: Option<MessageId>,
    changes: Vec<Change>,
}

/// `GET /catalogo/norme`: every act that a public entry cites, those cited most first.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let mut norms = visit.app().db.read(citing::public_norms).await?;
    norms.sort_by(|(one, count), (other, others)| others.cmp(count).then_with(|| one.cmp(other)));
    let line = |(norm, count): &(Norm, i64)| Line {
        address: norm.address(),
        shown: norm.shown(),
        name: norm.common_name(),
        count: *count,
    };
    let context = context! {
        title => &visit.text("norms-list-title"),
        description => &visit.text("norms-list-lead"),
        translated => &visit.app().config.server.public_url.join("/catalogo/norme"),
        norms => &norms.iter().map(line).collect::<Vec<_>>(),
    };
    visit.render("norms/list.html", context)
}

/// `GET /catalogo/norme/{norm}`: the public entries that cite an act, and for the desk the answers that do.
///
/// # Errors
/// 404 for what is no act, and for others than the desk where no public entry cites it; when the database fails.
pub async fn norm(visit: Visit, address: web::Path<String>) -> WebResult {
    let norm = Norm::of_address(&address).ok_or(Problem::NotFound)?;
    let may_see_answers = may_see_answers(&visit);
    let before = (place(&visit, "dopo"), place(&visit, "risposte"));
    let citing = visit.app().db.read(move |conn| load(conn, &norm, before, may_see_answers)).await?;
    if citing.count == 0 && !may_see_answers {
        return Err(Problem::NotFound);
    }
    let lang = visit.lang();
    let here = format!("/catalogo/norme/{}", norm.address());
    let entry = |entry: &CitingEntry| EntryLine {
        slug: entry.slug.clone(),
        title: entry.title.clone(),
        language: (entry.language != lang).then_some(entry.language),
        places: entry.places.clone(),
    };
    let answer = |answer: &CitingAnswer| AnswerLine {
        ticket: answer.ticket,
        subject: answer.subject.clone(),
        at: answer.at,
        places: answer.places.clone(),
    };
    let change = |change: &Change| ChangeLine {
        id: change.id,
        changed_on: change.changed_on.to_string(),
        what: change.what.clone(),
    };
    let answers = citing.answers.as_ref();
    let context = context! {
        title => &norm.shown(),
        name => &norm.common_name(),
        description => &visit.app().texts.get(lang, "norms-description", &[("norm", Arg::from(norm.shown().as_str()))]),
        address => &norm.address(),
        text_at => &norm.address_of_text(None, None),
        count => &citing.count,
        entries => &citing.entries.iter().map(entry).collect::<Vec<_>>(),
        older_entries => &citing.older_entries.map(|id| format!("{here}?dopo={id}")),
        answers => &answers.map(|answers| answers.found.iter().map(answer).collect::<Vec<_>>()),
        older_answers => &answers.and_then(|answers| answers.older).map(|id| format!("{here}?risposte={id}")),
        changes => &answers.map(|answers| answers.changes.iter().map(change).collect::<Vec<_>>()),
        translated => &visit.app().config.server.public_url.join(&here),
    };
    visit.render("norms/norm.html", context)
}

/// Which answers cite an act is told to whoever may see every question.
fn may_see_answers(visit: &Visit) -> bool {
    visit.person().is_some_and(|person| ticket_scope(person) == TicketScope::Desk)
}

/// The line before which a page begins; the greatest when none is named.
fn place(visit: &Visit, name: &str) -> i64 {
    visit.query(name).parse().unwrap_or(i64::MAX)
}

fn load(
    conn: &mut Conn,
    norm: &Norm,
    (before_entry, before_answer): (i64, i64),
    may_see_answers: bool,
) -> Result<Citing, DbError> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut entries = citing::entries(conn, norm, EntryId(before_entry), limit)?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let older_entries = entries.last().filter(|_| more).map(|entry| entry.id);
    let answers = if may_see_answers {
        let mut found = citing::answers(conn, norm, MessageId(before_answer), limit)?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let older = found.last().filter(|_| more).map(|answer| answer.message);
        Some(Answers { found, older, changes: changes::of_norm(conn, norm)? })
    } else {
        None
    };
    Ok(Citing { count: citing::count_entries(conn, norm)?, entries, older_entries, answers })
}
