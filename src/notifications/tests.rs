//! Every mail in both languages, as people read it.
//!
//! To look at them in a browser: `DIALOGA_MAILS_TO=/tmp/mails cargo test --lib every_mail`.

use std::sync::Arc;

use super::composer::{LetterKeys, Letters, Material};
use super::facts::{Day, DueQuestion, Facts, MoveFacts, StoodIn, TicketFacts};
use super::mail::Mail;
use crate::accounts::{Absence, AccountState, AwayNow, Person, RequesterKind, Role};
use crate::catalogue::{Audience, Content, Draft, Entry, EntryKind, EntryState, Version};
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AbsenceId, AccountId, ClockEventId, CycleId, EntryId, OutboxId, TicketId, TopicId};
use crate::kernel::text::{Body, EmailAddress, Name, Subject};
use crate::platform::config::Config;
use crate::platform::i18n::{self, Lang, Texts};
use crate::platform::mail::outbox::{Composer, Leased};
use crate::platform::mail::{MailId, MailSigner, Outgoing};
use crate::platform::web::Templates;
use crate::sla::Moved;
use crate::tickets::{Channel, FollowKey, Priority, Ticket, TicketState};

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect("RFC 3339")
}

fn letters() -> Letters {
    let texts = Arc::new(Texts::embedded());
    let templates =
        Templates::load(|tera| i18n::register(tera, Arc::clone(&texts))).expect("templates parse");
    Letters::new(
        &Config::defaults(),
        texts,
        templates,
        LetterKeys { follow: FollowKey::derive(b"secret"), mail: MailSigner::derive(b"secret") },
    )
}

fn is_for_staff(mail: Mail) -> bool {
    matches!(
        mail,
        Mail::Invitation
            | Mail::Assignment
            | Mail::TakenOver
            | Mail::ClaimExpired
            | Mail::StandIn
            | Mail::StandInEnded
            | Mail::RequesterReplied
            | Mail::Solved
            | Mail::NoteAdded
            | Mail::Mentioned
            | Mail::DraftByMail
            | Mail::NotDelivered
            | Mail::OpinionAsked
            | Mail::OpinionGiven
            | Mail::ApprovalAsked
            | Mail::MergedDesk
            | Mail::AnswerReturned
            | Mail::AnswerApproved
            | Mail::ApprovalDue
            | Mail::ReopenedDesk
            | Mail::DeadlineMovedDesk
            | Mail::DeadlineReminder
            | Mail::GroupReminder
            | Mail::NearDeadline
            | Mail::DeadlinePassed
            | Mail::Escalation
            | Mail::DeadlineDigest
            | Mail::DailyDigest
            | Mail::MailStorm
            | Mail::TokenMade
            | Mail::ReviewRequested
            | Mail::EntryReturned
            | Mail::EntryPublished
    )
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
    let staff = is_for_staff(mail);
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
        state: if pending { AccountState::Pending } else { AccountState::Active },
        mail_answer_text: false,
    }
}

/// Whoever caused the event.
fn colleague() -> Person {
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
        message: matches!(mail, Mail::Answer | Mail::Clarification).then(|| answer.to_owned()),
        answered: false,
        explained: mail == Mail::Closed,
        noted: mail == Mail::Assignment,
        writers: None,
        rates: mail.asks_rating().then_some(CycleId(5)),
        link: (!is_for_staff(mail)).then(|| "AQAAAAAAAATSAAAAAAAAAAcAAAAAAAAAAKc1".to_owned()),
    }
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

fn absence() -> Absence {
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
        },
        version: Version {
            number: 2,
            content: Content {
                kind: EntryKind::Answer,
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
            },
            editor: Some(AccountId(7)),
            created_at: at,
        },
    }
}

