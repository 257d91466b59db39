//! `/rapporti/conferma/{secret}` and `/rapporti/disiscrizione/{token}`: what a body outside the desk does with the links of its mails,
//! without an account. Opening a link changes nothing, since mail scanners do; a button does, or the one POST of a mail program.

use actix_web::http::StatusCode;
use actix_web::web;
use tera::context;

use super::Leaving;
use crate::accounts::{Counted, Limit, Visit};
use crate::platform::web::{FieldErrors, LinkForm, PostForm, Problem, WebResult, discreet};

/// `GET /rapporti/conferma/{secret}`: whether to receive the reports.
///
/// # Errors
/// 429 after many useless links; when the database fails.
pub async fn confirm_form(visit: Visit, secret: web::Path<String>) -> WebResult {
    let attempt = Counted::network(Limit::TokenFromNetwork, visit.client());
    visit.admit(std::slice::from_ref(&attempt))?;
    let (wanted, now) = (secret.clone(), visit.now());
    let found = visit.app().db.read(move |conn| super::by_secret(conn, &wanted, now)).await?;
    let Some(body) = found else { return useless(&visit) };
    visit.app().limits.give_back(&attempt);
    let context = context! {
        title => &visit.text("frozen-confirm-title"),
        is_to_confirm => &true,
        action => &super::confirm_path(&secret),
        address => &body.address,
        spans => &body.spans,
    };
    discreet(visit.render("statistics/frozen_reader.html", context))
}

/// `POST /rapporti/conferma/{secret}`: the address receives the reports from now on.
///
/// # Errors
/// 429 after many useless links; when the database fails.
pub async fn confirm(visit: Visit, secret: web::Path<String>, _: PostForm) -> WebResult {
    visit.admit(&[Counted::network(Limit::TokenFromNetwork, visit.client())])?;
    let (secret, now) = (secret.into_inner(), visit.now());
    let confirmed = visit.app().db.write(move |conn| super::confirm(conn, &secret, now)).await?;
    match confirmed {
        Some(_) => done(&visit, "frozen-confirmed-title", "frozen-confirmed"),
        None => useless(&visit),
    }
}

/// `GET /rapporti/disiscrizione/{token}`: whether to receive no more. The same for an address that was removed before.
///
/// # Errors
/// 429 after many useless links; a fault when the template is wrong.
pub async fn leave_form(visit: Visit, token: web::Path<String>) -> WebResult {
    if of(&visit, &token)?.is_none() {
        return useless(&visit);
    }
    let context = context! {
        title => &visit.text("frozen-leave-title"),
        is_to_leave => &true,
        action => &format!("/rapporti/disiscrizione/{token}"),
    };
    discreet(visit.render("statistics/frozen_reader.html", context))
}

/// `POST /rapporti/disiscrizione/{token}`: the address receives no more, by the button of the page or by the one POST of a mail program.
/// Answered without a redirect, as RFC 8058, 3.1 demands, and alike each time.
///
/// # Errors
/// 429 after many useless links; when the database fails.
pub async fn leave(visit: Visit, token: web::Path<String>, _: LinkForm) -> WebResult {
    let Some(leaving) = of(&visit, &token)? else { return useless(&visit) };
    let (signer, now) = (visit.app().mail_signer.clone(), visit.now());
    visit.app().db.write(move |conn| leaving.leave(conn, &signer, now)).await?;
    done(&visit, "frozen-left-title", "frozen-left")
}

/// Whose mails the link ends. Guessing is slowed down, what is good costs nothing.
fn of(visit: &Visit, token: &str) -> Result<Option<Leaving>, Problem> {
    let attempt = Counted::network(Limit::TokenFromNetwork, visit.client());
    visit.admit(std::slice::from_ref(&attempt))?;
    let leaving = Leaving::read(&visit.app().mail_signer, token);
    if leaving.is_some() {
        visit.app().limits.give_back(&attempt);
    }
    Ok(leaving)
}

fn done(visit: &Visit, title: &str, words: &str) -> WebResult {
    let context = context! { title => &visit.text(title), words => &visit.text(words) };
    discreet(visit.render("statistics/frozen_reader.html", context))
}

/// One page for every link that is of no use, whatever the reason: too old, used, forged.
fn useless(visit: &Visit) -> WebResult {
    let context =
        context! { title => &visit.text("frozen-useless-title"), words => &visit.text("frozen-useless") };
    let page = visit.render_with(
        StatusCode::NOT_FOUND,
        "statistics/frozen_reader.html",
        context,
        &FieldErrors::new(),
    );
    discreet(page)
}
