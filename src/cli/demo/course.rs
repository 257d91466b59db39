//! The course of one question: what happens to it and when, as far as people decide it.

use chrono::{Datelike, Duration};

use super::content::Question;
use super::hours::{at_work, awake, hours};
use super::random::Dice;
use crate::kernel::clock::Instant;

/// One thing that somebody does with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Submit,
    /// The desk gives it the topic it should have had.
    Retopic,
    Claim,
    Note,
    Release,
    HandOver,
    Ask,
    Clarify,
    Answer,
    Rate {
        helpful: bool,
    },
    FollowUp,
    AnswerFollowUp,
    Thanks,
    CloseByRequester,
    CloseByExpert,
    Spam,
}

/// How far a question has come when the demonstration ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Wherever its course leads.
    Natural,
    /// Nobody has touched it.
    Untouched,
    /// An expert is on it.
    Taken,
    /// The requester owes a clarification.
    Asked,
    /// Answered, and asked again.
    AskedAgain,
    /// Put aside.
    Spam,
}

/// Everything that decides a course.
pub(super) struct Circumstances {
    pub(super) fate: Fate,
    pub(super) submitted: Instant,
    pub(super) start: Instant,
    pub(super) end: Instant,
    /// How many times the usual hours its expert takes.
    pub(super) speed: f64,
    /// Whether it came without its topic, or with a wrong one.
    pub(super) misplaced: bool,
}

/// The steps of a question after it was submitted.
pub(super) fn course(question: &Question, with: &Circumstances, dice: &mut Dice) -> Vec<(Instant, Step)> {
    let from = with.submitted;
    let left = with.end - from;
    // In the hours of work, when there are any before the end.
    let mut at = |share: f64| {
        let part = from + hours(left.num_minutes() as f64 / 60.0 * share);
        let working = at_work(part, dice);
        if working < with.end { working } else { part }
    };
    let mut steps = match with.fate {
        Fate::Natural => natural(question, with, dice),
        Fate::Untouched => Vec::new(),
        Fate::Taken => vec![(at(0.25), Step::Claim), (at(0.5), Step::Note)],
        Fate::Asked => vec![(at(0.3), Step::Claim), (at(0.6), Step::Ask)],
        Fate::AskedAgain => vec![(at(0.1), Step::Claim), (at(0.2), Step::Answer), (at(0.85), Step::FollowUp)],
        Fate::Spam => vec![(at_work(from + hours(dice.around(5.0, 0.8)), dice), Step::Spam)],
    };
    for next in 1..steps.len() {
        // Hours of work can bring two steps to one morning: they keep their order.
        steps[next].0 = steps[next].0.max(steps[next - 1].0 + Duration::seconds(40));
    }
    steps
}

fn natural(question: &Question, with: &Circumstances, dice: &mut Dice) -> Vec<(Instant, Step)> {
    let from = with.submitted;
    let taken = dice.around(19.0 * with.speed * load(with), 0.55).clamp(0.4, 160.0);
    let mut answer = at_work(from + hours(taken), dice);
    let mut claim = at_work(from + hours(taken * dice.between(0.1, 0.7)), dice);
    if claim >= answer {
        claim = from + (answer - from) / 2;
    }
    let mut steps = vec![(claim, Step::Claim)];
    let soon = |minutes: i64| claim + Duration::minutes(minutes);
    if with.misplaced {
        steps.push((soon(2), Step::Retopic));
    }
    if dice.chance(0.14) {
        steps.push((soon(9), Step::Note));
    }
    if dice.chance(0.05) {
        steps.push((soon(15), Step::HandOver));
        answer = answer.max(at_work(soon(15) + hours(dice.around(5.0, 0.5)), dice));
    } else if dice.chance(0.03) {
        let again = at_work(soon(40) + hours(dice.around(3.0, 0.5)), dice);
        steps.push((soon(40), Step::Release));
        steps.push((again, Step::Claim));
        answer = answer.max(again + Duration::minutes(35));
    } else if question.clarification.is_some() && dice.chance(0.3) {
        let ask = soon(20);
        steps.push((ask, Step::Ask));
        if dice.chance(0.15) {
            // Never heard of again: time closes it.
            return steps;
        }
        let reply = awake(ask + hours(dice.around(11.0, 1.0)), dice);
        steps.push((reply, Step::Clarify));
        answer = answer.max(at_work(reply + hours(dice.around(6.0, 0.7)), dice));
    }
    steps.push((answer, Step::Answer));
    after_answer(question, answer, answer - from > Duration::hours(48), &mut steps, dice);
    steps
}

fn after_answer(
    question: &Question,
    answer: Instant,
    late: bool,
    steps: &mut Vec<(Instant, Step)>,
    dice: &mut Dice,
) {
    let mut last = answer;
    if dice.chance(0.5) {
        last = awake(answer + hours(dice.around(8.0, 1.1)), dice);
        steps.push((last, Step::Rate { helpful: dice.chance(if late { 0.66 } else { 0.87 }) }));
    }
    if question.followup.is_some() && dice.chance(0.25) {
        let asked = awake(last + hours(dice.around(16.0, 0.8)), dice);
        last = at_work(asked + hours(dice.around(13.0, 0.5)), dice);
        steps.extend([(asked, Step::FollowUp), (last, Step::AnswerFollowUp)]);
    } else if dice.chance(0.02) {
        let thanked = awake(last + hours(dice.around(3.0, 0.8)), dice);
        last = at_work(thanked + hours(dice.around(3.0, 0.5)), dice);
        steps.extend([(thanked, Step::Thanks), (last, Step::CloseByExpert)]);
    }
    match dice.weighted(&[0.3, 0.12, 0.58]) {
        0 => steps.push((awake(last + hours(dice.around(40.0, 0.9)), dice), Step::CloseByRequester)),
        1 => steps.push((at_work(last + hours(dice.around(120.0, 0.3)), dice), Step::CloseByExpert)),
        // By time, fifteen days after the answer.
        _ => {}
    }
}

/// The peaks and the holidays slow the desk down; over the two years it learns.
fn load(with: &Circumstances) -> f64 {
    let season = match with.submitted.rome().month() {
        6 => 1.3,
        8 => 1.45,
        9 => 1.35,
        12 => 1.15,
        _ => 1.0,
    };
    let whole = (with.end - with.start).num_days().max(1) as f64;
    let gone = (with.submitted - with.start).num_days() as f64 / whole;
    season * (1.25 - 0.35 * gone)
}
