//! `pkg/generated/builders.js`: the JavaScript that builds the event from the slots the wasm module leaves.
//!
//! * In: the records, unions and choices of the schema.
//! * Out: one function for each record, straight down its members, with constants for everything the law knows.
//! * Does not know: how a slot is read (`pkg/src/slots.js`), and what is a diagnostic.
//! * Why: a loop over the schema at run time would cost more than everything else `parse` does. Each function makes one
//!   object literal where it can, because an object that grows member by member costs twice.

use std::cmp::Ordering;
use std::fmt::Write as _;

use chatapps_webhook::kind::{JsonType, Kind};
use chatapps_webhook::schema::events::{EVENTS, RECORDS};
use chatapps_webhook::schema::{Arm, Event, Presence, Record, Type, Union};

use super::law::{
    Subject, choice_of, constant, embedded_name, event_of, fields_in, is_required, record_of, shown, subject_of,
    subjects, tag_choice,
};
use super::layout::{WIDTH_MAX, banner, js_doc, wrapped};
use super::names::camel;
use super::words::{constant_name, quoted};

/// More optional members than this and their combinations are not written out as literals.
const COMBINED_MAX: usize = 4;

/// The tags of slots that a builder has to tell apart; the readers of `slots.js` know the others.
mod tag {
    pub(super) const CHOICE: u8 = 3;
    pub(super) const TRUE: u8 = 5;
    pub(super) const RECORD: u8 = 7;
    pub(super) const EMBEDDED: u8 = 11;
}

pub(super) fn text() -> String {
    let mut code = Code::default();
    code.line(&format!("// {}", banner("the schema law (src/schema/events.rs)")));
    code.line("//");
    code.line("// A record is a block of words. The first of them says which members there are, as bits; from the third on there are");
    code.line("// two for each member, `a` and `b`. The low four bits of `b` tell what it is. Words of what is not there say nothing.");
    code.line("");
    imports(&mut code);
    entrances(&mut code);
    for event in &EVENTS {
        root(&mut code, event);
    }
    for record in RECORDS.iter().filter(|record| event_of(record).is_none()) {
        plain(&mut code, record);
    }
    for subject in subjects() {
        by_type(&mut code, &subject);
    }
    for record in listed() {
        list(&mut code, record);
    }
    for event in &EVENTS {
        key(&mut code, event);
    }
    verbatim(&mut code);
    code.line("/** A record that lacks what it should have: the members that are there. Made anew, for an object that members are");
    code.line(" * deleted from is slow ever after. */");
    code.line("function withoutAbsent(members) {");
    code.line("  const object = new Members();");
    code.line(
        "  for (const name of Object.keys(members)) if (members[name] !== undefined) object[name] = members[name];",
    );
    code.line("  return object;");
    code.line("}");
    code.text
}

/// Lines of JavaScript.
#[derive(Default)]
struct Code {
    text: String,
}

impl Code {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
    fn doc(&mut self, sentences: &str) {
        self.text.push_str(&js_doc(sentences, 0));
    }
    /// `before { kind: "voice", key, … } after`, broken where it is too long for a line.
    fn assign(&mut self, before: &str, members: &[&Member], after: &str) {
        if members.is_empty() {
            return self.line(&format!("{before}{{}}{after}"));
        }
        let members: Vec<String> = members.iter().map(|member| member.in_literal()).collect();
        let line = format!("{before}{{ {} }}{after}", members.join(", "));
        if line.len() <= WIDTH_MAX {
            return self.line(&line);
        }
        let margin = before.len() - before.trim_start().len();
        self.line(&format!("{before}{{"));
        for line in wrapped(&format!("{},", members.join(", ")), margin + 2) {
            self.line(&format!("{}{line}", " ".repeat(margin + 2)));
        }
        self.line(&format!("{}}}{after}", " ".repeat(margin)));
    }
}

