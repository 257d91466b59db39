//! Every role against every route, on rows that exist: entered, turned away as if there were nothing, or led to the
//! sign-in, exactly. A route that is not written here fails.

use std::collections::BTreeMap;

use dialoga::accounts::Role;
use dialoga::accounts::permissions::Access;
use dialoga::kernel::clock::Instant;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{frozen_reports, outbox};
use dialoga::routes;
use diesel::prelude::*;

use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::incoming::Letter;
use crate::support::on_both_databases;
use crate::support::people::register;

/// Who may enter, written a second time and by hand: the test is worth what this list is worth.
const ANYONE: &[Option<Role>] = &[
    None,
    Some(Role::Requester),
    Some(Role::Expert),
    Some(Role::Coordinator),
    Some(Role::Analyst),
    Some(Role::Admin),
];
const PEOPLE: &[Option<Role>] = &[
    Some(Role::Requester),
    Some(Role::Expert),
    Some(Role::Coordinator),
    Some(Role::Analyst),
    Some(Role::Admin),
];
const REQUESTERS: &[Option<Role>] = &[Some(Role::Requester)];
const STAFF: &[Option<Role>] =
    &[Some(Role::Expert), Some(Role::Coordinator), Some(Role::Analyst), Some(Role::Admin)];
const DESK: &[Option<Role>] = &[Some(Role::Expert), Some(Role::Coordinator)];
const FIGURES: &[Option<Role>] = &[Some(Role::Analyst), Some(Role::Coordinator)];
const COORDINATION: &[Option<Role>] = &[Some(Role::Coordinator)];
const ADMINISTRATION: &[Option<Role>] = &[Some(Role::Coordinator), Some(Role::Admin)];

/// The first part of a path decides.
fn who_may(path: &str) -> Option<&'static [Option<Role>]> {
    match path.split('/').nth(1).unwrap_or_default() {
        ""
        | "assets"
        | "registrazione"
        | "verifica"
        | "accesso"
        | "uscita"
        | "password"
        | "segui"
        | "rapporti"
        | "healthz"
        | "readyz"
        | "metrics"
        | "catalogo"
        | "servizi"
        | "argomenti"
        | "privacy"
        | "accessibilita"
        | "note-legali"
        | "dati-aperti"
        | "statistiche-aperte"
        | "domande-frequenti"
        | "segnalazione-disservizio"
        | "mappa"
        | "robots.txt"
        | "sitemap.xml"
        | "sitemap"
        | "catalogo.atom"
        | "riquadro"
        | "favicon.ico" => Some(ANYONE),
        "profilo" if path.starts_with("/profilo/token") => Some(STAFF),
        "profilo" if path == "/profilo/avvisi" || path.starts_with("/profilo/assenze") => Some(DESK),
        "profilo" if path.starts_with("/profilo/dati/cancellazione") => Some(REQUESTERS),
        "profilo" | "allegati" => Some(PEOPLE),
        "domande" => Some(REQUESTERS),
        "coda" if path == "/coda/quadro" => Some(COORDINATION),
        "coda" | "redazione" | "avvisi" => Some(DESK),
        "statistiche" if path == "/statistiche/domande" => Some(COORDINATION),
        "statistiche" if path == "/statistiche/indicatori/obiettivi" => Some(COORDINATION),
        "statistiche" if path == "/statistiche/rapporti/nuovo" || path.ends_with("/correzioni") => {
            Some(COORDINATION)
        }
        "statistiche" if path.starts_with("/statistiche/rapporti/indirizzi") => Some(COORDINATION),
        "statistiche" => Some(FIGURES),
        "amministrazione" if path.starts_with("/amministrazione/risposte-pronte") => Some(COORDINATION),
        "amministrazione" if path.starts_with("/amministrazione/assenze") => Some(COORDINATION),
        "amministrazione" => Some(ADMINISTRATION),
        "api" if path.starts_with("/api/v1/catalogue/") || path == "/api/openapi.json" => Some(ANYONE),
        "api" if path.starts_with("/api/v1/statistics/") => Some(FIGURES),
        "api" if path.starts_with("/api/v1/topics/") => Some(DESK),
        _ => None,
    }
}

