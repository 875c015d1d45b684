//! Brackets that are missing, too many, or of the other sort.
//!
//! In: a reader that stands at a bracket that fits nothing, or at the colon that shows that there should have been one. Out: a
//! finding, nodes opened and closed as they were meant, and the state to go on from. Does not know: strings, but that a colon
//! behind one makes it a name.
//!
//! Why it exists: a bracket that is wrong or missing moves every member behind it into another object. Only the count of all
//! brackets tells which one was meant.

use super::super::reader::{Reader, State};
use super::super::{Node, NodeType};
use super::values::Until;
use super::{Loss, Patience, describe, smart_quote_length};
use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::{Arg, Finding};
use crate::source::Range;

/// What is said of a bracket that stands where another one should close what is open.
fn not_closed(container: u32, open: Node, here: Range, byte: u8) -> Finding {
    let (expected, closer) = match open.kind() {
        NodeType::Object => (Word::ACommaOrBrace, b'}'),
        _ => (Word::ACommaOrBracket, b']'),
    };
    Finding::new(
        Code::UnexpectedCharacter,
        container,
        here,
        Phrase::ExpectedFoundCharacter,
    )
    .args([Arg::Word(expected), Arg::Quoted(byte), Arg::Character(closer)])
    .help(Phrase::HelpCloser)
    .label(
        Range::new(open.start as usize, open.start as usize + 1),
        Phrase::NotClosed,
    )
}

