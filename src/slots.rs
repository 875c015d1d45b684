//! Slots: the decoded event as a flat array of numbers, before anybody makes objects of it.
//!
//! In: what the check found each field to be. Out: the values, one by one, on demand. Does not know: the rules.
//!
//! A record is a *block* at some index of the words. Its first two words say which fields there are, and which are null, as
//! bits; then come two words for each field: what it is, and where its text is. Words of a field that is not there say
//! nothing, and were perhaps never written. The JavaScript that builds objects reads the same words, so there is one decoder
//! for both languages, and a body costs no allocation for each value. A slot holds `a` in its first word, and a tag and
//! `high` in its second (`high << 4 | tag`).

mod forms;
mod json;

#[cfg(feature = "wasm")]
pub(crate) use json::{NAME_SHIFT, NAMED_BYTES_MAX};

use crate::lexer;
use crate::recover;
use crate::schema::{Choice, EventKind, Field, Record, Type};
use crate::source::Range;
use crate::tape::{Node, Tape};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Tag {
    /// Nothing.
    Absent,
    /// Text without escapes: where it starts and ends.
    Text,
    /// A string with escapes: where it starts and ends, with its quotes.
    Escaped,
    /// A documented value: its index in the choice; where its text starts, if that is known.
    Choice,
    /// A number: where it starts and ends.
    Number,
    True,
    False,
    /// A block: its index.
    Record,
    /// A list: the index of its count, which the indices of its blocks follow.
    List,
    /// A JSON value: where it starts and ends.
    Json,
    /// A node that is not JSON as it stands.
    Recovered,
    /// Like `Text`; what it says is JSON.
    Embedded,
    /// Like `Escaped`; what it says is JSON.
    EmbeddedEscaped,
    /// The tag of a union whose type is given as `Unknown`.
    Unknown,
    /// The first entry of a list of members: `[next, key, key end and tag, value, value end and tag]`.
    Extra,
    /// JSON, or a string that holds JSON: where its words are. See [`json`].
    Values,
}

pub(crate) const TAG_BITS: u32 = 4;
/// Offsets are kept in 28 bits.
pub(crate) const OFFSET_MAX: usize = (1 << (32 - TAG_BITS)) - 1;

/// The two words of a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) a: u32,
    pub(crate) b: u32,
}

impl Slot {
    pub(crate) const ABSENT: Self = Self::new(Tag::Absent, 0, 0);

    pub(crate) const fn new(tag: Tag, a: u32, high: u32) -> Self {
        Self {
            a,
            b: high << TAG_BITS | tag as u32,
        }
    }
    pub(crate) const fn range(tag: Tag, range: Range) -> Self {
        Self::new(tag, range.start, range.end)
    }
    pub(crate) const fn is(self, tag: Tag) -> bool {
        self.b & ((1 << TAG_BITS) - 1) == tag as u32
    }
    pub(crate) const fn is_absent(self) -> bool {
        self.is(Tag::Absent)
    }
    pub(crate) const fn high(self) -> u32 {
        self.b >> TAG_BITS
    }
    /// Whether the words are a range of the text.
    pub(crate) const fn is_range(self) -> bool {
        const RANGES: u32 = 1 << Tag::Text as u32
            | 1 << Tag::Escaped as u32
            | 1 << Tag::Number as u32
            | 1 << Tag::Json as u32
            | 1 << Tag::Embedded as u32
            | 1 << Tag::EmbeddedEscaped as u32;
        RANGES >> (self.b & ((1 << TAG_BITS) - 1)) & 1 != 0
    }
    /// The same slot of another range.
    pub(crate) const fn over(self, range: Range) -> Self {
        Self {
            a: range.start,
            b: range.end << TAG_BITS | self.b & ((1 << TAG_BITS) - 1),
        }
    }
    /// The same slot of a range that ends elsewhere: behind `to` what was behind `end`.
    pub(crate) const fn moved(self, end: u32, to: u32) -> Self {
        let by = to.wrapping_sub(end);
        Self {
            a: self.a.wrapping_add(by),
            b: self.b.wrapping_add(by << TAG_BITS),
        }
    }
    pub(crate) const fn as_range(self) -> Range {
        Range {
            start: self.a,
            end: self.high(),
        }
    }
    /// What is inside the quotes, if it is a string.
    pub(crate) const fn inside(self) -> Option<Range> {
        let Range { start, end } = self.as_range();
        match () {
            () if self.is(Tag::Text) => Some(self.as_range()),
            () if self.is(Tag::Escaped) => Some(Range {
                start: start + 1,
                end: end - 1,
            }),
            () => None,
        }
    }
    /// The slot of a string at the same place that has escapes where this one has none, or none where this one has some.
    pub(crate) const fn turned(self) -> Self {
        let Range { start, end } = self.as_range();
        if self.is(Tag::Text) {
            Self::new(Tag::Escaped, start - 1, end + 1)
        } else {
            Self::new(Tag::Text, start + 1, end - 1)
        }
    }
}