fn write(mail: Mail, lang: Lang, change: impl FnOnce(&mut Facts)) -> Outgoing {
    let now = match mail {
        Mail::DeadlinePassed | Mail::Late => at("2026-11-26T09:30:20Z"),
        Mail::Escalation => at("2026-11-27T09:30:20Z"),
        _ => at("2026-11-25T14:10:00Z"),
    };
    let about_account = matches!(
        mail,
        Mail::Confirmation
            | Mail::ExistingAccount
            | Mail::Invitation
            | Mail::Recovery
            | Mail::PasswordChanged
            | Mail::TokenMade
            | Mail::DeadlineDigest
            | Mail::DailyDigest
            | Mail::StandIn
            | Mail::StandInEnded
    );
    let about_entry = matches!(mail, Mail::ReviewRequested | Mail::EntryReturned | Mail::EntryPublished);
    let mut facts = Facts {
        person: person(mail, lang),
        caused_at: now,
        caused_by: Some(colleague()),
        token: mail.has_secret().then(|| "Zm9yc2UgdW4gc2VncmV0bw".to_owned()),
        ticket: (!about_account && !about_entry).then(|| ticket(mail, lang)),
        moved: mail.is_about_a_move().then(|| moved(lang)),
        entry: about_entry.then(entry),
        due: if mail == Mail::DeadlineDigest { due(now, lang) } else { Vec::new() },
        day: (mail == Mail::DailyDigest).then(|| {
            let hers = |question: DueQuestion| DueQuestion { holder: Some(person(mail, lang)), ..question };
            Day { questions: due(now, lang).into_iter().map(hers).collect(), waiting: 2, free: 1 }
        }),
        away: AwayNow::default(),
        stands_in: (mail == Mail::StandIn).then(|| (absence(), "Elena Russo".to_owned())),
        stood_in: (mail == Mail::StandInEnded).then(|| StoodIn {
            name: "Elena Russo".to_owned(),
            absence: Some(absence()),
            instead: Some("Ada Riva".to_owned()),
        }),
    };
    change(&mut facts);
    let leased = Leased {
        id: OutboxId(1),
        event_position: 1,
        recipient: facts.person.id,
        mail: mail.to_string(),
        ticket: facts.ticket.as_ref().map(|ticket| ticket.ticket.id),
        message: None,
        entry: facts.entry.as_ref().map(|draft| draft.entry.id),
        rfc_message_id: MailId::new("ticket-1234-9-receipt-7", "esempio.it").expect("plain parts"),
        attempts: 0,
    };
    letters().write(&leased, Material { mail, facts, thread: Vec::new() }, now).expect("a letter")
}

fn show(name: &str, mail: &Outgoing) {
    if let Ok(dir) = std::env::var("DIALOGA_MAILS_TO") {
        std::fs::create_dir_all(&dir).expect("a folder");
        std::fs::write(format!("{dir}/{name}.html"), &mail.html).expect("a file");
        std::fs::write(format!("{dir}/{name}.txt"), &mail.text).expect("a file");
    }
}

#[test]
fn every_mail_reads_well_in_both_languages() {
    for lang in [Lang::It, Lang::En] {
        for mail in Mail::ALL {
            let written = write(*mail, lang, |_| {});
            show(&format!("{mail}-{lang}"), &written);
            insta::assert_snapshot!(
                format!("{mail}-{lang}"),
                format!("Subject: {}\n\n{}", written.subject, written.text)
            );
            assert!(!written.text.contains('⟦') && !written.html.contains('⟦'), "{mail} {lang}");
            assert!(!written.text.contains("&#"), "{mail} {lang}: the text part is not HTML");
        }
    }
}

#[test]
fn the_words_of_an_answer_are_inside_only_for_whom_chose_so() {
    for mail in [Mail::Answer, Mail::Clarification] {
        assert!(!write(mail, Lang::It, |_| {}).text.contains("12 anni"));
        let inside = write(mail, Lang::It, |facts| facts.person.mail_answer_text = true);
        show(&format!("{mail}-inside"), &inside);
        insta::assert_snapshot!(format!("{mail}-inside"), inside.text);
        assert!(inside.html.contains("&lt;fino ai 12 anni&gt;"), "{}", inside.html);
        assert!(!inside.subject.as_str().contains("art-time"));
        assert!(!inside.text.contains('*') && !inside.text.contains("]("), "no marks: {}", inside.text);
        assert!(inside.html.contains("href=\"http://127.0.0.1:8080/catalogo/part-time\""), "{}", inside.html);
    }
}

#[test]
fn why_a_deadline_was_moved_is_inside_only_for_whom_chose_so() {
    let told = |waits: bool, inside: bool| {
        write(Mail::DeadlineMoved, Lang::It, |facts| {
            facts.person.mail_answer_text = inside;
            if let Some(ticket) = facts.ticket.as_mut().filter(|_| waits) {
                ticket.ticket.due_at = None;
            }
        })
    };
    assert!(!told(false, false).text.contains("INPS"));
    let inside = told(false, true);
    assert!(inside.text.contains("Il motivo: Aspettiamo un parere <dell’INPS>."), "{}", inside.text);
    assert!(inside.html.contains("&lt;dell’INPS&gt;"), "{}", inside.html);
    insta::assert_snapshot!("deadline-moved-waiting", told(true, true).text);
}

#[test]
fn every_mail_about_a_question_tells_its_author_which_and_no_subject_does() {
    for lang in [Lang::It, Lang::En] {
        for mail in Mail::ALL.iter().filter(|mail| !is_for_staff(**mail)) {
            let written = write(*mail, lang, |_| {});
            let is_about_a_question = written.subject.as_str().contains("1234");
            assert_eq!(written.text.contains("Part-time dopo il rientro"), is_about_a_question, "{mail}");
            assert!(!written.subject.as_str().contains("art-time"), "{mail}");
        }
    }
}

