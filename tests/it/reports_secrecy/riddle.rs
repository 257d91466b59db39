//! What is not known of tables and what is: a riddle whose answers are narrowed down until nothing follows any more.

use std::collections::BTreeMap;

/// Unknowns by their places, each with how often it counts.
type Terms = Vec<(usize, i64)>;

/// What is not known, what adds up, and between what each lies.
#[derive(Default)]
pub struct Riddle {
    pub names: BTreeMap<String, usize>,
    ranges: Vec<(i64, i64)>,
    /// Terms, and the least and the most that they come to.
    sums: Vec<(Terms, (i64, i64))>,
}

impl Riddle {
    fn unknown(&mut self, name: &str) -> usize {
        if let Some(place) = self.names.get(name) {
            return *place;
        }
        self.names.insert(name.to_owned(), self.ranges.len());
        self.ranges.push((0, 100_000));
        self.ranges.len() - 1
    }

    pub fn within(&mut self, terms: &[(String, i64)], range: (i64, i64)) {
        let terms = terms.iter().map(|(name, factor)| (self.unknown(name), *factor)).collect();
        self.sums.push((terms, range));
    }

    /// That some add up to another.
    pub fn parts(&mut self, whole: &str, parts: &[String]) {
        let mut terms: Vec<(String, i64)> = parts.iter().map(|part| (part.clone(), 1)).collect();
        terms.push((whole.to_owned(), -1));
        self.within(&terms, (0, 0));
    }

    /// What adds up in every row.
    pub fn row(&mut self, row: &str) {
        for (whole, parts) in [
            ("ricevute", vec!["risposte", "aperte", "chiuse"]),
            ("ricevute", vec!["decise", "altre"]),
            ("decise", vec!["risposte", "in ritardo"]),
            ("decise", vec!["entro", "fuori"]),
            ("risposte", vec!["entro", "tardi"]),
            ("aperte", vec!["in ritardo", "nei tempi"]),
            ("altre", vec!["nei tempi", "chiuse"]),
        ] {
            let parts: Vec<String> = parts.iter().map(|part| format!("{row}|{part}")).collect();
            self.parts(&format!("{row}|{whole}"), &parts);
        }
    }

    /// That some rows add up to another in each of these columns.
    pub fn rows(&mut self, whole: &str, parts: &[String], columns: &[&str]) {
        for column in columns {
            let parts: Vec<String> = parts.iter().map(|part| format!("{part}|{column}")).collect();
            self.parts(&format!("{whole}|{column}"), &parts);
        }
    }

    pub fn known(&mut self, rows: &[String], column: &str, value: i64) {
        let terms: Vec<(String, i64)> = rows.iter().map(|row| (format!("{row}|{column}"), 1)).collect();
        self.within(&terms, (value, value));
    }

    /// Narrows down what each may be, until nothing follows any more.
    pub fn solve(&mut self) {
        loop {
            let before = self.ranges.clone();
            for (terms, (least, most)) in &self.sums {
                let end = |high: bool| -> i64 {
                    terms
                        .iter()
                        .map(|(place, factor)| {
                            factor
                                * if (*factor > 0) == high {
                                    self.ranges[*place].1
                                } else {
                                    self.ranges[*place].0
                                }
                        })
                        .sum()
                };
                let (low, high) = (end(false), end(true));
                for (place, factor) in terms {
                    let (own_low, own_high) = self.ranges[*place];
                    let (by_low, by_high) =
                        if *factor > 0 { (own_low, own_high) } else { (-own_high, -own_low) };
                    // What is left for this one when the others are as large, or as small, as they can be.
                    let (low, high) = (least - (high - by_high), most - (low - by_low));
                    let (low, high) = if *factor > 0 { (low, high) } else { (-high, -low) };
                    self.ranges[*place] = (own_low.max(low), own_high.min(high));
                    assert!(
                        self.ranges[*place].0 <= self.ranges[*place].1,
                        "the tables contradict each other"
                    );
                }
            }
            if self.ranges == before {
                return;
            }
        }
    }

    pub fn range(&self, name: &str) -> (i64, i64) {
        self.ranges[self.names[name]]
    }
}
