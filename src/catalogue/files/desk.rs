//! `/redazione/{id}/allegati`: where the desk adds files to an entry and takes them off.

use actix_web::http::StatusCode;
use actix_web::web;
use tera::context;

use super::shown;
use crate::accounts::permissions::{EntryAction, EntryFacts, may_with_entry};
use crate::accounts::{Counted, Limit, Visit};
use crate::catalogue::actions::{self, Attached};
use crate::catalogue::error::{CatalogueError, CatalogueResult};
use crate::catalogue::model::Draft;
use crate::catalogue::pages::review::{seen, settle_at};
use crate::catalogue::store::entries;
use crate::kernel::ids::{EntryFileId, EntryId};
use crate::kernel::text::Subject;
use crate::platform::db::Conn;
use crate::platform::uploads::{self, ACCEPT};
use crate::platform::web::{FieldErrors, PostForm, Problem, UploadForm, WebResult};

/// `GET /redazione/{id}/allegati`: the files of the version being edited, and the form for another.
///
/// # Errors
/// 404; when the database fails.
pub async fn list(visit: Visit, id: web::Path<i64>) -> WebResult {
    let draft = read(&visit, EntryId(id.into_inner())).await?;
    render(&visit, &draft, "", &FieldErrors::new())
}

/// `POST /redazione/{id}/allegati`: adds a file, which is called `label`.
///
/// # Errors
/// 404; 429; when the database or the file store fails.
pub async fn add(visit: Visit, id: web::Path<i64>, UploadForm(form): UploadForm) -> WebResult {
    let id = EntryId(id.into_inner());
    let draft = read(&visit, id).await?;
    let person = visit.signed_in()?.clone();
    let limits = &visit.app().config.tickets;
    let (most, max_bytes) = (limits.max_attachments, limits.max_attachment_bytes);
    let mut errors = FieldErrors::new();
    let label = errors.keep("label", "catalogue-problem-file-label-", Subject::parse(form.get("label")));
    let file = match form.files("file").next().map(|upload| uploads::check(upload, max_bytes)) {
        Some(Ok(file)) if draft.version.files.len() < most => Some(file),
        Some(Ok(_)) => {
            errors.add_with("file", "common-problem-files-many", vec![("max", most.to_string())]);
            None
        }
        Some(Err(problem)) => {
            problem.tell("file", max_bytes, visit.lang(), &mut errors);
            None
        }
        None => errors.require("file", "catalogue-problem-file", None),
    };
    let (Some(label), Some(file)) = (label, file) else {
        return render(&visit, &draft, form.get("label"), &errors);
    };
    visit.admit(&[Counted::subject(Limit::Uploading, person.id)])?;
    let storage = &visit.app().storage;
    let stored = uploads::put_all(storage, vec![file]).await?;
    let (rows, now, seen) = (stored.clone(), visit.now(), seen(&form));
    let done: CatalogueResult<Attached> = visit
        .app()
        .db
        .write(move |conn| match rows.first() {
            Some(row) => actions::attach(conn, id, seen, (label.clone(), row), most, &person, now),
            None => Ok(Attached::Before),
        })
        .await;
    // After a fault of the database it is not known whether the row was kept: the nightly cleaning looks.
    if !matches!(done, Ok(Attached::Now) | Err(CatalogueError::Db(_))) {
        uploads::remove_all(storage, &stored).await;
    }
    settle_at(&visit, &path(id), done.map(drop), "catalogue-flash-file-added")
}

/// `POST /redazione/{id}/allegati/{file}/elimina`: takes a file off the list.
///
/// # Errors
/// 404; when the database fails.
pub async fn remove(visit: Visit, place: web::Path<(i64, i64)>, form: PostForm) -> WebResult {
    let (id, file) = place.into_inner();
    let (id, file, seen) = (EntryId(id), EntryFileId(file), seen(&form));
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let done = visit.app().db.write(move |conn| actions::detach(conn, id, seen, file, &person, now)).await;
    settle_at(&visit, &path(id), done, "catalogue-flash-file-removed")
}

fn path(id: EntryId) -> String {
    format!("/redazione/{id}/allegati")
}

async fn read(visit: &Visit, id: EntryId) -> Result<Draft, Problem> {
    let person = visit.signed_in()?.clone();
    let find = move |conn: &mut Conn| -> CatalogueResult<Draft> {
        let draft = entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
        let unpublished = EntryFacts { public: false, ..draft.facts() };
        match may_with_entry(Some(&person), EntryAction::Read, &unpublished) {
            true => Ok(draft),
            false => Err(CatalogueError::NotFound),
        }
    };
    Ok(visit.app().db.read(find).await?)
}

fn render(visit: &Visit, draft: &Draft, label: &str, errors: &FieldErrors) -> WebResult {
    let (entry, limits) = (&draft.entry, &visit.app().config.tickets);
    let files = &draft.version.files;
    let context = context! {
        title => &visit.text("catalogue-files"),
        entry => entry,
        entry_title => &draft.version.content.title,
        files => &shown(files, &format!("/redazione/{}", entry.id)),
        may_edit => &may_with_entry(visit.person(), EntryAction::Edit, &draft.facts()),
        full => &(files.len() >= limits.max_attachments),
        label => label,
        max_files => &limits.max_attachments,
        max_file_bytes => &limits.max_attachment_bytes,
        accept => ACCEPT,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.render_with(status, "catalogue/desk_files.html", context, errors)
}