fn imports(code: &mut Code) {
    code.line("import { Members } from \"../src/members.js\";");
    code.line("import {");
    for (name, alias) in [
        ("canonical", "canonicalId"),
        ("choice", "readChoice"),
        ("extra", "readExtra"),
        ("id", "keyId"),
        ("json", "readJson"),
        ("embedded", "readEmbedded"),
        ("kept", "readKept"),
        ("keptId", "readKeyId"),
        ("m", "memory"),
        ("number", "readNumber"),
        ("text", "readText"),
    ] {
        code.line(&format!("  {name} as {alias},"));
    }
    code.line("} from \"../src/slots.js\";");
    code.line("import {");
    let mut choices: Vec<String> = RECORDS
        .iter()
        .flat_map(|record| record.fields.iter().filter(|field| constant(record, field).is_none()))
        .filter_map(|field| choice_of(field).map(constant_name))
        .collect();
    choices.sort();
    choices.dedup();
    for choice in choices {
        code.line(&format!("  {choice} as {choice}Values,"));
    }
    code.line("} from \"./words.js\";");
    code.line("");
}

/// What the rest of the package calls.
fn entrances(code: &mut Code) {
    code.doc("The text of `kind` for each number of a kind.");
    let kinds: Vec<String> = EVENTS.iter().map(|event| quoted(event.kind_text)).collect();
    code.line(&format!(
        "export const eventKinds = [\n  {},\n];\n",
        kinds.join(",\n  ")
    ));
    code.doc("The published shapes of an inbound message, by their number.");
    code.line("const shapes = [\"\", \"v1\", \"v2\", \"v3\"];\n");
    code.doc(
        "The event whose root is the block at `at`. `shape` is the number of the shape; `hash` is the key of an event \
         that has no other, or undefined; `body` gives the whole JSON, and is called only for kinds that keep it. \
         Without `body` the members of the event are those of the body.",
    );
    code.line("export function buildEvent(kind, at, shape, hash, body) {");
    code.line("  switch (kind) {");
    for (number, event) in EVENTS.iter().enumerate() {
        let arguments = arguments_of(event).join(", ");
        let build = function_of(event.record);
        if number + 1 == EVENTS.len() {
            code.line(&format!("    default:\n      return {build}({arguments});"));
        } else {
            code.line(&format!("    case {number}:\n      return {build}({arguments});"));
        }
    }
    code.line("  }\n}\n");
    code.doc("What identifies the event among repeats, without building it; `hash` where nothing else does.");
    code.line("export function keyOf(kind, at, hash) {");
    code.line("  switch (kind) {");
    for (number, event) in EVENTS.iter().enumerate().filter(|(_, event)| !event.key.is_empty()) {
        code.line(&format!(
            "    case {number}:\n      return {}(at, hash);",
            key_function(event)
        ));
    }
    code.line("    default:\n      return hash;\n  }\n}\n");
}

/// Of what [`entrances`] is given, what this event needs.
fn arguments_of(event: &Event) -> Vec<&'static str> {
    let mut arguments = vec!["at"];
    if has_shape(event) {
        arguments.push("shape");
    }
    arguments.push("hash");
    if event.keeps_body {
        arguments.push("body");
    }
    arguments
}

/// Only inbound messages come in shapes that the event makes one.
pub(super) fn has_shape(event: &Event) -> bool {
    event.kind_text == "inbound-message"
}

fn function_of(record: &Record) -> String {
    format!("build{}", record.name)
}

fn list_function_of(record: &Record) -> String {
    format!("build{}s", record.name)
}

fn key_function(event: &Event) -> String {
    format!("{}Key", camel(event.record.name))
}

/// What has to be true for a member to be there.
#[derive(PartialEq, Eq)]
enum Condition {
    /// The block has this slot.
    Has(usize),
    /// Anything else that JavaScript can say.
    Other(String),
}

impl Condition {
    fn text(&self) -> String {
        match self {
            Self::Has(slot) => has(*slot),
            Self::Other(text) => text.clone(),
        }
    }
}

/// A member of an object that is built.
struct Member {
    name: &'static str,
    /// What is true where the member is there; `None` where it always is.
    condition: Option<Condition>,
    /// What it is, where it is there.
    value: String,
    required: bool,
}

