//! `/domande/nuova`: a question is typed, looked over, sent or kept.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use tera::{Context, context};

use super::{admit_files, admit_writing, answered, view};
use crate::accounts::{Person, Role, Visit};
use crate::catalogue::Suggestion;
use crate::kernel::ids::{AccountId, AttachmentId};
use crate::kernel::text::{Body, Subject};
use crate::platform::uploads::{self, ACCEPT, CheckedFile, StoredFile};
use crate::platform::web::{FieldErrors, PostForm, Problem, UploadForm, WebResult, see_other};
use crate::tickets::TicketError;
use crate::tickets::actions::{self, DraftFiles, NewQuestion, Submitted};
use crate::tickets::attachments;
use crate::tickets::forms::{AskAction, TypedQuestion, UNKNOWN_TOPIC, ValidQuestion, checked_files};
use crate::tickets::model::{Attachment, Channel};
use crate::tickets::store::drafts::{Draft, DraftTexts};
use crate::topics::{self, TopicTree};

const ASK: &str = "/domande/nuova";

/// What a link to the form may fill in.
#[derive(Deserialize)]
pub struct Prefill {
    #[serde(default)]
    argomento: String,
    #[serde(default)]
    oggetto: String,
}

/// `GET /domande/nuova`: the form, with the draft if there is one.
///
/// # Errors
/// When the database fails.
pub async fn form(visit: Visit, prefill: web::Query<Prefill>) -> WebResult {
    let account = visit.signed_in()?.id;
    let (tree, draft) = load(&visit, account).await?;
    let typed = match &draft {
        Some(draft) => typed_of(draft, &tree),
        None => TypedQuestion {
            topic: prefill.argomento.chars().take(100).collect(),
            subject: prefill.oggetto.trim().chars().take(Subject::MAX).collect(),
            submission_key: new_key(),
            ..TypedQuestion::default()
        },
    };
    let mut context = ask_context(&visit, &tree, &typed, draft.as_ref());
    view::promise(&visit, None, &mut context).await?;
    visit.render("tickets/ask.html", context)
}

/// `POST /domande/nuova`: looks it over, sends it, or keeps it, as `action` says.
///
/// The route is open, so that whoever's session ended while typing loses nothing: the text becomes their draft and
/// they are asked to sign in.
///
/// # Errors
/// When the database or the file store fails.
pub async fn post(visit: Visit, UploadForm(form): UploadForm) -> WebResult {
    let mut typed = TypedQuestion::read(&form);
    if typed.submission_key.is_empty() {
        typed.submission_key = new_key();
    }
    let Some(person) = asker(&visit)? else { return keep_for_later(&visit, &typed).await };
    let tree = visit.app().db.read_briefly(topics::tree).await?;
    let mut errors = FieldErrors::new();
    let valid = typed.validate(&tree, &mut errors);
    let mut of_files = FieldErrors::new();
    // Only beside new files the draft's count; a text alone does not wait for it.
    let already = match form.files("attachments").next() {
        Some(_) => {
            let account = person.id;
            let draft = visit.app().db.read(move |conn| actions::draft_of(conn, account)).await?;
            draft.map_or(0, |draft| draft.attachments.len())
        }
        None => 0,
    };
    let limits = &visit.app().config.tickets;
    let new_files = checked_files(&form, "attachments", already, limits, visit.lang(), &mut of_files);
    let action = AskAction::read(&form);
    if action != AskAction::Send && !new_files.is_empty() {
        admit_files(&visit, person.id)?;
    }
    if action == AskAction::Save && of_files.is_empty() {
        keep(&visit, person.id, &typed, &tree, new_files).await?;
        return Ok(visit.redirect("/domande", "tickets-notice-draft-saved"));
    }
    errors.append(of_files);
    match (action, errors.into_result(valid)) {
        (AskAction::Send, Ok(question)) => send(&visit, person, &typed, question, new_files).await,
        (_, Ok(question)) => {
            keep(&visit, person.id, &typed, &tree, new_files).await?;
            let (_, draft) = load(&visit, person.id).await?;
            let suggestions =
                answered::suggestions(&visit, question.subject.as_str(), question.body.as_str()).await?;
            let mut context = review(&visit, &tree, &typed, &question, draft.as_ref(), &suggestions);
            view::promise(&visit, question.topic, &mut context).await?;
            visit.render("tickets/review.html", context)
        }
        (_, Err(errors)) => {
            // Files that were sent already need not be sent again.
            if !new_files.is_empty() {
                keep(&visit, person.id, &typed, &tree, new_files).await?;
            }
            let (_, draft) = load(&visit, person.id).await?;
            let mut context = ask_context(&visit, &tree, &typed, draft.as_ref());
            view::promise(&visit, None, &mut context).await?;
            visit.render_invalid("tickets/ask.html", context, &errors)
        }
    }
}

