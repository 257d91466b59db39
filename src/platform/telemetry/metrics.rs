//! The few figures that operations watch, in Prometheus' text format at `/metrics`.

use std::sync::LazyLock;
use std::time::Duration;

use prometheus::{
    Encoder, Histogram, HistogramOpts, HistogramVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};

/// All metrics of the process; one for all, because the writer thread and the server have no common owner.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: HistogramVec,
    writer_queue: IntGauge,
    writer_batch: Histogram,
    outbox: IntGaugeVec,
    events_position: IntGauge,
    standing_followers: IntGauge,
    ill_mailboxes: IntGauge,
}

/// Counted in a gauge until it is dropped, whatever becomes of it.
#[derive(Debug)]
pub struct Waiting(IntGauge);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// The metrics of this process.
pub fn metrics() -> &'static Metrics {
    static METRICS: LazyLock<Metrics> =
        LazyLock::new(|| Metrics::new().expect("the names below are valid and differ"));
    &METRICS
}

impl Metrics {
    fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let requests = HistogramVec::new(
            HistogramOpts::new("dialoga_http_request_seconds", "Time to answer a request, by route pattern.")
                .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0]),
            &["method", "route", "status"],
        )?;
        let writer_queue = IntGauge::new("dialoga_writer_queue", "Writes that wait for the SQLite writer.")?;
        let writer_batch = Histogram::with_opts(
            HistogramOpts::new("dialoga_writer_batch", "Writes that shared one commit.")
                .buckets(vec![1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0]),
        )?;
        let outbox = IntGaugeVec::new(
            Opts::new("dialoga_outbox", "Messages by state: pending or failed."),
            &["state"],
        )?;
        let events_position = IntGauge::new("dialoga_events_position", "Position of the newest event.")?;
        let standing_followers =
            IntGauge::new("dialoga_standing_followers", "Followers of events that stand still.")?;
        let ill_mailboxes =
            IntGauge::new("dialoga_unread_mailboxes", "Folders of mailboxes that cannot be read.")?;
        let build = IntGaugeVec::new(
            Opts::new("dialoga_build_info", "Always 1; the label says the version."),
            &["version"],
        )?;
        build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(writer_queue.clone()))?;
        registry.register(Box::new(writer_batch.clone()))?;
        registry.register(Box::new(outbox.clone()))?;
        registry.register(Box::new(events_position.clone()))?;
        registry.register(Box::new(standing_followers.clone()))?;
        registry.register(Box::new(ill_mailboxes.clone()))?;
        registry.register(Box::new(build))?;
        Ok(Self {
            registry,
            requests,
            writer_queue,
            writer_batch,
            outbox,
            events_position,
            standing_followers,
            ill_mailboxes,
        })
    }

    /// Counts an answered request. `route` is the pattern (`/coda/{number}`), never the path: paths hold tokens, and
    /// would make a metric each.
    pub fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        self.requests.with_label_values(&[method, route, &status.to_string()]).observe(took.as_secs_f64());
    }

    /// A write waits for the SQLite writer as long as the answer lives.
    pub fn write_waits(&self) -> Waiting {
        self.writer_queue.inc();
        Waiting(self.writer_queue.clone())
    }

    /// The SQLite writer finished a commit of `count` writes.
    pub fn writes_committed(&self, count: usize) {
        self.writer_batch.observe(count as f64);
    }

    /// How many messages wait to be sent, and how many were given up.
    pub fn set_outbox(&self, pending: i64, failed: i64) {
        self.outbox.with_label_values(&["pending"]).set(pending);
        self.outbox.with_label_values(&["failed"]).set(failed);
    }

    /// The position of the newest event.
    pub fn set_events_position(&self, position: i64) {
        self.events_position.set(position);
    }

    /// How many followers of events stand still in this process.
    pub fn set_standing_followers(&self, count: usize) {
        self.standing_followers.set(i64::try_from(count).unwrap_or(i64::MAX));
    }

    /// How many folders of mailboxes cannot be read just now.
    pub fn set_unread_mailboxes(&self, count: usize) {
        self.ill_mailboxes.set(i64::try_from(count).unwrap_or(i64::MAX));
    }

    /// Everything in Prometheus' text format.
    pub fn text(&self) -> String {
        let mut buffer = Vec::new();
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut buffer) {
            tracing::error!(%error, "metrics could not be written");
        }
        String::from_utf8_lossy(&buffer).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_written_by_route_pattern() {
        let metrics = Metrics::new().unwrap();
        metrics.request("GET", "/coda/{number}", 200, Duration::from_millis(3));
        let _waits = metrics.write_waits();
        drop(metrics.write_waits());
        metrics.writes_committed(2);
        metrics.set_outbox(3, 1);
        metrics.set_events_position(42);
        metrics.set_standing_followers(1);
        metrics.set_unread_mailboxes(2);
        let text = metrics.text();
        for line in [
            r#"dialoga_http_request_seconds_count{method="GET",route="/coda/{number}",status="200"} 1"#,
            r#"dialoga_http_request_seconds_bucket{method="GET",route="/coda/{number}",status="200",le="0.0025"} 0"#,
            "dialoga_writer_queue 1",
            "dialoga_writer_batch_sum 2",
            r#"dialoga_outbox{state="pending"} 3"#,
            r#"dialoga_outbox{state="failed"} 1"#,
            "dialoga_events_position 42",
            "dialoga_standing_followers 1",
            "dialoga_unread_mailboxes 2",
            r#"dialoga_build_info{version="0.1.0"} 1"#,
        ] {
            assert!(text.contains(line), "{line} not in\n{text}");
        }
    }
}
