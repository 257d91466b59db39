//! The table of `dialoga import services`: a row for each service, an entry for each body, which its rows name by one reference.
//!
//! Columns are known by their names, in Italian or English, in any order (`Column`). A row that cannot be taken is told by
//! its line, and its body is left as it is: half of a body's services would look like all of them.

use std::borrow::Cow;
use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::actions::Import;
use super::details::Details;
use super::forms::{SOURCES_MAX, SUMMARY_MAX, TERRITORY_MAX, day, optional};
use super::import::{mistake, text};
use super::model::{Audience, Content, EntryKind};
use crate::accounts::Municipality;
use crate::kernel::ids::TopicId;
use crate::kernel::text::{Body, Name, Subject, slug};
use crate::platform::i18n::Lang;

macro_rules! columns {
    ($($(#[$meta:meta])* $column:ident = $english:literal, [$($italian:literal),*];)+) => {
        /// What a column holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        enum Column { $($(#[$meta])* $column),+ }

        impl Column {
            /// The column of a name, whatever its capitals, accents and signs.
            fn named(name: &str) -> Option<Self> {
                match slug(name).as_str() {
                    $($english $(| $italian)* => Some(Self::$column),)+
                    _ => None,
                }
            }

            /// What a mistake calls it.
            fn word(self) -> &'static str {
                match self { $(Self::$column => $english),+ }
            }
        }
    };
}

columns! {
    /// What the body is known by; on each of its rows.
    Reference = "reference", ["riferimento", "codice"];
    Body = "body", ["ente", "denominazione"];
    /// One service, or several with `|` between them.
    Service = "service", ["services", "servizio", "servizi"];
    /// In place of the name of the body.
    Title = "title", ["titolo"];
    Municipality = "municipality", ["comune"];
    Address = "address", ["indirizzo"];
    Ages = "ages", ["eta"];
    Hours = "hours", ["orari", "orario"];
    Cost = "cost", ["costo"];
    Phone = "phone", ["telefono"];
    Email = "email", ["e-mail", "mail"];
    Website = "website", ["sito", "sito-web"];
    Summary = "summary", ["in-breve"];
    Text = "text", ["testo", "descrizione"];
    Topic = "topic", ["argomento"];
    /// `all`, `worker` or `enterprise`.
    Audience = "audience", ["pubblico"];
    /// Where the service may be used, when that is not its municipality.
    Territory = "territory", ["territorio"];
    Sources = "sources", ["fonti"];
    VerifiedOn = "verified-on", ["verificata-il"];
    ReviewBy = "review-by", ["da-riverificare-entro"];
}

/// What a table holds.
#[derive(Debug, Default)]
pub struct Table {
    /// An entry for each body that can be taken.
    pub bodies: Vec<Import>,
    /// Bodies that are left as they are because of a row.
    pub left: usize,
    /// Rows that say something.
    pub rows: usize,
    /// The lines that cannot be taken, and why.
    pub refused: Vec<(u64, String)>,
    /// Names of columns that are not read.
    pub unknown: Vec<String>,
}

/// A body, as far as its rows have been read.
#[derive(Default)]
struct Rows {
    /// Its first line.
    line: u64,
    /// What a column says, and the line that said it first.
    cells: HashMap<Column, (String, u64)>,
    services: Vec<String>,
    /// Whether one of its rows cannot be taken.
    broken: bool,
}

/// Reads a table: UTF-8 or Windows-1252, cells divided by semicolons, commas or tabulators. `topic` is that of bodies whose rows
/// name none.
///
/// # Errors
/// When it is no such table at all, in words.
pub fn read(file: &[u8], topic: &str) -> Result<Table, String> {
    let table_text = decoded(file)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(&table_text))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(table_text.as_bytes());
    let names = reader.headers().map_err(|error| error.to_string())?.clone();
    let columns: Vec<Option<Column>> = names.iter().map(Column::named).collect();
    for needed in [Column::Reference, Column::Body] {
        match columns.iter().filter(|column| **column == Some(needed)).count() {
            0 => return Err(format!("its first line names no column {}", needed.word())),
            1 => {}
            _ => return Err(format!("its first line names the column {} twice", needed.word())),
        }
    }
    let mut table = Table {
        unknown: names
            .iter()
            .zip(&columns)
            .filter(|(name, column)| column.is_none() && !name.is_empty())
            .map(|(name, _)| name.to_owned())
            .collect(),
        ..Table::default()
    };
    let mut bodies: Vec<(String, Rows)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| error.to_string())? {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(str::is_empty) {
            continue;
        }
        table.rows += 1;
        let cells: Vec<(Column, &str)> =
            columns.iter().zip(&record).filter_map(|(column, cell)| Some(((*column)?, cell))).collect();
        let given =
            cells.iter().find(|(column, _)| *column == Column::Reference).map_or("", |(_, cell)| cell);
        let reference = match text("reference", Subject::parse(given)) {
            Ok(reference) => reference.to_string(),
            Err(why) => {
                table.refused.push((line, why));
                continue;
            }
        };
        let place = *places.entry(reference.clone()).or_insert_with(|| {
            bodies.push((reference, Rows { line, ..Rows::default() }));
            bodies.len() - 1
        });
        let Some((_, rows)) = bodies.get_mut(place) else { continue };
        let taken = match record.len() == columns.len() {
            true => rows.take(&cells, line),
            false => Err(format!("it has {} cells where the first line has {}", record.len(), columns.len())),
        };
        if let Err(why) = taken {
            rows.broken = true;
            table.refused.push((line, why));
        }
    }
    for (reference, rows) in bodies {
        if rows.broken {
            table.left += 1;
            continue;
        }
        match rows.entry(&reference, topic) {
            Ok(entry) => table.bodies.push(entry),
            Err(mistakes) => {
                table.left += 1;
                table.refused.extend(mistakes);
            }
        }
    }
    table.refused.sort();
    Ok(table)
}

