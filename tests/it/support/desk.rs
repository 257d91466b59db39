//! A whole desk on a free port, with its own database, folder, mail and a clock that stands still.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use chrono::Duration;
use dialoga::app::App;
use dialoga::kernel::clock::{Clock, Instant};
use dialoga::platform::config::Config;
use dialoga::platform::db::schema::outbox as rows;
use dialoga::platform::db::{Conn, DbError};
use dialoga::platform::mail::outbox;
use dialoga::{schedule, server};
use diesel::prelude::*;
use tokio::runtime::Runtime;

use super::browser::Browser;
use super::databases::{Given, Kind, Place};
use super::mailbox::{Mail, read_folder};

/// Tuesday 24 November 2026, 10:30 in Milan.
pub const OPENING: &str = "2026-11-24T10:30:00+01:00";

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// The desk under test. When it goes away it finishes its background work and fails the test that left some undone.
pub struct Desk {
    pub app: Arc<App>,
    pub address: SocketAddr,
    handle: actix_web::dev::ServerHandle,
    may_leave_mail: AtomicBool,
    place: Place,
}

impl Given for Desk {
    fn on(kind: Kind) -> Option<Self> {
        Self::open_with(kind, &[])
    }
}

impl Desk {
    /// With settings such as `("SLA__CLOCK", "working")`.
    pub fn open_with(kind: Kind, settings: &[(&str, &str)]) -> Option<Self> {
        Some(Self::over(Place::new(kind)?, settings))
    }

    /// Over a database that is there already.
    pub fn over(place: Place, settings: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let folder = place.folder.display().to_string();
        let own = [
            ("SERVER__BIND", address.to_string()),
            ("SERVER__PUBLIC_URL", format!("http://{address}")),
            ("SERVER__WORKERS", "1".to_owned()),
            ("SERVER__SHUTDOWN_SECONDS", "2".to_owned()),
            ("DATABASE__URL", place.url.clone()),
            ("DATABASE__READ_CONNECTIONS", "4".to_owned()),
            ("STORAGE__DIR", folder.clone()),
            ("MAIL__FILE_DIR", format!("{folder}/mail")),
            // An hour of a test may hold a year of mails, except in the tests of just that.
            ("MAIL__MOST_PER_REQUESTER_HOUR", "0".to_owned()),
            ("MAIL__MOST_PER_COLLEAGUE_HOUR", "0".to_owned()),
            // Whoever takes a question keeps it, except in the tests of just that.
            ("TICKETS__CLAIM_HOURS", "0".to_owned()),
        ];
        let settings = settings.iter().map(|(key, value)| (*key, (*value).to_owned()));
        let variables =
            own.into_iter().chain(settings).map(|(key, value)| (format!("DIALOGA__{key}"), value));
        let config = Config::from_layers(None, variables).unwrap();
        let clock = Clock::fixed(Instant::parse_rfc3339(OPENING).unwrap());
        let app = App::open(config, clock).unwrap();
        let _inside = RUNTIME.enter();
        let server = server::start(Arc::clone(&app), listener).unwrap();
        let handle = server.handle();
        RUNTIME.spawn(server);
        Self { app, address, handle, may_leave_mail: AtomicBool::new(false), place }
    }