/// How many words an entry of `extra` takes.
pub(crate) const EXTRA_WORDS: usize = 5;

/// The words before the first block, for the door that hands them out.
pub(crate) const HEADER_WORDS: usize = 12;

/// The words of a block before its first slot.
const BLOCK_HEAD: usize = 2;

/// Makes another slot of one that is a range, with where it is and what field it is of.
pub(crate) type ChangeRange<'c> = &'c mut dyn FnMut(u32, Slot, Option<&'static Field>) -> Slot;

/// The words of one body.
#[derive(Default)]
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Words {
    words: Vec<u32>,
    used: usize,
    /// Whether somebody will want to know which slots are ranges.
    pub(crate) notes: bool,
    /// Where those are, in the order of the text.
    noted: Vec<u32>,
    /// Whether somebody builds JSON of words, by the offsets they have.
    pub(crate) makes_values: bool,
    names: json::Names,
    /// Taken out while they write words, so it should be a small thing to take.
    forms: Option<Box<forms::Forms>>,
}

impl Words {
    /// Forgets everything but its memory. The first words are left for a header; no block has index 0.
    pub(crate) fn clear(&mut self) {
        self.used = 0;
        self.noted.clear();
        self.room(HEADER_WORDS);
    }

    /// Writes the header.
    #[cfg(feature = "wasm")]
    pub(crate) fn set_header(&mut self, header: &[u32; HEADER_WORDS]) {
        if let Some(room) = self.words.first_chunk_mut() {
            *room = *header;
        }
    }

    pub(crate) fn as_slice(&self) -> &[u32] {
        self.words.get(..self.used).unwrap_or_default()
    }

    /// Room for so many more words; where it begins.
    #[inline(never)]
    fn room(&mut self, count: usize) -> usize {
        let start = self.used;
        self.used += count;
        if self.used > self.words.len() {
            self.grow();
        }
        start
    }

    #[cold]
    fn grow(&mut self) {
        const WORDS_MIN: usize = 512;
        self.words.resize(self.used.next_power_of_two().max(WORDS_MIN), 0);
    }

    /// A block for a record, all of it absent.
    #[inline]
    pub(crate) fn block(&mut self, record: &Record) -> u32 {
        let block = self.room(BLOCK_HEAD + 2 * record.slots()) as u32;
        self.set_pair(block, Slot { a: 0, b: 0 });
        block
    }

    /// Notes that a member is null.
    pub(crate) fn set_null(&mut self, block: u32, index: usize) {
        let Slot { a, b } = self.pair(block);
        self.set_pair(block, Slot { a, b: b | 1 << index });
    }

    /// Says of a block whose slots were set by [`Self::set_next`] which members were sent, as bits; those that are null.
    pub(crate) fn finish(&mut self, block: u32, sent: u32) -> u32 {
        let nulls = self.pair(block).b;
        let present = sent & !nulls;
        self.set_pair(block, Slot { a: present, b: nulls });
        nulls
    }

    /// Whether a member is null, which the event leaves out and its `body` has.
    #[cfg(any(test, feature = "wasm"))]
    pub(crate) fn is_null(&self, block: u32, index: usize) -> bool {
        self.pair(block).b >> index & 1 != 0
    }

    #[inline]
    pub(crate) fn get(&self, block: u32, index: usize) -> Slot {
        if self.pair(block).a >> index & 1 == 0 {
            return Slot::ABSENT;
        }
        self.pair(place(block, index))
    }

    pub(crate) fn set(&mut self, block: u32, index: usize, slot: Slot) {
        let head = self.pair(block);
        let bit = 1 << index;
        let present = if slot.is_absent() { head.a & !bit } else { head.a | bit };
        self.set_pair(block, Slot { a: present, ..head });
        self.set_pair(place(block, index), slot);
    }

    /// Sets a slot, and notes where it is; for a reader that goes from the beginning of the text to its end, and says at the
    /// end of the record what is there.
    #[inline]
    pub(crate) fn set_next(&mut self, block: u32, index: usize, slot: Slot) {
        self.set_read(place(block, index), slot);
    }

    /// The same of a place that is known.
    #[inline]
    pub(crate) fn set_read(&mut self, at: u32, slot: Slot) {
        self.set_pair(at, slot);
        if self.notes && slot.is_range() {
            self.noted.push(at);
        }
    }

    /// Where the slot of a field is.
    pub(crate) const fn place(block: u32, index: usize) -> u32 {
        place(block, index)
    }

    /// Forgets everything, and leaves room for the words that will be given.
    pub(crate) fn leave(&mut self, count: usize) {
        self.used = 0;
        self.noted.clear();
        self.room(count);
    }

    /// Puts words where room was left for them, the header's included.
    pub(crate) fn load(&mut self, words: &[u32]) {
        if let Some(room) = self.words.get_mut(..words.len()) {
            room.copy_from_slice(words);
        }
    }

    /// Two words as a slot, in a block or elsewhere.
    #[inline]
    pub(crate) fn pair(&self, at: u32) -> Slot {
        match self.words.get(at as usize..at as usize + 2) {
            Some([a, b]) => Slot { a: *a, b: *b },
            _ => Slot::ABSENT,
        }
    }

    #[inline]
    pub(crate) fn set_pair(&mut self, at: u32, slot: Slot) {
        if let Some([a, b]) = self.words.get_mut(at as usize..at as usize + 2) {
            (*a, *b) = (slot.a, slot.b);
        }
    }

    /// Makes other slots of those that were noted, one by one.
    #[cfg(any(test, feature = "wasm"))]
    pub(crate) fn change_noted(&mut self, mut change: impl FnMut(Slot) -> Slot) {
        let noted = core::mem::take(&mut self.noted);
        for at in &noted {
            let slot = self.pair(*at);
            // The text of a choice may have become its number.
            if slot.is_range() {
                self.set_pair(*at, change(slot));
            }
        }
        self.noted = noted;
    }

    /// One word; 0 where there is none.
    pub(crate) fn word(&self, at: u32) -> u32 {
        self.words.get(at as usize).copied().unwrap_or(0)
    }

    /// Sets one word.
    #[cfg(feature = "wasm")]
    pub(crate) fn put(&mut self, at: usize, word: u32) {
        if let Some(place) = self.words.get_mut(at) {
            *place = word;
        }
    }

    /// Adds to one word; what is beyond its bits is lost.
    pub(crate) fn add(&mut self, at: u32, number: u32) {
        if let Some(place) = self.words.get_mut(at as usize) {
            *place = place.wrapping_add(number);
        }
    }

    /// Appends words.
    #[cfg(feature = "wasm")]
    pub(crate) fn push(&mut self, words: &[u32]) {
        self.append(words);
    }

    /// Appends words; where they begin.
    fn append(&mut self, words: &[u32]) -> u32 {
        let start = self.room(words.len());
        let room = self.words.get_mut(start..).unwrap_or_default();
        for (place, word) in room.iter_mut().zip(words) {
            *place = *word;
        }
        start as u32
    }

    /// Makes another slot of each that is a range of the text, in a block and in those that it leads to. Each comes with where
    /// it is, and with the field that it is of, if it is of one.
    ///
    /// Recursion here follows the schema, whose depth is fixed, and not the input.
    pub(crate) fn change_ranges(&mut self, record: &'static Record, block: u32, change: ChangeRange<'_>) {
        for index in 0..record.slots() {
            let slot = self.get(block, index);
            let field = record.fields.get(index);
            if slot.is_range() {
                let at = place(block, index);
                self.set_pair(at, change(at, slot, field));
                continue;
            }
            match field.map(|field| field.of) {
                Some(Type::Record(inner)) if slot.is(Tag::Record) => self.change_ranges(inner, slot.a, change),
                Some(Type::List(inner)) if slot.is(Tag::List) => {
                    for at in 1..=self.word(slot.a) {
                        self.change_ranges(inner, self.word(slot.a + at), change);
                    }
                }
                _ if slot.is(Tag::Extra) => self.change_ranges_of_extra(slot.a, change),
                _ => {}
            }
        }
    }

    fn change_ranges_of_extra(&mut self, mut entry: u32, change: ChangeRange<'_>) {
        while entry != 0 {
            for at in (entry + 1..entry + EXTRA_WORDS as u32).step_by(2) {
                let slot = self.pair(at);
                if slot.is_range() {
                    self.set_pair(at, change(at, slot, None));
                }
            }
            entry = self.word(entry);
        }
    }

    /// A list of blocks.
    pub(crate) fn list(&mut self, blocks: &[u32]) -> Slot {
        let at = self.append(&[blocks.len() as u32]);
        self.append(blocks);
        Slot::new(Tag::List, at, 0)
    }

    /// Appends an entry to a list of members whose last entry is `tail` (0: there is none yet); its index.
    pub(crate) fn extra(&mut self, tail: u32, key: Slot, value: Slot) -> u32 {
        let at = self.append(&[0, key.a, key.b, value.a, value.b]);
        if tail != 0
            && let Some(next) = self.words.get_mut(tail as usize)
        {
            *next = at;
        }
        at
    }
}

/// Where the slot of a field is.
const fn place(block: u32, index: usize) -> u32 {
    block + (BLOCK_HEAD + 2 * index) as u32
}

/// The slot of a JSON value that is kept as it stands.
pub(crate) fn json_slot(tape: &Tape, node: u32) -> Slot {
    let value = tape.node(node);
    if value.is(Node::FAULTY) {
        Slot::new(Tag::Recovered, node, 0)
    } else {
        Slot::range(Tag::Json, value.range())
    }
}

/// The slot of a string or a name.
pub(crate) fn text_slot(tape: &Tape, node: u32) -> Slot {
    let value = tape.node(node);
    if value.is(Node::FAULTY) {
        return Slot::new(Tag::Recovered, node, 0);
    }
    if value.is(Node::ESCAPED) {
        Slot::range(Tag::Escaped, value.range())
    } else {
        Slot::range(Tag::Text, value.inner())
    }
}

/// The values of the slots of one body.
pub(crate) struct Slots<'r, 'a> {
    words: &'r Words,
    tape: &'r Tape,
    text: &'r Cow<'a, [u8]>,
    /// The text, where it is the body and UTF-8: of this a part is taken without a look at each of its bytes.
    body: Option<&'a str>,
}

impl<'r, 'a> Slots<'r, 'a> {
    pub(crate) fn new(words: &'r Words, tape: &'r Tape, text: &'r Cow<'a, [u8]>) -> Self {
        let body = match text {
            Cow::Borrowed(text) => core::str::from_utf8(text).ok(),
            Cow::Owned(_) => None,
        };
        Self {
            words,
            tape,
            text,
            body,
        }
    }

    /// A part of the text: borrowed from the body where the text is the body.
    fn slice(&self, range: Range) -> Cow<'a, str> {
        let part = |body: &'a str| body.get(range.start as usize..range.end as usize);
        match (self.body.and_then(part), self.text) {
            (Some(part), _) => part.into(),
            (None, Cow::Borrowed(text)) => String::from_utf8_lossy(range.of(text)),
            (None, Cow::Owned(text)) => String::from_utf8_lossy(range.of(text)).into_owned().into(),
        }
    }

    fn get(&self, block: usize, slot: usize) -> Slot {
        self.words.get(block as u32, slot)
    }

    fn text_of(&self, slot: Slot) -> Option<Cow<'a, str>> {
        if slot.is(Tag::Text) || slot.is(Tag::Embedded) || slot.is(Tag::Number) {
            return Some(self.slice(slot.as_range()));
        }
        if slot.is(Tag::Escaped) || slot.is(Tag::EmbeddedEscaped) {
            let range = slot.as_range();
            let decoded = lexer::decode(
                self.text,
                range.start as usize + 1,
                (range.end as usize).saturating_sub(1),
            );
            return Some(lossy(decoded.text).into());
        }
        if slot.is(Tag::Recovered) {
            return Some(lossy(self.tape.decode(self.text, self.tape.node(slot.a)).text).into());
        }
        None
    }

    /// The text of a string field.
    pub(crate) fn text(&self, block: usize, slot: usize) -> Option<Cow<'a, str>> {
        self.text_of(self.get(block, slot))
    }

    /// A choice: the index of a documented value, or the text as it was sent.
    pub(crate) fn choice(&self, block: usize, slot: usize) -> Option<Result<usize, Cow<'a, str>>> {
        let slot = self.get(block, slot);
        if slot.is(Tag::Choice) {
            Some(Ok(slot.a as usize))
        } else {
            self.text_of(slot).map(Err)
        }
    }

    pub(crate) fn number(&self, block: usize, slot: usize) -> Option<serde_json::Number> {
        let slot = self.get(block, slot);
        if !slot.is(Tag::Number) {
            return None;
        }
        let text = self.slice(slot.as_range());
        serde_json::from_str(&text)
            .ok()
            .or_else(|| serde_json::Number::from_f64(text.parse().ok()?))
    }

    pub(crate) fn decimal(&self, block: usize, slot: usize) -> Option<f64> {
        let slot = self.get(block, slot);
        if slot.is(Tag::Number) {
            self.slice(slot.as_range()).parse().ok()
        } else {
            None
        }
    }

    pub(crate) fn boolean(&self, block: usize, slot: usize) -> Option<bool> {
        let slot = self.get(block, slot);
        if slot.is(Tag::True) {
            Some(true)
        } else {
            slot.is(Tag::False).then_some(false)
        }
    }

    pub(crate) fn record(&self, block: usize, slot: usize) -> Option<usize> {
        let slot = self.get(block, slot);
        slot.is(Tag::Record).then_some(slot.a as usize)
    }

    pub(crate) fn list(&self, block: usize, slot: usize) -> Option<Vec<usize>> {
        let slot = self.get(block, slot);
        if !slot.is(Tag::List) {
            return None;
        }
        let at = slot.a as usize;
        let words = self.words.as_slice();
        let count = *words.get(at)? as usize;
        Some(
            words
                .get(at + 1..at + 1 + count)?
                .iter()
                .map(|block| *block as usize)
                .collect(),
        )
    }

    fn json_of(&self, slot: Slot) -> Option<Json<'a>> {
        if slot.is(Tag::Json) || slot.is(Tag::Number) {
            return Some(Json {
                text: self.slice(slot.as_range()),
            });
        }
        if slot.is(Tag::Recovered) {
            return Some(Json {
                text: lossy(recover::json(self.text, self.tape, slot.a)).into(),
            });
        }
        None
    }

    pub(crate) fn json(&self, block: usize, slot: usize) -> Option<Json<'a>> {
        self.json_of(self.get(block, slot))
    }

    pub(crate) fn is_unknown(&self, block: usize, slot: usize) -> bool {
        self.get(block, slot).is(Tag::Unknown)
    }

    /// What an embedded JSON text says, where it is JSON.
    pub(crate) fn embedded(&self, block: usize, slot: usize) -> Option<Json<'a>> {
        let slot = self.get(block, slot);
        let embedded = slot.is(Tag::Embedded) || slot.is(Tag::EmbeddedEscaped);
        if embedded {
            self.text_of(slot).map(|text| Json { text })
        } else {
            None
        }
    }

    #[inline]
    pub(crate) fn extra(&self, block: usize, slot: usize) -> Extra<'a> {
        let slot = self.get(block, slot);
        if slot.is(Tag::Extra) {
            self.members_from(slot.a)
        } else {
            Extra::default()
        }
    }

    /// The members from an entry on.
    #[cold]
    fn members_from(&self, entry: u32) -> Extra<'a> {
        let mut members = Vec::new();
        let mut at = entry as usize;
        while let Some(entry) = self.words.as_slice().get(at..at + EXTRA_WORDS).filter(|_| at != 0) {
            let &[next, key_a, key_b, value_a, value_b] = entry else {
                break;
            };
            let name = self.text_of(Slot { a: key_a, b: key_b });
            let value = self.json_of(Slot { a: value_a, b: value_b });
            if let (Some(name), Some(value)) = (name, value) {
                members.push((name, value));
            }
            at = next as usize;
        }
        Extra {
            members: without_repeated(members),
        }
    }

    /// The whole body.
    pub(crate) fn body(&self) -> Json<'a> {
        if self.tape.is_empty() {
            // The fast path has read it: one value, and white space around it.
            let text = self.text.trim_ascii();
            let start = self.text.len() - self.text.trim_ascii_start().len();
            return Json {
                text: self.slice(Range::new(start, start + text.len())),
            };
        }
        self.json_of(json_slot(self.tape, 0))
            .unwrap_or_else(|| Json { text: "null".into() })
    }

    /// One part of an event's key: the text of a field, in lower case for a UUID, canonical for a choice.
    fn key_part(&self, mut record: &'static Record, mut block: usize, path: &[usize]) -> Option<String> {
        use crate::kind::Kind;
        use crate::schema::Type;
        let (last, way) = path.split_last()?;
        for step in way {
            let Type::Record(inner) = record.fields.get(*step)?.of else {
                return None;
            };
            block = self.record(block, *step)?;
            record = inner;
        }
        match record.fields.get(*last)?.of {
            Type::Choice(choice) => Some(match self.choice(block, *last)? {
                Ok(index) => value_name(choice, index).to_owned(),
                Err(text) => text.into_owned(),
            }),
            Type::Leaf(Kind::Uuid) => self.text(block, *last).map(|text| text.to_lowercase()),
            _ => self.text(block, *last).map(Cow::into_owned),
        }
    }

    /// What identifies the event among repeats, by its own members.
    pub(crate) fn key(&self, kind: EventKind, block: usize) -> Option<String> {
        let law = kind.law();
        if law.key.is_empty() {
            return None;
        }
        let part = |path: &&[usize]| self.key_part(law.record, block, path);
        if let [path] = law.key {
            return part(path);
        }
        let parts: Option<Vec<String>> = law.key.iter().map(part).collect();
        parts.map(|parts| parts.join(":"))
    }
}

