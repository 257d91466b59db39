//! The lists of the desk: whose questions they hold, how many, and what each row tells.

use chrono::Duration;
use dialoga::accounts::{self, Role};
use dialoga::kernel::ids::{AccountId, TopicId};
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::{accounts as accounts_table, organisations, tickets};
use dialoga::topics;
use diesel::prelude::*;

use crate::support::browser::Page;
use crate::support::desk::Desk;
use crate::support::on_both_databases;
use crate::support::people::Human;

/// Makes a group of these people, competent for a topic.
fn group(desk: &Desk, name: &'static str, topic: TopicId, people: &[&Human]) {
    let emails: Vec<String> = people.iter().map(|human| human.email.clone()).collect();
    desk.write::<_, DbError>(move |conn| {
        let group = topics::create_group(conn, name)?;
        topics::set_group(conn, topic, Some(group))?;
        let experts = accounts::active_with_role(conn, &[Role::Expert])?;
        let members: Vec<AccountId> = experts
            .iter()
            .filter(|expert| emails.iter().any(|email| expert.address() == email))
            .map(|expert| expert.id)
            .collect();
        members.into_iter().try_for_each(|member| topics::add_member(conn, group, member))
    });
}

/// The numbers of the rows of a page.
fn rows(page: &Page) -> Vec<i64> {
    let links = page.attributes("tbody a", "href");
    links.iter().map(|href| href.trim_start_matches("/coda/").parse().unwrap()).collect()
}

/// The number in brackets at the end of a link.
fn count(link: &str) -> Option<usize> {
    link.rsplit_once('(')?.1.strip_suffix(')')?.parse().ok()
}

