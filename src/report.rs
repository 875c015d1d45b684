//! What a Rust user gets: the report of one body.
//!
//! In: a body and options. Out: a [`Report`] – the event as Rust types, and diagnostics with sentences and positions. Does
//! not know: JavaScript; serialized, a report is the object that JavaScript gets.

use crate::catalog::{Code, Severity};
use crate::corridor::{self, Reading, Wants, Workspace};
use crate::diagnostic::{Arg, Diagnostic, Edit, Finding, Label, Level, Step, fill, push_hex, show};
use crate::event::WebhookEvent;
use crate::order::order;
use crate::partial;
use crate::schema::{EventKind, events, is_documented};
use crate::slots::{Slots, value_name};
use crate::source::{Range, Source, Span};
use crate::tape::{self, PathStep, Tape};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What a reader wants of [`parse_with`].
///
/// ```
/// use chatapps_webhook::{Code, EventKind, Options, Severity, parse_with};
/// let options = Options::new().expect([EventKind::InboundMessage]).severity(Code::UnknownEvent, None);
/// let report = parse_with("{}", &options);
/// assert_eq!(report.diagnostics[0].code, Code::UnexpectedEvent);
/// assert_eq!(report.diagnostics[0].severity, Severity::Error);
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) wants: Wants,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// The usual: nothing is silenced, every kind is welcome, bodies up to [`crate::BODY_BYTES_MAX`] are read.
    pub const fn new() -> Self {
        Self { wants: Wants::USUAL }
    }

    /// Whether warnings become errors.
    pub const fn strict(mut self, strict: bool) -> Self {
        self.wants.levels.strict = strict;
        self
    }

    /// The severity of a code, or `None` to silence it; wins over [`Options::strict`]. What withholds the event stays an
    /// error, so for a code that is not [`Code::is_tunable`] nothing changes.
    pub fn severity(mut self, code: Code, severity: Option<Severity>) -> Self {
        if let Some(level) = self.wants.levels.by_code.get_mut(code as usize) {
            *level = severity.map_or(Level::Off, Level::Set);
        }
        self
    }

    /// The kinds that are expected; any other is the error `unexpected-event`.
    pub fn expect(mut self, kinds: impl IntoIterator<Item = EventKind>) -> Self {
        self.wants.expect = Some(kinds.into_iter().fold(0, |bits, kind| bits | 1 << kind as u32));
        self
    }

    /// The longest body that is read, in bytes; a longer one is the error `body-too-large`. Usually 10 MiB, at most
    /// 256 MiB.
    pub const fn bytes_max(mut self, bytes_max: usize) -> Self {
        self.wants.bytes_max = bytes_max;
        self
    }
}

/// What there is to say about one body.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Report<'a> {
    /// The event, unless an error withholds it.
    pub event: Option<WebhookEvent<'a>>,
    /// What is off, sorted by position; at most [`crate::DIAGNOSTICS_MAX`], errors first.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there were.
    pub omitted: u32,
    /// What the body is, as far as that could be told; also when the event is withheld.
    pub kind: Option<EventKind>,
    /// What identifies the event among repeats; also when the event is withheld, if it could be read.
    pub key: Option<String>,
    /// When the event is withheld: what could be read in spite of the errors, in the JavaScript shape of the event.
    pub partial: Option<serde_json::Value>,
}

impl Report<'_> {
    /// Whether there is an event: no error was found.
    pub const fn is_ok(&self) -> bool {
        self.event.is_some()
    }
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ok", &self.is_ok())?;
        map.serialize_entry("event", &self.event)?;
        map.serialize_entry("diagnostics", &self.diagnostics)?;
        map.serialize_entry("omitted", &self.omitted)?;
        if self.event.is_none() {
            if let Some(kind) = self.kind {
                map.serialize_entry("kind", kind.as_str())?;
            }
            if let Some(key) = &self.key {
                map.serialize_entry("key", key)?;
            }
            if let Some(partial) = &self.partial {
                map.serialize_entry("partial", partial)?;
            }
        }
        map.end()
    }
}

