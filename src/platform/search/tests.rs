//! The index as its callers see it: what is found, in which order, and that damage heals.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::kernel::ids::Position;

struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("dialoga-search-{}", crate::platform::random_hex(6))))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const DATABASE: &str = "a database";
const TOPIC: u8 = 1;
const KIND: u8 = 2;

fn document(id: i64, title: &str, body: &str) -> Document {
    Document {
        id,
        title: title.to_owned(),
        body: body.to_owned(),
        labels: vec![Label::new(TOPIC, id as u64 % 2), Label::new(KIND, 7)],
        order: id,
        ..Document::default()
    }
}

fn sample() -> Vec<Document> {
    vec![
        document(
            1,
            "Congedo parentale: a chi spetta",
            "Spetta a entrambi i genitori fino ai dodici anni del figlio.",
        ),
        document(
            2,
            "Permessi della legge 104/92",
            "Chi assiste un familiare con disabilità ha tre giorni al mese.",
        ),
        document(
            3,
            "Il part-time dopo la maternità",
            "La lavoratrice può chiedere l'orario ridotto al posto del congedo parentale.",
        ),
        document(
            4,
            "Iscrivere i figli all'asilo nido",
            "Il comune pubblica il bando. Nel 1992 erano 104 i posti.",
        ),
        document(
            5,
            "Lavoro agile per chi ha figli",
            "Priorità alle richieste dei genitori con figli fino a dodici anni.",
        ),
    ]
}

fn filled(place: &Place, documents: Vec<Document>) -> SearchIndex {
    let index = SearchIndex::open(&place.0, DATABASE, Reading::Whole).expect("a folder");
    index.rebuild::<SearchError>(Position(10), |put| documents.into_iter().try_for_each(put)).expect("built");
    index
}

fn ids(index: &SearchIndex, text: &str) -> Vec<i64> {
    found(index, text).hits.iter().map(|hit| hit.id).collect()
}

fn found(index: &SearchIndex, text: &str) -> Found {
    index.search(&Request { text, limit: 10, ..Request::default() }).expect("searched")
}

#[test]
fn the_title_weighs_more_than_the_body() {
    let place = Place::new();
    let index = filled(&place, sample());
    assert_eq!(ids(&index, "congedi parentali"), [1, 3]);
    assert_eq!(ids(&index, "l\u{2019}asilo"), [4]);
}

#[test]
fn norms_are_found_and_numbers_side_by_side_come_first() {
    let place = Place::new();
    let index = filled(&place, sample());
    for text in ["104/92", "legge 104", "L104", "l. 104/92"] {
        assert_eq!(ids(&index, text).first(), Some(&2), "{text}");
    }
}

#[test]
fn an_act_is_found_in_every_spelling() {
    let place = Place::new();
    let mut documents = sample();
    documents.push(document(
        6,
        "Assistere un familiare",
        "Vedi l'art. 33 della legge 5 febbraio 1992, n. 104.",
    ));
    documents.push(document(
        7,
        "Riposi giornalieri",
        "Decreto legislativo 26 marzo 2001, n. 151, artt. 39 e 40.",
    ));
    let index = filled(&place, documents);
    for text in ["L. 104/1992", "l. n. 104/92", "104/92", "legge 104 del 1992", "la 104"] {
        assert!(ids(&index, text).iter().take(2).any(|id| *id == 6), "{text}: {:?}", ids(&index, text));
    }
    for text in ["d.lgs. 151/2001", "dlgs 151 del 2001", "decreto legislativo n. 151/2001"] {
        assert_eq!(ids(&index, text).first(), Some(&7), "{text}");
    }
}

#[test]
fn a_filter_wants_every_word_also_beside_an_act() {
    let place = Place::new();
    let mut documents = sample();
    documents.push(document(6, "Assistere un familiare", "Vedi la legge 104/92, a Rho."));
    let index = filled(&place, documents);
    assert_eq!(index.matching("legge 104/92").expect("searched").ids(), [2, 6]);
    assert_eq!(index.matching("legge 104/92 Rho").expect("searched").ids(), [6]);
}

#[test]
fn a_question_in_words_finds_what_it_is_about() {
    let place = Place::new();
    let index = filled(&place, sample());
    let text = "Buongiorno, vorrei sapere se posso chiedere il part time quando torno dalla maternità";
    assert_eq!(ids(&index, text).first(), Some(&3));
}

#[test]
fn a_mistyped_word_is_replaced_by_the_nearest_one() {
    let place = Place::new();
    let index = filled(&place, sample());
    let corrected = |text: &str| found(&index, text).corrected;
    assert_eq!(corrected("cogendo parentale").as_deref(), Some("congedo parentale"));
    assert_eq!(corrected("maternitta").as_deref(), Some("maternità"));
    assert_eq!(corrected("parttime").as_deref(), Some("part time"));
    assert_eq!(corrected("congedo parentale"), None);
    assert_eq!(corrected("zxqwvutsr"), None);
    assert_eq!(ids(&index, "cogendo parentale"), [1, 3]);
}

