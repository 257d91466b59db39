//! Where the desk writes: the form of an entry, and its page.

use actix_web::http::StatusCode;
use actix_web::web;
use chrono::Duration;
use serde::Serialize;
use tera::{Context, context};

use super::details;
use super::passages::{self, Passage};
use super::quality;
use super::renaming;
use super::versions;
use super::view::{self, Choice, Names, text};
use crate::accounts::permissions::{EntryAction, EntryFacts, TicketScope, may_with_entry, ticket_scope};
use crate::accounts::{self, CompanySize, Municipality, Person, Role, Visit};
use crate::catalogue::actions;
use crate::catalogue::details::Text;
use crate::catalogue::error::{CatalogueError, CatalogueResult};
use crate::catalogue::files;
use crate::catalogue::forms::{SOURCES_MAX, SUMMARY_MAX, Typed};
use crate::catalogue::model::{Audience, Content, Draft, EntryKind, EntryState, Remark, Version};
use crate::catalogue::passages::{Pointed, of as passages_of, parties, pointed_at};
use crate::catalogue::personal_data::Parties;
use crate::catalogue::rules;
use crate::catalogue::store::source::{self, Said};
use crate::catalogue::store::{entries, relations, reuses, sources};
use crate::catalogue::{translations, usage, votes};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, EntryId, TicketId};
use crate::kernel::text::Body;
use crate::platform::i18n::Lang;
use crate::platform::web::{FieldErrors, PostForm, Problem, WebResult};
use crate::topics::{self, TopicTree};

/// `GET /redazione/nuova`: the form of a new entry.
///
/// # Errors
/// When the database fails.
pub async fn new_form(visit: Visit) -> WebResult {
    let typed = Typed {
        kind: EntryKind::Answer.to_string(),
        audience: Audience::All.to_string(),
        language: Lang::It.to_string(),
        ..Typed::default()
    };
    let tree = visit.app().db.read(topics::tree).await?;
    render_new(&visit, &tree, &typed, false, &FieldErrors::new()).await
}

/// `POST /redazione/nuova`: shows the preview, or begins the entry.
///
/// # Errors
/// When the database fails.
pub async fn create(visit: Visit, form: PostForm) -> WebResult {
    let typed = Typed::read(&form);
    let tree = visit.app().db.read(topics::tree).await?;
    let content = match typed.parse(&tree) {
        Ok(content) => content,
        Err(errors) => return render_new(&visit, &tree, &typed, false, &errors).await,
    };
    if form.get("action") == "preview" {
        return render_new(&visit, &tree, &typed, true, &FieldErrors::new()).await;
    }
    let (person, now) = (visit.signed_in()?.clone(), visit.now());
    let id = visit.app().db.write(move |conn| actions::create(conn, content, &person, now)).await?;
    Ok(visit.redirect(&format!("/redazione/{id}"), "catalogue-flash-saved"))
}

async fn render_new(
    visit: &Visit,
    tree: &TopicTree,
    typed: &Typed,
    preview: bool,
    errors: &FieldErrors,
) -> WebResult {
    let content = typed.parse(tree).ok();
    let mut context = form_context(visit, tree, typed, content.as_ref().filter(|_| preview));
    let pointed = content.as_ref().map(|content| pointed_at(content, &[], &Parties::default()));
    context.insert("passages", &passages::shown(visit, &pointed.unwrap_or_default(), None));
    if let Some(content) = content.as_ref().filter(|_| preview) {
        context.insert("quality", &quality::of(visit, content, None).await?);
    }
    context.insert("title", &text(visit, "catalogue-new-title"));
    context.insert("action", "/redazione/nuova");
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.render_with(status, "catalogue/desk_new.html", context, errors)
}

/// What the form needs: choices, values, and what is to be previewed.
fn form_context(visit: &Visit, tree: &TopicTree, typed: &Typed, previewed: Option<&Content>) -> Context {
    let kinds: Vec<Choice> =
        EntryKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), view::kind_word(visit, *kind))).collect();
    let audiences: Vec<Choice> = Audience::ALL
        .iter()
        .map(|audience| Choice::new(audience.as_str(), view::audience_word(visit, *audience)))
        .collect();
    let languages = [
        Choice::new(Lang::It.as_str(), view::language_word(visit, Lang::It)),
        Choice::new(Lang::En.as_str(), view::language_word(visit, Lang::En)),
    ];
    let sizes: Vec<Choice> = CompanySize::ALL
        .iter()
        .map(|size| Choice::new(size.as_str(), details::size_word(visit, size.as_str())))
        .collect();
    let territories: Vec<&str> = Municipality::all().iter().filter_map(|place| place.name()).collect();
    context! {
        form => typed,
        kinds => &kinds,
        audiences => &audiences,
        languages => &languages,
        territories => &territories,
        topics => &view::topic_choices(visit, tree),
        preview => &previewed.is_some(),
        sizes => &sizes,
        previewed => &previewed.map(|content| details::shown(visit, &content.details)),
        text_max => &Text::MAX,
        summary_max => &SUMMARY_MAX,
        body_max => &Body::MAX,
        sources_max => &SOURCES_MAX,
    }
}