/// Reads one body: bytes or text, as it came.
///
/// Never fails and never panics: a bad body is a report without an event. Bytes that are not UTF-8 are read as U+FFFD.
/// The event borrows from the body wherever no escape forces a copy.
///
/// ```
/// let body = r#"{
///   "namespace": "ChatApps", "eventType": "inbound_message_received",
///   "payload": {
///     "umid": "0e09ac86-bd74-4465-851d-1eb5a5fdbb9a", "subAccountId": "Shop", "timestamp": "2026-07-01T10:15:00Z",
///     "user": { "msisdn": "+12025550123" }, "recipient": { "channel": "whatsapp" },
///     "type": "Text", "content": { "text": "Hello" }
///   }
/// }"#;
/// let report = chatapps_webhook::parse(body);
/// let Some(chatapps_webhook::WebhookEvent::InboundMessage(message)) = report.event else { panic!() };
/// assert_eq!(message.payload.umid, "0e09ac86-bd74-4465-851d-1eb5a5fdbb9a");
/// assert!(report.diagnostics.is_empty());
/// ```
pub fn parse<B: AsRef<[u8]> + ?Sized>(body: &B) -> Report<'_> {
    parse_with(body, &Options::new())
}

/// Reads one body, with options.
///
/// ```
/// use chatapps_webhook::{Options, parse_with};
/// assert!(parse_with(r#"{"some": "object"}"#, &Options::new()).is_ok());
/// assert!(!parse_with(r#"{"some": "object"}"#, &Options::new().strict(true)).is_ok());
/// ```
pub fn parse_with<'a, B: AsRef<[u8]> + ?Sized>(body: &'a B, options: &Options) -> Report<'a> {
    let source = Source::new(body.as_ref());
    let mut workspace = Workspace::default();
    let reading = corridor::read(&source, &options.wants, &mut workspace);
    let Workspace { tape, words, .. } = &workspace;
    let slots = Slots {
        words,
        tape,
        text: &reading.text,
    };
    let (kind, block) = (reading.checked.kind, reading.checked.block as usize);
    let key = corridor::key(&reading, tape, words);
    let event = match (kind, &key) {
        (Some(kind), Some(key)) if reading.is_ok() => {
            WebhookEvent::read(&slots, kind, block, key.clone(), reading.checked.shape)
        }
        _ => None,
    };
    let partial = if event.is_none() {
        partial::value(&reading, tape, words, key.as_deref())
    } else {
        None
    };
    let diagnostics = diagnostics(&source, &reading, tape);
    Report {
        event,
        diagnostics,
        omitted: reading.kept.omitted,
        kind,
        key,
        partial,
    }
}

/// Finished diagnostics of a reading.
pub(crate) fn diagnostics(source: &Source<'_>, reading: &Reading<'_>, tape: &Tape) -> Vec<Diagnostic> {
    let findings = &reading.kept.findings;
    if findings.is_empty() {
        return Vec::new();
    }
    let mut ranges = Vec::new();
    findings
        .iter()
        .for_each(|finding| ranges_of(finding, |range| ranges.push(range)));
    let mut spans = source.spans(&ranges).into_iter();
    let paths = path_steps(reading, tape);
    let finished = findings.iter().zip(paths).map(|(finding, path)| {
        let path = path.into_iter().map(|step| named(step, reading, tape)).collect();
        finish(finding, path, source, &mut spans)
    });
    finished.collect()
}

/// A step with the name of its member.
fn named(step: PathStep, reading: &Reading<'_>, tape: &Tape) -> Step {
    match step {
        PathStep::Index(index) => Step::Index(index),
        PathStep::Member(key) => {
            Step::Member(String::from_utf8_lossy(&tape::name(&reading.text, tape, key)).into_owned())
        }
    }
}

/// The ranges of a finding whose spans are needed, in the order in which they are asked for.
pub(crate) fn ranges_of(finding: &Finding, mut each: impl FnMut(Range)) {
    each(finding.range);
    for arg in &finding.args {
        if let Arg::Text(range) = arg {
            each(*range);
        }
    }
    finding.label.iter().for_each(|(range, _)| each(*range));
    finding.edits.iter().for_each(|(range, _)| each(*range));
}

