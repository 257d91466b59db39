//! `/redazione/norme/avvisi/{change}`: telling those whose answers cite an act that changed what that means for them.

use actix_web::web;
use serde::Serialize;
use tera::context;

use crate::accounts::Visit;
use crate::catalogue;
use crate::kernel::ids::{AccountId, EntryId, NormChangeId, NormReviewId, TicketId};
use crate::norms::forms;
use crate::norms::model::{Change, CitingEntry};
use crate::norms::store::{changes, citing, reviews};
use crate::norms::telling::{self, Audience, Ordered, ToTell, Whom, Words};
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Lang, date};
use crate::platform::mail::outbox;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};

/// So many people are shown by name.
const SHOWN: usize = 50;
/// So many entries are offered to read on.
const ENTRIES: usize = 3;

/// What the page shows.
struct Loaded {
    change: Change,
    audience: Audience,
    /// To how many of those who are told mails come back.
    returned: usize,
    /// Public entries that cite the act as it is now, to read on.
    entries: Vec<CitingEntry>,
    /// The one person who is told.
    only: Option<(NormReviewId, AccountId)>,
}

#[derive(Serialize)]
struct Question {
    number: TicketId,
    subject: String,
}

#[derive(Serialize)]
struct PersonLine {
    name: String,
    questions: Vec<Question>,
}

impl PersonLine {
    fn of(one: &ToTell) -> Self {
        let question = |ticket: &crate::tickets::Ticket| Question {
            number: ticket.id,
            subject: ticket.subject.to_string(),
        };
        Self { name: one.person.name.to_string(), questions: one.questions.iter().map(question).collect() }
    }
}

/// A text to write, with how it will look once that was asked for.
#[derive(Serialize)]
struct TextField {
    name: String,
    lang: Lang,
    value: String,
    preview: Option<String>,
}

/// How the page stands: nothing typed yet, a preview, or a preview whose people are others by now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Empty,
    Preview,
    Others,
}

/// `GET /redazione/norme/avvisi/{change}`: whom, and the words to begin with; with `riga` of the one answer.
///
/// # Errors
/// 404 for no change, or an answer that is none of its; when the database fails.
pub async fn form(visit: Visit, change: web::Path<i64>) -> WebResult {
    let review = visit.query("riga");
    let loaded = read(&visit, NormChangeId(change.into_inner()), &review).await?;
    render(&visit, &loaded, None, Stand::Empty, &FieldErrors::new())
}

/// `POST /redazione/norme/avvisi/{change}`: shows how the words will look, or with `action` = `send` tells them.
///
/// # Errors
/// As [`form`].
pub async fn tell(visit: Visit, change: web::Path<i64>, form: PostForm) -> WebResult {
    let id = NormChangeId(change.into_inner());
    let loaded = read(&visit, id, form.get("riga")).await?;
    let mut errors = FieldErrors::new();
    let mut words = Words::new();
    for lang in languages(&loaded) {
        words.extend(forms::words(&form, lang, &mut errors).map(|body| (lang, body)));
    }
    if !errors.is_empty() {
        return render(&visit, &loaded, Some(&form), Stand::Empty, &errors);
    }
    if form.get("action") != "send" {
        return render(&visit, &loaded, Some(&form), Stand::Preview, &errors);
    }
    let whom = match loaded.only {
        Some((_, account)) => Whom::One(account),
        None => Whom::All(form.get("people").parse().unwrap_or_default()),
    };
    let (by, now, change) = (visit.signed_in()?.clone(), visit.now(), loaded.change.clone());
    let ordered =
        visit.app().db.write(move |conn| telling::order(conn, &change, &words, whom, &by, now)).await?;
    match (ordered, loaded.only) {
        (Ordered::Others | Ordered::NoWords, _) => {
            let loaded = read(&visit, id, form.get("riga")).await?;
            render(&visit, &loaded, Some(&form), Stand::Others, &errors)
        }
        (Ordered::Done, Some(_)) => Ok(visit.redirect("/redazione/norme?cosa=risposte", "norms-flash-told")),
        (Ordered::Done, None) => {
            Ok(visit.redirect(&format!("/redazione/norme/avvisi/{id}"), "norms-flash-telling"))
        }
    }
}

async fn read(visit: &Visit, id: NormChangeId, review: &str) -> Result<Loaded, Problem> {
    let review = match review {
        "" => None,
        number => Some(NormReviewId(number.parse().map_err(|_| Problem::NotFound)?)),
    };
    visit.app().db.read(move |conn| load(conn, id, review)).await?.ok_or(Problem::NotFound)
}

