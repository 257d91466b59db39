//! Values of which some rank is asked, however they lie.

/// A number of values, of which the one at a rank can be told.
pub trait Ranked {
    /// How many.
    fn count(&self) -> usize;

    /// The value at a rank, the smallest at 0. There must be as many.
    fn at(&self, rank: usize) -> i64;
}

/// In rising order.
impl<T: AsRef<[i64]> + ?Sized> Ranked for T {
    fn count(&self) -> usize {
        self.as_ref().len()
    }

    fn at(&self, rank: usize) -> i64 {
        self.as_ref()[rank]
    }
}

/// Several runs, each in rising order: a rank is found without merging them.
#[derive(Debug, Clone, Default)]
pub struct Runs<'v>(pub Vec<&'v [i64]>);

impl Ranked for Runs<'_> {
    fn count(&self) -> usize {
        self.0.iter().map(|run| run.len()).sum()
    }

    /// Narrows what is left of each run down around the middle of the longest one, which at least halves that one each time.
    fn at(&self, rank: usize) -> i64 {
        let mut left: Vec<&[i64]> = self.0.iter().copied().filter(|run| !run.is_empty()).collect();
        let mut rank = rank;
        loop {
            let longest = left.iter().max_by_key(|run| run.len()).copied().unwrap_or_default();
            let middle = longest[longest.len() / 2];
            let below: usize = left.iter().map(|run| run.partition_point(|value| *value < middle)).sum();
            if rank < below {
                for run in &mut left {
                    *run = &run[..run.partition_point(|value| *value < middle)];
                }
            } else {
                let mut passed = 0;
                for run in &mut left {
                    let upto = run.partition_point(|value| *value <= middle);
                    passed += upto;
                    *run = &run[upto..];
                }
                if rank < passed {
                    return middle;
                }
                rank -= passed;
            }
            left.retain(|run| !run.is_empty());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_rank_is_that_of_all_values_in_order(
            mut runs in proptest::collection::vec(proptest::collection::vec(0_i64..60, 0..30), 1..8)
        ) {
            runs.iter_mut().for_each(|run| run.sort_unstable());
            let mut all = runs.concat();
            all.sort_unstable();
            let runs = Runs(runs.iter().map(Vec::as_slice).collect());
            prop_assert_eq!(runs.count(), all.len());
            for (rank, value) in all.iter().enumerate() {
                prop_assert_eq!(runs.at(rank), *value);
            }
        }
    }
}
