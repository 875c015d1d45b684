//! The door to JavaScript for `inspect`, `render` and `redact`: a second module, which users of `parse` never load.
//!
//! In: a body that JavaScript has written into our memory. Out: words and texts. Does not know: options. Here the
//! serializer serves what is not hot: the diagnostics that people hand to `render`.
//!
//! Why it exists: what people look at is never hot, and would be half of what every page loads.

use crate::nodes::{self, Document, Nodes};
use crate::recover;
use crate::redact;
use crate::render::{Entry, RenderOptions, render_entries};
use crate::source::Source;
use crate::tape::Node;
use std::cell::Cell;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[derive(Default)]
struct State {
    input: Vec<u8>,
    nodes: Option<Nodes>,
    out: Vec<u8>,
}

thread_local! {
    static STATE: Cell<Option<Box<State>>> = const { Cell::new(None) };
}

fn with_state<T>(work: impl FnOnce(&mut State) -> T) -> T {
    let mut state = STATE.take().unwrap_or_default();
    let result = work(&mut state);
    STATE.set(Some(state));
    result
}

/// Makes room for a body of so many bytes; where to write it. Of what was written there the first bytes stay, so that a body
/// can be cut to the length it turned out to have.
#[wasm_bindgen]
pub fn tools_reserve(bytes: usize) -> *const u8 {
    with_state(|state| {
        state.input.resize(bytes, 0);
        state.input.as_ptr()
    })
}

/// Lists the nodes of the body: the address of the words, which begin with those of the first node.
#[wasm_bindgen]
pub fn tools_nodes() -> *const u32 {
    with_state(|state| {
        let source = Source::new(&state.input);
        state.nodes = Some(nodes::nodes(&source));
        state
            .nodes
            .as_ref()
            .map_or(core::ptr::null(), |nodes| nodes.words.as_slice().as_ptr())
    })
}

/// How many words there are.
#[wasm_bindgen]
pub fn tools_words() -> usize {
    with_state(|state| state.nodes.as_ref().map_or(0, |nodes| nodes.words.as_slice().len()))
}

/// How many words there are before the list of embedded documents.
#[wasm_bindgen]
pub fn tools_embedded() -> u32 {
    with_state(|state| state.nodes.as_ref().map_or(0, |nodes| nodes.embedded))
}

/// A text that names stand in, where it is not the body: its length; then [`tools_out`] has its address. The first document is
/// the body, the others are the JSON inside strings.
#[wasm_bindgen]
pub fn tools_text(document: usize) -> u32 {
    with_state(|state| {
        let document = state.nodes.as_ref().and_then(|nodes| nodes.documents.get(document));
        state.out = document.and_then(|document| document.text.clone()).unwrap_or_default();
        state.out.len() as u32
    })
}

/// The name of a member that is not JSON as it stands, as a JSON string: its length; then [`tools_out`] has its address.
#[wasm_bindgen]
pub fn tools_name(document: usize, key: u32) -> u32 {
    with_state(|state| {
        let document = state.nodes.as_ref().and_then(|nodes| nodes.documents.get(document));
        state.out = match document {
            Some(Document { text, tape }) if tape.node(key).is(Node::KEY) => {
                recover::name(text.as_deref().unwrap_or(&state.input), tape, key)
            }
            _ => Vec::new(),
        };
        state.out.len() as u32
    })
}

/// The masked body: the length of its text; then [`tools_out`] has its address.
#[wasm_bindgen]
pub fn tools_redact() -> u32 {
    with_state(|state| {
        state.out = redact::redact(&state.input).into_bytes();
        state.out.len() as u32
    })
}

/// Diagnostics as text: its length; then [`tools_out`] has its address.
///
/// # Errors
/// When the diagnostics are no diagnostics.
#[wasm_bindgen]
pub fn tools_render(diagnostics: JsValue, omitted: u32, color: bool, masked: bool) -> Result<u32, JsError> {
    let entries: Vec<Entry> = serde_wasm_bindgen::from_value(diagnostics)?;
    Ok(with_state(|state| {
        let options = RenderOptions::new().color(color).redact(masked).omitted(omitted);
        let text = if masked {
            redact::redact(&state.input)
        } else {
            String::from_utf8_lossy(&state.input).into_owned()
        };
        state.out = render_entries(&text, &entries, options).into_bytes();
        state.out.len() as u32
    }))
}

/// The address of the text that was made last.
#[wasm_bindgen]
pub fn tools_out() -> *const u8 {
    with_state(|state| state.out.as_ptr())
}
