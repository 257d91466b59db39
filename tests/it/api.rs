//! What other programs rely on: personal tokens, the figures for programs, and the document that describes both.

use std::collections::{BTreeMap, BTreeSet};

use dialoga::accounts::{self, AgeClass, CompanySize, Gender, RequesterKind, Role, Sector};
use dialoga::kernel::text::{EmailAddress, Name};
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::events;
use dialoga::platform::i18n::Lang;
use dialoga::routes;
use dialoga::statistics::Dimension;
use dialoga::tickets::Channel;
use diesel::prelude::*;
use serde_json::Value;

use crate::sources::root;
use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::mailbox::Mail;
use crate::support::on_both_databases;
use crate::support::people::{Human, PASSWORD};

const FIGURES: &str = "/api/v1/statistics/sla?from=2026-11-01&to=2026-12-01";

/// A token made on the page, as the page shows it this once.
fn token(person: &Human, name: &str) -> String {
    let page = person.open("/profilo").form("/profilo/token").with("token_name", name).send(&person.browser);
    page.is(200).texts(".dg-secret").remove(0)
}

/// A token made by the command, for whoever's page offers none.
fn dialoga_token(desk: &Desk, person: &Human) -> String {
    let (email, now) = (EmailAddress::parse(&person.email).unwrap(), desk.now());
    let name = Name::parse("Prova").unwrap();
    desk.write(move |conn| accounts::make_personal_token_for(conn, &email, &name, now))
}

/// What a program with this token is answered.
fn ask(desk: &Desk, token: &str, path: &str) -> Page {
    let browser = desk.browser();
    browser.acts_for(token);
    browser.get_only(path)
}

fn json(page: &Page) -> Value {
    serde_json::from_slice(&page.body).unwrap()
}

const REPORT: &str = "/api/v1/statistics/reports/{report}";

/// The description of what programs can ask for.
fn description(desk: &Desk) -> Value {
    json(desk.browser().get_only("/api/openapi.json").is(200))
}

/// The parameters that an address takes by its description, each with what it may hold.
fn parameters(document: &Value, path: &str) -> BTreeMap<String, Value> {
    let all = document["paths"][path]["get"]["parameters"].as_array().unwrap();
    all.iter().map(|one| (one["name"].as_str().unwrap().to_owned(), one["schema"].clone())).collect()
}