impl Member {
    fn always(name: &'static str, value: String) -> Self {
        Self {
            name,
            condition: None,
            value,
            required: true,
        }
    }
    /// A text that is always the same needs no name of its own.
    fn is_literal(&self) -> bool {
        self.condition.is_none() && self.value.starts_with('"')
    }
    /// How it stands in an object literal.
    fn in_literal(&self) -> String {
        if self.is_literal() {
            format!("{}: {}", self.name, self.value)
        } else {
            self.name.to_owned()
        }
    }
    /// What is true where it is there.
    fn present(&self) -> String {
        self.condition
            .as_ref()
            .expect("what may be absent has a condition")
            .text()
    }
}

/// How the slot of a field becomes the value of a member.
fn value_of(record: &Record, slot: usize) -> String {
    let field = &record.fields[slot];
    let (a, b) = words_of("at", slot);
    if record.union.is_some_and(|union| union.subject == Some(slot)) {
        let subject = subject_of(record).expect("the union has a subject");
        let tag = record.union.expect("there is a union").tag;
        let (tag_a, tag_b) = words_of("at", tag);
        let function = by_type_function(&subject);
        return format!("{function}({a}, {b}, {tag_a}, {} ? {tag_b} : 0)", has(tag));
    }
    match field.of {
        Type::Leaf(_) if begins_key(record, slot) => format!("readKeyId({a}, {b})"),
        Type::Leaf(kind) => leaf_of(kind, &a, &b),
        Type::Choice(choice) if record.union.is_some_and(|union| union.tag == slot) => {
            format!(
                "({b} & 15) === {} ? {}Values[{a}] : \"Unknown\"",
                tag::CHOICE,
                constant_name(choice)
            )
        }
        Type::Choice(choice) => format!("readChoice({}Values, {a}, {b})", constant_name(choice)),
        Type::Record(inner) => format!("{}({a})", function_of(inner)),
        Type::List(inner) => format!("{}({a})", list_function_of(inner)),
    }
}

fn leaf_of(kind: Kind, a: &str, b: &str) -> String {
    let law = kind.law();
    match law.json_type {
        Some(JsonType::String) if law.kept => format!("readKept({a}, {b})"),
        Some(JsonType::String) => format!("readText({a}, {b})"),
        Some(JsonType::Number) => format!("readNumber({a}, {b})"),
        Some(JsonType::Boolean) => format!("({b} & 15) === {}", tag::TRUE),
        None | Some(JsonType::Object | JsonType::Array) => format!("readJson({a}, {b})"),
    }
}

/// The members that a record's own fields give.
fn members_of(record: &'static Record, fields: &[usize]) -> Vec<Member> {
    let mut members = Vec::new();
    for &slot in fields {
        let field = &record.fields[slot];
        members.push(Member {
            name: field.name,
            condition: Some(Condition::Has(slot)),
            value: value_of(record, slot),
            required: is_required(field),
        });
        if let Some(name) = embedded_name(field) {
            let (a, b) = words_of("at", slot);
            members.push(Member {
                name,
                condition: Some(Condition::Other(format!(
                    "({} && ({b} & 15) >= {})",
                    has(slot),
                    tag::EMBEDDED
                ))),
                value: format!("readEmbedded({}, {a}, {b})", field.name),
                required: false,
            });
        }
    }
    members
}

/// Where the words of a block are, and which members it has.
fn read_block(code: &mut Code) {
    code.line("  const w = memory;");
    code.line("  const has = w[at];");
}

/// Whether a block has a slot.
fn has(slot: usize) -> String {
    format!("has & {}", 1_u32 << slot)
}

/// The two words of a slot of the block at `base`. An index that is an integer in any case is one check less.
fn words_of(base: &str, slot: usize) -> (String, String) {
    let word = |number: usize| format!("w[({base} + {number}) | 0]");
    (word(2 * slot + 2), word(2 * slot + 3))
}

/// Decodes each member into a constant of its name.
fn decode(code: &mut Code, members: &[Member]) {
    for Member {
        name, condition, value, ..
    } in members.iter().filter(|member| !member.is_literal())
    {
        let Some(condition) = condition.as_ref().map(Condition::text) else {
            code.line(&format!("  const {name} = {value};"));
            continue;
        };
        // `a ? b ? c : d : undefined` reads badly.
        let value = if value.starts_with('(') {
            format!("({value})")
        } else {
            value.clone()
        };
        code.line(&format!("  const {name} = {condition} ? {value} : undefined;"));
    }
}

