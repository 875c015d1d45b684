//! The examination: all that is to be said about a body that is not as documented.
//!
//! In: a body. Out: its words – the event, what it leaves out, the diagnostics, the header –, and what is told of it when it becomes
//! a precedent. Does not know: the bodies before it, but that there is room for this one.
//!
//! Why it exists: nearly all bodies are as documented, or as one before them was. None of this is reached for those.

use super::diagnostics::{Written, told_spans, write_diagnostics};
use super::encoding::Encoding;
use super::header::{Head, Header, when};
use super::keys::{key_is_lower, needs_hash};
use super::nulls::nulls_of_verbatim;
use super::{State, converted};
use crate::border::status;
use crate::canonical;
use crate::corridor::{self, BodyWords, Reading, Told, Wants, Workspace};
use crate::scan;
use crate::schema::EventKind;
use crate::slots::Words;
use crate::source::utf16::Utf16Index;
use crate::source::{Source, Span};
use std::borrow::Cow;

impl State {
    /// Reads whatever body, and writes all that is to be said about it.
    #[inline(never)]
    pub(super) fn examine(&mut self, wants: &Wants, encoding: Encoding) {
        let Self {
            input,
            text,
            length,
            workspace,
            index,
            whereabouts,
            out,
            ..
        } = self;
        let body = input.get(..*length).unwrap_or_default();
        let source = source_of(body, encoding);
        let reading = corridor::examine(&source, wants, workspace, None);
        let newest = workspace.precedents.newest();
        let nulls = nulls_of_verbatim(&reading, workspace, wants);
        let body = newest
            .filter(|_| nulls.is_none())
            .and_then(|_| body_words(&reading, &mut workspace.words))
            .unwrap_or_default();
        let end = workspace.words.as_slice().len();
        let diagnostics = write_diagnostics(&source, &reading, workspace, index, whereabouts);
        let hash = needs_hash(&reading, &workspace.words)
            .then(|| corridor::hash(&reading, &workspace.tape))
            .flatten();
        let known = when(hash.is_some(), status::HASH)
            | when(source.is_ascii(), status::ASCII)
            | when(nulls.is_some(), status::VERBATIM | status::NULLS);
        let mut head = head_of(&reading, workspace, diagnostics, known);
        head.put(Header::Nulls, nulls.unwrap_or(0));
        // Where a name stands twice there is no hash without a tape.
        let is_plain = |hash: &str| hash == canonical::key_without_repeats(&reading.text);
        if let Some(number) = newest.filter(|_| hash.as_deref().is_none_or(is_plain)) {
            let spans = told_spans(&source, &reading, whereabouts);
            rule(number, &reading, &mut head, &body, end, workspace, &spans);
        }
        let checked = &reading.checked;
        if let Some(kind) = checked.kind.filter(|_| !is_ascii(&source, &reading)) {
            convert_slots(&reading.text, &mut workspace.words, kind, checked.block, index);
            head.put(Header::Body, 0);
        }
        if let Some(hash) = hash {
            *out = hash.into_bytes();
            head.put(Header::HashAddress, out.as_ptr() as u32);
        }
        *text = text_apart(reading, &mut head);
        workspace.words.set_header(&head.0);
    }
}

fn source_of(body: &[u8], encoding: Encoding) -> Source<'_> {
    match encoding {
        Encoding::Bytes => Source::new(body),
        Encoding::Ascii => Source::ascii(body),
        Encoding::Text | Encoding::Narrow => Source::utf8(body),
    }
}

/// The text that was read, where it is not the input; JavaScript is told of one that came out of a string.
fn text_apart(reading: Reading<'_>, head: &mut Head) -> Option<Vec<u8>> {
    let Cow::Owned(read) = reading.text else { return None };
    if reading.is_inner {
        head.put(Header::TextAddress, read.as_ptr() as u32);
        head.put(Header::TextLength, read.len() as u32);
    }
    Some(read)
}

/// Writes a body that is kept beside its event as words, if it is.
fn body_words(reading: &Reading<'_>, words: &mut Words) -> Option<BodyWords> {
    let keeps_body = reading.checked.kind.is_some_and(|kind| kind.law().keeps_body);
    keeps_body.then(|| BodyWords::write(&reading.text, words))
}

/// Keeps what is told of a body that has become a precedent: `end` is how many words there were before its diagnostics.
#[cold]
fn rule(
    number: u32,
    reading: &Reading<'_>,
    head: &mut Head,
    body: &BodyWords,
    end: usize,
    workspace: &mut Workspace,
    spans: &[Span],
) {
    let Some(kind) = reading.checked.kind else { return };
    let Workspace {
        precedents,
        tape,
        words,
        scratch,
        ..
    } = workspace;
    head.put(Header::Body, body.start.unwrap_or(0));
    let mut given = Head(head.0);
    let [status, ..] = head.0;
    given.put(Header::Precedent, number);
    given.put(Header::Event, status | status::FOLLOWS);
    given.put(Header::Diagnostics, end as u32);
    let told = Told {
        text: &reading.text,
        tape,
        words,
        head: &given.0,
        end,
        root: (kind.law().record, reading.checked.block),
        body,
        spans,
        asked: &scratch.asked,
    };
    if precedents.rule(number, told) {
        head.put(Header::Precedent, number);
    }
}

/// Whether offsets in the text that was read are those of JavaScript as they stand. A text that came out of a string may
/// have letters that are escapes there, so that the body is ASCII and the text is not.
pub(super) fn is_ascii(source: &Source<'_>, reading: &Reading<'_>) -> bool {
    if reading.is_inner {
        scan::is_ascii(&reading.text)
    } else {
        source.is_ascii()
    }
}

/// What the header says of any body, as far as it is known without copying a text. `known`: the bits that are told already.
fn head_of(reading: &Reading<'_>, workspace: &Workspace, diagnostics: Written, known: u32) -> Head {
    let Workspace { tape, words, .. } = workspace;
    let checked = &reading.checked;
    let is_read = !tape.is_empty() && !reading.text.is_empty();
    let kind = checked.kind.filter(|_| reading.is_ok());
    let is_lower = kind.is_some_and(|kind| key_is_lower(&reading.text, words, kind, checked.block));
    let status = known
        | when(reading.is_ok(), status::OK)
        | when(checked.kind.is_some(), status::KIND)
        | when(reading.is_inner, status::INNER)
        | when(is_read, status::READ)
        | when(tape.faulty, status::FAULTY)
        | when(is_lower, status::LOWER);
    let mut head = Head::new(status, checked.kind, checked.shape, checked.block);
    head.put(Header::Diagnostics, diagnostics.start);
    head.put(Header::Count, diagnostics.count);
    head.put(Header::Omitted, reading.kept.omitted);
    head.put(Header::Words, words.as_slice().len() as u32);
    head
}

/// Turns the offsets of all slots from bytes into UTF-16 code units.
fn convert_slots(text: &[u8], words: &mut Words, kind: EventKind, block: u32, index: &mut Utf16Index) {
    index.build(text);
    words.change_ranges(kind.law().record, block, &mut |_, slot, _| {
        converted(slot, &mut |at| index.at(text, at))
    });
}
