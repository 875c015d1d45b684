//! The tape: the whole JSON text as a flat list of nodes in document order.
//!
//! In: text. Out: a [`Tape`], always – whatever is wrong is reported, mended in the mind, and read on from. Does not know:
//! the schema, UTF-16.
//!
//! This file reads RFC 8259 and nothing else. Wherever the text is not JSON it calls the recovery in [`mend`], which
//! reports, and says how to go on. Nothing here recurses, and the stack has a fixed size: [`DEPTH_MAX`]. What is asked of a
//! tape once it is there: where a node is ([`paths`]), and which names stand twice ([`repeats`]).
//!
//! Why it exists: whoever points at characters needs the place of every key and value, and has to read on behind an error.

mod mend;
mod paths;
mod repeats;

pub(crate) use mend::{begins_with_foreign_literal, comment_end, placeholder_end, smart_quote_length};
pub(crate) use paths::{PathStep, PathWalk, short};
pub(crate) use repeats::{Repeat, by_name, duplicate, may_repeat, repeats, report_duplicates, spelled_twice};

use crate::catalog::{Code, Phrase};
use crate::diagnostic::{Arg, Finding, Levels, Sink};
use crate::lexer;
use crate::scan;
use crate::source::Range;

/// The deepest nesting that is read: the root is 1.
pub const DEPTH_MAX: usize = 128;
/// After so many syntax errors reading stops: what follows is most likely no JSON at all.
pub const SYNTAX_ERRORS_MAX: u32 = 20;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum NodeType {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
    /// A place where no value could be read.
    Error,
}

/// A node of the tape. A member is two nodes: its key, and behind it the first node of its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The first node that is not inside this one.
    pub(crate) next: u32,
    info: u32,
}

impl Node {
    /// The bits that hold the [`NodeType`].
    const TYPE: u32 = 0x7;
    /// The name of a member.
    pub(crate) const KEY: u32 = 1 << 3;
    /// A string with escapes.
    pub(crate) const ESCAPED: u32 = 1 << 4;
    /// The text of the node is not JSON.
    pub(crate) const FAULTY: u32 = 1 << 5;
    /// Parts of the node may have been swallowed by an error.
    pub(crate) const LOSSY: u32 = 1 << 6;
    /// A string whose closing quote is missing.
    pub(crate) const UNCLOSED: u32 = 1 << 7;
    /// A name without quotes.
    pub(crate) const BARE: u32 = 1 << 8;
    /// A string with something in it that no JSON string has: what it was meant to say is a guess.
    pub(crate) const MARRED: u32 = 1 << 9;

    pub(crate) const fn is(self, flag: u32) -> bool {
        self.info & flag != 0
    }
    /// Whether it is a string or a name in double quotes, without escapes.
    #[inline]
    pub(crate) const fn is_plain_string(self) -> bool {
        self.info & (Self::TYPE | Self::ESCAPED | Self::FAULTY) == NodeType::String as u32
    }
    pub(crate) const fn kind(self) -> NodeType {
        const OBJECT: u32 = NodeType::Object as u32;
        const ARRAY: u32 = NodeType::Array as u32;
        const STRING: u32 = NodeType::String as u32;
        const NUMBER: u32 = NodeType::Number as u32;
        const TRUE: u32 = NodeType::True as u32;
        const FALSE: u32 = NodeType::False as u32;
        const NULL: u32 = NodeType::Null as u32;
        match self.info & Self::TYPE {
            OBJECT => NodeType::Object,
            ARRAY => NodeType::Array,
            STRING => NodeType::String,
            NUMBER => NodeType::Number,
            TRUE => NodeType::True,
            FALSE => NodeType::False,
            NULL => NodeType::Null,
            _ => NodeType::Error,
        }
    }
    /// Whether what was meant is not known: there is no value, or a word of another language stands in its place. It is
    /// there, but nothing follows from what it is read as.
    pub(crate) const fn is_unread(self) -> bool {
        match self.kind() {
            NodeType::Error => true,
            NodeType::True | NodeType::False | NodeType::Null => self.is(Self::FAULTY),
            _ => false,
        }
    }
    /// Whether it is a null that was sent as one: the member counts as absent.
    pub(crate) const fn is_null(self) -> bool {
        matches!(self.kind(), NodeType::Null) && !self.is(Self::FAULTY)
    }
    pub(crate) const fn range(self) -> Range {
        Range {
            start: self.start,
            end: self.end,
        }
    }
    /// What is inside the quotes of a string that is JSON.
    pub(crate) const fn inner(self) -> Range {
        Range {
            start: self.start + 1,
            end: self.end - 1,
        }
    }
    /// A node outside every tape.
    const NOWHERE: Self = Self {
        start: 0,
        end: 0,
        next: u32::MAX,
        info: NodeType::Error as u32,
    };
}

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

