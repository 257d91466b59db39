//! Italian and English: texts by key (Fluent), and dates, spans and numbers in words.
//!
//! Texts live in `templates/texts/{it,en}/<domain>.ftl`, embedded; a key starts with its file's name. A test holds both
//! languages to the same keys and variables. Keys that end in `-html` hold markup and are shown by `t_html` only.
mod accept;
mod cases;
mod numbers;
mod template;
mod texts;
mod words;

pub use accept::from_accept_language;
pub use cases::{Case, Piece};
pub use numbers::{decimal, file_size, percent, the_percent, whole};
pub use template::register;
pub use texts::{Arg, Texts};
pub use words::{
    at_time, date, date_time, date_time_short, day_of_rome, days, hours, lately, month_and_year, month_short,
    of_day, on_day_short, period, remaining, span, time_of_day, until, weekday_date,
};

crate::text_enum! {
    /// A language of the interface. Italian is the first and the default.
    #[derive(Default)]
    pub enum Lang {
        /// Italian.
        #[default]
        It = "it",
        /// English.
        En = "en",
    }
}
