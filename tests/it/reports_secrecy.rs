//! What an analyst can work out from all reports, pages and files of figures together: nothing about one or two questions.
//!
//! Every table that she may open, of every year and of all years, is put into one set of equations: what adds up in a row, what rows
//! add up to, what years add up to, and what the indicators of the plan say of people. She is taken to know more than she is told:
//! which municipalities, ages and other values have any question at all.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration};
use dialoga::accounts::{AgeClass, CompanySize, Gender, Municipality, Role, Sector};
use dialoga::kernel::event::Actor;
use dialoga::kernel::ids::AccountId;
use dialoga::platform::db::schema::{ticket_profiles, tickets};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::sla::{Outcome, actions};
use dialoga::statistics::Dimension;
use dialoga::topics;
use diesel::prelude::*;

use crate::reports::rows;
use crate::statistics::{Dice, a_member, a_question, end, signed_in};
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// Two years of questions by sixty people and firms, with properties of which some are rare.
fn fill(desk: &Desk, seed: u64) {
    let now = desk.now();
    desk.may_leave_mail();
    desk.write::<_, DbError>(move |conn| {
        let mut dice = Dice(seed);
        let mut roll = |sides: usize| usize::try_from(dice.roll(u64::try_from(sides).unwrap())).unwrap();
        let mut offered = Vec::new();
        for area in ["Leggi", "Servizi", "Contratti"] {
            let root = topics::find_or_create(conn, area)?;
            offered.push(root);
            for child in 1..=3 {
                let (name, slug) = (format!("{area} {child}"), format!("{}-{child}", area.to_lowercase()));
                offered.push(topics::create_topic(conn, Some(root), &slug, (&name, &name), ("", ""))?);
            }
        }
        let people: Vec<AccountId> = (0..60)
            .map(|place| a_member(conn, &format!("p{place}@esempio.it"), Role::Requester, None, now))
            .collect();
        // The first values are common, the last rare.
        let mut of = |count: usize| roll(count + 1) * roll(count + 1) / (count + 1);
        for _ in 0..260 {
            let start = now - Duration::hours(i64::try_from(of(690) * 24 + of(24)).unwrap());
            let ticket = a_question(conn, people[of(59)], offered.get(of(12)).copied(), start)?;
            properties(conn, ticket.0, &mut of)?;
            let after = |hours: usize| (start + Duration::hours(i64::try_from(hours).unwrap())).min(now);
            match of(20) {
                0..=11 => end(conn, ticket, Outcome::Answered, after(5 + of(40)))?,
                12..=14 => end(conn, ticket, Outcome::Answered, after(90 + of(90)))?,
                15 => end(conn, ticket, Outcome::Closed, after(30))?,
                16 => {
                    let cycle = actions::newest_cycle(conn, ticket)?.unwrap().id;
                    actions::pause(conn, cycle, Actor::System, after(5))?;
                }
                _ => {}
            }
        }
        Ok(())
    });
}

fn properties(conn: &mut Conn, ticket: i64, of: &mut impl FnMut(usize) -> usize) -> DbResult<()> {
    let firm = of(9) > 4;
    let place = Municipality::all().get(of(25)).copied();
    diesel::update(tickets::table.filter(tickets::id.eq(dialoga::kernel::ids::TicketId(ticket))))
        .set((
            tickets::kind.eq(if firm { "enterprise" } else { "worker" }),
            tickets::channel.eq(["web", "email", "phone", "desk"][of(3)]),
            tickets::lang.eq(["it", "en"][of(2).min(1)]),
            tickets::municipality.eq(place),
        ))
        .execute(conn)?;
    let id = ticket_profiles::ticket_id.eq(dialoga::kernel::ids::TicketId(ticket));
    if firm {
        let (size, sector) = (CompanySize::ALL.get(of(4)).copied(), Sector::ALL.get(of(8)).copied());
        let values = (id, ticket_profiles::company_size.eq(size), ticket_profiles::sector.eq(sector));
        diesel::insert_into(ticket_profiles::table).values(values).execute(conn)?;
    } else {
        let (gender, age) = (Gender::ALL.get(of(4)).copied(), AgeClass::ALL.get(of(7)).copied());
        let children = i32::try_from(of(5)).ok().filter(|children| *children < 4);
        let values = (
            id,
            ticket_profiles::gender.eq(gender),
            ticket_profiles::age_class.eq(age),
            ticket_profiles::children.eq(children),
        );
        diesel::insert_into(ticket_profiles::table).values(values).execute(conn)?;
    }
    Ok(())
}

