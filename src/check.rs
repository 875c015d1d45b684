//! The check: the tape read by the schema.
//!
//! In: a tape and the schema law. Out: slots – every documented member decoded and judged, once – and the places that the
//! rules look at. Does not know: JavaScript, sentences, how members bear on each other (the rules are handed to it).
//!
//! Generic over the law: it knows records, unions, choices and leaves, and no member by name but those that tell which
//! event a body is ([`event`]). Members are found first – what is just what it should be is decoded on the spot – and what
//! is left is judged second, so that their order in the body does not matter and the last of two equal names counts.
//!
//! [`fields`] judges what was found, [`leaf`] and [`embedded`] single values, [`unions`] what depends on a tag; [`flat`] lays
//! the older shapes out as the newer ones, [`nearest`] guesses at names, and [`said`] has the findings.
//!
//! Why it exists: 8x8 adds members and types without notice. A check that was written out member by member would drift from the
//! types and the schema that others read; this one follows the law that those are made of.

mod embedded;
mod event;
mod fields;
mod flat;
mod leaf;
mod nearest;
mod said;
mod unions;

pub(crate) use event::{Checked, SIGNS, begins_event};

use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::{Arg, Finding, Sink};
use crate::kind::{JsonType, Kind};
use crate::scan;
use crate::schema::{Field, Record, Type, is_documented, is_documented_around};
use crate::slots::{Slot, Tag, Words, json_slot, text_slot};
use crate::source::Range;
use crate::tape::{self, Node, NodeType, Repeat, Tape};
use nearest::nearest;

/// Which field of the law a node was read as; for people who look at the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trace {
    pub(crate) node: u32,
    pub(crate) record: u8,
    pub(crate) field: u8,
}

/// What was found of a record: its members, those that need a closer look not judged yet. Their nodes stand in
/// [`Scratch::nodes`]. Sets of fields are bits: bit `n` is field `n`.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) record: &'static Record,
    /// The object that has the members (or would have those that are missing).
    pub(crate) owner: u32,
    /// Its slots.
    pub(crate) block: u32,
    /// Where the nodes of the fields begin.
    nodes: u32,
    /// The fields that have a member.
    present: u32,
    /// Those of them whose slots are still to be judged.
    unjudged: u32,
    /// The fields that this shape of the body has no place for.
    without: u32,
    /// The last entry of `extra`, and the first.
    tail: u32,
    head: u32,
}

impl Found {
    /// What is left to judge, and what has to be said to be missing of what is needed.
    const fn due(&self, needed: u32) -> u32 {
        self.unjudged | needed & !self.present
    }
}

/// Memory of the check, to be used again.
#[derive(Default)]
pub(crate) struct Scratch {
    /// The value of each field that was found, for each record; what was not found is not looked at.
    nodes: Vec<u32>,
    /// How many of them are in use.
    used: usize,
    /// Records that a flat shape has laid out already.
    lifted: Vec<Found>,
    /// What was found and judged, for the rules.
    pub(crate) seen: Vec<Found>,
    /// Objects and arrays that stand where a person's own text should: their members are not named.
    pub(crate) veiled: Vec<u32>,
    /// What the rules have asked of texts.
    #[cfg(feature = "wasm")]
    pub(crate) asked: Vec<Asked>,
}

/// A question about two texts.
pub(crate) type Question = fn(&[u8], &[u8]) -> bool;

/// A question that a rule has asked of two strings, and the answer.
#[cfg(feature = "wasm")]
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) question: Question,
    pub(crate) nodes: [u32; 2],
    pub(crate) answer: bool,
}

impl Scratch {
    /// Forgets everything but its memory.
    pub(crate) fn clear(&mut self) {
        self.used = 0;
        self.lifted.clear();
        self.seen.clear();
        self.veiled.clear();
        #[cfg(feature = "wasm")]
        self.asked.clear();
    }

