//! Leaf kinds: what a single value may be.
//!
//! In: the decoded text of one value. Out: nothing, or the one fault that can be named, with the bytes it stands on.
//! Does not know: where the value stood, whether it was needed, what becomes of it.
//!
//! Each kind is written here once – its JSON type, how it is judged, how TypeScript and JSON Schema spell it, whether
//! people outside the account may see it – and everything else (check, types, schema, masking, reference) asks here.
//!
//! Why it exists: a UUID is a UUID wherever it stands, and a check, a schema and a mask that each had an idea of it would
//! differ.

use crate::catalog::{Code, Phrase, documented};
use crate::lexer;
use crate::scan::{self, all, all_hex, at_least};

/// The JSON type that a value should have (RFC 8259 section 3). Null is none of them: it counts as absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// `{ … }`
    Object,
    /// `[ … ]`
    Array,
    /// `"…"`
    String,
    /// An integer or a decimal.
    Number,
    /// `true` or `false`
    Boolean,
}

/// The kinds of leaves. Two kinds differ when they are judged, shown, typed or masked differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text that people wrote or that repeats what they wrote.
    FreeText,
    /// An opaque id or name out of the account's own set-up; safe to show.
    Token,
    /// An id or a name that tells a person apart.
    UserId,
    /// 36 characters, hex digits in 8-4-4-4-12 form.
    Uuid,
    /// ISO 8601 with date, time and offset.
    Timestamp,
    /// E.164 with its plus sign.
    PhoneNumber,
    /// An end of a text message: a phone number, a short code or an alphanumeric sender.
    SmsAddress,
    /// An absolute `http` or `https` link; whoever has it has the file.
    Url,
    /// Degrees north, −90 to 90.
    Latitude,
    /// Degrees east, −180 to 180.
    Longitude,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// The number of the format, kept as it was sent.
    Version,
    /// A string that holds a JSON document.
    EmbeddedJson,
    /// An object that is kept as JSON.
    JsonObject,
    /// Any JSON value, kept as JSON.
    Json,
}

/// What is known about a kind; one row each in [`Kind::law`].
pub struct KindLaw {
    /// The JSON type, or `None` where any will do.
    pub json_type: Option<JsonType>,
    /// Whether the value may name or describe a person, or open what they sent.
    pub sensitive: bool,
    /// Whether people keep the value after the body is gone, so that it must not hold on to the body's memory.
    pub kept: bool,
    /// How TypeScript spells it.
    pub typescript: &'static str,
    /// How JSON Schema 2020-12 spells it, without the annotations of the field.
    pub json_schema: &'static str,
    /// A JSON text that shows one.
    pub example: &'static str,
    /// What it is called where a message says what was expected.
    pub noun: &'static str,
    /// What a reader should know of the form, for the reference.
    pub form: &'static str,
}

/// The pattern of the JSON Schema for [`Kind::Uuid`]: the hyphenated form of RFC 9562 section 4, any version digit.
const UUID_SCHEMA: &str =
    r#"{"type":"string","pattern":"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"}"#;
/// RFC 3339 section 5.6, in capital letters.
const TIMESTAMP_SCHEMA: &str =
    r#"{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$"}"#;
const STRING_SCHEMA: &str = r#"{"type":"string"}"#;

impl Kind {
    /// Every kind, in the order of the reference.
    pub const ALL: [Self; 16] = [
        Self::FreeText,
        Self::Token,
        Self::UserId,
        Self::Uuid,
        Self::Timestamp,
        Self::PhoneNumber,
        Self::SmsAddress,
        Self::Url,
        Self::Latitude,
        Self::Longitude,
        Self::Boolean,
        Self::Number,
        Self::Version,
        Self::EmbeddedJson,
        Self::JsonObject,
        Self::Json,
    ];

