//! What the desk types into the form of an entry, parsed with all its mistakes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::details::{Details, Mistakes, Things, Wrong};
use super::model::{Audience, Content, EntryKind};
use crate::kernel::clock::{Instant, on_wall_of_rome, typed_day, typed_time};
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
    pub valid_from: String,
    pub valid_to: String,
    pub details: TypedDetails,
    /// The version that the form was made from.
    pub version: String,
}

/// The fields of every kind, so that nothing is lost to whoever chooses another: only those of the chosen one count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TypedDetails(BTreeMap<String, String>);

impl TypedDetails {
    fn read(typed: impl Fn(&str) -> String) -> Self {
        let names = EntryKind::ALL
            .iter()
            .flat_map(|kind| Details::fields(*kind).iter().map(|field| field_name(*kind, field.name)));
        Self(names.map(|name| (name.clone(), typed(&name))).collect())
    }

    fn of(details: &Details) -> Self {
        let mut typed = Self::default();
        typed.0.extend(details.written().map(|(field, text)| (field_name(details.kind(), field.name), text)));
        typed
    }

    fn get(&self, kind: EntryKind, name: &str) -> &str {
        self.0.get(&field_name(kind, name)).map_or("", String::as_str)
    }

    fn parse(&self, kind: EntryKind) -> Result<Details, Mistakes> {
        Details::read(kind, |name| self.get(kind, name))
    }
}

impl Default for TypedDetails {
    fn default() -> Self {
        Self::read(|_| String::new())
    }
}

/// What a field of a kind is called in the form.
fn field_name(kind: EntryKind, name: &str) -> String {
    format!("{kind}_{name}")
}

/// Adds the mistakes in the fields of a kind.
fn add_mistakes(errors: &mut FieldErrors, kind: EntryKind, mistakes: Mistakes) {
    for (name, wrong) in mistakes {
        let field = field_name(kind, name);
        let key = match wrong {
            Wrong::Text(problem) => {
                errors.keep::<()>(&field, "catalogue-problem-text-", Err(problem));
                continue;
            }
            Wrong::TooMany => {
                let most = vec![("max", Things::MOST.to_string())];
                errors.add_with(&field, "catalogue-problem-too-many", most);
                continue;
            }
            Wrong::Phone => "catalogue-problem-phone",
            Wrong::Mail => "catalogue-problem-email",
            Wrong::Site => "catalogue-problem-website",
            Wrong::Municipality => "catalogue-problem-municipality",
            Wrong::Size => "catalogue-problem-size",
        };
        errors.add(&field, key);
    }
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
            valid_from: field("valid_from"),
            valid_to: field("valid_to"),
            details: TypedDetails::read(field),
            version: field("version"),
        }
    }

    /// The fields that say `content`.
    pub fn of(content: &Content, version: i32, tree: &TopicTree) -> Self {
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        Self {
            kind: content.kind().to_string(),
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
            valid_from: day(content.valid_from),
            valid_to: day(content.valid_to),
            details: TypedDetails::of(&content.details),
            version: version.to_string(),
        }
    }

    /// The version that the form was made from; 0, which no entry has, when the field was tampered with.
    pub fn seen(&self) -> i32 {
        self.version.parse().unwrap_or(0)
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
        let details = kind.and_then(|kind| {
            self.details.parse(kind).map_err(|mistakes| add_mistakes(&mut errors, kind, mistakes)).ok()
        });
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
        let valid_from = errors.require("valid_from", "catalogue-problem-day", day(&self.valid_from));
        let valid_to = errors.require("valid_to", "catalogue-problem-day", day(&self.valid_to));
        if let (Some(Some(from)), Some(Some(to))) = (valid_from, valid_to)
            && to < from
        {
            errors.add("valid_to", "catalogue-problem-valid-before");
        }
        let language = errors.require("language", "catalogue-problem-language", Lang::parse(&self.language));
        let content = || {
            Some(Content {
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
                valid_from: valid_from?,
                valid_to: valid_to?,
                details: details?,
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

/// The day and hour, in Milan, at which something becomes public.
///
/// # Errors
/// All mistakes: an hour that is over is one.
pub fn later(form: &PostForm, now: Instant) -> Result<Instant, FieldErrors> {
    let mut errors = FieldErrors::new();
    let day =
        errors.require("publish_day", "catalogue-problem-publish-day", typed_day(form.get("publish_day")));
    let time = errors.require(
        "publish_time",
        "catalogue-problem-publish-time",
        typed_time(form.get("publish_time")),
    );
    let at = match (day, time) {
        (Some(day), Some(time)) => {
            let at = on_wall_of_rome(day, time).filter(|at| *at > now);
            errors.require("publish_day", "catalogue-problem-publish-past", at)
        }
        _ => None,
    };
    errors.into_result(at)
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
    fn only_the_fields_of_the_chosen_kind_count() {
        let form = [
            ("kind", "service"),
            ("service_phone", "chiamare"),
            ("practice_size", "enorme"),
            ("answer_for_whom", "Chi"),
        ];
        let mut typed = Typed::read(&PostForm::of(&form));
        let wrong = |typed: &Typed| -> Vec<String> {
            let errors = typed.parse(&TopicTree::default()).expect_err("much is missing");
            errors.fields().filter(|field| field.contains('_')).map(str::to_owned).collect()
        };
        assert_eq!(wrong(&typed), ["service_phone"]);
        typed.kind = "practice".to_owned();
        assert_eq!(wrong(&typed), ["practice_size"]);
        typed.kind = "answer".to_owned();
        assert_eq!(wrong(&typed), Vec::<String>::new());
    }

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
