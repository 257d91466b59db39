//! What the figures of a report mean: as the desk defines them today, or as it did when the report was kept.

use std::collections::BTreeMap;

use super::Part;
use crate::platform::i18n::{Lang, Texts};
use crate::statistics::figure::Figure;

/// The words for figures.
#[derive(Debug, Clone, Copy)]
pub struct Meanings<'a> {
    pub(super) lang: Lang,
    pub(super) texts: &'a Texts,
    kept: &'a [(Figure, [String; 3])],
}

impl<'a> Meanings<'a> {
    /// Those of today.
    pub fn of_today(lang: Lang, texts: &'a Texts) -> Self {
        Self { lang, texts, kept: &[] }
    }

    /// Those that were kept with a report.
    pub fn kept(lang: Lang, texts: &'a Texts, kept: &'a [(Figure, [String; 3])]) -> Self {
        Self { lang, texts, kept }
    }

    /// Name of a figure, what is counted, over what.
    pub fn of(&self, figure: Figure) -> [String; 3] {
        match self.kept.iter().find(|(known, _)| *known == figure) {
            Some((_, words)) => words.clone(),
            None => {
                let keys = [figure.label(), figure.what(), figure.population().key()];
                keys.map(|key| self.texts.get(self.lang, &key, &[]))
            }
        }
    }

    /// What a figure means, as one text: what is counted, over what.
    pub fn told(&self, figure: Figure) -> String {
        let [_, what, population] = self.of(figure);
        format!("{what} {population}")
    }

    /// The same of all figures of some parts, by their words.
    pub fn by_word<'p>(&self, parts: impl Iterator<Item = &'p Part>) -> BTreeMap<&'static str, String> {
        let figures = parts.flat_map(|part| self.figures(part));
        figures.map(|figure| (figure.as_str(), self.told(figure))).collect()
    }

    /// The figures that are defined beside a part: those of its columns, and those that its rows are.
    pub(super) fn figures(&self, part: &Part) -> Vec<Figure> {
        part.table.columns.iter().copied().chain(self.figures_of_rows(part)).collect()
    }

    /// The figures that the rows of a part are. Not those of which a report that was kept does not say what they meant: what they
    /// mean today would pass for that.
    pub(super) fn figures_of_rows(&self, part: &Part) -> Vec<Figure> {
        let is_told =
            |figure: &Figure| self.kept.is_empty() || self.kept.iter().any(|(known, _)| known == figure);
        part.table.figures_of_rows().filter(is_told).collect()
    }

    /// Those of all figures of some parts, each once; where figures have one name, it says of which part each is.
    pub fn of_all<'p>(&self, parts: impl Iterator<Item = &'p Part>) -> Vec<[String; 3]> {
        let mut known: Vec<(&str, [String; 3])> = Vec::new();
        for part in parts {
            for words in self.figures(part).into_iter().map(|figure| self.of(figure)) {
                // What files have under two names may be one figure.
                if known.iter().all(|(_, told)| *told != words) {
                    known.push((&part.title, words));
                }
            }
        }
        let is_alone = |name: &str| known.iter().filter(|(_, [other, ..])| other == name).count() == 1;
        let told = |(title, [name, what, population]): &(&str, [String; 3])| {
            let name = if is_alone(name) { name.clone() } else { format!("{name} ({title})") };
            [name, what.clone(), population.clone()]
        };
        known.iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FIGURES, Heading, Label, Row, Table};
    use super::*;

    fn part(title: &str, columns: &[Figure]) -> Part {
        Part {
            name: "parte",
            title: title.to_owned(),
            notes: Vec::new(),
            drawing: None,
            has_bars: false,
            table: Table { headings: Vec::new(), columns: columns.to_vec(), rows: Vec::new() },
        }
    }

    #[test]
    fn figures_of_one_name_are_both_defined() {
        let parts = [
            part("Attesa", &[Figure::Waits, Figure::Answered]),
            part("Dopo", &[Figure::AnsweredAfter, Figure::Waits]),
        ];
        let texts = Texts::embedded();
        let meanings = Meanings::of_today(Lang::It, &texts);
        let label = |figure| meanings.of(figure)[0].clone();
        assert_eq!(label(Figure::Answered), label(Figure::AnsweredAfter), "they have one name");
        let defined = meanings.of_all(parts.iter());
        let names: Vec<&str> = defined.iter().map(|[name, ..]| name.as_str()).collect();
        let of = |figure, title: &str| format!("{} ({title})", label(figure));
        assert_eq!(
            names,
            [label(Figure::Waits), of(Figure::Answered, "Attesa"), of(Figure::AnsweredAfter, "Dopo")]
        );
        assert_ne!(defined[1][1], defined[2][1]);
        // What has one meaning under two names of columns is told once.
        let kept = [part("Mesi", &[Figure::Kept]), part("Gruppi", &[Figure::Within])];
        assert_eq!(meanings.of_all(kept.iter()), [meanings.of(Figure::Within)]);
    }

    #[test]
    fn rows_that_are_figures_are_defined_as_far_as_it_is_known_what_they_meant() {
        let row = |figure: Figure| Row {
            labels: vec![Label { code: figure.to_string(), words: String::new() }],
            is_total: false,
            cells: Vec::new(),
            query: None,
        };
        let mut compared = part("Confronto", &[Figure::Before, Figure::Now]);
        compared.table.rows = vec![row(Figure::Received), row(Figure::NetCensoredMedian)];
        let texts = Texts::embedded();
        let today = Meanings::of_today(Lang::It, &texts);
        assert_eq!(today.figures(&compared), [Figure::Before, Figure::Now]);
        compared.table.headings = vec![Heading { name: FIGURES, words: "Cifra".to_owned() }];
        let all = [Figure::Before, Figure::Now, Figure::Received, Figure::NetCensoredMedian];
        assert_eq!(today.figures(&compared), all);
        assert_eq!(today.of_all(std::iter::once(&compared)), all.map(|figure| today.of(figure)));
        assert_eq!(today.by_word(std::iter::once(&compared))["ricevute"], today.told(Figure::Received));
        let words = ["Ricevute", "Quelle di allora.", "Su: tutte."].map(str::to_owned);
        let kept = [(Figure::Received, words.clone())];
        let then = Meanings::kept(Lang::It, &texts, &kept);
        assert_eq!(then.figures_of_rows(&compared), [Figure::Received]);
        assert_eq!(then.of_all(std::iter::once(&compared)).last(), Some(&words));
    }
}
