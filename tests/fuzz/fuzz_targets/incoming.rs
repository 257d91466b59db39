//! Any bytes as a mail: no panic, and what comes out keeps its promises. libFuzzer itself watches time and memory.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../../src/kernel/mod.rs"]
pub mod kernel;

#[path = "../../../src/platform/mail/incoming/mod.rs"]
pub mod incoming;

use incoming::{EnvelopeSender, understand};

fuzz_target!(|raw: &[u8]| {
    let incoming = understand(raw, EnvelopeSender::Unknown);
    let joined: Vec<&str> = incoming.passages.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(joined.join("\n"), incoming.text);
    assert!(!incoming.subject.contains(['\n', '\r', '\0']));
    let html = incoming.html.unwrap_or_default();
    for mark in ["<script", "<style", "<iframe", "<form", "<svg"] {
        // Words are escaped, so that a mark could only be an element.
        assert!(!html.contains(mark), "{html}");
    }
});
