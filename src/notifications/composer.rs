//! Writes the mails of the outbox when their time comes: reads how things stand, drops what is no longer true, mints
//! one-time links when they leave.

use std::num::NonZeroUsize;
use std::sync::Arc;

use chrono::Duration;
use tera::Context;

use super::daily;
use super::digest;
use super::facts::{self, Facts, ReportFacts, TicketFacts};
use super::letters::{self, Block, Desk, Settings};
use super::mail::Mail;
use super::outside;
use super::texts::{self, Wording};
use super::trial::Trial;
use super::wanted::is_wanted;
use crate::accounts::{self, AccountState, AwayNow, Person, RequesterKind, TokenPurpose};
use crate::catalogue;
use crate::kernel::clock::Instant;
use crate::kernel::event::{Actor, Addressed, Event, MailFate};
use crate::kernel::ids::{FrozenReportId, Position, TicketId};
use crate::kernel::kept;
use crate::kernel::text::Subject;
use crate::platform::config::Config;
use crate::platform::db::{Conn, DbResult};
use crate::platform::events;
use crate::platform::i18n::{Lang, Texts};
use crate::platform::mail::outbox::{self, Composer, Gathered, Leased, Link, Recipient, SentMail};
use crate::platform::mail::{Enclosed, MailId, MailSigner, Outgoing, Unsubscribe};
use crate::platform::web::Templates;
use crate::statistics::frozen::{self, Found, Kept, mailing};
use crate::tickets::{self, FileLink, FollowKey, FollowLink, follow};

/// Said of a digest that another node, of a newer program, must write.
const UNREADABLE: &str = "this version of the program cannot read an event that it follows from";
/// Said of a mail about a report that is damaged, or of a newer program.
const UNREADABLE_REPORT: &str = "the report is damaged, or this version of the program cannot read it";

/// So many bytes of files are kept to be sent to the next: a year's report in every language.
const ENCLOSED: usize = 8 * 1024 * 1024;

/// The desk's letters.
pub struct Letters {
    settings: Settings,
    pub(super) texts: Arc<Texts>,
    templates: Templates,
    keys: LetterKeys,
    /// By report, language, and how many corrections it has.
    enclosed: kept::Kept<(FrozenReportId, Lang, usize), Arc<[Enclosed]>>,
}

/// What letters are signed with.
pub struct LetterKeys {
    /// The links to a question.
    pub follow: FollowKey,
    /// The addresses at which letters are answered.
    pub mail: MailSigner,
}

/// What a letter is made of.
pub struct Material {
    pub(super) mail: Mail,
    pub(super) facts: Facts,
    pub(super) thread: Vec<MailId>,
    pub(super) wording: Wording,
    /// The report that comes with it.
    pub(super) report: Option<Found>,
    /// Whoever tries the mail on herself, about invented facts.
    pub(super) trial: Option<Trial>,
}

/// A mail without its envelope.
pub struct Letter {
    /// What it is about.
    pub subject: Subject,
    /// As plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

impl Letters {
    /// Letters in the words of this configuration.
    pub fn new(config: &Config, texts: Arc<Texts>, templates: Templates, keys: LetterKeys) -> Self {
        let enclosed = kept::Kept::new(ENCLOSED);
        Self { settings: Settings::of(config), texts, templates, keys, enclosed }
    }
}

impl Composer for Letters {
    type Data = Material;

    fn has_link(&self, mail: &Leased) -> bool {
        Mail::parse(&mail.mail).is_some_and(Mail::has_secret)
    }

    fn is_asked_for(&self, mail: &Leased) -> bool {
        Mail::parse(&mail.mail).is_some_and(Mail::is_asked_for)
    }

    fn most_per_hour(&self, mail: &Leased) -> Option<NonZeroUsize> {
        self.settings.most_per_hour(Mail::parse(&mail.mail)?)
    }

    fn tell_too_many(&self, conn: &mut Conn, mail: &SentMail, now: Instant) -> DbResult<()> {
        let is_colleague = Mail::parse(&mail.mail).is_some_and(Mail::is_for_staff);
        let to = Some(if is_colleague { Addressed::Colleague } else { Addressed::Requester });
        events::append(conn, now, Actor::System, &Event::MailStorm { incoming: None, to })?;
        Ok(())
    }

    fn tell(&self, conn: &mut Conn, mail: &SentMail, fate: MailFate, now: Instant) -> DbResult<()> {
        tickets::note_mail_fate(conn, mail, fate, None, now)
    }

