//! What has to be checked again: the list at `/redazione/verifiche`, and the decision that an entry is still right.

use actix_web::web;
use chrono::{Days, NaiveDate};
use serde::Serialize;
use tera::context;

use super::review::{seen, settle};
use super::translations;
use super::view::{self, Names};
use crate::accounts::{self, Role, Visit};
use crate::catalogue::actions;
use crate::catalogue::error::{CatalogueError, CatalogueResult};
use crate::catalogue::model::EntryState;
use crate::catalogue::store::lists::{self, ToCheck};
use crate::catalogue::translations::store as left_behind;
use crate::kernel::ids::{AccountId, EntryId};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::web::{PostForm, WebResult};
use crate::topics::{self, TopicTree};

/// Lines of the list on a page.
const PAGE: usize = 30;

#[derive(Serialize)]
struct Line {
    id: EntryId,
    slug: String,
    title: String,
    kind: String,
    topic: String,
    owner: Option<String>,
    verified_on: Option<String>,
    review_by: String,
    late: bool,
    version: i32,
    /// A revision is under way: the check comes with it.
    being_changed: bool,
}

#[derive(Serialize)]
struct Tab {
    href: &'static str,
    label: &'static str,
    count: i64,
    current: bool,
}

struct Loaded {
    tree: TopicTree,
    counts: Counts,
    lines: Vec<ToCheck>,
    names: Names,
}

/// How much each of the lists has.
struct Counts {
    own: i64,
    all: i64,
    translations: i64,
}

impl Counts {
    fn read(conn: &mut Conn, person: AccountId, until: NaiveDate) -> DbResult<Self> {
        let (own, all) = lists::count_to_check(conn, person, until)?;
        Ok(Self { own, all, translations: left_behind::count_behind(conn)? })
    }

    /// The tabs, one of which is `open`.
    fn tabs(&self, open: usize) -> [Tab; 3] {
        let tab = |place: usize, href, label, count| Tab { href, label, count, current: place == open };
        [
            tab(0, "/redazione/verifiche", "catalogue-checks-own", self.own),
            tab(1, "/redazione/verifiche?di=tutte", "catalogue-checks-all", self.all),
            tab(2, "/redazione/verifiche?di=traduzioni", "catalogue-checks-translations", self.translations),
        ]
    }
}

/// The last day that counts as soon.
fn soon(visit: &Visit) -> NaiveDate {
    let soon = Days::new(visit.app().config.catalogue.check_soon_days.into());
    visit.now().rome().date_naive().checked_add_days(soon).unwrap_or(NaiveDate::MAX)
}

/// Translations whose original changed since.
async fn list_translations(visit: &Visit) -> WebResult {
    let (person, until) = (visit.signed_in()?.id, soon(visit));
    let after = EntryId(visit.query("dopo").parse().unwrap_or(0));
    let read = move |conn: &mut Conn| -> DbResult<_> {
        Ok((Counts::read(conn, person, until)?, translations::load(conn, after)?))
    };
    let (counts, listed) = visit.app().db.read(read).await?;
    let (lines, last) = translations::shown(visit, listed);
    let context = context! {
        title => &visit.text("catalogue-checks-title"),
        tabs => &counts.tabs(2),
        translations => &true,
        lines => &lines,
        months => &visit.app().config.catalogue.check_months,
        next => &last.map(|id| format!("/redazione/verifiche?di=traduzioni&dopo={id}")),
    };
    visit.render("catalogue/checks.html", context)
}

