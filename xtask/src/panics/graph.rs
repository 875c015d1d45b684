//! The call graph of a wasm module, and where it ends.
//!
//! * In: a module as wasm-bindgen has written it, with the names of its functions.
//! * Out: every place, reachable from an export, from where control does not come back, and the source file that it names.
//! * Does not know: which of them may be there.
//! * Why: the names of the standard library change, so it is not told by them what a panic is. A function that cannot
//!   return is one, and so is each that must call such a one; the places are the calls from what can return to what cannot.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use anyhow::{Context, Result};
use walrus::ir::{Const, Instr, InstrLocId, InstrSeqId, Value};
use walrus::{ConstExpr, DataKind, ElementItems, ExportItem, FunctionId, FunctionKind, LocalFunction, Module};

/// A place that panics.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Panic {
    /// What is called there: `core::panicking::panic_fmt`; [`UNREACHABLE`] where nothing is.
    pub(super) what: String,
    /// The file that it would name: `src/tape.rs`, `core/num/bignum.rs`; where it names none, the function it stands in.
    pub(super) origin: String,
    /// The function that it stands in.
    pub(super) within: String,
    /// The line that it would name; 0 where it names none.
    pub(super) line: u32,
}

/// The instruction by itself.
const UNREACHABLE: &str = "unreachable";

/// The origin of an export that does nothing but panic.
const FROM_OUTSIDE: &str = "(export)";

/// How far before a call the source line is looked for that it is given.
const OPERANDS_MAX: usize = 8;

/// All places of `wasm` that panic, in a fixed order, each once.
pub(super) fn panics(wasm: &Path) -> Result<BTreeSet<Panic>> {
    let module = Module::from_file(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    Ok(panics_of(&module))
}

fn panics_of(module: &Module) -> BTreeSet<Panic> {
    let endless = endless(module);
    let memory = Memory::of(module);
    let mut panics = BTreeSet::new();
    for id in reachable(module) {
        let FunctionKind::Local(function) = &module.funcs.get(id).kind else {
            continue;
        };
        if !endless.contains(&id) {
            for end in Flow::of(function, &endless).ends {
                panics.insert(panic_at(module, &memory, id, &end));
            }
        }
    }
    panics.extend(entrances(module).filter(|id| endless.contains(id)).map(|id| Panic {
        what: name(module, id),
        origin: FROM_OUTSIDE.to_owned(),
        within: name(module, id),
        line: 0,
    }));
    panics
}

fn panic_at(module: &Module, memory: &Memory<'_>, id: FunctionId, end: &End) -> Panic {
    let within = name(module, id);
    let location = end.operands.iter().rev().find_map(|&address| memory.location(address));
    let (origin, line) = location.unwrap_or_else(|| (within.clone(), 0));
    Panic {
        what: end
            .called
            .map_or_else(|| UNREACHABLE.to_owned(), |called| name(module, called)),
        origin,
        within,
        line,
    }
}

/// The functions that never return. Each round finds those that must call one of the round before.
fn endless(module: &Module) -> HashSet<FunctionId> {
    let throws = |id| name(module, id).contains("__wbindgen_throw");
    let mut endless: HashSet<FunctionId> = module
        .funcs
        .iter()
        .map(walrus::Function::id)
        .filter(|&id| throws(id))
        .collect();
    loop {
        let before = endless.len();
        for (id, function) in module.funcs.iter_local() {
            if !endless.contains(&id) && !Flow::of(function, &endless).returns {
                endless.insert(id);
            }
        }
        if endless.len() == before {
            return endless;
        }
    }
}

/// What is called from outside.
fn entrances(module: &Module) -> impl Iterator<Item = FunctionId> {
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id),
        _ => None,
    });
    exported.chain(module.start)
}

/// What can be called, from outside or by what can be. Whoever calls by a table may call all that is in it.
fn reachable(module: &Module) -> BTreeSet<FunctionId> {
    let mut waiting: Vec<FunctionId> = entrances(module).collect();
    let mut reached = BTreeSet::new();
    let mut in_tables = tabled(module);
    while let Some(id) = waiting.pop() {
        if !reached.insert(id) {
            continue;
        }
        let FunctionKind::Local(function) = &module.funcs.get(id).kind else {
            continue;
        };
        let flow = Flow::of(function, &HashSet::new());
        waiting.extend(flow.calls);
        if flow.calls_by_table {
            waiting.append(&mut in_tables);
        }
    }
    reached
}

