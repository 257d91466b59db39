//! What an entry said before: `/catalogo/{slug}/versioni/{number}`, for whoever was led there once.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Serialize;
use tera::context;

use super::details;
use super::view::{self, text_with};
use crate::accounts::Visit;
use crate::catalogue::files;
use crate::catalogue::model::{PublicEntry, Version};
use crate::catalogue::norms;
use crate::catalogue::store::publications::Publication;
use crate::catalogue::store::{addresses, entries, public, publications};
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::date;
use crate::platform::web::{Problem, WebResult};

/// A version that was public, in the history of an entry.
#[derive(Debug, Serialize)]
pub struct Former {
    at: Instant,
    /// Where it can be read; the present one is the page itself, and some are read by nobody.
    href: Option<String>,
    present: bool,
}

/// The history of a public entry, newest first; none when there is only what the page shows.
pub(super) fn history(conn: &mut Conn, entry: &PublicEntry) -> DbResult<Vec<Former>> {
    let known = publications::of_entry(conn, entry.id)?;
    if known.len() < 2 {
        return Ok(Vec::new());
    }
    let former = |of: &Publication| {
        let present = of.version == entry.version;
        let href = || format!("/catalogo/{}/versioni/{}", entry.slug, of.version);
        Former { at: of.at, href: (of.readable && !present).then(href), present }
    };
    Ok(known.iter().map(former).collect())
}

/// What an address leads to.
enum Reading {
    Former(Box<(PublicEntry, Version, Publication)>),
    /// The page of this place under `/catalogo/`: of the version that is public now, or of an entry that has another address by now.
    Elsewhere(String),
    Nothing,
}

/// `GET /catalogo/{slug}/versioni/{number}`: a version that was public once, while another is; the one that is public leads to its
/// entry.
///
/// # Errors
/// 404 for what was never public, for what may not be read any more, and for every version of what is not public; when the database
/// fails.
pub async fn version(visit: Visit, place: web::Path<(String, i32)>) -> WebResult {
    let (slug, number) = place.into_inner();
    let (entry, version, publication) =
        match visit.app().db.read(move |conn| load(conn, &slug, number)).await? {
            Reading::Former(former) => *former,
            Reading::Elsewhere(place) => {
                let place = format!("/catalogo/{place}");
                return Ok(HttpResponse::Found().insert_header((header::LOCATION, place)).finish());
            }
            Reading::Nothing => return Err(Problem::NotFound),
        };
    let content = &version.content;
    let lang = visit.lang();
    let day: NaiveDate = publication.at.rome().date_naive();
    let title = text_with(
        &visit,
        "catalogue-former-title",
        &[("title", content.title.as_str().into()), ("day", date(lang, day).into())],
    );
    let lines = content.sources.lines().map(str::trim).filter(|line| !line.is_empty());
    let context = context! {
        title => &title,
        heading => &content.title,
        noindex => &true,
        entry => &entry,
        content => content,
        at => &publication.at,
        text_lang => &(content.language != lang).then_some(content.language),
        kind => &view::kind_word(&visit, content.kind()),
        sources => &lines.map(norms::linked).collect::<Vec<_>>(),
        files => &files::shown(&version.files, &format!("/catalogo/{}/versioni/{}", entry.slug, version.number)),
        details => &details::shown(&visit, &content.details),
        canonical => &visit.app().config.server.public_url.join(&format!("/catalogo/{}", entry.slug)),
    };
    visit.render("catalogue/former.html", context)
}

fn load(conn: &mut Conn, slug: &str, number: i32) -> DbResult<Reading> {
    let Some(entry) = public::by_slug(conn, slug)? else {
        let present = addresses::led_on(conn, slug)?;
        let place = present.map(|present| format!("{present}/versioni/{number}"));
        return Ok(place.map_or(Reading::Nothing, Reading::Elsewhere));
    };
    if entry.version == number {
        return Ok(Reading::Elsewhere(entry.slug));
    }
    let publication = publications::find(conn, entry.id, number)?.filter(|known| known.readable);
    let version = entries::version_of(conn, entry.id, number)?;
    Ok(match (version, publication) {
        (Some(version), Some(publication)) => Reading::Former(Box::new((entry, version, publication))),
        _ => Reading::Nothing,
    })
}
