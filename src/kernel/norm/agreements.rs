//! National collective agreements, which are cited by their sector.

use super::cursor::Cursor;
use super::model::named;

named! {
    /// The sector of a national collective agreement.
    Agreement {
        /// Commercio, terziario, distribuzione e servizi.
        Commerce = "commercio", "Commercio e terziario";
        /// Turismo e pubblici esercizi.
        Tourism = "turismo", "Turismo e pubblici esercizi";
        /// Metalmeccanica.
        Metalworking = "metalmeccanica", "Metalmeccanici";
        /// Pulizie, servizi integrati, multiservizi.
        Cleaning = "multiservizi", "Pulizie e multiservizi";
        /// Cooperative sociali.
        SocialCooperatives = "cooperative-sociali", "Cooperative sociali";
        /// Sanità pubblica.
        PublicHealth = "sanita", "Comparto sanità";
        /// Sanità privata.
        PrivateHealth = "sanita-privata", "Sanità privata";
        /// Funzioni locali, enti locali.
        LocalGovernment = "funzioni-locali", "Funzioni locali";
        /// Funzioni centrali, ministeri.
        CentralGovernment = "funzioni-centrali", "Funzioni centrali";
        /// Istruzione e ricerca, scuola.
        School = "istruzione-ricerca", "Istruzione e ricerca";
        /// Edilizia.
        Building = "edilizia", "Edilizia";
        /// Logistica, trasporto merci e spedizione.
        Logistics = "logistica", "Logistica, trasporto merci e spedizione";
        /// Chimica e farmaceutica.
        Chemistry = "chimica", "Chimico-farmaceutico";
        /// Industria alimentare.
        Food = "alimentari", "Industria alimentare";
        /// Tessile, abbigliamento, moda.
        Textile = "tessile", "Tessile e abbigliamento";
        /// Lavoro domestico.
        Domestic = "lavoro-domestico", "Lavoro domestico";
        /// Studi professionali.
        Offices = "studi-professionali", "Studi professionali";
        /// Credito.
        Banks = "credito", "Credito";
        /// Assicurazioni.
        Insurance = "assicurazioni", "Assicurazioni";
        /// Telecomunicazioni.
        Telecommunications = "telecomunicazioni", "Telecomunicazioni";
        /// Gomma e plastica.
        Rubber = "gomma-plastica", "Gomma e plastica";
        /// Legno e arredamento.
        Wood = "legno-arredamento", "Legno e arredamento";
        /// Grafici ed editoriali.
        Printing = "grafici", "Grafici ed editoriali";
        /// Agricoltura.
        Farming = "agricoltura", "Agricoltura";
        /// Autoferrotranvieri.
        Transit = "autoferrotranvieri", "Autoferrotranvieri";
        /// Vigilanza privata.
        Guards = "vigilanza-privata", "Vigilanza privata";
        /// Uneba, istituzioni socioassistenziali.
        Uneba = "uneba", "Uneba";
        /// Acconciatura ed estetica.
        Hairdressing = "acconciatura-estetica", "Acconciatura ed estetica";
    }
}

use Agreement as A;