impl Reader<'_, '_, '_> {
    // ---- missing -------------------------------------------------------------------------------------------------------

    /// A colon behind a string that is a member's value: the string is the first name of an object whose brace is missing.
    pub(super) fn unopened_object(&mut self, patience: Patience) -> State {
        let (Some(name), Some(place)) = (self.tape.nodes.pop(), self.stack.get_mut(self.depth)) else {
            return self.stop();
        };
        *place = self.tape.len();
        self.depth += 1;
        let (start, end) = (name.start as usize, name.end as usize);
        self.push(NodeType::Object, 0, start, start);
        self.push(NodeType::String, Node::KEY | name.info & !Node::TYPE, start, end);
        self.mark_open(Node::FAULTY | Node::LOSSY);
        self.or_stop(patience, State::Colon)
    }

    /// How many more brackets open than close, in the whole text.
    pub(super) fn bracket_excess(&self) -> isize {
        self.brackets(self.at, Until::End).1 + self.depth as isize
    }

    /// Whether the text is an object but for its first brace: a name, its colon, and one more bracket that closes than open, or
    /// another member – who copies lines may have left the last one behind as well.
    pub(super) fn lacks_first_brace(&self) -> bool {
        let name = self.tape.node(0);
        let is_name = self.tape.len() == 1
            && name.kind() == NodeType::String
            && smart_quote_length(self.text, name.start as usize).is_none();
        is_name && self.text.get(self.at) == Some(&b':') && (self.bracket_excess() == -1 || self.is_one_of_members())
    }

    /// Whether behind a colon a string comes and then another member.
    fn is_one_of_members(&self) -> bool {
        let Some((value, b'"')) = self.next_in_sight(self.at + 1) else {
            return false;
        };
        let comma = self.next_in_sight(self.string_skip(value) + 1);
        comma.is_some_and(|(comma, byte)| byte == b',' && self.name_follows(comma + 1))
    }

    /// A name and its colon where the whole document ends: its first brace is missing.
    pub(super) fn unopened_root(&mut self) -> State {
        let start = self.tape.node(0).start as usize;
        let here = Range::new(start, start + 1);
        let finding = Finding::new(Code::UnexpectedCharacter, 0, here, Phrase::ExpectedFoundCharacter)
            .args([Arg::Quoted(b'{'), describe(self.text, start), Arg::Character(b'{')])
            .help(Phrase::HelpOpenBracket)
            .edit(Range::empty(start), Phrase::EditCloser);
        let patience = self.fault(finding, Loss::None);
        self.unopened_object(patience)
    }

    /// An object behind a comma where a name is due: what is open there is an element whose brace is missing – or the member before
    /// is the first element of an array whose bracket is. Either way an array is closed further on.
    pub(super) fn element_for_key(&mut self, at: usize) -> Option<State> {
        let comma = self.comma?;
        let object = self.container()?;
        match self.bracket_excess() {
            1.. if self.is_in_array() => Some(self.unclosed_element(object, comma)),
            -1 => self.unopened_array(at),
            _ => None,
        }
    }

    /// A string behind a comma, and then no colon: the same of an array of strings.
    pub(super) fn element_for_name(&mut self) -> Option<State> {
        let name = *self.tape.nodes.last().filter(|name| !name.is(Node::FAULTY))?;
        if self.bracket_excess() != -1 {
            return None;
        }
        self.tape.nodes.pop();
        let state = self.unopened_array(name.start as usize);
        if state.is_none() {
            self.tape.nodes.push(name);
        }
        state
    }

    /// Whether the innermost object is an element of an array, and no brace closes it further on.
    fn is_in_array(&self) -> bool {
        let outer = self.stack.get(self.depth.wrapping_sub(2));
        outer.is_some_and(|outer| self.tape.node(*outer).kind() == NodeType::Array)
            && self.closer_of_open() != Some(b'}')
    }

    /// The bracket that closes what is open here, if one does.
    fn closer_of_open(&self) -> Option<u8> {
        let (end, depth) = self.brackets(self.at, Until::Outer);
        self.text.get(end - 1).copied().filter(|_| depth < 0)
    }

    /// An element without its closing brace, which belongs before the comma.
    fn unclosed_element(&mut self, object: u32, comma: usize) -> State {
        let here = Range::new(self.at, self.at + 1);
        let open = self.tape.node(object).start as usize;
        let finding = Finding::new(Code::UnexpectedCharacter, object, here, Phrase::ExpectedFoundCharacter)
            .args([Arg::Word(Word::AKey), Arg::Quoted(b'{'), Arg::Character(b'}')])
            .help(Phrase::HelpCloser)
            .label(Range::new(open, open + 1), Phrase::NotClosed)
            .edit(Range::empty(comma), Phrase::EditCloser);
        let patience = self.fault(finding, Loss::Around);
        // It may as well be an object further inside, which has sunk the members behind it.
        self.tape.unbalanced = true;
        self.close_at(comma);
        self.or_stop(patience, State::Value)
    }

    /// An array without its opening bracket, whose first element was read as the value of a member; the second one begins at `at`.
    fn unopened_array(&mut self, at: usize) -> Option<State> {
        let object = self.container().filter(|_| self.closer_of_open() == Some(b']'))?;
        // Of what is open the tape does not know yet where it ends.
        let mut key = object + 1;
        while self.tape.node(key + 1).next < self.tape.len() {
            key = self.tape.node(key + 1).next;
        }
        // An array that is one already is closed too early, rather.
        let first = self
            .tape
            .member(key)
            .filter(|(_, first)| first.kind() != NodeType::Array)?
            .1;
        let place = self.stack.get_mut(self.depth)?;
        *place = key + 1;
        self.depth += 1;
        let start = first.start as usize;
        let mut before = Node {
            start: start as u32,
            end: start as u32,
            next: key + 2,
            info: NodeType::Array as u32,
        };
        for node in self.tape.nodes.iter_mut().skip(key as usize + 1) {
            let next = node.next + 1;
            core::mem::swap(node, &mut before);
            before.next = next;
        }
        self.tape.nodes.push(before);
        let here = Range::new(start, start + 1);
        let finding = Finding::new(Code::UnexpectedCharacter, key, here, Phrase::ExpectedFoundCharacter)
            .args([Arg::Quoted(b'['), describe(self.text, start), Arg::Character(b'[')])
            .help(Phrase::HelpOpenBracket)
            .edit(Range::empty(start), Phrase::EditCloser);
        self.at = at;
        self.comma = None;
        let patience = self.fault(finding, Loss::None);
        Some(self.or_stop(patience, State::Value))
    }

    // ---- of the other sort ---------------------------------------------------------------------------------------------

    /// A colon behind an element of an array makes this a name: the bracket in front should have been a brace, or not be there.
    pub(super) fn wrong_bracket_before_name(&mut self, array: u32, excess: isize) -> Option<State> {
        let name = self.tape.len() - 1;
        match name - array {
            1 => Some(self.brace_for_bracket(array)),
            2 if excess > 0 && self.may_drop(array) => Some(self.drop_bracket(array)),
            _ => None,
        }
    }

    /// An array that begins with a name is an object. The bracket that closes it is of its sort, mostly.
    fn brace_for_bracket(&mut self, array: u32) -> State {
        let start = self.tape.node(array).start as usize;
        let open = Range::new(start, start + 1);
        let mut finding = Finding::new(Code::UnexpectedCharacter, array, open, Phrase::ObjectInBrackets)
            .args([Arg::Character(b'{'), Arg::Character(b'}')])
            .help(Phrase::HelpBraces)
            .edit(open, Phrase::EditOpener);
        let (end, depth) = self.brackets(start, Until::Closed);
        if depth == 0 && self.text.get(end - 1) == Some(&b']') {
            finding = finding.edit(Range::new(end - 1, end), Phrase::EditCloserBehind);
        }
        if let Some(node) = self.tape.nodes.get_mut(array as usize) {
            node.info = node.info & !Node::TYPE | NodeType::Object as u32;
        }
        self.name_last();
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, State::Colon)
    }

    /// Whether the bracket here closes an object that was opened with one of its sort, which has been said.
    fn closes_its_like(&self, container: Node) -> bool {
        self.text.get(self.at) == Some(&b']') && self.text.get(container.start as usize) == Some(&b'[')
    }

    /// Makes the last string the name of a member.
    fn name_last(&mut self) {
        if let Some(name) = self.tape.nodes.last_mut() {
            name.info |= Node::KEY;
        }
    }

    /// A bracket that does not close what is open: it closes what it fits, or else stands for the right one.
    pub(super) fn wrong_closer(&mut self) -> State {
        let byte = self.text.get(self.at).copied().unwrap_or(b'}');
        let wanted = if byte == b'}' {
            NodeType::Object
        } else {
            NodeType::Array
        };
        let Some(container) = self.container() else {
            return self.junk(0, Word::AValue, State::Value);
        };
        if let Some(comma) = self.comma.take()
            && self.report_trailing_comma(comma) == Patience::Gone
        {
            return self.stop();
        }
        let open = self.tape.node(container);
        if self.closes_its_like(open) {
            return self.close();
        }
        let fitting = self
            .stack
            .iter()
            .take(self.depth)
            .rposition(|place| self.tape.node(*place).kind() == wanted);
        let here = Range::new(self.at, self.at + 1);
        let finding = not_closed(container, open, here, byte);
        // It fits the one around: then only the right one is missing before it.
        let closes_outer = fitting.is_some_and(|place| place + 2 == self.depth);
        let mended = if closes_outer { Range::empty(self.at) } else { here };
        let finding = finding.edit(mended, Phrase::EditCloser);
        self.give_up_member();
        let patience = self.fault(finding, Loss::Around);
        self.tape.unbalanced = true;
        if let Some(place) = fitting {
            while self.depth > place + 1 {
                self.close_at(self.at);
            }
        }
        self.at += 1;
        self.close_at(self.at);
        self.or_stop(patience, State::After)
    }

    // ---- too many ------------------------------------------------------------------------------------------------------

    /// Whether an array may be none, but a bracket too many in front of a member's value: its first element stands whole before the
    /// next name.
    fn may_drop(&self, array: u32) -> bool {
        let value = self.tape.node(array + 1);
        let is_leaf = !value.is(Node::FAULTY | Node::ESCAPED) && value.next == array + 2;
        let is_member = array
            .checked_sub(1)
            .is_some_and(|key| self.tape.node(key).is(Node::KEY));
        is_leaf && is_member
    }

    /// Takes an array's bracket away; its element is the value it stands before.
    fn drop_bracket(&mut self, array: u32) -> State {
        let start = self.tape.node(array).start as usize;
        let here = Range::new(start, start + 1);
        let finding = Finding::new(Code::UnexpectedCharacter, array, here, Phrase::ExpectedFoundCharacter)
            .args([Arg::Word(Word::AValue), Arg::Quoted(b'[')])
            .help(Phrase::HelpRemoveCharacter)
            .edit(here, Phrase::EditNothing);
        let nodes = &mut self.tape.nodes;
        let (Some(name), Some(value), Some(_)) = (nodes.pop(), nodes.pop(), nodes.pop()) else {
            return self.stop();
        };
        for node in [value, name] {
            self.push(
                node.kind(),
                node.info & !Node::TYPE,
                node.start as usize,
                node.end as usize,
            );
        }
        self.depth -= 1;
        self.name_last();
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, State::Colon)
    }

    /// Whether the bracket here, directly behind the brace of an object, is one too many: a name follows, and without it all brackets
    /// match. Behind a comma it may be one before it that is missing.
    pub(super) fn is_bracket_too_many(&self, object: u32) -> bool {
        object + 1 == self.tape.len() && self.name_follows(self.at + 1) && self.bracket_excess() == 1
    }
}