    /// The row of this kind.
    pub const fn law(self) -> &'static KindLaw {
        match self {
            Self::FreeText => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: true,
                        kept: false,
                        typescript: documented("string"),
                        json_schema: documented(STRING_SCHEMA),
                        example: documented(r#""Hello""#),
                        noun: documented("text"),
                        form: documented("Any text, which may be empty."),
                    }
                }
            }
            Self::Token => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: false,
                        kept: false,
                        typescript: documented("string"),
                        json_schema: documented(STRING_SCHEMA),
                        example: documented(r#""SubAccount-1""#),
                        noun: documented("name"),
                        form: documented("Opaque text out of your own set-up; compare it, do not take it apart."),
                    }
                }
            }
            Self::UserId => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: true,
                        kept: true,
                        typescript: documented("string"),
                        json_schema: documented(STRING_SCHEMA),
                        example: documented(r#""US.13491208655302741918""#),
                        noun: documented("user id"),
                        form: documented("Opaque text that stands for a person; compare it, do not take it apart."),
                    }
                }
            }
            Self::Uuid => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: false,
                        kept: true,
                        typescript: documented("string"),
                        json_schema: documented(UUID_SCHEMA),
                        example: documented(r#""9e09ac86-bd74-5465-851d-1eb5a5fdbb9a""#),
                        noun: documented("UUID"),
                        form: documented(
                            "36 characters, hex digits in 8-4-4-4-12 form, either case, any version and variant digit.",
                        ),
                    }
                }
            }
            Self::Timestamp => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: false,
                        kept: false,
                        typescript: documented("string"),
                        json_schema: documented(TIMESTAMP_SCHEMA),
                        example: documented(r#""2016-01-01T14:34:56.017Z""#),
                        noun: documented("timestamp"),
                        form: documented(
                            "ISO 8601 with a date, a time and an offset; 8x8 sends UTC (`Z`) and 0 to 7 digits of fraction.",
                        ),
                    }
                }
            }
            Self::PhoneNumber => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: true,
                        kept: true,
                        typescript: documented("string"),
                        json_schema: documented(r#"{"type":"string","pattern":"^\\+[1-9][0-9]{6,14}$"}"#),
                        example: documented(r#""+12025550123""#),
                        noun: documented("phone number"),
                        form: documented("E.164: a plus sign and 7 to 15 digits, the first of them not zero."),
                    }
                }
            }
            Self::SmsAddress => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: true,
                        kept: true,
                        typescript: documented("string"),
                        json_schema: documented(STRING_SCHEMA),
                        example: documented(r#""+12025550123""#),
                        noun: documented("SMS address"),
                        form: documented("A phone number, a short code or an alphanumeric sender."),
                    }
                }
            }
            Self::Url => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: true,
                        kept: false,
                        typescript: documented("string"),
                        json_schema: documented(
                            r#"{"type":"string","pattern":"^[Hh][Tt][Tt][Pp][Ss]?://[^\\u0000-\\u0020\"<>]+$"}"#,
                        ),
                        example: documented(
                            r#""https://media.example.com/0b7c.jpg?X-Amz-Date=20260701T101500Z&X-Amz-Expires=86400""#,
                        ),
                        noun: documented("link"),
                        form: documented(
                            "An absolute http or https link. It opens for whoever has it and expires: fetch the file, keep no link.",
                        ),
                    }
                }
            }
            Self::Latitude => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::Number),
                        sensitive: true,
                        kept: false,
                        typescript: documented("number"),
                        json_schema: documented(r#"{"type":"number","minimum":-90,"maximum":90}"#),
                        example: documented("1.2834"),
                        noun: documented("latitude"),
                        form: documented("Degrees, −90 to 90."),
                    }
                }
            }
            Self::Longitude => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::Number),
                        sensitive: true,
                        kept: false,
                        typescript: documented("number"),
                        json_schema: documented(r#"{"type":"number","minimum":-180,"maximum":180}"#),
                        example: documented("103.8607"),
                        noun: documented("longitude"),
                        form: documented("Degrees, −180 to 180."),
                    }
                }
            }
            Self::Boolean => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::Boolean),
                        sensitive: false,
                        kept: false,
                        typescript: documented("boolean"),
                        json_schema: documented(r#"{"type":"boolean"}"#),
                        example: documented("true"),
                        noun: documented("boolean"),
                        form: documented("`true` or `false`."),
                    }
                }
            }
            Self::Number => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::Number),
                        sensitive: false,
                        kept: false,
                        typescript: documented("number"),
                        json_schema: documented(r#"{"type":"number"}"#),
                        example: documented("1"),
                        noun: documented("number"),
                        form: documented("A number."),
                    }
                }
            }
            Self::Version => {
                const {
                    &KindLaw {
                        json_type: None,
                        sensitive: false,
                        kept: false,
                        typescript: documented("number | string"),
                        json_schema: documented(r#"{"anyOf": [{ "type": "number" }, { "type": "string" }]}"#),
                        example: documented("3"),
                        noun: documented("version number"),
                        form: documented("The number of the format, kept as it was sent."),
                    }
                }
            }
            Self::EmbeddedJson => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::String),
                        sensitive: true,
                        kept: false,
                        typescript: documented("string"),
                        json_schema: documented(r#"{"type":"string","contentMediaType":"application/json"}"#),
                        example: documented(r#""{\"flow_token\":\"t-1\"}""#),
                        noun: documented("JSON text"),
                        form: documented("A string that holds a JSON document."),
                    }
                }
            }
            Self::JsonObject => {
                const {
                    &KindLaw {
                        json_type: Some(JsonType::Object),
                        sensitive: true,
                        kept: false,
                        typescript: documented("{ readonly [member: string]: JsonValue }"),
                        json_schema: documented(r#"{"type":"object"}"#),
                        example: documented("{}"),
                        noun: documented("object"),
                        form: documented("An object, kept as JSON."),
                    }
                }
            }
            Self::Json => {
                const {
                    &KindLaw {
                        json_type: None,
                        sensitive: true,
                        kept: false,
                        typescript: documented("JsonValue"),
                        json_schema: documented("true"),
                        example: documented("null"),
                        noun: documented("JSON value"),
                        form: documented("Any JSON value."),
                    }
                }
            }
        }
    }

    /// Whether a value of this kind is a string that is kept as it is.
    #[inline]
    pub(crate) const fn is_string(self) -> bool {
        !matches!(
            self,
            Self::Latitude
                | Self::Longitude
                | Self::Boolean
                | Self::Number
                | Self::Version
                | Self::EmbeddedJson
                | Self::JsonObject
                | Self::Json
        )
    }

    /// Whether a value of this kind is a string that is kept as it is, and any string is one.
    #[inline]
    pub(crate) const fn is_any_string(self) -> bool {
        self.is_string() && !matches!(self, Self::Uuid | Self::Timestamp | Self::PhoneNumber | Self::Url)
    }

    /// Judges the text of a value that has the right JSON type (for a string: decoded, without its quotes).
    #[inline(never)]
    pub(crate) fn judge(self, text: &[u8]) -> Result<(), Fault> {
        self.judge_inline(text)
    }

    /// The same without a call; for what most bodies come to.
    #[inline(always)]
    pub(crate) fn judge_inline(self, text: &[u8]) -> Result<(), Fault> {
        match self {
            Self::Uuid => judge_uuid(text),
            Self::Timestamp => judge_timestamp(text),
            Self::PhoneNumber => judge_phone_number(text),
            Self::Url => judge_url(text),
            Self::Latitude => judge_range(text, 90.0, Phrase::LatitudeRange),
            Self::Longitude => judge_range(text, 180.0, Phrase::LongitudeRange),
            _ => Ok(()),
        }
    }
}

