//! Whatever happened to an index, it finds what one finds that is built anew.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

use dialoga::accounts::{Person, Role};
use dialoga::catalogue::actions::{import_all, withdraw};
use dialoga::catalogue::import::read_lines;
use dialoga::catalogue::index::PublicEntries;
use dialoga::kernel::ids::EntryId;
use dialoga::platform::db::schema::entries;
use dialoga::platform::keys;
use dialoga::platform::search::{self, Reading, Request, SearchIndex, Sort, Synonyms};
use diesel::prelude::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::support::cast::person;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// What may happen to the catalogue, and to the two indexes over it.
#[derive(Debug, Clone)]
enum Step {
    /// An entry is imported, or changed by a repeated import; what it says by numbers of words.
    Put { entry: u8, words: Vec<u8>, published: bool },
    /// It is withdrawn, if it is public.
    Withdraw(u8),
    /// A node takes in what is new.
    Follow(Node),
    /// A node ends, and its successor opens the index that it left.
    Restart(Node),
    /// A node ends; meanwhile its files are harmed.
    Harm(Node, Harm),
}

/// Which of the processes.
type Node = usize;

#[derive(Debug, Clone, Copy)]
enum Harm {
    /// All files are deleted.
    Deleted,
    /// A file is cut short, as after a crash of the machine.
    CutShort(u8),
    /// One byte is another.
    Changed(u8),
    /// It was made by an older program.
    OlderSchema,
    /// The process was killed before its first commit.
    Unfinished,
}

const WORDS: [&str; 24] = [
    "congedo",
    "parentale",
    "congedi",
    "maternità",
    "paternità",
    "permesso",
    "permessi",
    "nido",
    "asilo",
    "orario",
    "part-time",
    "legge 104/1992",
    "art. 47 d.lgs. 151/2001",
    "dimissioni",
    "indennità",
    "lavoro",
    "agile",
    "figlio",
    "figli",
    "azienda",
    "zanzibarra",
    "quarantadue",
    "perché",
    "l'assegno",
];

/// What is asked of both: plain, mistyped, an act, a question, words that only withdrawn entries may hold.
const QUERIES: [&str; 12] = [
    "congedo",
    "congedo parentale",
    "cognedo parentlae",
    "104/92",
    "art 47 decreto 151",
    "zanzibara",
    "zanzibarra",
    "posso avere il congedo per il figlio malato in azienda",
    "permesi",
    "asilonido",
    "quarantadu",
    "",
];

fn step() -> impl Strategy<Value = Step> {
    let node = || 0..2_usize;
    let harm = prop_oneof![
        Just(Harm::Deleted),
        any::<u8>().prop_map(Harm::CutShort),
        any::<u8>().prop_map(Harm::Changed),
        Just(Harm::OlderSchema),
        Just(Harm::Unfinished),
    ];
    let words = prop::collection::vec(0..24_u8, 1..14);
    prop_oneof![
        8 => (0..30_u8, words, prop::bool::weighted(0.8))
            .prop_map(|(entry, words, published)| Step::Put { entry, words, published }),
        3 => (0..30_u8).prop_map(Step::Withdraw),
        4 => node().prop_map(Step::Follow),
        1 => node().prop_map(Step::Restart),
        1 => (node(), harm).prop_map(|(node, harm)| Step::Harm(node, harm)),
    ]
}

/// One process with its index.
struct Process {
    folder: PathBuf,
    database: String,
    index: Option<SearchIndex>,
}

impl Process {
    fn start(root: &Path, name: &str, database: &str) -> Self {
        let mut process = Self { folder: root.join(name), database: database.to_owned(), index: None };
        process.open();
        process
    }

    fn open(&mut self) {
        self.index = None;
        self.index = Some(SearchIndex::open(&self.folder, &self.database, Reading::Whole).unwrap());
    }

    fn index(&self) -> &SearchIndex {
        self.index.as_ref().unwrap()
    }

    fn follow(&self, desk: &Desk) {
        while search::catch_up(&PublicEntries, &desk.app.db, self.index()).unwrap() {}
    }

