//! What whoever keeps the frozen reports of months can work out from the tables of the year beside them: nothing about one or two.

use std::collections::BTreeMap;

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{AccountId, TicketId};
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{frozen_reports, tickets};
use dialoga::platform::events;
use dialoga::sla::Outcome;
use dialoga::topics;
use diesel::prelude::*;
use serde_json::Value;

use crate::reports::rows;
use crate::reports_secrecy::REPORTS;
use crate::statistics::{a_member, a_question, end, signed_in};
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

        // The month is over, and all others are told. The next one cannot hide it as long as it runs, for it is counted only when it is
        // not small itself: nothing of the year is seen, until that one is over too and both are withheld.
        wait_until(desk, "2026-12-06");
        desk.run("frozen_reports");
        assert_eq!(told(desk).get("2026-11"), None);
        let shown = |of_year: BTreeMap<String, String>| {
            let shown = of_year.into_iter().filter(|(_, count)| count != "0");
            shown.map(|(month, count)| format!("{month} {count}")).collect::<Vec<_>>()
        };
        let months = ["2026-08 9", "2026-09 8", "2026-10 7", "2026-11 –", "2026-12 –"].map(str::to_owned);
        let with_total = |total: i32| months.iter().cloned().chain([format!("totale {total}")]).collect::<Vec<_>>();
        let is_dark = |of_year: &BTreeMap<String, String>| of_year.values().all(|count| count == "–");
        assert!(is_dark(&seen(desk, "2026")), "{:?}", seen(desk, "2026"));
        ask(desk, anna, "2026-12-06", 5);
        wait_until(desk, "2026-12-08");
        assert!(is_dark(&seen(desk, "2026")), "{:?}", seen(desk, "2026"));
        wait_until(desk, "2027-01-10");
        desk.run("frozen_reports");
        assert_eq!(shown(seen(desk, "2026")), with_total(31));
        let told = told(desk);
        assert_eq!(told.keys().filter(|month| month.starts_with("2026-1")).collect::<Vec<_>>(), ["2026-10"]);
        assert_eq!(told.get("totale"), Some(&31), "the year itself is told");
    }

    fn a_year_of_which_only_the_running_month_has_questions_says_that_they_are_not_counted(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        let anna = desk.write::<_, DbError>(move |conn| {
            Ok(a_member(conn, "anna@esempio.it", Role::Requester, None, now))
        });
        ask(desk, anna, "2025-10-10", 5);
        ask(desk, anna, "2026-11-10", 2);
        let giulia = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        for page in ["/statistiche?dal=2026-01&al=2026-11", "/statistiche/ripartizioni?dal=2026-01&al=2026-11"] {
            let page = giulia.get(page);
            page.is(200).says("Il mese in corso ha ancora troppo poche domande per mostrarle: non è contato.");
        }
        let year = giulia.get("/statistiche?dal=2025-01&al=2025-12");
        year.is(200).never_says("Il mese in corso ha ancora troppo poche domande");
    }

    /// In January the running month is all that there is of the year: nothing of its few questions is told, by no property.
    fn in_january_the_few_questions_of_the_month_are_told_in_no_report(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        let (anna, topic) = desk.write::<_, DbError>(move |conn| {
            let area = topics::find_or_create(conn, "Congedi")?;
            Ok((a_member(conn, "anna@esempio.it", Role::Requester, None, now), area))
        });
        for month in 6..=11 {
            ask(desk, anna, &format!("2026-{month:02}-10"), 9);
        }
        wait_until(desk, "2027-01-05");
        let nothing = desk.write::<_, DbError>(move |conn| {
            for hours in 0..2 {
                let ticket = a_question(conn, anna, Some(topic), noon("2027-01-04") + Duration::hours(hours))?;
                end(conn, ticket, Outcome::Answered, noon("2027-01-04") + Duration::hours(hours + 3))?;
            }
            Ok(["–", "", "0"])
        });
        let analyst = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let year = "dal=2027-01&al=2027-01";
        for report in REPORTS {
            for by in ["", "area", "argomento", "chi", "genere", "eta", "territorio", "canale", "lingua", "giro", "ente"] {
                let path = format!("/statistiche/{report}?{year}&per={by}");
                let page = analyst.get(&path);
                if page.status == 422 {
                    continue;
                }
                page.is(200);
                // What the public does in the catalogue and texts that wait are no questions.
                if !["catalogo", "approvazioni"].contains(&report) {
                    page.says("Il mese in corso ha ancora troppo poche domande per mostrarle: non è contato.");
                }
                let ids = page.attributes("main [id]", "id");
                for part in ids.iter().filter(|part| part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')) {
                    let file = analyst.get(&format!("/statistiche/{report}.csv?{year}&per={by}&parte={part}"));
                    if file.status != 200 || ["catalogo", "approvazioni"].contains(&report) {
                        continue;
                    }
                    let (_, found) = rows(&analyst, &format!("/statistiche/{report}.csv?{year}&per={by}&parte={part}"));
                    for row in found {
                        for column in ["ricevute", "attese", "risposte", "decise", "entro_scadenza_casi", "adesso", "prime_risposte"] {
                            let seen = row.get(column).map_or("", String::as_str);
                            assert!(nothing.contains(&seen), "{path} {part}: {row:?}");
                        }
                    }
                }
            }
        }
        for path in [format!("/statistiche/sla-argomenti.csv?{year}"), format!("/statistiche/sla-mensile.csv?{year}")] {
            let (_, found) = rows(&analyst, &path);
            assert!(found.iter().all(|row| nothing.contains(&row["ricevute"].as_str())), "{path}: {found:?}");
        }
        let page = analyst.get(&format!("/statistiche?{year}"));
        page.is(200).says("Il mese in corso ha ancora troppo poche domande");
        // Both years together are those of the year before.
        let (_, both) = rows(&analyst, "/statistiche/ripartizioni.csv?dal=2026-01&al=2027-01&per=canale");
        assert_eq!(both.last().unwrap()["ricevute"], "54");
    }

    /// The control chart knows no weeks without questions before there was a desk, and a comparison no days.
    fn before_the_desk_opened_there_is_nothing_to_compare_with(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        let anna = desk.write::<_, DbError>(move |conn| {
            Ok(a_member(conn, "anna@esempio.it", Role::Requester, None, now))
        });
        // On every day from the fifteenth of July 2025, a Tuesday, one question.
        for place in 0..510 {
            let day = chrono::NaiveDate::from_ymd_opt(2025, 7, 15).unwrap() + Duration::days(place);
            if day <= desk.now().rome().date_naive() - Duration::days(1) {
                ask(desk, anna, &day.to_string(), 1);
            }
        }
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let (_, weeks) = rows(&marta, "/statistiche/andamento.csv?dal=2025-01-01&al=2026-10-31&parte=settimane");
        assert_eq!(weeks[0]["settimana_dal"], "2025-07-21", "the first whole week");
        assert!(weeks.iter().all(|week| week["ricevute"] == "7" && !week["segnale"].contains("fuori")), "{weeks:?}");
        let giulia = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        for (reader, query) in [(&marta, "dal=2026-01-01&al=2026-10-31&confronto=anno"), (&giulia, "dal=2026-01&al=2026-11")] {
            let (_, compared) = rows(reader, &format!("/statistiche/confronto.csv?{query}"));
            let came = compared.iter().find(|row| row["cifra"] == "ricevute").unwrap();
            // Today nobody has asked yet.
            let ratio = came["variazione"].parse::<f64>().unwrap();
            assert!((ratio - 1.0).abs() < 0.02, "one a day then and now: {came:?}");
        }
        // Two years are compared with the two before them, and no day stands in both.
        let page = marta.get("/statistiche/confronto?dal=2025-01-01&al=2026-10-31&confronto=anno");
        page.is(200).says("gennaio 2023").never_says("gennaio 2024");
        // A quarter is compared with the one before it, which has a day less.
        let quarter = "dal=2026-04&al=2026-06&confronto=prima";
        let (_, compared) = rows(&marta, &format!("/statistiche/confronto.csv?{quarter}"));
        let came = compared.iter().find(|row| row["cifra"] == "ricevute").unwrap();
        assert_eq!((came["prima"].as_str(), came["adesso"].as_str()), ("90", "91"), "{came:?}");
        for report in ["confronto", "bisogni"] {
            let page = marta.get(&format!("/statistiche/{report}?{quarter}"));
            page.is(200).says("Prima: da gennaio a marzo 2026").never_says("dicembre 2025");
        }
    }

    /// In the morning hardly any question of the day is there: counted as a day, it would look like a fall.
    fn today_is_compared_with_nothing_before_it_is_over(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        let anna = desk.write::<_, DbError>(move |conn| {
            Ok(a_member(conn, "anna@esempio.it", Role::Requester, None, now))
        });
        for day in 1..24 {
            ask(desk, anna, &format!("2026-11-{day:02}"), 1);
        }
        desk.write::<_, DbError>(move |conn| a_question(conn, anna, None, now - Duration::hours(1)));
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let address = "/statistiche/confronto.csv?dal=2026-11-13&al=2026-11-30&confronto=prima";
        let (_, compared) = rows(&marta, address);
        let came = compared.iter().find(|row| row["cifra"] == "ricevute").unwrap();
        assert_eq!((came["prima"].as_str(), came["adesso"].as_str()), ("11", "11"), "{came:?}");
        assert_eq!(came["variazione"].parse::<f64>().unwrap(), 1.0);
        marta.get(&address.replace(".csv", "")).is(200).says("Oggi e i giorni a venire non contano");
        let today = marta.get("/statistiche/confronto?dal=2026-11-24&al=2026-11-30");
        today.is(200).never_says("Che cosa è cambiato").says("non c’è niente da confrontare");
        let file = marta.get_only("/statistiche/confronto.xlsx?dal=2026-11-24&al=2026-11-30");
        assert_eq!(file.status, 303);
        marta.get(&file.redirect().unwrap()).is(200).says("non c’è niente da confrontare");
    }

    /// Readers outside the desk see the questions that the morning brought: it stands for its hours, not for a day.
    fn from_outside_today_is_compared_as_far_as_it_is_over(desk: &Desk) {
        desk.may_leave_mail();
        desk.wait(Duration::days(38));
        let new_year = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let anna = a_member(conn, "anna@esempio.it", Role::Requester, None, new_year);
            let days = (0..365).map(|day| noon("2026-01-01") + Duration::days(day));
            let this_morning = (2..7).map(|hours| new_year - Duration::hours(hours));
            for start in days.chain(this_morning) {
                let ticket = a_question(conn, anna, None, start)?;
                end(conn, ticket, Outcome::Answered, start + Duration::minutes(30))?;
            }
            Ok(())
        });
        let analyst = signed_in(desk, "dario@esempio.it", Role::Analyst);
        let address = "/statistiche/confronto.csv?dal=2027-01&al=2027-01&confronto=anno";
        let (_, compared) = rows(&analyst, address);
        let came = compared.iter().find(|row| row["cifra"] == "ricevute").unwrap();
        assert_eq!((came["prima"].as_str(), came["adesso"].as_str()), ("31", "5"), "{came:?}");
        // It is half past ten.
        let expected = 5.0 / (10.5 / 24.0);
        let change = came["variazione"].parse::<f64>().unwrap();
        assert!((change - expected).abs() < 0.005, "{change} is not {expected}");
        analyst.get(&address.replace(".csv", "")).is(200).says("Di oggi conta solo il tempo già passato");
    }

    /// Two of A and five of B are withheld together. When C loses two to D, it would hide A better, and B would tell what A is.
    fn what_a_frozen_year_withheld_stays_withheld_whatever_is_corrected(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        let topics = desk.write::<_, DbError>(move |conn| {
            let anna = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
            let mut areas = Vec::new();
            for (area, count) in [("A", 2), ("B", 5), ("C", 6), ("D", 20)] {
                let topic = topics::find_or_create(conn, area)?;
                areas.push(topic);
                for place in 0..count {
                    let start = noon("2025-05-05") + Duration::minutes(place);
                    let ticket = a_question(conn, anna, Some(topic), start)?;
                    end(conn, ticket, Outcome::Answered, start + Duration::hours(3))?;
                }
            }
            Ok(areas)
        });
        let received = || {
            let analyst = signed_in(desk, format!("g{}@esempio.it", desk.now().micros()).leak(), Role::Analyst);
            let (_, found) = rows(&analyst, "/statistiche/sla-argomenti.csv?dal=2025-01&al=2025-12");
            let areas = found.into_iter().filter(|row| row["livello"] == "area");
            areas.map(|row| (row["area"].clone(), row["ricevute"].clone())).collect::<BTreeMap<_, _>>()
        };
        let seen = |of: &BTreeMap<String, String>| ["A", "B", "C", "D"].map(|area| of[area].clone());
        assert_eq!(seen(&received()), ["–", "–", "6", "20"]);
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let page = marta.get("/statistiche/rapporti");
        let made = page.form("/statistiche/rapporti/nuovo").with("period", "anno:2025-01-01").send(&marta);
        assert!(made.text().contains("Il rapporto è congelato."), "{}", made.text());
        let later = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let of_c = tickets::table.filter(tickets::topic_id.eq(topics[2])).select(tickets::id).limit(2);
            for ticket in of_c.load::<TicketId>(conn)? {
                diesel::update(tickets::table.find(ticket)).set(tickets::topic_id.eq(topics[3])).execute(conn)?;
                events::append(conn, later, Actor::System, &Event::TicketTopicChanged { ticket })?;
            }
            Ok(())
        });
        desk.wait(Duration::minutes(1));
        let after = seen(&received());
        assert!(after[..2] == ["–", "–"] && after[3] == "22", "{after:?}");
    }
}
