//! The outbox where the program or the database fails: over one mail, while mails are written, when it is noted what left.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::app::App;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::event::MailFate;
use dialoga::kernel::ids::AccountId;
use dialoga::notifications::{LetterKeys, Letters};
use dialoga::platform::db::{Conn, DbError, DbResult};
use dialoga::platform::mail::outbox::{self, Composer, Gathered, Leased, Link, OutboxState, SentMail};
use dialoga::platform::mail::{Mailer, Outbox, Outgoing, SendProblem};
use diesel::connection::SimpleConnection;

use crate::mail_outbox::{ask_many, counts, listed, send, with_a_peer};
use crate::support::cast::{ask, person};
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// What goes wrong over a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    WritingPanics,
    GatheringPanics,
    DatabaseIsAway,
    DatabaseRefuses,
}

/// The desk's letters, with a fault over the mails to one person.
struct Fragile {
    letters: Letters,
    hated: AccountId,
    wrong: Wrong,
    is_mended: AtomicBool,
}

impl Fragile {
    fn of(app: &App, hated: AccountId, wrong: Wrong) -> Arc<Self> {
        let keys = LetterKeys { follow: app.follow.clone(), mail: app.mail_signer.clone() };
        let letters = Letters::new(&app.config, app.texts.clone(), app.templates.clone(), keys);
        Arc::new(Self { letters, hated, wrong, is_mended: AtomicBool::new(false) })
    }

    fn outbox(self: &Arc<Self>, app: &App) -> Outbox<Self> {
        let mailer = Mailer::new(&app.config.mail).unwrap();
        Outbox::new(app.db.clone(), app.clock.clone(), mailer, Arc::clone(self), &app.config.mail)
    }

    fn fails_over(&self, mail: &Leased) -> bool {
        mail.recipient == self.hated.into() && !self.is_mended.load(Ordering::SeqCst)
    }
}

impl Composer for Fragile {
    type Data = <Letters as Composer>::Data;

    fn has_link(&self, mail: &Leased) -> bool {
        self.letters.has_link(mail)
    }

    fn is_asked_for(&self, mail: &Leased) -> bool {
        self.letters.is_asked_for(mail)
    }

    fn most_per_hour(&self, mail: &Leased) -> Option<NonZeroUsize> {
        self.letters.most_per_hour(mail)
    }

    fn tell_too_many(&self, conn: &mut Conn, mail: &SentMail, now: Instant) -> DbResult<()> {
        self.letters.tell_too_many(conn, mail, now)
    }

    fn tell(&self, conn: &mut Conn, mail: &SentMail, fate: MailFate, now: Instant) -> DbResult<()> {
        self.letters.tell(conn, mail, fate, now)
    }

    fn gather(&self, conn: &mut Conn, mail: &Leased, now: Instant) -> DbResult<Gathered<Self::Data>> {
        match self.wrong {
            Wrong::GatheringPanics if self.fails_over(mail) => panic!("on purpose"),
            Wrong::DatabaseIsAway if self.fails_over(mail) => {
                Err(DbError::Connection("on purpose".to_owned()))
            }
            Wrong::DatabaseRefuses if self.fails_over(mail) => Err(diesel::result::Error::NotFound.into()),
            _ => self.letters.gather(conn, mail, now),
        }
    }

    fn domain<'a>(&self, data: &'a Self::Data) -> &'a str {
        self.letters.domain(data)
    }

    fn make_link(&self, conn: &mut Conn, data: &mut Self::Data, now: Instant) -> DbResult<Option<Link>> {
        self.letters.make_link(conn, data, now)
    }

    fn take_back(&self, conn: &mut Conn, link: &Link) -> DbResult<()> {
        self.letters.take_back(conn, link)
    }

    fn write(&self, mail: &Leased, data: Self::Data, now: Instant) -> Result<Outgoing, String> {
        assert!(self.wrong != Wrong::WritingPanics || !self.fails_over(mail), "on purpose");
        self.letters.write(mail, data, now)
    }
}

