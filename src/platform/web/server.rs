//! What happens around every request: an id, one line of log, a measure, the security headers, and no panic let out.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse};
use futures_util::FutureExt;
use tracing::Instrument;

use super::problem::Problem;
use super::query;
use crate::platform::telemetry::metrics;

/// Longer than an answer takes to leave.
const HOLD: Duration = Duration::from_secs(10);

macro_rules! content_security_policy {
    ($more:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; ",
            "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            $more
        )
    };
}

/// Everything a page may load comes from here, and nothing inline runs (CSP level 3).
const CONTENT_SECURITY_POLICY: &str = content_security_policy!("");

/// The same for a page that shows others of ours in frames.
pub const WITH_OWN_FRAMES: &str = content_security_policy!("; frame-src 'self'");

/// What is shown in a frame of ours and was not written by us alone: it has its own styles, and does nothing.
pub const INERT: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; \
     base-uri 'none'; sandbox";

const SECURITY_HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        header::PERMISSIONS_POLICY,
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    (header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
    (header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
];

/// Sets the headers of every answer; one that a handler set itself (an attachment's own CSP) stays.
pub fn set_security_headers(headers: &mut header::HeaderMap, https: bool) {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    // Where a page says itself who may show it in a frame, the old header, which knows no list of sites, is left out (HTML, 7.5.2).
    let framed = policy.is_some_and(|policy| policy.contains("frame-ancestors 'self' "));
    let mut set = |name: HeaderName, value: &'static str| {
        let is_said = headers.contains_key(&name) || (framed && name == header::X_FRAME_OPTIONS);
        if !is_said {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    for (name, value) in SECURITY_HEADERS {
        set(name, value);
    }
    // Whoever does not say otherwise is private.
    set(header::CACHE_CONTROL, "no-store");
    if https {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
}

/// The outermost layer: gives what is logged of the request its id, measures it, logs it by its route pattern (a path may hold a token)
/// and sets the security headers of whatever is answered.
///
/// # Errors
/// None of its own.
pub async fn around<B: MessageBody>(
    https: bool,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let id = crate::platform::random_hex(8);
    // In every line that is logged on the way, a fault with the code on its page among them.
    let span = tracing::info_span!("request", id);
    let started = Instant::now();
    let mut response = if request.headers().contains_key(header::TRANSFER_ENCODING) {
        without_length(request).map_into_right_body()
    } else {
        next.call(request).instrument(span.clone()).await?.map_into_left_body()
    };
    let took = started.elapsed();
    let method = known_method(response.request().method());
    let route = response.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let status = response.status().as_u16();
    metrics().request(method, &route, status, took);
    let _within = span.entered();
    tracing::debug!(method, route, status, micros = took.as_micros(), "answered");
    set_security_headers(response.headers_mut(), https);
    Ok(response)
}

/// 411 for a body that does not say how long it is (RFC 9110, 15.5.12). What nobody reads of such a body actix reads to its
/// end, which may never come; of one that says its length it closes the connection. No browser sends a form without.
fn without_length(mut request: ServiceRequest) -> ServiceResponse {
    // actix takes a body whose reader is gone for one that it must read itself.
    let body = request.take_payload();
    actix_web::rt::spawn(async move {
        actix_web::rt::time::sleep(HOLD).await;
        drop(body);
    });
    request.into_response(HttpResponse::new(StatusCode::LENGTH_REQUIRED))
}

/// A client may send any word as its method; each would become a metric.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// Turns errors and panics of one route into answers, so that the layers around it see an answer in any case.
///
/// It stands within the route: a handle on the request that is held while actix still looks for the route makes actix
/// itself panic.
///
/// # Errors
/// None; the type is actix's.
pub async fn answer_in_any_case<B>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<impl MessageBody + use<B>>, Error>
where
    B: MessageBody + 'static,
{
    let http = request.request().clone();
    let refused = match http.query_string() {
        query if !query::is_readable(query) => Some("the query is not UTF-8 text"),
        query if query::repeats_a_name(query) => Some("a name stands twice in the query"),
        _ => None,
    };
    if let Some(reason) = refused {
        let response = actix_web::ResponseError::error_response(&Problem::BadRequest(reason));
        return Ok(ServiceResponse::new(http, response).map_into_right_body());
    }
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(Ok(response)) => Ok(response.map_into_left_body()),
        Ok(Err(error)) => Ok(ServiceResponse::from_err(error, http).map_into_right_body()),
        Err(_) => {
            let response = actix_web::ResponseError::error_response(&Problem::fault("a handler panicked"));
            Ok(ServiceResponse::new(http, response).map_into_right_body())
        }
    }
}
