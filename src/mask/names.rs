//! Masks for the names of members: equal names get equal masks and different names different ones, so that a repeated member
//! stays one and no other becomes one.
//!
//! In: a JSON text, its tape, and which nodes may be shown. Out: what becomes of each name, and a mask that counts. Does not
//! know: how a value is masked, but for the characters.
//!
//! What is found is written into a few lists that grow, not into a text for each name: whoever asks for a little memory a
//! million times makes JavaScript look through all of its own each time.
//!
//! Why it exists: a masked body has to give the codes that the body gives, and `duplicate-key` hangs on names.

use super::{Show, character, escape, escape_extent, escape_text};
use crate::lexer;
use crate::order::{order, sort};
use crate::schema::is_documented;
use crate::tape::{self, NodeType, Tape};
use std::num::NonZero;

/// What becomes of a node as a name.
#[derive(Clone, Copy)]
pub(super) enum Name {
    /// It is none, or one that is shown.
    No,
    /// The same name is shown where it stands again.
    AsSent,
    /// Masked, the so-manieth of those in its object that look alike ([`name_mask`]).
    Counted(u32),
}

/// What becomes of the names of a document, by node.
pub(super) fn names(text: &[u8], tape: &Tape, show: &dyn Fn(u32) -> Show) -> Vec<Name> {
    let mut names = Names {
        text,
        tape,
        names: vec![Name::No; tape.len() as usize],
    };
    for object in 0..tape.len() {
        if tape.node(object).kind() == NodeType::Object {
            names.object(object, &|key| show(key) == Show::All);
        }
    }
    names.names
}

struct Names<'t> {
    text: &'t [u8],
    tape: &'t Tape,
    names: Vec<Name>,
}

impl Names<'_> {
    fn object(&mut self, object: u32, is_shown: &dyn Fn(u32) -> bool) {
        let (text, tape) = (self.text, self.tape);
        let keys: Vec<u32> = tape.members(object).collect();
        let by_name = tape::by_name(text, tape, &keys);
        let is_same = |one: &u32, other: &u32| tape::name(text, tape, *one) == tape::name(text, tape, *other);
        let mut firsts: Vec<u32> = Vec::new();
        for same in by_name.chunk_by(is_same) {
            if same.iter().any(|key| is_shown(*key)) {
                let hidden = same.iter().filter(|key| !is_shown(**key));
                hidden.for_each(|key| self.set(*key, Name::AsSent));
            } else {
                firsts.extend(same.first());
            }
        }
        self.count(&mut firsts);
        for same in by_name.chunk_by(is_same) {
            if let [first, others @ ..] = same
                && let Some(name @ Name::Counted(_)) = self.names.get(*first as usize).copied()
            {
                others.iter().for_each(|key| self.set(*key, name));
            }
        }
    }

    /// Counts names that are different and would look alike, in the order of the text.
    fn count(&mut self, keys: &mut [u32]) {
        sort(keys, &|one, other| one.cmp(&other));
        let mut masks: Vec<u8> = Vec::new();
        let mut ends: Vec<usize> = Vec::with_capacity(keys.len());
        for key in &*keys {
            // Two names may be spelled with other escapes, and say the same when they are masked.
            let mask = name_mask(self.raw(*key), 0);
            masks.extend(lexer::decode(&mask, 0, mask.len()).text);
            ends.push(masks.len());
        }
        let mask = |place: usize| {
            let start = place.checked_sub(1).and_then(|before| ends.get(before));
            let start = start.copied().unwrap_or(0);
            ends.get(place).and_then(|end| masks.get(start..*end))
        };
        let places = order(keys.len(), &|one, other| mask(one).cmp(&mask(other)));
        for alike in places.chunk_by(|one, other| mask(*one as usize) == mask(*other as usize)) {
            let mut ordinal = 0;
            for key in alike.iter().filter_map(|place| keys.get(*place as usize)) {
                while is_documented(&name_mask(self.raw(*key), ordinal)) {
                    ordinal += 1;
                }
                self.set(*key, Name::Counted(ordinal));
                ordinal += 1;
            }
        }
    }

    fn raw(&self, key: u32) -> &[u8] {
        self.tape.inside(self.text, self.tape.node(key)).of(self.text)
    }

    fn set(&mut self, key: u32, name: Name) {
        if let Some(place) = self.names.get_mut(key as usize) {
            *place = name;
        }
    }
}

/// Characters that follow each other in a circle: with them a mask counts.
#[derive(Clone, Copy)]
struct Wheel {
    /// The first character by its number, and how many there are.
    first: u32,
    count: NonZero<u64>,
    /// With which of them the wheel begins.
    start: u64,
}

impl Wheel {
    const LOWER: Self = Self::new('a', 26, 23);
    const UPPER: Self = Self::new('A', 26, 23);
    const DIGITS: Self = Self::new('0', 10, 1);
    const GREEK: Self = Self::new('α', 25, 0);
    const HAN: Self = Self::new('\u{4E00}', 0x400, 0);
    const ASTRAL: Self = Self::new('\u{20000}', 0x400, 0);

    const fn new(first: char, count: u64, start: u64) -> Self {
        Self {
            first: first as u32,
            count: NonZero::new(count).expect("a wheel has characters"),
            start,
        }
    }

    /// Takes what is to be counted down by one wheel: the character at its place.
    fn turn(self, rest: &mut u64) -> char {
        let place = (*rest % self.count + self.start) % self.count;
        *rest /= self.count;
        char::from_u32(self.first + place as u32).unwrap_or('x')
    }
}

/// The `ordinal`-th mask of a name: its letters and digits count, as the wheels of a meter do.
pub(super) fn name_mask(raw: &[u8], ordinal: u32) -> Vec<u8> {
    let mut rest = u64::from(ordinal);
    let mut turn = |wheel: Wheel| wheel.turn(&mut rest);
    let mut mask = String::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        if raw.get(at) == Some(&b'\\') {
            let length = escape_extent(raw, at).min(raw.len() - at);
            let is_half = lexer::hex4(raw, at + 2).is_some_and(|unit| char::from_u32(unit).is_none());
            at += match length {
                6 if !is_half => {
                    mask.push_str(&escape_text(turn(Wheel::LOWER) as u32));
                    length
                }
                12 => {
                    for unit in turn(Wheel::ASTRAL).encode_utf16(&mut [0; 2]) {
                        mask.push_str(&escape_text((*unit).into()));
                    }
                    length
                }
                _ => {
                    // Half a pair, or what is no escape at all, stays what it is.
                    let mut masked = Vec::new();
                    let length = escape(raw, at, &mut masked);
                    mask.push_str(&String::from_utf8_lossy(&masked));
                    length
                }
            };
            continue;
        }
        let original = raw
            .get(at..raw.len().min(at + 4))
            .and_then(|rest| rest.utf8_chunks().next())
            .and_then(|chunk| chunk.valid().chars().next());
        let Some(original) = original else { break };
        mask.push(match original {
            'a'..='z' => turn(Wheel::LOWER),
            'A'..='Z' => turn(Wheel::UPPER),
            '0'..='9' => turn(Wheel::DIGITS),
            _ if character(original, true, char::is_alphanumeric) == original => original,
            _ => match original.len_utf8() {
                2 => turn(Wheel::GREEK),
                3 => turn(Wheel::HAN),
                _ => turn(Wheel::ASTRAL),
            },
        });
        at += original.len_utf8();
    }
    mask.into_bytes()
}
