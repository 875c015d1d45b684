//! Templates: bodies that differ from one that was read before in their values only.
//!
//! In: a body. Out: what the fast path would leave of it, or nothing. Does not know: names, presence, unions – they were judged
//! when the template was made.
//!
//! A template is what is between the values of a body – braces, names, white space, and the values that decide what the others
//! mean –, the words that were left of it, and for each value how it was judged and where its words are. A body that has the
//! same text between its values has the same members in the same places, so its values are judged, and its words are those of
//! the template but for theirs. Where a body leaves a template, it may go on by another one that was the same up to there.
//!
//! Why it exists: one sender writes its events by a program, so nearly all of them have come before, but for their values.
//! Finding each name among those that may stand there takes more than half of the time that reading takes.

use super::{Documented, ENVELOPE, Reader};
use crate::kind::Kind;
use crate::order;
use crate::scan;
use crate::schema::events::inbound;
use crate::schema::{Choice, EventKind, Record, Type};
use crate::slots::{Slot, Tag, Words};
use crate::source::Range;

/// So many are kept: an account has a few dozen sorts of events, and a few of them are nearly all of its traffic.
const TEMPLATES_MAX: usize = 32;
/// What is longer is not learned, so that templates have some hundred kilobytes at most.
const STEPS_MAX: usize = 96;
const TEXT_BYTES_MAX: usize = 3072;
const WORDS_MAX: usize = 768;
/// More steps than any template has: with so many no other one begins alike.
const NOT_ALIKE: u8 = u8::MAX;
/// Once there is no room, one of so many bodies is learned, since that takes as long as reading some – and while most are tried,
/// the second of two that are new and look alike.
const LEARNING: u32 = 256;
/// How many documented bodies more may follow no template than follow one, until most are not even tried; half of that must be
/// made good until they are again.
const MISSES_MAX: u32 = 16;
/// How many bodies in a row may not be documented until most are not tried either.
const STRANGE_MAX: u32 = 8;
/// One of so many is tried meanwhile.
const TRIED_EVERY: u32 = 8;

/// What tells an event and its shape. Everywhere the tag of a union tells what else may be there.
const DECIDING: [&str; 3] = [
    ENVELOPE.fields[inbound::version as usize].name,
    ENVELOPE.fields[inbound::namespace as usize].name,
    ENVELOPE.fields[inbound::eventType as usize].name,
];

/// How a value is read.
#[derive(Clone, Copy)]
enum Reading {
    String(Kind),
    Choice(&'static Choice),
    Other(Type),
    /// It must be the same, and belongs to what is between the others: its slot in the body that was learned, and where it ended.
    Same(Slot, u32),
}

/// A value, and what is before it.
#[derive(Clone, Copy)]
struct Step {
    /// How many bytes are between the value before and this one.
    between: u32,
    reading: Reading,
    /// Where its slot is among the words.
    place: u32,
}

struct Template {
    /// What is between the values, one behind the other.
    text: Vec<u8>,
    steps: Vec<Step>,
    /// How many bytes are behind the last value.
    rest: u32,
    words: Vec<u32>,
    documented: Documented,
    /// With how many steps each of the templates begins as this one does.
    alike: [u8; TEMPLATES_MAX],
    /// When it was followed last.
    used: u32,
}

/// The templates of a reader.
#[derive(Default)]
pub(crate) struct Templates {
    /// Whether any are learned: who reads one body needs none.
    pub(crate) are_kept: bool,
    templates: Vec<Template>,
    /// The one that was followed last.
    last: usize,
    /// How many bodies were read.
    count: u32,
    /// When one was learned last.
    learned: u32,
    /// What the last body looked like that was new: its kind, and how many words it has.
    last_new: (Option<EventKind>, usize),
    /// How many bodies more followed none lately than one: see [`MISSES_MAX`].
    misses: u32,
    /// How many bodies in a row were not documented.
    strange: u32,
    /// Whether bodies follow too seldom to try them all.
    is_sampling: bool,
    /// Whether the body was tried, and follows none.
    is_new: bool,
    /// The slots of the values that were read: they are set when all are.
    slots: Vec<Slot>,
}

impl Templates {
    /// Reads a body by a template it follows.
    pub(super) fn follow(&mut self, reader: &mut Reader<'_, '_>) -> Option<Documented> {
        self.count = self.count.wrapping_add(1);
        let is_tried = !self.is_sampling && self.strange < STRANGE_MAX;
        self.is_new = is_tried || self.count.is_multiple_of(TRIED_EVERY);
        // Until it is known to be documented.
        self.strange = self.strange.saturating_add(1);
        if !self.is_new {
            return None;
        }
        self.slots.resize(STEPS_MAX, Slot::ABSENT);
        // What has words of its own to write does so behind those of any template.
        reader.words.leave(WORDS_MAX);
        let id = find(&self.templates, self.last, reader, &mut self.slots)?;
        self.is_new = false;
        self.strange = 0;
        self.misses = self.misses.saturating_sub(1);
        self.is_sampling &= self.misses > MISSES_MAX / 2;
        self.last = id;
        let template = self.templates.get_mut(id)?;
        template.used = self.count;
        reader.words.load(&template.words);
        for (step, read) in template.steps.iter().zip(&self.slots) {
            let slot = match step.reading {
                Reading::Same(slot, end) if slot.is_range() => slot.moved(end, read.a),
                Reading::Same(slot, _) => slot,
                _ => *read,
            };
            reader.words.set_read(step.place, slot);
        }
        let documented = template.documented;
        let is_documented =
            reader.wants(documented.kind) && reader.keeps_rules(documented.kind, documented.shape, documented.block);
        is_documented.then_some(documented)
    }

