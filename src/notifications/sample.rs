//! Invented facts, for whoever looks at a mail before it is sent to anybody: the same for all, and nobody's.

use super::facts::{Checks, Day, DueQuestion, Facts, MoveFacts, ReportFacts, StoodIn, TicketFacts};
use super::mail::{About, Mail};
use super::outside;
use crate::accounts::{Absence, AccountState, AwayNow, Person, RequesterKind, Role};
use crate::catalogue::{
    Audience, Checked, ChecksDue, Content, Details, Draft, Entry, EntryKind, EntryState, Version,
};
use crate::kernel::clock::Instant;
use crate::kernel::event::Addressed;
use crate::kernel::ids::{
    AbsenceId, AccountId, ClockEventId, CycleId, EntryId, FrozenReportId, OutsideId, TicketId, TopicId,
};
use crate::kernel::text::{Body, EmailAddress, Name, Subject};
use crate::platform::i18n::Lang;
use crate::sla::Moved;
use crate::statistics::frozen::mailing;
use crate::statistics::frozen::{Span, Told};
use crate::tickets::{Channel, Priority, Ticket, TicketState};

/// The same for whoever chose to have the words of the desk in her mails.
pub(super) fn full_facts(mail: Mail, lang: Lang) -> (Facts, Instant) {
    let (mut facts, now) = facts(mail, lang);
    facts.person.mail_answer_text = true;
    (facts, now)
}

/// What a mail speaks of, and when it is written.
pub(super) fn facts(mail: Mail, lang: Lang) -> (Facts, Instant) {
    let now = match mail {
        Mail::DeadlinePassed | Mail::Late => at("2026-11-26T09:30:20Z"),
        Mail::Escalation => at("2026-11-27T09:30:20Z"),
        _ => at("2026-11-25T14:10:00Z"),
    };
    let facts = Facts {
        person: match mail.is_for_outside() {
            true => outside::reader(&body(mail, lang)),
            false => person(mail, lang),
        },
        caused_at: now,
        caused_by: Some(colleague()),
        token: mail.has_secret().then(|| "Zm9yc2UgdW4gc2VncmV0bw".to_owned()),
        ticket: (mail.about() == About::Question).then(|| ticket(mail, lang)),
        moved: mail.is_about_a_move().then(|| moved(lang)),
        entry: (mail.about() == About::Entry).then(entry),
        due: if mail == Mail::DeadlineDigest { due(now, lang) } else { Vec::new() },
        day: (mail == Mail::DailyDigest).then(|| {
            let hers = |question: DueQuestion| DueQuestion { holder: Some(person(mail, lang)), ..question };
            Day { questions: due(now, lang).into_iter().map(hers).collect(), waiting: 2, free: 1 }
        }),
        away: AwayNow::default(),
        too_many: (mail == Mail::TooManyToOne).then_some(Addressed::Requester),
        stands_in: (mail == Mail::StandIn).then(|| (absence(), "Elena Russo".to_owned())),
        stood_in: (mail == Mail::StandInEnded).then(|| StoodIn {
            name: "Elena Russo".to_owned(),
            absence: Some(absence()),
            instead: Some("Ada Riva".to_owned()),
        }),
        checks: (mail == Mail::ChecksDue).then(|| Checks { own: true, due: checks_due() }),
        report: matches!(mail, Mail::ReportFrozen | Mail::ReportSent).then(|| report(lang)),
        outside: mail.is_for_outside().then(|| body(mail, lang)),
        leave: mail.is_for_outside().then(|| "/rapporti/disiscrizione/leave-4.3a7bd3e2360a3d29".to_owned()),
        also_about: (mail == Mail::ChangeTold)
            .then(|| another(ticket(mail, lang).ticket))
            .into_iter()
            .collect(),
    };
    (facts, now)
}

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect("RFC 3339")
}

/// Whether the reader holds the question that the mail is about.
fn is_told_to_holder(mail: Mail) -> bool {
    matches!(
        mail,
        Mail::Assignment
            | Mail::RequesterReplied
            | Mail::Solved
            | Mail::NoteAdded
            | Mail::DeadlineMovedDesk
            | Mail::DeadlineReminder
            | Mail::DeadlinePassed
    )
}

