//! `/coda/nuova`: a question that somebody asks by telephone or at the front desk.

use actix_web::web;
use serde::{Deserialize, Serialize};
use tera::{Context, context};

use super::{admit_writing, view};
use crate::accounts::{Caller, CallerProblem, Municipality, PRIVACY_NOTICE_VERSION, RequesterKind, Visit};
use crate::kernel::ids::TopicId;
use crate::kernel::text::{Body, EmailAddress, Name, Phone, Subject};
use crate::platform::i18n::Lang;
use crate::platform::random_hex;
use crate::platform::web::{FieldErrors, PostForm, WebResult};
use crate::tickets::TicketError;
use crate::tickets::actions::{self, Answering, NewQuestion, Next, Posted, TypeInError, TypedIn};
use crate::tickets::beginning::beginning;
use crate::tickets::forms::UNKNOWN_TOPIC;
use crate::tickets::model::Channel;
use crate::topics::{self, TopicTree};

const TEMPLATE: &str = "tickets/typed_in.html";
/// A subject that is taken from the question is as long as one that people write.
const SUBJECT: usize = 70;
/// The ways of a question that is typed in.
const CHANNELS: [Channel; 2] = [Channel::Phone, Channel::Desk];

/// The form as typed.
#[derive(Debug, Clone, Default, Serialize)]
struct Typed {
    channel: String,
    body: String,
    subject: String,
    topic: String,
    name: String,
    email: String,
    phone: String,
    kind: String,
    municipality: String,
    privacy: bool,
    answer: String,
    submission_key: String,
}

impl Typed {
    fn read(form: &PostForm) -> Self {
        let text = |field: &str| form.get(field).to_owned();
        Self {
            channel: text("channel"),
            body: text("body"),
            subject: text("subject"),
            topic: text("topic"),
            name: text("name"),
            email: text("email"),
            phone: text("phone"),
            kind: text("kind"),
            municipality: text("municipality"),
            privacy: !form.get("privacy").is_empty(),
            answer: text("answer"),
            submission_key: text("submission_key"),
        }
    }
}

/// A form that can be taken in.
struct Valid {
    caller: Caller,
    channel: Channel,
    topic: Option<TopicId>,
    subject: Subject,
    body: Body,
    answer: Option<Body>,
}

/// What a link to the form may choose.
#[derive(Deserialize)]
pub struct Prefill {
    #[serde(default)]
    canale: String,
}

/// `GET /coda/nuova?canale=`: the form.
///
/// # Errors
/// When the database fails.
pub async fn form(visit: Visit, prefill: web::Query<Prefill>) -> WebResult {
    let tree = visit.app().db.read_briefly(topics::tree).await?;
    let channel = known(&prefill.canale).unwrap_or(Channel::Phone);
    let typed = Typed {
        channel: channel.as_str().to_owned(),
        kind: RequesterKind::Worker.as_str().to_owned(),
        topic: UNKNOWN_TOPIC.to_owned(),
        submission_key: random_hex(16),
        ..Typed::default()
    };
    visit.render(TEMPLATE, page(&visit, &tree, &typed))
}

/// `POST /coda/nuova`: takes it in; `action` says what comes next: `queue`, `claim`, or with an `answer` that was given by
/// voice `answered`.
///
/// # Errors
/// When the database fails.
pub async fn post(visit: Visit, form: PostForm) -> WebResult {
    let person = visit.signed_in()?.clone();
    let tree = visit.app().db.read_briefly(topics::tree).await?;
    let mut typed = Typed::read(&form);
    if typed.submission_key.is_empty() {
        typed.submission_key = random_hex(16);
    }
    let mut errors = FieldErrors::new();
    let valid = validate(&typed, &tree, form.get("action"), &mut errors);
    let valid = match errors.into_result(valid) {
        Ok(valid) => valid,
        Err(errors) => return visit.render_invalid(TEMPLATE, page(&visit, &tree, &typed), &errors),
    };
    admit_writing(&visit, person.id)?;
    let Valid { caller, channel, topic, subject, body, answer } = valid;
    let question = NewQuestion {
        channel,
        topic,
        subject,
        body,
        files: Vec::new(),
        submission_key: Some(typed.submission_key.clone()),
        reference: None,
    };
    let site = visit.app().config.server.public_url.as_str().to_owned();
    let words = |body| Answering {
        body,
        files: Vec::new(),
        seen_version: None,
        sources: Vec::new(),
        site: site.clone(),
    };
    let next = match (answer, form.get("action")) {
        (Some(body), _) => Next::Answered(words(body)),
        (None, "claim") => Next::Claim,
        (None, _) => Next::Queue,
    };
    let number = caller.phone.as_ref().and_then(|phone| {
        let told = view::text_with(&visit, "desk-typed-in-number-told", "number", phone.to_string());
        Body::parse(&told).ok().map(words)
    });
    let done = match &next {
        Next::Queue => "desk-notice-typed-in",
        Next::Claim => "desk-notice-typed-in-claimed",
        Next::Answered(_) => "desk-notice-typed-in-answered",
    };
    let typed_in = TypedIn { caller, question, next, number };
    let (app, now) = (visit.app().clone(), visit.now());
    let take = move |conn: &mut _| actions::type_in(conn, &app.router, &typed_in, &person, now);
    let problem = match visit.app().db.write(take).await {
        Ok((id, posted)) => {
            let waits = matches!(posted, Some(Posted::Proposed | Posted::ProposedBefore));
            let notice = if waits { "desk-notice-typed-in-waits" } else { done };
            return Ok(visit.redirect(&format!("/coda/{id}"), notice));
        }
        Err(TypeInError::Caller(CallerProblem::Staff)) => "desk-problem-caller-staff",
        Err(TypeInError::Caller(CallerProblem::Closed)) => "desk-problem-caller-closed",
        Err(TypeInError::Caller(CallerProblem::Database(error))) => {
            return Err(TicketError::from(error).into());
        }
        Err(TypeInError::Ticket(error)) => return Err(error.into()),
    };
    let mut errors = FieldErrors::new();
    errors.add("email", problem);
    visit.render_invalid(TEMPLATE, page(&visit, &tree, &typed), &errors)
}

