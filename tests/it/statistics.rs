//! Figures: the records in memory against the database, the page as each role sees it, and its files.

use chrono::Duration;
use dialoga::accounts::{MembershipError, NewMember, NewPassword, Role, add_member};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{AccountId, CycleId, MessageId, TicketId, TopicId};
use dialoga::kernel::least_count::LeastCount;
use dialoga::kernel::rating::Verdict;
use dialoga::kernel::text::{EmailAddress, Name};
use dialoga::platform::db::schema::{ratings, tickets};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::events;
use dialoga::platform::i18n::Lang;
use dialoga::sla::{Cause, Outcome, actions};
use dialoga::statistics::{Period, Records, report_anew};
use dialoga::topics;
use diesel::prelude::*;

use crate::reports::rows;
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::rows::bare_ticket;

const PASSWORD: &str = "tre gatti sul tetto";

pub fn a_member(conn: &mut Conn, email: &str, role: Role, hash: Option<String>, now: Instant) -> AccountId {
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

pub fn signed_in(desk: &Desk, email: &'static str, role: Role) -> Browser {
    let hash = NewPassword::parse(PASSWORD, None, None).unwrap().hash_now().unwrap();
    let now = desk.now();
    desk.write::<_, MembershipError>(move |conn| Ok(a_member(conn, email, role, Some(hash), now)));
    let browser = desk.browser();
    let form = browser.get("/accesso").form("/accesso");
    assert_eq!(form.with("email", email).with("password", PASSWORD).send_only(&browser).status, 303);
    browser
}

/// A question with nothing but its row and its clock.
pub fn a_question(
    conn: &mut Conn,
    by: AccountId,
    topic: Option<TopicId>,
    now: Instant,
) -> DbResult<TicketId> {
    let ticket = bare_ticket(conn, by, topic, now)?;
    let cycle = actions::start_cycle(conn, ticket, dialoga::sla::Asked::default(), Actor::System, now)?.id;
    let event = Event::TicketSubmitted { ticket, message: MessageId(0), cycle };
    events::append(conn, now, Actor::System, &event)?;
    Ok(ticket)
}

pub fn end(conn: &mut Conn, ticket: TicketId, outcome: Outcome, now: Instant) -> DbResult<()> {
    let cycle = actions::newest_cycle(conn, ticket)?.unwrap();
    actions::stop(conn, cycle.id, outcome, Actor::System, now)?;
    let event = match outcome {
        // Nobody is told of these, so that the tests need no mail.
        Outcome::Answered | Outcome::Spam | Outcome::Merged => Event::TicketMarkedSpam { ticket },
        Outcome::Closed => Event::TicketClosed { ticket, message: None, solved: None, by_link: None },
        Outcome::Solved => Event::TicketClosed { ticket, message: None, solved: Some(true), by_link: None },
        Outcome::Imported => Event::TicketImported { ticket },
    };
    events::append(conn, now, Actor::System, &event)?;
    Ok(())
}

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
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
        let records = Records::unbuilt(LeastCount::LOWEST);
        let mut known: Vec<TicketId> = Vec::new();
        for round in 0..120 {
            now = now + Duration::minutes(i64::try_from(dice.roll(3000)).unwrap());
            let what = dice.roll(11);
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
                            Event::RequesterReplied { ticket, message: MessageId(0), by_link: None }
                        }
                        8 | 9 => {
                            let verdict = if what == 8 { Verdict::Yes } else { Verdict::Partly };
                            rate(conn, ticket, cycle, verdict, now)?;
                            Event::TicketRated {
                                ticket,
                                helpful: what == 8,
                                verdict: Some(verdict),
                                reason: None,
                                by_link: None,
                            }
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
                        let tree = topics::tree(conn)?;
                        Ok((records.report(conn, &tree, period, now)?, report_anew(conn, &tree, period, now)?))
                    })
                    .unwrap();
                assert_eq!(followed, anew, "round {round}");
                // Nothing happens, but deadlines pass.
                for minutes in [0, 1, 90, 2000] {
                    let later = now + Duration::minutes(minutes);
                    let (kept, anew) = test
                        .db
                        .read_blocking(|conn| -> DbResult<_> {
                            let tree = topics::tree(conn)?;
                            let kept = records.report(conn, &tree, period, later)?;
                            Ok((kept, report_anew(conn, &tree, period, later)?))
                        })
                        .unwrap();
                    assert_eq!(kept, anew, "round {round}, {minutes} minutes later");
                }
                // And record by record, with the ratings.
                let whole = |records: &Records| {
                    let key = |fact: &_| format!("{fact:?}");
                    test.db.read_blocking(|conn| records.grouped(conn, period, now, key)).unwrap()
                };
                assert_eq!(whole(&records), whole(&Records::unbuilt(LeastCount::LOWEST)), "round {round}");
            }
        }
        assert!(known.len() > 30);
    }
}

