//! Needs where services are missing: which questions count and in which order; and that every number of the
//! coordinator opens the questions that it counts.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::DbError;
use dialoga::sla::Outcome;
use dialoga::topics;
use serde_json::Value;

use crate::needs::{MILANO, RHO, an_entry, areas, ask, fill};
use crate::outside_reports::again;
use crate::reports::rows;
use crate::statistics::{a_member, end, signed_in};
use crate::support::desk::Desk;
use crate::support::on_both_databases;

const HALVES: &str = "dal=2026-01-01&al=2026-06-30";
const NIGHT: &str = "nido-di-notte";

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// Besides what [`fill`] asks, twelve questions about a new topic of the first area. Of six services five are
/// of that area.
fn fill_with_gaps(desk: &Desk) -> Vec<String> {
    let (slugs, _) = fill(desk);
    let now = desk.now();
    desk.write::<_, DbError>(move |conn| {
        let areas = areas(conn);
        let names = ("Nido di notte", "Night nursery");
        let night = topics::create_topic(conn, Some(areas[0].0), NIGHT, names, ("", ""))?;
        let by = a_member(conn, "notte@esempio.it", Role::Requester, None, now);
        for place in 0..12 {
            let when = at("2026-04-01T09:00:00Z") + Duration::hours(place);
            ask(conn, by, night, RHO, ("Nido", "Lavoro di notte."), when)?;
        }
        an_entry(conn, "nido-due", "service", areas[0].0, Some(MILANO), now);
        an_entry(conn, "nido-tre", "service", areas[0].0, Some(MILANO), now);
        an_entry(conn, "nido-notte", "service", night, Some(MILANO), now);
        an_entry(conn, "consultorio", "service", areas[1].0, Some(RHO), now);
        Ok(())
    });
    slugs
}

on_both_databases! {
    fn gaps_are_of_themes_that_services_are_there_for(desk: &Desk) {
        let slugs = fill_with_gaps(desk);
        let area = slugs[0].as_str();
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let (_, found) = rows(&browser, &format!("/statistiche/bisogni.csv?{HALVES}&parte=servizi"));
        let names = ["area", "argomento", "territorio", "domande", "servizi_conosciuti", "lacuna"];
        let told: Vec<[&str; 6]> = found.iter().map(|row| names.map(|name| row[name].as_str())).collect();
        // Of the other area there is one service: too few to miss any.
        assert_eq!(
            told,
            [
                [area, area, RHO, "20", "0", "nessun servizio conosciuto"],
                [area, NIGHT, RHO, "12", "0", "nessun servizio conosciuto"],
                [area, area, MILANO, "10", "4", "2,5 domande per servizio"],
            ]
        );
        let page = browser.get(&format!("/statistiche/bisogni?{HALVES}"));
        page.is(200).says("Oggi: Leggi di conciliazione.");
        page.says("Un servizio sta in un’altra area e non conta");
        page.says("Senza servizi conosciuti: 2 su 3 coppie di argomento e comune").says("in generale");

        // What there was none of before grows, and no number says how many times.
        let (_, topics) = rows(&browser, &format!("/statistiche/bisogni.csv?{HALVES}&parte=argomenti"));
        let night = topics.iter().find(|row| row["argomento"] == NIGHT).unwrap();
        let told = ["prima", "adesso", "crescita", "esito"].map(|name| night[name].as_str());
        assert_eq!(told, ["0", "12", "da zero", "cresce"]);

        let analyst = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let path = "/statistiche/bisogni.csv?dal=2026-01&al=2026-11&parte=servizi-argomenti";
        let (_, found) = rows(&analyst, path);
        let names = ["argomento", "ricevute", "servizi_conosciuti"];
        let told: Vec<[&str; 3]> = found.iter().map(|row| names.map(|name| row[name].as_str())).collect();
        // What is filed under the area as a whole is there for each of its topics.
        assert_eq!(told, [[area, "30", "5"], [NIGHT, "12", "5"]]);
        let page = analyst.get("/statistiche/bisogni?dal=2026-01&al=2026-11");
        page.is(200).says("Oggi: Leggi di conciliazione.");
    }

    fn every_number_of_needs_opens_the_questions_that_it_counts(desk: &Desk) {
        fill_with_gaps(desk);
        let now = desk.now();
        // Asked again it counts once.
        desk.write::<_, DbError>(move |conn| {
            let by = a_member(conn, "due@esempio.it", Role::Requester, None, now);
            let area = areas(conn)[0].0;
            let ticket = ask(conn, by, area, MILANO, ("Nido", "Di nuovo."), at("2026-05-04T09:00:00Z"))?;
            end(conn, ticket, Outcome::Answered, at("2026-05-05T09:00:00Z"))?;
            again(conn, ticket, at("2026-05-06T09:00:00Z"))
        });
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let report = browser.get_only(&format!("/api/v1/statistics/reports/bisogni?{HALVES}"));
        let report: Value = serde_json::from_slice(&report.is(200).body).unwrap();
        let mut opened = 0;
        for part in report["parts"].as_array().unwrap() {
            let counted = match part["name"].as_str().unwrap() {
                "aree" | "argomenti" | "comuni" | "chi-chiede" => "adesso",
                "servizi" => "domande",
                _ => continue,
            };
            let columns = part["columns"].as_array().unwrap();
            let place = columns.iter().position(|column| column["figure"] == counted).unwrap();
            for row in part["rows"].as_array().unwrap() {
                let count = row["cells"][place]["value"].as_u64().unwrap();
                let list = browser.get(&format!("/statistiche/domande?{}", row["query"].as_str().unwrap()));
                let said = format!("{count} domande, dalla più recente");
                assert!(list.is(200).text().contains(&said), "{said}: {row}");
                opened += 1;
            }
        }
        // Two areas, three topics, two municipalities, workers, and three topics in a place.
        assert_eq!(opened, 11);
    }

    fn of_the_running_day_needs_say_nothing(desk: &Desk) {
        let (slugs, _) = fill(desk);
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let by = a_member(conn, "oggi@esempio.it", Role::Requester, None, now);
            let area = areas(conn)[0].0;
            ask(conn, by, area, RHO, ("Nido", "Oggi."), now).map(drop)
        });
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let year = "dal=2026-01-01&al=2026-12-31";
        for (path, count, expected) in [
            (format!("ripartizioni.csv?{year}&per=area&parte=per-gruppo"), "ricevute", "31"),
            (format!("bisogni.csv?{year}&parte=aree"), "adesso", "30"),
        ] {
            let (_, found) = rows(&browser, &format!("/statistiche/{path}"));
            let area = found.iter().find(|row| row["area"] == slugs[0]).unwrap();
            assert_eq!(area[count], expected, "{path}");
        }
        let page = browser.get(&format!("/statistiche/bisogni?{year}"));
        page.is(200).says("Oggi e i giorni che devono ancora venire non contano");
        browser.get("/statistiche/bisogni?dal=2026-11-24&al=2026-11-24").is(200);
    }
}
