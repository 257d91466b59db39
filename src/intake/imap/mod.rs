//! Mailboxes that are read over IMAP.
//!
//! # What always holds
//! - A folder is known by its `UIDVALIDITY` and the number of the last message that was settled, which is written after the message
//!   is durable, never before. What anybody read or flagged there counts for nothing, and nothing there is changed.
//! - Whatever goes wrong, reading begins again where it ended: a message that was stored is known by its content.
//! - One node reads a folder: it holds a lease, which ends by itself when the node does. Two that read all the same store nothing
//!   twice.
//! - A message that cannot be taken holds no other up: it is noted, and told to people.
mod folder;
mod model;
mod store;

use std::sync::Arc;
use std::time::Duration;

use chrono::Duration as Span;
use serde::Serialize;
use tokio::sync::{Mutex, Semaphore, watch};
use tokio::task::JoinSet;

use self::folder::{Odd, Open, Trouble};
pub use self::model::Outcome;
use self::store::{Cursor, InFolder};
pub use self::store::{NotGiven, Standing, found_between, wish};
use super::receive::ReceiveError;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::mail::imap::{Account, ImapFault, ImapProblem, Session};
use crate::platform::mail::pause;
use crate::platform::random_hex;

/// Whoever reads a folder holds it so long; a node that died over it keeps others from it no longer.
const LEASE: Span = Span::seconds(45);
/// While it waits for new mails the lease is renewed after so long.
const RENEWED: Duration = Duration::from_secs(15);
/// Between two looks, however often the server calls.
const BREATH: Duration = Duration::from_millis(100);
/// A message that is being fetched when the desk closes has so long.
const GRACE: Duration = Duration::from_secs(3);
/// Messages of more bytes than this are held in memory by few folders at a time.
const LARGE: u32 = 1024 * 1024;
/// By so many.
const TURNS: usize = 2;
/// Messages that are not given, on the page that tells of them.
const SHOWN: i64 = 50;
/// What goes wrong once with a connection in use is no trouble yet: it is connected again after so long.
const SHORT_PAUSE: Duration = Duration::from_secs(5);

/// Whoever reads one folder.
pub struct Reader {
    app: Arc<App>,
    account: usize,
    folder: String,
    /// Name of this process among the nodes.
    holder: String,
    stopped: watch::Receiver<bool>,
    turns: Arc<Semaphore>,
    renewed: Mutex<Option<Instant>>,
}

/// Reads all folders of all mailboxes until `stopped`.
pub async fn serve(app: Arc<App>, stopped: watch::Receiver<bool>) {
    let (holder, turns) = (random_hex(8), Arc::new(Semaphore::new(TURNS)));
    let mut tasks = JoinSet::new();
    for (place, account) in app.mailboxes.iter().enumerate() {
        for folder in &account.folders {
            let reader = Reader {
                app: Arc::clone(&app),
                account: place,
                folder: folder.clone(),
                holder: holder.clone(),
                stopped: stopped.clone(),
                turns: Arc::clone(&turns),
                renewed: Mutex::default(),
            };
            tasks.spawn(reader.run());
        }
    }
    while tasks.join_next().await.is_some() {}
}

impl Reader {
    fn account(&self) -> Option<&Account> {
        self.app.mailboxes.get(self.account)
    }

    /// For the log: which folder of which mailbox of the settings. An address is nothing for logs.
    fn name(&self) -> String {
        format!("{} {}", self.account + 1, self.folder)
    }

    fn is_stopped(&self) -> bool {
        *self.stopped.borrow()
    }

    /// Until the desk closes.
    async fn closes(&self) {
        // Whoever would say so is gone: that is the end too.
        let _ = self.stopped.clone().wait_for(|stopped| *stopped).await;
    }

    /// True when the desk closes before `time` has passed.
    async fn rests(&self, time: Duration) -> bool {
        tokio::time::timeout(time, self.closes()).await.is_ok()
    }

