//! Who has a question open, what happens while somebody writes, and who holds it and does nothing.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::ids::TicketId;
use dialoga::tickets::actions::{self, Posted};
use dialoga::tickets::{self, TicketError, TicketState, Way};
use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::people::Human;
use crate::support::{at_once, on_both_databases};

const ANY_TOPIC: &str = "non-so";

/// What the script of a page says and is told.
fn speak_up(human: &Human, page: &Page, writing: bool) -> Value {
    let value = |attribute: &str| page.attributes("[data-desk]", attribute).remove(0);
    let (token, seen) = (value("data-csrf"), value("data-seen"));
    let fields =
        [("csrf_token", token.as_str()), ("seen", &seen), ("writing", if writing { "1" } else { "0" })];
    let told = human.browser.post_for_json(&format!("{}/presenza", page.path), &fields);
    told.is(200);
    serde_json::from_slice(&told.body).unwrap()
}

/// The page, once it says something that is written beside it.
fn once_it_says(human: &Human, path: &str, words: &str) -> Page {
    for _ in 0..500 {
        let page = human.open(path);
        if page.text().contains(words) {
            return page;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("{path} never says «{words}»: {}", human.open(path).text());
}

on_both_databases! {
    fn whoever_opens_a_question_sees_who_else_has_it_open(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        let number = anna.ask(ANY_TOPIC, "Permessi", "Quanti giorni?").number();
        let work = format!("/coda/{number}");
        let evas = eva.open(&work);
        let idas = once_it_says(&ida, &work, "Eva Neri sta leggendo");
        assert_eq!(speak_up(&eva, &evas, true)["others"], json!(["Ida Verdi sta leggendo"]));
        let told = speak_up(&ida, &idas, false);
        assert_eq!((&told["others"], &told["news"]), (&json!(["Eva Neri sta rispondendo"]), &Value::Null));
        desk.wait(Duration::seconds(61));
        assert_eq!(speak_up(&ida, &idas, false)["others"], json!(["Eva Neri ha aperto questa domanda oggi alle 10:30"]));
        ida.open(&work).says("Eva Neri ha aperto questa domanda oggi alle 10:30");
        // Nobody learns it who has no business at the desk.
        anna.open(&format!("/domande/{number}")).never_says("Eva Neri");
        desk.wait(Duration::days(1));
        desk.run("cleanup");
        assert_eq!(speak_up(&ida, &ida.open(&work), false)["others"], json!([]));
    }

    fn the_page_says_at_once_what_happened_while_somebody_writes(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let (eva, emma) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Emma Sala", Role::Coordinator));
        let number = anna.ask(ANY_TOPIC, "Permessi", "Quanti giorni?").number();
        let work = format!("/coda/{number}");
        eva.claim(number).is(200);
        let page = eva.open(&work);
        assert_eq!(speak_up(&eva, &page, true)["news"], Value::Null);
        anna.reply(number, "Ho due figli.").is(200);
        assert_eq!(speak_up(&eva, &page, true)["news"], json!("È arrivato un nuovo messaggio mentre scrivevi"));
        let page = eva.open(&work);
        emma.note(number, "Sentire l’INPS.").is(200);
        let news = json!("Mentre scrivevi, Emma Sala ha aggiunto una nota interna alle 10:30");
        assert_eq!(speak_up(&eva, &page, true)["news"], news);
        // A colleague who only reads or types changes nothing.
        let page = eva.open(&work);
        speak_up(&emma, &emma.open(&work), true);
        assert_eq!(speak_up(&eva, &page, true)["news"], Value::Null);
    }

    fn of_two_who_answer_at_once_one_is_first_and_the_other_is_shown_what_is_new(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let (elena, emma) = (person(desk, "Elena", Role::Expert), person(desk, "Emma", Role::Coordinator));
        for round in 0..5 {
            let id = ask(desk, &anna, &format!("Domanda {round}"));
            act(desk, &elena, move |conn, person, now| actions::claim(conn, id, person, now));
            let seen = desk.read(move |conn| tickets::find(conn, id)).unwrap().version;
            let outcomes = at_once([&elena, &emma], |person| {
                let (writer, now) = (person.clone(), desk.now());
                let mut text = words(&format!("Risposta di {}", person.name));
                text.seen_version = Some(seen);
                desk.app.db.write_blocking(move |conn| actions::answer(conn, id, &text, &writer, now))
            });
            let won = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Posted::Now))).count();
            let told = outcomes.iter().filter(|outcome| matches!(outcome, Err(TicketError::Stale))).count();
            assert_eq!((won, told), (1, 1), "{outcomes:?}");
        }
    }

    fn an_answer_never_crosses_a_new_message_unseen(desk: &Desk) {
        let (anna, elena) = (person(desk, "Anna", Role::Requester), person(desk, "Elena", Role::Expert));
        for round in 0..5 {
            let id = ask(desk, &anna, &format!("Domanda {round}"));
            act(desk, &elena, move |conn, person, now| actions::claim(conn, id, person, now));
            let seen = desk.read(move |conn| tickets::find(conn, id)).unwrap().version;
            let outcomes = at_once([true, false], |answers| {
                let (writer, now) = (if answers { &elena } else { &anna }.clone(), desk.now());
                let mut text = words("Ecco.");
                text.seen_version = Some(seen);
                desk.app.db.write_blocking(move |conn| match answers {
                    true => actions::answer(conn, id, &text, &writer, now).map(|_| ()),
                    false => actions::reply(conn, id, &text.body, &[], Way::Page, &writer, now).map(|_| ()),
                })
            });
            outcomes[1].as_ref().unwrap();
            let state = desk.read(move |conn| tickets::find(conn, id)).unwrap().state;
            match &outcomes[0] {
                // The message came after the answer: it opens the question again.
                Ok(()) => assert_eq!(state, TicketState::Assigned),
                Err(TicketError::Stale) => assert_eq!(state, TicketState::Assigned),
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    fn who_takes_a_question_and_does_nothing_gives_it_back_and_is_told(kind: &Kind) {
        let Some(desk) = Desk::open_with(*kind, &[("TICKETS__CLAIM_HOURS", "36")]) else { return };
        let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
        let number = anna.ask(ANY_TOPIC, "Permessi", "Quanti giorni?").number();
        let work = format!("/coda/{number}");
        eva.claim(number).is(200).says("Se per 36 ore non ci lavori, torna in coda");
        desk.wait(Duration::hours(35));
        desk.settle();
        // Looking at it is something.
        let page = eva.open(&work);
        speak_up(&eva, &page, false);
        desk.wait(Duration::hours(20));
        // So is writing.
        let form = eva.open(&work).form_holding(&format!("{work}/messaggi"), "visibility", "public");
        form.with("body", "Tre giorni").to(&format!("{work}/bozza")).send(&eva.browser).is(200);
        desk.wait(Duration::hours(35));
        desk.run("ticket_times");
        eva.open(&work).says("È in carico a te");
        // On Sunday evening nobody is there to take it.
        desk.wait(Duration::hours(37));
        desk.settle();
        let held = desk.read(move |conn| tickets::find(conn, TicketId(number))).unwrap().assignee;
        assert!(held.is_some(), "given back while the desk is closed");
        desk.wait(Duration::hours(16));
        desk.settle();
        let page = eva.open(&work);
        page.says("Nessuno l’ha ancora presa in carico").says("Tre giorni");
        page.says("Il sistema ha rimesso in coda la domanda: Eva Neri non ci lavorava da tempo");
        let mails = desk.mails();
        let told = mails.iter().find(|mail| mail.to == eva.email && mail.subject.contains("tornata in coda"));
        assert!(told.unwrap().text.contains("per 36 ore non ci hai lavorato"));
        anna.open(&format!("/domande/{number}")).never_says("rimesso in coda");
    }

    fn nobody_loses_a_question_that_waits_for_its_requester(kind: &Kind) {
        let Some(desk) = Desk::open_with(*kind, &[("TICKETS__CLAIM_HOURS", "36")]) else { return };
        let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
        let number = anna.ask(ANY_TOPIC, "Permessi", "Quanti giorni?").number();
        let work = format!("/coda/{number}");
        eva.claim(number).is(200);
        eva.ask_back(number, "Quanti figli hai?").is(200);
        desk.wait(Duration::days(4));
        desk.settle();
        anna.reply(number, "Due.").is(200);
        // From now on it is her turn again.
        desk.wait(Duration::hours(35));
        desk.run("ticket_times");
        eva.open(&work).says("È in carico a te");
        desk.wait(Duration::hours(42));
        desk.settle();
        eva.open(&work).says("Nessuno l’ha ancora presa in carico");
    }
}
