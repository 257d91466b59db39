//! Tables as comma-separated values (RFC 4180) that no spreadsheet can be tricked with.

use super::shown::Shown;

/// A cell of an export.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words: always quoted, never a formula.
    Text(String),
    /// A count.
    Count(u64),
    /// A figure with so many decimals.
    Figure(f64, usize),
    /// Nothing to say.
    Empty,
}

impl From<Shown<u64>> for Cell {
    fn from(shown: Shown<u64>) -> Self {
        match shown {
            Shown::Value(count) => Self::Count(count),
            Shown::Nothing => Self::Empty,
            Shown::Hidden => Self::hidden(),
        }
    }
}

impl Cell {
    /// A figure that may be hidden.
    pub fn figure(shown: Shown<f64>, decimals: usize) -> Self {
        match shown {
            Shown::Value(value) => Self::Figure(value, decimals),
            Shown::Nothing => Self::Empty,
            Shown::Hidden => Self::hidden(),
        }
    }

    /// What stands for a figure withheld for confidentiality.
    fn hidden() -> Self {
        Self::Text("–".to_owned())
    }
}

/// Writes rows of the same length, lines ended by CR LF, in UTF-8.
pub fn write(rows: &[Vec<Cell>]) -> String {
    let mut text = String::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            match cell {
                Cell::Text(words) => {
                    text.push('"');
                    text.push_str(&harmless(words).replace('"', "\"\""));
                    text.push('"');
                }
                Cell::Count(count) => text.push_str(&count.to_string()),
                Cell::Figure(value, decimals) => text.push_str(&format!("{value:.decimals$}")),
                Cell::Empty => {}
            }
        }
        text.push_str("\r\n");
    }
    text
}

/// Puts an apostrophe before what a spreadsheet would take for a formula: at the beginning of the cell, and after
/// whatever may split it, for Italian spreadsheets split a comma file at its semicolons.
fn harmless(words: &str) -> String {
    let mut safe = String::with_capacity(words.len() + 2);
    let mut at_start = true;
    for c in words.chars() {
        if at_start && matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '|' | '%') {
            safe.push('\'');
        }
        at_start = match c {
            ';' | ',' | '\t' | '\n' | '\r' | '"' => true,
            // Blanks before a formula do not disarm it.
            c if c.is_whitespace() || c == '\u{feff}' => at_start,
            _ => false,
        };
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_quoted_and_numbers_are_not() {
        let row = vec![
            Cell::Text("Congedi \"parentali\", nidi".into()),
            Cell::Count(12),
            Cell::Figure(0.5, 4),
            Cell::Empty,
            Cell::from(Shown::Hidden),
        ];
        assert_eq!(write(&[row]), "\"Congedi \"\"parentali\"\", nidi\",12,0.5000,,\"–\"\r\n");
    }

    #[test]
    fn no_cell_becomes_a_formula() {
        for (words, safe) in [
            ("=1+1", "'=1+1"),
            ("  =1+1", "  '=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"),
            ("a; +1", "a; '+1"),
            ("a,@x", "a,'@x"),
            ("a\n=1", "a\n'=1"),
            ("a\";=1", "a\";'=1"),
            ("\t=1", "'\t'=1"),
            ("2 + 2 = 4", "2 + 2 = 4"),
            ("part-time", "part-time"),
        ] {
            assert_eq!(harmless(words), safe, "{words:?}");
        }
    }
}
