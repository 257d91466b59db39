//! What this machine could do at best, so that a figure of the desk can be read as a share of it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use actix_web::{App, HttpResponse, HttpServer, web};
use dialoga::platform::db::schema::instance_keys;
use dialoga::platform::db::{DatabaseUrl, Db, DbError};
use dialoga::platform::keys;
use dialoga::platform::search::{Reading, Request, SearchIndex};
use diesel::prelude::*;

use crate::{Outcome, say};

/// Serves one fixed page until it is killed: the web server without a desk.
pub fn page(address: &str, body: Vec<u8>) -> Outcome<()> {
    let body = web::Bytes::from(body);
    let serve = async {
        HttpServer::new(move || {
            let body = body.clone();
            App::new().default_service(web::to(move || {
                let body = body.clone();
                async move { HttpResponse::Ok().content_type("text/html; charset=utf-8").body(body) }
            }))
        })
        .bind(address)?
        .run()
        .await
    };
    Ok(actix_web::rt::System::new().block_on(serve)?)
}

/// Durable inserts of one short row per second, by `callers` at once through the one writer: the database without
/// questions.
pub fn inserts(folder: &str, seconds: u64, callers: u64) -> Outcome<()> {
    let url = DatabaseUrl::parse(&format!("sqlite:{folder}/inserts.db"))?;
    let db = Db::open(&url, 2)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (started, done) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let end = started + Duration::from_secs(seconds);
    runtime.block_on(async {
        let work = (0..callers).map(|caller| {
            let (db, done) = (db.clone(), Arc::clone(&done));
            tokio::spawn(async move {
                for number in 0_u64.. {
                    if Instant::now() >= end {
                        break;
                    }
                    let name = format!("{caller}-{number}");
                    let insert = move |conn: &mut _| -> Result<usize, DbError> {
                        let row = (instance_keys::name.eq(name), instance_keys::value.eq("load"));
                        Ok(diesel::insert_into(instance_keys::table).values(row).execute(conn)?)
                    };
                    db.write(insert).await?;
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Ok::<(), DbError>(())
            })
        });
        for caller in work.collect::<Vec<_>>() {
            caller.await??;
        }
        Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    })?;
    say(&rate(&done, started));
    Ok(())
}

/// Queries of the words of a file against the search index in a desk's folder, without the desk around it.
pub fn queries(folder: &str, words: &str, seconds: u64, threads: u64) -> Outcome<()> {
    let db = Db::open(&DatabaseUrl::parse(&format!("sqlite:{folder}/desk.db"))?, 1)?;
    let index =
        SearchIndex::open(&Path::new(folder).join("index"), &keys::database_id(&db)?, Reading::Whole)?;
    if !index.is_ready() {
        return Err("the index has to be built first: start the desk once".into());
    }
    let words = std::fs::read_to_string(words)?;
    let words: Vec<&str> = words.lines().filter(|line| !line.is_empty()).collect();
    let (started, done) = (Instant::now(), AtomicU64::new(0));
    let end = started + Duration::from_secs(seconds);
    let one = |first: u64| {
        for text in words.iter().cycle().skip(first as usize * 7) {
            if Instant::now() >= end {
                break;
            }
            index.search(&Request { text, limit: 20, ..Request::default() })?;
            done.fetch_add(1, Ordering::Relaxed);
        }
        Ok::<(), dialoga::platform::search::SearchError>(())
    };
    std::thread::scope(|scope| {
        let one = &one;
        let running: Vec<_> = (0..threads).map(|number| scope.spawn(move || one(number))).collect();
        for thread in running {
            thread.join().map_err(|_| "a thread panicked")??;
        }
        Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    })?;
    say(&rate(&done, started));
    Ok(())
}

fn rate(done: &AtomicU64, started: Instant) -> String {
    format!("{:.0}", done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64())
}