fn person(mail: Mail, lang: Lang) -> Person {
    let staff = mail.is_for_staff();
    let pending = matches!(mail, Mail::Confirmation | Mail::Invitation);
    Person {
        id: AccountId(7),
        name: Name::parse(if staff { "avv. Carla Bianchi" } else { "Anna Rossi" }).expect("a name"),
        email: EmailAddress::parse("anna@esempio.it").ok(),
        phone: None,
        role: if staff { Role::Expert } else { Role::Requester },
        kind: (!staff).then_some(RequesterKind::Worker),
        lang,
        organisation: None,
        state: match mail {
            Mail::Erased => AccountState::Erased,
            _ if pending => AccountState::Pending,
            _ => AccountState::Active,
        },
        mail_answer_text: false,
    }
}

/// Whoever caused the event.
pub(super) fn colleague() -> Person {
    Person {
        id: AccountId(8),
        name: Name::parse("Marta Bellavita").expect("a name"),
        ..person(Mail::Assignment, Lang::It)
    }
}

fn ticket(mail: Mail, lang: Lang) -> TicketFacts {
    let received_at = at("2026-11-24T09:30:00Z");
    let due = received_at + chrono::Duration::hours(48);
    let subject = "Part-time dopo il rientro dalla maternità";
    let topic = if lang == Lang::It { "Leggi di conciliazione" } else { "Work-life balance laws" };
    let answer = "Sì, puoi chiedere il **part-time** <fino ai 12 anni> del bambino.\nServono:\n\n- una domanda \
                  scritta;\n- 15 giorni di preavviso.\n\nLa legge è il \
                  [D.lgs. 81/2015](https://www.normattiva.it/), articolo 8: vedi [la scheda](/catalogo/part-time).";
    TicketFacts {
        ticket: Ticket {
            id: TicketId(1234),
            requester: AccountId(7),
            channel: Channel::Web,
            state: TicketState::Assigned,
            topic: None,
            group: None,
            assignee: Some(if is_told_to_holder(mail) { AccountId(7) } else { AccountId(8) }),
            subject: Subject::parse(subject).expect("a subject"),
            municipality: None,
            kind: RequesterKind::Worker,
            lang,
            created_at: received_at,
            updated_at: received_at,
            due_at: Some(due),
            answered_at: None,
            closed_at: None,
            helpful: None,
            version: 1,
            cycle: None,
            priority: Priority::Normal,
            topic_proposed: false,
            approval_kept_for: None,
        },
        assignee_name: Some("Elena Russo".to_owned()),
        topic: Some(topic.to_owned()),
        first_due: Some(due),
        waiting_since: Some(received_at),
        message: matches!(mail, Mail::Answer | Mail::Clarification | Mail::ChangeTold)
            .then(|| answer.to_owned()),
        files: Vec::new(),
        files_until: None,
        answered: false,
        explained: mail == Mail::Closed,
        noted: mail == Mail::Assignment,
        writers: None,
        rates: mail.asks_rating().then_some(CycleId(5)),
        link: (!mail.is_for_staff()).then(|| "AQAAAAAAAATSAAAAAAAAAAcAAAAAAAAAAKc1".to_owned()),
    }
}

/// What the same person asked before.
fn another(first: Ticket) -> Ticket {
    let subject = Subject::parse("Permessi per le visite").expect("a subject");
    Ticket { id: TicketId(1187), subject, created_at: at("2026-10-06T08:00:00Z"), ..first }
}

fn moved(lang: Lang) -> MoveFacts {
    let question = ticket(Mail::DeadlineMoved, lang).ticket;
    let moved = Moved {
        correction: ClockEventId(9),
        cycle: CycleId(5),
        at: question.created_at,
        by: Some(AccountId(8)),
        from: question.created_at + chrono::Duration::hours(30),
        to: question.created_at + chrono::Duration::hours(48),
        reason: "Aspettiamo un parere <dell’INPS>.".to_owned(),
    };
    MoveFacts { moved, left: chrono::Duration::hours(20) }
}

