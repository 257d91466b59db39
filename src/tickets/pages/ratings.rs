//! `/coda/valutazioni`: whom answers did not help, and why.

use actix_web::web;
use serde::{Deserialize, Serialize};
use tera::context;

use super::view;
use crate::accounts::permissions::{RatingScope, rating_scope};
use crate::accounts::{self, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{CycleId, TicketId};
use crate::kernel::rating::{RatingReason, Verdict};
use crate::platform::db::Conn;
use crate::platform::web::{Problem, WebResult};
use crate::tickets::store::ratings::After;
use crate::tickets::{TicketResult, store};

const PAGE: usize = 30;

/// Where the list goes on: microseconds and number of the last one shown, joined by a hyphen.
#[derive(Deserialize)]
pub struct Older {
    prima: Option<String>,
}

#[derive(Serialize)]
struct Line {
    number: TicketId,
    subject: String,
    holder: Option<String>,
    at: Instant,
    verdict: Verdict,
    reason: Option<RatingReason>,
    words: Option<String>,
}

/// `GET /coda/valutazioni`: coordinators see all of them, experts those of the questions that they hold.
///
/// # Errors
/// 404 for a place that is none; when the database fails.
pub async fn list(visit: Visit, older: web::Query<Older>) -> WebResult {
    let holder = match rating_scope(visit.signed_in()?) {
        RatingScope::All => None,
        RatingScope::Held(holder) => Some(holder),
        RatingScope::Nothing => return Err(Problem::NotFound),
    };
    let after = match &older.prima {
        Some(place) => Some(place_of(place).ok_or(Problem::NotFound)?),
        None => None,
    };
    let load = move |conn: &mut Conn| -> TicketResult<_> {
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let unhappy = store::ratings::unhappy(conn, holder, after, limit)?;
        let mut holders: Vec<_> = unhappy.iter().filter_map(|one| one.holder).collect();
        holders.sort_unstable();
        holders.dedup();
        Ok((unhappy, accounts::people(conn, &holders)?))
    };
    let (mut unhappy, people) = visit.app().db.read(load).await?;
    let more = unhappy.len() > PAGE;
    unhappy.truncate(PAGE);
    let next = unhappy.last().filter(|_| more);
    let next =
        next.map(|one| format!("/coda/valutazioni?prima={}-{}", one.rating.at.micros(), one.rating.cycle));
    let name = |id| people.iter().find(|person| person.id == id).map(|person| person.name.to_string());
    let lines: Vec<Line> = unhappy
        .into_iter()
        .map(|one| Line {
            number: one.ticket,
            subject: one.subject.to_string(),
            holder: one.holder.and_then(name),
            at: one.rating.at,
            verdict: one.rating.verdict,
            reason: one.rating.reason,
            words: one.rating.words,
        })
        .collect();
    let context = context! {
        title => &view::text(&visit, "desk-ratings-title"),
        all => &holder.is_none(),
        ratings => &lines,
        older => &next,
    };
    visit.render("tickets/ratings.html", context)
}

fn place_of(place: &str) -> Option<After> {
    let (at, cycle) = place.split_once('-')?;
    Some(After { at: Instant::from_micros(at.parse().ok()?), cycle: CycleId(cycle.parse().ok()?) })
}
