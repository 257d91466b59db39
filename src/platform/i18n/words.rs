//! Instants in words, always as the wall clock of Milan (Europe/Rome) shows them.

use chrono::{Datelike, Duration, NaiveDate, Timelike};

use super::{Lang, Texts};
use crate::kernel::clock::Instant;
use crate::kernel::norm::ITALIAN_MONTHS;

const MONTHS: [[&str; 12]; 2] = [
    ITALIAN_MONTHS,
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];
const WEEKDAYS: [[&str; 7]; 2] = [
    ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

fn month(lang: Lang, day: NaiveDate) -> &'static str {
    MONTHS[lang as usize][day.month0() as usize]
}

/// The day on which an instant falls in Milan.
pub fn day_of_rome(at: Instant) -> NaiveDate {
    at.rome().date_naive()
}

/// `26 novembre 2026`, `26 November 2026`; the first of the month is `1º` in Italian.
pub fn date(lang: Lang, day: NaiveDate) -> String {
    let ordinal = if lang == Lang::It && day.day() == 1 { "º" } else { "" };
    format!("{}{ordinal} {} {}", day.day(), month(lang, day), day.year())
}

/// `giovedì 26 novembre 2026`, `Thursday 26 November 2026`.
pub fn weekday_date(lang: Lang, day: NaiveDate) -> String {
    let weekday = WEEKDAYS[lang as usize][day.weekday().num_days_from_monday() as usize];
    format!("{weekday} {}", date(lang, day))
}

/// `novembre 2026`, `November 2026`.
pub fn month_and_year(lang: Lang, day: NaiveDate) -> String {
    format!("{} {}", month(lang, day), day.year())
}

/// A stretch of days, both ends included, as shortly as it can be said: `novembre 2026`, `anno 2025`, `da gennaio ad
/// aprile 2026`, `da dicembre 2025 a novembre 2026`, else `dal 1º dicembre 2025 al 26 novembre 2026`.
pub fn period(lang: Lang, from: NaiveDate, to: NaiveDate) -> String {
    let ends_a_month = to.succ_opt().is_none_or(|next| next.day() == 1);
    if from.day() != 1 || !ends_a_month {
        let article = |day: NaiveDate| if begins_with_a_vowel(day) { "ll’" } else { "l " };
        return match lang {
            Lang::It => format!("da{}{} a{}{}", article(from), date(lang, from), article(to), date(lang, to)),
            Lang::En => format!("from {} to {}", date(lang, from), date(lang, to)),
        };
    }
    let (first, last) = (month(lang, from), month_and_year(lang, to));
    let same_year = from.year() == to.year();
    let first_with_year = if same_year { first.to_owned() } else { month_and_year(lang, from) };
    match lang {
        _ if same_year && from.month() == to.month() => last,
        Lang::It if same_year && (from.month(), to.month()) == (1, 12) => format!("anno {}", to.year()),
        Lang::En if same_year && (from.month(), to.month()) == (1, 12) => format!("year {}", to.year()),
        Lang::It => format!("da {first_with_year} a{} {last}", if last.starts_with('a') { "d" } else { "" }),
        Lang::En => format!("from {first_with_year} to {last}"),
    }
}

/// `nov 26`, `Nov 26`: the words under a chart's columns.
pub fn month_short(lang: Lang, day: NaiveDate) -> String {
    let short: String = month(lang, day).chars().take(3).collect();
    format!("{short} {:02}", day.year().rem_euclid(100))
}

