//! `/coda/posta`: mails that wait for a person, and what became of the others.
pub mod files;
pub mod formatted;

use actix_web::http::StatusCode;
use actix_web::web;
use serde::{Deserialize, Serialize};
use tera::context;

use super::by_hand::{self, Done, Place, Wish};
use super::files::judged;
use super::imap;
use super::mask::without_secrets;
use super::model::{IncomingState, Reason, Settled};
use super::store::{self, Kept};
use super::take_in::Trouble;
use crate::accounts::permissions::{MailAction, may_with_mail};
use crate::accounts::{self, Visit};
use crate::kernel::ids::{IncomingId, TicketId};
use crate::kernel::text::{EmailAddress, Name, readable};
use crate::platform::db::{Conn, DbResult};
use crate::platform::mail::incoming::{Attachment, Incoming, PassageKind};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::tickets;

const PATH: &str = "/coda/posta";
const PAGE: usize = 30;
/// Characters of names and addresses that are shown.
const SHOWN: usize = 2000;

/// A list of mails, as its address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Tab {
    DaVerificare,
    Accolte,
    MesseDaParte,
}

impl Tab {
    const ALL: [Self; 3] = [Self::DaVerificare, Self::Accolte, Self::MesseDaParte];

    fn states(self) -> &'static [IncomingState] {
        match self {
            Self::DaVerificare => &[IncomingState::Held, IncomingState::Failed],
            Self::Accolte => &[IncomingState::Taken, IncomingState::Waiting],
            Self::MesseDaParte => &[IncomingState::Discarded],
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::DaVerificare => "da-verificare",
            Self::Accolte => "accolte",
            Self::MesseDaParte => "messe-da-parte",
        }
    }
}

/// The query of the list.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    stato: Option<Tab>,
    prima: Option<i64>,
}

/// `GET /coda/posta`: one list, those that wait for a person first of all.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit, wanted: web::Query<Wanted>) -> WebResult {
    let (tab, before) = (wanted.stato.unwrap_or(Tab::DaVerificare), wanted.prima.map(IncomingId));
    let app = visit.app().clone();
    let load = move |conn: &mut Conn| -> DbResult<_> {
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mails = store::list(conn, tab.states(), before, limit)?;
        Ok((store::held(conn)?, mails, imap::ill(conn, &app)?))
    };
    let (held, mut mails, ill) = visit.app().db.read(load).await?;
    let more = mails.len() > PAGE;
    mails.truncate(PAGE);
    let of_tab = format!("{PATH}?stato={}", tab.word());
    let older = mails.last().filter(|_| more).map(|last| format!("{of_tab}&prima={}", last.id));
    visit.render(
        "intake/list.html",
        context! {
            title => &visit.text("intake-title"),
            tab,
            tabs => &Tab::ALL,
            held,
            mails => &mails,
            older => &older,
            newest => &before.is_some().then_some(of_tab),
            ill => &ill,
        },
    )
}

/// What is typed on the page of a mail.
#[derive(Debug, Default, Serialize)]
struct Typed {
    email: String,
    name: String,
    number: String,
}

/// A part of the text.
#[derive(Debug, Serialize)]
struct Piece {
    text: String,
    lines: usize,
    folded: bool,
}

/// `GET /coda/posta/{id}`: one mail, and what can be done with it.
///
/// # Errors
/// 404 when there is none; when the database fails.
pub async fn show(visit: Visit, id: web::Path<i64>) -> WebResult {
    page(&visit, IncomingId(id.into_inner()), None, &FieldErrors::new()).await
}

/// `POST /coda/posta/{id}/domanda`: takes it in as a question of `email`, called `name`.
///
/// # Errors
/// As [`show`].
pub async fn to_question(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = IncomingId(id.into_inner());
    let mut errors = FieldErrors::new();
    let sender = errors.keep("email", "intake-problem-email-", EmailAddress::parse(form.get("email")));
    let name = errors.keep("name", "intake-problem-name-", Name::parse(form.get("name")));
    let Some((sender, name)) = sender.zip(name) else { return page(&visit, id, Some(&form), &errors).await };
    wished(&visit, id, Wish::Take(Place::Question { sender, name }), Some(&form)).await
}

