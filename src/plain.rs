//! JSON to pass over: where a value ends that is kept as it stands, and what it consists of.
//!
//! In: text and a place. Out: the place behind the value that begins there, its parts on the way – or nothing, where it is not
//! JSON, or where something about it has to be thought about: half a surrogate pair, a name that may stand twice, deep
//! nesting. Does not know: nodes, the schema, diagnostics, what becomes of the parts.
//!
//! Why it exists: a tape of what nobody will look into costs more than all the rest of the fast path.

use crate::lexer;
use crate::scan;
use crate::source::Range;
use crate::tape::{self, NodeType};

/// Nesting that is passed over, far below [`tape::DEPTH_MAX`], which counts what is around the value as well.
const DEPTH_MAX: usize = 16;
/// So many names of open objects are compared.
const NAMES_MAX: usize = 32;

/// A value that has no parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaf {
    /// A string without escapes; its range is what is inside of it.
    Text,
    /// A string with escapes; its range has the quotes.
    Escaped,
    Number,
    True,
    False,
    Null,
}

/// Who is told the parts of a value, in the order of the text.
pub(crate) trait Parts {
    /// What is remembered of an object or an array until it ends.
    type Place: Copy + Default;

    fn leaf(&mut self, leaf: Leaf, range: Range);
    fn open(&mut self) -> Self::Place;
    fn close(&mut self, place: Self::Place, count: u32, is_object: bool);
    /// The name of the member whose value comes next: without escapes, the range is what is inside of it.
    fn name(&mut self, text: &[u8], range: Range);
}

/// An open object or array.
#[derive(Clone, Copy, Default)]
struct Open<P> {
    /// What closes it.
    close: u8,
    /// Where its names begin.
    first_name: usize,
    place: P,
    /// How many members or elements it has so far.
    count: u32,
}

impl<P> Open<P> {
    const fn is_object(&self) -> bool {
        self.close == b'}'
    }
}

/// The names of the open objects, those of the innermost last.
struct Names<'t> {
    names: [&'t [u8]; NAMES_MAX],
    count: usize,
}

/// Where the value ends that begins at `at`, or behind the white space there.
pub(crate) fn value_end<P: Parts>(text: &[u8], mut at: usize, parts: &mut P) -> Option<usize> {
    let mut stack = [Open::<P::Place>::default(); DEPTH_MAX];
    let mut names = Names {
        names: [b""; NAMES_MAX],
        count: 0,
    };
    let mut depth = 0;
    loop {
        match scan::byte_behind_space(text, &mut at) {
            b'"' => at = string_end(text, at, parts)?,
            byte @ (b'{' | b'[') => {
                at += 1;
                // In ASCII a closing bracket stands two behind the one that opens.
                let open = Open {
                    close: byte + 2,
                    first_name: names.count,
                    place: parts.open(),
                    count: 1,
                };
                if scan::byte_behind_space(text, &mut at) != open.close {
                    *stack.get_mut(depth)? = open;
                    depth += 1;
                    if open.is_object() {
                        at = names.member(text, at, open.first_name, parts)?;
                    }
                    continue;
                }
                parts.close(open.place, 0, open.is_object());
                at += 1;
            }
            byte => {
                let (node, end) = tape::scalar(text, at, byte)?;
                parts.leaf(leaf(node), Range::new(at, end));
                at = end;
            }
        }
        loop {
            let Some(open) = stack.get_mut(depth.wrapping_sub(1)) else {
                return Some(at);
            };
            match scan::byte_behind_space(text, &mut at) {
                b',' => {
                    at += 1;
                    open.count += 1;
                    if open.is_object() {
                        at = names.member(text, at, open.first_name, parts)?;
                    }
                    break;
                }
                byte if byte == open.close => {
                    parts.close(open.place, open.count, open.is_object());
                    (at, depth, names.count) = (at + 1, depth - 1, open.first_name);
                }
                _ => return None,
            }
        }
    }
}

/// What [`tape::scalar`] finds.
const fn leaf(node: NodeType) -> Leaf {
    match node {
        NodeType::True => Leaf::True,
        NodeType::False => Leaf::False,
        NodeType::Null => Leaf::Null,
        _ => Leaf::Number,
    }
}

