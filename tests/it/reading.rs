//! What programs read of the catalogue: files of open data, map of the site, feeds, and what search engines are told.

use std::io::Cursor;

use dialoga::catalogue::actions::import_all;
use dialoga::catalogue::import::read_lines;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::support::browser::{Page, Sending};
use crate::support::desk::Desk;
use crate::support::on_both_databases;

/// Publishes entries from the lines of an import.
pub fn import(desk: &Desk, lines: &[&str]) {
    let (now, lines) = (desk.now(), lines.join("\n"));
    let entries = read_lines(Cursor::new(lines)).map(|line| line.unwrap().1.unwrap()).collect();
    desk.write(move |conn| import_all(conn, entries, now));
    desk.follow();
}

fn many(desk: &Desk, count: usize) {
    let line = |number: usize| {
        format!(
            r#"{{"reference":"r{number}","kind":"answer","title":"Scheda numero {number}","body":"Testo.","topic":"Congedi","language":"it","published":true}}"#
        )
    };
    let lines: Vec<String> = (1..=count).map(line).collect();
    import(desk, &lines.iter().map(String::as_str).collect::<Vec<_>>());
}

/// The text of a file that must be XML from end to end; answers it with the texts of all elements of a name.
fn xml(page: &Page, element: &str) -> Vec<String> {
    page.is(200);
    let text = page.html();
    let mut reader = Reader::from_str(&text);
    let (mut found, mut within) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{}: {error}", page.path)) {
            Event::Start(start) => {
                within = start.name().as_ref() == element;
                if within {
                    found.push(String::new());
                }
            }
            Event::Text(words) if within => found.last_mut().unwrap().push_str(&words),
            Event::GeneralRef(name) if within => {
                found.last_mut().unwrap().push_str(quick_xml::escape::resolve_xml_entity(&name).unwrap());
            }
            Event::End(_) => within = false,
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn json(page: &Page) -> Value {
    serde_json::from_str(&page.is(200).html()).unwrap_or_else(|error| panic!("{}: {error}", page.path))
}

on_both_databases! {
    fn the_published_catalogue_is_fetched_whole_in_every_format(desk: &Desk) {
        // None, fewer than are read at once, as many, and more.
        let visitor = desk.browser();
        assert_eq!(json(&visitor.get("/dati-aperti/catalogo.json")), Value::Array(Vec::new()));
        assert_eq!(visitor.get("/dati-aperti/catalogo.jsonl").is(200).html(), "");
        for count in [3, 200, 405] {
            many(desk, count);
            let all = json(&visitor.get("/dati-aperti/catalogo.json"));
            assert_eq!(all.as_array().unwrap().len(), count);
            let lines = visitor.get("/dati-aperti/catalogo.jsonl").is(200).html();
            let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert_eq!(Value::Array(lines), all);
            let table = visitor.get("/dati-aperti/catalogo.csv");
            assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
            let table = table.is(200).html();
            let mut table = csv::Reader::from_reader(table.as_bytes());
            assert_eq!(table.headers().unwrap().iter().take(4).collect::<Vec<_>>(), ["reference", "url", "kind", "title"]);
            let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), count);
            assert_eq!(&rows[count - 1][3], format!("Scheda numero {count}"));
        }
        let first = &json(&visitor.get("/dati-aperti/catalogo.json"))[0];
        assert_eq!(first["reference"], "r1");
        assert_eq!(first["topic_name"], "Congedi");
        assert_eq!(first["url"], format!("{}/catalogo/scheda-numero-1", desk.app.config.server.public_url));
        visitor.get("/dati-aperti/catalogo.xml").is(404);
        assert!(visitor.cookie_names().is_empty());
    }

    fn no_cell_of_the_table_is_a_formula(desk: &Desk) {
        import(desk, &[
            r#"{"reference":"=1+1","kind":"answer","title":"=cmd|' /C calc'!A0","body":"a;=1+1","topic":"Congedi","language":"it","published":true}"#,
        ]);
        let table = desk.browser().get("/dati-aperti/catalogo.csv").html();
        assert!(table.contains("\"'=cmd|' /C calc'!A0\"") && table.contains("\"a;'=1+1\""), "{table}");
        assert!(table.contains("\"'=1+1\""), "{table}");
    }

    fn whoever_has_the_newest_files_is_told_so(desk: &Desk) {
        many(desk, 2);
        let visitor = desk.browser();
        let paths = [
            "/dati-aperti/catalogo.csv", "/dati-aperti/catalogo.json", "/dati-aperti/catalogo.jsonld", "/sitemap.xml",
            "/sitemap/pagine.xml", "/sitemap/schede-1.xml", "/catalogo.atom", "/catalogo.atom?argomento=congedi",
        ];
        let tags = paths.map(|path| {
            let page = visitor.get(path);
            assert_eq!(page.is(200).header("last-modified"), Some("Tue, 24 Nov 2026 09:30:00 GMT"), "{path}");
            let tag = page.header("etag").unwrap().to_owned();
            assert!(visitor.ask_with(path, "if-none-match", &tag).is(304).body.is_empty());
            visitor.ask_with(path, "if-none-match", "\"altro\"").is(200);
            visitor.ask_with(path, "if-modified-since", "Tue, 24 Nov 2026 09:30:00 GMT").is(304);
            visitor.ask_with(path, "if-modified-since", "Tue, 24 Nov 2026 09:29:59 GMT").is(200);
            assert!(visitor.send(&Sending { method: "HEAD", path, content: None }).is(200).body.is_empty());
            tag
        });
        desk.wait(chrono::Duration::hours(1));
        many(desk, 3);
        for (path, tag) in paths.iter().zip(&tags) {
            let page = visitor.ask_with(path, "if-none-match", tag);
            assert_eq!(page.is(200).header("last-modified"), Some("Tue, 24 Nov 2026 10:30:00 GMT"), "{path}");
        }
    }

    fn the_files_are_described_as_the_catalogues_of_open_data_ask(desk: &Desk) {
        many(desk, 1);
        let described = json(&desk.browser().get("/dati-aperti/catalogo.jsonld"));
        // What DCAT-AP_IT calls mandatory.
        for wanted in ["dct:title", "dct:description", "dct:publisher", "dct:modified", "dcat:dataset"] {
            assert!(!described[wanted].is_null(), "the catalogue has no {wanted}");
        }
        let (visitor, site) = (desk.browser(), desk.app.config.server.public_url.as_str());
        let datasets = described["dcat:dataset"].as_array().unwrap();
        assert_eq!(datasets.len(), 2);
        for dataset in datasets {
            for wanted in [
                "dct:identifier", "dct:title", "dct:description", "dct:modified", "dcat:theme", "dct:rightsHolder",
                "dct:accrualPeriodicity", "dcat:distribution", "dcat:contactPoint",
            ] {
                assert!(!dataset[wanted].is_null(), "the dataset has no {wanted}");
            }
        }
        let distributions = datasets.iter().flat_map(|dataset| dataset["dcat:distribution"].as_array().unwrap());
        let distributions: Vec<&Value> = distributions.collect();
        assert_eq!(distributions.len(), 5);
        for distribution in distributions {
            for wanted in ["dcat:accessURL", "dct:format", "dct:license"] {
                assert!(!distribution[wanted].is_null(), "{distribution} has no {wanted}");
            }
            let address = distribution["dcat:downloadURL"]["@id"].as_str().unwrap();
            let file = visitor.get(address.strip_prefix(site).unwrap());
            let media_type = file.is(200).header("content-type").unwrap();
            assert_eq!(media_type.split(';').next(), distribution["dcat:mediaType"].as_str());
        }
    }

    fn the_page_of_open_data_links_the_files_with_their_size_and_day(desk: &Desk) {
        many(desk, 3);
        let visitor = desk.browser();
        let page = visitor.get("/dati-aperti");
        page.says("Ci sono 3 schede").says("L’ultimo aggiornamento è del 24 novembre 2026").never_says("circa");
        for (name, path) in [("CSV", "/dati-aperti/catalogo.csv"), ("JSON", "/dati-aperti/catalogo.json"), ("JSONL", "/dati-aperti/catalogo.jsonl")] {
            assert_eq!(page.link(&format!("Scarica il catalogo in formato {name}")), path);
            let length = visitor.get(path).body.len();
            let shown = dialoga::platform::i18n::file_size(dialoga::platform::i18n::Lang::It, length as u64);
            page.says(&format!("{name} ({shown})"));
        }
        many(desk, 201);
        visitor.get("/dati-aperti").says("circa").says("201 schede");
    }

    fn search_engines_find_the_map_of_the_site(desk: &Desk) {
        many(desk, 3);
        import(desk, &[
            r#"{"reference":"legge","kind":"answer","title":"Permessi","body":"Lo dice la legge 104/1992.","topic":"Congedi","published":true}"#,
        ]);
        let (visitor, site) = (desk.browser(), desk.app.config.server.public_url.as_str());
        let robots = visitor.get("/robots.txt").is(200).html();
        let map = robots.lines().find_map(|line| line.strip_prefix("Sitemap: ")).unwrap().to_owned();
        let parts = xml(&visitor.get(map.strip_prefix(site).unwrap()), "loc");
        assert_eq!(parts, ["/sitemap/pagine.xml", "/sitemap/schede-1.xml"].map(|path| format!("{site}{path}")));
        let mut addresses = Vec::new();
        for part in parts {
            addresses.extend(xml(&visitor.get(part.strip_prefix(site).unwrap()), "loc"));
        }
        for path in ["/", "/catalogo?argomento=congedi", "/catalogo/scheda-numero-1", "/catalogo/scheda-numero-3", "/catalogo/norme/legge-1992-104"] {
            assert!(addresses.contains(&format!("{site}{path}")), "{path} is not among {addresses:?}");
        }
        for address in addresses {
            let page = visitor.get_only(address.strip_prefix(site).unwrap());
            page.is(200);
            assert!(page.attributes("meta[name=robots]", "content").is_empty(), "{address} asks not to be found");
        }
        assert_eq!(xml(&visitor.get("/sitemap/schede-1.xml"), "lastmod")[0], "2026-11-24T09:30:00Z");
        for part in ["0", "2", "-1", "99999999999999999999", "x"] {
            visitor.get(&format!("/sitemap/schede-{part}.xml")).is(404);
        }
    }

    fn feeds_tell_what_is_new_by_topic_and_call_it_the_same_for_ever(desk: &Desk) {
        import(desk, &[
            r#"{"reference":"a","kind":"answer","title":"Congedo & «riposi» <b>","body":"**Dieci** giorni.","topic":"Congedi","language":"it","published":true}"#,
            r#"{"reference":"b","kind":"answer","title":"Part-time","body":"Si può.","topic":"Contratti","language":"it","published":true}"#,
        ]);
        let visitor = desk.browser();
        let whole = visitor.get("/catalogo.atom");
        assert_eq!(whole.header("content-type"), Some("application/atom+xml; charset=utf-8"));
        let mut titles = xml(&whole, "title");
        assert!(titles.remove(0).starts_with("Catalogo"));
        assert_eq!(titles, ["Part-time", "Congedo & «riposi» <b>"]);
        let ids = xml(&whole, "id");
        assert_eq!(ids[1..], ["tag:127.0.0.1,2026:scheda/2", "tag:127.0.0.1,2026:scheda/1"]);
        assert!(xml(&whole, "content")[1].contains("<strong>Dieci</strong>"));
        let of_topic = visitor.get("/catalogo.atom?argomento=congedi");
        assert_eq!(xml(&of_topic, "title"), [format!("Congedi – {}", desk.app.config.office.name), "Congedo & «riposi» <b>".into()]);
        visitor.get("/catalogo.atom?argomento=nessuno").is(404);

        // What changes moves to the front, under the name that it had.
        desk.wait(chrono::Duration::hours(2));
        import(desk, &[r#"{"reference":"a","kind":"answer","title":"Congedo","body":"Undici giorni.","topic":"Congedi","language":"it","published":true}"#]);
        let after = visitor.get("/catalogo.atom");
        assert_eq!(xml(&after, "id")[1..], ["tag:127.0.0.1,2026:scheda/1", "tag:127.0.0.1,2026:scheda/2"]);
        assert_eq!(xml(&after, "updated")[..2], ["2026-11-24T11:30:00Z", "2026-11-24T11:30:00Z"]);

        // Both the list and the entry lead to it.
        let feed = |page: &Page| page.attributes("link[type='application/atom+xml']", "href");
        assert_eq!(feed(&visitor.get("/catalogo")), ["/catalogo.atom"]);
        assert_eq!(feed(&visitor.get("/catalogo?argomento=congedi")), ["/catalogo.atom?argomento=congedi"]);
        assert_eq!(feed(&visitor.get("/catalogo/congedo-riposi-b")), ["/catalogo.atom?argomento=congedi"]);
    }

    fn an_entry_says_of_itself_what_search_engines_read_and_nothing_ends_the_element(desk: &Desk) {
        import(desk, &[
            r#"{"reference":"a","kind":"answer","title":"</script><script>alert(1)</script>","summary":"Sì & «no»","body":"Testo.","topic":"Congedi","language":"it","published":true,"verified_on":"2026-10-12"}"#,
            r#"{"reference":"p","kind":"practice","title":"Orario flessibile","body":"Testo **della** pratica.","topic":"Congedi","language":"en","published":true}"#,
            r#"{"reference":"s","kind":"service","title":"Nido Il Girasole","body":"Testo.","topic":"Congedi","language":"it","published":true,"details":{"body":"Cooperativa Aurora","municipality":"Rho","phone":"02 0000 0101","services":["Nido","Mensa"]}}"#,
        ]);
        let visitor = desk.browser();
        let said = |path: &str| -> Value {
            let page = visitor.get(path);
            let blocks = page.texts("script[type='application/ld+json']");
            assert_eq!(blocks.len(), 1, "{path}");
            assert_eq!(page.attributes("script", "src").len() + 1, page.texts("script").len(), "a script without source at {path}");
            serde_json::from_str(&blocks[0]).unwrap()
        };
        let answer = said("/catalogo/script-script-alert-1-script");
        assert_eq!(answer["@type"], "Article");
        assert_eq!(answer["headline"], "</script><script>alert(1)</script>");
        assert_eq!(answer["mainEntity"]["acceptedAnswer"]["text"], "Sì & «no»");
        assert_eq!(answer["mainEntityOfPage"]["lastReviewed"], "2026-10-12");
        let practice = said("/catalogo/orario-flessibile");
        assert_eq!((practice["@type"].as_str(), practice["inLanguage"].as_str()), (Some("Article"), Some("en")));
        assert_eq!(practice["description"], "Testo della pratica.");
        let service = said("/catalogo/nido-il-girasole");
        assert_eq!(service["@type"], "GovernmentService");
        assert_eq!(service["provider"]["name"], "Cooperativa Aurora");
        assert_eq!(service["availableChannel"]["servicePhone"]["telephone"], "02 0000 0101");
        assert_eq!(service["availableChannel"]["serviceLocation"]["address"]["addressLocality"], "Rho");
        assert_eq!(service["hasOfferCatalog"]["itemListElement"][1]["itemOffered"]["name"], "Mensa");
    }

    fn pages_say_their_address_their_languages_and_how_a_link_to_them_looks(desk: &Desk) {
        import(desk, &[
            r#"{"reference":"a","kind":"answer","title":"Congedo <b> \"x\"","summary":"In breve.","body":"Testo.","topic":"Congedi","language":"it","published":true}"#,
        ]);
        let (visitor, site) = (desk.browser(), desk.app.config.server.public_url.as_str());
        let meta = |page: &Page, name: &str| page.attributes(&format!("meta[property='{name}'], meta[name='{name}']"), "content").join("|");
        let canonical = |page: &Page| page.attributes("link[rel=canonical]", "href");
        for path in ["/", "/catalogo", "/catalogo?argomento=congedi", "/servizi", "/argomenti", "/catalogo/norme", "/dati-aperti"] {
            let page = visitor.get(path);
            let mark = if path.contains('?') { '&' } else { '?' };
            assert_eq!(canonical(&page), [format!("{site}{path}")]);
            let languages = page.attributes("link[hreflang]", "href");
            assert_eq!(languages, [format!("{site}{path}"), format!("{site}{path}{mark}lingua=it"), format!("{site}{path}{mark}lingua=en")]);
            assert_eq!(meta(&page, "og:url"), format!("{site}{path}"));
            assert!(!meta(&page, "og:title").is_empty() && !meta(&page, "og:description").is_empty(), "{path}");
            assert_eq!((meta(&page, "og:type"), meta(&page, "og:locale")), ("website".into(), "it_IT".into()));
        }
        let english = desk.browser();
        let page = english.get("/argomenti?lingua=en");
        assert_eq!((canonical(&page), meta(&page, "og:locale")), (vec![format!("{site}/argomenti?lingua=en")], "en_GB".into()));

        // An entry has one address, and its own language.
        let page = english.get("/catalogo/congedo-b-x?lingua=en");
        assert_eq!(canonical(&page), [format!("{site}/catalogo/congedo-b-x")]);
        assert!(page.attributes("link[hreflang]", "href").is_empty());
        assert_eq!((meta(&page, "og:title"), meta(&page, "og:description")), ("Congedo <b> \"x\"".into(), "In breve.".into()));
        assert_eq!((meta(&page, "og:type"), meta(&page, "og:locale")), ("article".into(), "it_IT".into()));
        assert_eq!(meta(&page, "twitter:card"), "summary");
        let image = meta(&page, "og:image");
        assert_eq!(visitor.get(image.strip_prefix(site).unwrap()).is(200).header("content-type"), Some("image/png"));

        // What is not to be found says nothing of this.
        for path in ["/catalogo?q=congedo", "/catalogo?pagina=2", "/accesso"] {
            let page = visitor.get(path);
            assert!(canonical(&page).is_empty() && meta(&page, "og:title").is_empty(), "{path}");
        }
    }
}
