//! The body of a POST: urlencoded or multipart, bounded, strictly UTF-8, with a valid CSRF token or not at all.
//!
//! Every handler of a POST takes a [`PostForm`], so that none can forget the token.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use percent_encoding::percent_decode;

use super::csrf::{CsrfBinding, CsrfKey};
use super::problem::Problem;

/// Name of the hidden field.
pub const CSRF_FIELD: &str = "csrf_token";

const MAX_FIELDS: usize = 200;
const MAX_FIELD_BYTES: usize = 256 * 1024;
/// Text of one form, urlencoded: the longest question with every character escaped fits.
const MAX_TEXT_BYTES: usize = 1024 * 1024;

/// How many files of what size a form may bring; an application data of the server.
#[derive(Debug, Clone, Copy)]
pub struct UploadLimits {
    /// Files in one form.
    pub files: usize,
    /// Bytes of one file. One byte more is read, so that the form can say which file is too large.
    pub bytes: usize,
}

/// A file that came with a form. Nothing of it is trusted yet, neither name nor type.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field's name.
    pub field: String,
    /// The file's name as the browser gave it.
    pub name: String,
    /// Its content; cut one byte past the limit.
    pub content: Bytes,
}

/// The fields and files of a POST whose token was good.
#[derive(Debug, Clone, Default)]
pub struct PostForm {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

impl PostForm {
    /// A field's value as typed; an absent field is empty, as an unchecked box is.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Whether the field was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// Every value of a field that may repeat; its name ends in `[]`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The files of a field, empty file inputs left out.
    pub fn files<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Upload> {
        self.files.iter().filter(move |file| file.field == name)
    }

    /// A form from values, for tests of the domains' own parsing.
    #[cfg(test)]
    pub fn of(fields: &[(&str, &str)]) -> Self {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { fields: fields.iter().map(own).collect(), files: Vec::new() }
    }

    fn push(&mut self, name: String, value: String) -> Result<(), Problem> {
        if self.fields.len() == MAX_FIELDS {
            return Err(Problem::TooLarge);
        }
        // No browser sends one from a field, and PostgreSQL has no place for it in a text.
        if name.contains('\0') || value.contains('\0') {
            return Err(Problem::BadRequest("a NUL character"));
        }
        if !name.ends_with("[]") && self.has(&name) {
            return Err(Problem::BadRequest("a field is repeated"));
        }
        self.fields.push((name, value));
        Ok(())
    }
}

impl FromRequest for PostForm {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let form = read(&request, payload).await?;
            let binding = request.extensions().get::<CsrfBinding>().cloned().ok_or(Problem::StaleForm)?;
            let key = request
                .app_data::<web::Data<CsrfKey>>()
                .ok_or_else(|| Problem::fault("the server has no CSRF key"))?;
            if key.verify(&binding, form.get(CSRF_FIELD)) { Ok(form) } else { Err(Problem::StaleForm) }
        })
    }
}

async fn read(request: &HttpRequest, payload: Payload) -> Result<PostForm, Problem> {
    match request.content_type() {
        "application/x-www-form-urlencoded" => parse_urlencoded(&collect(payload, MAX_TEXT_BYTES).await?),
        "multipart/form-data" => {
            let limits = request
                .app_data::<web::Data<UploadLimits>>()
                .ok_or_else(|| Problem::fault("the server has no upload limits"))?;
            read_multipart(request, payload, ***limits).await
        }
        _ => Err(Problem::BadRequest("a form is urlencoded or multipart")),
    }
}

async fn collect(mut payload: Payload, max: usize) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::BadRequest("the body ended early"))?;
        if body.len() + chunk.len() > max {
            return Err(Problem::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn parse_urlencoded(body: &[u8]) -> Result<PostForm, Problem> {
    let mut form = PostForm::default();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = match equals {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &[][..]),
        };
        form.push(decode(name)?, decode(value)?)?;
    }
    Ok(form)
}

fn decode(text: &[u8]) -> Result<String, Problem> {
    let spaced: Vec<u8> = text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let decoded = percent_decode(&spaced).decode_utf8().map_err(|_| Problem::BadRequest("not UTF-8"))?;
    if decoded.len() > MAX_FIELD_BYTES { Err(Problem::TooLarge) } else { Ok(decoded.into_owned()) }
}

async fn read_multipart(
    request: &HttpRequest,
    payload: Payload,
    limits: UploadLimits,
) -> Result<PostForm, Problem> {
    let broken = |_| Problem::BadRequest("the multipart body is broken");
    let mut multipart = Multipart::new(request.headers(), payload);
    let mut form = PostForm::default();
    let mut text_bytes = 0;
    while let Some(part) = multipart.next().await {
        let mut part = part.map_err(broken)?;
        let Some(disposition) = part.content_disposition() else {
            return Err(Problem::BadRequest("a part has no name"));
        };
        let field = disposition.get_name().unwrap_or_default().to_owned();
        let filename = disposition.get_filename().map(str::to_owned);
        let max = if filename.is_some() { limits.bytes + 1 } else { MAX_FIELD_BYTES };
        let mut content = BytesMut::new();
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(broken)?;
            let room = max - content.len();
            if chunk.len() > room && filename.is_none() {
                return Err(Problem::TooLarge);
            }
            // The rest of a file that is too large is read and dropped: memory stays flat and the form can say which.
            content.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
        match filename {
            Some(name) if name.is_empty() && content.is_empty() => {}
            Some(name) => {
                if form.files.len() == limits.files + 1 {
                    return Err(Problem::TooLarge);
                }
                form.files.push(Upload { field, name, content: content.freeze() });
            }
            None => {
                text_bytes += content.len();
                if text_bytes > MAX_TEXT_BYTES {
                    return Err(Problem::TooLarge);
                }
                let value =
                    String::from_utf8(content.to_vec()).map_err(|_| Problem::BadRequest("not UTF-8"))?;
                form.push(field, value)?;
            }
        }
    }
    Ok(form)
}

/// Whether the request says that its body is longer than any form may be.
pub fn announces_too_much(request: &HttpRequest, limits: UploadLimits) -> bool {
    let most = limits.bytes.saturating_mul(limits.files + 1) + MAX_TEXT_BYTES;
    request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok())
        .is_some_and(|length| length > most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded_strictly() {
        let form = parse_urlencoded(b"subject=Et%C3%A0+del+figlio&body=a%3Db&empty").expect("a good form");
        assert_eq!(form.get("subject"), "Età del figlio");
        assert_eq!(form.get("body"), "a=b");
        assert!(form.has("empty") && !form.has("absent"));
        assert!(matches!(parse_urlencoded(b"a=%ff"), Err(Problem::BadRequest(_))));
        assert!(matches!(parse_urlencoded(b"a=x%00y"), Err(Problem::BadRequest(_))));
    }

    #[test]
    fn a_field_is_not_repeated_unless_its_name_says_so() {
        assert!(matches!(parse_urlencoded(b"a=1&a=2"), Err(Problem::BadRequest(_))));
        let form = parse_urlencoded(b"g%5B%5D=1&g[]=2").expect("a good form");
        assert_eq!(form.all("g[]").collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn too_many_fields_are_refused() {
        let body: String = (0..=MAX_FIELDS).map(|n| format!("f{n}=x&")).collect();
        assert!(matches!(parse_urlencoded(body.as_bytes()), Err(Problem::TooLarge)));
    }
}
