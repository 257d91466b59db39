//! Delivery to a mail server that is down, stalls, refuses or breaks off: whose fault it is said to be, and that
//! nothing is taken for delivered that is not.

use chrono::Duration;
use dialoga::kernel::clock::Instant;
use dialoga::kernel::text::{EmailAddress, Name, Subject};
use dialoga::platform::config::{Config, MailTransport, Secret, SmtpTls};
use dialoga::platform::i18n::Lang;
use dialoga::platform::mail::{Composed, Failure, Mailer, Outgoing, SendProblem};
use std::sync::Arc;

use crate::support::smtp_peer::{Act, SmtpPeer, Step, nobody_there};

pub fn now() -> Instant {
    Instant::from_micros(1_795_000_000_000_000)
}

const SENDER_REFUSED: &str =
    "553 5.7.1 <dialoga@provincia.milano.example>: Sender address rejected: not owned by user desk";

fn mailer(url: &str, tls: SmtpTls) -> Mailer {
    let mut config = Config::defaults().mail;
    config.transport = MailTransport::Smtp;
    config.smtp_url = Some(Secret::from(url));
    config.smtp_tls = tls;
    config.smtp_timeout_seconds = 1;
    Mailer::new(&config).unwrap()
}

pub fn to(mailer: &Mailer, number: u32) -> Composed {
    let mail = Outgoing {
        id: mailer.mail_id(&format!("ticket-{number}")).unwrap(),
        to_name: Name::parse("Anna").ok(),
        to: EmailAddress::parse(&format!("anna{number}@esempio.it")).unwrap(),
        lang: Lang::It,
        subject: Subject::parse("Una domanda").unwrap(),
        text: "Perché no?\n.\nFine\n".to_owned(),
        html: "<p>Perché no?</p>".to_owned(),
        thread: Vec::new(),
        unsubscribe: None,
        reply_words: None,
        files: Arc::default(),
    };
    mailer.compose(&mail, now()).unwrap()
}

async fn problem(mailer: &Mailer, number: u32) -> SendProblem {
    mailer.deliver(&to(mailer, number), now()).await.unwrap_err().problem
}

#[tokio::test]
async fn mails_share_a_connection_and_arrive_whole() {
    let peer = SmtpPeer::start();
    let mailer = mailer(&peer.url_with_sign_in(), SmtpTls::None);
    for number in 0..5 {
        mailer.deliver(&to(&mailer, number), now()).await.unwrap();
    }
    let taken = peer.taken();
    assert_eq!(peer.sessions(), 1);
    assert_eq!(taken.len(), 5);
    assert_eq!(taken[3].to, "anna3@esempio.it");
    assert_eq!(taken[3].header("Message-ID"), Some("<ticket-3@provincia.milano.example>"));
    assert!(taken[3].text.contains("\r\n.\r\nFine"), "a lonely dot is part of the text: {}", taken[3].text);
}

#[tokio::test]
async fn the_server_is_told_goodbye_and_one_that_does_not_answer_holds_nobody() {
    let peer = SmtpPeer::start();
    let mailer = mailer(&peer.url(), SmtpTls::None);
    let (tell, told) = std::sync::mpsc::channel();
    peer.behave(move |step, _| {
        tell.send(step).unwrap();
        Act::Ok
    });
    mailer.deliver(&to(&mailer, 1), now()).await.unwrap();
    mailer.rest().await;
    assert_eq!(told.try_iter().last(), Some(Step::Quit));
    peer.at(Step::Quit, Act::Stall);
    mailer.deliver(&to(&mailer, 2), now()).await.unwrap();
    mailer.rest().await;
    mailer.deliver(&to(&mailer, 3), now()).await.unwrap();
    assert_eq!((peer.sessions(), peer.taken().len()), (3, 3));
}

#[tokio::test]
async fn a_server_that_is_not_there_keeps_all_mails_waiting() {
    let mailer = mailer(&nobody_there(), SmtpTls::None);
    assert_eq!(problem(&mailer, 1).await, SendProblem::RelayUnreachable);
    assert_eq!(mailer.check().await.remove(0).found.unwrap_err().problem, SendProblem::RelayUnreachable);
}