/// What stands behind a door that opens, where it is no page.
fn inside(path: &str, role: Option<Role>) -> u16 {
    match (path, role) {
        // Nobody signs in or registers twice: on to the own first page.
        ("/accesso" | "/registrazione", Some(_)) => 303,
        // Which other question, and which message, is not said.
        ("/coda/{number}/unione" | "/coda/{number}/separazione", Some(Role::Expert | Role::Coordinator)) => {
            303
        }
        // The door is open to all accounts; the question that a file belongs to decides.
        ("/allegati/{id}", Some(Role::Analyst | Role::Admin)) => 404,
        // Whoever asked reads it on its own page.
        ("/segui/{token}", Some(Role::Requester)) => 303,
        // Which answer is voted on is not said.
        ("/segui/{token}/valutazione", _) => 303,
        // What is public now is read at its entry.
        ("/catalogo/{slug}/versioni/{number}", _) => 302,
        // It says what is missing.
        ("/api/v1/statistics/sla", _) => 400,
        _ => 200,
    }
}

/// Those whom the table of routes lets in.
fn let_in(access: Access) -> Vec<Option<Role>> {
    match access {
        Access::Anyone => ANYONE.to_vec(),
        Access::SignedIn => PEOPLE.to_vec(),
        Access::Roles(roles) | Access::RolesOrExpired(roles) => roles.iter().copied().map(Some).collect(),
    }
}

/// Somebody of each role and a visitor, with a row for every parameter of a path.
struct Visitors {
    browsers: Vec<(Option<Role>, Browser)>,
    /// The shape of a path and one that exists.
    examples: BTreeMap<&'static str, String>,
}

