//! A mail as its sender formatted it: in a frame that does nothing and loads nothing.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentType, HeaderValue};
use actix_web::web;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use tera::context;

use super::{PATH, readable_by, subject};
use crate::accounts::Visit;
use crate::accounts::permissions::MailAction;
use crate::intake::by_hand;
use crate::intake::mask::Mask;
use crate::kernel::ids::IncomingId;
use crate::platform::mail::incoming::in_frame;
use crate::platform::web::server::WITH_OWN_FRAMES;
use crate::platform::web::{Problem, WebResult};

/// The one style of the frame: nothing in the mail brings its own. Tables whose rows have one cell each only lay the mail out, and what is
/// in them has the width of the window, whatever wide table is among it. Where cells stand side by side words stay whole: a column that may
/// break them anywhere becomes as narrow as a letter.
const STYLE: &str = "body{margin:0;padding:.75rem;font:16px/1.5 system-ui,sans-serif;color:#19191a;background:#fff;overflow-wrap:anywhere}\
img{max-width:100%;height:auto}table{max-width:100%;border-collapse:collapse}td,th{vertical-align:top;padding:.1rem .3rem;text-align:left}\
table:not(:has(>*>*>:nth-child(2))),table:not(:has(>*>*>:nth-child(2)))>*,table:not(:has(>*>*>:nth-child(2)))>*>*,\
table:not(:has(>*>*>:nth-child(2)))>*>*>*{display:block}\
:is(td,th):not(:only-child),:is(td,th):not(:only-child) *{overflow-wrap:break-word}\
pre{white-space:pre-wrap}blockquote{margin:.5rem 0 .5rem .5rem;padding-left:.75rem;border-left:3px solid #5d7083}\
a{color:#0066cc}.to{color:#455b71;font-size:.875em}.picture{border:1px dashed #5d7083;padding:0 .3rem}";

/// What the frame may do: show its style and pictures that lie in the page itself, and open links in windows of their own.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action 'none'; frame-ancestors 'self'; \
         base-uri 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
    );
    HeaderValue::from_str(&policy).expect("a policy of ASCII")
});

/// `GET /coda/posta/{id}/formattata`: the page around it.
///
/// # Errors
/// 404 when there is no such mail, its message is not kept any more, or its sender formatted nothing; when the database fails.
pub async fn show(visit: Visit, id: web::Path<i64>) -> WebResult {
    let id = IncomingId(id.into_inner());
    let kept = readable_by(&visit, id, MailAction::Read).await?;
    if kept.raw_key.is_none() || by_hand::message(visit.app(), &kept).await?.html.is_none() {
        return Err(Problem::NotFound);
    }
    let context = context! {
        title => &subject(&visit, &kept),
        mail => &format!("{PATH}/{id}"),
        ticket => &kept.ticket,
    };
    let mut page = visit.render("intake/formatted.html", context)?;
    let policy = HeaderValue::from_static(WITH_OWN_FRAMES);
    page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(page)
}

/// `GET /coda/posta/{id}/formattata/testo`: the mail itself.
///
/// # Errors
/// As [`show`].
pub async fn frame(visit: Visit, id: web::Path<i64>) -> WebResult {
    let id = IncomingId(id.into_inner());
    let kept = readable_by(&visit, id, MailAction::Read).await?;
    if kept.raw_key.is_none() {
        return Err(Problem::NotFound);
    }
    let mail = by_hand::message(visit.app(), &kept).await?;
    let html = mail.html.as_deref().ok_or(Problem::NotFound)?;
    let mask = Mask::of(html, &visit.app().config.server.public_url);
    let body = in_frame(html, &mail.attachments, |words| mask.hide(words));
    // Screen readers read what says nothing of its language in their own.
    let language = mail.language.as_deref().unwrap_or("und");
    let page = format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{id}</title><style>{STYLE}</style></head><body>{body}</body></html>"
    );
    Ok(HttpResponse::Ok()
        .insert_header(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY.clone()))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .body(page))
}
