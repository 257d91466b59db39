//! The sections of the configuration. What each key means is written once, in `config/default.toml`.
#![expect(missing_docs, reason = "config/default.toml documents every key")]

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Deserializer};

use super::intake::Intake;
use super::values::{MonthDay, Network, Pace, PublicUrl, Secret, Span};
use crate::kernel::least_count::LeastCount;
use crate::platform::db::DatabaseUrl;

/// Everything that can be configured; read-only once the program runs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub storage: Storage,
    pub mail: Mail,
    pub intake: Intake,
    pub sla: Sla,
    pub security: Security,
    pub accounts: Accounts,
    pub tickets: Tickets,
    pub catalogue: Catalogue,
    pub norms: Norms,
    pub statistics: Statistics,
    pub office: Office,
    pub schedule: Schedule,
    pub telemetry: Telemetry,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    #[serde(deserialize_with = "address")]
    pub bind: SocketAddr,
    pub public_url: PublicUrl,
    pub workers: usize,
    pub trusted_proxies: Vec<Network>,
    pub shutdown_seconds: u64,
    pub embedded_by: Vec<PublicUrl>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    #[serde(deserialize_with = "database_url")]
    pub url: DatabaseUrl,
    pub read_connections: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    pub dir: PathBuf,
}

impl Storage {
    /// Folder of the attachments.
    pub fn attachments(&self) -> PathBuf {
        self.dir.join("attachments")
    }

    /// Folder of the search index of the catalogue, which can be lost without harm.
    pub fn index(&self) -> PathBuf {
        self.dir.join("index")
    }

    /// Folder of messages that are fetched from a mailbox to be imported, and are removed after it.
    pub fn imports(&self) -> PathBuf {
        self.dir.join("imports")
    }

