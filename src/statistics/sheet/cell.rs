//! One figure of a table, and how it is written for people and for programs.

use super::Meanings;
use crate::kernel::wilson::Rate;
use crate::platform::i18n::{Lang, Texts, decimal, percent, whole};
use crate::statistics::figure::{Figure, Unit};
use crate::statistics::shown::Shown;

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A whole number.
    Count(u64),
    /// A share with its interval, and the cases it is made of.
    Rate(Rate),
    /// A share with its interval, as far as there is one, made of an estimate.
    Share(f64, Option<(f64, f64)>),
    /// Hours with their interval.
    Hours(Hours),
    /// A difference of shares.
    Points(Points),
    /// How many times as many, with its interval; open above.
    Ratio(f64, f64, Option<f64>),
    /// A probability.
    Probability(f64),
    /// Words.
    Words(String),
    /// There is no case to make it of.
    Nothing,
    /// There are so few cases that it would mislead.
    TooFew,
    /// There is one, and this reader may not see it.
    Hidden,
}

/// Hours with their interval of 95 %, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hours {
    /// The hours; none where so many never came to an end.
    pub hours: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound; none where it is open.
    pub high: Option<f64>,
}

/// A difference of two shares, from −1 to 1, with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Points {
    /// The difference.
    pub difference: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// What a cell is in a file: a number with so many decimals, words, or nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Plain {
    /// A number, and how many decimals are shown of it.
    Number(f64, usize),
    /// A share from 0 to 1: for people in per cent.
    Share(f64),
    /// A difference of shares from −1 to 1: for people in percentage points, which are no per cent of anything.
    Points(f64),
    /// Words.
    Words(String),
    /// Nothing to say.
    Empty,
}

/// What stands for a figure withheld for confidentiality.
pub(super) const HIDDEN: &str = "–";

