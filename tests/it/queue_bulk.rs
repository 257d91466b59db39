//! One thing done to several questions of a list.

use dialoga::accounts::Role;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const LIST: &str = "/coda?vista=todo&chi=tutte";

/// Presses one of the buttons below the list, with these questions chosen.
fn press(expert: &Human, action: &str, numbers: &[i64]) -> Page {
    let page = expert.open(LIST);
    let token = page.form("/coda/azioni").value("csrf_token").unwrap().to_owned();
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    let mut fields = vec![("csrf_token", token.as_str()), ("back", LIST), ("action", action)];
    fields.extend(numbers.iter().map(|number| ("numbers[]", number.as_str())));
    expert.browser.follow(expert.browser.post("/coda/azioni", &fields))
}

fn three(desk: &Desk) -> (Human, [i64; 3]) {
    let anna = desk.worker("Anna Bianchi");
    let numbers =
        ["Uno", "Due", "Tre"].map(|subject| anna.ask("non-so", subject, "Vorrei saperlo.").number());
    (anna, numbers)
}

on_both_databases! {
    fn questions_are_taken_together_and_those_that_are_not_are_said(desk: &Desk) {
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        let (anna, [first, second, third]) = three(desk);
        let page = press(&eva, "claim", &[first, second]);
        assert_eq!(page.path, LIST);
        page.is(200).says("Hai preso in carico le domande scelte.");
        let page = press(&ida, "claim", &[first, second, third, 9999]);
        page.is(200).says("Fatto per 1 domanda.");
        page.says("2 domande non sono cambiate perché qualcuno le ha già prese in carico").says("1 domanda non esiste");
        assert_eq!(page.texts("main .dg-alert li a"), [first, second, 9999].map(|number| format!("n. {number}")));
        ida.open(&format!("/coda/{third}")).says("È in carico a te");
        eva.answer(first, "Ecco.");
        press(&ida, "claim", &[first]).says("qualcuno l’ha già presa in carico");
        drop(anna);
    }

    fn questions_are_given_to_a_colleague_by_whoever_may(desk: &Desk) {
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        let dora = desk.staff("Dora Galli", Role::Coordinator);
        let (_anna, [first, second, third]) = three(desk);
        eva.claim(first);
        let page = press(&eva, "assign", &[first, second]);
        page.is(200).says("Assegna 2 domande").says("Uno").says("Due").never_says("Tre");
        let id = |page: &Page, name: &str| {
            let names = page.texts("select[name=to] option");
            page.attributes("select[name=to] option", "value")[names.iter().position(|known| known == name).unwrap()].clone()
        };
        let ida_id = id(&page, "Ida Verdi");
        let form = page.form("/coda/azioni");
        form.send(&eva.browser).is(422).says("Scegli una persona").says("Uno");
        // An expert passes on what she holds, and the page keeps the boxes of all that were chosen.
        assert_eq!(page.attributes("input[name='numbers[]'][checked]", "value"), [first.to_string(), second.to_string()]);
        let token = form.value("csrf_token").unwrap().to_owned();
        let send = |human: &Human, token: &str, to: &str, numbers: &[i64]| {
            let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
            let mut fields = vec![("csrf_token", token), ("back", LIST), ("action", "assign"), ("confirmed", "1"), ("to", to)];
            fields.extend(numbers.iter().map(|number| ("numbers[]", number.as_str())));
            human.browser.follow(human.browser.post("/coda/azioni", &fields))
        };
        let done = send(&eva, &token, &ida_id, &[first, second]);
        done.says("Fatto per 1 domanda.").says("1 domanda non è stata assegnata perché non è in carico a te o è già finita");
        ida.open(&format!("/coda/{first}")).says("È in carico a te");
        ida.open(&format!("/coda/{second}")).says("Da prendere in carico");
        let token = press(&dora, "assign", &[second, third]).form("/coda/azioni").value("csrf_token").unwrap().to_owned();
        send(&dora, &token, &ida_id, &[second, third]).says("Le domande scelte sono assegnate.");
        assert_eq!(ida.open("/coda?chi=mie").texts(".dg-open").len(), 3);
    }

    fn questions_get_a_topic_and_are_closed_with_words(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let leave = desk.topic_slug("Congedi");
        let (anna, [first, second, third]) = three(desk);
        let page = press(&eva, "topic", &[first, third]);
        let set = page.is(200).form("/coda/azioni").with("topic", &leave).forged("numbers[]", &first.to_string());
        set.send(&eva.browser).says("Le domande scelte hanno il nuovo argomento.");
        assert_eq!(eva.open("/coda?argomento=congedi").texts(".dg-open"), ["Uno"]);
        eva.claim(first);
        let page = press(&eva, "close", &[first]);
        page.says("Chiudi 1 domanda").form("/coda/azioni").send(&eva.browser).is(422).says("Scrivi perché chiudi la domanda");
        page.form("/coda/azioni").with("body", "Rivolgiti all’INPS.").send(&eva.browser).says("Le domande scelte sono chiuse.");
        anna.open(&format!("/domande/{first}")).says("Chiusa").says("Rivolgiti all’INPS.");
        // What nobody holds is not an expert's to close.
        let page = press(&eva, "close", &[second]).form("/coda/azioni").with("body", "No.").send(&eva.browser);
        page.says("1 domanda non è cambiata perché non è in carico a te o è già finita");
        assert!(eva.open(LIST).texts(".dg-open").contains(&"Due".to_owned()));
    }

    fn nothing_chosen_and_nonsense_change_nothing(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let (_anna, [first, ..]) = three(desk);
        let page = press(&eva, "claim", &[]);
        assert_eq!(page.path, LIST);
        page.says("Scegli almeno una domanda.");
        press(&eva, "eat", &[first]).is(400);
        press(&eva, "claim", &(1..=51).collect::<Vec<i64>>()).is(400);
        // Every box of a page is ticked without a script, too.
        let all = eva.open(&format!("{LIST}&scelte=tutte"));
        assert_eq!(all.attributes(".dg-tick[checked]", "value").len(), 3);
        // The way back is a list.
        let token = all.form("/coda/azioni").value("csrf_token").unwrap().to_owned();
        let fields = [("csrf_token", token.as_str()), ("back", "/uscita"), ("action", "claim"), ("numbers[]", "1")];
        let page = eva.browser.post("/coda/azioni", &fields);
        assert_eq!(page.redirect().as_deref(), Some("/coda"));
    }
}
