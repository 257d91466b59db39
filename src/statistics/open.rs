//! The open part of the figures: of every calendar year that is over, what a reader outside the desk sees of it. It is the same
//! for everybody, and is made anew at most every few minutes, so that whoever reads it costs the desk nothing.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use actix_web::web::{Bytes, Data};
use chrono::{Datelike, Duration};

use super::lines::{Line, lines};
use super::names::Names;
use super::overview::{self, Overview};
use super::period::Period;
use super::reader::Reader;
use super::records::Records;
use super::reports::{self, Asked, Report, Request, Words};
use super::row::Row;
use super::sheet::{Part, Sheet};
use super::spared::Spared;
use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::{Conn, DbResult};
use crate::platform::i18n::{Lang, Texts};

/// The part by territory.
const TERRITORY: &str = "territorio";

/// A calendar year that is over.
pub struct OpenYear {
    /// The year.
    pub year: i32,
    /// All that is told of it.
    pub sheet: Sheet,
    /// All its questions.
    pub whole: Row,
    /// The questions that the catalogue spared in it.
    pub spared: Spared,
}

/// The years that are over, the newest first, in one language.
pub struct OpenFigures {
    /// When they were true.
    pub as_of: Instant,
    /// The years.
    pub years: Vec<OpenYear>,
    /// Their files, once somebody asked for them.
    pub files: OpenFiles,
}

/// The same as files, each made once.
#[derive(Default)]
pub struct OpenFiles {
    /// The table in long form.
    pub csv: OnceLock<OpenFile>,
    /// The tree.
    pub json: OnceLock<OpenFile>,
}

/// A file that is the same for everybody.
#[derive(Clone)]
pub struct OpenFile {
    /// What it holds.
    pub body: Bytes,
    /// Told apart from another by this.
    pub state: String,
}

impl OpenFile {
    /// With this text.
    pub fn of(text: String) -> Self {
        let mut hash = DefaultHasher::new();
        text.hash(&mut hash);
        Self { state: format!("{:x}-figures", hash.finish()), body: Bytes::from(text) }
    }
}

/// The open figures, kept for a while.
#[derive(Default)]
pub struct Kept {
    figures: Mutex<Vec<(Lang, Arc<OpenFigures>)>>,
    /// Whose turn it is to count.
    counting: Arc<tokio::sync::Mutex<()>>,
}

impl Kept {
    /// The open figures in a language, at most ten minutes old, or older while somebody counts them anew. One
    /// caller counts at a time, and those who wait for the very first figures hold no connection: anybody may
    /// ask, and the desk must go on reading.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(app: &Data<App>, lang: Lang, now: Instant) -> DbResult<Arc<OpenFigures>> {
        let kept = &app.open_figures;
        let last = kept.last(lang);
        if let Some(figures) = last.as_ref().filter(|figures| figures.is_fresh(now)) {
            return Ok(Arc::clone(figures));
        }
        let turn = match (Arc::clone(&kept.counting).try_lock_owned(), &last) {
            (Ok(turn), _) => turn,
            (Err(_), Some(older)) => return Ok(Arc::clone(older)),
            (Err(_), None) => Arc::clone(&kept.counting).lock_owned().await,
        };
        // Somebody else may have counted before it was this caller's turn.
        if let Some(figures) = kept.last(lang).filter(|figures| figures.is_fresh(now)) {
            return Ok(figures);
        }
        let own = app.clone();
        let count = move |conn: &mut Conn| -> DbResult<Arc<OpenFigures>> {
            // Held until they are kept, even after nobody waits for them any more.
            let _turn = turn;
            let figures = Arc::new(OpenFigures::read(conn, &own, lang, now)?);
            own.open_figures.keep(lang, Arc::clone(&figures));
            Ok(figures)
        };
        match (app.db.read(count).await, last) {
            // Better a little older than none.
            (Err(cause), Some(older)) => {
                tracing::warn!(%cause, "the open figures could not be counted anew");
                Ok(older)
            }
            (counted, _) => counted,
        }
    }

    fn last(&self, lang: Lang) -> Option<Arc<OpenFigures>> {
        let kept = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(of, _)| *of == lang).map(|(_, figures)| Arc::clone(figures))
    }

    fn keep(&self, lang: Lang, figures: Arc<OpenFigures>) {
        let mut kept = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(of, _)| *of != lang);
        kept.push((lang, figures));
    }
}

