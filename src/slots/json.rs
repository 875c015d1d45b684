//! JSON that is kept, as words: for a door that makes objects of it faster than its own parser would.
//!
//! In: the parts of a value, one after the other. Out: a slot. Does not know: JSON; what the parts are, and that they make a
//! value, [`crate::plain`] says.
//!
//! A value is two words, as a slot is: text, number and the like where it stands in the text, null as what is absent. Of an
//! object or an array the first word says how many members or elements follow it; before a member stand two words for its
//! name. Behind [`Tag::Values`] the slot comes that the value would have had as a range, then the value.
//!
//! Why it exists: `JSON.parse` spends its time on finding names it has seen in the last body as well. Here a name that was
//! seen before is a number, for which JavaScript has the string at hand.

use super::{Slot, Tag, Words};
use crate::plain::{self, Leaf, Parts};
use crate::source::Range;

/// So many names are remembered, two of each hash.
const NAMES: usize = 512;
/// Longer names are not.
const NAME_BYTES_MAX: usize = 32;
/// How many bits the place and the length of a name take in its second word; the rest is for where it stands.
const PLACE_BITS: u32 = 9;
const LENGTH_BITS: u32 = 6;
/// By how many bits that place is shifted.
pub(crate) const NAME_SHIFT: u32 = LENGTH_BITS + PLACE_BITS;
/// More members than this V8 keeps in a dictionary if they come one by one.
const MEMBERS_MAX: u32 = 16;
/// A value of more words than this is left to others.
const WORDS_MAX: usize = 1 << 16;
/// The names that every object has by inheritance: `__proto__` is no ordinary member, and no other can be put into an object
/// in the ordinary way where its prototype is frozen (ECMA-262, OrdinarySetWithOwnDescriptor). `JSON.parse` knows how.
const INHERITED: [&[u8]; 12] = [
    b"__proto__",
    b"__defineGetter__",
    b"__defineSetter__",
    b"__lookupGetter__",
    b"__lookupSetter__",
    b"constructor",
    b"hasOwnProperty",
    b"isPrototypeOf",
    b"propertyIsEnumerable",
    b"toLocaleString",
    b"toString",
    b"valueOf",
];

/// A name in eight-byte words, zeros behind it; its length, and the number it was given when it came: 0 for none.
#[derive(Clone, Copy, Default)]
struct Name {
    words: [u64; NAME_BYTES_MAX / 8],
    length: usize,
    number: u32,
}

/// The names that were seen. Each has two places to be at, so the worst that names can do to each other is to take them;
/// whoever reads the words knows by the number which of them was meant.
#[derive(Default)]
#[cfg_attr(test, derive(Clone))]
pub(super) struct Names {
    /// Empty until the first name comes.
    places: Vec<Name>,
    count: u32,
}

