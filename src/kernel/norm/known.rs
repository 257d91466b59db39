//! Acts that everybody means by a number alone, by a number and a year without the kind, or by a name.
//!
//! The desk speaks of work and family. Here stand the acts that its texts cite every day, as long as no other act of that number
//! and year is cited in them; whatever is not here must be cited in full to be known.

use super::cursor::Cursor;
use super::model::{Code, Norm, Source, StateAct, UnionAct};

/// The laws that are called by their number alone: "la legge 104" is that of 1992 to everybody, as those of the statute of workers, of
/// the employment of people with disabilities, of abortion, and of working mothers until 2001. "Legge 53" is not here: it is the law on
/// leaves of 2000 to some, and the reform of the schools of 2003 to others.
const LAWS: [(u32, u16); 5] = [(104, 1992), (300, 1970), (68, 1999), (194, 1978), (1204, 1971)];

/// The law that everybody means by this number.
pub(super) fn law_of_number(number: u32) -> Option<Norm> {
    LAWS.iter().find(|(known, _)| *known == number).map(|(number, year)| Norm::law(*year, *number))
}

/// The law that is called by its number without the word "legge": "la 104", "permessi 104".
pub(super) fn by_number_alone(cursor: &mut Cursor<'_>) -> Option<(Norm, usize)> {
    let mut ahead = *cursor;
    let called = ["la", "della", "alla", "dalla", "nella", "sulla", "permessi", "permesso"];
    if !ahead.word(&called) {
        return None;
    }
    ahead.word(&["ex"]);
    let start = ahead.start();
    if ahead.number(3)? != 104 || !ahead.is_at_end() || ahead.mark('/') {
        return None;
    }
    *cursor = ahead;
    Some((Norm::law(1992, 104), start))
}

const ACTS: [Norm; 34] = [
    Norm::law(1966, 604),
    Norm::law(1970, 300),
    Norm::law(1971, 1204),
    Norm::law(1977, 903),
    Norm::law(1978, 194),
    Norm::law(1991, 125),
    Norm::law(1992, 104),
    Norm::law(1999, 68),
    Norm::law(2000, 53),
    Norm::law(2000, 388),
    Norm::law(2006, 296),
    Norm::law(2010, 183),
    Norm::law(2012, 92),
    Norm::law(2014, 183),
    Norm::law(2016, 76),
    Norm::law(2016, 112),
    Norm::law(2017, 81),
    Norm::law(2021, 162),
    Norm::legislative_decree(1997, 281),
    Norm::legislative_decree(1998, 286),
    Norm::legislative_decree(2000, 61),
    Norm::legislative_decree(2001, 151),
    Norm::legislative_decree(2001, 165),
    Norm::legislative_decree(2003, 66),
    Norm::legislative_decree(2003, 196),
    Norm::legislative_decree(2003, 276),
    Norm::legislative_decree(2006, 198),
    Norm::legislative_decree(2008, 81),
    Norm::legislative_decree(2011, 119),
    Norm::legislative_decree(2015, 80),
    Norm::legislative_decree(2015, 81),
    Norm::legislative_decree(2021, 230),
    Norm::legislative_decree(2022, 104),
    Norm::legislative_decree(2022, 105),
];

/// The act of a number and year without the kind; of decrees alone when that much is known.
pub(super) fn by_number_and_year(number: u32, year: u16, decrees: bool) -> Option<Norm> {
    let is_decree =
        |norm: &Norm| !matches!(norm, Norm::Numbered { source: Source::State(StateAct::Law), .. });
    ACTS.iter()
        .copied()
        .filter(|norm| !decrees || is_decree(norm))
        .find(|norm| norm.year_and_number() == Some((year, number)))
}

const MOTHERS: Norm = Norm::legislative_decree(2001, 151);
const SAFETY: Norm = Norm::legislative_decree(2008, 81);
const PUBLIC_SERVICE: Norm = Norm::legislative_decree(2001, 165);
const IMMIGRATION: Norm = Norm::legislative_decree(1998, 286);
const EQUALITY: Norm = Norm::legislative_decree(2006, 198);
const PRIVACY: Norm = Norm::legislative_decree(2003, 196);
const GDPR: Norm = Norm::Numbered { source: Source::Union(UnionAct::Regulation), year: 2016, number: 679 };
const INCOME: Norm =
    Norm::Numbered { source: Source::State(StateAct::PresidentialDecree), year: 1986, number: 917 };

