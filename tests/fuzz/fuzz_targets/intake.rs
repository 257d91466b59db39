//! Any bytes as a mail, through the whole intake of a desk: stored, read, decided, carried out. libFuzzer itself watches time and memory.
#![no_main]

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use dialoga::app::App;
use dialoga::intake::receive::receive;
use dialoga::intake::{Envelope, IncomingState, Received, Source, take_in_waiting};
use dialoga::kernel::clock::{Clock, Instant};
use dialoga::platform::config::Config;
use dialoga::platform::db::DbError;
use dialoga::platform::db::schema::incoming_mails as rows;
use diesel::prelude::*;
use libfuzzer_sys::fuzz_target;
use tokio::runtime::Runtime;

struct Desk {
    app: Arc<App>,
    runtime: Runtime,
}

/// In a folder of this process, which stays for whoever wants to look at it.
fn open() -> Desk {
    let folder = std::env::temp_dir().join(format!("dialoga-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let folder = folder.display();
    let settings = [
        ("DATABASE__URL", format!("sqlite:{folder}/desk.db")),
        ("STORAGE__DIR", folder.to_string()),
        ("MAIL__FILE_DIR", format!("{folder}/mail")),
        ("INTAKE__QUESTIONS_PER_HOUR", "1000000".to_owned()),
        ("INTAKE__REPLIES", "true".to_owned()),
    ];
    let settings = settings.map(|(key, value)| (format!("DIALOGA__{key}"), value));
    let config = Config::from_layers(None, settings).unwrap();
    let runtime = Runtime::new().unwrap();
    let inside = runtime.enter();
    let app = App::open(config, Clock::fixed(now())).unwrap();
    drop(inside);
    Desk { app, runtime }
}

fn now() -> Instant {
    Instant::parse_rfc3339("2026-11-24T10:30:00+01:00").unwrap()
}

fuzz_target!(|raw: &[u8]| {
    static DESK: OnceLock<Desk> = OnceLock::new();
    let Desk { app, runtime } = DESK.get_or_init(open);
    runtime.block_on(async {
        let envelope = Envelope { from: Some("qualcuno@casa.example".to_owned()), to: None };
        let most = app.config.intake.max_message_bytes;
        let raw = Bytes::copy_from_slice(raw);
        let received = receive(&app.db, &app.storage, raw, envelope, Source::Pipe, most, now()).await;
        let Ok(Received::New(id)) = received else { return };
        take_in_waiting(Arc::clone(app), now()).await.unwrap();
        let state = app
            .db
            .read::<_, DbError, _>(move |conn| Ok(rows::table.find(id).select(rows::state).first(conn)?))
            .await
            .unwrap();
        assert!(!matches!(state, IncomingState::Waiting | IncomingState::Failed), "{state:?}");
    });
});