/// Reads the text from `start` on, into an empty tape.
pub(crate) fn read(text: &[u8], start: usize, tape: &mut Tape, sink: &mut Sink<'_>) {
    let mut reader = Reader::new(text, start, tape, sink);
    // Bodies come down to a node for every dozen bytes, mostly.
    reader.tape.nodes.reserve(text.len() / 12 + 16);
    let mut state = State::Value;
    while state != State::Done {
        state = reader.strict(state);
        if state != State::Done {
            state = reader.mend(state);
        }
    }
    #[cfg(debug_assertions)]
    assert_eq!(tape.flaw(text.len() as u32), None, "the tape does not hold together");
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A value.
    Value,
    /// A value or the end of the array.
    FirstValue,
    /// A member's name or the end of the object.
    FirstKey,
    /// A member's name, behind a comma.
    Key,
    /// The colon behind a name.
    Colon,
    /// What may stand behind a value.
    After,
    Done,
}

struct Reader<'t, 's, 'l> {
    text: &'t [u8],
    at: usize,
    tape: &'s mut Tape,
    sink: &'s mut Sink<'l>,
    /// The open objects and arrays.
    stack: [u32; DEPTH_MAX],
    depth: usize,
    /// The comma just read, if nothing came behind it.
    comma: Option<usize>,
    errors: u32,
    /// Whether text was skipped where a value is due.
    junk: bool,
}

impl<'t, 's, 'l> Reader<'t, 's, 'l> {
    fn new(text: &'t [u8], at: usize, tape: &'s mut Tape, sink: &'s mut Sink<'l>) -> Self {
        Self {
            text,
            at,
            tape,
            sink,
            stack: [0; DEPTH_MAX],
            depth: 0,
            comma: None,
            errors: 0,
            junk: false,
        }
    }
}

