//! Gives a problem its page in the visitor's language, or under `/api/` its document.

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpMessage, HttpRequest};
use serde::Serialize;
use serde_json::json;
use tera::context;

use super::Visit;
use crate::platform::web::problem::ShownProblem;
use crate::platform::web::{FieldErrors, Typed};

/// Dresses a response that carries a problem, or has an error status and nothing to say.
pub fn dress(answer: ServiceResponse<BoxBody>, visit: &Visit) -> ServiceResponse<BoxBody> {
    let status = answer.status();
    let carried = answer.response().extensions().get::<ShownProblem>().cloned();
    let silent = status.as_u16() >= 400
        && matches!(answer.response().body().size(), BodySize::None | BodySize::Sized(0));
    let shown = match carried {
        Some(shown) => shown,
        None if silent => ShownProblem { status, code: None, retry_after: None, detail: None },
        None => return answer,
    };
    if visit.path().starts_with("/api/") {
        return document(answer, &shown);
    }
    let from_here = is_from_here(answer.request(), visit);
    let typed = answer.request().extensions().get::<Typed>().cloned();
    let typed = typed.filter(|typed| typed.authentic || from_here).and_then(|typed| Kept::of(&typed));
    let context = context! {
        typed => &typed,
        status => &status.as_u16(),
        code => &shown.code,
        minutes => &shown.retry_after.map(|seconds| seconds.div_ceil(60)),
    };
    match visit.render_with(status, "service/problem.html", context, &FieldErrors::new()) {
        Ok(mut page) => {
            for (name, value) in answer.headers() {
                page.headers_mut().insert(name.clone(), value.clone());
            }
            page.headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            answer.into_response(page)
        }
        // The page of problems has one itself: the status and its headers are better than nothing.
        Err(_) => answer,
    }
}

/// Whether the browser says that a page of this site sent the form. What another site sends is not shown in ours.
fn is_from_here(request: &HttpRequest, visit: &Visit) -> bool {
    let origin = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    origin == Some(visit.app().config.server.public_url.as_str())
}

/// What somebody typed in vain, to be sent again or copied.
#[derive(Serialize)]
struct Kept {
    fields: Vec<KeptField>,
    may_retry: bool,
    had_files: bool,
}

#[derive(Serialize)]
struct KeptField {
    name: String,
    value: String,
    /// Long enough to hurt: shown, and not only sent along.
    is_text: bool,
}

/// From so many characters on nobody likes to type it again.
const LONG: usize = 40;

impl Kept {
    /// Nothing when little was typed, or when it holds what must not be shown.
    fn of(typed: &Typed) -> Option<Self> {
        let secret = |name: &str| name.contains("password") || name == "code";
        if typed.fields.iter().any(|(name, _)| secret(name)) {
            return None;
        }
        let field = |(name, value): &(String, String)| KeptField {
            name: name.clone(),
            value: value.clone(),
            is_text: value.chars().count() >= LONG && value.contains(char::is_whitespace),
        };
        let fields: Vec<KeptField> = typed.fields.iter().map(field).collect();
        let long = fields.iter().any(|field| field.is_text);
        // A form from elsewhere is not made good by a button of ours.
        long.then_some(Self { fields, may_retry: typed.authentic, had_files: typed.had_files })
    }
}

/// RFC 9457.
fn document(answer: ServiceResponse<BoxBody>, shown: &ShownProblem) -> ServiceResponse<BoxBody> {
    let title = shown.status.canonical_reason().unwrap_or("Error");
    let mut body = json!({ "type": "about:blank", "title": title, "status": shown.status.as_u16() });
    if let (Some(code), Some(fields)) = (&shown.code, body.as_object_mut()) {
        fields.insert("code".to_owned(), json!(code));
    }
    if let (Some(detail), Some(fields)) = (shown.detail, body.as_object_mut()) {
        fields.insert("detail".to_owned(), json!(detail));
    }
    let mut answer = answer.map_body(|_, _| BoxBody::new(body.to_string()));
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    answer
}
