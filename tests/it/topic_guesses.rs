//! The topic that the program finds by itself for whoever knew none.

use chrono::Duration;
use dialoga::accounts::{self, Role};
use dialoga::kernel::ids::{GroupId, TicketId, TopicId};
use dialoga::kernel::text::{Body, EmailAddress, Name, Subject};
use dialoga::platform::db::DbError;
use dialoga::platform::i18n::Lang;
use dialoga::tickets::actions::{OldAuthor, OldConversation, OldMessage};
use dialoga::tickets::{self, Conditions, Outcome, Priority, RuleTerms, Ticket, TicketState, actions};
use dialoga::topics;

use crate::support::cast::person;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const QUESTION: (&str, &str) = ("Nido", "Come si iscrive una bambina al nido comunale?");

fn find(desk: &Desk, number: i64) -> Ticket {
    desk.read(move |conn| tickets::find(conn, TicketId(number))).unwrap()
}

/// Anna, an expert, and two topics of which questions were answered.
fn experienced(desk: &Desk) -> (Human, Human, TopicId, TopicId) {
    let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
    let topics = [("Congedi", "congedo parentale"), ("Asili nido", "nido comunale")];
    let [leave, nursery] = topics.map(|(name, words)| {
        let slug = desk.topic_slug(name);
        for subject in ["Come si fa", "Quando si può", "Quanto costa"] {
            let body = format!(
                "{subject}: vorrei sapere del {words} per la mia bambina, come si iscrive e quanto dura"
            );
            let number = anna.ask(&slug, &format!("{subject} il {words}"), &body).number();
            eva.claim(number).is(200);
            eva.answer(number, "Dipende dal caso.").is(200);
        }
        desk.topic(name)
    });
    desk.settle();
    (anna, eva, leave, nursery)
}

/// A conversation of the old mailbox.
fn taken_over(desk: &Desk) -> i64 {
    let now = desk.now();
    desk.write(move |conn| {
        let (email, name) = (EmailAddress::parse("lea@esempio.it").unwrap(), Name::parse("Lea").unwrap());
        let lea = accounts::correspondent(conn, &email, &name, Lang::It, now)?.unwrap();
        let message = |author, text, days| OldMessage {
            author,
            body: Body::parse(text).unwrap(),
            at: now - Duration::days(days),
            files: Vec::new(),
        };
        let old = OldConversation {
            reference: "mail:1".to_owned(),
            subject: Subject::parse(QUESTION.0).unwrap(),
            lang: Lang::It,
            messages: vec![
                message(OldAuthor::Requester, QUESTION.1, 3000),
                message(OldAuthor::Desk, "Online.", 2999),
            ],
            is_open: false,
        };
        actions::take_over(conn, &old, &lea, now).map(|(ticket, _)| ticket.0)
    })
}

