//! Completion while typing: titles that hold the words so far, the last of them perhaps unfinished.

use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::analysis::{self, analyse};

/// Words that an unfinished word may become; the commonest are tried.
const MOST_ENDINGS: usize = 50;
/// Words of the text that are looked at.
const MOST_WORDS: usize = 8;

/// The query for titles that go on from `text`; `None` when it holds no word, or one that no title has.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn query(
    text: &str,
    searcher: &Searcher,
    title_words: Field,
) -> tantivy::Result<Option<Box<dyn Query>>> {
    let words = analyse(&mut analysis::typed(), text);
    let last = words.len().min(MOST_WORDS);
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (place, word) in words.iter().take(MOST_WORDS).enumerate() {
        let clause = if place + 1 == last {
            endings(&word.text, searcher, title_words)?
        } else {
            Some(exactly(title_words, &word.text))
        };
        match clause {
            Some(clause) => clauses.push((Occur::Must, clause)),
            None => return Ok(None),
        }
    }
    Ok((!clauses.is_empty()).then(|| Box::new(BooleanQuery::new(clauses)) as Box<dyn Query>))
}

fn exactly(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

/// Any word of a title that begins so.
fn endings(beginning: &str, searcher: &Searcher, field: Field) -> tantivy::Result<Option<Box<dyn Query>>> {
    let mut found: Vec<(u32, String)> = Vec::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().range().ge(beginning).into_stream()?;
        while let Some((term, info)) = terms.next() {
            let Ok(word) = std::str::from_utf8(term) else { break };
            if !word.starts_with(beginning) {
                break;
            }
            found.push((info.doc_freq, word.to_owned()));
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    let mut words: Vec<String> = found.into_iter().map(|(_, word)| word).collect();
    let mut seen = std::collections::HashSet::new();
    words.retain(|word| seen.insert(word.clone()));
    words.truncate(MOST_ENDINGS);
    if words.is_empty() {
        return Ok(None);
    }
    let clauses = words.iter().map(|word| (Occur::Should, exactly(field, word))).collect();
    Ok(Some(Box::new(BooleanQuery::new(clauses))))
}
