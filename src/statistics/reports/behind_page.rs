//! `/statistiche/domande`: the questions behind a figure.

use actix_web::web;
use serde::Serialize;
use tera::Context;

use super::cut::Cut;
use super::reopenings::Reopened;
use super::request::{Asked, Request};
use super::{Report, Words, behind, narrowed, with_other};
use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, TicketId};
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n;
use crate::platform::web::{Problem, WebResult};
use crate::statistics::figure::Behind;
use crate::statistics::names::Names;
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::reader::Reader;
use crate::tickets;

/// A question of the list.
#[derive(Serialize)]
struct Listed {
    number: TicketId,
    subject: String,
    at: Instant,
}

/// A set of questions that a figure counts, beside the one that is listed.
#[derive(Serialize)]
struct Other {
    which: &'static str,
    total: usize,
    href: String,
}

/// What each of the questions of a period is one of.
const OTHERS: [Behind; 7] = [
    Behind::Received,
    Behind::Answered,
    Behind::Within,
    Behind::Missed,
    Behind::Open,
    Behind::Overdue,
    Behind::Closed,
];

struct Found {
    names: Names,
    request: Request,
    page: behind::Page,
    listed: Vec<Listed>,
    others: Vec<(&'static Behind, usize)>,
}

/// `GET /statistiche/domande`: the questions that a figure counts. For coordinators.
///
/// # Errors
/// 400 for a period or a filter that is none; when the database fails.
pub async fn show(visit: Visit, asked: web::Query<Asked>) -> WebResult {
    let asked = asked.into_inner();
    let word = |name: &str| asked.get(name).map_or("", String::as_str);
    let which = match word("insieme") {
        "" => Behind::Received,
        word => Behind::parse(word).ok_or(Problem::BadRequest("insieme is no set of questions"))?,
    };
    let before = match word("prima") {
        "" => None,
        word => Some(CycleId(word.parse().map_err(|_| Problem::BadRequest("prima is no number"))?)),
    };
    let cut =
        Cut::parse(&asked).ok_or(Problem::BadRequest("attesa, aperte_al, giorno and ora name no row"))?;
    if (which == Behind::OpenThen) != cut.open_at().is_some() {
        return Err(Problem::BadRequest("aperte-allora needs aperte_al, and nothing else does"));
    }
    let (app, now) = (visit.app().clone(), visit.now());
    let typed = asked.clone();
    let read = move |conn: &mut Conn| -> Result<Option<Found>, DbError> {
        let names = Names::read(conn)?;
        let parsed = Request::parse(Report::Breakdown, &typed, &names, Reader::Inside, now);
        let Ok(request) = parsed else { return Ok(None) };
        let Some(question) = of_days(&request, which) else { return Ok(None) };
        let has_others = OTHERS.contains(&which) && !cut.is_some();
        let (page, others) = app.figures.look(conn, |facts| {
            let mut picked = match is_of_any_day(which) {
                true => question.pick_always(facts, &names.lookup()),
                false => question.pick(facts, &names.lookup()),
            };
            picked.retain(|fact| cut.matches(fact, now));
            let reopened = Reopened::of(facts, now);
            let sets: &[Behind] = if has_others { &OTHERS } else { &[] };
            let others = behind::totals(&picked, &reopened, sets, now);
            (behind::page(&picked, &reopened, which, before, now), others)
        })?;
        let numbers: Vec<TicketId> = page.questions.iter().map(|(number, _)| *number).collect();
        let subjects = tickets::subjects(conn, &numbers)?;
        let listed = page.questions.iter().map(|(number, at)| Listed {
            number: *number,
            subject: subjects.get(number).cloned().unwrap_or_default(),
            at: *at,
        });
        let listed = listed.collect();
        Ok(Some(Found { names, request, page, listed, others }))
    };
    let found = visit.app().db.read(read).await?;
    let Found { names, request, page, listed, others } =
        found.ok_or(Problem::BadRequest("the period or a filter is none"))?;
    let words = Words::of(visit.app(), &names, visit.lang());
    let asked_of = request.question.query(&names);
    let query = format!("{}&confronto={}&insieme={which}", cut.added(asked_of.clone()), request.against);
    let other = |(set, total): (&Behind, usize)| Other {
        which: set.as_str(),
        total,
        href: format!("/statistiche/domande?{asked_of}&insieme={set}"),
    };
    let others: Vec<Other> = others.into_iter().map(other).collect();
    let span = |period: Period| i18n::period(words.lang, period.from, period.to);
    let when = match (cut.open_at(), is_of_any_day(which)) {
        (Some(day), _) => i18n::date(words.lang, day),
        (None, true) => i18n::date_time(words.lang, now),
        (None, false) => of_days(&request, which).map(|question| span(question.period)).unwrap_or_default(),
    };
    let mut context = Context::new();
    context.insert("which", which.as_str());
    context.insert("when", &when);
    context.insert("others", &others);
    let narrowed = [narrowed(&request.question, words), cut.words(words)];
    let narrowed: Vec<String> = narrowed.into_iter().filter(|words| !words.is_empty()).collect();
    context.insert("narrowed", &narrowed.join("; "));
    context.insert("total", &page.total);
    context.insert("questions", &listed);
    context.insert("older", &page.next.map(|next| format!("/statistiche/domande?{query}&prima={}", next.0)));
    context.insert("back", &format!("/statistiche/ripartizioni?{asked_of}"));
    visit.render("statistics/behind.html", context)
}

/// Whether a set holds questions whenever they came.
fn is_of_any_day(which: Behind) -> bool {
    matches!(which, Behind::OpenNow | Behind::OverdueNow | Behind::OpenThen)
}

/// The question, of the days that the set is of; none where there are no such days.
fn of_days(request: &Request, which: Behind) -> Option<Question> {
    let period = match which {
        Behind::ReceivedBefore => with_other(request)?.1,
        _ => request.question.period,
    };
    Some(Question { period, ..request.question.clone() })
}
