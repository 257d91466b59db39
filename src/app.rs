//! The handles that every handler and job receives: opened once, cheap to share.

use std::sync::Arc;

use crate::accounts::{Departure, Limits, Unread};
use crate::kernel::clock::Clock;
use crate::notifications::{LetterKeys, Letters};
use crate::platform::config::Config;
use crate::platform::db::{Db, DbError};
use crate::platform::i18n::{self, Texts};
use crate::platform::jobs::Stumbles;
use crate::platform::keys;
use crate::platform::mail::imap::Account;
use crate::platform::mail::{MailSigner, Mailer, Outbox};
use crate::platform::search::{Reading, SearchError, SearchIndex};
use crate::platform::storage::{Storage, StorageError};
use crate::platform::web::{CsrfKey, Templates};
use crate::statistics::{Heard, Records};
use crate::{catalogue, intake, norms, notifications, sla, statistics, tickets};

/// The running desk.
pub struct App {
    /// The checked configuration.
    pub config: Config,
    /// Where `now` comes from.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// Texts in both languages.
    pub texts: Arc<Texts>,
    /// Pages and mails.
    pub templates: Templates,
    /// Attachments.
    pub storage: Storage,
    /// Slows guessing and flooding down.
    pub limits: Limits,
    /// The index of what is public.
    pub search: SearchIndex,
    /// The index of all questions, for the desk alone.
    pub ticket_search: SearchIndex,
    /// What of the catalogue is kept in memory.
    pub catalogue: catalogue::Cache,
    /// Signs the forms.
    pub csrf: CsrfKey,
    /// Signs the links with which a question is followed without signing in.
    pub follow: tickets::FollowKey,
    /// Signs what mails are recognised by when they are answered.
    pub mail_signer: MailSigner,
    /// Writes the mails.
    pub letters: Arc<Letters>,
    /// Mails on their way.
    pub outbox: Outbox<Letters>,
    /// Mails that come in at this moment.
    pub receiving: intake::Receiving,
    /// Mailboxes that are read.
    pub mailboxes: Vec<Account>,
    /// What the statistics are counted from.
    pub figures: Records,
    /// What anybody may read of them.
    pub open_figures: statistics::open::Kept,
    /// The words of questions that reports of needs asked for lately.
    pub heard: Heard,
    /// The questions that the desk has in hand.
    pub worklist: tickets::Worklist,
    /// Similar questions that were found lately.
    pub similar: tickets::FoundSimilar,
    /// The rules that decide where questions go.
    pub router: tickets::Router,
    /// Who watches the queue.
    pub watchers: tickets::watchers::Watchers,
    /// Followers of events that stand still.
    pub stumbles: Stumbles,
    /// What becomes of the questions of somebody who leaves the desk.
    pub departure: Departure,
    /// Counts the mails that wait for a person.
    pub held_mails: tickets::HeldMails,
    /// Finds the mails of a person that are part of no question.
    pub own_mails: tickets::FindOwnMails,
    /// Those who keep something of a person beside her account and her questions, and forget it.
    pub forgets: &'static [tickets::Forget],
    /// Counts the notices that somebody of the desk has not read.
    pub unread: Unread,
}

/// Why the desk could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database.
    #[error("the database could not be opened")]
    Database(#[from] DbError),
    /// The folder of attachments.
    #[error("the folder of attachments could not be opened")]
    Storage(#[from] StorageError),
    /// The folder of the search index.
    #[error("the folder of the search index could not be opened")]
    Search(#[from] SearchError),
    /// A template of this program does not parse.
    #[error("a template is broken")]
    Template(#[from] tera::Error),
    /// The configured time for an answer.
    #[error("the settings under [sla] cannot be promised")]
    Policy(#[from] sla::PolicyProblem),
    /// The way out for mails.
    #[error("the settings under [mail] are wrong: {0}")]
    Mail(String),
    /// The mailboxes that are read.
    #[error("the settings of the mailboxes are wrong: {0}")]
    Mailbox(String),
}

impl App {
    /// Opens the database (and migrates it), the folders and the templates; new questions are promised what the
    /// configuration says from here on, unless a person wrote something else.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(config: Config, clock: Clock) -> Result<Arc<Self>, OpenError> {
        let db = Db::open(&config.database.url, connections(&config))?;
        let (configured, now) = (sla::Configured::of(&config.sla)?, clock.now());
        db.write_blocking(move |conn| sla::keeping::adopt(conn, &configured, now))?;
        let secret = keys::installation_secret(&db, config.security.secret.as_ref())?;
        let texts = Arc::new(Texts::embedded());
        let templates = Templates::load(|tera| i18n::register(tera, Arc::clone(&texts)))?;
        let storage = Storage::open(&config.storage.attachments())?;
        let database = keys::database_id(&db)?;
        let search = SearchIndex::open(&config.storage.index(), &database, Reading::Whole)?;
        let ticket_search = SearchIndex::open(&config.storage.ticket_index(), &database, Reading::InParts)?;
        let csrf = CsrfKey::derive(secret.as_bytes());
        let follow = tickets::FollowKey::derive(secret.as_bytes());
        let mailer = Mailer::new(&config.mail).map_err(OpenError::Mail)?;
        let mailboxes = Account::all(&config).map_err(OpenError::Mailbox)?;
        let mail_signer = MailSigner::derive(secret.as_bytes());
        let keys = LetterKeys { follow: follow.clone(), mail: mail_signer.clone() };
        let letters = Arc::new(Letters::new(&config, Arc::clone(&texts), templates.clone(), keys));
        let outbox = Outbox::new(db.clone(), clock.clone(), mailer, Arc::clone(&letters), &config.mail);
        let limits = Limits::new(config.security.rate_limits);
        let figures = Records::unbuilt(config.statistics.least_count);
        let catalogue = catalogue::Cache::default();
        Ok(Arc::new(Self {
            config,
            clock,
            db,
            texts,
            templates,
            storage,
            search,
            ticket_search,
            catalogue,
            limits,
            csrf,
            follow,
            mail_signer,
            letters,
            outbox,
            mailboxes,
            receiving: intake::Receiving::default(),
            figures,
            open_figures: statistics::open::Kept::default(),
            heard: Heard::default(),
            worklist: tickets::Worklist::default(),
            router: tickets::Router::default(),
            similar: tickets::FoundSimilar::default(),
            watchers: tickets::watchers::Watchers::default(),
            stumbles: Stumbles::default(),
            departure: tickets::actions::let_go,
            held_mails: intake::held,
            own_mails: intake::own_mails,
            forgets: &[notifications::forget_person, intake::forget_person, norms::forget_person],
            unread: notifications::unread,
        }))
    }
}

/// As configured; 0 means as many as this machine can use at once, with some to spare for background work.
fn connections(config: &Config) -> u32 {
    match config.database.read_connections {
        0 => {
            let cores = std::thread::available_parallelism().map_or(2, usize::from);
            u32::try_from(cores * 2 + 4).unwrap_or(16)
        }
        chosen => chosen,
    }
}