impl OpenFigures {
    fn read(conn: &mut Conn, app: &App, lang: Lang, now: Instant) -> DbResult<Self> {
        let names = Names::read(conn)?;
        let words = Words::of(app, &names, lang);
        let this_year = now.rome().year();
        let first = app.figures.began(conn)?.map_or(this_year, |began| began.rome().year());
        let mut years = Vec::new();
        for year in (first..this_year).rev() {
            let Some(period) = Period::year(year) else { continue };
            let overview = Overview::read(conn, &app.figures, period, Reader::Outside, words, now)?;
            let Overview { mut sheet, whole, spared, .. } = overview;
            sheet.parts.extend(territory(conn, app, year, words, now)?);
            years.push(OpenYear { year, sheet, whole, spared });
        }
        Ok(Self { as_of: now, years, files: OpenFiles::default() })
    }

    /// Whether they are good enough at an instant, which may lie a little before them: a request may overtake
    /// another.
    fn is_fresh(&self, now: Instant) -> bool {
        (now - self.as_of).abs() < Duration::minutes(10)
    }
}

/// By municipality, where readers outside the desk see that.
fn territory(
    conn: &mut Conn,
    app: &App,
    year: i32,
    words: Words<'_>,
    now: Instant,
) -> DbResult<Option<Part>> {
    let asked = [("dal", format!("{year}-01")), ("al", format!("{year}-12")), ("per", TERRITORY.to_owned())];
    let asked: Asked = asked.map(|(name, word)| (name.to_owned(), word)).into();
    let request = Request::parse(Report::Breakdown, &asked, words.names, Reader::Outside, now);
    let Ok(request) = request else { return Ok(None) };
    let sheet = reports::sheet(conn, app, &request, words, Reader::Outside)?;
    let mut parts = sheet.parts.into_iter();
    Ok(parts.next().map(|mut part| {
        part.table.rows.iter_mut().for_each(|row| row.query = None);
        Part { name: TERRITORY, title: words.t("open-by-territory"), ..part }
    }))
}

/// What `dialoga export statistics` writes of a calendar year: the overview in long form, for readers outside the desk unless
/// `all` is asked for. Blocks.
///
/// # Errors
/// When the database fails.
pub fn lines_of_year(
    conn: &mut Conn,
    records: &Records,
    texts: &Texts,
    year: i32,
    all: bool,
    now: Instant,
) -> DbResult<Vec<Line>> {
    let Some(period) = Period::year(year) else { return Ok(Vec::new()) };
    let names = Names::read(conn)?;
    let words = Words { names: &names, texts, lang: Lang::It, least: records.least() };
    let reader = if all { Reader::Inside } else { Reader::Outside };
    let Overview { sheet, .. } = Overview::read(conn, records, period, reader, words, now)?;
    Ok(lines(&sheet, &sheet.parts))
}

/// The first calendar year with figures. Blocks.
///
/// # Errors
/// When the database fails.
pub fn first_year(conn: &mut Conn, records: &Records, now: Instant) -> DbResult<i32> {
    Ok(records.began(conn)?.unwrap_or(now).rome().year())
}

/// Of the parts of a year, those that stand on the page as tables.
pub fn is_table(part: &Part) -> bool {
    part.name != overview::TOTAL && part.name != overview::SPARED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_good_for_ten_minutes_also_for_who_came_a_moment_before() {
        let as_of = Instant::parse_rfc3339("2026-11-24T09:30:00Z").expect("an instant");
        let figures = |as_of| Arc::new(OpenFigures { as_of, years: Vec::new(), files: OpenFiles::default() });
        let kept = Kept::default();
        assert!(kept.last(Lang::It).is_none());
        kept.keep(Lang::It, figures(as_of));
        let is_fresh = |after| {
            kept.last(Lang::It).is_some_and(|figures| figures.is_fresh(as_of + Duration::seconds(after)))
        };
        assert_eq!([-600, -1, 0, 599, 600].map(is_fresh), [false, true, true, true, false]);
        kept.keep(Lang::En, figures(as_of));
        kept.keep(Lang::It, figures(as_of + Duration::minutes(10)));
        assert_eq!([-1, 600].map(is_fresh), [false, true]);
        assert_eq!(kept.last(Lang::En).map(|figures| figures.as_of), Some(as_of));
    }
}
