//! The figures of the demonstration against R (`tests/figures/figures.R`), which computes them from the events of the clocks with methods
//! of its own, where `DIALOGA_TEST_R` names `Rscript` (`tests/all` installs it with the package survival).

use std::fs;
use std::process::Command;

use dialoga::accounts::{Municipality, Role};
use dialoga::kernel::clock::{Clock, Instant};
use dialoga::platform::db::schema::{accounts, clock_events, cycles, ticket_profiles, tickets, topics};
use dialoga::platform::db::{Conn, DbError, DbResult};
use diesel::prelude::*;

use crate::sources::root;
use crate::support::databases::Place;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::program::{run, said};

/// Names the program.
pub const R_VARIABLE: &str = "DIALOGA_TEST_R";

on_both_databases! {
    fn r_finds_the_same_figures(kind: &Kind) {
        let Some(program) = std::env::var_os(R_VARIABLE) else { return };
        let place = Place::new(*kind).unwrap();
        let made = run(&place, &["demo", "--tickets", "700"]);
        assert!(made.status.success(), "{}", said(&made));
        let desk = Desk::over(place, &[]);
        // Coordinators are reminded of what is late, which is not what this is about.
        desk.may_leave_mail();
        let now = Clock::system().now();
        desk.wait(chrono::Duration::microseconds(now.micros() - desk.now().micros()));
        let folder = desk.place().folder.join("figures");
        fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, lines: &[Vec<String>]| {
            let mut writer = csv::Writer::from_path(folder.join(name)).unwrap();
            lines.iter().for_each(|line| writer.write_record(line).unwrap());
            writer.flush().unwrap();
        };
        write("clock.csv", &desk.read(clock));
        write("questions.csv", &desk.read(questions));
        let about = vec![words(&["as_of", "hours"]), vec![desk.now().micros().to_string(), "48".to_owned()]];
        write("desk.csv", &about);

        let coordinator = desk.staff("Marta Coordina", Role::Coordinator).browser;
        let today = desk.now().rome().date_naive();
        let mut requests = vec![words(&[
            "file", "report", "part", "by", "clock", "against", "filter", "value", "from", "to",
        ])];
        for asked in asked(&today.to_string()) {
            let name = format!("{}.csv", requests.len());
            let page = coordinator.get(&asked.path());
            assert_eq!(page.status, 200, "{}", asked.path());
            fs::write(folder.join(&name), &page.body).unwrap();
            requests.push([vec![name], asked.line()].concat());
        }
        write("requests.csv", &requests);

        let script = root().join("tests/figures/figures.R");
        let output = Command::new(program).arg(script).arg(&folder).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A part of a report.
struct Asked {
    report: &'static str,
    part: &'static str,
    by: &'static str,
    clock: &'static str,
    against: &'static str,
    filter: (&'static str, &'static str),
    period: (String, String),
}

impl Asked {
    fn path(&self) -> String {
        let Self { report, part, by, clock, against, filter, period } = self;
        let filter = if filter.0.is_empty() { String::new() } else { format!("&{}={}", filter.0, filter.1) };
        let (from, to) = period;
        format!(
            "/statistiche/{report}.csv?parte={part}&per={by}&ore={clock}&confronto={against}&dal={from}&al={to}{filter}"
        )
    }

    fn line(&self) -> Vec<String> {
        let (from, to) = &self.period;
        words(&[
            self.report,
            self.part,
            self.by,
            self.clock,
            self.against,
            self.filter.0,
            self.filter.1,
            from,
            to,
        ])
    }
}

/// Every part of every report made of the clocks: by every property, narrowed and not, over two years and over some days.
fn asked(today: &str) -> Vec<Asked> {
    let long = ("2025-01-01".to_owned(), today.to_owned());
    let short = ("2026-08-17".to_owned(), "2026-11-09".to_owned());
    let properties = [
        "chi",
        "dimensione",
        "settore",
        "genere",
        "eta",
        "figli",
        "territorio",
        "argomento",
        "ente",
        "esperta",
        "canale",
        "lingua",
        "giro",
        "area",
    ];
    let mut all = Vec::new();
    let mut ask = |report, part, by, clock, against, filter, period: &(String, String)| {
        all.push(Asked { report, part, by, clock, against, filter, period: period.clone() });
    };
    for by in properties {
        for part in ["per-gruppo", "differenze"] {
            ask("ripartizioni", part, by, "", "", ("", ""), &long);
            ask("ripartizioni", part, by, "", "", ("chi", "worker"), &short);
        }
        for part in ["attesa-mediana", "risposta-dopo"] {
            ask("attese", part, by, "lorde", "", ("", ""), &long);
            ask("attese", part, by, "nette", "", ("chi", "enterprise"), &long);
        }
    }
    for part in ["attesa-mediana", "risposta-dopo"] {
        ask("attese", part, "", "nette", "", ("", ""), &long);
        ask("attese", part, "", "lorde", "", ("canale", "email"), &short);
    }
    for part in ["settimane", "arretrato", "eta-delle-aperte", "ore-di-arrivo"] {
        ask("andamento", part, "", "", "", ("", ""), &long);
        ask("andamento", part, "", "", "", ("area", "servizi-territoriali"), &short);
    }
    for against in ["anno", "prima"] {
        ask("confronto", "cambiamenti", "", "", against, ("", ""), &short);
        ask("confronto", "cambiamenti", "", "", against, ("chi", "worker"), &short);
    }
    all
}

/// What happened to each clock.
fn clock(conn: &mut Conn) -> DbResult<Vec<Vec<String>>> {
    type Row = (i64, i64, i64, i32, Instant, String, String, Option<i64>, Option<i64>);
    let rows: Vec<Row> = clock_events::table
        .inner_join(cycles::table)
        .left_join(accounts::table.on(accounts::id.nullable().eq(clock_events::actor_id)))
        .order(clock_events::id)
        .select((
            clock_events::id,
            cycles::id,
            cycles::ticket_id,
            cycles::number,
            clock_events::at,
            clock_events::kind,
            clock_events::cause,
            clock_events::actor_id,
            accounts::organisation_id.nullable(),
        ))
        .load(conn)
        .map_err(DbError::from)?;
    let mut lines =
        vec![words(&["id", "cycle", "ticket", "number", "at", "kind", "cause", "actor", "organisation"])];
    lines.extend(rows.into_iter().map(
        |(id, cycle, ticket, number, at, kind, cause, actor, organisation)| {
            let numbers =
                [id, cycle, ticket, i64::from(number), at.micros()].map(|number| number.to_string());
            let mut line = numbers.to_vec();
            line.extend([kind, cause, known(actor), known(organisation)]);
            line
        },
    ));
    Ok(lines)
}

fn known<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Who asked what, and who holds it.
fn questions(conn: &mut Conn) -> DbResult<Vec<Vec<String>>> {
    type Question =
        (i64, String, Option<Municipality>, Option<i64>, String, String, Option<i64>, Option<i64>);
    type Profile = (Option<String>, Option<String>, Option<String>, Option<String>, Option<i32>);
    let topic_rows: Vec<(i64, Option<i64>, String)> =
        topics::table.select((topics::id, topics::parent_id, topics::slug)).load(conn)?;
    let topic = |id: i64| topic_rows.iter().find(|row| row.0 == id);
    let slug = |id: Option<i64>| id.and_then(topic).map(|row| row.2.clone()).unwrap_or_default();
    let area = |id: Option<i64>| id.and_then(topic).and_then(|row| row.1).or(id);
    let rows: Vec<(Question, Profile)> = tickets::table
        .left_join(ticket_profiles::table)
        .left_join(accounts::table.on(accounts::id.nullable().eq(tickets::assignee_id)))
        .select((
            (
                tickets::id,
                tickets::kind,
                tickets::municipality,
                tickets::topic_id,
                tickets::channel,
                tickets::lang,
                tickets::assignee_id,
                accounts::organisation_id.nullable(),
            ),
            (
                ticket_profiles::company_size.nullable(),
                ticket_profiles::sector.nullable(),
                ticket_profiles::gender.nullable(),
                ticket_profiles::age_class.nullable(),
                ticket_profiles::children.nullable(),
            ),
        ))
        .load(conn)
        .map_err(DbError::from)?;
    let mut lines = vec![words(&[
        "ticket",
        "kind",
        "municipality",
        "topic",
        "area",
        "channel",
        "lang",
        "holder",
        "holder_organisation",
        "size",
        "sector",
        "gender",
        "age",
        "children",
    ])];
    lines.extend(rows.into_iter().map(|(question, profile)| {
        let (ticket, kind, municipality, topic, channel, lang, holder, organisation) = question;
        let (size, sector, gender, age, children) = profile;
        vec![
            ticket.to_string(),
            kind,
            municipality.map(|one| one.code().to_owned()).unwrap_or_default(),
            slug(topic),
            slug(area(topic)),
            channel,
            lang,
            known(holder),
            known(organisation),
            known(size),
            known(sector),
            known(gender),
            known(age),
            known(children),
        ]
    }));
    Ok(lines)
}
