//! What people of the desk are told on the page, and what they choose to be told of.

use dialoga::accounts::Role;

use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

/// A question of Anna's that Eva holds, with nothing left to tell.
fn held(desk: &Desk) -> (Human, Human, i64) {
    let (anna, eva) = (desk.worker("Anna Bianchi"), desk.staff("Eva Neri", Role::Expert));
    let number = anna.ask("non-so", "Permessi", "Quanti giorni?").number();
    eva.claim(number).is(200);
    desk.settle();
    (anna, eva, number)
}

fn unread(person: &Human) -> Vec<String> {
    person.open("/coda").texts(".dg-bell-count")
}

/// Ticks and unticks boxes of the grid.
fn choose(person: &Human, without: &[&str]) -> crate::support::browser::Page {
    let mut form = person.open("/profilo/avvisi").form("/profilo/avvisi");
    for name in without {
        form = form.forged(name, "");
    }
    form.send(&person.browser)
}

on_both_databases! {
    fn what_happens_to_a_question_is_told_to_its_holder_on_the_page_too(desk: &Desk) {
        let (anna, eva, number) = held(desk);
        let ida = desk.staff("Ida Verdi", Role::Expert);
        assert_eq!(unread(&eva), Vec::<String>::new());
        anna.reply(number, "E per il padre?").is(200);
        ida.note(number, "Vedi la circolare.").is(200);
        desk.settle();
        assert_eq!(unread(&eva), ["2 da leggere"]);
        assert_eq!(unread(&ida), Vec::<String>::new(), "nobody is told of her own note");
        let list = eva.open("/avvisi");
        let told = list.texts(".dg-notices button");
        assert!(told.len() == 2 && told.iter().all(|line| line.contains(&format!("n. {number}"))), "{told:?}");

        // It opens what it is about, and is read then.
        let first = list.attributes(".dg-notices form", "action").remove(0);
        let opened = list.form(&first).send(&eva.browser);
        assert_eq!(opened.is(200).path, format!("/coda/{number}"));
        assert_eq!(unread(&eva), ["1 da leggere"]);
        eva.open("/avvisi").form("/avvisi/letti").send(&eva.browser).is(200);
        assert_eq!(unread(&eva), Vec::<String>::new());
        eva.open("/avvisi").never_says("Segna tutti come letti");
    }

    fn a_notice_belongs_to_its_reader_alone(desk: &Desk) {
        let (anna, eva, number) = held(desk);
        let ida = desk.staff("Ida Verdi", Role::Coordinator);
        anna.reply(number, "E per il padre?").is(200);
        desk.settle();
        let notice = eva.open("/avvisi").attributes(".dg-notices form", "action").remove(0);
        let token = ida.open("/profilo").form("/profilo").value("csrf_token").unwrap().to_owned();
        ida.browser.post(&notice, &[("csrf_token", &token)]).is(404);
        ida.browser.post("/avvisi/letti", &[("csrf_token", &token), ("up_to", "999")]).is(303);
        assert_eq!(unread(&eva), ["1 da leggere"]);
    }

    fn each_person_chooses_by_which_way_she_hears_of_what(desk: &Desk) {
        let (anna, eva, number) = held(desk);
        let mails = |desk: &Desk| desk.mails().iter().filter(|mail| mail.to == eva.email).count();
        choose(&eva, &["mail-replies", "notice-notes"]).is(200).says("Le tue scelte sono salvate");
        let before = mails(desk);
        anna.reply(number, "E per il padre?").is(200);
        assert_eq!(mails(desk), before, "no mail of what she wants on the page alone");
        assert_eq!(unread(&eva), ["1 da leggere"]);
        desk.staff("Ida Verdi", Role::Expert).note(number, "Vedi la circolare.").is(200);
        assert_eq!(mails(desk), before + 1, "a mail of what she wants by mail alone");
        assert_eq!(unread(&eva), ["1 da leggere"]);

        // Nobody loses sight of a broken promise.
        let refused = choose(&eva, &["mail-overdue", "notice-overdue"]);
        refused.is(422).says("tieni almeno un modo");
        choose(&eva, &["mail-overdue", "mail-deadlines", "notice-deadlines"]).is(200);
        let before = mails(desk);
        desk.wait(chrono::Duration::hours(49));
        assert_eq!(mails(desk), before, "neither the reminders nor the breach are mailed to her");
        let told = eva.open("/avvisi").texts(".dg-notices button");
        assert_eq!(told.len(), 2, "the reply and the breach: {told:?}");
    }

    fn old_notices_are_forgotten(desk: &Desk) {
        let (anna, eva, number) = held(desk);
        anna.reply(number, "E per il padre?").is(200);
        desk.settle();
        let told = || eva.open("/avvisi").is(200).texts(".dg-notices time");
        assert!(told()[0].contains("24 novembre 2026"), "{:?}", told());
        desk.wait(chrono::Duration::days(400));
        desk.settle();
        desk.run("cleanup");
        eva.sign_in();
        assert!(told().iter().all(|at| !at.contains("24 novembre 2026")), "{:?}", told());
    }

    fn who_wants_it_reads_every_working_day_what_the_day_brings_and_once(desk: &Desk) {
        let (anna, eva, number) = held(desk);
        let free = anna.ask("non-so", "Altro", "Un’altra domanda.").number();
        let about = |desk: &Desk| {
            let mails = desk.mails().into_iter().filter(|mail| mail.to == eva.email);
            mails.filter(|mail| mail.subject.contains("La tua giornata")).collect::<Vec<_>>()
        };
        // Half past ten: today the hour has passed.
        let form = eva.open("/profilo/avvisi").form("/profilo/avvisi");
        form.with("hour", "8").send(&eva.browser).is(200).says("Le tue scelte sono salvate");
        assert_eq!(about(desk).len(), 0);
        // Wednesday, a minute to eight, then eight.
        desk.wait(chrono::Duration::minutes(21 * 60 + 29));
        assert_eq!(about(desk).len(), 0);
        desk.wait(chrono::Duration::minutes(1));
        let told = about(desk);
        assert_eq!(told.len(), 1);
        assert!(told[0].text.contains("oggi non scade nessuna tua domanda"), "{}", told[0].text);
        assert!(told[0].text.contains("Libere, che puoi prendere in carico: 1"), "{}", told[0].text);
        desk.wait(chrono::Duration::hours(5));
        assert_eq!(about(desk).len(), 1, "once a day");
        // Thursday: hers is due at half past ten; the program was down until nine.
        desk.wait(chrono::Duration::hours(20));
        let told = about(desk);
        assert_eq!(told.len(), 2);
        let text = &told[1].text;
        assert!(text.contains("oggi scade una tua domanda") && text.contains(&format!("/coda/{number}")), "{text}");
        assert!(text.contains("prendere in carico: 1") && !text.contains(&format!("/coda/{free}")), "{text}");
        // Another hour of the same day makes no second mail.
        eva.sign_in();
        let form = eva.open("/profilo/avvisi").form("/profilo/avvisi");
        form.with("hour", "18").send(&eva.browser).is(200);
        desk.wait(chrono::Duration::hours(10));
        assert_eq!(about(desk).len(), 2);
        // Saturday and Sunday nobody works.
        desk.wait(chrono::Duration::hours(48));
        let before = about(desk).len();
        desk.wait(chrono::Duration::hours(24));
        assert_eq!(about(desk).len(), before);
        // Not wanted any more.
        eva.sign_in();
        let form = eva.open("/profilo/avvisi").form("/profilo/avvisi");
        assert_eq!(form.value("hour"), Some("18"));
        form.with("hour", "").send(&eva.browser).is(200);
        desk.wait(chrono::Duration::days(3));
        assert_eq!(about(desk).len(), before);
    }
}
