//! Registering and confirming an address, by the owner and by an attacker.

use std::time::Instant;

use chrono::Duration;
use dialoga::accounts::{self, Details, NewPassword, Registration, RequesterKind};
use dialoga::kernel::text::{EmailAddress, Name};
use dialoga::platform::db::DbError;
use dialoga::platform::i18n::Lang;

use super::{OTHER_PASSWORD, PASSWORD, anna, register, sign_in};
use crate::support::browser::Page;
use crate::support::{at_once, on_both_databases};

on_both_databases! {

    fn a_worker_registers_confirms_and_signs_in(desk: &Desk) {
        let browser = desk.browser();
        let sent = register(&browser, "Anna@Esempio.it", PASSWORD);
        sent.says("Ti abbiamo mandato un’email");
        assert_ne!(sign_in(&browser, "anna@esempio.it", PASSWORD).status, 303, "not confirmed yet");
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");

        // A mail scanner opens the link, twice, and changes nothing.
        let scanner = desk.browser();
        scanner.get(&link).is(200);
        scanner.get(&link).is(200);
        assert_ne!(sign_in(&browser, "anna@esempio.it", PASSWORD).status, 303);

        browser.get(&link).form(&link).send(&browser).says("Indirizzo confermato");
        assert_eq!(sign_in(&browser, "anna@esempio.it", PASSWORD).redirect().as_deref(), Some("/domande"));
        browser.get("/profilo").is(200).says("anna@esempio.it");
        browser.get(&link).is(410).says("Il link è scaduto oppure è già stato usato");
    }

    fn an_enterprise_registers_with_its_firm(desk: &Desk) {
        let browser = desk.browser();
        let form = browser
            .get("/registrazione")
            .form("/registrazione")
            .with("kind", "enterprise")
            .with("name", "Bruno Ricci")
            .with("email", "bruno@ditta.it")
            .with("password", PASSWORD)
            .with("municipality", "outside")
            .with("privacy", "1");
        let page = form.clone().with("vat_number", "00743110158").send(&browser);
        page.is(422).says("La partita IVA ha 11 cifre").says("Scrivi il nome dell’impresa");
        assert!(page.texts("title").iter().all(|title| title.starts_with("Errore:")));
        assert_eq!(page.form("/registrazione").value("name"), Some("Bruno Ricci"), "values are kept");
        assert_eq!(page.form("/registrazione").value("password"), Some(""), "but not the password");
        let page = form.clone().with("password", "").with("municipality", "").send(&browser);
        let told = page.is(422).texts(".dg-errors li");
        assert_eq!(told.first().map(String::as_str), Some("Scrivi il nome dell’impresa"), "as on the page: {told:?}");
        assert_eq!(told.last().map(String::as_str), Some("Scrivi una password di almeno 12 caratteri"), "{told:?}");

        form.with("company", "Officina Ricci")
            .with("vat_number", "IT 00743110157")
            .with("company_size", "micro")
            .with("sector", "C")
            .with("birth_year", "1970")
            .send(&browser)
            .is(200);
        let link = desk.last_mail_to("bruno@ditta.it").link("/verifica/");
        browser.get(&link).form(&link).send(&browser);
        sign_in(&browser, "bruno@ditta.it", PASSWORD);
        let data = browser.get("/profilo/dati");
        data.is(200).says("Officina Ricci").says("00743110157").says("Attività manifatturiere").says("1970");
        let file = browser.get("/profilo/dati.json");
        assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
        let json: serde_json::Value = serde_json::from_slice(&file.body).unwrap();
        assert_eq!(json["account"]["details"]["company"]["vat_number"], "00743110157");
    }

    fn known_and_unknown_addresses_look_the_same(desk: &Desk) {
        anna(desk);
        let before = desk.mails().len();
        let mut seen = Vec::new();
        for email in ["anna@esempio.it", "nessuno@esempio.it"] {
            let browser = desk.browser();
            let start = Instant::now();
            let registered = register(&browser, email, OTHER_PASSWORD);
            let wrong = sign_in(&browser, email, "la password sbagliata");
            let recovery = browser.get("/password/recupero").form("/password/recupero").with("email", email);
            let recovered = recovery.send(&browser);
            let took = start.elapsed();
            let without_address = |page: &Page| page.text().replace(email, "");
            seen.push((
                (registered.status, registered.path.clone(), registered.text()),
                (wrong.status, without_address(&wrong)),
                (recovered.status, recovered.path.clone(), recovered.text()),
                took,
            ));
        }
        let (known, unknown) = (&seen[0], &seen[1]);
        assert_eq!((&known.0, &known.1, &known.2), (&unknown.0, &unknown.1, &unknown.2));
        // Both wait for the same floor, which covers what the database does; finer measures would depend on the machine.
        assert!(known.3.min(unknown.3).as_millis() >= 300, "{:?} and {:?}", known.3, unknown.3);
        let mails = desk.mails();
        let to = |address: &str| mails[before..].iter().filter(|mail| mail.to == address).count();
        // One each for the registration; for the recovery the unknown address, which by now waits for its confirmation,
        // gets one as well.
        assert_eq!((to("anna@esempio.it"), to("nessuno@esempio.it")), (2, 2));
        // The password that the stranger typed for Anna does nothing.
        assert_eq!(sign_in(&desk.browser(), "anna@esempio.it", OTHER_PASSWORD).status, 422);
        assert_eq!(sign_in(&desk.browser(), "anna@esempio.it", PASSWORD).status, 303);
    }

    fn nobody_can_plant_a_password_before_the_owner_confirms(desk: &Desk) {
        let (stranger, owner) = (desk.browser(), desk.browser());
        register(&stranger, "anna@esempio.it", OTHER_PASSWORD);
        register(&owner, "anna@esempio.it", PASSWORD);
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        let page = owner.get(&link).form(&link).send(&owner);
        // Neither password can be trusted: whoever reads the mail chooses one now.
        page.says("Scegli una nuova password");
        assert_eq!(sign_in(&stranger, "anna@esempio.it", OTHER_PASSWORD).status, 422);
        page.form(&page.path).with("password", PASSWORD).send(&owner).says("Password salvata");
        assert_eq!(sign_in(&owner, "anna@esempio.it", PASSWORD).status, 303);
    }

    fn what_was_registered_first_stays_until_its_owner_looks(desk: &Desk) {
        let (owner, stranger) = (desk.browser(), desk.browser());
        let first = register(&owner, "anna@esempio.it", PASSWORD);
        let page = stranger.get("/registrazione?next=%2Fcatalogo");
        let form = page.form("/registrazione").with("kind", "worker").with("name", "Mallory Finta");
        let form = form.with("email", "anna@esempio.it").with("password", OTHER_PASSWORD);
        let second = form.with("municipality", "outside").with("privacy", "1").send(&stranger);
        assert_eq!((first.status, first.path.clone(), first.text()), (second.status, second.path.clone(), second.text()));

        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        let page = owner.get(&link).form(&link).send(&owner);
        page.form(&page.path).with("password", PASSWORD).send(&owner).says("Password salvata");
        let signed_in = sign_in(&owner, "anna@esempio.it", PASSWORD);
        let home = signed_in.redirect().unwrap();
        assert!(home.starts_with("/profilo?"), "she sees what is known of her: {home}");
        let profile = owner.get(&home);
        profile.says("controlla che i dati qui sotto siano i tuoi");
        owner.get("/profilo").never_says("controlla che i dati");
        let form = profile.form("/profilo");
        assert_eq!((form.value("name"), form.value("municipality")), (Some("Anna Colombo"), Some("015146")));
    }

    fn whoever_sends_her_form_again_corrects_it(desk: &Desk) {
        let browser = desk.browser();
        register(&browser, "anna@esempio.it", PASSWORD);
        let form = browser.get("/registrazione").form("/registrazione").with("kind", "worker");
        let form = form.with("name", "Anna Colombo Rossi").with("email", "anna@esempio.it");
        form.with("password", PASSWORD).with("municipality", "015146").with("privacy", "1").send(&browser);
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        browser.get(&link).form(&link).send(&browser).says("Indirizzo confermato");
        assert_eq!(sign_in(&browser, "anna@esempio.it", PASSWORD).redirect().as_deref(), Some("/domande"));
        assert_eq!(browser.get("/profilo").form("/profilo").value("name"), Some("Anna Colombo Rossi"));
    }

    /// Both presses looked before either was stored.
    fn a_second_press_takes_no_password_away(desk: &Desk) {
        let hash = NewPassword::parse(PASSWORD, None, None).unwrap().hash_now().unwrap();
        let press = Registration {
            kind: RequesterKind::Worker,
            name: Name::parse("Anna Colombo").unwrap(),
            email: EmailAddress::parse("anna@esempio.it").unwrap(),
            password_hash: hash.clone(),
            compared_with: None,
            same_password: false,
            details: Details::default(),
            lang: Lang::It,
            notice_version: "1",
            wanted_page: None,
        };
        let now = desk.now();
        let both = press.clone();
        let done = desk.write::<_, DbError>(move |conn| {
            Ok([accounts::register(conn, &both, now)?, accounts::register(conn, &both, now)?])
        });
        assert_eq!(done, [true, false], "the second has to look again");
        let again = Registration { compared_with: Some(hash), same_password: true, ..press };
        assert!(desk.write(move |conn| accounts::register(conn, &again, now)));
        let browser = desk.browser();
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        browser.get(&link).form(&link).send(&browser).says("Indirizzo confermato");
        assert_eq!(sign_in(&browser, "anna@esempio.it", PASSWORD).status, 303);
    }

    fn what_a_stranger_typed_is_not_mailed_to_whom_it_names(desk: &Desk) {
        let browser = desk.browser();
        let page = browser.get("/registrazione");
        let form = page.form("/registrazione").with("kind", "worker").with("email", "vittima@esempio.it");
        let form = form.with("password", PASSWORD).with("municipality", "015146").with("privacy", "1");
        for link in ["Vinci su https://evil.example", "www.evil.example", "evil.example/premio"] {
            let refused = form.clone().with("name", link).send(&browser);
            refused.is(422).says("Il nome non può contenere l’indirizzo di una pagina web");
        }
        assert!(desk.mails().is_empty());
        form.with("name", "Hai vinto un premio").send(&browser).is(200);
        let recovery = browser.get("/password/recupero").form("/password/recupero");
        recovery.with("email", "vittima@esempio.it").send(&browser).is(200);
        let mails = desk.mails();
        assert_eq!(mails.len(), 2);
        for mail in mails {
            assert_eq!(mail.header("To").as_deref(), Some("vittima@esempio.it"));
            assert!(mail.text.starts_with("Buongiorno,"), "{}", mail.text);
            assert!(![mail.subject, mail.text, mail.html].concat().contains("premio"));
        }
    }

    fn a_form_sent_twice_registers_once(desk: &Desk) {
        let browser = desk.browser();
        register(&browser, "anna@esempio.it", PASSWORD).is(200);
        register(&browser, "anna@esempio.it", PASSWORD).is(200);
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        browser.get(&link).form(&link).send(&browser).says("Indirizzo confermato");
        assert_eq!(sign_in(&browser, "anna@esempio.it", PASSWORD).status, 303);
    }

    fn an_address_gets_one_mail_however_often_it_is_typed_at_once(desk: &Desk) {
        let browsers = || (0..3).map(|_| desk.browser());
        let to = |subject: &str| desk.mails().iter().filter(|mail| mail.subject == subject).count();
        let pages = at_once(browsers(), |browser| {
            let page = register(&browser, "anna@esempio.it", PASSWORD);
            (page.status, page.path.clone(), page.text())
        });
        assert!(pages.iter().all(|page| *page == pages[0]), "{pages:?}");
        assert_eq!(to("Conferma il tuo indirizzo email"), 1);
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        let browser = desk.browser();
        // Later it may be that the mail did not come.
        desk.wait(Duration::hours(2));
        let another = browser.get("/registrazione/nuovo-link").form("/registrazione/nuovo-link");
        another.with("email", "anna@esempio.it").send(&browser).is(200);
        assert_eq!(to("Conferma il tuo indirizzo email"), 2);
        browser.get(&link).form(&link).send(&browser).says("Indirizzo confermato");
        desk.wait(Duration::hours(2));
        at_once(browsers(), |browser| register(&browser, "anna@esempio.it", OTHER_PASSWORD).status);
        assert_eq!(to("Hai già un account"), 1);
    }

    fn a_clock_set_back_withholds_no_confirmation(desk: &Desk) {
        register(&desk.browser(), "anna@esempio.it", PASSWORD);
        assert_eq!(desk.mails().len(), 1);
        desk.wait(-Duration::hours(3));
        for mails in [2, 2] {
            let browser = desk.browser();
            let another = browser.get("/registrazione/nuovo-link").form("/registrazione/nuovo-link");
            another.with("email", "anna@esempio.it").send(&browser).is(200);
            assert_eq!(desk.mails().len(), mails);
        }
    }

    fn a_forged_registration_gains_no_rights(desk: &Desk) {
        let browser = desk.browser();
        browser
            .get("/registrazione")
            .form("/registrazione")
            .with("kind", "worker")
            .with("name", "Mallory")
            .with("email", "mallory@esempio.it")
            .with("password", PASSWORD)
            .with("municipality", "Milano")
            .with("privacy", "1")
            .forged("role", "admin")
            .forged("state", "active")
            .forged("organisation", "1")
            .send(&browser)
            .is(200);
        assert_eq!(
            sign_in(&browser, "mallory@esempio.it", PASSWORD).status,
            422,
            "the address is not confirmed"
        );
        let link = desk.last_mail_to("mallory@esempio.it").link("/verifica/");
        browser.get(&link).form(&link).send(&browser);
        sign_in(&browser, "mallory@esempio.it", PASSWORD);
        browser.get("/amministrazione/utenti").is(404);
        browser
            .get("/profilo")
            .form("/profilo")
            .forged("role", "admin")
            .forged("email", "x@y.it")
            .send(&browser)
            .is(200);
        browser.get("/amministrazione/utenti").is(404);
        browser.get("/profilo").says("mallory@esempio.it");
    }

    fn an_unconfirmed_address_is_told_apart_by_nobody_and_gets_another_link(desk: &Desk) {
        anna(desk);
        let browser = desk.browser();
        register(&browser, "bruna@esempio.it", PASSWORD);
        let first = desk.mails().len();
        let right = sign_in(&browser, "bruna@esempio.it", PASSWORD);
        let wrong = sign_in(&browser, "bruna@esempio.it", OTHER_PASSWORD);
        assert_eq!((right.status, right.text()), (wrong.status, wrong.text()));
        right.says("apri prima il link");
        assert_eq!(desk.mails().len(), first, "signing in sends nothing");
        desk.wait(Duration::minutes(2));

        let another = "/registrazione/nuovo-link";
        let answers: Vec<(u16, String, String)> = [right.form(another), browser.get(another).form(another)]
            .into_iter()
            .zip(["bruna@esempio.it", "anna@esempio.it"])
            .map(|(form, email)| form.forged("email", email).send(&browser))
            .chain([browser.get(another).form(another).with("email", "nessuno@esempio.it").send(&browser)])
            .map(|page| (page.status, page.path.clone(), page.text()))
            .collect();
        assert!(answers[0].2.contains("ti abbiamo mandato un nuovo link"), "{}", answers[0].2);
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        let to: Vec<String> = desk.mails()[first..].iter().map(|mail| mail.to.clone()).collect();
        assert_eq!(to, ["bruna@esempio.it"], "only who waits for a confirmation is written to");
        let link = desk.last_mail_to("bruna@esempio.it").link("/verifica/");
        browser.get(&link).form(&link).send(&browser).says("Indirizzo confermato");
        assert_eq!(sign_in(&browser, "bruna@esempio.it", PASSWORD).status, 303);
        browser.get(another).form(another).with("email", "non un indirizzo").send(&browser).is(422);
    }

    fn whoever_came_to_ask_gets_there_after_registering(desk: &Desk) {
        let browser = desk.browser();
        let turned_away = browser.get("/domande/nuova?oggetto=congedo+a+ore");
        turned_away.says("Per fare una domanda serve un account gratuito");
        let page = browser.get(&turned_away.link("Registrati"));
        assert_eq!(page.form("/registrazione").value("next"), Some("/domande/nuova?oggetto=congedo+a+ore"));
        assert!(page.html().contains("\"/accesso?next="), "with an account already, she is led there as well");
        let fill = |page: &Page, email: &str| {
            let form = page.form("/registrazione").with("kind", "worker").with("name", "Anna Colombo");
            form.with("password", PASSWORD).with("municipality", "015146").with("privacy", "1").with("email", email)
        };
        fill(&page, "anna@esempio.it").send(&browser).is(200);
        // The mail is read on another device.
        let phone = desk.browser();
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        phone.get(&link).form(&link).send(&phone);
        let answer = sign_in(&phone, "anna@esempio.it", PASSWORD);
        assert_eq!(answer.redirect().as_deref(), Some("/domande/nuova?oggetto=congedo+a+ore"));
        let answer = sign_in(&desk.browser(), "anna@esempio.it", PASSWORD);
        assert_eq!(answer.redirect().as_deref(), Some("/domande"), "once");

        let elsewhere = desk.browser();
        let page = elsewhere.get("/registrazione?next=https%3A%2F%2Fevil.example");
        assert_eq!(page.form("/registrazione").value("next"), Some(""));
        fill(&page, "bruna@esempio.it").forged("next", "//evil.example").send(&elsewhere).is(200);
        let link = desk.last_mail_to("bruna@esempio.it").link("/verifica/");
        elsewhere.get(&link).form(&link).send(&elsewhere);
        let answer = sign_in(&elsewhere, "bruna@esempio.it", PASSWORD);
        assert_eq!(answer.redirect().as_deref(), Some("/domande"));
    }

    fn links_expire(desk: &Desk) {
        let browser = desk.browser();
        register(&browser, "anna@esempio.it", PASSWORD);
        let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
        let form = browser.get(&link).form(&link);
        desk.wait(Duration::hours(24));
        form.send(&browser).is(410);
        assert_eq!(sign_in(&browser, "anna@esempio.it", PASSWORD).status, 422);

        let recovery =
            browser.get("/password/recupero").form("/password/recupero").with("email", "anna@esempio.it");
        recovery.send(&browser).says("Se l’indirizzo ha un account");
        let link = desk.last_mail_to("anna@esempio.it").link("/password/nuova/");
        let form = browser.get(&link).form(&link).with("password", OTHER_PASSWORD);
        desk.wait(Duration::minutes(60));
        form.send(&browser).is(410);
    }

    fn odd_input_is_a_mistake_and_never_a_fault(desk: &Desk) {
        let browser = desk.browser();
        let long = "x".repeat(100_000);
        for value in [
            "\0",
            "\u{202E}abc",
            "'; DROP TABLE accounts; --",
            "{{ 7*7 }}",
            long.as_str(),
            "\u{FFFF}",
            "a@b\r\nBcc: c@d.it",
        ] {
            let form = browser.get("/registrazione").form("/registrazione");
            let mut forged = form;
            for field in [
                "kind",
                "name",
                "email",
                "password",
                "municipality",
                "company",
                "sector",
                "gender",
                "birth_year",
                "children",
            ] {
                forged = forged.forged(field, value);
            }
            let page = forged.send(&browser);
            assert!(matches!(page.status, 400 | 413 | 422), "{value:?}: {}", page.status);
            let form =
                browser.get("/accesso").form("/accesso").forged("email", value).forged("password", value);
            assert!(matches!(form.send(&browser).status, 400 | 422), "{value:?}");
            desk.wait(Duration::minutes(20));
        }
        for path in
            ["/verifica/%00", "/verifica/..%2f..", "/password/nuova/%F0%9F%A6%8A", "/accesso?next=%ff"]
        {
            let page = browser.get(path);
            assert!(page.status < 500, "{path}: {}", page.status);
        }
    }
}
