//! The body of a POST, with a valid CSRF token or not at all.
//!
//! Every handler of a POST takes a [`PostForm`], or an [`UploadForm`] where files may come along, so that none can forget
//! the token. One takes a [`LinkForm`], since mail programs have no token.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use bytes::Bytes;
use tokio::sync::OwnedSemaphorePermit;

use super::body;
use super::csrf::{CsrfBinding, CsrfKey};
use super::problem::Problem;

/// Name of the hidden field.
pub const CSRF_FIELD: &str = "csrf_token";

const MAX_FIELDS: usize = 200;

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
    pub(super) files: Vec<Upload>,
    /// The memory that the files take up, given back with the form.
    pub(super) room: Option<Arc<OwnedSemaphorePermit>>,
}

/// What somebody typed into the form of this request, left on the request: should it not be served, the page that says so
/// gives it back.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Names and values, without the token.
    pub fields: Vec<(String, String)>,
    /// Whether the form came from a page of ours.
    pub authentic: bool,
    /// Whether files came along: nobody can give those back.
    pub had_files: bool,
}

/// A [`PostForm`] that may bring files.
#[derive(Debug)]
pub struct UploadForm(pub PostForm);

/// That whoever has the secret of an address wants what it is for: by the form of our page, with its token, or by the one POST that a
/// mail program sends for its reader, which has none and says so in words that RFC 8058, 3.2 fixes. Only for addresses that nobody else
/// knows: another site cannot make a browser send to one.
#[derive(Debug)]
pub struct LinkForm;

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
        Self { fields: fields.iter().map(own).collect(), ..Self::default() }
    }

    pub(super) fn push(&mut self, name: String, value: String) -> Result<(), Problem> {
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
            let token = Token::of(&request)?;
            let form = body::read(&request, payload, None, &token).await?;
            token.demand(&form)?;
            Ok(form)
        })
    }
}

impl FromRequest for UploadForm {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let token = Token::of(&request)?;
            let limits = request
                .app_data::<web::Data<body::UploadLimits>>()
                .ok_or_else(|| Problem::fault("the server has no upload limits"))?;
            let form = body::read(&request, payload, Some(limits), &token).await?;
            token.demand(&form)?;
            Ok(Self(form))
        })
    }
}

impl FromRequest for LinkForm {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let token = Token::of(&request)?;
            let form = body::read(&request, payload, None, &token).await?;
            if form.get("List-Unsubscribe") != "One-Click" {
                token.demand(&form)?;
            }
            Ok(Self)
        })
    }
}

/// What tells whether a form's token is good.
pub(super) struct Token {
    request: HttpRequest,
    key: web::Data<CsrfKey>,
    binding: CsrfBinding,
}

impl Token {
    fn of(request: &HttpRequest) -> Result<Self, Problem> {
        let binding = request.extensions().get::<CsrfBinding>().cloned().ok_or(Problem::StaleForm)?;
        let key = request
            .app_data::<web::Data<CsrfKey>>()
            .cloned()
            .ok_or_else(|| Problem::fault("the server has no CSRF key"))?;
        Ok(Self { request: request.clone(), key, binding })
    }

    /// `StaleForm` unless the form has a good one. Leaves what was typed on the request either way.
    pub(super) fn demand(&self, form: &PostForm) -> Result<(), Problem> {
        let authentic = self.key.verify(&self.binding, form.get(CSRF_FIELD));
        let fields = form.fields.iter().filter(|(name, _)| name != CSRF_FIELD).cloned().collect();
        let typed = Typed { fields, authentic, had_files: !form.files.is_empty() };
        self.request.extensions_mut().insert(typed);
        if authentic { Ok(()) } else { Err(Problem::StaleForm) }
    }
}