/// Of members with equal names the last. Sorted, so that no choice of names costs more.
fn without_repeated<'a>(members: Vec<(Cow<'a, str>, Json<'a>)>) -> Vec<(Cow<'a, str>, Json<'a>)> {
    let name = |place: &usize| members.get(*place).map(|(name, _)| name);
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(name);
    let mut repeated = vec![false; members.len()];
    for pair in order.windows(2) {
        if let [one, other] = pair
            && name(one) == name(other)
        {
            repeated[*one] = true;
        }
    }
    let each = members.into_iter().zip(repeated);
    each.filter_map(|(member, repeated)| (!repeated).then_some(member))
        .collect()
}

/// The canonical spelling of a value.
pub(crate) fn value_name(choice: &'static Choice, index: usize) -> &'static str {
    choice.values.get(index).map_or("", |value| value.name)
}

/// UTF-8 by construction.
fn lossy(text: Vec<u8>) -> String {
    String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// A JSON value, kept as its text.
///
/// ```
/// let report = chatapps_webhook::parse(r#"{"hello": [1, 2]}"#);
/// let chatapps_webhook::WebhookEvent::Unknown(event) = report.event.unwrap() else { panic!() };
/// assert_eq!(event.body.as_str(), r#"{"hello": [1, 2]}"#);
/// assert_eq!(event.body.to_value()["hello"][1], 2);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Json<'a> {
    text: Cow<'a, str>,
}

impl Json<'_> {
    /// The JSON text: what was sent where that was JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value. What serde_json cannot hold (a number beyond `f64`) becomes `null`, half a surrogate pair U+FFFD.
    pub fn to_value(&self) -> serde_json::Value {
        crate::value::of_text(&self.text)
    }

    /// The value as a type of your own.
    ///
    /// # Errors
    /// Whatever serde_json says when the value does not fit.
    pub fn parse<'de, T: serde::Deserialize<'de>>(&'de self) -> serde_json::Result<T> {
        serde_json::from_str(&self.text)
    }
}