/// Makes `object` of members that were decoded.
fn assemble(code: &mut Code, members: &[Member]) {
    let mut bits = 0_u32;
    let mut conditions = Vec::new();
    for condition in members
        .iter()
        .filter(|member| member.required)
        .filter_map(|member| member.condition.as_ref())
    {
        match condition {
            Condition::Has(slot) => bits |= 1 << slot,
            Condition::Other(text) => conditions.push(text.clone()),
        }
    }
    if bits != 0 {
        conditions.push(format!("(has & {bits}) === {bits}"));
    }
    code.line("  let object;");
    if conditions.is_empty() {
        complete(code, members, "  ");
        return;
    }
    code.line(&format!("  if ({}) {{", conditions.join(" && ")));
    complete(code, members, "    ");
    code.line("  } else {");
    code.assign("    object = withoutAbsent(", &members.iter().collect::<Vec<_>>(), ");");
    code.line("  }");
}

/// Everything required is there.
fn complete(code: &mut Code, members: &[Member], margin: &str) {
    match members.iter().filter(|member| !member.required).count() {
        0 => code.assign(&format!("{margin}object = "), &members.iter().collect::<Vec<_>>(), ";"),
        1 => with_or_without(code, members, margin),
        2..=COMBINED_MAX => combined(code, members, margin),
        _ => in_part(code, members, margin),
    }
}

/// Two literals, by the one member that may be absent.
fn with_or_without(code: &mut Code, members: &[Member], margin: &str) {
    let before = format!("{margin}  object = ");
    let optional = members
        .iter()
        .find(|member| !member.required)
        .expect("one may be absent");
    code.line(&format!("{margin}if ({}) {{", optional.present()));
    code.assign(&before, &members.iter().collect::<Vec<_>>(), ";");
    code.line(&format!("{margin}}} else {{"));
    code.assign(
        &before,
        &members.iter().filter(|member| member.required).collect::<Vec<_>>(),
        ";",
    );
    code.line(&format!("{margin}}}"));
}

/// One literal for each combination of what may be absent.
fn combined(code: &mut Code, members: &[Member], margin: &str) {
    let optional: Vec<&Member> = members.iter().filter(|member| !member.required).collect();
    code.line(&format!("{margin}switch ({}) {{", combination_of(&optional)));
    for combination in (0..1_usize << optional.len()).rev() {
        let is_there = |member: &&Member| {
            let bit = optional.iter().position(|other| other.name == member.name);
            bit.is_none_or(|bit| combination >> bit & 1 == 1)
        };
        let case = if combination == 0 {
            "default".to_owned()
        } else {
            format!("case {combination}")
        };
        code.line(&format!("{margin}  {case}:"));
        code.assign(
            &format!("{margin}    object = "),
            &members.iter().filter(is_there).collect::<Vec<_>>(),
            ";",
        );
        if combination != 0 {
            code.line(&format!("{margin}    break;"));
        }
    }
    code.line(&format!("{margin}}}"));
}

/// Which of some members there are, as bits in their order: the bits of neighbours are taken together.
fn combination_of(optional: &[&Member]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut place = 0;
    while let Some(member) = optional.get(place) {
        let Some(Condition::Has(slot)) = member.condition else {
            parts.push(format!("({} ? {} : 0)", member.present(), 1 << place));
            place += 1;
            continue;
        };
        let is_neighbour = |member: &&&Member, count| member.condition == Some(Condition::Has(slot + count));
        let neighbours = optional[place..].iter().enumerate();
        let count = neighbours
            .take_while(|(count, member)| is_neighbour(member, *count))
            .count();
        let bits = ((1_u32 << count) - 1) << place;
        parts.push(match slot.cmp(&place) {
            Ordering::Less => format!("((has << {}) & {bits})", place - slot),
            Ordering::Equal => format!("(has & {bits})"),
            Ordering::Greater => format!("((has >> {}) & {bits})", slot - place),
        });
        place += count;
    }
    let text = parts.join(" | ");
    match &parts[..] {
        [part] => part[1..part.len() - 1].to_owned(),
        _ => text,
    }
}

