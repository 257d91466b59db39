//! Whatever comes: no panic, nothing lost, time and memory in proportion.

use proptest::prelude::*;

use super::super::limits::{ATTACHMENTS, DEPTH, FIELDS, HTML_BYTES, PARTS, TEXT_BYTES};
use super::super::{EnvelopeSender, Incoming, Kind, Limit, understand};
use super::{all, of};

/// What holds for every message.
fn check(incoming: &Incoming, size: usize) {
    let joined: Vec<&str> = incoming.passages.iter().map(|passage| passage.text.as_str()).collect();
    assert_eq!(joined.join("\n"), incoming.text);
    assert!(incoming.text.len() <= TEXT_BYTES);
    assert!(incoming.attachments.len() <= ATTACHMENTS);
    let bytes: usize = incoming.attachments.iter().map(|file| file.bytes.len()).sum();
    // A charset of one byte becomes up to four of UTF-8.
    assert!(bytes <= 8 * size + 1_000, "{bytes} bytes of {size}");
    let html = incoming.html.as_deref().unwrap_or_default();
    assert!(html.len() <= 40 * size + 1_000, "{} bytes of {size}", html.len());
    for mark in ["<script", "<style", "<iframe", "<form", "<svg", "javascript:"] {
        assert!(!html.contains(mark) || mark.ends_with(':'), "{mark} in {html}");
    }
    for one in [&incoming.subject, &incoming.text] {
        assert!(!one.contains(['\0', '\r', '\u{202E}']));
    }
    assert!(!incoming.subject.contains('\n'));
}

fn understood(raw: &[u8]) -> Incoming {
    let incoming = understand(raw, EnvelopeSender::Unknown);
    check(&incoming, raw.len());
    incoming
}

