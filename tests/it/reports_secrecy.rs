//! What an analyst can work out from all reports, pages and files of figures together: nothing about one or two questions.
//!
//! Every table that she may open, of every year and of all years, is put into one set of equations: what adds up in a row, what rows
//! add up to, what years add up to, and what the indicators of the plan say of people. She is taken to know more than she is told:
//! which municipalities, ages and other values have any question at all.

mod riddle;
mod splits;
mod times;

use std::collections::BTreeMap;

use chrono::Duration;
use dialoga::accounts::{AgeClass, CompanySize, Gender, Municipality, Role, Sector};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{AccountId, OrganisationId, TicketId};
use dialoga::platform::db::schema::{cycles, organisations, ticket_profiles, tickets};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::events;
use dialoga::sla::{Outcome, actions};
use dialoga::statistics::Dimension;
use dialoga::topics;
use diesel::prelude::*;

use crate::agreement::agrees;
use crate::desk_reports::rated;
use crate::reports::rows;
use crate::statistics::{Dice, a_member, a_question, end, signed_in};
use crate::support::browser::Browser;
use crate::support::databases::Kind;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use riddle::Riddle;
use splits::CHAINS;

/// Two years of questions by sixty people and firms, with properties of which some are rare.
pub fn fill(desk: &Desk, seed: u64) {
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
        let mut later = Dice(seed + 1);
        let mut chance = |sides: u64| later.roll(sides);
        let mut networks = Networks::new(conn, seed + 2)?;
        // The first values are common, the last rare.
        let mut of = |count: usize| roll(count + 1) * roll(count + 1) / (count + 1);
        for _ in 0..260 {
            let start = now - Duration::hours(i64::try_from(of(690) * 24 + of(24)).unwrap());
            let ticket = a_question(conn, people[of(59)], offered.get(of(12)).copied(), start)?;
            properties(conn, ticket.0, &mut of)?;
            let after = |hours: usize| (start + Duration::hours(i64::try_from(hours).unwrap())).min(now);
            match of(20) {
                0..=11 => answered(conn, ticket, (after(5 + of(40)), now), &mut chance, &mut networks)?,
                12..=14 => answered(conn, ticket, (after(90 + of(90)), now), &mut chance, &mut networks)?,
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

/// An answer; of most it is asked whether they helped, which most say, and some are asked about again, once or twice.
fn answered(
    conn: &mut Conn,
    ticket: TicketId,
    (at, now): (Instant, Instant),
    chance: &mut impl FnMut(u64) -> u64,
    networks: &mut Networks,
) -> DbResult<()> {
    networks.answer(conn, ticket, at)?;
    let verdict = match chance(10) {
        0..=4 => Some("yes"),
        5 => Some("partly"),
        6 => Some("no"),
        _ => None,
    };
    if chance(20) > 0 {
        rated(conn, ticket, verdict, true, at)?;
    }
    for turn in 1..=2 {
        if chance(8) > 0 {
            break;
        }
        let start = at + Duration::hours(30 * turn);
        if start + Duration::hours(9) > now {
            break;
        }
        let cycle =
            actions::start_cycle(conn, ticket, dialoga::sla::Asked::default(), Actor::System, start)?.id;
        let event = Event::TicketReopened { ticket, message: None, cycle, by_link: None };
        events::append(conn, start, Actor::System, &event)?;
        networks.answer(conn, ticket, start + Duration::hours(9))?;
    }
    Ok(())
}

/// Those for whom answers are written: some write many, some few, and some answers are written for none.
struct Networks {
    ids: Vec<OrganisationId>,
    dice: Dice,
}

impl Networks {
    fn new(conn: &mut Conn, seed: u64) -> DbResult<Self> {
        let names = ["Consigliera", "Ispettorato", "Patronato", "Sportello famiglia", "Studio legale"];
        let ids = names.iter().map(|name| {
            let new = diesel::insert_into(organisations::table).values(organisations::name.eq(name));
            new.returning(organisations::id).get_result(conn)
        });
        Ok(Self { ids: ids.collect::<Result<_, _>>()?, dice: Dice(seed) })
    }

    fn answer(&mut self, conn: &mut Conn, ticket: TicketId, at: Instant) -> DbResult<()> {
        // The first is common, the last rare.
        let place = usize::try_from(self.dice.roll(8) * self.dice.roll(8) / 8).unwrap();
        let cycle = actions::newest_cycle(conn, ticket)?.unwrap().id;
        diesel::update(cycles::table.filter(cycles::id.eq(cycle)))
            .set(cycles::organisation_id.eq(self.ids.get(place).copied()))
            .execute(conn)?;
        end(conn, ticket, Outcome::Answered, at)
    }
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

/// What she knows, and what is true.
#[derive(Default)]
struct Known {
    /// Counts of fewer are withheld.
    least: i64,
    riddle: Riddle,
    truths: Truth,
    /// How many counts she is shown.
    shown: usize,
}

impl Known {
    /// The counts that a file shows of some rows; of each the name in the equations and the column.
    fn learn(&mut self, found: &BTreeMap<String, String>, columns: &[(&str, &str)], of: &[String]) {
        for (name, column) in columns {
            // Where nothing is decided there is no rate, which says as much as a zero.
            let value = match found.get(*column).map(String::as_str) {
                None | Some("–") => continue,
                Some("") => 0,
                Some(digits) => digits.parse().unwrap(),
            };
            assert!(
                FREE.contains(name) || !(1..self.least).contains(&value),
                "{of:?} {name}: {value} is shown"
            );
            self.riddle.known(of, name, value);
            self.shown += 1;
        }
    }
}

fn nothing_follows(desk: &Desk, seed: u64, least: i64) {
    fill(desk, seed);
    let analyst = signed_in(desk, "giulia@esempio.it", Role::Analyst);
    let coordinator = signed_in(desk, "carla@esempio.it", Role::Coordinator);
    let mut known = Known { least, ..Known::default() };
    let names = COLUMNS.map(|(name, _)| name);
    let public: Vec<Dimension> = Dimension::ALL.iter().copied().filter(is_public).collect();
    for year in YEARS {
        for by in &public {
            for (value, counts) in truth(&coordinator, year, *by) {
                let row = if value == "totale" { whole(year, *by) } else { format!("{year}|{by}|{value}") };
                known.riddle.row(&row);
                known.truths.insert(row, counts);
            }
        }
        for by in &public {
            let own = format!("{year}|{by}|");
            let parts: Vec<String> =
                known.truths.keys().filter(|row| row.starts_with(&own)).cloned().collect();
            known.riddle.rows(&whole(year, *by), &parts, &names);
            for part in parts.iter().filter(|_| !matches!(by, Dimension::Topic | Dimension::Area)) {
                // She knows which values have questions.
                known.riddle.within(&[(format!("{part}|ricevute"), 1)], (1, 100_000));
            }
        }
        // Only answers have an organisation: of each all questions were answered.
        for part in known.truths.keys().filter(|row| row.starts_with(&format!("{year}|ente|"))) {
            if *part != format!("{year}|ente|") {
                for nothing in ["aperte", "chiuse"] {
                    known.riddle.within(&[(format!("{part}|{nothing}"), 1)], (0, 0));
                }
            }
        }
        // Topics add up to their areas.
        let areas_of = |row: &String| row.strip_prefix(&format!("{year}|area|")).map(str::to_owned);
        for area in known.truths.keys().filter_map(areas_of).collect::<Vec<_>>() {
            let is_in = |row: &&String| {
                row.strip_prefix(&format!("{year}|argomento|")).is_some_and(|topic| {
                    topic == area || !area.is_empty() && topic.starts_with(&format!("{area}-"))
                })
            };
            let topics: Vec<String> = known.truths.keys().filter(is_in).cloned().collect();
            known.riddle.rows(&format!("{year}|area|{area}"), &topics, &names);
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
        known.riddle.row(month);
        known.truths.insert(month.clone(), counts.into());
    }
    for year in YEARS {
        let own: Vec<String> = months.iter().filter(|month| month.starts_with(year)).cloned().collect();
        known.riddle.rows(&format!("{year}|totale"), &own, &names);
    }
    CHAINS.iter().for_each(|chain| chain.know(&mut known, &coordinator, &public));
    splits::turns(&mut known);
    times::know(&mut known, desk, &coordinator);

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
                let of: Vec<String> =
                    years.iter().map(of).filter(|row| known.truths.contains_key(row)).collect();
                known.learn(row, &COLUMNS, &of);
            }
            // The same groups, their times alone.
            let (_, waits) = rows(&analyst, &format!("/statistiche/attese.csv?{query}&per={by}"));
            for row in &waits {
                let of: Vec<String> = years
                    .iter()
                    .map(|year| format!("{year}|{by}|{}", row[by.as_str()]))
                    .filter(|row| known.truths.contains_key(row))
                    .collect();
                known.learn(row, &[("ricevute", "attese"), ("risposte", "risposte")], &of);
            }
            CHAINS.iter().for_each(|chain| chain.learn(&mut known, &analyst, &query, &years, *by));
        }
        let (_, found) = rows(&analyst, &format!("/statistiche/andamento.csv?{query}"));
        for row in &found {
            known.learn(row, &[("ricevute", "ricevute")], std::slice::from_ref(&row["mese"]));
        }
        times::learn(&mut known, &analyst, &query, &years, &months);
        splits::needs(&mut known, &analyst, &query, &years);
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
            let own = |(name, column)| match name {
                "decise" => (name, "decise"),
                "entro" => (name, "entro_scadenza"),
                _ => (name, column),
            };
            known.learn(row, &COLUMNS.map(own), &stretch);
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
                .filter(|(name, _)| known.riddle.names.contains_key(name))
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
        let sized: Option<i64> = ["micro", "small", "medium"].iter().map(|size| people(size)).sum();
        let firms = people("firms").or(sized);
        bounds.extend(
            people("firms").zip(sized).map(|(firms, sized)| (of("dimensione", &[""]), firms - sized)),
        );
        bounds.extend(firms.map(|firms| (of("chi", &["enterprise"]), firms)));
        for (terms, least) in bounds.into_iter().filter(|(terms, _)| !terms.is_empty()) {
            known.riddle.within(&terms, (least, 100_000));
        }
    }
    let Known { mut riddle, truths, shown, .. } = known;
    assert!(shown > 300, "only {shown} counts are shown");

    riddle.solve();
    let mut small = 0;
    for (row, counts) in &truths {
        for (column, value) in
            counts.iter().filter(|(column, value)| !FREE.contains(column) && (1..least).contains(*value))
        {
            small += 1;
            let (low, high) = riddle.range(&format!("{row}|{column}"));
            assert!(low <= *value && *value <= high, "{row} {column} is {value}, not {low} to {high}");
            assert!(low < high, "{row} {column} can be worked out: {value}");
        }
    }
    assert!(small > 60, "only {small} counts are small");
}

/// Every report that she may open.
pub const REPORTS: [&str; 10] = [
    "ripartizioni",
    "attese",
    "andamento",
    "confronto",
    "approvazioni",
    "soddisfazione",
    "riaperture",
    "bisogni",
    "catalogo",
    "posta",
];

#[test]
fn nor_where_the_office_withholds_more() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(desk) = Desk::open_with(kind, &[("STATISTICS__LEAST_COUNT", "5")]) else { continue };
        nothing_follows(&desk, 11, 5);
        let analyst = signed_in(&desk, "elena@esempio.it", Role::Analyst);
        for page in [format!("/statistiche?{}", period("2025")), "/statistiche-aperte?anno=2025".to_owned()] {
            let html = analyst.get(&page).html();
            assert!(html.contains("meno di 5 domande") && !html.contains("meno di 3"), "{page}");
        }
    }
}

on_both_databases! {
    fn no_small_count_follows_from_all_reports_together(desk: &Desk) {
        nothing_follows(desk, 11, 3);
    }

    fn nor_from_those_of_other_questions(desk: &Desk) {
        nothing_follows(desk, 2_026, 3);
    }

    fn what_is_withheld_is_withheld_on_the_page_and_in_every_file(desk: &Desk) {
        fill(desk, 11);
        let analyst = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        for report in REPORTS {
            for query in [period("2025"), "dal=2025-01&al=2026-11".to_owned()] {
                agrees(&analyst, report, &query);
            }
        }
        for (report, by) in [("ripartizioni", "territorio"), ("attese", "eta"), ("soddisfazione", "chi"), ("riaperture", "genere")] {
            agrees(&analyst, report, &format!("{}&per={by}", period("2026")));
        }
    }
}
