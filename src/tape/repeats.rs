//! Names that stand twice in an object.
//!
//! In: a tape and its text. Out: findings, or whether there may be any; keys in the order of their names. Does not know: which of
//! two members counts – the last one, everywhere.
//!
//! Why it exists: RFC 8259 section 4 leaves open what two members of one name mean, so each is told. Whoever sends a body chooses
//! its names: no choice of them may cost more than to sort them.

use super::{Tape, name};
use crate::catalog::{Code, Phrase};
use crate::diagnostic::{Finding, Sink};
use crate::order::{order, order_by_prints};
use crate::scan;

/// Reports the members of an object that stand twice.
pub(crate) fn report_duplicates(text: &[u8], tape: &Tape, object: u32, sink: &mut Sink<'_>) {
    if may_repeat(text, tape, object) {
        report_repeats(text, tape, &tape.members(object).collect::<Vec<_>>(), sink);
    }
}

/// Whether members of an object may stand twice; few members are looked at in pairs, which takes no memory.
pub(crate) fn may_repeat(text: &[u8], tape: &Tape, object: u32) -> bool {
    const PAIRED_MAX: usize = 16;
    let mut seen: [&[u8]; PAIRED_MAX] = [b""; PAIRED_MAX];
    for (count, key) in tape.members(object).enumerate() {
        let node = tape.node(key);
        let name = node.inner().of(text);
        let Some(place) = seen.get_mut(count).filter(|_| node.is_plain_string()) else {
            return true;
        };
        *place = name;
        if seen.iter().take(count).any(|other| scan::same(other, name)) {
            return true;
        }
    }
    false
}

/// Reports the keys whose names stand among them before.
#[cold]
fn report_repeats(text: &[u8], tape: &Tape, keys: &[u32], sink: &mut Sink<'_>) {
    for Repeat { key, first, .. } in repeats(text, tape, keys) {
        sink.push(duplicate(tape, first, key));
    }
}

/// A key whose name stood before, as nodes.
pub(crate) struct Repeat {
    pub(crate) key: u32,
    /// The first key of this name, and the last one before.
    pub(crate) first: u32,
    pub(crate) before: u32,
}

/// The keys whose names stand among them before. They are put in order by their fingerprints, so that few names are looked at
/// twice, and sorted where those are alike, so that no choice of names costs more than that.
pub(crate) fn repeats(text: &[u8], tape: &Tape, keys: &[u32]) -> Vec<Repeat> {
    let key = |place: usize| keys.get(place).copied().unwrap_or(0);
    let name = |place: usize| name(text, tape, key(place));
    let prints: Vec<u32> = (0..keys.len()).map(|place| fingerprint(&name(place))).collect();
    let compare = |one: usize, other: usize| {
        let prints = prints.get(one).cmp(&prints.get(other));
        prints.then_with(|| name(one).cmp(&name(other)))
    };
    // What has one name stands together now, in the order of the text.
    let sorted = order_by_prints(&prints, &compare);
    let mut repeated = vec![None; keys.len()];
    for (one, other) in sorted.iter().zip(sorted.iter().skip(1)) {
        let (one, other) = (*one as usize, *other as usize);
        if compare(one, other).is_ne() {
            continue;
        }
        let first = repeated.get(one).copied().flatten().map_or(one, |(first, _)| first);
        if let Some(place) = repeated.get_mut(other) {
            *place = Some((first, one));
        }
    }
    let repeat = |(place, names): (usize, Option<(usize, usize)>)| {
        let (first, before) = names?;
        // What stands where a name is due has none, and is no repeat of another.
        if tape.node(key(place)).is_nameless() {
            return None;
        }
        Some(Repeat {
            key: key(place),
            first: key(first),
            before: key(before),
        })
    };
    repeated.into_iter().enumerate().filter_map(repeat).collect()
}

/// FNV-1a. Who makes names that have the same one makes them be compared, and no more.
fn fingerprint(name: &[u8]) -> u32 {
    name.iter().fold(0x811C_9DC5, |print, byte| {
        (print ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// Keys in the order of their names, those of one name in the order of the text.
pub(crate) fn by_name(text: &[u8], tape: &Tape, keys: &[u32]) -> Vec<u32> {
    let key = |place: usize| keys.get(place).copied().unwrap_or(0);
    let places = order(keys.len(), &|one, other| {
        name(text, tape, key(one)).cmp(&name(text, tape, key(other)))
    });
    places.into_iter().map(|place| key(place as usize)).collect()
}

/// Says that `key` repeats `first`.
#[inline(never)]
pub(crate) fn duplicate(tape: &Tape, first: u32, key: u32) -> Finding {
    Finding::new(Code::DuplicateKey, key, tape.node(key).range(), Phrase::KeyRepeated)
        .help(Phrase::HelpDuplicate)
        .label(tape.node(first).range(), Phrase::FirstHere)
}

/// Says that `key` repeats `first` in another spelling.
pub(crate) fn spelled_twice(tape: &Tape, first: u32, key: u32) -> Finding {
    let mut finding = duplicate(tape, first, key).help(Phrase::HelpKeptInExtra);
    finding.message = Phrase::KeySpelledTwice;
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Levels;

    /// Each is told with the first of its name, whatever the others are called – also where two names have one fingerprint.
    #[test]
    fn names_that_stand_twice_are_told_with_the_first() {
        assert_eq!(fingerprint(b"costarring"), fingerprint(b"liquid"));
        let others: String = (0..20).map(|number| format!(r#","n{number}":0"#)).collect();
        let text = format!(r#"{{"liquid":1,"b":1,"costarring":1{others},"li\u0071uid":2,"b":2,"liquid":3}}"#);
        let tape = Tape::of(text.as_bytes(), 0);
        let mut sink = Sink::new(&Levels::USUAL);
        report_duplicates(text.as_bytes(), &tape, 0, &mut sink);
        let found = sink.finish().findings;
        let places: Vec<_> = found
            .iter()
            .map(|finding| {
                [finding.label.unwrap().0, finding.range].map(|range| &text[range.start as usize..range.end as usize])
            })
            .collect();
        let expected = [
            [r#""liquid""#, r#""li\u0071uid""#],
            [r#""b""#, r#""b""#],
            [r#""liquid""#, r#""liquid""#],
        ];
        assert_eq!(places, expected);
        assert!(found.iter().all(|finding| finding.label.unwrap().0.start < 13));
    }
}
