//! The little of RFC 5545 that tells on which days a calendar has something: events with their days and their summary.
//!
//! A file comes from anybody's program: what is not understood is passed over, and everything is bounded.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};

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

/// What a file proposes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposed {
    /// In the order of time, each once.
    pub proposals: Vec<Proposal>,
    /// Events that are over.
    pub past: usize,
    /// Events that come back otherwise than every year: which days they are is not worked out.
    pub repeating: usize,
}

/// The events of a file that are not over on this day. What comes back every year (RFC 5545, 3.3.10) is proposed for this year
/// and the next. `None` for what is no calendar, or too large.
pub fn proposals(file: &[u8], today: NaiveDate) -> Option<Proposed> {
    if file.len() > MAX_BYTES {
        return None;
    }
    let text = std::str::from_utf8(file).ok()?.trim_start_matches('\u{feff}');
    let text = unfolded(text);
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    if !lines.next()?.eq_ignore_ascii_case("BEGIN:VCALENDAR") {
        return None;
    }
    let mut found = Proposed::default();
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
                read.add_to(&mut found, today);
                event = None;
                if found.proposals.len() == MAX_EVENTS {
                    break;
                }
            }
            ("DTSTART", Some(read)) if inner == 0 => read.start = day(value),
            ("DTEND", Some(read)) if inner == 0 => read.end = end(value),
            ("RRULE", Some(read)) if inner == 0 => read.rule = Some(value.to_ascii_uppercase()),
            ("SUMMARY", Some(read)) if inner == 0 => read.summary = unescaped(value),
            _ => {}
        }
    }
    found.proposals.sort_by_key(|proposal| (proposal.from, proposal.to));
    Some(found)
}

#[derive(Default)]
struct Event {
    start: Option<NaiveDate>,
    /// The last day.
    end: Option<NaiveDate>,
    summary: String,
    /// How it comes back.
    rule: Option<String>,
}

impl Event {
    fn proposal(&self) -> Option<Proposal> {
        let from = self.start?;
        let to = self.end.unwrap_or(from).max(from);
        ((to - from).num_days() <= 366).then(|| Proposal { from, to, name: self.summary.clone() })
    }

    fn add_to(&self, found: &mut Proposed, today: NaiveDate) {
        let Some(first) = self.proposal() else { return };
        let all = match self.rule.as_deref().map(|rule| last_of_yearly(rule, first.from)) {
            None => vec![first],
            Some(Some(last)) => first.every_year(today, last),
            Some(None) => {
                found.repeating += 1;
                return;
            }
        };
        let ahead: Vec<Proposal> = all.into_iter().filter(|one| one.to >= today).collect();
        found.past += usize::from(ahead.is_empty());
        for one in ahead {
            if found.proposals.len() < MAX_EVENTS && !found.proposals.contains(&one) {
                found.proposals.push(one);
            }
        }
    }
}

impl Proposal {
    /// The same in this year and the next, up to a last beginning; 29 February only where there is one.
    fn every_year(&self, today: NaiveDate, last: NaiveDate) -> Vec<Self> {
        let length = self.to - self.from;
        // One that began last year may last until today.
        let years = (today.year() - 1).max(self.from.year())..=today.year() + 1;
        let begins = years.filter_map(|year| self.from.with_year(year)).filter(|from| *from <= last);
        begins.map(|from| Self { from, to: from + length, name: self.name.clone() }).collect()
    }
}