#[tokio::test]
async fn what_a_server_repeats_of_our_password_is_told_nowhere() {
    // Of `segreta`, alone and behind a user as AUTH PLAIN sends it.
    for reply in
        ["535 5.7.8 not segreta\u{7}", "535 5.7.8 not c2VncmV0YQ==", "535 5.7.8 not AGRlc2sAc2VncmV0YQ=="]
    {
        for step in [Step::Auth, Step::Mail, Step::Rcpt] {
            let peer = SmtpPeer::start();
            peer.at(step, Act::Reply(reply));
            let mailer = mailer(&peer.url_with_sign_in(), SmtpTls::None);
            let Failure { detail, .. } = mailer.deliver(&to(&mailer, 1), now()).await.unwrap_err();
            assert_eq!(detail, "535 5.7.8 not …", "{step:?}");
        }
    }
}

#[tokio::test]
async fn each_refusal_is_laid_at_the_right_door() {
    for (step, reply, expected) in [
        (Step::Greeting, "554 5.3.2 go away", SendProblem::RelayRefuses),
        (Step::Ehlo, "421 4.3.2 closing", SendProblem::RelayRefuses),
        (Step::Auth, "535 5.7.8 bad credentials", SendProblem::RelayCredentials),
        (Step::Auth, "454 4.7.0 try later", SendProblem::RelayRefuses),
        (Step::Mail, "550 5.7.1 not you", SendProblem::SenderRefused),
        (Step::Mail, "452 4.3.1 disk full", SendProblem::RelayRefuses),
        (Step::Mail, "530 5.7.0 sign in first", SendProblem::RelayCredentials),
        (Step::Rcpt, "550 5.1.1 unknown", SendProblem::RecipientRefused),
        // As Postfix, Exim and others speak of the sender once they know the recipient.
        (Step::Rcpt, SENDER_REFUSED, SendProblem::SenderRefused),
        (Step::Rcpt, "550 Sender verify failed", SendProblem::SenderRefused),
        (Step::Rcpt, "553 5.1.8 no such domain", SendProblem::SenderRefused),
        (
            Step::Rcpt,
            "550 5.1.1 they said <double@x.it>: Sender address rejected",
            SendProblem::RecipientRefused,
        ),
        // Our computer may not use the server, or no more: no recipient is to blame.
        (Step::Rcpt, "554 5.7.1 <ada@x.it>: Relay access denied", SendProblem::RelayRefuses),
        (
            Step::Rcpt,
            "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied",
            SendProblem::RelayRefuses,
        ),
        (Step::Mail, "550 5.7.1 <desk>: Helo command rejected: Host not found", SendProblem::RelayRefuses),
        (Step::Rcpt, "451 4.7.1 greylisted", SendProblem::TryLater),
        (Step::Rcpt, "421 4.7.0 too busy", SendProblem::RelayRefuses),
        (Step::Data, "554 5.5.1 no", SendProblem::MessageRefused),
        (Step::End, "554 5.7.1 looks like spam", SendProblem::MessageRefused),
        (Step::End, "451 4.3.0 later", SendProblem::TryLater),
    ] {
        let peer = SmtpPeer::start();
        peer.at(step, Act::Reply(reply));
        let mailer = mailer(&peer.url_with_sign_in(), SmtpTls::None);
        let Failure { problem, detail } = mailer.deliver(&to(&mailer, 1), now()).await.unwrap_err();
        assert_eq!(problem, expected, "{step:?} {reply}");
        assert!(detail.contains(reply.split_once(' ').unwrap().1), "{step:?} {reply}: {detail}");
        assert!(peer.taken().is_empty());
    }
}

#[tokio::test]
async fn a_server_that_stalls_or_breaks_off_holds_nobody_and_is_judged_by_the_step() {
    for (step, expected) in [
        (Step::Greeting, SendProblem::RelayUnreachable),
        (Step::Auth, SendProblem::RelayUnreachable),
        (Step::Mail, SendProblem::RelayUnreachable),
        (Step::Rcpt, SendProblem::Interrupted),
        (Step::Data, SendProblem::Interrupted),
        (Step::End, SendProblem::Interrupted),
    ] {
        let peer = SmtpPeer::start();
        let mailer = mailer(&peer.url_with_sign_in(), SmtpTls::None);
        peer.at(step, Act::Drop);
        assert_eq!(problem(&mailer, 1).await, expected, "{step:?} dropped");
        peer.at(step, Act::Stall);
        assert_eq!(problem(&mailer, 2).await, expected, "{step:?} stalled");
        // The next mail is not mixed up with what was left unsaid.
        peer.behave(|_, _| Act::Ok);
        mailer.deliver(&to(&mailer, 3), now()).await.unwrap();
        assert_eq!(peer.taken().last().unwrap().to, "anna3@esempio.it");
    }
}