/// A literal up to where too much may be absent, then one member after the other.
fn in_part(code: &mut Code, members: &[Member], margin: &str) {
    let mut optional = 0;
    let leading = members.iter().take_while(|member| {
        optional += usize::from(!member.required);
        optional <= COMBINED_MAX
    });
    let (leading, rest) = members.split_at(leading.count());
    complete(code, leading, margin);
    for member in rest {
        let name = member.name;
        if member.required {
            code.line(&format!("{margin}object.{name} = {name};"));
        } else {
            code.line(&format!("{margin}if ({}) object.{name} = {name};", member.present()));
        }
    }
}

/// `unknownType` and `extra`: members that are rarely there, so they may cost more.
fn add_rest(code: &mut Code, record: &Record) {
    if record.union.is_some() {
        let slot = record.unknown_type_slot();
        let (a, b) = words_of("at", slot);
        code.line(&format!(
            "  if ({}) object.unknownType = readText({a}, {b});",
            has(slot)
        ));
    }
    add_extra(code, record);
}

fn add_extra(code: &mut Code, record: &Record) {
    let slot = record.extra_slot();
    let (a, _) = words_of("at", slot);
    code.line(&format!("  if ({}) object.extra = readExtra({a});", has(slot)));
}

/// The function of an event's root.
fn root(code: &mut Code, event: &Event) {
    let record = event.record;
    let fields: Vec<usize> = shown(record).iter().map(|(slot, _)| *slot).collect();
    code.doc(record.doc);
    code.line(&format!(
        "function {}({}) {{",
        function_of(record),
        arguments_of(event).join(", ")
    ));
    read_block(code);
    let mut members = vec![Member::always("kind", quoted(event.kind_text))];
    if has_shape(event) {
        members.push(Member::always("shape", "shapes[shape]".to_owned()));
    }
    for slot in fields {
        match constant(record, &record.fields[slot]) {
            Some(text) => members.push(Member::always(record.fields[slot].name, quoted(text))),
            None => members.extend(members_of(record, &[slot])),
        }
    }
    decode_root(code, &members);
    // The key may be read from what was built, so it is decoded last, and shown second.
    let key = Member {
        name: "key",
        condition: Some(Condition::Other("key !== undefined".to_owned())),
        value: key_value(event),
        required: true,
    };
    code.line(&format!("  const key = {};", key.value));
    members.insert(1, key);
    if event.keeps_body {
        let whole = if may_be_verbatim(event) {
            let names: Vec<&str> = shown(record).iter().map(|(_, field)| field.name).collect();
            let names = by_wire_order(record, &names).join(", ");
            format!("body === undefined ? {}({names}) : body()", verbatim_function(record))
        } else {
            "body()".to_owned()
        };
        code.line(&format!("  body = {whole};"));
        members.push(Member::always("body", "body".to_owned()));
    }
    assemble(code, &members);
    add_rest(code, record);
    code.line("  return object;\n}\n");
}

/// Whether the module ever says of this event that it is the body: not of one that nothing is known of.
fn may_be_verbatim(event: &Event) -> bool {
    event.keeps_body && event.kind_text != "unknown"
}

/// Names of fields as the body has them.
fn by_wire_order<'n>(record: &Record, names: &[&'n str]) -> Vec<&'n str> {
    let place = |name: &&str| record.fields.iter().position(|field| field.name == *name);
    let mut sorted = names.to_vec();
    sorted.sort_by_key(place);
    sorted
}

/// The function that makes the body of such an event; events whose envelopes have the same members, and must have the same of
/// them, have one.
fn verbatim_function(record: &Record) -> String {
    let members = |record: &Record| -> Vec<_> {
        let fields = record.fields.iter();
        fields
            .map(|field| (field.name, field.presence == Presence::Optional))
            .collect()
    };
    let same = |other: &&Event| members(other.record) == members(record);
    let first = EVENTS.iter().filter(|event| may_be_verbatim(event)).find(same);
    format!("{}Body", camel(first.expect("the event itself is one").record.name))
}

