//! What the trials do to a desk: many people post while it dies and comes back; an editor publishes on one node.

use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::client::{Client, value_of};
use crate::{Outcome, say};

/// So often does somebody try to sign in before they give up.
const ENTERING: usize = 100;

/// Posts questions until the file `stop` exists, by one person per account (`email:password`), against the desks of
/// `bases` (separated by commas) in turn. Who gets no answer sends the same form again, as people do. Each question
/// that a page called received is written to the file `told`.
pub fn post(told: &str, stop: &str, bases: &str, accounts: &[&str]) -> Outcome<()> {
    let bases: Vec<&str> = bases.split(',').collect();
    let file = Mutex::new(std::fs::File::options().create(true).append(true).open(told)?);
    let (sent, again) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        let mut people = Vec::new();
        for (number, account) in accounts.iter().enumerate() {
            let base = bases[number % bases.len()];
            let (file, sent, again) = (&file, &sent, &again);
            people.push(scope.spawn(move || person(number, (base, account), (file, stop), (sent, again))));
        }
        for person in people {
            person.join().map_err(|_| "a thread panicked")??;
        }
        Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    })?;
    let (sent, again) = (sent.load(Ordering::Relaxed), again.load(Ordering::Relaxed));
    say(&format!("{sent} questions were called received; {again} forms had to be sent again"));
    Ok(())
}

/// Signs in and opens the form, again and again should the desk die meanwhile.
fn enter(base: &str, email: &str, password: &str) -> Outcome<(Client, String)> {
    let once = || -> Outcome<(Client, String)> {
        let client = Client::sign_in(base, email, password)?;
        let token = client.token("/domande/nuova")?;
        Ok((client, token))
    };
    for _ in 0..ENTERING {
        if let Ok(entered) = once() {
            return Ok(entered);
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    once()
}

fn person(
    number: usize,
    (base, account): (&str, &str),
    (told, stop): (&Mutex<std::fs::File>, &str),
    (sent, again): (&AtomicU64, &AtomicU64),
) -> Outcome<()> {
    let (email, password) = account.split_once(':').ok_or("an account is email:password")?;
    let (mut client, token) = enter(base, email, password)?;
    let process = std::process::id();
    for question in 0.. {
        if Path::new(stop).exists() {
            break;
        }
        let subject = format!("Prova di carico {process}-{number}-{question}");
        let key = format!("load-{process}-{number}-{question}");
        let fields = [
            ("csrf_token", token.as_str()),
            ("topic", "leggi-di-conciliazione"),
            ("subject", &subject),
            ("body", "Quanti mesi di congedo mi restano se il papà ne ha già usati tre?"),
            ("submission_key", &key),
            ("action", "send"),
        ];
        loop {
            match client.post("/domande/nuova", &fields) {
                Ok(answer) if answer.status == 303 && answer.location.starts_with("/domande/") => {
                    // The page may be lost with the desk; the redirect already promises it.
                    if let Ok(page) = client.get(&answer.location)
                        && page.status == 200
                        && !page.body.contains("ricevuta")
                    {
                        return Err(format!("{} does not say that it was received", answer.location).into());
                    }
                    let mut file = told.lock().map_err(|_| "another thread failed")?;
                    writeln!(file, "{subject}")?;
                    sent.fetch_add(1, Ordering::Relaxed);
                    break;
                }
                Ok(answer) if answer.status < 500 => {
                    let (status, to) = (answer.status, answer.location);
                    return Err(format!("a question was answered with {status} {to}").into());
                }
                Ok(_) | Err(_) => {
                    again.fetch_add(1, Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(100));
                    if Path::new(stop).exists() {
                        return Ok(());
                    }
                }
            }
        }
    }
    Ok(())
}

/// Publishes the first entry that waits for review on the desk `at`, and tells after how many milliseconds the desk
/// `seen_at` finds it.
pub fn publish(at: &str, seen_at: &str, email: &str, password: &str) -> Outcome<()> {
    let mut editor = Client::sign_in(at, email, password)?;
    let list = editor.get("/redazione?stato=in-revisione")?.body;
    let entries = list.split("href=\"/redazione/").skip(1).filter_map(|rest| rest.split('"').next());
    let mut numbers = entries.filter(|number| number.parse::<u64>().is_ok());
    let form = |number: &str| format!("form[action=\"/redazione/{number}/pubblicazione\"]");
    let found = numbers.find_map(|number| {
        let page = editor.get(&format!("/redazione/{number}")).ok()?.body;
        let token = value_of(&page, &format!("{} [name=csrf_token]", form(number)))?;
        let version = value_of(&page, &format!("{} [name=version]", form(number)))?;
        Some((number.to_owned(), token, version, value_of(&page, "[name=title]")?))
    });
    let (number, token, version, title) = found.ok_or("no entry waits for review")?;
    let path = format!("/redazione/{number}/pubblicazione");
    let answer = editor.post(&path, &[("csrf_token", &token), ("version", &version)])?;
    let published = Instant::now();
    if answer.status != 303 {
        return Err(format!("publishing {number} was answered with {}", answer.status).into());
    }
    let words = crate::client::encoded(&title);
    let search = format!("{seen_at}/api/v1/catalogue/search?q={words}&per_page=5");
    let quoted = serde_json::to_string(&title)?;
    while published.elapsed() < Duration::from_secs(10) {
        let found = ureq::get(&search).call()?.body_mut().read_to_string()?;
        if found.contains(&quoted) {
            say(&format!("{}", published.elapsed().as_millis()));
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(format!("«{title}», published at {at}, was not found at {seen_at} within 10 s").into())
}
