//! Groups of experts, as a coordinator makes them.

use dialoga::accounts::Role;
use dialoga::topics;

use crate::support::on_both_databases;

const LIST: &str = "/amministrazione/gruppi";

on_both_databases! {
    fn a_coordinator_makes_a_group_and_its_topics_follow(desk: &Desk) {
        let leave = desk.topic("Congedi");
        let (carla, elena) = (desk.staff("Carla Verdi", Role::Coordinator), desk.staff("Elena Russo", Role::Expert));
        let list = carla.open(LIST);
        list.is(200).says("tutte le persone dello sportello vedono tutte le domande");
        let form = list.form(LIST);
        form.clone().with("name", " ").send(&carla.browser).is(422).says("Scrivi il nome del gruppo");
        let page = form.clone().with("name", "Congedi e maternità").send(&carla.browser);
        page.is(200).says("Gruppo creato");
        form.with("name", "Congedi e maternità").send(&carla.browser).is(422).says("C’è già un gruppo");

        let labels = page.texts("label");
        assert!(labels.iter().any(|label| label == "Elena Russo"), "{labels:?}");
        let expert = elena_id(&page.html());
        page.form(&page.path)
            .with("topics[]", &leave.to_string())
            .with("experts[]", &expert)
            .send(&carla.browser)
            .says("Gruppo salvato")
            .says("Congedi");
        carla.open(LIST).says("Argomenti senza gruppo");
        carla.open("/amministrazione").says("argomenti senza gruppo");
        let group = desk.read(move |conn| topics::group_for(conn, leave)).unwrap();
        assert_eq!(desk.read(move |conn| topics::members(conn, group)).len(), 1);

        // Ids of nobody are passed over; a group that does not exist is not found.
        let path = format!("{LIST}/{group}");
        let form = carla.open(&path).form(&path);
        form.clone().forged("experts[]", "999999").forged("topics[]", "x").send(&carla.browser).says("Gruppo salvato");
        assert!(desk.read(move |conn| topics::members(conn, group)).is_empty());
        assert_eq!(desk.read(move |conn| topics::group_for(conn, leave)), None);
        carla.open(&format!("{LIST}/999999")).is(404);
        elena.open(LIST).is(404);
    }
}

/// The value of the box of the only expert besides the coordinator.
fn elena_id(html: &str) -> String {
    let (before, _) = html.split_once(">Elena Russo<").unwrap();
    let (_, value) = before.rsplit_once("value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}
