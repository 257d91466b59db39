//! What templates call: the function `t` and the filters for dates, spans and numbers.
//!
//! All read `lang` from the page; a component that uses them declares it as an implicit argument (`@lang`), and `@now`
//! where time is measured from now.

use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use tera::{Error, Function, Kwargs, State, Tera, TeraResult, Value};

use super::{Arg, Lang, Texts, numbers, words};
use crate::kernel::clock::Instant;

/// Gives a template engine the functions and filters of this module:
///
/// | in templates | shows |
/// | --- | --- |
/// | `t(key="tickets-queue-count", n=3)` | the text, its variables by name; `number` is never grouped |
/// | `t_html(key="legal-contact-html", url=…)` | a text with markup; its variables are escaped |
/// | `at \| date_words` | 26 novembre 2026 |
/// | `at \| weekday_words` | giovedì 26 novembre 2026 |
/// | `from \| period_words(to=day)` | da dicembre 2025 a novembre 2026 |
/// | `at \| month_words` | novembre 2026 |
/// | `at \| month_short` | nov 26 |
/// | `at \| date_time_words` | giovedì 26 novembre 2026, ore 10:30 |
/// | `at \| date_time_short` | 26 nov, 10:30 (needs `now`) |
/// | `at \| on_day` | il 24 novembre 2026, l’8 novembre 2026 |
/// | `at \| until_day` | fino al 3 dicembre (needs `now`) |
/// | `at \| at_time` | alle 10:30, all’01:30 |
/// | `at \| from_time` | dalle 10:30, dall’01:30 |
/// | `at \| lately` | oggi alle 06:56, ieri alle 18:30, il 24 novembre 2026 (needs `now`) |
/// | `at \| time_of_day` | 10:30 |
/// | `due \| remaining` | tra 5 ore e 20 minuti, in ritardo di 2 ore (needs `now`) |
/// | `seconds \| span_words` | 31 ore |
/// | `n \| number`, `x \| number(decimals=1)` | 11.800 and 2,5 |
/// | `share \| percent`, `share \| percent(decimals=1)` | 96% |
/// | `bytes \| file_size` | 48 kB |
///
/// `at` is an instant as it serialises (RFC 3339) or a plain date; `now` an argument, or the page's variable.
pub fn register(tera: &mut Tera, texts: Arc<Texts>) {
    tera.register_function("t", Text { texts: Arc::clone(&texts), markup: false });
    tera.register_function("t_html", Text { texts: Arc::clone(&texts), markup: true });

    tera.register_filter("date_words", |at: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::date(lang(state)?, day(at)?))
    });
    tera.register_filter("weekday_words", |at: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::weekday_date(lang(state)?, day(at)?))
    });
    tera.register_filter("period_words", |from: &str, args: Kwargs, state: &State| {
        let to: &str = args.must_get("to")?;
        Ok::<_, Error>(words::period(lang(state)?, day(from)?, day(to)?))
    });
    tera.register_filter("month_words", |at: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::month_and_year(lang(state)?, day(at)?))
    });
    tera.register_filter("month_short", |at: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::month_short(lang(state)?, day(at)?))
    });
    tera.register_filter("date_time_words", |at: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::date_time(lang(state)?, instant(at)?))
    });
    tera.register_filter("date_time_short", |at: &str, args: Kwargs, state: &State| {
        Ok::<_, Error>(words::date_time_short(lang(state)?, instant(at)?, now(&args, state)?))
    });
    tera.register_filter("lately", |at: &str, args: Kwargs, state: &State| {
        Ok::<_, Error>(words::lately(lang(state)?, instant(at)?, now(&args, state)?))
    });
    tera.register_filter("on_day", |at: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::on_day(lang(state)?, day(at)?))
    });
    tera.register_filter("until_day", |at: &str, args: Kwargs, state: &State| {
        Ok::<_, Error>(words::until(lang(state)?, day(at)?, now(&args, state)?))
    });
    tera.register_filter("at_time", |at: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::at_time(lang(state)?, instant(at)?))
    });
    tera.register_filter("from_time", |at: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::from_time(lang(state)?, instant(at)?))
    });
    tera.register_filter("time_of_day", |at: &str, _: Kwargs, _: &State| {
        Ok::<_, Error>(words::time_of_day(instant(at)?))
    });
    tera.register_filter("remaining", move |due: &str, args: Kwargs, state: &State| {
        Ok::<_, Error>(words::remaining(&texts, lang(state)?, instant(due)?, now(&args, state)?))
    });
    tera.register_filter("span_words", |seconds: i64, _: Kwargs, state: &State| {
        Ok::<_, Error>(words::span(lang(state)?, Duration::seconds(seconds)))
    });

    tera.register_filter("number", |value: f64, args: Kwargs, state: &State| {
        Ok::<_, Error>(numbers::decimal(lang(state)?, value, decimals(&args)?))
    });
    tera.register_filter("percent", |share: f64, args: Kwargs, state: &State| {
        Ok::<_, Error>(numbers::percent(lang(state)?, share, decimals(&args)?))
    });
    tera.register_filter("file_size", |bytes: u64, _: Kwargs, state: &State| {
        Ok::<_, Error>(numbers::file_size(lang(state)?, bytes))
    });
}

