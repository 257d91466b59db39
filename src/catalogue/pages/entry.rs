//! What everybody reads of one entry: `/catalogo/{slug}`.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use tera::{Context, context};

use super::details;
use super::former::{self, Former};
use super::structured;
use super::view;
use crate::accounts::Visit;
use crate::accounts::permissions::{EntryAction, EntryFacts, may_with_entry};
use crate::app::App;
use crate::catalogue::cache::{Page, Snapshot};
use crate::catalogue::files::{self, EntryFile};
use crate::catalogue::listing;
use crate::catalogue::model::{Card, PublicEntry};
use crate::catalogue::norms;
use crate::catalogue::store::{addresses, public, relations, sources};
use crate::catalogue::translations::{self, Elsewhere};
use crate::catalogue::usage;
use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::kernel::norm;
use crate::kernel::text::slug;
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::Lang;
use crate::platform::web::{Problem, WebResult};

/// An entry related to the one shown.
#[derive(Serialize)]
struct Related {
    slug: String,
    title: String,
    language: Option<Lang>,
}

/// What the page says, to be made.
struct Found {
    entry: PublicEntry,
    files: Vec<EntryFile>,
    history: Vec<Former>,
    /// Where it is read in another language.
    elsewhere: Option<Elsewhere>,
    /// How many questions it comes from.
    questions: i64,
    /// What somebody chose to be shown with it.
    chosen: Vec<Related>,
    related: Vec<Related>,
    snapshot: Arc<Snapshot>,
    /// All that the page depends on, beside the snapshot.
    name: String,
}

/// What an address leads to.
enum Reading {
    /// As it was made for somebody else.
    Kept(Arc<Page>),
    Found(Box<Found>),
    /// The entry of this name, which was typed with capitals, accents or blanks, or that had another one before.
    Elsewhere(String),
    Nothing,
}

/// `GET /catalogo/{slug}`: one entry.
///
/// # Errors
/// 404 for what is not public; when the database fails.
pub async fn show(visit: Visit, slug: web::Path<String>, request: HttpRequest) -> WebResult {
    let (app, lang, now) = (visit.app().clone(), visit.lang(), visit.now());
    let facts = EntryFacts { written_by: None, public: true };
    let may_edit = may_with_entry(visit.person(), EntryAction::Edit, &facts);
    let reading = visit.app().db.read(move |conn| load(&app, conn, &slug, lang, may_edit, now)).await?;
    match reading {
        Reading::Kept(page) => answer(&visit, &request, &page),
        Reading::Found(found) => {
            let (context, bytes) = make(&visit, &found, may_edit)?;
            let readings = visit.app().catalogue.usage.readings(now.rome().date_naive(), found.entry.id);
            let page = Arc::new(Page { context, readings });
            found.snapshot.keep_page(found.name, Arc::clone(&page), bytes);
            answer(&visit, &request, &page)
        }
        Reading::Elsewhere(slug) => {
            let place = format!("/catalogo/{slug}");
            Ok(HttpResponse::MovedPermanently().insert_header((header::LOCATION, place)).finish())
        }
        Reading::Nothing => Err(Problem::NotFound),
    }
}

fn answer(visit: &Visit, request: &HttpRequest, page: &Page) -> WebResult {
    if usage::counts(visit, request) {
        usage::add(&page.readings);
    }
    visit.render("catalogue/entry.html", page.context.clone())
}

