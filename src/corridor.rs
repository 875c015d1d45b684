//! The corridor: from a body to slots and findings, for every door.
//!
//! In: a source, options, and memory to work in. Out: a [`Reading`]. Does not know: what becomes of it – Rust types
//! ([`crate::report`]) or the words that JavaScript reads.
//!
//! Why it exists: Rust, `parse` and the tools for editors take the same way through the rooms, and none of them should know it.

mod precedents;
#[cfg(feature = "wasm")]
mod rulings;

use crate::border;
use crate::canonical;
use crate::catalog::{Code, Phrase};
use crate::check::{Check, Checked, Scratch, Trace};
use crate::diagnostic::{Arg, Finding, Kept, Levels, Sink};
use crate::fast_path::{self, Documented, Memory, Templates};
use crate::lexer::Decoded;
use crate::rules;
use crate::scan;
use crate::schema::is_documented;
use crate::slots::{Slots, Words};
use crate::sniff;
use crate::source::{Range, Source};
use crate::tape::{self, Node, NodeType, Tape};
use precedents::Precedents;
#[cfg(all(feature = "wasm", not(feature = "wasm-tools"), target_arch = "wasm32"))]
pub(crate) use rulings::{BodyWords, Told};
use std::borrow::Cow;

/// How much of a body is read, in bytes of UTF-8, unless the reader says otherwise: 10 MiB.
pub const BODY_BYTES_MAX: usize = border::body::BYTES_MAX;

/// How much room for decoded strings is kept from one body to the next.
const DECODED_BYTES_KEPT: usize = 4096;

/// What the reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wants {
    pub(crate) levels: Levels,
    /// The bits of the expected kinds.
    pub(crate) expect: Option<u32>,
    pub(crate) bytes_max: usize,
}

impl Wants {
    pub(crate) const USUAL: Self = Self {
        levels: Levels::USUAL,
        expect: None,
        bytes_max: BODY_BYTES_MAX,
    };
}

impl Default for Wants {
    fn default() -> Self {
        Self::USUAL
    }
}

/// Memory that a reading needs, to be used again.
#[derive(Default)]
pub(crate) struct Workspace {
    pub(crate) tape: Tape,
    pub(crate) words: Words,
    pub(crate) scratch: Scratch,
    pub(crate) templates: Templates,
    pub(crate) precedents: Precedents,
    decoded: Vec<u8>,
}

impl Workspace {
    /// What was learned, and none of the room that a body has taken.
    pub(crate) fn without_room(self) -> Self {
        let Self {
            templates, precedents, ..
        } = self;
        Self {
            templates,
            precedents,
            ..Self::default()
        }
    }
}

/// A body that was read.
pub(crate) struct Reading<'a> {
    /// The text that was read: the body's, or the one a double-encoded body holds.
    pub(crate) text: Cow<'a, [u8]>,
    /// Whether the text came out of a string.
    pub(crate) is_inner: bool,
    pub(crate) kept: Kept,
    pub(crate) checked: Checked,
    /// Nodes below which members are not named.
    pub(crate) veiled: Vec<u32>,
}

impl<'a> Reading<'a> {
    fn nothing(kept: Kept) -> Self {
        let checked = Checked::NOTHING;
        Self {
            text: Cow::Borrowed(b""),
            is_inner: false,
            kept,
            checked,
            veiled: Vec::new(),
        }
    }

    /// What was read of a body as it stands.
    fn outer(source: &Source<'a>, sink: Sink<'_>, checked: Checked, scratch: &mut Scratch) -> Self {
        Self {
            text: source.text.clone(),
            is_inner: false,
            kept: sink.finish(),
            checked,
            veiled: core::mem::take(&mut scratch.veiled),
        }
    }

    /// Whether the event can be given.
    pub(crate) fn is_ok(&self) -> bool {
        self.kept.errors == 0 && self.checked.complete && self.checked.block != 0
    }
}

/// Reads a body.
pub(crate) fn read<'a>(source: &Source<'a>, wants: &Wants, workspace: &mut Workspace) -> Reading<'a> {
    if source.broken.is_empty()
        && !workspace.precedents.expects(&source.text, wants)
        && let Some(documented) = documented(&source.text, wants, workspace)
    {
        return Reading {
            text: source.text.clone(),
            is_inner: false,
            kept: Kept::NOTHING,
            checked: Checked {
                kind: Some(documented.kind),
                shape: documented.shape,
                block: documented.block,
                complete: true,
            },
            veiled: Vec::new(),
        };
    }
    examine(source, wants, workspace, None)
}

