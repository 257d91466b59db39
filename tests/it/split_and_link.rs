//! A question that is made of a later message, and questions that have to do with each other.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::ids::TicketId;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{messages, ticket_links, tickets as rows};
use dialoga::tickets;
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

/// A question of Anna's that Eva has taken, and in which she asked something else two hours later.
fn asked_twice(desk: &Desk) -> (Human, Human, i64) {
    let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
    let number = anna.ask(&desk.topic_slug("Congedi"), "Permessi", "Quanti giorni di permesso ho?").number();
    eva.claim(number).is(200);
    desk.wait(Duration::hours(2));
    let action = format!("/domande/{number}/messaggi");
    let form =
        anna.open(&format!("/domande/{number}")).form(&action).with("body", "Grazie. E il bonus nido?");
    form.with_file("attachments", "nido.txt", b"Nido.").send(&anna.browser).is(200);
    (anna, eva, number)
}

fn link(human: &Human, number: i64, other: &str) -> Page {
    let form = human.open(&format!("/coda/{number}")).form(&format!("/coda/{number}/collegamenti"));
    form.with("other", other).send(&human.browser)
}

fn links(desk: &Desk) -> Vec<(i64, i64, String)> {
    desk.read::<_, DbError>(|conn| {
        let all = ticket_links::table.order((ticket_links::low_id.asc(), ticket_links::high_id.asc()));
        Ok(all.select((ticket_links::low_id, ticket_links::high_id, ticket_links::kind)).load(conn)?)
    })
}

