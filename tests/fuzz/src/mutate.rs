//! Target `mutate`: real bodies with one member changed, of which it is known what must be said.
//!
//! In: which body, which member, what happens to it, and an order for all members. Out: a panic where the diagnostics are not
//! those that the documentation of the format calls for. Does not know: the parser's own schema. What is documented
//! stands once more in [`crate::law`], copied from 8x8's pages and not from the sources.

use super::common;
use super::law::{self, Member, Need, Of};
use super::tree::{Tree, pointer};
use arbitrary::{Arbitrary, Unstructured};
use chatapps_webhook::{Code, Report, Severity, parse};
use serde_json::{Value, json};
use std::sync::LazyLock;

const BASE_BYTES_MAX: usize = 4096;
static BASES: LazyLock<Vec<Tree>> = LazyLock::new(|| {
    let fixtures = common::accept().into_iter();
    let short = fixtures.filter(|fixture| fixture.body.len() <= BASE_BYTES_MAX);
    let read = short.filter_map(|fixture| serde_json::from_slice::<Value>(&fixture.body).ok());
    read.filter(Value::is_object).map(|value| Tree::from(&value)).collect()
});

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Change {
    /// Nothing but another order of all members.
    Reorder,
    /// The member once more, behind all others; with another value before, if something else is to come first.
    Repeat {
        first: Option<Other>,
    },
    Drop,
    Null,
    /// A name that nothing is called.
    Rename,
    /// The name in capitals.
    RecaseName,
    /// A documented value in capitals.
    RecaseValue,
    Retype(Other),
    /// Another member beside it.
    Add(Other),
}

/// A value of another type.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Other {
    Text,
    Number,
    Boolean,
    Object,
    Array,
}

#[derive(Arbitrary, Debug)]
struct Plan<'a> {
    base: u16,
    member: u16,
    change: Change,
    order: &'a [u8],
}

/// What may be named of a path: what the answers to a Flow stand in, and nothing below.
fn named(path: &[String]) -> &[String] {
    let is_flow = |name: &String| matches!(name.as_str(), "nfmReply" | "nfm_reply");
    match path.iter().position(is_flow) {
        Some(place) => &path[..path.len().min(place + 2)],
        None => path,
    }
}

/// The codes that may be about the name of a member.
const OF_NAMES: [Code; 2] = [Code::UnknownField, Code::NonstandardSpelling];

/// What a diagnostic is known by.
type Said = (Code, Severity, String);

pub fn mutate(data: &[u8]) {
    let Ok(plan) = Plan::arbitrary_take_rest(Unstructured::new(data)) else {
        return;
    };
    let sorted = &BASES[usize::from(plan.base) % BASES.len()];
    let mut base = sorted.clone();
    reorder(&mut base, &mut plan.order.iter().copied());
    keeps_its_meaning(sorted, &base);
    let members = base.members();
    if let Some(path) = members.get(usize::from(plan.member) % members.len().max(1)) {
        Changed::new(&base, path, plan.change).judge();
    }
}

/// Every change of every member of every body; how many were judged by what is documented.
pub fn every_change() -> usize {
    let others = [Other::Text, Other::Number, Other::Boolean, Other::Object, Other::Array];
    let mut changes = vec![
        Change::Drop,
        Change::Null,
        Change::Rename,
        Change::RecaseName,
        Change::RecaseValue,
    ];
    changes.push(Change::Repeat { first: None });
    for other in others {
        changes.extend([
            Change::Retype(other),
            Change::Add(other),
            Change::Repeat { first: Some(other) },
        ]);
    }
    let mut judged = 0;
    for base in BASES.iter() {
        for path in base.members() {
            for change in &changes {
                judged += usize::from(Changed::new(base, &path, *change).judge());
            }
        }
    }
    judged
}

/// Another order of members, in every object.
fn reorder(tree: &mut Tree, order: &mut dyn Iterator<Item = u8>) {
    match tree {
        Tree::Object(members) => {
            for end in (1..members.len()).rev() {
                let place = order.next().map_or(end, |byte| usize::from(byte) % (end + 1));
                members.swap(place, end);
            }
            members.iter_mut().for_each(|(_, value)| reorder(value, order));
        }
        Tree::Array(elements) => elements.iter_mut().for_each(|element| reorder(element, order)),
        Tree::Leaf(_) => {}
    }
}

fn said(report: &Report<'_>) -> Vec<Said> {
    let found = report.diagnostics.iter();
    let mut said: Vec<Said> = found
        .map(|found| (found.code, found.severity, found.pointer.clone()))
        .collect();
    said.sort_by_key(|(code, _, pointer)| (pointer.clone(), code.as_str()));
    said
}