fn names_of(record: &Record) -> Vec<&'static str> {
    record.fields.iter().map(|field| field.name).collect()
}

/// The bodies of events whose members are just those of the body.
fn verbatim(code: &mut Code) {
    let mut written = Vec::new();
    for record in EVENTS
        .iter()
        .filter(|event| may_be_verbatim(event))
        .map(|event| event.record)
    {
        let function = verbatim_function(record);
        if written.contains(&function) {
            continue;
        }
        let members: Vec<Member> = record
            .fields
            .iter()
            .map(|field| Member {
                name: field.name,
                condition: Some(Condition::Other(format!("{} !== undefined", field.name))),
                value: field.name.to_owned(),
                required: field.presence != Presence::Optional,
            })
            .collect();
        code.doc(
            "The body of an event that is in every way as documented: made of the parts of the event, which say the same.",
        );
        code.line(&format!("function {function}({}) {{", names_of(record).join(", ")));
        code.line("  let object;");
        complete(code, &members, "  ");
        code.line("  return object;\n}\n");
        written.push(function);
    }
}

/// The argument `shape` is a number, and its text is wanted: it cannot be a constant of its own name.
fn decode_root(code: &mut Code, members: &[Member]) {
    for member in members {
        if member.name == "shape" {
            code.line(&format!("  shape = {};", member.value));
        } else {
            decode(code, std::slice::from_ref(member));
        }
    }
}

/// The key: from the id that was read last, which is a copy that does not keep the body alive; else from the slots. Nobody
/// looks it up in what was built: objects of a dozen shapes make that slow.
fn key_value(event: &Event) -> String {
    match event.key {
        [] => "hash".to_owned(),
        [path] if leaf_is_kept(event.record, path) => "keyId ? canonicalId(keyId) : hash".to_owned(),
        [path, ..] if leaf_is_kept(event.record, path) => format!("{}(at, hash, keyId)", key_function(event)),
        _ => format!("{}(at, hash)", key_function(event)),
    }
}

/// Whether a field is the id that the key of an event begins with.
fn begins_key(record: &Record, slot: usize) -> bool {
    EVENTS.iter().any(|event| {
        let Some([way @ .., last]) = event.key.first() else {
            return false;
        };
        let holder = way
            .iter()
            .try_fold(event.record, |record, step| record_of(&record.fields[*step]));
        *last == slot && holder.is_some_and(|holder| holder.id == record.id) && leaf_is_kept(event.record, event.key[0])
    })
}

/// Whether the path ends at an id, which is copied, and compared without case.
fn leaf_is_kept(root: &'static Record, path: &[usize]) -> bool {
    let mut record = root;
    for (depth, slot) in path.iter().enumerate() {
        let field = &record.fields[*slot];
        if depth + 1 == path.len() {
            return matches!(field.of, Type::Leaf(Kind::Uuid));
        }
        record = record_of(field).expect("a path goes through objects");
    }
    false
}

/// The function of a record that is no root, and of each arm of its union.
fn plain(code: &mut Code, record: &'static Record) {
    let all: Vec<usize> = (0..record.fields.len()).collect();
    code.doc(record.doc);
    code.line(&format!("function {}(at) {{", function_of(record)));
    read_block(code);
    own_arms(code, record);
    let members = members_of(record, &all);
    decode(code, &members);
    if has_own_arms(record) {
        // What is left for here is rare: an unknown type, something in `extra`, a part of a broken event.
        code.assign(
            "  const object = withoutAbsent(",
            &members.iter().collect::<Vec<_>>(),
            ");",
        );
    } else {
        assemble(code, &members);
    }
    add_rest(code, record);
    code.line("  return object;\n}\n");
}

/// The arms that call for one member of the record itself.
fn own_arms_of(record: &Record) -> Vec<&'static Arm> {
    match record.union {
        Some(Union {
            subject: None, arms, ..
        }) => arms.iter().filter(|arm| arm.needs.count_ones() == 1).collect(),
        _ => Vec::new(),
    }
}

fn has_own_arms(record: &Record) -> bool {
    !own_arms_of(record).is_empty()
}

