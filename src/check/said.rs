//! What the check says of members that are missing, null, or of another JSON type than documented.
//!
//! In: what was found of a record, and what it costs. Out: findings. Does not know: how values are judged.
//!
//! Why it exists: what a missing member costs – the event, the type of a part, or nothing – decides the code, the severity and
//! the advice together; apart from each other they would contradict each other.

use super::{Check, Demand, Found, type_word};
use crate::catalog::{Code, Phrase, Severity, Word};
use crate::diagnostic::{Arg, Finding};
use crate::schema::{CALLED_IN_FLAT, Presence};
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
        if found.without >> index & 1 != 0 || self.may_be_swallowed(found, index) {
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
            _ => Finding::new(Code::MissingField, found.owner, brace, Phrase::MemberMissing)
                .severity(severity)
                .args([name])
                .help(help_missing(demand.is_some())),
        };
        self.sink.push(finding);
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
