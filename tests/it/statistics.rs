//! Figures: the records in memory against the database, the page as each role sees it, and its files.

use chrono::Duration;
use dialoga::accounts::{MembershipError, NewMember, NewPassword, Role, add_member};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{AccountId, MessageId, TicketId, TopicId};
use dialoga::kernel::text::{EmailAddress, Name};
use dialoga::platform::db::schema::tickets;
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::events;
use dialoga::platform::i18n::Lang;
use dialoga::sla::{Cause, Outcome, actions};
use dialoga::statistics::{Period, Records, report_anew};
use dialoga::topics;
use diesel::prelude::*;

use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::rows::bare_ticket;

const PASSWORD: &str = "tre gatti sul tetto";

fn a_member(conn: &mut Conn, email: &str, role: Role, hash: Option<String>, now: Instant) -> AccountId {
    let new = NewMember {
        email: EmailAddress::parse(email).unwrap(),
        name: Name::parse("Carla Verdi").unwrap(),
        role,
        organisation: None,
        lang: Lang::It,
        password_hash: hash,
    };
    add_member(conn, &new, Actor::System, now).unwrap()
}

fn signed_in(desk: &Desk, email: &'static str, role: Role) -> Browser {
    let hash = NewPassword::parse(PASSWORD, None, None).unwrap().hash_now().unwrap();
    let now = desk.now();
    desk.write::<_, MembershipError>(move |conn| Ok(a_member(conn, email, role, Some(hash), now)));
    let browser = desk.browser();
    let form = browser.get("/accesso").form("/accesso");
    assert_eq!(form.with("email", email).with("password", PASSWORD).send_only(&browser).status, 303);
    browser
}

/// A question with nothing but its row and its clock.
fn a_question(conn: &mut Conn, by: AccountId, topic: Option<TopicId>, now: Instant) -> DbResult<TicketId> {
    let ticket = bare_ticket(conn, by, topic, now)?;
    let cycle = actions::start_cycle(conn, ticket, Actor::System, now)?.id;
    let event = Event::TicketSubmitted { ticket, message: MessageId(0), cycle };
    events::append(conn, now, Actor::System, &event)?;
    Ok(ticket)
}

