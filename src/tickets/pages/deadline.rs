//! `/coda/{number}/scadenza`: a coordinator moves the deadline of a question.

use actix_web::http::StatusCode;
use actix_web::web;
use chrono::{Duration, NaiveDate};
use serde::Serialize;

use super::deeds;
use super::view;
use super::work::{self, DeskPage, Part, Typed};
use crate::accounts::Visit;
use crate::accounts::permissions::{TicketAction, may};
use crate::kernel::clock::{Instant, on_wall_of_rome, typed_day, typed_time};
use crate::kernel::ids::TicketId;
use crate::kernel::text::Reason;
use crate::platform::i18n::{date_time, day_of_rome};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::sla::{CycleState, MOST_AHEAD_DAYS, MoveProblem};
use crate::tickets::actions::{self, NewDeadline};
use crate::tickets::error::TicketError;

/// The choices that need no date: so many hours after the deadline that the page shows.
const HOURS: [i64; 2] = [24, 48];

/// The choice of a day and a time.
const TYPED: &str = "other";

/// What was typed, shown again when the deadline could not be moved; the reason is with the page's other texts.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TypedDeadline {
    until: String,
    due_date: String,
    due_time: String,
}

/// What the form shows of the present deadline.
#[derive(Serialize)]
pub(super) struct ShownDeadline {
    /// The deadline in microseconds, which comes back with the form.
    seen: i64,
    due_at: Instant,
    paused: bool,
    choices: Vec<view::Choice>,
    /// The last day it may be moved to.
    latest: NaiveDate,
    max_reason: usize,
}

/// The form's facts; none for a question without a clock.
pub(super) fn shown(visit: &Visit, page: &DeskPage) -> Option<ShownDeadline> {
    let (cycle, lang, now) = (page.cycle.as_ref()?, visit.lang(), visit.now());
    let choice = |hours: i64| {
        let to = cycle.due_at + Duration::hours(hours);
        let args = [("hours", hours.into()), ("due", date_time(lang, to).into())];
        (to > now).then(|| view::Choice {
            value: hours.to_string(),
            label: visit.app().texts.get(lang, "tickets-desk-deadline-hours", &args),
            options: Vec::new(),
        })
    };
    let paused = cycle.state == CycleState::Paused;
    // Hours more than a deadline that stands still would say nothing.
    let mut choices: Vec<view::Choice> = HOURS.into_iter().filter(|_| !paused).filter_map(choice).collect();
    if !choices.is_empty() {
        let label = view::text(visit, "tickets-desk-deadline-other");
        choices.push(view::Choice { value: TYPED.to_owned(), label, options: Vec::new() });
    }
    Some(ShownDeadline {
        seen: cycle.due_at.micros(),
        due_at: cycle.due_at,
        paused,
        choices,
        latest: day_of_rome(now + Duration::days(MOST_AHEAD_DAYS.into())),
        max_reason: Reason::MAX,
    })
}

/// `POST /coda/{number}/scadenza`: moves it to `due_date` and `due_time` (Europe/Rome), or, with `until` = `24` or `48`, by
/// so many hours; `reason` is told to the requester. `seen` is the deadline on the writer's page.
///
/// # Errors
/// 404 for what this person may not see or do; when the database fails.
pub async fn move_deadline(visit: Visit, number: web::Path<i64>, form: PostForm) -> WebResult {
    let id = TicketId(number.into_inner());
    let person = visit.signed_in()?.clone();
    let page = work::read(&visit, id).await?;
    if !may(&person, TicketAction::MoveDeadline, &page.ticket.facts()) {
        return Err(Problem::NotFound);
    }
    let seen = form.get("seen").parse().ok().map(Instant::from_micros);
    let seen = seen.ok_or(Problem::BadRequest("seen is the deadline of the page, in microseconds"))?;
    let now = visit.now();
    let mut errors = FieldErrors::new();
    let to = new_deadline(&form, seen, &mut errors);
    let reason = errors.keep("reason", "tickets-problem-reason-", Reason::parse(form.get("reason")));
    let status = match errors.clone().into_result(to.zip(reason)) {
        Ok((to, reason)) => {
            let new = NewDeadline { seen, to, reason };
            let done = visit.app().db.write(move |conn| actions::move_deadline(conn, id, &new, &person, now));
            let (status, key) = match done.await {
                Err(TicketError::MovedOn) => (StatusCode::CONFLICT, "tickets-problem-deadline-over"),
                Err(TicketError::Stale) => (StatusCode::CONFLICT, "tickets-problem-deadline-stale"),
                Err(TicketError::NoDeadline(problem)) => {
                    (StatusCode::UNPROCESSABLE_ENTITY, problem_key(problem))
                }
                done => return deeds::settle(&visit, id, done, "tickets-notice-deadline-moved"),
            };
            errors.add_with("due_date", key, vec![("days", MOST_AHEAD_DAYS.to_string())]);
            status
        }
        Err(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    // How it is now, with what was typed below it.
    let page = work::read(&visit, id).await?;
    let text = |name: &str| form.get(name).to_owned();
    let deadline =
        TypedDeadline { until: text("until"), due_date: text("due_date"), due_time: text("due_time") };
    let typed = Typed { part: Part::Deadline, body: text("reason"), deadline, ..Typed::default() };
    work::render(&visit, page, status, &typed, false, &errors)
}

fn problem_key(problem: MoveProblem) -> &'static str {
    match problem {
        MoveProblem::Past => "tickets-problem-deadline-past",
        MoveProblem::TooFar => "tickets-problem-deadline-far",
        MoveProblem::Same => "tickets-problem-deadline-same",
    }
}

/// The instant that the form names.
fn new_deadline(form: &PostForm, seen: Instant, errors: &mut FieldErrors) -> Option<Instant> {
    let (until, date, time) = (form.get("until"), form.get("due_date"), form.get("due_time"));
    if let Some(hours) = HOURS.into_iter().find(|hours| hours.to_string() == until) {
        // Whoever typed a day and left the other choice made means one of the two, and the requester is told only once.
        let is_alone = date.trim().is_empty() && time.trim().is_empty();
        // What comes with a form may be any number; past the end of all calendars it is 1970, and refused as such.
        let hours = Duration::hours(hours).num_microseconds().unwrap_or_default();
        let to = is_alone.then(|| Instant::from_micros(seen.micros() + hours));
        return errors.require("due_date", "tickets-problem-deadline-both", to);
    }
    let day = errors.require("due_date", "tickets-problem-deadline-date", typed_day(date));
    let time = errors.require("due_time", "tickets-problem-deadline-time", typed_time(time));
    let to = on_wall_of_rome(day?, time?);
    errors.require("due_time", "tickets-problem-deadline-skipped", to)
}