    /// Becomes what another one is.
    pub(crate) fn load(&mut self, other: &Self) {
        self.clear();
        let nodes = other.nodes.get(..other.used).unwrap_or_default();
        if self.nodes.len() < nodes.len() {
            self.nodes.resize(nodes.len(), 0);
        }
        for (place, node) in self.nodes.iter_mut().zip(nodes) {
            *place = *node;
        }
        self.used = nodes.len();
        self.lifted.extend_from_slice(&other.lifted);
        self.seen.extend_from_slice(&other.seen);
        self.veiled.extend_from_slice(&other.veiled);
    }

    /// Room for the nodes of a record; where it begins.
    fn room(&mut self, record: &Record) -> u32 {
        let start = self.used;
        self.used += record.fields.len();
        if self.used > self.nodes.len() {
            self.nodes.resize(self.used.next_power_of_two().max(64), 0);
        }
        start as u32
    }
}

/// What it costs when something required is missing or mistyped.
#[derive(Clone, Copy)]
enum Demand {
    /// The event.
    Event,
    /// The type of a part, which is then given as `Unknown`: called for by the tag at this node.
    Part(Tagged),
    /// The record, which is then kept under `extra`.
    Record,
}

/// What is said of members that are not documented. They are kept either way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strangers {
    Reported,
    /// Nothing: where the type is not known, nobody knows which members are documented for it.
    Quiet,
}

/// The tag of a union and the value it has.
#[derive(Clone, Copy)]
struct Tagged {
    node: u32,
    name: Arg,
}

/// What became of a record.
struct Outcome {
    block: u32,
    /// Whether everything required is there.
    complete: bool,
}

/// A tape in the check: what is read, what is written, and memory.
pub(crate) struct Check<'t, 's, 'l> {
    pub(crate) text: &'t [u8],
    pub(crate) tape: &'t Tape,
    pub(crate) words: &'s mut Words,
    pub(crate) sink: &'s mut Sink<'l>,
    pub(crate) scratch: &'s mut Scratch,
    pub(crate) traces: Option<&'s mut Vec<Trace>>,
}

impl<'t> Check<'t, '_, '_> {
    /// Nothing found of a record yet: its slots, all of them absent.
    #[inline(never)]
    fn found(&mut self, record: &'static Record, owner: u32) -> Found {
        Found {
            record,
            owner,
            block: self.words.block(record),
            nodes: self.scratch.room(record),
            present: 0,
            unjudged: 0,
            without: 0,
            tail: 0,
            head: 0,
        }
    }

    /// The value of a field, 0 if there is none.
    #[inline(never)]
    pub(crate) fn value_of(&self, found: &Found, field: usize) -> u32 {
        if found.present >> field & 1 == 0 {
            return 0;
        }
        let node = self.scratch.nodes.get(found.nodes as usize + field);
        node.copied().unwrap_or(0)
    }

    /// Whether a value is absent: there is none, or it is null.
    pub(crate) fn is_absent(&self, node: u32) -> bool {
        node == 0 || self.node(node).is_null()
    }

    /// Whether a member may have been swallowed by a syntax error, or has no place in this body: then it is not called missing.
    pub(crate) fn may_be_swallowed(&self, found: &Found, field: usize) -> bool {
        if found.without >> field & 1 != 0 {
            return true;
        }
        let Some(field) = found.record.fields.get(field) else {
            return false;
        };
        let is_it = |key| field.is_named(&tape::name(self.text, self.tape, key));
        self.tape.may_lack(self.node(found.owner)) || self.tape.may_have_sunk(found.owner, is_it)
    }

    /// Whether a member may belong to another object than the one that has it, since brackets are missing or too many.
    fn may_be_astray(&self, record: &Record, name: &[u8]) -> bool {
        self.tape.unbalanced && is_documented(name) || self.tape.unclosed && is_documented_around(record, name)
    }

    /// The first member that is such a one, of what is an object: by the node of its name, and its name.
    #[inline(never)]
    fn member(&self, object: u32, is_it: &mut dyn FnMut(u32, &[u8]) -> bool) -> Option<u32> {
        let is_object = self.node(object).kind() == NodeType::Object;
        let mut members = self.tape.members(object).filter(|_| is_object);
        members.find(|key| is_it(*key, &tape::name(self.text, self.tape, *key)))
    }

