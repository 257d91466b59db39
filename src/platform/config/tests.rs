use std::io::Write;
use std::time::Duration;

use super::*;
use crate::platform::db::DatabaseUrl;

fn env(pairs: &[(&str, &str)]) -> Result<Config, String> {
    Config::from_layers(None, pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
        .map_err(|error| error.to_string())
}

fn file(text: &str) -> Result<Config, String> {
    let dir = std::env::temp_dir().join(format!(
        "dialoga-config-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join("local.toml");
    std::fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
    let read = Config::from_layers(Some(&path), std::iter::empty());
    std::fs::remove_dir_all(&dir).unwrap();
    read.map_err(|error| error.to_string().replace(&path.display().to_string(), "local.toml"))
}

#[test]
fn the_defaults_are_the_promised_ones() {
    let config = Config::defaults();
    assert_eq!(config.server.bind.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database.url, DatabaseUrl::Sqlite("var/dialoga.db".into()));
    assert_eq!(config.storage.dir, Path::new("var/"));
    assert_eq!(config.mail.transport, MailTransport::File);
    assert_eq!(config.mail.file_dir, Path::new("var/mail"));
    assert_eq!((config.sla.hours, config.sla.clock), (48, SlaClock::Calendar));
    assert_eq!(config.sla.steps, [50, 75, 100]);
    assert_eq!(config.schedule.sla_steps, Pace::Every(Duration::from_secs(30)));
    assert!(config.security.rate_limits);
    assert!(config.security.secret.is_none());
}

#[test]
fn every_default_key_is_explained_by_a_comment_above_its_group() {
    let mut explained = false;
    for line in DEFAULT_TOML.lines() {
        match line.trim() {
            "" => explained = false,
            text if text.starts_with('#') => explained = true,
            text if text.starts_with('[') => {}
            text => assert!(explained || named_by_its_words(text), "no comment above: {text}"),
        }
    }
}

fn named_by_its_words(line: &str) -> bool {
    // the sessions of staff repeat those of requesters; the office's own name and address explain themselves
    line.starts_with("idle_minutes") || line.starts_with("absolute_minutes")
}

#[test]
fn variables_stand_for_numbers_lists_and_booleans() {
    let config = env(&[
        ("DIALOGA__SERVER__BIND", "0.0.0.0:9000"),
        ("DIALOGA__SLA__HOURS", "24"),
        ("DIALOGA__SLA__STEPS", "40, 80"),
        ("DIALOGA__SLA__CLOSURES", "2026-12-24,2026-12-31"),
        ("DIALOGA__SLA__LOCAL_HOLIDAYS", "[\"06-24\"]"),
        ("DIALOGA__SLA__TIMETABLE__SATURDAY", "09:00-12:00"),
        ("DIALOGA__SECURITY__SESSIONS__STAFF__IDLE_MINUTES", "5"),
        ("DIALOGA__MAIL__IMAP_URL", ""),
        ("PATH", "/bin"),
    ])
    .unwrap();
    assert_eq!(config.server.bind.port(), 9000);
    assert_eq!(config.sla.steps, [40, 80]);
    assert_eq!(config.sla.closures.len(), 2);
    assert_eq!(config.sla.local_holidays, [MonthDay { month: 6, day: 24 }]);
    assert_eq!(config.sla.timetable.of(chrono::Weekday::Sat).len(), 1);
    assert_eq!(config.security.sessions.staff.idle_minutes, 5);
}

#[test]
fn mailboxes_are_tables_of_their_own_and_keep_their_passwords() {
    let read = |text: &str| env(&[("DIALOGA__INTAKE__MAILBOXES", text)]);
    let config = read("[{url = 'imaps://a:segreta@posta.it'}, {url = 'imap://b@posta.it', folders = ['INBOX', 'Altra'], oauth2_command = ['/bin/token']}]").unwrap();
    let mailboxes = &config.intake.mailboxes;
    assert_eq!((mailboxes.len(), mailboxes[1].folders.len(), mailboxes[1].oauth2_command.len()), (2, 2, 1));
    assert!(!format!("{config:?}").contains("segreta"));
    for wrong in [
        "[{url = 'pop3://a:segreta@posta.it'}]",
        "[{url = 'imaps://a:segreta@posta.it', folder = 'X'}]",
        "posta.it",
    ] {
        let error = read(wrong).unwrap_err();
        assert!(error.contains("intake.mailboxes") && !error.contains("segreta"), "{error}");
    }
}

#[test]
fn counts_of_one_or_two_are_never_told() {
    let read = |count: &str| env(&[("DIALOGA__STATISTICS__LEAST_COUNT", count)]);
    assert_eq!(read("10").unwrap().statistics.least_count.get(), 10);
    for wrong in ["2", "0", "-1", "21", "tre"] {
        assert!(read(wrong).unwrap_err().contains("statistics.least_count"), "{wrong}");
    }
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_default() {
    let dir = std::env::temp_dir().join(format!("dialoga-config-order-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join("local.toml");
    std::fs::write(&path, "[sla]\nhours = 24\nrepeat_hours = 12\n").unwrap();
    let config =
        Config::from_layers(Some(&path), [("DIALOGA__SLA__HOURS".to_owned(), "36".to_owned())]).unwrap();
    assert_eq!((config.sla.hours, config.sla.repeat_hours), (36, 12));
    std::fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn an_unknown_key_is_refused_with_its_name_and_line() {
    assert_eq!(
        file("[server]\nbind = \"127.0.0.1:1\"\nprot = 80\n").unwrap_err(),
        "Unknown setting server.prot (local.toml line 3); config/default.toml lists the settings that exist."
    );
    assert!(file("[servers]\nbind = \"\"\n").unwrap_err().contains("Unknown setting servers.bind"));
    assert!(file("sla = 3\n").unwrap_err().contains("Unknown setting sla (local.toml line 1)"));
    assert_eq!(
        env(&[("DIALOGA__SERVER__PROT", "80")]).unwrap_err(),
        "Unknown setting server.prot (environment variable DIALOGA__SERVER__PROT); config/default.toml lists the \
         settings that exist."
    );
}

#[test]
fn a_bad_value_is_refused_with_its_name_place_and_remedy() {
    assert_eq!(
        file("[mail]\n# comment\n\nconcurrency = \"many\"\n").unwrap_err(),
        "The setting mail.concurrency (local.toml line 4) is wrong: it must be a whole number."
    );
    assert_eq!(
        env(&[("DIALOGA__SLA__HOURS", "two")]).unwrap_err(),
        "The setting sla.hours (environment variable DIALOGA__SLA__HOURS) is wrong: it must be a whole number."
    );
    assert_eq!(
        file("[database]\nurl = \"mysql://x\"\n").unwrap_err(),
        "The setting database.url (local.toml line 2) is wrong: a database URL is sqlite:PATH or \
         postgres://USER@HOST/NAME."
    );
    assert!(
        file("[mail]\ntransport = \"pigeon\"\n").unwrap_err().contains("mail.transport (local.toml line 2)")
    );
    assert!(
        file("[mail]\ntransport = \"smtp\"\n")
            .unwrap_err()
            .contains("mail.smtp_url (default value) is wrong")
    );
    assert!(file("[server]\nworkers = -1\n").unwrap_err().contains("server.workers (local.toml line 2)"));
    for (key, value) in [
        ("SERVER__BIND", "8080"),
        ("SERVER__PUBLIC_URL", "dialoga.example"),
        ("SERVER__PUBLIC_URL", "https://dialoga.example/path"),
        ("SERVER__TRUSTED_PROXIES", "10.0.0.0/64"),
        ("DATABASE__URL", "sqlite:"),
        ("SLA__STEPS", "75,50"),
        ("SLA__TIMETABLE__MONDAY", "13:00-09:00"),
        ("SLA__TIMETABLE__MONDAY", "09:00-13:00,12:00-15:00"),
        ("SLA__CLOSURES", "24/12/2026"),
        ("SLA__LOCAL_HOLIDAYS", "02-30"),
        ("SECURITY__SECRET", "short"),
        ("MAIL__FROM", "nobody"),
        ("MAIL__RETRY_MINUTES", ""),
        ("MAIL__SMTP_FALLBACK_URLS", "smtps://posta.example"),
        ("MAIL__DKIM_DOMAIN", "Esempio.it; x=1"),
        ("SCHEDULE__OUTBOX", "often"),
        ("TELEMETRY__LOG_FORMAT", "xml"),
    ] {
        let error = env(&[(&format!("DIALOGA__{key}"), value)]).unwrap_err();
        assert!(error.contains(&format!("environment variable DIALOGA__{key}")), "{key}={value}: {error}");
    }
}

#[test]
fn broken_toml_and_a_missing_file_are_said_plainly() {
    assert!(file("[server]\nbind = \n").unwrap_err().contains("is not valid TOML at line 2"));
    let missing =
        Config::from_layers(Some(Path::new("/nowhere/dialoga.toml")), std::iter::empty()).unwrap_err();
    assert!(missing.to_string().starts_with("The configuration file /nowhere/dialoga.toml cannot be read"));
}

#[test]
fn rate_limits_cannot_be_off_towards_the_network() {
    assert!(env(&[("DIALOGA__SECURITY__RATE_LIMITS", "false")]).is_ok());
    let both = [("DIALOGA__SECURITY__RATE_LIMITS", "false"), ("DIALOGA__SERVER__BIND", "0.0.0.0:80")];
    assert!(env(&both).unwrap_err().contains("security.rate_limits"));
}

#[test]
fn secrets_do_not_show_in_dumps() {
    let config = env(&[
        ("DIALOGA__SECURITY__SECRET", "0123456789abcdef0123456789abcdef"),
        ("DIALOGA__DATABASE__URL", "postgres://dialoga:hunter2@db/dialoga"),
        ("DIALOGA__MAIL__SMTP_URL", "smtps://me:hunter2@smtp.example:465"),
        ("DIALOGA__MAIL__SMTP_FALLBACK_URLS", "smtp://me:hunter2@a.example,smtp://me:hunter2@b.example"),
        ("DIALOGA__MAIL__IMAP_URL", "imaps://me:hunter2@imap.example:993"),
    ])
    .unwrap();
    let dump = format!("{config:?}");
    assert!(!dump.contains("hunter2") && !dump.contains("0123456789abcdef"), "{dump}");
}

#[test]
fn networks_hold_their_addresses() {
    let network = |text: &str| Network::try_from(text.to_owned()).unwrap();
    assert!(network("10.0.0.0/8").contains("10.200.3.4".parse().unwrap()));
    assert!(!network("10.0.0.0/8").contains("11.0.0.1".parse().unwrap()));
    assert!(network("127.0.0.1").contains("::ffff:127.0.0.1".parse().unwrap()));
    assert!(network("0.0.0.0/0").contains("8.8.8.8".parse().unwrap()));
    assert!(!network("0.0.0.0/0").contains("::1".parse().unwrap()));
    assert!(network("2001:db8::/32").contains("2001:db8:1::5".parse().unwrap()));
}
