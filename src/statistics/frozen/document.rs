//! What is frozen: the figures with their definitions and the method, in all languages, as one JSON text whose bytes are kept.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Span;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::hex;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::statistics::dimension::Dimension;
use crate::statistics::disclosure::Told;
use crate::statistics::figure::Figure;
use crate::statistics::indicators::YearTable;
use crate::statistics::names::Names;
use crate::statistics::overview::{MONTHS, Overview, TOPICS};
use crate::statistics::period::Period;
use crate::statistics::reader::Reader;
use crate::statistics::reports::{self, Asked, Report, Request, Words};
use crate::statistics::sheet::{Cell, Document, Meanings, Part, Row, Sheet, document, known};

/// The version of the names below.
const VERSION: u32 = 1;
/// So often it is counted anew when something happened meanwhile.
const LOOKS: usize = 5;

/// What came of making a report.
#[derive(Debug)]
pub enum Made<A> {
    /// The report, and what was read before it at the same look.
    Report(Box<Frozen>, A),
    /// There was no question before the end of its period.
    Nothing,
    /// So much happened meanwhile that no two looks saw the same: another time.
    Unsteady,
}

/// A frozen report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    version: u32,
    /// How long its period is.
    pub span: Span,
    from: NaiveDate,
    to: NaiveDate,
    /// When its figures were true.
    pub as_of: Instant,
    /// The program that counted.
    pub program: String,
    /// Whose figures they are.
    pub source: String,
    /// The least count shown.
    pub threshold: u64,
    /// The same figures, with the words of each language.
    languages: BTreeMap<Lang, Written>,
}

/// A report in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// Its title.
    pub title: String,
    /// How it was made, a paragraph each.
    pub method: Vec<String>,
    /// The tables.
    pub sheets: Vec<Document>,
}

impl Frozen {
    /// The figures of a period as a reader outside the desk may see them at `now`, the same in every language; none when there was no
    /// question before its end. `aside` reads what is kept beside them, at each look anew. Blocks: call it inside a reading closure of
    /// the database.
    ///
    /// # Errors
    /// When the database fails.
    pub fn make<A>(
        conn: &mut Conn,
        app: &App,
        (span, of): (Span, Period),
        now: Instant,
        aside: impl Fn(&mut Conn) -> DbResult<A>,
    ) -> DbResult<Made<A>> {
        for look in 1..=LOOKS {
            let before = events::last_position(conn)?;
            let aside = aside(conn)?;
            let names = Names::read(conn)?;
            let mut tables = Vec::new();
            for lang in Lang::ALL {
                let words = Words::of(app, &names, *lang);
                let Some(sheets) = sheets(conn, app, span, of, words, now)? else { return Ok(Made::Nothing) };
                tables.push((*lang, sheets));
            }
            // On a desk that is never still the tables of the last look may be a moment apart, the languages never.
            let is_still = look == LOOKS || events::last_position(conn)? == before;
            if is_still && are_alike(&tables) {
                return Ok(Made::Report(Box::new(Self::of(app, span, of, tables, now)), aside));
            }
        }
        Ok(Made::Unsteady)
    }

    fn of(app: &App, span: Span, of: Period, tables: Vec<(Lang, Vec<Sheet>)>, now: Instant) -> Self {
        let (office, threshold) = (&app.config.office, app.config.statistics.least_count.get());
        let source = format!("{}, {}", office.authority, office.name);
        let written = |(lang, sheets): (Lang, Vec<Sheet>)| {
            let meanings = Meanings::of_today(lang, &app.texts);
            let t = |key: &str| app.texts.get(lang, key, &[]);
            let title = [("period", span.words(of, lang, &app.texts).into())];
            let written = Written {
                title: app.texts.get(lang, "frozen-title", &title),
                method: vec![
                    t("frozen-method-counted"),
                    app.texts.get(lang, "frozen-method-secrecy", &[("threshold", threshold.into())]),
                    t("frozen-method-intervals"),
                    t("frozen-method-kept"),
                ],
                sheets: sheets.iter().map(|sheet| document(sheet, &source, meanings)).collect(),
            };
            (lang, written)
        };
        Self {
            version: VERSION,
            span,
            from: of.from,
            to: of.to,
            as_of: now,
            program: concat!("dialoga ", env!("CARGO_PKG_VERSION")).to_owned(),
            threshold,
            languages: tables.into_iter().map(written).collect(),
            source,
        }
    }

    /// Its days.
    pub fn period(&self) -> Period {
        Period { from: self.from, to: self.to }
    }

    /// In a language, or in the desk's own.
    pub fn written(&self, lang: Lang) -> Option<&Written> {
        self.languages.get(&lang).or_else(|| self.languages.get(&Lang::It))
    }

    /// What it tells of months, as the database keeps it: their first days with spaces between, and how much is told of each: no
    /// more than what of it is `settled`.
    pub fn months_told(&self, settled: &BTreeMap<NaiveDate, Told>) -> String {
        let sheets = self.languages.values().flat_map(|written| &written.sheets).map(Document::sheet);
        let mut months: BTreeMap<NaiveDate, Told> = BTreeMap::new();
        for part in sheets.flat_map(|sheet| sheet.parts).filter(|part| part.name == MONTHS) {
            for row in part.table.rows.iter().filter(|row| !row.is_total) {
                let day = row.labels.first().and_then(|month| format!("{}-01", month.code).parse().ok());
                let shows = |figure: Figure| {
                    let place = part.table.columns.iter().position(|column| *column == figure);
                    place.and_then(|place| row.cells.get(place)).is_some_and(|cell| *cell != Cell::Hidden)
                };
                let Some(day) = day.filter(|_| shows(Figure::Received)) else { continue };
                let shown = match (shows(Figure::Kept), shows(Figure::Open)) {
                    (true, true) => Told::Standing,
                    (true, false) => Told::Outcome,
                    (false, _) => Told::Received,
                };
                months.insert(day, settled.get(&day).copied().unwrap_or(Told::Received).min(shown));
            }
        }
        let written = |(day, told): (NaiveDate, Told)| match told.word() {
            "" => day.to_string(),
            how => format!("{day}/{how}"),
        };
        months.into_iter().map(written).collect::<Vec<_>>().join(" ")
    }