/// The counts of a row, with the name of each in the equations and in a breakdown.
const COLUMNS: [(&str, &str); 7] = [
    ("ricevute", "ricevute"),
    ("decise", "entro_scadenza_su"),
    ("entro", "entro_scadenza_casi"),
    ("risposte", "risposte"),
    ("aperte", "aperte"),
    ("in ritardo", "in_ritardo_ora"),
    ("chiuse", "chiuse_senza_risposta"),
];
/// Of these one or two may be seen: they say something of the desk and nothing of a person.
const FREE: [&str; 2] = ["aperte", "chiuse"];

const YEARS: [&str; 2] = ["2025", "2026"];

fn period(year: &str) -> String {
    format!("dal={year}-01&al={year}-{}", if year == "2026" { "11" } else { "12" })
}

/// Unknowns by their places, each with how often it counts.
type Terms = Vec<(usize, i64)>;

/// What is not known, what adds up, and between what each lies.
#[derive(Default)]
struct Riddle {
    names: BTreeMap<String, usize>,
    ranges: Vec<(i64, i64)>,
    /// Terms, and the least and the most that they come to.
    sums: Vec<(Terms, (i64, i64))>,
}

impl Riddle {
    fn unknown(&mut self, name: &str) -> usize {
        if let Some(place) = self.names.get(name) {
            return *place;
        }
        self.names.insert(name.to_owned(), self.ranges.len());
        self.ranges.push((0, 100_000));
        self.ranges.len() - 1
    }

    fn within(&mut self, terms: &[(String, i64)], range: (i64, i64)) {
        let terms = terms.iter().map(|(name, factor)| (self.unknown(name), *factor)).collect();
        self.sums.push((terms, range));
    }

    /// That some add up to another.
    fn parts(&mut self, whole: &str, parts: &[String]) {
        let mut terms: Vec<(String, i64)> = parts.iter().map(|part| (part.clone(), 1)).collect();
        terms.push((whole.to_owned(), -1));
        self.within(&terms, (0, 0));
    }

    /// What adds up in every row.
    fn row(&mut self, row: &str) {
        for (whole, parts) in [
            ("ricevute", vec!["risposte", "aperte", "chiuse"]),
            ("ricevute", vec!["decise", "altre"]),
            ("decise", vec!["risposte", "in ritardo"]),
            ("decise", vec!["entro", "fuori"]),
            ("risposte", vec!["entro", "tardi"]),
            ("aperte", vec!["in ritardo", "nei tempi"]),
            ("altre", vec!["nei tempi", "chiuse"]),
        ] {
            let parts: Vec<String> = parts.iter().map(|part| format!("{row}|{part}")).collect();
            self.parts(&format!("{row}|{whole}"), &parts);
        }
    }

    /// That some rows add up to another in every column.
    fn rows(&mut self, whole: &str, parts: &[String]) {
        for (column, _) in COLUMNS {
            let parts: Vec<String> = parts.iter().map(|part| format!("{part}|{column}")).collect();
            self.parts(&format!("{whole}|{column}"), &parts);
        }
    }

    fn known(&mut self, rows: &[String], column: &str, value: i64) {
        let terms: Vec<(String, i64)> = rows.iter().map(|row| (format!("{row}|{column}"), 1)).collect();
        self.within(&terms, (value, value));
    }

