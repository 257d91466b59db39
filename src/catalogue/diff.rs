//! What changed between two versions, line by line.

use serde::Serialize;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It stayed.
    Same,
    /// It came.
    Added,
    /// It went.
    Removed,
}

/// A line with its fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What became of it.
    pub fate: Fate,
    /// The line.
    pub text: String,
}

/// Above so many pairs of lines the whole is shown as replaced: the table of the search would grow with the square.
const MOST_PAIRS: usize = 4_000_000;

/// The longest common lines kept, the others removed and added. A paragraph is a line here: people write so.
pub fn lines(before: &str, after: &str) -> Vec<Line> {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let line = |fate, text: &str| Line { fate, text: text.to_owned() };
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        let gone = old.iter().map(|text| line(Fate::Removed, text));
        return gone.chain(new.iter().map(|text| line(Fate::Added, text))).collect();
    }
    let lengths = common_lengths(&old, &new);
    let length = |i: usize, j: usize| lengths.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    let (mut i, mut j) = (0, 0);
    let mut result = Vec::new();
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                result.push(line(Fate::Same, a));
                i += 1;
                j += 1;
            }
            (Some(a), Some(_)) if length(i + 1, j) >= length(i, j + 1) => {
                result.push(line(Fate::Removed, a));
                i += 1;
            }
            (_, Some(b)) => {
                result.push(line(Fate::Added, b));
                j += 1;
            }
            (Some(a), None) => {
                result.push(line(Fate::Removed, a));
                i += 1;
            }
            (None, None) => return result,
        }
    }
}

/// For each pair of places, how many lines the rests have in common, in order.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut lengths = vec![vec![0; new.len() + 1]; old.len() + 1];
    for (i, a) in old.iter().enumerate().rev() {
        let below = lengths.get(i + 1).cloned().unwrap_or_default();
        let Some(row) = lengths.get_mut(i) else { continue };
        for (j, b) in new.iter().enumerate().rev() {
            let down = below.get(j).copied().unwrap_or(0);
            let right = row.get(j + 1).copied().unwrap_or(0);
            let diagonal = below.get(j + 1).copied().unwrap_or(0);
            if let Some(cell) = row.get_mut(j) {
                *cell = if a == b { diagonal + 1 } else { down.max(right) };
            }
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> Vec<String> {
        lines(before, after)
            .into_iter()
            .map(|line| {
                let sign = match line.fate {
                    Fate::Same => ' ',
                    Fate::Added => '+',
                    Fate::Removed => '-',
                };
                format!("{sign}{}", line.text)
            })
            .collect()
    }

    #[test]
    fn what_stays_is_kept_together() {
        assert_eq!(
            shown("uno\ndue\ntre", "uno\n2\ntre\nquattro"),
            [" uno", "-due", "+2", " tre", "+quattro"]
        );
        assert_eq!(shown("", "uno"), ["+uno"]);
        assert_eq!(shown("uno", ""), ["-uno"]);
        assert_eq!(shown("uno", "uno"), [" uno"]);
    }
}
