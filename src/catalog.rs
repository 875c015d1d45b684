//! The catalog law: every diagnostic code, and every sentence a diagnostic can say.
//!
//! In: nothing. Out: [`Code`] with its phase and severities, `Phrase` with its template, and the prose that explains
//! each code ([`prose`]). Does not know: text, positions, the schema.
//!
//! A code is a promise: people filter, count and silence by it. None is renamed, merged away or given another meaning.
//! Templates and prose stand in arrays of their own, so that a build that never prints them does not carry them.
//!
//! Why it exists: what is said is read in Rust, in JavaScript, on the page and in the reference, and has to be the same there.

mod named;
#[cfg_attr(not(feature = "codegen"), allow(unreachable_pub))] // public for the generator
mod phrases;
pub mod prose;

pub use named::ParseNameError;
pub(crate) use named::{Name, read_by_name, written_by_name};
#[cfg(feature = "codegen")]
#[doc(hidden)]
pub use phrases::{Phrase, Word};
#[cfg(not(feature = "codegen"))]
pub(crate) use phrases::{Phrase, Word};

use core::fmt;
use core::str::FromStr;

/// Words for people: only the generator needs them, so that no program carries them.
pub(crate) const fn documented(words: &'static str) -> &'static str {
    if cfg!(feature = "codegen") { words } else { "" }
}

/// How much a reader can rely on in spite of a diagnostic.
///
/// There will be no other: an event is withheld, or it is given and breaks the documented form, or it does not. Whoever matches
/// on it needs no arm for the unforeseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Severity {
    /// The event cannot be given with its type, so none is given.
    Error,
    /// The event is given; something breaks the documented form and is kept as sent.
    Warning,
    /// The event is given; something is worth knowing.
    Info,
}

impl Severity {
    /// `"error"`, `"warning"` or `"info"`.
    ///
    /// ```
    /// assert_eq!(chatapps_webhook::Severity::Warning.as_str(), "warning");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

written_by_name! {
    /// As [`Severity::as_str`].
    ///
    /// ```
    /// assert_eq!(format!("{:<8}|", chatapps_webhook::Severity::Info), "info    |");
    /// ```
    Severity
}

read_by_name! {
    /// From its name, as it is written and serialized.
    ///
    /// ```
    /// use chatapps_webhook::Severity;
    /// assert_eq!("info".parse(), Ok(Severity::Info));
    /// assert_eq!(serde_json::from_str::<Severity>(r#""info""#)?, Severity::Info);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Severity, [Self::Error, Self::Warning, Self::Info], "\"error\", \"warning\" or \"info\""
}

/// Where in the corridor a code comes from.
///
/// Codes are added, phases are not: these are the questions that a body is asked, from its bytes to what its members say of each
/// other. So whoever sorts codes by them needs no arm for the unforeseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// Before JSON.
    Text,
    /// Syntax, RFC 8259.
    Json,
    /// Which body it is.
    Event,
    /// Structure.
    Shape,
    /// The documented form of a value.
    Value,
    /// Members against each other.
    Rule,
}

impl Phase {
    /// The phase in lower case.
    ///
    /// ```
    /// assert_eq!(chatapps_webhook::Phase::Rule.as_str(), "rule");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Event => "event",
            Self::Shape => "shape",
            Self::Value => "value",
            Self::Rule => "rule",
        }
    }
}

written_by_name! {
    /// As [`Phase::as_str`].
    ///
    /// ```
    /// use chatapps_webhook::Code;
    /// assert_eq!(Code::MissingComma.phase().to_string(), "json");
    /// ```
    Phase
}

/// One row for each code: variant, slug, phase, the severities it can have (the usual one first).
macro_rules! codes {
    ($($code:ident $slug:literal $phase:ident [$usual:ident $($other:ident)*];)*) => {
        /// What is off about a body. The slug ([`Code::as_str`]) is the code everywhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $slug, "`")] $code),*
        }

        impl Code {
            /// Every code, in the order of the reference.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The slug: stable, in lower case with hyphens.
            ///
            /// ```
            /// assert_eq!(chatapps_webhook::Code::InvalidUuid.as_str(), "invalid-uuid");
            /// ```
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $slug),* }
            }

            /// Where in the corridor the code comes from.
            ///
            /// ```
            /// use chatapps_webhook::{Code, Phase};
            /// assert_eq!(Code::UnknownField.phase(), Phase::Shape);
            /// ```
            #[must_use]
            pub const fn phase(self) -> Phase {
                match self { $(Self::$code => Phase::$phase),* }
            }

            /// The severities the code can have by itself, the usual one first.
            ///
            /// ```
            /// use chatapps_webhook::{Code, Severity};
            /// assert_eq!(Code::MissingField.severities(), [Severity::Error, Severity::Warning]);
            /// ```
            #[must_use]
            pub const fn severities(self) -> &'static [Severity] {
                match self { $(Self::$code => &[Severity::$usual $(, Severity::$other)*]),* }
            }
        }
    };
}