/// Every mistake, in the order of the page.
fn validate(typed: &Typed, tree: &TopicTree, action: &str, errors: &mut FieldErrors) -> Option<Valid> {
    let channel = errors.require("channel", "desk-problem-channel", known(&typed.channel));
    let body = errors.keep("body", "tickets-problem-body-", Body::parse(&typed.body));
    let subject = match typed.subject.trim() {
        "" => body.as_ref().and_then(|body| Subject::parse(&first_words(body.as_str())).ok()),
        words => errors.keep("subject", "tickets-problem-subject-", Subject::parse(words)),
    };
    let topic = match typed.topic.as_str() {
        "" | UNKNOWN_TOPIC => Some(None),
        slug => {
            let topic = tree.by_slug(slug).map(|topic| topic.id);
            errors.require("topic", "tickets-problem-topic", topic).map(Some)
        }
    };
    let name = errors.keep("name", "accounts-error-name-", Name::parse(&typed.name));
    let phone = optional(&typed.phone, Phone::parse);
    let phone = errors.require("phone", "desk-problem-phone", phone);
    let email = optional(&typed.email, |text| EmailAddress::parse(text).ok());
    let email = errors.require("email", "accounts-error-email-not-an-address", email);
    let kind = errors.require("kind", "accounts-error-kind", RequesterKind::parse(&typed.kind));
    let place = optional(&typed.municipality, Municipality::parse);
    let municipality = errors.require("municipality", "desk-problem-place", place);
    if !typed.privacy {
        errors.add("privacy", "desk-problem-told");
    }
    let answer = match (typed.answer.trim(), action) {
        (_, "answered") => {
            errors.keep("answer", "tickets-problem-answer-", Body::parse(&typed.answer)).map(Some)
        }
        ("", _) => Some(None),
        // Half an answer is not sent by another button, nor lost.
        _ => errors.require("answer", "desk-problem-answer-written", None),
    };
    Some(Valid {
        caller: Caller {
            name: name?,
            email: email?,
            phone: phone?,
            kind: kind?,
            municipality: municipality?,
            notice_version: PRIVACY_NOTICE_VERSION,
            lang: Lang::It,
        },
        channel: channel?,
        topic: topic?,
        subject: subject?,
        body: body?,
        answer: answer?,
    })
}

/// The first sentence after the greetings, as far as it is a line.
fn first_words(text: &str) -> String {
    let words = beginning(text, SUBJECT);
    match words.find(['?', '!']).or_else(|| words.find(". ")) {
        Some(end) if end > 15 => words.get(..=end).unwrap_or(&words).to_owned(),
        _ => words,
    }
}

/// What may be left out: `Some(None)` when it is, `None` when it is wrong.
fn optional<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    match text.trim() {
        "" => Some(None),
        text => parse(text).map(Some),
    }
}

fn known(word: &str) -> Option<Channel> {
    Channel::parse(word).filter(|channel| CHANNELS.contains(channel))
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: String,
}

fn page(visit: &Visit, tree: &TopicTree, typed: &Typed) -> Context {
    let choice = |value: &'static str, key: &str| Choice { value, label: view::text(visit, key) };
    let places: Vec<&str> = Municipality::all().iter().filter_map(|place| place.name()).collect();
    context! {
        title => &view::text(visit, "desk-typed-in-title"),
        typed => typed,
        channels => &[choice("phone", "desk-typed-in-phone"), choice("desk", "desk-typed-in-desk")],
        kinds => &[choice("worker", "tickets-kind-worker"), choice("enterprise", "tickets-kind-enterprise")],
        topics => &view::topics_to_ask(visit, tree),
        places => &places,
        max_subject => &Subject::MAX,
        max_body => &Body::MAX,
    }
}