/// The page but for what depends on the visit, and how many bytes it has.
fn make(visit: &Visit, found: &Found, may_edit: bool) -> Result<(Context, usize), Problem> {
    let Found { entry, snapshot, .. } = found;
    let (content, lang) = (&entry.content, visit.lang());
    let topic = snapshot.tree.get(content.topic);
    let lines = content.sources.lines().map(str::trim).filter(|line| !line.is_empty());
    let sources: Vec<Vec<norms::Piece>> = lines.map(norms::linked).collect();
    let cited: Vec<(String, String)> = norm::cited(&norms::all_said(content))
        .iter()
        .map(|(norm, _)| (norm.address(), norm.shown()))
        .collect();
    let today = visit.now().rome().date_naive();
    let shown_topic = topic.map(|topic| (topic.slug.as_str(), topic.name(lang)));
    let text_lang = (content.language != lang).then_some(content.language);
    let text = context! {
        lang => &lang,
        title => &content.title,
        entry => entry,
        text_lang => &text_lang,
        kind => &view::kind_word(visit, content.kind()),
        audience => &view::audience_word(visit, content.audience),
        topic => &shown_topic,
        sources => &sources,
        details => &details::shown(visit, &content.details),
        files => &files::shown(&found.files, &format!("/catalogo/{}", entry.slug)),
        cited => &cited,
        related => &found.related,
        history => &found.history,
        elsewhere => &found.elsewhere,
        questions => &found.questions,
        chosen => &found.chosen,
        expired => &content.review_by.is_some_and(|day| day < today),
        // Whoever comes by a link, or by what she remembers, is told that it does not hold now; it is not taken away from her.
        is_over => &content.valid_to.is_some_and(|day| day < today),
        is_to_come => &content.valid_from.is_some_and(|day| day > today),
        may_edit => &may_edit,
    };
    let text = visit.app().templates.render("catalogue/entry_text.html", &text)?;
    let structured =
        structured::of(entry, topic.map(|topic| topic.name(content.language)), &visit.app().config);
    let bytes = 2_000 + text.len() + structured.len();
    let page = context! {
        alternates => &alternates(visit, found),
        title => &content.title,
        description => &shortened(&content.summary, 160),
        text_lang => &text_lang,
        topic => &shown_topic,
        structured => &structured,
        modified_at => &entry.published_at,
        canonical => &visit.app().config.server.public_url.join(&format!("/catalogo/{}", entry.slug)),
        text => &text,
    };
    Ok((page, bytes))
}

/// The same text in each language, when there is more than one: its address under its language.
fn alternates(visit: &Visit, found: &Found) -> Vec<(Lang, String)> {
    let Some(elsewhere) = &found.elsewhere else { return Vec::new() };
    let own = (found.entry.content.language, &found.entry.slug);
    let address = |slug: &str| visit.app().config.server.public_url.join(&format!("/catalogo/{slug}"));
    [own, (elsewhere.language, &elsewhere.slug)].map(|(language, slug)| (language, address(slug))).to_vec()
}

fn load(
    app: &App,
    conn: &mut Conn,
    typed: &str,
    lang: Lang,
    may_edit: bool,
    now: Instant,
) -> Result<Reading, DbError> {
    let snapshot = listing::current(app, conn, now)?;
    // What is related depends on what the words of the title may be taken for.
    let synonyms = app.catalogue.synonyms.current(conn)?.version;
    let name = format!("{typed} {lang} {} {may_edit} {synonyms}", now.rome().date_naive());
    if let Some(page) = snapshot.page(&name) {
        return Ok(Reading::Kept(page));
    }
    let Some(entry) = public::by_slug(conn, typed)? else {
        let canonical = slug(typed);
        if canonical != typed && public::by_slug(conn, &canonical)?.is_some() {
            return Ok(Reading::Elsewhere(canonical));
        }
        let present = addresses::led_on(conn, &canonical)?;
        return Ok(present.map_or(Reading::Nothing, Reading::Elsewhere));
    };
    let ids: Vec<EntryId> =
        relations::of_entry(conn, entry.id)?.into_iter().map(|(other, _)| other).collect();
    let shown = |entry: &Arc<Card>| Related {
        slug: entry.slug.clone(),
        title: entry.title.clone(),
        language: (entry.language != lang).then_some(entry.language),
    };
    let chosen = snapshot.cards(conn, &ids)?.iter().map(shown).collect();
    let related = listing::related(app, conn, &entry, now)?;
    let related = related.iter().filter(|entry| !ids.contains(&entry.id)).map(shown).collect();
    let questions = sources::count(conn, entry.id)?;
    let history = former::history(conn, &entry)?;
    let files = files::store::of_version(conn, entry.id, entry.version)?;
    let elsewhere = translations::store::elsewhere(conn, &[entry.id])?.remove(&entry.id);
    Ok(Reading::Found(Box::new(Found {
        entry,
        files,
        history,
        elsewhere,
        questions,
        chosen,
        related,
        snapshot,
        name,
    })))
}

/// The first words of a text, at most `most` characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + 1 + word.chars().count() > most {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}
