//! Frozen reports by mail to bodies that have no account: only to those that said yes, until they say no.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::platform::db::schema::{frozen_reports, outbox, outside_addresses, outside_spans};
use dialoga::platform::db::{Conn, DbError, DbResult};
use diesel::prelude::*;
use mail_parser::{MessageParser, MimeHeaders};
use sha2::{Digest, Sha256};

use crate::reports::fill;
use crate::statistics::signed_in;
use crate::support::browser::Browser;
use crate::support::desk::Desk;
use crate::support::incoming::Letter;
use crate::support::mailbox::Mail;
use crate::support::on_both_databases;

const LIST: &str = "/statistiche/rapporti";
const ADDRESSES: &str = "/statistiche/rapporti/indirizzi";
pub const BODY: &str = "parita@ente.example";

/// A coordinator writes an address down, for the reports of each month in Italian.
pub fn add(marta: &Browser, address: &str) {
    let form = marta.get(ADDRESSES).form(ADDRESSES);
    let form = form.with("body", "Consigliera di parità").with("email", address).with("spans[]", "mese");
    form.send(marta).is(200).says("Abbiamo mandato la richiesta di conferma.");
}

/// Somebody with nothing but the mail says yes.
pub fn confirm(desk: &Desk, address: &str) {
    let (browser, path) = (desk.browser(), desk.last_mail_to(address).link("/rapporti/conferma/"));
    browser.get(&path).form(&path).send(&browser).is(200).says("Riceverai i rapporti");
}

/// The reports that were mailed to an address so far.
pub fn reports_to(desk: &Desk, address: &str) -> Vec<Mail> {
    let mails = desk.mails().into_iter();
    mails.filter(|mail| mail.to == address && mail.subject.contains("rapporto sulle domande")).collect()
}

/// Names and bytes of what comes with a mail.
fn enclosed(mail: &Mail) -> Vec<(String, Vec<u8>)> {
    let message = MessageParser::default().parse(mail.raw.as_bytes()).unwrap();
    let files = message
        .attachments()
        .map(|part| (part.attachment_name().unwrap_or_default().to_owned(), part.contents().to_vec()));
    files.collect()
}

fn month(desk: &Desk) -> (i64, String, String) {
    let columns = (frozen_reports::id, frozen_reports::digest, frozen_reports::document);
    desk.read(move |conn: &mut Conn| -> DbResult<_> {
        let months = frozen_reports::table.filter(frozen_reports::span.eq("mese"));
        Ok(months.order(frozen_reports::id.desc()).select(columns).first(conn)?)
    })
}

/// What is kept of all bodies: name, address, whether a secret.
fn kept(desk: &Desk) -> Vec<(String, Option<String>, Option<String>)> {
    let columns = (outside_addresses::body, outside_addresses::address, outside_addresses::secret_hash);
    desk.read(move |conn: &mut Conn| -> DbResult<_> {
        Ok(outside_addresses::table.order(outside_addresses::id).select(columns).load(conn)?)
    })
}

