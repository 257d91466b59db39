//! The address of an entry that is called otherwise than it was.

use dialoga::accounts::Role;

use crate::catalogue::{found, hand_in, import, press, publish};
use crate::support::on_both_databases;

on_both_databases! {
    fn the_address_follows_the_title_when_an_editor_wants_and_the_former_one_leads_on_for_ever(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let visitor = desk.browser();
        let entry = publish(desk, &elena, &ester, "Bonus nido", "3000 euro.");
        let address = format!("/redazione/{entry}");
        let retitle = |title: &str| {
            let form = elena.open(&address).form(&address).with("title", title).with("action", "save");
            form.send(&elena.browser).is(200);
            hand_in(&elena, entry).is(200);
            press(&ester, entry, "pubblicazione").is(200);
            desk.follow();
        };
        elena.open(&address).never_says("Aggiorna l’indirizzo");
        retitle("Bonus asilo nido");
        visitor.get("/catalogo/bonus-nido").is(200).says("Bonus asilo nido");
        visitor.get("/catalogo/bonus-asilo-nido").is(404);
        press(&elena, entry, "indirizzo").is(200).says("L’indirizzo segue il titolo").never_says("Aggiorna l’indirizzo");
        let led_on = visitor.get_only("/catalogo/bonus-nido");
        assert_eq!((led_on.status, led_on.redirect().as_deref()), (301, Some("/catalogo/bonus-asilo-nido")));
        assert_eq!(visitor.get_only("/catalogo/Bonus%20Nido").redirect().as_deref(), Some("/catalogo/bonus-asilo-nido"));
        let version = visitor.get_only("/catalogo/bonus-nido/versioni/1");
        assert_eq!(version.redirect().as_deref(), Some("/catalogo/bonus-asilo-nido/versioni/1"));
        assert_eq!(found(desk, "bonus"), ["bonus-asilo-nido"]);
        assert_eq!(visitor.get("/catalogo").attributes(".dg-results a", "href"), ["/catalogo/bonus-asilo-nido"]);

        // Twice, with no new title: nothing happens.
        elena.browser.post(&format!("{address}/indirizzo"), &[]);
        // Another entry of the former title gets an address of its own.
        let other = publish(desk, &elena, &ester, "Bonus nido", "Un'altra.");
        visitor.get("/catalogo/bonus-nido-2").is(200).says("Un'altra.");
        assert_eq!(visitor.get_only("/catalogo/bonus-nido").redirect().as_deref(), Some("/catalogo/bonus-asilo-nido"));

        // Renamed again, every address leads on to the present one; called as before, it has its former address again.
        retitle("Contributo per il nido");
        press(&elena, entry, "indirizzo").is(200);
        for former in ["bonus-nido", "bonus-asilo-nido"] {
            let led_on = visitor.get_only(&format!("/catalogo/{former}"));
            assert_eq!(led_on.redirect().as_deref(), Some("/catalogo/contributo-per-il-nido"));
        }
        retitle("Bonus nido");
        press(&elena, entry, "indirizzo").is(200);
        visitor.get_only("/catalogo/bonus-nido").is(200);
        for former in ["contributo-per-il-nido", "bonus-asilo-nido"] {
            assert_eq!(visitor.get_only(&format!("/catalogo/{former}")).redirect().as_deref(), Some("/catalogo/bonus-nido"));
        }

        // What is withdrawn is nowhere, under none of its names.
        let carla = desk.staff("Carla Riva", Role::Coordinator);
        let form = carla.open(&address).form(&format!("{address}/ritiro"));
        form.with("remark", "Superata").send(&carla.browser).is(200);
        desk.follow();
        for name in ["bonus-nido", "contributo-per-il-nido", "bonus-asilo-nido"] {
            visitor.get_only(&format!("/catalogo/{name}")).is(404);
            visitor.get_only(&format!("/catalogo/{name}/versioni/1")).is(404);
        }
        assert_eq!(carla.browser.post(&format!("{address}/indirizzo"), &[]).status, 403);
        elena.open(&format!("/redazione/{other}")).is(200);
    }

    fn an_export_of_before_is_known_again_by_the_address_that_it_had(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let entry = publish(desk, &elena, &ester, "Bonus nido", "3000 euro.");
        let address = format!("/redazione/{entry}");
        let form = elena.open(&address).form(&address).with("title", "Bonus asilo").with("action", "save");
        form.send(&elena.browser).is(200);
        hand_in(&elena, entry).is(200);
        press(&ester, entry, "pubblicazione").is(200);
        press(&elena, entry, "indirizzo").is(200);
        let line = r#"{"reference":"bonus-nido","kind":"answer","title":"Bonus nido","body":"3000 euro.","topic":"Congedi","language":"it","published":true}"#;
        let (counts, _) = import(desk, line);
        assert_eq!((counts.added, counts.kept), (0, 1));
    }
}