/// Whether a step may be shown: an index, or what is a name without doubt.
fn is_name(step: PathStep, reading: &Reading<'_>, tape: &Tape) -> bool {
    match step {
        PathStep::Index(_) => true,
        PathStep::Member(key) => {
            !tape.is_doubtful(tape.node(key)) || is_documented(&tape::name(&reading.text, tape, key))
        }
    }
}

/// The path of each finding, as steps on the tape.
pub(crate) fn path_steps(reading: &Reading<'_>, tape: &Tape) -> Vec<Vec<PathStep>> {
    let findings = &reading.kept.findings;
    let targets: Vec<u32> = findings
        .iter()
        .map(|finding| corridor::pointer_node(finding, reading, tape))
        .collect();
    let places = order(targets.len(), &|one, other| targets.get(one).cmp(&targets.get(other)));
    let sorted: Vec<u32> = places
        .iter()
        .filter_map(|place| targets.get(*place as usize))
        .copied()
        .collect();
    let mut paths = vec![Vec::new(); targets.len()];
    tape.paths(&sorted, |place, steps| {
        if let Some(path) = places.get(place).and_then(|place| paths.get_mut(*place as usize)) {
            path.extend(steps.iter().copied().take_while(|step| is_name(*step, reading, tape)));
        }
    });
    paths
}

fn finish(
    finding: &Finding,
    path: Vec<Step>,
    source: &Source<'_>,
    spans: &mut impl Iterator<Item = Span>,
) -> Diagnostic {
    let say = |phrase: crate::catalog::Phrase| {
        fill(phrase.template(), |index, out| {
            argument(finding.args.get(index), &source.text, out)
        })
    };
    let span = spans.next();
    for _ in finding.args.iter().filter(|arg| matches!(arg, Arg::Text(_))) {
        spans.next();
    }
    let labels = finding
        .label
        .iter()
        .zip(spans.by_ref())
        .map(|((_, phrase), span)| Label {
            span,
            message: say(*phrase),
        });
    let labels: Vec<Label> = labels.collect();
    let edits = finding.edits.iter().zip(spans.by_ref()).map(|((_, phrase), span)| {
        let text = say(*phrase);
        Edit {
            span,
            text: if finding.is_inner { escaped(&text) } else { text },
        }
    });
    Diagnostic {
        code: finding.code,
        severity: finding.severity,
        message: say(finding.message),
        help: finding.help.map(say),
        pointer: pointer(&path),
        edits: edits.collect(),
        path,
        span,
        labels,
        embedded: finding.embedded.as_deref().cloned(),
    }
}

/// Text as it stands inside a JSON string.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// RFC 6901 section 3.
pub(crate) fn pointer(path: &[Step]) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        match step {
            Step::Index(index) => pointer.push_str(&index.to_string()),
            Step::Member(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
        }
    }
    pointer
}

/// Writes an argument into a sentence.
fn argument(arg: Option<&Arg>, text: &[u8], out: &mut String) {
    match *arg.unwrap_or(&Arg::None) {
        Arg::None => {}
        Arg::Word(word) => out.push_str(word.text()),
        Arg::Number(number) => out.push_str(&number.to_string()),
        Arg::Hex(number) => push_hex(number, out),
        Arg::Character(byte) => out.push(char::from(byte)),
        Arg::Quoted(byte) => out.extend(['"', char::from(byte), '"']),
        Arg::Text(range) => show(&String::from_utf8_lossy(range.of(text)), out),
        Arg::Field(record, field) => {
            let field = events::RECORDS
                .get(usize::from(record))
                .and_then(|record| record.fields.get(usize::from(field)));
            out.push_str(field.map_or("", |field| field.name));
        }
        Arg::Value(choice, value) => {
            if let Some(choice) = events::CHOICES.get(usize::from(choice)) {
                out.push_str(value_name(choice, usize::from(value)));
            }
        }
        Arg::Kind(kind) => {
            let kind = EventKind::ALL.get(usize::from(kind));
            out.push_str(kind.map_or("", |kind| kind.as_str()));
        }
    }
}
