//! `dialoga` or `dialoga serve`: the desk itself, until it is told to stop.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::failure::{Explain, Failure};
use crate::app::App;
use crate::catalogue::index::PublicEntries;
use crate::kernel::clock::Clock;
use crate::platform::config::Config;
use crate::platform::jobs::Background;
use crate::platform::search;
use crate::platform::telemetry::start_logs;
use crate::{catalogue, intake, schedule, server};

/// How long the first visitor waits for the search index at most.
const SEARCH_PATIENCE: Duration = Duration::from_secs(3);

pub(super) fn run(config: Config) -> Result<(), Failure> {
    start_logs(&config.telemetry);
    // The address first: a second desk started by mistake must not touch the database of the first.
    let address = config.server.bind;
    let listener = TcpListener::bind(address).explain(&format!("The desk cannot listen on {address}"))?;
    let lmtp = match config.intake.lmtp_bind {
        Some(address) => {
            Some(TcpListener::bind(address).explain(&format!("The desk cannot take mails at {address}"))?)
        }
        None => None,
    };
    let app = App::open(config, Clock::system()).explain("The desk cannot start")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("background")
        .enable_all()
        .build()
        .explain("The desk cannot start its threads")?;
    let served = runtime.block_on(serve(&app, listener, lmtp));
    // Whatever did not end in time is left to its leases; the last handle on the database lets its writer finish.
    runtime.shutdown_timeout(Duration::from_millis(500));
    drop(app);
    tracing::info!("the desk is closed");
    served
}

/// Serves until a signal, then stops taking requests, finishes those accepted, and lets background work end.
async fn serve(app: &Arc<App>, listener: TcpListener, lmtp: Option<TcpListener>) -> Result<(), Failure> {
    let address = listener.local_addr().explain("The desk cannot read its own address")?;
    let stop = stop_signal().explain("The desk cannot listen to signals")?;
    prepare_search(app).await;
    let background = Background::start(
        Arc::clone(app),
        app.db.clone(),
        app.clock.clone(),
        app.stumbles.clone(),
        schedule::jobs(app),
        schedule::followers(),
    )
    .await
    .explain("The desk cannot start its periodic work")?;
    let (closing, closes) = watch::channel(false);
    let mut reading = tokio::spawn(intake::imap::serve(Arc::clone(app), closes.clone()));
    if let Some(lmtp) = lmtp {
        lmtp.set_nonblocking(true).explain("The desk cannot take mails")?;
        let lmtp = tokio::net::TcpListener::from_std(lmtp).explain("The desk cannot take mails")?;
        tokio::spawn(intake::lmtp::serve(Arc::clone(app), lmtp, closes));
    }
    tokio::spawn(prepare_figures(Arc::clone(app)));
    let mut server = server::start(Arc::clone(app), listener).explain("The desk cannot start its server")?;
    let handle = server.handle();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), %address, url = %app.config.server.public_url, "the desk is open");

    let ended = tokio::select! {
        ended = &mut server => {
            background.stop(Duration::from_secs(1)).await;
            ended.explain("The server failed")
        }
        signal = stop => {
            tracing::info!(signal, "the desk is closing");
            app.outbox.stop();
            app.watchers.stop();
            let _ = closing.send(true);
            let patience = Duration::from_secs(app.config.server.shutdown_seconds);
            let stopped = async {
                let stopping = handle.stop(true);
                let (ended, ()) = tokio::join!(server, stopping);
                ended
            };
            let (ended, (), _) = tokio::join!(
                stopped,
                background.stop(patience),
                tokio::time::timeout(patience, &mut reading),
            );
            ended.explain("The server failed while it was closing")
        }
    };
    if let Err(error) = catalogue::usage::write_down(Arc::clone(app), app.clock.now()).await {
        tracing::warn!(%error, "how much the catalogue was used in the last minute was not written down");
    }
    ended
}

/// Lets the search catch up before the first visitor comes; a large index that has to be built anew goes on being built
/// behind the open door.
async fn prepare_search(app: &Arc<App>) {
    let app = Arc::clone(app);
    let caught_up = tokio::task::spawn_blocking(move || {
        while search::catch_up(&PublicEntries, &app.db, &app.search)? {}
        Ok::<_, search::IndexError>(())
    });
    match tokio::time::timeout(SEARCH_PATIENCE, caught_up).await {
        Ok(Ok(Ok(()))) => {}
        Ok(Ok(Err(error))) => {
            tracing::error!(%error, "the search index is not ready and will be tried again")
        }
        Ok(Err(error)) => tracing::error!(%error, "the search index is not ready and will be tried again"),
        Err(_) => tracing::info!("the desk opens while its search index is being built"),
    }
}

/// Reads what the figures are made of behind the open door: with a million questions whoever looks first would wait for it.
async fn prepare_figures(app: Arc<App>) {
    let (reader, now) = (Arc::clone(&app), app.clock.now());
    if let Err(error) = app.db.read(move |conn| reader.figures.prepare(conn, now)).await {
        tracing::warn!(%error, "the figures are not ready and will be made at the first look");
    }
}

/// Resolves at the first SIGTERM (service managers) or SIGINT (Ctrl-C).
fn stop_signal() -> std::io::Result<impl Future<Output = &'static str>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        }
    })
}