on_both_databases! {
    fn everybody_begins_with_their_own_work_and_every_list_holds_what_its_link_counts(desk: &Desk) {
        let (leave, nursery) = (desk.topic("Congedi"), desk.topic("Nidi"));
        let (leave_slug, nursery_slug) = (desk.topic_slug("Congedi"), desk.topic_slug("Nidi"));
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        group(desk, "Leggi", leave, &[&eva, &ida]);
        group(desk, "Servizi", nursery, &[]);
        let anna = desk.worker("Anna Bianchi");
        let ask = |topic: &str, subject: &str| anna.ask(topic, subject, "Buongiorno,\nvorrei saperlo.").number();
        let mine = ask(&leave_slug, "Presa da Eva");
        let free = ask(&leave_slug, "Libera del gruppo");
        let others = ask(&nursery_slug, "Libera di un altro gruppo");
        let hers = ask(&leave_slug, "Presa da Ida");
        let unknown = ask("non-so", "Libera di nessun gruppo");
        eva.claim(mine);
        ida.claim(hers);

        let page = eva.open("/coda");
        assert_eq!(rows(&page), [mine, free, unknown]);
        page.says("3 domande senza risposta, 0 in ritardo").says("vorrei saperlo.").never_says("Nuovo messaggio");
        assert_eq!(rows(&eva.open("/coda?chi=libere")), [free, others, unknown]);
        assert_eq!(rows(&eva.open("/coda?chi=gruppi")), [mine, free, hers, unknown]);
        let links = page.attributes(".dg-whose a", "href").into_iter().chain(page.attributes(".dg-tabs a", "href"));
        let words = page.texts(".dg-whose a").into_iter().chain(page.texts(".dg-tabs a"));
        let mut counted = 0;
        for (href, words) in links.zip(words) {
            let Some(count) = count(&words) else { continue };
            counted += 1;
            for address in [href.clone(), format!("{href}&argomento={leave_slug}")] {
                let list = eva.open(&address);
                let current = list.texts(".dg-whose a[aria-current]").remove(0);
                assert_eq!(self::count(&current), Some(rows(&list).len()), "{address}");
            }
            assert_eq!(count, rows(&eva.open(&href)).len(), "{words}");
        }
        assert_eq!(counted, 11);
    }

    fn a_list_is_narrowed_by_what_is_asked_and_how_it_came(desk: &Desk) {
        let leave = desk.topic_slug("Congedi");
        let leave_id = desk.topic("Congedi");
        desk.write::<_, DbError>(move |conn| {
            topics::create_topic(conn, Some(leave_id), "papa", ("Papà", "Fathers"), ("", "")).map(drop)
        });
        let eva = desk.staff("Eva Neri", Role::Expert);
        let anna = desk.worker("Anna Bianchi");
        let ask = |topic: &str, subject: &str| anna.ask(topic, subject, "Vorrei saperlo.").number();
        let (first, second, third) = (ask(&leave, "Uno"), ask("papa", "Due"), ask("non-so", "Tre"));
        // By telephone, from an enterprise elsewhere: as no page of today asks it.
        desk.write::<_, DbError>(move |conn| {
            let other = (tickets::channel.eq("phone"), tickets::kind.eq("enterprise"), tickets::municipality.eq("015146"));
            diesel::update(tickets::table.filter(tickets::id.eq(third))).set(other).execute(conn)?;
            Ok(())
        });
        let list = |words: &str| rows(&eva.open(&format!("/coda?{words}")));
        let all = [first, second, third];
        assert_eq!(list("argomento=congedi"), [first, second]);
        assert_eq!(list("argomento=papa"), [second]);
        assert_eq!(list("territorio=015146"), [third]);
        assert_eq!(list("tipo=enterprise"), [third]);
        assert_eq!(list("tipo=worker"), [first, second]);
        assert_eq!(list("canale=phone"), [third]);
        assert_eq!(list("canale=phone&argomento=papa"), Vec::<i64>::new());
        assert_eq!(list("canale=piccione&tipo=x&territorio=x&argomento=x&ente=9&ordina=x"), all);
        // What is chosen is said, and taken away one by one.
        let page = eva.open("/coda?canale=phone&tipo=enterprise&ordina=recenti");
        assert_eq!(page.texts(".dg-chip strong"), ["Impresa", "Telefono", "Ricevute per ultime"]);
        let without = page.attributes(".dg-chip", "href").remove(1);
        assert_eq!(eva.open(&without).texts(".dg-chip strong"), ["Impresa", "Ricevute per ultime"]);
        assert_eq!(rows(&eva.open(&page.attributes(".dg-chips li:last-child a", "href").remove(0))), all);
        // A list keeps what narrows it, as its count does.
        assert!(page.texts(".dg-tabs a").contains(&"Senza risposta (1)".to_owned()));
    }

    fn a_list_is_of_those_whose_holder_is_of_a_partner(desk: &Desk) {
        let (eva, ida) = (desk.staff("Eva Neri", Role::Expert), desk.staff("Ida Verdi", Role::Expert));
        let ats = desk.write::<_, DbError>(|conn| {
            let ats = diesel::insert_into(organisations::table)
                .values(organisations::name.eq("ATS Milano"))
                .returning(organisations::id)
                .get_result::<i64>(conn)?;
            let ida = accounts_table::table.filter(accounts_table::email.eq("ida.verdi@esempio.it"));
            diesel::update(ida).set(accounts_table::organisation_id.eq(ats)).execute(conn)?;
            Ok(ats)
        });
        let anna = desk.worker("Anna Bianchi");
        let numbers: Vec<i64> = ["Uno", "Due", "Tre"].map(|subject| anna.ask("non-so", subject, "Vorrei saperlo.").number()).to_vec();
        eva.claim(numbers[0]);
        ida.claim(numbers[1]);
        let of_ats = format!("/coda?ente={ats}");
        assert_eq!(rows(&eva.open(&of_ats)), [numbers[1]]);
        assert_eq!(eva.open(&of_ats).texts(".dg-chip strong"), ["ATS Milano"]);
        ida.answer(numbers[1], "Ecco.");
        ida.press(numbers[1], "chiusura");
        assert_eq!(rows(&eva.open(&of_ats)), Vec::<i64>::new());
        assert_eq!(rows(&eva.open(&format!("{of_ats}&vista=closed"))), [numbers[1]]);
        assert_eq!(rows(&eva.open("/coda?vista=closed&chi=mie")), Vec::<i64>::new());
    }

    fn a_list_has_the_order_that_is_chosen_page_after_page(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let first = anna.ask("non-so", "La prima", "Vorrei saperlo.").number();
        // More than a page holds, received two by two, each pair due at one instant.
        desk.write::<_, DbError>(move |conn| {
            let all: Vec<(chrono::NaiveDateTime, chrono::NaiveDateTime)> = tickets::table.select((tickets::created_at, tickets::queue_at)).load(conn)?;
            let (received, due) = all[0];
            for nth in 1..=120_i64 {
                let (received, due) = (received + Duration::minutes(nth / 2), due - Duration::minutes(nth / 2));
                diesel::insert_into(tickets::table)
                    .values((
                        (tickets::id.eq(first + nth), tickets::requester_id.eq(1), tickets::channel.eq("web"), tickets::state.eq("new")),
                        (tickets::subject.eq("Permessi"), tickets::kind.eq("worker"), tickets::lang.eq("it"), tickets::content_hash.eq("x")),
                        (tickets::created_at.eq(received), tickets::updated_at.eq(due), tickets::due_at.eq(due)),
                        (tickets::stage.eq("todo"), tickets::queue_at.eq(due)),
                    ))
                    .execute(conn)?;
            }
            Ok(())
        });
        let eva = desk.staff("Eva Neri", Role::Expert);
        let walk = |order: &str| {
            let (mut seen, mut address) = (Vec::new(), format!("/coda?ordina={order}"));
            loop {
                let page = eva.open(&address);
                let on_page = rows(&page);
                assert!(on_page.len() <= 50);
                seen.extend(on_page);
                match page.attributes("a[rel=next]", "href").pop() {
                    Some(next) => address = next,
                    None => break seen,
                }
            }
        };
        let oldest: Vec<i64> = (first..=first + 120).collect();
        let newest: Vec<i64> = oldest.iter().rev().copied().collect();
        let received = |nth: i64| nth / 2;
        let mut by_deadline = oldest.clone();
        by_deadline.sort_by_key(|number| (-received(number - first), *number));
        let mut moved = by_deadline.clone();
        moved.reverse();
        // The first has not moved since it was received.
        moved.retain(|number| *number != first);
        moved.push(first);
        assert_eq!(walk("vecchie"), oldest);
        assert_eq!(walk("recenti"), newest);
        assert_eq!(walk("scadenza"), by_deadline);
        assert_eq!(walk("movimento"), moved);
    }

    fn what_was_answered_this_week_stays_in_its_list_when_it_is_closed(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let anna = desk.worker("Anna Bianchi");
        let ask = |subject: &str| anna.ask("non-so", subject, "Vorrei saperlo.").number();
        let (first, second, third) = (ask("Uno"), ask("Due"), ask("Tre"));
        for number in [first, second, third] {
            eva.claim(number);
        }
        eva.answer(first, "Uno.");
        desk.wait(Duration::hours(1));
        eva.answer(second, "Due.");
        eva.press(first, "chiusura");
        let week = |eva: &Human| rows(&eva.open("/coda?vista=week"));
        assert_eq!(week(&eva), [second, first]);
        assert!(eva.open("/coda").texts(".dg-tabs a").contains(&"Risposte questa settimana (2)".to_owned()));
        // Sunday night, and Monday.
        desk.wait(Duration::hours(24 * 5 + 12));
        assert_eq!(week(&eva), [second, first]);
        desk.wait(Duration::hours(1));
        assert_eq!(week(&eva), Vec::<i64>::new());
        eva.answer(third, "Tre.");
        assert_eq!(week(&eva), [third]);
    }

    fn what_is_late_and_what_is_due_today_are_lists_of_their_own(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let anna = desk.worker("Anna Bianchi");
        let first = anna.ask("non-so", "Permessi", "Quanti ne ho?").number();
        desk.wait(Duration::hours(2));
        let second = anna.ask("non-so", "Nidi", "Dove?").number();
        let lists = |eva: &Human| ["overdue", "today", "todo"].map(|list| rows(&eva.open(&format!("/coda?vista={list}"))));
        assert_eq!(lists(&eva), [vec![], vec![], vec![first, second]]);
        // The day of the deadlines has begun.
        desk.wait(Duration::hours(38));
        assert_eq!(lists(&eva), [vec![], vec![first, second], vec![first, second]]);
        let page = eva.open("/coda?vista=today");
        assert_eq!(page.texts("h1"), ["Coda: scadono oggi"]);
        assert!(page.texts(".dg-tabs a").contains(&"Scadono oggi (2)".to_owned()));
        // A deadline is late after its very instant.
        desk.wait(Duration::hours(8));
        assert_eq!(lists(&eva), [vec![], vec![first, second], vec![first, second]]);
        desk.wait(Duration::seconds(1));
        assert_eq!(lists(&eva), [vec![first], vec![second], vec![first, second]]);
        eva.claim(second);
        eva.answer(second, "Qui.");
        assert_eq!(lists(&eva), [vec![first], vec![], vec![first]]);
    }

    fn a_row_says_when_its_requester_wrote_again_and_is_taken_on_the_spot(desk: &Desk) {
        let eva = desk.staff("Eva Neri", Role::Expert);
        let anna = desk.worker("Anna Bianchi");
        let number = anna.ask("non-so", "Permessi", "Quanti ne ho?").number();
        let list = eva.open("/coda");
        list.form(&format!("/coda/{number}/presa-in-carico")).send(&eva.browser).says("È in carico a te");
        eva.ask_back(number, "Da quando lavori lì?").is(200);
        anna.reply(number, "Dal 2020.");
        eva.open("/coda").says("Nuovo messaggio").says("Dal 2020.").never_says("/presa-in-carico");
        eva.note(number, "Verifico.");
        eva.open("/coda").says("Nuovo messaggio");
        eva.answer(number, "Tre al mese.");
        eva.open("/coda?vista=answered").says("Permessi").never_says("Nuovo messaggio");
    }
}
