//! Mails as their senders formatted them, and the files of those that wait for a person.

use chrono::Duration;
use dialoga::accounts::Role;
use dialoga::intake::{IncomingState, Reason};
use dialoga::kernel::ids::TicketId;

use crate::support::desk::Desk;
use crate::support::incoming::Letter;
use crate::support::on_both_databases;

const GIF: &str = "R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=";

fn formatted(from: &str, html: &str) -> Letter {
    let text = format!(
        "--p\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html; charset=utf-8\n\n{html}\n--r\nContent-Type: image/gif\nContent-ID: <logo@casa>\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\n{GIF}\n--r--\n--p\nContent-Type: text/plain; name=nota.txt\nContent-Disposition: attachment; filename=\"nota di Ada.txt\"\n\nUna nota.\n--p\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=gioco.exe\nContent-Transfer-Encoding: base64\n\nTVqQAAMAAAAEAAAA\n--p--"
    );
    Letter::new(from, "Congedo", &text).with("Content-Type", "multipart/mixed; boundary=p")
}

const HTML: &str = "<h1 onclick=x>Quanti mesi?</h1><script>alert(1)</script><style>p{background:url(https://spia.example/2)}</style>\
    <p style='background:url(https://spia.example/3)'>Leggi <a href='https://male.example/x' onmouseover=x>https://inps.example</a>, \
    <img src='cid:logo@casa' alt=logo><img src='https://spia.example/1.gif' alt='foto' srcset='https://spia.example/4 2x'>\
    <form action='https://male.example'><input name=password><button>Entra</button></form>\
    <iframe src='https://male.example'></iframe><meta http-equiv=refresh content='0;url=https://male.example'>";

const ADA: &str = "Ada Riva <ada@casa.example>";

fn asked(desk: &Desk, letter: &Letter) -> TicketId {
    let (state, reason, ticket) = desk.mail_in(letter);
    assert_eq!((state, reason), (IncomingState::Taken, Some(Reason::Question)));
    ticket.unwrap()
}

