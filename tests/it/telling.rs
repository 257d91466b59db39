//! Whoever got an answer that cites an act is told what changed for her: once, by a mail of her own, and as no answer. On both databases.

use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::schema::{
    accounts, clock_events, cycles, messages, norm_tellings, outbox, tickets,
};
use dialoga::platform::db::{Conn, DbResult};
use dialoga::tickets::actions;
use diesel::prelude::*;
use serde_json::Value;

use crate::support::desk::Desk;
use crate::support::mailbox::Mail;
use crate::support::on_both_databases;
use crate::support::people::Human;

const SUBJECT: &str = "È cambiata una norma della nostra risposta";
const MEANING: &str = "Per te significa che i giorni sono quattro.";

/// A question that was answered with these words; its number.
fn answered(desk: &Desk, expert: &Human, asker: &Human, subject: &str, answer: &str) -> i64 {
    let number = asker.ask("non-so", subject, "Come funziona?").number();
    expert.claim(number).is(200);
    expert.answer(number, answer).is(200);
    desk.follow();
    number
}

/// Notes that law 104 changed.
fn note(desk: &Desk, person: &Human) {
    let page = "/redazione/norme/legge-1992-104/cambiata";
    let form =
        person.open(page).form(page).with("changed_on", "2026-11-01").with("what", "I giorni sono quattro.");
    form.send(&person.browser).is(200);
    desk.settle();
}

/// Everything that is counted, or promised, or shown of where questions stand.
fn figures(desk: &Desk, coordinator: &Human) -> (Vec<String>, Vec<Vec<String>>) {
    let pages = [
        "/statistiche",
        "/statistiche/sla-mensile.csv",
        "/coda?vista=answered",
        "/coda?vista=todo",
        "/coda?vista=closed",
    ];
    let shown = pages.map(|page| coordinator.open(page).text()).to_vec();
    let stored = desk.read(|conn: &mut Conn| -> DbResult<_> {
        type Row =
            (i64, String, Option<Instant>, Option<Instant>, Option<Instant>, Option<bool>, Option<i64>);
        let columns = (
            tickets::id,
            tickets::state,
            tickets::due_at,
            tickets::answered_at,
            tickets::closed_at,
            tickets::helpful,
            tickets::assignee_id,
        );
        let of_tickets: Vec<Row> = tickets::table.order(tickets::id).select(columns).load(conn)?;
        let of_cycles: Vec<i64> = cycles::table.order(cycles::id).select(cycles::id).load(conn)?;
        let of_clocks: Vec<i64> =
            clock_events::table.order(clock_events::id).select(clock_events::id).load(conn)?;
        Ok(vec![
            of_tickets.iter().map(|row| format!("{row:?}")).collect(),
            of_cycles.iter().map(ToString::to_string).collect(),
            of_clocks.iter().map(ToString::to_string).collect(),
        ])
    });
    (shown, stored)
}

fn told(desk: &Desk) -> Vec<Mail> {
    desk.mails().into_iter().filter(|mail| mail.subject.starts_with(SUBJECT)).collect()
}

fn account(desk: &Desk, human: &Human) -> i64 {
    let email = human.email.clone();
    desk.read(move |conn: &mut Conn| -> DbResult<i64> {
        Ok(accounts::table.filter(accounts::email.eq(email)).select(accounts::id).first(conn)?)
    })
}

fn notices(desk: &Desk) -> i64 {
    desk.read(|conn: &mut Conn| -> DbResult<i64> {
        Ok(messages::table.filter(messages::kind.eq("notice")).count().get_result(conn)?)
    })
}

