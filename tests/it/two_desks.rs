//! Two desks that write to each other, each with a program in front of it that answers every mail: what they say ends by itself.

use std::collections::VecDeque;

use dialoga::intake::Envelope;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::tickets;
use diesel::prelude::*;

use crate::support::databases::Kind;
use crate::support::desk::Desk;
use crate::support::incoming::Letter;
use crate::support::on_both_databases;

/// Mails that are handed over before the trial ends: a storm would fill it.
const MOST: usize = 30;

/// How a program that answers mails shows that it is one.
#[derive(Debug, Clone, Copy)]
enum Shown {
    /// By the fields of RFC 3834.
    ByTheRules,
    /// By its subject alone.
    BySubject,
    /// In no way: a person could have written it.
    Never,
}

/// A desk and the mailbox in front of it.
struct Side {
    desk: Desk,
    address: &'static str,
    /// So many of the desk's mails were handed over already.
    handed_over: usize,
    /// So many mails the program in front of it wrote.
    answers: usize,
}

impl Side {
    fn open(kind: Kind, address: &'static str) -> Option<Self> {
        let from = format!("Sportello <{address}>");
        let desk = Desk::open_with(kind, &[("MAIL__FROM", &from), ("INTAKE__REPLIES", "true")])?;
        Some(Self { desk, address, handed_over: 0, answers: 0 })
    }

    /// Takes a mail in, and lets the program answer it, whatever it is.
    fn hear(&mut self, raw: Vec<u8>, from: &Side, shown: Shown) -> Vec<Vec<u8>> {
        let text = String::from_utf8_lossy(&raw).into_owned();
        let id =
            text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default().to_owned();
        self.desk.store_raw(
            raw,
            Envelope { from: Some(from.address.to_owned()), to: Some(self.address.to_owned()) },
        );
        self.desk.run("intake");
        self.desk.settle();
        self.answers += 1;
        let subject = match shown {
            Shown::Never => "La tua email",
            Shown::ByTheRules | Shown::BySubject => "Risposta automatica: fuori sede",
        };
        let words = format!("Grazie, ho ricevuto la tua email. ({})", self.answers);
        let answer = Letter::new(&format!("Sportello <{}>", self.address), subject, &words);
        let answer = answer.with("To", from.address).with("In-Reply-To", &id).with("References", &id);
        let answer =
            answer.with("Message-ID", &format!("<{}@{}>", self.answers, self.address.replace('@', ".")));
        vec![match shown {
            Shown::ByTheRules => answer.with("Auto-Submitted", "auto-replied").raw(),
            Shown::BySubject | Shown::Never => answer.raw(),
        }]
    }

    /// What the desk wrote to the other since it was asked last.
    fn written(&mut self, to: &Side) -> Vec<Vec<u8>> {
        let mails = self.desk.mails();
        let new = mails[self.handed_over..].iter().filter(|mail| mail.to == to.address);
        let new = new.map(|mail| mail.raw.clone().into_bytes()).collect();
        self.handed_over = mails.len();
        new
    }

    fn questions(&self) -> i64 {
        self.desk.read::<_, DbError>(|conn| Ok(tickets::table.count().get_result(conn)?))
    }
}

fn converse(kind: Kind, shown: Shown) {
    let Some(one) = Side::open(kind, "dialoga@uno.example") else { return };
    let Some(other) = Side::open(kind, "dialoga@due.example") else { return };
    let mut sides = [one, other];
    // Somebody of the first writes to the second, from the address of the desk.
    let first =
        Letter::new("Sportello <dialoga@uno.example>", "Una domanda", "Come fate voi con i permessi?");
    let mut waiting = VecDeque::from([(1, first.raw())]);
    let mut heard = 0;
    while let Some((to, raw)) = waiting.pop_front() {
        heard += 1;
        if heard > MOST {
            break;
        }
        let [one, other] = &mut sides;
        let (side, from) = if to == 0 { (one, other) } else { (other, one) };
        let answers = side.hear(raw, from, shown);
        let written = side.written(from);
        waiting.extend(written.into_iter().chain(answers).map(|raw| (1 - to, raw)));
    }
    // What nobody can tell from a person's is taken for one, as often as one person may ask within an hour.
    let most = match shown {
        Shown::ByTheRules | Shown::BySubject => 1,
        Shown::Never => 5,
    };
    for side in &sides {
        let (wrote, questions) = (side.desk.mails().len(), side.questions());
        assert!(wrote <= most, "{shown:?}: {} wrote {wrote} mails", side.address);
        assert!(
            usize::try_from(questions).is_ok_and(|count| count <= most),
            "{shown:?}: {questions} questions"
        );
    }
}

on_both_databases! {
    fn two_desks_and_what_answers_in_front_of_them_end_by_themselves(kind: &Kind) {
        for shown in [Shown::ByTheRules, Shown::BySubject, Shown::Never] {
            converse(*kind, shown);
        }
    }
}
