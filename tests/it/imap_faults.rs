//! Servers of mailboxes that hang up, have no time, answer without end or repeat our password.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use dialoga::accounts::Role;
use dialoga::kernel::clock::Instant as Moment;
use dialoga::platform::db::schema::{imap_folders, imap_messages};
use dialoga::platform::db::{Conn, Db, DbError, DbResult};
use diesel::prelude::*;

use crate::imap::{check, mails, outcomes, problem, questions, read, start, until};
use crate::support::databases::Place;
use crate::support::desk::Desk;
use crate::support::imap_peer::{ImapPeer, Mood, Vice};
use crate::support::on_both_databases;

fn write(place: &Place, change: impl FnOnce(&mut Conn) -> DbResult<()> + Send + 'static) {
    Db::open(&place.database_url(), 1).unwrap().write_blocking::<_, DbError, _>(change).unwrap();
}

/// Why messages were not given, and whether they are asked for again by themselves.
fn kept_back(place: &Place) -> Vec<(Option<String>, bool)> {
    read(place, |conn| {
        let kept = imap_messages::table.filter(imap_messages::outcome.eq("not_given"));
        let kept = kept.select((imap_messages::problem, imap_messages::ask_at));
        let found: Vec<(Option<String>, Option<Moment>)> = kept.load(conn)?;
        Ok(found.into_iter().map(|(problem, ask_at)| (problem, ask_at.is_some())).collect())
    })
}

/// When what lies in the folder was compared with what was found.
fn compared(place: &Place) -> Option<Moment> {
    read(place, |conn| {
        let compared = imap_folders::table.select(imap_folders::compared_at);
        Ok(compared.first::<Option<Moment>>(conn).optional()?.flatten())
    })
}

fn is_too_much(place: &Place, vice: Vice) {
    let peer = ImapPeer::start(Mood { vice, messages: mails(1), ..Mood::default() });
    let (desk, began) = (start(place, &peer.url()), Instant::now());
    until("that it is too much is told", || {
        let told = problem(place);
        assert!(told.is_none() || told.as_deref() == Some("too_much"), "{told:?}");
        told.is_some()
    });
    assert!(began.elapsed() < Duration::from_secs(60));
    peer.is(|mood| mood.vice = Vice::None);
    until("it is read", || problem(place).is_none());
    desk.signal("TERM");
    assert_eq!(desk.wait(Duration::from_secs(20)), Some(0));
}