on_both_databases! {
    fn what_was_taken_over_from_the_old_mailbox_is_proposed_a_topic_and_stays_over(desk: &Desk) {
        let (_, eva, _, nursery) = experienced(desk);
        let number = taken_over(desk);
        let before = find(desk, number);
        desk.settle();
        let after = find(desk, number);
        assert_eq!((after.topic, after.topic_proposed), (Some(nursery), true));
        assert_eq!((after.state, after.assignee, after.due_at), (TicketState::Closed, None, None));
        assert_eq!((after.created_at, after.closed_at), (before.created_at, before.closed_at));
        eva.open(&format!("/coda/{number}")).says("Il programma ha scelto «Asili nido»").says("Online.");
        assert!(desk.mails().iter().all(|mail| mail.to != "lea@esempio.it"), "nobody is told");
        // Opened again it is a question like every other.
        let (emma, now) = (person(desk, "Emma", Role::Coordinator), desk.now());
        desk.write(move |conn| actions::reopen(conn, TicketId(number), &emma, now));
        let again = find(desk, number);
        assert_eq!(again.state, TicketState::New);
        assert!(again.due_at.is_some_and(|due| due > now), "{:?}", again.due_at);
        eva.claim(number).is(200);
        eva.answer(number, "Oggi si fa online.").is(200);
        assert_eq!(find(desk, number).state, TicketState::Answered);
    }

    fn a_topic_that_is_sure_is_proposed_routes_the_question_and_is_confirmed_by_one_press(desk: &Desk) {
        let (anna, eva, _, nursery) = experienced(desk);
        let emma = person(desk, "Emma", Role::Coordinator);
        let group: GroupId = desk.write::<_, DbError>(move |conn| {
            let group = topics::create_group(conn, "Servizi")?;
            topics::set_group(conn, nursery, Some(group))?;
            Ok(group)
        });
        let terms = RuleTerms {
            name: dialoga::kernel::text::Name::parse("Nidi").unwrap(),
            active: true,
            conditions: Conditions { topic: Some(nursery), ..Conditions::default() },
            outcome: Outcome { priority: Some(Priority::High), ..Outcome::default() },
        };
        let now = desk.now();
        desk.write(move |conn| actions::create_rule(conn, &terms, &emma, now));
        let number = anna.ask("non-so", QUESTION.0, QUESTION.1).number();
        let received = find(desk, number);
        assert_eq!((received.topic, received.group, received.priority), (None, None, Priority::Normal));
        desk.follow();
        let proposed = find(desk, number);
        assert_eq!((proposed.topic, proposed.topic_proposed), (Some(nursery), true));
        assert_eq!((proposed.group, proposed.priority), (Some(group), Priority::High));
        assert_eq!((proposed.state, proposed.due_at), (TicketState::New, received.due_at));
        desk.follow();
        assert_eq!(find(desk, number).version, proposed.version, "once");

        eva.open("/coda?chi=tutte").says("Asili nido da confermare");
        // Its requester is not told a guess.
        anna.open(&format!("/domande/{number}")).never_says("Asili nido");
        let work = format!("/coda/{number}");
        let page = eva.open(&work);
        page.says("Il programma ha scelto «Asili nido»").says("ha trovato l’argomento").says("ha applicato la regola «Nidi»").never_says("al gruppo Servizi");
        let slug = desk.topic_slug("Asili nido");
        let confirmed = page.form_holding(&format!("{work}/argomento"), "topic", &slug).send(&eva.browser);
        confirmed.is(200).never_says("Il programma ha scelto").says("ha confermato l’argomento");
        assert!(!find(desk, number).topic_proposed);
        anna.open(&format!("/domande/{number}")).says("Asili nido");
        eva.open("/coda?chi=tutte").never_says("da confermare");
    }

    fn what_nobody_confirmed_teaches_nothing_and_what_is_corrected_does(desk: &Desk) {
        let (anna, eva, leave, nursery) = experienced(desk);
        let ask = || anna.ask("non-so", QUESTION.0, QUESTION.1).number();
        let (first, second) = (ask(), anna.ask("non-so", "Nido comunale", QUESTION.1).number());
        desk.follow();
        for number in [first, second] {
            assert_eq!(find(desk, number).topic, Some(nursery));
            eva.claim(number).is(200);
            eva.answer(number, "Online.").is(200);
        }
        let taught = || {
            let all = desk.read(|conn| tickets::newest_catalogued(conn, 50));
            all.iter().map(|said| said.ticket.id.0).collect::<Vec<_>>()
        };
        assert!(!taught().contains(&first) && !taught().contains(&second));
        let slug = desk.topic_slug("Congedi");
        let work = format!("/coda/{second}");
        let select = eva.open(&work).form_holding(&format!("{work}/argomento"), "topic", &desk.topic_slug("Asili nido"));
        select.forged("topic", &slug).send(&eva.browser).is(200);
        assert_eq!((find(desk, second).topic, find(desk, second).topic_proposed), (Some(leave), false));
        assert!(taught().contains(&second) && !taught().contains(&first));
    }

    fn a_question_that_somebody_touched_is_left_to_her(desk: &Desk) {
        let (anna, eva, ..) = experienced(desk);
        let number = anna.ask("non-so", QUESTION.0, QUESTION.1).number();
        eva.claim(number).is(200);
        desk.follow();
        let ticket = find(desk, number);
        assert_eq!((ticket.topic, ticket.topic_proposed), (None, false));
        let vague = anna.ask("non-so", "Una domanda", "Buongiorno e grazie").number();
        desk.follow();
        assert_eq!(find(desk, vague).topic, None, "nothing is sure of it");
    }

    fn whoever_wants_no_guesses_gets_none(kind: &Kind) {
        let Some(desk) = Desk::open_with(*kind, &[("TICKETS__GUESS_TOPICS", "false")]) else { return };
        let (anna, ..) = experienced(&desk);
        let number = anna.ask("non-so", QUESTION.0, QUESTION.1).number();
        desk.follow();
        assert_eq!(find(&desk, number).topic, None);
    }
}