/// `POST /domande/bozza`: the page's own saving while one types. 204, or 401 when the session is over (the text is
/// kept all the same).
///
/// # Errors
/// 409 when the draft that the page saved before is gone; when the database fails.
pub async fn autosave(visit: Visit, UploadForm(form): UploadForm) -> WebResult {
    let mut typed = TypedQuestion::read_autosaved(&form);
    if typed.submission_key.is_empty() {
        typed.submission_key = new_key();
    }
    match asker(&visit)? {
        Some(person) => {
            if !typed.is_blank() {
                let (tree, _) = load(&visit, person.id).await?;
                keep(&visit, person.id, &typed, &tree, Vec::new()).await?;
            }
            Ok(HttpResponse::NoContent().finish())
        }
        None => {
            keep_for_later(&visit, &typed).await?;
            Ok(HttpResponse::Unauthorized().finish())
        }
    }
}

/// `POST /domande/bozza/elimina`: throws the draft away.
///
/// # Errors
/// When the database fails.
pub async fn discard(visit: Visit, _form: PostForm) -> WebResult {
    let account = visit.signed_in()?.id;
    let keys = visit.app().db.write(move |conn| actions::discard_draft(conn, account)).await?;
    for key in keys {
        uploads::remove(&visit.app().storage, &key).await;
    }
    Ok(visit.redirect("/domande", "tickets-notice-draft-discarded"))
}

/// `POST /domande/bozza/allegati/{id}/elimina`: removes a file of the draft.
///
/// # Errors
/// When the database fails.
pub async fn remove_file(visit: Visit, id: web::Path<i64>, _form: PostForm) -> WebResult {
    let account = visit.signed_in()?.id;
    let id = AttachmentId(id.into_inner());
    let key = visit.app().db.write(move |conn| actions::remove_draft_file(conn, account, id)).await?;
    if let Some(key) = key {
        uploads::remove(&visit.app().storage, &key).await;
    }
    Ok(see_other(ASK))
}

/// The person who asks; nobody when the session is over; for staff there is no such page.
fn asker(visit: &Visit) -> Result<Option<&Person>, Problem> {
    match visit.person() {
        Some(person) if person.role == Role::Requester => Ok(Some(person)),
        Some(_) => Err(Problem::NotFound),
        None => Ok(None),
    }
}

async fn load(visit: &Visit, account: AccountId) -> Result<(TopicTree, Option<Draft>), Problem> {
    let loaded = visit
        .app()
        .db
        .read(move |conn| Ok::<_, TicketError>((topics::tree(conn)?, actions::draft_of(conn, account)?)));
    Ok(loaded.await?)
}

async fn keep_for_later(visit: &Visit, typed: &TypedQuestion) -> WebResult {
    if let Some(account) = visit.expired_session_of().filter(|_| !typed.is_blank()) {
        let tree = visit.app().db.read(topics::tree).await?;
        keep(visit, account, typed, &tree, Vec::new()).await?;
        return Ok(visit.redirect("/accesso?next=%2Fdomande%2Fnuova", "tickets-notice-session-over"));
    }
    Ok(see_other("/accesso?next=%2Fdomande%2Fnuova"))
}

