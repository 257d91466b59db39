//! A desk with much in hand, and many who watch its queue.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use dialoga::accounts::{self, Role};
use dialoga::kernel::clock::{Clock, Instant};
use dialoga::kernel::ids::TicketId;
use dialoga::platform::db::schema::{accounts as people, saved_views, tickets};
use dialoga::platform::db::{Conn, DatabaseUrl, Db};
use dialoga::tickets::actions;
use diesel::prelude::*;

use crate::{Outcome, say};

/// So many are opened in one transaction.
const BATCH: usize = 500;

/// Opens closed questions again, the newest first, until so many are in hand: a coordinator does, at different times of the last
/// two days, so that some are late and the others are not.
pub fn fill(url: &str, wanted: usize) -> Outcome<()> {
    let db = Db::open(&DatabaseUrl::parse(url)?, 1)?;
    let now = Clock::system().now();
    let (coordinator, closed) = db.read_blocking(|conn| {
        let coordinator = accounts::active_with_role(conn, &[Role::Coordinator])?.into_iter().next();
        let open = tickets::table.filter(tickets::stage.eq_any(["todo", "waiting"]));
        let open: i64 = open.count().get_result(conn).map_err(dialoga::platform::db::DbError::from)?;
        let closed: Vec<TicketId> = tickets::table
            .filter(tickets::stage.eq("closed"))
            .order(tickets::id.desc())
            .limit(i64::try_from(wanted).unwrap_or(i64::MAX) - open)
            .select(tickets::id)
            .load(conn)
            .map_err(dialoga::platform::db::DbError::from)?;
        Ok::<_, dialoga::platform::db::DbError>((coordinator, closed))
    })?;
    let coordinator = coordinator.ok_or("there is no coordinator")?;
    let step = chrono::Duration::hours(49) / i32::try_from(wanted.max(1))?;
    for (batch, ids) in closed.chunks(BATCH).enumerate() {
        let (ids, coordinator) = (ids.to_vec(), coordinator.clone());
        let reopen = move |conn: &mut Conn| {
            for (nth, id) in ids.iter().enumerate() {
                let age = step * i32::try_from(batch * BATCH + nth).unwrap_or(i32::MAX);
                let at: Instant = now - age;
                actions::reopen(conn, *id, &coordinator, at)?;
            }
            Ok::<_, dialoga::tickets::TicketError>(())
        };
        db.write_blocking(reopen)?;
    }
    say(&format!("{} questions were opened again", closed.len()));
    Ok(())
}

/// Saves views of the queue for somebody, of every kind that there is.
pub fn views(url: &str, email: &str) -> Outcome<()> {
    let mut conn = DatabaseUrl::parse(url)?.establish()?;
    let owner: i64 = people::table.filter(people::email.eq(email)).select(people::id).first(&mut conn)?;
    let now = Clock::system().now();
    let lists = ["todo", "overdue", "today", "waiting", "answered"];
    for (place, list) in lists.into_iter().cycle().take(20).enumerate() {
        let row = (
            saved_views::owner_id.eq(owner),
            saved_views::name.eq(format!("Vista {place}")),
            saved_views::shared.eq(false),
            saved_views::place.eq(i32::try_from(place)?),
            saved_views::list.eq(list),
            saved_views::whose.eq(if place % 2 == 0 { "tutte" } else { "gruppi" }),
            saved_views::municipality.eq((place % 3 == 0).then_some("015146")),
            saved_views::kind.eq((place % 4 == 1).then_some("worker")),
            saved_views::sorting.eq("recenti"),
            saved_views::created_at.eq(now),
        );
        diesel::insert_into(saved_views::table).values(row).execute(&mut conn)?;
    }
    Ok(())
}

/// Opens so many streams of events, eight for each of the sessions in a file, says so, and holds them until it is killed.
pub fn watch(address: &str, sessions: &str, count: usize) -> Outcome<()> {
    const EACH: usize = 8;
    let sessions = std::fs::read_to_string(sessions)?;
    let cookies = sessions.lines().filter_map(|line| line.split('\t').next());
    let mut streams = Vec::new();
    for cookie in cookies.flat_map(|cookie| std::iter::repeat_n(cookie, EACH)).take(count) {
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "GET /coda/eventi HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n")?;
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line)?;
        if !line.contains(" 200 ") {
            return Err(format!("stream {} is answered {line}", streams.len() + 1).into());
        }
        streams.push(stream);
    }
    if streams.len() < count {
        return Err(format!("the sessions are enough for {} streams only", streams.len()).into());
    }
    say(&format!("{} streams are open", streams.len()));
    loop {
        std::thread::sleep(Duration::from_secs(3600));
    }
}
