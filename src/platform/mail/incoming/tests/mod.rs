//! Whole messages: real ones from elsewhere, own ones for what is Italian, and broken ones by chance. See
//! `tests/data/mail/README.md`.
mod bounds;
mod italian;
mod real;

use std::path::PathBuf;

use super::{EnvelopeSender, Incoming, PassageKind, understand};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/mail")
}

/// The bytes of a message: `own/gmail`.
fn raw(name: &str) -> Vec<u8> {
    let path = folder().join(format!("{name}.eml"));
    std::fs::read(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

fn understood(name: &str) -> Incoming {
    understand(&raw(name), EnvelopeSender::Unknown)
}

/// A message written here, its lines ended as in mail.
fn of(text: &str) -> Incoming {
    understand(text.replace('\n', "\r\n").as_bytes(), EnvelopeSender::Unknown)
}

/// All messages of the folders, with their names.
fn all() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for part in ["own", "rubymail", "sisimai", "stalwart"] {
        for entry in std::fs::read_dir(folder().join(part)).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "eml") {
                let name = path.file_stem().expect("a name").to_string_lossy();
                let name = format!("{part}/{name}");
                found.push((name.clone(), raw(&name)));
            }
        }
    }
    found.sort();
    found
}

/// The passages of one kind, joined.
fn passages(incoming: &Incoming, kind: PassageKind) -> String {
    let own = incoming.passages.iter().filter(|passage| passage.kind == kind);
    own.map(|passage| passage.text.trim()).collect::<Vec<_>>().join(" | ")
}

fn files(incoming: &Incoming) -> Vec<(&str, &str)> {
    let files = incoming.attachments.iter();
    files.map(|file| (file.name.as_deref().unwrap_or_default(), file.media_type.as_str())).collect()
}