fn end(conn: &mut Conn, ticket: TicketId, outcome: Outcome, now: Instant) -> DbResult<()> {
    let cycle = actions::newest_cycle(conn, ticket)?.unwrap();
    actions::stop(conn, cycle.id, outcome, Actor::System, now)?;
    let event = match outcome {
        // Nobody is told of these, so that the tests need no mail.
        Outcome::Answered | Outcome::Spam => Event::TicketMarkedSpam { ticket },
        Outcome::Closed => Event::TicketClosed { ticket, message: None },
    };
    events::append(conn, now, Actor::System, &event)?;
    Ok(())
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

on_both_databases! {
    fn the_records_in_memory_equal_a_new_count_whatever_happens(test: &TestDb) {
        let mut dice = Dice(7);
        let mut now = Instant::parse_rfc3339("2026-09-01T08:00:00Z").unwrap();
        let (requester, topics) = test
            .db
            .write_blocking::<_, DbError, _>(move |conn| {
                let requester = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
                Ok((
                    requester,
                    [topics::find_or_create(conn, "Congedi")?, topics::find_or_create(conn, "Nidi")?],
                ))
            })
            .unwrap();
        let records = Records::unbuilt();
        let mut known: Vec<TicketId> = Vec::new();
        for round in 0..120 {
            now = now + Duration::minutes(i64::try_from(dice.roll(3000)).unwrap());
            let what = dice.roll(9);
            let place = dice.roll(1000);
            let ticket = known.get(usize::try_from(place).unwrap() % known.len().max(1)).copied();
            let topic = topics.get(usize::try_from(place % 3).unwrap()).copied();
            let made = test
                .db
                .write_blocking::<_, DbError, _>(move |conn| {
                    let Some(ticket) = ticket.filter(|_| what > 2) else {
                        return a_question(conn, requester, topic, now).map(Some);
                    };
                    let cycle = actions::newest_cycle(conn, ticket)?.unwrap().id;
                    let event = match what {
                        3 => return end(conn, ticket, Outcome::Answered, now).map(|()| None),
                        4 => return end(conn, ticket, Outcome::Closed, now).map(|()| None),
                        5 => return end(conn, ticket, Outcome::Spam, now).map(|()| None),
                        6 => {
                            actions::pause(conn, cycle, Actor::System, now)?;
                            Event::ClarificationAsked { ticket, message: MessageId(0) }
                        }
                        7 => {
                            actions::resume(conn, cycle, Cause::RequesterReplied, Actor::System, now)?;
                            Event::RequesterReplied { ticket, message: MessageId(0) }
                        }
                        _ => {
                            diesel::update(tickets::table.filter(tickets::id.eq(ticket)))
                                .set(tickets::topic_id.eq(topic))
                                .execute(conn)?;
                            Event::TicketTopicChanged { ticket }
                        }
                    };
                    events::append(conn, now, Actor::System, &event)?;
                    Ok(None)
                })
                .unwrap();
            known.extend(made);
            // Sometimes nobody looks for a while.
            if dice.roll(3) == 0 || round == 119 {
                let period = Period::last_year(now.rome().date_naive());
                let (followed, anew) = test
                    .db
                    .read_blocking(|conn| -> DbResult<_> {
                        Ok((records.report(conn, period, now)?, report_anew(conn, period, now)?))
                    })
                    .unwrap();
                assert_eq!(followed, anew, "round {round}");
            }
        }
        assert!(known.len() > 30);
    }
}

/// Questions of October and November 2026: `(day, topic, hours to the answer)`, none of them answered when `None`.
fn fill(desk: &Desk) {
    let now = desk.now();
    desk.write::<_, DbError>(move |conn| {
        let requester = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
        let leave = topics::find_or_create(conn, "Congedi; =1+1")?;
        let nursery = topics::find_or_create(conn, "Nidi")?;
        let day = |text: &str| Instant::parse_rfc3339(&format!("{text}T09:00:00+01:00")).unwrap();
        let mut ask = |start: Instant, topic, hours: Option<i64>| -> DbResult<()> {
            let ticket = a_question(conn, requester, Some(topic), start)?;
            match hours {
                Some(hours) => end(conn, ticket, Outcome::Answered, start + Duration::hours(hours)),
                None => Ok(()),
            }
        };
        for hours in 1..=20 {
            ask(day("2026-10-26"), leave, Some(hours * 2))?;
        }
        // One late answer, one never given, and a nursery question that must not be seen outside the desk.
        ask(day("2026-10-27"), leave, Some(60))?;
        ask(day("2026-11-02"), leave, None)?;
        ask(day("2026-11-03"), nursery, Some(10))?;
        for _ in 0..4 {
            ask(day("2026-11-23"), leave, Some(5))?;
        }
        Ok(())
    });
    // The steps of the question that nobody answers go to a desk without experts.
    desk.may_leave_mail();
}

on_both_databases! {
    fn a_coordinator_sees_every_figure(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche?dal=2026-10&al=2026-11");
        page.is(200).says("Situazione di martedì 24 novembre 2026, ore 10:30");
        let values = page.texts(".dg-figure > .dg-value");
        // 27 received, 26 answered; 25 of the 27 decided in time; one late now.
        assert_eq!(values[..4], ["27", "26", "92,6%", "1"]);
        page.says("25 su 27").says("Intervallo al 95%: da 76,6% a 97,9%");
        let rows = page.texts("#sla-mensile ~ .dg-table tbody tr");
        assert!(rows[0].starts_with("ottobre 2026 21 21 0 20 su 21"), "{}", rows[0]);
        assert!(rows[1].starts_with("novembre 2026 6 5 1 5 su 6 pochi dati"), "{}", rows[1]);
        page.never_says("dato oscurato per riservatezza").never_says(" style=");
        assert_eq!(page.attributes("svg[role=img]", "aria-labelledby").len(), 3);
    }

    fn an_analyst_sees_no_count_of_one_or_two(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "elena@esempio.it", Role::Analyst);
        let page = browser.get("/statistiche?dal=2026-10&al=2026-11");
        page.is(200).says("meno di 3 casi");
        // One question is late, so neither that nor the number of answers is shown; the rate is.
        let values = page.texts(".dg-figure > .dg-value");
        assert_eq!(values[0], "27");
        assert_eq!(values[2], "92,6%");
        for hidden in [&values[1], &values[3]] {
            assert_eq!(hidden, "– dato oscurato per riservatezza");
        }
        let file = browser.get("/statistiche/sla-argomenti.csv?dal=2026-10&al=2026-11").html();
        let lines: Vec<&str> = file.split("\r\n").collect();
        assert_eq!(lines.len(), 5);
        // The nursery question alone would be seen; with it goes the other topic, or the total would give it away.
        for line in &lines[1..3] {
            assert!(line.contains("\"–\",\"–\",\"–\",\"–\""), "{line}");
        }
        assert!(lines[3].starts_with("\"\",\"totale\",27,\"–\",\"–\",27,25,0.9259,"), "{}", lines[3]);
    }

    fn the_files_hold_what_the_page_shows_and_no_formula(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche?dal=2026-10-01&al=2026-11-30");
        let months = browser.get(&page.link("Scarica la tabella"));
        assert_eq!(
            months.header("content-disposition"),
            Some("attachment; filename=\"sla-mensile_2026-10-01_2026-11-30.csv\"")
        );
        assert!(months.header("content-type").unwrap().starts_with("text/csv; charset=utf-8"));
        let lines: Vec<String> = months.html().split("\r\n").map(str::to_owned).collect();
        assert!(lines[0].starts_with("\"mese\",\"ricevute\",\"risposte\",\"in_ritardo_ora\",\"decise\""));
        assert!(lines[1].starts_with("\"2026-10\",21,21,0,21,20,0.9524,"), "{}", lines[1]);
        assert!(lines[2].starts_with("\"2026-11\",6,5,1,6,5,0.8333,"), "{}", lines[2]);
        assert!(lines[3].starts_with("\"totale\",27,26,1,27,25,0.9259,0.7663,0.9794,"), "{}", lines[3]);

        let topics = browser.get("/statistiche/sla-argomenti.csv?dal=2026-10&al=2026-11").html();
        assert!(topics.contains("\"Congedi; '=1+1\""), "{topics}");
        assert_eq!(
            browser.get_only("/statistiche/sla-mensile?dal=2026-10&al=2026-11").redirect().as_deref(),
            Some("/statistiche?dal=2026-10-01&al=2026-11-30#sla-mensile")
        );
        browser.get_only("/statistiche/altro.csv").is(404);
        browser.get_only("/statistiche/altro").is(404);
    }

    fn the_figures_follow_what_happens(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let received = |browser: &Browser| browser.get("/statistiche").texts(".dg-figure > .dg-value")[0].clone();
        assert_eq!(received(&browser), "27");
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let requester = a_member(conn, "rosa@esempio.it", Role::Requester, None, now);
            a_question(conn, requester, None, now)
        });
        assert_eq!(received(&browser), "28");
        browser.get("/statistiche").says("Senza argomento");
    }

    fn a_period_that_is_none_is_explained(desk: &Desk) {
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche?dal=2026-11-24&al=2026-11-01");
        page.is(422).says("La data di fine viene prima di quella di inizio");
        assert_eq!(page.attributes("input[name=al]", "aria-invalid"), ["true"]);
        assert_eq!(page.attributes("input[name=dal]", "value"), ["2026-11-24"]);
        browser.get("/statistiche?dal=ieri").is(422).says("Scrivi una data");
        browser.get_only("/statistiche/sla-mensile.csv?dal=ieri").is(400);
        browser.get("/statistiche?dal=2025-01&al=2025-02").is(200).says("Non ci sono dati");
    }

    fn figures_are_for_analysts_and_coordinators_alone(desk: &Desk) {
        let visitor = desk.browser();
        assert_eq!(visitor.get_only("/statistiche").redirect().as_deref(), Some("/accesso?next=%2Fstatistiche"));
        let expert = signed_in(desk, "luisa@esempio.it", Role::Expert);
        expert.get_only("/statistiche").is(404);
        expert.get_only("/statistiche/sla-mensile.csv").is(404);
        let analyst = signed_in(desk, "elena@esempio.it", Role::Analyst);
        analyst.speaks("en");
        analyst.get("/statistiche?lingua=en").is(200).says("There are no data for this period");
    }
}
