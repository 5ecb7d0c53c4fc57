//! What a cache keeps, and in which order it goes.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use super::Eviction;

pub(super) struct Entries<V> {
    capacity: usize,
    eviction: Eviction,
    by_key: HashMap<String, Entry<V>>,
    /// The keys by their turns: the lowest goes first.
    turns: BTreeMap<u64, String>,
    next_turn: u64,
    epoch: u64,
}

struct Entry<V> {
    value: V,
    expires: Duration,
    turn: u64,
}

impl<V: Clone> Entries<V> {
    pub(super) fn get(&mut self, key: &str, now: Duration) -> Option<V> {
        let entry = self.by_key.get(key)?;
        if entry.expires <= now {
            self.remove(key);
            return None;
        }
        let (value, turn) = (entry.value.clone(), entry.turn);
        if self.eviction == Eviction::LeastRecentlyUsed {
            self.renew(key, turn);
        }
        Some(value)
    }

    /// Puts a key at the end of the queue.
    fn renew(&mut self, key: &str, turn: u64) {
        let next = self.turn();
        if let (Some(key), Some(entry)) = (self.turns.remove(&turn), self.by_key.get_mut(key)) {
            entry.turn = next;
            self.turns.insert(next, key);
        }
    }
}

impl<V> Entries<V> {
    pub(super) fn new(capacity: usize, eviction: Eviction) -> Self {
        Self { capacity, eviction, by_key: HashMap::new(), turns: BTreeMap::new(), next_turn: 0, epoch: 0 }
    }

    /// Keeps a value that was fetched in an epoch, unless everything was forgotten since.
    pub(super) fn insert(&mut self, key: &str, value: V, expires: Duration, epoch: u64) {
        if epoch != self.epoch || self.capacity == 0 {
            return;
        }
        self.remove(key);
        while self.by_key.len() >= self.capacity {
            let Some((_, oldest)) = self.turns.pop_first() else { break };
            self.by_key.remove(&oldest);
        }
        let turn = self.turn();
        self.turns.insert(turn, key.to_owned());
        self.by_key.insert(key.to_owned(), Entry { value, expires, turn });
    }

    pub(super) fn remove(&mut self, key: &str) {
        if let Some(entry) = self.by_key.remove(key) {
            self.turns.remove(&entry.turn);
        }
    }

    pub(super) fn clear(&mut self) {
        self.by_key.clear();
        self.turns.clear();
        self.epoch = self.epoch.wrapping_add(1);
    }

    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Changes when everything is forgotten.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }

    fn turn(&mut self) -> u64 {
        self.next_turn = self.next_turn.wrapping_add(1);
        self.next_turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: Duration = Duration::MAX;

    fn kept(eviction: Eviction) -> Vec<&'static str> {
        let mut entries = Entries::new(2, eviction);
        for key in ["a", "b"] {
            entries.insert(key, (), NEVER, 0);
        }
        entries.get("a", Duration::ZERO);
        entries.insert("c", (), NEVER, 0);
        let kept = ["a", "b", "c"].into_iter().filter(|key| entries.get(key, Duration::ZERO).is_some()).collect();
        assert_eq!((entries.len(), entries.turns.len()), (2, 2));
        kept
    }

    #[test]
    fn who_goes_is_described() {
        assert_eq!(kept(Eviction::Oldest), ["b", "c"]);
        assert_eq!(kept(Eviction::LeastRecentlyUsed), ["a", "c"]);
    }

    #[test]
    fn a_value_that_was_fetched_before_all_was_forgotten_is_not_kept() {
        let mut entries = Entries::new(2, Eviction::Oldest);
        let epoch = entries.epoch();
        entries.clear();
        entries.insert("a", (), NEVER, epoch);
        assert_eq!(entries.len(), 0);
    }

    #[test]
    fn the_same_key_takes_one_place_and_no_room_keeps_nothing() {
        let mut entries = Entries::new(2, Eviction::Oldest);
        for value in 0..5 {
            entries.insert("a", value, NEVER, 0);
        }
        assert_eq!((entries.len(), entries.turns.len(), entries.get("a", Duration::ZERO)), (1, 1, Some(4)));
        let mut nothing = Entries::new(0, Eviction::Oldest);
        nothing.insert("a", (), NEVER, 0);
        assert_eq!(nothing.len(), 0);
    }
}
