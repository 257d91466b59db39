//! Every mail in both languages, as people read it.
//!
//! To look at them in a browser: `DIALOGA_MAILS_TO=/tmp/mails cargo test --lib every_mail`.

use std::sync::Arc;

use super::composer::{LetterKeys, Letters, Material};
use super::facts::{Facts, StoodIn};
use super::mail::Mail;
use super::sample::{self, absence, colleague};
use super::texts::Wording;
use crate::accounts::{AccountState, Person, RequesterKind, Role};
use crate::kernel::ids::OutboxId;
use crate::kernel::text::Name;
use crate::platform::config::Config;
use crate::platform::i18n::{self, Lang, Texts};
use crate::platform::mail::outbox::{Composer, Leased};
use crate::platform::mail::{MailId, MailSigner, Outgoing};
use crate::platform::web::Templates;
use crate::tickets::FollowKey;

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

fn write(mail: Mail, lang: Lang, change: impl FnOnce(&mut Facts)) -> Outgoing {
    let (mut facts, now) = sample::facts(mail, lang);
    change(&mut facts);
    let leased = Leased {
        id: OutboxId(1),
        event_position: 1,
        recipient: facts.person.id.into(),
        mail: mail.to_string(),
        ticket: facts.ticket.as_ref().map(|ticket| ticket.ticket.id),
        message: None,
        entry: facts.entry.as_ref().map(|draft| draft.entry.id),
        rfc_message_id: MailId::new("ticket-1234-9-receipt-7", "esempio.it").expect("plain parts"),
        attempts: 0,
        last_problem: None,
    };
    let material =
        Material { mail, facts, thread: Vec::new(), wording: Wording::default(), report: None, trial: None };
    letters().write(&leased, material, now).expect("a letter")
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
        for mail in Mail::with_words() {
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
    for mail in [Mail::Answer, Mail::Clarification, Mail::ChangeTold] {
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
        for mail in Mail::with_words().filter(|mail| !mail.is_for_staff()) {
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
    for mail in Mail::with_words() {
        let has_choice = matches!(
            mail,
            Mail::Answer
                | Mail::Clarification
                | Mail::DeadlineMoved
                | Mail::ChangeTold
                | Mail::DailyDigest
                | Mail::StandIn
                | Mail::StandInEnded
        );
        let written = write(*mail, Lang::It, |_| {});
        assert_eq!(written.text.contains("/profilo"), has_choice, "{mail}");
        // What comes again and again because somebody chose it can be ended from the mail program (RFC 2369); what
        // belongs to a question cannot.
        let ends = written.unsubscribe.is_some_and(|end| end.page.ends_with("/profilo/avvisi"));
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
    for mail in Mail::with_words().filter(|mail| mail.is_for_staff()) {
        let written = write(*mail, Lang::It, |_| {});
        assert!(!written.text.contains("maternità") && !written.html.contains("maternità"), "{mail}");
    }
}

#[test]
fn nothing_in_a_mail_is_loaded_from_elsewhere() {
    for mail in Mail::with_words() {
        let html = write(*mail, Lang::It, |_| {}).html;
        for forbidden in ["<img", "<script", "url(", "<link", "src="] {
            assert!(!html.contains(forbidden), "{mail}: {forbidden}");
        }
    }
}

/// The elements of a mail that have a style, each as its classes and its style.
fn styled(html: &str) -> impl Iterator<Item = (Vec<&str>, &str)> {
    let value = |tag: &'_ str, name: &str| -> Option<(usize, usize)> {
        let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        Some((start, start + tag[start..].find('"')?))
    };
    html.split('<').filter_map(move |tag| {
        let (start, end) = value(tag, "style")?;
        let classes = value(tag, "class").map(|(start, end)| tag[start..end].split(' ').collect());
        Some((classes.unwrap_or_default(), &tag[start..end]))
    })
}

/// What an inline style says of a property.
fn said<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    style.split(';').find_map(|one| one.strip_prefix(property)?.strip_prefix(':'))
}

/// What is said of a property of a selector in the dark.
fn darkened<'a>(html: &'a str, selector: &str, property: &str) -> Option<&'a str> {
    let rule = format!("{selector} {{ {property}: ");
    let start = html.find(&rule)? + rule.len();
    html[start..].split(' ').next()
}

