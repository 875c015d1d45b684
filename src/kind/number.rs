//! Numbers.
//!
//! In: the text of a number, as JSON has it. Out: whether it is one, about how large it is, and whether that is within a limit. Does
//! not know: what is counted.
//!
//! Why it exists: whether a latitude is one is all that is asked of the value of a number. The standard library's exact conversion
//! would be a third of the wasm.

use super::Fault;
use crate::catalog::{Code, Phrase};
use crate::lexer;

/// A number of degrees in either direction, not more than a limit.
pub(super) fn judge_range(text: &[u8], limit: f64, phrase: Phrase) -> Result<(), Fault> {
    if approximate(text).abs() <= limit {
        Ok(())
    } else {
        Err(Fault::whole(Code::OutOfRange, phrase))
    }
}

/// The value of a JSON number, near enough to compare it with a small whole number: exact up to 19 digits but for the
/// rounding of one product. The exact conversion of the standard library would be a third of the wasm.
pub(crate) fn approximate(text: &[u8]) -> f64 {
    const DIGITS_MAX: i32 = 19;
    let (negative, mut rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let (mut mantissa, mut digits, mut exponent, mut behind_point) = (0_u64, 0, 0_i32, false);
    while let [byte, tail @ ..] = rest {
        match byte {
            b'.' => behind_point = true,
            b'0'..=b'9' => {
                if digits < DIGITS_MAX {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                    digits += i32::from(mantissa != 0);
                    exponent -= i32::from(behind_point);
                } else {
                    exponent = exponent.saturating_add(i32::from(!behind_point));
                }
            }
            _ => break,
        }
        rest = tail;
    }
    if let [b'e' | b'E', tail @ ..] = rest {
        // Far beyond what is looked at below, and still a number that others can be added to.
        const LARGE: i64 = 100_000_000;
        exponent = exponent.saturating_add(lexer::exponent(tail).clamp(-LARGE, LARGE) as i32);
    }
    let mut value = mantissa as f64;
    // Beyond these the answer is 0 or far out of any range asked about.
    for _ in 0..exponent.clamp(-400, 400).unsigned_abs() {
        if exponent < 0 {
            value /= 10.0;
        } else {
            value *= 10.0;
        }
    }
    if negative { -value } else { value }
}

/// Whether the whole text is one number of RFC 8259 section 6.
pub(crate) fn is_number(text: &[u8]) -> bool {
    lexer::number_end(text, 0) == Some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approximations_are_near() {
        for text in [
            "1.3521",
            "-103.8198",
            "0.000001",
            "12345678901234567890123",
            "1e-7",
            "1.5E+3",
            "-0.0",
        ] {
            let exact: f64 = text.parse().unwrap();
            assert!(
                (approximate(text.as_bytes()) - exact).abs() <= exact.abs() * 1e-14,
                "{text}"
            );
        }
    }
}