    /// Notes the value of a field, to be judged.
    #[inline]
    fn set_value(&mut self, found: &mut Found, field: usize, node: u32) {
        if let Some(place) = self.scratch.nodes.get_mut(found.nodes as usize + field) {
            *place = node;
            found.present |= 1 << field;
            found.unjudged |= 1 << field;
        }
    }

    #[inline]
    pub(crate) fn node(&self, index: u32) -> Node {
        self.tape.node(index)
    }

    /// The first character of an object: where diagnostics about its missing members point.
    #[inline(never)]
    pub(crate) fn brace(&self, object: u32) -> Range {
        let start = self.node(object).start;
        Range {
            start,
            end: start + u32::from(self.node(object).end > start),
        }
    }

    /// A string or a key as it is written, to be shown.
    #[inline(never)]
    fn written(&self, node: u32) -> Arg {
        Arg::Text(self.tape.inside(self.text, self.node(node)))
    }

    fn trace(&mut self, node: u32, record: &Record, field: usize) {
        if let Some(traces) = &mut self.traces {
            traces.push(Trace {
                node,
                record: record.id,
                field: field as u8,
            });
        }
    }

    // ---- finding ---------------------------------------------------------------------------------------------------

    /// The members of an object, by the fields of a record.
    fn find(&mut self, record: &'static Record, object: u32, strangers: Strangers) -> Found {
        let mut found = self.found(record, object);
        let mut unknown = 0;
        let mut expected = 0;
        let end = self.node(object).next;
        let mut key = object + 1;
        while key < end {
            let Some((name, value)) = self.tape.member(key) else {
                break;
            };
            match self.field_of(record, name, key, expected) {
                Some(field) => {
                    expected = field + 1;
                    self.place(&mut found, field, key, value);
                }
                None => {
                    unknown += 1;
                    self.unknown_member(&mut found, key, strangers);
                }
            }
            key = value.next;
        }
        if unknown > 1 {
            self.report_unknown_duplicates(record, object);
        }
        found
    }

    /// The field that a key names; looked for from the one that usually comes next.
    #[inline(always)]
    fn field_of(&mut self, record: &'static Record, node: Node, key: u32, expected: usize) -> Option<usize> {
        if node.is_plain_string() {
            let name = node.inner().of(self.text);
            let is = |field: &Field| scan::same(field.name.as_bytes(), name);
            if record.fields.get(expected).is_some_and(is) {
                return Some(expected);
            }
            return self.field_named(record, name, key);
        }
        let name = tape::name(self.text, self.tape, key);
        self.field_named(record, &name, key)
    }

    #[inline(never)]
    fn field_named(&mut self, record: &'static Record, name: &[u8], key: u32) -> Option<usize> {
        let is = |field: &Field| scan::same(field.name.as_bytes(), name);
        if let Some(field) = record.fields.iter().position(is) {
            return Some(field);
        }
        self.field_by_alias(record, name, key)
    }

    fn field_by_alias(&mut self, record: &'static Record, name: &[u8], key: u32) -> Option<usize> {
        let has = |field: &Field| field.is_named(name);
        let field = record.fields.iter().position(has)?;
        let node = self.node(key);
        let finding = Finding::new(
            Code::NonstandardSpelling,
            key,
            node.range(),
            Phrase::SpellingNonstandard,
        )
        .args([self.written(key), Arg::Field(record.id, field as u8)])
        .help(Phrase::HelpSpelling)
        .edit(node.range(), Phrase::EditCanonical);
        self.sink.push(finding);
        Some(field)
    }

    /// Notes the value of a field; the last of two counts. What is just what it should be is decoded here.
    #[inline(always)]
    fn place(&mut self, found: &mut Found, field: usize, key: u32, value: Node) {
        if found.present >> field & 1 != 0 && !self.yields(found, field, key) {
            return;
        }
        self.trace(key, found.record, field);
        self.set_value(found, field, key + 1);
        let of = found.record.fields.get(field).map(|field| field.of);
        if let Some(slot) = of.and_then(|of| self.plain(of, value)) {
            self.words.set(found.block, field, slot);
            found.unjudged &= !(1 << field);
        }
    }