/// Names of one act each.
const NAMES: [(&[&str], Norm); 20] = [
    (&["statuto", "dei", "lavoratori"], Norm::law(1970, 300)),
    (&["statuto", "lavoratori"], Norm::law(1970, 300)),
    (&["codice", "delle", "pari", "opportunità"], EQUALITY),
    (&["codice", "pari", "opportunità"], EQUALITY),
    (&["codice", "della", "privacy"], PRIVACY),
    (&["codice", "privacy"], PRIVACY),
    (&["codice", "di", "procedura", "civile"], Norm::Code(Code::CivilProcedure)),
    (&["cod", "proc", "civ"], Norm::Code(Code::CivilProcedure)),
    (&["codice", "civile"], Norm::Code(Code::Civil)),
    (&["civil", "code"], Norm::Code(Code::Civil)),
    (&["cod", "civ"], Norm::Code(Code::Civil)),
    (&["codice", "penale"], Norm::Code(Code::Penal)),
    (&["cod", "pen"], Norm::Code(Code::Penal)),
    (&["costituzione", "italiana"], Norm::Code(Code::Constitution)),
    (&["costituzione", "della", "repubblica"], Norm::Code(Code::Constitution)),
    (&["gdpr"], GDPR),
    (&["rgpd"], GDPR),
    (&["tuir"], INCOME),
    (&["tusl"], SAFETY),
    (&["tupi"], PUBLIC_SERVICE),
];

/// What is a name of an act only where an article of it is named: "art. 37 Cost.", "c.c., art. 2087".
const NAMES_WITH_ARTICLE: [(&[&str], Norm); 6] = [
    (&["costituzione"], Norm::Code(Code::Constitution)),
    (&["cost"], Norm::Code(Code::Constitution)),
    (&["constitution"], Norm::Code(Code::Constitution)),
    (&["c", "p", "c"], Norm::Code(Code::CivilProcedure)),
    (&["c", "c"], Norm::Code(Code::Civil)),
    (&["c", "p"], Norm::Code(Code::Penal)),
];

/// What the consolidated acts are of; between it and "testo unico" may stand some words of the title.
const CONSOLIDATED: [(&str, Norm); 8] = [
    ("maternità", MOTHERS),
    ("maternita", MOTHERS),
    ("paternità", MOTHERS),
    ("sicurezza", SAFETY),
    ("impiego", PUBLIC_SERVICE),
    ("immigrazione", IMMIGRATION),
    ("redditi", INCOME),
    ("salute", SAFETY),
];
const BETWEEN: [&str; 26] = [
    "delle",
    "disposizioni",
    "legislative",
    "in",
    "materia",
    "di",
    "tutela",
    "e",
    "sostegno",
    "della",
    "sulla",
    "per",
    "la",
    "il",
    "sul",
    "del",
    "pubblico",
    "dell",
    "sull",
    "norme",
    "imposte",
    "sui",
    "a",
    "dei",
    "sulle",
    "l",
];
const MOST_BETWEEN: usize = 10;

/// The act of a name.
pub(super) fn named(cursor: &mut Cursor<'_>) -> Option<Norm> {
    let called = |(words, norm): &(&[&str], Norm)| cursor.words(words).then_some(*norm);
    NAMES.iter().find_map(called).or_else(|| consolidated(cursor))
}

/// The act of a name that needs an article to be one.
pub(super) fn named_with_article(cursor: &mut Cursor<'_>) -> Option<Norm> {
    let (_, norm) = NAMES_WITH_ARTICLE.iter().find(|(words, _)| {
        let mut ahead = *cursor;
        // "c.p.p." is not "c.p.".
        let there = ahead.words(words) && ahead.is_at_end();
        if there {
            *cursor = ahead;
        }
        there
    })?;
    Some(*norm)
}

/// "testo unico sulla maternità", "T.U. maternità e paternità".
fn consolidated(cursor: &mut Cursor<'_>) -> Option<Norm> {
    let mut ahead = *cursor;
    if !ahead.words(&["testo", "unico"]) && !ahead.words(&["t", "u"]) {
        return None;
    }
    for _ in 0..=MOST_BETWEEN {
        if let Some((_, norm)) = CONSOLIDATED.iter().find(|(word, _)| ahead.word(&[word])) {
            let mut both = ahead;
            if both.word(&["e"]) {
                of_the_other(&mut both);
                if CONSOLIDATED.iter().any(|(word, other)| other == norm && both.word(&[word])) {
                    ahead = both;
                }
            }
            *cursor = ahead;
            return Some(*norm);
        }
        if !ahead.word(&BETWEEN) {
            return None;
        }
        ahead.apostrophe();
    }
    None
}

/// "e della paternità".
fn of_the_other(cursor: &mut Cursor<'_>) {
    cursor.word(&["della", "la", "sulla"]);
}
