//! Who is visiting and how to answer: what every handler of a page receives.

mod browser;
mod client;
mod cookies;
mod layer;
mod problem_page;
mod render;

use std::future::{Ready, ready};
use std::net::IpAddr;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};

pub use layer::layer;
pub(in crate::accounts) use render::home_of;

use self::cookies::Jar;
use crate::accounts::actions::session::{self, Found};
use crate::accounts::limits::{Counted, network};
use crate::accounts::model::Person;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::Lang;
use crate::platform::web::{CsrfBinding, Problem};

/// Counts the notices that somebody of the desk has not read. The domain that knows them is to the right of this one, so it
/// is handed in.
pub type Unread = fn(&mut Conn, AccountId) -> DbResult<i64>;

/// One request of a person or a visitor. Cheap to clone.
#[derive(Clone)]
pub struct Visit(Rc<Inner>);

struct Inner {
    app: web::Data<App>,
    person: Option<Person>,
    /// How many notices the person has not read.
    unread: i64,
    expired: Option<AccountId>,
    session: Option<String>,
    binding: CsrfBinding,
    /// The binding is new: its cookie is set with the first page that holds a form.
    binding_is_new: bool,
    lang: Lang,
    path: String,
    query: String,
    flash: Option<String>,
    /// Proof that somebody signed in here before.
    browser: Option<String>,
    client: IpAddr,
    user_agent: String,
}

impl Visit {
    /// Charges an attempt to all of these.
    ///
    /// # Errors
    /// When one of them has to pause.
    pub fn admit(&self, keys: &[Counted]) -> Result<(), Problem> {
        self.app().limits.admit(keys, self.now()).map_err(|wait| Problem::TooMany {
            retry_after: u64::try_from(wait.num_seconds()).unwrap_or(1).max(1),
        })
    }

    /// The person who signed in, if any.
    pub fn person(&self) -> Option<&Person> {
        self.0.person.as_ref()
    }

    /// The person who signed in, behind a route that lets nobody else in.
    ///
    /// # Errors
    /// 404 for a visitor.
    pub fn signed_in(&self) -> Result<&Person, Problem> {
        self.person().ok_or(Problem::NotFound)
    }

    /// Whose session this was, when its cookie is authentic but its time is over. Only good for keeping the text of a
    /// form as that person's draft: nothing may be shown before they sign in again.
    pub fn expired_session_of(&self) -> Option<AccountId> {
        self.0.expired
    }

    /// The language of the page: the switch, else the person's preference, else the browser's.
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// A text without variables, in the language of the page.
    pub fn text(&self, key: &str) -> String {
        self.0.app.texts.get(self.0.lang, key, &[])
    }

    /// The handles of the desk.
    pub fn app(&self) -> &web::Data<App> {
        &self.0.app
    }

    /// The present instant.
    pub fn now(&self) -> Instant {
        self.0.app.clock.now()
    }

    /// The path of the request, without its query.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// A value of the query string, empty when absent.
    pub fn query(&self, name: &str) -> String {
        web::Query::<Vec<(String, String)>>::from_query(&self.0.query)
            .ok()
            .and_then(|query| query.0.into_iter().find(|(key, _)| key == name))
            .map(|(_, value)| value)
            .unwrap_or_default()
    }

    /// Where the request comes from, behind trusted proxies only as they say.
    pub fn client(&self) -> IpAddr {
        self.0.client
    }

    /// By what one visitor of today is told from another without an account: network and browser. Never to be stored as it is.
    pub fn unnamed(&self) -> String {
        format!("{} {}", network(self.0.client), self.0.user_agent)
    }

    /// The secret of the session's cookie, live or expired.
    pub(in crate::accounts) fn session(&self) -> Option<&str> {
        self.0.session.as_deref()
    }

    /// Who this session belongs to later on; none for a visitor and for a program.
    pub fn session_watch(&self) -> Option<SessionWatch> {
        let secret = self.0.session.clone().filter(|_| self.0.person.is_some())?;
        Some(SessionWatch { app: self.0.app.clone(), secret })
    }

    /// Whether the person of this address, in small letters, signed in here before.
    pub(in crate::accounts) fn is_browser_of(&self, email: &str) -> bool {
        self.0.browser.as_ref().is_some_and(|cookie| browser::is_proof(&self.0.app.csrf, email, cookie))
    }

    /// Browser and system in a few words, for the list of sessions.
    pub(in crate::accounts) fn device(&self) -> String {
        client::device(&self.0.user_agent)
    }

    fn jar(&self) -> Jar {
        Jar { https: self.0.app.config.server.public_url.is_https() }
    }
}

/// A session that is looked at again after its request was answered.
pub struct SessionWatch {
    app: web::Data<App>,
    secret: String,
}

impl SessionWatch {
    /// The person whose session this still is, as they are now. To be looked at is no use of a session: it may end meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person(&self) -> DbResult<Option<Person>> {
        let (limits, now, secret) =
            (self.app.config.security.sessions, self.app.clock.now(), self.secret.clone());
        let find = move |conn: &mut Conn| session::find(conn, &limits, &secret, now);
        Ok(match self.app.db.read_briefly(find).await? {
            Found::Live { person, .. } => Some(person),
            Found::Expired(_) | Found::Nothing => None,
        })
    }
}

impl FromRequest for Visit {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit = request.extensions().get::<Self>().cloned();
        ready(visit.ok_or_else(|| Problem::fault("the layer that reads sessions is missing")))
    }
}
