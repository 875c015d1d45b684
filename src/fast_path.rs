//! The fast path: a body that is in every way as documented, read in one pass.
//!
//! In: the text of a body. Out: the same slots that the check leaves, and the kind and the shape of the event – or nothing
//! at all: at the first thing that is not as documented, or that has to be thought about, the body is left to the tape and
//! the check. Does not know: diagnostics, recovery, positions.
//!
//! Why it exists: most bodies are as documented, and a validator that costs more than `JSON.parse` is switched off. It has
//! no opinion of its own: names, presence, unions, kinds and choices are those of the schema law, values are judged by the
//! same functions, and it makes no finding. So there is one way for it to be wrong, to trust too much, and the tests read
//! every fixture, and mutations of them, in both ways. Where it is too strict, it only costs time.
//!
//! Recursion follows the schema, whose depth is fixed, and not the input.

mod envelope;
mod rules;
mod template;
mod values;

pub(crate) use template::Templates;

use crate::scan::{self, Indent};
use crate::schema::{Arm, EventKind, Field, Presence, Record, Shape, Type, Union};
use crate::slots::{Slot, Tag, Words};
use crate::tape::{self, Tape};
use envelope::{ENVELOPE, recognise};

/// A body that is as documented.
#[derive(Clone, Copy)]
pub(crate) struct Documented {
    pub(crate) kind: EventKind,
    pub(crate) shape: Shape,
    /// The block of the root.
    pub(crate) block: u32,
    /// Whether the event, without what it adds, says just what the body says, but for nulls: there is no JSON inside of a string.
    #[cfg_attr(not(feature = "wasm"), allow(dead_code))]
    pub(crate) is_verbatim: bool,
    /// Whether there are nulls.
    #[cfg_attr(not(feature = "wasm"), allow(dead_code))]
    pub(crate) has_nulls: bool,
}

/// What a reading needs beside the words, to be used again.
pub(crate) struct Memory<'w> {
    /// For JSON that is not easy to pass over.
    pub(crate) tape: &'w mut Tape,
    /// For strings with escapes.
    pub(crate) decoded: &'w mut Vec<u8>,
    pub(crate) templates: &'w mut Templates,
}

/// Reads a body that is as documented; nothing where it is not, and then the words are of no use. `expect`: the bits of
/// the kinds the reader wants.
pub(crate) fn read(text: &[u8], expect: Option<u32>, words: &mut Words, memory: Memory<'_>) -> Option<Documented> {
    let Memory {
        tape,
        decoded,
        templates,
    } = memory;
    let mut reader = Reader {
        text,
        words,
        tape,
        decoded,
        expect,
        kind: None,
        is_verbatim: true,
        has_nulls: false,
    };
    if let Some(documented) = templates.follow(&mut reader) {
        return Some(documented);
    }
    let documented = reader.event()?;
    if templates.are_kept {
        templates.learn(text, words, documented);
    }
    Some(documented)
}

/// The inside of the string without escapes that comes next.
#[inline]
fn string_at<'t>(text: &'t [u8], at: &mut usize) -> Option<&'t [u8]> {
    if scan::byte_behind_space(text, at) != b'"' {
        return None;
    }
    let start = *at + 1;
    let close = scan::string_stop(text, start);
    *at = close + 1;
    text.get(start..close).filter(|_| text.get(close) == Some(&b'"'))
}

/// The first byte of the value behind a key.
#[inline(always)]
fn value_start(text: &[u8], at: &mut usize) -> Option<u8> {
    if text.get(*at) != Some(&b':') && scan::byte_behind_space(text, at) != b':' {
        return None;
    }
    *at += 1;
    Some(scan::byte_behind_space(text, at))
}

/// A record that was read.
#[derive(Clone, Copy)]
struct Read {
    /// The place behind its closing brace.
    end: usize,
    block: u32,
    /// The fields it has, as bits.
    present: u32,
    /// The fields that the subject of its union has.
    subject: u32,
}

/// Who says which members a record must have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// The record itself, or the union that it is.
    OfRecord,
    /// The union around it, whose subject it is.
    OfUnion,
}