    fn gather(&self, conn: &mut Conn, leased: &Leased, now: Instant) -> DbResult<Gathered<Material>> {
        let Some(mail) = Mail::parse(&leased.mail) else {
            return Ok(Gathered::Faulty(format!("no such mail: {}", leased.mail)));
        };
        let (person, body) = match leased.recipient {
            Recipient::Account(account) => (accounts::person(conn, account)?, None),
            Recipient::Outside(id) => {
                let body = mailing::find(conn, id)?;
                (body.as_ref().map(outside::reader), body)
            }
        };
        let Some(mut person) = person else { return Ok(Gathered::Needless) };
        if let (Some(body), false) = (&body, self.is_asked_for(leased))
            && !outbox::outside_undeliverable_of(conn, &[body.id])?.is_empty()
        {
            return Ok(Gathered::Needless);
        }
        if mail == Mail::Erased {
            person.email = accounts::last_address(conn, person.id)?;
        }
        if mail == Mail::Trial {
            return self.gather_trial(conn, Position(leased.event_position), person);
        }
        let mut ticket = match leased.ticket {
            Some(id) => facts::ticket(conn, id, leased.message, person.lang)?,
            None => None,
        };
        if let Some(facts) = &mut ticket {
            let days = self.settings.tickets.follow_days;
            let link = follow::link_for(conn, &facts.ticket, &person, days, now)?;
            facts.link = link.map(|link| self.keys.follow.sign(&link));
            if let Some(link) = link {
                self.lead_to_files(facts, link, now);
            }
        }
        let position = Position(leased.event_position);
        let (caused_at, author) = events::cause(conn, position)?.unwrap_or((now, None));
        let rates = |facts: &&mut TicketFacts| mail.asks_rating() && facts.ticket.helpful.is_none();
        if let Some(facts) = ticket.as_mut().filter(rates) {
            facts.rates = tickets::rating_asked_at(conn, facts.ticket.id, caused_at)?;
        }
        let caused_by = author.map(|author| accounts::person(conn, author)).transpose()?.flatten();
        let entry = match leased.entry {
            Some(id) => catalogue::find(conn, id)?,
            None => None,
        };
        let due = match mail {
            Mail::DeadlineDigest => match digest::questions(conn, position, &person, now)? {
                Some(questions) => questions,
                None => return Ok(Gathered::Faulty(UNREADABLE.to_owned())),
            },
            _ => Vec::new(),
        };
        let moved = match leased.ticket.filter(|_| mail.is_about_a_move()) {
            Some(id) => facts::moved(conn, id, now)?,
            None => None,
        };
        let day = match mail {
            Mail::DailyDigest => Some(daily::day_of(conn, &person, now)?),
            _ => None,
        };
        let away = match &ticket {
            Some(TicketFacts { ticket, .. }) if ticket.assignee.is_some() => accounts::away_at(conn, now)?,
            _ => AwayNow::default(),
        };
        let stands_in = match mail {
            Mail::StandIn => facts::stands_in(conn, person.id, caused_at)?,
            _ => None,
        };
        let stood_in = match mail {
            Mail::StandInEnded => facts::stood_in(conn, position, person.id)?,
            _ => None,
        };
        let too_many = match mail {
            Mail::TooManyToOne => facts::too_many(conn, position)?,
            _ => None,
        };
        let checks = match mail {
            Mail::ChecksDue => facts::checks(conn, position, person.id, self.settings.check_days, now)?,
            _ => None,
        };
        let report = match mail {
            Mail::ReportFrozen | Mail::ReportSent => match facts::report(conn, position)?.map(Kept::open) {
                Some(Ok(found)) if found.is_whole => Some(found),
                Some(_) => return Ok(Gathered::Faulty(UNREADABLE_REPORT.to_owned())),
                None => None,
            },
            _ => None,
        };
        let also_about = match mail {
            Mail::ChangeTold => facts::also_about(conn, position)?,
            _ => Vec::new(),
        };
        let lang = person.lang;
        let facts = Facts {
            person,
            caused_at,
            caused_by,
            token: None,
            ticket,
            moved,
            entry,
            due,
            day,
            too_many,
            away,
            stands_in,
            stood_in,
            checks,
            report: report.as_ref().map(|found| ReportFacts::of(found, lang, &self.texts)),
            leave: body.as_ref().map(|body| mailing::leave_path(&self.keys.mail, body.id, &body.address)),
            outside: body,
            also_about,
        };
        if !is_wanted(mail, &facts, now) {
            return Ok(Gathered::Needless);
        }
        let thread = match (leased.ticket, leased.recipient) {
            (Some(ticket), Recipient::Account(reader)) => {
                outbox::thread_before(conn, ticket, reader, leased.id)?
            }
            _ => Vec::new(),
        };
        let edits = texts::store::edits(conn, mail, facts.person.lang)?;
        let wording = Wording::of(&self.texts, mail, facts.person.lang, &edits);
        let report = report.filter(|_| mail == Mail::ReportSent);
        Ok(Gathered::Ready(Material { mail, facts, thread, wording, report, trial: None }))
    }

