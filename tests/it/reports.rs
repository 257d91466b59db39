//! The reports under `/statistiche`: who may open them, and that what they say is what the rows of the database say.

use std::collections::BTreeMap;

use chrono::Duration;
use dialoga::accounts::{AgeClass, Role};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::ids::TicketId;
use dialoga::platform::db::schema::{cycles, ticket_profiles, tickets};
use dialoga::platform::db::{DbError, DbResult};
use dialoga::sla::Outcome;
use diesel::prelude::*;

use crate::statistics::{Dice, a_member, a_question, end, signed_in};
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// Every report's name in addresses.
const REPORTS: [&str; 8] = [
    "ripartizioni",
    "attese",
    "andamento",
    "confronto",
    "esperte",
    "approvazioni",
    "soddisfazione",
    "riaperture",
];

/// Some 200 questions of two years of people of all ages, answered soon, late, closed or open.
pub fn fill(desk: &Desk) {
    // Coordinators are reminded of what is late, which is not what this is about.
    desk.may_leave_mail();
    let now = desk.now();
    desk.write::<_, DbError>(move |conn| {
        let requester = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
        let mut dice = Dice(11);
        for _ in 0..200 {
            let start = now - Duration::minutes(i64::try_from(dice.roll(60 * 24 * 700)).unwrap());
            let ticket = a_question(conn, requester, None, start)?;
            let age = AgeClass::ALL.get(usize::try_from(dice.roll(8)).unwrap()).copied();
            diesel::insert_into(ticket_profiles::table)
                .values((ticket_profiles::ticket_id.eq(ticket), ticket_profiles::age_class.eq(age)))
                .execute(conn)?;
            let after = start + Duration::hours(1 + i64::try_from(dice.roll(70)).unwrap());
            match dice.roll(12) {
                0 => end(conn, ticket, Outcome::Closed, after.min(now))?,
                1 => end(conn, ticket, Outcome::Spam, after.min(now))?,
                2 => {}
                _ if after < now => end(conn, ticket, Outcome::Answered, after)?,
                _ => {}
            }
        }
        Ok(())
    });
}

/// The rows of a file for programs, by the words of their labels.
pub fn rows(browser: &Browser, path: &str) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let page = browser.get(path);
    assert_eq!(page.status, 200, "{path}");
    let mut reader = csv::ReaderBuilder::new().from_reader(page.body.as_slice());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row =
        |record: csv::StringRecord| names.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    let rows = reader.records().map(|record| row(record.unwrap())).collect();
    (names, rows)
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Slow {
    received: usize,
    answered: usize,
    within: usize,
    decided: usize,
}

type Cycle = (TicketId, Instant, Instant, Option<Instant>, Option<Outcome>);

/// The same counted by hand from the rows.
fn slowly(desk: &Desk) -> BTreeMap<String, Slow> {
    let now = desk.now();
    let (all, ages) = desk.read(|conn| -> DbResult<_> {
        let all: Vec<Cycle> = cycles::table
            .inner_join(tickets::table)
            .select((tickets::id, cycles::started_at, cycles::due_at, cycles::answered_at, cycles::outcome))
            .load(conn)?;
        let ages: Vec<(TicketId, Option<String>)> = ticket_profiles::table
            .select((ticket_profiles::ticket_id, ticket_profiles::age_class))
            .load(conn)?;
        Ok((all, ages))
    });
    let ages: BTreeMap<TicketId, String> =
        ages.into_iter().map(|(ticket, age)| (ticket, age.unwrap_or_default())).collect();
    let mut groups: BTreeMap<String, Slow> = BTreeMap::new();
    for (ticket, started, due, answered, outcome) in all {
        let day = started.rome().date_naive();
        let in_period = ("2025-01-01".parse().unwrap()..="2026-12-31".parse().unwrap()).contains(&day);
        if outcome == Some(Outcome::Spam) || !in_period {
            continue;
        }
        let group = groups.entry(ages.get(&ticket).cloned().unwrap_or_default()).or_default();
        group.received += 1;
        match (answered, outcome) {
            (Some(at), _) => {
                group.answered += 1;
                group.decided += 1;
                group.within += usize::from(at <= due);
            }
            (None, None) => group.decided += usize::from(due < now),
            _ => {}
        }
    }
    groups
}

