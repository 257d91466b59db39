//! `/api/v1/statistics/reports`: the reports for other programs, with the same cells as their pages and files.

use actix_web::{HttpResponse, web};
use chrono::Datelike;
use serde_json::{Value, json};

use super::{Asked, Report, Request, Words, sheet, turn};
use crate::accounts::Visit;
use crate::platform::db::{Conn, DbError};
use crate::platform::web::{Problem, WebResult};
use crate::statistics::export::Source;
use crate::statistics::indicators::YearTable;
use crate::statistics::names::Names;
use crate::statistics::overview::{self, Overview, page::Chosen};
use crate::statistics::reader::Reader;
use crate::statistics::sheet::{Meanings, Sheet, document};

/// The indicators of the plan, of the calendar year `anno`.
const INDICATORS: &str = "indicatori";

/// `GET /api/v1/statistics/reports`: the reports that this person may ask for.
///
/// # Errors
/// None.
pub async fn list(visit: Visit) -> WebResult {
    let reader = Reader::of(visit.signed_in()?);
    let own = Report::ALL.iter().filter(|report| report.is_for(reader)).map(|report| report.as_str());
    let entry = |name: &str| {
        let key = match name {
            overview::NAME => "reports-overview".to_owned(),
            INDICATORS => "indicators-link".to_owned(),
            name => format!("reports-report-{name}"),
        };
        json!({
            "name": name,
            "title": visit.text(&key),
            "address": format!("/api/v1/statistics/reports/{name}"),
        })
    };
    let reports: Vec<Value> = [overview::NAME, INDICATORS].into_iter().chain(own).map(entry).collect();
    Ok(json_answer(&json!({ "reports": reports })))
}

/// `GET /api/v1/statistics/reports/{report}`: one report, with the parameters of its page, in the form of its `.json` file, without drawings.
/// Whoever reads figures; outside the desk as its page shows it.
///
/// # Errors
/// 404 for a report that does not exist or is not for this person; 400 for what cannot be answered; when the database fails.
pub async fn show(visit: Visit, name: web::Path<String>, asked: web::Query<Asked>) -> WebResult {
    let reader = Reader::of(visit.signed_in()?);
    let report = Report::parse(&name).filter(|report| report.is_for(reader));
    if report.is_none() && ![overview::NAME, INDICATORS].contains(&name.as_str()) {
        return Err(Problem::NotFound);
    }
    let (app, now, lang) = (visit.app().clone(), visit.now(), visit.lang());
    let asked = asked.into_inner();
    let turn = match report {
        Some(report) => turn(&app, report, reader).await,
        None => None,
    };
    let read = move |conn: &mut Conn| -> Result<Option<Sheet>, DbError> {
        let _turn = turn;
        let names = Names::read(conn)?;
        let words = Words::of(&app, &names, lang);
        if name.as_str() == INDICATORS {
            let year = asked.get("anno").map(|year| year.trim()).filter(|year| !year.is_empty());
            let Ok(year) = year.map_or(Ok(now.rome().year()), str::parse) else { return Ok(None) };
            let table = YearTable::read(conn, &app, year, reader, lang, now)?;
            return Ok(table.map(|table| table.sheet(lang, &app.texts)));
        }
        let Some(report) = report else {
            let period = Chosen::of(&asked).period(now.rome().date_naive(), reader);
            let Ok(period) = period else { return Ok(None) };
            let Overview { sheet, .. } = Overview::read(conn, &app.figures, period, reader, words, now)?;
            return Ok(Some(sheet));
        };
        match Request::parse(report, &asked, &names, reader, now) {
            Ok(request) => sheet(conn, &app, &request, words, reader).map(Some),
            Err(_) => Ok(None),
        }
    };
    let sheet = visit.app().db.read(read).await?;
    let sheet = sheet.ok_or(Problem::BadRequest("the period or a filter is none, or not for this reader"))?;
    let source = Source::of(&visit.app().config, "/statistiche");
    let meanings = Meanings::of_today(lang, &visit.app().texts);
    let answer = document(&sheet.without_drawings(), &source.name, meanings);
    Ok(json_answer(&serde_json::to_value(answer).map_err(Problem::fault)?))
}

fn json_answer(body: &Value) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(body.to_string())
}