impl<T: Into<Cell>> From<Shown<T>> for Cell {
    fn from(shown: Shown<T>) -> Self {
        match shown {
            Shown::Value(value) => value.into(),
            Shown::Nothing => Self::Nothing,
            Shown::Hidden => Self::Hidden,
        }
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<Rate> for Cell {
    fn from(rate: Rate) -> Self {
        Self::Rate(rate)
    }
}

impl From<Hours> for Cell {
    fn from(hours: Hours) -> Self {
        Self::Hours(hours)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}

impl Cell {
    /// How it is written on the page: the figure, and what it rests on, a line each.
    pub fn written(&self, lang: Lang, texts: &Texts) -> (String, Vec<String>) {
        let t = |key: &str| texts.get(lang, key, &[]);
        let between = |low: String, high: String| format!("{low} – {high}");
        match self {
            Self::Count(count) => (whole(lang, i64::try_from(*count).unwrap_or(i64::MAX)), Vec::new()),
            Self::Rate(rate) => {
                let cases = texts.get(
                    lang,
                    "statistics-of",
                    &[("hits", real(rate.hits).into()), ("total", real(rate.total).into())],
                );
                let interval = between(percent(lang, rate.low, 1), percent(lang, rate.high, 1));
                let mark = if rate.is_firm() { "" } else { "*" };
                (format!("{}{mark}", percent(lang, rate.share, 1)), vec![cases, interval])
            }
            Self::Share(share, interval) => {
                let interval =
                    interval.map(|(low, high)| between(percent(lang, low, 1), percent(lang, high, 1)));
                (percent(lang, *share, 1), interval.into_iter().collect())
            }
            Self::Hours(Hours { hours: None, low: None, .. }) => (t("reports-not-reached"), Vec::new()),
            Self::Hours(hours) => {
                // Whole hours are told as such.
                let all = [hours.hours, hours.low, hours.high];
                let decimals = usize::from(all.into_iter().flatten().any(|hours| hours.fract() != 0.0));
                let told = |hours: f64| decimal(lang, hours, decimals);
                let words = |bound: Option<f64>| bound.map_or_else(|| t("reports-open-bound"), told);
                let own = hours.hours.map_or_else(|| t("reports-not-reached"), told);
                let interval = hours.low.map(|low| between(told(low), words(hours.high)));
                (own, interval.into_iter().collect())
            }
            Self::Points(points) => {
                let signed = |value: f64| {
                    let size = decimal(lang, value.abs() * 100.0, 1);
                    if value < 0.0 { format!("−{size}") } else { format!("+{size}") }
                };
                let low_high = between(signed(points.low), signed(points.high));
                (format!("{} {}", signed(points.difference), t("reports-points")), vec![low_high])
            }
            Self::Ratio(ratio, low, high) => {
                let high = high.map_or_else(|| t("reports-open-bound"), |high| decimal(lang, high, 2));
                (format!("× {}", decimal(lang, *ratio, 2)), vec![between(decimal(lang, *low, 2), high)])
            }
            Self::Probability(p) if *p < 0.001 => (format!("< {}", decimal(lang, 0.001, 3)), Vec::new()),
            Self::Probability(p) => (decimal(lang, *p, 3), Vec::new()),
            Self::Words(words) => (words.clone(), Vec::new()),
            Self::Nothing => (String::new(), Vec::new()),
            Self::TooFew => (t("reports-too-few"), Vec::new()),
            Self::Hidden => (HIDDEN.to_owned(), Vec::new()),
        }
    }

    /// What stands under each column of a file that a figure of this unit has: see [`suffixes`].
    pub(super) fn plain(&self, unit: Unit, texts: &Texts, lang: Lang) -> Vec<Plain> {
        let bound = |bound: Option<f64>| bound.map_or(Plain::Empty, |hours| Plain::Number(hours, 2));
        let mut plain = match self {
            Self::Rate(rate) if unit == Unit::Kept => vec![
                Plain::Number(real(rate.total), 0),
                Plain::Number(real(rate.hits), 0),
                Plain::Share(rate.share),
                Plain::Share(rate.low),
                Plain::Share(rate.high),
                Plain::Number(f64::from(u8::from(!rate.is_firm())), 0),
            ],
            Self::Count(count) => vec![Plain::Number(real(*count), 0)],
            Self::Rate(rate) => vec![
                Plain::Share(rate.share),
                Plain::Share(rate.low),
                Plain::Share(rate.high),
                Plain::Number(real(rate.hits), 0),
                Plain::Number(real(rate.total), 0),
            ],
            Self::Share(share, None) => vec![Plain::Share(*share)],
            Self::Share(share, Some((low, high))) => [*share, *low, *high].map(Plain::Share).to_vec(),
            Self::Hours(Hours { hours, low, high }) => [*hours, *low, *high].map(bound).to_vec(),
            Self::Points(points) => [points.difference, points.low, points.high].map(Plain::Points).to_vec(),
            Self::Ratio(ratio, low, high) => [Some(*ratio), Some(*low), *high].map(bound).to_vec(),
            Self::Probability(p) => vec![Plain::Number(*p, 6)],
            Self::Words(words) => vec![Plain::Words(words.clone())],
            Self::Nothing => vec![Plain::Empty; suffixes(unit).len()],
            Self::TooFew => {
                vec![Plain::Words(texts.get(lang, "reports-too-few", &[])); suffixes(unit).len()]
            }
            Self::Hidden => vec![Plain::Words(HIDDEN.to_owned()); suffixes(unit).len()],
        };
        plain.resize(suffixes(unit).len(), Plain::Empty);
        plain
    }
}

/// A column of a file that a figure has: what is added to its name, and the key of what it says.
type Suffix = (&'static str, Option<&'static str>);

const OWN: Suffix = ("", None);
const LOW: Suffix = ("_minimo_95", Some("reports-column-low"));
const HIGH: Suffix = ("_massimo_95", Some("reports-column-high"));
const HITS: Suffix = ("_casi", Some("reports-column-hits"));
const TOTAL: Suffix = ("_su", Some("reports-column-total"));

/// The columns of [`Unit::Kept`]: whole names, which programs rely on, and the keys of their headings.
const KEPT: [(&str, &str); 6] = [
    ("decise", "statistics-decided"),
    ("entro_scadenza", "statistics-within-count"),
    ("quota_entro_scadenza", "statistics-within-share"),
    ("quota_minima_95", "statistics-share-low"),
    ("quota_massima_95", "statistics-share-high"),
    ("meno_di_10_casi", "statistics-few-column"),
];

/// The columns of a file that a figure of a unit has.
fn suffixes(unit: Unit) -> &'static [Suffix] {
    match unit {
        Unit::Count | Unit::Probability | Unit::Words => &[OWN],
        Unit::Rate | Unit::Mixed => &[OWN, LOW, HIGH, HITS, TOTAL],
        Unit::Share | Unit::Hours | Unit::Points => &[OWN, LOW, HIGH],
        Unit::Kept => &[OWN; KEPT.len()],
    }
}

/// The columns of a file that a figure has: the name of each for programs, and its heading for people.
pub(super) fn columns(figure: Figure, meanings: Meanings<'_>) -> Vec<(String, String)> {
    let Meanings { lang, texts, .. } = meanings;
    if figure.unit() == Unit::Kept {
        return KEPT.map(|(name, key)| (name.to_owned(), texts.get(lang, key, &[]))).to_vec();
    }
    let [mut label, ..] = meanings.of(figure);
    if figure.unit() == Unit::Points {
        label = format!("{label} ({})", texts.get(lang, "reports-points", &[]));
    }
    let column = |(suffix, key): &Suffix| {
        let words = match key {
            None => label.clone(),
            Some(key) => format!("{label}: {}", texts.get(lang, key, &[])),
        };
        (format!("{figure}{suffix}"), words)
    };
    suffixes(figure.unit()).iter().map(column).collect()
}
