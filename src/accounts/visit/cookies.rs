//! The five cookies of the desk, all first-party and technical (Garante, guidelines of 10 June 2021: no banner).

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::platform::i18n::Lang;

/// Name of the language cookie, and of the query parameter that sets it.
pub const LANG: &str = "lingua";
const FLASH: &str = "avviso";

/// Names and flags of cookies, which depend on whether browsers come over TLS.
#[derive(Debug, Clone, Copy)]
pub struct Jar {
    /// Whether `server.public_url` is https.
    pub https: bool,
}

impl Jar {
    /// Name of the session's cookie. The `__Host-` prefix keeps other hosts and paths from setting it.
    pub fn session_name(self) -> &'static str {
        if self.https { "__Host-dialoga" } else { "dialoga" }
    }

    /// Name of the cookie that a visitor without a session gets with the first form.
    pub fn form_name(self) -> &'static str {
        if self.https { "__Host-modulo" } else { "modulo" }
    }

    /// Name of the cookie that tells where a person signed in before.
    pub fn browser_name(self) -> &'static str {
        if self.https { "__Host-browser" } else { "browser" }
    }

    /// Name of the one-shot notice.
    pub fn flash_name(self) -> &'static str {
        FLASH
    }

    /// The session's secret. Without a lifetime: it ends with the browser, and on the server before.
    pub fn session(self, secret: String) -> Cookie<'static> {
        self.private(self.session_name(), secret)
    }

    /// What a visitor's forms are bound to.
    pub fn form(self, secret: String) -> Cookie<'static> {
        self.private(self.form_name(), secret)
    }

    /// The proof that a person signed in here, for a year.
    pub fn browser(self, proof: String) -> Cookie<'static> {
        let mut cookie = self.private(self.browser_name(), proof);
        cookie.set_max_age(Duration::days(365));
        cookie
    }

    /// A notice for the next page: the key of a text.
    pub fn flash(self, key: &str) -> Cookie<'static> {
        let mut cookie = self.private(FLASH, key.to_owned());
        cookie.set_max_age(Duration::minutes(5));
        cookie
    }

    /// The chosen language, for a year.
    pub fn lang(self, lang: Lang) -> Cookie<'static> {
        let mut cookie = self.private(LANG, lang.as_str().to_owned());
        cookie.set_max_age(Duration::days(365));
        cookie
    }

    /// Removes a cookie.
    pub fn removed(self, name: &'static str) -> Cookie<'static> {
        let mut cookie = self.private(name, String::new());
        cookie.make_removal();
        cookie
    }

    fn private(self, name: &'static str, value: String) -> Cookie<'static> {
        Cookie::build(name, value)
            .path("/")
            .http_only(true)
            .secure(self.https)
            .same_site(SameSite::Lax)
            .finish()
    }
}
