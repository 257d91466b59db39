//! Whether an entry was useful: who may say so, how often, and who reads it.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{
    entry_vote_keys as keys, entry_vote_marks as marks, entry_votes as votes,
};
use diesel::prelude::*;

use crate::reading::import;
use crate::support::browser::{Browser, Page};
use crate::support::desk::Desk;
use crate::support::{at_once, on_both_databases};

const LINE: &str = r#"{"reference":"a","kind":"answer","title":"Bonus nido","body":"3000 euro.","topic":"Congedi","language":"it","published":true}"#;

fn vote(browser: &Browser, slug: &str, answer: &str, fields: &[(&str, &str)]) -> Page {
    let path = format!("/catalogo/{slug}/utile");
    let mut form = browser.get(&format!("{path}?risposta={answer}")).form(&path);
    for (name, value) in fields {
        form = form.with(name, value);
    }
    form.send(browser)
}

/// How many rows there are of votes, of marks and of keys.
fn rows(desk: &Desk) -> (i64, i64, i64) {
    desk.read::<_, DbError>(|conn| {
        let votes: i64 = votes::table.count().get_result(conn)?;
        let marks: i64 = marks::table.count().get_result(conn)?;
        Ok((votes, marks, keys::table.count().get_result(conn)?))
    })
}

