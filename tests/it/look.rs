//! What pages look like holds together: classes and icons exist, nothing is inline or from elsewhere.

use std::collections::BTreeSet;

use crate::sources::{files_below, root};

fn asset(path: &str) -> String {
    std::fs::read_to_string(root().join("templates/assets").join(path)).unwrap()
}

/// Every style sheet, whichever pages have it.
fn sheets() -> Vec<String> {
    let paths = files_below(&root().join("templates/assets/css"), &["css"]);
    paths.into_iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// Templates of pages, with what is between `{` and `}` of the engine blanked out.
fn pages() -> Vec<(String, String)> {
    files_below(&root().join("templates"), &["html"])
        .into_iter()
        .filter(|path| !path.to_string_lossy().contains("/mail/"))
        .map(|path| {
            let source = std::fs::read_to_string(&path).unwrap();
            (path.strip_prefix(root()).unwrap().display().to_string(), source)
        })
        .collect()
}

fn without_engine(source: &str) -> String {
    let mut plain = String::new();
    let mut rest = source;
    while let Some(at) = rest.find(['{']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let close = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
            .iter()
            .find(|(open, _)| from.starts_with(open))
            .and_then(|(_, close)| from.find(close));
        let skip = close.map_or(1, |close| close + 2);
        plain.push('\u{0}');
        rest = &from[skip..];
    }
    plain + rest
}

/// The names after a mark, such as the classes after `.` in a style sheet.
fn names_after<'a>(text: &'a str, mark: &str) -> BTreeSet<&'a str> {
    text.split(mark)
        .skip(1)
        .map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect()
}

#[test]
fn every_class_of_a_page_has_a_style() {
    let sheets = sheets().concat();
    let known = names_after(&sheets, ".");
    let mut problems = Vec::new();
    for (page, source) in pages() {
        for classes in without_engine(&source).split(" class=\"").skip(1) {
            let classes = classes.split('"').next().unwrap_or_default();
            // A class that is partly made by the engine is not looked at.
            for class in classes.split_whitespace().filter(|class| !class.contains('\u{0}')) {
                if !known.contains(class) {
                    problems.push(format!("{page}: {class} (run tests/browser/vendor-assets.mjs)"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_icon_of_a_page_is_in_the_sprite() {
    let sprite = asset("icons/sprite.svg");
    for (page, source) in pages() {
        for icon in names_after(&source, "ui.icon name=\"") {
            let there = icon.is_empty() || sprite.contains(&format!("id=\"it-{icon}\""));
            assert!(there, "{page}: {icon} (run tests/browser/vendor-assets.mjs)");
        }
    }
}

/// The content security policy would silently drop it.
#[test]
fn nothing_is_written_inline_or_loaded_from_elsewhere() {
    for (page, source) in pages() {
        for inline in
            [" style=\"", "<style", " onclick=", " onsubmit=", " onchange=", " onload=", "javascript:"]
        {
            assert!(!source.contains(inline), "{page} has {inline}");
        }
        for script in source.split("<script").skip(1) {
            // What is no script is not run, and so is not dropped.
            let is_data = script.starts_with(" type=\"application/ld+json\">");
            assert!(is_data || script.starts_with(" src=\"{{ asset("), "{page} has a script of its own");
        }
        for attribute in ["src=\"http", "<link rel=\"stylesheet\" href=\"http"] {
            assert!(!source.contains(attribute), "{page} loads something from elsewhere");
        }
    }
    for sheet in sheets() {
        assert!(!sheet.contains("@import") && !sheet.contains("url(http") && !sheet.contains("url(\"http"));
        assert!(!sheet.contains("url(data:application/font"), "a data: font needs a wider policy");
    }
}

#[test]
fn the_style_says_which_library_it_is_and_shows_the_focus() {
    assert!(asset("css/bootstrap-italia.css").contains("--bootstrap-italia-version"));
    assert!(asset("css/dialoga.css").contains(":focus-visible"));
}
