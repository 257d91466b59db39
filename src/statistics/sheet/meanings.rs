//! What the figures of a report mean: as the desk defines them today, or as it did when the report was kept.

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

    /// Those of all columns of some parts, each once; where figures have one name, it says of which part each is.
    pub fn of_all<'p>(&self, parts: impl Iterator<Item = &'p Part>) -> Vec<[String; 3]> {
        let mut known: Vec<(Figure, &str, [String; 3])> = Vec::new();
        for (part, figure) in
            parts.flat_map(|part| part.table.columns.iter().map(move |column| (part, *column)))
        {
            if known.iter().all(|(other, ..)| *other != figure) {
                known.push((figure, &part.title, self.of(figure)));
            }
        }
        let is_alone = |name: &str| known.iter().filter(|(.., [other, ..])| other == name).count() == 1;
        let told = |(_, title, [name, what, population]): &(Figure, &str, [String; 3])| {
            let name = if is_alone(name) { name.clone() } else { format!("{name} ({title})") };
            [name, what.clone(), population.clone()]
        };
        known.iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Table;
    use super::*;

    #[test]
    fn figures_of_one_name_are_both_defined() {
        let part = |title: &str, columns: &[Figure]| Part {
            name: "parte",
            title: title.to_owned(),
            notes: Vec::new(),
            drawing: None,
            has_bars: false,
            table: Table { headings: Vec::new(), columns: columns.to_vec(), rows: Vec::new() },
        };
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
    }
}