on_both_databases! {
    fn the_breakdown_says_what_the_rows_say_on_the_page_and_in_every_file(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let query = "dal=2025-01&al=2026-12&per=eta";
        let (_, rows) = rows(&browser, &format!("/statistiche/ripartizioni.csv?{query}"));
        let number = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<usize>().unwrap_or(0);
        let found: BTreeMap<String, Slow> = rows
            .iter()
            .filter(|row| row["eta"] != "totale")
            .map(|row| {
                let slow = Slow {
                    received: number(row, "ricevute"),
                    answered: number(row, "risposte"),
                    within: number(row, "entro_scadenza_casi"),
                    decided: number(row, "entro_scadenza_su"),
                };
                (row["eta"].clone(), slow)
            })
            .collect();
        let slow = slowly(desk);
        assert_eq!(found, slow);
        assert_eq!(found.len(), 7);

        let page = browser.get(&format!("/statistiche/ripartizioni?{query}"));
        let shown = page.texts("#per-gruppo ~ .dg-table tbody td:nth-of-type(1)");
        let received: Vec<String> = rows.iter().map(|row| row["ricevute"].clone()).collect();
        assert_eq!(shown, received);
        let total = rows.iter().find(|row| row["eta"] == "totale").unwrap();
        let list = browser.get("/statistiche/domande?dal=2025-01&al=2026-12&insieme=ricevute");
        assert!(list.text().contains(&format!("{} domande", total["ricevute"])), "{}", list.text());
        assert!(list.html().contains("/coda/"));
        let book = browser.get(&format!("/statistiche/ripartizioni.xlsx?{query}"));
        assert_eq!(book.status, 200);
        assert!(book.body.starts_with(b"PK"));

        let told = browser.get(&format!("/statistiche/ripartizioni.json?{query}"));
        let told: serde_json::Value = serde_json::from_slice(&told.body).unwrap();
        assert_eq!((&told["name"], &told["inner"]), (&"ripartizioni".into(), &true.into()));
        let of_programs = told["parts"][0]["rows"].as_array().unwrap();
        let counted = of_programs.iter().map(|row| row["cells"][0]["value"].to_string()).collect::<Vec<_>>();
        assert_eq!(counted, received);
    }

    fn every_report_and_every_part_of_it_opens(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        for path in REPORTS {
            for query in ["", "?dal=2026-01&al=2026-06", "?dal=2031-01&al=2031-12", "?eta=35_44&chi=worker&territorio=-"] {
                let page = browser.get(&format!("/statistiche/{path}{query}"));
                assert_eq!(page.status, 200, "{path}{query}");
                assert!(!page.text().contains('⟦'), "{path}{query}: a text is missing");
            }
            for file in [".csv", "-excel.csv", ".xlsx", ".json", ".pdf"] {
                assert_eq!(browser.get(&format!("/statistiche/{path}{file}")).status, 200, "{path}{file}");
            }
            assert_eq!(browser.get(&format!("/statistiche/{path}.csv?parte=nessuna")).status, 404);
            assert_eq!(browser.get(&format!("/statistiche/{path}?eta=giovane")).status, 422);
            assert_eq!(browser.get(&format!("/statistiche/{path}?dal=2026-05&al=2026-04")).status, 422);
            assert_eq!(browser.get(&format!("/statistiche/{path}.csv?eta=giovane")).status, 400);
        }
        for by in dialoga::statistics::Dimension::ALL {
            for path in ["ripartizioni", "attese", "approvazioni", "soddisfazione", "riaperture"] {
                let page = browser.get(&format!("/statistiche/{path}?per={by}&ore=nette"));
                assert_eq!(page.status, 200, "{path} {by}");
                assert!(!page.text().contains('⟦'), "{path} {by}: a text is missing");
            }
        }
    }

    fn what_a_person_of_the_desk_does_is_for_coordinators_alone(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        for path in ["esperte", "esperte.csv", "esperte-excel.csv", "esperte.xlsx", "esperte.json", "domande"] {
            assert_eq!(browser.get(&format!("/statistiche/{path}")).status, 404, "{path}");
        }
        browser.get("/api/v1/statistics/reports/esperte").is(404);
        assert!(!browser.get("/statistiche").html().contains("/statistiche/esperte"));
    }

    fn a_chart_says_of_when_and_of_what_it_is(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche/andamento?dal=2026-01&al=2026-06&scritta_in=it");
        let captions = page.is(200).texts("figcaption");
        let (now, of_days): (Vec<&String>, Vec<&String>) =
            captions.iter().partition(|caption| caption.contains("«Aperte adesso»"));
        assert_eq!((now.len(), of_days.len()), (1, 4), "{captions:?}");
        assert!(now[0].contains("Situazione di: martedì 24 novembre 2026") && !now[0].contains("Periodo"), "{now:?}");
        assert!(of_days.iter().all(|caption| caption.contains("giugno 2026")), "{captions:?}");
        assert!(captions.iter().all(|caption| caption.ends_with("Solo Lingua: Italiano.")), "{captions:?}");
        // What is written in a wide drawing is read by going sideways: each has a place that a keyboard reaches, with a name.
        let places = page.attributes("figure > .dg-plane[role=region][tabindex='0']", "aria-labelledby");
        let names: Vec<String> = places.iter().flat_map(|id| page.texts(&format!("#{id}"))).collect();
        assert_eq!((places.len(), names.iter().filter(|name| !name.is_empty()).count()), (4, 4), "{names:?}");
        let days = page.texts("figure:has(#calendario-chart) svg text[text-anchor=end]");
        assert_eq!(days, ["lun", "mar", "mer", "gio", "ven", "sab", "dom"]);
        // More groups than curves.
        let waits = browser.get("/statistiche/attese?dal=2025-01&al=2026-12&per=eta");
        waits.is(200).says("Il grafico mostra i 4 gruppi con più domande, di 7; nella tabella ci sono tutti.");
    }

    /// The address that shows a page in another language is the page's own.
    fn the_language_of_the_page_narrows_no_figure(desk: &Desk) {
        fill(desk);
        let (analyst, coordinator) =
            (signed_in(desk, "giulia@esempio.it", Role::Analyst), signed_in(desk, "carla@esempio.it", Role::Coordinator));
        for report in ["ripartizioni", "attese", "andamento", "soddisfazione", "bisogni"] {
            analyst.get(&format!("/statistiche/{report}?lingua=en")).is(200).says("Statistics");
            let page = coordinator.get(&format!("/statistiche/{report}?lingua=en"));
            page.is(200).never_says("Language: English");
        }
        let total = |query: &str| rows(&coordinator, &format!("/statistiche/ripartizioni.csv?{query}")).1.last().unwrap()["ricevute"].clone();
        assert_eq!(total("lingua=en"), total(""));
        assert_ne!(total("scritta_in=it"), "0");
    }
}
