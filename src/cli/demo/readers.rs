//! Who only reads: some say whether an entry was useful, and some find there what they were about to ask.

use super::DemoError;
use super::crowd::Asker;
use super::random::Dice;
use crate::catalogue;
use crate::catalogue::votes::{self, Reason, Vote};
use crate::kernel::clock::Instant;
use crate::kernel::ids::EntryId;
use crate::platform::db::Conn;
use crate::tickets::deflections;

const USEFUL: [&str; 3] = ["Chiaro, grazie.", "Finalmente ho capito.", "Mi ha evitato una telefonata."];
const NOT_USEFUL: [&str; 4] = [
    "Manca quanto si prende di stipendio.",
    "Non ho capito a chi mandare la richiesta.",
    "Vale anche per chi lavora in una cooperativa?",
    "Troppo lungo.",
];

/// When so many readers say something, evenly over the whole time but for its beginning, when there is little to read.
pub(super) fn moments(count: usize, start: Instant, end: Instant, seed: u64) -> Vec<Instant> {
    let hours = (end - start).num_hours() as f64;
    let moment = |number| start + super::hours::hours(hours * Dice::of(seed, 4, number).between(0.1, 1.0));
    (0..count).map(moment).collect()
}

/// One reader, who has read one of these entries; `askers` are those who may have an account.
pub(super) fn read(
    conn: &mut Conn,
    (number, seed): (usize, u64),
    public: &[EntryId],
    askers: &[Asker],
    at: Instant,
) -> Result<(), DemoError> {
    let mut dice = Dice::of(seed, 5, number);
    // Some are read far more than others.
    let place = (dice.unit() * dice.unit() * public.len() as f64) as usize;
    let Some(entry) = public.get(place) else { return Ok(()) };
    let Some(entry) = catalogue::public(conn, &[*entry])?.pop() else { return Ok(()) };
    if !askers.is_empty() && dice.chance(0.3) {
        let asker = dice.pick(askers).person.id;
        deflections::spare(conn, asker, &entry, &format!("demo-{number}"), at)?;
        return Ok(());
    }
    let useful = dice.chance(0.78);
    let reasons: &[Reason] = if useful { &[Reason::Clear, Reason::Steps] } else { Reason::ALL };
    let notes: &[&str] = if useful { &USEFUL } else { &NOT_USEFUL };
    let vote = Vote {
        entry: entry.id,
        version: entry.version,
        useful,
        reason: dice.chance(0.6).then(|| *dice.pick(reasons)),
        note: if dice.chance(0.25) { (*dice.pick(notes)).to_owned() } else { String::new() },
    };
    votes::cast(conn, &vote, &number.to_string(), at)?;
    Ok(())
}
