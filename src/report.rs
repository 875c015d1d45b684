//! What a Rust user gets: the report of one body.
//!
//! In: a body and options. Out: a [`Report`] – the event as Rust types, and diagnostics with sentences and positions. Does
//! not know: JavaScript; serialized, a report is the object that JavaScript gets.
//!
//! Why it exists: the corridor leaves slots and findings, which live in memory that the next body takes; a report is the
//! caller's.

use crate::border;
use crate::catalog::{Code, Severity};
use crate::corridor::{self, Reading, Wants, Workspace};
use crate::diagnostic::{Arg, Diagnostic, Edit, Finding, Label, Level, Step, fill, push_name};
use crate::event::WebhookEvent;
use crate::order::sort;
use crate::partial;
use crate::schema::{EventKind, events, holds_answers, is_documented};
use crate::slots::{Slots, value_name};
use crate::source::{Source, Spans};
use crate::tape::{self, PathStep, PathWalk, Tape, short};
use crate::visible::{push_hex, show};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use std::cell::Cell;

/// What a reader wants of [`parse_with`].
///
/// ```
/// use chatapps_webhook::{Code, EventKind, Options, Severity, parse_with};
/// let options = Options::new().expect([EventKind::InboundMessage]).severity(Code::UnknownEvent, None);
/// let report = parse_with("{}", &options);
/// assert_eq!(report.diagnostics[0].code, Code::UnexpectedEvent);
/// assert_eq!(report.diagnostics[0].severity, Severity::Error);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
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
    #[must_use]
    pub const fn new() -> Self {
        Self { wants: Wants::USUAL }
    }

    /// Whether warnings become errors.
    ///
    /// ```
    /// use chatapps_webhook::{Options, Severity, parse_with};
    /// let report = parse_with("{}", &Options::new().strict(true));
    /// assert_eq!(report.diagnostics[0].severity, Severity::Error);
    /// assert!(!report.is_ok());
    /// ```
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.wants.levels.strict = strict;
        self
    }

    /// The severity of a code, or `None` to silence it; wins over [`Options::strict`]. What withholds the event stays an
    /// error, so for a code that is not [`Code::is_tunable`] nothing changes.
    #[must_use]
    pub fn severity(mut self, code: Code, severity: Option<Severity>) -> Self {
        if let Some(level) = self.wants.levels.by_code().get_mut(code as usize) {
            *level = severity.map_or(Level::Off, Level::Set);
        }
        self
    }

    /// The kinds that are expected; any other is the error `unexpected-event`.
    #[must_use]
    pub fn expect(mut self, kinds: impl IntoIterator<Item = EventKind>) -> Self {
        self.wants.expect = Some(kinds.into_iter().fold(0, |bits, kind| bits | 1 << kind as u32));
        self
    }

    /// The longest body that is read, in bytes; a longer one is the error `body-too-large`. Usually 10 MiB, at most
    /// 256 MiB less one byte, whatever is asked for.
    ///
    /// ```
    /// use chatapps_webhook::{Code, Options, parse_with};
    /// let report = parse_with(r#"{"some": "object"}"#, &Options::new().bytes_max(16));
    /// assert_eq!(report.diagnostics[0].code, Code::BodyTooLarge);
    /// ```
    #[must_use]
    pub const fn bytes_max(mut self, bytes_max: usize) -> Self {
        self.wants.bytes_max = if bytes_max < border::offset::MAX {
            bytes_max
        } else {
            border::offset::MAX
        };
        self
    }
}

/// What there is to say about one body.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a bad body is no `Err` and no panic: only the report tells"]
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
    /// What identifies the event among repeats; also when the event is withheld, if it could be read. With `trailing-text` it is
    /// that of the first JSON text: what stands behind it may be another event.
    pub key: Option<Cow<'a, str>>,
    /// When the event is withheld: what could be read in spite of the errors, in the JavaScript shape of the event.
    pub partial: Option<serde_json::Value>,
}

impl Report<'_> {
    /// Whether there is an event: no error was found.
    #[must_use]
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
/// The event borrows from the body wherever no escape forces a copy. Memory that reading needs is kept for the next body of the
/// thread, but for what a large one has needed.
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
#[must_use = "reading a body does nothing but make its report"]
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
#[must_use = "reading a body does nothing but make its report"]
pub fn parse_with<'a, B: AsRef<[u8]> + ?Sized>(body: &'a B, options: &Options) -> Report<'a> {
    let body = body.as_ref();
    let mut lent = Lent::new(body.len());
    // Nothing behind this: a report is large, and is written where the caller wants it.
    report(&Source::new(body), options, lent.workspace())
}

/// The workspace of the thread, while a body is read. Given back when that is over, unless by a panic, whose cause may be in it.
struct Lent {
    workspace: Option<Box<Workspace>>,
    body_bytes: usize,
}

impl Lent {
    fn new(body_bytes: usize) -> Self {
        let workspace = WORKSPACE.try_with(Cell::take).ok().flatten();
        Self { workspace, body_bytes }
    }

