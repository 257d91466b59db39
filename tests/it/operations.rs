//! Alive, ready, figures, and pages that do not exist.

use crate::support::on_both_databases;

on_both_databases! {
    fn the_desk_says_that_it_lives_and_is_ready(desk: &Desk) {
        let browser = desk.browser();
        browser.get("/healthz").is(200);
        desk.follow();
        browser.get("/readyz").is(200);
        assert!(browser.cookie_names().is_empty(), "machines get no cookies");
        let figures = browser.get("/metrics").html();
        assert!(figures.contains("dialoga_http_request_seconds_count{method=\"GET\",route=\"/readyz\",status=\"200\"}"));
        assert!(figures.contains("dialoga_events_position"));
    }

    fn a_page_that_does_not_exist_is_a_page_all_the_same(desk: &Desk) {
        let page = desk.browser().get("/non/esiste");
        page.is(404);
        assert!(page.header("content-security-policy").unwrap().contains("default-src 'none'"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        assert!(!page.title().is_empty());
    }
}