async fn keep(
    visit: &Visit,
    account: AccountId,
    typed: &TypedQuestion,
    tree: &TopicTree,
    new_files: Vec<CheckedFile>,
) -> Result<(), Problem> {
    let stored = uploads::put_all(&visit.app().storage, new_files).await?;
    let (typed, topic, now) = (typed.clone(), typed.chosen_topic(tree), visit.now());
    let (rows, max_files) = (stored.clone(), visit.app().config.tickets.max_attachments);
    let kept = visit.app().db.write(move |conn| {
        let texts = DraftTexts {
            topic,
            subject: &typed.subject,
            body: &typed.body,
            submission_key: &typed.submission_key,
            over_itself: typed.saved_before,
        };
        actions::save_draft(conn, account, texts, DraftFiles { new: &rows, most: max_files }, now)
    });
    match kept.await {
        Ok(known) => {
            for key in known {
                uploads::remove(&visit.app().storage, &key).await;
            }
            Ok(())
        }
        Err(error) => {
            attachments::remove_refused(&visit.app().storage, &stored, &error).await;
            Err(error.into())
        }
    }
}

async fn send(
    visit: &Visit,
    person: &Person,
    typed: &TypedQuestion,
    question: ValidQuestion,
    new_files: Vec<CheckedFile>,
) -> WebResult {
    if let Err(wait) = admit_writing(visit, person.id) {
        let tree = visit.app().db.read(topics::tree).await?;
        keep(visit, person.id, typed, &tree, new_files).await?;
        return Err(wait);
    }
    let stored = uploads::put_all(&visit.app().storage, new_files).await?;
    let sent = submit(visit, person, typed, question, stored.clone()).await;
    match sent {
        Ok(submitted) => {
            if matches!(submitted, Submitted::Before(_)) {
                uploads::remove_all(&visit.app().storage, &stored).await;
            }
            Ok(see_other(&format!("/domande/{}?ricevuta=1", submitted.ticket())))
        }
        Err(error) => {
            attachments::remove_refused(&visit.app().storage, &stored, &error).await;
            Err(error.into())
        }
    }
}

async fn submit(
    visit: &Visit,
    person: &Person,
    typed: &TypedQuestion,
    question: ValidQuestion,
    files: Vec<StoredFile>,
) -> Result<Submitted, TicketError> {
    let question = NewQuestion {
        channel: Channel::Web,
        topic: question.topic,
        subject: question.subject,
        body: question.body,
        files,
        submission_key: Some(typed.submission_key.clone()),
        reference: None,
    };
    let (app, person, now) = (visit.app().clone(), person.clone(), visit.now());
    visit.app().db.write(move |conn| actions::submit(conn, &app.router, &person, &question, now)).await
}

fn review(
    visit: &Visit,
    tree: &TopicTree,
    typed: &TypedQuestion,
    question: &ValidQuestion,
    draft: Option<&Draft>,
    suggestions: &[Suggestion],
) -> Context {
    let topic = question.topic.and_then(|id| tree.get(id)).map(|topic| topic.name(visit.lang()));
    context! {
        title => &view::text(visit, "tickets-review-title"),
        typed => typed,
        topic => &topic,
        attachments => &attachments_of(draft),
        suggestions => &suggestions,
    }
}

fn ask_context(visit: &Visit, tree: &TopicTree, typed: &TypedQuestion, draft: Option<&Draft>) -> Context {
    let limits = &visit.app().config.tickets;
    context! {
        title => &view::text(visit, "tickets-ask-title"),
        typed => typed,
        topics => &view::topics_to_ask(visit, tree),
        attachments => &attachments_of(draft),
        draft_saved_at => &draft.map(|draft| draft.updated_at),
        draft_is_this => &draft.is_some_and(|draft| draft.submission_key == typed.submission_key),
        accept => &ACCEPT,
        max_files => &limits.max_attachments,
        max_file_bytes => &limits.max_attachment_bytes,
        max_subject => &Subject::MAX,
        max_body => &Body::MAX,
    }
}

fn attachments_of(draft: Option<&Draft>) -> &[Attachment] {
    draft.map_or(&[], |draft| &draft.attachments)
}

fn typed_of(draft: &Draft, tree: &TopicTree) -> TypedQuestion {
    // A draft does not keep whether its topic was not chosen yet or is not known: who comes back need not choose one.
    let topic =
        draft.topic.and_then(|id| tree.get(id)).map_or(UNKNOWN_TOPIC, |topic| topic.slug.as_str()).to_owned();
    TypedQuestion {
        topic,
        subject: draft.subject.clone(),
        body: draft.body.clone(),
        submission_key: draft.submission_key.clone(),
        saved_before: false,
    }
}

fn new_key() -> String {
    crate::platform::random_hex(16)
}