fn tabled(module: &Module) -> Vec<FunctionId> {
    let mut ids = Vec::new();
    for element in module.elements.iter() {
        match &element.items {
            ElementItems::Functions(functions) => ids.extend(functions),
            ElementItems::Expressions(_, expressions) => {
                ids.extend(expressions.iter().filter_map(|expression| match expression {
                    ConstExpr::RefFunc(id) => Some(*id),
                    _ => None,
                }));
            }
        }
    }
    ids
}

/// Where control goes inside one function. Code behind what does not return is not looked at.
#[derive(Default)]
struct Flow {
    /// Whether control can leave the function by its end.
    returns: bool,
    /// What is called.
    calls: BTreeSet<FunctionId>,
    calls_by_table: bool,
    ends: Vec<End>,
    /// The blocks that are left by a branch.
    left: HashSet<InstrSeqId>,
}

/// Where control ends.
struct End {
    /// What is called there; none: the instruction `unreachable`.
    called: Option<FunctionId>,
    /// The constants right before it. One of them is the address of the source line, if it has one.
    operands: Vec<u32>,
}

impl Flow {
    fn of(function: &LocalFunction, endless: &HashSet<FunctionId>) -> Self {
        let mut flow = Self::default();
        let entry = function.entry_block();
        flow.returns |= flow.passes(function, entry, endless) || flow.left.contains(&entry);
        flow
    }

    /// Whether control comes to the end of `seq`. Nesting is that of the compiler, not of any input.
    fn passes(&mut self, function: &LocalFunction, seq: InstrSeqId, endless: &HashSet<FunctionId>) -> bool {
        let instrs = &function.block(seq).instrs;
        instrs.iter().enumerate().all(|(index, (instr, _))| {
            let end = |called| End {
                called,
                operands: constants(&instrs[index.saturating_sub(OPERANDS_MAX)..index]),
            };
            match instr {
                Instr::Unreachable(_) => {
                    self.ends.push(end(None));
                    false
                }
                Instr::Call(call) if endless.contains(&call.func) => {
                    self.ends.push(end(Some(call.func)));
                    self.calls.insert(call.func);
                    false
                }
                Instr::Block(block) => self.passes(function, block.seq, endless) | self.left.contains(&block.seq),
                Instr::Loop(inner) => self.passes(function, inner.seq, endless),
                Instr::IfElse(either) => [either.consequent, either.alternative]
                    .map(|arm| self.passes(function, arm, endless) | self.left.contains(&arm))
                    .contains(&true),
                other => self.steps_over(other),
            }
        })
    }

    /// The same of an instruction that holds no others.
    fn steps_over(&mut self, instr: &Instr) -> bool {
        match instr {
            Instr::Return(_) => {
                self.returns = true;
                return false;
            }
            Instr::Br(br) => {
                self.left.insert(br.block);
                return false;
            }
            Instr::BrTable(table) => {
                self.left.extend(table.blocks.iter().copied().chain([table.default]));
                return false;
            }
            Instr::BrIf(br) => drop(self.left.insert(br.block)),
            Instr::Call(call) => drop(self.calls.insert(call.func)),
            Instr::RefFunc(reference) => drop(self.calls.insert(reference.func)),
            Instr::CallIndirect(_) => self.calls_by_table = true,
            _ => {}
        }
        true
    }
}

fn constants(instrs: &[(Instr, InstrLocId)]) -> Vec<u32> {
    let constants = instrs.iter().filter_map(|(instr, _)| match instr {
        Instr::Const(Const {
            value: Value::I32(value),
        }) => Some(value.cast_unsigned()),
        _ => None,
    });
    constants.collect()
}

/// The memory as it is when the module starts.
struct Memory<'a> {
    segments: BTreeMap<u32, &'a [u8]>,
}

impl<'a> Memory<'a> {
    fn of(module: &'a Module) -> Self {
        let segments = module.data.iter().filter_map(|data| match data.kind {
            DataKind::Active {
                offset: ConstExpr::Value(Value::I32(offset)),
                ..
            } => Some((offset.cast_unsigned(), data.value.as_slice())),
            _ => None,
        });
        Self {
            segments: segments.collect(),
        }
    }

