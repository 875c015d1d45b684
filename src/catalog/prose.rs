//! What each code means, for people: a title, an explanation, a body that gives the code and the same body mended.
//!
//! In: nothing. Out: [`Prose`] for every [`Code`]. Does not know: text, positions, the schema, how any of it is judged;
//! that the examples keep their promise is shown by a test that parses them.
//!
//! The prose stands in an array of its own, apart from the codes. Nothing that parses refers to it, so the linker
//! leaves all of it out of the wasm; it reaches JavaScript as generated text.
//!
//! Why it exists: a sentence says what is wrong here; who meets a code for the first time wants to know what it is about.

use super::Code;

/// A whole body, and the options it is parsed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The body as it is posted. Bytes, because one of them is not UTF-8.
    pub body: &'static [u8],
    /// The options as JSON, spelled as in JavaScript; `None` for the default ones.
    pub options: Option<&'static str>,
}

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prose {
    /// A short noun phrase in sentence case, without a full stop.
    pub title: &'static str,
    /// A few plain sentences, with code in backticks.
    pub explanation: &'static str,
    /// A body that gives the code.
    pub bad: Example,
    /// The same body mended: it does not give the code.
    pub good: Example,
}

impl Code {
    /// What the code means, with a body that gives it and one that does not.
    ///
    /// ```
    /// use chatapps_webhook::Code;
    /// let prose = Code::TrailingComma.prose();
    /// assert_eq!(prose.title, "Trailing comma");
    /// assert_ne!(prose.bad, prose.good);
    /// ```
    #[must_use]
    pub fn prose(self) -> &'static Prose {
        &PROSE[self as usize]
    }
}

// ---- framing: each row states only what matters, these make a whole body of it -------------------------------------

/// An object over several lines, one for each argument.
macro_rules! body {
    ($($line:expr),+ $(,)?) => { concat!("{", $("\n  ", $line,)+ "\n}") };
}

/// An inbound message without a `version` around the lines of its payload.
macro_rules! payload {
    ($($line:expr),+ $(,)?) => {
        body![
            r#""namespace": "ChatApps","#,
            r#""eventType": "inbound_message_received","#,
            r#""payload": {"#,
            $(concat!("  ", $line),)+
            "}"
        ]
    };
}

/// An inbound message from somebody on WhatsApp around the lines of its `type` and `content`.
macro_rules! content {
    ($($line:expr),+ $(,)?) => { payload![ids!(), received!(), sender!(), recipient!(), $($line),+] };
}

/// A text message around the lines of its `user` and `recipient`.
macro_rules! parties {
    ($($line:expr),+ $(,)?) => { payload![ids!(), received!(), $($line,)+ text!()] };
}

