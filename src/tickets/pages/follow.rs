//! `/segui/{token}`: one question for whoever comes with the link of a mail, without signing in; see [`follow`].

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Deserialize;
use tera::context;

use super::attachment;
use super::own::{Reader, Shown};
use crate::accounts::{Counted, Limit, Person, Visit, at_one_pace, typed_email};
use crate::kernel::ids::{AttachmentId, CycleId, TicketId};
use crate::kernel::rating::Verdict;
use crate::platform::web::{FieldErrors, PostForm, Problem, UploadForm, WebResult, discreet, see_other};
use crate::tickets::{FileLink, FollowLink, actions, follow};

/// `GET /segui/{token}`: the question; with `?stampa` as paper wants it. Whoever asked and has signed in reads it on its own page.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit, token: web::Path<String>, shown: web::Query<Shown>) -> WebResult {
    let Some(reader) = reader(&visit, &token).await? else { return useless(&visit) };
    if visit.person().is_some_and(|person| person.id == reader.person.id) {
        return Ok(see_other(&format!("/domande/{}", reader.ticket)));
    }
    discreet(reader.show(&visit, &shown).await)
}

/// `POST /segui/{token}/messaggi`.
///
/// # Errors
/// When the database or the file store fails.
pub async fn reply(visit: Visit, token: web::Path<String>, UploadForm(form): UploadForm) -> WebResult {
    let Some(reader) = reader(&visit, &token).await? else { return useless(&visit) };
    discreet(reader.reply(&visit, &form).await)
}

/// `POST /segui/{token}/email`: mails may be sent to her again.
///
/// # Errors
/// When the database fails.
pub async fn try_mail_again(visit: Visit, token: web::Path<String>, _: PostForm) -> WebResult {
    let Some(reader) = reader(&visit, &token).await? else { return useless(&visit) };
    discreet(reader.try_mail_again(&visit).await)
}

/// `POST /segui/{token}/chiusura`.
///
/// # Errors
/// When the database fails.
pub async fn close(visit: Visit, token: web::Path<String>, form: PostForm) -> WebResult {
    let Some(reader) = reader(&visit, &token).await? else { return useless(&visit) };
    discreet(reader.close(&visit, &form).await)
}

/// `POST /segui/{token}/valutazione`.
///
/// # Errors
/// When the database fails.
pub async fn rate(visit: Visit, token: web::Path<String>, form: PostForm) -> WebResult {
    let Some(reader) = reader(&visit, &token).await? else { return useless(&visit) };
    discreet(reader.rate(&visit, &form).await)
}

/// What a word of a mail says: `si`, `parte` or `no`, and of which answer. That number needs no signature: whoever has the link
/// may speak of the newest answer, and any other number is a vote on nothing.
#[derive(Deserialize)]
pub struct Vote {
    voto: Option<String>,
    risposta: Option<i64>,
}

/// `GET /segui/{token}/valutazione`: what was chosen in a mail, to be sent. Opening it changes nothing: mail scanners do.
///
/// # Errors
/// When the database fails.
pub async fn vote(visit: Visit, token: web::Path<String>, vote: web::Query<Vote>) -> WebResult {
    let Some(reader) = reader(&visit, &token).await? else { return useless(&visit) };
    let chosen = match vote.voto.as_deref() {
        Some("si") => Some(Verdict::Yes),
        Some("parte") => Some(Verdict::Partly),
        Some("no") => Some(Verdict::No),
        _ => None,
    };
    discreet(reader.vote(&visit, chosen, vote.risposta.map(CycleId)).await)
}

/// `GET /segui/{token}/allegati/{id}`: a file of this question.
///
/// # Errors
/// 404 for a file of another; when the database or the file store fails.
pub async fn download(visit: Visit, path: web::Path<(String, i64)>) -> WebResult {
    let (token, id) = path.into_inner();
    let Some(reader) = reader(&visit, &token).await? else { return useless(&visit) };
    discreet(attachment::send(&visit, reader.person, AttachmentId(id), Some(reader.ticket)).await)
}

/// `GET /segui/file/{token}`: a file of an answer, as its mail leads there; once that link is over, how to come by the file.
///
/// # Errors
/// When the database or the file store fails.
pub async fn file(visit: Visit, token: web::Path<String>) -> WebResult {
    let link = FileLink::read(&visit.app().follow, &token);
    let Some((person, link)) = bearer(&visit, link.map(|file| (file.link, file))).await? else {
        return useless(&visit);
    };
    let ticket = link.link.ticket;
    if link.until <= visit.now() {
        return expired(&visit, ticket);
    }
    discreet(attachment::send(&visit, person, link.file, Some(ticket)).await)
}

