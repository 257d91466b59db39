//! The services of the territory from a table to the page of their municipality, and the way out of the catalogue.

use std::process::Output;

use dialoga::accounts::Role;
use serde_json::Value;

use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::program::{run, said};

const TABLE: &str = "Riferimento;Ente;Comune;Indirizzo;Telefono;Email;Servizio\n\
    rho-1;Nido Il Girasole;Rho;Via De Amicis 10;02 0000 0101;girasole@rho.example;Nido\n\
    rho-1;;;;;;Spazio gioco\n\
    mi-1;Cooperativa Aurora;Milano;;+39 02 0000 0102;;Assistenza domiciliare | Telesoccorso\n\
    pr-1;Numero per le famiglie;;;800 000 000;;Ascolto\n";

/// Gives the program a table as a file; answers what it said.
fn import(desk: &Desk, table: &[u8], flags: &[&str]) -> Output {
    let file = desk.place().folder.join("servizi.csv");
    std::fs::write(&file, table).unwrap();
    let arguments = [&["import", "services", file.to_str().unwrap()], flags].concat();
    let output = run(desk.place(), &arguments);
    desk.follow();
    output
}

fn names(desk: &Desk, address: &str) -> Vec<String> {
    desk.browser().get(address).texts(".dg-results h2")
}

