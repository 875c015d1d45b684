//! How text of a body is shown in a sentence: cut, and without characters that act on a terminal or a log.
//!
//! In: text. Out: the same, appended so that it can be printed anywhere. Does not know: whether it may be shown at all.
//!
//! Rust writes sentences with it, and the JavaScript that writes the same ones gets [`SHOWN_UNITS_MAX`] and the set behind
//! [`is_acting`] from here (`pkg/generated/words.js`).
//!
//! Why it exists: diagnostics are made for logs, and a body is written by strangers.

/// The most UTF-16 code units of the body's own text that a sentence shows.
pub const SHOWN_UNITS_MAX: usize = 60;

/// Appends text of the body so that it can stand in a log: cut, and without characters that act on a terminal.
pub(crate) fn show(text: &str, out: &mut String) {
    let mut units = 0;
    for character in text.chars() {
        units += character.len_utf16();
        if units > SHOWN_UNITS_MAX {
            out.push('…');
            return;
        }
        push_visible(character, out);
    }
}

/// Whether a character acts instead of being seen: controls, line separators, and the bidi controls of Unicode
/// Technical Report 36 section 2.5.
pub const fn is_acting(character: char) -> bool {
    matches!(character,
        '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Appends a character; an acting one as `\uXXXX`.
pub(crate) fn push_visible(character: char, out: &mut String) {
    if is_acting(character) {
        out.push_str("\\u");
        push_hex(character as u32, out);
    } else {
        out.push(character);
    }
}

/// Appends four hex digits.
pub(crate) fn push_hex(number: u32, out: &mut String) {
    for shift in [12, 8, 4, 0] {
        out.push(
            char::from_digit(number >> shift & 0xF, 16)
                .unwrap_or('0')
                .to_ascii_uppercase(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_and_made_harmless() {
        let mut out = String::new();
        show("a\u{1b}[31m\u{202e}", &mut out);
        assert_eq!(out, "a\\u001B[31m\\u202E");
        out.clear();
        show(&"😀".repeat(40), &mut out);
        assert_eq!(out, "😀".repeat(30) + "…");
    }
}
