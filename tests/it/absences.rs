//! Who is away, who stands in for her, and what becomes of her questions meanwhile.

use chrono::Duration;
use dialoga::accounts::{self, NewAbsence, Person, Role};
use dialoga::kernel::ids::{AccountId, TicketId};
use dialoga::kernel::text::Body;
use dialoga::tickets::{self, TicketState, Way, actions};
use dialoga::topics;

use crate::support::browser::Page;
use crate::support::cast::{act, ask, person, words};
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

const OWN: &str = "/profilo/assenze";
const ALL: &str = "/amministrazione/assenze";

/// Notes an absence through a form; `None` leaves the field as it is.
fn note(human: &Human, page: &str, days: (&str, &str), stand_in: Option<&str>, of: Option<&str>) -> Page {
    let shown = human.open(page);
    let value = |select: &str, name: &str| {
        let names = shown.texts(&format!("select[name={select}] option"));
        let place = names.iter().position(|known| known == name).unwrap();
        shown.attributes(&format!("select[name={select}] option"), "value").remove(place)
    };
    let mut form = shown.form(page).with("first", days.0).with("last", days.1);
    if let Some(name) = stand_in {
        form = form.with("stand_in", &value("stand_in", name));
    }
    if let Some(name) = of {
        form = form.with("person", &value("person", name));
    }
    form.send(&human.browser)
}

/// Notes an absence without a page.
fn away(desk: &Desk, of: &Person, last: &str, stand_in: Option<AccountId>) {
    let first = dialoga::platform::i18n::day_of_rome(desk.now());
    let new = NewAbsence { of: of.id, first, last: last.parse().unwrap(), stand_in };
    let (by, now) = (of.clone(), desk.now());
    desk.write(move |conn| accounts::note_absence(conn, &new, &by, now));
}

fn claimed(desk: &Desk, asker: &Person, expert: &Person, subject: &str) -> TicketId {
    let id = ask(desk, asker, subject);
    act(desk, expert, move |conn, person, now| actions::claim(conn, id, person, now));
    id
}

/// To whom something was mailed since there were so many mails.
fn told(desk: &Desk, before: usize) -> Vec<String> {
    let mut told: Vec<String> = desk.mails()[before..].iter().map(|mail| mail.to.clone()).collect();
    told.sort();
    told
}

