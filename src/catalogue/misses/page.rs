//! `/redazione/ricerche`: what was searched for and not found.

use serde::Serialize;
use tera::context;

use super::{first_day, store};
use crate::accounts::Visit;
use crate::catalogue::listing::{self, Asked, ListingError};
use crate::catalogue::usage;
use crate::kernel::wilson::Rate;
use crate::platform::db::{Conn, DbError};
use crate::platform::web::WebResult;

/// Lines of the list: who has worked through them sees the next.
const LINES: i64 = 50;

#[derive(Serialize)]
struct Line {
    words: String,
    /// Where they are searched for again.
    href: String,
    times: i64,
    day: Option<String>,
}

/// `GET /redazione/ricerche`: words that found nothing in the last days and find nothing now, the most often first.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit) -> WebResult {
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| -> Result<(Vec<Line>, Option<Rate>), DbError> {
        let searches = usage::searches_since(conn, first_day(now))?;
        let mut lines = Vec::new();
        for miss in store::since(conn, first_day(now), LINES)? {
            let asked = Asked { text: miss.words.clone(), page: 1, per_page: 1, ..Asked::default() };
            let finds_something = match listing::search(&app, conn, asked, now) {
                Ok(listing) => listing.total > 0,
                Err(ListingError::Db(error)) => return Err(error),
                // While the index is being built nothing can be said of it.
                Err(ListingError::Search(_)) => false,
            };
            if !finds_something {
                let query: String = url::form_urlencoded::byte_serialize(miss.words.as_bytes()).collect();
                lines.push(Line {
                    href: format!("/catalogo?q={query}"),
                    words: miss.words,
                    times: miss.times,
                    day: miss.day.map(|day| day.to_string()),
                });
            }
        }
        Ok((lines, Rate::of(searches.without_result, searches.all)))
    };
    let (lines, rate) = visit.app().db.read(read).await?;
    let context = context! { title => &visit.text("misses-title"), lines => &lines, rate => &rate };
    visit.render("catalogue/misses.html", context)
}
