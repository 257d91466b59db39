//! Two at the same moment: one is first, the other is told so, and neither meets a fault.

use std::collections::BTreeSet;
use std::io::Cursor;

use dialoga::accounts::{Person, Role};
use dialoga::catalogue::actions::{self, Counts, import_all};
use dialoga::catalogue::import::read_lines;
use dialoga::catalogue::{self, Audience, CatalogueError, Content, Details, EntryKind};
use dialoga::kernel::ids::{EntryId, TopicId};
use dialoga::kernel::text::{Body, Subject};
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{accounts, entries, organisations, topics as topic_rows};
use dialoga::platform::i18n::Lang;
use dialoga::topics;
use diesel::prelude::*;

use crate::support::cast::{person, person_who_signs_in};
use crate::support::desk::Desk;
use crate::support::{at_once, on_both_databases};

fn content(topic: TopicId, title: &str, body: &str) -> Content {
    Content {
        topic,
        audience: Audience::All,
        language: Lang::It,
        title: Subject::parse(title).unwrap(),
        summary: String::new(),
        body: Body::parse(body).unwrap(),
        sources: String::new(),
        territory: String::new(),
        verified_on: None,
        review_by: None,
        valid_from: None,
        valid_to: None,
        details: Details::none(EntryKind::Answer),
    }
}

fn create(desk: &Desk, writer: &Person, topic: TopicId, title: &str, body: &str) -> EntryId {
    let (writer, now, content) = (writer.clone(), desk.now(), content(topic, title, body));
    desk.write(move |conn| actions::create(conn, content, &writer, now))
}

/// Changes title and text of the first version.
fn edit(
    desk: &Desk,
    id: EntryId,
    topic: TopicId,
    writer: &Person,
    title: &str,
) -> Result<i32, CatalogueError> {
    let (writer, now, content) =
        (writer.clone(), desk.now(), content(topic, title, &format!("Testo: {title}.")));
    desk.app.db.write_blocking(move |conn| actions::edit(conn, id, 1, content, &writer, now))
}

fn import(desk: &Desk, lines: &str) -> Counts {
    let entries = read_lines(Cursor::new(lines.to_owned())).map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    desk.write(move |conn| import_all(conn, entries, now))
}

