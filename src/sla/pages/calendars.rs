//! `/amministrazione/calendari`: when the desk works.

use std::collections::BTreeSet;

use actix_web::web;
use chrono::{Datelike, Duration, NaiveDate};
use serde::Serialize;
use tera::{Context, context};

use super::calendar_form::{Added, TypedDay, typed_name, typed_week};
use super::policies::{Shelf, list_page, name_of, seen, shown};
use super::words::{WEEK, written};
use super::{Choice, LIST, explain, writing, year};
use crate::accounts::Visit;
use crate::kernel::ids::CalendarId;
use crate::platform::i18n::{day_of_rome, period};
use crate::platform::web::{FieldErrors, PostForm, Problem, UploadForm, WebResult};
use crate::sla::calendar::{Closure, WorkingCalendar};
use crate::sla::holidays::NATIONAL;
use crate::sla::ical::{self, Proposal, Proposed};
use crate::sla::keeping::{self, KeepError};
use crate::sla::terms::{KeptCalendar, NamedCalendar};

const CALENDARS: &str = "/amministrazione/calendari";

/// `POST /amministrazione/calendari`: makes a calendar that begins as the desk's own.
///
/// # Errors
/// When the database fails.
pub async fn create(visit: Visit, form: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    let name = typed_name(form.get("name").trim(), "name", &mut errors).filter(|name| !name.is_empty());
    if name.is_none() && errors.is_empty() {
        errors.add("name", "sla-error-name-empty");
    }
    if let Some(name) = name {
        let writing = writing(&visit)?;
        match visit.app().db.write(move |conn| keeping::new_calendar(conn, &name, writing)).await {
            Ok(id) => return Ok(visit.redirect(&format!("{CALENDARS}/{id}"), "sla-flash-calendar-made")),
            Err(error) => explain(error, "name", "sla-error-name-taken", &mut errors)?,
        }
    }
    let context = list_page(&visit, form.get("name")).await?;
    visit.render_invalid("sla/policies.html", context, &errors)
}

/// What was typed into the page's forms; nothing on a fresh page.
#[derive(Default)]
struct Typed {
    week: Option<PostForm>,
    day: TypedDay,
    proposals: Vec<Proposal>,
}

/// `GET /amministrazione/calendari/{id}`: its week, its days and its history.
///
/// # Errors
/// 404 for a calendar that does not exist; when the database fails.
pub async fn show(visit: Visit, id: web::Path<i64>) -> WebResult {
    let context = page(&visit, CalendarId(*id), &Typed::default()).await?;
    visit.render("sla/calendar.html", context)
}

/// `POST /amministrazione/calendari/{id}`: its name, its week, and whether the national holidays are days off.
///
/// # Errors
/// 404 for a calendar that does not exist; when the database fails.
pub async fn save(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = CalendarId(*id);
    let mut errors = FieldErrors::new();
    let name = typed_name(form.get("calendar_name").trim(), "calendar_name", &mut errors);
    let week = typed_week(&form, &mut errors);
    if let Ok((name, week)) = errors.clone().into_result(name.zip(week)) {
        let national = form.get("national") == "1";
        let change = move |named: &mut NamedCalendar| {
            named.name = name;
            named.calendar.timetable = week;
            named.calendar.national_holidays = national;
        };
        match changed(&visit, id, &form, change).await? {
            Ok(()) => return Ok(visit.redirect(&format!("{CALENDARS}/{id}"), "sla-flash-calendar-saved")),
            Err(error) => explain(error, "calendar_name", "sla-error-name-taken", &mut errors)?,
        }
    }
    let context = page(&visit, id, &Typed { week: Some(form), ..Typed::default() }).await?;
    visit.render_invalid("sla/calendar.html", context, &errors)
}

async fn changed(
    visit: &Visit,
    id: CalendarId,
    form: &PostForm,
    change: impl FnOnce(&mut NamedCalendar) + Send + 'static,
) -> Result<Result<(), KeepError>, Problem> {
    let (seen, writing) = (seen(form)?, writing(visit)?);
    let done = visit.app().db.write(move |conn| keeping::change_calendar(conn, id, seen, change, writing));
    Ok(done.await)
}

/// `POST /amministrazione/calendari/{id}/giorni`: adds a closure, a day with hours of its own or a holiday of the place
/// (`add`); takes one away (`remove`, as the page names it); or accepts the proposals that were ticked (`accept[]`).
///
/// # Errors
/// 404 for a calendar that does not exist; when the database fails.
pub async fn days(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = CalendarId(*id);
    let typed = TypedDay::read(&form);
    let mut errors = FieldErrors::new();
    let accepted: Vec<Closure> = form.all("accept[]").filter_map(closure_of).collect();
    let done = if form.has("remove") {
        let what = form.get("remove").to_owned();
        changed(&visit, id, &form, move |named| remove(&mut named.calendar, &what)).await?
    } else if form.has("proposals") {
        changed(&visit, id, &form, move |named| {
            let closures = &mut named.calendar.closures;
            let known: BTreeSet<String> = closures.iter().map(word_of).collect();
            closures.extend(accepted.into_iter().filter(|new| !known.contains(&word_of(new))));
            closures.sort_by_key(|closure| (closure.from, closure.to));
        })
        .await?
    } else if let Some(added) = typed.check(&mut errors) {
        changed(&visit, id, &form, move |named| add(&mut named.calendar, added)).await?
    } else {
        Ok(())
    };
    match done {
        Ok(()) if errors.is_empty() => {
            return Ok(visit.redirect(&format!("{CALENDARS}/{id}"), "sla-flash-calendar-saved"));
        }
        Ok(()) => {}
        Err(error) => explain(error, "", "sla-error-name-taken", &mut errors)?,
    }
    let context = page(&visit, id, &Typed { day: typed, ..Typed::default() }).await?;
    visit.render_invalid("sla/calendar.html", context, &errors)
}

