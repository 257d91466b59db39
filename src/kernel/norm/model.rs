//! What an act is, and how it is called everywhere.

use chrono::{Datelike, NaiveDate};

use super::agreements::Agreement;
use super::names;

/// Declares a closed list, each with the word it has in keys and addresses, and its name for people.
macro_rules! named {
    ($(#[$of:meta])* $list:ident { $($(#[$meta:meta])* $name:ident = $word:literal, $shown:literal;)+ }) => {
        $(#[$of])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $list {
            $($(#[$meta])* $name,)+
        }

        impl $list {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its word in keys.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// Its name for people.
            pub fn shown(self) -> &'static str {
                match self {
                    $(Self::$name => $shown,)+
                }
            }
        }
    };
}
pub(super) use named;

named! {
    /// An act of the State; its word is the type in the name URN:NIR.
    StateAct {
        /// Legge.
        Law = "legge", "L.";
        /// Legge costituzionale.
        ConstitutionalLaw = "legge.costituzionale", "L. cost.";
        /// Decreto legislativo.
        LegislativeDecree = "decreto.legislativo", "D.Lgs.";
        /// Decreto-legge.
        DecreeLaw = "decreto.legge", "D.L.";
        /// Decreto del Presidente della Repubblica.
        PresidentialDecree = "decreto.del.presidente.della.repubblica", "D.P.R.";
        /// Decreto del Presidente del Consiglio dei ministri.
        PremierDecree = "decreto.del.presidente.del.consiglio.dei.ministri", "D.P.C.M.";
        /// Decreto of a minister, or of several.
        MinisterialDecree = "decreto.ministeriale", "D.M.";
        /// Regio decreto.
        RoyalDecree = "regio.decreto", "R.D.";
    }
}

named! {
    /// An act of a region.
    RegionalAct {
        /// Legge regionale.
        Law = "legge", "L.R.";
        /// Deliberazione della Giunta regionale.
        Resolution = "deliberazione.giunta", "D.G.R.";
    }
}

named! {
    /// An act of the European Union, or of the Communities before it.
    UnionAct {
        /// Direttiva.
        Directive = "direttiva", "Direttiva";
        /// Regolamento.
        Regulation = "regolamento", "Regolamento";
    }
}

named! {
    /// An office of the State whose circulars the desk goes by.
    Office {
        /// Istituto nazionale della previdenza sociale.
        Inps = "inps", "INPS";
        /// Istituto nazionale assicurazione infortuni sul lavoro.
        Inail = "inail", "INAIL";
        /// Ispettorato nazionale del lavoro.
        Inl = "inl", "INL";
        /// Istituto of the pensions of public employees, until 2011.
        Inpdap = "inpdap", "INPDAP";
        /// Ministero del lavoro e delle politiche sociali, whatever it was called.
        Labour = "ministero.lavoro", "Ministero del lavoro";
        /// Agenzia delle entrate.
        Revenue = "agenzia.entrate", "Agenzia delle entrate";
        /// Dipartimento della funzione pubblica.
        PublicService = "funzione.pubblica", "Funzione pubblica";
    }
}

named! {
    /// What an office writes.
    OfficePaper {
        /// Circolare.
        Circular = "circolare", "Circolare";
        /// Messaggio.
        Message = "messaggio", "Messaggio";
        /// Nota.
        Note = "nota", "Nota";
        /// Interpello, and its answer.
        Ruling = "interpello", "Interpello";
    }
}

named! {
    /// A code, or the Constitution: an act that is cited by its name.
    Code {
        /// Costituzione della Repubblica italiana.
        Constitution = "costituzione", "Costituzione";
        /// Codice civile.
        Civil = "codice.civile", "Codice civile";
        /// Codice di procedura civile.
        CivilProcedure = "codice.procedura.civile", "Codice di procedura civile";
        /// Codice penale.
        Penal = "codice.penale", "Codice penale";
    }
}

named! {
    /// A region; its word is that in the name URN:NIR.
    Region {
        /// Abruzzo.
        Abruzzo = "abruzzo", "Abruzzo";
        /// Basilicata.
        Basilicata = "basilicata", "Basilicata";
        /// Calabria.
        Calabria = "calabria", "Calabria";
        /// Campania.
        Campania = "campania", "Campania";
        /// Emilia-Romagna.
        EmiliaRomagna = "emilia.romagna", "Emilia-Romagna";
        /// Friuli-Venezia Giulia.
        FriuliVeneziaGiulia = "friuli.venezia.giulia", "Friuli-Venezia Giulia";
        /// Lazio.
        Lazio = "lazio", "Lazio";
        /// Liguria.
        Liguria = "liguria", "Liguria";
        /// Lombardia.
        Lombardia = "lombardia", "Lombardia";
        /// Marche.
        Marche = "marche", "Marche";
        /// Molise.
        Molise = "molise", "Molise";
        /// Piemonte.
        Piemonte = "piemonte", "Piemonte";
        /// Puglia.
        Puglia = "puglia", "Puglia";
        /// Sardegna.
        Sardegna = "sardegna", "Sardegna";
        /// Sicilia.
        Sicilia = "sicilia", "Sicilia";
        /// Toscana.
        Toscana = "toscana", "Toscana";
        /// Trentino-Alto Adige.
        TrentinoAltoAdige = "trentino.alto.adige", "Trentino-Alto Adige";
        /// Umbria.
        Umbria = "umbria", "Umbria";
        /// Valle d'Aosta.
        ValleDAosta = "valle.d.aosta", "Valle d'Aosta";
        /// Veneto.
        Veneto = "veneto", "Veneto";
    }
}

/// Who made an act, and of what kind it is: together with year and number it is one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// The State.
    State(StateAct),
    /// A region.
    Region(Region, RegionalAct),
    /// The European Union.
    Union(UnionAct),
    /// An office.
    Office(Office, OfficePaper),
}

impl Source {
    /// Every one.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let state = StateAct::ALL.iter().map(|act| Self::State(*act));
        let regions = Region::ALL
            .iter()
            .flat_map(|region| RegionalAct::ALL.iter().map(move |act| Self::Region(*region, *act)));
        let union = UnionAct::ALL.iter().map(|act| Self::Union(*act));
        let offices = Office::ALL
            .iter()
            .flat_map(|office| OfficePaper::ALL.iter().map(move |paper| Self::Office(*office, *paper)));
        state.chain(regions).chain(union).chain(offices)
    }

    /// The beginning of the keys of its acts.
    pub(super) fn key(self) -> String {
        match self {
            Self::State(act) => act.word().to_owned(),
            Self::Region(region, act) => format!("regione.{}:{}", region.word(), act.word()),
            Self::Union(act) => format!("ue:{}", act.word()),
            Self::Office(office, paper) => format!("{}:{}", office.word(), paper.word()),
        }
    }
}

