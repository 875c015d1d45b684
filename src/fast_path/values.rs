//! Values: what is no record and no list of them.
//!
//! In: where a value begins, and as what it is documented. Out: its slot and where it ends – or nothing, where it is not what it
//! should be. Does not know: of which member it is the value.
//!
//! Why it exists: a value that has come before is looked for by a template ([`super::template`]), and then it is judged here as
//! it is where its name was read.

use super::{Reader, string_at};
use crate::diagnostic::{Levels, Sink};
use crate::kind::{JsonType, Kind, UUID_LENGTH};
use crate::lexer;
use crate::scan;
use crate::schema::{Choice, Otherwise, Type};
use crate::slots::{Keep, Slot, Tag};
use crate::source::Range;
use crate::tape::{self, NodeType};

impl Reader<'_, '_> {
    /// A string of a kind that is kept as text.
    #[inline(always)]
    pub(super) fn string(&mut self, kind: Kind, at: usize) -> Option<(Slot, usize)> {
        let start = at + 1;
        let mut close = start + UUID_LENGTH;
        // A UUID ends where it has to: that it holds no quote before is judged with the rest.
        if kind != Kind::Uuid || self.text.get(close) != Some(&b'"') {
            close = scan::string_stop_inline(self.text, start);
        }
        if self.text.get(close) != Some(&b'"') {
            return self.escaped(kind, at, close);
        }
        let range = Range::new(start, close);
        kind.judge_inline(range.of(self.text)).ok()?;
        Some((Slot::range(Tag::Text, range), close + 1))
    }

    /// The same with escapes, of which the first stands at `stop`.
    #[cold]
    fn escaped(&mut self, kind: Kind, at: usize, stop: usize) -> Option<(Slot, usize)> {
        let range = if kind.is_any_string() {
            // Half a pair has to be thought about.
            let end = lexer::string_end(self.text, stop).ok().filter(|end| !end.halves)?;
            Range::new(at, end.close + 1)
        } else {
            let range = self.decoded(at)?;
            kind.judge(self.decoded).ok()?;
            range
        };
        Some((Slot::range(Tag::Escaped, range), range.end as usize))
    }

    /// Decodes the string whose quote stands at `at`; its range, with the quotes.
    fn decoded(&mut self, at: usize) -> Option<Range> {
        self.decoded.clear();
        let close = lexer::decode_to_end(self.text, at + 1, self.decoded)?;
        Some(Range::new(at, close + 1))
    }

    /// One of a set of spellings; another one only where the set is open.
    #[inline(always)]
    pub(super) fn choice(&mut self, choice: &'static Choice, mut at: usize) -> Option<(Slot, usize)> {
        let start = at + 1;
        let text = string_at(self.text, &mut at)?;
        if let Some(index) = choice.canonical(text) {
            return Some((Slot::new(Tag::Choice, index as u32, start as u32), at));
        }
        let is_open = choice.otherwise == Otherwise::Open && choice.find(text).is_none();
        is_open.then(|| (Slot::range(Tag::Text, Range::new(start, start + text.len())), at))
    }

    /// Whatever is no string and no record.
    pub(super) fn other(&mut self, of: Type, first: u8, at: usize) -> Option<(Slot, usize)> {
        let kind = match of {
            Type::Leaf(Kind::EmbeddedJson) if first == b'"' => return self.embedded(at),
            Type::List(record) if first == b'[' => return self.list(record, at),
            Type::Leaf(Kind::JsonObject) if first == b'{' => return self.json(at),
            // A template may be followed to white space where the body that was learned had none.
            Type::Leaf(Kind::Json) if first != b'n' && !first.is_ascii_whitespace() => return self.json(at),
            Type::Leaf(kind) => Some(kind),
            _ => None,
        };
        let (node, end) = tape::scalar(self.text, at, first)?;
        let range = Range::new(at, end);
        let slot = match (kind.map(|kind| (kind, kind.law().json_type)), node) {
            (Some((kind, Some(JsonType::Number))), NodeType::Number) => {
                let judged = kind.judge(range.of(self.text));
                judged.is_ok().then(|| Slot::range(Tag::Number, range))
            }
            (Some((Kind::Version, _)), NodeType::Number) => Some(Slot::range(Tag::Number, range)),
            (Some((Kind::Boolean, _)), NodeType::True) => Some(Slot::new(Tag::True, 0, 0)),
            (Some((Kind::Boolean, _)), NodeType::False) => Some(Slot::new(Tag::False, 0, 0)),
            _ => None,
        };
        Some((slot?, end))
    }

    /// A value that is kept as JSON.
    fn json(&mut self, at: usize) -> Option<(Slot, usize)> {
        self.words.read_value(self.text, at, None, Keep::Words)
    }

    /// A string that holds a JSON document.
    fn embedded(&mut self, at: usize) -> Option<(Slot, usize)> {
        // The event adds what it says.
        self.is_verbatim = false;
        let start = at + 1;
        let close = scan::string_stop_inline(self.text, start);
        if self.text.get(close) == Some(&b'"') {
            let range = Range::new(start, close);
            let slot = self.json_inside(Slot::range(Tag::Embedded, range), range.of(self.text), Keep::Range);
            return slot.map(|slot| (slot, close + 1));
        }
        let range = self.decoded(at)?;
        let decoded = core::mem::take(self.decoded);
        // Of ASCII alone the offsets are those of JavaScript.
        let keep = match scan::is_ascii(&decoded) {
            true => Keep::Words,
            false => Keep::Range,
        };
        let slot = self.json_inside(Slot::range(Tag::EmbeddedEscaped, range), &decoded, keep);
        *self.decoded = decoded;
        slot.map(|slot| (slot, range.end as usize))
    }

    /// The slot of a string that says `text`, if that is a JSON document. `slot`: what it is if the document is kept as it
    /// stands. What is not easy to pass over may be JSON as well.
    fn json_inside(&mut self, slot: Slot, text: &[u8], keep: Keep) -> Option<Slot> {
        if let Some((slot, end)) = self.words.read_value(text, 0, Some(slot), keep)
            && scan::space_end(text, end) == text.len()
        {
            return Some(slot);
        }
        self.tape.clear();
        tape::read(text, 0, self.tape, &mut Sink::new(&Levels::USUAL));
        let is_json = !self.tape.faulty && !self.tape.is_empty();
        self.tape.clear();
        is_json.then_some(slot)
    }
}
