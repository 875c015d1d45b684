//! The key of an event that has no key of its own: a hash of what it says.
//!
//! In: a tape. Out: a UUID of version 5 (RFC 9562 section 5.5) over the JSON in one canonical spelling. Does not know: the
//! schema. Two bodies that say the same – other white space, other order of members, other escapes, `1.0` for `1` – are
//! repeats of one event, and JSON that was parsed and written again has the same key.

use crate::tape::{self, Node, NodeType, Tape};
use uuid::Uuid;

/// The name space of the keys: version 5 of "chatapps-webhook" in the name space of URLs.
const NAMESPACE: Uuid = Uuid::from_u128(0x0d3c_9a52_6a0e_5b8c_9a6b_3f0d_4c1e_7a21);

/// A hash of the whole document, as a UUID.
pub(crate) fn key(text: &[u8], tape: &Tape) -> String {
    Uuid::new_v5(&NAMESPACE, &canonical(text, tape))
        .hyphenated()
        .to_string()
}

/// What is left to write of an open object or array.
struct Open {
    /// The nodes to write, the next one last.
    rest: Vec<u32>,
    closing: u8,
}

fn canonical(text: &[u8], tape: &Tape) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut open = vec![Open {
        rest: vec![0],
        closing: b' ',
    }];
    while let Some(container) = open.last_mut() {
        let Some(index) = container.rest.pop() else {
            out.push(container.closing);
            open.pop();
            continue;
        };
        let mut node = tape.node(index);
        let mut value = index;
        if node.is(Node::KEY) {
            write_text(&tape::name(text, tape, index), &mut out);
            value = index + 1;
            node = tape.node(value);
        }
        match node.kind() {
            NodeType::Object => open.push(Open {
                rest: sorted_members(text, tape, value),
                closing: b'}',
            }),
            NodeType::Array => {
                let mut rest: Vec<u32> = tape.elements(value).collect();
                rest.reverse();
                open.push(Open { rest, closing: b']' });
            }
            NodeType::String => write_text(&tape.decode(text, node).text, &mut out),
            NodeType::Number => write_number(node.range().of(text), &mut out),
            NodeType::True => out.push(b't'),
            NodeType::False => out.push(b'f'),
            NodeType::Null | NodeType::Error => out.push(b'n'),
        }
    }
    out
}

/// The members in order of their names, of equal names the last; reversed, to be taken from the end.
fn sorted_members(text: &[u8], tape: &Tape, object: u32) -> Vec<u32> {
    let keys: Vec<u32> = tape.members(object).collect();
    let mut members = tape::by_name(text, tape, &keys);
    members.reverse();
    members.dedup_by(|one, other| tape::name(text, tape, *one) == tape::name(text, tape, *other));
    members
}

/// Text with its length before it, so that no text can look like another.
fn write_text(decoded: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(&(decoded.len() as u32).to_le_bytes());
    out.extend_from_slice(decoded);
}

/// A number as its digits without zeros at either end, and the power of ten of the last of them.
fn write_number(raw: &[u8], out: &mut Vec<u8>) {
    let split = raw
        .iter()
        .position(|byte| matches!(byte, b'e' | b'E'))
        .unwrap_or(raw.len());
    let (mantissa, exponent) = raw.split_at(split);
    let written = exponent.get(1..).map_or(0, signed);
    let behind_point = mantissa
        .iter()
        .position(|byte| *byte == b'.')
        .map_or(0, |point| mantissa.len() - point - 1);
    let digits: Vec<u8> = mantissa.iter().copied().filter(u8::is_ascii_digit).collect();
    let from_first = digits
        .iter()
        .position(|byte| *byte != b'0')
        .map_or(&[][..], |first| &digits[first..]);
    let significant = from_first.trim_suffix_zeros();
    let power = if significant.is_empty() {
        0
    } else {
        let zeros = from_first.len() - significant.len();
        written.saturating_sub(behind_point as i64).saturating_add(zeros as i64)
    };
    out.push(if raw.starts_with(b"-") && !significant.is_empty() {
        b'-'
    } else {
        b'+'
    });
    write_text(significant, out);
    out.extend_from_slice(&power.to_le_bytes());
}

trait TrimZeros {
    fn trim_suffix_zeros(&self) -> &[u8];
}

impl TrimZeros for [u8] {
    fn trim_suffix_zeros(&self) -> &[u8] {
        let end = self.iter().rposition(|byte| *byte != b'0').map_or(0, |last| last + 1);
        self.get(..end).unwrap_or_default()
    }
}

fn signed(text: &[u8]) -> i64 {
    let (sign, digits) = match text {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] => (1, digits),
        digits => (1, digits),
    };
    sign * digits.iter().fold(0_i64, |value, byte| {
        value.saturating_mul(10).saturating_add(i64::from(byte & 15))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(text: &str) -> String {
        let mut tape = Tape::default();
        let mut sink = crate::diagnostic::Sink::new(&crate::diagnostic::Levels::USUAL);
        tape::read(text.as_bytes(), 0, &mut tape, &mut sink);
        key(text.as_bytes(), &tape)
    }

    #[test]
    fn what_says_the_same_has_the_same_key() {
        for (one, other) in [
            (r#"{"a":1,"b":[true,null]}"#, "{ \"b\" : [ true , null ],\n\"a\":1.0 }"),
            (r#"{"a":"\u0041"}"#, r#"{"\u0061":"A"}"#),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
            ("[1e2, 0.5, -0, 120]", "[100, 5e-1, 0, 1.2E+2]"),
        ] {
            assert_eq!(key_of(one), key_of(other), "{one} {other}");
        }
    }

    #[test]
    fn what_says_something_else_has_another_key() {
        let texts = [
            "{}",
            "[]",
            "[[]]",
            "[{}]",
            "[1]",
            "[10]",
            "[-1]",
            "[\"1\"]",
            "[\"a\",\"b\"]",
            "[\"ab\"]",
            "[true]",
            "[null]",
            "{\"a\":[]}",
            "[1,2]",
            "[[1],2]",
            "[[1,2]]",
        ];
        let keys: std::collections::BTreeSet<_> = texts.iter().map(|text| key_of(text)).collect();
        assert_eq!(keys.len(), texts.len());
    }
}
