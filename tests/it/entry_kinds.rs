//! What entries of each kind say in fields of their own: written, reviewed, read, searched and imported, on both databases.

use std::io::Cursor;

use dialoga::accounts::Role;
use dialoga::catalogue::actions::{Counts, import_all};
use dialoga::catalogue::import::read_lines;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::form::Form;
use crate::support::on_both_databases;
use crate::support::people::Human;

fn new_entry(desk: &Desk, writer: &Human, kind: &str, title: &str) -> Form {
    let form = writer.open("/redazione/nuova").form("/redazione/nuova");
    let form = form.with("title", title).with("body", "Testo della scheda.").with("kind", kind);
    form.with("topic", &desk.topic_slug("Servizi")).with("audience", "worker").with("action", "save")
}

/// Has an entry reviewed.
fn publish(writer: &Human, reviewer: &Human, entry: i64) -> Page {
    let address = format!("/redazione/{entry}");
    let form = writer.open(&address).form(&address).with("rewritten", "1");
    form.with("action", "submit").send(&writer.browser).is(200);
    let review = reviewer.open(&address).form(&format!("{address}/pubblicazione"));
    review.send(&reviewer.browser)
}

fn import(desk: &Desk, lines: &str) -> Counts {
    let entries = read_lines(Cursor::new(lines.to_owned())).map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    let counts = desk.write(move |conn| import_all(conn, entries, now));
    desk.follow();
    counts
}