on_both_databases! {
    fn who_opens_a_question_of_somebody_away_is_told_and_her_stand_in_may_work_on_it(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let [eva, ida, ada] = ["Eva Neri", "Ida Verdi", "Ada Riva"].map(|name| desk.staff(name, Role::Expert));
        let number = anna.ask("non-so", "Permessi", "Quanti giorni di permesso ho?").number();
        eva.claim(number).is(200);
        let work = format!("/coda/{number}");
        let says = "Eva Neri è assente fino al 3 dicembre; al suo posto Ida Verdi";
        // From tomorrow on.
        note(&eva, OWN, ("25/11/2026", "3/12/2026"), Some("Ida Verdi"), None).is(200).says("Assenza segnata");
        let has_editor = |human: &Human| human.open(&work).html().contains("name=\"outcome\"");
        ida.open(&work).never_says("assente");
        assert!(!has_editor(&ida));
        desk.wait(Duration::days(1));
        for human in [&ida, &ada] {
            human.open(&work).says(says);
        }
        ada.open("/coda?chi=tutte").says("assente fino al 3 dicembre");
        eva.open(&work).never_says(says);
        assert!(has_editor(&ida) && has_editor(&eva) && !has_editor(&ada));
        // Whoever passes a question on sees who is not there.
        ida.open(&work).says("Ida Verdi (nessuna domanda in carico)");
        let other = anna.ask("non-so", "Nido", "Ci sono posti?").number();
        ada.claim(other).is(200);
        ada.open(&format!("/coda/{other}")).says("Eva Neri (una domanda in carico) – assente fino al 3 dicembre");
        ida.answer(number, "Tre al mese.").is(200).says("Risposta inviata");
        // What was held stays hers; on the day after the last nobody stands in any more.
        desk.wait(Duration::days(9));
        anna.reply(number, "E il padre?").is(200);
        assert!(!has_editor(&ida));
        ida.open(&work).never_says("assente");
        ida.open(OWN).never_says("Sei al posto di");
    }

    fn notices_about_her_questions_also_reach_her_stand_in_else_her_group_else_the_coordinators(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let [eva, ida, ada] = ["Eva", "Ida", "Ada"].map(|name| person(desk, name, Role::Expert));
        let _emma = person(desk, "Emma", Role::Coordinator);
        let id = claimed(desk, &anna, &eva, "Congedo");
        let reply = |text: &'static str| {
            let body = Body::parse(text).unwrap();
            act(desk, &anna, move |conn, person, now| actions::reply(conn, id, &body, &[], Way::Page, person, now));
        };
        let mut before = desk.mails().len();
        reply("Uno.");
        assert_eq!(told(desk, before), ["eva@esempio.it"]);

        before = desk.mails().len();
        away(desk, &eva, "2026-11-25", Some(ida.id));
        let stand_in = desk.last_mail_to("ida@esempio.it");
        assert_eq!(stand_in.subject, "Sei al posto di un’altra persona dello sportello");
        assert!(stand_in.text.contains("Eva è assente e tu sei al suo posto"), "{}", stand_in.text);
        reply("Due.");
        assert_eq!(told(desk, before + 1), ["eva@esempio.it", "ida@esempio.it"]);
        let notice = desk.last_mail_to("ida@esempio.it").text;
        assert!(notice.contains("La segue Eva, che è assente fino al 25 novembre"), "{notice}");
        assert!(!notice.contains("che hai in carico"), "{notice}");
        assert!(desk.last_mail_to("eva@esempio.it").text.contains("che hai in carico"));

        // The reminders of the deadline as well: half of 48 hours, and three quarters.
        before = desk.mails().len();
        desk.wait(Duration::hours(24));
        assert_eq!(told(desk, before), ["eva@esempio.it", "ida@esempio.it"]);

        // Nobody stands in: the group, without those who are away themselves.
        desk.wait(Duration::hours(17));
        away(desk, &eva, "2026-12-01", None);
        away(desk, &ida, "2026-12-01", None);
        let group = desk.write(|conn| topics::create_group(conn, "Leggi"));
        let members = [eva.id, ida.id, ada.id];
        desk.write(move |conn| members.into_iter().try_for_each(|member| topics::add_member(conn, group, member)));
        before = desk.mails().len();
        reply("Tre.");
        assert_eq!(told(desk, before), ["emma@esempio.it", "eva@esempio.it"], "it is of no group");
        let topic = desk.topic("Congedi");
        desk.write(move |conn| topics::set_group(conn, topic, Some(group)));
        act(desk, &eva, move |conn, person, now| actions::change_topic(conn, id, topic, person, now));
        before = desk.mails().len();
        reply("Quattro.");
        assert_eq!(told(desk, before), ["ada@esempio.it", "eva@esempio.it"]);
    }

    fn an_absence_is_noted_by_herself_or_by_a_coordinator_and_by_no_one_else(desk: &Desk) {
        let [eva, ida] = ["Eva Neri", "Ida Verdi"].map(|name| desk.staff(name, Role::Expert));
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let refused = |days: (&str, &str), stand_in: Option<&str>, why: &str| {
            note(&eva, OWN, days, stand_in, None).is(422).says(why);
        };
        refused(("", "x"), None, "Scrivi un giorno");
        refused(("2026-12-03", "2026-12-01"), None, "viene prima");
        refused(("2026-11-20", "2026-11-23"), None, "già passati");
        refused(("2026-12-01", "2028-12-01"), None, "al più un anno");
        note(&eva, OWN, ("2026-12-01", "2026-12-03"), None, None).is(200).says("dal 1º dicembre 2026 al 3 dicembre 2026");
        refused(("2026-12-03", "2026-12-03"), None, "c’è già un’assenza");
        note(&ida, OWN, ("2026-12-04", "2026-12-04"), None, None).is(200);
        refused(("2026-12-04", "2026-12-08"), Some("Ida Verdi"), "assente anche questa persona");
        let own = eva.open(OWN);
        assert!(!own.texts("select[name=stand_in] option").contains(&"Eva Neri".to_owned()));
        let forged = own.form(OWN).with("first", "2026-12-20").with("last", "2026-12-20").forged("stand_in", "9999");
        forged.send(&eva.browser).is(422).says("Scegli un’altra persona");

        let page = note(&emma, ALL, ("2026-12-10", "2026-12-11"), Some("Emma Sala"), Some("Ida Verdi"));
        page.is(200).says("Ida Verdi").says("Eva Neri");
        ida.open(OWN).says("Emma Sala");
        emma.open(OWN).says("Sei al posto di").says("Ida Verdi");
        // Eva cannot take back Ida's.
        let hers = ida.open(OWN).attributes("form[action$='/elimina']", "action").remove(0);
        let token = own.form(OWN).value("csrf_token").unwrap().to_owned();
        eva.browser.post(&hers, &[("csrf_token", &token)]).is(404);
        ida.open(OWN).form(&hers).send(&ida.browser).is(200).says("Assenza eliminata").never_says("4 dicembre");
        eva.open(ALL).is(404);
        desk.settle();
    }

    fn an_absence_is_changed_by_whom_it_concerns_and_its_first_day_only_while_it_is_ahead(desk: &Desk) {
        let [eva, ida, ada] = ["Eva Neri", "Ida Verdi", "Ada Riva"].map(|name| desk.staff(name, Role::Expert));
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        note(&eva, OWN, ("2026-12-01", "2026-12-03"), Some("Ida Verdi"), None).is(200);
        let path = eva.open(OWN).link("Cambia (");
        let form = eva.open(&path).is(200).form(&path);
        assert_eq!((form.value("first"), form.value("last")), (Some("2026-12-01"), Some("2026-12-03")));
        // The clock of a test stands still; a change is known by its time.
        desk.wait(Duration::minutes(1));
        let before = desk.mails().len();
        let moved = form.clone().with("first", "2026-12-02").with("last", "2026-12-09");
        for _ in 0..2 {
            moved.send(&eva.browser).is(200).says("Assenza cambiata").says("dal 2 dicembre 2026 al 9 dicembre 2026");
        }
        // Whoever stands in hears of the new days, once.
        assert_eq!(told(desk, before), std::slice::from_ref(&ida.email));
        assert!(desk.last_mail_to(&ida.email).text.contains("9 dicembre"), "{}", desk.last_mail_to(&ida.email).text);
        // A page from before is told so, and shows what was typed beside how it is.
        let late = form.with("last", "2026-12-20").send(&eva.browser);
        late.is(422).says("Intanto un’altra persona ha cambiato questa assenza").says("al 9 dicembre 2026");
        assert_eq!(late.form(&path).value("last"), Some("2026-12-20"));

        for (human, page) in [(&ada, OWN), (&ida, OWN), (&eva, ALL)] {
            human.open(&path.replace(OWN, page)).is(404);
        }
        let token = ada.open(OWN).form(OWN).value("csrf_token").unwrap().to_owned();
        let fields = [("csrf_token", token.as_str()), ("seen", "0"), ("first", "2026-12-02"), ("last", "2026-12-30")];
        ada.browser.post(&path, &fields).is(404);
        note(&ada, OWN, ("2026-12-08", "2026-12-08"), None, None).is(200);
        note(&eva, OWN, ("2026-12-15", "2026-12-16"), None, None).is(200);
        let any = path.replace(OWN, ALL);
        let form = || emma.open(&any).is(200).form(&any);
        form().with("last", "2026-12-15").send(&emma.browser).is(422).says("c’è già un’assenza");
        form().with("last", "2026-11-30").send(&emma.browser).is(422).says("viene prima");
        let ada_id = emma.open(&any).texts("select[name=stand_in] option").iter().position(|name| name == "Ada Riva").unwrap();
        let ada_id = emma.open(&any).attributes("select[name=stand_in] option", "value").remove(ada_id);
        form().with("stand_in", &ada_id).send(&emma.browser).is(422).says("assente anche questa persona");

        // Begun: the end and who stands in, the beginning no more.
        desk.wait(Duration::days(10));
        let page = emma.open(&any);
        page.says("L’assenza è già cominciata");
        page.form(&any).forged("first", "2026-12-03").send(&emma.browser).is(422).says("il primo giorno non si cambia più");
        page.form(&any).with("last", "2026-12-03").send(&emma.browser).is(422).says("già passati");
        let shorter = page.form(&any).with("last", "2026-12-05").with("stand_in", "");
        shorter.send(&emma.browser).is(200).says("dal 2 dicembre 2026 al 5 dicembre 2026");
        desk.wait(Duration::days(2));
        emma.open(&any).is(404);
    }

    fn whoever_stands_in_no_more_is_told_so(desk: &Desk) {
        let [eva, ida, ada] = ["Eva Neri", "Ida Verdi", "Ada Riva"].map(|name| desk.staff(name, Role::Expert));
        note(&eva, OWN, ("2026-12-01", "2026-12-03"), Some("Ida Verdi"), None).is(200);
        let path = eva.open(OWN).link("Cambia (");
        let stand_in = |name: &str| {
            desk.wait(Duration::minutes(1));
            let form = eva.open(&path).form(&path);
            let names = eva.open(&path).texts("select[name=stand_in] option");
            let place = names.iter().position(|known| known == name).unwrap();
            let value = eva.open(&path).attributes("select[name=stand_in] option", "value").remove(place);
            let before = desk.mails().len();
            form.with("stand_in", &value).send(&eva.browser).is(200).says("Assenza cambiata");
            told(desk, before)
        };
        assert_eq!(stand_in("Ada Riva"), [ada.email.as_str(), ida.email.as_str()]);
        let mail = desk.last_mail_to(&ida.email);
        assert_eq!(mail.subject, "Non sei più al posto di un’altra persona dello sportello");
        assert!(mail.text.contains("Eva Neri è assente dal 1º dicembre 2026 al 3 dicembre 2026, ma"), "{}", mail.text);
        assert!(mail.text.contains("Al suo posto c’è ora Ada Riva."), "{}", mail.text);
        assert_eq!(desk.last_mail_to(&ada.email).subject, "Sei al posto di un’altra persona dello sportello");
        ida.open("/avvisi").says("Non sei più al posto di");
        // Nobody in her place.
        assert_eq!(stand_in("Nessuno in particolare"), std::slice::from_ref(&ada.email));
        assert!(!desk.last_mail_to(&ada.email).text.contains("Al suo posto"));
        assert_eq!(stand_in("Ida Verdi"), std::slice::from_ref(&ida.email));
        // Taken back.
        let withdraw = |path: &str| {
            let before = desk.mails().len();
            let token = eva.open(OWN).form(OWN).value("csrf_token").unwrap().to_owned();
            eva.browser.post(&format!("{path}/elimina"), &[("csrf_token", &token)]).is(303);
            told(desk, before)
        };
        assert_eq!(withdraw(&path), std::slice::from_ref(&ida.email));
        let mail = desk.last_mail_to(&ida.email);
        assert!(mail.text.contains("L’assenza di Eva Neri è stata annullata"), "{}", mail.text);
        assert_eq!(withdraw(&path), [""; 0]);
        // Of days that are over nobody has to hear.
        note(&eva, OWN, ("2026-12-01", "2026-12-03"), Some("Ida Verdi"), None).is(200);
        let path = eva.open(OWN).link("Cambia (");
        desk.wait(Duration::days(12));
        assert_eq!(withdraw(&path), [""; 0]);
    }

    fn a_coordinator_passes_all_that_somebody_holds_who_is_away(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let [eva, ida] = ["Eva Neri", "Ida Verdi"].map(|name| desk.staff(name, Role::Expert));
        let emma = desk.staff("Emma Sala", Role::Coordinator);
        let numbers = ["Uno", "Due", "Tre"].map(|subject| anna.ask("non-so", subject, subject).number());
        for number in numbers {
            eva.claim(number).is(200);
        }
        eva.answer(numbers[2], "Sì.").is(200);
        note(&emma, ALL, ("2026-11-24", "2026-12-03"), Some("Ida Verdi"), Some("Eva Neri")).is(200);
        let path = emma.open(ALL).attributes("tbody a", "href").remove(0);
        let page = emma.open(&path);
        page.is(200).says("2 domande aperte").says("Uno").says("Due").never_says("Tre");
        let form = page.form(&path);
        form.clone().with("to", "").send(&emma.browser).is(422).says("Scegli una persona");
        // Meanwhile one goes another way.
        emma.press(numbers[0], "rilascio").is(200);
        let passed = form.send(&emma.browser);
        passed.is(200).says("sono assegnate");
        let holder = |number: i64| {
            let ticket = desk.read(move |conn| tickets::find(conn, TicketId(number))).unwrap();
            (ticket.state, ticket.assignee.is_some())
        };
        assert_eq!(holder(numbers[0]), (TicketState::New, false));
        ida.open(&format!("/coda/{}", numbers[1])).says("È in carico a te");
        emma.open(&path).says("Non ha in carico domande aperte");
        emma.open(&format!("{ALL}/999999/domande")).is(404);
        eva.open(&path).is(404);
    }

    fn what_passes_is_what_she_still_holds(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let [eva, ida, ada] = ["Eva", "Ida", "Ada"].map(|name| person(desk, name, Role::Expert));
        let emma = person(desk, "Emma", Role::Coordinator);
        let id = claimed(desk, &anna, &eva, "Congedo");
        let (of, to) = (eva.id, ida.id);
        act(desk, &eva, move |conn, person, now| actions::hand_over(conn, id, ada.id, None, person, now));
        let now = desk.now();
        let late = desk.app.db.write_blocking(move |conn| actions::pass_on(conn, id, of, to, &emma, now));
        assert!(matches!(late, Err(tickets::TicketError::MovedOn)), "{late:?}");
        let other = claimed(desk, &anna, &eva, "Nido");
        act(desk, &eva, move |conn, person, now| {
            actions::ask_clarification(conn, other, &words("Dove?"), person, now)
        });
        desk.settle();
    }

    fn a_question_stays_with_whoever_is_away_while_a_colleague_stands_in(desk: &Desk) {
        let anna = person(desk, "Anna", Role::Requester);
        let [eva, ida] = ["Eva", "Ida"].map(|name| person(desk, name, Role::Expert));
        let id = claimed(desk, &anna, &eva, "Congedo");
        away(desk, &eva, "2026-11-25", Some(ida.id));
        let holder = || {
            let now = desk.now();
            desk.write(move |conn| actions::expire_claim(conn, id, now + Duration::days(1), now));
            desk.read(move |conn| tickets::find(conn, id)).unwrap().assignee
        };
        assert_eq!(holder(), Some(eva.id));
        desk.wait(Duration::days(3));
        assert_eq!(holder(), None);
    }

    fn an_absence_is_forgotten_a_month_after_it_ended(desk: &Desk) {
        let eva = person(desk, "Eva", Role::Expert);
        away(desk, &eva, "2026-11-25", None);
        let kept = || {
            let eva = eva.clone();
            let own = desk.read(move |conn| accounts::own_account(conn, &eva));
            serde_json::to_value(own).unwrap()["absences"].as_array().unwrap().len()
        };
        desk.wait(Duration::days(30));
        desk.run("cleanup");
        assert_eq!(kept(), 1);
        desk.wait(Duration::days(2));
        desk.run("cleanup");
        assert_eq!(kept(), 0);
    }
}
