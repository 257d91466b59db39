//! HTTP machinery: server, problems, forms, CSRF, templates, assets. Knows nothing of the desk.

pub mod assets;
pub mod body;
pub mod client;
pub mod csrf;
mod fields;
pub mod form;
pub mod markdown;
pub mod plain_text;
pub mod problem;
mod query;
mod saved_as;
pub mod server;
pub mod template;
mod validators;

pub use csrf::{CsrfBinding, CsrfKey};
pub use fields::{FieldErrors, ShownError};
pub use form::{LinkForm, PostForm, Typed, Upload, UploadForm};
pub use problem::{Problem, WebResult};
pub use saved_as::{saved_as, to_be_saved};
pub use template::Templates;
pub use validators::Validators;

use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderName, HeaderValue};

/// 303 to a local path: what every accepted POST answers.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

/// A page whose address is a secret: it goes to no other site and into no search engine. Nothing of it is kept by the browser either,
/// like every page that does not say otherwise (`platform::web::server`).
///
/// # Errors
/// Those of the page.
pub fn discreet(page: WebResult) -> WebResult {
    let mut page = page?;
    let headers = page.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    Ok(page)
}

/// `next` if it is a path of this site that a browser cannot take for another site, else `None`.
///
/// `//host`, `/\host`, and control characters (which browsers drop) would all lead away.
pub fn local_path(next: &str) -> Option<&str> {
    let safe = next.starts_with('/')
        && !next.starts_with("//")
        && next.len() <= 500
        && !next.contains(|c: char| c == '\\' || c.is_control() || c.is_whitespace());
    safe.then_some(next)
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_paths_of_this_site_are_local() {
        assert_eq!(local_path("/domande/12?x=1#fine"), Some("/domande/12?x=1#fine"));
        for next in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\tb",
            "/\u{0}",
            "javascript:1",
        ] {
            assert_eq!(local_path(next), None, "{next:?}");
        }
    }
}
