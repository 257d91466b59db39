//! Signing in and out, sessions, limits and tokens of forms.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::sessions;
use diesel::prelude::*;

use super::{PASSWORD, anna, is_signed_in, sign_in, signed_in_staff};
use crate::support::browser::Browser;
use crate::support::databases::Kind;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// Uses a session after a while. That is noted beside the request, and here it is waited for.
fn use_and_note(desk: &Desk, browser: &Browser, after: Duration) {
    desk.wait(after);
    assert!(is_signed_in(browser));
    let now = desk.now();
    for _ in 0..200 {
        let noted = desk.read(move |conn| {
            let used = sessions::table.filter(sessions::last_seen_at.eq(now));
            Ok::<i64, DbError>(used.count().get_result(conn)?)
        });
        if noted > 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("the use of a session is not noted");
}

#[test]
fn a_stranger_with_many_networks_keeps_nobody_out() {
    let desk = Desk::open_with(Kind::Sqlite, &[("SERVER__TRUSTED_PROXIES", "127.0.0.1/32")]).unwrap();
    anna(&desk);
    let home = desk.browser();
    home.comes_from("192.0.2.1");
    assert_eq!(sign_in(&home, "anna@esempio.it", PASSWORD).status, 303);
    let refused = (0..60).find(|number| {
        let stranger = desk.browser();
        stranger.comes_from(&format!("198.51.100.{number}"));
        sign_in(&stranger, "anna@esempio.it", "sbagliata ogni volta").status == 429
    });
    assert!(refused.is_some(), "many networks together are slowed down");
    // Another network, the same browser.
    home.comes_from("203.0.113.9");
    home.get("/profilo").form("/uscita").send(&home);
    assert_eq!(sign_in(&home, "anna@esempio.it", PASSWORD).status, 303);
    // A new browser waits with the strangers, unless a new password was set in it.
    let new = desk.browser();
    new.comes_from("203.0.113.10");
    assert_eq!(sign_in(&new, "anna@esempio.it", PASSWORD).status, 429);
    new.get("/password/recupero")
        .form("/password/recupero")
        .with("email", "anna@esempio.it")
        .send(&new)
        .is(200);
    let link = desk.last_mail_to("anna@esempio.it").link("/password/nuova/");
    new.get(&link).form(&link).with("password", "una frase del tutto nuova").send(&new).is(200);
    assert_eq!(sign_in(&new, "anna@esempio.it", "una frase del tutto nuova").status, 303);
}

on_both_databases! {

    fn sign_out_ends_the_session_on_the_server(desk: &Desk) {
        let browser = anna(desk);
        let stolen = browser.copy();
        browser.get("/profilo").form("/uscita").send(&browser).says("Sei uscita");
        assert!(!is_signed_in(&browser));
        assert!(!is_signed_in(&stolen));
    }

    fn a_session_is_new_at_sign_in_and_ends_everywhere_on_wish(desk: &Desk) {
        let browser = anna(desk);
        let before = browser.copy();
        let form = browser.copy().get("/accesso");
        assert_eq!(form.path, "/domande", "whoever has signed in is led home");
        let phone = desk.browser();
        sign_in(&phone, "anna@esempio.it", PASSWORD);
        assert!(is_signed_in(&before) && is_signed_in(&phone));
        phone.get("/profilo").form("/profilo/sessioni/fine").send(&phone).says("su tutti i dispositivi");
        assert!(!is_signed_in(&before) && !is_signed_in(&phone));
    }

    fn sessions_end_by_idleness_and_in_any_case(desk: &Desk) {
        let anna = anna(desk);
        let carla = signed_in_staff(desk, "carla@ente.it", Role::Expert);
        use_and_note(desk, &anna, Duration::minutes(59));
        use_and_note(desk, &carla, Duration::zero());
        desk.wait(Duration::minutes(61));
        assert!(!is_signed_in(&carla), "staff are out after an hour without use");
        use_and_note(desk, &anna, Duration::zero());
        for _ in 0..83 {
            use_and_note(desk, &anna, Duration::minutes(119));
        }
        assert!(is_signed_in(&anna));
        desk.wait(Duration::minutes(119));
        assert!(!is_signed_in(&anna), "a week after the sign-in the session ends, however much it is used");
        let away = anna.get_only("/profilo");
        assert_eq!(away.redirect().as_deref(), Some("/accesso?next=%2Fprofilo"));
    }

    fn every_form_needs_its_token(desk: &Desk) {
        let browser = desk.browser();
        let (mallory, _) = (desk.browser(), browser.get("/accesso"));
        let foreign = mallory.get("/accesso").form("/accesso").value("csrf_token").unwrap().to_owned();
        for token in ["", "x", foreign.as_str()] {
            let fields = [("csrf_token", token), ("email", "anna@esempio.it"), ("password", PASSWORD)];
            for path in ["/accesso", "/registrazione", "/password/recupero", "/uscita"] {
                browser.post(path, &fields).is(403);
            }
        }
        let signed_in = anna(desk);
        for path in ["/uscita", "/profilo", "/profilo/password", "/profilo/sessioni/fine"] {
            signed_in.post(path, &[("csrf_token", foreign.as_str())]).is(403);
        }
        assert!(is_signed_in(&signed_in));
    }

    fn next_leads_to_paths_of_the_desk_only(desk: &Desk) {
        anna(desk);
        for (next, target) in [
            ("/profilo?x=1", "/profilo?x=1"),
            ("//evil.example", "/domande"),
            ("https://evil.example/", "/domande"),
            ("/\\evil.example", "/domande"),
            ("javascript:alert(1)", "/domande"),
            ("/a\nSet-Cookie: x=y", "/domande"),
            ("", "/domande"),
        ] {
            let browser = desk.browser();
            let form = browser.get("/accesso").form("/accesso").with("next", next);
            let answer = form.with("email", "anna@esempio.it").with("password", PASSWORD).send_only(&browser);
            assert_eq!(answer.redirect().as_deref(), Some(target), "{next:?}");
        }
        let browser = desk.browser();
        let page = browser.get("/profilo");
        assert_eq!(page.path, "/accesso?next=%2Fprofilo");
        assert_eq!(page.form("/accesso").value("next"), Some("/profilo"));
    }

    fn guessing_is_slowed_down_and_nobody_is_locked_out(desk: &Desk) {
        anna(desk);
        let guesser = desk.browser();
        let mut refused = None;
        for _ in 0..7 {
            let page = sign_in(&guesser, "anna@esempio.it", "sbagliata ogni volta");
            if page.status == 429 {
                refused = Some(page);
            }
        }
        let refused = refused.unwrap();
        refused.says("Hai fatto molti tentativi in poco tempo").says("Riprova tra");
        assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() <= 60);
        desk.wait(Duration::seconds(61));
        assert_eq!(sign_in(&guesser, "anna@esempio.it", PASSWORD).status, 303);
        desk.wait(Duration::hours(3));

        let mut mails = 0;
        for _ in 0..6 {
            let browser = desk.browser();
            let form = browser.get("/password/recupero").form("/password/recupero");
            mails += usize::from(form.with("email", "anna@esempio.it").send(&browser).status == 200);
        }
        assert_eq!(mails, 3, "a stranger cannot flood a mailbox");
    }

    fn whoever_forgot_her_password_is_led_out_of_the_pause(desk: &Desk) {
        anna(desk);
        let browser = desk.browser();
        let refused = (0..7).map(|_| sign_in(&browser, "anna@esempio.it", "non la ricordo più"));
        let refused = refused.last().unwrap();
        let recovery = refused.is(429).link("Reimposta la password");
        // Whoever else is of this network may have used up what it is allowed.
        refused.says("con il link che ti mandiamo per email.").never_says("subito");
        let form = browser.get(&recovery).form("/password/recupero").with("email", "anna@esempio.it");
        form.send(&browser).is(200);
        let link = desk.last_mail_to("anna@esempio.it").link("/password/nuova/");
        browser.get(&link).form(&link).with("password", "una frase del tutto nuova").send(&browser).is(200);
        assert_eq!(sign_in(&browser, "anna@esempio.it", "una frase del tutto nuova").status, 303);
    }

    fn visitors_without_a_form_get_no_cookie(desk: &Desk) {
        let browser = desk.browser();
        browser.get("/questa-pagina-non-esiste").is(404).says("Questa pagina non c’è");
        assert_eq!(browser.cookie_names(), Vec::<String>::new());
        browser.get("/accesso");
        assert_eq!(browser.cookie_names(), ["modulo"]);
        browser.get("/accesso?lingua=en").says("Sign in");
        browser.get("/password/recupero").says("Reset the password");
    }
}
