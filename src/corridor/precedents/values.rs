//! The values of a body that may be others in one that follows it.
//!
//! In: a body, as the check has left it. Out: the texts and numbers that may be others, and for each what may stand in its
//! place. Does not know: what a body is that follows; where anything moves to.
//!
//! A value may be another one if it is known as what it is judged, and all that was said of it is the verdict on it: then
//! another one that is judged alike has the same said of it. Of JSON that nobody judges that is all but the text of an event: of a
//! body that is none it is said where it has one.
//!
//! Why it exists: whatever may not be another one stays with the precedent as it was sent. So here is decided as well what is
//! never kept, for it may name a person.

use crate::catalog::Code;
use crate::check::{SIGNS, begins_event};
use crate::diagnostic::Finding;
use crate::kind::{Fault, Kind, is_number};
use crate::lexer;
use crate::patterns;
use crate::scan;
use crate::schema::{Field, Type, is_documented};
use crate::slots::{Slot, Tag};
use crate::source::Range;
use crate::tape::{self, Node, NodeType, Tape};

/// Where a fault is to begin and to end, for others to be judged alike; what is farther behind is a verdict for itself alone.
const FAULT_AT_MAX: usize = 255;
const ALONE: u32 = u32::MAX;

/// A value that may be another one.
#[derive(Clone, Copy)]
pub(in crate::corridor) struct Value {
    /// Where it is, without quotes.
    pub(in crate::corridor) range: Range,
    pub(super) is_escaped: bool,
    pub(super) node: u32,
}

/// What may stand in its place: what is judged as it was.
#[derive(Clone, Copy)]
pub(super) struct Other {
    kind: Kind,
    is_string: bool,
    /// How its text is judged: what is wrong with it is wrong with the other in the same place.
    verdict: u32,
}

/// Whether a number in place of a string, or one in a string, is read as what it is meant to be.
const fn may_be_meant(kind: Kind) -> bool {
    kind.is_string() || is_numeric(kind)
}

const fn is_numeric(kind: Kind) -> bool {
    matches!(kind, Kind::Latitude | Kind::Longitude | Kind::Number)
}

/// How a text is judged, as a number that only those have that are judged alike: 0 where it is good.
#[inline(never)]
fn verdict(kind: Kind, text: &[u8]) -> u32 {
    if is_numeric(kind) && !is_number(text) {
        return ALONE;
    }
    if kind == Kind::Json && begins_event(text) {
        return ALONE;
    }
    let Err(Fault { phrase, at, .. }) = kind.judge(text) else {
        return 0;
    };
    let (start, end) = at.unwrap_or((FAULT_AT_MAX, FAULT_AT_MAX));
    // Beyond ASCII a text may be written in another way, and then its places are others.
    if end > FAULT_AT_MAX || !scan::is_ascii(text) {
        return ALONE;
    }
    // What ends where the text does moves with it.
    let is_last = u32::from(end == text.len());
    is_last << 24 | (start as u32) << 16 | (end as u32) << 8 | (phrase as u32 + 1)
}

/// Where another value ends, and whether it has escapes.
#[derive(Clone, Copy, Default)]
pub(super) struct Read {
    pub(super) end: u32,
    pub(super) is_escaped: bool,
}

impl patterns::Value for Other {
    type Read = Read;

    fn sort(&self) -> usize {
        (self.verdict << 5 | (self.kind as u32) << 1 | u32::from(self.is_string)) as usize
    }
}

impl Other {
    /// Reads the one that begins at `start`, and puts what was read; where it ends. Nothing if it may not stand there.
    #[inline]
    pub(super) fn read(self, text: &[u8], start: usize, place: &mut Read) -> Option<usize> {
        let plain = self.end_of(text, start);
        let end = plain.or_else(|| self.end_of_escaped(text, start))?;
        *place = Read {
            end: end as u32,
            is_escaped: plain.is_none(),
        };
        Some(end)
    }

    /// Where it ends; nothing if it is judged in another way, or has escapes.
    fn end_of(self, text: &[u8], start: usize) -> Option<usize> {
        let end = if self.is_string {
            let end = scan::string_stop(text, start);
            // An empty text is another thing: it begins and ends in the same place.
            (end > start && text.get(end) == Some(&b'"')).then_some(end)?
        } else {
            lexer::number_end(text, start)?
        };
        (verdict(self.kind, text.get(start..end)?) == self.verdict).then_some(end)
    }

    /// Where a string with escapes ends, if any string may stand there.
    #[cold]
    fn end_of_escaped(self, text: &[u8], start: usize) -> Option<usize> {
        if !self.is_string || !(matches!(self.kind, Kind::Json) || self.kind.is_any_string()) {
            return None;
        }
        let end = lexer::string_end(text, start).ok()?;
        let is_judged = self.kind == Kind::Json && begins_event(text.get(start..end.close)?);
        (end.escaped && !end.halves && !is_judged).then_some(end.close)
    }
}

/// The values of a body that may be others.
pub(super) struct Values<'t> {
    pub(super) text: &'t [u8],
    pub(super) tape: &'t Tape,
    pub(super) findings: &'t [Finding],
    /// The slots that are ranges of the text, and what they are of.
    pub(super) leaves: Vec<(Slot, Option<&'static Field>)>,
    /// Whether the whole body is kept as it is.
    pub(super) is_unknown: bool,
}

