//! The register of norms as readers and the desk meet it, on both databases.

use std::io::Cursor;

use dialoga::accounts::Role;
use dialoga::catalogue::actions::import_all;
use dialoga::catalogue::import::read_lines;
use dialoga::platform::db::schema::{answer_norms, entry_norms, follower_cursors, norm_reviews};
use dialoga::platform::db::{Conn, DbResult};
use diesel::prelude::*;
use serde_json::json;

use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

fn import(desk: &Desk, title: &str, body: &str) {
    let line =
        json!({"reference": title, "kind": "answer", "title": title, "body": body, "topic": "Permessi"});
    let entries = read_lines(Cursor::new(line.to_string())).map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    desk.write(move |conn| import_all(conn, entries, now));
    desk.follow();
}

/// The number of an entry on the desk's list.
fn entry_of(person: &Human, title: &str) -> String {
    person.open("/redazione?stato=pubblicate").link(title)
}

/// Writes an entry anew, without handing it to the review.
fn rewrite(person: &Human, entry: &str, body: &str) {
    let form = person.open(entry).form(entry).with("body", body).with("rewritten", "1");
    form.with("action", "save").send(&person.browser).is(200);
}

/// Hands an entry to the review; the other publishes it.
fn publish(desk: &Desk, writer: &Human, reviewer: &Human, entry: &str) {
    let form = writer.open(entry).form(entry).with("rewritten", "1").with("action", "submit");
    form.send(&writer.browser).is(200);
    reviewer.open(entry).form(&format!("{entry}/pubblicazione")).send(&reviewer.browser).is(200);
    desk.follow();
}

/// A question that was answered with these words; its number.
fn answered(desk: &Desk, expert: &Human, subject: &str, answer: &str) -> i64 {
    let asker = desk.worker(&format!("Chi Chiede {subject}"));
    let number = asker.ask("non-so", subject, "Come funziona?").number();
    expert.claim(number).is(200);
    expert.answer(number, answer).is(200);
    desk.follow();
    number
}

/// Notes that an act changed.
fn note(desk: &Desk, person: &Human, norm: &str, what: &str) {
    let page = format!("/redazione/norme/{norm}/cambiata");
    let form = person.open(&page).form(&page).with("changed_on", "2026-11-01").with("what", what);
    form.send(&person.browser).is(200).says("Abbiamo segnato il cambiamento");
    desk.follow();
}

type Register = (Vec<(String, i64, i32, String)>, Vec<(String, i64, String)>);

fn register(conn: &mut Conn) -> DbResult<Register> {
    let entries = entry_norms::table.order((entry_norms::norm, entry_norms::entry_id)).load(conn)?;
    let columns = (answer_norms::norm, answer_norms::message_id, answer_norms::places);
    let order = (answer_norms::norm, answer_norms::message_id);
    Ok((entries, answer_norms::table.order(order).select(columns).load(conn)?))
}

const LAW: &str = "/catalogo/norme/legge-1992-104";

