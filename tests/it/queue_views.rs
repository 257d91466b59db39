//! Views of the queue that are saved under a name.

use dialoga::accounts::Role;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::saved_views;
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::on_both_databases;
use crate::support::people::Human;

/// Saves the list of an address.
fn save(human: &Human, list: &str, name: &str, shared: bool) -> Page {
    let link = human.open(list).link("Salva questa vista");
    let form = human.open(&link).form("/coda/viste").with("name", name);
    let form = if shared { form.with("shared", "1") } else { form };
    form.send(&human.browser)
}

fn views(human: &Human) -> Vec<String> {
    let mut texts = human.open("/coda").texts(".dg-saved a");
    texts.retain(|text| !matches!(text.as_str(), "Salva questa vista" | "Gestisci le viste"));
    texts
}

on_both_databases! {
    fn a_view_is_saved_counted_ordered_renamed_and_deleted(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let leave = desk.topic_slug("Congedi");
        let anna = desk.worker("Anna Bianchi");
        for (topic, subject) in [(leave.as_str(), "Uno"), (leave.as_str(), "Due"), ("non-so", "Tre")] {
            anna.ask(topic, subject, "Vorrei saperlo.");
        }
        let saved = save(&eva, "/coda?argomento=congedi&ordina=recenti", "Congedi nuovi", false);
        saved.says("Vista salvata.");
        assert_eq!(saved.texts(".dg-saved a[aria-current]"), ["Congedi nuovi (2)"]);
        // Pressed twice it is saved once.
        let link = eva.open("/coda?vista=overdue").link("Salva questa vista");
        let form = eva.open(&link).form("/coda/viste").with("name", "Tardi");
        for _ in 0..2 {
            form.send(&eva.browser).says("Vista salvata.");
        }
        assert_eq!(views(&eva), ["Congedi nuovi (2)", "Tardi (0)"]);
        let link = eva.open("/coda").link("Congedi nuovi");
        assert_eq!(eva.open(&link).texts(".dg-chip strong"), ["Congedi", "Ricevute per ultime"]);
        // It counts what there is now, wherever one looks from.
        anna.ask(&leave, "Permessi", "Ancora?");
        assert_eq!(eva.open("/coda?vista=closed").texts(".dg-saved li:first-child a"), ["Congedi nuovi (3)"]);

        let page = eva.open("/coda/viste");
        let action = page.attributes("form[action$='/posto']", "action").remove(0);
        page.form(&action).send(&eva.browser).says("Viste aggiornate.");
        assert_eq!(views(&eva), ["Tardi (0)", "Congedi nuovi (3)"]);
        // The same press again moves nothing.
        page.form(&action).send(&eva.browser).says("Intanto l’ordine delle viste è cambiato");
        assert_eq!(views(&eva), ["Tardi (0)", "Congedi nuovi (3)"]);
        let change = eva.open("/coda/viste").attributes(".dg-views form.dg-field", "action").remove(1);
        let form = eva.open("/coda/viste").form(&change);
        form.clone().with("name", " ").send(&eva.browser).is(422).says("Scrivi il nome della vista");
        form.with("name", "Maternità").send(&eva.browser).says("Viste aggiornate.");
        assert_eq!(views(&eva), ["Tardi (0)", "Maternità (3)"]);
        let page = eva.open("/coda/viste");
        page.form(&format!("{change}/elimina")).send(&eva.browser).says("Vista eliminata.");
        assert_eq!(views(&eva), ["Tardi (0)"]);
    }

    fn a_list_is_narrowed_to_what_holds_words_and_saved_with_them(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let anna = desk.worker("Anna Bianchi");
        let ask = |subject: &str, text: &str| anna.ask("non-so", subject, text).number();
        let (leave, night) = (ask("Congedo", "Il congedo parentale per due gemelli?"), ask("Notte", "Lavoro di notte."));
        let other = ask("Altro", "Che cosa cambia dopo il parto?");
        eva.claim(night);
        eva.answer(night, "Anche al congedo parentale si ha diritto.");
        desk.follow();
        let numbers = |list: &str| eva.open(list).attributes("tr[data-number]", "data-number");
        assert_eq!(numbers("/coda?testo=congedi+parentali"), [leave.to_string()]);
        assert_eq!(numbers("/coda?testo=parentale+parto"), Vec::<String>::new());
        // What the desk wrote counts, in every list; each says how many it has of them.
        let page = eva.open("/coda?vista=answered&testo=parentale");
        assert_eq!(page.attributes("tr[data-number]", "data-number"), [night.to_string()]);
        assert_eq!(page.texts(".dg-chip strong"), ["parentale"]);
        page.says("Senza risposta (1)").says("Con risposta (1)");
        // A slip of the pen is understood, and said.
        let page = eva.open("/coda?testo=parentlae");
        page.says("Non troviamo «parentlae»: abbiamo cercato «parentale»");
        assert_eq!(page.attributes("tr[data-number]", "data-number"), [leave.to_string()]);
        save(&eva, "/coda?testo=parentale+%26+gemelli", "Gemelli", false).says("Vista salvata.");
        assert_eq!(views(&eva), ["Gemelli (1)"]);
        let link = eva.open("/coda").link("Gemelli");
        let page = eva.open(&link);
        assert_eq!(page.texts(".dg-chip strong"), ["parentale & gemelli"]);
        // What is written later is found as soon as the index knows it.
        anna.reply(other, "Riguarda i gemelli e il congedo parentale.");
        desk.follow();
        assert_eq!(views(&eva), ["Gemelli (2)"]);
        // What is over is narrowed too.
        let form = eva.open(&format!("/coda/{night}")).form(&format!("/coda/{night}/chiusura"));
        form.send(&eva.browser).is(200);
        desk.follow();
        assert_eq!(numbers("/coda?vista=closed&testo=parentale"), [night.to_string()]);
        assert_eq!(numbers("/coda?vista=closed&testo=gemelli"), Vec::<String>::new());
        eva.open("/coda?testo=%3Cscript%3E%22").is(200).never_says("<script>\"");
    }

    fn a_coordinator_shares_and_everybody_sees_their_own(desk: &Desk) {
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        let dora = desk.staff("Dora Galli", Role::Coordinator);
        let anna = desk.worker("Anna Bianchi");
        let numbers = ["Uno", "Due"].map(|subject| anna.ask("non-so", subject, "Vorrei saperlo.").number());
        eva.claim(numbers[0]);
        save(&dora, "/coda?chi=mie", "In mano", true).says("Vista salvata.");
        assert_eq!((views(&eva), views(&ida)), (vec!["In mano (1)".to_owned()], vec!["In mano (0)".to_owned()]));
        // It is not theirs to change, nor is sharing.
        let page = eva.open("/coda/viste");
        assert_eq!(page.attributes(".dg-views form", "action"), Vec::<String>::new());
        let action = dora.open("/coda/viste").attributes("form[action$='/elimina']", "action").remove(0);
        save(&eva, "/coda?chi=libere", "Libere", false);
        let own = eva.open("/coda/viste").attributes(".dg-views form.dg-field", "action").remove(0);
        let form = eva.open("/coda/viste").form(&own);
        let token = form.value("csrf_token").unwrap().to_owned();
        eva.browser.post(&action, &[("csrf_token", &token)]).is(404);
        form.forged("shared", "1").send(&eva.browser).is(404);
        assert_eq!(views(&ida), ["In mano (0)"]);
        // Taken back, it is the coordinator's own.
        let change = action.trim_end_matches("/elimina");
        let form = dora.open("/coda/viste").form(change).forged("shared", "");
        form.send(&dora.browser).says("Viste aggiornate.");
        assert_eq!((views(&ida), views(&dora)), (Vec::new(), vec!["In mano (0)".to_owned()]));
    }

    fn a_view_that_names_what_is_no_more_shows_the_rest(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let anna = desk.worker("Anna Bianchi");
        anna.ask("non-so", "Permessi", "Quanti?");
        save(&eva, "/coda?tipo=worker", "Persone", false);
        desk.write::<_, DbError>(|conn| {
            let odd = (
                saved_views::list.eq("heaven"),
                saved_views::whose.eq("nessuno"),
                saved_views::topic.eq("sparito"),
                saved_views::municipality.eq("999999"),
                saved_views::channel.eq("piccione"),
                saved_views::organisation_id.eq(99),
                saved_views::sorting.eq("a caso"),
            );
            Ok(diesel::update(saved_views::table).set(odd).execute(conn)?)
        });
        assert_eq!(views(&eva), ["Persone (1)"]);
        eva.open("/coda/viste").is(200).says("Persone");
    }

    fn there_are_so_many_and_no_more(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        for nth in 1..=20 {
            save(&eva, "/coda", &format!("Vista {nth}"), false);
            if nth == 1 {
                // The same list under another name is reached by its address.
                assert!(eva.open("/coda").texts(".dg-saved a").iter().all(|text| text != "Salva questa vista"));
                desk.write::<_, DbError>(|conn| Ok(diesel::update(saved_views::table).set(saved_views::list.eq("spam")).execute(conn)?));
            }
            desk.write::<_, DbError>(|conn| Ok(diesel::update(saved_views::table).set(saved_views::list.eq("spam")).execute(conn)?));
        }
        save(&eva, "/coda", "Una di troppo", false).is(422).says("Ci sono già 20 viste");
        assert_eq!(views(&eva).len(), 20);
    }
}
