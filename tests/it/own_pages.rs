//! What the page and the list of one's own questions say at each point of the way.

use dialoga::accounts::Role;

use crate::support::browser::Page;
use crate::support::on_both_databases;

/// The titles of the cards, in order.
fn cards(page: &Page) -> Vec<String> {
    page.texts(".dg-card-title")
}

/// Where the first link in the notice on top leads.
fn onward(page: &Page) -> String {
    page.attributes("main .dg-alert a", "href").remove(0)
}

on_both_databases! {
    fn what_waits_for_her_comes_first_with_its_day(desk: &Desk) {
        let topic = desk.topic_slug("Leggi di conciliazione");
        let anna = desk.worker("Anna Bianchi");
        let carla = desk.staff("Carla Riva", Role::Expert);
        let number = anna.ask(&topic, "Congedo a ore", "Posso chiedere il congedo a ore?").number();
        anna.ask(&topic, "Part-time", "Posso chiedere il part-time?");
        carla.claim(number);
        carla.ask_back(number, "In quale impresa lavori?");
        let list = anna.open("/domande");
        assert_eq!(cards(&list), ["Congedo a ore", "Part-time"], "though it is the older one");
        list.says("Rispondi entro mercoledì 9 dicembre 2026");
        let page = anna.open(&format!("/domande/{number}"));
        page.says("Rispondi entro mercoledì 9 dicembre 2026: poi chiudiamo la domanda, ma puoi riaprirla");
        assert_eq!(onward(&page), "#rispondi");
        page.says("Invia la risposta").never_says("riapri la domanda");
        anna.reply(number, "In una piccola impresa.").never_says("Rispondi entro");
        assert_eq!(cards(&anna.open("/domande")), ["Part-time", "Congedo a ore"]);
    }

    fn the_page_leads_to_the_newest_answer_and_says_how_to_go_on(desk: &Desk) {
        let topic = desk.topic_slug("Leggi di conciliazione");
        let anna = desk.worker("Anna Bianchi");
        let carla = desk.staff("Carla Riva", Role::Expert);
        let sent = anna.ask(&topic, "Congedo a ore", "Posso chiedere il congedo a ore?");
        sent.says("Che cosa succede ora").says("Torna alle tue domande");
        let (number, own) = (sent.number(), format!("/domande/{}", sent.number()));
        let page = anna.open(&own);
        page.says("Aggiungi informazioni").never_says("riapri la domanda").never_says("Leggi la risposta");
        carla.claim(number);
        carla.answer(number, "Sì.");
        let page = anna.open(&own);
        page.says("Ti abbiamo risposto martedì 24 novembre 2026, ore 10:30").says("Invia e riapri la domanda");
        let answer = page.attributes(".dg-message-answer", "id").remove(0);
        assert_eq!(onward(&page), format!("#{answer}"));

        // "Not yet" is nothing to be thanked for: the page says what to do.
        let page = page.form(&format!("{own}/valutazione")).with("helpful", "no").send(&anna.browser);
        page.says("scrivici qui sotto che cosa manca");
        assert!(page.texts("main .dg-alert[role=status]").is_empty());
        anna.reply(number, "E se rifiuta?").says("la domanda è di nuovo aperta").never_says("Leggi la risposta");
        carla.answer(number, "Non può.");
        let page = anna.open(&own);
        let answers = page.attributes(".dg-message-answer", "id");
        assert_eq!(onward(&page), format!("#{}", answers[1]));
    }

    fn a_closed_question_offers_to_be_opened_again(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let number = anna.ask(&desk.topic_slug("Leggi di conciliazione"), "Nido", "Ci sono posti?").number();
        let own = format!("/domande/{number}");
        let closed = anna.open(&own).form(&format!("{own}/chiusura")).send(&anna.browser);
        closed.says("Vuoi riaprire la domanda?").says("Ti rispondiamo di nuovo entro 48 ore");
        assert_eq!(onward(&closed), "/domande");
        anna.reply(number, "Cerco ancora un posto.").says("la domanda è di nuovo aperta");
    }

    fn the_topic_comes_after_the_question_and_need_not_be_known(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let page = anna.open("/domande/nuova");
        page.says("La leggono solo le persone dello sportello");
        let values = page.attributes("select[name=topic] option", "value");
        assert_eq!(values[..2], ["", "non-so"]);
        let fields = page.attributes("form[data-draft] [id]", "name");
        let places = ["subject", "body", "topic"].map(|name| fields.iter().position(|field| field == name).unwrap());
        assert!(places.is_sorted(), "{fields:?}");
        let summary = page.form("/domande/nuova").with("subject", "Nido").with("body", "Ci sono posti?");
        let summary = summary.with("topic", "non-so").with("action", "review").send(&anna.browser);
        summary.is(200).says("Non lo so").says("Come usiamo i tuoi dati");
    }
}