/// The text of a file: what is no UTF-8 is what Excel writes in Italy.
fn decoded(file: &[u8]) -> Result<Cow<'_, str>, String> {
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    if file.contains(&0) {
        return Err("it is no CSV: save it as \"CSV UTF-8\"".to_owned());
    }
    Ok(match std::str::from_utf8(file) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(file).0,
    })
}

/// What divides the cells: the sign that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    b",;\t".iter().copied().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

impl Rows {
    /// Takes a row. What a body says of itself may stand on one of its rows or on all, but not differ between them.
    fn take(&mut self, cells: &[(Column, &str)], line: u64) -> Result<(), String> {
        for (column, cell) in cells.iter().filter(|(_, cell)| !cell.is_empty()) {
            match column {
                Column::Reference => {}
                Column::Service => {
                    let services =
                        cell.split(['|', '\n']).map(str::trim).filter(|service| !service.is_empty());
                    self.services.extend(services.map(str::to_owned));
                }
                _ => {
                    let (known, first) =
                        self.cells.entry(*column).or_insert_with(|| ((*cell).to_owned(), line));
                    if known != cell {
                        return Err(format!("its {} is another than on line {first}", column.word()));
                    }
                }
            }
        }
        Ok(())
    }

    fn said(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", |(cell, _)| cell)
    }

