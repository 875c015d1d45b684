//! Putting things in order.
//!
//! In: numbers, and a comparison of them – or a count, and a comparison of places. Out: them in order. Does not know: what
//! they stand for.
//!
//! Why not the sort of the standard library: it weighs eight kilobytes for each type that is sorted, a twentieth of all the
//! module has, and nothing here is sorted often. A heap weighs as little as this, and makes a body of a million members take
//! twice as long.

use std::cmp::Ordering;

/// The places below `count` in the order of a comparison; equal ones in their own.
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..count as u32).collect();
    sort(&mut places, compare);
    places
}

/// The places of `prints` in the order of a comparison that looks at the prints first; equal ones in their own. They are
/// dealt out by the first bits of their prints, so that most are alone in what is sorted then. Prints that are all the same
/// make it sort everything, and no more than that.
pub(crate) fn order_by_prints(prints: &[u32], compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let bits = prints.len().max(2).ilog2();
    let heap = |print: &u32| (print >> (u32::BITS - bits)) as usize;
    let mut ends = vec![0_u32; 1 << bits];
    for print in prints {
        ends.get_mut(heap(print)).into_iter().for_each(|count| *count += 1);
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let mut places = vec![0; prints.len()];
    // From the last one on, each is put before what its heap holds: equal ones stay in their order, and ends become starts.
    for (place, print) in prints.iter().enumerate().rev() {
        let Some(start) = ends.get_mut(heap(print)) else {
            continue;
        };
        *start -= 1;
        places
            .get_mut(*start as usize)
            .into_iter()
            .for_each(|room| *room = place as u32);
    }
    let starts = ends.into_iter();
    for (start, end) in starts.clone().zip(starts.skip(1).chain([sum])) {
        if let Some(heap @ [_, _, ..]) = places.get_mut(start as usize..end as usize) {
            sort(heap, compare);
        }
    }
    places
}

/// Puts numbers in the order of a comparison; equal ones stay as they are. Most of what comes here is in order; the rest is
/// merged from pieces that are, of one number at first and of twice as many each time.
#[inline(never)]
pub(crate) fn sort(numbers: &mut [u32], compare: &dyn Fn(usize, usize) -> Ordering) {
    let in_order = |one: &u32, other: &u32| compare(*one as usize, *other as usize) != Ordering::Greater;
    if numbers.is_sorted_by(in_order) {
        return;
    }
    let mut from = numbers.to_vec();
    let mut length = 1;
    while length < from.len() {
        let mut start = 0;
        while start < from.len() {
            let middle = from.len().min(start + length);
            let end = from.len().min(middle + length);
            let [mut left, mut right] = [start..middle, middle..end].map(|piece| from.get(piece).unwrap_or_default());
            for place in numbers.iter_mut().take(end).skip(start) {
                let takes_left = match (left.first(), right.first()) {
                    (Some(one), Some(other)) => in_order(one, other),
                    (one, _) => one.is_some(),
                };
                let piece = if takes_left { &mut left } else { &mut right };
                if let Some((first, rest)) = piece.split_first() {
                    (*place, *piece) = (*first, rest);
                }
            }
            start = end;
        }
        from.clear();
        from.extend_from_slice(numbers);
        length *= 2;
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
    fn any_few_come_into_order_as_by_the_standard_library() {
        for count in 0..40_usize {
            for step in 1..7 {
                let numbers: Vec<usize> = (0..count).map(|place| place * step % 7).collect();
                let mut expected: Vec<u32> = (0..count as u32).collect();
                expected.sort_by_key(|place| numbers[*place as usize]);
                let places = order(count, &|one, other| numbers[one].cmp(&numbers[other]));
                assert_eq!(places, expected, "{numbers:?}");
            }
        }
    }

    #[test]
    fn those_dealt_out_by_prints_come_into_the_same_order() {
        for count in 0..70_usize {
            // Prints whose first bits are many, few, and always the same ones.
            for factor in [0x9E37_79B1, 0x4000_0001, 1] {
                let prints: Vec<u32> = (0..count as u32)
                    .map(|place| (place * 7 % 23).wrapping_mul(factor))
                    .collect();
                let compare = |one: usize, other: usize| {
                    prints[one]
                        .cmp(&prints[other])
                        .then_with(|| (other % 3).cmp(&(one % 3)))
                };
                assert_eq!(order_by_prints(&prints, &compare), order(count, &compare), "{prints:?}");
            }
        }
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