on_both_databases! {
    fn a_mail_is_shown_as_its_sender_formatted_it_and_does_nothing(desk: &Desk) {
        let ticket = asked(desk, &formatted(ADA, HTML));
        let eva = desk.staff("Eva Neri", Role::Expert);
        let question = eva.open(&format!("/coda/{ticket}"));
        let way = question.link("Come è stata formattata");
        let page = eva.open(&way);
        page.is(200).says("dove porta").says("Torna all’email");
        assert!(page.header("content-security-policy").unwrap().contains("frame-src 'self'"));
        let source = page.attributes("iframe", "src").remove(0);
        assert_eq!(page.attributes("iframe", "sandbox"), ["allow-popups allow-popups-to-escape-sandbox"]);
        let frame = eva.browser.get_only(&source);
        frame.is(200).says("Quanti mesi?").says("[male.example]");
        let policy = frame.header("content-security-policy").unwrap();
        for part in ["default-src 'none'", "img-src data:", "style-src 'sha256-", "form-action 'none'", "frame-ancestors 'self'", "base-uri 'none'", "sandbox allow-popups allow-popups-to-escape-sandbox"] {
            assert!(policy.contains(part), "{part} is missing in {policy}");
        }
        assert!(!policy.contains("allow-scripts") && !policy.contains("allow-same-origin") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(frame.header("x-frame-options"), Some("SAMEORIGIN"));
        assert_eq!(frame.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(frame.header("cache-control"), Some("no-store"));
        let html = frame.html();
        for part in ["spia.example", "script", "onclick", "onmouseover", "<form", "<input", "<button", "<iframe", "http-equiv", "url(", "srcset"] {
            assert!(!html.contains(part), "{part} is in {html}");
        }
        assert_eq!(frame.attributes("a", "href"), ["https://male.example/x"]);
        assert_eq!(frame.attributes("a", "target"), ["_blank"]);
        assert!(frame.attributes("a", "rel")[0].contains("noopener"));
        assert_eq!(frame.attributes("img", "src"), [format!("data:image/gif;base64,{GIF}")]);
        // Nobody else reads it: not whoever asked, not whoever reads figures, not a visitor.
        let others = [desk.worker("Bea Galli").browser, desk.staff("Lea Monti", Role::Analyst).browser, desk.staff("Ugo Testa", Role::Admin).browser];
        for browser in &others {
            for path in [&way, &source] {
                browser.get_only(path).is(404);
            }
        }
        for path in [&way, &source] {
            desk.browser().get_only(path).is(303);
        }
        let receipt = desk.last_mail_to("ada@casa.example");
        desk.browser().get(&receipt.link("/segui/")).is(200).never_says("Come è stata formattata");
        // It is kept for a time.
        desk.wait(Duration::days(i64::from(desk.app.config.intake.keep_days) + 1));
        desk.run("cleanup");
        eva.sign_in();
        eva.open(&format!("/coda/{ticket}")).says("vedi l’email").never_says("Come è stata formattata");
        eva.open("/coda/posta/1").never_says("come l’ha formattata");
        for path in [&way, &source] {
            eva.browser.get(path).is(404);
        }
    }

    fn what_is_written_without_form_offers_none(desk: &Desk) {
        let ticket = asked(desk, &Letter::new(ADA, "Nido", "Ci sono posti?"));
        let eva = desk.staff("Eva Neri", Role::Expert);
        eva.open(&format!("/coda/{ticket}")).says("vedi l’email").never_says("Come è stata formattata");
        eva.open("/coda/posta/1").never_says("come l’ha formattata");
        for path in ["/coda/posta/1/formattata", "/coda/posta/1/formattata/testo", "/coda/posta/99/formattata"] {
            eva.browser.get(path).is(404);
        }
    }

    fn what_is_quoted_of_the_desk_opens_nothing_there_either(desk: &Desk) {
        asked(desk, &formatted(ADA, "<p>Quanti mesi?</p>"));
        let receipt = desk.last_mail_to("ada@casa.example");
        let link = receipt.link("/segui/");
        let secret = link.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
        let quoted = format!("<p>E il padre?</p><blockquote><a href=\"{0}{link}\">{0}{link}</a></blockquote>", desk.app.config.server.public_url);
        let reply = formatted(ADA, &quoted).with("Message-ID", "<another@casa.example>").answering(&receipt);
        assert_eq!(desk.mail_in(&reply).1, Some(Reason::Reply));
        let eva = desk.staff("Eva Neri", Role::Expert);
        let frame = eva.browser.get_only("/coda/posta/2/formattata/testo");
        frame.is(200).says("E il padre?").says("/segui/…");
        assert!(!frame.html().contains(&secret) && frame.attributes("a", "href").is_empty(), "{}", frame.html());
    }

    fn files_of_a_mail_that_waits_are_had_before_it_is_taken_in(desk: &Desk) {
        let held = formatted("Ada <ada@casa.example>, Bea <bea@casa.example>", HTML);
        assert_eq!(desk.mail_in(&held).0, IncomingState::Held);
        let eva = desk.staff("Eva Neri", Role::Expert);
        let page = eva.open("/coda/posta/1");
        page.says("come l’ha formattata").says("nota di Ada.txt").says("gioco.exe").says("Apri solo quello");
        let offered = page.attributes("a.dg-attachment", "href");
        let [href] = offered.as_slice() else { panic!("one file is of a kind that is taken: {offered:?}") };
        let file = eva.browser.get_only(href);
        assert_eq!(file.is(200).html(), "Una nota.");
        assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"nota_di_Ada.txt\"; filename*=UTF-8''nota%20di%20Ada%2Etxt"));
        assert_eq!(file.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(file.header("content-type"), Some("text/plain"));
        for place in 0..5 {
            let path = format!("/coda/posta/1/allegati/{place}");
            assert_eq!(eva.browser.get_only(&path).status, if path == *href { 200 } else { 404 }, "{path}");
        }
        for browser in [desk.worker("Bea Galli").browser, desk.staff("Lea Monti", Role::Analyst).browser, desk.staff("Ugo Testa", Role::Admin).browser] {
            browser.get_only(href).is(404);
        }
        desk.browser().get_only(href).is(303);
        // Afterwards they are those of the question.
        let form = page.form("/coda/posta/1/domanda").with("email", "ada@casa.example").with("name", "Ada Riva");
        form.send(&eva.browser).is(200).says("nota di Ada.txt");
        eva.open("/coda/posta/1").says("nota di Ada.txt").never_says("Apri solo quello");
        eva.browser.get_only(href).is(404);
    }
}
