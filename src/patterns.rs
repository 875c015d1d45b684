//! Patterns: texts that differ from one that was read before in their values only.
//!
//! In: a text, and how each of its values is read. Out: the pattern it follows, and what was read. Does not know: JSON, names,
//! what a text means – whoever keeps patterns cuts a text into values and what is between them, and knows what follows from it.
//!
//! Where a text leaves a pattern, it may go on by another one that was the same up to there, so it is read only once.
//!
//! Why it exists: what comes from one program looks alike, and is known sooner than it is understood. Bodies as they are
//! documented ([`crate::fast_path`]), bodies that are not ([`crate::corridor`]), and JSON that is kept ([`crate::slots`]) have
//! each their own idea of a value, and share all the rest: what is compared, which one is tried, which is forgotten.

use crate::scan;
use crate::source::Range;

/// So many of one sort are kept: an account has a few dozen sorts of events, and one that may have a member or not is two of them.
/// A set of them is a `u128`.
pub(crate) const KNOWN_MAX: usize = 1 << PLACE_BITS;
pub(crate) const PLACE_BITS: u32 = 7;
/// What is longer, or has more values, is not learned, so that the patterns of one sort have a few megabytes at most; mostly they
/// have some hundred kilobytes.
pub(crate) const BYTES_MAX: usize = 3072;
pub(crate) const STEPS_MAX: usize = 128;
/// More steps than any pattern has: with so many no other one begins alike.
const UNLIKE: u8 = u8::MAX;
/// Once there is no room, one of so many texts is learned, since that takes as long as reading some – and while most are tried,
/// the second of two that are new and look alike.
const LEARNING: u32 = 64;
/// How many texts more may follow nothing than follow something, until most are not even tried; half of that must be made good
/// until they are again.
pub(crate) const MISSES_MAX: u32 = 16;
/// One of so many is tried meanwhile.
pub(crate) const TRIED_EVERY: u32 = 8;

/// How a value is read.
pub(crate) trait Value {
    /// What is kept of one that was read.
    type Read: Copy + Default;

    /// A number that only those have that are read alike.
    fn sort(&self) -> usize;
}

/// A value, and what is before it.
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Step<V> {
    /// How many bytes are between the value before and this one.
    between: u32,
    pub(crate) value: V,
}

/// What is between the values of a text.
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Pattern {
    /// All of it, one behind the other: what people wrote is not kept from one text to the next.
    text: Vec<u8>,
    /// How many bytes are before each value, and its sort.
    outline: Vec<(u32, usize)>,
    /// With how many steps each of the others begins as this one does.
    alike: [u8; KNOWN_MAX],
    /// When it was followed last.
    used: u32,
}

/// A text that is cut into values and what is between them.
pub(crate) struct Cut<'t, V> {
    text: &'t [u8],
    pattern: Pattern,
    pub(crate) steps: Vec<Step<V>>,
    /// Where the last value ended.
    pub(crate) at: u32,
}

impl<'t, V: Value> Cut<'t, V> {
    /// Begins at a place of a text.
    pub(crate) fn new(text: &'t [u8], at: u32) -> Self {
        let pattern = Pattern {
            text: Vec::new(),
            outline: Vec::new(),
            alike: [UNLIKE; KNOWN_MAX],
            used: 0,
        };
        Self {
            text,
            pattern,
            steps: Vec::new(),
            at,
        }
    }

    /// Goes on to a value, and behind it.
    pub(crate) fn value(&mut self, range: Range, value: V) {
        let between = self.pattern.take(self.text, self.at, range.start);
        self.pattern.outline.push((between, value.sort()));
        self.steps.push(Step { between, value });
        self.at = range.end;
    }

    /// Goes on to the end, if what was cut is not too much to be kept.
    pub(crate) fn end(mut self, end: u32) -> Option<(Pattern, Vec<Step<V>>)> {
        self.pattern.take(self.text, self.at, end);
        let is_short = self.pattern.text.len() <= BYTES_MAX && self.steps.len() <= STEPS_MAX;
        is_short.then_some((self.pattern, self.steps))
    }
}

/// How far a text has followed.
struct Way {
    /// How many values were read.
    steps_done: usize,
    /// Where the last value ends, and where what is between that and the next one is in the pattern.
    at: usize,
    from: usize,
    /// Where the text ends that has followed to the end.
    end: Option<usize>,
}

impl Pattern {
    /// Whether it is all ASCII.
    #[cfg(feature = "wasm")]
    pub(crate) fn is_ascii(&self) -> bool {
        scan::is_ascii(&self.text)
    }