/// What the person may do with the entry now: what the rules and its state allow.
#[derive(Serialize)]
struct Can {
    edit: bool,
    publish: bool,
    unschedule: bool,
    check: bool,
    give_back: bool,
    withdraw: bool,
    /// In review, and written by the person herself: a colleague has to publish it.
    own: bool,
}

#[derive(Serialize)]
struct VersionLine {
    number: i32,
    editor: Option<String>,
    at: Instant,
    public: bool,
}

#[derive(Serialize)]
struct RemarkLine {
    author: Option<String>,
    text: String,
    at: Instant,
    version: i32,
}

/// Everything that the page of an entry shows.
pub(super) struct EntryPage {
    pub draft: Draft,
    pub tree: TopicTree,
    /// The questions that it comes from.
    sources: Vec<TicketId>,
    /// What was asked and answered, beside a draft that is made of it, for who may see the questions.
    asked: Vec<Said>,
    /// The names in addresses of what is shown with it.
    pub related: Vec<String>,
    /// The entry that says the same in another language.
    translation: Option<translations::Other>,
    /// What the public reads, while something else waits.
    public: Option<Version>,
    versions: Vec<(i32, Option<AccountId>, Instant)>,
    remarks: Vec<Remark>,
    names: Names,
    /// How many answers led to it.
    reuses: i64,
    /// How often its public page was read in the last year.
    readings: i64,
    /// What readers said of what is public.
    opinions: votes::Opinions,
    /// The people and firms of the question that it comes from.
    parties: Parties,
    /// What looks like personal data in the version being edited.
    pointed: Vec<Pointed>,
    /// The people of the desk, one of whom answers for it.
    desk: Vec<Person>,
}

impl EntryPage {
    /// The numbers of its versions, newest first.
    pub(super) fn numbers(&self) -> impl Iterator<Item = i32> + '_ {
        self.versions.iter().map(|(number, _, _)| *number)
    }
}

/// Reads the page of an entry for somebody of the desk.
pub(super) async fn read(visit: &Visit, id: EntryId) -> Result<EntryPage, Problem> {
    let person = visit.signed_in()?.clone();
    let a_year_ago = (visit.now() - Duration::days(365)).rome().date_naive();
    let page: CatalogueResult<EntryPage> = visit
        .app()
        .db
        .read(move |conn| {
            let draft = entries::find(conn, id)?.ok_or(CatalogueError::NotFound)?;
            let unpublished = EntryFacts { public: false, ..draft.facts() };
            if !may_with_entry(Some(&person), EntryAction::Read, &unpublished) {
                return Err(CatalogueError::NotFound);
            }
            let entry = &draft.entry;
            let sees_questions = ticket_scope(&person) == TicketScope::Desk;
            let sources = sources::of_entry(conn, id)?;
            let asked = match entry.state {
                EntryState::Draft if sees_questions => source::said(conn, &sources)?,
                _ => Vec::new(),
            };
            let related = relations::of_entry(conn, id)?.into_iter().map(|(_, slug)| slug).collect();
            let translation = translations::other_of(conn, id)?;
            let public = match entry.published_version {
                Some(number) if number != entry.draft_version => entries::version_of(conn, id, number)?,
                _ => None,
            };
            let versions = entries::versions_of(conn, id)?;
            let remarks = entries::remarks_of(conn, id)?;
            let (parties, pointed) = (parties(conn, &draft)?, passages_of(conn, &draft)?);
            let editors = versions.iter().filter_map(|(_, editor, _)| *editor);
            let remarked = remarks.iter().filter_map(|remark| remark.author);
            let decided = pointed.iter().filter_map(|pointed| Some(pointed.allowed?.by));
            let names = Names::read(conn, editors.chain(remarked).chain(decided))?;
            let (tree, reuses) = (topics::tree(conn)?, reuses::count(conn, id)?);
            let readings = usage::readings_since(conn, id, a_year_ago)?;
            let opinions = match draft.entry.published_version {
                Some(number) => votes::of_version(conn, id, number)?,
                None => votes::Opinions::default(),
            };
            let desk = accounts::active_with_role(conn, &[Role::Expert, Role::Coordinator])?;
            Ok(EntryPage {
                draft,
                tree,
                sources,
                asked,
                related,
                translation,
                public,
                versions,
                remarks,
                names,
                reuses,
                readings,
                opinions,
                parties,
                pointed,
                desk,
            })
        })
        .await;
    Ok(page?)
}