/// A message with a place around the members of `location`.
macro_rules! place {
    ($members:literal) => {
        content![
            r#""type": "Location","#,
            concat!(r#""content": { "location": { "#, $members, " } }")
        ]
    };
}

/// An interactive answer around the lines of `interactive`.
macro_rules! interactive {
    ($($line:expr),+ $(,)?) => {
        content![
            r#""type": "Interactive","#,
            r#""content": {"#,
            r#"  "interactive": {"#,
            $(concat!("    ", $line),)+
            "  }",
            "}"
        ]
    };
}

/// The answer to the question whether you may call, around its lines.
macro_rules! permission {
    ($($line:literal),+ $(,)?) => {
        interactive![
            r#""type": "callPermissionReply","#,
            r#""callPermissionReply": {"#,
            $(concat!("  ", $line),)+
            "}"
        ]
    };
}

/// A delivery receipt around the lines of its payload.
macro_rules! receipt {
    ($($line:literal),+ $(,)?) => {
        body![
            r#""namespace": "ChatApps","#,
            r#""eventType": "outbound_message_status_changed","#,
            r#""payload": {"#,
            concat!("  ", ids!()),
            r#"  "user": { "msisdn": "+12025550147" },"#,
            $(concat!("  ", $line),)+
            "}"
        ]
    };
}

macro_rules! ids {
    () => {
        concat!(
            r#""umid": "3f0c1a52-7d1e-4b62-9a4c-5b0e8d2f6a11","#,
            "\n    ",
            r#""subAccountId": "SubAccount-1","#
        )
    };
}

macro_rules! received {
    () => {
        r#""timestamp": "2026-07-01T10:15:00.000Z","#
    };
}

macro_rules! sender {
    () => {
        r#""user": { "msisdn": "+12025550147", "channelUserId": "12025550147" },"#
    };
}

macro_rules! recipient {
    () => {
        r#""recipient": { "channel": "whatsapp", "channelId": "5a1e77c0-93d4-4b0e-9c55-0d1f7a20b6e4" },"#
    };
}

macro_rules! text {
    () => {
        concat!(r#""type": "Text","#, "\n    ", r#""content": { "text": "Hello" }"#)
    };
}

/// Two hundred of a bracket: more than any nesting that is read.
macro_rules! two_hundred {
    ($text:expr) => {
        two_hundred!(@ten two_hundred!(@ten concat!($text, $text)))
    };
    (@ten $text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text, $text, $text)
    };
}

/// The message that nothing is wrong with.
const HELLO: &str = content![text!()];

/// The number of characters, each of which Latin-1 has.
const fn latin1_length(text: &str) -> usize {
    let (bytes, mut at, mut length) = (text.as_bytes(), 0, 0);
    while at < bytes.len() {
        length += (bytes[at] & 0xC0 != 0x80) as usize;
        at += 1;
    }
    length
}

/// The text as Latin-1 (ISO 8859-1) encodes it: one byte for each character up to U+00FF.
const fn latin1<const LENGTH: usize>(text: &str) -> [u8; LENGTH] {
    let (bytes, mut from, mut latin1) = (text.as_bytes(), 0, [0; LENGTH]);
    let mut to = 0;
    while from < bytes.len() {
        if bytes[from] < 0x80 {
            latin1[to] = bytes[from];
            from += 1;
        } else {
            assert!(bytes[from] == 0xC2 || bytes[from] == 0xC3, "beyond U+00FF");
            latin1[to] = (bytes[from] << 6) | (bytes[from + 1] & 0x3F);
            from += 2;
        }
        to += 1;
    }
    latin1
}

/// One row for each code: the explanation, the variant, the title, the options where some are needed, the bodies.
macro_rules! prose {
    ($(
        $(#[doc = $line:literal])+
        $code:ident: $title:literal {
            $(options: $options:literal,)?
            bad $(($encoding:ident))?: $bad:expr,
            good: $good:expr,
        }
    )*) => {
        /// What each code means, in the order of [`Code::ALL`].
        static PROSE: [Prose; Code::COUNT] = [$(Prose {
            title: $title,
            // The space between `///` and the first word is no part of the text.
            explanation: concat!($($line),+).trim_ascii_start(),
            bad: Example { body: prose!(@bytes $($encoding)? $bad), options: prose!(@options $($options)?) },
            good: Example { body: prose!(@bytes $good), options: prose!(@options $($options)?) },
        }),*];

        /// A row out of order does not compile.
        const _: () = {
            let rows = [$(Code::$code),*];
            let mut at = 0;
            while at < rows.len() {
                assert!(rows[at] as usize == at, "the prose is not in the order of the codes");
                at += 1;
            }
        };
    };
    (@bytes latin1 $text:expr) => {{
        const BYTES: [u8; latin1_length($text)] = latin1($text);
        &BYTES
    }};
    (@bytes $text:expr) => { $text.as_bytes() };
    (@options) => { None };
    (@options $options:literal) => { Some($options) };
}

prose! {
    // ---- text: before JSON -----------------------------------------------------------------------------------------

    /// The request had no body, or one of white space alone. 8x8 posts an event with every request, so the body was
    /// most likely read before it got here: by a body parser, a logger or another handler that used up the stream.
    /// Probes of a load balancer also look like this. No event is given. Read the raw body once, before anything else
    /// does, and pass it on whole.
    EmptyBody: "Empty body" {
        bad: "",
        good: HELLO,
    }

    /// The text is plainly not JSON, and the message says what it is instead: HTML, XML, form data, base64, compressed
    /// data, JSON with escaped quotes, or plain text. Usual causes are the error page of a proxy, a test tool that posts
    /// form fields, and AWS Lambda, which hands over base64 and sets `isBase64Encoded`. One diagnostic stands for the
    /// whole text, and no event is given. Look at the `Content-Type` of the request and at what sits between 8x8 and
    /// your handler.
    NotJson: "Not JSON" {
        bad: "<!DOCTYPE html>\n<title>502 Bad Gateway</title>",
        good: HELLO,
    }

    /// The body has more bytes of UTF-8 than `maxBytes` allows: 10 MiB unless you set it. An inbound message holds
    /// links instead of files, so it is small; only the answers to a WhatsApp Flow grow, where they carry images in
    /// base64. No event is given. Raise `maxBytes` if the body is genuine, and find out who sent it if it is not.
    BodyTooLarge: "Body too large" {
        options: r#"{"maxBytes": 512}"#,
        bad: content![
            r#""type": "Text","#,
            concat!(
                r#""content": { "text": "Hello, I ordered two lamps last week and only one came. "#,
                r#"The other one was on the same slip. When will it get here, and does it cost me extra?" }"#
            )
        ],
        good: HELLO,
    }

    /// A string holds bytes that are not UTF-8, which RFC 8259 section 8.1 asks for. Usually something on the way
    /// stored the body as Latin-1 or Windows-1252, or cut it in the middle of a character. The bytes are read as
    /// U+FFFD, just as `TextDecoder` reads them, with one diagnostic for each run of them, and the event is given. What
    /// stood there cannot be told any more: mend the step that stored or decoded the body.
    InvalidUtf8: "Invalid UTF-8" {
        bad(latin1): content![r#""type": "Text","#, r#""content": { "text": "Is the café open?" }"#],
        good: content![r#""type": "Text","#, r#""content": { "text": "Is the café open?" }"#],
    }

    /// A byte order mark (U+FEFF) stands before the JSON. RFC 8259 section 8.1 tells senders not to add one and lets
    /// readers skip it. It mostly comes from a body that an editor saved to a file and somebody replayed. It is
    /// skipped, the event is given, and positions count it, because they address the text as it came.
    ByteOrderMark: "Byte order mark" {
        bad: concat!("\u{feff}", content![text!()]),
        good: HELLO,
    }

    /// The body is one JSON string, and the event stands inside it as escaped text. A queue, a function or a log did
    /// this: it serialized a body that was JSON text already. One level is undone, the event is read from what is
    /// inside, and every position addresses the outer text as it came. Mend the place that encodes it the second time:
    /// the text is to be passed on unchanged.
    DoubleEncoded: "Double-encoded body" {
        bad: concat!(
            r#""{\"namespace\":\"ChatApps\",\"eventType\":\"inbound_message_received\",\"payload\":{"#,
            r#"\"umid\":\"3f0c1a52-7d1e-4b62-9a4c-5b0e8d2f6a11\",\"subAccountId\":\"SubAccount-1\","#,
            r#"\"timestamp\":\"2026-07-01T10:15:00.000Z\","#,
            r#"\"user\":{\"msisdn\":\"+12025550147\",\"channelUserId\":\"12025550147\"},"#,
            r#"\"recipient\":{\"channel\":\"whatsapp\",\"channelId\":\"5a1e77c0-93d4-4b0e-9c55-0d1f7a20b6e4\"},"#,
            r#"\"type\":\"Text\",\"content\":{\"text\":\"Hello\"}}}""#
        ),
        good: HELLO,
    }

    // ---- json: syntax ----------------------------------------------------------------------------------------------

    /// The text stops inside a string, an object or an array, or where a value should come: the body was cut off.
    /// Limits of a log, a queue or a database column do this, and so do broken connections. No event is given, but
    /// `partial` holds what was read, often with the `umid`; a label shows what was left open. Get the whole body. If
    /// your server received no more than this, an answer of 4xx or 5xx makes 8x8 send it again.
    UnexpectedEnd: "Unexpected end" {
        bad: r#"{
  "namespace": "ChatApps",
  "eventType": "inbound_message_received",
  "payload": {
    "umid": "3f0c1a52-7d1e-4b62-9a4c-5b0e8d2f6a11",
    "subAccountId": "SubAcc"#,
        good: HELLO,
    }

    /// A character stands where nothing of JSON can begin with it; the message says what was expected (RFC 8259 section
    /// 2). Doubled commas, brackets of the wrong kind, and invisible characters such as a no-break space copied out of
    /// a document are the usual ones. No event is given. Reading goes on behind the character, so that further mistakes
    /// are reported in the same run. Remove it, or put there what belongs there.
    UnexpectedCharacter: "Unexpected character" {
        bad: content![r#""type": "Text",,"#, r#""content": { "text": "Hello" }"#],
        good: HELLO,
    }

    /// Two members of an object, or two elements of an array, stand beside each other without a comma (RFC 8259
    /// sections 4 and 5). Serializers do not make this mistake, so the body was edited by hand or put together from
    /// pieces of text. No event is given; the edit inserts the comma behind what stands before it.
    MissingComma: "Missing comma" {
        bad: content![r#""type": "Text""#, r#""content": { "text": "Hello" }"#],
        good: HELLO,
    }

    /// The name of a member and its value stand beside each other without a colon (RFC 8259 section 4). It happens in
    /// bodies that were typed for a test or built by a template. No event is given; the edit inserts the colon behind
    /// the name.
    MissingColon: "Missing colon" {
        bad: content![r#""type" "Text","#, r#""content": { "text": "Hello" }"#],
        good: HELLO,
    }

    /// A comma stands behind the last member of an object or the last element of an array. JavaScript and Python allow
    /// it, JSON does not (RFC 8259 sections 4 and 5). Look for a line that was deleted below it, or a template that
    /// writes a comma in every round of a loop. No event is given; the edit removes the comma.
    TrailingComma: "Trailing comma" {
        bad: content![r#""type": "Text","#, r#""content": { "text": "Hello", }"#],
        good: HELLO,
    }

    /// The name of a member stands without double quotes. That is how JavaScript source and `console.log` write an
    /// object, while in JSON every name is a string (RFC 8259 section 4). No event is given; the edit puts the quotes.
    /// Print bodies with `JSON.stringify` if you want to parse them again.
    UnquotedKey: "Unquoted member name" {
        bad: content![r#"type: "Text","#, r#""content": { "text": "Hello" }"#],
        good: HELLO,
    }

    /// A string stands in single quotes, but JSON knows double quotes only (RFC 8259 section 7). This is how Python
    /// prints a `dict` and how people write JSON within a shell command. No event is given; the edit puts double quotes
    /// in both places. In Python, use `json.dumps` in place of `str`.
    SingleQuotedString: "Single-quoted string" {
        bad: content![r#""type": 'Text',"#, r#""content": { "text": "Hello" }"#],
        good: HELLO,
    }

    /// A string stands in typographic quotes, such as “these”, in place of plain double quotes (RFC 8259 section 7).
    /// Word processors, chat programs and ticket systems put them in while somebody types or pastes a body. No event is
    /// given; the edit puts plain quotes in both places. Exchange bodies as files or as code blocks.
    SmartQuotes: "Typographic quotes" {
        bad: content![r#""type": “Text”,"#, r#""content": { "text": "Hello" }"#],
        good: HELLO,
    }

    /// A bare word stands where a value should be. The only ones JSON has are `true`, `false` and `null`, in lower case
    /// (RFC 8259 section 3). `True` and `None` come from printed Python, `undefined` and `NaN` from printed JavaScript.
    /// No event is given; there is an edit where it is clear what was meant. Serialize the body with a JSON library.
    UnknownLiteral: "Unknown literal" {
        bad: permission![r#""response": "accept","#, r#""isPermanent": True"#],
        good: permission![r#""response": "accept","#, r#""isPermanent": true"#],
    }

    /// A comment stands in the text, and JSON has none (RFC 8259 section 2). Bodies copied out of documentation or out
    /// of a configuration file have them. No event is given; the edit removes the comment.
    Comment: "Comment" {
        bad: content![r#""type": "Text", // or Image, File"#, r#""content": { "text": "Hello" }"#],
        good: HELLO,
    }

    /// A placeholder without quotes, such as `<YOUR_TEXT>` or `...`, stands where a value should be. Documentation
    /// prints them for what the reader is to fill in or for what it leaves out. No event is given. Put a real value in
    /// its place, in double quotes if it is text.
    Placeholder: "Placeholder" {
        bad: content![r#""type": "Text","#, r#""content": { "text": <YOUR_TEXT> }"#],
        good: HELLO,
    }

    /// A line ends before the string on it is closed, and what follows looks like JSON again, so the string is taken to
    /// end there (RFC 8259 section 7). A quote was lost while the body was edited or put together from pieces. No event
    /// is given; reading goes on with the next line. Close the string. A line break that belongs to the text is written
    /// `\n`.
    UnterminatedString: "Unterminated string" {
        bad: content![r#""type": "Text","#, r#""content": {"#, r#"  "text": "Hello"#, "}"],
        good: content![r#""type": "Text","#, r#""content": {"#, r#"  "text": "Hello""#, "}"],
    }

    /// A double quote stands inside a string without a backslash, so that the string seems to end there (RFC 8259 section 7).
    /// It comes from a template or a log that puts text between quotes as it is: what somebody said, HTML with its attributes,
    /// JSON inside a string that was not escaped. The string is read to the quote behind which JSON goes on. No event is given,
    /// and what stands in the string is judged no further. Put a backslash before each of these quotes.
    UnescapedQuote: "Unescaped quote" {
        bad: content![r#""type": "Text","#, r#""content": { "text": "They said "now open" twice" }"#],
        good: content![r#""type": "Text","#, r#""content": { "text": "They said \"now open\" twice" }"#],
    }

    /// A backslash in a string is followed by something that makes no escape of JSON; RFC 8259 section 7 has the list
    /// of those there are. Typical are `\'` out of JavaScript or PHP, `\x41`, and paths of Windows with single
    /// backslashes. No event is given. Write one of the known escapes, or double the backslash if it is meant as such.
    InvalidEscape: "Invalid escape" {
        bad: content![r#""type": "Text","#, r#""content": { "text": "It\'s open" }"#],
        good: content![r#""type": "Text","#, r#""content": { "text": "It's open" }"#],
    }

    /// A raw line break, tab or other character below U+0020 stands in a string; RFC 8259 section 7 asks for an escape.
    /// It comes from text that was pasted into a body, or inserted by a template that does not escape. No event is
    /// given, and the string is read on, because what follows still looks like text. The edit puts the escape: `\n` for
    /// a line break, `\t` for a tab.
    ControlCharacter: "Control character in a string" {
        bad: content![r#""type": "Text","#, "\"content\": { \"text\": \"Hello,\nis the shop open?\" }"],
        good: content![r#""type": "Text","#, r#""content": { "text": "Hello,\nis the shop open?" }"#],
    }

    /// An escape such as `\ud83d` is one half of a character, mostly of an emoji, and the other half does not follow
    /// it. Text that was cut to a number of UTF-16 units ends like this. RFC 8259 section 8.2 leaves open what a reader
    /// does: in JavaScript the half is kept, as `JSON.parse` keeps it, in Rust it is read as U+FFFD, and the event is
    /// given. Expect a replacement character once the text is stored as UTF-8.
    LoneSurrogate: "Lone surrogate" {
        bad: content![r#""type": "Text","#, r#""content": { "text": "Thank you \ud83d" }"#],
        good: content![r#""type": "Text","#, r#""content": { "text": "Thank you \ud83d\ude4f" }"#],
    }

    /// A number is not written as RFC 8259 section 6 asks: leading zeros, a plus sign, a point without digits on both
    /// sides and hexadecimal are no JSON. Bodies built from pieces of text have these, and so have ids and phone
    /// numbers that lost their quotes. No event is given. Write the number plainly, and put it in double quotes if it
    /// is an id and not a quantity.
    InvalidNumber: "Invalid number" {
        bad: place![r#""latitude": +1.2834, "longitude": 103.8607"#],
        good: place![r#""latitude": 1.2834, "longitude": 103.8607"#],
    }

    /// Something that is no event stands before the JSON of one; a body is one value and white space around it (RFC 8259
    /// section 2). A line of a log has the time and the level there, a raw request the length of a chunk, a patch a sign.
    /// No event is given: what could be read behind it is in `partial`. Cut off what stands before the JSON.
    LeadingText: "Leading text" {
        bad: concat!("[INFO] ", content![text!()]),
        good: HELLO,
    }

    /// The JSON is complete and something follows it; a body is one value and white space around it (RFC 8259 section
    /// 2). Often there is a closing brace too many, or a log holds several bodies behind one another. No event is
    /// given, as it is not certain that the first value is what was meant. Cut the text between the bodies and parse
    /// each by itself.
    TrailingText: "Trailing text" {
        bad: concat!(content![text!()], "\n}"),
        good: HELLO,
    }

    /// Objects and arrays stand within one another more than 128 levels deep. RFC 8259 section 9 allows such a limit;
    /// it keeps a hostile body from exhausting whatever walks through the result. No published 8x8 body goes deeper
    /// than 12 levels, so this one is no webhook of 8x8, or something wrapped it again and again. No event is given.
    /// Look at who sent it.
    TooDeep: "Too deep nesting" {
        bad: content![
            r#""type": "None","#,
            concat!(r#""content": { "trace": "#, two_hundred!("["), two_hundred!("]"), " }")
        ],
        good: content![r#""type": "None","#, r#""content": { "trace": [] }"#],
    }

    /// An object has two members of the same name, which RFC 8259 section 4 advises against, because readers differ in
    /// which one they take. Here the last one counts, as in `JSON.parse`; the first is dropped and a label points at
    /// it. The event is given. Send each member once: a filter in front of you may have judged the other one.
    DuplicateKey: "Duplicate member name" {
        bad: content![r#""type": "Text","#, r#""content": { "text": "Hello", "text": "Goodbye" }"#],
        good: content![r#""type": "Text","#, r#""content": { "text": "Goodbye" }"#],
    }

    // ---- event: which body is this ---------------------------------------------------------------------------------

    /// The body is an object, but `namespace` and `eventType` name none of the events that 8x8 documents. Either 8x8
    /// has a new one, or somebody else posts here; where the body looks like Meta's own webhook or like a request to
    /// send a message, the help says so. It is given as an event of kind `unknown`, with all of its JSON in `body`.
    /// Answer 2xx and keep it: an answer of 4xx only makes 8x8 repeat it.
    UnknownEvent: "Unknown event" {
        bad: body![r#""object": "whatsapp_business_account","#, r#""entry": [{ "id": "1044007712", "changes": [] }]"#],
        good: HELLO,
    }

    /// The event is of a kind that the option `expect` does not list. Nothing is wrong with it: 8x8 sends delivery
    /// receipts to the URL of inbound messages unless configured otherwise, three or four for each message you send. No
    /// event is given, because you asked for that, and `kind` says what it would be. Add the kind to `expect`, or
    /// answer 2xx and drop it.
    UnexpectedEvent: "Unexpected kind of event" {
        options: r#"{"expect": ["inbound-message"]}"#,
        bad: receipt![
            r#""channel": "whatsapp","#,
            r#""status": { "state": "delivered", "timestamp": "2026-07-01T10:15:04.000Z" }"#
        ],
        good: HELLO,
    }

    /// The `version` is none that 8x8 has published for this event: inbound messages have 3 and delivery receipts 9,
    /// the old flat formats have 1 and 4, and those in between have none. The body is read as the newest known shape,
    /// the event is given, and the number is kept as it was sent. Look for a newer release of this library, and for
    /// what 8x8 says of the change.
    UnknownVersion: "Unknown version" {
        bad: body![
            r#""version": 4,"#,
            r#""namespace": "ChatApps","#,
            r#""eventType": "inbound_message_received","#,
            r#""payload": {"#,
            concat!("  ", ids!()),
            concat!("  ", received!()),
            r#"  "user": { "channelUserId": "US.13491208655302741918", "name": "Dana" },"#,
            concat!("  ", recipient!()),
            concat!("  ", text!()),
            "}"
        ],
        good: body![
            r#""version": 3,"#,
            r#""namespace": "ChatApps","#,
            r#""eventType": "inbound_message_received","#,
            r#""payload": {"#,
            concat!("  ", ids!()),
            concat!("  ", received!()),
            r#"  "user": { "channelUserId": "US.13491208655302741918", "name": "Dana" },"#,
            concat!("  ", recipient!()),
            concat!("  ", text!()),
            "}"
        ],
    }

    /// The body has the old flat format, without `payload`: an inbound message in it calls itself `inboundMessage`. 8x8
    /// chooses the format for each account, so old and new ones are live side by side. The event is given in the same
    /// shape as for new bodies, while pointers and positions address the body as it was sent. 8x8's page “Inbound
    /// Messaging Apps message” sends you to 8x8's support, who switch an account to the newest format.
    LegacyFormat: "Legacy format" {
        bad: body![
            r#""eventType": "inboundMessage","#,
            r#""channel": "line","#,
            r#""user": { "channelUserId": "U4f1c0e7a9b2d4c6e8f0a1b3c5d7e9f02" },"#,
            r#""umid": "3f0c1a52-7d1e-4b62-9a4c-5b0e8d2f6a11","#,
            r#""subAccountId": "SubAccount-1","#,
            r#""timestamp": "2026-07-01T10:15:00.00Z","#,
            r#""type": "Text","#,
            r#""content": { "text": "Hello" },"#,
            r#""version": 1,"#,
            r#""recipient": { "recipientId": "5a1e77c0-93d4-4b0e-9c55-0d1f7a20b6e4" }"#
        ],
        good: body![
            r#""version": 3,"#,
            r#""namespace": "ChatApps","#,
            r#""eventType": "inbound_message_received","#,
            r#""payload": {"#,
            concat!("  ", ids!()),
            r#"  "timestamp": "2026-07-01T10:15:00.00Z","#,
            r#"  "user": { "channelUserId": "U4f1c0e7a9b2d4c6e8f0a1b3c5d7e9f02" },"#,
            r#"  "recipient": { "channel": "line", "channelId": "5a1e77c0-93d4-4b0e-9c55-0d1f7a20b6e4" },"#,
            concat!("  ", text!()),
            "}"
        ],
    }

    // ---- shape: structure ------------------------------------------------------------------------------------------

    /// A member that is documented as always there is absent, or null. Lacking what the type has without a question mark –
    /// of a message `payload`, `umid`, `subAccountId`, `timestamp`, `type` and `content`, of a receipt `umid`, `status`, its
    /// state and time – is an error: no event is given, and `partial` holds the rest. Lacking another one, such as
    /// `recipient`, which two of 8x8's own samples do without, or the `channel` of a receipt, is a warning and the event is
    /// given. Keep the body and tell 8x8's support.
    MissingField: "Missing member" {
        bad: parties![sender!()],
        good: HELLO,
    }

    /// The `type` says what the message is, and `content` lacks what that calls for: `text` for `Text`, `url` for a
    /// file, both coordinates for `Location`, the answer for `Interactive`. So that odd content never costs you the
    /// message, it is given with the type `Unknown` and its content as sent; within `interactive`, only that part
    /// becomes `Unknown`. A label points at the type. Give `Unknown` a branch of its own, at least one that keeps the
    /// message.
    IncompleteContent: "Incomplete content" {
        bad: content![r#""type": "Image","#, r#""content": { "text": "Our new lamp" }"#],
        good: content![
            r#""type": "Image","#,
            r#""content": { "text": "Our new lamp", "url": "https://media.example.com/lamp.jpg" }"#
        ],
    }

    /// A value has another JSON type than 8x8 documents. Where it can only be meant one way it is read so: a number
    /// where text is due, or `"false"` where a boolean is. Otherwise an optional member is kept under `extra`, and one
    /// that the message type needs makes the message `Unknown`; all of this is a warning. In a member that such
    /// an event needs, and for a body that is no object, it is an error and no event is given. Keep the body and
    /// tell 8x8's support.
    TypeMismatch: "Type mismatch" {
        bad: content![r#""type": "Text","#, r#""content": "Hello""#],
        good: HELLO,
    }

    /// An optional member is there and is null. 8x8 leaves empty members out today; older formats sent them as null,
    /// and serializers in between do so too. It is read as absent: the event has no such key, so `in` and `undefined`
    /// work as usual. There is nothing to do.
    NullValue: "Null value" {
        bad: content![r#""type": "Text","#, r#""content": { "text": "Hello" },"#, r#""replyToUmid": null"#],
        good: HELLO,
    }

    /// A member has a name that 8x8 does not document for this place. Most often 8x8 has added something, and sometimes
    /// a name is misspelled: the help then names the documented one. The member is kept as it was sent, under `extra`
    /// of the object it stands in, and the event is given. Do not reject bodies for this, or the next addition of 8x8
    /// stops your messages.
    UnknownField: "Unknown member" {
        bad: content![
            r#""type": "Image","#,
            r#""content": { "url": "https://media.example.com/lamp.jpg", "mimeType": "image/jpeg" }"#
        ],
        good: content![r#""type": "Image","#, r#""content": { "url": "https://media.example.com/lamp.jpg" }"#],
    }

    /// `content` has a documented member that the message's `type` does not call for, such as a `location` in a `Text`.
    /// `text` and `payload` may stand with every type, `url` also with `Text`; 8x8's page “Inbound Messaging Apps
    /// message” names the types for the others. The member is kept under `content.extra` and the event is given by its
    /// `type`. See whether `type` or the member is wrong before you use it.
    UnexpectedContent: "Unexpected content" {
        bad: content![
            r#""type": "Text","#,
            r#""content": { "text": "I am here", "location": { "latitude": 1.2834, "longitude": 103.8607 } }"#
        ],
        good: content![
            r#""type": "Location","#,
            r#""content": { "text": "I am here", "location": { "latitude": 1.2834, "longitude": 103.8607 } }"#
        ],
    }

    // ---- value: documented form of a value -------------------------------------------------------------------------

    /// An id is not 36 characters with hex digits in 8-4-4-4-12 form (RFC 9562 section 4). Braces, `urn:uuid:` and bare
    /// hex are other forms; version and variant digits are not judged, because genuine ids of 8x8 break them. Even a
    /// sample on 8x8's page has an `r` among the digits. The id is kept as it was sent and the event is given. Compare
    /// and store ids as text, not in a column that takes UUIDs alone.
    InvalidUuid: "Invalid UUID" {
        bad: content![
            r#""type": "Text","#,
            r#""content": { "text": "Hello" },"#,
            r#""replyToUmid": "b60e8d2f-6a11-4b62-9a4c-3f0c1a527dre""#
        ],
        good: content![
            r#""type": "Text","#,
            r#""content": { "text": "Hello" },"#,
            r#""replyToUmid": "b60e8d2f-6a11-4b62-9a4c-3f0c1a527d1e""#
        ],
    }

    /// A time is not written like `2026-07-01T10:15:00.000Z`, or the calendar or the clock has no such value. 8x8
    /// documents ISO 8601 in UTC; the profile of RFC 3339 section 5.6 is what is judged, with any number of digits in
    /// the fraction and other offsets than `Z` allowed. The text is kept as it was sent and the event is given. Use the
    /// time of arrival instead, and mind that `new Date` may read it in your local time zone.
    InvalidTimestamp: "Invalid timestamp" {
        bad: payload![ids!(), r#""timestamp": "2026-07-01 10:15:00","#, sender!(), recipient!(), text!()],
        good: payload![ids!(), r#""timestamp": "2026-07-01T10:15:00Z","#, sender!(), recipient!(), text!()],
    }

    /// An `msisdn` is not in the international form of ITU-T E.164 that 8x8 documents: a plus sign, then 7 to 15 digits
    /// of which the first is not zero. 8x8 masks or shortens numbers in places, and people who replay bodies mask them
    /// too. The value is kept as it was sent and the event is given. Look customers up by it as text, and do not answer
    /// to a number that is masked.
    InvalidPhoneNumber: "Invalid phone number" {
        bad: parties![r#""user": { "msisdn": "+1202555****" },"#, recipient!()],
        good: parties![r#""user": { "msisdn": "+12025550147" },"#, recipient!()],
    }

    /// A link is not an absolute `http` or `https` URL with a host, or holds a space, a quote or an angle bracket (RFC
    /// 3986). 8x8 sends presigned links here, which open for whoever has them and expire after 24 hours. The text is
    /// kept as it was sent and the event is given. Do not fetch it before you have looked at it: file names, local
    /// paths and other schemes do not come from 8x8.
    InvalidUrl: "Invalid URL" {
        bad: content![r#""type": "Image","#, r#""content": { "url": "lamp.jpg" }"#],
        good: content![r#""type": "Image","#, r#""content": { "url": "https://media.example.com/lamp.jpg" }"#],
    }

    /// A latitude is not within -90 to 90 degrees, or a longitude not within -180 to 180. Mostly the two are exchanged,
    /// by somebody who wrote longitude first as maps and GeoJSON do. The numbers are kept as they were sent and the
    /// event is given. Check the place before you show it or send somebody there.
    OutOfRange: "Coordinate out of range" {
        bad: place![r#""latitude": 103.8607, "longitude": 1.2834"#],
        good: place![r#""latitude": 1.2834, "longitude": 103.8607"#],
    }

    /// A coordinate stands in double quotes, where 8x8 documents a decimal. Other formats of 8x8 and of the channels
    /// send coordinates as strings, so code that converts between them lets one slip through. It is read as the number
    /// it holds and the event is given. Rely on the number.
    StringifiedNumber: "Number in a string" {
        bad: place![r#""latitude": "1.2834", "longitude": "103.8607""#],
        good: place![r#""latitude": 1.2834, "longitude": 103.8607"#],
    }

    /// A documented value is spelled in another way: `text` for `Text`, `Document` for `File`, `GoogleRCS` for `rcs`,
    /// `nfm_reply` for `nfmReply`. 8x8's own pages disagree on these spellings, and live bodies do too. The event holds
    /// the one canonical spelling, so that you compare with that alone; the position shows what was sent. There is
    /// nothing to do, and `severity` can switch this off.
    NonstandardSpelling: "Nonstandard spelling" {
        bad: content![r#""type": "text","#, r#""content": { "text": "Hello" }"#],
        good: HELLO,
    }

    /// The `type` is none of those on 8x8's page “Inbound Messaging Apps message”. Channels have more sorts of
    /// messages, such as stickers or reactions, and 8x8 may pass on one more at any time. The message is given with the
    /// type `Unknown`, with what was sent as its type in `unknownType` and its content untouched. Give `Unknown` a
    /// branch of its own, and look for a newer release of this library.
    UnknownMessageType: "Unknown message type" {
        bad: content![r#""type": "Sticker","#, r#""content": { "url": "https://media.example.com/wave.webp" }"#],
        good: content![r#""type": "Image","#, r#""content": { "url": "https://media.example.com/wave.webp" }"#],
    }

    /// `interactive.type` is none of the documented `button_reply`, `list_reply`, `nfmReply` and `callPermissionReply`.
    /// WhatsApp adds ways to answer, and 8x8 passes them on. The interactive part is given with the type `Unknown`,
    /// what was sent as its type in `unknownType`, and everything beside it under `interactive.extra`. Give `Unknown` a
    /// branch of its own, and look for a newer release of this library.
    UnknownInteractiveType: "Unknown interactive type" {
        bad: interactive![r#""type": "poll_reply","#, r#""poll_reply": { "id": "yes", "title": "Yes" }"#],
        good: interactive![r#""type": "button_reply","#, r#""button_reply": { "id": "yes", "title": "Yes" }"#],
    }

    /// A value is none of the documented ones of its member, such as a `channel` that 8x8's page “List of supported
    /// Messaging Apps channels” does not have. These sets grow: 8x8 adds channels and sources. The text is kept as it
    /// was sent and the event is given. Let your code end in a default branch, and never treat an unknown `response` as
    /// consent.
    UnknownValue: "Unknown value" {
        bad: parties![
            sender!(),
            r#""recipient": { "channel": "threads", "channelId": "5a1e77c0-93d4-4b0e-9c55-0d1f7a20b6e4" },"#
        ],
        good: HELLO,
    }

    /// `responseJson` is a string that should hold JSON, the answers to a WhatsApp Flow, and does not. It was cut, or
    /// it was put together by hand for a test. The diagnostic points at the first fault inside the string, through its
    /// escapes, and `embedded` says where that is in the inner text and what is wrong. `responseJson` is kept as it was
    /// sent, `response` is left out, and the event is given. Handle the message as one whose answers could not be read.
    InvalidEmbeddedJson: "Invalid embedded JSON" {
        bad: interactive![
            r#""type": "nfmReply","#,
            r#""nfmReply": { "responseJson": "{\"flow_token\": \"t-1\", \"size\": \"M\",}" }"#
        ],
        good: interactive![
            r#""type": "nfmReply","#,
            r#""nfmReply": { "responseJson": "{\"flow_token\": \"t-1\", \"size\": \"M\"}" }"#
        ],
    }

    // ---- rule: members against each other --------------------------------------------------------------------------

    /// Neither `msisdn` nor `channelUserId` is there, so nothing tells who wrote. On LINE this is ordinary and only an
    /// info: a person who has not consented has no id, and `user` is empty or absent. Elsewhere it is a warning,
    /// because one of the two is documented. The event is given. File the message by its `umid`, and do not tell people
    /// apart by `name`, which they choose themselves.
    UserNotIdentified: "User not identified" {
        bad: parties![r#""user": { "name": "Dana" },"#, recipient!()],
        good: parties![
            r#""user": { "msisdn": "+12025550147", "channelUserId": "12025550147", "name": "Dana" },"#,
            recipient!()
        ],
    }

    /// `interactive.type` names one answer, and the member beside it is another. 8x8's page “Inbound Messaging Apps
    /// message” lets the type name the member, so one of the two is wrong; code that copies samples often mixes them
    /// up. What is there counts: the event is given with the type of the member that is present, and a label points at
    /// the other. Handle it as what it holds.
    InteractiveMismatch: "Interactive type and member differ" {
        bad: interactive![r#""type": "list_reply","#, r#""button_reply": { "id": "yes", "title": "Yes" }"#],
        good: interactive![r#""type": "button_reply","#, r#""button_reply": { "id": "yes", "title": "Yes" }"#],
    }

    /// In a body without `version`, `channelUserId` is the phone number once more, and here its digits are not those of
    /// `msisdn`. A body that was changed for a test in one place only looks like this, and so may a channel with
    /// numeric ids of its own. Both are kept as they were sent and the event is given. Rely on `msisdn` for the phone
    /// number.
    ChannelUserIdMismatch: "Channel user id and phone number differ" {
        bad: parties![r#""user": { "msisdn": "+12025550147", "channelUserId": "12025550148" },"#, recipient!()],
        good: parties![sender!(), recipient!()],
    }

    /// A person lets you call, not permanently, and no `expirationTimestamp` says until when. 8x8's page “Inbound
    /// Messaging Apps message” documents the time for every permission with `isPermanent` false. The event is given as
    /// it is. Do not invent an end, as permissions of several lengths occur: ask again before you rely on this one.
    MissingExpiration: "Missing expiration" {
        bad: permission![
            r#""response": "accept","#,
            r#""isPermanent": false,"#,
            r#""responseSource": "user_action""#
        ],
        good: permission![
            r#""response": "accept","#,
            r#""isPermanent": false,"#,
            r#""expirationTimestamp": "2026-07-08T10:15:00.00Z","#,
            r#""responseSource": "user_action""#
        ],
    }

    /// An `expirationTimestamp` stands beside a permission that is permanent, or beside a rejection. 8x8's page
    /// “Inbound Messaging Apps message” has it only where `isPermanent` is false, so the members contradict each other.
    /// All are kept as they were sent and the event is given. Be careful with what you make of it: stop calling at that
    /// time, and do not call at all after a `reject`.
    UnexpectedExpiration: "Unexpected expiration" {
        bad: permission![
            r#""response": "accept","#,
            r#""isPermanent": true,"#,
            r#""expirationTimestamp": "2026-07-08T10:15:00.00Z","#,
            r#""responseSource": "user_action""#
        ],
        good: permission![
            r#""response": "accept","#,
            r#""isPermanent": true,"#,
            r#""responseSource": "user_action""#
        ],
    }

    /// The call permission ends before the message that gives it was received: `expirationTimestamp` is earlier than
    /// the message's `timestamp`. The two are compared as moments, with their offsets and fractions, and never with the
    /// clock of your machine. Replayed bodies with only one of the times renewed look like this. Both are kept as they
    /// were sent and the event is given. Treat the permission as ended.
    ExpiresBeforeSent: "Expiration before the message" {
        bad: permission![
            r#""response": "accept","#,
            r#""isPermanent": false,"#,
            r#""expirationTimestamp": "2026-06-08T10:15:00.00Z","#,
            r#""responseSource": "user_action""#
        ],
        good: permission![
            r#""response": "accept","#,
            r#""isPermanent": false,"#,
            r#""expirationTimestamp": "2026-07-08T10:15:00.00Z","#,
            r#""responseSource": "user_action""#
        ],
    }

    /// A receipt has a `status.errorCode`, though its `state` is none that means failure: `undelivered`, `rejected` or
    /// `failed`. An error code explains why a message did not arrive, so beside `delivered` or `read` the two
    /// contradict each other. Both are kept as they were sent and the event is given. Rely on `state`; do not send the
    /// message again because of the code alone.
    UnexpectedErrorCode: "Unexpected error code" {
        bad: receipt![
            r#""channel": "whatsapp","#,
            r#""status": { "state": "delivered", "timestamp": "2026-07-01T10:15:04.000Z", "errorCode": 7 }"#
        ],
        good: receipt![
            r#""channel": "whatsapp","#,
            r#""status": { "state": "undelivered", "timestamp": "2026-07-01T10:15:04.000Z", "errorCode": 7 }"#
        ],
    }

    /// A delivery receipt holds `whatsapp` or `outboundContent`, though its `channel` is not WhatsApp. 8x8's page
    /// “Delivery receipts for Messaging Apps” has these for WhatsApp, so either the channel is wrong or 8x8 now sends
    /// them for more channels. They are kept in their places and the event is given. Rely on `channel` for where the
    /// message went.
    UnexpectedChannelData: "Data of another channel" {
        bad: receipt![
            r#""channel": "viber","#,
            r#""status": { "state": "delivered", "timestamp": "2026-07-01T10:15:04.000Z" },"#,
            r#""whatsapp": { "pricingCategory": "utility" }"#
        ],
        good: receipt![
            r#""channel": "whatsapp","#,
            r#""status": { "state": "delivered", "timestamp": "2026-07-01T10:15:04.000Z" },"#,
            r#""whatsapp": { "pricingCategory": "utility" }"#
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Phase, Severity};

    const WORDS_MAX: usize = 90;

    #[test]
    fn titles_have_their_form() {
        for (at, code) in Code::ALL.iter().enumerate() {
            let title = code.prose().title;
            assert_eq!(title, title.trim(), "{code}");
            assert!(
                title.starts_with(char::is_uppercase) && !title.ends_with('.'),
                "{code}: {title}"
            );
            assert!(title.len() <= 40, "{code}: {title}");
            assert!(
                Code::ALL[..at].iter().all(|other| other.prose().title != title),
                "{code}: {title} stands twice"
            );
        }
    }

    #[test]
    fn explanations_have_their_form() {
        for (at, code) in Code::ALL.iter().enumerate() {
            let text = code.prose().explanation;
            assert!(
                text == text.trim() && !text.contains("  ") && !text.contains('\n'),
                "{code}: stray white space"
            );
            assert!(
                text.starts_with(|first: char| first.is_uppercase() || first == '`'),
                "{code}"
            );
            assert!(text.ends_with('.'), "{code}");
            assert!(text.matches('`').count() % 2 == 0, "{code}: a backtick is not closed");
            let sentences = text.split_inclusive(". ").count();
            assert!((2..=5).contains(&sentences), "{code}: {sentences} sentences");
            let words = text.split(' ').count();
            assert!(words <= WORDS_MAX, "{code}: {words} words");
            assert!(
                Code::ALL[..at].iter().all(|other| other.prose().explanation != text),
                "{code}: stands twice"
            );
        }
    }

    #[test]
    fn bad_is_not_good() {
        for code in Code::ALL {
            let prose = code.prose();
            assert_ne!(prose.bad.body, prose.good.body, "{code}");
            for options in [prose.bad.options, prose.good.options].into_iter().flatten() {
                let options: serde_json::Value = serde_json::from_str(options).unwrap();
                assert!(options.is_object(), "{code}");
            }
        }
    }

    #[test]
    fn bodies_are_json_where_nothing_else_is_shown() {
        let is_json = |body| serde_json::from_slice::<serde_json::Value>(body).is_ok();
        for code in Code::ALL {
            let prose = code.prose();
            assert!(is_json(prose.good.body), "{code}");
            match code.phase() {
                Phase::Json if code.severities() == [Severity::Error] => assert!(!is_json(prose.bad.body), "{code}"),
                Phase::Text | Phase::Json => {}
                _ => assert!(is_json(prose.bad.body), "{code}"),
            }
        }
    }

    #[test]
    fn latin1_is_not_utf8() {
        const TEXT: &str = "café ÿ";
        assert_eq!(latin1::<{ latin1_length(TEXT) }>(TEXT), *b"caf\xE9 \xFF");
        assert!(core::str::from_utf8(Code::InvalidUtf8.prose().bad.body).is_err());
    }
}