    fn domain<'a>(&self, material: &'a Material) -> &'a str {
        let reader = material.trial.as_ref().map_or(&material.facts.person, |trial| &trial.reader);
        let address = reader.email.as_ref().and_then(|email| email.as_str().rsplit_once('@'));
        address.map_or("", |(_, domain)| domain)
    }

    fn make_link(&self, conn: &mut Conn, material: &mut Material, now: Instant) -> DbResult<Option<Link>> {
        if let Some(body) = &material.facts.outside {
            let secret = mailing::mint_secret(conn, body.id, now)?;
            material.facts.token = secret.clone();
            return Ok(secret.map(Link));
        }
        let Some(purpose) = purpose(material.mail) else { return Ok(None) };
        let account = material.facts.person.id;
        let token = accounts::mint_token(conn, &self.settings.accounts, account, purpose, now)?;
        material.facts.token = Some(token.clone());
        Ok(Some(Link(token)))
    }

    fn take_back(&self, conn: &mut Conn, link: &Link) -> DbResult<()> {
        accounts::take_back_token(conn, &link.0)?;
        mailing::take_back_secret(conn, &link.0)
    }

    fn write(&self, leased: &Leased, material: Material, now: Instant) -> Result<Outgoing, String> {
        let Material { mail, facts, thread, wording, report, trial } = material;
        if let Some(Trial { reader, at }) = trial {
            return self.write_trial(leased, mail, &facts, &wording, reader, at);
        }
        let Letter { subject, text, html } = self.letter(mail, &facts, leased.ticket, &wording, now)?;
        Ok(Outgoing {
            id: leased.rfc_message_id.clone(),
            to_name: (is_sure_of_name(&facts.person) && !facts.is_by_stranger())
                .then(|| facts.person.name.clone()),
            to: facts.person.email.clone().ok_or("its reader has no address")?,
            lang: facts.person.lang,
            subject,
            text,
            html,
            thread,
            unsubscribe: self.unsubscribe(mail, &facts),
            reply_words: self.reply_words(leased),
            files: report.map_or(Ok(Arc::default()), |report| self.enclosed(&report, facts.person.lang))?,
        })
    }
}

impl Letters {
    pub(super) fn letter(
        &self,
        mail: Mail,
        facts: &Facts,
        ticket: Option<TicketId>,
        wording: &Wording,
        now: Instant,
    ) -> Result<Letter, String> {
        let (settings, lang) = (&self.settings, facts.person.lang);
        let (reader, away) = (facts.person.id, &facts.away);
        let desk = Desk { texts: &self.texts, settings, lang, reader, away, wording, now };
        let blocks = letters::blocks(&desk, mail, facts).ok_or("a fact is missing")?;
        let subject = letters::subject(wording, &self.texts, lang, mail, ticket, facts.listed());
        let subject = Subject::parse(&subject).map_err(|problem| format!("subject: {problem:?}"))?;
        let context = self.context(&desk, mail, facts, &subject, &blocks);
        let render =
            |name| self.templates.render(name, &context).map_err(|error| format!("{name}: {error:?}"));
        Ok(Letter { text: render("mail/letter.txt")?, html: render("mail/letter.html")?, subject })
    }

    /// Where the reader of a mail ends such mails, if that is hers to choose.
    fn unsubscribe(&self, mail: Mail, facts: &Facts) -> Option<Unsubscribe> {
        let url = &self.settings.public_url;
        // Whoever has an account signs in before.
        let of_account = mail.is_switched_off_at().map(|page| (page, false));
        let (page, one_click) = facts.leave.as_deref().map(|page| (page, true)).or(of_account)?;
        Some(Unsubscribe { page: url.join(page), one_click })
    }