    /// The entry of a body; else all that is wrong with it, by line.
    fn entry(&self, reference: &str, topic: &str) -> Result<Import, Vec<(u64, String)>> {
        let services = self.services.join("\n");
        let given = |name: &'static str| match name {
            "services" => services.as_str(),
            name => Column::named(name).map_or("", |column| self.said(column)),
        };
        let at = |column: Option<Column>| {
            column.and_then(|column| self.cells.get(&column)).map_or(self.line, |(_, line)| *line)
        };
        let details = Details::read(EntryKind::Service, given).map_err(|mistakes| {
            let told =
                mistakes.into_iter().map(|(name, wrong)| (at(Column::named(name)), mistake(name, wrong)));
            told.collect::<Vec<_>>()
        })?;
        let topic = match self.said(Column::Topic) {
            "" => topic,
            named => named,
        };
        let entry = || -> Result<Import, (Column, String)> {
            let name = text("topic", Name::parse(topic)).map_err(|why| (Column::Topic, why))?;
            Ok(Import {
                reference: reference.to_owned(),
                topic: name.to_string(),
                public: true,
                content: self.content(details)?,
            })
        };
        entry().map_err(|(column, why)| vec![(at(Some(column)), why)])
    }

    fn content(&self, details: Details) -> Result<Content, (Column, String)> {
        let of = |column: Column| move |why: String| (column, why);
        let optional_text = |column: Column, max: usize| {
            text(column.word(), optional(self.said(column), max)).map_err(of(column))
        };
        let a_day = |column: Column| {
            let why = || (column, format!("{} is a day as 2026-11-24", column.word()));
            day(self.said(column)).ok_or_else(why)
        };
        let body = self.said(Column::Body);
        let place = details.municipality().and_then(Municipality::name);
        let title = match (self.said(Column::Title), place) {
            ("", Some(place)) if !body.is_empty() && !body.contains(place) => format!("{body} – {place}"),
            ("", _) => body.to_owned(),
            (title, _) => title.to_owned(),
        };
        let said = match (self.said(Column::Text), self.services.as_slice()) {
            ("", []) => format!("{body}."),
            ("", services) => format!("{body} offre: {}.", services.join(", ")),
            (text, _) => text.to_owned(),
        };
        Ok(Content {
            // Set when the topic is known.
            topic: TopicId(0),
            audience: match self.said(Column::Audience) {
                "" => Audience::All,
                word => Audience::parse(word)
                    .ok_or_else(|| (Column::Audience, "audience is all, worker or enterprise".to_owned()))?,
            },
            language: Lang::It,
            title: text("body", Subject::parse(&title)).map_err(of(Column::Body))?,
            summary: optional_text(Column::Summary, SUMMARY_MAX)?,
            body: text("text", Body::parse(&said)).map_err(of(Column::Text))?,
            sources: optional_text(Column::Sources, SOURCES_MAX)?,
            territory: match optional_text(Column::Territory, TERRITORY_MAX)? {
                none if none.is_empty() => place.unwrap_or_default().to_owned(),
                territory => territory.replace('\n', " "),
            },
            verified_on: a_day(Column::VerifiedOn)?,
            review_by: a_day(Column::ReviewBy)?,
            valid_from: None,
            valid_to: None,
            details,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Riferimento;Ente;Comune;Età;Telefono;Servizio;Note\n\
        nido-1;Nido Il Girasole;Rho;6–36 mesi;02 0000 0101 | 02 0000 0102;Nido;x\n\
        coop-2;Cooperativa Rho Solidale;rho;;;Assistenza domiciliare;\n\
        nido-1;;;;;Spazio gioco | Mensa;\n\
        ;;;;;;\n";

    fn told(table: &Table) -> Vec<String> {
        let told = |body: &Import| {
            let content = &body.content;
            format!(
                "{} {} [{}] {}",
                body.reference,
                content.title,
                content.territory,
                content.details.words().replace('\n', "/")
            )
        };
        table.bodies.iter().map(told).collect()
    }

    #[test]
    fn the_rows_of_a_body_are_one_entry() {
        let table = read(TABLE.as_bytes(), "Servizi").unwrap();
        assert_eq!(
            told(&table),
            [
                "nido-1 Nido Il Girasole – Rho [Rho] Nido Il Girasole/Rho/6–36 mesi/02 0000 0101, 02 0000 0102/Nido/Spazio gioco/Mensa",
                "coop-2 Cooperativa Rho Solidale [Rho] Cooperativa Rho Solidale/Rho/Assistenza domiciliare",
            ]
        );
        assert_eq!(
            table.bodies[0].content.body.as_str(),
            "Nido Il Girasole offre: Nido, Spazio gioco, Mensa."
        );
        assert_eq!((table.rows, table.left, table.refused.as_slice()), (3, 0, [].as_slice()));
        assert_eq!(table.unknown, ["Note"]);
    }

    #[test]
    fn encodings_and_signs_between_cells_are_told_apart() {
        let table = TABLE.replace('–', "-");
        let expected = told(&read(table.as_bytes(), "Servizi").unwrap());
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(&table);
        assert_eq!(told(&read(&windows, "Servizi").unwrap()), expected);
        let other = format!("\u{feff}{}", table.replace(';', ",").replace('\n', "\r\n"));
        assert_eq!(told(&read(other.as_bytes(), "Servizi").unwrap()), expected);
        assert_eq!(told(&read(table.replace(';', "\t").as_bytes(), "Servizi").unwrap()), expected);
        assert!(read(b"r\0e\0f\0", "Servizi").is_err());
    }

    #[test]
    fn a_bad_row_leaves_its_body_out_and_no_other() {
        let table = "reference,body,municipality,email,service\n\
            a,Nido A,Rho,,Nido\n\
            a,Nido B,,,Mensa\n\
            b,Nido B,Roma,chi,Nido\n\
            ,Nido C,Rho,,Nido\n\
            d,,Rho,,Nido\n\
            e,Nido E,Rho,,Nido,\n\
            f,\"Nido\nF\",Rho,nido@rho.example,\n\
            g,Nido G,Milano,,Nido\n";
        let table = read(table.as_bytes(), "Servizi").unwrap();
        let refused: Vec<String> = table.refused.iter().map(|(line, why)| format!("{line}: {why}")).collect();
        assert_eq!(
            refused,
            [
                "3: its body is another than on line 2",
                "4: email is no address of mail",
                "4: municipality is no municipality of the Provincia",
                "5: reference is empty",
                "6: body is empty",
                "7: it has 6 cells where the first line has 5",
            ]
        );
        let kept: Vec<&str> = table.bodies.iter().map(|body| body.reference.as_str()).collect();
        assert_eq!((kept, table.left, table.rows), (vec!["f", "g"], 4, 8));
    }

    #[test]
    fn what_is_no_such_table_is_told() {
        for table in ["", "reference;service\n", "ente;comune\n", "reference,riferimento,body\n"] {
            assert!(read(table.as_bytes(), "Servizi").is_err(), "{table:?}");
        }
    }
}
