//! What the index holds, and what is asked of a document.

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use super::analysis;
use crate::kernel::norm;

/// Raise it when the fields or the analysis change: an index of another version is built anew.
pub(super) const VERSION: u32 = 4;

/// A property that documents share and that people filter by: a dimension (its meaning is the caller's) and a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(u64);

impl Label {
    const VALUE_BITS: u32 = 56;

    /// The label; only the low 56 bits of the value count.
    pub const fn new(dimension: u8, value: u64) -> Self {
        Self(((dimension as u64) << Self::VALUE_BITS) | (value & ((1 << Self::VALUE_BITS) - 1)))
    }

    /// Which property.
    pub const fn dimension(self) -> u8 {
        self.0.to_be_bytes()[0]
    }

    pub(super) const fn stored(self) -> u64 {
        self.0
    }

    pub(super) const fn from_stored(stored: u64) -> Self {
        Self(stored)
    }
}

/// What the index is given. It keeps no text: it answers ids, and the page is made from the database.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Id of the row; a document of the same id is replaced.
    pub id: i64,
    /// Weighs most, and of it what stands before its colon: the matter of "Congedo parentale: quanti mesi spettano?".
    pub title: String,
    /// With the title, what a document is about.
    pub summary: String,
    /// Plain text, without markup.
    pub body: String,
    /// What it can be filtered and counted by.
    pub labels: Vec<Label>,
    /// Orders documents when there is nothing to search for: highest first.
    pub order: i64,
}

/// The fields by name. Of texts, all but the last three are in stems.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub id: Field,
    /// Title, again the title, summary and body, as one text: a word counts by how often the whole says it, and for more in
    /// the title. Weighted sums of separate fields count the same word several times (Robertson, Zaragoza and Taylor, "Simple
    /// BM25 extension to multiple weighted fields", 2004).
    pub text: Field,
    pub title: Field,
    /// The title up to its colon, if it has one.
    pub matter: Field,
    /// Title, again the title, and summary: what a document is about, for likeness.
    pub gist: Field,
    /// The words of everything as typed, without accents: the very form that was asked for.
    pub forms: Field,
    /// The same of the title alone: completion.
    pub title_words: Field,
    /// The words of everything as written: "did you mean".
    pub words: Field,
    /// The acts that it cites, by [`norm::keys`], so that each is found in every spelling.
    pub norms: Field,
    pub labels: Field,
    pub order: Field,
}

impl Fields {
    /// Those of which a document counts for less the longer they are.
    pub fn scored(&self) -> [Field; 6] {
        [self.text, self.title, self.matter, self.gist, self.forms, self.title_words]
    }
}

pub(super) const ID: &str = "id";
pub(super) const LABELS: &str = "labels";
pub(super) const ORDER: &str = "order";

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let text = |analyser: &str, option: IndexRecordOption| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(analyser).set_index_option(option),
        )
    };
    // A key counts as much in a document that cites many acts.
    let text_of_norms = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false),
    );
    let counted = IndexRecordOption::WithFreqs;
    let mut builder = Schema::builder();
    let fields = Fields {
        id: builder.add_i64_field(ID, NumericOptions::default() | INDEXED | FAST),
        text: builder.add_text_field("text", text(analysis::STEMS, IndexRecordOption::WithFreqsAndPositions)),
        title: builder.add_text_field("title", text(analysis::STEMS, counted)),
        matter: builder.add_text_field("matter", text(analysis::STEMS, counted)),
        gist: builder.add_text_field("gist", text(analysis::STEMS, counted)),
        forms: builder.add_text_field("forms", text(analysis::TYPED, counted)),
        title_words: builder.add_text_field("title_words", text(analysis::TYPED, counted)),
        words: builder.add_text_field("words", text(analysis::WRITTEN, IndexRecordOption::Basic)),
        norms: builder.add_text_field("norms", text_of_norms),
        labels: builder.add_u64_field(LABELS, NumericOptions::default() | FAST),
        order: builder.add_i64_field(ORDER, NumericOptions::default() | FAST),
    };
    (builder.build(), fields)
}

/// The document as tantivy takes it.
pub(super) fn to_stored(fields: &Fields, document: &Document) -> TantivyDocument {
    let mut stored = TantivyDocument::default();
    stored.add_i64(fields.id, document.id);
    stored.add_text(fields.title, &document.title);
    if let Some((matter, _)) = document.title.split_once(':') {
        stored.add_text(fields.matter, matter);
    }
    stored.add_text(fields.title_words, &document.title);
    for text in [&document.title, &document.title, &document.summary] {
        stored.add_text(fields.gist, text);
    }
    for text in [&document.title, &document.title, &document.summary, &document.body] {
        stored.add_text(fields.text, text);
        stored.add_text(fields.forms, text);
    }
    for text in [&document.title, &document.summary, &document.body] {
        stored.add_text(fields.words, text);
    }
    for text in [&document.title, &document.summary, &document.body] {
        for key in norm::keys(text) {
            stored.add_text(fields.norms, key);
        }
    }
    for label in &document.labels {
        stored.add_u64(fields.labels, label.stored());
    }
    stored.add_i64(fields.order, document.order);
    stored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_its_dimension_and_value_apart() {
        let label = Label::new(3, u64::MAX);
        assert_eq!(label.dimension(), 3);
        assert_ne!(label, Label::new(4, u64::MAX));
        assert_eq!(Label::from_stored(label.stored()), label);
    }
}
