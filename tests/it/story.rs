//! The whole story: a worker asks, an expert answers in time, the answer becomes knowledge that anyone finds, and goes
//! again when it is no longer right. Told from outside: pages, forms, mails, the public search.

use chrono::Duration;
use dialoga::accounts::Role;

use crate::support::browser::{Browser, Page};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::{Human, PASSWORD};

const SUBJECT: &str = "Congedo parentale a ore";
const QUESTION: &str = "Mi chiamo Anna Bianchi (tel. 347 1234567). Mio figlio ha due anni: posso ancora chiedere il congedo a ore?";
const ANSWER: &str = "Sì. Il congedo parentale spetta **fino ai dodici anni** del figlio, anche a ore.";
const ENTRY: &str = "/catalogo/congedo-parentale-a-ore-fino-a-quando";

on_both_databases! {
    fn a_question_is_answered_in_time_and_becomes_knowledge(desk: &Desk) {
        let topic = desk.topic_slug("Leggi di conciliazione");
        let (carla, emma) = (desk.staff("Carla Riva", Role::Expert), desk.staff("Emma Sala", Role::Coordinator));
        let anna = somebody_registers_and_confirms(desk);
        let number = she_asks_and_is_promised_an_answer(desk, &anna, &topic);
        an_expert_takes_it_and_asks_back(desk, &anna, &carla, number);
        she_explains_and_is_answered(desk, &anna, &carla, number);
        she_says_it_helped_asks_again_and_closes(desk, &anna, &carla, number);
        let entry = the_answer_is_proposed_and_freed_of_names(desk, &carla, number);
        a_second_person_publishes_it(desk, &carla, &emma, entry);
        anyone_finds_it_until_it_is_withdrawn(desk, &emma, entry);
    }

    fn what_is_asked_by_one_is_not_seen_by_another(desk: &Desk) {
        let topic = desk.topic_slug("Servizi territoriali");
        let anna = desk.worker("Anna Bianchi");
        let bruna = desk.worker("Bruna Neri");
        let number = anna.ask(&topic, "Nido di quartiere", "Quale nido è aperto in agosto?").number();
        bruna.browser.get(&format!("/domande/{number}")).is(404).never_says("Nido di quartiere");
        bruna.browser.get(&format!("/coda/{number}")).is(404);
        let signed_out = desk.browser().get(&format!("/domande/{number}"));
        assert!(signed_out.path.starts_with("/accesso?next="), "{}", signed_out.path);
    }
}

/// From the button «ask» to the first sign-in, which leads to what was wanted.
fn somebody_registers_and_confirms(desk: &Desk) -> Human {
    let browser = desk.browser();
    let wanted = browser.get("/domande/nuova");
    assert!(wanted.path.starts_with("/accesso?next="), "{}", wanted.path);
    let page = browser.get(&wanted.link("Registrati"));
    let municipality = page.attributes("select[name=municipality] option[value^='015']", "value").remove(0);
    let anna =
        Human { name: "Anna Bianchi".to_owned(), email: "anna.bianchi@esempio.it".to_owned(), browser };
    let form = page.form("/registrazione").with("kind", "worker").with("name", &anna.name);
    let form = form.with("email", &anna.email).with("password", PASSWORD).with("municipality", &municipality);
    form.with("privacy", "1").send(&anna.browser).is(200).says("Controlla la posta");

    let sign_in = |page: &Page| {
        let form = page.form("/accesso").with("email", &anna.email).with("password", PASSWORD);
        form.send(&anna.browser)
    };
    // Who only knows the password is not in: the mail has the link, and its page a button.
    assert!(sign_in(&wanted).path.starts_with("/accesso"));
    let link = desk.last_mail_to(&anna.email).link("/verifica/");
    let confirmed = anna.browser.get(&link).form(&link).send(&anna.browser);
    confirmed.is(200).says("Indirizzo confermato");
    let asked = sign_in(&confirmed);
    assert_eq!(asked.path, "/domande/nuova");
    anna
}

/// The number and the promise in words, on the page and in the mail.
fn she_asks_and_is_promised_an_answer(desk: &Desk, anna: &Human, topic: &str) -> i64 {
    let received = anna.ask(topic, SUBJECT, QUESTION);
    let number = received.number();
    received.is(200).says("giovedì 26 novembre 2026, ore 10:30").says(&number.to_string());
    let receipt = desk.last_mail_to(&anna.email);
    assert!(receipt.text.contains("giovedì 26 novembre 2026, ore 10:30"), "{}", receipt.text);
    assert!(receipt.subject.contains(&format!("(n. {number})")), "{}", receipt.subject);
    assert!(!receipt.text.contains("due anni"), "the receipt does not repeat the question");
    number
}

