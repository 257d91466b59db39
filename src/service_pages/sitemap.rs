//! `/robots.txt` (RFC 9309) and `/sitemap.xml` (<https://www.sitemaps.org/protocol.html>): what search engines should know of.
//!
//! The map of the map names one part with the fixed pages, and parts with the entries: each those of a range of numbers, so that none has
//! more addresses than the protocol allows, and each is written piece by piece.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{pieces, xml};
use crate::accounts::Visit;
use crate::catalogue::{self, Snapshot, translations};
use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::norms;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::platform::web::{Problem, Validators, WebResult};

/// Addresses in one part, as many as the protocol allows.
const PART: i64 = 50_000;
/// Entries read at once.
const PIECE: i64 = 2_000;

const MEDIA_TYPE: &str = "application/xml; charset=utf-8";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// Says where the same is in another language (<https://developers.google.com/search/docs/specialty/international/localized-versions>).
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Pages that are always there.
const FIXED: [&str; 11] = [
    "/",
    "/catalogo",
    "/argomenti",
    "/servizi",
    "/catalogo/norme",
    "/domande-frequenti",
    "/dati-aperti",
    "/statistiche-aperte",
    "/privacy",
    "/note-legali",
    "/accessibilita",
];

/// `GET /robots.txt`: anyone. What is private needs no mention: whoever has not signed in is led away from it.
///
/// # Errors
/// None.
pub async fn robots(visit: Visit) -> WebResult {
    let map = visit.app().config.server.public_url.join("/sitemap.xml");
    let text = format!("User-agent: *\nDisallow: /api/\nDisallow: /segui/\n\nSitemap: {map}\n");
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .content_type("text/plain; charset=utf-8")
        .body(text))
}

/// `GET /sitemap.xml`: anyone.
///
/// # Errors
/// When the database fails.
pub async fn index(visit: Visit, request: HttpRequest) -> WebResult {
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| -> DbResult<_> {
        let snapshot = catalogue::current(&app, conn, now)?;
        let parts = catalogue::last_id(conn)?.0.div_euclid(PART) + 1;
        let mut newest = Vec::new();
        for part in 1..=parts {
            let (after, last) = range(part);
            if let Some(at) = catalogue::newest_between(conn, after, last)? {
                newest.push((part, at));
            }
        }
        Ok((validators(&snapshot, now), newest))
    };
    let (validators, parts) = visit.app().db.read(read).await?;
    if let Some(unchanged) = validators.unchanged(&request) {
        return Ok(unchanged);
    }
    let site = &visit.app().config.server.public_url;
    let mut text = format!("{HEAD}<sitemapindex xmlns=\"{SCHEMA}\">\n");
    let mut add = |path: &str, at: Option<Instant>| {
        text.push_str(&line("sitemap", &site.join(path), at, ""));
    };
    add("/sitemap/pagine.xml", None);
    for (part, at) in parts {
        add(&format!("/sitemap/schede-{part}.xml"), Some(at));
    }
    text.push_str("</sitemapindex>\n");
    let mut answer = HttpResponse::Ok();
    validators.say(&mut answer);
    Ok(answer.content_type(MEDIA_TYPE).body(text))
}

/// `GET /sitemap/pagine.xml`: the fixed pages, the topics that have entries, and the acts that entries cite.
///
/// # Errors
/// When the database fails.
pub async fn pages(visit: Visit, request: HttpRequest) -> WebResult {
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| -> DbResult<_> {
        Ok((catalogue::current(&app, conn, now)?, norms::public_norms(conn)?))
    };
    let (snapshot, norms) = visit.app().db.read(read).await?;
    let mut norms: Vec<String> =
        norms.iter().map(|(norm, _)| format!("/catalogo/norme/{}", norm.address())).collect();
    norms.sort();
    let validators = pages_validators(&snapshot, &norms, now);
    if let Some(unchanged) = validators.unchanged(&request) {
        return Ok(unchanged);
    }
    let digest = snapshot.digest(visit.lang());
    let with_entries = digest.topics.iter().flat_map(|topic| std::iter::once(topic).chain(&topic.children));
    let topics = with_entries
        .filter(|topic| topic.count > 0)
        .map(|topic| format!("/catalogo?argomento={}", utf8_percent_encode(&topic.slug, NON_ALPHANUMERIC)));
    let site = &visit.app().config.server.public_url;
    let mut text = format!("{HEAD}<urlset xmlns=\"{SCHEMA}\">\n");
    for path in FIXED.into_iter().map(str::to_owned).chain(topics).chain(norms) {
        text.push_str(&line("url", &site.join(&path), None, ""));
    }
    text.push_str("</urlset>\n");
    let mut answer = HttpResponse::Ok();
    validators.say(&mut answer);
    Ok(answer.content_type(MEDIA_TYPE).body(text))
}

