//! The lists of the desk: whose questions they hold, how many, and what each row tells.

use chrono::Duration;
use dialoga::accounts::{self, Role};
use dialoga::kernel::ids::{AccountId, TopicId};
use dialoga::platform::db::DbError;
use dialoga::topics;

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
            .filter(|expert| emails.iter().any(|email| expert.email.as_str() == email))
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
        assert_eq!(counted, 9);
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
