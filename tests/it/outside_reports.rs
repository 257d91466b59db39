//! The reports as readers outside the desk see them: what they say, what they leave out, and that nothing of a person is in them.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration};
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event};
use dialoga::kernel::ids::{AccountId, EntryId, MessageId, TicketId};
use dialoga::platform::db::schema::{
    accounts, catalogue_searches, deflections, entry_readings, entry_reuses, entry_votes, incoming_mails,
    messages, organisations, sent_mails, tickets,
};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::events;
use dialoga::sla::{Asked, Outcome, actions};
use diesel::prelude::*;

use crate::desk_reports::rated;
use crate::needs;
use crate::reports::rows;
use crate::reports_secrecy::{REPORTS, fill};
use crate::statistics::{a_member, a_question, end, signed_in};
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::statements::{count_statements, statements_of};

type Line = BTreeMap<String, String>;

/// The row of a part whose first label is this.
fn line(browser: &Browser, report: &str, query: &str, part: &str, label: &str) -> Line {
    let (names, found) = rows(browser, &format!("/statistiche/{report}.csv?{query}&parte={part}"));
    let found_line = found.iter().find(|row| row[&names[0]] == label);
    found_line.unwrap_or_else(|| panic!("no {label} in {found:?}")).clone()
}

fn told(line: &Line, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| line[*name].clone()).collect()
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

const BOTH: &str = "dal=2025-01&al=2026-11";
const Y2026: &str = "dal=2026-01&al=2026-11";

/// Answers of a year to questions of its June, of which it was asked whether they helped, and what was said.
fn answers(
    conn: &mut Conn,
    year: i32,
    said: &[(Option<&str>, usize)],
    unasked: usize,
    now: Instant,
) -> DbResult<()> {
    let anna = a_member(conn, &format!("p{year}@esempio.it"), Role::Requester, None, now);
    let start = at(&format!("{year}-06-10T08:00:00Z"));
    let all = said.iter().flat_map(|(verdict, count)| vec![(*verdict, true); *count]);
    for (verdict, asked) in all.chain(vec![(None, false); unasked]) {
        let ticket = a_question(conn, anna, None, start)?;
        end(conn, ticket, Outcome::Answered, start + Duration::hours(10))?;
        rated(conn, ticket, verdict, asked, now)?;
    }
    Ok(())
}

/// A question is asked about again, and answered three hours later.
pub fn again(conn: &mut Conn, ticket: TicketId, when: Instant) -> DbResult<()> {
    let cycle = actions::start_cycle(conn, ticket, Asked::default(), Actor::System, when)?.id;
    let event = Event::TicketReopened { ticket, message: None, cycle, by_link: None };
    events::append(conn, when, Actor::System, &event)?;
    end(conn, ticket, Outcome::Answered, when + Duration::hours(3))
}

