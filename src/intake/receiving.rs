//! How many messages are being received at this moment, so that reading gives way to them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Messages that are being received at this moment. Those who wait for a reply come before what was received is read: a mail server
/// that has many is to be done with them.
#[derive(Debug, Default)]
pub struct Receiving(AtomicUsize);

/// So many at once mean that many come.
const MANY: usize = 2;
/// Reading gives way so often, for so long each time: what came is read all the same, though more come all day.
const TURNS: usize = 25;
const TURN: Duration = Duration::from_millis(10);

impl Receiving {
    /// One more, until what this answers is dropped.
    pub(super) fn begin(&self) -> impl Drop + '_ {
        self.0.fetch_add(1, Ordering::Relaxed);
        UnderWay(self)
    }

    /// Waits while many come, but not for ever.
    pub(super) async fn let_pass(&self) {
        for _ in 0..TURNS {
            if self.0.load(Ordering::Relaxed) < MANY {
                return;
            }
            tokio::time::sleep(TURN).await;
        }
    }
}

struct UnderWay<'a>(&'a Receiving);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn reading_gives_way_while_many_come_and_goes_on_all_the_same() {
        let receiving = Receiving::default();
        let one = receiving.begin();
        assert!(receiving.let_pass().now_or_never().is_some(), "one is not many");
        let another = receiving.begin();
        assert!(receiving.let_pass().now_or_never().is_none(), "it gives way");
        receiving.let_pass().await;
        drop(another);
        assert!(receiving.let_pass().now_or_never().is_some());
        drop(one);
    }
}
