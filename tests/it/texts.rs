//! Every text exists in both languages with the same variables, is used, and what is used exists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::sources::{files_below, root};

/// Key → its variables.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn keys_of(lang: &str) -> (Keys, Vec<String>) {
    let mut keys = Keys::new();
    let mut problems = Vec::new();
    for path in files_below(&root().join("templates/texts").join(lang), &["ftl"]) {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        if let Err((_, faults)) = fluent_bundle::FluentResource::try_new(text.clone()) {
            problems.push(format!("{lang}/{file}.ftl does not parse: {faults:?}"));
        }
        let mut current: Option<String> = None;
        for line in text.lines() {
            if let Some((key, _)) = line.split_once('=').filter(|(key, _)| is_key(key.trim_end())) {
                let key = key.trim_end().to_owned();
                if !key.starts_with(&format!("{file}-")) {
                    problems
                        .push(format!("{key} does not start with the name of its file {lang}/{file}.ftl"));
                }
                if keys.insert(key.clone(), BTreeSet::new()).is_some() {
                    problems.push(format!("{key} is written twice in {lang}"));
                }
                current = Some(key);
            } else if line.starts_with('#') {
                continue;
            }
            if let Some(key) = &current {
                let variables = line.split('$').skip(1).map(|rest| {
                    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect()
                });
                keys.get_mut(key).unwrap().extend(variables);
            }
        }
    }
    (keys, problems)
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && text.contains('-')
}

/// Every text between double quotes, in templates and sources.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').map(str::trim)
}

#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (italian, mut problems) = keys_of("it");
    let (english, more) = keys_of("en");
    problems.extend(more);
    for key in italian.keys().collect::<BTreeSet<_>>().symmetric_difference(&english.keys().collect()) {
        problems.push(format!("{key} is only in {}", if italian.contains_key(*key) { "it" } else { "en" }));
    }
    for (key, variables) in &italian {
        if let Some(theirs) = english.get(key).filter(|theirs| *theirs != variables) {
            problems.push(format!("{key} has variables {variables:?} in it and {theirs:?} in en"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A number must not be torn from its sign at the end of a line; the house writes "96%", as its filter does.
#[test]
fn no_blank_parts_a_number_from_its_percent_sign() {
    let texts = files_below(&root().join("templates"), &["ftl", "html", "txt"]);
    let torn = texts.iter().filter(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        let of_a_number = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '}');
        let of_a_tag = |at: usize| text[at..].starts_with(" %}");
        text.match_indices(" %").any(|(at, _)| of_a_number(at) && !of_a_tag(at))
    });
    assert_eq!(torn.collect::<Vec<_>>(), Vec::<&std::path::PathBuf>::new());
}

/// A literal that ends in `-` (or holds `{…}` from there on) is the fixed part of a key made while running: all keys
/// that begin with it count as used, and at least one must exist.
#[test]
fn every_key_that_is_used_exists_and_every_key_that_exists_is_used() {
    let (keys, _) = keys_of("it");
    let domains: BTreeSet<&str> = keys.keys().filter_map(|key| key.split('-').next()).collect();
    let mut used = BTreeSet::new();
    let mut beginnings = BTreeSet::new();
    let mut problems = Vec::new();
    let templates = files_below(&root().join("templates"), &["html", "txt"]);
    let sources = files_below(&root().join("src"), &["rs"]);
    for path in templates.iter().chain(&sources) {
        let text = std::fs::read_to_string(path).unwrap();
        let in_template = !sources.contains(path);
        for literal in quoted(&text) {
            let fixed = literal.split('{').next().unwrap_or_default();
            if keys.contains_key(literal) {
                used.insert(literal.to_owned());
            } else if fixed.ends_with('-') && is_key(fixed) && keys.keys().any(|key| key.starts_with(fixed)) {
                beginnings.insert(fixed.to_owned());
            }
        }
        if in_template {
            for key in text.split("t(key=\"").chain(text.split("t_html(key=\"")).skip(1) {
                let (key, after) = key.split_once('"').unwrap_or_default();
                if is_key(key)
                    && !key.ends_with('-')
                    && !keys.contains_key(key)
                    && !after.trim_start().starts_with('~')
                {
                    problems.push(format!("{}: the text {key} does not exist", shown(path)));
                }
            }
        } else {
            for call in [".get(", ".text(", ".t("] {
                for rest in text.split(call).skip(1) {
                    let key = quoted(rest.split(')').next().unwrap_or_default()).nth(1).unwrap_or_default();
                    let of_ours = domains.contains(key.split('-').next().unwrap_or_default());
                    if is_key(key) && of_ours && !keys.contains_key(key) && !path.ends_with("i18n/texts.rs") {
                        problems.push(format!("{}: the text {key} does not exist", shown(path)));
                    }
                }
            }
        }
    }
    for key in keys.keys().filter(|key| !used.contains(*key)) {
        if !beginnings.iter().any(|beginning| key.starts_with(beginning)) {
            problems.push(format!("the text {key} is used nowhere"));
        }
    }
    problems.sort();
    problems.dedup();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A component has a scope of its own: without `@lang` its texts would fail while a page is rendered.
#[test]
fn components_that_speak_declare_the_language() {
    let mut problems = Vec::new();
    for path in files_below(&root().join("templates"), &["html", "txt"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        for component in text.split("{% component ").skip(1) {
            let body = component.split("{% endcomponent").next().unwrap_or_default();
            let (head, body) = body.split_once("%}").unwrap_or_default();
            let speaks =
                ["t(key", "t_html(key", "_words", "| remaining", "| number", "| percent", "| file_size"];
            if speaks.iter().any(|word| body.contains(word)) && !head.contains("@lang") {
                problems.push(format!(
                    "{}: {} needs @lang",
                    shown(&path),
                    head.split('(').next().unwrap_or(head)
                ));
            }
            let timed = ["| remaining", "| date_time_short"];
            if timed.iter().any(|word| body.contains(word))
                && !head.contains("@now")
                && !body.contains("now=")
            {
                problems.push(format!(
                    "{}: {} needs @now",
                    shown(&path),
                    head.split('(').next().unwrap_or(head)
                ));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
