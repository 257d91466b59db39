//! Statistical methods: pure, over plain numbers, each checked against published examples. Distributions come from `statrs`.

pub mod control;
pub mod counts;
pub mod difference;
mod exact;
#[cfg(test)]
mod examples;
pub mod log_rank;
pub mod order_interval;
pub mod several;
pub mod silence;
pub mod survival;
pub mod trend;

/// A count as a real number: exact up to 2^53, and counts of questions stay far below.
#[expect(clippy::cast_precision_loss, reason = "counts of questions stay far below 2^53")]
fn real(count: usize) -> f64 {
    count as f64
}