/// `GET /redazione/{id}`: one entry at the desk.
///
/// # Errors
/// 404; when the database fails.
pub async fn show(visit: Visit, id: web::Path<i64>) -> WebResult {
    let page = read(&visit, EntryId(id.into_inner())).await?;
    let typed = Typed::of(&page.draft.version.content, page.draft.entry.draft_version, &page.tree);
    render(&visit, &page, &typed, Shown::AsStored, &FieldErrors::new()).await
}

/// `POST /redazione/{id}`: shows the preview, or saves a version; with `action=submit` hands it to the review as well, once
/// its writer says (`rewritten`) that it holds nobody's data.
///
/// # Errors
/// 404; when the database fails.
pub async fn save(visit: Visit, id: web::Path<i64>, form: PostForm) -> WebResult {
    let id = EntryId(id.into_inner());
    let typed = Typed::read(&form);
    let page = read(&visit, id).await?;
    let submit = form.get("action") == "submit";
    let mut parsed = typed.parse(&page.tree);
    if submit && form.get("rewritten") != "1" {
        let mut errors = parsed.err().unwrap_or_default();
        errors.add("rewritten", "catalogue-problem-rewritten");
        parsed = Err(errors);
    }
    let content = match parsed {
        Ok(content) => content,
        Err(errors) => return render(&visit, &page, &typed, Shown::Typed, &errors).await,
    };
    if form.get("action") == "preview" {
        return render(&visit, &page, &typed, Shown::Preview, &FieldErrors::new()).await;
    }
    let (person, now, seen) = (visit.signed_in()?.clone(), visit.now(), typed.seen());
    let saved = visit
        .app()
        .db
        .write(move |conn| match submit {
            true => actions::edit_and_submit(conn, id, seen, content, &person, now),
            false => actions::edit(conn, id, seen, content, &person, now).map(drop),
        })
        .await;
    match saved {
        Ok(()) if submit => Ok(visit.redirect(&format!("/redazione/{id}"), "catalogue-flash-submitted")),
        Ok(()) => Ok(visit.redirect(&format!("/redazione/{id}"), "catalogue-flash-saved")),
        Err(CatalogueError::Stale) => render(&visit, &page, &typed, Shown::Stale, &FieldErrors::new()).await,
        Err(error) => Err(error.into()),
    }
}

/// What the page of an entry is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// To read what is stored.
    AsStored,
    /// To mend what was typed.
    Typed,
    /// To look at what was typed before it is saved.
    Preview,
    /// Somebody else was quicker: what was typed is still there, beside what is stored now.
    Stale,
}