/// An act, as one and the same however it is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Norm {
    /// An act with a number of its year.
    Numbered {
        /// Who made it.
        source: Source,
        /// The year.
        year: u16,
        /// The number.
        number: u32,
    },
    /// A decree that has no number and is cited by its day.
    Dated {
        /// Who made it.
        source: Source,
        /// The day.
        date: NaiveDate,
    },
    /// An act that is cited by its name.
    Code(Code),
    /// A collective agreement, in whatever renewal.
    Agreement(Agreement),
}

/// Where Normattiva shows the act of a name URN:NIR (circular AIPA CR/35 of 6 November 2001, Gazzetta Ufficiale n. 262 of 10
/// November 2001).
const NORMATTIVA: &str = "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:";
/// Where EUR-Lex shows the act of a European Legislation Identifier.
const EUR_LEX: &str = "https://eur-lex.europa.eu/eli";

impl Norm {
    pub(super) const fn law(year: u16, number: u32) -> Self {
        Self::Numbered { source: Source::State(StateAct::Law), year, number }
    }

    pub(super) const fn legislative_decree(year: u16, number: u32) -> Self {
        Self::Numbered { source: Source::State(StateAct::LegislativeDecree), year, number }
    }

    /// The name by which it is stored and compared: `legge:1992;104`, `decreto.ministeriale:2007-07-12`, `ccnl:commercio`. For acts
    /// of the State it is that of its URN:NIR with the year alone.
    pub fn key(&self) -> String {
        match self {
            Self::Numbered { source, year, number } => format!("{}:{year};{number}", source.key()),
            Self::Dated { source, date } => format!("{}:{date}", source.key()),
            Self::Code(code) => code.word().to_owned(),
            Self::Agreement(agreement) => format!("ccnl:{}", agreement.word()),
        }
    }

