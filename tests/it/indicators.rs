//! The indicators of the plan and their targets, as the coordinator and the analyst see them. On both databases.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::schema::{accounts, ticket_profiles, tickets};
use dialoga::platform::db::{Conn, DbError, DbResult};
use diesel::prelude::*;

use crate::statistics::{a_member, a_question};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const PAGE: &str = "/statistiche/indicatori";
const TARGETS: &str = "/statistiche/indicatori/obiettivi";

/// Asks, and tells of the asker what would have been asked at registration.
fn ask(
    desk: &Desk,
    who: &Human,
    kind: &'static str,
    size: Option<&'static str>,
    children: Option<i32>,
) -> i64 {
    // The same words would be the same question, sent twice.
    let body = format!("Quanti mesi mi spettano? {kind} {size:?} {children:?}");
    let number = who.ask(&desk.topic_slug("Congedi"), "Congedo", &body).number();
    desk.write(move |conn: &mut Conn| -> DbResult<()> {
        diesel::update(tickets::table.find(number)).set(tickets::kind.eq(kind)).execute(conn)?;
        diesel::delete(ticket_profiles::table.find(number)).execute(conn)?;
        diesel::insert_into(ticket_profiles::table)
            .values((
                ticket_profiles::ticket_id.eq(number),
                ticket_profiles::company_size.eq(size),
                ticket_profiles::children.eq(children),
            ))
            .execute(conn)?;
        Ok(())
    });
    number
}

/// The count of an indicator in the file.
fn count(who: &Human, indicator: &str) -> String {
    let file = who.open(&format!("{PAGE}.csv"));
    file.is(200);
    let text = String::from_utf8(file.body.clone()).unwrap();
    let line = text.lines().find(|line| line.starts_with(&format!("2026,\"{indicator}\""))).unwrap();
    line.split(',').nth(3).unwrap().to_owned()
}

