//! One address gets so many mails in an hour: what is more waits, in its order, and people are told once.

use chrono::Duration;
use dialoga::accounts::{Person, Role};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::text::Body;
use dialoga::platform::mail::SendProblem;
use dialoga::platform::mail::outbox::{self, Counts, Listed, OutboxState};
use dialoga::tickets::{Way, actions};

use crate::support::cast::{act, ask, person, person_who_signs_in};
use crate::support::databases::Kind;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

fn narrow(kind: Kind) -> Desk {
    let settings = [("MAIL__MOST_PER_REQUESTER_HOUR", "5"), ("MAIL__MOST_PER_COLLEAGUE_HOUR", "3")];
    let desk = Desk::open_with(kind, &settings).unwrap();
    desk.may_leave_mail();
    desk
}

fn listed(desk: &Desk, state: OutboxState) -> Vec<Listed> {
    let mut mails = desk.read(move |conn| outbox::list(conn, &[state], None, 1000));
    mails.reverse();
    mails
}

fn sent_to(desk: &Desk, person: &Person) -> Vec<(i64, Instant)> {
    let sent = listed(desk, OutboxState::Sent).into_iter().filter(|mail| mail.recipient == person.id.into());
    sent.map(|mail| (mail.id.0, mail.sent_at.unwrap())).collect()
}

/// Queues what follows from the events, and sends what is due.
fn send(desk: &Desk) {
    desk.follow();
    desk.run("outbox");
    desk.follow();
    desk.run("outbox");
}