struct Text {
    texts: Arc<Texts>,
    markup: bool,
}

impl Function<TeraResult<Value>> for Text {
    fn call(&self, kwargs: Kwargs, state: &State) -> TeraResult<Value> {
        let key: &str = kwargs.must_get("key")?;
        if self.markup != key.ends_with("-html") {
            return Err(Error::message(format!(
                "text {key}: keys that end in -html, and no others, go through t_html"
            )));
        }
        let mut args: Vec<(&str, Arg<'_>)> = Vec::new();
        for (name, value) in kwargs.iter() {
            match name.as_str() {
                Some("key") | None => {}
                Some(name) => args.push((name, self.arg(name, value, state)?)),
            }
        }
        let text = self.texts.get(lang(state)?, key, &args);
        Ok(if self.markup { Value::safe_string(&text) } else { Value::from(text) })
    }

    fn is_safe(&self) -> bool {
        self.markup
    }
}

impl Text {
    fn arg<'a>(&self, name: &str, value: &'a Value, state: &State) -> TeraResult<Arg<'a>> {
        if value.is_undefined() {
            return Err(Error::message(format!("the value of `{name}` is not defined")));
        }
        if self.markup {
            return Ok(Arg::from(state.escape(&value.to_string())?));
        }
        Ok(match (value.as_str(), value.as_f64()) {
            (Some(text), _) => Arg::from(text),
            // What people quote is written as it is, without marks between the thousands.
            (None, Some(figure)) if value.is_number() && name != "number" => Arg::from(figure),
            _ => Arg::from(value.to_string()),
        })
    }
}

fn lang(state: &State) -> TeraResult<Lang> {
    let word = state.get::<String>("lang")?;
    word.as_deref()
        .and_then(Lang::parse)
        .ok_or_else(|| Error::message("`lang` is not known here; a component must declare it as @lang"))
}

fn now(args: &Kwargs, state: &State) -> TeraResult<Instant> {
    match args.get::<&str>("now")? {
        Some(text) => instant(text),
        None => instant(&state.get::<String>("now")?.ok_or_else(|| {
            Error::message("`now` is not known here; pass it, or let the component declare it as @now")
        })?),
    }
}

fn decimals(args: &Kwargs) -> TeraResult<usize> {
    Ok(args.get::<usize>("decimals")?.unwrap_or(0).min(6))
}

fn instant(text: &str) -> TeraResult<Instant> {
    Instant::parse_rfc3339(text).ok_or_else(|| Error::message(format!("not an instant: {text:?}")))
}

fn day(text: &str) -> TeraResult<NaiveDate> {
    match text.parse() {
        Ok(day) => Ok(day),
        Err(_) => instant(text).map(words::day_of_rome),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    fn render(lang: &str, template: &str) -> String {
        let mut tera = Tera::new();
        register(&mut tera, Arc::new(Texts::embedded()));
        tera.add_raw_template("page.html", template).unwrap();
        let mut context = Context::new();
        context.insert("lang", lang);
        context.insert("at", &Instant::parse_rfc3339("2026-11-26T09:30:00Z").unwrap());
        context.insert("now", &Instant::parse_rfc3339("2026-11-26T04:10:00Z").unwrap());
        tera.render("page.html", &context).unwrap_or_else(|error| panic!("{error:?}"))
    }

    #[test]
    fn texts_come_in_the_pages_language_and_are_escaped() {
        assert_eq!(render("it", "{{ t(key=\"words-due-in\", span=\"<b>\") }}"), "tra &lt;b&gt;");
        assert_eq!(render("en", "{{ t(key=\"words-due-in\", span=12345) }}"), "in 12,345");
    }

    #[test]
    fn dates_and_numbers_come_in_words() {
        assert_eq!(render("it", "{{ at | date_time_words }}"), "giovedì 26 novembre 2026, ore 10:30");
        assert_eq!(render("it", "{{ at | date_words }}"), "26 novembre 2026");
        assert_eq!(render("en", "{{ \"2026-11-26\" | weekday_words }}"), "Thursday 26 November 2026");
        assert_eq!(render("it", "{{ at | remaining }}"), "tra 5 ore e 20 minuti");
        assert_eq!(render("it", "{{ at | date_time_short }}"), "26 nov, 10:30");
        assert_eq!(render("it", "{{ 111600 | span_words }}"), "31 ore");
        assert_eq!(render("it", "{{ 11800 | number }} {{ 2.46 | number(decimals=1) }}"), "11.800 2,5");
        assert_eq!(render("it", "{{ 0.964 | percent(decimals=1) }} {{ 48000 | file_size }}"), "96,4% 48 kB");
    }

    #[test]
    fn a_component_hears_the_language_through_its_implicit_argument() {
        let component = "{% component due(@lang, @now, at: String) %}{{ at | remaining }}{% endcomponent due %}{{<due at={at} />}}";
        assert_eq!(render("en", component), "in 5 hours and 20 minutes");
    }
}
