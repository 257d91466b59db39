//! Chance that can be repeated: the same seed gives the same desk on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014). Not for secrets: passwords of the demonstration come from the system.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Dice of their own for one thing, so that what one ticket draws does not change the next.
    pub(super) fn of(seed: u64, kind: u64, number: usize) -> Self {
        let mut dice = Self::new(seed ^ kind.wrapping_mul(0xD134_2543_DE82_EF95));
        dice.0 ^= Self(dice.next() ^ number as u64).next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to 1, 1 excluded.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `count` places; 0 when there are none.
    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.unit() * count as f64) as usize
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A place of a list of weights.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// Log-normal: half of the values are below the median; `sigma` says how far the others stray.
    pub(super) fn around(&mut self, median: f64, sigma: f64) -> f64 {
        // Box–Muller; 1 - unit is never 0.
        let (u, v) = (1.0 - self.unit(), self.unit());
        let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
        median * (sigma * normal).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_chance() {
        let draw = |seed| {
            let mut dice = Dice::of(seed, 1, 7);
            (0..5).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
    }

    #[test]
    fn half_of_a_log_normal_is_below_its_median() {
        let mut dice = Dice::new(1);
        let below = (0..10_000).filter(|_| dice.around(20.0, 0.6) < 20.0).count();
        assert!((4_800..5_200).contains(&below), "{below}");
    }

    #[test]
    fn weights_are_obeyed() {
        let mut dice = Dice::new(2);
        let first = (0..10_000).filter(|_| dice.weighted(&[3.0, 1.0]) == 0).count();
        assert!((7_300..7_700).contains(&first), "{first}");
    }
}
