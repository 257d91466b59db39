//! The lists that everybody reads: `/catalogo`.

use std::sync::Arc;

use actix_web::HttpRequest;
use serde::Serialize;
use tera::context;

use super::address::{Address, WHOLE_PROVINCE};
use super::facets::{facets, territory, territory_word};
use super::view::{self, text, text_with};
use crate::accounts::Visit;
use crate::app::App;
use crate::catalogue::cache::Snapshot;
use crate::catalogue::listing::{self, Asked, Listing, ListingError};
use crate::catalogue::model::EntryKind;
use crate::catalogue::usage;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::Lang;
use crate::platform::search::LONGEST_QUERY;
use crate::platform::web::{Problem, WebResult};
use crate::topics::TopicTree;

/// Entries on a page of results.
const PER_PAGE: usize = 10;

/// A result as the page shows it.
#[derive(Serialize)]
struct Shown {
    slug: String,
    /// HTML.
    title: String,
    /// HTML.
    passage: String,
    /// The part of the entry that the passage is of.
    part: Option<listing::Part>,
    kind: String,
    topic: String,
    language: Option<Lang>,
    verified_on: Option<String>,
    valid_to: Option<String>,
}

struct Loaded {
    snapshot: Arc<Snapshot>,
    /// All that this part of the page depends on, beside the snapshot.
    name: String,
    results: Results,
}

/// The part of the page that depends on the address and the language alone.
enum Results {
    /// As it was made for somebody else.
    Kept(Arc<str>),
    /// To be made.
    Found(Arc<Listing>),
    /// The index is being built.
    Unavailable(ListingError),
}

/// `GET /catalogo`: search first, then everything, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit, request: HttpRequest) -> WebResult {
    let address = Address::read(request.query_string());
    let (app, lang, now, wanted) = (visit.app().clone(), visit.lang(), visit.now(), address.clone());
    let Loaded { snapshot, name, results } =
        visit.app().db.read(move |conn| load(&app, conn, &wanted, lang, now)).await?;
    let count = |found: bool| {
        if address.is_search() && usage::counts(&visit, &request) {
            visit.app().catalogue.usage.count_search(now.rome().date_naive(), found);
        }
    };
    let html: Arc<str> = match results {
        Results::Kept(html) => {
            count(true);
            html
        }
        Results::Found(listing) => {
            let html: Arc<str> = render_results(&visit, &address, &snapshot, &listing, false)?.into();
            count(listing.total > 0);
            if listing.total == 0 && address.is_plain_search() {
                visit.app().catalogue.misses.count(&address.text);
            }
            // A search that finds nothing is made anew for each who asks, so that each is counted as one.
            if listing.total > 0 || !address.is_search() {
                snapshot.keep_fragment(name, html.clone());
            }
            html
        }
        Results::Unavailable(error) => {
            tracing::warn!(%error, "the catalogue is shown without its search");
            render_results(&visit, &address, &snapshot, &Listing::default(), true)?.into()
        }
    };
    let (feed, feed_title) = match snapshot.tree.by_slug(&address.topic) {
        Some(topic) => (
            format!("/catalogo.atom?argomento={}", topic.slug),
            text_with(&visit, "catalogue-feed-of", &[("topic", topic.name(lang).into())]),
        ),
        None => ("/catalogo.atom".to_owned(), text(&visit, "catalogue-feed")),
    };
    let context = context! {
        title => &title(&visit, &address, &snapshot.tree),
        description => &text(&visit, "catalogue-list-description"),
        noindex => &(!address.text.is_empty() || address.page > 1),
        translated => &visit.app().config.server.public_url.join(&address.href()),
        feed => &feed,
        feed_title => &feed_title,
        results => &*html,
    };
    visit.render("catalogue/list.html", context)
}

fn render_results(
    visit: &Visit,
    address: &Address,
    snapshot: &Snapshot,
    listing: &Listing,
    unavailable: bool,
) -> Result<String, Problem> {
    let tree = &snapshot.tree;
    let pages = listing.total.min(10_000).div_ceil(PER_PAGE);
    let clear = Address { text: address.text.clone(), newest: address.newest, ..Address::default() };
    let everywhere = Address { territory: WHOLE_PROVINCE.to_owned(), ..address.clone() };
    let of_a_place = territory(address).is_some_and(|name| !name.is_empty());
    let context = context! {
        lang => &visit.lang(),
        heading => &heading(visit, address, tree),
        address => &address.text,
        hidden => &hidden_fields(address),
        filtered => &address.is_filtered(),
        clear => &clear.href(),
        everywhere => &everywhere.href(),
        // What holds in the whole Provincia holds in the chosen place too.
        count_everywhere => &if of_a_place { listing.of_territory("") } else { 0 },
        to_ask => &address.href_to_ask(),
        of_topic => &(address.text.is_empty() && tree.by_slug(&address.topic).is_some()),
        topics => &snapshot.digest(visit.lang()).topics,
        of_services => &(address.kind == Some(EntryKind::Service)),
        results => &listing.results.iter().map(|found| shown(visit, tree, found)).collect::<Vec<_>>(),
        total => &listing.total,
        corrected => &listing.corrected.is_some(),
        words => listing.corrected.as_ref().unwrap_or(&address.text),
        too_long => &(address.text.chars().count() > LONGEST_QUERY),
        unavailable => &unavailable,
        facets => &facets(visit, address, snapshot, listing),
        by_relevance => &Address { newest: false, ..address.clone() }.href(),
        by_date => &Address { newest: true, ..address.clone() }.href(),
        newest => &address.newest,
        page => &address.page,
        pages => &pages,
        href_of_pages => &address.href_of_pages(),
    };
    Ok(visit.app().templates.render("catalogue/results.html", &context)?)
}