on_both_databases! {
    fn what_is_too_much_for_an_address_waits_in_its_order_and_all_of_it_leaves(kind: &Kind) {
        let desk = narrow(*kind);
        let (anna, berta) = (person(&desk, "Anna", Role::Requester), person(&desk, "Berta", Role::Requester));
        let (_, carla) = person_who_signs_in(&desk, "Carla", Role::Coordinator);
        for number in 0..4 {
            ask(&desk, &anna, &format!("Domanda {number}"));
        }
        send(&desk);
        desk.wait(Duration::minutes(20));
        for number in 4..12 {
            ask(&desk, &anna, &format!("Domanda {number}"));
        }
        ask(&desk, &berta, "Nido");
        send(&desk);
        assert_eq!((sent_to(&desk, &anna).len(), sent_to(&desk, &berta).len()), (5, 1));
        let waiting = listed(&desk, OutboxState::Queued);
        assert_eq!(waiting.len(), 7);
        assert!(waiting.iter().all(|mail| mail.last_problem == Some(SendProblem::TooMany) && mail.attempts == 0));
        let minutes: Vec<i64> = waiting.iter().map(|mail| (mail.next_attempt_at - desk.now()).num_minutes()).collect();
        assert_eq!(minutes, [40, 40, 40, 40, 60, 100, 100]);
        let page = carla.get("/amministrazione/posta?stato=in-coda");
        page.says("Aspetta: in un’ora sono già partite molte email per questo indirizzo");
        assert!(page.attributes("form", "action").iter().all(|action| !action.ends_with("/reinvio")), "it would only wait again");

        // Whoever coordinates is told once, by a word for whom it is.
        let told = |desk: &Desk| {
            desk.mailed().into_iter().filter(|mail| mail.subject.contains("Troppe email a un indirizzo")).collect::<Vec<_>>()
        };
        assert_eq!(told(&desk).len(), 1);
        assert!(told(&desk)[0].text.contains("di una persona che fa domande") && !told(&desk)[0].text.contains("Domanda"));

        // One that comes later stands behind them, and a link that she asks for does not wait.
        desk.wait(Duration::minutes(30));
        ask(&desk, &anna, "Ultima");
        send(&desk);
        assert_eq!(sent_to(&desk, &anna).len(), 5);
        let browser = desk.browser();
        browser.get("/password/recupero").form("/password/recupero").with("email", "anna@esempio.it").send(&browser);
        send(&desk);
        assert_eq!(sent_to(&desk, &anna).len(), 6);

        for _ in 0..24 {
            desk.wait(Duration::minutes(10));
            send(&desk);
        }
        let sent = sent_to(&desk, &anna);
        assert_eq!((sent.len(), listed(&desk, OutboxState::Queued).len()), (14, 0), "nothing is lost");
        let mut receipts: Vec<_> =
            listed(&desk, OutboxState::Sent).into_iter().filter(|mail| mail.mail == "receipt" && mail.recipient == anna.id.into()).collect();
        receipts.sort_by_key(|mail| (mail.sent_at, mail.id.0));
        assert!(receipts.is_sorted_by_key(|mail| mail.id.0), "the order is kept");
        for (_, at) in &sent {
            let within = sent.iter().filter(|(_, other)| *other <= *at && *other > *at - Duration::hours(1)).count();
            assert!(within <= 6, "{within} within an hour, the link among them");
        }
        assert_eq!(told(&desk).len(), 1);
        assert_eq!(desk.read(outbox::counts), Counts::default());
    }

    fn each_address_is_told_of_and_none_twice_within_an_hour(kind: &Kind) {
        let desk = narrow(*kind);
        let (anna, berta) = (person(&desk, "Anna", Role::Requester), person(&desk, "Berta", Role::Requester));
        person(&desk, "Carla", Role::Coordinator);
        let ask_some = |who: &Person, count: usize| {
            (0..count).for_each(|number| { ask(&desk, who, &format!("Domanda {number}")); });
            send(&desk);
        };
        let told = || desk.mailed().iter().filter(|mail| mail.subject.contains("Troppe email a un indirizzo")).count();
        ask_some(&anna, 4);
        desk.wait(Duration::minutes(50));
        ask_some(&anna, 2);
        assert_eq!(told(), 1);
        // Another address while mails of the first wait.
        ask_some(&berta, 7);
        assert_eq!(told(), 2);
        // Those of the first left meanwhile, and others are too many soon after: within the hour that is known.
        desk.wait(Duration::minutes(10));
        send(&desk);
        assert_eq!(sent_to(&desk, &anna).len(), 6);
        desk.wait(Duration::minutes(5));
        ask_some(&anna, 6);
        assert!(listed(&desk, OutboxState::Queued).iter().any(|mail| mail.recipient == anna.id.into()));
        assert_eq!(told(), 2);
        // Later it is news again.
        desk.wait(Duration::hours(3));
        send(&desk);
        ask_some(&anna, 7);
        assert_eq!(told(), 3);
    }

    fn whoever_would_be_told_of_many_is_told_of_ten(kind: &Kind) {
        let desk = Desk::open_with(*kind, &[("MAIL__MOST_PER_REQUESTER_HOUR", "1")]).unwrap();
        desk.may_leave_mail();
        person(&desk, "Carla", Role::Coordinator);
        let names = "Ada Bea Carola Dina Ema Fede Gaia Ida Lea Mara Nora Olga";
        for name in names.split(' ') {
            let who = person(&desk, name, Role::Requester);
            ask(&desk, &who, "Nido");
            ask(&desk, &who, "Congedo");
        }
        send(&desk);
        let told = desk.mailed().iter().filter(|mail| mail.subject.contains("Troppe email a un indirizzo")).count();
        assert_eq!(told, 10);
    }

    fn whoever_works_at_the_desk_has_a_bound_of_their_own(kind: &Kind) {
        let desk = narrow(*kind);
        let (berta, eva) = (person(&desk, "Berta", Role::Requester), desk.staff("Eva Neri", Role::Expert));
        desk.staff("Carla Riva", Role::Coordinator);
        for number in 0..4 {
            let ticket = ask(&desk, &berta, &format!("Domanda {number}"));
            eva.claim(ticket.0);
            send(&desk);
            act(&desk, &berta, move |conn, berta, now| {
                let body = Body::parse("Ancora una cosa").unwrap();
                actions::reply(conn, ticket, &body, &[], Way::Page, berta, now)
            });
        }
        send(&desk);
        let waiting = listed(&desk, OutboxState::Queued);
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].mail.as_str(), waiting[0].last_problem), ("requester-replied", Some(SendProblem::TooMany)));
        let told = desk.mailed().into_iter().find(|mail| mail.subject.contains("Troppe email a un indirizzo")).unwrap();
        assert!(told.text.contains("di una persona dello sportello"), "{}", told.text);
    }
}
