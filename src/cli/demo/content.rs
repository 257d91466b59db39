//! What the demonstration is made of: the files under `content/`, embedded and typed.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::platform::i18n::Lang;

#[derive(RustEmbed)]
#[folder = "src/cli/demo/content/"]
struct Files;

/// Everything, in the order of the files' names.
pub(super) struct Content {
    pub(super) desk: Desk,
    pub(super) people: People,
    pub(super) questions: Vec<Question>,
    pub(super) spam: Vec<Spam>,
    pub(super) entries: Vec<EntryText>,
    pub(super) canned: Vec<CannedEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Desk {
    pub(super) organisations: Vec<String>,
    pub(super) groups: Vec<GroupText>,
    pub(super) staff: Vec<StaffText>,
    pub(super) topics: Vec<TopicText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupText {
    pub(super) slug: String,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffText {
    pub(super) name: String,
    pub(super) account: String,
    pub(super) role: String,
    pub(super) organisation: usize,
    #[serde(default)]
    pub(super) groups: Vec<String>,
    /// How many times the usual hours she takes.
    #[serde(default = "usual")]
    pub(super) speed: f64,
}

fn usual() -> f64 {
    1.0
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopicText {
    pub(super) slug: String,
    pub(super) it: String,
    pub(super) en: String,
    pub(super) about_it: String,
    pub(super) about_en: String,
    pub(super) group: Option<String>,
    #[serde(default)]
    pub(super) children: Vec<TopicText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub(super) women: Vec<String>,
    pub(super) men: Vec<String>,
    pub(super) surnames: Vec<String>,
    pub(super) towns: BTreeMap<String, f64>,
    pub(super) firms: Vec<FirmWords>,
    pub(super) speech: Speech,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FirmWords {
    pub(super) sector: String,
    pub(super) a: Vec<String>,
    pub(super) b: Vec<String>,
    pub(super) form: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Speech {
    pub(super) worker_open: Vec<String>,
    pub(super) worker_close: Vec<String>,
    pub(super) firm_open: Vec<String>,
    pub(super) firm_close: Vec<String>,
    pub(super) answer_open: Vec<String>,
    pub(super) answer_close: Vec<String>,
    pub(super) thanks: Vec<String>,
    pub(super) notes: Vec<String>,
}

/// A question with its variations and what follows it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub(super) id: String,
    pub(super) topic: String,
    /// `worker` or `enterprise`.
    pub(super) who: String,
    /// `m` or `f` when only a man or a woman would ask it in these words.
    pub(super) by: Option<String>,
    pub(super) weight: f64,
    /// Months in which it is asked four times as often.
    #[serde(default)]
    pub(super) months: Vec<u32>,
    #[serde(default)]
    pub(super) slots: BTreeMap<String, Vec<String>>,
    pub(super) subjects: Vec<String>,
    pub(super) bodies: Vec<String>,
    pub(super) answers: Vec<String>,
    pub(super) clarification: Option<Clarification>,
    pub(super) followup: Option<FollowUp>,
    pub(super) note: Option<String>,
    /// The catalogue entry that answers it.
    pub(super) entry: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clarification {
    pub(super) ask: String,
    pub(super) reply: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FollowUp {
    pub(super) ask: String,
    pub(super) answer: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spam {
    pub(super) subject: String,
    pub(super) body: String,
}

/// An entry of the catalogue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryText {
    pub(super) slug: String,
    pub(super) topic: String,
    pub(super) audience: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) body: String,
    #[serde(default)]
    pub(super) sources: Vec<String>,
    #[serde(default)]
    pub(super) territory: String,
    /// The fields of its kind.
    #[serde(default)]
    pub(super) details: BTreeMap<String, String>,
    /// `answer`, `practice` or `service`: said by the file it stands in.
    #[serde(skip)]
    pub(super) kind: String,
}

/// A canned answer; without a topic it is for all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CannedEntry {
    pub(super) title: String,
    pub(super) topic: Option<String>,
    #[serde(default)]
    pub(super) lang: Lang,
    pub(super) body: String,
}

#[derive(Deserialize)]
struct CannedFile {
    canned: Vec<CannedEntry>,
}

#[derive(Deserialize)]
struct QuestionFile {
    #[serde(default)]
    questions: Vec<Question>,
    #[serde(default)]
    spam: Vec<Spam>,
}

#[derive(Deserialize)]
struct EntryFile {
    entries: Vec<EntryText>,
}

impl Content {
    /// Reads the embedded files.
    ///
    /// # Errors
    /// The name of a file that is wrong, and why: a fault of this program, which its tests find.
    pub(super) fn embedded() -> Result<Self, String> {
        let mut names: Vec<String> = Files::iter().map(|name| name.into_owned()).collect();
        names.sort();
        let (mut questions, mut spam, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        for name in &names {
            if name.starts_with("questions/") {
                let file: QuestionFile = read(name)?;
                questions.extend(file.questions);
                spam.extend(file.spam);
            } else if let Some(file) = name.strip_prefix("entries/") {
                let kind = match file {
                    "practices.toml" => "practice",
                    "services.toml" => "service",
                    _ => "answer",
                };
                let read: EntryFile = read(name)?;
                let of_kind = |entry| EntryText { kind: kind.to_owned(), ..entry };
                entries.extend(read.entries.into_iter().map(of_kind));
            }
        }
        let CannedFile { canned } = read("canned.toml")?;
        Ok(Self { desk: read("desk.toml")?, people: read("people.toml")?, questions, spam, entries, canned })
    }
}

fn read<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    let file = Files::get(name).ok_or_else(|| format!("{name} is not embedded"))?;
    let text = std::str::from_utf8(&file.data).map_err(|error| format!("{name}: {error}"))?;
    toml::from_str(text).map_err(|error| format!("{name}: {error}"))
}
