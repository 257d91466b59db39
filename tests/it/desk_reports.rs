//! The reports of the desk's own work: what each expert has in hand, how long approvals take, what people say of the answers, and which
//! questions are asked again. Every number is counted by hand.

use std::collections::BTreeMap;

use chrono::Duration;
use dialoga::accounts::{Person, Role};
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{CycleId, EntryId, TicketId};
use dialoga::kernel::text::Body;
use dialoga::platform::db::schema::{accounts, rating_requests, ratings};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::events;
use dialoga::sla::{self, Outcome};
use dialoga::tickets::{Way, actions};
use diesel::prelude::*;

use crate::agreement::agrees;
use crate::reports::rows;
use crate::statistics::{a_member, a_question, end, signed_in};
use crate::support::browser::Browser;
use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::on_both_databases;

type Line = BTreeMap<String, String>;

/// The line of a part that has these labels.
fn line(browser: &Browser, path: &str, labels: &[(&str, &str)]) -> Line {
    let (_, lines) = rows(browser, path);
    let is_it = |line: &&Line| labels.iter().all(|(name, value)| line[*name] == *value);
    lines.iter().find(is_it).unwrap_or_else(|| panic!("no {labels:?} in {lines:?}")).clone()
}

/// That a line says this; numbers with however many decimals.
fn says(line: &Line, expected: &[(&str, &str)]) {
    let plain =
        |value: &str| value.parse::<f64>().map_or_else(|_| value.to_owned(), |number| number.to_string());
    for (name, value) in expected {
        assert_eq!(plain(&line[*name]), plain(value), "{name} in {line:?}");
    }
}

/// What a rate says: its cases, and of how many.
fn rate(line: &Line, name: &str) -> (String, String) {
    (line[&format!("{name}_casi")].clone(), line[&format!("{name}_su")].clone())
}

fn of(hits: u64, total: u64) -> (String, String) {
    (hits.to_string(), total.to_string())
}

fn claim(desk: &Desk, by: &Person, id: TicketId) {
    act(desk, by, move |conn, person, now| actions::claim(conn, id, person, now));
}

fn answer(desk: &Desk, by: &Person, id: TicketId) {
    act(desk, by, move |conn, person, now| actions::answer(conn, id, &words("Sì."), person, now));
}

