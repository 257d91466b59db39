//! `/profilo/assenze`: when somebody of the desk is away; `/amministrazione/assenze`: the same for everybody.

mod change;

use std::collections::HashMap;

use actix_web::web;
use serde::Serialize;
use tera::context;

pub use change::{change_any, change_own, show_any, show_own};

use crate::accounts::absences::Absence;
use crate::accounts::actions::absence::{self, AbsenceProblem};
use crate::accounts::forms;
use crate::accounts::model::{Person, Role};
use crate::accounts::store::{absences, people};
use crate::accounts::visit::Visit;
use crate::kernel::ids::{AbsenceId, AccountId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{day_of_rome, days};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

const OWN: &str = "/profilo/assenze";
const ALL: &str = "/amministrazione/assenze";

/// A line of the list.
#[derive(Serialize)]
struct Line {
    id: AbsenceId,
    name: String,
    days: String,
    stand_in: Option<String>,
    /// Whether it is today.
    now: bool,
}

#[derive(Serialize)]
struct Choice {
    value: AccountId,
    label: String,
}

/// `GET /profilo/assenze`: the reader's absences, those she stands in for, and a form. The desk.
///
/// # Errors
/// When the database fails.
pub async fn own(visit: Visit) -> WebResult {
    let me = visit.signed_in()?.id;
    page(&visit, Some(me), &PostForm::default(), &FieldErrors::new()).await
}

/// `POST /profilo/assenze`: notes that the reader is away from `first` to `last`, and that `stand_in` stands in.
///
/// # Errors
/// When the database fails.
pub async fn note_own(visit: Visit, form: PostForm) -> WebResult {
    let me = visit.signed_in()?.id;
    note(visit, form, Some(me)).await
}

/// `POST /profilo/assenze/{id}/elimina`.
///
/// # Errors
/// 404 for somebody else's; when the database fails.
pub async fn withdraw_own(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    withdraw(visit, AbsenceId(*id), OWN).await
}

/// `GET /amministrazione/assenze`: everybody's, and a form for anybody. Coordinators.
///
/// # Errors
/// When the database fails.
pub async fn all(visit: Visit) -> WebResult {
    page(&visit, None, &PostForm::default(), &FieldErrors::new()).await
}

/// `POST /amministrazione/assenze`: notes that `person` is away.
///
/// # Errors
/// When the database fails.
pub async fn note_any(visit: Visit, form: PostForm) -> WebResult {
    note(visit, form, None).await
}

/// `POST /amministrazione/assenze/{id}/elimina`.
///
/// # Errors
/// When the database fails.
pub async fn withdraw_any(visit: Visit, id: web::Path<i64>, _: PostForm) -> WebResult {
    withdraw(visit, AbsenceId(*id), ALL).await
}

fn choice(person: &Person) -> Choice {
    Choice { value: person.id, label: person.name.to_string() }
}

/// What is wrong with an absence, beside the field that it is wrong in; `whose` is the field of whoever is away, `days` of the days.
fn mistake(
    problem: AbsenceProblem,
    (whose, days): (&'static str, &'static str),
) -> Result<FieldErrors, Problem> {
    let (field, key) = match problem {
        AbsenceProblem::NotAllowed => (whose, "accounts-error-absence-person"),
        AbsenceProblem::Overlaps => (days, "accounts-error-absence-overlaps"),
        AbsenceProblem::NoStandIn => ("stand_in", "accounts-error-absence-stand-in"),
        AbsenceProblem::StandInAway => ("stand_in", "accounts-error-absence-stand-in-away"),
        AbsenceProblem::Begun => (days, "accounts-error-absence-begun"),
        AbsenceProblem::Stale => ("", "accounts-error-absence-stale"),
        AbsenceProblem::Database(error) => return Err(error.into()),
    };
    let mut errors = FieldErrors::new();
    errors.add(field, key);
    Ok(errors)
}

async fn note(visit: Visit, form: PostForm, of: Option<AccountId>) -> WebResult {
    let (by, now) = (visit.signed_in()?.clone(), visit.now());
    let errors = match forms::absence::parse(&form, of, day_of_rome(now)) {
        Err(errors) => errors,
        Ok(new) => match visit.app().db.write(move |conn| absence::note(conn, &new, &by, now)).await {
            Ok(_) => {
                let list = if of.is_some() { OWN } else { ALL };
                return Ok(visit.redirect(list, "accounts-flash-absence-noted"));
            }
            Err(problem) => mistake(problem, (if of.is_some() { "first" } else { "person" }, "first"))?,
        },
    };
    page(&visit, of, &form, &errors).await
}

async fn withdraw(visit: Visit, id: AbsenceId, list: &str) -> WebResult {
    let (by, now) = (visit.signed_in()?.clone(), visit.now());
    match visit.app().db.write(move |conn| absence::withdraw(conn, id, &by, now)).await {
        Ok(()) => Ok(visit.redirect(list, "accounts-flash-absence-withdrawn")),
        Err(AbsenceProblem::Database(error)) => Err(error.into()),
        Err(_) => Err(Problem::NotFound),
    }
}

/// What the page reads: the absences of whom it is, those the reader stands in for, and the people of the desk.
type Loaded = (Vec<Absence>, Vec<Absence>, Vec<Person>);

async fn page(visit: &Visit, of: Option<AccountId>, form: &PostForm, errors: &FieldErrors) -> WebResult {
    let (me, today) = (visit.signed_in()?.id, day_of_rome(visit.now()));
    let load = move |conn: &mut Conn| -> DbResult<Loaded> {
        let all = absences::from_day(conn, None, today)?;
        let desk = people::active_with_role(conn, &[Role::Expert, Role::Coordinator])?;
        let shown = all.iter().filter(|absence| of.is_none_or(|of| absence.account == of)).cloned().collect();
        let stood_in = all.into_iter().filter(|absence| absence.stand_in == Some(me)).collect();
        Ok((shown, stood_in, desk))
    };
    let (shown, stood_in, desk) = visit.app().db.read(load).await?;
    let names: HashMap<AccountId, String> =
        desk.iter().map(|person| (person.id, person.name.to_string())).collect();
    let line = |absence: &Absence| {
        Some(Line {
            id: absence.id,
            // Whoever left the desk is away for good.
            name: names.get(&absence.account)?.clone(),
            days: days(visit.lang(), absence.first, absence.last),
            stand_in: absence.stand_in.and_then(|stand_in| names.get(&stand_in)).cloned(),
            now: absence.first <= today && today <= absence.last,
        })
    };
    let people: Vec<Choice> = desk.iter().map(choice).collect();
    let colleagues: Vec<Choice> = desk.iter().filter(|person| Some(person.id) != of).map(choice).collect();
    let title = if of.is_some() { "accounts-absences-own" } else { "accounts-absences-all" };
    let context = context! {
        title => &visit.text(title),
        list => if of.is_some() { OWN } else { ALL },
        everybody => &of.is_none(),
        absences => &shown.iter().filter_map(line).collect::<Vec<_>>(),
        stood_in => &stood_in.iter().filter_map(line).collect::<Vec<_>>(),
        people => &people,
        colleagues => &colleagues,
        chosen => form.get("person"),
        first => form.get("first"),
        last => form.get("last"),
        stand_in => form.get("stand_in"),
    };
    match errors.is_empty() {
        true => visit.render("accounts/absences.html", context),
        false => visit.render_invalid("accounts/absences.html", context, errors),
    }
}
