//! What people call acts of which the desk speaks every day.

use super::{Code, Norm, Source, UnionAct};

/// The name that people use besides the number.
pub(super) fn of(norm: &Norm) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| known == norm).map(|(_, name)| *name)
}

const GDPR: Norm = Norm::Numbered { source: Source::Union(UnionAct::Regulation), year: 2016, number: 679 };
const BALANCE: Norm = Norm::Numbered { source: Source::Union(UnionAct::Directive), year: 2019, number: 1158 };

const NAMES: [(Norm, &str); 22] = [
    (Norm::law(1992, 104), "legge quadro sulla disabilità"),
    (Norm::legislative_decree(2001, 151), "testo unico maternità e paternità"),
    (Norm::law(2000, 53), "congedi parentali e tempi delle città"),
    (Norm::law(1970, 300), "statuto dei lavoratori"),
    (Norm::law(1999, 68), "collocamento mirato"),
    (Norm::law(2017, 81), "lavoro agile e lavoro autonomo"),
    (Norm::law(2012, 92), "riforma Fornero del lavoro"),
    (Norm::law(2016, 76), "unioni civili e convivenze"),
    (Norm::law(2016, 112), "dopo di noi"),
    (Norm::law(2021, 162), "parità salariale"),
    (Norm::law(1966, 604), "licenziamenti individuali"),
    (Norm::legislative_decree(2006, 198), "codice delle pari opportunità"),
    (Norm::legislative_decree(2008, 81), "testo unico sulla sicurezza"),
    (Norm::legislative_decree(2015, 80), "conciliazione dei tempi di vita e di lavoro"),
    (Norm::legislative_decree(2015, 81), "contratti di lavoro e mansioni"),
    (Norm::legislative_decree(2022, 105), "equilibrio tra lavoro e vita familiare"),
    (Norm::legislative_decree(2021, 230), "assegno unico e universale"),
    (Norm::legislative_decree(2001, 165), "testo unico del pubblico impiego"),
    (Norm::legislative_decree(2003, 196), "codice della privacy"),
    (GDPR, "regolamento sulla protezione dei dati"),
    (BALANCE, "equilibrio tra attività professionale e vita familiare"),
    (Norm::Code(Code::Constitution), "della Repubblica italiana"),
];
