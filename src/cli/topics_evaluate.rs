//! `dialoga topics evaluate`: how often the guess of a topic was right, had it been asked.

use std::collections::BTreeMap;

use clap::Args;

use super::failure::{Explain, Failure};
use super::say;
use crate::app::App;
use crate::catalogue::index::PublicEntries;
use crate::kernel::clock::Clock;
use crate::kernel::ids::TopicId;
use crate::platform::config::Config;
use crate::platform::db::DbError;
use crate::platform::search;
use crate::statistics::Rate;
use crate::tickets::index::Conversations;
use crate::tickets::{self, TopicGuess};
use crate::topics::{self, TopicTree};

/// Which questions are held out.
#[derive(Debug, Args)]
pub(super) struct TopicsEvaluate {
    /// How many of the newest catalogued questions are asked; each is guessed from those before it alone.
    #[arg(long, default_value_t = 500)]
    newest: u32,
}

/// What was guessed of a question, beside what an expert said.
struct Trial {
    truth: TopicId,
    guesses: Vec<TopicGuess>,
}

impl Trial {
    fn first(&self) -> Option<&TopicGuess> {
        self.guesses.first()
    }

    fn is_right(&self) -> bool {
        self.first().is_some_and(|guess| guess.topic == self.truth)
    }

    fn is_sure(&self) -> bool {
        self.first().is_some_and(TopicGuess::is_sure)
    }
}

pub(super) fn run(config: Config, asked: &TopicsEvaluate) -> Result<(), Failure> {
    let app = App::open(config, Clock::system()).explain("The desk could not be opened")?;
    while search::catch_up(&PublicEntries, &app.db, &app.search)
        .explain("The catalogue cannot be searched")?
    {}
    while search::catch_up(&Conversations, &app.db, &app.ticket_search)
        .explain("The questions cannot be searched")?
    {}
    let now = app.clock.now();
    let (tree, trials) = app
        .db
        .read_blocking::<_, DbError, _>(|conn| {
            let tree = topics::tree(conn)?;
            let held_out = tickets::newest_catalogued(conn, asked.newest.into())?;
            let mut trials = Vec::with_capacity(held_out.len());
            for question in held_out {
                let (ticket, text) = (&question.ticket, question.text());
                let guesses = tickets::guess_topics(&app, conn, &text, Some(ticket.id), now)?;
                trials.extend(ticket.topic.map(|truth| Trial { truth, guesses }));
            }
            Ok((tree, trials))
        })
        .explain("The questions could not be read")?;
    if trials.is_empty() {
        return Err(Failure::new(
            "No question has been catalogued and answered yet: there is nothing to compare with.",
        ));
    }
    report(&tree, &trials);
    Ok(())
}

fn report(tree: &TopicTree, trials: &[Trial]) {
    say(&format!("{} questions, each guessed from those before it alone:", trials.len()));
    let rate = |what: &str, hits: usize, of: usize| {
        let rate = Rate::of(hits as u64, of as u64).map_or_else(String::new, |rate| {
            let [share, low, high] = [rate.share, rate.low, rate.high].map(|part| part * 100.0);
            format!(", {share:.0} % (95 % interval {low:.0} to {high:.0} %)")
        });
        say(&format!("  {what}: {hits} of {of}{rate}"));
    };
    let sure: Vec<&Trial> = trials.iter().filter(|trial| trial.is_sure()).collect();
    let among = |most: usize| {
        let holds = |trial: &&Trial| trial.guesses.iter().take(most).any(|guess| guess.topic == trial.truth);
        trials.iter().filter(holds).count()
    };
    rate("first guess right", among(1), trials.len());
    rate("right topic among the first three", among(3), trials.len());
    rate("sure enough to guess", sure.len(), trials.len());
    rate("right where sure", sure.iter().filter(|trial| trial.is_right()).count(), sure.len());
    let name = |topic: TopicId| tree.get(topic).map_or("?", |topic| topic.slug.as_str());
    let mut of_topic: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut confused: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for trial in trials {
        let (right, all) = of_topic.entry(name(trial.truth)).or_default();
        *all += 1;
        *right += usize::from(trial.is_right());
        if let Some(guess) = trial.first().filter(|_| !trial.is_right()) {
            *confused.entry((name(trial.truth), name(guess.topic))).or_default() += 1;
        }
    }
    say("By topic, first guess right:");
    for (topic, (right, all)) in of_topic {
        say(&format!("  {topic}: {right} of {all}"));
    }
    let mut confused: Vec<_> = confused.into_iter().collect();
    confused.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if !confused.is_empty() {
        say("Most often taken for another:");
    }
    for ((truth, guessed), count) in confused.into_iter().take(10) {
        say(&format!("  {truth}, guessed {guessed}: {count}"));
    }
}
