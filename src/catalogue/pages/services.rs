//! `/servizi`: the services of the territory, place by place.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::HttpRequest;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use tera::context;

use super::address::Params;
use super::details::{Fact, facts};
use super::view::{text, text_with};
use crate::accounts::{Municipality, Visit};
use crate::catalogue::cache::Snapshot;
use crate::catalogue::listing;
use crate::catalogue::store::services::{self, Listed};
use crate::kernel::ids::EntryId;
use crate::platform::db::DbError;
use crate::platform::i18n::Lang;
use crate::platform::web::{Problem, WebResult};

/// Services on a page.
const PAGE: usize = 50;

/// What of a service the list shows, besides its name.
const SHOWN: [&str; 5] = ["services", "address", "municipality", "hours", "phone"];

#[derive(Serialize)]
struct Place {
    name: &'static str,
    count: i64,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct Service {
    slug: String,
    title: String,
    language: Option<Lang>,
    facts: Vec<Fact>,
}

enum Loaded {
    /// As it was made for somebody else.
    Kept(Arc<str>),
    ToMake {
        snapshot: Arc<Snapshot>,
        listed: Vec<Listed>,
        total: i64,
        places: BTreeMap<&'static str, i64>,
    },
}

/// `GET /servizi?comune=&dopo=`: services by name, of one municipality or of all.
///
/// # Errors
/// 404 for a municipality that is none of the Provincia's; when the database fails.
pub async fn list(visit: Visit, request: HttpRequest) -> WebResult {
    let params = Params::read(request.query_string());
    let place = match params.get("comune") {
        "" => None,
        name => {
            Some(Municipality::parse(name).filter(|place| place.name().is_some()).ok_or(Problem::NotFound)?)
        }
    };
    let after: Option<EntryId> = params.get("dopo").parse().ok().map(EntryId);
    let kept_as = format!("servizi {} {:?} {after:?}", visit.lang(), place.map(Municipality::code));
    let (app, now, name) = (visit.app().clone(), visit.now(), kept_as.clone());
    let load = move |conn: &mut _| -> Result<Loaded, DbError> {
        let snapshot = listing::current(&app, conn, now)?;
        if let Some(html) = snapshot.fragment(&name) {
            return Ok(Loaded::Kept(html));
        }
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let listed = services::page(conn, place, after, limit)?;
        let (total, places) = services::counts(conn)?;
        Ok(Loaded::ToMake { snapshot, listed, total, places })
    };
    let named = place.and_then(Municipality::name);
    let html = match visit.app().db.read(load).await? {
        Loaded::Kept(html) => html,
        Loaded::ToMake { snapshot, listed, total, places } => {
            let html: Arc<str> = render(&visit, named, listed, total, &places)?.into();
            snapshot.keep_fragment(kept_as, html.clone());
            html
        }
    };
    let context = context! {
        title => &heading(&visit, named),
        description => &text(&visit, "catalogue-services-lead"),
        noindex => &after.is_some(),
        translated => &visit.app().config.server.public_url.join(&named.map_or_else(|| "/servizi".to_owned(), address_of)),
        results => &*html,
    };
    visit.render("catalogue/services.html", context)
}

fn heading(visit: &Visit, place: Option<&str>) -> String {
    match place {
        Some(place) => text_with(visit, "catalogue-services-title-place", &[("place", place.into())]),
        None => text(visit, "catalogue-services-title"),
    }
}

fn render(
    visit: &Visit,
    place: Option<&str>,
    mut listed: Vec<Listed>,
    total: i64,
    places: &BTreeMap<&'static str, i64>,
) -> Result<String, Problem> {
    let more = listed.len() > PAGE;
    listed.truncate(PAGE);
    let chosen = place.map_or_else(String::new, address_of);
    let next = listed.last().filter(|_| more).map(|last| match chosen.as_str() {
        "" => format!("/servizi?dopo={}", last.id),
        chosen => format!("{chosen}&dopo={}", last.id),
    });
    let count = place.map_or(total, |name| places.get(name).copied().unwrap_or(0));
    let places: Vec<Place> = places
        .iter()
        .map(|(name, count)| {
            let current = place == Some(*name);
            // It takes itself away when it is chosen.
            let href = if current { "/servizi".to_owned() } else { address_of(name) };
            Place { name, count: *count, href, current }
        })
        .collect();
    let services: Vec<Service> = listed
        .into_iter()
        .map(|service| Service {
            facts: facts(visit, &service.details, |name| SHOWN.contains(&name)),
            slug: service.slug,
            title: service.title,
            language: (service.language != visit.lang()).then_some(service.language),
        })
        .collect();
    let context = context! {
        lang => &visit.lang(),
        heading => &heading(visit, place),
        places => &places,
        of_a_place => &place.is_some(),
        count => &count,
        services => &services,
        next => &next,
    };
    Ok(visit.app().templates.render("catalogue/services_list.html", &context)?)
}

/// The address of the services of a place.
pub(super) fn address_of(place: &str) -> String {
    format!("/servizi?comune={}", utf8_percent_encode(place, NON_ALPHANUMERIC))
}
