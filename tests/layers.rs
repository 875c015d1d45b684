//! The layers: a module knows only of those that stand before it in the order that src/lib.rs names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in their order, from the documentation of the crate.
fn order(lib: &str) -> Vec<String> {
    let rooms = lib
        .split_once("The rooms, in the order")
        .expect("src/lib.rs names the rooms")
        .1;
    let rooms = rooms.split_once("//!\n").expect("a paragraph").0;
    let quoted = rooms.split('`').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The code of a module: without comments, and without what is there for tests only, wherever it stands: that may look at
/// anything. An item ends where a line as far in as its attribute does, as rustfmt has it.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let text = line.trim_start();
        if text.starts_with("#[cfg(test)]") {
            let margin = &line[..line.len() - text.len()];
            let ends = |line: &str| {
                line.strip_prefix(margin)
                    .is_some_and(|text| !text.starts_with(' ') && text.ends_with([';', '}']))
            };
            lines.find(|line| ends(line));
        } else if !text.starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

#[test]
fn what_is_for_tests_only_is_no_code() {
    let source = "\
use a;
// b
#[cfg(test)]
#[derive(Debug)]
struct C {
    d: E,
}
impl F {
    #[cfg(test)]
    fn g(
        h: I,
    ) -> J {
        k;
    }

    fn l() {}
}
#[cfg(test)]
mod m;
mod n;
";
    assert_eq!(code(source), "use a;\nimpl F {\n\n    fn l() {}\n}\nmod n;\n");
}

#[test]
fn every_module_looks_back_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(src.join("lib.rs")).unwrap();
    let order = order(&lib);
    let rank = |room: &str| order.iter().position(|named| named == room);
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut wrong = BTreeSet::new();
    // A file of tests may look at anything, as tests do that stand in the file of a module.
    files.retain(|file| !file.ends_with("lib.rs") && !file.ends_with("tests.rs"));
    for file in &files {
        let first = file.strip_prefix(&src).unwrap().iter().next().unwrap();
        let room = Path::new(first).file_stem().unwrap().to_str().unwrap();
        let Some(own) = rank(room) else {
            wrong.insert(format!("{room} is not among the rooms"));
            continue;
        };
        for used in code(&fs::read_to_string(file).unwrap()).split("crate::").skip(1) {
            let used: String = used
                .chars()
                .take_while(|next| next.is_alphanumeric() || *next == '_')
                .collect();
            if used.starts_with(char::is_lowercase) && rank(&used).is_none_or(|rank| rank > own) {
                wrong.insert(format!("{room} uses {used}"));
            }
        }
    }
    let named = lib.lines().filter_map(|line| {
        line.trim()
            .strip_prefix("mod ")
            .or(line.trim().strip_prefix("pub mod "))
    });
    wrong.extend(
        named
            .map(|name| name.trim_end_matches(';'))
            .filter(|name| rank(name).is_none())
            .map(|name| format!("{name} is not named")),
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}
