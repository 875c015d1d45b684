//! Records whose type is told by one of their members.
//!
//! In: a record with a union, and what was found of it. Out: its slots, in the type that its tag names – or as `Unknown`
//! where the tag is not documented, or what it calls for is not there. Does not know: single values.
//!
//! Why it exists: which members are needed depends on another member, and that one may be wrong, or swallowed by a syntax
//! error.

use super::fields::Bits;
use super::{Check, Demand, Found, Outcome, Strangers, Tagged};
use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::{Arg, Finding};
use crate::schema::{Arm, Presence, Record, Type, Union};
use crate::slots::{Slot, Tag, json_slot, text_slot};
use crate::tape::{self, NodeType};

impl Check<'_, '_, '_> {
    /// A union whose tag stands beside the member it tells of: `type` and `content`.
    pub(super) fn sibling_told(&mut self, union: &'static Union, mut found: Found, demand: Demand) -> Outcome {
        let subject = union.subject.unwrap_or(union.tag);
        let others = !(1 << union.tag | 1 << subject);
        self.judge_fields(&mut found, others, demand);
        let tag = self.tag(union, &mut found, demand);
        self.subject(union, subject, tag.flatten(), &mut found, demand);
        // What it lacks has cost the event; nobody asks for more.
        self.finish(found, true)
    }

    /// The tag: `None` if there is none to give, `Some(None)` if it is not documented.
    fn tag(
        &mut self,
        union: &'static Union,
        found: &mut Found,
        demand: Demand,
    ) -> Option<Option<(&'static Arm, Tagged)>> {
        let record = found.record;
        let field = record.fields.get(union.tag)?;
        let mut slot = self.words.get(found.block, union.tag);
        if slot.is_absent() {
            slot = self.field(found, union.tag, field, Presence::Required, demand);
        }
        if slot.is_absent() {
            return None;
        }
        if !slot.is(Tag::Choice) {
            self.words.set(found.block, union.tag, Slot::new(Tag::Unknown, 0, 0));
            self.words.set(found.block, record.unknown_type_slot(), slot);
            return Some(None);
        }
        self.words.set(found.block, union.tag, slot);
        let arm = union.arms.iter().find(|arm| arm.values.contains(&(slot.a as u8)))?;
        let Type::Choice(choice) = field.of else { return None };
        let tag = Tagged {
            node: self.value_of(found, union.tag),
            name: Arg::Value(choice.id, slot.a as u8),
        };
        Some(Some((arm, tag)))
    }

    /// The member whose content depends on the tag.
    fn subject(
        &mut self,
        union: &'static Union,
        subject: usize,
        arm: Option<(&'static Arm, Tagged)>,
        found: &mut Found,
        demand: Demand,
    ) {
        let node = self.value_of(found, subject);
        let unknown = self.words.get(found.block, union.tag).is(Tag::Unknown);
        let may_be_absent = unknown || arm.is_some_and(|(arm, _)| arm.may_be_absent);
        let kind = self.node(node).kind();
        if node == 0 || kind == NodeType::Null || kind == NodeType::Error {
            if may_be_absent || kind == NodeType::Error || self.is_tag_lost(union, found) {
                if kind == NodeType::Null {
                    self.words.set_null(found.block, subject);
                }
                return;
            }
            if node == 0 {
                self.missing(found, subject, Presence::Required, demand);
            } else {
                self.null(found, subject, Presence::Required, demand);
            }
            return;
        }
        if kind != NodeType::Object {
            self.mistyped(found, subject, Presence::Required, demand, Word::AnObject);
            return;
        }
        self.trace(node, found.record, subject);
        let decoded = arm.and_then(|(arm, tag)| self.content(found, subject, arm, tag));
        let slot = match decoded {
            Some(inner) => Slot::new(Tag::Record, inner, 0),
            None => {
                self.give_as_unknown(union, found);
                if arm.is_none() {
                    self.look_through(node);
                }
                json_slot(self.tape, node)
            }
        };
        self.words.set(found.block, subject, slot);
    }

    /// Whether the tag was sent, as far as one can tell, and what it says is not known: then neither is what it calls for.
    fn is_tag_lost(&self, union: &'static Union, found: &Found) -> bool {
        match self.value_of(found, union.tag) {
            0 => self.may_be_swallowed(found, union.tag),
            tag => self.node(tag).is_unread(),
        }
    }

    /// Turns the tag of a union into `Unknown`, with the text as it was sent beside it.
    fn give_as_unknown(&mut self, union: &'static Union, found: &Found) {
        if !self.words.get(found.block, union.tag).is(Tag::Choice) {
            return;
        }
        let tag = self.value_of(found, union.tag);
        let sent = text_slot(self.tape, tag);
        self.take_back(tag);
        self.words.set(found.block, union.tag, Slot::new(Tag::Unknown, 0, 0));
        self.words.set(found.block, found.record.unknown_type_slot(), sent);
    }

    /// The content that a tag calls for; nothing if it lacks or breaks what is needed.
    fn content(&mut self, found: &Found, subject: usize, arm: &'static Arm, tag: Tagged) -> Option<u32> {
        let Type::Record(record) = found.record.fields.get(subject)?.of else {
            return None;
        };
        let node = self.value_of(found, subject);
        let mut content = self.find(record, node, Strangers::Reported);
        let complete = self.arm_fields(&mut content, arm, tag, u32::MAX);
        if !complete {
            self.take_back(node);
        }
        let outcome = self.finish(content, complete);
        complete.then_some(outcome.block)
    }

    /// Judges some fields of a subject by what its arm needs and allows.
    fn arm_fields(&mut self, found: &mut Found, arm: &'static Arm, tag: Tagged, fields: u32) -> bool {
        let mut complete = true;
        let strays = found.present & !arm.needs & !arm.allows;
        for index in Bits((found.due(arm.needs) | strays) & fields) {
            let Some(field) = found.record.fields.get(index) else {
                break;
            };
            let slot = if strays >> index & 1 != 0 {
                self.not_called_for(found, index, tag);
                Slot::ABSENT
            } else if arm.needs >> index & 1 != 0 {
                let slot = self.field(found, index, field, Presence::Required, Demand::Part(tag));
                complete &= !slot.is_absent();
                slot
            } else {
                self.field(found, index, field, field.presence, Demand::Record)
            };
            self.words.set(found.block, index, slot);
        }
        complete
    }

    /// A documented member that the tag does not call for.
    #[cold]
    fn not_called_for(&mut self, found: &mut Found, index: usize, tag: Tagged) {
        let node = self.value_of(found, index);
        let value = self.node(node);
        // Its name is kept as it was sent.
        self.take_back(node - 1);
        match value.kind() {
            NodeType::Null => return self.null(found, index, Presence::Optional, Demand::Record),
            // What it holds never came.
            NodeType::Error => return,
            _ => {}
        }
        let key = self.node(node - 1);
        let finding = Finding::new(Code::UnexpectedContent, node, key.range(), Phrase::ContentUnexpected)
            .args([Arg::Field(found.record.id, index as u8), tag.name])
            .help(Phrase::HelpKeptInExtra)
            .label(self.node(tag.node).range(), Phrase::TypeHere);
        self.sink.push(finding);
        self.keep(found, node - 1);
    }

    /// A union whose tag names a member of the same record: `interactive`.
    pub(super) fn self_told(
        &mut self,
        record: &'static Record,
        union: &'static Union,
        object: u32,
        demand: Demand,
    ) -> Outcome {
        let strangers = match self.peek_choice(record, union, object) {
            true => Strangers::Reported,
            false => Strangers::Quiet,
        };
        let mut found = self.find(record, object, strangers);
        let Some(arm) = self.tag(union, &mut found, demand) else {
            return self.finish(found, false);
        };
        let complete = arm.is_some_and(|(named, mut tag)| {
            let arm = self.arm_that_counts(union, named, &found);
            if !core::ptr::eq(arm, named)
                && let Arg::Value(_, value) = &mut tag.name
            {
                *value = arm.values.first().copied().unwrap_or_default();
                // It is the member that calls for the rest, not the tag that names another.
                tag.node = self.value_of(&found, arm.needs.trailing_zeros() as usize) - 1;
            }
            self.arm_fields(&mut found, arm, tag, !(1 << union.tag))
        });
        if complete {
            return self.finish(found, true);
        }
        self.self_told_unknown(union, found)
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
    fn arm_that_counts(&mut self, union: &'static Union, named: &'static Arm, found: &Found) -> &'static Arm {
        let mut present = 0_u32;
        for index in Bits(found.present) {
            let node = self.value_of(found, index);
            let kind = self.node(node).kind();
            let there = kind != NodeType::Null && kind != NodeType::Error;
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
        let slot = Slot::new(Tag::Choice, u32::from(value), 0);
        self.words.set(found.block, union.tag, slot);
        other
    }

    /// Gives a record as `Unknown`: its tag as text, everything else under `extra`.
    fn self_told_unknown(&mut self, union: &'static Union, found: Found) -> Outcome {
        let record = found.record;
        let mut rest = self.found(record, found.owner);
        self.words.set(rest.block, union.tag, Slot::new(Tag::Unknown, 0, 0));
        let tag = self.value_of(&found, union.tag);
        self.sink.take_back(found.owner..tag);
        self.sink.take_back(tag + 1..self.node(found.owner).next);
        let sent = match self.words.get(found.block, union.tag) {
            slot if slot.is(Tag::Choice) => {
                self.take_back(tag);
                text_slot(self.tape, tag)
            }
            _ => self.words.get(found.block, record.unknown_type_slot()),
        };
        self.words.set(rest.block, record.unknown_type_slot(), sent);
        let tag_name = record.fields.get(union.tag).map_or("", |field| field.name);
        for key in self.tape.members(found.owner) {
            // Not the tag, nor another one before it.
            if &*tape::name(self.text, self.tape, key) != tag_name.as_bytes() {
                self.keep(&mut rest, key);
            }
        }
        self.finish(rest, true)
    }
}