#[test]
fn what_is_called_otherwise_is_found_and_marked() {
    let place = Place::new();
    let index = filled(&place, sample());
    let list = "facoltativa = congedo parentale\ntagesmutter = asilo nido\n";
    let synonyms = Synonyms::read(list).expect("a good list");
    let asked = |text: &str, synonyms: Option<&Synonyms>| {
        let request = Request { text, synonyms, limit: 10, ..Request::default() };
        let mut found = index.search(&request).expect("searched");
        let ids: Vec<i64> = found.hits.iter().map(|hit| hit.id).collect();
        (ids, found.corrected, found.highlighter.mark("Asili nido e congedo"))
    };
    let (ids, corrected, marked) = asked("Tagesmutter", Some(&synonyms));
    assert_eq!((ids, corrected), (vec![4], None), "a word of the list is not mistyped");
    assert_eq!(marked, "<mark>Asili</mark> <mark>nido</mark> e congedo");
    assert_eq!(
        asked("maternità facoltativa", Some(&synonyms)).0,
        [3, 1],
        "both words, each in its way, then either"
    );
    assert_eq!(asked("tagesmutter", None).0, Vec::<i64>::new());
}

#[test]
fn filters_narrow_and_counts_tell_what_each_choice_would_give() {
    let place = Place::new();
    let index = filled(&place, sample());
    let request =
        Request { filters: vec![Label::new(TOPIC, 1)], limit: 10, count_labels: true, ..Request::default() };
    let found = index.search(&request).expect("searched");
    assert_eq!(found.total, 3);
    assert_eq!(found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [5, 3, 1]);
    assert_eq!(found.labels.get(&Label::new(TOPIC, 0)), Some(&2));
    assert_eq!(found.labels.get(&Label::new(TOPIC, 1)), Some(&3));
    assert_eq!(found.labels.get(&Label::new(KIND, 7)), Some(&3));
    let page = index.search(&Request { skip: 2, limit: 2, ..Request::default() }).expect("searched");
    assert_eq!((page.total, page.hits.len(), page.hits[0].id), (5, 2, 3));
}

#[test]
fn completion_goes_on_from_the_last_word() {
    let place = Place::new();
    let index = filled(&place, sample());
    let suggested = |text: &str| -> Vec<i64> {
        index.suggest(text, &Synonyms::default(), 8).expect("suggested").iter().map(|hit| hit.id).collect()
    };
    assert_eq!(suggested("con"), [1]);
    assert_eq!(suggested("il part-ti"), [3]);
    assert_eq!(suggested("MATERNITA"), [3]);
    assert_eq!(suggested("disabilità"), [2]);
    assert_eq!(suggested("  "), Vec::<i64>::new());
}

#[test]
fn completion_forgives_a_slip_of_the_finger() {
    let place = Place::new();
    let index = filled(&place, sample());
    let goes_on = |text: &str| -> Vec<i64> {
        let hits = index.suggest(text, &Synonyms::default(), 10).expect("suggested");
        hits.iter().map(|hit| hit.id).collect()
    };
    // In the word that is being typed, in one before it, in both.
    assert_eq!(goes_on("parenat"), [1]);
    assert_eq!(goes_on("cognedo pa"), [1]);
    assert_eq!(goes_on("cognedo parenat"), [1]);
    // What a title has is never taken for something else.
    assert_eq!(goes_on("lavoro ag"), [5]);
}

#[test]
fn what_was_removed_is_neither_offered_nor_counted() {
    let place = Place::new();
    let mut documents = sample();
    documents.push(document(6, "Zanzibarra congedo", "Zanzibarra e quarantadue."));
    let index = filled(&place, documents);
    let offered = |text: &str| index.suggest(text, &Synonyms::default(), 10).expect("suggested").len();
    assert_eq!(found(&index, "zanzibara").corrected.as_deref(), Some("zanzibarra"));
    assert_eq!(offered("zanz"), 1);
    index.apply(vec![Change::Remove(6)], Position(11)).expect("removed");
    assert_eq!(found(&index, "zanzibara").corrected, None);
    assert_eq!(found(&index, "zanzibarra").corrected, None);
    assert_eq!(offered("zanz"), 0);
    assert_eq!(offered("zanzibra"), 0);
    // The others score as if it had never been there.
    let other = Place::new();
    let never = filled(&other, sample());
    let scores = |index: &SearchIndex| -> Vec<(i64, u32)> {
        found(index, "congedo parentale dei genitori")
            .hits
            .iter()
            .map(|hit| (hit.id, hit.score.to_bits()))
            .collect()
    };
    assert_eq!(scores(&index), scores(&never));
}

#[test]
fn no_input_is_an_error() {
    let place = Place::new();
    let index = filled(&place, sample());
    let long = "congedo ".repeat(5_000);
    for text in [
        "\"",
        "title:(",
        "AND OR NOT",
        "*",
        "a*~2^",
        "\0",
        "((((",
        "\\",
        "+-+-",
        "🙂",
        "'",
        "la",
        &long,
        "104/",
    ] {
        let found = found(&index, text);
        assert!(found.total <= 5, "{text}");
        index.suggest(text, &Synonyms::default(), 8).expect("suggested");
    }
}

