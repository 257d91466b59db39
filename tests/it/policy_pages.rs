//! The pages of policies and calendars: what a coordinator writes there, and what everybody reads of it.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::kernel::ids::{AccountId, TicketId};
use dialoga::platform::db::{Conn, DbResult};
use dialoga::sla::{self, KeepError, Terms, Writing, keeping};
use diesel::prelude::*;

use crate::policies::configured;
use crate::support::people::Human;
use crate::support::{at_once, on_both_databases};

const LIST: &str = "/amministrazione/scadenze";

on_both_databases! {
    fn a_coordinator_writes_a_policy_and_everybody_reads_what_is_promised(desk: &Desk) {
        let (dora, eva) = (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Eva Neri", Role::Expert));
        let anna = desk.worker("Anna Bianchi");
        eva.open(LIST).is(404);
        dora.open("/amministrazione").says("Scadenze e calendari");
        let list = dora.open(LIST);
        list.is(200).says("Ogni argomento, tutti").says("48 ore").says("Vale la configurazione del programma");

        let path = format!("{LIST}/1");
        let form = || dora.open(&path).form(&path);
        let refused = form().with("hours", "0").with("step1_amount", "").with("step2_amount", "101x");
        let refused = refused.send(&dora.browser);
        refused.is(422).says("Scrivi un numero di ore da 1 a 8760").says("Scrivi una percentuale");
        let refused = form().with("step3_amount", "90").send(&dora.browser);
        refused.is(422).says("Aggiungi l’avviso al 100% del tempo");

        // One more row, without saving anything.
        let more = form().with("hours", "36").with("do", "add").send(&dora.browser);
        more.is(200).says("Avviso 5");
        let filled = more.form(&path).with("step5_amount", "4").with("step5_unit", "before");
        let filled = filled.with("step5_to[]", "coordinators").with("do", "save");
        let filled = filled.with("night_from", "20:00").with("night_until", "08:00");
        let saved = filled.send(&dora.browser);
        saved.is(200).says("Regola salvata").says("tempo: da 48 a 36 ore");
        saved.says("aggiunto: 4 ore prima della scadenza: chi coordina").says("Dora Sala");
        saved.says("Vale quello che una persona ha scritto qui");
        dora.open(LIST).says("36 ore").says("nessun avviso dalle 20:00 alle 08:00");
        for page in ["/", "/domande-frequenti"] {
            desk.browser().get(page).says("36 ore").never_says("48 ore");
        }
        anna.open("/domande/nuova").says("entro 36 ore");

        // A topic of its own: before it is chosen the general time is told, and that it may be another.
        let topic = desk.topic_slug("Congedi");
        let new = format!("{LIST}/nuova");
        let form = dora.open(&new).form(&new).with("hours", "12");
        form.clone().send(&dora.browser).is(422).says("Scegli almeno un argomento");
        let made = form.with("topic", &topic).send(&dora.browser);
        made.is(200).says("Regola creata").says("Congedi");
        anna.open("/domande/nuova").says("entro 36 ore").says("Per alcuni argomenti il tempo è diverso");
        desk.browser().get("/domande-frequenti").says("Per alcuni argomenti");
        let ask = anna.open("/domande/nuova").form("/domande/nuova").with("topic", &topic);
        let ask = ask.with("subject", "Permessi").with("body", "Quanti giorni?");
        let review = ask.with("action", "review").send(&anna.browser);
        review.is(200).says("entro 12 ore");
        let trial = dora.open(&format!("{LIST}/prova?argomento={topic}&tipo=worker&giorno=2026-11-27&ora=23:00"));
        trial.is(200).says("Congedi").says("12 ore").says("sabato 28 novembre 2026, ore 11:00");
        dora.open(&format!("{LIST}/prova?giorno=ieri")).is(422).says("Scrivi un giorno");

        // Another topic moves no promise.
        let number = anna.ask(&topic, "Permessi", "Quanti giorni?").number();
        let due = || desk.read(move |conn| sla::actions::due_of(conn, TicketId(number))).unwrap();
        let promised = due();
        assert_eq!(promised, desk.now() + Duration::hours(12));
        let page = format!("/coda/{number}/argomento");
        let change = dora.open(&format!("/coda/{number}")).form(&page);
        let other = desk.topic_slug("Part-time");
        change.with("topic", &other).send(&dora.browser).is(200);
        assert_eq!(due(), promised);

        let back = dora.open(&path).form(&format!("{path}/configurazione")).send(&dora.browser);
        back.is(200).says("48 ore");
    }

    fn a_reminder_reaches_whom_the_policy_names(desk: &Desk) {
        let (dora, eva) = (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Eva Neri", Role::Expert));
        let (lea, anna) = (desk.staff("Lea Monti", Role::Expert), desk.worker("Anna Bianchi"));
        let path = format!("{LIST}/1");
        let page = dora.open(&path);
        let names = page.texts("#step1_other option");
        let values = page.attributes("#step1_other option", "value");
        let of_lea = names.iter().zip(&values).find(|(name, _)| *name == "Lea Monti").unwrap().1;
        let form = page.form(&path).with("step1_amount", "4").with("step1_unit", "before");
        let form = form.with("step1_to[]", "coordinators").with("step1_other", of_lea);
        form.send(&dora.browser).is(200).says("4 ore prima della scadenza: chi coordina, Lea Monti");

        let number = anna.ask("non-so", "Permessi", "Quanti giorni?").number();
        eva.claim(number).is(200);
        desk.settle();
        let before = desk.mails().len();
        desk.wait(Duration::hours(44) + Duration::minutes(1));
        desk.settle();
        let told: Vec<(String, String)> = desk.mails().split_off(before).into_iter().map(|mail| (mail.to, mail.subject)).collect();
        let near = format!("Scade tra poco: domanda n. {number}");
        for who in [&dora, &lea] {
            assert!(told.iter().any(|(to, subject)| to.contains(&who.email) && *subject == near), "{told:?}");
        }
        // Three quarters of the time were over before, and that reminder was held back by nothing: it was the older one, so
        // that its readers hear of the newer.
        assert!(told.iter().any(|(to, _)| to.contains(&eva.email)), "{told:?}");
        eva.open(&format!("/coda/{number}")).says("mancano 4 ore alla scadenza");
    }

    fn should_whom_the_policy_names_have_left_the_coordinators_hear_of_it(desk: &Desk) {
        let (dora, lea) = (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Lea Monti", Role::Expert));
        let anna = desk.worker("Anna Bianchi");
        let policy = desk.read(keeping::policies).remove(0);
        let (email, now) = (lea.email.clone(), desk.now());
        desk.write::<_, KeepError>(move |conn| {
            use dialoga::kernel::event::Reminded;
            use dialoga::platform::db::schema::accounts;
            let person = |email: &str, conn: &mut Conn| -> DbResult<AccountId> {
                Ok(accounts::table.filter(accounts::email.eq(email)).select(accounts::id).first(conn)?)
            };
            let lea = person(&email, conn)?;
            let to = vec![Reminded::Person(lea)];
            let near = sla::PlannedStep { when: sla::When::Percent(50), to };
            let steps = vec![near, sla::PlannedStep::usual(sla::When::DUE)];
            let writing = Writing { by: lea, now };
            keeping::change_policy(conn, policy.id, 1, &Terms { steps, ..policy.terms }, writing)?;
            diesel::update(accounts::table.filter(accounts::id.eq(lea)))
                .set(accounts::state.eq("disabled"))
                .execute(conn)
                .map_err(dialoga::platform::db::DbError::from)?;
            Ok(())
        });
        let number = anna.ask("non-so", "Permessi", "Quanti giorni?").number();
        desk.settle();
        desk.wait(Duration::hours(24) + Duration::minutes(1));
        desk.settle();
        assert_eq!(desk.last_mail_to(&dora.email).subject, format!("Scade tra poco: domanda n. {number}"));
    }

    fn what_waited_for_the_morning_comes_in_one_mail(desk: &Desk) {
        let (dora, eva) = (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Eva Neri", Role::Expert));
        let anna = desk.worker("Anna Bianchi");
        let path = format!("{LIST}/1");
        let form = dora.open(&path).form(&path).with("hours", "24");
        form.with("night_from", "20:00").with("night_until", "08:00").send(&dora.browser).is(200);
        for number in 1..=5 {
            let asked = anna.ask("non-so", &format!("Domanda {number}"), &format!("Come funziona il congedo {number}?"));
            eva.claim(asked.number()).is(200);
        }
        desk.settle();
        let before = desk.mails().len();
        let to_eva = || -> Vec<String> {
            let mails = desk.mails().split_off(before).into_iter();
            mails.filter(|mail| mail.to.contains(&eva.email)).map(|mail| mail.subject).collect()
        };
        // Asked at half past ten: half of the time is over at half past ten in the evening, three quarters at night.
        for _ in 0..20 {
            desk.wait(Duration::hours(1));
            desk.settle();
        }
        assert_eq!(to_eva(), Vec::<String>::new());
        // At half past seven nobody has heard anything; after eight one mail lists all five.
        desk.wait(Duration::hours(1) + Duration::minutes(45));
        desk.settle();
        desk.wait(Duration::minutes(2));
        desk.settle();
        assert_eq!(to_eva(), ["5 domande in scadenza o in ritardo"]);
    }

    fn a_node_started_with_other_values_says_that_they_do_not_hold(desk: &Desk) {
        let dora = desk.staff("Dora Sala", Role::Coordinator);
        dora.open(LIST).never_says("un’altra configurazione");
        let now = desk.now();
        // Another node starts later, with 72 hours.
        desk.write(move |conn| keeping::adopt(conn, &configured(72), now));
        dora.open(LIST).says("72 ore").says("Questo computer è partito con un’altra configurazione");
    }

    fn two_coordinators_with_the_same_page_lose_nothing(desk: &Desk) {
        let (dora, lea) =
            (desk.staff("Dora Sala", Role::Coordinator), desk.staff("Lea Monti", Role::Coordinator));
        let path = format!("{LIST}/1");
        let form = |who: &Human, hours: &str| who.open(&path).form(&path).with("hours", hours);
        let (hers, theirs) = (form(&dora, "30"), form(&lea, "20"));
        hers.send(&dora.browser).says("Regola salvata");
        let page = theirs.send(&lea.browser);
        page.is(422).says("Qualcun altro ha salvato una modifica").says("da 48 a 30 ore");
        assert_eq!(page.form(&path).value("hours"), Some("20"));
        page.form(&path).send(&lea.browser).says("da 30 a 20 ore");

        // At the very same moment.
        let (one, two) = (form(&dora, "40"), form(&lea, "44"));
        let mut done = at_once([(one, dora), (two, lea)], |(form, who)| form.send(&who.browser).status);
        done.sort_unstable();
        assert_eq!(done, [200, 422]);
    }

    fn a_coordinator_writes_a_calendar(desk: &Desk) {
        let dora = desk.staff("Dora Sala", Role::Coordinator);
        let path = "/amministrazione/calendari/1";
        let page = dora.open(path);
        page.is(200).says("Calendario dello sportello").says("Vale la configurazione del programma");
        page.says("7 dicembre (Sant’Ambrogio)").says("San Francesco d’Assisi");
        let form = page.form(path);
        form.clone().with("day_mon", "nove").send(&dora.browser).is(422).says("Scrivi le ore come");
        let saved = form.with("day_fri", "9-13").send(&dora.browser);
        saved.is(200).says("Calendario salvato").says("Venerdì: da 09:00-13:00, 14:00-18:00 a 09:00-13:00");

        let days = format!("{path}/giorni");
        let add = |kind: &str| dora.open(path).form_holding(&days, "add", kind);
        add("closure").send(&dora.browser).is(422).says("Scrivi un giorno");
        let turned = add("closure").with("from", "2027-08-20").with("to", "2027-08-10");
        turned.send(&dora.browser).is(422).says("non può venire prima");
        let closed = add("closure").with("from", "2027-08-09").with("to", "2027-08-20").with("name", "Ferie");
        closed.send(&dora.browser).is(200).says("dal 9 agosto 2027 al 20 agosto 2027 (Ferie)");
        let half = add("special").with("date", "24/12/2026").with("hours", "9-13").with("name", "Vigilia");
        half.send(&dora.browser).is(200).says("24 dicembre 2026: 09:00-13:00 (Vigilia)");
        let feast = add("holiday").with("day", "pasqua+50").with("name", "Pentecoste").with("from_year", "2027");
        feast.send(&dora.browser).is(200).says("Pentecoste").says("dal 2027");

        let year = dora.open(&format!("{path}/anno?anno=2027"));
        year.is(200).says("festa nazionale (San Francesco d’Assisi, L. 260/1949, art. 2; L. 151/2025, art. 1)");
        year.says("martedì 7 dicembre 2027: festa del luogo (Sant’Ambrogio)");
        year.says("lunedì 9 agosto 2027: chiusura (Ferie)");
        // Easter 2027 is on 28 March; fifty days later is Monday 17 May.
        year.says("lunedì 17 maggio 2027: festa del luogo (Pentecoste)");
        dora.open(&format!("{path}/anno?anno=2026")).says("giovedì 24 dicembre 2026: orario 09:00-13:00 (Vigilia)");

        let removed = dora.open(path).form_holding(&days, "remove", "closure-0").with("remove", "closure-0");
        removed.send(&dora.browser).is(200).says("tolto: dal 9 agosto 2027 al 20 agosto 2027 (Ferie)");
        let back = dora.open(path).form(&format!("{path}/configurazione")).send(&dora.browser);
        back.is(200).says("vale il calendario della configurazione").says("Niente in elenco.");
    }

    fn a_week_without_work_is_told_and_a_file_only_proposes(desk: &Desk) {
        let dora = desk.staff("Dora Sala", Role::Coordinator);
        let list = dora.open(LIST).form("/amministrazione/calendari").with("name", "Estate");
        let made = list.send(&dora.browser);
        made.is(200).says("Calendario creato").says("Nessuna regola lo usa");
        let path = made.path.clone();
        let again = dora.open(LIST).form("/amministrazione/calendari").with("name", "Estate");
        again.send(&dora.browser).is(422).says("C’è già un calendario con questo nome");

        let upload = format!("{path}/ical");
        let form = || dora.open(&path).form(&upload);
        form().send(&dora.browser).is(422).says("Scegli un file iCal");
        form().with_file("ical", "a.ics", b"%PDF-1.7").send(&dora.browser).is(422).says("non è un calendario");
        let monday = desk.now().rome().date_naive() + Duration::days(1);
        let monday = (0..7).map(|day| monday + Duration::days(day));
        let monday = monday.into_iter().find(|day| chrono::Datelike::weekday(day) == chrono::Weekday::Mon).unwrap();
        let end = monday + Duration::days(7);
        let file = format!(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\nSUMMARY:Trasloco <b>\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270501\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20200101\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20200101\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            monday.format("%Y%m%d"),
            end.format("%Y%m%d")
        );
        let proposed = form().with_file("ical", "a.ics", file.as_bytes()).send(&dora.browser);
        proposed.is(200).says("Trasloco").never_says("tutta chiusa");
        proposed.says("Un evento è già passato").says("Un evento si ripete in un modo che non calcoliamo");
        dora.open(&path).never_says("Trasloco");
        let box_of_first = proposed.attributes("input[name='accept[]']", "value");
        assert_eq!(box_of_first.len(), 2);
        let accept = proposed.form_holding(&format!("{path}/giorni"), "proposals", "1");
        let accepted = accept.with("accept[]", &box_of_first[0]).send(&dora.browser);
        accepted.is(200).says("La prossima settimana è tutta chiusa").says("Trasloco");
        accepted.never_says("1 maggio 2027");
        // Nobody's deadline depends on it yet; once one does, the first page of the administration says so.
        dora.open("/amministrazione").never_says("non lavora nessuno");
        let policy = format!("{LIST}/1");
        let form = dora.open(&policy).form(&policy).with("clock", "working");
        let id = path.rsplit('/').next().unwrap();
        form.with("calendar", id).send(&dora.browser).is(200).says("ore lavorative");
        dora.open("/amministrazione").says("La prossima settimana non lavora nessuno");
    }
}
