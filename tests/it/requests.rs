//! What strangers may send: bounded, told clearly, and never a fault.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::support::browser::{Browser, Sending};
use crate::support::databases::Kind;
use crate::support::desk::Desk;

fn desk(settings: &[(&str, &str)]) -> Desk {
    Desk::open_with(Kind::Sqlite, settings).unwrap()
}

const BOUNDARY: &str = "confine";

fn multipart(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

fn token_of(browser: &Browser, path: &str) -> String {
    browser.get(path).form(path).value("csrf_token").unwrap().to_owned()
}

fn post(browser: &Browser, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> u16 {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    browser.send(&Sending { method: "POST", path, content: Some((&kind, multipart(parts))) }).status
}

#[test]
fn a_form_without_files_takes_none_and_one_with_files_wants_its_token_first() {
    let desk = desk(&[]);
    let visitor = desk.browser();
    let token = token_of(&visitor, "/accesso");
    let token = ("csrf_token", None, token.as_bytes());
    let fields = [("email", None, &b"anna@esempio.it"[..]), ("password", None, &b"x"[..])];
    assert_eq!(post(&visitor, "/accesso", &[token, fields[0], fields[1]]), 422, "multipart as such is fine");
    let file = ("attachments", Some("a.pdf"), &b"%PDF-1.7"[..]);
    assert_eq!(post(&visitor, "/accesso", &[token, fields[0], fields[1], file]), 400);

    let anna = desk.worker("Anna").browser;
    let token = token_of(&anna, "/domande/nuova");
    let token = ("csrf_token", None, token.as_bytes());
    let save = ("action", None, &b"save"[..]);
    let body = ("body", None, &b"Quanto dura il congedo?"[..]);
    assert_eq!(post(&anna, "/domande/nuova", &[file, token, save, body]), 403);
    assert_eq!(post(&anna, "/domande/nuova", &[token, save, body, file]), 303);
}

/// What is answered to a body of which there is always more. Fails when the desk never stops reading.
fn send_for_ever(desk: &Desk, head: &str, more: &[u8]) -> String {
    let mut stream = TcpStream::connect(desk.address).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(format!("POST {head}Host: {}\r\n\r\n", desk.address).as_bytes()).unwrap();
    // Much longer than the desk lingers, to let its answer arrive.
    let stopped = (0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        stream.write_all(more).is_err()
    });
    assert!(stopped, "the desk went on reading: {head}");
    let mut answer = Vec::new();
    // A connection that was closed while we wrote may have taken the answer with it.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn nobody_can_go_on_sending_for_ever() {
    let desk = desk(&[]);
    let chunk = [b"f4240\r\n", &vec![b'a'; 1_000_000][..], b"\r\n"].concat();
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let length = "Content-Length: 600000000\r\n";
    for path in ["/accesso", "/domande/nuova", "/non-esiste"] {
        let head = format!("{path} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{kind}");
        send_for_ever(&desk, &head, &chunk);
        send_for_ever(&desk, &format!("{path} HTTP/1.1\r\n{length}{kind}"), &chunk);
    }
    let kind = format!("Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n");
    let empty =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"x\"; filename=\"\"\r\n\r\n\r\n");
    let length = "Content-Length: 4000000\r\n";
    send_for_ever(&desk, &format!("/accesso HTTP/1.1\r\n{length}{kind}"), empty.repeat(1000).as_bytes());
    desk.browser().get("/").is(200);
}

#[test]
fn what_is_no_text_in_an_address_is_answered_with_a_page() {
    let desk = desk(&[]);
    for query in ["q=%ff%fe", "q=%00", "q=%ed%a0%80"] {
        let page = desk.browser().get(&format!("/catalogo?{query}"));
        assert_eq!((page.status, page.title().as_str()), (400, "Richiesta non valida"), "{query}");
        assert_eq!(desk.browser().get(&format!("/api/v1/catalogue/search?{query}")).status, 400);
    }
    let mut long = "congedo ".repeat(10_000);
    long.truncate(60_000);
    let page = desk.browser().get(&format!("/catalogo?q={}", long.trim().replace(' ', "+")));
    assert!(page.status == 200 && page.body.len() < 100_000, "{} {}", page.status, page.body.len());
}

#[test]
fn a_value_that_makes_no_sense_is_answered_with_a_page() {
    let desk = desk(&[]);
    let anna = desk.worker("Anna").browser;
    let page = anna.get("/domande?prima=x");
    assert_eq!((page.status, page.title().as_str()), (400, "Richiesta non valida"));
}

#[test]
fn a_form_in_another_character_set_is_refused() {
    let desk = desk(&[]);
    let visitor = desk.browser();
    let token = token_of(&visitor, "/accesso");
    for (kind, status) in [
        ("application/x-www-form-urlencoded; charset=utf-16", 400),
        ("text/plain", 400),
        ("APPLICATION/X-WWW-FORM-URLENCODED; charset=UTF-8", 422),
    ] {
        let body = format!("csrf_token={token}&email=a@b.it&password=x").into_bytes();
        let page = visitor.send(&Sending { method: "POST", path: "/accesso", content: Some((kind, body)) });
        assert_eq!(page.status, status, "{kind}");
    }
}