    /// That of the thread; a new one for its first body, while it ends, and where a body is read in the midst of another.
    fn workspace(&mut self) -> &mut Workspace {
        let workspace = self.workspace.get_or_insert_default();
        workspace.templates.are_kept = true;
        workspace
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let mut workspace = self.workspace.take();
        if self.body_bytes > BODY_BYTES_KEPT {
            workspace = workspace.map(|workspace| Box::new(workspace.without_room()));
        }
        // Where it cannot be kept it is let go.
        _ = WORKSPACE.try_with(|kept| kept.set(workspace));
    }
}

/// What longer bodies take is given back at once.
const BODY_BYTES_KEPT: usize = 64 * 1024;

thread_local! {
    /// What reading needs, from one body of this thread to the next.
    static WORKSPACE: Cell<Option<Box<Workspace>>> = const { Cell::new(None) };
}

pub(crate) fn report<'a>(source: &Source<'a>, options: &Options, workspace: &mut Workspace) -> Report<'a> {
    let reading = corridor::read(source, &options.wants, workspace);
    let Workspace { tape, words, .. } = &*workspace;
    let body = source.body().filter(|_| !reading.is_inner);
    let slots = Slots::new(words, tape, &reading.text, body);
    let (kind, block) = (reading.checked.kind, reading.checked.block as usize);
    let key = corridor::key(&reading, tape, &slots);
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
    let diagnostics = diagnostics(source, &reading, tape);
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
    if reading.kept.findings.is_empty() {
        return Vec::new();
    }
    let mut whereabouts = Whereabouts::default();
    whereabouts.find(source, reading, tape);
    let finished = reading.kept.findings.iter().enumerate().map(|(index, finding)| {
        let steps = whereabouts.path(index).iter();
        let path = steps.map(|step| named(*step, reading, tape)).collect();
        finish(finding, path, source, &whereabouts.spans)
    });
    finished.collect()
}

/// Where findings are: spans and paths. Its memory is used again.
#[derive(Default)]
pub(crate) struct Whereabouts {
    pub(crate) spans: Spans,
    /// The nodes that the paths lead to, by finding.
    targets: Vec<u32>,
    /// The findings in the order of those nodes.
    order: Vec<u32>,
    walk: PathWalk,
    /// The steps of all paths, and where in them the path of each finding begins and ends.
    steps: Vec<PathStep>,
    paths: Vec<(u32, u32)>,
}

impl Whereabouts {
    /// Finds out where all findings of a reading are.
    pub(crate) fn find(&mut self, source: &Source<'_>, reading: &Reading<'_>, tape: &Tape) {
        self.spans.clear();
        for finding in &reading.kept.findings {
            finding.each_range(|range| self.spans.ask(range));
        }
        self.spans.find(source);
        self.find_paths(reading, tape);
    }

    fn find_paths(&mut self, reading: &Reading<'_>, tape: &Tape) {
        let Self {
            targets,
            order,
            walk,
            steps,
            paths,
            ..
        } = self;
        let findings = &reading.kept.findings;
        targets.clear();
        targets.extend(
            findings
                .iter()
                .map(|finding| corridor::pointer_node(finding, reading, tape)),
        );
        order.clear();
        order.extend(0..targets.len() as u32);
        sort(order, &|one, other| targets.get(one).cmp(&targets.get(other)));
        walk.clear();
        steps.clear();
        paths.clear();
        paths.resize(targets.len(), (0, 0));
        for place in order {
            let Some(target) = targets.get(*place as usize) else {
                continue;
            };
            let start = steps.len() as u32;
            let path = short(walk.to(*target, tape), tape);
            let named = path.iter().take(named_length(path, reading, tape)).copied();
            steps.extend(named.take_while(|step| is_name(*step, reading, tape)));
            if let Some(path) = paths.get_mut(*place as usize) {
                *path = (start, steps.len() as u32);
            }
        }
    }

    /// The path of a finding, as steps on the tape.
    pub(crate) fn path(&self, finding: usize) -> &[PathStep] {
        let (start, end) = self.paths.get(finding).copied().unwrap_or_default();
        self.steps.get(start as usize..end as usize).unwrap_or_default()
    }
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

/// How much of a path has names that no person has chosen: what the answers to a Flow stand in is named, wherever it stands, and
/// nothing below.
fn named_length(path: &[PathStep], reading: &Reading<'_>, tape: &Tape) -> usize {
    let is = |step: &PathStep, is_it: fn(&[u8]) -> bool| match step {
        PathStep::Member(key) => is_it(&tape::name(&reading.text, tape, *key)),
        PathStep::Index(_) => false,
    };
    match path.iter().position(|step| is(step, holds_answers)) {
        // The member itself, and what it has beside the answers.
        Some(place) => place + 2,
        None => path.len(),
    }
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

fn finish(finding: &Finding, path: Vec<Step>, source: &Source<'_>, spans: &Spans) -> Diagnostic {
    let say = |phrase: crate::catalog::Phrase| {
        fill(phrase.template(), |index, out| {
            argument(finding.args.get(index), &source.text, out)
        })
    };
    let labels = finding.label.iter().map(|(range, phrase)| Label {
        span: spans.of(source, *range),
        message: say(*phrase),
    });
    let edits = finding.edits.iter().map(|(range, phrase)| {
        let text = say(*phrase);
        Edit {
            span: spans.of(source, *range),
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
        span: Some(spans.of(source, finding.range)),
        labels: labels.collect(),
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
            Step::Member(name) => push_name(name, &mut pointer),
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