impl Names {
    /// The place and the number of a name; nothing for one that is not remembered.
    fn find(&mut self, text: &[u8], range: Range) -> Option<(u32, u32)> {
        let name = range.of(text);
        if name.len() > NAME_BYTES_MAX {
            return None;
        }
        let words = words_of(text, range.start as usize, name);
        let all = words.iter().fold(0, |all, word| all | word);
        if all & 0x8080_8080_8080_8080 != 0 {
            return None;
        }
        // Fibonacci hashing (Knuth, volume 3, section 6.4): the high bits of a product.
        let mixed = words.iter().fold(name.len() as u64, |mixed, word| {
            (mixed.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        if self.places.is_empty() {
            self.places.resize(NAMES, Name::default());
        }
        let first = (mixed >> (64 - PLACE_BITS)) as usize & !1;
        let pair = self.places.get_mut(first..first + 2)?;
        let is_known = |known: &Name| known.words == words && known.length == name.len() && known.number != 0;
        let place = if let Some(place) = pair.iter().position(is_known) {
            place
        } else {
            if INHERITED.contains(&name) {
                return None;
            }
            self.count = self.count.checked_add(1)?;
            // Where none is, or the one that came first: so two of one body do not take turns in one place.
            let [one, other] = pair else { return None };
            let place = usize::from(other.number < one.number);
            *pair.get_mut(place)? = Name {
                words,
                length: name.len(),
                number: self.count,
            };
            place
        };
        Some(((first + place) as u32, pair.get(place)?.number))
    }
}

/// A short name in words.
fn words_of(text: &[u8], start: usize, name: &[u8]) -> [u64; NAME_BYTES_MAX / 8] {
    let mut words = [0; NAME_BYTES_MAX / 8];
    if let Some(chunk) = text.get(start..).and_then(<[u8]>::first_chunk::<NAME_BYTES_MAX>) {
        let (chunks, _) = chunk.as_chunks::<8>();
        for (place, (word, bytes)) in words.iter_mut().zip(chunks).enumerate() {
            let inside = name.len().saturating_sub(8 * place);
            if inside > 0 {
                *word = u64::from_le_bytes(*bytes) & u64::MAX >> (8 * 8_usize.saturating_sub(inside));
            }
        }
    } else {
        for (place, byte) in name.iter().enumerate() {
            if let Some(word) = words.get_mut(place / 8) {
                *word |= u64::from(*byte) << (8 * (place % 8));
            }
        }
    }
    words
}

/// As what JSON is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// As words, where somebody makes objects of them.
    Words,
    /// As where it stands: its offsets would not be those of JavaScript, or nobody asks for it.
    Range,
}

/// The words of a value in the making.
struct Values<'w> {
    words: &'w mut Words,
    start: usize,
    /// Whether all of it could be written so far.
    is_whole: bool,
}

/// A text of so many bytes has room for a name anywhere.
pub(crate) const NAMED_BYTES_MAX: usize = 1 << (u32::BITS - NAME_SHIFT);

impl Words {
    /// Reads a value from `at` on; its slot, and where it ends. `slot`: what it would be as a range, where that is not the
    /// value itself.
    pub(crate) fn read_value(
        &mut self,
        text: &[u8],
        at: usize,
        slot: Option<Slot>,
        keep: Keep,
    ) -> Option<(Slot, usize)> {
        let (start, end) = self.write_known(text, at, keep)?;
        let slot = slot.unwrap_or(Slot::range(Tag::Json, Range::new(at, end)));
        let Some(start) = start else { return Some((slot, end)) };
        self.set_pair(start, slot);
        Some((Slot::new(Tag::Values, start, 0), end))
    }

    /// The same as [`Self::write_value`], faster for values of a form that is known.
    fn write_known(&mut self, text: &[u8], at: usize, keep: Keep) -> Option<(Option<u32>, usize)> {
        if keep == Keep::Range || !self.makes_values || text.len() >= NAMED_BYTES_MAX {
            return self.write_value(text, at, keep);
        }
        let mut forms = self.forms.take().unwrap_or_default();
        let written = forms.write(text, at, self);
        self.forms = Some(forms);
        written
    }

    /// Writes a value from `at` on; where its words begin, if it could be written as words, and where it ends.
    pub(crate) fn write_value(&mut self, text: &[u8], at: usize, keep: Keep) -> Option<(Option<u32>, usize)> {
        let start = self.used;
        let mut values = Values {
            start,
            is_whole: self.makes_values && keep == Keep::Words,
            words: self,
        };
        values.put(0, 0);
        let end = plain::value_end(text, at, &mut values)?;
        let is_whole = values.is_whole;
        if !is_whole {
            self.used = start;
        }
        Some((is_whole.then_some(start as u32), end))
    }

    /// Tells of each pair of words in a value that begins at `at`, in the order of the text: where it is, and whether it is a
    /// name.
    pub(crate) fn each_of_value(&self, mut at: u32, visit: &mut dyn FnMut(u32, Slot, bool)) {
        // Of what is open: how many parts are left, and whether they have names.
        let mut open = vec![(1, false)];
        while let Some((left, has_names)) = open.last_mut() {
            if *left == 0 {
                open.pop();
                continue;
            }
            *left -= 1;
            if *has_names {
                visit(at, self.pair(at), true);
                at += 2;
            }
            let slot = self.pair(at);
            visit(at, slot, false);
            if slot.is(Tag::Record) || slot.is(Tag::List) {
                open.push((slot.a, slot.is(Tag::Record)));
            }
            at += 2;
        }
    }
}

impl Values<'_> {
    fn put(&mut self, a: u32, b: u32) {
        let at = self.words.used;
        if self.is_whole {
            self.is_whole = at - self.start < WORDS_MAX;
            let at = self.words.room(2) as u32;
            self.words.set_pair(at, Slot { a, b });
        }
    }
}