fn add(calendar: &mut WorkingCalendar, added: Added) {
    match added {
        Added::Closure(closure) => {
            calendar.closures.push(closure);
            calendar.closures.sort_by_key(|closure| (closure.from, closure.to));
        }
        Added::Special(day) => {
            // A day has one list of hours: the last word counts.
            calendar.special_days.retain(|other| other.date != day.date);
            calendar.special_days.push(day);
            calendar.special_days.sort_by_key(|day| day.date);
        }
        Added::Holiday(holiday) => {
            if !calendar.local_holidays.contains(&holiday) {
                calendar.local_holidays.push(holiday);
            }
        }
    }
}

/// Takes away what the page names by its kind and its place in its list, which `seen` keeps as it was.
fn remove(calendar: &mut WorkingCalendar, what: &str) {
    let Some((kind, place)) = what.split_once('-') else { return };
    let Ok(place) = place.parse::<usize>() else { return };
    match kind {
        "closure" if place < calendar.closures.len() => drop(calendar.closures.remove(place)),
        "special" if place < calendar.special_days.len() => drop(calendar.special_days.remove(place)),
        "holiday" if place < calendar.local_holidays.len() => drop(calendar.local_holidays.remove(place)),
        _ => {}
    }
}

/// A proposal as the value of its box.
fn word_of(closure: &Closure) -> String {
    format!("{}/{}/{}", closure.from, closure.to, closure.name)
}

fn closure_of(word: &str) -> Option<Closure> {
    let mut parts = word.splitn(3, '/');
    let mut day = || crate::kernel::clock::typed_day(parts.next()?);
    let (from, to) = (day()?, day()?);
    let name = typed_name(parts.next()?, "accept", &mut FieldErrors::new())?;
    (from <= to).then_some(Closure { from, to, name })
}

/// `POST /amministrazione/calendari/{id}/ical`: shows what a file (`ical`) proposes; nothing is kept.
///
/// # Errors
/// 404 for a calendar that does not exist; when the database fails.
pub async fn propose(visit: Visit, id: web::Path<i64>, UploadForm(form): UploadForm) -> WebResult {
    let id = CalendarId(*id);
    let mut errors = FieldErrors::new();
    let file = errors.require("ical", "sla-error-ical-missing", form.files("ical").next());
    let today = day_of_rome(visit.now());
    let read =
        file.and_then(|file| errors.require("ical", "sla-error-ical", ical::proposals(&file.content, today)));
    let Proposed { proposals, past, repeating } = read.unwrap_or_default();
    if proposals.is_empty() && errors.is_empty() {
        errors.add("ical", "sla-error-ical-empty");
    }
    let mut context = page(&visit, id, &Typed { proposals, ..Typed::default() }).await?;
    context.insert("past", &past);
    context.insert("repeating", &repeating);
    match errors.is_empty() {
        true => visit.render("sla/calendar.html", context),
        false => visit.render_invalid("sla/calendar.html", context, &errors),
    }
}

/// `POST /amministrazione/calendari/{id}/configurazione`: gives the desk's own calendar back to the configuration.
///
/// # Errors
/// 404 for another calendar; when the database fails.
pub async fn give_back(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = CalendarId(*id);
    let (seen, writing) = (seen(&form)?, writing(&visit)?);
    let done = visit.app().db.write(move |conn| keeping::give_back_calendar(conn, id, seen, writing)).await;
    let mut errors = FieldErrors::new();
    match done {
        Ok(()) => {
            return Ok(visit.redirect(&format!("{CALENDARS}/{id}"), "sla-flash-calendar-given-back"));
        }
        Err(error) => explain(error, "", "sla-error-name-taken", &mut errors)?,
    }
    let context = page(&visit, id, &Typed::default()).await?;
    visit.render_invalid("sla/calendar.html", context, &errors)
}