on_both_databases! {
    fn an_analyst_opens_every_report_of_whole_years(desk: &Desk) {
        fill(desk, 5);
        let analyst = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        assert_eq!((desk.now().rome().year(), desk.now().rome().month()), (2026, 11));
        for report in REPORTS {
            for query in ["", "?dal=2025-01&al=2025-12", "?dal=2024-01&al=2026-11&per=eta&ore=nette", "?dal=2031-01&al=2031-12"] {
                let page = analyst.get(&format!("/statistiche/{report}{query}"));
                assert_eq!(page.status, 200, "{report}{query}");
                assert!(!page.text().contains('⟦'), "{report}{query}: a text is missing");
                // What everybody is called here stands in the page's head alone, where it is her own name.
                assert!(!page.text().contains("Carla"), "{report}{query}: a name");
                let html = page.html();
                for word in ["p1@esempio.it", "/statistiche/domande", "/coda/", "Vista interna", "per=esperta", "\"esperta\""] {
                    assert!(!html.contains(word), "{report}{query}: {word}");
                }
            }
            for file in [".csv", "-excel.csv", ".xlsx", ".pdf"] {
                assert_eq!(analyst.get(&format!("/statistiche/{report}{file}?dal=2025-01&al=2025-12")).status, 200, "{report}{file}");
            }
            // Parts of years, filters and days right before would be other tables of the same questions.
            let narrowing = ["eta=35_44", "chi=worker", "esperta=-"].into_iter().filter(|_| !["catalogo", "posta"].contains(&report));
            // A year that is not over is held by any day after today, and one to come by any day: days cut what they are compared with.
            for query in ["dal=2026-01&al=2026-10", "dal=2025-02&al=2025-12", "dal=2026-01-01&al=2026-12-15", "dal=2027-01-01&al=2027-06-15"].into_iter().chain(narrowing) {
                let page = analyst.get(&format!("/statistiche/{report}?{query}"));
                assert_eq!(page.status, 422, "{report} {query}");
                assert!(page.text().contains("Per riservatezza") || page.text().contains("per riservatezza"), "{report} {query}");
                assert_eq!(analyst.get(&format!("/statistiche/{report}.xlsx?{query}")).status, 400, "{report} {query}");
            }
        }
        for report in ["ripartizioni", "attese"] {
            assert_eq!(analyst.get(&format!("/statistiche/{report}?per=esperta")).status, 422, "{report}");
        }
        assert_eq!(analyst.get("/statistiche/confronto?confronto=prima").status, 422);
        assert_eq!(analyst.get("/statistiche/attese?confronto=prima").status, 200, "of no use there");
        for twice in ["indicatori?anno=2025&anno=2026", "attese?dal=2025-01&dal=2025-02&al=2025-12"] {
            assert_eq!(analyst.get(&format!("/statistiche/{twice}")).status, 400, "{twice}");
        }
        assert_eq!(analyst.get("/statistiche/domande").status, 404);
        let years = analyst.get("/statistiche/ripartizioni?per=figli");
        assert!(years.html().contains("per=figli\">2025</a>"), "the link to another year keeps what else was asked");
        assert!(years.text().contains("Solo domande di lavoratrici e lavoratori"));
    }

    fn needs_are_compared_by_the_tables_of_whole_years(desk: &Desk) {
        let (areas, _) = needs::fill(desk);
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let today = desk.now().rome().date_naive();
        let days = f64::from(today.ordinal());
        // The desk was there from the third of February 2025 on: 332 days.
        let area = line(&browser, "bisogni", Y2026, "aree", &areas[0]);
        assert_eq!(told(&area, &["prima", "adesso", "esito"]), ["10", "30", "cresce"]);
        let growth: f64 = area["crescita_ricevute"].parse().unwrap();
        assert!((growth - 3.0 * 332.0 / days).abs() < 0.006, "{growth} over {days} days");
        let other = line(&browser, "bisogni", Y2026, "aree", &areas[1]);
        assert_eq!(told(&other, &["prima", "adesso", "esito"]), ["12", "15", "non si distingue dal caso"]);
        let place = |code| line(&browser, "bisogni", Y2026, "comuni", code);
        assert_eq!(told(&place(needs::RHO), &["prima", "adesso"]), ["10", "20"]);
        assert_eq!(told(&place(needs::MILANO), &["prima", "adesso"]), ["12", "25"]);
        let services = line(&browser, "bisogni", Y2026, "servizi-argomenti", &areas[0]);
        assert_eq!(told(&services, &["ricevute", "servizi_conosciuti"]), ["30", "2"]);
        let gap = line(&browser, "bisogni", Y2026, "servizi-comuni", needs::RHO);
        assert_eq!(told(&gap, &["ricevute", "servizi_conosciuti", "lacuna"]), ["20", "0", "nessun servizio conosciuto"]);
        // Two whole years are what is shown first; before them there is nothing to compare with.
        let first = line(&browser, "bisogni", "", "aree", &areas[0]);
        assert_eq!(told(&first, &["prima", "adesso", "crescita_ricevute"]), ["0", "10", "troppo pochi dati"]);

        let page = browser.get(&format!("/statistiche/bisogni?{Y2026}"));
        page.is(200).says("non ci sono parole delle domande").says("come nelle tabelle degli anni");
        page.says("Un altro servizio non indica un comune");
        for word in ["nido notturno", "mario rossi", "zirbolo", "notturno", "Luisa", "orario"] {
            assert!(!page.html().contains(word), "{word}");
        }
        for part in ["parole", "parole-senza-scheda", "ricerche-senza-risultato", "servizi"] {
            browser.get(&format!("/statistiche/bisogni.csv?{Y2026}&parte={part}")).is(404);
        }
    }

    fn of_the_catalogue_what_few_people_do_is_withheld(desk: &Desk) {
        let now = desk.now();
        desk.may_leave_mail();
        desk.write::<_, DbError>(move |conn| {
            let topic = needs::areas(conn)[0].0;
            let entry = needs::an_entry(conn, "congedo", "answer", topic, None, now);
            let by = a_member(conn, "p@esempio.it", Role::Requester, None, now);
            let ticket = needs::ask(conn, by, topic, needs::MILANO, ("A", "B"), now)?;
            let message: MessageId =
                messages::table.filter(messages::ticket_id.eq(ticket)).select(messages::id).first(conn)?;
            for (day, all, without) in [("2025-02-01", 40, 10), ("2026-03-05", 60, 1)] {
                diesel::insert_into(catalogue_searches::table)
                    .values((catalogue_searches::day.eq(day), catalogue_searches::searches.eq(all), catalogue_searches::without_result.eq(without)))
                    .execute(conn)?;
                diesel::insert_into(entry_readings::table)
                    .values((entry_readings::day.eq(day), entry_readings::entry_id.eq(entry), entry_readings::readings.eq(2)))
                    .execute(conn)?;
            }
            // Of 2025 five and three; of 2026 four and one.
            for (day, yes, no) in [("2025-03-05", 5, 3), ("2026-03-05", 4, 1)] {
                for useful in std::iter::repeat_n(true, yes).chain(std::iter::repeat_n(false, no)) {
                    diesel::insert_into(entry_votes::table)
                        .values((entry_votes::entry_id.eq(entry), entry_votes::version.eq(1), entry_votes::useful.eq(useful), entry_votes::note.eq(""), entry_votes::day.eq(day)))
                        .execute(conn)?;
                }
            }
            // The last moment of 2025 in Milan: one, which is withheld of that year.
            diesel::insert_into(entry_reuses::table)
                .values((entry_reuses::entry_id.eq(entry), entry_reuses::message_id.eq(message), entry_reuses::at.eq(at("2025-12-31T22:59:59Z"))))
                .execute(conn)?;
            for (place, outcome) in ["spared", "spared", "spared", "asked", "asked", "asked"].into_iter().enumerate() {
                diesel::insert_into(deflections::table)
                    .values((deflections::entry_id.eq(entry), deflections::submission_key.eq(format!("k{place}")), deflections::at.eq(at("2025-03-01T00:00:00Z")), deflections::outcome.eq(outcome)))
                    .execute(conn)?;
            }
            Ok(())
        });
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let month = |code| told(&line(&browser, "catalogo", BOTH, "per-mese", code), &["ricerche", "senza_risultato_casi", "letture"]);
        assert_eq!(month("2025-02"), ["40", "10", "2"]);
        assert_eq!(month("totale"), ["100", "11", "4"]);
        let year = |code| {
            let names = ["voti_utili_casi", "voti_utili_su", "richiami", "schede_bastate", "chieste_lo_stesso_casi", "chieste_lo_stesso_su"];
            told(&line(&browser, "catalogo", BOTH, "per-anno", code), &names).join(" ")
        };
        assert_eq!(year("2025"), "5 8 – 6 3 6");
        assert_eq!(year("2026"), "– – 0 0  ");
        assert_eq!(year("totale"), "– – – 6 3 6");
        let (names, entries) = rows(&browser, &format!("/statistiche/catalogo.csv?{BOTH}&parte=schede"));
        assert_eq!((names.join(" "), entries.len(), entries[0]["letture"].as_str()), ("scheda letture dal al situazione_al vista".to_owned(), 1, "4"));
        let page = browser.get(&format!("/statistiche/catalogo?{BOTH}"));
        page.is(200).says("Che cosa è stato cercato non si vede").says("vengono da una persona sola").says("dato oscurato per riservatezza");
    }

    fn mails_are_told_of_months_whose_questions_are(desk: &Desk) {
        let now = desk.now();
        desk.may_leave_mail();
        desk.write::<_, DbError>(move |conn| {
            let by = a_member(conn, "p@esempio.it", Role::Requester, None, now);
            // Two questions in February, ten in each of the months after.
            for month in 2..=11 {
                for hour in 0..if month == 2 { 2 } else { 10 } {
                    a_question(conn, by, None, at(&format!("2026-{month:02}-03T{:02}:00:00Z", 6 + hour)))?;
                }
                diesel::insert_into(sent_mails::table)
                    .values((sent_mails::day.eq(format!("2026-{month:02}-05")), sent_mails::mail.eq("receipt"), sent_mails::number.eq(month)))
                    .execute(conn)?;
            }
            for place in 0..8 {
                diesel::insert_into(incoming_mails::table)
                    .values((
                        incoming_mails::source.eq("lmtp"),
                        incoming_mails::content_hash.eq(format!("h{place}")),
                        incoming_mails::size.eq(10_i64),
                        incoming_mails::received_at.eq(at("2026-04-01T10:00:00Z")),
                        incoming_mails::state.eq(if place < 5 { "taken" } else { "held" }),
                        incoming_mails::attempts.eq(0),
                        incoming_mails::next_attempt_at.eq(now),
                        incoming_mails::formatted.eq(false),
                    ))
                    .execute(conn)?;
            }
            Ok(())
        });
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let (_, sent) = rows(&browser, &format!("/statistiche/posta.csv?{Y2026}&parte=spedite"));
        let left: Vec<(&str, &str)> = sent.iter().map(|row| (row["mese"].as_str(), row["partite"].as_str())).collect();
        let hidden: Vec<&str> = left.iter().filter(|(_, count)| *count == "–").map(|(month, _)| *month).collect();
        assert!(hidden.len() == 2 && hidden.contains(&"2026-02"), "{left:?}");
        assert!(left.contains(&("totale", "65")) && left.contains(&("2026-01", "0")) && left.contains(&("2026-11", "11")), "{left:?}");
        let came = line(&browser, "posta", Y2026, "ricevute", "2026-04");
        assert_eq!(told(&came, &["mail_arrivate", "accolte_casi", "in_sospeso"]), ["8", "5", "3"]);
        browser.get(&format!("/statistiche/posta.csv?{Y2026}&parte=tipi")).is(404);
        browser.get(&format!("/statistiche/posta?{Y2026}")).is(200).says("i tipi non si vedono");
        // One mail alone became a question: how many wrote by mail would follow.
        desk.write::<_, DbError>(move |conn| {
            let taken = incoming_mails::state.eq("taken").and(incoming_mails::content_hash.ne("h0"));
            diesel::update(incoming_mails::table.filter(taken)).set(incoming_mails::state.eq("discarded")).execute(conn)?;
            Ok(())
        });
        let came = line(&browser, "posta", Y2026, "ricevute", "totale");
        assert_eq!(told(&came, &["mail_arrivate", "accolte_casi", "scartate"]), ["–"; 3]);
    }

    fn satisfaction_is_told_as_far_as_no_side_is_of_one_or_two(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            // Of 35 asked 22 say something, of which it helped 12; of 20 asked the year before all but two do.
            answers(conn, 2026, &[(Some("yes"), 12), (Some("partly"), 4), (Some("no"), 6), (None, 13)], 5, now)?;
            answers(conn, 2025, &[(Some("yes"), 12), (Some("no"), 6), (None, 2)], 0, now)?;
            // One that still waits, late, withholds how many were answered, and not what is said of those who were asked.
            answers(conn, 2024, &[(Some("yes"), 12), (Some("no"), 5), (None, 3)], 10, now)?;
            let by = a_member(conn, "c@esempio.it", Role::Requester, None, now);
            a_question(conn, by, None, at("2024-06-10T08:00:00Z"))?;
            Ok(())
        });
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let names = ["risposte", "valutazioni_chieste", "tasso_di_risposta_casi", "utili_tra_le_chieste_casi", "utili_tra_le_chieste_su", "utili_almeno_casi", "utili_al_massimo_casi"];
        let said = |query, part, label| told(&line(&browser, "soddisfazione", query, part, label), &names).join(" ");
        assert_eq!(said(Y2026, "anni", "2026"), "40 35 22 12 22 12 25");
        let of_2024 = "dal=2024-01&al=2024-12";
        assert_eq!(said(of_2024, "anni", "2024"), "– 20 17 12 17 12 15");
        assert_eq!(said(of_2024, "gruppi", ""), "– 20 17 12 17 12 15");
        assert_eq!(said(Y2026, "gruppi", ""), "40 35 22 12 22 12 25");
        assert_eq!(said(BOTH, "anni", "2025"), "20 20 – – – – –");
        assert_eq!(said(BOTH, "anni", "totale"), "60 55 – – – – –");
        assert_eq!(said(BOTH, "gruppi", "totale"), "60 55 – – – – –");
        let page = browser.get(&format!("/statistiche/soddisfazione?{Y2026}"));
        page.is(200).says("Contano solo le valutazioni che abbiamo chiesto").says("Manski").says("Valutazioni date, su quelle chieste: 62,9%");
        for part in ["giudizi", "puntualita", "trimestri"] {
            browser.get(&format!("/statistiche/soddisfazione.csv?{Y2026}&parte={part}")).is(404);
        }
    }

    fn reopenings_are_told_as_far_as_no_side_is_of_one_or_two(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let anna = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
            for year in [2025, 2026] {
                let start = at(&format!("{year}-03-10T08:00:00Z"));
                for place in 0..20 {
                    let ticket = a_question(conn, anna, None, start)?;
                    end(conn, ticket, Outcome::Answered, start + Duration::hours(6))?;
                    if place < 4 {
                        let when = start + Duration::hours(30);
                        again(conn, ticket, when)?;
                    }
                }
            }
            // One that still waits, late, withholds how many were answered, and with it of how many the share is.
            a_question(conn, anna, None, at("2025-06-10T08:00:00Z"))?;
            Ok(())
        });
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let names = ["prime_risposte", "riaperte", "quota_riaperte_casi", "riaperte_piu_volte", "riapertura_mediana"];
        let year = line(&browser, "riaperture", Y2026, "anni", "2026");
        assert_eq!(told(&year, &names).join(" "), "20 4 4 0 troppo pochi dati");
        let year = line(&browser, "riaperture", BOTH, "anni", "2025");
        assert_eq!(told(&year, &names).join(" "), "– 4 – 0 troppo pochi dati");
        let both = line(&browser, "riaperture", BOTH, "anni", "totale");
        assert_eq!(told(&both, &names).join(" "), "– 8 – 0 troppo pochi dati");
        browser.get(&format!("/statistiche/riaperture.csv?{BOTH}&parte=nel-tempo")).is(404);
        let second = line(&browser, "riaperture", Y2026, "seconde-risposte", "riaperta");
        assert_eq!(told(&second, &["ricevute", "risposte"]), ["4", "4"]);
        let (_, after) = rows(&browser, &format!("/statistiche/riaperture.csv?{Y2026}&parte=nel-tempo"));
        let days: Vec<&str> = after.iter().map(|row| row["giorni"].as_str()).collect();
        assert_eq!(days, ["1", "3", "7", "14", "30", "60", "90"]);
        // One of them once more: who did is nobody's business. With how many were asked again it would be had from how many times they were.
        desk.write::<_, DbError>(move |conn| {
            let ticket = tickets::table
                .filter(tickets::created_at.gt(at("2026-01-01T00:00:00Z")))
                .select(diesel::dsl::min(tickets::id))
                .first::<Option<TicketId>>(conn)?
                .unwrap();
            again(conn, ticket, at("2026-04-10T08:00:00Z"))
        });
        let year = line(&browser, "riaperture", Y2026, "anni", "2026");
        assert_eq!(told(&year, &names).join(" "), "20 – – – –");
        let second = line(&browser, "riaperture", Y2026, "seconde-risposte", "riaperta");
        assert_eq!(told(&second, &["ricevute"]), ["5"]);
    }

    /// Of an organisation only answers are known: with those of all, how many wait would be had by subtracting.
    fn organisations_hide_what_waits_and_times_are_in_whole_hours(desk: &Desk) {
        desk.may_leave_mail();
        let now = desk.now();
        let (anna, experts) = desk.write::<_, DbError>(move |conn| {
            let anna = a_member(conn, "anna@esempio.it", Role::Requester, None, now);
            let mut experts = Vec::new();
            for name in ["ATS Milano", "INPS Milano"] {
                let email = format!("{}@esempio.it", name.split(' ').next().unwrap().to_lowercase());
                let expert = a_member(conn, &email, Role::Expert, None, now);
                let organisation = diesel::insert_into(organisations::table)
                    .values(organisations::name.eq(name))
                    .returning(organisations::id)
                    .get_result::<i64>(conn)?;
                let row = accounts::table.filter(accounts::id.eq(expert));
                diesel::update(row).set(accounts::organisation_id.eq(organisation)).execute(conn)?;
                experts.push(expert);
            }
            Ok((anna, experts))
        });
        let answered = move |conn: &mut Conn, day: &str, count: i64, by: AccountId| -> DbResult<()> {
            for place in 0..count {
                let ticket = a_question(conn, anna, None, at(day))?;
                let cycle = actions::newest_cycle(conn, ticket)?.unwrap().id;
                let when = at(day) + Duration::minutes(380 + place);
                actions::stop(conn, cycle, Outcome::Answered, Actor::Person(by), when)?;
            }
            Ok(())
        };
        let (ats, inps) = (experts[0], experts[1]);
        desk.write::<_, DbError>(move |conn| {
            for year in [2025, 2026] {
                answered(conn, &format!("{year}-03-10T08:00:00Z"), 9, ats)?;
                answered(conn, &format!("{year}-04-10T08:00:00Z"), 12, inps)?;
            }
            // Two answers came late, and one question still waits, late too: which of the three does stays open.
            for _ in 0..2 {
                let late = a_question(conn, anna, None, at("2026-05-10T08:00:00Z"))?;
                let cycle = actions::newest_cycle(conn, late)?.unwrap().id;
                actions::stop(conn, cycle, Outcome::Answered, Actor::Person(ats), at("2026-05-20T08:00:00Z"))?;
            }
            a_question(conn, anna, None, at("2026-06-10T08:00:00Z"))?;
            Ok(())
        });
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let of = |query: &str| {
            let (names, found) = rows(&browser, &format!("/statistiche/ripartizioni.csv?{query}&per=ente"));
            let row = |row: &Line| told(row, &[&names[0], "ricevute", "ore_mediana", "ore_mediana_minimo_95"]).join(" ");
            found.iter().map(row).collect::<Vec<_>>()
        };
        // Nine answers are too few for a time.
        let seen = of("dal=2025-01&al=2025-12");
        assert_eq!(seen, ["2 12 6.00 6.00", "1 9 – –", "totale 21 6.00 6.00"]);
        let (_, inner) = rows(
            &signed_in(desk, "marta@esempio.it", Role::Coordinator),
            "/statistiche/ripartizioni.csv?dal=2025-01&al=2025-12&per=ente",
        );
        assert_eq!(inner[0]["ore_mediana"], "6.42");
        // One still waits, late: with all organisations it would be known how many do.
        assert_eq!(of(Y2026), ["2 12 6.00 6.00", "totale 24 6.00 "]);
        let page = browser.get(&format!("/statistiche/ripartizioni?{Y2026}&per=ente"));
        page.is(200).says("gli enti non sono confrontati tra loro").says("INPS Milano");
        assert!(!page.text().contains("ATS Milano"), "{}", page.text());
    }

    fn approvals_are_told_of_all_texts_of_a_year_together(desk: &Desk) {
        desk.may_leave_mail();
        // Eight entries handed in, of which five are published after an hour and three come back after four.
        let hand_in = |first: i64, count: i64, day: &'static str, returned: i64| {
            desk.write::<_, DbError>(move |conn| {
                for place in 0..count {
                    let entry = EntryId(first + place);
                    let start = at(day) + Duration::days(place);
                    events::append(conn, start, Actor::System, &Event::EntrySubmitted { entry })?;
                    let (hours, event) = match place < returned {
                        true => (4, Event::EntryReturned { entry }),
                        false => (1, Event::EntryPublished { entry }),
                    };
                    events::append(conn, start + Duration::hours(hours), Actor::System, &event)?;
                }
                Ok(())
            });
        };
        hand_in(100, 8, "2026-05-01T08:00:00Z", 3);
        hand_in(300, 12, "2024-05-01T08:00:00Z", 3);
        hand_in(200, 6, "2025-05-01T08:00:00Z", 1);
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let names = ["proposte", "approvate", "rimandate", "quota_rimandate_casi", "in_approvazione", "decisione_mediana"];
        let of = |label| told(&line(&browser, "approvazioni", BOTH, "schede", label), &names);
        let (this, before) = (of("2026"), of("2025"));
        assert_eq!(this[..5], ["8", "5", "3", "3", "0"]);
        assert_eq!(this[5], "troppo pochi dati");
        assert_eq!(before[..5], ["6", "–", "–", "–", "–"]);
        assert_eq!(before[5], "troppo pochi dati");
        let older = told(&line(&browser, "approvazioni", "dal=2024-01&al=2024-12", "schede", "2024"), &names);
        assert_eq!(older.join(" "), "12 9 3 3 0 1.00", "ten and more have a time");
        assert_eq!(of("totale")[..5], ["14", "–", "–", "–", "–"]);
        let answers = line(&browser, "approvazioni", Y2026, "risposte", "2026");
        assert_eq!(told(&answers, &["proposte", "approvate"]), ["0", "0"]);
        let page = browser.get(&format!("/statistiche/approvazioni?{BOTH}&per=esperta"));
        page.is(200).says("nessuna persona dello sportello");
        assert!(!page.html().contains("name=\"per\""), "nobody outside chooses groups of experts");
    }

    fn what_cannot_be_answered_keeps_the_choice_of_groups(desk: &Desk) {
        let browser = signed_in(desk, "giulia@esempio.it", Role::Analyst);
        let chosen = |query: &str| {
            let page = browser.get(&format!("/statistiche/ripartizioni?{query}"));
            page.is(422).form("/statistiche/ripartizioni").value("per").map(str::to_owned)
        };
        assert_eq!(chosen("eta=35_44&per=canale").as_deref(), Some("canale"));
        assert_eq!(chosen("eta=35_44").as_deref(), Some("area"));
        assert_eq!(chosen("per=esperta").as_deref(), Some("area"));
    }

    fn a_report_of_years_takes_as_many_statements_as_one_of_a_month_or_a_year(kind: &Kind) {
        count_statements();
        let Some(desk) = &Desk::open_with(*kind, &[]) else { return };
        fill(desk, 11);
        let (analyst, coordinator) =
            (signed_in(desk, "giulia@esempio.it", Role::Analyst), signed_in(desk, "carla@esempio.it", Role::Coordinator));
        let cost = |browser: &Browser, path: &str| {
            browser.get(path).is(200);
            statements_of(desk, || {
                browser.get(path).is(200);
            })
            .len()
        };
        for report in REPORTS {
            let of = |from: &str, to: &str| format!("/statistiche/{report}?dal={from}&al={to}");
            let (short, long) = (cost(&coordinator, &of("2026-03", "2026-03")), cost(&coordinator, &of("2024-01", "2026-10")));
            assert!(short > 3 && long <= short + 1, "{report}: {long} statements instead of {short}");
            let (short, long) = (cost(&analyst, &of("2025-01", "2025-12")), cost(&analyst, &of("2024-01", "2026-11")));
            assert!(short > 3 && long <= short + 1, "{report} outside: {long} statements instead of {short}");
        }
    }
}
