//! How many SQL statements a desk sends to its database: pages that grow must not send more of them.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, Once};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

use super::desk::Desk;

/// By the address of the database, as its connections were opened: tests may run beside one another.
static SENT: LazyLock<Mutex<HashMap<String, Vec<String>>>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Counter {
    database: String,
}

impl Instrumentation for Counter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => self.database = url.to_owned(),
            InstrumentationEvent::StartQuery { query, .. } => {
                let mut sent = SENT.lock().unwrap();
                sent.entry(self.database.clone()).or_default().push(query.to_string());
            }
            _ => {}
        }
    }
}

/// From now on connections that are opened are counted: call it before the desk is opened.
pub fn count_statements() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| set_default_instrumentation(|| Some(Box::<Counter>::default())).unwrap());
}

/// The statements that a desk sends while something is done.
pub fn statements_of(desk: &Desk, work: impl FnOnce()) -> Vec<String> {
    let database = desk.place().url.trim_start_matches("sqlite:").to_owned();
    SENT.lock().unwrap().remove(&database);
    work();
    SENT.lock().unwrap().remove(&database).unwrap_or_default()
}
