//! Lays a file and the environment over the defaults, remembering where each value came from.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use super::error::{ConfigError, Place};
use super::{Config, DEFAULT_TOML};

const PREFIX: &str = "DIALOGA__";

/// The default values and what was laid over them, in order.
pub(super) struct Layers {
    defaults: Table,
    overrides: Vec<Override>,
}

struct Override {
    key: String,
    value: Value,
    place: Place,
}

impl Layers {
    pub(super) fn defaults() -> Result<Self, ConfigError> {
        let defaults = DEFAULT_TOML.parse().map_err(|error: toml::de::Error| {
            ConfigError::syntax(Path::new("default.toml"), 0, error.message())
        })?;
        Ok(Self { defaults, overrides: Vec::new() })
    }

    pub(super) fn add_file(&mut self, path: &Path) -> Result<(), ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::unreadable(path, &error.to_string()))?;
        let syntax = |error: toml::de::Error| {
            ConfigError::syntax(path, line_of(&text, &error.span().unwrap_or_default()), error.message())
        };
        let values: Table = text.parse().map_err(syntax)?;
        let places = DeTable::parse(&text).map_err(syntax)?;
        let mut found = Vec::new();
        flatten(places.get_ref(), "", &mut found);
        for (key, span) in found {
            let place = Place::File { path: PathBuf::from(path), line: line_of(&text, &span) };
            let value = lookup(&values, &key).expect("the same text was parsed twice").clone();
            self.add(key, value, place)?;
        }
        Ok(())
    }

    pub(super) fn add_environment(
        &mut self,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(), ConfigError> {
        let mut named: Vec<_> =
            environment.into_iter().filter(|(name, _)| name.starts_with(PREFIX)).collect();
        named.sort();
        for (name, text) in named {
            let key =
                name.trim_start_matches(PREFIX).split("__").collect::<Vec<_>>().join(".").to_lowercase();
            let place = Place::Variable(name);
            let default = lookup(&self.defaults, &key).ok_or_else(|| ConfigError::unknown(&key, &place))?;
            let value =
                parse_like(default, &text).map_err(|reason| ConfigError::bad(&key, &place, &reason))?;
            self.add(key, value, place)?;
        }
        Ok(())
    }

    fn add(&mut self, key: String, value: Value, place: Place) -> Result<(), ConfigError> {
        let default = lookup(&self.defaults, &key).ok_or_else(|| ConfigError::unknown(&key, &place))?;
        if !default.same_type(&value) {
            return Err(ConfigError::bad(&key, &place, &format!("it must be {}", kind(default))));
        }
        self.overrides.push(Override { key, value, place });
        Ok(())
    }

    /// The typed configuration. When it cannot be built, finds the override that alone breaks the defaults.
    pub(super) fn read(&self) -> Result<Config, ConfigError> {
        let mut all = self.defaults.clone();
        for change in &self.overrides {
            set(&mut all, &change.key, change.value.clone());
        }
        Config::from_table(all).map_err(|error| {
            for change in &self.overrides {
                let mut one = self.defaults.clone();
                set(&mut one, &change.key, change.value.clone());
                if let Err(error) = Config::from_table(one) {
                    return ConfigError::bad(&change.key, &change.place, error.message());
                }
            }
            ConfigError::bad("configuration", &Place::Default, error.message())
        })
    }

    /// An error about `key`, at the place where it was last set.
    pub(super) fn blame(&self, key: &str, reason: &str) -> ConfigError {
        let place = self.overrides.iter().rev().find(|change| change.key == key).map(|change| &change.place);
        ConfigError::bad(key, place.unwrap_or(&Place::Default), reason)
    }
}

fn flatten(table: &DeTable<'_>, above: &str, found: &mut Vec<(String, Range<usize>)>) {
    for (name, value) in table.iter() {
        let key =
            if above.is_empty() { name.get_ref().to_string() } else { format!("{above}.{}", name.get_ref()) };
        match value.get_ref() {
            DeValue::Table(inner) if !inner.is_empty() => flatten(inner, &key, found),
            DeValue::Table(_) => {} // an empty section changes nothing
            _ => found.push((key, name.span())),
        }
    }
}

fn line_of(text: &str, span: &Range<usize>) -> usize {
    text.get(..span.start).map_or(0, |before| before.matches('\n').count()) + 1
}

/// The value at a dotted key; a section is not a value.
fn lookup<'a>(table: &'a Table, key: &str) -> Option<&'a Value> {
    let mut parts = key.split('.');
    let mut value = table.get(parts.next()?)?;
    for part in parts {
        value = value.as_table()?.get(part)?;
    }
    (!value.is_table()).then_some(value)
}

fn set(table: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            table.insert(key.to_owned(), value);
        }
        Some((section, rest)) => {
            if let Some(Value::Table(inner)) = table.get_mut(section) {
                set(inner, rest, value);
            }
        }
    }
}

/// Environment values are texts; the default says what they stand for.
fn parse_like(default: &Value, text: &str) -> Result<Value, String> {
    let trimmed = text.trim();
    let wrong = || format!("it must be {}", kind(default));
    match default {
        Value::Integer(_) => trimmed.parse().map(Value::Integer).map_err(|_| wrong()),
        Value::Float(_) => trimmed.parse().map(Value::Float).map_err(|_| wrong()),
        Value::Boolean(_) => trimmed.parse().map(Value::Boolean).map_err(|_| wrong()),
        Value::Array(_) if trimmed.starts_with('[') => {
            let mut parsed: Table = format!("list = {trimmed}").parse().map_err(|_| wrong())?;
            parsed.remove("list").ok_or_else(wrong)
        }
        Value::Array(defaults) => trimmed
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(|item| match defaults.first() {
                Some(first) => parse_like(first, item),
                None => Ok(Value::String(item.to_owned())),
            })
            .collect::<Result<_, _>>()
            .map(Value::Array),
        _ => Ok(Value::String(text.to_owned())),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Array(_) => "a list",
        _ => "a text in quotes",
    }
}
