//! `/profilo`: a person's own data, password and sessions.

use serde::Serialize;
use tera::Context;

use super::choices::about_a_person;
use super::sign_in::start_session;
use super::{Values, proves_password, this_year, values};
use crate::accounts::actions::{password, personal_token, profile, session};
use crate::accounts::details::Details;
use crate::accounts::forms;
use crate::accounts::limits::{Counted, Limit};
use crate::accounts::model::Person;
use crate::accounts::password::NewPassword;
use crate::accounts::secret::digest;
use crate::accounts::store::{people, sessions};
use crate::accounts::visit::Visit;
use crate::kernel::clock::Instant;
use crate::platform::db::DbError;
use crate::platform::mail::outbox;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

const FIELDS: [&str; 11] = [
    "name",
    "lang",
    "mail_answer_text",
    "municipality",
    "company",
    "vat_number",
    "company_size",
    "sector",
    "gender",
    "birth_year",
    "children",
];
const TEMPLATE: &str = "accounts/profile.html";

/// `GET /profilo`: whoever has signed in.
pub async fn form(visit: Visit) -> WebResult {
    let context = page(&visit, None).await?;
    visit.render(TEMPLATE, context)
}

/// The page after somebody asked for a personal token: with its secret, or with what is wrong.
pub(super) async fn show(
    visit: &Visit,
    secret: Option<&str>,
    typed_name: &str,
    errors: &FieldErrors,
) -> WebResult {
    let mut context = page(visit, None).await?;
    context.insert("new_token", &secret);
    context.insert("token_name", if errors.is_empty() { "" } else { typed_name });
    if errors.is_empty() {
        visit.render(TEMPLATE, context)
    } else {
        visit.render_invalid(TEMPLATE, context, errors)
    }
}

/// `POST /profilo`: name, language, preference and details.
pub async fn save(visit: Visit, form: PostForm) -> WebResult {
    let person = visit.signed_in()?.clone();
    let change = match forms::profile::parse(&form, &person, this_year(&visit)) {
        Ok(change) => change,
        Err(errors) => {
            let context = page(&visit, Some(values(Some(&form), &FIELDS))).await?;
            return visit.render_invalid(TEMPLATE, context, &errors);
        }
    };
    let lang = change.lang;
    visit.app().db.write(move |conn| profile::update(conn, &person, &change)).await?;
    let mut response = visit.redirect("/profilo", "accounts-flash-profile-saved");
    visit.remember_lang(&mut response, lang);
    Ok(response)
}

/// `POST /profilo/password`: needs the present one; every other session ends, this one is renewed.
pub async fn change_password(visit: Visit, form: PostForm) -> WebResult {
    let person = visit.signed_in()?.clone();
    let id = person.id;
    let mut errors = FieldErrors::new();
    if !proves_password(&visit, form.get("current_password")).await? {
        errors.add("current_password", "accounts-error-current-password");
    }
    let new = forms::registration::password(
        &form,
        "password",
        Some(&person.name),
        person.email.as_ref(),
        &mut errors,
    );
    let new = match errors.into_result(new) {
        Ok(new) => new,
        Err(errors) => {
            let context = page(&visit, None).await?;
            return visit.render_invalid(TEMPLATE, context, &errors);
        }
    };
    let (hash, now) = (new.hash().await.map_err(Problem::fault)?, visit.now());
    visit.app().db.write(move |conn| password::change(conn, id, &hash, now)).await?;
    let secret = start_session(&visit, person).await?;
    Ok(visit.redirect_with_session("/profilo", secret, Some("accounts-flash-password-changed-here")))
}

/// `POST /profilo/email`: the address is right, says whoever reads: what was not sent there leaves now.
pub async fn try_mail_again(visit: Visit, _: PostForm) -> WebResult {
    let (id, now) = (visit.signed_in()?.id, visit.now());
    visit.admit(&[Counted::subject(Limit::MailToOneself, id)])?;
    visit.app().db.write::<_, DbError, _>(move |conn| outbox::is_reached_again(conn, id, now)).await?;
    Ok(visit.redirect("/profilo", "accounts-flash-unreached-again"))
}

/// `POST /profilo/sessioni/fine`: ends every session of the person, this one too.
pub async fn end_sessions(visit: Visit, _: PostForm) -> WebResult {
    let (id, now) = (visit.signed_in()?.id, visit.now());
    visit.app().db.write(move |conn| session::end_everywhere(conn, id, now)).await?;
    Ok(visit.redirect_signed_out("/accesso", "accounts-flash-signed-out-everywhere"))
}

#[derive(Serialize)]
struct ShownSession {
    device: String,
    created_at: Instant,
    last_seen_at: Instant,
    here: bool,
}

/// The page with the stored values, or with those of a form that was refused.
async fn page(visit: &Visit, typed: Option<Values>) -> Result<Context, Problem> {
    let person = visit.signed_in()?.clone();
    let now = visit.now();
    let limits = session::limits_of(person.role, &visit.app().config.security.sessions);
    let id = person.id;
    let (details, open, tokens, unreached) = visit
        .app()
        .db
        .read::<_, DbError, _>(move |conn| {
            let since = session::idle_since(limits, now);
            let open = sessions::open_of(conn, id, since, now)?;
            let unreached = outbox::undeliverable_since(conn, id)?;
            Ok((people::details(conn, id)?, open, personal_token::of(conn, id)?, unreached))
        })
        .await?;
    let here = visit.session().map(digest);
    let open: Vec<ShownSession> = open
        .into_iter()
        .map(|session| ShownSession {
            here: here.as_ref() == Some(&session.token_hash),
            device: session.device,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
        })
        .collect();
    let mut context = about_a_person(visit);
    context.insert("values", &typed.unwrap_or_else(|| stored(&person, &details)));
    context.insert("sessions", &open);
    context.insert("unreached", &unreached);
    context.insert("by_link", &false);
    context.insert("tokens", &tokens);
    context.insert("new_token", &None::<&str>);
    context.insert("token_name", "");
    context.insert("password_min", &NewPassword::MIN);
    Ok(context)
}

fn stored(person: &Person, details: &Details) -> Values {
    let text = |value: Option<&dyn std::fmt::Display>| value.map(ToString::to_string).unwrap_or_default();
    let company = details.company.as_ref();
    Values::from([
        ("name", person.name.to_string()),
        ("lang", person.lang.to_string()),
        ("mail_answer_text", if person.mail_answer_text { "on".to_owned() } else { String::new() }),
        ("municipality", text(details.municipality.as_ref().map(|one| one as _))),
        ("company", text(company.map(|company| &company.name as _))),
        ("vat_number", text(company.and_then(|company| company.vat_number.as_ref()).map(|one| one as _))),
        ("company_size", text(company.map(|company| &company.size as _))),
        ("sector", text(company.map(|company| &company.sector as _))),
        ("gender", text(details.gender.as_ref().map(|one| one as _))),
        ("birth_year", text(details.birth_year.as_ref().map(|one| one as _))),
        ("children", text(details.children.as_ref().map(|one| one as _))),
    ])
}
