//! The periods that are frozen: calendar months, quarters and years, once they are over.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::platform::i18n::{Lang, Texts, month_and_year, period};
use crate::statistics::period::Period;

crate::text_enum! {
    /// How long the period of a frozen report is. Texts `frozen-span-…`.
    pub enum Span {
        /// A calendar month.
        Month = "mese",
        /// Three months from January, April, July or October on.
        Quarter = "trimestre",
        /// A calendar year.
        Year = "anno",
    }
}

impl Span {
    fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The period of this length that a day is in; none at the ends of the calendar.
    pub fn holding(self, day: NaiveDate) -> Option<Period> {
        let month = day.month0() / self.months() * self.months() + 1;
        let from = NaiveDate::from_ymd_opt(day.year(), month, 1)?;
        let to = from.checked_add_months(Months::new(self.months()))?.pred_opt()?;
        Some(Period { from, to })
    }

    /// The period that begins on a day, if one does.
    pub fn beginning(self, day: NaiveDate) -> Option<Period> {
        self.holding(day).filter(|period| period.from == day)
    }

    /// The periods that were over before a day, the newest first, back to the one that holds `first`.
    pub fn ended(self, before: NaiveDate, first: NaiveDate) -> impl Iterator<Item = Period> {
        let earlier = move |period: &Period| self.holding(period.from.pred_opt()?);
        let current = self.holding(before);
        std::iter::successors(current, earlier)
            .filter(move |period| period.to < before)
            .take_while(move |period| first <= period.to)
    }

    /// The newest period that has been over for so many days: also with none of them the day after its last one at the earliest.
    pub fn due(self, today: NaiveDate, after_days: u32) -> Option<Period> {
        let before = today.checked_sub_days(Days::new(after_days.max(1).into()))?.succ_opt()?;
        self.ended(before, NaiveDate::MIN).next()
    }

    /// A period of this length in words: "ottobre 2026", "luglio – settembre 2026", "2026".
    pub fn words(self, of: Period, lang: Lang, texts: &Texts) -> String {
        match self {
            Self::Month => month_and_year(lang, of.from),
            Self::Quarter => period(lang, of.from, of.to),
            Self::Year => texts.get(lang, "frozen-year", &[("year", of.from.year().to_string().into())]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn days(period: Option<Period>) -> (String, String) {
        let period = period.expect("a period");
        (period.from.to_string(), period.to.to_string())
    }

    #[test]
    fn a_period_is_due_when_it_has_been_over_for_long_enough() {
        let due = |span: Span, today| days(span.due(day(today), 5));
        let is = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(due(Span::Month, "2026-12-05"), is("2026-11-01", "2026-11-30"));
        assert_eq!(due(Span::Month, "2026-12-04"), is("2026-10-01", "2026-10-31"));
        assert_eq!(due(Span::Quarter, "2026-12-31"), is("2026-07-01", "2026-09-30"));
        assert_eq!(due(Span::Quarter, "2027-01-05"), is("2026-10-01", "2026-12-31"));
        assert_eq!(due(Span::Year, "2027-01-04"), is("2025-01-01", "2025-12-31"));
        assert_eq!(due(Span::Year, "2027-01-05"), is("2026-01-01", "2026-12-31"));
        for after_days in [0, 1] {
            let due = |today| days(Span::Month.due(day(today), after_days));
            assert_eq!(due("2026-11-30"), is("2026-10-01", "2026-10-31"), "November is not over");
            assert_eq!(due("2026-12-01"), is("2026-11-01", "2026-11-30"));
        }
    }

    #[test]
    fn periods_that_are_over_go_back_to_the_first_question() {
        let ended: Vec<String> =
            Span::Quarter.ended(day("2026-11-28"), day("2026-02-03")).map(|period| period.query()).collect();
        assert_eq!(ended, ["dal=2026-07&al=2026-09", "dal=2026-04&al=2026-06", "dal=2026-01&al=2026-03"]);
        assert_eq!(Span::Month.ended(day("2026-11-01"), day("2026-10-31")).count(), 1);
        assert_eq!(Span::Year.ended(day("2026-11-28"), day("2026-02-03")).next(), None);
        assert_eq!(Span::Month.beginning(day("2026-11-02")), None);
    }
}