/// Seen in the queue, claimed, a note that stays inside, and a question back, which stops the clock.
fn an_expert_takes_it_and_asks_back(desk: &Desk, anna: &Human, carla: &Human, number: i64) {
    carla.open("/coda").is(200).says(SUBJECT);
    desk.wait(Duration::hours(3));
    carla.claim(number).is(200).says("È in carico a te");
    carla.note(number, "Verificato con la circolare INPS.").is(200).says("Verificato con la circolare INPS.");
    carla.ask_back(number, "Lavori nel pubblico o nel privato?").is(200).says("il tempo è fermo");
    let asked = desk.last_mail_to(&anna.email);
    assert_eq!(asked.subject, format!("Ci serve un chiarimento per risponderti (n. {number})"));
    let page = anna.open(&asked.link("/domande/"));
    page.is(200).says("Serve un tuo chiarimento").says("nel pubblico o nel privato").never_says("circolare");
}

/// Twenty hours of waiting move the promise by twenty hours.
fn she_explains_and_is_answered(desk: &Desk, anna: &Human, carla: &Human, number: i64) {
    desk.wait(Duration::hours(20));
    anna.reply(number, "Nel privato, commercio.").is(200).says("venerdì 27 novembre 2026, ore 06:30");
    let told = desk.last_mail_to(&carla.email);
    assert_eq!(told.subject, format!("Nuovo messaggio nella domanda n. {number}"));
    carla.answer(number, ANSWER).is(200).says("Risposta inviata");
    let answered = desk.last_mail_to(&anna.email);
    assert_eq!(answered.subject, format!("La risposta alla tua domanda è pronta (n. {number})"));
    assert!(!answered.text.contains("dodici anni"), "the text is in the mail only if she chose so");
    // Read: the answer without the note, which appears nowhere for her.
    let page = anna.open(&answered.link("/domande/"));
    page.is(200).says("Risposta pronta").says("fino ai dodici anni").never_says("circolare INPS");
}

/// A reopening has a promise of its own.
fn she_says_it_helped_asks_again_and_closes(desk: &Desk, anna: &Human, carla: &Human, number: i64) {
    let own = format!("/domande/{number}");
    let rating = anna.open(&own).form(&format!("{own}/valutazione")).with("helpful", "yes");
    rating.send(&anna.browser).is(200).says("ti è stata utile. Grazie");
    carla.open(&format!("/coda/{number}")).says("ha detto che la risposta è stata utile");

    desk.wait(Duration::hours(1));
    anna.reply(number, "E il padre?").is(200).says("venerdì 27 novembre 2026, ore 10:30");
    let reopened = desk.last_mail_to(&anna.email);
    assert_eq!(reopened.subject, format!("La tua domanda è di nuovo aperta (n. {number})"));
    assert_eq!(desk.last_mail_to(&carla.email).subject, format!("La domanda n. {number} è stata riaperta"));
    carla.answer(number, "Anche il padre.").is(200);
    let page = anna.open(&own);
    page.says("Anche il padre.");
    page.form(&format!("{own}/chiusura")).send(&anna.browser).is(200).says("Chiusa");
    let way = [
        "Domanda ricevuta",
        "Un’esperta l’ha presa in carico",
        "Ti abbiamo chiesto un chiarimento",
        "Ci hai scritto",
        "Ti abbiamo risposto",
        "Domanda riaperta",
        "Ti abbiamo risposto",
        "Hai detto di aver risolto: domanda chiusa",
    ];
    assert_eq!(anna.open(&own).texts(".dg-timeline .dg-event-text"), way);
    let mails = desk.mails();
    let to_her: Vec<&str> =
        mails.iter().filter(|mail| mail.to == anna.email).map(|mail| mail.subject.as_str()).collect();
    let told = [
        "Conferma il tuo indirizzo email",
        &format!("Abbiamo ricevuto la tua domanda (n. {number})"),
        &format!("Ci serve un chiarimento per risponderti (n. {number})"),
        &format!("La risposta alla tua domanda è pronta (n. {number})"),
        &format!("La tua domanda è di nuovo aperta (n. {number})"),
        &format!("La risposta alla tua domanda è pronta (n. {number})"),
    ];
    assert_eq!(to_her, told);
}