on_both_databases! {

    fn a_page_per_norm_shows_what_is_public_and_nothing_else(desk: &Desk) {
        let (elena, carla) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Carla Bruni", Role::Coordinator));
        let (ada, anna) = (desk.staff("Ada Rossi", Role::Analyst), desk.worker("Anna Bianchi"));
        let visitor = desk.browser();
        visitor.get("/catalogo/norme").is(200).says("Le norme citate appariranno qui");
        visitor.get(LAW).is(404);

        import(desk, "Permessi per assistere", "Tre giorni: art. 33, comma 3, l. n. 104/92.");
        import(desk, "Agevolazioni", "Lo dice la legge 5 febbraio 1992, n. 104.");
        import(desk, "Norme", "Non ne cita.");
        answered(desk, &elena, "Zafferano", "Gentile,\n\nvedi la legge 104/1992 e il D.Lgs. 151/2001.");

        let list = visitor.get("/catalogo/norme");
        assert_eq!(list.texts("tbody td:first-child a"), ["L. 104/1992"], "what answers alone cite is not public");
        assert_eq!(list.texts("tbody td:last-child"), ["2"]);
        let page = visitor.get(LAW);
        page.says("2 schede la citano").says("Permessi per assistere").says("art. 33 c. 3").says("Agevolazioni");
        page.never_says("Zafferano").never_says("Risposte che la citano").never_says("Segna che è cambiata");
        assert_eq!(page.link("Leggi il testo ufficiale"), "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:1992;104");
        assert_eq!(visitor.get("/catalogo/permessi-per-assistere").link("L. 104/1992"), LAW);
        visitor.get("/catalogo/norme/decreto-legislativo-2001-151").is(404);
        for who in [&ada, &anna] {
            who.open(LAW).is(200).never_says("Zafferano").never_says("Risposte che la citano");
            who.open("/catalogo/norme/decreto-legislativo-2001-151").is(404);
        }
        for who in [&elena, &carla] {
            who.open(LAW).is(200).says("Zafferano").says("lo vede solo chi lavora").says("Agevolazioni");
            who.open("/catalogo/norme/decreto-legislativo-2001-151").is(200).says("Zafferano");
        }

        // A revision that nobody has published yet, and what is withdrawn, even before the register has heard of it.
        let entry = entry_of(&elena, "Agevolazioni");
        rewrite(&elena, &entry, "Murena: lo dice il D.Lgs. 105/2022.");
        desk.follow();
        visitor.get(LAW).says("2 schede la citano").never_says("Murena");
        visitor.get("/catalogo/norme/decreto-legislativo-2022-105").is(404);
        let withdrawal = entry_of(&carla, "Permessi per assistere");
        let form = carla.open(&withdrawal).form(&format!("{withdrawal}/ritiro")).with("remark", "Superata.");
        form.send(&carla.browser).is(200);
        visitor.get(LAW).says("Una scheda la cita").never_says("Permessi per assistere");
        publish(desk, &elena, &carla, &entry);
        visitor.get(LAW).is(404);
        visitor.get("/catalogo/norme/decreto-legislativo-2022-105").is(200).says("Agevolazioni");
        assert_eq!(visitor.get("/catalogo/norme").texts("tbody td:first-child a"), ["D.Lgs. 105/2022"]);

        // The list has an address of its own, whatever an entry is called.
        visitor.get("/catalogo/norme-2").is(200).says("Non ne cita");
        for wrong in ["legge", "legge-1992", "legge-1992-0104", "x", "%00", "legge:1992;104"] {
            let status = visitor.get(&format!("/catalogo/norme/{wrong}")).status;
            assert!([400, 404].contains(&status), "{wrong} {status}");
        }
    }

    fn what_cites_a_changed_norm_is_looked_at_again(desk: &Desk) {
        let (elena, carla) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Carla Bruni", Role::Coordinator));
        import(desk, "Permessi per assistere", "Tre giorni: art. 33, comma 3, l. n. 104/92.");
        import(desk, "Agevolazioni", "Lo dice la legge 5 febbraio 1992, n. 104.");
        import(desk, "Altro", "Lo dice il D.Lgs. 151/2001.");
        let long_ago = answered(desk, &elena, "Remoto", "Vedi la legge 104/1992.");
        desk.wait(chrono::Duration::days(800));
        let first = answered(desk, &elena, "Zafferano", "Vedi la legge 104/1992.");
        let second = answered(desk, &elena, "Cumino", "Vedi la legge 104/1992, art. 3.");

        let form = "/redazione/norme/legge-1992-104/cambiata";
        let page = elena.open(form);
        page.says("2 schede pubbliche la citano").says("2 risposte degli ultimi 24 mesi");
        let wrong = page.form(form).with("changed_on", "ieri").with("what", " ").send(&elena.browser);
        wrong.is(422).says("Scrivi il giorno").says("Scrivi che cosa è cambiato");
        note(desk, &elena, "legge-1992-104", "I giorni sono quattro.");
        // Said twice it is one change.
        note(desk, &carla, "legge-1992-104", "I giorni sono quattro.");
        desk.browser().get(LAW).never_says("quattro");
        carla.open(LAW).says("I giorni sono quattro.");

        let list = carla.open("/redazione/norme");
        list.says("Schede (2)").says("Risposte (2)").says("Permessi per assistere").says("Agevolazioni").never_says("Altro");
        list.says("I giorni sono quattro.");
        let list = elena.open("/redazione/norme?cosa=risposte");
        list.says("Zafferano").says("Cumino").never_says("Remoto");
        assert!(long_ago < first && first < second);

        // Still right: the first entry, and the first answer.
        let confirm = |path: &str| {
            let page = elena.open(path);
            let action = page.attributes("td form", "action").remove(0);
            page.form(&action).send(&elena.browser).is(200).says("Confermato");
            page.form(&action).send(&elena.browser).is(200);
        };
        confirm("/redazione/norme");
        confirm("/redazione/norme?cosa=risposte");
        carla.open("/redazione/norme").says("Schede (1)").says("Risposte (1)").says("Agevolazioni");
        carla.open("/redazione/norme?cosa=risposte").says("Cumino").never_says("Zafferano");

        // Revised: a new version that is public, and a further answer.
        let entry = entry_of(&elena, "Agevolazioni");
        rewrite(&elena, &entry, "Lo dice la legge 104/1992, come è oggi.");
        desk.follow();
        carla.open("/redazione/norme").says("Schede (1)");
        publish(desk, &elena, &carla, &entry);
        carla.open("/redazione/norme").says("Schede (0)").says("Non c’è niente da ricontrollare");
        elena.press(second, "riapertura");
        elena.answer(second, "Vedi la legge 104/1992 di oggi.").is(200);
        desk.follow();
        carla.open("/redazione/norme").says("Risposte (0)");
        let outcomes: Vec<Option<String>> = desk.read(|conn: &mut Conn| -> DbResult<_> {
            Ok(norm_reviews::table.order(norm_reviews::id).select(norm_reviews::outcome).load(conn)?)
        });
        let told: Vec<&str> = outcomes.iter().flatten().map(String::as_str).collect();
        assert_eq!(told, ["still_right", "revised", "still_right", "revised"]);

        // Another change puts the same on the list again, as it is now.
        note(desk, &carla, "legge-1992-104", "I giorni sono cinque.");
        carla.open("/redazione/norme").says("Schede (2)").says("Risposte (3)");
    }

    fn a_register_that_is_read_anew_is_the_same(desk: &Desk) {
        let elena = desk.staff("Elena Neri", Role::Expert);
        import(desk, "Permessi per assistere", "Tre giorni: art. 33, comma 3, l. n. 104/92.");
        import(desk, "Congedi", "D.Lgs. 151/2001, artt. 32 e 33; circolare INPS 122/2022.");
        answered(desk, &elena, "Zafferano", "Vedi la legge 104/1992, il CCNL commercio e il CCNL commercio.");
        note(desk, &elena, "legge-1992-104", "I giorni sono quattro.");
        let before = desk.read(register);
        let reviews = |conn: &mut Conn| -> DbResult<i64> { Ok(norm_reviews::table.count().get_result(conn)?) };
        assert_eq!((before.0.len(), before.1.len(), desk.read(reviews)), (3, 2, 2));
        desk.write(|conn: &mut Conn| -> DbResult<()> {
            diesel::update(follower_cursors::table.filter(follower_cursors::name.like("norm_register%")))
                .set(follower_cursors::position.eq(0))
                .execute(conn)?;
            diesel::delete(entry_norms::table.filter(entry_norms::places.eq(""))).execute(conn)?;
            Ok(())
        });
        desk.follow();
        assert_eq!(desk.read(register), before);
        assert_eq!(desk.read(reviews), 2, "what was looked at, or waits, is not put on the list twice");
    }
}
