//! One question is followed by the link of a mail, without signing in: what it lets people do, and what never.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::db::DbResult;
use dialoga::platform::db::schema::accounts;
use diesel::prelude::*;

use crate::support::browser::{Browser, Page};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::{Human, PASSWORD};

/// A question of Anna's and the link that came with its receipt.
fn asked(desk: &Desk) -> (Human, Human, i64, String) {
    let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
    let number = anna.ask("non-so", "Permessi", "Quanti giorni di permesso ho?").number();
    let link = desk.last_mail_to(&anna.email).link("/segui/");
    (anna, carla, number, link)
}

/// The page of a link that is of no use.
#[track_caller]
fn is_useless(browser: &Browser, link: &str) -> Page {
    let page = browser.get(link);
    page.is(404).says("Questo link non vale più").says("Chiedi un nuovo link").never_says("Permessi");
    page
}

fn write(phone: &Browser, link: &str, text: &str) -> Page {
    phone.get(link).form(&format!("{link}/messaggi")).with("body", text).send(phone)
}

on_both_databases! {
    fn the_link_of_a_mail_leads_to_the_question_and_signs_nobody_in(desk: &Desk) {
        let (anna, carla, number, link) = asked(desk);
        let phone = desk.browser();
        let page = phone.get(&link);
        page.is(200).says("Quanti giorni di permesso ho?").says("Chi ha questo link può leggere questa domanda");
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert_eq!(page.header("x-robots-tag"), Some("noindex, nofollow"));
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
        assert!(page.attributes("main a", "href").iter().all(|href| !href.starts_with("/domande")), "nothing behind the sign-in");
        page.never_says("/link\"");
        phone.get(&format!("{link}?ricevuta=1")).is(200).never_says(&anna.email);
        let token = link.trim_start_matches("/segui/").to_owned();
        assert!(!page.texts(".dg-print-head")[0].contains(&token), "the secret is not printed");
        let paper = phone.get(&format!("{link}?stampa=1"));
        paper.is(200).says("Quanti giorni di permesso ho?");
        assert!(!paper.texts(".dg-print-head")[0].contains(&token));

        write(&phone, &link, "Ho due figli.").is(200).says("Messaggio inviato").says("Ho due figli.");
        carla.claim(number);
        carla.note(number, "La conosco.");
        carla.ask_back(number, "Di che età?");
        let mail = desk.last_mail_to(&anna.email);
        assert!(mail.text.contains("non inoltrarla"), "{}", mail.text);
        assert_eq!(mail.link("/domande"), format!("/domande/{number}"));
        let again = mail.link("/segui/");
        write(&phone, &again, "Tre e cinque anni.").says("Tre e cinque anni.").never_says("La conosco.");
        carla.answer(number, "Tre giorni al mese.");
        let answered = phone.get(&link);
        answered.says("Tre giorni al mese.");
        let rated = answered.form(&format!("{link}/valutazione")).with("helpful", "yes").send(&phone);
        rated.is(200).says("ti è stata utile. Grazie");
        let solved = rated.form(&format!("{link}/chiusura")).with("word", "Grazie a tutte").send(&phone);
        solved.says("Hai chiuso questa domanda");
        write(&phone, &link, "E i nonni?").says("la domanda è di nuovo aperta");

        assert_eq!(phone.cookie_names().iter().filter(|name| name.contains("dialoga")).count(), 0);
        for page in ["/domande", &format!("/domande/{number}"), "/profilo", "/profilo/dati.json"] {
            assert!(phone.get_only(page).redirect().is_some_and(|to| to.starts_with("/accesso")), "{page}");
        }
        carla.open(&format!("/coda/{number}")).says("E i nonni?").says("Grazie a tutte");
        // She herself has her own page, where she has signed in.
        assert_eq!(anna.browser.get_only(&link).redirect(), Some(format!("/domande/{number}")));
    }

    fn what_is_done_with_the_link_is_told_as_such_and_to_whoever_asked(desk: &Desk) {
        let (anna, carla, number, link) = asked(desk);
        let phone = desk.browser();
        let newest = || {
            let mail = desk.last_mail_to(&anna.email);
            (mail.subject.clone(), mail)
        };
        // On her own page it is no news to her.
        let before = desk.mails().len();
        anna.reply(number, "Ho due figli.");
        assert_eq!(desk.mails().len(), before);

        write(&phone, &link, "Anzi, tre.").is(200);
        let (subject, mail) = newest();
        assert_eq!(subject, format!("Nuovo messaggio nella tua domanda con il link di un’email (n. {number})"));
        assert!(mail.text.contains("Se non l’hai fatto tu") && mail.text.contains("Ti rispondiamo entro"), "{}", mail.text);
        assert!(!mail.raw.contains("tre"), "what was written stays on the page");
        assert_eq!(mail.link("/domande"), format!("/domande/{number}"));
        mail.link("/password/recupero");

        phone.get(&link).form(&format!("{link}/chiusura")).send(&phone).is(200);
        let (subject, mail) = newest();
        assert_eq!(subject, format!("La tua domanda è stata chiusa con il link di un’email (n. {number})"));
        assert!(mail.text.contains("qualcuno ha chiuso la tua domanda"), "{}", mail.text);

        // Opened again: one mail, with the new promise.
        let before = desk.mails().len();
        write(&phone, &link, "Mi serve ancora.").says("la domanda è di nuovo aperta");
        let hers: Vec<String> =
            desk.mails()[before..].iter().filter(|mail| mail.to == anna.email).map(|mail| mail.subject.clone()).collect();
        assert_eq!(hers, [format!("Nuovo messaggio nella tua domanda con il link di un’email (n. {number})")]);
        assert!(newest().1.text.contains("Ti rispondiamo entro"));

        let page = carla.open(&format!("/coda/{number}"));
        for words in ["ha scritto un messaggio", "ha detto di aver risolto e ha chiuso la domanda", "ha riaperto la domanda"] {
            page.says(&format!("{words} (con il link di un’email)"));
        }
        assert_eq!(page.text().matches("ha scritto un messaggio").count(), 2);
        assert_eq!(page.text().matches("ha scritto un messaggio (con").count(), 1);
        anna.open(&format!("/domande/{number}")).says("(con il link di un’email)");

        carla.claim(number);
        carla.answer(number, "Tre giorni.");
        let before = desk.mails().len();
        phone.get(&link).form(&format!("{link}/valutazione")).with("helpful", "no").send(&phone);
        carla.open(&format!("/coda/{number}")).says("ha detto che la risposta non basta (con il link di un’email)");
        assert_eq!(desk.mails().len(), before);
    }

    fn its_forms_need_their_token_and_its_files_are_those_of_the_question(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let ask = |subject: &str| {
            let form = anna.open("/domande/nuova").form("/domande/nuova").with("topic", "non-so").with("subject", subject);
            let form = form.with("body", "Quanti?").with_file("attachments", "nota.txt", b"Una nota.");
            let page = form.with("action", "send").send(&anna.browser);
            (page.is(200).number(), page.attributes("a.dg-attachment", "href").remove(0))
        };
        let (_, own_file) = ask("Permessi");
        let link = desk.last_mail_to(&anna.email).link("/segui/");
        let (_, other_file) = ask("Nido");
        let phone = desk.browser();
        let file = phone.get(&link).attributes("a.dg-attachment", "href").remove(0);
        assert_eq!(file, format!("{link}{own_file}"));
        let sent = phone.get(&file);
        assert_eq!(sent.is(200).body, b"Una nota.");
        assert_eq!(sent.header("referrer-policy"), Some("no-referrer"));
        phone.get(&format!("{link}{other_file}")).is(404);
        for action in ["messaggi", "chiusura", "valutazione"] {
            phone.post(&format!("{link}/{action}"), &[("body", "io"), ("helpful", "yes")]).is(403);
        }
        phone.get(&link).never_says("Hai chiuso questa domanda");
    }

    fn every_link_of_no_use_answers_the_same(desk: &Desk) {
        let (anna, carla, number, link) = asked(desk);
        let phone = desk.browser();
        let told = is_useless(&phone, "/segui/AQAAAAAAAATSAAAAAAAAAAc").text();
        let mut forged = link.clone();
        forged.pop();
        forged.push(if link.ends_with('A') { 'E' } else { 'A' });
        assert_eq!(is_useless(&phone, &forged).text(), told);
        assert_eq!(is_useless(&phone, &format!("{link}x")).text(), told);
        let form = phone.get(&link).form(&format!("{link}/messaggi")).with("body", "Sono io.");

        // Ended on her question's page; a mail that follows has another.
        let page = anna.open(&format!("/domande/{number}"));
        page.form(&format!("/domande/{number}/link")).send(&anna.browser).says("non valgono più");
        assert_eq!(is_useless(&phone, &link).text(), told);
        form.send(&phone).is(404).says("Questo link non vale più");
        carla.claim(number);
        carla.ask_back(number, "Di che età?");
        let second = desk.last_mail_to(&anna.email).link("/segui/");
        phone.get(&second).is(200).never_says("Sono io.");
        // With everything that lets anybody in.
        anna.open("/profilo").form("/profilo/sessioni/fine").send(&anna.browser);
        assert_eq!(is_useless(&phone, &second).text(), told);
        anna.sign_in();
        anna.reply(number, "Tre anni.");
        carla.answer(number, "Tre giorni.");
        let third = desk.last_mail_to(&anna.email).link("/segui/");
        phone.get(&third).is(200);
        let form = anna.open("/profilo").form("/profilo/password").with("current_password", PASSWORD);
        form.with("password", "un’altra frase che nessuno sa").send(&anna.browser).is(200);
        assert_eq!(is_useless(&phone, &third).text(), told);
    }

    fn a_link_outlives_its_question_by_so_many_days_and_never_an_account(desk: &Desk) {
        let (anna, carla, number, link) = asked(desk);
        let phone = desk.browser();
        carla.claim(number);
        carla.answer(number, "Tre giorni.");
        desk.wait(Duration::days(16));
        desk.run("ticket_times");
        desk.wait(Duration::days(29));
        phone.get(&link).is(200).says("si è chiusa da sola");
        desk.wait(Duration::days(2));
        is_useless(&phone, &link);
        anna.open(&format!("/domande/{number}")).is(200);
        anna.reply(number, "E ora?");
        // What was of no use any more stays so; what the desk mails now has another.
        is_useless(&phone, &link);
        carla.ask_back(number, "Di che età?");
        let link = desk.last_mail_to(&anna.email).link("/segui/");
        phone.get(&link).is(200);
        let became = |role: &'static str, state: &'static str| {
            desk.write(move |conn| {
                let anna = accounts::table.filter(accounts::name.eq("Anna Bianchi"));
                let columns = (accounts::role.eq(role), accounts::state.eq(state));
                diesel::update(anna).set(columns).execute(conn)?;
                DbResult::Ok(())
            });
        };
        for (role, state) in [("expert", "active"), ("coordinator", "active"), ("requester", "disabled"), ("requester", "pending")] {
            became(role, state);
            is_useless(&phone, &link);
        }
        became("requester", "active");
        phone.get(&link).is(200);
    }

    fn a_new_link_is_mailed_to_whoever_asked_and_nobody_else_learns_anything(desk: &Desk) {
        let (anna, _, number, link) = asked(desk);
        desk.worker("Bruna Neri");
        let stranger = desk.browser();
        let ask = |number: &str, email: &str| {
            let form = is_useless(&stranger, "/segui/niente").form("/segui");
            let page = form.with("number", number).with("email", email).send(&stranger);
            assert_eq!(page.is(200).path, "/segui/inviato");
            page.text()
        };
        let before = desk.mails().len();
        let told = ask("999999", &anna.email);
        assert_eq!(ask(&number.to_string(), "bruna.neri@esempio.it"), told);
        assert_eq!(ask(&number.to_string(), "nessuno@esempio.it"), told);
        assert_eq!(desk.mails().len(), before, "there is nobody to tell anything");
        assert_eq!(ask(&format!("n. {number}"), "Anna.Bianchi@esempio.it"), told);
        ask(&number.to_string(), &anna.email);
        let mails = desk.mails();
        assert_eq!(mails.len(), before + 1, "once a minute is enough");
        let mail = mails.last().unwrap();
        assert_eq!((&mail.to, mail.subject.as_str()), (&anna.email, format!("Il link per seguire la tua domanda (n. {number})").as_str()));
        assert_eq!(mail.link("/segui/"), link, "nothing ended it: it is the same");
        desk.browser().get(&link).is(200);
        let wrong = is_useless(&stranger, "/segui/niente").form("/segui").with("number", "boh").with("email", "anna");
        wrong.send(&stranger).is(422).says("Scrivi il numero della domanda");
    }

    fn without_links_mails_lead_to_the_sign_in(kind: &Kind) {
        let Some(desk) = Desk::open_with(*kind, &[("TICKETS__FOLLOW_DAYS", "0")]) else { return };
        let anna = desk.worker("Anna Bianchi");
        let number = anna.ask("non-so", "Permessi", "Quanti?").number();
        let mail = desk.last_mail_to(&anna.email);
        assert!(!mail.raw.contains("/segui"), "{}", mail.text);
        assert_eq!(mail.link("/domande"), format!("/domande/{number}"));
        anna.open(&format!("/domande/{number}")).never_says("Link nelle email");
    }

    fn the_link_of_a_question_that_became_part_of_another_ends_and_a_new_one_leads_there(desk: &Desk) {
        let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
        let first = anna.ask("non-so", "Permessi", "Quanti giorni di permesso ho?").number();
        let form = anna.open("/domande/nuova").form("/domande/nuova").with("topic", "non-so").with("subject", "Ancora permessi");
        let form = form.with("body", "E per due figli quanti sono?").with_file("attachments", "nota.txt", b"Una nota.");
        let second = form.with("action", "send").send(&anna.browser).is(200).number();
        let ending = anna.open(&format!("/domande/{second}")).form(&format!("/domande/{second}/link"));
        let old = desk.last_mail_to(&anna.email).link("/segui/");
        let phone = desk.browser();
        phone.get(&old).is(200).says("Ancora permessi");
        let page = eva.open(&format!("/coda/{second}/unione?con={first}"));
        page.form(&format!("/coda/{first}/unione")).send(&eva.browser).is(200);
        let form = is_useless(&phone, &old).form("/segui");
        form.with("number", &second.to_string()).with("email", &anna.email).send(&phone).is(200);
        let new = desk.last_mail_to(&anna.email).link("/segui/");
        let page = phone.get(&new);
        page.is(200).says("Permessi").says("E per due figli");
        let file = page.attributes("a.dg-attachment", "href").remove(0);
        assert_eq!(phone.get(&file).is(200).body, b"Una nota.");
        // Ended on a page that she still had open: those of the question that stays are meant.
        ending.send(&anna.browser).is(200);
        is_useless(&phone, &new);
    }
}
