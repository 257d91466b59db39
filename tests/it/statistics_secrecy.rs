//! What an analyst can work out from every file that the page offers: nothing about one or two questions; and that her programs are told no
//! more than her page.

use std::collections::BTreeMap;

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::Actor;
use dialoga::platform::db::DbError;
use dialoga::sla::{Outcome, actions};
use dialoga::topics;
use serde_json::Value;

use crate::statistics::{Dice, a_member, a_question, end, signed_in};
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// Fifteen months, of many questions and then of fewer and fewer, in two areas with three topics each and one without.
fn fill(desk: &Desk) {
    let now = desk.now();
    desk.write::<_, DbError>(move |conn| {
        let mut dice = Dice(11);
        let requester = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
        let mut offered = Vec::new();
        for area in ["Leggi", "Servizi", "Contratti"] {
            let root = topics::find_or_create(conn, area)?;
            offered.push(root);
            for child in 1..=if area == "Contratti" { 0 } else { 3 } {
                let name = format!("{area} {child}");
                let slug = format!("{}-{child}", area.to_lowercase());
                offered.push(topics::create_topic(conn, Some(root), &slug, (&name, &name), ("", ""))?);
            }
        }
        let first = Instant::parse_rfc3339("2025-09-01T08:00:00Z").unwrap();
        for _ in 0..300 {
            let hour = dice.roll(104) * dice.roll(104);
            let start = first + Duration::hours(i64::try_from(hour).unwrap());
            // The first ones are asked about most.
            let place = dice.roll(9) * dice.roll(9) / 8;
            let topic = offered.get(usize::try_from(place).unwrap()).copied();
            let ticket = a_question(conn, requester, topic, start)?;
            match dice.roll(20) {
                0..=13 => end(conn, ticket, Outcome::Answered, start + Duration::hours(20))?,
                14..=15 => end(conn, ticket, Outcome::Answered, start + Duration::hours(60))?,
                16 => end(conn, ticket, Outcome::Closed, start + Duration::hours(60))?,
                17..=18 => {
                    let cycle = actions::newest_cycle(conn, ticket)?.unwrap().id;
                    actions::pause(conn, cycle, Actor::System, start + Duration::hours(5))?;
                }
                _ => {}
            }
        }
        Ok(())
    });
    desk.may_leave_mail();
}

/// Columns of counts in a file.
const SHOWN: [&str; 7] =
    ["ricevute", "decise", "entro_scadenza", "risposte", "aperte", "in_ritardo_ora", "chiuse_senza_risposta"];

/// Whether one or two questions in this column may not be seen. Those that are open in time or were closed may.
fn protected(column: &str) -> bool {
    !["aperte", "chiuse_senza_risposta"].contains(&column)
}

/// The rows of a file: its labels, and its counts by column; none where withheld.
fn rows(browser: &Browser, table: &str, period: &str) -> Vec<(String, BTreeMap<&'static str, Option<i64>>)> {
    let text = browser.get(&format!("/statistiche/{table}.csv?{period}")).html();
    let mut lines = text
        .lines()
        .map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>());
    let heading = lines.next().unwrap();
    let labels = heading.iter().position(|name| name == "ricevute").unwrap();
    let places = SHOWN.map(|column| (column, heading.iter().position(|name| name == column).unwrap()));
    lines
        .map(|line| {
            // Where nothing is decided there is no rate, which says as much as a zero.
            let count = |place: usize| match line[place].as_str() {
                "–" => None,
                "" => Some(0),
                digits => Some(digits.parse().unwrap()),
            };
            (line[..labels].join("/"), places.map(|(column, place)| (column, count(place))).into())
        })
        .collect()
}

/// What is not known, and sums of it that are.
#[derive(Default)]
struct Riddle {
    names: BTreeMap<String, usize>,
    sums: Vec<(Vec<(usize, i64)>, i64)>,
}

impl Riddle {
    fn unknown(&mut self, name: &str) -> usize {
        let next = self.names.len();
        *self.names.entry(name.to_owned()).or_insert(next)
    }