    fn suffer(&mut self, harm: Harm) {
        self.index = None;
        let folder = self.folder.join("0");
        let files: Vec<PathBuf> =
            fs::read_dir(&folder).into_iter().flatten().map(|file| file.unwrap().path()).collect();
        let meta = folder.join("meta.json");
        let nth = |number: u8| files.get(usize::from(number) % files.len().max(1));
        let rewrite = |change: &dyn Fn(&str) -> String| {
            if let Ok(text) = fs::read_to_string(&meta) {
                fs::write(&meta, change(&text)).unwrap();
            }
        };
        match harm {
            Harm::Deleted => {
                let _ = fs::remove_dir_all(&folder);
            }
            Harm::CutShort(number) => {
                if let Some(file) = nth(number) {
                    let bytes = fs::read(file).unwrap();
                    fs::write(file, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
                }
            }
            Harm::Changed(number) => {
                if let Some(file) = nth(number) {
                    let mut bytes = fs::read(file).unwrap();
                    let middle = bytes.len() / 2;
                    if let Some(byte) = bytes.get_mut(middle) {
                        *byte ^= 0x55;
                    }
                    fs::write(file, bytes).unwrap();
                }
            }
            Harm::OlderSchema => rewrite(&|text| text.replace(r#"\"schema\":"#, r#"\"schema\":1"#)),
            Harm::Unfinished => rewrite(&|text| text.replace("payload", "left_out")),
        }
        self.open();
    }
}

/// Everything that an index says of the queries.
fn said(index: &SearchIndex) -> Vec<String> {
    let synonyms = Synonyms::default();
    let mut said = vec![format!("{} documents", index.count())];
    for text in QUERIES {
        for sort in [Sort::Relevance, Sort::Order] {
            let request = Request {
                text,
                limit: 50,
                sort,
                count_labels: true,
                synonyms: Some(&synonyms),
                ..Request::default()
            };
            let found = index.search(&request).unwrap();
            // Sums of the same numbers in another order differ in their last digits.
            let hits: Vec<String> =
                found.hits.iter().map(|hit| format!("{} {:.3}", hit.id, hit.score)).collect();
            said.push(format!(
                "{text} {sort:?}: {} {:?} {hits:?} {:?}",
                found.total, found.corrected, found.labels
            ));
        }
        let suggested: Vec<i64> =
            index.suggest(text, &synonyms, 50).unwrap().iter().map(|hit| hit.id).collect();
        let mut alike: Vec<i64> = index.alike(text, 50).unwrap().hits.iter().map(|hit| hit.id).collect();
        alike.sort_unstable();
        let matching = index.matching(text).unwrap();
        said.push(format!("{text}: {suggested:?} {alike:?} {:?} {:?}", matching.ids(), matching.corrected()));
    }
    said
}

fn put(desk: &Desk, entry: u8, words: &[u8], published: bool) {
    let words: Vec<&str> = words.iter().map(|word| WORDS[usize::from(*word)]).collect();
    let (title, body) = words.split_at(words.len().div_ceil(3));
    let line = serde_json::json!({
        "reference": format!("scheda-{entry}"), "kind": "answer", "topic": "Congedi", "published": published,
        "title": title.join(" "), "body": format!("Testo: {}.", body.join(" ")),
    });
    let read = read_lines(std::io::Cursor::new(line.to_string()));
    let lines: Vec<_> = read.map(|line| line.unwrap().1.unwrap()).collect();
    let now = desk.now();
    desk.write(move |conn| import_all(conn, lines, now));
}

fn take_down(desk: &Desk, coordinator: &Person, entry: u8) {
    let reference = format!("scheda-{entry}");
    let found: Option<(EntryId, i32)> = desk.read(move |conn| {
        let public = entries::table.filter(entries::published_version.is_not_null());
        let one = public.filter(entries::reference.eq(reference));
        one.select((entries::id, entries::draft_version))
            .first(conn)
            .optional()
            .map_err(dialoga::platform::db::DbError::from)
    });
    let (Some((id, seen)), person, now) = (found, coordinator.clone(), desk.now()) else { return };
    desk.write(move |conn| withdraw(conn, id, seen, "Non vale più.", &person, now));
}

on_both_databases! {
    fn whatever_happened_to_an_index_it_finds_what_a_new_one_finds(desk: &Desk) {
        let coordinator = person(desk, "carla", Role::Coordinator);
        let root = std::env::temp_dir().join(format!("dialoga-nodes-{}", dialoga::platform::random_hex(6)));
        let database = keys::database_id(&desk.app.db).unwrap();
        let nodes = RefCell::new(["first", "second"].map(|name| Process::start(&root, name, &database)));
        // The same every time, so that a failure can be looked into.
        let config = Config { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let walk = runner.run(&prop::collection::vec(step(), 5..40), |steps| {
            let mut nodes = nodes.borrow_mut();
            for step in steps {
                match step {
                    Step::Put { entry, words, published } => put(desk, entry, &words, published),
                    Step::Withdraw(entry) => take_down(desk, &coordinator, entry),
                    Step::Follow(node) => nodes[node].follow(desk),
                    Step::Restart(node) => nodes[node].open(),
                    Step::Harm(node, harm) => nodes[node].suffer(harm),
                }
            }
            let anew = Process::start(&root, "anew", &database);
            search::rebuild(&PublicEntries, &desk.app.db, anew.index()).unwrap();
            let expected = said(anew.index());
            for node in nodes.iter() {
                node.follow(desk);
                for (said, expected) in said(node.index()).iter().zip(&expected) {
                    prop_assert_eq!(said, expected);
                }
            }
            Ok(())
        });
        drop(nodes);
        fs::remove_dir_all(&root).unwrap();
        walk.unwrap();
    }
}
