//! Objects: the literals that members are put into.
//!
//! * In: the members of an object, and which of them may be absent.
//! * Out: statements that read each of them, and make `object`.
//! * Does not know: what the members are.
//! * Why: an object that is made with all its members costs half of one that grows, so as many combinations of what may be
//!   absent as is reasonable have a literal.

use std::cmp::Ordering;

use chatapps_webhook::schema::Record;

use super::super::layout::{WIDTH_MAX, wrapped};
use super::Code;
use super::members::{Condition, Member};
use super::slots::{has, words_of};

/// More optional members than this and their combinations are not written out as literals.
const COMBINED_MAX: usize = 4;

impl Code {
    /// `before { kind: "voice", key, … } after`, broken where it is too long for a line.
    pub(super) fn assign(&mut self, before: &str, members: &[&Member], after: &str) {
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

/// Decodes each member into a constant of its name.
pub(super) fn decode(code: &mut Code, members: &[Member]) {
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
pub(super) fn assemble(code: &mut Code, members: &[Member]) {
    let mut bits = 0_u32;
    let mut conditions = Vec::new();
    for condition in members
        .iter()
        .filter(|member| member.usual)
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

/// Everything usual is there.
pub(super) fn complete(code: &mut Code, members: &[Member], margin: &str) {
    match members.iter().filter(|member| !member.usual).count() {
        0 => code.assign(&format!("{margin}object = "), &members.iter().collect::<Vec<_>>(), ";"),
        1 => with_or_without(code, members, margin),
        2..=COMBINED_MAX => combined(code, members, margin),
        _ => in_part(code, members, margin),
    }
}

/// Two literals, by the one member that may be absent.
fn with_or_without(code: &mut Code, members: &[Member], margin: &str) {
    let before = format!("{margin}  object = ");
    let optional = members.iter().find(|member| !member.usual).expect("one may be absent");
    code.line(&format!("{margin}if ({}) {{", optional.present()));
    code.assign(&before, &members.iter().collect::<Vec<_>>(), ";");
    code.line(&format!("{margin}}} else {{"));
    code.assign(
        &before,
        &members.iter().filter(|member| member.usual).collect::<Vec<_>>(),
        ";",
    );
    code.line(&format!("{margin}}}"));
}

/// One literal for each combination of what may be absent.
fn combined(code: &mut Code, members: &[Member], margin: &str) {
    let optional: Vec<&Member> = members.iter().filter(|member| !member.usual).collect();
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
        optional += usize::from(!member.usual);
        optional <= COMBINED_MAX
    });
    let (leading, rest) = members.split_at(leading.count());
    complete(code, leading, margin);
    for member in rest {
        let name = member.name;
        if member.usual {
            code.line(&format!("{margin}object.{name} = {name};"));
        } else {
            code.line(&format!("{margin}if ({}) object.{name} = {name};", member.present()));
        }
    }
}

/// `unknownType` and `extra`: members that are rarely there, so they may cost more.
pub(super) fn add_rest(code: &mut Code, record: &Record) {
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

pub(super) fn add_extra(code: &mut Code, record: &Record) {
    let slot = record.extra_slot();
    let (a, _) = words_of("at", slot);
    code.line(&format!("  if ({}) object.extra = readExtra({a});", has(slot)));
}

/// The function for an object that lacks something.
pub(super) fn without_absent(code: &mut Code) {
    code.line("/** A record that lacks what it should have: the members that are there. Made anew, for an object that members are");
    code.line(" * deleted from is slow ever after. */");
    code.line("function withoutAbsent(members) {");
    code.line("  const object = new Members();");
    code.line(
        "  for (const name of Object.keys(members)) if (members[name] !== undefined) object[name] = members[name];",
    );
    code.line("  return object;");
    code.line("}");
}
