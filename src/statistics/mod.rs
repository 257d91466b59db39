//! Figures the Provincia can stand behind: how many questions, how many answers in time, how long they took.

mod csv;
mod disclosure;
mod facts;
mod figures;
mod period;
mod quantile;
mod shown;
mod wilson;
