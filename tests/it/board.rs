//! The coordinator's board.

use chrono::Duration;
use dialoga::accounts::Role;

use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::statements::{count_statements, statements_of};

const ANY_TOPIC: &str = "non-so";

/// What the board says under a label.
fn fact(page: &crate::support::browser::Page, label: &str) -> String {
    let (labels, values) = (page.texts("#now dt"), page.texts("#now dd"));
    let place =
        labels.iter().position(|known| known == label).unwrap_or_else(|| panic!("no {label}: {labels:?}"));
    values[place].clone()
}

/// Reminders wait a while for others.
fn reminders_leave(desk: &Desk) {
    for _ in 0..3 {
        desk.settle();
        desk.wait(Duration::hours(1));
    }
}

on_both_databases! {
    fn the_board_says_what_is_late_what_is_due_and_who_holds_it(desk: &Desk) {
        let (anna, bruno) = (desk.worker("Anna Bianchi"), desk.worker("Bruno Gialli"));
        let (eva, carla) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Carla Blu", Role::Coordinator));
        let page = carla.open("/coda/quadro");
        page.says("Nessuna domanda è in ritardo").says("non scade nessuna domanda").says("Qualcuno si occupa di ogni domanda");
        let late = anna.ask(ANY_TOPIC, "Congedo", "Quanto dura il congedo?").number();
        eva.claim(late).is(200);
        desk.wait(Duration::hours(3));
        let today = bruno.ask(ANY_TOPIC, "Nido", "Ci sono posti al nido?").number();
        desk.wait(Duration::minutes(45 * 60 + 30));
        // Half an hour after its deadline the first is late, and the second is due before midnight.
        let page = carla.open("/coda/quadro");
        assert_eq!(fact(&page, "Da rispondere"), "2");
        assert_eq!(fact(&page, "In ritardo"), "1");
        assert_eq!(fact(&page, "Scadono oggi"), "1");
        assert_eq!(fact(&page, "Non ancora prese in carico"), "1");
        page.says("Oggi scade ancora una domanda").says("da troppo poco");
        assert!(page.link(&format!("n. {late} Congedo")).ends_with(&format!("/coda/{late}")));
        assert!(page.link(&format!("n. {today} Nido")).ends_with(&format!("/coda/{today}")));
        let rows = page.texts("section[aria-labelledby=people] tbody tr");
        assert!(rows.iter().any(|row| row.starts_with("Eva Neri 1 1 0 0 0")), "{rows:?}");
        // Each count leads to the list that it counts.
        carla.open("/coda?vista=overdue&chi=tutte").says("Congedo").never_says("Nido");
        carla.open("/coda?vista=today&chi=tutte").says("Nido").never_says("Congedo");
        eva.open("/coda/quadro").is(404);
        reminders_leave(desk);
    }

    fn the_pace_of_the_same_days_says_how_the_day_may_end(desk: &Desk) {
        let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
        let carla = desk.staff("Carla Blu", Role::Coordinator);
        let answered = |subject: &str| {
            let number = anna.ask(ANY_TOPIC, subject, &format!("Domanda: {subject}?")).number();
            desk.wait(Duration::minutes(5));
            eva.claim(number).is(200);
            eva.answer(number, "Ecco la risposta.").is(200);
        };
        // The desk opens on a Tuesday at half past ten.
        answered("La prima di tutte");
        desk.wait(Duration::minutes(60));
        answered("Martedì");
        desk.wait(Duration::days(7) - Duration::minutes(5));
        answered("Martedì dopo");
        answered("Martedì dopo, ancora");
        desk.wait(Duration::days(5) - Duration::minutes(10));
        for n in 0..4 {
            anna.ask(ANY_TOPIC, &format!("Domenica {n}"), &format!("Una domanda di domenica {n}"));
        }
        desk.wait(Duration::hours(48) - Duration::minutes(1));
        let page = carla.open("/coda/quadro");
        page.says("Oggi scadono ancora 4 domande. Al ritmo di sempre da 2 a 3 possono avere la risposta in ritardo");
        page.says("gli ultimi martedì dalle 11:34 a mezzanotte, dalla più recente: 2 · 1");
        reminders_leave(desk);
    }

    fn a_large_board_takes_as_many_statements_as_a_small_one(kind: &Kind) {
        count_statements();
        let Some(desk) = Desk::open_with(*kind, &[]) else { return };
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Blu", Role::Coordinator));
        let cost = || {
            // What happened before is taken in by the first look.
            carla.open("/coda/quadro").is(200);
            statements_of(&desk, || {
                carla.open("/coda/quadro").is(200);
            })
            .len()
        };
        let small = cost();
        assert!(small > 3, "nothing was counted");
        for n in 0..12 {
            let number = anna.ask(ANY_TOPIC, &format!("Domanda {n}"), &format!("Testo {n}")).number();
            if n % 2 == 0 {
                carla.claim(number).is(200);
            }
        }
        desk.wait(Duration::hours(50));
        let large = cost();
        assert!(large <= small + 1 && large < 20, "{large} statements instead of {small}");
        reminders_leave(&desk);
    }
}
