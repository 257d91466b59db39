//! `/amministrazione/testi-email`: the texts of the mails, and writing them anew.

use std::collections::HashMap;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Path, Query};
use actix_web::{HttpResponse, http::header::ContentType};
use serde::{Deserialize, Serialize};
use tera::context;

use super::passages;
use super::store::{self, Saved};
use super::wording::{Edit, Edits, Misfit, Place, Wording, places};
use crate::accounts::{self, Counted, Limit, Visit};
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Event};
use crate::kernel::ids::AccountId;
use crate::kernel::text::TextProblem;
use crate::notifications::cases;
use crate::notifications::composer::Letter;
use crate::notifications::mail::{About, Mail};
use crate::platform::db::{Conn, DbError, DbResult};
use crate::platform::events;
use crate::platform::i18n::Lang;
use crate::platform::web::server::{INERT, WITH_OWN_FRAMES};
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

const LIST: &str = "/amministrazione/testi-email";
/// How many versions the page tells of.
const HISTORY: i64 = 20;

/// What the address of a page names.
type Address = Path<(String, String)>;

/// The query of a page.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    versione: Option<i32>,
    caso: Option<String>,
}

/// A mail in the list.
#[derive(Serialize)]
struct Line {
    mail: Mail,
    versions: Vec<State>,
}

/// How the text of a mail stands in one language.
#[derive(Serialize)]
struct State {
    lang: Lang,
    /// Who wrote it and when; nothing while it is the program's.
    edited: Option<Written>,
    /// Whether some of it does not fit any more, or the program says something else since.
    outdated: bool,
}

#[derive(Clone, Serialize)]
struct Written {
    by: String,
    at: Instant,
}

/// A place on the page.
#[derive(Serialize)]
struct Field {
    name: String,
    label: String,
    hint: String,
    is_line: bool,
    max: usize,
    value: String,
    /// What the program says, where that is something else.
    program: Option<String>,
    /// What the program said when this was written, where it says something else now.
    was: Option<String>,
    /// Whether what was written does not fit any more and is not sent.
    unfit: bool,
}

/// A case that the preview can show.
#[derive(Serialize)]
struct Case {
    value: String,
    label: String,
}

/// A version in the history.
#[derive(Serialize)]
struct Version {
    number: i32,
    is_program: bool,
    written: Written,
}

/// `GET /amministrazione/testi-email`: every mail, with who gets it and when, and whose text it has.
///
/// # Errors
/// When the database fails.
pub async fn list(visit: Visit) -> WebResult {
    let read = |conn: &mut Conn| -> DbResult<_> {
        let saved = store::newest(conn)?;
        let names = names(conn, &saved)?;
        Ok((saved, names))
    };
    let (saved, names) = visit.app().db.read(read).await?;
    let line = |mail: &Mail| {
        let state = |lang: &Lang| {
            let of_ours = |saved: &&Saved| saved.mail == *mail && saved.lang == *lang;
            let saved = saved.iter().find(of_ours).filter(|saved| !saved.edits.is_empty());
            State {
                lang: *lang,
                edited: saved.map(|saved| written(saved, &names)),
                outdated: saved.is_some_and(|saved| {
                    let places = places(&visit.app().texts, *mail, *lang);
                    saved.edits.iter().any(|(name, edit)| {
                        let place = places.iter().find(|place| place.name == *name);
                        place.is_none_or(|place| {
                            place.program != edit.program || place.fit(&edit.text).is_err()
                        })
                    })
                }),
            }
        };
        Line { mail: *mail, versions: Lang::ALL.iter().map(state).collect() }
    };
    let group = |wanted: &str| -> Vec<Line> {
        Mail::with_words().filter(|mail| group_of(**mail) == wanted).map(line).collect()
    };
    let groups: Vec<(&str, Vec<Line>)> =
        ["requesters", "accounts", "desk", "outside"].into_iter().map(|name| (name, group(name))).collect();
    let groups: Vec<_> =
        groups.iter().map(|(name, lines)| serde_json::json!({ "name": name, "lines": lines })).collect();
    visit.render("notifications/mail_texts.html", context! { groups => &groups })
}

/// Whom a mail speaks to.
fn group_of(mail: Mail) -> &'static str {
    match mail.about() {
        About::Account => "accounts",
        _ if mail.is_for_staff() => "desk",
        _ if mail.is_for_outside() => "outside",
        _ => "requesters",
    }
}

