//! Answering with a page or with the way to the next one.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use serde::Serialize;
use tera::Context;

use super::{Visit, browser};
use crate::accounts::model::{Person, Role};
use crate::accounts::permissions::{ADMINISTRATION, DESK, FIGURES, REQUESTERS, may_enter};
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, Problem, WebResult, see_other};

/// What the menu may offer.
#[derive(Serialize)]
struct Menu {
    own_questions: bool,
    desk: bool,
    figures: bool,
    administration: bool,
}

impl Menu {
    fn of(person: Option<&Person>) -> Self {
        Self {
            own_questions: may_enter(person, REQUESTERS),
            desk: may_enter(person, DESK),
            figures: may_enter(person, FIGURES),
            administration: may_enter(person, ADMINISTRATION),
        }
    }
}

impl Visit {
    /// A page with status 200. Besides `context` every template knows:
    ///
    /// | name | is |
    /// | --- | --- |
    /// | `lang` | `it` or `en` |
    /// | `now` | the present instant |
    /// | `path` | path of the page, for the language switch (`{{ path }}?lingua=en`) and the current menu item |
    /// | `person` | who signed in: `name`, `email`, `role`, `kind`; null for a visitor |
    /// | `query` | its query string |
    /// | `menu` | `own_questions`, `desk`, `figures`, `administration`: what this person may enter |
    /// | `unread` | how many notices this person has not read, up to 100 |
    /// | `csrf_token` | for the hidden field of every POST form |
    /// | `flash` | key of the text of a notice from the page before, or null |
    /// | `office` | the section `[office]` of the configuration |
    /// | `site` | the address of the desk without a final slash, for what is printed |
    /// | `errors` | mistakes of a form: a list of `field` and `message`; empty when there are none |
    ///
    /// # Errors
    /// A fault when the template is wrong.
    pub fn render(&self, template: &str, context: Context) -> WebResult {
        self.render_with(StatusCode::OK, template, context, &FieldErrors::new())
    }

    /// The page of a form again, with status 422, its mistakes and (in `context`) the values as typed.
    ///
    /// # Errors
    /// A fault when the template is wrong.
    pub fn render_invalid(&self, template: &str, context: Context, errors: &FieldErrors) -> WebResult {
        self.render_with(StatusCode::UNPROCESSABLE_ENTITY, template, context, errors)
    }

    /// A page with any status.
    ///
    /// # Errors
    /// A fault when the template is wrong.
    pub fn render_with(
        &self,
        status: StatusCode,
        template: &str,
        mut context: Context,
        errors: &FieldErrors,
    ) -> WebResult {
        let inner = &self.0;
        let token = inner.app.csrf.token(&inner.binding);
        context.insert("lang", &inner.lang);
        context.insert("now", &self.now());
        context.insert("path", &inner.path);
        context.insert("query", &inner.query);
        context.insert("person", &inner.person);
        context.insert("menu", &Menu::of(inner.person.as_ref()));
        context.insert("unread", &inner.unread);
        context.insert("csrf_token", &token);
        context.insert("flash", &inner.flash);
        context.insert("office", &inner.app.config.office);
        context.insert("site", inner.app.config.server.public_url.as_str());
        context.insert("errors", &errors.shown(&inner.app.texts, inner.lang));
        let page = inner.app.templates.render(template, &context).map_err(Problem::from)?;
        let mut response = HttpResponse::build(status);
        response
            .insert_header(ContentType::html())
            .insert_header((header::CONTENT_LANGUAGE, inner.lang.as_str()));
        // A visitor who is shown no form gets no cookie, and the page may be cached.
        if inner.binding_is_new && page.contains(&token) {
            response.cookie(self.jar().form(inner.binding.0.clone()));
        }
        if inner.flash.is_some() {
            response.cookie(self.jar().removed(self.jar().flash_name()));
        }
        Ok(response.body(page))
    }

    /// 303 to a local path, with a notice there: the key of a text.
    pub fn redirect(&self, path: &str, flash: &str) -> HttpResponse {
        let mut response = see_other(path);
        // A cookie of ours is always a valid header.
        let _ = response.add_cookie(&self.jar().flash(flash));
        response
    }

    /// 303 to a local path in a new session, perhaps with a notice there.
    pub(in crate::accounts) fn redirect_with_session(
        &self,
        path: &str,
        secret: String,
        flash: Option<&str>,
    ) -> HttpResponse {
        let mut response = match flash {
            Some(flash) => self.redirect(path, flash),
            None => see_other(path),
        };
        let _ = response.add_cookie(&self.jar().session(secret));
        let _ = response.add_cookie(&self.jar().removed(self.jar().form_name()));
        response
    }

    /// 303 to a local path without a session.
    pub fn redirect_signed_out(&self, path: &str, flash: &str) -> HttpResponse {
        let mut response = self.redirect(path, flash);
        let _ = response.add_cookie(&self.jar().removed(self.jar().session_name()));
        response
    }

    /// Keeps that the person of this address, in small letters, is at home in this browser.
    pub(in crate::accounts) fn remember_browser(&self, response: &mut HttpResponse, email: &str) {
        let proof = browser::proof(&self.0.app.csrf, email);
        let _ = response.add_cookie(&self.jar().browser(proof));
    }

    /// Keeps the language of the pages that follow.
    pub(in crate::accounts) fn remember_lang(&self, response: &mut HttpResponse, lang: Lang) {
        let _ = response.add_cookie(&self.jar().lang(lang));
    }
}

/// Where somebody goes after signing in without having wanted a page.
pub(in crate::accounts) fn home_of(role: Role) -> &'static str {
    match role {
        Role::Requester => "/domande",
        Role::Expert | Role::Coordinator => "/coda",
        Role::Analyst => "/statistiche",
        Role::Admin => "/amministrazione/utenti",
    }
}