#[test]
fn changes_are_seen_at_once_and_remember_their_position() {
    let place = Place::new();
    let index = filled(&place, sample());
    let changes = vec![Change::Put(document(1, "Bonus nido", "")), Change::Remove(2)];
    index.apply(changes, Position(12)).expect("applied");
    assert_eq!(ids(&index, "bonus"), [1]);
    assert_eq!(ids(&index, "legge 104"), [4]);
    assert_eq!(index.count(), 4);
    drop(index);
    let again = SearchIndex::open(&place.0, DATABASE, Reading::Whole).expect("opened");
    assert_eq!(again.position(), Some(Position(12)));
    assert_eq!(ids(&again, "bonus"), [1]);
}

#[test]
fn a_damaged_index_asks_to_be_built_anew() {
    let kinds: [fn(&PathBuf); 3] = [
        |file| fs::write(file, b"rubbish").expect("written"),
        |file| fs::write(file, b"").expect("written"),
        |file| fs::remove_file(file).expect("removed"),
    ];
    for damage in kinds {
        let place = Place::new();
        drop(filled(&place, sample()));
        let mut files: Vec<PathBuf> =
            fs::read_dir(place.0.join("0")).expect("a folder").flatten().map(|entry| entry.path()).collect();
        files.retain(|file| !file.to_string_lossy().contains(".lock") && !file.ends_with(".managed.json"));
        for file in files {
            let before = fs::read(&file).expect("read");
            damage(&file);
            let index = SearchIndex::open(&place.0, DATABASE, Reading::Whole).expect("opened");
            assert_eq!(index.position(), None, "{}", file.display());
            drop(index);
            fs::write(&file, before).expect("mended");
        }
        let index = SearchIndex::open(&place.0, DATABASE, Reading::Whole).expect("opened");
        index
            .rebuild::<SearchError>(Position(3), |put| sample().into_iter().try_for_each(put))
            .expect("built");
        assert_eq!(ids(&index, "congedi parentali"), [1, 3]);
    }
}

#[test]
fn files_that_vanish_while_running_hide_nothing_and_the_next_change_asks_for_a_new_build() {
    let place = Place::new();
    let index = filled(&place, sample());
    fs::remove_dir_all(&place.0).expect("removed");
    assert_eq!(ids(&index, "congedi parentali"), [1, 3]);
    assert!(index.apply(vec![Change::Remove(1)], Position(11)).is_err());
    assert_eq!(index.position(), None);
    assert_eq!(ids(&index, "congedi parentali"), [1, 3]);
    index
        .rebuild::<SearchError>(Position(11), |put| sample().into_iter().skip(1).try_for_each(put))
        .expect("built");
    assert_eq!(ids(&index, "congedi parentali"), [3]);
}

#[test]
fn another_process_has_a_folder_of_its_own_and_can_ask_for_a_new_build() {
    let place = Place::new();
    let first = filled(&place, sample());
    let second = SearchIndex::open(&place.0, DATABASE, Reading::Whole).expect("opened");
    assert_eq!(second.position(), None);
    assert_eq!(first.position(), Some(Position(10)));
    let requests = ask_for_rebuild(&place.0).expect("asked");
    assert_eq!(requests.len(), 2);
    assert_eq!(first.position(), None);
    first.rebuild::<SearchError>(Position(10), |_| Ok(())).expect("built");
    assert!(!requests[0].exists());
    assert_eq!(first.count(), 0);
}

#[test]
fn what_speaks_of_the_same_is_found_and_says_by_which_words() {
    let place = Place::new();
    let index = SearchIndex::open(&place.0, DATABASE, Reading::InParts).expect("a folder");
    let asked = |id: i64, title: &str, text: &str| Document {
        id,
        title: title.to_owned(),
        summary: text.to_owned(),
        ..Document::default()
    };
    let documents = [
        asked(1, "Congedo a ore", "Il papà può chiedere il congedo parentale a ore?"),
        asked(2, "Nido comunale", "Come si iscrive una bambina al nido comunale di Rho?"),
        asked(3, "Parentale negato", "Il datore rifiuta il congedo parentale."),
    ];
    let fill =
        |put: &mut dyn FnMut(Document) -> Result<(), SearchError>| documents.into_iter().try_for_each(put);
    index.rebuild::<SearchError>(Position(1), fill).expect("built");
    let found = index.alike("Buongiorno, vorrei il congedo parentale a ore. Grazie", 10).expect("found");
    assert_eq!(found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [1, 3]);
    let common = found.telling.in_common("CONGEDI parentali, e nient’altro");
    assert_eq!(
        common.words.iter().map(String::as_str).collect::<std::collections::BTreeSet<_>>(),
        ["congedi", "parentali"].into()
    );
    assert!((0.3..0.9).contains(&common.share), "{common:?}");
    assert!(found.telling.in_common("").words.is_empty());
    let nothing = index.alike("Buongiorno, grazie a tutti", 10).expect("found");
    assert!(nothing.hits.is_empty() && nothing.telling.in_common("buongiorno").share == 0.0);
}