on_both_databases! {
    fn what_was_asked_in_a_later_message_becomes_a_question_of_its_own(desk: &Desk) {
        let (anna, eva, number) = asked_twice(desk);
        let received = desk.now();
        desk.wait(Duration::hours(5));
        let page = eva.open(&format!("/coda/{number}"));
        assert_eq!(page.texts("a[href*=separazione]").len(), 1, "the first words are the question itself");
        let page = eva.open(&page.link("Fanne una domanda a parte"));
        let action = format!("/coda/{number}/separazione");
        let form = page.is(200).form(&action);
        assert_eq!(form.value("body"), Some("Grazie. E il bonus nido?"));
        let refused = form.clone().with("body", "E il bonus nido?").send(&eva.browser);
        refused.is(422).says("Scrivi l’oggetto della domanda");
        let form = form.with("subject", "Bonus nido").with("body", "E il bonus nido?");
        let made = form.send(&eva.browser);
        made.is(200).says("Domanda a parte creata").says("Bonus nido").says("nido.txt").says("da cui è nata questa");
        let new = made.number();
        // Its promise counts from when the message came, and nobody holds it.
        let ticket = desk.read(move |conn| tickets::find(conn, TicketId(new))).unwrap();
        assert_eq!((ticket.created_at, ticket.due_at), (received, Some(received + Duration::hours(48))));
        assert_eq!((ticket.assignee, ticket.topic), (None, Some(desk.topic("Congedi"))));
        eva.open(&format!("/coda/{number}")).says("Grazie. E il bonus nido?").says("nata da questa");
        // Whoever asked is told, and finds each from the other.
        let mail = desk.last_mail_to(&anna.email);
        assert_eq!(mail.subject, format!("Una tua nuova domanda: n. {new}"));
        let own = anna.open(&format!("/domande/{new}"));
        own.says("E il bonus nido?").never_says("Grazie");
        anna.open(&own.link(&format!("n. {number}"))).says("Permessi").says(&format!("n. {new}"));
        // A second press makes no second one.
        form.send(&eva.browser).is(200).says("La domanda a parte non è stata creata");
        assert_eq!(links(desk), [(number, new, "split".to_owned())]);
    }

    fn no_mail_promises_a_day_that_has_passed(desk: &Desk) {
        let (anna, eva, number) = asked_twice(desk);
        desk.wait(Duration::hours(60));
        let page = eva.open(&eva.open(&format!("/coda/{number}")).link("Fanne una domanda a parte"));
        let new = page.form(&format!("/coda/{number}/separazione")).with("subject", "Bonus nido").send(&eva.browser).number();
        let told = format!("Una tua nuova domanda: n. {new}");
        let mails = desk.mails();
        let mail = mails.iter().find(|mail| mail.to == anna.email && mail.subject == told).unwrap();
        assert!(mail.text.contains("Avremmo dovuto risponderti entro"), "{}", mail.text);
        assert!(mail.text.contains("ti rispondiamo al più presto"), "{}", mail.text);
        assert!(!mail.text.contains("Ti rispondiamo entro"), "{}", mail.text);
    }

    fn only_what_whoever_asked_wrote_later_is_split_and_not_behind_a_colleagues_back(desk: &Desk) {
        let (anna, eva, number) = asked_twice(desk);
        let ida = desk.staff("Ida Verdi", Role::Expert);
        eva.note(number, "Una nota.").is(200);
        let all: Vec<(i64, String)> = desk.read::<_, DbError>(|conn| {
            Ok(messages::table.order(messages::id.asc()).select((messages::id, messages::kind)).load(conn)?)
        });
        let path = |message: i64| format!("/coda/{number}/separazione?messaggio={message}");
        for (index, (message, kind)) in all.iter().enumerate() {
            let wanted = if index == 1 { 200 } else { 404 };
            eva.open(&path(*message)).is(wanted);
            assert_eq!(kind == "question", index < 2);
        }
        ida.open(&path(all[1].0)).is(404);
        anna.open(&path(all[1].0)).is(404);
        let other = anna.ask("non-so", "Altro", "Altro?").number();
        eva.open(&format!("/coda/{other}/separazione?messaggio={}", all[1].0)).is(404);
    }

    fn questions_are_linked_both_ways_and_whoever_asked_does_not_know(desk: &Desk) {
        let (anna, bice) = (desk.worker("Anna Bianchi"), desk.worker("Bice Riva"));
        let eva = desk.staff("Eva Neri", Role::Expert);
        let one = anna.ask("non-so", "Permessi", "Quanti giorni?").number();
        let other = bice.ask("non-so", "Permessi in banca", "Anche a me?").number();
        for wrong in ["", "abc", "999", &one.to_string()] {
            link(&eva, one, wrong).is(422).says("Scrivi il numero di un’altra domanda che esiste");
        }
        link(&eva, one, &format!("n. {other}")).is(200).says("Domanda collegata.").says("Permessi in banca");
        // Again, and from the other side: there is one link.
        link(&eva, other, &one.to_string()).is(200).says("Permessi");
        assert_eq!(links(desk), [(one, other, "related".to_owned())]);
        for (human, number) in [(&anna, one), (&bice, other)] {
            human.open(&format!("/domande/{number}")).never_says("collegat").never_says("Domande collegate");
        }
        let page = eva.open(&format!("/coda/{other}"));
        page.says("Eva Neri ha collegato la domanda n. 1");
        page.form(&format!("/coda/{other}/collegamenti/elimina")).send(&eva.browser).is(200).says("Collegamento tolto.");
        assert_eq!(links(desk), []);
        eva.open(&format!("/coda/{one}")).never_says(&format!("/coda/{other}\""));
        // Linking makes nobody's answer stale.
        eva.claim(one).is(200);
        let form = eva.open(&format!("/coda/{one}")).form_holding(&format!("/coda/{one}/messaggi"), "visibility", "public");
        link(&eva, other, &one.to_string()).is(200);
        form.with("body", "Tre.").with("outcome", "answer").send(&eva.browser).is(200);
        anna.open(&format!("/domande/{one}")).says("Tre.");
    }

    fn a_topic_that_nobody_confirmed_is_no_surer_in_the_question_that_was_split_off(desk: &Desk) {
        let (_, eva, number) = asked_twice(desk);
        desk.write::<_, DbError>(move |conn| {
            diesel::update(rows::table.find(number)).set(rows::topic_proposed.eq(true)).execute(conn)?;
            Ok(())
        });
        let page = eva.open(&eva.open(&format!("/coda/{number}")).link("Fanne una domanda a parte"));
        let new = page.form(&format!("/coda/{number}/separazione")).with("subject", "Bonus nido").send(&eva.browser).number();
        let ticket = desk.read(move |conn| tickets::find(conn, TicketId(new))).unwrap();
        assert_eq!((ticket.topic, ticket.topic_proposed), (Some(desk.topic("Congedi")), true));
    }
}