/// `GET /amministrazione/testi-email/{mail}/{lang}`: the texts of a mail; with `versione` those of an earlier one, to be saved
/// again.
///
/// # Errors
/// 404 when there is no such mail or version; when the database fails.
pub async fn show(visit: Visit, address: Address, wanted: Query<Wanted>) -> WebResult {
    let (mail, lang) = of(&address)?;
    let edits = match wanted.versione {
        Some(version) => {
            let read = move |conn: &mut Conn| store::version(conn, mail, lang, version);
            visit.app().db.read(read).await?.ok_or(Problem::NotFound)?.edits
        }
        None => visit.app().db.read(move |conn| store::edits(conn, mail, lang)).await?,
    };
    let texts = places(&visit.app().texts, mail, lang).into_iter().map(|place| {
        let text = edits.get(&place.name).map_or(place.program, |edit| edit.text.clone());
        (place.name, text)
    });
    form(&visit, (mail, lang), &texts.collect(), StatusCode::OK, &FieldErrors::new()).await
}

/// `POST /amministrazione/testi-email/{mail}/{lang}`: writes its texts, if they are still of the `version` that was shown.
///
/// # Errors
/// 404 when there is no such mail; when the database fails.
pub async fn save(visit: Visit, address: Address, post: PostForm) -> WebResult {
    let (mail, lang) = of(&address)?;
    let (typed, edits, mut errors) = typed(&visit, mail, lang, &post);
    if !errors.is_empty() {
        return form(&visit, (mail, lang), &typed, StatusCode::UNPROCESSABLE_ENTITY, &errors).await;
    }
    if write(&visit, (mail, lang), &post, edits).await? {
        return Ok(visit.redirect(&page_of(mail, lang), "mailtexts-flash-saved"));
    }
    errors.add("", "mailtexts-problem-stale");
    form(&visit, (mail, lang), &typed, StatusCode::CONFLICT, &errors).await
}

/// `POST /amministrazione/testi-email/{mail}/{lang}/originale`: the program's own texts again.
///
/// # Errors
/// 404 when there is no such mail; when the database fails.
pub async fn reset(visit: Visit, address: Address, post: PostForm) -> WebResult {
    let (mail, lang) = of(&address)?;
    let done = write(&visit, (mail, lang), &post, Edits::new()).await?;
    let flash = if done { "mailtexts-flash-reset" } else { "mailtexts-flash-stale" };
    Ok(visit.redirect(&page_of(mail, lang), flash))
}

/// `GET /amministrazione/testi-email/{mail}/{lang}/anteprima`: the mail as it looks, about what never was; with `caso` in that case.
///
/// # Errors
/// 404 when there is no such mail; when the database fails.
pub async fn show_saved(visit: Visit, address: Address, wanted: Query<Wanted>) -> WebResult {
    let (mail, lang) = of(&address)?;
    let edits = visit.app().db.read(move |conn| store::edits(conn, mail, lang)).await?;
    Ok(framed(StatusCode::OK, sample(&visit, mail, lang, &edits, wanted.caso.as_deref())?.html))
}

/// `POST /amministrazione/testi-email/{mail}/{lang}/anteprima`: the same with what was typed, which is not kept.
///
/// # Errors
/// 404 when there is no such mail; a fault of the template.
pub async fn show_typed(visit: Visit, address: Address, post: PostForm) -> WebResult {
    let (mail, lang) = of(&address)?;
    let (_, edits, errors) = typed(&visit, mail, lang, &post);
    if errors.is_empty() {
        return Ok(framed(StatusCode::OK, sample(&visit, mail, lang, &edits, Some(post.get("caso")))?.html));
    }
    let texts = &visit.app().texts;
    let problems: Vec<String> =
        errors.shown(texts, visit.lang()).into_iter().map(|error| error.message).collect();
    let context = context! { lang => &visit.lang(), problems => &problems };
    let page = visit.app().templates.render("notifications/mail_text_refused.html", &context)?;
    Ok(framed(StatusCode::UNPROCESSABLE_ENTITY, page))
}

/// `POST /amministrazione/testi-email/{mail}/{lang}/prova`: sends the mail in the words that are saved, about what never was, to
/// whoever presses, and to nobody else.
///
/// # Errors
/// 404 when there is no such mail; when the database fails.
pub async fn try_out(visit: Visit, address: Address, _post: PostForm) -> WebResult {
    let (mail, lang) = of(&address)?;
    let (account, now) = (visit.signed_in()?.id, visit.now());
    visit.admit(&[Counted::subject(Limit::MailToOneself, account)])?;
    let tried = Event::MailTried { account, mail: mail.to_string(), lang: lang.to_string() };
    let write = move |conn: &mut Conn| events::append(conn, now, Actor::Person(account), &tried);
    visit.app().db.write::<_, DbError, _>(write).await?;
    Ok(visit.redirect(&page_of(mail, lang), "mailtexts-flash-tried"))
}

