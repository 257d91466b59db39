//! Who watches the queue: browsers that are told when something happened, so that they can ask what.
//!
//! One look at the newest event serves all of this process. A watcher costs a small task and a place in a list: no connection
//! to the database, and no buffer of its own. What it is told is that something happened, never what: that is asked for with a
//! request of its own, which is answered to whoever may know.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{oneshot, watch};

use crate::app::App;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, Position};
use crate::platform::db::DbError;
use crate::platform::events;
use crate::platform::jobs::Following;

/// Watchers of one person at once: a few windows. One more takes the place of the oldest, which may be a window that is gone:
/// that a browser went away is seen only when it is told something.
const PER_PERSON: usize = 8;
/// Watchers of one process at once.
const PER_NODE: usize = 2000;
/// A watcher is told of changes at most so often.
const PAUSE: Duration = Duration::from_secs(1);
/// And that it is still connected so often: proxies close what is silent for a minute.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// The watchers of this process.
#[derive(Debug)]
pub struct Watchers {
    newest: watch::Sender<News>,
    seats: Seats,
    /// How many there ever were: each has a number of its own.
    count: AtomicU64,
}

/// Who sits where, the oldest first; whoever loses the sender is sent away.
type Seats = Arc<Mutex<HashMap<AccountId, VecDeque<(u64, oneshot::Sender<()>)>>>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct News {
    position: Position,
    /// The program is stopping.
    over: bool,
}

/// One watcher, until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    news: watch::Receiver<News>,
    seats: Seats,
    account: AccountId,
    number: u64,
    displaced: oneshot::Receiver<()>,
    told: Position,
    rested: bool,
}

/// What a watcher is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Something happened; the newest event is this.
    News(Position),
    /// Nothing: the time has come to see whether the watcher may still be here.
    Nothing,
}

impl Default for Watchers {
    fn default() -> Self {
        let (newest, _) = watch::channel(News { position: Position::START, over: false });
        Self { newest, seats: Arc::default(), count: AtomicU64::new(0) }
    }
}

impl Watchers {
    /// Takes a seat for a person whose page shows the state at `shown`; none when too many are taken by everybody together.
    pub fn seat(&self, account: AccountId, shown: Position) -> Option<Watcher> {
        let mut seats = lock(&self.seats);
        let taken: usize = seats.values().map(VecDeque::len).sum();
        let own = seats.entry(account).or_default();
        if own.len() >= PER_PERSON {
            own.pop_front();
        } else if taken >= PER_NODE {
            return None;
        }
        let (sender, displaced) = oneshot::channel();
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        own.push_back((number, sender));
        drop(seats);
        let (news, seats) = (self.newest.subscribe(), Arc::clone(&self.seats));
        Some(Watcher { news, seats, account, number, displaced, told: shown, rested: true })
    }

    /// Ends every watcher: the program is stopping.
    pub fn stop(&self) {
        self.newest.send_modify(|news| news.over = true);
    }

    /// Tells everybody what the newest event is.
    pub fn tell(&self, position: Position) {
        self.newest.send_if_modified(|news| {
            let is_new = news.position < position;
            news.position = news.position.max(position);
            is_new
        });
    }
}

impl Watcher {
    /// Waits for what is next; none when it is over.
    pub async fn next(&mut self) -> Option<Told> {
        let told = self.told;
        let (rested, news) = (self.rested, &mut self.news);
        let waiting = async {
            if !rested {
                tokio::time::sleep(PAUSE).await;
            }
            let is_news = |news: &News| news.over || news.position > told;
            tokio::time::timeout(HEARTBEAT, news.wait_for(is_news)).await.map(|news| news.map(|news| *news))
        };
        let news = tokio::select! {
            _ = &mut self.displaced => return None,
            news = waiting => news,
        };
        match news {
            Ok(Ok(news)) if !news.over => {
                self.told = news.position;
                self.rested = false;
                Some(Told::News(self.told))
            }
            Ok(_) => None,
            Err(_) => {
                self.rested = true;
                Some(Told::Nothing)
            }
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let mut seats = lock(&self.seats);
        if let Some(own) = seats.get_mut(&self.account) {
            own.retain(|(number, _)| *number != self.number);
            if own.is_empty() {
                seats.remove(&self.account);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The follower `queue_watchers`: looks at the newest event while anybody watches.
pub fn look(app: Arc<App>, _: Instant) -> Following {
    Box::pin(async move {
        if app.watchers.newest.receiver_count() > 0 {
            let position = app.db.read_briefly::<_, DbError, _>(events::last_position).await?;
            app.watchers.tell(position);
        }
        Ok(false)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_watcher_is_told_of_what_its_page_does_not_show() {
        let watchers = Watchers::default();
        let mut anna = watchers.seat(AccountId(1), Position(4)).expect("a seat");
        for position in [4, 5, 6] {
            watchers.tell(Position(position));
        }
        assert_eq!(anna.next().await, Some(Told::News(Position(6))));
        let mut late = watchers.seat(AccountId(1), Position(5)).expect("a seat");
        assert_eq!(late.next().await, Some(Told::News(Position(6))));
        let mut carla = watchers.seat(AccountId(2), Position(6)).expect("a seat");
        watchers.stop();
        assert_eq!(carla.next().await, None);
        assert_eq!(anna.next().await, None);
    }

    #[tokio::test]
    async fn the_oldest_window_of_a_person_gives_way_and_all_seats_are_counted() {
        let watchers = Watchers::default();
        let of = |account| watchers.seat(AccountId(account), Position::START);
        let mut annas: Vec<Watcher> = (0..PER_PERSON + 2).map_while(|_| of(1)).collect();
        assert_eq!(annas.len(), PER_PERSON + 2);
        for displaced in annas.drain(..2).collect::<Vec<_>>().iter_mut() {
            assert_eq!(displaced.next().await, None);
        }
        watchers.tell(Position(1));
        for seated in &mut annas {
            assert_eq!(seated.next().await, Some(Told::News(Position(1))));
        }
        annas.truncate(3);
        let everybody: Vec<Watcher> = (2..10_000).map_while(of).collect();
        assert_eq!(everybody.len() + annas.len(), PER_NODE);
        drop(everybody);
        assert!(of(2).is_some());
    }
}
