//! The year that an address asks for.

use crate::accounts::Visit;
use crate::platform::web::Problem;

/// The year of `?anno=`; none where it is left out or empty, as a form sends it when nothing is chosen.
///
/// # Errors
/// 400 where it is no number.
pub(super) fn asked_year(visit: &Visit) -> Result<Option<i32>, Problem> {
    let word = visit.query("anno");
    match word.trim() {
        "" => Ok(None),
        year => year.parse().map(Some).map_err(|_| Problem::BadRequest("anno is no year")),
    }
}
