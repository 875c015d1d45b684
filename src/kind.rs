//! Leaf kinds: what a single value may be.
//!
//! In: the decoded text of one value. Out: nothing, or the one fault that can be named, with the bytes it stands on.
//! Does not know: where the value stood, whether it was needed, what becomes of it.
//!
//! Each kind is written here once – its JSON type, how it is judged, how TypeScript and JSON Schema spell it, whether
//! people outside the account may see it – and everything else (check, types, schema, masking, reference) asks here.
//!
//! How the text of a value is judged stands in rooms of its own: [`uuid`], [`timestamp`], [`address`] and [`number`]. [`likely`]
//! says of any text whether it may be a value that is safe to show.
//!
//! Why it exists: a UUID is a UUID wherever it stands, and a check, a schema and a mask that each had an idea of it would
//! differ.

mod address;
mod likely;
mod number;
mod timestamp;
pub(crate) mod uuid;

pub(crate) use address::url_scheme_length;
pub(crate) use likely::{boolean_in, holds_number, is_likely, likely_length};
pub(crate) use number::{approximate, is_number};
pub(crate) use timestamp::instant;
pub(crate) use uuid::UUID_LENGTH;

use crate::catalog::{Code, Phrase, documented};

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
            Self::Uuid => uuid::judge(text),
            Self::Timestamp => timestamp::judge(text),
            Self::PhoneNumber => address::judge_phone_number(text),
            Self::Url => address::judge_url(text),
            Self::Latitude => number::judge_range(text, 90.0, Phrase::LatitudeRange),
            Self::Longitude => number::judge_range(text, 180.0, Phrase::LongitudeRange),
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

#[cfg(test)]
mod tests;