    /// Whether a member that was there before yields to this one; what it was decoded to is forgotten then. Of one name the last
    /// one counts, and spellings that are not documented are one. With the documented one and another it is two members, as for
    /// `JSON.parse`: the documented one counts, and the other goes under `extra`, unless one of them is null.
    #[cold]
    #[inline(never)]
    fn yields(&mut self, found: &mut Found, field: usize, key: u32) -> bool {
        let first = self.value_of(found, field) - 1;
        let (text, tape) = (self.text, self.tape);
        let own = found.record.fields.get(field).map_or("", |field| field.name);
        let is_own = |key: u32| *own.as_bytes() == *tape::name(text, tape, key);
        let is_null = |key: u32| tape.node(key + 1).is_null();
        let is_same = is_own(first) == is_own(key);
        let yields = is_same || is_null(first) || !is_null(key) && is_own(key);
        if is_same {
            self.sink.push(tape::duplicate(tape, first, key));
        } else {
            let other = if yields { first } else { key };
            self.take_back(other);
            if is_null(other) {
                self.report_null(other + 1, self.written(other));
            } else {
                self.sink.push(tape::spelled_twice(tape, first, key));
                self.keep(found, other);
            }
        }
        if yields {
            self.words.set(found.block, field, Slot::ABSENT);
        } else {
            self.trace(key, found.record, field);
        }
        yields
    }

    /// The slot of a value that is just what it should be; everything else is for [`Check::field`].
    #[inline(never)]
    fn plain(&self, of: Type, value: Node) -> Option<Slot> {
        if self.traces.is_some() {
            return None;
        }
        match of {
            Type::Leaf(kind) if value.is_plain_string() && kind.is_string() => {
                let inner = value.inner();
                let judged = kind.judge(inner.of(self.text));
                judged.is_ok().then(|| Slot::range(Tag::Text, inner))
            }
            Type::Choice(choice) if value.is_plain_string() => {
                let index = choice.canonical(value.inner().of(self.text))?;
                Some(Slot::new(Tag::Choice, index as u32, 0))
            }
            Type::Leaf(kind) => self.plain_scalar(kind, value),
            _ => None,
        }
    }

    /// The same for numbers, booleans, and text with escapes of a kind that any text is.
    #[inline]
    fn plain_scalar(&self, kind: Kind, value: Node) -> Option<Slot> {
        if value.is(Node::FAULTY) {
            return None;
        }
        match (kind.law().json_type, value.kind()) {
            (Some(JsonType::Number), NodeType::Number) => {
                let judged = kind.judge(value.range().of(self.text));
                judged.is_ok().then(|| Slot::range(Tag::Number, value.range()))
            }
            (Some(JsonType::Boolean), NodeType::True) => Some(Slot::new(Tag::True, 0, 0)),
            (Some(JsonType::Boolean), NodeType::False) => Some(Slot::new(Tag::False, 0, 0)),
            (_, NodeType::Number) if kind == Kind::Version => Some(Slot::range(Tag::Number, value.range())),
            (_, NodeType::String) if kind.is_any_string() => Some(Slot::range(Tag::Escaped, value.range())),
            _ => None,
        }
    }

    #[cold]
    fn unknown_member(&mut self, found: &mut Found, key: u32, strangers: Strangers) {
        let node = self.node(key);
        if node.is_nameless() {
            return;
        }
        let name = tape::name(self.text, self.tape, key);
        if strangers == Strangers::Reported
            && !node.is(Node::MARRED)
            && !self.tape.is_doubtful(node)
            && !self.may_be_astray(found.record, &name)
        {
            // In another form of the same record a member of this very name may be documented.
            let fields = found.record.fields;
            let is_this = |field: usize| fields.get(field).is_some_and(|field| field.name.as_bytes() == &*name);
            let near = nearest(found.record, &name).filter(|field| !is_this(*field));
            let mut finding = Finding::new(Code::UnknownField, key, node.range(), Phrase::FieldUnknown)
                .args([self.written(key)])
                .help(Phrase::HelpKeptInExtra);
            if let Some(field) = near {
                finding = finding.help(Phrase::HelpDidYouMean);
                finding.args[1] = Arg::Field(found.record.id, field as u8);
            }
            self.sink.push(finding);
        }
        self.keep(found, key);
    }

