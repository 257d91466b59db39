//! `/statistiche/indicatori/obiettivi`: the targets of a year, for the coordinator, and who changed them.

use std::collections::{BTreeMap, HashMap};

use actix_web::http::StatusCode;
use chrono::Datelike;
use serde::Serialize;
use tera::context;

use super::{Indicator, store, years};
use crate::accounts::{self, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::statistics::asked_year::asked_year;

/// A field of the form.
#[derive(Serialize)]
struct Field {
    name: &'static str,
    label: String,
    is_share: bool,
    value: String,
}

/// A line of the history.
#[derive(Serialize)]
struct Line {
    label: String,
    is_share: bool,
    value: Option<i32>,
    by: String,
    at: Instant,
}

/// `GET /statistiche/indicatori/obiettivi?anno=`.
///
/// # Errors
/// 404 for a year that has no targets to set, 400 for what is none; when the database fails.
pub async fn form(visit: Visit) -> WebResult {
    let year = asked_year(&visit)?.unwrap_or(visit.now().rome().year());
    page(&visit, year, None, StatusCode::OK, &FieldErrors::new()).await
}

/// `POST /statistiche/indicatori/obiettivi`: saves them, if `revision` is still the newest of the year.
///
/// # Errors
/// 404 for a year that has no targets to set; when the database fails.
pub async fn save(visit: Visit, post: PostForm) -> WebResult {
    let year: i32 = post.get("year").parse().map_err(|_| Problem::NotFound)?;
    let mut errors = FieldErrors::new();
    let mut wanted = BTreeMap::new();
    for indicator in Indicator::ALL {
        match target(*indicator, post.get(indicator.as_str())) {
            Ok(Some(target)) => {
                wanted.insert(*indicator, target);
            }
            Ok(None) => {}
            Err(()) => {
                let most = indicator.most().to_string();
                errors.add_with(indicator.as_str(), "indicators-problem-target", vec![("max", most)]);
            }
        }
    }
    if !errors.is_empty() {
        return page(&visit, year, Some(&post), StatusCode::UNPROCESSABLE_ENTITY, &errors).await;
    }
    let (by, now) = (visit.signed_in()?.id, visit.now());
    let revision = post.get("revision").parse().unwrap_or(-1);
    let (app, today) = (visit.app().clone(), now.rome().date_naive());
    let may_be_set = visit.app().db.read(move |conn| years(&app, conn, today)).await?.contains(&year);
    if !may_be_set {
        return Err(Problem::NotFound);
    }
    let write =
        move |conn: &mut Conn| -> DbResult<bool> { store::set(conn, year, revision, &wanted, by, now) };
    if visit.app().db.write(write).await? {
        let place = format!("/statistiche/indicatori?anno={year}");
        return Ok(visit.redirect(&place, "indicators-flash-saved"));
    }
    errors.add("", "indicators-problem-stale");
    page(&visit, year, Some(&post), StatusCode::CONFLICT, &errors).await
}

/// What was typed: a whole number, in per cent perhaps with its sign; nothing for no target.
fn target(indicator: Indicator, typed: &str) -> Result<Option<i32>, ()> {
    let typed = if indicator.is_share() { typed.trim().trim_end_matches('%') } else { typed };
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    // A point stands between thousands, as figures are written, and nowhere else.
    let are_thousands = typed.split('.').skip(1).all(|group| group.len() == 3);
    let target = typed.replace('.', "").parse().ok().filter(|_| are_thousands).ok_or(())?;
    (1..=indicator.most()).contains(&target).then_some(Some(target)).ok_or(())
}

async fn page(
    visit: &Visit,
    year: i32,
    typed: Option<&PostForm>,
    status: StatusCode,
    errors: &FieldErrors,
) -> WebResult {
    let (app, today) = (visit.app().clone(), visit.now().rome().date_naive());
    let look = move |conn: &mut Conn| -> DbResult<_> {
        if !years(&app, conn, today)?.contains(&year) {
            return Ok(None);
        }
        let history = store::history(conn, year)?;
        let editors: Vec<AccountId> = history.iter().map(|change| change.by).collect();
        Ok(Some((history, accounts::people(conn, &editors)?)))
    };
    let (history, people) = visit.app().db.read(look).await?.ok_or(Problem::NotFound)?;
    let names: HashMap<AccountId, String> =
        people.into_iter().map(|person| (person.id, person.name.to_string())).collect();
    let targets = store::in_force(&history);
    let field = |indicator: &Indicator| Field {
        name: indicator.as_str(),
        label: visit.text(&indicator.label()),
        is_share: indicator.is_share(),
        value: match typed {
            Some(post) => post.get(indicator.as_str()).to_owned(),
            None => targets.get(indicator).map_or_else(String::new, ToString::to_string),
        },
    };
    let line = |change: &store::Change| Line {
        label: visit.text(&change.indicator.label()),
        is_share: change.indicator.is_share(),
        value: change.value,
        by: names.get(&change.by).cloned().unwrap_or_default(),
        at: change.at,
    };
    let context = context! {
        year => &year,
        revision => &history.last().map_or(0, |change| change.revision),
        fields => &Indicator::ALL.iter().map(field).collect::<Vec<_>>(),
        history => &history.iter().rev().map(line).collect::<Vec<_>>(),
    };
    visit.render_with(status, "statistics/indicator_targets.html", context, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_as_people_write_it() {
        let read = |typed| target(Indicator::Persons, typed);
        assert_eq!((read(""), read(" 1.200 "), read("80")), (Ok(None), Ok(Some(1200)), Ok(Some(80))));
        for wrong in ["0", "-1", "molte", "1,5", "1.5", "1000001", "80 %"] {
            assert_eq!(read(wrong), Err(()), "{wrong}");
        }
        let share = |typed| target(Indicator::Within, typed);
        assert_eq!((share("95 %"), share("100"), share("101")), (Ok(Some(95)), Ok(Some(100)), Err(())));
    }
}