fn load(app: &App, conn: &mut Conn, address: &Address, lang: Lang, now: Instant) -> Result<Loaded, DbError> {
    let snapshot = listing::current(app, conn, now)?;
    let mut name = format!("{lang} {}{}", address.href_of_pages(), address.page);
    if !address.text.is_empty() {
        // What is found depends on what the words may be taken for.
        let synonyms = app.catalogue.synonyms.current(conn)?.version;
        name = format!("{name} {synonyms}");
    }
    if let Some(html) = snapshot.fragment(&name) {
        return Ok(Loaded { snapshot, name, results: Results::Kept(html) });
    }
    let topic = snapshot.tree.by_slug(&address.topic).map(|topic| topic.id);
    if topic.is_none() && !address.topic.is_empty() {
        // A topic that does not exist has no entries.
        return Ok(Loaded { snapshot, name, results: Results::Found(Arc::default()) });
    }
    let asked = Asked {
        text: address.text.clone(),
        topic,
        kind: address.kind,
        audience: address.audience,
        territory: territory(address),
        newest: address.newest,
        page: address.page,
        per_page: PER_PAGE,
        counts: true,
    };
    let results = match listing::search(app, conn, asked, now) {
        Ok(listing) => Results::Found(listing),
        Err(ListingError::Db(error)) => return Err(error),
        Err(error) => Results::Unavailable(error),
    };
    Ok(Loaded { snapshot, name, results })
}

/// The heading: the words, or the topic that is browsed.
fn heading(visit: &Visit, address: &Address, tree: &TopicTree) -> String {
    match (address.text.is_empty(), tree.by_slug(&address.topic)) {
        (false, _) => {
            text_with(visit, "catalogue-list-title-search", &[("words", address.text.as_str().into())])
        }
        (true, Some(topic)) => topic.name(visit.lang()).to_owned(),
        (true, None) => text(visit, "catalogue-list-title"),
    }
}

/// The title of the window, which tells each list of the catalogue from the others.
fn title(visit: &Visit, address: &Address, tree: &TopicTree) -> String {
    let heading = heading(visit, address, tree);
    let topic = tree.by_slug(&address.topic).filter(|_| !address.text.is_empty());
    let mut filters: Vec<String> =
        topic.map(|topic| topic.name(visit.lang()).to_owned()).into_iter().collect();
    filters.extend(address.kind.map(|kind| view::kind_word(visit, kind)));
    filters.extend(address.audience.map(|audience| view::audience_word(visit, audience)));
    filters.extend(territory(address).map(|name| territory_word(visit, &name)));
    if address.newest && !address.text.is_empty() {
        filters.push(text(visit, "catalogue-order-date"));
    }
    if address.page > 1 {
        filters.push(text_with(visit, "catalogue-list-page", &[("page", address.page.to_string().into())]));
    }
    if filters.is_empty() {
        return heading;
    }
    let filters = filters.join(", ");
    text_with(
        visit,
        "catalogue-list-title-filtered",
        &[("title", heading.into()), ("filters", filters.into())],
    )
}

/// The filters that a new search keeps.
fn hidden_fields(address: &Address) -> Vec<(&'static str, String)> {
    [
        ("argomento", address.topic.clone()),
        ("tipo", address.kind.map_or_else(String::new, |kind| kind.to_string())),
        ("pubblico", address.audience.map_or_else(String::new, |audience| audience.to_string())),
        ("territorio", address.territory.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

fn shown(visit: &Visit, tree: &TopicTree, found: &listing::Found) -> Shown {
    let entry = &found.entry;
    Shown {
        slug: entry.slug.clone(),
        title: found.title.clone(),
        passage: found.passage.clone(),
        part: found.part.clone(),
        kind: view::kind_word(visit, entry.kind),
        topic: view::topic_name(tree, entry.topic, visit.lang()),
        language: (entry.language != visit.lang()).then_some(entry.language),
        verified_on: entry.verified_on.map(|day| day.to_string()),
        valid_to: entry.valid_to.map(|day| day.to_string()),
    }
}
