//! The tape: the whole JSON text as a flat list of nodes in document order.
//!
//! In: text. Out: a [`Tape`], always – whatever is wrong is reported, mended in the mind, and read on from. Does not know:
//! the schema, UTF-16.
//!
//! The [`reader`] reads RFC 8259. Wherever the text is not JSON it calls the recovery in [`mend`], which reports, and says how
//! to go on. What is asked of a tape once it is there: what a [`node`] is, where it is ([`paths`]), and which names stand
//! twice ([`repeats`]).
//!
//! Why it exists: whoever points at characters needs the place of every key and value, and has to read on behind an error.

mod mend;
mod node;
mod paths;
mod reader;
mod repeats;

pub(crate) use mend::{begins_with_foreign_literal, comment_end, placeholder_end, smart_quote_length};
pub(crate) use node::{Node, NodeType};
pub(crate) use paths::{PathStep, PathWalk, short};
pub(crate) use reader::{read, scalar};
pub(crate) use repeats::{Repeat, by_name, duplicate, may_repeat, repeats, report_duplicates, spelled_twice};

use crate::diagnostic::{Levels, Sink};
use crate::lexer;
use crate::source::Range;

/// The deepest nesting that is read: the root is 1.
pub const DEPTH_MAX: usize = 128;
/// After so many syntax errors reading stops: what follows is most likely no JSON at all.
pub const SYNTAX_ERRORS_MAX: u32 = 20;

/// The nodes of one text.
#[derive(Default)]
pub(crate) struct Tape {
    nodes: Vec<Node>,
    /// Brackets do not match up: any object may have lost members to another.
    pub(crate) unbalanced: bool,
    /// The text ends while something is open: an object may have been closed too late, by the bracket of the one around it.
    pub(crate) unclosed: bool,
    /// Whether anything at all is not JSON.
    pub(crate) faulty: bool,
    /// Where the first fault stands that can turn strings inside out: what looks like a name behind it may be a piece of
    /// somebody's text.
    doubtful_from: Option<u32>,
}

impl Tape {
    /// The tape of a text from `start` on, where nobody asks what is wrong with it.
    pub(crate) fn of(text: &[u8], start: usize) -> Self {
        let mut tape = Self::default();
        read(text, start, &mut tape, &mut Sink::new(&Levels::USUAL));
        tape
    }

    /// The node, or one that is nothing where there is none.
    #[inline]
    pub(crate) fn node(&self, index: u32) -> Node {
        self.nodes.get(index as usize).copied().unwrap_or(Node::NOWHERE)
    }

    /// The key and the first node of the value of a member.
    #[inline]
    pub(crate) fn member(&self, key: u32) -> Option<(Node, Node)> {
        match self.nodes.get(key as usize..key as usize + 2) {
            Some([key, value]) => Some((*key, *value)),
            _ => None,
        }
    }

    pub(crate) fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Becomes the tape that has these nodes, of a text that is JSON.
    pub(crate) fn load(&mut self, nodes: impl Iterator<Item = Node>) {
        self.clear();
        self.nodes.extend(nodes);
    }

    /// Gives a string escapes if it had none, and takes them if it had some.
    pub(crate) fn turn(&mut self, node: u32) {
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.info ^= Node::ESCAPED;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Forgets everything but its memory.
    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.unbalanced = false;
        self.unclosed = false;
        self.faulty = false;
        self.doubtful_from = None;
    }

    /// Whether what is read as a name may be a piece of a value: then only the schema can tell that it is a name.
    pub(crate) fn is_doubtful(&self, name: Node) -> bool {
        self.doubtful_from.is_some_and(|from| from <= name.start)
    }

    /// The last node that starts at or before a place: a leaf that holds it, if one does.
    pub(crate) fn at(&self, place: u32) -> Option<u32> {
        let behind = self.nodes.partition_point(|node| node.start <= place);
        behind.checked_sub(1).map(|index| index as u32)
    }

    /// Whether members of this object may have been swallowed by a syntax error.
    pub(crate) fn may_lack(&self, object: Node) -> bool {
        self.unbalanced || object.is(Node::LOSSY)
    }

    /// Whether a member of an object may have sunk into one inside of it, since that one has no brace of its own.
    pub(crate) fn may_have_sunk(&self, object: u32, is_it: impl Fn(u32) -> bool) -> bool {
        let is_name = |index: &u32| self.node(*index).is(Node::KEY);
        let inside = object + 1..self.node(object).next;
        self.unclosed && inside.filter(is_name).any(is_it)
    }