impl Values<'_> {
    /// All of them; nothing where one that may name a person would have to stay as it is, and so be kept.
    pub(super) fn find(&self) -> Option<Vec<(Value, Other)>> {
        let mut found = Vec::new();
        for index in 0..self.tape.len() {
            match self.value(index) {
                Some(value) => found.push(value),
                None if self.may_be_kept(index) => {}
                None => return None,
            }
        }
        Some(found)
    }

    /// The text or the number that a node is, and whether it is a text.
    fn said(&self, index: u32) -> Option<(Range, bool)> {
        let node = self.tape.node(index);
        match node.kind() {
            NodeType::String if !node.is(Node::KEY) => Some((node.inner(), true)),
            NodeType::Number => Some((node.range(), false)),
            _ => None,
        }
    }

    /// Whether what a node says may stay from one body to the next: by the schema it is safe to show.
    fn may_be_kept(&self, index: u32) -> bool {
        let Some((range, _)) = self.said(index) else {
            return true;
        };
        if range.start == range.end || self.is_sign(index) {
            return true;
        }
        match self.leaf(range).flatten() {
            Some(field) => match field.of {
                Type::Leaf(kind) => !kind.law().sensitive,
                _ => true,
            },
            // One of the documented values, or a type that is not among them – or something that is nowhere in the event.
            None => {
                let is_inside = |(slot, _): &(Slot, _)| slot.is(Tag::Json) && slot.as_range().touches(range);
                let is_read = !self.is_unknown && !self.leaves.iter().any(is_inside);
                is_read && self.all_remarks(index, &is_of_choice)
            }
        }
    }

    /// The value of a node, if any other of its kind would be judged alike.
    fn value(&self, index: u32) -> Option<(Value, Other)> {
        let node = self.tape.node(index);
        let (range, is_string) = self.said(index)?;
        if range.start == range.end || self.is_sign(index) {
            return None;
        }
        let kind = self.kind(node, range, is_string)?;
        let verdict = verdict(kind, range.of(self.text));
        // Where it is good there is none of them – but that it is of another type, where it is read all the same.
        let is_meant = may_be_meant(kind) && kind.is_string() != is_string;
        let is_verdict = |finding: &Finding| match finding.code {
            Code::TypeMismatch | Code::StringifiedNumber => is_meant,
            _ => finding.message as u32 + 1 == verdict & 0xFF,
        };
        if verdict == ALONE || !self.all_remarks(index, &is_verdict) {
            return None;
        }
        let value = Value {
            range,
            is_escaped: node.is(Node::ESCAPED),
            node: index,
        };
        let other = Other {
            kind,
            is_string,
            verdict,
        };
        // What is silenced is not remarked on.
        let mut read = Read::default();
        other.read(self.text, range.start as usize, &mut read)?;
        let is_like_itself = (read.end, read.is_escaped) == (range.end, value.is_escaped);
        is_like_itself.then_some((value, other))
    }

    /// As what it is judged.
    fn kind(&self, node: Node, range: Range, is_string: bool) -> Option<Kind> {
        if let Some(field) = self.leaf(range) {
            return match field.map(|field| field.of) {
                Some(Type::Leaf(kind)) if kind.is_string() == is_string || may_be_meant(kind) => Some(kind),
                _ => None,
            };
        }
        let is_kept = self.is_unknown || self.leaves.iter().any(|leaf| self.keeps(leaf, node.range()));
        is_kept.then_some(Kind::Json)
    }

    /// The field that a text or a number was read as, if it has a slot.
    fn leaf(&self, range: Range) -> Option<Option<&'static Field>> {
        let is_leaf = |slot: &Slot| slot.inside() == Some(range) || slot.is(Tag::Number) && slot.as_range() == range;
        let mut leaves = self.leaves.iter();
        leaves.find(|(slot, _)| is_leaf(slot)).map(|(_, field)| *field)
    }

    /// Whether a slot keeps as JSON what nobody judges: what is documented as such, the content of a message whose type is not
    /// documented, and members that are not documented at all.
    fn keeps(&self, (slot, field): &(Slot, Option<&'static Field>), range: Range) -> bool {
        let kept = slot.as_range();
        if !slot.is(Tag::Json) || range.start < kept.start || range.end > kept.end {
            return false;
        }
        match field.map(|field| field.of) {
            Some(Type::Leaf(kind)) => matches!(kind, Kind::Json | Kind::JsonObject),
            // With a type that is documented, it is content that was found wanting.
            Some(_) => self
                .findings
                .iter()
                .any(|finding| finding.code == Code::UnknownMessageType),
            None => self.tape.at(kept.start).is_some_and(|index| {
                let name = tape::name(self.text, self.tape, index.saturating_sub(1));
                !is_documented(&name)
            }),
        }
    }

    /// Whether it may tell which event the body is.
    fn is_sign(&self, index: u32) -> bool {
        let Some(key) = index.checked_sub(1).filter(|key| self.tape.node(*key).is(Node::KEY)) else {
            return false;
        };
        let name = tape::name(self.text, self.tape, key);
        SIGNS.contains(&&*name)
    }

    /// Whether all that was said of a value is such – or of what it is part of, other than that a member is missing there.
    #[inline(never)]
    fn all_remarks(&self, node: u32, are: &dyn Fn(&Finding) -> bool) -> bool {
        let value = self.tape.node(node).range();
        self.findings.iter().all(|finding| {
            let mut is_touched = false;
            finding.each_range(|range| is_touched |= range.touches(value));
            !is_touched || are(finding)
        })
    }
}

/// Whether something is said of a value because it is none of those that are documented, or is spelled in another way.
const fn is_of_choice(finding: &Finding) -> bool {
    matches!(
        finding.code,
        Code::NonstandardSpelling | Code::UnknownValue | Code::UnknownMessageType | Code::UnknownInteractiveType
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_that_is_far_behind_is_a_verdict_for_itself_alone() {
        let behind = |count: usize| verdict(Kind::Url, format!("https://{} ", "a".repeat(count - 8)).as_bytes());
        assert_ne!(behind(FAULT_AT_MAX - 1), ALONE);
        assert_eq!(behind(FAULT_AT_MAX), ALONE);
    }
}