/// The words of a closed list; none where any may stand.
fn listed(schema: &Value) -> BTreeSet<String> {
    let words = schema["enum"].as_array().into_iter().flatten();
    words.map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// The closed list of a property, with the word for what is not known; none of those that the desk keeps itself.
fn values(by: Dimension) -> BTreeSet<String> {
    let words: Vec<&str> = match by {
        Dimension::Kind => RequesterKind::ALL.iter().map(|one| one.as_str()).collect(),
        Dimension::Size => CompanySize::ALL.iter().map(|one| one.as_str()).collect(),
        Dimension::Sector => Sector::ALL.iter().map(|one| one.as_str()).collect(),
        Dimension::Gender => Gender::ALL.iter().map(|one| one.as_str()).collect(),
        Dimension::Age => AgeClass::ALL.iter().map(|one| one.as_str()).collect(),
        Dimension::Children => vec!["0", "1", "2", "3"],
        Dimension::Channel => Channel::ALL.iter().map(|one| one.as_str()).collect(),
        Dimension::Language => Lang::ALL.iter().map(|one| one.as_str()).collect(),
        Dimension::Turn => vec!["prima", "riaperta"],
        Dimension::Territory
        | Dimension::Topic
        | Dimension::Organisation
        | Dimension::Expert
        | Dimension::Area => return BTreeSet::new(),
    };
    words.into_iter().chain(["-"]).map(str::to_owned).collect()
}

on_both_databases! {
    fn a_token_opens_what_its_owner_may_enter_until_it_is_withdrawn(desk: &Desk) {
        let (emma, carla) = (desk.staff("Emma Sala", Role::Coordinator), desk.staff("Carla Riva", Role::Expert));
        let secret = token(&emma, "Foglio mensile");
        assert!(secret.starts_with("dialoga_"), "{secret}");
        let again = emma.open("/profilo");
        again.says("Foglio mensile").never_says(&secret);
        ask(desk, &secret, FIGURES).is(200);
        carla.open("/profilo").never_says("Chiavi per i programmi");
        ask(desk, &dialoga_token(desk, &carla), FIGURES).is(404);
        // It opens no page, and posts nothing.
        let browser = desk.browser();
        browser.acts_for(&secret);
        assert!(browser.get("/coda").path.starts_with("/accesso"));
        for unknown in ["dialoga_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "x", ""] {
            let turned_away = ask(desk, unknown, FIGURES);
            turned_away.is(401);
            assert_eq!(turned_away.header("www-authenticate"), Some("Bearer"));
            assert_eq!(json(&turned_away)["status"], 401);
        }
        let twice = emma.open("/profilo").form("/profilo/token").with("token_name", "Foglio mensile");
        twice.send(&emma.browser).is(422).says("Hai già una chiave con questo nome");
        let page = emma.open("/profilo");
        let action = page.attributes("form[action$='/revoca']", "action").remove(0);
        // Nobody else's hand.
        let csrf = carla.open("/profilo").form("/profilo").value("csrf_token").unwrap().to_owned();
        carla.browser.post(&action, &[("csrf_token", &csrf)]);
        ask(desk, &secret, FIGURES).is(200);
        page.form(&action).send(&emma.browser).says("Chiave revocata").never_says("Foglio mensile");
        ask(desk, &secret, FIGURES).is(401);
    }

    fn a_token_ends_with_the_account(desk: &Desk) {
        let (emma, lea) = (desk.staff("Emma Sala", Role::Coordinator), desk.staff("Lea Monti", Role::Analyst));
        let secret = token(&lea, "Rapporto");
        ask(desk, &secret, FIGURES).is(200);
        let users = emma.open("/amministrazione/utenti");
        let user = users.link("Lea Monti");
        emma.open(&user).form(&format!("{user}/disattivazione")).send(&emma.browser);
        ask(desk, &secret, FIGURES).is(401);
        desk.settle();
    }

    fn a_new_token_is_told_to_its_owner_and_whatever_closes_the_doors_withdraws_it(desk: &Desk) {
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let mut before = desk.mails().len();
        let mut told = || {
            let new: Vec<Mail> = desk.mails().split_off(before);
            before += new.len();
            new.into_iter().map(|mail| (mail.to, mail.subject)).collect::<Vec<_>>()
        };
        let secret = token(&emma, "Foglio mensile");
        assert_eq!(told(), [(emma.email.clone(), "Una nuova chiave per i programmi".to_owned())]);
        let mail = desk.last_mail_to(&emma.email);
        assert!(!mail.raw.contains(&secret) && !mail.text.contains("Foglio"), "{}", mail.text);
        emma.open("/profilo").says("Le chiavi smettono di valere quando cambi la password");
        let form = emma.open("/profilo").form("/profilo/password").with("current_password", PASSWORD);
        form.with("password", "una frase del tutto nuova").send(&emma.browser).says("Password salvata");
        ask(desk, &secret, FIGURES).is(401);
        assert_eq!(told().len(), 1, "one mail tells of the password and the keys");
        assert!(desk.last_mail_to(&emma.email).text.contains("Se avevi chiavi per i programmi, non valgono più"));

        let secret = token(&emma, "Foglio mensile");
        ask(desk, &secret, FIGURES).is(200);
        emma.open("/profilo").form("/profilo/sessioni/fine").send(&emma.browser).is(200);
        ask(desk, &secret, FIGURES).is(401);
        let count = |kind: &'static str| {
            desk.read::<_, DbError>(move |conn| {
                Ok(events::table.filter(events::kind.eq(kind)).count().get_result::<i64>(conn)?)
            })
        };
        assert_eq!((count("personal_token_made"), count("personal_token_withdrawn")), (2, 2));
    }

    fn requesters_have_no_tokens(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        anna.open("/profilo").never_says("Chiavi per i programmi");
    }

    fn figures_for_programs_are_those_of_the_page(desk: &Desk) {
        let topic = desk.topic_slug("Congedi");
        let anna = desk.worker("Anna Bianchi");
        let carla = desk.staff("Carla Riva", Role::Expert);
        for number in 0..4 {
            let asked = anna.ask(&topic, &format!("Domanda {number}"), "Posso?").number();
            carla.claim(asked);
            if number > 0 {
                desk.wait(chrono::Duration::hours(2));
                carla.answer(asked, &format!("Sì, {number}."));
            }
        }
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let secret = token(&emma, "Figure");
        let of = |query: &str| json(ask(desk, &secret, &format!("{FIGURES}{query}")).is(200));
        let all = of("");
        assert!(all["as_of"].as_str().unwrap().ends_with('Z'), "{all}");
        let group = &all["groups"][0];
        assert_eq!((&group["group"], &group["received"], &group["decided"]), (&Value::Null, &4.into(), &3.into()));
        assert_eq!((&group["within"], &group["rate"]), (&3.into(), &1.0.into()));
        assert_eq!(group["median_hours"], 2.0);
        // Wilson, three of three: 1 / (1 + z²/n).
        assert!((group["low"].as_f64().unwrap() - 0.438_503).abs() < 1e-5, "{group}");
        assert_eq!(of("&group_by=month")["groups"][0]["group"], "2026-11");
        assert_eq!(of("&group_by=topic")["groups"][0]["group"], topic.as_str());
        assert_eq!(of("&group_by=kind")["groups"][0]["group"], "worker");
        assert_eq!(of("&group_by=municipality")["groups"][0]["received"], 4);
        // The day after the last does not count.
        let before = json(ask(desk, &secret, "/api/v1/statistics/sla?from=2026-11-01&to=2026-11-24").is(200));
        assert_eq!((&before["groups"][0]["received"], &before["groups"][0]["rate"]), (&0.into(), &Value::Null));
        for wrong in ["", "?from=2026-11-01", "?from=2026-11-02&to=2026-11-02", "?from=ieri&to=2026-11-02",
            "?from=2026-11-01&to=2026-12-01&group_by=x", "?from=0001-01-01&to=0001-02-01", "?from=%2B9998-1-1&to=%2B9999-1-1",
            "?from=01/11/2026&to=01/12/2026", "?from=2026-11-01&from=2026-11-02&to=2026-12-01"] {
            let refused = ask(desk, &secret, &format!("/api/v1/statistics/sla{wrong}"));
            assert!(json(refused.is(400))["detail"].is_string(), "{wrong}");
        }
    }

    fn an_analyst_is_told_no_small_count(desk: &Desk) {
        let topic = desk.topic_slug("Congedi");
        let anna = desk.worker("Anna Bianchi");
        for number in 0..2 {
            anna.ask(&topic, &format!("Domanda {number}"), "Posso?");
        }
        let secret = token(&desk.staff("Lea Monti", Role::Analyst), "Rapporto");
        let all = json(ask(desk, &secret, FIGURES).is(200));
        let group = &all["groups"][0];
        assert_eq!((&group["received"], &group["withheld"]), (&Value::Null, &true.into()), "{all}");
        for (refused, instead) in [
            ("from=2026-11-02&to=2026-12-01", "let from and to be the first day of a month"),
            ("from=2026-11-01&to=2026-12-01&group_by=kind", "whole calendar years"),
            ("from=2026-11-01&to=2026-12-01&group_by=municipality", "whole calendar years"),
            ("from=2025-11-01&to=2026-10-01&group_by=topic", "whole calendar years"),
            // A year that is not over is whole up to the end of this month.
            ("from=2026-01-01&to=2026-11-01&group_by=kind", "the first day of next month"),
            ("from=2026-01-02&to=2026-12-01&group_by=kind", "let from and to be the first day of a month"),
        ] {
            let problem = json(ask(desk, &secret, &format!("/api/v1/statistics/sla?{refused}")).is(400));
            assert!(problem["detail"].as_str().unwrap().contains(instead), "{refused}: {problem}");
        }
        let of_year = |by: &str| {
            let path = format!("/api/v1/statistics/sla?from=2026-01-01&to=2026-12-01&group_by={by}");
            json(ask(desk, &secret, &path).is(200))
        };
        assert_eq!(of_year("topic")["left_out"], false);
        for by in ["kind", "municipality"] {
            let told = of_year(by);
            assert_eq!((&told["groups"], &told["left_out"]), (&Value::Array(Vec::new()), &true.into()), "{told}");
        }
    }

    fn the_description_names_every_address_for_programs(desk: &Desk) {
        let document = description(desk);
        assert_eq!(document["openapi"], "3.1.0");
        let described: BTreeSet<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
        let served = routes::table().into_iter().map(|entry| entry.path.to_owned());
        let served: BTreeSet<String> = served.filter(|path| path.starts_with("/api/v")).collect();
        assert_eq!(described, served);
    }

    fn the_description_names_every_parameter_of_the_reports_with_its_words(desk: &Desk) {
        let document = description(desk);
        let described = parameters(&document, REPORT);
        let secret = token(&desk.staff("Emma Sala", Role::Coordinator), "Figure");
        let status = |asked: &str| ask(desk, &secret, &format!("/api/v1/statistics/reports/{asked}")).status;
        let of = |name: &str| listed(described.get(name).unwrap_or_else(|| panic!("{name} is not described")));
        for by in Dimension::ALL {
            let (field, words) = (by.field(), of(by.field()));
            assert_eq!(words, values(*by), "{field}");
            for word in words.iter().map(String::as_str).chain(["-"]) {
                assert_eq!(status(&format!("ripartizioni?{field}={word}")), 200, "{field}={word}");
            }
            assert_eq!(status(&format!("ripartizioni?{field}=niente")), 400, "{field}");
        }
        assert_eq!(of("per"), Dimension::ALL.iter().map(|by| by.to_string()).collect::<BTreeSet<_>>());
        for (report, name) in [("attese", "per"), ("attese", "ore"), ("confronto", "confronto"), ("bisogni", "lingua")] {
            let words = of(name);
            assert!(words.len() > 1, "{name}");
            for word in words {
                assert_eq!(status(&format!("{report}?{name}={word}")), 200, "{report}: {name}={word}");
            }
            // A language that is none is that of the reader.
            let refused = if name == "lingua" { 200 } else { 400 };
            assert_eq!(status(&format!("{report}?{name}=niente")), refused, "{report}: {name}");
        }
        assert_eq!([status("indicatori?anno=2026"), status("indicatori?anno=tanti")], [200, 400]);
        let reports = json(ask(desk, &secret, "/api/v1/statistics/reports").is(200));
        let names = reports["reports"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned());
        assert_eq!(of("report"), names.collect::<BTreeSet<_>>());
        // Whatever else the reports read of an address.
        for file in ["request.rs", "api.rs", "../overview/page.rs"] {
            let text = std::fs::read_to_string(root().join("src/statistics/reports").join(file)).unwrap();
            for read in ["word(\"", "asked.get(\""] {
                for name in text.split(read).skip(1).map(|rest| rest.split('"').next().unwrap()) {
                    // Of files alone.
                    assert!(name == "parte" || described.contains_key(name), "{file} reads {name}, which is not described");
                }
            }
        }
        let of_promise = parameters(&document, "/api/v1/statistics/sla");
        assert_eq!(of_promise.keys().map(String::as_str).collect::<Vec<_>>(), ["from", "group_by", "to"]);
        for by in listed(&of_promise["group_by"]) {
            ask(desk, &secret, &format!("{FIGURES}&group_by={by}")).is(200);
        }
    }
}