    /// Folder of the search index of the questions, for the desk alone; it too can be lost without harm.
    pub fn ticket_index(&self) -> PathBuf {
        self.dir.join("ticket-index")
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub transport: MailTransport,
    pub file_dir: PathBuf,
    #[serde(deserialize_with = "optional_secret")]
    pub smtp_url: Option<Secret>,
    pub smtp_fallback_urls: Vec<Secret>,
    pub smtp_tls: SmtpTls,
    pub smtp_ca_file: PathBuf,
    pub smtp_timeout_seconds: u64,
    pub from: String,
    pub dkim_key_file: PathBuf,
    pub dkim_selector: String,
    pub dkim_domain: String,
    #[serde(deserialize_with = "optional_secret")]
    pub imap_url: Option<Secret>,
    pub concurrency: usize,
    pub retry_minutes: Vec<u32>,
    pub max_attempts: u32,
    pub most_per_requester_hour: usize,
    pub most_per_colleague_hour: usize,
    pub keep_days: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    File,
    Smtp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpTls {
    Required,
    Opportunistic,
    None,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sla {
    pub hours: u32,
    pub clock: SlaClock,
    pub steps: Vec<u32>,
    pub repeat_hours: u32,
    pub local_holidays: Vec<MonthDay>,
    #[serde(deserialize_with = "dates")]
    pub closures: Vec<NaiveDate>,
    pub timetable: Timetable,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlaClock {
    Calendar,
    Working,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timetable {
    pub monday: Vec<Span>,
    pub tuesday: Vec<Span>,
    pub wednesday: Vec<Span>,
    pub thursday: Vec<Span>,
    pub friday: Vec<Span>,
    pub saturday: Vec<Span>,
    pub sunday: Vec<Span>,
}

impl Timetable {
    /// Opening hours of a weekday, in order and without overlap.
    pub fn of(&self, day: Weekday) -> &[Span] {
        match day {
            Weekday::Mon => &self.monday,
            Weekday::Tue => &self.tuesday,
            Weekday::Wed => &self.wednesday,
            Weekday::Thu => &self.thursday,
            Weekday::Fri => &self.friday,
            Weekday::Sat => &self.saturday,
            Weekday::Sun => &self.sunday,
        }
    }

    fn days(&self) -> [(&'static str, &[Span]); 7] {
        [
            ("sla.timetable.monday", &self.monday),
            ("sla.timetable.tuesday", &self.tuesday),
            ("sla.timetable.wednesday", &self.wednesday),
            ("sla.timetable.thursday", &self.thursday),
            ("sla.timetable.friday", &self.friday),
            ("sla.timetable.saturday", &self.saturday),
            ("sla.timetable.sunday", &self.sunday),
        ]
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    #[serde(deserialize_with = "optional_secret")]
    pub secret: Option<Secret>,
    pub rate_limits: bool,
    pub sessions: Sessions,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    pub requester: SessionLimits,
    pub staff: SessionLimits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionLimits {
    pub idle_minutes: u32,
    pub absolute_minutes: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    pub confirmation_hours: u32,
    pub recovery_minutes: u32,
    pub invitation_days: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tickets {
    pub max_attachments: usize,
    pub max_attachment_bytes: usize,
    pub close_after_days: u32,
    pub waiting_reminder_days: u32,
    pub waiting_close_days: u32,
    pub answer_draft_days: u32,
    pub follow_days: u32,
    pub file_link_days: u32,
    pub rating_reminder_days: u32,
    pub claim_hours: u32,
    pub guess_topics: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    pub check_months: u32,
    pub check_soon_days: u32,
    pub remind_check_days: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norms {
    pub review_months: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statistics {
    pub freeze_after_days: u32,
    pub least_count: LeastCount,
}

/// Serializable because templates show it.
#[derive(Debug, Clone, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub name: String,
    pub authority: String,
    pub ipa_code: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub pec: String,
    pub declaration_url: String,
    pub privacy_controller: String,
    pub privacy_email: String,
    pub dpo_email: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    pub sla_steps: Pace,
    pub outbox: Pace,
    pub intake: Pace,
    pub reconciliation: Pace,
    pub ticket_times: Pace,
    pub daily_digest: Pace,
    pub search_misses: Pace,
    pub catalogue_use: Pace,
    pub publication: Pace,
    pub check_reminders: Pace,
    pub norm_notices: Pace,
    pub frozen_reports: Pace,
    pub erasures: Pace,
    pub cleanup: Pace,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetry {
    pub log_format: LogFormat,
    pub log_level: String,
    pub metrics_networks: Vec<Network>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

impl Config {
    pub(super) fn from_table(table: toml::Table) -> Result<Self, toml::de::Error> {
        table.try_into()
    }

    /// What single types cannot see: ranges, and keys that need each other. The key and the reason of the first fault.
    pub(super) fn check(&self) -> Result<(), (&'static str, &'static str)> {
        let refuse = |wrong: bool, key, reason| if wrong { Err((key, reason)) } else { Ok(()) };
        let positive = "it must be at least 1";
        let (mail, sla, security) = (&self.mail, &self.sla, &self.security);

        refuse(
            self.server.embedded_by.iter().any(|site| site.as_str().contains([';', ',', '*', '\''])),
            "server.embedded_by",
            "write each site as https://host",
        )?;
        refuse(
            mail.transport == MailTransport::Smtp && mail.smtp_url.is_none(),
            "mail.smtp_url",
            "the smtp transport needs it",
        )?;
        refuse(
            mail.smtp_url
                .as_ref()
                .is_some_and(|url| !starts_with_any(url.expose(), &["smtp://", "smtps://"])),
            "mail.smtp_url",
            "it must start with smtp:// or smtps://",
        )?;
        refuse(
            !mail.smtp_fallback_urls.is_empty() && mail.smtp_url.is_none(),
            "mail.smtp_fallback_urls",
            "the first mail server is named by mail.smtp_url",
        )?;
        refuse(
            mail.smtp_fallback_urls
                .iter()
                .any(|url| !starts_with_any(url.expose(), &["smtp://", "smtps://"])),
            "mail.smtp_fallback_urls",
            "each must start with smtp:// or smtps://",
        )?;
        refuse(
            mail.imap_url
                .as_ref()
                .is_some_and(|url| !starts_with_any(url.expose(), &["imap://", "imaps://"])),
            "mail.imap_url",
            "it must start with imaps:// or imap://",
        )?;
        refuse(
            mail.from.parse::<lettre::message::Mailbox>().is_err(),
            "mail.from",
            "write an address as Name <name@example.it>",
        )?;
        refuse(
            !mail.dkim_key_file.as_os_str().is_empty() && !is_domain_name(&mail.dkim_selector),
            "mail.dkim_selector",
            "with mail.dkim_key_file it must be a name of letters, digits, points and hyphens",
        )?;
        refuse(
            !mail.dkim_domain.is_empty() && !is_domain_name(&mail.dkim_domain),
            "mail.dkim_domain",
            "write a domain in small ASCII letters, such as provincia.milano.it, or nothing",
        )?;
        refuse(mail.concurrency == 0, "mail.concurrency", positive)?;
        refuse(mail.max_attempts == 0, "mail.max_attempts", positive)?;
        refuse(!(1..=36_500).contains(&mail.keep_days), "mail.keep_days", "it must be from 1 to 36500")?;
        refuse(mail.smtp_timeout_seconds == 0, "mail.smtp_timeout_seconds", positive)?;
        refuse(
            mail.retry_minutes.is_empty() || mail.retry_minutes.contains(&0),
            "mail.retry_minutes",
            "at least one pause is needed, each of at least 1 minute",
        )?;
        self.intake.check()?;

        refuse(!(1..=8760).contains(&sla.hours), "sla.hours", "it must be from 1 to 8760")?;
        refuse(
            sla.steps.first() == Some(&0)
                || sla.steps.last().is_some_and(|last| *last > 100)
                || !sla.steps.is_sorted_by(|a, b| a < b),
            "sla.steps",
            "they must grow from 1 to 100",
        )?;
        refuse(sla.repeat_hours > 8760, "sla.repeat_hours", "it must be from 0 to 8760")?;
        refuse(sla.local_holidays.len() > 20, "sla.local_holidays", "at most 20 days can be listed")?;
        for (key, spans) in sla.timetable.days() {
            let ordered = spans.is_sorted_by(|a, b| a.until <= b.from);
            refuse(!ordered, key, "the spans must follow each other without overlap")?;
        }
        refuse(
            sla.clock == SlaClock::Working && sla.timetable.days().iter().all(|(_, spans)| spans.is_empty()),
            "sla.clock",
            "the working clock needs at least one span in sla.timetable",
        )?;

        refuse(
            security.secret.as_ref().is_some_and(|secret| secret.expose().len() < 32),
            "security.secret",
            "it must have at least 32 characters",
        )?;
        refuse(
            !security.rate_limits && !self.server.bind.ip().is_loopback(),
            "security.rate_limits",
            "false is only for load tests on a loopback address",
        )?;
        for (limits, key) in [
            (security.sessions.requester, "security.sessions.requester.idle_minutes"),
            (security.sessions.staff, "security.sessions.staff.idle_minutes"),
        ] {
            let sound = 1 <= limits.idle_minutes && limits.idle_minutes <= limits.absolute_minutes;
            refuse(!sound, key, "it must be at least 1 and not above absolute_minutes")?;
        }

        refuse(self.accounts.confirmation_hours == 0, "accounts.confirmation_hours", positive)?;
        refuse(self.accounts.recovery_minutes == 0, "accounts.recovery_minutes", positive)?;
        refuse(self.accounts.invitation_days == 0, "accounts.invitation_days", positive)?;
        refuse(self.tickets.close_after_days == 0, "tickets.close_after_days", positive)?;
        refuse(
            self.tickets.waiting_reminder_days >= self.tickets.waiting_close_days,
            "tickets.waiting_reminder_days",
            "the reminder must come before waiting_close_days",
        )?;
        refuse(
            self.tickets.rating_reminder_days >= 30,
            "tickets.rating_reminder_days",
            "the reminder must come within 30 days",
        )?;
        refuse(
            tracing_subscriber::EnvFilter::try_new(&self.telemetry.log_level).is_err(),
            "telemetry.log_level",
            "write error, warn, info, debug or trace",
        )
    }
}

pub(super) fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| text.starts_with(start))
}

/// What may stand as a name in the domain name system and in a DKIM signature (RFC 6376, section 3.1).
fn is_domain_name(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 200 && text.split('.').all(is_label)
}

fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(|_| serde::de::Error::custom("write an address and a port, for example 127.0.0.1:8080"))
}

fn database_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DatabaseUrl, D::Error> {
    DatabaseUrl::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

fn optional_secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok((!text.is_empty()).then(|| Secret::from(text.as_str())))
}

fn dates<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<NaiveDate>, D::Error> {
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .map(|text| {
            text.parse().map_err(|_| {
                serde::de::Error::custom("write each date as year-month-day, for example 2026-12-24")
            })
        })
        .collect()
}