#[test]
fn people_are_called_by_first_name_and_who_may_be_a_firm_by_the_whole() {
    let greeting = |mail, change: fn(&mut Person)| {
        let written = write(mail, Lang::It, |facts| change(&mut facts.person));
        written.text.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(greeting(Mail::Receipt, |_| {}), "Gentile Anna,");
    assert_eq!(greeting(Mail::Assignment, |_| {}), "Gentile Carla,");
    let firm = |person: &mut Person| person.kind = Some(RequesterKind::Enterprise);
    assert_eq!(greeting(Mail::Receipt, firm), "Gentile Anna Rossi,");
}

#[test]
fn no_word_that_a_stranger_typed_goes_to_an_address_that_nobody_confirmed() {
    for mail in [Mail::Confirmation, Mail::Recovery] {
        for lang in [Lang::It, Lang::En] {
            let written = write(mail, lang, |facts| {
                facts.person.state = AccountState::Pending;
                facts.person.name = Name::parse("Hai vinto un premio").expect("a name");
            });
            assert_eq!(written.to_name, None, "{mail}");
            for part in [written.subject.as_str(), &written.text, &written.html] {
                assert!(!part.contains("premio"), "{mail}: {part}");
            }
        }
    }
    assert!(write(Mail::Receipt, Lang::It, |_| {}).to_name.is_some());
}

#[test]
fn who_passes_a_question_on_is_named_and_so_is_the_note() {
    let plain = write(Mail::Assignment, Lang::It, |facts| {
        facts.ticket.as_mut().expect("a question").noted = false;
    });
    assert!(plain.text.contains("Marta Bellavita ti ha passato la domanda n. 1234."), "{}", plain.text);
    assert!(write(Mail::Assignment, Lang::It, |_| {}).text.contains("ha lasciato una nota interna"));
}

#[test]
fn the_way_to_the_choice_of_mails_is_only_where_there_is_one() {
    for mail in Mail::ALL {
        let has_choice = matches!(
            mail,
            Mail::Answer
                | Mail::Clarification
                | Mail::DeadlineMoved
                | Mail::DailyDigest
                | Mail::StandIn
                | Mail::StandInEnded
        );
        let written = write(*mail, Lang::It, |_| {});
        assert_eq!(written.text.contains("/profilo"), has_choice, "{mail}");
        // What comes again and again because somebody chose it can be ended from the mail program (RFC 2369); what
        // belongs to a question cannot.
        let ends = written.unsubscribe.is_some_and(|url| url.ends_with("/profilo/avvisi"));
        assert_eq!(ends, *mail == Mail::DailyDigest, "{mail}");
    }
}

#[test]
fn a_question_that_nobody_took_is_told_so() {
    for mail in [Mail::DeadlineReminder, Mail::DeadlinePassed, Mail::Escalation] {
        let written = write(mail, Lang::It, |facts| {
            if let Some(ticket) = &mut facts.ticket {
                ticket.ticket.assignee = None;
                ticket.assignee_name = None;
            }
        });
        insta::assert_snapshot!(format!("{mail}-unassigned"), written.text);
    }
}

#[test]
fn whoever_is_told_of_a_closing_learns_who_closed_and_why() {
    for (name, by, answered) in
        [("desk", Some(colleague()), true), ("answered", None, true), ("waiting", None, false)]
    {
        let written = write(Mail::Closed, Lang::It, |facts| {
            facts.caused_by = by;
            if let Some(ticket) = &mut facts.ticket {
                (ticket.answered, ticket.explained) = (answered, false);
            }
        });
        insta::assert_snapshot!(format!("closed-{name}"), written.text);
    }
}

#[test]
fn whoever_stands_in_no_more_learns_why() {
    for (name, absence) in [("nobody", Some(absence())), ("withdrawn", None)] {
        let written = write(Mail::StandInEnded, Lang::It, |facts| {
            facts.stood_in = Some(StoodIn { name: "Elena Russo".to_owned(), absence, instead: None });
        });
        insta::assert_snapshot!(format!("stand-in-ended-{name}"), written.text);
    }
}

#[test]
fn only_whom_the_profile_shows_keys_is_led_there_to_make_them_again() {
    let tells = |role| {
        let written = write(Mail::PasswordChanged, Lang::It, |facts| facts.person.role = role).text;
        let of_keys = written.contains("Se avevi chiavi per i programmi, non valgono più");
        (of_keys, written.contains("creale di nuovo dal tuo profilo"))
    };
    assert_eq!(tells(Role::Requester), (false, false));
    assert_eq!([Role::Expert, Role::Admin].map(tells), [(true, false); 2]);
    assert_eq!([Role::Analyst, Role::Coordinator].map(tells), [(true, true); 2]);
}

#[test]
fn no_mail_to_the_desk_holds_a_word_of_the_question() {
    for mail in Mail::ALL.iter().filter(|mail| is_for_staff(**mail)) {
        let written = write(*mail, Lang::It, |_| {});
        assert!(!written.text.contains("maternità") && !written.html.contains("maternità"), "{mail}");
    }
}

#[test]
fn nothing_in_a_mail_is_loaded_from_elsewhere() {
    for mail in Mail::ALL {
        let html = write(*mail, Lang::It, |_| {}).html;
        for forbidden in ["<img", "<script", "url(", "<link", "src="] {
            assert!(!html.contains(forbidden), "{mail}: {forbidden}");
        }
    }
}
