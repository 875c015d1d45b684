//! What the check says of members that are missing, null, or of another JSON type than documented.
//!
//! In: what was found of a record, and what it costs. Out: findings. Does not know: how values are judged.
//!
//! Why it exists: what a missing member costs – the event, the type of a part, or nothing – decides the code, the severity and
//! the advice together; apart from each other they would contradict each other.

use super::nearest::nearest;
use super::{Check, Demand, Found, type_word};
use crate::catalog::{Code, Phrase, Severity, Word};
use crate::diagnostic::{Arg, Finding};
use crate::schema::{CALLED_IN_FLAT, Field, Presence, Record, Type, is_documented};
use crate::tape::{self, Node, NodeType};

/// What to do without a member: a type may need it, or get along without.
const fn help_missing(is_required: bool) -> Phrase {
    if is_required {
        Phrase::HelpMissing
    } else {
        Phrase::HelpMissingExpected
    }
}

impl Check<'_, '_, '_> {
    /// The name of a member: a flat shape may call it otherwise than the newer one.
    #[cold]
    #[inline(never)]
    pub(super) fn named(&self, found: &Found, index: usize) -> Arg {
        let own = Arg::Field(found.record.id, index as u8);
        match self.value_of(found, index) {
            _ if found.owner != 0 => own,
            0 => {
                let id = (found.record.id, index as u8);
                let called = CALLED_IN_FLAT.iter().find(|(field, _)| *field == id);
                called.map_or(own, |(_, (record, field))| Arg::Field(*record, *field))
            }
            node => {
                let name = tape::name(self.text, self.tape, node - 1);
                match found.record.has(&name) {
                    true => own,
                    false => self.written(node - 1),
                }
            }
        }
    }

    /// A member that is needed and not there.
    pub(super) fn missing(&mut self, found: &Found, index: usize, presence: Presence, demand: Demand) {
        let severity = match (presence, demand) {
            (Presence::Required, Demand::Event) => Severity::Error,
            _ => Severity::Warning,
        };
        if self.may_be_swallowed(found, index) {
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
        let name = self.named(found, index);
        let brace = self.brace(found.owner);
        let finding = match demand {
            Some(Demand::Part(tag)) => {
                Finding::new(Code::IncompleteContent, found.owner, brace, Phrase::ContentIncomplete)
                    .args([name, tag.name])
                    .help(Phrase::HelpIncomplete)
                    .label(self.node(tag.node).range(), Phrase::CalledForHere)
            }
            _ => {
                let mut finding = Finding::new(Code::MissingField, found.owner, brace, Phrase::MemberMissing)
                    .severity(severity)
                    .args([name])
                    .help(help_missing(demand.is_some()));
                // Of what costs the event there is one in a body, so that what is around it may be looked through.
                if severity == Severity::Error {
                    self.look_for(&mut finding, found, index);
                }
                finding
            }
        };
        self.sink.push(finding);
    }

    /// Says of a member that is missing where it seems to be: its own members may stand outside of it, or it has another name
    /// or another place.
    fn look_for(&mut self, finding: &mut Finding, found: &Found, index: usize) {
        let Some(field) = found.record.fields.get(index) else {
            return;
        };
        let (key, label) = if let Type::Record(inner) = field.of
            && let Some(key) = self.outside(found, index, inner)
        {
            finding.help = Some(Phrase::HelpOutside);
            (key, Phrase::BelongsInside)
        } else if let Some(key) = self.elsewhere(found, index, field) {
            finding.help = Some(Phrase::HelpElsewhere);
            finding.args[1] = self.written(key);
            (key, Phrase::SeemsHere)
        } else {
            return;
        };
        finding.label = Some((self.node(key).range(), label));
    }

    /// The first member of a record that stands outside of it, where the record should be. That these are not documented there is
    /// said by that.
    fn outside(&mut self, found: &Found, index: usize, inner: &Record) -> Option<u32> {
        let record = found.record;
        let (mut first, mut astray) = (None, Vec::new());
        self.member(found.owner, &mut |key, name| {
            if !record.has(name) && is_documented(name) {
                astray.push(key);
                first = first.or_else(|| inner.has(name).then_some(key));
            }
            false
        });
        first?;
        for key in &astray {
            self.trace(*key, record, index);
        }
        self.sink.forget_unknown(&mut |key| astray.binary_search(&key).is_ok());
        first
    }

    /// The name that is nearly that of a field, or that name in an object inside of its owner, or in the one around it.
    fn elsewhere(&mut self, found: &Found, index: usize, field: &Field) -> Option<u32> {
        let (tape, record) = (self.tape, found.record);
        let near = self.member(found.owner, &mut |key, name| {
            let node = tape.node(key);
            let is_name = !node.is(Node::MARRED) && !tape.is_doubtful(node);
            is_name && !record.has(name) && nearest(record, name) == Some(index)
        });
        if near.is_some() {
            return near;
        }
        let in_object = |object: u32| self.member(object, &mut |_, name| field.is_named(name));
        let inside = tape.members(found.owner).find_map(|key| in_object(key + 1));
        let key = inside.or_else(|| {
            let is_around = |node: &u32| {
                let node = tape.node(*node);
                node.kind() == NodeType::Object && node.next > found.owner
            };
            in_object((0..found.owner).rev().find(is_around)?)
        })?;
        self.trace(key, record, index);
        Some(key)
    }

    /// An explicit null: in a required member it counts as absent, in another it is remarked on.
    #[cold]
    pub(super) fn null(&mut self, found: &Found, index: usize, presence: Presence, demand: Demand) {
        let node = self.value_of(found, index);
        let value = self.node(node);
        if value.is_unread() {
            return;
        }
        self.words.set_null(found.block, index);
        if presence == Presence::Nullable {
            return;
        }
        let name = self.named(found, index);
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
                    .help(help_missing(presence == Presence::Required))
            }
            _ => return self.report_null(node, name),
        });
    }

    /// A null that nothing suffers from.
    #[inline(never)]
    pub(super) fn report_null(&mut self, node: u32, name: Arg) {
        let finding = Finding::new(Code::NullValue, node, self.node(node).range(), Phrase::IsNull);
        self.sink.push(finding.args([name]).help(Phrase::HelpNull));
    }

    /// Takes back what was said of how a node is given, and what it holds: it is kept as it was sent, after all.
    #[cold]
    #[inline(never)]
    pub(crate) fn take_back(&mut self, node: u32) {
        self.sink.take_back(node..self.node(node).next);
    }

    /// A value of another JSON type than documented.
    #[cold]
    pub(super) fn mistyped(
        &mut self,
        found: &mut Found,
        index: usize,
        presence: Presence,
        demand: Demand,
        expected: Word,
    ) {
        let node = self.value_of(found, index);
        let (severity, help) = match (presence, demand) {
            (Presence::Required, Demand::Event) => (Severity::Error, Phrase::HelpMistyped),
            (Presence::Required, Demand::Part(_)) => (Severity::Warning, Phrase::HelpIncomplete),
            _ => (Severity::Warning, Phrase::HelpKeptInExtra),
        };
        self.report_mistyped(node, expected, severity, help);
        if severity == Severity::Error {
            // The event is withheld, and what can be given of it must not lack this.
            self.keep(found, node - 1);
        } else {
            self.set_aside(found, index, presence);
        }
    }

    #[cold]
    pub(super) fn report_mistyped(&mut self, node: u32, expected: Word, severity: Severity, help: Phrase) {
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
}
