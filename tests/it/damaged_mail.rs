//! Every real message of `tests/data/mail`, whole and damaged, through the whole intake: each is kept as it came, each is settled,
//! and the pages show what waits. The reading alone is thrown at harder by `tests/fuzz`.

use std::path::PathBuf;

use dialoga::accounts::Role;
use dialoga::intake::{Envelope, IncomingState, Received};
use dialoga::kernel::ids::IncomingId;
use dialoga::platform::db::schema::incoming_mails as rows;
use dialoga::platform::db::{Conn, DbError};
use diesel::prelude::*;

use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// Each real message, with its name.
fn real_messages() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/mail");
    let mut files: Vec<PathBuf> = ["own", "rubymail", "sisimai", "stalwart"]
        .iter()
        .flat_map(|name| std::fs::read_dir(folder.join(name)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
        .collect();
    files.sort();
    assert!(files.len() > 50, "{}", files.len());
    files.into_iter().map(|path| (path.display().to_string(), std::fs::read(path).unwrap())).collect()
}

/// Numbers that look like chance and are the same each time (a linear congruential generator, Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn damaged(&mut self, raw: &[u8]) -> Vec<u8> {
        let mut raw = raw.to_vec();
        let (from, length) = (self.below(raw.len()), 1 + self.below(400));
        let until = (from + length).min(raw.len());
        match self.below(5) {
            0 => raw.truncate(from),
            1 => drop(raw.drain(from..until)),
            2 => {
                let again = raw[from..until].to_vec();
                raw.splice(from..from, again);
            }
            3 => {
                for _ in 0..20 {
                    let place = self.below(raw.len());
                    raw[place] = u8::try_from(self.below(256)).unwrap();
                }
            }
            _ => {
                let odd: [&[u8]; 6] = [
                    b"\0\0",
                    b"\r\n\r\n",
                    b"=?utf-8?B?w6?= =?x?Q?=E8?=",
                    b"\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n",
                    b"<script>alert(1)</script><img src=x onerror=alert(1)>",
                    b"\xff\xfe\xe8 \x1b$B",
                ];
                let odd = odd[self.below(odd.len())];
                raw.splice(from..from, odd.iter().copied());
            }
        }
        raw
    }
}

fn state(desk: &Desk, id: IncomingId) -> (IncomingState, Option<String>) {
    desk.read(move |conn: &mut Conn| {
        let row = rows::table.find(id).select((rows::state, rows::raw_key));
        Ok::<(IncomingState, Option<String>), DbError>(row.first(conn)?)
    })
}

on_both_databases! {
    fn no_message_is_lost_or_stops_the_intake(kind: &Kind) {
        let Some(desk) = Desk::open_with(*kind, &[("INTAKE__QUESTIONS_PER_HOUR", "100000")]) else { return };
        let eva = desk.staff("Eva Neri", Role::Expert);
        let (mut chance, mut stored) = (Chance(47), Vec::new());
        for (name, raw) in real_messages() {
            let damaged: Vec<Vec<u8>> = (0..3).map(|_| chance.damaged(&raw)).collect();
            for raw in [vec![raw], damaged].concat() {
                if raw.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                let envelope = Envelope { from: Some("qualcuno@casa.example".to_owned()), to: None };
                if let Received::New(id) = desk.store_raw(raw.clone(), envelope) {
                    stored.push((id, name.clone(), raw));
                }
            }
        }
        desk.run("intake");
        let mut held = 0;
        for (id, name, raw) in &stored {
            let (state, key) = state(&desk, *id);
            assert!(
                matches!(state, IncomingState::Taken | IncomingState::Held | IncomingState::Discarded),
                "{name}: {state:?}\n{}",
                String::from_utf8_lossy(raw)
            );
            let kept = std::fs::read(desk.app.storage.root().join(key.unwrap())).unwrap();
            assert_eq!(&kept, raw, "{name}");
            if state == IncomingState::Held {
                held += 1;
                let page = eva.open(&format!("/coda/posta/{}", id.0));
                assert!(!page.html().contains("<script>alert"), "{name}");
            }
        }
        assert!(stored.len() > 200 && held > 20, "{} {held}", stored.len());
        desk.settle();
    }
}