    /// The act of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::of_address(&address(key))
    }

    /// Its name in the address of a page: `legge-1992-104`.
    pub fn address(&self) -> String {
        address(&self.key())
    }

    /// The act of a name in an address.
    pub fn of_address(name: &str) -> Option<Self> {
        if let Some(code) = Code::ALL.iter().find(|code| address(code.word()) == name) {
            return Some(Self::Code(*code));
        }
        if let Some(word) = name.strip_prefix("ccnl-") {
            let agreement = Agreement::ALL.iter().find(|agreement| agreement.word() == word)?;
            return Some(Self::Agreement(*agreement));
        }
        let (source, rest) = Source::all().find_map(|source| {
            let rest = name.strip_prefix(&address(&source.key()))?.strip_prefix('-')?;
            rest.starts_with(|first: char| first.is_ascii_digit()).then_some((source, rest))
        })?;
        let norm = match rest.split_once('-')? {
            (year, number) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                Self::Numbered { source, year: year.parse().ok()?, number: number.parse().ok()? }
            }
            _ => Self::Dated { source, date: rest.parse().ok()? },
        };
        // One act, one address: "legge-1992-0104" is none.
        (norm.address() == name).then_some(norm)
    }

    /// How it is written for people: "L. 104/1992".
    pub fn shown(&self) -> String {
        match self {
            Self::Numbered { source, year, number } => match source {
                Source::State(act) => format!("{} {number}/{year}", act.shown()),
                Source::Region(region, act) => {
                    format!("{} {} {number}/{year}", act.shown(), region.shown())
                }
                Source::Union(act) => union_act(*act, *year, *number),
                Source::Office(office, paper) => {
                    format!("{} {} {number}/{year}", paper.shown(), office.shown())
                }
            },
            Self::Dated { source, date } => {
                let kind = match source {
                    Source::State(act) => act.shown().to_owned(),
                    Source::Region(region, act) => format!("{} {}", act.shown(), region.shown()),
                    Source::Union(act) => act.shown().to_owned(),
                    Source::Office(office, paper) => format!("{} {}", paper.shown(), office.shown()),
                };
                let months = &super::ITALIAN_MONTHS;
                let month = months.iter().zip(1..).find(|(_, month)| *month == date.month());
                let month = month.map_or("", |(name, _)| *name);
                format!("{kind} {} {month} {}", date.day(), date.year())
            }
            Self::Code(code) => code.shown().to_owned(),
            Self::Agreement(agreement) => format!("CCNL {}", agreement.shown()),
        }
    }

    /// The name by which people know it besides, if it has one.
    pub fn common_name(&self) -> Option<&'static str> {
        names::of(self)
    }

    /// Year and number.
    pub fn year_and_number(&self) -> Option<(u16, u32)> {
        match self {
            Self::Numbered { year, number, .. } => Some((*year, *number)),
            Self::Dated { .. } | Self::Code(_) | Self::Agreement(_) => None,
        }
    }

    /// Where its text is read, if that is certain: acts of the State on Normattiva, those of the Union on EUR-Lex. Normattiva
    /// describes the name with the whole date; with the year alone, as acts are mostly cited, it leads to the act of that
    /// number too, since these types share one numbering a year. Decrees of ministers, constitutional laws, which are numbered apart,
    /// regional acts and what offices write have no such address.
    pub fn address_of_text(&self, date: Option<NaiveDate>, article: Option<&str>) -> Option<String> {
        let article = article.map_or_else(String::new, |article| format!("~art{article}"));
        match self {
            Self::Numbered { source: Source::State(act), year, number } => {
                let day = date
                    .filter(|date| date.year() == i32::from(*year))
                    .map_or_else(|| year.to_string(), |date| date.to_string());
                match act {
                    StateAct::Law
                    | StateAct::LegislativeDecree
                    | StateAct::DecreeLaw
                    | StateAct::PresidentialDecree
                    | StateAct::RoyalDecree => {
                        Some(format!("{NORMATTIVA}{}:{day};{number}{article}", act.word()))
                    }
                    StateAct::ConstitutionalLaw | StateAct::PremierDecree | StateAct::MinisterialDecree => {
                        None
                    }
                }
            }
            Self::Numbered { source: Source::Union(act), year, number } => {
                let kind = match act {
                    UnionAct::Directive => "dir",
                    UnionAct::Regulation => "reg",
                };
                Some(format!("{EUR_LEX}/{kind}/{year}/{number}/oj/ita"))
            }
            Self::Code(Code::Constitution) => Some(format!("{NORMATTIVA}costituzione:1947-12-27{article}")),
            // The articles of the codes are those of annexes to their decrees.
            Self::Code(Code::Civil) => Some(format!("{NORMATTIVA}regio.decreto:1942-03-16;262")),
            Self::Code(Code::CivilProcedure) => Some(format!("{NORMATTIVA}regio.decreto:1940-10-28;1443")),
            Self::Code(Code::Penal) => Some(format!("{NORMATTIVA}regio.decreto:1930-10-19;1398")),
            Self::Numbered { source: Source::Region(..) | Source::Office(..), .. }
            | Self::Dated { .. }
            | Self::Agreement(_) => None,
        }
    }
}

/// A key as part of an address.
fn address(key: &str) -> String {
    key.replace([':', ';', '.'], "-")
}

/// As the Official Journal numbered them in their time.
fn union_act(act: UnionAct, year: u16, number: u32) -> String {
    let of = match year {
        ..=1993 => "CEE",
        1994..=2009 => "CE",
        _ => "UE",
    };
    match act {
        _ if year >= 2015 => format!("{} (UE) {year}/{number}", act.shown()),
        UnionAct::Regulation => format!("{} ({of}) n. {number}/{year}", act.shown()),
        UnionAct::Directive if year < 1999 => format!("{} {:02}/{number}/{of}", act.shown(), year % 100),
        UnionAct::Directive => format!("{} {year}/{number}/{of}", act.shown()),
    }
}
