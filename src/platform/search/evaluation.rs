//! Which documents hold what is looked for, and how well: term by term over every document at once.
//!
//! tantivy's own queries go document by document through all terms together, which for the many short lists of a question
//! costs several times as much. Here each list is read once, in order, and adds to the counts and scores of its documents
//! ("term at a time" with an accumulator per document; Turtle and Flood, "Query evaluation: strategies and optimizations",
//! 1995). So the score of a document is always the sum of the same numbers in the same order, whatever the segments.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::collector::{Sort, Tallied, Tally};
use super::view::View;

/// What is looked for.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// In which field a document holds a word or does not.
    pub held_in: Option<Field>,
    /// The words, in their order.
    pub words: Vec<Sought>,
    /// What brings a document in by itself, besides enough of the words.
    pub named: Vec<Part>,
    /// Words that count for more side by side.
    pub pairs: Vec<Pair>,
}

/// A word to find, in any of several ways.
#[derive(Debug, Default)]
pub(super) struct Sought(pub Vec<Way>);

/// A way to say a word.
#[derive(Debug)]
pub(super) struct Way {
    /// What a document has to hold, all of it.
    pub terms: Vec<String>,
    /// What the document then scores by. None may be in a document that lacks a term.
    pub parts: Vec<Part>,
}

/// A term, and what it counts for.
#[derive(Debug)]
pub(super) struct Part {
    pub field: Field,
    pub term: String,
    pub weight: Score,
}

/// Two terms of [`Wanted::held_in`], the second so many places after the first.
#[derive(Debug)]
pub(super) struct Pair {
    pub first: String,
    pub second: String,
    pub apart: u32,
    pub weight: Score,
}

/// How many words a document must hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Enough {
    pub least: usize,
    /// With fewer documents than this that hold enough, those that hold any word are found too.
    pub few: usize,
}

/// Finds what is wanted.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn find(view: &View, wanted: &Wanted, enough: Enough, tally: &Tally) -> tantivy::Result<Tallied> {
    let Some(held_in) = wanted.held_in else { return Ok(Tallied::default()) };
    let scored = tally.sort == Sort::Relevance;
    let mut segments = Vec::new();
    for segment in view.searcher().segment_readers() {
        segments.push(Accumulators::new(segment));
    }
    for (number, word) in wanted.words.iter().enumerate() {
        for way in &word.0 {
            let weights = if scored { weights(view, &way.parts)? } else { Vec::new() };
            for of_segment in &mut segments {
                of_segment.add_way(held_in, number, way, &weights)?;
            }
        }
    }
    let weights = weights(view, &wanted.named)?;
    for of_segment in &mut segments {
        for weighted in &weights {
            of_segment.name(weighted, scored)?;
        }
    }
    let mut least = enough.least;
    let mut found = collect(&segments, tally, least)?;
    if found.total < enough.few && least > 1 {
        least = 1;
        found = collect(&segments, tally, least)?;
    }
    if scored && !wanted.pairs.is_empty() {
        put_pairs_first(view, wanted, held_in, &mut segments, least, tally, &mut found)?;
    }
    Ok(found)
}

/// A term with its weight by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
struct Weighted<'a> {
    part: &'a Part,
    bm25: Bm25Weight,
}

fn weights<'a>(view: &View, parts: &'a [Part]) -> tantivy::Result<Vec<Weighted<'a>>> {
    parts
        .iter()
        .map(|part| {
            let bm25 = Bm25Weight::for_terms(view, &[Term::from_field_text(part.field, &part.term)])?;
            Ok(Weighted { part, bm25: bm25.boost_by(part.weight) })
        })
        .collect()
}

/// What the documents of a segment hold and score.
struct Accumulators<'a> {
    segment: &'a SegmentReader,
    /// How many of the words each document holds.
    held: Vec<u8>,
    /// The last word that each was found to hold, from 1: a word that is said in two ways is one word.
    last: Vec<u8>,
    scores: Vec<Score>,
    /// Documents that are found whatever else they hold.
    named: Vec<bool>,
}

impl<'a> Accumulators<'a> {
    fn new(segment: &'a SegmentReader) -> Self {
        let documents = segment.max_doc() as usize;
        Self {
            segment,
            held: vec![0; documents],
            last: vec![0; documents],
            scores: vec![0.0; documents],
            named: Vec::new(),
        }
    }

