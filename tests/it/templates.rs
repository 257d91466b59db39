//! Every template parses: a broken one would keep the desk from starting.

use std::sync::Arc;

use dialoga::platform::i18n::{self, Texts};
use dialoga::platform::web::Templates;

#[test]
fn every_template_of_the_program_parses() {
    let loaded = Templates::load(|tera| i18n::register(tera, Arc::new(Texts::embedded())));
    loaded.map(|_| ()).unwrap_or_else(|error| panic!("{error}"));
}