/// A record that is its own subject: the literal of each arm, taken when nothing else is there.
fn own_arms(code: &mut Code, record: &'static Record) {
    let arms = own_arms_of(record);
    let Some(union) = record.union.filter(|_| !arms.is_empty()) else {
        return;
    };
    let tag = union.tag;
    let (tag_name, values) = (record.fields[tag].name, constant_name(tag_choice(record, union)));
    let (tag_a, tag_b) = words_of("at", tag);
    code.line(&format!(
        "  if ({} && ({tag_b} & 15) === {} && !({})) {{",
        has(tag),
        tag::CHOICE,
        has(record.extra_slot())
    ));
    code.line(&format!("    switch ({tag_a}) {{"));
    for arm in arms {
        let (slot, field) = fields_in(record, arm.needs)[0];
        for value in arm.values {
            let (name, value_read) = (field.name, value_of(record, slot));
            code.line(&format!("      case {value}:"));
            code.line(&format!(
                "        if ({}) return {{ {tag_name}: {values}Values[{value}], {name}: {value_read} }};",
                has(slot)
            ));
            code.line("        break;");
        }
    }
    code.line("    }\n  }");
}

fn by_type_function(subject: &Subject) -> String {
    format!("build{}ByType", subject.record.name)
}

/// The subject of a union: by the sibling that tells its type, and as it was sent where that tells nothing.
fn by_type(code: &mut Code, subject: &Subject) {
    let Subject { record, tags, arms } = subject;
    code.doc(&format!(
        "{} By the slot of its type; as it was sent where the type calls for something else.",
        record.doc
    ));
    code.line(&format!(
        "function {}(a, b, typeA, typeB) {{",
        by_type_function(subject)
    ));
    code.line(&format!("  if ((b & 15) !== {}) return readJson(a, b);", tag::RECORD));
    code.line(&format!(
        "  if ((typeB & 15) !== {}) return {}(a);",
        tag::CHOICE,
        function_of(record)
    ));
    code.line("  switch (typeA) {");
    for arm in arms.iter().filter(|arm| !is_whole(record, arm.needs | arm.allows)) {
        for value in arm.values {
            code.line(&format!(
                "    case {value}: // {}",
                tags.values[usize::from(*value)].name
            ));
        }
        code.line(&format!("      return build{}(a);", arm.name));
    }
    code.line(&format!("    default:\n      return {}(a);", function_of(record)));
    code.line("  }\n}\n");
    for arm in arms.iter().filter(|arm| !is_whole(record, arm.needs | arm.allows)) {
        let fields: Vec<usize> = fields_in(record, arm.needs | arm.allows)
            .iter()
            .map(|(slot, _)| *slot)
            .collect();
        let mut members = members_of(record, &fields);
        for (member, slot) in members.iter_mut().zip(&fields) {
            member.required = arm.needs >> slot & 1 == 1;
        }
        code.doc(arm.doc);
        code.line(&format!("function build{}(at) {{", arm.name));
        read_block(code);
        decode(code, &members);
        assemble(code, &members);
        add_extra(code, record);
        code.line("  return object;\n}\n");
    }
}

/// Whether an arm calls for nothing and allows everything: the record as such.
fn is_whole(record: &Record, bits: u32) -> bool {
    bits.count_ones() as usize == record.fields.len()
}

/// The records that stand in lists.
fn listed() -> Vec<&'static Record> {
    let is_listed = |record: &&&Record| {
        let holds = |field: &chatapps_webhook::schema::Field| matches!(field.of, Type::List(of) if of.id == record.id);
        RECORDS.iter().any(|outer| outer.fields.iter().any(holds))
    };
    RECORDS.iter().filter(is_listed).copied().collect()
}

fn list(code: &mut Code, record: &Record) {
    code.doc(&format!(
        "A list: its length, and where the block of each element is. Of each: {}",
        record.doc
    ));
    code.line(&format!("function {}(at) {{", list_function_of(record)));
    code.line("  const list = [];");
    code.line("  const end = at + memory[at];");
    code.line(&format!(
        "  while (at < end) list.push({}(memory[++at]));",
        function_of(record)
    ));
    code.line("  return list;\n}\n");
}

