//! The texts of both languages, read once from the program itself.

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::{Lang, numbers};

#[derive(RustEmbed)]
#[folder = "templates/texts"]
struct Files;

/// A value put into a text. Numbers choose the plural and are written with their thousands; what people quote
/// (a ticket's number, a year) goes in as text.
pub type Arg<'a> = FluentValue<'a>;

/// All texts. Shared, immutable, cheap to ask.
pub struct Texts {
    bundles: [FluentBundle<FluentResource>; 2],
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Texts")
    }
}

impl Texts {
    /// The texts in the program. A file that cannot be parsed loses only its broken entries, which are logged.
    pub fn embedded() -> Self {
        Self { bundles: [bundle(Lang::It), bundle(Lang::En)] }
    }

    /// The text of `key` with its variables filled in, plain (the template engine escapes it).
    ///
    /// A key that does not exist shows as `⟦key⟧` and is logged; a page is never lost for a word.
    pub fn get(&self, lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let bundle = &self.bundles[lang as usize];
        let Some(pattern) = self.pattern(lang, key) else {
            tracing::error!(key, lang = lang.as_str(), "a text is missing");
            return format!("⟦{key}⟧");
        };
        let args: Option<FluentArgs<'_>> = (!args.is_empty())
            .then(|| args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect());
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, args.as_ref(), &mut faults).into_owned();
        if !faults.is_empty() {
            tracing::error!(key, lang = lang.as_str(), ?faults, "a text lacks one of its values");
        }
        text
    }

    /// The text of `key` as it was parsed.
    pub(super) fn pattern(&self, lang: Lang, key: &str) -> Option<&Pattern<&str>> {
        self.bundles[lang as usize].get_message(key).and_then(|message| message.value())
    }

    /// A value as texts show it.
    pub fn written(lang: Lang, value: &Arg<'_>) -> Option<String> {
        match value {
            FluentValue::String(text) => Some(text.to_string()),
            number => self::number(lang, number),
        }
    }

    /// True when the key exists in that language.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.bundles[lang as usize].has_message(key)
    }
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = lang.as_str().parse().expect("both codes are BCP 47 tags");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolating marks around values would end up in subjects, exports and tests; the desk writes left to right only.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::It => |value, _| number(Lang::It, value),
        Lang::En => |value, _| number(Lang::En, value),
    }));
    for name in Files::iter().filter(|name| name.starts_with(lang.as_str())) {
        let text = Files::get(&name)
            .map(|file| String::from_utf8_lossy(&file.data).into_owned())
            .unwrap_or_default();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, faults)| {
            tracing::error!(file = %name, ?faults, "a file of texts has broken entries");
            resource
        });
        if let Err(faults) = bundle.add_resource(resource) {
            tracing::error!(file = %name, ?faults, "a file of texts repeats keys");
        }
    }
    bundle
}

fn number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let decimals = number.options.minimum_fraction_digits.unwrap_or(0);
    if decimals == 0 && number.value.fract() != 0.0 {
        let text = number.value.to_string();
        let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        return Some(numbers::decimal(lang, number.value, digits));
    }
    Some(numbers::decimal(lang, number.value, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_is_visible_and_harmless() {
        assert_eq!(Texts::embedded().get(Lang::It, "words-nowhere", &[]), "⟦words-nowhere⟧");
    }

    #[test]
    fn values_are_filled_in_without_isolating_marks_and_numbers_in_the_languages_habit() {
        let texts = Texts::embedded();
        assert_eq!(texts.get(Lang::It, "words-due-in", &[("span", 11_800.into())]), "tra 11.800");
        assert_eq!(texts.get(Lang::It, "words-due-in", &[("span", 2.5.into())]), "tra 2,5");
        assert_eq!(texts.get(Lang::En, "words-due-in", &[("span", "12345".into())]), "in 12345");
    }
}
