//! How an answer will look to whoever reads it, and how easily it reads.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::json;

use super::editor;
use super::similar;
use super::view::{text, text_with};
use super::work::{self, Part, Typed};
use super::writing::wants_json;
use crate::accounts::Visit;
use crate::kernel::ids::TicketId;
use crate::kernel::readability::{Ease, gulpease};
use crate::kernel::text::Body;
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, Problem, UploadForm, WebResult, markdown};

/// How easily a text reads, in words.
#[derive(Debug, Serialize)]
pub(super) struct Reading {
    ease: Ease,
    text: String,
    /// The sentences that are too long.
    long: Vec<String>,
}

/// Of an answer in Italian; of another language, or of a few words, there is nothing to tell.
pub(super) fn reading(visit: &Visit, markdown: &str, lang: Lang) -> Option<Reading> {
    let found = gulpease(&markdown::to_plain(markdown)).filter(|_| lang == Lang::It)?;
    let key = match found.ease {
        Ease::Easy => "desk-reading-easy",
        Ease::Medium => "desk-reading-medium",
        Ease::Hard => "desk-reading-hard",
    };
    let sentence = |long: &crate::kernel::readability::LongSentence| {
        let args = [("text", long.text.as_str().into()), ("count", long.words.into())];
        visit.app().texts.get(visit.lang(), "desk-reading-sentence", &args)
    };
    Some(Reading {
        ease: found.ease,
        text: text_with(visit, key, "index", found.index),
        long: found.long.iter().map(sentence).collect(),
    })
}

/// `POST /coda/{number}/anteprima`: shows the answer typed (`body`) as its reader will see it, on the page below the field; or,
/// to the page's script, in JSON: `html`, safe, and `reading`. `lang` is the language of the question.
///
/// # Errors
/// 404 for what this person may not see; 413 for what is longer than any answer; when the database fails.
pub async fn preview(
    visit: Visit,
    number: web::Path<i64>,
    request: HttpRequest,
    UploadForm(form): UploadForm,
) -> WebResult {
    let body = form.get("body");
    if body.chars().count() > 2 * Body::MAX {
        return Err(Problem::TooLarge);
    }
    if wants_json(&request) {
        let lang = Lang::parse(form.get("lang")).unwrap_or_default();
        let reading = reading(&visit, body, lang);
        let html = if body.trim().is_empty() {
            format!("<p>{}</p>", text(&visit, "desk-preview-empty"))
        } else {
            markdown::to_html(body)
        };
        return Ok(HttpResponse::Ok().json(json!({"html": html, "reading": reading})));
    }
    let page = work::read(&visit, TicketId(number.into_inner())).await?;
    let typed = Typed {
        part: Part::Answer,
        body: body.to_owned(),
        origin: Some(editor::origin(&form)),
        sources: similar::sources(&form),
        preview: true,
        // A file field sends the names alone from here.
        files_again: !form.get("attachments").is_empty(),
        ..Typed::default()
    };
    work::render(&visit, page, StatusCode::OK, &typed, false, &FieldErrors::new())
}
