//! What the house promises about itself: who knows whom, one writer per table, one clock, small files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::sources::{files_below, root};

/// From left to right: a module knows those of smaller rank, never those of its own rank or greater.
const RANKS: [(&str, u8); 19] = [
    ("kernel", 0),
    ("platform", 1),
    ("accounts", 2),
    ("topics", 3),
    ("sla", 4),
    ("catalogue", 5),
    ("tickets", 6),
    ("notifications", 7),
    ("intake", 7),
    ("statistics", 7),
    ("privacy", 7),
    ("demo", 8),
    ("operations", 8),
    ("service_pages", 8),
    ("app", 9),
    ("routes", 10),
    ("schedule", 10),
    ("server", 11),
    ("cli", 12),
];

fn rank(module: &str) -> Option<u8> {
    RANKS.iter().find(|(name, _)| *name == module).map(|(_, rank)| *rank)
}

fn sources() -> Vec<(PathBuf, String)> {
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.strip_prefix(root()).unwrap().to_owned(), text)
    };
    files_below(&root().join("src"), &["rs"]).into_iter().map(read).collect()
}

/// The part of a source that is compiled into the program.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// The module directly under `src/`.
fn module(path: &Path) -> String {
    let first = path.components().nth(1).unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Every `crate::a::b…` in a source, also in braces after `crate::`.
fn crate_paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in text.split("crate::").skip(1) {
        if let Some(inner) = rest.strip_prefix('{') {
            let inner = inner.split("};").next().unwrap_or_default();
            let mut depth = 0;
            let mut name = String::new();
            for letter in inner.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => found.push(std::mem::take(&mut name).trim().to_owned()),
                    _ if depth == 0 => name.push(letter),
                    _ => {}
                }
            }
            found.push(name.trim().to_owned());
        } else {
            let end =
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
            found.push(rest[..end].to_owned());
        }
    }
    found
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn modules_know_only_those_on_their_left() {
    let mut problems = Vec::new();
    for (path, text) in sources() {
        let module = module(&path);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let Some(own) = rank(&module) else {
            problems.push(format!("{}: {module} has no rank in tests/it/architecture.rs", path.display()));
            continue;
        };
        for used in crate_paths(&text) {
            let target = used.split("::").next().unwrap_or_default().to_owned();
            // The context of every handler is handed down as a plain struct of handles.
            let handles = used == "app::App";
            if let Some(theirs) = rank(&target)
                && target != module
                && theirs >= own
                && !handles
            {
                problems.push(format!("{}: {module} must not know {used}", path.display()));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn a_domain_enters_another_only_by_its_front_door() {
    const PRIVATE: [&str; 4] = ["store", "forms", "pages", "api"];
    let mut problems = Vec::new();
    for (path, text) in sources() {
        let module = module(&path);
        if ["routes", "lib", "main"].contains(&module.as_str()) {
            continue;
        }
        for used in crate_paths(&text) {
            let parts: Vec<&str> = used.split("::").collect();
            let domain = rank(parts[0]).is_some_and(|rank| (2..8).contains(&rank));
            if domain && parts[0] != module && parts.get(1).is_some_and(|part| PRIVATE.contains(part)) {
                problems.push(format!("{}: {used} is private to {}", path.display(), parts[0]));
            }
        }
    }
    assert_none(&problems);
}

/// The demonstration fills an empty database in bulk, past the domains.
const MAY_FILL_TABLES: [&str; 2] = ["src/demo", "src/cli/demo"];

#[test]
fn each_table_has_one_writer() {
    let schema = std::fs::read_to_string(root().join("src/platform/db/schema.rs")).unwrap();
    let tables: BTreeSet<&str> = schema
        .lines()
        .filter_map(|line| line.trim().strip_suffix('{')?.split_once(" (").map(|(name, _)| name))
        .collect();
    assert!(tables.contains("tickets") && tables.contains("outbox"), "{tables:?}");
    let mut writers: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in sources() {
        let shown = path.display().to_string();
        if MAY_FILL_TABLES.iter().any(|place| shown.starts_with(place)) {
            continue;
        }
        let text = without_tests(&text);
        let squeezed: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for table in &tables {
            let marks = [
                format!("insert_into({table}::table"),
                format!("insert_or_ignore_into({table}::table"),
                format!("replace_into({table}::table"),
                format!("update({table}::"),
                format!("delete({table}::"),
                format!("INSERT INTO {table} "),
                format!("UPDATE {table} SET"),
                format!("DELETE FROM {table} "),
            ];
            if marks.iter().any(|mark| squeezed.contains(mark.as_str())) {
                let parts: Vec<_> =
                    path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                let depth = if parts[1] == "platform" { 3 } else { 2 };
                writers.entry(table).or_default().insert(parts[..depth].join("/"));
            }
        }
    }
    // What a dialect writes for another part of the platform counts as that part's writing.
    for owners in writers.values_mut() {
        if owners.len() > 1 {
            owners.remove("src/platform/db");
        }
    }
    let shared: Vec<String> = writers
        .iter()
        .filter(|(_, owners)| owners.len() > 1)
        .map(|(table, owners)| format!("{table} is written by {owners:?}"))
        .collect();
    assert_none(&shared);
}

#[test]
fn only_the_kernel_reads_the_clock() {
    let marks = ["Utc::now", "Local::now", "SystemTime::now", "CURRENT_TIMESTAMP", "now()\""];
    let mut problems = Vec::new();
    for (path, text) in sources() {
        for mark in marks {
            if text.contains(mark) && !path.ends_with("kernel/clock.rs") {
                problems.push(format!("{} says {mark}; pass `now: Instant`", path.display()));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn files_are_small() {
    let mut problems = Vec::new();
    for folder in ["src", "tests/it"] {
        for path in files_below(&root().join(folder), &["rs"]) {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            if lines >= 500 {
                problems.push(format!("{} has {lines} lines: split it", path.display()));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn pages_know_no_sql_and_what_lies_below_them_no_http() {
    let mut problems = Vec::new();
    for (path, text) in sources() {
        let parts: Vec<String> = path
            .components()
            .map(|part| part.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned())
            .collect();
        let is = |names: &[&str]| parts.iter().any(|part| names.contains(&part.as_str()));
        let text = without_tests(&text);
        if is(&["pages", "api", "forms", "rules"])
            && (text.contains("diesel::") || text.contains("sql_query"))
        {
            problems.push(format!("{} knows SQL", path.display()));
        }
        let below = is(&["kernel", "store", "rules", "actions", "model"]);
        if below && (text.contains("actix_web") || text.contains("HttpRe")) {
            problems.push(format!("{} knows HTTP", path.display()));
        }
    }
    assert_none(&problems);
}

#[test]
fn templates_carry_the_token_and_nothing_inline() {
    let mut problems = Vec::new();
    for path in files_below(&root().join("templates"), &["html"]) {
        let shown = path.strip_prefix(root()).unwrap().display().to_string();
        // Mail programs know no style sheets; nobody's policy forbids theirs.
        if shown.starts_with("templates/mail/") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for form in text.split("<form ").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            let token = form.contains("csrf_token") || form.contains("<form.csrf />");
            if form.contains("method=\"post\"") && !token {
                problems.push(format!("{shown}: a POST form without csrf_token"));
            }
        }
        for mark in
            [" style=\"", "<style", "javascript:", " onclick=", " onchange=", " onsubmit=", " onload="]
        {
            if text.contains(mark) {
                problems.push(format!("{shown}: {mark} is refused by the page's own policy"));
            }
        }
        for script in text.split("<script").skip(1) {
            let head = script.split('>').next().unwrap_or_default();
            if !head.contains("src=") && !head.contains("application/ld+json") {
                problems.push(format!("{shown}: an inline script is refused by the page's own policy"));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn both_databases_have_the_same_migrations_with_a_way_back() {
    let names = |database: &str| -> BTreeSet<String> {
        let folder = root().join("migrations").join(database);
        let migrations = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let complete =
            migrations.filter(|path| path.join("up.sql").exists() && path.join("down.sql").exists());
        complete.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}
