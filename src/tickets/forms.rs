//! The forms of questions: typed values, or every mistake at once.

use crate::kernel::ids::TopicId;
use crate::kernel::text::{Body, Subject};
use crate::platform::config;
use crate::platform::i18n::Lang;
use crate::platform::uploads::{self, CheckedFile};
use crate::platform::web::{FieldErrors, PostForm};
use crate::topics::TopicTree;

/// The choice "I do not know" of the list of topics.
pub const UNKNOWN_TOPIC: &str = "non-so";

/// A question as typed: shown again as it is when something is wrong, kept as it is in a draft.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct TypedQuestion {
    /// Slug of the topic, [`UNKNOWN_TOPIC`], or nothing.
    pub topic: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What makes the form act once.
    pub submission_key: String,
    /// Whether the page saves by itself what lies in a draft already.
    pub saved_before: bool,
}

/// What the button of the form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskAction {
    /// Show the summary first.
    Review,
    /// Send now.
    Send,
    /// Keep as draft.
    Save,
}

/// A question that can be sent.
#[derive(Debug, Clone)]
pub struct ValidQuestion {
    /// The topic; none when the person does not know.
    pub topic: Option<TopicId>,
    /// One line.
    pub subject: Subject,
    /// The text.
    pub body: Body,
}

impl TypedQuestion {
    /// Reads the fields of `/domande/nuova`, cut to a length that a draft may have.
    pub fn read(form: &PostForm) -> Self {
        let cut = |name: &str, max: usize| form.get(name).chars().filter(|c| *c != '\0').take(max).collect();
        Self {
            topic: cut("topic", 100),
            subject: cut("subject", 2 * Subject::MAX),
            body: cut("body", 2 * Body::MAX),
            submission_key: cut("submission_key", 64),
            saved_before: false,
        }
    }

    /// The same of what the page saves by itself.
    pub fn read_autosaved(form: &PostForm) -> Self {
        Self { saved_before: form.get("saved") == "1", ..Self::read(form) }
    }

    /// Whether there is anything worth keeping.
    pub fn is_blank(&self) -> bool {
        self.subject.trim().is_empty() && self.body.trim().is_empty()
    }

    /// The topic named by slug or id, when it may be chosen.
    pub fn chosen_topic(&self, tree: &TopicTree) -> Option<TopicId> {
        let by_id = || tree.get(TopicId(self.topic.parse().ok()?));
        tree.by_slug(&self.topic).or_else(by_id).filter(|topic| topic.active).map(|topic| topic.id)
    }

    /// The question, or its mistakes in the order of the page.
    pub fn validate(&self, tree: &TopicTree, errors: &mut FieldErrors) -> Option<ValidQuestion> {
        let subject = errors.keep("subject", "tickets-problem-subject-", Subject::parse(&self.subject));
        let body = errors.keep("body", "tickets-problem-body-", Body::parse(&self.body));
        let topic = match self.topic.as_str() {
            UNKNOWN_TOPIC => Some(None),
            _ => errors.require("topic", "tickets-problem-topic", self.chosen_topic(tree)).map(Some),
        };
        Some(ValidQuestion { topic: topic?, subject: subject?, body: body? })
    }
}

impl AskAction {
    /// What the pressed button says; a form without one is sent.
    pub fn read(form: &PostForm) -> Self {
        match form.get("action") {
            "review" => Self::Review,
            "save" => Self::Save,
            _ => Self::Send,
        }
    }
}

/// The files of a field that passed; the others become mistakes. `already` files lie with the draft, or stay.
pub fn checked_files(
    form: &PostForm,
    field: &str,
    already: usize,
    limits: &config::Tickets,
    lang: Lang,
    errors: &mut FieldErrors,
) -> Vec<CheckedFile> {
    let mut files = Vec::new();
    for uploaded in form.files(field) {
        if already + files.len() >= limits.max_attachments {
            let max = limits.max_attachments.to_string();
            errors.add_with(field, "common-problem-files-many", vec![("max", max)]);
            break;
        }
        match uploads::check(uploaded, limits.max_attachment_bytes) {
            Ok(file) => files.push(file),
            Err(problem) => problem.tell(field, limits.max_attachment_bytes, lang, errors),
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_said_at_once() {
        let typed = TypedQuestion::read(&PostForm::of(&[("topic", "x"), ("subject", " "), ("body", "")]));
        let mut errors = FieldErrors::new();
        assert!(typed.validate(&TopicTree::default(), &mut errors).is_none());
        assert_eq!(errors.fields().collect::<Vec<_>>(), ["subject", "body", "topic"]);
    }

    #[test]
    fn whoever_does_not_know_the_topic_can_ask() {
        let fields = [("topic", UNKNOWN_TOPIC), ("subject", "Nido"), ("body", "Ci sono posti?")];
        let typed = TypedQuestion::read(&PostForm::of(&fields));
        let mut errors = FieldErrors::new();
        let question = typed.validate(&TopicTree::default(), &mut errors).expect("valid");
        assert_eq!(question.topic, None);
    }

    #[test]
    fn a_form_without_a_button_is_sent() {
        assert_eq!(AskAction::read(&PostForm::of(&[])), AskAction::Send);
        assert_eq!(AskAction::read(&PostForm::of(&[("action", "review")])), AskAction::Review);
        assert_eq!(AskAction::read(&PostForm::of(&[("action", "save")])), AskAction::Save);
    }
}