    fn add_way(
        &mut self,
        held_in: Field,
        number: usize,
        way: &Way,
        weights: &[Weighted<'_>],
    ) -> tantivy::Result<()> {
        let number = u8::try_from(number + 1).unwrap_or(u8::MAX);
        match way.terms.as_slice() {
            [] => {}
            [term] => {
                let (held, last) = (&mut self.held, &mut self.last);
                each(self.segment, held_in, term, false, |document, _| hold(held, last, document, number))?;
                for weighted in weights {
                    self.score(weighted, None)?;
                }
            }
            terms => {
                let all = self.documents_of_all(held_in, terms)?;
                if all.iter().any(|holds| *holds) {
                    for (document, _) in (0_u32..).zip(&all).filter(|(_, holds)| **holds) {
                        hold(&mut self.held, &mut self.last, document, number);
                    }
                    for weighted in weights {
                        self.score(weighted, Some(&all))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// For each document, whether it holds every term.
    fn documents_of_all(&self, field: Field, terms: &[String]) -> tantivy::Result<Vec<bool>> {
        let mut counts = vec![0_usize; self.held.len()];
        for term in terms {
            each(self.segment, field, term, false, |document, _| {
                if let Some(count) = counts.get_mut(document as usize) {
                    *count += 1;
                }
            })?;
        }
        Ok(counts.into_iter().map(|count| count == terms.len()).collect())
    }

    /// Adds what a term counts for to the documents that hold it, or to those `among` them.
    fn score(&mut self, weighted: &Weighted<'_>, among: Option<&[bool]>) -> tantivy::Result<()> {
        let lengths = lengths(self.segment, weighted.part.field)?;
        let scores = &mut self.scores;
        each(self.segment, weighted.part.field, &weighted.part.term, true, |document, frequency| {
            let counts = among.is_none_or(|among| among.get(document as usize) == Some(&true));
            if let Some(score) = scores.get_mut(document as usize).filter(|_| counts) {
                *score += weighted.bm25.score(lengths.of(document), frequency);
            }
        })
    }

    /// Brings in the documents that hold a term.
    fn name(&mut self, weighted: &Weighted<'_>, scored: bool) -> tantivy::Result<()> {
        if self.named.is_empty() {
            self.named = vec![false; self.held.len()];
        }
        let named = &mut self.named;
        each(self.segment, weighted.part.field, &weighted.part.term, false, |document, _| {
            if let Some(named) = named.get_mut(document as usize) {
                *named = true;
            }
        })?;
        if scored { self.score(weighted, None) } else { Ok(()) }
    }

    /// The documents that are there and hold enough.
    fn found(&self, least: usize) -> impl Iterator<Item = (DocId, Score)> {
        let least = u8::try_from(least).unwrap_or(u8::MAX).max(1);
        let alive = self.segment.alive_bitset();
        (0_u32..)
            .zip(self.held.iter().zip(&self.scores))
            .filter(move |(document, (held, _))| {
                **held >= least || self.named.get(*document as usize) == Some(&true)
            })
            .filter(move |(document, _)| alive.is_none_or(|alive| alive.is_alive(*document)))
            .map(|(document, (_, score))| (document, *score))
    }
}

fn hold(held: &mut [u8], last: &mut [u8], document: DocId, number: u8) {
    let document = document as usize;
    if let (Some(held), Some(last)) = (held.get_mut(document), last.get_mut(document))
        && *last != number
    {
        *last = number;
        *held += 1;
    }
}

/// Calls `found` for each document that holds the term, with how often; once, when nobody wants to know.
fn each(
    segment: &SegmentReader,
    field: Field,
    term: &str,
    counted: bool,
    mut found: impl FnMut(DocId, u32),
) -> tantivy::Result<()> {
    let index = segment.inverted_index(field)?;
    let term = Term::from_field_text(field, term);
    let option = if counted { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
    let Some(mut blocks) = index.read_block_postings(&term, option)? else { return Ok(()) };
    while blocks.block_len() > 0 {
        if counted {
            for (document, frequency) in blocks.docs().iter().zip(blocks.freqs()) {
                found(*document, *frequency);
            }
        } else {
            for document in blocks.docs() {
                found(*document, 1);
            }
        }
        blocks.advance();
    }
    Ok(())
}

/// How long documents are, as scores know it.
enum Lengths {
    Kept(FieldNormReader),
    /// A field without lengths: each document is as long as any other.
    Same(u8),
}

impl Lengths {
    fn of(&self, document: DocId) -> u8 {
        match self {
            Self::Kept(lengths) => lengths.fieldnorm_id(document),
            Self::Same(length) => *length,
        }
    }
}

fn lengths(segment: &SegmentReader, field: Field) -> tantivy::Result<Lengths> {
    Ok(match segment.fieldnorms_readers().get_field(field)? {
        Some(lengths) => Lengths::Kept(lengths),
        None => Lengths::Same(FieldNormReader::fieldnorm_to_id(1)),
    })
}

fn collect(segments: &[Accumulators<'_>], tally: &Tally, least: usize) -> tantivy::Result<Tallied> {
    collect_from(segments, tally, |of_segment| of_segment.found(least))
}

fn collect_from<'a, I: Iterator<Item = (DocId, Score)>>(
    segments: &'a [Accumulators<'a>],
    tally: &Tally,
    documents: impl Fn(&'a Accumulators<'a>) -> I,
) -> tantivy::Result<Tallied> {
    let mut fruits = Vec::with_capacity(segments.len());
    for (ordinal, of_segment) in (0_u32..).zip(segments) {
        let mut collecting = tally.for_segment(ordinal, of_segment.segment)?;
        for (document, score) in documents(of_segment) {
            collecting.collect(document, score);
        }
        fruits.push(collecting.harvest());
    }
    tally.merge_fruits(fruits)
}

/// Adds what neighbours count for and orders anew. Only for documents that can still come among the best: looking at the places of
/// words is the dearest part of a search.
fn put_pairs_first(
    view: &View,
    wanted: &Wanted,
    field: Field,
    segments: &mut [Accumulators<'_>],
    least: usize,
    tally: &Tally,
    found: &mut Tallied,
) -> tantivy::Result<()> {
    let mut pairs = Vec::new();
    for pair in &wanted.pairs {
        let terms = [&pair.first, &pair.second].map(|term| Term::from_field_text(field, term));
        let bm25 = Bm25Weight::for_terms(view, &terms)?.boost_by(pair.weight);
        pairs.push((pair, terms, bm25));
    }
    let most: Score = pairs.iter().map(|(_, _, bm25)| bm25.max_score()).sum();
    let worst = if found.hits.len() < tally.best { None } else { found.hits.last() };
    let floor = worst.map_or(0.0, |worst| worst.score - most);
    let mut any = false;
    for of_segment in &mut *segments {
        let candidates: Vec<DocId> = of_segment
            .found(least)
            .filter(|(_, score)| *score >= floor)
            .map(|(document, _)| document)
            .collect();
        let lengths = lengths(of_segment.segment, field)?;
        for (pair, terms, bm25) in &pairs {
            for (document, times) in side_by_side(of_segment.segment, terms, pair.apart, &candidates)? {
                if let Some(score) = of_segment.scores.get_mut(document as usize) {
                    *score += bm25.score(lengths.of(document), times);
                    any = true;
                }
            }
        }
    }
    if any {
        let only_order = Tally { count_labels: false, ..tally.clone() };
        let again = collect_from(segments, &only_order, |of_segment| {
            of_segment.found(least).filter(move |(_, score)| *score >= floor)
        })?;
        found.hits = again.hits;
    }
    Ok(())
}

/// Which of the candidates hold two terms so far apart, and how often.
fn side_by_side(
    segment: &SegmentReader,
    [first, second]: &[Term; 2],
    apart: u32,
    candidates: &[DocId],
) -> tantivy::Result<Vec<(DocId, u32)>> {
    let index = segment.inverted_index(first.field())?;
    let read = |term| index.read_postings(term, IndexRecordOption::WithFreqsAndPositions);
    let (Some(mut first), Some(mut second)) = (read(first)?, read(second)?) else { return Ok(Vec::new()) };
    let (mut places, mut after, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for document in candidates {
        if !is_at(&mut first, *document) || !is_at(&mut second, *document) {
            continue;
        }
        first.positions(&mut places);
        second.positions(&mut after);
        let times = places.iter().filter(|place| after.binary_search(&(**place + apart)).is_ok()).count();
        if times > 0 {
            found.push((*document, u32::try_from(times).unwrap_or(u32::MAX)));
        }
    }
    Ok(found)
}

/// Moves on to a document, if the list holds it.
fn is_at(postings: &mut SegmentPostings, document: DocId) -> bool {
    if postings.doc() < document {
        postings.seek(document);
    }
    postings.doc() != TERMINATED && postings.doc() == document
}
