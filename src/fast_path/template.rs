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

use super::envelope::ENVELOPE;
use super::{Documented, Reader};
use crate::kind::Kind;
use crate::order;
use crate::patterns::{self, Cut, Known, Pattern, Patterns, Sought, Step};
use crate::scan;
use crate::schema::events::inbound;
use crate::schema::{Choice, Record, Type};
use crate::slots::{Slot, Tag, Words};
use crate::source::Range;

/// What leaves more words is not learned.
const WORDS_MAX: usize = 768;
/// How many bodies in a row may not be documented until most are not tried either.
const STRANGE_MAX: u32 = 8;

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

/// A value of a template.
#[derive(Clone, Copy)]
struct Value {
    reading: Reading,
    /// Where its slot is among the words.
    place: u32,
}

impl patterns::Value for Value {
    type Read = Slot;

    /// Places, and what is the same, may be others: slots are set once all are read.
    fn sort(&self) -> usize {
        // No record and no choice has an address as low as these, or an odd one.
        match self.reading {
            Reading::Same(..) => 0,
            Reading::String(kind) => 2 * kind as usize + 1,
            Reading::Other(Type::Leaf(kind)) => 2 * kind as usize + 2,
            Reading::Choice(choice) | Reading::Other(Type::Choice(choice)) => core::ptr::from_ref(choice).addr(),
            Reading::Other(Type::Record(record)) => core::ptr::from_ref(record).addr(),
            Reading::Other(Type::List(record)) => core::ptr::from_ref(record).addr() + 1,
        }
    }
}

impl Value {
    /// Reads one that begins at `start`, and puts its slot; where it ends.
    #[inline]
    fn read(&self, reader: &mut Reader<'_, '_>, start: usize, place: &mut Slot) -> Option<usize> {
        let (slot, end) = match (self.reading, reader.text.get(start)) {
            // Its slot is made of where it ends.
            (Reading::Same(..), _) => (Slot::new(Tag::Absent, start as u32, 0), start),
            (Reading::String(kind), Some(b'"')) => reader.string(kind, start)?,
            (Reading::Choice(choice), Some(b'"')) => reader.choice(choice, start)?,
            (Reading::Other(of), Some(first)) => reader.other(of, *first, start)?,
            _ => return None,
        };
        *place = slot;
        Some(end)
    }
}

/// What a body leaves that follows a template, but for the slots of its values.
struct Left {
    words: Vec<u32>,
    documented: Documented,
}

/// The templates of a reader.
#[derive(Default)]
pub(crate) struct Templates {
    /// Whether any are learned: who reads one body needs none.
    pub(crate) are_kept: bool,
    patterns: Patterns<Value, Left>,
    /// How many bodies in a row were not documented.
    strange: u32,
}

impl Templates {
    /// Reads a body by a template it follows.
    pub(super) fn follow(&mut self, reader: &mut Reader<'_, '_>) -> Option<Documented> {
        let is_tried = self.patterns.tries(self.strange < STRANGE_MAX);
        // Until it is known to be documented.
        self.strange = self.strange.saturating_add(1);
        if !is_tried {
            return None;
        }
        // What has words of its own to write does so behind those of any template.
        reader.words.leave(WORDS_MAX);
        let sought = Sought {
            text: reader.text,
            at: 0,
            is_whole: true,
        };
        self.patterns
            .find(sought, |value, start, place| value.read(reader, start, place))?;
        self.strange = 0;
        let known = self.patterns.last()?;
        let left = &known.meaning;
        reader.words.load(&left.words);
        for (step, read) in known.steps.iter().zip(self.patterns.read()) {
            let slot = match step.value.reading {
                Reading::Same(slot, end) if slot.is_range() => slot.moved(end, read.a),
                Reading::Same(slot, _) => slot,
                _ => *read,
            };
            reader.words.set_read(step.value.place, slot);
        }
        let documented = left.documented;
        let is_documented =
            reader.wants(documented.kind) && reader.keeps_rules(documented.kind, documented.shape, documented.block);
        is_documented.then_some(documented)
    }

    /// Learns a body that was read without.
    pub(super) fn learn(&mut self, text: &[u8], words: &Words, documented: Documented) {
        self.strange = 0;
        self.patterns.has_missed();
        let count = words.as_slice().len();
        if self.patterns.may_learn([documented.kind as u32, 0, count as u32])
            && count <= WORDS_MAX
            && let Some((pattern, steps)) = pattern_of(text, words, documented)
        {
            let words = words.as_slice().to_vec();
            let meaning = Left { words, documented };
            self.patterns.learn(pattern, Known { steps, meaning });
        }
    }
}

/// The pattern of a body, and its values; nothing where it is too long.
fn pattern_of(text: &[u8], words: &Words, documented: Documented) -> Option<(Pattern, Vec<Step<Value>>)> {
    let mut finder = Finder {
        text,
        words,
        found: Vec::new(),
    };
    finder.find(documented.kind.law().record, documented.block, true);
    let found = finder.found;
    let mut order: Vec<u32> = (0..found.len() as u32).collect();
    order::sort(&mut order, &|one, other| {
        let start = |at: usize| found.get(at).map(|(range, _)| range.start);
        start(one).cmp(&start(other))
    });
    let mut cut = Cut::new(text, 0);
    for place in order {
        let (range, value) = found.get(place as usize)?;
        let range = match value.reading {
            Reading::Same(..) => Range::empty(range.end as usize),
            _ => *range,
        };
        cut.value(range, *value);
    }
    cut.end(text.len() as u32)
}

/// Finds the values of a body.
struct Finder<'t> {
    text: &'t [u8],
    words: &'t Words,
    /// With their quotes.
    found: Vec<(Range, Value)>,
}

