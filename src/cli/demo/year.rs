//! Which questions are asked when: two years of arrivals, and enough at the end for every state to be seen.

use chrono::{Datelike, Duration};

use super::content::{Content, Question};
use super::course::Fate;
use super::hours::{Days, hours};
use super::random::Dice;
use super::stage::Case;
use crate::kernel::clock::Instant;

/// Topics that grow over the two years: what the desk hears of a changing need.
const GROWING: [&str; 3] = ["lavoro-agile", "legge-104-caregiver", "assistenza-anziani"];
/// One in forty messages to a public form is rubbish.
const SPAM: f64 = 0.025;

/// What has just happened when the demonstration ends: hours before it, fate.
const SCENE: [(f64, f64, Fate); 8] = [
    (0.3, 20.0, Fate::Untouched),
    (3.0, 30.0, Fate::Taken),
    (42.0, 47.5, Fate::Taken),
    (43.0, 47.8, Fate::Untouched),
    (50.0, 76.0, Fate::Taken),
    (20.0, 90.0, Fate::Asked),
    (60.0, 110.0, Fate::AskedAgain),
    (2.0, 40.0, Fate::Natural),
];

/// What the person whose password is printed asked: question, hours before the end, fate.
const KNOWN: [(&str, f64, Fate); 6] = [
    ("parentale-quanti-mesi", 10_300.0, Fate::Natural),
    ("nido-lista-attesa", 4_200.0, Fate::Natural),
    ("malattia-figlio", 700.0, Fate::Natural),
    ("part-time-diritto", 110.0, Fate::Natural),
    ("smart-priorita", 31.0, Fate::Asked),
    ("centro-estivo", 2.6, Fate::Untouched),
];

/// `count` questions, in no order.
pub(super) fn cases(
    content: &Content,
    count: usize,
    (seed, start, end): (u64, Instant, Instant),
) -> Vec<Case> {
    let mut dice = Dice::of(seed, 4, 0);
    let days = Days::new(start + Duration::days(3), end);
    let mut cases = Vec::with_capacity(count);
    for (id, before, fate) in KNOWN.iter().take(count) {
        if let Some(question) = content.questions.iter().position(|question| question.id == *id) {
            cases.push(Case { at: end - hours(*before), question, fate: *fate, known: true });
        }
    }
    let scenes = if count < 40 { count / 4 } else { (count / 12).clamp(24, 200) };
    for number in 0..scenes {
        let (late, early, fate) = SCENE[number % SCENE.len()];
        let at = end - hours(dice.between(late, early));
        let suits = |question: &Question| match fate {
            Fate::Asked => question.clarification.is_some(),
            Fate::AskedAgain => question.followup.is_some(),
            _ => true,
        };
        let question = asked(content, at, (start, end), &suits, &mut dice);
        cases.push(Case { at, question, fate, known: false });
    }
    // Of those who ask, one in four is a firm.
    while cases.len() < count {
        let worker = dice.chance(0.75);
        let at = days.draw(worker, &mut dice);
        if at >= end {
            continue;
        }
        let (question, fate) = if dice.chance(SPAM) {
            (0, Fate::Spam)
        } else {
            let suits = |question: &Question| (question.who == "worker") == worker;
            (asked(content, at, (start, end), &suits, &mut dice), Fate::Natural)
        };
        cases.push(Case { at, question, fate, known: false });
    }
    cases.truncate(count);
    cases
}

/// A question of the season that suits.
fn asked(
    content: &Content,
    at: Instant,
    (start, end): (Instant, Instant),
    suits: &dyn Fn(&Question) -> bool,
    dice: &mut Dice,
) -> usize {
    let gone = (at - start).num_days() as f64 / (end - start).num_days().max(1) as f64;
    let weights: Vec<f64> = content
        .questions
        .iter()
        .map(|question| {
            if !suits(question) {
                return 0.0;
            }
            let season = if question.months.contains(&at.rome().month()) { 4.0 } else { 1.0 };
            let trend = if GROWING.contains(&question.topic.as_str()) { 0.5 + 1.3 * gone } else { 1.0 };
            question.weight * season * trend
        })
        .collect();
    dice.weighted(&weights)
}
