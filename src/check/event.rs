//! Which event a body is, and its root.
//!
//! In: the root of a tape. Out: the kind, the shape, and the slots of the event. Decided by `namespace` and `eventType`
//! (and `eventDetails`), never by the shape of the rest, so that a new member can never turn one event into another. Does not
//! know: what is in a payload, but for the names of its members where one of the two is missing.
//!
//! Why it exists: what a body is decides what it has to have; it is told before anything else is judged.

use super::{Check, Demand, Outcome};
use crate::catalog::{Code, Phrase, Severity, Word};
use crate::diagnostic::{Arg, Finding};
use crate::kind::{approximate, is_likely};
use crate::scan;
use crate::schema::events::{BUSINESS_MANAGEMENT, FLAT_SHAPES, MANAGEMENT_TYPE, NAMESPACE, RECOGNITIONS, management};
use crate::schema::{EventKind, FlatShape, Recognition, Shape};
use crate::tape::{self, Node, NodeType};
use std::borrow::Cow;

/// What the check found.
#[derive(Clone, Copy)]
pub(crate) struct Checked {
    /// What it is; `None` if the root is no object, or if what tells it may have been swallowed by a syntax error.
    pub(crate) kind: Option<EventKind>,
    pub(crate) shape: Shape,
    /// The block of the root; 0 if there is none.
    pub(crate) block: u32,
    /// Whether the event can be given, as far as the check can tell.
    pub(crate) complete: bool,
}

impl Checked {
    pub(crate) const NOTHING: Self = Self {
        kind: None,
        shape: Shape::V2,
        block: 0,
        complete: false,
    };
}

/// The members of the root that tell what it is.
#[derive(Clone, Copy, Default)]
struct Signs {
    namespace: u32,
    event_type: u32,
    event_details: u32,
    version: u32,
    /// Whether one of those that tell the kind is there and could not be read.
    is_unread: bool,
}

/// Their names.
pub(crate) const SIGNS: [&[u8]; 4] = [b"namespace", b"eventType", b"eventDetails", b"version"];

