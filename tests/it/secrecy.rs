//! Nothing that nobody published is ever read by the public: words that stand nowhere else are looked for on every way out.

use dialoga::accounts::Role;
use serde_json::Value;

use crate::catalogue::{hand_in, press, publish, write_entry};
use crate::entry_files::attach;
use crate::reading::import;
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// In a title, a text and the sources that were never published; in what was withdrawn; in a revision that waits; in a question, its answer
/// and a note; in what a reader wrote to the desk; in a file of that revision.
const MARKS: [&str; 13] = [
    "zibellino",
    "qualcheduna",
    "wattmetro",
    "xilofono",
    "yacumama",
    "zuccherino",
    "kilobyte",
    "jamboree",
    "wurstel",
    "xenofilo",
    "yogurtiera",
    "zampogna",
    "quokka",
];
const NEVER: [&str; 3] = [MARKS[0], MARKS[1], MARKS[2]];
const WITHDRAWN: [&str; 3] = [MARKS[3], MARKS[4], MARKS[5]];

/// Everything that the public can ask for.
const WAYS: [&str; 27] = [
    "/",
    "/?lingua=en",
    "/argomenti",
    "/catalogo",
    "/catalogo?q=bonus",
    "/catalogo?argomento=congedi",
    "/catalogo?tipo=answer&ordine=data",
    "/servizi",
    "/servizi?comune=Rho",
    "/catalogo/norme",
    "/catalogo/norme/legge-1992-104",
    "/catalogo/bonus-nido",
    "/catalogo/bonus-nido/utile?risposta=no",
    "/catalogo/nido-il-girasole-rho",
    "/catalogo.atom",
    "/catalogo.atom?argomento=congedi",
    "/sitemap.xml",
    "/sitemap/pagine.xml",
    "/sitemap/schede-1.xml",
    "/robots.txt",
    "/dati-aperti",
    "/dati-aperti/catalogo.csv",
    "/dati-aperti/catalogo.json",
    "/dati-aperti/catalogo.jsonl",
    "/dati-aperti/catalogo.jsonld",
    "/riquadro",
    "/dati-aperti/riquadro",
];

/// Fails when a public page holds one of these words, head and attributes included.
fn never(browser: &Browser, marks: &[&str], when: &str) {
    for path in WAYS {
        let text = browser.get(path).is(200).html().to_lowercase();
        for mark in marks {
            assert!(!text.contains(mark), "{when}: {path} says {mark}");
        }
    }
    for mark in marks {
        let json = |path: &str| -> Value {
            let page = browser.get(&format!("/api/v1/catalogue/{path}?q={mark}"));
            serde_json::from_str(&page.is(200).html()).unwrap()
        };
        assert_eq!(json("search")["results"], Value::Array(Vec::new()), "{when}: the search finds {mark}");
        let suggested =
            browser.get(&format!("/api/v1/catalogue/suggest?q={}", &mark[..4])).html().to_lowercase();
        assert!(!suggested.contains(mark), "{when}: {mark} is suggested");
        assert!(
            browser.get(&format!("/catalogo?q={mark}")).texts(".dg-results").is_empty(),
            "{when}: {mark} is found"
        );
    }
}

/// Words with a slip of the keyboard are not led to words that nobody published.
fn never_corrected_to(browser: &Browser, marks: &[&str], when: &str) {
    for mark in marks {
        let slip = format!("{}x{}", &mark[..2], &mark[3..]);
        let text = browser.get(&format!("/catalogo?q={slip}")).html().to_lowercase();
        assert!(!text.contains(mark), "{when}: {slip} is taken for {mark}");
    }
}

