//! The door to JavaScript for `parse`.
//!
//! In: a body that JavaScript has written into our memory. Out: words in the same memory, from which generated JavaScript
//! builds the event and its diagnostics. Does not know: the schema's members, sentences.
//!
//! The only room, with `wasm_tools`, that knows JavaScript. Nothing crosses the border but numbers: no string, no
//! object, no exception. The words begin with a [`header`].
//!
//! Why it exists: an object that crosses the border costs more than to read the body it is made of.

mod diagnostics;
mod header;
mod nulls;

use crate::canonical;
use crate::corridor::{self, BodyWords, Reading, Told, Wants, Workspace};
use crate::diagnostic::{Level, Levels};
use crate::fast_path::Documented;
use crate::kind::uuid::is_lower_uuid;
use crate::recover;
use crate::report::Whereabouts;
use crate::scan;
use crate::schema::EventKind;
use crate::slots::{Slot, Tag, Words};
use crate::source::utf16::{Utf16Index, Utf16Walk, narrow, to_utf8, utf8_length};
use crate::source::{Range, Source, Span};
use crate::tape::{Node, Tape};
use diagnostics::{told_spans, write_diagnostics};
use header::{Head, Header, status};
use nulls::{nulls_of_verbatim, write_nulls};
use std::borrow::Cow;
use std::cell::Cell;
use wasm_bindgen::prelude::wasm_bindgen;

/// Everything that lives from call to call.
#[derive(Default)]
struct State {
    /// Where JavaScript writes the body.
    input: Vec<u8>,
    /// The text that was read, where it is not the input.
    text: Option<Vec<u8>>,
    /// How much of the input is the body.
    length: usize,
    workspace: Workspace,
    index: Utf16Index,
    whereabouts: Whereabouts,
    wants: Option<Wants>,
    /// The severities a reader wants, as JavaScript writes them.
    levels: Vec<u8>,
    /// The last text handed out.
    out: Vec<u8>,
}

/// A UTF-16 code unit has so many bytes of UTF-8 at most: two make a character of four.
const UTF8_BYTES_OF_UNIT: usize = 3;

/// Of what is longer JavaScript makes UTF-8 faster than is done here.
const UNITS_WIDENED_MAX: usize = 64 * 1024;

thread_local! {
    static STATE: Cell<Option<Box<State>>> = const { Cell::new(None) };
}

/// Does something with the state, which is put back whatever happens – but for a trap, after which a new instance begins
/// with a new one.
fn with_state<T>(work: impl FnOnce(&mut State) -> T) -> T {
    let mut state = STATE.take().unwrap_or_else(fresh_state);
    let result = work(&mut state);
    // It was taken out above, so what `replace` gives is `None`. To forget that spares each door the code that would drop a state.
    STATE.with(|kept| core::mem::forget(kept.replace(Some(state))));
    result
}

/// Made once; written out in every function that may be the first one, it would be a sixth of what most of them weigh.
#[cold]
#[inline(never)]
fn fresh_state() -> Box<State> {
    Box::default()
}

/// Makes room for a body of so many bytes; where to write it.
#[wasm_bindgen]
pub fn reserve(bytes: usize) -> *const u8 {
    with_state(|state| {
        if state.input.len() < bytes {
            state.input.resize(bytes, 0);
        }
        state.input.as_ptr()
    })
}

/// Sets the options of the next call. `expect`: the bits of the kinds, 0 for all. The address of one byte for each code:
/// 0 usual, 1 error, 2 warning, 3 info, 4 off.
#[wasm_bindgen]
pub fn configure(strict: bool, expect: u32, bytes_max: usize) -> *const u8 {
    with_state(|state| {
        let mut levels = Levels::USUAL;
        levels.strict = strict;
        let expect = (expect != 0).then_some(expect);
        state.wants = Some(Wants {
            levels,
            expect,
            bytes_max,
        });
        state.levels.clear();
        state.levels.resize(crate::Code::COUNT, 0);
        state.levels.as_ptr()
    })
}

/// What is known of the input.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// Any bytes.
    Bytes,
    /// UTF-8.
    Text,
    /// One byte for each UTF-16 code unit.
    Ascii,
    /// The same, where a unit beyond ASCII is just some byte beyond ASCII. What it is the units say.
    ///
    /// Why it exists: what is not ASCII takes JavaScript three to five times as long to write as UTF-8, and then every offset
    /// has to be turned back into that of a unit. The fast path does not care what a character beyond ASCII is, and here its
    /// offsets are JavaScript's as they stand.
    Narrow,
}

