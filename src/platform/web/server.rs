//! What happens around every request: an id, one line of log, a measure, the security headers, and no panic let out.

use std::panic::AssertUnwindSafe;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use futures_util::FutureExt;

use super::problem::Problem;

/// The id of a request, in its log line and on a page that reports a fault.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Everything a page may load comes from here, and nothing inline runs (CSP level 3).
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

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
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
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

/// Gives the request its id and turns a panic into a fault.
///
/// # Errors
/// What the handlers answer.
pub async fn guard_against_panics<B>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<impl MessageBody + use<B>>, Error>
where
    B: MessageBody + 'static,
{
    request.extensions_mut().insert(RequestId(crate::platform::random_hex(8)));
    let http = request.request().clone();
    match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(result) => result.map(ServiceResponse::map_into_left_body),
        Err(_) => {
            let response = actix_web::ResponseError::error_response(&Problem::fault("a handler panicked"));
            Ok(ServiceResponse::new(http, response).map_into_right_body())
        }
    }
}
