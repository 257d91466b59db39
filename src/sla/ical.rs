//! The little of RFC 5545 that tells on which days a calendar has something: events with their days and their summary.
//!
//! A file comes from anybody's program: what is not understood is passed over, and everything is bounded.

use chrono::{Duration, NaiveDate, NaiveDateTime, Timelike};

use crate::kernel::clock::Instant;

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 256 * 1024;

/// The most events that are read.
pub const MAX_EVENTS: usize = 150;

/// The longest summary that is kept, in characters.
const MAX_SUMMARY: usize = 80;

/// A closure that somebody may accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What the event is called; perhaps empty.
    pub name: String,
}

/// The events of a file, in the order of time, each once. `None` for what is no calendar, or too large.
pub fn proposals(file: &[u8]) -> Option<Vec<Proposal>> {
    if file.len() > MAX_BYTES {
        return None;
    }
    let text = std::str::from_utf8(file).ok()?.trim_start_matches('\u{feff}');
    let text = unfolded(text);
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    if !lines.next()?.eq_ignore_ascii_case("BEGIN:VCALENDAR") {
        return None;
    }
    let mut found: Vec<Proposal> = Vec::new();
    let mut event: Option<Event> = None;
    // Within an event there may be others, such as its alarms.
    let mut inner = 0u32;
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        // The value of a parameter may hold a colon, but none of those that matter here does.
        let mut parts = name.split(';');
        let property = parts.next().unwrap_or_default().to_ascii_uppercase();
        match (property.as_str(), &mut event) {
            ("BEGIN", None) if value.eq_ignore_ascii_case("VEVENT") => event = Some(Event::default()),
            ("BEGIN", Some(_)) => inner += 1,
            ("END", Some(_)) if inner > 0 => inner -= 1,
            ("END", Some(read)) => {
                found.extend(read.proposal().filter(|new| !found.contains(new)));
                event = None;
                if found.len() == MAX_EVENTS {
                    break;
                }
            }
            ("DTSTART", Some(read)) if inner == 0 => read.start = day(value),
            ("DTEND", Some(read)) if inner == 0 => read.end = end(value),
            ("SUMMARY", Some(read)) if inner == 0 => read.summary = unescaped(value),
            _ => {}
        }
    }
    found.sort_by_key(|proposal| (proposal.from, proposal.to));
    Some(found)
}

#[derive(Default)]
struct Event {
    start: Option<NaiveDate>,
    /// The last day.
    end: Option<NaiveDate>,
    summary: String,
}

impl Event {
    fn proposal(&self) -> Option<Proposal> {
        let from = self.start?;
        let to = self.end.unwrap_or(from).max(from);
        ((to - from).num_days() <= 366).then(|| Proposal { from, to, name: self.summary.clone() })
    }
}

/// Lines as they were before they were folded (RFC 5545, 3.1).
fn unfolded(text: &str) -> String {
    text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
}

/// The day of a DATE or of a DATE-TIME, `20260810` or `20260810T090000`, and whether it is midnight there. A time in UTC (with
/// `Z` at its end) is of the day in Milan; any other is taken as it is written.
fn day_and_midnight(value: &str) -> Option<(NaiveDate, bool)> {
    let (day, is_midnight) = match NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%SZ") {
        Ok(utc) => {
            let local = Instant::from_utc(utc.and_utc()).rome();
            (local.date_naive(), local.num_seconds_from_midnight() == 0)
        }
        Err(_) => {
            let date = value.get(..8).filter(|date| date.bytes().all(|byte| byte.is_ascii_digit()))?;
            let rest = value.get(8..).unwrap_or_default();
            (NaiveDate::parse_from_str(date, "%Y%m%d").ok()?, rest.is_empty() || rest.starts_with("T000000"))
        }
    };
    let years = NaiveDate::from_ymd_opt(1900, 1, 1)?..NaiveDate::from_ymd_opt(2200, 1, 1)?;
    years.contains(&day).then_some((day, is_midnight))
}

/// The first day.
fn day(value: &str) -> Option<NaiveDate> {
    day_and_midnight(value).map(|(day, _)| day)
}

/// The last day: the end is outside (3.6.1), so that of a DATE, or of midnight, is the day before.
fn end(value: &str) -> Option<NaiveDate> {
    match day_and_midnight(value)? {
        (day, true) => day.checked_sub_signed(Duration::days(1)),
        (day, false) => Some(day),
    }
}

/// A text on one line, without what stands for something else (3.3.11) and without control characters.
fn unescaped(value: &str) -> String {
    let plain = value.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";");
    let plain = plain.replace("\\\\", "\\");
    let letters = plain.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter));
    letters.take(MAX_SUMMARY).collect::<String>().trim().to_owned()
}