on_both_databases! {
    fn a_visitor_says_once_a_day_whether_an_entry_was_useful_and_the_desk_reads_why(desk: &Desk) {
        import(desk, &[LINE]);
        let visitor = desk.browser();
        let entry = visitor.get("/catalogo/bonus-nido");
        entry.says("Questa informazione ti è stata utile?");
        let form = visitor.get(&entry.link("No, non è stata utile"));
        form.is(200).says("Dove hai incontrato le maggiori difficoltà?").says("Bonus nido");
        // Reading says nothing yet, and gives no cookie but that of the form.
        assert_eq!(rows(desk), (0, 0, 0));
        assert_eq!(visitor.cookie_names(), ["modulo"]);
        let fields = [("reason", "complete"), ("note", "Manca\n la data.")];
        vote(&visitor, "bonus-nido", "no", &fields).is(200).says("Grazie: la tua risposta ci aiuta");
        vote(&visitor, "bonus-nido", "si", &[]).is(200).says("oggi hai già risposto");
        assert_eq!(rows(desk), (1, 1, 1));

        let elena = desk.staff("Elena Neri", Role::Expert);
        let page = elena.open("/redazione/1");
        page.says("Utile per 0 su 1").says("A volte le indicazioni non erano complete: 1").says("Manca la data.");
        desk.browser().get("/catalogo/bonus-nido").never_says("Manca la data.");

        // The next day the same visitor may say it again, and nothing is left of the day before.
        desk.wait(Duration::days(1));
        vote(&visitor, "bonus-nido", "si", &[]).is(200).says("ci aiuta");
        assert_eq!(rows(desk), (2, 1, 1));
        elena.sign_in();
        elena.open("/redazione/1").says("Utile per 1 su 2");
        desk.wait(Duration::days(1));
        desk.run("cleanup");
        assert_eq!(rows(desk), (2, 0, 0));

        // The words are forgotten in time, the votes are not.
        desk.wait(Duration::days(90));
        desk.run("cleanup");
        assert_eq!(rows(desk), (2, 0, 0));
        let notes: i64 = desk.read::<_, DbError>(|conn| Ok(votes::table.filter(votes::note.ne("")).count().get_result(conn)?));
        assert_eq!(notes, 0);
    }

    fn nothing_kept_of_a_voter_leads_back_to_the_network(desk: &Desk) {
        import(desk, &[LINE, &LINE.replace("\"a\"", "\"b\"").replace("Bonus nido", "Part-time")]);
        let visitor = desk.browser();
        vote(&visitor, "bonus-nido", "si", &[]).is(200);
        vote(&visitor, "part-time", "si", &[]).is(200).says("ci aiuta");
        let marked: Vec<String> = desk.read::<_, DbError>(|conn| Ok(marks::table.select(marks::mark).load(conn)?));
        assert_eq!(marked.len(), 2);
        assert_ne!(marked[0], marked[1]);
        assert!(marked.iter().all(|mark| mark.len() == 64 && !mark.contains("127.0.0.1")), "{marked:?}");
    }

    fn many_clicks_at_once_count_once(desk: &Desk) {
        import(desk, &[LINE]);
        let forms: Vec<_> = (0..8).map(|_| {
            let browser = desk.browser();
            let form = browser.get("/catalogo/bonus-nido/utile?risposta=si").form("/catalogo/bonus-nido/utile");
            (browser, form)
        }).collect();
        let answers = at_once(forms, |(browser, form)| form.send(&browser).is(200).text());
        assert_eq!(answers.iter().filter(|text| text.contains("ci aiuta")).count(), 1);
        assert_eq!(rows(desk), (1, 1, 1));
    }

    fn what_is_typed_wrong_is_told_and_nothing_is_counted(desk: &Desk) {
        import(desk, &[LINE]);
        let visitor = desk.browser();
        let long = "a".repeat(201);
        for (note, told) in [("Scrivetemi a anna@esempio.it", "sembra un dato personale"), (long.as_str(), "al massimo 200 caratteri")] {
            let again = vote(&visitor, "bonus-nido", "no", &[("reason", "clear"), ("note", note)]);
            again.is(422).says(told);
            assert_eq!(again.attributes("input[name=reason][checked]", "value"), ["clear"]);
        }
        assert_eq!(rows(desk), (0, 0, 0));
        let path = "/catalogo/bonus-nido/utile";
        visitor.get(path).is(200).says("Sì, è stata utile");
        visitor.post(path, &[("useful", "si")]).is(403);
        visitor.get("/catalogo/nessuna/utile").is(404);
        assert_eq!(vote(&visitor, "bonus-nido", "si", &[("reason", "sconosciuta")]).status, 200);
    }

    fn a_flood_of_votes_from_one_network_is_slowed_down(desk: &Desk) {
        import(desk, &[LINE]);
        let visitor = desk.browser();
        let statuses: Vec<u16> = (0..25).map(|_| vote(&visitor, "bonus-nido", "si", &[]).status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 5, "{statuses:?}");
    }

    fn the_desk_sees_first_what_is_surely_of_no_use(desk: &Desk) {
        let titles = ["Sicura", "Incerta", "Buona", "Ritirata"];
        let line = |title: &str| LINE.replace("\"a\"", &format!("\"{title}\"")).replace("Bonus nido", title);
        let lines: Vec<String> = titles.iter().map(|title| line(title)).collect();
        import(desk, &lines.iter().map(String::as_str).collect::<Vec<_>>());
        // 8 of 10; 1 of 1; 0 of 3; 5 of 5, of what is withdrawn below.
        desk.write::<_, DbError>(|conn| {
            for (entry, useless, all) in [(1_i64, 8, 10), (2, 1, 1), (3, 0, 3), (4, 5, 5)] {
                for number in 0..all {
                    diesel::insert_into(votes::table)
                        .values((
                            votes::entry_id.eq(entry),
                            votes::version.eq(1),
                            votes::useful.eq(number >= useless),
                            votes::note.eq(""),
                            votes::day.eq("2026-11-24"),
                        ))
                        .execute(conn)?;
                }
            }
            Ok(())
        });
        import(desk, &[&line("Ritirata").replace("\"published\":true", "\"published\":false")]);
        let elena = desk.staff("Elena Neri", Role::Expert);
        let list = elena.open("/redazione/utilita");
        assert_eq!(list.texts("tbody a"), ["Sicura", "Incerta"]);
        list.says("8 su 10").says("1 su 1").says("80%");
        // Another text is to be judged anew.
        import(desk, &[&line("Sicura").replace("3000 euro", "4000 euro")]);
        assert_eq!(elena.open("/redazione/utilita").texts("tbody a"), ["Incerta"]);
        elena.open("/redazione/1").never_says("Utile per");
    }
}
