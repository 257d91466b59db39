//! The people of the desk and what they do, in the words of the product.

use dialoga::accounts::{self, NewMember, NewPassword, Role};
use dialoga::kernel::event::Actor;
use dialoga::kernel::ids::{AccountId, TopicId};
use dialoga::kernel::text::{EmailAddress, Name};
use dialoga::platform::i18n::Lang;
use dialoga::topics;

use super::browser::{Browser, Page};
use super::desk::Desk;

/// Everybody's password.
pub const PASSWORD: &str = "una frase che nessuno indovina";

/// Somebody with an account and a browser in which they have signed in.
pub struct Human {
    pub name: String,
    pub email: String,
    pub browser: Browser,
}

impl Desk {
    /// A topic, made when new.
    pub fn topic(&self, name: &'static str) -> TopicId {
        self.write(move |conn| topics::find_or_create(conn, name))
    }

    /// The word that forms send for a topic.
    pub fn topic_slug(&self, name: &'static str) -> String {
        let id = self.topic(name);
        self.read(move |conn| topics::find(conn, id)).unwrap().slug
    }

    /// A worker who registered, confirmed the address by the mail's link, and signed in.
    pub fn worker(&self, name: &str) -> Human {
        let human = Human { name: name.to_owned(), email: address_of(name), browser: self.browser() };
        register(&human.browser, name, &human.email);
        let link = self.last_mail_to(&human.email).link("/verifica/");
        human.browser.get(&link).is(200).form(&link).send(&human.browser).is(200);
        human.sign_in();
        human
    }

    /// Somebody of the staff, made on the command line's word, who signed in.
    pub fn staff(&self, name: &str, role: Role) -> Human {
        self.staff_account(name, role);
        let human = Human { name: name.to_owned(), email: address_of(name), browser: self.browser() };
        human.sign_in();
        human
    }

    fn staff_account(&self, name: &str, role: Role) -> AccountId {
        let email = EmailAddress::parse(&address_of(name)).unwrap();
        let name = Name::parse(name).unwrap();
        let password = NewPassword::parse(PASSWORD, Some(&name), Some(&email)).unwrap();
        let password_hash = Some(password.hash_now().unwrap());
        let member = NewMember { email, name, role, organisation: None, lang: Lang::It, password_hash };
        let now = self.now();
        self.write(move |conn| accounts::add_member(conn, &member, Actor::System, now))
    }
}

/// Registers a worker, who then has to confirm the address.
pub fn register(browser: &Browser, name: &str, email: &str) {
    let page = browser.get("/registrazione");
    let municipality = page.attributes("select[name=municipality] option[value]", "value");
    let form = page.form("/registrazione").with("kind", "worker").with("name", name).with("email", email);
    let form = form.with("password", PASSWORD).with("privacy", "on");
    form.with("municipality", municipality.iter().rfind(|code| !code.is_empty()).unwrap())
        .send(browser)
        .is(200);
}

/// `anna.bianchi@esempio.it`
fn address_of(name: &str) -> String {
    format!("{}@esempio.it", name.to_lowercase().replace(' ', "."))
}

impl Human {
    /// Signs in with the common password.
    pub fn sign_in(&self) -> Page {
        self.give_password(&self.browser.get("/accesso"))
    }

    /// Opens a page; signs in again on the way when the session has ended.
    pub fn open(&self, path: &str) -> Page {
        let page = self.browser.get(path);
        if page.path.starts_with("/accesso?") { self.give_password(&page) } else { page }
    }

    fn give_password(&self, page: &Page) -> Page {
        let form = page.form("/accesso").with("email", &self.email).with("password", PASSWORD);
        let page = form.send(&self.browser);
        assert!(!page.path.starts_with("/accesso"), "{} cannot sign in: {}", self.name, page.text());
        page
    }

    /// Asks through the form and its summary; answers the page after sending.
    pub fn ask(&self, topic: &str, subject: &str, body: &str) -> Page {
        let form = self.open("/domande/nuova").form("/domande/nuova");
        let form = form.with("topic", topic).with("subject", subject).with("body", body);
        let summary = form.with("action", "review").send(&self.browser);
        summary.is(200).says(subject);
        summary.form("/domande/nuova").with("action", "send").send(&self.browser)
    }

    /// Presses the button that posts to `/coda/{number}/{action}`.
    pub fn press(&self, number: i64, action: &str) -> Page {
        self.open(&format!("/coda/{number}")).form(&format!("/coda/{number}/{action}")).send(&self.browser)
    }

    /// Takes a question.
    pub fn claim(&self, number: i64) -> Page {
        self.press(number, "presa-in-carico")
    }

    /// Sends the answer.
    pub fn answer(&self, number: i64, body: &str) -> Page {
        self.write_publicly(number, body, "answer")
    }

    /// Asks the requester for details.
    pub fn ask_back(&self, number: i64, body: &str) -> Page {
        self.write_publicly(number, body, "ask")
    }

    fn write_publicly(&self, number: i64, body: &str, outcome: &str) -> Page {
        let action = format!("/coda/{number}/messaggi");
        let form = self.open(&format!("/coda/{number}")).form_holding(&action, "visibility", "public");
        form.with("body", body).with("outcome", outcome).send(&self.browser)
    }

    /// Leaves an internal note.
    pub fn note(&self, number: i64, body: &str) -> Page {
        let action = format!("/coda/{number}/messaggi");
        let form = self.open(&format!("/coda/{number}")).form_holding(&action, "visibility", "note");
        form.with("body", body).send(&self.browser)
    }

    /// The requester writes again on a question of hers.
    pub fn reply(&self, number: i64, body: &str) -> Page {
        let action = format!("/domande/{number}/messaggi");
        self.open(&format!("/domande/{number}")).form(&action).with("body", body).send(&self.browser)
    }
}

impl Page {
    /// The number of the question whose page this is.
    pub fn number(&self) -> i64 {
        let path = self.path.split('?').next().unwrap_or_default();
        let digits: String = path.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or_else(|_| panic!("no question at {}: {}", self.path, self.text()))
    }
}