    /// The files of a report: made for the first of its readers in a language, the same for all.
    fn enclosed(&self, report: &Found, lang: Lang) -> Result<Arc<[Enclosed]>, String> {
        let key = (report.listed.id, lang, report.errata.len());
        if let Some(files) = self.enclosed.get(&key) {
            return Ok(files);
        }
        let address = self.settings.public_url.join(&format!("/statistiche/rapporti/{}", report.listed.id));
        let files = frozen::files(report, &address, lang, &self.texts)?;
        let files: Arc<[Enclosed]> =
            files.into_iter().map(|(name, kind, bytes)| Enclosed { name, kind, bytes }).collect();
        self.enclosed.keep(key, Arc::clone(&files), files.iter().map(|file| file.bytes.len()).sum());
        Ok(files)
    }

    /// Lets the files of a message be opened without signing in, for a time that their links say.
    fn lead_to_files(&self, facts: &mut TicketFacts, link: FollowLink, now: Instant) {
        let days = self.settings.tickets.file_link_days;
        if days == 0 || facts.files.is_empty() {
            return;
        }
        let until = now + Duration::days(days.into());
        facts.files_until = Some(until);
        for file in &mut facts.files {
            let token = FileLink { link, file: file.id, until }.sign(&self.keys.follow);
            file.path = format!("/segui/file/{token}");
        }
    }

    /// What stands behind the `+` of the address at which a mail about a question is answered.
    fn reply_words(&self, leased: &Leased) -> Option<String> {
        let ticket = leased.ticket.filter(|_| self.settings.intake.plus_addresses)?;
        Some(self.keys.mail.sign(&tickets::thread::address_words(ticket, leased.recipient.account()?)))
    }

    fn context(
        &self,
        desk: &Desk<'_>,
        mail: Mail,
        facts: &Facts,
        subject: &Subject,
        blocks: &[Block],
    ) -> Context {
        let (office, url, person) = (&self.settings.office, &self.settings.public_url, &facts.person);
        let greeting = match called(person).filter(|_| !facts.is_by_stranger()) {
            Some(name) => self.texts.get(desk.lang, "mail-greeting", &[("name", name.to_owned().into())]),
            None => self.texts.get(desk.lang, "mail-greeting-unnamed", &[]),
        };
        let why = match (person.state, person.role.is_staff()) {
            _ if facts.outside.is_some() && mail == Mail::ReportOffered => "mail-footer-why-offered",
            _ if facts.outside.is_some() => "mail-footer-why-list",
            (AccountState::Active, true) => "mail-footer-why-staff",
            (AccountState::Active, false) => "mail-footer-why-requester",
            (AccountState::Erased, _) => "mail-footer-why-erased",
            _ => "mail-footer-why-pending",
        };
        let preview = blocks.iter().find_map(|block| match block {
            Block::Text { text } => Some(text.as_str()),
            _ => None,
        });
        let mut context = Context::new();
        context.insert("lang", desk.lang.as_str());
        context.insert("subject", subject.as_str());
        // The number of a question stays on the line of its "n.".
        context.insert("title", &subject.as_str().replace("n. ", "n.\u{a0}").replace("no. ", "no.\u{a0}"));
        context.insert("preview", preview.unwrap_or_default());
        context.insert("greeting", &greeting);
        context.insert("blocks", blocks);
        context.insert("office", &office.name);
        context.insert("authority", &office.authority);
        context.insert("address", &office.address);
        context.insert("site", &url.join("/"));
        context.insert("why", &self.texts.get(desk.lang, why, &[]));
        let has_words =
            matches!(mail, Mail::Answer | Mail::Clarification | Mail::DeadlineMoved | Mail::ChangeTold);
        let preferences = has_words.then(|| url.join("/profilo"));
        context.insert("preferences", &preferences);
        context.insert("privacy", &url.join("/privacy"));
        context
    }
}

/// Whether the name is the person's own. Until an address is confirmed a stranger may have typed both, to have words of
/// his sent to it by us; the name of an invitation, or of who called, was written by the desk.
fn is_sure_of_name(person: &Person) -> bool {
    person.state.hears_of_questions() || person.role.is_staff()
}

/// What a mail calls its reader: by the first name; who writes for a firm by the whole name, since it may be the firm's.
fn called(person: &Person) -> Option<&str> {
    let is_firm = person.kind == Some(RequesterKind::Enterprise);
    let first = person.name.first_name().filter(|_| !is_firm);
    is_sure_of_name(person).then(|| first.unwrap_or(person.name.as_str()))
}

fn purpose(mail: Mail) -> Option<TokenPurpose> {
    match mail {
        Mail::Confirmation => Some(TokenPurpose::Confirm),
        Mail::Invitation => Some(TokenPurpose::Invite),
        Mail::Recovery => Some(TokenPurpose::Recover),
        _ => None,
    }
}