on_both_databases! {
    fn a_report_reaches_only_whoever_said_yes_with_its_figures_its_digest_and_its_bytes(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        let offered = desk.last_mail_to(BODY);
        assert_eq!(offered.subject, "Vuoi ricevere i rapporti dello sportello?");
        assert!(offered.text.starts_with("Gentile Consigliera di parità,"), "{}", offered.text);
        let path = offered.link("/rapporti/conferma/");
        let secret = path.rsplit('/').next().unwrap().to_owned();
        assert!(kept(desk).iter().all(|(.., hash)| hash.as_ref().is_some_and(|hash| *hash != secret)));

        // Mail scanners open links, twice and with HEAD too: nothing follows from it.
        for _ in 0..2 {
            desk.browser().get(&path).is(200).says("Vuoi ricevere i rapporti dello sportello?").says(BODY);
        }
        marta.get(ADDRESSES).says("Aspetta la conferma");
        fill(desk);
        desk.run("frozen_reports");
        assert_eq!(reports_to(desk, BODY).len(), 0, "nobody said yes");

        confirm(desk, BODY);
        marta.get(ADDRESSES).says("Confermato il");
        desk.wait(Duration::days(31));
        desk.run("frozen_reports");
        desk.run("frozen_reports");
        let reports = reports_to(desk, BODY);
        assert_eq!(reports.len(), 1);
        let (id, digest, document) = month(desk);
        let report = &reports[0];
        assert!(report.text.contains(&digest) && report.text.contains("novembre 2026"), "{}", report.text);
        for words in ["Domande ricevute: ", "Risposte in tempo: ", "già decise", "intervallo al 95%", "Metà delle risposte entro: "] {
            assert!(report.text.contains(words), "{words} is not in {}", report.text);
        }
        assert!(!report.text.contains("/statistiche/"), "nobody there can open the page: {}", report.text);
        assert!(!report.text.contains('⟦') && !report.html.contains('⟦'));
        let files = enclosed(report);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let named = |ending: &str| format!("rapporto-{id}_2026-11-01_2026-11-30.{ending}");
        assert_eq!(names, ["json", "pdf", "xlsx"].map(named));
        assert_eq!(files[0].1, document.as_bytes());
        let own: String = Sha256::digest(&files[0].1).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(own, digest);
        assert!(files[1].1.starts_with(b"%PDF") && files[2].1.starts_with(b"PK"), "for people");

        // Where the desk has no certificate, no mail program is promised what RFC 8058 wants HTTPS for.
        let leave = report.header("List-Unsubscribe").unwrap();
        assert!(leave.contains("/rapporti/disiscrizione/leave-"), "{leave}");
        assert_eq!(report.header("List-Unsubscribe-Post"), None);
    }

    fn whoever_says_no_is_written_to_no_more_and_forgotten_at_once(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        for address in [BODY, "sindacato@ente.example"] {
            add(&marta, address);
            confirm(desk, address);
        }
        fill(desk);
        desk.run("frozen_reports");
        let path = reports_to(desk, BODY).remove(0).link("/rapporti/disiscrizione/");

        // Opened by scanners, sent without the token of a form or the words of the standard, forged: nothing.
        let stranger = desk.browser();
        stranger.get(&path).is(200).says("Non vuoi più ricevere i rapporti?");
        assert_eq!(stranger.post(&path, &[]).status, 403);
        assert_eq!(stranger.post(&path, &[("List-Unsubscribe", "One-click?")]).status, 403);
        let forged = path.replace("leave-1", "leave-2");
        stranger.get(&forged).is(404).says("Questo link non vale più");
        assert_eq!(desk.browser().post(&forged, &[("List-Unsubscribe", "One-Click")]).status, 404);
        assert!(kept(desk).iter().all(|(_, address, _)| address.is_some()));

        // Two clicks for people: the link, the button.
        stranger.get(&path).form(&path).send(&stranger).is(200).says("Non riceverai altri rapporti");
        stranger.get(&path).form(&path).send(&stranger).is(200).says("Non riceverai altri rapporti");
        let left = kept(desk);
        assert_eq!(left[0], (String::new(), None, None));
        let spans: i64 = desk.read(|conn: &mut Conn| -> DbResult<_> { Ok(outside_spans::table.count().get_result(conn)?) });
        assert_eq!(spans, 1);

        // One POST for mail programs, without cookies and without a redirect; also again.
        let path = reports_to(desk, "sindacato@ente.example").remove(0).link("/rapporti/disiscrizione/");
        for _ in 0..2 {
            assert_eq!(desk.browser().post(&path, &[("List-Unsubscribe", "One-Click")]).status, 200);
        }
        assert!(kept(desk).iter().all(|(name, address, _)| name.is_empty() && address.is_none()));
        marta.get(ADDRESSES).says("Nessun indirizzo.");
        let before = desk.mails().len();
        desk.wait(Duration::days(31));
        desk.run("frozen_reports");
        desk.settle();
        let after = desk.mails();
        assert!(after[before..].iter().all(|mail| !mail.to.ends_with("@ente.example")));
    }

    fn a_report_that_waits_to_leave_is_not_sent_to_whoever_says_no_meanwhile(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        confirm(desk, BODY);
        fill(desk);
        desk.run("frozen_reports");
        desk.follow();
        let removal = marta.get(ADDRESSES).attributes("form[action$='/rimozione']", "action").remove(0);
        marta.get(ADDRESSES).form(&removal).send(&marta).is(200).says("L’indirizzo è cancellato");
        assert_eq!(reports_to(desk, BODY).len(), 0);
        let states: Vec<String> = desk.read(|conn: &mut Conn| -> DbResult<_> {
            let sent = outbox::table.filter(outbox::mail.eq("report-sent"));
            Ok(sent.select(outbox::state).load(conn)?)
        });
        assert_eq!(states, ["dropped"]);
        // A second press finds what it wants.
        assert_eq!(marta.get(ADDRESSES).attributes("form[action$='/rimozione']", "action").len(), 0);
    }

    fn a_link_is_good_once_and_for_a_week_and_guessing_is_slowed_down(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        let first = desk.last_mail_to(BODY).link("/rapporti/conferma/");
        desk.wait(Duration::days(8));
        let browser = desk.browser();
        browser.get(&first).is(404).says("Questo link non vale più");
        let marta = { drop(marta); signed_in(desk, "bruna@esempio.it", Role::Coordinator) };
        let again = marta.get(ADDRESSES).attributes("form[action$='/conferma']", "action").remove(0);
        marta.get(ADDRESSES).form(&again).send(&marta).is(200);
        let second = desk.last_mail_to(BODY).link("/rapporti/conferma/");
        assert_ne!(first, second);
        browser.get(&first).is(404);
        let page = browser.get(&second);
        page.form(&second).send(&browser).is(200);
        page.form(&second).send(&browser).is(404).says("Questo link non vale più");
        // One that says yes is not asked again.
        assert_eq!(marta.get(ADDRESSES).attributes("form[action$='/conferma']", "action").len(), 0);
        let token = marta.get(ADDRESSES).form(ADDRESSES).value("csrf_token").unwrap().to_owned();
        assert_eq!(marta.post(&again, &[("csrf_token", &token)]).status, 404);
        let tries = (0..100).map(|n| browser.get_only(&format!("/rapporti/conferma/x{n}")).status);
        assert!(tries.collect::<Vec<_>>().contains(&429));
    }

    fn an_address_that_takes_no_mail_is_shown_and_written_to_no_more(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        confirm(desk, BODY);
        fill(desk);
        desk.run("frozen_reports");
        let id = reports_to(desk, BODY)[0].header("Message-ID").unwrap();
        let text = format!(
            "--b\nContent-Type: text/plain\n\nNo.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
             Final-Recipient: rfc822; {BODY}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n\
             --b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {id}\n\n--b--"
        );
        let back = Letter::new("MAILER-DAEMON@mx.example", "Undelivered", &text)
            .with("Content-Type", "multipart/report; report-type=delivery-status; boundary=b")
            .with("Auto-Submitted", "auto-replied")
            .between(Some(""), None);
        desk.mail_in(&back);
        marta.get(ADDRESSES).says("Le email non arrivano. La prima è tornata indietro").says("550 no such user");
        desk.wait(Duration::days(31));
        desk.run("frozen_reports");
        assert_eq!(reports_to(desk, BODY).len(), 1, "nothing more is sent there");

        // Asked again, and answered: they reach it after all.
        let marta = signed_in(desk, "bruna@esempio.it", Role::Coordinator);
        let again = marta.get(ADDRESSES).attributes("form[action$='/conferma']", "action").remove(0);
        marta.get(ADDRESSES).form(&again).send(&marta).is(200);
        confirm(desk, BODY);
        marta.get(ADDRESSES).never_says("Le email non arrivano");
        desk.wait(Duration::days(31));
        desk.run("frozen_reports");
        assert_eq!(reports_to(desk, BODY).len(), 2);
    }

    fn an_address_that_never_answers_is_forgotten(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        desk.settle();
        desk.wait(Duration::days(13));
        desk.run("frozen_reports");
        assert_eq!(kept(desk)[0].1.as_deref(), Some(BODY));
        desk.wait(Duration::days(2));
        desk.run("frozen_reports");
        assert_eq!(kept(desk), [(String::new(), None, None)]);
    }

    fn only_a_coordinator_keeps_the_list_and_wrong_words_change_nothing(desk: &Desk) {
        let (marta, giulia) = (
            signed_in(desk, "marta@esempio.it", Role::Coordinator),
            signed_in(desk, "giulia@esempio.it", Role::Analyst),
        );
        assert_eq!(giulia.get(ADDRESSES).status, 404);
        assert!(!giulia.get(LIST).html().contains(ADDRESSES));
        assert!(marta.get(LIST).html().contains(ADDRESSES));
        let form = marta.get(ADDRESSES).form(ADDRESSES);
        let good = form.with("body", "Parità").with("email", BODY).with("spans[]", "anno");
        for (field, value) in [
            ("body", ""),
            ("body", "Vinci su www.esempio.it"),
            ("email", "nessuno"),
            ("email", "a@b.example, c@d.example"),
            ("email", "a@b.example\r\nBcc: c@d.example"),
            ("lang", "xx"),
        ] {
            assert_eq!(good.clone().forged(field, value).send_only(&marta).status, 422, "{field}={value}");
        }
        assert_eq!(good.clone().without("spans[]").send_only(&marta).status, 422);
        assert_eq!(kept(desk).len(), 0);
        assert_eq!(good.clone().send_only(&marta).status, 303);
        let twice = good.clone().forged("email", "PARITA@ente.example ").send_only(&marta);
        assert_eq!(twice.status, 409);
        assert_eq!(kept(desk).len(), 1);
        // Asking one address over and over is slowed down.
        let statuses: Vec<u16> = (0..6).map(|_| good.clone().send_only(&marta).status).collect();
        assert!(statuses.contains(&429), "{statuses:?}");
    }

    fn an_old_link_ends_the_mails_also_of_who_was_written_down_anew(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        let old = desk.last_mail_to(BODY).link("/rapporti/disiscrizione/");
        let removal = marta.get(ADDRESSES).attributes("form[action$='/rimozione']", "action").remove(0);
        marta.get(ADDRESSES).form(&removal).send(&marta).is(200);
        add(&marta, BODY);
        confirm(desk, BODY);
        add(&marta, "sindacato@ente.example");
        let new = desk.last_mail_to(BODY).link("/rapporti/disiscrizione/");
        assert_ne!(old, new);
        assert_eq!(desk.browser().post(&old, &[("List-Unsubscribe", "One-Click")]).status, 200);
        let addresses: Vec<Option<String>> = kept(desk).into_iter().map(|(_, address, _)| address).collect();
        assert_eq!(addresses, [None, None, Some("sindacato@ente.example".to_owned())]);
    }

    fn who_has_just_been_asked_is_not_asked_twice(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        let again = marta.get(ADDRESSES).attributes("form[action$='/conferma']", "action").remove(0);
        let offers = || desk.mails().into_iter().filter(|mail| mail.subject.starts_with("Vuoi ricevere")).count();
        marta.get(ADDRESSES).form(&again).send(&marta).is(200).says("Abbiamo mandato la richiesta");
        assert_eq!(offers(), 1);
        desk.wait(Duration::minutes(20));
        marta.get(ADDRESSES).form(&again).send(&marta).is(200).says("Abbiamo mandato la richiesta");
        assert_eq!(offers(), 2);
        confirm(desk, BODY);
    }

    fn who_has_a_link_that_is_still_good_is_not_forgotten(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        desk.last_mail_to(BODY);
        // As when the mail left days after the coordinator asked.
        let week = desk.now() + Duration::days(20);
        let set_until = move |until| move |conn: &mut Conn| -> DbResult<()> {
            diesel::update(outside_addresses::table).set(outside_addresses::secret_until.eq(until)).execute(conn)?;
            Ok(())
        };
        desk.write(set_until(Some(week)));
        let addresses = || kept(desk).into_iter().filter(|(_, address, _)| address.is_some()).count();
        desk.wait(Duration::days(15));
        desk.run("frozen_reports");
        assert_eq!(addresses(), 1);
        desk.wait(Duration::days(6));
        desk.run("frozen_reports");
        assert_eq!(addresses(), 0);
    }

    fn what_is_frozen_by_hand_is_mailed_only_where_it_is_ticked(desk: &Desk) {
        let marta = signed_in(desk, "marta@esempio.it", Role::Coordinator);
        add(&marta, BODY);
        confirm(desk, BODY);
        fill(desk);
        let new = format!("{LIST}/nuovo");
        for (period, ticked, sent) in [("mese:2026-08-01", false, 0), ("mese:2026-07-01", true, 1)] {
            let form = marta.get(LIST).form(&new).with("period", period);
            let form = if ticked { form.with("mailed", "1") } else { form };
            form.send(&marta).is(200);
            desk.follow();
            let queued: i64 = desk.read::<_, DbError>(|conn| {
                Ok(outbox::table.filter(outbox::mail.eq("report-sent")).count().get_result(conn)?)
            });
            assert_eq!(queued, sent, "{period}");
        }
        let reports = reports_to(desk, BODY);
        assert!(reports.iter().any(|mail| mail.text.contains("luglio 2026")));
        assert!(reports.iter().all(|mail| !mail.text.contains("agosto 2026")));
    }
}
