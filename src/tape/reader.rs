//! The reader: from text to nodes.
//!
//! In: text. Out: the nodes of a tape; what is due where the text is not JSON. Does not know: how such a text is read on; it
//! calls the recovery for that ([`super::mend`]).
//!
//! This file reads RFC 8259 and nothing else. Nothing here recurses, and the stack has a fixed size: [`DEPTH_MAX`].
//!
//! Why it exists: most texts are JSON, and are read in one loop that knows of nothing else.

use super::{DEPTH_MAX, Node, NodeType, Tape};
use crate::catalog::{Code, Phrase};
use crate::diagnostic::{Finding, Sink};
use crate::lexer;
use crate::scan;
use crate::source::Range;

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
pub(super) enum State {
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

pub(super) struct Reader<'t, 's, 'l> {
    pub(super) text: &'t [u8],
    pub(super) at: usize,
    pub(super) tape: &'s mut Tape,
    pub(super) sink: &'s mut Sink<'l>,
    /// The open objects and arrays.
    pub(super) stack: [u32; DEPTH_MAX],
    pub(super) depth: usize,
    /// The comma just read, if nothing came behind it.
    pub(super) comma: Option<usize>,
    pub(super) errors: u32,
    /// Whether text was skipped where a value is due.
    pub(super) junk: bool,
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
    pub(super) fn peek(&mut self) -> Option<u8> {
        self.at = scan::space_end(self.text, self.at);
        self.text.get(self.at).copied()
    }

    pub(super) fn push(&mut self, kind: NodeType, flags: u32, start: usize, end: usize) {
        push(&mut self.tape.nodes, kind, flags, start, end);
    }

    /// The node that the next push makes. Behind a name this is its value, which has the same path.
    pub(super) fn upcoming(&self) -> u32 {
        self.tape.len()
    }

    /// The innermost open object or array.
    #[inline(always)]
    pub(super) fn container(&self) -> Option<u32> {
        self.stack.get(self.depth.wrapping_sub(1)).copied()
    }

    pub(super) fn container_is_object(&self) -> bool {
        self.container()
            .is_some_and(|container| self.tape.node(container).kind() == NodeType::Object)
    }

    #[cold]
    pub(super) fn report_lone_surrogates(&mut self, node: u32, start: usize, end: usize) {
        for at in lexer::lone_surrogates(self.text, start, end) {
            let range = Range::new(at, at + 6);
            let finding = Finding::new(Code::LoneSurrogate, node, range, Phrase::SurrogateLone);
            self.sink.push(finding.help(Phrase::HelpSurrogate));
        }
    }

    pub(super) fn goes_on(&self, at: usize) -> bool {
        goes_on(self.text, at)
    }

    /// Ends the innermost container with the bracket here.
    #[inline]
    pub(super) fn close(&mut self) -> State {
        self.at += 1;
        self.close_at(self.at);
        State::After
    }

    /// Ends the innermost container; its text ends at `end`.
    #[inline]
    pub(super) fn close_at(&mut self, end: usize) {
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
