//! `/redazione/sinonimi`: the list of synonyms, for whoever edits the catalogue.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::Query;
use serde::{Deserialize, Serialize};
use tera::context;

use super::DEFAULT;
use super::store::{self, Saved};
use crate::accounts::{self, Visit};
use crate::catalogue::pages::view::text_with;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::search::{BadLine, Fault, Synonyms};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

const PAGE: &str = "/redazione/sinonimi";
/// Characters of a list.
const LONGEST: usize = 100_000;
/// Lines with a fault that are named; who has more will see them after these.
const NAMED: usize = 10;
/// Earlier lists that are offered.
const EARLIER: i64 = 10;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// An earlier list, to be looked at and perhaps saved again; 0 is the program's.
    versione: Option<i32>,
}

#[derive(Serialize)]
struct Earlier {
    version: i32,
    by: String,
    at: Instant,
}

/// `GET /redazione/sinonimi`; with `versione` an earlier list in the form.
///
/// # Errors
/// 404 when there is no such list; when the database fails.
pub async fn show(visit: Visit, wanted: Query<Wanted>) -> WebResult {
    let wanted = wanted.versione;
    let read = move |conn: &mut Conn| -> DbResult<Option<String>> {
        let version = match wanted {
            Some(version) => version,
            None => store::newest_version(conn)?,
        };
        match version {
            0 => Ok(Some(DEFAULT.to_owned())),
            version => Ok(store::version(conn, version)?.map(|saved| saved.text)),
        }
    };
    let text = visit.app().db.read(read).await?.ok_or(Problem::NotFound)?;
    form(&visit, &text, StatusCode::OK, &FieldErrors::new()).await
}

/// `POST /redazione/sinonimi`: saves `list`, if `version` is still the newest.
///
/// # Errors
/// When the database fails.
pub async fn save(visit: Visit, post: PostForm) -> WebResult {
    let text = post.get("list").replace("\r\n", "\n");
    let mut errors = FieldErrors::new();
    if text.chars().count() > LONGEST {
        errors.add("list", "synonyms-problem-long");
    } else if let Err(bad) = Synonyms::read(&text) {
        let lines: Vec<String> = bad.iter().take(NAMED).map(|line| told(&visit, line)).collect();
        errors.add_with("list", "synonyms-problem-lines", vec![("lines", lines.join(" "))]);
    }
    if !errors.is_empty() {
        return form(&visit, &text, StatusCode::UNPROCESSABLE_ENTITY, &errors).await;
    }
    let (editor, now) = (visit.signed_in()?.id, visit.now());
    let version = post.get("version").parse().unwrap_or(-1);
    let kept = text.clone();
    let write =
        move |conn: &mut Conn| -> Result<bool, DbError> { store::insert(conn, version, &kept, editor, now) };
    if visit.app().db.write(write).await? {
        return Ok(visit.redirect(PAGE, "synonyms-flash-saved"));
    }
    errors.add("", "synonyms-problem-stale");
    form(&visit, &text, StatusCode::CONFLICT, &errors).await
}

fn told(visit: &Visit, line: &BadLine) -> String {
    let key = match line.fault {
        Fault::Sides => "synonyms-fault-sides",
        Fault::Blank => "synonyms-fault-blank",
        Fault::Long => "synonyms-fault-long",
        Fault::Many => "synonyms-fault-many",
    };
    text_with(visit, key, &[("line", line.number.to_string().into())])
}

async fn form(visit: &Visit, text: &str, status: StatusCode, errors: &FieldErrors) -> WebResult {
    let read = |conn: &mut Conn| -> DbResult<(Vec<Saved>, HashMap<AccountId, String>)> {
        let saved = store::history(conn, EARLIER)?;
        let editors: Vec<AccountId> = saved.iter().map(|saved| saved.editor).collect();
        let people = accounts::people(conn, &editors)?;
        Ok((saved, people.into_iter().map(|person| (person.id, person.name.to_string())).collect()))
    };
    let (saved, names) = visit.app().db.read(read).await?;
    let version = saved.first().map_or(0, |saved| saved.version);
    let earlier: Vec<Earlier> = saved
        .into_iter()
        .map(|saved| Earlier {
            version: saved.version,
            by: names.get(&saved.editor).cloned().unwrap_or_default(),
            at: saved.at,
        })
        .collect();
    let context = context! { list => text, version => &version, earlier => &earlier, longest => &LONGEST };
    visit.render_with(status, "catalogue/synonyms.html", context, errors)
}
