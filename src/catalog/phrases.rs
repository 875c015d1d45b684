//! Every sentence a diagnostic can say: messages, labels, helps and the texts of edits.
//!
//! In: nothing. Out: [`Phrase`] and [`Word`], each with its words. Does not know: when which of them is said.
//!
//! Why it exists: a finding holds the number of a sentence and no text, so that none has to be made that nobody reads, and
//! JavaScript can make its own.
//!
//! A template holds `{0}`, `{1}` and `{2}` where the arguments of the diagnostic go. Messages and labels begin in lower
//! case and end without a full stop; helps are one imperative sentence with one. The same table is generated into
//! JavaScript, which is where the sentences of the npm package are made.

/// Declares the sentences: variant and template.
macro_rules! phrases {
    ($($(#[doc = $doc:literal])* $phrase:ident = $template:literal;)*) => {
        /// A sentence, by name; [`Phrase::template`] has its words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs)]
        #[non_exhaustive]
        pub enum Phrase { $($phrase),* }

        impl Phrase {
            /// Every phrase.
            pub const ALL: &[Self] = &[$(Self::$phrase),*];
            /// The words, with `{0}` … where the arguments go.
            pub fn template(self) -> &'static str {
                TEMPLATES[self as usize]
            }
        }

        static TEMPLATES: [&str; Phrase::ALL.len()] = [$($template),*];
    };
}

/// Declares the words that arguments can be.
macro_rules! words {
    ($($word:ident = $text:literal;)*) => {
        /// A word that stands in a sentence, by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs)]
        #[non_exhaustive]
        pub enum Word { $($word),* }

        impl Word {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$word),*];
            /// The word as it stands in a sentence.
            pub fn text(self) -> &'static str {
                WORDS[self as usize]
            }
        }

        static WORDS: [&str; Word::ALL.len()] = [$($text),*];
    };
}

words! {
    AnObject = "an object";
    AnArray = "an array";
    AString = "a string";
    ANumber = "a number";
    ABoolean = "a boolean";
    Null = "null";
    True = "true";
    False = "false";
    Object = "object";
    Array = "array";
    StringNoun = "string";
    AValue = "a value";
    AKey = "a member name in double quotes";
    ACommaOrBrace = "a comma or \"}\"";
    ACommaOrBracket = "a comma or \"]\"";
    AColon = "a colon";
    ALetter = "a letter";
    ADigit = "a digit";
    AControlCharacter = "a control character";
    AnUnusualSpace = "a space that JSON does not know";
    AnotherCharacter = "another character";
    ObjectAsText = "an object that was turned into text";
    Utf16 = "UTF-16";
    Utf32 = "UTF-32";
    CompressedData = "compressed data";
    EscapedJson = "JSON with a backslash before each quote";
    HexEscapedJson = "JSON with hexadecimal escapes in place of quotes";
    HtmlEscapedJson = "JSON escaped for HTML";
    PercentEncodedJson = "percent-encoded JSON";
    DoubledJson = "JSON with each quote doubled";
    MarkedJson = "JSON with a mark before each line";
    Html = "HTML";
    Xml = "XML";
    FormData = "form data";
    Base64 = "base64";
    PlainText = "plain text";
}

