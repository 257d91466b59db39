//! `/coda/posta/riscontro`: what became of the mails of the last days, and which ones a mailbox keeps back.

use chrono::Days;
use tera::context;

use super::{DAYS, of_day};
use crate::accounts::Visit;
use crate::intake::imap;
use crate::kernel::ids::ImapFolderId;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::i18n::day_of_rome;
use crate::platform::web::{PostForm, Problem, WebResult};

const PATH: &str = "/coda/posta/riscontro";

/// `GET /coda/posta/riscontro`: the last days, the newest first, and what the mailboxes themselves say.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit) -> WebResult {
    let (app, today) = (visit.app().clone(), day_of_rome(visit.now()));
    let load = move |conn: &mut Conn| -> DbResult<_> {
        let days = (0..DAYS).filter_map(|before| today.checked_sub_days(Days::new(before)));
        let days = days.map(|day| of_day(conn, day)).collect::<DbResult<Vec<_>>>()?;
        Ok((days, imap::read(conn, &app)?, imap::not_given(conn, &app)?))
    };
    let (days, folders, not_given) = visit.app().db.read(load).await?;
    let days: Vec<_> = days.into_iter().filter(|day| !day.ways.is_empty()).collect();
    let title = visit.text("intake-account-title");
    visit.render(
        "intake/reconciliation.html",
        context! { title => &title, days => &days, folders => &folders, not_given => &not_given, count => &DAYS },
    )
}

/// `POST /coda/posta/riscontro/richiesta`: asks the server at once for the message that the form names.
///
/// # Errors
/// 400 for a form that is not ours; when the database fails.
pub async fn ask(visit: Visit, form: PostForm) -> WebResult {
    let number = |field: &str| form.get(field).parse::<i64>().ok();
    let named = number("folder").zip(number("uid_validity")).zip(number("uid"));
    let ((folder, uid_validity), uid) = named.ok_or(Problem::BadRequest("the form names no message"))?;
    let now = visit.now();
    let wish = move |conn: &mut Conn| imap::wish(conn, ImapFolderId(folder), uid_validity, uid, now);
    let is_asked = visit.app().db.write::<_, DbError, _>(wish).await?;
    let notice = if is_asked { "intake-notice-asked" } else { "intake-notice-not-there" };
    Ok(visit.redirect(PATH, notice))
}
