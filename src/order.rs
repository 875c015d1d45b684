//! Putting things in order.
//!
//! In: a count and a comparison of places. Out: the places in order. Does not know: what stands there.
//!
//! Sorting is generic code, and every type that is sorted brings its own copy of it, a few kilobytes each. Nothing here is
//! sorted often, so all of it goes through this one.

use std::cmp::Ordering;

/// The places below `count` in the order of a comparison; equal ones in their own.
#[inline(never)]
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..count as u32).collect();
    places.sort_unstable_by(|one, other| compare(*one as usize, *other as usize).then_with(|| one.cmp(other)));
    places
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
}
