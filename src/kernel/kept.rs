//! A bounded memory of things that can be made again.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Values by key, of about so many bytes at most: when there is no room for one more, all are forgotten. What is asked
/// for often is soon back, and nothing has to be noted at each reading.
pub struct Kept<K, V> {
    most: usize,
    inner: Mutex<Inner<K, V>>,
}

struct Inner<K, V> {
    values: HashMap<K, V>,
    bytes: usize,
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Room for `most` bytes.
    pub fn new(most: usize) -> Self {
        Self { most, inner: Mutex::new(Inner { values: HashMap::new(), bytes: 0 }) }
    }

    /// What is kept under a key.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.lock().values.get(key).cloned()
    }

    /// Keeps a value that weighs about `bytes`, unless it alone would fill the room.
    pub fn keep(&self, key: K, value: V, bytes: usize) {
        if bytes > self.most {
            return;
        }
        let mut inner = self.lock();
        if inner.bytes + bytes > self.most {
            inner.values = HashMap::new();
            inner.bytes = 0;
        }
        inner.bytes += bytes;
        inner.values.insert(key, value);
    }

    fn lock(&self) -> MutexGuard<'_, Inner<K, V>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_never_more_than_the_room() {
        let kept = Kept::new(10);
        kept.keep(1, 'a', 6);
        kept.keep(2, 'b', 4);
        assert_eq!((kept.get(&1), kept.get(&2)), (Some('a'), Some('b')));
        kept.keep(3, 'c', 1);
        assert_eq!((kept.get(&1), kept.get(&3)), (None, Some('c')));
        kept.keep(4, 'd', 11);
        assert_eq!((kept.get(&3), kept.get(&4)), (Some('c'), None));
    }
}