on_both_databases! {
    fn nothing_unpublished_withdrawn_or_of_a_question_is_on_any_way_out(kind: &Kind) {
        // Nobody is slowed down here: what is refused says nothing.
        let Some(desk) = &Desk::open_with(*kind, &[("SECURITY__RATE_LIMITS", "false")]) else { return };
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let carla = desk.staff("Carla Riva", Role::Coordinator);
        import(desk, &[
            r#"{"reference":"nido","kind":"service","title":"Nido Il Girasole – Rho","body":"Un bonus per il nido.","topic":"Congedi","language":"it","published":true,"details":{"body":"Girasole","municipality":"Rho","services":["Nido"]}}"#,
        ]);
        let bonus = publish(desk, &elena, &ester, "Bonus nido", "3000 euro, legge 104/1992.");
        let visitor = desk.browser();

        // A question with its answer and a note, and what a reader wrote.
        let anna = desk.worker("Anna Bianchi");
        let number = anna.ask(&desk.topic_slug("Congedi"), &format!("Bonus {}", MARKS[6]), &format!("Vorrei {} per il nido.", MARKS[7])).number();
        elena.claim(number);
        elena.note(number, MARKS[8]);
        elena.answer(number, &format!("Il bonus {}.", MARKS[9]));
        let path = "/catalogo/bonus-nido/utile";
        let form = visitor.get(&format!("{path}?risposta=no")).form(path).with("note", MARKS[10]);
        form.send(&visitor).is(200);

        // Never published: a draft, also while it waits for a second person, and one that came from elsewhere.
        let title = format!("Bonus {}", NEVER[0]);
        let draft = write_entry(desk, &elena, &title, &format!("Il bonus {}, legge 104/1992.", NEVER[1])).number();
        import(desk, &[
            r#"{"reference":"b","kind":"service","title":"Nido wattmetro","body":"Bonus.","topic":"Congedi","language":"it","published":false,"details":{"municipality":"Rho"}}"#,
        ]);
        // A revision of what is public.
        let address = format!("/redazione/{bonus}");
        let form = elena.open(&address).form(&address);
        form.with("title", &format!("Bonus {}", MARKS[11])).with("action", "save").send(&elena.browser).is(200);
        let file = attach(&elena, bonus, &format!("Modulo {}", MARKS[12]), &format!("{}.txt", MARKS[12]), MARKS[12].as_bytes());
        let ways_to_file = [format!("/catalogo/bonus-nido/allegati/{file}"), format!("/catalogo/bonus-nido/versioni/3/allegati/{file}")];
        for when in ["before the index knows", "cold", "warm"] {
            never(&visitor, &NEVER, when);
            never(&visitor, &MARKS[6..], when);
            desk.follow();
        }
        never_corrected_to(&visitor, &NEVER, "unpublished");
        never_corrected_to(&visitor, &MARKS[6..], "of a question");
        hand_in(&elena, draft).is(200);
        hand_in(&elena, bonus).is(200);
        desk.follow();
        never(&visitor, &NEVER, "in review");
        never(&visitor, &MARKS[6..], "in review");
        visitor.get("/catalogo/bonus-nido/versioni/2").is(404);
        for path in &ways_to_file {
            visitor.get(path).is(404).never_says(MARKS[12]);
        }

        // Public for a while, on every way out, in every cache.
        let title = format!("Bonus {}", WITHDRAWN[0]);
        let body = format!("Il bonus {}, legge 104/1992.\n\n{}", WITHDRAWN[1], WITHDRAWN[2]);
        let public = publish(desk, &elena, &ester, &title, &body);
        for path in ["/", "/catalogo", "/catalogo.atom", "/dati-aperti/catalogo.csv", "/sitemap/schede-1.xml", "/catalogo/norme/legge-1992-104"] {
            for _ in 0..2 {
                assert!(visitor.get(path).html().to_lowercase().contains(WITHDRAWN[0]), "{path} does not say it while it is public");
            }
        }
        for path in WAYS {
            visitor.get(path);
        }
        let address = format!("/redazione/{public}");
        let form = carla.open(&address).form(&format!("{address}/ritiro"));
        form.with("remark", "Superata").send(&carla.browser).is(200);
        for when in ["withdrawn a moment ago", "withdrawn", "withdrawn, warm"] {
            never(&visitor, &WITHDRAWN, when);
            never(&visitor, &NEVER, when);
            desk.follow();
        }
        never_corrected_to(&visitor, &WITHDRAWN, "withdrawn");
        visitor.get(&format!("/catalogo/bonus-{}", WITHDRAWN[0])).is(404);
        visitor.get(&format!("/catalogo/bonus-{}/utile", WITHDRAWN[0])).is(404);
        visitor.get(&format!("/catalogo/bonus-{}/versioni/1", WITHDRAWN[0])).is(404);

        // What is approved in the end is there.
        press(&ester, bonus, "pubblicazione").is(200);
        desk.follow();
        assert!(visitor.get("/catalogo.atom").html().contains(MARKS[11]));
        assert!(visitor.get("/dati-aperti/catalogo.jsonl").html().contains(MARKS[12]));
        visitor.get(&ways_to_file[0]).is(200);
    }
}