/// Judges members against each other, once all of them have been read.
pub(crate) type Rules = fn(&mut Check<'_, '_, '_>, EventKind, Shape);

impl Check<'_, '_, '_> {
    /// Checks the tape, from its root on. `expect`: the bits of the kinds the reader wants, or nothing for all.
    pub(crate) fn root(&mut self, expect: Option<u32>) -> Checked {
        let root = self.tape.node(0);
        if root.kind() != NodeType::Object || self.tape.is_empty() {
            self.wrong_root(root);
            return Checked::NOTHING;
        }
        self.event(expect)
    }

    /// Judges by rules what was checked.
    pub(crate) fn relate(&mut self, checked: &Checked, rules: Rules) {
        if let Some(kind) = checked.kind {
            rules(self, kind, checked.shape);
        }
    }

    #[inline(never)]
    fn wrong_root(&mut self, root: Node) {
        // The root of a tape without nodes is of this type too.
        if root.kind() == NodeType::Error || (root.is(Node::FAULTY) && root.kind() != NodeType::Array) {
            return;
        }
        let help = if root.kind() == NodeType::Array {
            Phrase::HelpRootArray
        } else {
            Phrase::HelpRootObject
        };
        self.look_through(0);
        self.report_mistyped(0, Word::AnObject, Severity::Error, help);
    }

    fn event(&mut self, expect: Option<u32>) -> Checked {
        let signs = self.signs();
        let flat = self.flat_shape(signs);
        let kind = match flat {
            Some(flat) => Some(flat.kind),
            None => self.recognise(signs),
        };
        let Some(kind) = kind else {
            self.trace_signs();
            self.look_through(0);
            return Checked::NOTHING;
        };
        if expect.is_some_and(|expect| expect >> kind as u32 & 1 == 0) {
            self.report_unexpected(kind, signs);
        }
        if let Some(flat) = flat {
            self.report_legacy(flat, signs);
        }
        let shape = self.shape(kind, flat, signs);
        let outcome = match flat {
            Some(flat) => self.flat(flat),
            None if kind == EventKind::Unknown => self.unknown(signs),
            None => self.record(kind.law().record, 0, Demand::Event),
        };
        Checked {
            kind: Some(kind),
            shape,
            block: outcome.block,
            complete: outcome.complete,
        }
    }

    /// Finds the members that tell what the body is; null counts as absent, and so does what could not be read.
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        for key in self.tape.members(0) {
            let name = tape::name(self.text, self.tape, key);
            let place = match () {
                () if *name == *b"namespace" => &mut signs.namespace,
                () if *name == *b"eventType" => &mut signs.event_type,
                () if *name == *b"eventDetails" => &mut signs.event_details,
                () if *name == *b"version" => &mut signs.version,
                () => continue,
            };
            let value = self.node(key + 1);
            let is_unread = value.is_unread() || self.is_guess(value);
            *place = if is_unread || value.is_null() { 0 } else { key + 1 };
            signs.is_unread |= is_unread && *name != *b"version";
        }
        signs
    }

    /// Of what is not told by its signs the names of the signs are kept: without them it would be told that there are none.
    #[cold]
    fn trace_signs(&mut self) {
        let record = EventKind::Unknown.law().record;
        for key in self.tape.members(0) {
            let name = tape::name(self.text, self.tape, key);
            if SIGNS.iter().any(|sign| *name == **sign) {
                self.trace(key, record, 0);
            }
        }
    }

    /// The text of a sign; empty where it is no string.
    fn sign(&self, node: u32) -> Cow<'_, [u8]> {
        let value = self.node(node);
        if node == 0 || value.kind() != NodeType::String {
            return Cow::Borrowed(b"");
        }
        if value.is(Node::ESCAPED | Node::FAULTY) {
            return self.tape.decode(self.text, value).text.into();
        }
        value.inner().of(self.text).into()
    }

    fn flat_shape(&self, signs: Signs) -> Option<&'static FlatShape> {
        let event_type = self.sign(signs.event_type);
        FLAT_SHAPES
            .iter()
            .find(|flat| flat.event_type.as_bytes().eq_ignore_ascii_case(&event_type))
    }

    /// What the pair of `namespace` and `eventType` says. `None`: a syntax error may have swallowed one of them.
    fn recognise(&mut self, signs: Signs) -> Option<EventKind> {
        let may_lack = signs.is_unread || self.tape.may_lack(self.node(0));
        if signs.namespace == 0 && signs.event_details != 0 && signs.event_type != 0 {
            return Some(EventKind::BusinessManagement);
        }
        let namespace = self.sign(signs.namespace);
        let event_type = self.sign(signs.event_type);
        let is_just =
            |row: &&Recognition| *row.event_type.as_bytes() == *event_type && *row.namespace.as_bytes() == *namespace;
        if let Some(row) = RECOGNITIONS.iter().find(is_just) {
            return Some(row.kind);
        }
        let is_ours = NAMESPACE.find(&namespace).is_some();
        let fits = |row: &&Recognition| {
            let same_namespace = row.namespace.as_bytes().eq_ignore_ascii_case(&namespace)
                || (is_ours && NAMESPACE.find(row.namespace.as_bytes()).is_some());
            let same_type = row.event_type.as_bytes().eq_ignore_ascii_case(&event_type);
            match (signs.namespace, signs.event_type) {
                (0, _) => !row.event_type.is_empty() && same_type,
                (_, 0) => same_namespace,
                _ => same_namespace && (same_type || row.event_type.is_empty()),
            }
        };
        // One of the two alone may be that of several events.
        let mut told = RECOGNITIONS.iter().rev().filter(fits);
        let told = told.find(|row| self.is_in_payload(row.told_by));
        let known = told.or_else(|| RECOGNITIONS.iter().find(fits));
        let one_missing = signs.namespace == 0 || signs.event_type == 0;
        match known {
            Some(row) if !(one_missing && may_lack && !row.event_type.is_empty()) => Some(row.kind),
            None if !(one_missing && may_lack) => Some(EventKind::Unknown),
            _ => None,
        }
    }

    /// Whether the payload has members of all these names.
    fn is_in_payload(&self, names: &[&str]) -> bool {
        let is = |key: u32, name: &str| *tape::name(self.text, self.tape, key) == *name.as_bytes();
        let is_payload = |key: &u32| is(*key, "payload") && self.node(key + 1).kind() == NodeType::Object;
        let payload = self.tape.members(0).filter(is_payload).last();
        let has = |name: &&str| payload.is_some_and(|payload| self.tape.members(payload + 1).any(|key| is(key, name)));
        names.iter().all(has)
    }

    /// An object that is no published event: its envelope as it was sent.
    #[inline(never)]
    fn unknown(&mut self, signs: Signs) -> Outcome {
        self.report_unknown_event(signs);
        let record = EventKind::Unknown.law().record;
        self.look_through(0);
        let mut found = self.found(record, 0);
        for (field, node) in [signs.version, signs.namespace, signs.event_type]
            .into_iter()
            .enumerate()
        {
            let fits = match self.node(node).kind() {
                NodeType::String => true,
                NodeType::Number => field == 0,
                _ => false,
            };
            if node == 0 {
                continue;
            }
            // The name is one of ours even where its value is not: masked, the body would be another event.
            self.trace(node - 1, record, field);
            if fits {
                self.set_value(&mut found, field, node);
            }
        }
        self.judge(found, Demand::Record)
    }

    #[cold]
    fn report_unknown_event(&mut self, signs: Signs) {
        let (node, phrase) = match (signs.namespace, signs.event_type) {
            (0, 0) => (0, Phrase::EventUnknown),
            (0, event_type) => (event_type, Phrase::EventUnknownMembers),
            (namespace, 0) => (namespace, Phrase::EventUnknownMembers),
            (namespace, event_type) => {
                let text = self.sign(namespace);
                let known = RECOGNITIONS
                    .iter()
                    .any(|row| row.namespace.as_bytes().eq_ignore_ascii_case(&text))
                    || NAMESPACE.find(&text).is_some();
                let node = if known { event_type } else { namespace };
                (node, Phrase::EventUnknownMembers)
            }
        };
        let range = if node == 0 {
            self.brace(0)
        } else {
            self.node(node).range()
        };
        let mut finding = Finding::new(Code::UnknownEvent, node, range, phrase);
        finding.help = Some(self.advise(&mut finding, signs));
        self.sink.push(finding);
    }

    /// What to do with an unknown object, and in the finding what it is likely to be.
    fn advise(&self, finding: &mut Finding, signs: Signs) -> Phrase {
        if signs.event_type == 0
            && let Some(key) = self.wrapped()
        {
            finding.args[0] = self.written(key);
            finding.label = Some((self.node(key).range(), Phrase::EventHere));
            return Phrase::HelpWrapped;
        }
        if signs.namespace == 0 && MANAGEMENT_TYPE.find(&self.sign(signs.event_type)).is_some() {
            // An account's event, but for the details that would make it one.
            finding.args[0] = Arg::Field(BUSINESS_MANAGEMENT.id, management::eventDetails as u8);
            finding.message = Phrase::MemberMissing;
            return Phrase::HelpMissing;
        }
        self.look_alike(signs)
    }

    /// The member that holds an event, or its text: logs and queues put more around it, and so do tools that show requests.
    fn wrapped(&self) -> Option<u32> {
        let holds_event = |key: &u32| {
            let value = self.node(key + 1);
            let has = |name: &[u8]| self.has_member(key + 1, name);
            match value.kind() {
                _ if !self.node(*key).is(Node::KEY) => false,
                NodeType::Object => has(b"eventType") && (has(b"namespace") || has(b"umid") || has(b"eventDetails")),
                NodeType::String => begins_event(self.tape.inside(self.text, value).of(self.text)),
                _ => false,
            }
        };
        (1..self.tape.len()).find(holds_event)
    }

    /// What an unknown object looks like, by the members it has and those it has not.
    fn look_alike(&self, signs: Signs) -> Phrase {
        let has = |name: &[u8]| self.has_member(0, name);
        // What is sent to 8x8, and what it answers, name no event and no version.
        let is_bare = signs.namespace == 0 && signs.event_type == 0 && signs.version == 0;
        let has_umid = has(b"umid");
        match () {
            () if has(b"object") && has(b"entry") => Phrase::HelpMeta,
            () if is_bare && has_umid && (has(b"timestamp") || has(b"channel") || has(b"source")) => {
                Phrase::HelpPayload
            }
            () if is_bare && !has_umid && has(b"user") && has(b"content") => Phrase::HelpSendRequest,
            () if is_bare && has_umid && has(b"status") => Phrase::HelpSendResponse,
            () if has_umid && signs.event_type == 0 && signs.version != 0 => Phrase::HelpEventTypeLost,
            () if has(b"$schema") => Phrase::HelpSchema,
            // What API Gateway hands to a Lambda function: the event may be in base64.
            () if has(b"headers") && has(b"body") => Phrase::HelpRequest,
            () => Phrase::HelpUnknownEvent,
        }
    }

    /// Whether an object has a member of this name.
    pub(super) fn has_member(&self, object: u32, name: &[u8]) -> bool {
        self.member(object, &mut |_, other| other == name).is_some()
    }

    #[cold]
    fn report_unexpected(&mut self, kind: EventKind, signs: Signs) {
        let (node, range) = match signs.event_type {
            0 => (0, self.brace(0)),
            event_type => (event_type, self.node(event_type).range()),
        };
        let finding = Finding::new(Code::UnexpectedEvent, node, range, Phrase::EventUnexpected)
            .args([Arg::Kind(kind as u8)])
            .help(Phrase::HelpUnexpected);
        self.sink.push(finding);
    }

    #[cold]
    fn report_legacy(&mut self, flat: &'static FlatShape, signs: Signs) {
        let finding = Finding::new(
            Code::LegacyFormat,
            signs.event_type,
            self.node(signs.event_type).range(),
            Phrase::IsLegacy,
        );
        self.sink
            .push(finding.args([Arg::Number(flat.version)]).help(Phrase::HelpLegacy));
    }

    /// The published shape, by `version`; one that is not published is read as the newest.
    fn shape(&mut self, kind: EventKind, flat: Option<&'static FlatShape>, signs: Signs) -> Shape {
        let usual = if flat.is_some() { Shape::V1 } else { Shape::V2 };
        let value = self.node(signs.version);
        let versions = match (kind.law().versions, flat) {
            _ if signs.version == 0 => return usual,
            (_, Some(flat)) => std::slice::from_ref(&flat.version),
            (Some(versions), None) => versions,
            (None, None) => return usual,
        };
        let is = |number: &u32| {
            value.kind() == NodeType::Number && approximate(value.range().of(self.text)) == f64::from(*number)
        };
        match value.kind() {
            NodeType::Number | NodeType::String => {}
            _ => return usual,
        }
        if !versions.iter().any(is) {
            // A string is shown with its quotes: `"9"` is not 9.
            let range = value.range();
            let phrase = match is_likely(&self.sign(signs.version)) {
                true => Phrase::VersionUnknown,
                false => Phrase::VersionUnnamed,
            };
            let finding = Finding::new(Code::UnknownVersion, signs.version, range, phrase)
                .args([Arg::Text(range)])
                .help(Phrase::HelpVersion);
            self.sink.push(finding);
        }
        if flat.is_some() { Shape::V1 } else { Shape::V3 }
    }
}

/// Whether a text begins as that of an event does, escaped or not.
#[inline(never)]
pub(crate) fn begins_event(text: &[u8]) -> bool {
    const HEAD_BYTES: usize = 256;
    const SIGN: &[u8] = b"eventType";
    let mut parts = text.windows(SIGN.len()).take(HEAD_BYTES);
    text.get(scan::space_end(text, 0)) == Some(&b'{') && parts.any(|part| part == SIGN)
}
