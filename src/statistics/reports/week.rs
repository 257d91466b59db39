//! When in the week questions come in: a table and a drawing of the days by stretches of hours.

use super::Words;
use super::trend::{tone, tones, words_at};
use crate::statistics::figure::Figure;
use crate::statistics::sheet::{Cell, Drawing, Heading, Label, Mark, Part, Row, Table};

const DAYS: usize = 7;

/// Into what the days are cut, and what that is called.
pub(super) struct Week {
    /// Name of the part.
    pub(super) part: &'static str,
    /// Name of the column of hours.
    pub(super) column: &'static str,
    /// Stretches of a day; the hours of a day are a multiple of it.
    pub(super) stretches: usize,
    /// Every so many of them are named in the drawing.
    pub(super) named: usize,
    /// Keys of the drawing's title, of what it shows, and of its unit.
    pub(super) chart: [&'static str; 3],
}

impl Week {
    /// The part; `shown` tells the count of a stretch, from Monday's first on, or nothing where it is withheld, and `query` where the
    /// list of its questions is, for whoever may open it.
    pub(super) fn part(
        &self,
        shown: impl Fn(usize) -> Option<u64>,
        query: impl Fn(usize) -> Option<String>,
        words: Words<'_>,
    ) -> Part {
        let row = |place: usize| Row {
            labels: vec![
                Label {
                    code: (place / self.stretches + 1).to_string(),
                    words: weekday(place / self.stretches, words),
                },
                Label { code: self.first_hour(place).to_string(), words: self.hours(place) },
            ],
            is_total: false,
            cells: vec![shown(place).map_or(Cell::Hidden, Cell::Count)],
            query: query(place),
        };
        Part {
            name: self.part,
            title: words.t("reports-trend-hours"),
            notes: vec![words.t("reports-trend-hours-about")],
            drawing: self.drawing(&shown, words),
            has_bars: false,
            table: Table {
                headings: vec![
                    Heading { name: "giorno", words: words.t("reports-trend-weekday") },
                    Heading { name: self.column, words: words.t("reports-trend-hour") },
                ],
                columns: vec![Figure::Received],
                rows: (0..DAYS * self.stretches).map(row).collect(),
            },
        }
    }

    fn first_hour(&self, place: usize) -> usize {
        place % self.stretches * (24 / self.stretches)
    }

    fn hours(&self, place: usize) -> String {
        let first = self.first_hour(place);
        format!("{first}–{}", first + 24 / self.stretches)
    }

    /// None where nothing may be seen, or nothing came.
    fn drawing(&self, shown: &impl Fn(usize) -> Option<u64>, words: Words<'_>) -> Option<Drawing> {
        let counts: Vec<Option<u64>> = (0..DAYS * self.stretches).map(shown).collect();
        let most = counts.iter().flatten().copied().max().filter(|most| *most > 0)?;
        let real = |place: usize| f64::from(u32::try_from(place).unwrap_or(0));
        let (left, top, height) = (96.0, 24.0, 26.0);
        let width = 528.0 / real(self.stretches);
        let mut marks = Vec::new();
        for (place, count) in counts.iter().enumerate() {
            let (day, column) = (place / self.stretches, place % self.stretches);
            let (x, y) = (left + real(column) * width, top + real(day) * height);
            if column == 0 {
                marks.push(words_at(left - 8.0, y + 17.0, "end", weekday(day, words)));
            }
            if day == 0 && column % self.named == 0 {
                let name =
                    if self.named == 1 { self.hours(place) } else { self.first_hour(place).to_string() };
                marks.push(words_at(x + width / 2.0, top - 8.0, "middle", name));
            }
            match count {
                Some(count) => {
                    let tip =
                        format!("{}, {}: {}", weekday(day, words), self.hours(place), words.count(*count));
                    let look = tone(*count, most);
                    marks.push(Mark::Rect { x, y, width: width - 1.0, height: height - 1.0, look, tip });
                }
                None => marks.push(words_at(x + width / 2.0, y + 17.0, "middle", "–".to_owned())),
            }
        }
        let [title, about, unit] = self.chart.map(|key| words.t(key));
        Some(Drawing {
            title,
            about,
            unit,
            cases: counts.iter().flatten().sum(),
            width: 640.0,
            height: top + height * real(DAYS) + 4.0,
            marks,
            legend: tones(most, words),
        })
    }
}

/// What a day of the week is called, from Monday, which is 0.
pub(super) fn weekday(day: usize, words: Words<'_>) -> String {
    words.t(&format!("reports-weekday-{}", day + 1))
}