/// Why a value is not of its documented form, and where in its decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) phrase: Phrase,
    /// The bytes that are wrong; `None` when it is the value as a whole.
    pub(crate) at: Option<(usize, usize)>,
}

impl Fault {
    const fn whole(code: Code, phrase: Phrase) -> Self {
        Self { code, phrase, at: None }
    }
    const fn range(code: Code, phrase: Phrase, start: usize, end: usize) -> Self {
        Self {
            code,
            phrase,
            at: Some((start, end)),
        }
    }
    /// The character that begins at `start`, all its bytes.
    fn character(code: Code, phrase: Phrase, text: &[u8], start: usize) -> Self {
        let mut end = start + 1;
        while text.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
            end += 1;
        }
        Self::range(code, phrase, start, end)
    }
}

/// How many characters a UUID has.
pub(crate) const UUID_LENGTH: usize = 36;

/// The hyphenated form of RFC 9562 section 4. Version and variant digits are not looked at: genuine ids carry version
/// digits the RFC does not assign (SQL Server's sequential ids).
fn judge_uuid(text: &[u8]) -> Result<(), Fault> {
    let formed = <&[u8; UUID_LENGTH]>::try_from(text).is_ok_and(|text| {
        let hyphens = [text[8], text[13], text[18], text[23]] == *b"----";
        // Eight digits at a time; those between the hyphens, four and four, are put together.
        let word = |at: usize| lanes(text, at);
        let halves = |one: usize, other: usize| word(one) & 0xFFFF_FFFF | word(other) << 32;
        hyphens & all_hex(word(0)) & all_hex(halves(9, 14)) & all_hex(halves(19, 24)) & all_hex(word(28))
    });
    if formed { Ok(()) } else { Err(misshapen_uuid(text)) }
}

