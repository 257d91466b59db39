//! What the page and the list of one's own questions say at each point of the way.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::ids::TicketId;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{clock_events, cycles};
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::statements::{count_statements, statements_of};

/// The titles of the cards, in order.
fn cards(page: &Page) -> Vec<String> {
    page.texts(".dg-card-title")
}

/// Where the first link in the notice on top leads.
fn onward(page: &Page) -> String {
    page.attributes("main .dg-alert a", "href").remove(0)
}

/// The steps of the promise, as its requester reads them.
fn progress(page: &Page) -> Vec<String> {
    page.texts(".dg-progress li")
}

/// How each promise of a question ended.
fn outcomes(desk: &Desk, number: i64) -> Vec<Option<String>> {
    let of_it = cycles::table.filter(cycles::ticket_id.eq(TicketId(number))).order(cycles::number.asc());
    desk.read::<_, DbError>(move |conn| Ok(of_it.select(cycles::outcome).load(conn)?))
}

on_both_databases! {
    fn how_far_the_promise_has_come_is_said_in_three_steps(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let carla = desk.staff("Carla Riva", Role::Expert);
        let number = anna.ask("non-so", "Congedo a ore", "Posso chiedere il congedo a ore?").number();
        let own = format!("/domande/{number}");
        let [received, due] = ["martedì 24 novembre 2026, ore 10:30", "giovedì 26 novembre 2026, ore 10:30"];
        let page = anna.open(&own);
        let told = [format!("Ricevuta {received}"), "Da prendere in carico".into(), format!("Risposta entro {due}")];
        assert_eq!(progress(&page), told);
        page.says("Ora un’esperta o un esperto la prende in carico");

        desk.wait(Duration::hours(1));
        carla.claim(number);
        let page = anna.open(&own);
        assert_eq!(progress(&page)[1], "Presa in carico martedì 24 novembre 2026, ore 11:30");
        page.says("Un’esperta o un esperto sta preparando la risposta").never_says("Carla");

        carla.ask_back(number, "In quale impresa lavori?");
        assert_eq!(progress(&anna.open(&own))[2], "Aspettiamo te il tempo è fermo finché non ci scrivi");
        anna.reply(number, "In una piccola impresa.");
        desk.wait(Duration::hours(48));
        let page = anna.open(&own);
        assert_eq!(progress(&page)[2], format!("Risposta in ritardo era promessa entro {due}"));
        page.says("Siamo in ritardo");
        carla.answer(number, "Sì.");
        let page = anna.open(&own);
        assert_eq!(progress(&page)[2], "Risposta inviata giovedì 26 novembre 2026, ore 11:30");
        page.says("la domanda si chiude da sola venerdì 11 dicembre 2026");

        anna.reply(number, "E per due figli?");
        let steps = progress(&anna.open(&own));
        assert_eq!(steps[0], "Riaperta giovedì 26 novembre 2026, ore 11:30");
        assert_eq!(steps[1], "Presa in carico", "by whoever had it: when, says nothing");
    }

    fn who_has_solved_it_closes_the_question_before_the_answer(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let carla = desk.staff("Carla Riva", Role::Expert);
        let number = anna.ask("non-so", "Nido", "Ci sono posti?").number();
        let (own, work) = (format!("/domande/{number}"), format!("/coda/{number}"));
        carla.claim(number);
        let page = anna.open(&own);
        let form = page.form(&format!("{own}/chiusura"));
        let too_long = "a".repeat(dialoga::kernel::text::Body::MAX + 1);
        form.clone().with("word", &too_long).send(&anna.browser).is(422).says("caratteri");
        let closed = form.clone().with("word", "Ho trovato un posto in via Verdi.").send(&anna.browser);
        closed.is(200).says("Bene! La domanda è chiusa").says("Hai chiuso questa domanda").says("in via Verdi");
        assert!(progress(&closed).is_empty());
        closed.never_says("Leggi perché").never_says("Ho risolto: chiudi");
        assert_eq!(outcomes(desk, number), [Some("solved".to_owned())]);

        let told = desk.last_mail_to(&carla.email);
        assert_eq!(told.subject, format!("Risolta: la domanda n. {number} è chiusa"));
        assert!(!told.raw.contains("Verdi"), "{}", told.raw);
        let page = carla.open(&work);
        page.says("in via Verdi").says("ha detto di aver risolto e ha chiuso la domanda").says("Risolta da chi l’ha fatta");
        let again = form.with("word", "Ho trovato un posto in via Verdi.").send(&anna.browser);
        again.is(200).says("Nel frattempo la domanda è cambiata");
        assert_eq!(again.texts(".dg-message").len(), 2, "it was said once");
        assert_eq!(desk.mails().iter().filter(|mail| mail.subject.starts_with("Risolta")).count(), 1);
        let stops = clock_events::table.filter(clock_events::kind.eq("stop"));
        assert_eq!(desk.read::<i64, DbError>(move |conn| Ok(stops.count().get_result(conn)?)), 1);

        // It is no answer, nor a broken promise.
        let figures = desk.staff("Emma Sala", Role::Coordinator).open("/statistiche");
        figures.says("Chiuse senza risposta");
        // After the answer its clock has stopped already.
        anna.reply(number, "Il posto non c’è più.");
        carla.answer(number, "Prova in via Rossi.");
        anna.open(&own).form(&format!("{own}/chiusura")).send(&anna.browser).says("La domanda è chiusa");
        assert_eq!(outcomes(desk, number), [Some("solved".to_owned()), Some("answered".to_owned())]);
    }

    fn on_paper_a_question_is_whole_and_says_where_its_links_lead(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let carla = desk.staff("Carla Riva", Role::Expert);
        let number = anna.ask("non-so", "Permessi", "Quanti giorni ho?").number();
        carla.claim(number);
        carla.note(number, "Attenzione: è la cugina di Emma.");
        carla.answer(number, "Tre giorni: art. 33 della L. 104/1992. Vedi [il catalogo](/catalogo) e la l. 104/1992.");
        let own = format!("/domande/{number}");
        let page = anna.browser.get(&anna.open(&own).link("Stampa"));
        page.is(200).says(&format!("Domanda n. {number}")).says("Quanti giorni ho?").says("martedì 24 novembre 2026, ore 10:30");
        let law = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:1992;104";
        page.says("Norme citate nelle risposte").says(law);
        assert_eq!(page.texts(".dg-print-laws li").len(), 1);
        assert!(page.texts("main form").is_empty(), "there is nothing to press");
        page.never_says("cugina");
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
        desk.worker("Bruna Neri").open(&format!("{own}?stampa=1")).is(404);
    }

    fn a_long_conversation_takes_as_many_statements_as_a_short_one(kind: &Kind) {
        count_statements();
        let Some(desk) = Desk::open_with(*kind, &[]) else { return };
        let anna = desk.worker("Anna Bianchi");
        let carla = desk.staff("Carla Riva", Role::Expert);
        let number = anna.ask("non-so", "Permessi", "Quanti giorni ho?").number();
        carla.claim(number);
        carla.answer(number, "Tre.");
        let own = format!("/domande/{number}");
        let cost = |path: &str| {
            let sent = statements_of(&desk, || {
                anna.open(path).is(200);
            });
            sent.iter().filter(|sql| sql.trim_start().starts_with("SELECT")).count()
        };
        let (page, paper, list) = (cost(&own), cost(&format!("{own}?stampa=1")), cost("/domande"));
        assert!(page > 5, "nothing was counted");
        for n in 0..8 {
            anna.reply(number, &format!("E poi {n}?"));
            carla.note(number, &format!("Nota {n}"));
            carla.answer(number, &format!("Risposta {n}."));
            anna.ask("non-so", &format!("Altra {n}"), &format!("Altro testo {n}"));
        }
        assert_eq!((cost(&own), cost(&format!("{own}?stampa=1")), cost("/domande")), (page, paper, list));
    }

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
        closed.says("Vuoi riaprire la domanda?").says("ti rispondiamo di nuovo entro giovedì 26 novembre 2026, ore 10:30");
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
