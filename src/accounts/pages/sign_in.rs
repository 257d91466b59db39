//! `/accesso` and `/uscita`.

use tera::{Context, context};

use super::{destination, with_next};
use crate::accounts::actions::session;
use crate::accounts::limits::{Counted, Limit};
use crate::accounts::model::{AccountState, Person};
use crate::accounts::password;
use crate::accounts::store::people;
use crate::accounts::visit::{Visit, home_of};
use crate::kernel::text::EmailAddress;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult, local_path, see_other};

/// `GET /accesso`: anyone; whoever has signed in goes on.
pub async fn form(visit: Visit) -> WebResult {
    let next = visit.query("next");
    match visit.person() {
        Some(person) => Ok(see_other(&destination(&next, home_of(person.role)))),
        None => visit.render("accounts/sign_in.html", page("", &next)),
    }
}

/// `POST /accesso`: the same answer after the same time for an unknown address, a wrong password, an address not yet
/// confirmed and a disabled account.
pub async fn submit(visit: Visit, form: PostForm) -> WebResult {
    let (typed, next) = (form.get("email"), form.get("next"));
    let attempt = Attempt::new(&visit, typed);
    attempt.admit(&visit)?;
    let Some(person) = who(&visit, typed, form.get("password")).await? else {
        let mut errors = FieldErrors::new();
        errors.add("email", "accounts-error-sign-in");
        let mut context = page(typed, next);
        context.insert("errors_title", &visit.text("accounts-error-sign-in-title"));
        return visit.render_invalid("accounts/sign_in.html", context, &errors);
    };
    attempt.succeeded(&visit);
    let (id, email, home) = (person.id, person.address().to_owned(), home_of(person.role));
    let secret = start_session(&visit, person).await?;
    let wanted = visit.app().db.write(move |conn| people::take_wanted_page(conn, id)).await?;
    let home = destination(&wanted.unwrap_or_default(), home);
    let mut response = visit.redirect_with_session(&destination(next, &home), secret, None);
    visit.remember_browser(&mut response, &email);
    Ok(response)
}

/// `POST /uscita`: ends this session.
pub async fn sign_out(visit: Visit, _: PostForm) -> WebResult {
    if let Some(secret) = visit.session().map(str::to_owned) {
        let now = visit.now();
        visit.app().db.write(move |conn| session::end(conn, &secret, now)).await?;
    }
    Ok(visit.redirect_signed_out("/", "accounts-flash-signed-out"))
}

/// Starts a session of this browser.
pub(super) async fn start_session(visit: &Visit, person: Person) -> Result<String, Problem> {
    let (limits, now) = (visit.app().config.security.sessions, visit.now());
    let (previous, device) = (visit.session().map(str::to_owned), visit.device());
    let work = move |conn: &mut _| session::start(conn, &limits, &person, previous.as_deref(), &device, now);
    Ok(visit.app().db.write(work).await?)
}

/// The person of address and password, if the account can be used.
async fn who(visit: &Visit, typed: &str, password: &str) -> Result<Option<Person>, Problem> {
    let app = visit.app();
    let found = match EmailAddress::parse(typed) {
        Ok(email) => app.db.read(move |conn| people::by_email(conn, &email)).await?,
        Err(_) => None,
    };
    let (person, hash) = found.unzip();
    let right =
        password::password_matches(password.to_owned(), hash.flatten()).await.map_err(Problem::fault)?;
    Ok(person.filter(|person| right && person.state == AccountState::Active))
}

/// What one attempt is counted under.
pub(super) struct Attempt {
    here: Counted,
    anywhere: Counted,
    network: Counted,
    known: bool,
}

impl Attempt {
    /// An attempt at the account that `subject` names, which need not exist.
    pub(super) fn new(visit: &Visit, subject: &str) -> Self {
        let subject: String = subject.trim().to_lowercase().chars().take(254).collect();
        let client = visit.client();
        Self {
            here: Counted::subject_from(Limit::SignInFromHere, &subject, client),
            anywhere: Counted::subject(Limit::SignInAnywhere, &subject),
            network: Counted::network(Limit::SignInFromNetwork, client),
            known: visit.is_browser_of(&subject),
        }
    }

    /// Charges it. In a browser where the person signed in before, what strangers do elsewhere does not count.
    pub(super) fn admit(&self, visit: &Visit) -> Result<(), Problem> {
        let mut keys = vec![self.here.clone(), self.network.clone()];
        if !self.known {
            keys.push(self.anywhere.clone());
        }
        visit.admit(&keys)
    }

    /// Whoever proved to read the mail of the account, and chose a new password, signs in without a pause.
    pub(super) fn starts_anew(&self, visit: &Visit) {
        visit.app().limits.forget(&self.here);
    }

    /// Gives back what a right password does not owe.
    pub(super) fn succeeded(&self, visit: &Visit) {
        let limits = &visit.app().limits;
        limits.forget(&self.here);
        limits.give_back(&self.network);
        if !self.known {
            limits.give_back(&self.anywhere);
        }
    }
}

fn page(email: &str, next: &str) -> Context {
    let next = local_path(next).unwrap_or_default();
    context! {
        email => email,
        next => next,
        wants_to_ask => &next.starts_with("/domande"),
        register => &with_next("/registrazione", next),
    }
}
