//! The files of entries, fetched by everybody and by the desk.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use super::{EntryFile, Place, readable};
use crate::accounts::{Counted, Limit, Visit};
use crate::catalogue::error::{CatalogueError, CatalogueResult};
use crate::catalogue::store::addresses;
use crate::kernel::ids::{EntryFileId, EntryId};
use crate::platform::db::Conn;
use crate::platform::web::{Validators, WebResult, saved_as, to_be_saved};

/// What an address leads to.
enum Reading {
    File(EntryFile),
    /// The entry has another name by now.
    Elsewhere(String),
}

/// `GET /catalogo/{slug}/allegati/{id}`: a file of what is public.
///
/// # Errors
/// 404 for every other; 429; when the database or the file store fails.
pub async fn of_entry(visit: Visit, request: HttpRequest, place: web::Path<(String, i64)>) -> WebResult {
    let (slug, id) = place.into_inner();
    let id = EntryFileId(id);
    let find = move |conn: &mut Conn| -> CatalogueResult<Reading> {
        match readable(conn, Place::Entry(&slug), id) {
            Err(CatalogueError::NotFound) => {
                let present = addresses::led_on(conn, &slug)?.ok_or(CatalogueError::NotFound)?;
                readable(conn, Place::Entry(&present), id)
                    .map(|file| Reading::Elsewhere(file.address(&present)))
            }
            found => found.map(Reading::File),
        }
    };
    match visit.app().db.read(find).await? {
        Reading::File(file) => send(&visit, &request, file).await,
        Reading::Elsewhere(place) => {
            Ok(HttpResponse::MovedPermanently().insert_header((header::LOCATION, place)).finish())
        }
    }
}

/// `GET /catalogo/{slug}/versioni/{number}/allegati/{id}`: a file of what an entry said before.
///
/// # Errors
/// 404 for what may not be read; 429; when the database or the file store fails.
pub async fn of_former(
    visit: Visit,
    request: HttpRequest,
    place: web::Path<(String, i32, i64)>,
) -> WebResult {
    let (slug, number, id) = place.into_inner();
    let find = move |conn: &mut Conn| readable(conn, Place::Former(&slug, number), EntryFileId(id));
    let file = visit.app().db.read(find).await?;
    send(&visit, &request, file).await
}

/// `GET /redazione/{id}/allegati/{file}`: a file of any version.
///
/// # Errors
/// 404; when the database or the file store fails.
pub async fn of_desk(visit: Visit, place: web::Path<(i64, i64)>) -> WebResult {
    let (entry, id) = place.into_inner();
    let person = visit.signed_in()?.clone();
    let find = move |conn: &mut Conn| readable(conn, Place::Desk(EntryId(entry), &person), EntryFileId(id));
    let file = visit.app().db.read(find).await?;
    let content = visit.app().storage.get(&file.storage_key).await?;
    Ok(saved_as(&file.name, &file.content_type, content))
}

/// Sends a file to everybody. Whoever has it asks again each time whether it may still be had, and is told so in a few bytes.
async fn send(visit: &Visit, request: &HttpRequest, file: EntryFile) -> WebResult {
    let validators = Validators::new(file.sha256, file.created_at);
    if let Some(unchanged) = validators.unchanged(request) {
        return Ok(unchanged);
    }
    visit.admit(&[Counted::network(Limit::PublicFile, visit.client())])?;
    let content = visit.app().storage.get(&file.storage_key).await?;
    let mut answer = to_be_saved(&file.name, &file.content_type);
    validators.say(&mut answer);
    Ok(answer.body(content))
}