    /// Learns a body that was read without.
    pub(super) fn learn(&mut self, text: &[u8], words: &Words, documented: Documented) {
        self.strange = 0;
        if !self.is_new {
            return;
        }
        self.misses = MISSES_MAX.min(self.misses + 1);
        self.is_sampling |= self.misses == MISSES_MAX;
        let looks = (Some(documented.kind), words.as_slice().len());
        let may_learn = self.templates.len() < TEMPLATES_MAX
            || self.count.wrapping_sub(self.learned) >= LEARNING
            || self.last_new == looks && !self.is_sampling;
        self.last_new = looks;
        if may_learn && let Some(template) = Template::of(text, words, documented) {
            self.put(template);
        }
    }

    /// Puts a template where there is room, or in place of the one that was not followed for the longest time.
    #[cold]
    fn put(&mut self, mut template: Template) {
        let now = self.count;
        self.learned = now;
        let age = |(_, template): &(usize, &Template)| now.wrapping_sub(template.used);
        let oldest = self.templates.iter().enumerate().max_by_key(age).map(|(id, _)| id);
        let id = match oldest {
            Some(oldest) if self.templates.len() >= TEMPLATES_MAX => oldest,
            _ => self.templates.len(),
        };
        template.used = now;
        for (other, known) in self.templates.iter_mut().enumerate() {
            let alike = if other == id {
                NOT_ALIKE
            } else {
                template.alike_with(known)
            };
            if let (Some(there), Some(here)) = (known.alike.get_mut(id), template.alike.get_mut(other)) {
                (*there, *here) = (alike, alike);
            }
        }
        match self.templates.get_mut(id) {
            Some(old) => *old = template,
            None => self.templates.push(template),
        }
        self.last = id;
    }
}

/// The template that a body follows, beginning with the one that was followed last; the slots of its values.
///
/// Where a body leaves a template, each of those is tried that were the same up to there and go on in another way.
fn find(templates: &[Template], mut id: usize, reader: &mut Reader<'_, '_>, slots: &mut [Slot]) -> Option<usize> {
    let mut template = templates.get(id)?;
    let (mut way, mut tried) = (Way::default(), 0_u32);
    loop {
        way = template.follow(reader, way, slots);
        if way.is_whole {
            return Some(id);
        }
        tried |= 1 << id;
        let others = scan::lanes_with(&template.alike, way.steps as u8) & !tried;
        id = others.trailing_zeros() as usize;
        template = templates.get(id)?;
    }
}

/// How far a body has followed.
#[derive(Clone, Copy, Default)]
struct Way {
    steps: usize,
    /// Where the last value ends, and where what is between that and the next one is in the template.
    at: usize,
    from: usize,
    is_whole: bool,
}

impl Step {
    fn is_like(&self, other: &Self) -> bool {
        let readings = match (self.reading, other.reading) {
            (Reading::String(one), Reading::String(other)) => one == other,
            (Reading::Choice(one), Reading::Choice(other)) => core::ptr::eq(one, other),
            (Reading::Same(..), Reading::Same(..)) => true,
            (Reading::Other(one), Reading::Other(other)) => one.is(other),
            _ => false,
        };
        // Their places, and what is the same, may be others: slots are set once all are read.
        readings && self.between == other.between
    }
}

impl Template {
    /// The template of a body; nothing where it is too long.
    fn of(text: &[u8], words: &Words, documented: Documented) -> Option<Self> {
        let mut values = Values {
            text,
            words,
            found: Vec::new(),
        };
        values.find(documented.kind.law().record, documented.block, true);
        let found = values.found;
        let mut order: Vec<u32> = (0..found.len() as u32).collect();
        order::sort(&mut order, &|one, other| {
            let start = |at: usize| found.get(at).map(|value| value.start);
            start(one).cmp(&start(other))
        });
        let mut template = Self {
            text: Vec::new(),
            steps: Vec::new(),
            rest: 0,
            words: words.as_slice().to_vec(),
            documented,
            alike: [NOT_ALIKE; TEMPLATES_MAX],
            used: 0,
        };
        let mut at = 0;
        for place in order {
            let value = found.get(place as usize)?;
            let end = if let Reading::Same(..) = value.reading {
                value.end
            } else {
                value.start
            };
            template.text.extend_from_slice(text.get(at..end)?);
            template.steps.push(Step {
                between: (end - at) as u32,
                reading: value.reading,
                place: value.place,
            });
            at = value.end;
        }
        template.text.extend_from_slice(text.get(at..)?);
        template.rest = (text.len() - at) as u32;
        let is_short = template.text.len() <= TEXT_BYTES_MAX
            && template.steps.len() <= STEPS_MAX
            && template.words.len() <= WORDS_MAX;
        is_short.then_some(template)
    }