/// The last beginning of what comes back on this day of every year (RFC 5545, 3.3.10), far away when it never ends; `None` for any
/// other rule.
fn last_of_yearly(rule: &str, first: NaiveDate) -> Option<NaiveDate> {
    let (mut yearly, mut last) = (false, NaiveDate::MAX);
    for part in rule.split(';') {
        match part.split_once('=')? {
            ("FREQ", "YEARLY") => yearly = true,
            ("INTERVAL", "1") | ("WKST", _) => {}
            ("BYMONTH", month) if month.parse() == Ok(first.month()) => {}
            ("BYMONTHDAY", of) if of.parse() == Ok(first.day()) => {}
            ("UNTIL", until) => last = day(until)?,
            // Of 29 February it would not count the years.
            ("COUNT", count) if (first.month(), first.day()) != (2, 29) => {
                let more = count.parse::<i32>().ok()?.checked_sub(1)?;
                last = first.with_year(first.year().checked_add(more)?)?;
            }
            _ => return None,
        }
    }
    yearly.then_some(last)
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

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 8, 1).expect("a day")
    }

    fn read(events: &str) -> Vec<(String, String, String)> {
        let all = proposals(&file(events), today()).expect("a calendar");
        all.proposals.into_iter().map(|one| (one.from.to_string(), one.to.to_string(), one.name)).collect()
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
            "DTSTART:20260801\r\nDTEND:20280101\r\n",
        ] {
            assert_eq!(read(&format!("BEGIN:VEVENT\r\n{event}END:VEVENT\r\n")), [], "{event}");
        }
        let twice = "BEGIN:VEVENT\r\nDTSTART:20260810\r\nEND:VEVENT\r\n".repeat(2);
        assert_eq!(read(&twice).len(), 1);
    }

    #[test]
    fn what_is_over_is_left_out_and_counted() {
        let events = "BEGIN:VEVENT\r\nDTSTART:20250815\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nDTSTART:20260720\r\nDTEND;VALUE=DATE:20260802\r\nSUMMARY:Ferie\r\nEND:VEVENT\r\n";
        let found = proposals(&file(events), today()).expect("a calendar");
        assert_eq!((found.proposals.len(), found.past, found.repeating), (1, 1, 0));
        assert_eq!(read(events), [one("2026-07-20", "2026-08-01", "Ferie")]);
    }

    #[test]
    fn what_comes_back_every_year_is_proposed_for_this_one_and_the_next() {
        let event = |start: &str, rule: &str| {
            format!(
                "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{start}\r\nSUMMARY:Patrono\r\nRRULE:{rule}\r\nEND:VEVENT\r\n"
            )
        };
        let days = |start: &str, rule: &str| -> Vec<String> {
            read(&event(start, rule)).into_iter().map(|(from, ..)| from).collect()
        };
        assert_eq!(days("20201207", "FREQ=YEARLY"), ["2026-12-07", "2027-12-07"]);
        assert_eq!(
            days("20201207", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=7;WKST=MO"),
            ["2026-12-07", "2027-12-07"]
        );
        assert_eq!(days("20200207", "FREQ=YEARLY"), ["2027-02-07"]);
        assert_eq!(days("20201207", "FREQ=YEARLY;UNTIL=20261231"), ["2026-12-07"]);
        // The seventh time is in 2026.
        assert_eq!(days("20201207", "FREQ=YEARLY;COUNT=7"), ["2026-12-07"]);
        assert_eq!(days("20201207", "FREQ=YEARLY;COUNT=6"), Vec::<String>::new());
        assert_eq!(days("20240229", "FREQ=YEARLY"), Vec::<String>::new());
        for other in [
            "FREQ=WEEKLY",
            "FREQ=YEARLY;INTERVAL=2",
            "FREQ=YEARLY;BYDAY=1MO",
            "COUNT=3",
            "nonsense",
            "FREQ=YEARLY;COUNT=x",
        ] {
            let found = proposals(&file(&event("20260810", other)), today()).expect("a calendar");
            assert_eq!((found.proposals.len(), found.repeating), (0, 1), "{other}");
        }
    }

    #[test]
    fn a_hostile_file_is_bounded() {
        assert_eq!(proposals(b"%PDF-1.7", today()), None);
        assert_eq!(proposals(&[0xff, 0xfe, 0x00], today()), None);
        assert_eq!(proposals(&vec![b'A'; MAX_BYTES + 1], today()), None);
        let many: String = (0..3000)
            .map(|day| {
                let date = today() + Duration::days(day);
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
