//! What the house promises about itself: who knows whom, one writer per table, one clock, small files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::sources::{files_below, root};

/// Every module under `src/` with its rank: the sentence of `src/lib.rs` is the rule, so that it cannot say anything else. A
/// module knows those of smaller rank, never those of its own rank or greater.
static RANKS: LazyLock<BTreeMap<String, usize>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let words: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let words = words.join(" ");
    let (_, order) = words.split_once("`kernel ←").unwrap();
    let order = format!("kernel ←{}", order.split('`').next().unwrap());
    let of_rank = |(rank, names): (usize, &str)| -> Vec<(String, usize)> {
        let names = names.trim().trim_matches(['{', '}']).split(',');
        names.map(|name| (name.trim().to_owned(), rank)).collect()
    };
    order.split('←').enumerate().flat_map(of_rank).collect()
});

fn rank(module: &str) -> Option<usize> {
    RANKS.get(module).copied()
}

/// Those between the machinery and what puts everything together.
fn is_domain(module: &str) -> bool {
    rank(module).is_some_and(|own| own > RANKS["platform"] && own < RANKS["app"])
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
    let mut modules = BTreeSet::new();
    for (path, text) in sources() {
        let module = module(&path);
        modules.insert(module.clone());
        if module == "lib" {
            continue;
        }
        let Some(own) = rank(&module) else {
            problems.push(format!("{}: {module} has no place in the order of src/lib.rs", path.display()));
            continue;
        };
        for used in crate_paths(&text) {
            let target = used.split("::").next().unwrap_or_default().to_owned();
            // Every handler, job and follower is handed the struct of handles: see the next test.
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
    let unknown = RANKS.keys().filter(|name| !modules.contains(*name));
    problems.extend(unknown.map(|name| format!("src/lib.rs speaks of {name}, which does not exist")));
    assert_none(&problems);
}

/// Through [`App`](dialoga::app::App) a domain could reach what belongs to one on its right.
#[test]
fn a_domain_uses_no_handle_of_one_on_its_right() {
    const HANDLES: [(&str, &str); 4] = [
        ("limits", "accounts"),
        ("catalogue", "catalogue"),
        ("figures", "statistics"),
        ("heard", "statistics"),
    ];
    let mut problems = Vec::new();
    for (path, text) in sources() {
        let module = module(&path);
        let squeezed: String = text.split_whitespace().collect();
        for (handle, owner) in HANDLES {
            let used = [format!("app().{handle}."), format!("app.{handle}.")];
            let used = used.iter().any(|mark| squeezed.contains(mark.as_str()));
            if used && is_domain(&module) && rank(&module) < rank(owner) {
                problems.push(format!("{}: {module} must not use the handle {handle}", path.display()));
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
            if is_domain(parts[0])
                && parts[0] != module
                && parts.get(1).is_some_and(|part| PRIVATE.contains(part))
            {
                problems.push(format!("{}: {used} is private to {}", path.display(), parts[0]));
            }
        }
    }
    assert_none(&problems);
}

/// The demonstration fills an empty database in bulk, past the domains.
const MAY_FILL_TABLES: &str = "src/cli/demo/";

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
        if shown.starts_with(MAY_FILL_TABLES) {
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
    let marks =
        ["Utc::now", "Local::now", "SystemTime", "CURRENT_TIMESTAMP", "now()\"", "'now'", "clock_timestamp"];
    /// How long something takes is no time of the desk: the measure of each request, the patience of a command, the even
    /// pace of answers about addresses, and how long a mail is under way.
    const MEASURE_SPANS: [&str; 8] = [
        "src/platform/web/server.rs",
        "src/cli/search_rebuild.rs",
        "src/accounts/pages/mod.rs",
        "src/accounts/pages/password.rs",
        "src/accounts/pages/registration.rs",
        "src/platform/mail/outbox/fetch.rs",
        "src/platform/mail/outbox/note.rs",
        "src/platform/mail/outbox/send.rs",
    ];
    let mut problems = Vec::new();
    let mut measure = BTreeSet::new();
    for (path, text) in sources() {
        if path.ends_with("kernel/clock.rs") {
            continue;
        }
        let shown = path.display().to_string();
        for mark in marks.iter().filter(|mark| text.contains(**mark)) {
            problems.push(format!("{shown} says {mark}; pass `now: Instant`"));
        }
        // The kernel's own has no `now`, so these are those of std and tokio.
        let others = ["Instant::now", "std::time::Instant", "tokio::time::Instant"];
        if others.iter().any(|mark| text.contains(mark)) || imports(&text, "std::time", "Instant") {
            measure.insert(shown);
        }
    }
    let allowed: BTreeSet<String> = MEASURE_SPANS.map(str::to_owned).into();
    let beyond = measure.difference(&allowed);
    problems.extend(beyond.map(|path| format!("{path} reads a clock of std or tokio; pass `now: Instant`")));
    let idle = allowed.difference(&measure);
    problems.extend(idle.map(|path| format!("{path} needs no exception any more")));
    assert_none(&problems);
}

/// Whether a source has `use module::{…, name, …}`.
fn imports(text: &str, module: &str, name: &str) -> bool {
    let start = format!("use {module}::{{");
    let lists = text.split(&start).skip(1);
    lists.filter_map(|rest| rest.split('}').next()).any(|list| list.split(',').any(|one| one.trim() == name))
}

#[test]
fn files_are_small() {
    // What others wrote, the texts of the demonstration, and the list of all tables.
    const LONG: [&str; 4] = [
        "templates/assets/css/bootstrap-italia.css",
        "src/cli/demo/content/",
        "src/platform/db/schema.rs",
        "node_modules/",
    ];
    let kinds = ["rs", "html", "ftl", "css", "js", "mjs", "sql", "toml", "lua", "txt", "svg"];
    let mut problems = Vec::new();
    for folder in ["src", "tests", "templates", "migrations", "config"] {
        for path in files_below(&root().join(folder), &kinds) {
            let shown = path.strip_prefix(root()).unwrap().display().to_string();
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            let data = shown.contains("/data/") || LONG.iter().any(|place| shown.contains(place));
            if lines >= 500 && !data {
                problems.push(format!("{shown} has {lines} lines: split it"));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn only_stores_and_the_platform_know_sql() {
    // How a type is stored, and that a row was not there, is no SQL.
    const HARMLESS: [&str; 6] =
        ["backend", "deserialize", "serialize", "expression", "sql_types", "result::Error"];
    let mut problems = Vec::new();
    for (path, text) in sources() {
        let shown = path.display().to_string();
        let in_store =
            path.components().any(|part| ["store", "store.rs"].iter().any(|name| part.as_os_str() == *name));
        if in_store || module(&path) == "platform" || shown.starts_with(MAY_FILL_TABLES) {
            continue;
        }
        let text = without_tests(&text);
        let diesel =
            text.split("diesel::").skip(1).filter(|rest| !HARMLESS.iter().any(|path| rest.starts_with(path)));
        let mut marks: Vec<String> = diesel
            .map(|rest| format!("diesel::{}", rest.split([';', '(', '<', ' ']).next().unwrap_or_default()))
            .collect();
        // The crate's documentation names the list of all tables.
        if shown != "src/lib.rs" && (text.contains("schema::") || text.contains("sql_query")) {
            marks.push("the tables".to_owned());
        }
        problems.extend(marks.iter().map(|mark| format!("{shown} knows {mark}: that belongs into a store")));
    }
    assert_none(&problems);
}

#[test]
fn what_lies_below_the_pages_knows_no_http() {
    let mut problems = Vec::new();
    for (path, text) in sources() {
        let parts: Vec<String> = path
            .components()
            .map(|part| part.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned())
            .collect();
        let is = |names: &[&str]| parts.iter().any(|part| names.contains(&part.as_str()));
        let text = without_tests(&text);
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
