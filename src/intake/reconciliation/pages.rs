//! `/coda/posta/riscontro`: what became of the mails of the last days.

use chrono::Days;
use tera::context;

use super::{DAYS, of_day};
use crate::accounts::Visit;
use crate::intake::imap;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::day_of_rome;
use crate::platform::web::WebResult;

/// `GET /coda/posta/riscontro`: the last days, the newest first, and what the mailboxes themselves say.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit) -> WebResult {
    let (app, today) = (visit.app().clone(), day_of_rome(visit.now()));
    let load = move |conn: &mut Conn| -> DbResult<_> {
        let days = (0..DAYS).filter_map(|before| today.checked_sub_days(Days::new(before)));
        let days = days.map(|day| of_day(conn, day)).collect::<DbResult<Vec<_>>>()?;
        Ok((days, imap::read(conn, &app)?))
    };
    let (days, folders) = visit.app().db.read(load).await?;
    let days: Vec<_> = days.into_iter().filter(|day| !day.ways.is_empty()).collect();
    let title = visit.text("intake-account-title");
    visit.render(
        "intake/reconciliation.html",
        context! { title => &title, days => &days, folders => &folders, count => &DAYS },
    )
}
