//! `/dati-aperti`: the published catalogue as files that anybody may fetch and use again, with their description for the catalogues
//! of open data.

mod dcat;
mod format;
mod record;

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use tera::context;

use self::format::Format;
use self::record::Record;
use super::pages::public;
use super::pieces;
use crate::accounts::{Counted, Limit, Visit};
use crate::app::App;
use crate::catalogue::{self, PublicEntry, Snapshot};
use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::i18n::Lang;
use crate::platform::web::{Problem, Validators, WebResult};

/// Entries read at once.
const PIECE: i64 = 200;

/// A file as the page offers it.
#[derive(Debug, Clone, Serialize)]
struct Offered {
    href: String,
    name: &'static str,
    /// In bytes, as far as the first entries tell of all.
    bytes: i64,
}

/// `GET /dati-aperti`: anyone.
///
/// # Errors
/// When the database fails.
pub async fn page(visit: Visit) -> WebResult {
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| -> DbResult<_> {
        let snapshot = catalogue::current(&app, conn, now)?;
        let sizes = sizes(&app, conn, &snapshot)?;
        Ok((snapshot, sizes))
    };
    let (snapshot, sizes) = visit.app().db.read(read).await?;
    let offered: Vec<Offered> = Format::ALL
        .into_iter()
        .zip(sizes)
        .map(|(format, bytes)| Offered { href: format.path(), name: format.name(), bytes })
        .collect();
    let total = snapshot.digest(visit.lang()).total;
    let context = context! {
        files => &offered,
        about => &(total > PIECE),
        total => &total,
        changed_at => &snapshot.changed.map(|(_, at)| at),
    };
    public(&visit, "service/open_data.html", "legal-open-data", context)
}

/// `GET /dati-aperti/catalogo.{ending}`: every published entry, or the description of the files.
///
/// # Errors
/// 404 for a format that there is not; when the database fails.
pub async fn file(visit: Visit, request: HttpRequest, ending: web::Path<String>) -> WebResult {
    let described = ending.as_str() == dcat::ENDING;
    let format = Format::parse(&ending);
    if format.is_none() && !described {
        return Err(Problem::NotFound);
    }
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| catalogue::current(&app, conn, now);
    let snapshot = visit.app().db.read::<_, DbError, _>(read).await?;
    let validators = validators(&snapshot, &ending, now);
    if let Some(unchanged) = validators.unchanged(&request) {
        return Ok(unchanged);
    }
    let mut answer = HttpResponse::Ok();
    validators.say(&mut answer);
    if ending.as_str() != Format::Csv.ending() {
        answer.insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
        answer.insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"));
    }
    let Some(format) = format else {
        let changed = snapshot.changed.map_or(now, |(_, at)| at);
        let described = dcat::described(&visit.app().config, changed, now).to_string();
        return Ok(answer.content_type(dcat::MEDIA_TYPE).body(described));
    };
    // What is sent is long; whoever has it already was told so above.
    visit.admit(&[Counted::network(Limit::Download, visit.client())])?;
    let name = format!("attachment; filename=\"catalogo.{}\"", format.ending());
    answer.insert_header((header::CONTENT_DISPOSITION, name));
    let app = visit.app().clone();
    let next = move |conn: &mut Conn, after: EntryId| {
        let (records, last) = records(&app, conn, &snapshot, after)?;
        let mut text = format.entries(&records, after == EntryId(0));
        if last.is_none() {
            text.push_str(format.end());
        }
        Ok((text, last))
    };
    let stream = pieces::file(visit.app().clone(), format.head(), next);
    Ok(answer.content_type(format.media_type()).streaming(stream))
}

/// How long each file is, as far as the first entries tell of all: counted once for each state of the catalogue.
fn sizes(app: &App, conn: &mut Conn, snapshot: &Arc<Snapshot>) -> DbResult<Vec<i64>> {
    const NAME: &str = "sizes of the open data";
    if let Some(kept) = snapshot.fragment(NAME) {
        return Ok(kept.split(' ').filter_map(|size| size.parse().ok()).collect());
    }
    let (records, _) = records(app, conn, snapshot, EntryId(0))?;
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    let (read, total) = (i64::try_from(records.len()).unwrap_or(1).max(1), snapshot.digest(Lang::It).total);
    let size = |format: Format| {
        let of_these = length(&format.entries(&records, true));
        length(&format.head()) + length(format.end()) + of_these.saturating_mul(total) / read
    };
    let sizes: Vec<i64> = Format::ALL.into_iter().map(size).collect();
    let kept: Vec<String> = sizes.iter().map(i64::to_string).collect();
    snapshot.keep_fragment(NAME.to_owned(), kept.join(" ").into());
    Ok(sizes)
}

/// The next entries above one, and the last of them when more may follow.
fn records(
    app: &App,
    conn: &mut Conn,
    snapshot: &Arc<Snapshot>,
    after: EntryId,
) -> DbResult<(Vec<Record>, Option<EntryId>)> {
    let entries = catalogue::public_page(conn, after, PIECE)?;
    let full = i64::try_from(entries.len()) == Ok(PIECE);
    let last = entries.last().map(|entry| entry.id).filter(|_| full);
    let site = &app.config.server.public_url;
    let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
    let mut files = catalogue::public_files(conn, &ids)?;
    let languages = catalogue::elsewhere(conn, &ids)?;
    let record = |entry: PublicEntry| {
        let files = files.remove(&entry.id).unwrap_or_default();
        let elsewhere = languages.get(&entry.id);
        Record::of(entry, &files, elsewhere, &snapshot.tree, site)
    };
    Ok((entries.into_iter().map(record).collect(), last))
}

/// The files change with what is public and with the names of the topics.
fn validators(snapshot: &Snapshot, ending: &str, now: Instant) -> Validators {
    let (position, at) = snapshot.changed.map_or((0, now), |(position, at)| (position.0, at));
    Validators::new(format!("{position}-{:x}-{ending}", snapshot.names()), at)
}