    async fn run(self) {
        let (mut times, mut odd) = (0_u32, Odd::default());
        loop {
            let wait = match self.claimed().await {
                Ok(Some(cursor)) => {
                    let ended = tokio::select! {
                        ended = self.attend(cursor, &mut times, &mut odd) => ended,
                        // A server that says nothing keeps nobody from closing; what is not stored is fetched again.
                        () = async { self.closes().await; tokio::time::sleep(GRACE).await } => Ok(()),
                    };
                    let wait = match ended {
                        Ok(()) => Duration::ZERO,
                        Err(trouble) => self.told(&cursor, &trouble, &mut times).await,
                    };
                    let holder = self.holder.clone();
                    let release = move |conn: &mut Conn| store::release(conn, cursor.id, &holder);
                    if let Err(error) = self.app.db.write::<_, DbError, _>(release).await {
                        tracing::debug!(%error, "a folder stays held until its lease ends");
                    }
                    wait
                }
                Ok(None) => RENEWED,
                Err(error) => {
                    tracing::warn!(folder = self.name(), %error, "a folder cannot be read for now");
                    RENEWED
                }
            };
            if self.is_stopped() || self.rests(wait).await {
                return;
            }
        }
    }

    async fn claimed(&self) -> Result<Option<Cursor>, DbError> {
        let Some(account) = self.account() else { return Ok(None) };
        let (mailbox, folder, holder) = (account.name(), self.folder.clone(), self.holder.clone());
        let now = self.app.clock.now();
        let since = now - Span::days(self.app.config.intake.imap_days.into());
        let claim =
            move |conn: &mut Conn| store::claim(conn, &mailbox, &folder, &holder, since, now, now + LEASE);
        let claimed = self.app.db.write::<_, DbError, _>(claim).await?;
        *self.renewed.lock().await = claimed.map(|_| now);
        Ok(claimed)
    }

    /// Keeps the lease, when it is time.
    async fn keep(&self, cursor: &Cursor) -> Result<(), Trouble> {
        let (now, mut renewed) = (self.app.clock.now(), self.renewed.lock().await);
        if renewed.is_some_and(|renewed| now < renewed + LEASE / 3 && now >= renewed) {
            return Ok(());
        }
        let (id, holder) = (cursor.id, self.holder.clone());
        let renew = move |conn: &mut Conn| store::renew(conn, id, &holder, now + LEASE);
        if !self.app.db.write::<_, DbError, _>(renew).await? {
            return Err(Trouble::Lost);
        }
        *renewed = Some(now);
        Ok(())
    }

    /// Reads the folder, and waits for more, until the desk closes or something goes wrong.
    async fn attend(&self, cursor: Cursor, times: &mut u32, odd: &mut Odd) -> Result<(), Trouble> {
        let Some(account) = self.account() else { return Ok(()) };
        let mut session = account.sign_in(self.app.clock.now()).await?;
        let folder = session.examine(&self.folder).await?;
        let mut open = Open { reader: self, session: &mut session, cursor, odd, times, gives: false };
        open.begin(folder).await?;
        loop {
            open.read().await?;
            *open.times = 0;
            open.compare().await?;
            self.wait(open.session, &open.cursor).await?;
            if self.is_stopped() {
                break;
            }
        }
        session.log_out().await;
        Ok(())
    }

    /// Until the server tells of new mails, or it is time to ask.
    async fn wait(&self, session: &mut Session, cursor: &Cursor) -> Result<(), Trouble> {
        let poll = Duration::from_secs(self.app.config.intake.imap_poll_seconds);
        let is_told = session.can_idle();
        if is_told {
            session.start_idle().await?;
        }
        let period = RENEWED.min(poll);
        let (mut ticks, mut waited) = (tokio::time::interval(period), Duration::ZERO);
        // The first comes at once.
        ticks.tick().await;
        while waited < poll {
            let news = async {
                match is_told {
                    true => session.news().await,
                    false => std::future::pending().await,
                }
            };
            tokio::select! {
                news = news => if news? { break },
                () = self.closes() => break,
                _ = ticks.tick() => {
                    waited += period;
                    self.keep(cursor).await?;
                }
            }
        }
        session.end_idle().await?;
        self.rests(BREATH).await;
        Ok(())
    }