/// The page of an entry.
pub(super) async fn render(
    visit: &Visit,
    page: &EntryPage,
    typed: &Typed,
    shown: Shown,
    errors: &FieldErrors,
) -> WebResult {
    let EntryPage { draft, tree, names, .. } = page;
    let entry = &draft.entry;
    let person = visit.person();
    let may =
        |step| may_with_entry(person, step, &draft.facts()) && rules::after(entry.state, step).is_some();
    let can = Can {
        edit: may(EntryAction::Edit),
        publish: may(EntryAction::Publish),
        unschedule: may(EntryAction::Unschedule),
        check: may(EntryAction::Check),
        give_back: may(EntryAction::Return),
        withdraw: may(EntryAction::Withdraw),
        own: entry.state == EntryState::InReview && person.map(|person| person.id) == draft.version.editor,
    };
    let versions: Vec<VersionLine> = page
        .versions
        .iter()
        .map(|(number, editor, at)| VersionLine {
            number: *number,
            editor: names.of(*editor).map(str::to_owned),
            at: *at,
            public: entry.published_version == Some(*number),
        })
        .collect();
    let remarks: Vec<RemarkLine> = page
        .remarks
        .iter()
        .rev()
        .map(|remark| RemarkLine {
            author: names.of(remark.author).map(str::to_owned),
            text: remark.text.clone(),
            at: remark.at,
            version: remark.version,
        })
        .collect();
    // What is stored is decided passage by passage; of what is typed it is told what would have to be.
    let typed_content = if shown == Shown::AsStored { None } else { typed.parse(tree).ok() };
    let decidable = typed_content.is_none();
    let pointed = match &typed_content {
        Some(content) => still_open(pointed_at(content, &draft.version.files, &page.parties), &page.pointed),
        None => page.pointed.clone(),
    };
    let passages: Vec<Passage> = passages::shown(visit, &pointed, Some(names));
    let undecided = pointed.iter().filter(|pointed| pointed.allowed.is_none()).count();
    let previewed = typed_content.as_ref().filter(|_| shown == Shown::Preview);
    let mut context = form_context(visit, tree, typed, previewed);
    context.insert("passages", &passages);
    // What is public, or put aside, is not being judged.
    let judged =
        typed_content.is_some() || !matches!(entry.state, EntryState::Published | EntryState::Withdrawn);
    if judged {
        let content = typed_content.as_ref().unwrap_or(&draft.version.content);
        context.insert("quality", &quality::of(visit, content, Some(entry.id)).await?);
    }
    context.insert("decidable", &decidable);
    context.insert("undecided", &undecided);
    context.insert("title", &draft.version.content.title);
    context.insert("entry", entry);
    context.insert("content", &draft.version.content);
    context.insert("state_label", &view::state_word(visit, entry.state));
    context.insert("state_badge", view::state_badge(entry.state));
    context.insert("kind_label", &view::kind_word(visit, draft.version.content.kind()));
    context.insert("details", &details::shown(visit, &draft.version.content.details));
    context.insert("audience_label", &view::audience_word(visit, draft.version.content.audience));
    context.insert("topic_label", &view::topic_name(tree, draft.version.content.topic, visit.lang()));
    let imported = text(visit, "catalogue-imported");
    context.insert("editor", names.of(draft.version.editor).unwrap_or(&imported));
    context.insert("can", &can);
    context.insert("versions", &versions);
    context.insert("remarks", &remarks);
    let name = |person: &Person| Choice::new(person.id.to_string(), person.name.to_string());
    context.insert("desk", &page.desk.iter().map(name).collect::<Vec<_>>());
    context.insert("owner", &entry.owner.map_or_else(String::new, |id| id.to_string()));
    context.insert("check_months", &visit.app().config.catalogue.check_months);
    let read = page.public.as_ref().unwrap_or(&draft.version);
    let outgrown =
        entry.published_version.is_some() && !renaming::fits(&entry.slug, read.content.title.as_str());
    context.insert("outgrown", &(outgrown && may_with_entry(person, EntryAction::Edit, &draft.facts())));
    context.insert("files", &files::shown(&draft.version.files, &format!("/redazione/{}", entry.id)));
    context.insert("votes", &votes::desk::shown(visit, &page.opinions));
    context.insert("asked", &page.asked);
    context.insert("sources", &page.sources);
    context.insert("related", &page.related.join("\n"));
    let of_other = page.translation.as_ref().map(|other| view::state_word(visit, other.state));
    context.insert("translation", &page.translation);
    context.insert("translation_state", &of_other);
    context.insert("into", &translations::into(draft.version.content.language));
    context.insert("reuses", &page.reuses);
    context.insert("readings", &page.readings);
    let compared = page.public.as_ref().map(|public| versions::compare(visit, tree, public, &draft.version));
    context.insert("compared", &compared);
    context.insert("stale", &(shown == Shown::Stale));
    context.insert("writing", &(shown != Shown::AsStored || entry.state == EntryState::Draft));
    context.insert("action", &format!("/redazione/{}", entry.id));
    let status = match shown {
        _ if !errors.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        Shown::Stale => StatusCode::CONFLICT,
        _ => StatusCode::OK,
    };
    visit.render_with(status, "catalogue/desk_entry.html", context, errors)
}

/// The passages of a typed text that have not been allowed in what is stored.
fn still_open(typed: Vec<Pointed>, stored: &[Pointed]) -> Vec<Pointed> {
    let allowed = |of: &Pointed| {
        stored.iter().any(|known| known.allowed.is_some() && known.finding.text == of.finding.text)
    };
    typed.into_iter().filter(|pointed| !allowed(pointed)).collect()
}