fn export(desk: &Desk, flags: &[&str]) -> String {
    let output = run(desk.place(), &[&["export", "catalogue"], flags].concat());
    assert!(output.status.success(), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn lines(jsonl: &str) -> Vec<Value> {
    jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

on_both_databases! {
    fn a_table_of_services_is_shown_by_municipality_and_brought_up_to_date_by_the_next(desk: &Desk) {
        assert!(said(&import(desk, TABLE.as_bytes(), &["--dry-run"])).contains("Nothing was changed"));
        desk.browser().get("/servizi").is(200).says("non conosciamo ancora servizi");
        let first = import(desk, TABLE.as_bytes(), &[]);
        assert!(first.status.success(), "{}", said(&first));
        assert!(said(&first).contains("4 rows of 3 bodies: 3 added, 0 changed, 0 kept"), "{}", said(&first));
        assert_eq!(
            names(desk, "/servizi"),
            ["Cooperativa Aurora – Milano", "Nido Il Girasole – Rho", "Numero per le famiglie"]
        );
        let visitor = desk.browser();
        let all = visitor.get("/servizi");
        assert_eq!(all.texts(".dg-facet a"), ["Milano (1)", "Rho (1)"]);
        let of_rho = visitor.get(&all.link("Rho (1)"));
        assert_eq!(of_rho.texts("h1"), ["Servizi a Rho"]);
        assert_eq!(of_rho.texts(".dg-results h2"), ["Nido Il Girasole – Rho"]);
        of_rho.says("Via De Amicis 10").says("Spazio gioco");
        assert!(of_rho.attributes(".dg-results a", "href").contains(&"tel:0200000101".to_owned()));
        visitor.get("/servizi?comune=Roma").is(404);
        assert_eq!(names(desk, "/servizi?comune=Bollate"), Vec::<String>::new());
        visitor.get("/catalogo?q=telesoccorso").says("Cooperativa Aurora");

        // The same table in the coding of an Italian spreadsheet changes nothing; a new one what it says otherwise.
        let windows: Vec<u8> = TABLE.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert!(said(&import(desk, &windows, &[])).contains("0 added, 0 changed, 3 kept"));
        let next = TABLE.replace("Via De Amicis 10", "Via Nuova 3").replace("Spazio gioco", "Mensa à la carte");
        let windows: Vec<u8> = next.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert!(said(&import(desk, &windows, &[])).contains("0 added, 1 changed, 2 kept"));
        visitor.get("/servizi?comune=Rho").says("Via Nuova 3").says("Mensa à la carte").never_says("Spazio gioco");

        // A body with a bad row stays as it is.
        let bad = next.replace("girasole@rho.example", "girasole").replace("Ascolto", "Ascolto e aiuto");
        let output = import(desk, bad.as_bytes(), &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("line 2: email is no address of mail"), "{}", said(&output));
        assert!(said(&output).contains("0 added, 1 changed, 1 kept as they were, 1 left out"), "{}", said(&output));
        visitor.get("/servizi?comune=Rho").says("Via Nuova 3");
        visitor.get("/servizi").says("Ascolto e aiuto");
        visitor.speaks("en");
        visitor.get("/servizi?comune=Rho").says("Services in Rho").says("Address");
    }

    fn many_services_are_listed_piece_by_piece_and_each_once(desk: &Desk) {
        let rows = (0..120).map(|n| format!("r-{n},Nido {:03},Rho,Nido\n", n / 2));
        import(desk, format!("reference,body,municipality,service\n{}", rows.collect::<String>()).as_bytes(), &[]);
        let visitor = desk.browser();
        for first in ["/servizi", "/servizi?comune=Rho"] {
            let (mut seen, mut address) = (Vec::new(), Some(first.to_owned()));
            while let Some(place) = address {
                let page = visitor.get(&place);
                page.is(200).says("120 schede");
                seen.extend(page.attributes(".dg-results h2 a", "href"));
                address = page.attributes(".dg-catalogue-results > .dg-actions a", "href").pop();
            }
            let count = seen.len();
            seen.sort();
            seen.dedup();
            assert_eq!((count, seen.len()), (120, 120), "{first}");
        }
    }

    fn what_is_not_public_is_on_no_page_of_services(desk: &Desk) {
        let elena = desk.staff("Elena Neri", Role::Expert);
        let form = elena.open("/redazione/nuova").form("/redazione/nuova").with("kind", "service");
        let form = form.with("title", "Nido segreto").with("body", "Testo.").with("audience", "all");
        let form = form.with("topic", &desk.topic_slug("Servizi")).with("service_municipality", "Rho");
        form.with("action", "save").send(&elena.browser).is(200);
        desk.follow();
        desk.browser().get("/servizi").never_says("segreto").never_says("Rho");
        desk.browser().get("/servizi?comune=Rho").never_says("segreto");
        assert_eq!(export(desk, &[]), "");
        let all = lines(&export(desk, &["--all"]));
        assert_eq!(all.len(), 1);
        assert_eq!((&all[0]["published"], &all[0]["state"]), (&Value::Bool(false), &Value::from("draft")));
        assert_eq!(all[0]["details"]["municipality"], "Rho");
    }

    fn what_leaves_the_catalogue_can_come_back(desk: &Desk) {
        import(desk, TABLE.as_bytes(), &[]);
        let entry = r#"{"reference":"a-1","kind":"answer","title":"Riposi","summary":"=cmd","body":"Uno.\n\n\"Due\"; tre","topic":"Permessi","language":"en","audience":"worker","sources":"L. 104/1992","territory":"Rho","verified_on":"2026-01-02","review_by":"2027-01-02","details":{"for_whom":"Madri","what_to_do":"1. Scrivi\n2. Aspetta"}}"#;
        let import_lines = |text: &str| {
            let file = desk.place().folder.join("catalogo.jsonl");
            std::fs::write(&file, text).unwrap();
            said(&run(desk.place(), &["import", "catalogue", file.to_str().unwrap()]))
        };
        import_lines(entry);
        let exported = export(desk, &["--format", "jsonl"]);
        assert_eq!(lines(&exported).len(), 4);
        let back = import_lines(&exported);
        assert!(back.contains("0 added, 0 changed, 4 kept"), "{back}");
        // What is changed in the file is changed here, in every field.
        let changed = import_lines(&exported.replace("Madri", "Madri e padri").replace("Telesoccorso", "Telefonate"));
        assert!(changed.contains("0 added, 2 changed, 2 kept"), "{changed}");
        let again = lines(&export(desk, &[]));
        let of = |reference: &str| again.iter().find(|line| line["reference"] == reference).unwrap().clone();
        assert_eq!(of("a-1")["details"]["for_whom"], "Madri e padri");
        assert_eq!(of("a-1")["body"], "Uno.\n\n\"Due\"; tre");
        assert_eq!(of("mi-1")["details"]["services"], "Assistenza domiciliare\nTelefonate");

        let table = export(desk, &["--format", "csv"]);
        let head = table.lines().next().unwrap();
        assert!(head.starts_with("\"reference\",\"slug\",\"kind\",\"title\""), "{head}");
        assert!(head.ends_with("\"service_website\",\"service_services\""), "{head}");
        // No cell begins a formula, wherever a spreadsheet may cut it.
        for safe in ["\"'=cmd\"", "\"'+39 02 0000 0102\""] {
            assert!(table.contains(safe), "{safe} in {table}");
        }
    }
}
