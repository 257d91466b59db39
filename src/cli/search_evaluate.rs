//! `dialoga search evaluate`: how well the search ranks the entries that people judged right.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::{Explain, Failure};
use super::say;
use crate::app::App;
use crate::catalogue::evaluation::{DEPTH, FIRST, Judged, Quality, judgments, queries};
use crate::catalogue::index::PublicEntries;
use crate::catalogue::{self, Asked, ListingError};
use crate::kernel::clock::Clock;
use crate::platform::config::Config;
use crate::platform::search;

/// What is asked, and what is right.
#[derive(Debug, Args)]
pub(super) struct SearchEvaluate {
    /// Queries, one JSON object a line: {"id": …, "query": …, "group": … (if they are to be measured apart)}.
    queries: PathBuf,
    /// Judgments as TREC writes them, one a line: query, 0, reference of an entry (or its name in the address), grade.
    qrels: PathBuf,
}

pub(super) fn run(config: Config, asked: &SearchEvaluate) -> Result<(), Failure> {
    let wrong = |file: &Path, why: String| Failure::new(format!("{}: {why}", file.display()));
    let queries = queries(&read(&asked.queries)?).map_err(|why| wrong(&asked.queries, why))?;
    let judgments = judgments(&read(&asked.qrels)?).map_err(|why| wrong(&asked.qrels, why))?;
    let app = App::open(config, Clock::system()).explain("The desk could not be opened")?;
    while search::catch_up(&PublicEntries, &app.db, &app.search)
        .explain("The catalogue cannot be searched")?
    {}
    let (none, mut all) = (Judged::new(), Vec::new());
    let mut groups: BTreeMap<&str, Vec<Quality>> = BTreeMap::new();
    let mut unjudged = 0;
    let mut found: HashSet<String> = HashSet::new();
    for query in &queries {
        let ranking = ranking(&app, &query.query).explain("The catalogue cannot be searched")?;
        let references: Vec<&str> = ranking.iter().map(String::as_str).collect();
        match Quality::of(&references, judgments.get(&query.id).unwrap_or(&none)) {
            Some(quality) => {
                groups.entry(&query.group).or_default().push(quality);
                all.push(quality);
            }
            None => unjudged += 1,
        }
        found.extend(ranking);
    }
    let Some(mean) = Quality::mean(&all) else {
        return Err(Failure::new("No query has an entry that is right: there is nothing to measure."));
    };
    say(&format!(
        "{:<24} {:>7} {:>8} {:>8} {:>10} {:>11} {:>14}",
        "group",
        "queries",
        format!("nDCG@{FIRST}"),
        "MRR",
        format!("recall@{FIRST}"),
        format!("recall@{DEPTH}"),
        "without result"
    ));
    let several = groups.len() > 1;
    for (group, qualities) in groups.iter().filter(|_| several) {
        if let Some(mean) = Quality::mean(qualities) {
            row(if group.is_empty() { "(none)" } else { group }, qualities.len(), mean);
        }
    }
    row("all", all.len(), mean);
    if unjudged > 0 {
        say(&format!("{unjudged} queries have no entry that is right, and were left out."));
    }
    never_found(&judgments, &found);
    Ok(())
}

fn row(name: &str, queries: usize, mean: Quality) {
    say(&format!(
        "{name:<24} {queries:>7} {:>8.3} {:>8.3} {:>10.3} {:>11.3} {:>14.3}",
        mean.ndcg, mean.reciprocal_rank, mean.recall_first, mean.recall, mean.without_result
    ));
}

/// Entries that no query brought may be missing from the catalogue: then it is not the search that is measured.
fn never_found(judgments: &HashMap<String, Judged>, found: &HashSet<String>) {
    let right = judgments.values().flatten().filter(|(_, grade)| **grade > 0).map(|(reference, _)| reference);
    let missing: HashSet<&String> = right.filter(|reference| !found.contains(*reference)).collect();
    if !missing.is_empty() {
        say(&format!(
            "{} entries that are right were never found: are they in the catalogue?",
            missing.len()
        ));
    }
}

/// References of what the page of the catalogue shows, best first.
fn ranking(app: &App, words: &str) -> Result<Vec<String>, ListingError> {
    let asked = Asked { text: words.to_owned(), page: 1, per_page: DEPTH, ..Asked::default() };
    let now = app.clock.now();
    let listing = app.db.read_blocking(|conn| catalogue::search(app, conn, asked, now))?;
    Ok(listing.results.iter().map(|found| found.entry.reference.clone()).collect())
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).explain(&format!("{} cannot be read", file.display()))
}
