//! Every periodic job and every follower of events, in one list.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::kernel::clock::Instant;
use crate::platform::db::DbError;
use crate::platform::jobs::{self, Follower, Job, Nodes, Running};
use crate::{accounts, catalogue, intake, norms, notifications, privacy, sla, statistics, tickets};

/// The periodic jobs; each has its key under `[schedule]`.
pub fn jobs(app: &App) -> Vec<Job<App>> {
    let pace = &app.config.schedule;
    vec![
        Job { name: "sla_steps", pace: pace.sla_steps, nodes: Nodes::Each, run: sla::sweep_all },
        Job { name: "outbox", pace: pace.outbox, nodes: Nodes::Each, run: notifications::send_due },
        Job { name: "intake", pace: pace.intake, nodes: Nodes::One, run: intake::take_in_waiting },
        Job {
            name: "reconciliation",
            pace: pace.reconciliation,
            nodes: Nodes::One,
            run: intake::reconciliation::say,
        },
        Job { name: "ticket_times", pace: pace.ticket_times, nodes: Nodes::One, run: tickets::apply_times },
        Job {
            name: "daily_digest",
            pace: pace.daily_digest,
            nodes: Nodes::One,
            run: notifications::tell_daily,
        },
        Job {
            name: "search_misses",
            pace: pace.search_misses,
            nodes: Nodes::Each,
            run: catalogue::misses::write_down,
        },
        Job {
            name: "catalogue_use",
            pace: pace.catalogue_use,
            nodes: Nodes::Each,
            run: catalogue::usage::write_down,
        },
        Job { name: "publication", pace: pace.publication, nodes: Nodes::One, run: catalogue::publish_due },
        Job {
            name: "check_reminders",
            pace: pace.check_reminders,
            nodes: Nodes::One,
            run: catalogue::remind_of_checks,
        },
        Job { name: "norm_notices", pace: pace.norm_notices, nodes: Nodes::One, run: norms::tell_waiting },
        Job {
            name: "frozen_reports",
            pace: pace.frozen_reports,
            nodes: Nodes::One,
            run: statistics::frozen::freeze_ended,
        },
        Job { name: "erasures", pace: pace.erasures, nodes: Nodes::One, run: finish_erasures },
        Job { name: "cleanup", pace: pace.cleanup, nodes: Nodes::One, run: cleanup },
    ]
}

/// Deletes what expired or was forgotten: sessions and tokens, drafts, files that nothing refers to, mails and runs of jobs
/// that are long over.
fn cleanup(app: Arc<App>, now: Instant) -> Running {
    Box::pin(async move {
        let expired = app.db.write(move |conn| accounts::delete_expired(conn, now)).await?;
        let (drafts, files) =
            tickets::delete_forgotten(&app, now, &[intake::known_keys, catalogue::known_files]).await?;
        let answers = tickets::delete_outlived_drafts(&app, now).await?;
        tickets::forget_presence(&app, now).await?;
        let mails = notifications::forget_old(&app, now).await?;
        let incoming = intake::forget_old(&app, now).await?;
        let deflections = tickets::deflections::settle(&app, now).await?;
        let misses = catalogue::misses::forget_old(&app, now).await?;
        let gathered = catalogue::usage::gather_old(&app, now).await?;
        let votes = catalogue::votes::forget_old(&app, now).await?;
        let runs = app.db.write::<_, DbError, _>(move |conn| jobs::delete_old_runs(conn, now)).await?;
        tracing::info!(
            expired,
            drafts,
            answers,
            files,
            mails,
            incoming,
            misses,
            gathered,
            votes,
            deflections,
            runs,
            "what expired or was forgotten is gone"
        );
        Ok(())
    })
}

/// Deletes the files of people whose data were erased, and where that was told.
fn finish_erasures(app: Arc<App>, now: Instant) -> Running {
    const KNOWN: &[tickets::KnownKeys] = &[tickets::known_files, intake::known_keys, catalogue::known_files];
    Box::pin(privacy::finish_erasures(app, KNOWN, notifications::Mail::Erased.as_str(), now))
}

/// The followers of events.
pub fn followers() -> Vec<Follower<App>> {
    vec![
        Follower {
            name: "notifications",
            step: |app, now| Box::pin(notifications::step(app, now)),
            rest: Duration::ZERO,
        },
        Follower { name: "search_index", step: catalogue::index::follow, rest: Duration::ZERO },
        // Whoever searches old questions misses nothing by a second, and a flood of new ones is not slowed down.
        Follower { name: "ticket_index", step: tickets::index::follow, rest: Duration::from_secs(1) },
        Follower {
            name: "topic_guesses",
            step: tickets::topic_follower::follow,
            rest: Duration::from_secs(1),
        },
        // What entries and answers cite is looked at by people, who miss nothing by a second.
        Follower { name: "norm_register", step: norms::follower::follow, rest: Duration::from_secs(1) },
        // Whoever looks at the queue is told at most once a second that something happened.
        Follower { name: "queue_watchers", step: tickets::watchers::look, rest: Duration::from_secs(1) },
    ]
}