struct Reader<'t, 'w> {
    text: &'t [u8],
    words: &'w mut Words,
    tape: &'w mut Tape,
    decoded: &'w mut Vec<u8>,
    /// The kinds that are wanted, as bits.
    expect: Option<u32>,
    /// The kind, once the envelope has told it.
    kind: Option<EventKind>,
    is_verbatim: bool,
    has_nulls: bool,
}

impl<'t> Reader<'t, '_> {
    /// Reads an event.
    fn event(&mut self) -> Option<Documented> {
        self.words.clear();
        self.is_verbatim = true;
        self.has_nulls = false;
        let mut start = 0;
        if scan::byte_behind_space(self.text, &mut start) != b'{' {
            return None;
        }
        let inside = start + 1;
        let envelope = self.record(&ENVELOPE, inside, &Indent::default(), Needs::OfRecord);
        let (kind, root) = match self.kind {
            Some(kind) => (kind, envelope?),
            None => self.known_beforehand(inside)?,
        };
        if kind.law().record.needed & !root.present != 0 {
            return None;
        }
        let mut end = root.end;
        scan::byte_behind_space(self.text, &mut end);
        let shape = self.shape(kind, root.block)?;
        let is_documented = end >= self.text.len() && self.keeps_rules(kind, shape, root.block);
        is_documented.then_some(Documented {
            kind,
            shape,
            block: root.block,
            is_verbatim: self.is_verbatim,
            has_nulls: self.has_nulls,
        })
    }

    /// Reads an event whose envelope does not tell in time what its payload is, or is another: from behind its opening brace.
    #[cold]
    fn known_beforehand(&mut self, at: usize) -> Option<(EventKind, Read)> {
        self.words.clear();
        self.is_verbatim = true;
        self.has_nulls = false;
        let kind = recognise(self.text, at, self.words).filter(|kind| self.wants(*kind))?;
        let root = self.record(kind.law().record, at, &Indent::default(), Needs::OfRecord)?;
        Some((kind, root))
    }

    fn wants(&self, kind: EventKind) -> bool {
        self.expect.is_none_or(|expect| expect >> kind as u32 & 1 != 0)
    }

    /// Reads a record that can be given, from behind its opening brace. `outer`: the white space that its closing brace has
    /// before it, as far as one can guess.
    fn record(&mut self, record: &'static Record, mut at: usize, outer: &Indent, needs: Needs) -> Option<Read> {
        let text = self.text;
        let is_subject = |index| record.union.is_some_and(|union| union.subject == Some(index));
        let block = self.words.block(record);
        let (mut seen, mut subject, mut expected) = (0_u32, 0, 0);
        let mut indent = Indent::default();
        let mut byte = scan::byte_behind_indent(text, &mut at, &mut indent);
        while byte != b'}' || seen != 0 {
            if byte != b'"' {
                return None;
            }
            let (field, index, behind) = field_at(record, text, at, expected)?;
            at = behind;
            if seen >> index & 1 != 0 {
                return None;
            }
            seen |= 1 << index;
            expected = index + 1;
            let first = value_start(text, &mut at)?;
            let of = match field.of {
                Type::Record(inner) if core::ptr::eq(inner, &ENVELOPE) => self.payload_type(block, seen)?,
                of => of,
            };
            let (slot, end) = match of {
                Type::Leaf(kind) if first == b'"' && kind.is_string() => self.string(kind, at)?,
                Type::Record(_) if first == b'n' && is_subject(index) => self.null(block, index, at)?,
                Type::Record(inner) if first == b'{' => {
                    // A copy: what is lent lives in memory.
                    let known = indent;
                    let needs = if is_subject(index) {
                        Needs::OfUnion
                    } else {
                        Needs::OfRecord
                    };
                    let read = self.record(inner, at + 1, &known, needs)?;
                    if is_subject(index) {
                        subject = read.present;
                    }
                    (Slot::new(Tag::Record, read.block, 0), read.end)
                }
                Type::Choice(choice) if first == b'"' => self.choice(choice, at)?,
                _ if first == b'n' && field.presence == Presence::Nullable => self.null(block, index, at)?,
                _ => self.other(of, first, at)?,
            };
            at = end;
            self.words.set_next(block, index, slot);
            match scan::byte_behind_known(text, &mut at, outer) {
                b',' => at += 1,
                b'}' => break,
                _ => return None,
            }
            byte = scan::byte_behind_indent(text, &mut at, &mut indent);
        }
        let read = Read {
            end: at + 1,
            block,
            present: seen,
            subject,
        };
        self.ended(record, needs, read)
    }

    /// Ends a record whose members are read: a null among those that are present may stand for none. Nothing where it lacks what it
    /// needs.
    #[inline(always)]
    fn ended(&mut self, record: &'static Record, needs: Needs, mut read: Read) -> Option<Read> {
        let nulls = self.words.finish(read.block, read.present);
        // A null where one is documented stands for a value; the subject of a union is just not there.
        let absent = match record.union.and_then(|union| union.subject) {
            Some(place) => nulls & 1 << place,
            None => 0,
        };
        read.present &= !absent;
        let is_complete = match record.union {
            _ if needs == Needs::OfUnion => true,
            None => record.needed & !read.present == 0,
            Some(union) => self.fits(record, union, read),
        };
        is_complete.then_some(read)
    }

    /// Passes over a null, which says what a member that is not there says.
    #[cold]
    fn null(&mut self, block: u32, index: usize, at: usize) -> Option<(Slot, usize)> {
        let (_, end) = tape::scalar(self.text, at, b'n')?;
        self.has_nulls = true;
        self.words.set_null(block, index);
        Some((Slot::ABSENT, end))
    }

    /// Whether a record has what its tag calls for, and nothing else.
    fn fits(&self, record: &'static Record, union: &'static Union, read: Read) -> bool {
        let tag = self.words.get(read.block, union.tag);
        let holds = |arm: &&Arm| arm.values.contains(&(tag.a as u8));
        let Some(arm) = union.arms.iter().find(holds).filter(|_| tag.is(Tag::Choice)) else {
            return false;
        };
        let (has, known) = match union.subject {
            None => (read.present, arm.needs | arm.allows | 1 << union.tag),
            Some(place) => {
                let optional = u32::from(arm.may_be_absent) << place;
                if record.needed & !optional & !read.present != 0 {
                    return false;
                }
                (read.subject, arm.needs | arm.allows)
            }
        };
        arm.needs & !has == 0 && has & !known == 0
    }

    /// A list of records.
    fn list(&mut self, record: &'static Record, mut at: usize) -> Option<(Slot, usize)> {
        let mut blocks = Vec::new();
        let mut indent = Indent::default();
        at += 1;
        let mut byte = scan::byte_behind_indent(self.text, &mut at, &mut indent);
        while byte != b']' || !blocks.is_empty() {
            if byte != b'{' {
                return None;
            }
            let read = self.record(record, at + 1, &indent, Needs::OfRecord)?;
            blocks.push(read.block);
            at = read.end;
            match scan::byte_behind_space(self.text, &mut at) {
                b',' => at += 1,
                b']' => break,
                _ => return None,
            }
            byte = scan::byte_behind_indent(self.text, &mut at, &mut indent);
        }
        Some((self.words.list(&blocks), at + 1))
    }
}