/// The event as JavaScript gets it, without the copy of the body that some kinds keep.
fn event(report: &Report<'_>) -> Value {
    let mut event = serde_json::to_value(&report.event).unwrap();
    if let Some(members) = event.as_object_mut() {
        members.remove("body");
    }
    event
}

/// The order of members means nothing.
fn keeps_its_meaning(one: &Tree, other: &Tree) {
    let (one, other) = (one.text(), other.text());
    let (before, after) = (parse(&one), parse(&other));
    assert_eq!(said(&before), said(&after), "{one}\n{other}");
    assert_eq!(
        serde_json::to_value(&before.event).unwrap(),
        serde_json::to_value(&after.event).unwrap()
    );
}

struct Changed<'a> {
    base: &'a Tree,
    path: &'a [String],
    change: Change,
    tree: Tree,
    /// The documented member, where the body is known and the member is.
    law: Option<Member>,
}

impl<'a> Changed<'a> {
    fn new(base: &'a Tree, path: &'a [String], change: Change) -> Self {
        Self {
            base,
            path,
            change,
            tree: base.clone(),
            law: law::member(base, path),
        }
    }

    fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    fn owner(&self) -> &'a [String] {
        &self.path[..self.path.len() - 1]
    }

    fn siblings(&mut self) -> &mut Vec<(String, Tree)> {
        self.tree.members_at(self.owner()).expect("a path of the tree")
    }

    fn value(&self) -> &'a Tree {
        self.base.at(self.path).expect("a path of the tree")
    }

    fn set(&mut self, value: Tree) {
        let name = self.name().to_owned();
        let member = self.siblings().iter_mut().find(|(own, _)| *own == name);
        member.expect("a path of the tree").1 = value;
    }

    fn remove(&mut self) {
        let name = self.name().to_owned();
        self.siblings().retain(|(own, _)| *own != name);
    }

    fn rename(&mut self, new: &str) {
        let name = self.name().to_owned();
        let member = self.siblings().iter_mut().find(|(own, _)| *own == name);
        member.expect("a path of the tree").0 = new.to_owned();
    }

    fn beside(&self, name: &str) -> String {
        pointer(named(&[self.owner(), &[name.to_owned()]].concat()))
    }

    /// Whether it is known what must be said, and if so, that it is.
    fn judge(mut self) -> bool {
        match self.change {
            Change::Reorder => {}
            Change::Repeat { first } => self.repeated(first),
            // What is documented of a member holds where nothing else is off.
            _ if self.law.is_none() || !parse(&self.base.text()).diagnostics.is_empty() => return false,
            Change::Drop => self.dropped(),
            Change::Null => self.nulled(),
            Change::Rename => self.renamed("zzqx"),
            Change::RecaseName => self.renamed(&self.name().to_ascii_uppercase()),
            Change::RecaseValue => self.recased(),
            Change::Retype(other) => self.retyped(other),
            Change::Add(other) => self.added(other),
        }
        true
    }

    /// The last of two equal names counts, and is named.
    fn repeated(&mut self, first: Option<Other>) {
        let again = (self.name().to_owned(), self.value().clone());
        if let Some(first) = first {
            self.set(first.value());
        }
        self.siblings().push(again);
        let (before, after) = (self.base.text(), self.tree.text());
        let (before, after) = (parse(&before), parse(&after));
        let (usual, at) = (said(&before), self.nameable());
        let mut expected = usual.clone();
        expected.push((Code::DuplicateKey, Severity::Warning, at.clone()));
        let mut rest = said(&after);
        for one in &expected {
            let place = rest.iter().position(|said| said == one);
            rest.remove(place.unwrap_or_else(|| panic!("no {one:?} in {rest:?}\n{}", self.tree.text())));
        }
        // What is said of the name itself is said of each.
        rest.retain(|said| !(said.2 == at && OF_NAMES.contains(&said.0) && usual.contains(said)));
        assert_eq!(rest, [], "{}", self.tree.text());
        assert_eq!(event(&after), event(&before), "{}", self.tree.text());
    }

    /// The pointer of the member, as far as it may be named: in an object where text is due a person may have chosen the names.
    fn nameable(&self) -> String {
        let is_text = |end: &usize| law::member(self.base, &self.path[..*end]).is_some_and(|law| law.of == Of::Text);
        let end = (1..self.path.len()).find(is_text);
        pointer(named(&self.path[..end.unwrap_or(self.path.len())]))
    }

    fn dropped(&mut self) {
        self.remove();
        let missing = self.missing(pointer(self.owner()));
        self.must_say(missing);
    }

    fn nulled(&mut self) {
        self.set(Tree::Leaf(Value::Null));
        let expected = match self.law.expect("it is documented").need {
            Need::Optional if self.is_due() => {
                let codes = &[Code::MissingField, Code::MissingExpiration][..];
                vec![(codes, Severity::Warning, pointer(self.path))]
            }
            Need::Optional => vec![(&[Code::NullValue][..], Severity::Info, pointer(self.path))],
            Need::Nullable => Vec::new(),
            _ => self.missing(pointer(self.path)),
        };
        self.must_say(expected);
    }

    /// Whether a call permission may lack the member, and does: then that is said of its null.
    fn is_due(&self) -> bool {
        let is_of_call = matches!(self.name(), "isPermanent" | "expirationTimestamp");
        let lacks = |code: &Code| matches!(code, Code::MissingField | Code::MissingExpiration);
        let at = pointer(self.path);
        let said = said(&parse(&self.tree.text()));
        is_of_call && said.iter().any(|(code, _, own)| lacks(code) && *own == at)
    }

    fn renamed(&mut self, new: &str) {
        if new == self.name() {
            return;
        }
        self.rename(new);
        let mut expected = self.missing(pointer(self.owner()));
        expected.push((&[Code::UnknownField], Severity::Info, self.beside(new)));
        self.must_say(expected);
    }

    /// Values are read in any case, and named where it is not the documented one.
    fn recased(&mut self) {
        let Some(Of::Choice) = self.law.map(|law| law.of) else {
            return;
        };
        let Tree::Leaf(Value::String(value)) = self.value() else {
            return;
        };
        let capitals = value.to_ascii_uppercase();
        if capitals == *value {
            return;
        }
        self.set(Tree::Leaf(capitals.into()));
        self.must_say(vec![(&[Code::NonstandardSpelling], Severity::Info, pointer(self.path))]);
        let (before, after) = (self.base.text(), self.tree.text());
        assert_eq!(event(&parse(&before)), event(&parse(&after)), "{after}");
    }

    fn retyped(&mut self, other: Other) {
        let law = self.law.expect("it is documented");
        let Some(is_read) = law.of.takes(other.kind()) else {
            return;
        };
        self.set(other.value());
        let withholds = law.need == Need::Event && !is_read;
        let severity = if withholds { Severity::Error } else { Severity::Warning };
        let codes: &[Code] = &[Code::TypeMismatch, Code::StringifiedNumber];
        self.must_say(vec![(codes, severity, pointer(self.path))]);
    }

    fn added(&mut self, other: Other) {
        self.siblings().push(("zzqx".to_owned(), other.value()));
        let expected = vec![(&[Code::UnknownField][..], Severity::Info, self.beside("zzqx"))];
        self.must_say(expected);
    }

    /// What is said where a member is not there.
    fn missing(&self, pointer: String) -> Vec<(&'static [Code], Severity, String)> {
        let (codes, severity): (&[Code], _) = match self.law.expect("it is documented").need {
            Need::Event => (&[Code::MissingField], Severity::Error),
            Need::Expected => (&[Code::MissingField], Severity::Warning),
            Need::Part => (&[Code::IncompleteContent, Code::MissingField], Severity::Warning),
            Need::Optional | Need::Nullable => return Vec::new(),
        };
        vec![(codes, severity, pointer)]
    }

    /// Everything expected is said once, and beyond it only what one member makes of another.
    fn must_say(&self, expected: Vec<(&[Code], Severity, String)>) {
        let text = self.tree.text();
        let report = parse(&text);
        let mut said = said(&report);
        for (codes, severity, pointer) in &expected {
            let place = said
                .iter()
                .position(|(code, own, at)| codes.contains(code) && own == severity && at == pointer);
            let Some(place) = place else {
                panic!(
                    "{:?} of {:?}: no {codes:?} {severity} at {pointer:?} in {said:?}\n{text}",
                    self.change, self.path
                );
            };
            said.remove(place);
        }
        let law = self.law.expect("it is documented");
        let rest = said.iter().find(|(code, ..)| !law.tells && !law::RULES.contains(code));
        assert_eq!(rest, None, "{:?} of {:?}\n{text}", self.change, self.path);
        let withheld = expected.iter().any(|(_, severity, _)| *severity == Severity::Error);
        assert_eq!(
            report.is_ok(),
            !withheld,
            "{:?} of {:?}\n{text}",
            self.change,
            self.path
        );
    }
}

impl Other {
    fn value(self) -> Tree {
        Tree::from(&match self {
            Self::Text => json!("zz qx"),
            Self::Number => json!(7),
            Self::Boolean => json!(true),
            Self::Object => json!({"zz": 1}),
            Self::Array => json!([]),
        })
    }

    const fn kind(self) -> law::Json {
        match self {
            Self::Text => law::Json::Text,
            Self::Number => law::Json::Number,
            Self::Boolean => law::Json::Boolean,
            Self::Object => law::Json::Object,
            Self::Array => law::Json::Array,
        }
    }
}