    /// Narrows down what each may be, until nothing follows any more.
    fn solve(&mut self) {
        loop {
            let before = self.ranges.clone();
            for (terms, (least, most)) in &self.sums {
                let end = |high: bool| -> i64 {
                    terms
                        .iter()
                        .map(|(place, factor)| {
                            factor
                                * if (*factor > 0) == high {
                                    self.ranges[*place].1
                                } else {
                                    self.ranges[*place].0
                                }
                        })
                        .sum()
                };
                let (low, high) = (end(false), end(true));
                for (place, factor) in terms {
                    let (own_low, own_high) = self.ranges[*place];
                    let (by_low, by_high) =
                        if *factor > 0 { (own_low, own_high) } else { (-own_high, -own_low) };
                    // What is left for this one when the others are as large, or as small, as they can be.
                    let (low, high) = (least - (high - by_high), most - (low - by_low));
                    let (low, high) = if *factor > 0 { (low, high) } else { (-high, -low) };
                    self.ranges[*place] = (own_low.max(low), own_high.min(high));
                    assert!(
                        self.ranges[*place].0 <= self.ranges[*place].1,
                        "the tables contradict each other"
                    );
                }
            }
            if self.ranges == before {
                return;
            }
        }
    }

    fn range(&self, name: &str) -> (i64, i64) {
        self.ranges[self.names[name]]
    }
}

type Truth = BTreeMap<String, BTreeMap<&'static str, i64>>;

/// What the desk itself sees of a breakdown: the truth.
fn truth(coordinator: &Browser, year: &str, by: Dimension) -> Truth {
    let only = by.only_of().map(|kind| format!("&chi={kind}")).unwrap_or_default();
    let (_, found) =
        rows(coordinator, &format!("/statistiche/ripartizioni.csv?{}&per={by}{only}", period(year)));
    let number = |row: &BTreeMap<String, String>, name: &str| row[name].parse().unwrap_or(0);
    found
        .iter()
        .map(|row| {
            (row[by.as_str()].clone(), COLUMNS.map(|(name, column)| (name, number(row, column))).into())
        })
        .collect()
}

fn is_public(by: &Dimension) -> bool {
    *by != Dimension::Expert
}

/// The row of all who are asked about a property.
fn whole(year: &str, by: Dimension) -> String {
    match by.only_of() {
        Some(kind) => format!("{year}|chi|{kind}"),
        None => format!("{year}|totale"),
    }
}

/// The counts that a file shows of some rows.
fn learn(riddle: &mut Riddle, found: &BTreeMap<String, String>, of: &[String]) -> usize {
    let mut shown = 0;
    for (name, column) in COLUMNS {
        // Where nothing is decided there is no rate, which says as much as a zero.
        let value = match found.get(column).map(String::as_str) {
            None | Some("–") => continue,
            Some("") => 0,
            Some(digits) => digits.parse().unwrap(),
        };
        assert!(FREE.contains(&name) || !(1..3).contains(&value), "{of:?} {name}: {value} is shown");
        riddle.known(of, name, value);
        shown += 1;
    }
    shown
}

