//! Whether an answer helped: said with a click in a mail and one on its page, asked for rarely, read by whom it concerns.

use chrono::Duration;
use dialoga::accounts::{Person, Role};
use dialoga::kernel::ids::TicketId;
use dialoga::kernel::text::{Body, Subject};
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{events, rating_requests, ratings, tickets};
use dialoga::tickets::Channel;
use dialoga::tickets::actions::{self, NewQuestion};
use diesel::prelude::*;
use serde_json::Value;

use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::mailbox::Mail;
use crate::support::{at_once, on_both_databases};

/// Verdict, reason, words and way of every rating.
type Row = (String, Option<String>, Option<String>, String);

fn rows(desk: &Desk) -> Vec<Row> {
    let columns = (ratings::verdict, ratings::reason, ratings::words, ratings::way);
    desk.read::<_, DbError>(move |conn| {
        Ok(ratings::table.order(ratings::cycle_id.asc()).select(columns).load(conn)?)
    })
}

fn helpful(desk: &Desk, number: i64) -> Option<bool> {
    let of_it = tickets::table.find(TicketId(number)).select(tickets::helpful);
    desk.read::<_, DbError>(move |conn| Ok(of_it.first(conn)?))
}

fn happened(desk: &Desk, kind: &'static str) -> i64 {
    desk.read::<_, DbError>(move |conn| {
        Ok(events::table.filter(events::kind.eq(kind)).count().get_result(conn)?)
    })
}

fn asks(mail: &Mail) -> bool {
    mail.text.contains("/valutazione?voto=")
}

fn answer(desk: &Desk, id: TicketId, carla: &Person) {
    act(desk, carla, move |conn, person, now| actions::claim(conn, id, person, now));
    act(desk, carla, move |conn, person, now| actions::answer(conn, id, &words("Sì."), person, now));
}

/// Reminders that were mailed so far.
fn reminders(desk: &Desk) -> usize {
    desk.mails().iter().filter(|mail| mail.subject.starts_with("La risposta ti è stata utile?")).count()
}

