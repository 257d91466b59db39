//! The figures of the demonstration against R (`tests/figures/figures.R`), which computes them from the events of the clocks, and from what
//! else happened, with methods of its own, where `DIALOGA_TEST_R` names `Rscript` (`tests/all` installs it with the package survival).

mod tables;

use std::fs;
use std::process::Command;

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Clock;

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
        desk.wait(Duration::microseconds(now.micros() - desk.now().micros()));
        let folder = desk.place().folder.join("figures");
        fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, lines: &[Vec<String>]| {
            let mut writer = csv::Writer::from_path(folder.join(name)).unwrap();
            lines.iter().for_each(|line| writer.write_record(line).unwrap());
            writer.flush().unwrap();
        };
        desk.write(tables::hand_in);
        for (name, table) in tables::TABLES {
            write(name, &desk.read(table));
        }
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
        if *report == "indicatori" {
            return format!("/statistiche/indicatori.csv?anno={}", &period.0[..4]);
        }
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

/// Every part of the overview, of the indicators and of every report of questions but that of the needs, which is made of words: by every
/// property, narrowed and not, over two years and over some days.
fn asked(today: &str) -> Vec<Asked> {
    let long = ("2025-01-01".to_owned(), today.to_owned());
    let short = ("2026-08-17".to_owned(), "2026-11-09".to_owned());
    let quarter = ("2026-07-01".to_owned(), "2026-09-30".to_owned());
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
    for part in ["settimane", "arretrato", "eta-delle-aperte", "ore-di-arrivo", "calendario"] {
        ask("andamento", part, "", "", "", ("", ""), &long);
        ask("andamento", part, "", "", "", ("area", "servizi-territoriali"), &short);
    }
    for against in ["anno", "prima"] {
        for period in [&short, &quarter] {
            ask("confronto", "cambiamenti", "", "", against, ("", ""), period);
            ask("confronto", "cambiamenti", "", "", against, ("chi", "worker"), period);
        }
    }
    for part in ["totale", "sla-mensile", "sla-argomenti", "domande-risparmiate"] {
        ask("panoramica", part, "", "", "", ("", ""), &long);
        ask("panoramica", part, "", "", "", ("", ""), &short);
    }
    for year in ["2025", "2026"] {
        let days = (format!("{year}-01-01"), format!("{year}-12-31"));
        ask("indicatori", "indicatori", "", "", "", ("", ""), &days);
    }
    for by in properties {
        for part in ["giudizi", "chi-non-risponde", "differenze"] {
            ask("soddisfazione", part, by, "", "", ("", ""), &long);
        }
        for part in ["riaperture", "differenze"] {
            ask("riaperture", part, by, "", "", ("", ""), &long);
        }
    }
    for (period, filter) in [(&long, ("", "")), (&short, ("chi", "worker"))] {
        for part in ["giudizi", "differenze", "puntualita", "trimestri"] {
            ask("soddisfazione", part, "area", "", "", filter, period);
        }
        for part in ["riaperture", "nel-tempo", "seconde-risposte"] {
            ask("riaperture", part, "area", "", "", filter, period);
        }
        for part in [
            "lavoro",
            "carico",
            "prime-risposte",
            "argomenti",
            "presa-in-carico",
            "lavoro-per-ente",
            "prime-risposte-per-ente",
        ] {
            ask("esperte", part, "", "", "", filter, period);
        }
        ask("approvazioni", "schede", "area", "", "", filter, period);
    }
    for by in ["area", "chi", "canale", "giro"] {
        ask("approvazioni", "risposte", by, "", "", ("", ""), &long);
    }
    for by in ["area", "esperta", "ente"] {
        ask("approvazioni", "risposte", by, "", "", ("chi", "worker"), &long);
    }
    all
}