/// The draft takes over the answers; the question stands beside it, and what must not become public with it.
fn the_answer_is_proposed_and_freed_of_names(desk: &Desk, carla: &Human, number: i64) -> i64 {
    let draft = carla.press(number, "proposta");
    draft.is(200).says("347 1234567").says("fino ai dodici anni").says("Anche il padre");
    draft.never_says("circolare INPS");
    let (entry, own) = (draft.number(), draft.path.clone());
    let form = draft.form(&own).with("title", "Congedo parentale a ore: fino a quando?").with("body", ANSWER);
    let form =
        form.with("sources", "D.lgs. 151/2001, art. 32").with("rewritten", "1").with("action", "submit");
    let submitted = form.send(&carla.browser);
    submitted.is(200).says("aspetta una seconda persona");
    assert!(!submitted.text().contains("347 1234567") && !submitted.text().contains("dati personali"));
    desk.follow();
    assert_eq!(found(&desk.browser(), "congedo parentale"), Vec::<String>::new());
    desk.browser().get(ENTRY).is(404);
    entry
}

/// The writer has no button; the coordinator is asked by mail, reads and publishes.
fn a_second_person_publishes_it(desk: &Desk, carla: &Human, emma: &Human, entry: i64) {
    let publication = format!("/redazione/{entry}/pubblicazione");
    assert!(!carla.open(&format!("/redazione/{entry}")).html().contains(&publication));
    let request = desk.last_mail_to(&emma.email);
    assert_eq!(request.subject, "Una scheda del catalogo aspetta la tua revisione");
    let reviewed = emma.open(&request.link("/redazione/"));
    reviewed.is(200).says("fino ai dodici anni").says("art. 32");
    reviewed.form(&publication).send(&emma.browser).is(200).says("La scheda è pubblica");
    assert_eq!(desk.last_mail_to(&carla.email).subject, "La tua scheda è nel catalogo");
}

/// One look of the index is enough, and a desk that runs takes one after each commit and every half second: the 2 s that
/// are promised between two nodes are measured by `tests/load/two_nodes`, since a clock decides nothing here.
fn anyone_finds_it_until_it_is_withdrawn(desk: &Desk, emma: &Human, entry: i64) {
    desk.follow();
    let visitor = desk.browser();
    let slug = ENTRY.trim_start_matches("/catalogo/");
    for words in ["congedo parentale", "cogendo parentalle", "fino a dodici anni", "congedi a ore"] {
        assert_eq!(found(&visitor, words), [slug], "{words}");
    }
    visitor.get("/catalogo?q=congedo+parentale").is(200).says("Congedo parentale a ore: fino a quando?");
    visitor.get(ENTRY).is(200).says("fino ai dodici anni").says("art. 32").says("25 novembre 2026");
    // Of who asked, nothing came along.
    for page in [visitor.get(ENTRY), visitor.get("/catalogo"), visitor.get("/catalogo?q=Bianchi")] {
        page.never_says("Anna Bianchi")
            .never_says("347 1234567")
            .never_says("due anni")
            .never_says("commercio");
    }
    assert_eq!(found(&visitor, "347 1234567"), Vec::<String>::new());

    let page = emma.open(&format!("/redazione/{entry}"));
    let form = page.form(&format!("/redazione/{entry}/ritiro")).with("remark", "La norma è cambiata.");
    form.send(&emma.browser).is(200).says("La scheda è ritirata");
    // Gone at once, even before the index knows.
    for _ in 0..2 {
        visitor.get(ENTRY).is(404);
        assert_eq!(found(&visitor, "congedo parentale"), Vec::<String>::new());
        visitor.get("/catalogo").is(200).never_says("fino a quando?");
        visitor.get("/catalogo?q=congedo+parentale").is(200).never_says("fino a quando?");
        visitor.get("/api/v1/catalogue/suggest?q=congedo").is(200).never_says("fino a quando?");
        desk.follow();
    }
}

/// The slugs that the public search finds, best first.
fn found(browser: &Browser, words: &str) -> Vec<String> {
    let page = browser.get(&format!("/api/v1/catalogue/search?q={}", words.replace(' ', "+")));
    let answer: serde_json::Value = serde_json::from_slice(&page.is(200).body).unwrap();
    let results = answer["results"].as_array().unwrap();
    results.iter().map(|hit| hit["slug"].as_str().unwrap().to_owned()).collect()
}
