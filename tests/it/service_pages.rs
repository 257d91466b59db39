//! Home, first run and the pages that the law asks for, in both languages.

use dialoga::accounts::{PRIVACY_NOTICE_VERSION, Role};

use crate::accounts::staff;
use crate::support::on_both_databases;

const PAGES: [&str; 8] = [
    "/argomenti",
    "/domande-frequenti",
    "/segnalazione-disservizio",
    "/mappa",
    "/privacy",
    "/accessibilita",
    "/note-legali",
    "/dati-aperti",
];

/// Criterion C.SI.3.4 of the model for municipal sites: these words and no others.
const LICENCE: &str = "In applicazione del principio open by default ai sensi dell’articolo 52 del decreto legislativo 7 marzo 2005, n. 82 (CAD) e salvo dove diversamente specificato (compresi i contenuti incorporati di terzi), i dati, i documenti e le informazioni pubblicati sul sito sono rilasciati con licenza CC-BY 4.0. Gli utenti sono quindi liberi di condividere (riprodurre, distribuire, comunicare al pubblico, esporre in pubblico), rappresentare, eseguire e recitare questo materiale con qualsiasi mezzo e formato e modificare (trasformare il materiale e utilizzarlo per opere derivate) per qualsiasi fine, anche commerciale con il solo onere di attribuzione, senza apporre restrizioni aggiuntive.";

on_both_databases! {
    fn a_new_desk_tells_how_to_begin_and_then_shows_its_home(desk: &Desk) {
        let browser = desk.browser();
        browser.get("/").says("dialoga user add").says("dialoga demo");
        staff(desk, "anna@ente.it", Role::Coordinator);
        browser.get("/").is(200).never_says("dialoga user add");
        assert_eq!(browser.get("/").title(), "Come possiamo aiutarti?");
    }

    fn every_service_page_speaks_both_languages_and_sets_no_cookie(desk: &Desk) {
        for path in PAGES {
            let browser = desk.browser();
            let italian = browser.get(path);
            italian.is(200).never_says("⟦");
            assert_eq!(italian.attributes("html", "lang"), ["it"]);
            assert!(browser.cookie_names().is_empty(), "{path} sets {:?}", browser.cookie_names());
            browser.speaks("en");
            let english = browser.get(path);
            english.is(200).never_says("⟦");
            assert_eq!(english.attributes("html", "lang"), ["en"]);
            assert_ne!(italian.title(), english.title(), "{path}");
        }
    }

    fn pages_that_differ_have_titles_that_differ(desk: &Desk) {
        let visitor = desk.browser();
        let anna = desk.worker("Anna Bianchi");
        let open = [
            "/", "/argomenti", "/catalogo", "/catalogo?q=nido", "/catalogo?territorio=tutta-la-provincia", "/registrazione",
            "/registrazione/inviata", "/registrazione/nuovo-link", "/verifica/scaduto", "/accesso", "/domande/nuova",
            "/password/recupero", "/password/recupero/inviata", "/password/nuova/scaduto", "/privacy", "/mappa",
        ];
        let mut pages: Vec<_> = open.iter().map(|path| visitor.get(path)).collect();
        let profile = anna.open("/profilo");
        pages.push(profile.form("/profilo").with("name", "").send(&anna.browser));
        pages.push(profile.form("/profilo/password").with("current_password", "").send(&anna.browser));
        pages.push(profile);
        let mut seen = std::collections::BTreeMap::new();
        for page in pages {
            let title = page.texts("head title").remove(0);
            if let Some(other) = seen.insert(title.clone(), page.path.clone()) {
                panic!("{} and {other} are both called {title}", page.path);
            }
        }
    }

    fn the_licence_is_told_in_the_prescribed_words(desk: &Desk) {
        let browser = desk.browser();
        for language in ["it", "en"] {
            browser.speaks(language);
            let body = browser.get("/note-legali").texts("[data-element=legal-notes-body]").join(" ");
            // The texts of two elements, here the link and what follows it, are joined by a blank.
            assert_eq!(body.replace(" . ", ". "), LICENCE);
        }
    }

    fn the_privacy_notice_names_what_article_13_asks_and_its_version(desk: &Desk) {
        let page = desk.browser().get("/privacy");
        page.says(PRIVACY_NOTICE_VERSION);
        for told in ["titolare", "RPD o DPO", "Base giuridica", "Garante per la protezione dei dati personali", "Per quanto tempo", "Decisioni automatiche"] {
            page.says(told);
        }
    }
}
