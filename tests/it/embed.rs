//! The search on the sites of partners, and the ways from the catalogue to a question.

use crate::reading::import;
use crate::support::browser::Page;
use crate::support::databases::Kind;
use crate::support::desk::Desk;
use crate::support::on_both_databases;

fn policy(page: &Page) -> String {
    page.header("content-security-policy").unwrap().to_owned()
}

on_both_databases! {
    fn the_frame_knows_nobody_and_opens_what_it_finds_in_the_whole_window(desk: &Desk) {
        let anna = desk.worker("Anna Bianchi");
        let visitor = desk.browser();
        let frame = visitor.get("/riquadro?lingua=it");
        assert_eq!(frame.attributes("form", "action"), ["/catalogo"]);
        assert_eq!(frame.attributes("form, a", "target"), ["_top", "_top"]);
        assert!(frame.attributes("script, [name=csrf_token]", "name").is_empty() && !frame.html().contains("<script"));
        assert!(visitor.cookie_names().is_empty());
        // Whoever signed in sees the same.
        let own = anna.open("/riquadro?lingua=it");
        assert_eq!(own.html(), frame.html());
        assert!(own.header("set-cookie").is_none());
        visitor.get("/riquadro?lingua=en").says("Find an answer");
        // Nobody but ourselves may show it, and of the other pages not even we.
        assert!(policy(&frame).contains("frame-ancestors 'self' ;"), "{}", policy(&frame));
        assert!(policy(&visitor.get("/")).contains("frame-ancestors 'none'"));
        assert_eq!(visitor.get("/").header("x-frame-options"), Some("DENY"));
    }

    fn whoever_asks_from_a_topic_need_not_choose_it_again(desk: &Desk) {
        import(desk, &[
            r#"{"reference":"a","kind":"answer","title":"Bonus nido","body":"3000 euro.","topic":"Congedi","language":"it","published":true}"#,
        ]);
        let visitor = desk.browser();
        let to_ask = |page: &Page| page.link("Fai una domanda su questo tema");
        let from_entry = to_ask(&visitor.get("/catalogo/bonus-nido"));
        assert_eq!(from_entry, to_ask(&visitor.get("/catalogo?argomento=congedi")));
        // Through the sign-in.
        let anna = desk.worker("Anna Bianchi");
        anna.browser.get("/profilo").form("/uscita").send(&anna.browser);
        let asked = anna.open(&from_entry);
        assert_eq!(asked.attributes("select[name=topic] option[selected]", "value"), ["congedi"], "{}", asked.path);
    }
}

#[test]
fn only_the_sites_of_the_configuration_may_show_the_frame() {
    let partners = "https://www.ente.example.it,http://intranet.example:8080";
    let desk = Desk::open_with(Kind::Sqlite, &[("SERVER__EMBEDDED_BY", partners)]).unwrap();
    let visitor = desk.browser();
    let frame = visitor.get("/riquadro");
    let framers = "frame-ancestors 'self' https://www.ente.example.it http://intranet.example:8080;";
    assert!(policy(&frame).contains(framers), "{}", policy(&frame));
    assert_eq!(frame.header("x-frame-options"), None);
    assert!(policy(&visitor.get("/catalogo")).contains("frame-ancestors 'none'"));
    visitor.get("/dati-aperti/riquadro").says("https://www.ente.example.it");
}
