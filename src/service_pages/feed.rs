//! `/catalogo.atom`: what is new in the catalogue, or in one of its topics, for programs that follow news (Atom, RFC 4287).

use std::fmt::Write as _;
use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse};

use super::xml::escaped;
use crate::accounts::Visit;
use crate::catalogue::{self, PublicEntry, Snapshot};
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::{Problem, Validators, WebResult, markdown};
use crate::topics::Topic;

/// Entries in a feed.
const ENTRIES: i64 = 30;

enum Found {
    Kept(Arc<str>),
    ToMake(Vec<PublicEntry>),
}

/// `GET /catalogo.atom?argomento=`: the newest entries, those of a topic with those under it.
///
/// # Errors
/// 404 for a topic that does not exist; when the database fails.
pub async fn catalogue(visit: Visit, request: HttpRequest) -> WebResult {
    let (slug, lang, now) = (visit.query("argomento"), visit.lang(), visit.now());
    let name = format!("feed {lang} {slug}");
    let (app, wanted, kept_as) = (visit.app().clone(), slug.clone(), name.clone());
    let read = move |conn: &mut Conn| -> DbResult<Option<(Arc<Snapshot>, Found)>> {
        let snapshot = catalogue::current(&app, conn, now)?;
        let topic = snapshot.tree.by_slug(&wanted).map(|topic| topic.id);
        if topic.is_none() && !wanted.is_empty() {
            return Ok(None);
        }
        if let Some(text) = snapshot.fragment(&kept_as) {
            return Ok(Some((snapshot, Found::Kept(text))));
        }
        let entries = match topic {
            Some(topic) => catalogue::latest_of(conn, &snapshot.tree.with_children(topic), ENTRIES)?,
            None => catalogue::latest(conn, ENTRIES)?,
        };
        Ok(Some((snapshot, Found::ToMake(entries))))
    };
    let (snapshot, found) = visit.app().db.read(read).await?.ok_or(Problem::NotFound)?;
    let (position, at) = snapshot.changed.map_or((0, now), |(position, at)| (position.0, at));
    let validators = Validators::new(format!("{position}-{:x}-{lang}", snapshot.names()), at);
    if let Some(unchanged) = validators.unchanged(&request) {
        return Ok(unchanged);
    }
    let text = match found {
        Found::Kept(text) => text,
        Found::ToMake(entries) => {
            let text: Arc<str> =
                written(&visit, &snapshot, snapshot.tree.by_slug(&slug), &entries, at).into();
            snapshot.keep_fragment(name, text.clone());
            text
        }
    };
    let mut answer = HttpResponse::Ok();
    validators.say(&mut answer);
    Ok(answer.content_type("application/atom+xml; charset=utf-8").body(text.to_string()))
}

/// The feed. What an entry is called by never changes, whatever becomes of its address (RFC 4151).
fn written(
    visit: &Visit,
    snapshot: &Snapshot,
    topic: Option<&Topic>,
    entries: &[PublicEntry],
    changed: Instant,
) -> String {
    let (config, lang) = (&visit.app().config, visit.lang());
    let site = &config.server.public_url;
    let tag = |of: &str| format!("tag:{},2026:{of}", site.host());
    let (query, of) = match topic {
        Some(topic) => (format!("?argomento={}", topic.slug), format!("catalogo/{}", topic.slug)),
        None => (String::new(), "catalogo".to_owned()),
    };
    let title = match topic {
        Some(topic) => format!("{} – {}", topic.name(lang), config.office.name),
        None => format!("{} – {}", visit.text("catalogue-list-title"), config.office.name),
    };
    let updated = entries.iter().map(|entry| entry.published_at).max().unwrap_or(changed);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\" xml:base=\"{}/\">\n\
         <title>{}</title>\n<subtitle>{}</subtitle>\n<id>{}</id>\n<updated>{}</updated>\n<author><name>{}</name></author>\n\
         <rights>CC BY 4.0, {}</rights>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        escaped(site.as_str()),
        escaped(&title),
        escaped(&visit.text("catalogue-list-description")),
        escaped(&tag(&of)),
        updated.rfc3339(),
        escaped(&config.office.name),
        escaped(&config.office.authority),
        escaped(&site.join(&format!("/catalogo.atom{query}"))),
        escaped(&site.join(&format!("/catalogo{query}"))),
    );
    for entry in entries {
        let content = &entry.content;
        // Writing into a string never fails.
        let _ = write!(
            text,
            "<entry xml:lang=\"{}\">\n<title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" hreflang=\"{}\" href=\"{}\"/>\n",
            content.language,
            escaped(content.title.as_str()),
            escaped(&tag(&format!("scheda/{}", entry.id))),
            entry.published_at.rfc3339(),
            content.language,
            escaped(&site.join(&format!("/catalogo/{}", entry.slug))),
        );
        if let Some(topic) = snapshot.tree.get(content.topic) {
            let (term, label) = (escaped(&topic.slug), escaped(topic.name(lang)));
            let _ = writeln!(text, "<category term=\"{term}\" label=\"{label}\"/>");
        }
        if !content.summary.is_empty() {
            let _ = writeln!(text, "<summary>{}</summary>", escaped(&content.summary));
        }
        let html = markdown::to_html(content.body.as_str());
        let _ = writeln!(text, "<content type=\"html\">{}</content>\n</entry>", escaped(&html));
    }
    text.push_str("</feed>\n");
    text
}
