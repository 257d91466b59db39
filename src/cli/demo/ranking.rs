//! Whether the search finds first what a person looks for, over the catalogue of the demonstration.

use std::fs;

use super::content::Content;
use crate::catalogue::synonyms::of_the_program;
use crate::kernel::ids::Position;
use crate::platform::random_hex;
use crate::platform::search::{Document, Reading, Request, SearchError, SearchIndex};
use crate::platform::web::markdown;

/// What is typed, the entries that answer it, and up to which place one of them has to come. Judged by reading the catalogue,
/// not by what the search answered.
const JUDGED: &[(&str, &[&str], usize)] = &[
    ("congedo", &["congedo-parentale-durata-e-indennita", "congedo-straordinario"], 1),
    ("congedo parentale", &["congedo-parentale-durata-e-indennita"], 1),
    ("congedi parentali", &["congedo-parentale-durata-e-indennita"], 1),
    ("congedo parentale a ore", &["congedo-parentale-a-ore"], 1),
    ("congedo papà", &["congedo-di-paternita-obbligatorio", "congedo-al-padre-se-la-madre-non-lavora"], 1),
    ("congedo straordinario", &["congedo-straordinario"], 1),
    ("legge 104", &["permessi-legge-104"], 1),
    // The title of another entry has both words: "… e non ha la 104: quali permessi ho?"
    ("permessi 104", &["permessi-legge-104"], 3),
    ("bonus nido", &["bonus-nido"], 1),
    ("iscrizione nido", &["nido-iscrizione"], 1),
    ("lista d'attesa nido", &["lista-attesa-nido"], 1),
    ("part time dopo la maternità", &["diritto-al-part-time", "part-time-post-maternita-commercio"], 1),
    ("tornare a tempo pieno", &["tornare-a-tempo-pieno"], 1),
    ("smart working", &["lavoro-agile-priorita-genitori"], 1),
    ("allattamento", &["riposi-per-allattamento"], 1),
    ("figlio malato", &["malattia-del-figlio"], 1),
    ("banca ore", &["banca-ore-come-si-fa"], 1),
    ("dimissioni", &["dimissioni-con-figlio-piccolo"], 1),
    ("adozione", &["congedi-per-adozione"], 1),
    ("assegno unico", &["assegno-unico"], 1),
    (
        "centri estivi",
        &["centri-estivi-come-funzionano", "centri-estivi-inclusione", "centro-estivo-cinisello"],
        1,
    ),
    ("dote conciliazione", &["dote-conciliazione", "dote-conciliazione-nord-milano"], 1),
    ("parità di genere", &["certificazione-parita-di-genere"], 1),
    ("molestie", &["molestie-sul-lavoro"], 1),
    ("buongiorno, possono licenziarmi se sono incinta?", &["divieto-di-licenziamento"], 1),
];

/// The entries that a search of the demonstration's catalogue finds, best first.
fn searched(words: &[&str]) -> Vec<Vec<(String, String)>> {
    let entries = Content::embedded().unwrap().entries;
    let folder = std::env::temp_dir().join(format!("dialoga-ranking-{}", random_hex(6)));
    let index = SearchIndex::open(&folder, "the demonstration", Reading::Whole).unwrap();
    index
        .rebuild::<SearchError>(Position(1), |put| {
            entries.iter().enumerate().try_for_each(|(id, entry)| {
                put(Document {
                    id: id as i64,
                    title: entry.title.clone(),
                    summary: entry.summary.clone(),
                    body: markdown::to_plain(&entry.body),
                    ..Document::default()
                })
            })
        })
        .unwrap();
    let synonyms = of_the_program();
    let found = |text: &&str| {
        let request = Request { text, synonyms: Some(&synonyms), limit: 200, ..Request::default() };
        let hits = index.search(&request).unwrap().hits;
        let entry = |id: i64| &entries[usize::try_from(id).unwrap()];
        hits.iter().map(|hit| (entry(hit.id).slug.clone(), entry(hit.id).title.clone())).collect()
    };
    let answers = words.iter().map(found).collect();
    fs::remove_dir_all(&folder).unwrap();
    answers
}

#[test]
fn what_is_looked_for_comes_early() {
    let words: Vec<&str> = JUDGED.iter().map(|(words, ..)| *words).collect();
    let wrong: Vec<String> = JUDGED
        .iter()
        .zip(searched(&words))
        .filter(|((_, good, places), found)| {
            !found.iter().take(*places).any(|(slug, _)| good.contains(&slug.as_str()))
        })
        .map(|((words, ..), found)| {
            let first: Vec<&str> = found.iter().take(4).map(|(slug, _)| slug.as_str()).collect();
            format!("{words}: {first:?}")
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn entries_whose_title_says_it_come_before_all_others() {
    let answers = searched(&["congedo", "congedo parentale"]);
    for (found, says) in answers.iter().zip([&["conged"][..], &["conged", "parental"]]) {
        let in_title: Vec<bool> = found
            .iter()
            .map(|(_, title)| says.iter().all(|word| title.to_lowercase().contains(word)))
            .collect();
        assert!(in_title.iter().filter(|says| **says).count() >= 5, "{found:?}");
        assert!(in_title.is_sorted_by(|before, after| before >= after), "{found:#?}");
    }
}
