//! What the reports tell of times: when in the week questions come, how many have an answer after how many hours, and what changed from
//! one period to another.

use std::collections::BTreeMap;

use dialoga::kernel::clock::Instant;
use dialoga::platform::db::DbResult;
use dialoga::platform::db::schema::cycles;
use dialoga::sla::Outcome;
use diesel::prelude::*;

use super::{Known, YEARS, period};
use crate::reports::rows;
use crate::support::browser::Browser;
use crate::support::desk::Desk;

/// Hours after which it is told how many have an answer.
const AFTER: [f64; 9] = [6.0, 12.0, 24.0, 36.0, 48.0, 72.0, 96.0, 168.0, 336.0];

fn part_of_week(year: &str, row: &BTreeMap<String, String>, hour: &str) -> String {
    let hour: usize = row[hour].parse().unwrap();
    format!("{year}|settimana|{} {}", row["giorno"], hour / 6 * 6)
}

fn between(year: &str, place: usize) -> String {
    format!("{year}|attesa|{place}")
}

/// The parts of the week of each year, and between which hours its answers came.
pub fn know(known: &mut Known, desk: &Desk, coordinator: &Browser) {
    for year in YEARS {
        let path = format!("/statistiche/andamento.csv?{}&parte=ore-di-arrivo", period(year));
        let (_, found) = rows(coordinator, &path);
        let mut parts: BTreeMap<String, i64> = BTreeMap::new();
        for row in &found {
            *parts.entry(part_of_week(year, row, "ora")).or_default() +=
                row["ricevute"].parse::<i64>().unwrap();
        }
        assert_eq!(parts.len(), 28);
        known.riddle.rows(
            &format!("{year}|totale"),
            &parts.keys().cloned().collect::<Vec<_>>(),
            &["ricevute"],
        );
        known.truths.extend(parts.into_iter().map(|(part, count)| (part, [("ricevute", count)].into())));
    }
    let answered: Vec<(Instant, Instant)> = desk.read(|conn| -> DbResult<_> {
        let answered = cycles::table
            .filter(cycles::outcome.eq(Outcome::Answered))
            .select((cycles::started_at, cycles::answered_at.assume_not_null()))
            .load(conn)?;
        Ok(answered)
    });
    for year in YEARS {
        let names: Vec<String> = (0..=AFTER.len()).map(|place| between(year, place)).collect();
        for name in &names {
            known.truths.insert(name.clone(), [("risposte", 0)].into());
        }
        known.riddle.rows(&format!("{year}|totale"), &names, &["risposte"]);
    }
    for (start, end) in answered {
        #[expect(clippy::cast_precision_loss, reason = "hours of a test")]
        let hours = (end.micros() - start.micros()) as f64 / 3_600_000_000.0;
        let place = AFTER.iter().position(|after| hours <= *after).unwrap_or(AFTER.len());
        let year = start.rome().format("%Y").to_string();
        *known.truths.get_mut(&between(&year, place)).unwrap().get_mut("risposte").unwrap() += 1;
    }
}

/// What the reports show an analyst of some years.
pub fn learn(known: &mut Known, analyst: &Browser, query: &str, years: &[&str], months: &[String]) {
    let (_, found) =
        rows(analyst, &format!("/statistiche/andamento.csv?{query}&parte=parti-della-settimana"));
    assert_eq!(found.len(), 28);
    for row in &found {
        let of: Vec<String> = years.iter().map(|year| part_of_week(year, row, "dalle_ore")).collect();
        known.learn(row, &[("ricevute", "ricevute")], &of);
    }

    // From the curve and from how many still wait she is taken to know how many were answered from one time to the next.
    let path = format!("/statistiche/attese.csv?{query}&per=&parte=risposta-dopo");
    let answer = analyst.get(&path);
    assert!([200, 404].contains(&answer.status));
    if answer.status == 200 {
        let (_, found) = rows(analyst, &path);
        let mut from = 0;
        for row in &found {
            let hours: f64 = row["dopo_ore"].parse().unwrap();
            let to = AFTER.iter().position(|after| (after - hours).abs() < 0.1).unwrap() + 1;
            let of: Vec<String> =
                years.iter().flat_map(|year| (from..to).map(move |place| between(year, place))).collect();
            let count: i64 = of.iter().map(|row| known.truths[row]["risposte"]).sum();
            assert!(!(1..known.least).contains(&count), "{query}: {count} answers up to {hours} hours");
            known.riddle.known(&of, "risposte", count);
            let waiting: i64 = row["in_attesa"].parse().unwrap();
            assert!(!(1..known.least).contains(&waiting), "{row:?}");
            from = to;
        }
    }

    // The same months of as many years before.
    let (first, last) = (years[0], years[years.len() - 1]);
    let now: Vec<String> =
        months.iter().filter(|month| (first..=last).contains(&&month[..4])).cloned().collect();
    let shift = u32::try_from(years.len()).unwrap();
    let earlier = |month: &String| format!("{}{}", month[..4].parse::<u32>().unwrap() - shift, &month[4..]);
    let then: Vec<String> = now.iter().map(earlier).filter(|month| months.contains(month)).collect();
    let (_, found) = rows(analyst, &format!("/statistiche/confronto.csv?{query}"));
    for row in &found {
        for (side, of) in [("prima", &then), ("adesso", &now)] {
            let (hits, total) = (format!("{side}_casi"), format!("{side}_su"));
            match row["cifra"].as_str() {
                "ricevute" => known.learn(row, &[("ricevute", side)], of),
                "entro_scadenza" => {
                    known.learn(row, &[("entro", hits.as_str()), ("decise", total.as_str())], of)
                }
                _ => {}
            }
        }
    }
}
