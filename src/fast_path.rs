//! The fast path: a body that is in every way as documented, read in one pass.
//!
//! In: the text of a body. Out: the same slots that the check leaves, and the kind and the shape of the event – or nothing
//! at all: at the first thing that is not as documented, or that has to be thought about, the body is left to the tape and
//! the check. Does not know: diagnostics, recovery, positions.
//!
//! Why it exists: most bodies are as documented, and a validator that costs more than `JSON.parse` is switched off. It has
//! no opinion of its own: names, presence, unions, kinds and choices are those of the schema law, values are judged by the
//! same functions, and it makes no finding. So there is one way for it to be wrong, to trust too much, and the tests read
//! every fixture, and mutations of them, in both ways. Where it is too strict, it only costs time.
//!
//! Recursion follows the schema, whose depth is fixed, and not the input.

mod envelope;
mod rules;
mod template;
mod values;

pub(crate) use template::Templates;

use crate::scan::{self, Indent};
use crate::schema::{Arm, EventKind, Field, Presence, Record, Shape, Type, Union};
use crate::slots::{Slot, Tag, Words};
use crate::tape::{self, Tape};
use envelope::{ENVELOPE, recognise};

/// A body that is as documented.
#[derive(Clone, Copy)]
pub(crate) struct Documented {
    pub(crate) kind: EventKind,
    pub(crate) shape: Shape,
    /// The block of the root.
    pub(crate) block: u32,
    /// Whether the event, without what it adds, says just what the body says, but for nulls: there is no JSON inside of a string.
    #[cfg_attr(not(feature = "wasm"), allow(dead_code))]
    pub(crate) is_verbatim: bool,
    /// Whether there are nulls.
    #[cfg_attr(not(feature = "wasm"), allow(dead_code))]
    pub(crate) has_nulls: bool,
}

/// Reads a body that is as documented; nothing where it is not, and then the words are of no use. `expect`: the bits of
/// the kinds the reader wants. `tape` and `decoded`: memory for JSON that is kept, and for JSON inside of strings.
pub(crate) fn read(
    text: &[u8],
    expect: Option<u32>,
    words: &mut Words,
    (tape, decoded, templates): (&mut Tape, &mut Vec<u8>, &mut Templates),
) -> Option<Documented> {
    let mut reader = Reader {
        text,
        words,
        tape,
        decoded,
        expect,
        kind: None,
        is_verbatim: true,
        has_nulls: false,
    };
    if let Some(documented) = templates.follow(&mut reader) {
        return Some(documented);
    }
    let documented = reader.event()?;
    if templates.are_kept {
        templates.learn(text, words, documented);
    }
    Some(documented)
}

/// The inside of the string without escapes that comes next.
#[inline]
fn string_at<'t>(text: &'t [u8], at: &mut usize) -> Option<&'t [u8]> {
    if scan::byte_behind_space(text, at) != b'"' {
        return None;
    }
    let start = *at + 1;
    let close = scan::string_stop(text, start);
    *at = close + 1;
    text.get(start..close).filter(|_| text.get(close) == Some(&b'"'))
}

/// The first byte of the value behind a key.
#[inline(always)]
fn value_start(text: &[u8], at: &mut usize) -> Option<u8> {
    if text.get(*at) != Some(&b':') && scan::byte_behind_space(text, at) != b':' {
        return None;
    }
    *at += 1;
    Some(scan::byte_behind_space(text, at))
}

/// A record that was read.
#[derive(Clone, Copy)]
struct Read {
    /// The place behind its closing brace.
    end: usize,
    block: u32,
    /// The fields it has, as bits.
    present: u32,
    /// The fields that the subject of its union has.
    subject: u32,
}

struct Reader<'t, 'w> {
    text: &'t [u8],
    words: &'w mut Words,
    tape: &'w mut Tape,
    decoded: &'w mut Vec<u8>,
    /// The kinds that are wanted, as bits.
    expect: Option<u32>,
    /// The kind, once the envelope has told it.
    kind: Option<EventKind>,
    is_verbatim: bool,
    has_nulls: bool,
}