    /// Notes what went wrong, where people see it; answers how long it is waited.
    async fn told(&self, cursor: &Cursor, trouble: &Trouble, times: &mut u32) -> Duration {
        *times = times.saturating_add(1);
        let problem = match trouble {
            Trouble::Imap(fault) => fault.problem,
            Trouble::Lost => return RENEWED,
            Trouble::Receive(ReceiveError::TooLarge { .. } | ReceiveError::Empty) => return SHORT_PAUSE,
            Trouble::Receive(_) | Trouble::Database(_) => {
                tracing::warn!(folder = self.name(), error = %trouble, "a message was not stored, and is fetched again");
                return pause(*times).to_std().unwrap_or(RENEWED);
            }
        };
        // A connection that was in use breaks now and then, and a message that is too large ends one.
        let is_passing =
            matches!(problem, ImapProblem::Unreachable | ImapProblem::Silent | ImapProblem::TooMuch);
        if *times == 1 && is_passing {
            tracing::debug!(folder = self.name(), problem = problem.as_str(), "a mailbox is connected again");
            return SHORT_PAUSE;
        }
        if *times <= 2 {
            tracing::warn!(folder = self.name(), problem = problem.as_str(), "a mailbox cannot be read");
        }
        let (id, now) = (cursor.id, self.app.clock.now());
        let note = move |conn: &mut Conn| store::is_ill(conn, id, problem, now);
        if let Err(error) = self.app.db.write::<_, DbError, _>(note).await {
            tracing::warn!(%error, "that a mailbox cannot be read was not noted");
        }
        pause(*times).to_std().unwrap_or(RENEWED)
    }
}

/// What is told of a folder or a message, with its mailbox as people know it.
#[derive(Debug, Clone, Serialize)]
pub struct Of<T> {
    #[serde(flatten)]
    about: T,
    /// The folder.
    folder: String,
    /// Where the mailbox lies.
    server: String,
    /// As whom it is read.
    user: String,
}

/// What the database says of folders: of those of the settings.
fn of_settings<T>(
    conn: &mut Conn,
    app: &App,
    find: impl FnOnce(&mut Conn) -> DbResult<Vec<InFolder<T>>>,
) -> DbResult<Vec<Of<T>>> {
    if app.mailboxes.is_empty() {
        return Ok(Vec::new());
    }
    let of_account = |InFolder { mailbox, folder, about }: InFolder<T>| {
        let account = app.mailboxes.iter().find(|account| account.name() == mailbox)?;
        let is_read = account.folders.contains(&folder);
        is_read.then(|| Of { about, folder, server: account.server(), user: account.user().to_owned() })
    };
    Ok(find(conn)?.into_iter().filter_map(of_account).collect())
}

/// The folders of the settings.
///
/// # Errors
/// When the database fails.
pub fn read(conn: &mut Conn, app: &App) -> DbResult<Vec<Of<Standing>>> {
    of_settings(conn, app, store::standing)
}

/// The newest messages that lie in folders of the settings and are not given.
///
/// # Errors
/// When the database fails.
pub fn not_given(conn: &mut Conn, app: &App) -> DbResult<Vec<Of<NotGiven>>> {
    of_settings(conn, app, |conn| store::not_given(conn, SHOWN))
}

/// Those that cannot be read just now.
///
/// # Errors
/// When the database fails.
pub fn ill(conn: &mut Conn, app: &App) -> DbResult<Vec<Of<Standing>>> {
    Ok(read(conn, app)?.into_iter().filter(|one| one.about.problem.is_some()).collect())
}

/// What a look at a folder found.
pub struct Looked {
    /// User and server.
    pub mailbox: String,
    /// The setting that names it.
    pub key: &'static str,
    /// The folder; none when the server did not let us so far.
    pub folder: Option<String>,
    /// How many messages lie there, or what went wrong, with what was said of it.
    pub found: Result<u32, (ImapProblem, String)>,
}

/// Connects to every mailbox, signs in and opens its folders, and reads nothing.
pub async fn look(accounts: &[Account], now: Instant) -> Vec<Looked> {
    let mut looked = Vec::new();
    for account in accounts {
        let one = |folder, found: Result<u32, ImapFault>| Looked {
            mailbox: account.name(),
            key: account.key,
            folder,
            found: found.map_err(|fault| (fault.problem, account.words_of(&fault))),
        };
        let mut session = match account.sign_in(now).await {
            Ok(session) => session,
            Err(fault) => {
                looked.push(one(None, Err(fault)));
                continue;
            }
        };
        for folder in &account.folders {
            let found = session.examine(folder).await.map(|folder| folder.messages);
            let is_over = matches!(&found, Err(fault) if !is_about_folder(fault));
            looked.push(one(Some(folder.clone()), found));
            if is_over {
                break;
            }
        }
        session.log_out().await;
    }
    looked
}

/// Whether the connection is in order all the same.
fn is_about_folder(fault: &ImapFault) -> bool {
    matches!(fault.problem, ImapProblem::NoFolder | ImapProblem::Refused)
}
