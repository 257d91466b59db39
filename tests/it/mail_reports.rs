//! What mail servers and providers of certified mail say of the desk's mails: bound to the mail, and what follows from it.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::intake::{IncomingState, Reason};
use dialoga::kernel::ids::TicketId;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{accounts, outbox};
use diesel::prelude::*;

use crate::support::desk::Desk;
use crate::support::incoming::{Fate, Letter};
use crate::support::mailbox::Mail;
use crate::support::on_both_databases;

const ADA: &str = "ada@casa.example";
const SENDER: &str = "Ada Verdi <ada@casa.example>";
const DAEMON: &str = "Mail Delivery System <MAILER-DAEMON@mx.example>";

/// A report as Postfix writes it (RFC 3464), of a mail of the desk.
fn report(of: &Mail, recipient: &str, action: &str, status: &str) -> Letter {
    let id = of.header("Message-ID").unwrap();
    let text = format!(
        "--b\nContent-Type: text/plain\n\nI could not deliver your mail.\n\n--b\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n\
         Diagnostic-Code: smtp; 550 {status} says the server\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {id}\n\n--b--"
    );
    Letter::new(DAEMON, "Undelivered Mail Returned to Sender", &text)
        .with("Content-Type", "multipart/report; report-type=delivery-status; boundary=b")
        .with("Message-ID", &format!("<{}.{status}@mx.example>", id.len()))
        .with("Auto-Submitted", "auto-replied")
        .between(Some(""), None)
}

/// A receipt of certified mail, by its header alone (RFC 6109, 3.1).
fn receipt(of: &Mail, event: &str) -> Letter {
    Letter::new("posta-certificata@pec.example", &format!("{event}: la tua domanda"), "Ricevuta")
        .with("X-Ricevuta", event)
        .with("X-Riferimento-Message-ID", &of.header("Message-ID").unwrap())
        .with("Message-ID", &format!("<{event}@pec.example>"))
}

fn question(desk: &Desk) -> TicketId {
    let letter = Letter::new(SENDER, "Congedo parentale", "Buongiorno, quanti mesi di congedo ho?");
    desk.mail_in(&letter).2.unwrap()
}

fn is_bound(fate: Fate, reason: Reason, ticket: TicketId) {
    assert_eq!(fate, (IncomingState::Taken, Some(reason), Some(ticket)));
}

fn mails_to(desk: &Desk, address: &str) -> usize {
    desk.mails().iter().filter(|mail| mail.to == address).count()
}

/// Of the mails about a question to one address, in their order: which, its state, the last problem.
fn standing(desk: &Desk, ticket: TicketId, address: &str) -> Vec<(String, String, Option<String>)> {
    let address = address.to_owned();
    desk.read::<_, DbError>(move |conn| {
        let reader = accounts::table.filter(accounts::email.eq(address)).select(accounts::id.nullable());
        let rows = outbox::table.filter(outbox::ticket_id.eq(ticket)).order(outbox::id.asc());
        Ok(rows
            .filter(outbox::recipient_id.eq_any(reader))
            .select((outbox::mail, outbox::state, outbox::last_problem))
            .load(conn)?)
    })
}

fn failed(mail: &str, problem: &str) -> (String, String, Option<String>) {
    (mail.to_owned(), "failed".to_owned(), Some(problem.to_owned()))
}

fn sent(mail: &str) -> (String, String, Option<String>) {
    (mail.to_owned(), "sent".to_owned(), None)
}

