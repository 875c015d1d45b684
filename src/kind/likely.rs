//! Likely values: what may be an id, a time or one of a set, as far as its characters tell.
//!
//! In: the text of a value that should be safe to show. Out: how much of it is likely to be one. Does not know: what it should be.
//!
//! Why it exists: ids, times and what is one of a set are shown where something is wrong with them, and what is wrong may be that
//! they run into the text of a person.

/// How much of the text of a value that is safe to show – an id, a time, one of a set – is such a value as far as its characters
/// tell: letters, digits, what ids and times have between them, and blanks as in `DELIVERED TO DEVICE` and `2026-07-01 10:15`.
///
/// What stands behind may be anybody's: where a text has lost its middle, to an ellipsis or in transport, the beginning of one
/// value runs into the end of another.
pub(crate) fn likely_length(text: &[u8]) -> usize {
    const BYTES_MAX: usize = 64;
    let of = |at: usize| text.get(at).copied().unwrap_or_default();
    let is_likely = |at: &usize| {
        let (before, behind) = (of(at.wrapping_sub(1)), of(at + 1));
        let both = |are: fn(&u8) -> bool| are(&before) && are(&behind);
        match of(*at) {
            b' ' => both(u8::is_ascii_uppercase) || both(u8::is_ascii_digit),
            // Two of them are what is left of an ellipsis.
            b'.' => behind != b'.',
            byte => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'+'),
        }
    };
    (0..text.len().min(BYTES_MAX)).take_while(is_likely).count()
}

/// Whether all of it is.
pub(crate) fn is_likely(text: &[u8]) -> bool {
    likely_length(text) == text.len()
}

/// The boolean that a text can only mean, in whatever case: other languages write `True` and `FALSE`.
pub(crate) fn boolean_in(text: &[u8]) -> Option<bool> {
    let is_true = text.eq_ignore_ascii_case(b"true");
    (is_true || text.eq_ignore_ascii_case(b"false")).then_some(is_true)
}

/// Whether a text that should be one of a set may be somebody's number: no value of a set has so many digits.
pub(crate) fn holds_number(text: &[u8]) -> bool {
    /// The digits of the shortest phone number.
    const DIGITS_MIN: usize = 7;
    text.iter().filter(|byte| byte.is_ascii_digit()).count() >= DIGITS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_a_set_is_a_number() {
        let values = crate::schema::events::CHOICES.iter().flat_map(|choice| choice.values);
        for value in values {
            let spellings = value.aliases.iter().chain([&value.name]);
            assert!(
                !spellings.clone().any(|name| holds_number(name.as_bytes())),
                "{}",
                value.name
            );
        }
        assert!(holds_number(b"+4915199887766") && holds_number(b"whatsapp 0151 998877") && !holds_number(b"v202607"));
    }

    #[test]
    fn what_is_no_id_no_time_and_none_of_a_set_begins_where_the_characters_say_so() {
        for (text, length) in [
            ("Reaction", 8),
            ("0e09ac86-bd74-4465-851d-1eb5a5fdbb9a", 36),
            ("2026-07-01T10:15:00.000+02:00", 29),
            ("2026-07-01 10:15:00", 19),
            ("FAILED TO DELIVER", 17),
            ("US.13491208655302741918", 23),
            ("Te\u{2026} see you", 2),
            ("Te... see you", 2),
            ("Te see you", 2),
            ("Te[truncated] see you", 2),
            ("whats...te=20260701&sig=sniggle", 5),
            ("", 0),
        ] {
            assert_eq!(likely_length(text.as_bytes()), length, "{text}");
        }
        assert!(is_likely(&[b'a'; 64]) && !is_likely(&[b'a'; 65]));
    }
}
