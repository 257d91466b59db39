//! `/coda/viste`: views of the queue under a name.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use tera::context;

use super::address::{Wanted, Words};
use super::filters::{Chip, Fields};
use super::{Basis, list_key, reader};
use crate::accounts::Visit;
use crate::accounts::permissions::{may_change_view, may_share_views};
use crate::kernel::ids::SavedViewId;
use crate::kernel::text::Name;
use crate::platform::db::Conn;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::tickets::pages::view;
use crate::tickets::saved_views::{self, MOST, SavedView};
use crate::tickets::{TicketError, TicketResult};

const PAGE: &str = "/coda/viste";

#[derive(Serialize)]
struct Line {
    id: SavedViewId,
    name: String,
    href: String,
    shared: bool,
    may_change: bool,
    /// Counted from 0.
    place: usize,
    first: bool,
    last: bool,
}

/// What is about to be saved.
#[derive(Serialize)]
struct New {
    list: String,
    chips: Vec<Chip>,
    /// What its address says.
    fields: Vec<Word>,
    back: String,
}

#[derive(Serialize)]
struct Word {
    name: &'static str,
    value: String,
}

/// `GET /coda/viste`: the views, and with the words of a list the form to save it.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit, words: web::Query<Words>) -> WebResult {
    page(&visit, &words, StatusCode::OK, "", &FieldErrors::new()).await
}

/// `POST /coda/viste`: saves the list of these words as `name`; `shared` with everybody.
///
/// # Errors
/// 404 for who may not share and wants to; when the database fails.
pub async fn save(visit: Visit, form: PostForm) -> WebResult {
    let (person, now) = (reader(&visit)?, visit.now());
    let words = Words::of_form(&form);
    let mut errors = FieldErrors::new();
    if let Some(name) = errors.keep("name", "queue-problem-view-", Name::parse(form.get("name"))) {
        let (shared, asked) = (form.get("shared") == "1", words.clone());
        let write = move |conn: &mut Conn| -> TicketResult<Option<String>> {
            let basis = Basis::of(conn, &person)?;
            let wanted = basis.wanted(&asked);
            let saved = saved_views::save(conn, &person, (&name, shared), &wanted.words(), now)?;
            Ok(saved.then(|| wanted.href()))
        };
        match visit.app().db.write(write).await? {
            Some(back) => return Ok(visit.redirect(&back, "queue-notice-view-saved")),
            None => errors.add_with("name", "queue-problem-view-many", vec![("max", MOST.to_string())]),
        }
    }
    page(&visit, &words, StatusCode::UNPROCESSABLE_ENTITY, form.get("name"), &errors).await
}

/// `POST /coda/viste/{id}`: another `name`; `shared` or not.
///
/// # Errors
/// 404 for a view that is not this person's to change; when the database fails.
pub async fn change(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let (person, id) = (reader(&visit)?, SavedViewId(*id));
    let field = format!("name-{id}");
    let mut errors = FieldErrors::new();
    if let Some(name) = errors.keep(&field, "queue-problem-view-", Name::parse(form.get("name"))) {
        let shared = form.get("shared") == "1";
        let write = move |conn: &mut Conn| saved_views::change(conn, id, &person, (&name, shared));
        match visit.app().db.write(write).await? {
            true => return Ok(visit.redirect(PAGE, "queue-notice-view-changed")),
            false => errors.add_with(&field, "queue-problem-view-many", vec![("max", MOST.to_string())]),
        }
    }
    page(&visit, &Words::default(), StatusCode::UNPROCESSABLE_ENTITY, "", &errors).await
}

/// `POST /coda/viste/{id}/posto`: one place up (`up` = `1`) or down from the place `seen` on the page.
///
/// # Errors
/// As [`change`].
pub async fn shift(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let seen = form.get("seen").parse().map_err(|_| Problem::BadRequest("seen is the place on the page"))?;
    let (person, id, up) = (reader(&visit)?, SavedViewId(*id), form.get("up") == "1");
    match visit.app().db.write(move |conn| saved_views::shift(conn, id, &person, (seen, up))).await {
        Ok(()) => Ok(visit.redirect(PAGE, "queue-notice-view-changed")),
        Err(TicketError::Stale) => Ok(visit.redirect(PAGE, "queue-notice-view-order")),
        Err(error) => Err(error.into()),
    }
}

/// `POST /coda/viste/{id}/elimina`.
///
/// # Errors
/// As [`change`].
pub async fn delete(visit: Visit, id: web::Path<i64>, _form: PostForm) -> WebResult {
    let (person, id) = (reader(&visit)?, SavedViewId(*id));
    visit.app().db.write(move |conn| saved_views::delete(conn, id, &person)).await?;
    Ok(visit.redirect(PAGE, "queue-notice-view-deleted"))
}

async fn page(
    visit: &Visit,
    words: &Words,
    status: StatusCode,
    name: &str,
    errors: &FieldErrors,
) -> WebResult {
    let person = reader(visit)?;
    let of = person.clone();
    let load = move |conn: &mut Conn| -> TicketResult<(Basis, Vec<SavedView>)> {
        Ok::<_, TicketError>((Basis::of(conn, &of)?, saved_views::of(conn, &of)?))
    };
    let (basis, views) = visit.app().db.read(load).await?;
    let (shared, own): (Vec<&SavedView>, Vec<&SavedView>) = views.iter().partition(|view| view.shared);
    let lines = |views: &[&SavedView]| -> Vec<Line> {
        let line = |(place, view): (usize, &&SavedView)| Line {
            id: view.id,
            name: view.name.to_string(),
            href: basis.wanted(&Words::of_view(&view.words)).href(),
            shared: view.shared,
            may_change: may_change_view(&person, view.owner, view.shared),
            place,
            first: place == 0,
            last: place + 1 == views.len(),
        };
        views.iter().enumerate().map(line).collect()
    };
    let wanted: Option<Wanted> = (!words.vista.is_empty()).then(|| basis.wanted(words));
    let new = wanted.map(|wanted| {
        let wanted = Wanted { after: None, ..wanted };
        New {
            list: view::text(visit, list_key(wanted.list)),
            chips: Fields::of(visit, &wanted, &basis.tree, &basis.partners).chips,
            fields: wanted.pairs().into_iter().map(|(name, value)| Word { name, value }).collect(),
            back: wanted.href(),
        }
    });
    let context = context! {
        title => &view::text(visit, "queue-views-title"),
        new => &new,
        name => name,
        own => &lines(&own),
        shared => &lines(&shared),
        may_share => &may_share_views(&person),
    };
    visit.render_with(status, "tickets/views.html", context, errors)
}

impl Words {
    fn of_form(form: &PostForm) -> Self {
        let word = |name: &str| form.get(name).to_owned();
        Self {
            vista: word("vista"),
            chi: word("chi"),
            testo: word("testo"),
            argomento: word("argomento"),
            territorio: word("territorio"),
            tipo: word("tipo"),
            canale: word("canale"),
            ente: word("ente"),
            ordina: word("ordina"),
            dopo: String::new(),
        }
    }
}
