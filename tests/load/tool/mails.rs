//! Mails that come in, as fast as a mail server can hand them over.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use dialoga::platform::db::schema::incoming_mails;
use dialoga::platform::db::{DatabaseUrl, Db, DbError};
use diesel::prelude::*;

use crate::{Outcome, say};

/// Bytes of each message: the median of real ones.
const SIZE: usize = 20 * 1024;
/// The server that may be slow.
pub const SLOW_DOMAIN: &str = "slow.example";
const WORDS: &str =
    "Buongiorno, ho una bambina di due anni e vorrei sapere quanti mesi di congedo parentale mi restano. ";

/// Hands `count` mails of as many senders over by LMTP at `address`, on several connections, to the desk of the database at `url`,
/// and prints how many are acknowledged in a second, and how many are taken in.
pub fn hand_over(url: &str, address: &str, count: usize, connections: usize) -> Outcome<()> {
    let db = Db::open_migrated(&DatabaseUrl::parse(url)?, 1)?;
    let before = settled(&db)?;
    let began = Instant::now();
    std::thread::scope(|scope| -> Outcome<()> {
        let each: Vec<_> = (0..connections)
            .map(|own| scope.spawn(move || one_connection(address, (own..count).step_by(connections))))
            .collect();
        each.into_iter().try_for_each(|thread| thread.join().map_err(|_| "a connection panicked")?)
    })?;
    let acknowledged = began.elapsed();
    let wanted = before + i64::try_from(count)?;
    while settled(&db)? < wanted {
        if began.elapsed() > Duration::from_secs(600) {
            return Err("they are not taken in".into());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let rate = |time: Duration| {
        format!("{:.0}", f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / time.as_secs_f64())
    };
    say(&format!("{} {}", rate(acknowledged), rate(began.elapsed())));
    Ok(())
}

fn settled(db: &Db) -> Outcome<i64> {
    let settled = incoming_mails::table.filter(incoming_mails::settled_at.is_not_null()).count();
    Ok(db.read_blocking::<_, DbError, _>(|conn| Ok(settled.get_result(conn)?))?)
}

fn one_connection(address: &str, numbers: impl Iterator<Item = usize>) -> Outcome<()> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut server = BufReader::new(stream);
    expect(&mut server, "220")?;
    tell(&mut server, "LHLO load.example\r\n", "250")?;
    let run = Instant::now().elapsed().as_nanos();
    for number in numbers {
        let dialogue = format!(
            "MAIL FROM:<{}>\r\nRCPT TO:<dialoga@provincia.milano.example>\r\nDATA\r\n",
            sender(number)
        );
        server.get_mut().write_all(dialogue.as_bytes())?;
        for code in ["250", "250", "354"] {
            expect(&mut server, code)?;
        }
        tell(&mut server, &message(number, run), "250")?;
    }
    Ok(())
}

/// Whose mail it is. One of a hundred has an address at the server that [`crate::deliveries`] can make slow.
fn sender(number: usize) -> String {
    match number % 100 {
        0 => format!("p{number}@{SLOW_DOMAIN}"),
        _ => format!("p{number}@load.example"),
    }
}

fn message(number: usize, run: u128) -> String {
    let sender = sender(number);
    let head = format!(
        "From: Persona {number} <{sender}>\r\nTo: dialoga@provincia.milano.example\r\n\
         Subject: Congedo {number}\r\nMessage-ID: <{number}.{run}@load.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nDomanda {number}.\r\n"
    );
    let mut text = head;
    while text.len() < SIZE {
        text.push_str(WORDS);
        text.push_str("\r\n");
    }
    text.push_str(".\r\n");
    text
}

fn tell(server: &mut BufReader<TcpStream>, words: &str, code: &str) -> Outcome<()> {
    server.get_mut().write_all(words.as_bytes())?;
    expect(server, code)
}

/// Reads a reply, of one line or several.
fn expect(server: &mut BufReader<TcpStream>, code: &str) -> Outcome<()> {
    loop {
        let mut line = String::new();
        server.read_line(&mut line)?;
        if !line.starts_with(code) {
            return Err(format!("expected {code}, heard {line:?}").into());
        }
        if line.as_bytes().get(3) != Some(&b'-') {
            return Ok(());
        }
    }
}
