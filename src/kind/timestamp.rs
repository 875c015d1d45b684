//! Timestamps.
//!
//! In: a text. Out: nothing where it is a moment in the form that is documented, and otherwise what is wrong with it; or the moment,
//! to be compared with others. Does not know: the time, or time zones but for their offsets.
//!
//! Why it exists: a moment that the calendar does not have, or one without an offset, passes for one wherever only the form is
//! looked at. The form is looked at eight characters at a time.

use super::Fault;
use crate::catalog::{Code, Phrase};
use crate::scan::{all, at_least, word};

/// A moment, comparable; the fraction in units of 10⁻¹⁸ seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant {
    seconds: i64,
    fraction: u64,
}

/// Two digits, of which it is known that they are.
#[inline(always)]
const fn two_digits<const LENGTH: usize>(text: &[u8; LENGTH], at: usize) -> u32 {
    (text[at] & 15) as u32 * 10 + (text[at + 1] & 15) as u32
}

const FORM: &[u8; 19] = b"0000-00-00T00:00:00";

/// The date and the time, if they have their form: digits where it has zeros, else what it has. A digit is its zero but for
/// a number below ten, so that one comparison of lanes looks at eight characters.
#[inline]
fn date_and_time(text: &[u8]) -> Option<&[u8; 19]> {
    const HIGHS: u64 = all(0x80);
    let fits = |at: usize| {
        let form = word(FORM, at);
        let off = word(text, at) ^ form;
        // 0x80 − 10 in the lanes of digits, 0x80 − 1 in the others.
        let is_zero = at_least(form ^ all(b'0'), 1) & HIGHS;
        let limit = all(0x76) + (is_zero >> 7) * 9;
        (off | ((off & !HIGHS) + limit)) & HIGHS == 0
    };
    text.first_chunk()
        .filter(|_| text.len() > FORM.len() && fits(0) && fits(8) && fits(11))
}

/// The first character that breaks the form of a date and a time.
#[cold]
fn misshapen(text: &[u8]) -> Fault {
    const CODE: Code = Code::InvalidTimestamp;
    for (at, form) in FORM.iter().enumerate() {
        let Some(byte) = text.get(at) else {
            return Fault::whole(CODE, Phrase::TimestampForm);
        };
        let fits = if *form == b'0' {
            byte.is_ascii_digit()
        } else {
            byte == form
        };
        if !fits {
            return Fault::character(CODE, Phrase::TimestampForm, text, at);
        }
    }
    Fault::whole(CODE, Phrase::TimestampOffset)
}

/// RFC 3339 section 5.6 in capital letters, any number of fraction digits, dates that the calendar has.
pub(super) fn judge(text: &[u8]) -> Result<(), Fault> {
    const CODE: Code = Code::InvalidTimestamp;
    let Some(form) = date_and_time(text) else {
        return Err(misshapen(text));
    };
    let year = two_digits(form, 0) * 100 + two_digits(form, 2);
    let (month, day) = (two_digits(form, 5), two_digits(form, 8));
    let (hour, minute, second) = (two_digits(form, 11), two_digits(form, 14), two_digits(form, 17));
    let impossible = |start| Err(Fault::range(CODE, Phrase::TimestampImpossible, start, start + 2));
    if month == 0 || month > 12 {
        return impossible(5);
    }
    if day == 0 || day > days_in(year, month) {
        return impossible(8);
    }
    if hour > 23 {
        return impossible(11);
    }
    if minute > 59 {
        return impossible(14);
    }
    // 60 is a leap second (RFC 3339 section 5.7), which only ever ends an hour.
    if second > 60 || (second == 60 && minute != 59) {
        return impossible(17);
    }
    let at = fraction_end(text)?;
    offset(text, at).map(drop)
}

/// The moment that a timestamp is.
pub(crate) fn instant(text: &[u8]) -> Option<Instant> {
    judge(text).ok()?;
    let form = date_and_time(text)?;
    let year = two_digits(form, 0) * 100 + two_digits(form, 2);
    let (hour, minute, second) = (two_digits(form, 11), two_digits(form, 14), two_digits(form, 17));
    let fraction_end = fraction_end(text).ok()?;
    let offset = offset(text, fraction_end).ok()?;
    let days = days_before(year, two_digits(form, 5)) + i64::from(two_digits(form, 8));
    let seconds = ((days * 24 + i64::from(hour)) * 60 + i64::from(minute) - offset) * 60 + i64::from(second);
    let (mut fraction, mut unit) = (0, 100_000_000_000_000_000);
    for digit in text.get(FORM.len() + 1..fraction_end).unwrap_or_default() {
        fraction += u64::from(digit & 15) * unit;
        unit /= 10;
    }
    Some(Instant { seconds, fraction })
}