/// `10:30`.
pub fn time_of_day(at: Instant) -> String {
    let time = at.rome();
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `giovedì 26 novembre 2026, ore 10:30`, `Thursday 26 November 2026 at 10:30`: the form of a promise.
pub fn date_time(lang: Lang, at: Instant) -> String {
    let (day, time) = (weekday_date(lang, day_of_rome(at)), time_of_day(at));
    match lang {
        Lang::It => format!("{day}, ore {time}"),
        Lang::En => format!("{day} at {time}"),
    }
}

/// `26 nov, 10:30`, with the year when it is not that of `now`: for tables and badges.
pub fn date_time_short(lang: Lang, at: Instant, now: Instant) -> String {
    let day = day_of_rome(at);
    let short: String = month(lang, day).chars().take(3).collect();
    let year = if day.year() == now.rome().year() { String::new() } else { format!(" {}", day.year()) };
    format!("{} {short}{year}, {}", day.day(), time_of_day(at))
}

/// `alle 10:30`, `all’01:30`; `at 10:30`.
pub fn at_time(lang: Lang, at: Instant) -> String {
    match lang {
        Lang::It => format!("a{}", hour_with_article(&time_of_day(at))),
        Lang::En => format!("at {}", time_of_day(at)),
    }
}

/// `dalle 10:30`, `dall’01:30`; `from 10:30`.
pub fn from_time(lang: Lang, at: Instant) -> String {
    match lang {
        Lang::It => format!("da{}", hour_with_article(&time_of_day(at))),
        Lang::En => format!("from {}", time_of_day(at)),
    }
}

/// `dalle 20:00 alle 08:00`, `dalle 22:00 all’01:00`; `from 20:00 to 08:00`, of hours that are written so already.
pub fn hours(lang: Lang, from: &str, until: &str) -> String {
    match lang {
        Lang::It => format!("da{} a{}", hour_with_article(from), hour_with_article(until)),
        Lang::En => format!("from {from} to {until}"),
    }
}

/// What follows `a` or `da`: of all hours one o'clock alone is singular.
fn hour_with_article(time: &str) -> String {
    if time.starts_with("01:") { format!("ll’{time}") } else { format!("lle {time}") }
}

/// `il 24 novembre 2026`, `l’8 novembre 2026`; `on 24 November 2026`.
pub fn on_day(lang: Lang, day: NaiveDate) -> String {
    format!("{}{}", on(lang, day), date(lang, day))
}

/// `il 26 nov, 10:30`, `l’8 nov, 10:30`; `on 26 Nov, 10:30`: as [`date_time_short`].
pub fn on_day_short(lang: Lang, at: Instant, now: Instant) -> String {
    format!("{}{}", on(lang, day_of_rome(at)), date_time_short(lang, at, now))
}

fn on(lang: Lang, day: NaiveDate) -> &'static str {
    match lang {
        Lang::It if begins_with_a_vowel(day) => "l’",
        Lang::It => "il ",
        Lang::En => "on ",
    }
}

/// `oggi alle 06:56`, `ieri alle 18:30`, `il 24 novembre 2026`: of what somebody did, for cards and notices.
pub fn lately(lang: Lang, at: Instant, now: Instant) -> String {
    let day = day_of_rome(at);
    let yesterday = day_of_rome(now).pred_opt();
    match (lang, day == day_of_rome(now), Some(day) == yesterday) {
        (Lang::It, true, _) => format!("oggi {}", at_time(lang, at)),
        (Lang::En, true, _) => format!("today {}", at_time(lang, at)),
        (Lang::It, _, true) => format!("ieri {}", at_time(lang, at)),
        (Lang::En, _, true) => format!("yesterday {}", at_time(lang, at)),
        _ => on_day(lang, day),
    }
}

/// `del 24 novembre 2026`, `from 24 November 2026`.
pub fn of_day(lang: Lang, day: NaiveDate) -> String {
    let of = match lang {
        Lang::It if begins_with_a_vowel(day) => "dell’",
        Lang::It => "del ",
        Lang::En => "from ",
    };
    format!("{of}{}", date(lang, day))
}

/// Days in a row, both ends included: one day as [`date`], several as [`period`].
pub fn days(lang: Lang, first: NaiveDate, last: NaiveDate) -> String {
    if first == last { date(lang, first) } else { period(lang, first, last) }
}

/// `fino al 3 dicembre`, `until 3 December`, with the year when it is not that of `now`: how long somebody is away.
pub fn until(lang: Lang, day: NaiveDate, now: Instant) -> String {
    let ordinal = if lang == Lang::It && day.day() == 1 { "º" } else { "" };
    let year = if day.year() == now.rome().year() { String::new() } else { format!(" {}", day.year()) };
    let words = format!("{}{ordinal} {}{year}", day.day(), month(lang, day));
    match lang {
        Lang::It if begins_with_a_vowel(day) => format!("fino all’{words}"),
        Lang::It => format!("fino al {words}"),
        Lang::En => format!("until {words}"),
    }
}

/// Otto and undici, alone among the days.
fn begins_with_a_vowel(day: NaiveDate) -> bool {
    matches!(day.day(), 8 | 11)
}

