//! How questions come in and pile up: week by week, by day and hour, and how old those are that wait.

use chrono::{Datelike, Duration, NaiveDate};

use super::Words;
use super::cut::Cut;
use super::week::{Week, weekday};
use crate::kernel::clock::Instant;
use crate::platform::i18n::{date, decimal, month_short, whole};
use crate::statistics::facts::Fact;
use crate::statistics::figure::Figure;
use crate::statistics::methods::control::{Chart, ENOUGH, Sign, chart};
use crate::statistics::period::Period;
use crate::statistics::question::Question;
use crate::statistics::sheet::{Cell, Drawing, Heading, Label, Mark, Part, Plane, Row, Table};

/// The parts of the report: `picked` started in the period, `all` whenever; the desk had its first question on the day `began`.
pub(super) fn parts(
    picked: &[&Fact],
    all: &[&Fact],
    began: Option<NaiveDate>,
    question: &Question,
    words: Words<'_>,
) -> Vec<Part> {
    let mut weeks = weeks(question);
    // A week before the desk opened is no week without questions, and the one in which it did was no whole one.
    weeks.retain(|monday| began.is_some_and(|began| began <= *monday));
    vec![
        arrivals(picked, &weeks, question, words),
        backlog(all, &weeks, question, words),
        ageing(all, question, words),
        by_hour(picked, question, words),
        by_day(picked, question, words),
    ]
}

/// The same question of some days alone, as it stands in an address.
fn of_days(question: &Question, first: NaiveDate, days: i64, words: Words<'_>) -> String {
    let period = Period { from: first, to: first + Duration::days(days - 1) };
    Question { period, ..question.clone() }.query(words.names)
}

/// The Mondays of the whole weeks of a period that are over.
pub(super) fn weeks(question: &Question) -> Vec<NaiveDate> {
    let from = question.period.from;
    let first = from + Duration::days((7 - i64::from(from.weekday().num_days_from_monday())) % 7);
    let today = question.as_of.rome().date_naive();
    let end = question.period.to.min(today - Duration::days(1));
    std::iter::successors(Some(first), |monday| Some(*monday + Duration::days(7)))
        .take_while(|monday| *monday + Duration::days(6) <= end)
        .collect()
}

fn arrivals(picked: &[&Fact], weeks: &[NaiveDate], question: &Question, words: Words<'_>) -> Part {
    let mut counts = vec![0_u32; weeks.len()];
    if let Some(first) = weeks.first() {
        for fact in picked {
            let week = (fact.day - *first).num_days().div_euclid(7);
            if let Some(count) = usize::try_from(week).ok().and_then(|week| counts.get_mut(week)) {
                *count += 1;
            }
        }
    }
    let values: Vec<f64> = counts.iter().copied().map(f64::from).collect();
    let chart = chart(&values);
    let sign = |place: usize| chart.as_ref().and_then(|chart| chart.signs.get(place)).copied();
    let row = |(place, (monday, count)): (usize, (&NaiveDate, &u32))| Row {
        labels: vec![week(*monday, words)],
        is_total: false,
        cells: vec![
            Cell::Count(u64::from(*count)),
            sign(place).map_or(Cell::TooFew, |sign| Cell::Words(words.t(sign_key(sign)))),
        ],
        query: Some(of_days(question, *monday, 7, words)),
    };
    let mut notes = vec![words.t("reports-trend-weeks-about")];
    match &chart {
        None => notes.push(words.with("reports-trend-too-few", &[("least", ENOUGH.into())])),
        Some(chart) => notes.push(limits("reports-trend-limits", chart, words)),
    }
    Part {
        name: "settimane",
        title: words.t("reports-trend-weeks"),
        notes,
        drawing: chart.as_ref().map(|chart| control(chart, weeks, &values, &WEEKS, words)),
        has_bars: false,
        table: Table {
            headings: vec![week_heading(words)],
            columns: vec![Figure::Received, Figure::Signal],
            rows: weeks.iter().zip(&counts).enumerate().map(row).collect(),
        },
    }
}

/// Key of what a sign is called.
pub(super) fn sign_key(sign: Sign) -> &'static str {
    match sign {
        Sign::Usual => "reports-signal-usual",
        Sign::Outside => "reports-signal-outside",
        Sign::Shifted => "reports-signal-shifted",
    }
}

/// What a week is called.
pub(super) fn week(monday: NaiveDate, words: Words<'_>) -> Label {
    Label { code: monday.to_string(), words: date(words.lang, monday) }
}

