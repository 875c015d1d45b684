//! Forms: JSON that differs from some that was kept before in its texts and numbers only.
//!
//! In: a text, and where a value begins. Out: the words of the value ([`super::json`]) and where it ends, or nothing. Does not
//! know: what a name is, which names may stand beside each other – that was found when the form was learned.
//!
//! A form is what is between the texts and numbers of a value – brackets, names, white space, `true` and `null` –, and its
//! words. A value that has the same between its own has the same words, but for those.
//!
//! Why it exists: what is kept as JSON – a call, the details of a template, the answers of a Flow – was written by a program as
//! well. To look for each name among those that were seen takes longer than all the rest.

use super::json::NAME_SHIFT;
use super::{Slot, Tag, Words};
use crate::lexer;
use crate::scan;
use crate::source::Range;

/// So many are kept.
const FORMS_MAX: usize = 32;
/// What is longer, or shorter, is not learned.
const TEXT_BYTES_MAX: usize = 2048;
const WORDS_MAX: usize = 1024;
const PARTS_MAX: usize = 128;
const PARTS_MIN: usize = 2;
/// How many values more may have a new form than a known one, until most are not tried.
const MISSES_MAX: u32 = 16;
/// One of so many is tried meanwhile.
const TRIED_EVERY: u32 = 8;

/// A text or a number.
#[cfg_attr(test, derive(Clone))]
struct Part {
    /// How many bytes are between the one before and this one.
    between: u32,
    /// Where its slot is among the words of the value.
    place: u32,
}

/// A name.
#[cfg_attr(test, derive(Clone))]
struct Name {
    /// How many parts are before it.
    behind: u32,
    /// Where it is among the words of the value. What its word says of where it stands counts from the end of the part before
    /// it, or from the beginning of the value.
    place: u32,
}

#[cfg_attr(test, derive(Clone))]
struct Form {
    /// What is between the parts, one behind the other.
    text: Vec<u8>,
    parts: Vec<Part>,
    names: Vec<Name>,
    words: Vec<u32>,
}

/// The forms of a reader.
#[derive(Default)]
#[cfg_attr(test, derive(Clone))]
pub(super) struct Forms {
    forms: Vec<Form>,
    /// The one that was found last.
    last: usize,
    /// Which one makes room.
    oldest: usize,
    /// How many values there were.
    count: u32,
    misses: u32,
    /// The slots of the parts that were read, and where each of these ends.
    read: Vec<(Slot, u32)>,
}

impl Forms {
    /// Whether the next value is looked for, and learned if it is new.
    pub(super) fn are_tried(&mut self) -> bool {
        self.count = self.count.wrapping_add(1);
        self.misses < MISSES_MAX || self.count.is_multiple_of(TRIED_EVERY)
    }

    /// Writes the value that begins at `at`, if its form is known; where its words begin, and where it ends.
    pub(super) fn follow(&mut self, text: &[u8], at: usize, words: &mut Words) -> Option<(u32, usize)> {
        let Self { forms, last, read, .. } = self;
        let mut order = (*last..forms.len()).chain(0..*last);
        let found = order.find_map(|id| Some((id, forms.get(id)?.end_of(text, at, read)?)));
        self.misses = match found {
            Some(_) => self.misses.saturating_sub(1),
            None => MISSES_MAX.min(self.misses + 1),
        };
        let (found, end) = found?;
        *last = found;
        let form = forms.get(found)?;
        let start = words.append(&form.words);
        for name in &form.names {
            let before = name.behind.checked_sub(1).and_then(|part| read.get(part as usize));
            let behind = before.map_or(at as u32, |(_, end)| *end);
            words.add(start + name.place + 1, behind << NAME_SHIFT);
        }
        for (part, (slot, _)) in form.parts.iter().zip(read) {
            words.set_pair(start + part.place, *slot);
        }
        Some((start, end))
    }

    /// Learns the value that was read from `at` to `end`, whose words are the last ones, from `start` on.
    #[cold]
    pub(super) fn learn(&mut self, text: &[u8], at: usize, end: usize, words: &Words, start: u32) {
        let Some(form) = Form::of(text, at, end, words, start) else {
            return;
        };
        if self.forms.len() < FORMS_MAX {
            self.last = self.forms.len();
            self.forms.push(form);
        } else if let Some(place) = self.forms.get_mut(self.oldest) {
            *place = form;
            self.last = self.oldest;
            self.oldest = (self.oldest + 1) % FORMS_MAX;
        }
    }
}

impl Form {
    /// Where a value ends that has this form; what is read of it.
    fn end_of(&self, text: &[u8], mut at: usize, read: &mut Vec<(Slot, u32)>) -> Option<usize> {
        read.clear();
        let mut from = 0;
        for part in &self.parts {
            let between = part.between as usize;
            if !scan::same_between(text, at, &self.text, from, between) {
                return None;
            }
            let slot = slot_at(text, at + between)?;
            // Behind the quote.
            let quote = usize::from(slot.is(Tag::Text));
            (at, from) = (slot.high() as usize + quote, from + between);
            read.push((slot, at as u32));
        }
        let rest = self.text.len() - from;
        scan::same_between(text, at, &self.text, from, rest).then_some(at + rest)
    }

