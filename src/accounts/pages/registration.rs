//! `/registrazione`, `/registrazione/nuovo-link` and `/verifica/{token}`.

use actix_web::http::StatusCode;
use actix_web::web;
use tera::context;
use tokio::time::Instant;

use super::choices::about_a_person;
use super::{Values, destination, keep_pace, this_year, values, with_next};
use crate::accounts::PRIVACY_NOTICE_VERSION;
use crate::accounts::actions::registration::{self, Confirmed, Registration};
use crate::accounts::forms::registration::{email, parse};
use crate::accounts::limits::{Counted, Limit};
use crate::accounts::password::NewPassword;
use crate::accounts::token::TokenPurpose;
use crate::accounts::visit::{Visit, home_of};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult, local_path, see_other};

const FIELDS: [&str; 12] = [
    "kind",
    "name",
    "email",
    "municipality",
    "company",
    "vat_number",
    "company_size",
    "sector",
    "gender",
    "birth_year",
    "children",
    "privacy",
];

/// `GET /registrazione`: anyone; whoever has signed in goes on.
pub async fn form(visit: Visit) -> WebResult {
    let next = visit.query("next");
    match visit.person() {
        Some(person) => Ok(see_other(&destination(&next, home_of(person.role)))),
        None => visit.render("accounts/register.html", page(&visit, &values(None, &FIELDS), &next)),
    }
}

/// `POST /registrazione`: the same page, time and mail traffic whether the address is known or not.
pub async fn submit(visit: Visit, form: PostForm) -> WebResult {
    let next = form.get("next");
    let parsed = match parse(&form, this_year(&visit)) {
        Ok(parsed) => parsed,
        Err(errors) => {
            let context = page(&visit, &values(Some(&form), &FIELDS), next);
            return visit.render_invalid("accounts/register.html", context, &errors);
        }
    };
    visit.admit(&[
        Counted::network(Limit::MailFromNetwork, visit.client()),
        Counted::subject(Limit::RegistrationOf, &parsed.email),
    ])?;
    let start = Instant::now();
    let app = visit.app();
    let mut new = Registration {
        kind: parsed.kind,
        name: parsed.name,
        email: parsed.email,
        password_hash: parsed.password.clone().hash().await.map_err(Problem::fault)?,
        compared_with: None,
        same_password: false,
        details: parsed.details,
        lang: visit.lang(),
        notice_version: PRIVACY_NOTICE_VERSION,
        wanted_page: local_path(next).map(str::to_owned),
    };
    let now = visit.now();
    // Once more only when somebody else registered the same address meanwhile: a second press of the button.
    loop {
        let email = new.email.clone();
        new.compared_with = app.db.read(move |conn| registration::pending_password(conn, &email)).await?;
        new.same_password =
            parsed.password.matches(new.compared_with.clone()).await.map_err(Problem::fault)?;
        let attempt = new.clone();
        if app.db.write(move |conn| registration::register(conn, &attempt, now)).await? {
            break;
        }
    }
    keep_pace(start).await;
    Ok(see_other("/registrazione/inviata"))
}

/// `GET /registrazione/inviata`: what to do now, the same for everybody.
pub async fn sent(visit: Visit) -> WebResult {
    let hours = visit.app().config.accounts.confirmation_hours;
    visit.render("accounts/register_sent.html", context! { hours => &hours })
}

/// `GET /registrazione/nuovo-link`: anyone whose link did not come or is of no use any more.
pub async fn another_link_form(visit: Visit) -> WebResult {
    visit.render("accounts/another_link.html", context! { email => "" })
}

/// `POST /registrazione/nuovo-link`: the same page and time whether the address is known, confirmed or neither.
pub async fn another_link(visit: Visit, form: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    let Some(email) = email(&form, &mut errors) else {
        let context = context! { email => form.get("email") };
        return visit.render_invalid("accounts/another_link.html", context, &errors);
    };
    visit.admit(&[
        Counted::network(Limit::MailFromNetwork, visit.client()),
        Counted::subject(Limit::RegistrationOf, &email),
    ])?;
    let start = Instant::now();
    let now = visit.now();
    visit.app().db.write(move |conn| registration::send_another_link(conn, &email, now)).await?;
    keep_pace(start).await;
    Ok(see_other("/registrazione/nuovo-link/inviato"))
}

/// `GET /registrazione/nuovo-link/inviato`: what to do now, the same for everybody.
pub async fn another_link_sent(visit: Visit) -> WebResult {
    let hours = visit.app().config.accounts.confirmation_hours;
    visit.render("accounts/another_link_sent.html", context! { hours => &hours })
}

/// `GET /verifica/{token}`: only a button, since mail scanners open links.
pub async fn confirm_form(visit: Visit, token: web::Path<String>) -> WebResult {
    visit.admit(&[Counted::network(Limit::TokenFromNetwork, visit.client())])?;
    let (wanted, now) = (token.clone(), visit.now());
    let good = visit.app().db.read(move |conn| registration::can_confirm(conn, &wanted, now)).await?;
    if good {
        visit.render("accounts/confirm.html", context! { token => token.as_str() })
    } else {
        useless_link(&visit, TokenPurpose::Confirm)
    }
}

/// `POST /verifica/{token}`: confirms the address.
pub async fn confirm(visit: Visit, token: web::Path<String>, _: PostForm) -> WebResult {
    visit.admit(&[Counted::network(Limit::TokenFromNetwork, visit.client())])?;
    let (config, now) = (visit.app().config.accounts.clone(), visit.now());
    let confirmed =
        visit.app().db.write(move |conn| registration::confirm(conn, &config, &token, now)).await?;
    match confirmed {
        Some(Confirmed::Ready) => Ok(visit.redirect("/accesso", "accounts-flash-confirmed")),
        Some(Confirmed::NeedsPassword(token)) => Ok(see_other(&TokenPurpose::Recover.path(&token))),
        None => useless_link(&visit, TokenPurpose::Confirm),
    }
}

/// The page of a link that expired or was used: 410.
pub(super) fn useless_link(visit: &Visit, purpose: TokenPurpose) -> WebResult {
    visit.render_with(
        StatusCode::GONE,
        "accounts/useless_link.html",
        context! { purpose => &purpose },
        &FieldErrors::new(),
    )
}

fn page(visit: &Visit, values: &Values, next: &str) -> tera::Context {
    let mut context = about_a_person(visit);
    context.insert("next", local_path(next).unwrap_or_default());
    context.insert("sign_in", &with_next("/accesso", next));
    context.insert("values", values);
    context.insert("password_min", &NewPassword::MIN);
    context
}
