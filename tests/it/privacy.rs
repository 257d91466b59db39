//! What a person sees of her own data, and what she takes away.

use dialoga::accounts::Role;
use dialoga::intake::IncomingState;
use serde_json::{Value, json};

use crate::support::browser::Page;
use crate::support::incoming::Letter;
use crate::support::on_both_databases;
use crate::support::people::Human;

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

    fn the_copy_holds_mails_that_are_surely_of_the_person(desk: &Desk) {
        let topic = desk.topic_slug("Leggi di conciliazione");
        let (anna, bea) = (desk.worker("Anna Bianchi"), desk.worker("Bea Galli"));
        let receipt_of = |person: &Human| {
            person.ask(&topic, "Congedo a ore", "Posso chiedere il congedo a ore?");
            desk.last_mail_to(&person.email)
        };
        let (receipt, another) = (receipt_of(&anna), receipt_of(&bea));
        let from = format!("Anna Bianchi <{}>", anna.email);
        let away = |text: &str| Letter::new(&from, "Torno lunedì", text).with("Auto-Submitted", "auto-replied");
        assert_eq!(desk.mail_in(&away("Sono in ferie.").answering(&receipt)).0, IncomingState::Discarded);
        // Anybody could have written these in her name: the second knows of a mail to somebody else.
        desk.mail_in(&away("Firmato: non Anna."));
        desk.mail_in(&away("Neanche questa è di Anna.").answering(&another));
        desk.mail_in(&Letter::new("Carla <carla@casa.example>", "Assente", "Non ci sono.").with("Auto-Submitted", "auto-replied").answering(&receipt));
        let page = anna.open("/profilo/dati.json");
        page.never_says("non Anna").never_says("Neanche").never_says("Non ci sono");
        let data = copy(&page);
        let mails = data["mails"].as_array().unwrap();
        assert_eq!(mails.len(), 1);
        assert_eq!((&mails[0]["subject"], &mails[0]["state"]), (&json!("Torno lunedì"), &json!("discarded")));
        assert_eq!(mails[0]["text"], json!("Sono in ferie."));
        let left_out = data["mails_left_out"].as_array().unwrap();
        assert_eq!(left_out.len(), 1);
        assert_eq!((&left_out[0]["why"], &left_out[0]["count"]), (&json!("unproved"), &json!(2)));
        assert!(left_out[0]["in_words"].as_str().unwrap().contains("chiunque"), "{left_out:?}");
        let data = copy(&bea.open("/profilo/dati.json"));
        assert_eq!((&data["mails"], &data["mails_left_out"]), (&json!([]), &json!([])));
    }

    fn the_copy_holds_no_more_mails_than_can_be_given_at_once(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        anna.ask(&desk.topic_slug("Leggi di conciliazione"), "Congedo", "Quanto dura il congedo?");
        let receipt = desk.last_mail_to(&anna.email);
        let from = format!("Anna Bianchi <{}>", anna.email);
        let mail = |number: usize, text: &str| {
            let letter = Letter::new(&from, &format!("Assenza {number}"), text).answering(&receipt);
            letter.with("Auto-Submitted", "auto-replied").with("Message-ID", &format!("<assenza{number}@casa.example>"))
        };
        for number in 0..103 {
            desk.store_mail(&mail(number, "Sono in ferie."));
        }
        // Each is taken, and all together are more than is read for one copy.
        for number in 103..106 {
            desk.store_mail(&mail(number, &"Sono in ferie. ".repeat(600_000)));
        }
        desk.run("intake");
        let data = copy(&anna.open("/profilo/dati.json"));
        let mails = data["mails"].as_array().unwrap();
        assert_eq!(mails.len(), 99, "of the hundred newest one is too much");
        assert_eq!(mails[0]["subject"], json!("Assenza 6"));
        let left_out = &data["mails_left_out"];
        assert_eq!((&left_out[0]["why"], &left_out[0]["count"]), (&json!("too_much"), &json!(7)));
        assert_eq!(left_out.as_array().unwrap().len(), 1);
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
