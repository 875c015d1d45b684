//! Redaction: the body with everything masked that the schema does not declare safe.
//!
//! In: a body. Out: its text, of the same length and shape, that gives the same codes at the same places, or around them. Does not
//! know: how characters are masked ([`crate::mask`]).
//!
//! Why it exists: what may be shown is known by the schema, and how to mask by the text; here they meet.

use crate::check::Trace;
use crate::corridor::{self, Wants, Workspace};
use crate::kind::{JsonType, Kind, boolean_in, holds_number, is_likely, is_number};
use crate::mask::{self, Show};
use crate::schema::{Type, events, is_documented};
use crate::source::Source;
use crate::tape::{self, Node, NodeType, Tape};

/// The body with everything masked that may name or describe a person: character class by character class, so that lengths,
/// brackets, positions and codes stay what they are – save where a code depends on the very value that is masked (a latitude out
/// of range). Where a text is wrong in one character, what is wrong of the masked one may be all of it. Bytes that are not UTF-8
/// become U+FFFD. Unknown members, broken text and JSON inside strings are masked too.
///
/// ```
/// let body = r#"{"namespace": "ChatApps", "eventType": "inbound_message_received",
///   "payload": {"type": "Text", "content": {"text": "Hi Ann!", "mood": "good"}}}"#;
/// let masked = chatapps_webhook::redact(body);
/// assert!(masked.contains(r#""namespace": "ChatApps""#));
/// assert!(masked.contains(r#""content": {"text": "Xx Xxx!", "xxxx": "xxxx"}"#));
/// ```
#[must_use = "the body stays as it is: what is masked is what comes back"]
pub fn redact<B: AsRef<[u8]> + ?Sized>(body: &B) -> String {
    let source = Source::new(body.as_ref());
    let mut workspace = Workspace::default();
    let mut traces = Vec::new();
    let reading = corridor::examine(&source, &Wants::USUAL, &mut workspace, Some(&mut traces));
    let tape = &workspace.tape;
    let masked = if tape.is_empty() {
        mask::bytes(&source.text)
    } else {
        let shows = shows(&reading.text, tape, &traces);
        let inner = mask::document(&reading.text, tape, &|node| {
            shows.get(node as usize).copied().unwrap_or(Show::Nothing)
        });
        if reading.is_inner {
            put_back(&source, &reading.text, &inner)
        } else {
            inner
        }
    };
    String::from_utf8(masked).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// How much of each node may be shown: what the check has read as a safe field. Where brackets do not match up, documented
/// names as well, wherever they stand: they tell what stands in the wrong object.
pub(crate) fn shows(text: &[u8], tape: &Tape, traces: &[Trace]) -> Vec<Show> {
    let mut shows = vec![Show::Nothing; tape.len() as usize];
    for trace in traces {
        if let Some(show) = shows.get_mut(trace.node as usize) {
            *show = show_of(text, tape, trace);
        }
    }
    if tape.unbalanced || tape.unclosed {
        for (node, show) in shows.iter_mut().enumerate() {
            let node = node as u32;
            if tape.node(node).is(Node::KEY) && is_documented(&tape::name(text, tape, node)) {
                *show = Show::All;
            }
        }
    }
    shows
}

fn show_of(text: &[u8], tape: &Tape, trace: &Trace) -> Show {
    let node = tape.node(trace.node);
    if node.is(Node::KEY) {
        return Show::All;
    }
    // A bare word may be anybody's, whatever was due in its place.
    if matches!(node.kind(), NodeType::Object | NodeType::Array | NodeType::Error) {
        return Show::Nothing;
    }
    let record = events::RECORDS.get(usize::from(trace.record));
    match record
        .and_then(|record| record.fields.get(usize::from(trace.field)))
        .map(|field| field.of)
    {
        Some(Type::Leaf(Kind::Url)) => Show::Scheme,
        Some(Type::Leaf(Kind::EmbeddedJson)) => Show::Json,
        // What stands there in place of a number may be anything.
        Some(Type::Leaf(kind)) if kind.law().sensitive || !is_of_kind(kind, node, text, tape) => Show::Nothing,
        Some(Type::Choice(_)) if may_be_number(node, text, tape) => Show::Nothing,
        Some(Type::Leaf(_) | Type::Choice(_)) if is_as_expected(node, text, tape) => Show::All,
        Some(Type::Leaf(_) | Type::Choice(_)) => Show::Likely,
        _ => Show::Nothing,
    }
}

/// Whether what stands in place of one of a set may be somebody's number, in quotes or without.
fn may_be_number(node: Node, text: &[u8], tape: &Tape) -> bool {
    match node.kind() {
        NodeType::String => holds_number(&tape.decode(text, node).text),
        _ => holds_number(node.range().of(text)),
    }
}

/// Whether a value that is safe to show is one, as far as its characters tell. What is documented is, whatever it looks like.
fn is_as_expected(node: Node, text: &[u8], tape: &Tape) -> bool {
    let said = tape.decode(text, node).text;
    node.kind() != NodeType::String
        || is_likely(&said)
        || events::CHOICES.iter().any(|choice| choice.find(&said).is_some())
}

/// Whether a value is no text, or may be one: it is declared so, or says the number or the boolean that it should be.
fn is_of_kind(kind: Kind, node: Node, text: &[u8], tape: &Tape) -> bool {
    let said = tape.inside(text, node).of(text);
    match kind.law().json_type {
        _ if node.kind() != NodeType::String => true,
        Some(JsonType::Number) => is_number(said),
        Some(JsonType::Boolean) => boolean_in(said).is_some(),
        _ => true,
    }
}

/// The outer text of a double-encoded body, with the masked inner one in it.
fn put_back(source: &Source<'_>, decoded: &[u8], masked: &[u8]) -> Vec<u8> {
    let outer = &source.text;
    let tape = Tape::of(outer, source.start());
    let inner = tape.inside(outer, tape.node(0));
    let (start, end) = (inner.start as usize, inner.end as usize);
    let mut out = outer.get(..start).unwrap_or_default().to_vec();
    out.extend(mask::put_back(inner.of(outer), decoded, masked));
    out.extend(mask::bytes(outer.get(end..).unwrap_or_default()));
    out
}
