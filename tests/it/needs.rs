//! The reports of needs, of the use of the catalogue, and of the mail: each figure is counted by hand here.

use std::collections::BTreeMap;

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::{Actor, Event, MailFate};
use dialoga::kernel::ids::{AccountId, EntryId, IncomingId, MessageId, TicketId, TopicId};
use dialoga::platform::db::schema::{
    catalogue_searches, deflections, entries, entry_readings, entry_reuses, entry_versions, entry_votes,
    incoming_mails, messages, outbox, search_misses, sent_mails, tickets, topics,
};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::events;
use dialoga::platform::i18n::Texts;
use dialoga::tickets::Residue;
use diesel::prelude::*;

use crate::statistics::{a_member, a_question, signed_in};
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

type Rows = BTreeMap<String, BTreeMap<String, String>>;

/// The rows of a part as a file for programs, by what they are about.
fn rows(browser: &Browser, report: &str, query: &str, part: &str) -> Rows {
    let page = browser.get(&format!("/statistiche/{report}.csv?{query}&parte={part}"));
    assert_eq!(page.status, 200, "{report} {part}");
    let mut reader = csv::ReaderBuilder::new().from_reader(page.body.as_slice());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| {
        let cells: BTreeMap<String, String> =
            names.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        (record[0].to_owned(), cells)
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

pub fn ask(
    conn: &mut Conn,
    by: AccountId,
    topic: TopicId,
    place: &str,
    said: (&str, &str),
    when: Instant,
) -> DbResult<TicketId> {
    let ticket = a_question(conn, by, Some(topic), when)?;
    diesel::update(tickets::table.find(ticket))
        .set((tickets::subject.eq(said.0), tickets::municipality.eq(place)))
        .execute(conn)?;
    diesel::insert_into(messages::table)
        .values((
            messages::ticket_id.eq(ticket),
            messages::author_id.eq(by),
            messages::author_role.eq("requester"),
            messages::kind.eq("question"),
            messages::body.eq(said.1),
            messages::created_at.eq(when),
        ))
        .execute(conn)?;
    Ok(ticket)
}

pub fn an_entry(
    conn: &mut Conn,
    slug: &str,
    kind: &str,
    topic: TopicId,
    place: Option<&str>,
    now: Instant,
) -> EntryId {
    let id: EntryId = diesel::insert_into(entries::table)
        .values((
            entries::slug.eq(slug),
            entries::state.eq("published"),
            entries::draft_version.eq(1),
            entries::published_version.eq(1),
            entries::created_at.eq(now),
            entries::updated_at.eq(now),
            entries::published_at.eq(now),
        ))
        .returning(entries::id)
        .get_result(conn)
        .unwrap();
    diesel::insert_into(entry_versions::table)
        .values((
            entry_versions::entry_id.eq(id),
            entry_versions::number.eq(1),
            entry_versions::kind.eq(kind),
            entry_versions::topic_id.eq(topic),
            entry_versions::audience.eq("all"),
            entry_versions::language.eq("it"),
            entry_versions::title.eq(format!("Titolo di {slug}")),
            entry_versions::summary.eq(""),
            entry_versions::body.eq("Testo"),
            entry_versions::sources.eq(""),
            entry_versions::territory.eq(""),
            entry_versions::details.eq(""),
            entry_versions::municipality.eq(place),
            entry_versions::created_at.eq(now),
        ))
        .execute(conn)
        .unwrap();
    id
}

pub const RHO: &str = "015182";
pub const MILANO: &str = "015146";

/// Areas to ask about: the first two of the tree, by their names in addresses.
pub fn areas(conn: &mut Conn) -> Vec<(TopicId, String)> {
    topics::table
        .filter(topics::parent_id.is_null())
        .order(topics::id.asc())
        .limit(2)
        .select((topics::id, topics::slug))
        .load(conn)
        .unwrap()
}

/// Of the first half of 2025 ten questions about the first area and twelve about the second; of that of 2026 thirty and twelve. All by
/// other people, but for three of one who writes a word of her own.
pub fn fill(desk: &Desk) -> (Vec<String>, Vec<TicketId>) {
    desk.may_leave_mail();
    let now = desk.now();
    desk.write::<_, DbError>(move |conn| {
        let areas = areas(conn);
        let (mut person, mut of_nursery) = (0, Vec::new());
        let mut somebody = |conn: &mut Conn| {
            person += 1;
            a_member(conn, &format!("p{person}@esempio.it"), Role::Requester, None, now)
        };
        for (year, growing) in [("2025", 10), ("2026", 30)] {
            let begin = at(&format!("{year}-02-03T09:00:00Z"));
            for place in 0..growing {
                let by = somebody(conn);
                let said = match year {
                    "2025" => ("Orario di lavoro", "Chiedo dell'orario e della banca ore. Rossi"),
                    _ => ("Nido", "Cerco un nido notturno: scrivo per Luisa Bianchi, tel. 02 1234567. Rossi"),
                };
                let when = begin + Duration::hours(place);
                let ticket = ask(conn, by, areas[0].0, if place < 20 { RHO } else { MILANO }, said, when)?;
                if year == "2026" {
                    of_nursery.push(ticket);
                }
            }
            for place in 0..12 {
                let by = somebody(conn);
                let said = ("Contratto", "Ho letto del contratto collettivo.");
                ask(conn, by, areas[1].0, MILANO, said, begin + Duration::hours(place))?;
            }
        }
        let one = somebody(conn);
        for place in 0..3 {
            let when = at("2026-03-03T09:00:00Z") + Duration::hours(place);
            ask(conn, one, areas[1].0, MILANO, ("Contratto", "Il mio zirbolo e lo zirbolo."), when)?;
        }
        an_entry(conn, "nido-milano", "service", areas[0].0, Some(MILANO), now);
        an_entry(conn, "nido-ovunque", "service", areas[0].0, None, now);
        for (day, words, times) in [
            ("2026-03-01", "nido notturno", 2),
            ("2026-03-02", "nido notturno", 3),
            ("2026-03-02", "mario rossi", 9),
        ] {
            diesel::insert_into(search_misses::table)
                .values((
                    search_misses::day.eq(day),
                    search_misses::words.eq(words),
                    search_misses::times.eq(times),
                ))
                .execute(conn)?;
        }
        Ok((areas.into_iter().map(|(_, slug)| slug).collect(), of_nursery))
    })
}

const HALVES: &str = "dal=2026-01-01&al=2026-06-30";

on_both_databases! {
    fn what_grows_is_told_from_what_only_seems_to(desk: &Desk) {
        let (areas, of_nursery) = fill(desk);
        let now = desk.now();
        // The desk has been there for longer than both periods.
        desk.write::<_, DbError>(move |conn| {
            let by = a_member(conn, "prima@esempio.it", Role::Requester, None, now);
            a_question(conn, by, None, at("2024-01-10T09:00:00Z")).map(drop)
        });
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);

        let themes = rows(&browser, "bisogni", HALVES, "aree");
        let (grows, same) = (&themes[&areas[0]], &themes[&areas[1]]);
        assert_eq!((grows["prima"].as_str(), grows["adesso"].as_str()), ("10", "30"));
        assert_eq!((same["prima"].as_str(), same["adesso"].as_str()), ("12", "15"));
        // 181 days each: three times as many, 15/12.
        assert!((grows["crescita"].parse::<f64>().unwrap() - 3.0).abs() < 1e-9, "{grows:?}");
        assert!((same["crescita"].parse::<f64>().unwrap() - 1.25).abs() < 1e-9, "{same:?}");
        // Binomial of 40 at one half: twice the tail from 30 on, 0.002221; Holm doubles the smaller of two.
        let p = grows["probabilita_del_caso"].parse::<f64>().unwrap();
        assert!((p - 2.0 * 0.002_221).abs() < 2e-6, "{p}");
        assert_eq!((grows["esito"].as_str(), same["esito"].as_str()), ("cresce", "non si distingue dal caso"));
        let told = |part: &str, of: &str| {
            let found = rows(&browser, "bisogni", HALVES, part);
            ["prima", "adesso", "crescita"].map(|name| found[of][name].clone())
        };
        assert_eq!(told("comuni", RHO), ["10", "20", "2.00"]);
        assert_eq!(told("comuni", MILANO), ["12", "25", "2.08"]);
        // 45/22.
        assert_eq!(told("chi-chiede", "worker"), ["22", "45", "2.05"]);

        let words = rows(&browser, "bisogni", HALVES, "parole");
        let nursery = &words["nido"];
        // Thirty of 45 questions say it, and none of 22 before.
        assert_eq!(
            ["con_la_parola_prima_casi", "con_la_parola_prima_su", "con_la_parola_adesso_casi", "con_la_parola_adesso_su"]
                .map(|name| nursery[name].as_str()),
            ["0", "22", "30", "45"]
        );
        assert_eq!(nursery["esito"], "cresce");
        assert_eq!(words["orario"]["esito"], "cala");
        // What one person says three times is nobody's need; names and numbers are nobody's at all.
        for word in ["zirbolo", "luisa", "bianchi", "rossi", "02", "1234567", "carla", "verdi"] {
            assert!(!words.contains_key(word), "{word}: {words:?}");
        }
        // What the catalogue says is known once it is indexed.
        desk.follow();
        let lacking = rows(&browser, "bisogni", HALVES, "parole-senza-scheda");
        assert!(lacking.contains_key("notturno"), "{lacking:?}");

        let searches = rows(&browser, "bisogni", HALVES, "ricerche-senza-risultato");
        assert_eq!(searches.keys().collect::<Vec<_>>(), ["nido notturno"]);
        assert_eq!(searches["nido notturno"]["ricerche_senza_esito"], "5");
        assert_eq!(searches["nido notturno"]["giorni"], "2");

        let page = browser.get(&format!("/statistiche/bisogni?{HALVES}"));
        assert_eq!(page.status, 200);
        let gaps = page.texts("#servizi ~ .dg-table tbody tr:nth-of-type(1)");
        assert!(gaps[0].contains("Rho") && gaps[0].contains("20") && gaps[0].contains("nessun servizio"), "{gaps:?}");
        assert!(page.text().contains("Senza servizi conosciuti: 1 su 2"), "{}", page.text());
        assert!(page.text().contains("Un altro servizio non indica un comune"), "{}", page.text());
        assert!(!page.html().contains("mario rossi") && !page.html().contains("Luisa"));

        // Only of Milan: ten say it.
        let milan = rows(&browser, "bisogni", &format!("{HALVES}&territorio={MILANO}"), "parole");
        assert_eq!((milan["nido"]["con_la_parola_adesso_casi"].as_str(), milan["nido"]["con_la_parola_adesso_su"].as_str()), ("10", "25"));
        let book = browser.get(&format!("/statistiche/bisogni.xlsx?{HALVES}"));
        assert!(book.status == 200 && book.body.starts_with(b"PK"));

        // Whose words are erased is counted among the questions, and her words are not.
        let now = desk.now();
        desk.write::<_, DbError>(move |conn| {
            let residue = Residue::of(&Texts::embedded()).unwrap();
            for ticket in of_nursery {
                diesel::update(tickets::table.find(ticket)).set(tickets::subject.eq(&residue.subject)).execute(conn)?;
                diesel::update(messages::table.filter(messages::ticket_id.eq(ticket)))
                    .set(messages::body.eq(&residue.body))
                    .execute(conn)?;
                events::append(conn, now, Actor::System, &Event::TicketErased { ticket })?;
            }
            Ok(())
        });
        let words = rows(&browser, "bisogni", HALVES, "parole");
        assert!(!words.contains_key("nido") && !words.contains_key("cancellato"), "{words:?}");
        // Whoever's words nobody knows is among none that said a word or not.
        let contract = &words["contratto"];
        assert_eq!(
            ["con_la_parola_prima_casi", "con_la_parola_prima_su", "con_la_parola_adesso_casi", "con_la_parola_adesso_su"]
                .map(|name| contract[name].as_str()),
            ["12", "22", "15", "15"]
        );
        let page = browser.get(&format!("/statistiche/bisogni?{HALVES}"));
        page.is(200).says("Senza le domande di cui le parole sono state cancellate: 0 prima, 30 adesso");
        assert_eq!(rows(&browser, "bisogni", HALVES, "aree")[&areas[0]]["adesso"], "30");
    }

    fn who_waits_for_the_words_of_questions_takes_nothing_from_the_others(desk: &Desk) {
        fill(desk);
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        // Somebody reads them for long, and more than there are connections would like to.
        let turn = desk.step(|app, _| async move { app.heard.turn().await });
        let many = desk.app.db.connections() + 2;
        std::thread::scope(|scope| {
            let waiting: Vec<_> = (0..many)
                .map(|_| {
                    let browser = browser.copy();
                    scope.spawn(move || browser.get(&format!("/statistiche/bisogni?{HALVES}")).status)
                })
                .collect();
            // Those that came before have asked for their turn by the time that this many others were answered.
            for _ in 0..20 {
                browser.get(&format!("/statistiche/ripartizioni?{HALVES}")).is(200);
            }
            assert!(waiting.iter().all(|one| !one.is_finished()));
            drop(turn);
            for one in waiting {
                assert_eq!(one.join().unwrap(), 200);
            }
        });
    }

    fn the_use_of_the_catalogue_is_what_its_rows_say(desk: &Desk) {
        let now = desk.now();
        desk.may_leave_mail();
        desk.write::<_, DbError>(move |conn| {
            let topic = areas(conn)[0].0;
            let entry = an_entry(conn, "congedo", "answer", topic, None, now);
            let by = a_member(conn, "p@esempio.it", Role::Requester, None, now);
            let ticket = ask(conn, by, topic, MILANO, ("A", "B"), now)?;
            let message: MessageId =
                messages::table.filter(messages::ticket_id.eq(ticket)).select(messages::id).first(conn)?;
            for (day, all, without) in [("2026-01-31", 7, 1), ("2026-02-01", 40, 10), ("2026-03-05", 60, 15)] {
                diesel::insert_into(catalogue_searches::table)
                    .values((catalogue_searches::day.eq(day), catalogue_searches::searches.eq(all), catalogue_searches::without_result.eq(without)))
                    .execute(conn)?;
            }
            for (day, count) in [("2026-02-01", 30), ("2026-02-28", 4), ("2026-03-31", 5)] {
                diesel::insert_into(entry_readings::table)
                    .values((entry_readings::day.eq(day), entry_readings::entry_id.eq(entry), entry_readings::readings.eq(count)))
                    .execute(conn)?;
            }
            for useful in [true, true, false] {
                diesel::insert_into(entry_votes::table)
                    .values((entry_votes::entry_id.eq(entry), entry_votes::version.eq(1), entry_votes::useful.eq(useful), entry_votes::note.eq(""), entry_votes::day.eq("2026-03-05")))
                    .execute(conn)?;
            }
            // The last moment of February in Milan.
            diesel::insert_into(entry_reuses::table)
                .values((entry_reuses::entry_id.eq(entry), entry_reuses::message_id.eq(message), entry_reuses::at.eq(at("2026-02-28T22:59:59Z"))))
                .execute(conn)?;
            for (place, outcome) in ["spared", "spared", "spared", "asked", "open"].into_iter().enumerate() {
                diesel::insert_into(deflections::table)
                    .values((deflections::entry_id.eq(entry), deflections::submission_key.eq(format!("k{place}")), deflections::at.eq(at("2026-03-01T00:00:00Z")), deflections::outcome.eq(outcome)))
                    .execute(conn)?;
            }
            Ok(())
        });
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let months = rows(&browser, "catalogo", "dal=2026-02&al=2026-03", "per-mese");
        let told = |month: &str| {
            ["ricerche", "senza_risultato_casi", "letture", "voti_utili_casi", "voti_utili_su", "richiami", "schede_bastate", "da_verificare", "chieste_lo_stesso_casi", "chieste_lo_stesso_su"]
                .map(|name| months[month][name].as_str()).join(" ")
        };
        assert_eq!(told("2026-02"), "40 10 34   1 0 0  ");
        assert_eq!(told("2026-03"), "60 15 5 2 3 0 5 1 1 4");
        assert_eq!(told("totale"), "100 25 39 2 3 1 5 1 1 4");
        let entries = rows(&browser, "catalogo", "dal=2026-02&al=2026-03", "schede");
        assert_eq!(
            ["letture", "voti_utili_casi", "richiami", "domande_evitate"].map(|name| entries["congedo"][name].as_str()),
            ["39", "2", "1", "3"]
        );
        let page = browser.get("/statistiche/catalogo?dal=2026-02&al=2026-03");
        page.says("Contiamo le ricerche, le letture e i giudizi di questo periodo");
        assert!(page.text().contains("Titolo di congedo") && !page.html().contains("name=\"territorio\""));
    }

    fn what_became_of_mails_is_what_their_rows_say(desk: &Desk) {
        let now = desk.now();
        desk.may_leave_mail();
        desk.write::<_, DbError>(move |conn| {
            let by = a_member(conn, "p@esempio.it", Role::Requester, None, now);
            let topic = areas(conn)[0].0;
            let ticket = ask(conn, by, topic, MILANO, ("A", "B"), now)?;
            let mut place = 0;
            for (mail, state, sent) in [
                ("receipt", "sent", Some("2026-02-10T10:00:00Z")),
                ("receipt", "sent", Some("2026-03-31T21:59:59Z")),
                ("receipt", "sent", Some("2026-03-31T22:00:00Z")),
                ("answer", "failed", None),
                ("answer", "dropped", None),
            ] {
                place += 1;
                diesel::insert_into(outbox::table)
                    .values((
                        outbox::event_position.eq(-place),
                        outbox::recipient_id.eq(by),
                        outbox::mail.eq(mail),
                        outbox::rfc_message_id.eq(format!("{place}@esempio.it")),
                        outbox::state.eq(state),
                        outbox::next_attempt_at.eq(now),
                        outbox::subject.eq("Oggetto"),
                        outbox::created_at.eq(at("2026-02-09T10:00:00Z")),
                        outbox::sent_at.eq(sent.map(at)),
                        outbox::is_asked_for.eq(false),
                    ))
                    .execute(conn)?;
            }
            for (day, mail, number) in [("2026-02-02", "answer", 16), ("2026-04-01", "answer", 100)] {
                diesel::insert_into(sent_mails::table)
                    .values((sent_mails::day.eq(day), sent_mails::mail.eq(mail), sent_mails::number.eq(number)))
                    .execute(conn)?;
            }
            for (fate, incoming) in [
                (MailFate::Returned, Some(IncomingId(1))),
                (MailFate::Later, Some(IncomingId(1))),
                // Of the one that failed, told at once.
                (MailFate::NoAddress, None),
            ] {
                let event = Event::MailReported { ticket, mail: "answer".to_owned(), fate, incoming };
                events::append(conn, at("2026-02-12T10:00:00Z"), Actor::System, &event)?;
            }
            for (place, state) in ["taken", "taken", "held", "discarded", "failed"].into_iter().enumerate() {
                diesel::insert_into(incoming_mails::table)
                    .values((
                        incoming_mails::source.eq("lmtp"),
                        incoming_mails::content_hash.eq(format!("h{place}")),
                        incoming_mails::size.eq(10_i64),
                        incoming_mails::received_at.eq(at("2026-03-01T10:00:00Z")),
                        incoming_mails::state.eq(state),
                        incoming_mails::attempts.eq(0),
                        incoming_mails::next_attempt_at.eq(now),
                        incoming_mails::formatted.eq(false),
                    ))
                    .execute(conn)?;
            }
            Ok(())
        });
        let browser = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        let query = "dal=2026-02&al=2026-03";
        let told = |part: &str, row: &str| {
            let rows = rows(&browser, "posta", query, part);
            ["partite", "non_partite", "tornate_indietro", "non_arrivate_casi", "non_arrivate_su", "in_coda"]
                .map(|name| rows[row][name].clone())
                .join(" ")
        };
        assert_eq!(told("spedite", "2026-02"), "17 1 1 2 18 0");
        assert_eq!(told("spedite", "2026-03"), "1 0 0 0 1 0");
        assert_eq!(told("spedite", "totale"), "18 1 1 2 19 0");
        assert_eq!(told("tipi", "answer"), "16 1 1 2 17 0");
        assert_eq!(told("tipi", "receipt"), "2 0 0 0 2 0");
        let came = || {
            let came = rows(&browser, "posta", query, "ricevute");
            ["mail_arrivate", "accolte_casi", "in_sospeso", "scartate", "illeggibili"].map(|name| came["2026-03"][name].clone())
        };
        assert_eq!(came(), ["5", "2", "1", "1", "1"]);
        // What was put aside is forgotten, and stays counted.
        desk.write::<_, DbError>(move |conn| {
            let discarded = incoming_mails::table.filter(incoming_mails::state.eq("discarded"));
            let settled = (incoming_mails::raw_key.eq("posta/h3"), incoming_mails::settled_at.eq(at("2026-03-01T10:00:00Z")));
            diesel::update(discarded).set(settled).execute(conn)?;
            Ok(())
        });
        desk.run("cleanup");
        let rest = desk.read::<_, DbError>(|conn| Ok(incoming_mails::table.count().get_result::<i64>(conn)?));
        assert_eq!(rest, 4);
        assert_eq!(came(), ["5", "2", "1", "1", "1"]);
        let page = browser.get(&format!("/statistiche/posta?{query}"));
        page.says("Contiamo i messaggi di posta partiti e arrivati in questo periodo");
        assert!(page.text().contains("Conferma che la domanda è arrivata"), "{}", page.text());
    }
}