/// `GET /redazione/verifiche`: public entries that have to be checked soon, or should have been, the longest due first: one's own,
/// or with `di=tutte` everybody's; with `di=traduzioni` translations whose original changed since.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    if visit.query("di") == "traduzioni" {
        return list_translations(&visit).await;
    }
    let (person, today) = (visit.signed_in()?.id, visit.now().rome().date_naive());
    let until = soon(&visit);
    let all = visit.query("di") == "tutte";
    let after = place(&visit.query("dopo"));
    let mut loaded = visit.app().db.read(move |conn| load(conn, person, until, all, after.as_ref())).await?;
    let more = loaded.lines.len() > PAGE;
    loaded.lines.truncate(PAGE);
    let here = if all { "/redazione/verifiche?di=tutte&" } else { "/redazione/verifiche?" };
    let last = loaded.lines.last().filter(|_| more);
    let next = last.map(|line| format!("{here}dopo={}_{}", line.review_by, line.id));
    let Loaded { tree, counts, lines, names } = loaded;
    let line = |line: ToCheck| Line {
        id: line.id,
        slug: line.slug,
        title: line.title,
        kind: view::kind_word(&visit, line.kind),
        topic: view::topic_name(&tree, line.topic, visit.lang()),
        owner: names.of(line.owner).map(str::to_owned),
        verified_on: line.verified_on,
        late: line.review_by < today.to_string(),
        review_by: line.review_by,
        version: line.public_version,
        being_changed: line.state != EntryState::Published,
    };
    let context = context! {
        title => &visit.text("catalogue-checks-title"),
        tabs => &counts.tabs(if all { 1 } else { 0 }),
        all => &all,
        lines => &lines.into_iter().map(line).collect::<Vec<_>>(),
        months => &visit.app().config.catalogue.check_months,
        next => &next,
    };
    visit.render("catalogue/checks.html", context)
}

/// The line after which a page begins.
fn place(text: &str) -> Option<(String, EntryId)> {
    let (day, id) = text.split_once('_')?;
    let day: NaiveDate = day.parse().ok()?;
    Some((day.to_string(), EntryId(id.parse().ok()?)))
}

fn load(
    conn: &mut Conn,
    person: AccountId,
    until: NaiveDate,
    all: bool,
    after: Option<&(String, EntryId)>,
) -> Result<Loaded, DbError> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let after = after.map(|(day, id)| (day.as_str(), *id));
    let lines = lists::to_check(conn, (!all).then_some(person), until, after, limit)?;
    let names = Names::read(conn, lines.iter().filter_map(|line| line.owner))?;
    let counts = Counts::read(conn, person, until)?;
    Ok(Loaded { tree: topics::tree(conn)?, counts, lines, names })
}

/// `POST /redazione/{id}/verifica`: what is public is still so. With `from` the list is shown again.
///
/// # Errors
/// 404; when the database fails.
pub async fn confirm(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (id, seen) = (EntryId(id.into_inner()), seen(&form));
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let months = visit.app().config.catalogue.check_months;
    let done = visit.app().db.write(move |conn| actions::check(conn, id, seen, months, &person, now)).await;
    let list = match form.get("from") {
        "mie" => "/redazione/verifiche",
        "tutte" => "/redazione/verifiche?di=tutte",
        _ => return settle(&visit, id, done, "catalogue-flash-checked"),
    };
    let notice = match done {
        Ok(()) => "catalogue-flash-checked",
        Err(CatalogueError::Stale | CatalogueError::MovedOn) => "catalogue-flash-stale",
        Err(error) => return Err(error.into()),
    };
    Ok(visit.redirect(list, notice))
}

/// `POST /redazione/{id}/responsabile`: who answers for the entry; nobody when `owner` is blank.
///
/// # Errors
/// 404; when the database fails.
pub async fn set_owner(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = EntryId(id.into_inner());
    let person = visit.signed_in()?.clone();
    let owner: Option<i64> = form.get("owner").parse().ok();
    let done = visit
        .app()
        .db
        .write(move |conn| -> CatalogueResult<()> {
            let desk = accounts::active_with_role(conn, &[Role::Expert, Role::Coordinator])?;
            let owner = owner.map(|id| desk.iter().find(|person| person.id == AccountId(id)));
            match owner {
                Some(None) => Err(CatalogueError::MovedOn),
                known => actions::set_owner(conn, id, known.flatten(), &person),
            }
        })
        .await;
    settle(&visit, id, done, "catalogue-flash-owner")
}
