//! Putting things in order.
//!
//! In: numbers, and a comparison of them – or a count, and a comparison of places. Out: them in order. Does not know: what
//! they stand for.
//!
//! Sorting is generic code, and every type that is sorted brings its own copy of it, eight kilobytes each. Nothing here is
//! sorted often, so all of it goes through this one. A heap would be a tenth of that, and makes a body of a million members take
//! twice as long.

use std::cmp::Ordering;

/// The places below `count` in the order of a comparison; equal ones in their own.
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..count as u32).collect();
    sort(&mut places, compare);
    places
}

/// Puts numbers in the order of a comparison; equal ones in their own. Most of what comes here is in order.
#[inline(never)]
pub(crate) fn sort(numbers: &mut [u32], compare: &dyn Fn(usize, usize) -> Ordering) {
    let compare = |one: &u32, other: &u32| compare(*one as usize, *other as usize).then_with(|| one.cmp(other));
    if !numbers.is_sorted_by(|one, other| compare(one, other) != Ordering::Greater) {
        numbers.sort_unstable_by(compare);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_keep_their_order() {
        let letters = b"banana";
        let places = order(letters.len(), &|one, other| letters[one].cmp(&letters[other]));
        assert_eq!(places, [1, 3, 5, 0, 2, 4]);
    }

    #[test]
    fn many_come_into_order() {
        // A generator of period 7919, so that no number comes twice.
        let numbers: Vec<usize> = (1..1000).map(|place| place * 5003 % 7919).collect();
        let sorted: Vec<usize> = order(numbers.len(), &|one, other| numbers[one].cmp(&numbers[other]))
            .into_iter()
            .map(|place| numbers[place as usize])
            .collect();
        assert!(sorted.is_sorted() && sorted.len() == numbers.len(), "{sorted:?}");
    }
}
