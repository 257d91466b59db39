//! The way out for questions: `dialoga export tickets`, on both databases.

use dialoga::accounts::Role;
use dialoga::kernel::ids::TicketId;
use dialoga::tickets::export::lines_after;
use serde_json::{Value, json};

use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::program::{run, said};

fn export(desk: &Desk, flags: &[&str]) -> String {
    let output = run(desk.place(), &[&["export", "tickets"], flags].concat());
    assert!(output.status.success(), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

on_both_databases! {
    fn questions_leave_with_their_conversations_and_promises_and_without_who_asked(desk: &Desk) {
        assert_eq!(export(desk, &[]), "");
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
        let topic = desk.topic_slug("Congedi");
        let first = anna.ask(&topic, "=1+1", "Quanti giorni?").number();
        let second = anna.ask(&topic, "Nido", "Quanto costa?").number();
        carla.claim(first);
        carla.note(first, "Sentito il sindacato.");
        carla.answer(first, "Dieci giorni.").is(200);
        anna.reply(first, "E dopo?");

        let exported = export(desk, &[]);
        for secret in [anna.email.as_str(), "Anna", carla.email.as_str(), "Carla"] {
            assert!(!exported.contains(secret), "{secret} is in {exported}");
        }
        let lines: Vec<Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        let line = &lines[0];
        assert_eq!((&line["number"], &line["topic"], &line["subject"]), (&json!(first), &json!(topic), &json!("=1+1")));
        assert_eq!((&line["channel"], &line["kind"], &line["reference"]), (&json!("web"), &json!("worker"), &Value::Null));
        let place = line["municipality"].as_str().unwrap();
        assert!(place.chars().all(|c| !c.is_ascii_digit()), "{place} is no name");
        let said: Vec<(&str, &str, &str)> = line["messages"].as_array().unwrap().iter().map(|message| {
            let word = |name: &str| message[name].as_str().unwrap();
            assert!(word("at").ends_with('Z'), "{message}");
            (word("author_role"), word("visibility"), word("body"))
        }).collect();
        assert_eq!(said, [
            ("requester", "public", "Quanti giorni?"),
            ("expert", "note", "Sentito il sindacato."),
            ("expert", "public", "Dieci giorni."),
            ("requester", "public", "E dopo?"),
        ]);
        let cycles = line["cycles"].as_array().unwrap();
        assert_eq!(cycles.len(), 2, "as received, and reopened");
        assert!(cycles[0]["answered_at"].is_string() && cycles[1]["answered_at"].is_null(), "{cycles:?}");
        assert_eq!(cycles[0]["paused_seconds"], json!(0));

        let table = export(desk, &["--format", "csv"]);
        assert!(table.starts_with("\"number\",\"reference\",\"channel\""), "{table}");
        assert!(table.contains("\"'=1+1\"") && table.contains("\"Quanti giorni?\n\nE dopo?\""), "{table}");
        let rest = desk.read(move |conn| lines_after(conn, TicketId(first)));
        assert_eq!((rest.0.len(), rest.1), (1, TicketId(second)));
        desk.settle();
    }
}
