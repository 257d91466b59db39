//! The door of every route: turns away whoever may not enter, before the handler runs.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::model::Person;
use super::permissions::{Access, may_enter};
use super::visit::Visit;
use crate::app::App;
use crate::platform::web::{Problem, local_path, see_other};

/// Lets the request through when its person may enter. Signed out, a page leads to the sign-in and back; to whoever
/// has signed in with another role it does not exist. A program without a good token is told to bring one.
///
/// The person is in the request's extensions, put there by the layer that reads the session.
///
/// # Errors
/// 404, 401 for a program, and what the handler answers.
pub async fn enter<B>(
    access: Access,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<impl MessageBody + use<B>>, Error>
where
    B: MessageBody + 'static,
{
    let person = request.extensions().get::<Person>().cloned();
    let expired =
        request.extensions().get::<Visit>().is_some_and(|visit| visit.expired_session_of().is_some());
    let saves_a_draft = expired && matches!(access, Access::RolesOrExpired(_));
    if may_enter(person.as_ref(), access) || saves_a_draft {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    }
    if person.is_some() {
        return Err(Problem::NotFound.into());
    }
    if request.path().starts_with("/api/") {
        return Err(Problem::Unauthorized.into());
    }
    let answer = see_other(&sign_in_path(&request));
    Ok(request.into_response(answer).map_into_right_body())
}

/// `/accesso?next=…` with the page that was wanted; after a POST, the page that held the form, if the browser tells.
fn sign_in_path(request: &ServiceRequest) -> String {
    let wanted = match *request.method() {
        Method::GET | Method::HEAD => request.uri().path_and_query().map(|wanted| wanted.as_str()),
        _ => page_of_the_form(request).or(Some(request.path())),
    };
    let wanted = wanted.and_then(local_path).unwrap_or("/");
    format!("/accesso?next={}", utf8_percent_encode(wanted, NON_ALPHANUMERIC))
}

/// The path in `Referer`, if it is a page of ours.
fn page_of_the_form(request: &ServiceRequest) -> Option<&str> {
    let app = request.app_data::<web::Data<App>>()?;
    let page = request.headers().get(header::REFERER)?.to_str().ok()?;
    page.strip_prefix(app.config.server.public_url.as_str())
}
