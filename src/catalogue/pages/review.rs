//! Review at the desk: give back, publish now or later, withdraw.

use actix_web::web;

use super::editing::{self, Shown};
use crate::accounts::Visit;
use crate::catalogue::actions;
use crate::catalogue::error::{CatalogueError, CatalogueResult};
use crate::catalogue::forms::{self, Typed};
use crate::kernel::ids::EntryId;
use crate::platform::db::Conn;
use crate::platform::web::{FieldErrors, PostForm, WebResult};

/// `POST /redazione/{id}/pubblicazione`: makes the reviewed version public, or with `when=later` approves it to become so on
/// `publish_day` at `publish_time`, once everything in it that looks like personal data has been decided.
///
/// # Errors
/// 404; when the database fails.
pub async fn publish(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let later = match form.get("when") {
        "later" => match forms::later(&form, now) {
            Ok(at) => Some(at),
            Err(errors) => return again(&visit, id, &errors).await,
        },
        _ => None,
    };
    let publish = move |conn: &mut Conn| match later {
        Some(at) => actions::schedule(conn, id, seen, at, &person, now),
        None => actions::publish(conn, id, seen, &person, now),
    };
    let done = visit.app().db.write(publish).await;
    if matches!(done, Err(CatalogueError::Undecided)) {
        let mut errors = FieldErrors::new();
        errors.add("passages", "catalogue-problem-undecided");
        return again(&visit, id, &errors).await;
    }
    let notice = if later.is_some() { "catalogue-flash-scheduled" } else { "catalogue-flash-published" };
    settle(&visit, id, done, notice)
}

/// `POST /redazione/{id}/programmazione`: takes back that it becomes public at a day and hour.
///
/// # Errors
/// 404; when the database fails.
pub async fn unschedule(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::unschedule(conn, id, seen, &person, now)).await;
    settle(&visit, id, done, "catalogue-flash-unscheduled")
}

/// `POST /redazione/{id}/rinvio`: gives the text back with a remark.
///
/// # Errors
/// 404; when the database fails.
pub async fn give_back(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let why = match forms::remark(&form, "remark") {
        Ok(why) => why,
        Err(errors) => return again(&visit, id, &errors).await,
    };
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::give_back(conn, id, seen, &why, &person, now)).await;
    settle(&visit, id, done, "catalogue-flash-returned")
}

/// `POST /redazione/{id}/ritiro`: takes the entry off the catalogue with a remark.
///
/// # Errors
/// 404; when the database fails.
pub async fn withdraw(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let why = match forms::remark(&form, "withdrawal") {
        Ok(why) => why,
        Err(errors) => return again(&visit, id, &errors).await,
    };
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::withdraw(conn, id, seen, &why, &person, now)).await;
    settle(&visit, id, done, "catalogue-flash-withdrawn")
}

/// The version that the page showed, so that nothing is done to a text that nobody has read.
pub(in crate::catalogue) fn seen(form: &PostForm) -> i32 {
    form.get("version").parse().unwrap_or(0)
}

/// The page again, with the mistake of its remark.
async fn again(visit: &Visit, id: EntryId, errors: &FieldErrors) -> WebResult {
    let page = editing::read(visit, id).await?;
    let typed = Typed::of(&page.draft.version.content, page.draft.entry.draft_version, &page.tree);
    editing::render(visit, &page, &typed, Shown::AsStored, errors).await
}

/// Back to the entry's page, which says what was done or why it was not.
pub(super) fn settle(visit: &Visit, id: EntryId, done: CatalogueResult<()>, notice: &str) -> WebResult {
    settle_at(visit, &format!("/redazione/{id}"), done, notice)
}

/// Back to a page of the entry, which says so.
pub(in crate::catalogue) fn settle_at(
    visit: &Visit,
    page: &str,
    done: CatalogueResult<()>,
    notice: &str,
) -> WebResult {
    let notice = match done {
        Ok(()) => notice,
        Err(CatalogueError::Stale | CatalogueError::MovedOn) => "catalogue-flash-stale",
        Err(CatalogueError::NotByYou) => "catalogue-flash-not-by-you",
        Err(error) => return Err(error.into()),
    };
    Ok(visit.redirect(page, notice))
}
