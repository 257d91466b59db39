//! `/statistiche/domande`: the questions behind a figure.

use actix_web::web;
use serde::Serialize;
use tera::Context;

use super::reopenings::Reopened;
use super::request::{Asked, Request};
use super::{Report, Words, behind, narrowed};
use crate::accounts::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, TicketId};
use crate::platform::db::{Conn, DbError};
use crate::platform::web::{Problem, WebResult};
use crate::statistics::figure::Behind;
use crate::statistics::names::Names;
use crate::statistics::reader::Reader;
use crate::tickets;

/// A question of the list.
#[derive(Serialize)]
struct Listed {
    number: TicketId,
    subject: String,
    at: Instant,
}

type Found = (Names, Request, behind::Page, Vec<Listed>);

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
    let (app, now) = (visit.app().clone(), visit.now());
    let typed = asked.clone();
    let read = move |conn: &mut Conn| -> Result<Option<Found>, DbError> {
        let names = Names::read(conn)?;
        let parsed = Request::parse(Report::Breakdown, &typed, &names, Reader::Inside, now);
        let Ok(request) = parsed else { return Ok(None) };
        let page = app.figures.look(conn, |facts| {
            let picked = request.question.pick(facts, &names.lookup());
            behind::page(&picked, &Reopened::of(facts, now), which, before, now)
        })?;
        let numbers: Vec<TicketId> = page.questions.iter().map(|(number, _)| *number).collect();
        let subjects = tickets::subjects(conn, &numbers)?;
        let listed = page.questions.iter().map(|(number, at)| Listed {
            number: *number,
            subject: subjects.get(number).cloned().unwrap_or_default(),
            at: *at,
        });
        let listed = listed.collect();
        Ok(Some((names, request, page, listed)))
    };
    let found = visit.app().db.read(read).await?;
    let (names, request, page, listed) =
        found.ok_or(Problem::BadRequest("the period or a filter is none"))?;
    let words = Words::of(visit.app(), &names, visit.lang());
    let query = format!("{}&insieme={which}", request.question.query(&names));
    let mut context = Context::new();
    context.insert("which", which.as_str());
    context.insert("period", &request.question.period);
    context.insert("narrowed", &narrowed(&request.question, words));
    context.insert("total", &page.total);
    context.insert("questions", &listed);
    context.insert("older", &page.next.map(|next| format!("/statistiche/domande?{query}&prima={}", next.0)));
    context.insert("back", &format!("/statistiche/ripartizioni?{}", request.question.query(&names)));
    visit.render("statistics/behind.html", context)
}