    /// Reads the values of a body that has followed so far; how far it does.
    #[inline(never)]
    fn follow(&self, reader: &mut Reader<'_, '_>, way: Way, slots: &mut [Slot]) -> Way {
        let text = reader.text;
        let Way {
            mut steps,
            mut at,
            mut from,
            ..
        } = way;
        for (step, place) in self.steps.iter().zip(slots).skip(steps) {
            let between = step.between as usize;
            if !scan::same_between(text, at, &self.text, from, between) {
                break;
            }
            let start = at + between;
            let read = match (step.reading, text.get(start)) {
                // Its slot is made of where it ends.
                (Reading::Same(..), _) => Some((Slot::new(Tag::Absent, start as u32, 0), start)),
                (Reading::String(kind), Some(b'"')) => reader.string(kind, start),
                (Reading::Choice(choice), Some(b'"')) => reader.choice(choice, start),
                (Reading::Other(of), Some(first)) => reader.other(of, *first, start),
                _ => None,
            };
            let Some((slot, end)) = read else { break };
            *place = slot;
            (steps, at, from) = (steps + 1, end, from + between);
        }
        let rest = self.rest as usize;
        let is_whole = steps == self.steps.len()
            && text.len() == at + rest
            && scan::same_between(text, at, &self.text, from, rest);
        Way {
            steps,
            at,
            from,
            is_whole,
        }
    }

    /// With how many steps both begin.
    fn alike_with(&self, other: &Self) -> u8 {
        let mut from = 0;
        let steps = self.steps.iter().zip(&other.steps);
        let alike = steps.take_while(|(step, other_step)| {
            let end = from + step.between as usize;
            let is_alike = step.is_like(other_step) && self.text.get(from..end) == other.text.get(from..end);
            from = end;
            is_alike
        });
        alike.count() as u8
    }
}

/// A value of the body that is learned.
struct Value {
    start: usize,
    end: usize,
    reading: Reading,
    place: u32,
}

/// The values of a body.
struct Values<'t> {
    text: &'t [u8],
    words: &'t Words,
    found: Vec<Value>,
}

