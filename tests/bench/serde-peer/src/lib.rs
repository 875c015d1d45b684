//! A contestant of the benchmark: serde_json into derived structs, and serde-wasm-bindgen out to JavaScript.
//!
//! * In: the text or the bytes of a body.
//! * Out: the typed event as a JavaScript object, or `null` where the body does not fit the types.
//! * Does not know: forms. A UUID, a time and a phone number are any string here; only JSON types and required members
//!   are judged. Unknown members are dropped. Both make it faster than a peer that did as much as the package does.
//! * Why: it is how one would write this package without thinking of speed, so it is the fair measure for the thought.

mod event;

use event::{Event, read};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Reads a body that is a JavaScript string.
#[wasm_bindgen]
pub fn parse(body: &str) -> JsValue {
    to_javascript(read(body))
}

/// Reads a body that is UTF-8 bytes.
#[wasm_bindgen]
pub fn parse_bytes(body: &[u8]) -> JsValue {
    to_javascript(std::str::from_utf8(body).ok().and_then(read))
}

fn to_javascript(event: Option<Event>) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    event
        .and_then(|event| event.serialize(&serializer).ok())
        .unwrap_or(JsValue::NULL)
}