on_both_databases! {
    fn a_message_that_ends_the_dialogue_holds_no_other_up(place: &Place) {
        let peer = ImapPeer::start(Mood { vice: Vice::HangsUp, messages: mails(3), ..Mood::default() });
        let desk = start(place, &peer.url());
        until("the others are taken in", || questions(place) == 2);
        assert_eq!(outcomes(place), ["not_given", "new", "new"]);
        assert_eq!(kept_back(place), [(Some("unreachable".to_owned()), true)]);
        until("the folder is well", || problem(place).is_none());
        // It is asked for when its time comes, or because somebody wishes it.
        peer.is(|mood| mood.vice = Vice::None);
        write(place, |conn| {
            diesel::update(imap_messages::table).set(imap_messages::ask_at.eq(Moment::from_micros(0))).execute(conn)?;
            Ok(())
        });
        until("it is taken in after all", || questions(place) == 3);
        assert_eq!((outcomes(place), kept_back(place)), (vec!["new".to_owned(); 3], Vec::new()));
        drop(desk);
    }

    fn a_connection_that_breaks_is_no_message_s_fault(place: &Place) {
        let peer = ImapPeer::start(Mood { vice: Vice::Breaks, messages: mails(2), ..Mood::default() });
        let asked = |times| until("it is asked again", || peer.asked.load(Ordering::SeqCst) >= times);
        let desk = start(place, &peer.url());
        // Whatever is asked for.
        asked(3);
        until("that it breaks is told", || problem(place).as_deref() == Some("unreachable"));
        assert_eq!(outcomes(place), Vec::<String>::new());
        desk.signal("TERM");
        desk.wait(Duration::from_secs(20));
        // At one message alone.
        peer.is(|mood| mood.vice = Vice::HangsUp);
        let desk = start(place, &peer.url());
        until("the other is taken in", || outcomes(place) == ["not_given", "new"] && problem(place).is_none());
        assert_eq!(kept_back(place), [(Some("unreachable".to_owned()), true)]);
        // When its time comes the connection breaks at whatever is asked for: it is asked for again.
        peer.is(|mood| mood.vice = Vice::Breaks);
        write(place, |conn| {
            diesel::update(imap_messages::table).set(imap_messages::ask_at.eq(Moment::from_micros(0))).execute(conn)?;
            Ok(())
        });
        asked(peer.asked.load(Ordering::SeqCst) + 2);
        assert_eq!(kept_back(place), [(Some("unreachable".to_owned()), true)]);
        peer.is(|mood| mood.vice = Vice::None);
        until("all is taken in", || questions(place) == 2 && problem(place).is_none());
        drop(desk);
    }

    fn a_folder_that_never_comes_to_its_end_is_left_for_a_while(place: &Place) {
        let peer = ImapPeer::start(Mood { vice: Vice::NamesOn, messages: mails(2), ..Mood::default() });
        let desk = start(place, &peer.url());
        until("it is read and compared", || compared(place).is_some());
        assert_eq!((questions(place), problem(place)), (2, None));
        drop(desk);
    }

    fn behind_the_last_number_is_nothing(place: &Place) {
        let last = usize::try_from(u32::MAX).unwrap();
        let peer = ImapPeer::start(Mood { messages: mails(2), first: last - 1, ..Mood::default() });
        let desk = start(place, &peer.url());
        until("it is read and compared", || compared(place).is_some());
        assert_eq!(outcomes(place), ["new", "new"]);
        let asked = peer.asked.load(Ordering::SeqCst);
        std::thread::sleep(Duration::from_secs(3));
        assert_eq!(peer.asked.load(Ordering::SeqCst), asked, "what was read is not read again");
        drop(desk);
    }

    fn a_server_that_has_no_time_is_asked_again(place: &Place) {
        let peer = ImapPeer::start(Mood { vice: Vice::IsBusy, messages: mails(2), ..Mood::default() });
        let desk = start(place, &peer.url());
        until("that it has no time is told", || problem(place).as_deref() == Some("refused"));
        assert_eq!(outcomes(place), Vec::<String>::new());
        peer.is(|mood| mood.vice = Vice::None);
        until("all is taken in", || questions(place) == 2);
        assert_eq!(outcomes(place), ["new", "new"]);
        drop(desk);
    }

    fn words_without_end_are_not_listened_to(place: &Place) {
        is_too_much(place, Vice::Chatters);
    }

    fn numbers_without_end_are_not_remembered(place: &Place) {
        is_too_much(place, Vice::Counts);
    }

    fn what_a_server_repeats_of_our_password_is_told_nowhere(place: &Place) {
        let token = place.folder.join("token");
        std::fs::write(&token, "ya29.segretissimo\n").unwrap();
        for (mechanism, secret) in [("PLAIN", "giusta"), ("XOAUTH2", "ya29.segretissimo"), ("OAUTHBEARER", "ya29.segretissimo")] {
            for vice in [Vice::Echoes, Vice::EchoesLater] {
                let peer = ImapPeer::start(Mood { vice, mechanism, ..Mood::default() });
                let told = match mechanism {
                    "PLAIN" => check(place, &peer),
                    _ => {
                        let url = peer.url_without_password();
                        let mailbox = format!("[{{url = \"{url}\", oauth2_command = [\"/bin/cat\", \"{}\"]}}]", token.display());
                        crate::imap::check_with(place, &[("DIALOGA__INTAKE__MAILBOXES", &mailbox)])
                    }
                };
                assert!(told.contains("you are not <"), "{told}");
                let shown = peer.signed_in.lock().unwrap().concat();
                assert!(shown.contains(secret), "{shown}");
                let said = told.split("you are not <").nth(1).unwrap().lines().next().unwrap();
                // Three bytes in four letters, wherever the secret begins.
                let encoded = ["Z2l1c3Rh", "dpdXN0Y", "naXVzdG", "eWEyOS", "lhMjku", "5YTI5L"];
                for part in [secret, "segretissimo", "sportello"].iter().chain(&encoded) {
                    assert!(!said.contains(part), "{part}: {said}");
                }
                assert!(!told.contains(secret), "{told}");
            }
        }
    }

    fn numbers_that_mean_nothing_any_more_are_forgotten(place: &Place) {
        let messages = [mails(1), mails(1)].concat();
        let peer = ImapPeer::start(Mood { messages, ..Mood::default() });
        let desk = start(place, &peer.url());
        until("all is read and compared", || compared(place).is_some());
        // The second is the same message once more.
        assert_eq!(outcomes(place), ["new", "known"]);
        desk.signal("TERM");
        desk.wait(Duration::from_secs(20));
        write(place, |conn| {
            let (folder, now): (i64, Moment) = imap_messages::table.select((imap_messages::folder_id, imap_messages::found_at)).first(conn)?;
            for (uid, found_at) in [(1_i64, Moment::from_micros(0)), (2, now)] {
                let row = (
                    imap_messages::folder_id.eq(folder),
                    imap_messages::uid_validity.eq(3),
                    imap_messages::uid.eq(uid),
                    imap_messages::found_at.eq(found_at),
                    imap_messages::outcome.eq("known"),
                );
                diesel::insert_into(imap_messages::table).values(row).execute(conn)?;
            }
            diesel::update(imap_folders::table).set(imap_folders::compared_at.eq(Moment::from_micros(0))).execute(conn)?;
            Ok(())
        });
        let desk = start(place, &peer.url());
        until("it is compared again", || compared(place).is_some_and(|at| at > Moment::from_micros(0)));
        let left: Vec<(i64, i64)> = read(place, |conn| {
            let all = imap_messages::table.order((imap_messages::uid_validity, imap_messages::uid));
            Ok(all.select((imap_messages::uid_validity, imap_messages::uid)).load(conn)?)
        });
        assert_eq!(left, [(3, 2), (7, 1), (7, 2)], "those of the last days are counted yet");
        drop(desk);
    }

    fn a_message_that_is_kept_back_can_be_asked_for_from_the_page(kind: &Kind) {
        let mailbox = [("MAIL__IMAP_URL", "imaps://sportello:x@posta.example")];
        let Some(desk) = Desk::open_with(*kind, &mailbox) else { return };
        let now = desk.now();
        desk.write(move |conn| {
            let folder: i64 = diesel::insert_into(imap_folders::table)
                .values((
                    imap_folders::mailbox.eq("sportello at posta.example"),
                    imap_folders::folder.eq("INBOX"),
                    imap_folders::since.eq(now),
                    imap_folders::uid_validity.eq(7),
                    imap_folders::problem.eq("silent"),
                    imap_folders::problem_since.eq(now),
                ))
                .returning(imap_folders::id)
                .get_result(conn)?;
            // The other is of numbers that mean nothing any more.
            for (validity, uid) in [(7_i64, 12_i64), (3, 13)] {
                let row = (
                    imap_messages::folder_id.eq(folder),
                    imap_messages::uid_validity.eq(validity),
                    imap_messages::uid.eq(uid),
                    imap_messages::found_at.eq(now),
                    imap_messages::outcome.eq("not_given"),
                    imap_messages::problem.eq("unreachable"),
                );
                diesel::insert_into(imap_messages::table).values(row).execute(conn)?;
            }
            Ok::<_, DbError>(())
        });
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.open("/coda/posta").says("INBOX di sportello su posta.example");
        let page = eva.open("/coda/posta/riscontro");
        page.says("Messaggio 12 della cartella INBOX di sportello su posta.example").says("il server non risponde");
        page.never_says("Messaggio 13").never_says("Lo chiediamo di nuovo");
        let asked = page.form("/coda/posta/riscontro/richiesta").send(&eva.browser);
        asked.is(200).says("Lo chiediamo alla prossima lettura").says("Lo chiediamo di nuovo");
        eva.open("/coda/posta/riscontro?lingua=en").says("sportello at posta.example");
        desk.write(|conn| Ok::<_, DbError>(diesel::delete(imap_messages::table).execute(conn).map(drop)?));
        asked.form("/coda/posta/riscontro/richiesta").send(&eva.browser).is(200).says("not among those");
    }
}