    /// Reads the values of a text that has followed so far, and notes how far it does.
    #[inline(never)]
    fn follow<V: Value>(
        &self,
        steps: &[Step<V>],
        text: &[u8],
        way: &mut Way,
        found: &mut [V::Read],
        read: &mut impl FnMut(&V, usize, &mut V::Read) -> Option<usize>,
    ) {
        let rest = steps.get(way.steps_done..).unwrap_or_default();
        for (step, place) in rest.iter().zip(found.iter_mut().skip(way.steps_done)) {
            let between = step.between as usize;
            if !scan::same_between(text, way.at, &self.text, way.from, between) {
                return;
            }
            let Some(stop) = read(&step.value, way.at + between, place) else {
                return;
            };
            way.steps_done += 1;
            way.at = stop;
            way.from += between;
        }
        let between = self.text.len() - way.from;
        if scan::same_between(text, way.at, &self.text, way.from, between) {
            way.end = Some(way.at + between);
        }
    }

    /// Takes what is between two places of a text; how many bytes that are.
    fn take(&mut self, text: &[u8], start: u32, end: u32) -> u32 {
        self.text.extend_from_slice(Range { start, end }.of(text));
        end - start
    }

    /// With how many steps both begin.
    fn alike_with(&self, other: &Self) -> u8 {
        let (mut steps, mut from) = (0, 0);
        for (one, others) in self.outline.iter().zip(&other.outline) {
            let end = from + one.0 as usize;
            if one != others || self.text.get(from..end) != other.text.get(from..end) {
                break;
            }
            (steps, from) = (steps + 1, end);
        }
        steps
    }
}

/// What tells texts apart at first sight.
pub(crate) type Looks = [u32; 3];

/// Patterns, and which texts are tried and learned.
#[derive(Default)]
#[cfg_attr(test, derive(Clone))]
struct Shelf {
    patterns: Vec<Pattern>,
    /// How many texts there were, and when one was learned last.
    count: u32,
    learned: u32,
    /// What the last one looked like that was new.
    last_new: Looks,
    /// How many texts more followed none lately than one: see [`MISSES_MAX`].
    misses: u32,
    /// Whether texts follow too seldom to try them all.
    is_sampling: bool,
    /// Whether this one was tried, and follows none.
    is_new: bool,
}

impl Shelf {
    fn has_followed(&mut self, id: usize) {
        if let Some(pattern) = self.patterns.get_mut(id) {
            pattern.used = self.count;
        }
        self.is_new = false;
        self.misses = self.misses.saturating_sub(1);
        self.is_sampling &= self.misses > MISSES_MAX / 2;
    }

    fn has_missed(&mut self) {
        if self.is_new {
            self.misses = MISSES_MAX.min(self.misses + 1);
            self.is_sampling |= self.misses == MISSES_MAX;
        }
    }

    #[inline(never)]
    fn may_learn(&mut self, looks: Looks) -> bool {
        if !self.is_new {
            return false;
        }
        let may_learn = self.patterns.len() < KNOWN_MAX
            || self.count.wrapping_sub(self.learned) >= LEARNING
            || self.last_new == looks && !self.is_sampling;
        self.last_new = looks;
        may_learn
    }

    /// The patterns that begin as one does with so many steps and no more: a bit for each.
    #[inline(never)]
    fn parting(&self, id: usize, steps: usize) -> u128 {
        let alike = self.patterns.get(id).map(|pattern| &pattern.alike);
        alike.map_or(0, |alike| scan::lanes_with(alike, steps as u8))
    }

    /// Puts a pattern where there is room, or in place of the one that was not followed for the longest time; where that is.
    #[cold]
    #[inline(never)]
    fn put(&mut self, mut pattern: Pattern) -> usize {
        let now = self.count;
        self.learned = now;
        pattern.used = now;
        let age = |(_, known): &(usize, &Pattern)| now.wrapping_sub(known.used);
        let oldest = self.patterns.iter().enumerate().max_by_key(age).map(|(id, _)| id);
        let id = match oldest {
            Some(oldest) if self.patterns.len() >= KNOWN_MAX => oldest,
            _ => self.patterns.len(),
        };
        for (other, known) in self.patterns.iter_mut().enumerate() {
            let steps = if other == id { UNLIKE } else { pattern.alike_with(known) };
            if let (Some(there), Some(here)) = (known.alike.get_mut(id), pattern.alike.get_mut(other)) {
                (*there, *here) = (steps, steps);
            }
        }
        match self.patterns.get_mut(id) {
            Some(old) => *old = pattern,
            None => self.patterns.push(pattern),
        }
        id
    }
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Sought<'t> {
    pub(crate) text: &'t [u8],
    /// Where it begins.
    pub(crate) at: usize,
    /// Whether it ends where the text ends.
    pub(crate) is_whole: bool,
}

/// The values of a text that was learned, and what follows from it.
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Known<V, T> {
    pub(crate) steps: Vec<Step<V>>,
    pub(crate) meaning: T,
}

/// The patterns of one sort.
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Patterns<V: Value, T> {
    shelf: Shelf,
    /// Of each pattern.
    known: Vec<Known<V, T>>,
    /// The pattern that was followed or learned last, and what was read of the values of a text.
    last: usize,
    read: Vec<V::Read>,
}

impl<V: Value, T> Default for Patterns<V, T> {
    fn default() -> Self {
        Self {
            shelf: Shelf::default(),
            known: Vec::new(),
            last: 0,
            read: Vec::new(),
        }
    }
}