impl Parts for Values<'_> {
    type Place = usize;

    fn leaf(&mut self, leaf: Leaf, range: Range) {
        let slot = match leaf {
            Leaf::Text => Slot::range(Tag::Text, range),
            Leaf::Escaped => Slot::range(Tag::Escaped, range),
            Leaf::Number => Slot::range(Tag::Number, range),
            Leaf::True => Slot::new(Tag::True, 0, 0),
            Leaf::False => Slot::new(Tag::False, 0, 0),
            Leaf::Null => Slot::ABSENT,
        };
        self.put(slot.a, slot.b);
    }

    fn open(&mut self) -> usize {
        let at = self.words.used;
        self.put(0, 0);
        at
    }

    fn close(&mut self, at: usize, count: u32, is_object: bool) {
        let tag = if is_object { Tag::Record } else { Tag::List };
        self.is_whole &= !is_object || count <= MEMBERS_MAX;
        if self.is_whole {
            self.words.set_pair(at as u32, Slot::new(tag, count, 0));
        }
    }

    fn name(&mut self, text: &[u8], range: Range) {
        if !self.is_whole {
            return;
        }
        match self.words.names.find(text, range) {
            Some((place, number)) if range.start >> (u32::BITS - NAME_SHIFT) == 0 => {
                let length = (range.end - range.start) << PLACE_BITS;
                self.put(number, range.start << NAME_SHIFT | length | place);
            }
            _ => self.is_whole = false,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::{Map, Value};

    /// A value out of words, as `pkg/src/slots.js` builds it.
    struct Built<'a> {
        words: &'a Words,
        text: &'a str,
        next: u32,
        names: [Option<(u32, &'a str)>; NAMES],
    }

    impl<'a> Built<'a> {
        fn pair(&mut self) -> Slot {
            self.next += 2;
            self.words.pair(self.next - 2)
        }

        fn name(&mut self) -> &'a str {
            let Slot { a: number, b } = self.pair();
            let bits = |shift: u32, count: u32| (b >> shift & ((1 << count) - 1)) as usize;
            let (start, length) = ((b >> NAME_SHIFT) as usize, bits(PLACE_BITS, LENGTH_BITS));
            let place = &mut self.names[bits(0, PLACE_BITS)];
            match *place {
                Some((known, name)) if known == number => {
                    // What is remembered is what stands there.
                    assert_eq!(name, &self.text[start..start + length]);
                    name
                }
                _ => place.insert((number, &self.text[start..start + length])).1,
            }
        }

        fn value(&mut self) -> Value {
            let slot = self.pair();
            let text = || &self.text[slot.as_range().start as usize..slot.as_range().end as usize];
            match () {
                () if slot.is_absent() => Value::Null,
                () if slot.is(Tag::Text) => text().into(),
                () if slot.is(Tag::Escaped) || slot.is(Tag::Number) => serde_json::from_str(text()).unwrap(),
                () if slot.is(Tag::True) => true.into(),
                () if slot.is(Tag::False) => false.into(),
                () if slot.is(Tag::Record) => {
                    let members = (0..slot.a).map(|_| (self.name().to_owned(), self.value()));
                    Value::Object(members.collect::<Map<_, _>>())
                }
                () if slot.is(Tag::List) => (0..slot.a).map(|_| self.value()).collect(),
                () => panic!("{slot:?}"),
            }
        }
    }

    /// Writes a value as words, and builds it; nothing where it is not one for words.
    pub(in crate::slots) fn built(words: &mut Words, text: &str) -> Option<Value> {
        words.clear();
        words.makes_values = true;
        let (slot, end) = words.read_value(text.as_bytes(), 0, None, Keep::Words).unwrap();
        if !slot.is(Tag::Values) {
            assert_eq!(slot, Slot::range(Tag::Json, Range::new(0, end)));
            return None;
        }
        assert_eq!(words.pair(slot.a), Slot::range(Tag::Json, Range::new(0, end)));
        let mut built = Built {
            words,
            text,
            next: slot.a + 2,
            names: [None; NAMES],
        };
        let value = built.value();
        assert_eq!(built.next as usize, words.as_slice().len());
        Some(value)
    }

    #[test]
    fn what_is_built_is_what_was_sent() {
        let mut words = Words::default();
        for text in [
            "{}",
            "[]",
            "[[], {}, [{}]]",
            r#"{"a": 1, "b": [null, true, false, -0.5e3, "", "text", "a\n\u00e9", "é"], "c": {"a": {"a": "b"}}}"#,
            r#"{"": 1, "0": 2, "a_name_that_has_thirty_two_bytes": 3}"#,
        ] {
            for _ in 0..2 {
                let expected: Value = serde_json::from_str(text).unwrap();
                assert_eq!(
                    built(&mut words, text),
                    (text.len() < 150).then_some(expected),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn what_cannot_be_words_is_left_as_it_is() {
        let mut words = Words::default();
        let members = |count: u32| {
            let members: Vec<String> = (0..count).map(|number| format!("\"a{number}\":{number}")).collect();
            format!("{{{}}}", members.join(","))
        };
        assert!(built(&mut words, &members(MEMBERS_MAX)).is_some());
        for text in [
            members(MEMBERS_MAX + 1),
            r#"{"__proto__": 1}"#.to_owned(),
            r#"{"a": {"constructor": 1, "toString": {"hasOwnProperty": 2}}}"#.to_owned(),
            r#"{"é": 1}"#.to_owned(),
            // The same letter at the same place of two of its words.
            r#"{"éaaaaaaéaaaaaa": 1}"#.to_owned(),
            r#"{"a_name_that_has_thirty_three_byte": 1}"#.to_owned(),
            format!("[{}1]", "1,".repeat(WORDS_MAX)),
            format!("{{\"a\":\"{}\",\"b\":1}}", "x".repeat(1 << 17)),
        ] {
            assert_eq!(built(&mut words, &text), None, "{}", &text[..40.min(text.len())]);
            // Nothing is left of it.
            assert_eq!(words.as_slice().len(), super::super::HEADER_WORDS);
        }
        words.makes_values = false;
        assert_eq!(
            words.read_value(b"{}", 0, None, Keep::Words).map(|(_, end)| end),
            Some(2)
        );
        assert_eq!(words.as_slice().len(), super::super::HEADER_WORDS);
    }

    #[test]
    fn a_name_has_one_number_until_another_takes_its_place() {
        let mut names = Names::default();
        let mut find = |name: &str| names.find(name.as_bytes(), Range::new(0, name.len()));
        let first = find("one");
        assert_eq!((first.unwrap().1, find("one")), (1, first));
        let mut numbers: Vec<u32> = (0..5000)
            .map(|number| find(&format!("name {number}")).unwrap().1)
            .collect();
        numbers.dedup();
        assert_eq!(numbers.len(), 5000);
        assert!(find("one").unwrap().1 > 5000);
        assert!((0..5000).all(|number| find(&number.to_string()).unwrap().0 < NAMES as u32));
        // Nearly all places are taken.
        let places: std::collections::HashSet<u32> =
            (0..5000).map(|number| find(&format!("{number}")).unwrap().0).collect();
        assert!(places.len() > NAMES / 10 * 9, "{}", places.len());
    }

    #[test]
    fn two_names_oust_none_of_one_another() {
        let mut names = Names::default();
        let mut find = |name: &str| names.find(name.as_bytes(), Range::new(0, name.len())).unwrap();
        for number in 0..5000 {
            let [one, other] = ["one", "other"].map(|name| format!("{name} {number}"));
            let numbers = [&one, &other].map(|name| find(name));
            assert_eq!([&one, &other].map(|name| find(name)), numbers);
        }
    }

    #[test]
    fn a_short_name_is_the_same_wherever_it_stands() {
        let text = "a name, and much that stands behind it in the text: a name";
        let mut names = Names::default();
        let places = [0, text.len() - 6].map(|start| names.find(text.as_bytes(), Range::new(start, start + 6)));
        assert_eq!(places[0], places[1]);
        for length in 0..=NAME_BYTES_MAX {
            let [here, there] = [text, &text[..length]].map(|text| names.find(text.as_bytes(), Range::new(0, length)));
            assert_eq!(here, there, "{length}");
        }
    }
}
