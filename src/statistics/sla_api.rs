//! `/api/v1/statistics/sla`: how the promise was kept, for other programs.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::dimension::{Dimension, Value};
use super::disclosure::Withheld;
use super::facts::Fact;
use super::figures::{self, Figures, Report};
use super::names::kept_word;
use super::period::Period;
use super::published::Published;
use super::quantile::Quantile;
use super::reader::Reader;
use super::row::Row;
use super::shown::Shown;
use crate::accounts::Visit;
use crate::app::App;
use crate::kernel::clock::{Instant, typed_day};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::web::{Problem, WebResult};
use crate::topics::{self, TopicTree};

/// Why a reader outside the desk is refused, and what to ask instead.
const WHOLE_MONTHS: &str = "an analyst may ask for whole months: let from and to be the first day of a month";
const WHOLE_YEARS: &str = "an analyst may ask for topics, kinds and municipalities of whole calendar years: \
    let from be a 1 January, and to a later 1 January or, of the running year, the first day of next month; \
    of other months ask for group_by=none or group_by=month";

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

impl GroupBy {
    /// The property whose table of its own it is.
    fn property(self) -> Option<Dimension> {
        match self {
            Self::Kind => Some(Dimension::Kind),
            Self::Municipality => Some(Dimension::Territory),
            Self::None | Self::Topic | Self::Month => None,
        }
    }
}

#[derive(Serialize)]
struct Answer {
    as_of: Instant,
    #[serde(flatten)]
    found: Found,
}

/// The groups, and whether others are missing of which this reader may not even see that they are there.
#[derive(Serialize)]
struct Found {
    groups: Vec<Group>,
    left_out: bool,
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
/// 400 for a period or a grouping that is none, or of a period of which this reader may not see it; when the database fails.
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
        period.of_whole_months().map_err(|_| Problem::BadRequest(WHOLE_MONTHS))?;
    }
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut Conn| -> Result<Option<Found>, DbError> {
        let tree = topics::tree(conn)?;
        if let Some(by) = group_by.property() {
            return of_property(conn, &app, (period, now), by, reader, &tree);
        }
        let (report, published) = app.figures.seen(conn, reader, &tree, period, now)?;
        let groups = of_report(&report, &published, &tree, group_by, reader);
        Ok(groups.map(|groups| Found { groups, left_out: false }))
    };
    let found = visit.app().db.read(read).await?.ok_or(Problem::BadRequest(WHOLE_YEARS))?;
    let body = serde_json::to_string(&Answer { as_of: now, found }).map_err(Problem::fault)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(body))
}

fn period(asked: &Asked) -> Option<Period> {
    // RFC 3339, as the description says: no other way to write a day, and no year that nobody means.
    let day = |text: &str| (text.as_bytes().get(4) == Some(&b'-')).then(|| typed_day(text)).flatten();
    let (from, to) = (day(&asked.from)?, day(&asked.to)?.pred_opt()?);
    ((to - from).num_days() >= 0 && (to - from).num_days() <= Period::MAX_DAYS).then_some(Period { from, to })
}

/// By a property that records hold. Outside the desk these are the rows of the page that breaks the same whole years down, with the cells
/// that it shows; none of other periods, of which it shows none either.
fn of_property(
    conn: &mut Conn,
    app: &App,
    (period, now): (Period, Instant),
    by: Dimension,
    reader: Reader,
    tree: &TopicTree,
) -> DbResult<Option<Found>> {
    let key = |fact: &Fact| fact.values[by as usize];
    let (found, published) = if reader.is_inside() {
        (app.figures.grouped(conn, period, now, key)?, Published::everything())
    } else {
        let today = now.rome().date_naive();
        if !period.years().all(|year| period.holds_year(year, today)) {
            return Ok(None);
        }
        let outside = app.figures.seen_from_outside(conn, now)?;
        let counted = outside.released.counted(period);
        let found = figures::grouped(&outside.facts, counted, now, key);
        (found, outside.published(counted.years(), tree))
    };
    let (mut named, mut left_out) = (BTreeMap::new(), false);
    for (value, figures) in found {
        match published.value(by, value) {
            Withheld::Row => left_out = true,
            withheld => {
                named.insert(name(by, value), Row::of(&figures, withheld, published.grain()));
            }
        }
    }
    let groups = named.into_iter().map(|(group, row)| Group::of(group, &row)).collect();
    Ok(Some(Found { groups, left_out }))
}

/// The word for a value; none where it is not known.
fn name(by: Dimension, value: Value) -> Option<String> {
    Some(kept_word(by, value)).filter(|word| !word.is_empty())
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