    /// The members of an object, as the indices of their keys.
    pub(crate) fn members(&self, object: u32) -> Members<'_> {
        Members {
            tape: self,
            at: object + 1,
            end: self.node(object).next,
        }
    }

    /// The elements of an array.
    pub(crate) fn elements(&self, array: u32) -> Elements<'_> {
        Elements {
            tape: self,
            at: array + 1,
            end: self.node(array).next,
        }
    }

    /// What a string or a key says, and where each byte of it came from: a copy, also where there are no escapes.
    pub(crate) fn decode(&self, text: &[u8], node: Node) -> lexer::Decoded {
        let inner = mend::inside(text, node);
        lexer::decode(text, inner.start as usize, inner.end as usize)
    }

    /// The first node, if there is one, that is not where it should be: inside of the one around it, behind the one before it,
    /// a name exactly where a name belongs. However broken a text is, its tape has none. For tests and fuzzers.
    #[cfg(debug_assertions)]
    fn flaw(&self, length: u32) -> Option<usize> {
        let root = Node {
            end: length,
            next: self.len(),
            info: NodeType::Array as u32,
            ..Node::NOWHERE
        };
        let (mut around, mut start, mut awaits_value) = (vec![root], 0, false);
        for (index, node) in self.nodes.iter().enumerate() {
            while around.len() > 1 && around.last().is_some_and(|outer| outer.next as usize <= index) {
                around.pop();
            }
            let outer = around.last()?;
            let is_name_due = outer.kind() == NodeType::Object && !awaits_value;
            let is_container = matches!(node.kind(), NodeType::Object | NodeType::Array);
            let holds_together = start <= node.start
                && node.start <= node.end
                && node.end <= outer.end
                && node.is(Node::KEY) == is_name_due
                && node.next as usize > index
                && node.next <= outer.next
                && (is_container || node.next as usize == index + 1)
                && !(node.is(Node::KEY) && node.next == outer.next);
            if !holds_together {
                return Some(index);
            }
            (start, awaits_value) = (node.start, node.is(Node::KEY));
            if is_container {
                around.push(*node);
            }
        }
        (self.nodes.first().is_some_and(|root| root.next != self.len())).then_some(0)
    }

    /// The inside of a string or a key, as it stands in the text.
    #[inline]
    pub(crate) fn inside(&self, text: &[u8], node: Node) -> Range {
        if node.is(Node::FAULTY) {
            mend::inside(text, node)
        } else {
            node.inner()
        }
    }
}

/// The keys of an object's members; the value of a key is the node behind it.
pub(crate) struct Members<'t> {
    tape: &'t Tape,
    at: u32,
    end: u32,
}

impl Iterator for Members<'_> {
    type Item = u32;
    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.at >= self.end {
            return None;
        }
        let key = self.at;
        self.at = self.tape.node(key + 1).next;
        Some(key)
    }
}

/// The elements of an array.
pub(crate) struct Elements<'t> {
    tape: &'t Tape,
    at: u32,
    end: u32,
}

impl Iterator for Elements<'_> {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        if self.at >= self.end {
            return None;
        }
        let element = self.at;
        self.at = self.tape.node(element).next;
        Some(element)
    }
}

/// The decoded name of a member. Called from two dozen places, so it is written out in none.
#[inline(never)]
pub(crate) fn name<'t>(text: &'t [u8], tape: &Tape, key: u32) -> std::borrow::Cow<'t, [u8]> {
    let node = tape.node(key);
    if node.is(Node::ESCAPED | Node::FAULTY) {
        return tape.decode(text, node).text.into();
    }
    node.inner().of(text).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What holds all tapes together would notice one that does not.
    #[cfg(debug_assertions)]
    #[test]
    fn a_tape_that_does_not_hold_together_is_noticed() {
        let text = r#"{"a":[1,{}],"b":2}"#;
        let flaw = |break_it: fn(&mut [Node])| {
            let mut tape = Tape::of(text.as_bytes(), 0);
            break_it(&mut tape.nodes);
            tape.flaw(text.len() as u32)
        };
        assert_eq!(flaw(|_| ()), None);
        // An element before its list, one that ends behind it, an object that is no node long, a value where a name belongs,
        // a name without a value.
        assert_eq!(flaw(|nodes| nodes[2].start = 7), Some(3));
        assert_eq!(flaw(|nodes| nodes[3].end = 12), Some(3));
        assert_eq!(flaw(|nodes| nodes[4].next = 4), Some(4));
        assert_eq!(flaw(|nodes| nodes[5].info = NodeType::String as u32), Some(5));
        assert_eq!(flaw(|nodes| nodes[0].next = 6), Some(5));
    }
}