/// `GET /sitemap/schede-{part}.xml`: the entries of a range of numbers.
///
/// # Errors
/// 404 for a part that has none; when the database fails.
pub async fn entries(visit: Visit, request: HttpRequest, part: web::Path<i64>) -> WebResult {
    let part = part.into_inner();
    if !(1..=1_000_000).contains(&part) {
        return Err(Problem::NotFound);
    }
    let (first, last) = range(part);
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| -> DbResult<_> {
        let snapshot = catalogue::current(&app, conn, now)?;
        Ok((validators(&snapshot, now), catalogue::newest_between(conn, first, last)?))
    };
    let (validators, newest) = visit.app().db.read(read).await?;
    if newest.is_none() {
        return Err(Problem::NotFound);
    }
    if let Some(unchanged) = validators.unchanged(&request) {
        return Ok(unchanged);
    }
    let site = visit.app().config.server.public_url.clone();
    let next = move |conn: &mut Conn, after: EntryId| {
        let found = catalogue::addresses(conn, after.max(first), last, PIECE)?;
        let reached = found.last().map(|(id, ..)| *id).filter(|_| i64::try_from(found.len()) == Ok(PIECE));
        let ids: Vec<EntryId> = found.iter().map(|(id, ..)| *id).collect();
        let languages = catalogue::elsewhere(conn, &ids)?;
        let address = |slug: &str| site.join(&format!("/catalogo/{slug}"));
        let mut text = String::new();
        for (id, slug, at) in &found {
            let alternates = languages.get(id).map_or_else(String::new, |elsewhere| {
                let own = alternate(translations::into(elsewhere.language), &address(slug));
                own + &alternate(elsewhere.language, &address(&elsewhere.slug))
            });
            text.push_str(&line("url", &address(slug), Some(*at), &alternates));
        }
        if reached.is_none() {
            text.push_str("</urlset>\n");
        }
        Ok((text, reached))
    };
    let head = format!("{HEAD}<urlset xmlns=\"{SCHEMA}\" xmlns:xhtml=\"{XHTML}\">\n");
    let mut answer = HttpResponse::Ok();
    validators.say(&mut answer);
    Ok(answer.content_type(MEDIA_TYPE).streaming(pieces::file(visit.app().clone(), head, next)))
}

/// The numbers of a part: above the first, up to and with the second.
fn range(part: i64) -> (EntryId, EntryId) {
    (EntryId((part - 1) * PART), EntryId(part * PART))
}

fn alternate(language: Lang, address: &str) -> String {
    format!("<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{}\"/>", xml::escaped(address))
}

fn line(element: &str, address: &str, at: Option<Instant>, more: &str) -> String {
    let mut text = format!("<{element}><loc>{}</loc>", xml::escaped(address));
    if let Some(at) = at {
        // Writing into a string never fails.
        let _ = write!(text, "<lastmod>{}</lastmod>", at.rfc3339());
    }
    let _ = writeln!(text, "{more}</{element}>");
    text
}

/// The register of norms is written a moment after what it is read from.
fn pages_validators(snapshot: &Snapshot, norms: &[String], now: Instant) -> Validators {
    let (position, at) = snapshot.changed.map_or((0, now), |(position, at)| (position.0, at));
    let mut cited = DefaultHasher::new();
    norms.hash(&mut cited);
    Validators::new(format!("{position}-{:x}-{:x}-sitemap", snapshot.names(), cited.finish()), at)
}

fn validators(snapshot: &Snapshot, now: Instant) -> Validators {
    let (position, at) = snapshot.changed.map_or((0, now), |(position, at)| (position.0, at));
    Validators::new(format!("{position}-{:x}-sitemap", snapshot.names()), at)
}
