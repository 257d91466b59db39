//! What is new in a message, and what its writer's program added: quotations, forwarded messages, signatures, in Italian and
//! English habits. Nothing is lost: the passages in a row are the text.

use serde::Serialize;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its lines as written.
    pub text: String,
}

/// What a piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// The words of whoever sent the message.
    New,
    /// Earlier words, repeated.
    Quoted,
    /// Somebody else's message, sent on.
    Forwarded,
    /// Signatures, and what programs and offices put below.
    Signature,
}

use PassageKind::{Forwarded, New, Quoted, Signature};

/// The passages of a text, in its order: joined by line ends they are the text. A text of which nothing would be new is new as
/// a whole.
pub fn passages(text: &str) -> Vec<Passage> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut kinds = vec![New; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let (kind, until) = passage_at(&lines, at);
        kinds[at..until].fill(kind);
        at = until;
    }
    let is_told = |kind: PassageKind| {
        kinds.iter().zip(&lines).any(|(own, line)| *own == kind && !line.trim().is_empty())
    };
    if !is_told(New) && !is_told(Forwarded) {
        kinds.fill(New);
    }
    // Empty lines belong to what is before them.
    for at in 1..lines.len() {
        if lines[at].trim().is_empty() && kinds[at] == New {
            kinds[at] = kinds[at - 1];
        }
    }
    let mut passages: Vec<Passage> = Vec::new();
    for (line, kind) in lines.into_iter().zip(kinds) {
        match passages.last_mut().filter(|last| last.kind == kind) {
            Some(last) => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            None => passages.push(Passage { kind, text: line.to_owned() }),
        }
    }
    passages
}

/// What begins at a line, and where it ends.
fn passage_at(lines: &[&str], at: usize) -> (PassageKind, usize) {
    let line = lines[at].trim();
    if line.starts_with('>') {
        return (Quoted, end_of_marked(lines, at));
    }
    if let Some(length) = attribution(&lines[at..]) {
        let end = end_of_marked(lines, at + length);
        let heading = &lines[at..at + length];
        return match () {
            () if end > at + length => (Quoted, end),
            // Without marks all that follows was written before, if a program says so: a person too writes that somebody
            // wrote something.
            () if heading.iter().any(|line| line.contains('@') || has_a_date(line)) => (Quoted, lines.len()),
            () => (New, at + 1),
        };
    }
    if let Some(kind) = rule(line) {
        return (kind, lines.len());
    }
    if let Some(kind) = block(&lines[at..]) {
        return (kind, lines.len());
    }
    signature(lines, at).map_or((New, at + 1), |end| (Signature, end))
}

/// Where the lines with marks end that begin here, empty ones before and between them included; `from` if there are none.
fn end_of_marked(lines: &[&str], from: usize) -> usize {
    let mut end = from;
    for (at, line) in lines.iter().enumerate().skip(from) {
        if line.trim_start().starts_with('>') {
            end = at + 1;
        } else if !line.trim().is_empty() {
            break;
        }
    }
    end
}

/// How many lines say here that somebody else's words follow: "Il giorno … ha scritto:", perhaps broken in up to four.
fn attribution(lines: &[&str]) -> Option<usize> {
    const ENDS: [&str; 6] = ["ha scritto:", "ha scritto :", "wrote:", "a écrit :", "schrieb:", "escribió:"];
    const BEGINS: [&str; 8] = ["Il giorno ", "Il ", "In data ", "On ", "Le ", "Am ", "El ", "Da "];
    let first = lines.first()?.trim().trim_start_matches('*');
    if first.is_empty() || first.len() > 300 {
        return None;
    }
    let ends = |line: &str| ENDS.iter().any(|end| line.trim_end().ends_with(end));
    let is_dated =
        BEGINS.iter().any(|word| first.starts_with(word)) && first.contains(|c: char| c.is_ascii_digit());
    if ends(first) {
        // Without a date it names who wrote: "Anna Rossi <a@b.it> ha scritto:".
        return (is_dated || first.contains('@')).then_some(1);
    }
    if !is_dated {
        return None;
    }
    // None of the lines it goes on in is empty or long.
    let more = lines.iter().skip(1).take(3).take_while(|line| !line.trim().is_empty() && line.len() <= 300);
    more.enumerate().find(|(_, line)| ends(line)).map(|(at, _)| at + 2)
}

/// Whether a line names a day as mail programs do: "24/11/2026", "24 nov 2026", "Nov 24, 2026", with a time of day.
fn has_a_date(line: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        word.split_once([':', '.'])
            .is_some_and(|(hour, rest)| digits(hour) && hour.len() <= 2 && rest.get(..2).is_some_and(digits))
    };
    let is_year = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        word.len() >= 4
            && word.get(word.len() - 4..).is_some_and(|year| digits(year) && year.starts_with(['1', '2']))
    };
    line.split_whitespace().any(is_time) && line.split_whitespace().any(is_year)
}

