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
mod encoding;
mod examination;
mod header;
mod keys;
mod nulls;

use crate::border::{status, units};
use crate::canonical;
use crate::corridor::{self, Wants, Workspace};
use crate::diagnostic::{Level, Levels};
use crate::fast_path::Documented;
use crate::recover;
use crate::report::Whereabouts;
use crate::slots::Slot;
use crate::source::Range;
use crate::source::utf16::{Utf16Index, Utf16Walk};
use crate::tape::{Node, Tape};
use encoding::Encoding;
use header::{Head, Header, when};
use keys::key_is_lower;
use nulls::write_nulls;
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

/// Reads the body: the first so many bytes of the input, or so many units. `encoding`: as what it was [`crate::border::sent`]. The
/// address of the words; 0 where JavaScript is to write a text in UTF-16 as UTF-8 instead.
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
            None if encoding == Encoding::Narrow && length > units::WIDENED_MAX => return core::ptr::null(),
            None => state.read_remarkable(wants, encoding),
        }
        state.workspace.words.as_slice().as_ptr()
    })
}

impl State {
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
            | when(encoding == Encoding::Ascii, status::ASCII)
            | when(is_lower, status::LOWER);
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
            | when(is_verbatim, status::VERBATIM)
            | when(has_nulls, status::NULLS)
            | when(has_hash, status::HASH)
            | when(key_is_lower(body, words, kind, block), status::LOWER)
            | when(encoding == Encoding::Ascii, status::ASCII);
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

fn converted(slot: Slot, convert: &mut impl FnMut(u32) -> u32) -> Slot {
    let Range { start, end } = slot.as_range();
    slot.over(Range {
        start: convert(start),
        end: convert(end),
    })
}
