//! Entries that are enough: offered to who is about to ask, counted when they say so, and followed for a week.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{deflections, entries};
use diesel::prelude::*;
use serde_json::Value;

use crate::reports::rows;
use crate::statistics::signed_in;
use crate::support::browser::{Browser, Page};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::{Human, PASSWORD};

const ASK: &str = "/domande/nuova";
const ENOUGH: &str = "/domande/bozza/basta";

/// Imports public entries, and one that is not.
fn fill(desk: &Desk) {
    let line = |slug: &str, title: &str, body: &str, published: bool| {
        let line = serde_json::json!({
            "reference": slug, "kind": "answer", "title": title, "body": body, "topic": desk.topic_slug("Congedi"),
            "published": published,
        });
        format!("{line}\n")
    };
    let lines = [
        line("uno", "Congedo parentale: quanti mesi", "Spettano dieci mesi di congedo parentale.", true),
        line("due", "Congedo parentale a ore", "Si può usare a ore.", true),
        line("tre", "Congedo parentale del padre", "Spetta anche al padre.", true),
        line("quattro", "Congedo parentale: indennità", "Trenta per cento.", true),
        line("nascosta", "Congedo parentale zanzibarra", "Bozza.", false),
    ];
    let read = dialoga::catalogue::import::read_lines(std::io::Cursor::new(lines.concat()));
    let entries: Vec<_> = read.map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    desk.write(move |conn| dialoga::catalogue::actions::import_all(conn, entries, now));
    desk.follow();
}

fn review(desk: &Desk, who: &Human) -> Page {
    let form = who.open(ASK).form(ASK).with("topic", &desk.topic_slug("Congedi"));
    form.with("subject", "Congedo parentale")
        .with("body", "Quanti mesi di congedo parentale?")
        .with("action", "review")
        .send(&who.browser)
}

/// Presses "this is enough for me" beside the first entry.
fn enough(page: &Page, browser: &Browser) -> Page {
    let slug = page.attributes("button[form=enough]", "value").remove(0);
    page.form(ENOUGH).forged("entry", &slug).send(browser)
}

fn outcomes(desk: &Desk) -> Vec<(String, bool)> {
    desk.read(|conn| {
        let all = deflections::table.order(deflections::id.asc());
        let rows: Vec<(String, Option<i64>)> = all
            .select((deflections::outcome, deflections::account_id))
            .load(conn)
            .map_err(dialoga::platform::db::DbError::from)?;
        Ok::<_, dialoga::platform::db::DbError>(
            rows.into_iter().map(|(outcome, account)| (outcome, account.is_some())).collect(),
        )
    })
}

