//! A coordinator moves a deadline: what everybody sees of it, what is refused, and what follows.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::event::Event;
use dialoga::kernel::ids::TicketId;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{clock_events, deadline_steps};
use dialoga::platform::events;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::form::Form;
use crate::support::people::Human;
use crate::support::{at_once, on_both_databases};

const REASON: &str = "Aspettiamo il parere dell’<INPS> & del sindacato.";

/// A question of Anna's that Eva has taken, and Dora, who coordinates.
fn taken(desk: &Desk) -> (Human, Human, Human, i64) {
    let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
    let dora = desk.staff("Dora Sala", Role::Coordinator);
    let number = anna.ask("non-so", "Permessi", "Quanti giorni di permesso ho?").number();
    eva.claim(number).is(200);
    // Mails that leave together leave in no order: those of before go first.
    desk.settle();
    (anna, eva, dora, number)
}

/// The form with which a question's deadline is moved.
fn form(who: &Human, number: i64) -> Form {
    who.open(&format!("/coda/{number}")).form(&format!("/coda/{number}/scadenza"))
}

/// Filled in.
fn to(form: Form, date: &str, time: &str) -> Form {
    form.with("due_date", date).with("due_time", time).with("reason", REASON)
}

/// How many times the deadline of a question was moved: as an event, and on its clock.
fn moved(desk: &Desk, number: i64) -> (usize, i64) {
    let recorded = desk.read(move |conn| events::of_ticket(conn, TicketId(number)));
    let events = recorded.iter().filter(|known| matches!(known.event, Event::DeadlineMoved { .. })).count();
    let corrections = desk.read::<_, DbError>(|conn| {
        Ok(clock_events::table.filter(clock_events::kind.eq("correction")).count().get_result(conn)?)
    });
    (events, corrections)
}

/// The steps recorded so far, of the one question there is.
fn steps(desk: &Desk) -> Vec<i32> {
    desk.settle();
    desk.read::<_, DbError>(|conn| {
        Ok(deadline_steps::table.order(deadline_steps::step).select(deadline_steps::step).load(conn)?)
    })
}

fn has_form(page: &Page) -> bool {
    page.html().contains("/scadenza\"")
}