on_both_databases! {
    fn a_service_is_written_field_by_field_and_can_be_called(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let form = new_entry(desk, &elena, "service", "Nido Il Girasole");
        let wrong = form.clone().with("service_phone", "la mattina").with("service_municipality", "Roma");
        // Another kind's field is kept for whoever changes her mind, and does not count.
        let wrong = wrong.with("service_services", "Nido\nSpazio gioco").with("practice_size", "enorme").send(&elena.browser);
        wrong.is(422).says("Scrivi un comune della provincia").says("Scrivi un numero di telefono");
        assert_eq!(wrong.attributes("[aria-invalid=true]", "id"), ["service_municipality", "service_phone"]);
        let again = wrong.form("/redazione/nuova");
        assert_eq!(again.value("service_services"), Some("Nido\nSpazio gioco"));

        let form = again.with("service_municipality", "rho").with("service_phone", "02 7740.1234, 02/7740 1235");
        let form = form.with("service_body", "Comune di Rho").with("service_address", "Via De Amicis 10");
        let form = form.with("service_email", "nidi?x@comune.rho.example").with("service_website", "www.comune.rho.example/nidi");
        let form = form.with("service_ages", "6–36 mesi").with("service_hours", "7.30–18");
        let preview = form.clone().with("action", "preview").send(&elena.browser);
        preview.is(200).says("Comune di Rho").says("Via De Amicis 10");
        let written = form.with("action", "save").send(&elena.browser);
        // Where an office is, and how it is called, is nobody's own.
        written.is(200).never_says("Dati personali").says("02 7740.1234");
        let entry = written.number();
        desk.browser().get("/catalogo/nido-il-girasole").is(404);
        publish(&elena, &ester, entry).is(200).says("La scheda è pubblica");
        desk.follow();

        let visitor = desk.browser();
        let page = visitor.get("/catalogo/nido-il-girasole");
        let facts = ".dg-entry article .dg-facts";
        assert_eq!(
            page.texts(&format!("{facts} dt")),
            ["Ente", "Indirizzo", "Comune", "Età", "Orari", "Telefono", "Email", "Sito", "Servizi offerti"]
        );
        assert_eq!(
            page.attributes(&format!("{facts} a"), "href"),
            [
                "/servizi?comune=Rho",
                "tel:0277401234",
                "tel:0277401235",
                "mailto:nidi%3Fx@comune.rho.example",
                "https://www.comune.rho.example/nidi",
            ]
        );
        assert_eq!(page.texts(&format!("{facts} li")), ["02 7740.1234", "02/7740 1235", "Nido", "Spazio gioco"]);
        for words in ["amicis", "spazio+gioco", "comune+di+rho"] {
            visitor.get(&format!("/catalogo?q={words}")).says("Nido Il Girasole");
        }
        visitor.speaks("en");
        visitor.get("/catalogo/nido-il-girasole").says("Services offered").says("Opening hours");
    }

    fn an_answer_says_to_whom_and_what_to_do_and_a_practice_how_to_repeat_it(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let form = new_entry(desk, &elena, "answer", "Riposi per allattamento");
        let form = form.with("answer_for_whom", "Madri con un lavoro dipendente").with("answer_exceptions", "Lavoro domestico.");
        let entry = form.with("answer_what_to_do", "1. Scrivi al datore\n2. Allega la nascita").send(&elena.browser).number();
        publish(&elena, &ester, entry).is(200);
        let page = desk.browser().get("/catalogo/riposi-per-allattamento");
        assert_eq!(page.texts(".dg-entry article .dg-fact"), ["A chi spetta Madri con un lavoro dipendente"]);
        assert_eq!(page.texts(".dg-part li"), ["Scrivi al datore", "Allega la nascita"]);
        page.says("Eccezioni").says("Che cosa fare").never_says("Come rifarlo");

        let form = new_entry(desk, &elena, "practice", "Turni a scelta");
        let form = form.with("practice_size", "small").with("practice_sector", "Commercio").with("practice_measure", "Turni **pubblicati** prima.");
        let form = form.with("practice_cost", "4.200 euro").with("practice_paid_by", "L'impresa").with("practice_result", "Meno assenze.");
        let entry = form.with("practice_how_to_repeat", "Basta un foglio.").send(&elena.browser).number();
        publish(&elena, &ester, entry).is(200);
        let page = desk.browser().get("/catalogo/turni-a-scelta");
        page.says("Da 10 a 49 (piccola impresa)").says("Commercio").says("Come rifarlo").says("Basta un foglio.");
        assert_eq!(page.texts(".dg-part strong"), ["pubblicati"]);
    }

    fn a_version_shows_which_fields_changed_and_a_change_of_kind_what_went(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Verdi", Role::Expert));
        let form = new_entry(desk, &elena, "service", "Ludoteca").with("service_hours", "9–12").with("service_cost", "gratis");
        let entry = form.send(&elena.browser).number();
        publish(&elena, &ester, entry).is(200);
        let address = format!("/redazione/{entry}");
        let form = elena.open(&address).form(&address);
        assert_eq!(form.value("service_hours"), Some("9–12"));
        form.with("service_hours", "9–13").with("action", "save").send(&elena.browser).is(200);
        desk.browser().get("/catalogo/ludoteca").says("9–12").never_says("9–13");
        let changes = ester.open(&format!("{address}/versioni/2"));
        assert_eq!(changes.texts("h3"), ["Orari"]);
        assert_eq!(changes.texts(".dg-diff del"), ["Tolto: 9–12"]);
        assert_eq!(changes.texts(".dg-diff ins"), ["Aggiunto: 9–13"]);

        let form = elena.open(&address).form(&address);
        form.with("kind", "answer").with("action", "save").send(&elena.browser).is(200);
        let changes = ester.open(&format!("{address}/versioni/3"));
        assert_eq!(changes.texts("h3"), ["Tipo di scheda", "Orari", "Costo"]);
        ester.open(&format!("{address}/versioni/2")).says("9–13");
    }

    fn fields_are_imported_and_an_import_without_them_still_works(desk: &Desk) {
        let line = |details: &str| {
            format!(r#"{{"reference":"s-1","kind":"service","title":"Nido Blu","body":"Un nido.","topic":"Servizi"{details}}}"#)
        };
        let counts = |added, changed, kept| Counts { added, changed, kept };
        assert_eq!(import(desk, &line("")), counts(1, 0, 0));
        assert_eq!(import(desk, &line(r#","details":{}"#)), counts(0, 0, 1));
        let with = line(r#","details":{"municipality":"Rho","services":["Nido","Mensa serale"],"phone":"02 0000 0101"}"#);
        assert_eq!(import(desk, &with), counts(0, 1, 0));
        assert_eq!(import(desk, &with), counts(0, 0, 1));
        let visitor = desk.browser();
        visitor.get("/catalogo/nido-blu").says("Mensa serale").says("02 0000 0101");
        visitor.get("/catalogo?q=mensa").says("Nido Blu");
        assert_eq!(import(desk, &line("")), counts(0, 1, 0));
        visitor.get("/catalogo/nido-blu").never_says("Mensa serale");
    }
}
