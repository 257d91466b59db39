//! `/profilo/assenze/{id}`: an absence that is not over is changed; `/amministrazione/assenze/{id}`: anybody's.

use actix_web::web;
use tera::context;

use super::{ALL, Choice, OWN, choice, mistake};
use crate::accounts::absences::Absence;
use crate::accounts::actions::absence;
use crate::accounts::forms;
use crate::accounts::model::{Person, Role};
use crate::accounts::permissions::may_note_absence;
use crate::accounts::store::{absences, people};
use crate::accounts::visit::Visit;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AbsenceId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{day_of_rome, days};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

/// `GET /profilo/assenze/{id}`: the form of an absence that is not over.
///
/// # Errors
/// 404 for somebody else's; when the database fails.
pub async fn show_own(visit: Visit, id: web::Path<i64>) -> WebResult {
    one(&visit, AbsenceId(*id), OWN, None, &FieldErrors::new()).await
}

/// `POST /profilo/assenze/{id}`: writes it, unless somebody else did since `seen`.
///
/// # Errors
/// As [`show_own`].
pub async fn change_own(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    change(visit, AbsenceId(*id), form, OWN).await
}

/// `GET /amministrazione/assenze/{id}`: the same of anybody's. Coordinators.
///
/// # Errors
/// As [`show_own`].
pub async fn show_any(visit: Visit, id: web::Path<i64>) -> WebResult {
    one(&visit, AbsenceId(*id), ALL, None, &FieldErrors::new()).await
}

/// `POST /amministrazione/assenze/{id}`.
///
/// # Errors
/// As [`show_own`].
pub async fn change_any(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    change(visit, AbsenceId(*id), form, ALL).await
}

async fn change(visit: Visit, id: AbsenceId, form: PostForm, list: &str) -> WebResult {
    let (by, now) = (visit.signed_in()?.clone(), visit.now());
    let (absence, _) = to_change(&visit, id).await?;
    let seen = form.get("seen").parse().map_err(|_| Problem::BadRequest("seen is when it was noted"))?;
    let seen = Instant::from_micros(seen);
    let errors = match forms::absence::parse(&form, Some(absence.account), day_of_rome(now)) {
        Err(errors) => errors,
        Ok(new) => {
            let change = move |conn: &mut Conn| absence::change(conn, (id, seen), &new, &by, now);
            match visit.app().db.write(change).await {
                Ok(()) => return Ok(visit.redirect(list, "accounts-flash-absence-changed")),
                // Of one that has begun the form does not ask the first day.
                Err(problem) => {
                    let days = if absence.first <= day_of_rome(now) { "last" } else { "first" };
                    mistake(problem, (days, days))?
                }
            }
        }
    };
    one(&visit, id, list, Some(&form), &errors).await
}

/// An absence that is not over, of somebody whom the reader may note one of.
async fn to_change(visit: &Visit, id: AbsenceId) -> Result<(Absence, Vec<Person>), Problem> {
    let (me, today) = (visit.signed_in()?.clone(), day_of_rome(visit.now()));
    let load = move |conn: &mut Conn| -> DbResult<Option<(Absence, Vec<Person>)>> {
        let desk = people::active_with_role(conn, &[Role::Expert, Role::Coordinator])?;
        let absence = absences::find(conn, id)?.filter(|absence| today <= absence.last);
        let may_change = |absence: &Absence| {
            let of = desk.iter().find(|person| person.id == absence.account);
            of.is_some_and(|of| may_note_absence(&me, of))
        };
        Ok(absence.filter(may_change).map(|absence| (absence, desk)))
    };
    visit.app().db.read(load).await?.ok_or(Problem::NotFound)
}

/// The form of an absence, with what was typed or as it is.
async fn one(
    visit: &Visit,
    id: AbsenceId,
    list: &str,
    typed: Option<&PostForm>,
    errors: &FieldErrors,
) -> WebResult {
    let (absence, desk) = to_change(visit, id).await?;
    let name = desk.iter().find(|person| person.id == absence.account);
    let colleagues: Vec<Choice> =
        desk.iter().filter(|person| person.id != absence.account).map(choice).collect();
    let known = [
        ("first", absence.first.to_string()),
        ("last", absence.last.to_string()),
        ("stand_in", absence.stand_in.map(|id| id.to_string()).unwrap_or_default()),
    ];
    let value = |name: &str| match typed {
        Some(form) => form.get(name).to_owned(),
        None => {
            known.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
        }
    };
    let up = if list == OWN { "accounts-absences-own" } else { "accounts-absences-all" };
    let context = context! {
        title => &visit.text("accounts-absence-change-title"),
        list => list,
        up => &visit.text(up),
        id => &absence.id,
        name => &name.map(|person| person.name.as_str()),
        days => &days(visit.lang(), absence.first, absence.last),
        // A page that was told of a change made meanwhile has seen it.
        seen => &absence.noted_at.micros(),
        begun => &(absence.first <= day_of_rome(visit.now())),
        colleagues => &colleagues,
        first => &value("first"),
        last => &value("last"),
        stand_in => &value("stand_in"),
    };
    match errors.is_empty() {
        true => visit.render("accounts/absence.html", context),
        false => visit.render_invalid("accounts/absence.html", context, errors),
    }
}
