//! Columns: how wide a character is.
//!
//! In: a character. Out: a number of columns of a terminal. Does not know: what is beside it.
//!
//! Why it exists: a mark that stands beside what it means is worse than none, and neither bytes nor characters are columns.

use crate::visible::is_acting;

/// How many columns a character takes as it is shown of a line.
pub(super) fn width(character: char) -> usize {
    match character {
        ' '..='~' => 1,
        '\t' => 4,
        _ if is_acting(character) => 6,
        _ => columns(character),
    }
}

/// How many columns a character takes in a terminal: none for marks that combine, two for wide ones (Unicode Standard
/// Annex 11, and emoji).
const fn columns(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5BD}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{33FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{A000}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F900}'..='\u{1F9FF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}