/// Marks that turn the direction of a text around.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(events: &str) -> Vec<u8> {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n").into_bytes()
    }

    fn read(events: &str) -> Vec<(String, String, String)> {
        let all = proposals(&file(events)).expect("a calendar");
        all.into_iter().map(|one| (one.from.to_string(), one.to.to_string(), one.name)).collect()
    }

    fn one(from: &str, to: &str, name: &str) -> (String, String, String) {
        (from.into(), to.into(), name.into())
    }

    #[test]
    fn midnight_in_utc_is_of_the_day_in_milan() {
        let days =
            |value: &str| (day(value).map(|day| day.to_string()), end(value).map(|day| day.to_string()));
        let of = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
        assert_eq!(days("20260809T220000Z"), of("2026-08-10", "2026-08-09"));
        assert_eq!(days("20261209T230000Z"), of("2026-12-10", "2026-12-09"));
        assert_eq!(days("20260810T090000Z"), of("2026-08-10", "2026-08-10"));
        assert_eq!(days("20260810"), of("2026-08-10", "2026-08-09"));
    }

    #[test]
    fn days_have_an_end_that_is_outside() {
        let events = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260810\r\nDTEND;VALUE=DATE:20260822\r\nSUMMARY:Ferie\r\nEND:VEVENT\r\n";
        assert_eq!(read(events), [one("2026-08-10", "2026-08-21", "Ferie")]);
        // Without an end it is one day (3.6.1).
        let events = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT\r\n";
        assert_eq!(read(events), [one("2026-12-24", "2026-12-24", "")]);
    }

    #[test]
    fn times_fall_on_their_days() {
        let events = "BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Rome:20261224T140000\r\nDTEND;TZID=Europe/Rome:20261225T000000\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nDTSTART:20261002T080000Z\r\nDTEND:20261003T160000Z\r\nEND:VEVENT\r\n";
        assert_eq!(read(events), [one("2026-10-02", "2026-10-03", ""), one("2026-12-24", "2026-12-24", "")]);
    }

    #[test]
    fn folded_lines_and_escaped_letters_are_read() {
        let events = "BEGIN:VEVENT\r\nDTSTART:20260810\r\nSUMMARY:Ferie\\, anche\r\n  d’agosto\\nper tutti\r\nEND:VEVENT\r\n";
        assert_eq!(read(events), [one("2026-08-10", "2026-08-10", "Ferie, anche d’agosto per tutti")]);
    }

    #[test]
    fn an_alarm_says_nothing_of_its_event() {
        let events = "BEGIN:VEVENT\r\nBEGIN:VALARM\r\nSUMMARY:Sveglia\r\nDTSTART:20200101\r\nEND:VALARM\r\nDTSTART:20260810\r\nSUMMARY:Ferie\r\nEND:VEVENT\r\n";
        assert_eq!(read(events), [one("2026-08-10", "2026-08-10", "Ferie")]);
    }

    #[test]
    fn what_makes_no_sense_is_passed_over() {
        for event in [
            "SUMMARY:senza giorno\r\n",
            "DTSTART:2026\r\n",
            "DTSTART:20261340\r\n",
            "DTSTART:99990101\r\n",
            "DTSTART:２０２６0810\r\n",
            "DTSTART:20200101\r\nDTEND:20260101\r\n",
        ] {
            assert_eq!(read(&format!("BEGIN:VEVENT\r\n{event}END:VEVENT\r\n")), [], "{event}");
        }
        let twice = "BEGIN:VEVENT\r\nDTSTART:20260810\r\nEND:VEVENT\r\n".repeat(2);
        assert_eq!(read(&twice).len(), 1);
    }

    #[test]
    fn a_hostile_file_is_bounded() {
        assert_eq!(proposals(b"%PDF-1.7"), None);
        assert_eq!(proposals(&[0xff, 0xfe, 0x00]), None);
        assert_eq!(proposals(&vec![b'A'; MAX_BYTES + 1]), None);
        let many: String = (0..3000)
            .map(|day| {
                let date = NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day") + Duration::days(day);
                format!("BEGIN:VEVENT\r\nDTSTART:{}\r\nEND:VEVENT\r\n", date.format("%Y%m%d"))
            })
            .collect();
        assert_eq!(read(&many).len(), MAX_EVENTS);
        let long = format!(
            "BEGIN:VEVENT\r\nDTSTART:20260810\r\nSUMMARY:\u{202e}{}\r\nEND:VEVENT\r\n",
            "x".repeat(5000)
        );
        assert_eq!(read(&long)[0].2, "x".repeat(80));
        // Nothing is ever closed, and begins again and again.
        assert_eq!(read(&"BEGIN:VEVENT\r\n".repeat(5000)), []);
    }
}
