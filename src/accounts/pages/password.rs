//! `/password/recupero` and `/password/nuova/{token}`.

use actix_web::web;
use tera::{Context, context};
use tokio::time::Instant;

use super::keep_pace;
use super::registration::useless_link;
use super::sign_in::Attempt;
use crate::accounts::actions::password;
use crate::accounts::forms::registration as forms;
use crate::accounts::limits::{Counted, Limit};
use crate::accounts::model::Person;
use crate::accounts::password::{NewPassword, password_matches};
use crate::accounts::store::people;
use crate::accounts::token::TokenPurpose;
use crate::accounts::visit::Visit;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult, see_other};

/// `GET /password/recupero`: anyone.
pub async fn recovery_form(visit: Visit) -> WebResult {
    visit.render("accounts/recover.html", context! { email => "" })
}

/// `POST /password/recupero`: the same page and time whether the address is known or not.
pub async fn request_recovery(visit: Visit, form: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    let Some(email) = forms::email(&form, &mut errors) else {
        let context = context! { email => form.get("email") };
        return visit.render_invalid("accounts/recover.html", context, &errors);
    };
    visit.admit(&[
        Counted::network(Limit::MailFromNetwork, visit.client()),
        Counted::subject(Limit::RecoveryOf, &email),
    ])?;
    let start = Instant::now();
    let now = visit.now();
    visit.app().db.write(move |conn| password::request_recovery(conn, &email, now)).await?;
    keep_pace(start).await;
    Ok(see_other("/password/recupero/inviata"))
}

/// `GET /password/recupero/inviata`: what to do now, the same for everybody.
pub async fn recovery_sent(visit: Visit) -> WebResult {
    let minutes = visit.app().config.accounts.recovery_minutes;
    visit.render("accounts/recover_sent.html", context! { minutes => &minutes })
}

/// `GET /password/nuova/{token}`: a form; opening it changes nothing.
pub async fn new_form(visit: Visit, token: web::Path<String>) -> WebResult {
    match bearer(&visit, &token).await? {
        Some((person, purpose)) => visit.render("accounts/new_password.html", page(&token, &person, purpose)),
        None => useless_link(&visit, TokenPurpose::Recover),
    }
}

/// `POST /password/nuova/{token}`: sets the password; every session of the account ends.
pub async fn set(visit: Visit, token: web::Path<String>, form: PostForm) -> WebResult {
    let Some((person, purpose)) = bearer(&visit, &token).await? else {
        return useless_link(&visit, TokenPurpose::Recover);
    };
    let mut errors = FieldErrors::new();
    let password = forms::password(&form, "password", Some(&person.name), person.email.as_ref(), &mut errors);
    let Some(password) = password else {
        return visit.render_invalid("accounts/new_password.html", page(&token, &person, purpose), &errors);
    };
    let hash = password.hash().await.map_err(Problem::fault)?;
    let (token, now) = (token.into_inner(), visit.now());
    let done = visit.app().db.write(move |conn| password::set_with_token(conn, &token, &hash, now)).await?;
    if done {
        Attempt::new(&visit, person.address()).starts_anew(&visit);
        let mut response = visit.redirect_signed_out("/accesso", "accounts-flash-password-changed");
        visit.remember_browser(&mut response, person.address());
        Ok(response)
    } else {
        useless_link(&visit, TokenPurpose::Recover)
    }
}

/// Whether whoever has signed in knows her password too; a wrong one counts like a wrong one at the sign-in.
///
/// # Errors
/// `TooMany`; when the database fails.
pub async fn proves_password(visit: &Visit, typed: &str) -> Result<bool, Problem> {
    let person = visit.signed_in()?;
    let (id, attempt) = (person.id, Attempt::new(visit, person.address()));
    attempt.admit(visit)?;
    let present = visit.app().db.read(move |conn| people::password_hash(conn, id)).await?;
    let known = password_matches(typed.to_owned(), present).await.map_err(Problem::fault)?;
    if known {
        attempt.succeeded(visit);
    }
    Ok(known)
}

async fn bearer(visit: &Visit, token: &str) -> Result<Option<(Person, TokenPurpose)>, Problem> {
    visit.admit(&[Counted::network(Limit::TokenFromNetwork, visit.client())])?;
    let (token, now) = (token.to_owned(), visit.now());
    Ok(visit.app().db.read(move |conn| password::bearer(conn, &token, now)).await?)
}

fn page(token: &str, person: &Person, purpose: TokenPurpose) -> Context {
    context! {
        token => token,
        email => person.address(),
        invited => &(purpose == TokenPurpose::Invite),
        password_min => &NewPassword::MIN,
    }
}