/// The field of the key whose quote stands at `at`, looked for from the one that usually comes next: the field, its index, and
/// the place behind the key.
#[inline(always)]
fn field_at(
    record: &'static Record,
    text: &[u8],
    at: usize,
    expected: usize,
) -> Option<(&'static Field, usize, usize)> {
    if let Some(field) = record.fields.get(expected)
        && let Some(end) = key_end(text, at, field.name)
    {
        return Some((field, expected, end));
    }
    field_named(record, text, at, expected)
}

/// The same where another one comes: most likely one behind it.
#[inline(never)]
fn field_named(
    record: &'static Record,
    text: &[u8],
    at: usize,
    expected: usize,
) -> Option<(&'static Field, usize, usize)> {
    let count = record.fields.len();
    for index in (expected + 1..count).chain(0..expected.min(count)) {
        let field = record.fields.get(index)?;
        if let Some(end) = key_end(text, at, field.name) {
            return Some((field, index, end));
        }
    }
    None
}

/// Where a key ends whose quote stands at `at`, if it is this name.
#[inline(always)]
fn key_end(text: &[u8], at: usize, name: &str) -> Option<usize> {
    let close = at + 1 + name.len();
    let is_named = text.get(close) == Some(&b'"') && scan::same(name.as_bytes(), text.get(at + 1..close)?);
    is_named.then_some(close + 1)
}

#[cfg(test)]
pub(crate) mod tests;
