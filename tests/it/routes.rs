//! Every role against every route, as the table of routes names them: a route that is not written here fails.

use dialoga::accounts::Role;
use dialoga::platform::web::local_path;
use dialoga::routes;

use crate::support::on_both_databases;

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
const DESK: &[Option<Role>] = &[Some(Role::Expert), Some(Role::Coordinator)];
const FIGURES: &[Option<Role>] = &[Some(Role::Analyst), Some(Role::Coordinator)];
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
        | "healthz"
        | "readyz"
        | "metrics"
        | "catalogo"
        | "argomenti"
        | "privacy"
        | "accessibilita"
        | "note-legali"
        | "dati-aperti"
        | "domande-frequenti"
        | "segnalazione-disservizio"
        | "mappa"
        | "robots.txt"
        | "sitemap.xml"
        | "favicon.ico" => Some(ANYONE),
        "profilo" | "allegati" => Some(PEOPLE),
        "domande" => Some(REQUESTERS),
        "coda" | "redazione" => Some(DESK),
        "statistiche" => Some(FIGURES),
        "amministrazione" => Some(ADMINISTRATION),
        "api" if path.starts_with("/api/v1/catalogue/") || path == "/api/openapi.json" => Some(ANYONE),
        _ => None,
    }
}

/// A path of that shape for something that does not exist, so that nothing happens where a door is open.
fn example(path: &str) -> String {
    path.replace("{fingerprint}/{path:.*}", "0/none.css")
        .replace("{number}", "999999")
        .replace("{id}", "999999")
        .replace("{report}", "sla-mensile")
        .replace("{slug}", "nessuna-scheda")
        .replace("{token}", &"a".repeat(43))
}

on_both_databases! {
    fn every_role_enters_the_routes_of_its_own_and_no_other(desk: &Desk) {
        let visitors: Vec<(Option<Role>, _)> = std::iter::once((None, desk.browser()))
            .chain(Role::ALL.iter().map(|role| {
                let name = format!("Prova {role}");
                let browser = match role {
                    Role::Requester => desk.worker(&name).browser,
                    _ => desk.staff(&name, *role).browser,
                };
                (Some(*role), browser)
            }))
            .collect();
        let mut wrong = Vec::new();
        for entry in routes::table() {
            let Some(allowed) = who_may(entry.path) else {
                wrong.push(format!("{} {} is not in this test's list", entry.method, entry.path));
                continue;
            };
            let path = example(entry.path);
            assert!(!path.contains('{'), "{path}: no example for a parameter");
            for (role, browser) in &visitors {
                let page = match entry.method.as_str() {
                    "GET" => browser.get_only(&path),
                    // Without a token: where the door is open, the form is refused, and nothing happens.
                    _ => browser.post(&path, &[]),
                };
                let asked_to_sign_in = page.status == 303
                    && page.redirect().is_some_and(|to| to.starts_with("/accesso?next=") && local_path(&to).is_some());
                let turned_away = if role.is_none() { asked_to_sign_in } else { page.status == 404 };
                let may = allowed.contains(role);
                let is_example = path.contains("999999") || path.contains("nessuna-scheda") || path.contains("none.css");
                let fine = match (may, entry.method.as_str()) {
                    (false, _) => turned_away || path.starts_with("/api/") && page.status == 404,
                    (true, "GET") if is_example => !asked_to_sign_in,
                    (true, "GET") => page.status != 404 && !asked_to_sign_in,
                    // The token is asked for before anything else is looked at.
                    (true, _) => page.status == 403,
                };
                if !fine {
                    let who = role.map_or("a visitor", Role::as_str);
                    wrong.push(format!("{} {} for {who}: {}", entry.method, entry.path, page.status));
                }
            }
        }
        desk.settle();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
