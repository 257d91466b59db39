//! What an entry said before: read, compared, restored; and what a writer is told of her text, on both databases.

use std::io::Cursor;

use dialoga::accounts::Role;
use dialoga::catalogue::actions::import_all;
use dialoga::catalogue::import::read_lines;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const TITLE: &str = "Congedo di paternità";

fn write(desk: &Desk, writer: &Human, title: &str, body: &str) -> Page {
    let form =
        writer.open("/redazione/nuova").form("/redazione/nuova").with("title", title).with("body", body);
    let form =
        form.with("kind", "answer").with("topic", &desk.topic_slug("Congedi")).with("audience", "worker");
    form.with("action", "save").send(&writer.browser)
}

fn change(writer: &Human, entry: i64, body: &str) {
    let address = format!("/redazione/{entry}");
    let form = writer.open(&address).form(&address).with("rewritten", "1").with("body", body);
    form.with("action", "submit").send(&writer.browser).is(200);
}

fn publish(reviewer: &Human, entry: i64) {
    let page = reviewer.open(&format!("/redazione/{entry}"));
    page.form(&format!("/redazione/{entry}/pubblicazione"))
        .send(&reviewer.browser)
        .is(200)
        .says("La scheda è pubblica");
}

fn allow(person: &Human, entry: i64, passage: &str, decision: &str) {
    let page = person.open(&format!("/redazione/{entry}"));
    let form = page.form_holding(&format!("/redazione/{entry}/dati-personali"), "passage", passage);
    form.with("decision", decision).send(&person.browser).is(200);
}