#[tokio::test]
async fn one_refused_recipient_does_not_cost_the_next_a_connection() {
    let peer = SmtpPeer::start();
    peer.behave(|step, line| match step {
        Step::Rcpt if line.contains("anna1@") => Act::Reply("550 5.1.1 unknown"),
        _ => Act::Ok,
    });
    let mailer = mailer(&peer.url(), SmtpTls::None);
    assert_eq!(problem(&mailer, 1).await, SendProblem::RecipientRefused);
    mailer.deliver(&to(&mailer, 2), now()).await.unwrap();
    assert_eq!(peer.sessions(), 1);
}

#[tokio::test]
async fn a_connection_that_the_server_closed_meanwhile_is_replaced() {
    let peer = SmtpPeer::start();
    let mailer = mailer(&peer.url(), SmtpTls::None);
    mailer.deliver(&to(&mailer, 1), now()).await.unwrap();
    let first = std::sync::atomic::AtomicBool::new(true);
    peer.behave(move |step, _| {
        let again = step == Step::Mail && first.swap(false, std::sync::atomic::Ordering::SeqCst);
        if again { Act::Drop } else { Act::Ok }
    });
    mailer.deliver(&to(&mailer, 2), now()).await.unwrap();
    assert_eq!((peer.sessions(), peer.taken().len()), (2, 2));
}

#[tokio::test]
async fn a_server_that_goes_after_it_took_a_mail_has_it_once() {
    let peer = SmtpPeer::start();
    let mailer = mailer(&peer.url(), SmtpTls::None);
    peer.at(Step::End, Act::Leave);
    mailer.deliver(&to(&mailer, 1), now()).await.unwrap();
    mailer.deliver(&to(&mailer, 2), now()).await.unwrap();
    let to: Vec<String> = peer.taken().into_iter().map(|taken| taken.to).collect();
    assert_eq!(
        (peer.sessions(), to.as_slice()),
        (2, &["anna1@esempio.it".into(), "anna2@esempio.it".into()][..])
    );
}

/// A mailer over two servers, the second in reserve.
fn with_reserve(first: &str, second: &SmtpPeer) -> Mailer {
    let mut config = Config::defaults().mail;
    config.transport = MailTransport::Smtp;
    config.smtp_url = Some(Secret::from(first));
    config.smtp_fallback_urls = vec![Secret::from(second.url().as_str())];
    config.smtp_tls = SmtpTls::None;
    config.smtp_timeout_seconds = 1;
    Mailer::new(&config).unwrap()
}

#[tokio::test]
async fn while_the_first_server_is_out_of_reach_or_refuses_us_the_next_takes_the_mails() {
    let second = SmtpPeer::start();
    let mailer = with_reserve(&nobody_there(), &second);
    mailer.deliver(&to(&mailer, 1), now()).await.unwrap();
    assert_eq!(second.taken().len(), 1);
    let found: Vec<bool> = mailer.check().await.into_iter().map(|checked| checked.found.is_ok()).collect();
    assert_eq!(found, [false, true]);
    for (step, act) in [
        (Step::Greeting, Act::Reply("421 4.3.2 closing")),
        (Step::Greeting, Act::Stall),
        (Step::Ehlo, Act::Drop),
        (Step::Auth, Act::Reply("535 5.7.8 bad credentials")),
        (Step::Mail, Act::Reply("550 5.7.1 not you")),
        (Step::Mail, Act::Reply("452 4.3.1 disk full")),
        (Step::Rcpt, Act::Reply("554 5.7.1 <ada@x.it>: Relay access denied")),
        (Step::Rcpt, Act::Reply(SENDER_REFUSED)),
        (Step::End, Act::Reply("421 4.3.2 shutting down")),
    ] {
        let (first, second) = (SmtpPeer::start(), SmtpPeer::start());
        first.at(step, act);
        let mailer = with_reserve(&first.url_with_sign_in(), &second);
        mailer.deliver(&to(&mailer, 1), now()).await.unwrap();
        assert_eq!((first.taken().len(), second.taken().len()), (0, 1), "{step:?} {act:?}");
    }
}