/// The heading over the weeks.
pub(super) fn week_heading(words: Words<'_>) -> Heading {
    Heading { name: "settimana_dal", words: words.t("reports-trend-week") }
}

/// Mean and limits in words, by a text that has them.
pub(super) fn limits(key: &str, chart: &Chart, words: Words<'_>) -> String {
    let number = |value: f64| decimal(words.lang, value, 1);
    let [middle, low, high] = [chart.middle, chart.limits.0, chart.limits.1].map(number);
    words.with(key, &[("middle", middle.into()), ("low", low.into()), ("high", high.into())])
}

/// What the dots of a control chart are: the keys of its words, what a stretch of time is called, and how its first day is written
/// below the chart.
pub(super) struct Scale {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) unit: &'static str,
    pub(super) name: fn(NaiveDate, Words<'_>) -> String,
    pub(super) below: &'static str,
}

const WEEKS: Scale = Scale {
    title: "reports-trend-weeks-chart",
    about: "reports-trend-weeks-chart-about",
    unit: "reports-unit-per-week",
    name: |monday, words| date(words.lang, monday),
    below: "%d/%m/%y",
};

/// The control chart: a dot for each stretch of time, by its first day, the middle and the limits.
pub(super) fn control(
    chart: &Chart,
    days: &[NaiveDate],
    values: &[f64],
    scale: &Scale,
    words: Words<'_>,
) -> Drawing {
    let highest = values.iter().copied().fold(chart.limits.1, f64::max);
    let plane = Plane::new(highest, days.len());
    let mut marks = plane.grid(|value| decimal(words.lang, value, 0));
    marks.extend(plane.below(|place| days.get(place).map(|day| day.format(scale.below).to_string())));
    for (level, look) in
        [(chart.middle, "dg-middle"), (chart.limits.0, "dg-limit"), (chart.limits.1, "dg-limit")]
    {
        marks.push(plane.level(level, look));
    }
    marks.push(plane.line(values, "dg-curve-1"));
    for (place, ((value, sign), day)) in values.iter().zip(&chart.signs).zip(days).enumerate() {
        let look = match sign {
            Sign::Usual => "dg-dot",
            Sign::Outside => "dg-dot-outside",
            Sign::Shifted => "dg-dot-shifted",
        };
        let tip = format!(
            "{}: {} ({})",
            (scale.name)(*day, words),
            decimal(words.lang, *value, 0),
            words.t(sign_key(*sign))
        );
        marks.push(plane.dot(place, *value, look, tip));
    }
    let legend = [
        ("reports-signal-usual", "dg-dot"),
        ("reports-signal-outside", "dg-dot-outside"),
        ("reports-signal-shifted", "dg-dot-shifted"),
        ("reports-trend-middle", "dg-middle"),
        ("reports-trend-limit", "dg-limit"),
    ];
    Drawing {
        title: words.t(scale.title),
        about: words.t(scale.about),
        unit: words.t(scale.unit),
        cases: sum(values),
        legend: legend.map(|(key, look)| (words.t(key), look)).to_vec(),
        ..plane.drawing(marks)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of counts")]
fn sum(values: &[f64]) -> u64 {
    values.iter().sum::<f64>() as u64
}

/// How many were open at the end of each week.
fn backlog(all: &[&Fact], weeks: &[NaiveDate], question: &Question, words: Words<'_>) -> Part {
    let ends: Vec<Instant> =
        weeks.iter().map(|monday| Instant::midnight(*monday + Duration::days(7))).collect();
    // What came in and what ended between two ends; the sum up to one is what is open then.
    let mut change = vec![0_i64; ends.len() + 1];
    let mut cases = 0;
    for fact in all {
        let place = |at: Instant| ends.partition_point(|end| *end < at);
        let (started, ended) = (place(fact.started_at), fact.ended_at().map(place));
        change[started] += 1;
        if let Some(ended) = ended {
            change[ended] -= 1;
        }
        cases += u64::from(started < ended.unwrap_or(ends.len()));
    }
    let open: Vec<u64> = change
        .iter()
        .scan(0_i64, |open, change| {
            *open += change;
            Some(u64::try_from(*open).unwrap_or(0))
        })
        .take(ends.len())
        .collect();
    let row = |(monday, open): (&NaiveDate, &u64)| Row {
        labels: vec![week(*monday, words)],
        is_total: false,
        cells: vec![Cell::Count(*open)],
        query: Some(Cut::at_end_of(*monday + Duration::days(6)).added(question.query(words.names))),
    };
    let values: Vec<f64> =
        open.iter().map(|open| f64::from(u32::try_from(*open).unwrap_or(u32::MAX))).collect();
    let drawing = (values.len() >= 2).then(|| {
        let plane = Plane::new(values.iter().copied().fold(1.0, f64::max), values.len());
        let mut marks = plane.grid(|value| decimal(words.lang, value, 0));
        marks.extend(plane.below(|place| weeks.get(place).map(|day| day.format("%d/%m/%y").to_string())));
        marks.push(plane.line(&values, "dg-curve-1"));
        Drawing {
            title: words.t("reports-trend-backlog-chart"),
            about: words.t("reports-trend-backlog-chart-about"),
            unit: words.t("reports-unit-open"),
            cases,
            ..plane.drawing(marks)
        }
    });
    Part {
        name: "arretrato",
        title: words.t("reports-trend-backlog"),
        notes: vec![words.t("reports-trend-backlog-about")],
        drawing,
        has_bars: false,
        table: Table {
            headings: vec![week_heading(words)],
            columns: vec![Figure::OpenThen],
            rows: weeks.iter().zip(&open).map(row).collect(),
        },
    }
}

/// Upper ends of the classes of age, in hours; what is older is in a class of its own.
const AGES: [i64; 6] = [24, 48, 96, 168, 336, 672];

/// How long those that are open now have been open.
fn ageing(all: &[&Fact], question: &Question, words: Words<'_>) -> Part {
    let as_of = question.as_of;
    let mut classes = vec![(0_u64, 0_u64); AGES.len() + 1];
    for fact in all.iter().filter(|fact| fact.ended_at().is_none()) {
        let hours = (as_of.micros() - fact.started_at.micros()) / 3_600_000_000;
        let class = &mut classes[AGES.iter().position(|age| hours < *age).unwrap_or(AGES.len())];
        class.0 += 1;
        class.1 += u64::from(fact.is_overdue(as_of));
    }
    let label = |place: usize| match (place, AGES.get(place)) {
        (place, Some(hours)) => Label {
            code: match place.checked_sub(1).and_then(|before| AGES.get(before)) {
                Some(from) => format!("{from}-{hours}"),
                None => format!("0-{hours}"),
            },
            words: words.with("reports-age-under", &[("hours", (*hours).into())]),
        },
        (_, None) => Label {
            code: format!("da_{}", AGES[AGES.len() - 1]),
            words: words.with("reports-age-over", &[("hours", AGES[AGES.len() - 1].into())]),
        },
    };
    let row = |(place, (open, overdue)): (usize, &(u64, u64))| Row {
        labels: vec![label(place)],
        is_total: false,
        cells: vec![Cell::Count(*open), Cell::Count(*overdue)],
        query: Some(
            Cut::of_age(
                place.checked_sub(1).and_then(|before| AGES.get(before)).copied().unwrap_or(0),
                AGES.get(place).copied(),
            )
            .added(question.query(words.names)),
        ),
    };
    Part {
        name: "eta-delle-aperte",
        title: words.t("reports-trend-ageing"),
        notes: vec![words.t("reports-trend-ageing-about")],
        drawing: None,
        has_bars: true,
        table: Table {
            headings: vec![Heading { name: "aperta_da_ore", words: words.t("reports-trend-age") }],
            columns: vec![Figure::OpenNow, Figure::OverdueNow],
            rows: classes.iter().enumerate().map(row).collect(),
        },
    }
}

const HOURS: usize = 24;

/// When questions come in, by day of the week and hour.
fn by_hour(picked: &[&Fact], question: &Question, words: Words<'_>) -> Part {
    let mut counts = [0_u64; 7 * HOURS];
    for fact in picked {
        let day = fact.day.weekday().num_days_from_monday() as usize;
        counts[day * HOURS + usize::from(fact.hour) % HOURS] += 1;
    }
    let week = Week {
        part: "ore-di-arrivo",
        column: "ora",
        stretches: HOURS,
        named: 3,
        chart: ["reports-trend-hours-chart", "reports-trend-hours-chart-about", "reports-unit-per-hour"],
    };
    let query = |place: usize| {
        let cut = Cut::in_week(place / HOURS, place % HOURS);
        Some(cut.added(question.query(words.names)))
    };
    week.part(|place| counts.get(place).copied(), query, words)
}

/// More weeks than these are no calendar that can be looked at.
const CALENDAR_WEEKS: i64 = 53;

/// Questions of each day: the last year of the period.
fn by_day(picked: &[&Fact], question: &Question, words: Words<'_>) -> Part {
    let last = question.period.to.min(question.as_of.rome().date_naive());
    let monday = |day: NaiveDate| day - Duration::days(i64::from(day.weekday().num_days_from_monday()));
    let first = question.period.from.max(monday(last) - Duration::days(7 * (CALENDAR_WEEKS - 1)));
    let days = usize::try_from((last - first).num_days() + 1).unwrap_or(0);
    let mut counts = vec![0_u64; days];
    for fact in picked {
        let place = usize::try_from((fact.day - first).num_days()).ok();
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    let day_at = |place: usize| first + Duration::days(i64::try_from(place).unwrap_or(0));
    let row = |(place, count): (usize, &u64)| Row {
        labels: vec![week(day_at(place), words)],
        is_total: false,
        cells: vec![Cell::Count(*count)],
        query: Some(of_days(question, day_at(place), 1, words)),
    };
    let most = counts.iter().copied().max().unwrap_or(0);
    let drawing = (most > 0).then(|| {
        let (left, top, size) = (40.0, 22.0, 11.0);
        let start = monday(first);
        let mut marks = Vec::new();
        for line in 0..7_u8 {
            let name: String = weekday(usize::from(line), words).chars().take(3).collect();
            marks.push(words_at(left - 6.0, top + f64::from(line) * size * 1.4 + 11.5, "end", name));
        }
        for (place, count) in counts.iter().enumerate() {
            let day = day_at(place);
            let column = f64::from(i32::try_from((monday(day) - start).num_days() / 7).unwrap_or(0));
            let line = f64::from(day.weekday().num_days_from_monday());
            let (x, y) = (left + column * size, top + line * size * 1.4);
            if day.day() == 1 {
                let name = month_short(words.lang, day);
                marks.push(words_at(x, top - 7.0, "start", name));
            }
            let tip = format!("{}: {}", date(words.lang, day), words.count(*count));
            let look = tone(*count, most);
            marks.push(Mark::Rect { x, y, width: size - 1.0, height: size * 1.4 - 1.0, look, tip });
        }
        Drawing {
            title: words.t("reports-trend-calendar-chart"),
            about: words.t("reports-trend-calendar-chart-about"),
            unit: words.t("reports-unit-per-day"),
            cases: counts.iter().sum(),
            width: 640.0,
            height: top + size * 1.4 * 7.0 + 4.0,
            marks,
            legend: tones(most, words),
        }
    });
    Part {
        name: "calendario",
        title: words.t("reports-trend-calendar"),
        notes: vec![words.t("reports-trend-calendar-about")],
        drawing,
        has_bars: false,
        table: Table {
            headings: vec![Heading { name: "giorno", words: words.t("reports-trend-day") }],
            columns: vec![Figure::Received],
            rows: counts.iter().enumerate().map(row).collect(),
        },
    }
}

/// Words in a drawing.
pub(super) fn words_at(x: f64, y: f64, anchor: &'static str, words: String) -> Mark {
    Mark::Words { x, y, anchor, look: "dg-tick", words }
}

const TONES: [&str; 5] = ["dg-tone-0", "dg-tone-1", "dg-tone-2", "dg-tone-3", "dg-tone-4"];

/// One of five tones: none, and four quarters up to the most.
pub(super) fn tone(count: u64, most: u64) -> &'static str {
    let quarter = (count * 4).div_ceil(most.max(1));
    TONES[usize::try_from(quarter).unwrap_or(0).min(TONES.len() - 1)]
}

/// What each tone stands for.
pub(super) fn tones(most: u64, words: Words<'_>) -> Vec<(String, &'static str)> {
    let number = |count: u64| whole(words.lang, i64::try_from(count).unwrap_or(i64::MAX));
    let bound = |quarter: u64| most * quarter / 4;
    let range = |quarter: u64| (bound(quarter - 1) + 1, bound(quarter));
    let none = (number(0), TONES[0]);
    let others = (1..=4_u64).zip(&TONES[1..]).filter_map(|(quarter, look)| {
        let (low, high) = range(quarter);
        let text = if low == high { number(low) } else { format!("{}–{}", number(low), number(high)) };
        (low <= high).then_some((text, *look))
    });
    std::iter::once(none).chain(others).collect()
}
