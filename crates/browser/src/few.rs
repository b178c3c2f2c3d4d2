//! A map of few things, in a list. An ordered map of the standard library's is 4 kB of wasm for each kind
//! of key and value, and no faster for a handful.

/// Values by their keys, each key once.
#[derive(Clone, Debug)]
pub(crate) struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V> Few<K, V> {
    fn place(&self, key: &K) -> Option<usize> {
        self.0.iter().position(|(known, _)| known == key)
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.place(key).map(|at| &self.0[at].1)
    }

    pub(crate) fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_some()
    }

    /// Puts a value in the place of the one that was there, which is given back.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let before = self.remove(&key);
        self.0.push((key, value));
        before
    }

    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        self.place(key).map(|at| self.0.remove(at).1)
    }

    /// The same, given away.
    pub(crate) fn into_values(self) -> impl Iterator<Item = V> {
        self.0.into_iter().map(|(_, value)| value)
    }

    /// The same with their keys.
    pub(crate) fn into_pairs(self) -> impl Iterator<Item = (K, V)> {
        self.0.into_iter()
    }

    /// A key's value, made where there is none.
    pub(crate) fn entry(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = self.place(&key).unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.push((key, make()));
        }
        &mut self.0[at].1
    }

    /// The values, in the order in which they came.
    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_value_and_they_stay_in_order() {
        let mut few = Few::default();
        assert_eq!(few.insert("a", 1), None);
        assert_eq!(few.insert("b", 2), None);
        assert_eq!(few.insert("c", 3), None);
        assert_eq!(few.remove(&"b"), Some(2));
        assert_eq!(few.insert("a", 4), Some(1));
        assert_eq!((few.get(&"a"), few.get(&"b")), (Some(&4), None));
        assert!(few.contains_key(&"c") && !few.contains_key(&"b"));
        assert_eq!(few.values().copied().collect::<Vec<_>>(), [3, 4]);
        assert_eq!((*few.entry("c", || 7), *few.entry("d", || 5)), (3, 5));
        assert_eq!(few.into_pairs().collect::<Vec<_>>(), [("c", 3), ("a", 4), ("d", 5)]);
    }
}