/// `GET /amministrazione/calendari/{id}/anno?anno=`: a year, day by day, where it is not like every week.
///
/// # Errors
/// 404 for a calendar that does not exist; when the database fails.
pub async fn year(visit: Visit, id: web::Path<i64>) -> WebResult {
    let shelf = Shelf::read(&visit).await?;
    let kept = find(&shelf, CalendarId(*id))?;
    let this_year = day_of_rome(visit.now()).year();
    let year =
        visit.query("anno").parse().ok().filter(|year| (1950..=2200).contains(year)).unwrap_or(this_year);
    let speaker = shelf.speaker(&visit.app().texts, visit.lang());
    let context = context! {
        id => &kept.id,
        name => &name_of(kept, &visit.text("sla-calendar-own")),
        year => &year.to_string(),
        before => &(year - 1).to_string(),
        after => &(year + 1).to_string(),
        week => &week(&visit, &kept.named.calendar, None),
        months => &year::months(&speaker, &kept.named.calendar, year),
    };
    visit.render("sla/year.html", context)
}

fn find(shelf: &Shelf, id: CalendarId) -> Result<&KeptCalendar, Problem> {
    shelf.calendars.iter().find(|calendar| calendar.id == id).ok_or(Problem::NotFound)
}

/// A weekday with its hours as they are typed.
#[derive(Serialize)]
struct Weekday {
    key: &'static str,
    name: String,
    hours: String,
}

fn week(visit: &Visit, calendar: &WorkingCalendar, form: Option<&PostForm>) -> Vec<Weekday> {
    WEEK.iter()
        .map(|(day, key)| Weekday {
            key,
            name: visit.text(&format!("sla-day-{key}")),
            hours: match form {
                Some(form) => form.get(&format!("day_{key}")).to_owned(),
                None => written(calendar.timetable.of(*day)),
            },
        })
        .collect()
}

async fn page(visit: &Visit, id: CalendarId, typed: &Typed) -> Result<Context, Problem> {
    let shelf = Shelf::read(visit).await?;
    let kept = find(&shelf, id)?;
    let history = visit.app().db.read(move |conn| keeping::calendar_history(conn, id)).await?;
    let (calendar, lang) = (&kept.named.calendar, visit.lang());
    let speaker = shelf.speaker(&visit.app().texts, lang);
    let first = |named: &NamedCalendar| {
        let days = WEEK.iter().map(|(day, key)| {
            format!(
                "{}: {}",
                visit.text(&format!("sla-day-{key}")),
                speaker.spans(named.calendar.timetable.of(*day))
            )
        });
        days.collect()
    };
    let lines =
        shown(visit, shelf.people(), &history, first, |before, now| speaker.changed_calendar(before, now));
    let removable = |kind: &str, words: Vec<String>| -> Vec<Choice> {
        words
            .into_iter()
            .enumerate()
            .map(|(place, word)| Choice::of(format!("{kind}-{place}"), word))
            .collect()
    };
    let users = shelf.policies.iter().filter(|policy| {
        policy.in_force
            && policy.terms.calendar == id
            && (policy.terms.working || policy.terms.quiet_days_off)
    });
    let users: Vec<String> = users.map(|policy| shelf.scope(visit, policy.scope)).collect();
    let today = day_of_rome(visit.now());
    let closed: Vec<String> = year::closed_weeks(calendar, today)
        .into_iter()
        .map(|monday| closed_week(visit, monday, today))
        .collect();
    let national = NATIONAL.iter().filter(|rule| rule.until.is_none());
    let national: Vec<String> =
        national.map(|rule| visit.text(&format!("sla-holiday-{}", rule.key))).collect();
    let proposals = typed.proposals.iter().map(|proposal| {
        let Proposal { from, to, name } = proposal.clone();
        let closure = Closure { from, to, name };
        let label = speaker.closure(&closure);
        Choice { value: word_of(&closure), label, checked: false }
    });
    let form = typed.week.as_ref();
    Ok(context! {
        id => &kept.id,
        seen => &kept.revision,
        by_hand => &kept.by_hand,
        follows => &kept.configured.is_some(),
        title => &name_of(kept, &visit.text("sla-calendar-own")),
        calendar_name => form.map_or(kept.named.name.as_str(), |form| form.get("calendar_name")),
        week => &week(visit, calendar, form),
        national => &form.map_or(calendar.national_holidays, |form| form.get("national") == "1"),
        national_names => &national.join(", "),
        holidays => &removable("holiday", calendar.local_holidays.iter().map(|day| speaker.holiday(day)).collect()),
        closures => &removable("closure", calendar.closures.iter().map(|closure| speaker.closure(closure)).collect()),
        specials => &removable("special", calendar.special_days.iter().map(|day| speaker.special(day)).collect()),
        users => &users,
        closed_weeks => &closed,
        typed => &typed.day,
        proposals => &proposals.collect::<Vec<_>>(),
        history => &lines,
        year => &today.year().to_string(),
        list => &LIST,
    })
}

/// A week without work, said as people do when it is near.
fn closed_week(visit: &Visit, monday: NaiveDate, today: NaiveDate) -> String {
    let key = match (monday - today).num_days() {
        ..=0 => "sla-week-this",
        1..=7 => "sla-week-next",
        _ => "sla-week-other",
    };
    let days = period(visit.lang(), monday, monday + Duration::days(6));
    visit.app().texts.get(visit.lang(), key, &[("days", days.into())])
}
