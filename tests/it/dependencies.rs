//! What the program is built of: crates of the common registry only, under licences that agree with its own, none that is
//! kept out on purpose. (Known faults of crates are looked up with `cargo deny check advisories` or `cargo audit`, which
//! need the network.)

use std::process::Command;

use serde_json::Value;

use crate::sources::root;

/// Licences that ask no more than naming the author, or sharing changes of the very files (MPL-2.0).
const LICENCES: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "PostgreSQL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// A crate that must not come in, and why.
const KEPT_OUT: [(&str, &str); 6] = [
    ("openssl-sys", "a fresh machine has a C compiler and no libssl; only the feature pg-tls may need it"),
    ("native-tls", "TLS is rustls"),
    ("aws-lc-sys", "its build needs more than a C compiler; rustls uses ring"),
    ("actix-governor", "it is GPL"),
    (
        "h2",
        "the desk speaks HTTP/1.1 with its proxy, and the version that actix uses has a fault (RUSTSEC-2026-0258)",
    ),
    ("async-std", "there is one runtime"),
];

fn packages() -> Vec<Value> {
    let host = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", &host])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

#[test]
fn every_crate_is_from_the_registry_and_may_be_used() {
    let packages = packages();
    assert!(packages.len() > 100, "{}", packages.len());
    let mut wrong = Vec::new();
    for package in packages.iter().filter(|package| package["name"] != "dialoga") {
        let (name, version) = (package["name"].as_str().unwrap(), package["version"].as_str().unwrap());
        let licence = package["license"].as_str().unwrap_or("no licence");
        if !is_allowed(licence) {
            wrong.push(format!("{name} {version} is under {licence}"));
        }
        if !package["source"].as_str().is_some_and(|source| source.contains("crates.io-index")) {
            wrong.push(format!("{name} {version} is from {}", package["source"]));
        }
        if let Some((_, why)) = KEPT_OUT.iter().find(|(kept, _)| *kept == name) {
            wrong.push(format!("{name} {version} is kept out: {why}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Whether an SPDX expression can be met by licences of the list; older crates write `/` for `OR`.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let allowed = any_of(&mut words);
    allowed && words.next().is_none()
}

type Words<'a, 'b> = &'b mut std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any_of(words: Words<'_, '_>) -> bool {
    let mut allowed = all_of(words);
    while words.next_if_eq(&"OR").is_some() {
        allowed |= all_of(words);
    }
    allowed
}

fn all_of(words: Words<'_, '_>) -> bool {
    let mut allowed = one(words);
    while words.next_if_eq(&"AND").is_some() {
        allowed &= one(words);
    }
    allowed
}

fn one(words: Words<'_, '_>) -> bool {
    let Some(word) = words.next() else { return false };
    if word == "(" {
        let allowed = any_of(words);
        return words.next() == Some(")") && allowed;
    }
    let mut name = word.to_owned();
    if words.next_if_eq(&"WITH").is_some() {
        name = format!("{word} WITH {}", words.next().unwrap_or_default());
    }
    LICENCES.contains(&name.as_str())
}

#[test]
fn a_choice_of_licences_needs_one_and_a_sum_all() {
    for good in [
        "MIT",
        "GPL-3.0-only OR MIT",
        "MIT/GPL-2.0",
        "(MIT OR GPL-2.0) AND ISC",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(is_allowed(good), "{good}");
    }
    for bad in [
        "GPL-3.0-only",
        "MIT AND AGPL-3.0",
        "(MIT AND GPL-2.0) OR SSPL-1.0",
        "MIT WITH something",
        "",
        "no licence",
        "MIT ISC",
    ] {
        assert!(!is_allowed(bad), "{bad}");
    }
}