/// A line with which a program says that a message follows to the end.
fn rule(line: &str) -> Option<PassageKind> {
    const ORIGINAL: [&str; 4] =
        ["messaggio originale", "original message", "messaggio di risposta", "reply message"];
    const FORWARDED: [&str; 5] = [
        "messaggio inoltrato",
        "forwarded message",
        "inizio messaggio inoltrato",
        "inizio del messaggio inoltrato",
        "begin forwarded message",
    ];
    if line.len() > 120 {
        return None;
    }
    let lower = line.to_lowercase();
    let words = lower.trim_matches(['-', ' ', '_', ':', '*', '=']);
    let is_ruled = lower.starts_with("--") || lower.starts_with("__");
    match words {
        _ if FORWARDED.contains(&words) && (is_ruled || lower.ends_with(':')) => Some(Forwarded),
        _ if is_ruled && ORIGINAL.iter().any(|mark| words.starts_with(mark)) => Some(Quoted),
        _ => None,
    }
}

/// Whether a block of header lines begins here, as Outlook and others put it above what they quote: "Da: … Inviato: … A: …
/// Oggetto: …", perhaps below a rule.
fn block(lines: &[&str]) -> Option<PassageKind> {
    let first = lines.first()?.trim();
    let is_rule = first.len() >= 5 && first.bytes().all(|byte| byte == b'_' || byte == b'-');
    let start = if is_rule {
        // What follows the rule, perhaps after an empty line.
        1 + lines.iter().skip(1).take(2).take_while(|line| line.trim().is_empty()).count()
    } else {
        0
    };
    (field(lines.get(start)?)? == Field::From).then_some(())?;
    let (mut dated, mut others) = (false, 0);
    for line in lines.iter().skip(start + 1).take(10) {
        match field(line) {
            Some(Field::Date) => dated = true,
            Some(Field::Other | Field::From) => others += 1,
            None if line.trim().is_empty() && others > 0 => break,
            None => {}
        }
    }
    (dated && others > 0).then_some(Quoted)
}

#[derive(PartialEq, Eq)]
enum Field {
    From,
    Date,
    Other,
}

/// Which field a line names: `Da:`, `*From:*`, `> Sent:`.
fn field(line: &str) -> Option<Field> {
    let line = line.trim_start_matches([' ', '*', '\t']);
    let (name, _) = line.split_once(':')?;
    let name = name.trim_end_matches([' ', '*']);
    if name.len() > 14 {
        return None;
    }
    match name.to_lowercase().as_str() {
        "da" | "from" | "mittente" => Some(Field::From),
        "inviato" | "data" | "sent" | "date" | "data invio" => Some(Field::Date),
        "a" | "to" | "cc" | "oggetto" | "subject" | "destinatario" | "priorità" | "importanza"
        | "importance" => Some(Field::Other),
        _ => None,
    }
}

/// Where the signature ends that begins at a line, if one does: before what is quoted, or at the end.
fn signature(lines: &[&str], at: usize) -> Option<usize> {
    let line = lines[at];
    let most = match line.trim_end() {
        // RFC 3676, 4.3; programs and lists take its blank away.
        "--" if line.ends_with("-- ") => 60,
        "--" | "—" => 15,
        _ if is_of_a_telephone(line.trim()) => 4,
        _ if is_a_notice(line.trim()) => 60,
        _ => return None,
    };
    let ends = |at: &usize| {
        let line = lines[*at].trim();
        line.starts_with('>')
            || attribution(&lines[*at..]).is_some()
            || rule(line).is_some()
            || block(&lines[*at..]).is_some()
    };
    // Far more lines than a signature has are words that stand below a rule.
    let until = (at + 1..lines.len()).take(most + 1).find(ends).unwrap_or(lines.len());
    let told = lines[at + 1..until].iter().take(most + 1).filter(|line| !line.trim().is_empty()).count();
    if told <= most && until - at <= 2 * most + 2 {
        return Some(until);
    }
    is_of_a_telephone(line.trim()).then_some(at + 1)
}

/// The line that programs of telephones put below: "Inviato da iPhone".
fn is_of_a_telephone(line: &str) -> bool {
    const BEGINS: [&str; 14] = [
        "inviato da iphone",
        "inviato da ipad",
        "inviato dal mio ",
        "inviato da outlook",
        "inviato da posta per windows",
        "inviato da libero mail",
        "inviato da yahoo mail",
        "inviato con ",
        "scarica outlook per",
        "ottieni outlook per",
        "sent from my ",
        "sent from mail for windows",
        "get outlook for",
        "sent from outlook",
    ];
    if line.len() > 160 {
        return false;
    }
    let lower = line.trim_start_matches(['-', '*', '_', ' ']).to_lowercase();
    BEGINS.iter().any(|begin| lower.starts_with(begin))
}

/// The first line of what offices put below every mail, in words that nobody writes to a desk.
fn is_a_notice(line: &str) -> bool {
    const BEGINS: [&str; 13] = [
        "avviso di riservatezza",
        "avvertenze ai sensi",
        "le informazioni contenute nella presente",
        "le informazioni contenute in quest",
        "il contenuto di questa e-mail",
        "il presente messaggio è rivolto unicamente",
        "questo messaggio e i suoi allegati",
        "questo messaggio è destinato esclusivamente",
        "prima di stampare",
        "please consider the environment",
        "confidentiality notice",
        "this e-mail and any attachment",
        "this message and any attachment",
    ];
    let lower = line.trim_start_matches(['*', '_', ' ', '-']).to_lowercase();
    BEGINS.iter().any(|begin| lower.starts_with(begin))
}
