//! `/api/v1/catalogue`: the public part for other programs, open to every site (read only, nothing personal).

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::cache::Snapshot;
use super::listing::{self, Asked, Listing, ListingError};
use super::model::{Card, EntryKind};
use super::pages::address::{LAST_PAGE, Params};
use super::usage;
use crate::accounts::Visit;
use crate::app::App;
use crate::platform::db::DbError;
use crate::platform::web::{Problem, WebResult};

/// Entries on a page when the request does not say.
const PER_PAGE: usize = 20;
/// The most that a request may ask for.
const MOST_PER_PAGE: usize = 100;
/// Entries offered while typing.
const SUGGESTIONS: usize = 8;

#[derive(Serialize)]
struct Results<'a> {
    total: usize,
    results: Vec<Hit<'a>>,
    corrected_query: Option<&'a str>,
}

#[derive(Serialize)]
struct Hit<'a> {
    #[serde(flatten)]
    entry: EntryFields<'a>,
    /// HTML: escaped text with `<mark>` around the words.
    snippet: &'a str,
    score: f32,
}

#[derive(Serialize)]
struct EntryFields<'a> {
    reference: &'a str,
    slug: &'a str,
    kind: EntryKind,
    title: &'a str,
    topic: &'a str,
}

/// `GET /api/v1/catalogue/search?q=&topic=&kind=&page=&per_page=`: anyone.
///
/// # Errors
/// 400 for a kind that does not exist or a number out of range, 503 while the index is being built.
pub async fn search(app: web::Data<App>, visit: Visit, request: HttpRequest) -> WebResult {
    let params = Params::read(request.query_string());
    let kind = match params.get("kind") {
        "" => None,
        word => {
            Some(EntryKind::parse(word).ok_or(Problem::BadRequest("kind is answer, practice or service"))?)
        }
    };
    let page =
        number(params.get("page"), 1, LAST_PAGE).ok_or(Problem::BadRequest("page is from 1 to 500"))?;
    let per_page = number(params.get("per_page"), PER_PAGE, MOST_PER_PAGE)
        .ok_or(Problem::BadRequest("per_page is from 1 to 100"))?;
    let (words, is_plain) = (params.words(), kind.is_none() && params.get("topic").is_empty() && page == 1);
    let asked = Asked { text: words.clone(), kind, page, per_page, ..Asked::default() };
    let topic = params.get("topic").to_owned();
    let (shared, now) = (app.clone(), app.clock.now());
    let found: Result<(Arc<Snapshot>, Arc<Listing>), ListingError> = app
        .db
        .read(move |conn| {
            let snapshot = listing::current(&shared, conn, now)?;
            let topic_id = snapshot.tree.by_slug(&topic).map(|topic| topic.id);
            if topic_id.is_none() && !topic.is_empty() {
                return Ok((snapshot, Arc::default()));
            }
            let listing = listing::search(&shared, conn, Asked { topic: topic_id, ..asked }, now)?;
            Ok((snapshot, listing))
        })
        .await;
    let (snapshot, listing) = found.map_err(problem)?;
    if !words.is_empty() && page == 1 && usage::counts(&visit, &request) {
        app.catalogue.usage.count_search(now.rome().date_naive(), listing.total > 0);
    }
    if listing.total == 0 && is_plain {
        app.catalogue.misses.count(&words);
    }
    let results = listing
        .results
        .iter()
        .map(|found| Hit {
            entry: fields(&found.entry, &snapshot),
            snippet: &found.passage,
            score: found.score,
        })
        .collect();
    answer(&Results { total: listing.total, results, corrected_query: listing.corrected.as_deref() })
}

#[derive(Serialize)]
struct Suggestions<'a> {
    results: Vec<EntryFields<'a>>,
}

/// `GET /api/v1/catalogue/suggest?q=`: entries while typing; anyone.
///
/// # Errors
/// 503 while the index is being built.
pub async fn suggest(app: web::Data<App>, request: HttpRequest) -> WebResult {
    let text = Params::read(request.query_string()).words();
    let (shared, now) = (app.clone(), app.clock.now());
    let found: Result<(Arc<Snapshot>, Vec<Arc<Card>>), ListingError> = app
        .db
        .read(move |conn| {
            let entries = listing::suggest(&shared, conn, &text, SUGGESTIONS, now)?;
            Ok((listing::current(&shared, conn, now)?, entries))
        })
        .await;
    let (snapshot, entries) = found.map_err(problem)?;
    answer(&Suggestions { results: entries.iter().map(|entry| fields(entry, &snapshot)).collect() })
}

fn fields<'a>(entry: &'a Card, snapshot: &'a Snapshot) -> EntryFields<'a> {
    EntryFields {
        reference: &entry.reference,
        slug: &entry.slug,
        kind: entry.kind,
        title: &entry.title,
        topic: snapshot.tree.get(entry.topic).map_or("", |topic| &topic.slug),
    }
}

/// A number from 1 to `most`; `default` when it is not given.
fn number(text: &str, default: usize, most: usize) -> Option<usize> {
    if text.is_empty() {
        Some(default)
    } else {
        text.parse().ok().filter(|number| (1..=most).contains(number))
    }
}

fn answer(body: &impl Serialize) -> WebResult {
    let json = serde_json::to_string(body).map_err(Problem::fault)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"))
        .body(json))
}

fn problem(error: ListingError) -> Problem {
    match error {
        ListingError::Db(error) => DbError::into(error),
        ListingError::Search(error) => {
            tracing::warn!(%error, "a search was turned away");
            Problem::Unavailable
        }
    }
}
