//! `/statistiche/rapporti`: the frozen reports, and each as a page and as files.

use std::collections::{BTreeMap, HashMap};

use actix_web::body::MessageBody;
use actix_web::http::header;
use actix_web::{HttpResponse, http::StatusCode, web};
use serde::Serialize;
use tera::context;

use super::files::{self, Ending};
use super::found::{Found, Kept};
use super::new_page::{self, Offered};
use super::{Span, store};
use crate::accounts::permissions::{self, COORDINATION};
use crate::accounts::{self, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, FrozenReportId};
use crate::platform::db::{Conn, DbResult};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult, see_other};
use crate::statistics::files::{apart, described_by};
use crate::statistics::sheet::{self, Meanings, ShownPart};

/// A report of the list.
#[derive(Serialize)]
struct ListedLine {
    id: FrozenReportId,
    span: Span,
    words: String,
    frozen_at: Instant,
    by: String,
    /// How its digest begins: all of it is on its own page.
    digest: String,
    errata: i64,
}

/// The reports of a length that are told by mail.
#[derive(Serialize)]
struct Mailed {
    value: Span,
    label: String,
    /// Whether this reader wants them.
    checked: bool,
    /// Who does.
    readers: Vec<String>,
}

/// `GET /statistiche/rapporti`.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    list_page(&visit, StatusCode::OK, "", &FieldErrors::new()).await
}

/// The list; `chosen` is what was chosen in the form to freeze.
pub(super) async fn list_page(
    visit: &Visit,
    status: StatusCode,
    chosen: &str,
    errors: &FieldErrors,
) -> WebResult {
    let read = |conn: &mut Conn| -> DbResult<_> {
        let listed = store::list(conn)?;
        let readers = store::readers::all(conn)?;
        let by = listed.iter().filter_map(|report| report.frozen_by);
        let by: Vec<AccountId> = by.chain(readers.iter().map(|(account, _)| *account)).collect();
        let errata: HashMap<FrozenReportId, i64> = store::errata_counts(conn)?.into_iter().collect();
        Ok((listed, named(accounts::people(conn, &by)?), errata, readers))
    };
    let (listed, names, errata, readers) = visit.app().db.read(read).await?;
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let person = visit.signed_in()?;
    let may_freeze = permissions::may_enter(Some(person), COORDINATION);
    let wants = |span: &Span| readers.contains(&(person.id, *span));
    let mails: Vec<Mailed> = Span::ALL
        .iter()
        .map(|span| Mailed {
            value: *span,
            label: texts.get(lang, &format!("frozen-mail-{span}"), &[]),
            checked: wants(span),
            readers: readers
                .iter()
                .filter(|(_, of)| of == span)
                .filter_map(|(account, _)| names.get(account).cloned())
                .collect(),
        })
        .collect();
    let options = match may_freeze {
        true => new_page::options(visit, &listed).await?,
        false => Vec::new(),
    };
    let line = |report: &store::Listed| ListedLine {
        id: report.id,
        span: report.span,
        words: report.span.words(report.period, lang, texts),
        frozen_at: report.frozen_at,
        by: report.frozen_by.and_then(|by| names.get(&by).cloned()).unwrap_or_default(),
        digest: report.digest.chars().take(12).collect(),
        errata: errata.get(&report.id).copied().unwrap_or_default(),
    };
    let context = context! {
        frozen => &listed.iter().map(line).collect::<Vec<_>>(),
        mails => &mails,
        may_freeze => &may_freeze,
        options => &options,
        chosen => &chosen,
        after_days => &visit.app().config.statistics.freeze_after_days,
    };
    visit.render_with(status, "statistics/frozen_list.html", context, errors)
}

fn named(people: Vec<accounts::Person>) -> HashMap<AccountId, String> {
    people.into_iter().map(|person| (person.id, person.name.to_string())).collect()
}