    /// The form of a value that begins at `at` and has these words; nothing for one that is too long or too short.
    #[cold]
    fn of(text: &[u8], at: usize, end: usize, words: &Words, start: u32) -> Option<Self> {
        let own = words.as_slice().get(start as usize..)?;
        if own.len() > WORDS_MAX {
            return None;
        }
        let mut form = Self {
            text: Vec::new(),
            parts: Vec::new(),
            names: Vec::new(),
            words: own.to_vec(),
        };
        let mut behind = at as u32;
        words.each_of_value(start + 2, &mut |place, slot, is_name| {
            let place = place - start;
            if is_name {
                form.names.push(Name {
                    behind: form.parts.len() as u32,
                    place,
                });
                if let Some(word) = form.words.get_mut(place as usize + 1) {
                    *word = word.wrapping_sub(behind << NAME_SHIFT);
                }
            } else if slot.is_range() {
                let quote = u32::from(slot.is(Tag::Text));
                let Range { start, end } = slot.as_range();
                let between = Range {
                    start: behind,
                    end: start - quote,
                };
                form.text.extend_from_slice(between.of(text));
                form.parts.push(Part {
                    between: between.end - between.start,
                    place,
                });
                behind = end + quote;
            }
        });
        form.text.extend_from_slice(text.get(behind as usize..end)?);
        let is_usual = form.text.len() <= TEXT_BYTES_MAX && (PARTS_MIN..=PARTS_MAX).contains(&form.parts.len());
        is_usual.then_some(form)
    }
}

/// The slot of the text or the number that begins at `at`.
fn slot_at(text: &[u8], at: usize) -> Option<Slot> {
    if text.get(at) != Some(&b'"') {
        let end = lexer::number_end(text, at)?;
        return Some(Slot::range(Tag::Number, Range::new(at, end)));
    }
    let stop = scan::string_stop(text, at + 1);
    if text.get(stop) == Some(&b'"') {
        return Some(Slot::range(Tag::Text, Range::new(at + 1, stop)));
    }
    let end = lexer::string_end(text, stop).ok().filter(|end| !end.halves)?;
    Some(Slot::range(Tag::Escaped, Range::new(at, end.close + 1)))
}

#[cfg(test)]
mod tests {
    use super::super::json::tests::built;
    use super::*;

    /// Reads a value as one that is kept, and holds it against what serde_json says; whether its form was known, and whether it
    /// was learned.
    fn reads(words: &mut Words, text: &str) -> (bool, bool) {
        words.forms.misses = 1;
        let known = |words: &Words| (words.forms.forms.len(), words.forms.oldest);
        let before = known(words);
        let value = built(words, text).expect(text);
        assert_eq!(
            value,
            serde_json::from_str::<serde_json::Value>(text).unwrap(),
            "{text}"
        );
        (words.forms.misses == 0, known(words) != before)
    }

    const KNOWN: (bool, bool) = (true, false);
    const LEARNED: (bool, bool) = (false, true);
    const NEITHER: (bool, bool) = (false, false);

    const CALL: &str = r#"{"id": "a", "from": {"number": 12, "name": "b"}, "ended": true, "legs": [{"id": "c"}, {}]}"#;