impl<'t> Reader<'t, '_> {
    /// Reads an event.
    fn event(&mut self) -> Option<Documented> {
        self.words.clear();
        self.is_verbatim = true;
        self.has_nulls = false;
        let mut start = 0;
        if scan::byte_behind_space(self.text, &mut start) != b'{' {
            return None;
        }
        let inside = start + 1;
        let envelope = self.record(&ENVELOPE, inside, &Indent::default(), false);
        let (kind, root) = match self.kind {
            Some(kind) => (kind, envelope?),
            None => self.known_beforehand(inside)?,
        };
        if kind.law().record.needed & !root.present != 0 {
            return None;
        }
        let mut end = root.end;
        scan::byte_behind_space(self.text, &mut end);
        let shape = self.shape(kind, root.block)?;
        let is_documented = end >= self.text.len() && self.keeps_rules(kind, shape, root.block);
        is_documented.then_some(Documented {
            kind,
            shape,
            block: root.block,
            is_verbatim: self.is_verbatim,
            has_nulls: self.has_nulls,
        })
    }

    /// Reads an event whose envelope does not tell in time what its payload is, or is another: from behind its opening brace.
    #[cold]
    fn known_beforehand(&mut self, at: usize) -> Option<(EventKind, Read)> {
        self.words.clear();
        self.is_verbatim = true;
        self.has_nulls = false;
        let kind = recognise(self.text, at, self.words).filter(|kind| self.wants(*kind))?;
        let root = self.record(kind.law().record, at, &Indent::default(), false)?;
        Some((kind, root))
    }

    fn wants(&self, kind: EventKind) -> bool {
        self.expect.is_none_or(|expect| expect >> kind as u32 & 1 != 0)
    }

    /// Reads a record that can be given, from behind its opening brace. `outer`: the white space that its closing brace has
    /// before it, as far as one can guess. What the subject of a union must have, the union knows.
    fn record(&mut self, record: &'static Record, mut at: usize, outer: &Indent, of_union: bool) -> Option<Read> {
        let text = self.text;
        let is_subject = |index| record.union.is_some_and(|union| union.subject == Some(index));
        let block = self.words.block(record);
        let (mut seen, mut subject, mut expected) = (0_u32, 0, 0);
        let mut indent = Indent::default();
        let mut byte = scan::byte_behind_indent(text, &mut at, &mut indent);
        while byte != b'}' || seen != 0 {
            if byte != b'"' {
                return None;
            }
            let (field, index, behind) = field_at(record, text, at, expected)?;
            at = behind;
            if seen >> index & 1 != 0 {
                return None;
            }
            seen |= 1 << index;
            expected = index + 1;
            let first = value_start(text, &mut at)?;
            let of = match field.of {
                Type::Record(inner) if core::ptr::eq(inner, &ENVELOPE) => self.payload_type(block, seen)?,
                of => of,
            };
            let (slot, end) = match of {
                Type::Leaf(kind) if first == b'"' && kind.is_string() => self.string(kind, at)?,
                Type::Record(_) if first == b'n' && is_subject(index) => self.null(block, index, at)?,
                Type::Record(inner) if first == b'{' => {
                    // A copy: what is lent lives in memory.
                    let known = indent;
                    let read = self.record(inner, at + 1, &known, is_subject(index))?;
                    if is_subject(index) {
                        subject = read.present;
                    }
                    (Slot::new(Tag::Record, read.block, 0), read.end)
                }
                Type::Choice(choice) if first == b'"' => self.choice(choice, at)?,
                _ if first == b'n' && field.presence == Presence::Nullable => self.null(block, index, at)?,
                _ => self.other(of, first, at)?,
            };
            at = end;
            self.words.set_next(block, index, slot);
            match scan::byte_behind_known(text, &mut at, outer) {
                b',' => at += 1,
                b'}' => break,
                _ => return None,
            }
            byte = scan::byte_behind_indent(text, &mut at, &mut indent);
        }
        let end = at + 1;
        let nulls = self.words.finish(block, seen);
        // A null where one is documented stands for a value; the subject of a union is just not there.
        let absent = match record.union.and_then(|union| union.subject) {
            Some(place) => nulls & 1 << place,
            None => 0,
        };
        let present = seen & !absent;
        let read = Read {
            end,
            block,
            present,
            subject,
        };
        let is_complete = match record.union {
            _ if of_union => true,
            None => record.needed & !present == 0,
            Some(union) => self.fits(record, union, read),
        };
        is_complete.then_some(read)
    }

    /// Passes over a null, which says what a member that is not there says.
    #[cold]
    fn null(&mut self, block: u32, index: usize, at: usize) -> Option<(Slot, usize)> {
        let (_, end) = tape::scalar(self.text, at, b'n')?;
        self.has_nulls = true;
        self.words.set_null(block, index);
        Some((Slot::ABSENT, end))
    }

    /// Whether a record has what its tag calls for, and nothing else.
    fn fits(&self, record: &'static Record, union: &'static Union, read: Read) -> bool {
        let tag = self.words.get(read.block, union.tag);
        let holds = |arm: &&Arm| arm.values.contains(&(tag.a as u8));
        let Some(arm) = union.arms.iter().find(holds).filter(|_| tag.is(Tag::Choice)) else {
            return false;
        };
        let (has, known) = match union.subject {
            None => (read.present, arm.needs | arm.allows | 1 << union.tag),
            Some(place) => {
                let optional = u32::from(arm.may_be_absent) << place;
                if record.needed & !optional & !read.present != 0 {
                    return false;
                }
                (read.subject, arm.needs | arm.allows)
            }
        };
        arm.needs & !has == 0 && has & !known == 0
    }

    /// A list of records.
    fn list(&mut self, record: &'static Record, mut at: usize) -> Option<(Slot, usize)> {
        let mut blocks = Vec::new();
        let mut indent = Indent::default();
        at += 1;
        let mut byte = scan::byte_behind_indent(self.text, &mut at, &mut indent);
        while byte != b']' || !blocks.is_empty() {
            if byte != b'{' {
                return None;
            }
            let read = self.record(record, at + 1, &indent, false)?;
            blocks.push(read.block);
            at = read.end;
            match scan::byte_behind_space(self.text, &mut at) {
                b',' => at += 1,
                b']' => break,
                _ => return None,
            }
            byte = scan::byte_behind_indent(self.text, &mut at, &mut indent);
        }
        Some((self.words.list(&blocks), at + 1))
    }
}