fn load(conn: &mut Conn, id: NormChangeId, review: Option<NormReviewId>) -> DbResult<Option<Loaded>> {
    let Some(change) = changes::find(conn, id)? else { return Ok(None) };
    let only = match review {
        Some(review) => match reviews::asker_of(conn, id, review)? {
            Some(account) => Some((review, account)),
            None => return Ok(None),
        },
        None => None,
    };
    let audience = telling::audience(conn, id, only.map(|(_, account)| account))?;
    let ids: Vec<AccountId> = audience.to_tell.iter().map(|one| one.person.id).collect();
    let mut returned = 0;
    for ids in ids.chunks(1000) {
        returned += outbox::undeliverable_of(conn, ids)?.len();
    }
    let entries = entries(conn, &change, &audience, only.is_some())?;
    Ok(Some(Loaded { change, audience, returned, entries, only }))
}

/// The public entries that lead on: the one that came from the one question, else those that cite the act; none that still has to be
/// looked at because of the change.
fn entries(
    conn: &mut Conn,
    change: &Change,
    audience: &Audience,
    of_one: bool,
) -> DbResult<Vec<CitingEntry>> {
    const READ: i64 = 30;
    let mut found = citing::entries(conn, &change.norm, EntryId(i64::MAX), READ)?;
    let ids: Vec<EntryId> = found.iter().map(|entry| entry.id).collect();
    let unseen = reviews::unseen(conn, change.id, &ids)?;
    found.retain(|entry| !unseen.contains(&entry.id));
    let mut own = Vec::new();
    for question in audience.to_tell.iter().filter(|_| of_one).flat_map(|one| &one.questions) {
        own.extend(catalogue::of_ticket(conn, question.id)?);
    }
    if found.iter().any(|entry| own.contains(&entry.id)) {
        found.retain(|entry| own.contains(&entry.id));
    }
    Ok(found)
}

/// The languages of those who are told.
fn languages(loaded: &Loaded) -> Vec<Lang> {
    let spoken = |lang: &Lang| loaded.audience.to_tell.iter().any(|one| one.person.lang == *lang);
    Lang::ALL.iter().copied().filter(spoken).collect()
}

/// The words to begin with: which act changed, when and how, and where to read on. What it means for whoever reads is left to write.
fn beginning(visit: &Visit, loaded: &Loaded, lang: Lang) -> String {
    let texts = &visit.app().texts;
    let change = &loaded.change;
    let args = [
        ("norm", change.norm.shown().into()),
        ("day", date(lang, change.changed_on).into()),
        ("what", change.what.clone().into()),
    ];
    let mut text = texts.get(lang, "norms-notice-text", &args);
    let entries = loaded.entries.iter().filter(|entry| entry.language == lang);
    for entry in entries.take(ENTRIES) {
        let args =
            [("title", entry.title.clone().into()), ("address", format!("/catalogo/{}", entry.slug).into())];
        text += "\n\n";
        text += &texts.get(lang, "norms-notice-entry", &args);
    }
    text
}

fn render(
    visit: &Visit,
    loaded: &Loaded,
    typed: Option<&PostForm>,
    stand: Stand,
    errors: &FieldErrors,
) -> WebResult {
    let Loaded { change, audience, only, .. } = loaded;
    let field = |lang: Lang| {
        let name = forms::field(lang);
        // Whoever asks in another language may have come on the list since the page was shown.
        let value = match typed.filter(|form| form.has(&name)) {
            Some(form) => form.get(&name).to_owned(),
            None => beginning(visit, loaded, lang),
        };
        let preview = (stand != Stand::Empty).then(|| value.clone());
        TextField { name, lang, value, preview }
    };
    let fields: Vec<TextField> = languages(loaded).into_iter().map(field).collect();
    let lines = |people: &[ToTell]| people.iter().take(SHOWN).map(PersonLine::of).collect::<Vec<_>>();
    let people = audience.to_tell.len();
    let heading = visit.text(if only.is_some() { "norms-telling-title-one" } else { "norms-telling-title" });
    let day = date(visit.lang(), change.changed_on);
    let context = context! {
        title => &format!("{heading}: {}, {day}", change.norm.shown()),
        heading => &heading,
        change => &change.id,
        norm => &change.norm.shown(),
        norm_address => &change.norm.address(),
        changed_on => &change.changed_on.to_string(),
        what => &change.what,
        review => &only.map(|(review, _)| review),
        people => &people,
        several => &(fields.len() > 1),
        fields => &fields,
        lines => &lines(&audience.to_tell),
        not_shown => &people.saturating_sub(SHOWN),
        unreached => &lines(&audience.unreached),
        unreached_count => &audience.unreached.len(),
        returned => &loaded.returned,
        open => &audience.open,
        need_approval => &audience.need_approval,
        told => &audience.told,
        waiting => &audience.waiting,
        can_send => &(people > 0 && (only.is_some() || stand != Stand::Empty)),
        others => &(stand == Stand::Others),
    };
    match errors.is_empty() {
        true => visit.render("norms/telling.html", context),
        false => visit.render_invalid("norms/telling.html", context, errors),
    }
}
