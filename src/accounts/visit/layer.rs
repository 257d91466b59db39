//! The layer around every page: reads session, language and notice before, dresses problems after.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::Cookie;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, ResponseError, web};

use super::cookies::{Jar, LANG};
use super::{Inner, Visit, problem_page};
use crate::accounts::actions::personal_token;
use crate::accounts::actions::session::{self, Found};
use crate::accounts::model::Person;
use crate::accounts::secret::new_secret;
use crate::app::App;
use crate::platform::db::{Conn, DbError};
use crate::platform::i18n::{Lang, from_accept_language};
use crate::platform::web::{CsrfBinding, Problem, UploadForm, client};

/// Paths that belong to machines, or to frames of other sites: no session, no dressing.
const BARE: [&str; 5] = ["/assets/", "/healthz", "/readyz", "/metrics", "/riquadro"];

/// What a page asks by itself while nobody touches it. That is no use of a session, which would never end otherwise.
const UNATTENDED: [&str; 2] = ["/coda/eventi", "/coda/novita"];

/// Whether somebody's hand is behind a request for this path. That a question is open on a screen says nothing of it.
fn is_attended(path: &str) -> bool {
    let is_presence = path.starts_with("/coda/") && path.ends_with("/presenza");
    !is_presence && !UNATTENDED.contains(&path)
}

/// Puts a [`Visit`], the `Person` who signed in and the [`CsrfBinding`] into the request; gives problems their page.
///
/// # Errors
/// None of its own: problems become responses here.
pub async fn layer<B>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<BoxBody>, Error>
where
    B: MessageBody + 'static,
{
    if BARE.iter().any(|path| request.path().starts_with(path)) {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    }
    let Reading { visit, chosen, outage } = match read(&request).await {
        Ok(reading) => reading,
        Err(problem) => return Ok(request.error_response(problem)),
    };
    if let Some(person) = visit.person() {
        request.extensions_mut().insert(person.clone());
    }
    request.extensions_mut().insert(visit.0.binding.clone());
    request.extensions_mut().insert(visit.clone());
    if let Some(problem) = outage {
        return Ok(problem_page::dress(turned_away(request, &problem).await, &visit));
    }
    let answer = next.call(request).await?.map_into_boxed_body();
    let mut answer = problem_page::dress(answer, &visit);
    if let Some(lang) = chosen {
        // A cookie of ours is always a valid header.
        let _ = answer.response_mut().add_cookie(&visit.jar().lang(lang));
    }
    Ok(answer)
}

/// Who comes.
struct Reading {
    visit: Visit,
    /// The language that the address chooses.
    chosen: Option<Lang>,
    /// Who it is could not be found out. Nobody is let in as somebody else, nor sent to sign in again.
    outage: Option<Problem>,
}

/// The answer to somebody who cannot be recognised now. What they typed is read, for the page to give it back; the token
/// of a form needs no database.
async fn turned_away(request: ServiceRequest, problem: &Problem) -> ServiceResponse<BoxBody> {
    let (http, mut payload) = request.into_parts();
    if http.method() == Method::POST {
        let _ = UploadForm::from_request(&http, &mut payload).await;
    }
    ServiceResponse::new(http, problem.error_response())
}

