//! Sets of small numbers, as the indexes of people and events keep them: one bit a number in memory, and on disk either
//! that or the gaps between the numbers, whichever is shorter.

use std::ops::Range;

const LIST: u8 = 0;
const BITS: u8 = 1;

/// A set of numbers from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Set(Vec<u64>);

impl Set {
    pub(crate) fn insert(&mut self, number: usize) {
        let word = number / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number % 64);
    }

    pub(crate) fn remove(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    pub(crate) fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps what is also in `other`.
    pub(crate) fn intersect(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Adds what is in `other`.
    pub(crate) fn unite(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    /// Keeps what lies in the range.
    pub(crate) fn keep(&mut self, range: &Range<usize>) {
        for (place, word) in self.0.iter_mut().enumerate() {
            let from = range.start.saturating_sub(place * 64).min(64);
            let until = range.end.saturating_sub(place * 64).min(64);
            let below = |end: usize| if end == 64 { u64::MAX } else { (1 << end) - 1 };
            *word &= below(until) & !below(from);
        }
    }

    /// The numbers, the smallest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(place * 64 + bit)
            })
        })
    }

    /// The numbers, the largest first.
    pub(crate) fn backwards(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().rev().flat_map(|(place, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| 63 - rest.leading_zeros() as usize)?;
                rest &= !(1 << bit);
                Some(place * 64 + bit)
            })
        })
    }

    /// The set as bytes. All numbers are below `size`, a multiple of 64.
    pub(crate) fn encode(&self, size: usize) -> Vec<u8> {
        let mut list = vec![LIST];
        let mut next = 0;
        for number in self.iter() {
            let mut gap = number - next;
            next = number + 1;
            while gap >= 0x80 {
                list.push(u8::try_from(gap & 0x7F).unwrap_or(0) | 0x80);
                gap >>= 7;
            }
            list.push(u8::try_from(gap).unwrap_or(0));
            if list.len() > size / 8 {
                let mut bits = vec![BITS];
                (0..size / 64).for_each(|place| bits.extend(self.0.get(place).unwrap_or(&0).to_le_bytes()));
                return bits;
            }
        }
        list
    }

    /// Adds a set of numbers below `size` that [`Set::encode`] wrote, each number raised by `base`, a multiple of 64.
    /// Whatever the bytes are, nothing else is added.
    pub(crate) fn add(&mut self, bytes: &[u8], base: usize, size: usize) {
        let (kind, bytes) = bytes.split_first().map_or((LIST, bytes), |(kind, rest)| (*kind, rest));
        if kind == BITS {
            let (first, words) = (base / 64, size / 64);
            if self.0.len() < first + words {
                self.0.resize(first + words, 0);
            }
            for (word, bytes) in self.0[first..first + words].iter_mut().zip(bytes.chunks_exact(8)) {
                *word |= bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
            }
            return;
        }
        let (mut next, mut gap, mut shift) = (0_usize, 0_usize, 0_u32);
        for byte in bytes {
            gap |= usize::from(byte & 0x7F) << shift.min(28);
            shift += 7;
            if byte & 0x80 == 0 {
                let number = next + gap;
                if number >= size {
                    return;
                }
                self.insert(base + number);
                (next, gap, shift) = (number + 1, 0, 0);
            }
        }
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut set = Self::default();
        numbers.into_iter().for_each(|number| set.insert(number));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Vec<Vec<usize>> {
        vec![
            vec![],
            vec![0],
            vec![1023],
            vec![0, 1, 127, 128, 129, 900],
            (0..1024).collect(),
            (0..1024).step_by(3).collect(),
            (0..1024).step_by(60).collect(),
            vec![63, 64, 65, 191, 192],
        ]
    }

    #[test]
    fn what_is_written_is_read_again_in_the_shorter_of_two_forms() {
        for numbers in samples() {
            let set: Set = numbers.iter().copied().collect();
            let bytes = set.encode(1024);
            assert!(bytes.len() <= 1 + 1024 / 8, "{} bytes for {numbers:?}", bytes.len());
            let mut read = Set::default();
            read.add(&bytes, 2048, 1024);
            assert_eq!(read.iter().map(|number| number - 2048).collect::<Vec<_>>(), numbers);
            assert_eq!(read.count(), numbers.len());
            let mut backwards: Vec<_> = read.backwards().map(|number| number - 2048).collect();
            backwards.reverse();
            assert_eq!(backwards, numbers);
        }
    }

    #[test]
    fn damaged_bytes_add_nothing_outside_their_block() {
        for bytes in [&[0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1][..], &[1, 2], &[], &[0, 0x80], &[7, 7, 7]]
        {
            let mut set = Set::default();
            set.add(bytes, 64, 64);
            assert!(set.iter().all(|number| (64..128).contains(&number)), "{bytes:?}");
        }
    }

    #[test]
    fn sets_are_cut_and_compared_number_by_number() {
        for one in samples() {
            for other in samples() {
                let (left, right): (Set, Set) = (one.iter().copied().collect(), other.iter().copied().collect());
                let (mut both, mut either, mut cut) = (left.clone(), left.clone(), left.clone());
                both.intersect(&right);
                either.unite(&right);
                cut.keep(&(64..200));
                let expected =
                    |keep: &dyn Fn(usize) -> bool| one.iter().copied().filter(|n| keep(*n)).collect::<Vec<_>>();
                assert_eq!(both.iter().collect::<Vec<_>>(), expected(&|n| other.contains(&n)));
                let whole: std::collections::BTreeSet<usize> = one.iter().chain(&other).copied().collect();
                assert!(either.iter().eq(whole));
                assert_eq!(cut.iter().collect::<Vec<_>>(), expected(&|n| (64..200).contains(&n)));
                assert!((0..1100).all(|n| left.contains(n) == one.contains(&n)));
                assert_eq!(left.is_empty(), one.is_empty());
            }
        }
    }
}
