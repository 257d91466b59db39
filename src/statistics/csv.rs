//! Tables as comma-separated values (RFC 4180) that no spreadsheet can be tricked with.
//!
//! What begins a formula is disarmed as OWASP advises ("CSV Injection"), also where a spreadsheet splits a cell.

use super::shown::Shown;

/// A cell of an export.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words: always quoted, never a formula.
    Text(String),
    /// A count.
    Count(u64),
    /// A share from 0 to 1, or how two of them differ: for people in per cent, or in percentage points.
    Share(f64),
    /// Hours.
    Hours(f64),
    /// A number with so many decimals.
    Number(f64, usize),
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
    /// A share that may be hidden.
    pub fn share(shown: Shown<f64>) -> Self {
        Self::figure(shown, Self::Share)
    }

    /// Hours that may be hidden.
    pub fn hours(shown: Shown<f64>) -> Self {
        Self::figure(shown, Self::Hours)
    }

    fn figure(shown: Shown<f64>, make: fn(f64) -> Self) -> Self {
        match shown {
            Shown::Value(value) => make(value),
            Shown::Nothing => Self::Empty,
            Shown::Hidden => Self::hidden(),
        }
    }

    /// What stands for a figure withheld for confidentiality.
    fn hidden() -> Self {
        Self::Text("–".to_owned())
    }
}

/// For whom a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// RFC 4180: comma and decimal point.
    Programs,
    /// What an Italian spreadsheet opens at a double click: semicolon, decimal comma, and the mark of UTF-8 in front.
    ItalianSpreadsheet,
}

/// Writes rows, lines ended by CR LF, in UTF-8.
pub fn write(rows: &[Vec<Cell>], style: Style) -> String {
    let (mut text, separator) = match style {
        Style::Programs => (String::new(), ','),
        Style::ItalianSpreadsheet => ("\u{feff}".to_owned(), ';'),
    };
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(separator);
            }
            match cell {
                Cell::Text(words) => {
                    text.push('"');
                    text.push_str(&harmless(words).replace('"', "\"\""));
                    text.push('"');
                }
                Cell::Count(count) => text.push_str(&count.to_string()),
                Cell::Share(share) => text.push_str(&match style {
                    Style::Programs => format!("{share:.4}"),
                    Style::ItalianSpreadsheet => with_comma(share * 100.0, 1),
                }),
                Cell::Hours(hours) => text.push_str(&match style {
                    Style::Programs => format!("{hours:.2}"),
                    Style::ItalianSpreadsheet => with_comma(*hours, 1),
                }),
                Cell::Number(number, decimals) => text.push_str(&match style {
                    Style::Programs => format!("{number:.decimals$}"),
                    Style::ItalianSpreadsheet => with_comma(*number, *decimals),
                }),
                Cell::Empty => {}
            }
        }
        text.push_str("\r\n");
    }
    text
}

fn with_comma(figure: f64, decimals: usize) -> String {
    format!("{figure:.decimals$}").replace('.', ",")
}

/// Puts an apostrophe before what a spreadsheet would take for a formula: at the beginning of the cell, and after
/// whatever may split it, for Italian spreadsheets split a comma file at its semicolons.
fn harmless(words: &str) -> String {
    let mut safe = String::with_capacity(words.len() + 2);
    let mut at_start = true;
    for c in words.chars() {
        let begins_formula = match c {
            '=' | '+' | '-' | '@' | '|' | '＝' | '＋' | '－' | '＠' => at_start,
            '\t' | '\r' | '\n' => safe.is_empty(),
            _ => false,
        };
        if begins_formula {
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
            Cell::Share(0.1234),
            Cell::Hours(30.25),
            Cell::Empty,
            Cell::from(Shown::Hidden),
        ];
        let rows = [row];
        assert_eq!(
            write(&rows, Style::Programs),
            "\"Congedi \"\"parentali\"\", nidi\",12,0.1234,30.25,,\"–\"\r\n"
        );
        assert_eq!(
            write(&rows, Style::ItalianSpreadsheet),
            "\u{feff}\"Congedi \"\"parentali\"\", nidi\";12;12,3;30,2;;\"–\"\r\n"
        );
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
            ("\n=1", "'\n'=1"),
            ("a\n\nb", "a\n\nb"),
            ("a;\t=1", "a;\t'=1"),
            ("＝1+1", "'＝1+1"),
            ("% entro la scadenza", "% entro la scadenza"),
            ("2 + 2 = 4", "2 + 2 = 4"),
            ("part-time", "part-time"),
        ] {
            assert_eq!(harmless(words), safe, "{words:?}");
        }
    }
}