/// A length of time in its two largest units: `5 ore e 20 minuti`, `1 giorno`, `31 ore`. Days only from 72 hours on,
/// because the desk promises hours. Under a minute it is `meno di un minuto`. The sign is ignored.
pub fn span(lang: Lang, length: Duration) -> String {
    let minutes = length.num_minutes().unsigned_abs();
    let (hours, rest) = (minutes / 60, minutes % 60);
    let two = |(big, big_unit): (u64, usize), (small, small_unit): (u64, usize)| match (big, small) {
        (_, 0) => counted(lang, big, big_unit),
        (0, _) => counted(lang, small, small_unit),
        _ => {
            let and = if lang == Lang::It { "e" } else { "and" };
            format!("{} {and} {}", counted(lang, big, big_unit), counted(lang, small, small_unit))
        }
    };
    match hours {
        _ if minutes == 0 => {
            if lang == Lang::It { "meno di un minuto" } else { "less than a minute" }.to_owned()
        }
        // From half a day on minutes say nothing.
        0..12 => two((hours, 1), (rest, 2)),
        12..72 => counted(lang, hours, 1),
        _ => two((hours / 24, 0), (hours % 24, 1)),
    }
}

fn counted(lang: Lang, count: u64, unit: usize) -> String {
    const UNITS: [[[&str; 2]; 3]; 2] = [
        [["giorno", "giorni"], ["ora", "ore"], ["minuto", "minuti"]],
        [["day", "days"], ["hour", "hours"], ["minute", "minutes"]],
    ];
    format!("{count} {}", UNITS[lang as usize][unit][usize::from(count != 1)])
}

