//! Registration, sign-in, recovery, profile and staff, as a browser and as an attacker meet them.

mod password;
mod people;
mod registration;
mod sign_in;

use dialoga::accounts::{MembershipError, NewMember, NewPassword, Role, add_member};
use dialoga::kernel::event::Actor;
use dialoga::kernel::ids::AccountId;
use dialoga::kernel::text::{EmailAddress, Name};
use dialoga::platform::i18n::Lang;

use crate::support::browser::{Browser, Page};
use crate::support::desk::Desk;

const PASSWORD: &str = "tre gatti sul tetto";
const OTHER_PASSWORD: &str = "quattro cani in cortile";

fn register(browser: &Browser, email: &str, password: &str) -> Page {
    let page = browser.get("/registrazione");
    page.is(200)
        .form("/registrazione")
        .with("kind", "worker")
        .with("name", "Anna Colombo")
        .with("email", email)
        .with("password", password)
        .with("municipality", "015146")
        .with("privacy", "1")
        .send(browser)
}

fn sign_in(browser: &Browser, email: &str, password: &str) -> Page {
    let form = browser.get("/accesso").form("/accesso");
    form.with("email", email).with("password", password).send_only(browser)
}

/// A requester who confirmed her address and signed in.
fn anna(desk: &Desk) -> Browser {
    let browser = desk.browser();
    register(&browser, "anna@esempio.it", PASSWORD).is(200);
    let link = desk.last_mail_to("anna@esempio.it").link("/verifica/");
    browser.get(&link).form(&link).send(&browser).says("Indirizzo confermato");
    assert_eq!(sign_in(&browser, "anna@esempio.it", PASSWORD).redirect().as_deref(), Some("/domande"));
    browser
}

/// A member of staff, made as on the command line.
pub fn staff(desk: &Desk, email: &'static str, role: Role) -> AccountId {
    let address = EmailAddress::parse(email).unwrap();
    let hash = NewPassword::parse(PASSWORD, None, None).unwrap().hash_now().unwrap();
    let now = desk.now();
    desk.write::<_, MembershipError>(move |conn| {
        let new = NewMember {
            email: address,
            name: Name::parse("Carla Verdi").unwrap(),
            role,
            organisation: None,
            lang: Lang::It,
            password_hash: Some(hash),
        };
        add_member(conn, &new, Actor::System, now)
    })
}

fn signed_in_staff(desk: &Desk, email: &'static str, role: Role) -> Browser {
    staff(desk, email, role);
    let browser = desk.browser();
    assert_eq!(sign_in(&browser, email, PASSWORD).status, 303);
    browser
}

fn is_signed_in(browser: &Browser) -> bool {
    browser.get_only("/profilo").status == 200
}
