//! A mailbox as a desk has one after many years: questions, answers that repeat them, thanks, absences, attachments, copies.

use std::fs::File;
use std::io::{BufWriter, Write};

use crate::dice::Dice;
use crate::{Outcome, say};

const DESK: &str = "Sportello <dialoga@provincia.milano.example>";
const WORDS: [&str; 16] = [
    "congedo",
    "parentale",
    "orario",
    "asilo",
    "nido",
    "lavoro",
    "azienda",
    "figlia",
    "giorni",
    "contratto",
    "maternit=C3=A0",
    "permesso",
    "rientro",
    "legge",
    "domanda",
    "flessibile",
];

fn text(dice: &mut Dice, words: u64) -> String {
    let mut text = String::new();
    for number in 0..words {
        text.push_str(dice.of::<&str>(&WORDS));
        text.push(if number % 11 == 10 { '\n' } else { ' ' });
    }
    text
}

/// Writes `count` messages: conversations of two to four, and between them what programs wrote.
pub fn write(file: &str, count: u64) -> Outcome<()> {
    let mut out = BufWriter::new(File::create(file)?);
    let (mut dice, mut written, mut thread) = (Dice::new(2013), 0, 0_u64);
    while written < count {
        thread += 1;
        let person = format!("persona{}@posta.example", dice.below(count / 4 + 1));
        let subject = format!("Domanda {thread} {}", text(&mut dice, 3).trim());
        let mut before = String::new();
        for place in 0..2 + dice.below(3) {
            let is_desk = place % 2 == 1;
            let (from, to) = if is_desk { (DESK, person.as_str()) } else { (person.as_str(), DESK) };
            let id = format!("<{thread}.{place}@{}>", if is_desk { "desk" } else { "posta.example" });
            let words = 80 + dice.below(400);
            let text = format!("{}\n{}", text(&mut dice, words), quoted(&before));
            message(&mut out, &mut dice, (from, to), (&id, place, thread), &subject, &text)?;
            before = text;
            written += 1;
        }
        if thread.is_multiple_of(10) {
            write!(
                out,
                "From x@y Tue Mar 24 09:30:00 2015\nFrom: {person}\nTo: {DESK}\nSubject: Risposta automatica: assente\n\
                 Date: Tue, 24 Mar 2015 09:30:00 +0100\nAuto-Submitted: auto-replied\nMessage-ID: <auto{thread}@posta.example>\n\nSono in ferie.\n\n"
            )?;
            written += 1;
        }
    }
    out.flush()?;
    say(&written.to_string());
    Ok(())
}

fn quoted(before: &str) -> String {
    before.lines().take(40).map(|line| format!("> {line}\n")).collect()
}

fn message(
    out: &mut impl Write,
    dice: &mut Dice,
    (from, to): (&str, &str),
    (id, place, thread): (&str, u64, u64),
    subject: &str,
    text: &str,
) -> Outcome<()> {
    let (year, month, day) = (2013 + thread % 12, thread % 12, 1 + thread % 27);
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        [usize::try_from(month).unwrap_or_default()];
    let prefix = if place == 0 { "" } else { "R: " };
    write!(
        out,
        "From x@y Tue Mar 24 09:30:00 2015\nFrom: {from}\nTo: {to}\nSubject: {prefix}{subject}\nMessage-ID: {id}\n\
         Date: {day} {month} {year} 1{place}:00:00 +0100\nMIME-Version: 1.0\n"
    )?;
    if place > 0 {
        let answered = if place % 2 == 1 { "posta.example" } else { "desk" };
        writeln!(out, "In-Reply-To: <{thread}.{}@{answered}>", place - 1)?;
    }
    // The median message of such a mailbox has 20 kB: most of it is HTML, and every tenth has a file.
    let html: String =
        text.lines().map(|line| format!("<p style=3D\"margin:0cm;font-size:11pt\">{line}</p>\n")).collect();
    write!(
        out,
        "Content-Type: multipart/mixed; boundary=\"m\"\n\n--m\nContent-Type: multipart/alternative; boundary=\"a\"\n\n--a\n\
         Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{text}\n--a\n\
         Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<html><body>{html}</body></html>\n--a--\n"
    )?;
    if dice.below(10) == 0 {
        let lines: String = (0..300).map(|_| format!("{:076}\n", dice.below(u64::MAX))).collect();
        write!(out, "--m\nContent-Type: application/pdf; name=\"allegato.pdf\"\n\n%PDF-1.4\n{lines}\n")?;
    }
    Ok(write!(out, "--m--\n\n")?)
}
