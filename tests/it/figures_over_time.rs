//! What whoever keeps the frozen reports of months can work out from the tables of the year beside them: nothing about one or two.

use std::collections::BTreeMap;

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::ids::AccountId;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::frozen_reports;
use diesel::prelude::*;
use serde_json::Value;

use crate::reports::rows;
use crate::statistics::{a_member, a_question, signed_in};
use crate::support::desk::Desk;
use crate::support::on_both_databases;

fn noon(day: &str) -> Instant {
    Instant::midnight(day.parse().unwrap()) + Duration::hours(12)
}

fn ask(desk: &Desk, by: AccountId, day: &str, count: i64) {
    let first = noon(day);
    desk.write::<_, DbError>(move |conn| {
        for minutes in 0..count {
            a_question(conn, by, None, first + Duration::minutes(minutes))?;
        }
        Ok(())
    });
}

fn wait_until(desk: &Desk, day: &str) {
    desk.wait(noon(day) - desk.now());
}

/// How many were received, by month and in all, as a page of this year shows it to an analyst at this time.
fn seen(desk: &Desk, year: &str) -> BTreeMap<String, String> {
    // A session lasts a day.
    let address = format!("giulia{}@esempio.it", desk.now().micros()).leak();
    let analyst = signed_in(desk, address, Role::Analyst);
    let (_, found) = rows(&analyst, &format!("/statistiche/sla-mensile.csv?dal={year}-01&al={year}-12"));
    found.into_iter().map(|row| (row["mese"].clone(), row["ricevute"].clone())).collect()
}

/// What the frozen reports tell for ever of how many were received, by month.
fn told(desk: &Desk) -> BTreeMap<String, u64> {
    let documents: Vec<String> = desk.read(|conn| -> Result<_, DbError> {
        Ok(frozen_reports::table.order(frozen_reports::id).select(frozen_reports::document).load(conn)?)
    });
    let mut told = BTreeMap::new();
    for document in documents {
        let document: Value = serde_json::from_str(&document).unwrap();
        let parts = document["languages"]["it"]["sheets"][0]["parts"].as_array().unwrap();
        let months = parts.iter().find(|part| part["name"] == "sla-mensile").unwrap();
        for row in months["rows"].as_array().unwrap() {
            if let Some(count) = row["cells"][0]["value"].as_u64() {
                told.insert(row["labels"][0]["code"].as_str().unwrap().to_owned(), count);
            }
        }
    }
    told
}

on_both_databases! {
    fn a_month_that_was_told_hides_no_other(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        let anna = desk.write::<_, DbError>(move |conn| {
            Ok(a_member(conn, "anna@esempio.it", Role::Requester, None, now))
        });
        for (day, count) in [("2026-08-10", 9), ("2026-09-10", 8), ("2026-10-10", 7), ("2026-11-10", 2)] {
            ask(desk, anna, day, count);
        }
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        for month in ["2026-08-01", "2026-09-01"] {
            let page = marta.get("/statistiche/rapporti");
            let made = page.form("/statistiche/rapporti/nuovo").with("period", &format!("mese:{month}")).send(&marta);
            assert!(made.text().contains("Il rapporto è congelato."), "{}", made.text());
        }
        desk.run("frozen_reports");
        let whole = |kept: &BTreeMap<String, u64>| ["2026-08", "2026-09", "2026-10"].map(|month| kept.get(month).copied());
        assert_eq!(whole(&told(desk)), [Some(9), Some(8), Some(7)]);

        // Two of this month: by subtracting they would be had from a total that holds them.
        let of_year = seen(desk, "2026");
        assert_eq!((of_year["totale"].as_str(), of_year.get("2026-11")), ("24", None));
        let giulia = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let page = giulia.get("/statistiche?dal=2026-01&al=2026-12");
        assert!(page.text().contains("Il mese in corso ha ancora troppo poche domande"));
        for page in ["/statistiche?dal=2026-11&al=2026-11", "/statistiche/ripartizioni", "/statistiche/attese", "/statistiche/indicatori"] {
            let page = giulia.get(page);
            assert_eq!(page.status, 200);
            assert!(!page.text().contains("26 domande") && !page.text().contains('⟦'), "{}", page.text());
        }
        let (_, groups) = rows(&giulia, "/statistiche/ripartizioni.csv?per=canale");
        assert_eq!(groups.last().unwrap()["ricevute"], "24");
        let (_, month) = rows(&giulia, "/statistiche/sla-mensile.csv?dal=2026-11&al=2026-11");
        assert!(month.iter().all(|row| row["ricevute"] == "–"), "{month:?}");

        // The month is over, and all others are told: the next one hides it, and stays hidden when it is over.
        wait_until(desk, "2026-12-06");
        desk.run("frozen_reports");
        assert_eq!(told(desk).get("2026-11"), None);
        let shown = |of_year: BTreeMap<String, String>| {
            let shown = of_year.into_iter().filter(|(_, count)| count != "0");
            shown.map(|(month, count)| format!("{month} {count}")).collect::<Vec<_>>()
        };
        let months = ["2026-08 9", "2026-09 8", "2026-10 7", "2026-11 –", "2026-12 –"].map(str::to_owned);
        let with_total = |total: i32| months.iter().cloned().chain([format!("totale {total}")]).collect::<Vec<_>>();
        assert_eq!(shown(seen(desk, "2026")), with_total(26));
        ask(desk, anna, "2026-12-06", 5);
        wait_until(desk, "2026-12-08");
        assert_eq!(shown(seen(desk, "2026")), with_total(31));
        wait_until(desk, "2027-01-10");
        desk.run("frozen_reports");
        assert_eq!(shown(seen(desk, "2026")), with_total(31));
        let told = told(desk);
        assert_eq!(told.keys().filter(|month| month.starts_with("2026-1")).collect::<Vec<_>>(), ["2026-10"]);
        assert_eq!(told.get("totale"), Some(&31), "the year itself is told");
    }
}