on_both_databases! {
    fn an_address_that_does_not_exist_is_written_to_no_more_and_the_expert_knows(desk: &Desk) {
        let ticket = question(desk);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.claim(ticket.0);
        let back = report(&desk.last_mail_to(ADA), ADA, "failed", "5.1.1");
        is_bound(desk.mail_in(&back), Reason::DeliveryReport, ticket);
        desk.settle();
        assert!(desk.last_mail_to(&eva.email).subject.contains("non è stata consegnata"));
        let page = eva.open(&format!("/coda/{ticket}"));
        page.says("le email a questa persona tornano indietro").says("5.1.1 says the server").says("l’indirizzo non riceve posta");
        page.never_says("Le email non partite");
        let before = mails_to(desk, ADA);
        eva.answer(ticket.0, "Ha diritto a dieci mesi.");
        desk.settle();
        assert_eq!(mails_to(desk, ADA), before, "nothing is sent there");
        assert_eq!(standing(desk, ticket, ADA), [failed("receipt", "returned"), failed("answer", "undeliverable")]);

        // Whoever may do so sends it again, and the other with it.
        let max = desk.staff("Max Blu", Role::Coordinator);
        max.open(&format!("/coda/{ticket}")).says("Le email non partite");
        let list = max.open("/amministrazione/posta?stato=non-inviate");
        list.says("Non è partita: le email a questa persona tornano indietro").says("L’email è tornata indietro");
        let again = list.attributes("form", "action").into_iter().find(|action| action.ends_with("/reinvio")).unwrap();
        list.form(&again).send(&max.browser).is(200);
        desk.settle();
        assert_eq!(mails_to(desk, ADA), before + 1);
        assert_eq!(standing(desk, ticket, ADA), [sent("receipt"), sent("answer")]);
        eva.open(&format!("/coda/{ticket}")).never_says("le email a questa persona tornano indietro");
    }

    fn all_that_is_sent_again_at_once_is_trusted_to_arrive_like_one(desk: &Desk) {
        let ticket = question(desk);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.claim(ticket.0);
        desk.mail_in(&report(&desk.last_mail_to(ADA), ADA, "failed", "5.1.1"));
        eva.answer(ticket.0, "Ha diritto a dieci mesi.");
        desk.settle();
        let max = desk.staff("Max Blu", Role::Coordinator);
        let list = max.open("/amministrazione/posta?stato=non-inviate");
        list.form("/amministrazione/posta/reinvio").send(&max.browser).is(200);
        desk.settle();
        assert_eq!(standing(desk, ticket, ADA), [sent("receipt"), sent("answer")]);
        eva.open(&format!("/coda/{ticket}")).never_says("le email a questa persona tornano indietro");
    }

    fn what_she_asks_for_is_sent_all_the_same_and_her_pages_tell_her_what_is_not(desk: &Desk) {
        let ada = desk.worker("Ada Verdi");
        let ticket = TicketId(ada.ask("non-so", "Congedo parentale", "Quanti mesi di congedo ho?").number());
        desk.mail_in(&report(&desk.last_mail_to(&ada.email), &ada.email, "failed", "5.1.1"));
        let phone = desk.browser();
        let form = phone.get("/segui").form("/segui").with("number", &ticket.to_string());
        form.with("email", &ada.email).send(&phone).is(200);
        let before = standing(desk, ticket, &ada.email);
        assert_eq!(before[0], failed("receipt", "returned"));
        let mail = desk.last_mail_to(&ada.email);
        assert_eq!(standing(desk, ticket, &ada.email)[1], sent("follow-link"));
        // The link was in an earlier mail too: that it is opened shows nothing.
        let link = mail.link("/segui/");
        let page = phone.get(&link);
        page.is(200).says("Le nostre email non ti arrivano").never_says(&ada.email);
        assert_eq!(standing(desk, ticket, &ada.email)[0], failed("receipt", "returned"));
        page.form(&format!("{link}/email")).send(&phone).is(200).says("Proviamo di nuovo");
        desk.settle();
        assert_eq!(standing(desk, ticket, &ada.email)[0], sent("receipt"));
        phone.get(&link).never_says("Le nostre email non ti arrivano");
    }

    fn what_was_not_sent_leaves_when_she_writes_again(desk: &Desk) {
        let ticket = question(desk);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.claim(ticket.0);
        let receipt = desk.last_mail_to(ADA);
        desk.mail_in(&report(&receipt, ADA, "failed", "5.2.1"));
        eva.answer(ticket.0, "Ha diritto a dieci mesi.");
        desk.settle();
        assert_eq!(standing(desk, ticket, ADA), [failed("receipt", "returned"), failed("answer", "undeliverable")]);
        let more = Letter::new(SENDER, "Re: x", "Non ho ricevuto niente").answering(&receipt);
        assert_eq!(desk.mail_in(&more).1, Some(Reason::Reply));
        desk.settle();
        assert!(standing(desk, ticket, ADA).starts_with(&[sent("receipt"), sent("answer")]));
        assert!(desk.mails().iter().any(|mail| mail.to == ADA && mail.subject.contains("ispost")));
    }

    fn a_full_mailbox_is_tried_again_another_day_and_not_for_ever(desk: &Desk) {
        let ticket = question(desk);
        let receipt = desk.last_mail_to(ADA);
        for (day, expected) in [(1, "queued"), (2, "queued"), (3, "failed")] {
            let back = report(&receipt, ADA, "failed", "5.2.2").with("Message-ID", &format!("<{day}@mx.example>"));
            is_bound(desk.mail_in(&back), Reason::DeliveryReport, ticket);
            let (_, state, problem) = standing(desk, ticket, ADA).remove(0);
            assert_eq!((state.as_str(), problem.as_deref()), (expected, Some("returned")), "day {day}");
            desk.settle();
            assert_eq!(standing(desk, ticket, ADA)[0].1, expected, "not before a day has passed");
            desk.wait(Duration::hours(25));
            desk.settle();
            let later = if expected == "queued" { "sent" } else { "failed" };
            assert_eq!(standing(desk, ticket, ADA)[0].1, later, "day {day}");
        }
        desk.may_leave_mail();
        let eva = desk.staff("Eva Neri", Role::Expert);
        let page = eva.open(&format!("/coda/{ticket}"));
        page.says("riparte tra un giorno").never_says("le email a questa persona tornano indietro");
    }

    fn a_delay_and_a_success_change_nothing_and_a_forged_report_neither(desk: &Desk) {
        let ticket = question(desk);
        let receipt = desk.last_mail_to(ADA);
        for (action, status) in [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("relayed", "2.1.9")] {
            let fate = desk.mail_in(&report(&receipt, ADA, action, status));
            assert_eq!(fate, (IncomingState::Discarded, Some(Reason::DeliveryReport), Some(ticket)));
        }
        // Whoever knows how the desk names its mails, and not its secret.
        let id = receipt.header("Message-ID").unwrap();
        let (words, rest) = id.rsplit_once('.').map(|(_, domain)| (id.split('.').next().unwrap(), domain)).unwrap();
        let forged = report(&receipt, ADA, "failed", "5.1.1").with_text(&id, &format!("{words}.{}@{rest}", "0".repeat(32)));
        assert_eq!(desk.mail_in(&forged).0, IncomingState::Discarded);
        let [(_, state, _)] = &standing(desk, ticket, ADA)[..] else { panic!("one mail") };
        assert_eq!(state, "sent");
    }

    fn a_mail_that_its_reader_passes_on_says_nothing_of_her_address(desk: &Desk) {
        let ticket = question(desk);
        for status in ["5.1.1", "5.2.2"] {
            let elsewhere = report(&desk.last_mail_to(ADA), "altrove@casa.example", "failed", status);
            assert_eq!(desk.mail_in(&elsewhere).0, IncomingState::Discarded);
        }
        assert_eq!(standing(desk, ticket, ADA), [sent("receipt")]);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.open(&format!("/coda/{ticket}")).never_says("tornan");
    }

    fn receipts_of_certified_mail_are_told_by_the_history_of_their_question(desk: &Desk) {
        desk.may_leave_mail();
        let ticket = question(desk);
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.claim(ticket.0);
        eva.answer(ticket.0, "Ha diritto a dieci mesi.");
        desk.settle();
        let answer = desk.last_mail_to(ADA);
        for event in ["accettazione", "preavviso-errore-consegna", "avvenuta-consegna"] {
            is_bound(desk.mail_in(&receipt(&answer, event)), Reason::PecReceipt, ticket);
        }
        let twice = receipt(&answer, "accettazione").with("Message-ID", "<again@pec.example>");
        is_bound(desk.mail_in(&twice), Reason::PecReceipt, ticket);
        let page = eva.open(&format!("/coda/{ticket}"));
        assert_eq!(page.text().matches("ricevuta PEC di accettazione").count(), 1);
        page.says("accettazione: l’email con la risposta è partita").says("consegna: l’email con la risposta è arrivata");
        page.says("dopo dodici ore l’email con la risposta non è ancora arrivata");
        let before = desk.mails().len();
        assert_eq!(desk.mail_in(&receipt(&answer, "presa-in-carico")).0, IncomingState::Discarded);
        is_bound(desk.mail_in(&receipt(&answer, "errore-consegna")), Reason::PecReceipt, ticket);
        desk.settle();
        assert!(standing(desk, ticket, ADA).contains(&failed("answer", "returned")));
        assert_eq!(desk.mails().len(), before + 1);
        assert!(desk.last_mail_to(&eva.email).text.contains("non l’ha ricevuta"));
    }

    fn a_password_set_by_a_mailed_link_shows_that_mails_arrive(desk: &Desk) {
        let ada = desk.worker("Ada Verdi");
        let topic = desk.topic_slug("congedi");
        let ticket = TicketId(ada.ask(&topic, "Congedo parentale", "Quanti mesi di congedo ho?").number());
        desk.settle();
        desk.mail_in(&report(&desk.last_mail_to(&ada.email), &ada.email, "failed", "5.1.1"));
        let browser = desk.browser();
        browser.get("/password/recupero").form("/password/recupero").with("email", &ada.email).send(&browser);
        desk.settle();
        let link = desk.last_mail_to(&ada.email).link("/password/nuova/");
        let form = browser.get(&link).form(&link);
        form.with("password", "quattro parole molto lunghe").send(&browser);
        desk.settle();
        assert!(standing(desk, ticket, &ada.email).iter().all(|(_, state, _)| state == "sent"));
    }
}
