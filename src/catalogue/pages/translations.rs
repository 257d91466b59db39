//! Where the desk begins translations, links entries that say the same, and finds what has to be translated again.

use actix_web::web;
use serde::Serialize;

use super::editing::{self, Shown};
use super::review::settle;
use super::view::{self, Names};
use crate::accounts::Visit;
use crate::catalogue::actions::{self, Joined};
use crate::catalogue::error::CatalogueResult;
use crate::catalogue::forms::Typed;
use crate::catalogue::store::entries;
use crate::catalogue::translations::changes;
use crate::catalogue::translations::store::{self, Behind};
use crate::kernel::ids::EntryId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::{FieldErrors, PostForm, WebResult};
use crate::topics::{self, TopicTree};

/// Lines of the list on a page.
const PAGE: usize = 30;

/// `POST /redazione/{id}/traduzione`: begins the translation of an entry, and leads to it.
///
/// # Errors
/// 404; when the database fails.
pub async fn translate(visit: Visit, id: web::Path<i64>, _form: PostForm) -> WebResult {
    let id = EntryId(id.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let begun = visit.app().db.write(move |conn| actions::translate(conn, id, &person, now)).await;
    match begun {
        Ok(translation) => {
            Ok(visit.redirect(&format!("/redazione/{translation}"), "catalogue-flash-translation"))
        }
        Err(error) => settle(&visit, id, Err(error), ""),
    }
}

/// `POST /redazione/{id}/traduzione/collega`: the entry at the address in `translation` says the same in another language.
///
/// # Errors
/// 404; when the database fails.
pub async fn join(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = EntryId(id.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let typed = form.get("translation").to_owned();
    let done: CatalogueResult<Joined> = visit
        .app()
        .db
        .write(move |conn| match entries::at_address(conn, &typed)? {
            Some(other) => actions::join(conn, id, other, &person, now),
            None => Ok(Joined::Unknown),
        })
        .await;
    let problem = match done {
        Ok(Joined::Now) => return settle(&visit, id, Ok(()), "catalogue-flash-joined"),
        Ok(Joined::Unknown) => "catalogue-problem-translation-unknown",
        Ok(Joined::SameLanguage) => "catalogue-problem-translation-language",
        Ok(Joined::Taken) => "catalogue-problem-translation-taken",
        Err(error) => return settle(&visit, id, Err(error), ""),
    };
    let mut errors = FieldErrors::new();
    errors.add("translation", problem);
    let page = editing::read(&visit, id).await?;
    let stored = Typed::of(&page.draft.version.content, page.draft.entry.draft_version, &page.tree);
    editing::render(&visit, &page, &stored, Shown::AsStored, &errors).await
}

/// `POST /redazione/{id}/traduzione/scollega`: they have nothing to do with each other any more.
///
/// # Errors
/// 404; when the database fails.
pub async fn part(visit: Visit, id: web::Path<i64>, _form: PostForm) -> WebResult {
    let id = EntryId(id.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::part(conn, id, &person, now)).await;
    settle(&visit, id, done, "catalogue-flash-parted")
}

/// A translation that does not say yet what its original says.
#[derive(Debug, Serialize)]
pub struct Line {
    id: EntryId,
    title: String,
    kind: String,
    topic: String,
    owner: Option<String>,
    /// Where is shown what changed.
    changes: String,
}

/// Those above `after`, and where the next begin.
pub(super) struct Listed {
    lines: Vec<Behind>,
    names: Names,
    tree: TopicTree,
}

/// Reads them.
pub(super) fn load(conn: &mut Conn, after: EntryId) -> DbResult<Listed> {
    let lines = store::behind(conn, after, i64::try_from(PAGE + 1).unwrap_or(i64::MAX))?;
    let names = Names::read(conn, lines.iter().filter_map(|line| line.owner))?;
    Ok(Listed { lines, names, tree: topics::tree(conn)? })
}

/// As the page lists them, with the last of them when more follow.
pub(super) fn shown(visit: &Visit, mut listed: Listed) -> (Vec<Line>, Option<EntryId>) {
    let more = listed.lines.len() > PAGE;
    listed.lines.truncate(PAGE);
    let last = listed.lines.last().map(|line| line.link.translation).filter(|_| more);
    let Listed { lines, names, tree } = listed;
    let line = |line: Behind| Line {
        id: line.link.translation,
        title: line.title,
        kind: view::kind_word(visit, line.kind),
        topic: view::topic_name(&tree, line.topic, visit.lang()),
        owner: names.of(line.owner).map(str::to_owned),
        changes: changes(&line.link, line.public.unwrap_or(line.link.based_on)),
    };
    (lines.into_iter().map(line).collect(), last)
}
