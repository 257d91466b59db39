//! What the figures of a report mean: as the desk defines them today, or as it did when the report was kept.

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
}