    /// A row of counts, with what adds up in every row.
    fn row(&mut self, row: &str) {
        for (whole, parts) in [
            ("ricevute", vec!["risposte", "aperte", "chiuse_senza_risposta"]),
            ("ricevute", vec!["decise", "altre"]),
            ("decise", vec!["risposte", "in_ritardo_ora"]),
            ("decise", vec!["entro_scadenza", "fuori"]),
            ("risposte", vec!["entro_scadenza", "tardi"]),
            ("aperte", vec!["in_ritardo_ora", "nei_tempi"]),
            ("altre", vec!["nei_tempi", "chiuse_senza_risposta"]),
        ] {
            let mut terms = vec![(self.unknown(&format!("{row} {whole}")), -1)];
            terms.extend(parts.iter().map(|part| (self.unknown(&format!("{row} {part}")), 1)));
            self.sums.push((terms, 0));
        }
    }

    /// That some rows add up to a count in a column.
    fn sum(&mut self, rows: &[String], column: &str, value: i64) {
        let terms = rows.iter().map(|row| (self.unknown(&format!("{row} {column}")), 1)).collect();
        self.sums.push((terms, value));
    }

    /// That some rows add up to others in every column.
    fn same(&mut self, one: &[String], other: &[String]) {
        for column in SHOWN {
            let mut terms: Vec<_> =
                one.iter().map(|row| (self.unknown(&format!("{row} {column}")), 1)).collect();
            terms.extend(other.iter().map(|row| (self.unknown(&format!("{row} {column}")), -1)));
            self.sums.push((terms, 0));
        }
    }

    /// What can be worked out, by adding and subtracting (elimination in the integers modulo a prime) and by narrowing
    /// down what a count, never less than zero, may be.
    fn solved(&self) -> BTreeMap<String, i64> {
        const PRIME: i64 = 2_147_483_647;
        let columns = self.names.len();
        let mut matrix: Vec<Vec<i64>> = self
            .sums
            .iter()
            .map(|(terms, value)| {
                let mut line = vec![0; columns + 1];
                terms.iter().for_each(|(unknown, factor)| {
                    line[*unknown] = (line[*unknown] + factor).rem_euclid(PRIME)
                });
                line[columns] = value.rem_euclid(PRIME);
                line
            })
            .collect();
        let inverse = |number: i64| {
            let (mut power, mut base, mut left) = (1, number, PRIME - 2);
            while left > 0 {
                if left % 2 == 1 {
                    power = power * base % PRIME;
                }
                base = base * base % PRIME;
                left /= 2;
            }
            power
        };
        let mut done = 0;
        for column in 0..columns {
            let Some(pivot) = (done..matrix.len()).find(|line| matrix[*line][column] != 0) else { continue };
            matrix.swap(done, pivot);
            let factor = inverse(matrix[done][column]);
            matrix[done].iter_mut().for_each(|cell| *cell = *cell * factor % PRIME);
            let lead = matrix[done].clone();
            for (place, line) in matrix.iter_mut().enumerate().filter(|(place, _)| *place != done) {
                let factor = line[column];
                if factor != 0 {
                    debug_assert_ne!(place, done);
                    line.iter_mut()
                        .zip(&lead)
                        .for_each(|(cell, lead)| *cell = (*cell - factor * lead).rem_euclid(PRIME));
                }
            }
            done += 1;
        }
        let mut ranges = vec![(0, 1000); columns];
        for line in &matrix[..done] {
            let unknowns: Vec<usize> = (0..columns).filter(|column| line[*column] != 0).collect();
            if let [only] = unknowns[..] {
                ranges[only] = (line[columns], line[columns]);
            }
        }
        loop {
            let before = ranges.clone();
            for (terms, value) in &self.sums {
                for (unknown, factor) in terms {
                    let others = || terms.iter().filter(|(other, _)| other != unknown);
                    let end = |low: bool| -> i64 {
                        others()
                            .map(|(other, factor)| {
                                factor
                                    * if (*factor > 0) == low { ranges[*other].0 } else { ranges[*other].1 }
                            })
                            .sum()
                    };
                    let (low, high) = (value - end(false), value - end(true));
                    let (low, high) = if *factor > 0 { (low, high) } else { (-high, -low) };
                    let range = &mut ranges[*unknown];
                    *range = (range.0.max(low), range.1.min(high));
                }
            }
            if ranges == before {
                break;
            }
        }
        self.names
            .iter()
            .filter(|(_, unknown)| ranges[**unknown].0 == ranges[**unknown].1)
            .map(|(name, unknown)| (name.clone(), ranges[*unknown].0))
            .collect()
    }
}