    #[test]
    fn what_has_other_texts_and_numbers_follows() {
        let mut words = Words::default();
        assert_eq!(reads(&mut words, CALL), LEARNED);
        for (what, other, expected) in [
            ("", "", KNOWN),
            ("\"a\"", "\"a longer text than the one that was learned\"", KNOWN),
            ("\"a\"", "\"\"", KNOWN),
            ("\"a\"", "\"é\"", KNOWN),
            // A text in place of a number and a number in place of a text, escapes.
            ("12", "\"12\"", KNOWN),
            ("\"c\"", "-0.5e3", KNOWN),
            ("\"b\"", r#""\"\ud83d\ude00\n""#, KNOWN),
            // Other things between them.
            ("true", "false", LEARNED),
            ("\"a\"", "null", LEARNED),
            ("\"a\"", "[]", LEARNED),
            ("legs", "lags", LEARNED),
            (": {", ":{", LEARNED),
            ("{}", "{\"id\": 1}", LEARNED),
            ("]}", "] }", LEARNED),
        ] {
            let text = CALL.replacen(what, other, 1);
            assert_eq!(reads(&mut words, &text), expected, "{text}");
            assert_eq!(reads(&mut words, &text), KNOWN, "{text}");
            assert_eq!(reads(&mut words, CALL), KNOWN, "{text}");
        }
    }

    #[test]
    fn what_has_to_be_thought_about_follows_nothing() {
        let mut words = Words::default();
        reads(&mut words, CALL);
        for (what, other) in [
            ("12", "012"),
            ("12", "1."),
            ("12", "-"),
            ("\"a\"", "\"\u{1}\""),
            ("\"a\"", r#""\x""#),
            ("\"a\"", r#""\ud83d""#),
            ("\"a\"", "\"a"),
            ("]}", "]"),
        ] {
            let text = CALL.replacen(what, other, 1);
            words.clear();
            assert_eq!(words.read_value(text.as_bytes(), 0, None, true), None, "{text}");
            assert_eq!(reads(&mut words, CALL), KNOWN);
        }
    }

    /// The names of a value stand where the text before them ends, wherever the value begins.
    #[test]
    fn a_value_may_stand_anywhere() {
        let mut words = Words::default();
        reads(&mut words, CALL);
        for before in ["", "  ", "[1, "] {
            let text = format!("{before}{CALL}]");
            words.clear();
            words.forms.misses = 1;
            let (slot, end) = words.read_value(text.as_bytes(), before.len(), None, true).unwrap();
            assert_eq!(words.forms.misses, 0);
            assert_eq!(
                words.pair(slot.a),
                Slot::range(Tag::Json, Range::new(before.len(), end))
            );
            assert_eq!(end, text.len() - 1);
            let mut names = Vec::new();
            words.each_of_value(slot.a + 2, &mut |_, pair, is_name| {
                if is_name {
                    let start = (pair.b >> NAME_SHIFT) as usize;
                    names.push(text[start..].split('"').next().unwrap());
                }
            });
            assert_eq!(names, ["id", "from", "number", "name", "ended", "legs", "id"]);
        }
    }

    #[test]
    fn what_is_long_or_short_is_not_learned() {
        let list = |parts: usize, space: usize| format!("[{}{}]", vec!["1"; parts].join(","), " ".repeat(space));
        for (text, expected) in [
            (list(PARTS_MIN - 1, 0), NEITHER),
            (list(PARTS_MIN, 0), LEARNED),
            (list(PARTS_MAX, 0), LEARNED),
            (list(PARTS_MAX + 1, 0), NEITHER),
            (list(2, TEXT_BYTES_MAX - 3), LEARNED),
            (list(2, TEXT_BYTES_MAX - 2), NEITHER),
            // The slot of the whole, that of the list, those of its elements.
            (format!("[1,2{}]", ",{}".repeat(WORDS_MAX / 2 - 4)), LEARNED),
            (format!("[1,2{}]", ",{}".repeat(WORDS_MAX / 2 - 3)), NEITHER),
        ] {
            assert_eq!(reads(&mut Words::default(), &text), expected, "{text}");
        }
        // A name that stands too far behind has no room in its word.
        let long = CALL.replace("\"a\"", &format!("\"{}\"", "x".repeat(1 << 17)));
        let mut words = Words::default();
        assert_eq!(reads(&mut words, CALL), LEARNED);
        words.forms.misses = 1;
        assert_eq!(built(&mut words, &long), None);
        assert_eq!(words.forms.misses, 1);
    }

    #[test]
    fn the_one_that_came_first_makes_room() {
        let mut words = Words::default();
        let other = |number: usize| CALL.replace("]}", &format!("]{}}}", " ".repeat(number)));
        for number in 0..FORMS_MAX {
            assert_eq!(reads(&mut words, &other(number)), LEARNED);
        }
        assert!((0..FORMS_MAX).all(|number| reads(&mut words, &other(number)) == KNOWN));
        for (number, expected) in [
            (90, LEARNED),
            (91, LEARNED),
            (2, KNOWN),
            (90, KNOWN),
            (0, LEARNED),
            (1, LEARNED),
            (4, KNOWN),
        ] {
            assert_eq!(reads(&mut words, &other(number)), expected, "{number}");
        }
        assert_eq!(words.forms.forms.len(), FORMS_MAX);
    }

    #[test]
    fn where_few_follow_few_are_tried() {
        let mut words = Words::default();
        for number in 0..=MISSES_MAX as usize {
            let known = MISSES_MAX.min(number as u32);
            assert_eq!(words.forms.misses, known);
            built(&mut words, &CALL.replace("]}", &format!("]{}}}", " ".repeat(number))));
        }
        // One that is not tried is not learned either.
        words.forms.count = 0;
        let known = words.forms.forms.len();
        built(&mut words, "{\"other\": [1, 2]}");
        assert_eq!(words.forms.forms.len(), known);
        let tries = (1..=TRIED_EVERY).find(|_| {
            built(&mut words, CALL);
            words.forms.misses < MISSES_MAX
        });
        assert!(tries.is_some_and(|tries| tries > 1), "{tries:?}");
        // One that has followed is enough to try the next one.
        built(&mut words, CALL);
        assert_eq!(words.forms.misses, MISSES_MAX - 2);
    }
}
