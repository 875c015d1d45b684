//! Which field, or which documented value, was meant.
//!
//! In: a name that no field of a record has, or a text that is no value of a choice. Out: the one whose name is nearest, if it
//! is near enough to be meant. Does not know: where the name stood. Why it exists: most unknown names of a body that somebody
//! wrote by hand are misspelled.

use crate::schema::{Choice, Record};

/// The field whose name is nearest to an unknown one, if it is near enough to be meant.
pub(super) fn nearest(record: &'static Record, name: &[u8]) -> Option<usize> {
    let (index, distance) = least(name, &mut record.fields.iter().map(|field| field.name))?;
    // A third of the name may differ; of a short one a single character.
    (distance <= (characters(name) / 3).max(1)).then_some(index)
}

/// The value that is nearest to a text, if that is the value but for one slip: 8x8 adds values, and many differ from others by
/// what stands before them, as `undelivered` does from `delivered`.
pub(super) fn nearest_value(choice: &'static Choice, text: &[u8]) -> Option<usize> {
    // Two letters that have changed places are a slip, and no shorter word differs from another by as little.
    const SWAPPED_MIN: usize = 6;
    let (index, distance) = least(text, &mut choice.values.iter().map(|value| value.name))?;
    let length = characters(text);
    let is_as_long = choice.values.get(index).is_some_and(|value| value.name.len() == length);
    let is_slip = distance <= 1 || (distance == 2 && is_as_long && length >= SWAPPED_MIN);
    is_slip.then_some(index)
}

/// The place of the name that is nearest, and how far it is.
fn least(name: &[u8], names: &mut dyn Iterator<Item = &'static str>) -> Option<(usize, usize)> {
    // Time in proportion to the length of a name, whatever names there are.
    const NAME_BYTES_MAX: usize = 32;
    if name.len() > NAME_BYTES_MAX {
        return None;
    }
    names
        .map(|other| edit_distance(name, other.as_bytes()))
        .enumerate()
        .min_by_key(|(_, distance)| *distance)
}

fn characters(name: &[u8]) -> usize {
    name.iter().filter(|byte| begins_character(byte)).count()
}

/// Whether a byte is the first of a character. It stands for all of it: no documented name has one beyond ASCII.
const fn begins_character(byte: &u8) -> bool {
    *byte & 0xC0 != 0x80
}

/// The Levenshtein distance of two short names in characters, without regard to case and separators.
fn edit_distance(one: &[u8], other: &[u8]) -> usize {
    let plain = |name: &[u8]| -> Vec<u8> {
        name.iter()
            .filter(|byte| begins_character(byte) && !matches!(byte, b'_' | b'-' | b' '))
            .map(u8::to_ascii_lowercase)
            .collect()
    };
    let (one, other) = (plain(one), plain(other));
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, left) in one.iter().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(&other) {
            let cost = diagonal + usize::from(left != right);
            diagonal = *cell;
            before = cost.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::events::{CALL_PERMISSION_REPLY, CHANNEL, MESSAGE_TYPE, STATE};

    /// The member that is taken for the one that was meant.
    fn meant(name: &str) -> Option<&'static str> {
        nearest(&CALL_PERMISSION_REPLY, name.as_bytes()).map(|field| CALL_PERMISSION_REPLY.fields[field].name)
    }

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (one, other, distance) in [
            ("kitten", "sitting", 3),
            ("sitting", "kitten", 3),
            ("saturday", "sunday", 3),
            ("flaw", "lawn", 2),
            ("abc", "", 3),
            ("", "abc", 3),
            ("abc", "bc", 1),
            ("bc", "abc", 1),
            ("List-Reply", "list_reply", 0),
            ("um\u{456}d", "umid", 1),
            ("ty\u{200B}pe", "type", 1),
        ] {
            assert_eq!(
                edit_distance(one.as_bytes(), other.as_bytes()),
                distance,
                "{one} {other}"
            );
        }
    }

    #[test]
    fn a_third_of_a_name_may_be_wrong() {
        let wrong = |count: usize| "q".repeat(count) + &"response"[count..];
        assert_eq!(meant(&wrong(2)), Some("response"));
        assert_eq!(meant(&wrong(3)), None);
        assert_eq!(meant("qqqqqqtionTimestamp"), Some("expirationTimestamp"));
        assert_eq!(meant("qqqqqqqionTimestamp"), None);
        assert_eq!(meant("r\u{435}sponse"), Some("response"));
        assert_eq!(meant("r\u{435}sp\u{43E}ns\u{435}"), None);
    }

    #[test]
    fn one_slip_is_made_in_a_value() {
        let meant = |choice: &'static Choice, text: &str| {
            nearest_value(choice, text.as_bytes()).map(|index| choice.values[index].name)
        };
        assert_eq!(meant(&CHANNEL, "whatsap"), Some("whatsapp"));
        assert_eq!(meant(&CHANNEL, "whats app"), Some("whatsapp"));
        assert_eq!(meant(&CHANNEL, "whatsppa"), Some("whatsapp"));
        assert_eq!(meant(&CHANNEL, "telegrma"), Some("telegram"));
        assert_eq!(meant(&CHANNEL, "whatppa"), None);
        assert_eq!(meant(&CHANNEL, "lnie"), None);
        assert_eq!(meant(&CHANNEL, "signal"), None);
        assert_eq!(meant(&MESSAGE_TYPE, "Texts"), Some("Text"));
        assert_eq!(meant(&MESSAGE_TYPE, "Text "), Some("Text"));
        assert_eq!(meant(&MESSAGE_TYPE, "Sticker"), None);
        assert_eq!(meant(&MESSAGE_TYPE, "Contacts"), None);
        assert_eq!(meant(&STATE, "unread"), None);
        assert_eq!(meant(&STATE, ""), None);
    }

    #[test]
    fn a_long_name_is_no_slip() {
        let spread = |length: usize| "_".repeat(length - "expirationTimestamp".len()) + "expirationTimestamp";
        assert_eq!(meant(&spread(32)), Some("expirationTimestamp"));
        assert_eq!(meant(&spread(33)), None);
        assert_eq!(meant(&spread(40)), None);
    }
}