#[tokio::test]
async fn no_other_server_gets_a_mail_that_one_refused_for_itself_or_may_have() {
    for (step, act) in [
        (Step::Rcpt, Act::Reply("550 5.1.1 unknown")),
        (Step::Rcpt, Act::Reply("451 4.7.1 greylisted")),
        (Step::Data, Act::Stall),
        (Step::End, Act::Stall),
        (Step::End, Act::Drop),
        (Step::End, Act::Reply("554 5.7.1 looks like spam")),
        (Step::End, Act::Leave),
    ] {
        let (first, second) = (SmtpPeer::start(), SmtpPeer::start());
        first.at(step, act);
        let mailer = with_reserve(&first.url(), &second);
        let delivered = mailer.deliver(&to(&mailer, 1), now()).await;
        assert_eq!(delivered.is_ok(), act == Act::Leave, "{step:?} {act:?}");
        assert_eq!(second.sessions(), 0, "{step:?} {act:?}");
    }
}

#[tokio::test]
async fn the_first_server_rests_a_while_and_is_used_again_when_it_works_again() {
    let (first, second) = (SmtpPeer::start(), SmtpPeer::start());
    first.at(Step::Greeting, Act::Reply("554 5.3.2 go away"));
    let mailer = with_reserve(&first.url(), &second);
    mailer.deliver(&to(&mailer, 1), now()).await.unwrap();
    first.behave(|_, _| Act::Ok);
    mailer.deliver(&to(&mailer, 2), now() + Duration::seconds(9)).await.unwrap();
    assert_eq!((first.sessions(), second.taken().len()), (1, 2), "it is not asked for every mail");
    mailer.deliver(&to(&mailer, 3), now() + Duration::seconds(10)).await.unwrap();
    mailer.deliver(&to(&mailer, 4), now() + Duration::seconds(10)).await.unwrap();
    assert_eq!((first.taken().len(), second.taken().len()), (2, 2));
    // With both out of order the first is named; one that rests is asked when no other takes the mail.
    first.at(Step::Mail, Act::Reply("550 5.7.1 not you"));
    second.at(Step::Mail, Act::Reply("452 4.3.1 disk full"));
    let failure = mailer.deliver(&to(&mailer, 5), now() + Duration::seconds(20)).await.unwrap_err();
    assert_eq!(failure.problem, SendProblem::SenderRefused);
    first.behave(|_, _| Act::Ok);
    mailer.deliver(&to(&mailer, 6), now() + Duration::seconds(21)).await.unwrap();
    assert_eq!((first.taken().len(), second.taken().len()), (3, 2));
}

#[tokio::test]
async fn without_tls_nothing_is_said_unless_the_settings_allow_it() {
    let peer = SmtpPeer::start();
    let strict = mailer(&peer.url_with_sign_in(), SmtpTls::Required);
    assert_eq!(problem(&strict, 1).await, SendProblem::RelayInsecure);
    let wrapped = mailer(&peer.url_with_sign_in().replace("smtp:", "smtps:"), SmtpTls::Required);
    let failure = wrapped.deliver(&to(&wrapped, 1), now()).await.unwrap_err();
    assert_eq!(failure.problem, SendProblem::RelayInsecure, "{failure:?}");
    assert!(peer.taken().is_empty());
    let lenient = mailer(&peer.url_with_sign_in(), SmtpTls::Opportunistic);
    lenient.deliver(&to(&lenient, 1), now()).await.unwrap();
}

#[tokio::test]
async fn the_folder_holds_one_file_per_mail_however_often_it_is_sent() {
    let dir = std::env::temp_dir().join(format!("dialoga-mail-{}", std::process::id()));
    let mut config = Config::defaults().mail;
    config.file_dir = dir.clone();
    let mailer = Mailer::new(&config).unwrap();
    mailer.check().await.remove(0).found.unwrap();
    for _ in 0..2 {
        mailer.deliver(&to(&mailer, 7), now()).await.unwrap();
    }
    let names: Vec<String> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, ["ticket-7.eml"]);
    std::fs::remove_dir_all(&dir).unwrap();
    std::fs::write(&dir, "not a folder").unwrap();
    assert_eq!(problem(&mailer, 8).await, SendProblem::FolderUnwritable);
    std::fs::remove_file(&dir).unwrap();
}
