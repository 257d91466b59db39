//! Where the desk sees all entries: `/redazione`, by state.

use actix_web::HttpRequest;
use serde::Serialize;
use tera::context;

use super::address::Params;
use super::view::{self, Names, text_with};
use crate::accounts::Visit;
use crate::catalogue::model::EntryState;
use crate::catalogue::store::lists;
use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::platform::db::{Conn, DbError};
use crate::platform::web::WebResult;
use crate::topics::{self, TopicTree};

/// Lines of the list on a page.
const PAGE: usize = 30;

/// The states as the address says them, in the order of the tabs.
const TABS: [(EntryState, &str); 5] = [
    (EntryState::InReview, "in-revisione"),
    (EntryState::Draft, "bozze"),
    (EntryState::Scheduled, "programmate"),
    (EntryState::Published, "pubblicate"),
    (EntryState::Withdrawn, "ritirate"),
];

#[derive(Serialize)]
struct Row {
    id: EntryId,
    title: String,
    kind: String,
    topic: String,
    editor: Option<String>,
    updated_at: Instant,
    review_by: Option<String>,
    publish_at: Option<Instant>,
    /// A public entry of which a revision is under way.
    public: bool,
}

#[derive(Serialize)]
struct Tab {
    href: String,
    label: String,
    count: i64,
    current: bool,
}

struct ListPage {
    tree: TopicTree,
    counts: Vec<(EntryState, i64)>,
    lines: Vec<lists::Listed>,
    names: Names,
}

/// `GET /redazione`: entries by state, last changed first.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit, request: HttpRequest) -> WebResult {
    let params = Params::read(request.query_string());
    let (state, word) = TABS.into_iter().find(|(_, word)| *word == params.get("stato")).unwrap_or(TABS[0]);
    let after = place(params.get("dopo"));
    let mut page = visit.app().db.read(move |conn| load_list(conn, state, after)).await?;
    let more = page.lines.len() > PAGE;
    page.lines.truncate(PAGE);
    let older = page
        .lines
        .last()
        .filter(|_| more)
        .map(|line| format!("/redazione?stato={word}&dopo={}-{}", line.updated_at.micros(), line.id));
    let lang = visit.lang();
    let rows: Vec<Row> = page
        .lines
        .iter()
        .map(|line| Row {
            id: line.id,
            title: line.title.clone(),
            kind: view::kind_word(&visit, line.kind),
            topic: view::topic_name(&page.tree, line.topic, lang),
            editor: page.names.of(line.editor).map(str::to_owned),
            updated_at: line.updated_at,
            review_by: line.review_by.clone(),
            publish_at: line.publish_at,
            public: line.published_version.is_some() && state != EntryState::Published,
        })
        .collect();
    let tabs: Vec<Tab> = TABS
        .into_iter()
        .map(|(of, word)| Tab {
            href: format!("/redazione?stato={word}"),
            label: view::states_word(&visit, of),
            count: page.counts.iter().find(|(known, _)| *known == of).map_or(0, |(_, count)| *count),
            current: of == state,
        })
        .collect();
    let context = context! {
        title => &text_with(&visit, "catalogue-desk-title-state", &[("state", view::states_word(&visit, state).into())]),
        rows => &rows,
        tabs => &tabs,
        older => &older,
        newer => &after.map(|_| format!("/redazione?stato={word}")),
    };
    visit.render("catalogue/desk_list.html", context)
}

/// The line after which a page begins.
fn place(text: &str) -> Option<(Instant, EntryId)> {
    let (at, id) = text.split_once('-')?;
    Some((Instant::from_micros(at.parse().ok()?), EntryId(id.parse().ok()?)))
}

fn load_list(
    conn: &mut Conn,
    state: EntryState,
    after: Option<(Instant, EntryId)>,
) -> Result<ListPage, DbError> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let lines = lists::by_state(conn, state, after, limit)?;
    let names = Names::read(conn, lines.iter().filter_map(|line| line.editor))?;
    Ok(ListPage { tree: topics::tree(conn)?, counts: lists::counts(conn)?, lines, names })
}