/// What is left until `due`: `tra 5 ore e 20 minuti`, or `in ritardo di 2 ore` once it has passed.
pub fn remaining(texts: &Texts, lang: Lang, due: Instant, now: Instant) -> String {
    let left = due - now;
    if left.num_minutes() == 0 {
        return texts.get(lang, "words-due-now", &[]);
    }
    let key = if left > Duration::zero() { "words-due-in" } else { "words-overdue-by" };
    texts.get(lang, key, &[("span", span(lang, left).into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn a_promise_is_written_with_weekday_and_hour_of_milan() {
        let due = at("2026-11-26T09:30:00Z");
        assert_eq!(date_time(Lang::It, due), "giovedì 26 novembre 2026, ore 10:30");
        assert_eq!(date_time(Lang::En, due), "Thursday 26 November 2026 at 10:30");
        assert_eq!(date_time(Lang::It, at("2026-07-01T22:05:00Z")), "giovedì 2 luglio 2026, ore 00:05");
        assert_eq!(date(Lang::It, day_of_rome(at("2026-02-01T10:00:00Z"))), "1º febbraio 2026");
        assert_eq!(of_day(Lang::It, day_of_rome(due)), "del 26 novembre 2026");
        assert_eq!(of_day(Lang::It, day_of_rome(at("2026-11-08T10:00:00Z"))), "dell’8 novembre 2026");
        assert_eq!(of_day(Lang::En, day_of_rome(due)), "from 26 November 2026");
        assert_eq!(month_and_year(Lang::En, day_of_rome(due)), "November 2026");
        assert_eq!(month_short(Lang::It, day_of_rome(due)), "nov 26");
    }

    #[test]
    fn the_short_form_says_the_year_only_when_it_is_another_one() {
        let (due, now) = (at("2026-11-26T09:30:00Z"), at("2026-11-24T09:30:00Z"));
        assert_eq!(date_time_short(Lang::It, due, now), "26 nov, 10:30");
        assert_eq!(date_time_short(Lang::It, due, at("2027-01-02T10:00:00Z")), "26 nov 2026, 10:30");
    }

    #[test]
    fn what_happened_lately_is_told_by_its_distance() {
        let now = at("2026-11-26T05:56:00Z");
        for (then, italian, english) in [
            ("2026-11-26T04:00:00Z", "oggi alle 05:00", "today at 05:00"),
            ("2026-11-25T17:30:00Z", "ieri alle 18:30", "yesterday at 18:30"),
            ("2026-11-24T17:30:00Z", "il 24 novembre 2026", "on 24 November 2026"),
            ("2026-11-26T00:05:00Z", "oggi all’01:05", "today at 01:05"),
            ("2026-11-11T17:30:00Z", "l’11 novembre 2026", "on 11 November 2026"),
        ] {
            assert_eq!(lately(Lang::It, at(then), now), italian);
            assert_eq!(lately(Lang::En, at(then), now), english);
        }
    }

    #[test]
    fn days_and_hours_take_the_article_of_how_they_are_said() {
        let now = at("2026-11-26T05:56:00Z");
        let (eighth, one) = (at("2026-12-08T09:30:00Z"), at("2026-11-26T00:30:00Z"));
        assert_eq!(on_day_short(Lang::It, eighth, now), "l’8 dic, 10:30");
        assert_eq!(on_day_short(Lang::En, eighth, now), "on 8 Dec, 10:30");
        assert_eq!(on_day_short(Lang::It, one, now), "il 26 nov, 01:30");
        assert_eq!(from_time(Lang::It, one), "dall’01:30");
        assert_eq!(from_time(Lang::En, one), "from 01:30");
        assert_eq!(from_time(Lang::It, eighth), "dalle 10:30");
        assert_eq!(hours(Lang::It, "22:00", "01:00"), "dalle 22:00 all’01:00");
        assert_eq!(hours(Lang::En, "20:00", "08:00"), "from 20:00 to 08:00");
    }

    #[test]
    fn an_absence_ends_on_a_day() {
        let now = at("2026-11-24T09:30:00Z");
        for (day, italian, english) in [
            ("2026-12-03", "fino al 3 dicembre", "until 3 December"),
            ("2026-12-01", "fino al 1º dicembre", "until 1 December"),
            ("2026-12-08", "fino all’8 dicembre", "until 8 December"),
            ("2027-01-11", "fino all’11 gennaio 2027", "until 11 January 2027"),
        ] {
            assert_eq!(until(Lang::It, day.parse().unwrap(), now), italian);
            assert_eq!(until(Lang::En, day.parse().unwrap(), now), english);
        }
    }

    #[test]
    fn a_period_is_said_in_the_fewest_words() {
        let day = |text: &str| text.parse().unwrap();
        for (from, to, italian, english) in [
            ("2026-11-01", "2026-11-30", "novembre 2026", "November 2026"),
            ("2024-02-01", "2024-02-29", "febbraio 2024", "February 2024"),
            ("2025-01-01", "2025-12-31", "anno 2025", "year 2025"),
            ("2026-01-01", "2026-04-30", "da gennaio ad aprile 2026", "from January to April 2026"),
            (
                "2025-12-01",
                "2026-11-30",
                "da dicembre 2025 a novembre 2026",
                "from December 2025 to November 2026",
            ),
            (
                "2025-12-01",
                "2026-11-26",
                "dal 1º dicembre 2025 al 26 novembre 2026",
                "from 1 December 2025 to 26 November 2026",
            ),
            (
                "2026-11-08",
                "2026-11-11",
                "dall’8 novembre 2026 all’11 novembre 2026",
                "from 8 November 2026 to 11 November 2026",
            ),
        ] {
            assert_eq!(period(Lang::It, day(from), day(to)), italian);
            assert_eq!(period(Lang::En, day(from), day(to)), english);
        }
    }

    #[test]
    fn spans_name_their_two_largest_units() {
        for (minutes, italian, english) in [
            (0, "meno di un minuto", "less than a minute"),
            (1, "1 minuto", "1 minute"),
            (60, "1 ora", "1 hour"),
            (320, "5 ore e 20 minuti", "5 hours and 20 minutes"),
            (31 * 60 + 12, "31 ore", "31 hours"),
            (48 * 60, "48 ore", "48 hours"),
            (72 * 60, "3 giorni", "3 days"),
            (97 * 60, "4 giorni e 1 ora", "4 days and 1 hour"),
        ] {
            assert_eq!(span(Lang::It, Duration::minutes(minutes)), italian);
            assert_eq!(span(Lang::En, Duration::minutes(minutes)), english);
        }
    }

    #[test]
    fn what_remains_and_what_is_late() {
        let texts = Texts::embedded();
        let now = at("2026-11-24T09:30:00Z");
        assert_eq!(remaining(&texts, Lang::It, now + Duration::minutes(320), now), "tra 5 ore e 20 minuti");
        assert_eq!(remaining(&texts, Lang::It, now - Duration::hours(2), now), "in ritardo di 2 ore");
        assert_eq!(remaining(&texts, Lang::En, now - Duration::hours(2), now), "2 hours late");
        assert_eq!(remaining(&texts, Lang::It, now, now), "adesso");
    }
}
