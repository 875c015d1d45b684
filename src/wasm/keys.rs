//! Keys: what the key of an event begins with.
//!
//! In: the slots of an event. Out: its id; whether it is the key as it stands, and whether the key takes a hash. Does not know: how
//! the key is written – JavaScript writes it.
//!
//! Why it exists: a key is asked for once for each event. An id that is in lower case already is no text to be made anew.

use crate::corridor::Reading;
use crate::kind::uuid::is_lower_uuid;
use crate::schema::EventKind;
use crate::slots::{Slot, Tag, Words};

/// Whether nothing else tells the event from others: its kind has no id, or the id is an empty text.
pub(super) fn needs_hash(reading: &Reading<'_>, words: &Words) -> bool {
    let checked = &reading.checked;
    let is_empty = |id: Slot| id.is(Tag::Text) && id.as_range().start == id.as_range().end;
    checked
        .kind
        .is_some_and(|kind| kind.law().key.is_empty() || id_of(words, kind, checked.block).is_some_and(is_empty))
}

/// Whether the id that the key begins with is a UUID in lower case, so that it is the key, or its beginning, as it stands.
pub(super) fn key_is_lower(text: &[u8], words: &Words, kind: EventKind, block: u32) -> bool {
    id_of(words, kind, block).is_some_and(|id| id.is(Tag::Text) && is_lower_uuid(id.as_range().of(text)))
}

/// The id that the key begins with.
fn id_of(words: &Words, kind: EventKind, mut block: u32) -> Option<Slot> {
    let &[way @ .., last] = kind.law().key.first()? else {
        return None;
    };
    for step in way {
        // Where it is missing there is none, and no block either: the words before the first one are the header's.
        block = Some(words.get(block, *step)).filter(|slot| slot.is(Tag::Record))?.a;
    }
    Some(words.get(block, *last))
}
