//! What somebody chose to be shown with an entry: "vedi anche".

use actix_web::web;

use super::editing::{self, Shown};
use super::review::settle;
use crate::accounts::Visit;
use crate::catalogue::actions::{self, MOST_RELATED};
use crate::catalogue::error::CatalogueResult;
use crate::catalogue::forms::Typed;
use crate::catalogue::store::entries;
use crate::kernel::ids::EntryId;
use crate::platform::web::{FieldErrors, PostForm, WebResult};

/// `POST /redazione/{id}/collegate`: the entries shown with this one, by the addresses of their pages in `related`, one a line.
///
/// # Errors
/// 404; when the database fails.
pub async fn relate(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = EntryId(id.into_inner());
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let typed = form.get("related").to_owned();
    let lines: Vec<String> =
        typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let too_many = lines.len() > MOST_RELATED;
    let unknown: CatalogueResult<Option<String>> = visit
        .app()
        .db
        .write(move |conn| {
            let mut others = Vec::new();
            for line in lines.iter().take(MOST_RELATED) {
                match entries::at_address(conn, line)? {
                    Some(other) => others.push(other),
                    None => return Ok(Some(line.clone())),
                }
            }
            if !too_many {
                actions::relate(conn, id, &others, &person, now)?;
            }
            Ok(None)
        })
        .await;
    let mut errors = FieldErrors::new();
    match unknown {
        Ok(Some(line)) => errors.add_with("related", "catalogue-problem-related", vec![("line", line)]),
        Ok(None) if too_many => {
            errors.add_with("related", "catalogue-problem-too-many", vec![("max", MOST_RELATED.to_string())]);
        }
        done => return settle(&visit, id, done.map(drop), "catalogue-flash-related"),
    }
    let mut page = editing::read(&visit, id).await?;
    page.related = typed.lines().map(str::to_owned).collect();
    let stored = Typed::of(&page.draft.version.content, page.draft.entry.draft_version, &page.tree);
    editing::render(&visit, &page, &stored, Shown::AsStored, &errors).await
}
