//! Files that come with entries: added at the desk, approved with the text, fetched by everybody; on both databases.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::backup;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::entry_files;
use diesel::prelude::*;

use crate::catalogue::{hand_in, press, publish, write_entry};
use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const FORM: &[u8] = b"%PDF-1.7 modulo";
const ADDRESS: &str = "/catalogo/bonus-nido";

/// Brings a file to an entry.
fn bring(person: &Human, entry: i64, label: &str, name: &str, content: &[u8]) -> Page {
    let path = format!("/redazione/{entry}/allegati");
    let form = person.open(&path).form(&path).with("label", label).with_file("file", name, content);
    form.send(&person.browser)
}

/// Adds a file to an entry; answers its number.
pub fn attach(person: &Human, entry: i64, label: &str, name: &str, content: &[u8]) -> i64 {
    let page = bring(person, entry, label, name, content);
    let href = page.is(200).says("tra gli allegati della bozza").link(label);
    href.rsplit('/').next().unwrap().parse().unwrap()
}

fn take_off(person: &Human, entry: i64, file: i64) -> Page {
    let page = person.open(&format!("/redazione/{entry}/allegati"));
    page.form(&format!("/redazione/{entry}/allegati/{file}/elimina")).send(&person.browser)
}

fn approve(desk: &Desk, writer: &Human, reviewer: &Human, entry: i64) {
    hand_in(writer, entry).is(200);
    press(reviewer, entry, "pubblicazione").is(200).says("La scheda è pubblica");
    desk.follow();
}

fn stored(desk: &Desk) -> usize {
    let folders = std::fs::read_dir(desk.app.storage.root()).unwrap();
    folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
}