fn nothing_follows(desk: &Desk, seed: u64) {
    fill(desk, seed);
    let analyst = signed_in(desk, "giulia@esempio.it", Role::Analyst);
    let coordinator = signed_in(desk, "carla@esempio.it", Role::Coordinator);
    let mut riddle = Riddle::default();
    let mut truths: BTreeMap<String, BTreeMap<&'static str, i64>> = BTreeMap::new();
    let public: Vec<Dimension> = Dimension::ALL.iter().copied().filter(is_public).collect();
    for year in YEARS {
        for by in &public {
            for (value, counts) in truth(&coordinator, year, *by) {
                let row = if value == "totale" { whole(year, *by) } else { format!("{year}|{by}|{value}") };
                riddle.row(&row);
                truths.insert(row, counts);
            }
        }
        for by in &public {
            let own = format!("{year}|{by}|");
            let parts: Vec<String> = truths.keys().filter(|row| row.starts_with(&own)).cloned().collect();
            riddle.rows(&whole(year, *by), &parts);
            for part in parts.iter().filter(|_| !matches!(by, Dimension::Topic | Dimension::Area)) {
                // She knows which values have questions.
                riddle.within(&[(format!("{part}|ricevute"), 1)], (1, 100_000));
            }
        }
        // Topics add up to their areas.
        let areas_of = |row: &String| row.strip_prefix(&format!("{year}|area|")).map(str::to_owned);
        for area in truths.keys().filter_map(areas_of).collect::<Vec<_>>() {
            let is_in = |row: &&String| {
                row.strip_prefix(&format!("{year}|argomento|")).is_some_and(|topic| {
                    topic == area || !area.is_empty() && topic.starts_with(&format!("{area}-"))
                })
            };
            let topics: Vec<String> = truths.keys().filter(is_in).cloned().collect();
            riddle.rows(&format!("{year}|area|{area}"), &topics);
        }
    }
    let months: Vec<String> = YEARS
        .iter()
        .flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}")))
        .filter(|month| month.as_str() <= "2026-11")
        .collect();
    for month in &months {
        let (_, found) = rows(&coordinator, &format!("/statistiche/ripartizioni.csv?dal={month}&al={month}"));
        let total = found.iter().find(|row| row["area"] == "totale").unwrap();
        let counts = COLUMNS.map(|(name, column)| (name, total[column].parse().unwrap_or(0)));
        riddle.row(month);
        truths.insert(month.clone(), counts.into());
    }
    for year in YEARS {
        let own: Vec<String> = months.iter().filter(|month| month.starts_with(year)).cloned().collect();
        riddle.rows(&format!("{year}|totale"), &own);
    }

    let mut shown = 0;
    let all = "dal=2025-01&al=2026-11".to_owned();
    let periods = YEARS.map(|year| (period(year), vec![year])).into_iter().chain([(all, YEARS.to_vec())]);
    for (query, years) in periods {
        for by in &public {
            let (_, found) = rows(&analyst, &format!("/statistiche/ripartizioni.csv?{query}&per={by}"));
            for row in &found {
                let value = &row[by.as_str()];
                let of = |year: &&str| {
                    if value == "totale" { whole(year, *by) } else { format!("{year}|{by}|{value}") }
                };
                let of: Vec<String> = years.iter().map(of).filter(|row| truths.contains_key(row)).collect();
                shown += learn(&mut riddle, row, &of);
            }
            // The same groups, their times alone.
            let (_, waits) = rows(&analyst, &format!("/statistiche/attese.csv?{query}&per={by}"));
            for row in &waits {
                let of: Vec<String> = years
                    .iter()
                    .map(|year| format!("{year}|{by}|{}", row[by.as_str()]))
                    .filter(|row| truths.contains_key(row))
                    .collect();
                let columns = [("ricevute", "attese"), ("risposte", "risposte")];
                let found = columns.map(|(name, column)| (name.to_owned(), row[column].clone())).into();
                shown += learn(&mut riddle, &found, &of);
            }
        }
        let (_, found) = rows(&analyst, &format!("/statistiche/andamento.csv?{query}"));
        for row in &found {
            shown += learn(&mut riddle, row, std::slice::from_ref(&row["mese"]));
        }
    }
    // The overview: every table of the years, and its months in every stretch of them.
    for (from, to) in [("2025-01", "2026-11"), ("2025-06", "2026-03"), ("2026-01", "2026-10")] {
        let (_, found) = rows(&analyst, &format!("/statistiche/sla-mensile.csv?dal={from}&al={to}"));
        for row in &found {
            let stretch: Vec<String> = match row["mese"].as_str() {
                "totale" => {
                    months.iter().filter(|month| (from..=to).contains(&month.as_str())).cloned().collect()
                }
                month => vec![month.to_owned()],
            };
            let overview = [("entro_scadenza_su", "decise"), ("entro_scadenza_casi", "entro_scadenza")];
            let mut found: BTreeMap<String, String> = row.clone();
            for (name, column) in overview {
                found.insert(name.to_owned(), row[column].clone());
            }
            shown += learn(&mut riddle, &found, &stretch);
        }
    }
    // People are reached with a question at least.
    for year in YEARS {
        let (_, found) = rows(&analyst, &format!("/statistiche/indicatori.csv?anno={year}"));
        let people = |indicator: &str| -> Option<i64> {
            found.iter().find(|row| row["indicatore"] == indicator)?["valore"].parse().ok()
        };
        let of = |by: &str, values: &[&str]| -> Vec<(String, i64)> {
            values
                .iter()
                .map(|value| (format!("{year}|{by}|{value}|ricevute"), 1))
                .filter(|(name, _)| riddle.names.contains_key(name))
                .collect()
        };
        let mut bounds = Vec::new();
        if let Some(persons) = people("persons") {
            bounds.push((of("chi", &["worker"]), persons));
            if let Some(families) = people("families") {
                bounds.push((of("figli", &["1", "2", "3"]), families));
                bounds.push((of("figli", &["0", ""]), persons - families));
            }
        }
        for size in ["micro", "small", "medium"] {
            bounds.extend(people(size).map(|firms| (of("dimensione", &[size]), firms)));
        }
        let firms: Option<i64> = ["micro", "small", "medium"].iter().map(|size| people(size)).sum();
        bounds.extend(firms.map(|firms| (of("chi", &["enterprise"]), firms)));
        for (terms, least) in bounds.into_iter().filter(|(terms, _)| !terms.is_empty()) {
            riddle.within(&terms, (least, 100_000));
        }
    }
    assert!(shown > 300, "only {shown} counts are shown");

    riddle.solve();
    let mut small = 0;
    for (row, counts) in &truths {
        for (column, value) in
            counts.iter().filter(|(column, value)| !FREE.contains(column) && (1..3).contains(*value))
        {
            small += 1;
            let (low, high) = riddle.range(&format!("{row}|{column}"));
            assert!(low <= *value && *value <= high, "{row} {column} is {value}, not {low} to {high}");
            assert!(low < high, "{row} {column} can be worked out: {value}");
        }
    }
    assert!(small > 60, "only {small} counts are small");
}

