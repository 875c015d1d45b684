//! JSON values for the Rust side.
//!
//! In: a tape. Out: a `serde_json::Value`, always: half a surrogate pair is U+FFFD, a number that serde_json cannot hold is
//! null. Does not know: the schema. Why not `serde_json::from_str`: it refuses a whole document for either, and nesting
//! at our own limit.

use crate::tape::{self, Node, NodeType, Tape};
use serde_json::{Map, Value};

/// The value of a JSON text.
pub(crate) fn of_text(text: &str) -> Value {
    let text = text.as_bytes();
    of_node(text, &Tape::of(text, 0), 0)
}

/// An object or array that is being filled.
struct Open {
    next: u32,
    value: Value,
    /// The name it gets in the object around it.
    name: Option<String>,
}

/// The value of a node. What could not be read is left out of its object or array.
pub(crate) fn of_node(text: &[u8], tape: &Tape, root: u32) -> Value {
    let end = tape.node(root).next;
    let mut open: Vec<Open> = Vec::new();
    let mut name = None;
    let mut result = Value::Null;
    for index in root..end {
        while let Some(done) = open.pop_if(|container| container.next <= index) {
            put(&mut open, &mut result, done.name, done.value);
        }
        let node = tape.node(index);
        if node.is(Node::KEY) {
            name = Some(lossy(&tape::name(text, tape, index)));
            continue;
        }
        let value = match node.kind() {
            NodeType::Object => Value::Object(Map::new()),
            NodeType::Array => Value::Array(Vec::new()),
            NodeType::String => Value::String(lossy(&tape.decode(text, node).text)),
            NodeType::Number => serde_json::from_slice(node.range().of(text)).unwrap_or_default(),
            NodeType::True => Value::Bool(true),
            NodeType::False => Value::Bool(false),
            NodeType::Null => Value::Null,
            NodeType::Error => {
                name = None;
                continue;
            }
        };
        if matches!(node.kind(), NodeType::Object | NodeType::Array) {
            open.push(Open {
                next: node.next,
                value,
                name: name.take(),
            });
        } else {
            put(&mut open, &mut result, name.take(), value);
        }
    }
    while let Some(done) = open.pop() {
        put(&mut open, &mut result, done.name, done.value);
    }
    result
}

/// Puts a finished value where it belongs.
fn put(open: &mut [Open], result: &mut Value, name: Option<String>, value: Value) {
    match open.last_mut().map(|container| &mut container.value) {
        Some(Value::Object(members)) => {
            members.insert(name.unwrap_or_default(), value);
        }
        Some(Value::Array(elements)) => elements.push(value),
        _ => *result = value,
    }
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_serde_json() {
        for text in [
            r#"{"a":[1,2.5,{"b":null}],"c":"\u00e9\n","a2":{},"d":[[],[[]]]}"#,
            "[]",
            "\"x\"",
            "-0.5e3",
            "true",
        ] {
            assert_eq!(of_text(text), serde_json::from_str::<Value>(text).unwrap(), "{text}");
        }
    }

    /// The nearest double, as JavaScript and Rust's own `parse` have it; serde_json is content with its neighbour.
    #[test]
    fn numbers_are_the_nearest_doubles() {
        for text in [
            "5e-32",
            "9007199254740993.0",
            "1.2345678901234567e-10",
            "2.2250738585072011e-308",
        ] {
            assert_eq!(of_text(text).as_f64(), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn what_serde_json_refuses_costs_only_itself() {
        let deep = "[".repeat(128) + &"]".repeat(128);
        assert!(of_text(&deep).is_array());
        assert_eq!(
            of_text(r#"["\ud83d", 1e999, 1]"#),
            serde_json::json!(["\u{FFFD}", null, 1])
        );
    }
}