/// The subjects of the mails to an address since there were `before` mails.
fn subjects(desk: &Desk, before: usize, to: &str) -> Vec<String> {
    let news = desk.mails().split_off(before);
    news.into_iter().filter(|mail| mail.to == to).map(|mail| mail.subject).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

on_both_databases! {
    fn a_moved_deadline_is_told_to_everybody_whom_it_concerns(desk: &Desk) {
        let (anna, eva, dora, number) = taken(desk);
        let (work, own) = (format!("/coda/{number}"), format!("/domande/{number}"));
        let before = desk.mails().len();
        desk.wait(Duration::hours(1));
        dora.open(&work).says("La scadenza è giovedì 26 novembre 2026, ore 10:30.")
            .says("48 ore in più: sabato 28 novembre 2026, ore 10:30").says("Al più tardi 23 gennaio 2027");
        let page = to(form(&dora, number), "30/11/2026", "9.15").send(&dora.browser);
        page.is(200).says("Scadenza spostata: avvisiamo chi ha fatto la domanda").says(&format!(
            "Scadenza spostata: era giovedì 26 novembre 2026, ore 10:30, ora è lunedì 30 novembre 2026, ore 09:15. Motivo: {REASON}"
        )).says("Dora Sala ha spostato la scadenza: era giovedì").never_says("<INPS>");
        assert_eq!(moved(desk, number), (1, 1));

        let page = anna.open(&own);
        page.says("Ti rispondiamo entro lunedì 30 novembre 2026, ore 09:15")
            .says("Abbiamo spostato la scadenza, che prima era giovedì 26 novembre 2026, ore 10:30.")
            .says(&format!("Il motivo: {REASON}")).never_says("Dora").never_says("<INPS>");
        assert_eq!(page.texts(".dg-timeline li").iter().filter(|step| step.contains(REASON)).count(), 1);
        anna.open("/domande").says("lunedì 30 novembre 2026, ore 09:15");

        let mail = desk.last_mail_to(&anna.email);
        assert_eq!(mail.subject, format!("Abbiamo spostato la scadenza della tua domanda (n. {number})"));
        let text = squeezed(&mail.text);
        assert!(text.contains("prima era giovedì 26 novembre 2026, ore 10:30") && text.contains("entro lunedì 30 novembre 2026, ore 09:15"), "{text}");
        assert!(!text.contains("INPS") && mail.link("/domande/") == own, "{text}");
        assert_eq!(subjects(desk, before, &eva.email), [format!("Nuova scadenza per la domanda n. {number}")]);
        assert!(!desk.last_mail_to(&eva.email).text.contains("INPS"));
        // Whoever did it is not told.
        assert!(subjects(desk, before, &dora.email).is_empty());

        let data: Value = serde_json::from_slice(&anna.open("/profilo/dati.json").body).unwrap();
        let question = &data["questions"][0];
        assert_eq!(question["answer_due_at"], json!("2026-11-30T08:15:00.000Z"));
        let moves = json!([{
            "at": "2026-11-24T10:30:00.000Z",
            "from": "2026-11-26T09:30:00.000Z",
            "to": "2026-11-30T08:15:00.000Z",
            "reason": REASON,
        }]);
        assert_eq!(question["deadlines_moved"], moves);

        // Answered after the first deadline and before the second: kept.
        desk.wait(Duration::hours(100));
        eva.answer(number, "Tre al mese.").is(200).says("Risposta in 4 giorni e 5 ore").never_says("oltre la scadenza");
        anna.open(&own).never_says("che prima era").says(REASON);
        let analyst = desk.staff("Lea Monti", Role::Analyst);
        analyst.open("/statistiche").says("Se chi coordina lo sportello l’ha spostata, conta quella nuova");
    }

    fn the_requester_reads_it_in_her_language_with_the_reason_if_her_mails_hold_texts(desk: &Desk) {
        let (anna, _, dora, number) = taken(desk);
        let form_of = anna.open("/profilo").form("/profilo").with("lang", "en").with("mail_answer_text", "1");
        form_of.send(&anna.browser).is(200);
        form(&dora, number).with("until", "24").with("reason", REASON).send(&dora.browser).is(200);
        let mail = desk.last_mail_to(&anna.email);
        assert_eq!(mail.subject, format!("We moved the deadline of your question (no. {number})"));
        let text = squeezed(&mail.text);
        assert!(text.contains("Friday 27 November 2026 at 10:30") && text.contains(&format!("The reason: {REASON}")), "{text}");
        assert!(!mail.html.contains("<INPS>"), "{}", mail.html);
    }

    fn the_queue_follows_the_new_deadline(desk: &Desk) {
        let (anna, _, dora, first) = taken(desk);
        desk.wait(Duration::hours(1));
        let second = anna.ask("non-so", "Nido", "Ci sono posti?").number();
        let rows = || dora.open("/coda?chi=tutte").attributes("tbody a", "href");
        let link = |number: i64| format!("/coda/{number}");
        assert_eq!(rows(), [link(first), link(second)]);
        form(&dora, first).with("until", "24").with("reason", REASON).send(&dora.browser).is(200);
        assert_eq!(rows(), [link(second), link(first)]);
        to(form(&dora, first), "2026-11-24", "18:00").send(&dora.browser).is(200);
        assert_eq!(rows(), [link(first), link(second)]);
        dora.open(&link(first)).says("In scadenza");
        desk.wait(Duration::hours(7));
        dora.open("/coda?chi=tutte").says("1 in ritardo");
    }

    fn only_a_coordinator_moves_it_and_only_while_an_answer_is_owed(desk: &Desk) {
        let (anna, eva, dora, number) = taken(desk);
        let path = format!("/coda/{number}/scadenza");
        assert!(!has_form(&eva.open(&format!("/coda/{number}"))));
        let seen = form(&dora, number).value("seen").unwrap().to_owned();
        let admin = desk.staff("Ugo Testa", Role::Admin);
        for (who, page) in [(&eva, "/coda"), (&anna, "/domande/nuova"), (&admin, "/profilo")] {
            let tokens = who.open(page).attributes("input[name=csrf_token]", "value");
            let fields = [
                ("csrf_token", tokens[0].as_str()),
                ("seen", &seen),
                ("due_date", "2026-11-30"),
                ("due_time", "09:00"),
                ("reason", REASON),
            ];
            who.browser.post(&path, &fields).is(404);
            // Nor what a mistake would tell.
            who.browser.post(&path, &fields[..2]).is(404);
        }
        assert_eq!(moved(desk, number), (0, 0));

        let late = to(form(&dora, number), "2026-11-30", "09:00");
        eva.answer(number, "Tre al mese.").is(200);
        let page = late.send(&dora.browser);
        page.is(409).says("la domanda ha avuto risposta o è stata chiusa").says(REASON);
        assert!(!has_form(&dora.open(&format!("/coda/{number}"))));
        dora.press(number, "chiusura").is(200);
        late.send(&dora.browser).is(409);
        assert_eq!(moved(desk, number), (0, 0));
        desk.wait(Duration::minutes(10));
        anna.reply(number, "E se cambio lavoro?").is(200);
        assert!(has_form(&dora.open(&format!("/coda/{number}"))));
        // The form of the first promise does not move the second.
        late.send(&dora.browser).is(409).says("Nel frattempo la scadenza è cambiata");
        assert_eq!(moved(desk, number), (0, 0));
    }

    fn what_cannot_be_promised_is_refused_in_words_and_nothing_typed_is_lost(desk: &Desk) {
        let (_, _, dora, number) = taken(desk);
        let before = desk.mails().len();
        let long = "x".repeat(501);
        for (date, time, reason, words) in [
            ("2026-11-24", "10:30", REASON, "è già passata"),
            ("2025-11-30", "10:30", REASON, "è già passata"),
            ("2026-11-26", "10:30", REASON, "La scadenza è già questa"),
            ("2027-01-24", "10:30", REASON, "troppo lontana: al massimo tra 60 giorni"),
            ("2027-03-28", "02:30", REASON, "comincia l’ora legale"),
            ("", "", REASON, "Scrivi il giorno"),
            ("2026-11-31", "10:30", REASON, "Scrivi il giorno"),
            ("2026-11-30", "", REASON, "Scrivi l’ora"),
            ("2026-11-30", "25:00", REASON, "Scrivi l’ora"),
            ("2026-11-30", "10:30", "  ", "Scrivi perché sposti la scadenza"),
            ("2026-11-30", "10:30", &long, "usa al massimo 500 caratteri"),
            ("2026-11-30", "10:30", "a\u{202E}b", "non si possono usare"),
            ("99999999999999999999-01-01", "'; DROP TABLE tickets", "<script>alert(1)</script>", "Scrivi il giorno"),
        ] {
            let page = form(&dora, number).with("due_date", date).with("due_time", time).with("reason", reason);
            let page = page.send(&dora.browser);
            page.is(422).says(words).never_says("<script>alert");
            let again = page.form(&format!("/coda/{number}/scadenza"));
            assert_eq!((again.value("due_date"), again.value("reason")), (Some(date), Some(reason)), "{words}");
            assert!(!page.attributes("details[open] input[name=due_date]", "id").is_empty(), "the fold is open");
        }
        let both = to(form(&dora, number).with("until", "48"), "2026-11-30", "10:30").send(&dora.browser);
        both.is(422).says("tieni una sola delle due cose");
        for seen in ["9223372036854775807", "-9223372036854775808", "8210266876799999999", "1"] {
            let forged = form(&dora, number).with("until", "48").with("reason", REASON).forged("seen", seen);
            forged.send(&dora.browser).is(409);
        }
        for seen in ["", "x", "92233720368547758079"] {
            to(form(&dora, number), "2026-11-30", "10:30").forged("seen", seen).send_only(&dora.browser).is(400);
        }
        assert_eq!(moved(desk, number), (0, 0));
        assert_eq!(desk.mails().len(), before);
    }

    fn pressed_twice_it_is_moved_once_and_of_two_coordinators_the_second_is_shown_what_is_new(desk: &Desk) {
        let (anna, _, dora, number) = taken(desk);
        let bea = desk.staff("Bea Costa", Role::Coordinator);
        let before = desk.mails().len();
        let (first, others) = (form(&dora, number), to(form(&bea, number), "2026-12-01", "12:00"));
        let twice = first.with("until", "24").with("reason", REASON);
        for _ in 0..2 {
            twice.send(&dora.browser).is(200).says("Scadenza spostata: avvisiamo");
        }
        assert_eq!(moved(desk, number), (1, 1));
        desk.wait(Duration::minutes(1));
        let page = others.send(&bea.browser);
        page.is(409).says("Nel frattempo la scadenza è cambiata").says("La scadenza è venerdì 27 novembre 2026, ore 10:30");
        assert_eq!(moved(desk, number), (1, 1));
        let again = page.form(&format!("/coda/{number}/scadenza"));
        assert_eq!((again.value("due_date"), again.value("reason")), (Some("2026-12-01"), Some(REASON)));
        again.send(&bea.browser).is(200).says("martedì 1º dicembre 2026, ore 12:00");
        assert_eq!(moved(desk, number), (2, 2));
        // Before the first was mailed it held no more.
        let text = squeezed(&desk.last_mail_to(&anna.email).text);
        assert!(text.contains("entro martedì 1º dicembre 2026, ore 12:00"), "{text}");
        assert_eq!(subjects(desk, before, &anna.email).len(), 1);
    }

    fn of_coordinators_who_move_it_at_once_one_wins(desk: &Desk) {
        let (_, _, dora, number) = taken(desk);
        let coordinators = ["Bea Costa", "Caio Serra", "Dino Pace"].map(|name| desk.staff(name, Role::Coordinator));
        let forms: Vec<_> = coordinators.iter().chain([&dora]).zip(1..)
            .map(|(who, day)| (to(form(who, number), &format!("2026-12-0{day}"), "12:00"), who.browser.copy()))
            .collect();
        let mut answers = at_once(forms, |(form, browser)| form.send_only(&browser).status);
        answers.sort_unstable();
        assert_eq!(answers, [303, 409, 409, 409]);
        assert_eq!(moved(desk, number), (1, 1));
    }

    fn steps_that_were_reached_stay_and_the_others_follow_the_new_deadline(desk: &Desk) {
        let (anna, eva, dora, number) = taken(desk);
        desk.wait(Duration::hours(25));
        assert_eq!(steps(desk), [50]);
        // Half of the time is gone; now there are 100 hours in all, and three quarters of them are 75.
        to(form(&dora, number), "2026-11-28", "14:30").send(&dora.browser).is(200);
        desk.wait(Duration::hours(24));
        assert_eq!(steps(desk), [50], "the first deadline reminds nobody any more");
        anna.open(&format!("/domande/{number}")).never_says("Siamo in ritardo");
        desk.wait(Duration::hours(27));
        assert_eq!(steps(desk), [50, 75]);
        let before = desk.mails().len();
        desk.wait(Duration::hours(25));
        assert_eq!(steps(desk), [50, 75, 100]);
        assert_eq!(subjects(desk, before, &anna.email), [format!("Siamo in ritardo con la tua risposta (n. {number})")]);
        assert_eq!(subjects(desk, before, &eva.email), [format!("In ritardo: domanda n. {number}")]);
        // Moved once more after it passed: what was told is not told again, the reminders count anew.
        to(form(&dora, number), "2026-12-02", "12:00").send(&dora.browser).is(200);
        anna.open(&format!("/domande/{number}")).never_says("Siamo in ritardo").says("mercoledì 2 dicembre 2026");
        desk.wait(Duration::days(2));
        assert_eq!(steps(desk), [50, 75, 100]);
        desk.wait(Duration::days(3));
        assert_eq!(steps(desk), [50, 75, 100, 101]);
        eva.answer(number, "Tre al mese.").is(200).says("oltre la scadenza");
    }

    fn while_details_are_missing_the_new_deadline_says_what_is_left_once_they_come(desk: &Desk) {
        let (anna, eva, dora, number) = taken(desk);
        desk.wait(Duration::hours(10));
        eva.ask_back(number, "Da quando lavori lì?").is(200);
        desk.settle();
        desk.wait(Duration::hours(10));
        dora.open(&format!("/coda/{number}")).says("Il tempo è fermo: aspettiamo un chiarimento").never_says("ore in più:");
        // In 50 hours.
        to(form(&dora, number), "2026-11-27", "08:30").send(&dora.browser).is(200).says("In pausa");
        let page = anna.open(&format!("/domande/{number}"));
        page.says("Quando ci scrivi, abbiamo 50 ore per risponderti.").says(REASON);
        let text = squeezed(&desk.last_mail_to(&anna.email).text);
        assert!(text.contains("quando ci scrivi, abbiamo 50 ore per risponderti"), "{text}");
        desk.wait(Duration::hours(30));
        anna.open(&format!("/domande/{number}")).says("abbiamo 50 ore");
        anna.reply(number, "Dal 2020.").is(200);
        // 50 hours after Thursday noon and a half.
        anna.open(&format!("/domande/{number}")).says("Ti rispondiamo entro sabato 28 novembre 2026, ore 14:30");
    }
}