/// One entry that has to be checked by the day, and one soon.
fn checks_due() -> ChecksDue {
    let entry = |id, title: &str, day: &str| (EntryId(id), title.to_owned(), day.parse().expect("a day"));
    let entries =
        vec![entry(12, "Congedo a ore", "2026-11-25"), entry(31, "Bonus nido: come si chiede", "2026-12-09")];
    ChecksDue { count: entries.len(), entries }
}

fn body(mail: Mail, lang: Lang) -> mailing::Body {
    mailing::Body {
        id: OutsideId(4),
        name: Name::parse("Consigliera di parità").expect("a name"),
        address: EmailAddress::parse("parita@esempio.it").expect("an address"),
        lang,
        spans: vec![Span::Month, Span::Year],
        added_by: AccountId(8),
        asked_at: at("2026-11-24T09:30:00Z"),
        confirmed_at: (mail == Mail::ReportSent).then(|| at("2026-11-24T10:00:00Z")),
    }
}

fn report(lang: Lang) -> ReportFacts {
    let day = |text: &str| text.parse().expect("a day");
    let told = |label: &str, words: &str| Told { label: label.to_owned(), words: words.to_owned() };
    let told = match lang {
        Lang::It => vec![
            told("Domande ricevute", "42"),
            told("Risposte in tempo", "92,5% (37 su 40 già decise; intervallo al 95%: 80,1% – 97,4%)"),
            told("Metà delle risposte entro", "21,4 ore (intervallo al 95%: 18,0 – 25,2)"),
        ],
        Lang::En => vec![
            told("Questions received", "42"),
            told("Answered in time", "92.5% (37 of 40 decided; 95% interval: 80.1% – 97.4%)"),
            told("Half of the answers within", "21.4 hours (95% interval: 18.0 – 25.2)"),
        ],
    };
    ReportFacts {
        id: FrozenReportId(5),
        from: day("2026-10-01"),
        to: day("2026-10-31"),
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        told,
    }
}

pub(super) fn absence() -> Absence {
    let day = |text: &str| text.parse().expect("a day");
    Absence {
        id: AbsenceId(3),
        account: AccountId(8),
        first: day("2026-12-08"),
        last: day("2026-12-11"),
        stand_in: Some(AccountId(7)),
        noted_at: at("2026-11-24T09:30:00Z"),
    }
}

/// One late and hers, one late and nobody's, one nearly due and a colleague's.
fn due(now: Instant, lang: Lang) -> Vec<DueQuestion> {
    let question = |number, hours, holder| DueQuestion {
        ticket: TicketId(number),
        due_at: now - chrono::Duration::hours(hours),
        holder,
    };
    let reader = person(Mail::DeadlineDigest, lang);
    vec![question(1234, 30, Some(reader)), question(1240, 2, None), question(1251, -3, Some(colleague()))]
}

fn entry() -> Draft {
    let at = at("2026-11-24T09:30:00Z");
    Draft {
        entry: Entry {
            id: EntryId(12),
            reference: None,
            slug: "part-time-dopo-il-rientro".to_owned(),
            state: EntryState::InReview,
            draft_version: 2,
            published_version: None,
            source_ticket: Some(TicketId(1234)),
            author: Some(AccountId(8)),
            created_at: at,
            updated_at: at,
            published_at: None,
            withdrawn_at: None,
            owner: None,
            checked: Checked::default(),
            publish_at: None,
        },
        version: Version {
            number: 2,
            content: Content {
                topic: TopicId(1),
                audience: Audience::All,
                language: Lang::It,
                title: Subject::parse("Part-time dopo la maternità").expect("a title"),
                summary: String::new(),
                body: Body::parse("Dopo la maternità puoi chiederlo.").expect("a text"),
                sources: String::new(),
                territory: String::new(),
                verified_on: None,
                review_by: None,
                valid_from: None,
                valid_to: None,
                details: Details::none(EntryKind::Answer),
            },
            files: Vec::new(),
            editor: Some(AccountId(7)),
            created_at: at,
        },
    }
}