on_both_databases! {
    fn an_entry_that_is_enough_ends_the_question_and_is_counted_once(desk: &Desk) {
        fill(desk);
        let anna = desk.worker("Anna Bianchi");
        let page = review(desk, &anna);
        page.is(200).says("Mi basta questo").says("dieci mesi").never_says("zanzibarra");
        assert_eq!(page.attributes("button[form=enough]", "value").len(), 3, "three at most");
        let read = enough(&page, &anna.browser);
        read.is(200).says("Congedo parentale").says("la domanda che stavi scrivendo è stata cancellata");
        anna.open(ASK).never_says("Quanti mesi di congedo parentale?");
        // A second press, by a page that is still open, counts nothing more.
        enough(&page, &anna.browser).is(200);
        assert_eq!(outcomes(desk), [("open".to_owned(), true)]);
    }

    fn who_asks_within_a_week_was_not_spared_the_question(desk: &Desk) {
        fill(desk);
        let (anna, bruno, carla) = (desk.worker("Anna Bianchi"), desk.worker("Bruno Verdi"), desk.worker("Carla Rossi"));
        for who in [&anna, &bruno, &carla] {
            enough(&review(desk, who), &who.browser).is(200);
        }
        desk.wait(Duration::days(3));
        anna.ask(&desk.topic_slug("Congedi"), "Ancora il congedo", "Non mi è bastato.");
        desk.run("cleanup");
        assert_eq!(outcomes(desk).iter().filter(|(outcome, _)| outcome == "open").count(), 3, "before the week is over nothing is known");
        let copy = |who: &Human| {
            let copy: Value = serde_json::from_slice(&who.open("/profilo/dati.json").is(200).body).unwrap();
            copy["answered_by_the_catalogue"].as_array().unwrap().clone()
        };
        let known = copy(&bruno);
        assert!(known.len() == 1 && known[0]["link"].as_str().unwrap().contains("/catalogo/"), "{known:?}");
        desk.wait(Duration::days(5));
        bruno.sign_in();
        bruno.ask(&desk.topic_slug("Congedi"), "Dopo una settimana", "Un'altra cosa.");
        desk.run("cleanup");
        let none = false;
        assert_eq!(outcomes(desk), [("asked".to_owned(), none), ("spared".to_owned(), none), ("spared".to_owned(), none)]);
        assert!(copy(&bruno).is_empty(), "who it was is forgotten");

        let elena = desk.staff("Elena Neri", Role::Coordinator);
        elena.open("/statistiche").is(200).says("Domande risparmiate dal catalogo").says("1 su 3");
        // One who asked is a person: outside the desk nothing of it is shown.
        let analyst = desk.staff("Dario Sala", Role::Analyst);
        analyst.open("/statistiche").is(200).says("solo per anni interi").never_says("1 su 3");
    }

    fn who_asked_all_the_same_did_so_also_after_her_data_are_erased(desk: &Desk) {
        fill(desk);
        let (anna, bruno) = (desk.worker("Anna Bianchi"), desk.worker("Bruno Verdi"));
        let carla = desk.staff("Carla Riva", Role::Expert);
        for who in [&anna, &bruno] {
            enough(&review(desk, who), &who.browser).is(200);
        }
        desk.wait(Duration::hours(1));
        let number = anna.ask(&desk.topic_slug("Congedi"), "Ancora il congedo", "Non mi è bastato.").number();
        carla.claim(number);
        carla.answer(number, "Dieci mesi.").is(200);
        let sure = "/profilo/dati/cancellazione/conferma";
        for who in [&anna, &bruno] {
            let form = who.open(sure).form(sure).with("current_password", PASSWORD).with("sure", "1");
            form.send(&who.browser).is(200).says("Abbiamo cancellato i tuoi dati");
        }
        // Whose they were is forgotten; of hers it is known already, of his only when the week is over.
        assert_eq!(outcomes(desk), [("asked".to_owned(), false), ("open".to_owned(), false)]);
        // Told together with his: a rate of those alone who asked would be too high.
        let told = |email: &'static str| {
            let coordinator = signed_in(desk, email, Role::Coordinator);
            let (_, found) = rows(&coordinator, "/statistiche/catalogo.csv?dal=2026-11&al=2026-12&parte=per-mese");
            let november = found.iter().find(|row| row["mese"] == "2026-11").unwrap();
            ["schede_bastate", "da_verificare", "chieste_lo_stesso_casi", "chieste_lo_stesso_su"].map(|name| november[name].clone())
        };
        assert_eq!(told("marta@esempio.it"), ["2", "2", "", ""]);
        desk.wait(Duration::days(8));
        assert_eq!(told("elena@esempio.it"), ["2", "1", "1", "1"], "until the work of the night has run");
        desk.run("cleanup");
        assert_eq!(outcomes(desk), [("asked".to_owned(), false), ("spared".to_owned(), false)]);
        assert_eq!(told("sara@esempio.it"), ["2", "0", "1", "2"]);
    }

    /// A report frozen in the first days of January would tell, beside the page of a week later, what the last one did.
    fn outside_of_a_year_that_is_over_outcomes_are_told_when_all_are_known(desk: &Desk) {
        fill(desk);
        desk.write(|conn| {
            let entry: i64 = entries::table.select(diesel::dsl::min(entries::id).assume_not_null()).first(conn)?;
            let december = Instant::midnight("2026-12-30".parse().unwrap());
            for (place, outcome) in ["spared", "spared", "spared", "asked", "asked", "asked", "open", "open", "open"].into_iter().enumerate() {
                let at = if outcome == "open" { december } else { december - Duration::days(90) };
                diesel::insert_into(deflections::table)
                    .values((deflections::entry_id.eq(entry), deflections::submission_key.eq(format!("k{place}")), deflections::at.eq(at), deflections::outcome.eq(outcome)))
                    .execute(conn)?;
            }
            Ok::<_, DbError>(())
        });
        desk.wait(Duration::days(41));
        let told = |email: &'static str, role: Role| {
            let reader = signed_in(desk, email, role);
            let (_, found) = rows(&reader, "/statistiche/domande-risparmiate.csv?dal=2026-01&al=2026-12");
            let names = ["schede_bastate", "da_verificare", "chieste_lo_stesso_casi", "chieste_lo_stesso_su"];
            (names.map(|name| found[0][name].clone()).join(" "), reader)
        };
        assert_eq!(told("marta@esempio.it", Role::Coordinator).0, "9 3 3 6");
        let (shown, giulia) = told("giulia@esempio.it", Role::Analyst);
        assert_eq!(shown, "9 – – –");
        giulia.get("/statistiche?dal=2026-01&al=2026-12").is(200).says("si vede quando per tutte è passata una settimana");
        desk.wait(Duration::days(8));
        desk.run("cleanup");
        assert_eq!(told("lea@esempio.it", Role::Analyst).0, "9 0 3 9");
    }

    fn a_question_that_was_sent_was_not_spared(desk: &Desk) {
        fill(desk);
        let anna = desk.worker("Anna Bianchi");
        let page = review(desk, &anna);
        page.form_holding(ASK, "action", "send").send(&anna.browser).is(200);
        enough(&page, &anna.browser).is(200);
        assert_eq!(outcomes(desk), []);
    }

    fn what_is_offered_while_typing_is_public_and_for_who_may_ask(desk: &Desk) {
        fill(desk);
        let anna = desk.worker("Anna Bianchi");
        let form = anna.open(ASK).form(ASK);
        let token = form.value("csrf_token").unwrap().to_owned();
        let typed = [("csrf_token", token.as_str()), ("subject", "congedo parentale zanzibarra"), ("body", "")];
        let offered = anna.browser.post("/domande/nuova/risposte", &typed);
        offered.is(200).says("Mi basta questo").never_says("zanzibarra");
        let nothing = [("csrf_token", token.as_str()), ("subject", "qwertyuiop"), ("body", "")];
        assert_eq!(anna.browser.post("/domande/nuova/risposte", &nothing).is(200).html().trim(), "");
        let hidden = [("csrf_token", token.as_str()), ("submission_key", "k"), ("entry", "nascosta")];
        anna.browser.post(ENOUGH, &hidden).is(404);
        assert_eq!(outcomes(desk), []);
        desk.staff("Elena Neri", Role::Expert).browser.post("/domande/nuova/risposte", &typed).is(404);
    }
}