/// What JavaScript says that it has written (`pkg/src/parse.js`); anything else is bytes.
mod sent {
    pub(super) const TEXT: u32 = 1;
    pub(super) const ASCII: u32 = 2;
    /// UTF-16, behind room for one byte for each of its units, in an even place.
    pub(super) const UTF_16: u32 = 3;
}

impl State {
    /// The encoding of a body that was [`sent`] so.
    fn encoding(&mut self, sent: u32) -> Encoding {
        match sent {
            sent::ASCII => Encoding::Ascii,
            sent::TEXT => Encoding::Text,
            sent::UTF_16 if narrow(&mut self.input, self.length) => Encoding::Ascii,
            sent::UTF_16 => Encoding::Narrow,
            _ => of_bytes(self.input.get(..self.length).unwrap_or_default()),
        }
    }
}

/// The encoding of a body of which nothing is known.
fn of_bytes(body: &[u8]) -> Encoding {
    match () {
        () if scan::is_ascii(body) => Encoding::Ascii,
        () if core::str::from_utf8(body).is_ok() => Encoding::Text,
        () => Encoding::Bytes,
    }
}

/// Reads the body: the first so many bytes of the input, or so many units. `encoding`: as what it was [`sent`]. The address of
/// the words; 0 where JavaScript is to write a text in UTF-16 as UTF-8 instead.
#[wasm_bindgen]
pub fn read(length: usize, encoding: u32) -> *const u32 {
    with_state(|state| {
        let tuned = state.wants.take().map(|wants| with_levels(wants, &mut state.levels));
        let wants = tuned.as_ref().unwrap_or(&Wants::USUAL);
        if length > state.input.len() {
            // JavaScript has written to where an input was once. Better no answer than that the body is empty.
            trap();
        }
        state.length = length;
        state.text = None;
        let encoding = state.encoding(encoding);
        state.workspace.words.notes = encoding == Encoding::Text;
        state.workspace.templates.are_kept = true;
        state.workspace.words.makes_values = matches!(encoding, Encoding::Ascii | Encoding::Narrow);
        if encoding == Encoding::Narrow && !state.fits(wants.bytes_max) {
            return core::ptr::null();
        }
        let body = state.input.get(..length).unwrap_or_default();
        let has_precedent = encoding != Encoding::Bytes && state.workspace.precedents.expects(body, wants);
        if has_precedent && state.follow(encoding) {
            return state.workspace.words.as_slice().as_ptr();
        }
        let body = state.input.get(..length).unwrap_or_default();
        let documented = match encoding {
            Encoding::Bytes => None,
            Encoding::Ascii | Encoding::Text if has_precedent => None,
            _ => corridor::documented(body, wants, &mut state.workspace),
        };
        match documented {
            Some(documented) => state.write_documented(documented, encoding),
            None if encoding == Encoding::Narrow && length > UNITS_WIDENED_MAX => return core::ptr::null(),
            None => state.read_remarkable(wants, encoding),
        }
        state.workspace.words.as_slice().as_ptr()
    })
}

impl State {
    /// Whether a text in UTF-16 has no more bytes as UTF-8 than are read.
    fn fits(&self, bytes_max: usize) -> bool {
        self.length * UTF8_BYTES_OF_UNIT <= bytes_max || utf8_length(&self.input, self.length) <= bytes_max
    }

    /// Puts the characters into the input, where it has one byte for each unit.
    #[cold]
    #[inline(never)]
    fn widen(&mut self) {
        self.length = to_utf8(&mut self.input, self.length);
    }

    /// Says of a body what was said of its precedent, where that holds for it.
    fn follow(&mut self, encoding: Encoding) -> bool {
        let body = self.input.get(..self.length).unwrap_or_default();
        let Workspace { precedents, words, .. } = &mut self.workspace;
        let Some((kind, block)) = precedents.give(body, encoding == Encoding::Text, words) else {
            if encoding == Encoding::Narrow {
                // The rest goes by the characters.
                precedents.forget();
            }
            return false;
        };
        // Of UTF-8 the slots are no bytes any more.
        let is_lower = encoding != Encoding::Text && key_is_lower(body, words, kind, block);
        let status = words.word(Header::Event as u32) & !(status::ASCII | status::LOWER)
            | status::when(encoding == Encoding::Ascii, status::ASCII)
            | status::when(is_lower, status::LOWER);
        words.put(Header::Event as usize, status);
        if status & status::HASH != 0 {
            self.put_hash(encoding);
        }
        true
    }

