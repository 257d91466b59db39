//! Recovering and changing a password.

use super::{OTHER_PASSWORD, PASSWORD, anna, is_signed_in, sign_in};
use crate::support::on_both_databases;

on_both_databases! {

    fn a_token_used_twice_at_once_works_once(desk: &Desk) {
        anna(desk);
        let browser = desk.browser();
        browser
            .get("/password/recupero")
            .form("/password/recupero")
            .with("email", "anna@esempio.it")
            .send(&browser);
        let link = desk.last_mail_to("anna@esempio.it").link("/password/nuova/");
        let form = browser.get(&link).form(&link);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|number| {
                    let form = form.clone();
                    let browser = browser.copy();
                    scope.spawn(move || {
                        form.with("password", &format!("parola numero {number} diversa"))
                            .send_only(&browser)
                            .status
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 410).count(), 3, "{statuses:?}");
    }

    fn a_new_password_ends_every_session_and_every_link(desk: &Desk) {
        let phone = anna(desk);
        let recovery = || {
            let browser = desk.browser();
            browser
                .get("/password/recupero")
                .form("/password/recupero")
                .with("email", "anna@esempio.it")
                .send(&browser);
            desk.last_mail_to("anna@esempio.it").link("/password/nuova/")
        };
        let (older, newer) = (recovery(), recovery());
        assert_ne!(older, newer);
        let browser = desk.browser();
        let page = browser.get(&newer);
        page.form(&newer).with("password", "troppo corta").send(&browser).is(200);
        page.form(&newer).with("password", OTHER_PASSWORD).send(&browser).is(410);
        assert!(!is_signed_in(&phone), "the session of before is dead on the server");
        browser.get(&older).is(410);
        assert_eq!(sign_in(&browser, "anna@esempio.it", PASSWORD).status, 422);
    }

    fn changing_the_password_renews_this_session_and_ends_the_others(desk: &Desk) {
        let (here, thief) = {
            let here = anna(desk);
            let thief = here.copy();
            (here, thief)
        };
        let form = here.get("/profilo").form("/profilo/password");
        form.clone()
            .with("current_password", "non è questa qui")
            .with("password", OTHER_PASSWORD)
            .send(&here)
            .is(422)
            .says("La password attuale non è corretta");
        form.with("current_password", PASSWORD)
            .with("password", OTHER_PASSWORD)
            .send(&here)
            .says("Password salvata");
        assert!(is_signed_in(&here));
        assert!(!is_signed_in(&thief));
        assert!(desk.last_mail_to("anna@esempio.it").subject.to_lowercase().contains("password"));
    }
}