async fn read(request: &ServiceRequest) -> Result<Reading, Problem> {
    let app = request
        .app_data::<web::Data<App>>()
        .cloned()
        .ok_or_else(|| Problem::fault("the server has no application"))?;
    let jar = Jar { https: app.config.server.public_url.is_https() };
    let cookie = |name: &str| request.cookie(name).as_ref().map(Cookie::value).map(str::to_owned);
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();

    let bearer = bearer(request).map(str::to_owned);
    let mut session = cookie(jar.session_name()).filter(|secret| bearer.is_none() && is_secret(secret));
    let (mut person, mut unread, mut expired, mut outage) = (None, 0, None, None);
    if let Some(secret) = bearer {
        match owner(&app, secret).await {
            Ok(found) => person = found,
            Err(error) => outage = Some(Problem::from(error)),
        }
    } else if let Some(secret) = &session {
        match find(&app, secret, is_attended(request.path())).await {
            Ok((Found::Live { person: found, .. }, notices)) => (person, unread) = (Some(found), notices),
            Ok((Found::Expired(account), _)) => expired = Some(account),
            Ok((Found::Nothing, _)) => session = None,
            Err(error) => outage = Some(Problem::from(error)),
        }
    }
    let form = cookie(jar.form_name()).filter(|secret| is_secret(secret));
    let binding_is_new = session.is_none() && form.is_none();
    let binding = CsrfBinding(session.clone().or(form).unwrap_or_else(new_secret));

    let chosen =
        web::Query::<Vec<(String, String)>>::from_query(request.query_string()).ok().and_then(|query| {
            query.iter().find(|(name, _)| name == LANG).and_then(|(_, lang)| Lang::parse(lang))
        });
    let lang = chosen
        .or_else(|| cookie(LANG).and_then(|lang| Lang::parse(&lang)))
        .or_else(|| person.as_ref().map(|person| person.lang))
        .unwrap_or_else(|| from_accept_language(text(header::ACCEPT_LANGUAGE)));
    let visit = Visit(std::rc::Rc::new(Inner {
        client: client::address(request.request(), &app.config.server.trusted_proxies),
        person,
        unread,
        expired,
        session,
        binding,
        binding_is_new,
        lang,
        path: request.path().to_owned(),
        query: request.query_string().to_owned(),
        flash: cookie(jar.flash_name()).filter(|key| is_text_key(key) && app.texts.has(lang, key)),
        browser: cookie(jar.browser_name()),
        user_agent: text(header::USER_AGENT).chars().take(300).collect(),
        app,
    }));
    Ok(Reading { visit, chosen, outage })
}

/// The secret with which a program comes (RFC 6750, 2.1), where programs come.
fn bearer(request: &ServiceRequest) -> Option<&str> {
    if !request.path().starts_with("/api/") {
        return None;
    }
    let (scheme, secret) = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

/// For whom the program acts; nobody when the token is unknown. Its use is noted beside the request.
async fn owner(app: &web::Data<App>, secret: String) -> Result<Option<Person>, DbError> {
    let now = app.clock.now();
    let found = app.db.read(move |conn| personal_token::owner(conn, &secret, now)).await?;
    if let Some((_, Some(token))) = found {
        let app = app.clone();
        actix_web::rt::spawn(async move {
            let noted = app.db.write(move |conn| personal_token::note_use(conn, token, now)).await;
            if let Err(error) = noted {
                tracing::warn!(%error, "the use of a personal token was not noted");
            }
        });
    }
    Ok(found.map(|(person, _)| person))
}

/// Looks the session up, and how many notices its person has not read. That somebody uses it is noted beside the
/// request, which does not wait for the writer.
async fn find(app: &web::Data<App>, secret: &str, attended: bool) -> Result<(Found, i64), DbError> {
    let now = app.clock.now();
    let limits = app.config.security.sessions;
    let wanted = secret.to_owned();
    let count_unread = app.unread;
    let look = move |conn: &mut Conn| {
        let found = session::find(conn, &limits, &wanted, now)?;
        let unread = match &found {
            Found::Live { person, .. } if person.role.is_desk() => count_unread(conn, person.id)?,
            _ => 0,
        };
        Ok((found, unread))
    };
    let (found, unread) = app.db.read_briefly::<_, DbError, _>(look).await?;
    if attended && matches!(found, Found::Live { note: true, .. }) {
        let (app, secret) = (app.clone(), secret.to_owned());
        actix_web::rt::spawn(async move {
            let noted = app.db.write(move |conn| session::note_use(conn, &secret, now)).await;
            if let Err(error) = noted {
                tracing::warn!(%error, "the use of a session was not noted");
            }
        });
    }
    Ok((found, unread))
}

/// Whether a cookie has the shape of our secrets; anything else costs no look-up.
fn is_secret(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_text_key(text: &str) -> bool {
    text.len() <= 60 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}
