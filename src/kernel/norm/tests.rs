use std::fmt::Write;

use proptest::prelude::*;

use super::model::Source;
use super::*;

/// What stands behind a text in the table: each act's key, with its articles in brackets.
fn told(text: &str) -> String {
    let one = |citation: &Citation| {
        let mut told = citation.norm.key();
        if !citation.places.is_empty() {
            let places: Vec<String> = citation.places.iter().map(ToString::to_string).collect();
            write!(told, " [{}]", places.join("; ")).unwrap();
        }
        told
    };
    citations(text).iter().map(one).collect::<Vec<_>>().join(" | ")
}

/// Each line of the table: a text, and what it cites (nothing where it is no citation, or none that is certain).
fn table() -> Vec<(&'static str, &'static str)> {
    let table = include_str!("../../../tests/data/norms/citations.tsv");
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').unwrap_or((line, ""))).collect()
}

#[test]
fn every_form_gives_its_act() {
    let wrong: Vec<String> = table()
        .into_iter()
        .filter(|(text, expected)| told(text) != *expected)
        .map(|(text, expected)| format!("{text}\n    expected {expected}\n    found    {}", told(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(table().len() >= 150);
}

/// Within a sentence, in brackets, at its end, and twice: the same acts.
#[test]
fn every_form_is_found_within_a_text() {
    for (text, expected) in table() {
        for around in [format!("Vedi {text}."), format!("({text})"), format!("Sì: «{text}»; altro")] {
            assert_eq!(told(&around), expected, "{around}");
        }
        let twice = format!("{text}\n\n{text}");
        let expected: Vec<&str> = [expected, expected].into_iter().filter(|one| !one.is_empty()).collect();
        assert_eq!(told(&twice), expected.join(" | "), "{twice}");
    }
}

#[test]
fn a_key_and_an_address_lead_back_to_the_act() {
    let mut norms: Vec<Norm> =
        table().iter().flat_map(|(text, _)| citations(text)).map(|citation| citation.norm).collect();
    norms.extend(Source::all().map(|source| Norm::Numbered { source, year: 2007, number: 19 }));
    norms.extend(Agreement::ALL.iter().map(|agreement| Norm::Agreement(*agreement)));
    norms.extend(Code::ALL.iter().map(|code| Norm::Code(*code)));
    for norm in norms {
        assert_eq!(Norm::of_key(&norm.key()), Some(norm), "{}", norm.key());
        assert_eq!(Norm::of_address(&norm.address()), Some(norm), "{}", norm.address());
        let shown = norm.shown();
        let cited: Vec<Norm> = citations(&shown).iter().map(|citation| citation.norm).collect();
        if !matches!(norm, Norm::Code(Code::Constitution)) {
            assert_eq!(cited, [norm], "{shown} is one of the forms that are known");
        }
    }
    for name in [
        "",
        "legge",
        "legge-1992",
        "legge-1992-",
        "legge-1992-0104",
        "ccnl-",
        "ccnl-mare",
        "legge-1992-104-5",
    ] {
        assert_eq!(Norm::of_address(name), None, "{name}");
    }
}

#[test]
fn the_search_is_told_every_spelling_alike() {
    for text in ["104/92", "legge 104 del 1992", "l. n. 104/1992", "la legge 104", "permessi 104"] {
        assert_eq!(keys(text), ["legge:1992;104", "104/1992", "104"], "{text}");
    }
    assert_eq!(keys("art. 33, comma 3, L. 104/92").first().map(String::as_str), Some("legge:1992;104~33"));
    assert_eq!(keys("legge 53"), ["53"]);
    assert_eq!(keys("il decreto 17/2019"), ["17/2019"]);
    assert_eq!(keys("entro il 12/10/2026, 24/7, tel. 02 7740 1, 50 euro"), [""; 0]);
    assert_eq!(keys("art. 37 Cost."), ["costituzione~37", "costituzione"]);
}

#[test]
fn addresses_of_texts() {
    for (text, address) in [
        (
            "L. 5 febbraio 1992, n. 104, art. 33",
            "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge:1992-02-05;104~art33",
        ),
        (
            "art. 37 Cost.",
            "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:costituzione:1947-12-27~art37",
        ),
        ("direttiva (UE) 2019/1158", "https://eur-lex.europa.eu/eli/dir/2019/1158/oj/ita"),
    ] {
        let found: Vec<Option<String>> = citations(text).iter().map(Citation::address_of_text).collect();
        assert_eq!(found, [Some(address.to_owned())], "{text}");
    }
    for text in ["D.M. 12 luglio 2007", "circolare INPS 122/2022", "L.R. 19/2007", "CCNL commercio"] {
        assert_eq!(citations(text)[0].address_of_text(), None, "{text}");
    }
}

/// Pieces of which texts are made that try the reader most.
fn piece() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "art.",
        "artt.",
        "commi",
        "comma",
        "lett.",
        "a)",
        "33",
        "104",
        "1992",
        "/",
        ",",
        "e",
        "del",
        "dell'",
        "n.",
        "legge",
        "L.",
        "D.Lgs.",
        "decreto",
        "regione",
        "Lombardia",
        "L.R.",
        "circolare",
        "INPS",
        "direttiva",
        "UE",
        "CCNL",
        "testo unico",
        "maternità",
        "c.c.",
        "Cost.",
        "26 marzo 2001",
        "-bis",
        "\n\n",
        "\n",
        "’92",
        "la",
        "(",
        ")",
        "º",
        "2001",
        "di cui alla",
        "-",
        ".",
        "è",
        "🙂",
        "primo",
        "D.G.R. XI/",
    ];
    prop_oneof![
        8 => proptest::sample::select(WORDS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #[test]
    fn whatever_the_text_is(pieces in proptest::collection::vec((piece(), any::<bool>()), 0..60)) {
        let text: String =
            pieces.iter().map(|(piece, blank)| format!("{piece}{}", if *blank { " " } else { "" })).collect();
        let mut end = 0;
        for citation in citations(&text) {
            prop_assert!(citation.range.start >= end, "{text:?} {citation:?}");
            prop_assert!(citation.range.start < citation.range.end);
            prop_assert!(text.get(citation.range.clone()).is_some(), "{text:?} {citation:?}");
            prop_assert_eq!(Norm::of_key(&citation.norm.key()), Some(citation.norm));
            end = citation.range.end;
        }
    }
}

/// A long text that goes on and on as if something were to come takes no longer than any other: read with the square of its length it would
/// be stopped as a test that hangs.
#[test]
fn no_text_takes_long() {
    for piece in [
        "art. 1, ",
        "artt. 1, 2, ",
        "1, ",
        "commi 1, 2, ",
        "L. 104/1992, art. 8 del ",
        "D.Lgs. n. ",
        "lettera a), ",
        "legge ",
        "leggi 104/1992, ",
        "CCNL ",
        "del ",
        "n. ",
        "1/",
        "testo unico ",
        "direttiva ",
        "INPS, ",
        "((((",
        "....",
        "l",
        "1",
        "regione ",
    ] {
        let text = piece.repeat(60_000 / piece.len());
        let begins = format!("artt. {text}");
        let _ = (citations(&text), citations(&begins));
    }
}