#[test]
fn every_message_of_the_folders_holds_what_is_promised() {
    for (_, raw) in all() {
        understood(&raw);
        for end in (0..raw.len()).step_by(257) {
            understood(&raw[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_understood(raw in prop::collection::vec(any::<u8>(), 0..4_000)) {
        understood(&raw);
    }

    #[test]
    fn messages_changed_by_chance_are_understood(
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..40),
    ) {
        let messages = all();
        let mut raw = at.get(&messages).1.clone();
        for (place, byte, what) in changes {
            let place = place.index(raw.len().max(1)).min(raw.len());
            match what {
                0 if place < raw.len() => raw[place] = byte,
                1 => raw.insert(place, byte),
                2 => raw.truncate(raw.len() - (raw.len() - place) / 8),
                _ => {
                    let piece = raw[place..raw.len().min(place + 200)].to_vec();
                    raw.splice(place..place, piece);
                }
            }
        }
        understood(&raw);
    }

    #[test]
    fn lines_of_mail_in_any_order_are_understood(lines in prop::collection::vec(prop::sample::select(LINES), 0..60)) {
        understood(lines.join("\n").as_bytes());
    }
}

const LINES: &[&str] = &[
    "",
    "",
    "--a",
    "--a--",
    "--b",
    "Content-Type: multipart/mixed; boundary=a",
    "Content-Type: multipart/alternative; boundary=\"b\"",
    "Content-Type: multipart/report; boundary=a",
    "Content-Type: message/rfc822",
    "Content-Type: message/delivery-status",
    "Content-Type: text/html; charset=utf-8",
    "Content-Type: text/plain; format=flowed; delsp=yes",
    "Content-Type: application/ms-tnef",
    "Content-Type: application/pkcs7-mime; smime-type=signed-data",
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
    "Content-Disposition: attachment; filename=\"=?utf-8?q?a?=\"",
    "X-Trasporto: posta-certificata",
    "X-Ricevuta: avvenuta-consegna",
    "Final-Recipient: rfc822; a@b.it",
    "Action: failed",
    "Subject: =?utf-8?q?=C3?= =?utf-8?q?=A9?=",
    "From: mailer-daemon@b.it",
    "From: =?x?q?",
    "To: a:;",
    "<p>a<table><b><blockquote>",
    "</td></div><a href=x>",
    "MIAGCSqGSIb3DQEHAqCA",
    "eJ8+IgAAAA==",
    "> a",
    "Il 24/11/2026 10:30, A <a@b.it> ha scritto:",
    "-- ",
    "Da: a",
    "550 5.1.1 <c@d.it> unknown",
];

#[test]
fn bombs_are_bounded_and_the_result_says_so() {
    let deep: String = (0..2 * DEPTH)
        .map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"))
        .collect();
    let mail = of(&format!("From: a@example.it\n{deep}\nfine\n"));
    assert_eq!(mail.limits, [Limit::Depth]);
    assert!(mail.attachments.iter().any(|file| file.bytes.ends_with(b"fine\r\n")), "{:?}", mail.attachments);

    let many = "--b\n\nx\n".repeat(2 * PARTS);
    let mail = of(&format!("Content-Type: multipart/mixed; boundary=b\n\n{many}"));
    assert_eq!(mail.limits, [Limit::Parts]);
    assert!(mail.attachments[0].bytes.len() > 2 * PARTS);

    let files = "--b\nContent-Type: image/png\n\nx\n".repeat(2 * ATTACHMENTS);
    assert_eq!(
        of(&format!("Content-Type: multipart/mixed; boundary=b\n\n{files}")).limits,
        [Limit::Attachments]
    );

    let mail = of(&format!("{}Subject: late\n\nfine", "X-A: b\n".repeat(2 * FIELDS)));
    assert_eq!((mail.limits, mail.text.as_str()), (vec![Limit::Fields], "fine"));
    assert_eq!(of(&format!("X-A: {}\nX-B: c\n\nfine", "x".repeat(300_000))).limits, [Limit::HeaderBytes]);

    let mail = of(&format!("From: a@example.it\n\n{}", "parola ".repeat(TEXT_BYTES / 4)));
    assert_eq!(mail.limits, [Limit::TextBytes]);
    assert_eq!(mail.attachments[0].bytes.len(), TEXT_BYTES / 4 * 7);

    let mail = of(&format!("Content-Type: text/html\n\n{}", "<p>a</p>".repeat(HTML_BYTES / 7)));
    assert_eq!(mail.limits, [Limit::HtmlBytes]);
    assert!(mail.html.is_none() && mail.attachments[0].media_type == "text/html");

    // Messages within messages are files, however deep.
    let mail = of(&"Content-Type: message/rfc822\n\n".repeat(10_000));
    assert_eq!((mail.limits.len(), mail.attachments.len()), (0, 1));
    // Each of these would cost the square of its size somewhere.
    for piece in [
        "<div>",
        "<p><b>",
        "<a b=c d=e ",
        "<!--",
        "<style>",
        "&",
        "<table><b>",
        "=?utf-8?q?",
        "\n--\n",
        "\r",
        "Il 1 ",
        "a@b.it,",
    ] {
        for head in ["Content-Type: text/html\n\n", "\n", "To: ", "Subject: "] {
            let raw = format!("{head}{}", piece.repeat(40_000 / piece.len()));
            understood(raw.as_bytes());
        }
    }
}

#[test]
fn a_message_without_a_header_keeps_its_words() {
    for (raw, text) in [
        ("", ""),
        ("Solo parole, senza intestazione.\nE basta.", "Solo parole, senza intestazione.\nE basta."),
        ("\nSolo corpo", "Solo corpo"),
        ("From: a@example.it\nSubject: x\nManca la riga vuota.\nE basta.", "Manca la riga vuota.\nE basta."),
        ("From: a@example.it\nqui manca qualcosa\nSubject: x\n\nCorpo", "Corpo"),
        ("From - Tue Nov 24\nFrom: a@example.it\n\nCorpo", "Corpo"),
    ] {
        let mail = understood(raw.as_bytes());
        assert_eq!((mail.text.as_str(), mail.kind), (text, Kind::Personal), "{raw}");
    }
}