fn visitors(desk: &Desk) -> Visitors {
    let anna = desk.worker("Anna Bianchi");
    let (carla, emma) = (desk.staff("Carla Riva", Role::Expert), desk.staff("Emma Sala", Role::Coordinator));
    let mut examples = BTreeMap::from([("/statistiche/{report}", "/statistiche/sla-mensile.csv".to_owned())]);

    let question =
        anna.open("/domande/nuova").form("/domande/nuova").with("topic", &desk.topic_slug("Congedi"));
    let question = question.with("subject", "Permessi").with("body", "Quanti giorni?");
    let question = question.with_file("attachments", "nota.txt", b"Una nota.");
    let sent = question.with("action", "send").send(&anna.browser);
    let number = sent.is(200).number();
    examples.insert("/allegati/{id}", sent.attributes("a.dg-attachment", "href").remove(0));
    for (shape, of) in [("/domande/{number}", "/domande"), ("/coda/{number}", "/coda")] {
        examples.insert(shape, format!("{of}/{number}"));
    }
    let another =
        anna.open("/domande/nuova").form("/domande/nuova").with("topic", &desk.topic_slug("Congedi"));
    let another =
        another.with("subject", "Altro").with("body", "Altro").with_file("attachments", "nota.txt", b"Una.");
    another.with("action", "save").send(&anna.browser).is(200);
    let saved = anna.open("/domande/nuova");
    let removal = saved.attributes("form[action^='/domande/bozza/allegati/']", "action").remove(0);
    examples.insert("/domande/bozza/allegati/{id}", removal.trim_end_matches("/elimina").to_owned());

    let form = carla.open("/redazione/nuova").form("/redazione/nuova").with("kind", "answer");
    let form =
        form.with("title", "Permessi").with("body", "Tre giorni: L. 104/1992.").with("audience", "worker");
    let entry = form.with("topic", &desk.topic_slug("Congedi")).with("action", "save").send(&carla.browser);
    let entry = entry.is(200).path.clone();
    let files = format!("{entry}/allegati");
    let form =
        carla.open(&files).form(&files).with("label", "Modulo").with_file("file", "nota.txt", b"Nota.");
    let file = form.send(&carla.browser).is(200).link("Modulo");
    let id = file.trim_start_matches(&files).to_owned();
    let form = carla.open(&entry).form(&entry).with("rewritten", "1").with("action", "submit");
    form.send(&carla.browser).is(200);
    emma.open(&entry).form(&format!("{entry}/pubblicazione")).send(&emma.browser).is(200);
    examples.insert("/redazione/{id}/versioni/{number}", format!("{entry}/versioni/1"));
    examples.insert("/catalogo/{slug}/allegati/{id}", format!("/catalogo/permessi/allegati{id}"));
    let of_former = "/catalogo/{slug}/versioni/{number}/allegati/{id}";
    examples.insert(of_former, format!("/catalogo/permessi/versioni/2/allegati{id}"));
    examples.insert("/redazione/{id}/allegati/{file}", file);
    examples.insert("/redazione/{id}", entry);
    examples.insert("/catalogo/{slug}", "/catalogo/permessi".to_owned());
    examples.insert("/catalogo/{slug}/versioni/{number}", "/catalogo/permessi/versioni/2".to_owned());
    examples.insert("/dati-aperti/catalogo.{ending}", "/dati-aperti/catalogo.csv".to_owned());
    examples.insert("/dati-aperti/statistiche.{ending}", "/dati-aperti/statistiche.csv".to_owned());
    examples
        .insert("/api/v1/statistics/reports/{report}", "/api/v1/statistics/reports/panoramica".to_owned());
    examples.insert("/sitemap/schede-{part}.xml", "/sitemap/schede-1.xml".to_owned());
    examples.insert("/catalogo/norme/{norm}", "/catalogo/norme/legge-1992-104".to_owned());
    examples.insert("/redazione/norme/{norm}", "/redazione/norme/legge-1992-104".to_owned());
    let changed = "/redazione/norme/legge-1992-104/cambiata";
    let form =
        carla.open(changed).form(changed).with("changed_on", "2026-11-01").with("what", "Sono quattro.");
    form.send(&carla.browser).is(200);
    examples.insert("/redazione/norme/avvisi/{change}", "/redazione/norme/avvisi/1".to_owned());
    examples.insert("/redazione/norme/{id}", "/redazione/norme/1".to_owned());

    let form =
        emma.open("/coda/viste?vista=todo").form("/coda/viste").with("name", "Nidi").with("shared", "1");
    form.send(&emma.browser).is(200);
    let removal = emma.open("/coda/viste").attributes("form[action$='/elimina']", "action").remove(0);
    examples.insert("/coda/viste/{id}", removal.trim_end_matches("/elimina").to_owned());
    // Whose it is is asked after the token of the form.
    examples.insert("/avvisi/{id}", "/avvisi/1".to_owned());

    let token = emma.open("/profilo").form("/profilo/token").with("token_name", "Prova");
    let withdrawal = token.send(&emma.browser).attributes("form[action$='/revoca']", "action").remove(0);
    examples.insert("/profilo/token/{id}", withdrawal.trim_end_matches("/revoca").to_owned());

    let users = emma.open("/amministrazione/utenti");
    let user = users.attributes("tbody a[href^='/amministrazione/utenti/']", "href").remove(0);
    examples.insert("/amministrazione/utenti/{id}", user);
    let form = emma.open("/amministrazione/gruppi").form("/amministrazione/gruppi");
    let group = form.with("name", "Lavoro").send(&emma.browser).is(200).path.clone();
    examples.insert("/amministrazione/gruppi/{id}", group);
    let new = "/amministrazione/instradamento/nuova";
    let form = emma.open(new).form(new).with("name", "Urgenti").with("priority", "high");
    let rule = form.send(&emma.browser).is(200).link("Urgenti");
    examples.insert("/amministrazione/instradamento/{id}", rule);
    examples.insert("/amministrazione/scadenze/{id}", "/amministrazione/scadenze/1".to_owned());
    examples.insert("/amministrazione/calendari/{id}", "/amministrazione/calendari/1".to_owned());

    let texts = "/amministrazione/testi-email";
    examples.insert("/amministrazione/testi-email/{mail}/{lang}", format!("{texts}/receipt/it"));

    let canned = "/amministrazione/risposte-pronte/nuova";
    let form = emma.open(canned).form(canned).with("title", "Saluti").with("body", "Gentile {nome}");
    let listed = form.with("action", "save").send(&emma.browser).is(200).link("Saluti");
    examples.insert("/amministrazione/risposte-pronte/{id}", listed);

    let form = carla.open("/profilo/assenze").form("/profilo/assenze");
    form.with("first", "2026-12-07").with("last", "2026-12-11").send(&carla.browser).is(200);
    let removal = carla.open("/profilo/assenze").attributes("form[action$='/elimina']", "action").remove(0);
    let absence = removal.trim_end_matches("/elimina").to_owned();
    examples.insert("/amministrazione/assenze/{id}", absence.replace("/profilo", "/amministrazione"));
    examples.insert("/profilo/assenze/{id}", absence);

    let receipt = desk.last_mail_to(&anna.email).link("/segui/");
    anna.open("/profilo").form("/profilo").with("mail_answer_text", "1").send(&anna.browser).is(200);
    carla.claim(number);
    let work = carla.open(&format!("/coda/{number}"));
    let answer = work.form_holding(&format!("/coda/{number}/messaggi"), "visibility", "public");
    let answer = answer.with("body", "Tre.").with("outcome", "answer");
    answer.with_file("attachments", "nota.txt", b"Una nota.").send(&carla.browser).is(200);
    examples.insert("/segui/file/{token}", desk.last_mail_to(&anna.email).link("/segui/file/"));
    let file = sent.attributes("a.dg-attachment", "href").remove(0);
    examples.insert("/segui/{token}/allegati/{id}", format!("{receipt}{file}"));
    examples.insert("/segui/{token}", receipt);

    let browser = desk.browser();
    register(&browser, "Bruna Neri", "bruna.neri@esempio.it");
    // Mails that leave together leave in no order: those of before go first.
    desk.settle();
    let recovery = browser.get("/password/recupero").form("/password/recupero");
    recovery.with("email", &anna.email).send(&browser).is(200);
    let links = [("bruna.neri@esempio.it", "/verifica/"), (&anna.email, "/password/nuova/")];
    for ((to, link), shape) in links.into_iter().zip(["/verifica/{token}", "/password/nuova/{token}"]) {
        examples.insert(shape, desk.last_mail_to(to).link(link));
    }
    let mail: i64 = desk.read::<_, DbError>(|conn| Ok(outbox::table.select(outbox::id).first(conn)?));
    examples.insert("/amministrazione/posta/{id}", format!("/amministrazione/posta/{mail}"));
    desk.mail_in(&Letter::new("Zoe Verdi <zoe@esempio.it>", "Una domanda", "Posso?"));
    examples.insert("/coda/posta/{id}", "/coda/posta/1".to_owned());
    let parts = "--p\nContent-Type: text/html\n\n<p>Posso?</p>\n--p\nContent-Type: text/plain; name=nota.txt\nContent-Disposition: attachment; filename=nota.txt\n\nUna nota.\n--p--";
    let held = Letter::new("Zoe <zoe@esempio.it>, Ada <ada@esempio.it>", "Una domanda in due", parts);
    desk.mail_in(&held.with("Content-Type", "multipart/mixed; boundary=p"));
    examples.insert("/coda/posta/{id}/formattata", "/coda/posta/2/formattata".to_owned());
    examples.insert("/coda/posta/{id}/allegati/{place}", "/coda/posta/2/allegati/0".to_owned());
    let style = browser.get("/").attributes("link[rel=stylesheet]", "href").remove(0);
    examples.insert("/assets/{fingerprint}/{path:.*}", style);

    // Nothing is over yet of which a report could be made.
    desk.write::<_, DbError>(|conn| {
        let document = r#"{"version":1,"span":"mese","from":"2026-10-01","to":"2026-10-31","as_of":"2026-11-05T03:30:00Z","program":"","source":"","threshold":3,"languages":{"it":{"title":"Ottobre","method":[],"sheets":[]}}}"#;
        let days = (frozen_reports::first_day.eq("2026-10-01"), frozen_reports::last_day.eq("2026-10-31"));
        let texts = (frozen_reports::digest.eq(""), frozen_reports::document.eq(document));
        let at = frozen_reports::frozen_at.eq(Instant::from_micros(0));
        diesel::insert_into(frozen_reports::table)
            .values((frozen_reports::span.eq("mese"), days, texts, at))
            .execute(conn)?;
        Ok(())
    });
    examples.insert("/statistiche/rapporti/{report}", "/statistiche/rapporti/1".to_owned());
    examples.insert("/statistiche/rapporti/{id}", "/statistiche/rapporti/1".to_owned());

    let addresses = "/statistiche/rapporti/indirizzi";
    let form = emma.open(addresses).form(addresses).with("body", "Parità").with("email", "parita@esempio.it");
    form.with("spans[]", "mese").send(&emma.browser).is(200);
    examples.insert("/statistiche/rapporti/indirizzi/{id}", format!("{addresses}/1"));
    let offered = desk.last_mail_to("parita@esempio.it");
    examples.insert("/rapporti/conferma/{token}", offered.link("/rapporti/conferma/"));
    examples.insert("/rapporti/disiscrizione/{token}", offered.link("/rapporti/disiscrizione/"));

    let staff = |name: &str, role: Role| (Some(role), desk.staff(name, role).browser);
    let (lea, ugo) = (staff("Lea Monti", Role::Analyst), staff("Ugo Testa", Role::Admin));
    let mut browsers = vec![(None, browser), (Some(Role::Requester), anna.browser)];
    browsers.extend([(Some(Role::Expert), carla.browser), (Some(Role::Coordinator), emma.browser), lea, ugo]);
    Visitors { browsers, examples }
}

