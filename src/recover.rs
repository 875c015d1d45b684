//! JSON text of what could be read: the same values, without what was wrong.
//!
//! In: a tape with faults, and a node of it. Out: JSON text (RFC 8259) that any reader takes. Does not know: the schema.
//!
//! Why it exists: what is broken in one place is kept as JSON all the same, and JavaScript and serde read nothing but JSON.

use crate::lexer;
use crate::tape::{Node, NodeType, Tape};

/// The JSON text of a node. Members and elements that could not be read are left out.
pub(crate) fn json(text: &[u8], tape: &Tape, root: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let end = tape.node(root).next;
    // The ends of the open objects and arrays, with their closing brackets.
    let mut open: Vec<(u32, u8)> = Vec::new();
    let mut at = root;
    while at < end {
        close(&mut out, &mut open, at);
        let node = tape.node(at);
        if node.is(Node::KEY) {
            if tape.node(at + 1).kind() == NodeType::Error {
                at = tape.node(at + 1).next;
                continue;
            }
            separate(&mut out);
            write_string(text, tape, node, &mut out);
            out.push(b':');
            at += 1;
            continue;
        }
        if node.kind() == NodeType::Error && at != root {
            at = node.next;
            continue;
        }
        separate(&mut out);
        match node.kind() {
            NodeType::Object => {
                out.push(b'{');
                open.push((node.next, b'}'));
            }
            NodeType::Array => {
                out.push(b'[');
                open.push((node.next, b']'));
            }
            NodeType::String => write_string(text, tape, node, &mut out),
            NodeType::Number => out.extend_from_slice(node.range().of(text)),
            NodeType::True => out.extend_from_slice(b"true"),
            NodeType::False => out.extend_from_slice(b"false"),
            NodeType::Null | NodeType::Error => out.extend_from_slice(b"null"),
        }
        at += 1;
    }
    close(&mut out, &mut open, u32::MAX);
    out
}

/// The name of a member, as a JSON string.
#[cfg(feature = "wasm")]
pub(crate) fn name(text: &[u8], tape: &Tape, key: u32) -> Vec<u8> {
    let mut out = Vec::new();
    write_string(text, tape, tape.node(key), &mut out);
    out
}

/// Writes the closing brackets of what ends before `at`.
fn close(out: &mut Vec<u8>, open: &mut Vec<(u32, u8)>, at: u32) {
    while let Some((_, bracket)) = open.pop_if(|(next, _)| *next <= at) {
        out.push(bracket);
    }
}

/// A comma, unless nothing stands before.
fn separate(out: &mut Vec<u8>) {
    if !matches!(out.last(), None | Some(b'{' | b'[' | b':')) {
        out.push(b',');
    }
}

fn write_string(text: &[u8], tape: &Tape, node: Node, out: &mut Vec<u8>) {
    if !node.is(Node::FAULTY) {
        out.extend_from_slice(node.range().of(text));
        return;
    }
    let inner = tape.inside(text, node);
    let raw = inner.of(text);
    out.push(b'"');
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        match byte {
            b'\\' => match lexer::escape_length(raw, at) {
                Some(length) => {
                    out.extend_from_slice(raw.get(at..at + length).unwrap_or_default());
                    at += length - 1;
                }
                None if raw.get(at + 1) == Some(&b'\'') => {}
                None => out.extend_from_slice(b"\\\\"),
            },
            b'"' => out.extend_from_slice(b"\\\""),
            0..=0x1F => {
                let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).map_or(b'0', |digit| digit as u8);
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
            byte => out.push(*byte),
        }
        at += 1;
    }
    out.push(b'"');
}