    /// Writes the hash of a body in which no name stands twice.
    #[cold]
    fn put_hash(&mut self, encoding: Encoding) {
        if encoding == Encoding::Narrow {
            self.widen();
        }
        let body = self.input.get(..self.length).unwrap_or_default();
        canonical::write_key_without_repeats(body, &mut self.out);
        let address = self.out.as_ptr() as u32;
        self.workspace.words.put(Header::HashAddress as usize, address);
    }

    /// Writes the header of a body that is in every way as documented.
    fn write_documented(&mut self, documented: Documented, encoding: Encoding) {
        let Documented {
            kind,
            shape,
            block,
            is_verbatim,
            has_nulls,
        } = documented;
        let body = self.input.get(..self.length).unwrap_or_default();
        let words = &mut self.workspace.words;
        let law = kind.law();
        let has_hash = law.key.is_empty();
        let has_nulls = has_nulls && is_verbatim && law.keeps_body;
        let status = status::OK
            | status::KIND
            | status::when(is_verbatim, status::VERBATIM)
            | status::when(has_nulls, status::NULLS)
            | status::when(has_hash, status::HASH)
            | status::when(key_is_lower(body, words, kind, block), status::LOWER)
            | status::when(encoding == Encoding::Ascii, status::ASCII);
        let mut head = Head::new(status, Some(kind), shape, block);
        if words.notes {
            let mut walk = Utf16Walk::new(body);
            words.change_noted(|slot| converted(slot, &mut |at| walk.to(at)));
        }
        if has_nulls {
            head.put(Header::Nulls, write_nulls(words, law.record, block));
        }
        self.workspace.words.set_header(&head.0);
        if has_hash {
            self.put_hash(encoding);
        }
    }

    /// Reads a body that is not as documented.
    #[cold]
    fn read_remarkable(&mut self, wants: &Wants, mut encoding: Encoding) {
        if encoding == Encoding::Narrow {
            self.widen();
            encoding = Encoding::Text;
        }
        if encoding != Encoding::Bytes {
            let body = self.input.get(..self.length).unwrap_or_default();
            self.workspace.precedents.seek(body, wants);
            if self.follow(encoding) {
                return;
            }
        }
        self.examine(wants, encoding);
    }