impl fmt::Debug for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

/// Members that the schema does not know, or whose type was not the documented one: kept as JSON, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra<'a> {
    members: Vec<(Cow<'a, str>, Json<'a>)>,
}

impl<'a> Extra<'a> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The value of the member with this name.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.members
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value)
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json<'a>)> {
        self.members.iter().map(|(name, value)| (name.as_ref(), value))
    }
}

impl Serialize for Extra<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::events::INBOUND_MESSAGE;

    fn words() -> Words {
        let mut words = Words::default();
        words.clear();
        words
    }

    #[test]
    fn a_slot_holds_a_tag_and_the_largest_offset() {
        let largest = OFFSET_MAX as u32;
        let slot = Slot::new(Tag::Extra, 1, largest);
        assert!(slot.is(Tag::Extra) && !slot.is_absent());
        assert_eq!((slot.a, slot.high()), (1, largest));
        assert_eq!(slot.as_range(), Range { start: 1, end: largest });
        assert_eq!(Slot::new(Tag::Extra, 1, largest + 1).high(), 0);
    }

    #[test]
    fn what_is_kept_as_its_text_is_a_range() {
        for (tag, is_range) in [
            (Tag::Absent, false),
            (Tag::Text, true),
            (Tag::Escaped, true),
            (Tag::Choice, false),
            (Tag::Number, true),
            (Tag::True, false),
            (Tag::False, false),
            (Tag::Record, false),
            (Tag::List, false),
            (Tag::Json, true),
            (Tag::Recovered, false),
            (Tag::Embedded, true),
            (Tag::EmbeddedEscaped, true),
            (Tag::Unknown, false),
            (Tag::Extra, false),
            (Tag::Values, false),
        ] {
            for high in [0, 1, OFFSET_MAX as u32] {
                assert_eq!(Slot::new(tag, 0, high).is_range(), is_range, "{tag:?} {high}");
            }
        }
    }

    #[test]
    fn a_block_has_a_head_and_two_words_for_each_slot() {
        let mut words = words();
        for count in 0..3 {
            let block = words.block(&INBOUND_MESSAGE) as usize;
            assert_eq!(block, HEADER_WORDS + count * (2 + 2 * INBOUND_MESSAGE.slots()));
        }
    }

    #[test]
    fn the_head_of_a_block_says_what_is_there_and_what_is_null() {
        let mut words = words();
        let block = words.block(&INBOUND_MESSAGE);
        let slot = Slot::new(Tag::Choice, 7, 0);
        words.set(block, 1, slot);
        words.set(block, 2, slot);
        assert_eq!(words.pair(block), Slot { a: 0b110, b: 0 });
        assert_eq!(words.get(block, 1), slot);
        words.set(block, 2, Slot::ABSENT);
        assert_eq!(words.pair(block), Slot { a: 0b010, b: 0 });
        // Twice, as a member may stand twice.
        words.set_null(block, 3);
        words.set_null(block, 3);
        words.set_null(block, 2);
        assert_eq!(words.pair(block), Slot { a: 0b0010, b: 0b1100 });
        words.set_next(block, 0, slot);
        assert_eq!(words.finish(block, 0b0111), 0b1100);
        assert_eq!(words.pair(block), Slot { a: 0b0011, b: 0b1100 });
        assert_eq!([0, 1, 2, 3].map(|index| words.get(block, index).a), [7, 7, 0, 0]);
    }

    #[cfg(feature = "wasm")]
    #[test]
    fn words_are_read_and_written_by_their_places() {
        let mut words = words();
        let block = words.block(&INBOUND_MESSAGE);
        words.set_null(block, 3);
        assert_eq!([2, 3, 4].map(|index| words.is_null(block, index)), [false, true, false]);
        let header = std::array::from_fn(|place| place as u32 + 1);
        words.set_header(&header);
        assert_eq!(words.as_slice()[..HEADER_WORDS], header);
        let end = words.as_slice().len();
        words.push(&[5, 6]);
        words.put(end, 4);
        assert_eq!(words.as_slice()[end..], [4, 6]);
        assert_eq!(
            [end, end + 1, usize::from(u16::MAX)].map(|at| words.word(at as u32)),
            [4, 6, 0]
        );
    }

    #[cfg(feature = "wasm")]
    #[test]
    fn ranges_are_noted_for_who_wants_to_change_them() {
        let (text, choice) = (Slot::new(Tag::Text, 1, 2), Slot::new(Tag::Choice, 1, 0));
        for notes in [false, true] {
            let mut words = words();
            words.notes = notes;
            let block = words.block(&INBOUND_MESSAGE);
            words.set_next(block, 0, text);
            words.set_next(block, 1, choice);
            words.finish(block, 0b11);
            let mut changed = 0;
            words.change_noted(|slot| {
                changed += 1;
                Slot { a: 9, ..slot }
            });
            assert_eq!(changed, u32::from(notes));
            let first = if notes { Slot { a: 9, ..text } } else { text };
            assert_eq!((words.get(block, 0), words.get(block, 1)), (first, choice));
        }
    }

    #[test]
    fn a_json_value_shows_what_was_sent() {
        let json = Json { text: "[1, 2]".into() };
        assert_eq!(json.as_str(), "[1, 2]");
        assert_eq!(format!("{json:?}"), "[1, 2]");
    }

    #[test]
    fn an_unknown_member_is_found_by_its_name() {
        let members = [("a", "1"), ("b", "2")];
        let extra = Extra {
            members: members
                .map(|(name, text)| (name.into(), Json { text: text.into() }))
                .into(),
        };
        let found = ["a", "b", "c"].map(|name| extra.get(name).map(Json::as_str));
        assert_eq!(found, [Some("1"), Some("2"), None]);
        let listed: Vec<_> = extra.iter().map(|(name, json)| (name, json.as_str())).collect();
        assert_eq!(listed, members);
        assert!(!extra.is_empty() && Extra::default().is_empty());
    }
}
