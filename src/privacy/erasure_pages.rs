//! `/profilo/dati/cancellazione`: whoever asks has her data erased, in two steps.

use serde::Serialize;
use tera::{Context, context};

use super::erasure::{self, ErasureError, Wish};
use crate::accounts::{self, Visit};
use crate::app::App;
use crate::kernel::ids::TicketId;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::tickets::{self, Residue};

const CONFIRMATION: &str = "privacy/erase_confirm.html";
/// Where she is told that it is done, signed out.
const DONE: &str = "/privacy/cancellazione";

/// A question that is open.
#[derive(Debug, Serialize)]
struct Open {
    number: TicketId,
    subject: String,
}

/// `GET /profilo/dati/cancellazione`: what goes, what stays and why; which open questions come first. Whoever asks.
///
/// # Errors
/// When the database fails.
pub async fn explain(visit: Visit) -> WebResult {
    let context = standing(&visit).await?;
    visit.render("privacy/erase.html", context)
}

/// `GET /profilo/dati/cancellazione/conferma`: the second step, with the password. Whoever asks.
///
/// # Errors
/// When the database fails.
pub async fn confirmation(visit: Visit) -> WebResult {
    let context = standing(&visit).await?;
    visit.render(CONFIRMATION, context)
}

/// `POST /profilo/dati/cancellazione/conferma`: does it, and signs her out. Whoever asks, who knows her password.
///
/// # Errors
/// `TooMany` wrong passwords; when the database fails.
pub async fn erase(visit: Visit, form: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    if !accounts::proves_password(&visit, form.get("current_password")).await? {
        errors.add("current_password", "accounts-error-current-password");
    }
    if form.get("sure").is_empty() {
        errors.add("sure", "privacy-erase-error-sure");
    }
    if !errors.is_empty() {
        let context = standing(&visit).await?;
        return visit.render_invalid(CONFIRMATION, context, &errors);
    }
    let (account, now) = (visit.signed_in()?.id, visit.now());
    let (residue, forgets) = (residue(visit.app())?, visit.app().forgets);
    let erase = move |conn: &mut Conn| erasure::erase(conn, account, Wish::Own, forgets, &residue, now);
    match visit.app().db.write(erase).await {
        Ok(_) => Ok(visit.redirect_signed_out(DONE, "privacy-erase-flash")),
        // She wrote meanwhile, or the desk: the page says so.
        Err(ErasureError::Open(_)) => {
            let context = standing(&visit).await?;
            visit.render_invalid(CONFIRMATION, context, &FieldErrors::new())
        }
        Err(ErasureError::Nobody) => Err(Problem::NotFound),
        Err(ErasureError::Db(error)) => Err(error.into()),
    }
}

/// `GET /privacy/cancellazione`: that it is done, for whoever is nobody any more; says nothing of anybody.
///
/// # Errors
/// A fault of the template.
pub async fn done(visit: Visit) -> WebResult {
    visit.render("privacy/erased.html", Context::new())
}

/// What stands in place of words.
pub(super) fn residue(app: &App) -> Result<Residue, Problem> {
    Residue::of(&app.texts).ok_or_else(|| Problem::fault("a text of the residue is no text"))
}

/// How much there is, and what is open.
async fn standing(visit: &Visit) -> Result<Context, Problem> {
    let account = visit.signed_in()?.id;
    let read = move |conn: &mut Conn| -> DbResult<_> {
        Ok((tickets::open_of(conn, account)?, tickets::counts_of(conn, account)?))
    };
    let (open, (questions, messages, files)) = visit.app().db.read::<_, DbError, _>(read).await?;
    let open: Vec<Open> = open
        .into_iter()
        .map(|ticket| Open { number: ticket.id, subject: ticket.subject.to_string() })
        .collect();
    Ok(context! { open => &open, questions, messages, files })
}
