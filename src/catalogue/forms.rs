//! What the desk types into the form of an entry, parsed with all its mistakes.

use chrono::NaiveDate;
use serde::Serialize;

use super::model::{Audience, Content, EntryKind};
use crate::kernel::clock::typed_day;
use crate::kernel::text::{Body, Subject, TextProblem};
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, PostForm};
use crate::topics::TopicTree;

/// Longest text in brief, sources and territory, in characters.
pub const SUMMARY_MAX: usize = 400;
/// See [`SUMMARY_MAX`].
pub const SOURCES_MAX: usize = 4_000;
/// See [`SUMMARY_MAX`].
pub const TERRITORY_MAX: usize = 120;
/// Longest remark of a reviewer.
pub const REMARK_MAX: usize = 2_000;

/// The fields as typed, to be shown again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Typed {
    pub kind: String,
    pub topic: String,
    pub audience: String,
    pub language: String,
    pub title: String,
    pub summary: String,
    pub body: String,
    pub sources: String,
    pub territory: String,
    pub verified_on: String,
    pub review_by: String,
    /// The version that the form was made from.
    pub version: String,
}

impl Typed {
    /// Takes the fields of a form.
    pub fn read(form: &PostForm) -> Self {
        let field = |name: &str| form.get(name).to_owned();
        Self {
            kind: field("kind"),
            topic: field("topic"),
            audience: field("audience"),
            language: field("language"),
            title: field("title"),
            summary: field("summary"),
            body: field("body"),
            sources: field("sources"),
            territory: field("territory"),
            verified_on: field("verified_on"),
            review_by: field("review_by"),
            version: field("version"),
        }
    }

    /// The fields that say `content`.
    pub fn of(content: &Content, version: i32, tree: &TopicTree) -> Self {
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        Self {
            kind: content.kind.to_string(),
            topic: tree.get(content.topic).map_or_else(String::new, |topic| topic.slug.clone()),
            audience: content.audience.to_string(),
            language: content.language.to_string(),
            title: content.title.to_string(),
            summary: content.summary.clone(),
            body: content.body.to_string(),
            sources: content.sources.clone(),
            territory: content.territory.clone(),
            verified_on: day(content.verified_on),
            review_by: day(content.review_by),
            version: version.to_string(),
        }
    }

    /// The version that the form was made from; 0, which no entry has, when the field was tampered with.
    pub fn seen(&self) -> i32 {
        self.version.parse().unwrap_or(0)
    }

    /// Everything typed that may become public, in one text.
    pub fn all_text(&self) -> String {
        [&self.title, &self.summary, &self.body, &self.sources].map(String::as_str).join("\n")
    }

    /// What the fields say.
    ///
    /// # Errors
    /// All mistakes, in the order of the page.
    pub fn parse(&self, tree: &TopicTree) -> Result<Content, FieldErrors> {
        let mut errors = FieldErrors::new();
        let title = errors.keep("title", "catalogue-problem-title-", Subject::parse(&self.title));
        let kind = errors.require("kind", "catalogue-problem-kind", EntryKind::parse(&self.kind));
        let topic = tree.by_slug(&self.topic).map(|topic| topic.id);
        let topic = errors.require("topic", "catalogue-problem-topic", topic);
        let audience = Audience::parse(&self.audience);
        let audience = errors.require("audience", "catalogue-problem-audience", audience);
        let summary = optional(&self.summary, SUMMARY_MAX);
        let summary = errors.keep("summary", "catalogue-problem-text-", summary);
        let body = errors.keep("body", "catalogue-problem-body-", Body::parse(&self.body));
        let sources = optional(&self.sources, SOURCES_MAX);
        let sources = errors.keep("sources", "catalogue-problem-text-", sources);
        let territory = optional(&self.territory, TERRITORY_MAX).map(|text| text.replace('\n', " "));
        let territory = errors.keep("territory", "catalogue-problem-text-", territory);
        let verified_on = errors.require("verified_on", "catalogue-problem-day", day(&self.verified_on));
        let review_by = errors.require("review_by", "catalogue-problem-day", day(&self.review_by));
        if let (Some(Some(verified)), Some(Some(review))) = (verified_on, review_by)
            && review <= verified
        {
            errors.add("review_by", "catalogue-problem-review-before");
        }
        let language = errors.require("language", "catalogue-problem-language", Lang::parse(&self.language));
        let content = || {
            Some(Content {
                kind: kind?,
                topic: topic?,
                audience: audience?,
                language: language?,
                title: title?,
                summary: summary?,
                body: body?,
                sources: sources?,
                territory: territory?,
                verified_on: verified_on?,
                review_by: review_by?,
            })
        };
        let content = content();
        errors.into_result(content)
    }
}

/// A remark, which must say something. `id` is that of its field: a page has two.
///
/// # Errors
/// Its mistake.
pub fn remark(form: &PostForm, id: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::new();
    let text = required(form.get("remark"), REMARK_MAX);
    let text = errors.keep(id, "catalogue-problem-remark-", text);
    errors.into_result(text)
}

fn required(text: &str, max: usize) -> Result<String, TextProblem> {
    let text = Body::parse(text)?.to_string();
    if text.chars().count() > max { Err(TextProblem::TooLong { max }) } else { Ok(text) }
}

/// A text that may be empty.
pub(super) fn optional(text: &str, max: usize) -> Result<String, TextProblem> {
    match required(text, max) {
        Err(TextProblem::Empty) => Ok(String::new()),
        other => other,
    }
}

/// A day, or none; the outer `None` is a mistake.
pub(super) fn day(text: &str) -> Option<Option<NaiveDate>> {
    if text.trim().is_empty() { Some(None) } else { typed_day(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_told_at_once() {
        let typed =
            Typed { summary: "x".repeat(SUMMARY_MAX + 1), verified_on: "ieri".into(), ..Typed::default() };
        let errors = typed.parse(&TopicTree::default()).expect_err("nearly everything is missing");
        let shown = errors.shown(&crate::platform::i18n::Texts::embedded(), Lang::It);
        let fields: Vec<&str> = shown.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            ["title", "kind", "topic", "audience", "summary", "body", "verified_on", "language"]
        );
        assert!(shown.iter().all(|error| !error.message.contains('⟦')), "{shown:?}");
    }
}
