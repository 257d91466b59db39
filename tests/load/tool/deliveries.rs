//! The mails that leave, to a mail server that takes them at once, but for some receivers.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use dialoga::kernel::clock::Instant as Moment;
use dialoga::platform::db::schema::outbox;
use dialoga::platform::db::{DatabaseUrl, Db, DbError};
use diesel::prelude::*;

use crate::mails::SLOW_DOMAIN;
use crate::{Outcome, say};

/// Queues every mail of the database at `url` anew, takes at `address` what the desk sends, and prints how many come in a second.
/// The receivers that are called slow, one of a hundred, are waited for so long each; these are not counted.
pub fn take(url: &str, address: &str, slow: Duration) -> Outcome<()> {
    let listener = TcpListener::bind(address)?;
    let (sender, arrivals) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let sender = sender.clone();
            std::thread::spawn(move || serve(stream, slow, &sender));
        }
    });
    let db = Db::open_migrated(&DatabaseUrl::parse(url)?, 1)?;
    let queued = db.write_blocking::<_, DbError, _>(|conn| {
        let again = (
            outbox::state.eq("queued"),
            outbox::attempts.eq(0),
            outbox::next_attempt_at.eq(Moment::from_micros(0)),
            outbox::sent_at.eq(None::<Moment>),
        );
        Ok(diesel::update(outbox::table).set(again).execute(conn)?)
    })?;
    let wait = Duration::from_secs(300);
    let (mut quick, mut all) = (0, 0);
    let (mut began, mut ended) = (None, Instant::now());
    while all < queued {
        let is_slow = arrivals.recv_timeout(wait).map_err(|_| format!("{all} of {queued} mails came"))?;
        let now = Instant::now();
        began.get_or_insert(now);
        all += 1;
        if !is_slow {
            quick += 1;
            ended = now;
        }
    }
    let took = ended - began.ok_or("no mail was queued")?;
    say(&format!("{:.0}", f64::from(quick) / took.as_secs_f64()));
    Ok(())
}

/// One session; tells of each mail whether its receiver was slow.
fn serve(stream: TcpStream, slow: Duration, arrivals: &Sender<bool>) -> Outcome<()> {
    stream.set_nodelay(true)?;
    let mut client = BufReader::new(stream);
    let mut line = String::new();
    let mut is_slow = false;
    client.get_mut().write_all(b"220 sink.example\r\n")?;
    loop {
        line.clear();
        if client.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let reply: &[u8] = match line.get(..4).unwrap_or_default() {
            "RCPT" => {
                is_slow = !slow.is_zero() && line.contains(SLOW_DOMAIN);
                b"250 2.1.5 Ok\r\n"
            }
            "DATA" => {
                client.get_mut().write_all(b"354 Go on\r\n")?;
                while line != ".\r\n" {
                    line.clear();
                    client.read_line(&mut line)?;
                }
                if is_slow {
                    std::thread::sleep(slow);
                }
                arrivals.send(is_slow)?;
                b"250 2.0.0 Ok\r\n"
            }
            "QUIT" => return Ok(client.get_mut().write_all(b"221 2.0.0 Bye\r\n")?),
            _ => b"250 2.0.0 Ok\r\n",
        };
        client.get_mut().write_all(reply)?;
    }
}