/// A rating of the answer to a question, asked for or not.
pub fn rated(
    conn: &mut Conn,
    ticket: TicketId,
    verdict: Option<&str>,
    asked: bool,
    now: Instant,
) -> DbResult<()> {
    let cycle = sla::actions::newest_cycle(conn, ticket)?.unwrap().id;
    if asked {
        let account: i64 = dialoga::platform::db::schema::tickets::table
            .find(ticket)
            .select(dialoga::platform::db::schema::tickets::requester_id)
            .first(conn)?;
        diesel::insert_into(rating_requests::table)
            .values((
                rating_requests::cycle_id.eq(cycle),
                rating_requests::ticket_id.eq(ticket),
                rating_requests::account_id.eq(account),
                rating_requests::asked_at.eq(now),
            ))
            .execute(conn)?;
    }
    if let Some(verdict) = verdict {
        diesel::insert_into(ratings::table)
            .values((
                ratings::cycle_id.eq(cycle),
                ratings::ticket_id.eq(ticket),
                ratings::verdict.eq(verdict),
                ratings::way.eq("page"),
                ratings::rated_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

on_both_databases! {
    fn an_expert_s_line_says_what_she_did_and_what_she_holds(desk: &Desk) {
        desk.may_leave_mail();
        let anna = person(desk, "Anna", Role::Requester);
        let (eva, ida) = (person(desk, "Eva", Role::Expert), person(desk, "Ida", Role::Expert));
        let hours = |hours| desk.wait(Duration::hours(hours));
        // Tuesday, 10:30: taken after an hour, answered after four.
        let first = ask(desk, &anna, "Permessi");
        hours(1);
        claim(desk, &eva, first);
        hours(3);
        answer(desk, &eva, first);
        // Taken after two hours, passed on, answered after ten.
        let second = ask(desk, &anna, "Congedi");
        hours(2);
        claim(desk, &eva, second);
        hours(1);
        let to = ida.id;
        act(desk, &eva, move |conn, person, now| actions::hand_over(conn, second, to, None, person, now));
        hours(7);
        answer(desk, &ida, second);
        // Taken after three hours, and still open; another one that nobody takes. Both are late on the Monday after.
        let third = ask(desk, &anna, "Nidi");
        hours(3);
        claim(desk, &ida, third);
        hours(60);
        ask(desk, &anna, "Voucher");
        hours(67);

        // Who signed in before all that would have to again.
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let path = "/statistiche/esperte.csv?parte=";
        let work = format!("{path}lavoro");
        let (eva, ida) = (eva.id.0.to_string(), ida.id.0.to_string());
        let of_eva = line(&browser, &work, &[("esperta", &eva)]);
        says(&of_eva, &[
            ("aperte_ora", "0"), ("aperte_in_ritardo", "0"), ("prese_in_carico", "2"), ("avute_da_altri", "0"),
            ("passate_ad_altri", "1"), ("risposte", "1"), ("sua_presa_mediana", "1.5"),
        ]);
        assert_eq!(rate(&of_eva, "entro_scadenza"), of(1, 1));
        let of_ida = line(&browser, &work, &[("esperta", &ida)]);
        says(&of_ida, &[
            ("aperte_ora", "1"), ("aperte_in_ritardo", "1"), ("prese_in_carico", "2"), ("avute_da_altri", "1"),
            ("passate_ad_altri", "0"), ("risposte", "1"), ("sua_presa_mediana", "3"),
        ]);
        assert_eq!(rate(&of_ida, "entro_scadenza"), of(1, 2));
        let all = line(&browser, &work, &[("esperta", "totale")]);
        says(&all, &[
            ("aperte_ora", "2"), ("aperte_in_ritardo", "2"), ("prese_in_carico", "4"), ("avute_da_altri", "1"),
            ("passate_ad_altri", "1"), ("risposte", "2"), ("sua_presa_mediana", "2"),
        ]);
        assert_eq!(rate(&all, "entro_scadenza"), of(2, 4));

        let times = format!("{path}prime-risposte");
        says(&line(&browser, &times, &[("esperta", &eva)]), &[("prime_risposte", "1"), ("prima_risposta_mediana", "4")]);
        let all = line(&browser, &times, &[("esperta", "totale")]);
        says(&all, &[
            ("prime_risposte", "2"), ("prima_risposta_mediana", "7"), ("prima_risposta_90_percentile", "9.4"),
            ("prima_risposta_netta_mediana", "7"), ("attesa_prima_risposta", "troppo pochi dati"),
        ]);
        let taking = line(&browser, &format!("{path}presa-in-carico"), &[("area", "totale")]);
        says(&taking, &[("arrivate", "4"), ("prese", "3"), ("assegnate_da_regole", "0")]);
        let load = format!("{path}carico");
        let week = ("settimana_dal", "2026-11-23");
        says(&line(&browser, &load, &[("esperta", &ida), week]), &[("in_carico", "1")]);
        says(&line(&browser, &load, &[("esperta", ""), week]), &[("in_carico", "1")]);
        // The whole page: nobody is first, and it says why.
        let page = browser.get("/statistiche/esperte");
        page.is(200).says("Non è una classifica di persone").says("In coda, di nessuna");
        agrees(&browser, "esperte", "dal=2026-11-01&al=2026-12-31");
    }

    fn who_left_is_charged_with_nothing_that_is_asked_again(desk: &Desk) {
        desk.may_leave_mail();
        let anna = person(desk, "Anna", Role::Requester);
        let (eva, ida) = (person(desk, "Eva", Role::Expert), person(desk, "Ida", Role::Expert));
        let (again, passed) = (ask(desk, &anna, "Permessi"), ask(desk, &anna, "Congedi"));
        for id in [again, passed] {
            claim(desk, &eva, id);
            answer(desk, &eva, id);
        }
        desk.wait(Duration::hours(1));
        let gone = eva.id;
        desk.write::<_, DbError>(move |conn| {
            diesel::update(accounts::table.find(gone)).set(accounts::state.eq("disabled")).execute(conn)?;
            Ok(())
        });
        for id in [again, passed] {
            act(desk, &anna, move |conn, person, now| {
                let more = Body::parse("E in giugno?").unwrap();
                actions::reply(conn, id, &more, &[], Way::Page, person, now)
            });
        }
        // What nobody took before it was closed, somebody takes when it is asked again.
        let closed = ask(desk, &anna, "Nidi");
        act(desk, &anna, move |conn, person, now| actions::close(conn, closed, None, Way::Page, person, now));
        desk.wait(Duration::hours(1));
        act(desk, &anna, move |conn, person, now| actions::reopen(conn, closed, person, now));
        claim(desk, &ida, closed);
        let (emma, to) = (person(desk, "Emma", Role::Coordinator), ida.id);
        act(desk, &emma, move |conn, person, now| actions::hand_over(conn, passed, to, None, person, now));
        desk.wait(Duration::days(7));

        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let path = "/statistiche/esperte.csv?parte=";
        let (eva, ida) = (eva.id.0.to_string(), ida.id.0.to_string());
        let of_eva = line(&browser, &format!("{path}lavoro"), &[("esperta", &eva)]);
        says(&of_eva, &[("aperte_ora", "0"), ("prese_in_carico", "2"), ("passate_ad_altri", "0"), ("risposte", "2")]);
        let of_ida = line(&browser, &format!("{path}lavoro"), &[("esperta", &ida)]);
        says(&of_ida, &[("aperte_ora", "2"), ("prese_in_carico", "2"), ("avute_da_altri", "1"), ("sua_presa_mediana", "")]);
        says(&line(&browser, &format!("{path}presa-in-carico"), &[("area", "totale")]), &[("arrivate", "3"), ("prese", "2")]);
        let (load, week) = (format!("{path}carico"), ("settimana_dal", "2026-11-23"));
        says(&line(&browser, &load, &[("esperta", &ida), week]), &[("in_carico", "2")]);
        says(&line(&browser, &load, &[("esperta", ""), week]), &[("in_carico", "1")]);
        let (_, lines) = rows(&browser, &load);
        assert!(lines.iter().all(|line| line["esperta"] != eva), "{lines:?}");
    }

    fn approvals_are_counted_from_the_proposal_to_the_decision(desk: &Desk) {
        desk.may_leave_mail();
        let (topic, now) = (desk.topic("Congedi"), desk.now());
        desk.write(move |conn| actions::set_topic_approvals(conn, &[(topic, Some(75))], now));
        let anna = desk.worker("Anna Bianchi");
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        let slug = desk.topic_slug("Congedi");
        let numbers: Vec<i64> = ["Uno", "Due", "Tre", "Quattro"]
            .map(|subject| anna.ask(&slug, subject, "Quanti giorni di permesso ho?").number())
            .to_vec();
        numbers.iter().for_each(|number| { eva.claim(*number).is(200); });
        // Back after two hours, approved after four more.
        let work = format!("/coda/{}", numbers[0]);
        eva.answer(numbers[0], "Tre giorni.").is(200);
        desk.wait(Duration::hours(2));
        let back = ida.open(&work).form(&format!("{work}/approvazione/rinvio"));
        back.with("word", "Cita l’articolo.").send(&ida.browser).is(200);
        let form = eva.open(&work).form_holding(&format!("{work}/messaggi"), "visibility", "public");
        form.with("body", "Tre giorni (art. 33).").with("outcome", "answer").send(&eva.browser).is(200);
        desk.wait(Duration::hours(4));
        ida.open(&work).form(&format!("{work}/approvazione")).send(&ida.browser).is(200);
        // Taken back after an hour; one that waits.
        eva.answer(numbers[1], "Due giorni.").is(200);
        desk.wait(Duration::hours(1));
        eva.press(numbers[1], "approvazione/ritiro").is(200);
        eva.answer(numbers[2], "Un giorno.").is(200);
        desk.wait(Duration::hours(5));
        // Her work on what turns out to be spam was work all the same; the question has no properties.
        eva.answer(numbers[3], "Tanti giorni.").is(200);
        eva.press(numbers[3], "spam").is(200);
        // An entry that comes back after three hours and is published five after it was handed in again, and one that waits.
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let (entry, other) = (EntryId(1), EntryId(2));
            for (hour, event) in [
                (0, Event::EntryDrafted { entry, ticket: None }),
                (1, Event::EntrySubmitted { entry }),
                (4, Event::EntryReturned { entry }),
                (5, Event::EntrySubmitted { entry }),
                (6, Event::EntrySubmitted { entry: other }),
                (10, Event::EntryPublished { entry }),
            ] {
                events::append(conn, now - Duration::hours(20 - hour), Actor::System, &event)?;
            }
            Ok(())
        });

        // Who signed in before all that would have to again.
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let path = "/statistiche/approvazioni.csv?parte=";
        let expected = [
            ("proposte", "4"), ("approvate", "1"), ("rimandate", "1"), ("non_decise", "1"), ("in_approvazione", "1"),
            ("decisione_mediana", "3"), ("decisione_90_percentile", "3.8"), ("attesa_decisione", "troppo pochi dati"),
        ];
        let area = line(&browser, &format!("{path}risposte"), &[("area", &slug)]);
        says(&area, &expected);
        assert_eq!(rate(&area, "quota_rimandate"), of(1, 2));
        says(&line(&browser, &format!("{path}risposte"), &[("area", "")]), &[("proposte", "1"), ("non_decise", "1")]);
        let mut of_all = expected;
        (of_all[0].1, of_all[3].1) = ("5", "2");
        says(&line(&browser, &format!("{path}risposte"), &[("area", "totale")]), &of_all);
        let by_organisation = line(&browser, &format!("{path}risposte&per=ente"), &[("ente", "")]);
        says(&by_organisation, &of_all);
        let asked_here = line(&browser, &format!("{path}risposte&canale=web"), &[("area", "totale")]);
        says(&asked_here, &expected);
        let entries = line(&browser, &format!("{path}schede"), &[("gruppo", "totale")]);
        says(&entries, &[
            ("proposte", "3"), ("approvate", "1"), ("rimandate", "1"), ("non_decise", "0"), ("in_approvazione", "1"),
            ("decisione_mediana", "4"), ("decisione_90_percentile", "4.8"),
        ]);
        let narrowed = line(&browser, &format!("{path}risposte&canale=phone"), &[("area", "totale")]);
        says(&narrowed, &[("proposte", "0"), ("decisione_mediana", "")]);
        agrees(&browser, "approvazioni", "dal=2026-11-01&al=2026-12-31");
    }

    fn satisfaction_says_who_was_asked_who_said_what_and_what_the_others_could_change(desk: &Desk) {
        desk.may_leave_mail();
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let anna = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
            // Twenty in time: all asked, nine yes, two partly, one no, eight say nothing. Twenty late: of fifteen asked three yes, two
            // partly, five no, five say nothing; of five that were not asked two say yes.
            let soon = [("yes", 9), ("partly", 2), ("no", 1), ("", 8)];
            let late = [("yes", 3), ("partly", 2), ("no", 5), ("", 5)];
            let unasked = [("yes", 2), ("", 3)];
            let all = [(10, true, &soon[..]), (60, true, &late[..]), (60, false, &unasked[..])];
            for (after, asked, said) in all {
                for (verdict, count) in said {
                    for _ in 0..*count {
                        let ticket = a_question(conn, anna, None, now - Duration::hours(100))?;
                        end(conn, ticket, Outcome::Answered, now - Duration::hours(100 - after))?;
                        rated(conn, ticket, Some(*verdict).filter(|word| !word.is_empty()), asked, now)?;
                    }
                }
            }
            Ok(())
        });
        let path = "/statistiche/soddisfazione.csv?parte=";
        for labels in [[("area", "totale")], [("area", "")]] {
            let all = line(&browser, &format!("{path}giudizi"), &labels);
            says(&all, &[("risposte", "40"), ("valutazioni_chieste", "35"), ("valutazioni_spontanee", "2")]);
            let rates = ["tasso_di_risposta", "utili", "utili_in_parte", "non_utili"].map(|name| rate(&all, name));
            assert_eq!(rates, [of(22, 35), of(14, 24), of(4, 24), of(6, 24)]);
        }
        let bounds = line(&browser, &format!("{path}chi-non-risponde"), &[("area", "totale")]);
        let rates = ["utili_tra_le_chieste", "utili_almeno", "utili_al_massimo"].map(|name| rate(&bounds, name));
        assert_eq!(rates, [of(12, 22), of(12, 35), of(25, 35)]);
        let soon = line(&browser, &format!("{path}puntualita"), &[("risposta", "entro_scadenza")]);
        assert_eq!(rate(&soon, "utili"), of(9, 12));
        let late = line(&browser, &format!("{path}puntualita"), &[("risposta", "oltre_scadenza")]);
        assert_eq!(rate(&late, "utili"), of(5, 12));
        // Fisher: 2 · (91 + 3640 + 45045 + 240240) / 2704156.
        let number = |name: &str| late[name].parse::<f64>().unwrap();
        assert!((number("differenza_quota") + 1.0 / 3.0).abs() < 1e-3, "{late:?}");
        assert!((number("probabilita_singola") - 0.213_757).abs() < 1e-5, "{late:?}");
        let page = browser.get("/statistiche/soddisfazione");
        page.is(200).says("Valutazioni date, su quelle chieste: 62,9%").says("Manski");
        let list = browser.get("/statistiche/domande?insieme=spontanee");
        list.is(200).says("2 domande");
        browser.get("/statistiche/domande?insieme=chieste").is(200).says("35 domande");
        agrees(&browser, "soddisfazione", "dal=2026-01&al=2026-12");
    }

    fn reopenings_are_counted_from_the_first_answer(desk: &Desk) {
        desk.may_leave_mail();
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let anna = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
            let start = now - Duration::days(200);
            let answered = start + Duration::hours(6);
            let again = |conn: &mut Conn, ticket, at| -> DbResult<CycleId> {
                let asked = dialoga::sla::Asked::default();
                let cycle = sla::actions::start_cycle(conn, ticket, asked, Actor::System, at)?.id;
                let event = Event::TicketReopened { ticket, message: None, cycle, by_link: None };
                events::append(conn, at, Actor::System, &event)?;
                Ok(cycle)
            };
            for place in 1..=12 {
                let ticket = a_question(conn, anna, None, start)?;
                end(conn, ticket, Outcome::Answered, answered)?;
                if place <= 4 {
                    let at = answered + Duration::hours(10 * place);
                    again(conn, ticket, at)?;
                    if place == 1 {
                        end(conn, ticket, Outcome::Answered, at + Duration::hours(5))?;
                        again(conn, ticket, at + Duration::hours(12))?;
                    }
                }
            }
            // Closed without an answer, and opened again: no answer was asked about again.
            let ticket = a_question(conn, anna, None, start)?;
            end(conn, ticket, Outcome::Closed, answered)?;
            again(conn, ticket, answered + Duration::hours(1))?;
            Ok(())
        });
        let path = "/statistiche/riaperture.csv?parte=";
        let all = line(&browser, &format!("{path}riaperture"), &[("area", "totale")]);
        says(&all, &[
            ("prime_risposte", "12"), ("riaperte", "4"), ("riaperte_piu_volte", "1"),
            ("riapertura_mediana", "25"), ("riapertura_90_percentile", "37"),
        ]);
        assert_eq!(rate(&all, "quota_riaperte"), of(4, 12));
        let after = |days: &str| {
            let line = line(&browser, &format!("{path}nel-tempo"), &[("giorni", days)]);
            (line["riaperte_entro"].parse::<f64>().unwrap(), line["ancora_osservate"].clone())
        };
        for (days, share, seen) in [("1", 2.0 / 12.0, "10"), ("3", 4.0 / 12.0, "8"), ("90", 4.0 / 12.0, "8")] {
            let (found, observed) = after(days);
            assert!((found - share).abs() < 1e-3, "{days}: {found}");
            assert_eq!(observed, seen);
        }
        let second = line(&browser, &format!("{path}seconde-risposte"), &[("giro", "riaperta")]);
        says(&second, &[("ricevute", "6"), ("risposte", "1")]);
        browser.get("/statistiche/domande?insieme=riaperte&giro=prima").is(200).says("4 domande");
        browser.get("/statistiche/domande?insieme=riaperte-piu-volte").is(200).says("Una domanda");
        agrees(&browser, "riaperture", "dal=2026-01&al=2026-12");
    }
}
