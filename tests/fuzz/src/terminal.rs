//! What must not reach a terminal or a log.
//!
//! In: rendered text. Out: the first character of it that would act instead of being seen. Does not know: how the renderer
//! escapes; the classes are taken from Unicode, not from the renderer's own list.

/// The colours that the renderer may switch on and off.
const COLOURS: [&str; 6] = [
    "\x1b[0m",
    "\x1b[1m",
    "\x1b[31;1m",
    "\x1b[33;1m",
    "\x1b[34;1m",
    "\x1b[36;1m",
];

/// Whether a character changes what stands around it: controls, and the marks that turn the direction of text or break lines.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The first acting character of a rendered text that is neither a line break nor, where there may be colours, one of them.
#[must_use]
pub fn acting(rendered: &str, color: bool) -> Option<char> {
    let mut text = rendered.to_owned();
    if color {
        for colour in COLOURS {
            text = text.replace(colour, "");
        }
    }
    text.chars().find(|character| *character != '\n' && acts(*character))
}