/// The field of the key whose quote stands at `at`, looked for from the one that usually comes next: the field, its index, and
/// the place behind the key.
#[inline(always)]
fn field_at(
    record: &'static Record,
    text: &[u8],
    at: usize,
    expected: usize,
) -> Option<(&'static Field, usize, usize)> {
    if let Some(field) = record.fields.get(expected)
        && let Some(end) = key_end(text, at, field.name)
    {
        return Some((field, expected, end));
    }
    field_named(record, text, at, expected)
}

/// The same where another one comes: most likely one behind it.
#[inline(never)]
fn field_named(
    record: &'static Record,
    text: &[u8],
    at: usize,
    expected: usize,
) -> Option<(&'static Field, usize, usize)> {
    let count = record.fields.len();
    for index in (expected + 1..count).chain(0..expected.min(count)) {
        let field = record.fields.get(index)?;
        if let Some(end) = key_end(text, at, field.name) {
            return Some((field, index, end));
        }
    }
    None
}

/// Where a key ends whose quote stands at `at`, if it is this name.
#[inline(always)]
fn key_end(text: &[u8], at: usize, name: &str) -> Option<usize> {
    let close = at + 1 + name.len();
    let is_named = text.get(close) == Some(&b'"') && scan::same(name.as_bytes(), text.get(at + 1..close)?);
    is_named.then_some(close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corridor::{self, Wants, Workspace};
    use crate::event::WebhookEvent;
    use crate::slots::Slots;
    use crate::source::{Source, Utf16Walk, narrow, units_start};
    use std::borrow::Cow;
    use std::cell::RefCell;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Of places that are all tried elsewhere, Miri tries one in so many: each step takes it ten thousand times as long.
    const ONE_IN: usize = if cfg!(miri) { 300 } else { 1 };
    /// And of the fixtures, which it takes minutes only to list, these.
    const OF_MIRI: [&str; 4] = [
        "accept/inbound-v2-interactive-flow.json",
        "accept/management-whatsapp-preference.json",
        "accept/receipt-v9-content-button-null-value.json",
        "accept/voice-call-action.json",
    ];

    fn paths(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                paths(&path, found);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json" || extension == "body")
            {
                found.push(path);
            }
        }
    }

    fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let mut found = Vec::new();
        if cfg!(miri) {
            found.extend(OF_MIRI.map(|path| folder.join(path)));
        } else {
            paths(&folder, &mut found);
            assert!(found.len() > 500);
            found.sort();
        }
        let read = |path: PathBuf| fs::read(&path).map(|body| (path, body)).unwrap();
        let bodies = found.into_iter().map(read);
        bodies
            .filter(|(_, body)| body.len() < 4096 && core::str::from_utf8(body).is_ok())
            .collect()
    }

    /// The event out of the slots.
    fn event(words: &Words, kind: EventKind, block: u32, shape: Shape, text: &[u8]) -> serde_json::Value {
        let (tape, text) = (Tape::default(), Cow::Borrowed(text));
        let slots = Slots::new(words, &tape, &text);
        // A fingerprint takes another road.
        let key = slots.key(kind, block as usize).unwrap_or_default();
        serde_json::to_value(WebhookEvent::read(&slots, kind, block as usize, key, shape)).unwrap()
    }

    /// With one byte for each unit of UTF-16 a body is as documented exactly if it is with its characters, and the same is
    /// found in the same places.
    fn narrow_is_read_alike(body: &str, documented: Option<Documented>, words: &Words) {
        let count = body.encode_utf16().count();
        let mut narrowed = vec![0; units_start(count)];
        narrowed.extend(body.encode_utf16().flat_map(u16::to_le_bytes));
        narrow(&mut narrowed, count);
        narrowed.truncate(count);
        let (mut found, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
        found.clear();
        let narrow = read(
            &narrowed,
            None,
            &mut found,
            (&mut tape, &mut decoded, &mut Templates::default()),
        );
        let Some(narrow) = narrow else {
            // Names that are told apart by such letters alone may be the same then.
            assert!(documented.is_none() || !body.is_ascii(), "{body}");
            return;
        };
        let documented = documented.expect(body);
        assert_eq!(
            (narrow.kind, narrow.block),
            (documented.kind, documented.block),
            "{body}"
        );
        assert_eq!(
            (narrow.is_verbatim, narrow.has_nulls),
            (documented.is_verbatim, documented.has_nulls),
            "{body}"
        );
        assert_eq!(narrow.shape, documented.shape, "{body}");
        let mut walk = Utf16Walk::new(body.as_bytes());
        let mut expected = words.clone();
        expected.change_noted(|slot| Slot {
            a: walk.to(slot.a),
            b: walk.to(slot.high()) << 4 | slot.b & 15,
        });
        assert_same(&found, &expected, documented.kind.law().record, narrow.block, body);
    }

    /// Sees that records have the same members in the same places. Where the text of a choice stands only a template asks.
    fn assert_same(words: &Words, others: &Words, record: &Record, block: u32, body: &str) {
        for (index, field) in record.fields.iter().enumerate() {
            let [slot, other] = [words, others].map(|words| words.get(block, index));
            if slot.is(Tag::Choice) {
                assert_eq!((other.is(Tag::Choice), slot.a), (true, other.a), "{body}");
                continue;
            }
            assert_eq!(slot, other, "{} in {body}", field.name);
            assert_eq!(words.is_null(block, index), others.is_null(block, index), "{body}");
            match field.of {
                Type::Record(inner) if slot.is(Tag::Record) => assert_same(words, others, inner, slot.a, body),
                Type::List(inner) if slot.is(Tag::List) => {
                    for at in 0..=words.word(slot.a) {
                        assert_eq!(words.word(slot.a + at), others.word(slot.a + at), "{body}");
                    }
                    for at in 1..=words.word(slot.a) {
                        assert_same(words, others, inner, words.word(slot.a + at), body);
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads a body by the templates of those before it, and then by that of its own, if it has one: what is found is the same.
    fn templates_are_read_alike(body: &[u8], documented: Option<Documented>, words: &Words) {
        thread_local! {
            static TEMPLATES: RefCell<Templates> = RefCell::default();
        }
        TEMPLATES.with_borrow_mut(|templates| {
            templates.are_kept = true;
            for _ in 0..4 {
                let (mut found, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
                found.notes = true;
                let read = read(body, None, &mut found, (&mut tape, &mut decoded, templates));
                let shown = String::from_utf8_lossy(body);
                assert_eq!(read.is_some(), documented.is_some(), "{shown}");
                let (Some(read), Some(documented)) = (read, documented) else {
                    return;
                };
                assert_eq!(
                    (read.kind, read.shape, read.block, read.is_verbatim, read.has_nulls),
                    (
                        documented.kind,
                        documented.shape,
                        documented.block,
                        documented.is_verbatim,
                        documented.has_nulls
                    ),
                    "{shown}"
                );
                let record = documented.kind.law().record;
                assert_same(&found, words, record, documented.block, &shown);
                let [mut noted, mut others] = [found, words.clone()].map(|mut words| {
                    let mut noted = Vec::new();
                    words.change_noted(|slot| {
                        noted.push((slot.a, slot.b));
                        slot
                    });
                    noted
                });
                noted.sort_unstable();
                others.sort_unstable();
                assert_eq!(noted, others, "{shown}");
            }
        });
    }

    /// Reads a body in both ways: what is documented to the one has nothing remarkable to the other, and is the same event.
    fn reads_alike(body: &[u8]) -> bool {
        let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
        words.clear();
        words.notes = true;
        let documented = read(
            body,
            None,
            &mut words,
            (&mut tape, &mut decoded, &mut Templates::default()),
        );
        narrow_is_read_alike(core::str::from_utf8(body).unwrap(), documented, &words);
        templates_are_read_alike(body, documented, &words);
        let Some(documented) = documented else {
            return false;
        };
        let shown = String::from_utf8_lossy(body);
        let mut workspace = Workspace::default();
        let source = Source::new(body);
        let reading = corridor::examine(&source, &Wants::USUAL, &mut workspace, None);
        assert!(reading.is_ok() && reading.kept.findings.is_empty(), "{shown}");
        let checked = &reading.checked;
        assert_eq!(
            (Some(documented.kind), documented.shape),
            (checked.kind, checked.shape),
            "{shown}"
        );
        assert_eq!(
            event(&words, documented.kind, documented.block, documented.shape, body),
            event(&workspace.words, documented.kind, checked.block, checked.shape, body),
            "{shown}"
        );
        true
    }

    #[test]
    fn every_fixture_is_read_alike_and_most_good_ones_are_fast() {
        let (mut good, mut fast) = (0, 0);
        for (path, body) in fixtures() {
            let is_fast = reads_alike(&body);
            if path.to_string_lossy().contains("accept") {
                (good, fast) = (good + 1, fast + usize::from(is_fast));
            }
        }
        assert!(cfg!(miri) || fast * 2 > good, "{fast} of {good}");
    }

    /// What the fast path is there for. What it leaves to the check would be read alike, and only the time would tell.
    #[test]
    fn what_is_documented_is_read_fast() {
        const ID: &str = "0e09ac86-bd74-4465-851d-1eb5a5fdbb9a";
        const AT: &str = "2026-07-01T10:15:00Z";
        let inbound = |members: &str| {
            format!(
                r#"{{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{{"umid":"{ID}","subAccountId":"S","timestamp":"{AT}","recipient":{{"channel":"whatsapp"}},{members}}}}}"#
            )
        };
        let user = r#""user":{"msisdn":"+12025550123"}"#;
        let reply = |kind: &str, reply: &str| {
            inbound(&format!(
                r#"{user},"type":"Interactive","content":{{"interactive":{{"type":"{kind}","{kind}":{reply}}}}}"#
            ))
        };
        let receipt = |members: &str| {
            format!(
                r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","payload":{{"umid":"{ID}","subAccountId":"S","channel":"whatsapp","status":{{"state":"delivered","timestamp":"{AT}"}}{members}}}}}"#
            )
        };
        // What tells the event, behind its payload.
        let behind = |body: &str| {
            let (names, payload) = body.split_once(r#","payload":"#).unwrap();
            let payload = payload.strip_suffix('}').unwrap();
            format!(r#"{{"payload":{payload},{}}}"#, names.strip_prefix('{').unwrap())
        };
        let cards = |cards: &str| {
            receipt(&format!(
                r#","outboundContent":{{"contentType":"carousel","cards":{cards}}}"#
            ))
        };
        let bodies = [
            inbound(&format!(r#"{user},"type":"None""#)),
            // Other members first, in another order.
            inbound(&format!(r#"{user},"type":"None""#)).replacen('{', r#"{"version":3,"description":"d","#, 1),
            inbound(&format!(r#""type":"None",{user}"#)),
            behind(&inbound(&format!(r#"{user},"type":"None""#))),
            behind(&receipt("")),
            behind(&receipt("")).replace("ChatApps", "chatapps"),
            format!(
                r#"{{"timestamp":"{AT}","eventType":"account_update","eventId":"{ID}","provider":"WhatsApp","eventDetails":{{}}}}"#
            ),
            r#"{"namespace":"VOICE","payload":{}}"#.to_owned(),
            r#"{"description":"d","payload":{"eventType":["a"]},"namespace":"voice"}"#.to_owned(),
            inbound(r#""user":{"channelUserId":"1"},"type":"None""#),
            inbound(&format!(r#"{user},"type":"None","content":null"#)),
            inbound(&format!(r#"{user},"type":"Text","content":{{"text":"a\nb"}}"#)),
            inbound(r#""user":{"msisdn":"\u002b12025550123"},"type":"None""#),
            inbound(&format!(
                r#"{user},"replyToUmid":"\u0030e09ac86-bd74-4465-851d-1eb5a5fdbb9a","type":"None""#
            )),
            inbound(&format!(
                r#"{user},"type":"Location","content":{{"location":{{"latitude":1.5,"longitude":-2}}}}"#
            )),
            reply("nfmReply", r#"{"responseJson":"{}"}"#),
            reply("nfmReply", r#"{"responseJson":"{\"a\":[1]}"}"#),
            reply("list_reply", r#"{"id":"1","title":"One"}"#),
            reply("callPermissionReply", r#"{"response":"reject"}"#),
            reply("callPermissionReply", r#"{"response":"accept","isPermanent":true}"#),
            reply(
                "callPermissionReply",
                r#"{"response":"accept","isPermanent":false,"expirationTimestamp":"2026-07-01T10:15:00Z"}"#,
            ),
            receipt(""),
            receipt(r#","user":{"channelUserId":"1"}"#),
            receipt("").replacen('{', r#"{"version":9,"#, 1),
            receipt("").replace("\":", "\" :"),
            cards("[]"),
            cards(r#"[{"index":0}]"#),
            cards(r#"[{"index":0}, {"index":1}]"#),
            cards(r#"[{"index":0,"actions":{"buttons":[{"type":"quick_reply","label":"Yes","value":null}]}}]"#),
        ];
        let slow: Vec<&String> = bodies.iter().filter(|body| !reads_alike(body.as_bytes())).collect();
        assert!(slow.is_empty(), "{slow:#?}");
    }

    /// What is null where no null is documented, and a version that is not published, are left to the check.
    #[test]
    fn what_is_nearly_documented_is_not_read_fast() {
        let body = r#"{"namespace":"ChatApps","eventType":"outbound_message_status_changed","version":9,"payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"sms","batchId":"1e09ac86-bd74-4465-851d-1eb5a5fdbb9a","status":{"state":"delivered","timestamp":"2026-07-01T10:15:00Z"}}}"#;
        assert!(reads_alike(body.as_bytes()));
        for (what, other) in [
            ("\"S\"", "null"),
            ("\"1e09ac86-bd74-4465-851d-1eb5a5fdbb9a\"", "null"),
            (":9", ":8"),
            (":9", ":10"),
            (":9", ":null"),
            // No colon.
            ("\"channel\":", "\"channel\";"),
            ("\"channel\":", "\"channel\" ;"),
        ] {
            let changed = body.replacen(what, other, 1);
            assert!(!reads_alike(changed.as_bytes()), "{changed}");
        }
    }

    #[test]
    fn without_a_byte_or_with_another_it_is_read_alike() {
        const OTHERS: &[u8] = b"\"\\{}[]:,0aA -\n\x01\x7F<";
        let mut count = 0;
        for (number, (path, body)) in fixtures().into_iter().enumerate() {
            let step = if path.to_string_lossy().contains("accept") {
                3
            } else {
                17
            };
            for at in (number % step..body.len()).step_by(step * ONE_IN) {
                let mut shorter = body.clone();
                shorter.remove(at);
                let mut other = body.clone();
                other[at] = OTHERS[(at + number) % OTHERS.len()];
                for changed in [shorter, other] {
                    if core::str::from_utf8(&changed).is_ok() {
                        count += usize::from(reads_alike(&changed));
                    }
                }
            }
        }
        assert!(cfg!(miri) || count > 1000, "{count}");
    }

    #[test]
    fn members_that_stand_twice_are_left_to_others() {
        for (_, body) in fixtures()
            .into_iter()
            .filter(|(path, _)| path.to_string_lossy().contains("accept"))
        {
            let text = String::from_utf8(body).unwrap();
            for (place, _) in text.match_indices(",\n").step_by(2 * ONE_IN) {
                let line = text[..place].rsplit('\n').next().unwrap_or_default();
                let repeated = format!("{},\n{line}{}", &text[..place], &text[place..]);
                reads_alike(repeated.as_bytes());
            }
        }
    }

    #[test]
    fn nesting_is_counted_from_the_root() {
        for depth in (1..140).step_by(ONE_IN) {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            let body = format!(
                r#"{{"eventId":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","timestamp":"2026-07-01T10:15:00Z","provider":"WHATSAPP",
                "eventType":"whatsapp_preference","eventDetails":{{"a":{open}{close}}}}}"#
            );
            assert!(reads_alike(body.as_bytes()) || depth > 12, "{depth}");
        }
    }

    /// Every documented member in turn with a value of another sort, null among them.
    #[test]
    fn members_of_another_sort_are_read_alike() {
        let others = [
            "null",
            "true",
            "0",
            "\"x\"",
            "[]",
            "{}",
            "[{}]",
            "{\"a\":1}",
            "\"\"",
            "-1e999",
        ];
        let mut count = 0;
        for (number, (_, body)) in fixtures().into_iter().enumerate() {
            let text = String::from_utf8(body).unwrap();
            for (place, _) in text.match_indices("\": ").step_by(ONE_IN) {
                let start = place + 3;
                let rest = &text[start..];
                let end = start + rest.find([',', '\n', '}']).unwrap_or(rest.len());
                let other = others[(place + number) % others.len()];
                count += usize::from(reads_alike(
                    format!("{}{other}{}", &text[..start], &text[end..]).as_bytes(),
                ));
            }
        }
        assert!(count > 50 || cfg!(miri), "{count}");
    }

    /// Numbers as JavaScript has them.
    fn with_doubles(value: serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        match value {
            Value::Number(number) => Value::from(number.as_f64().unwrap()),
            Value::Array(elements) => elements.into_iter().map(with_doubles).collect(),
            Value::Object(members) => {
                let members = members.into_iter().map(|(name, value)| (name, with_doubles(value)));
                Value::Object(members.collect())
            }
            other => other,
        }
    }

    #[test]
    fn what_is_verbatim_is_the_body_without_what_the_event_adds() {
        let mut count = 0;
        for (_, body) in fixtures() {
            let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
            words.clear();
            let Some(documented) = read(
                &body,
                None,
                &mut words,
                (&mut tape, &mut decoded, &mut Templates::default()),
            ) else {
                continue;
            };
            if !documented.is_verbatim || documented.has_nulls {
                continue;
            }
            let mut built = event(&words, documented.kind, documented.block, documented.shape, &body);
            let members = built.as_object_mut().unwrap();
            for added in ["kind", "key", "shape", "body"] {
                members.remove(added);
            }
            let sent = serde_json::from_slice(&body).unwrap();
            assert_eq!(with_doubles(built), with_doubles(sent));
            count += 1;
        }
        assert!(count > 20 || cfg!(miri), "{count}");
    }
}