impl Visitors {
    /// A path of that shape for something that exists, so that only the door decides.
    fn example(&self, shape: &'static str) -> String {
        let known = self.examples.iter().filter(|(known, _)| {
            shape.strip_prefix(**known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        // The longest shape knows most.
        let path = known
            .max_by_key(|(known, _)| known.len())
            .map_or(shape.to_owned(), |(known, path)| format!("{path}{}", &shape[known.len()..]));
        assert!(!path.contains('{'), "{shape}: no example for a parameter");
        path
    }
}

on_both_databases! {
    fn every_role_enters_the_routes_of_its_own_and_no_other(desk: &Desk) {
        let visitors = visitors(desk);
        desk.settle();
        // What is told for as long as somebody listens ends at once, as when the program stops.
        desk.app.watchers.stop();
        let mut wrong = Vec::new();
        for entry in routes::table() {
            let (method, shape) = (&entry.method, entry.path);
            let Some(allowed) = who_may(shape) else {
                wrong.push(format!("{method} {shape} is not in this test's list"));
                continue;
            };
            let path = visitors.example(shape);
            for (role, browser) in &visitors.browsers {
                let page = match method.as_str() {
                    "GET" => browser.get_only(&path),
                    // Without a token: where the door is open, the form is refused, and nothing happens.
                    _ => browser.post(&path, &[]),
                };
                let may = allowed.contains(role);
                let expected = match (may, role, method.as_str()) {
                    (true, _, "GET") => inside(shape, *role),
                    // A program that asks what changes nothing is told what is missing.
                    (true, ..) if shape.starts_with("/api/") => 400,
                    // The token is asked for before anything else is looked at.
                    (true, ..) => 403,
                    // A program is told to bring a token.
                    (false, None, _) if shape.starts_with("/api/") => 401,
                    // To sign in, and back.
                    (false, None, _) => 303,
                    // As if there were no such page.
                    (false, Some(_), _) => 404,
                };
                let to_sign_in = page.redirect().is_some_and(|to| to.starts_with("/accesso?next="));
                let who = role.map_or("a visitor", Role::as_str);
                if page.status != expected || to_sign_in != (expected == 303 && !may) {
                    wrong.push(format!("{method} {path} for {who}: {} instead of {expected}", page.status));
                }
                if let_in(entry.access).contains(role) != may {
                    wrong.push(format!("{method} {shape} for {who}: the table says {:?}", entry.access));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    fn what_one_may_not_see_looks_like_what_does_not_exist(desk: &Desk) {
        let visitors = visitors(desk);
        desk.app.watchers.stop();
        for entry in routes::table().iter().filter(|entry| entry.method == "GET") {
            if entry.path.starts_with("/api/") {
                continue;
            }
            let (shape, allowed) = (entry.path, who_may(entry.path).unwrap());
            let path = visitors.example(shape);
            for (role, browser) in visitors.browsers.iter().filter(|(role, _)| role.is_some()) {
                let nothing = browser.get("/non/esiste").text();
                if !allowed.contains(role) || inside(shape, *role) == 404 {
                    assert_eq!(browser.get_only(&path).is(404).text(), nothing, "{path} for {role:?}");
                }
            }
        }
        let missing = [
            ("/domande/999999", Role::Requester),
            ("/coda/999999", Role::Expert),
            ("/redazione/999999", Role::Expert),
            ("/redazione/1/versioni/999999", Role::Expert),
            ("/allegati/999999", Role::Expert),
            ("/amministrazione/utenti/999999", Role::Admin),
            ("/amministrazione/gruppi/999999", Role::Admin),
            ("/amministrazione/scadenze/999999", Role::Admin),
            ("/amministrazione/instradamento/999999", Role::Admin),
            ("/amministrazione/calendari/999999", Role::Admin),
            ("/amministrazione/testi-email/nessuna/it", Role::Admin),
            ("/amministrazione/testi-email/receipt/fr", Role::Admin),
            ("/amministrazione/testi-email/receipt/it?versione=7", Role::Admin),
            ("/statistiche/nessuna.csv", Role::Analyst),
            ("/catalogo/nessuna-scheda", Role::Requester),
        ];
        for (path, role) in missing {
            let (_, browser) = visitors.browsers.iter().find(|(known, _)| *known == Some(role)).unwrap();
            assert_eq!(browser.get(path).is(404).text(), browser.get("/non/esiste").text(), "{path}");
        }
    }
}
