//! The content holds together, and the demonstration is what it promises.

use std::collections::HashSet;

use super::*;

fn content() -> Content {
    Content::embedded().unwrap()
}

#[test]
fn every_topic_entry_and_slot_that_is_named_exists() {
    let content = content();
    let mut topics = HashSet::new();
    for topic in &content.desk.topics {
        topics.insert(topic.slug.as_str());
        topics.extend(topic.children.iter().map(|child| child.slug.as_str()));
    }
    let slugs: HashSet<&str> = content.entries.iter().map(|entry| entry.slug.as_str()).collect();
    assert_eq!(slugs.len(), content.entries.len(), "two entries have one slug");
    for entry in &content.entries {
        assert!(topics.contains(entry.topic.as_str()), "{}", entry.slug);
    }
    for question in &content.questions {
        assert!(topics.contains(question.topic.as_str()), "{}", question.id);
        assert!(question.entry.as_deref().is_none_or(|entry| slugs.contains(entry)), "{}", question.id);
        let texts = question.subjects.iter().chain(&question.bodies).chain(&question.answers);
        for text in texts.chain(question.slots.values().flatten()) {
            for slot in text.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
                let known = ["name", "comune"].contains(&slot) || question.slots.contains_key(slot);
                assert!(known || slot.contains('|'), "{}: {{{slot}}}", question.id);
            }
        }
    }
}

#[test]
fn contacts_reach_nobody() {
    for entry in &content().entries {
        let words = entry.body.split_whitespace();
        for address in words.filter(|word| word.contains('@')) {
            assert!(address.ends_with(".example"), "{}: {address}", entry.slug);
        }
        if let Some(address) = entry.details.get("email") {
            assert!(address.ends_with(".example"), "{}: {address}", entry.slug);
        }
        if let Some(number) = entry.details.get("phone") {
            assert!(number.starts_with("02 0000 01"), "{}: {number}", entry.slug);
        }
        for number in entry.body.split("tel. ").skip(1) {
            assert!(number.starts_with("02 0000 01"), "{}: {number}", entry.slug);
        }
    }
}

#[test]
fn the_content_is_large_enough_to_be_judged() {
    let content = content();
    assert!(content.questions.len() >= 60);
    let of_kind = |kind| content.entries.iter().filter(|entry| entry.kind == kind).count();
    assert!(of_kind("answer") >= 80 && of_kind("practice") >= 20 && of_kind("service") >= 20);
    for entry in &content.entries {
        let words = entry.body.split_whitespace().count();
        assert!((100..=300).contains(&words), "{}: {words} words", entry.slug);
    }
}

fn made(seed: u64, end: Instant) -> Vec<(String, String, Option<Instant>)> {
    let folder =
        std::env::temp_dir().join(format!("dialoga-demo-{}-{seed}-{}", std::process::id(), new_secret()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut config = Config::defaults();
    let url = format!("sqlite:{}/desk.db", folder.display());
    config.database.url = crate::platform::db::DatabaseUrl::parse(&url).unwrap();
    let db = Db::open(&config.database.url, 1).unwrap();
    let policy = crate::sla::Configured::of(&config.sla).unwrap();
    fill(&db, config, content(), policy, ((50, 50), seed, end), &[]).unwrap();
    let rows =
        tickets::table.order(tickets::id).select((tickets::subject, tickets::state, tickets::answered_at));
    let rows = db.read_blocking::<_, DbError, _>(|conn| Ok(rows.load(conn)?)).unwrap();
    drop(db);
    std::fs::remove_dir_all(folder).unwrap();
    rows
}

#[test]
fn the_same_seed_and_moment_make_the_same_desk() {
    let end = Instant::parse_rfc3339("2026-11-24T10:00:00Z").unwrap();
    let (first, again, other) = (made(7, end), made(7, end), made(8, end));
    assert_eq!(first.len(), 50);
    assert_eq!(first, again);
    assert_ne!(first, other);
}