on_both_databases! {
    fn a_former_version_is_read_where_it_was_while_the_entry_is_public(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let carla = desk.staff("Carla Bruni", Role::Coordinator);
        let visitor = desk.browser();
        let entry = write(desk, &elena, TITLE, "Dieci giorni.").number();
        change(&elena, entry, "Undici giorni.");
        let of = |number: i32| format!("/catalogo/congedo-di-paternita/versioni/{number}");
        for number in [1, 2, 3] {
            visitor.get(&of(number)).is(404);
        }
        publish(&ester, entry);
        // What only the desk read is nobody's; what is public is read at its entry.
        visitor.get(&of(1)).is(404);
        assert_eq!(visitor.get_only(&of(2)).redirect().as_deref(), Some("/catalogo/congedo-di-paternita"));
        visitor.get("/catalogo/congedo-di-paternita").is(200).never_says("Storia");

        change(&elena, entry, "Dodici giorni.");
        visitor.get(&of(3)).is(404);
        publish(&ester, entry);
        desk.follow();
        let former = visitor.get(&of(2));
        former.is(200).says("Undici giorni").says("Versione del 24 novembre 2026, non più in vigore");
        assert_eq!(former.attributes("meta[name=robots]", "content"), ["noindex"]);
        assert!(former.attributes("link[rel=canonical]", "href")[0].ends_with("/catalogo/congedo-di-paternita"));
        let present = visitor.get("/catalogo/congedo-di-paternita");
        present.says("Storia").says("quella che leggi");
        assert_eq!(present.attributes("[aria-labelledby=history] a", "href"), [of(2)]);
        for number in [0, 1, 4, 99] {
            visitor.get(&of(number)).is(404);
        }
        visitor.get("/catalogo/mai-scritta/versioni/1").is(404);

        let page = carla.open(&format!("/redazione/{entry}"));
        let form = page.form(&format!("/redazione/{entry}/ritiro")).with("remark", "Superata.");
        form.send(&carla.browser).is(200);
        for number in [2, 3] {
            visitor.get(&of(number)).is(404);
        }
        desk.settle();
    }

    fn a_passage_thought_over_again_takes_the_former_versions_that_hold_it_away(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let entry = write(desk, &elena, TITLE, "Chiama il 347 1234567.").number();
        change(&elena, entry, "Chiama il 347 1234567, la mattina.");
        allow(&ester, entry, "347 1234567", "allow");
        publish(&ester, entry);
        change(&elena, entry, "Chiama il 347 1234567, la sera.");
        publish(&ester, entry);
        let former = "/catalogo/congedo-di-paternita/versioni/2";
        desk.browser().get(former).is(200).says("la mattina");
        allow(&ester, entry, "347 1234567", "undo");
        desk.browser().get(former).is(404);
        desk.browser().get("/catalogo/congedo-di-paternita").is(200).says("la sera").says("Storia");
        desk.settle();
    }

    fn any_two_versions_are_compared_and_each_can_be_restored(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let entry = write(desk, &elena, TITLE, "Dieci giorni.").number();
        change(&elena, entry, "Undici giorni.");
        publish(&ester, entry);
        change(&elena, entry, "Dodici giorni.");
        publish(&ester, entry);
        let third = format!("/redazione/{entry}/versioni/3");
        let page = ester.open(&third);
        assert_eq!(page.texts(".dg-diff del"), ["Tolto: Undici giorni."]);
        assert_eq!(page.attributes("select[name=con] option", "value"), ["2", "1"]);
        let page = ester.open(&format!("{third}?con=1"));
        assert_eq!(page.texts(".dg-diff del"), ["Tolto: Dieci giorni."]);
        page.says("rispetto alla versione 1");
        ester.open(&format!("{third}?con=99")).is(200);
        assert!(!page.html().contains("/ripristino"), "it is what is being edited");

        let former = ester.open(&format!("/redazione/{entry}/versioni/2"));
        let form = former.form(&format!("/redazione/{entry}/versioni/2/ripristino"));
        form.clone().send(&ester.browser).is(200).says("di nuovo una bozza").says("Undici giorni");
        desk.browser().get("/catalogo/congedo-di-paternita").says("Dodici giorni");
        // Pressed twice: the second knows that it changed.
        form.send(&ester.browser).says("La scheda è cambiata nel frattempo");
        change(&ester, entry, "Undici giorni.");
        publish(&elena, entry);
        desk.browser().get("/catalogo/congedo-di-paternita").says("Undici giorni");
        desk.follow();
    }

    fn a_writer_is_told_of_what_is_like_it_and_how_it_reads(desk: &Desk) {
        let line = r#"{"reference":"a","kind":"answer","title":"Quanto dura il congedo di paternità obbligatorio","body":"Il congedo di paternità obbligatorio dura dieci giorni lavorativi.","topic":"Congedi"}"#;
        let other = r#"{"reference":"b","kind":"answer","title":"Dove trovo un asilo nido","body":"Negli elenchi dei comuni della provincia.","topic":"Servizi"}"#;
        let entries = read_lines(Cursor::new(format!("{line}\n{other}"))).map(|line| line.unwrap().1.unwrap()).collect();
        let now = desk.now();
        desk.write(move |conn| import_all(conn, entries, now));
        desk.follow();
        let elena = desk.staff("Elena Neri", Role::Expert);
        let long = "Il congedo di paternità obbligatorio spetta per dieci giorni lavorativi al padre che ha un lavoro dipendente e che \
                    lo chiede al suo datore di lavoro almeno cinque giorni prima della data presunta del parto.";
        let page = write(desk, &elena, "Congedo di paternità obbligatorio: i giorni", long);
        page.is(200).says("Ne esiste una simile").says("Leggibilità").says("Le frasi più lunghe");
        assert_eq!(page.attributes("[aria-labelledby=alike] a", "href"), ["/catalogo/quanto-dura-il-congedo-di-paternita-obbligatorio"]);
        // An entry is not like itself, and what is public is not judged.
        elena.open("/redazione/1").never_says("simil").never_says("Leggibilità");
        let form = elena.open("/redazione/1").form("/redazione/1").with("action", "preview");
        form.send(&elena.browser).is(200).never_says("simil");
        desk.settle();
    }
}
