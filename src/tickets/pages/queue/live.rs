//! `/coda/eventi` and `/coda/novita`: what happens to a list after its page was shown.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use futures_util::stream;
use serde::{Deserialize, Serialize};

use super::address::Words;
use super::{Basis, PAGE, reader};
use crate::accounts::permissions::{DESK, may_enter};
use crate::accounts::{self, Person, SessionWatch, Visit};
use crate::app::App;
use crate::kernel::ids::{AccountId, Position, TicketId};
use crate::platform::db::{Conn, DbError};
use crate::platform::events;
use crate::platform::web::{Problem, WebResult};
use crate::tickets::listing::Times;
use crate::tickets::model::{Ticket, TicketState};
use crate::tickets::pages::view;
use crate::tickets::store;
use crate::tickets::watchers::{Told, Watcher};
use crate::tickets::{TicketError, TicketResult};

/// How long a browser waits before it comes back, in milliseconds.
const COME_BACK: u32 = 5000;

/// The event that a page is as new as.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Since {
    da: i64,
}

/// `GET /coda/eventi?da=`: a stream of server-sent events, one when something happened after the event `da`, at most one a
/// second. It ends when the session does or the person leaves the desk, which is looked at before anything is told and at least
/// every twenty seconds, when this person opens many others, and when the program stops.
///
/// # Errors
/// 429 when as many watch as this process serves; when the database fails.
pub async fn stream(visit: Visit, since: web::Query<Since>) -> WebResult {
    let (person, session) = (reader(&visit)?, visit.session_watch().ok_or(Problem::NotFound)?);
    let newest = visit.app().db.read_briefly::<_, DbError, _>(events::last_position).await?;
    let shown = Position(since.da).min(newest);
    let watcher = visit.app().watchers.seat(person.id, shown).ok_or(Problem::TooMany { retry_after: 60 })?;
    visit.app().watchers.tell(newest);
    let opening = Some(format!("retry: {COME_BACK}\n\n"));
    let told = stream::unfold((opening, watcher, session), |(opening, mut watcher, session)| async move {
        let piece = match opening {
            Some(opening) => opening,
            None => next(&mut watcher, &session).await?,
        };
        Some((Ok::<_, std::convert::Infallible>(Bytes::from(piece)), (None, watcher, session)))
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/event-stream"))
        // Nothing on the way may keep what is meant for this moment: neither a proxy, nor what compresses.
        .insert_header(("X-Accel-Buffering", "no"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .streaming(told))
}

async fn next(watcher: &mut Watcher, session: &SessionWatch) -> Option<String> {
    let told = watcher.next().await?;
    let person = session.person().await.ok()?;
    may_enter(person.as_ref(), DESK).then(|| match told {
        Told::News(position) => format!("data: {}\n\n", position.0),
        Told::Nothing => ":\n\n".to_owned(),
    })
}

/// What is new about a page of a list.
#[derive(Serialize)]
struct News {
    /// The newest event.
    position: i64,
    /// In words, when there is anything.
    text: Option<String>,
    /// The rows that changed.
    rows: Vec<Changed>,
}

#[derive(Serialize)]
struct Changed {
    number: TicketId,
    version: i32,
    text: String,
}

/// `GET /coda/novita`, with the words of a list: how many questions it has whose number is above `ultima`, and which of `righe`
/// (`number.version`, joined by `-`) are not what they were. JSON, for the page that shows the list.
///
/// # Errors
/// When the database fails.
pub async fn news(visit: Visit, words: web::Query<Words>) -> WebResult {
    let (person, app, times) = (reader(&visit)?, visit.app().clone().into_inner(), Times::at(visit.now()));
    let last = TicketId(visit.query("ultima").parse().unwrap_or(i64::MAX));
    let (rows, of) = (rows(&visit.query("righe")), person.clone());
    let load = move |conn: &mut Conn| load(conn, &app, &of, &words, (last, &rows), &times);
    let (position, new, changed, names) = visit.app().db.read(load).await?;
    let rows: Vec<Changed> = changed
        .iter()
        .map(|ticket| Changed {
            number: ticket.id,
            version: ticket.version,
            text: state_words(&visit, ticket, &names, person.id),
        })
        .collect();
    let args = [("count", new.into()), ("changed", rows.len().into())];
    let text =
        (new > 0 || !rows.is_empty()).then(|| visit.app().texts.get(visit.lang(), "queue-live-news", &args));
    Ok(HttpResponse::Ok().json(News { position: position.0, text, rows }))
}

type Found = (Position, usize, Vec<Ticket>, view::Names);

fn load(
    conn: &mut Conn,
    app: &App,
    person: &Person,
    words: &Words,
    (last, rows): (TicketId, &HashMap<TicketId, i32>),
    times: &Times,
) -> TicketResult<Found> {
    let basis = Basis::of(conn, person)?;
    let staff = accounts::staff_by_partner(conn)?;
    let filter = basis.filter(app, &basis.wanted(words), &staff);
    let position = events::last_position(conn)?;
    let new = app.worklist.look(conn, times, |in_hand| in_hand.newer(&filter, last, times))?;
    let numbers: Vec<TicketId> = rows.keys().copied().collect();
    let mut changed = store::tickets::several(conn, &numbers)?;
    changed.retain(|ticket| rows.get(&ticket.id) != Some(&ticket.version));
    let holders: Vec<AccountId> = changed.iter().filter_map(|ticket| ticket.assignee).collect();
    let names = accounts::people(conn, &holders)?.into_iter().map(|person| (person.id, person)).collect();
    Ok::<_, TicketError>((position, new, changed, names))
}

/// As many rows as a page has; what cannot be read is left out.
fn rows(text: &str) -> HashMap<TicketId, i32> {
    let row = |row: &str| {
        let (number, version) = row.split_once('.')?;
        Some((TicketId(number.parse().ok()?), version.parse().ok()?))
    };
    text.split('-').filter_map(row).take(PAGE).collect()
}

/// Where a question stands now, in a few words.
fn state_words(visit: &Visit, ticket: &Ticket, names: &view::Names, me: AccountId) -> String {
    match ticket.assignee.filter(|_| ticket.state == TicketState::Assigned) {
        Some(holder) if holder == me => view::text(visit, "queue-live-yours"),
        Some(holder) => {
            let name = names.get(&holder).map(|person| person.name.to_string()).unwrap_or_default();
            view::text_with(visit, "queue-live-held", "name", name)
        }
        None => view::text_with(visit, "queue-live-state", "state", view::state_word(visit, ticket.state)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_far_as_they_make_sense() {
        assert_eq!(rows("12.5-13.1"), HashMap::from([(TicketId(12), 5), (TicketId(13), 1)]));
        assert_eq!(rows("12-x.y-7.2-"), HashMap::from([(TicketId(7), 2)]));
        let many: Vec<String> = (0..1000).map(|number| format!("{number}.1")).collect();
        assert_eq!(rows(&many.join("-")).len(), PAGE);
    }
}
