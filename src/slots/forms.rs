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

use super::json::{Keep, NAME_SHIFT};
use super::{Slot, Tag, Words};
use crate::lexer;
use crate::patterns::{Cut, Known, Pattern, Patterns, Sought, Value};
use crate::scan;
use crate::source::Range;

/// What has more words, or less texts and numbers, is not learned.
const WORDS_MAX: usize = 1024;
const PARTS_MIN: usize = 2;

/// A text or a number.
#[cfg_attr(test, derive(Clone))]
struct Part {
    /// Where its slot is among the words of the value.
    place: u32,
}

impl Value for Part {
    type Read = Slot;

    fn sort(&self) -> usize {
        0
    }
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

/// What the parts of a value stand among.
#[cfg_attr(test, derive(Clone))]
struct Frame {
    names: Vec<Name>,
    words: Vec<u32>,
}

/// The forms of a reader.
#[derive(Default)]
#[cfg_attr(test, derive(Clone))]
pub(super) struct Forms {
    patterns: Patterns<Part, Frame>,
}

impl Forms {
    /// The same as [`Words::write_value`], faster for values of a form that is known.
    pub(super) fn write(&mut self, text: &[u8], at: usize, words: &mut Words) -> Option<(Option<u32>, usize)> {
        let is_tried = self.patterns.tries();
        if is_tried && let Some((start, end)) = self.follow(text, at, words) {
            return Some((Some(start), end));
        }
        let (start, end) = words.write_value(text, at, Keep::Words)?;
        if let Some(start) = start.filter(|_| is_tried) {
            self.learn(text, at, end, words, start);
        }
        Some((start, end))
    }

    /// Writes the value that begins at `at`, if its form is known; where its words begin, and where it ends.
    fn follow(&mut self, text: &[u8], at: usize, words: &mut Words) -> Option<(u32, usize)> {
        let sought = Sought {
            text,
            at,
            is_whole: false,
        };
        let found = self.patterns.find(sought, |_, start, place| {
            *place = slot_at(text, start)?;
            Some(end_of(*place))
        });
        if found.is_none() {
            self.patterns.has_missed();
        }
        let end = found?;
        let known = self.patterns.last()?;
        let read = self.patterns.read();
        let frame = &known.meaning;
        let start = words.append(&frame.words);
        for name in &frame.names {
            let before = name.behind.checked_sub(1).and_then(|part| read.get(part as usize));
            let behind = before.map_or(at, |slot| end_of(*slot));
            words.add(start + name.place + 1, (behind as u32) << NAME_SHIFT);
        }
        for (step, slot) in known.steps.iter().zip(read) {
            words.set_pair(start + step.value.place, *slot);
        }
        Some((start, end))
    }

    /// Learns the value that was read from `at` to `end`, whose words are the last ones, from `start` on.
    #[cold]
    #[inline(never)]
    fn learn(&mut self, text: &[u8], at: usize, end: usize, words: &Words, start: u32) {
        let count = words.as_slice().len() - start as usize;
        if count <= WORDS_MAX
            && self.patterns.may_learn([count as u32, 0, 0])
            && let Some((pattern, known)) = form_of(text, at, end, words, start)
        {
            self.patterns.learn(pattern, known);
        }
    }
}

/// The form of a value that begins at `at` and has these words; nothing for one that is too long or too short.
#[cold]
fn form_of(text: &[u8], at: usize, end: usize, words: &Words, start: u32) -> Option<(Pattern, Known<Part, Frame>)> {
    let mut cut = Cut::new(text, at as u32);
    let mut frame = Frame {
        names: Vec::new(),
        words: words.as_slice().get(start as usize..)?.to_vec(),
    };
    words.each_of_value(start + 2, &mut |place, slot, is_name| {
        let place = place - start;
        if is_name {
            frame.names.push(Name {
                behind: cut.steps.len() as u32,
                place,
            });
            if let Some(word) = frame.words.get_mut(place as usize + 1) {
                *word = word.wrapping_sub(cut.at << NAME_SHIFT);
            }
        } else if slot.is_range() {
            let quote = u32::from(slot.is(Tag::Text));
            let Range { start, end } = slot.as_range();
            let with_quotes = Range {
                start: start - quote,
                end: end + quote,
            };
            cut.value(with_quotes, Part { place });
        }
    });
    if cut.steps.len() < PARTS_MIN {
        return None;
    }
    let (pattern, steps) = cut.end(end as u32)?;
    let known = Known { steps, meaning: frame };
    Some((pattern, known))
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

/// Where a part ends that has this slot: behind the quote, if there is one.
fn end_of(slot: Slot) -> usize {
    slot.high() as usize + usize::from(slot.is(Tag::Text))
}

#[cfg(test)]
mod tests {
    use super::super::json::tests::built;
    use super::*;
    use crate::patterns::{BYTES_MAX, MISSES_MAX, STEPS_MAX, TRIED_EVERY};

    /// The forms that are known.
    fn known(words: &mut Words) -> &mut Patterns<Part, Frame> {
        &mut words.forms.get_or_insert_default().patterns
    }

    /// Reads a value as one that is kept, and holds it against what serde_json says; whether its form was known, and whether it
    /// was learned.
    fn reads(words: &mut Words, text: &str) -> (bool, bool) {
        known(words).try_next();
        let before = known(words).learned();
        let value = built(words, text).expect(text);
        assert_eq!(
            value,
            serde_json::from_str::<serde_json::Value>(text).unwrap(),
            "{text}"
        );
        (known(words).has_followed(), known(words).learned() != before)
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
            assert_eq!(words.read_value(text.as_bytes(), 0, None, Keep::Words), None, "{text}");
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
            known(&mut words).try_next();
            let (slot, end) = words
                .read_value(text.as_bytes(), before.len(), None, Keep::Words)
                .unwrap();
            assert!(known(&mut words).has_followed());
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
            (list(STEPS_MAX, 0), LEARNED),
            (list(STEPS_MAX + 1, 0), NEITHER),
            (list(2, BYTES_MAX - 3), LEARNED),
            (list(2, BYTES_MAX - 2), NEITHER),
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
        known(&mut words).try_next();
        assert_eq!(built(&mut words, &long), None);
        assert!(!known(&mut words).has_followed());
    }

    /// Where few follow, few are tried, and what is not tried is not learned.
    #[test]
    fn what_is_not_tried_is_read_all_the_same() {
        let mut words = Words::default();
        let other = |number: usize| CALL.replace("]}", &format!("]{}}}", " ".repeat(number)));
        for number in 0..MISSES_MAX as usize {
            assert_eq!(known(&mut words).misses(), number as u32);
            built(&mut words, &other(number));
        }
        let mut followed = 0;
        for _ in 0..2 * TRIED_EVERY {
            let (count, text) = (known(&mut words).len(), other(1));
            let value = built(&mut words, &text).unwrap();
            assert_eq!(value, serde_json::from_str::<serde_json::Value>(&text).unwrap());
            assert_eq!(known(&mut words).len(), count);
            followed += u32::from(known(&mut words).has_followed());
        }
        assert_eq!(followed, 2);
    }
}
