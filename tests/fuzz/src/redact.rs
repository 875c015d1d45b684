//! Target `redact`: nothing that a person wrote survives in a masked body, and everything else does.
//!
//! In: a body to plant markers in, where, and how the body is broken afterwards. Out: a panic where a marker is left, or where
//! lengths, the shape of the JSON, codes or places are not what they were. Does not know: how masking works, and where markers
//! belong; the latter is the tests' own list ([`crate::common::markers`]).

use super::common::markers::{PLANTS, SAFE, SHOWN, plant_by};
use super::common::masking::{judge_masked, left_of};
use super::common::{self, text_of};
use arbitrary::{Arbitrary, Unstructured};
use chatapps_webhook::{Options, redact as masked};
use serde_json::Value;
use std::sync::LazyLock;

/// The bodies that markers are planted in. Not the longest: they would be all that is ever read.
const BASE_BYTES_MAX: usize = 4096;
static BASES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let fixtures = common::accept().into_iter().chain(common::codes());
    let short = fixtures.filter(|fixture| fixture.body.len() <= BASE_BYTES_MAX);
    let read = short.filter_map(|fixture| serde_json::from_slice(&fixture.body).ok());
    read.filter(Value::is_object).collect()
});

/// What is put between two bytes of a body.
const PIECES: [&str; 16] = [
    "\"",
    "'",
    "\\",
    "\n",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "//",
    "/*",
    "<",
    "\u{201C}",
    "\u{1F600}",
    "\u{0}",
];

#[derive(Arbitrary, Debug)]
enum Damage {
    None,
    Cut(u16),
    Without(u16),
    With(u16, u8),
}

#[derive(Arbitrary, Debug)]
enum Wrapping {
    None,
    EncodedTwice,
    SingleQuotes,
    Array,
    NotJson,
    Indented,
}

#[derive(Arbitrary, Debug)]
struct Plan<'a> {
    base: u16,
    damage: [Damage; 2],
    wrapping: Wrapping,
    plants: &'a [u8],
}

pub fn redact(data: &[u8]) {
    let Ok(plan) = Plan::arbitrary_take_rest(Unstructured::new(data)) else {
        return;
    };
    let body = plan.body();
    let masked = masked(&body);
    if let Some(leak) = left_of(&masked) {
        panic!("left of {}: {leak:?}", text_of(&body));
    }
    if let Some(fault) = judge_masked(&body, &masked, &Options::new()) {
        panic!("{fault} in {}", text_of(&body));
    }
}

impl Plan<'_> {
    fn body(&self) -> Vec<u8> {
        let mut sent = BASES[usize::from(self.base) % BASES.len()].clone();
        let mut plants = self.plants.iter();
        // The plan says what becomes of each leaf; where it says nothing, all is planted in one way.
        let mut choose = || match plants.next() {
            Some(plant) => PLANTS.get(usize::from(*plant) % (PLANTS.len() + 1)).copied(),
            None => Some(PLANTS[self.plants.len() % PLANTS.len()]),
        };
        plant_by(&mut sent, &mut choose, &[SAFE, SHOWN]);
        let mut body = self.wrapped(&sent).into_bytes();
        for damage in &self.damage {
            damage.apply(&mut body);
        }
        body
    }

    fn wrapped(&self, sent: &Value) -> String {
        let text = sent.to_string();
        match self.wrapping {
            Wrapping::None => text,
            Wrapping::EncodedTwice => Value::from(text).to_string(),
            Wrapping::SingleQuotes => text.replace('"', "'"),
            Wrapping::Array => format!("[{text}]"),
            Wrapping::NotJson => format!("body: {text}"),
            Wrapping::Indented => format!("{sent:#}"),
        }
    }
}

impl Damage {
    fn apply(&self, body: &mut Vec<u8>) {
        let length = body.len().max(1);
        match *self {
            Self::None => {}
            Self::Cut(place) => body.truncate(usize::from(place) % length),
            Self::Without(place) if !body.is_empty() => drop(body.remove(usize::from(place) % length)),
            Self::Without(_) => {}
            Self::With(place, piece) => {
                let place = usize::from(place) % length.min(body.len() + 1);
                let piece = PIECES[usize::from(piece) % PIECES.len()];
                body.splice(place..place, piece.bytes());
            }
        }
    }
}