/// Reads a text that is in every way as documented, on the fast path; nothing where it is not.
pub(crate) fn documented(text: &[u8], wants: &Wants, workspace: &mut Workspace) -> Option<Documented> {
    if text.len() > wants.bytes_max.min(border::offset::MAX) {
        return None;
    }
    let Workspace {
        tape,
        words,
        decoded,
        templates,
        ..
    } = workspace;
    tape.clear();
    let memory = Memory {
        tape,
        decoded,
        templates,
    };
    let documented = fast_path::read(text, wants.expect, words, memory);
    if decoded.capacity() > DECODED_BYTES_KEPT {
        *decoded = Vec::new();
    }
    documented
}

/// Reads whatever body, and says what is remarkable about it.
pub(crate) fn examine<'a>(
    source: &Source<'a>,
    wants: &Wants,
    workspace: &mut Workspace,
    traces: Option<&mut Vec<Trace>>,
) -> Reading<'a> {
    if traces.is_none()
        && source.broken.is_empty()
        && let Some(reading) = followed(source, wants, workspace)
    {
        return reading;
    }
    let Workspace {
        tape,
        words,
        scratch,
        precedents,
        ..
    } = workspace;
    tape.clear();
    words.clear();
    scratch.clear();
    let text = &source.text;
    let mut sink = Sink::new(&wants.levels);
    if !may_be_json(source, wants.bytes_max, &mut sink) {
        return Reading::nothing(sink.finish());
    }
    read_tape(source, tape, &mut sink);
    if let Some(decoded) = double_encoded(text, tape) {
        return read_inner(decoded, wants, workspace, sink, traces);
    }
    let may_learn = traces.is_none() && source.broken.is_empty();
    let mut check = Check {
        text,
        tape,
        words,
        sink: &mut sink,
        scratch,
        traces,
    };
    let checked = check.root(wants.expect);
    if may_learn {
        precedents.learn(&mut check, checked);
    }
    check.relate(&checked, rules::judge);
    Reading::outer(source, sink, checked, scratch)
}

/// Whether a body is short enough to be read, and not plainly something else.
fn may_be_json(source: &Source<'_>, bytes_max: usize, sink: &mut Sink<'_>) -> bool {
    let text = &source.text;
    // What is not UTF-8 is three bytes for one, or for two, in the text.
    if source.sent > bytes_max || text.len() > border::offset::MAX {
        sink.push(too_large(bytes_max, text));
        return false;
    }
    if source.has_byte_order_mark() {
        sink.push(byte_order_mark(source.start()));
    }
    match sniff::not_json(text) {
        Some(finding) => {
            sink.push(finding);
            false
        }
        None => true,
    }
}

/// Reads the text of a body, and what stands before it.
fn read_tape(source: &Source<'_>, tape: &mut Tape, sink: &mut Sink<'_>) {
    let text = &source.text;
    let lead = sniff::lead(text, source.start(), is_documented);
    let start = lead.map_or(source.start(), |lead| lead.end as usize);
    tape::read(text, start, tape, sink);
    if let Some(lead) = lead {
        tape.faulty = true;
        sink.push(leading_text(text, lead));
    }
    if !source.broken.is_empty() {
        report_broken_utf8(source, tape, sink);
    }
}

/// Reads a body as one before it was read; nothing where there is none that it follows.
fn followed<'a>(source: &Source<'a>, wants: &Wants, workspace: &mut Workspace) -> Option<Reading<'a>> {
    let Workspace {
        tape,
        words,
        scratch,
        precedents,
        ..
    } = workspace;
    let text = &source.text;
    let mut sink = Sink::new(&wants.levels);
    let checked = precedents.follow(text, wants, tape, words, scratch, &mut sink)?;
    let mut check = Check {
        text,
        tape,
        words,
        sink: &mut sink,
        scratch,
        traces: None,
    };
    check.relate(&checked, rules::judge);
    Some(Reading::outer(source, sink, checked, scratch))
}

/// The finding for a body that is too long: what is beyond the limit, from a whole character on.
fn too_large(bytes_max: usize, text: &[u8]) -> Finding {
    let is_inside = |at: usize| text.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    let mut start = bytes_max.min(text.len());
    while is_inside(start) {
        start -= 1;
    }
    Finding::new(Code::BodyTooLarge, 0, Range::new(start, text.len()), Phrase::IsTooLarge)
        .args([Arg::Number(bytes_max as u32)])
        .help(Phrase::HelpTooLarge)
}

/// The finding for what stands before an event: of what is removed the blanks behind it are not shown.
fn leading_text(text: &[u8], lead: Range) -> Finding {
    let shown = Range::new(
        lead.start as usize,
        lead.start as usize + lead.of(text).trim_ascii_end().len(),
    );
    Finding::new(Code::LeadingText, 0, shown, Phrase::TextLeads)
        .help(Phrase::HelpLeading)
        .edit(lead, Phrase::EditNothing)
}

