//! What the slots of a body say, for Rust.
//!
//! In: the words, and the tape and the text that they speak of. Out: the value of a slot, on demand: a text, a number, a
//! choice, what is kept as JSON; and the key of an event. Does not know: which field is in which slot – the generated
//! [`crate::event`] says so.
//!
//! Why it exists: the words say where a value stands, and in what condition. Escapes and whatever was recovered are read only
//! if somebody asks.

use super::kept::{Extra, Json, without_repeated};
use super::{EXTRA_WORDS, Slot, Tag, Words, json_slot};
use crate::kind::Kind;
use crate::kind::uuid::is_lower_uuid;
use crate::lexer;
use crate::recover;
use crate::schema::{Choice, EventKind, Record, Type};
use crate::source::Range;
use crate::tape::Tape;
use std::borrow::Cow;

/// The values of the slots of one body.
pub(crate) struct Slots<'r, 'a> {
    words: &'r Words,
    tape: &'r Tape,
    text: &'r Cow<'a, [u8]>,
    /// The text once more, where it is known to be UTF-8: of this a part is taken without a look at each of its bytes.
    body: Option<&'a str>,
}

impl<'r, 'a> Slots<'r, 'a> {
    pub(crate) fn new(words: &'r Words, tape: &'r Tape, text: &'r Cow<'a, [u8]>, body: Option<&'a str>) -> Self {
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

    /// The text that a slot says. Most fields are not there, or stand in the body as they are.
    #[inline(always)]
    fn text_of(&self, slot: Slot) -> Option<Cow<'a, str>> {
        if slot.is_absent() {
            return None;
        }
        let Range { start, end } = slot.as_range();
        match self.body.and_then(|body| body.get(start as usize..end as usize)) {
            Some(text) if slot.is(Tag::Text) => Some(text.into()),
            _ => self.text_elsewhere(slot),
        }
    }

    #[inline(never)]
    fn text_elsewhere(&self, slot: Slot) -> Option<Cow<'a, str>> {
        if slot.is(Tag::Text) || slot.is(Tag::Embedded) || slot.is(Tag::Number) {
            return Some(self.slice(slot.as_range()));
        }
        if slot.is(Tag::Escaped) || slot.is(Tag::EmbeddedEscaped) {
            let Range { start, end } = slot.as_range();
            let decoded = lexer::decoded_text(self.text, start as usize + 1, (end as usize).saturating_sub(1));
            return Some(lossy(decoded).into());
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

    /// The text of a slot as JSON, where it is JSON. (Its escapes are not read once more for that.)
    pub(crate) fn embedded(&self, block: usize, slot: usize, text: Option<&Cow<'a, str>>) -> Option<Json<'a>> {
        let slot = self.get(block, slot);
        let is_json = slot.is(Tag::Embedded) || slot.is(Tag::EmbeddedEscaped);
        text.filter(|_| is_json).map(|text| Json { text: text.clone() })
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
    fn key_part(&self, mut record: &'static Record, mut block: usize, path: &[usize]) -> Option<Cow<'a, str>> {
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
                Ok(index) => value_name(choice, index).into(),
                Err(text) => text,
            }),
            Type::Leaf(Kind::Uuid) => self.text(block, *last).map(in_lower_case),
            _ => self.text(block, *last),
        }
    }

    /// What identifies the event among repeats, by its own members; empty where its id is.
    pub(crate) fn key(&self, kind: EventKind, block: usize) -> Option<Cow<'a, str>> {
        let law = kind.law();
        let part = |path: &&[usize]| self.key_part(law.record, block, path);
        let (id, others) = law.key.split_first()?;
        let mut key = part(id)?;
        // An id that is empty tells nothing from anything, whatever stands beside it.
        if !key.is_empty() {
            for path in others {
                let key = key.to_mut();
                key.push(':');
                key.push_str(&part(path)?);
            }
        }
        Some(key)
    }
}

/// The canonical spelling of a value.
pub(crate) fn value_name(choice: &'static Choice, index: usize) -> &'static str {
    choice.values.get(index).map_or("", |value| value.name)
}

/// An id as keys have it. Nearly all come in lower case, and are borrowed.
fn in_lower_case(id: Cow<'_, str>) -> Cow<'_, str> {
    if is_lower_uuid(id.as_bytes()) {
        return id;
    }
    id.to_lowercase().into()
}

/// UTF-8 by construction.
fn lossy(text: Vec<u8>) -> String {
    String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
