//! All integration tests in one binary, so that they link once.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod absences;
mod accounts;
mod agreement;
mod answer_drafts;
mod api;
mod architecture;
mod attachments;
mod behind;
mod board;
mod canned;
mod catalogue;
mod check_reminders;
mod cli;
mod colleagues;
mod damaged_mail;
mod deadline;
mod deflections;
mod demo;
mod dependencies;
mod desk_page;
mod desk_reports;
mod digest;
mod documents;
mod embed;
mod entry_files;
mod entry_history;
mod entry_kinds;
mod entry_sources;
mod entry_times;
mod erased_figures;
mod erasure;
mod event_order;
mod export_tickets;
mod figures_by_r;
mod figures_over_time;
mod follow;
mod followers;
mod formatted_mail;
mod four_eyes;
mod frozen;
mod frozen_mailing;
mod groups;
mod imap;
mod imap_faults;
mod index_equals_rebuild;
mod indicators;
mod intake;
mod interruptions;
mod jobs;
mod leaving;
mod look;
mod mail_delivery;
mod mail_faults;
mod mail_files;
mod mail_links;
mod mail_outbox;
mod mail_receive;
mod mail_reports;
mod mail_room;
mod mail_signatures;
mod mail_texts;
mod merge;
mod migrations;
mod misses;
mod needs;
mod needs_gaps;
mod norms;
mod notices;
mod notifications;
mod old_mailbox;
mod operations;
mod outage;
mod outside_reports;
mod own_pages;
mod paper;
mod passages;
mod policies;
mod policy_pages;
mod presence;
mod privacy;
mod queue;
mod queue_bulk;
mod queue_live;
mod queue_views;
mod races;
mod ratings;
mod reading;
mod real_imap;
mod real_mail;
mod reconciliation;
mod renaming;
mod reports;
mod reports_secrecy;
mod requests;
mod routes;
mod routing;
mod search_quality;
mod secrecy;
mod service_pages;
mod services;
mod similar;
mod sla;
mod sources;
mod split_and_link;
mod statistics;
mod statistics_secrecy;
mod steps;
mod stored;
mod story;
mod support;
mod synonyms;
mod telling;
mod templates;
mod texts;
mod ticket_pages;
mod tickets;
mod topic_guesses;
mod translations;
mod two_desks;
mod typed_in;
mod unreached;
mod usage;
mod votes;
mod work_page;

/// Not a check: says what `cargo test` alone did not try. Its name puts it at the end of the list.
#[test]
fn zz_says_what_only_tests_all_covers() {
    use std::io::Write;
    let list = std::process::Command::new(std::env::current_exe().unwrap()).arg("--list").output().unwrap();
    let names = String::from_utf8_lossy(&list.stdout);
    let count = |is_one: &dyn Fn(&str) -> bool| names.lines().filter(|line| is_one(line)).count();
    let postgres = count(&|line| line.ends_with("::postgres: test"));
    let mail = count(&|line| line.starts_with("real_mail::"));
    let imap = count(&|line| line.starts_with("real_imap::"));
    assert!(postgres > 100 && mail > 3 && imap > 3, "{names}");
    let mut text = String::new();
    if std::env::var_os(support::databases::POSTGRES_VARIABLE).is_none() {
        text += &format!("{postgres} tests on PostgreSQL (those called …::postgres, which did nothing), ");
    }
    if std::env::var_os(support::mail_server::MAIL_SERVER_VARIABLE).is_none() {
        text += &format!("{mail} with a real mail server (those called real_mail::…, which did nothing), ");
    }
    if std::env::var_os(support::imap_server::IMAP_SERVER_VARIABLE).is_none() {
        text += &format!(
            "{imap} with a real server of mailboxes (those called real_imap::…, which did nothing), "
        );
    }
    if std::env::var_os(figures_by_r::R_VARIABLE).is_none() {
        text += "the figures against R (figures_by_r::…, which did nothing), ";
    }
    if std::env::var_os(paper::PDF_VARIABLE).is_none() {
        text += "what PDFs hold (paper::…, which did little), ";
    }
    if !text.is_empty() {
        // Written past the capture of the test harness, which would keep it from who should read it.
        let text = format!("\nNot tried here: {text}the browser journey, lints. `tests/all` covers them.\n");
        std::io::stderr().write_all(text.as_bytes()).unwrap();
    }
}