/// The first words of a sector, the longer before those that it begins with.
const SECTORS: [(&[&str], Agreement); 67] = [
    (&["commercio"], A::Commerce),
    (&["terziario"], A::Commerce),
    (&["confcommercio"], A::Commerce),
    (&["tds"], A::Commerce),
    (&["distribuzione", "moderna"], A::Commerce),
    (&["turismo"], A::Tourism),
    (&["pubblici", "esercizi"], A::Tourism),
    (&["ristorazione"], A::Tourism),
    (&["metalmeccanica"], A::Metalworking),
    (&["metalmeccanico"], A::Metalworking),
    (&["metalmeccanici"], A::Metalworking),
    (&["metalmeccaniche"], A::Metalworking),
    (&["multiservizi"], A::Cleaning),
    (&["multiservizio"], A::Cleaning),
    (&["pulizie"], A::Cleaning),
    (&["pulizia"], A::Cleaning),
    (&["imprese", "di", "pulizia"], A::Cleaning),
    (&["servizi", "integrati"], A::Cleaning),
    (&["cooperative", "sociali"], A::SocialCooperatives),
    (&["coop", "sociali"], A::SocialCooperatives),
    (&["cooperazione", "sociale"], A::SocialCooperatives),
    (&["sanità", "privata"], A::PrivateHealth),
    (&["sanita", "privata"], A::PrivateHealth),
    (&["case", "di", "cura"], A::PrivateHealth),
    (&["sanità"], A::PublicHealth),
    (&["sanita"], A::PublicHealth),
    (&["funzioni", "locali"], A::LocalGovernment),
    (&["enti", "locali"], A::LocalGovernment),
    (&["regioni", "e", "autonomie", "locali"], A::LocalGovernment),
    (&["autonomie", "locali"], A::LocalGovernment),
    (&["funzioni", "centrali"], A::CentralGovernment),
    (&["ministeri"], A::CentralGovernment),
    (&["istruzione", "e", "ricerca"], A::School),
    (&["scuola"], A::School),
    (&["edilizia"], A::Building),
    (&["edile"], A::Building),
    (&["edili"], A::Building),
    (&["logistica"], A::Logistics),
    (&["trasporto", "merci"], A::Logistics),
    (&["trasporti", "e", "logistica"], A::Logistics),
    (&["chimico"], A::Chemistry),
    (&["chimici"], A::Chemistry),
    (&["chimica"], A::Chemistry),
    (&["farmaceutica"], A::Chemistry),
    (&["alimentare"], A::Food),
    (&["alimentari"], A::Food),
    (&["tessile"], A::Textile),
    (&["tessili"], A::Textile),
    (&["lavoro", "domestico"], A::Domestic),
    (&["colf"], A::Domestic),
    (&["studi", "professionali"], A::Offices),
    (&["credito"], A::Banks),
    (&["bancari"], A::Banks),
    (&["abi"], A::Banks),
    (&["assicurazioni"], A::Insurance),
    (&["assicurativo"], A::Insurance),
    (&["telecomunicazioni"], A::Telecommunications),
    (&["tlc"], A::Telecommunications),
    (&["gomma"], A::Rubber),
    (&["legno"], A::Wood),
    (&["grafici"], A::Printing),
    (&["agricoltura"], A::Farming),
    (&["agricoli"], A::Farming),
    (&["autoferrotranvieri"], A::Transit),
    (&["vigilanza", "privata"], A::Guards),
    (&["uneba"], A::Uneba),
    (&["acconciatura"], A::Hairdressing),
];

/// What may stand between "CCNL" and the sector.
const BETWEEN: [&str; 34] = [
    "di",
    "del",
    "dello",
    "della",
    "dei",
    "degli",
    "delle",
    "per",
    "il",
    "lo",
    "la",
    "i",
    "gli",
    "le",
    "l",
    "comparto",
    "settore",
    "settori",
    "area",
    "dipendenti",
    "lavoratori",
    "lavoratrici",
    "addetti",
    "operai",
    "personale",
    "da",
    "dalle",
    "aziende",
    "imprese",
    "industria",
    "nazionale",
    "dell",
    "non",
    "medici",
];
/// So many of them.
const MOST_BETWEEN: usize = 8;

/// "CCNL Commercio", "contratto collettivo nazionale di lavoro per i dipendenti da aziende del terziario".
pub(super) fn agreement(cursor: &mut Cursor<'_>) -> Option<Agreement> {
    let mut ahead = *cursor;
    let called: [&[&str]; 6] = [
        &["ccnl"],
        &["c", "c", "n", "l"],
        &["contratto", "collettivo", "nazionale", "di", "lavoro"],
        &["contratto", "collettivo", "nazionale"],
        &["contratti", "collettivi", "nazionali", "di", "lavoro"],
        &["contratto", "nazionale"],
    ];
    if !called.iter().any(|words| ahead.words(words)) {
        return None;
    }
    for _ in 0..=MOST_BETWEEN {
        if let Some((_, agreement)) = SECTORS.iter().find(|(words, _)| ahead.words(words)) {
            *cursor = ahead;
            return Some(*agreement);
        }
        let _ = ahead.mark(',') || ahead.mark('(') || ahead.mark(':');
        if !ahead.word(&BETWEEN) {
            return None;
        }
        ahead.apostrophe();
    }
    None
}
