//! How well the search ranks, on queries whose right entries are known: judged by people, as in the tracks of TREC.

use std::collections::HashMap;

use serde::Deserialize;

/// Entries of a ranking that are looked at: a first page.
pub const FIRST: usize = 10;
/// Entries of a ranking that are looked at for the first right one, and for what is found at all.
pub const DEPTH: usize = 100;

/// A query, as somebody typed it.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Query {
    /// What the judgments call it.
    pub id: String,
    /// The words.
    pub query: String,
    /// What kind of query it is; measured apart from the others.
    #[serde(default)]
    pub group: String,
}

/// How well each entry, by its reference, answers one query: the higher the better; 0 is not at all.
pub type Judged = HashMap<String, u32>;

/// How good one ranking is, or the mean of several. Each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Quality {
    /// One by the place of the first right entry (Voorhees, "The TREC-8 Question Answering Track Report", 1999).
    pub reciprocal_rank: f64,
    /// Normalized discounted cumulative gain of the first [`FIRST`], the gain being the grade and the discount log2(place + 1)
    /// (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002), as `trec_eval -m ndcg_cut.10` computes it.
    pub ndcg: f64,
    /// The share of the right entries that are among the first [`FIRST`].
    pub recall_first: f64,
    /// The share of them that are found at all, among the first [`DEPTH`].
    pub recall: f64,
    /// Whether nothing was found.
    pub without_result: f64,
}

/// Reads queries, one JSON object a line.
///
/// # Errors
/// The line that is none, and why.
pub fn queries(text: &str) -> Result<Vec<Query>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(place, line)| {
            serde_json::from_str(line).map_err(|error| format!("line {}: {error}", place + 1))
        })
        .collect()
}

/// Reads judgments, one a line as TREC writes them: query, a word that means nothing, reference, grade.
///
/// # Errors
/// The line that is none.
pub fn judgments(text: &str) -> Result<HashMap<String, Judged>, String> {
    let mut judgments: HashMap<String, Judged> = HashMap::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [query, _, reference, grade] = words[..] else {
            return Err(format!("line {}: write query, 0, reference and grade", place + 1));
        };
        // TREC has grades below 0 for what is spam.
        let grade: i64 = grade.parse().map_err(|_| format!("line {}: the grade is no number", place + 1))?;
        let grade = u32::try_from(grade.max(0)).unwrap_or(u32::MAX);
        judgments.entry(query.to_owned()).or_default().insert(reference.to_owned(), grade);
    }
    Ok(judgments)
}

impl Quality {
    /// Of one ranking of references, best first. `None` when no entry is right: then no ranking is better than another.
    pub fn of(ranking: &[&str], judged: &Judged) -> Option<Self> {
        let mut right: Vec<u32> = judged.values().copied().filter(|grade| *grade > 0).collect();
        if right.is_empty() {
            return None;
        }
        right.sort_unstable_by(|one, other| other.cmp(one));
        let grades: Vec<u32> = ranking
            .iter()
            .take(DEPTH)
            .map(|reference| judged.get(*reference).copied().unwrap_or_default())
            .collect();
        let among = |most: usize| grades.iter().take(most).filter(|grade| **grade > 0).count() as f64;
        let first = grades.iter().position(|grade| *grade > 0);
        let all = right.len() as f64;
        Some(Self {
            reciprocal_rank: first.map_or(0.0, |place| 1.0 / (place + 1) as f64),
            ndcg: gain(&grades) / gain(&right),
            recall_first: among(FIRST) / all,
            recall: among(DEPTH) / all,
            without_result: f64::from(u8::from(ranking.is_empty())),
        })
    }

    /// The mean of several; `None` of none.
    pub fn mean(of: &[Self]) -> Option<Self> {
        let mean = |part: fn(&Self) -> f64| of.iter().map(part).sum::<f64>() / of.len() as f64;
        (!of.is_empty()).then(|| Self {
            reciprocal_rank: mean(|one| one.reciprocal_rank),
            ndcg: mean(|one| one.ndcg),
            recall_first: mean(|one| one.recall_first),
            recall: mean(|one| one.recall),
            without_result: mean(|one| one.without_result),
        })
    }
}

/// Discounted cumulative gain of the first.
fn gain(grades: &[u32]) -> f64 {
    let discounted = |(place, grade): (usize, &u32)| f64::from(*grade) / ((place + 2) as f64).log2();
    grades.iter().take(FIRST).enumerate().map(discounted).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(grades: &[(&str, u32)]) -> Judged {
        grades.iter().map(|(reference, grade)| ((*reference).to_owned(), *grade)).collect()
    }

    /// The example of Wikipedia's article "Discounted cumulative gain": grades 3, 2, 3, 0, 1, 2 at their places, and 3 and 2 that were
    /// not found. There the gain is 6.861, and that of the six best 8.740.
    #[test]
    fn the_gain_of_a_printed_example() {
        let known = judged(&[("a", 3), ("b", 2), ("c", 3), ("d", 0), ("e", 1), ("f", 2), ("g", 3), ("h", 2)]);
        let found = gain(&[3, 2, 3, 0, 1, 2]);
        assert!((found - 6.861).abs() < 0.001, "{found}");
        let six_best = gain(&[3, 3, 3, 2, 2, 2]);
        assert!((six_best - 8.740).abs() < 0.001, "{six_best}");
        // Here the seventh best counts too, within the first ten.
        let best = six_best + 1.0 / 8_f64.log2();
        let quality = Quality::of(&["a", "b", "c", "d", "e", "f"], &known).expect("some are right");
        assert!((quality.ndcg - found / best).abs() < 1e-9, "{quality:?}");
        assert_eq!(quality.recall, 5.0 / 7.0);
    }

    #[test]
    fn the_first_right_entry_and_what_is_found_at_all_count() {
        let known = judged(&[("a", 1), ("b", 1)]);
        let others: Vec<String> = (0..10).map(|number| format!("x{number}")).collect();
        let mut ranking: Vec<&str> = others.iter().map(String::as_str).collect();
        ranking.insert(1, "a");
        ranking.push("b");
        let quality = Quality::of(&ranking, &known).expect("some are right");
        assert_eq!(quality.reciprocal_rank, 0.5);
        assert_eq!((quality.recall_first, quality.recall), (0.5, 1.0));
        let nothing = Quality::of(&[], &known).expect("some are right");
        assert_eq!(nothing, Quality { without_result: 1.0, ..Quality::default() });
        assert_eq!(Quality::of(&["a"], &judged(&[("a", 0)])), None);
        let mean = Quality::mean(&[quality, nothing]).expect("of two");
        assert_eq!((mean.reciprocal_rank, mean.without_result), (0.25, 0.5));
        assert_eq!(Quality::mean(&[]), None);
    }

    #[test]
    fn files_are_read_or_their_line_is_named() {
        let read = queries("{\"id\":\"1\",\"query\":\"congedo\"}\n\n").expect("one");
        assert_eq!(read, [Query { id: "1".into(), query: "congedo".into(), group: String::new() }]);
        assert!(queries("\n{\"id\":1}").expect_err("no text").starts_with("line 2: "));
        let read = judgments("1 0 nidi 2\n1 0 spam -2\n2\tQ0\tnidi\t0\n").expect("three");
        assert_eq!(read["1"], judged(&[("nidi", 2), ("spam", 0)]));
        assert!(judgments("1 0 nidi").expect_err("no grade").starts_with("line 1: "));
        assert!(judgments("1 0 nidi bene").expect_err("no number").starts_with("line 1: "));
    }
}
