//! The description of the files by which the catalogues of open data (dati.gov.it, data.europa.eu) find them: DCAT-AP_IT 1.0 of AgID
//! (<https://docs.italia.it/italia/daf/linee-guida-cataloghi-dati-dcat-ap-it/>), an application profile of DCAT, as JSON-LD 1.1.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::format::Format;
use crate::kernel::clock::Instant;
use crate::platform::config::Config;

/// How the name of the description ends.
pub const ENDING: &str = "jsonld";
/// Its media type.
pub const MEDIA_TYPE: &str = "application/ld+json";

/// Controlled vocabularies of the EU and of AgID.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";
const LICENCE: &str = "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40";

/// The catalogue with its datasets, the entries (which changed at `changed`) and the figures, and the files of each.
pub fn described(config: &Config, changed: Instant, now: Instant) -> Value {
    let (office, site) = (&config.office, &config.server.public_url);
    let page = site.join("/dati-aperti");
    let agent = json!({
        "@id": format!("{page}#ente"),
        "@type": ["dcatapit:Agent", "foaf:Agent"],
        "dct:identifier": office.ipa_code,
        "foaf:name": { "@value": office.authority, "@language": "it" },
        "foaf:homepage": { "@id": site.as_str() },
    });
    json!({
        "@context": {
            "adms": "http://www.w3.org/ns/adms#",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcatapit": "http://dati.gov.it/onto/dcatapit#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "owl": "http://www.w3.org/2002/07/owl#",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": page,
        "@type": ["dcatapit:Catalog", "dcat:Catalog"],
        "dct:title": [
            { "@value": format!("Dati aperti – {}", office.name), "@language": "it" },
            { "@value": format!("Open data – {}", office.name), "@language": "en" },
        ],
        "dct:description": { "@value": "I dati che lo sportello pubblica perché chiunque li riusi.", "@language": "it" },
        "dct:publisher": agent,
        "dct:language": { "@id": format!("{AUTHORITY}/language/ITA") },
        "dct:modified": date(changed),
        "foaf:homepage": { "@id": page },
        "dcat:themeTaxonomy": { "@id": format!("{AUTHORITY}/data-theme") },
        "dcat:dataset": [entries(config, &page, changed), figures(config, &page, now)],
    })
}

/// The published entries.
fn entries(config: &Config, page: &str, changed: Instant) -> Value {
    let (office, site) = (&config.office, &config.server.public_url);
    let distributions: Vec<Value> = Format::ALL
        .iter()
        .map(|format| {
            let file = File {
                title: format!("Catalogo in formato {}", format.name()),
                address: site.join(&format.path()),
                file_type: format.file_type(),
                media_type: format.media_type(),
                changed: date(changed),
            };
            distribution(&file, page)
        })
        .collect();
    json!({
        "@id": format!("{page}#catalogo"),
        "@type": ["dcatapit:Dataset", "dcat:Dataset"],
        "dct:identifier": format!("{}:catalogo", office.ipa_code),
        "dct:title": [
            { "@value": "Catalogo delle informazioni su lavoro e famiglia", "@language": "it" },
            { "@value": "Catalogue of information on work and family", "@language": "en" },
        ],
        "dct:description": [
            {
                "@value": "Risposte, buone pratiche e servizi del territorio che lo sportello ha pubblicato, con argomento, \
                    destinatari, fonti e data dell’ultima verifica. Non contiene domande di persone né dati personali.",
                "@language": "it",
            },
            {
                "@value": "Answers, good practices and local services that the desk has published, with topic, audience, sources \
                    and the day of the last check. It holds no questions of people and no personal data.",
                "@language": "en",
            },
        ],
        "dct:modified": date(changed),
        "dct:accrualPeriodicity": { "@id": format!("{AUTHORITY}/frequency/UPDATE_CONT") },
        "dct:language": [
            { "@id": format!("{AUTHORITY}/language/ITA") },
            { "@id": format!("{AUTHORITY}/language/ENG") },
        ],
        "dct:publisher": { "@id": format!("{page}#ente") },
        "dct:rightsHolder": { "@id": format!("{page}#ente") },
        "dcat:theme": [
            { "@id": format!("{AUTHORITY}/data-theme/SOCI") },
            { "@id": format!("{AUTHORITY}/data-theme/JUST") },
        ],
        "dcat:keyword": ["lavoro", "famiglia", "congedi", "conciliazione", "servizi per l’infanzia"],
        "dcat:landingPage": { "@id": page },
        "dcat:contactPoint": contact(config),
        "dcat:distribution": distributions,
    })
}

/// The figures of the calendar years that are over, counted anew all the time: what is answered or corrected later changes them too.
fn figures(config: &Config, page: &str, now: Instant) -> Value {
    let (office, site) = (&config.office, &config.server.public_url);
    let changed = date(now);
    let distributions: Vec<Value> = [("csv", "CSV", "text/csv"), ("json", "JSON", "application/json")]
        .into_iter()
        .map(|(ending, file_type, media_type)| {
            let file = File {
                title: format!("Statistiche in formato {file_type}"),
                address: site.join(&format!("/dati-aperti/statistiche.{ending}")),
                file_type,
                media_type,
                changed: changed.clone(),
            };
            distribution(&file, page)
        })
        .collect();
    json!({
        "@id": format!("{page}#statistiche"),
        "@type": ["dcatapit:Dataset", "dcat:Dataset"],
        "dct:identifier": format!("{}:statistiche", office.ipa_code),
        "dct:title": [
            { "@value": "Statistiche dello sportello di conciliazione lavoro-famiglia", "@language": "it" },
            { "@value": "Statistics of the desk on work and family", "@language": "en" },
        ],
        "dct:description": [
            {
                "@value": "Domande ricevute, risposte entro la scadenza con l’intervallo di Wilson, tempi di risposta mediani e \
                    domande risparmiate dal catalogo, per anno, mese, argomento e territorio. I numeri che potrebbero far \
                    riconoscere una persona sono oscurati.",
                "@language": "it",
            },
            {
                "@value": "Questions received, answers by the deadline with their Wilson interval, median answer times and \
                    questions spared by the catalogue, by year, month, topic and territory. Figures by which somebody could be \
                    recognised are withheld.",
                "@language": "en",
            },
        ],
        "dct:modified": changed,
        "dct:accrualPeriodicity": { "@id": format!("{AUTHORITY}/frequency/UPDATE_CONT") },
        "dct:language": { "@id": format!("{AUTHORITY}/language/ITA") },
        "dct:publisher": { "@id": format!("{page}#ente") },
        "dct:rightsHolder": { "@id": format!("{page}#ente") },
        "dcat:theme": { "@id": format!("{AUTHORITY}/data-theme/SOCI") },
        "dcat:keyword": ["statistiche", "lavoro", "famiglia", "conciliazione", "tempi di risposta"],
        "dcat:landingPage": { "@id": site.join("/statistiche-aperte") },
        "dcat:contactPoint": contact(config),
        "dcat:distribution": distributions,
    })
}

fn contact(config: &Config) -> Value {
    json!({
        "@type": ["dcatapit:Organization", "vcard:Organization", "vcard:Kind"],
        "vcard:fn": config.office.name,
        "vcard:hasEmail": { "@id": format!("mailto:{}", config.office.email) },
    })
}

/// A file of a dataset.
struct File<'a> {
    title: String,
    address: String,
    file_type: &'a str,
    media_type: &'a str,
    changed: Value,
}

fn distribution(file: &File<'_>, page: &str) -> Value {
    json!({
        "@id": file.address,
        "@type": ["dcatapit:Distribution", "dcat:Distribution"],
        "dct:title": { "@value": file.title, "@language": "it" },
        "dcat:accessURL": { "@id": page },
        "dcat:downloadURL": { "@id": file.address },
        "dct:format": { "@id": format!("{AUTHORITY}/file-type/{}", file.file_type) },
        "dcat:mediaType": file.media_type.split(';').next(),
        "dct:modified": file.changed,
        "dct:license": {
            "@id": LICENCE,
            "@type": ["dcatapit:LicenseDocument", "dct:LicenseDocument"],
            "dct:type": { "@id": "http://purl.org/adms/licencetype/Attribution" },
            "foaf:name": "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)",
            "owl:versionInfo": "4.0",
        },
    })
}

fn date(at: Instant) -> Value {
    day(at.rome().date_naive())
}

fn day(day: NaiveDate) -> Value {
    json!({ "@value": day.to_string(), "@type": "xsd:date" })
}