on_both_databases! {

    fn whoever_asked_is_told_what_changed_and_nothing_is_counted(desk: &Desk) {
        let (elena, carla) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Carla Bruni", Role::Coordinator));
        let (ada, anna) = (desk.staff("Ada Rossi", Role::Analyst), desk.worker("Anna Bianchi"));
        let bea = desk.worker("Bea Galli");
        let first = answered(desk, &elena, &anna, "Zafferano", "Vedi la legge 104/1992.");
        let second = answered(desk, &elena, &anna, "Cumino", "Sempre la legge 104/1992, art. 33.");
        let hers = answered(desk, &elena, &bea, "Origano", "Vedi la legge 104/1992.");
        let other = answered(desk, &elena, &anna, "Timo", "Vedi il D.Lgs. 151/2001.");
        anna.open(&format!("/domande/{first}")).form(&format!("/domande/{first}/chiusura")).send(&anna.browser).is(200);
        note(desk, &elena);
        let before = figures(desk, &carla);

        let list = elena.open("/redazione/norme?cosa=risposte");
        list.says("Risposte (3)");
        let pages = list.attributes("td a[href*='riga=']", "href");
        assert_eq!(pages.len(), 3);
        let page = elena.open(&pages[0]);
        page.is(200).says("Anna Bianchi").says("Zafferano").says("Cumino").never_says("Bea Galli").never_says("Timo");
        let action = page.attributes("main form", "action").remove(0);
        let form = page.form(&action);
        let offered = form.value("body_it").unwrap().to_owned();
        for words in ["L. 104/1992", "1º novembre 2026", "I giorni sono quattro."] {
            assert!(offered.contains(words), "{offered}");
        }
        assert!(form.value("body_en").is_none());
        // What it means for her has to be written first.
        form.clone().with("action", "send").send(&elena.browser).is(422).says("Completa le parole");
        form.clone().with("body_it", " ").with("action", "send").send(&elena.browser).is(422).says("Scrivi il testo");
        let form = form.with("body_it", &format!("È cambiata la **legge**.\n\n{MEANING}"));
        let seen = form.clone().with("action", "preview").send(&elena.browser);
        assert_eq!(seen.is(200).texts(".dg-preview strong"), ["legge"]);
        assert_eq!(notices(desk), 0, "a preview tells nobody");
        let form = form.with("action", "send");
        form.send(&elena.browser).is(200).says("Avviso inviato").says("Risposte (1)").says("Origano").never_says("Cumino");
        // A second press, and a colleague who had the page open.
        form.send(&elena.browser).is(200).says("Risposte (1)");
        carla.open(&pages[1]).is(200).says("Non c’è nessuno da avvisare");

        let mails = told(desk);
        assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [&anna.email]);
        let text = &mails[0].text;
        assert!(mails[0].subject.contains(&format!("(n. {second})")), "{}", mails[0].subject);
        assert!(text.contains("Zafferano") && text.contains("Cumino") && !text.contains("Timo"), "{text}");
        assert!(!text.contains("quattro"), "she did not choose to have the words of the desk in her mails: {text}");
        assert_eq!(notices(desk), 2);
        for number in [first, second] {
            let own = anna.open(&format!("/domande/{number}"));
            own.says("È cambiata una norma").says(MEANING);
            elena.open(&format!("/coda/{number}")).says(MEANING).says("ha avvisato chi ha chiesto che è cambiata una norma");
        }
        anna.open(&format!("/domande/{other}")).never_says("È cambiata una norma");
        bea.open(&format!("/domande/{hers}")).never_says("È cambiata una norma");
        // Without signing in too, by the link of the mail.
        desk.browser().get(&mails[0].link("/segui/")).is(200).says(MEANING);
        let copy: Value = serde_json::from_slice(&anna.open("/profilo/dati.json").body).unwrap();
        assert!(copy.to_string().contains("\"notice\"") && copy.to_string().contains("i giorni sono quattro"));
        let after = figures(desk, &carla);
        assert_eq!(after, before, "neither a figure nor a promise moved");

        // What she makes of it is hers: she opens the question again.
        anna.reply(second, "E per il mese scorso?").is(200);
        carla.open(&format!("/coda/{second}")).says("E per il mese scorso?");
        for who in [&ada, &anna] {
            who.open(&pages[2]).is(404);
        }
        elena.open("/redazione/norme/avvisi/99").is(404);
        elena.open("/redazione/norme/avvisi/1?riga=99").is(404);
        elena.open("/redazione/norme/avvisi/1?riga=x").is(404);
    }

    fn all_of_them_are_told_each_once(desk: &Desk) {
        let (elena, carla) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Carla Bruni", Role::Coordinator));
        let (anna, bea, dora) = (desk.worker("Anna Bianchi"), desk.worker("Bea Galli"), desk.worker("Dora Serra"));
        let (gone, again, careful) = (desk.worker("Gina Via"), desk.worker("Rita Riapre"), desk.worker("Pia Quattro"));
        let law = "Vedi la legge 104/1992.";
        answered(desk, &elena, &anna, "Zafferano", law);
        answered(desk, &elena, &anna, "Cumino", law);
        answered(desk, &elena, &bea, "Origano", law);
        answered(desk, &elena, &dora, "Salvia", law);
        answered(desk, &elena, &gone, "Menta", law);
        let open = answered(desk, &elena, &again, "Anice", law);
        again.reply(open, "E poi?").is(200);
        let four_eyes = answered(desk, &elena, &careful, "Ginepro", law);
        bea.open("/profilo").form("/profilo").with("mail_answer_text", "1").send(&bea.browser).is(200);
        let (topic, now) = (desk.topic("Discriminazioni"), desk.now());
        let (english, disabled) = (account(desk, &dora), account(desk, &gone));
        desk.write(move |conn| actions::set_topic_approvals(conn, &[(topic, Some(75))], now));
        desk.write(move |conn: &mut Conn| -> DbResult<()> {
            diesel::update(tickets::table.find(four_eyes)).set(tickets::topic_id.eq(topic)).execute(conn)?;
            diesel::update(accounts::table.find(english)).set(accounts::lang.eq("en")).execute(conn)?;
            diesel::update(accounts::table.find(disabled)).set(accounts::state.eq("disabled")).execute(conn)?;
            Ok(())
        });
        note(desk, &carla);

        let page = carla.open("/catalogo/norme/legge-1992-104").link("Avvisa chi ha ricevuto una risposta");
        let shown = carla.open(&page);
        shown.says("A chi: 3 persone").says("Una domanda è di nuovo aperta").says("ogni risposta va approvata");
        shown.says("Una persona non ha più un account o un indirizzo email").says("Menta");
        assert!(shown.texts("button[value=send]").is_empty(), "the words are looked at first");
        let form = shown.form(&page).with("body_it", MEANING).with("body_en", "For you there are **four** days.");
        let preview = form.with("action", "preview").send(&carla.browser);
        assert_eq!(preview.texts("button[value=send]"), ["Avvisa tutte le 3 persone"]);
        let form = preview.form(&page).with("action", "send");

        // Somebody else is to be told by now: the page is shown once more.
        let eva = desk.worker("Eva Nuova");
        desk.wait(chrono::Duration::seconds(-1));
        let late = answered(desk, &elena, &eva, "Alloro", law);
        desk.wait(chrono::Duration::seconds(1));
        desk.write(move |conn: &mut Conn| -> DbResult<()> {
            let answer: i64 = messages::table
                .filter(messages::ticket_id.eq(late).and(messages::kind.eq("answer")))
                .select(messages::id)
                .first(conn)?;
            use dialoga::platform::db::schema::norm_reviews;
            diesel::insert_into(norm_reviews::table)
                .values((norm_reviews::change_id.eq(1_i64), norm_reviews::message_id.eq(answer)))
                .execute(conn)?;
            Ok(())
        });
        let others = form.send(&carla.browser);
        others.is(200).says("le persone da avvisare sono cambiate");
        let form = others.form(&page).with("action", "send");
        let waits = form.send(&carla.browser);
        waits.is(200).says("Stiamo avvisando 4 persone").says("Una domanda è di nuovo aperta").never_says("Non c’è nessuno");
        form.send(&carla.browser).is(200).says("Stiamo avvisando 4 persone");
        assert_eq!(notices(desk), 0, "the request itself tells nobody");

        // Two nodes at once, and a run after all is done.
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| desk.run("norm_notices"));
            }
        });
        desk.run("norm_notices");
        assert_eq!(notices(desk), 5);
        let queued: i64 = desk.read(|conn: &mut Conn| -> DbResult<i64> {
            Ok(outbox::table.filter(outbox::mail.eq("change-told")).count().get_result(conn)?)
        });
        assert_eq!(queued, 0, "mails follow from the events");
        let mails: Vec<Mail> = desk
            .mails()
            .into_iter()
            .filter(|mail| mail.subject.starts_with(SUBJECT) || mail.subject.starts_with("A law in our answer"))
            .collect();
        let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, [&anna.email, &bea.email, &dora.email, &eva.email], "one each, to nobody else");
        let to = |human: &Human| mails.iter().find(|mail| mail.to == human.email).unwrap();
        assert!(to(&anna).text.contains("Zafferano") && to(&anna).text.contains("Cumino"));
        assert!(to(&bea).text.contains(MEANING), "she chose to have the words in her mails");
        assert!(to(&dora).subject.contains("A law in our answer"), "{}", to(&dora).subject);
        dora.open("/domande").link("Salvia");
        let after = carla.open(&page);
        after.says("4 persone sono già state avvisate").says("Non c’è nessuno da avvisare").says("Menta");
        carla.open("/redazione/norme?cosa=risposte").says("Risposte (3)");
        let waiting: i64 = desk.read(|conn: &mut Conn| -> DbResult<i64> {
            Ok(norm_tellings::table.filter(norm_tellings::told_at.is_null()).count().get_result(conn)?)
        });
        assert_eq!(waiting, 0);

        // Another change of the same act is told again.
        let noted = "/redazione/norme/legge-1992-104/cambiata";
        let form = carla.open(noted).form(noted).with("changed_on", "2026-11-20").with("what", "Sono cinque.");
        form.send(&carla.browser).is(200);
        desk.settle();
        carla.open("/redazione/norme/avvisi/2").says("A chi: 4 persone");
    }

    fn nobody_is_told_of_what_she_was_answered_anew_meanwhile(desk: &Desk) {
        let carla = desk.staff("Carla Bruni", Role::Coordinator);
        let (anna, bea) = (desk.worker("Anna Bianchi"), desk.worker("Bea Galli"));
        let number = answered(desk, &carla, &anna, "Zafferano", "Vedi la legge 104/1992.");
        answered(desk, &carla, &bea, "Origano", "Vedi la legge 104/1992.");
        note(desk, &carla);
        let page = "/redazione/norme/avvisi/1";
        let form = carla.open(page).form(page).with("body_it", MEANING);
        let form = form.with("action", "preview").send(&carla.browser).form(page).with("action", "send");
        form.send(&carla.browser).is(200);
        anna.reply(number, "E oggi?").is(200);
        desk.run("norm_notices");
        assert_eq!(notices(desk), 1);
        assert_eq!(told(desk).iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [&bea.email]);
        carla.open(page).says("Una domanda è di nuovo aperta").says("Una persona è già stata avvisata");
    }
}