on_both_databases! {
    fn a_file_is_read_by_everybody_from_the_approval_until_the_entry_is_withdrawn(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let (carla, lea) = (desk.staff("Carla Riva", Role::Coordinator), desk.staff("Lea Monti", Role::Analyst));
        let (visitor, anna) = (desk.browser(), desk.worker("Anna Bianchi"));
        let entry = write_entry(desk, &elena, "Bonus nido", "Tremila euro.").number();
        let file = attach(&elena, entry, "Modulo di domanda", "../moduli/Modulo\u{202E} 2026.exe", FORM);
        let (public, at_desk) = (format!("{ADDRESS}/allegati/{file}"), format!("/redazione/{entry}/allegati/{file}"));

        // A draft: the desk alone.
        visitor.get(&public).is(404);
        anna.browser.get(&at_desk).is(404);
        lea.browser.get(&at_desk).is(404);
        assert!(visitor.get_only(&at_desk).redirect().unwrap().starts_with("/accesso"));
        hand_in(&elena, entry).is(200);
        visitor.get(&public).is(404);
        let page = ester.open(&format!("/redazione/{entry}"));
        page.says("Modulo di domanda").says("(PDF, 15 byte)");
        assert_eq!(ester.browser.get_only(&page.link("Modulo di domanda")).is(200).body, FORM);
        press(&ester, entry, "pubblicazione").is(200);
        desk.follow();

        let page = visitor.get(ADDRESS);
        page.is(200).says("Allegati").says("(PDF, 15 byte)");
        assert_eq!(page.link("Modulo di domanda"), public);
        let sent = visitor.get_only(&public);
        assert_eq!(sent.is(200).body, FORM);
        assert_eq!(sent.header("content-type"), Some("application/pdf"));
        assert!(sent.header("content-disposition").unwrap().starts_with("attachment; filename=\"Modulo_"), "{:?}", sent.header("content-disposition"));
        assert!(sent.header("content-disposition").unwrap().ends_with("2026%2Eexe%2Epdf"));
        assert_eq!(sent.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        assert_eq!(sent.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(sent.header("cache-control"), Some("public, no-cache"));
        assert_eq!(sent.header("set-cookie"), None);
        let tag = sent.header("etag").unwrap().to_owned();
        visitor.ask_with(&public, "if-none-match", &tag).is(304);
        // Only of its own entry.
        publish(desk, &elena, &ester, "Altro", "Altro testo.");
        visitor.get(&format!("/catalogo/altro/allegati/{file}")).is(404);
        visitor.get(&format!("{ADDRESS}/allegati/999999")).is(404);
        for path in ["/dati-aperti/catalogo.json", "/dati-aperti/catalogo.csv"] {
            assert!(visitor.get(path).html().contains(&public), "{path} does not name the file");
        }

        // The entry is called otherwise: what leads to the file still does.
        let address = format!("/redazione/{entry}");
        elena.open(&address).form(&address).with("title", "Bonus asilo").with("action", "save").send(&elena.browser).is(200);
        approve(desk, &elena, &ester, entry);
        press(&elena, entry, "indirizzo").is(200);
        let moved = visitor.get_only(&public);
        assert_eq!((moved.status, moved.redirect()), (301, Some(format!("/catalogo/bonus-asilo/allegati/{file}"))));

        let form = carla.open(&address).form(&format!("{address}/ritiro")).with("remark", "Superata");
        form.send(&carla.browser).is(200);
        for path in [public, format!("/catalogo/bonus-asilo/allegati/{file}"), format!("/catalogo/bonus-asilo/versioni/2/allegati/{file}")] {
            visitor.get(&path).is(404);
            visitor.ask_with(&path, "if-none-match", &tag).is(404);
        }
        elena.browser.get(&at_desk).is(200);
        desk.settle();
    }

    fn each_version_keeps_the_files_that_it_had(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let visitor = desk.browser();
        let entry = write_entry(desk, &elena, "Bonus nido", "Tremila euro.").number();
        let old = attach(&elena, entry, "Modulo 2026", "modulo.pdf", FORM);
        approve(desk, &elena, &ester, entry);
        let of = |file: i64| format!("{ADDRESS}/allegati/{file}");
        let of_second = |file: i64| format!("{ADDRESS}/versioni/2/allegati/{file}");

        // A revision with another file: what is public stays as it is.
        take_off(&ester, entry, old).is(200).says("Il file non è più");
        let new = attach(&elena, entry, "Modulo 2027", "modulo.png", b"\x89PNG\r\n\x1a\n modulo");
        visitor.get(ADDRESS).says("Modulo 2026").never_says("Modulo 2027");
        visitor.get(&of(new)).is(404);
        visitor.get(&of(old)).is(200);
        let page = ester.open(&format!("/redazione/{entry}/versioni/4?con=2"));
        assert_eq!(page.texts(".dg-diff del"), ["Tolto: Modulo 2026 (modulo.pdf)"]);
        assert_eq!(page.texts(".dg-diff ins"), ["Aggiunto: Modulo 2027 (modulo.png)"]);
        hand_in(&elena, entry).is(200);
        let page = ester.open(&format!("/redazione/{entry}"));
        page.says("Modulo 2027 (modulo.png)");
        let later = page.form_holding(&format!("/redazione/{entry}/pubblicazione"), "when", "later");
        later.with("publish_day", "2026-12-01").with("publish_time", "08:00").send(&ester.browser).is(200).says("approvata");
        visitor.get(&of(new)).is(404);
        desk.wait(Duration::days(8));
        desk.run("publication");
        desk.follow();

        visitor.get(ADDRESS).says("Modulo 2027").never_says("Modulo 2026");
        visitor.get(&of(old)).is(404);
        visitor.get(&of(new)).is(200);
        let former = visitor.get(&format!("{ADDRESS}/versioni/2"));
        assert_eq!(former.is(200).link("Modulo 2026"), of_second(old));
        visitor.get(&of_second(old)).is(200);
        visitor.get(&of_second(new)).is(404);
        visitor.get(&format!("{ADDRESS}/versioni/1/allegati/{old}")).is(404);
        visitor.get(&format!("{ADDRESS}/versioni/3/allegati/{old}")).is(404);

        // A former version comes back with what it had.
        let page = ester.open(&format!("/redazione/{entry}/versioni/2"));
        page.form(&format!("/redazione/{entry}/versioni/2/ripristino")).send(&ester.browser).is(200);
        ester.open(&format!("/redazione/{entry}/allegati")).says("Modulo 2026").never_says("Modulo 2027");
        approve(desk, &ester, &elena, entry);
        visitor.get(&of(old)).is(200);
        visitor.get(&of(new)).is(404);

        // Nothing of it is thrown away as if it were nobody's; what no row knows is.
        let key = desk.step(|app, _| async move { app.storage.put(bytes::Bytes::from_static(b"orphan")).await }).unwrap();
        desk.wait(Duration::days(30));
        desk.run("cleanup");
        assert!(!desk.app.storage.root().join(key).exists());
        assert_eq!(stored(desk), 2);
        visitor.get(&of(old)).is(200);

        // A copy of the desk has them, and misses one that is gone.
        let (config, folder) = (&desk.app.config, &desk.place().folder);
        let copy = |name: &str| backup::take(&config.database.url, &config.storage.attachments(), &folder.join(name), desk.now()).unwrap();
        let whole = copy("whole");
        assert_eq!((whole.attachments, whole.missing.len()), (2, 0));
        let keys: Vec<String> = desk.read::<_, DbError>(|conn| {
            Ok(entry_files::table.order(entry_files::id).select(entry_files::storage_key).load(conn)?)
        });
        std::fs::remove_file(desk.app.storage.root().join(&keys[0])).unwrap();
        assert_eq!(copy("incomplete").missing, keys[..1]);
        desk.settle();
    }

    fn what_is_no_file_that_may_be_attached_is_refused_beside_its_field(kind: &Kind) {
        let settings = [("TICKETS__MAX_ATTACHMENTS", "3"), ("TICKETS__MAX_ATTACHMENT_BYTES", "4096")];
        let Some(desk) = &Desk::open_with(*kind, &settings) else { return };
        let elena = desk.staff("Elena Neri", Role::Expert);
        let (anna, lea) = (desk.worker("Anna Bianchi"), desk.staff("Lea Monti", Role::Analyst));
        let entry = write_entry(desk, &elena, "Bonus nido", "Tremila euro.").number();
        let path = format!("/redazione/{entry}/allegati");
        let large = [b"%PDF-1.7 ".as_slice(), &[b'a'; 5000]].concat();
        for (name, content, said) in [
            ("modulo.pdf", b"MZ\x90\0\x03 programma".as_slice(), "non si può allegare"),
            ("modulo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "non si può allegare"),
            ("modulo.txt", b"<html><script>alert(1)</script>", "non si può allegare"),
            ("modulo.docx", b"PK\x03\x04 nessun indice", "non si può allegare"),
            ("modulo.pdf", b"", "è vuoto"),
            ("modulo.pdf", &large, "è troppo grande: il massimo è 4"),
        ] {
            let page = bring(&elena, entry, "Modulo", name, content);
            page.is(422).says(said);
            assert_eq!(page.attributes("[aria-invalid=true]", "id"), ["file"], "{name}");
            assert_eq!(page.attributes("#label", "value"), ["Modulo"]);
        }
        bring(&elena, entry, " ", "modulo.pdf", FORM).is(422).says("Scrivi che cos’è");
        let form = elena.open(&path).form(&path).with("label", "Modulo");
        form.send(&elena.browser).is(422).says("Scegli il file");
        bring(&elena, entry, &"x".repeat(201), "modulo.pdf", FORM).is(422).says("al massimo 200 caratteri");
        assert_eq!(stored(desk), 0);

        // Pressed twice; the same file under another name; from a page that is old.
        let empty = elena.open(&path).form(&path).with("label", "Modulo");
        let form = empty.clone().with_file("file", "modulo.pdf", FORM);
        for _ in 0..2 {
            form.send(&elena.browser).is(200).says("tra gli allegati della bozza");
        }
        bring(&elena, entry, "Lo stesso", "altro.pdf", FORM).is(200).never_says("Lo stesso");
        let old = empty.with_file("file", "altro.pdf", b"%PDF-1.7 altro");
        old.send(&elena.browser).is(200).says("è cambiata nel frattempo");
        assert_eq!(stored(desk), 1);
        let file = attach(&elena, entry, "Secondo", "due.txt", b"Due");
        attach(&elena, entry, "Terzo", "tre.txt", b"Tre");
        let page = elena.open(&path);
        page.says("al massimo 3");
        assert!(page.texts("#label").is_empty());
        let removal = page.form(&format!("{path}/{file}/elimina"));
        for _ in 0..2 {
            removal.send(&elena.browser).is(200).says("Il file non è più");
        }
        let other = write_entry(desk, &elena, "Altro", "Altro.").number();
        elena.browser.get(&format!("/redazione/{other}/allegati/{file}")).is(404);

        // Whoever is not of the desk finds nothing.
        for person in [&anna, &lea] {
            person.browser.get(&path).is(404);
            let forged = elena.open(&path).form(&path).with("label", "Mio").with_file("file", "mio.pdf", b"%PDF-1.7 mio");
            assert!(matches!(forged.send(&person.browser).status, 403 | 404));
        }
        assert_eq!(stored(desk), 3);
    }

    fn what_a_file_is_called_is_looked_through_for_personal_data(desk: &Desk) {
        let (elena, ester) = (desk.staff("Elena Neri", Role::Expert), desk.staff("Ester Galli", Role::Expert));
        let entry = write_entry(desk, &elena, "Bonus nido", "Tremila euro.").number();
        attach(&elena, entry, "Busta di esempio", "busta mario.rossi347@esempio.it 347 1234567.pdf", FORM);
        hand_in(&elena, entry).is(200);
        let page = ester.open(&format!("/redazione/{entry}"));
        page.says("347 1234567").says("Allegati");
        assert!(!page.html().contains("value=\"later\""), "it can be published undecided");
        desk.settle();
    }
}