/// Where the digits behind the point end, if there is one.
fn fraction_end(text: &[u8]) -> Result<usize, Fault> {
    let mut at = FORM.len();
    if text.get(at) != Some(&b'.') {
        return Ok(at);
    }
    at += 1;
    let first = at;
    while text.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    if at == first {
        return Err(Fault::range(
            Code::InvalidTimestamp,
            Phrase::TimestampForm,
            first - 1,
            first,
        ));
    }
    Ok(at)
}

/// `Z` or `±hh:mm` at the end, in minutes east of UTC.
fn offset(text: &[u8], at: usize) -> Result<i64, Fault> {
    const CODE: Code = Code::InvalidTimestamp;
    let (sign, rest) = match text.get(at..) {
        Some([b'Z']) => return Ok(0),
        Some([b'+', rest @ ..]) => (1, rest),
        Some([b'-', rest @ ..]) => (-1, rest),
        None | Some([]) => return Err(Fault::whole(CODE, Phrase::TimestampOffset)),
        Some([b'Z', ..]) => return Err(Fault::range(CODE, Phrase::TimestampForm, at + 1, text.len())),
        Some(_) => return Err(Fault::character(CODE, Phrase::TimestampForm, text, at)),
    };
    let formed = <&[u8; 5]>::try_from(rest).ok().filter(|rest| {
        let mut places = rest.iter().enumerate();
        places.all(|(at, byte)| if at == 2 { *byte == b':' } else { byte.is_ascii_digit() })
    });
    let (hours, minutes) = formed.map_or((99, 99), |rest| (two_digits(rest, 0), two_digits(rest, 3)));
    if hours > 23 || minutes > 59 {
        return Err(Fault::range(CODE, Phrase::TimestampForm, at, text.len()));
    }
    Ok(sign * i64::from(hours * 60 + minutes))
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the proleptic Gregorian calendar before the first of the month, from the start of year 0.
fn days_before(year: u32, month: u32) -> i64 {
    let mut days = i64::from(year) * 365;
    if year > 0 {
        let past = i64::from(year) - 1;
        days += past / 4 - past / 100 + past / 400 + 1;
    }
    days + (1..month).map(|month| i64::from(days_in(year, month))).sum::<i64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_ordered() {
        let instant = |text: &str| super::instant(text.as_bytes()).unwrap();
        let ordered = [
            "0000-01-01T00:00:00Z",
            "0000-12-31T23:59:59Z",
            "0001-01-01T00:00:00Z",
            "1999-12-31T23:59:59.9999999Z",
            "2000-01-01T00:00:00Z",
            "2000-02-29T00:00:00Z",
            "2000-03-01T08:00:00+08:00",
            "2000-03-01T00:00:00.1Z",
            "2000-03-01T00:00:00.11Z",
            "2000-02-29T23:00:01-01:00",
            "2000-03-01T00:01:00Z",
        ];
        for pair in ordered.windows(2) {
            assert!(instant(pair[0]) < instant(pair[1]), "{pair:?}");
        }
        assert_eq!(instant("2000-03-01T08:00:00+08:00"), instant("2000-03-01T00:00:00.00Z"));
        assert_eq!(instant("2000-03-01T05:45:00+05:45"), instant("2000-03-01T00:00:00Z"));
    }

    #[test]
    fn days_are_counted_by_the_gregorian_calendar() {
        assert_eq!(days_before(1, 1) - days_before(0, 1), 366);
        for year in [1, 4, 100, 101, 400, 1900, 2000, 2026] {
            assert_eq!(days_before(year + 400, 1) - days_before(year, 1), 146_097, "{year}");
        }
        for (year, days) in [(1900, 365), (2000, 366), (2024, 366), (2026, 365)] {
            assert_eq!(days_before(year + 1, 1) - days_before(year, 1), days, "{year}");
        }
        assert_eq!(days_before(1970, 1), 719_528);
    }
}
