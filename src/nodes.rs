//! The whole text as a flat list of nodes, for editors and debuggers.
//!
//! In: a body. Out: words, one group for each value in document order, from which JavaScript makes the nodes of `inspect`.
//! Does not know: labels and documentation; those are generated into JavaScript and found by record and field.
//!
//! Why it exists: an editor marks, folds and explains every value, also of a body that gives no event.

use crate::border::{self, flag};
use crate::check::Trace;
use crate::corridor::{self, Wants, Workspace};
use crate::kind::Kind;
use crate::lexer::Decoded;
use crate::mask::Show;
use crate::redact;
use crate::schema::{Type, events};
use crate::slots::{Words, name_words};
use crate::sniff::not_json;
use crate::source::{Places, Range, Source};
use crate::tape::{Node, NodeType, Tape};
use std::collections::BTreeMap;

/// A body as nodes.
pub(crate) struct Nodes {
    pub(crate) words: Words,
    /// Where the list of the JSON inside strings begins: for each the number of the node, its count of nodes, its nodes.
    pub(crate) embedded: u32,
    /// What was read: first the body, then the JSON inside each of those strings.
    pub(crate) documents: Vec<Document>,
}

/// A text that was read, in which its names stand.
pub(crate) struct Document {
    /// `None` where it is the body as it stands.
    pub(crate) text: Option<Vec<u8>>,
    pub(crate) tape: Tape,
}

/// Reads a body into nodes.
pub(crate) fn nodes(source: &Source<'_>) -> Nodes {
    let mut workspace = Workspace::default();
    let mut traces = Vec::new();
    let wants = Wants {
        bytes_max: usize::MAX,
        ..Wants::USUAL
    };
    let reading = corridor::examine(source, &wants, &mut workspace, Some(&mut traces));
    let tape = workspace.tape;
    let shows = redact::shows(&reading.text, &tape, &traces);
    let fields: BTreeMap<u32, &Trace> = traces.iter().map(|trace| (trace.node, trace)).collect();
    let places = Places::new(source);
    let outer = reading.is_inner.then(|| corridor::outer_string(source)).flatten();
    let lead_back = |at: u32| outer.as_ref().map_or(at, |decoded| decoded.source(at as usize) as u32);
    let names = Places::of(&reading.text);
    let mut writer = Writer {
        words: Words::default(),
        places: &places,
    };
    writer.list(&tape, &lead_back, &|at| names.utf16(at), &|node| {
        (
            shows.get(node as usize).copied().unwrap_or(Show::Nothing),
            fields.get(&node).copied(),
        )
    });
    let embedded = writer.words.as_slice().len() as u32;
    let holders = holders(&tape, &fields);
    writer.words.append(&[holders.len() as u32]);
    let inside: Vec<Document> = holders
        .into_iter()
        .map(|node| writer.embedded(&reading.text, &tape, node, &lead_back))
        .collect();
    let text = reading.is_inner.then(|| reading.text.into_owned());
    let mut documents = vec![Document { text, tape }];
    documents.extend(inside);
    Nodes {
        words: writer.words,
        embedded,
        documents,
    }
}

/// The strings that hold JSON.
fn holders(tape: &Tape, fields: &BTreeMap<u32, &Trace>) -> Vec<u32> {
    let holds = |trace: &Trace| {
        let record = events::RECORDS.get(usize::from(trace.record));
        let field = record.and_then(|record| record.fields.get(usize::from(trace.field)));
        matches!(field.map(|field| field.of), Some(Type::Leaf(Kind::EmbeddedJson)))
    };
    let is_holder = |node: &u32| {
        let value = tape.node(*node);
        value.kind() == NodeType::String && !value.is(Node::KEY) && fields.get(node).is_some_and(|trace| holds(trace))
    };
    fields.keys().copied().filter(is_holder).collect()
}

struct Writer<'p> {
    words: Words,
    places: &'p Places<'p>,
}

