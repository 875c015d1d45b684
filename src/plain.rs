//! JSON to pass over: where a value ends that is kept as it stands.
//!
//! In: text and a place. Out: the place behind the value that begins there – or nothing, where it is not JSON, or where
//! something about it has to be thought about: half a surrogate pair, a name that may stand twice, deep nesting. Does not know:
//! nodes, the schema, diagnostics.
//!
//! Why it exists: a tape of what nobody will look into costs more than all the rest of the fast path.

use crate::lexer;
use crate::scan;
use crate::tape;

/// Nesting that is passed over, far below [`tape::DEPTH_MAX`], which counts what is around the value as well.
const DEPTH_MAX: usize = 16;
/// So many names of open objects are compared.
const NAMES_MAX: usize = 32;

/// An open object or array.
#[derive(Clone, Copy)]
struct Open {
    /// What closes it.
    close: u8,
    /// Where its names begin.
    first_name: usize,
}

/// The names of the open objects, those of the innermost last.
struct Names<'t> {
    names: [&'t [u8]; NAMES_MAX],
    count: usize,
}

/// Where the value ends that begins at `at`, or behind the white space there.
pub(crate) fn value_end(text: &[u8], mut at: usize) -> Option<usize> {
    let mut stack = [Open {
        close: 0,
        first_name: 0,
    }; DEPTH_MAX];
    let mut names = Names {
        names: [b""; NAMES_MAX],
        count: 0,
    };
    let mut depth = 0;
    loop {
        match scan::byte_behind_space(text, &mut at) {
            b'"' => at = string_end(text, at)?,
            byte @ (b'{' | b'[') => {
                at += 1;
                // In ASCII a closing bracket stands two behind the one that opens.
                let open = Open {
                    close: byte + 2,
                    first_name: names.count,
                };
                if scan::byte_behind_space(text, &mut at) != open.close {
                    *stack.get_mut(depth)? = open;
                    depth += 1;
                    if byte == b'{' {
                        at = names.member(text, at, open.first_name)?;
                    }
                    continue;
                }
                at += 1;
            }
            byte => at = tape::scalar(text, at, byte)?.1,
        }
        loop {
            let Some(open) = stack.get(depth.wrapping_sub(1)) else {
                return Some(at);
            };
            match scan::byte_behind_space(text, &mut at) {
                b',' => {
                    at += 1;
                    if open.close == b'}' {
                        at = names.member(text, at, open.first_name)?;
                    }
                    break;
                }
                byte if byte == open.close => {
                    (at, depth, names.count) = (at + 1, depth - 1, open.first_name);
                }
                _ => return None,
            }
        }
    }
}

impl<'t> Names<'t> {
    /// Reads a name that is new among those from `first` on, and the colon; where its value begins. A name with escapes may
    /// be one that stands there already.
    fn member(&mut self, text: &'t [u8], mut at: usize, first: usize) -> Option<usize> {
        if scan::byte_behind_space(text, &mut at) != b'"' {
            return None;
        }
        let stop = scan::string_stop(text, at + 1);
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
        at = stop + 1;
        (scan::byte_behind_space(text, &mut at) == b':').then_some(at + 1)
    }
}

/// Where the string ends whose quote stands at `at`.
fn string_end(text: &[u8], at: usize) -> Option<usize> {
    let stop = scan::string_stop(text, at + 1);
    if text.get(stop) == Some(&b'"') {
        return Some(stop + 1);
    }
    let end = lexer::string_end(text, stop).ok()?;
    (!end.surrogates).then_some(end.close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

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