impl Finder<'_> {
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
    fn value(&self, of: Type, slot: Slot, place: u32, decides: bool) -> Option<(Range, Value)> {
        let range = match () {
            () if slot.is(Tag::Choice) => {
                let start = slot.high() as usize;
                Range::new(start, scan::string_stop(self.text, start))
            }
            () if slot.is(Tag::Values) => self.words.pair(slot.a).as_range(),
            () if slot.is_range() => slot.as_range(),
            () => return None,
        };
        let is_inside = slot.is(Tag::Choice) || slot.is(Tag::Text) || slot.is(Tag::Embedded);
        let quote = u32::from(is_inside);
        let range = Range {
            start: range.start - quote,
            end: range.end + quote,
        };
        let reading = match of {
            _ if decides => Reading::Same(slot, range.end),
            Type::Leaf(kind) if kind.is_string() => Reading::String(kind),
            Type::Choice(choice) => Reading::Choice(choice),
            of => Reading::Other(of),
        };
        Some((range, Value { reading, place }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::BYTES_MAX;
    use crate::schema::EventKind;
    use crate::tape::Tape;
    use std::fs;

    /// Reads a body as the wasm module does; whether it followed a template, and whether it is as documented.
    fn read(templates: &mut Templates, text: &[u8]) -> (bool, bool) {
        templates.are_kept = true;
        let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
        let documented = super::super::read(text, None, &mut words, (&mut tape, &mut decoded, templates));
        let has_followed = templates.patterns.has_followed();
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
        assert_eq!(templates.patterns.len(), 4);
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
        assert_eq!(templates.patterns.len(), 1);
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
            if !is_documented || (templates.patterns.len() == 0) {
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
        assert_eq!(templates.patterns.len(), sorts);
        for _ in 0..3 {
            for body in &bodies {
                let (follows, is_documented) = read(&mut templates, body.as_bytes());
                assert_eq!(follows, is_documented, "{body}");
            }
        }
        assert_eq!(templates.patterns.len(), sorts);
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
            let mut finder = Finder {
                text: text.as_bytes(),
                words: &words,
                found: Vec::new(),
            };
            finder.find(documented.kind.law().record, documented.block, true);
            let mut found: Vec<_> = finder.found.iter().map(|(range, _)| (range.start, range.end)).collect();
            found.sort_unstable();
            found
        };
        let (one, other) = (body("{}", ""), body(r#"{"a":[1,2,3]}"#, r#","currency":"EUR""#));
        let mut templates = Templates::default();
        let ranges = [&one, &other].map(|text| read(&mut templates, text));
        for _ in 0..2 {
            assert_eq!([&one, &other].map(|text| read(&mut templates, text)), ranges);
        }
        assert_eq!(templates.patterns.len(), 2);
    }

    /// A body that looks otherwise than any other, by the white space before a brace.
    fn looks(number: usize) -> String {
        receipt("", "2026-07-01T10:15:00Z").replace("}}}", &format!("}}{}}}}}", " ".repeat(number)))
    }

    /// What is not documented counts by itself, and not for long.
    #[test]
    fn where_nothing_is_documented_little_is_tried() {
        let mut templates = Templates::default();
        read(&mut templates, looks(0).as_bytes());
        for _ in 0..=STRANGE_MAX {
            read(&mut templates, b"{}");
        }
        assert_eq!(templates.patterns.misses(), 1);
        let followed = [(); 2].map(|()| read(&mut templates, looks(0).as_bytes()).0);
        assert_eq!(followed, [false, true]);
        // Documented, but new.
        for number in 1..4 {
            assert_eq!(templates.patterns.misses(), number - 1);
            read(&mut templates, looks(number as usize).as_bytes());
        }
    }

    #[test]
    fn what_is_long_is_not_learned() {
        let mut templates = Templates::default();
        for (number, is_learned) in [(BYTES_MAX, false), (BYTES_MAX / 2, true)] {
            assert_eq!(read(&mut templates, looks(number).as_bytes()), (false, true));
            assert_eq!(templates.patterns.len() > 0, is_learned);
        }
    }

    /// What a template leaves has room where room was left for it.
    #[test]
    fn what_leaves_many_words_is_not_learned() {
        let body = |rows: usize| {
            let rows = vec!["{}"; rows].join(",");
            let content = format!(
                r#""outboundContent":{{"contentType":"interactive","actions":{{"list":{{"sections":[{{"rows":[{rows}]}}]}}}}}},"#
            );
            receipt(&content, "2026-07-01T10:15:00Z").replace("sms", "whatsapp")
        };
        let mut learned = Vec::new();
        for rows in 0..WORDS_MAX / 8 {
            let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
            let mut templates = Templates {
                are_kept: true,
                ..Templates::default()
            };
            let lent = (&mut tape, &mut decoded, &mut templates);
            assert!(super::super::read(body(rows).as_bytes(), None, &mut words, lent).is_some());
            let is_learned = templates.patterns.len() > 0;
            assert_eq!(is_learned, words.as_slice().len() <= WORDS_MAX, "{rows}");
            assert_eq!(read(&mut templates, body(rows).as_bytes()), (is_learned, true));
            learned.push(is_learned);
        }
        assert!(learned.contains(&true) && learned.contains(&false));
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
        assert_eq!(templates.patterns.len(), 1);
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
            let found = [(0, 1), (1, 0)].map(|(of, with)| usize::from(templates.patterns.alike(of, with)));
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
            assert_eq!(
                (templates.patterns.len(), templates.patterns.misses()),
                (1, 0),
                "{body}"
            );
        }
    }
}
