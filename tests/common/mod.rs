//! The fixtures, and bodies made of them: what the integration tests have in common.

// Each test is a program of its own and uses a part of this.
#![allow(dead_code, unreachable_pub)]

pub mod edits;
pub mod markers;
pub mod masking;
pub mod oracle;
pub mod positions;

use chatapps_webhook::{Code, EventKind, Options, Severity};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A body with the options it is read with.
pub struct Fixture {
    pub path: PathBuf,
    pub body: Vec<u8>,
    pub options: Options,
}

impl Fixture {
    /// The path inside the folder of fixtures.
    pub fn name(&self) -> String {
        self.path.strip_prefix(root()).unwrap().display().to_string()
    }
}

fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The crate of the fuzzers, which uses this too, stands deeper in the repository.
    let folders = manifest.ancestors().map(|folder| folder.join("tests/fixtures"));
    folders.into_iter().find(|folder| folder.is_dir()).unwrap()
}

pub fn folder(name: &str) -> PathBuf {
    root().join(name)
}

/// The files of a folder whose names end so, in order.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|own| own == extension))
        .collect();
    files.sort();
    files
}

fn read(paths: Vec<PathBuf>) -> Vec<Fixture> {
    let read = |path: PathBuf| Fixture {
        body: fs::read(&path).unwrap(),
        options: options(&path),
        path,
    };
    paths.into_iter().map(read).collect()
}

/// Bodies that must be accepted.
pub fn accept() -> Vec<Fixture> {
    read(files(&folder("accept"), "json"))
}

/// Bodies that give one code.
pub fn code(code: Code) -> Vec<Fixture> {
    read(files(&folder("codes").join(code.as_str()), "body"))
}

/// Bodies that give a code, of all codes.
pub fn codes() -> Vec<Fixture> {
    Code::ALL.iter().flat_map(|each| code(*each)).collect()
}

/// The conformance suite of the JSON grammar.
pub fn json() -> Vec<Fixture> {
    read(files(&folder("json"), "json"))
}

/// Single fixtures, by their paths inside the folder of fixtures.
pub fn named(paths: &[&str]) -> Vec<Fixture> {
    read(paths.iter().map(|path| folder(path)).collect())
}

/// Every fixture there is.
pub fn all() -> Vec<Fixture> {
    [accept(), codes(), json()].into_iter().flatten().collect()
}

/// The options of a sidecar.
fn options(body: &Path) -> Options {
    fs::read_to_string(body.with_extension("options.json")).map_or(Options::new(), |sidecar| options_of(&sidecar))
}

/// Options as JavaScript would pass them.
pub fn options_of(json: &str) -> Options {
    let json: Value = serde_json::from_str(json).unwrap();
    let mut options = Options::new().strict(json["strict"] == Value::Bool(true));
    if let Some(bytes_max) = json["maxBytes"].as_u64() {
        options = options.bytes_max(bytes_max as usize);
    }
    if let Some(kinds) = json["expect"].as_array() {
        let named = |kind: &EventKind| kinds.iter().any(|name| name == kind.as_str());
        options = options.expect(EventKind::ALL.iter().copied().filter(named));
    }
    for (code, severity) in json["severity"].as_object().into_iter().flatten() {
        let severity = match severity.as_str() {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            Some("info") => Some(Severity::Info),
            _ => None,
        };
        options = options.severity(Code::from_slug(code).unwrap(), severity);
    }
    options
}

/// The text as `TextDecoder` reads the bytes.
pub fn text_of(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}

/// The longest body of which every truncation and deletion is looked at.
pub const EXHAUSTIVE_BYTES_MAX: usize = 4096;
/// How many places of a longer one are.
const SAMPLED_PLACES: usize = 64;

/// The places at which a body is cut and bitten into: all of them, or a fixed sample of a long one.
pub fn places(body: &[u8]) -> Vec<usize> {
    if body.len() <= EXHAUSTIVE_BYTES_MAX {
        return (0..body.len()).collect();
    }
    let mut random = Random::new(body.len() as u64);
    (0..SAMPLED_PLACES).map(|_| random.below(body.len())).collect()
}

/// The body up to a place.
pub fn truncated(body: &[u8], place: usize) -> Vec<u8> {
    body[..place].to_vec()
}

/// The body without the byte at a place.
pub fn without(body: &[u8], place: usize) -> Vec<u8> {
    [&body[..place], &body[place + 1..]].concat()
}

/// Numbers without order, the same in every run (Knuth's linear congruential generator, MMIX).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x9E37_79B9_7F4A_7C15)
    }
    pub fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// Does the work for every item on all cores, and gives what was found wrong, in the order of the items.
pub fn faults<T: Sync>(items: &[T], work: impl Fn(&T, &mut Vec<String>) + Sync) -> Vec<String> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let worker = || {
        let mut found = Vec::new();
        loop {
            let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some(item) = items.get(index) else { return found };
            let mut faults = Vec::new();
            work(item, &mut faults);
            found.extend(faults.into_iter().map(|fault| (index, fault)));
        }
    };
    let mut found: Vec<(usize, String)> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap()).collect()
    });
    found.sort();
    found.into_iter().map(|(_, fault)| fault).collect()
}

/// Fails with the first of the faults, and how many there are.
#[track_caller]
pub fn assert_none(faults: &[String]) {
    const SHOWN: usize = 20;
    let shown = faults.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults:\n{shown}", faults.len());
}
