//! Entries of the catalogue that may already answer who is about to ask, and "this is enough for me".

use tera::context;

use crate::accounts::Visit;
use crate::catalogue::{self, Suggestion};
use crate::platform::db::Conn;
use crate::platform::uploads;
use crate::platform::web::{PostForm, Problem, WebResult};
use crate::tickets::deflections;
use crate::tickets::error::TicketResult;

/// What the catalogue may already answer; a search that is not ready suggests nothing and delays nobody.
pub(super) async fn suggestions(
    visit: &Visit,
    subject: &str,
    body: &str,
) -> Result<Vec<Suggestion>, Problem> {
    let (app, lang, now) = (visit.app().clone(), visit.lang(), visit.now());
    let text = format!("{subject} {body}");
    Ok(visit.app().db.read(move |conn| catalogue::suggestions(&app, conn, &text, lang, now)).await?)
}

/// `POST /domande/nuova/risposte`: for the ask page, while one types (`subject`, `body`, `submission_key`): entries that may already
/// answer, as a piece of the page. By POST, since what people type of themselves has no place in addresses and logs.
///
/// # Errors
/// When the database fails.
pub async fn offer(visit: Visit, form: PostForm) -> WebResult {
    let suggestions = suggestions(&visit, form.get("subject"), form.get("body")).await?;
    visit.render(
        "tickets/offer.html",
        context! { suggestions => &suggestions, submission_key => form.get("submission_key") },
    )
}

/// `POST /domande/bozza/basta`: an entry (`entry`) is enough for whoever fills in the form of `submission_key`. The draft is
/// thrown away, the question counts as spared, and the entry is shown.
///
/// # Errors
/// 404 for an entry that is not public; when the database fails.
pub async fn enough(visit: Visit, form: PostForm) -> WebResult {
    let account = visit.signed_in()?.id;
    let (slug, key, now) = (form.get("entry").to_owned(), form.get("submission_key").to_owned(), visit.now());
    let spare = move |conn: &mut Conn| -> TicketResult<Option<(String, Vec<String>)>> {
        let Some(entry) = catalogue::public_of_slug(conn, &slug)? else { return Ok(None) };
        Ok(Some((entry.slug.clone(), deflections::spare(conn, account, &entry, &key, now)?)))
    };
    let Some((slug, files)) = visit.app().db.write(spare).await? else { return Err(Problem::NotFound) };
    for key in files {
        uploads::remove(&visit.app().storage, &key).await;
    }
    Ok(visit.redirect(&format!("/catalogo/{slug}"), "catalogue-flash-enough"))
}
