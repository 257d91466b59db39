//! Texts of mails that people at the desk write anew.

use dialoga::accounts::Role;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::mail_texts;
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::on_both_databases;
use crate::support::people::Human;

const LIST: &str = "/amministrazione/testi-email";
const RECEIPT: &str = "/amministrazione/testi-email/receipt/it";
const PROMISE: &str = "mail-promise";

fn save(who: &Human, path: &str, texts: &[(&str, &str)]) -> Page {
    let form = texts.iter().fold(who.open(path).form(path), |form, (name, text)| form.with(name, text));
    form.send(&who.browser)
}

on_both_databases! {
    fn what_is_written_is_what_the_next_mails_say(desk: &Desk) {
        let (anna, ugo) = (desk.worker("Anna Bianchi"), desk.staff("Ugo Testa", Role::Admin));
        ugo.open(LIST).is(200).says("Conferma che la domanda è arrivata").says("appena la domanda arriva");
        ugo.open(LIST).never_says("Cambiato da");
        let two = "Ciao!\r\nAbbiamo ricevuto la tua domanda.\r\n\r\nGrazie <b>davvero</b> & a presto.";
        let saved = save(&ugo, RECEIPT, &[
            ("mail-subject-receipt", "  È arrivata:\tdomanda {numero} "),
            ("mail-receipt-text", two),
            (PROMISE, "Risposta entro {Scadenza}!"),
        ]);
        saved.is(200).says("I testi sono salvati").says("Cambiato da Ugo Testa").says("Versione 1");
        ugo.open(LIST).says("Cambiato da Ugo Testa").never_says("Da rileggere");
        let number = anna.ask(&desk.topic_slug("Congedi"), "Quanti mesi", "Quanti mesi di congedo ho?").number();
        let mail = desk.last_mail_to(&anna.email);
        assert_eq!(mail.subject, format!("È arrivata: domanda {number}"));
        ugo.open("/amministrazione/posta?stato=inviate").says(&format!("È arrivata: domanda {number}"));
        let lines: Vec<&str> = mail.text.lines().collect();
        assert!(lines.contains(&"Ciao! Abbiamo ricevuto la tua domanda."), "{lines:?}");
        assert!(lines.contains(&"Grazie <b>davvero</b> & a presto."), "{lines:?}");
        assert!(mail.html.contains("Grazie &lt;b&gt;davvero&lt;/b&gt; &amp; a presto."), "{}", mail.html);
        assert!(mail.text.contains("Risposta entro ") && !mail.text.contains('{'), "{}", mail.text);
        // Its frame is the program's, and so are its other languages and the other mails that say the same.
        assert!(mail.text.contains("Gentile Anna,") && !mail.link("/segui/").is_empty());
        ugo.open("/amministrazione/testi-email/receipt/en").says("Testo del programma").never_says("Cambiato da");
        ugo.open("/amministrazione/testi-email/reopened/it").never_says("Risposta entro");

        let page = ugo.open(RECEIPT);
        let reset = page.form(&format!("{RECEIPT}/originale")).send(&ugo.browser);
        reset.is(200).says("L’email ha di nuovo il testo del programma").never_says("Cambiato da");
        anna.ask(&desk.topic_slug("Congedi"), "Altro", "Altro?");
        assert!(desk.last_mail_to(&anna.email).subject.starts_with("Abbiamo ricevuto la tua domanda"));
        // Both versions are kept, and what was written first can be saved again.
        let first = ugo.browser.get(&ugo.open(RECEIPT).says("Versione 2").link("Versione 1"));
        assert_eq!(first.form(RECEIPT).value("mail-receipt-text"), Some("Ciao! Abbiamo ricevuto la tua domanda.\n\nGrazie <b>davvero</b> & a presto."));
        first.form(RECEIPT).send(&ugo.browser).is(200).says("Versione 3").says("Cambiato da Ugo Testa");
    }

    fn nothing_is_saved_that_would_break_a_mail_or_leave_its_promise_out(desk: &Desk) {
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let refused = save(&emma, RECEIPT, &[
            ("mail-subject-receipt", "Senza numero"),
            ("mail-receipt-text", " \r\n "),
            (PROMISE, "Ti rispondiamo presto."),
            ("mail-promise-passed", "{nome}, eravamo da {scadenza}"),
            ("mail-open-question", &"x".repeat(61)),
            ("mail-receipt-more", "Scrivi { qui }"),
            ("mail-receipt-not-you", "{token}"),
        ]);
        refused.is(422).says("Manca {numero}").says("Scrivi il testo").says("Manca {scadenza}");
        refused.says("{nome} non si può completare: qui puoi usare {scadenza}").says("al massimo 60 caratteri");
        refused.says("Le parentesi graffe servono solo per i segnaposto, scritti come {questo}");
        refused.says("{token} non si può completare: qui non ci sono segnaposto");
        // What was typed is still there.
        assert_eq!(refused.form(RECEIPT).value(PROMISE), Some("Ti rispondiamo presto."));
        let kept: i64 = desk.read::<_, DbError>(|conn| Ok(mail_texts::table.count().get_result(conn)?));
        assert_eq!(kept, 0);
        let preview = refused.form(RECEIPT).to(&format!("{RECEIPT}/anteprima")).send(&emma.browser);
        preview.is(422).says("L’anteprima non si può mostrare").says("Manca {scadenza}");
    }

    fn whoever_saves_over_what_changed_meanwhile_is_told(desk: &Desk) {
        let (emma, ugo) = (desk.staff("Emma Sala", Role::Coordinator), desk.staff("Ugo Testa", Role::Admin));
        let form = emma.open(RECEIPT).form(RECEIPT).with("mail-receipt-text", "di Emma.");
        save(&ugo, RECEIPT, &[("mail-receipt-text", "di Ugo.")]).is(200);
        let stale = form.send(&emma.browser);
        stale.is(409).says("Mentre scrivevi qualcun altro ha cambiato questi testi").says("Ugo Testa");
        assert_eq!(stale.form(RECEIPT).value("mail-receipt-text"), Some("di Emma."));
        stale.form(RECEIPT).send(&emma.browser).is(200).says("Cambiato da Emma Sala");
        // Saved a second time it is the same version.
        let again = emma.open(RECEIPT).form(RECEIPT).send(&emma.browser);
        again.is(200).says("Versione 2").never_says("Versione 3");
    }

    fn the_preview_shows_what_is_typed_and_keeps_to_itself(desk: &Desk) {
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let page = emma.open(RECEIPT);
        let policy = page.header("content-security-policy").unwrap().to_owned();
        assert!(policy.ends_with("; frame-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        let preview = format!("{RECEIPT}/anteprima");
        let shown = emma.open(&preview);
        shown.is(200).says("Gentile Anna").says("abbiamo ricevuto la tua domanda");
        let policy = shown.header("content-security-policy").unwrap();
        assert!(policy.contains("sandbox") && policy.contains("frame-ancestors 'self'"), "{policy}");
        assert_eq!(shown.header("x-frame-options"), Some("SAMEORIGIN"));
        let typed = page.form(RECEIPT).with("mail-receipt-text", "Prova <i>1</i>").to(&preview);
        typed.send(&emma.browser).is(200).says("Prova <i>1</i>");
        emma.open(&preview).never_says("Prova");
        // A text that is read in one case only is shown in that.
        page.says("Se la domanda è arrivata per email").says("Il caso più comune");
        let typed = page.form(RECEIPT).with("caso", "mail-receipt-not-you").with("mail-receipt-not-you", "Non sei tu?");
        typed.to(&preview).send(&emma.browser).is(200).says("Non sei tu?");
        emma.open(&format!("{preview}?caso=mail-promise-passed")).never_says("Ti rispondiamo entro");
    }

    fn what_does_not_fit_the_program_any_more_gives_way_to_its_own_text(desk: &Desk) {
        let (anna, ugo) = (desk.worker("Anna Bianchi"), desk.staff("Ugo Testa", Role::Admin));
        save(&ugo, RECEIPT, &[("mail-receipt-text", "Ciao."), (PROMISE, "Entro {scadenza}.")]).is(200);
        // As an earlier program left it, whose promise had other words and another value.
        desk.write::<_, DbError>(|conn| {
            let edits: Option<String> = mail_texts::table.select(mail_texts::edits).first(conn)?;
            let edits = edits.unwrap().replace("Entro {scadenza}.", "Entro {termine}.").replace("Ti rispondiamo", "Rispondiamo");
            diesel::update(mail_texts::table).set(mail_texts::edits.eq(edits)).execute(conn)?;
            Ok(())
        });
        ugo.open(LIST).says("Da rileggere: il testo del programma è cambiato");
        let page = ugo.open(RECEIPT);
        page.says("Questo testo non va più bene per l’email e non viene usato");
        page.says("Il testo del programma è cambiato dopo la tua modifica. Prima era: Rispondiamo entro {scadenza}.");
        anna.ask(&desk.topic_slug("Congedi"), "Quanti mesi", "Quanti mesi di congedo ho?");
        let mail = desk.last_mail_to(&anna.email).text;
        assert!(mail.contains("\r\nCiao.\r\n") && mail.contains("Ti rispondiamo entro "), "{mail}");
    }

    fn a_text_that_tells_cases_apart_is_written_for_each(desk: &Desk) {
        let ugo = desk.staff("Ugo Testa", Role::Admin);
        let closed = "/amministrazione/testi-email/closed/it";
        let page = ugo.open(closed);
        page.says("Testo 3, se è uno").says("Testo 3, se sono più di uno").says("Se si è chiusa da sola dopo la risposta");
        let saved = save(&ugo, closed, &[("mail-closed-answered--other", "Chiusa dopo {giorni} giorni.")]);
        saved.is(200).says("Cambiato da Ugo Testa");
    }

    fn a_trial_goes_to_whoever_wants_it_and_to_nobody_else(desk: &Desk) {
        let (ugo, emma) = (desk.staff("Ugo Testa", Role::Admin), desk.staff("Emma Sala", Role::Coordinator));
        save(&ugo, RECEIPT, &[("mail-receipt-text", "Ciao, è arrivata.")]).is(200);
        let before = desk.mailed().len();
        let page = emma.open(RECEIPT);
        page.says(&emma.email);
        page.form(&format!("{RECEIPT}/prova")).send(&emma.browser).is(200).says("La prova è in coda");
        let mails = desk.mails();
        let trial = &mails[before];
        assert_eq!((mails.len(), &trial.to), (before + 1, &emma.email));
        assert_eq!(trial.subject, "Prova: Abbiamo ricevuto la tua domanda (n. 1234)");
        assert!(trial.text.contains("Ciao, è arrivata.") && trial.text.contains("Gentile Anna,"), "{}", trial.text);
        // Its links are nobody's.
        emma.browser.get(&trial.link("/segui/")).is(404);
        // Of every mail, digests and those with one-time links among them, and each time that somebody wants one.
        for mail in ["receipt", "deadline-digest", "daily-digest", "recovery", "answer", "stand-in"] {
            let path = format!("/amministrazione/testi-email/{mail}/en");
            ugo.open(&path).form(&format!("{path}/prova")).send(&ugo.browser).is(200);
        }
        let mails = desk.mails();
        assert!(mails[before + 1..].iter().all(|mail| mail.to == ugo.email && mail.subject.starts_with("Trial: ")));
        assert_eq!(mails.len(), before + 7);
        ugo.open("/amministrazione/testi-email/trial/it").is(404);
        // Nobody fills a mailbox with them.
        let form = ugo.open(RECEIPT).form(&format!("{RECEIPT}/prova"));
        let pressed = (0..20).filter(|_| form.send(&ugo.browser).status == 429).count();
        assert!(pressed >= 10, "{pressed} of twenty were refused");
    }
}
