//! Pages and mails from the embedded templates.

use std::sync::Arc;

use rust_embed::RustEmbed;
use tera::{Context, Kwargs, State, Tera, TeraResult};

use super::{assets, markdown};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Files;

/// Every template, parsed once at start.
#[derive(Clone)]
pub struct Templates {
    tera: Arc<Tera>,
}

impl Templates {
    /// Parses the embedded templates; `equip` gives them the functions and filters of the layers above.
    ///
    /// # Errors
    /// A template that does not parse: found by the first test, never on a machine in use.
    pub fn load(equip: impl FnOnce(&mut Tera)) -> Result<Self, tera::Error> {
        let mut tera = Tera::default();
        equip(&mut tera);
        tera.register_function("asset", asset);
        tera.register_filter("markdown", markdown::filter);
        tera.register_filter("markdown_with_anchors", markdown::filter_with_anchors);
        let sources: Vec<(String, String)> = Files::iter()
            .filter(|path| !path.starts_with("assets/") && !path.starts_with("texts/"))
            .filter_map(|path| {
                let source = String::from_utf8(Files::get(&path)?.data.into_owned()).ok()?;
                Some((path.into_owned(), source))
            })
            .collect();
        tera.add_raw_templates(sources)?;
        Ok(Self { tera: Arc::new(tera) })
    }

    /// Renders a template.
    ///
    /// # Errors
    /// A name or a value that the template wants and the context lacks.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, tera::Error> {
        self.tera.render(name, context)
    }
}

/// `asset(path="css/dialoga.css")`: the address of an embedded file.
fn asset(arguments: Kwargs, _: &State) -> TeraResult<String> {
    let path: String = arguments.must_get("path")?;
    assets::url(&path).ok_or_else(|| tera::Error::message(format!("no asset {path:?}")))
}