/// `POST /coda/posta/{id}/unione`: makes it part of question `number`.
///
/// # Errors
/// As [`show`].
pub async fn to_ticket(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = IncomingId(id.into_inner());
    let mut errors = FieldErrors::new();
    let number = form.get("number").trim().parse().ok().map(TicketId);
    let Some(ticket) = errors.require("number", "intake-problem-number", number) else {
        return page(&visit, id, Some(&form), &errors).await;
    };
    wished(&visit, id, Wish::Take(Place::PartOf(ticket)), Some(&form)).await
}

/// `POST /coda/posta/{id}/scarto`: puts it aside.
///
/// # Errors
/// As [`show`].
pub async fn put_aside(visit: Visit, id: web::Path<i64>, _form: PostForm) -> WebResult {
    wished(&visit, IncomingId(id.into_inner()), Wish::PutAside, None).await
}

/// `POST /coda/posta/{id}/lettura`: lets the program read it once more.
///
/// # Errors
/// As [`show`].
pub async fn read_again(visit: Visit, id: web::Path<i64>, _form: PostForm) -> WebResult {
    wished(&visit, IncomingId(id.into_inner()), Wish::ReadAgain, None).await
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Database(error) => error.into(),
            Trouble::Storage(error) => error.into(),
            Trouble::Panicked => Self::fault(trouble),
        }
    }
}

async fn wished(visit: &Visit, id: IncomingId, wish: Wish, form: Option<&PostForm>) -> WebResult {
    let (app, by) = (visit.app().clone().into_inner(), visit.signed_in()?.clone());
    let done = by_hand::carry_out(&app, id, wish, by, visit.now()).await?;
    let mut errors = FieldErrors::new();
    match done {
        Done::Settled(Settled { ticket: Some(ticket), state: IncomingState::Taken, .. }) => {
            Ok(visit.redirect(&format!("/coda/{ticket}"), "intake-notice-taken"))
        }
        Done::Settled(Settled { ticket: Some(ticket), .. }) => {
            Ok(visit.redirect(&format!("/coda/{ticket}"), "intake-notice-known"))
        }
        Done::Settled(_) => Ok(visit.redirect(PATH, "intake-notice-aside")),
        Done::Waits => Ok(visit.redirect(PATH, "intake-notice-waits")),
        Done::TooLate => Ok(visit.redirect(&format!("{PATH}/{id}"), "intake-notice-too-late")),
        Done::NoSuchQuestion => {
            errors.add("number", "intake-problem-number");
            page(visit, id, form, &errors).await
        }
        Done::NoSuchRequester => {
            errors.add("email", "intake-problem-requester");
            page(visit, id, form, &errors).await
        }
    }
}

/// The mail, for whoever may do this with it as it stands.
async fn readable_by(visit: &Visit, id: IncomingId, action: MailAction) -> Result<Kept, Problem> {
    let person = visit.signed_in()?.clone();
    let find = move |conn: &mut Conn| -> DbResult<Option<Kept>> {
        let Some(kept) = store::find(conn, id)? else { return Ok(None) };
        let question = match kept.ticket {
            Some(ticket) => tickets::find(conn, ticket)?.map(|ticket| ticket.facts()),
            None => None,
        };
        let stands = action == MailAction::Read || kept.state.is_open_to_people();
        Ok((stands && may_with_mail(&person, action, question.as_ref())).then_some(kept))
    };
    visit.app().db.read(find).await?.ok_or(Problem::NotFound)
}

