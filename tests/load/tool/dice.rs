//! Numbers that look random and are the same in every run.

/// After Marsaglia, "Xorshift RNGs", 2003.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall in the order that `seed`, not 0, gives.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0, below `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    /// One of them; there has to be one.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap_or_default()]
    }
}
