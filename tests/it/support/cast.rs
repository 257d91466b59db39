//! People of the desk and what they do, without pages: for tests of what follows.

use dialoga::accounts::{self, NewMember, NewPassword, Person, Role};
use dialoga::kernel::event::Actor;
use dialoga::kernel::ids::TicketId;
use dialoga::kernel::text::{Body, EmailAddress, Name, Subject};
use dialoga::platform::i18n::Lang;
use dialoga::tickets::actions::{self, Answering, NewQuestion};
use dialoga::tickets::{Channel, TicketError};

use super::browser::Browser;
use super::desk::Desk;

/// The password of everybody in the cast.
pub const PASSWORD: &str = "quattro gatti bianchi sul tetto";

/// An account in use, with `name@esempio.it` as its address.
pub fn person(desk: &Desk, name: &str, role: Role) -> Person {
    member(desk, name, role, None)
}

/// The same with [`PASSWORD`], for whoever signs in.
pub fn person_who_signs_in(desk: &Desk, name: &str, role: Role) -> (Person, Browser) {
    let (email, whole) = (address(name), Name::parse(name).unwrap());
    let password = NewPassword::parse(PASSWORD, Some(&whole), Some(&email)).unwrap();
    let person = member(desk, name, role, Some(password.hash_now().unwrap()));
    let browser = desk.browser();
    let form = browser.get("/accesso").form("/accesso");
    form.with("email", email.as_str()).with("password", PASSWORD).send(&browser);
    (person, browser)
}

fn member(desk: &Desk, name: &str, role: Role, hash: Option<String>) -> Person {
    let new = NewMember {
        email: address(name),
        name: Name::parse(name).unwrap(),
        role,
        organisation: None,
        lang: Lang::It,
        password_hash: Some(hash.unwrap_or_else(|| "nobody signs in with this".to_owned())),
    };
    let now = desk.now();
    let id = desk.write(move |conn| accounts::add_member(conn, &new, Actor::System, now));
    desk.read(move |conn| accounts::person(conn, id)).unwrap()
}

fn address(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{}@esempio.it", name.to_lowercase())).unwrap()
}

/// A question about nothing in particular.
pub fn ask(desk: &Desk, person: &Person, subject: &str) -> TicketId {
    let question = NewQuestion {
        channel: Channel::Web,
        topic: None,
        subject: Subject::parse(subject).unwrap(),
        body: Body::parse(&format!("{subject}: come funziona?")).unwrap(),
        files: Vec::new(),
        submission_key: None,
        reference: None,
    };
    let (person, now) = (person.clone(), desk.now());
    let app = desk.app.clone();
    desk.write(move |conn| actions::submit(conn, &app.router, &person, &question, now)).ticket()
}

/// What the desk writes.
pub fn words(text: &str) -> Answering {
    let (files, sources, site) = (Vec::new(), Vec::new(), String::new());
    Answering { body: Body::parse(text).unwrap(), files, seen_version: None, sources, site }
}

/// An action on a ticket, by a person, now.
pub fn act<T: Send + 'static>(
    desk: &Desk,
    person: &Person,
    action: impl FnOnce(
        &mut dialoga::platform::db::Conn,
        &Person,
        dialoga::kernel::clock::Instant,
    ) -> Result<T, TicketError>
    + Send
    + 'static,
) -> T {
    let (person, now) = (person.clone(), desk.now());
    desk.write(move |conn| action(conn, &person, now))
}
