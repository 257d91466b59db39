//! Files of answers: never in a mail, which leads to them by links that end.

use chrono::Duration;
use dialoga::accounts::Role;

use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

/// Answers with a file.
fn answer(desk: &Desk, carla: &Human, number: i64) {
    // Mails that leave together leave in no order: the receipt goes first.
    desk.settle();
    carla.claim(number);
    let action = format!("/coda/{number}/messaggi");
    let form = carla.open(&format!("/coda/{number}")).form_holding(&action, "visibility", "public");
    let form = form.with("body", "Compila il modulo.").with("outcome", "answer");
    form.with_file("attachments", "modulo.pdf", b"%PDF-1.7 modulo").send(&carla.browser).is(200);
}

on_both_databases! {
    fn the_mail_of_an_answer_leads_to_its_files_for_a_time(desk: &Desk) {
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
        anna.open("/profilo").form("/profilo").with("mail_answer_text", "1").send(&anna.browser).is(200);
        let number = anna.ask(&desk.topic_slug("Congedi"), "Quanti mesi", "Quanti mesi di congedo ho?").number();
        answer(desk, &carla, number);
        let mail = desk.last_mail_to(&anna.email);
        assert!(mail.text.contains("modulo.pdf (15 byte):"), "{}", mail.text);
        assert!(mail.text.contains("i link qui sotto valgono fino a "), "{}", mail.text);
        assert!(!mail.raw.contains("Content-Disposition"), "no file is in a mail: {}", mail.raw);
        let (link, phone) = (mail.link("/segui/file/"), desk.browser());
        let file = phone.get(&link);
        assert_eq!(file.is(200).body, b"%PDF-1.7 modulo");
        let header = |name| file.header(name).unwrap_or_default().to_owned();
        assert!(header("content-disposition").starts_with("attachment; filename=\"modulo.pdf\""));
        assert_eq!([header("x-content-type-options"), header("referrer-policy")], ["nosniff", "no-referrer"]);
        // It opens the file and nothing else.
        phone.get(&link.replace("/segui/file/", "/segui/")).is(404);
        phone.get(&link[..link.len() - 1]).is(404).says("Questo link non vale più");
        desk.wait(Duration::days(29));
        phone.get(&link).is(200);
        desk.wait(Duration::days(2));
        let over = phone.get(&link);
        over.is(410).says("Il link dell’allegato è scaduto").says("è ancora nella pagina della domanda");
        let sign_in = format!("/accesso?next=%2Fdomande%2F{number}");
        assert!(over.attributes("main a", "href").contains(&sign_in), "{}", over.html());
        assert_eq!(over.form("/segui").value("number"), Some(number.to_string().as_str()));
    }

    fn what_ends_the_links_of_a_question_ends_those_of_its_files(desk: &Desk) {
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
        anna.open("/profilo").form("/profilo").with("mail_answer_text", "1").send(&anna.browser).is(200);
        let number = anna.ask(&desk.topic_slug("Congedi"), "Quanti mesi", "Quanti mesi di congedo ho?").number();
        answer(desk, &carla, number);
        let (link, phone) = (desk.last_mail_to(&anna.email).link("/segui/file/"), desk.browser());
        phone.get(&link).is(200);
        let own = format!("/domande/{number}");
        anna.open(&own).form(&format!("{own}/link")).send(&anna.browser).is(200);
        phone.get(&link).is(404).says("Questo link non vale più");
    }

    fn what_files_are_called_is_told_only_to_whom_the_words_are(desk: &Desk) {
        let (anna, carla) = (desk.worker("Anna Bianchi"), desk.staff("Carla Riva", Role::Expert));
        let number = anna.ask(&desk.topic_slug("Congedi"), "Quanti mesi", "Quanti mesi di congedo ho?").number();
        answer(desk, &carla, number);
        let mail = desk.last_mail_to(&anna.email);
        assert!(mail.text.contains("C’è anche un allegato: lo trovi nella pagina della domanda."), "{}", mail.text);
        assert!(!mail.raw.contains("modulo") && !mail.text.contains("/segui/file/"), "{}", mail.text);
    }
}