fn byte_order_mark(length: usize) -> Finding {
    Finding::new(Code::ByteOrderMark, 0, Range::new(0, length), Phrase::HasByteOrderMark)
        .help(Phrase::HelpByteOrderMark)
        .edit(Range::new(0, length), Phrase::EditNothing)
}

/// Bytes that are not UTF-8 inside a string are read as U+FFFD; elsewhere they have been reported as what they are.
#[cold]
fn report_broken_utf8(source: &Source<'_>, tape: &Tape, sink: &mut Sink<'_>) {
    for range in &source.broken {
        let Some(node) = tape.at(range.start) else { continue };
        let leaf = tape.node(node);
        // Where the text is cut within a character it has been said that it is cut.
        if leaf.is(Node::UNCLOSED) && range.end as usize == source.text.len() {
            continue;
        }
        if leaf.kind() == NodeType::String && range.start >= leaf.start && range.end <= leaf.end {
            sink.push(Finding::new(Code::InvalidUtf8, node, *range, Phrase::BadUtf8).help(Phrase::HelpUtf8));
        }
    }
}

/// The text inside the root, if the root is a string that holds an object.
fn double_encoded(text: &[u8], tape: &Tape) -> Option<Decoded> {
    let root = tape.node(0);
    if tape.is_empty() || root.kind() != NodeType::String {
        return None;
    }
    let decoded = tape.decode(text, root);
    let first = scan::space_end(&decoded.text, 0);
    (decoded.text.get(first) == Some(&b'{')).then_some(decoded)
}

/// Reads the JSON that a double-encoded body holds; positions are those of the body.
#[cold]
fn read_inner<'a>(
    decoded: Decoded,
    wants: &Wants,
    workspace: &mut Workspace,
    mut sink: Sink<'_>,
    traces: Option<&mut Vec<Trace>>,
) -> Reading<'a> {
    let Workspace {
        tape, words, scratch, ..
    } = workspace;
    let root = tape.node(0);
    sink.push(
        Finding::new(Code::DoubleEncoded, 0, root.range(), Phrase::IsDoubleEncoded).help(Phrase::HelpDoubleEncoded),
    );
    let mut inner = Sink::new(&wants.levels);
    if root.is(Node::UNCLOSED) {
        inner.mute(Code::UnexpectedEnd);
    }
    let faulty = tape.faulty;
    tape.clear();
    tape::read(&decoded.text, 0, tape, &mut inner);
    tape.faulty |= faulty;
    let mut check = Check {
        text: &decoded.text,
        tape,
        words,
        sink: &mut inner,
        scratch,
        traces,
    };
    let mut checked = check.root(wants.expect);
    check.relate(&checked, rules::judge);
    checked.complete &= !faulty;
    let lead_back = |range: Range| Range::new(decoded.source(range.start as usize), decoded.source(range.end as usize));
    sink.absorb(inner, lead_back);
    Reading {
        text: Cow::Owned(decoded.text),
        is_inner: true,
        kept: sink.finish(),
        checked,
        veiled: core::mem::take(&mut scratch.veiled),
    }
}

/// What identifies the event among repeats: its own members, or, where its kind has none or they say nothing, a hash of what
/// it says.
pub(crate) fn key<'a>(reading: &Reading<'_>, tape: &Tape, slots: &Slots<'_, 'a>) -> Option<Cow<'a, str>> {
    let kind = reading.checked.kind?;
    if kind.law().key.is_empty() {
        return hash(reading, tape).map(Cow::Owned);
    }
    match slots.key(kind, reading.checked.block as usize) {
        Some(id) if id.is_empty() => hash(reading, tape).map(Cow::Owned),
        key => key,
    }
}

/// The hash for an event without a key of its own; none for a body that is broken.
pub(crate) fn hash(reading: &Reading<'_>, tape: &Tape) -> Option<String> {
    // The fast path makes no tape, and reads no name twice.
    if tape.is_empty() && reading.checked.complete {
        return Some(canonical::key_without_repeats(&reading.text));
    }
    (!tape.faulty).then(|| canonical::key(&reading.text, tape))
}

/// The node whose pointer a finding gets: its own, or the one above it whose members are not named.
pub(crate) fn pointer_node(finding: &Finding, reading: &Reading<'_>, tape: &Tape) -> u32 {
    if reading.is_inner && !finding.is_inner {
        return 0;
    }
    let hides = |veil: &&u32| **veil < finding.node && finding.node < tape.node(**veil).next;
    reading.veiled.iter().find(hides).copied().unwrap_or(finding.node)
}

/// The string that a double-encoded body is, decoded.
#[cfg(feature = "wasm-tools")]
pub(crate) fn outer_string(source: &Source<'_>) -> Option<Decoded> {
    double_encoded(&source.text, &Tape::of(&source.text, source.start()))
}