on_both_databases! {
    fn no_small_count_follows_from_all_reports_together(desk: &Desk) {
        nothing_follows(desk, 11);
    }

    fn nor_from_those_of_other_questions(desk: &Desk) {
        nothing_follows(desk, 2_026);
    }

    fn an_analyst_opens_every_report_of_whole_years(desk: &Desk) {
        fill(desk, 5);
        let analyst = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        assert_eq!((desk.now().rome().year(), desk.now().rome().month()), (2026, 11));
        for report in ["ripartizioni", "attese", "andamento", "confronto"] {
            for query in ["", "?dal=2025-01&al=2025-12", "?dal=2024-01&al=2026-11&per=eta&ore=nette", "?dal=2031-01&al=2031-12"] {
                let page = analyst.get(&format!("/statistiche/{report}{query}"));
                assert_eq!(page.status, 200, "{report}{query}");
                assert!(!page.text().contains('⟦'), "{report}{query}: a text is missing");
                let html = page.html();
                for word in ["/statistiche/domande", "/coda/", "Vista interna", "per=esperta", "\"esperta\""] {
                    assert!(!html.contains(word), "{report}{query}: {word}");
                }
            }
            for file in [".csv", "-excel.csv", ".xlsx"] {
                assert_eq!(analyst.get(&format!("/statistiche/{report}{file}?dal=2025-01&al=2025-12")).status, 200, "{report}{file}");
            }
            // Parts of years, filters and days right before would be other tables of the same questions.
            for query in ["dal=2026-01&al=2026-10", "dal=2025-02&al=2025-12", "eta=35_44", "chi=worker", "esperta=-"] {
                let page = analyst.get(&format!("/statistiche/{report}?{query}"));
                assert_eq!(page.status, 422, "{report} {query}");
                assert!(page.text().contains("Per riservatezza") || page.text().contains("per riservatezza"), "{report} {query}");
                assert_eq!(analyst.get(&format!("/statistiche/{report}.xlsx?{query}")).status, 400, "{report} {query}");
            }
        }
        for report in ["ripartizioni", "attese"] {
            assert_eq!(analyst.get(&format!("/statistiche/{report}?per=esperta")).status, 422, "{report}");
        }
        assert_eq!(analyst.get("/statistiche/confronto?confronto=prima").status, 422);
        assert_eq!(analyst.get("/statistiche/domande").status, 404);
        let years = analyst.get("/statistiche/ripartizioni?per=figli");
        assert!(years.html().contains("per=figli\">2025</a>"), "the link to another year keeps what else was asked");
        assert!(years.text().contains("Solo domande di lavoratrici e lavoratori"));
    }
}