/// `GET /segui`: the form for a new link.
///
/// # Errors
/// A fault when the template is wrong.
pub async fn form(visit: Visit) -> WebResult {
    render_form(&visit, "", "", &FieldErrors::new())
}

/// `POST /segui`: a new link by mail; the same page and time whether there is such a question, of such an address, or not.
///
/// # Errors
/// When the database fails.
pub async fn request(visit: Visit, form: PostForm) -> WebResult {
    let mut errors = FieldErrors::new();
    // As mails and pages write it: "n. 1234".
    let digits = form.get("number").trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    let number = errors.require("number", "tickets-problem-number", digits.parse::<i64>().ok());
    let email = typed_email(&form, &mut errors);
    let (Some(number), Some(email)) = (number, email) else {
        return render_form(&visit, form.get("number"), form.get("email"), &errors);
    };
    visit.admit(&[Counted::network(Limit::MailFromNetwork, visit.client())])?;
    visit.admit(&[Counted::subject(Limit::FollowLinkOf, &email)])?;
    let now = visit.now();
    let ask = move |conn: &mut _| actions::request_link(conn, TicketId(number), &email, now);
    at_one_pace(visit.app().db.write(ask)).await?;
    Ok(see_other("/segui/inviato"))
}

/// `GET /segui/inviato`: what to do now, the same for everybody.
///
/// # Errors
/// A fault when the template is wrong.
pub async fn sent(visit: Visit) -> WebResult {
    visit.render("tickets/follow_sent.html", context! { title => &visit.text("follow-sent-title") })
}

fn render_form(visit: &Visit, number: &str, email: &str, errors: &FieldErrors) -> WebResult {
    let context = context! {
        title => &visit.text("follow-form-title"),
        number => &number,
        email => &email,
        useless => &None::<String>,
    };
    if errors.is_empty() {
        visit.render("tickets/follow_form.html", context)
    } else {
        visit.render_invalid("tickets/follow_form.html", context, errors)
    }
}

/// Who comes with this token; nobody when it is of no use. Guessing is slowed down, what is good costs nothing.
async fn reader(visit: &Visit, token: &str) -> Result<Option<Reader>, Problem> {
    let link = visit.app().follow.read(token);
    let bearer = bearer(visit, link.map(|link| (link, link.ticket))).await?;
    let base = format!("/segui/{token}");
    Ok(bearer.map(|(person, ticket)| Reader { person, ticket, base, by_link: true }))
}

/// Whose link it is, while it is good, with what else it says.
async fn bearer<T>(visit: &Visit, said: Option<(FollowLink, T)>) -> Result<Option<(Person, T)>, Problem> {
    let attempt = Counted::network(Limit::TokenFromNetwork, visit.client());
    visit.admit(std::slice::from_ref(&attempt))?;
    let Some((link, rest)) = said else { return Ok(None) };
    let (days, now) = (visit.app().config.tickets.follow_days, visit.now());
    let person = visit.app().db.read(move |conn| follow::bearer(conn, &link, days, now)).await?;
    let Some(person) = person else { return Ok(None) };
    visit.app().limits.give_back(&attempt);
    Ok(Some((person, rest)))
}

/// One page for every link that is of no use, whatever the reason: too old, ended, forged, somebody else's.
fn useless(visit: &Visit) -> WebResult {
    let context = context! {
        title => &visit.text("follow-useless-title"),
        number => &"",
        email => &"",
        useless => &visit.text("follow-useless"),
        next => &"%2Fdomande",
        noindex => &true,
    };
    discreet(visit.render_with(
        StatusCode::NOT_FOUND,
        "tickets/follow_form.html",
        context,
        &FieldErrors::new(),
    ))
}

/// A link to a file that was good for long enough: its question is still there, behind the sign-in or a new link.
fn expired(visit: &Visit, ticket: TicketId) -> WebResult {
    let context = context! {
        title => &visit.text("follow-expired-title"),
        number => &ticket,
        email => &"",
        useless => &visit.text("follow-expired"),
        next => &format!("%2Fdomande%2F{ticket}"),
        noindex => &true,
    };
    discreet(visit.render_with(StatusCode::GONE, "tickets/follow_form.html", context, &FieldErrors::new()))
}
