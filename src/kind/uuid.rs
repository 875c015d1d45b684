//! UUIDs.
//!
//! In: a text. Out: nothing where it has the form of a UUID, and otherwise the one character that is wrong, or the whole. Does not
//! know: which versions there are.
//!
//! Why it exists: every event has several, so the form is looked at eight digits at a time; what is wrong with one that lacks it
//! is looked for in another way, with time to spare.

use super::Fault;
use crate::catalog::{Code, Phrase};
use crate::scan::{self, all_hex};

/// How many characters a UUID has.
pub(crate) const UUID_LENGTH: usize = 36;

/// The hyphenated form of RFC 9562 section 4. Version and variant digits are not looked at: genuine ids carry version
/// digits the RFC does not assign (SQL Server's sequential ids).
pub(super) fn judge(text: &[u8]) -> Result<(), Fault> {
    let formed = <&[u8; UUID_LENGTH]>::try_from(text).is_ok_and(|text| {
        let hyphens = [text[8], text[13], text[18], text[23]] == *b"----";
        // Eight digits at a time; those between the hyphens, four and four, are put together.
        let lanes = |at: usize| scan::word(text, at);
        let halves = |one: usize, other: usize| lanes(one) & 0xFFFF_FFFF | lanes(other) << 32;
        hyphens & all_hex(lanes(0)) & all_hex(halves(9, 14)) & all_hex(halves(19, 24)) & all_hex(lanes(28))
    });
    if formed { Ok(()) } else { Err(misshapen(text)) }
}

/// Whether a text can be a UUID as far as its length tells, and has no capital letter in it.
pub(crate) fn is_lower_uuid(text: &[u8]) -> bool {
    <&[u8; UUID_LENGTH]>::try_from(text).is_ok_and(|text| {
        // Of what a UUID is made of, capitals alone have the bit of letters and not that of small ones.
        let odd = |at: usize| {
            let lanes = scan::word(text, at);
            lanes & (scan::all(0x80) | scan::all(0x40) & !(lanes << 1))
        };
        odd(0) | odd(8) | odd(16) | odd(24) | odd(28) == 0
    })
}

/// The places of the hyphens, as bits.
const HYPHENS: u64 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23;

/// Names the first bad character where the rest is as long as it should be and has its hyphens, but for one that is another
/// sign and all that is wrong; and the whole value otherwise.
#[cold]
fn misshapen(text: &[u8]) -> Fault {
    let whole = Fault::whole(Code::InvalidUuid, Phrase::UuidForm);
    let mut first_bad: Option<(usize, Phrase)> = None;
    let mut count = 0;
    // A character stands for one digit, however many bytes it has: those it goes on with are passed over.
    for (at, byte) in text.iter().enumerate().filter(|(_, byte)| *byte & 0xC0 != 0x80) {
        let hyphen_due = HYPHENS >> count & 1 != 0;
        let is_digit = byte.is_ascii_hexdigit();
        if count == UUID_LENGTH || if hyphen_due { is_digit } else { *byte == b'-' } {
            return whole;
        }
        let phrase = if hyphen_due {
            Phrase::UuidForm
        } else {
            Phrase::UuidCharacter
        };
        match first_bad {
            _ if is_digit || *byte == b'-' => {}
            None => first_bad = Some((at, phrase)),
            Some((_, Phrase::UuidCharacter)) if !hyphen_due => {}
            Some(_) => return whole,
        }
        count += 1;
    }
    match first_bad {
        Some((at, phrase)) if count == UUID_LENGTH && core::str::from_utf8(text).is_ok() => {
            Fault::character(Code::InvalidUuid, phrase, text, at)
        }
        _ => whole,
    }
}