on_both_databases! {
    fn of_editors_who_save_at_once_one_wins_and_the_others_are_told(desk: &Desk) {
        let topic = desk.topic("Congedi");
        let writers: Vec<Person> = (0..4).map(|n| person(desk, &format!("Esperta{n}"), Role::Expert)).collect();
        for round in 0..5 {
            let id = create(desk, &writers[0], topic, &format!("Scheda {round}"), "Testo.");
            let outcomes = at_once(&writers, |writer| edit(desk, id, topic, writer, &format!("Di {}", writer.name)));
            let mut won = 0;
            for outcome in outcomes {
                match outcome {
                    Ok(number) => {
                        assert_eq!(number, 2);
                        won += 1;
                    }
                    Err(CatalogueError::Stale) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
            assert_eq!(won, 1);
        }
    }

    fn entries_of_one_title_begun_at_once_have_addresses_of_their_own(desk: &Desk) {
        let topic = desk.topic("Congedi");
        let writers: Vec<Person> = (0..6).map(|n| person(desk, &format!("Esperta{n}"), Role::Expert)).collect();
        at_once(&writers, |writer| create(desk, writer, topic, "Bonus nido", "Testo."));
        let slugs = desk.read::<_, DbError>(|conn| Ok(entries::table.select(entries::slug).load::<String>(conn)?));
        let wanted = ["bonus-nido", "bonus-nido-2", "bonus-nido-3", "bonus-nido-4", "bonus-nido-5", "bonus-nido-6"];
        assert_eq!(slugs.into_iter().collect::<BTreeSet<_>>(), wanted.map(str::to_owned).into());
    }

    fn an_entry_whose_button_is_pressed_three_times_is_begun_once(desk: &Desk) {
        let (topic, writer) = (desk.topic("Congedi"), person(desk, "Elena", Role::Expert));
        let begun = at_once(0..3, |_| create(desk, &writer, topic, "Bonus nido", "Testo."));
        let id = begun[0];
        assert_eq!(begun, [id; 3]);
        // Nor does a late press undo what was written into it meanwhile.
        edit(desk, id, topic, &writer, "Bonus nido: importi").unwrap();
        assert_eq!(create(desk, &writer, topic, "Bonus nido", "Testo."), id);
        assert_eq!(desk.read(move |conn| catalogue::find(conn, id)).unwrap().version.number, 2);
        // Other words, another writer or another day: another entry.
        let ester = person(desk, "Ester", Role::Expert);
        let others = [create(desk, &writer, topic, "Bonus nido", "Altro."), create(desk, &ester, topic, "Bonus nido", "Testo.")];
        desk.wait(chrono::Duration::days(1));
        let all: BTreeSet<EntryId> = [id, others[0], others[1], create(desk, &writer, topic, "Bonus nido", "Testo.")].into();
        assert_eq!(all.len(), 4);
    }

    fn imports_at_once_and_the_desk_beside_them_wait_for_each_other_but_never_in_a_circle(desk: &Desk) {
        let (topic, writer) = (desk.topic("Congedi"), person(desk, "Elena", Role::Expert));
        let lines = |body: &str| {
            let line = |n: usize| format!(r#"{{"reference":"r{n}","kind":"answer","title":"Voce {}","body":"{body}","topic":"Tema {}"}}"#, n % 5, n % 3);
            (0..20).map(line).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(import(desk, &lines("Prima.")).added, 20);
        let ids: Vec<EntryId> = desk.read::<_, DbError>(|conn| {
            Ok(entries::table.order(entries::id.desc()).select(entries::id).load(conn)?)
        });
        // The desk takes the entries from the other end, and wants addresses like theirs.
        at_once(0..4, |turn| match turn {
            0 | 1 => {
                import(desk, &lines(&format!("Turno {turn}.")));
            }
            2 => {
                for id in &ids {
                    let saved = edit(desk, *id, topic, &writer, "Voce 1");
                    assert!(matches!(saved, Ok(2) | Err(CatalogueError::Stale)), "{saved:?}");
                }
            }
            _ => {
                for turn in 0..20 {
                    create(desk, &writer, topic, "Voce 2", &format!("Testo {turn}."));
                }
            }
        });
        let counts = desk.read::<_, DbError>(|conn| Ok(entries::table.count().get_result::<i64>(conn)?));
        assert_eq!(counts, 40);
        for id in ids {
            assert!(desk.read(move |conn| catalogue::find(conn, id)).is_some());
        }
    }

    fn who_registers_one_new_address_twice_at_once_sees_the_same_page(desk: &Desk) {
        let forms: Vec<_> = (0..3)
            .map(|_| {
                let browser = desk.browser();
                let page = browser.get("/registrazione");
                let form = page.form("/registrazione").with("kind", "worker").with("name", "Anna Colombo");
                let form = form.with("email", "anna@esempio.it").with("password", "tre gatti sul tetto");
                (form.with("municipality", "015146").with("privacy", "1"), browser)
            })
            .collect();
        let pages = at_once(forms, |(form, browser)| {
            let page = form.send(&browser);
            (page.status, page.path.clone(), page.text())
        });
        assert!(pages.iter().all(|page| page == &pages[0] && page.0 == 200), "{pages:?}");
        let known = desk.read::<_, DbError>(|conn| Ok(accounts::table.count().get_result::<i64>(conn)?));
        assert_eq!(known, 1);
        // All typed the same password, which is good.
        let browser = desk.browser();
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        browser.get(&link).form(&link).send(&browser).says("Indirizzo confermato");
    }

    fn one_new_partner_named_in_two_invitations_at_once_is_one(desk: &Desk) {
        let (_, emma) = person_who_signs_in(desk, "Emma", Role::Coordinator);
        let page = "/amministrazione/utenti/invito";
        let forms: Vec<_> = (0..3)
            .map(|n| {
                let form = emma.get(page).form(page).with("name", "Elena Russo").with("role", "expert");
                (form.with("email", &format!("elena{n}@ente.it")).with("organisation", "ACLI Milano"), emma.copy())
            })
            .collect();
        for status in at_once(forms, |(form, browser)| form.send(&browser).status) {
            assert_eq!(status, 200);
        }
        let partners = desk.read::<_, DbError>(|conn| Ok(organisations::table.count().get_result::<i64>(conn)?));
        assert_eq!(partners, 1);
    }

    fn a_new_topic_named_by_many_at_once_is_one(desk: &Desk) {
        let ids = at_once(0..6, |_| desk.write(|conn| topics::find_or_create(conn, "Banca delle ore")));
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), 1);
        let named = topic_rows::table.filter(topic_rows::slug.eq("banca-delle-ore"));
        assert_eq!(desk.read::<_, DbError>(move |conn| Ok(named.count().get_result::<i64>(conn)?)), 1);
    }
}
