//! How well the catalogue is searched, by the project's own queries and judgments, over the entries of the demonstration.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use dialoga::kernel::clock::Clock;
use dialoga::platform::db::schema::synonym_lists as lists;
use dialoga::platform::db::{Db, DbError};
use diesel::prelude::*;
use serde::Deserialize;
use serde_json::json;

use crate::support::on_both_databases;
use crate::support::program::{run, said};

const QUERIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/search/queries.jsonl");
const JUDGMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/search/judgments.qrels");
const ENTRIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/demo/content/entries");

/// nDCG@10 and recall@10 of all queries, with the program's synonyms: whoever changes the search may only raise these.
const LEAST: (f64, f64) = (0.90, 0.95);
/// The same without any synonym, which is how good the search itself is.
const LEAST_WITHOUT_SYNONYMS: f64 = 0.82;

#[derive(Deserialize)]
struct File {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    slug: String,
    topic: String,
    title: String,
    summary: String,
    body: String,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    territory: String,
}

/// The entries as lines of an import; their names are their references.
fn lines() -> String {
    let mut files: Vec<_> = fs::read_dir(ENTRIES).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let line = |kind: &str, entry: Entry| {
        let line = json!({
            "reference": entry.slug, "kind": kind, "title": entry.title, "summary": entry.summary, "body": entry.body,
            "topic": entry.topic, "sources": entry.sources.join("\n"), "territory": entry.territory,
        });
        format!("{line}\n")
    };
    let of_file = |path: &Path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let kind = match name.as_str() {
            "practices" => "practice",
            "services" => "service",
            _ => "answer",
        };
        let file: File = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        file.entries.into_iter().map(|entry| line(kind, entry)).collect::<String>()
    };
    files.iter().map(|path| of_file(path)).collect()
}

/// The figures of each group, as the command prints them.
fn measured(text: &str) -> HashMap<&str, Vec<f64>> {
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut words = line.split_whitespace();
        let name = words.next()?;
        let figures: Vec<f64> = words.map(|word| word.parse().ok()).collect::<Option<_>>()?;
        Some((name, figures))
    });
    rows.collect()
}

on_both_databases! {
    fn the_search_is_as_good_as_it_was(place: &Place) {
        let file = place.folder.join("entries.jsonl");
        fs::write(&file, lines()).unwrap();
        let imported = run(place, &["import", "catalogue", file.to_str().unwrap()]);
        assert!(imported.status.success(), "{}", said(&imported));
        let evaluated = || {
            let output = run(place, &["search", "evaluate", QUERIES, JUDGMENTS]);
            assert!(output.status.success(), "{}", said(&output));
            said(&output)
        };
        let text = evaluated();
        let rows = measured(&text);
        let groups = ["keywords", "lay", "local", "norm", "question", "typing"];
        assert!(groups.iter().all(|group| rows.contains_key(group)), "{text}");
        let [queries, ndcg, _, recall, found, without] = rows["all"][..] else { panic!("{text}") };
        assert_eq!(queries, 146.0, "{text}");
        assert!(ndcg >= LEAST.0 && recall >= LEAST.1 && found >= recall, "{text}");
        assert_eq!(without, 0.0, "{text}");

        let editor = ["user", "add", "--email", "editor@esempio.it", "--name", "Elena Neri", "--role", "expert"];
        assert!(run(place, &editor).status.success());
        let db = Db::open(&place.database_url(), 1).unwrap();
        let empty = (lists::version.eq(1), lists::text.eq(""), lists::editor_id.eq(1_i64), lists::created_at.eq(Clock::system().now()));
        db.write_blocking::<_, DbError, _>(move |conn| Ok(diesel::insert_into(lists::table).values(empty).execute(conn)?)).unwrap();
        let text = evaluated();
        assert!(measured(&text)["all"][1] >= LEAST_WITHOUT_SYNONYMS, "{text}");
    }
}

#[test]
fn each_judgment_is_of_an_entry_and_of_a_query() {
    let entries = lines();
    let queries = fs::read_to_string(QUERIES).unwrap();
    for line in fs::read_to_string(JUDGMENTS).unwrap().lines() {
        let words: Vec<&str> = line.split(' ').collect();
        assert!(entries.contains(&format!("\"reference\":\"{}\"", words[2])), "{line}");
        assert!(queries.contains(&format!("\"id\": \"{}\"", words[0])), "{line}");
    }
}