impl<V: Value, T> Patterns<V, T> {
    /// Whether the next text is to be looked for, and may be learned. To be asked once of each.
    pub(crate) fn tries(&mut self) -> bool {
        let is_one_of_many = self.tries_unlikely();
        self.shelf.is_new = is_one_of_many || !self.shelf.is_sampling;
        self.shelf.is_new
    }

    /// The same of a text that is unlikely to follow whatever those before it did: one of many is tried.
    pub(crate) fn tries_unlikely(&mut self) -> bool {
        let shelf = &mut self.shelf;
        shelf.count = shelf.count.wrapping_add(1);
        shelf.is_new = shelf.count.is_multiple_of(TRIED_EVERY);
        shelf.is_new
    }

    /// Looks for the pattern that a text follows, beginning with the one that was followed last; where the text ends.
    /// `read`: reads a value from a place on, and says where it ends.
    ///
    /// Where a text leaves a pattern, each of those is tried that were the same up to there and go on in another way. One that has
    /// between its values what is a value in those is not found so: then the text is new, which costs time and nothing else.
    pub(crate) fn find(
        &mut self,
        sought: Sought<'_>,
        mut read: impl FnMut(&V, usize, &mut V::Read) -> Option<usize>,
    ) -> Option<usize> {
        let mut id = self.last;
        // Those that part from each that was tried where the text did.
        let mut others = u128::MAX;
        let mut way = Way {
            steps_done: 0,
            at: sought.at,
            from: 0,
            end: None,
        };
        loop {
            let pattern = self.shelf.patterns.get(id)?;
            let known = self.known.get(id)?;
            way.end = None;
            pattern.follow(&known.steps, sought.text, &mut way, &mut self.read, &mut read);
            if let Some(end) = way.end
                && (end == sought.text.len() || !sought.is_whole)
            {
                self.last = id;
                self.shelf.has_followed(id);
                return Some(end);
            }
            others &= self.shelf.parting(id, way.steps_done);
            id = others.trailing_zeros() as usize;
        }
    }

    /// Notes that a text follows none, if it was tried.
    pub(crate) fn has_missed(&mut self) {
        self.shelf.has_missed();
    }

    /// The pattern that was followed or learned last.
    pub(crate) fn last(&self) -> Option<&Known<V, T>> {
        self.known.get(self.last)
    }

    /// What was read of the values of the text that has followed it, and more behind.
    pub(crate) fn read(&self) -> &[V::Read] {
        &self.read
    }

    /// Whether a text that was tried, and follows none, is to be learned: see [`LEARNING`].
    pub(crate) fn may_learn(&mut self, looks: Looks) -> bool {
        self.shelf.may_learn(looks)
    }

    /// Learns a text; the place of its pattern.
    #[cold]
    #[inline(never)]
    pub(crate) fn learn(&mut self, pattern: Pattern, new: Known<V, T>) -> usize {
        self.last = self.shelf.put(pattern);
        match self.known.get_mut(self.last) {
            Some(old) => *old = new,
            None => self.known.push(new),
        }
        if self.read.is_empty() {
            self.read = vec![V::Read::default(); STEPS_MAX];
        }
        self.last
    }

    /// The pattern at a place, and what follows from it.
    #[cfg(feature = "wasm")]
    pub(crate) fn at(&mut self, id: usize) -> Option<(&Pattern, &mut T)> {
        let known = self.known.get_mut(id)?;
        Some((self.shelf.patterns.get(id)?, &mut known.meaning))
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.shelf.patterns.clear();
        self.known.clear();
    }
}

/// What tests ask.
#[cfg(test)]
impl<V: Value, T> Patterns<V, T> {
    pub(crate) fn len(&self) -> usize {
        assert_eq!(self.shelf.patterns.len(), self.known.len());
        self.known.len()
    }

    /// When one was learned last.
    pub(crate) fn learned(&self) -> u32 {
        self.shelf.learned
    }

    /// Whether the last text that was tried has followed one.
    pub(crate) fn has_followed(&self) -> bool {
        let used = self.shelf.patterns.get(self.last).map(|pattern| pattern.used);
        used == Some(self.shelf.count) && self.shelf.learned != self.shelf.count
    }

    /// With how many steps two of them begin.
    pub(crate) fn alike(&self, one: usize, other: usize) -> u8 {
        self.shelf.patterns[one].alike[other]
    }

    /// What is between the values of one.
    pub(crate) fn text(&self, id: usize) -> &[u8] {
        &self.shelf.patterns[id].text
    }

    pub(crate) fn misses(&self) -> u32 {
        self.shelf.misses
    }

    /// Forgets what was learned behind the first one, and how often nothing was found.
    pub(crate) fn keep_first(&mut self) {
        self.shelf.patterns.truncate(1);
        self.known.truncate(1);
        self.last = 0;
        self.try_next();
    }

    /// Sees to it that the next text is tried.
    pub(crate) fn try_next(&mut self) {
        self.shelf.misses = 1;
        self.shelf.is_sampling = false;
    }
}

#[cfg(test)]
mod tests;