fn of(address: &(String, String)) -> Result<(Mail, Lang), Problem> {
    let mail = Mail::with_words().copied().find(|mail| mail.as_str() == address.0);
    mail.zip(Lang::parse(&address.1)).ok_or(Problem::NotFound)
}

fn page_of(mail: Mail, lang: Lang) -> String {
    format!("{LIST}/{mail}/{lang}")
}

fn framed(status: StatusCode, html: String) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, INERT))
        .insert_header((header::X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(html)
}

fn sample(
    visit: &Visit,
    mail: Mail,
    lang: Lang,
    edits: &Edits,
    case: Option<&str>,
) -> Result<Letter, Problem> {
    let wording = Wording::of(&visit.app().texts, mail, lang, edits);
    let letter = visit.app().letters.sample(mail, lang, &wording, case);
    letter.map_err(|_| Problem::fault("a mail cannot be written about what never was"))
}

/// Stores the texts; answers whether the version that was shown is still the newest.
async fn write(
    visit: &Visit,
    (mail, lang): (Mail, Lang),
    post: &PostForm,
    edits: Edits,
) -> Result<bool, Problem> {
    let (person, now) = (visit.signed_in()?.id, visit.now());
    let version: i32 = post.get("version").parse().unwrap_or_default();
    let write = move |conn: &mut Conn| -> Result<bool, DbError> {
        // Whoever saves what stands there already writes nothing.
        let newest = store::history(conn, mail, lang, 1)?.pop();
        let stands = newest.as_ref().map(|saved| saved.edits.clone()).unwrap_or_default();
        if stands == edits && newest.map_or(0, |saved| saved.version) == version {
            return Ok(true);
        }
        store::insert(conn, (mail, lang), version, &edits, person, now)
    };
    Ok(visit.app().db.write(write).await?)
}

/// What was typed, what of it is not the program's own, and what does not fit.
fn typed(
    visit: &Visit,
    mail: Mail,
    lang: Lang,
    post: &PostForm,
) -> (HashMap<String, String>, Edits, FieldErrors) {
    let (mut typed, mut edits, mut errors) = (HashMap::new(), Edits::new(), FieldErrors::new());
    for place in places(&visit.app().texts, mail, lang) {
        let text = post.get(&place.name);
        typed.insert(place.name.clone(), text.to_owned());
        match place.fit(text) {
            Ok(text) if text == place.program => {}
            Ok(text) => {
                edits.insert(place.name, Edit { text, program: place.program });
            }
            Err(misfit) => add(&mut errors, &place, misfit),
        }
    }
    (typed, edits, errors)
}

fn add(errors: &mut FieldErrors, place: &Place, misfit: Misfit) {
    let (key, args) = match misfit {
        Misfit::Text(TextProblem::Empty) => ("mailtexts-problem-empty", Vec::new()),
        Misfit::Text(TextProblem::TooLong { max }) => {
            ("mailtexts-problem-too-long", vec![("max", max.to_string())])
        }
        Misfit::Text(_) => ("mailtexts-problem-unreadable", Vec::new()),
        Misfit::Braces => ("mailtexts-problem-braces", Vec::new()),
        Misfit::Unknown(words) if place.known.is_empty() => {
            ("mailtexts-problem-no-placeholders", vec![("unknown", braces(&words))])
        }
        Misfit::Unknown(words) => {
            ("mailtexts-problem-unknown", vec![("unknown", braces(&words)), ("known", braces(&place.known))])
        }
        Misfit::Missing(words) => ("mailtexts-problem-missing", vec![("missing", braces(&words))]),
    };
    errors.add_with(&place.name, key, args);
}

fn braces<T: AsRef<str>>(words: &[T]) -> String {
    words.iter().map(|word| format!("{{{}}}", word.as_ref())).collect::<Vec<_>>().join(", ")
}

fn names(conn: &mut Conn, saved: &[Saved]) -> DbResult<HashMap<AccountId, String>> {
    let editors: Vec<AccountId> = saved.iter().map(|saved| saved.editor).collect();
    let people = accounts::people(conn, &editors)?;
    Ok(people.into_iter().map(|person| (person.id, person.name.to_string())).collect())
}

fn written(saved: &Saved, names: &HashMap<AccountId, String>) -> Written {
    Written { by: names.get(&saved.editor).cloned().unwrap_or_default(), at: saved.at }
}

async fn form(
    visit: &Visit,
    (mail, lang): (Mail, Lang),
    texts: &HashMap<String, String>,
    status: StatusCode,
    errors: &FieldErrors,
) -> WebResult {
    let read = move |conn: &mut Conn| -> DbResult<_> {
        let history = store::history(conn, mail, lang, HISTORY)?;
        let names = names(conn, &history)?;
        Ok((history, names))
    };
    let (history, names) = visit.app().db.read(read).await?;
    let newest = history.first();
    let edits = newest.map(|saved| saved.edits.clone()).unwrap_or_default();
    let version = |saved: &Saved| Version {
        number: saved.version,
        is_program: saved.edits.is_empty(),
        written: written(saved, &names),
    };
    let plain = sample(visit, mail, lang, &edits, None)?;
    let context = context! {
        title => &words(visit, &format!("mailtexts-mail-{mail}")),
        mail => &mail,
        text_lang => &lang,
        other => &Lang::ALL.iter().find(|other| **other != lang),
        version => &newest.map_or(0, |saved| saved.version),
        edited => &newest.filter(|saved| !saved.edits.is_empty()).map(|saved| written(saved, &names)),
        cases => &cases(visit, mail, lang),
        fields => &fields(visit, mail, lang, texts, &edits),
        history => &history.iter().map(version).collect::<Vec<_>>(),
        subject => plain.subject.as_str(),
        plain => &plain.text,
    };
    let mut page = visit.render_with(status, "notifications/mail_text.html", context, errors)?;
    let policy = header::HeaderValue::from_static(WITH_OWN_FRAMES);
    page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(page)
}

/// The cases that the preview can show, by the texts that are read in them.
fn cases(visit: &Visit, mail: Mail, lang: Lang) -> Vec<Case> {
    let of_key = |key: &str| {
        let case = Case { value: key.to_owned(), label: used(visit, key)? };
        cases::facts_of(mail, lang, key).is_some().then_some(case)
    };
    passages::body(mail).iter().filter_map(|(_, key)| of_key(key)).collect()
}

/// When a text is used, where it is not always.
fn used(visit: &Visit, key: &str) -> Option<String> {
    let used = format!("mailtexts-use-{}", key.trim_start_matches("mail-"));
    visit.app().texts.has(visit.lang(), &used).then(|| words(visit, &used))
}

fn fields(
    visit: &Visit,
    mail: Mail,
    lang: Lang,
    texts: &HashMap<String, String>,
    edits: &Edits,
) -> Vec<Field> {
    let places = places(&visit.app().texts, mail, lang);
    let mut seen: HashMap<_, Vec<&str>> = HashMap::new();
    let mut fields = Vec::new();
    for place in &places {
        let keys = seen.entry(place.part).or_default();
        if keys.last() != Some(&place.key.as_str()) {
            keys.push(&place.key);
        }
        let is_one_of_many = places.iter().any(|other| other.part == place.part && other.key != place.key);
        let number = is_one_of_many.then_some(keys.len());
        let value = texts.get(&place.name).cloned().unwrap_or_default();
        let edit = edits.get(&place.name);
        fields.push(Field {
            name: place.name.clone(),
            label: label(visit, place, number),
            hint: hint(visit, place),
            is_line: place.part.is_line(),
            max: place.part.max(),
            program: (value != place.program).then(|| place.program.clone()),
            was: edit.filter(|edit| edit.program != place.program).map(|edit| edit.program.clone()),
            unfit: edit.is_some_and(|edit| place.fit(&edit.text).is_err()),
            value,
        });
    }
    fields
}

fn label(visit: &Visit, place: &Place, number: Option<usize>) -> String {
    let part = words(visit, &format!("mailtexts-part-{}", place.part));
    let number = number.map(|number| format!(" {number}")).unwrap_or_default();
    let case = place.case.as_ref().map(|(variable, value)| {
        let key = match value.as_str() {
            "0" | "one" | "other" => format!("mailtexts-case-{value}"),
            _ => format!("mailtexts-case-{variable}-{value}"),
        };
        format!(", {}", words(visit, &key))
    });
    format!("{part}{number}{}", case.unwrap_or_default())
}

/// When the text is used, where it is not always, and what it may and must hold.
fn hint(visit: &Visit, place: &Place) -> String {
    let texts = &visit.app().texts;
    let used = used(visit, &place.key);
    let with = |key: &str, placeholders: &[&str]| {
        let args = [("placeholders", braces(placeholders).into())];
        (!placeholders.is_empty()).then(|| texts.get(visit.lang(), key, &args))
    };
    let known = with("mailtexts-hint-known", &place.known);
    let kept = with("mailtexts-hint-kept", &place.kept);
    [used, known, kept].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn words(visit: &Visit, key: &str) -> String {
    visit.app().texts.get(visit.lang(), key, &[])
}
