//! A report as JSON, for programs and for keeping: the same report gives the same bytes, and what is read back is the same report.
//!
//! Numbers are written as they are, in the fewest digits that read back as the same number (shares from 0 to 1, how two of them differ
//! from −1 to 1, times in hours): what rounds them is the page and the other files, so all agree to the digit. Instants are in UTC, to
//! the second, days those of Milan. What every figure means stands beside it, in the words of the day it was written: of a column in
//! it, of a row that is a figure among `figures`. A name that is added later raises nothing; one that changes its meaning raises
//! [`VERSION`].

mod read;

pub use read::known;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::cell::{Cell, Hours, Points};
use super::{Drawing, Label, Mark, Meanings, Part, Row, Sheet};
use crate::kernel::clock::Instant;
use crate::kernel::wilson::Rate;
use crate::statistics::figure::{Figure, Unit};

/// The version of the names below.
pub const VERSION: u32 = 1;

/// A report, with its parts in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    #[serde(deserialize_with = "read::known_version")]
    version: u32,
    name: String,
    title: String,
    /// First and last day.
    from: NaiveDate,
    to: NaiveDate,
    /// When it is true.
    as_of: Instant,
    /// To what it was narrowed, in words.
    narrowed: String,
    /// Whether small counts are in it.
    inner: bool,
    /// Who publishes it.
    source: String,
    parts: Vec<WrittenPart>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct WrittenPart {
    name: String,
    title: String,
    notes: Vec<String>,
    bars: bool,
    headings: Vec<WrittenHeading>,
    columns: Vec<Column>,
    /// The figures that the rows are.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    figures: Vec<Column>,
    rows: Vec<WrittenRow>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    drawing: Option<WrittenDrawing>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct WrittenHeading {
    name: String,
    label: String,
}

/// A figure with what it means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Column {
    figure: Figure,
    label: String,
    what: String,
    population: String,
    unit: Unit,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct WrittenRow {
    labels: Vec<WrittenLabel>,
    total: bool,
    cells: Vec<WrittenCell>,
    /// What narrows the list of questions to it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    query: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct WrittenLabel {
    code: String,
    label: String,
}

/// A cell: what it is, and its figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum WrittenCell {
    Count { value: u64 },
    Rate { share: f64, low: f64, high: f64, hits: u64, total: u64 },
    Share { share: f64, low: Option<f64>, high: Option<f64> },
    Hours { hours: Option<f64>, low: Option<f64>, high: Option<f64> },
    Points { difference: f64, low: f64, high: f64 },
    Ratio { ratio: f64, low: f64, high: Option<f64> },
    Probability { value: f64 },
    Words { words: String },
    Nothing,
    TooFew,
    Hidden,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct WrittenDrawing {
    title: String,
    about: String,
    unit: String,
    cases: u64,
    width: f64,
    height: f64,
    marks: Vec<WrittenMark>,
    legend: Vec<Look>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Look {
    words: String,
    look: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum WrittenMark {
    Line { x1: f64, y1: f64, x2: f64, y2: f64, look: String },
    Rect { x: f64, y: f64, width: f64, height: f64, look: String, tip: String },
    Dot { x: f64, y: f64, look: String, tip: String },
    Path { d: String, look: String },
    Words { x: f64, y: f64, anchor: String, look: String, words: String },
}

/// A report as a document; `source` says who publishes it.
pub fn document(sheet: &Sheet, source: &str, meanings: Meanings<'_>) -> Document {
    let part = |part: &Part| WrittenPart {
        name: part.name.to_owned(),
        title: part.title.clone(),
        notes: part.notes.clone(),
        bars: part.has_bars,
        headings: part
            .table
            .headings
            .iter()
            .map(|heading| WrittenHeading { name: heading.name.to_owned(), label: heading.words.clone() })
            .collect(),
        columns: part.table.columns.iter().map(|figure| column(*figure, meanings)).collect(),
        figures: meanings.figures_of_rows(part).into_iter().map(|figure| column(figure, meanings)).collect(),
        rows: part.table.rows.iter().map(WrittenRow::from).collect(),
        drawing: part.drawing.as_ref().map(WrittenDrawing::from),
    };
    Document {
        version: VERSION,
        name: sheet.name.to_owned(),
        title: sheet.title.clone(),
        from: sheet.period.from,
        to: sheet.period.to,
        as_of: sheet.as_of,
        narrowed: sheet.narrowed.clone(),
        inner: sheet.is_inner,
        source: source.to_owned(),
        parts: sheet.parts.iter().map(part).collect(),
    }
}

fn column(figure: Figure, meanings: Meanings<'_>) -> Column {
    let [label, what, population] = meanings.of(figure);
    Column { figure, label, what, population, unit: figure.unit() }
}

impl From<&Row> for WrittenRow {
    fn from(row: &Row) -> Self {
        let label = |label: &Label| WrittenLabel { code: label.code.clone(), label: label.words.clone() };
        Self {
            labels: row.labels.iter().map(label).collect(),
            total: row.is_total,
            cells: row.cells.iter().map(WrittenCell::from).collect(),
            query: row.query.clone(),
        }
    }
}

impl From<&Cell> for WrittenCell {
    fn from(cell: &Cell) -> Self {
        match cell {
            Cell::Count(count) => Self::Count { value: *count },
            Cell::Rate(Rate { hits, total, share, low, high }) => {
                Self::Rate { share: *share, low: *low, high: *high, hits: *hits, total: *total }
            }
            Cell::Share(share, interval) => {
                let (low, high) = interval.unzip();
                Self::Share { share: *share, low, high }
            }
            Cell::Hours(Hours { hours, low, high }) => Self::Hours { hours: *hours, low: *low, high: *high },
            Cell::Points(Points { difference, low, high }) => {
                Self::Points { difference: *difference, low: *low, high: *high }
            }
            Cell::Ratio(ratio, low, high) => Self::Ratio { ratio: *ratio, low: *low, high: *high },
            Cell::Probability(p) => Self::Probability { value: *p },
            Cell::Words(words) => Self::Words { words: words.clone() },
            Cell::Nothing => Self::Nothing,
            Cell::TooFew => Self::TooFew,
            Cell::Hidden => Self::Hidden,
        }
    }
}

impl From<&Drawing> for WrittenDrawing {
    fn from(drawing: &Drawing) -> Self {
        let look = |(words, look): &(String, &str)| Look { words: words.clone(), look: (*look).to_owned() };
        Self {
            title: drawing.title.clone(),
            about: drawing.about.clone(),
            unit: drawing.unit.clone(),
            cases: drawing.cases,
            width: drawing.width,
            height: drawing.height,
            marks: drawing.marks.iter().map(WrittenMark::from).collect(),
            legend: drawing.legend.iter().map(look).collect(),
        }
    }
}

impl From<&Mark> for WrittenMark {
    fn from(mark: &Mark) -> Self {
        match mark.clone() {
            Mark::Line { x1, y1, x2, y2, look } => Self::Line { x1, y1, x2, y2, look: look.to_owned() },
            Mark::Rect { x, y, width, height, look, tip } => {
                Self::Rect { x, y, width, height, look: look.to_owned(), tip }
            }
            Mark::Dot { x, y, look, tip } => Self::Dot { x, y, look: look.to_owned(), tip },
            Mark::Path { d, look } => Self::Path { d, look: look.to_owned() },
            Mark::Words { x, y, anchor, look, words } => {
                Self::Words { x, y, anchor: anchor.to_owned(), look: look.to_owned(), words }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::platform::i18n::{Lang, Texts};
    use crate::statistics::period::Period;
    use crate::statistics::sheet::{FIGURES, Heading, Table};

    fn sheet(cells: Vec<Cell>) -> Sheet {
        let day = |text: &str| text.parse().expect("a date");
        let look = "dg-curve-1";
        let drawing = Drawing {
            title: "Risposte".to_owned(),
            about: "Salgono.".to_owned(),
            unit: "quota".to_owned(),
            cases: 12,
            width: 640.0,
            height: 340.5,
            marks: vec![
                Mark::Line { x1: 0.1, y1: 0.2, x2: 0.3, y2: 1.0, look },
                Mark::Rect { x: 1.0, y: 2.0, width: 3.0, height: 4.0, look, tip: "lunedì".to_owned() },
                Mark::Dot { x: 1.0, y: 2.0, look, tip: "«12»".to_owned() },
                Mark::Path { d: "M0 1H2V3".to_owned(), look },
                Mark::Words { x: 1.0, y: 2.0, anchor: "end", look, words: "100 %".to_owned() },
            ],
            legend: vec![("Tutte".to_owned(), look)],
        };
        let heading = Heading { name: "area", words: "Area".to_owned() };
        let label = Label { code: "totale".to_owned(), words: "Tutte le \"domande\"".to_owned() };
        Sheet {
            name: "attese",
            title: "Attese".to_owned(),
            period: Period { from: day("2026-01-01"), to: day("2026-03-31") },
            narrowed: String::new(),
            as_of: Instant::parse_rfc3339("2026-04-06T01:30:00Z").expect("an instant"),
            is_inner: false,
            parts: vec![Part {
                name: "attesa-mediana",
                title: "Mediana".to_owned(),
                notes: vec!["Una nota.".to_owned()],
                drawing: Some(drawing),
                has_bars: true,
                table: Table {
                    headings: vec![heading],
                    columns: vec![Figure::Received; cells.len()],
                    rows: vec![Row {
                        labels: vec![label],
                        is_total: true,
                        cells,
                        query: Some("dal=2026-01".to_owned()),
                    }],
                },
            }],
        }
    }

    fn there_and_back(sheet: &Sheet) -> (String, Sheet) {
        let texts = Texts::embedded();
        let written = document(sheet, "Provincia", Meanings::of_today(Lang::It, &texts));
        let text = serde_json::to_string(&written).expect("JSON");
        let read: Document = serde_json::from_str(&text).expect("the same names");
        assert_eq!(read, written);
        // What a figure meant when it was written is what it says in whatever language it is read.
        let kept = read.meanings();
        let then = Meanings::kept(Lang::En, &texts, &kept).of(Figure::Received);
        assert_eq!(then, Meanings::of_today(Lang::It, &texts).of(Figure::Received));
        (text, read.sheet())
    }

    #[test]
    fn every_kind_of_cell_comes_back_as_it_was() {
        let rate = Rate::of(7, 9).expect("a rate");
        let whole = sheet(vec![
            Cell::Count(12),
            Cell::Rate(rate),
            Cell::Share(0.1, Some((0.05, 0.2))),
            Cell::Share(1.0, None),
            Cell::Hours(Hours { hours: Some(20.25), low: None, high: None }),
            Cell::Points(Points { difference: -0.1, low: -0.2, high: 0.0 }),
            Cell::Ratio(1.5, 0.9, None),
            Cell::Probability(1e-9),
            Cell::Words("più".to_owned()),
            Cell::Nothing,
            Cell::TooFew,
            Cell::Hidden,
        ]);
        let (text, back) = there_and_back(&whole);
        assert_eq!(back, whole);
        assert_eq!(there_and_back(&back).0, text, "the same report gives the same bytes");
        for part in [
            r#""as_of":"2026-04-06T01:30:00.000Z""#,
            r#"{"is":"rate","share":0.7777777777777778,"#,
            r#""hits":7,"total":9}"#,
            r#"{"is":"hidden"}"#,
            r#""figure":"ricevute","label":"#,
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn what_rows_that_are_figures_mean_is_kept_too() {
        let figure = Figure::NetCensoredMedian;
        let mut whole = sheet(vec![Cell::Count(12)]);
        whole.parts[0].table.headings[0].name = FIGURES;
        whole.parts[0].table.rows[0].labels[0].code = figure.to_string();
        let (text, back) = there_and_back(&whole);
        assert_eq!(back, whole);
        assert!(text.contains(r#""figures":[{"figure":"attesa_netta_mediana","#), "{text}");
        let texts = Texts::embedded();
        let meanings = |document: Document| document.meanings();
        let kept = meanings(serde_json::from_str(&text).expect("a document"));
        let then = Meanings::kept(Lang::En, &texts, &kept);
        assert_eq!(then.of(figure), Meanings::of_today(Lang::It, &texts).of(figure));
        assert_eq!(then.figures_of_rows(&whole.parts[0]), [figure]);
        // Before, it was not.
        let mut older: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        older["parts"][0].as_object_mut().expect("a part").remove("figures");
        let kept = meanings(serde_json::from_value(older).expect("a document"));
        assert!(Meanings::kept(Lang::It, &texts, &kept).figures_of_rows(&whole.parts[0]).is_empty());
    }

    #[test]
    fn a_document_of_a_later_version_is_not_read() {
        let (text, _) = there_and_back(&sheet(vec![Cell::Count(12)]));
        let of = |version: u32| text.replacen(r#""version":1"#, &format!(r#""version":{version}"#), 1);
        assert!(serde_json::from_str::<Document>(&of(VERSION)).is_ok());
        assert!(serde_json::from_str::<Document>(&of(VERSION + 1)).is_err());
    }

    proptest! {
        #[test]
        fn no_digit_of_a_number_is_lost(share: f64, low in 0.0..1.0, hits in 0_u64..1_000_000, total in 1_u64..1_000_000) {
            prop_assume!(share.is_finite());
            let rate = Rate::of(hits.min(total), total).expect("a rate");
            let whole = sheet(vec![Cell::Share(share, Some((low, 1.0))), Cell::Rate(rate)]);
            prop_assert_eq!(there_and_back(&whole).1, whole);
        }
    }
}
