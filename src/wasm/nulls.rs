//! The nulls that an event leaves out, for the body that is made of its members.
//!
//! In: the blocks of an event. Out: words that say where there is a null. Does not know: the text.
//!
//! Why it exists: the body of an event that is as documented is the event again, without what the event adds and with its
//! nulls. To say where they are costs less than to read the body once more.

use crate::corridor::{Reading, Wants, Workspace};
use crate::diagnostic::Finding;
use crate::schema::{Record, Type};
use crate::slots::{Tag, Words};

/// Writes where the nulls of a body are that is kept beside its event, if nothing else is to be said of it, and nothing was
/// added to it: then the members of the event are those of the body. See [`write_nulls`].
pub(super) fn nulls_of_verbatim(reading: &Reading<'_>, workspace: &mut Workspace, wants: &Wants) -> Option<u32> {
    let Workspace { tape, words, .. } = workspace;
    let law = reading.checked.kind?.law();
    let is_null = |finding: &Finding| finding.code == crate::Code::NullValue;
    let mut is_verbatim = law.keeps_body
        && reading.is_ok()
        && !reading.is_inner
        && !tape.faulty
        && wants.levels.tell_all()
        && reading.kept.omitted == 0
        && reading.kept.findings.iter().all(is_null);
    words.change_ranges(law.record, reading.checked.block, &mut |_, slot, _| {
        is_verbatim &= !slot.is(Tag::Embedded) && !slot.is(Tag::EmbeddedEscaped);
        slot
    });
    is_verbatim.then(|| write_nulls(words, law.record, reading.checked.block))
}

/// Writes where the nulls are that the event leaves out: for each path how many steps it has, and the steps; then 0. Where
/// that begins.
#[cold]
pub(super) fn write_nulls(words: &mut Words, record: &'static Record, block: u32) -> u32 {
    let mut nulls = Nulls::default();
    nulls.find(words, record, block);
    let start = words.as_slice().len() as u32;
    words.append(&nulls.paths);
    words.append(&[0]);
    start
}

#[derive(Default)]
struct Nulls {
    /// The way to where we are: of a member the numbers of its record and its field, of an element [`Nulls::ELEMENT`] and its
    /// place.
    way: Vec<[u32; 2]>,
    paths: Vec<u32>,
}

impl Nulls {
    const ELEMENT: u32 = u32::MAX;

    /// Recursion here follows the schema, whose depth is fixed, and not the input.
    fn find(&mut self, words: &Words, record: &'static Record, block: u32) {
        for (index, field) in record.fields.iter().enumerate() {
            let slot = words.get(block, index);
            self.way.push([u32::from(record.id), index as u32]);
            match field.of {
                _ if words.is_null(block, index) => {
                    self.paths.push(self.way.len() as u32);
                    self.paths.extend_from_slice(self.way.as_flattened());
                }
                Type::Record(inner) if slot.is(Tag::Record) => self.find(words, inner, slot.a),
                Type::List(inner) if slot.is(Tag::List) => {
                    for place in 0..words.word(slot.a) {
                        self.way.push([Self::ELEMENT, place]);
                        self.find(words, inner, words.word(slot.a + 1 + place));
                        self.way.pop();
                    }
                }
                _ => {}
            }
            self.way.pop();
        }
    }
}
