//! The check: the tape read by the schema.
//!
//! In: a tape and the schema law. Out: slots – every documented member decoded and judged, once – and the places that the
//! rules look at. Does not know: JavaScript, sentences, how members bear on each other (the rules are handed to it).
//!
//! Generic over the law: it knows records, unions, choices and leaves, and no member by name but those that tell which
//! event a body is ([`event`]). Members are found first and judged second, so that their order in the body does not matter
//! and the last of two equal names counts.

mod embedded;
mod event;
mod leaf;

pub(crate) use event::{Checked, check};

use crate::catalog::{Code, Phrase, Severity, Word};
use crate::diagnostic::{Arg, Finding, Sink};
use crate::scan;
use crate::schema::{Arm, Field, Presence, Record, Type, Union};
use crate::slots::{Slot, Tag, Words, json_slot, text_slot};
use crate::source::Range;
use crate::tape::{self, Node, NodeType, Tape};

/// Which field of the law a node was read as; for people who look at the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trace {
    pub(crate) node: u32,
    pub(crate) record: u8,
    pub(crate) field: u8,
}

/// What was found of a record: its members, not judged yet. Their nodes stand in [`Scratch::nodes`].
#[derive(Clone, Copy)]
pub(crate) struct Found {
    pub(crate) record: &'static Record,
    /// The object that has the members (or would have those that are missing).
    pub(crate) owner: u32,
    /// Where the nodes of the fields begin.
    nodes: u32,
    /// The fields that this shape of the body has no place for.
    without: u32,
    /// The last entry of `extra`, and the first.
    tail: u32,
    head: u32,
}

/// Memory of the check, to be used again.
#[derive(Default)]
pub(crate) struct Scratch {
    /// The value of each field of each record found; 0 where there is none.
    nodes: Vec<u32>,
    /// Records that a flat shape has laid out already.
    lifted: Vec<Found>,
    /// What the rules look at: blocks, and what was found of them.
    pub(crate) seen: Vec<(u32, Found)>,
    /// Objects and arrays that stand where a person's own text should: their members are not named.
    pub(crate) veiled: Vec<u32>,
}

impl Scratch {
    /// Forgets everything but its memory.
    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.lifted.clear();
        self.seen.clear();
        self.veiled.clear();
    }

    fn found(&mut self, record: &'static Record, owner: u32) -> Found {
        let nodes = self.nodes.len();
        self.nodes.resize(nodes + record.fields.len(), 0);
        Found {
            record,
            owner,
            nodes: nodes as u32,
            without: 0,
            tail: 0,
            head: 0,
        }
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

pub(crate) struct Check<'t, 's, 'l> {
    pub(crate) text: &'t [u8],
    pub(crate) tape: &'t Tape,
    pub(crate) words: &'s mut Words,
    pub(crate) sink: &'s mut Sink<'l>,
    pub(crate) scratch: &'s mut Scratch,
    traces: Option<&'s mut Vec<Trace>>,
}

impl<'t> Check<'t, '_, '_> {
    /// The value of a field, 0 if there is none.
    #[inline]
    pub(crate) fn value_of(&self, found: &Found, field: usize) -> u32 {
        self.scratch
            .nodes
            .get(found.nodes as usize + field)
            .copied()
            .unwrap_or(0)
    }

    fn set_value(&mut self, found: &Found, field: usize, node: u32) {
        if let Some(place) = self.scratch.nodes.get_mut(found.nodes as usize + field) {
            *place = node;
        }
    }

    #[inline]
    pub(crate) fn node(&self, index: u32) -> Node {
        self.tape.node(index)
    }