    /// Reads whatever body, and writes all that is to be said about it.
    #[inline(never)]
    fn examine(&mut self, wants: &Wants, encoding: Encoding) {
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
        let source = match encoding {
            Encoding::Bytes => Source::new(body),
            Encoding::Ascii => Source::ascii(body),
            Encoding::Text | Encoding::Narrow => Source::utf8(body),
        };
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
        let known = status::when(hash.is_some(), status::HASH)
            | status::when(source.is_ascii(), status::ASCII)
            | status::when(nulls.is_some(), status::VERBATIM | status::NULLS);
        let mut head = head_of(&reading, workspace, diagnostics, known);
        head.put(Header::Nulls, nulls.unwrap_or(0));
        // Where a name stands twice there is no hash without a tape.
        let is_plain = |hash: &str| hash == canonical::key_without_repeats(&reading.text);
        if let Some(number) = newest.filter(|_| hash.as_deref().is_none_or(is_plain)) {
            let spans = told_spans(&source, &reading, whereabouts);
            rule(number, (&reading, &mut head), (&body, end), workspace, &spans);
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
        let is_inner = reading.is_inner;
        if let Cow::Owned(read) = reading.text {
            if is_inner {
                head.put(Header::TextAddress, read.as_ptr() as u32);
                head.put(Header::TextLength, read.len() as u32);
            }
            *text = Some(read);
        }
        workspace.words.set_header(&head.0);
    }
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
    (reading, head): (&Reading<'_>, &mut Head),
    (body, end): (&BodyWords, usize),
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

/// The options of this call with the severities JavaScript has written; those of the next call are the usual ones again.
#[cold]
fn with_levels(mut wants: Wants, levels: &mut Vec<u8>) -> Wants {
    for (level, byte) in wants.levels.by_code().iter_mut().zip(levels.iter()) {
        *level = match byte {
            1 => Level::Set(crate::Severity::Error),
            2 => Level::Set(crate::Severity::Warning),
            3 => Level::Set(crate::Severity::Info),
            4 => Level::Off,
            _ => Level::Usual,
        };
    }
    levels.clear();
    wants
}

/// The JSON text of a node that is not JSON as it stands; its address and its length.
#[wasm_bindgen]
pub fn recovered(node: u32) -> *const u32 {
    hand_out(|text, tape| {
        if tape.node(node).is(Node::KEY) {
            recover::name(text, tape, node)
        } else {
            recover::json(text, tape, node)
        }
    })
}

/// Writes a text, and its address and length into the words.
fn hand_out(make: impl FnOnce(&[u8], &Tape) -> Vec<u8>) -> *const u32 {
    with_state(|state| {
        let input = state.input.get(..state.length).unwrap_or_default();
        let text = state.text.as_deref().unwrap_or(input);
        state.out = make(text, &state.workspace.tape);
        let words = &mut state.workspace.words;
        words.put(Header::TextAddress as usize, state.out.as_ptr() as u32);
        words.put(Header::TextLength as usize, state.out.len() as u32);
        words.as_slice().as_ptr()
    })
}

/// Ends this instance, as a fault would. For tests.
#[wasm_bindgen]
pub fn trap() {
    core::arch::wasm32::unreachable()
}

/// Whether offsets in the text that was read are those of JavaScript as they stand. A text that came out of a string may
/// have letters that are escapes there, so that the body is ASCII and the text is not.
fn is_ascii(source: &Source<'_>, reading: &Reading<'_>) -> bool {
    if reading.is_inner {
        scan::is_ascii(&reading.text)
    } else {
        source.is_ascii()
    }
}

/// Whether nothing else tells the event from others: its kind has no id, or the id is an empty text.
fn needs_hash(reading: &Reading<'_>, words: &Words) -> bool {
    let checked = &reading.checked;
    checked.kind.is_some_and(|kind| match kind.law().key {
        [] => true,
        [_] => id_of(words, kind, checked.block)
            .is_some_and(|id| id.is(Tag::Text) && id.as_range().start == id.as_range().end),
        _ => false,
    })
}

/// What the header says of any body, as far as it is known without copying a text. `known`: the bits that are told already.
fn head_of(reading: &Reading<'_>, workspace: &Workspace, (start, count): (u32, u32), known: u32) -> Head {
    let Workspace { tape, words, .. } = workspace;
    let checked = &reading.checked;
    let is_read = !tape.is_empty() && !reading.text.is_empty();
    let kind = checked.kind.filter(|_| reading.is_ok());
    let is_lower = kind.is_some_and(|kind| key_is_lower(&reading.text, words, kind, checked.block));
    let status = known
        | status::when(reading.is_ok(), status::OK)
        | status::when(checked.kind.is_some(), status::KIND)
        | status::when(reading.is_inner, status::INNER)
        | status::when(is_read, status::READ)
        | status::when(tape.faulty, status::FAULTY)
        | status::when(is_lower, status::LOWER);
    let mut head = Head::new(status, checked.kind, checked.shape, checked.block);
    head.put(Header::Diagnostics, start);
    head.put(Header::Count, count);
    head.put(Header::Omitted, reading.kept.omitted);
    head.put(Header::Words, words.as_slice().len() as u32);
    head
}

/// Whether the id that the key begins with is a UUID in lower case, so that it is the key, or its beginning, as it stands.
fn key_is_lower(text: &[u8], words: &Words, kind: EventKind, block: u32) -> bool {
    id_of(words, kind, block).is_some_and(|id| id.is(Tag::Text) && is_lower_uuid(id.as_range().of(text)))
}

/// The id that the key begins with.
fn id_of(words: &Words, kind: EventKind, mut block: u32) -> Option<Slot> {
    let &[way @ .., last] = kind.law().key.first()? else {
        return None;
    };
    for step in way {
        // Where it is missing there is none, and no block either: the words before the first one are the header's.
        block = Some(words.get(block, *step)).filter(|slot| slot.is(Tag::Record))?.a;
    }
    Some(words.get(block, *last))
}

/// Turns the offsets of all slots from bytes into UTF-16 code units.
fn convert_slots(text: &[u8], words: &mut Words, kind: EventKind, block: u32, index: &mut Utf16Index) {
    index.build(text);
    words.change_ranges(kind.law().record, block, &mut |_, slot, _| {
        converted(slot, &mut |at| index.at(text, at))
    });
}

fn converted(slot: Slot, convert: &mut impl FnMut(u32) -> u32) -> Slot {
    let Range { start, end } = slot.as_range();
    slot.over(Range {
        start: convert(start),
        end: convert(end),
    })
}
