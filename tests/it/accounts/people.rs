//! The profile, and staff by invitation.

use dialoga::accounts::{AccountState, Role};
use dialoga::kernel::ids::AccountId;
use dialoga::kernel::text::EmailAddress;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::accounts;
use diesel::prelude::*;

use super::{OTHER_PASSWORD, anna, is_signed_in, sign_in, signed_in_staff, staff};
use crate::support::on_both_databases;

on_both_databases! {

    fn a_profile_keeps_what_it_is_told(desk: &Desk) {
        let browser = anna(desk);
        let form = browser.get("/profilo").form("/profilo");
        form.clone().with("birth_year", "3000").send(&browser).is(422).says("Scrivi l’anno di nascita");
        let page = form
            .with("name", "Anna <b>Colombo</b>")
            .with("lang", "en")
            .with("mail_answer_text", "1")
            .with("municipality", "undisclosed")
            .with("gender", "female")
            .with("children", "2")
            .send(&browser);
        page.is(200).says("Details saved").never_says("<b>Colombo");
        let form = browser.get("/profilo").form("/profilo");
        assert_eq!(form.value("name"), Some("Anna <b>Colombo</b>"));
        assert_eq!((form.value("gender"), form.value("children")), (Some("female"), Some("2")));
        assert!(form.value("mail_answer_text").is_some());
    }

    fn whoever_lives_in_a_municipality_of_before_lives_in_the_one_of_today(desk: &Desk) {
        let browser = anna(desk);
        desk.write::<_, DbError>(|conn| {
            diesel::update(accounts::table).set(accounts::municipality.eq("015246")).execute(conn)?;
            Ok(())
        });
        let form = browser.get("/profilo").is(200).form("/profilo");
        assert_eq!(form.value("municipality"), Some("015251"));
        form.send(&browser).says("Dati salvati");
        browser.get("/profilo/dati").says("Vermezzo con Zelo");
        let offered = browser.get("/profilo").texts("#municipality option");
        assert!(!offered.iter().any(|name| name == "Vermezzo" || name == "Zelo Surrigone"));
    }

    fn staff_come_by_invitation(desk: &Desk) {
        let coordinator = signed_in_staff(desk, "carla@ente.it", Role::Coordinator);
        coordinator.get("/amministrazione/utenti").is(200).says("Carla Verdi");
        let form = coordinator.get("/amministrazione/utenti/invito").form("/amministrazione/utenti/invito");
        let form = form
            .with("name", "Elena Russo")
            .with("email", "elena@ente.it")
            .with("organisation", "ACLI Milano");
        form.clone().forged("role", "admin").send(&coordinator).is(422).says("Scegli il ruolo");
        form.clone().forged("role", "requester").send(&coordinator).is(422);
        form.clone().with("role", "expert").send(&coordinator).says("Invito mandato").says("ACLI Milano");
        form.with("role", "expert").send(&coordinator).is(422).says("Questo indirizzo ha già un account");

        let elena = desk.browser();
        let link = desk.last_mail_to("elena@ente.it").link("/password/nuova/");
        let page = elena.get(&link);
        page.says("Ti diamo il benvenuto").form(&link).with("password", OTHER_PASSWORD).send(&elena);
        let answer = sign_in(&elena, "elena@ente.it", OTHER_PASSWORD);
        assert_eq!(answer.redirect().as_deref(), Some("/coda"));
        elena.get("/amministrazione/utenti").is(404);

        let link = coordinator.get("/amministrazione/utenti").link("Elena Russo");
        let page = coordinator.get(&link);
        page.form(&format!("{link}/ruolo"))
            .with("role", "analyst")
            .send(&coordinator)
            .says("Ruolo ed ente salvati");
        assert!(!is_signed_in(&elena), "a change of role ends the sessions");
        sign_in(&elena, "elena@ente.it", OTHER_PASSWORD);
        assert!(is_signed_in(&elena));
        page.form(&format!("{link}/disattivazione")).send(&coordinator).says("Account disattivato");
        assert!(!is_signed_in(&elena));
        assert_eq!(sign_in(&elena, "elena@ente.it", OTHER_PASSWORD).status, 422);
        coordinator
            .get(&link)
            .form(&format!("{link}/riattivazione"))
            .send(&coordinator)
            .says("Account riattivato");
        assert_eq!(sign_in(&elena, "elena@ente.it", OTHER_PASSWORD).status, 303);
    }

    fn nobody_touches_accounts_above_their_own(desk: &Desk) {
        let admin = staff(desk, "dario@provincia.it", Role::Admin);
        let coordinator = signed_in_staff(desk, "carla@ente.it", Role::Coordinator);
        let token = coordinator.get("/profilo").form("/profilo").value("csrf_token").unwrap().to_owned();
        let own = desk.read(move |conn| {
            let carla = EmailAddress::parse("carla@ente.it").unwrap();
            let all = dialoga::accounts::active_with_role(conn, &[Role::Coordinator])?;
            Ok::<_, DbError>(all.into_iter().find(|one| one.email.as_ref() == Some(&carla)).unwrap().id)
        });
        anna(desk);
        for id in [admin, own, AccountId(999_999)] {
            let fields = [("csrf_token", token.as_str()), ("role", "coordinator")];
            for action in ["ruolo", "disattivazione", "riattivazione", "invito"] {
                coordinator.post(&format!("/amministrazione/utenti/{id}/{action}"), &fields).is(404);
            }
        }
        coordinator.get("/amministrazione/utenti/abc").is(404);
        let person = desk.read(move |conn| dialoga::accounts::person(conn, admin)).unwrap();
        assert_eq!((person.role, person.state), (Role::Admin, AccountState::Active));
    }
}