codes! {
    EmptyBody "empty-body" Text [Error];
    NotJson "not-json" Text [Error];
    BodyTooLarge "body-too-large" Text [Error];
    InvalidUtf8 "invalid-utf8" Text [Warning];
    ByteOrderMark "byte-order-mark" Text [Info];
    DoubleEncoded "double-encoded" Text [Warning];

    UnexpectedEnd "unexpected-end" Json [Error];
    UnexpectedCharacter "unexpected-character" Json [Error];
    MissingComma "missing-comma" Json [Error];
    MissingColon "missing-colon" Json [Error];
    TrailingComma "trailing-comma" Json [Error];
    UnquotedKey "unquoted-key" Json [Error];
    SingleQuotedString "single-quoted-string" Json [Error];
    SmartQuotes "smart-quotes" Json [Error];
    UnknownLiteral "unknown-literal" Json [Error];
    Comment "comment" Json [Error];
    Placeholder "placeholder" Json [Error];
    UnterminatedString "unterminated-string" Json [Error];
    UnescapedQuote "unescaped-quote" Json [Error];
    InvalidEscape "invalid-escape" Json [Error];
    ControlCharacter "control-character" Json [Error];
    LoneSurrogate "lone-surrogate" Json [Warning];
    InvalidNumber "invalid-number" Json [Error];
    LeadingText "leading-text" Json [Error];
    TrailingText "trailing-text" Json [Error];
    TooDeep "too-deep" Json [Error];
    DuplicateKey "duplicate-key" Json [Warning];

    UnknownEvent "unknown-event" Event [Warning];
    UnexpectedEvent "unexpected-event" Event [Error];
    UnknownVersion "unknown-version" Event [Warning];
    LegacyFormat "legacy-format" Event [Info];

    MissingField "missing-field" Shape [Error Warning];
    IncompleteContent "incomplete-content" Shape [Warning];
    TypeMismatch "type-mismatch" Shape [Error Warning];
    NullValue "null-value" Shape [Info];
    UnknownField "unknown-field" Shape [Info];
    UnexpectedContent "unexpected-content" Shape [Warning];

    InvalidUuid "invalid-uuid" Value [Warning];
    InvalidTimestamp "invalid-timestamp" Value [Warning];
    InvalidPhoneNumber "invalid-phone-number" Value [Warning];
    InvalidUrl "invalid-url" Value [Warning];
    OutOfRange "out-of-range" Value [Warning];
    StringifiedNumber "stringified-number" Value [Warning];
    NonstandardSpelling "nonstandard-spelling" Value [Info];
    UnknownMessageType "unknown-message-type" Value [Warning];
    UnknownInteractiveType "unknown-interactive-type" Value [Warning];
    UnknownValue "unknown-value" Value [Warning];
    InvalidEmbeddedJson "invalid-embedded-json" Value [Warning];

    UserNotIdentified "user-not-identified" Rule [Warning Info];
    InteractiveMismatch "interactive-mismatch" Rule [Warning];
    ChannelUserIdMismatch "channel-user-id-mismatch" Rule [Info];
    MissingExpiration "missing-expiration" Rule [Warning];
    UnexpectedExpiration "unexpected-expiration" Rule [Warning];
    ExpiresBeforeSent "expires-before-sent" Rule [Warning];
    UnexpectedErrorCode "unexpected-error-code" Rule [Warning];
    UnexpectedChannelData "unexpected-channel-data" Rule [Warning];
}

impl Code {
    /// The number of codes.
    pub const COUNT: usize = Self::ALL.len();

    /// Whether the severity may be changed: a code that only ever withholds the event stays an error.
    ///
    /// ```
    /// use chatapps_webhook::Code;
    /// assert!(Code::InvalidUuid.is_tunable());
    /// assert!(!Code::MissingComma.is_tunable());
    /// ```
    #[must_use]
    pub const fn is_tunable(self) -> bool {
        !matches!(self.severities(), [Severity::Error])
    }

    /// The code with this slug.
    ///
    /// ```
    /// use chatapps_webhook::Code;
    /// assert_eq!(Code::from_slug("too-deep"), Some(Code::TooDeep));
    /// assert_eq!(Code::from_slug("too-shallow"), None);
    /// ```
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == slug)
    }
}

/// As [`Code::from_slug`], for whoever reads codes out of settings or arguments.
///
/// ```
/// use chatapps_webhook::{Code, ParseCodeError};
/// assert_eq!("too-deep".parse(), Ok(Code::TooDeep));
/// assert_eq!("too-shallow".parse::<Code>(), Err(ParseCodeError));
/// ```
impl FromStr for Code {
    type Err = ParseCodeError;

    fn from_str(slug: &str) -> Result<Self, ParseCodeError> {
        Self::from_slug(slug).ok_or(ParseCodeError)
    }
}

/// No code has the slug. It is not repeated: whoever asked has it.
///
/// There is nothing more to tell, and there will not be: so it can be written where a result is compared or made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParseCodeError;

impl fmt::Display for ParseCodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no diagnostic code has this slug")
    }
}

impl std::error::Error for ParseCodeError {}

written_by_name! {
    /// As [`Code::as_str`].
    ///
    /// ```
    /// assert_eq!(format!("{:>9}", chatapps_webhook::Code::TooDeep), " too-deep");
    /// ```
    Code
}

/// From the slug, as it is serialized: so settings can say what becomes of a code.
///
/// ```
/// use chatapps_webhook::{Code, Options, Severity};
/// use std::collections::BTreeMap;
///
/// let settings = r#"{"invalid-uuid": "error", "null-value": null}"#;
/// let levels: BTreeMap<Code, Option<Severity>> = serde_json::from_str(settings)?;
/// let options = levels.into_iter().fold(Options::new(), |options, (code, severity)| options.severity(code, severity));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Name("the slug of a diagnostic code", Self::from_slug))
    }
}

#[cfg(test)]
mod tests;