/// From now on the database takes no note of what was sent.
fn refuse_notes(desk: &Desk) {
    let sql = if desk.is_postgres() {
        "CREATE FUNCTION no_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'on purpose'; END $$; \
         CREATE TRIGGER no_note BEFORE UPDATE ON outbox FOR EACH ROW WHEN (NEW.state = 'sent') \
         EXECUTE FUNCTION no_note()"
    } else {
        "CREATE TRIGGER no_note BEFORE UPDATE ON outbox WHEN NEW.state = 'sent' \
         BEGIN SELECT RAISE(ABORT, 'on purpose'); END"
    };
    desk.write(move |conn: &mut Conn| Ok::<_, DbError>(conn.batch_execute(sql)?));
}

fn take_notes_again(desk: &Desk) {
    let sql = if desk.is_postgres() { "DROP TRIGGER no_note ON outbox" } else { "DROP TRIGGER no_note" };
    desk.write(move |conn: &mut Conn| Ok::<_, DbError>(conn.batch_execute(sql)?));
}
on_both_databases! {
    fn a_mail_over_which_the_program_fails_is_given_up_and_its_neighbours_leave(kind: &Kind) {
        for wrong in [Wrong::WritingPanics, Wrong::GatheringPanics, Wrong::DatabaseRefuses] {
            with_a_peer(*kind, |desk, peer| {
                let (anna, berta) =
                    (person(desk, "Anna", Role::Requester), person(desk, "Berta", Role::Requester));
                ask(desk, &berta, "Congedo");
                ask_many(desk, &anna, 5);
                desk.follow();
                let outbox = Fragile::of(&desk.app, berta.id, wrong).outbox(&desk.app);
                for attempt in 1..=12 {
                    desk.step(|_, _| outbox.send_due()).unwrap();
                    let states = [OutboxState::Queued, OutboxState::Failed];
                    let left = desk.read(move |conn| outbox::list(conn, &states, None, 10));
                    assert_eq!(left.len(), 1);
                    assert_eq!((left[0].recipient, left[0].attempts), (berta.id.into(), attempt));
                    assert_eq!(left[0].last_problem, Some(SendProblem::Unwritable));
                    assert_eq!(peer.taken().len(), 5);
                    desk.wait(Duration::hours(12));
                }
                assert_eq!(counts(desk).failed, 1);
            });
        }
    }

    fn mails_that_could_not_be_written_for_the_database_wait_no_longer_than_it_is_away(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            let (anna, berta) = (person(desk, "Anna", Role::Requester), person(desk, "Berta", Role::Requester));
            ask(desk, &berta, "Congedo");
            ask_many(desk, &anna, 5);
            desk.follow();
            let fragile = Fragile::of(&desk.app, berta.id, Wrong::DatabaseIsAway);
            let outbox = fragile.outbox(&desk.app);
            assert!(desk.step(|_, _| outbox.send_due()).is_err());
            let waiting = listed(desk, OutboxState::Queued);
            assert!(waiting.iter().all(|mail| mail.attempts == 0 && mail.next_attempt_at == desk.now()));
            assert_eq!((waiting.len(), peer.taken().len()), (6, 0));
            fragile.is_mended.store(true, Ordering::SeqCst);
            desk.step(|_, _| outbox.send_due()).unwrap();
            let sent = listed(desk, OutboxState::Sent);
            assert!(sent.iter().all(|mail| mail.attempts == 1));
            assert_eq!((sent.len(), peer.taken().len()), (6, 6));
        });
    }

    fn what_the_database_took_no_note_of_is_noted_before_anything_leaves_again(kind: &Kind) {
        with_a_peer(*kind, |desk, peer| {
            let anna = person(desk, "Anna", Role::Requester);
            ask_many(desk, &anna, 3);
            desk.follow();
            refuse_notes(desk);
            for _ in 0..2 {
                assert!(desk.try_to_run("outbox").is_err());
                assert_eq!(peer.taken().len(), 3, "what left leaves no second time");
                // The lease has run out.
                desk.wait(Duration::minutes(3));
            }
            take_notes_again(desk);
            ask(desk, &anna, "Ancora una");
            send(desk);
            let attempts: Vec<i32> = listed(desk, OutboxState::Sent).iter().map(|mail| mail.attempts).collect();
            assert_eq!((attempts, peer.taken().len()), (vec![1; 4], 4));
        });
    }
}
