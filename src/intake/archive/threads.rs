//! Which messages are one conversation: pure.
//!
//! Messages that name one another (`Message-ID`, `In-Reply-To`, `References`), also by way of messages that are not there, and
//! that are between the desk and the same person; what somebody else wrote is a conversation of its own, for nobody may read
//! another's on her page. Then those that name nobody and say by their subject that they answer something, to the same person
//! within a time.

use std::collections::HashMap;

use chrono::Duration;

use super::note::{Key, Note};

/// From one message to the next that goes on under its subject.
const SAME_SUBJECT: Duration = Duration::days(30);

/// Groups of equals that are joined.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn add(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn of(&mut self, one: usize) -> usize {
        let mut root = one;
        while self.0[root] != root {
            root = self.0[root];
        }
        let mut at = one;
        while self.0[at] != root {
            at = std::mem::replace(&mut self.0[at], root);
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        // The smaller place stays, so that the same messages make the same groups.
        self.0[one.max(other)] = one.min(other);
    }
}

/// The conversations among `notes`, each as places in it: the oldest message first, and the conversation that began first
/// before the others.
pub(super) fn threads(notes: &[Note]) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(notes.len());
    let mut named: HashMap<Key, usize> = HashMap::new();
    let mut is_answer_to_known = vec![false; notes.len()];
    for (place, note) in notes.iter().enumerate() {
        if let Some(id) = note.id {
            named.insert(id, place);
        }
    }
    for (place, note) in notes.iter().enumerate() {
        for answered in &note.answers {
            is_answer_to_known[place] |= named.get(answered).is_some_and(|known| *known < notes.len());
            let known = *named.entry(*answered).or_insert_with(|| groups.add());
            groups.join(place, known);
        }
    }
    // Between the desk and one person each.
    let mut between: HashMap<(usize, Key), usize> = HashMap::new();
    let mut conversations = Groups::new(notes.len());
    for (place, note) in notes.iter().enumerate() {
        let first = *between.entry((groups.of(place), note.party)).or_insert(place);
        conversations.join(place, first);
    }
    let mut in_time: Vec<usize> = (0..notes.len()).collect();
    in_time.sort_by_key(|place| (notes[*place].at, *place));
    let mut last: HashMap<(Key, Key), usize> = HashMap::new();
    for place in &in_time {
        let note = &notes[*place];
        let Some(subject) = note.subject else { continue };
        if let Some(before) = last.insert((note.party, subject), *place)
            && note.is_reply
            && !is_answer_to_known[*place]
            && note.at - notes[before].at <= SAME_SUBJECT
        {
            conversations.join(*place, before);
        }
    }
    let mut found: HashMap<usize, Vec<usize>> = HashMap::new();
    for place in in_time {
        found.entry(conversations.of(place)).or_default().push(place);
    }
    let mut found: Vec<Vec<usize>> = found.into_values().collect();
    found.sort_by_key(|thread| thread.first().map(|place| (notes[*place].at, *place)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::archive::source::Place;
    use crate::kernel::clock::Instant;

    struct Mail {
        day: i64,
        id: &'static str,
        answers: &'static [&'static str],
        party: &'static str,
        subject: &'static str,
        is_ours: bool,
    }

    const ANNA: Mail =
        Mail { day: 0, id: "a", answers: &[], party: "anna", subject: "Congedo", is_ours: false };

    fn found(mails: &[Mail]) -> Vec<Vec<usize>> {
        let notes: Vec<Note> = mails
            .iter()
            .map(|mail| {
                let (subject, is_reply) = crate::intake::archive::note::plain_subject(mail.subject);
                Note {
                    place: Place { source: 0, offset: 0, length: 0 },
                    at: Instant::from_micros(mail.day * 86_400_000_000),
                    id: (!mail.id.is_empty()).then(|| Key::of_id(mail.id)),
                    content: Key::of(&[mail.id]),
                    answers: mail.answers.iter().map(|id| Key::of_id(id)).collect(),
                    party: Key::of(&[mail.party]),
                    subject: Some(Key::of(&[&subject])),
                    is_reply,
                    is_ours: mail.is_ours,
                }
            })
            .collect();
        threads(&notes)
    }

    #[test]
    fn messages_that_name_one_another_are_together_in_whatever_order_they_lie() {
        let answer = || Mail { day: 1, id: "b", answers: &["a"], is_ours: true, ..ANNA };
        let thanks = || Mail { day: 2, id: "c", answers: &["a", "b"], ..ANNA };
        assert_eq!(found(&[thanks(), ANNA, answer()]), [[1, 2, 0]]);
        // Also when the one that they all answer is not there.
        let with_subject = |mail: Mail, subject| Mail { subject, ..mail };
        assert_eq!(found(&[with_subject(answer(), "Uno"), with_subject(thanks(), "Due")]), [[0, 1]]);
    }

    #[test]
    fn what_somebody_else_wrote_is_a_conversation_of_its_own() {
        let forwarded = Mail { day: 1, id: "b", answers: &["a"], party: "bruno", is_ours: true, ..ANNA };
        let opinion = Mail { day: 2, id: "c", answers: &["b", "a"], party: "bruno", ..ANNA };
        let answer = Mail { day: 3, id: "d", answers: &["a"], is_ours: true, ..ANNA };
        assert_eq!(found(&[ANNA, forwarded, opinion, answer]), [vec![0, 3], vec![1, 2]]);
    }

    #[test]
    fn a_reply_that_names_nobody_is_found_by_its_subject_within_a_month() {
        let reply = |day, id, subject| Mail { day, id, subject, ..ANNA };
        assert_eq!(found(&[ANNA, reply(29, "b", "R: congedo")]), [[0, 1]]);
        assert_eq!(found(&[ANNA, reply(31, "b", "R: congedo")]).len(), 2);
        assert_eq!(found(&[ANNA, reply(1, "b", "Congedo")]).len(), 2, "a new question under an old subject");
        assert_eq!(found(&[ANNA, Mail { party: "bruno", ..reply(1, "b", "R: Congedo") }]).len(), 2);
        let of_other = Mail { answers: &["z"], ..reply(1, "b", "R: Congedo") };
        assert_eq!(found(&[ANNA, of_other]), [[0, 1]], "what it names is not there");
    }

    #[test]
    fn references_in_a_circle_end() {
        let one = Mail { answers: &["b"], ..ANNA };
        let other = Mail { day: 1, id: "b", answers: &["a", "b"], ..ANNA };
        assert_eq!(found(&[one, other]), [[0, 1]]);
    }
}
