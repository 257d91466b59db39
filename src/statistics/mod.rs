//! Figures the Provincia can stand behind: how many questions, how many answers in time, how long they took.
//!
//! One record per cycle is kept in memory ([`Records`]); a report counts those of a period; a view withholds what the
//! reader may not see (`published` says of which periods, `disclosure` which counts). The page, its charts and its files
//! are made of the same view.

mod approvals;
mod asked_year;
pub mod board;
pub mod board_page;
mod chart;
pub mod csv;
mod dimension;
mod disclosure;
mod export;
mod facts;
mod figure;
mod figures;
mod files;
pub mod frozen;
mod holders;
pub mod indicators;
mod lines;
mod methods;
mod month;
mod names;
mod needs;
pub mod open;
pub mod open_page;
pub mod overview;
mod period;
mod population;
mod published;
mod quantile;
mod question;
mod reader;
mod records;
mod released;
pub mod reports;
mod row;
mod runs;
mod sheet;
mod shown;
pub mod sla_api;
mod spared;
mod store;
mod told_times;
mod used;
mod year_counts;

pub use crate::kernel::wilson::Rate;
pub use dimension::Dimension;
pub use figures::{AreaFigures, Counts, Figures, Report, Times};
pub use lines::{COLUMNS as LINE_COLUMNS, Line};
pub use needs::Heard;
pub use period::{Period, PeriodProblem};
pub use records::{Records, report_anew};