/// The contrast of two colours (WCAG 2.2, 1.4.3).
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |colour: &str| -> f64 {
        let part = |at: usize| {
            let byte = u8::from_str_radix(&colour[at..at + 2], 16).expect("six digits");
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_mail_can_be_read_in_the_dark_in_every_way_that_mail_programs_darken() {
    for mail in Mail::with_words() {
        let html = write(*mail, Lang::It, |facts| facts.person.mail_answer_text = true).html;
        assert!(html.contains("<meta name=\"color-scheme\" content=\"light dark\">"), "{mail}");
        assert!(html.contains("@media (prefers-color-scheme: dark) {"), "{mail}");
        for (property, mark) in [("background-color", "[data-ogsb]"), ("color", "[data-ogsc]")] {
            for (classes, style) in styled(&html).filter(|(_, style)| said(style, property).is_some()) {
                let dark = |of: &&&str| darkened(&html, &format!("\n  .{of}"), property);
                let class = classes.iter().find(|class| dark(class).is_some());
                let class = class.unwrap_or_else(|| panic!("{mail}: nothing darkens {style}"));
                // The same on the web, whether it is marked itself or something around it.
                let marked = format!("{mark}.{class}, {mark} .{class}");
                assert_eq!(darkened(&html, &marked, property), dark(&class), "{mail}: {class}");
            }
        }
    }
}

#[test]
fn what_a_mail_says_stands_out_by_day_and_in_the_dark() {
    let html = write(Mail::Answer, Lang::It, |facts| facts.person.mail_answer_text = true).html;
    let by_day = |class: &str, property: &str| {
        let mut found = styled(&html).filter(|(classes, _)| classes.contains(&class));
        found.find_map(|(_, style)| said(style, property)).unwrap_or_else(|| panic!("{class}")).to_owned()
    };
    let in_the_dark = |class: &str, property: &str| {
        darkened(&html, &format!("\n  .{class}"), property).unwrap_or_else(|| panic!("{class}")).to_owned()
    };
    let read = ["title", "text", "value", "soft", "label", "link"];
    let everywhere = read.into_iter().flat_map(|ink| ["page", "card", "quote"].map(|ground| (ink, ground)));
    for (ink, ground) in everywhere.chain([("office", "head"), ("press", "button")]) {
        let day = contrast(&by_day(ink, "color"), &by_day(ground, "background-color"));
        let dark = contrast(&in_the_dark(ink, "color"), &in_the_dark(ground, "background-color"));
        assert!(day >= 4.5 && dark >= 4.5, "{ink} on {ground}: {day:.2}, {dark:.2}");
    }
}

#[test]
fn every_mail_tells_a_screen_reader_its_language_its_name_and_no_table() {
    for mail in Mail::with_words() {
        for lang in [Lang::It, Lang::En] {
            let written = write(*mail, lang, |_| {});
            let html = &written.html;
            assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{mail}");
            assert!(html.contains("<title>") && !html.contains("<title></title>"), "{mail}");
            assert!(
                html.contains("<div role=\"article\" aria-label=\"")
                    && html.contains(&format!("lang=\"{lang}\" dir=\"ltr\"")),
                "{mail}"
            );
            assert_eq!(
                html.matches("<table").count(),
                html.matches("<table role=\"presentation\"").count(),
                "{mail}"
            );
            assert_eq!(html.matches("<h1").count(), 1, "{mail}");
        }
    }
}

#[test]
fn every_place_of_a_mail_can_be_written_anew_and_what_it_says_itself_fits() {
    let texts = Texts::embedded();
    for mail in Mail::with_words() {
        for lang in [Lang::It, Lang::En] {
            assert_eq!(super::texts::unfit(&texts, *mail, lang), Vec::<String>::new(), "{mail} {lang}");
        }
    }
}

#[test]
fn whatever_is_written_in_every_place_is_in_the_mail() {
    let letters = letters();
    let texts = Texts::embedded();
    for mail in Mail::with_words() {
        let marked = super::texts::marked(&texts, *mail, Lang::It);
        let written = letters.sample(*mail, Lang::It, &marked, None).expect("a letter");
        assert!(written.subject.as_str().starts_with('§'), "{mail}: {}", written.subject);
        let own = letters.sample(*mail, Lang::It, &Wording::default(), None).expect("a letter");
        let (marks, lines) = (written.text.matches('§').count(), own.text.lines().count());
        assert!(marks >= 2 && lines > marks, "{mail}: {}", written.text);
        assert!(!written.text.contains(['{', '}']), "{mail}: {}", written.text);
    }
}

#[test]
fn every_text_that_is_not_always_read_can_be_looked_at() {
    let (letters, texts) = (letters(), Texts::embedded());
    for mail in Mail::with_words() {
        let marked = super::texts::marked(&texts, *mail, Lang::It);
        // Whether the desk is answered by mail is a setting.
        let of_facts = |key: &&str| !key.starts_with("mail-receipt-more");
        for key in super::texts::read_in_cases(&texts, *mail).into_iter().filter(of_facts) {
            let shown = letters.sample(*mail, Lang::It, &marked, Some(key)).expect("a letter");
            assert!(shown.text.contains(&format!("§{key}§")), "{mail}: {key} is not in\n{}", shown.text);
        }
    }
}