on_both_databases! {
    fn whoever_asks_counts_once_a_year(desk: &Desk) {
        let sara = desk.staff("Sara Blu", Role::Coordinator);
        let elena = desk.staff("Elena Neri", Role::Expert);
        sara.open(PAGE).is(200).says("Indicatori del piano, 2026").says("Nessun obiettivo");
        // What is a figure of the statistics has their definition.
        let answered = "Domande che hanno avuto una risposta, fino a questo momento, anche dopo la fine del periodo. Su: domande arrivate";
        sara.open(PAGE).says(answered).says("quelle ancora nei tempi e quelle chiuse senza risposta non contano");
        assert_eq!(count(&sara, "persons"), "0");
        let file = sara.open(&format!("{PAGE}.csv"));
        let described = "</statistiche/indicatori.json?anno=2026>; rel=\"describedby\"; type=\"application/json\"";
        assert_eq!(file.header("link"), Some(described));
        let lines: Vec<String> = file.html().lines().map(str::to_owned).collect();
        assert!(lines[0].ends_with(",\"definizione\",\"vista\"") && lines[1].ends_with(",\"interna\""), "{lines:?}");
        let (anna, bruno, ditta) = (desk.worker("Anna Rossi"), desk.worker("Bruno Gialli"), desk.worker("Carla Viola"));
        let first = ask(desk, &anna, "worker", None, Some(0));
        ask(desk, &anna, "worker", None, Some(2));
        let spam = ask(desk, &bruno, "worker", None, Some(1));
        ask(desk, &ditta, "enterprise", Some("micro"), None);
        sara.open("/statistiche").says(answered);
        ask(desk, &ditta, "enterprise", Some("small"), None);
        ask(desk, &ditta, "enterprise", None, None);
        let counts = |indicators: [&str; 4]| indicators.map(|indicator| count(&sara, indicator));
        assert_eq!(counts(["persons", "families", "micro", "small"]), ["2", "2", "0", "1"]);
        elena.press(spam, "spam");
        assert_eq!(counts(["persons", "families", "micro", "small"]), ["1", "1", "0", "1"]);
        // What becomes of the account changes nothing.
        desk.write(|conn: &mut Conn| -> DbResult<()> {
            let all = accounts::table.filter(accounts::role.eq("requester"));
            diesel::update(all).set((accounts::children.eq(None::<i32>), accounts::kind.eq(None::<String>))).execute(conn)?;
            Ok(())
        });
        assert_eq!(counts(["persons", "families", "micro", "small"]), ["1", "1", "0", "1"]);
        assert_eq!(counts(["answered", "bodies", "within", "entries"]), ["0", "0", "", "0"]);
        ask(desk, &desk.worker("Dario Bianchi"), "enterprise", None, None);
        assert_eq!(counts(["firms", "micro", "small", "medium"]), ["2", "0", "1", "0"], "one did not tell its size");
        elena.claim(first);
        elena.answer(first, "Dieci mesi.");
        assert_eq!(count(&sara, "answered"), "1");
        // Elena is of no body of the network.
        assert_eq!(count(&sara, "bodies"), "0");
    }

    fn outside_the_desk_nobody_sees_one_or_two(desk: &Desk) {
        let (sara, vera) = (desk.staff("Sara Blu", Role::Coordinator), desk.staff("Vera Rosa", Role::Analyst));
        for name in ["Anna Rossi", "Bruno Gialli", "Carla Viola", "Dora Bruna"] {
            ask(desk, &desk.worker(name), "worker", None, (name != "Dora Bruna").then_some(1));
        }
        ask(desk, &desk.worker("Ditta Uno"), "enterprise", Some("micro"), None);
        assert_eq!(["persons", "families", "firms", "micro"].map(|indicator| count(&sara, indicator)), ["4", "3", "1", "1"]);
        let hidden = "\"–\"".to_owned();
        // One firm would tell of the people how many are none.
        for indicator in ["persons", "families", "firms", "micro", "small"] {
            assert_eq!(count(&vera, indicator), hidden, "{indicator}");
        }
        vera.open(PAGE).is(200).says("Per riservatezza").never_says("Modifica gli obiettivi").never_says("Vista interna");
        sara.open(PAGE).is(200).says("Vista interna");
        // A form that chooses nothing sends an empty word.
        sara.open(&format!("{PAGE}?anno=")).is(200).says("Indicatori del piano, 2026");
        sara.open(&format!("{TARGETS}?anno=")).is(200).says("Obiettivi per il 2026");
        sara.browser.get(&format!("{PAGE}?anno=tanti")).is(400);
        for name in ["Ditta Due", "Ditta Tre"] {
            ask(desk, &desk.worker(name), "enterprise", Some("micro"), None);
        }
        let seen = || ["persons", "families", "firms", "micro", "small"].map(|indicator| count(&vera, indicator));
        let told = |words: [&str; 5]| words.map(str::to_owned);
        assert_eq!(seen(), told(["4", &hidden, "3", "3", "0"]), "one person would be no family");
        ask(desk, &desk.worker("Ditta Quattro"), "enterprise", None, None);
        // Of the questions by size those of the one without a size are withheld, and those of the micro firms with them.
        assert_eq!(seen(), told(["4", &hidden, &hidden, &hidden, "0"]), "the sum would tell of one without a size");
    }

    fn outside_people_of_days_that_no_table_counts_are_not_counted_either(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let october = Instant::midnight("2026-10-05".parse().unwrap());
            for place in 0..13 {
                let who = a_member(conn, &format!("anna{place}@esempio.it"), Role::Requester, None, now);
                let asked = if place == 12 { now - Duration::hours(2) } else { october + Duration::hours(place) };
                a_question(conn, who, None, asked)?;
            }
            Ok(())
        });
        let (sara, vera) = (desk.staff("Sara Blu", Role::Coordinator), desk.staff("Vera Rosa", Role::Analyst));
        sara.open(&format!("{TARGETS}?anno=2026")).form(TARGETS).with("persons", "24").send(&sara.browser).is(200);
        assert_eq!([&sara, &vera].map(|who| count(who, "persons")), ["13", "12"]);
        let told = "persone, imprese, enti e domande sono contati fino al 31 ottobre, e il loro passo è misurato a quel giorno";
        // Of 365 days 304 are over in October, and 328 today.
        vera.open(PAGE).is(200).says(told).says("Indietro: a oggi ne servivano almeno 20, ne mancano 8");
        sara.open(PAGE).is(200).never_says("sono contati fino").says("almeno 22, ne mancano 9");
    }

    fn what_counts_questions_opens_the_list_of_the_year_for_coordinators(desk: &Desk) {
        let (sara, vera) = (desk.staff("Sara Blu", Role::Coordinator), desk.staff("Vera Rosa", Role::Analyst));
        let (elena, anna) = (desk.staff("Elena Neri", Role::Expert), desk.worker("Anna Rossi"));
        for children in 0..4 {
            let number = ask(desk, &anna, "worker", None, Some(children));
            if children > 0 {
                elena.claim(number);
                elena.answer(number, "Dieci mesi.");
            }
        }
        let page = sara.open(PAGE);
        let list = "/statistiche/domande?dal=2026-01&al=2026-12&insieme=";
        assert_eq!(page.link("Entro la scadenza: 3"), format!("{list}entro-scadenza"));
        assert_eq!(page.link("Scadenza mancata: 0"), format!("{list}oltre-scadenza"));
        let answered = page.attributes(".dg-figure .dg-value a", "href");
        assert_eq!(answered, [format!("{list}risposte")], "only one figure counts questions alone");
        for set in ["risposte", "entro-scadenza"] {
            sara.open(&format!("{list}{set}")).is(200).says("3 domande, dalla più recente.");
        }
        // Of a year that is to come there is nothing to list, and nobody else is led there.
        for page in [sara.open(&format!("{PAGE}?anno=2027")), vera.open(PAGE)] {
            page.is(200).never_says("/statistiche/domande");
        }
    }

    fn targets_are_set_by_the_coordinator_and_every_change_is_kept(desk: &Desk) {
        let (sara, vera) = (desk.staff("Sara Blu", Role::Coordinator), desk.staff("Vera Rosa", Role::Analyst));
        for name in ["Anna Rossi", "Bruno Gialli", "Carla Viola"] {
            ask(desk, &desk.worker(name), "worker", None, None);
        }
        vera.browser.get_only(&format!("{TARGETS}?anno=2026")).is(404);
        let form = || sara.open(&format!("{TARGETS}?anno=2026")).form(TARGETS);
        let wrong = form().with("persons", "tante").with("within", "101").send(&sara.browser);
        wrong.is(422).says("da 1 a 1000000").says("da 1 a 100");
        let stale = form();
        form().with("persons", "3").with("micro", "1.000").with("within", "95 %").send(&sara.browser)
            .is(200).says("Gli obiettivi sono salvati");
        for reader in [&sara, &vera] {
            reader.open(PAGE).says("Obiettivo: 3").says("Obiettivo raggiunto").says("Obiettivo: 95%").says("Indietro: a oggi ne servivano almeno 899");
        }
        // Whoever had read the page before is told, and keeps what she typed.
        let told = stale.with("persons", "7").send(&sara.browser);
        told.is(409).says("Nel frattempo qualcuno ha cambiato gli obiettivi");
        told.form(TARGETS).send(&sara.browser).is(200);
        form().with("persons", "").with("micro", "1000").send(&sara.browser).is(200);
        let page = sara.open(&format!("{TARGETS}?anno=2026"));
        page.says("Persone raggiunte: 3").says("Persone raggiunte: 7").says("Persone raggiunte: obiettivo tolto").says("Sara Blu");
        page.says("Risposte entro la scadenza: 95%");
        sara.open(&format!("{PAGE}?anno=2027")).is(200).says("Nessun obiettivo").never_says("Obiettivo:");
        for year in ["2019", "2028"] {
            sara.browser.get(&format!("{PAGE}?anno={year}")).is(404);
            sara.browser.get(&format!("{TARGETS}?anno={year}")).is(404);
        }
    }
}
