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
    match character {
        ' '..='~' => false,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => character.is_control(),
    }
}

/// The first acting character of a rendered text that is neither a line break nor, where there may be colours, one of them.
#[must_use]
pub fn acting(rendered: &str, color: bool) -> Option<char> {
    let mut rest = rendered;
    loop {
        let place = rest.find(|character| character != '\n' && acts(character))?;
        let (_, from) = rest.split_at(place);
        match COLOURS.iter().find_map(|colour| from.strip_prefix(colour)) {
            Some(behind) if color => rest = behind,
            _ => return from.chars().next(),
        }
    }
}