on_both_databases! {
    fn a_click_in_the_mail_and_one_on_the_page_say_it_and_opening_the_link_says_nothing(desk: &Desk) {
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
        let number = anna.ask("non-so", "Permessi", "Quanti giorni ho?").number();
        // Mails that leave together leave in no order: the receipt goes first.
        desk.settle();
        carla.claim(number);
        carla.answer(number, "Tre.");
        let mail = desk.last_mail_to(&anna.email);
        assert!(mail.text.contains("Bastano due clic"), "{}", mail.text);
        let phone = desk.browser();
        let links = ["voto=si", "voto=parte", "voto=no"].map(|word| mail.link(word));
        for (link, words) in links.iter().zip(["Sì, mi è stata utile", "In parte", "No, non ancora"]) {
            let page = phone.get(link);
            page.is(200).says(&format!("Hai scelto: {words}"));
            assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        }
        assert_eq!((rows(desk), helpful(desk, number)), (Vec::new(), None), "mail scanners open links");

        let vote = links[1].split('?').next().unwrap().to_owned();
        let page = phone.get(&links[1]);
        assert_eq!(page.attributes("form:has(input[name=helpful])", "action"), [vote.as_str()]);
        let said = page.form_holding(&vote, "helpful", "partly").send(&phone);
        said.is(200).says("utile in parte").says("Riapri la domanda");
        assert_eq!(rows(desk), [("partly".to_owned(), None, None, "link".to_owned())]);
        assert_eq!(helpful(desk, number), Some(false));
    }

    fn a_vote_counts_for_the_answer_that_it_was_asked_about_and_for_no_later_one(desk: &Desk) {
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
        let number = anna.ask("non-so", "Permessi", "Quanti giorni ho?").number();
        let (own, vote) = (format!("/domande/{number}"), format!("/domande/{number}/valutazione"));
        carla.claim(number);
        carla.answer(number, "Tre.");
        let mail = desk.last_mail_to(&anna.email);
        let (link, other) = (mail.link("voto=no"), mail.link("voto=si"));
        let phone = desk.browser();
        let by_mail = link.split('?').next().unwrap().to_owned();
        let voted = phone.get(&link).form_holding(&by_mail, "helpful", "no");
        let on_page = anna.open(&own).form(&vote).with("helpful", "no");
        let too_long = on_page.clone().forged("why", &"x".repeat(20_001));
        anna.reply(number, "E in agosto?");
        // While no answer is there, none is voted on.
        phone.get(&link).is(200).says("Nel frattempo la domanda è cambiata");
        carla.answer(number, "Anche.");

        for link in [&link, &other] {
            let page = phone.get(link);
            page.is(200).says("Nel frattempo ti abbiamo risposto di nuovo").never_says("Hai scelto");
            assert!(page.attributes("main form", "action").is_empty(), "nothing to press");
            page.link("Leggi la nuova risposta");
        }
        for (form, browser) in [(voted, &phone), (on_page, &anna.browser), (too_long, &anna.browser)] {
            form.send(browser).is(200).says("Il tuo voto riguardava la risposta di prima");
        }
        assert_eq!((rows(desk), helpful(desk, number)), (Vec::new(), None));
        // What names no answer, or none of this question, leads to where the newest is read and voted on.
        for odd in [by_mail.clone(), format!("{by_mail}?voto=no"), format!("{by_mail}?voto=no&risposta=999999")] {
            let to = phone.get_only(&odd).redirect().unwrap();
            assert!(to.ends_with("#valutazione") && to.starts_with("/segui/"), "{to}");
        }
        anna.open(&own).form(&vote).with("helpful", "yes").send(&anna.browser).says("ti è stata utile. Grazie");
        assert_eq!(rows(desk), [("yes".to_owned(), None, None, "page".to_owned())]);
    }

    fn the_reminder_asks_about_the_answer_that_was_asked_about(desk: &Desk) {
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
        let number = anna.ask("non-so", "Permessi", "Quanti giorni ho?").number();
        // Mails that leave together arrive in any order.
        assert!(desk.last_mail_to(&anna.email).subject.contains("ricevuto"));
        carla.claim(number);
        carla.answer(number, "Tre.");
        let asked = desk.last_mail_to(&anna.email).link("voto=parte");
        desk.wait(Duration::days(5) + Duration::hours(1));
        assert_eq!(reminders(desk), 1);
        let reminded = desk.last_mail_to(&anna.email).link("voto=parte");
        assert_eq!(reminded, asked);
        desk.browser().get(&reminded).is(200).says("Hai scelto: In parte");
    }

    fn what_was_said_can_be_explained_and_changed_and_is_read_by_whom_it_concerns(desk: &Desk) {
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
        let (dora, emma) = (desk.staff("Dora Neri", Role::Expert), desk.staff("Emma Sala", Role::Coordinator));
        let number = anna.ask("non-so", "Permessi", "Quanti giorni ho?").number();
        let own = format!("/domande/{number}");
        let vote = format!("{own}/valutazione");
        carla.claim(number);
        carla.answer(number, "Tre.");
        let page = anna.open(&own).form(&vote).with("helpful", "no").send(&anna.browser);
        page.says("Che cosa non andava?").says("Riapri la domanda");
        let form = page.form_holding(&vote, "helpful", "no");
        form.clone().with("reason", "boredom").send(&anna.browser).is(400);
        let form = form.with("reason", "off-point").with("why", "Io ho un contratto a chiamata.");
        form.clone().send(&anna.browser).is(200).says("non riguarda il mio caso").says("Io ho un contratto a chiamata.");
        let told = ("no".to_owned(), Some("off-point".to_owned()), Some("Io ho un contratto a chiamata.".to_owned()), "page".to_owned());
        assert_eq!(rows(desk), std::slice::from_ref(&told));
        let events = happened(desk, "ticket_rated");
        form.send(&anna.browser).is(200);
        anna.browser.post(&vote, &[("csrf_token", page.form(&vote).value("csrf_token").unwrap()), ("helpful", "no")]);
        assert_eq!((rows(desk), happened(desk, "ticket_rated")), (vec![told], events), "the same once more is nothing new");

        for who in [&carla, &emma] {
            let list = who.open("/coda/valutazioni");
            list.is(200).says("Permessi").says("Non utile").says("non riguarda il mio caso").says("contratto a chiamata");
        }
        dora.open("/coda/valutazioni").is(200).never_says("Permessi");
        emma.open("/amministrazione").link("Risposte che non sono bastate");
        carla.open(&format!("/coda/{number}")).says("ha detto che la risposta non basta: non riguarda il mio caso");
        let copy: Value = serde_json::from_slice(&anna.open("/profilo/dati.json").body).unwrap();
        let rating = &copy["questions"][0]["ratings"][0];
        assert_eq!((&rating["verdict"], &rating["reason"], &rating["way"]), (&"no".into(), &"off-point".into(), &"page".into()));
        assert_eq!(rating["words"], "Io ho un contratto a chiamata.");

        anna.open(&own).form_holding(&vote, "helpful", "yes").with("helpful", "yes").send(&anna.browser).says("ti è stata utile. Grazie");
        assert_eq!(rows(desk), [("yes".to_owned(), None, None, "page".to_owned())], "who is content has nothing to explain");
        assert_eq!(helpful(desk, number), Some(true));
        emma.open("/coda/valutazioni").never_says("Permessi");

        // The answer to what she asks again is another.
        let reopened = anna.reply(number, "E in agosto?");
        reopened.never_says("La risposta ti è stata utile?");
        let token = reopened.attributes("input[name=csrf_token]", "value").remove(0);
        anna.browser.post(&vote, &[("csrf_token", &token), ("helpful", "no")]).is(303);
        anna.open(&own).says("Nel frattempo la domanda è cambiata");
        assert_eq!(rows(desk).iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["yes"]);
        carla.answer(number, "Anche.");
        anna.open(&own).form(&vote).with("helpful", "no").send(&anna.browser);
        assert_eq!(rows(desk).iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["yes", "no"]);
    }

    fn nobody_is_asked_more_than_once_a_month_nor_reminded_more_than_once(desk: &Desk) {
        let (anna, carla) = (person(desk, "Anna", Role::Requester), person(desk, "Carla", Role::Expert));
        for subject in ["Nido", "Permessi", "Congedo"] {
            let id = ask(desk, &anna, subject);
            answer(desk, id, &carla);
            desk.wait(Duration::hours(1));
        }
        let asked = |desk: &Desk| desk.mails().iter().filter(|mail| asks(mail) && mail.subject.contains("pronta")).count();
        assert_eq!(asked(desk), 1, "three answers, one request");
        assert_eq!(reminders(desk), 0);
        desk.wait(Duration::days(5));
        assert_eq!(reminders(desk), 1);
        let last = desk.last_mail_to("anna@esempio.it");
        assert!(asks(&last) && last.text.contains("non te lo chiediamo più"), "{}", last.text);
        for day in 6..29 {
            desk.wait(Duration::days(1));
            if day % 7 == 0 {
                let id = ask(desk, &anna, &format!("Altra {day}"));
                answer(desk, id, &carla);
            }
            desk.settle();
        }
        assert_eq!((asked(desk), reminders(desk)), (1, 1));
        desk.wait(Duration::days(2));
        let id = ask(desk, &anna, "Ferie");
        answer(desk, id, &carla);
        assert_eq!((asked(desk), reminders(desk)), (1, 1), "a month has not passed since the reminder");
        desk.wait(Duration::days(6));
        let id = ask(desk, &anna, "Bonus");
        answer(desk, id, &carla);
        assert_eq!((asked(desk), reminders(desk)), (2, 1), "a month later she is asked again");
        // Who says it is not reminded.
        let yes = actions::Said::just(dialoga::kernel::rating::Verdict::Yes);
        act(desk, &anna, move |conn, person, now| actions::rate(conn, id, &yes, person, now));
        desk.wait(Duration::days(6));
        assert_eq!(reminders(desk), 1);
    }

    fn who_opened_the_question_again_or_never_asked_here_is_not_reminded(desk: &Desk) {
        let people = ["Anna", "Bruna", "Cinzia"].map(|name| person(desk, name, Role::Requester));
        let carla = person(desk, "Carla", Role::Expert);
        let [anna, bruna, cinzia] = &people;
        let imported = NewQuestion {
            channel: Channel::Email,
            topic: None,
            subject: Subject::parse("Dalla vecchia casella").unwrap(),
            body: Body::parse("Buongiorno").unwrap(),
            files: Vec::new(),
            submission_key: None,
            reference: Some("mbox-1".to_owned()),
        };
        let id = act(desk, anna, move |conn, person, now| actions::submit(conn, &dialoga::tickets::Router::default(), person, &imported, now)).ticket();
        answer(desk, id, &carla);
        let reopened = ask(desk, bruna, "Nido");
        answer(desk, reopened, &carla);
        act(desk, bruna, move |conn, person, now| actions::reopen(conn, reopened, person, now));
        let spam = ask(desk, cinzia, "Vinci");
        answer(desk, spam, &carla);
        act(desk, cinzia, move |conn, person, now| actions::reopen(conn, spam, person, now));
        act(desk, &carla, move |conn, person, now| actions::mark_spam(conn, spam, person, now));
        desk.wait(Duration::days(6));
        assert_eq!(reminders(desk), 0);
        assert!(desk.mailed().iter().all(|mail| mail.to != "anna@esempio.it" || !asks(mail)));
    }

    fn two_answers_at_the_same_moment_are_one_occasion_to_ask(desk: &Desk) {
        let (anna, carla) = (person(desk, "Anna", Role::Requester), person(desk, "Carla", Role::Expert));
        let ids = ["Nido", "Permessi", "Congedo", "Bonus"].map(|subject| ask(desk, &anna, subject));
        for id in ids {
            act(desk, &carla, move |conn, person, now| actions::claim(conn, id, person, now));
        }
        at_once(ids, |id| {
            act(desk, &carla, move |conn, person, now| actions::answer(conn, id, &words("Sì."), person, now));
        });
        let count = desk.read::<i64, DbError>(|conn| Ok(rating_requests::table.count().get_result(conn)?));
        assert_eq!(count, 1);
    }
}