/// Somebody says of a cycle whether its answer helped, once more or for the first time.
fn rate(conn: &mut Conn, ticket: TicketId, cycle: CycleId, verdict: Verdict, now: Instant) -> DbResult<()> {
    diesel::delete(ratings::table.find(cycle)).execute(conn)?;
    diesel::insert_into(ratings::table)
        .values((
            ratings::cycle_id.eq(cycle),
            ratings::ticket_id.eq(ticket),
            ratings::verdict.eq(verdict),
            ratings::way.eq("page"),
            ratings::rated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
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
    fn a_coordinator_sees_every_figure_and_they_add_up(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche?dal=2026-10&al=2026-11");
        page.is(200).says("come stanno adesso: martedì 24 novembre 2026, ore 10:30");
        assert_eq!(page.title(), "Statistiche, da ottobre a novembre 2026");
        assert!(page.texts("title")[0].starts_with("Statistiche, da ottobre a novembre 2026 – "));
        page.says("Le domande ricevute, da ottobre a novembre 2026");
        // The promise first: 25 of the 27 decided in time. 27 received: 26 answered, 1 open, none closed.
        let values = page.texts(".dg-figure > .dg-value");
        assert_eq!(values[..5], ["93%", "27", "26", "1", "0"]);
        page.says("25 su 27 già decise").says("Intervallo al 95%: da 77% a 98%");
        page.says("Su 27 domande già decise: 26 con risposta e 1 in ritardo.");
        page.says("Non contano ancora 0 domande aperte e nei tempi; non contano 0 domande chiuse senza risposta.");
        let rows = page.texts("#sla-mensile ~ .dg-table tbody tr");
        assert!(rows[0].starts_with("ottobre 2026 21 95,2% 20 su 21 77,3% – 99,2% 21 0 0 0 "), "{}", rows[0]);
        assert!(
            rows[1].starts_with(
                "novembre 2026 (in corso) 6 83,3%* (meno di 10 casi) 5 su 6 43,6% – 97,0% 5 1 1 0 "
            ),
            "{}",
            rows[1]
        );
        page.never_says("dato oscurato per riservatezza").never_says("oscurati per riservatezza").never_says(" style=");
        // A figure means on its card what it means beside its table.
        let (on_cards, beside) = (page.texts(".dg-about > p:first-of-type"), page.texts("#sla-mensile ~ details dd"));
        assert_eq!(on_cards.len(), 9, "{on_cards:?}");
        assert!(on_cards[..7].iter().all(|about| beside.contains(about)), "{on_cards:?} {beside:?}");
        page.says("Al netto delle attese: Come la mediana, senza le ore passate ad aspettare un chiarimento.");
        page.says("Chi trova la risposta e non lo dice non è contato. Conta anche chi poi ha fatto lo stesso una domanda. Su: chi");
        assert_eq!(page.attributes("svg[role=img]", "aria-labelledby").len(), 2);
        // Any days will do.
        let days = browser.get("/statistiche?dal=27/10/2026&al=2026-11-02");
        days.is(200).says("dal 27 ottobre 2026 al 2 novembre 2026");
        assert_eq!(days.texts(".dg-figure > .dg-value")[1], "2");
    }

    /// The answers that were given say nothing of who waits: a backlog would hide behind them.
    fn whoever_still_waits_is_counted_beside_the_answers(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche?dal=2026-10&al=2026-11");
        // In the middle of 26 answers stand those of 16 and 18 hours, in that of 27 questions, of which one is open, that of 18.
        page.is(200).says("Contando anche chi aspetta ancora: 18 ore").says("Attesa mediana (ore). Ore dopo le quali metà");
        let waits = page.link("Vedi i tempi di attesa");
        assert_eq!(waits, "/statistiche/attese?dal=2026-10&al=2026-11");
        let told = |reader: &Browser, query: &str| -> f64 {
            let (_, found) = rows(reader, &format!("/statistiche/attese.csv?{query}&parte=attesa-mediana"));
            found[0]["attesa_mediana"].parse().unwrap()
        };
        assert_eq!(told(&browser, "dal=2026-10&al=2026-11"), 18.0);
        browser.get(&waits).is(200);
        let few = browser.get("/statistiche?dal=2026-10-27&al=2026-11-02");
        few.is(200).says("Contando anche chi aspetta ancora: troppo pochi dati");

        // Outside the desk it is told of what the report of the waits tells it of: whole years.
        let analyst = signed_in(desk, "elena@esempio.it", Role::Analyst);
        assert_eq!(told(&analyst, "dal=2026-01&al=2026-11"), 18.0);
        let year = analyst.get("/statistiche");
        year.is(200).says("Contando anche chi aspetta ancora: 18 ore");
        assert_eq!(year.link("Vedi i tempi di attesa"), "/statistiche/attese?dal=2026-01&al=2026-11");
        let month = analyst.get("/statistiche?dal=2026-10&al=2026-10");
        month.is(200).says("contano solo le risposte date").never_says("ontando anche chi").never_says("/statistiche/attese?");
    }

    fn topics_stand_under_their_area_by_number(desk: &Desk) {
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let requester = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
            let area = topics::find_or_create(conn, "Leggi")?;
            let mut child = |slug, name| topics::create_topic(conn, Some(area), slug, (name, name), ("", ""));
            let (leave, part_time) = (child("congedi", "Congedi")?, child("orari", "Orari")?);
            let other = topics::find_or_create(conn, "Contratti")?;
            for (topic, number) in [(Some(area), 3), (Some(leave), 4), (Some(part_time), 9), (Some(other), 5), (None, 6)] {
                for _ in 0..number {
                    a_question(conn, requester, topic, now)?;
                }
            }
            Ok(())
        });
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche");
        let names_and_numbers: Vec<String> = page
            .texts("#sla-argomenti ~ .dg-table tbody tr")
            .iter()
            .map(|row| row.split(" nessun valore").next().unwrap().to_owned())
            .collect();
        assert_eq!(
            names_and_numbers,
            [
                "Leggi di conciliazione 0",
                "Contratti collettivi 0",
                "Servizi territoriali 0",
                "Buone pratiche 0",
                "Leggi 16",
                "Orari 9",
                "Congedi 4",
                "senza altra indicazione 3",
                "Contratti 5",
                "Senza argomento 6",
                "Tutto il periodo 27"
            ]
        );
        let bars = page.texts(".dg-bars li");
        assert_eq!(bars, ["Orari 9", "Senza argomento 6", "Contratti 5", "Congedi 4", "Leggi, senza altra indicazione 3"]);
        let file = browser.get("/statistiche/sla-argomenti.csv").html();
        assert!(file.contains("\r\n\"argomento\",\"Leggi\",\"Orari\",9,"), "{file}");
        assert!(file.contains("\r\n\"area\",\"Leggi\",\"\",16,"), "{file}");
        assert!(file.contains("\r\n\"totale\",\"\",\"\",27,"), "{file}");
    }

    fn an_analyst_sees_no_count_of_one_or_two(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "elena@esempio.it", Role::Analyst);
        let page = browser.get("/statistiche");
        page.is(200).says("meno di 3 casi");
        assert_eq!(page.title(), "Statistiche, da gennaio a novembre 2026");
        // One question is late, so it is not shown how many were answered or are open; the rate is, and what adds up to
        // the 27 received.
        let values = page.texts(".dg-figure > .dg-value");
        let hidden = "– dato oscurato per riservatezza";
        assert_eq!(values[..5], ["93%", "27", hidden, hidden, "0"]);
        page.says("Su 27 domande già decise, con risposta o in ritardo. Non contano ancora 0 domande aperte");
        let why = "Il segno – sta al posto dei numeri oscurati per riservatezza";
        assert!(page.texts(".dg-figure")[0].contains(why), "the first card says why: {:?}", page.texts(".dg-figure"));
        let file = browser.get("/statistiche/sla-argomenti.csv").html();
        let lines: Vec<&str> = file.split("\r\n").collect();
        // Every topic has its row, so that a row tells nothing.
        assert_eq!(lines.len(), 10);
        // The nursery question alone would be seen; with it goes the other topic, or the total would give it away.
        for line in lines.iter().filter(|line| line.contains("Nidi") || line.contains("Congedi")) {
            assert!(line.contains(",\"\",\"–\",\"–\",\"–\",\"–\""), "{line}");
        }
        assert!(lines[8].starts_with("\"totale\",\"\",\"\",27,27,25,0.9259,0.7663,0.9794,0,\"–\",\"–\",\"–\",0,"), "{}", lines[8]);
    }

    fn the_files_hold_what_the_page_shows_and_no_formula(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche?dal=2026-10-01&al=2026-11-30");
        let months = browser.get(&page.link("Scarica per altri programmi"));
        assert_eq!(
            months.header("content-disposition"),
            Some("attachment; filename=\"sla-mensile_2026-10-01_2026-11-30_vista-interna.csv\"")
        );
        assert!(months.header("content-type").unwrap().starts_with("text/csv; charset=utf-8"));
        let lines: Vec<String> = months.html().split("\r\n").map(str::to_owned).collect();
        assert!(lines[0].starts_with("\"mese\",\"in_corso\",\"ricevute\",\"decise\",\"entro_scadenza\""));
        assert!(lines[1].starts_with("\"2026-10\",0,21,21,20,0.9524,"), "{}", lines[1]);
        assert!(lines[2].starts_with("\"2026-11\",1,6,6,5,0.8333,0.4365,0.9699,1,5,1,1,0,"), "{}", lines[2]);
        assert!(lines[3].starts_with("\"totale\",,27,27,25,0.9259,0.7663,0.9794,0,26,1,1,0,"), "{}", lines[3]);
        assert!(lines[3].ends_with("\"2026-10-01\",\"2026-11-30\",\"2026-11-24T09:30:00Z\",\"interna\""), "{}", lines[3]);
        assert!(lines[0].ends_with(",\"situazione_al\",\"vista\""), "{}", lines[0]);
        // A program finds what the columns mean where the answer says.
        let json = "/statistiche/panoramica.json?dal=2026-10&al=2026-11";
        let described = format!("<{json}>; rel=\"describedby\"; type=\"application/json\"");
        assert_eq!(months.header("link"), Some(described.as_str()));
        let told = browser.get(json).is(200).html();
        assert!(told.contains("{\"figure\":\"ricevute\",\"label\":\"Ricevute\",\"what\":\"Domande arrivate"), "{told}");

        let topics = browser.get("/statistiche/sla-argomenti.csv?dal=2026-10&al=2026-11").html();
        assert!(topics.contains("\"Congedi; '=1+1\""), "{topics}");
        assert_eq!(
            browser.get_only("/statistiche/sla-mensile?dal=2026-10&al=2026-11").redirect().as_deref(),
            Some("/statistiche?dal=2026-10&al=2026-11#sla-mensile")
        );
        browser.get_only("/statistiche/altro.csv").is(404);
        browser.get_only("/statistiche/altro").is(404);
    }

    fn a_spreadsheet_in_italy_opens_the_file_for_it(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let page = browser.get("/statistiche?dal=2026-10&al=2026-11");
        let file = browser.get(&page.link("Scarica per Excel"));
        assert_eq!(
            file.header("content-disposition"),
            Some("attachment; filename=\"sla-mensile-excel_2026-10-01_2026-11-30_vista-interna.csv\"")
        );
        let text = file.html();
        let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap().split("\r\n").collect();
        assert_eq!(lines[0], "\"Domande ricevute\";\"Mese per mese\"");
        assert_eq!(lines[1], "\"Periodo\";\"da ottobre a novembre 2026\"");
        assert_eq!(lines[2], "\"Situazione di\";\"martedì 24 novembre 2026, ore 10:30\"");
        assert!(lines[3].starts_with("\"Fonte\";\"Provincia di Milano, Sportello"), "{}", lines[3]);
        assert!(lines[4].ends_with("/statistiche?dal=2026-10&al=2026-11\""), "{}", lines[4]);
        assert!(lines[5].starts_with("\"Vista interna\""), "{}", lines[5]);
        assert!(lines[7].starts_with("\"Mese\";\"Ricevute\";\"Già decise\";\"Entro la scadenza\";\"% entro"), "{}", lines[7]);
        assert!(lines[8].starts_with("\"ottobre 2026\";21;21;20;95,2;77,3;99,2;0;21;0;0;0;"), "{}", lines[8]);
        assert!(lines[9].starts_with("\"novembre 2026 (in corso)\";6;6;5;83,3;43,6;97,0;1;5;1;1;0;"), "{}", lines[9]);
        assert!(lines[10].starts_with("\"Tutto il periodo\";27;"), "{}", lines[10]);
        assert!(text.contains("\"Di cui in ritardo\";\"Domande ancora aperte oltre la scadenza"));
        let topics = browser.get("/statistiche/sla-argomenti-excel.csv?dal=2026-10&al=2026-11").html();
        assert!(topics.contains("\"Congedi; '=1+1\";"), "{topics}");
    }

    fn the_figures_follow_what_happens(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "carla@esempio.it", Role::Coordinator);
        let received = |browser: &Browser| browser.get("/statistiche").texts(".dg-figure > .dg-value")[1].clone();
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
        page.is(422).says("La fine del periodo viene prima dell’inizio");
        assert_eq!(page.attributes("input[name=al]", "aria-invalid"), ["true"]);
        assert_eq!(page.attributes("input[name=dal]", "value"), ["2026-11-24"]);
        browser.get("/statistiche?dal=ieri").is(422).says("Scrivi una data");
        browser.get_only("/statistiche/sla-mensile.csv?dal=ieri").is(400);
        browser.get("/statistiche?dal=2025-01&al=2025-02").is(200).says("Non ci sono dati");
    }

    fn outside_the_desk_a_period_has_whole_months(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "elena@esempio.it", Role::Analyst);
        for (days, wrong) in
            [("dal=2026-10-02&al=2026-11-30", "dal"), ("dal=2026-10&al=2026-11-24", "al"), ("dal=01/10/2026&al=29/11/2026", "al")]
        {
            let page = browser.get(&format!("/statistiche?{days}"));
            page.is(422).says("Scegli mesi interi");
            assert_eq!(page.attributes("[aria-invalid=true]", "name"), [wrong], "{days}");
            assert!(page.texts(".dg-figure").is_empty());
            browser.get_only(&format!("/statistiche/sla-mensile.csv?{days}")).is(400);
            browser.get_only(&format!("/statistiche/sla-argomenti-excel.csv?{days}")).is(400);
        }
        // The form offers what may be chosen, without JavaScript.
        let page = browser.get("/statistiche?dal=2026-10&al=2026-10");
        page.is(200).says("Per riservatezza gli argomenti si vedono solo per anni interi.");
        assert_eq!(page.attributes("select[name=dal] option[selected]", "value"), ["2026-10"]);
        assert_eq!(page.texts("select[name=al] option"), ["ottobre 2026", "novembre 2026"]);
        assert_eq!(page.texts("#sla-mensile ~ .dg-table tbody tr").len(), 2);
        assert!(page.texts("#sla-argomenti ~ .dg-table").is_empty());
        for (words, months) in [("Questo trimestre", "dal=2026-10&al=2026-11"), ("Trimestre scorso", "dal=2026-07&al=2026-09")] {
            assert_eq!(page.link(words), format!("/statistiche?{months}"));
            browser.get(&page.link(words)).is(200);
        }
        let year = browser.get(&page.link("2026"));
        year.is(200);
        assert_eq!(year.texts("#sla-argomenti ~ .dg-table tbody tr").len(), 8);
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