impl Writer<'_> {
    /// Writes the values of a tape. `lead_back`: from its text to the body. `about`: what is known of a node.
    fn list<'f>(
        &mut self,
        tape: &Tape,
        lead_back: &dyn Fn(u32) -> u32,
        name: &dyn Fn(u32) -> u32,
        about: &dyn Fn(u32) -> (Show, Option<&'f Trace>),
    ) -> u32 {
        let mut open: Vec<Open> = Vec::new();
        let first = self.words.as_slice().len();
        let mut count = 0;
        let mut key = None;
        for index in 0..tape.len() {
            let node = tape.node(index);
            while open.pop_if(|container| container.next <= index).is_some() {}
            if node.is(Node::KEY) {
                key = Some(index);
                continue;
            }
            let (parent, place) = match open.last_mut() {
                Some(container) => {
                    container.count += 1;
                    (container.number, container.count - 1)
                }
                None => (u32::MAX, 0),
            };
            let (show, trace) = about(index);
            self.node(tape, node, key.take(), parent, place, (show, trace), lead_back, name);
            if matches!(node.kind(), NodeType::Object | NodeType::Array) {
                open.push(Open {
                    next: node.next,
                    number: count,
                    count: 0,
                });
            }
            count += 1;
        }
        self.widen(first, count as usize);
        count
    }

    /// Lets every span reach as far as those inside it: a bracket that closes the wrong thing may stand between them.
    fn widen(&mut self, first: usize, count: usize) {
        // The words of a node that say where it ends: its offset, its line, its column.
        const END: [usize; 3] = [border::node::SPAN + 1, border::node::SPAN + 4, border::node::SPAN + 5];
        let place_of = |number: usize| first + number * border::node::WORDS;
        for node in (1..count).rev().map(place_of) {
            let parent = place_of(self.words.word((node + border::node::PARENT) as u32) as usize);
            let end = |words: &Words, node: usize| words.word((node + END[0]) as u32);
            if end(&self.words, node) > end(&self.words, parent) {
                for place in END {
                    let word = self.words.word((node + place) as u32);
                    self.words.put(parent + place, word);
                }
            }
        }
    }

    #[allow(clippy::too_many_arguments)] // One group of words, written once.
    fn node(
        &mut self,
        tape: &Tape,
        node: Node,
        key: Option<u32>,
        parent: u32,
        place: u32,
        (show, trace): (Show, Option<&Trace>),
        lead_back: &dyn Fn(u32) -> u32,
        name: &dyn Fn(u32) -> u32,
    ) {
        let is_container = matches!(node.kind(), NodeType::Object | NodeType::Array);
        let mut head = node.kind() as u32;
        head |= if show == Show::All || is_container {
            0
        } else {
            flag::SENSITIVE
        };
        head |= if show == Show::Json && node.kind() == NodeType::String {
            flag::EMBEDDED
        } else {
            0
        };
        head |= if key.is_some() { flag::MEMBER } else { 0 };
        self.words.append(&[head, parent]);
        self.span(node.range(), lead_back);
        self.words
            .append(&key.map_or([0; 3], |key| name_words(tape, key, name)));
        let key_node = key.map(|key| tape.node(key));
        self.span(key_node.map_or(Range::empty(0), Node::range), lead_back);
        let field = trace.map_or(0, |trace| (u32::from(trace.record) << 8 | u32::from(trace.field)) + 1);
        self.words.append(&[field, place]);
    }

    fn span(&mut self, range: Range, lead_back: &dyn Fn(u32) -> u32) {
        let (start, end) = (
            self.places.of_byte(lead_back(range.start)),
            self.places.of_byte(lead_back(range.end)),
        );
        self.words.append(&[start.0, end.0, start.1, start.2, end.1, end.2]);
    }

    /// Writes the nodes of the JSON inside a string; that JSON.
    fn embedded(&mut self, text: &[u8], tape: &Tape, node: u32, lead_back: &dyn Fn(u32) -> u32) -> Document {
        let decoded: Decoded = tape.decode(text, tape.node(node));
        let inner = match not_json(&decoded.text) {
            Some(_) => Tape::default(),
            None => Tape::of(&decoded.text, 0),
        };
        let names = Places::of(&decoded.text);
        let start = self.words.as_slice().len();
        self.words.append(&[number_of(tape, node), 0]);
        let through = |at: u32| lead_back(decoded.source(at as usize) as u32);
        let count = self.list(&inner, &through, &|at| names.utf16(at), &|_| (Show::Nothing, None));
        self.words.put(start + 1, count);
        Document {
            text: Some(decoded.text),
            tape: inner,
        }
    }
}

/// The number of a value among the values: keys are not counted.
fn number_of(tape: &Tape, node: u32) -> u32 {
    (0..node).filter(|index| !tape.node(*index).is(Node::KEY)).count() as u32
}

/// An object or array whose values are being written.
struct Open {
    /// The first node behind it.
    next: u32,
    /// Its number among the values.
    number: u32,
    /// How many values it has so far.
    count: u32,
}