phrases! {
    // text
    BodyIsEmpty = "the body is empty";
    HelpEmpty = "Read the raw body of the request before anything else reads it, and pass it on whole.";
    IsNotJson = "expected JSON, found {0}";
    HelpHtml = "Look at what sits in front of your handler: an error page of a proxy is often what arrives instead.";
    HelpForm = "Pass the raw body: form data is what a body parser or a test tool makes of it.";
    HelpBase64 = "Decode it first: Lambda sets isBase64Encoded when it hands you a body like this.";
    HelpObjectAsText = "Pass the raw body itself, not what became of an object when it was joined to a text.";
    HelpUtf16 = "Decode it first, or save it as UTF-8: that is what 8x8 sends.";
    HelpCompressed = "Decompress it first: the Content-Encoding of the request says how.";
    HelpEscaped = "Pass the text as it came: something has escaped it for a string, a log, a page, a link or a table.";
    HelpMarked = "Pass the text as it came: something has put a mark or a number before each of its lines.";
    HelpPlain = "Pass the raw body of the request.";
    IsTooLarge = "the body is longer than {0} bytes";
    HelpTooLarge = "Raise maxBytes if such a body is genuine.";
    BadUtf8 = "these bytes are not UTF-8 and are read as U+FFFD";
    HelpUtf8 = "Pass the bytes as they came, or decode them as UTF-8.";
    HasByteOrderMark = "a byte order mark stands before the JSON and is skipped";
    HelpByteOrderMark = "Remove it: RFC 8259 does not allow one in front of JSON sent over a network.";
    IsDoubleEncoded = "the body is a JSON string that holds the JSON";
    HelpDoubleEncoded = "Pass the text as it came: something in front has encoded it a second time.";

    // json
    EndsInside = "the text ends inside {0}";
    EndsBeforeValue = "the text ends where a value should come";
    OpenedHere = "this {1} is not closed";
    NotClosed = "opened here";
    HelpEnd = "Pass the whole body: this one was cut off.";
    HelpEndBracket = "Pass the whole body, or close what is open: it was cut off, or a closing bracket is missing.";
    ExpectedFoundCharacter = "expected {0}, found {1}";
    ExpectedFoundCodePoint = "expected {0}, found the invisible character U+{1}";
    HelpRemoveCharacter = "Remove it, or put what belongs here.";
    HelpRemoveSpaces = "Remove it, and all others like it.";
    HelpValueBefore = "Put the value and a comma before it.";
    HelpOpenBracket = "Put \"{2}\" before it.";
    ObjectInBrackets = "an object stands in square brackets";
    HelpBraces = "Put it in braces.";
    HelpCloser = "Close with \"{2}\" what was opened.";
    NoComma = "a comma is missing";
    HelpComma = "Insert a comma.";
    NoColon = "a colon is missing between name and value";
    HelpColon = "Insert a colon.";
    CommaTrails = "a comma stands before \"{0}\"";
    HelpRemoveComma = "Remove the comma.";
    KeyUnquoted = "a member name stands without double quotes";
    StringSingleQuoted = "a string stands in single quotes";
    StringSmartQuoted = "a string stands in typographic quotes";
    HelpQuote = "Put it in plain double quotes.";
    LiteralUnknown = "expected a value, found a bare word";
    LiteralUnknownNamed = "`{0}` is not a JSON value";
    HelpLiteral = "Write `{1}`.";
    HelpLiteralQuote = "Put text in double quotes; the only bare words are true, false and null.";
    HasComment = "JSON has no comments";
    HelpRemoveComment = "Remove the comment.";
    IsPlaceholder = "a placeholder stands where a value should be";
    HelpPlaceholder = "Put a real value in its place, in double quotes if it is text.";
    IsPlaceholderName = "a placeholder stands where a member name should be";
    HelpPlaceholderName = "Put the real name in its place, in double quotes.";
    StringInPieces = "a string stands in pieces";
    HelpPieces = "Join them to one string.";
    StringUnterminated = "the string is not closed on its line";
    HelpUnterminated = "Close the string with a double quote.";
    QuoteUnescaped = "a double quote inside a string has no backslash before it";
    HelpUnescapedQuote = "Put a backslash before it, or remove it if it is one too many.";
    EscapeInvalid = "this is not a JSON escape";
    HelpEscape = "Double the backslash, or write one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX.";
    HelpRemoveBackslash = "Remove the backslash, or double it if it is meant.";
    RawControl = "a raw control character (U+{0}) stands in a string";
    HelpControl = "Write it as an escape.";
    SurrogateLone = "one half of a surrogate pair stands without the other";
    HelpSurrogate = "Send both halves, or the character itself.";
    HelpNumberQuote = "Put it in double quotes: it is text.";
    NumberInvalid = "this is not a JSON number";
    HelpNumberZero = "Write it without leading zeros, or in double quotes if it is an id.";
    HelpNumber = "Write digits, with a point only between digits and no sign but a minus.";
    TextTrails = "something stands after the end of the JSON";
    TextLeads = "something stands before the JSON";
    HelpLeading = "Remove what stands before the JSON.";
    HelpTrailing = "Remove it, or pass one JSON text at a time.";
    NestsTooDeep = "the nesting is deeper than {0}";
    HelpTooDeep = "Look at who sent this: no published body nests deeper than 12.";
    KeyRepeated = "this member stands twice; the last one counts";
    KeySpelledTwice = "this member stands twice; the documented one counts";
    FirstHere = "first here";
    HelpDuplicate = "Send each member once.";

    // event
    EventUnknown = "this is not a published 8x8 event";
    EventUnknownMembers = "`namespace` and `eventType` name no published 8x8 event";
    HelpUnknownEvent = "Answer 2xx, keep the body, and look at what it is.";
    HelpMeta = "Look at Meta's own documentation: this is a webhook of Meta's platform, not of 8x8.";
    HelpSendRequest = "Look at who posts this: it is a request to send a message, not an event.";
    HelpSendResponse = "Look at who posts this: it is 8x8's answer to a request to send, not an event.";
    HelpEventTypeLost = "Look at who posts this: it looks like an event that has lost its `eventType`.";
    HelpPayload = "Pass the whole body: this is the `payload` of an event.";
    HelpRequest = "Pass its member `body`: this is the request around an event.";
    HelpWrapped = "Pass its member `{0}`: that is the event.";
    EventHere = "the event is in here";
    HelpSchema = "Pass a body, not its description.";
    EventUnexpected = "expected another kind of event, found {0}";
    HelpUnexpected = "Add this kind to `expect`, or answer 2xx and drop the event.";
    VersionUnknown = "version {0} is not published for this event; read as the newest of this form";
    VersionUnnamed = "this version is not published for this event; read as the newest of this form";
    HelpVersion = "Look for a newer release of this library.";
    IsLegacy = "this is the old flat format (version {0})";
    HelpLegacy = "Ask 8x8's support to switch the account to the latest format.";

    // shape
    MemberMissing = "the member `{0}` is missing";
    MemberNull = "the member `{0}` is null";
    HelpMissing = "Keep the body and tell 8x8's support: this member is documented as always there.";
    HelpMissingExpected = "Handle an event without it: it is given all the same.";
    HelpOutside = "Look at who posts this: members of `{0}` stand outside of it.";
    BelongsInside = "this belongs inside of it";
    HelpElsewhere = "Look at who posts this: `{1}` seems to be it, spelled or placed otherwise.";
    SeemsHere = "this seems to be it";
    HelpPermanentMissing = "Treat it as a permission that ends.";
    ContentIncomplete = "the type `{1}` calls for the member `{0}`, which is missing";
    ContentIncompleteNull = "the type `{1}` calls for the member `{0}`, which is null";
    CalledForHere = "called for by this";
    HelpIncomplete = "Handle the type `Unknown`: the content is there as it was sent.";
    TypeExpectedFound = "expected {0}, found {1}";
    HelpKeptInExtra = "Look under `extra`, or in the `Unknown` content: it is kept as it was sent.";
    HelpReadAs = "Use it as {0}: that is how it is read.";
    HelpRootArray = "Parse each element by itself: a request carries one event.";
    HelpRootObject = "Pass the raw body of the request: an event is an object.";
    HelpMistyped = "Keep the body and tell 8x8's support: this member is documented as {0}.";
    IsNull = "`{0}` is null and read as absent";
    HelpNull = "Treat it as absent.";
    FieldUnknown = "the member `{0}` is not documented";
    HelpDidYouMean = "Check whether `{1}` is meant: this one is kept under `extra`, or in the `Unknown` content.";
    ContentUnexpected = "`{1}` does not call for `{0}`";

    // value
    UuidForm = "expected a UUID: 36 characters in 8-4-4-4-12 form";
    UuidCharacter = "expected a hex digit in a UUID";
    HelpUuid = "Compare it as text: it is kept as it was sent.";
    TimestampForm = "expected a time like 2026-07-01T10:15:00.000Z";
    TimestampOffset = "expected a time with its offset, like 2026-07-01T10:15:00Z";
    TimestampImpossible = "the calendar or the clock has no such value";
    HelpTimestamp = "Treat it as unknown: the text is kept as it was sent.";
    PhonePlus = "expected a phone number that begins with \"+\"";
    PhoneLength = "expected 7 to 15 digits behind the \"+\"";
    PhoneLeadingZero = "no country code begins with zero";
    PhoneCharacter = "expected a digit in a phone number";
    HelpPhone = "Compare it as text: 8x8 masks or shortens numbers in places.";
    UrlScheme = "expected a link that begins with http:// or https://";
    UrlHost = "expected a host behind the scheme";
    UrlCharacter = "this character may not stand in a link";
    HelpUrl = "Do not fetch it before you have looked at it.";
    LatitudeRange = "expected degrees from -90 to 90";
    LongitudeRange = "expected degrees from -180 to 180";
    HelpRange = "Check that latitude and longitude are not exchanged.";
    NumberInString = "expected a number, found a number in a string";
    HelpNumberInString = "Use it as a number: that is how it is read.";
    SpellingNonstandard = "`{0}` is given as `{1}`";
    HelpSpelling = "Compare with `{1}`: that is how it is documented.";
    UserIdPlus = "`channelUserId` is given without the \"+\"";
    HelpUserIdPlus = "Compare it without the \"+\": in this format it is documented as digits.";
    MessageTypeUnknown = "the message type `{0}` is not documented";
    MessageTypeUnnamed = "this message type is not documented";
    InteractiveTypeUnknown = "the interactive type `{0}` is not documented";
    InteractiveTypeUnnamed = "this interactive type is not documented";
    HelpUnknownType = "Handle the type `Unknown`: its content is there as it was sent.";
    ValueUnknown = "`{0}` is none of the documented values of `{1}`";
    ValueUnnamed = "this is none of the documented values of `{1}`";
    HelpValueMeant = "Check whether `{2}` is meant: this one is kept as it was sent.";
    HelpUnknownValue = "Handle values you do not know: it is kept as it was sent.";
    EmbeddedInvalid = "the string does not hold JSON";
    HelpEmbedded = "Use `responseJson`: `response` is left out.";

    // rule
    UserUnidentified = "neither `msisdn` nor `channelUserId` tells who wrote";
    HelpUnidentified = "Answer by `umid`, or not at all: there is no number and no id to write to.";
    HelpUnidentifiedLine = "Expect this on LINE: a person who has not consented has no id.";
    InteractiveMismatched = "`type` names `{0}`, but `{1}` is there, and counts";
    TypeHere = "the type says this";
    MemberHere = "this is there";
    ChannelHere = "the channel";
    HelpInteractiveMismatch = "Handle it as `{1}`.";
    ChannelUserIdDiffers = "`channelUserId` is not the digits of `msisdn`";
    PhoneHere = "the phone number";
    HelpChannelUserId = "Rely on `msisdn`: in this format the two are documented as equal.";
    ExpirationMissing = "a permission that is not permanent has no `expirationTimestamp`";
    HelpExpirationMissing = "Ask for permission again before you rely on it.";
    ExpirationUnexpectedPermanent = "a permanent permission has an `expirationTimestamp`";
    ExpirationUnexpectedReject = "a rejected permission has an `expirationTimestamp`";
    HelpExpirationUnexpected = "Rely on the earlier end of the two.";
    HelpExpirationReject = "Do not call: the answer was no.";
    ExpirationEarly = "the permission ends before the message was sent";
    SentHere = "sent here";
    HelpExpirationEarly = "Treat the permission as ended.";
    ErrorCodeUnexpected = "an `errorCode` stands beside the state `{0}`, which is no failure";
    HelpErrorCode = "Rely on the state.";
    ChannelDataUnexpected = "`{0}` stands in a receipt of another channel than WhatsApp";
    HelpChannelData = "Rely on `channel`.";

    // texts of edits
    EditNothing = "";
    EditComma = ",";
    EditColon = ":";
    EditQuote = "\"";
    EditBackslash = "\\";
    EditZero = "0";
    EditPoint = ".";
    EditUnicode = "\\u00";
    EditNewline = "\\n";
    EditReturn = "\\r";
    EditTab = "\\t";
    EditBackspace = "\\b";
    EditFormFeed = "\\f";
    EditControl = "\\u{0}";
    EditTrue = "true";
    EditFalse = "false";
    EditNull = "null";
    EditCanonical = "\"{1}\"";
    EditOpener = "{0}";
    EditCloserBehind = "{1}";
    EditCloser = "{2}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_have_their_form() {
        for phrase in Phrase::ALL {
            let (name, template) = (format!("{phrase:?}"), phrase.template());
            if name.starts_with("Edit") {
                continue;
            }
            assert_eq!(template, template.trim(), "{name}");
            if name.starts_with("Help") {
                assert!(template.ends_with(['.', '?']), "{name}: a help is a sentence");
                assert!(template.starts_with(char::is_uppercase), "{name}");
            } else {
                assert!(!template.ends_with('.'), "{name}: a message has no full stop");
                assert!(
                    !template.starts_with(char::is_uppercase) || template.starts_with("JSON"),
                    "{name}"
                );
            }
        }
    }
}