impl<'t> Names<'t> {
    /// Reads a name that is new among those from `first` on, and the colon; where its value begins. A name with escapes may
    /// be one that stands there already.
    fn member(&mut self, text: &'t [u8], mut at: usize, first: usize, parts: &mut impl Parts) -> Option<usize> {
        if scan::byte_behind_space(text, &mut at) != b'"' {
            return None;
        }
        let stop = scan::string_stop_inline(text, at + 1);
        if text.get(stop) != Some(&b'"') {
            return None;
        }
        let name = text.get(at + 1..stop)?;
        if self
            .names
            .get(first..self.count)?
            .iter()
            .any(|other| scan::same(other, name))
        {
            return None;
        }
        *self.names.get_mut(self.count)? = name;
        self.count += 1;
        parts.name(text, Range::new(at + 1, stop));
        at = stop + 1;
        (scan::byte_behind_space(text, &mut at) == b':').then_some(at + 1)
    }
}

/// Where the string ends whose quote stands at `at`.
fn string_end(text: &[u8], at: usize, parts: &mut impl Parts) -> Option<usize> {
    let stop = scan::string_stop_inline(text, at + 1);
    if text.get(stop) == Some(&b'"') {
        parts.leaf(Leaf::Text, Range::new(at + 1, stop));
        return Some(stop + 1);
    }
    let end = lexer::string_end(text, stop).ok().filter(|end| !end.halves)?;
    parts.leaf(Leaf::Escaped, Range::new(at, end.close + 1));
    Some(end.close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts, written down.
    #[derive(Default)]
    struct Written(String);

    impl Parts for Written {
        type Place = ();

        fn leaf(&mut self, leaf: Leaf, range: Range) {
            self.0 += &format!("{leaf:?} {}..{} ", range.start, range.end);
        }
        fn open(&mut self) {
            self.0 += "( ";
        }
        fn close(&mut self, (): (), count: u32, is_object: bool) {
            self.0 += &format!("{count}{} ", if is_object { "}" } else { "]" });
        }
        fn name(&mut self, text: &[u8], range: Range) {
            self.0 += &format!("{}: ", String::from_utf8_lossy(range.of(text)));
        }
    }

    fn value_end(text: &[u8], at: usize) -> Option<usize> {
        super::value_end(text, at, &mut Written::default())
    }

    #[test]
    fn its_parts_are_told_in_their_order() {
        let mut written = Written::default();
        let text = r#"{"a": [1, {}, "x\n"], "b": {"c": null, "d": "é"}, "e": [], "f": [[true], false]}"#;
        super::value_end(text.as_bytes(), 0, &mut written).unwrap();
        assert_eq!(
            written.0,
            "( a: ( Number 7..8 ( 0} Escaped 14..19 3] b: ( c: Null 33..37 d: Text 45..47 2} e: ( 0] f: ( ( True 67..71 1] \
             False 74..79 2] 4} "
        );
    }

    #[test]
    fn a_value_ends_where_it_does() {
        for value in [
            "{}",
            "[ ]",
            "\"a\\\"b\"",
            "-1.5e3",
            "null",
            r#"{"a":[1,{"a":2,"b":{"a":3}}],"b":"x"}"#,
            "[{\"a\":1},{\"a\":2}]",
        ] {
            let text = format!(" {value} , 1");
            assert_eq!(value_end(text.as_bytes(), 0), Some(value.len() + 1), "{value}");
        }
    }

    #[test]
    fn what_has_to_be_thought_about_is_left_alone() {
        for text in [
            "",
            "[",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "[1}",
            "nul",
            "\"a",
            "\"\\x\"",
            "\"\\ud83d\"",
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"b":{},"a":2}"#,
            r#"{"a":1,"\u0061":2}"#,
        ] {
            assert_eq!(value_end(text.as_bytes(), 0), None, "{text}");
        }
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(value_end(nested(DEPTH_MAX + 1).as_bytes(), 0), Some(2 * DEPTH_MAX + 2));
        assert_eq!(value_end(nested(DEPTH_MAX + 2).as_bytes(), 0), None);
    }

    #[test]
    fn what_it_passes_over_is_json() {
        let texts = [
            r#"{"a": [1, -0.5, {"b": null, "c": "\u00e9\n"}], "d": {}, "e": [true, false]}"#,
            "[[[]], {\"a\": {\"a\": {\"a\": 1e9}}}, \"x\"]",
        ];
        for text in texts {
            for at in 0..text.len() {
                for byte in ["", ",", "}", "]", "\"", "0", " ", "\\", "\u{1}"] {
                    let changed = format!("{}{byte}{}", &text[..at], &text[at + 1..]);
                    if let Some(end) = value_end(changed.as_bytes(), 0) {
                        assert!(
                            serde_json::from_str::<serde_json::Value>(&changed[..end]).is_ok(),
                            "{changed}"
                        );
                    }
                }
            }
        }
    }
}
