//! `/api/v1/statistics/sla`: how the promise was kept, for other programs.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dimension::{Dimension, Value};
use super::figures::{Figures, Report};
use super::period::Period;
use super::published::Published;
use super::quantile::Quantile;
use super::reader::Reader;
use super::row::Row;
use super::shown::Shown;
use super::told_times::Grain;
use crate::accounts::{Municipality, RequesterKind, Visit};
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::web::{Problem, WebResult};
use crate::topics::{self, TopicTree};

/// The query of a request.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    group_by: String,
}

crate::text_enum! {
    /// How the cycles are grouped.
    pub enum GroupBy {
        /// All together.
        None = "none",
        /// By topic of the question.
        Topic = "topic",
        /// By month of the start.
        Month = "month",
        /// By kind of requester.
        Kind = "kind",
        /// By municipality of the requester.
        Municipality = "municipality",
    }
}

#[derive(Serialize)]
struct Answer {
    as_of: Instant,
    groups: Vec<Group>,
}

/// Figures of a group; null where there is none, or where this reader may not see it.
#[derive(Serialize)]
struct Group {
    group: Option<String>,
    received: Option<u64>,
    decided: Option<u64>,
    within: Option<u64>,
    rate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    median_hours: Option<f64>,
    p90_hours: Option<f64>,
    withheld: bool,
}

impl Group {
    fn of(group: Option<String>, figures: &Row) -> Self {
        let rate = figures.rate.seen();
        let hours = |quantile: Shown<Quantile>| quantile.seen().map(|quantile| quantile.value);
        let outcome_is_seen = !figures.decided_is_hidden();
        Self {
            group,
            received: figures.received.seen(),
            decided: rate.map(|rate| rate.total).or(outcome_is_seen.then_some(0)),
            within: rate.map(|rate| rate.hits).or(outcome_is_seen.then_some(0)),
            rate: rate.map(|rate| rate.share),
            low: rate.map(|rate| rate.low),
            high: rate.map(|rate| rate.high),
            median_hours: hours(figures.gross.median),
            p90_hours: hours(figures.gross.p90),
            withheld: figures.withheld,
        }
    }
}

/// `GET /api/v1/statistics/sla?from=&to=&group_by=`: days in Milan, `to` excluded; the cycles that started in between.
/// Whoever reads figures; outside the desk as the page of figures shows them.
///
/// # Errors
/// 400 for a period or a grouping that is none, or not for this reader; when the database fails.
pub async fn sla(visit: Visit, asked: web::Query<Asked>) -> WebResult {
    let reader = Reader::of(visit.signed_in()?);
    let period =
        period(&asked).ok_or(Problem::BadRequest("from and to are days, to after from, at most 20 years"))?;
    let group_by = match asked.group_by.as_str() {
        "" => GroupBy::None,
        word => GroupBy::parse(word)
            .ok_or(Problem::BadRequest("group_by is none, topic, month, kind or municipality"))?,
    };
    if !reader.is_inside() {
        period
            .of_whole_months()
            .map_err(|_| Problem::BadRequest("this reader may ask for whole months only"))?;
        if matches!(group_by, GroupBy::Kind | GroupBy::Municipality) {
            return Err(Problem::BadRequest("this reader may not group by kind or municipality"));
        }
    }
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| -> Result<Option<Vec<Group>>, DbError> {
        let tree = topics::tree(conn)?;
        match group_by {
            GroupBy::Kind => {
                let name = |kind: Value| kind.in_list(RequesterKind::ALL).map(|kind| kind.to_string());
                grouped(conn, &app, period, now, Dimension::Kind, name).map(Some)
            }
            GroupBy::Municipality => {
                let name = |value: Value| place(value).map(|place| place.code().to_owned());
                grouped(conn, &app, period, now, Dimension::Territory, name).map(Some)
            }
            _ => {
                let (report, published) = app.figures.seen(conn, reader, &tree, period, now)?;
                Ok(of_report(&report, &published, &tree, group_by, reader))
            }
        }
    };
    let groups = visit.app().db.read(read).await?;
    let groups =
        groups.ok_or(Problem::BadRequest("this reader may ask for the topics of whole years only"))?;
    let body = serde_json::to_string(&Answer { as_of: now, groups }).map_err(Problem::fault)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(body))
}

fn place(value: Value) -> Option<Municipality> {
    let number = value.number()?;
    u16::try_from(number).ok().and_then(Municipality::at)
}

fn period(asked: &Asked) -> Option<Period> {
    let day = |text: &str| (text.len() == 10).then(|| text.parse::<NaiveDate>().ok()).flatten();
    let (from, to) = (day(&asked.from)?, day(&asked.to)?.pred_opt()?);
    ((to - from).num_days() >= 0 && (to - from).num_days() <= Period::MAX_DAYS).then_some(Period { from, to })
}

/// By a property that records hold, for readers who may see everything.
fn grouped(
    conn: &mut Conn,
    app: &App,
    period: Period,
    now: Instant,
    by: Dimension,
    name: impl Fn(Value) -> Option<String>,
) -> DbResult<Vec<Group>> {
    let nothing = super::disclosure::Withheld::Nothing;
    let found = app.figures.grouped(conn, period, now, |fact| fact.values[by as usize])?;
    let named: BTreeMap<Option<String>, Figures> =
        found.into_iter().map(|(value, figures)| (name(value), figures)).collect();
    Ok(named
        .into_iter()
        .map(|(group, figures)| Group::of(group, &Row::of(&figures, nothing, Grain::Exact)))
        .collect())
}

/// The groups of a report as a reader may see them; none of topics that this reader may not see.
fn of_report(
    report: &Report,
    published: &Published,
    tree: &TopicTree,
    group_by: GroupBy,
    reader: Reader,
) -> Option<Vec<Group>> {
    match group_by {
        GroupBy::Month => {
            let month = |(month, figures): &(NaiveDate, Figures)| {
                Group::of(
                    Some(month.format("%Y-%m").to_string()),
                    &Row::of(figures, published.month(*month), published.grain()),
                )
            };
            Some(report.months.iter().map(month).collect())
        }
        GroupBy::Topic => {
            let topics = report.areas.iter().flat_map(|area| &area.topics);
            // Outside the desk the place of an empty row is needed: a group that is missing would tell that a withheld
            // count is not zero.
            let topics = topics.filter(|(_, figures)| !reader.is_inside() || figures.counts.received > 0);
            let groups = topics.map(|(topic, figures)| {
                let slug = topic.and_then(|id| tree.get(id)).map(|topic| topic.slug.clone());
                Group::of(slug, &Row::of(figures, published.topic(*topic), published.grain()))
            });
            published.has_topics(report.period).then(|| groups.collect())
        }
        _ => Some(vec![Group::of(
            None,
            &Row::of(&report.total, published.total(report.period), published.grain()),
        )]),
    }
}
