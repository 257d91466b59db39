//! How far apart two words are: slips of the finger (Damerau, "A technique for computer detection and correction of spelling
//! errors", 1964).

/// The set of the letters of a word, one bit each; what is not a letter of the alphabet shares the last bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters(u32);

impl Letters {
    /// The letters of a word.
    pub fn of(word: &[char]) -> Self {
        let bit = |c: &char| match c {
            'a'..='z' => 1_u32 << (u32::from(*c) - u32::from('a')),
            other => 1 << (26 + u32::from(*other) % 6),
        };
        Self(word.iter().fold(0, |set, c| set | bit(c)))
    }

    /// Whether a word of these letters can be within so many steps: each takes a letter away, brings one, or both.
    pub fn may_be_near(self, other: Self, steps: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * steps
    }
}

/// The rows of the table of distances, kept from word to word.
#[derive(Default)]
pub(super) struct Rows {
    before: Vec<usize>,
    last: Vec<usize>,
    row: Vec<usize>,
}

impl Rows {
    /// Insertions, deletions, replacements and exchanges of neighbours between two words, or `None` above `most`.
    pub fn distance(&mut self, a: &[char], b: &[char], most: usize) -> Option<usize> {
        let Self { before, last, row } = self;
        before.clear();
        last.clear();
        last.extend(0..=b.len());
        for (i, from) in a.iter().enumerate() {
            row.clear();
            row.push(i + 1);
            for (j, to) in b.iter().enumerate() {
                let same = usize::from(from != to);
                let mut best = (last.get(j)? + same).min(last.get(j + 1)? + 1).min(row.get(j)? + 1);
                if i > 0 && j > 0 && a.get(i - 1) == Some(to) && b.get(j - 1) == Some(from) {
                    best = best.min(before.get(j - 1)? + 1);
                }
                row.push(best);
            }
            if row.iter().min().is_some_and(|least| *least > most) {
                return None;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        last.last().copied().filter(|far| *far <= most)
    }

    /// Whether `word` begins with what differs from `beginning` by at most so much.
    pub fn begins_near(&mut self, beginning: &[char], word: &[char], most: usize) -> bool {
        let shortest = beginning.len().saturating_sub(most);
        (shortest..=beginning.len() + most)
            .filter_map(|length| word.get(..length))
            .any(|begins| self.distance(beginning, begins, most).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn far(a: &str, b: &str) -> Option<usize> {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let far = Rows::default().distance(&a, &b, 2);
        assert!(far.is_none() || Letters::of(&a).may_be_near(Letters::of(&b), 2), "the letters hide it");
        far
    }

    #[test]
    fn a_slip_of_the_finger_is_one_step() {
        assert_eq!(far("congedo", "congedo"), Some(0));
        assert_eq!(far("cognedo", "congedo"), Some(1));
        assert_eq!(far("conedo", "congedo"), Some(1));
        assert_eq!(far("congeddo", "congedo"), Some(1));
        assert_eq!(far("comgeto", "congedo"), Some(2));
        assert_eq!(far("nido", "congedo"), None);
    }
}