/// `GET /statistiche/rapporti/{report}`: the page, or with an ending a file. Of a report that was changed after
/// it was frozen there is only the file of the bytes as they are, for whoever wants to verify them.
///
/// # Errors
/// 404 for a report or a table that there is not; when the database fails.
pub async fn show(
    visit: Visit,
    name: web::Path<String>,
    asked: web::Query<BTreeMap<String, String>>,
) -> WebResult {
    let (number, ending) = Ending::of(&name).ok_or(Problem::NotFound)?;
    let kept = kept(&visit, FrozenReportId(number)).await?;
    // A year in every language is long to read.
    let opened = apart({
        let kept = kept.clone();
        move || Ok(kept.open())
    });
    let found = match (opened.await?, ending) {
        (Ok(found), _) => found,
        (Err(_), Some(Ending::Json)) => {
            let name = format!("rapporto-{number}.json");
            return Ok(attached(&name, "application/json", None, kept.into_text()));
        }
        (Err(cause), None) => {
            tracing::error!(report = number, %cause, "a frozen report cannot be read");
            return visit.render("statistics/frozen_unreadable.html", context! { id => &number });
        }
        (Err(_), Some(_)) => return Ok(see_other(&format!("/statistiche/rapporti/{number}"))),
    };
    let Some(ending) = ending else {
        return page(&visit, &found, StatusCode::OK, None, &FieldErrors::new());
    };
    if !found.is_whole && ending != Ending::Json {
        // The page says what is wrong.
        return Ok(see_other(&format!("/statistiche/rapporti/{number}")));
    }
    let (app, lang) = (visit.app().clone(), visit.lang());
    let word = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let address = app.config.server.public_url.join(&format!("/statistiche/rapporti/{number}"));
    let (sheet, part) = (word("foglio"), word("parte"));
    let errata = found.lines(lang);
    let make = move || files::file(&found, &errata, ending, (&sheet, &part), address, &app.texts, lang);
    let (name, kind, body) = apart(make).await?;
    let json = matches!(ending, Ending::Csv | Ending::SpreadsheetCsv)
        .then(|| format!("/statistiche/rapporti/{number}.json"));
    Ok(attached(&name, kind, json.as_deref(), body))
}

/// A file, and where the JSON is that says what is in it.
fn attached(name: &str, kind: &str, json: Option<&str>, body: impl MessageBody + 'static) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")));
    if let Some(json) = json {
        answer.insert_header(described_by(json));
    }
    answer.body(body)
}

/// A report with its corrections.
pub(super) async fn find(visit: &Visit, id: FrozenReportId) -> Result<Found, Problem> {
    let kept = kept(visit, id).await?;
    apart(move || kept.open().map_err(Problem::fault)).await
}

async fn kept(visit: &Visit, id: FrozenReportId) -> Result<Kept, Problem> {
    visit.app().db.read(move |conn| Kept::find(conn, id)).await?.ok_or(Problem::NotFound)
}

/// The parts of a report as they can be chosen.
pub(super) fn parts(found: &Found, visit: &Visit) -> Vec<Offered> {
    let parts = found.parts(visit.lang()).into_iter();
    parts.map(|(name, label)| Offered { value: name.to_owned(), label }).collect()
}

/// A sheet as the page shows it.
#[derive(Serialize)]
struct ShownSheet {
    name: &'static str,
    title: String,
    parts: Vec<ShownPart>,
}

/// The page; `typed` is a correction that was not taken.
pub(super) fn page(
    visit: &Visit,
    found: &Found,
    status: StatusCode,
    typed: Option<&PostForm>,
    errors: &FieldErrors,
) -> WebResult {
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let written = found.frozen.written(lang).ok_or(Problem::NotFound)?;
    let kept = files::meanings(written);
    let meanings = Meanings::kept(lang, texts, &kept);
    let sheets: Vec<ShownSheet> = written
        .sheets
        .iter()
        .map(sheet::Document::sheet)
        .map(|sheet| ShownSheet {
            name: sheet.name,
            title: sheet.title,
            parts: sheet.parts.iter().map(|part| sheet::shown(part, meanings)).collect(),
        })
        .collect();
    let typed = |name: &str| typed.map(|post| post.get(name).to_owned()).unwrap_or_default();
    let period = found.frozen.period();
    let context = context! {
        id => &found.listed.id,
        title => &written.title,
        method => &written.method,
        span => &found.listed.span,
        period => &period,
        as_of => &found.frozen.as_of,
        program => &found.frozen.program,
        source => &found.frozen.source,
        threshold => &found.frozen.threshold,
        digest => &found.listed.digest,
        is_whole => &found.is_whole,
        by => &found.listed.frozen_by.and_then(|by| found.names.get(&by).cloned()),
        errata => &found.lines(lang),
        sheets => &sheets,
        may_correct => &permissions::may_enter(Some(visit.signed_in()?), COORDINATION),
        parts => &parts(found, visit),
        typed_part => &typed("part"),
        typed_words => &typed("words"),
    };
    visit.render_with(status, "statistics/frozen.html", context, errors)
}
