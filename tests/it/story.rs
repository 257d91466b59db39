//! The whole story: a worker asks, an expert answers in time, the answer becomes knowledge that anyone finds.

use chrono::Duration;
use dialoga::accounts::Role;

use crate::support::on_both_databases;

const QUESTION: &str = "Mio figlio ha due anni: posso ancora chiedere il congedo parentale a ore?";
const ANSWER: &str = "Sì. Il congedo parentale spetta **fino ai dodici anni** del figlio, anche a ore.";

on_both_databases! {
    fn a_question_is_answered_in_time_and_becomes_knowledge(desk: &Desk) {
        let topic = desk.topic_slug("Leggi di conciliazione");
        let anna = desk.worker("Anna Bianchi");
        let carla = desk.staff("Carla Riva", Role::Expert);

        // Asked: the number and the promise in words, on the page and in the mail.
        let received = anna.ask(&topic, "Congedo parentale a ore", QUESTION);
        let number = received.number();
        received.is(200).says("giovedì 26 novembre 2026, ore 10:30").says(&number.to_string());
        let receipt = desk.last_mail_to(&anna.email);
        assert!(receipt.text.contains("giovedì 26 novembre 2026, ore 10:30"), "{}", receipt.text);
        assert!(receipt.subject.contains(&number.to_string()), "{}", receipt.subject);
        assert!(!receipt.text.contains("due anni"), "the receipt does not repeat the question");

        // Seen in the queue, claimed, answered; a note stays inside.
        carla.open("/coda").is(200).says("Congedo parentale a ore");
        desk.wait(Duration::hours(3));
        carla.claim(number).is(200);
        carla.note(number, "Verificato con la circolare INPS.").is(200).says("Verificato con la circolare INPS.");
        carla.answer(number, ANSWER).is(200);
        let answered = desk.last_mail_to(&anna.email);
        assert!(answered.text.contains(&format!("/domande/{number}")), "{}", answered.text);

        // Read: the answer without the note, which appears nowhere for her.
        let page = anna.open(&format!("/domande/{number}"));
        page.is(200).says("fino ai dodici anni").never_says("circolare INPS");

        // Asked again: a new promise of its own.
        anna.reply(number, "E il padre?").is(200);
        anna.open(&format!("/domande/{number}")).says("giovedì 26 novembre 2026, ore 13:30");
        carla.answer(number, "Anche il padre.").is(200);
        anna.open(&format!("/domande/{number}")).says("Anche il padre.");
    }

    fn what_is_asked_by_one_is_not_seen_by_another(desk: &Desk) {
        let topic = desk.topic_slug("Servizi territoriali");
        let anna = desk.worker("Anna Bianchi");
        let bruna = desk.worker("Bruna Neri");
        let number = anna.ask(&topic, "Nido di quartiere", "Quale nido è aperto in agosto?").number();
        bruna.browser.get(&format!("/domande/{number}")).is(404).never_says("Nido di quartiere");
        bruna.browser.get(&format!("/coda/{number}")).is(404);
        let signed_out = desk.browser().get(&format!("/domande/{number}"));
        assert!(signed_out.path.starts_with("/accesso?next="), "{}", signed_out.path);
    }
}
