//! Answering with a file that somebody sent.

use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder};
use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A file is never shown by the browser, only saved, and runs nothing should it be opened all the same.
const SANDBOX: &str = "default-src 'none'; sandbox";

/// The file, to be saved under this name.
pub fn saved_as(name: &str, content_type: &str, content: Bytes) -> HttpResponse {
    to_be_saved(name, content_type).body(content)
}

/// The same, still without the file.
pub fn to_be_saved(name: &str, content_type: &str) -> HttpResponseBuilder {
    // RFC 6266: a plain name for old browsers, the true one in UTF-8 (RFC 8187).
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect();
    let disposition = format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
        utf8_percent_encode(name, NON_ALPHANUMERIC)
    );
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
        .insert_header((header::CONTENT_ENCODING, "identity"));
    answer
}