    /// The text that is kept: the same report gives the same bytes.
    ///
    /// # Errors
    /// When a number is none that JSON can write.
    pub fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// The report that a text holds.
    ///
    /// # Errors
    /// When it is none, or of a later version of the program.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        let frozen: Self = serde_json::from_str(text)?;
        if frozen.version > VERSION {
            // Names may mean something else there, and those that are new would be left out without a word.
            let why = format!("a report of version {}, where {VERSION} is the last known", frozen.version);
            return Err(serde::de::Error::custom(why));
        }
        Ok(frozen)
    }
}

/// SHA-256 of the bytes of a text, in hexadecimal.
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Whether the tables of all languages hold the same figures. Rows may stand in another order, where that is the one of their names.
fn are_alike(tables: &[(Lang, Vec<Sheet>)]) -> bool {
    let figures = |sheets: &[Sheet]| -> Vec<(&'static str, Vec<String>)> {
        let of_row = |row: &Row| {
            let figures: Vec<&Cell> =
                row.cells.iter().filter(|cell| !matches!(cell, Cell::Words(_))).collect();
            format!("{figures:?}")
        };
        let of_part = |part: &Part| {
            let mut rows: Vec<String> = part.table.rows.iter().map(of_row).collect();
            rows.sort_unstable();
            (part.name, rows)
        };
        sheets.iter().flat_map(|sheet| &sheet.parts).map(of_part).collect()
    };
    let mut all = tables.iter().map(|(_, sheets)| figures(sheets));
    let first = all.next();
    all.all(|other| first.as_ref() == Some(&other))
}

const READER: Reader = Reader::Outside;

/// The tables of a period. Which reports may be shown of it outside the desk is asked of the same place that pages ask.
fn sheets(
    conn: &mut Conn,
    app: &App,
    span: Span,
    of: Period,
    words: Words<'_>,
    now: Instant,
) -> DbResult<Option<Vec<Sheet>>> {
    let mut overview = Overview::read(conn, &app.figures, of, READER, words, now)?;
    if overview.first_month.is_none_or(|first| of.to < first) {
        return Ok(None);
    }
    if !overview.has_topics {
        overview.sheet.parts.retain(|part| part.name != TOPICS);
    }
    let mut sheets = vec![overview.sheet];
    if span == Span::Year {
        let indicators = YearTable::read(conn, app, of.from.year(), READER, words.lang, now)?;
        sheets.extend(indicators.map(|table| table.sheet(words.lang, words.texts)));
    }
    let asked = [("dal", of.from), ("al", of.to)].map(|(name, day)| (name.to_owned(), day.to_string()));
    let asked = Asked::from(asked);
    for report in Report::ALL.iter().filter(|report| report.is_for(READER)) {
        if *report == Report::Breakdown {
            sheets.extend(breakdowns(conn, app, &asked, words, now)?);
        } else if let Ok(request) = Request::parse(*report, &asked, words.names, READER, now) {
            sheets.push(reports::sheet(conn, app, &request, words, READER)?);
        }
    }
    // Addresses and corrections name a part by its name alone.
    let mut names = HashSet::new();
    for sheet in &mut sheets {
        for part in &mut sheet.parts {
            if !names.insert(part.name) {
                part.name = known(&format!("{}-{}", sheet.name, part.name));
                names.insert(part.name);
            }
        }
    }
    // No list of questions is behind what stays for ever.
    for row in sheets.iter_mut().flat_map(|sheet| &mut sheet.parts).flat_map(|part| &mut part.table.rows) {
        row.query = None;
    }
    Ok(Some(sheets))
}

/// By every property that may be shown of the period, all in one sheet: each part has the name of its property.
fn breakdowns(
    conn: &mut Conn,
    app: &App,
    asked: &Asked,
    words: Words<'_>,
    now: Instant,
) -> DbResult<Option<Sheet>> {
    let mut whole: Option<Sheet> = None;
    for by in Dimension::ALL {
        let asked = asked.clone().into_iter().chain([("per".to_owned(), by.to_string())]).collect();
        let Ok(request) = Request::parse(Report::Breakdown, &asked, words.names, READER, now) else {
            continue;
        };
        let mut sheet = reports::sheet(conn, app, &request, words, READER)?;
        for part in &mut sheet.parts {
            part.name = known(&format!("{}-{by}", part.name));
            part.title = format!("{}: {}", words.t(&by.label()), part.title);
        }
        match &mut whole {
            Some(whole) => whole.parts.append(&mut sheet.parts),
            None => whole = Some(sheet),
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_a_later_version_is_not_read() {
        let text = |version: u32| {
            format!(
                r#"{{"version":{version},"span":"anno","from":"2025-01-01","to":"2025-12-31",
                "as_of":"2026-01-06T03:30:00.000Z","program":"dialoga","source":"Provincia","threshold":3,
                "languages":{{}},"later":"a name that is not known yet"}}"#
            )
        };
        let known = Frozen::read(&text(VERSION)).expect("a report of today");
        assert_eq!(known.version, VERSION);
        let refused = Frozen::read(&text(VERSION + 1)).expect_err("a report of tomorrow");
        assert!(refused.to_string().contains("a report of version 2"), "{refused}");
    }
}