/// Eight bytes as the lanes of a word, the first in the lowest; zeros where there are none.
#[inline]
fn lanes(text: &[u8], at: usize) -> u64 {
    text.get(at..)
        .and_then(<[u8]>::first_chunk)
        .map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// Whether a text can be a UUID as far as its length tells, and has no capital letter in it.
#[cfg(feature = "wasm")]
pub(crate) fn is_lower_uuid(text: &[u8]) -> bool {
    <&[u8; UUID_LENGTH]>::try_from(text).is_ok_and(|text| {
        // Of what a UUID is made of, capitals alone have the bit of letters and not that of small ones.
        let odd = |at: usize| {
            let word = lanes(text, at);
            word & (all(0x80) | all(0x40) & !(word << 1))
        };
        odd(0) | odd(8) | odd(16) | odd(24) | odd(28) == 0
    })
}

/// The places of the hyphens, as bits.
const HYPHENS: u64 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23;

/// Names the first bad character where the rest is as long as it should be and has its hyphens, but for one that is another
/// sign and all that is wrong; and the whole value otherwise.
#[cold]
fn misshapen_uuid(text: &[u8]) -> Fault {
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

const TIMESTAMP_FORM: &[u8; 19] = b"0000-00-00T00:00:00";

/// The date and the time, if they have their form: digits where it has zeros, else what it has. A digit is its zero but for
/// a number below ten, so that one comparison of lanes looks at eight characters.
#[inline]
fn timestamp_form(text: &[u8]) -> Option<&[u8; 19]> {
    const HIGHS: u64 = all(0x80);
    let fits = |at: usize| {
        let form = lanes(TIMESTAMP_FORM, at);
        let off = lanes(text, at) ^ form;
        // 0x80 − 10 in the lanes of digits, 0x80 − 1 in the others.
        let is_zero = at_least(form ^ all(b'0'), 1) & HIGHS;
        let limit = all(0x76) + (is_zero >> 7) * 9;
        (off | ((off & !HIGHS) + limit)) & HIGHS == 0
    };
    text.first_chunk()
        .filter(|_| text.len() > TIMESTAMP_FORM.len() && fits(0) && fits(8) && fits(11))
}

/// The first character that breaks the form of a date and a time.
#[cold]
fn misshapen_timestamp(text: &[u8]) -> Fault {
    const CODE: Code = Code::InvalidTimestamp;
    for (at, form) in TIMESTAMP_FORM.iter().enumerate() {
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
fn judge_timestamp(text: &[u8]) -> Result<(), Fault> {
    const CODE: Code = Code::InvalidTimestamp;
    let Some(form) = timestamp_form(text) else {
        return Err(misshapen_timestamp(text));
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
    judge_timestamp(text).ok()?;
    let form = timestamp_form(text)?;
    let year = two_digits(form, 0) * 100 + two_digits(form, 2);
    let (hour, minute, second) = (two_digits(form, 11), two_digits(form, 14), two_digits(form, 17));
    let fraction_end = fraction_end(text).ok()?;
    let offset = offset(text, fraction_end).ok()?;
    let days = days_before(year, two_digits(form, 5)) + i64::from(two_digits(form, 8));
    let seconds = ((days * 24 + i64::from(hour)) * 60 + i64::from(minute) - offset) * 60 + i64::from(second);
    let (mut fraction, mut unit) = (0, 100_000_000_000_000_000);
    for digit in text.get(TIMESTAMP_FORM.len() + 1..fraction_end).unwrap_or_default() {
        fraction += u64::from(digit & 15) * unit;
        unit /= 10;
    }
    Some(Instant { seconds, fraction })
}

/// Where the digits behind the point end, if there is one.
fn fraction_end(text: &[u8]) -> Result<usize, Fault> {
    let mut at = TIMESTAMP_FORM.len();
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

/// ITU-T E.164 with its plus sign: no country code begins with zero, and a number has 15 digits at most, its country code
/// included. Fewer than 7 are nobody's.
fn judge_phone_number(text: &[u8]) -> Result<(), Fault> {
    const CODE: Code = Code::InvalidPhoneNumber;
    match text {
        [b'+', b'1'..=b'9', rest @ ..] => {
            if let Some(at) = rest.iter().position(|byte| !byte.is_ascii_digit()) {
                return Err(Fault::character(CODE, Phrase::PhoneCharacter, text, at + 2));
            }
            if (6..=14).contains(&rest.len()) {
                Ok(())
            } else {
                Err(Fault::whole(CODE, Phrase::PhoneLength))
            }
        }
        [b'+', b'0', ..] => Err(Fault::range(CODE, Phrase::PhoneLeadingZero, 1, 2)),
        [b'+', _, ..] => Err(Fault::character(CODE, Phrase::PhoneCharacter, text, 1)),
        [b'+'] => Err(Fault::whole(CODE, Phrase::PhoneLength)),
        _ => Err(Fault::whole(CODE, Phrase::PhonePlus)),
    }
}

/// The scheme and its `//`, or nothing: `http` or `https`, in any case (RFC 3986 section 3.1).
pub(crate) fn url_scheme_length(text: &[u8]) -> Option<usize> {
    [&b"https://"[..], b"http://"]
        .into_iter()
        .find(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
        .map(<[u8]>::len)
}

/// An absolute http(s) link with a host and nothing in it that ends a link wherever links are read (RFC 3986 appendix C).
fn judge_url(text: &[u8]) -> Result<(), Fault> {
    const CODE: Code = Code::InvalidUrl;
    let Some(scheme) = url_scheme_length(text) else {
        return Err(Fault::whole(CODE, Phrase::UrlScheme));
    };
    let at = scan::link_stop(text);
    if at < text.len() {
        return Err(Fault::character(CODE, Phrase::UrlCharacter, text, at));
    }
    match text.get(scheme) {
        None | Some(b'/' | b'?' | b'#' | b':') => Err(Fault::whole(CODE, Phrase::UrlHost)),
        Some(_) => Ok(()),
    }
}

/// A number of degrees in either direction, not more than a limit.
fn judge_range(text: &[u8], limit: f64, phrase: Phrase) -> Result<(), Fault> {
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

#[cfg(test)]
mod tests {
    use super::*;

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

    #[track_caller]
    fn check(kind: Kind, text: &str, expected: Option<&str>) {
        let wrong = kind.judge(text.as_bytes()).err().map(|fault| match fault.at {
            Some((start, end)) => &text[start..end],
            None => text,
        });
        assert_eq!(wrong, expected, "{kind:?} {text}");
    }

    #[test]
    fn uuids() {
        check(Kind::Uuid, "9e09ac86-bd74-5465-851d-1eb5a5fdbb9a", None);
        check(Kind::Uuid, "9E09AC86-BD74-E465-051D-1EB5A5FDBB9A", None);
        check(Kind::Uuid, "777a57f4-bd74-eb11-851d-00155d9fer55", Some("r"));
        check(Kind::Uuid, "777a57f4-bd74-eb11-851d-00155d9feé55", Some("é"));
        // Of two wrong ones the first is shown.
        check(Kind::Uuid, "7g7a57f4-bd74-eb11-851d-00155d9fer55", Some("g"));
        // Another sign for a hyphen is shown where it is all that is wrong.
        check(Kind::Uuid, "777a57f4-bd74-eb11-851d_00155d9fe755", Some("_"));
        check(Kind::Uuid, "777a57f4–bd74-eb11-851d-00155d9fe755", Some("–"));
        for whole in [
            "777a57f4_bd74_eb11_851d_00155d9fe755",
            "777a57f4-bd74-eb11-851d_00155d9fer55",
            "7g7a57f4-bd74-eb11-851d_00155d9fe755",
            "",
            "777a57f4bd74eb11851d00155d9fe755",
            "{777a57f4-bd74-eb11-851d-00155d9fe755}",
            "urn:uuid:777a57f4-bd74-eb11-851d-00155d9fe755",
            "777a57f4-bd74-eb11-851d-00155d9fe75",
            "777a57f4-bd74-eb11-851d-00155d9fe7555",
            "777a57f4-bd74-eb11-851d000155d9fe755",
            // A hyphen where a digit is due is none that could be mended by itself.
            "777a57f4-bd74-eb11-851d-00155-9fe755",
            // Too long, and with a character that is no digit.
            "777a57f4-bd74-eb11-851d-00155d9fer555",
        ] {
            check(Kind::Uuid, whole, Some(whole));
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_no_character_to_point_at() {
        // The bytes U+D800 would have in UTF-8, which RFC 3629 section 3 rules out.
        let text = b"777a57f4-bd74-eb11-851d-00155d9fe\xED\xA0\x8055";
        let fault = Kind::Uuid.judge(text).unwrap_err();
        assert!(fault.at.is_none(), "{fault:?}");
    }

    #[test]
    fn every_uuid_the_uuid_crate_prints_is_one() {
        for seed in 0..200_u128 {
            let id = uuid::Uuid::from_u128(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835));
            check(Kind::Uuid, &id.hyphenated().to_string(), None);
        }
    }

    #[test]
    fn timestamps() {
        for good in [
            "2016-01-01T14:34:56Z",
            "2016-01-01T14:34:56.01Z",
            "2016-01-01T14:34:56.017Z",
            "2016-01-01T14:34:56.0171234Z",
            "2016-01-01T14:34:56.0171234567891234567891Z",
            "2024-02-29T23:59:60Z",
            "2016-01-01T14:34:56+08:00",
            "0000-02-29T00:00:00Z",
        ] {
            check(Kind::Timestamp, good, None);
        }
        for (bad, wrong) in [
            ("2026-02-30T00:00:00Z", "30"),
            ("2026-02-00T00:00:00Z", "00"),
            ("1900-02-29T00:00:00Z", "29"),
            ("2026-13-01T00:00:00Z", "13"),
            ("2026-01-01T24:00:00Z", "24"),
            ("2026-01-01T00:60:00Z", "60"),
            ("2026-01-01T00:00:60Z", "60"),
            ("2026-01-01T00:59:61Z", "61"),
            ("2026-01-01 00:00:00Z", " "),
            ("2026-01-01T00:00:00", "2026-01-01T00:00:00"),
            // The form comes before the calendar.
            ("2026-13-01T00:00:00", "2026-13-01T00:00:00"),
            // A byte of it is no digit, whatever its lower bits are.
            ("2é6-01-01T00:00:00Z", "é"),
            ("2026-01-01", "2026-01-01"),
            ("2026-01-01T00:00:00.Z", "."),
            ("2026-01-01T00:00:00z", "z"),
            ("2026-01-01T00:00:00+25:00", "+25:00"),
            ("2026-01-01T00:00:00+0800", "+0800"),
            ("2026-01-01T00:00:00ZZ", "Z"),
            ("", ""),
        ] {
            check(Kind::Timestamp, bad, Some(wrong));
        }
    }

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
    fn phone_numbers() {
        for good in ["+1234567", "+123456789012345", "+12025550123"] {
            check(Kind::PhoneNumber, good, None);
        }
        for (bad, wrong) in [
            ("+123456", "+123456"),
            ("+1234567890123456", "+1234567890123456"),
            ("+02025550123", "0"),
            ("12025550123", "12025550123"),
            ("+1202555****", "*"),
            ("+1 2025550123", " "),
            ("+é", "é"),
            ("+", "+"),
            ("", ""),
        ] {
            check(Kind::PhoneNumber, bad, Some(wrong));
        }
    }

    #[test]
    fn links() {
        for good in [
            "https://a.example/x?y=z#w",
            "HTTP://a",
            "https://[::1]/",
            "https://bücher.example/ü",
        ] {
            check(Kind::Url, good, None);
        }
        for (bad, wrong) in [
            ("", ""),
            ("ftp://a", "ftp://a"),
            ("//a/b", "//a/b"),
            ("https://", "https://"),
            ("https:///x", "https:///x"),
            ("https://a b", " "),
            ("https://a/<x>", "<"),
        ] {
            check(Kind::Url, bad, Some(wrong));
        }
    }

    #[test]
    fn coordinates() {
        for good in [
            "90",
            "-90",
            "9e1",
            "0.0",
            "-0",
            "89.99999999999999999999999",
            "900E-1",
            "0e999999999999",
        ] {
            check(Kind::Latitude, good, None);
        }
        for bad in ["90.1", "-91", "1e2", "1e400", "123456789012345678901234567890"] {
            check(Kind::Latitude, bad, Some(bad));
        }
        check(Kind::Longitude, "179.9", None);
        check(Kind::Longitude, "180.1", Some("180.1"));
    }

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

    #[test]
    fn an_offset_is_less_than_a_day() {
        for (offset, is_one) in [("+23:59", true), ("-23:00", true), ("+24:00", false), ("+00:60", false)] {
            let text = format!("2026-07-01T10:15:00{offset}");
            assert_eq!(Kind::Timestamp.judge(text.as_bytes()).is_ok(), is_one, "{text}");
        }
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
