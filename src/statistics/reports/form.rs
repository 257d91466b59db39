//! The form of a report: its fields, and what each offers.

use serde::Serialize;
use tera::Context;

use super::comparison::Against;
use super::{Reader, Report, waits};
use crate::accounts::Visit;
use crate::statistics::dimension::{Dimension, Value};
use crate::statistics::names::{Names, UNKNOWN};

/// A field that narrows.
#[derive(Serialize)]
struct Choice {
    name: &'static str,
    label: String,
    value: String,
    options: Vec<Offered>,
}

/// One option of a field.
#[derive(Serialize)]
struct Offered {
    value: String,
    label: String,
}

fn offered(value: &str, label: String) -> Offered {
    Offered { value: value.to_owned(), label }
}

/// The reports that a reader may open, each with its title.
pub(in crate::statistics) fn offered_reports(visit: &Visit, reader: Reader) -> Vec<(&'static str, String)> {
    let title = |report: &Report| {
        let key = format!("reports-report-{report}");
        (report.as_str(), visit.app().texts.get(visit.lang(), &key, &[]))
    };
    Report::ALL.iter().filter(|report| report.is_for(reader)).map(title).collect()
}

/// What the form of a report needs, with the value of each filter as it is chosen.
pub(super) fn fields(
    visit: &Visit,
    report: Report,
    reader: Reader,
    names: &Names,
    value: impl Fn(Dimension) -> String,
) -> Context {
    let (lang, texts) = (visit.lang(), &visit.app().texts);
    let t = |key: &str| texts.get(lang, key, &[]);
    let option = |dimension: Dimension, value| {
        offered(&word_or_unknown(names, dimension, value), names.name(dimension, value, lang, texts))
    };
    let choice = |dimension: &Dimension| Choice {
        name: dimension.field(),
        label: t(&dimension.label()),
        value: value(*dimension),
        options: std::iter::once(offered("", t("reports-any")))
            .chain(names.all(*dimension).into_iter().map(|value| option(*dimension, value)))
            .collect(),
    };
    // A narrowed figure would cross two properties, which nobody outside the desk sees.
    let narrowing = if reader.is_inside() && report.has_filters() { Dimension::ALL } else { &[] };
    let choices: Vec<Choice> = narrowing.iter().map(choice).collect();
    let all = (report == Report::Waits).then(|| offered("", t("reports-all-questions")));
    let dimensions = Dimension::ALL.iter().filter(|dimension| reader.is_inside() || !dimension.is_of_desk());
    let dimensions = dimensions.map(|dimension| offered(dimension.as_str(), t(&dimension.label())));
    let by: Vec<Offered> = all.into_iter().chain(dimensions).collect();
    let clocks: Vec<Offered> = waits::Clock::ALL
        .iter()
        .map(|clock| offered(clock.as_str(), t(&format!("reports-clock-{clock}"))))
        .collect();
    let against: Vec<Offered> = match report {
        report if report.compares() && reader.is_inside() => Against::ALL
            .iter()
            .map(|against| offered(against.as_str(), t(&format!("reports-against-{against}"))))
            .collect(),
        _ => Vec::new(),
    };
    let mut context = Context::new();
    context.insert("reports", &offered_reports(visit, reader));
    context.insert("report", report.as_str());
    context.insert("inner", &reader.is_inside());
    context.insert("has_clock", &(report == Report::Waits));
    context.insert("has_by", &report.has_groups(reader));
    context.insert("against", &against);
    context.insert("threshold", &visit.app().config.statistics.least_count.get());
    context.insert("narrowing", &choices.iter().any(|choice| !choice.value.is_empty()));
    context.insert("choices", &choices);
    context.insert("by_options", &by);
    context.insert("clocks", &clocks);
    context
}

/// A value as it stands in a field.
pub(super) fn word_or_unknown(names: &Names, dimension: Dimension, value: Value) -> String {
    match names.word(dimension, value) {
        word if word.is_empty() => UNKNOWN.to_owned(),
        word => word,
    }
}
