//! What a list tells after its page was shown.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;

use chrono::Duration;
use dialoga::accounts::Role;
use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::on_both_databases;
use crate::support::people::Human;

/// What the next event says; none when the stream ends.
fn next(stream: &mut BufReader<TcpStream>) -> Option<i64> {
    let mut line = String::new();
    while stream.read_line(&mut line).unwrap() > 0 {
        if let Some(data) = line.trim_end().strip_prefix("data: ") {
            return Some(data.parse().unwrap());
        }
        // The last chunk (RFC 9112, 7.1): the connection stays for other requests.
        if line.trim_end() == "0" {
            return None;
        }
        line.clear();
    }
    None
}

fn position(page: &Page) -> i64 {
    page.attributes("[data-live]", "data-live")[0].parse().unwrap()
}

/// What the script of a page asks.
fn news(expert: &Human, page: &Page) -> Value {
    let rows = page.attributes("tr[data-number]", "data-number").into_iter();
    let rows = rows.zip(page.attributes("tr[data-number]", "data-version"));
    let rows: Vec<String> = rows.map(|(number, version)| format!("{number}.{version}")).collect();
    let last = page.attributes("[data-live]", "data-last").remove(0);
    let words = page.path.split_once('?').map_or("", |(_, words)| words);
    let path = format!("/coda/novita?{words}&ultima={last}&righe={}", rows.join("-"));
    serde_json::from_slice(&expert.browser.get_only(&path).is(200).body).unwrap()
}

on_both_databases! {
    fn a_page_is_told_that_something_happened_and_asks_what(desk: &Desk) {
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        let anna = desk.worker("Anna Bianchi");
        let ask = |topic: &str, subject: &str| anna.ask(topic, subject, "Vorrei saperlo.").number();
        let (first, second) = (ask("non-so", "Uno"), ask("non-so", "Due"));
        let page = eva.open("/coda?vista=todo");
        let (head, mut stream) = eva.browser.listen(&format!("/coda/eventi?da={}", position(&page)));
        assert!(head.starts_with("http/1.1 200"), "{head}");
        for line in ["content-type: text/event-stream", "x-accel-buffering: no", "cache-control: no-store"] {
            assert!(head.contains(line), "{line} is missing in {head}");
        }
        assert!(!head.contains("gzip"), "{head}");
        assert_eq!(news(&eva, &page), json!({"position": position(&page), "text": null, "rows": []}));

        ida.claim(first);
        ask(&desk.topic_slug("Congedi"), "Tre");
        desk.follow();
        let told = next(&mut stream).unwrap();
        assert!(told > position(&page));
        let found = news(&eva, &page);
        assert_eq!(found["text"], "1 nuova domanda.");
        assert_eq!(found["rows"], json!([{"number": first, "version": 2, "text": "Ora è in carico a Ida Verdi"}]));
        // A list tells what belongs to it.
        let other = eva.open("/coda?vista=todo&argomento=congedi");
        ask("non-so", "Quattro");
        assert_eq!(news(&eva, &other)["text"], Value::Null);
        eva.claim(second);
        eva.answer(second, "Ecco.");
        let rows = news(&eva, &page)["rows"].as_array().unwrap().clone();
        assert!(rows.iter().any(|row| row["number"] == second && row["text"] == "Cambiata: Risposta inviata"), "{rows:?}");
        // Whoever comes back late is told at once.
        let (_, mut late) = eva.browser.listen(&format!("/coda/eventi?da={}", position(&page)));
        assert!(next(&mut late).unwrap() > told);
        // What is over does not change under the reader's eyes.
        assert_eq!(eva.open("/coda?vista=closed").attributes("[data-live]", "data-live"), Vec::<String>::new());
    }

    fn a_stream_ends_with_its_session_and_with_the_program(desk: &Desk) {
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        let anna = desk.worker("Anna Bianchi");
        let page = ida.open("/coda");
        let path = format!("/coda/eventi?da={}", position(&page));
        let (_, mut of_eva) = eva.browser.listen(&path);
        let (_, mut of_ida) = ida.browser.listen(&path);
        eva.open("/coda").form("/uscita").send(&eva.browser);
        anna.ask("non-so", "Uno", "Vorrei saperlo.");
        desk.follow();
        assert_eq!(next(&mut of_eva), None);
        assert!(next(&mut of_ida).is_some());
        desk.app.watchers.stop();
        assert_eq!(next(&mut of_ida), None);
    }

    fn a_person_holds_a_few_streams_and_the_oldest_gives_way(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let mut streams: Vec<_> = (0..9).map(|_| eva.browser.listen("/coda/eventi")).collect();
        assert!(streams.iter().all(|(head, _)| head.starts_with("http/1.1 200")));
        // It may have been told something before.
        assert!(std::iter::from_fn(|| next(&mut streams[0].1)).count() <= 1);
        assert!(next(&mut streams[8].1).is_some());
    }

    fn a_page_that_nobody_touches_keeps_no_session_alive(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let idle = Duration::minutes(desk.app.config.security.sessions.staff.idle_minutes.into());
        let page = eva.open("/coda?vista=todo");
        desk.wait(idle - Duration::minutes(1));
        news(&eva, &page);
        desk.wait(Duration::minutes(2));
        assert!(eva.browser.get("/coda").path.starts_with("/accesso"));
    }

    fn nor_does_a_question_that_is_open_on_a_screen(desk: &Desk) {
        let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
        let number = anna.ask("non-so", "Permessi", "Quanti giorni?").number();
        let idle = Duration::minutes(desk.app.config.security.sessions.staff.idle_minutes.into());
        let token = eva.open(&format!("/coda/{number}")).form("/uscita").value("csrf_token").unwrap().to_owned();
        desk.wait(idle - Duration::minutes(1));
        eva.browser.post(&format!("/coda/{number}/presenza"), &[("csrf_token", &token), ("writing", "0")]).is(200);
        desk.wait(Duration::minutes(2));
        assert!(eva.browser.get("/coda").path.starts_with("/accesso"));
    }
}
