//! The description of the files by which the catalogues of open data (dati.gov.it, data.europa.eu) find them: DCAT-AP_IT 1.0 of AgID
//! (<https://docs.italia.it/italia/daf/linee-guida-cataloghi-dati-dcat-ap-it/>), an application profile of DCAT, as JSON-LD 1.1.

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

/// The catalogue with its one dataset and the files of it.
pub fn described(config: &Config, changed: Instant) -> Value {
    let (office, site) = (&config.office, &config.server.public_url);
    let page = site.join("/dati-aperti");
    let dataset = format!("{page}#catalogo");
    let agent = json!({
        "@id": format!("{page}#ente"),
        "@type": ["dcatapit:Agent", "foaf:Agent"],
        "dct:identifier": office.ipa_code,
        "foaf:name": { "@value": office.authority, "@language": "it" },
        "foaf:homepage": { "@id": site.as_str() },
    });
    let distributions: Vec<Value> = Format::ALL
        .iter()
        .map(|format| distribution(*format, site.join(&format.path()), &page, changed))
        .collect();
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
        "dcat:dataset": {
            "@id": dataset,
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
            "dcat:contactPoint": {
                "@type": ["dcatapit:Organization", "vcard:Organization", "vcard:Kind"],
                "vcard:fn": office.name,
                "vcard:hasEmail": { "@id": format!("mailto:{}", office.email) },
            },
            "dcat:distribution": distributions,
        },
    })
}

fn distribution(format: Format, address: String, page: &str, changed: Instant) -> Value {
    json!({
        "@id": address,
        "@type": ["dcatapit:Distribution", "dcat:Distribution"],
        "dct:title": { "@value": format!("Catalogo in formato {}", format.name()), "@language": "it" },
        "dcat:accessURL": { "@id": page },
        "dcat:downloadURL": { "@id": address },
        "dct:format": { "@id": format!("{AUTHORITY}/file-type/{}", format.file_type()) },
        "dcat:mediaType": format.media_type().split(';').next(),
        "dct:modified": date(changed),
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
    json!({ "@value": at.rome().date_naive().to_string(), "@type": "xsd:date" })
}