    /// Somebody's browser, without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    pub fn is_postgres(&self) -> bool {
        self.place.url.starts_with("postgres")
    }

    pub fn now(&self) -> Instant {
        self.app.clock.now()
    }

    /// Lets time pass, without anything being done meanwhile.
    pub fn wait(&self, span: Duration) {
        self.app.clock.advance(span);
    }

    /// Lets the followers of events work until they have nothing left.
    pub fn follow(&self) {
        for follower in schedule::followers() {
            let name = follower.name;
            for round in 0.. {
                assert!(round < 10_000, "the follower {name} never comes to an end");
                let step = (follower.step)(Arc::clone(&self.app), self.now());
                if !RUNTIME
                    .block_on(step)
                    .unwrap_or_else(|error| panic!("the follower {name} failed: {error}"))
                {
                    break;
                }
            }
        }
    }

    /// One step of a follower.
    pub fn step<F, T>(&self, step: impl FnOnce(Arc<App>, Instant) -> F) -> T
    where
        F: Future<Output = T>,
    {
        RUNTIME.block_on(step(Arc::clone(&self.app), self.now()))
    }

    /// Runs a periodic job once.
    pub fn run(&self, name: &str) {
        self.try_to_run(name).unwrap_or_else(|error| panic!("the job {name} failed: {error}"));
    }

    /// The same for a job that may fail.
    pub fn try_to_run(&self, name: &str) -> dialoga::platform::jobs::Outcome {
        let jobs = schedule::jobs(&self.app);
        let job = jobs.iter().find(|job| job.name == name).unwrap_or_else(|| panic!("no job {name}"));
        RUNTIME.block_on((job.run)(Arc::clone(&self.app), self.now()))
    }

    /// Does everything that is due now: followers, then every periodic job, until nothing happens any more.
    pub fn settle(&self) {
        let mut before = None;
        for round in 0.. {
            assert!(round < 100, "the background work never comes to an end");
            self.follow();
            for job in schedule::jobs(&self.app) {
                self.run(job.name);
            }
            let position = self.read(dialoga::platform::events::last_position);
            let queued = self.read(outbox::counts).queued;
            if before == Some((position, queued)) {
                break;
            }
            before = Some((position, queued));
        }
    }

    /// Everything that was mailed so far, in the order in which the desk decided to: mails that leave together are
    /// written in any order.
    pub fn mails(&self) -> Vec<Mail> {
        self.settle();
        let mails: Vec<(String, i64)> = self
            .read(|conn| Ok::<_, DbError>(rows::table.select((rows::rfc_message_id, rows::id)).load(conn)?));
        // The database keeps the angle brackets of the header, the parser of these tests takes them off.
        let bare = |id: String| id.trim_matches(['<', '>']).to_owned();
        let decided: HashMap<String, i64> = mails.into_iter().map(|(id, row)| (bare(id), row)).collect();
        // One whose row is gone stays behind those that were written before it.
        let place = |last: &mut i64, mail: Mail| {
            *last = decided.get(&mail.message_id).copied().unwrap_or(*last);
            Some((*last, mail))
        };
        let mut mailed: Vec<(i64, Mail)> = self.mailed().into_iter().scan(0, place).collect();
        mailed.sort_by_key(|(place, _)| *place);
        mailed.into_iter().map(|(_, mail)| mail).collect()
    }

    /// Everything that was mailed so far, by the time of writing, without doing anything.
    pub fn mailed(&self) -> Vec<Mail> {
        read_folder(&self.place.folder.join("mail"))
    }

    /// The newest mail to an address; fails when there is none.
    pub fn last_mail_to(&self, address: &str) -> Mail {
        let mails = self.mails();
        let known: Vec<String> = mails.iter().map(|mail| format!("{}: {}", mail.to, mail.subject)).collect();
        let last = mails.into_iter().rev().find(|mail| mail.to == address);
        last.unwrap_or_else(|| panic!("no mail to {address}; there are {known:?}"))
    }

    /// For a test in which mail cannot be sent.
    pub fn may_leave_mail(&self) {
        self.may_leave_mail.store(true, Ordering::SeqCst);
    }

    /// Ends every connection to the desk's database, which is on PostgreSQL, and lets nobody in.
    pub fn send_the_database_away(&self) {
        self.place.let_in(false);
    }

    /// Lets the desk in again, and waits until it is.
    pub fn bring_the_database_back(&self) {
        self.place.let_in(true);
        self.read(dialoga::platform::events::last_position);
    }

    /// Looks into the database.
    pub fn read<T: Send + 'static, E: std::fmt::Debug + From<DbError> + Send + 'static>(
        &self,
        look: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> T {
        self.app.db.read_blocking(look).unwrap()
    }

    /// Does something in one transaction, as a use case would.
    pub fn write<T: Send + 'static, E: std::fmt::Debug + From<DbError> + Send + 'static>(
        &self,
        act: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> T {
        self.app.db.write_blocking(act).unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.settle();
            let mails = self.read(outbox::counts);
            let left = mails.queued + mails.failed;
            assert!(
                left == 0 || self.may_leave_mail.load(Ordering::SeqCst),
                "the test leaves {left} mails that were not sent"
            );
        }
        RUNTIME.block_on(self.handle.stop(false));
    }
}
