//! Answering "nothing new" to whoever has the newest already (RFC 9110, 13).

use actix_web::http::header::{self, EntityTag, Header, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use chrono::NaiveDateTime;

use crate::kernel::clock::Instant;

/// The form of dates that HTTP asks for (RFC 9110, 5.6.7).
const DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// What tells one state of a resource from another.
#[derive(Debug, Clone)]
pub struct Validators {
    tag: EntityTag,
    modified: Instant,
}

impl Validators {
    /// `state` changes with the resource, `modified` says when it last did. The tag is weak: what is compressed on the way says the same in
    /// other bytes. `state` holds nothing but letters, digits and hyphens.
    pub fn new(state: String, modified: Instant) -> Self {
        Self { tag: EntityTag::new_weak(state), modified }
    }

    /// 304 for whoever has this state. Where a tag is named the time says nothing (RFC 9110, 13.1.3).
    pub fn unchanged(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let current = if request.headers().contains_key(header::IF_NONE_MATCH) {
            match IfNoneMatch::parse(request) {
                Ok(IfNoneMatch::Any) => true,
                Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|tag| tag.weak_eq(&self.tag)),
                Err(_) => false,
            }
        } else {
            let since =
                request.headers().get(header::IF_MODIFIED_SINCE).and_then(|since| since.to_str().ok());
            let since = since.and_then(|since| NaiveDateTime::parse_from_str(since, DATE).ok());
            // Dates of HTTP know no parts of seconds.
            since.is_some_and(|since| self.modified.utc().timestamp() <= since.and_utc().timestamp())
        };
        current.then(|| {
            let mut answer = HttpResponse::NotModified();
            self.say(&mut answer);
            answer.finish()
        })
    }

    /// Says them with a page that is made already, and leaves how long it may be kept to the page.
    pub fn say_with(&self, page: &mut HttpResponse) {
        let mut said = HttpResponse::Ok();
        self.say(&mut said);
        let said = said.finish();
        for name in [header::ETAG, header::LAST_MODIFIED] {
            if let Some(value) = said.headers().get(&name) {
                page.headers_mut().insert(name, value.clone());
            }
        }
    }

    /// Says them with an answer that anybody may keep, and asks to be asked again each time.
    pub fn say(&self, answer: &mut HttpResponseBuilder) {
        answer
            .insert_header(header::ETag(self.tag.clone()))
            .insert_header((header::LAST_MODIFIED, self.modified.utc().format(DATE).to_string()))
            .insert_header((header::CACHE_CONTROL, "public, no-cache"));
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn validators() -> Validators {
        Validators::new("7-csv".into(), Instant::parse_rfc3339("2026-11-24T09:30:00.5Z").expect("an instant"))
    }

    #[test]
    fn whoever_has_it_is_told_so() {
        for (name, value) in [
            (header::IF_NONE_MATCH, "W/\"7-csv\""),
            (header::IF_NONE_MATCH, "\"7-csv\", \"x\""),
            (header::IF_NONE_MATCH, "*"),
            (header::IF_MODIFIED_SINCE, "Tue, 24 Nov 2026 09:30:00 GMT"),
            (header::IF_MODIFIED_SINCE, "Wed, 25 Nov 2026 09:30:00 GMT"),
        ] {
            let request = TestRequest::default().insert_header((name, value)).to_http_request();
            assert!(validators().unchanged(&request).is_some(), "{value}");
        }
    }

    #[test]
    fn whoever_has_another_state_is_given_the_new_one() {
        for (name, value) in [
            (header::IF_NONE_MATCH, "W/\"6-csv\""),
            (header::IF_NONE_MATCH, "7-csv"),
            (header::IF_MODIFIED_SINCE, "Tue, 24 Nov 2026 09:29:59 GMT"),
            (header::IF_MODIFIED_SINCE, "yesterday"),
        ] {
            let request = TestRequest::default().insert_header((name, value)).to_http_request();
            assert!(validators().unchanged(&request).is_none(), "{value}");
        }
        let both = TestRequest::default()
            .insert_header((header::IF_NONE_MATCH, "\"6-csv\""))
            .insert_header((header::IF_MODIFIED_SINCE, "Wed, 25 Nov 2026 09:30:00 GMT"));
        assert!(validators().unchanged(&both.to_http_request()).is_none());
    }
}