async fn page(visit: &Visit, id: IncomingId, form: Option<&PostForm>, errors: &FieldErrors) -> WebResult {
    let kept = readable_by(visit, id, MailAction::Read).await?;
    let by = match kept.settled_by {
        Some(by) => visit.app().db.read(move |conn| accounts::person(conn, by)).await?,
        None => None,
    };
    let by = by.map(|person| person.name.to_string());
    let read = match kept.raw_key {
        Some(_) => by_hand::message(visit.app(), &kept).await.map_err(|error| {
            tracing::warn!(mail = id.0, %error, "a mail cannot be shown");
        }),
        None => Err(()),
    };
    let message = read.as_ref().ok();
    let typed = match form {
        Some(form) => Typed {
            email: form.get("email").to_owned(),
            name: form.get("name").to_owned(),
            number: form.get("number").to_owned(),
        },
        None => Typed {
            email: kept.sender_email.clone().filter(|_| !is_from_program(&kept)).unwrap_or_default(),
            name: kept.sender_name.clone().filter(|_| !is_from_program(&kept)).unwrap_or_default(),
            number: kept.ticket.map(|ticket| ticket.to_string()).unwrap_or_default(),
        },
    };
    let context = context! {
        title => &subject(visit, &kept),
        mail => &kept,
        by => &by,
        is_there => &message.is_some(),
        is_gone => &kept.raw_key.is_none(),
        from => &message.map(|mail| written(&mail.from)),
        to => &message.map(|mail| written(&mail.to)),
        cc => &message.map(|mail| written(&mail.cc)),
        pieces => &message.map(|mail| pieces(visit, mail)),
        files => &message.map(|mail| shown_files(visit, &kept, mail)),
        is_formatted => &message.is_some_and(|mail| mail.html.is_some()),
        left_out => &left_out(&kept),
        typed => &typed,
        can_decide => &kept.state.is_open_to_people(),
    };
    match errors.is_empty() {
        true => visit.render("intake/mail.html", context),
        false => visit.render_with(StatusCode::UNPROCESSABLE_ENTITY, "intake/mail.html", context, errors),
    }
}

/// Whether its sender is no person who could be answered (RFC 3834, 2).
fn is_from_program(kept: &Kept) -> bool {
    use Reason::{Automatic, Bulk, DeliveryReport, Feedback, Generated, Own, PecReceipt, ReadReceipt};
    kept.reason.is_some_and(|reason| {
        matches!(
            reason,
            Automatic | Bulk | DeliveryReport | Feedback | Generated | Own | PecReceipt | ReadReceipt
        )
    })
}

fn subject(visit: &Visit, kept: &Kept) -> String {
    let subject = kept.subject.clone().filter(|subject| !subject.is_empty());
    subject.unwrap_or_else(|| visit.text("intake-no-subject"))
}

fn written(mailboxes: &[crate::platform::mail::incoming::Mailbox]) -> String {
    let one = |mailbox: &crate::platform::mail::incoming::Mailbox| match &mailbox.name {
        Some(name) => format!("{name} <{}>", mailbox.written),
        None => mailbox.written.clone(),
    };
    readable(&mailboxes.iter().map(one).collect::<Vec<_>>().join(", "), SHOWN)
}

fn pieces(visit: &Visit, mail: &Incoming) -> Vec<Piece> {
    let desk = &visit.app().config.server.public_url;
    let all = mail.passages.iter().map(|passage| {
        let text = readable(&without_secrets(passage.text.trim_matches('\n'), desk), usize::MAX);
        let folded = matches!(passage.kind, PassageKind::Quoted | PassageKind::Signature);
        Piece { lines: text.lines().count(), text, folded }
    });
    all.filter(|piece| !piece.text.trim().is_empty()).collect()
}

/// A file of the mail.
#[derive(Debug, Serialize)]
struct ShownFile {
    name: String,
    size: usize,
    /// Where it can be had before the mail is taken in.
    href: Option<String>,
}

fn shown_files(visit: &Visit, kept: &Kept, mail: &Incoming) -> Vec<ShownFile> {
    let limits = &visit.app().config.tickets;
    let is_open = kept.state.is_open_to_people();
    let one = |(place, file): (usize, &Attachment)| {
        let is_offered = is_open && judged(file, limits).is_ok();
        ShownFile {
            name: readable(file.name.as_deref().unwrap_or(&file.media_type), SHOWN),
            size: file.bytes.len(),
            href: is_offered.then(|| format!("{PATH}/{}/allegati/{place}", kept.id)),
        }
    };
    mail.attachments.iter().enumerate().map(one).collect()
}

/// Something that was not taken along.
#[derive(Debug, Serialize)]
struct LeftOut {
    why: String,
    name: String,
}

fn left_out(kept: &Kept) -> Vec<LeftOut> {
    let lines = kept.left_out.as_deref().unwrap_or_default().lines();
    lines
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .map(|(why, name)| LeftOut { why: why.to_owned(), name: name.to_owned() })
        .collect()
}
