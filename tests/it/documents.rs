//! What README, the settings file and the comments of the code quote exists: commands, flags, settings, addresses, files.

use std::collections::BTreeSet;
use std::process::Command;

use dialoga::accounts::Role;
use dialoga::platform::config::Config;
use dialoga::routes;

use crate::sources::{files_below, root};
use crate::support::databases::{Kind, Place};

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// What stands between backticks, on one line.
fn quoted(text: &str) -> Vec<&str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// `dialoga WORDS --help`; `None` when there is no such command.
fn help(words: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_dialoga")).args(words).arg("--help").output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// The words of a command, up to what depends on who gives it: `user add`, without flags, files and folders.
fn command_words(line: &str) -> Vec<&str> {
    line.split_whitespace().take_while(|word| word.bytes().all(|b| b.is_ascii_lowercase())).collect()
}

#[test]
fn every_command_and_flag_of_the_readme_exists_and_no_command_is_left_out() {
    let readme = text("README.md");
    let mut problems = Vec::new();
    let mut told = BTreeSet::new();
    for line in readme.replace("cargo run --release -- ", "dialoga -- ").lines() {
        // A row of the table, a command in a sentence, or one to copy.
        let mut commands: Vec<&str> =
            quoted(line).into_iter().filter_map(|code| code.strip_prefix("dialoga ")).collect();
        commands.extend(line.split_once("dialoga -- ").map(|(_, command)| command));
        for command in commands {
            let words = command_words(command);
            told.insert(words.join(" "));
            let Some(help) = help(&words) else {
                problems.push(format!("no command `dialoga {}`", words.join(" ")));
                continue;
            };
            for flag in line.split(['`', ' ']).filter(|word| word.starts_with("--") && word.len() > 2) {
                if !help.contains(&format!("{flag} ")) && !help.contains(&format!("{flag}\n")) {
                    problems.push(format!("`dialoga {}` has no {flag}", words.join(" ")));
                }
            }
            // A number beside a flag is its default.
            for (flag, number) in quoted(line).iter().filter_map(|code| code.split_once(' ')) {
                let is_number = flag.starts_with("--") && number.parse::<u64>().is_ok();
                if is_number && !help.contains(&format!("[default: {number}]")) {
                    problems.push(format!("{flag} has another default than {number}"));
                }
            }
        }
    }
    let mut commands = Vec::new();
    for name in subcommands(&[]) {
        let below = subcommands(&[&name]);
        commands.extend(below.iter().map(|under| format!("{name} {under}")));
        if below.is_empty() {
            commands.push(name);
        }
    }
    assert!(commands.iter().any(|command| command == "user add"), "{commands:?}");
    problems.extend(
        commands
            .iter()
            .filter(|known| !told.contains(*known))
            .map(|name| format!("README says nothing of {name}")),
    );
    assert_none(&problems);
}

/// Names of the commands under a command.
fn subcommands(words: &[&str]) -> Vec<String> {
    let help = help(words).unwrap();
    let Some((_, list)) = help.split_once("Commands:\n") else { return Vec::new() };
    let lines = list.lines().take_while(|line| !line.is_empty());
    lines.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

/// As whoever installs the desk does: the very line, with the built program in place of cargo.
#[test]
fn the_line_that_makes_the_first_account_does() {
    let readme = text("README.md");
    let line = readme.lines().map(str::trim).find(|line| line.starts_with("echo ")).unwrap();
    let line = line.replace("cargo run --release --", env!("CARGO_BIN_EXE_dialoga"));
    let place = Place::new(Kind::Sqlite).unwrap();
    let output = Command::new("sh").args(["-c", &line]).current_dir(&place.folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_setting_that_is_quoted_exists_and_its_example_is_valid() {
    let defaults: toml::Table = text("config/default.toml").parse().unwrap();
    let exists = |key: &str| {
        let mut place = Some(&defaults);
        let mut parts = key.split('.').peekable();
        while let Some(part) = parts.next() {
            match place.and_then(|table| table.get(part)) {
                Some(toml::Value::Table(inner)) => place = Some(inner),
                found => return found.is_some() && parts.peek().is_none(),
            }
        }
        true
    };
    let mut problems = Vec::new();
    let readme = text("README.md");
    for code in quoted(&readme) {
        let key = code.split([' ', '=']).next().unwrap();
        let section = code.strip_prefix('[').and_then(|code| code.strip_suffix(']'));
        let is_key = key.split_once('.').is_some_and(|(section, name)| {
            defaults.contains_key(section) && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        });
        if is_key && !exists(key) || section.is_some_and(|section| !exists(section)) {
            problems.push(format!("README quotes {code}, which is no setting"));
        }
    }
    let examples = readme.lines().skip_while(|line| line.trim() != "[server]");
    let examples: Vec<&str> =
        examples.take_while(|line| line.is_empty() || line.starts_with("    ")).collect();
    let examples = examples.join("\n");
    assert!(examples.contains("smtp_url"), "{examples}");
    let place = Place::new(Kind::Sqlite).unwrap();
    let file = place.folder.join("local.toml");
    std::fs::write(&file, &examples).unwrap();
    if let Err(error) = Config::from_layers(Some(&file), Vec::new()) {
        problems.push(format!("{error}: {examples}"));
    }
    // The other way round: what the code says of a setting.
    for (path, comment) in comments() {
        for code in quoted(&comment) {
            let is_key = code.split_once('.').is_some_and(|(section, name)| {
                let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.');
                defaults.contains_key(section) && plain && !name.ends_with("toml") && !name.ends_with("rs")
            });
            if is_key && !exists(code) {
                problems.push(format!("{path} speaks of {code}, which is no setting"));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn every_address_that_is_quoted_exists() {
    let known: BTreeSet<String> = routes::table().iter().map(|entry| shape(entry.path)).collect();
    let mut problems = Vec::new();
    let mut texts = comments();
    texts.retain(|(path, _)| path.starts_with("src/"));
    texts.extend(["README.md", "config/default.toml"].map(|path| (path.to_owned(), text(path))));
    for (path, said) in &texts {
        let mut addresses: Vec<&str> = quoted(said);
        // The settings file has no backticks.
        addresses.extend(
            said.split_whitespace()
                .map(|word| word.trim_end_matches(['.', ',', ';']))
                .filter(|_| path.ends_with("toml")),
        );
        for code in addresses {
            let address = code.trim_start_matches("GET ").trim_start_matches("POST ");
            let address = address.split(['?', '#']).next().unwrap();
            let is_address = address.starts_with('/')
                && !address.starts_with("//")
                && address.len() > 1
                && !address.ends_with('/')
                && address.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.{}".contains(&b));
            // What an address begins with may stand for all of them.
            let begins = format!("{}/", shape(address));
            let exists = known.iter().any(|known| *known == shape(address) || known.starts_with(&begins));
            if is_address && !exists {
                problems.push(format!("{path} speaks of {address}, which is no route"));
            }
        }
    }
    assert_none(&problems);
}

/// An address without the names or values of its parameters.
fn shape(address: &str) -> String {
    let is_any = |part: &str| part.starts_with('{') || part.parse::<u32>().is_ok();
    let parts = address.split('/').map(|part| if is_any(part) { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_file_that_is_quoted_exists() {
    let mut problems = Vec::new();
    let mut texts = comments();
    texts.extend(["README.md", "config/default.toml"].map(|path| (path.to_owned(), text(path))));
    let folders = ["src/", "tests/", "config/", "templates/", "migrations/"];
    for (path, said) in &texts {
        let links = said.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for file in quoted(said).into_iter().chain(links.filter(|_| path.ends_with("md"))) {
            let is_file =
                folders.iter().any(|folder| file.starts_with(folder)) && !file.contains(['{', '*', '<', ' ']);
            // Made by whoever runs the desk.
            if is_file && file != "config/local.toml" && !root().join(file).exists() {
                problems.push(format!("{path} speaks of {file}, which does not exist"));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn the_readme_names_every_role_and_what_the_project_says_of_itself() {
    let readme = text("README.md");
    for role in Role::ALL {
        assert!(readme.contains(&format!("| `{role}` |")), "{role}");
    }
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let about = |key: &str| manifest["package"][key].as_str().unwrap().to_owned();
    assert!(readme.contains(&format!("(https://rustup.rs) {} or newer", about("rust-version"))));
    assert!(readme.contains(&about("license")));
    for code in quoted(&readme) {
        if let Some(feature) = code.strip_prefix("--features ") {
            assert!(manifest["features"].as_table().unwrap().contains_key(feature), "{feature}");
        }
    }
}

/// The comments of every source, by file.
fn comments() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["src", "tests/it"] {
        for path in files_below(&root().join(folder), &["rs"]) {
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix("//"));
            let comment = lines.collect::<Vec<_>>().join("\n");
            found.push((path.strip_prefix(root()).unwrap().display().to_string(), comment));
        }
    }
    found
}
