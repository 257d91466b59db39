//! The index at one moment, counted as if what was removed had never been there.
//!
//! tantivy keeps removed documents until it merges their segment, and meanwhile counts them: their words would be offered as
//! corrections, and the order of what is found would depend on how the index came to be.

use std::sync::{Arc, Mutex, PoisonError};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::directory::Reading;
use super::suggest::TitleWords;
use super::vocabulary::Vocabulary;

pub(super) struct View {
    searcher: Searcher,
    reading: Reading,
    /// Of each field that is scored by its length: the lengths of all its documents.
    lengths: Vec<(Field, u64)>,
    /// Made when somebody first mistypes a word.
    vocabulary: MadeOnce<Vocabulary>,
    /// Made when somebody first types in a field that goes on by itself.
    title_words: MadeOnce<TitleWords>,
}

/// Something that takes a while to make: the first who needs it makes it, and others wait.
struct MadeOnce<T>(Mutex<Option<Arc<T>>>);

impl<T> MadeOnce<T> {
    fn none() -> Self {
        Self(Mutex::new(None))
    }

    fn is_made(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn get(&self, make: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<Arc<T>> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = made.as_ref() {
            return Ok(made.clone());
        }
        let new = Arc::new(make()?);
        *made = Some(new.clone());
        Ok(new)
    }
}

impl View {
    /// The view of a searcher; lengths are taken of `scored` fields.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(searcher: Searcher, reading: Reading, scored: &[Field]) -> tantivy::Result<Self> {
        let mut lengths = Vec::new();
        // Of an index that is read in parts and changes all day, they would cost each change a look at all documents.
        for field in scored.iter().filter(|_| reading == Reading::Whole) {
            let mut all = 0;
            for segment in searcher.segment_readers() {
                all += length_of(segment, &segment.get_fieldnorms_reader(*field)?);
            }
            lengths.push((*field, all));
        }
        Ok(Self { searcher, reading, lengths, vocabulary: MadeOnce::none(), title_words: MadeOnce::none() })
    }

    /// What searches it.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Documents that are there.
    pub fn documents(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// The words of the documents, for corrections.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn vocabulary(&self, field: Field) -> tantivy::Result<Arc<Vocabulary>> {
        self.vocabulary.get(|| Vocabulary::of(self, field))
    }

    /// Whether [`View::vocabulary`] is made.
    pub fn has_vocabulary(&self) -> bool {
        self.vocabulary.is_made()
    }

    /// The words of the titles, for completion.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn title_words(&self, field: Field) -> tantivy::Result<Arc<TitleWords>> {
        self.title_words.get(|| TitleWords::of(self, field))
    }

    /// Whether [`View::title_words`] is made.
    pub fn has_title_words(&self) -> bool {
        self.title_words.is_made()
    }

    /// Whether a document that is there holds the term.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn holds(&self, term: &Term) -> tantivy::Result<bool> {
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(term.field())?;
            if let Some(info) = index.get_term_info(term)?
                && (Words { segment, index, reading: self.reading }).holds(&info)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The words of a field, a piece for each segment.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn words(&self, field: Field) -> impl Iterator<Item = tantivy::Result<Words<'_>>> {
        self.searcher.segment_readers().iter().map(move |segment| {
            Ok(Words { segment, index: segment.inverted_index(field)?, reading: self.reading })
        })
    }
}

impl Bm25StatisticsProvider for View {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        match (self.reading, self.lengths.iter().find(|(scored, _)| *scored == field)) {
            (Reading::InParts, _) => self.searcher.total_num_tokens(field),
            (Reading::Whole, Some((_, length))) => Ok(*length),
            // A field without lengths: each document is as long as any other.
            (Reading::Whole, None) => self.total_num_docs(),
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        match self.reading {
            Reading::Whole => Ok(self.documents()),
            // Its counts of terms include what was removed, and none may be above the count of all.
            Reading::InParts => self.searcher.total_num_docs(),
        }
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut documents = 0;
        for words in self.words(term.field()) {
            let words = words?;
            if let Some(info) = words.index.get_term_info(term)? {
                documents += u64::from(words.documents(&info)?);
            }
        }
        Ok(documents)
    }
}

/// The words of a field in one segment.
pub(super) struct Words<'a> {
    segment: &'a SegmentReader,
    /// The dictionary.
    pub index: Arc<InvertedIndexReader>,
    reading: Reading,
}

impl Words<'_> {
    /// Whether a document that is there holds a word of the dictionary.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn holds(&self, info: &TermInfo) -> tantivy::Result<bool> {
        let Some(alive) = self.segment.alive_bitset() else { return Ok(true) };
        if info.doc_freq > self.segment.num_deleted_docs() {
            return Ok(true);
        }
        let mut documents = self.index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        while documents.doc() != TERMINATED {
            if alive.is_alive(documents.doc()) {
                return Ok(true);
            }
            documents.advance();
        }
        Ok(false)
    }

    /// How many documents hold a word of the dictionary; of an index that is read in parts, where counting would read the disk,
    /// with those that were removed since the last merge.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn documents(&self, info: &TermInfo) -> tantivy::Result<u32> {
        match (self.segment.alive_bitset(), self.reading) {
            (Some(alive), Reading::Whole) => {
                let documents = self.index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                Ok(documents.doc_freq_given_deletes(alive))
            }
            _ => Ok(info.doc_freq),
        }
    }
}

/// The lengths of all documents that are there, as they are kept: rounded, so that they do not depend on merges.
fn length_of(segment: &SegmentReader, lengths: &FieldNormReader) -> u64 {
    segment.doc_ids_alive().map(|document| u64::from(lengths.fieldnorm(document))).sum()
}