impl Values<'_> {
    /// Finds the values of a record. Recursion follows the schema.
    fn find(&mut self, record: &'static Record, block: u32, is_root: bool) {
        for (index, field) in record.fields.iter().enumerate() {
            let slot = self.words.get(block, index);
            let place = Words::place(block, index);
            let decides =
                is_root && DECIDING.contains(&field.name) || record.union.is_some_and(|union| union.tag == index);
            match field.of {
                Type::Record(inner) if slot.is(Tag::Record) => self.find(inner, slot.a, false),
                Type::List(inner) if slot.is(Tag::List) => {
                    for at in 1..=self.words.word(slot.a) {
                        self.find(inner, self.words.word(slot.a + at), false);
                    }
                }
                of => self.found.extend(self.value(of, slot, place, decides)),
            }
        }
    }

    /// One value; nothing for what has no slot of its own, or always the same.
    fn value(&self, of: Type, slot: Slot, place: u32, decides: bool) -> Option<Value> {
        let range = match () {
            () if slot.is(Tag::Choice) => {
                let start = slot.high() as usize;
                Range::new(start, scan::string_stop(self.text, start))
            }
            () if slot.is(Tag::Values) => self.words.pair(slot.a).as_range(),
            () if slot.is_range() => slot.as_range(),
            () => return None,
        };
        // With its quotes.
        let is_inside = slot.is(Tag::Choice) || slot.is(Tag::Text) || slot.is(Tag::Embedded);
        let quote = u32::from(is_inside);
        let (start, end) = (range.start - quote, range.end + quote);
        let reading = match of {
            _ if decides => Reading::Same(slot, end),
            Type::Leaf(kind) if kind.is_string() => Reading::String(kind),
            Type::Choice(choice) => Reading::Choice(choice),
            of => Reading::Other(of),
        };
        Some(Value {
            start: start as usize,
            end: end as usize,
            reading,
            place,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tape::Tape;
    use std::fs;

    /// Reads a body as the wasm module does; whether it followed a template, and whether it is as documented.
    fn read(templates: &mut Templates, text: &[u8]) -> (bool, bool) {
        templates.are_kept = true;
        let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
        let used = |templates: &Templates| templates.templates.iter().map(|template| template.used).max();
        let learned = templates.learned;
        let documented = super::super::read(text, None, &mut words, (&mut tape, &mut decoded, templates));
        let has_followed = templates.learned == learned && used(templates) == Some(templates.count);
        (has_followed, documented.is_some())
    }

    fn receipt(before_status: &str, timestamp: &str) -> String {
        format!(
            r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","version":9,"payload":{{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"sms",{before_status}"status":{{"state":"delivered","timestamp":"{timestamp}"}}}}}}"#
        )
    }

    #[test]
    fn what_has_other_values_follows() {
        let mut templates = Templates::default();
        for (body, follows) in [
            (receipt("", "2026-07-01T10:15:00Z"), false),
            (receipt("", "2026-07-01T10:15:00Z"), true),
            (receipt("", "2026-07-01T10:15:00.123+02:00"), true),
            (receipt("", "2026-07-01T10:15:00Z").replace("sms", "viber"), true),
            (receipt("", "2026-07-01T10:15:00Z").replace("delivered", "read"), true),
            (
                receipt("", "2026-07-01T10:15:00Z").replace("\"S\"", "\"a \\n b\""),
                true,
            ),
            // Another member, and then the same again.
            (receipt(r#""clientMessageId":"m","#, "2026-07-01T10:15:00Z"), false),
            (receipt(r#""clientMessageId":"","#, "2026-07-01T10:15:00Z"), true),
            (receipt("", "2026-07-01T10:15:00Z"), true),
            // Other white space; a value that decides what the others mean.
            (receipt("", "2026-07-01T10:15:00Z").replace(":{", ": {"), false),
            (receipt("", "2026-07-01T10:15:00Z").replace("\"version\":9,", ""), false),
        ] {
            assert_eq!(read(&mut templates, body.as_bytes()), (follows, true), "{body}");
        }
        assert_eq!(templates.templates.len(), 4);
    }

    #[test]
    fn what_is_not_documented_follows_nothing() {
        let mut templates = Templates::default();
        let body = receipt("", "2026-07-01T10:15:00Z");
        read(&mut templates, body.as_bytes());
        for (what, other) in [
            ("2026-07-01T", "2026-07-41T"),
            ("0e09ac86", "0e09ac8x"),
            ("\"sms\"", "\"SMS\""),
            ("\"S\"", "5"),
            (":9,", ":8,"),
            ("ChatApps", "Chat"),
            ("}}}", "}}} x"),
            ("}}}", "}}"),
        ] {
            let changed = body.replacen(what, other, 1);
            assert_eq!(read(&mut templates, changed.as_bytes()), (false, false), "{changed}");
        }
        assert_eq!(templates.templates.len(), 1);
    }

    /// Every fixture follows itself, and what has other digits in its values.
    #[test]
    fn fixtures_follow_themselves() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/accept");
        let mut count = 0;
        for entry in fs::read_dir(folder)
            .unwrap()
            .take(if cfg!(miri) { 2 } else { usize::MAX })
        {
            let body = fs::read(entry.unwrap().path()).unwrap();
            let Ok(body) = String::from_utf8(body) else { continue };
            let mut templates = Templates::default();
            let (_, is_documented) = read(&mut templates, body.as_bytes());
            if !is_documented || templates.templates.is_empty() {
                continue;
            }
            let other = body
                .replace('7', "3")
                .replace("description\": \"", "description\": \"Another: ");
            for body in [&body, &other, &body] {
                let (follows, is_documented) = read(&mut templates, body.as_bytes());
                count += usize::from(follows);
                // A seven may stand in a date, or in what is sent twice.
                assert!(follows == is_documented && (follows || body == &other), "{body}");
            }
        }
        assert!(count > 300 || cfg!(miri), "{count}");
    }

    #[test]
    fn what_members_have_to_do_with_each_other_is_judged_anew() {
        let mut templates = Templates::default();
        let body = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123","channelUserId":"12025550123"},"recipient":{"channel":"whatsapp"},"type":"None"}}"#;
        assert_eq!(read(&mut templates, body.as_bytes()), (false, true));
        assert_eq!(read(&mut templates, body.as_bytes()), (true, true));
        let other = body.replace("\"12025550123", "\"12025550124");
        assert_eq!(read(&mut templates, other.as_bytes()), (true, false));
    }

    /// What one event has for a choice and another for a text is the same on the way to both.
    #[test]
    fn events_of_several_sorts_take_turns() {
        let mut templates = Templates::default();
        let inbound = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"type":"None"}}"#;
        let bodies = [
            inbound.to_owned(),
            receipt("", "2026-07-01T10:15:00Z"),
            inbound.replace("\"inbound_message_received\"", "\"external_app_message\""),
            r#"{"namespace":"VOICE","eventType":"CALL_STATUS","payload":{}}"#.to_owned(),
            r#"{"description":"d","namespace":"VOICE","eventType":"CALL_STATUS","payload":{}}"#.to_owned(),
        ];
        let sorts = bodies
            .iter()
            .filter(|body| read(&mut templates, body.as_bytes()).1)
            .count();
        assert_eq!(templates.templates.len(), sorts);
        for _ in 0..3 {
            for body in &bodies {
                let (follows, is_documented) = read(&mut templates, body.as_bytes());
                assert_eq!(follows, is_documented, "{body}");
            }
        }
        assert_eq!(templates.templates.len(), sorts);
        assert!(sorts > 3);
    }

    #[test]
    fn what_is_not_expected_is_not_read() {
        let mut templates = Templates::default();
        let body = receipt("", "2026-07-01T10:15:00Z");
        for (expect, is_read) in [
            (None, true),
            (Some(1 << EventKind::DeliveryReceipt as u32), true),
            (Some(1 << EventKind::InboundMessage as u32), false),
        ] {
            templates.are_kept = true;
            let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
            let lent = (&mut tape, &mut decoded, &mut templates);
            let documented = super::super::read(body.as_bytes(), expect, &mut words, lent);
            assert_eq!(documented.is_some(), is_read, "{expect:?}");
        }
    }

    /// Words of kept JSON may stand between the blocks of a template, so that what follows them has another place in each.
    #[test]
    fn what_goes_on_by_another_template_has_the_places_of_that_one() {
        let body = |error: &str, behind: &str| {
            let members = format!(r#""error":{error},"whatsapp":{{"pricingCategory":"p"}}{behind},"status""#);
            receipt("", "2026-07-01T10:15:00Z")
                .replace(r#""status""#, &members)
                .replace("sms", "whatsapp")
        };
        let read = |templates: &mut Templates, text: &str| {
            templates.are_kept = true;
            let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
            words.makes_values = true;
            let lent = (&mut tape, &mut decoded, templates);
            let documented = super::super::read(text.as_bytes(), None, &mut words, lent).expect(text);
            let mut values = Values {
                text: text.as_bytes(),
                words: &words,
                found: Vec::new(),
            };
            values.find(documented.kind.law().record, documented.block, true);
            let mut found: Vec<_> = values.found.iter().map(|value| value.start..value.end).collect();
            found.sort_unstable_by_key(|range| range.start);
            found
        };
        let (one, other) = (body("{}", ""), body(r#"{"a":[1,2,3]}"#, r#","currency":"EUR""#));
        let mut templates = Templates::default();
        let ranges = [&one, &other].map(|text| read(&mut templates, text));
        for _ in 0..2 {
            assert_eq!([&one, &other].map(|text| read(&mut templates, text)), ranges);
        }
        assert_eq!(templates.templates.len(), 2);
    }

    /// Bodies of many looks, by the white space before a brace.
    fn looks(number: usize) -> String {
        receipt("", "2026-07-01T10:15:00Z").replace("}}}", &format!("}}{}}}}}", " ".repeat(number)))
    }

    #[test]
    fn the_oldest_makes_room() {
        let mut templates = Templates::default();
        for number in 0..TEMPLATES_MAX {
            assert_eq!(read(&mut templates, looks(number).as_bytes()), (false, true));
            // Nothing is tried less than it was found.
            assert_eq!(read(&mut templates, looks(number).as_bytes()), (true, true));
        }
        for number in 0..TEMPLATES_MAX {
            assert_eq!(read(&mut templates, looks(number).as_bytes()), (true, true), "{number}");
        }
        // Each new one looks like the last new one, so it is learned.
        for (number, follows) in [(90, false), (90, true), (1, true), (0, false), (2, false)] {
            assert_eq!(read(&mut templates, looks(number).as_bytes()).0, follows, "{number}");
        }
        assert_eq!(templates.templates.len(), TEMPLATES_MAX);
        // With another look it is not, unless it comes again.
        let other = looks(0).replace(
            r#""channel":"sms","#,
            r#""channel":"sms","user":{"channelUserId":"1"},"#,
        );
        let [first, second, third] = [(); 3].map(|()| read(&mut templates, other.as_bytes()).0);
        assert_eq!([first, second, third], [false, false, true]);
    }

    #[test]
    fn where_few_follow_few_are_tried() {
        let mut templates = Templates::default();
        // What is not documented counts by itself, and not for long.
        read(&mut templates, looks(0).as_bytes());
        for _ in 0..=STRANGE_MAX {
            read(&mut templates, b"{}");
        }
        let followed = [(); 2].map(|()| read(&mut templates, looks(0).as_bytes()).0);
        assert_eq!(followed, [false, true]);
        assert!(!templates.is_sampling);
        for number in 1..=MISSES_MAX {
            read(&mut templates, looks(number as usize).as_bytes());
        }
        assert!(templates.is_sampling);
        let tried = (0..4 * TRIED_EVERY).filter(|_| read(&mut templates, looks(0).as_bytes()).0);
        assert_eq!(tried.count(), 4);
        let mut tries = 0;
        while templates.is_sampling {
            read(&mut templates, looks(0).as_bytes());
            tries += 1;
        }
        assert!(tries <= MISSES_MAX / 2 * TRIED_EVERY, "{tries}");
        assert_eq!(read(&mut templates, looks(0).as_bytes()), (true, true));
    }

    #[test]
    fn what_is_long_is_not_learned() {
        let mut templates = Templates::default();
        for (number, is_learned) in [(TEXT_BYTES_MAX, false), (TEXT_BYTES_MAX / 2, true)] {
            assert_eq!(read(&mut templates, looks(number).as_bytes()), (false, true));
            assert_eq!(!templates.templates.is_empty(), is_learned);
        }
    }

    /// What no value tells alone is asked of who follows as well: whether members agree, and whether the kind is wanted.
    #[test]
    fn who_follows_keeps_the_rules_and_is_wanted() {
        let mut templates = Templates::default();
        let body = receipt("", "2026-07-01T10:15:00Z").replace("}}}", ",\"errorCode\":1}}}");
        let failed = body.replace("delivered", "failed");
        assert_eq!(read(&mut templates, failed.as_bytes()), (false, true));
        assert_eq!(read(&mut templates, failed.as_bytes()), (true, true));
        assert_eq!(read(&mut templates, body.as_bytes()), (true, false));
        let bit = 1 << EventKind::DeliveryReceipt as u32;
        for (expect, is_wanted) in [(bit, true), (!bit, false)] {
            let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
            let memory = (&mut tape, &mut decoded, &mut templates);
            let documented = super::super::read(failed.as_bytes(), Some(expect), &mut words, memory);
            assert_eq!(documented.is_some(), is_wanted);
        }
    }

    /// JSON that is kept as words stands where the body has it, and not where the body had it that was learned.
    #[test]
    fn json_that_is_kept_as_words_follows() {
        let mut templates = Templates {
            are_kept: true,
            ..Templates::default()
        };
        let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
        words.makes_values = true;
        for (description, json) in [
            ("d", r#"{"a":1}"#),
            ("another", r#"{"a":1}"#),
            ("d", r#"{"a":[1,"b"],"c":{}}"#),
            ("", "0"),
        ] {
            let body = format!(r#"{{"namespace":"VOICE","description":"{description}","payload":{json}}}"#);
            let memory = (&mut tape, &mut decoded, &mut templates);
            let documented = super::super::read(body.as_bytes(), None, &mut words, memory).unwrap();
            let slot = words.get(documented.block, inbound::payload as usize);
            assert!(slot.is(Tag::Values), "{body}");
            assert_eq!(
                words.pair(slot.a).as_range().of(body.as_bytes()),
                json.as_bytes(),
                "{body}"
            );
        }
        assert_eq!(templates.templates.len(), 1);
    }

    /// A body may have white space where the one that was learned had none.
    #[test]
    fn json_begins_behind_white_space() {
        let mut templates = Templates {
            are_kept: true,
            ..Templates::default()
        };
        for makes_values in [false, true] {
            for space in ["", " ", "\r\n\t", ""] {
                let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
                words.makes_values = makes_values;
                let body = format!(r#"{{"namespace":"VOICE","payload":{space}[1]}}"#);
                let memory = (&mut tape, &mut decoded, &mut templates);
                let documented = super::super::read(body.as_bytes(), None, &mut words, memory).unwrap();
                let slot = words.get(documented.block, inbound::payload as usize);
                let json = if makes_values { words.pair(slot.a) } else { slot };
                assert_eq!(json.as_range().of(body.as_bytes()), b"[1]", "{body}");
            }
        }
    }

    /// How many steps two templates have in common, the second of them learned later.
    #[test]
    fn templates_are_alike_as_far_as_they_read_alike() {
        let receipt = |first: &str| {
            format!(
                r#"{{"payload":{{{first}"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"sms","status":{{"state":"read","timestamp":"2026-07-01T10:15:00Z"}}}},"namespace":"ChatApps","eventType":"outbound_message_status_changed"}}"#
            )
        };
        let voice = |rest: &str| format!(r#"{{"payload":{{}},"namespace":"VOICE"{rest}}}"#);
        for (one, other, alike) in [
            (receipt(""), voice(""), 0),
            // Both are JSON, but not of the same place.
            (receipt(r#""error":{},"#), voice(""), 0),
            (
                receipt(r#""error":{},"#),
                receipt(r#""error":{},"batchId":"1e09ac86-bd74-4465-851d-1eb5a5fdbb9a","#),
                1,
            ),
            (voice(r#","eventType":"a""#), voice(r#","description":"a""#), 2),
            (voice(""), voice(" "), 2),
        ] {
            let mut templates = Templates::default();
            for body in [&one, &other] {
                assert_eq!(read(&mut templates, body.as_bytes()), (false, true), "{body}");
            }
            let found = [(0, 1), (1, 0)].map(|(of, with)| templates.templates[of].alike[with]);
            assert_eq!(found, [alike; 2], "{one} {other}");
        }
    }

    /// What is not there has no block, and the words where one would be are those of the header.
    #[cfg(feature = "wasm")]
    #[test]
    fn what_is_not_there_is_not_looked_for_in_the_header() {
        let content = r#""outboundContent":{"contentType":"text"},"#;
        for body in [
            receipt("", "2026-07-01T10:15:00Z"),
            receipt(content, "2026-07-01T10:15:00Z").replace("sms", "whatsapp"),
        ] {
            let mut templates = Templates {
                are_kept: true,
                ..Templates::default()
            };
            let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
            words.clear();
            words.set_header(&[1; crate::slots::HEADER_WORDS]);
            for _ in 0..2 {
                let memory = (&mut tape, &mut decoded, &mut templates);
                assert!(super::super::read(body.as_bytes(), None, &mut words, memory).is_some());
            }
            assert_eq!((templates.templates.len(), templates.misses), (1, 0), "{body}");
        }
    }
}