/// The function of an event's key, from the slots alone.
fn key(code: &mut Code, event: &Event) {
    if event.key.is_empty() {
        return;
    }
    let known = if event.key.len() > 1 {
        " `known`: the copy of its first part that the event has."
    } else {
        ""
    };
    code.doc(&format!("The key of this event: {}.{known}", key_words(event)));
    let known = if event.key.len() > 1 { ", known" } else { "" };
    code.line(&format!("function {}(at, hash{known}) {{", key_function(event)));
    code.line("  const w = memory;");
    let mut blocks: Vec<(&[usize], String)> = vec![(&[], "at".to_owned())];
    let mut parts = Vec::new();
    let mut words = String::new();
    for (number, path) in event.key.iter().enumerate() {
        let record = descend(&mut words, &mut blocks, event.record, path);
        let slot = path[path.len() - 1];
        let base = &blocks
            .iter()
            .find(|(of, _)| *of == &path[..path.len() - 1])
            .expect("it was descended to")
            .1;
        let (a, b) = (format!("a{number}"), format!("b{number}"));
        let (first, second) = words_of(base, slot);
        writeln!(words, "  if (!(w[{base}] & {})) return hash;", 1_u32 << slot).expect("a string");
        writeln!(words, "  const {a} = {first}, {b} = {second};").expect("a string");
        let copy = match number {
            0 if !known.is_empty() => format!("known ?? readKept({a}, {b})"),
            _ => format!("readKept({a}, {b})"),
        };
        parts.push(key_part(&record.fields[slot].of, &a, &b, &copy));
    }
    code.text.push_str(&words);
    // An id that is empty tells nothing from anything.
    let otherwise = if parts.len() == 1 { " || hash" } else { "" };
    code.line(&format!(
        "  return {}{otherwise};\n}}\n",
        parts.join(" + \":\" +\n    ")
    ));
}

/// Goes down to the record that holds the end of the path; each block on the way gets a name, once.
fn descend(
    words: &mut String,
    blocks: &mut Vec<(&'static [usize], String)>,
    root: &'static Record,
    path: &'static [usize],
) -> &'static Record {
    let mut record = root;
    for depth in 0..path.len() - 1 {
        let field = &record.fields[path[depth]];
        let base = blocks
            .iter()
            .find(|(of, _)| *of == &path[..depth])
            .expect("the path so far")
            .1
            .clone();
        if !blocks.iter().any(|(of, _)| *of == &path[..=depth]) {
            let (slot, name) = (path[depth], field.name);
            let (a, b) = words_of(&base, slot);
            let bit = 1_u32 << slot;
            writeln!(
                words,
                "  if (!(w[{base}] & {bit}) || ({b} & 15) !== {}) return hash;",
                tag::RECORD
            )
            .expect("a string");
            writeln!(words, "  const {name} = {a};").expect("a string");
            blocks.push((&path[..=depth], name.to_owned()));
        }
        record = record_of(field).expect("a path goes through objects");
    }
    record
}

/// A part of a key, of a copy of its text, so that the key does not keep the body alive.
fn key_part(of: &Type, a: &str, b: &str, copy: &str) -> String {
    match of {
        Type::Leaf(Kind::Uuid) => format!("canonicalId({copy})"),
        Type::Choice(choice) => {
            format!(
                "(({b} & 15) === {} ? {}Values[{a}] : {copy})",
                tag::CHOICE,
                constant_name(choice)
            )
        }
        _ => copy.to_owned(),
    }
}

/// `payload.umid:payload.status.state`
fn key_words(event: &Event) -> String {
    let path_words = |path: &&'static [usize]| {
        let mut record = event.record;
        let mut names = Vec::new();
        for slot in *path {
            let field = &record.fields[*slot];
            names.push(field.name);
            record = record_of(field).unwrap_or(record);
        }
        format!("`{}`", names.join("."))
    };
    let parts: Vec<String> = event.key.iter().map(path_words).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_needed_stands_in_the_literal() {
        let text = text();
        assert!(text.contains("object = { text, url, payload };"), "{text}");
        assert!(text.contains("{ type: interactiveTypeValues[0], button_reply: buildButtonReply(w[(at + 4) | 0]) }"));
    }
}
