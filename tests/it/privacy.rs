//! What a person sees of her own data, and what she takes away.

use dialoga::accounts::Role;
use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::incoming::Letter;
use crate::support::on_both_databases;

fn copy(page: &Page) -> Value {
    page.is(200);
    assert!(page.header("content-disposition").unwrap().starts_with("attachment"));
    serde_json::from_slice(&page.body).unwrap()
}

on_both_databases! {
    fn the_copy_holds_everything_of_the_person_and_nothing_internal(desk: &Desk) {
        let topic = desk.topic_slug("Leggi di conciliazione");
        let anna = desk.worker("Anna Bianchi");
        let bruna = desk.worker("Bruna Neri");
        let carla = desk.staff("Carla Riva", Role::Expert);
        bruna.ask(&topic, "Un’altra persona", "Una domanda che non è di Anna.");
        let number = anna.ask(&topic, "Congedo a ore", "Posso chiedere il congedo a ore?").number();
        carla.claim(number);
        carla.note(number, "Sentito il sindacato.");
        carla.answer(number, "Sì, **anche a ore**.");
        let page = anna.open(&format!("/domande/{number}"));
        page.form(&format!("/domande/{number}/valutazione")).with("helpful", "yes").send(&anna.browser);
        let reply = anna.open(&format!("/domande/{number}")).form(&format!("/domande/{number}/messaggi"));
        let reply = reply.with("body", "E se rifiuta?").with_file("attachments", "busta paga.txt", b"paga");
        reply.send(&anna.browser).is(200);
        let draft = anna.open("/domande/nuova").form("/domande/nuova");
        draft.with("subject", "Nido").with("body", "Ci sono posti?").with("action", "save").send(&anna.browser);

        anna.open("/profilo/dati").is(200).says("Anna Bianchi").says("Scarica i tuoi dati");
        let page = anna.open("/profilo/dati.json");
        page.never_says("sindacato").never_says(&carla.email).never_says("argon2").never_says("non è di Anna");
        let data = copy(&page);
        assert_eq!(data["account"]["email"], json!(anna.email));
        assert_eq!(data["account"]["privacy_notices_read"].as_array().unwrap().len(), 1);
        assert_eq!(data["account"]["sessions"].as_array().unwrap().len(), 1);
        let questions = data["questions"].as_array().unwrap();
        assert_eq!(questions.len(), 1);
        let question = &questions[0];
        assert_eq!((&question["number"], &question["subject"]), (&json!(number), &json!("Congedo a ore")));
        assert_eq!(question["answer_helped"], json!(true));
        let messages = question["messages"].as_array().unwrap();
        let texts: Vec<&str> = messages.iter().map(|message| message["text"].as_str().unwrap()).collect();
        assert_eq!(texts, ["Posso chiedere il congedo a ore?", "Sì, **anche a ore**.", "E se rifiuta?"]);
        assert_eq!((&messages[0]["by_you"], &messages[1]["by"]), (&json!(true), &json!("Carla Riva")));
        let file = &messages[2]["attachments"][0];
        assert_eq!((&file["name"], &file["bytes"]), (&json!("busta paga.txt"), &json!(4)));
        let link = file["link"].as_str().unwrap();
        let path = &link[link.find("/allegati/").unwrap()..];
        assert_eq!(anna.browser.get(path).is(200).body, b"paga");
        assert_eq!((&data["draft"]["subject"], &data["draft"]["text"]), (&json!("Nido"), &json!("Ci sono posti?")));
    }

    fn mails_that_became_no_question_are_in_the_copy(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let from = format!("Anna Bianchi <{}>", anna.email);
        desk.mail_in(&Letter::new(&from, "Torno lunedì", "Sono in ferie.").with("Auto-Submitted", "auto-replied"));
        desk.mail_in(&Letter::new("Bea <bea@casa.example>", "Assente", "Non ci sono.").with("Auto-Submitted", "auto-replied"));
        let data = copy(&anna.open("/profilo/dati.json"));
        let mails = data["mails"].as_array().unwrap();
        assert_eq!(mails.len(), 1);
        assert_eq!((&mails[0]["subject"], &mails[0]["state"]), (&json!("Torno lunedì"), &json!("discarded")));
        assert_eq!(mails[0]["text"], json!("Sono in ferie."));
    }

    fn the_copy_of_staff_is_their_account(desk: &Desk) {
        let carla = desk.staff("Carla Riva", Role::Expert);
        let anna = desk.worker("Anna Bianchi");
        anna.ask(&desk.topic_slug("Leggi di conciliazione"), "Congedo", "Quanto dura il congedo?");
        carla.open("/profilo/dati").is(200).says("Esperta o esperto");
        let data = copy(&carla.open("/profilo/dati.json"));
        assert_eq!(data["account"]["role"], json!("expert"));
        assert_eq!((&data["questions"], &data["draft"]), (&json!([]), &Value::Null));
    }
}