impl Reader<'_, '_, '_> {
    /// Reads on for as long as the text is JSON; what is due where it is not. A member is read in one go, and all that changes
    /// at every token is local, so that it stays in registers.
    fn strict(&mut self, mut due: State) -> State {
        let text = self.text;
        let mut nodes = core::mem::take(&mut self.tape.nodes);
        let (mut at, mut depth, mut comma) = (self.at, self.depth, self.comma);
        let mut is_object = self.is_object_below(&nodes, depth);
        'tokens: loop {
            if matches!(due, State::Key | State::FirstKey) {
                let byte = scan::byte_behind_space(text, &mut at);
                if byte == b'"' {
                    let Ok(end) = self.string(&mut nodes, at, Node::KEY) else {
                        break;
                    };
                    (at, comma) = (end, None);
                    due = State::Colon;
                } else if byte != b'}' || due == State::Key {
                    break;
                }
            }
            if due == State::Colon {
                if scan::byte_behind_space(text, &mut at) != b':' {
                    break;
                }
                at += 1;
                due = State::Value;
            }
            if matches!(due, State::Value | State::FirstValue) {
                match scan::byte_behind_space(text, &mut at) {
                    b'"' => {
                        due = State::Value;
                        let Ok(end) = self.string(&mut nodes, at, 0) else {
                            break;
                        };
                        at = end;
                    }
                    byte @ (b'{' | b'[') => {
                        due = State::Value;
                        let Some(place) = self.stack.get_mut(depth) else { break };
                        *place = nodes.len() as u32;
                        depth += 1;
                        is_object = byte == b'{';
                        let kind = if is_object { NodeType::Object } else { NodeType::Array };
                        push(&mut nodes, kind, 0, at, at + 1);
                        (at, comma) = (at + 1, None);
                        due = if is_object { State::FirstKey } else { State::FirstValue };
                        continue;
                    }
                    b']' if due == State::FirstValue => {}
                    byte => {
                        due = State::Value;
                        let Some((kind, end)) = scalar(text, at, byte) else {
                            break;
                        };
                        push(&mut nodes, kind, 0, at, end);
                        at = end;
                    }
                }
                comma = None;
                if due == State::Value {
                    due = State::After;
                }
            }
            // Behind a value, or at the bracket that closes what is empty.
            loop {
                let byte = scan::byte_behind_space(text, &mut at);
                if depth == 0 {
                    due = if at >= text.len() { State::Done } else { State::After };
                    break 'tokens;
                }
                match byte {
                    b',' => {
                        (comma, at) = (Some(at), at + 1);
                        due = if is_object { State::Key } else { State::Value };
                        continue 'tokens;
                    }
                    b'}' | b']' if (byte == b'}') == is_object => {
                        (at, depth) = (at + 1, depth - 1);
                        let next = nodes.len() as u32;
                        if let Some(node) = self.stack.get(depth).and_then(|place| nodes.get_mut(*place as usize)) {
                            (node.end, node.next) = (at as u32, next);
                        }
                        is_object = self.is_object_below(&nodes, depth);
                        due = State::After;
                    }
                    _ => break 'tokens,
                }
            }
        }
        self.junk &= at == self.at;
        self.tape.nodes = nodes;
        (self.at, self.depth, self.comma) = (at, depth, comma);
        due
    }

    /// Reads the string at a place, which is a key or a value; where it ends, or nothing where it is not JSON.
    #[inline(always)]
    fn string(&mut self, nodes: &mut Vec<Node>, at: usize, key: u32) -> Result<usize, usize> {
        let mut close = scan::string_stop_inline(self.text, at + 1);
        let mut flags = key;
        if self.text.get(close) != Some(&b'"') {
            let end = lexer::string_end(self.text, close)?;
            if end.halves {
                self.report_lone_surrogates(nodes.len() as u32, close, end.close);
            }
            close = end.close;
            flags |= Node::ESCAPED;
        }
        push(nodes, NodeType::String, flags, at, close + 1);
        Ok(close + 1)
    }

    /// Whether the innermost of so many open containers is an object.
    #[inline(always)]
    fn is_object_below(&self, nodes: &[Node], depth: usize) -> bool {
        let place = self.stack.get(depth.wrapping_sub(1));
        place
            .and_then(|place| nodes.get(*place as usize))
            .is_some_and(|node| node.kind() == NodeType::Object)
    }

    /// Looks at what is no JSON, where this is due.
    #[cold]
    fn mend(&mut self, due: State) -> State {
        let byte = self.peek();
        if let Some(state) = self.odd_space(due) {
            return state;
        }
        match (due, byte) {
            (State::Value, Some(b'"')) => self.mend_string(self.at, 0),
            (State::Value, Some(b'{' | b'[')) => self.skip_deep(),
            (State::Value | State::FirstValue, _) => self.mend_value(),
            (State::FirstKey | State::Key, Some(b'"')) => self.mend_string(self.at, Node::KEY),
            (State::FirstKey | State::Key, _) => self.mend_key(),
            (State::Colon, _) => self.mend_colon(),
            (State::After, _) if self.depth == 0 => self.mend_end(),
            (State::After, _) => self.mend_after(),
            (State::Done, _) => State::Done,
        }
    }

    /// Goes to the next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        self.at = scan::space_end(self.text, self.at);
        self.text.get(self.at).copied()
    }

    fn push(&mut self, kind: NodeType, flags: u32, start: usize, end: usize) {
        push(&mut self.tape.nodes, kind, flags, start, end);
    }

    /// The node that the next push makes. Behind a name this is its value, which has the same path.
    fn upcoming(&self) -> u32 {
        self.tape.len()
    }

    /// The innermost open object or array.
    #[inline(always)]
    fn container(&self) -> Option<u32> {
        self.stack.get(self.depth.wrapping_sub(1)).copied()
    }

    fn container_is_object(&self) -> bool {
        self.container()
            .is_some_and(|container| self.tape.node(container).kind() == NodeType::Object)
    }

    #[cold]
    fn report_lone_surrogates(&mut self, node: u32, start: usize, end: usize) {
        for at in lexer::lone_surrogates(self.text, start, end) {
            let range = Range::new(at, at + 6);
            let finding = Finding::new(Code::LoneSurrogate, node, range, Phrase::SurrogateLone);
            self.sink.push(finding.help(Phrase::HelpSurrogate));
        }
    }

    fn goes_on(&self, at: usize) -> bool {
        goes_on(self.text, at)
    }

    /// Ends the innermost container with the bracket here.
    #[inline]
    fn close(&mut self) -> State {
        self.at += 1;
        self.close_at(self.at);
        State::After
    }

    /// Ends the innermost container; its text ends at `end`.
    #[inline]
    fn close_at(&mut self, end: usize) {
        let next = self.tape.len();
        if let Some(node) = self
            .container()
            .and_then(|container| self.tape.nodes.get_mut(container as usize))
        {
            node.end = end as u32;
            node.next = next;
        }
        self.depth = self.depth.saturating_sub(1);
        self.comma = None;
        self.junk = false;
    }
}

#[inline(always)]
fn push(nodes: &mut Vec<Node>, kind: NodeType, flags: u32, start: usize, end: usize) {
    let next = nodes.len() as u32 + 1;
    nodes.push(Node {
        start: start as u32,
        end: end as u32,
        next,
        info: kind as u32 | flags,
    });
}

fn goes_on(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(|byte| lexer::goes_on(*byte))
}

/// A number or a bare word of JSON, and where it ends.
#[inline]
pub(crate) fn scalar(text: &[u8], at: usize, byte: u8) -> Option<(NodeType, usize)> {
    match byte {
        b'-' | b'0'..=b'9' => {
            let end = lexer::number_end(text, at)?;
            (!goes_on(text, end)).then_some((NodeType::Number, end))
        }
        b't' if is_word(text, at, b"true") => Some((NodeType::True, at + 4)),
        b'f' if is_word(text, at, b"false") => Some((NodeType::False, at + 5)),
        b'n' if is_word(text, at, b"null") => Some((NodeType::Null, at + 4)),
        _ => None,
    }
}

/// Whether a word stands here by itself.
fn is_word(text: &[u8], at: usize, word: &[u8]) -> bool {
    text.get(at..at + word.len()) == Some(word) && !goes_on(text, at + word.len())
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

/// The nesting limit as an argument of a sentence.
const DEPTH_ARG: Arg = Arg::Number(DEPTH_MAX as u32);

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