    fn bytes(&self, address: u32, length: u32) -> Option<&'a [u8]> {
        let (start, segment) = self.segments.range(..=address).next_back()?;
        let from = (address - start) as usize;
        segment.get(from..from.checked_add(length as usize)?)
    }

    fn word(&self, address: u32) -> Option<u32> {
        let bytes = self.bytes(address, 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The file and line of a `core::panic::Location`: the address and length of the name, the line, the column.
    fn location(&self, address: u32) -> Option<(String, u32)> {
        let name = self.bytes(self.word(address)?, self.word(address + 4)?)?;
        let file = std::str::from_utf8(name).ok()?;
        file.ends_with(".rs").then_some(())?;
        Some((short_file(file), self.word(address + 8)?))
    }
}

/// `/deps/uuid-1.18.0/src/fmt.rs` is `uuid/fmt.rs`, `/rustc/5980…/library/core/src/str/mod.rs` is `core/str/mod.rs`: the
/// same file in the next version. Ours stay as they are.
fn short_file(file: &str) -> String {
    let Some((folder, inside)) = file.split_once("/src/") else {
        return file.to_owned();
    };
    let package = folder.rsplit('/').next().unwrap_or_default();
    let version = package
        .rfind('-')
        .filter(|dash| package[dash + 1..].starts_with(|c: char| c.is_ascii_digit()));
    format!("{}/{inside}", &package[..version.unwrap_or(package.len())])
}

/// A function's name, without what differs from build to build: `core[c593…]::fmt::write::h91ba…` is `core::fmt::write`.
fn name(module: &Module, id: FunctionId) -> String {
    short_name(module.funcs.get(id).name.as_deref().unwrap_or("(without a name)"))
}

fn short_name(name: &str) -> String {
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = match name.rsplit_once("::h") {
        Some((before, hash)) if is_hash(hash) => before,
        _ => name,
    };
    let mut pieces = name.split('[');
    let mut short = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(']') {
            // A hash has as many digits as it needs.
            Some((hash, after)) if hash.len() > 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                short.push_str(after);
            }
            _ => short.extend(["[", piece]),
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_every_build() {
        assert_eq!(
            short_name("core[c5930c85a12de822]::panicking::panic"),
            "core::panicking::panic"
        );
        assert_eq!(short_name("a::b::{{closure}}::h64a022b87b2f4177"), "a::b::{{closure}}");
        assert_eq!(
            short_name("<[u8] as core[59c5930c85a12de]::X>::y"),
            "<[u8] as core::X>::y"
        );
        assert_eq!(short_name("a::hash"), "a::hash");
    }

    #[test]
    fn files_are_those_of_every_version() {
        assert_eq!(short_file("src/check/leaf.rs"), "src/check/leaf.rs");
        assert_eq!(
            short_file("/deps/serde-wasm-bindgen-0.6.5/src/lib.rs"),
            "serde-wasm-bindgen/lib.rs"
        );
        assert_eq!(
            short_file("/rustc/59807616/library/core/src/str/mod.rs"),
            "core/str/mod.rs"
        );
    }

    const MODULE: &str = r#"(module
        (func $returns)
        (func $one_arm (param i32) (if (local.get 0) (then (call $wrapped))))
        (func $by_branch (block (br 0) (unreachable)))
        (func $never (param i32) (unreachable))
        (func $wrapped (call $never (i32.const 0)))
        (func $bare (param i32) (if (local.get 0) (then (call $located)) (else (unreachable))))
        (func $located (call $never (i32.const 8)))
        (func $unused (param i32) (if (local.get 0) (then (call $wrapped))))
        (table funcref (elem $in_table))
        (func $in_table (param i32) (if (local.get 0) (then (call $never (i32.const 8)))))
        (func $by_table (param i32) (call_indirect (param i32) (local.get 0) (i32.const 0)))
        (func (export "all")
            (call $returns) (call $one_arm (i32.const 1)) (call $by_branch) (call $by_table (i32.const 1)))
        (func $hook (export "hook") (call $never (i32.const 8)))
        (func $maybe (export "maybe") (param i32) (block (br_if 0 (local.get 0)) (call $bare (i32.const 1))))
        (memory 1)
        ;; A source line: where its file stands, how long that is, the line.
        (data (i32.const 8) "\14\00\00\00\08\00\00\00\07\00\00\00src/a.rs"))"#;

    #[test]
    fn only_what_can_be_reached_and_cannot_return_is_a_panic() {
        let module = Module::from_buffer(&wat::parse_str(MODULE).unwrap()).unwrap();
        let found = panics_of(&module)
            .into_iter()
            .map(|panic| (panic.within, panic.what, panic.origin, panic.line));
        let expected = [
            ("hook", "hook", FROM_OUTSIDE, 0),
            ("in_table", "never", "src/a.rs", 7),
            ("maybe", "bare", "maybe", 0),
            ("one_arm", "wrapped", "one_arm", 0),
        ];
        let mut found: Vec<_> = found.collect();
        found.sort();
        let found: Vec<_> = found
            .iter()
            .map(|(within, what, origin, line)| (&**within, &**what, &**origin, *line))
            .collect();
        assert_eq!(found, expected);
    }
}