    /// Keeps a member under `extra`, as it was sent.
    fn keep(&mut self, found: &mut Found, key: u32) {
        self.look_through(key + 1);
        if self.node(key + 1).kind() == NodeType::Error {
            return;
        }
        let entry = self
            .words
            .extra(found.tail, text_slot(self.tape, key), json_slot(self.tape, key + 1));
        if found.head == 0 {
            found.head = entry;
        }
        found.tail = entry;
    }

    /// Looks for repeated members in JSON that is kept as it is.
    fn look_through(&mut self, root: u32) {
        let end = self.node(root).next;
        for node in root..end {
            let object = self.node(node);
            if object.kind() == NodeType::Object && object.next > node + 3 {
                tape::report_duplicates(self.text, self.tape, node, self.sink);
            }
        }
    }

    #[cold]
    fn report_unknown_duplicates(&mut self, record: &'static Record, object: u32) {
        let mut unknown: Vec<u32> = Vec::new();
        for key in self.tape.members(object) {
            if !record.has(&tape::name(self.text, self.tape, key)) {
                unknown.push(key);
            }
        }
        self.report_repeated_strangers(&unknown);
    }

    /// Says which of some members that are not documented stand twice. The last one counts: of those before it, it does not
    /// matter that they are unknown.
    #[cold]
    fn report_repeated_strangers(&mut self, keys: &[u32]) {
        let repeats = tape::repeats(self.text, self.tape, keys);
        self.sink
            .forget_unknown(&mut |key| repeats.iter().any(|repeat| repeat.before == key));
        for Repeat { key, first, .. } in repeats {
            self.sink.push(tape::duplicate(self.tape, first, key));
        }
    }
}

/// What came of a value.
enum Judged {
    Slot(Slot),
    /// It is of no use, and that has been said.
    Silent,
    /// It is of another JSON type than this.
    Mistyped(Word),
}

const fn type_word(kind: NodeType) -> Word {
    match kind {
        NodeType::Object => Word::AnObject,
        NodeType::Array => Word::AnArray,
        NodeType::String => Word::AString,
        NodeType::Number => Word::ANumber,
        NodeType::True | NodeType::False => Word::ABoolean,
        NodeType::Null | NodeType::Error => Word::Null,
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Code;
    use crate::corridor::{self, Wants, Workspace};
    use crate::source::Source;

    const MISSING: &str = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","recipient":{"channel":"whatsapp"},"user":{"name":{"a":1}},"type":"Interactive","content":{"interactive":{"type":"callPermissionReply","callPermissionReply":{"response":"accept","isPermanent":false}}}}}"#;

    /// The codes that are given of a body, and how many nodes are veiled.
    fn said(body: &str, workspace: &mut Workspace) -> (Vec<Code>, usize) {
        let reading = corridor::examine(&Source::new(body.as_bytes()), &Wants::USUAL, workspace, None);
        let codes = reading.kept.findings.iter().map(|finding| finding.code).collect();
        (codes, reading.veiled.len())
    }

    #[test]
    fn nothing_of_one_body_is_said_of_the_next() {
        let mut workspace = Workspace::default();
        let (codes, veiled) = said(MISSING, &mut workspace);
        assert!(codes.contains(&Code::MissingExpiration) && veiled == 1, "{codes:?}");
        let other = MISSING.replacen("false", "true", 1).replacen(r#"{"a":1}"#, r#""A""#, 1);
        assert_eq!(said(&other, &mut workspace), said(&other, &mut Workspace::default()));
        let shorter = other.replacen(r#""recipient":{"channel":"whatsapp"},"#, "", 1);
        let fresh = said(&shorter, &mut Workspace::default());
        assert!(fresh.0.contains(&Code::MissingField), "{fresh:?}");
        assert_eq!(said(&shorter, &mut workspace), fresh);
        let scratch = &mut workspace.scratch;
        assert!(scratch.used > 0 && !scratch.seen.is_empty());
        scratch.clear();
        assert!(scratch.used == 0 && scratch.seen.is_empty());
    }
}