    /// The first character of an object: where diagnostics about its missing members point.
    pub(crate) fn brace(&self, object: u32) -> Range {
        let start = self.node(object).start;
        Range {
            start,
            end: start + u32::from(self.node(object).end > start),
        }
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

    /// The members of an object, by the fields of a record. `quiet`: unknown members are kept without a word.
    fn find(&mut self, record: &'static Record, object: u32, quiet: bool) -> Found {
        let mut found = self.scratch.found(record, object);
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
                    self.trace(key, record, field);
                    self.place(&mut found, field, key);
                }
                None => {
                    unknown += 1;
                    self.unknown_member(&mut found, key, quiet);
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

    fn field_named(&mut self, record: &'static Record, name: &[u8], key: u32) -> Option<usize> {
        let is = |field: &Field| scan::same(field.name.as_bytes(), name);
        if let Some(field) = record.fields.iter().position(is) {
            return Some(field);
        }
        self.field_by_alias(record, name, key)
    }

    fn field_by_alias(&mut self, record: &'static Record, name: &[u8], key: u32) -> Option<usize> {
        let has = |field: &Field| field.aliases.iter().any(|alias| alias.as_bytes() == name);
        let field = record.fields.iter().position(has)?;
        let node = self.node(key);
        let finding = Finding::new(
            Code::NonstandardSpelling,
            key,
            node.range(),
            Phrase::SpellingNonstandard,
        )
        .args([
            Arg::Text(self.tape.inside(self.text, node)),
            Arg::Field(record.id, field as u8),
        ])
        .help(Phrase::HelpSpelling)
        .edit(node.range(), Phrase::EditCanonical);
        self.sink.push(finding);
        Some(field)
    }

    /// Notes the value of a field; the last of two counts.
    fn place(&mut self, found: &mut Found, field: usize, key: u32) {
        let Some(place) = self.scratch.nodes.get_mut(found.nodes as usize + field) else {
            return;
        };
        if *place != 0 {
            self.sink.push(tape::duplicate(self.tape, *place - 1, key));
        }
        *place = key + 1;
    }

    #[cold]
    fn unknown_member(&mut self, found: &mut Found, key: u32, quiet: bool) {
        let node = self.node(key);
        if node.is(Node::BARE) && node.start == node.end {
            return;
        }
        if !quiet && !self.tape.is_doubtful(node) {
            let name = tape::name(self.text, self.tape, key);
            let near = nearest(found.record, &name);
            let mut finding = Finding::new(Code::UnknownField, key, node.range(), Phrase::FieldUnknown)
                .args([Arg::Text(self.tape.inside(self.text, node))])
                .help(Phrase::HelpUnknownField);
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
        let is_unknown = |key: &u32| {
            let name = tape::name(self.text, self.tape, *key);
            let known = |field: &Field| {
                field.name.as_bytes() == &*name || field.aliases.iter().any(|alias| alias.as_bytes() == &*name)
            };
            !record.fields.iter().any(known)
        };
        let unknown: Vec<u32> = self.tape.members(object).filter(is_unknown).collect();
        tape::report_repeats(self.text, self.tape, &unknown, self.sink);
    }

    // ---- judging ---------------------------------------------------------------------------------------------------

    /// An object that should be a record.
    fn record(&mut self, record: &'static Record, object: u32, demand: Demand) -> Outcome {
        match record.union {
            Some(union) if union.subject.is_none() => self.self_told(record, union, object, demand),
            Some(union) => {
                let found = self.find(record, object, false);
                self.sibling_told(union, found, demand)
            }
            None => {
                let found = self.find(record, object, false);
                self.judge(found, demand)
            }
        }
    }

    /// Judges what was found of a record without a union.
    fn judge(&mut self, mut found: Found, demand: Demand) -> Outcome {
        let block = self.words.block(found.record);
        let complete = self.judge_fields(&mut found, block, demand, |_| true);
        self.finish(found, block);
        Outcome { block, complete }
    }

    /// Judges the fields that `wanted` names; whether all that are required are there.
    fn judge_fields(&mut self, found: &mut Found, block: u32, demand: Demand, wanted: impl Fn(usize) -> bool) -> bool {
        let mut complete = true;
        for (index, field) in found.record.fields.iter().enumerate() {
            if !wanted(index) {
                continue;
            }
            let slot = match self.plain(found, index, field) {
                Some(slot) => slot,
                None => self.field(found, index, field, field.presence, demand),
            };
            if slot == Slot::ABSENT {
                complete &= field.presence != Presence::Required;
            } else {
                self.words.set(block, index, slot);
            }
        }
        complete
    }

    /// Ends a record: what is left over goes under `extra`, and the rules may look.
    fn finish(&mut self, found: Found, block: u32) {
        if found.head != 0 {
            self.words
                .set(block, found.record.extra_slot(), Slot::new(Tag::Extra, found.head, 0));
        }
        self.scratch.seen.push((block, found));
    }

    /// Judges one field in the usual case: absent where that is nothing to speak of, or a string without escapes that is
    /// just what it should be. Everything else is for [`Check::field`].
    #[inline(always)]
    fn plain(&self, found: &Found, index: usize, field: &Field) -> Option<Slot> {
        let node = self.value_of(found, index);
        if node == 0 {
            let silent = matches!(field.presence, Presence::Optional | Presence::Nullable);
            return (silent && self.scratch.lifted.is_empty()).then_some(Slot::ABSENT);
        }
        let value = self.tape.node(node);
        if !value.is_plain_string() || self.traces.is_some() {
            return None;
        }
        let inner = value.inner();
        match field.of {
            Type::Leaf(kind) if kind.is_string() => kind
                .judge(inner.of(self.text))
                .ok()
                .map(|()| Slot::range(Tag::Text, inner)),
            Type::Choice(choice) => choice
                .canonical(inner.of(self.text))
                .map(|value| Slot::new(Tag::Choice, value as u32, 0)),
            _ => None,
        }
    }

    /// Judges one field; absent if there is nothing to give.
    fn field(&mut self, found: &mut Found, index: usize, field: &Field, presence: Presence, demand: Demand) -> Slot {
        let node = self.value_of(found, index);
        if let Type::Record(record) = field.of
            && let Some(place) = self
                .scratch
                .lifted
                .iter()
                .position(|lifted| lifted.record.id == record.id)
        {
            let lifted = self.scratch.lifted.swap_remove(place);
            return self.lifted(lifted, demand);
        }
        if node == 0 {
            self.missing(found, index, presence, demand);
            return Slot::ABSENT;
        }
        self.trace(node, found.record, index);
        match self.node(node).kind() {
            NodeType::Error => Slot::ABSENT,
            NodeType::Null => {
                self.null(found, index, presence, demand);
                Slot::ABSENT
            }
            _ => self.present(found, index, field, presence, demand),
        }
    }

    fn lifted(&mut self, found: Found, demand: Demand) -> Slot {
        let outcome = match found.record.union {
            Some(union) => self.sibling_told(union, found, demand),
            None => self.judge(found, demand),
        };
        Slot::new(Tag::Record, outcome.block, 0)
    }

    /// Judges a value that is there.
    #[inline]
    fn present(&mut self, found: &mut Found, index: usize, field: &Field, presence: Presence, demand: Demand) -> Slot {
        let node = self.value_of(found, index);
        let judged = match field.of {
            Type::Leaf(kind) => self.leaf(kind, node),
            Type::Choice(choice) => self.choice(choice, Arg::Field(found.record.id, index as u8), node),
            Type::Record(record) => {
                let inner = if presence == Presence::Required {
                    demand
                } else {
                    Demand::Record
                };
                self.nested(record, node, inner)
            }
            Type::List(record) => self.list(record, node),
        };
        match judged {
            Judged::Slot(slot) => slot,
            Judged::Silent => {
                self.set_aside(found, index, presence);
                Slot::ABSENT
            }
            Judged::Mistyped(expected) => {
                self.mistyped(found, index, presence, demand, expected);
                Slot::ABSENT
            }
        }
    }

    /// An object where a record is due.
    fn nested(&mut self, record: &'static Record, node: u32, demand: Demand) -> Judged {
        if self.node(node).kind() != NodeType::Object {
            return Judged::Mistyped(Word::AnObject);
        }
        let outcome = self.record(record, node, demand);
        if outcome.complete || matches!(demand, Demand::Event) {
            return Judged::Slot(Slot::new(Tag::Record, outcome.block, 0));
        }
        Judged::Silent
    }

    fn list(&mut self, record: &'static Record, node: u32) -> Judged {
        if self.node(node).kind() != NodeType::Array {
            return Judged::Mistyped(Word::AnArray);
        }
        let mut blocks = Vec::new();
        for element in self.tape.elements(node) {
            match self.nested(record, element, Demand::Record) {
                Judged::Slot(slot) => blocks.push(slot.a),
                Judged::Silent => return Judged::Silent,
                Judged::Mistyped(expected) => {
                    self.report_mistyped(element, expected, Severity::Warning, Phrase::HelpKeptInExtra);
                    return Judged::Silent;
                }
            }
        }
        Judged::Slot(self.words.list(&blocks))
    }

    /// Keeps a value that could not be read as its field under `extra`, unless that costs more than the field.
    fn set_aside(&mut self, found: &mut Found, index: usize, presence: Presence) {
        let node = self.value_of(found, index);
        if presence != Presence::Required && node != 0 {
            self.keep(found, node - 1);
        }
    }

    // ---- what is said ----------------------------------------------------------------------------------------------

    fn missing(&mut self, found: &Found, index: usize, presence: Presence, demand: Demand) {
        let severity = match (presence, demand) {
            (Presence::Optional | Presence::Nullable, _) => return,
            (Presence::Required, Demand::Event) => Severity::Error,
            _ => Severity::Warning,
        };
        if found.without >> index & 1 != 0 || self.tape.may_lack(self.node(found.owner)) {
            return;
        }
        self.report_missing(
            found,
            index,
            severity,
            (presence == Presence::Required).then_some(demand),
        );
    }

    #[cold]
    fn report_missing(&mut self, found: &Found, index: usize, severity: Severity, demand: Option<Demand>) {
        let name = Arg::Field(found.record.id, index as u8);
        let brace = self.brace(found.owner);
        let finding = match demand {
            Some(Demand::Part(tag)) => {
                Finding::new(Code::IncompleteContent, found.owner, brace, Phrase::ContentIncomplete)
                    .args([name, tag.name])
                    .help(Phrase::HelpIncomplete)
                    .label(self.node(tag.node).range(), Phrase::CalledForHere)
            }
            _ => Finding::new(Code::MissingField, found.owner, brace, Phrase::MemberMissing)
                .severity(severity)
                .args([name])
                .help(Phrase::HelpMissing),
        };
        self.sink.push(finding);
    }

    /// An explicit null: in a required member it counts as absent, in another it is remarked on.
    #[cold]
    fn null(&mut self, found: &Found, index: usize, presence: Presence, demand: Demand) {
        let node = self.value_of(found, index);
        let value = self.node(node);
        if value.is(Node::FAULTY) || presence == Presence::Nullable {
            return;
        }
        let name = Arg::Field(found.record.id, index as u8);
        let finding = |code, phrase| Finding::new(code, node, value.range(), phrase);
        self.sink.push(match (presence, demand) {
            (Presence::Required, Demand::Part(tag)) => finding(Code::IncompleteContent, Phrase::ContentIncompleteNull)
                .args([name, tag.name])
                .help(Phrase::HelpIncomplete)
                .label(self.node(tag.node).range(), Phrase::CalledForHere),
            (Presence::Required | Presence::Expected, _) => {
                let is_error = presence == Presence::Required && matches!(demand, Demand::Event);
                finding(Code::MissingField, Phrase::MemberNull)
                    .severity(if is_error { Severity::Error } else { Severity::Warning })
                    .args([name])
                    .help(Phrase::HelpMissing)
            }
            _ => finding(Code::NullValue, Phrase::IsNull)
                .args([name])
                .help(Phrase::HelpNull),
        });
    }

    /// A value of another JSON type than documented.
    #[cold]
    fn mistyped(&mut self, found: &mut Found, index: usize, presence: Presence, demand: Demand, expected: Word) {
        let node = self.value_of(found, index);
        let (severity, help) = match (presence, demand) {
            (Presence::Required, Demand::Event) => (Severity::Error, Phrase::HelpMistyped),
            (Presence::Required, Demand::Part(_)) => (Severity::Warning, Phrase::HelpIncomplete),
            _ => (Severity::Warning, Phrase::HelpKeptInExtra),
        };
        self.report_mistyped(node, expected, severity, help);
        self.set_aside(found, index, presence);
    }

    #[cold]
    fn report_mistyped(&mut self, node: u32, expected: Word, severity: Severity, help: Phrase) {
        let value = self.node(node);
        if value.is(Node::FAULTY) && !matches!(value.kind(), NodeType::Object | NodeType::Array | NodeType::String) {
            return;
        }
        let finding = Finding::new(Code::TypeMismatch, node, value.range(), Phrase::TypeExpectedFound)
            .severity(severity)
            .args([Arg::Word(expected), Arg::Word(type_word(value.kind()))])
            .help(help);
        self.sink.push(finding);
    }

    // ---- unions ----------------------------------------------------------------------------------------------------

    /// A union whose tag stands beside the member it tells of: `type` and `content`.
    fn sibling_told(&mut self, union: &'static Union, mut found: Found, demand: Demand) -> Outcome {
        let record = found.record;
        let block = self.words.block(record);
        let subject = union.subject.unwrap_or(union.tag);
        let mut complete = self.judge_fields(&mut found, block, demand, |index| {
            index != union.tag && index != subject
        });
        let tag = self.tag(record, union, &mut found, block, demand);
        complete &= tag.is_some();
        complete &= self.subject(union, subject, tag.flatten(), &mut found, block, demand);
        self.finish(found, block);
        Outcome { block, complete }
    }

    /// The tag: `None` if there is none to give, `Some(None)` if it is not documented.
    fn tag(
        &mut self,
        record: &'static Record,
        union: &'static Union,
        found: &mut Found,
        block: u32,
        demand: Demand,
    ) -> Option<Option<(&'static Arm, Tagged)>> {
        let field = record.fields.get(union.tag)?;
        let slot = self.field(found, union.tag, field, Presence::Required, demand);
        if slot == Slot::ABSENT {
            return None;
        }
        if !slot.is(Tag::Choice) {
            self.words.set(block, union.tag, Slot::new(Tag::Unknown, 0, 0));
            self.words.set(block, record.unknown_type_slot(), slot);
            return Some(None);
        }
        self.words.set(block, union.tag, slot);
        let arm = union.arms.iter().find(|arm| arm.values.contains(&(slot.a as u8)))?;
        let Type::Choice(choice) = field.of else { return None };
        Some(Some((
            arm,
            Tagged {
                node: self.value_of(found, union.tag),
                name: Arg::Value(choice.id, slot.a as u8),
            },
        )))
    }

    /// The member whose content depends on the tag; whether there is something to give.
    fn subject(
        &mut self,
        union: &'static Union,
        subject: usize,
        arm: Option<(&'static Arm, Tagged)>,
        found: &mut Found,
        block: u32,
        demand: Demand,
    ) -> bool {
        let node = self.value_of(found, subject);
        let unknown = self.words.get(block, union.tag).is(Tag::Unknown);
        let may_be_absent = unknown || arm.is_some_and(|(arm, _)| arm.may_be_absent);
        let kind = self.node(node).kind();
        if node == 0 || kind == NodeType::Null || kind == NodeType::Error {
            if may_be_absent || kind == NodeType::Error && node != 0 {
                return may_be_absent;
            }
            if node == 0 {
                self.missing(found, subject, Presence::Required, demand);
            } else {
                self.null(found, subject, Presence::Required, demand);
            }
            return false;
        }
        if kind != NodeType::Object {
            self.mistyped(found, subject, Presence::Required, demand, Word::AnObject);
            return false;
        }
        self.trace(node, found.record, subject);
        let decoded = arm.and_then(|(arm, tag)| self.content(found, subject, arm, tag));
        match decoded {
            Some(inner) => self.words.set(block, subject, Slot::new(Tag::Record, inner, 0)),
            None => {
                self.give_as_unknown(union, found, block);
                if arm.is_none() {
                    self.look_through(node);
                }
                self.words.set(block, subject, json_slot(self.tape, node));
            }
        }
        true
    }

    /// Turns the tag of a union into `Unknown`, with the text as it was sent beside it.
    fn give_as_unknown(&mut self, union: &'static Union, found: &Found, block: u32) {
        if !self.words.get(block, union.tag).is(Tag::Choice) {
            return;
        }
        self.words.set(block, union.tag, Slot::new(Tag::Unknown, 0, 0));
        self.words.set(
            block,
            found.record.unknown_type_slot(),
            text_slot(self.tape, self.value_of(found, union.tag)),
        );
    }

    /// The content that a tag calls for; nothing if it lacks or breaks what is needed.
    fn content(&mut self, found: &Found, subject: usize, arm: &'static Arm, tag: Tagged) -> Option<u32> {
        let Type::Record(record) = found.record.fields.get(subject)?.of else {
            return None;
        };
        let mut content = self.find(record, self.value_of(found, subject), false);
        let block = self.words.block(record);
        let complete = self.arm_fields(&mut content, block, arm, tag, None);
        self.finish(content, block);
        complete.then_some(block)
    }

    /// Judges the fields of a subject by what its arm needs and allows.
    fn arm_fields(
        &mut self,
        found: &mut Found,
        block: u32,
        arm: &'static Arm,
        tag: Tagged,
        skip: Option<usize>,
    ) -> bool {
        let mut complete = true;
        for (index, field) in found.record.fields.iter().enumerate() {
            let bit = 1_u32 << index;
            if skip == Some(index) || (self.value_of(found, index) == 0 && arm.needs & bit == 0) {
                continue;
            }
            let known = arm.needs | arm.allows;
            if known & bit != 0
                && let Some(slot) = self.plain(found, index, field)
                && slot != Slot::ABSENT
            {
                self.words.set(block, index, slot);
            } else if arm.needs & bit != 0 {
                let slot = self.field(found, index, field, Presence::Required, Demand::Part(tag));
                complete &= slot != Slot::ABSENT;
                self.words.set(block, index, slot);
            } else if arm.allows & bit != 0 {
                let slot = self.field(found, index, field, field.presence, Demand::Record);
                self.words.set(block, index, slot);
            } else {
                self.not_called_for(found, index, tag);
            }
        }
        complete
    }

    /// A documented member that the tag does not call for.
    #[cold]
    fn not_called_for(&mut self, found: &mut Found, index: usize, tag: Tagged) {
        let node = self.value_of(found, index);
        let value = self.node(node);
        if value.kind() == NodeType::Null {
            self.null(found, index, Presence::Optional, Demand::Record);
            return;
        }
        let key = self.node(node - 1);
        let finding = Finding::new(Code::UnexpectedContent, node, key.range(), Phrase::ContentUnexpected)
            .args([Arg::Field(found.record.id, index as u8), tag.name])
            .help(Phrase::HelpUnexpectedContent)
            .label(self.node(tag.node).range(), Phrase::TypeHere);
        self.sink.push(finding);
        self.keep(found, node - 1);
    }

    /// A union whose tag names a member of the same record: `interactive`.
    fn self_told(&mut self, record: &'static Record, union: &'static Union, object: u32, demand: Demand) -> Outcome {
        let block = self.words.block(record);
        let told = self.peek_choice(record, union, object);
        let mut found = self.find(record, object, !told);
        let Some(arm) = self.tag(record, union, &mut found, block, demand) else {
            self.finish(found, block);
            return Outcome { block, complete: false };
        };
        let complete = match arm {
            Some((arm, tag)) => {
                let arm = self.arm_that_counts(union, arm, &found, block);
                self.arm_fields(&mut found, block, arm, tag, Some(union.tag))
            }
            None => false,
        };
        if !complete {
            return Outcome {
                block: self.self_told_unknown(record, union, found),
                complete: true,
            };
        }
        self.finish(found, block);
        Outcome { block, complete }
    }

    /// Whether the tag of an object is documented, before its members are looked for.
    fn peek_choice(&self, record: &'static Record, union: &'static Union, object: u32) -> bool {
        let Some(field) = record.fields.get(union.tag) else {
            return false;
        };
        let Type::Choice(choice) = field.of else { return false };
        let tag = self
            .tape
            .members(object)
            .filter(|key| &*tape::name(self.text, self.tape, *key) == field.name.as_bytes());
        let Some(key) = tag.last() else { return true };
        let value = self.node(key + 1);
        value.kind() != NodeType::String || choice.find(&self.tape.decode(self.text, value).text).is_some()
    }

    /// The arm the tag names – or, if its member is not there and exactly one other is, the arm of that one.
    fn arm_that_counts(
        &mut self,
        union: &'static Union,
        named: &'static Arm,
        found: &Found,
        block: u32,
    ) -> &'static Arm {
        let mut present = 0_u32;
        for index in 0..found.record.fields.len() {
            let node = self.value_of(found, index);
            let kind = self.node(node).kind();
            let there = node != 0 && kind != NodeType::Null && kind != NodeType::Error;
            present |= u32::from(there) << index;
        }
        if named.needs == 0 || named.needs & present != 0 {
            return named;
        }
        let mut others = union.arms.iter().filter(|arm| arm.needs & present != 0);
        let (Some(other), None) = (others.next(), others.next()) else {
            return named;
        };
        let (was, is) = (named.needs.trailing_zeros(), other.needs.trailing_zeros());
        let (tag, member) = (self.value_of(found, union.tag), self.value_of(found, is as usize));
        let finding = Finding::new(
            Code::InteractiveMismatch,
            tag,
            self.node(tag).range(),
            Phrase::InteractiveMismatched,
        )
        .args([
            Arg::Field(found.record.id, was as u8),
            Arg::Field(found.record.id, is as u8),
        ])
        .help(Phrase::HelpInteractiveMismatch)
        .label(self.node(member - 1).range(), Phrase::MemberHere);
        self.sink.push(finding);
        let value = other.values.first().copied().unwrap_or_default();
        self.words
            .set(block, union.tag, Slot::new(Tag::Choice, u32::from(value), 0));
        other
    }

    /// Gives a record as `Unknown`: its tag as text, everything else under `extra`.
    fn self_told_unknown(&mut self, record: &'static Record, union: &'static Union, found: Found) -> u32 {
        let block = self.words.block(record);
        self.words.set(block, union.tag, Slot::new(Tag::Unknown, 0, 0));
        let tag = self.value_of(&found, union.tag);
        let slot = match self.leaf(crate::kind::Kind::Token, tag) {
            Judged::Slot(slot) => slot,
            _ => Slot::ABSENT,
        };
        self.words.set(block, record.unknown_type_slot(), slot);
        let tag_name = record.fields.get(union.tag).map_or("", |field| field.name);
        let mut rest = self.scratch.found(record, found.owner);
        for key in self.tape.members(found.owner) {
            // Not the tag, nor another one before it.
            if &*tape::name(self.text, self.tape, key) != tag_name.as_bytes() {
                self.keep(&mut rest, key);
            }
        }
        self.finish(rest, block);
        block
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

/// The field whose name is nearest to an unknown one, if it is near enough to be meant.
fn nearest(record: &'static Record, name: &[u8]) -> Option<usize> {
    const NAME_BYTES_MAX: usize = 32;
    if name.len() > NAME_BYTES_MAX {
        return None;
    }
    let distance = |field: &Field| edit_distance(name, field.name.as_bytes());
    let (index, distance) = record
        .fields
        .iter()
        .map(distance)
        .enumerate()
        .min_by_key(|(_, distance)| *distance)?;
    // A third of the name may differ; of a short one a single character.
    (distance <= (name.len() / 3).max(1)).then_some(index)
}

/// The Levenshtein distance of two short names, without regard to case and separators.
fn edit_distance(one: &[u8], other: &[u8]) -> usize {
    const COLUMNS: usize = 64;
    let plain = |name: &[u8]| -> Vec<u8> {
        name.iter()
            .filter(|byte| !matches!(byte, b'_' | b'-' | b' '))
            .map(u8::to_ascii_lowercase)
            .collect()
    };
    let (one, other) = (plain(one), plain(other));
    if other.len() >= COLUMNS {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, left) in one.iter().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(&other) {
            let cost = diagonal + usize::from(left != right);
            diagonal = *cell;
            before = cost.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