/// The figures of a group for programs, by the columns of the page's file that say the same.
const TOLD: [(&str, &str); 8] = [
    ("ricevute", "received"),
    ("entro_scadenza_su", "decided"),
    ("entro_scadenza_casi", "within"),
    ("entro_scadenza", "rate"),
    ("entro_scadenza_minimo_95", "low"),
    ("entro_scadenza_massimo_95", "high"),
    ("ore_mediana", "median_hours"),
    ("ore_90_percentile", "p90_hours"),
];

/// Whether programs are told what a cell of a file says: nothing where it is withheld, and as many digits as it writes.
fn says(cell: &str, told: &Value) -> bool {
    match (cell, told.as_f64()) {
        ("–", told) => told.is_none(),
        // Where nothing is decided there is no rate, which says as much as a zero.
        ("", told) => told.is_none_or(|told| told == 0.0),
        (_, None) => false,
        (digits, Some(told)) => {
            let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            format!("{told:.decimals$}") == digits
        }
    }
}

fn periods(months: &[String]) -> Vec<(usize, usize)> {
    (0..months.len()).flat_map(|from| (from..months.len()).map(move |to| (from, to))).collect()
}

on_both_databases! {
    fn no_two_files_subtracted_give_a_small_count_away(desk: &Desk) {
        fill(desk);
        let (analyst, coordinator) =
            (signed_in(desk, "elena@esempio.it", Role::Analyst), signed_in(desk, "carla@esempio.it", Role::Coordinator));
        let months: Vec<String> = (9..=12).map(|month| format!("2025-{month:02}")).chain((1..=10).map(|month| format!("2026-{month:02}"))).collect();
        let years = [("2025", "dal=2025-01&al=2025-12"), ("2026", "dal=2026-01&al=2026-10"), ("due", "dal=2025-01&al=2026-10")];
        // The running month has so few questions that they are not counted yet, whatever is asked.
        for from in months.iter().chain(["2025-01", "2026-01"].map(str::to_owned).iter()) {
            for file in ["sla-mensile", "sla-argomenti"] {
                let upto = |last: &str| rows(&analyst, file, &format!("dal={from}&al={last}"));
                assert_eq!(upto("2026-11"), upto("2026-10"), "{file} {from}");
            }
        }
        for (label, counts) in rows(&analyst, "sla-mensile", "dal=2026-11&al=2026-11") {
            assert!(counts.values().all(Option::is_none), "{label}: {counts:?}");
        }
        let mut riddle = Riddle::default();
        months.iter().for_each(|month| riddle.row(month));
        let mut shown = 0;
        let mut learn = |riddle: &mut Riddle, rows: &[String], counts: &BTreeMap<&'static str, Option<i64>>| {
            for (column, count) in counts.iter().filter_map(|(column, count)| Some((column, (*count)?))) {
                assert!(!protected(column) || !(1..3).contains(&count), "{rows:?} {column}: {count} is shown");
                shown += 1;
                riddle.sum(rows, column, count);
            }
        };
        // By month: every period of whole months.
        for (from, to) in periods(&months) {
            let chosen = &months[from..=to];
            let lines = rows(&analyst, "sla-mensile", &format!("dal={}&al={}", months[from], months[to]));
            assert_eq!(lines.len(), chosen.len() + 1);
            for (month, (label, counts)) in chosen.iter().zip(&lines) {
                assert!(label.starts_with(month.as_str()));
                learn(&mut riddle, std::slice::from_ref(month), counts);
            }
            learn(&mut riddle, chosen, &lines[chosen.len()].1);
        }
        // By topic: whole years, alone and together. Of any other period there is the total alone.
        let mut truth: BTreeMap<String, BTreeMap<&'static str, Option<i64>>> = months
            .iter()
            .map(|month| (month.clone(), rows(&coordinator, "sla-mensile", &format!("dal={month}&al={month}"))[0].1.clone()))
            .collect();
        let mut of_year: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (year, period) in &years[..2] {
            let lines = rows(&coordinator, "sla-argomenti", period);
            for (label, counts) in &lines[..lines.len() - 1] {
                let row = format!("{year} {label}");
                riddle.row(&row);
                truth.insert(row.clone(), counts.clone());
                of_year.entry(year).or_default().push(row);
            }
            let in_year: Vec<String> = months.iter().filter(|month| month.starts_with(year)).cloned().collect();
            let areas: Vec<String> = of_year[year].iter().filter(|row| row.contains(" area/")).cloned().collect();
            riddle.same(&areas, &in_year);
            for area in &areas {
                let name = area.split('/').nth(1).unwrap();
                let topics: Vec<String> = of_year[year].iter().filter(|row| row.contains(&format!(" argomento/{name}/"))).cloned().collect();
                if !topics.is_empty() {
                    riddle.same(&topics, std::slice::from_ref(area));
                }
            }
        }
        for (year, period) in &years {
            for (label, counts) in rows(&analyst, "sla-argomenti", period) {
                let of: Vec<String> = ["2025", "2026"]
                    .into_iter()
                    .filter(|known| year == known || *year == "due")
                    .flat_map(|known| of_year[known].clone())
                    .filter(|row| row.ends_with(&format!(" {label}")) || label.starts_with("totale") && row.contains(" area/"))
                    .collect();
                assert!(!of.is_empty(), "{year} {label}");
                learn(&mut riddle, &of, &counts);
            }
        }
        for (from, to) in [("2025-09", "2026-11"), ("2026-01", "2026-09"), ("2026-11", "2026-11")] {
            assert_eq!(rows(&analyst, "sla-argomenti", &format!("dal={from}&al={to}")).len(), 1, "{from} {to}");
        }
        assert!(shown > 500, "only {shown} counts are shown");

        let solved = riddle.solved();
        let mut hidden_and_small = 0;
        for (row, counts) in &truth {
            let is_small = |column: &str| (1..3).contains(&counts[column].unwrap());
            for column in SHOWN.into_iter().filter(|column| protected(column) && is_small(column)) {
                hidden_and_small += 1;
                let name = format!("{row} {column}");
                assert_eq!(solved.get(&name), None, "{name} can be worked out");
            }
        }
        assert!(hidden_and_small > 30, "only {hidden_and_small} counts are small");
    }

    fn programs_are_told_of_kinds_and_municipalities_what_the_page_shows(desk: &Desk) {
        crate::reports_secrecy::fill(desk, 11);
        let (analyst, coordinator) =
            (signed_in(desk, "elena@esempio.it", Role::Analyst), signed_in(desk, "carla@esempio.it", Role::Coordinator));
        let groups = |browser: &Browser, asked: &str| -> (BTreeMap<String, Value>, bool) {
            let page = browser.get_only(&format!("/api/v1/statistics/sla?{asked}"));
            let told: Value = serde_json::from_slice(&page.is(200).body).unwrap();
            let all = told["groups"].as_array().unwrap().iter();
            let named = all.map(|group| (group["group"].as_str().unwrap_or_default().to_owned(), group.clone()));
            (named.collect(), told["left_out"].as_bool().unwrap())
        };
        let (mut shown, mut withheld, mut missing) = (0, 0, 0);
        for (days, page) in [
            ("from=2025-01-01&to=2026-01-01", "dal=2025-01&al=2025-12"),
            ("from=2026-01-01&to=2026-12-01", "dal=2026-01&al=2026-11"),
            ("from=2025-01-01&to=2026-12-01", "dal=2025-01&al=2026-11"),
        ] {
            for (group_by, by) in [("kind", "chi"), ("municipality", "territorio")] {
                let asked = format!("{days}&group_by={group_by}");
                let (told, left_out) = groups(&analyst, &asked);
                let address = format!("/statistiche/ripartizioni.csv?{page}&per={by}");
                let (_, rows) = crate::reports::rows(&analyst, &address);
                let rows: BTreeMap<&str, _> =
                    rows.iter().map(|row| (row[by].as_str(), row)).filter(|(code, _)| *code != "totale").collect();
                assert!(told.keys().map(String::as_str).eq(rows.keys().copied()), "{asked}: {told:?} beside {rows:?}");
                for (code, group) in &told {
                    for (column, name) in TOLD {
                        let cell = rows[code.as_str()][column].as_str();
                        assert!(says(cell, &group[name]), "{asked} {code} {name}: {} beside {cell}", group[name]);
                        assert!(cell != "–" || group["withheld"] == true, "{asked} {code}: {group}");
                        if cell == "–" { withheld += 1 } else { shown += 1 }
                    }
                }
                // Her page says when groups are missing, and so are her programs told.
                let html = analyst.get(&address.replace(".csv", "")).html();
                assert_eq!(left_out, html.contains("Mancano i gruppi con troppo poche domande"), "{asked}");
                let (all, nothing) = groups(&coordinator, &asked);
                assert_eq!((left_out, nothing), (told.len() < all.len(), false), "{asked}");
                missing += all.len() - told.len();
            }
        }
        assert!(shown > 50 && withheld > 0 && missing > 0, "{shown} shown, {withheld} withheld, {missing} missing");
    }
}
