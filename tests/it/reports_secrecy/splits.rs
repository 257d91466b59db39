//! What the reports of ratings and of reopenings tell beside the tables of the years: counts that split others.

use std::collections::BTreeMap;

use dialoga::statistics::Dimension;

use super::{Known, YEARS, period, whole};
use crate::reports::rows;
use crate::support::browser::Browser;

/// A report, the part of it in which the desk itself sees all of its counts, its columns, and what each of them splits: into it and
/// the rest.
pub struct Chain {
    pub report: &'static str,
    pub inner: &'static str,
    pub columns: [(&'static str, &'static str); 3],
    pub splits: [(&'static str, &'static str, &'static str); 3],
}

pub const CHAINS: [Chain; 2] = [
    Chain {
        report: "soddisfazione",
        inner: "chi-non-risponde",
        columns: [
            ("chieste", "valutazioni_chieste"),
            ("dette", "tasso_di_risposta_casi"),
            ("utili", "utili_tra_le_chieste_casi"),
        ],
        splits: [
            ("risposte", "chieste", "non chieste"),
            ("chieste", "dette", "taciute"),
            ("dette", "utili", "non utili"),
        ],
    },
    Chain {
        report: "riaperture",
        inner: "riaperture",
        columns: [("prime", "prime_risposte"), ("riaperte", "riaperte"), ("ancora", "riaperte_piu_volte")],
        splits: [
            ("risposte", "prime", "seconde"),
            ("prime", "riaperte", "mai riaperte"),
            ("riaperte", "ancora", "una volta"),
        ],
    },
];

impl Chain {
    /// What adds up in each of these tables, and the truth.
    pub fn know(&self, known: &mut Known, coordinator: &Browser, public: &[Dimension]) {
        let names: Vec<&str> = self.splits.iter().flat_map(|(_, own, rest)| [*own, *rest]).collect();
        for (year, by) in YEARS.into_iter().flat_map(|year| public.iter().map(move |by| (year, *by))) {
            let only = by.only_of().map(|kind| format!("&chi={kind}")).unwrap_or_default();
            let path = format!(
                "/statistiche/{}.csv?{}&per={by}{only}&parte={}",
                self.report,
                period(year),
                self.inner
            );
            let (_, found) = rows(coordinator, &path);
            let mut parts = Vec::new();
            for line in &found {
                let value = &line[by.as_str()];
                let row = match value.as_str() {
                    "totale" => whole(year, by),
                    value => format!("{year}|{by}|{value}"),
                };
                for ((_, column), (of, own, rest)) in self.columns.iter().zip(self.splits) {
                    let counts = known.truths.get_mut(&row).unwrap();
                    let count: i64 = line[*column].parse().unwrap_or(0);
                    let others = counts[of] - count;
                    counts.insert(own, count);
                    counts.insert(rest, others);
                    known
                        .riddle
                        .parts(&format!("{row}|{of}"), &[format!("{row}|{own}"), format!("{row}|{rest}")]);
                }
                if value != "totale" {
                    parts.push(row);
                }
            }
            known.riddle.rows(&whole(year, by), &parts, &names);
        }
    }

    /// What the report shows an analyst of some years.
    pub fn learn(&self, known: &mut Known, analyst: &Browser, query: &str, years: &[&str], by: Dimension) {
        let path = format!("/statistiche/{}.csv?{query}&per={by}&parte=", self.report);
        let (_, found) = rows(analyst, &format!("{path}anni"));
        for row in &found {
            let of = match row["anno"].as_str() {
                "totale" => years.iter().map(|year| format!("{year}|totale")).collect(),
                year => vec![format!("{year}|totale")],
            };
            known.learn(row, &self.columns, &of);
        }
        let (_, found) = rows(analyst, &format!("{path}gruppi"));
        for row in &found {
            let of = |year: &&str| match row[by.as_str()].as_str() {
                "totale" => whole(year, by),
                value => format!("{year}|{by}|{value}"),
            };
            let of: Vec<String> = years.iter().map(of).filter(|row| known.truths.contains_key(row)).collect();
            known.learn(row, &self.columns, &of);
        }
    }
}

/// First answers are a row of the tables of the years; and who asks again starts the clock anew, in that year or later.
pub fn turns(known: &mut Known) {
    for (place, year) in YEARS.into_iter().enumerate() {
        if known.truths.contains_key(&format!("{year}|giro|prima")) {
            known.riddle.parts(&format!("{year}|totale|prime"), &[format!("{year}|giro|prima|risposte")]);
        }
        let from = &YEARS[place..];
        let of = |year: &&str, row: &str, column: &str| (format!("{year}|{row}|{column}"), 1);
        let mut terms: Vec<(String, i64)> = from
            .iter()
            .filter(|year| known.truths.contains_key(&format!("{year}|giro|riaperta")))
            .map(|year| of(year, "giro|riaperta", "ricevute"))
            .collect();
        terms.extend(from.iter().map(|year| (format!("{year}|totale|riaperte"), -1)));
        known.riddle.within(&terms, (0, 100_000));
    }
}

/// What is said of needs: each a table of the years beside that of the years before.
pub fn needs(known: &mut Known, analyst: &Browser, query: &str, years: &[&str]) {
    let path = format!("/statistiche/bisogni.csv?{query}&parte=");
    // Of the years before those of the period, the ones that have questions.
    let before: Vec<&str> = match years {
        ["2026"] => vec!["2025"],
        _ => Vec::new(),
    };
    for (part, by) in
        [("aree", "area"), ("argomenti", "argomento"), ("comuni", "territorio"), ("chi-chiede", "chi")]
    {
        let (_, found) = rows(analyst, &format!("{path}{part}"));
        for row in &found {
            let of = |years: &[&str], truths: &BTreeMap<String, _>| -> Vec<String> {
                let rows = years.iter().map(|year| format!("{year}|{by}|{}", row[by]));
                rows.filter(|row| truths.contains_key(row)).collect()
            };
            let (now, then) = (of(years, &known.truths), of(&before, &known.truths));
            known.learn(row, &[("ricevute", "adesso")], &now);
            known.learn(row, &[("ricevute", "prima")], &then);
            if [&row["adesso"], &row["prima"]].into_iter().any(|count| count == "–") {
                for derived in
                    ["crescita_ricevute", "variazione_quota_ricevute", "probabilita_del_caso", "esito"]
                {
                    assert_eq!(row[derived], "–", "{row:?}");
                }
            }
        }
    }
    for (part, by) in [("servizi-argomenti", "argomento"), ("servizi-comuni", "territorio")] {
        let (_, found) = rows(analyst, &format!("{path}{part}"));
        for row in &found {
            let of: Vec<String> = years.iter().map(|year| format!("{year}|{by}|{}", row[by])).collect();
            let of: Vec<String> = of.into_iter().filter(|row| known.truths.contains_key(row)).collect();
            known.learn(row, &[("ricevute", "ricevute")], &of);
        }
    }
}
